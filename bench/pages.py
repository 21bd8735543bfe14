#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""pages.py DIWAN [--rows N] [--people N] [--asks N] [--folder DIR] [--write]: how long readers wait for a page of a large register.

Makes a register of a million incidents (as import.py does) and a dialogue of a million votes held there, serves it, and asks for each page: the first time
(nothing is kept), again while the register is untouched, with a question nobody asked before, and again while votes come in (dialogue pages only ever differ
then); last, after a change of the register, at once and when the server had time to read it. Median and 95th percentile in ms of the whole answer on loopback. --write puts the table into docs/performance.md."""
import argparse
import http.client
import importlib
import os
import random
import re
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time

from page import write_page

HERE = os.path.dirname(os.path.abspath(__file__))
sys.dont_write_bytecode = True
sys.path.insert(0, HERE)
imports = importlib.import_module("import")  # import.py: the file of incidents
STATEMENTS, VOTES_EACH, NAME = 100, 50, "room"


def write_votes(folder, people):
    """A dialogue of three camps: statements.csv, votes.csv."""
    draw = random.Random(1)
    os.makedirs(folder)
    with open(os.path.join(folder, "comments.csv"), "w", encoding="utf-8") as f:
        f.write("timestamp,datetime,comment-id,author-id,agrees,disagrees,moderated,comment-body\n")
        f.writelines(f"1700000000,,{s},0,0,0,1,Statement {s} of an invented dialogue\n" for s in range(STATEMENTS))
    lean = [[draw.random() for _ in range(STATEMENTS)] for _ in range(3)]
    with open(os.path.join(folder, "votes.csv"), "w", encoding="utf-8") as f:
        f.write("timestamp,datetime,comment-id,voter-id,vote\n")
        for who in range(people):
            mine = lean[who % 3]
            f.writelines(f"1700000000,,{s},{who},{1 if draw.random() < mine[s] else -1}\n" for s in draw.sample(range(STATEMENTS), VOTES_EACH))


def run(diwan, *args):
    done = subprocess.run([diwan, *args], capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"diwan {' '.join(args)}: {done.stderr[-2000:]}")
    return done.stdout


def make(diwan, folder, rows, people):
    path, incidents, votes, password = (os.path.join(folder, name) for name in ("pages.diwan", "incidents.csv", NAME, "password"))
    _, source, borders, population = imports.choose_inputs()
    imports.write_repeated(source, rows, incidents)
    write_votes(votes, people)
    with open(password, "w", encoding="utf-8") as f:
        f.write("seven tall herons stand still\n")
    os.chmod(password, 0o600)
    run(diwan, "new", path, "--open", "--quiet")
    run(diwan, "add", path, incidents, borders, population, "--quiet")
    run(diwan, "add", path, votes, "--public", "--dialogue", NAME, "--quiet")
    run(diwan, "user", "add", path, "reader", "--role", "reader", "--password-file", password, "--quiet")
    for big in (incidents, votes):
        shutil.rmtree(big, ignore_errors=True) if os.path.isdir(big) else os.unlink(big)
    return path


class Served:
    def __init__(self, diwan, path):
        self.err = tempfile.TemporaryFile("w+")
        self.process = subprocess.Popen([diwan, "serve", path, "--port", "0"], stdout=self.err, stderr=self.err)
        self.port = None
        while self.process.poll() is None and not self.port:
            time.sleep(0.05)
            self.err.seek(0)
            found = re.search(r"://[^\s/]*:(\d+)", self.err.read())
            self.port = int(found.group(1)) if found else None
        self.link, self.cookie = http.client.HTTPConnection("127.0.0.1", self.port, timeout=600), ""

    def ask(self, path, method="GET", body=None):
        begin = time.perf_counter()
        headers = {"Cookie": self.cookie, "Accept-Encoding": "gzip"}
        if body:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        self.link.request(method, path, body=body, headers=headers)
        answer = self.link.getresponse()
        size = len(answer.read())
        for key, value in answer.getheaders():
            if key.lower() == "set-cookie" and value.startswith("session="):
                self.cookie = value.split(";")[0]
        return (time.perf_counter() - begin) * 1000, answer.status, size

    def peak(self):
        """MB of the worker."""
        worker = subprocess.run(["pgrep", "-P", str(self.process.pid)], capture_output=True, text=True, check=False).stdout.split()
        with open(f"/proc/{worker[0]}/status", encoding="utf-8") as f:
            return int(re.search(r"VmHWM:\s*(\d+)", f.read()).group(1)) / 1024

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait()


def years(k):
    """A period that nobody asked for before."""
    return f"from={2004 + k % 12}-{k // 12 % 12 + 1:02d}&to={2007 + k % 12}-06"


PAGES = (("overview", "/overview", lambda k: "/overview?" + years(k)), ("the map", "/map", lambda k: "/map?" + years(k)), ("places as a list", "/places", lambda k: "/places?" + years(k)),
    ("a governorate", "/place/{place}", lambda k: "/place/{place}?" + years(k)), ("the country", "/place/-", lambda k: "/place/-?" + years(k)), ("the country, up to now", "/place/-?from=2003-01", lambda k: f"/place/-?from={2004 + k % 12}-{k // 12 % 12 + 1:02d}"),
    ("incidents", "/incidents", lambda k: f"/incidents?page={10000 - k}"), ("incidents, filtered, by deaths", "/incidents?place={place}&killed=2&order=killed", lambda k: f"/incidents?order=killed&killed={k + 1}&{years(k)}"),
    ("one incident", "/incident/500000", lambda k: f"/incident/{400000 + k}"), ("dialogues", "/dialogues", None), ("report of a dialogue", "/dialogue/" + NAME, None), ("briefs", "/briefs", lambda k: f"/briefs?{years(k)}"))


def spread(times):
    times = sorted(times)
    return f"{statistics.median(times):.0f} / {times[min(len(times) - 1, int(0.95 * len(times)))]:.0f}"


def measure(served, place, asks):
    rows = []
    for name, path, other in PAGES:
        path = path.format(place=place)
        first, status, size = served.ask(path)
        if status != 200:
            sys.exit(f"{path}: {status}")
        warm = [served.ask(path)[0] for _ in range(asks)]
        new = [served.ask(other(k).format(place=place))[0] for k in range(asks)] if other else []
        rows.append(f"| {name} | {first:,.0f} | {spread(warm)} | {spread(new) if new else ''} | {size / 1024:.0f} |")
        print(rows[-1], flush=True)
    return rows


def after_change(diwan, served, path):
    """The overview after another account was made: at once, and later, within the time for which the server keeps a connection."""
    pause, password, took = 20, os.path.join(os.path.dirname(path), "password"), []
    for wait in (0, pause):
        run(diwan, "user", "add", path, f"another-{time.time():.0f}", "--role", "reader", "--password-file", password, "--quiet")
        time.sleep(wait)
        took.append(served.ask("/overview")[0])
    return f"After a change of the register the overview took {took[0]:,.0f} ms where it was asked for at once, and {took[1]:,.0f} ms {pause} s later."


def main():
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("diwan")
    words.add_argument("--rows", type=int, default=1_000_000)
    words.add_argument("--people", type=int, default=20_000, help="who cast 50 votes each")
    words.add_argument("--asks", type=int, default=20)
    words.add_argument("--folder")
    words.add_argument("--register", help="one that was made before")
    words.add_argument("--write", action="store_true")
    asked = words.parse_args()
    diwan, folder = os.path.abspath(asked.diwan), asked.folder or tempfile.mkdtemp()
    os.makedirs(folder, exist_ok=True)
    path = asked.register or make(diwan, folder, asked.rows, asked.people)
    place = next(line.split(",")[2] for line in run(diwan, "show", path, "places", "--csv").splitlines()[1:] if line.split(",")[1] == "1")
    served = Served(diwan, path)
    try:
        load = f"One run on {os.cpu_count()} cores; load of the machine before it: {os.getloadavg()[0]:.1f}. {asked.rows:,} incidents, {asked.people * VOTES_EACH:,} votes."
        served.ask("/sign-in", "POST", "name=reader&password=seven+tall+herons+stand+still")
        rows = measure(served, place, asked.asks)
        changed = after_change(diwan, served, path)
        table = "\n".join([load, "", "| page | first, ms | again: p50 / p95, ms | not asked before: p50 / p95, ms | packed, kB |", "|---|---|---|---|---|"] + rows + ["", changed + f" Peak memory of the worker: {served.peak():,.0f} MB. Load at the end: {os.getloadavg()[0]:.1f}."]) + "\n"
    finally:
        served.stop()
        if not asked.folder:
            shutil.rmtree(folder, ignore_errors=True)
    print(table)
    if asked.write:
        write_page("pages", table)


if __name__ == "__main__":
    main()
