# SPDX-License-Identifier: GPL-3.0-or-later
"""The folder that `diwan demo` makes, for tests that only need one: made once by each program, kept in the build folder, copied from there.

What the demo itself says and makes is tested by the golden case `demo`.
"""
import fcntl
import glob
import hashlib
import os
import shutil
import subprocess


def made(diwan, folder):
    subprocess.run([diwan, "demo", folder, "--quiet"], check=True, capture_output=True, timeout=600)


def put(diwan, folder):
    """Makes `folder` such a folder; it must not be there. Run elsewhere than in a build folder of meson's, it is made anew."""
    private = os.path.join(os.getcwd(), "meson-private")
    if not os.path.isdir(private):
        made(diwan, folder)
        return
    with open(diwan, "rb") as f:
        kept = os.path.join(private, "demo-" + hashlib.file_digest(f, "sha256").hexdigest()[:16])
    with open(os.path.join(private, "demo.lock"), "w", encoding="ascii") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not os.path.isdir(kept):
            for old in glob.glob(os.path.join(private, "demo-*")):
                shutil.rmtree(old, ignore_errors=True)
            made(diwan, kept + ".new")
            os.rename(kept + ".new", kept)
    shutil.copytree(kept, folder)
