#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""works.py DIWAN SELMARA_FILES: who works with whom in the invented country. In eight of them the files hold what truth.json says (counted here, by another way);
of one of them diwan says it, too: who could carry a conversation, which projects there are, what money came in, where nobody works
and where many do, which names may mean one, how many answered."""
import collections
import csv
import io
import itertools
import json
import math
import os
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
import demo_kept  # noqa: E402

HOSTILE = {"armed_conflict", "dispute", "restricts"}
ANSWERS = {"answered_yes", "answered_partly", "answered_no", "referred"}
KINDS = 28  # of the codebook
RELATIONS = 14
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
    with open(os.path.join(folder, name), encoding="utf-8", newline="") as f:
        return list(csv.DictReader(f))


def best_chain(ties, start, end, heed_conflict):
    """The chain of trust with the largest product, by Bellman and Ford's rounds over logarithms; and that product."""
    words, hostile = collections.defaultdict(list), set()
    for t in ties:
        if t["relation"] == "trust":
            words[t["from"], t["to"]].append(max(0.0, float(t["strength"])) / 4)
        if t["relation"] in HOSTILE:
            hostile.add(frozenset((t["from"], t["to"])))
    edges = [(a, b, math.log(sum(v) / len(v))) for (a, b), v in words.items() if sum(v) > 0 and not (heed_conflict and frozenset((a, b)) in hostile)]
    best, before = {start: 0.0}, {}
    for _ in range(len(edges)):
        changed = False
        for a, b, weight in edges:
            if a in best and best[a] + weight > best.get(b, -math.inf) + 1e-12:
                best[b], before[b], changed = best[a] + weight, a, True
        if not changed:
            break
    chain = [end]
    while chain[-1] != start:
        chain.append(before[chain[-1]])
    return chain[::-1], math.exp(best[end])


def works_of(folder):
    """Who does what where: the organisations of each place and sector, in both files; and the words for them."""
    cells = collections.defaultdict(set)
    with open(os.path.join(folder, "selmara_activities.csv"), encoding="utf-8", newline="") as f:
        table = [r for r in csv.DictReader(f.readlines()[1:]) if not r["Organisation"].startswith("#")]  # above them stands that they are invented
    for r in table:
        cells[r["Governorate"], r["Sector"]].add(r["Organisation"])
    tree = ET.parse(os.path.join(folder, "selmara_projects.xml")).getroot()
    money = 0.0
    for p in tree.iter("iati-activity"):
        place, sector = p.find("location/name/narrative"), p.find("sector/narrative")
        if place is not None:
            cells[place.text, sector.text].add(p.find("participating-org[@role='4']/narrative").text)
        for t in p.iter("transaction"):
            if t.find("transaction-type").get("code") == "1" and not t.find("provider-org").get("provider-activity-id"):
                money += float(t.find("value").text)
    return table, tree, cells, money


