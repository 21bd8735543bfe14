#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""recover.py DIWAN SELMARA_FILES [--seeds N] [--first SEED] [--jobs N] [--markdown FILE]

Makes invented countries whose truth is known, reads them in like anybody's files, and holds what diwan says against truth.json.
Without --markdown: a short run as TAP. With it: a long one, whose table is written into FILE between its two marks."""
import argparse
import concurrent.futures
import json
import math
import os
import re
import subprocess
import sys
import tempfile

FILES = ["selmara_adm1.geojson", "selmara_population.csv", "selmara_observability.csv", "selmara_phases.csv", "selmara_aliases.csv",
         "selmara_licences.csv"]
SOURCES = {"selmara_incidents.csv": "Selmara incident register (invented)", "selmara_harm.csv": "Rights watch of Selmara (invented)"}
STORIES = ["turn", "seen", "steady", "fewer", "one-large", "summaries"]
TURNED = ("turn", "seen", "fewer")
MEASURES = ["incidents", "deaths_per_incident", "civilian_share"]
MONTHS, TURN, HALF = 48, 26, 24
UNSEEN = "Zelhan"
PLACES = ["Vashta", "Tamura", "Orvan", "Nareva"]  # from most to fewest incidents
DEADLIER = re.compile(r"\bdeadlier\b|killed more people: [\d.]+ instead of")  # in the headline, or in a sentence
LESS_DEADLY = re.compile(r"\bless deadly\b|killed fewer people: [\d.]+ instead of")
CIVILIANS_ROSE = re.compile(r"more against civilians|more of the dead are civilians|The share rose, whatever those of unknown status were, and also", re.I)
FEWER_HEADLINE = re.compile(r"^(Where all could be seen: )?fewer\b", re.I)
CALM = re.compile(r"\bcalm\b|\bquiet\b|\bpeaceful\b", re.I)
NOT_CALM = re.compile(r"not (the same as )?calm|is not calm|no (rate|fall|change)[^.]*calm|fall or calm|may be quiet, or merely unseen|and no calm", re.I)
FALL = re.compile(r"\bfewer\b|\bfell\b|\bfall\b|\bdeclin|\bdecreas", re.I)


def month_number(text):
    year, month = text.split("-")
    return int(year) * 12 + int(month)


# ---- what is true --------------------------------------------------------------------------------------------------

def expected_change(truth, without):
    """The true relative changes of what a source that sees all but `without` records: the last 24 months against the 24 before."""
    sums = {half: [0.0, 0.0, 0.0] for half in ("before", "now")}  # incidents, dead, civilians
    share = truth["change"]["civilian_share"]
    for place in truth["places"]:
        if place["name"] in without:
            continue
        for month, mean in enumerate(place["expected_by_month"]):
            side = "since" if month >= TURN else "before"
            s = sums["before" if month < HALF else "now"]
            dead = mean * place["deaths_per_incident"][side]
            s[0] += mean
            s[1] += dead
            s[2] += dead * share[side]
    b, n = sums["before"], sums["now"]
    return {"incidents": n[0] / b[0] - 1, "deaths_per_incident": (n[1] / n[0]) / (b[1] / b[0]) - 1, "civilian_share": (n[2] / n[1]) / (b[2] / b[1]) - 1}


# ---- what diwan says -----------------------------------------------------------------------------------------------

def run(arguments):
    done = subprocess.run(arguments, capture_output=True, text=True)
    if done.returncode:
        raise RuntimeError(f"{' '.join(arguments)}: {done.returncode}: {done.stderr}")
    return done.stdout


def short_of(document):
    """The sentences of the part In short."""
    out, inside = [], False
    for block in document["blocks"]:
        if block["kind"] == "heading":
            inside = block.get("id") == "short"
        elif inside:
            out += block.get("items", [])
    return out


def texts_of(value):
    if isinstance(value, str):
        yield value
    for v in value.values() if isinstance(value, dict) else value if isinstance(value, list) else []:
        yield from texts_of(v)


def country(diwan, files, seed, story):
    with tempfile.TemporaryDirectory() as folder:
        run([files, folder, str(seed), story])
        truth = json.load(open(os.path.join(folder, "truth.json"), encoding="utf-8"))
        register = os.path.join(folder, "s.diwan")
        run([diwan, "new", "--open", register, "--name", "Selmara", "--quiet"])
        run([diwan, "add", register, "--quiet"] + [os.path.join(folder, name) for name in FILES])
        for name in SOURCES if story == "turn" else ["selmara_incidents.csv"]:
            run([diwan, "add", register, os.path.join(folder, name), "--quiet", "--source", SOURCES[name]])
        brief = os.path.join(folder, "brief.json")
        run([diwan, "brief", register, "-o", brief, "--quiet"])
        got = {"truth": truth, "trend": json.loads(run([diwan, "trend", register, "--json", "--quiet"])), "brief": json.load(open(brief, encoding="utf-8"))}
        for place in PLACES + ([UNSEEN] if story == "turn" else []):
            got[place] = json.loads(run([diwan, "trend", register, place, "--json", "--quiet"]))
        if story == "turn":
            run([diwan, "brief", register, UNSEEN, "-o", brief, "--quiet"])
            got["unseen_brief"] = json.load(open(brief, encoding="utf-8"))
        return got


def told_changes(trend):
    """The changes that are told, and the places they leave out."""
    seen = trend.get("where_seen") or {}
    if trend["change_reason"] and seen.get("change"):
        return seen["change"], set(seen.get("without", []))
    return trend["change"], set()


def verdict(estimate):
    if estimate["lo"] is None or estimate["hi"] is None:
        return "none"
    return "more" if estimate["lo"] > 0 else "fewer" if estimate["hi"] < 0 else "none"


def judge(got):
    """One country: what of its truth was found, as numbers to add up."""
    truth, trend = got["truth"], got["trend"]
    change, without = told_changes(trend)
    true = expected_change(truth, without)
    row = {"story": truth["story"], "seed": truth["seed"], "verdict": {}, "true": true, "value": {}, "bounds": {}}
    for m in MEASURES:
        e = change[m]
        row["verdict"][m] = verdict(e)
        row["value"][m] = e["value"]
        if e["lo"] is not None:
            row["bounds"][m] = (e["lo"], e["hi"])
    seen = trend.get("where_seen") or {}
    first = month_number(truth["from"])
    for key, name in (("points", "change_points_firm"), ("points_exact", "change_points")):
        row[key] = [month_number(p) - first for p in trend[name] or seen.get(name) or []]
    short = short_of(got["brief"])
    row["deadlier"] = any(DEADLIER.search(s) for s in short)
    row["less_deadly"] = any(LESS_DEADLY.search(s) for s in short)
    row["civilians_rose"] = any(CIVILIANS_ROSE.search(s) for s in short)
    drawn = truth["drawn"]
    row["totals"] = (trend["incidents"], trend["deaths_best"], trend["deaths_civilians"], trend["deaths_status_unknown"]) == \
        (drawn["incidents"], drawn["deaths_best"], drawn["deaths_civilians"], drawn["deaths_status_unknown"])
    row["halves"] = sum(s["incidents"] for s in trend["series"][:TURN]) == drawn["incidents_before"]
    row["places"] = {p: judge_place(truth, p, got[p]["change"]["incidents"]) for p in PLACES}
    pattern = trend.get("pattern") or {}
    row["pattern"], row["pattern_robust"] = bool(pattern.get("found")), bool(pattern.get("found_robust"))
    row["fewer_headline"] = bool(short) and bool(FEWER_HEADLINE.search(short[0]))
    row["unseen"] = judge_unseen(got) if truth["story"] == "turn" else []
    return row


def judge_place(truth, name, estimate):
    true = expected_change(truth, {p["name"] for p in truth["places"]} - {name})["incidents"]
    held = None if estimate["lo"] is None else estimate["lo"] <= true <= estimate["hi"]
    return {"verdict": verdict(estimate), "true": true, "held": held}


def judge_unseen(got):
    """What is said of the place that nobody could see, and must not be: a list of mistakes."""
    truth, trend, wrong = got["truth"], got[UNSEEN], []
    place = next(p for p in truth["places"] if p["name"] == UNSEEN)
    first, last = month_number(place["unseen_from"]), month_number(place["unseen_to"])
    for level in trend["levels"]:
        if level["level"] == "calm" and month_number(level["from"]) <= last and month_number(level["to"]) >= first:
            wrong.append(f"level calm from {level['from']} to {level['to']}")
    if any(trend["change"][m]["value"] is not None for m in MEASURES):
        wrong.append("a change is told")
    told = [p for p in trend["change_points_firm"] if first <= month_number(p) <= last + 1]
    if told:
        wrong.append(f"turning points {told} where nobody could look")
    if trend["now"]["incidents_per_month"]["value"] is not None:
        wrong.append("a monthly mean is told")
    for sentence in short_of(got["unseen_brief"]):
        if CALM.search(sentence) and not NOT_CALM.search(sentence):
            wrong.append(f"calm: {sentence}")
        if FALL.search(sentence) and not re.search(r"neither a fall nor a rise|no (rate, )?fall", sentence):
            wrong.append(f"a fall: {sentence}")
    for text in texts_of(got["brief"]):
        if UNSEEN in text and re.search(rf"(fell|fall)\w* (most |furthest )?in [^.]*{UNSEEN}", text):
            wrong.append(f"a fall: {text}")
    return wrong


# ---- many countries ------------------------------------------------------------------------------------------------

def many(diwan, files, stories, seeds, jobs):
    rows = {story: [] for story in stories}
    with concurrent.futures.ThreadPoolExecutor(jobs) as pool:
        for row in pool.map(lambda x: judge(country(diwan, files, x[1], x[0])), [(story, seed) for story in stories for seed in seeds]):
            rows[row["story"]].append(row)
    return rows


def share(rows, test):
    rows = list(rows)
    return sum(1 for r in rows if test(r)) / len(rows) if rows else math.nan


def near(row, months=2, key="points"):
    return any(abs(p - TURN) <= months for p in row[key])


def extra(row, key="points"):
    """Turning points that are none: those more than five months from a true one, and all but the first within that."""
    close = sum(abs(p - TURN) <= 5 for p in row[key]) if row["story"] in TURNED else 0
    return len(row[key]) - min(close, 1)


def short(diwan, files, seeds, jobs):
    rows = many(diwan, files, STORIES, seeds, jobs)
    n = len(seeds)
    every = [r for story in STORIES for r in rows[story]]
    checks = [
        ("totals are those that the source recorded", all(r["totals"] and r["halves"] for r in every), [(r["story"], r["seed"]) for r in every if not (r["totals"] and r["halves"])]),
        ("of the unseen province no calm, no fall, no change is said", not any(r["unseen"] for r in rows["turn"]), [r["unseen"] for r in rows["turn"] if r["unseen"]]),
        ("a country that turned: fewer is found in all", all(r["verdict"]["incidents"] == "fewer" for s in ("turn", "seen", "fewer") for r in rows[s]), None),
        ("no change is found the wrong way round", not any(r["verdict"][m] == ("more" if m == "incidents" else "fewer") for s in ("turn", "seen") for r in rows[s] for m in MEASURES), None),
        ("fewer but deadlier is said in most", all(share(rows[s], lambda r: r["deadlier"] and r["fewer_headline"]) >= 0.6 for s in ("turn", "seen")),
         [(r["story"], r["seed"], r["deadlier"], r["fewer_headline"]) for s in ("turn", "seen") for r in rows[s]]),
        ("deadlier is said of at most one of a story where it is not true", all(sum(r["deadlier"] for r in rows[s]) <= 1 for s in ("steady", "fewer", "one-large", "summaries")),
         [(s, sum(r["deadlier"] for r in rows[s])) for s in ("steady", "fewer", "one-large", "summaries")]),
        ("of a country that turned a turning point near the truth is told in most", share(rows["seen"] + rows["fewer"], lambda r: near(r, 5)) >= 0.6, [r["points"] for r in rows["seen"] + rows["fewer"]]),
        ("of a steady country hardly any is told", mean(len(r["points"]) for r in rows["steady"] + rows["one-large"]) <= 0.5, [r["points"] for r in rows["steady"] + rows["one-large"]]),
    ]
    print(f"1..{len(checks)}")
    for i, (name, good, why) in enumerate(checks):
        print(f"{'ok' if good else 'not ok'} {i + 1} - {name} ({n} countries a story)")
        if not good and why is not None:
            print(f"# {why}")
    return 0 if all(c[1] for c in checks) else 1


# ---- the table -----------------------------------------------------------------------------------------------------

NAMES = {"turn": "turn", "seen": "all seen", "steady": "steady", "fewer": "fewer only", "one-large": "one large", "summaries": "summaries"}
LABELS = {"incidents": "incidents", "deaths_per_incident": "deaths per incident", "civilian_share": "civilian share"}


def percent(x):
    return "" if math.isnan(x) else f"{100 * x:.0f} %"


def mean(values):
    values = list(values)
    return sum(values) / len(values) if values else math.nan


def signed(x):
    text = f"{100 * x:+.0f} %".replace("-", "−")
    return "none" if text in ("+0 %", "−0 %") else text


def recorded(rows, measure):
    """The change that a source records on average: summary records make it another than that of what happens."""
    return math.expm1(mean(math.log1p(r["value"][measure]) for r in rows if r["value"][measure] is not None))


def lines_of(rows):
    """Label and one cell a story."""
    def line(label, cell):
        return [label] + [cell(rows[s]) for s in STORIES]
    out = []
    for m in MEASURES:
        out.append(line(f"true change of {LABELS[m]}", lambda rs: signed(mean(r["true"][m] for r in rs))))
        out.append(line("recorded on average", lambda rs: signed(recorded(rs, m))))
        out.append(line("... which lies within the 95 % interval", lambda rs: percent(share((r["bounds"][m] for r in rs if m in r["bounds"]), lambda b: b[0] <= recorded(rs, m) <= b[1]))))
        out.append(line("found: fewer or less / more / nothing said",
                        lambda rs: " / ".join(f"{100 * share(rs, lambda r: r['verdict'][m] == v):.0f}" for v in ("fewer", "more", "none"))))
    out.append(line("four governorates, incidents: true change within the 95 % interval",
                    lambda rs: percent(share((p for r in rs for p in r["places"].values() if p["held"] is not None), lambda p: p["held"]))))
    out.append(line("... fewer / more / nothing said", lambda rs: " / ".join(f"{100 * share((p for r in rs for p in r['places'].values()), lambda p: p['verdict'] == v):.0f}" for v in ("fewer", "more", "none"))))
    out.append(line("the headline says fewer", lambda rs: percent(share(rs, lambda r: r["fewer_headline"]))))
    out.append(line("the brief says that each incident killed more", lambda rs: percent(share(rs, lambda r: r["deadlier"]))))
    out.append(line("... that it killed fewer", lambda rs: percent(share(rs, lambda r: r["less_deadly"]))))
    out.append(line("... that more of the dead were civilians", lambda rs: percent(share(rs, lambda r: r["civilians_rose"]))))
    out.append(line("fewer but deadlier found by slopes / and in the robust form", lambda rs: f"{100 * share(rs, lambda r: r['pattern']):.0f} / {100 * share(rs, lambda r: r['pattern_robust']):.0f}"))
    def points(key):
        out.append(line("turning point within 2 months of the truth / within 5", lambda rs: " / ".join(f"{100 * share(rs, lambda r: near(r, n, key)):.0f}" for n in (2, 5)) if rs[0]["story"] in TURNED else "none is true"))
        out.append(line("turning points that are none: 0 / 1 / 2 or more", lambda rs: " / ".join(f"{100 * share(rs, lambda r: min(extra(r, key), 2) == k):.0f}" for k in range(3))))
    points("points")
    out.append(["*the same, all that the exact method gives (not told):*"] + [""] * len(STORIES))
    points("points_exact")
    out.append(line("something said of the unseen province that nobody can know", lambda rs: percent(share(rs, lambda r: r["unseen"])) if rs[0]["story"] == "turn" else ""))
    out.append(line("totals as the source recorded them", lambda rs: percent(share(rs, lambda r: r["totals"] and r["halves"]))))
    return out


def table_of(rows):
    n = len(rows[STORIES[0]])
    text = f"{n} countries a story; shares are percent of them.\n\n| | " + " | ".join(NAMES[s] for s in STORIES) + " |\n|---|" + "---:|" * len(STORIES) + "\n"
    return text + "".join("| " + " | ".join(cells) + " |\n" for cells in lines_of(rows))


MARKS = "<!-- recovery: written by make bench -->", "<!-- /recovery -->"


def write_between(path, text, marks=MARKS):
    with open(path, encoding="utf-8") as f:
        head, rest = f.read().split(marks[0])
    tail = rest.split(marks[1])[1]
    with open(path, "w", encoding="utf-8") as f:
        f.write(f"{head}{marks[0]}\n{text}{marks[1]}{tail}")


def main():
    p = argparse.ArgumentParser()
    p.add_argument("diwan")
    p.add_argument("files")
    p.add_argument("--seeds", type=int, default=4)
    p.add_argument("--first", type=int, default=1)
    p.add_argument("--jobs", type=int, default=os.cpu_count() or 2)
    p.add_argument("--table", action="store_true", help="print the table of a long run")
    p.add_argument("--markdown", help="write it into this file, between its two marks")
    p.add_argument("--rows", help="write every country's row as JSON, too")
    a = p.parse_args()
    seeds = list(range(a.first, a.first + a.seeds))
    if not (a.table or a.markdown or a.rows):
        return short(a.diwan, a.files, seeds, a.jobs)
    rows = many(a.diwan, a.files, STORIES, seeds, a.jobs)
    if a.rows:
        with open(a.rows, "w", encoding="utf-8") as f:
            json.dump(rows, f)
    table = table_of(rows)
    print(table, end="")
    if a.markdown:
        write_between(a.markdown, table)
    return 0


if __name__ == "__main__":
    sys.exit(main())
