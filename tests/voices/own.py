#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""own.py DIWAN: of dialogues held with people here, no output says anything about a single participant. TAP.

Two registers hold the same invented dialogue but for one vote of one person. In everything that `voice` and `show` can say: no list as long as the people
are many, no position, no row; and whatever differs between the two stands on the votes of ten people or more.
"""
import csv
import io
import json
import os
import random
import re
import subprocess
import sys
import tempfile

DIWAN = os.path.abspath(sys.argv[1])
K, PEOPLE, STATEMENTS = 10, 123, 30
FEW = 29        # a statement that only six people saw
SOME = 28       # twelve saw it: seven of one side, five of another
FORMS = [[], ["--json"], ["--csv"], ["--report"], ["--report", "--csv"], ["--report", "--lang", "ar"], ["--compat", "polis", "--report"], ["--compat", "polis", "--json"],
    ["--compat", "polis", "--replay", "--json"], ["--statements"], ["--statements", "--json"]]
PARTICIPANT = re.compile(r"(?<![\d.])900\d{3}(?!\d)")
known = {}


def diwan(*words):
    env = {k: v for k, v in os.environ.items() if k.endswith("SAN_OPTIONS")}
    env.update(PATH="/usr/bin:/bin", HOME=os.getcwd(), LC_ALL="C", TZ="UTC", USER="tester", DIWAN_PASSPHRASE="nine brown owls keep the lamp")
    done = subprocess.run([DIWAN, *words], env=env, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=300, start_new_session=True, check=False)
    return done.returncode, done.stdout, done.stderr


def must(fine, why):
    if not fine:
        raise AssertionError(why)


def good(*words):
    status, out, err = diwan(*words)
    must(status == 0, f"{' '.join(words)}: status {status}: {err}")
    return out


def votes_of(chance):
    """Three kinds of people, who differ in the first half of the statements and agree in the rest."""
    votes = {}
    for person in range(PEOPLE):
        kind = person % 3
        for statement in range(STATEMENTS - 2):
            if chance.random() < 0.25:
                continue
            leans = 0.85 if statement >= 14 else (0.9, 0.1, 0.5)[(kind + statement) % 3]
            votes[person, statement] = chance.choices((1, -1, 0), (leans, 0.95 - leans, 0.05))[0]
    for person in range(6):
        votes[person, FEW] = 1
    for person in range(12):
        votes[person, SOME] = 1 if person % 2 else -1
    return votes


def text_of(statement):
    """Words that no other statement has."""
    chance = random.Random(statement)
    return " ".join("".join(chance.choices("abdefghiklmnoprstuvz", k=7)) for _ in range(6))


def write(folder, changed=None):
    votes = votes_of(random.Random(5))
    if changed:
        votes[changed] = -votes[changed] or 1
    os.makedirs(folder)
    with open(os.path.join(folder, "dialogue.csv"), "w", encoding="utf-8") as f:
        f.write("key,value\ntopic,The bridge at the mill\nchoices_side,community; security sector; far hamlet\nchoices_gender,women; men\n")
    with open(os.path.join(folder, "statements.csv"), "w", encoding="utf-8") as f:
        f.write("statement,text,moderation\n" + "".join(f"{s},{text_of(s)},1\n" for s in range(STATEMENTS)))
    with open(os.path.join(folder, "participants.csv"), "w", encoding="utf-8") as f: # four people of a far hamlet are too few
        f.write("participant,side,gender\n" + "".join(f"{900000 + p},{'far hamlet' if p < 4 else ('community', 'security sector')[p % 2]},{('women', 'men')[p // 2 % 2]}\n" for p in range(PEOPLE)))
    with open(os.path.join(folder, "votes.csv"), "w", encoding="utf-8") as f:
        f.write("participant,statement,vote,day\n" + "".join(f"{900000 + p},{s},{v},2026-03-0{1 + p % 7}\n" for (p, s), v in sorted(votes.items())))


def registers():
    """bridge.diwan, and others with one vote turned: on a statement of few, on one of some, on one of many."""
    for name, changed in (("whole", None), ("few", (2, FEW)), ("some", (3, SOME)), ("many", (50, 3))):
        write(os.path.join(name, "bridge"), changed)
        good("new", name + ".diwan")
        good("add", name + ".diwan", os.path.join(name, "bridge"), "--quiet")


def outputs(register):
    """Every form of every answer: {words: text}."""
    if register in known:
        return known[register]
    told = known[register] = {}
    for words in FORMS:
        told[" ".join(words) or "plain"] = good("voice", register, "bridge", *words, "--quiet", "--seed", "7")
    for machine in ([], ["--json"], ["--csv"]):
        told["show dialogues " + " ".join(machine)] = good("show", register, "dialogues", *machine, "--quiet")
    return told


def lists(value):
    if isinstance(value, dict):
        for one in value.values():
            yield from lists(one)
    elif isinstance(value, list):
        yield value
        for one in value:
            yield from lists(one)


def no_single_person():
    told = outputs("whole.diwan")
    for words, text in told.items():
        must(not PARTICIPANT.search(text), f"{words}: a participant's number stands in it")
        if "--json" not in words:
            continue
        answer = json.loads(text)
        must(max((len(one) for one in lists(answer)), default=0) <= STATEMENTS, f"{words}: a long list")
        if "statement_list" not in answer:
            continue
        must(answer.get("participants") == PEOPLE, f"{words}: the number of participants is {answer.get('participants')}")
        for key in ("people", "base_clusters"):
            must(key not in answer, f"{words}: has {key}")
        for group in answer.get("groups", []):
            must("x" not in group and group["size"] >= K, f"{words}: a group of {group['size']}, or with a place")
    must(len(told) == len(FORMS) + 3, "too few outputs were looked at")


def refused():
    status, out, err = diwan("voice", "whole.diwan", "bridge", "--next", "900001")
    must(status == 1 and not out and "held with people here" in err, f"--next: status {status}: {out}{err}")
    other = diwan("voice", "whole.diwan", "bridge", "--next", "17")
    must((status, out, err) == other, "--next answers otherwise for somebody who is not there")


BASES = ("n", "n_trials", "seen", "size")


def stands_on(path_of_objects, answer):
    """How many people are behind a number: what the innermost object around it says, or the statement it is about."""
    for one in reversed(path_of_objects):
        for key in BASES:
            if isinstance(one.get(key), int):
                return one[key]
        if "id" in one and "direction" not in one and ("intercept" in one or "agree_geometric" in one or "all" in one):
            seen = next(s["seen"] for s in answer["statement_list"] if s["id"] == one["id"])
            return seen or 0
    return answer.get("participants", 0)


def differing(a, b, around, answer):
    """(words, people behind) of every number that is not the same."""
    if isinstance(a, dict) and isinstance(b, dict):
        for key in sorted(set(a) | set(b)):
            for what, n in differing(a.get(key), b.get(key), around + [a], answer):
                yield f"{key}/{what}", n
    elif isinstance(a, list) and isinstance(b, list) and len(a) == len(b):
        for i, (x, y) in enumerate(zip(a, b)):
            for what, n in differing(x, y, around, answer):
                yield f"{i}/{what}", n
    elif a != b:
        yield f"{a} {b}"[:80], stands_on(around, answer)


def one_vote(name, statement):
    """One vote turned: what differs stands on ten people or more; of a statement of too few nothing differs."""
    here, there = outputs("whole.diwan"), outputs(name + ".diwan")
    found = 0
    for words in here:
        if "--json" in words and not words.startswith("show"):
            a, b = json.loads(here[words]), json.loads(there[words])
            for what, n in differing(a, b, [], a):
                found += 1
                must(n >= K, f"{words}: {what} stands on {n}")
            for answer in (one for one in (a, b) if "statement_list" in one):
                one = next(s for s in answer["statement_list"] if s["id"] == statement)
                if statement == FEW:
                    must(all(one[key] is None for key in ("agree", "disagree", "pass", "seen", "priority")), f"{words}: {one}")
                    must(not [s for s in answer["bridging"] + answer["bridges"] + answer["divides"] + answer["consensus"] if s["id"] == FEW], f"{words}: few, but told")
        elif "--csv" in words and not words.startswith("show"):
            for x, y in zip(csv.DictReader(io.StringIO(here[words])), csv.DictReader(io.StringIO(there[words]))):
                behind = x.get("seen") or x.get("votes") or "0"
                must(x == y or int(behind) >= K, f"{words}: {x} against {y}")
    must(found or statement == FEW, "nothing differs: the test would not see it")


def sides_apart():
    """Twelve saw a statement, seven and five of two sides: nothing of either side may be had, also not by taking away."""
    answer = json.loads(good("voice", "whole.diwan", "bridge", "--json", "--quiet"))
    side = next(s for s in answer["sides"] if s["attribute"] == "side")
    must(sorted(g["value"] for g in side["groups"]) in (["community", "security sector"], ["community"], ["security sector"], []), f"groups {side['groups']}")
    of_it = next((s for s in side["shared"] if s["id"] == SOME), None)
    must(of_it and of_it["all"]["n"] == 12, f"the whole is told: {of_it}")
    must(not of_it["agree"] and of_it["least_agree"]["value"] is None and of_it["gap"] is None, f"sides of a statement that few saw: {of_it}")
    for one in side["shared"]:
        n = sum(g["share"]["n"] for g in one["agree"])
        left = (one["all"]["n"] or 0) - n
        must(not one["agree"] or left == 0 or left >= K, f"statement {one['id']}: {left} are left when what is told is taken away")


def main():
    os.chdir(tempfile.mkdtemp())
    status, _, err = diwan("new", "probe.diwan")
    if status:
        print(f"1..0 # SKIP this build cannot encrypt registers: {err.strip()}")
        return 0
    steps = [("four dialogues that differ in one vote", registers), ("nothing about a single participant", no_single_person), ("the next statement is refused", refused),
        ("one vote on a statement of six", lambda: one_vote("few", FEW)), ("one vote on a statement of twelve", lambda: one_vote("some", SOME)),
        ("one vote on a statement of many", lambda: one_vote("many", 3)), ("sides cannot be had by subtraction", sides_apart)]
    print(f"1..{len(steps)}")
    failed = 0
    for number, (name, step) in enumerate(steps, 1):
        try:
            step()
            print(f"ok {number} - {name}", flush=True)
        except (AssertionError, StopIteration, KeyError, subprocess.TimeoutExpired) as e:
            failed += 1
            print(f"not ok {number} - {name}\n# {type(e).__name__}: {e}", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
