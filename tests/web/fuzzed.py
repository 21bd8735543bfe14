#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""fuzzed.py DIWAN [SECONDS [SEED]]: whole requests, made of the page table and then damaged, sent to a running server. TAP.

Each begins as a sound request of somebody (nobody, a participant, a steward with a form's token) and is changed in a few places: bytes, headers, lengths, encodings,
fields, where it is cut off. Whatever comes, the server answers with a status below 500 or closes the connection, its worker lives on, and no sanitizer speaks.
"""
import random
import re
import shutil
import socket
import ssl
import sys
import tempfile
import time
import urllib.parse

import serving
from serving import Caller, Server, Tap

ENOUGH = 150
KNOWN = {"name": "spoken-here", "dialogue": "published", "thing": "sources", "code": "XS-VA"}
NASTY = [b"\x00", b"\xff", b"%00", b"%", b"%c3%28", b"\r\n", b"\n", b"\r", b"\r\n\r\n", b"'", b'"', b"<", b"{", b"..", b"/", b"//", b"\\", b";", b"=", b"&", b"&&", b"+", b"-1",
    b"0", b"9223372036854775808", b"99999999999999999999999", b"1e309", b"NaN", b"\xd8\xa7", b"\xe2\x80\xae", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"A" * 300, b"a=" * 600, b"%" * 200, b"$1", b"${x}", b"' OR 1=1 --"]
HEADERS = [b"Transfer-Encoding: chunked", b"Transfer-Encoding: gzip, chunked", b"Content-Length: 0", b"Content-Length: 5", b"Content-Length: -1", b"Content-Length: 99999999999999999999",
    b"Expect: 100-continue", b"Connection: close", b"Connection: upgrade", b"Upgrade: h2c", b"Accept-Language: " + b"ckb;q=0.1," * 40, b"Accept-Language: ;q=,;;q=x,,", b"Accept: application/json",
    b"Accept-Encoding: gzip;q=0, br, *", b"Cookie: s=; s=;;s", b"Cookie: p=%00; lang=x", b"Origin: null", b"Origin: http://127.0.0.1", b"Sec-Fetch-Site: cross-site", b"Range: bytes=0-0,5-", b"If-None-Match: \"x\"",
    b"Content-Type: multipart/form-data", b"Content-Type: multipart/form-data; boundary=", b"Content-Type: multipart/form-data; boundary=b", b"Content-Type: text/plain", b"X: " + b"y" * 9000, b"Host: ", b": x", b"Host"]


def seeds(pages, callers):
    """Sound requests, as bytes."""
    out = []
    for p in pages:
        path = re.sub(r"\{(\w+)\}", lambda m: KNOWN.get(m.group(1), "1"), p["path"])
        for name in ("nobody", "participant", "steward"):
            out.append((p, path, name))
    return out


def whole(rng, seed, callers, host):
    p, path, name = seed
    c = callers[name]
    fields = [(f, rng.choice(["", "1", "a", "2024-01", "ckb", "spoken-here", "نص", "AAAAAAAAAAAAAAAAAAAAAA"])) for f in p["fields"].split() if rng.random() < 0.7]
    head = [b"Host: " + host, b"Accept-Language: " + rng.choice([b"en", b"ar", b"ckb-IQ,ar;q=0.5"])]
    if c.cookies:
        head.append(b"Cookie: " + "; ".join(f"{k}={v}" for k, v in c.cookies.items()).encode())
    body = b""
    if p["method"] == "POST":
        if c.token and rng.random() < 0.9:
            fields.append(("token", c.token))
        if rng.random() < 0.3:
            parts = b"".join(b"--b\r\nContent-Disposition: form-data; name=\"" + k.encode() + b"\"" + (b"; filename=\"x.csv\"" if rng.random() < 0.2 else b"") + b"\r\n\r\n" + v.encode() + b"\r\n" for k, v in fields)
            body, kind = parts + b"--b--\r\n", b"multipart/form-data; boundary=b"
        else:
            body, kind = urllib.parse.urlencode(fields).encode(), b"application/x-www-form-urlencoded"
        head += [b"Content-Type: " + kind, b"Content-Length: " + str(len(body)).encode()]
    elif fields:
        path += "?" + urllib.parse.urlencode(fields)
    return p["method"].encode(), path.encode(), head, body


def damaged(rng, method, path, head, body):
    for _ in range(rng.randint(1, 3)):
        what = rng.randrange(9)
        if what == 0:
            at = rng.randint(0, len(path))
            path = path[:at] + rng.choice(NASTY) + path[at:]
        elif what == 1 and body:
            at = rng.randint(0, len(body))
            body = body[:at] + rng.choice(NASTY) + body[at + rng.randint(0, 3):]
            if rng.random() < 0.8: # the length goes with it, so that the form is read
                head = [h for h in head if not h.startswith(b"Content-Length")] + [b"Content-Length: " + str(len(body)).encode()]
        elif what == 2:
            head = head + [rng.choice(HEADERS)]
        elif what == 3 and head:
            at = rng.randrange(len(head))
            cut = rng.randint(0, len(head[at]))
            head[at] = head[at][:cut] + rng.choice(NASTY) + head[at][cut:]
        elif what == 4:
            head = [h for h in head if rng.random() < 0.7]
        elif what == 5:
            method = rng.choice([b"GET", b"HEAD", b"POST", b"PUT", b"OPTIONS", b"TRACE", b"CONNECT", b"get", b"G\x00T", b"X" * 50, b""])
        elif what == 6 and body:
            body = body * rng.randint(2, 40)
        elif what == 7:
            names = [m for m in re.findall(rb"([a-z]+)=", path)] or [b"x"]
            path += (b"&" if b"?" in path else b"?") + rng.choice(names) + b"=" + rng.choice(NASTY).replace(b"\r", b"").replace(b"\n", b"").replace(b" ", b"+")
        elif what == 8:
            head = head + rng.sample(HEADERS, 2)
    version = b"HTTP/1.1" if rng.random() < 0.97 else rng.choice([b"HTTP/1.0", b"HTTP/9.9", b"HTTP", b""])
    raw = method + b" " + path + b" " + version + b"\r\n" + b"".join(h + b"\r\n" for h in head) + b"\r\n" + body
    if rng.random() < 0.08:
        raw = raw[:rng.randint(1, len(raw))]
    return raw


def send(server, raw):
    """Statuses that came back, and what they were; [] where the connection was closed without."""
    s = socket.create_connection(("127.0.0.1", server.port), timeout=1.5)
    if server.tls:
        s = ssl._create_unverified_context().wrap_socket(s)
    got = b""
    try:
        s.sendall(raw)
        s.shutdown(socket.SHUT_WR)
        while len(got) < 4 << 20:
            piece = s.recv(65536)
            if not piece:
                break
            got += piece
    except OSError:
        pass
    finally:
        s.close()
    return [int(x) for x in re.findall(rb"(?:^|\n)HTTP/1\.[01] (\d{3}) ", got[:200] + b"".join(re.findall(rb"\nHTTP/1\.[01] \d{3} ", got[200:])))], got


def again(caller):
    """Signs in anew. Damaged forms of /me are wrong passwords, after which the right one may have to wait for a while: then it is tried again later, and meanwhile asked as nobody."""
    try:
        caller.sign_in()
    except RuntimeError as e:
        if "403" not in str(e):
            raise


def main():
    diwan = sys.argv[1]
    seconds = float(sys.argv[2]) if len(sys.argv) > 2 else 15
    seed = int(sys.argv[3]) if len(sys.argv) > 3 else 20261126
    rng, tap = random.Random(seed), Tap()
    pages = [p for p in serving.pages(diwan) if p["path"] not in ("/sign-out", "/sign-in")] # half a second of hashing each, on purpose
    folder = tempfile.mkdtemp(prefix="diwan-fuzzed-")
    try:
        path = serving.register(diwan, folder, roles=("steward",))
        server = Server(diwan, path)
        try:
            callers = {"nobody": Caller(server), "participant": Caller(server), "steward": Caller(server, "steward").sign_in()}
            callers["participant"].cookies["p"] = "AAAAAAAAAAAAAAAAAAAAAA"
            host = f"127.0.0.1:{server.port}".encode()
            sound, failures, n, counts, end = seeds(pages, callers), [], 0, {}, time.monotonic() + seconds
            while (time.monotonic() < end or (n < ENOUGH and time.monotonic() < end + 60)) and len(failures) < 5 and server.alive():
                raw = damaged(rng, *whole(rng, rng.choice(sound), callers, host))
                statuses, got = send(server, raw)
                n += 1
                for status in statuses or [0]:
                    counts[status] = counts.get(status, 0) + 1
                    if status >= 500 and status not in (501, 503, 505):
                        failures.append(f"{status} after {raw[:1500]!r}: {got[-300:]!r}")
                if n % 200 == 0 and callers["steward"].ask("GET", "/me").status != 200:
                    again(callers["steward"])
            print(f"# {n} requests, statuses {dict(sorted(counts.items()))}, seed {seed}")
            tap.ok(not failures, "no request makes anything fail inside", *failures)
            tap.ok(server.alive() and callers["nobody"].ask("GET", "/").status < 500, "the server answers afterwards", server.said()[-2000:])
            tap.ok(n >= ENOUGH, "enough was sent to tell", n)
        finally:
            status = server.stop()
        said = server.said()
        bad = re.search(r"AddressSanitizer|runtime error|LeakSanitizer|ended by signal|began anew|begins anew", said)
        tap.ok(status == 0 and not bad, "no sanitizer speaks, no worker died, and it ended in order", f"status {status}", said[-3000:])
    finally:
        shutil.rmtree(folder)
    return tap.end()


if __name__ == "__main__":
    sys.exit(main())
