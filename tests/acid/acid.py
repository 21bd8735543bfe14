#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""acid.py TABLE_JSON CASES FOLDER: each CSV of the acid tests reads as the JSON beside it says. TAP.

Our own cases stand in CASES. The public ones, csv-spectrum, are installed by npm into FOLDER, where npm is there and reaches its
registry; else they are skipped, and the line says so.
"""
import json
import os
import shutil
import subprocess
import sys

PACKAGE = "csv-spectrum@2.0.0"
# The package's two files disagree here: the CSV has another telephone number than the JSON.
DISAGREE = {"location_coordinates": {"Contact Phone Number"}}


def install(folder):
    """The package's folder, or why there is none."""
    there = os.path.join(folder, "node_modules", "csv-spectrum")
    if os.path.isdir(os.path.join(there, "csvs")):
        return there, ""
    npm = shutil.which("npm")
    if not npm:
        return None, "npm is not installed"
    os.makedirs(folder, exist_ok=True)
    try:
        done = subprocess.run([npm, "install", "--no-save", "--no-audit", "--no-fund", "--ignore-scripts", "--prefix", folder, PACKAGE], cwd=folder,
            capture_output=True, text=True, timeout=60, check=False)
    except subprocess.TimeoutExpired:
        return None, "npm did not answer within a minute"
    if done.returncode or not os.path.isdir(os.path.join(there, "csvs")):
        return None, "npm could not install it: " + (done.stderr.strip().splitlines() or ["no reason given"])[0]
    return there, ""


def without(rows, names):
    return [{k: v for k, v in row.items() if k not in names} for row in rows]


def differences(tool, table, expected, ignore):
    done = subprocess.run([tool, table], capture_output=True, timeout=60, check=False)
    if done.returncode:
        return [done.stderr.decode("utf-8", "replace").strip()]
    with open(expected, encoding="utf-8") as f:
        wanted = json.load(f)
    wanted = without(wanted if isinstance(wanted, list) else [wanted], ignore)
    got = without(json.loads(done.stdout), ignore)
    return [] if got == wanted else [f"expected {json.dumps(wanted, ensure_ascii=False)}", f"got {json.dumps(got, ensure_ascii=False)}"]


def cases(tables, answers, label):
    for name in sorted(n[:-4] for n in os.listdir(tables) if n.endswith(".csv")):
        yield f"{label} {name}", os.path.join(tables, name + ".csv"), os.path.join(answers, name + ".json"), DISAGREE.get(name, set())


def main():
    tool, own, folder = sys.argv[1:4]
    todo = list(cases(own, own, "own"))
    package, why = install(folder)
    if package:
        todo += cases(os.path.join(package, "csvs"), os.path.join(package, "json"), "csv-spectrum")
    print(f"1..{len(todo) + (package is None)}")
    failed = 0
    for number, (name, table, expected, ignore) in enumerate(todo, 1):
        wrong = differences(tool, table, expected, ignore)
        failed += bool(wrong)
        print(f"{'not ok' if wrong else 'ok'} {number} - {name}")
        for line in wrong:
            print("# " + line)
    if not package:
        print(f"ok {len(todo) + 1} - csv-spectrum # SKIP {why}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
