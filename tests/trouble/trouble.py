# SPDX-License-Identifier: GPL-3.0-or-later
"""trouble.py DIWAN DATA: what goes wrong around a register, for real: full, read-only and limited disks, damaged files, others at work.

Each failure is one sentence and an exit status of 1; the register stays as it was, passes `check`, and serves afterwards. DATA is the
folder of the golden cases' files. A small file system is mounted where this may be done (root), else those cases are skipped,
loudly. TAP."""
import csv
import gzip
import hashlib
import io
import json
import os
import pty
import random
import re
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
import zipfile

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "kill"))
import make_incidents  # noqa: E402 (the invented incidents of the kill test)

SEED, LONGEST_S, NOBODY = 20260214, 120, 65534
FEATURES = '{"type":"FeatureCollection","features":['
HXL = "id,date,killed\n#meta+id,#date,#affected+killed\n"
FILES = ["selmara_borders.geojson", "selmara_population.csv", "selmara_incidents.csv"]


class Skipped(Exception):
    """This machine does not let the case be made."""


class Wrong(Exception):
    """What should hold does not."""


class World:
    """The program, a folder, and registers in it."""

    def __init__(self, diwan, data, folder):
        self.diwan, self.data, self.folder, self.made = diwan, data, folder, 0

    def path(self, name):
        return os.path.join(self.folder, name)

    def run(self, *words, **more):
        return subprocess.run([self.diwan, *words], capture_output=True, timeout=LONGEST_S, **more)

    def good(self, *words, **more):
        done = self.run(*words, **more)
        if done.returncode != 0:
            raise Wrong(f"diwan {words[0]} ended with {done.returncode}: {said(done)}")
        return done.stdout.decode()

    def fails(self, word, *words, **more):
        """It ends with 1 and one sentence that holds `word`."""
        return self.ended(self.run(*words, **more), word, words)

    def ended(self, done, word, words):
        if done.returncode != 1 or not one_sentence(done) or word not in said(done):
            raise Wrong(f"diwan {words[0]} ended with {done.returncode} and says {said(done)!r}, not one sentence with {word!r}")
        return said(done)

    def register(self, folder=None):
        self.made += 1
        path = os.path.join(folder or self.folder, f"r{self.made}.diwan")
        self.good("new", "--open", path)
        self.good("add", path, *(os.path.join(self.data, f) for f in FILES))
        return path

    def incidents(self, rows, first):
        path = self.path(f"incidents-{first}-{rows}.csv")
        make_incidents.write(path, [(first + i, i % 5) for i in range(rows)], SEED)
        return path

    def numbers(self, register):
        """Sound, and what it counts."""
        report = json.loads(self.good("check", register, "--json", "--quiet"))
        if not report["sound"]:
            raise Wrong(f"check finds damage: {report['problems'][:3]}")
        rows = csv.DictReader(io.StringIO(self.good("count", register, "--csv", "--quiet")))
        return [(int(r["incidents"]), int(r["deaths_best"] or 0)) for r in rows][0]


def said(done):
    return done.stderr.decode(errors="replace").strip()


def one_sentence(done):
    return said(done).startswith("diwan: ") and "\n" not in said(done) and len(said(done)) > 30


def digest(path):
    with open(path, "rb") as f:
        return hashlib.sha256(f.read()).hexdigest()


def same(got, expected, what):
    if got != expected:
        raise Wrong(f"{what}: {got} in place of {expected}")


# ---- a disk that is full ----

class SmallDisk:
    def __init__(self, world, kilobytes):
        self.path, self.kilobytes = world.path("disk"), kilobytes

    def __enter__(self):
        os.makedirs(self.path, exist_ok=True)
        done = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={self.kilobytes}k", "tmpfs", self.path], capture_output=True)
        if done.returncode != 0:
            raise Skipped(f"a small disk cannot be mounted: {done.stderr.decode().strip()}")
        return self

    def __exit__(self, *_):
        subprocess.run(["umount", "-l", self.path], check=True)

    def fill(self, leave_kilobytes):
        """Nothing is left but so much, in one file that can go again."""
        self.clear()
        state = os.statvfs(self.path)
        free = state.f_bavail * state.f_frsize - leave_kilobytes * 1024
        with open(os.path.join(self.path, "fill"), "wb") as f:
            f.write(b"\0" * max(free, 0))

    def clear(self):
        fill = os.path.join(self.path, "fill")
        if os.path.exists(fill):
            os.unlink(fill)

    def names(self):
        return sorted(n for n in os.listdir(self.path) if n != "fill" and not n.endswith(("-wal", "-shm")))


