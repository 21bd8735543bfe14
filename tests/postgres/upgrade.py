#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""upgrade.py DIWAN DUMPS: a register of every released schema (tests/upgrade/0001.sql ...), put on a server, opens. TAP.

The dumps are SQLite's; what only SQLite says in them is taken out. After the upgrade the schema is that of a fresh
register, down to collations and keys, every table holds what it held, `check` finds it sound, and each import can be
taken back. Run by tests/postgres/server.py.
"""
import difflib
import os
import re
import struct
import subprocess
import sys

SCHEMA = """
SELECT table_name, column_name, data_type, is_nullable, coalesce(column_default, ''), coalesce(collation_name, '') FROM
    information_schema.columns WHERE table_schema = '{s}' ORDER BY 1, 2;
SELECT t.relname, pg_get_constraintdef(k.oid) FROM pg_constraint AS k JOIN pg_class AS t ON t.oid = k.conrelid WHERE
    t.relnamespace = '{s}'::regnamespace ORDER BY 1, 2;
SELECT t.relname, regexp_replace(pg_get_indexdef(i.indexrelid), '.* USING', '') FROM pg_index AS i JOIN pg_class AS t ON t.oid =
    i.indrelid WHERE t.relnamespace = '{s}'::regnamespace ORDER BY 1, 2;
"""
BY_CODE_POINT = """
DO $$ DECLARE t record; BEGIN FOR t IN SELECT c.relname, a.attname FROM pg_attribute AS a JOIN pg_class AS c ON c.oid = a.attrelid WHERE
    c.relnamespace = '{s}'::regnamespace AND c.relkind = 'r' AND a.atttypid = 'text'::regtype LOOP
    EXECUTE format('ALTER TABLE {s}.%I ALTER COLUMN %I TYPE TEXT COLLATE "C"', t.relname, t.attname); END LOOP; END $$;
"""


# The borders of the dumps are no real ones, and the program places incidents anew after an undo.
SQUARE = (struct.pack("<BIII", 1, 3, 1, 5) + struct.pack("<10d", 41, 12, 42, 12, 42, 13, 41, 13, 41, 12)).hex()


def psql(text):
    done = subprocess.run([os.path.join(os.environ["DIWAN_TEST_PROGRAMS"], "psql"), "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1",
        os.environ["DIWAN_TEST_POSTGRESQL"], "-f", "-"], input="SET client_min_messages = error;\n" + text, capture_output=True, text=True,
        check=False)
    if done.returncode:
        raise RuntimeError(done.stderr)
    return done.stdout


def in_order(tables):
    """CREATE TABLE texts, each behind those that it names."""
    out, left = [], dict(tables)
    while left:
        ready = [n for n, text in left.items() if not (set(re.findall(r"REFERENCES (\w+)", text)) - {n}) & set(left)]
        if not ready:
            raise RuntimeError(f"tables name each other in a circle: {sorted(left)}")
        out += [left.pop(n) for n in ready]
    return out


def translated(dump):
    """SQLite's dump as PostgreSQL reads it: tables first, then rows."""
    out = re.sub(r"^PRAGMA.*?;$|^(?:BEGIN TRANSACTION|COMMIT);$", "", dump, flags=re.M)
    out = re.sub(r"/\*sqlite.*?\*/", "", out)
    out = re.sub(r"\s+WITHOUT ROWID", "", out)
    tables = {m[1]: m[0] for m in re.finditer(r'^CREATE TABLE "?(\w+)"?.*?\);?$(?=\n(?:INSERT|CREATE|DELETE|--|\n|\Z))', out, re.M | re.S)}
    rows = out
    for text in tables.values():
        rows = rows.replace(text, "", 1)
    return "\n".join(in_order(tables)) + "\n" + re.sub(r"\bX'([0-9a-fA-F]*)'", r"'\\\\x\1'", rows)


def counts(schema, tables):
    return psql("\n".join(f"SELECT '{t}', count(*) FROM {schema}.{t};" for t in tables))


def run(diwan, *words):
    done = subprocess.run([diwan, *words], capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"diwan {' '.join(words)}: {done.stderr}")
    return done.stdout


def opened_by_several(diwan, url):
    """Several open it for writing at one moment, and change nothing else: one of them brings it up to date, the others wait for it."""
    several = [subprocess.Popen([diwan, "undo", url, "999999"], stderr=subprocess.PIPE, text=True) for _ in range(6)]
    for one in several:
        said = one.communicate(timeout=120)[1]
        if "there is no import 999999" not in said:
            raise RuntimeError(f"one of several that opened it at once said: {said}")


def upgrade(diwan, path, fresh):
    schema = "from_" + os.path.basename(path)[:4]
    url = os.environ["DIWAN_TEST_POSTGRESQL"] + "&options=-csearch_path%3D" + schema
    with open(path, encoding="utf-8") as f:
        psql(f"CREATE SCHEMA {schema}; SET search_path = {schema}; SET session_replication_role = replica;\n" + translated(f.read())
            + BY_CODE_POINT.format(s=schema) + f"UPDATE place SET border = '\\x{SQUARE}' WHERE border IS NOT NULL;")
    tables = psql(f"SELECT tablename FROM pg_tables WHERE schemaname = '{schema}' AND tablename <> 'fact' ORDER BY 1").split()
    before = counts(schema, tables)
    imports = psql(f"SELECT id FROM {schema}.import WHERE undone = 0 ORDER BY id").split()
    opened_by_several(diwan, url)
    if counts(schema, tables) != before:
        raise RuntimeError(f"the tables held\n{before}and hold\n{counts(schema, tables)}")
    found, expected = (psql(SCHEMA.format(s=s)).replace(s + ".", "").splitlines() for s in (schema, fresh))
    if found != expected:
        raise RuntimeError("the schema is not that of a fresh register:\n" + "\n".join(difflib.unified_diff(expected, found, lineterm="", n=0)))
    for one in imports:
        if '"sound": true' not in run(diwan, "check", url, "--json"):
            raise RuntimeError("check finds damage")
        run(diwan, "undo", url, one, "--quiet")
    if psql(f"SELECT count(*) FROM {schema}.incident WHERE ended_by IS NULL").strip() != "0":
        raise RuntimeError("incidents are left after every import was taken back")


def main():
    diwan, dumps = sys.argv[1:3]
    run(diwan, "new", "--open", os.environ["DIWAN_TEST_POSTGRESQL"] + "&options=-csearch_path%3Dfresh", "--quiet")
    names = sorted(n for n in os.listdir(dumps) if re.fullmatch(r"\d{4}\.sql", n))
    print(f"1..{len(names)}")
    failed = 0
    for number, name in enumerate(names, 1):
        try:
            upgrade(diwan, os.path.join(dumps, name), "fresh")
            wrong = None
        except RuntimeError as e:
            wrong = e
        failed += wrong is not None
        print(f"{'not ok' if wrong else 'ok'} {number} - schema {name[:4]}")
        for line in str(wrong or "").splitlines():
            print("# " + line)
    return 1 if failed or not names else 0


if __name__ == "__main__":
    sys.exit(main())
