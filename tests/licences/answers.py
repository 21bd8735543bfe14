#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""answers.py DIWAN DATA: the checklist of `release` on a terminal, answered item by item. TAP."""
import os
import pty
import select
import subprocess
import sys
import tempfile
import time

ITEMS, PROMPT = 7, b"(y for yes, n for no)"
tests = failures = 0


def report(what, problems):
    global tests, failures
    tests += 1
    failures += bool(problems)
    print(f"{'not ok' if problems else 'ok'} {tests} - {what}", flush=True)
    for line in problems:
        print(f"# {line}")


def talk(arguments, answers):
    """Types an answer after each question; returns (status, all that was shown)."""
    master, slave = pty.openpty()
    child = subprocess.Popen([DIWAN, *arguments], stdin=slave, stdout=slave, stderr=slave, start_new_session=True)
    os.close(slave)
    shown, asked, until = b"", 0, time.time() + 60
    while time.time() < until:
        if select.select([master], [], [], 0.2)[0]:
            try:
                piece = os.read(master, 4096)
            except OSError:
                break
            if not piece:
                break
            shown += piece
        while shown.count(PROMPT) > asked and asked < len(answers):
            os.write(master, answers[asked].encode() + b"\n")
            asked += 1
    os.close(master)
    try:
        status = child.wait(timeout=20)
    except subprocess.TimeoutExpired:
        child.kill()
        status = -1
    return status, shown.decode("utf-8", "replace")


def publications():
    done = subprocess.run([DIWAN, "show", "r.diwan", "publications", "--csv", "--quiet"], capture_output=True, check=True)
    return done.stdout.decode().count("\n") - 1


def main():
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "check": True}
    subprocess.run([DIWAN, "new", "--open", "r.diwan"], **quiet)
    subprocess.run([DIWAN, "add", "r.diwan", *(os.path.join(DATA, f"selmara_{n}") for n in ("borders.geojson", "population.csv", "incidents.csv"))], **quiet)
    ask = ["release", "r.diwan", "--signed-by", "L. Example, director", "-o"]
    status, shown = talk([*ask, "a.txt"], ["y", "YES", "maybe", "نعم", "y", "y", "بەڵێ", "y"])
    report("all yes, one asked again: released", [] if status == 0 and os.path.exists("a.txt") and publications() == 1 else [f"status {status}", shown])
    report("the program shows what it knows itself", [] if "UCDP GED: may be republished with its citation." in shown and "Nobody has judged" in shown else [shown])
    for k in range(ITEMS):
        status, shown = talk([*ask, "b.txt"], ["y"] * k + ["n"])
        report(f"no to item {k + 1}: nothing is written, and what to do is said",
            [] if status == 1 and "not released" in shown and not os.path.exists("b.txt") and publications() == 1 and shown.count("(y for yes") == k + 1 else [f"status {status}", shown])
    status, shown = talk([*ask, "b.txt"], ["y", "\x04"])
    report("no answer: nothing is written", [] if status == 1 and not os.path.exists("b.txt") and publications() == 1 else [f"status {status}", shown])
    status, shown = talk([*ask, "b.txt"], ["y", "\x03"])
    report("Ctrl-C: nothing is written", [] if status != 0 and not os.path.exists("b.txt") and publications() == 1 else [f"status {status}", shown])


if __name__ == "__main__":
    DIWAN, DATA = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
    with tempfile.TemporaryDirectory(prefix="diwan-answers-") as folder:
        os.chdir(folder)
        main()
    print(f"1..{tests}")
    sys.exit(failures > 0)
