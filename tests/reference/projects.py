#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""projects.py DIWAN [FOLDER]: who does what where, counted a second time. TAP.

Every file of projects in FOLDER (IATI as XML or as a table, tables of activities with HXL tags) goes into a register of its own, and all of
them into one; `show projects --by country` and `--by sector` are held against a count done here from the files with Python's csv and XML
reader alone: projects, activities, and money by currency, counted once along a chain. FOLDER is data/projects of the shared data, where it is."""
import csv
import io
import os
import re
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET

WITHDRAWN = {"15161": "15151", "15162": "15160", "15163": "15153", "15164": "15170"}
KINDS = {"1": "received", "2": "committed", "3": "disbursed", "4": "spent"}
VOCABULARIES = {"": "dac5", "1": "dac5", "DAC": "dac5", "2": "dac3", "7": "sdg", "8": "sdg", "9": "sdg", "10": "cluster"}
PREFERRED = ["dac5", "dac3", "cluster", "sdg", "own"]
MONEY = ["budget", "committed", "disbursed", "spent", "received", "counted"]
tests = failures = 0


def report(ok, what, problems=()):
    global tests, failures
    tests += 1
    failures += not ok
    print(f"{'ok' if ok else 'not ok'} {tests} - {what}")
    for line in list(problems)[:12]:
        print(f"# {line}")


def share(text):
    try:
        v = float(text)
        return v / 100 if 0 <= v <= 100.0001 else None  # a negative share is none
    except (TypeError, ValueError):
        return None


def number(text):
    try:
        return float(text)
    except ValueError:
        return None


# ---- the files, read here ----

def xml_projects(path):
    out = []
    for _, a in ET.iterparse(path):
        if a.tag != "iati-activity":
            continue
        default = a.get("default-currency", "")
        moves = [(KINDS.get(t.find("transaction-type").get("code")) if t.find("transaction-type") is not None else None, t) for t in a.findall("transaction")]
        moves = [(k, t) for k, t in moves if k] + [("budget", b) for b in a.findall("budget")]
        money = []
        for kind, t in moves:
            value = t.find("value")
            if value is None:
                money.append((kind, default, None, "", ""))
                continue
            payer, payee = t.find("provider-org"), t.find("receiver-org")
            money.append((kind, value.get("currency") or default, number((value.text or "").strip()),
                payer.get("provider-activity-id", "") if payer is not None else "", payee.get("receiver-activity-id", "") if payee is not None else ""))
        sectors = [(VOCABULARIES.get(s.get("vocabulary", ""), "own"), s.get("code", ""), share(s.get("percentage"))) for s in a.findall("sector")]
        out.append({"key": (a.findtext("iati-identifier") or "").strip(), "countries": [(c.get("code"), share(c.get("percentage"))) for c in a.findall("recipient-country")] or
            [(e.get("code"), None) for e in a.findall("location/administrative") if len(e.get("code", "")) == 2][:1],
            "sectors": [(v, WITHDRAWN.get(c, c) if v == "dac5" else c, s) for v, c, s in sectors], "money": money, "activities": 0})
        a.clear()
    return out


def at(cell, i):
    items = cell.split(";")
    return items[i].strip() if i < len(items) else ""


def table_projects(rows):
    out = []
    for row in rows:
        countries, sectors, money = [], [], []
        for i in range(len(row["recipient-country-code"].split(";"))):
            if at(row["recipient-country-code"], i):
                countries.append((at(row["recipient-country-code"], i), share(at(row["recipient-country-percentage"], i))))
        n = max(len(row["sector-code"].split(";")), len(row["sector"].split(";")))
        for i in range(n):
            code, name, words = at(row["sector-code"], i), at(row["sector"], i), at(row["sector-vocabulary"], i)
            if not code and not name:
                continue
            vocabulary = "own" if words and "OECD" not in words else "dac3" if "3 digit" in words or len(code) == 3 else "dac5"
            code = WITHDRAWN.get(code, code) if vocabulary == "dac5" else code
            sectors.append((vocabulary, code or name, share(at(row["sector-percentage"], i))))
        currency = row["currency"].strip() or row["default-currency"].strip()
        for column, kind in (("total-Commitment", "committed"), ("total-Disbursement", "disbursed"), ("total-Expenditure", "spent"), ("total-Incoming Funds", "received")):
            v = number(row[column])
            if v != 0:
                money.append((kind, "" if currency.startswith("!") else currency, v, "", ""))
        out.append({"key": row["iati-identifier"], "countries": countries, "sectors": sectors, "money": money, "activities": 0})
    return out


def fold(words):
    return " ".join(words.lower().split())


def activities_of(header, tags, rows):
    """Projects derived from a table with HXL tags: by its project code, else organisation, implementer, sector, what and country."""
    def column(*wanted):
        for w in wanted:
            for i, tag in enumerate(tags):
                parts = tag.replace(" ", "").split("+")
                need = w.split("+")
                if parts[0] == need[0] and all(("-" + p not in need) for p in parts) and all(p in parts for p in need[1:] if not p.startswith("-")):
                    return i
        return None

    impl = column("#org+impl")
    org = column("#org+prog", "#org+-impl+-funder")
    org = impl if org is None else org
    sector, what, country = column("#sector"), column("#activity"), column("#country")
    code = header.index("ProjectCode") if "ProjectCode" in header else column("#activity+code")
    ident = column("#meta+id")
    ident = header.index("ReportDetailId") if "ReportDetailId" in header else ident
    out, seen = {}, set()
    for row in rows:
        said = tuple(fold(c) for c in row)  # the same row in other letters says the same
        if said in seen:
            continue
        seen.add(said)
        def cell(i):
            return row[i].strip() if i is not None else ""
        key = (cell(code),) if cell(code) else tuple(fold(cell(i)) for i in (org, impl if impl != org else None, sector, what, country))
        p = out.setdefault(key, {"key": key, "countries": [], "sectors": [], "money": [], "activities": 0})
        p["activities"] += 1
        if cell(country) and (cell(country), None) not in p["countries"]:
            p["countries"].append((cell(country), None))
        if cell(sector) and ("cluster", cell(sector), None) not in p["sectors"]:
            p["sectors"].append(("cluster", cell(sector), None))
    return list(out.values())


def read(path):
    if path.endswith(".xml"):
        return xml_projects(path)
    with open(path, encoding="utf-8-sig", newline="") as f:
        rows = [r for r in csv.reader(f) if any(c.strip() for c in r)]
    tags = next(i for i, r in enumerate(rows[:25]) if sum(c.startswith("#") for c in r) >= 2)
    header = rows[tags - 1]
    if "iati-identifier" in header:
        return table_projects(dict(zip(header, r)) for r in rows[tags + 1:])
    return activities_of(header, rows[tags], rows[tags + 1:])


# ---- totals ----

def counted_once(projects):
    """Money that entered here, by project and currency."""
    pays = {p["key"] for p in projects for m in p["money"] if m[0] in ("disbursed", "spent") and m[2] is not None}
    into = {}
    for p in projects:
        for kind, currency, amount, _, payee in p["money"]:
            if kind in ("disbursed", "spent") and amount is not None and payee and payee != p["key"]:
                into[payee, currency] = into.get((payee, currency), 0) + amount
    for p in projects:
        sums = {}
        for kind, currency, amount, payer, _ in p["money"]:
            s = sums.setdefault(currency, dict.fromkeys(MONEY + ["here", "unknown"], 0))
            if amount is None:
                s["unknown"] += 1
                continue
            s[kind] += amount
            if kind == "received" and payer and payer != p["key"] and payer in pays:
                s["here"] += amount
        for currency, s in sums.items():
            out, here = s["disbursed"] + s["spent"], max(s["here"], into.get((p["key"], currency), 0))
            s["counted"] = out if s["received"] == 0 and here == 0 else max(out, s["received"], here) - here
        p["sums"] = sums


def parts(p, by):
    if by == "country":
        found = {}
        for code, s in p["countries"]:
            found.setdefault(code, s)
        items = list(found.items())
    else:
        vocabulary = next((v for v in PREFERRED if any(s[0] == v for s in p["sectors"])), None)
        items = [(c, s) for v, c, s in p["sectors"] if v == vocabulary]
    items = [(k, s if s is not None else (1 if len(items) == 1 else 0)) for k, s in items]
    said = sum(s for _, s in items)
    if said > 1:
        items = [(k, s / said) for k, s in items]
    return items, max(0, 1 - said)


def totals(projects, by, iso3):
    out = {}
    for p in projects:
        items, rest = parts(p, by)
        for key in {k for k, _ in items} or {""}:
            t = out.setdefault(iso3(key) if by == "country" else key, {"projects": 0, "activities": 0, "money": {}})
            t["projects"] += 1
            t["activities"] += p["activities"]
        for key, s in items + ([("", rest)] if rest > 0.0001 else []):
            t = out.setdefault(iso3(key) if by == "country" else key, {"projects": 0, "activities": 0, "money": {}})
            for currency, sums in p["sums"].items():
                for kind in MONEY:
                    place = t["money"].setdefault((kind, currency or "?"), [0.0])
                    place[0] += sums[kind] * s
    return out


# ---- what the program says ----

def run(program, *words):
    done = subprocess.run([program, *words], capture_output=True, timeout=300)
    return done.returncode, done.stdout.decode(), done.stderr.decode(errors="replace")


def shown(program, register, by):
    _, text, _ = run(program, "show", register, "projects", "--by", by, "--csv")
    out = {}
    for row in csv.DictReader(io.StringIO(text)):
        money = {(k, c): float(v) for k in MONEY for c, v in re.findall(r"(\S+) (-?[\d.e+]+)", row[k])}
        out[row["id"]] = {"projects": int(row["projects"]), "activities": int(row["activities"]), "money": money}
    return out


def differences(ours, theirs):
    for key in sorted(set(ours) | set(theirs)):
        a, b = ours.get(key), theirs.get(key)
        if a is None or b is None:
            yield f"{key!r}: counted {a}, shown {b}"
            continue
        for what in ("projects", "activities"):
            if a[what] != b[what]:
                yield f"{key!r}: {what}: counted {a[what]}, shown {b[what]}"
        for m in set(a["money"]) | set(b["money"]):
            x, y = a["money"].get(m, [0.0])[0], b["money"].get(m, 0.0)
            if abs(x - y) > 0.02:
                yield f"{key!r}: {m}: counted {x:.2f}, shown {y:.2f}"


def codes(root):
    """Two letters and names to three letters, from the program's own list of countries."""
    known = {}
    with open(os.path.join(root, "assets/countries.tsv"), encoding="utf-8") as f:
        for line in f:
            fields = line.rstrip("\n").split("\t")
            for name in fields[:4] + fields[4].split("|") if len(fields) > 4 else fields:
                if name:
                    known[name.lower()] = fields[0]
    return lambda key: known.get(key.lower(), key)


