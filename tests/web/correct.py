#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""correct.py DIWAN: an incident corrected by hand, its history, and taking that back; words of the program corrected by those who speak the language. TAP."""
import html
import os
import re
import subprocess
import sys
import tempfile

import serving
from serving import Caller, Server, Tap


def fields_of(page):
    """name -> value of every input and select of the form for an incident."""
    form = page[page.index('action="/incident/'):]
    got = {m.group(1): html.unescape(m.group(2)) for m in re.finditer(r'<input id="f-[a-z0-9_]+" name="([a-z0-9_]+)"[^>]*value="([^"]*)"', form)}
    for m in re.finditer(r'<select id="f-[a-z0-9_]+" name="([a-z0-9_]+)">(.*?)</select>', form, re.S):
        chosen = re.search(r'<option selected value="(\d+)"', m.group(2))
        got[m.group(1)] = chosen.group(1) if chosen else ""
    return got


def by_hand(tap, diwan, path, callers):
    analyst = callers["analyst"]
    page = analyst.ask("GET", "/incident/1/edit")
    if not tap.ok(page.status == 200 and 'name="why"' in page.text, "an incident has a form", page.status, page.text[-500:]):
        return
    fields = fields_of(page.text)
    tap.ok(len(fields) >= 26 and re.fullmatch(r"\d{4}-\d\d-\d\d", fields["date"]), "with what is known of it", fields)
    same = analyst.ask("POST", "/incident/1/edit", {**fields, "token": analyst.token, "why": "nothing changes"})
    tap.ok(same.status == 303 and "nothing changes" not in analyst.ask("GET", "/imports").text, "saved as it is, nothing changes", same.status, same.text[-400:])
    tap.ok(analyst.ask("POST", "/incident/1/edit", {**fields, "token": analyst.token}).status == 400, "a reason is asked for")
    wrong = analyst.ask("POST", "/incident/1/edit", {**fields, "date": "2024-02-31", "token": analyst.token, "why": "x"})
    tap.ok(wrong.status == 400 and "2024-02-31" in wrong.text, "what is no day is refused with a sentence", wrong.text[-300:])
    torn = analyst.ask("POST", "/incident/1/edit", {**fields, "deaths_low": "50", "deaths_best": "2", "token": analyst.token, "why": "x"})
    tap.ok(torn.status == 400 and "50 is more than deaths_best, 2" in html.unescape(torn.text), "numbers of killed that contradict each other are refused", torn.status, torn.text[-300:])
    seen = re.search(r'name="seen" value="(\d+)"', page.text).group(1)
    saved = analyst.ask("POST", "/incident/1/edit", {**fields, "deaths_best": "41", "deaths_high": "41", "seen": seen, "token": analyst.token, "why": "the hospital's list <b>"})
    history = analyst.ask("GET", "/incident/1/history")
    plain = html.unescape(re.sub(r"<[^>]*>", "", history.text))
    tap.ok(saved.status == 303 and all(w in plain for w in ("the hospital's list <b>", "Killed, number held to be right", "41", "analyst", " UTC")) and "deaths_best" not in plain, "the history tells who, why, and what changed", saved.status, history.text[-1500:])
    late = callers["steward"].ask("POST", "/incident/1/edit", {**fields, "deaths_best": "39", "seen": seen, "token": callers["steward"].token, "why": "another list"})
    tap.ok(late.status == 400 and "another list" not in analyst.ask("GET", "/incident/1/history").text, "who looked at an earlier version overwrites nothing", late.status, late.text[-300:])
    old = analyst.ask("GET", "/incident/1")
    led = callers["reader"].ask("GET", old.header("location") or "/")
    tap.ok(old.status == 303 and "/incident/1" != old.header("location") and led.status == 200 and "41" in led.text, "the earlier number leads to the version in use", old.status, old.header("location"))
    lost = analyst.ask("GET", "/incidents?place=Nowhere&kind=1")
    tap.ok(lost.status in (400, 404) and 'role="alert"' in lost.text and 'value="Nowhere"' in lost.text and "Nowhere" in lost.text[lost.text.index("alert"):], "a place that is not there is told with the form still there",
        lost.status, lost.text[-800:])
    number = re.search(r"/imports/(\d+)", history.text).group(1)
    tap.ok("41" in history.text and history.text.count("<section>") == 2, "two versions, the latest first", history.text[-900:])
    undone = analyst.ask("POST", f"/imports/{number}", {"token": analyst.token, "do": "undo", "sure": "yes"})
    back = fields_of(analyst.ask("GET", "/incident/1/edit").text)
    tap.ok(undone.status == 303 and back == fields, "taken back, it is as it was", undone.status, back, fields)
    tap.ok(callers["reader"].ask("GET", "/incident/1/edit").status == 403 and callers["facilitator"].ask("GET", "/incident/1/history").status == 403, "readers and facilitators correct nothing")
    tap.ok(analyst.ask("GET", "/incident/999999/edit").status == 404 and analyst.ask("GET", "/incident/x/history").status == 404, "what is not there is not there")


