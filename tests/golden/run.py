#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""run.py [--accept] [--store postgresql] DIWAN CASES: run each case and compare what comes out, byte for byte. TAP.

A case is a folder of CASES:
    cmd       shell lines, run in an empty folder; `diwan` is on PATH, $CASE is the case's folder and
              $DATA the folder data beside CASES
    stdout    what they print; no file = nothing
    stderr    what they print as errors; no file = nothing
    status    the exit status of the last line; no file = 0
    out/      files that they must leave behind, each compared; others are not looked at
    file-only why the case is about registers in files and is left out for others; no file = for all
    plain-only why the program under sanitizers does not run it: what it runs is run there by others; no file = it does
With --store postgresql DIWAN is the stand-in that tests/postgres/server.py makes: every name ending in .diwan is a
register on its server. What comes out must be the same, but for the names.
--accept writes what came out as what is expected. Look at the difference before you commit it.
"""
import argparse
import difflib
import os
import re
import subprocess
import sys
import tempfile

TIME_LIMIT_S = 120
ON_SERVER = re.compile(rb"postgres(?:ql)?://[^ ]*search_path%3Dr_\w*here_(\w+)_diwan")


def read(path):
    if not os.path.isfile(path):
        return None
    with open(path, "rb") as f:
        return f.read()


def expected_files(case):
    """Names under out/, with their folders."""
    top = os.path.join(case, "out")
    return sorted(os.path.relpath(os.path.join(folder, name), top)
        for folder, _, names in os.walk(top) for name in names)


def run_case(diwan, case, folder):
    """The case's streams, status and files as {name: bytes}."""
    tools = os.path.join(folder, "bin")
    place = os.path.join(folder, "here")
    os.mkdir(tools)
    os.mkdir(place)
    os.symlink(diwan, os.path.join(tools, "diwan"))
    # A known environment: no locale, no zone, no register of the person who runs the tests.
    env = {k: v for k, v in os.environ.items() if k.endswith("SAN_OPTIONS") or k == "LD_PRELOAD"}
    env.update(PATH=tools + ":/usr/local/bin:/usr/bin:/bin", HOME=place, LC_ALL="C", TZ="UTC", USER="tester",
        LOGNAME="tester", CASE=case, DATA=os.path.join(os.path.dirname(os.path.dirname(case)), "data"))
    done = subprocess.run(["sh", os.path.join(case, "cmd")], cwd=place, env=env, stdin=subprocess.DEVNULL, start_new_session=True, # no terminal to ask on
        capture_output=True, timeout=TIME_LIMIT_S, check=False)
    said, complained = (ON_SERVER.sub(rb"\1.diwan", text) for text in (done.stdout, done.stderr))
    came = {"stdout": said, "stderr": complained, "status": b"%d\n" % done.returncode}
    for name in expected_files(case):
        came["out/" + name] = read(os.path.join(place, name))
    return came


def differences(case, came):
    """Lines that say what differs; none when all is as expected."""
    out = []
    for name, now in came.items():
        wanted = read(os.path.join(case, name))
        if wanted is None:
            wanted = b"0\n" if name == "status" else b""
        if now == wanted:
            continue
        if now is None:
            out.append(f"{name} was not made")
            continue
        lines = difflib.unified_diff(wanted.decode("utf-8", "replace").splitlines(),
            now.decode("utf-8", "replace").splitlines(), "expected " + name, "got " + name, lineterm="", n=1)
        out += [line[:300] for line in lines][:60] or [f"{name} differs in the end of its lines"]
    return out


def accept(case, came):
    for name, now in came.items():
        path = os.path.join(case, name)
        silent = now is None or now == b"" or (name == "status" and now == b"0\n")
        if silent and not name.startswith("out/"):
            if os.path.exists(path):
                os.remove(path)
        elif now is not None:
            with open(path, "wb") as f:
                f.write(now)


def main():
    words = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    words.add_argument("--accept", action="store_true")
    words.add_argument("--only", help="only cases whose name holds this")
    words.add_argument("--half", type=int, choices=(1, 2), help="every second case only, from the first or the second on: two run at once")
    words.add_argument("--store", choices=("file", "postgresql"), default="file")
    words.add_argument("diwan")
    words.add_argument("cases")
    asked = words.parse_args()
    diwan, top = os.path.abspath(asked.diwan), os.path.abspath(asked.cases)
    names = sorted(n for n in os.listdir(top) if os.path.isfile(os.path.join(top, n, "cmd"))
        and (asked.only or "") in n)
    names = names[asked.half - 1::2] if asked.half else names
    print(f"1..{len(names)}")
    failed = 0
    for number, name in enumerate(names, 1):
        case = os.path.join(top, name)
        why = asked.store != "file" and read(os.path.join(case, "file-only")) or os.environ.get("DIWAN_SANITIZED") and read(os.path.join(case, "plain-only"))
        if why:
            print(f"ok {number} - {name} # SKIP {why.decode('utf-8').strip()}", flush=True)
            continue
        with tempfile.TemporaryDirectory(prefix="diwan-golden-") as folder:
            try:
                came = run_case(diwan, case, folder)
                if asked.accept:
                    accept(case, came)
                wrong = differences(case, came)
            except subprocess.TimeoutExpired:
                wrong = [f"took longer than {TIME_LIMIT_S} s"]
        failed += bool(wrong)
        print(f"{'not ok' if wrong else 'ok'} {number} - {name}", flush=True)
        for line in wrong:
            print("# " + line)
    return 1 if failed or not names else 0


if __name__ == "__main__":
    sys.exit(main())
