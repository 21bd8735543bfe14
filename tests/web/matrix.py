#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""matrix.py DIWAN: every address of the page table, tried as everybody, with and without what a form must carry. TAP.

What should be answered is worked out here once more, from the words of docs/room.md on who may what and from each row's `may` and `needs`; the program's own
check is not asked. Nothing else may answer, nothing may fail inside (500), and no answer may hold what leads to a single participant.
"""
import os
import re
import sys
import tempfile
import time

import serving
import table
from serving import Caller, Server, Tap

TAKE_PART, READ, FACILITATE, ANALYSE, ANSWER = 1, 2, 4, 8, 16
MAY = {"nobody": TAKE_PART, "participant": TAKE_PART, "reader": TAKE_PART | READ, "facilitator": TAKE_PART | READ | FACILITATE,
    "analyst": TAKE_PART | READ | ANALYSE, "steward": TAKE_PART | READ | FACILITATE | ANALYSE | ANSWER}
NEEDS_FORM, NEEDS_UPLOAD, NO_TOKEN = 2, 4, 8
PASS = "AAAAAAAAAAAAAAAAAAAAAA"
# What stands in the braces: something that is there, something that is not, and what should lead nowhere.
KNOWN = {"name": "spoken-here", "dialogue": "spoken-here", "thing": "incidents", "code": "XS-VA", "id": "1", "file": "page.css", "language": "ckb", "kind": "aliases", "token": "A" * 43, "key": "council", "item": "lamps"}
ODD = ["no-such-thing", "..%2f..%2fetc%2fpasswd", "%00", "%3Cscript%3E", "%D9%86%27%22", "9" * 40, "-1", "a" * 300, "%E2%80%AE", "%2e%2e"]
HEADERS = {"x-content-type-options": "nosniff", "referrer-policy": "no-referrer"}
LEAKS = [str(n).encode() for n in serving.PARTICIPANTS]


def filled(path, value=None):
    return re.sub(r"\{(\w+)\}", lambda m: value if value is not None else KNOWN.get(m.group(1), "1"), path)


class Matrix:
    def __init__(self, server, tap):
        self.server, self.tap, self.asked = server, tap, 0
        self.faults = []

    def look(self, a, what, participant=False):
        """What holds of every answer."""
        self.asked += 1
        if a.status == 0:
            return a
        if a.status >= 500:
            self.faults.append(f"{what}: {a.status} {a.text[:200]}")
        for name, value in HEADERS.items():
            if a.header(name) != value:
                self.faults.append(f"{what}: {name} is {a.header(name)}")
        policy = a.header("content-security-policy") or ""
        if "default-src 'none'" not in policy or "frame-ancestors 'none'" not in policy or "unsafe" in policy or "*" in policy:
            self.faults.append(f"{what}: policy {policy}")
        kind = a.header("content-type") or ""
        if a.body and a.status != 304 and not kind:
            self.faults.append(f"{what}: no content type")
        if kind.startswith("text/html") and a.header("cache-control") != "no-store" and not participant:
            self.faults.append(f"{what}: cache-control is {a.header('cache-control')}")
        for name, value in a.headers:
            if name.lower() == "set-cookie" and not ("HttpOnly" in value and "SameSite=Strict" in value):
                self.faults.append(f"{what}: cookie {value}")
            if name.lower() == "location" and not (value.startswith("/") and not value.startswith("//")):
                self.faults.append(f"{what}: leads to {value}")
            if name.lower() in ("server", "x-powered-by"):
                self.faults.append(f"{what}: {name} {value}")
        for leak in LEAKS:
            if leak in a.body:
                self.faults.append(f"{what}: holds the number of a participant")
        return a

    def expect(self, a, good, what):
        if a.status not in good:
            self.faults.append(f"{what}: {a.status}, expected {sorted(good)}: {a.text[-300:]}")

    def told(self, name):
        self.tap.ok(not self.faults, f"{name} ({self.asked} asked)", *self.faults[:30])
        self.faults, self.asked = [], 0


ANSWERED = {200, 303, 400, 404}   # whoever may: an answer, a way on, or a sentence about what was asked
REFUSED = {403}


def gets(m, pages, callers):
    for p in pages:
        if p["method"] != "GET":
            continue
        for name, c in callers.items():
            may = bool(MAY[name] & p["may"])
            what = f"GET {p['path']} as {name}"
            a = m.look(c.ask("GET", filled(p["path"])), what)
            m.expect(a, ANSWERED if may else REFUSED, what)
            if not may and name == "nobody":
                m.expect(m.look(c.ask("HEAD", filled(p["path"])), "HEAD"), REFUSED, what + ", HEAD")
        if "{" in p["path"]:
            for odd in ODD:
                a = m.look(callers["steward"].ask("GET", filled(p["path"], odd)), f"GET {p['path']} with {odd[:40]}")
                m.expect(a, ANSWERED | {405}, f"GET {p['path']} with {odd[:40]} as steward")
        for field in p["fields"].split():
            for odd in ("%22%3E%3Cscript%3Ealert(1)%3C/script%3E%27", "99999999999999999999"):
                a = m.look(callers["steward"].ask("GET", f"{filled(p['path'])}?{field}={odd}"), f"GET {p['path']}?{field}={odd}")
                m.expect(a, ANSWERED, f"GET {p['path']}?{field}={odd}")
                if b"<script>alert(1)" in a.body and not (a.header("content-type") or "").startswith(("application/json", "text/csv", "text/plain")):
                    m.faults.append(f"GET {p['path']}?{field}: what was sent comes back as markup")
    m.told("pages to read: who may gets an answer, who may not is refused")


def body_of(p, token=None):
    fields = [(f, "") for f in p["fields"].split()]
    return fields + ([("token", token)] if token is not None else [])


def posts(m, pages, callers):
    forms = [p for p in pages if p["method"] == "POST"]
    others = {"reader": "steward", "facilitator": "steward", "analyst": "steward", "steward": "analyst"}
    for p in forms:
        for name, c in callers.items():
            free, may = p["needs"] & NO_TOKEN, bool(MAY[name] & p["may"])
            path, what = filled(p["path"]), f"POST {p['path']} as {name}"
            if not free:
                m.expect(m.look(c.ask("POST", path, body_of(p)), what), REFUSED, what + " without a token")
                m.expect(m.look(c.ask("POST", path, body_of(p, "0" * 64)), what), REFUSED, what + " with a made-up token")
                if name in others:
                    m.expect(m.look(c.ask("POST", path, body_of(p, callers[others[name]].token)), what), REFUSED, what + " with somebody else's token")
            foreign = {"Origin": "https://elsewhere.example", "Sec-Fetch-Site": "cross-site"}
            m.expect(m.look(c.ask("POST", path, body_of(p, c.token), foreign), what), REFUSED, what + " from another site")
            m.expect(m.look(c.ask("POST", path, body_of(p, c.token), {"Origin": "https://elsewhere.example"}), what), REFUSED, what + " with a foreign Origin")
            if not may and not free:
                m.expect(m.look(c.ask("POST", path, body_of(p, c.token)), what), REFUSED, what + " with its token")
    m.told("forms: none without its token, from another site, or by who may not")
    # Last, since they change things: whoever may, with what a form must carry and nothing in it.
    for p in forms:
        for name in ("nobody", "steward"):
            c = callers[name]
            if not MAY[name] & p["may"] or p["path"] in ("/sign-in", "/sign-out", "/me/sessions"):
                continue
            if name != "nobody" and c.ask("GET", "/me").status != 200: # what went before ended the session
                c.sign_in()
            what = f"POST {p['path']} as {name}, empty"
            a = m.look(c.ask("POST", filled(p["path"]), body_of(p, c.token)), what)
            m.expect(a, {200, 303, 400, 403, 404, 409}, what)
    m.told("forms that are empty: a sentence, and nothing fails inside")


def other_ways(m, pages, callers):
    methods = {}
    for p in pages:
        methods.setdefault(p["path"], set()).add(p["method"])
    for path, there in sorted(methods.items()):
        for method in {"GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"} - there:
            c = callers["steward"]
            a = m.look(c.ask(method, filled(path), body=b"" if method in ("POST", "PUT", "PATCH") else None), f"{method} {path}")
            m.expect(a, {405, 501, 404, 403, 400}, f"{method} {path} as steward")
            if a.status in (200, 303):
                m.faults.append(f"{method} {path} answers, and is not in the table")
    for path in ("/admin", "/.git/config", "/api", "/api/add", "/api/undo", "/api/erase", "/api/key", "/api/note", "/api/release", "/api/user", "/api/serve", "/api/backup",
                 "/api/redact", "/api/new", "/api/demo", "/api/help", "/api/template", "/api/retention", "/d", "/d/", "/a/", "/a/../../etc/passwd", "/a/%2e%2e/%2e%2e/etc/passwd",
                 "//", "/%2e%2e/", "/room.diwan", "/robots.txt", "/index.php", "/a/page.css.map", "/d/spoken-here/participants", "/d/spoken-here/votes", "/d/spoken-here/70013370000"):
        for name in ("nobody", "steward"):
            a = m.look(callers[name].ask("GET", path), f"GET {path}")
            m.expect(a, {404, 400}, f"GET {path} as {name}")
    m.told("other methods and addresses: not there")


def odd_requests(m, callers):
    c = callers["nobody"]
    for path in ("/?" + "a=b&" * 150, "/" + "x" * 5000, "/?lang=%zz", "/%ff", "/?lang=" + "e" * 3000):
        m.expect(m.look(c.ask("GET", path), path[:30]), {0, 200, 400, 404, 414, 431}, f"GET {path[:30]}...")
    for headers in ({"Host": "evil.example"}, {"Host": "127.0.0.1.evil.example"}):
        m.expect(m.look(c.ask("GET", "/", headers=headers), str(headers)), {421, 400}, f"GET / with {headers}")
    for cookie in ("s=" + "A" * 4000, "s=;;;=", "s=%00", "p=" + "B" * 500, "lang=../../x"):
        m.expect(m.look(c.ask("GET", "/", headers={"Cookie": cookie}), cookie[:20]), {200, 303, 400, 404, 431}, f"GET / with cookie {cookie[:20]}")
    big = "a" * (70 << 10)
    m.expect(m.look(c.ask("POST", "/d/spoken-here/vote", {"v": big}), "big"), {413, 400}, "a form of 70 KiB")
    m.told("requests that are out of order: refused with a sentence")


def main():
    diwan = sys.argv[1]
    tap = Tap()
    pages = serving.pages(diwan)
    tap.ok(len(pages) > 0, "there is a table of pages")
    tap.ok(all(p["may"] and p["about"] for p in pages), "every row says who may and what it is about", *[p["path"] for p in pages if not (p["may"] and p["about"])])
    tap.ok(all(p["method"] in ("GET", "POST") for p in pages), "pages are read and forms are sent; nothing else")
    keys = [(p["method"], re.sub(r"\{\w+\}", "{}", p["path"])) for p in pages]
    tap.ok(len(keys) == len(set(keys)), "no address stands twice", *[k for k in keys if keys.count(k) > 1])
    with open(os.path.join(serving.HERE, "..", "..", "docs", "pages.md"), encoding="utf-8") as f:
        written = f.read()
    tap.ok(written == table.text(pages), "docs/pages.md is this table (tests/web/table.py writes it anew)", *sorted(set(table.text(pages).splitlines()) ^ set(written.splitlines())))
    free = [p["path"] for p in pages if p["method"] == "POST" and p["needs"] & NO_TOKEN and p["may"] != TAKE_PART]
    tap.ok(not free, "only participants' forms and signing in carry no token of a session", *free)
    folder = tempfile.mkdtemp(prefix="diwan-matrix-")
    try:
        path = serving.register(diwan, folder)
        server = Server(diwan, path)
        try:
            started = time.monotonic()
            callers = {name: Caller(server, name) for name in MAY}
            for name in serving.ROLES:
                callers[name].sign_in()
            tap.ok(all(callers[name].token for name in serving.ROLES), "each role can sign in and gets a token of its own")
            callers["participant"].cookies["p"] = PASS
            m = Matrix(server, tap)
            gets(m, pages, callers)
            other_ways(m, pages, callers)
            odd_requests(m, callers)
            posts(m, pages, callers)
            tap.ok(server.alive() and "signal" not in server.said(), "the server lives", server.said()[-500:])
            print(f"# {time.monotonic() - started:.1f} s")
        finally:
            status = server.stop()
        tap.ok(status == 0, "it ended in order", f"status {status}", server.said()[-1500:])
    finally:
        import shutil
        shutil.rmtree(folder)
    return tap.end()


if __name__ == "__main__":
    sys.exit(main())
