#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""trace_all.py DIWAN [--country|--others]: every sentence, figure and row of the demo's briefs, or only of the country's, or of the others, traced. TAP.
Of the rows about one statement of a dialogue (all, each group, each side) the first and every seventh: they differ in nothing but whom they are of.
Under sanitizers (DIWAN_SANITIZED) the first of each kind of section and one in 32 of all, the same each time: the numbers are those of the plain build.

Each names a method that stands in the brief; the sums of its sets are those that `count` gives for the same selection, those
of the records listed, and those that the sentence or the row itself states. What may not be listed is counted and nowhere shown.
"""
import csv
import html
import io
import json
import os
import re
import shlex
import subprocess
import sys
import tempfile
import zlib

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
import demo_kept  # noqa: E402

BRIEFS = {"the country": [],
    "the page for a minister": ["--for", "minister"], "the page for a wall": ["--for", "wall"],
    "a governorate": ["Vashta"], "a governorate that was not seen": ["Zelhan"], "a period": ["--from", "2022", "--to", "2022"]}
SUMS = ["incidents", "deaths_low", "deaths_best", "deaths_high", "deaths_civilians", "deaths_unknown"]
PEOPLE = ["people_injured", "people_abducted", "people_detained", "people_displaced"]
SANITIZED = os.environ.get("DIWAN_SANITIZED") == "1"
tests = failures = 0
counted = {}
sections = set()  # of which a statement was traced


def report(what, problems):
    global tests, failures
    tests += 1
    failures += bool(problems)
    print(f"{'not ok' if problems else 'ok'} {tests} - {what}")
    for line in problems[:20]:
        print(f"# {line}")


def run(*arguments, status=0):
    done = subprocess.run([DIWAN, *arguments], capture_output=True, timeout=60, check=False)
    if done.returncode != status:
        raise SystemExit(f"Bail out! diwan {' '.join(arguments)}: status {done.returncode}: {done.stderr.decode()}")
    return done.stdout.decode()


def blocks_statements(brief):
    """{id: the row as machines read it, or None} of a brief's JSON."""
    out = {}
    for block in brief["blocks"]:
        out.update(dict.fromkeys(block.get("item_ids", [])))
        if block["kind"] in ("paragraph", "note", "subtitle", "figure"):
            out[block["id"]] = None
        table = block.get("table") or block.get("figure", {}).get("table")
        if table:
            out.update(zip(table["row_ids"], table["rows"]))
    return out


def traced(statements):
    seen = {}
    for at, row in statements.items():
        if row and "statement" in row:
            seen[row["statement"]] = seen.get(row["statement"], 0) + 1
            if seen[row["statement"]] % 7 != 1:
                continue
        section = re.match("[a-z]*", at)[0]
        if SANITIZED and section in sections and zlib.crc32(at.encode()) % 32:
            continue
        sections.add(section)
        yield at, row


def count_of(command):
    if command not in counted:
        words = shlex.split(command)
        assert words[:3] == ["diwan", "count", "REGISTER"]
        counted[command] = next(csv.DictReader(io.StringIO(run("count", REGISTER, *words[3:], "--csv", "--quiet"))))
    return {key: int(counted[command][key] or -1) for key in SUMS + PEOPLE}


def low(row):
    return row["deaths_best"] if row["deaths_low"] is None else row["deaths_low"]


def high(row):
    return row["deaths_best"] if row["deaths_high"] is None else row["deaths_high"]


def listed(trace, name):
    rows = [row for row in trace["rows"] if name in row["sets"].split(" ")]
    return {"incidents": len(rows), "deaths_low": sum(low(r) or 0 for r in rows), "deaths_best": sum(r["deaths_best"] or 0 for r in rows),
        "deaths_high": sum(high(r) or 0 for r in rows), "deaths_civilians": sum(r["deaths_civilians"] or 0 for r in rows),
        "deaths_unknown": sum(r["deaths_best"] is None for r in rows)}


def number(cell):
    return cell.get("value") if isinstance(cell, dict) else cell


def look_at_sets(one):
    wrong = []
    for given in one["sets"]:
        sums = {key: given[key] for key in SUMS}
        people = {key: -1 if given[key] is None else given[key] for key in PEOPLE}
        if "count" in given and count_of(given["count"]) != sums | people:
            wrong.append(f"{given['name']}: {sums} {people} and not as `{given['count']}`: {count_of(given['count'])}")
        names = [s["name"] for s in one["sets"]]
        if not one["withheld"] and names.count(given["name"]) == 1 and listed(one, given["name"]) != sums:
            wrong.append(f"{given['name']}: {sums} and not as its rows: {listed(one, given['name'])}")
    return wrong


def look_at_row(one, row):
    """The first set stands for the row's own numbers."""
    wrong = []
    first = one["sets"][0] if one["sets"] else None
    if row.get("measure") in ("incidents", "deaths_best"):
        then = {s["name"].removeprefix("seen_"): s[row["measure"]] for s in one["sets"]}
        wrong += [f"{when}: {row[when]} in the brief, {then.get(when)} traced" for when in ("before", "now") if row[when] != then.get(when)]
    for key in ("incidents", "deaths_best"):
        if first and row.get(key) is not None and number(row[key]) != first[key]:
            wrong.append(f"{key}: {row[key]} in the brief, {first[key]} traced")
    return wrong


