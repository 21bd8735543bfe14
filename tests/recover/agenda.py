#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""agenda.py DIWAN: what the people of the invented country agreed on. Its files hold what truth.json says, counted here by another way; and diwan says it, too: who is served and who
is forgotten, how far orders agree, which practice is of a like context, which items may be published, and every link of every item leads to rows."""
import collections
import csv
import itertools
import json
import math
import os
import re
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
import demo_kept  # noqa: E402

done = itertools.count(1)
bad = 0


def ok(condition, what, *shown):
    global bad
    print(f"{'ok' if condition else 'not ok'} {next(done)} - {what}", flush=True)
    if not condition:
        bad += 1
        for x in shown:
            print("# " + str(x)[:2000].replace("\n", "\n# "))


def rows(folder, name):
    with open(os.path.join(folder, f"selmara_{name}.csv"), encoding="utf-8", newline="") as f:
        return list(csv.DictReader(f))


def said(diwan, register, *options):
    answer = subprocess.run([diwan, "agenda", register, *options, "--json", "--lang", "en"], capture_output=True, text=True, timeout=120)
    if answer.returncode != 0:
        raise RuntimeError(answer.stderr)
    return json.loads(answer.stdout)


def table(document, key):
    return next(b["table"]["rows"] for b in document["blocks"] if b["kind"] == "table" and b["table"]["key"] == key)


def tau_b(a, b):
    """Kendall's tau-b by its definition: every pair."""
    alike = opposite = tied_a = tied_b = 0
    for i, k in itertools.combinations(range(len(a)), 2):
        x, y = a[i] - a[k], b[i] - b[k]
        alike += x * y > 0
        opposite += x * y < 0
        tied_a += x == 0
        tied_b += y == 0
    pairs = len(a) * (len(a) - 1) / 2
    return (alike - opposite) / math.sqrt((pairs - tied_a) * (pairs - tied_b))


def order_of(folder, sides):
    """Mean place of each matter among those orders of these sides that rank it."""
    places = collections.defaultdict(list)
    for r in rows(folder, "priorities"):
        if r["side"] in sides:
            places[r["matter"]].append(float(r["place_in_order"]))
    return {k: sum(v) / len(v) for k, v in places.items()}


def words_of(cell):
    return [w for w in cell.split(";") if w]


def files_agree(folder, truth):
    items = [r for r in rows(folder, "agenda_items") if r["language"] == "en"]
    ok(len(items) == truth["items"], "the files hold the items that there are", len(items))
    for field, key in (("pillar", "pillars"), ("securities", "securities"), ("concerns", "concerns"), ("level", "levels")):
        n = collections.Counter(w for r in items for w in words_of(r[field]))
        ok(all(n[w] == count for w, count in truth[key].items()), f"the files serve whom they serve: {key}", n)
    orders = collections.defaultdict(dict)
    for r in rows(folder, "priorities"):
        orders[r["said_by"]][r["matter"]] = float(r["place_in_order"])
    for p in truth["pairs"]:
        one, other = orders[p["one"]], orders[p["other"]]
        both = sorted(set(one) & set(other))
        ok(abs(tau_b([one[k] for k in both], [other[k] for k in both]) - (p["alike"] - p["opposite"]) / (p["alike"] + p["opposite"])) < 1e-12, f"orders of {p['one']} and {p['other']}")


def diwan_agrees(diwan, register, folder, truth):
    whole = said(diwan, register)
    ok(len(whole["items"]) == truth["items"] and whole["unsigned"] == truth["items"] - truth["signed"], "the items, and how many are not signed", whole["unsigned"])
    may = {i["item"] for i in whole["items"] if i["published"]["may"]}
    ok(len(may) == truth["signed"] and not may & {"S6", "S9"}, "what may be published is what was signed", may)
    balance = table(said(diwan, register, "--balance"), "balance")
    for of, key in (("pillar", "pillars"), ("security", "securities"), ("group", "concerns"), ("level", "levels")):
        n = {r["code"]: r["items"] for r in balance if r["of"] == of}
        both = truth[key].get("both", 0)  # one for both pillars counts for each
        ok(all(n.get(w) == count + (both if w != "both" else 0) for w, count in truth[key].items()), f"the balance sheet: {key}", n)
    forgotten = {r["code"] for r in balance if r["of"] == "group" and r["forgotten"] == "yes"}
    ok({w for w, count in truth["concerns"].items() if count == 0} <= forgotten, "who is forgotten is named", forgotten)
    agreement = {r["sides"]: r for r in table(said(diwan, register, "--agreement"), "tau")}
    for name, one, other in (("bottom_up/top_down", ["community"], ["authority", "donor"]), ("bottom_up/authority", ["community"], ["authority"]), ("bottom_up/donor", ["community"], ["donor"])):
        a, b = order_of(folder, one), order_of(folder, other)
        both = sorted(set(a) & set(b))
        expected = tau_b([a[k] for k in both], [b[k] for k in both])
        ok(agreement[name]["both"] == len(both) and abs(agreement[name]["tau"] - expected) < 1e-12, f"tau of {name}: {expected:.3f}", agreement[name])
    like = table(said(diwan, register, "--practices", "--like", truth["like"]["item"]), "practices")
    ok(like and like[0]["practice"] == truth["like"]["practice"], "the practice of a like context is found", like)
    return whole


