#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""import.py DIWAN [--rows N,N] [--folder DIR] [--write]: what an import and a brief cost, beside their peers.

Makes incident files of 10 thousand, 100 thousand and 1 million rows: a real UCDP GED country file repeated with
new ids where the shared data are there, else the small invented one of the tests. Then measures, in one run and
on one machine, wall time and peak memory of each process: `diwan add` (parsed, checked, placed in borders,
durable on disk), `diwan count` and `diwan brief` as HTML and as PDF, each on a register in a file and on one in PostgreSQL;
beside them pandas that merely reads the file, `sqlite3` that merely imports it into a table of texts, and
`psql` that merely copies it into one (raw COPY). --write puts the table into docs/performance.md.
"""
import argparse
import os
import platform
import re
import shutil
import subprocess
import sys
import tempfile
import time

from page import write_page

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(HERE)
sys.dont_write_bytecode = True
sys.path.insert(0, os.path.join(ROOT, "tests", "postgres"))
import server as postgresql_server  # noqa: E402: a server of its own, as the tests have it; here it syncs to disk

TIME = shutil.which("time") or sys.exit("the program `time` is missing: apt-get install time")
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
    """(seconds, peak MB, what it printed); ends the run where the command fails. `time` starts the command, not this
    process: a child begins with its parent's memory, and that of `time` is small."""
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as errors, tempfile.NamedTemporaryFile() as told:
        begin = time.perf_counter()
        done = subprocess.run([TIME, "-q", "-f", "%M", "-o", told.name] + command, stdout=out, stderr=errors,
            stdin=subprocess.DEVNULL, check=False)
        seconds = time.perf_counter() - begin
        out.seek(0)
        errors.seek(0)
        said = out.read().decode("utf-8", "replace")
        if done.returncode:
            sys.exit(f"{' '.join(command)} ended with {done.returncode}:\n{errors.read().decode('utf-8', 'replace')}")
        return seconds, int(told.read().split()[-1]) / 1024, said


def in_turn(times, steps, measured):
    """The runs of each step (a command, or a command and what to do before it); the steps take turns, so that whatever
    else the machine does falls on all of them."""
    runs = [[] for _ in steps]
    for _ in range(times):
        for step, mine in zip(steps, runs):
            command, before = step if isinstance(step, tuple) else (step, None)
            if before:
                before()
            mine.append(measured(command))
    return runs


def quickest(times, *steps):
    """The quickest run of each step."""
    return [min(mine, key=lambda run: run[0]) for mine in in_turn(times, steps, measure)]


class FileRegister:
    """A register in a file; `fresh` puts it back to borders and population alone."""

    def __init__(self, diwan, borders, population, folder):
        self.name, self.where, self.kept = "file", os.path.join(folder, "bench.diwan"), os.path.join(folder, "bench.fresh")
        measure([diwan, "new", "--open", self.where])
        measure([diwan, "add", self.where, borders, population, "--quiet"])
        shutil.copy(self.where, self.kept)

    def fresh(self):
        shutil.copy(self.kept, self.where)

    def size_mb(self):
        return os.path.getsize(self.where) / 1e6


class SharedRegister:
    """A register on PostgreSQL."""
    TABLES = ("wording", "incident", "placed")

    def __init__(self, diwan, borders, population, server):
        self.name, self.where = "PostgreSQL", server.url
        self.diwan, self.files, self.server = diwan, (borders, population), server

    def fresh(self):
        self.server.sql("SET client_min_messages = error; DROP SCHEMA IF EXISTS diwan CASCADE")
        measure([self.diwan, "new", "--open", self.where])
        measure([self.diwan, "add", self.where, *self.files, "--quiet"])

    def size_mb(self):
        return int(self.server.sql("SELECT sum(pg_total_relation_size(c.oid)) FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = "
            "c.relnamespace WHERE n.nspname = 'diwan' AND c.relkind = 'r'")) / 1e6


def copy_of_rows(register, folder):
    """psql copying the very rows that the import wrote into tables with the same keys, in one transaction; they are
    written to files first, which is not timed."""
    files = {t: os.path.join(folder, t + ".copy") for t in register.TABLES}
    script = os.path.join(folder, "rows.sql")
    psql = ["psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", "-d", register.server.url, "-f", script]

    def write(text):
        with open(script, "w", encoding="utf-8") as f:
            f.write("SET client_min_messages = error;\n" + text)

    def empty():
        register.server.sql("SET client_min_messages = error; DROP SCHEMA IF EXISTS peer CASCADE; CREATE SCHEMA peer; " +
            "".join(f"CREATE TABLE peer.{t} (LIKE diwan.{t} INCLUDING ALL);" for t in register.TABLES))

    write("".join(f"\\copy diwan.{t} TO '{path}' (FORMAT binary)\n" for t, path in files.items()))
    measure(psql)
    write("BEGIN;\n" + "".join(f"\\copy peer.{t} FROM '{path}' (FORMAT binary)\n" for t, path in files.items()) + "COMMIT;\n")
    [run] = quickest(2, (psql, empty))
    register.server.sql("SET client_min_messages = error; DROP SCHEMA peer CASCADE")
    for path in files.values():
        os.remove(path)
    return "psql raw COPY of the rows that diwan add writes, durable", run


