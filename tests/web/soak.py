#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""soak.py DIWAN MAKE_DIALOGUES ROOM_CLIENT [ROUNDS [SECONDS]]: pages, files, votes and rubbish, round after round, and how much memory of its own the worker has after each.
Flat is: after the first quarter of the rounds it grows by no more than a tenth, 200 bytes for each participant who came (whose seat and votes are in memory), and twice what the register
grew by, whose pages its stores keep, up to 64 and 12 MiB. TAP."""
import json
import os
import socket
import subprocess
import sys
import tempfile

import serving
from server import head
from serving import Server, Tap

PAGES = ["/", "/d/safe-place", "/d/safe-place/result?lang=ar", "/nothing?lang=ckb", "/overview", "/health", "/d/over/result", "/sign-in"]


def worker_of(server):
    with open(f"/proc/{server.process.pid}/task/{server.process.pid}/children", encoding="ascii") as f:
        return int(f.read().split()[0])


def memory_kb(pid):
    with open(f"/proc/{pid}/status", encoding="ascii") as f:
        return next(int(line.split()[1]) for line in f if line.startswith("RssAnon"))


def rubbish(port, n):
    """Connections that break off in every way."""
    for i in range(n):
        data = (head("GET", "/" + "a" * 5000), b"GET / HTTP/1.1\r\nHost: localhost\r\nX: ", b"POST /d/safe-place/vote HTTP/1.1\r\nHost: localhost\r\nContent-Length: 50\r\n\r\np=", b"\x16\x03\x01\x02\x00", head("GET", "/d/safe-place"))[i % 5]
        with socket.create_connection(("127.0.0.1", port)) as s:
            s.sendall(data)


def ask(client, port, *args):
    return json.loads(subprocess.run([client, str(port), *map(str, args)], capture_output=True, text=True, check=True).stdout)


def main():
    diwan, make, client = sys.argv[1:4]
    rounds = int(sys.argv[4]) if len(sys.argv) > 4 else 12
    seconds = float(sys.argv[5]) if len(sys.argv) > 5 else 1
    tap = Tap()
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "room.diwan")
        serving.run(diwan, "new", path, "--name", "Selmara", "--quiet")
        subprocess.run([make, path], check=True, capture_output=True, env=serving.ENV)
        server = Server(diwan, path)
        worker, answers, votes, wrong, sizes = worker_of(server), 0, 0, 0, []
        for round_ in range(rounds):
            for page in PAGES:
                got = ask(client, server.port, 20, seconds / 4, "get", page)
                answers += got["answers"] + got["errors"]
            got = ask(client, server.port, 100, seconds, "vote", "safe-place", 1, 15)
            votes += got["answers"]
            wrong += got["errors"] + got["broken"]
            rubbish(server.port, 100)
            sizes.append((memory_kb(worker), votes, os.path.getsize(path) // 1024))
            print(f"# {round_ + 1}: {answers} pages, {votes} votes, {sizes[-1][0]} kB; the register {sizes[-1][2]}", flush=True)
        quarter = rounds // 4
        allowed = sizes[quarter][0] * 1.1 + (sizes[-1][1] - sizes[quarter][1]) / 15 * 200 / 1024 + 2 * (sizes[-1][2] - sizes[quarter][2])
        tap.ok(sizes[-1][0] < allowed, f"after {answers} pages and {votes} votes memory is flat: {sizes[quarter][0]} kB, then {sizes[-1][0]}", sizes)
        tap.ok(wrong == 0 and worker_of(server) == worker, "and nothing went wrong", wrong, server.said())
        tap.ok(server.stop() == 0, "it ends well", server.said())
    return tap.end()


if __name__ == "__main__":
    sys.exit(main())
