#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""walks.py DIWAN FOLDER [PICTURES [WALK]]: those who work with a register do so in a real browser, in each language, with script and without. TAP.

Facilitators hold a dialogue and moderate it, readers read, analysts bring a file in and take it back, stewards invite and set up. The register is invented.
FOLDER: where browser.py installs its packages. PICTURES: a folder for what the pages look like; WALK: that one alone.
"""
import csv
import os
import random
import shutil
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [HERE, os.path.join(HERE, os.pardir, "web")]
import browser  # noqa: E402
import serving  # noqa: E402
from walk import can_encrypt  # noqa: E402

WIDE = "told-by-many"


def many(folder):
    """The golden dialogue with three times as many people, so that groups of opinion are looked for, and its map is drawn."""
    to, chance = os.path.join(folder, WIDE), random.Random(7)
    shutil.copytree(os.path.join(serving.DATA, "maruq-round-table"), to)
    for name in ("participants.csv", "votes.csv"):
        path = os.path.join(to, name)
        with open(path, encoding="utf-8", newline="") as f:
            head, *rows = list(csv.reader(f))
        more = [[str(int(row[0]) + 1000 * turn), *row[1:]] for turn in (1, 2) for row in rows]
        if name == "votes.csv":
            for row in more:
                row[2] = row[2] if chance.random() < 0.85 else str(chance.choice((-1, 0, 1)))
        with open(path, "w", encoding="utf-8", newline="") as f:
            csv.writer(f, lineterminator="\n").writerows([head, *rows, *more])
    return to


def faulty(folder, language, number):
    """An incident table with a day that is none; the place is called as nobody else's."""
    path = os.path.join(folder, f"partner-{language}.csv")
    with open(path, "w", encoding="utf-8") as f:
        f.write("id,date,admin1,place,type,deaths_best\n")
        f.write(f"{language}1,2024-05-{number + 3:02},Vashta,Market-{language},battle,3\n{language}2,2024-13-02,Vashta,Market-{language},battle,1\n{language}3,2024-06-02,Vashta,\u0633\u0648\u0642,battle,2\n")
    return path


def main():
    diwan, folder = map(os.path.abspath, sys.argv[1:3])
    os.makedirs(folder, exist_ok=True)
    why = "" if can_encrypt(diwan) else "this build makes no encrypted registers, and a dialogue is held in no other file"
    why = why or browser.missing() or browser.install(folder)
    if why:
        print(f"1..0 # SKIP no look through a browser: {why}")
        return 0
    with tempfile.TemporaryDirectory(prefix="diwan-walks-") as place:
        register = serving.register(diwan, place, dialogues=False)
        serving.run(diwan, "add", register, many(place), "--public", "--dialogue", WIDE, "--quiet")
        server = serving.Server(diwan, register)
        try:
            wanted = {"address": server.address, "password": serving.PASSWORD, "wide": WIDE, "files": {l: faulty(place, l, i) for i, l in enumerate(browser.LANGUAGES)},
                "pictures": os.path.abspath(sys.argv[3]) if len(sys.argv) > 3 else "", "only": sys.argv[4] if len(sys.argv) > 4 else ""}
            if wanted["pictures"]:
                os.makedirs(wanted["pictures"], exist_ok=True)
            return browser.walked(folder, "walks.js", wanted)
        finally:
            server.stop()


if __name__ == "__main__":
    sys.exit(main())
