# SPDX-License-Identifier: GPL-3.0-or-later
"""files.py DIWAN [SHARED] [--markdown FILE] [--smallest]: what becomes of every file of the shared data, one line of TAP each.

A file that is read: rows = kept + known + refused + duplicates, and its totals in the register (records, deaths best, low, high
and of civilians, first and last day; people; units of a border file; of a dialogue, which each of its files stands for, statements, participants, votes) equal a count done here with Python's csv and json alone. A
file that is not: one sentence that says what it is, not that "no layout fits". --markdown writes the whole as a table. --smallest: of each folder and kind of file the smallest alone (on a server, where what differs is how rows are written)."""
import csv
import datetime
import io
import json
import os
import sqlite3
import subprocess
import sys
import tempfile
import xml.etree.ElementTree

import projects

FOLDERS = ["data", "reference/formats/examples"]
GENERAL = ("no layout fits", "none of its")  # sentences that do not say what a file is
EPOCH = datetime.date(1970, 1, 1)
DEATHS = {"best": "deaths_best", "low": "deaths_low", "high": "deaths_high", "civilians": "deaths_civilians"}
tests = failures = 0


def report(ok, what, problems=()):
    global tests, failures
    tests += 1
    failures += not ok
    print(f"{'ok' if ok else 'not ok'} {tests} - {what}")
    for line in problems:
        print(f"# {line}")


def files_of(shared):
    for folder in FOLDERS:
        for where, folders, names in os.walk(os.path.join(shared, folder)):
            folders.sort()
            for name in sorted(names):
                yield os.path.relpath(os.path.join(where, name), shared)


def smallest_of_each(shared, names):
    """Of each folder and kind of file the smallest; of folders in it, such as a dialogue's, all of the smallest one."""
    def weight(name):
        folder = os.path.dirname(name)
        return sum(os.path.getsize(os.path.join(shared, n)) for n in names if os.path.dirname(n) == folder) if folder.count("/") > 1 else os.path.getsize(os.path.join(shared, name))

    def kind(name):
        return (*name.split("/")[:2], os.path.splitext(name)[1])
    least = {}
    for name in names:
        least[kind(name)] = min(least.get(kind(name), float("inf")), weight(name))
    return {name for name in names if weight(name) == least[kind(name)]}


# ---- what the program says ----

def add(program, register, path, *more):
    """(status, JSON or None, what stood on stderr)."""
    done = subprocess.run([program, "add", register, path, "--json", *more], capture_output=True, timeout=300)
    told = json.loads(done.stdout) if done.stdout.strip() else None
    return done.returncode, told, done.stderr.decode(errors="replace").strip()


def in_register(program, register, layout):
    """What came to lie in the register, read with another program; of a register on a server (tests/postgres/server.py) its backup."""
    if not os.path.exists(register):
        copy = register[:-len("diwan")] + "file.diwan"
        if not os.path.exists(copy):
            subprocess.run([program, "backup", register, copy], capture_output=True, check=True)
        register = copy
    base = sqlite3.connect(f"file:{register}?mode=ro", uri=True)
    if layout == "population":
        rows, people = base.execute("SELECT count(*), sum(people) FROM population").fetchone()
        return {"rows": rows, "people": people}
    if layout in DIALOGUES:
        one = lambda text: base.execute(text).fetchone()[0]
        return {"rows": one("SELECT (SELECT count(*) FROM vote) + (SELECT count(*) FROM vote_before)"), "participants": one("SELECT count(*) FROM participant"),
                "statements": one("SELECT count(*) FROM statement"), "pairs": one("SELECT count(*) FROM vote"),
                "agree": one("SELECT count(*) FROM vote WHERE vote = 1"), "rejected": one("SELECT count(*) FROM statement WHERE moderation = -1"),
                "letters": one("SELECT coalesce(sum(length(text)), 0) FROM statement_text")}
    if layout in WORKS:
        return {"rows": base.execute("SELECT (SELECT count(*) FROM project) + (SELECT count(*) FROM activity)").fetchone()[0]}
    if layout in NETWORKS:
        ends = base.execute("SELECT from_actor, to_actor, relation FROM tie ORDER BY 1, 2, 3").fetchall()
        actors = base.execute("SELECT a.actor_key, a.kind, n.name FROM actor AS a LEFT JOIN actor_name AS n ON n.origin = a.origin AND n.actor = a.id AND n.sort = 'name' ORDER BY 1").fetchall()
        return {"rows": len(ends) + len(actors), "actors": sorted((name or key, kind) for key, kind, name in actors), "ties": ends}
    if layout.endswith("borders"):
        return {"rows": base.execute("SELECT count(*) FROM place WHERE level > 0").fetchone()[0]}
    row = base.execute("SELECT count(*), sum(deaths_best), sum(deaths_low), sum(deaths_high), sum(deaths_civilians), "
                       "min(day_first), max(day_last) FROM incident WHERE ended_by IS NULL").fetchone()
    if not row[0]:
        return {}
    out = dict(zip(("rows", *DEATHS), (n or 0 for n in row)))
    out.update(first=str(EPOCH + datetime.timedelta(row[5])), last=str(EPOCH + datetime.timedelta(row[6])))
    return out


