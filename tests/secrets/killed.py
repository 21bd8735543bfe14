#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""killed.py DIWAN [N [SEED]] [--without-encryption]: an encrypted register survives kill -9 at any moment, and opens with one key.

N times (16 when not said, or DIWAN_KILLS) the program is killed with SIGKILL: in turn while it adds a file of new incidents, some of
which correct earlier ones, and while it changes the passphrase. Half of the moments are spread over the measured run time, half are
aimed at the writing (the journal grows; the new file appears). After each kill exactly one of the two passphrases opens the register
and the other is refused; `check` finds it sound; it holds whole imports only, those of before with or without the one that was killed.
What a killed change left beside the register (NAME.new-*) opens as nothing half: with the new passphrase and everything in it, or not at
all; and the next change that ends takes it away. Speaks TAP.
"""
import glob
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time

import sealed
import kill_imports
from kill_imports import Broken

FIRST, MEASURED, LAST = "the first passphrase of all", "one to measure the change with", "the last passphrase of all"


class Register(kill_imports.Register):
    """The real register with its passphrase, and the model of what it must hold."""

    def __init__(self, diwan, folder):
        self.diwan, self.path, self.server, self.held = diwan, os.path.join(folder, "selmara.diwan"), False, {}
        self.use(FIRST)
        self.run("new", self.path)

    def use(self, passphrase, new=None):
        """What the program finds in its environment from now on."""
        self.passphrase = passphrase
        os.environ["DIWAN_PASSPHRASE"] = passphrase
        os.environ.pop("DIWAN_NEW_PASSPHRASE", None)
        if new:
            os.environ["DIWAN_NEW_PASSPHRASE"] = new

    def opens(self, passphrase):
        environment = dict(os.environ, DIWAN_PASSPHRASE=passphrase)
        done = subprocess.run([self.diwan, "check", self.path, "--json"], capture_output=True, env=environment, check=False)
        told = done.stderr.decode(errors="replace").strip()
        if done.returncode not in (0, 1) or (done.returncode == 1 and not told and not done.stdout):
            raise Broken(f"check ended with {done.returncode} and said {told!r}")
        sound = done.returncode == 0 or (done.stdout and json.loads(done.stdout).get("sound") is True)
        return bool(sound), told

    def strays(self):
        return sorted(glob.glob(self.path + ".new-*"))


def change_measured(register):
    """Seconds of a whole change of key, and from the new file's first sight to the end."""
    register.use(register.passphrase, MEASURED)
    begin = time.monotonic()
    running = subprocess.Popen([register.diwan, "key", "change", register.path, "--quiet"], stdout=subprocess.DEVNULL)
    while running.poll() is None and not register.strays():
        time.sleep(0.0005)
    writing = time.monotonic()
    if running.wait() != 0:
        raise Broken(f"diwan key change ended with {running.returncode}")
    register.use(MEASURED)
    end = time.monotonic()
    return end - begin, end - writing


