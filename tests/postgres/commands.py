#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""commands.py DIWAN DATA: what goes right and wrong with a register on a server, as people meet it. TAP.

Starts a server of its own (server.py), with roles that need a password or may not come in. DATA is the folder of the
invented country (tests/golden/data).
"""
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time

sys.dont_write_bytecode = True
import server as servers  # noqa: E402 (beside this file)

SECRET = "correct-horse"


class Wrong(Exception):
    """What was expected did not come."""


class World:
    def __init__(self, diwan, data):
        self.diwan, self.data, self.server = diwan, data, servers.Server()
        self.folder = os.path.join(self.server.folder, "here")
        os.mkdir(self.folder)

    def url(self, schema, user="diwan", **more):
        extra = "".join(f"&{k}={v}" for k, v in more.items())
        return f"postgresql:///diwan?host={self.server.folder}&user={user}{extra}&options=-csearch_path%3D{schema}"

    def environment(self, **more):
        kept = {k: v for k, v in os.environ.items() if k.endswith("SAN_OPTIONS") or k == "PATH"}
        return {**kept, "HOME": self.folder, "LC_ALL": "C", "TZ": "UTC", "USER": "tester", **more}

    def run(self, *words, **more):
        done = subprocess.run([self.diwan, *words], capture_output=True, text=True, cwd=self.folder, timeout=60,
            env=self.environment(**more), check=False)
        if SECRET in done.stdout + done.stderr:
            raise Wrong(f"diwan {words[0]} prints a password: {done.stdout}{done.stderr}")
        return done

    def fine(self, *words, **more):
        done = self.run(*words, **more)
        if done.returncode:
            raise Wrong(f"diwan {' '.join(words)}: {done.stderr}")
        return done.stdout

    def fails(self, said, *words, **more):
        done = self.run(*words, **more)
        if done.returncode == 0 or said not in done.stderr or done.stderr.count("\n") != 1:
            raise Wrong(f"diwan {' '.join(words)} should say \"{said}\" in one line and said: {done.stdout}{done.stderr}")

    def start(self, *words):
        return subprocess.Popen([self.diwan, *words], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=self.folder,
            env=self.environment())

    def file(self, name):
        return os.path.join(self.data, "selmara_" + name)

    def filled(self, schema):
        url = self.url(schema)
        self.fine("new", "--open", url, "--quiet")
        self.fine("add", url, self.file("borders.geojson"), self.file("population.csv"), self.file("incidents.csv"), "--quiet")
        return url


def many_incidents(w, name, rows, first):
    """A table of so many invented incidents with HXL tags."""
    path = os.path.join(w.folder, name)
    with open(path, "w", encoding="utf-8") as f:
        f.write("#event+id,#date,#country+code,#adm1+name,#affected+killed\n")
        f.writelines(f"E{first + i},2021-{i % 12 + 1:02d}-{i % 28 + 1:02d},SLM,Vashta,{i % 7}\n" for i in range(rows))
    return path


def incidents(w, url):
    return sum(int(line.split(",")[0] or 0) for line in w.fine("count", url, "--csv", "--quiet").splitlines()[1:])


# ---- the tests ----

def no_way_in(w):
    w.fails("no connection to the server", "count", "postgresql:///x?host=/nowhere")
    w.fails("no connection to the server", "new", "--open", "postgresql://127.0.0.1:1/x")
    w.fails("no such database", "count", w.url("a").replace("///diwan", "///nothing"))
    w.fails("does not know this user", "count", w.url("a", user="nobody_at_all"))
    w.fails("does not let this user in", "count", w.url("a", user="barred"))
    w.fails("wants a password", "count", w.url("a", user="locked"))
    w.fails("did not accept this user with this password", "count", w.url("a", user="locked", password="wrong"))
    w.fails("wants UTF8", "count", w.url("a").replace("///diwan", "///latin"))
    w.fails("not the address of a PostgreSQL database", "count", f"postgresql://dana:{SECRET}@[host/x")
    w.fails("cannot be the schema of a register", "count", w.url("A"))


def no_password_printed(w):
    w.server.sql("CREATE SCHEMA AUTHORIZATION locked")
    url = w.url("locked", user="locked", password=SECRET)
    w.fine("new", "--open", url, "--name", "Selmara")
    w.fine("add", url, w.file("incidents.csv"))
    w.fine("show", url)
    w.fine("check", url, "--json")
    w.fine("backup", url, "locked.diwan", "--json")
    w.fails("already exists", "new", "--open", url)
    for address in (url, f"postgresql://dana:{SECRET}@host/db", f"postgresql://dana:x/{SECRET}@host/db", f"POSTGRESQL://dana:{SECRET}@host/db",
            f"postgresql:/dana:{SECRET}@host/db"):
        w.fails("is one too many", "count", url, address)
        w.fails("is not a command", address, "count")
        w.fails("is not an option", "count", f"--register={address}")
    for address in (f"postgresql://dana:x@{SECRET}@host/db", f"postgresql://dana:x/{SECRET}@host/db", f"POSTGRESQL://dana:{SECRET}@host/db"):
        w.fails("not the address of a PostgreSQL database", "count", address)
    w.fails("no import 9", "undo", url, "9")
    w.fine("count", w.url("locked", user="locked"), PGPASSWORD=SECRET)
    with open(os.path.join(w.folder, ".pgpass"), "w", encoding="utf-8") as f:
        f.write(f"*:*:*:locked:{SECRET}\n")
    os.chmod(f.name, 0o600)
    w.fine("count", w.url("locked", user="locked"))


def the_register_by_environment(w):
    url = w.filled("by_environment")
    if w.fine("count", "--by", "place", DIWAN_REGISTER=url) != w.fine("count", url.replace("postgresql:", "postgres:"), "--by", "place"):
        raise Wrong("DIWAN_REGISTER gives other counts")


def there_and_back(w):
    """File, server, file: the same counts and the same brief, with the same fingerprint."""
    url = w.filled("carried")
    w.fine("backup", url, "a.diwan")
    w.fine("backup", "a.diwan", w.url("carried_back"))
    w.fine("backup", w.url("carried_back"), w.url("carried_on"))
    said = [w.fine("brief", register, "--plain") for register in (url, "a.diwan", w.url("carried_back"), w.url("carried_on"))]
    if len(set(said)) != 1 or "fingerprint" not in said[0]:
        raise Wrong("a register that was carried gives another brief")
    w.fails("already exists", "backup", "a.diwan", url)


def not_open_data(w):
    """What is not open data goes to a server only where that is trusted, and comes back from it encrypted."""
    can = subprocess.run([w.diwan, "new", "probe.diwan"], cwd=w.folder, env=w.environment(DIWAN_PASSPHRASE="five quiet rivers under snow"),
        capture_output=True, text=True)
    url, words = w.url("trusting"), {"DIWAN_PASSPHRASE": "five quiet rivers under snow"}
    w.fails("not encrypted by Diwan", "new", url, **words)
    w.fails("exclude each other", "new", url, "--open", "--trust-server")
    w.fails("a file is encrypted", "new", "t.diwan", "--trust-server")
    w.fine("new", url, "--trust-server")
    if can.returncode != 0:
        if "built without encryption" not in can.stderr:
            raise Wrong(can.stderr)
        w.fails("built without encryption", "backup", url, "t.diwan", **words)
        return
    w.fine("backup", url, "t.diwan", **words)
    if b"SQLite" in open(os.path.join(w.folder, "t.diwan"), "rb").read(64):
        raise Wrong("a register that trusts its server came back as an open file")
    w.fails("not the passphrase", "count", "t.diwan", DIWAN_PASSPHRASE="five quiet rivers under rain")
    w.fails("--trust-server", "backup", "t.diwan", w.url("trusted_back"), **words)
    w.fine("backup", "t.diwan", w.url("trusted_back"), "--trust-server", **words)
    w.fails("--trust-server", "backup", w.url("trusted_back"), w.url("trusted_on"), **words)
    if w.fine("count", "t.diwan", **words) != w.fine("count", w.url("trusted_back")):
        raise Wrong("a register that was carried counts otherwise")


REALS = (5e-324, 2.2250738585072014e-308, 1.7976931348623157e308, 0.1 + 0.2, 1 / 3, -179.99999999999997, 1e22, -1e-7, float("inf"), float("-inf"))
WHOLES = (-2**63, 2**63 - 1, -1, 0, 2**53 + 1, -2**31, 2**32)
TEXTS = ("", "NULL", "\\.", "\\N", "a\tb\nc\r", "\x01\x1f\x7f", "كركوك\u200e", "\U0001f600\U0010ffff", "'\"$1;--", " x ", "\ufeffx", "e\u0301")
BYTES = (b"", b"\0", bytes(range(256)), b"\xff" * 100000, None)


def odd_values(path):
    c = sqlite3.connect(path)
    for i, v in enumerate(REALS, 1):
        c.execute("INSERT INTO place (origin, id, import, level, code, country, parent_code, name, longitude, latitude) VALUES (1, ?, 1, 3, ?, "
            "'', '', 'p', ?, ?)", (900000 + i, f"r{i}", v, -v))
    for i, v in enumerate(BYTES, 1):
        c.execute("INSERT INTO place (origin, id, import, level, code, country, parent_code, name, border) VALUES (1, ?, 1, 3, ?, '', '', 'p', ?)",
            (910000 + i, f"b{i}", v))
    for i, v in enumerate(TEXTS, 1):
        c.execute("INSERT INTO audit (origin, id, time, who, what, detail) VALUES (1, ?, ?, ?, ?, ?)", (900000 + i, v, v, v, v))
    for i, v in enumerate(WHOLES, 1):
        c.execute("UPDATE incident SET digest = ?, revised = ? WHERE id = ?", (v, v, i))
    c.commit()
    c.close()


def cells(path):
    c = sqlite3.connect(path)
    # Of the copies that were made of it each register knows its own; all else is the same.
    tables = [name for (name,) in c.execute("SELECT name FROM sqlite_schema WHERE type = 'table' AND name <> 'backup' ORDER BY name")]
    out = {name: sorted(map(repr, c.execute(f"SELECT * FROM {name}"))) for name in tables}
    c.close()
    return out


def every_value_there_and_back(w):
    """The least and the greatest number, the empty text and none, bytes, marks that COPY has for itself: each cell is the same."""
    w.fine("backup", w.filled("values"), "values.diwan")
    odd_values(os.path.join(w.folder, "values.diwan"))
    w.fine("backup", "values.diwan", w.url("values_there"))
    w.fine("backup", w.url("values_there"), "values_back.diwan")
    before, after = (cells(os.path.join(w.folder, name)) for name in ("values.diwan", "values_back.diwan"))
    for table in before:
        if before[table] != after[table]:
            raise Wrong(f"table {table} came back otherwise: {[pair for pair in zip(before[table], after[table]) if pair[0] != pair[1]][:2]}")


def two_imports_at_once(w):
    url = w.filled("two")
    before = incidents(w, url)
    running = [w.start("add", url, many_incidents(w, f"two_{i}.csv", 3000, i * 3000), "--as", "hxl-incidents", "--quiet") for i in range(3)]
    for one in running:
        _, said = one.communicate(timeout=60)
        if one.returncode:
            raise Wrong(said)
    if incidents(w, url) != before + 9000:
        raise Wrong(f"three imports at once left {incidents(w, url)} incidents")


def reading_while_others_write(w):
    """What a reader counts is what was there before or after an import, never a part of it."""
    url = w.filled("whole")
    before = incidents(w, url)
    seen = set()
    running = w.start("add", url, many_incidents(w, "whole.csv", 20000, 0), "--as", "hxl-incidents", "--quiet")
    while running.poll() is None:
        seen.add(incidents(w, url))
    if running.returncode:
        raise Wrong(running.stderr.read())
    running.communicate()
    seen.add(incidents(w, url))
    if not seen <= {before, before + 20000}:
        raise Wrong(f"a reader saw {sorted(seen)}")


def wait_for_query(w, words):
    end = time.monotonic() + 30
    while time.monotonic() < end:
        if w.server.sql(f"SELECT count(*) FROM pg_stat_activity WHERE query LIKE '{words}%' AND application_name = 'diwan'") != "0":
            return
        time.sleep(0.005)
    raise Wrong(f"no session came to {words}")


def held_up(w, url):
    """Somebody holds the table of incidents: an import comes as far as that and waits. (the session, the import)"""
    holder = subprocess.Popen([os.path.join(w.server.bin, "psql"), "-X", "-q", "-h", w.server.folder, "-U", "diwan", "-d", "diwan"],
        stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, text=True)
    schema = url.rsplit("%3D", 1)[1]
    holder.stdin.write(f"BEGIN; LOCK TABLE {schema}.incident IN SHARE MODE;\n")
    holder.stdin.flush()
    table = many_incidents(w, "held.csv", 20000, 0)
    running = w.start("add", url, table, "--as", "hxl-incidents", "--quiet")
    wait_for_query(w, "COPY incident")
    return holder, running


def let_go(holder):
    holder.kill()
    holder.communicate()


def ended(running, said, codes=(1,)):
    out, errors = running.communicate(timeout=60)
    if running.returncode not in codes or said not in errors:
        raise Wrong(f"should say \"{said}\" and ended with {running.returncode}: {out}{errors}")


def same_as(w, url, before):
    if w.fine("count", url, "--csv") != before or '"sound": true' not in w.fine("check", url, "--json"):
        raise Wrong("something of a lost import is there")


def ctrl_c_in_mid_import(w):
    url = w.filled("stopped")
    before = w.fine("count", url, "--csv")
    holder, running = held_up(w, url)
    running.send_signal(signal.SIGINT)
    ended(running, "as you asked", range(1, 256))
    let_go(holder)
    same_as(w, url, before)


def backend_killed(w):
    """kill -9 of the server's own process: the server starts itself again."""
    url = w.filled("backend")
    before = w.fine("count", url, "--csv")
    holder, running = held_up(w, url)
    pid = int(w.server.sql("SELECT pid FROM pg_stat_activity WHERE query LIKE 'COPY incident%'"))
    os.kill(pid, signal.SIGKILL)
    ended(running, "the connection to the server was lost: nothing of this change was kept")
    let_go(holder)
    for _ in range(200):
        if w.run("count", url, "--csv").returncode == 0:
            break
        time.sleep(0.05)
    same_as(w, url, before)