def counted(program, register):
    """The same sums, as `count` gives them."""
    done = subprocess.run([program, "count", register, "--by", "kind", "--csv", "--quiet"], capture_output=True, timeout=300, check=True)
    out = dict.fromkeys(("rows", *DEATHS), 0)
    for row in csv.DictReader(io.StringIO(done.stdout.decode())):
        out["rows"] += int(row["incidents"])
        for key, column in DEATHS.items():
            out[key] += int(row[column] or 0)
    return out


# ---- the independent count ----

def rows_of(path):
    with open(path, encoding="utf-8-sig", newline="") as f:
        rows = list(csv.DictReader(f))
    tagged = rows and sum(str(v).startswith("#") for v in rows[0].values()) >= 2
    return rows[1:] if tagged else rows


def whole(cell):
    """A number of deaths; None where the file does not know: empty, or -1."""
    cell = (cell or "").strip()
    return None if cell in ("", "-1", "-1.0", "NA") else int(float(cell))


def count_ged(path):
    rows = {row["id"]: row for row in rows_of(path)}.values()
    out = {"rows": len(rows)}
    for key, column in DEATHS.items():
        column = column if key == "civilians" else key
        out[key] = sum(whole(row[column]) or 0 for row in rows)
    days = [sorted((row["date_start"][:10], row["date_end"][:10])) for row in rows]
    out.update(first=min(d[0] for d in days), last=max(d[1] for d in days))
    return out


def count_population(path):
    rows = rows_of(path)
    column = "population" if "population" in rows[0] else "value"
    return {"rows": len(rows), "people": sum(whole(row[column]) for row in rows)}


def count_borders(path):
    with open(path, encoding="utf-8-sig") as f:
        features = json.load(f)["features"]
    return {"rows": sum((f["geometry"] or {}).get("type") in ("Polygon", "MultiPolygon") for f in features)}


def count_own(path):
    """Tables whose columns bear the names of `diwan template incidents`; those here count nobody's death."""
    days = sorted(row["date"] for row in rows_of(path))
    return {"rows": len(days), **dict.fromkeys(DEATHS, 0), "first": days[0], "last": days[-1]}


def count_dialogue(path):
    """The dialogue that a file of an export belongs to: votes in order of time, the later row last; statements with and without votes."""
    folder, name = os.path.split(path)
    begin = os.path.join(folder, "polis_" if name.startswith("polis_") else "")
    votes = sorted(rows_of(begin + "votes.csv"), key=lambda row: int(row["timestamp"]))
    latest = {(row["voter-id"], row["comment-id"]): row["vote"] for row in votes}
    comments = rows_of(begin + "comments.csv")
    return {"rows": len(votes), "participants": len({person for person, _ in latest}), "statements": len({row["comment-id"] for row in comments} | {s for _, s in latest}),
            "pairs": len(latest), "agree": sum(v == "1" for v in latest.values()), "rejected": sum(row["moderated"] == "-1" for row in comments),
            "letters": sum(len(row["comment-body"].strip()) for row in comments)}


def count_works(path):
    return {"rows": sum(p["activities"] or 1 for p in projects.read(path))}


def count_gexf(path):
    """Nodes and edges, by whatever namespace the file has."""
    root = xml.etree.ElementTree.parse(path).getroot()
    space = root.tag[:root.tag.index("}") + 1] if root.tag[0] == "{" else ""
    titles = {(group.get("class"), a.get("id")): a.get("title") for group in root.iter(space + "attributes") for a in group}

    def value(element, kind, title):
        return next((v.get("value") for v in element.iter(space + "attvalue") if titles.get((kind, v.get("for"))) == title), "")
    nodes, edges = list(root.iter(space + "node")), list(root.iter(space + "edge"))
    label = {n.get("id"): n.get("label") for n in nodes}
    return {"rows": len(nodes) + len(edges), "actors": sorted((n.get("label"), value(n, "node", "type")) for n in nodes),
            "ties": sorted((label[x.get("source")], label[x.get("target")], value(x, "edge", "relation")) for x in edges)}


def count_kumu(path):
    rows = rows_of(path)
    if "Label" in rows[0]:
        return {"rows": len(rows), "actors": sorted((r["Label"], r["Type"]) for r in rows), "ties": []}
    return {"rows": len(rows), "actors": [], "ties": sorted((r["From"], r["To"], r["Type"]) for r in rows)}


