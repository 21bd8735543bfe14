# SPDX-License-Identifier: GPL-3.0-or-later
"""counts.py DIWAN [SHARED]: the real program, end to end, against counts that two other programs agree on.

For each file named in reference/incidents/ged_country_year.csv: a new register, the file added, its counts by country, year
and kind compared as sets with the reference. For those of MONTHLY also by admin1 and month; then, with borders added, that the places (unknown included) add up to the total. TAP on standard output; exit 1 on any difference."""
import csv
import io
import os
import subprocess
import sys
import tempfile

# Files with more to compare: counts by admin1 and month, and borders to place them by.
MONTHLY = {"ged_iraq_hdx.csv": ("ged_iraq_adm1_month.csv", "irq_adm1_geoboundaries.geojson")}
COLUMNS = ["incidents", "deaths_best", "deaths_low", "deaths_high", "deaths_civilians"]
tests = failures = 0


def report(ok, what, problems=()):
    global tests, failures
    tests += 1
    failures += not ok
    print(f"{'ok' if ok else 'not ok'} {tests} - {what}")
    for line in list(problems)[:10]:
        print(f"# {line}")
    if len(problems) > 10:
        print(f"# and {len(problems) - 10} more")


def run(program, *arguments):
    """Standard output of one command; None, told, when it fails."""
    done = subprocess.run([program, *arguments], capture_output=True, timeout=200)
    if done.returncode:
        report(False, "diwan " + " ".join(os.path.basename(a) for a in arguments), [done.stderr.decode(errors="replace").strip()])
        return None
    return done.stdout.decode()


def rows_of(path):
    with open(path, encoding="utf-8", newline="") as f:
        return list(csv.DictReader(f))


def blanks(text):
    """Names with their blanks collapsed: readers may do that, and it is no difference."""
    return " ".join(text.split())


def table(rows, keys, values):
    """Rows to {key: [sums]}; what cannot be read as a number shows as a difference, not as a crash."""
    out = {}
    for row in rows:
        key = tuple(blanks(row.get(k) or "") for k in keys)
        sums = out.setdefault(key, [0] * len(values))
        for i, v in enumerate(values):
            cell = row.get(v)
            sums[i] += int(cell) if cell and cell.lstrip("-").isdigit() else -(10 ** 12)
    return out


def compare(what, got, expected, values):
    problems = [f"missing: {key} {expected[key]}" for key in sorted(expected.keys() - got.keys())]
    problems += [f"not expected: {key} {got[key]}" for key in sorted(got.keys() - expected.keys())]
    for key in sorted(expected.keys() & got.keys()):
        if got[key] != expected[key]:
            problems.append(f"{key}: got {dict(zip(values, got[key]))}, expected {expected[key]}")
    report(not problems and bool(expected), f"{what}: {len(expected)} rows", problems)


def count(program, register, by, *more):
    text = run(program, "count", register, *(["--by", by] if by else []), "--csv", *more)
    return None if text is None else list(csv.DictReader(io.StringIO(text)))


def country_year(program, register, name, reference):
    got = count(program, register, "country,year,kind")
    if got is None:
        return
    expected = table([r for r in reference if r["file"] == name], ["country", "year", "type_of_violence"],
                     ["events", "best", "low", "high", "deaths_civilians"])
    compare(f"{name} by country, year and kind", table(got, ["country", "year", "kind"], COLUMNS), expected, COLUMNS)


def admin1_month(program, register, name, reference):
    values = ["incidents", "deaths_best", "deaths_civilians"]
    got = count(program, register, "admin1,month")
    if got is None:
        return
    expected = table(reference, ["adm_1", "month"], ["events", "best", "deaths_civilians"])
    compare(f"{name} by admin1 and month", table(got, ["admin1", "month"], values), expected, values)


def identity(program, register, borders):
    """The places, "unknown" among them, hold every record once."""
    values = COLUMNS + ["deaths_unknown"]
    if run(program, "add", register, borders) is None:
        return
    places, whole = count(program, register, "place"), count(program, register, "kind")
    if places is None or whole is None:
        return
    got, expected = table(places, [], values), table(whole, [], values)
    compare(f"sum over places of {os.path.basename(borders)} = total", got, expected, values)
    named = [r for r in places if r["place"]]
    report(len(named) > 1 and len({r["place"] for r in places}) == len(places), f"{len(named)} named places, each once")


def one_file(program, shared, name, reference):
    with tempfile.TemporaryDirectory() as folder:
        register = os.path.join(folder, "counts.diwan")
        source = os.path.join(shared, "data", "incidents", name)
        if run(program, "new", "--open", register) is None or run(program, "add", register, source) is None:
            return
        country_year(program, register, name, reference)
        if name not in MONTHLY:
            return
        by_month, borders = MONTHLY[name]
        admin1_month(program, register, name, rows_of(os.path.join(shared, "reference", "incidents", by_month)))
        identity(program, register, os.path.join(shared, "data", "boundaries", borders))


def main():
    if len(sys.argv) not in (2, 3):
        sys.exit("usage: counts.py DIWAN [SHARED]")
    program = os.path.abspath(sys.argv[1])
    shared = sys.argv[2] if len(sys.argv) == 3 else os.environ.get("DIWAN_SHARED", "")
    folder = os.path.join(shared, "reference", "incidents")
    if not shared or not os.path.isfile(os.path.join(folder, "ged_country_year.csv")):
        print("1..0 # SKIP set DIWAN_SHARED to the folder that holds reference/incidents/ged_country_year.csv")
        return
    reference = rows_of(os.path.join(folder, "ged_country_year.csv"))
    for name in sorted({row["file"] for row in reference}):
        one_file(program, shared, name, reference)
    print(f"1..{tests}")
    sys.exit(1 if failures or not tests else 0)


main()