def change_killed(register, new, run_s, write_s, aimed, chance):
    """Start to change the passphrase, kill; returns the status, None when killed."""
    old_strays = register.strays()
    register.use(register.passphrase, new)
    running = subprocess.Popen([register.diwan, "key", "change", register.path, "--quiet"], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    if aimed:
        end = time.monotonic() + run_s * 4
        while time.monotonic() < end and running.poll() is None and not set(register.strays()) - set(old_strays):
            time.sleep(0.0002)
        time.sleep(chance.uniform(0, write_s))
    else:
        time.sleep(chance.uniform(0, run_s * 1.1))
    status = running.poll()
    if status is None:
        running.kill()
        running.wait()
    told = running.stderr.read().decode(errors="replace").strip()
    running.stderr.close()
    if status not in (None, 0):
        raise Broken(f"diwan key change ended with {status}: {told}")
    return status


def settle_change(register, new, status, what):
    """Exactly one of the two opens; returns whether it is the new one."""
    old = register.passphrase
    register.use(old)
    (with_old, told_old), (with_new, told_new) = register.opens(old), register.opens(new)
    if with_old == with_new:
        raise Broken(f"{what}: the old passphrase {'opens' if with_old else 'does not open: ' + told_old}, and so with the new: {told_new}")
    if "passphrase" not in (told_new if with_old else told_old):
        raise Broken(f"{what}: the passphrase that is not the register's is refused with: {told_new if with_old else told_old}")
    if status == 0 and not with_new:
        raise Broken(f"{what}: the program ended well, and the old passphrase still opens")
    register.use(new if with_new else old)
    strays(register, old, new, what)
    trouble = register.look(what)
    if trouble:
        raise Broken(trouble)
    return with_new


def strays(register, old, new, what):
    """A file that a killed change left is whole under the new passphrase, or opens as nothing. A copy with a register's name is tried."""
    for path in register.strays():
        if path.endswith(("-journal", "-wal", "-shm")):
            continue
        with tempfile.TemporaryDirectory(prefix="diwan-stray-") as folder:
            copy = Register.__new__(Register)
            copy.diwan, copy.path, copy.server, copy.held = register.diwan, os.path.join(folder, "stray.diwan"), False, register.held
            for ending in sealed.ENDINGS:
                if os.path.exists(path + ending):
                    shutil.copy(path + ending, copy.path + ending)
            if copy.opens(old)[0]:
                raise Broken(f"{what}: the new file that was left opens with the old passphrase")
            if not copy.opens(new)[0]:
                continue
            copy.use(new)
            trouble = copy.look(f"{what}: the new file that was left")
            register.use(register.passphrase)
            if trouble:
                raise Broken(trouble)


def add_killed(register, folder, turn, seed, times, chance):
    """One import, killed or not; returns whether it is there, and whether it had been killed."""
    rows = kill_imports.new_rows(register, turn, chance)
    file = os.path.join(folder, f"selmara-{turn}.csv")
    sealed.make_incidents.write(file, rows.items(), seed + turn)
    before = set(register.imports())
    status, _ = kill_imports.killed(register, ("add", register.path, file, "--quiet"), *times, turn % 4 < 2, chance)
    new = set(register.imports()) - before
    number = new.pop() if new else max(before, default=0) + 1
    done = kill_imports.settle(register, number, rows, False, f"seed {seed}, turn {turn}, add", status)
    os.unlink(file)
    return done, status is None


def import_measured(register, folder, chance):
    file = os.path.join(folder, "measure.csv")
    rows = kill_imports.new_rows(register, 0, chance)
    sealed.make_incidents.write(file, rows.items(), 1)
    begin = time.monotonic()
    running = subprocess.Popen([register.diwan, "add", register.path, file, "--quiet"], stdout=subprocess.DEVNULL)
    kill_imports.wait_for_writing(register, running, 60)
    writing = time.monotonic()
    if running.wait() != 0:
        raise Broken(f"diwan add ended with {running.returncode}")
    end = time.monotonic()
    register.held[1] = rows
    return end - begin, end - writing


def run(diwan, turns, seed, folder):
    chance = random.Random(seed)
    register = Register(diwan, folder)
    adding = import_measured(register, folder, chance)
    changes = sealed.Diwan(diwan, folder).changes_keys()
    changing = change_measured(register) if changes else (0, 0)
    counts = {"adds killed": 0, "of them whole": 0, "changes killed": 0, "of them done": 0, "left a file": 0}
    for turn in range(1, turns + 1):
        if turn % 2 or not changes:
            done, killed = add_killed(register, folder, turn, seed, adding, chance)
            counts["adds killed"] += killed
            counts["of them whole"] += killed and done
            continue
        new = f"passphrase {turn} of seed {seed}"
        status = change_killed(register, new, *changing, turn % 4 == 0, chance)
        counts["left a file"] += bool(register.strays())
        done = settle_change(register, new, status, f"seed {seed}, turn {turn}, key change")
        counts["changes killed"] += status is None
        counts["of them done"] += status is None and done
    if changes:
        register.use(register.passphrase, LAST)
        register.run("key", "change", register.path, "--quiet")
        register.use(LAST)
    trouble = register.look(f"after {turns} kills")
    left = [n for n in os.listdir(folder) if n.startswith("selmara.diwan") and n != "selmara.diwan"]
    if trouble or left:
        raise Broken(trouble or f"files are left beside the register after a change that ended: {left}")
    return (", ".join(f"{what} {n}" for what, n in counts.items()) + f"; one passphrase each time, nothing half (import {adding[0]:.2f} s, writing "
        f"{adding[1]:.3f} s; change {changing[0]:.2f} s, writing {changing[1]:.3f} s; seed {seed})")


def main():
    words = sys.argv[1:]
    if "--without-encryption" in words:
        sealed.skip_all("this Diwan is built without encryption: `make cipher` fetches what it needs")
    if not 1 <= len(words) <= 3:
        sys.exit(__doc__)
    turns = int(words[1] if len(words) > 1 else os.environ.get("DIWAN_KILLS", "16"))
    seed = int(words[2]) if len(words) > 2 else 20261125
    for name in [n for n in os.environ if n.startswith("DIWAN_")]:
        del os.environ[name]
    print("1..1", flush=True)
    with tempfile.TemporaryDirectory(prefix="diwan-killed-") as folder:
        try:
            print("ok 1 -", run(os.path.abspath(words[0]), turns, seed, folder))
        except Broken as broken:
            print(f"not ok 1 - {broken}")
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
