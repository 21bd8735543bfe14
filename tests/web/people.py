#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""people.py DIWAN: the smallest group of people that is told of is a setting, from 10 up, and holds in every medium. TAP.

A dialogue held with people here: 60 of the valley, 40 of the ridge, 20 hillfolk and 20 of the shore, and a statement that 20 of them saw. With ten all of
them are told of; with 25 neither hillfolk nor shore in any file, page or answer, nor a number that fewer stand behind.
"""
import csv
import io
import json
import os
import re
import subprocess
import sys
import tempfile
import time
import zipfile

from serving import Caller, Server, register, run

DIWAN = os.path.abspath(sys.argv[1])
SIDES = ["valley"] * 60 + ["ridge"] * 40 + ["hillfolk"] * 20 + ["shore"] * 20
SMALL = ("hillfolk", "shore")
STATEMENTS, LITTLE = 14, 13  # twenty people voted on the last one
# Where a reader is told that they are too few: the one place where the word of a small side may stand.
UNTOLD = re.compile(r"(?:too few people to be told of, took part of|nobody or fewer than \d+ people of):(?:(?!\d+ %)[^.:]){0,80}$")
COUNTS = {"n", "n_trials", "size", "seen", "participants", "votes", "grouped", "voters", "people", "invited", "came", "codes_used", "passes"}
number, failed = 0, 0


def ok(fine, name, *why):
    global number, failed
    number += 1
    failed += not fine
    print(f"{'ok' if fine else 'not ok'} {number} - {name}", flush=True)
    if not fine:
        print("\n".join("# " + str(w)[:1500].replace("\n", "\n# ") for w in why), flush=True)


def write(folder):
    os.makedirs(folder)
    def put(name, rows):
        with open(os.path.join(folder, name), "w", encoding="utf-8", newline="") as f:
            csv.writer(f, lineterminator="\n").writerows(rows)
    put("dialogue.csv", [["key", "value"], ["topic", "The water of the upper spring"], ["choices_side", "valley; ridge; hillfolk; shore"]])
    put("statements.csv", [["statement", "text", "moderation"]] + [[s, f"Sentence {chr(65 + s)} on the spring and who may open its gate in dry months", 1] for s in range(STATEMENTS)])
    put("participants.csv", [["participant", "side"]] + [[i + 1, side] for i, side in enumerate(SIDES)])
    votes = []
    for i, side in enumerate(SIDES):
        for s in range(STATEMENTS - 1):
            high = s % 2 == (side in ("ridge", "shore")) if s < 10 else True
            votes.append([i + 1, s, 1 if ((i * 7 + s * 3) % 10 < 9) == high else -1, "2024-11-14"])
        if i % 7 == 0:
            votes.append([i + 1, LITTLE, 1, "2024-11-14"])
    put("votes.csv", [["participant", "statement", "vote", "time"]] + votes)
    return folder


def text_of(path):
    """What people read in a file, as one line; cells and paragraphs stand apart."""
    if path.endswith(".pdf"):
        raw = subprocess.run(["pdftotext", path, "-"], check=True, capture_output=True, text=True).stdout
    elif path.endswith((".xlsx", ".docx")):
        with zipfile.ZipFile(path) as z:
            parts = [z.read(n).decode("utf-8", "replace") for n in sorted(z.namelist()) if n.endswith(".xml")]
        raw = re.sub(r"</(?:si|w:p|c)>", "\n", "\n".join(parts))
    else:
        with open(path, encoding="utf-8") as f:
            raw = f.read()
    return flat(raw)


def flat(raw):
    raw = re.sub(r"(?s)<(style|script)\b.*?</\1>|<br[^>]*>", " ", raw)
    raw = re.sub(r"</?(?:b|i|bdi|strong|em|a|span|w:[a-z]+|t|r|rPr)\b[^>]*>", "", raw)
    raw = re.sub(r"<[^>]*>", "\n", raw).replace("\u2068", "").replace("\u2069", "").replace("&#x27;", "'")
    return re.sub(r"\s+", " ", raw)


def loose(text):
    """Where a small side is told of: its word anywhere but in the list of those who are too few."""
    out = []
    for m in re.finditer("|".join(SMALL), text):
        if not UNTOLD.search(text[max(0, m.start() - 200):m.start()]):
            out.append(text[max(0, m.start() - 60):m.end() + 40])
    return out


def small_numbers(value, k, path=""):
    """Numbers of people in an answer for machines that are smaller than k."""
    out = []
    if isinstance(value, dict):
        for key, v in value.items():
            if key in COUNTS and isinstance(v, (int, float)) and not isinstance(v, bool) and 0 < v < k and not (isinstance(v, float) and v <= 1 and key != "n"):
                out.append(f"{path}.{key} = {v}")
            out += small_numbers(v, k, f"{path}.{key}")
    elif isinstance(value, list):
        for i, v in enumerate(value):
            out += small_numbers(v, k, f"{path}[{i}]")
    return out


def asked(path, *words):
    return run(DIWAN, *words[:1], path, *words[1:], "--quiet").stdout


def set_people(path, k):
    return run(DIWAN, "settings", path, f"people={k}", check=False)


def media(path, folder, k):
    """All files and answers that a register gives: name, text."""
    for medium in ("html", "pdf", "xlsx", "docx", "txt", "json"):
        for what, words in (("brief", ["brief"]), ("report", ["voice", "spring", "--report"])):
            if what == "report" and medium == "json":
                continue
            file = os.path.join(folder, f"{what}-{k}.{medium}")
            run(DIWAN, words[0], path, *words[1:], "-o", file, "--quiet")
            yield f"{what} .{medium}", text_of(file)
    for words in (["voice", "spring"], ["voice", "spring", "--json"], ["voice", "spring", "--csv"], ["voice", "spring", "--statements", "--json"], ["brief", "--for", "minister"], ["brief", "--for", "wall"]):
        yield " ".join(words), flat(asked(path, *words))


def pages(server, k):
    steward = Caller(server, "steward").sign_in()
    for page in ("/dialogues", "/dialogue/spring", "/api/voice/spring", "/api/voice/spring?statements=true", "/api/show/dialogues", "/api/brief", "/hold/spring"):
        a = steward.ask("GET", page)
        ok(a.status == 200, f"{k}: {page} is answered", a.status)
        yield page, a.text if page.startswith("/api/") else flat(a.text)


def holds(path, folder, k):
    told = {}
    for name, text in media(path, folder, k):
        told[name] = loose(text)
    server = Server(DIWAN, path)
    try:
        for name, text in pages(server, k):
            told[name] = loose(text)
            if name.startswith("/api/voice"):
                few = small_numbers(json.loads(text), k)
                ok(not few, f"{k}: no number of fewer people in {name}", few[:5])
    finally:
        server.stop()
    return told


def numbers_hold(path, k):
    answer = json.loads(asked(path, "voice", "spring", "--json"))
    ok(answer["fewest_people"] == k, f"{k}: the answer says so", answer["fewest_people"])
    few = small_numbers(answer, k)
    ok(not few and small_numbers(answer, 10 ** 6), f"{k}: no number of fewer people in the answer", few[:5])
    for side in answer["sides"]:
        ok(all(g["size"] >= k for g in side["groups"]) and side["groups"], f"{k}: sides are {[g['size'] for g in side['groups']]}")
    rows = list(csv.DictReader(io.StringIO(asked(path, "voice", "spring", "--csv"))))
    little = next(r for r in rows if r.get("id", r.get("statement")) == str(LITTLE))
    ok(bool(little["agree"]) == (k <= 20), f"{k}: the statement of twenty people has {'numbers' if k <= 20 else 'no number'}", little)


def settings(server, path):
    steward, analyst = Caller(server, "steward").sign_in(), Caller(server, "analyst").sign_in()
    form = {"name": "Selmara", "language": "en", "readers": "", "active": "25", "war": "250", "token": steward.token}
    for wrong in ("9", "0", "-25", "1001", "ten", "12.5", ""):
        a = steward.ask("POST", "/settings", {**form, "people": wrong})
        ok(a.status == 400 and "from 10 to 1,000" in a.text, f"not kept: {wrong!r}", a.status)
    ok(analyst.ask("POST", "/settings", {**form, "people": "30", "token": analyst.token}).status == 403, "an analyst sets nothing")
    before = steward.ask("GET", "/dialogue/spring").text
    a = steward.ask("POST", "/settings", {**form, "people": "25"})
    ok(a.status == 303 and a.header("location").endswith("done=1"), "25 is kept", a.status, a.text[-300:])
    after = steward.ask("GET", "/dialogue/spring").text
    ok(loose(flat(before)) and not loose(flat(after)), "what was kept of the page goes at once", loose(flat(after))[:3])
    ok(steward.ask("POST", "/settings", form).status == 303 and 'name="people"' in steward.ask("GET", "/settings").text and json.loads(asked(path, "voice", "spring", "--json"))["fewest_people"] == 25,
        "a form that does not name it changes nothing of it")
    a = steward.ask("POST", "/settings", {**form, "people": "15"})
    page = steward.ask("GET", a.header("location")).text
    ok(a.status == 303 and "groups of 15 people are told of, which is fewer than before" in page and "cannot be called back" in page, "lowering it is told", page[-900:])
    log = steward.ask("GET", "/audit.csv?what=setting").text
    ok('k: ""25"", was """"' in log and 'k: ""15"", was ""25""' in log and ",steward,setting," in log, "and stands in the log", log[-600:])


