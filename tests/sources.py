#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""sources.py ROOT: rules over the sources that the compiler cannot hold. TAP.

Licence lines, no machine paths, no loose ends; no number goes into a document but through guard; library
code neither prints nor exits; every SQL statement is a literal, can be prepared against a fresh register
and has as many values as it has places for them. (tests/postgres/statements.py prepares the same on PostgreSQL.)
"""
import os
import re
import sqlite3
import subprocess
import sys

import c_source

SKIPPED_FOLDERS = {".git", "out", "__pycache__", "corpus", "sqlite3mc"}
LICENSED = (".c", ".h", ".py", ".sh", ".build", ".sql", ".css", ".po", ".pot", ".lang")
LICENSED_NAMES = {"Makefile", "meson_options.txt", "packages.txt", "run"}
TEXTS = LICENSED + (".md", ".txt", ".json", ".tsv", ".csv", ".geojson", ".yml")
MACHINE_PATH = re.compile(r"(?<![\w.~-])/(?:" + "|".join(("wo" + "rk", "fa" + "rm", "ro" + "ot", "ho" + "me")) + r")/")
LOOSE_END = re.compile("TO" + "DO|FIX" + "ME")
# %zu stays free: positions and ids are size_t, statistics are not.
NUMBER_FORMAT = re.compile(r"%[-+0#']*(?:\d+|\*)?(?:\.(?:\d+|\*))?(?:hh|h|ll|l|j|t|L)?[diuxXoeEfFgGaA]")
PRINTS = {"printf", "puts", "putchar", "fprintf", "fputs", "fputc", "perror", "exit", "_exit", "abort", "quick_exit"}
SQL_CALLS = {"store_rows", "store_do", "store_int", "store_bulk", "store_next_id"}
DRIVERS = ("src/store/sqlite", "src/store/postgres", "src/store/outside") # what these say is for one database only
SQL_BEGINS = re.compile(r"\s*(?:SELECT .*FROM|INSERT INTO|UPDATE .*SET|DELETE FROM|WITH .*SELECT|CREATE TEMP\w*|DROP TABLE)\b", re.S)


class Report:
    def __init__(self):
        self.lines, self.n, self.failed = [], 0, 0

    def rule(self, name, problems):
        self.n += 1
        self.failed += bool(problems)
        self.lines.append(f"{'not ok' if problems else 'ok'} {self.n} - {name}")
        self.lines += ["# " + p for p in problems]

    def show(self):
        print(f"1..{self.n}")
        print("\n".join(self.lines))
        return 1 if self.failed else 0


def read_all(root):
    """path from the root -> text, of every text file of the project."""
    found = {}
    for folder, folders, files in os.walk(root):
        folders[:] = sorted(f for f in folders if f not in SKIPPED_FOLDERS and not f.startswith("build"))
        for name in sorted(files):
            path = os.path.join(folder, name)
            if name.endswith(TEXTS) or name in LICENSED_NAMES:
                with open(path, encoding="utf-8", errors="replace") as f:
                    found[os.path.relpath(path, root)] = f.read()
    return found


def is_code(path):
    return path.startswith(("src/", "sim/")) and path.endswith((".c", ".h"))


def is_test(path):
    return path.endswith(("_test.c", "/testing.h")) or "/test_" in path or "_test_" in path


def licences(files):
    return [path for path, text in files.items()
        if (path.endswith(LICENSED) or os.path.basename(path) in LICENSED_NAMES)
        and "SPDX-License-Identifier: GPL-3.0-or-later" not in "\n".join(text.split("\n")[:6])]


def lines_with(files, pattern):
    return [f"{path}:{at}: {line.strip()[:100]}" for path, text in files.items() if path != "COPYING"
        for at, line in enumerate(text.split("\n"), 1) if pattern.search(line)]


def broken_links(root, files):
    """Links of the documents to files that are not there."""
    out = []
    for path, text in files.items():
        if not path.endswith(".md"):
            continue
        for target in re.findall(r"\]\(([^)#\s]+)", text):
            there = os.path.join(root, os.path.dirname(path), target)
            if "://" not in target and not os.path.exists(there):
                out.append(f"{path}: {target}")
    return out


def numbers_into_documents(files):
    """Only guard's cells and the functions of speech may put a number into a section or a figure."""
    out = []
    for path, text in files.items():
        if not re.match(r"src/brief/(section|figure)\w*\.c$", path) or is_test(path):
            continue
        for kind, token, line in c_source.tokens(text):
            formatted = kind == "text" and NUMBER_FORMAT.search(token.replace("%%", ""))
            if formatted or (kind == "word" and token.startswith("PRI") and token[3:4].islower()):
                out.append(f"{path}:{line}: {token}")
    return out


def cells_made_elsewhere(files):
    field = re.compile(r"(?:\.|->)\s*(?:state_|v_)\b")
    return [f"{path}:{at}" for path, text in files.items() if is_code(path) and not path.startswith("src/guard/")
        for at, line in enumerate(text.split("\n"), 1) if field.search(line)]


SERVER = tuple(f"src/web/{name}.c" for name in ("serve", "supervise", "worker", "writer", "reply"))


