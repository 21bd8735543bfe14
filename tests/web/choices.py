#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""choices.py DIWAN: whatever a form offers as a choice takes nothing but what it offers: each choice of each form is sent a value that is not on its list, and the answer is a sentence, and nothing is written. TAP.

The forms are those that stand on the pages of the page table, so that a new one cannot be forgotten; each must be in one of the tables here."""
import html
import re
import sys
import tempfile

import hand
import scan
import serving
from serving import Caller, Server, Tap

BOGUS = "no-such-choice"
SEVERAL = ("securities", "phases", "drivers", "genders", "concerns")  # several of a list in one field


class Choices(scan.Forms):
    """Of each form of a page besides: the fields that are a choice, of a list, a row of buttons or ticks."""

    def __init__(self, text):
        self.choices = []
        super().__init__(text)

    def handle_starttag(self, tag, attrs):
        a = {k: v or "" for k, v in attrs}
        if tag == "form":
            self.choices.append(set())
        elif self.choices and a.get("name") and (tag in ("select", "button") or tag == "input" and a.get("type") in ("radio", "checkbox")):
            self.choices[-1].add(a["name"])
        super().handle_starttag(tag, attrs)


def wrong(fields, name):
    """The same with another value of one field, wherever it stands in the form."""
    out = [(k, BOGUS if k == name else v) for k, v in fields]
    return out if any(k == name for k, _ in fields) else out + [(name, BOGUS)]


def kept(callers):
    """What a change would show in: pages of what the register holds, without what differs each time."""
    steward, facilitator = callers["steward"], callers["facilitator"]
    pages = [(steward, p) for p in ("/imports", "/accounts", "/settings", "/records", "/agenda", "/agenda/lamps", "/same-names", "/words?in=ckb&corrected=yes", "/me")]
    pages += [(facilitator, p) for p in ("/hold", "/hold/market", "/hold/market/words", "/hold/market/codes", "/hold/market/meetings", "/hold/market/moderate?show=in", "/hold/ballots", "/d/ballots/paper", "/hold/taken")]
    return {path: re.sub(r'name="(token|secret|step|ballot)" value="[^"]*"', "", who.ask("GET", path).text) for who, path in pages}


def refused(tap, callers, name, what, send):
    before = kept(callers)
    a = send()
    said = html.unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", a.text)))
    after = kept(callers)
    tap.ok(a.status in (400, 404, 422) and len(said) > 40, f"{what}: {name} takes nothing but what it offers", a.status, said[-500:])
    tap.ok(before == after, f"{what}: and nothing is written", [p for p in before if before[p] != after[p]])
    return said


def by_hand(tap, callers):
    """Each kind of record, each of its lists; the sentence names the field in the reader's language."""
    steward, seen = callers["steward"], 0
    for kind in hand.KINDS:
        path = f"/records/{kind}/new"
        page = Choices(steward.ask("GET", path).text)
        at = next(i for i, f in enumerate(page.forms) if f[0] == path)
        names = page.choices[at] | {n for n, _ in page.forms[at][2]} & set(SEVERAL)
        for name in sorted(names):
            seen += 1
            before = steward.ask("GET", "/imports").text
            a = steward.ask("POST", path, wrong([*hand.KINDS[kind].items(), ("why", "told"), ("do", "save")], name) + [("token", steward.token)])
            said = html.unescape(re.sub(r"<[^>]*>", " ", a.text))
            tap.ok(a.status == 400 and f'{name}: "{BOGUS}": expected' in said and (name == "do" or 'aria-invalid="true"' in a.text) and steward.ask("GET", "/imports").text == before,
                f"{kind}: {name} takes nothing but what it offers, and nothing is written", a.status, said[-900:])
    tap.ok(seen > 60, "lists of records by hand", seen)


INCIDENT = {**scan.INCIDENT, "id": "C-1", "date_precision": "1", "place_precision": "4", "kind": "1", "side_a_kind": "1", "side_b_kind": "2", "clarity": "1", "type": "armed_clash"}
SENTENCE = {"en": "What was chosen is none of the list.", "ar": "ما اختير ليس من القائمة.", "ckb": "ئەوەی هەڵبژێردرا لە لیستەکەدا نییە."}


