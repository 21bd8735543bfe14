#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""letters.py DIWAN: who was asked is named to analysts and stewards alone; others are told by kind of institution, of kinds with ten institutions or more, where the rest does not follow; reminders are a
calendar whose lines are as RFC 5545 wants them. A secret address lets a calendar program read them without a session: days and kinds of institution, and nothing else. TAP."""
import os
import re
import shutil
import sys
import tempfile
import time

import serving
from serving import DATA, Caller, Server, Tap, run

SCHOOLS = [f"School {chr(65 + i)}" for i in range(12)]


def register(diwan, folder):
    path, password, schools, asked = (os.path.join(folder, name) for name in ("room.diwan", "password", "schools.csv", "asked.csv"))
    with open(password, "w", encoding="utf-8") as f:
        f.write(serving.PASSWORD + "\n")
    os.chmod(password, 0o600)
    with open(schools, "w", encoding="utf-8") as f:
        f.write("actor,kind,name\n" + "".join(f"s{i},university,{name}\n" for i, name in enumerate(SCHOOLS)))
    with open(asked, "w", encoding="utf-8") as f:
        f.write("id,kind,date,to,outcome,due\n" + "".join(f"S{i},letter,2024-01-0{1 + i % 9},s{i},{'answered_yes' if i < 3 else 'sent'},2024-02-01\n" for i in range(len(SCHOOLS))))
    run(diwan, "new", path, "--name", "Selmara", "--quiet")
    for name in (os.path.join(DATA, "letters-actors.csv"), schools, os.path.join(DATA, "letters.csv"), asked):
        run(diwan, "add", path, name, "--quiet", check=False)  # letters.csv has rows that are refused
    for role in ("reader", "facilitator", "analyst", "steward"):
        run(diwan, "user", "add", path, role, "--role", role, "--password-file", password, "--quiet")
    return path


def feed(t, server, diwan, path, names):
    """A secret address: who may have one, what is in it, and what ends it."""
    steward, analyst, reader, program = (Caller(server, who) for who in ("steward", "analyst", "reader", "nobody"))
    for c in (steward, analyst, reader):
        c.sign_in()
    t.ok('action="/me/feed"' in analyst.ask("GET", "/me").text and 'action="/me/feed"' not in reader.ask("GET", "/me").text, "who reads letters by name is offered an address for a calendar, nobody else")
    t.ok(reader.ask("POST", "/me/feed", {"old": serving.PASSWORD, "token": reader.token}).status == 403, "nor is anybody else given one")
    t.ok(analyst.ask("POST", "/me/feed", {"old": serving.PASSWORD}).status == 403 and analyst.ask("POST", "/me/feed", {"old": "guess", "token": analyst.token}).status == 403,
        "it needs the form's token, and one's own password")

    def made(c):
        a = c.ask("POST", "/me/feed", {"old": serving.PASSWORD, "token": c.token})
        found = re.search(r"<code>http://127\.0\.0\.1:\d+(/feed/([\w-]{43})/letters\.ics)</code>", a.text)
        t.ok(a.status == 200 and found and a.header("cache-control") == "no-store" and a.header("referrer-policy") == "no-referrer", "it is made, shown, and kept by no browser", a.status, a.text[-900:])
        return found.group(1), found.group(2)

    where, token = made(analyst)
    t.ok(token not in analyst.ask("GET", "/me").text and "End the secret address" in analyst.ask("GET", "/me").text, "it is shown once")
    analyst.ask("POST", "/me/language", {"language": "ckb", "token": analyst.token})
    a, again = program.ask("GET", where), program.ask("GET", where + "?lang=en")
    lines = again.text.replace("\r\n ", "").split("\r\n")
    t.ok(a.status == 200 and a.header("content-type").startswith("text/calendar") and a.header("cache-control") == "no-store" and not a.header("set-cookie"), "a program reads it without a session")
    t.ok("SUMMARY:" in a.text and "An answer" not in a.text, "in the language of its owner")
    t.ok(sum(line == "SUMMARY:An answer to a letter is due: University or research institute" for line in lines) == 9, "a reminder for each that did not answer", *lines)
    texts = [line.split(":", 1)[1] for line in lines if line.startswith("DESCRIPTION:")]
    t.ok(texts and all(re.fullmatch(r"http://127\.0\.0\.1:\d+/letters", text) for text in texts), "with the address of the register to look it up, and no text", *texts[:5])
    told = [name for name in names + ["Rehabilitation", "fund"] if name in again.text]
    t.ok(not told, "nobody is named in it", *told)
    t.ok(not {line for line in lines if line.startswith("UID:")} & {line for line in analyst.ask("GET", "/letters.ics").text.split("\r\n")}, "its marks are not those of the calendar by name")
    log = steward.ask("GET", "/audit.csv").text
    t.ok(log.count(",feed made,") == 1 and log.count(",feed used,") == 1 and token not in log, "the log has that it was made, and that it was used that day, without it", log[-900:])
    other, other_token = made(steward)
    t.ok(program.ask("GET", other).status == 200, "another has another")
    second, second_token = made(analyst)
    t.ok(program.ask("GET", where).status == 404 and program.ask("GET", second).status == 200, "a new one ends the one before")
    t.ok(analyst.ask("POST", "/me/feed/off", {"token": analyst.token}).status == 303 and program.ask("GET", second).status == 404, "it can be ended")
    third, third_token = made(analyst)
    for i in range(6):
        program.ask("GET", f"/feed/{chr(65 + i) * 43}/letters.ics")
    kept_out = program.ask("GET", third).status
    t.ok(program.ask("GET", other).status == 200, "who guesses keeps nobody out")
    time.sleep(2.2)
    t.ok(kept_out == 404 and program.ask("GET", third).status == 200, "but one that never served waits for a moment then", kept_out)
    run(diwan, "user", "role", path, "steward", "--role", "steward", "--quiet")
    t.ok(program.ask("GET", other).status == 200, "a role that keeps the right keeps the address")
    run(diwan, "user", "add", path, "second", "--role", "steward", "--password-file", os.path.join(os.path.dirname(path), "password"), "--quiet")
    run(diwan, "user", "role", path, "steward", "--role", "facilitator", "--quiet")
    t.ok(program.ask("GET", other).status == 404, "a role that loses it does not")
    kept = b"".join(open(os.path.join(os.path.dirname(path), name), "rb").read() for name in os.listdir(os.path.dirname(path)))
    t.ok(not any(one.encode() in kept for one in (token, other_token, second_token, third_token)), "neither the register nor what the server says holds an address")


def main():
    t, folder = Tap(), tempfile.mkdtemp()
    names = ["Ministry of Interior", "Council of Vashta", "Police of Old Quay", *SCHOOLS]
    path = register(sys.argv[1], folder)
    server = Server(sys.argv[1], path)
    try:
        pages, calendars = {}, {}
        for who in ("nobody", "reader", "facilitator", "analyst", "steward"):
            c = Caller(server, who)
            if who != "nobody":
                c.sign_in()
            pages[who], calendars[who] = c.ask("GET", "/letters"), c.ask("GET", "/letters.ics")
        t.ok(pages["nobody"].status == 403 and calendars["nobody"].status == 403, "without an account there is nothing")
        for who in ("reader", "facilitator"):
            told = [name for name in names if name in pages[who].text]
            t.ok(pages[who].status == 200 and not told, f"{who}: nobody is named", *told)
            t.ok(re.search(r"\(32\s%\)", pages[who].text) and "University" not in pages[who].text and "Police" not in pages[who].text, f"{who}: all together, and no kind: the few of the others would follow by taking away")
            t.ok(calendars[who].status == 403, f"{who}: no reminders")
        for who in ("analyst", "steward"):
            missing = [name for name in names if name not in pages[who].text]
            t.ok(pages[who].status == 200 and not missing, f"{who}: all are named", *missing)
            lines = calendars[who].text.split("\r\n")
            t.ok(calendars[who].status == 200 and lines[0] == "BEGIN:VCALENDAR" and lines[-2:] == ["END:VCALENDAR", ""], f"{who}: a calendar")
            t.ok(not any("\n" in line or len(line.encode()) > 75 for line in lines), f"{who}: lines of at most 75 octets")
            t.ok(sum(line.startswith("SUMMARY:Answer due: School") for line in lines) == 9, f"{who}: a reminder for each that did not answer")
        t.ok(pages["analyst"].text.find('<li class="late">') >= 0, "what is overdue is marked")
        feed(t, server, sys.argv[1], path, names)
    finally:
        server.stop()
        shutil.rmtree(folder)
    t.end()


if __name__ == "__main__":
    main()