def full_disk_import(world):
    """With more and more room: each import fails with the sentence and changes nothing, until one fits."""
    incidents = world.incidents(3000, 500000)
    with SmallDisk(world, 8192) as disk:
        register = world.register(disk.path)
        before, failed = world.numbers(register), 0
        for leave in (0, 4, 33, 64, 150, 400, 700, 1000, 1500, 2500, 5000):
            disk.fill(leave)
            done = world.run("add", register, incidents, "--quiet")
            if done.returncode == 0:
                break
            world.ended(done, "disk is full", ["add"])
            same(world.numbers(register), before, f"after a full disk ({leave} kB left)")
            failed += 1
        disk.clear()
        same(world.numbers(register)[0], before[0] + 3000, "after an import that fitted")
        if failed < 4:
            raise Wrong(f"only {failed} imports met the full disk")
        same(disk.names(), [os.path.basename(register)], "files on the disk")


def full_disk_undo(world):
    incidents = world.incidents(3000, 500000)
    with SmallDisk(world, 16384) as disk:
        register = world.register(disk.path)
        world.good("add", register, incidents)
        before = world.numbers(register)
        disk.fill(40)
        world.fails("disk is full", "undo", register, "4", "--quiet")
        same(world.numbers(register), before, "after undo on a full disk")
        disk.clear()
        world.good("undo", register, "4", "--quiet")
        same(world.numbers(register)[0], before[0] - 3000, "after undo with room")


def full_disk_new_and_backup(world):
    with SmallDisk(world, 2048) as disk:
        register = world.register()
        for leave in (0, 4, 8, 40, 100, 200):
            disk.fill(leave)
            target = os.path.join(disk.path, "copy.diwan")
            world.fails("disk is full", "backup", register, target)
            same(disk.names(), [], f"what a failed backup leaves ({leave} kB left)")
        for leave in (0, 4, 40):
            disk.fill(leave)
            world.fails("disk is full", "new", "--open", os.path.join(disk.path, "new.diwan"))
            same(disk.names(), [], f"what a failed `new` leaves ({leave} kB left)")
        disk.clear()
        world.good("backup", register, target)
        same(world.numbers(target), world.numbers(register), "the backup that fitted")


def full_disk_reading(world):
    """There is always a way to read: count, brief and backup to elsewhere."""
    with SmallDisk(world, 4096) as disk:
        register = world.register(disk.path)
        before = world.numbers(register)
        disk.fill(0)
        same(world.numbers(register), before, "on a full disk")
        world.good("brief", register, "-o", world.path("from-full.html"))
        world.good("backup", register, world.path("from-full.diwan"))
        same(world.numbers(world.path("from-full.diwan")), before, "in the backup from a full disk")


def full_disk_output(world):
    """-o leaves the old file or the new one, and no part beside it."""
    register = world.register()
    with SmallDisk(world, 512) as disk:
        out = os.path.join(disk.path, "b.html")
        with open(out, "w", encoding="utf-8") as f:
            f.write("the old one")
        for leave in (0, 4, 12):
            disk.fill(leave)
            world.fails("cannot be written", "brief", register, "-o", out)
            same(disk.names(), ["b.html"], "files beside the output")
            with open(out, encoding="utf-8") as f:
                same(f.read(), "the old one", "the output file")
        disk.clear()
        world.good("brief", register, "-o", out, "--quiet")
    world.fails("standard output: cannot be written", "count", register, "--csv", "--quiet", **full_stdout())


