#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""names.py DIWAN CASES [SHARED]: whom names mean, against tables that say so by code.

CASES is a folder with cases.csv, one case a row: the file of borders; the table or border file (case: beside cases.csv) that holds `spelling` beside
`truth`; how the truth becomes the borders' code (`key`: FROM:TO looks it up in the table of population; records:FILE reads a
file of incidents beside, whose points may teach spellings); the country; and the least recall, of what is surely known and
with the best proposal. Each spelling goes into a register as one incident without a point; `show names` says whom it means.

Strangers: the names of every other border file, the Arabic names of the population table, and the first- and second-order
names of other countries' incidents, asked in that country's place. None may be taken for one of its places, but those that
strangers.csv beside cases.csv lists as truly the same name.

TAP on standard output; prints recall, precision and every miss. Precision of what is sure must be 1."""
import csv
import io
import json
import os
import re
import subprocess
import sys
import tempfile

STRANGERS = ["ged_colombia_hdx.csv", "ged_myanmar_v24_1.csv", "ged_global_sample_v23_1.csv"]
HOMES = {"IRQ": "Iraq", "EGY": "Egypt", "PSE": "Israel", "LBN": "Lebanon", "LBY": "Libya", "SYR": "Syria", "JOR": "Jordan"}  # as UCDP says
POPULATION = "data/population/population_by_governorate.csv"
tests = failures = 0


def report(ok, what, lines=()):
    global tests, failures
    tests += 1
    failures += not ok
    print(f"{'ok' if ok else 'not ok'} {tests} - {what}")
    for line in lines:
        print(f"# {line}")


def clean(code):
    """Codes as the program cleans them: PS_JEN is PS-JEN, PS-GZA* is PS-GZA."""
    return re.sub(r"^([A-Z]{2})_", r"\1-", (code or "").strip()).rstrip("*?")


def rows_of(path):
    if path.endswith(".geojson"):
        with open(path, encoding="utf-8") as f:
            return [feature["properties"] for feature in json.load(f)["features"]]
    with open(path, encoding="utf-8-sig", newline="") as f:
        return list(csv.DictReader(f))


class Program:
    def __init__(self, path, shared):
        self.path, self.shared = path, shared

    def run(self, *arguments):
        done = subprocess.run([self.path, *arguments], capture_output=True, timeout=300)
        if done.returncode:
            raise RuntimeError(" ".join(arguments) + ": " + done.stderr.decode(errors="replace").strip())
        return done.stdout.decode()

    def means(self, borders, country, names, *others):
        """name -> row of `show names`, each asked by one incident that has nothing but the name."""
        with tempfile.TemporaryDirectory() as folder:
            register, asked = os.path.join(folder, "names.diwan"), os.path.join(folder, "names.csv")
            with open(asked, "w", encoding="utf-8", newline="") as f:
                w = csv.writer(f)
                w.writerows([["date", "country", "name", "killed"], ["#date", "#country+code", "#adm1+name", "#affected+killed"]])
                w.writerows(["2014-01-01", country, name, "1"] for name in names)
            self.run("new", "--open", register)
            self.run("add", register, os.path.join(self.shared, "data/boundaries", borders), *others)
            self.run("add", register, asked)
            rows = list(csv.DictReader(io.StringIO(self.run("show", register, "names", "--csv"))))
        return {row["name"]: row for row in rows if row["level"] in ("1", "2")}


def truth_of(case, shared, folder):
    """spelling -> code in the borders."""
    beside = case["spellings"].removeprefix("case:")
    rows = rows_of(os.path.join(folder if beside != case["spellings"] else shared, beside))
    rows = [r for r in rows if (r.get("iso3") or r.get("country") or case["country"]) == case["country"]]
    pairs = {r[case["spelling"]]: clean(r[case["truth"]]) for r in rows if r.get(case["spelling"])}
    if case["key"] and not case["key"].startswith("records:"):
        source, target = case["key"].split(":")
        known = {clean(r[source]): clean(r[target]) for r in rows_of(os.path.join(shared, POPULATION)) if r["iso3"] == case["country"]}
        pairs = {name: known[code] for name, code in pairs.items() if code in known}
    return pairs


def folded_row(found, name):
    """The row of a name; spellings that fold to one share a row, whichever of them it shows."""
    if name in found:
        return found[name]
    bare = re.sub(r"\s+", " ", name).strip()
    return next((row for written, row in found.items() if re.sub(r"\s+", " ", written).strip() == bare), None)


SURE = {"exact", "part", "alias", "sound", "learnt"}


def measure(program, case, folder):
    truth = truth_of(case, program.shared, folder)
    others = [os.path.join(program.shared, case["key"].split(":")[1])] if case["key"].startswith("records:") else []
    found = program.means(case["borders"], case["country"], sorted(truth), *others)
    sure = right = proposed = asked = 0
    misses = []
    for name, code in sorted(truth.items()):
        row = folded_row(found, name)
        if row is None:  # it folds to another spelling's row: ask by what that one says is not possible
            continue
        asked += 1
        is_sure, is_right = row["how"] in SURE, row["code"] == code
        sure += is_sure
        right += is_sure and is_right
        proposed += is_right
        if not (is_sure and is_right):
            misses.append(f"{name} ({code}): {row['how']} {row['place']} {row['code']} {row['score']} {row['others']}".rstrip())
    precision, recall, best = right / sure if sure else 1, right / asked, proposed / asked
    ok = asked > 0 and precision == 1 and recall >= float(case["sure_recall"]) and best >= float(case["proposed_recall"])
    report(ok, f"{case['case']}: {asked} spellings; sure: precision {precision:.3f}, recall {recall:.3f}; with the best proposal: recall {best:.3f}", misses)
    return asked, sure, right, proposed


def strangers(program, folder):
    """Names of other countries, asked as if of this one."""
    allowed = {(r["country"], r["name"]) for r in rows_of(os.path.join(folder, "strangers.csv"))}
    files = sorted(f for f in os.listdir(os.path.join(program.shared, "data/boundaries")) if f.endswith(".geojson"))
    country_of = {f: f[:3].upper() for f in files}
    names = {f: {p.get("shapeName") or p.get("adm2_name") or p["name"] for p in rows_of(os.path.join(program.shared, "data/boundaries", f))} for f in files}
    arabic = {}
    for r in rows_of(os.path.join(program.shared, POPULATION)):
        arabic.setdefault(r["iso3"], set()).add(r["place_ar"])
    incidents = [r for f in STRANGERS for r in rows_of(os.path.join(program.shared, "data/incidents", f)) if r["id"].isdigit()]
    for borders, country in sorted(country_of.items()):
        own = names[borders]
        asked = {n for f, list_ in names.items() if f[:3].upper() != country for n in list_ if n}
        asked |= {n for c, list_ in arabic.items() if c != country for n in list_ if n}
        home = HOMES[country]
        asked |= {r[k] for r in incidents for k in ("adm_1", "adm_2") if r[k] and r["country"] != home}
        found = program.means(borders, country, sorted(asked - own))
        taken = [f"{n}: {r['how']} {r['place']} {r['score']}" for n, r in sorted(found.items()) if r["how"] in SURE and (country, n) not in allowed]
        near = [f"proposed: {n}: {r['place']} {r['score']}" for n, r in sorted(found.items()) if r["how"] == "proposed" and float(r["score"]) >= 0.9]
        report(not taken, f"strangers in {borders}: {len(asked - own)} names, {len(taken)} taken for a place of {country}", taken + near)


def main():
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    shared = sys.argv[3] if len(sys.argv) > 3 else os.environ.get("DIWAN_SHARED", "")
    if not os.path.isdir(os.path.join(shared, "data")):
        print("1..0 # SKIP the shared data are not there (DIWAN_SHARED)")
        return 0
    program = Program(sys.argv[1], shared)
    cases = rows_of(os.path.join(sys.argv[2], "cases.csv"))
    sums = [0, 0, 0, 0]
    for case in cases:
        sums = [a + b for a, b in zip(sums, measure(program, case, sys.argv[2]))]
    print(f"# all: {sums[0]} spellings; sure: precision {sums[2] / max(sums[1], 1):.3f}, recall {sums[2] / sums[0]:.3f}; with the best proposal: recall {sums[3] / sums[0]:.3f}")
    strangers(program, sys.argv[2])
    print(f"1..{tests}")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