def links_lead_to_rows(whole, folder):
    """Each number can be followed: a link names the command that shows its rows, and was found; promises stand as their file has them."""
    promises = {r["id"]: r["state"].replace("promise_", "") for r in rows(folder, "promises")}
    links = [l for i in whole["items"] for l in i["links"]]
    ok(len(links) == len(rows(folder, "item_links")), "every link of the files", len(links))
    lost = [l["reference"] for l in links if not l["found"] or not l["rows"]]
    ok(not lost, "every link leads to rows", lost)
    told = {p["promise"]: p["state"] for i in whole["items"] for p in i["promises"]}
    ok(told and all(promises[k] == v or (promises[k], v) in (("made", "late"), ("partly", "partly_late")) for k, v in told.items()), "promises as they were kept or not; late where the day has passed", told)
    ok({"kept", "broken"} <= set(told.values()), "some are kept, and some are not", told)


def brief_agrees(diwan, register, top):
    """The brief counts and judges as the command does: whom items serve and forget, and which suit the phase of their place."""
    path = os.path.join(top, "brief.json")
    subprocess.run([diwan, "brief", register, "-o", path, "--lang", "en", "--quiet"], check=True, timeout=120)
    with open(path, encoding="utf-8") as f:
        blocks = json.load(f)["blocks"]
    lines = next(b["items"] for b in blocks if b["kind"] == "items" and "balance.2" in b["item_ids"])
    balance = table(said(diwan, register, "--balance"), "balance")
    for of, line in zip(("group", "gender", "security", "pillar", "level"), lines):
        rows_of = [r for r in balance if r["of"] == of and r["code"] != "both"]
        named = re.search(r"Forgotten: ([^.]*)", line)
        told = {w.strip(): int(n) for w, n in re.findall(r"([^,(:]+) \((\d+)\)", line.split(": ", 1)[1].replace(") and ", "), "))}
        expected = {r["label"].lower(): r["items"] for r in rows_of if r["code"] and r["items"]}
        ok(told == expected, f"the brief's figures are the command's: {of}", told, expected)
        lost = [r["label"].lower() for r in rows_of if r["forgotten"] == "yes"]
        ok(all(w in (named[1] if named else "") for w in lost) and bool(named) == bool(lost), f"and whom it calls forgotten: {of}", line, lost)
        unsaid = sum(r["items"] for r in rows_of if not r["code"])
        ok(not unsaid or line.endswith(f": {unsaid}."), f"and of how many nobody has said: {of}", line, unsaid)
    words = {"unset": "no phase set", "unsaid": "not judged", "suits": "yes", "does_not_suit": "no", "differs": "people differ"}
    fits = [words[i["phase_fit"]["fit"]] for i in said(diwan, register, "--on", "2024-12-31")["items"]]
    ok([r["phase_fit"] for r in table({"blocks": blocks}, "agreed")] == fits, "and which items suit the phase of their place", fits)


def candidates(diwan, register, folder):
    """What all groups agree on is proposed; what an item stands on already says so; order by nothing but place, kind, reference."""
    listed = said(diwan, register, "--propose")["candidates"]
    taken = {c["reference"]: set(c["taken"]) for c in listed}
    linked = collections.defaultdict(set)
    for r in rows(folder, "item_links"):
        if r["kind"] == "statement" and r["direction"] == "for":
            linked[r["reference"]].add(r["item"])
    known = {k: v for k, v in linked.items() if k in taken}
    ok(len(known) >= 8 and all(v <= taken[k] for k, v in known.items()), "what became an item says of which", known)
    ok({"statement", "gap", "incidents", "finding"} >= {c["kind"] for c in listed} and len({c["kind"] for c in listed}) >= 3, "dialogues, findings, incidents and gaps", {c["kind"] for c in listed})
    ok(not any("score" in k for c in listed for k in c), "no candidate has a score")


def main():
    diwan = os.path.abspath(sys.argv[1])
    with tempfile.TemporaryDirectory(prefix="diwan-agenda-") as top:
        folder = os.path.join(top, "demo")
        demo_kept.put(diwan, folder)
        with open(os.path.join(folder, "truth.json"), encoding="utf-8") as f:
            truth = json.load(f)["agenda"]
        register = os.path.join(folder, "demo.diwan")
        files_agree(folder, truth)
        whole = diwan_agrees(diwan, register, folder, truth)
        links_lead_to_rows(whole, folder)
        brief_agrees(diwan, register, top)
        candidates(diwan, register, folder)
    print(f"1..{next(done) - 1}")
    sys.exit(1 if bad else 0)


main()