def incidents(tap, callers):
    """A new incident and a correction: what a file's reader would count as not known, somebody at a form can mend."""
    analyst = callers["analyst"]
    for path in ("/incidents/new", "/incident/1/edit"):
        page = Choices(analyst.ask("GET", path).text)
        at = next(i for i, f in enumerate(page.forms) if f[0] == path)
        tap.ok(page.choices[at] == {"date_precision", "place_precision", "kind", "side_a_kind", "side_b_kind", "clarity"}, f"{path}: its lists", page.choices[at])
        for name in (*sorted(page.choices[at]), "type", "date_end", "injured", "lat", "lon"):
            said = refused(tap, callers, name, path, lambda: analyst.ask("POST", path, wrong([*INCIDENT.items()], name) + [("token", analyst.token)]))
            tap.ok(f'{name}: "{BOGUS}": expected' in said and (SENTENCE["en"] in said) == (name in page.choices[at]), f"{path}: {name}: a sentence says which and what", said[-700:])
        for language, sentence in SENTENCE.items():
            a = analyst.ask("POST", f"{path}?lang={language}", wrong([*INCIDENT.items()], "kind") + [("token", analyst.token)])
            tap.ok(sentence in a.text and 'value="Vashta"' in a.text and 'value="told"' in a.text, f"{path}: in {language}, with the form as it was typed", a.status, a.text[:1500])
        analyst.cookies.pop("lang")
        half = refused(tap, callers, "lat alone", path, lambda: analyst.ask("POST", path, {**INCIDENT, "lat": "12.5", "lon": "", "token": analyst.token}))
        tap.ok("latitude and longitude together" in half, f"{path}: half a point is none", half[-500:])
    fields = dict(next(f[2] for f in scan.Forms(analyst.ask("GET", "/incident/1/edit").text).forms if f[0] == "/incident/1/edit"))
    a = analyst.ask("POST", "/incident/1/edit", {**fields, "type": "Skirmish", "why": "told", "token": analyst.token})
    tap.ok(a.status == 400 and 'value="Skirmish"' in a.text, "a finer word that the codebook does not have is refused, and still there", a.status)
    a = analyst.ask("POST", "/incidents/new", {**INCIDENT, "token": analyst.token})
    tap.ok(a.status == 303, "with what is offered it is saved", a.status, a.text[-700:])


def taken(path, fields):
    """The form's own fields, for those that are sent as they stand."""
    return lambda caller: [x for f in scan.Forms(caller.ask("GET", path).text).forms if f[0] == fields for x in f[2] if x[0] != "token"]


# (who, path, what is sent otherwise, its choices). Of a function: what the form sends as it stands.
FORMS = (
    ("facilitator", "/hold/new", lambda c: scan.hold.form("make", name="another", entry="link"), ("first", "entry", "step", "declare", "may_add", "listed", "result")),
    ("facilitator", "/hold/spoken-here/open", [], ("step",)),
    ("facilitator", "/hold/market/words", [("step", "settings"), ("entry", "link"), ("may_add", "yes"), ("result", "yes"), ("rules", "Be kind.")], ("step", "entry", "may_add", "listed", "result")),
    ("facilitator", "/hold/coded/codes", [("count", "3"), ("in", "en")], ("count", "in")),
    ("facilitator", "/hold/market/meetings", [("meeting", "0"), ("day", "2024-05-01"), ("place", "Vashta"), ("note", "one"), ("kind", "community"), ("invited", ""), ("came", ""), ("left_out", "0"), ("why", "no road")], ("meeting", "left_out")),
    ("facilitator", "/hold/market/moderate", [("show", "in"), ("page", "1"), ("statement", "1"), ("decision", "out")], ("decision",)),
    ("facilitator", "/hold/market/close", [("read", "yes")], ("read",)),
    ("facilitator", "/d/ballots/paper", [("ballot", "1"), ("statement", "1"), ("vote", "1"), ("attribute", "side"), ("value", "community")], ("vote", "value", "attribute")),
    ("facilitator", "/me/language", [("language", "en")], ("language",)),
    ("facilitator", "/words", [("in", "ckb"), ("q", ""), ("message", "Incidents"), ("text0", "ڕووداوی تاقیکاری")], ("in", "message")),
    ("steward", "/accounts", [("name", "zed"), ("shown", ""), ("role", "reader")], ("role",)),
    ("steward", "/accounts/5/role", [("role", "analyst")], ("role",)),
    ("steward", "/settings", taken("/settings", "/settings"), ("language", "digits", "readers")),
    ("steward", "/imports/1", [("do", "undo"), ("sure", "yes")], ("do", "sure")),
    ("steward", "/same-names", [("words", "Clearpath"), ("actor", "road-office"), ("decision", "same")], ("decision", "actor")),
    ("steward", "/records/aliases/1", [*{**hand.KINDS["aliases"], "alias": "Elsewhere"}.items(), ("why", "told"), ("do", "save")], ("do",)),
    ("steward", "/agenda/candidates", [("kind", "statement"), ("reference", "market#1"), ("place", "Vashta"), ("item", "light"), ("need", "Light."), ("agenda", "vashta-2024"), ("said_by", "Vashta round table")], ("kind", "agenda")),
    ("steward", "/agenda/lamps/answers", [("question", "benefit"), ("answer", "no"), ("note", "")], ("question", "answer")),
    ("steward", "/agenda/lamps/sign", [("do", "back"), ("note", "")], ("do",)),
    ("steward", "/agenda/judgements", [("do", "back"), ("judgement", "care"), ("note", "")], ("do",)),
)
# Those whose choices have tests of their own here, and those that have none but what anybody may send.
OTHER = {"/incidents/new", "/incident/{id}/edit", "/records/{kind}/new", "/upload"} | {"/d/{name}", "/d/{name}/vote", "/d/{name}/declare"}


