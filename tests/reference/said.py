#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""said.py DIWAN [SHARED]: what briefs on four governorates of Iraq say, and what they must not say. TAP.

The answers were worked out by hand from the figures that `diwan trend --json` prints for the same months.
"""
import os
import re
import subprocess
import sys
import tempfile

FILES = ("data/boundaries/irq_adm1_geoboundaries.geojson", "data/population/population_by_governorate.csv", "data/incidents/ged_iraq_hdx.csv")
# place, from, to, said, not said
CASES = [
    ("Baghdad", "2017", "2018", ["Fewer incidents recorded.", "from 193 in the period before to 30", "no change can be told from that (between 36 % less and 98 % more)",
        "Civilians were between 81 % and 95 % of the dead, before between 72 % and 86 %.", "called neither a rise nor a fall"], ["deadlier", "The share rose"]),
    ("Anbar", "2017", "2018", ["Fewer and less deadly, but more of the dead are civilians.", "from 380 in the period before to 83", "8.9 instead of 20.7 on average",
        "Civilians were between 46 % and 47 % of the dead, before between 14 % and 19 %.",
        "The share rose, whatever those of unknown status were, and also without summary records and without the largest incident."], ["but deadlier"]),
    ("Kirkuk", "2017", "2018", ["from 72 in the period before to 66; given how much months differ, no change can be told", "Half of the incidents killed at most 2, before at most 8.",
        "Months differ too much to call that a change."], ["Fewer", "deadlier", "The share"]),
    ("Ninewa", "2017", "2018", ["from 466 in the period before to 443; given how much months differ, no change can be told",
        "The share rose, whatever those of unknown status were", "The period turned within itself"], ["Fewer, ", "deadlier", "More of the dead are civilians."]),
    ("Baghdad", "2013", "2018", ["from 371 in the period before to 472", "Civilians were between 52 % and 87 % of the dead, before between 36 % and 80 %.", "called neither a rise nor a fall"],
        ["More incidents recorded.", "deadlier"]),
    ("Anbar", "2013", "2018", ["5.1 times as many", "since November 2017 there were 1.4 incidents a month", "called neither a rise nor a fall"], ["More incidents recorded.", "More, and deadlier"]),
    ("Kirkuk", "2013", "2018", ["More, and deadlier.", "17.7 instead of 3.6 on average", "called neither a rise nor a fall"], ["against civilians"]),
    ("Ninewa", "2013", "2018", ["Deadlier.", "from 793 in the period before to 1,064; given how much months differ, no change can be told", "18.7 instead of 3.6 on average"],
        ["More incidents recorded.", "The share"]),
    ("Iraq", "2013", "2014", ["More, and deadlier.", "Civilians were between 23 % and 43 % of the dead, before between 44 % and 71 %.", "The share fell, whatever those of unknown status were"], ["civilians.**"]),
    ("Iraq", "2015", "2016", ["Civilians were between 27 % and 32 % of the dead, before between 23 % and 43 %.", "called neither a rise nor a fall"], ["The share", "deadlier"]),
]


def in_short(diwan, register, place, since, until):
    """The first section as one line of plain spaces."""
    words = [diwan, "brief", register, place, "--from", since, "--to", until, "--plain"]
    text = subprocess.run(words, check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, encoding="utf-8").stdout
    text = re.sub(r"[\s\u00a0\u202f]+", " ", text)
    return text[text.index("1. In short"):text.index("Figure 1.")]


def main():
    diwan = os.path.abspath(sys.argv[1])
    shared = sys.argv[2] if len(sys.argv) > 2 else os.environ.get("DIWAN_SHARED", "")
    paths = [os.path.join(shared, name) for name in FILES]
    if not shared or not all(os.path.exists(path) for path in paths):
        print("1..0 # SKIP the shared data are not there (DIWAN_SHARED)")
        return 0
    failed = 0
    with tempfile.TemporaryDirectory() as folder:
        register = os.path.join(folder, "iraq.diwan")
        subprocess.run([diwan, "new", "--open", register], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        subprocess.run([diwan, "add", register, *paths, "--quiet"], check=True, stdout=subprocess.DEVNULL)
        print(f"1..{len(CASES)}")
        for number, (place, since, until, said, unsaid) in enumerate(CASES, 1):
            text = in_short(diwan, register, place, since, until)
            wrong = [f"not said: {words}" for words in said if words not in text] + [f"said: {words}" for words in unsaid if words in text]
            failed += bool(wrong)
            print(f"{'not ' if wrong else ''}ok {number} - {place} {since} to {until}")
            for line in wrong:
                print(f"# {line}")
            if wrong:
                print(f"# {text}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
