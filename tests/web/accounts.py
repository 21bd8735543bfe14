#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""accounts.py DIWAN: people come in and go through a real server: passwords, delays, sessions, form tokens, second factors, invitations, roles, the log,
settings. TAP."""
import base64
import hmac
import os
import re
import shutil
import sqlite3
import struct
import sys
import tempfile
import threading
import time
import urllib.parse

import serving
from serving import Caller, PASSWORD, Server, Tap

OTHER = "three white storks fly home"
NOT_RIGHT = "are not right"


def number(secret, step):
    """RFC 6238 by hand: what an authenticator shows in that time step."""
    mac = hmac.new(base64.b32decode(secret), struct.pack(">Q", step), "sha1").digest()
    at = mac[-1] & 15
    return f"{(struct.unpack('>I', mac[at:at + 4])[0] & 0x7FFFFFFF) % 10**6:06d}"


def step():
    return int(time.time()) // 30


def enters(caller, name, password=PASSWORD, digits="", to="", **more):
    return caller.ask("POST", "/sign-in", {"name": name, "password": password, "digits": digits, "to": to}, **more)


def hidden(page, name):
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    return found.group(1) if found else ""


def signing_in(tap, server):
    c = Caller(server)
    a = c.ask("GET", "/sign-in?to=/incidents")
    tap.ok(a.status == 200 and hidden(a.text, "to") == "/incidents" and not c.cookies, "the form to sign in sets no cookie")
    tap.ok('href="/sign-in?to=%2Fme"' in c.ask("GET", "/me").text, "a page that needs an account leads there and back")
    wrong = enters(c, "reader", "not the password")
    unknown = enters(c, "nobody.there", "not the password")
    tap.ok(wrong.status == unknown.status == 403 and NOT_RIGHT in wrong.text, "a wrong password is refused")
    same = wrong.text.replace("reader", "X") == unknown.text.replace("nobody.there", "X")
    tap.ok(same and "session" not in c.cookies, "the answer does not tell whether the name or the password was wrong", wrong.text, unknown.text)
    c.cookies["session"] = "A" * 43
    a = enters(c, "Reader", to="/incidents?from=2024-01")
    new = c.cookies.get("session", "")
    tap.ok(a.status == 303 and a.header("location") == "/incidents?from=2024-01" and len(new) == 43 and new != "A" * 43, "signing in gives a token of its own, whatever the browser had before", a.status, a.headers)
    cookies = [v for k, v in a.headers if k.lower() == "set-cookie" and v.startswith("session=")]
    tap.ok(len(cookies) == 1 and "HttpOnly" in cookies[0] and "SameSite=Strict" in cookies[0] and "Max-Age" not in cookies[0], "its cookie is for no script and no other site, and goes with the browser", cookies)
    before = new
    enters(c, "reader")
    tap.ok(c.cookies["session"] != before, "signing in once more gives another")
    for to in ("//evil.example/", "/x\r\nSet-Cookie: a=b"):
        a = enters(Caller(server), "reader", to=to)
        tap.ok(a.status == 303 and a.header("location") == "/overview", f"nobody is led elsewhere: {to!r}", a.header("location"))
    return c


def leaving(tap, server, c):
    kept = dict(c.cookies)
    c.token = c.form_token()
    tap.ok(c.ask("POST", "/sign-out", {}).status == 403 and c.ask("GET", "/me").status == 200, "a form without the session's token is refused")
    tap.ok(c.ask("POST", "/sign-out", {"token": "0" * 64}).status == 403, "so is one with a made-up token")
    other = Caller(server, "analyst").sign_in()
    tap.ok(c.ask("POST", "/sign-out", {"token": other.token}).status == 403 and c.ask("GET", "/me").status == 200, "so is one with the token of another session")
    a = c.ask("POST", "/sign-out", {"token": c.token}, headers={"Sec-Fetch-Site": "cross-site"})
    tap.ok(a.status == 403 and c.ask("GET", "/me").status == 200, "so is one that another site sends")
    a = c.ask("POST", "/sign-out", {"token": c.token})
    tap.ok(a.status == 303 and "session" not in c.cookies, "signing out takes the cookie away", a.status, a.headers)
    c.cookies = kept
    tap.ok(c.ask("GET", "/me").status == 403, "and the token is worth nothing afterwards")


def delays(tap, server):
    """Five failures that count: the third makes wait a second, the fourth two, the fifth four. (How delays grow, and at what time they end: src/account.)"""
    c = Caller(server)
    for wait in (0, 0, 1.1, 2.1, 0):
        enters(c, "facilitator", "guess")
        time.sleep(wait)
    a = enters(c, "facilitator")
    tap.ok(a.status == 403 and NOT_RIGHT in a.text, "after several failures the right password has to wait", a.status)
    tap.ok(enters(Caller(server), "analyst").status == 303, "nobody else has to")
    until = time.time() + 30
    while enters(c, "facilitator").status != 303 and time.time() < until:
        time.sleep(1)
    tap.ok(time.time() < until, "and serves once the delay is over")


def roles(tap, server):
    seen = {}
    for name in serving.ROLES:
        c = Caller(server, name).sign_in()
        nav = re.search(r'<nav aria-label="Parts">(.*?)</nav>', c.ask("GET", "/me").text)
        seen[name] = set(re.findall(r'href="([^"]+)"', nav.group(1))) if nav else set()
    stewards = {"/settings", "/accounts", "/audit"}
    tap.ok(stewards <= seen["steward"], "a steward sees accounts, settings and the log", seen)
    tap.ok(not any(stewards & seen[r] for r in ("reader", "facilitator", "analyst")), "nobody else does", seen)
    tap.ok(seen["reader"] <= seen["facilitator"] <= seen["steward"] and seen["reader"] <= seen["analyst"] <= seen["steward"], "each role sees what it may, and no more", seen)


def inviting(tap, server, steward):
    a = steward.ask("POST", "/accounts", {"name": "lana", "shown": "لانا", "role": "reader", "token": steward.token})
    link = re.search(r'value="[^"]*(/invited/[A-Za-z0-9_-]{43})"', a.text)
    if not tap.ok(a.status == 200 and link, "a steward makes an account and sees its link", a.status, a.text[-800:]):
        return
    path = link.group(1)
    listed = steward.ask("GET", "/accounts").text
    tap.ok("lana" in listed and "لانا" in listed and path not in listed, "the link is shown once, and not in the list")
    a = steward.ask("POST", "/accounts", {"name": "lana", "shown": "", "role": "reader", "token": steward.token})
    tap.ok(a.status == 400 and "the name is taken" in a.text, "no second account has that name", a.status)
    c = Caller(server)
    tap.ok(enters(c, "lana", "").status == 403 and enters(c, "lana", OTHER).status == 403, "before the link was used nobody comes in by that name")
    a = c.ask("GET", path)
    tap.ok(a.status == 200 and "lana" in a.text and "<svg" in a.text, "the link offers a password and a second factor", a.status)
    a = c.ask("POST", path, {"password": OTHER, "again": OTHER + "!", "secret": "", "digits": ""})
    tap.ok(a.status == 400 and "not the same" in a.text, "two different passwords: nothing is kept", a.status)
    a = c.ask("POST", path, {"password": "short", "again": "short", "secret": "", "digits": ""})
    tap.ok(a.status == 400, "nor a short one", a.status)
    a = c.ask("POST", path, {"password": OTHER, "again": OTHER, "secret": "", "digits": ""})
    tap.ok(a.status == 303 and a.header("location") == "/sign-in?done=password", "a good one is kept", a.status, a.text[-500:])
    a = Caller(server).ask("POST", path, {"password": PASSWORD, "again": PASSWORD, "secret": "", "digits": ""})
    tap.ok(a.status == 404 and Caller(server).ask("GET", path).status == 404, "the link serves no second time", a.status)
    tap.ok(enters(Caller(server), "lana", PASSWORD).status == 403 and enters(c, "lana", OTHER).status == 303, "whoever came first has the account")
    return c


def second_factor(tap, server, c):
    a = c.ask("GET", "/me/second-factor")
    secret, token = hidden(a.text, "secret"), hidden(a.text, "token")
    tap.ok(len(secret) == 32 and f"secret={secret}" not in a.text, "a second factor is offered, its address in the code alone", a.status)
    now = step()
    bad = c.ask("POST", "/me/second-factor", {"old": OTHER, "secret": secret, "digits": "000000" if number(secret, now) != "000000" else "111111", "token": token})
    tap.ok(bad.status == 400, "with wrong digits it is not kept", bad.status)
    bad = c.ask("POST", "/me/second-factor", {"old": "guess", "secret": secret, "digits": number(secret, step()), "token": token})
    tap.ok(bad.status == 403, "nor without the password", bad.status)
    used = step()
    a = c.ask("POST", "/me/second-factor", {"old": OTHER, "secret": secret, "digits": number(secret, used), "token": token})
    tap.ok(a.status == 303 and c.ask("GET", "/me").status == 403, "with both it is, and the session ends", a.status)
    tap.ok(enters(c, "lana", OTHER).status == 403, "the password alone does not serve any more")
    tap.ok(enters(c, "lana", OTHER, number(secret, used)).status == 403, "nor the number that was used already")
    time.sleep(2.1)  # three failures by now: the account waits a second
    a = enters(c, "lana", OTHER, number(secret, used + 1))
    tap.ok(a.status == 303, "the next number does", a.status)  # a step early: within the tolerance
    tap.ok(enters(Caller(server), "lana", OTHER, number(secret, used + 1)).status == 403, "once")


def own_account(tap, server, c):
    token = c.form_token()
    a = c.ask("POST", "/me/language", {"language": "ckb", "token": token})
    tap.ok(a.status == 303, "one's own language is kept", a.status)
    a = c.ask("GET", "/me", headers={"Accept-Language": "en"})
    tap.ok('<html lang="ckb" dir="rtl">' in a.text, "and pages speak it", a.text[:200])
    a = c.ask("POST", "/me/password", {"old": "guess", "password": PASSWORD, "again": PASSWORD, "token": token})
    tap.ok(a.status == 403 and c.ask("GET", "/me").status == 200, "a new password needs the old one", a.status)
    c.ask("POST", "/me/password", {"old": PASSWORD, "password": OTHER, "again": OTHER, "token": token})
    tap.ok(c.ask("GET", "/me").status == 403 and enters(c, "analyst", PASSWORD).status == 403 and enters(c, "analyst", OTHER).status == 303, "with a new password all sessions end, and only it serves")


def last_steward(tap, steward, ids):
    a = steward.ask("POST", f"/accounts/{ids['steward']}/role", {"role": "reader", "token": steward.token})
    b = steward.ask("POST", f"/accounts/{ids['steward']}/close", {"token": steward.token})
    tap.ok(a.status == b.status == 403 and "last steward" in a.text and steward.ask("GET", "/accounts").status == 200, "the last steward stays", a.status, b.status)


def changes(tap, server, steward, ids):
    reader = Caller(server, "reader").sign_in()
    a = steward.ask("POST", f"/accounts/{ids['reader']}/role", {"role": "analyst", "token": steward.token})
    tap.ok(a.status == 303 and reader.ask("GET", "/me").status == 403, "whose role changes signs in anew", a.status)
    reader.sign_in()
    a = steward.ask("POST", f"/accounts/{ids['reader']}/close", {"token": steward.token})
    tap.ok(a.status == 303 and reader.ask("GET", "/me").status == 403 and enters(reader, "reader").status == 403, "whose account ends is out at once", a.status)


def settings(tap, server, steward):
    nobody = Caller(server)
    a = steward.ask("GET", "/settings")
    tap.ok(a.status == 200 and 'value="25"' in a.text and 'value="250"' in a.text, "the settings show what holds")
    fields = {"name": "Selmara & co", "language": "ar", "readers": "anybody", "active": "30", "war": "300", "token": steward.token}
    for wrong in ({"active": "0"}, {"war": "30"}, {"war": "much"}, {"language": "tlh"}, {"readers": "friends"}, {"name": "x" * 300}):
        a = steward.ask("POST", "/settings", {**fields, **wrong})
        tap.ok(a.status == 400 and steward.ask("GET", "/settings").text.count('value="25"') == 1, f"not kept: {str(wrong)[:40]}", a.status)
    a = steward.ask("POST", "/settings", fields)
    tap.ok(a.status == 303, "settings are kept", a.status, a.text[-300:])
    told = steward.ask("GET", "/api/trend").text
    tap.ok(re.search(r'"active": 30\b', told) and re.search(r'"war": 300\b', told), "the thresholds hold where none are given")
    told = steward.ask("GET", "/api/trend?active=25&war=250").text
    tap.ok(re.search(r'"active": 25\b', told), "and those that are given go before")
    a = nobody.ask("GET", "/sign-in", headers={"Accept-Language": "xx"})
    tap.ok('<html lang="ar"' in a.text and "Selmara &amp; co" in a.text, "name and language of the register are those", a.text[:300])
    tap.ok(nobody.ask("GET", "/api/show").status == 200 and nobody.ask("GET", "/me").status == 403, "where anybody may read, nobody reads, and has no account")
    steward.ask("POST", "/settings", {**fields, "readers": "", "active": "25", "war": "250"})
    tap.ok(nobody.ask("GET", "/api/show").status == 403, "and it can be closed again")


def the_log(tap, steward):
    a = steward.ask("GET", "/audit?what=sign+in+refused")
    tap.ok(a.status == 200 and "<td><bdi>sign-in refused</bdi>" in a.text and "signed in<" not in a.text.split("<tbody>")[1], "the log shows refused sign-ins")
    tap.ok("nobody.there" not in steward.ask("GET", "/audit.csv").text, "a name that there is not, and what was typed there, is nowhere")
    a = steward.ask("GET", "/audit.csv?what=setting")
    tap.ok(a.header("content-type") == "text/csv; charset=utf-8" and 'readers: ""anybody"", was """"' in a.text and ",steward,setting," in a.text, "who changed which setting is there, with what it was", a.text[:500])
    until = time.time() + 10
    while time.time() < until and "audit exported" not in steward.ask("GET", "/audit.csv?what=audit+exported").text:
        time.sleep(0.2)
    lines = steward.ask("GET", "/audit.csv").text.splitlines()
    tap.ok(any(",steward,audit exported," in l for l in lines) and any(",steward,audit seen," in l for l in lines), "that somebody looked is there, too")
    kinds = {l.split(",")[3] for l in lines[1:]}
    wanted = {"account new", "account invite", "account password", "account role", "account close", "account language", "second factor", "sign in", "sign in refused", "sign out"}
    tap.ok(wanted <= kinds, "every change of accounts is there", wanted - kinds)
    a = steward.ask("GET", "/audit.csv?from=2001-01-01&to=2001-12-31")
    tap.ok(a.text.strip() == "id,time,who,what,detail", "by day", a.text[:200])
    ids = [int(l.split(",")[0]) for l in lines[1:]]
    first = steward.ask("GET", f"/audit?before={ids[0] + 1}")
    tap.ok(first.text.count("<tr><td>") == min(100, len(ids)), "a hundred lines a page", first.text.count("<tr><td>"), len(ids))
    older = steward.ask("GET", f"/audit?before={ids[-2]}")
    tap.ok(older.text.count("<tr><td>") == 1, "older ones on the next", older.text.count("<tr><td>"))
    tap.ok(steward.ask("GET", "/audit?from=32nd").text.count("not a day") == 1, "a day that is none is said")


