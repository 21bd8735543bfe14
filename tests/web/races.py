#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""races.py DIWAN MAKE_DIALOGUES ROOM_CLIENT [SECONDS]: votes, pages of all kinds and records written by hand at once, on a server built with -Db_sanitize=thread, which tells of every data race it
sees. Ends with what was asked and how many reports there were; status 1 where there were any. By hand, since it takes minutes: docs/developing.md."""
import collections
import json
import os
import random
import re
import subprocess
import sys
import tempfile
import threading
import time

import hand
import serving
from serving import Caller, Server

PAGES = ("/overview?from={y}-{m}", "/map?from={y}-{m}", "/places", "/place/XS-VA?from={y}-{m}", "/incidents?order=killed", "/incidents.csv", "/dialogues", "/dialogue/published", "/coverage", "/actors", "/letters", "/briefs",
    "/brief/XS-VA/full-en.json?from={y}-{m}", "/brief/-/minister-ar.pdf?from={y}-{m}", "/api/trend", "/api/count?by=month", "/records", "/records/aliases", "/imports", "/hold", "/hold/safe-place", "/audit", "/me", "/nothing")


# Libraries that lock in ways that are not seen, since they are not built with it. (GLib's own pieces of memory go from thread to thread under such a lock, too; G_SLICE has malloc give them.)
THEIRS = ("libpango", "libfontconfig", "libcairo", "libglib", "libharfbuzz")


class Load:
    def __init__(self, server, seconds):
        self.server, self.until, self.lock, self.asked = server, time.monotonic() + seconds, threading.Lock(), {}

    def count(self, what, n=1):
        with self.lock:
            self.asked[what] = self.asked.get(what, 0) + n

    def pages(self, name, seed):
        caller, draw = Caller(self.server, name).sign_in(), random.Random(seed)
        while time.monotonic() < self.until:
            path = draw.choice(PAGES).format(y=draw.randrange(2018, 2024), m=f"{draw.randrange(1, 13):02d}")
            self.count(f"pages, {caller.ask('GET', path).status}")

    def edits(self):
        analyst, n = Caller(self.server, "analyst").sign_in(), 0
        while time.monotonic() < self.until:
            n += 1
            made = analyst.ask("POST", "/records/aliases/new", {**hand.KINDS["aliases"], "alias": f"Vashta the {n}th", "why": "told", "token": analyst.token})
            self.count(f"records by hand, {made.status}")
            if n % 3 == 0:
                undone = analyst.ask("POST", f"/imports/{hand.last_import(analyst)}", {"do": "undo", "sure": "yes", "token": analyst.token})
                self.count(f"taken back, {undone.status}")

    def votes(self, client):
        while time.monotonic() < self.until:
            said = subprocess.run([client, str(self.server.port), "30", "5", "vote", "safe-place", "1", "15"], capture_output=True, text=True, check=True).stdout
            self.count("votes", json.loads(said)["answers"])


def main():
    diwan, make, client = sys.argv[1:4]
    seconds = float(sys.argv[4]) if len(sys.argv) > 4 else 300
    with tempfile.TemporaryDirectory() as folder:
        log, theirs = os.path.join(folder, "races"), os.path.join(folder, "theirs")
        with open(theirs, "w", encoding="ascii") as f:
            f.writelines(f"race:{name}\n" for name in THEIRS)
        path = serving.register(diwan, folder)
        subprocess.run([make, path], check=True, capture_output=True, env=serving.ENV)
        server = Server(diwan, path, env={"TSAN_OPTIONS": f"log_path={log} suppressions={theirs}", "G_SLICE": "always-malloc"})
        load = Load(server, seconds)
        threads = [threading.Thread(target=load.pages, args=(name, seed)) for seed, name in enumerate(("reader", "facilitator", "analyst", "steward"))]
        threads += [threading.Thread(target=load.edits), threading.Thread(target=load.votes, args=(client,))]
        for t in threads:
            t.start()
        for t in threads:
            t.join()
        status = server.stop()
        reports = "".join(open(os.path.join(folder, f), encoding="utf-8", errors="replace").read() for f in sorted(os.listdir(folder)) if f.startswith("races"))
        found = re.findall(r"^(?:WARNING|FATAL): ThreadSanitizer: .*$", reports, re.M)
        print(f"{seconds:.0f} s: " + "; ".join(f"{k}: {v}" for k, v in sorted(load.asked.items())) + f". The server ended with {status}; reports: {len(found)}")
        print("\n".join(f"{n} x {line}" for line, n in collections.Counter(re.findall(r"^SUMMARY: .*$", reports, re.M)).most_common()) + "\n" + reports[:20000], end="")
    return 1 if found or status else 0


if __name__ == "__main__":
    sys.exit(main())