def peers(table, folder, server):
    """[(what, command, what to do before)] of programs that only take the file in: nothing checked, nothing placed."""
    base = os.path.join(folder, "raw.sqlite")

    def no_base():
        for ending in ("", "-journal", "-wal", "-shm"):
            if os.path.exists(base + ending):
                os.remove(base + ending)

    out = [("pandas reads the file, all columns", ["/usr/bin/python3", "-c", READ, table], None),
        ("sqlite3 .import, all columns as text, durable", ["sqlite3", base, "-cmd", ".mode csv", f".import '{table}' raw"], no_base)]
    if server:
        with open(table, "rb") as f:
            columns = ", ".join(f"c{i} text" for i in range(f.readline().count(b",") + 1))
        out.append(("psql raw COPY, all columns as text, durable",
            ["psql", "-X", "-q", "-d", server.url, "-c", f"\\copy raw from '{table}' with (format csv, header true)"],
            lambda: server.sql(f"SET client_min_messages = error; DROP TABLE IF EXISTS raw; CREATE TABLE raw ({columns})")))
    return out


def of_register(diwan, register, table, rows, folder):
    """Adding again, counting, a brief: [(what, run)], once the file is in."""
    page, paper = os.path.join(folder, "brief.html"), os.path.join(folder, "brief.pdf")
    again, count, brief, printed = quickest(3, [diwan, "add", register.where, table, "--quiet"],
        [diwan, "count", register.where, "--by", "place,year", "--csv"], [diwan, "brief", register.where, "--lang", "en", "-o", page],
        [diwan, "brief", register.where, "--lang", "ar", "-o", paper])
    head, *lines = count[2].splitlines()
    kept = sum(int(line.split(",")[head.split(",").index("incidents") - len(head.split(","))]) for line in lines)
    if kept != rows:
        sys.exit(f"{register.where} holds {kept} incidents of {rows}")
    page_kb, paper_kb = os.path.getsize(page) / 1e3, os.path.getsize(paper) / 1e3
    return [(f"diwan add, {register.name}: the same file again", again), (f"diwan count --by place,year, {register.name}", count),
        (f"diwan brief, HTML ({page_kb:,.0f} kB), {register.name}", brief),
        (f"diwan brief, PDF in Arabic ({paper_kb:,.0f} kB), {register.name}", printed)]


def one_size(diwan, inputs, rows, folder, server):
    """[(file, what, seconds, peak MB, ratio to pandas)] for a file of so many rows."""
    _, incidents, borders, population = inputs
    table = os.path.join(folder, f"incidents_{rows}.csv")
    write_repeated(incidents, rows, table)
    registers = [FileRegister(diwan, borders, population, folder)]
    registers += [SharedRegister(diwan, borders, population, server)] if server else []
    others = peers(table, folder, server)
    runs = quickest(5 if rows <= 100_000 else 3, *[(command, before) for _, command, before in others],
        *[([diwan, "add", r.where, table, "--quiet"], r.fresh) for r in registers])
    read, counted = float(runs[0][2].split()[1]), int(runs[0][2].split()[0])
    if abs(counted - rows) > 1: # the HXL row is a row to pandas
        sys.exit(f"pandas read {counted} rows of {rows}")
    named = f"{rows:,} rows ({os.path.getsize(table) / 1e6:,.0f} MB)"
    lines = [(named, others[0][0], read, runs[0][1], 1.0)]
    lines += [(named, other[0], run[0], run[1], run[0] / read) for other, run in list(zip(others, runs))[1:]]
    for register, run in zip(registers, runs[len(others):]):
        lines.append((named, f"diwan add, {register.name}, durable (register {register.size_mb():,.0f} MB)", run[0], run[1], run[0] / read))
        more = of_register(diwan, register, table, rows, folder)
        more += [copy_of_rows(register, folder)] if isinstance(register, SharedRegister) else []
        lines += [(named, what, one[0], one[1], one[0] / read) for what, one in more]
    os.remove(table)
    os.remove(registers[0].where)
    return lines


def as_table(lines, inputs, diwan):
    with open("/proc/cpuinfo", encoding="utf-8") as f:
        cpu = next((l.split(":", 1)[1].strip() for l in f if l.startswith("model name")), platform.machine())
    [start] = quickest(5, [diwan, "--version"])
    out = [f"Measured on {os.cpu_count()} cores ({cpu}) with {inputs[0]}, one process after another; the file is in the "
        "page cache for all of them. `diwan --version` "
        f"takes {start[0] * 1000:.0f} ms. The ratio is to the time in which pandas reads the file into memory (its start left out).",
        "", f"Load average at the end: {os.getloadavg()[1]:.1f}" + (". The machine was busy with other work: measure again when it is quiet."
            if os.getloadavg()[1] > 1.5 else "."), "", "| file | step | seconds | peak memory, MB | ratio |", "|---|---|---:|---:|---:|"]
    out += [f"| {named} | {what} | {seconds:.2f} | {peak:,.0f} | {ratio:.2f} |" for named, what, seconds, peak, ratio in lines]
    return "\n".join(out)


def main():
    words = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    words.add_argument("diwan")
    words.add_argument("--rows", default="10000,100000,1000000")
    words.add_argument("--no-postgresql", action="store_true", help="only registers in files")
    words.add_argument("--folder", help="where the files go for the while; needs about 3 GB")
    words.add_argument("--write", action="store_true")
    asked = words.parse_args()
    diwan, inputs = os.path.abspath(asked.diwan), choose_inputs()
    lines = []
    with tempfile.TemporaryDirectory(prefix="diwan-bench-", dir=asked.folder) as folder:
        server = None if asked.no_postgresql else postgresql_server.Server(durable=True)
        try:
            for rows in asked.rows.split(","):
                lines += one_size(diwan, inputs, int(rows), folder, server)
        finally:
            if server:
                server.end()
        table = as_table(lines, inputs, diwan)
    print(table)
    if asked.write:
        write_page("measured", table + "\n")


if __name__ == "__main__":
    main()
