#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""planted.py DIWAN [--without-encryption]: nothing of an encrypted register stands readable on a disk.

200 invented secrets (words in Latin, Arabic and Kurdish letters, phone numbers) go into a register through every door that takes
words: names, notes, reasons, refused rows, names of files and sources, the title. Then every file that is on the disk is searched
for their bytes, in UTF-8 and UTF-16: register, journal and shared memory (while an import writes, and after kill -9), the temporary
folder, a backup, a register under a new key; and no process may hold any other file open for writing. None may be found. The same
search on an open register, filled through the same doors, must find them all: so it would see what it looks for. TAP.
"""
import csv
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import time

import sealed
from sealed import Skipped, Wrong

SECRETS, SEED, PASSPHRASE, NEW_PASSPHRASE = 200, 20261125, "correct horse, 14 staples", "quite another, 15 nails"
TEXT_MOST = 28 # printable bytes in a row: 29 come up by chance once in 30,000 times 100 MB
BIG_ROWS = 30000
GED_DOORS = ("side_a", "side_b", "source_office", "adm_1", "adm_2", "where_coordinates")


class Planter:
    """Hands out the secrets one after another, and remembers through which door each went."""

    def __init__(self):
        self.left, self.doors = sealed.invented_secrets(SECRETS, SEED), {}

    def next(self, door):
        secret = self.left.pop()
        self.doors[secret] = door
        return secret


def write_rows(path, header, rows):
    with open(path, "w", encoding="utf-8", newline="") as f:
        csv.writer(f, lineterminator="\n").writerows([header, *rows])


def write_incidents(path, first, changes):
    """One invented incident for each of `changes`, which say what to write in some of its columns."""
    chance = sealed.random.Random(first)
    rows = [dict(sealed.make_incidents.incident(first + i, i % 7, chance), **change) for i, change in enumerate(changes)]
    write_rows(path, sealed.make_incidents.COLUMNS, [[row[c] for c in sealed.make_incidents.COLUMNS] for row in rows])


def write_borders(path, names):
    features = []
    for i, name in enumerate(names):
        x = 40 + i * 0.25
        ring = [[x, 10], [x + 0.25, 10], [x + 0.25, 14], [x, 14], [x, 10]]
        features.append({"type": "Feature", "properties": {"shapeName": name, "shapeISO": f"XS-{i:02}", "shapeGroup": "XXS", "shapeType": "ADM1"},
            "geometry": {"type": "Polygon", "coordinates": [ring]}})
    with open(path, "w", encoding="utf-8") as f:
        json.dump({"type": "FeatureCollection", "features": features}, f, ensure_ascii=False)


def plant(folder, planter):
    """The files to add, as lists of words for `diwan add`, in their order."""
    p, inside = planter.next, lambda name: os.path.join(folder, name)
    places = [p("name of a place in its borders") for _ in range(12)]
    write_borders(inside("borders.geojson"), places)
    named = [p("name of a file") + ".csv" for _ in range(4)]
    for i, name in enumerate(named):
        write_incidents(inside(name), 9000 + i, [{}])
    write_rows(inside("aliases.csv"), ("place", "alias", "language"), [(place, p("other name of a place"), "en") for place in places])
    write_rows(inside("looks.csv"), ("place", "from", "to", "judgement", "said_by", "reason"),
        [(place, "2014-01", "2014-06", "none", p("who judged"), p("reason of a judgement")) for place in places[:8]])
    write_rows(inside("phases.csv"), ("place", "from", "to", "phase", "said_by"), [(place, "2014-01", "", "open", p("who set a phase")) for place in places[:6]])
    write_rows(inside("licences.csv"), ("source", "licence"), [(p("source of a licence"), "open") for _ in range(4)])
    write_rows(inside("own.csv"), ("Day", "Where", "Killed", "Kind", "Number"),
        [(f"2015-03-0{1 + i}", p("place of an own table"), "1", "battle with a state", str(i)) for i in range(6)])
    mapping = ("--as", p("name of a mapping"), "--map", "date=Day,admin1=Where,deaths_best=Killed,kind=Kind,id=Number")
    refused = [{"date_start": p("a cell of a refused row")} for _ in range(8)]
    full = [{column: p(f"{column} of an incident") for column in GED_DOORS} for _ in range(len(planter.left) // len(GED_DOORS))]
    rest = [{"where_coordinates": p("where_coordinates of an incident")} for _ in range(len(planter.left))]
    write_incidents(inside("incidents.csv"), 1, full + refused + rest)
    return [["borders.geojson"], ["incidents.csv"], ["aliases.csv"], ["looks.csv"], ["phases.csv"], ["licences.csv"], ["own.csv", *mapping],
        *([name] for name in named)]


class Watch(threading.Thread):
    """Which files a running program holds open for writing, seen again and again."""

    def __init__(self, pid):
        super().__init__(daemon=True)
        self.pid, self.seen, self.looks, self.ended = pid, set(), 0, False

    def look(self):
        folder = f"/proc/{self.pid}/fd"
        for number in os.listdir(folder):
            try:
                target = os.readlink(f"{folder}/{number}")
                with open(f"/proc/{self.pid}/fdinfo/{number}", encoding="ascii") as f:
                    flags = int(re.search(r"flags:\s*(\d+)", f.read()).group(1), 8)
            except (FileNotFoundError, ProcessLookupError):
                continue
            if target.startswith("/") and not target.startswith(("/dev/", "/proc/")) and flags & os.O_ACCMODE != os.O_RDONLY:
                self.seen.add(target)

    def run(self):
        while not self.ended:
            try:
                self.look()
                self.looks += 1
            except OSError: # it ended, or may not be looked into
                pass
            time.sleep(0.002)


class Filled:
    """A register with all secrets in it, and what lies about when an import into it was killed."""

    def __init__(self, program, folder, encrypted):
        self.planter, self.folder, self.inputs = Planter(), folder, os.path.join(folder, "in")
        os.makedirs(self.inputs)
        self.diwan = sealed.Diwan(program, os.path.join(folder, "run"), PASSPHRASE if encrypted else None)
        self.path = os.path.join(folder, "run", "s.diwan")
        self.diwan.good("new", *(() if encrypted else ("--open",)), self.path, "--name", self.planter.next("title of the register"))
        for words in plant(self.inputs, self.planter):
            self.diwan.good("add", self.path, os.path.join(self.inputs, words[0]), *words[1:])
        self.secrets = self.planter.doors
        if len(self.secrets) != SECRETS:
            raise Wrong(f"{len(self.secrets)} secrets were planted in place of {SECRETS}")

    def killed_import(self):
        """An import of many rows with secrets in them, killed while it writes. Returns the watch over its files."""
        words = sorted(self.secrets)
        write_incidents(os.path.join(self.inputs, "big.csv"), 20000, [{"side_a": words[i % len(words)], "adm_2": f"{words[-i % len(words)]} {i}"} for i in range(BIG_ROWS)])
        running = self.diwan.start("add", self.path, os.path.join(self.inputs, "big.csv"), "--quiet")
        watch = Watch(running.pid)
        watch.start()
        end = time.monotonic() + 120
        while running.poll() is None and time.monotonic() < end and len(sealed.read(self.path + "-wal")) < 200000:
            time.sleep(0.001)
        running.kill()
        running.wait()
        watch.ended = True
        watch.join()
        running.stderr.close()
        if len(sealed.read(self.path + "-wal")) < 200000:
            raise Wrong("the import ended before it could be killed while it wrote")
        return watch

    def everywhere(self):
        """Path -> bytes of every file that is the register's or the program's."""
        return {path: sealed.read(path) for path in sealed.files_under(os.path.join(self.folder, "run"))}


class Tests:
    def __init__(self, program, folder):
        self.program, self.folder, self.kept = program, folder, None
        self.cases = [("an open register shows every secret to the search, and its journal shows some", self.control),
            ("register, journal and shared memory of an encrypted one show none, after kill -9 in an import", self.journal),
            ("the program writes to the register and its journal, and to no other file", self.files),
            ("neither do a backup, a register under a new key, and all that lies in the folders", self.copies),
            ("what `strings` finds in them is chance, and nothing in them can be packed", self.strings)]

    def nothing_in(self, files, secrets):
        for path, content in files.items():
            found = sealed.found_in(content, secrets)
            if found:
                doors = sorted({secrets[s] for s in found})
                raise Wrong(f"{os.path.basename(path)} shows {len(found)} secrets, of: {', '.join(doors)}")

    def control(self):
        filled = Filled(self.program, os.path.join(self.folder, "open"), False)
        found = set()
        for path in sealed.of_register(filled.path):
            found |= sealed.found_in(sealed.read(path), filled.secrets)
        lost = {filled.secrets[s] for s in set(filled.secrets) - found}
        if lost:
            raise Wrong(f"{SECRETS - len(found)} secrets are not found in an open register, of: {', '.join(sorted(lost))}")
        filled.killed_import()
        journal = sealed.found_in(sealed.read(filled.path + "-wal"), filled.secrets)
        if len(journal) < SECRETS // 2:
            raise Wrong(f"only {len(journal)} secrets are found in the journal of an open register")
        shutil.rmtree(filled.folder)
        return f"{len(found)} in it, {len(journal)} in its journal"

    def journal(self):
        self.kept = Filled(self.program, os.path.join(self.folder, "encrypted"), True)
        self.watch = self.kept.killed_import()
        files = {path: sealed.read(path) for path in sealed.of_register(self.kept.path)}
        if {os.path.basename(f) for f in files} != {"s.diwan", "s.diwan-wal", "s.diwan-shm"}:
            raise Wrong(f"after kill -9 there should be a register, a journal and shared memory, and there are {sorted(files)}")
        self.nothing_in(files, self.kept.secrets)
        return ", ".join(f"{os.path.basename(f)} {len(c)} bytes" for f, c in sorted(files.items()))

    def files(self):
        if not self.kept:
            raise Wrong("there is no encrypted register to look at")
        if not self.watch.looks:
            raise Skipped("this user may not see what files another process holds open (root may)")
        own = {self.kept.path + ending for ending in sealed.ENDINGS}
        others = {f for f in self.watch.seen if f.split(" (deleted)")[0] not in own}
        if others or self.kept.path + "-wal" not in self.watch.seen:
            raise Wrong(f"held open for writing: {sorted(self.watch.seen)}")
        return f"{self.watch.looks} looks"

    def copies(self):
        if not self.kept:
            raise Wrong("there is no encrypted register to look at")
        diwan, path = self.kept.diwan, self.kept.path
        diwan.good("count", path) # takes up the journal that the kill left
        diwan.good("backup", path, os.path.join(self.kept.folder, "run", "backup.diwan"))
        before = sealed.read(path)
        if diwan.changes_keys():
            diwan.good("key", "change", path, DIWAN_NEW_PASSPHRASE=NEW_PASSPHRASE)
            diwan.passphrase = NEW_PASSPHRASE
        diwan.good("brief", path, "-o", os.path.join(self.folder, "brief.html")) # a brief is meant to be read: it lies elsewhere
        after = self.kept.everywhere()
        if diwan.passphrase == NEW_PASSPHRASE and sealed.read(path)[:16] == before[:16]:
            raise Wrong("the register has the same salt under its new key")
        self.nothing_in({"the register before its key was changed": before, **after}, self.kept.secrets)
        left = [f for f in after if os.path.dirname(f) == diwan.temporary]
        if left:
            raise Wrong(f"left in the temporary folder: {left}")
        return f"{len(after)} files, {sum(len(c) for c in after.values())} bytes"

    def strings(self):
        if not self.kept:
            raise Wrong("there is no encrypted register to look at")
        longest, ratio = 0, 1.0
        for path, content in self.kept.everywhere().items():
            longest = max(longest, sealed.longest_text(content))
            packed = len(sealed.zlib.compress(content, 1)) / max(len(content), 1)
            ratio = min(ratio, packed)
            if sealed.longest_text(content) > TEXT_MOST or packed < 0.99:
                raise Wrong(f"{os.path.basename(path)} has {sealed.longest_text(content)} printable bytes in a row, and packs to {packed:.3f} of its size")
        if shutil.which("strings"):
            for path in sealed.of_register(self.kept.path):
                told = subprocess.run(["strings", "-a", "-n", "8", path], capture_output=True, check=True).stdout
                self.nothing_in({path: told}, self.kept.secrets)
        return f"{longest} printable bytes in a row at most, packs to {ratio:.4f} of its size"


def main():
    if len(sys.argv) == 3 and sys.argv[2] == "--without-encryption":
        sealed.skip_all("this Diwan is built without encryption: `make cipher` fetches what it needs")
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    with tempfile.TemporaryDirectory(prefix="diwan-secrets-") as folder:
        return sealed.Cases(Tests(sys.argv[1], folder).cases).run()


if __name__ == "__main__":
    sys.exit(main())
