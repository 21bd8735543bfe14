#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""check.py [--jobs N] BUILD...: run the tests of each build folder and add up what they say.

Every test speaks TAP; what is counted is its lines, not the programs. The last line printed is
`N passed, N failed, N skipped`. Exit status 0 only where nothing failed and something passed.

The counting is done here and not by meson because cmocka writes a skipped test as `not ok 3 # SKIP name`,
which meson takes for a failure.

Registers of tests lie in memory where there is enough of it (TMPDIR under /dev/shm), for half of what tests did was
to wait for a disk. What is about disks (`trouble`, the kills, `power cuts`) names /tmp in its meson.build.
"""
import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile

LINE = re.compile(r"^(not )?ok\b[ ]*(\d+)?(?:[ -]*)(.*?)(?:#\s*(SKIP)\b\S*\s*(.*))?$", re.I)  # a name may hold a #
PLAN = re.compile(r"^1\.\.(\d+)(?:\s*#\s*SKIP\S*\s*(.*))?", re.I)


class Tally:
    def __init__(self, passed=0, skipped=0, skips=()):
        self.passed, self.failed, self.skipped = passed, 0, skipped
        self.problems, self.skips = [], list(skips)

    def add(self, other):
        for name in ("passed", "failed", "skipped", "problems", "skips"):
            setattr(self, name, getattr(self, name) + getattr(other, name))


def read_tap(text):
    """The lines of one test program, and whether it said all it had planned to say."""
    tally, plan, seen = Tally(), None, 0
    for line in text.splitlines():
        line = line.rstrip()
        planned = PLAN.match(line)
        if planned:
            plan = (plan or 0) + int(planned[1])
            if int(planned[1]) == 0:
                tally.skipped += 1
                tally.skips.append(planned[2] or "no reason given")
            continue
        if line.startswith("Bail out!"):
            tally.failed += 1
            tally.problems.append(line)
        said = LINE.match(line)
        if not said:
            continue
        seen += 1
        name = (said[3] or "").strip() or said[5] or f"number {seen}"
        if (said[4] or "").upper() == "SKIP":
            tally.skipped += 1
            tally.skips.append((said[3] or "").strip() + (" " + said[5] if said[5] else ""))
        elif said[1]:
            tally.failed += 1
            tally.problems.append(name)
        else:
            tally.passed += 1
    if plan is None or seen != plan:
        tally.failed += 1
        tally.problems.append(f"said {seen} results, planned {plan}")
    return tally


def judge(entry, tap):
    """One test program of meson's log; one that speaks no TAP counts as one test."""
    text, status, result = entry.get("stdout") or "", entry.get("returncode"), entry["result"]
    if tap:
        tally = read_tap(text)
    elif result == "SKIP":
        tally = Tally(skipped=1, skips=[text.strip().split("\n")[-1] or "no reason given"])
    else:
        tally = Tally(passed=int(result == "OK"))
    if result == "TIMEOUT" or (status != 0 and result != "SKIP"):
        if not tally.failed:
            tally.failed += 1
            tally.problems.append(f"ended as {result}, status {status}")
    if tally.failed:
        print(f"FAILED {entry['name']}: " + "; ".join(tally.problems[:20]))
        noise = [l for l in text.splitlines() if not re.match(r"(ok|1\.\.)", l)]
        noise += (entry.get("stderr") or "").splitlines()
        print("\n".join("    " + l for l in noise[-60:]))
    return tally


def tap_tests(build):
    """Names of the tests that speak TAP, as meson's log writes them."""
    told = json.loads(subprocess.run(["meson", "introspect", "--tests", build], stdout=subprocess.PIPE, check=True).stdout)
    return {test["name"] for test in told if test["protocol"] == "tap"}


def run(build, jobs, multiplier):
    log = os.path.join(build, "meson-logs", "testlog.json")
    if os.path.exists(log):
        os.remove(log)
    with open(os.path.join(build, "meson-logs", "check.txt"), "w", encoding="utf-8") as out:
        subprocess.run(["meson", "test", "-C", build, "--no-rebuild", "--num-processes", str(jobs + 2),
            "--timeout-multiplier", str(multiplier)], stdout=out, stderr=subprocess.STDOUT, check=False)
    total, tap = Tally(), tap_tests(build)
    if not os.path.exists(log):
        total.failed = 1
        print(f"FAILED {build}: meson ran no test, see {os.path.join(build, 'meson-logs', 'check.txt')}")
        return total
    with open(log, encoding="utf-8", errors="replace") as lines:
        for line in lines:
            entry = json.loads(line)
            one = judge(entry, entry["name"].split(" / ")[-1] in tap)
            print(f"{entry['name']}: {one.passed} passed, {one.failed} failed, {one.skipped} skipped"
                f" ({entry.get('duration', 0):.1f} s)")
            for why in one.skips:
                print(f"    skipped: {why}")
            total.add(one)
    return total


def folder_in_memory():
    """A new folder for everybody's temporary files that lies in memory; None where that is small, or programs may not be run from it."""
    top, least = "/dev/shm", 3 << 30
    try:
        room = os.statvfs(top)
        with open("/proc/meminfo", encoding="ascii") as f:
            available = int(re.search(r"MemAvailable:\s+(\d+)", f.read())[1]) << 10
        if room.f_bavail * room.f_frsize < least or available < 2 * least or room.f_flag & os.ST_NOEXEC or os.environ.get("TMPDIR"):
            return None
        folder = tempfile.mkdtemp(prefix="diwan-", dir=top)
        os.chmod(folder, 0o1777)  # as /tmp: some tests become other users
        return folder
    except (OSError, TypeError):
        return None


def main():
    words = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    words.add_argument("--jobs", type=int, default=os.cpu_count() or 2, help="two tests more than that run at a time: many wait for a server, a disk or a clock")
    words.add_argument("--multiplier", type=float, default=6, help="times each test's own time limit")
    words.add_argument("builds", nargs="+")
    asked = words.parse_args()
    total, memory = Tally(), folder_in_memory()
    if memory:
        os.environ["TMPDIR"] = memory
    try:
        for build in asked.builds:
            print(f"== {os.path.basename(os.path.normpath(build))}", flush=True)
            total.add(run(build, asked.jobs, asked.multiplier))
            sys.stdout.flush()
    finally:
        if memory:
            shutil.rmtree(memory, ignore_errors=True)
    print(f"{total.passed} passed, {total.failed} failed, {total.skipped} skipped")
    return 0 if total.failed == 0 and total.passed > 0 else 1


if __name__ == "__main__":
    sys.exit(main())