DIALOGUES = ("polis-export", "polis-api", "dialogue")
WORKS = ("iati", "iati-table", "who-what-where")
NETWORKS = ("gexf", "kumu-elements", "kumu-connections")
COUNTS = {"gexf": count_gexf, "kumu-elements": count_kumu, "kumu-connections": count_kumu, "iati": count_works, "iati-table": count_works, "who-what-where": count_works, "polis-export": count_dialogue, "ucdp-ged": count_ged, "incidents": count_own, "population": count_population, "geojson-borders": count_borders}


# ---- one file ----

def reasons(told):
    """Refused and repaired rows by their reason."""
    out = {}
    for p in told["problems"]:
        if p["severity"] in ("refused", "repaired"):
            key = f"{p['severity']}: {p['code']}"
            out[key] = out.get(key, 0) + 1
    return ", ".join(f"{key} {n}" for key, n in sorted(out.items()))


def read_well(program, register, path, told):
    """What is wrong with how a file was read."""
    wrong = []
    if told["rows"] < told["kept"] + told["known"] + told["refused"]:
        wrong.append(f"{told['rows']} rows, but {told['kept']} kept, {told['known']} known, {told['refused']} refused")
    if told["layout"] not in COUNTS:
        return wrong + [f"no independent count is written for the layout {told['layout']}"]
    expected, got = COUNTS[told["layout"]](path), in_register(program, register, told["layout"])
    if got != expected:
        wrong.append(f"in the register: {got}; counted independently: {expected}")
    if "best" in expected:
        sums = counted(program, register)
        wrong += [f"count says {key} {n} in place of {expected[key]}" for key, n in sums.items() if expected[key] != n]
    again = add(program, register, path)[1]
    if again["kept"] or again["superseded"]:
        wrong.append(f"the same file again keeps {again['kept']} rows")
    return wrong


def not_read_well(status, said):
    wrong = [] if status == 1 else [f"ended with status {status}"]
    if not said.startswith("diwan: ") or "\n" in said:
        wrong.append(f"not one sentence: {said}")
    if GENERAL[0] in said:
        wrong.append(f"says only that no layout fits: {said}")
    return wrong


def one_file(program, shared, name, folder):
    """A row of the table: file, layout, rows, kept, repaired, noted, refused, what else."""
    path, register = os.path.join(shared, name), os.path.join(folder, f"r{tests}.diwan")  # its own: on a server nothing is deleted
    for left in os.listdir(folder):
        os.unlink(os.path.join(folder, left))
    subprocess.run([program, "new", "--open", register], capture_output=True, check=True)
    status, told, said = add(program, register, path)
    if status == 0 and told:
        wrong = read_well(program, register, path, told)
        report(not wrong, f"{name}: {told['layout']}, {told['rows']} rows, {told['kept']} kept", wrong)
        totals = in_register(program, register, told["layout"])
        words = ", ".join(f"{key} {n}" for key, n in totals.items() if key != "rows")
        return [name, told["layout"], *(str(told[k]) for k in ("rows", "kept", "repaired", "noted", "refused")),
                "; ".join(filter(None, (words, reasons(told))))]
    sentence = said.split("\n")[-1].split(": ", 3)[-1]
    report(not (wrong := not_read_well(status, said)), f"{name}: {sentence[:90]}", wrong)
    return [name, "", "", "", "", "", "", sentence]


def write_markdown(path, table):
    head = ["file", "layout", "rows", "kept", "repaired", "noted", "refused", "totals, reasons, or what it is"]
    with open(path, "w", encoding="utf-8") as f:
        print("| " + " | ".join(head) + " |\n|---|---|---:|---:|---:|---:|---:|---|", file=f)
        for row in table:
            print("| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |", file=f)


def main():
    words = sys.argv[1:]
    markdown = words.pop(words.index("--markdown") + 1) if "--markdown" in words else None
    few = "--smallest" in words
    words = [w for w in words if w not in ("--markdown", "--smallest")]
    if len(words) not in (1, 2):
        sys.exit("usage: files.py DIWAN [SHARED] [--markdown FILE] [--smallest]")
    program = os.path.abspath(words[0])
    shared = words[1] if len(words) == 2 else os.environ.get("DIWAN_SHARED", "")
    if not shared or not os.path.isdir(os.path.join(shared, FOLDERS[0])):
        print("1..0 # SKIP set DIWAN_SHARED to the folder that holds data/")
        return
    with tempfile.TemporaryDirectory(prefix="diwan-files-") as folder:
        names = list(files_of(shared))
        read = smallest_of_each(shared, names) if few else names
        table = [one_file(program, shared, name, folder) for name in names if name in read]
    if markdown:
        write_markdown(markdown, table)
    print(f"1..{tests}")
    sys.exit(1 if failures or not tests else 0)


main()
