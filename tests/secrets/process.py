#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""process.py DIWAN [--without-encryption]: what a running program that holds an encrypted register shows to others.

An import into an encrypted register is stopped (SIGSTOP) while it writes, and looked at: no core file may be written, neither another
user nor another process of the same user may read its memory or trace it, and its passphrase stands in its environment no more, and in
memory only where it is fenced in. Each refusal is held against a plain process that nobody protects: where that is refused too, the machine is as it
is, and the case skips. As root the program runs as another user (65534) and so does who looks; else all is of one user. TAP.
"""
import os
import re
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time

import sealed
from sealed import Skipped, Wrong

PASSPHRASE, NOBODY, OTHER = "Whoever reads this 26 times", 65534, 65533
LOOK = """
import ctypes, os, sys
pid, way = int(sys.argv[1]), sys.argv[2]
libc = ctypes.CDLL(None, use_errno=True)
libc.ptrace.argtypes = [ctypes.c_long, ctypes.c_long, ctypes.c_void_p, ctypes.c_void_p]
def mem():
    with open(f"/proc/{pid}/maps") as f:
        start = next(int(line.split("-")[0], 16) for line in f if "[stack]" in line or "[heap]" in line)
    with open(f"/proc/{pid}/mem", "rb") as f:
        f.seek(start)
        return len(f.read(16))
def environ():
    return len(open(f"/proc/{pid}/environ", "rb").read())
def trace():
    if libc.ptrace(0x4206, pid, None, None):
        raise PermissionError("ptrace")
    return 1
try:
    print("looked", {"mem": mem, "environ": environ, "trace": trace}[way]())
except PermissionError:
    print("refused")
"""


def looked(pid, way, user):
    """Whether a process of `user` (None: ours) may look at process `pid` in this way."""
    python = shutil.which("python3", path="/usr/bin:/bin") or sys.executable # one that every user may run
    done = subprocess.run([python, "-c", LOOK, str(pid), way], capture_output=True, check=False, cwd="/", **as_user(user))
    answer = done.stdout.decode().strip()
    if not answer.startswith(("looked", "refused")):
        raise Wrong(f"looking by {way} ended with {done.returncode}: {done.stderr.decode().strip()[-300:]}")
    return answer.startswith("looked")


def as_user(user):
    return {} if user is None else {"user": user, "group": user, "extra_groups": []}


def cores_allowed():
    """As the most careless shell has it: core files of any size."""
    hard = resource.getrlimit(resource.RLIMIT_CORE)[1]
    resource.setrlimit(resource.RLIMIT_CORE, (hard, hard))


def memory_with(pid, words):
    """The flags of each mapping (proc(5), VmFlags) for each time the words stand in it, and how many bytes were looked at."""
    with open(f"/proc/{pid}/smaps", encoding="utf-8") as f:
        maps = re.findall(r"^([0-9a-f]+)-([0-9a-f]+) rw.*?^VmFlags: ([^\n]*)$", f.read(), re.M | re.S)
    found, looked_at = [], 0
    with open(f"/proc/{pid}/mem", "rb", buffering=0) as memory:
        for begin, end, flags in maps:
            memory.seek(int(begin, 16))
            content = memory.read(int(end, 16) - int(begin, 16))
            looked_at += len(content)
            found += [flags.split()] * content.count(words)
    return found, looked_at


class Victim:
    """The program, stopped in the midst of an import into an encrypted register."""

    def __init__(self, program, folder):
        self.user = NOBODY if os.geteuid() == 0 else None
        self.folder = folder
        self.program = shutil.copy(program, os.path.join(folder, "diwan"))
        os.chmod(folder, 0o755)
        self.room = os.path.join(folder, "room")
        os.makedirs(os.path.join(self.room, "tmp"))
        self.path, self.file = os.path.join(self.room, "s.diwan"), os.path.join(self.room, "in.csv")
        sealed.make_incidents.write(self.file, ((i, i % 9) for i in range(1, 60001)), 1)
        if self.user:
            for path in [self.room, *(os.path.join(self.room, name) for name in os.listdir(self.room))]:
                os.chown(path, self.user, self.user)
        self.environment = {"PATH": os.environ.get("PATH", ""), "TMPDIR": os.path.join(self.room, "tmp"), "DIWAN_PASSPHRASE": PASSPHRASE}
        subprocess.run([self.program, "new", self.path, "--quiet"], check=True, env=self.environment, cwd=self.room, capture_output=True, **as_user(self.user))

        shutil.copy(self.path, self.path + "-empty")

    def start(self):
        """The process of an import that is stopped in its midst. On a busy machine it may have ended before it could be: then once more."""
        for _ in range(20):
            if self.stopped():
                return self.running.pid
        raise Wrong(f"the import ended with {self.running.returncode} before it could be stopped, 20 times")

    def stopped(self):
        """Always into the empty register, so that a journal is this program's own."""
        for ending in ("-wal", "-shm"):
            if os.path.exists(self.path + ending):
                os.unlink(self.path + ending)
        shutil.copyfile(self.path + "-empty", self.path)
        self.running = subprocess.Popen([self.program, "add", self.path, self.file, "--quiet"], env=self.environment, cwd=self.room,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, preexec_fn=cores_allowed, **as_user(self.user))
        end = time.monotonic() + 120
        while time.monotonic() < end and self.running.poll() is None:
            if os.path.exists(self.path + "-wal") and os.path.getsize(self.path + "-wal") > 100000:
                self.running.send_signal(signal.SIGSTOP)
                break
            time.sleep(0.001)
        while self.running.poll() is None:
            with open(f"/proc/{self.running.pid}/stat", encoding="ascii", errors="replace") as f:
                if f.read().rpartition(")")[2].split()[0] in "Tt":
                    return True
            time.sleep(0.001)
        return False

    def end(self, how):
        """Its status as the system has it. Popen.send_signal asks first whether the process has ended, and would have taken the status of one that the first signal killed at once."""
        os.kill(self.running.pid, how)
        os.kill(self.running.pid, signal.SIGCONT)
        _, status = os.waitpid(self.running.pid, 0)
        self.running.returncode = -os.WTERMSIG(status) if os.WIFSIGNALED(status) else os.WEXITSTATUS(status)
        return status

    def cores(self):
        return [name for name in os.listdir(self.room) if "core" in name]


