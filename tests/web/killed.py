#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""killed.py DIWAN MAKE_DIALOGUES ROOM_CLIENT VOTES_KEPT [ROUNDS]: kill -9 while 50 people vote, in turn of the worker, of the supervisor, and of both at once: every vote that was
acknowledged is in the register, and the register is sound. TAP."""
import json
import os
import random
import subprocess
import sys
import tempfile
import time

import serving
from serving import Server, Tap


def worker_of(server):
    with open(f"/proc/{server.process.pid}/task/{server.process.pid}/children", encoding="ascii") as f:
        return int(f.read().split()[0])


def one(round_, rng, server, path, tools, folder):
    """(the server from here on, votes acknowledged, what votes_kept says, its status)"""
    diwan, client, kept = tools
    log = os.path.join(folder, f"votes-{round_}")
    asking = subprocess.Popen([client, str(server.port), "50", "1.2", "vote", "safe-place", "1", "15", log], stdout=subprocess.PIPE, text=True)
    time.sleep(rng.uniform(0.2, 0.8))
    how = round_ % 3
    worker = worker_of(server)
    if how:
        server.process.kill()
    if how != 1:
        os.kill(worker, 9)
    if how:
        server.process.wait()
        server.err.close()
        for _ in range(100):  # the other worker lets go of its port
            try:
                server = Server(diwan, path, port=server.port)
                break
            except RuntimeError:
                time.sleep(0.05)
    out = json.loads(asking.communicate(timeout=60)[0])
    done = subprocess.run([kept, path, "safe-place", log], capture_output=True, text=True, env=serving.ENV, timeout=120)
    return server, out, done


def main():
    diwan, make, client, kept = sys.argv[1:5]
    rounds = int(sys.argv[5]) if len(sys.argv) > 5 else 3
    rng = random.Random(7)
    tap = Tap()
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "room.diwan")
        serving.run(diwan, "new", path, "--name", "Selmara", "--quiet")
        subprocess.run([make, path], check=True, capture_output=True, env=serving.ENV)
        server = Server(diwan, path)
        votes = broken = 0
        for round_ in range(rounds):
            server, out, done = one(round_, rng, server, path, (diwan, client, kept), folder)
            votes += out["answers"]
            broken += out["broken"] > 0
            who = ("the worker", "the supervisor", "both")[round_ % 3]
            tap.ok(done.returncode == 0, f"{who} killed: {out['answers']} acknowledged votes are there", out, done.stdout, done.stderr, server.said())
        logs = [os.path.join(folder, f"votes-{i}") for i in range(rounds)]
        done = subprocess.run([kept, path, "safe-place", *logs], capture_output=True, text=True, env=serving.ENV, timeout=600)
        tap.ok(done.returncode == 0 and votes > 10 * rounds and broken > 0, f"after {rounds} kills all {votes} acknowledged votes are there", f"connections broke in {broken} of {rounds} rounds", done.stdout, done.stderr)  # a worker whose supervisor is killed may still end what is under way
        tap.ok(server.stop() == 0, "it ends well", server.said())
        checked = serving.run(diwan, "check", path, check=False)
        tap.ok(checked.returncode == 0, "the register is sound", checked.stdout[-600:], checked.stderr)
    return tap.end()


if __name__ == "__main__":
    sys.exit(main())
