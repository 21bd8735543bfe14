#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""encryption.py DIWAN [--rows N] [--runs N] [--write]: what encryption costs: import, count and brief on an encrypted register and an open one.

The same data, the same commands, one after another in turn (open first, then encrypted first), N runs; medians, and their ratio. The key
is made of the passphrase by Argon2id each time a command opens the register, on purpose slowly: that is measured apart, as the difference
between opening an empty encrypted register and an empty open one, and taken off. Wall time tells what people wait for, processor time is steadier
on a machine that has other work. --write puts the table into docs/performance.md.
"""
import argparse
import importlib
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time

from page import write_page

HERE = os.path.dirname(os.path.abspath(__file__))
sys.dont_write_bytecode = True
sys.path.insert(0, HERE)
data = importlib.import_module("import") # import.py: the country that is repeated

KINDS, MOST = ("open", "encrypted"), 1.20
PASSPHRASE = "measured with 29 letters or so"


def run(diwan, *words):
    """(wall, processor) seconds."""
    before, begin = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    done = subprocess.run([diwan, *words, "--quiet"], env=dict(os.environ, DIWAN_PASSPHRASE=PASSPHRASE), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
        check=False)
    wall, after = time.perf_counter() - begin, resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode:
        sys.exit(f"diwan {' '.join(words)}: {done.stderr.decode(errors='replace')}")
    return wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def one_register(diwan, folder, kind, inputs, measured):
    """Make one, and measure each job on it."""
    incidents, borders, population = inputs
    path, brief = os.path.join(folder, kind + ".diwan"), os.path.join(folder, "brief.html")
    run(diwan, "new", *(["--open"] if kind == "open" else []), path)
    measured.setdefault(("opening", kind), []).append(run(diwan, "show", path, "imports"))
    run(diwan, "add", path, borders, population)
    for job, words in (("import", ("add", path, incidents)), ("count", ("count", path, "--csv")), ("brief (HTML)", ("brief", path, "-o", brief))):
        measured.setdefault((job, kind), []).append(run(diwan, *words))
    os.unlink(path)
    os.unlink(brief)


def medians(measured, job, kind):
    return [statistics.median(one[i] for one in measured[job, kind]) for i in range(2)]


def table(measured, name, rows, runs):
    key = [e - o for e, o in zip(medians(measured, "opening", "encrypted"), medians(measured, "opening", "open"))]
    lines, worst = [], 0.0
    for job in ("import", "count", "brief (HTML)"):
        plain, sealed = medians(measured, job, "open"), [t - k for t, k in zip(medians(measured, job, "encrypted"), key)]
        ratios = [s / p for s, p in zip(sealed, plain)]
        worst = max(worst, ratios[1])
        lines.append(f"| {job} | {plain[0]:.2f} | {sealed[0]:.2f} | {ratios[0]:.2f} | {plain[1]:.2f} | {sealed[1]:.2f} | {ratios[1]:.2f} |")
    return (f"{rows:,} records ({name}), medians of {runs} runs in turn, load average {os.getloadavg()[0]:.1f}. Making the key of the passphrase (Argon2id) took "
        f"{key[0]:.2f} s ({key[1]:.2f} s of processor) a command, and is taken off here.\n\n"
        "| job | open, s | encrypted, s | ratio | open, processor s | encrypted, processor s | ratio |\n|---|---:|---:|---:|---:|---:|---:|\n" +
        "\n".join(lines) + "\n"), worst


def main():
    words = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    words.add_argument("diwan")
    words.add_argument("--rows", type=int, default=100000)
    words.add_argument("--runs", type=int, default=7)
    words.add_argument("--write", action="store_true")
    asked = words.parse_args()
    diwan, measured = os.path.abspath(asked.diwan), {}
    name, source, borders, population = data.choose_inputs()
    with tempfile.TemporaryDirectory(prefix="diwan-bench-") as folder:
        incidents = os.path.join(folder, "incidents.csv")
        data.write_repeated(source, asked.rows, incidents)
        for turn in range(asked.runs):
            for kind in KINDS if turn % 2 == 0 else KINDS[::-1]:
                one_register(diwan, folder, kind, (incidents, borders, population), measured)
    text, worst = table(measured, name, asked.rows, asked.runs)
    print(text)
    if worst > MOST:
        print(f"More than {MOST:.2f} times the processor time: {worst:.2f}.")
    if asked.write:
        write_page("encryption", text)


if __name__ == "__main__":
    main()
