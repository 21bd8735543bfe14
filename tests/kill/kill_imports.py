#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""kill_imports.py [--store postgresql] DIWAN [N [SEED]]: a register survives kill -9 at any moment.

N times (200 when not said) the program starts to add a file of new incidents, some of which correct earlier
ones, or (each tenth time) to take an import back, and is killed with SIGKILL. Half of the moments are spread
evenly over the measured run time, half are aimed at the writing: shortly after the journal begins to grow.
Between them, backups (which must be whole or not there) and upgrades of an old register are killed as well.

After each kill the register must open, pass `check`, and hold the imports it held before, with or without the
one that was killed, and nothing between: the list of imports, the number of incidents in use and the sum of
their deaths must be those of a plain model that knows whole imports only. A program that ended by itself must
have done its work. With --store postgresql, DIWAN is the stand-in that tests/postgres/server.py makes: registers are on its
server, whose journal nobody sees from outside. In the end the last few files that were lost are added again, unharmed. Speaks TAP; the last
line counts the kills.
"""
import csv
import io
import json
import os
import random
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time

sys.dont_write_bytecode = True  # leave nothing in the source tree
import make_incidents  # noqa: E402 (beside this file)

ROWS, CORRECTED, TRIES = 3000, 40, 3


class Broken(Exception):
    """What a register must hold, it does not."""


class Register:
    """The real register, and the model of what it must hold: {import: {id: deaths}}."""

    def __init__(self, diwan, folder, server):
        self.diwan, self.path, self.server = diwan, os.path.join(folder, "selmara.diwan"), server
        self.held = {}
        self.run("new", "--open", self.path)

    def run(self, *words):
        done = subprocess.run([self.diwan, *words], capture_output=True, text=True)
        if done.returncode != 0:
            raise Broken(f"diwan {' '.join(words)} ended with {done.returncode}: {done.stderr.strip()}")
        return done.stdout

    def rows(self, *words):
        return list(csv.DictReader(io.StringIO(self.run(*words, "--csv", "--quiet"))))

    def imports(self):
        return {int(r["id"]): r for r in self.rows("show", self.path, "imports")}

    def in_use(self):
        """What whole imports leave in use: of each id, what the latest import says."""
        held = {}
        for number in sorted(self.held):
            held.update(self.held[number])
        return held

    def look(self, what):
        """Clean, and as the model has it; the text of what differs, or None."""
        report = json.loads(self.run("check", self.path, "--json"))
        if report.get("sound") is False or any(p.get("code") == "integrity" for p in report["problems"]):
            return f"{what}: check finds damage: {report}"
        imports = self.imports()
        if sorted(imports) != sorted(self.held):
            return f"{what}: imports {sorted(imports)} in place of {sorted(self.held)}"
        for number, row in imports.items():
            if int(row["kept"]) != len(self.held[number]):
                return f"{what}: import {number} kept {row['kept']} of {len(self.held[number])}"
        counted = self.rows("count", self.path)
        incidents = sum(int(r["incidents"]) for r in counted)
        deaths = sum(int(r["deaths_best"] or 0) for r in counted)
        expected = self.in_use()
        if (incidents, deaths) != (len(expected), sum(expected.values())):
            return (f"{what}: {incidents} incidents with {deaths} deaths in use, "
                    f"in place of {len(expected)} with {sum(expected.values())}")
        return None


def lock_free(register):
    """A server finishes or drops what a killed program had asked for: whoever writes next waits until it has."""
    if register.server:
        subprocess.run([register.diwan, "undo", register.path, "999999"], capture_output=True, check=False)


def journal_size(register):
    try:
        return os.path.getsize(register.path + "-wal")
    except OSError:
        return 0


def new_rows(register, turn, chance):
    """New ids, and some ids of before with a number of deaths that they never had (so that each is a correction)."""
    rows = {turn * ROWS + i: chance.randint(0, 5) for i in range(ROWS - CORRECTED)}
    there = sorted(register.in_use())
    for key in chance.sample(there, min(CORRECTED, len(there))):
        rows[key] = 10 + turn
    return rows


def wait_for_writing(register, running, longest):
    """Until the journal grows or the program ends."""
    before, end = journal_size(register), time.monotonic() + longest
    while time.monotonic() < end and running.poll() is None and journal_size(register) == before:
        time.sleep(0.0002)


def killed(register, words, run_s, write_s, aimed, chance):
    """Start, kill. Returns (status or None when killed, had the journal grown)."""
    before = journal_size(register)
    running = subprocess.Popen([register.diwan, *words], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    if aimed and register.server:
        time.sleep(chance.uniform(run_s * 0.5, run_s * 1.1))
    elif aimed:
        wait_for_writing(register, running, run_s * 4)
        time.sleep(chance.uniform(0, write_s))
    else:
        time.sleep(chance.uniform(0, run_s * 1.1))
    status = running.poll()
    if status is None:
        running.kill()
        running.wait()
        lock_free(register)
    grown = journal_size(register) > before
    said = running.stderr.read().decode(errors="replace").strip()
    running.stderr.close()
    if status not in (None, 0):
        raise Broken(f"diwan {' '.join(words)} ended with {status}: {said}")
    return status, grown


def measure(diwan, folder, chance, server):
    """Seconds of a whole import, and from the journal's first growth to the end."""
    runs, writes = [], []
    for turn in range(TRIES):
        inside = tempfile.mkdtemp(dir=folder)
        register = Register(diwan, inside, server)
        file = os.path.join(inside, "measure.csv")
        make_incidents.write(file, new_rows(register, turn, chance).items(), turn)
        begin = time.monotonic()
        running = subprocess.Popen([diwan, "add", register.path, file, "--quiet"], stdout=subprocess.DEVNULL)
        wait_for_writing(register, running, 60)
        writing = time.monotonic()
        running.wait()
        end = time.monotonic()
        runs.append(end - begin)
        writes.append(end - writing)
        shutil.rmtree(inside)
    return sorted(runs)[TRIES // 2], sorted(writes)[TRIES // 2]


def settle(register, number, rows, undo, what, status):
    """Which of the two it became; the model follows. Returns whether the work was done."""
    without, within = dict(register.held), dict(register.held)
    if undo:
        within.pop(number)
    else:
        within[number] = rows
    done = (number in register.imports()) != undo
    if status == 0 and not done:
        raise Broken(f"{what}: the program ended well, and its work is not there")
    register.held = within if done else without
    trouble = register.look(what)
    if trouble:
        raise Broken(f"{trouble}")
    return done


def backup_killed(register, folder, run_s, chance, what):
    """The copy is whole, with all that the register holds, or there is none."""
    target = os.path.join(folder, "copy.diwan")
    running = subprocess.Popen([register.diwan, "backup", register.path, target, "--quiet"], stderr=subprocess.DEVNULL)
    time.sleep(chance.uniform(0, run_s * 0.4))
    running.kill()
    running.wait()
    there = os.path.exists(target)
    if there:
        copy = Register.__new__(Register)
        copy.diwan, copy.path, copy.server, copy.held = register.diwan, target, False, register.held
        trouble = copy.look(f"{what}: the backup")
        if trouble:
            raise Broken(trouble)
    for name in os.listdir(folder):
        if name.startswith("copy.diwan"):
            os.unlink(os.path.join(folder, name))
    return there


def upgrade_killed(register, folder, run_s, chance, what):
    """A register of the first schema: killed while a newer program opens it, it opens, and is sound, all the same."""
    old = os.path.join(folder, "old.diwan")
    with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "upgrade", "0001.sql"), encoding="utf-8") as f:
        base = sqlite3.connect(old)
        base.executescript(f.read())
    base.execute("PRAGMA journal_mode = WAL")
    before = base.execute("SELECT count(*) FROM incident").fetchone()[0]
    base.close()
    running = subprocess.Popen([register.diwan, "undo", old, "999999"], stderr=subprocess.DEVNULL)
    time.sleep(chance.uniform(0, run_s * 0.3))
    running.kill()
    running.wait()
    subprocess.run([register.diwan, "undo", old, "999999"], capture_output=True, check=False)
    if not json.loads(register.run("check", old, "--json"))["sound"]:
        raise Broken(f"{what}: check finds damage after an upgrade that was killed")
    base = sqlite3.connect(old)
    after = base.execute("SELECT count(*) FROM incident").fetchone()[0]
    base.close()
    if after != before:
        raise Broken(f"{what}: {after} incidents in place of {before} after an upgrade that was killed")
    for name in os.listdir(folder):
        if name.startswith("old.diwan"):
            os.unlink(os.path.join(folder, name))


