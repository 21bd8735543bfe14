#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""help.py DIWAN: where people find help: for everybody, and nothing is kept about who asked; the quick exit leaves nothing behind it. TAP."""
import hashlib
import html
import os
import re
import shutil
import sys
import tempfile
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
import demo_kept
import serving
from serving import Caller, Server, Tap, run

TABLE = """help,language,name,kind,what,how,confidential,place,run_by,reports,checked_by,checked
line,en,Listening line,mind,Somebody who listens,Call 100 from 8 to 20,Nobody writes down your name,,Health office,no,Women's union,{today}
line,ar,خط الاستماع,mind,من يصغي إليك,اتصل بالرقم 100 من 8 إلى 20,لا أحد يكتب اسمك,,Health office,no,Women's union,{today}
line,ckb,هێڵی گوێگرتن,mind,کەسێک گوێت لێ دەگرێت,پەیوەندی بکە بە 100,کەس ناوت نانووسێت,,Health office,no,Women's union,{today}
clinic,en,Clinic of Vashta,health,A doctor for women,Market street,The file stays in the clinic,XS-VA,Health office,yes,Women's union,{earlier}
shelter,en,House by the river,shelter,A bed,Ask at the clinic,The address,XS-VA,Women's union,,Women's union,{today}
gone,en,The old hospital,health,Nothing any more,Hill street,,XS-VA,Health office,,Women's union,2019-02-01
law,en,Law corner,law,Advice on papers,Court house,,XS-VA,Lawyers' union,,,
"""


def plain(text):
    return html.unescape(re.sub(r"<[^>]*>", "", text))


def bytes_of(folder):
    """What the register is, on disk: its file and what lies beside it, and what the server said."""
    return {n: hashlib.sha256(open(os.path.join(folder, n), "rb").read()).hexdigest() for n in sorted(os.listdir(folder)) if n.startswith("room.diwan") and not n.endswith("-shm")}


SERVICES = ("Legal Aid Selmara", "Families of the Missing", "Women's Committee of Maruq", "Health house of Vashta")
CONFIRMED = "read,recognised,licences,check,unseen,words,informed,harm,law,reply"


def invented(t, diwan, folder):
    """In a country that does not exist services are as old as they were on the last day of its records: /help, drafts, and what is published agree, on any day."""
    demo_kept.put(diwan, os.path.join(folder, "demo"))
    path = os.path.join(folder, "demo", "demo.diwan")
    there = lambda text: [name for name in SERVICES if name not in " ".join(plain(text).split())]
    for reader in ("wall", "full"):
        file = os.path.join(folder, reader + ".txt")
        run(diwan, "release", path, *(["--for", "wall"] if reader == "wall" else []), "-o", file, "--signed-by", "A. Example, director", "--confirm", CONFIRMED, "--quiet")
        with open(file, encoding="utf-8") as f:
            published = f.read()
        t.ok(not there(published), f"the invented country: what is published says whom to turn to ({reader})", there(published), published[-3000:])
    draft = run(diwan, "brief", path, "--for", "wall", "--plain", "--quiet").stdout
    t.ok(not there(draft) and "Ombudsman" not in draft, "so does a draft of the page that hangs on a wall, on which nothing is old", there(draft), draft[-3000:])
    draft = " ".join(run(diwan, "brief", path, "--plain", "--quiet").stdout.split())
    t.ok(not there(draft) and "Checked on 5 June 2023. That is more than a year ago: only a draft shows it." in draft and draft.count("more than a year ago") == 1, "a draft of the whole brief shows what is old, and says so")
    server = Server(diwan, path)
    try:
        page = Caller(server).ask("GET", "/help?lang=en")
        t.ok(page.status == 200 and not there(page.text) and "that is long ago" not in plain(page.text), "and the page of help, of which nothing is long ago", there(page.text))
    finally:
        server.stop()