def server_stopped(w):
    url = w.filled("gone")
    before = w.fine("count", url, "--csv")
    holder, running = held_up(w, url)
    w.server.stop("fast")
    ended(running, "the connection to the server was lost")
    let_go(holder)
    w.fails("no connection to the server", "count", url)
    w.server.start()
    same_as(w, url, before)


def a_newer_register(w):
    url = w.filled("newer")
    w.server.sql("UPDATE newer.fact SET value = '99' WHERE key = 'schema'")
    w.fails("a newer Diwan wrote this register", "count", url)
    w.fails("a newer Diwan wrote this register", "add", url, w.file("incidents.csv"))


TESTS = [no_way_in, no_password_printed, the_register_by_environment, there_and_back, not_open_data, every_value_there_and_back, two_imports_at_once,
    reading_while_others_write, ctrl_c_in_mid_import, backend_killed, server_stopped, a_newer_register]


def prepare(w):
    """Roles with a password and without a way in, and a database that is not UTF-8."""
    w.server.sql(f"CREATE ROLE locked LOGIN PASSWORD '{SECRET}'; CREATE ROLE barred LOGIN")
    w.server.sql("CREATE DATABASE latin ENCODING 'LATIN1' LOCALE 'C' TEMPLATE template0", "postgres")
    path = os.path.join(w.server.data, "pg_hba.conf")
    with open(path, encoding="utf-8") as f:
        rules = f.read()
    with open(path, "w", encoding="utf-8") as f:
        f.write("local all locked scram-sha-256\nlocal all barred reject\n" + rules)
    w.server.sql("SELECT pg_reload_conf()")


def main():
    diwan, data = (os.path.abspath(word) for word in sys.argv[1:3])
    if not servers.programs():
        servers.skip("PostgreSQL 15 or newer is not installed (Debian: postgresql-15): registers on a server were NOT tested")
    w, failed = World(diwan, data), 0
    try:
        prepare(w)
        print(f"1..{len(TESTS)}", flush=True)
        for number, test in enumerate(TESTS, 1):
            try:
                test(w)
                wrong = None
            except (Wrong, RuntimeError, subprocess.SubprocessError) as e:
                wrong = e
            failed += wrong is not None
            print(f"{'not ok' if wrong else 'ok'} {number} - {test.__name__.replace('_', ' ')}", flush=True)
            for line in str(wrong or "").splitlines():
                print("# " + line)
    finally:
        w.server.end()
        shutil.rmtree(w.folder, ignore_errors=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
