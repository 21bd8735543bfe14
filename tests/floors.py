#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""floors.py ROOT: each room includes only from floors below it. TAP.

A room is a folder of src. Rooms on one floor do not know each other. A header that ends in _priv.h is
its own room's business, and an outside library is known to the rooms that stand for it and to no other.
"""
import os
import re
import sys

FLOORS = [["core"], ["math", "table", "store", "codebook"], ["place"], ["incident", "said", "account", "identify"], ["voice", "actor"], ["engage"], ["intake"], ["panel"], ["trend"], ["coverage"], ["agenda"],
    ["guard"], ["brief"], ["desk"], ["web"], ["cli"]]
FLOOR = {room: number for number, rooms in enumerate(FLOORS) for room in rooms}
ABOVE_CORE_ONLY = {"sim": 9}  # the simulator knows core alone, and the desk's demo alone knows it
LIBRARIES = { # header -> rooms that may include it
    r"sqlite3\.h": {"store"},
    r"libpq-fe\.h": {"store"},
    r"geos_c\.h": {"place"},
    r"gsl/.*": {"math"},
    r"igraph\.h": {"math"},
    r"shapefil\.h": {"place"},
    r"yajl/.*": {"place", "table", "voice"},
    r"utf8proc\.h": {"place", "cli"},
    r"xlsxwriter\.h": {"intake", "brief"},
    r"sodium\.h": {"core", "store", "account", "voice"},
    r"libgfshare\.h": {"core"},
    r"keyutils\.h": {"core"},
    r"zlib\.h": {"core", "web"},
    r"zstd.*\.h": {"core"},
    r"zip\.h": {"core"},
    r"expat\.h": {"table"},
    r"microhttpd\.h": {"web"},
    r"liboath/.*": {"account"},
    r"qrencode\.h": {"web"},
    r"seccomp\.h": {"core"},
}
INCLUDE = re.compile(r'^\s*#\s*include\s*(?:"([^"]+)"|<([^>]+)>)', re.M)


def sources(root):
    """(room, path, text) of every C file of the program and the simulator."""
    for top in ("src", "sim"):
        for folder, folders, files in os.walk(os.path.join(root, top)):
            folders.sort()
            for name in sorted(files):
                if name.endswith((".c", ".h")):
                    path = os.path.join(folder, name)
                    parts = os.path.relpath(path, root).split(os.sep)
                    with open(path, encoding="utf-8") as f:
                        yield (parts[1] if top == "src" else "sim"), os.path.relpath(path, root), f.read()


def own_header(room, header):
    """What is wrong with `room` including "header"; "" when nothing is."""
    parts = header.split("/")
    target = parts[0] if len(parts) > 1 else room
    if target == room:
        return ""
    if parts[-1].endswith("_priv.h"):
        return f"{header} is private to {target}"
    if target in ABOVE_CORE_ONLY:
        low_enough = room in FLOOR and FLOOR[room] >= ABOVE_CORE_ONLY[target]
        return "" if low_enough else f"only the desk and above may know {target}"
    if target not in FLOOR:
        return f"{header}: no room of that name"
    limit = 1 if room in ABOVE_CORE_ONLY else FLOOR.get(room, -1)
    return "" if FLOOR[target] < limit else f"{target} does not stand below {room}"


def library(room, header):
    for pattern, rooms in LIBRARIES.items():
        if re.fullmatch(pattern, header) and room not in rooms:
            return f"<{header}> is for {', '.join(sorted(rooms))}"
    return ""


def main():
    root = sys.argv[1]
    wrong, rooms = {}, []
    for room, path, text in sources(root):
        if room not in rooms:
            rooms.append(room)
        if room not in FLOOR and room not in ABOVE_CORE_ONLY:
            wrong.setdefault(room, []).append(f"{path}: {room} stands on no floor")
            continue
        for quoted, angled in INCLUDE.findall(text):
            why = own_header(room, quoted) if quoted else library(room, angled)
            if why:
                wrong.setdefault(room, []).append(f"{path}: {why}")
    if "core" not in rooms:
        print("Bail out! no sources under " + root)
        return 1
    print(f"1..{len(rooms)}")
    for number, room in enumerate(rooms, 1):
        print(f"{'not ok' if room in wrong else 'ok'} {number} - {room} includes only from below")
        for line in wrong.get(room, []):
            print("# " + line)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
