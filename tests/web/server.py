#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""server.py DIWAN: the server as strangers meet it: headers, methods, paths, hosts, limits, slow clients, giant bodies, cookies, languages, packing, several requests at once,
its end, its supervisor and its log. TAP."""
import gzip
import http.client
import os
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time

import serving
from serving import Server, Tap

POLICY = ("default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'self'; "
    "frame-ancestors 'none'; base-uri 'none'")
SLOW_SECONDS = 30  # REQUEST_SECONDS of the server


def raw(port, data, seconds=10, family=socket.AF_INET):
    """All that comes back until the other side closes, or nothing comes for a while."""
    with socket.socket(family) as s:
        s.settimeout(seconds)
        s.connect(("::1" if family == socket.AF_INET6 else "127.0.0.1", port))
        try:
            s.sendall(data)
        except OSError:
            pass
        got = b""
        try:
            while True:
                piece = s.recv(65536)
                if not piece:
                    return got
                got += piece
        except OSError:
            return got


def head(method, path, *more, host="127.0.0.1"):
    return "\r\n".join([f"{method} {path} HTTP/1.1", f"Host: {host}", "Connection: close", *more, "", ""]).encode()


def status(answer):
    return int(answer[9:12]) if answer.startswith(b"HTTP/1.") else 0


def ask(port, method, path, headers=None, body=None):
    c = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    c.request(method, path, body=body, headers=headers or {})
    r = c.getresponse()
    got = r.status, {k.lower(): v for k, v in r.getheaders()}, r.read()
    c.close()
    return got


def about_headers(tap, port):
    code, h, body = ask(port, "GET", "/nothing-here")
    want = {"content-security-policy": POLICY, "x-content-type-options": "nosniff", "referrer-policy": "no-referrer", "cross-origin-opener-policy": "same-origin",
        "cross-origin-resource-policy": "same-origin", "cache-control": "no-store", "content-type": "text/html; charset=utf-8"}
    tap.ok(code == 404 and all(h.get(k) == v for k, v in want.items()) and "camera=()" in h.get("permissions-policy", ""), "a page says what browsers may do with it", code, h)
    tap.ok("strict-transport-security" not in h and "server" not in h, "nothing is said of TLS where there is none, nor what the server is", h)
    asset = body.decode().split('stylesheet" href="')[1].split('"')[0]
    code, h, body = ask(port, "GET", asset)
    tap.ok(code == 200 and "immutable" in h["cache-control"] and h["content-type"].startswith("text/css") and b"{" in body and "set-cookie" not in h, "a file of the program is kept for ever, under its digest", code, h)
    code, packed_h, packed = ask(port, "GET", asset, {"Accept-Encoding": "br, gzip;q=0.8"})
    tap.ok(packed_h.get("content-encoding") == "gzip" and gzip.decompress(packed) == body and len(packed) < len(body) / 2, "and goes out packed to who can unpack it", packed_h, len(packed), len(body))
    for accept, gz in (("gzip", True), ("gzip;q=0", False), ("identity", False), ("deflate, gzip ; q=1", True)):
        code, h, body = ask(port, "GET", "/nothing-here", {"Accept-Encoding": accept})
        tap.ok((h.get("content-encoding") == "gzip") == gz, f"Accept-Encoding: {accept}", h)
    whole, only = raw(port, head("GET", "/nothing-here")), raw(port, head("HEAD", "/nothing-here"))
    length = [l for l in only.split(b"\r\n") if l.startswith(b"Content-Length")]
    tap.ok(only.endswith(b"\r\n\r\n") and length and length[0] in whole, "HEAD has the head of GET and no body", only[-200:])


def about_addresses(tap, port):
    tap.ok(status(raw(port, head("GET", "/health"))) == 200, "the server lives")
    for method in ("PUT", "DELETE", "OPTIONS", "TRACE", "PATCH", "POST"):
        answer = raw(port, head(method, "/health", "Content-Length: 0"))
        tap.ok(status(answer) == 405 and b"Allow: GET, HEAD" in answer, f"{method} is not a way to ask", answer[:200])
    for path in ("/../etc/passwd", "/a/../health", "/a/..%2f..%2fetc%2fpasswd", "/%2e%2e/health", "//health", "/health/", "/health%00", "/a/page.css", "/a/", "/d/%2e%2e/vote", "/./health", "/health;x", "/HEALTH",
            "/a/%ff.css", "/a\\..\\health"):
        code = status(raw(port, head("GET", path)))
        tap.ok(code in (400, 404, 405), f"{path} leads nowhere", code)
    tap.ok(status(raw(port, head("GET", "/health?a=%zz"))) == 400 and status(raw(port, head("GET", "/health?a=%ff"))) == 400, "what is not well formed in an address is refused")
    tap.ok(status(raw(port, head("GET", "http://127.0.0.1/health"))) in (400, 404), "an address of another form is refused")
    tap.ok(b"400" in raw(port, b"rubbish\r\n\r\n")[:20] or raw(port, b"rubbish\r\n\r\n") == b"", "rubbish is refused")


def about_hosts(tap, port):
    for host, code in (("evil.example", 421), ("127.0.0.1", 200), ("localhost", 200), (f"localhost:{port}", 200), (f"[::1]:{port}", 200), ("localhost.evil.example", 421), ("127.0.0.1.evil.example:80", 421), ("", 421)):
        got = status(raw(port, head("GET", "/health", host=host)))
        tap.ok(got == code, f"asked for as \"{host}\": {code}", got)
    tap.ok(status(raw(port, b"GET /health HTTP/1.1\r\nConnection: close\r\n\r\n")) in (400, 421), "asked for as nothing: refused")


def about_forms(tap, diwan, port):
    page = next((p["path"] for p in serving.pages(diwan) if p["method"] == "POST" and p["needs"] & 8 and p["needs"] & 2 and "{" not in p["path"]), None)
    if not page:
        print("# skipped: no page here takes a form of nobody")
        return
    form = "Content-Type: application/x-www-form-urlencoded"
    for more, good in (("Origin: http://evil.example", False), ("Sec-Fetch-Site: cross-site", False), ("Sec-Fetch-Site: same-site", False), ("Origin: null", True), (f"Origin: http://127.0.0.1:{port}", True), ("Sec-Fetch-Site: same-origin", True)):
        got = status(raw(port, head("POST", page, form, "Content-Length: 4", more, host=f"127.0.0.1:{port}") + b"zz=1"))
        tap.ok((got != 403) == good and got not in (0, 500), f"a form with {more}: {'taken' if good else 'refused'}", got)
    tap.ok(status(raw(port, head("POST", page, form, "Content-Length: 70000") + b"a=" + b"b" * 69998)) == 413, "a form of 70,000 bytes is refused")
    tap.ok(status(raw(port, head("POST", page, form, "Content-Length: 20000") + b"a=" + b"b" * 19998)) == 400, "so is a field of 20,000")
    tap.ok(status(raw(port, head("POST", page, form, "Content-Length: 3002") + b"&".join([b"a="] * 1001))) == 400, "so are 1,001 fields")
    began = time.time()
    tap.ok(status(raw(port, head("POST", page, form, "Content-Length: 99000000000") + b"a=1")) == 413 and time.time() - began < 2, "a giant body is refused before it comes")
    chunk = b"8000\r\n" + b"b" * 0x8000 + b"\r\n"
    tap.ok(status(raw(port, head("POST", page, form, "Transfer-Encoding: chunked") + chunk * 200)) in (0, 413), "one that does not tell its length is cut off")
    tap.ok(status(raw(port, head("POST", page, "Content-Type: multipart/form-data", "Content-Length: 4") + b"zz=1")) == 415, "a form in parts without a boundary is refused")
    tap.ok(status(raw(port, head("POST", page, "Content-Type: multipart/form-data; boundary=xy", "Content-Length: 4") + b"zz=1")) == 400, "one without any part, too")
    part = b"--xy\r\nContent-Disposition: form-data; name=\"f\"; filename=\"a.csv\"\r\n\r\n1\r\n--xy--\r\n"
    tap.ok(status(raw(port, head("POST", page, "Content-Type: multipart/form-data; boundary=xy", f"Content-Length: {len(part)}") + part)) == 400, "and a file where none is taken")


def about_limits(tap, port):
    tap.ok(status(raw(port, head("GET", "/health", "X-Long: " + "a" * 40000))) in (400, 413, 431, 494), "a head of 40,000 bytes is refused")
    tap.ok(status(raw(port, head("GET", "/" + "a" * 9000))) in (400, 404, 414), "an address of 9,000 bytes is refused")
    tap.ok(status(raw(port, head("GET", "/" + "a" * 40000))) in (400, 414), "one of 40,000, too")
    tap.ok(status(raw(port, head("GET", "/health?" + "&".join(["a=1"] * 1001)))) in (0, 400, 414), "so are 1,001 fields of an address")
    held = [socket.create_connection(("127.0.0.1", port)) for _ in range(300)]
    tap.ok(status(raw(port, head("GET", "/health"))) == 200, "300 who say nothing keep nobody out")
    for s in held:
        s.close()


def about_languages(tap, port):
    def language(path, **headers):
        code, h, body = ask(port, "GET", path, {k.replace("_", "-"): v for k, v in headers.items()})
        return body.decode().split('<html lang="')[1].split('"')[0], h.get("set-cookie", "")
    tap.ok(language("/nothing")[0] == "en", "English where nobody says otherwise")
    tap.ok(language("/nothing", Accept_Language="fr, ckb-IQ;q=0.5, ar;q=0.9")[0] == "ar", "the language that the browser likes most")
    tap.ok(language("/nothing", Accept_Language="ku")[0] == "ckb", "Kurdish is Sorani here")
    tap.ok(language("/nothing", Accept_Language="ar", Cookie="x=1; lang=ckb; y=2")[0] == "ckb", "a cookie goes before it")
    code, cookie = language("/nothing?lang=ar", Cookie="lang=ckb")
    tap.ok(code == "ar" and cookie.startswith("lang=ar") and "HttpOnly" in cookie and "SameSite=Strict" in cookie and "Max-Age" not in cookie, "the address before both, and it is kept until the browser closes", code, cookie)
    tap.ok(language("/nothing?lang=%3Cscript%3E")[0] == "en", "a language that is none means nothing")


def about_links(tap, port):
    three = b"".join(f"GET /{name} HTTP/1.1\r\nHost: localhost\r\n{close}\r\n".encode() for name, close in (("health", ""), ("nothing", ""), ("health", "Connection: close\r\n")))
    answer = raw(port, three)
    tap.ok(answer.count(b"HTTP/1.1 ") == 3 and answer.find(b"200 OK") < answer.find(b"404 ") < answer.rfind(b"200 OK"), "three requests at once have three answers, in their order", answer[:300])
    c = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    c.connect()
    first = c.sock.getsockname()
    for _ in range(50):
        c.request("GET", "/health")
        c.getresponse().read()
    tap.ok(c.sock and c.sock.getsockname() == first, "fifty requests go over one connection")
    c.close()


def slow(port, out, how):
    """A client that sends a byte every second: how long it is borne."""
    began = time.time()
    with socket.create_connection(("127.0.0.1", port)) as s:
        s.settimeout(1)
        s.sendall(how)
        while time.time() - began < SLOW_SECONDS + 15:
            try:
                s.sendall(b"x")
                if s.recv(1000) == b"":
                    break
            except TimeoutError:
                continue
            except OSError:
                break
    out.append(time.time() - began)


def worker_of(server):
    with open(f"/proc/{server.process.pid}/task/{server.process.pid}/children", encoding="ascii") as f:
        return int((f.read().split() or [0])[0])


def about_the_supervisor(tap, diwan, path):
    server = Server(diwan, path)
    for name, sig in (("killed", signal.SIGKILL), ("that crashes", signal.SIGSEGV)):
        before = worker_of(server)
        os.kill(before, sig)
        began = time.time()
        answer = 0
        while time.time() - began < 10 and (answer != 200 or worker_of(server) in (0, before)):
            try:
                answer = status(raw(server.port, head("GET", "/health"), 2))
            except OSError:
                pass
        tap.ok(answer == 200 and (time.time() - began < 1 or "DIWAN_SANITIZED" in os.environ) and worker_of(server) != before, f"a worker {name} is back within a second", answer, time.time() - began, server.said())
    done = serving.run(diwan, "serve", path, "--port", str(server.port), check=False)
    tap.ok(done.returncode == 1 and "another program listens there" in done.stderr, "a port in use is told in a sentence", done.stderr)
    answers = []

    def keep_asking():
        c = http.client.HTTPConnection("127.0.0.1", server.port, timeout=10)
        try:
            while True:
                c.request("GET", "/nothing")
                r = c.getresponse()
                body = r.read()
                answers.append(r.status == 404 and body.endswith(b"</html>\n"))
        except (OSError, http.client.HTTPException):
            pass
    threads = [threading.Thread(target=keep_asking) for _ in range(8)]
    for t in threads:
        t.start()
    time.sleep(0.5)
    began = time.time()
    code = server.stop()
    for t in threads:
        t.join()
    tap.ok(code == 0 and time.time() - began < 5 and answers and all(answers), "asked to end under load, it answers what it took, and ends well", code, time.time() - began, len(answers))
    said = server.said()
    tap.ok("127.0.0.1" not in said.replace("http://127.0.0.1:", "") and "/nothing" not in said, "its log says nothing of who asked for what", said)
    server = Server(diwan, path)
    port, worker = server.port, worker_of(server)
    server.process.kill()
    server.process.wait()
    began = time.time()
    gone = False
    while time.time() - began < 5 and not gone:
        with socket.socket() as s:
            gone = s.connect_ex(("127.0.0.1", port)) != 0
    tap.ok(gone and time.time() - began < 2, "a worker ends with its supervisor", time.time() - began, worker)
    server.err.close()


def about_warnings(tap, diwan, path):
    for options, warned in ((["--listen", "0.0.0.0"], True), (["--listen", "0.0.0.0", "--address", "https://room.example.org"], False), ([], False)):
        server = Server(diwan, path, *options)
        tap.ok(("Warning" in server.said()) == warned, f"serve {' '.join(options)}: {'a' if warned else 'no'} warning", server.said())
        if "--address" in options:
            tap.ok(status(raw(server.port, head("GET", "/health", host="room.example.org"))) == 200 and status(raw(server.port, head("GET", "/health", host="other.example.org"))) == 421,
                "only its own name counts")
            code, h, body = ask(server.port, "GET", "/nothing?lang=ar")
            tap.ok("Secure" in h["set-cookie"] and "max-age" in h["strict-transport-security"], "behind a proxy that speaks TLS cookies are for TLS alone", h)
        server.stop()
    for options, words in ((["--port", "70000"], "not a port"), (["--certificate", "x.pem"], "belong together"), (["--listen", "198.51.100.7"], "cannot be listened on")):
        done = serving.run(diwan, "serve", path, *options, check=False)
        tap.ok(done.returncode != 0 and words in done.stderr and done.stderr.count("\n") == 1, f"serve {' '.join(options)}: one sentence", done.stderr)


def main():
    diwan = sys.argv[1]
    tap = Tap()
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "open.diwan")
        serving.run(diwan, "new", "--open", path, "--name", "Selmara", "--quiet")
        server = Server(diwan, path)
        times = []
        tricks = [b"", b"GET /health HTTP/1.1\r\nHost: localhost\r\nX: ", b"POST /sign-in HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 5000\r\n\r\n"]
        slow_ones = [threading.Thread(target=slow, args=(server.port, times, how)) for how in tricks]
        for t in slow_ones:
            t.start()
        about_headers(tap, server.port)
        about_addresses(tap, server.port)
        about_hosts(tap, server.port)
        about_forms(tap, diwan, server.port)
        about_limits(tap, server.port)
        about_languages(tap, server.port)
        about_links(tap, server.port)
        about_warnings(tap, diwan, path)
        about_the_supervisor(tap, diwan, path)
        for t in slow_ones:
            t.join()
        tap.ok(len(times) == len(tricks) and all(SLOW_SECONDS - 1 < t < SLOW_SECONDS + 5 for t in times), "who sends a byte a second is cut off after half a minute", times)
        tap.ok(server.stop() == 0, "it ends well", server.said())
    return tap.end()


if __name__ == "__main__":
    sys.exit(main())
