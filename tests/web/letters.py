#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""letters.py DIWAN: who was asked is named to analysts and stewards alone; others are told by kind of institution, of kinds with ten institutions or more, where the rest does not follow; reminders are a
calendar whose lines are as RFC 5545 wants them. TAP."""
import os
import re
import shutil
import sys
import tempfile

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


def main():
    t, folder = Tap(), tempfile.mkdtemp()
    names = ["Ministry of Interior", "Council of Vashta", "Police of Old Quay", *SCHOOLS]
    server = Server(sys.argv[1], register(sys.argv[1], folder))
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
    finally:
        server.stop()
        shutil.rmtree(folder)
    t.end()


if __name__ == "__main__":
    main()
