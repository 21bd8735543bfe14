#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""kill_dialogues.py DIWAN [N [SEED]]: dialogues come and go whole, whenever the program is killed.

N times (200 when not said) a dialogue of the same name is added with other votes, or (each fifth time) one of its imports is taken back, and the
program is killed with SIGKILL: half the times evenly over the measured run time, half shortly after the journal begins to grow. After each kill the
register must open and pass `check`; every import that is there must have its one dialogue with every participant, statement and vote of its file, an
import that is not there must have left no row in any table, and one dialogue at most is in use. Speaks TAP.
"""
import json
import os
import random
import sqlite3
import subprocess
import sys
import tempfile
import time

PEOPLE, STATEMENTS, NAME = 300, 12, "youth-and-police"
HUNG = {"statement": "dialogue", "statement_text": "dialogue", "participant": "dialogue", "vote": "dialogue", "vote_before": "dialogue"}


class Broken(Exception):
    """What a register must hold, it does not."""


def run(diwan, *words):
    done = subprocess.run([diwan, *words], capture_output=True, text=True)
    if done.returncode:
        raise Broken(f"diwan {' '.join(words)} ended with {done.returncode}: {done.stderr.strip()}")
    return done.stdout


def write_dialogue(folder, turn, chance):
    """A folder of votes.csv; returns it, and what each table must hold of it."""
    path = os.path.join(folder, f"turn-{turn}")
    os.mkdir(path)
    again, people = 0, PEOPLE + turn
    with open(os.path.join(path, "votes.csv"), "w", encoding="utf-8") as f:
        f.write("participant,statement,vote,time\n")
        for person in range(people):
            for statement in range(1, STATEMENTS + 1):
                f.write(f"{person},{statement},{chance.choice((1, 0, -1))},2026-01-10T10:{person % 60:02}:{statement:02}Z\n")
                if chance.random() < 0.05:
                    again += 1
                    f.write(f"{person},{statement},{chance.choice((1, 0, -1))},2026-01-10T11:{person % 60:02}:{statement:02}Z\n")
    return path, {"statement": STATEMENTS, "statement_text": None, "participant": people, "vote": people * STATEMENTS, "vote_before": again}


def held(path):
    """{import: {table: rows}} of what stands in the register, and the number of dialogues in use."""
    base = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    try:
        imports = {n: {} for n, in base.execute("SELECT id FROM import")}
        of = {d: i for d, i in base.execute("SELECT id, import FROM dialogue")}
        if sorted(of.values()) != sorted(imports):
            raise Broken(f"dialogues of imports {sorted(of.values())}, and imports {sorted(imports)}")
        for table, column in HUNG.items():
            for dialogue, n in base.execute(f"SELECT {column}, count(*) FROM {table} GROUP BY {column}"):
                if dialogue not in of:
                    raise Broken(f"{n} rows of {table} hang on dialogue {dialogue}, which is not there")
                imports[of[dialogue]][table] = n
        return imports, base.execute("SELECT count(*) FROM dialogue WHERE ended_by IS NULL").fetchone()[0]
    finally:
        base.close()


def look(diwan, path, expected, what):
    report = json.loads(run(diwan, "check", path, "--json"))
    if report.get("sound") is False or any(p.get("code") == "integrity" for p in report["problems"]):
        raise Broken(f"{what}: check finds damage: {report}")
    imports, in_use = held(path)
    for number, tables in imports.items():
        for table, n in expected[number].items():
            if n is not None and tables.get(table, 0) != n:
                raise Broken(f"{what}: import {number} has {tables.get(table, 0)} rows of {table} in place of {n}")
    if in_use > 1:
        raise Broken(f"{what}: {in_use} dialogues of one name are in use")
    return set(imports)


def journal(path):
    try:
        return os.path.getsize(path + "-wal")
    except OSError:
        return 0


def killed(diwan, words, path, run_s, aimed, chance):
    before, running = journal(path), subprocess.Popen([diwan, *words], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    if aimed:
        end = time.monotonic() + 4 * run_s
        while time.monotonic() < end and running.poll() is None and journal(path) == before:
            time.sleep(0.0002)
        time.sleep(chance.uniform(0, run_s / 2))
    else:
        time.sleep(chance.uniform(0, run_s * 1.1))
    status = running.poll()
    if status is None:
        running.kill()
        running.wait()
    said = running.stderr.read().decode(errors="replace").strip()
    running.stderr.close()
    if status not in (None, 0):
        raise Broken(f"diwan {' '.join(words)} ended with {status}: {said}")
    return status


def turns_run(diwan, folder, turns, chance):
    path, expected, there, counts = os.path.join(folder, "selmara.diwan"), {}, set(), {"done": 0, "not done": 0, "ended by itself": 0}
    undone = set()
    run(diwan, "new", "--open", path)
    source, expected[1] = write_dialogue(folder, 0, chance)
    begin = time.monotonic()
    run(diwan, "add", path, source, "--public", "--dialogue", NAME, "--quiet")
    run_s = time.monotonic() - begin
    there = look(diwan, path, expected, "at first")
    for turn in range(1, turns + 1):
        undo = turn % 5 == 0 and bool(there - undone)
        number = max(there - undone) if undo else max(there) + 1
        if undo:
            words = ["undo", path, str(number), "--quiet"]
        else:
            source, expected[number] = write_dialogue(folder, turn, chance)
            words = ["add", path, source, "--public", "--dialogue", NAME, "--quiet"]
        what = f"kill {turn} ({words[0]})"
        status = killed(diwan, words, path, run_s, turn % 2 == 0, chance)
        now = look(diwan, path, expected, what)
        if now - there - {number} or there - now:
            raise Broken(f"{what}: imports {sorted(now)} in place of {sorted(there)}")
        base = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
        undone = {n for n, in base.execute("SELECT id FROM import WHERE undone <> 0")}
        base.close()
        done = number in (undone if undo else now)
        if status == 0 and not done:
            raise Broken(f"{what}: the program ended well, and its work is not there")
        counts["ended by itself" if status == 0 else "done" if done else "not done"] += 1
        there = now
    return counts


def main():
    if not 2 <= len(sys.argv) <= 4:
        sys.exit(__doc__)
    turns, seed = int(sys.argv[2]) if len(sys.argv) > 2 else 200, int(sys.argv[3]) if len(sys.argv) > 3 else 20260214
    print("1..1")
    with tempfile.TemporaryDirectory(prefix="diwan-kill-") as folder:
        try:
            counts = turns_run(os.path.abspath(sys.argv[1]), folder, turns, random.Random(seed))
        except Broken as trouble:
            print(f"not ok 1 - {trouble} (seed {seed})")
            return 1
    print(f"ok 1 - {turns} kills: {counts['not done']} before the work was done, {counts['done']} after, {counts['ended by itself']} too late (seed {seed})")
    return 0


if __name__ == "__main__":
    sys.exit(main())
