#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""import.py DIWAN [--rows N,N] [--store file|postgresql] [--folder DIR] [--write]: what an import and a brief cost, beside pandas.

Makes incident files of 10 thousand and 1 million rows: a real UCDP GED country file repeated with new ids
where the shared data are there, else the small invented one of the tests. Then measures, in one run and on
one machine, wall time and peak memory of each process: `diwan add` (parsed, checked, placed in borders,
durable on disk), `diwan count`, `diwan brief` as HTML, and pandas that merely reads the same file.
With --store postgresql the register lies on a server that is started for it (durable: fsync on), and two more peers run:
psql's raw COPY of the same file as text, and raw COPY of the very rows that the import writes into a schema with the same
keys, in one transaction. --write puts the table into docs/performance.md.
"""
import argparse
import csv
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
sys.dont_write_bytecode = True
sys.path.insert(0, os.path.join(ROOT, "tests", "postgres"))
import server as servers  # noqa: E402 (tests/postgres/server.py)

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


class InFile:
    """A register in a file; `fresh` puts it back to borders and population."""

    def __init__(self, diwan, folder, rows, inputs):
        self.register = os.path.join(folder, f"bench_{rows}.diwan")
        measure([diwan, "new", "--open", self.register])
        measure([diwan, "add", self.register, *inputs[2:], "--quiet"])
        shutil.copy(self.register, self.register + ".fresh")

    def fresh(self):
        shutil.copy(self.register + ".fresh", self.register)

    def size_mb(self):
        return os.path.getsize(self.register) / 1e6

    def peers(self, _table):
        return []


class OnServer:
    """A register on a server of its own. Its peers: raw COPY of the file, and of the rows that an import wrote."""
    server = None
    TABLES = ("wording", "incident", "placed")

    def __init__(self, diwan, folder, rows, inputs):
        if not OnServer.server:
            OnServer.server = servers.Server(durable=True)
        self.diwan, self.folder, self.inputs, self.schema = diwan, folder, inputs, f"bench_{rows}"
        self.register = f"{self.server.url}&options=-csearch_path%3D{self.schema}"

    def fresh(self):
        self.server.sql(f"DROP SCHEMA IF EXISTS {self.schema} CASCADE")
        measure([self.diwan, "new", "--open", self.register])
        measure([self.diwan, "add", self.register, *self.inputs[2:], "--quiet"])

    def size_mb(self):
        return float(self.server.sql(f"SELECT sum(pg_total_relation_size(oid)) FROM pg_class WHERE relnamespace = '{self.schema}'::regnamespace "
            "AND relkind = 'r'")) / 1e6

    def psql(self, text):
        path = os.path.join(self.folder, "peer.sql")
        with open(path, "w", encoding="utf-8") as f:
            f.write("SET client_min_messages = error;\n" + text)
        return [os.path.join(self.server.bin, "psql"), "-X", "-q", "-v", "ON_ERROR_STOP=1", self.server.url, "-f", path]

    def peers(self, table):
        """(what, seconds, peak MB) of each peer; the register must hold the import already."""
        with open(table, encoding="utf-8") as f:
            names = f.readline().strip().replace('"', "").split(",")
        raw = "DROP TABLE IF EXISTS public.raw; CREATE TABLE public.raw (" + ", ".join(f'"{n}" TEXT' for n in names) + ");\n"
        text = raw + f"\\copy public.raw FROM '{table}' (FORMAT csv, HEADER)\n"
        files = {t: os.path.join(self.folder, t + ".copy") for t in self.TABLES}
        measure(self.psql("".join(f"\\copy {self.schema}.{t} TO '{files[t]}' (FORMAT binary)\n" for t in self.TABLES)))
        again = (f"DROP SCHEMA IF EXISTS peer CASCADE; CREATE SCHEMA peer; " +
            "".join(f"CREATE TABLE peer.{t} (LIKE {self.schema}.{t} INCLUDING ALL);" for t in self.TABLES) + "\nBEGIN;\n" +
            "".join(f"\\copy peer.{t} FROM '{files[t]}' (FORMAT binary)\n" for t in self.TABLES) + "COMMIT;\n")
        out = [("psql, raw COPY of the file, as text",) + quickest(2, self.psql(text))[0][:2],
            ("psql, raw COPY of the rows that diwan add writes",) + quickest(2, self.psql(again))[0][:2]]
        self.server.sql("DROP SCHEMA peer CASCADE; DROP TABLE public.raw")
        return out


def one_size(diwan, inputs, rows, folder, where):
    """[(what, seconds, peak MB, ratio to pandas or None)] for a file of so many rows."""
    table, page = os.path.join(folder, f"incidents_{rows}.csv"), os.path.join(folder, "brief.html")
    write_repeated(inputs[1], rows, table)
    size_mb = os.path.getsize(table) / 1e6
    store = where(diwan, folder, rows, inputs)
    register = store.register
    whole, add = quickest(5 if rows <= 100_000 else 3, ["/usr/bin/python3", "-c", READ, table],
        ([diwan, "add", register, table, "--quiet"], store.fresh))
    peers = store.peers(table)
    read, counted = float(whole[2].split()[1]), int(whole[2].split()[0])
    if abs(counted - rows) > 1: # the HXL row is a row to pandas
        sys.exit(f"pandas read {counted} rows of {rows}")
    again, count, brief = quickest(3, [diwan, "add", register, table, "--quiet"],
        [diwan, "count", register, "--by", "place,year", "--csv"], [diwan, "brief", register, "--lang", "en", "-o", page])
    kept = sum(int(row["incidents"]) for row in csv.DictReader(count[2].splitlines()))
    if kept != rows:
        sys.exit(f"the register holds {kept} incidents of {rows}")
    named = f"{rows:,} rows ({size_mb:,.0f} MB)"
    register_mb, page_kb = store.size_mb(), os.path.getsize(page) / 1e3
    os.remove(table)
    return [(named, "pandas reads the file, all columns", read, whole[1], 1.0),
        (named, f"diwan add, durable (register {register_mb:,.0f} MB)", add[0], add[1], add[0] / read),
        *((named, what, seconds, peak, seconds / read) for what, seconds, peak in peers),
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


def write_page(table, mark):
    path = os.path.join(ROOT, "docs", "performance.md")
    with open(path, encoding="utf-8") as f:
        text = f.read()
    begin, end = f"<!-- {mark} -->\n", f"<!-- /{mark} -->"
    head, rest = text.split(begin, 1)
    with open(path, "w", encoding="utf-8") as f:
        f.write(head + begin + table + "\n" + end + rest.split(end, 1)[1])


def main():
    words = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    words.add_argument("diwan")
    words.add_argument("--rows", default="10000,1000000")
    words.add_argument("--store", choices=("file", "postgresql"), default="file")
    words.add_argument("--folder", help="where the files go for the while; needs about 1.5 GB")
    words.add_argument("--write", action="store_true")
    asked = words.parse_args()
    diwan, inputs = os.path.abspath(asked.diwan), choose_inputs()
    lines = []
    where = OnServer if asked.store == "postgresql" else InFile
    try:
        with tempfile.TemporaryDirectory(prefix="diwan-bench-", dir=asked.folder) as folder:
            for rows in asked.rows.split(","):
                lines += one_size(diwan, inputs, int(rows), folder, where)
            table = as_table(lines, inputs, diwan)
    finally:
        if OnServer.server:
            OnServer.server.end()
    print(table)
    if asked.write:
        write_page(table, "measured" if asked.store == "file" else "measured on a server")


if __name__ == "__main__":
    main()