def part(server, path):
    run(DIWAN, "voice", path, "spring", "--open", "link", "--quiet")
    for language, words in (("en", "fewer than 25 people"), ("ar", "٢٥ شخصاً"), ("ckb", "٢٥ کەس")):
        for _ in range(40):  # what a command changes beside it, the server sees once its writer has nothing to do for a second
            a = Caller(server).ask("GET", f"/d/spring?lang={language}")
            if words in a.text:
                break
            time.sleep(0.25)
        ok(a.status == 200 and words in a.text, f"people who take part read the number in {language}", a.status, a.text[-800:])


def main():
    with tempfile.TemporaryDirectory() as folder:
        path = register(DIWAN, folder, dialogues=False)
        run(DIWAN, "add", path, write(os.path.join(folder, "spring")), "--dialogue", "spring", "--quiet")
        for wrong in ("people=9", "people=1001", "people=many", "k=20", "people"):
            done = run(DIWAN, "settings", path, wrong, check=False)
            ok(done.returncode == 2 and wrong.split("=")[0] in done.stderr, f"refused: {wrong}", done.stderr)
        numbers_hold(path, 10)
        told = holds(path, folder, 10)
        silent = [name for name, where in told.items() if not where and not re.search(r"wall|minister|\.csv|--csv|--statements|statements=|^/dialogues$|show|hold", name)]
        ok(not silent, "10: every medium tells of twenty hillfolk, so that this test can fail", silent)
        server = Server(DIWAN, path)
        try:
            settings(server, path)
            ok(set_people(path, 25).returncode == 0, "25 by command, while it is served")
            part(server, path)
        finally:
            server.stop()
        asked(path, "voice", "spring", "--close")
        told = holds(path, folder, 25)
        ok(not any(told.values()), "25: no medium, page or answer tells of twenty people", {k: v[:2] for k, v in told.items() if v})
        for k in (17, 50):
            done = set_people(path, k)
            ok(done.returncode == 0 and ("fewer than before" in done.stderr) == (k == 17), f"{k} is kept, and lowering told", done.stderr)
            numbers_hold(path, k)
    print(f"1..{number}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
