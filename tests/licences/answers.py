#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""answers.py DIWAN DATA: the checklist of `release` on a terminal, answered item by item. TAP."""
import fcntl
import os
import pty
import re
import select
import sqlite3
import subprocess
import sys
import tempfile
import termios
import time

PROMPT = b"(y for yes, n for no)"
ITEMS = [] # codes of the checklist, as the program has them
tests = failures = 0


def checklist():
    """The codes of its items, as the program names them to one who is not on a terminal."""
    done = subprocess.run([DIWAN, "release", "r.diwan", "--signed-by", "L. Example", "-o", "none.txt"], stdin=subprocess.DEVNULL, capture_output=True, check=False)
    return re.search(r"--confirm ([a-z,]+)", done.stderr.decode()).group(1).split(",")


def report(what, problems):
    global tests, failures
    tests += 1
    failures += bool(problems)
    print(f"{'not ok' if problems else 'ok'} {tests} - {what}", flush=True)
    for line in problems:
        print(f"# {line}")


def talk(arguments, answers, meanwhile=None):
    """Types an answer after each question; `meanwhile` runs while the first waits. Returns (status, all that was shown)."""
    master, slave = pty.openpty()
    child = subprocess.Popen([DIWAN, *arguments], stdin=slave, stdout=slave, stderr=slave, start_new_session=True,
        preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0)) # its own terminal, so that Ctrl-C reaches it
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
            if meanwhile and asked == 0:
                meanwhile()
            os.write(master, answers[asked].encode() + b"\n")
            asked += 1
    os.close(master)
    try:
        status = child.wait(timeout=20)
    except subprocess.TimeoutExpired:
        child.kill()
        status = -1
    return status, shown.decode("utf-8", "replace")


def records():
    """The publications of the register, as a table."""
    done = subprocess.run([DIWAN, "show", "r.diwan", "publications", "--csv", "--quiet"], capture_output=True, check=True)
    return done.stdout.decode()


def publications():
    return records().count("\n") - 1


def changed_meanwhile(ask, what, *change):
    before = records()
    status, shown = talk([*ask, "c.txt"], ["y"] * len(ITEMS), lambda: subprocess.run([DIWAN, *change], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True))
    good = status == 1 and "not released: the register was changed" in shown and not os.path.exists("c.txt") and records() == before
    report(f"{what} while the first question waits: not released", [] if good else [f"status {status}", shown, records()])


def wait_for(what, true, seconds=20):
    until = time.time() + seconds
    while not true():
        if time.time() > until:
            raise SystemExit(f"Bail out! {what} did not come")
        time.sleep(0.02)


def confirmed(file, name, items=None):
    return subprocess.Popen([DIWAN, "release", "r.diwan", "--signed-by", name, "--confirm", ",".join(items or ITEMS), "-o", file],
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)


def ended(child):
    said = child.communicate(timeout=60)[0].decode()
    return child.returncode, said


def beside(file, n):
    return len([f for f in os.listdir(".") if f.startswith(file + ".part-")]) == n


def name_taken_meanwhile():
    """While another writer holds the register, the bytes lie beside the name; then a person's file takes that name."""
    before, writer = records(), sqlite3.connect("r.diwan", isolation_level=None)
    writer.execute("BEGIN IMMEDIATE")
    child = confirmed("d.txt", "Anna Example")
    wait_for("the file beside", lambda: beside("d.txt", 1))
    with open("d.txt", "w", encoding="utf-8") as f:
        f.write("a person's own\n")
    writer.execute("ROLLBACK")
    writer.close()
    status, said = ended(child)
    with open("d.txt", encoding="utf-8") as f:
        kept = f.read()
    report("a file that takes the name in between is not written over, and the record is taken back",
        [] if status == 2 and "d.txt: is there already" in said and kept == "a person's own\n" and records() == before and beside("d.txt", 0) else [f"status {status}", said, kept, records()])


