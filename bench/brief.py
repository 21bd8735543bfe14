#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""brief.py DIWAN [--runs N] [--million REGISTER] [--write]: what each medium of a brief costs and weighs.

On the invented country and, where the shared data are, on UCDP GED Iraq and its governorate of Ninewa: wall time (median of
N runs), processor time and size of every medium in English and Arabic. --million names a register of 1 million incidents
(bench/import.py makes its file). --write puts the table into docs/performance.md.
"""
import argparse
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time

from page import write_page

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(HERE)
MEDIA = [(".html", ["--lang", "en"]), (".html", ["--lang", "ar"]), (".pdf", ["--lang", "en"]), (".pdf", ["--lang", "ar"]), (".xlsx", []), (".docx", []),
    (".txt", []), (".json", []), (".pdf", ["--for", "minister"]), (".pdf", ["--for", "wall"])]


def shared(*parts):
    path = os.path.join(os.environ.get("DIWAN_SHARED") or os.path.join(ROOT, "..", "shared"), *parts)
    return path if os.path.exists(path) else None


def run(*command):
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"{' '.join(command)}: {done.stderr}")


def measure(command, runs):
    """Median of wall seconds, and processor seconds of one run."""
    wall, before = [], resource.getrusage(resource.RUSAGE_CHILDREN)
    for _ in range(runs):
        start = time.perf_counter()
        run(*command)
        wall.append(time.perf_counter() - start)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return statistics.median(wall), used / runs


def rows_of(diwan, name, register, place, media, runs, folder):
    for ending, options in media:
        out = os.path.join(folder, "brief" + ending)
        wall, used = measure([diwan, "brief", register, *place, *options, "-o", out], runs)
        what = ending[1:].upper() + (" " + " ".join(o for o in options if not o.startswith("--")) if options else "")
        yield f"| {name} | {what} | {wall * 1000:.0f} | {used * 1000:.0f} | {os.path.getsize(out) / 1000:.0f} |"


def real_register(diwan, folder):
    files = [shared("data", "boundaries", "irq_adm1_geoboundaries.geojson"), shared("data", "population", "population_by_governorate.csv"),
        shared("data", "incidents", "ged_iraq_hdx.csv")]
    if not all(files):
        return None
    register = os.path.join(folder, "iraq.diwan")
    run(diwan, "new", "--open", register)
    run(diwan, "add", register, *files)
    return register


def main():
    words = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    words.add_argument("diwan")
    words.add_argument("--runs", type=int, default=9)
    words.add_argument("--million")
    words.add_argument("--write", action="store_true")
    asked = words.parse_args()
    diwan, lines = os.path.abspath(asked.diwan), []
    with tempfile.TemporaryDirectory(prefix="diwan-bench-") as folder:
        run(diwan, "demo", os.path.join(folder, "demo"))
        demo = os.path.join(folder, "demo", "demo.diwan")
        lines += rows_of(diwan, "Selmara (invented), 2 sources", demo, [], MEDIA, asked.runs, folder)
        real = real_register(diwan, folder)
        if real:
            lines += rows_of(diwan, "Iraq, 7,473 records", real, [], MEDIA, asked.runs, folder)
            lines += rows_of(diwan, "Ninewa in it", real, ["Ninewa"], MEDIA[:4], asked.runs, folder)
        if asked.million:
            lines += rows_of(diwan, "Iraq repeated, 1,000,000 records", asked.million, [], [MEDIA[0], MEDIA[2]], 3, folder)
        wall, used = measure([diwan, "--version"], 20)
    table = (f"Load average {os.getloadavg()[0]:.1f}; `diwan --version` {wall * 1000:.0f} ms ({used * 1000:.0f} ms of processor time).\n\n"
        "| brief | medium | ms, median | ms of processor | kB |\n|---|---|---:|---:|---:|\n" + "\n".join(lines) + "\n")
    print(table)
    if asked.write:
        write_page("briefs", table)


if __name__ == "__main__":
    main()