def compare(program, register, what, projects, iso3):
    counted_once(projects)
    for by in ("country", "sector"):
        found = list(differences(totals(projects, by, iso3), shown(program, register, by)))
        report(not found, f"{what}: totals by {by}", found)


def main():
    program = os.path.abspath(sys.argv[1])
    folder = sys.argv[2] if len(sys.argv) > 2 else os.path.join(os.environ.get("DIWAN_SHARED", ""), "data/projects")
    if not os.path.isdir(folder):
        print("1..0 # SKIP no shared data: set DIWAN_SHARED, or put it beside the project as ../shared")
        return 0
    iso3 = codes(os.path.join(os.path.dirname(os.path.abspath(__file__)), "../.."))
    every = {}
    with tempfile.TemporaryDirectory() as scratch:
        all_in = os.path.join(scratch, "all.diwan")
        run(program, "new", "--open", all_in)
        for name in sorted(n for n in os.listdir(folder) if n.endswith((".csv", ".xml"))):
            register = os.path.join(scratch, name + ".diwan")
            projects = read(os.path.join(folder, name))
            run(program, "new", "--open", register)
            status, _, err = run(program, "add", register, os.path.join(folder, name), "--json")
            report(status == 0, f"{name}: is read", err.splitlines())
            compare(program, register, name, projects, iso3)
            run(program, "add", all_in, os.path.join(folder, name))
            for p in projects:
                every[str(p["key"])] = p
        compare(program, all_in, "all of them", list(every.values()), iso3)
        before = shown(program, all_in, "country")
        for name in sorted(n for n in os.listdir(folder) if n.endswith((".csv", ".xml"))):
            run(program, "add", all_in, os.path.join(folder, name))
        report(shown(program, all_in, "country") == before, "added again, nothing changes")
    print(f"1..{tests}")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
