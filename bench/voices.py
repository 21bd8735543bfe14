#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""voices.py DIWAN BENCH [--runs N] [--people N,N] [--folder DIR] [--write]: what an answer about a dialogue costs, beside its peers.

Three tables, each in one run on one machine. Each open conversation there is: opinion groups, how well founded they are, wall time and peak memory
of the whole process (`diwan voice --compat polis --json`, and the default with its resamples) beside a script with pandas and
scikit-learn that does the same steps on the same export (voices_sklearn.py); for red-dwarf only what it was measured at elsewhere. Growth: rooms of
10 thousand, 100 thousand and 1 million people. And how long it takes to bring a conversation up to date after 100 new votes.
Wall time tells what people wait for, processor time is steadier on a machine that has other work; ratios are of both. BENCH is the folder of the
build that holds voices_room and voices_live. --write puts the tables into docs/performance.md."""
import argparse
import importlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time

from page import write_page

HERE = os.path.dirname(os.path.abspath(__file__))
sys.dont_write_bytecode = True
sys.path.insert(0, HERE)
imports = importlib.import_module("import")  # import.py: what is measured, and how
SKLEARN = ["/usr/bin/python3", os.path.join(HERE, "voices_sklearn.py")]
RED_DWARF = "red-dwarf 0.4.0 took 1.0 to 1.5 s and 146 to 199 MB a conversation where it was measured, on another machine; it cannot be installed here."
STATEMENTS, VOTES_EACH = 1000, 50
LIVE = "vtaiwan.uberx"


def measure(command):
    """(seconds, peak MB, what it printed, seconds of processor); ends the run where the command fails."""
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as errors, tempfile.NamedTemporaryFile() as told:
        begin = time.perf_counter()
        done = subprocess.run([imports.TIME, "-q", "-f", "%M %U %S", "-o", told.name] + command, stdout=out, stderr=errors, stdin=subprocess.DEVNULL, check=False)
        seconds = time.perf_counter() - begin
        out.seek(0)
        errors.seek(0)
        if done.returncode:
            sys.exit(f"{' '.join(command)} ended with {done.returncode}:\n{errors.read().decode('utf-8', 'replace')}")
        peak, user, system = told.read().split()[-3:]
        return seconds, int(peak) / 1024, out.read().decode("utf-8", "replace"), float(user) + float(system)


def quickest(times, *steps):
    """The run of each step that was quickest by the clock, with the least time of processor; the steps take turns."""
    return [min(mine, key=lambda run: run[0])[:3] + (min(run[3] for run in mine),) for mine in imports.in_turn(times, steps, measure)]


def cell(run, digits=2):
    return f"{run[0]:.{digits}f}; {run[3]:.{digits}f}; {run[1]:,.0f}"


def conversations():
    top = imports.shared("data", "dialogues")
    return [os.path.join(top, name) for name in sorted(os.listdir(top))] if top else []


def meta_of(folder, place):
    """The file that names the statements about participants, where the reference cases say which they are; else none are."""
    case = imports.shared("reference", "voices", "cases", os.path.basename(folder), "case.json")
    path = os.path.join(place, "meta.csv")
    with open(path, "w", encoding="utf-8") as f:
        f.write("statement\n")
        if case:
            with open(case, encoding="utf-8") as known:
                f.writelines(f"{number}\n" for number in json.load(known).get("meta", []))
    return path


def fresh(diwan, path):
    for ending in ("", "-wal", "-shm", "-journal"):
        if os.path.exists(path + ending):
            os.remove(path + ending)
    measure([diwan, "new", "--open", path])


def one_conversation(diwan, folder, place, runs):
    name, register = os.path.basename(folder), os.path.join(place, "voices.diwan")
    add = [diwan, "add", register, folder, "--public", "--meta", meta_of(folder, place), "--quiet"]
    [added] = quickest(2, (add, lambda: fresh(diwan, register)))
    compat, default, peer = quickest(runs, [diwan, "voice", register, name, "--compat", "polis", "--json", "--quiet"],
        [diwan, "voice", register, name, "--json", "--quiet"], SKLEARN + [folder])
    polis, said, other = (json.loads(run[2]) for run in (compat, default, peer))
    stability = said.get("stability") or {}
    held = (stability.get("rand_index") or {}).get("value")
    sizes = "/".join(str(s) for s in sorted(g["size"] for g in polis["groups"]))
    return {"name": name, "people": polis["participants"], "statements": polis["statements"], "polis": f"{polis['k']} ({sizes})", "peer": other["k"],
        "told": said["k"], "footing": said["footing"].replace("_", " "), "held": "" if held is None else f"{held:.2f}", "add": added, "compat": compat, "default": default,
        "sklearn": peer}


def conversations_table(diwan, place, runs):
    rows = [one_conversation(diwan, folder, place, runs) for folder in conversations()]
    lines = ["| conversation | people × statements | groups as Polis (sizes); scikit-learn | groups told; footing; Rand index of resamples | `diwan add` | as Polis | default | scikit-learn | ratio as Polis | ratio default |",
        "|---|---|---|---|---:|---:|---:|---:|---:|---:|"]
    for r in rows:
        peer, ratios = r["sklearn"], []
        for mine in ("compat", "default"):
            ratios.append(f"{r[mine][0] / peer[0]:.3f}; {r[mine][3] / peer[3]:.3f}; {r[mine][1] / peer[1]:.2f}")
        lines.append(f"| {r['name']} | {r['people']:,} × {r['statements']} | {r['polis']}; {r['peer']} | {r['told']}; {r['footing']}; {r['held']} | {cell(r['add'])} | " +
            " | ".join(cell(run, 3) for run in (r["compat"], r["default"], peer)) + f" | {ratios[0]} | {ratios[1]} |")
    return lines


def growth_row(diwan, bench, place, people):
    votes, register = os.path.join(place, "room.csv"), os.path.join(place, "room.diwan")
    measure([os.path.join(bench, "voices_room"), votes, str(people), str(STATEMENTS), str(VOTES_EACH), "1"])
    fresh(diwan, register)
    added = measure([diwan, "add", register, votes, "--public", "--quiet"])
    megabytes = os.path.getsize(register) / 1e6
    os.remove(votes)
    asks = [[diwan, "voice", register, "room", "--compat", "polis", "--quiet"], [diwan, "voice", register, "room", "--quiet"]]
    compat, default = [measure(ask) for ask in asks] if people >= 1_000_000 else quickest(3, *asks)
    os.remove(register)
    return f"| {people:,} | {people * VOTES_EACH:,} | {megabytes:,.0f} | {cell(added)} | {cell(compat)} | {cell(default)} |"


def growth_table(diwan, bench, place, sizes):
    return ["| people | votes, about | register, MB | `diwan add` | as Polis | default |", "|---:|---:|---:|---:|---:|---:|"] + \
        [growth_row(diwan, bench, place, people) for people in sizes]


def live_line(bench):
    folder = imports.shared("data", "dialogues", LIVE)
    if not folder:
        return "The shared data are not here: nothing to bring up to date."
    took = json.loads(measure([os.path.join(bench, "voices_live"), os.path.join(folder, "votes.csv")])[2])
    return (f"{LIVE}, the last {took['new']} votes cast and the groups brought up to date: median {took['median_ms']:.2f} ms, slowest of 21 {took['slowest_ms']:.2f} ms; "
        f"the first fit took {took['first_fit_ms']:.1f} ms.")


def main():
    words = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    words.add_argument("diwan")
    words.add_argument("bench")
    words.add_argument("--runs", type=int, default=5)
    words.add_argument("--people", default="10000,100000,1000000", help="sizes of the growing room; empty: none")
    words.add_argument("--folder", help="where the files go for the while; a room of a million needs about 5 GB")
    words.add_argument("--write", action="store_true")
    asked = words.parse_args()
    diwan, bench = os.path.abspath(asked.diwan), os.path.abspath(asked.bench)
    place = tempfile.mkdtemp(prefix="diwan-bench-", dir=asked.folder)
    try:
        parts = {"voices": conversations_table(diwan, place, asked.runs) + ["", RED_DWARF], "voices-live": [live_line(bench)]}
        if asked.people:
            parts["voices-growth"] = growth_table(diwan, bench, place, [int(n) for n in asked.people.split(",")])
    finally:
        shutil.rmtree(place)
    load = f"{os.cpu_count()} cores, load average {os.getloadavg()[0]:.1f}; the quickest of {asked.runs} runs in turn: seconds; seconds of processor; peak MB."
    for mark, lines in parts.items():
        text = "\n".join(([load, ""] if mark == "voices" else []) + lines) + "\n"
        print(text)
        if asked.write:
            write_page(mark, text)


if __name__ == "__main__":
    main()
