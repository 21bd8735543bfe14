#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""server.py [--diwan PROGRAM] -- COMMAND [WORD...]: run a command beside a PostgreSQL server of its own. TAP.

The server is Debian's (package postgresql-15, or whatever initdb is there, newest first). It lives in a temporary
folder, listens on a socket in it and nowhere else, and goes away with the folder when the command ends. Root may
not run one, so there it runs as `postgres` or `nobody`. Its texts are sorted by a language's rules, not by bytes,
so that a test sees where order was left to the database. Without the package the command is not run, said loudly.

The command finds in its environment
    DIWAN_TEST_POSTGRESQL   postgresql:///diwan?host=FOLDER&user=NAME, to which options=-csearch_path... may be added
    DIWAN_TEST_DATA         the server's data folder, DIWAN_TEST_PROGRAMS the folder of pg_ctl and psql
    DIWAN_TEST_SERVER_USER  whom the server runs as ("" for oneself)
With --diwan, each word {diwan} of the command becomes a program that takes every name ending in .diwan for a
register on that server: scripts that know only files then run on PostgreSQL. {python} is the Python that runs this.
"""
import argparse
import fcntl
import glob
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile

CONFIGURATION = """
listen_addresses = ''
unix_socket_directories = '{folder}'
unix_socket_permissions = 0777
max_connections = 40
max_locks_per_transaction = 1024
shared_buffers = 64MB
max_wal_size = 512MB
fsync = off
full_page_writes = off
wal_level = minimal
jit = off
max_wal_senders = 0
autovacuum_naptime = 20s
log_min_messages = error
log_min_error_statement = panic
lc_messages = 'C'
"""

WRAPPER = r"""#!/bin/bash
# Each word that ends in .diwan means a schema of the test's server, named after the whole path; where such a file
# lies (as the demo makes one), and behind -o, it means the file.
url() {{ # into said; without a process of its own, for there are thousands
    said=$1
    if [ -f "$1" ]; then return; fi
    case $1 in /*) path=$1;; *) path=$PWD/$1;; esac
    local LC_ALL=C most=58
    if [ ${{#path}} -gt $most ]; then path=${{path: -most}}; fi
    said='{base}&options=-csearch_path%3Dr_'${{path//[^a-z0-9]/_}}
}}
n=$#
before=
while [ "$n" -gt 0 ]; do
    word=$1
    shift
    n=$((n - 1))
    case $before:$word in -o:*|*.file.diwan) ;; *.diwan) url "$word"; word=$said;; esac
    before=$word
    set -- "$@" "$word"
done
case ${{DIWAN_REGISTER:-}} in
*.diwan) url "$DIWAN_REGISTER"; export DIWAN_REGISTER=$said;;
esac
exec '{diwan}' "$@"
"""


def programs():
    """The folder of the newest PostgreSQL that is installed, from 15 on; None where there is none."""
    found = [f for f in glob.glob("/usr/lib/postgresql/*/bin") if os.path.exists(os.path.join(f, "initdb"))]
    found = [f for f in found if int(f.split("/")[-2]) >= 15]
    if found:
        return max(found, key=lambda f: int(f.split("/")[-2]))
    there = shutil.which("initdb")
    return os.path.dirname(os.path.realpath(there)) if there else None


def unprivileged():
    """A user who may run a server; "" for oneself."""
    if os.geteuid() != 0:
        return ""
    for name in ("postgres", "nobody"):
        try:
            pwd.getpwnam(name)
            return name
        except KeyError:
            continue
    return ""


def as_user(user, words):
    return ["runuser", "-u", user, "--", *words] if user else list(words)


class Server:
    def __init__(self, durable=False):
        self.bin, self.user = programs(), unprivileged()
        top = tempfile.gettempdir()  # in memory, where tools/check.py has laid it: a register is 600 files
        self.folder = tempfile.mkdtemp(prefix="diwan-pg-", dir="/tmp" if durable or len(top) > 40 else top)  # the path of a socket must be short
        self.data = os.path.join(self.folder, "data")
        os.chmod(self.folder, 0o755)
        if self.user:
            os.chown(self.folder, pwd.getpwnam(self.user).pw_uid, -1)
        self.fresh()
        settings = CONFIGURATION.format(folder=self.folder)
        if durable:
            settings = settings.replace("fsync = off", "").replace("full_page_writes = off", "").replace("64MB", "256MB").replace("512MB", "2GB")
        subprocess.run(as_user(self.user, ["tee", "-a", os.path.join(self.data, "postgresql.conf")]), input=settings.encode(),
            stdout=subprocess.DEVNULL, check=True)
        self.start()
        self.url = f"postgresql:///diwan?host={self.folder}&user=diwan"

    def fresh(self):
        """An empty cluster with the database `diwan`. Made once a build folder, then copied: to make one takes two seconds of work."""
        kept = os.path.join(os.getcwd(), "meson-private", "postgresql-" + self.bin.strip("/").replace("/", "-"))
        if not os.path.isdir(os.path.dirname(kept)):
            self.initdb()
            return
        with open(kept + ".lock", "w", encoding="ascii") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not os.path.isdir(kept):
                self.initdb()
                shutil.rmtree(kept + ".new", ignore_errors=True)
                subprocess.run(["cp", "-a", self.data, kept + ".new"], check=True)
                os.rename(kept + ".new", kept)
                return
        subprocess.run(["cp", "-a", kept, self.data], check=True)

    def initdb(self):
        self.run("initdb", "-D", self.data, "-U", "diwan", "-A", "trust", "-E", "UTF8", "--no-sync", "--no-instructions",
            "--locale=C.UTF-8", "--locale-provider=icu", "--icu-locale=en")
        alone = ["postgres", "--single", "-D", self.data, "postgres"]
        subprocess.run(as_user(self.user, [os.path.join(self.bin, alone[0]), *alone[1:]]), input=b"CREATE DATABASE diwan\n", stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE, cwd="/", check=True)

    def run(self, program, *words, **more):
        return subprocess.run(as_user(self.user, [os.path.join(self.bin, program), *words]), stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, cwd="/", check=True, **more)

    def start(self):
        self.run("pg_ctl", "-D", self.data, "-w", "-s", "-l", os.path.join(self.folder, "log"), "start")

    def stop(self, how="immediate"):
        self.run("pg_ctl", "-D", self.data, "-w", "-s", "-m", how, "stop")

    def sql(self, text, database="diwan"):
        done = subprocess.run([os.path.join(self.bin, "psql"), "-X", "-A", "-t", "-q", "-v", "ON_ERROR_STOP=1", "-h", self.folder, "-U",
            "diwan", "-d", database, "-c", text], stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
        if done.returncode:
            raise RuntimeError(done.stderr)
        return done.stdout.strip()

    def end(self):
        try:
            self.stop()
        except subprocess.CalledProcessError:
            pass
        shutil.rmtree(self.folder, ignore_errors=True)

    def environment(self):
        return {"DIWAN_TEST_POSTGRESQL": self.url, "DIWAN_TEST_DATA": self.data, "DIWAN_TEST_PROGRAMS": self.bin,
            "DIWAN_TEST_SERVER_USER": self.user}

    def wrapper(self, diwan):
        path = os.path.join(self.folder, "diwan")
        with open(path, "w", encoding="utf-8") as f:
            f.write(WRAPPER.format(base=self.url, diwan=os.path.abspath(diwan)))
        os.chmod(path, 0o755)
        return path


def skip(why):
    print(f"1..0 # SKIP {why}")
    sys.exit(0)


def main():
    words = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    words.add_argument("--diwan", help="the program; {diwan} in the command becomes one that turns files into registers on the server")
    words.add_argument("command", nargs="+")
    asked = words.parse_args()
    if not programs():
        skip("PostgreSQL 15 or newer is not installed (Debian: postgresql-15): registers on a server were NOT tested")
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    server = Server()
    try:
        command = [sys.executable if word == "{python}" else word for word in asked.command]
        if asked.diwan:
            wrapper = server.wrapper(asked.diwan)
            command = [wrapper if word == "{diwan}" else word for word in command]
        status = subprocess.run(command, env={**os.environ, **server.environment()}, check=False).returncode
    finally:
        server.end()
    sys.exit(status if status >= 0 else 128 - status)


if __name__ == "__main__":
    main()
