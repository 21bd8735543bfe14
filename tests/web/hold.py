#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""hold.py DIWAN: a facilitator holds a dialogue through a real server, with scripts off: makes it, opens it, types ballots in, makes codes, prints, moderates, writes
meetings down, says what became of it, closes it. TAP."""
import collections
import csv
import html
import json
import re
import sys
import tempfile
import time

import serving
from serving import Caller, Server, Tap

NAME = "safety-in-the-market"
EN = ["Streets should be lit at night.", "The clinic should open on Fridays.", "Officers should say their name when they stop somebody."]
AR = ["يجب أن تُضاء الشوارع ليلاً.", "", "ينبغي أن تقول الشرطة أسماءها."]
SCRIPT = "<script>alert(1)</script>"


def text_of(answer):
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", answer.text)))


class Facilitator(Caller):
    def send(self, path, fields):
        """As the form of that page does, without script."""
        return self.ask("POST", path, list(fields) + [("token", self.token)])


def form(step, statements=(EN, AR, []), **other):
    fields = {"name": "", "first": "en", "districts": "", "entry": "codes", "may_add": "yes", "result": "yes", "rules": "", **other}
    out = [("step", step)] + [(k, v) for k, v in fields.items()]
    for topic, what in (("Safety in the market", "For " + SCRIPT), ("الأمان في السوق", ""), ("", "")):
        out += [("topic", topic), ("description", what), ("who", "")]
    out += [("statements", "\r\n".join(s)) for s in statements] + [("declare", "side"), ("declare", "gender")]
    return out + [("own_name", ""), ("own_values", ""), ("own_name", ""), ("own_values", "")]


def makes(tap, f):
    a = f.ask("GET", "/hold/new")
    tap.ok(a.status == 200 and a.text.count('name="statements"') == 3, "the form has the statements of three languages side by side", a.status)
    a = f.send("/hold/new", form("make", ([EN[0], EN[0], "x" * 281], AR, []), name="spoken-here"))
    said = text_of(a)
    tap.ok(a.status == 400 and "Another dialogue of this register is called so" in said and "Line 2 says the same as line 1" in said, "what is wrong is said beside the field", said)
    tap.ok("x" * 281 in a.text and AR[0] in a.text and 'aria-invalid="true"' in a.text, "what was typed is still there")
    a = f.send("/hold/new", form("look"))
    said = text_of(a)
    tap.ok(a.status == 200 and f"/d/{NAME}" in said and "Missing in العربية" in re.sub("[\u2066-\u2069]", "", said) and "line 2" in said, "the preview names the address and what is missing", said)
    tap.ok(SCRIPT not in a.text and html.escape(SCRIPT) in a.text, "what was typed is no markup")
    tap.ok(f.ask("GET", f"/hold/{NAME}").status == 404, "looking makes nothing")
    a = f.send("/hold/new", form("make"))
    tap.ok(a.status == 303 and a.header("location") == f"/hold/{NAME}", "it is made", a.status, text_of(a))
    a = f.ask("GET", f"/hold/{NAME}")
    tap.ok("in preparation" in a.text and "fewer than 10" in a.text and all(s in a.text for s in EN), "and stands in preparation", text_of(a))
    tap.ok("no ballot can be counted" in f.ask("GET", f"/d/{NAME}/paper").text, "nobody answers before it is opened")
    a = f.send(f"/hold/{NAME}/open", [])
    tap.ok(a.status == 303 and "open since" in f.ask("GET", f"/hold/{NAME}").text, "it is opened", a.status)
    a = f.ask("GET", f"/dialogue/{NAME}")
    tap.ok(a.status == 200 and "fewer than 10 people have answered" in a.text and f.ask("GET", f"/dialogue/{NAME}/statements.csv").status == 200, "before anybody has answered its report says so", a.status, text_of(a))


def ballot(number, i, votes=None):
    fields = [("ballot", number)]
    for k, vote in enumerate(votes or [["1", "2", "3", ""][(i + k) % 4] for k in range(3)], 1):
        fields += [("statement", k), ("vote", vote)]
    return fields + [("attribute", "side"), ("value", ["community", "security_sector"][i % 2]), ("attribute", "gender"), ("value", "women" if i % 3 else "")]


def types_ballots(tap, f, server):
    where, counted = f"/d/{NAME}/paper", 0
    for i in range(11):
        page = f.ask("GET", where).text
        number = int(re.search(r'name="ballot" value="(\d+)"', page).group(1))
        counted += f.send(where, ballot(number, i)).status == 303
    tap.ok(counted == 11 and number == 11, "eleven ballots are typed in, each with the next number", counted, number)
    again = f.send(where, ballot(11, 10))
    tap.ok(again.status == 400 and "counted already" in again.text, "a form that is sent twice is counted once", again.status)
    a = f.send(where, ballot(12, 0, ["1", "7", ""]))
    tap.ok(a.status == 400 and "neither 1" in text_of(a) and 'value="7"' in a.text and 'id="vote-0" class="vote" value="1"' in a.text, "a number that means nothing is refused, and all that was typed stays", text_of(a))
    a = f.send(where, ballot(12, 0, ["", "", ""]))
    tap.ok(a.status == 400 and "empty ballot" in a.text, "an empty ballot is not counted")
    a = f.send(where, ballot(12, 0, ["١", "٢", "3"]))
    tap.ok(a.status == 303, "digits of Arabic serve", a.status)
    tap.ok("at least 10 people have answered" in f.ask("GET", f"/hold/{NAME}").text, "twelve people have answered, and are told as ten")
    for language, words in (("en", "Agree"), ("ar", "موافق"), ("ckb", "هاوڕا")):
        a = f.ask("GET", where + "?in=" + language)
        tap.ok(a.status == 200 and words in a.text and f'<html lang="{language}"' in a.text and "<script" not in a.text, f"ballots are printed in {language}", a.status)


def fields_of(text, action):
    """Hidden fields of the form that leads there."""
    form = next(m.group(0) for m in re.finditer(r"<form.*?</form>", text, re.S) if action in m.group(0))
    return dict(re.findall(r'name="(\w+)" value="([^"]*)"', " ".join(re.findall(r'<input type="hidden"[^>]*>', form))))


def answers_one(server, code):
    """Somebody comes in and answers one statement."""
    c = Caller(server)
    page = c.ask("GET", f"/d/{NAME}")
    page = c.ask("POST", f"/d/{NAME}/enter", {**fields_of(page.text, "/enter"), "code": code})
    for _ in range(3):
        if "/vote" in page.text:
            break
        form = next((m.group(1) for m in re.finditer(r'<form method="post"[^>]*action="([^"?]*)', page.text) if m.group(1).endswith("/about")), None)
        page = c.ask("POST", form, fields_of(page.text, form)) if form else page
    done = c.ask("POST", f"/d/{NAME}/vote", {**fields_of(page.text, "/vote"), "v": "1"})
    c.close()
    return done


def numbers(who):
    """What those who hold it may look at, while it is open."""
    pages = ["/hold", f"/hold/{NAME}", f"/hold/{NAME}/codes", f"/hold/{NAME}/words", f"/hold/{NAME}/moderate", f"/hold/{NAME}/poster", f"/hold/{NAME}/meetings", f"/hold/{NAME}/outcomes", "/dialogues", f"/dialogue/{NAME}",
        f"/dialogue/{NAME}/statements.csv", "/api/show/dialogues", f"/api/voice/{NAME}", f"/api/voice/{NAME}?statements=true", "/overview", "/briefs"]
    return {p: who.ask("GET", p).text for p in pages}


def watches(tap, f, server, diwan, path):
    """A single answer changes nothing that facilitators, stewards or the command line are told, until ten more came."""
    for number in (13, 14):  # no count of a statement stands just below a step
        f.send(f"/d/{NAME}/paper", ballot(number, 0, ["1", "1", "1"]))
    a = f.send(f"/hold/{NAME}/codes", [("count", "9"), ("in", "en")])
    codes = re.findall(r'class="big" dir="ltr">([0-9A-Z]{4}-[0-9A-Z]{4})<', a.text)
    s = Facilitator(server, "steward").sign_in()
    commands = [("voice", path, NAME), ("voice", path, NAME, "--statements"), ("voice", path, NAME, "--csv"), ("show", path, "dialogues", "--json")]
    told = lambda: [numbers(f), numbers(s), [serving.run(diwan, *c, check=False).stdout for c in commands]]
    before = told()
    done = answers_one(server, codes[0])
    tap.ok(done.status in (200, 303), "somebody answers one statement", done.status, text_of(done)[:600])
    time.sleep(10.5)  # pages that hang on votes are kept for ten seconds
    after = told()
    changed = [p for k in (0, 1) for p in before[k] if before[k][p] != after[k][p]] + [c for c, x, y in zip(commands, before[2], after[2]) if x != y]
    tap.ok(not changed and '"room"' not in after[0][f"/api/voice/{NAME}"] and "at least 10" in text_of(f.ask("GET", f"/hold/{NAME}")), "and nothing that anybody is told of it changes", changed)
    moved = []
    for k in ("14", "15", "16"):  # fifteen have answered: whoever moves the smallest group past them must not see where they are
        serving.run(diwan, "settings", path, f"people={k}", "--quiet")
        moved.append([text_of(f.ask("GET", p)) for p in ("/hold", f"/hold/{NAME}", f"/hold/{NAME}/codes", f"/d/{NAME}/result")] + [serving.run(diwan, *c, check=False).stdout for c in commands])
    serving.run(diwan, "settings", path, "people=10", "--quiet")
    tap.ok(moved[0] == moved[1] == moved[2] and "fewer than 20" in moved[0][1], "nor does the setting of the smallest group find a number out", [[x[:1500] for x, y in zip(moved[0], m) if x != y] for m in moved[1:]], moved[0][1][:600])
    for code in codes[1:8]:
        answers_one(server, code)
    tap.ok("at least 20 people have answered" in f.ask("GET", f"/hold/{NAME}").text, "until ten more came", text_of(f.ask("GET", f"/hold/{NAME}"))[:900])
    s.close()


def makes_codes(tap, f):
    where = f"/hold/{NAME}/codes"
    a = f.send(where, [("count", "0"), ("in", "en")])
    tap.ok(a.status == 400 and "from 1 to 500" in a.text, "no codes are not made")
    a = f.send(where, [("count", "24"), ("in", "ckb")])
    codes = re.findall(r'class="big" dir="ltr">([0-9A-Z]{4}-[0-9A-Z]{4})<', a.text)
    tap.ok(len(codes) == len(set(codes)) == 24 and a.header("cache-control") == "no-store", "24 codes, shown once", len(codes))
    page = f.ask("GET", where).text
    tap.ok(not any(c in page for c in codes) and "fewer than 10" in page and ">33<" in page, "afterwards only their number, and none of how many few were used", page[-800:])


def prints_posters(tap, f, server):
    one, every = f.ask("GET", f"/hold/{NAME}/poster?in=ar"), f.ask("GET", f"/hold/{NAME}/poster?in=all")
    tap.ok(one.status == 200 and "<svg" in one.text and f"{server.address}/d/{NAME}" in one.text and "الأمان في السوق" in one.text, "a poster with its square and its address", one.status)
    tap.ok(every.text.count('<section class="tongue"') == 3 and "flooding" not in every.text, "or in all languages", every.status)
    pages = [f.ask("GET", f"/hold/{NAME}{after}").text for after in ("", "/poster", "/codes")]
    tap.ok(all("opens on this machine alone" in p for p in pages) and "this machine alone" not in one.text, "that telephones do not reach this address is said before it is printed, and not on the poster")


def moderates(tap, f):
    where = f"/hold/{NAME}/moderate"
    fields = [("show", "in"), ("page", "1"), ("statement", "2"), ("decision", "waiting"), ("of", "2 ar"), ("text", "ينبغي أن تفتح العيادة أيام الجمعة.")]
    a = f.send(where, fields)
    waiting = f.ask("GET", where)
    tap.ok(a.status == 303 and EN[1] in waiting.text and "الجمعة" in waiting.text and EN[0] not in waiting.text, "a statement waits again, with its translation", a.status)
    tap.ok("House rules" in waiting.text and "Look at 1 statement" in text_of(f.ask("GET", "/hold")), "the rules are in sight, and the list says what waits")
    a = f.send(where, [("show", "waiting"), ("page", "1"), ("statement", "2"), ("decision", "in"), ("about", "2")])
    page = f.ask("GET", where + "?show=in").text
    tap.ok(a.status == 303 and re.search(r'name="about" value="2" checked', page) is not None, "it is let in, and is about the person")
    a = f.send(where, [("show", "in"), ("page", "1"), ("statement", "2"), ("decision", "in"), ("of", "2 en"), ("text", "y" * 281)])
    tap.ok(a.status == 400 and "the most is 280" in a.text, "a text too long is refused")
    a = f.send(where, [("show", "in"), ("page", "1"), ("statement", "2"), ("decision", "out")])
    tap.ok(EN[1] in f.ask("GET", where + "?show=out").text and EN[1] not in f.ask("GET", f"/d/{NAME}/paper").text, "left out, it is put to nobody")
    a = f.send(f"/hold/{NAME}/words", [("step", "add"), ("new", "Young people need a place to meet."), ("new", ""), ("new", "")])
    tap.ok(a.status == 303 and "place to meet" in f.ask("GET", f"/d/{NAME}/paper").text, "another statement is added", a.status)
    a = f.send(f"/hold/{NAME}/words", [("step", "settings"), ("may_add", "yes"), ("rules", "Be kind.")])
    tap.ok(a.status == 303 and "Be kind." in f.ask("GET", where).text, "house rules of one's own", a.status)
    words = [("step", "words")] + [(k, v) for t in ("Safety in the market", "الأمان في السوق", "سەلامەتی لە بازاڕ") for k, v in (("topic", t), ("description", "What?"), ("who", ""))]
    a = f.send(f"/hold/{NAME}/words", words)
    tap.ok(a.status == 303 and "سەلامەتی لە بازاڕ" in f.ask("GET", f"/hold/{NAME}?lang=ckb").text, "words are mended later", a.status)
    f.cookies.pop("lang", None)


KINDS = [("community", "60", "44", ""), ("security sector", "30", "25", ""), ("local government", "5", "2", "called away"), ("displaced people", "", "", "the hall lies behind the checkpoint")]


def meeting(number="0", kinds=KINDS, left_out="3"):
    fields = [("meeting", number), ("day", "2026-03-20"), ("place", "Maruq"), ("note", "In the school."), ("left_out", left_out)]
    for i in range(8):
        kind, invited, came, why = kinds[i] if i < len(kinds) else ("", "", "", "")
        fields += [("kind", kind), ("invited", invited), ("came", came), ("why", why)]
    return fields


def writes_meetings(tap, f, diwan, path):
    where = f"/hold/{NAME}/meetings"
    a = f.send(where, meeting(kinds=[("", "12", "x", "")], left_out=""))
    tap.ok(a.status == 400 and "Say which kind" in a.text and "whole number from 0" in a.text and 'value="x"' in a.text, "a row without kind, a number that is none", text_of(a))
    a = f.send(where, meeting())
    said = text_of(f.ask("GET", where))
    tap.ok(a.status == 303 and "all but fewer than 10" in said and "checkpoint" in said, "a meeting is written down", a.status, said)
    shown = re.search(r"<table.*?</table>", f.ask("GET", where).text, re.S).group(0)
    tap.ok(re.findall(r">(\d+)<", shown) == ["60", "44", "30"], "no number under ten, and none that gives one away", shown)
    a = f.send(where, meeting("1", KINDS[:1] + [("security sector", "30", "0", "")], left_out=""))
    tap.ok(a.status == 303 and "checkpoint" not in f.ask("GET", where).text, "and mended", a.status)
    f.send(where, meeting("1"))
    links = re.findall(r'href="(/dialogue[^"]*)"', f.ask("GET", f"/hold/{NAME}").text)
    tap.ok(f"/dialogue/{NAME}" in links and f.ask("GET", f"/dialogue/{NAME}").status == 200, "its page leads to the report", links)
    report = serving.run(diwan, "voice", path, NAME, "--report", "--plain", "--quiet").stdout
    tap.ok("Who was invited to the meetings" in report and "all but fewer than 10" in report and "behind the checkpoint" in report, "the report prints it", report[-1500:])
    kinds = {k["kind"]: k for k in json.loads(serving.run(diwan, "voice", path, NAME, "--json").stdout)["meetings"][0]["kinds"]}
    tap.ok(kinds["community"]["invited"] == 60 and kinds["community"]["came"] == 44 and kinds["security_sector"]["came"] is None and kinds["local_government"]["invited"] is None
        and kinds["displaced people"]["left_out"] is True, "and machines get null", kinds)


def tells(tap, f):
    where = f"/hold/{NAME}/outcomes"
    a = f.send(where, [("text", ""), ("text", ""), ("text", ""), ("said_by", ""), ("day", "soon")])
    tap.ok(a.status == 400 and a.text.count('class="fault" id=') == 3, "an outcome says what, who and when", text_of(a))
    a = f.send(where, [("text", "Three streets will be lit."), ("text", "ستُضاء ثلاثة شوارع."), ("text", ""), ("said_by", "City council"), ("day", "2026-03-25")])
    tap.ok(a.status == 303 and "ستُضاء" in f.ask("GET", where).text, "what became of it", a.status)


def closes(tap, f, diwan, path):
    where = f"/hold/{NAME}/close"
    tap.ok("never opened again" in f.ask("GET", where).text and f.send(where, []).status == 400, "what closing erases must be read")
    tap.ok("open since" in f.ask("GET", f"/hold/{NAME}").text, "unread, it stays open")
    a = f.send(where, [("read", "yes")])
    tap.ok(a.status == 303 and "closed on" in f.ask("GET", f"/hold/{NAME}").text, "it is closed", a.status)
    tap.ok(f.send(f"/d/{NAME}/paper", ballot(13, 0)).status == 400 and f.send(f"/hold/{NAME}/open", []).status == 400, "no ballot any more, and no opening")
    told = json.loads(serving.run(diwan, "voice", path, NAME, "--json").stdout)
    tap.ok(told["participants"] == 22, "the register has each ballot once, and those who came by code", told["participants"])


def others(tap, server):
    for role in ("reader", "analyst"):
        c = Facilitator(server, role).sign_in()
        got = [c.ask("GET", p).status for p in ("/hold", "/hold/new", f"/hold/{NAME}", f"/d/{NAME}/paper", f"/hold/{NAME}/codes")] + [c.send(f"/hold/{NAME}/open", []).status]
        tap.ok(got == [403] * 6, f"a {role} holds no dialogue", got)


def only_told_when_closed(tap, server, closed):
    """Of a dialogue that people are answering those who do not hold it read nothing: they could watch a vote arrive."""
    want, seen = 200 if closed else 403, {}
    for role in ("reader", "analyst"):
        c = Caller(server, role).sign_in()
        seen[role] = [c.ask("GET", f"/dialogue/{NAME}").status, c.ask("GET", f"/dialogue/{NAME}/statements.csv").status, c.ask("GET", f"/api/voice/{NAME}").status]
        seen[role + " list"] = [want] * 3 if (NAME in c.ask("GET", "/dialogues").text) == closed and (NAME in c.ask("GET", "/api/show/dialogues").text) == closed else ["list"]
        c.close()
    tap.ok(all(v == [want] * 3 for v in seen.values()), f"readers and analysts are {'told of it once it is closed' if closed else 'not told of it while it is open'}", seen)


def the_log(tap, server, diwan, path):
    serving.run(diwan, "settings", path, "people=11", "--quiet", DIWAN_WHO="=2+3")
    rows = list(csv.reader(Caller(server, "steward").sign_in().ask("GET", "/audit.csv").text.splitlines()))[1:]
    lines = [(what, detail) for _, _, who, what, detail in rows if who == "facilitator"]
    n = collections.Counter(what for what, _ in lines)
    tap.ok(n["dialogue made"] == n["outcome told"] == 1 and n["meeting"] == 3 and n["codes made"] >= 1 and n["voice close"] == 1, "a change of a dialogue is one line of the log", lines)
    others = [line for line in lines if line[0] not in ("sign in", "sign out", "api") and not line[1].startswith((NAME, "spoken-here"))]
    tap.ok(not others, "which begins with its name", others)
    tap.ok(any(who == "'=2+3" for _, _, who, _, _ in rows) and not any(c.startswith(("=", "+", "-", "@")) for row in rows for c in row), "no cell of the log is a formula of a spreadsheet", rows[:2])


def main(diwan):
    tap = Tap()
    with tempfile.TemporaryDirectory() as folder:
        path = serving.register(diwan, folder)
        server = Server(diwan, path)
        try:
            f = Facilitator(server, "facilitator").sign_in()
            makes(tap, f)
            types_ballots(tap, f, server)
            watches(tap, f, server, diwan, path)
            makes_codes(tap, f)
            prints_posters(tap, f, server)
            moderates(tap, f)
            tells(tap, f)
            others(tap, server)
            only_told_when_closed(tap, server, False)
            closes(tap, f, diwan, path)
            writes_meetings(tap, f, diwan, path)
            only_told_when_closed(tap, server, True)
            a = f.send("/hold/spoken-here/open", [("step", "take-up")])
            tap.ok(a.status == 303 and "in preparation" in f.ask("GET", "/hold/spoken-here").text, "a dialogue from a file is taken up", a.status, a.text[-500:])
            the_log(tap, server, diwan, path)
        finally:
            server.stop()
        said = server.said()
        tap.ok("Sanitizer" not in said and "runtime error" not in said and "500" not in said, "and nothing failed inside", said[-1500:])
    return tap.end()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
