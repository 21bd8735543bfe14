#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""loop.py DIWAN: the whole way in the invented country, in English, Arabic and Kurdish: people answer a dialogue over HTTP, it is closed, what could become an item is proposed with its
evidence, a workshop writes it, somebody answers for it and promises, a letter goes out and an answer comes, a steward signs, and the people read what became of what they said. TAP."""
import html
import json
import os
import re
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
import demo_kept  # noqa: E402
import serving  # noqa: E402
import walk  # noqa: E402
from serving import Tap, run  # noqa: E402

DIALOGUE, ITEM, PEOPLE = "maruq-after-dark", "D1", 24
LANGUAGES = ("en", "ar", "ckb")
NEED = {"en": "Nobody should walk home from the market in the dark.", "ar": "ينبغي ألا يعود أحد من السوق إلى بيته في الظلام.", "ckb": "نابێت کەس لە تاریکیدا لە بازاڕەوە بگەڕێتەوە ماڵەوە."}  # in other words than the statement, which its page shows anyway
ASK = {"en": "The council keeps the lamps lit until midnight.", "ar": "يُبقي المجلس المصابيح مضاءة حتى منتصف الليل.", "ckb": "ئەنجومەن گڵۆپەکان تا نیوەشەو داگیرساو دەهێڵێتەوە."}
ITEMS = "item,language,agenda,need,ask,securities,pillar,level,phases,owner,addressable,place,said_by\n" + "".join(
    f'{ITEM},{l},maruq-2025,{NEED[l]},{ASK[l]},personal,both,local,ceasefire,council-maruq,yes,XS-MA,Vashta round table (invented)\n' for l in LANGUAGES)
HARM = "item,question,answer,note,said_by,day\n" + "".join(f"{ITEM},{q},{a},,Vashta round table (invented),2026-01-10\n" for q, a in
    (("context", "yes"), ("benefit", "yes"), ("message", "yes"), ("options", "no"), ("small_group", "no"), ("place", "no"), ("words", "yes")))
CONTACT = "id,kind,date,from,to,topic,asked,due,outcome,outcome_date,answer\nD-C1,letter,2026-01-12,round-table,council-maruq,lamps,Will the lamps be lit until midnight?,2026-02-12,"
PROMISE = "id,contact,actor,promised,made,due,state,state_date,evidence,told\nD-P1,D-C1,council-maruq,lamps lit until midnight,2026-01-20,2026-03-01,"


class Country:
    def __init__(self, diwan, top):
        self.diwan, self.top = diwan, top
        folder = os.path.join(top, "demo")
        demo_kept.put(diwan, folder)
        self.register = os.path.join(folder, "demo.diwan")

    def add(self, name, text, layout):
        path = os.path.join(self.top, name)
        with open(path, "w", encoding="utf-8") as f:
            f.write(text)
        return run(self.diwan, "add", self.register, path, "--as", layout, "--quiet")

    def agenda(self, *options):
        return json.loads(run(self.diwan, "agenda", self.register, *options, "--json").stdout)

    def item(self):
        return next(i for i in self.agenda("--item", ITEM)["items"] if i["item"] == ITEM)

    def sign(self, check=True):
        return run(self.diwan, "agenda", self.register, "--sign", ITEM, "--by-whom", "Duty of care, Vashta round table (invented)", check=check)

    def wall(self, language):
        return run(self.diwan, "brief", self.register, "Maruq", "--for", "wall", "--lang", language, "--plain").stdout


def people_answer(t, c):
    """Everybody agrees with the first statement; of the others each thinks something."""
    server = serving.Server(c.diwan, c.register)
    try:
        said = 0
        for person in range(PEOPLE):
            b = walk.Browser(server.port, language=LANGUAGES[person % 3])
            b.get(f"/d/{DIALOGUE}")
            for _ in range(30):
                declare, vote = b.page.form("/declare"), b.page.form("/vote")
                if declare:
                    b.send(declare)
                elif vote:
                    s = int(vote["fields"]["s"])
                    said += b.vote(1 if s == 1 else (1, -1, 0)[(person + s) % 3]).status == 200
                else:
                    break
        t.ok(said == PEOPLE * 9, f"{PEOPLE} people answer nine statements each", said)
    finally:
        server.stop()


def squeezed(text):
    """Without marks of direction and line ends, as a person reads it."""
    return re.sub(r"\s+", " ", re.sub("[\u200e\u200f\u2066-\u2069\u00ad]", "", html.unescape(re.sub(r"<[^>]*>", "", text)))).strip()


def read_by_people(c):
    """What the page of the dialogue's result says to somebody with no account, by language."""
    server = serving.Server(c.diwan, c.register)
    try:
        pages = {}
        for l in LANGUAGES:
            b = walk.Browser(server.port)
            b.get(f"/d/{DIALOGUE}/result?lang={l}")
            pages[l] = squeezed(b.reply.text)
        return pages
    finally:
        server.stop()