def nothing_in_the_file(tap, diwan, folder, steward):
    """Of an open register, where all can be read: no token, no password, no address of a browser."""
    path = os.path.join(folder, "open.diwan")
    password = os.path.join(folder, "password")
    serving.run(diwan, "new", "--open", path, "--quiet")
    said = serving.run(diwan, "user", "add", path, "dana", "--role", "steward", "--password-file", password).stderr
    tap.ok("dana" in said, "accounts serve an open register, too")
    link = serving.run(diwan, "user", "add", path, "omar", "--role", "reader", "--quiet").stdout.strip()
    server = Server(diwan, path)
    try:
        c = Caller(server)
        enters(c, "dana", headers={"User-Agent": "Opera-of-a-stranger"})
        tap.ok("session" in c.cookies, "and its steward comes in")
    finally:
        server.stop()
    data = b"".join(open(path + end, "rb").read() for end in ("", "-wal") if os.path.exists(path + end))
    secrets = {"session": c.cookies.get("session", "?"), "browser": c.cookies.get("known", "?"), "password": PASSWORD, "link": link.rsplit("/", 1)[1], "user agent": "Opera-of-a-stranger", "address": "127.0.0.1"}
    found = [name for name, value in secrets.items() if value.encode() in data]
    tap.ok(not found, "neither tokens nor passwords nor what a browser says of itself stand in the register", *found)
    with sqlite3.connect(path) as db:
        kept = db.execute("SELECT password FROM account WHERE name = 'dana'").fetchone()[0]
    tap.ok(kept.startswith("$argon2id$v=19$m=65536,"), "of a password an Argon2id hash of 64 MiB is kept", kept[:30])


