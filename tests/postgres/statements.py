#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""statements.py ROOT DIWAN: every SQL statement of the program is prepared on PostgreSQL, too. TAP.

The list is that of tests/sources.py; values have the types that the driver gives them. A fresh register is made with
the program itself. Run by tests/postgres/server.py.
"""
import os
import re
import subprocess
import sys
import tempfile

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
import sources  # noqa: E402 (the folder above)

TYPES = {"int": "bigint", "real": "double precision", "text": "text", "blob": "bytea", "": "unknown"}


def as_script(statements):
    """[(line of SQL, where it stands)]: temporary tables first, what takes them away last."""
    makes, drops, rest = [], [], []
    for number, (path, line, _, sql, kinds) in enumerate(statements):
        sql, where = " ".join(sql.split()), f"{path}:{line}"
        places = len(set(re.findall(r"\$(\d+)", sql)))
        if sql.startswith("CREATE TEMP"):
            makes.append((re.sub(r"^(CREATE TEMP\w* TABLE) (?!IF)", r"\1 IF NOT EXISTS ", sql), where))
        elif sql.startswith(("DROP", "CREATE INDEX")):
            drops.append((re.sub(r"^(DROP TABLE) (?!IF)", r"\1 IF EXISTS ", sql), where))
        else:
            types = [TYPES.get(kind, "unknown") for kind in kinds or [""] * places]
            rest.append((f"PREPARE s{number} {'(' + ', '.join(types) + ')' if types else ''} AS {sql}", where))
    drops.sort(key=lambda one: one[0].startswith("DROP"))
    return makes + rest + drops


def refusals(script, schema):
    """What the server says against them."""
    with tempfile.NamedTemporaryFile("w", suffix=".sql", encoding="utf-8") as f:
        f.write(f"SET search_path = {schema}; SET client_min_messages = error;\n")
        f.writelines(sql + ";\n" for sql, _ in script)
        f.flush()
        done = subprocess.run([os.path.join(os.environ["DIWAN_TEST_PROGRAMS"], "psql"), "-X", "-q", os.environ["DIWAN_TEST_POSTGRESQL"],
            "-f", f.name], capture_output=True, text=True, check=False)
    out = []
    for line, said in re.findall(r"^psql:[^:]*:(\d+): (?:ERROR|FATAL):\s*(.*)$", done.stderr, re.M):
        sql, where = script[int(line) - 2]
        out.append(f"{where}: {said}: {sql[:300]}")
    if done.returncode and not out:
        out.append(done.stderr)
    return out


def main():
    root, diwan = sys.argv[1:]
    statements = sources.all_statements(root, sources.read_all(root))
    url = os.environ["DIWAN_TEST_POSTGRESQL"] + "&options=-csearch_path%3Dstatements"
    subprocess.run([diwan, "new", "--open", url, "--quiet"], check=True)
    report = sources.Report()
    problems = refusals(as_script(statements), "statements")
    report.rule(f"all {len(statements)} SQL statements can be prepared on PostgreSQL", problems or ([] if statements else ["found none"]))
    return report.show()


if __name__ == "__main__":
    sys.exit(main())