class Tests:
    def __init__(self, program, folder):
        self.victim = Victim(program, folder)
        self.cases = [("no other process of the same user may read its memory or its environment, or trace it", self.same_user),
            ("and no other user", self.other_user), ("its passphrase stands in no environment, and in memory only where no core file looks", self.passphrase),
            ("no core file is written, however it dies", self.no_core), ("and the register is whole after all that", self.whole)]

    def refused(self, user):
        """All three ways are refused for the program, and allowed for a plain process of the same user."""
        pid, open_ways = self.victim.start(), [] # first: on a busy machine it takes longer than a plain process would have lasted
        plain = subprocess.Popen(["sleep", "1000"], **as_user(self.victim.user))
        try:
            for way in ("mem", "environ", "trace"):
                if looked(pid, way, user):
                    raise Wrong(f"process {pid} could be looked into: {way}")
                if user == self.victim.user and looked(plain.pid, way, user):
                    open_ways.append(way)
        finally:
            plain.kill()
            plain.wait()
            self.victim.end(signal.SIGKILL)
        return open_ways

    def same_user(self):
        open_ways = self.refused(self.victim.user)
        if not open_ways:
            raise Skipped("on this machine no process may look into another at all")
        return f"a plain process could be looked into by {', '.join(open_ways)}"

    def other_user(self):
        if self.victim.user is None:
            raise Skipped("only root can look as another user")
        self.refused(OTHER)

    def passphrase(self):
        if os.geteuid() != 0:
            raise Skipped("only root may look into the program at all")
        pid = self.victim.start()
        try:
            environment = sealed.read(f"/proc/{pid}/environ")
            found, looked_at = memory_with(pid, PASSPHRASE.encode())
        finally:
            self.victim.end(signal.SIGKILL)
        if PASSPHRASE.encode() in environment:
            raise Wrong("the passphrase still stands in the environment of the running program")
        if looked_at < 1 << 20 or any("dd" not in flags for flags in found):
            raise Wrong(f"in {looked_at} bytes of the running program's memory the passphrase stands where it may reach a core file: {found}")
        return f"{looked_at >> 20} MB of memory looked at, the passphrase stands in {len(found)} of its fenced pages and nowhere else; root sees it there"

    def no_core(self):
        plain = subprocess.Popen(["sleep", "100"], preexec_fn=cores_allowed, cwd=self.victim.room, **as_user(self.victim.user))
        plain.send_signal(signal.SIGABRT)
        _, status = os.waitpid(plain.pid, 0)
        plain.returncode = -signal.SIGABRT
        control = os.WCOREDUMP(status)
        for name in self.victim.cores():
            os.unlink(os.path.join(self.victim.room, name))
        for how in (signal.SIGABRT, signal.SIGSEGV, signal.SIGQUIT):
            pid = self.victim.start()
            with open(f"/proc/{pid}/limits", encoding="ascii") as f:
                limit = next(line for line in f if line.startswith("Max core file size")).split()[4:6]
            status = self.victim.end(how)
            if limit != ["0", "0"]:
                raise Wrong(f"its limit of core files is {limit}")
            if os.WIFSIGNALED(status) and os.WCOREDUMP(status) or self.victim.cores():
                raise Wrong(f"a core file was written after signal {how}: {self.victim.cores()}")
        return "a plain process leaves one" if control else "the limit is 0; a plain process leaves none here either, so no more is shown"

    def whole(self):
        done = subprocess.run([self.victim.program, "check", self.victim.path], env=self.victim.environment, cwd=self.victim.room, capture_output=True,
            check=False, **as_user(self.victim.user))
        if done.returncode != 0:
            raise Wrong(f"check ended with {done.returncode}: {sealed.said(done)}")


def main():
    if "--without-encryption" in sys.argv:
        sealed.skip_all("this Diwan is built without encryption: `make cipher` fetches what it needs")
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    with tempfile.TemporaryDirectory(prefix="diwan-process-") as folder:
        return sealed.Cases(Tests(sys.argv[1], folder).cases).run()


if __name__ == "__main__":
    sys.exit(main())