def flood(tap, server, steward):
    """Strangers who try passwords keep up neither what else takes long nor what else people do."""
    answers = []

    def guess():
        c = Caller(server)
        answers.append(c.ask("POST", "/sign-in", {"name": "nobody-at-all", "password": "ten letters or more", "to": ""}).status)
        c.close()

    guesses = [threading.Thread(target=guess) for _ in range(16)]
    for t in guesses:
        t.start()
    time.sleep(0.3)
    page = steward.ask("GET", "/api/show/imports")
    done = len(answers)
    for t in guesses:
        t.join()
    tap.ok(page.status == 200 and done <= 8, "many who try passwords at once keep slow pages up for nobody", page.status, done)
    tap.ok(answers == [403] * 16, "and are all answered", answers)


def nobody_yet(tap, diwan, folder):
    path = os.path.join(folder, "new.diwan")
    serving.run(diwan, "new", "--open", path, "--quiet")
    server = Server(diwan, path)
    try:
        until = time.time() + 5
        while "diwan user add" not in server.said() and time.time() < until:
            time.sleep(0.05)
        tap.ok("diwan user add" in server.said(), "without accounts the server says how the first steward is made", server.said())
        c = Caller(server)
        tap.ok(c.ask("GET", "/accounts").status == 403 and c.ask("POST", "/accounts", {"name": "me", "shown": "", "role": "steward"}).status == 403, "and no page makes one")
    finally:
        server.stop()