def other(tap, callers):
    for who, path, fields, names in FORMS:
        caller = callers[who]
        sent = fields(caller) if callable(fields) else fields
        for name in names:
            refused(tap, callers, name, path, lambda: caller.ask("POST", path, wrong(sent, name) + [("token", caller.token)]))


def uploads(tap, callers):
    import upload
    analyst = callers["analyst"]
    for name in ("layout", "level", "encoding", "dates", "public"):
        refused(tap, callers, name, "/upload", lambda: upload.send(analyst, "own.csv", upload.OWN.encode(), **{name: BOGUS}))


def taking_part(tap, callers, server):
    """People's own answers: another vote, another answer about oneself, is none."""
    def vote(c, page, v):
        carried, statement = re.search(r'name="p" value="([^"]*)"', page), re.search(r'name="s" value="(\d+)"', page)
        return c.ask("POST", "/d/market/vote", {"p": carried.group(1), "s": statement.group(1), "v": v})
    c = Caller(server)
    page = c.ask("GET", "/d/market").text
    refused(tap, callers, "v", "/d/market/vote", lambda: vote(c, page, BOGUS))
    tap.ok('name="v"' in c.ask("GET", "/d/market").text, "the statement still waits for an answer")
    carried = re.search(r'name="p" value="([^"]*)"', page).group(1)
    for v in (BOGUS, "women"):  # the second is an answer to another question
        refused(tap, callers, "d0", "/d/market/declare", lambda: c.ask("POST", "/d/market/declare", {"p": carried, "d0": v}))
    asked = c.ask("POST", "/d/market", {"p": carried, "go": BOGUS})
    tap.ok(asked.status == 200 and 'name="v"' in asked.text, "another way to go on is none: the statement is asked again", asked.status)


def all_there(tap, callers, diwan):
    """No form that stands on a page, and has a choice, is in no table here."""
    rows = serving.pages(diwan)
    named = {p["path"] for p in rows if p["method"] == "POST" and any(re.fullmatch(re.sub(r"\{\w+\}", "[^/]+", p["path"]), path) for _, path, _, _ in FORMS)} | OTHER
    left = set()
    for p in rows:
        if p["method"] != "GET":
            continue
        path = "/words?in=ckb&q=agree" if p["path"] == "/words" else scan.filled(p["path"])
        for who in ("nobody", "facilitator", "steward"):
            page = Choices(callers[who].ask("GET", path).text)
            for (action, method, _), names in zip(page.forms, page.choices):
                row = next((r["path"] for r in rows if r["method"] == "POST" and re.fullmatch(re.sub(r"\{\w+\}", "[^/]+", r["path"]), action)), None) if method == "POST" and names else None
                if row and row not in named:
                    left.add(f"{row}: {sorted(names)}")
    tap.ok(not left, "each form with a choice has its row in a table here", *left)


def main():
    diwan, tap = sys.argv[1], Tap()
    with tempfile.TemporaryDirectory(prefix="diwan-choices-") as folder:
        path = serving.register(diwan, folder)
        serving.run(diwan, "user", "add", path, "spare", "--role", "reader", "--password-file", f"{folder}/password", "--quiet")
        server = Server(diwan, path)
        scan.prepare(server)
        callers = {n: Caller(server, n).sign_in() for n in ("facilitator", "analyst", "steward")}
        callers["nobody"] = Caller(server)
        facilitator = callers["facilitator"]
        for name, entry in (("ballots", "paper"), ("coded", "codes")):
            made = [facilitator.ask("POST", p, f + [("token", facilitator.token)]).status for p, f in (("/hold/new", scan.hold.form("make", name=name, entry=entry)), (f"/hold/{name}/open", []))]
            tap.ok(made == [303, 303], f"a dialogue: {name}", made)
        for part in (by_hand, incidents, other, uploads):
            part(tap, callers)
        taking_part(tap, callers, server)
        all_there(tap, callers, diwan)
        tap.ok(server.stop() == 0, "it ends well", server.said())
    return tap.end()


if __name__ == "__main__":
    sys.exit(main())