def look_at(one, row):
    wrong = look_at_sets(one)
    if not one["text"].strip():
        wrong.append("no text")
    if not one["methods"] or any(not m["text"] or not m["makes"] for m in one["methods"]):
        wrong.append(f"a method without words: {[m['id'] for m in one['methods']]}")
    for r in one["rows"]:
        if not (r["import"] and r["file"] and r["line"] and r["source"] and r["source_id"] and r["date"]):
            wrong.append(f"a record without its file, line, source or day: {r}")
            break
    if any(r["source"] in WITHHELD for r in one["rows"]):
        wrong.append("a record is listed that its licence withholds")
    if row:
        wrong += look_at_row(one, row)
    return wrong


def two_digits(n):
    """As the page for a wall rounds: two leading digits, at least tens."""
    step = 10
    while n // step >= 100:
        step *= 10
    return (n + step // 2) // step * step


def totals_in_words(one):
    """Does a total of any set stand in the sentence, as English writes it?"""
    numbers = re.findall(r"\d[\d,]*", one["text"])
    keys = ["incidents", "deaths_best", "deaths_civilians", "deaths_low", "status_unknown"] + PEOPLE
    return any(s[key] is not None and {f"{s[key]:,}", f"{two_digits(s[key]):,}"} & set(numbers) for s in one["sets"] for key in keys)


def look_at_brief(name, place):
    brief = json.loads(run("brief", REGISTER, *place, "--json", "--quiet"))
    page = os.path.join(FOLDER, "page.html")
    run("brief", REGISTER, *place, "-o", page, "--quiet")
    with open(page, encoding="utf-8") as f:
        ids = set(re.findall(r'\bid="?([^\s">]+)', f.read()))
    statements = blocks_statements(brief)
    report(f"{name}: {len(statements)} statements, each with an ID on the page", [i for i in statements if html.escape(i) not in ids])
    wrong, silent = [], []
    for at, row in traced(statements):
        one = json.loads(run("brief", REGISTER, *place, "--trace", at, "--json", "--quiet"))
        wrong += [f"{at}: {w}" for w in look_at(one, row)]
        if one["fingerprint"] != brief["fingerprint"]:
            wrong.append(f"{at}: another fingerprint than the brief")
        if one["kind"] == "sentence" and one["sets"] and re.search(r"\d[\d,]* (incident|record|people|dead|death)", one["text"]) and not totals_in_words(one):
            silent.append(f"{at}: no sum of its sets stands in it: {one['text']} {[(s['name'], s['incidents']) for s in one['sets']]}")
    report(f"{name}: sets as counted, as listed and as stated; methods with words", wrong)
    report(f"{name}: sentences state what their sets hold", silent)
    none = [i for i in ("short.1", "series", "where") if i in statements and not json.loads(run("brief", REGISTER, *place, "--trace", i, "--json", "--quiet"))["sets"]]
    report(f"{name}: what counts stands on records", none)
    return statements


def look_at_errors():
    shown = run("brief", REGISTER, "--trace", "nothing.99", "--csv", "--quiet", status=1)
    ids = [row["id"] for row in csv.DictReader(io.StringIO(shown))]
    have = list(blocks_statements(json.loads(run("brief", REGISTER, "--json", "--quiet"))))
    report("an ID that is not there: all that are", sorted(set(ids) ^ set(have)))
    rows = list(csv.DictReader(io.StringIO(run("brief", REGISTER, "--trace", "short.1", "--csv", "--quiet"))))
    traced = json.loads(run("brief", REGISTER, "--trace", "short.1", "--json", "--quiet"))
    report("CSV and JSON list the same records", [] if [r["id"] for r in rows] == [str(r["id"]) for r in traced["rows"]] and rows else ["they differ"])
    withheld = {w["source"] for w in traced["withheld"]}
    report("what is withheld is named and counted", [] if withheld == WITHHELD and all(w["incidents"] > 0 for w in traced["withheld"]) else [str(withheld)])


def main():
    demo_kept.put(DIWAN, FOLDER)
    all_of_them = list(BRIEFS.items())
    for name, place in all_of_them[:3] if "--country" in sys.argv else all_of_them[3:] if "--others" in sys.argv else all_of_them:
        look_at_brief(name, place)
    look_at_errors()
    print(f"1..{tests}")
    return 1 if failures else 0


if __name__ == "__main__":
    DIWAN = os.path.abspath(sys.argv[1])
    WITHHELD = {"Rights watch of Selmara (invented)"}
    with tempfile.TemporaryDirectory() as TOP:
        FOLDER = os.path.join(TOP, "demo")
        REGISTER = os.path.join(FOLDER, "demo.diwan")
        sys.exit(main())