def country(folder, truth):
    """What is wrong in the files, measured by their truth."""
    actors, ties, wrong = rows(folder, "selmara_actors.csv"), rows(folder, "selmara_ties.csv"), []
    keys, b, w = {a["actor"] for a in actors}, truth["bridge"], truth["works"]

    def hold(condition, what):
        if not condition:
            wrong.append(what)
    hold(len(keys) == len(actors) == truth["actors"] and len(ties) == truth["ties"], "numbers of actors and ties")
    hold(len({a["kind"] for a in actors}) == KINDS and len({t["relation"] for t in ties}) == RELATIONS, "every kind of actor and of tie")
    hold(all(a[f"name:{language}"] for a in actors for language in ("en", "ar", "ckb")), "names in three languages")
    hold({t[end] for t in ties for end in ("from", "to")} <= keys, "ties between those who are declared")
    hold({s["actor"] for s in rows(folder, "selmara_scores.csv")} <= keys, "scores of those who are declared")
    said = collections.defaultdict(set)
    for t in ties:
        said[t["from"], t["to"], t["relation"]].add((t["said_by"], t["strength"], t["amount"]))
    hold(sum(len({x[1:] for x in v}) > 1 for v in said.values()) >= 5, "ties that two describe differently")
    chain, trust = best_chain(ties, b["from"], b["to"], True)
    hold(chain == [b["from"], b["broker"], b["to"]] and abs(trust - b["trust"]) < 1e-9, f"the broker: {chain} {trust}")
    trap, better = best_chain(ties, b["from"], b["to"], False)
    hold(b["in_dispute"] in trap and better > trust, f"who overlooks the dispute finds another: {trap}")
    table, tree, cells, money = works_of(folder)
    places, sectors = {c[0] for c in cells}, {c[1] for c in cells}
    empty = {(p, s) for p in places for s in sectors if not cells.get((p, s))}
    hold(len(places) == 12 and empty == {(n["place"], n["sector"]) for n in w["nobody"]}, f"where nobody works: {empty}")
    most = sorted(cells.items(), key=lambda c: -len(c[1]))
    hold(most[0][0] == (w["crowded"]["place"], w["crowded"]["sector"]) and len(most[0][1]) == w["crowded_organisations"] and len(most[1][1]) <= 3, f"where all do the same: {most[:2]}")
    need = {p["name"]: sum(p["happened_by_month"]) for p in truth["places"]}
    hold(all(need[w["gap"]["place"]] > 3 * need[n["place"]] for n in w["nobody"] if n["place"] != w["gap"]["place"]), f"the gap is where much happens: {need}")
    hold(len(table) == w["activities"] and len({r["Project code"] for r in table}) == w["projects_of_activities"] and len(list(tree)) == w["projects_of_files"], "numbers of projects")
    hold(money == w["donors_gave"], f"money: {money}")
    letters = [c for c in rows(folder, "selmara_contacts.csv") if c["kind"] in ("letter", "email")]
    promises, k = rows(folder, "selmara_promises.csv"), truth["asked"]
    hold(len(letters) == k["letters"] and len(rows(folder, "selmara_contacts.csv")) == k["contacts"] and collections.Counter(c["outcome"] for c in letters) == k["outcomes_of_letters"], "letters")
    kinds = {a["actor"]: a["kind"] for a in actors}
    hold(sum(c["outcome"] in ANSWERS for c in letters) == k["answered"] and sum(c["outcome"] in ANSWERS and kinds[c["to"]] == "ministry" for c in letters) == k["answered_by_ministries"], "answers")
    hold(collections.Counter(p["state"] for p in promises) == k["promises"] and {p["contact"] for p in promises} <= {c["id"] for c in rows(folder, "selmara_contacts.csv")}, "promises")
    words = {r["Organisation"] for r in table}
    hold(all(x["words"] in words for x in w["other_words"]), "other words stand in the table")
    return wrong


def read(folder):
    with open(os.path.join(folder, "truth.json"), encoding="utf-8") as f:
        return json.load(f)


def say(diwan, *arguments):
    result = subprocess.run([diwan, *arguments], capture_output=True, text=True, check=False)
    if result.returncode:
        raise RuntimeError(f"{arguments}: {result.stderr}")
    return result.stdout.replace("\u00a0", " ")