def full_stdout():
    return {"preexec_fn": lambda: os.dup2(os.open("/dev/full", os.O_WRONLY), 1)}


def limited_files(world):
    """`ulimit -f`: a signal by default, a sentence here."""
    register, incidents = world.register(), world.incidents(3000, 500000)
    before = world.numbers(register)

    def limit():
        resource.setrlimit(resource.RLIMIT_FSIZE, (400 * 1024, 400 * 1024))
    world.fails("grow that large", "add", register, incidents, "--quiet", preexec_fn=limit)
    same(world.numbers(register), before, "after the limit")
    world.good("add", register, incidents, "--quiet")


# ---- what may not be written ----

def as_nobody():
    if os.geteuid() != 0:
        return {}

    def drop():
        os.setgroups([])
        os.setresgid(NOBODY, NOBODY, NOBODY)
        os.setresuid(NOBODY, NOBODY, NOBODY)
    return {"preexec_fn": drop}


def read_only(world):
    folder = world.path("shared")
    os.mkdir(folder)
    register = world.register(folder)
    before, sum_before = world.numbers(register), digest(register)
    incidents = world.incidents(200, 500000)
    os.chmod(world.folder, 0o755)
    os.chmod(incidents, 0o644)
    os.chmod(register, 0o444)
    os.chmod(folder, 0o555)
    other = as_nobody()
    try:
        if world.run("help", **other).returncode != 0:
            raise Skipped("another user cannot run the program where it lies")
    except PermissionError:
        raise Skipped("another user cannot run the program where it lies") from None
    same(json.loads(world.good("check", register, "--json", "--quiet", **other))["sound"], True, "read by another user")
    world.good("count", register, "--csv", **other)
    world.fails("no permission to write", "add", register, incidents, **other)
    world.fails("no permission to write", "undo", register, "1", **other)
    world.fails("cannot be", "backup", register, os.path.join(folder, "b.diwan"), **other)
    world.fails("cannot be written", "brief", register, "-o", os.path.join(folder, "b.html"), **other)
    os.chmod(register, 0o666)
    world.fails("folder of this register", "add", register, incidents, **other)
    os.chmod(register, 0o000)
    world.fails("no permission to read", "count", register, **other)
    os.chmod(folder, 0o755)
    os.chmod(register, 0o600)
    same((digest(register), os.listdir(folder)), (sum_before, [os.path.basename(register)]), "the register")
    same(world.numbers(register), before, "the register")


def read_only_disk(world):
    incidents = world.incidents(200, 500000)
    with SmallDisk(world, 4096) as disk:
        register = world.register(disk.path)
        before = world.numbers(register)
        subprocess.run(["mount", "-o", "remount,ro", disk.path], check=True)
        same(world.numbers(register), before, "on a read-only disk")
        world.good("brief", register, "-o", world.path("from-ro.html"))
        world.fails("no permission to write", "add", register, incidents)
        world.fails("cannot be", "backup", register, os.path.join(disk.path, "b.diwan"))
        world.fails("cannot be written", "brief", register, "-o", os.path.join(disk.path, "b.html"))


# ---- damaged registers ----

COMMANDS = [("count", "--csv", "--quiet"), ("check", "--json", "--quiet"), ("show", "imports", "--csv", "--quiet"), ("brief", "--json", "--quiet")]


def asks_which(done):
    """Where a damaged record counts for another country, or for none, a brief asks which one is meant, as ever where there are several; `check` says what is damaged."""
    return done.returncode == 2 and ("several countries" in said(done) or "not all of one country" in said(done)) and "name one" in said(done) and one_sentence(done)


def looked_at(world, register, what):
    """Every command ends by itself, in order or with one sentence, and leaves the file as it is. Whether one found the damage."""
    before, found = digest(register), False
    for name, *more in COMMANDS:
        done = world.run(name, register, *more)
        report = name == "check" and done.returncode == 1 and done.stdout
        if name == "brief" and asks_which(done):
            continue
        if done.returncode not in (0, 1) or (done.returncode == 1 and not report and not one_sentence(done)):
            raise Wrong(f"{what}: diwan {name} ended with {done.returncode}: {said(done)!r}")
        found |= done.returncode == 1
    same(digest(register), before, f"{what}: the file")
    return found