def proposed(t, c):
    before = [x for x in c.agenda("--propose")["candidates"] if x["reference"] == f"{DIALOGUE}#1"]
    run(c.diwan, "voice", c.register, DIALOGUE, "--close")
    after = [x for x in c.agenda("--propose")["candidates"] if x["reference"] == f"{DIALOGUE}#1"]
    t.ok(not before, "while people still answer, nothing of it is proposed", before)
    t.ok(len(after) == 1 and not after[0]["taken"], "closed, what all agree on is proposed", after)
    agree = [e for e in after[0]["evidence"] if e["figure"] == "agree" and not e["whose"]] if after else []
    t.ok(agree and agree[0]["value"]["n"] == PEOPLE and agree[0]["value"]["lo"] > 0.5, "with its evidence, and how sure that is", after)


def written(t, c):
    c.add("items.csv", ITEMS, "agenda-items")
    c.add("links.csv", f"item,kind,reference,direction,strength,note,said_by\n{ITEM},statement,{DIALOGUE}#1,for,strong,,Vashta round table (invented)\n{ITEM},contact,D-C1,,,,Vashta round table (invented)\n"
        f"{ITEM},promise,D-P1,,,,Vashta round table (invented)\n", "item-links")
    c.add("capacities.csv", f"item,capacity,language,what,who,works,said_by\n{ITEM},1,en,Traders leave lamps burning,traders,partly,Vashta round table (invented)\n", "capacities")
    c.add("states.csv", f"item,state,day,why,said_by,told\n{ITEM},agreed,2026-01-10,,Vashta round table (invented),\n", "item-states")
    x = c.item()
    t.ok(x["owner"] == "council-maruq" and x["addressable"] == "yes" and x["state"] == "agreed", "the workshop wrote it down: who can act, and that somebody can", x)
    taken = [y["taken"] for y in c.agenda("--propose")["candidates"] if y["reference"] == f"{DIALOGUE}#1"]
    t.ok(taken == [[ITEM]], "the proposal says what it became", taken)
    refused = c.sign(check=False)
    t.ok(refused.returncode != 0 and not x["published"]["may"], "nobody signs it before the questions about harm are answered", refused.stdout + refused.stderr)
    t.ok(all(NEED[l] not in page for l, page in read_by_people(c).items()), "not signed, it stands on no page for others")


def kept(t, c):
    c.add("letter.csv", CONTACT + "sent,,\n", "contacts")
    t.ok(any(l["reference"] == "D-C1" and l["found"] for l in c.item()["links"]), "the letter is found")
    c.add("answer.csv", CONTACT + "answered_yes,2026-01-20,We will.\n", "contacts")
    c.add("promise.csv", PROMISE + "promise_made,,,\n", "promises")
    c.add("promised.csv", f"item,state,day,why,said_by,told\n{ITEM},promised,2026-01-20,in writing,Vashta round table (invented),2026-01-25\n", "item-states")
    c.add("harm.csv", HARM, "harm-answers")
    c.sign()
    x = c.item()
    t.ok(x["published"]["may"] and x["promises"][0]["state"] in ("made", "late"), "answered, promised, signed", x["published"], x["promises"])
    c.add("kept.csv", PROMISE + "promise_kept,2026-02-20,lamps burn at eleven,2026-02-25\n", "promises")
    c.add("done.csv", f"item,state,day,why,said_by,told\n{ITEM},done,2026-02-20,lamps burn at eleven,Vashta round table (invented),2026-02-25\n", "item-states")
    x = c.item()
    t.ok(x["promises"][0]["state"] == "kept" and not x["published"]["may"], "what changed since it was signed is looked at again before it is published", x["published"])
    c.sign()
    t.ok(c.item()["published"]["may"] and c.item()["state"] == "done", "signed again as it now stands")


def answered_in_public(t, c):
    pages = read_by_people(c)
    for l in LANGUAGES:
        t.ok(squeezed(NEED[l]) in pages[l], f"{l}: people read what became of what they said", pages[l][-1500:])
        wall = squeezed(c.wall(l))
        t.ok(squeezed(ASK[l]) in wall, f"{l}: and on the wall, what was asked and that it was done", "".join(f"\n{wall[i:i + 380]}" for i in range(0, 6000, 380)))
        t.ok("D-C1" not in pages[l] + wall and "duty of care" not in pages[l].lower(), f"{l}: without keys and letters")
    run(c.diwan, "agenda", c.register, "--take-back", ITEM, "--by-whom", "Duty of care, Vashta round table (invented)", "--note", "somebody was threatened")
    t.ok(all(squeezed(NEED[l]) not in page for l, page in read_by_people(c).items()), "taken back, it is gone from there at once")


def main():
    diwan = os.path.abspath(sys.argv[1])
    t = Tap()
    with tempfile.TemporaryDirectory(prefix="diwan-loop-") as top:
        c = Country(diwan, top)
        for step in (people_answer, proposed, written, kept, answered_in_public):
            try:
                step(t, c)
            except (subprocess.SubprocessError, RuntimeError, StopIteration, KeyError) as e:
                t.ok(False, f"{step.__name__} ends", repr(e))
                break
    sys.exit(t.end())


main()
