#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""undo_chains.py DIWAN [SEEDS]: random chains of `add` and `undo` with the real program against a plain model.

The model: what the register says of an incident is what the latest import in use says of it, whichever import that
is, and nothing where no import in use names it. Files overlap, repeat and correct one another. TAP output.
"""
import csv
import io
import os
import random
import subprocess
import sys
import tempfile

HEAD = "#event+id,#date,#country+code,#adm1+name,#affected+killed\n"


def run(*command):
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"Bail out! {' '.join(command)}: {done.stderr}")
    return done.stdout


def imports(diwan, register):
    return [int(row["id"]) for row in csv.DictReader(io.StringIO(run(diwan, "show", register, "imports", "--csv", "--quiet")))]


def in_use(diwan, register):
    rows = csv.DictReader(io.StringIO(run(diwan, "show", register, "incidents", "--csv", "--quiet")))
    return sorted((row["admin1"], int(row["deaths_best"])) for row in rows)


def chain(diwan, folder, seed):
    """The first difference as text; None where the register says what the model says."""
    chance = random.Random(seed)
    register, table = os.path.join(folder, f"{seed}.diwan"), os.path.join(folder, "incidents.csv")
    run(diwan, "new", "--open", register, "--quiet")
    said, used, log = {}, {}, []
    for step in range(8):
        undoable = [i for i in said if used[i]]
        if chance.random() < 0.55 or not undoable:
            says = {f"place {key}": chance.choice([1, 2]) for key in chance.sample(range(1, 4), chance.randint(1, 3))}
            says[f"only {step}"] = 1  # a row of its own, so that no file is idle
            with open(table, "w", encoding="utf-8") as out:
                out.write(HEAD + "".join(f"{name},2020-01-01,XXS,{name},{dead}\n" for name, dead in says.items()))
            run(diwan, "add", register, table, "--quiet")
            number = max(imports(diwan, register))
            said[number], used[number] = says, True
            log.append(f"add {number} {says}")
        else:
            number = chance.choice(undoable)
            run(diwan, "undo", register, str(number), "--quiet")
            used[number] = False
            log.append(f"undo {number}")
        want = {}
        for number in sorted(said):
            want.update(said[number] if used[number] else {})
        got = in_use(diwan, register)
        if got != sorted(want.items()):
            return "; ".join(log) + f": got {got}, want {sorted(want.items())}"
    run(diwan, "check", register, "--quiet")
    return None


def main():
    diwan, seeds = os.path.abspath(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 25
    wrong = []
    with tempfile.TemporaryDirectory(prefix="diwan-chains-") as folder:
        for seed in range(seeds):
            difference = chain(diwan, folder, seed)
            if difference:
                wrong.append(f"seed {seed}: {difference}")
    print("1..1")
    for line in wrong:
        print("# " + line)
    print(("not ok" if wrong else "ok") + f" 1 - {seeds} random chains of add and undo say what a plain model says")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