def two_at_once():
    """Two releases to one name: one is released, of the other there is neither file nor record."""
    before, writer = records(), sqlite3.connect("r.diwan", isolation_level=None)
    writer.execute("BEGIN IMMEDIATE")
    two = [confirmed("e.txt", name) for name in ("Anna Example", "Berta Example")]
    wait_for("both files beside", lambda: beside("e.txt", 2))
    writer.execute("ROLLBACK")
    writer.close()
    answers = [ended(child) for child in two]
    verified = subprocess.run([DIWAN, "release", "r.diwan", "--verify", "e.txt"], capture_output=True, check=False)
    good = sorted(status == 0 for status, _ in answers) == [False, True] and records().count("\n") == before.count("\n") + 1 and verified.returncode == 0 and beside("e.txt", 0)
    report("two releases to one name: one stands, of the other there is nothing", [] if good else [str(answers), records(), verified.stdout.decode()])


def main():
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "check": True}
    subprocess.run([DIWAN, "new", "--open", "r.diwan"], **quiet)
    subprocess.run([DIWAN, "add", "r.diwan", *(os.path.join(DATA, f"selmara_{n}") for n in ("borders.geojson", "population.csv", "incidents.csv"))], **quiet)
    ask = ["release", "r.diwan", "--signed-by", "L. Example, director", "-o"]
    ITEMS.extend(checklist())
    few = confirmed("a.txt", "L. Example", ITEMS[:-1])
    status, said = ended(few)
    report("all items but the last confirmed: nothing is written, and the last is named",
        [] if status != 0 and ITEMS[-1] in said and not os.path.exists("a.txt") and publications() == 0 else [f"status {status}", said])
    status, shown = talk([*ask, "a.txt"], ["y", "YES", "maybe", "نعم", "y", "y", "بەڵێ"] + ["y"] * (len(ITEMS) - 6))
    report("all yes, one asked again: released", [] if status == 0 and os.path.exists("a.txt") and publications() == 1 else [f"status {status}", shown])
    report("the program shows what it knows itself", [] if "UCDP GED: may be republished with its citation." in shown and "Nobody has judged" in shown else [shown])
    for k, item in enumerate(ITEMS):
        status, shown = talk([*ask, "b.txt"], ["y"] * k + ["n"])
        report(f"no to item {k + 1} ({item}): nothing is written, and what to do is said",
            [] if status == 1 and f"not released ({item})" in shown and not os.path.exists("b.txt") and publications() == 1 and shown.count("(y for yes") == k + 1 else [f"status {status}", shown])
    status, shown = talk([*ask, "b.txt"], ["y", "\x04"])
    report("no answer: nothing is written", [] if status == 1 and not os.path.exists("b.txt") and publications() == 1 else [f"status {status}", shown])
    status, shown = talk([*ask, "b.txt"], ["y", "\x03"])
    report("Ctrl-C: nothing is written", [] if status != 0 and not os.path.exists("b.txt") and publications() == 1 else [f"status {status}", shown])
    name_taken_meanwhile()
    two_at_once()
    with open("licences.csv", "w", encoding="utf-8") as f:
        f.write("source,licence\nUCDP GED,no-republication\n")
    changed_meanwhile(ask, "a licence is stated", "add", "r.diwan", "licences.csv")
    status, shown = talk([*ask, "c.txt"], ["y"] * len(ITEMS))
    report("run again, it is released, with the licence of now", [] if status == 0 and "licence of UCDP GED=no-republication" in records() else [f"status {status}", shown, records()])
    os.unlink("c.txt")
    changed_meanwhile(ask, "the incidents are taken back", "undo", "r.diwan", "3")


if __name__ == "__main__":
    DIWAN, DATA = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
    with tempfile.TemporaryDirectory(prefix="diwan-answers-") as folder:
        os.chdir(folder)
        main()
    print(f"1..{tests}")
    sys.exit(failures > 0)
