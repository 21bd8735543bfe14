#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""renewed.py DIWAN MAKE_DIALOGUES: nobody who connects is dropped while certificates are renewed (SIGHUP) and while the server ends (SIGTERM): people who connect anew for each question and each vote, over TLS and
plainly, people who keep their connection, and people in the middle of a handshake or of a request at that moment. Once it ends, who comes is refused and not cut off. TAP."""
import http.client
import os
import random
import signal
import socket
import ssl
import subprocess
import sys
import tempfile
import threading
import time

import serving
from serving import Server, Tap

HANGUPS, PAUSE = 4, 0.3


class Askers:
    """Threads that ask one thing after another until they are told to stop, or until nobody takes a connection."""

    def __init__(self, server, kept=1, fresh=3):
        self.server, self.over = server, threading.Event()
        self.answers, self.dropped, self.refused, self.lock = 0, [], 0, threading.Lock()
        self.threads = [threading.Thread(target=self.run, args=(i < kept, i), daemon=True) for i in range(kept + fresh)]
        for t in self.threads:
            t.start()

    def note(self, error=None, refused=False):
        with self.lock:
            self.answers += error is None and not refused
            self.refused += refused
            if error is not None:
                self.dropped.append(repr(error))

    def ask(self, link, rng):
        if rng.random() < 0.5:
            link.request("GET", "/health")
        else:
            body = f"p={''.join(rng.choice('abcdefghij') for _ in range(21))}A&s={rng.randint(1, 15)}&v={rng.choice((-1, 0, 1))}"
            link.request("POST", "/d/safe-place/vote", body, {"Content-Type": "application/x-www-form-urlencoded", "Accept": "application/json"})
        r = link.getresponse()
        r.read()
        if r.status != 200:
            raise RuntimeError(f"status {r.status}")
        return r.will_close

    def one(self, kept, rng):
        link = self.server.connection()
        plain = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=30)
        try:
            plain.connect()  # without TLS: whoever gets this far was taken in
        except ConnectionRefusedError:
            self.note(refused=True)
            self.over.set()
            return
        try:
            link.sock = ssl._create_unverified_context().wrap_socket(plain.sock) if self.server.tls else plain.sock
            while not self.ask(link, rng) and kept and not self.over.is_set():
                self.note()
            self.note()
        except Exception as e:  # whatever it is, somebody was dropped
            self.note(e)
        finally:
            link.close()
            plain.close()

    def run(self, kept, seed):
        rng = random.Random(seed)
        while not self.over.is_set():
            self.one(kept, rng)

    def at_work(self):
        """Once enough was answered for it to mean something."""
        began = time.time()
        while self.answers < 20 and not self.over.is_set() and time.time() - began < 20:
            time.sleep(0.02)
        return self

    def end(self):
        self.over.set()
        for t in self.threads:
            t.join(60)


def part_way(server, tap, do, what):
    """In the middle of things, then `do`, then on."""
    def connect():
        return socket.create_connection(("127.0.0.1", server.port), timeout=20)
    head = b"GET /health HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
    silent, half = connect(), connect()
    hello = tls = None
    if server.tls:
        incoming, outgoing = ssl.MemoryBIO(), ssl.MemoryBIO()
        tls = ssl._create_unverified_context().wrap_bio(incoming, outgoing)
        try:
            tls.do_handshake()
        except ssl.SSLWantReadError:
            hello = outgoing.read()
        half.sendall(hello[:100])  # half of a hello
        half_rest = hello[100:]
    else:
        half.sendall(head[:20])
        half_rest = head[20:]
    time.sleep(0.1)
    do()
    time.sleep(0.5)
    said = []
    for name, s in (("who had connected and said nothing yet", silent), ("who was in the middle of a handshake" if server.tls else "who was in the middle of a request", half)):
        try:
            if s is half:
                s.sendall(half_rest)
            if not server.tls:
                if s is silent:
                    s.sendall(head)
                got = s.recv(4096)
            elif s is silent:
                t = ssl._create_unverified_context().wrap_socket(s)
                t.sendall(head)
                got = t.recv(4096)
            else:
                while True:
                    try:
                        tls.do_handshake()
                        break
                    except ssl.SSLWantReadError:
                        s.sendall(outgoing.read())
                        data = s.recv(65536)
                        if not data:
                            raise ConnectionResetError("cut off in the handshake")
                        incoming.write(data)
                tls.write(head)
                s.sendall(outgoing.read())
                got = b""
                while not got:
                    try:
                        got = tls.read(4096)
                    except ssl.SSLWantReadError:
                        data = s.recv(65536)
                        if not data:
                            raise ConnectionResetError("cut off before the answer")
                        incoming.write(data)
        except OSError as e:
            got = repr(e).encode()
        said.append((name, b" 200 " in got[:20], got[:200]))
        s.close()
    for name, good, got in said:
        tap.ok(good, f"{what}: {name} is answered", got, server.said())


def both(server, tap, how):
    askers = Askers(server).at_work()
    part_way(server, tap, lambda: server.process.send_signal(signal.SIGHUP), how + ", certificate renewed")
    for _ in range(HANGUPS - 1):
        time.sleep(PAUSE)
        server.process.send_signal(signal.SIGHUP)
    time.sleep(1)
    askers.end()
    tap.ok(not askers.dropped and not askers.refused and askers.answers > 20, f"{how}: of all who asked while certificates were renewed {HANGUPS} times, nobody was dropped", askers.answers, len(askers.dropped), askers.refused, askers.dropped[:5], server.said())
    askers = Askers(server).at_work()
    part_way(server, tap, lambda: server.process.send_signal(signal.SIGTERM), how + ", asked to end")
    try:
        server.process.wait(20)
    except subprocess.TimeoutExpired:
        pass
    askers.end()
    tap.ok(not askers.dropped and askers.refused and askers.answers >= 20, f"{how}: of all who asked while it ended, nobody was dropped, and then all were refused", askers.answers, len(askers.dropped), askers.refused, askers.dropped[:5], server.said())
    tap.ok(server.stop() == 0 and "signal" not in server.said() and "too long" not in server.said(), f"{how}: it ends well", server.process.returncode, server.said())


def workers(server):
    with open(f"/proc/{server.process.pid}/task/{server.process.pid}/children", encoding="ascii") as f:
        return f.read().split()


def holds_the_door(server, pid):
    """Has that process the listening socket open?"""
    with open("/proc/net/tcp", encoding="ascii") as f:
        door = {row.split()[9] for row in f if row.split()[1].endswith(f":{server.port:04X}") and row.split()[3] == "0A"}
    for fd in os.listdir(f"/proc/{pid}/fd"):
        try:
            if os.readlink(f"/proc/{pid}/fd/{fd}")[8:-1] in door:
                return True
        except OSError:  # closed meanwhile
            pass
    return False


def leaves_late(server, tap):
    """A worker that must end before all whom it had are answered (a slow upload) leaves the listening sockets to its successor."""
    old = workers(server)
    slow = socket.create_connection(("127.0.0.1", server.port), timeout=20)
    slow.sendall(b"POST /sign-in HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 100\r\n\r\nname")
    time.sleep(0.2)
    server.process.send_signal(signal.SIGHUP)
    began = time.time()
    while (len(workers(server)) < 2 or holds_the_door(server, old[0])) and time.time() - began < 20:
        time.sleep(0.02)  # it leaves once the other serves
    os.kill(int(old[0]), signal.SIGTERM)  # as when its time is over
    time.sleep(0.3)
    slow.close()
    while old[0] in workers(server) and time.time() - began < 40:
        time.sleep(0.02)
    said = []
    for _ in range(3):
        try:
            link = server.connection()
            link.request("GET", "/health")
            said.append(link.getresponse().status)
            link.close()
        except OSError as e:
            said.append(repr(e))
    tap.ok(old[0] not in workers(server) and said == [200] * 3, "a worker that leaves before all are answered takes nobody's door along", workers(server), said, server.said())


def main():
    diwan, make = sys.argv[1:3]
    tap = Tap()
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "room.diwan")
        serving.run(diwan, "new", path, "--name", "Selmara", "--quiet")
        subprocess.run([make, path], check=True, capture_output=True, env=serving.ENV)
        both(Server(diwan, path, tls=serving.certificate(folder)), tap, "over TLS")
        server = Server(diwan, path)
        leaves_late(server, tap)
        both(server, tap, "plainly")
        checked = serving.run(diwan, "check", path, check=False)
        tap.ok(checked.returncode == 0, "the register is sound", checked.stdout[-600:], checked.stderr)
    return tap.end()


if __name__ == "__main__":
    sys.exit(main())
