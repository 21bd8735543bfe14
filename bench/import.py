#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""import.py DIWAN [--rows N,N] [--folder DIR] [--write]: what an import and a brief cost, beside pandas.

Makes incident files of 10 thousand and 1 million rows: a real UCDP GED country file repeated with new ids
where the shared data are there, else the small invented one of the tests. Then measures, in one run and on
one machine, wall time and peak memory of each process: `diwan add` (parsed, checked, placed in borders,
durable on disk), `diwan count`, `diwan brief` as HTML, and pandas that merely reads the same file.
--write puts the table into docs/performance.md.
"""
import argparse
import os
import platform
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(HERE)
READ = ("import time, sys, warnings; warnings.simplefilter('ignore'); import pandas; t = time.perf_counter(); "
    "n = len(pandas.read_csv(sys.argv[1])); print(n, time.perf_counter() - t)")


def shared(*parts):
    top = os.environ.get("DIWAN_SHARED") or os.path.join(ROOT, "..", "shared")
    path = os.path.join(top, *parts)
    return path if os.path.exists(path) else None


def choose_inputs():
    """(name, incidents, borders, population) of the country to repeat."""
    real = (shared("data", "incidents", "ged_iraq_hdx.csv"),
        shared("data", "boundaries", "irq_adm1_geoboundaries.geojson"),
        shared("data", "population", "population_by_governorate.csv"))
    if all(real):
        return ("UCDP GED Iraq repeated",) + real
    data = os.path.join(ROOT, "tests", "golden", "data")
    print("The shared data are not here: measuring on the small invented country, whose rows are much shorter.")
    return ("the invented country repeated",) + tuple(os.path.join(data, "selmara_" + name)
        for name in ("incidents.csv", "borders.geojson", "population.csv"))


def split_records(data):
    """The records of a CSV file as bytes with their line ends; line breaks inside quotes belong to the record."""
    records, begin, quoted = [], 0, False
    for found in re.finditer(rb'"|\n', data):
        if found.group() == b'"':
            quoted = not quoted
        elif not quoted:
            records.append(data[begin:found.end()])
            begin = found.end()
    if begin < len(data):
        records.append(data[begin:] + b"\n")
    return records


def write_repeated(source, rows, path):
    """`rows` records of `source`, whose first column is a numeric id: the nth copy gets ids of its own."""
    with open(source, "rb") as f:
        records = split_records(f.read())
    head = 1 if records[1].split(b",", 1)[0].isdigit() else 2 # an HXL row stands second
    body = [(int(one[0]), b"," + one[1]) for one in (r.split(b",", 1) for r in records[head:])]
    step = max(number for number, _ in body) + 1
    with open(path, "wb", buffering=1 << 20) as out:
        out.writelines(records[:head])
        copy = 0
        while rows > 0:
            out.writelines(b"%d%s" % (number + copy * step, rest) for number, rest in body[:rows])
            rows -= len(body)
            copy += 1


def measure(command):
    """(seconds, peak MB, what it printed); ends the run where the command fails."""
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as errors:
        begin = time.perf_counter()
        child = subprocess.Popen(command, stdout=out, stderr=errors, stdin=subprocess.DEVNULL)
        _, status, usage = os.wait4(child.pid, 0)
        seconds = time.perf_counter() - begin
        child.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        errors.seek(0)
        said = out.read().decode("utf-8", "replace")
        if status:
            sys.exit(f"{' '.join(command)} ended with {child.returncode}:\n{errors.read().decode('utf-8', 'replace')}")
    return seconds, usage.ru_maxrss / 1024, said


def quickest(times, *steps):
    """The quickest run of each step (a command, or a command and what to do before it); the steps take turns, so
    that whatever else the machine does falls on all of them."""
    runs = [[] for _ in steps]
    for _ in range(times):
        for step, mine in zip(steps, runs):
            command, before = step if isinstance(step, tuple) else (step, None)
            if before:
                before()
            mine.append(measure(command))
    return [min(mine, key=lambda run: run[0]) for mine in runs]


def one_size(diwan, inputs, rows, folder):
    """[(what, seconds, peak MB, ratio to pandas or None)] for a file of so many rows."""
    _, incidents, borders, population = inputs
    table, register = os.path.join(folder, f"incidents_{rows}.csv"), os.path.join(folder, f"bench_{rows}.diwan")
    fresh, page = register + ".fresh", os.path.join(folder, "brief.html")
    write_repeated(incidents, rows, table)
    size_mb = os.path.getsize(table) / 1e6
    measure([diwan, "new", "--open", register])
    measure([diwan, "add", register, borders, population, "--quiet"])
    shutil.copy(register, fresh)
    whole, add = quickest(5 if rows <= 100_000 else 3, ["/usr/bin/python3", "-c", READ, table],
        ([diwan, "add", register, table, "--quiet"], lambda: shutil.copy(fresh, register)))
    read, counted = float(whole[2].split()[1]), int(whole[2].split()[0])
    if abs(counted - rows) > 1: # the HXL row is a row to pandas
        sys.exit(f"pandas read {counted} rows of {rows}")
    again, count, brief = quickest(3, [diwan, "add", register, table, "--quiet"],
        [diwan, "count", register, "--by", "place,year", "--csv"], [diwan, "brief", register, "--lang", "en", "-o", page])
    kept = sum(int(line.rsplit(",", 6)[-6]) for line in count[2].splitlines()[1:])
    if kept != rows:
        sys.exit(f"the register holds {kept} incidents of {rows}")
    named = f"{rows:,} rows ({size_mb:,.0f} MB)"
    register_mb, page_kb = os.path.getsize(register) / 1e6, os.path.getsize(page) / 1e3
    os.remove(table)
    return [(named, "pandas reads the file, all columns", read, whole[1], 1.0),
        (named, f"diwan add, durable (register {register_mb:,.0f} MB)", add[0], add[1], add[0] / read),
        (named, "diwan add, the same file again", again[0], again[1], again[0] / read),
        (named, "diwan count --by place,year", count[0], count[1], count[0] / read),
        (named, f"diwan brief, HTML ({page_kb:,.0f} kB)", brief[0], brief[1], brief[0] / read)]


def as_table(lines, inputs, diwan):
    with open("/proc/cpuinfo", encoding="utf-8") as f:
        cpu = next((l.split(":", 1)[1].strip() for l in f if l.startswith("model name")), platform.machine())
    [start] = quickest(5, [diwan, "--version"])
    out = [f"Measured on {os.cpu_count()} cores ({cpu}) with {inputs[0]}, one process after another; the file is in the "
        "page cache for all of them. `diwan --version` "
        f"takes {start[0] * 1000:.0f} ms. The ratio is to the time in which pandas reads the file into memory (its start left out).",
        "", f"Load average at the end: {os.getloadavg()[1]:.1f}" + (". The machine was busy with other work: measure again when it is quiet."
            if os.getloadavg()[1] > 1.5 else "."), "", "| file | step | seconds | peak memory, MB | ratio |", "|---|---|---:|---:|---:|"]
    # A child begins as a copy of this process: what it needs below that cannot be told.
    floor = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024 + 1
    for named, what, seconds, peak, ratio in lines:
        memory = f"{peak:,.0f}" if peak > floor else f"under {floor:.0f}"
        out.append(f"| {named} | {what} | {seconds:.2f} | {memory} | {ratio:.2f} |")
    return "\n".join(out)


def write_page(table):
    path = os.path.join(ROOT, "docs", "performance.md")
    with open(path, encoding="utf-8") as f:
        text = f.read()
    begin, end = "<!-- measured -->\n", "<!-- /measured -->"
    head, rest = text.split(begin, 1)
    with open(path, "w", encoding="utf-8") as f:
        f.write(head + begin + table + "\n" + end + rest.split(end, 1)[1])


def main():
    words = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    words.add_argument("diwan")
    words.add_argument("--rows", default="10000,1000000")
    words.add_argument("--folder", help="where the files go for the while; needs about 1.5 GB")
    words.add_argument("--write", action="store_true")
    asked = words.parse_args()
    diwan, inputs = os.path.abspath(asked.diwan), choose_inputs()
    lines = []
    with tempfile.TemporaryDirectory(prefix="diwan-bench-", dir=asked.folder) as folder:
        for rows in asked.rows.split(","):
            lines += one_size(diwan, inputs, int(rows), folder)
        table = as_table(lines, inputs, diwan)
    print(table)
    if asked.write:
        write_page(table)


if __name__ == "__main__":
    main()