def main():
    diwan = sys.argv[1]
    tap = Tap()
    folder = tempfile.mkdtemp(prefix="diwan-accounts-")
    try:
        path = serving.register(diwan, folder, dialogues=False)
        server = Server(diwan, path)
        try:
            leaving(tap, server, signing_in(tap, server))
            delays(tap, server)
            roles(tap, server)
            steward = Caller(server, "steward").sign_in()
            ids = {name: int(n) for n, name in re.findall(r'href="/accounts/(\d+)"><bdi>([a-z]+)</bdi>', steward.ask("GET", "/accounts").text)}
            lana = inviting(tap, server, steward)
            second_factor(tap, server, lana)
            own_account(tap, server, Caller(server, "analyst").sign_in())
            last_steward(tap, steward, ids)
            changes(tap, server, steward, ids)
            settings(tap, server, steward)
            the_log(tap, steward)
            flood(tap, server, steward)
            tap.ok(server.alive(), "the server lives", server.said()[-500:])
        finally:
            status = server.stop()
        tap.ok(status == 0, "it ended in order", status, server.said()[-1000:])
        nothing_in_the_file(tap, diwan, folder, steward)
        nobody_yet(tap, diwan, folder)
    finally:
        shutil.rmtree(folder)
    return tap.end()


if __name__ == "__main__":
    sys.exit(main())
