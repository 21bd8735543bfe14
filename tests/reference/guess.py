#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""guess.py DIWAN-CASE: small cases without their case.json, under other names, are known by their files; what is no case is refused. TAP."""
import os
import shutil
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
CASES = ["small-annual", "small-change-points", "small-levels", "small-reported", "small-run-lengths", "small-hidden", "small-network", "small-network-trust", "small-network-two"]
done = failed = 0


def tell(ok, what, output):
    global done, failed
    done += 1
    failed += not ok
    print(f"{'ok' if ok else 'not ok'} {done} - {what}")
    if not ok:
        print("".join("# " + line + "\n" for line in output.splitlines()[-20:]), end="")


def run(program, folder):
    r = subprocess.run([program, folder], capture_output=True, text=True)
    return r.returncode, r.stdout + r.stderr


def copy(name, folder, beside):
    """The case without case.json; `beside`: its inputs move to a folder *_counts."""
    os.makedirs(folder)
    counts = os.path.join(os.path.dirname(folder), "elsewhere_counts")
    for file in os.listdir(os.path.join(HERE, name)):
        if file == "case.json":
            continue
        to = os.path.join(folder, file)
        if beside and file.startswith("input_"):
            os.makedirs(counts, exist_ok=True)
            to = os.path.join(counts, file[len("input_"):])
        shutil.copy(os.path.join(HERE, name, file), to)


def main():
    program = sys.argv[1]
    with tempfile.TemporaryDirectory() as top:
        for name in CASES:
            expected = run(program, os.path.join(HERE, name))[1].splitlines()
            for beside in (False, True):
                folder = os.path.join(top, f"{beside}-{name}", "some case")
                copy(name, folder, beside)
                code, output = run(program, folder)
                tell(code == 0 and output.splitlines()[-1] == expected[-1], f"{name} without case.json, inputs {'beside' if beside else 'inside'}", output)
        foreign = os.path.join(top, "False-small-network-two", "some case")
        expected = run(program, foreign)[1].splitlines()
        with open(os.path.join(foreign, "case.json"), "w", encoding="utf-8") as f:
            f.write('{"id": "who-does-what/another"}')
        code, output = run(program, foreign)
        tell(code == 0 and output.splitlines()[-1] == expected[-1], "a case.json that names no method and another id", output)
        wrong = os.path.join(top, "False-small-run-lengths", "some case", "Maruq_runlength.csv")
        with open(wrong, encoding="utf-8") as f:
            text = f.read()
        with open(wrong, "w", encoding="utf-8") as f:
            f.write(text.replace("0.9", "0.8", 1))
        code, output = run(program, os.path.dirname(wrong))
        tell(code == 1 and "not ok" in output, "a wrong number is found", output)
        empty = os.path.join(top, "nothing")
        os.makedirs(empty)
        code, output = run(program, empty)
        tell(code == 1 and "no layout that is known" in output, "a folder that is no case is refused", output)
    print(f"1..{done}")
    return failed > 0


if __name__ == "__main__":
    sys.exit(main())