def cut_short(world):
    register = world.register()
    with open(register, "rb") as f:
        whole = f.read()
    lengths = [0, 1, 15, 16, 99, 100, 512, 4096, *range(8192, len(whole), 24 * 1024 + 1), len(whole) - 1]
    for length in lengths:
        path = world.path("cut.diwan")
        with open(path, "wb") as f:
            f.write(whole[:length])
        if not looked_at(world, path, f"cut to {length} of {len(whole)} bytes"):
            raise Wrong(f"cut to {length} of {len(whole)} bytes, and nothing says so")
        done = world.run("backup", path, world.path("cut-copy.diwan"))
        if done.returncode != 1 or os.path.exists(world.path("cut-copy.diwan")):
            raise Wrong(f"cut to {length} bytes, and a backup is made of it: {said(done)!r}")


def bits_flipped(world):
    register = world.register()
    with open(register, "rb") as f:
        whole = f.read()
    chance, found = random.Random(SEED), 0
    for turn in range(24):
        data = bytearray(whole)
        for _ in range(chance.choice([1, 8, 64])):
            data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        path = world.path("flipped.diwan")
        with open(path, "wb") as f:
            f.write(data)
        found += looked_at(world, path, f"seed {SEED}, turn {turn}")
    if found < 6:
        raise Wrong(f"only {found} of 24 damaged registers were found to be damaged")


def newer_version(world):
    register = world.register()
    with sqlite3.connect(register) as base:
        base.execute("PRAGMA user_version = 999")
    base.close()
    before = digest(register)
    for words in (("count", register), ("add", register, world.incidents(10, 1)), ("undo", register, "1")):
        world.fails("newer Diwan", *words)
    same(digest(register), before, "the register of a newer version")


def journal_alone(world):
    register = world.register()
    wal = register + "-wal"
    os.unlink(register)
    with open(wal, "wb") as f:
        f.write(b"\x37\x7f\x06\x82" + bytes(28))
    world.fails("no such register", "count", register)
    world.fails("journal of an earlier register", "new", "--open", register)


# ---- others at work ----

def two_imports(world):
    register = world.register()
    before = world.numbers(register)[0]
    files = [world.incidents(12000, 1000000), world.incidents(12000, 2000000)]
    running = [subprocess.Popen([world.diwan, "add", register, f, "--quiet"], stderr=subprocess.PIPE) for f in files]
    for one in running:
        text = one.communicate(timeout=LONGEST_S)[1]
        same((one.returncode, text), (0, b""), "two imports at once")
    same(world.numbers(register)[0], before + 24000, "after two imports at once")


def locked(world):
    """Somebody holds the lock: readers are not held up; a writer waits, then says so, or stops when told to."""
    register, incidents = world.register(), world.incidents(100, 700000)
    before = world.numbers(register)
    base = sqlite3.connect(register, isolation_level=None)
    base.execute("BEGIN IMMEDIATE")
    waiting = subprocess.Popen([world.diwan, "add", register, incidents], stderr=subprocess.PIPE)
    stopped = subprocess.Popen([world.diwan, "add", register, incidents], stderr=subprocess.PIPE)
    same(world.numbers(register), before, "while somebody writes")
    time.sleep(1.5)
    stopped.send_signal(signal.SIGINT)
    text = stopped.communicate(timeout=LONGEST_S)[1].decode()
    if stopped.returncode != 1 or "stopped" not in text:
        raise Wrong(f"Ctrl-C while waiting ended with {stopped.returncode}: {text}")
    world.good("backup", register, world.path("while-locked.diwan")) # waits, too, to be listed, and is made without that
    text = waiting.communicate(timeout=LONGEST_S)[1].decode()
    base.execute("ROLLBACK")
    base.close()
    if waiting.returncode != 1 or "another program is writing" not in text:
        raise Wrong(f"a writer that waited in vain ended with {waiting.returncode}: {text}")
    same(world.numbers(register), before, "after the waiting")
    world.good("add", register, incidents)


