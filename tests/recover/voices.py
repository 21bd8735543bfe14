#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""voices.py DIWAN SELMARA_VOICES [--seeds N] [--first SEED] [--jobs N] [--markdown FILE]

Makes dialogues of invented countries whose opinion groups, bridges and divides are known, reads them in like anybody's files, and holds what
`diwan voice` says against the truth. Without --markdown: a short run as TAP. With it: a long one, whose table is written into FILE between
its two marks."""
import argparse
import concurrent.futures
import itertools
import json
import math
import os
import sys
import tempfile

sys.dont_write_bytecode = True
from recover import mean, percent, run, share, write_between  # noqa: E402

STORIES = ["groups", "alike", "cloud", "chance"]
GROUPED = ("groups", "alike")
COUNTRY, ROOM = "safety-in-selmara", "maruq-round-table"
DIFFER = 0.05
MARKS = "<!-- recovery of voices: written by make bench -->", "<!-- /recovery of voices -->"


def rand_index(a, b):
    """Adjusted Rand index (Hubert and Arabie 1985) of two partitions of the same people."""
    def pairs(values):
        counts = {}
        for v in values:
            counts[v] = counts.get(v, 0) + 1
        return sum(n * (n - 1) / 2 for n in counts.values())
    together, one, other, all_pairs = pairs(list(zip(a, b))), pairs(a), pairs(b), len(a) * (len(a) - 1) / 2
    expected = one * other / all_pairs
    return 1.0 if one == other == all_pairs else (together - expected) / ((one + other) / 2 - expected)


def both(diwan, files, seed, story):
    with tempfile.TemporaryDirectory() as folder:
        run([files, folder, str(seed), story])
        got = {"story": story, "seed": seed}
        with open(os.path.join(folder, "voices.json"), encoding="utf-8") as f:
            got["truth"] = {d["name"]: d for d in json.load(f)["dialogues"]}
        register = os.path.join(folder, "s.diwan")
        run([diwan, "new", "--open", register, "--name", "Selmara", "--quiet"])
        for name in (COUNTRY, ROOM):
            run([diwan, "add", register, os.path.join(folder, name), "--public", "--quiet"])
            got[name] = json.loads(run([diwan, "voice", register, name, "--json", "--quiet"]))
        return got


def kinds(truth):
    return {s["id"]: s["kind"] for s in truth["statements"]}


def counted(truth, said):
    """Are people, statements and votes as many as there are?"""
    return (said["participants"], said["statements"], said["votes"]) == (truth["with_a_vote"], len(truth["statements"]), truth["votes"])


def told(said, truth):
    """What is told as a bridge, rejected, dividing, against what is one."""
    kind = kinds(truth)
    true = {what: {i for i, k in kind.items() if k == what} for what in ("bridges", "rejected by all", "divides")}
    of = {"bridges": [s["id"] for s in said["bridges"]], "rejected by all": [s["id"] for s in said["rejected"]], "divides": [s["id"] for s in said["divides"]]}
    row = {"by": said["by"]}
    for what, ids in of.items():
        row[what] = {"told": len(ids), "found": len(true[what] & set(ids)) / len(true[what]), "wrong": sorted(f"{i}: {kind[i]}" for i in set(ids) - true[what])}
    # Sides of whom nine in ten and eight in ten agree differ as well; a bridge may be that. What may not be is the widest gap.
    first = of["divides"][:10]
    row["first_divides"] = sum(kind[i] == "divides" for i in first) / len(first) if first else math.nan
    row["late_told"] = any(kind[i] in ("late", "meta", "refused") for ids in of.values() for i in ids)
    return row


def women_and_men(said):
    """Statements on which women and men are told to differ."""
    side = next((s for s in said["sides"] if s["attribute"] == "gender"), None)
    return [s["id"] for s in side["shared"] if s.get("differ") is not None and s["differ"] < DIFFER] if side else []


def groups_found(said, truth):
    """Rand index of the groups told with the true ones, over people who are in one of each; None where none are told."""
    pairs = [(truth["groups"][p["id"] - 1], p["group"]) for p in said["people"] if p["group"] is not None] if truth["groups"] else []
    return rand_index([a for a, _ in pairs], [b for _, b in pairs]) if len({b for _, b in pairs}) > 1 else None


def judge(got):
    country, room = got[COUNTRY], got[ROOM]
    truth, room_truth = got["truth"][COUNTRY], got["truth"][ROOM]
    repeats = {(s["nearly_repeats"], s["id"]) for s in truth["statements"] if "nearly_repeats" in s}
    alike = {(min(p["a"], p["b"]), max(p["a"], p["b"])) for p in country["alike"]}
    gendered = {i for i, k in kinds(truth).items() if k == "women and men differ"}
    differ = set(women_and_men(country))
    return {"story": got["story"], "seed": got["seed"], "counted": counted(truth, country) and counted(room_truth, room),
        "k": country["k"] if country["footing"] == "well_founded" else 0, "footing": country["footing"], "rand_index": groups_found(country, truth),
        "silhouette": country["silhouette"], "country": told(country, truth), "room": told(room, room_truth),
        "room_groups": bool(room["k"] or room["groups"] or any(p["group"] is not None for p in room["people"])),
        "differ": len(differ), "gendered_told": bool(differ & gendered), "repeats_found": len(repeats & alike) / len(repeats), "alike_wrong": len(alike - repeats)}


def many(diwan, files, seeds, jobs):
    rows = {story: [] for story in STORIES}
    with concurrent.futures.ThreadPoolExecutor(jobs) as pool:
        for row in pool.map(lambda x: judge(both(diwan, files, x[1], x[0])), itertools.product(STORIES, seeds)):
            rows[row["story"]].append(row)
    return rows


def short(diwan, files, seeds, jobs):
    rows = many(diwan, files, seeds, jobs)
    every = [r for s in STORIES for r in rows[s]]
    grouped, single = [r for s in GROUPED for r in rows[s]], [r for s in STORIES if s not in GROUPED for r in rows[s]]
    alike = [r for s in STORIES if s != "groups" for r in rows[s]]
    checks = [
        ("people, statements and votes are counted as they are", all(r["counted"] for r in every), every),
        ("three groups are found, and are the true ones", mean(r["k"] == 3 for r in grouped) >= 0.7 and mean(r["rand_index"] for r in grouped if r["k"] == 3) >= 0.65,
         [(r["story"], r["seed"], r["footing"], r["k"], r["rand_index"]) for r in grouped]),
        ("known bridges are told as such, and nothing else", mean(r["country"]["bridges"]["found"] for r in grouped) >= 0.8 and not any(r["country"]["bridges"]["wrong"] for r in grouped),
         [(r["seed"], r["country"]["bridges"]) for r in grouped]),
        ("what all reject is told as such", mean(r["country"]["rejected by all"]["found"] for r in grouped) >= 0.8 and not any(r["country"]["rejected by all"]["wrong"] for r in grouped),
         [(r["seed"], r["country"]["rejected by all"]) for r in grouped]),
        ("known divides are told first", mean(r["country"]["divides"]["found"] for r in grouped) >= 0.8 and all(r["country"]["first_divides"] == 1 for r in grouped),
         [(r["seed"], r["country"]["divides"], r["country"]["first_divides"]) for r in grouped]),
        ("what came late, is about the process, or was rejected is told nowhere", not any(r["country"]["late_told"] or r["room"]["late_told"] for r in every), None),
        ("of a small room no groups are told, but its sides", not any(r["room_groups"] for r in every) and all(r["room"]["by"] == "side" for r in every), None),
        ("in a small room known bridges and divides of the sides are told", mean(r["room"]["bridges"]["found"] for r in every) >= 0.6 and
         mean(r["room"]["divides"]["found"] for r in every) >= 0.6 and not any("divides" in w for r in every for w in r["room"]["bridges"]["wrong"]),
         [(r["seed"], r["room"]) for r in every]),
        ("of people who are one cloud no groups are told", not any(r["k"] for r in single), [(r["story"], r["seed"], r["footing"], r["k"]) for r in single]),
        ("where women and men differ it is told", all(r["gendered_told"] for r in rows["groups"]), None),
        ("where they do not, hardly ever", sum(r["differ"] > 0 for r in alike) <= 2, [(r["story"], r["seed"], r["differ"]) for r in alike]),
        ("statements that say nearly the same are pointed out", mean(r["repeats_found"] for r in every) >= 0.7, [(r["seed"], r["repeats_found"]) for r in every]),
    ]
    print(f"1..{len(checks)}")
    for i, (name, good, why) in enumerate(checks):
        print(f"{'ok' if good else 'not ok'} {i + 1} - {name} ({len(seeds)} countries a story)")
        if not good and why is not None:
            print(f"# {why}")
    return 0 if all(c[1] for c in checks) else 1


# ---- the table -----------------------------------------------------------------------------------------------------

NAMES = {"groups": "three groups", "alike": "three groups, women and men alike", "cloud": "one cloud", "chance": "one opinion"}


def number(x, digits=2):
    return "" if math.isnan(x) else f"{x:.{digits}f}"


def lines_of(rows):
    """Label and one cell a story."""
    def line(label, cell, stories=STORIES):
        return [label] + [cell(rows[s]) if s in stories else "" for s in STORIES]

    def found(part, what):
        return lambda rs: percent(mean(r[part][what]["found"] for r in rs))

    def wrong(part, what):
        return lambda rs: number(mean(len(r[part][what]["wrong"]) for r in rs))
    return [
        line("groups told: none / 2 / 3 / 4 or 5", lambda rs: " / ".join(f"{100 * share(rs, lambda r: r['k'] in ks):.0f}" for ks in ((0,), (2,), (3,), (4, 5)))),
        line("... none: people differ by degrees / groups are not stable / one cloud",
             lambda rs: " / ".join(f"{100 * share(rs, lambda r: r['footing'] == f):.0f}" for f in ("by_degrees", "unstable", "one_cloud"))),
        line("adjusted Rand index of groups told with the true ones, mean", lambda rs: number(mean(r["rand_index"] for r in rs if r["k"] and r["rand_index"] is not None)), GROUPED),
        line("known bridges that are told", found("country", "bridges"), GROUPED),
        line("... statements told as bridges that are none, a country", wrong("country", "bridges"), GROUPED),
        line("known to be rejected by all, told", found("country", "rejected by all"), GROUPED),
        line("... told as that and are not, a country", wrong("country", "rejected by all"), GROUPED),
        line("known divides that are told", found("country", "divides"), GROUPED),
        line("... of the first ten told, true ones", lambda rs: percent(mean(r["country"]["first_divides"] for r in rs if not math.isnan(r["country"]["first_divides"]))), GROUPED),
        line("women and men are told to differ on the one statement where they do", lambda rs: percent(share(rs, lambda r: r["gendered_told"])), ("groups",)),
        line("women and men are told to differ on something, and do not", lambda rs: percent(share(rs, lambda r: r["differ"] > 0)), [s for s in STORIES if s != "groups"]),
        line("pairs of nearly the same statements pointed out / others, a country", lambda rs: f"{percent(mean(r['repeats_found'] for r in rs))} / {number(mean(r['alike_wrong'] for r in rs))}"),
        line("small room: groups are told", lambda rs: percent(share(rs, lambda r: r["room_groups"]))),
        line("small room: known bridges of its sides told / told and none, a room", lambda rs: f"{found('room', 'bridges')(rs)} / {wrong('room', 'bridges')(rs)}"),
        line("small room: known divides of its sides told", found("room", "divides")),
        line("people, statements and votes counted as they are", lambda rs: percent(share(rs, lambda r: r["counted"]))),
    ]


def table_of(rows):
    text = f"{len(rows[STORIES[0]])} countries a story; shares are per cent of them.\n\n| | " + " | ".join(NAMES[s] for s in STORIES) + " |\n|---|" + "---:|" * len(STORIES) + "\n"
    return text + "".join("| " + " | ".join(cells) + " |\n" for cells in lines_of(rows))


def main():
    p = argparse.ArgumentParser()
    p.add_argument("diwan")
    p.add_argument("files")
    p.add_argument("--seeds", type=int, default=3)
    p.add_argument("--first", type=int, default=1)
    p.add_argument("--jobs", type=int, default=os.cpu_count() or 2)
    p.add_argument("--table", action="store_true", help="print the table of a long run")
    p.add_argument("--markdown", help="write it into this file, between its two marks")
    p.add_argument("--rows", help="write every country's row as JSON, too")
    a = p.parse_args()
    seeds = list(range(a.first, a.first + a.seeds))
    if not (a.table or a.markdown or a.rows):
        return short(a.diwan, a.files, seeds, a.jobs)
    rows = many(a.diwan, a.files, seeds, a.jobs)
    if a.rows:
        with open(a.rows, "w", encoding="utf-8") as f:
            json.dump(rows, f)
    table = table_of(rows)
    print(table, end="")
    if a.markdown:
        write_between(a.markdown, table, MARKS)
    return 0


if __name__ == "__main__":
    sys.exit(main())