def what_diwan_says(diwan, folder):
    path, truth = os.path.join(folder, "demo.diwan"), read(folder)
    b, w = truth["bridge"], truth["works"]
    text = say(diwan, "bridge", path, b["from"], b["to"])
    first = text.split("Chain: 2")[0]
    ok(b["broker_name"] in first and f"{round(100 * b['trust'])} %" in first and f"{round(100 * b['trust_lowest'])} % to {round(100 * b['trust_highest'])} %" in first,
       "bridge: the planted broker is on the best chain, with its trust and how unsure that is", text)
    ok("Agreed to carry: agreed" in first, "bridge: that it agreed is on record", first)
    ok(b["in_dispute_name"] not in text, "bridge: whoever is in dispute carries nothing", text)
    back = say(diwan, "bridge", path, b["to"], b["from"])
    ok(b["broker_name"] in back.split("Chain: 2")[0], "bridge: back, too, by what the Front trusts", back)
    projects = list(csv.DictReader(io.StringIO(say(diwan, "show", path, "projects", "--csv"))))
    made = collections.Counter(p["made_of"] for p in projects)
    ok(made == {"file": w["projects_of_files"], "activities": w["projects_of_activities"]}, "projects of files and of activities", made)
    counted = sum(float(p["counted"].split()[1]) for p in projects if p["counted"])
    gaps = json.loads(say(diwan, "gaps", path, "--json"))
    names = {x["sector"]: x["name"] or x["sector"] for x in gaps["sectors"]}
    ok(sorted(names.values()) == sorted(set(names.values())) and len(names) == 8, "gaps: a sector that one file has by code and another by words is one", names)
    states = {state: {(c["place"], c["sector"]): c["organisations"] for c in gaps["cells"] if c["state"] == state} for state in ("gap", "crowded")}
    ok(set(states["gap"]) == {(w["gap"]["place"], w["gap"]["sector_code"])}, "gaps: the planted gap, and no other", states["gap"])
    crowd = max(states["crowded"].items(), key=lambda c: c[1], default=None)
    ok(crowd == ((w["crowded"]["place"], w["crowded"]["sector_code"]), w["crowded_organisations"]), "gaps: where all do the same", states["crowded"])
    ok(counted == w["donors_gave"] and all(p["counted"].startswith("EUR") for p in projects if p["counted"]), "money is counted once", counted)
    same = list(csv.DictReader(io.StringIO(say(diwan, "actors", path, "--same", "--csv"))))
    proposed, sure = {(p["words"], p["actor"]) for p in same}, {(p["words"], p["actor"]) for p in same if not p["sure"]}
    planted = {(x["words"], x["actor"]) for x in w["other_words"]}
    ok(planted <= proposed and sure == {x for x in planted if x[0] != "SMC"} and {x[0] for x in proposed - sure} == {"SMC", "medical-committee"},
       "actors --same: other words for the same are proposed, no others; two of one acronym are in doubt", proposed)
    letters = [c for c in csv.DictReader(io.StringIO(say(diwan, "show", path, "letters", "--csv"))) if c["kind"] in ("letter", "email")]
    ok(sum(c["outcome"] in ANSWERS for c in letters) == truth["asked"]["answered"] and len(letters) == truth["asked"]["letters"], "show letters: of the letters that were sent, as many were answered", len(letters))
    asked = [c for c in rows(folder, "selmara_contacts.csv") if c["kind"] in ("letter", "email", "call", "message") and c["outcome"] not in ("not_delivered", "planned", "cancelled")]
    answered, kinds = [c for c in asked if c["outcome"] in ANSWERS | {"held"}], {a["actor"]: a["kind"] for a in rows(folder, "selmara_actors.csv")}
    told = {r["group"]: (int(r["sent"]), int(r["answered"])) for r in csv.DictReader(io.StringIO(say(diwan, "letters", path, "--csv")))}
    ok(f"{len(answered)} of {len(asked)} answered" in say(diwan, "letters", path) and told.get("ministry") == tuple(sum(kinds[c["to"]] == "ministry" for c in x) for x in (asked, answered))
       and told["ministry"][1] == truth["asked"]["answered_by_ministries"], "letters: how many answered, and how many of the ministries", told, len(answered), len(asked))
    decided = say(diwan, "actors", path, "--decide", "Clear Path Demining", "clearpath", "same", "--by-whom", "A desk")
    left = list(csv.DictReader(io.StringIO(say(diwan, "actors", path, "--same", "--csv"))))
    say(diwan, "actors", path, "--decide", "Clear Path Demining", "clearpath", "undo", "--by-whom", "A desk")
    back = list(csv.DictReader(io.StringIO(say(diwan, "actors", path, "--same", "--csv"))))
    ok(len(left) == len(same) - 1 and back == same, "a decision takes a proposal away, and taken back it is proposed again", decided, len(left), len(same))


def main():
    diwan, files = sys.argv[1:3]
    with tempfile.TemporaryDirectory() as at:
        wrong = {}
        for seed in range(1, 9):
            folder = os.path.join(at, str(seed))
            os.mkdir(folder)
            subprocess.run([files, folder, str(seed), "turn"], check=True)
            found = country(folder, read(folder))
            if found:
                wrong[seed] = found
        ok(not wrong, "eight countries: broker, gap, crowd, kinds, names, numbers and money are in the files as the truth says", wrong)
        demo = os.path.join(at, "demo")
        demo_kept.put(diwan, demo)
        what_diwan_says(diwan, demo)
    print(f"1..{next(done) - 1}")
    return bad > 0


if __name__ == "__main__":
    sys.exit(main())