def readers_keep_their_moment(world):
    register, incidents = world.register(), world.incidents(3000, 700000)
    before = world.numbers(register)[0]
    base = sqlite3.connect(f"file:{register}?mode=ro", uri=True, isolation_level=None)
    count = "SELECT count(*) FROM incident WHERE ended_by IS NULL"
    base.execute("BEGIN")
    seen = [base.execute(count).fetchone()[0]]
    world.good("add", register, incidents)
    seen.append(base.execute(count).fetchone()[0])
    base.execute("COMMIT")
    seen.append(base.execute(count).fetchone()[0])
    base.close()
    same(seen, [before, before, before + 3000], "what a reader sees before, while and after its moment")


def parsing_holds_no_lock(world):
    """A slow file is read while a second writer comes and goes; then the first does its work."""
    register, quick = world.register(), world.incidents(300, 700000)
    before = world.numbers(register)[0]
    slow, pipe = world.incidents(2000, 800000), world.path("slow.csv")
    os.mkfifo(pipe)
    first = subprocess.Popen([world.diwan, "add", register, pipe, "--quiet"], stderr=subprocess.PIPE)
    with open(slow, "rb") as f:
        text = f.read()
    with open(pipe, "wb", buffering=0) as out:
        out.write(text[:len(text) // 2])
        begin = time.monotonic()
        world.good("add", register, quick, "--quiet")
        same(first.poll(), None, "the slow import")
        if time.monotonic() - begin > 9:
            raise Wrong("the second writer waited for the parsing of the first")
        out.write(text[len(text) // 2:])
    same((first.communicate(timeout=LONGEST_S)[1], first.returncode), (b"", 0), "the slow import")
    same(world.numbers(register)[0], before + 2300, "after both")


def taken_away(world, replace):
    """The register goes, or another takes its place, while a slow file is read: nothing is claimed to be written."""
    register, slow, pipe = world.register(), world.incidents(500, 800000), world.path(f"pipe-{replace}.csv")
    before = world.numbers(register)
    os.mkfifo(pipe)
    first = subprocess.Popen([world.diwan, "add", register, pipe, "--quiet"], stderr=subprocess.PIPE, stdout=subprocess.PIPE)
    with open(pipe, "wb", buffering=0) as out, open(slow, "rb") as f:
        out.write(f.readline())
        time.sleep(0.3)
        os.rename(register, world.path("moved.diwan"))
        if replace:
            other = world.register()
            sum_other = digest(other)
            os.rename(other, register)
        out.write(f.read())
    text = first.communicate(timeout=LONGEST_S)[1].decode()
    if first.returncode != 1 or "removed, moved or replaced" not in text:
        raise Wrong(f"the import ended with {first.returncode}: {text}")
    if replace:
        same(digest(register), sum_other, "the register that took the place")
        os.unlink(register)
    for ending in ("-wal", "-shm"):
        if os.path.exists(register + ending):
            os.unlink(register + ending)
    same(world.numbers(world.path("moved.diwan")), before, "the register that was moved")


def removed(world):
    taken_away(world, False)


def replaced(world):
    taken_away(world, True)


# ---- limits ----

def limits(world):
    register = world.register()
    before = world.numbers(register)
    cases = {
        "wide.csv": (lambda f: f.write(",".join(f"c{i}" for i in range(5000)) + "\n1\n"), "more than 4096 columns"),
        "cell.csv": (lambda f: f.write(HXL + "1,\"" + "x" * (17 << 20)), "longer than 16 MiB"),
        "row.csv": (lambda f: f.write(HXL + ",".join("x" * (15 << 20) for _ in range(5)) + "\n"), "64 MiB"),
        "deep.geojson": (lambda f: f.write(FEATURES + '{"type":"Feature","properties":' + '{"a":' * 200), "more than 100 deep"),
        "text.geojson": (lambda f: f.write(FEATURES + '{"type":"' + "x" * (9 << 20)), "longer than 8 MB"),
        "empty.csv": (lambda f: None, "empty"),
        "header.csv": (lambda f: f.write(HXL), "holds no rows"),
    }
    for name, (write, word) in cases.items():
        path = world.path(name)
        with open(path, "w", encoding="utf-8") as f:
            write(f)
        world.fails(word, "add", register, path)
        os.unlink(path)
    same(world.numbers(register), before, "after files beyond the limits")


# ---- small files that grow ----

MEGABYTE = 1 << 20
GROWN_MB, MEMORY_MB = 60, 100 # what they would become; what the program may take, whatever they would
LAUGHS = "<!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\">" + "".join(f"<!ENTITY {c} \"{f'&{p};' * 10}\">" for p, c in zip("abcdefgh", "bcdefghi")) + "]>"
GRAPH = ('<graphml><graph edgedefault="directed">', "</graph></graphml>")
AID = ('<iati-activities version="2.03"><iati-activity><iati-identifier>', "</iati-identifier></iati-activity></iati-activities>")
MAP = ('<gexf version="1.3"><graph><nodes><node id="n" label="', '"/></nodes></graph></gexf>')
SHEET = ('<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1">' +
    "".join(f'<c r="{c}1" t="inlineStr"><is><t>{w}</t></is></c>' for c, w in zip("ABC", ("actor", "name", "kind"))) + "</row>", "</sheetData></worksheet>")


def packed(path, whole, piece):
    with gzip.open(path, "wb", compresslevel=1) as f:
        f.write(whole[0].encode())
        for _ in range(GROWN_MB):
            f.write(piece)
        f.write(whole[1].encode())


def workbook(path, before, piece, after):
    """The blank for actors, with a sheet in place of its own."""
    with zipfile.ZipFile(path) as z:
        parts = {name: z.read(name) for name in z.namelist() if not name.startswith("xl/worksheets/")}
        sheets = [name for name in z.namelist() if re.fullmatch(r"xl/worksheets/[^/]*[.]xml", name)]
        rest = {name: z.read(name) for name in z.namelist() if name.startswith("xl/worksheets/") and name not in sheets[:1]}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as z:
        for name, data in {**parts, **rest}.items():
            z.writestr(name, data)
        with z.open(sheets[0], "w") as f:
            f.write((SHEET[0] + before).encode())
            for _ in range(GROWN_MB):
                f.write(piece)
            f.write((after + SHEET[1]).encode())


# A process of its own starts it: what this one has taken itself would count as its child's.
MEASURE = "import resource, subprocess, sys; r = subprocess.run(sys.argv[1:]); print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024); sys.exit(r.returncode)"


def taken(world, *words):
    """(ended, megabytes at most) of one command and what it starts."""
    done = subprocess.run([sys.executable, "-c", MEASURE, world.diwan, *words], capture_output=True, timeout=LONGEST_S)
    return done, int(done.stdout.split()[-1])


def bombs(world):
    """Workbooks, networks and projects that grow a hundredfold: one sentence each, in little memory."""
    register = world.register()
    before = world.numbers(register)
    cases = {}
    for name, whole in (("laughs.graphml", (GRAPH[0] + '<node id="', '"/>' + GRAPH[1])), ("laughs.gexf", MAP), ("laughs.xml", AID)):
        with open(world.path(name), "w", encoding="utf-8") as f:
            f.write('<?xml version="1.0"?>' + LAUGHS + whole[0] + "&i;" + whole[1])
        cases[name] = "document type"
    for name, whole, piece, word in (("blanks.graphml.gz", GRAPH, b" " * MEGABYTE, "bytes of text"), ("nodes.graphml.gz", GRAPH, b'<node id="n"/>' * (MEGABYTE // 14), "more than 2000000 nodes"),
            ("name.xml.gz", AID, b"a" * MEGABYTE, "bytes of text"), ("name.gexf.gz", MAP, b"a" * MEGABYTE, "one tag or comment")):
        packed(world.path(name), whole, piece)
        cases[name] = word
    for name, row, piece, end, word in (("blanks.xlsx", "", b" " * MEGABYTE, "", "no rows"),
            ("cell.xlsx", '<row r="2"><c r="A2" t="inlineStr"><is><t>', b"a" * MEGABYTE, "</t></is></c></row>", "longer than 16 MiB")):
        world.good("template", "actors", "-o", world.path(name))
        workbook(world.path(name), row, piece, end)
        cases[name] = word
    for name, word in cases.items():
        done, megabytes = taken(world, "add", register, world.path(name), "--quiet")
        world.ended(done, word, ("add", name))
        if megabytes > MEMORY_MB:
            raise Wrong(f"{name}: {megabytes} MB of memory")
        os.unlink(world.path(name))
    same(world.numbers(register), before, "after files that grow")


# ---- somebody who has waited long enough ----

def measuring_stops(world):
    """What takes long says how far it is on a terminal; Ctrl-C ends it within seconds, and nothing is told."""
    register, actors, chance = world.register(), 3000, random.Random(SEED)
    with open(world.path("ties.csv"), "w", encoding="utf-8") as f:
        f.write("from,to,relation,strength,said_by\n")
        for a in range(1, actors):
            f.write("".join(f"body {a},body {b},coordinates,{1 + a % 3},Coding team\n" for b in sorted(chance.sample(range(a), min(a, 4)))))
    world.good("add", register, world.path("ties.csv"))
    leader, follower = pty.openpty()
    run = subprocess.Popen([world.diwan, "actors", register, "--by", "broker"], stdout=subprocess.PIPE, stderr=follower)
    os.close(follower)
    seen, begun = b"", time.monotonic()
    while b"Leaving out ties" not in seen and time.monotonic() - begun < LONGEST_S:
        try:
            seen += os.read(leader, 4096)
        except OSError:
            break
    run.send_signal(signal.SIGINT)
    told, begun = run.communicate(timeout=LONGEST_S)[0], time.monotonic()
    try:
        while more := os.read(leader, 4096):
            seen += more
    except OSError:
        pass
    os.close(leader)
    if b"Leaving out ties" not in seen or run.returncode != 1 or b"stopped" not in seen or told:
        raise Wrong(f"actors, on a terminal, stopped by Ctrl-C: {run.returncode}, {seen[-300:]!r}, {told[:100]!r}")
    world.good("actors", register, "--by", "isolated")


CASES = [full_disk_import, full_disk_undo, full_disk_new_and_backup, full_disk_reading, full_disk_output, limited_files, read_only,
         read_only_disk, cut_short, bits_flipped, newer_version, journal_alone, two_imports, locked, readers_keep_their_moment,
         parsing_holds_no_lock, removed, replaced, limits, bombs, measuring_stops]


def run_case(case, diwan, data):
    folder = tempfile.mkdtemp(prefix="diwan-trouble-")
    try:
        case(World(diwan, data, folder))
        return "ok", ""
    except Skipped as why:
        return "ok", f" # SKIP {why}"
    except (Wrong, subprocess.TimeoutExpired, OSError, ValueError) as why:
        return "not ok", f": {why}"
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def main():
    if len(sys.argv) not in (3, 4):
        sys.exit("usage: trouble.py DIWAN DATA [CASE]")
    diwan, data = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
    cases = [c for c in CASES if len(sys.argv) < 4 or sys.argv[3] in c.__name__]
    results = {}
    waits = threading.Thread(target=lambda: results.update({locked: run_case(locked, diwan, data)}))
    if locked in cases:  # waits ten seconds: meanwhile the others
        waits.start()
    for case in cases:
        if case is not locked:
            results[case] = run_case(case, diwan, data)
    if locked in cases:
        waits.join()
    print(f"1..{len(cases)}")
    for number, case in enumerate(cases, 1):
        state, more = results[case]
        print(f"{state} {number} - {case.__name__.replace('_', ' ')}{more}", flush=True)
    return 1 if any(state != "ok" for state, _ in results.values()) else 0


if __name__ == "__main__":
    sys.exit(main())