def printing(files):
    """core ends the program when memory runs out or a built-in file is broken; else only the cli and the server print and exit: whoever runs
    a server reads its log. A parser's cage ends its own process."""
    out = []
    for path, text in files.items():
        if not is_code(path) or is_test(path) or path.startswith(("src/cli/", "src/core/memory.c", "src/core/speech.c", "src/core/cage.c", "sim/") + SERVER):
            continue
        out += [f"{path}:{line}: {name}()" for name, line, _ in c_source.calls(text, PRINTS)]
    return out


def sql_statements(files):
    """(path, line, call, sql or None, kinds of its values or None) of every statement of the program."""
    for path, text in files.items():
        if not is_code(path) or not path.endswith(".c") or is_test(path):
            continue
        macros = {}
        for near, near_text in files.items(): # a room's headers may name its columns once
            if near.startswith(os.path.dirname(path) + "/") and near.endswith(".h"):
                macros.update(c_source.text_macros(near_text))
        macros.update(c_source.text_macros(text))
        for name, line, given in c_source.calls(text, SQL_CALLS):
            if len(given) < 2:
                continue
            sql = c_source.literal_of(given[1], macros)
            if name == "store_next_id" and sql is not None:
                sql = f"SELECT coalesce(max(id), 0) + 1 FROM {sql} WHERE origin = $1"
                yield path, line, name, sql, ["int"]
                continue
            yield path, line, name, sql, bound_kinds(given[2]) if len(given) > 2 and name != "store_bulk" else None


def bound_kinds(given):
    """What each value of WITH(...) is: "int", "real", "text", "blob", "" where the words do not say."""
    words = [text for _, text, _ in given]
    if words == ["WITH_NOTHING"]:
        return []
    if words[:2] != ["WITH", "("]:
        return None
    begins = (next((text for _, text, _ in one), "") for one in c_source.arguments(given, 1))
    return [word[5:] if word.startswith("bind_") and word != "bind_null" else "" for word in begins]


def fresh_register(root):
    """The newest schema, as the SQLite driver reads the migrations."""
    base = sqlite3.connect(":memory:")
    folder = os.path.join(root, "src/store/schema")
    for name in sorted(os.listdir(folder)):
        with open(os.path.join(folder, name), encoding="utf-8") as f:
            base.executescript(re.sub(r"/\*sqlite(.*?)\*/", r"\1", f.read(), flags=re.S))
    return base


def store_statements(root, files):
    """What src/store runs itself, with its macros worked out by the C preprocessor."""
    for path in files:
        if not path.startswith("src/store/") or not path.endswith(".c") or is_test(path) or path.startswith(DRIVERS):
            continue
        whole = subprocess.run([os.environ.get("CC", "cc"), "-E", "-P", "-D_GNU_SOURCE", "-DDIWAN_VERSION=\"0\"",
            "-I" + os.path.join(root, "src"), os.path.join(root, path)], stdout=subprocess.PIPE, check=True).stdout
        run = ""
        for kind, token, _ in c_source.tokens(whole.decode("utf-8") + "\n;"):
            if kind == "text":
                run += c_source.plain(token)
                continue
            if SQL_BEGINS.match(run):
                yield path, 0, "src/store", run, None
            run = ""


def all_statements(root, files):
    """Those of every room, without the ones that are no literal (a rule of their own says so)."""
    return [one for one in [*store_statements(root, files), *sql_statements(files)] if one[3] is not None]


def prepared(root, files):
    """Statements that a fresh register does not understand, or whose values do not fit their places."""
    base, out, number = fresh_register(root), [], 0
    for path, line, _, sql, values in all_statements(root, files):
        number += 1
        places = {int(n) for n in re.findall(r"\$(\d+)", sql)}
        try:
            if re.match(r"\s*CREATE TEMP", sql): # others will ask for it
                base.execute(re.sub(r"(CREATE TEMP\w* TABLE) (?!IF)", r"\1 IF NOT EXISTS ", sql))
            else:
                base.execute("EXPLAIN " + sql, {str(n): None for n in places})
        except sqlite3.Error as e:
            out.append(f"{path}:{line}: {e}: {sql[:200]}")
        if places != set(range(1, len(places) + 1)):
            out.append(f"{path}:{line}: places {sorted(places)} leave a gap: {sql[:200]}")
        if values is not None and len(values) != len(places):
            out.append(f"{path}:{line}: {len(places)} places, {len(values)} values: {sql[:200]}")
    return out, number


def main():
    root = sys.argv[1]
    files, report = read_all(root), Report()
    report.rule("every source names its licence", licences(files))
    report.rule("no path of one machine", lines_with(files, MACHINE_PATH))
    report.rule("no loose ends", lines_with(files, LOOSE_END))
    report.rule("documents link to what is there", broken_links(root, files))
    report.rule("no number formatted into a section or figure", numbers_into_documents(files))
    report.rule("only guard makes what is shown", cells_made_elsewhere(files))
    report.rule("library code neither prints nor exits", printing(files))
    statements = list(sql_statements(files))
    report.rule("every SQL statement is a literal",
        [f"{p}:{l}: {n}" for p, l, n, sql, _ in statements if sql is None] +
        [f"{p}:{l}: {n}" for p, t in files.items() if is_code(p) and not p.startswith("src/store/") and not is_test(p)
            for n, l, _ in c_source.calls(t, {c + "_" for c in SQL_CALLS})])
    problems, number = prepared(root, files)
    report.rule(f"all {number} SQL statements can be prepared", problems or ([] if number else ["found none"]))
    return report.show()


if __name__ == "__main__":
    sys.exit(main())