def words(tap, diwan, path, callers, folder):
    who = callers["facilitator"]
    page = who.ask("GET", "/words?in=ckb&q=Incidents")
    tap.ok(page.status == 200 and "<textarea" in page.text and 'lang="ckb"' in page.text, "words are found", page.status, page.text[-500:])
    bad = who.ask("POST", "/words", {"token": who.token, "in": "ckb", "q": "", "message": "Import {id}", "text0": "abc"})
    tap.ok(bad.status == 400 and "{id}" in bad.text, "a slot must stay", bad.status, bad.text[-400:])
    digits = who.ask("POST", "/words", {"token": who.token, "in": "ar", "q": "", "message": "Incidents", "text0": "\u0628 3"})
    tap.ok(digits.status == 400, "digits are the language's own", digits.status)
    new = "\u0648\u0634\u06d5\u06cc \u062a\u0627\u0642\u06cc\u06a9\u0627\u0631\u06cc"
    saved = who.ask("POST", "/words", {"token": who.token, "in": "ckb", "q": "", "message": "Incidents", "text0": new})
    shown = who.ask("GET", "/words?lang=ckb")
    tap.ok(saved.status == 303 and new in shown.text, "what was written is in use at once", saved.status, saved.text[-300:], shown.text[:900])
    tap.ok(new in Caller(callers["nobody"].server).ask("GET", "/sign-in?lang=ckb").text or new in callers["steward"].ask("GET", "/words?lang=ckb&q=zzzz").text, "for everybody")
    tap.ok(new not in callers["reader"].ask("GET", "/incidents?lang=ar").text, "in that language alone")
    po = os.path.join(folder, "sent.po")
    got = who.ask("GET", "/words/ckb.po")
    with open(po, "wb") as f:
        f.write(got.body)
    made = subprocess.run(["msgfmt", "--check", "-o", os.path.join(folder, "sent.mo"), po], capture_output=True, text=True)
    tap.ok(got.status == 200 and new in got.text and made.returncode == 0, "as a file of messages that gettext takes", made.stderr, got.text[:400])
    whole = who.ask("GET", "/words/ar.po?all=yes")
    with open(po, "wb") as f:
        f.write(whole.body)
    made = subprocess.run(["msgfmt", "--check", "-o", os.path.join(folder, "sent.mo"), po], capture_output=True, text=True)
    tap.ok(whole.text.count("msgid ") > 1000 and made.returncode == 0, "and all words, too", made.stderr)
    tap.ok(new in who.ask("GET", "/words/ckb.csv").text, "and as a table")
    told = serving.run(diwan, "words", path, "--lang", "ckb", "--json").stdout
    shows = serving.run(diwan, "show", path, "--lang", "ckb").stdout
    tap.ok(new in told and new in shows, "the command line lists them, and uses them", told[:500], shows[:500])
    taken = who.ask("POST", "/words", {"token": who.token, "in": "ckb", "q": "", "message": "Incidents", "text0": ""})
    tap.ok(taken.status == 303 and new not in who.ask("GET", "/words?lang=ckb&in=ar&q=zzzz").text, "empty words take it back", taken.status)
    tap.ok(callers["reader"].ask("GET", "/words").status == 403 and callers["nobody"].ask("GET", "/words").status == 403, "readers correct no words")


def main():
    tap = Tap()
    diwan = sys.argv[1]
    with tempfile.TemporaryDirectory(prefix="diwan-correct-") as folder:
        path = serving.register(diwan, folder, dialogues=False)
        server = Server(diwan, path)
        try:
            callers = {r: Caller(server, r).sign_in() for r in serving.ROLES}
            callers["nobody"] = Caller(server)
            by_hand(tap, diwan, path, callers)
            words(tap, diwan, path, callers, folder)
            tap.ok(server.alive(), "the server is still there")
        finally:
            tap.ok(server.stop() == 0, "it stops")
    return tap.end()


if __name__ == "__main__":
    sys.exit(main())