def main():
    diwan, t, folder = sys.argv[1], Tap(), tempfile.mkdtemp(prefix="diwan-help-")
    try:
        path = serving.register(diwan, folder)
        server = Server(diwan, path)
        try:
            nobody, steward = Caller(server), Caller(server, "steward").sign_in()
            empty = nobody.ask("GET", "/help")
            t.ok(empty.status == 200 and "No services are listed here yet." in empty.text and "/help" not in nobody.ask("GET", "/").text, "without a list the page says so, and nothing leads there")
            table = os.path.join(folder, "help.csv")
            with open(table, "w", encoding="utf-8") as f:
                f.write(TABLE.format(today=time.strftime("%Y-%m-%d", time.gmtime()), earlier=time.strftime("%Y-%m-%d", time.gmtime(time.time() - 250 * 86400))))
            run(diwan, "add", path, table, "--as", "help", "--quiet")
            time.sleep(0.2)
            steward.ask("GET", "/me")
            page = nobody.ask("GET", "/help?lang=en")
            text = plain(page.text)
            t.ok(page.status == 200 and "Listening line" in text and "It does not report to authorities." in text and "It reports to authorities." in text and "Nobody has made sure whether it reports to authorities." in text
                and "Made sure of on" in text and "that is long ago" in text and "Vashta" in text, "each service with who runs it, whether it reports, what stays confidential, who made sure and when", text)
            t.ok("Law corner" not in text and "The old hospital" not in text, "what nobody made sure of, or not for a year, sends nobody anywhere")
            for language, name in (("ar", "خط الاستماع"), ("ckb", "هێڵی گوێگرتن")):
                a = nobody.ask("GET", f"/help?lang={language}")
                t.ok(name in a.text and f'<html lang="{language}" dir="rtl"' in a.text and "Clinic of Vashta" in a.text, f"in {language}, with what is there in that language alone")
            t.ok(page.header("cache-control") == "no-store" and page.header("referrer-policy") == "no-referrer" and not any(k.lower() == "set-cookie" for k, _ in page.headers), "not kept by the browser, no address passed on, no cookie",
                page.headers)
            t.ok("<title>Questions</title>" in page.text and "help" not in re.findall(r"<title>(.*?)</title>", page.text)[0].lower(), "its title in a telephone's history tells nothing")
            t.ok(not re.search(r'<(form|input|select)', page.text), "it asks for nothing: which place somebody looks for is in no address")
            way = re.search(r'<a class="x" href="([^"]*)" rel="noreferrer">', page.text)
            t.ok(bool(way) and way.group(1) == "/exit" and page.text.find('class="x"') < page.text.find("<h1"), "the quick exit stands first, and is a link")
            serving.hold(steward, "market", [("Safe at the market", "The road needs lamps."), ("", ""), ("", "")])
            for where in ("/?lang=ar", "/d/market?lang=ar", "/d/market/result?lang=ar"):
                t.ok('href="/help?lang=ar"' in nobody.ask("GET", where).text, f"{where.split('?')[0]} leads there")
            leave = nobody.ask("GET", "/exit")
            t.ok(leave.status == 200 and leave.header("clear-site-data") == '"cache", "cookies", "storage"' and "refresh" not in leave.text and "http" not in leave.text and plain(leave.text.split("<body>")[1]).strip() == "",
                "the exit is an empty page, from here, and asks the browser to drop what it keeps", leave.headers, leave.text)

            # Nothing in the register moves, whoever asks: without an account, or with a session that would be renewed elsewhere.
            server.stop()
            server = Server(diwan, path)
            nobody, signed = Caller(server), Caller(server, "steward")
            signed.cookies = dict(steward.cookies)
            nobody.ask("GET", "/help")
            before, said = bytes_of(folder), server.said()
            for _ in range(10):
                for c in (nobody, signed):
                    for where in ("/help", "/help?lang=ckb", "/exit"):
                        c.ask("GET", where)
            time.sleep(0.5)
            t.ok(bytes_of(folder) == before, "sixty who ask leave not one byte in the register", before, bytes_of(folder))
            t.ok(server.said() == said, "nor in what the server says", server.said()[len(said):])
            t.ok("Sign out" not in signed.ask("GET", "/help").text and "steward" not in signed.ask("GET", "/help").text, "whoever is signed in is nobody there")

            steward = Caller(server, "steward").sign_in()
            form = steward.ask("GET", "/settings").text
            fields = dict(re.findall(r'<input[^>]*name="([a-z_]+)"[^>]*value="([^"]*)"', form))
            for wrong in ("http://weather.example/", "javascript:alert(1)", "https://weather.example/\" onload=\"x", "https://"):
                a = steward.ask("POST", "/settings", {**fields, "language": "en", "readers": "", "exit": wrong, "token": steward.token})
                t.ok(a.status == 400 and "refresh" not in nobody.ask("GET", "/exit").text, f"{wrong} is no way out")
            a = steward.ask("POST", "/settings", {**fields, "language": "en", "readers": "", "exit": "https://weather.example/today?a=1&b=2", "token": steward.token})
            t.ok(a.status == 303 and '<meta http-equiv="refresh" content="0;url=https://weather.example/today?a=1&amp;b=2">' in nobody.ask("GET", "/exit").text, "a steward says where the exit leads on to", a.status, nobody.ask("GET", "/exit").text)
        finally:
            server.stop()
        invented(t, diwan, folder)
    finally:
        shutil.rmtree(folder)
    return t.end()


if __name__ == "__main__":
    sys.exit(main())
