#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""part.py DIWAN MAKE_DIALOGUES FOLDER [PICTURES]: somebody takes part in a dialogue on a phone, in a real browser, scripts on and off. TAP.

FOLDER: where browser.py installs its packages. PICTURES: a folder for what the pages look like.
"""
import os
import re
import shutil
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [HERE, os.path.join(HERE, os.pardir, "web")]
import browser
from walk import Server, can_encrypt


def main():
    diwan, maker, folder = map(os.path.abspath, sys.argv[1:4])
    os.makedirs(folder, exist_ok=True)
    why = "" if can_encrypt(diwan) else "this build makes no encrypted registers, and a dialogue is held in no other file"
    why = why or browser.missing() or browser.install(folder)
    if why:
        print(f"1..0 # SKIP no look through a browser: {why}")
        return 0
    chromium = browser.chromium_there()
    server = Server(diwan, maker)
    try:
        done = subprocess.run([shutil.which("node"), os.path.join(HERE, "part.js"), os.path.join(folder, "node_modules"), chromium, str(server.port), ",".join(server.codes), *map(os.path.abspath, sys.argv[4:5])],
            capture_output=True, text=True, timeout=600, check=False)
    finally:
        server.end()
    print(done.stdout, end="")
    print(f"1..{len(re.findall(r'^(?:not )?ok ', done.stdout, re.M))}")
    if done.returncode:
        print(done.stderr.strip()[:2000], file=sys.stderr)
    return 1 if done.returncode or "\nnot ok " in "\n" + done.stdout else 0


if __name__ == "__main__":
    sys.exit(main())
