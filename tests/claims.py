#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""claims.py ROOT BUILD: what docs/security.md claims is tested by what it names. TAP.

Every row of a table whose last column is "tested by" names tests that there are (as the build lists them, or as a meson.build
names them where this machine lacks what they need), golden cases, or says "not tested". And the list of a copy for a border in
docs/formats.md names every table of the schema.
"""
import json
import os
import re
import sys

NAME = re.compile(r"`([^`]+)`")


def read(*path):
    with open(os.path.join(*path), encoding="utf-8") as f:
        return f.read()


def tests_there(root, build):
    names = {t["name"] for t in json.loads(read(build, "meson-info", "intro-tests.json"))}
    for top in ("src", "tests", "sim"):
        for folder, _, files in os.walk(os.path.join(root, top)):
            if "meson.build" in files:
                names.update(re.findall(r"\btest\('([^']+)'\s*,", read(folder, "meson.build")))
    return names


def claims(page):
    """(adversary, first cell, last cell) of every row that claims something."""
    heading, claiming = "", False
    for line in page.split("\n"):
        if line.startswith("#"):
            heading = line.lstrip("# ")
        cells = [c.strip() for c in line.strip().strip("|").split("|")] if line.startswith("|") else []
        if not cells:
            claiming = False
        elif cells[-1] == "tested by":
            claiming = True
        elif claiming and not set(cells[0]) <= set("-: "):
            yield heading, cells[0], cells[-1]


def wrong_with(cell, names, cases):
    if cell == "not tested":
        return []
    named = NAME.findall(cell)
    if not named:
        return ["names no test, and does not say \"not tested\""]
    return [f"there is no test \"{n}\"" for n in named if not (n[8:] in cases if n.startswith("golden: ") else n in names)]


def main():
    root, build = sys.argv[1:3]
    names, cases = tests_there(root, build), set(os.listdir(os.path.join(root, "tests/golden/commands")))
    problems, n, headings = [], 0, set()
    for heading, claim, cell in claims(read(root, "docs/security.md")):
        n += 1
        headings.add(heading)
        problems += [f"{heading}: {claim[:60]}: {w}" for w in wrong_with(cell, names, cases)]
    if n < 20 or len(headings) < 8:
        problems.append(f"only {n} claims about {len(headings)} adversaries were found: does the page still have its tables?")
    tables = {t for name in sorted(os.listdir(os.path.join(root, "src/store/schema")))
        for t in re.findall(r"^CREATE TABLE (\w+)", read(root, "src/store/schema", name), re.M)}
    listed = read(root, "docs/formats.md").split("## A copy for a border", 1)[-1].split("\n## ", 1)[0]
    unlisted = sorted(tables - set(NAME.findall(listed)))
    print("1..2")
    for number, (name, found) in enumerate([(f"{n} claims of docs/security.md have a test, or say that they have none", problems),
            ("docs/formats.md says of every table what a copy for a border takes along", unlisted)], 1):
        print(f"{'not ok' if found else 'ok'} {number} - {name}")
        for p in found:
            print("# " + p)
    return 1 if any((problems, unlisted)) else 0


if __name__ == "__main__":
    sys.exit(main())