def finish(register, folder, lost, turns):
    """What was lost is added again; nothing stands in the way."""
    for turn, rows in lost:
        file = os.path.join(folder, f"selmara-{turn}.csv")
        register.run("add", register.path, file, "--quiet")
        new = set(register.imports()) - set(register.held)
        if len(new) != 1:
            raise Broken(f"adding selmara-{turn}.csv again made imports {sorted(new)}")
        register.held[new.pop()] = rows
    trouble = register.look(f"after {turns} kills and {len(lost)} files added again")
    if trouble:
        raise Broken(f"{trouble}")
    left = [n for n in os.listdir(folder) if n.startswith("selmara.diwan") and n != "selmara.diwan"]
    if left:
        raise Broken(f"files are left beside the register: {left}")


def main():
    server = sys.argv[1:3] == ["--store", "postgresql"]
    words = sys.argv[3:] if server else sys.argv[1:]
    if not 1 <= len(words) <= 3:
        sys.exit(__doc__)
    diwan = os.path.abspath(words[0])
    turns = int(words[1]) if len(words) > 1 else 200
    seed = int(words[2]) if len(words) > 2 else 20260214
    chance = random.Random(seed)
    counts = dict(before=0, during=0, after=0, itself=0)
    lost, backups, whole = [], 0, 0
    with tempfile.TemporaryDirectory(prefix="diwan-kill-") as folder:
        run_s, write_s = measure(diwan, folder, chance, server)
        register = Register(diwan, folder, server)
        next_id = 1
        for turn in range(1, turns + 1):
            undo = turn % 10 == 0 and len(register.held) > 1
            rows = None if undo else new_rows(register, turn, chance)
            file = os.path.join(folder, f"selmara-{turn}.csv")
            number = chance.choice(sorted(register.held)) if undo else next_id
            if not undo:
                make_incidents.write(file, rows.items(), seed + turn)
            words = ("undo", register.path, str(number)) if undo else ("add", register.path, file)
            what = f"seed {seed}, turn {turn}, {words[0]} {number}"
            status, grown = killed(register, (*words, "--quiet"), run_s, write_s, turn % 2 == 0, chance)
            done = settle(register, number, rows, undo, what, status)
            counts["itself" if status == 0 else "after" if done else "during" if grown else "before"] += 1
            if turn % 5 == 4 and not server:
                upgrade_killed(register, folder, run_s, chance, f"seed {seed}, turn {turn}")
                whole += backup_killed(register, folder, run_s, chance, f"seed {seed}, turn {turn}")
                backups += 1
            if done and not undo:
                next_id = number + 1
            if not undo:
                if done or len(lost) >= 5:
                    os.unlink(file)
                else:
                    lost.append((turn, rows))
        # A lost file may hold corrections older than what was added since; each still says something new.
        finish(register, folder, lost, turns)
    print(f"ok 1 - {turns} imports and undos, {turns - counts['itself']} killed: {counts['before']} before writing, "
          f"{counts['during']} during, {counts['after']} after the commit ({counts['itself']} ended first); every import "
          f"whole or not at all; {backups} upgrades killed, {backups} backups, {whole} of them whole (run {run_s:.3f} s, writing {write_s:.3f} s, seed {seed})")


if __name__ == "__main__":
    print("1..1", flush=True)
    try:
        main()
    except Broken as broken:
        print(f"not ok 1 - {broken}")
        sys.exit(1)
