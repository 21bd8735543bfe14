#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""room.py DIWAN BUILD [--seconds N] [--write]: what the server of a room answers a second, and how long it takes: a file of the program and votes, at 1, 50 and 200 connections, and 200
producers of votes in one process that each wait for their acknowledgement (bench/producers.c), in turn, three times each, medians.

The register is encrypted, new for each measurement of votes, and lies in a temporary folder. A vote is sent as the script of the page sends it, fifteen for each pass, and answered once it is durable
(synchronous = FULL). BUILD is the folder of the build that holds bench/producers, tests/web/make_dialogues and tests/web/room_client. Client and server share the machine. --write puts the table
into docs/performance.md."""
import argparse
import json
import os
import re
import statistics
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
sys.dont_write_bytecode = True
sys.path[:0] = [HERE, os.path.join(HERE, "..", "tests", "web")]
import serving
from page import write_page

RUNS, CONNECTIONS = 3, (1, 50, 200)


def worker_of(server):
    with open(f"/proc/{server.process.pid}/task/{server.process.pid}/children", encoding="ascii") as f:
        return int(f.read().split()[0])


def memory_mb(pid):
    """(resident, proportional: what is shared with others is divided among them)"""
    with open(f"/proc/{pid}/smaps_rollup", encoding="ascii") as f:
        kb = {line.split(":")[0]: int(line.split()[1]) for line in f if line.startswith(("Rss", "Pss:"))}
    return kb["Rss"] / 1024, kb["Pss"] / 1024


def served(diwan, build, folder, name):
    path = os.path.join(folder, name + ".diwan")
    serving.run(diwan, "new", path, "--name", "Selmara", "--quiet")
    subprocess.run([os.path.join(build, "tests/web/make_dialogues"), path], check=True, capture_output=True, env=serving.ENV)
    return serving.Server(diwan, path)


def ask(build, server, *args):
    return json.loads(subprocess.run([os.path.join(build, "tests/web/room_client"), str(server.port), *map(str, args)], capture_output=True, text=True, check=True).stdout)


def producers(build, folder, seconds):
    os.mkdir(folder)
    out = subprocess.run([os.path.join(build, "bench/producers"), folder, "200", str(seconds), "15"], capture_output=True, text=True, check=True).stdout
    found = re.search(r"(\d+) votes a second; acknowledged after ([\d.]+) ms \(p50\), ([\d.]+) ms \(p99\)", out)
    return {"per_second": float(found[1]), "p50_ms": float(found[2]), "p99_ms": float(found[3]), "errors": 0, "broken": 0}


def run_once(diwan, build, folder, seconds, results, idle):
    server = served(diwan, build, folder, "pages")
    idle.append((memory_mb(worker_of(server)), memory_mb(server.process.pid)))
    page = serving.Caller(server).ask("GET", "/nothing").text
    asset = page.split('stylesheet" href="')[1].split('"')[0]
    for n in CONNECTIONS:
        results.setdefault(("a file of the program", n), []).append(ask(build, server, n, seconds, "get", asset))
    server.stop()
    for n in CONNECTIONS:
        server = served(diwan, build, folder, f"votes-{n}")
        results.setdefault(("votes", n), []).append(ask(build, server, n, seconds, "vote", "safe-place", 1, 15))
        server.stop()
    results.setdefault(("producers in one process", 200), []).append(producers(build, os.path.join(folder, "producers"), seconds))


def table(results, idle):
    def middle(key, what):
        return statistics.median(r[what] for r in results[key])
    lines = ["| what | connections | a second | p50, ms | p99, ms | errors |", "|---|---:|---:|---:|---:|---:|"]
    for what, n in results:
        key = what, n
        lines.append(f"| {what} | {n} | {middle(key, 'per_second'):,.0f} | {middle(key, 'p50_ms'):.2f} | {middle(key, 'p99_ms'):.2f} | {sum(r['errors'] + r['broken'] for r in results[key])} |")
    votes, slower = middle(("votes", 200), "per_second"), min(middle(("a file of the program", 200), "per_second"), middle(("producers in one process", 200), "per_second"))
    worker, supervisor = idle[-1]
    lines += ["", f"Votes at 200 connections: {votes / slower:.2f} of the slower of a file and the producers. Idle, the worker has {worker[0]:.0f} MB resident and the supervisor {supervisor[0]:.0f}, "
        f"most of it the program itself, which they share: together {worker[1] + supervisor[1]:.0f}. Load average at the end: {os.getloadavg()[0]:.1f}.", ""]
    return "\n".join(lines)


def main():
    p = argparse.ArgumentParser()
    p.add_argument("diwan")
    p.add_argument("build")
    p.add_argument("--seconds", type=int, default=5)
    p.add_argument("--write", action="store_true")
    a = p.parse_args()
    results, idle = {}, []
    for _ in range(RUNS):
        with tempfile.TemporaryDirectory() as folder:
            run_once(os.path.abspath(a.diwan), os.path.abspath(a.build), folder, a.seconds, results, idle)
    told = table(results, idle)
    print(told)
    if a.write:
        write_page("measured-room", told)
    return 0


if __name__ == "__main__":
    sys.exit(main())
