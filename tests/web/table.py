#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""table.py DIWAN docs/pages.md: write the table of pages anew, as the program has it. matrix.py holds the file to it."""
import sys

import serving

ROLES = [("everybody", 1), ("readers", 2), ("facilitators", 4), ("analysts", 8), ("stewards", 16)]
HEAD = """<!-- SPDX-License-Identifier: GPL-3.0-or-later -->
# Every address of the room

Made from the program's own table by `tests/web/table.py`; a test keeps it equal (`tests/web/matrix.py`, which also tries every row as everybody). What is not
here is not there. "Readers" are all with an account, and everybody where the register is open to readers; stewards may all that facilitators and analysts may.
A form (POST) carries the token of its session, except those marked "no session": participants' forms, which carry their pass, and signing in.

| address | how | who may | what |
|---|---|---|---|
"""


def who(may):
    if may & 1:
        return "everybody"
    if may & 2:
        return "readers"
    return ", ".join(name for name, bit in ROLES if may & bit)


def text(pages):
    rows = []
    for p in sorted(pages, key=lambda p: (p["path"], p["method"])):
        free = ", no session" if p["method"] == "POST" and p["needs"] & 8 else ""
        files = ", with files" if p["needs"] & 4 else ""
        rows.append(f"| `{p['path']}` | {p['method']}{free}{files} | {who(p['may'])} | {p['about']} |")
    return HEAD + "\n".join(rows) + "\n"


if __name__ == "__main__":
    with open(sys.argv[2], "w", encoding="utf-8") as f:
        f.write(text(serving.pages(sys.argv[1])))
