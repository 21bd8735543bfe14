#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""cipher.py [--again]: fetch SQLite3 Multiple Ciphers, with which registers are encrypted, into vendor/sqlite3mc/.

npm fetches the package, which is used only if it is, byte for byte, the one pinned here; two of its files are unpacked, and
nothing of it is run. Where it is not to be had, Diwan is built without it and makes and opens open registers only: that is
said, and no failure. A package or a file that is not the pinned one is: then nothing of it stays.
What was found stands in vendor/sqlite3mc/state; where that changed, every build folder sets itself up again. Debian's npm is
asked for once only; --again asks again.
"""
import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile

PACKAGE = "better-sqlite3-multiple-ciphers"
VERSION = "13.0.3" # SQLite3 Multiple Ciphers 2.4.0, SQLite 3.53.4
ARCHIVE = "24a11e221247fc003f755ad0f82126bc6b0295d0be1c06f3cb3e48d9db8eb898"
FILES = { # in the package's folder package/deps/sqlite3: SHA-256
    "sqlite3.c": "ad84d2c24540cf62ea27ee414911a32963390769bd031f39a50aec0ad90614a0",
    "sqlite3.h": "eae796d67d1a8236ed47b3fff858beb2d2a34f3b7ca0d8b6ea97e21729967374",
}
INSIDE = "package/deps/sqlite3/"
FILE_MOST = 64 << 20 # bytes
WAIT_S = 300
WITH, WITHOUT = f"with {PACKAGE} {VERSION}\n", "without\n"

TOP = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
VENDOR = os.path.join(TOP, "vendor")
PLACE = os.path.join(VENDOR, "sqlite3mc")


class Absent(Exception):
    """It is not to be had here and now."""


class Wrong(Exception):
    """Something is there and is not what it must be."""


def same(content, wanted):
    return hashlib.sha256(content).hexdigest() == wanted


def read(path):
    try:
        with open(path, "rb") as f:
            return f.read()
    except FileNotFoundError:
        return None


def there():
    """Are the pinned files in their place? One that was changed is not built in silently."""
    found = {name: read(os.path.join(PLACE, name)) for name in FILES}
    if any(content is None for content in found.values()):
        return False
    for name, content in found.items():
        if not same(content, FILES[name]):
            raise Wrong(f"{os.path.join(PLACE, name)} is not the file of {PACKAGE} {VERSION} that Diwan was tested with (its SHA-256 "
                f"differs). Remove the folder {PLACE} and try again.")
    return True


def npm_found(again):
    """The program npm, installed from Debian where it can be; that is tried once, since it may take long to fail."""
    if not shutil.which("npm") and (again or read(os.path.join(PLACE, "state")) is None):
        subprocess.run(["sh", os.path.join(TOP, "tools", "deps.sh"), "cipher"], check=False)
    npm = shutil.which("npm")
    if not npm:
        raise Absent("the program npm, which fetches it, is not here and could not be installed")
    return npm


def fetched(npm, folder):
    """The package's bytes."""
    command = [npm, "pack", "--ignore-scripts", "--loglevel=error", "--fetch-retries=1", "--fetch-retry-mintimeout=2000", "--fetch-timeout=60000",
        f"{PACKAGE}@{VERSION}"]
    try:
        done = subprocess.run(command, cwd=folder, stdin=subprocess.DEVNULL, capture_output=True, text=True, errors="replace", timeout=WAIT_S)
    except subprocess.TimeoutExpired:
        raise Absent(f"npm did not bring it within {WAIT_S // 60} minutes") from None
    except OSError as e:
        raise Absent(f"npm could not be run: {e.strerror}") from None
    content = read(os.path.join(folder, f"{PACKAGE}-{VERSION}.tgz"))
    if done.returncode != 0 or content is None:
        said = (done.stderr.strip() or done.stdout.strip()).splitlines()
        raise Absent("npm could not fetch it" + (f" ({said[0][:120]})" if said else "") + " (is this machine connected?)")
    return content


def unpacked(folder, archive):
    """The wanted files of the archive into `folder`, and no other."""
    with tarfile.open(os.path.join(folder, archive), "r:gz") as tar:
        for name, wanted in FILES.items():
            try:
                member = tar.getmember(INSIDE + name)
            except KeyError:
                raise Wrong(f"The package {PACKAGE} {VERSION} has no file {INSIDE}{name}.") from None
            if not member.isreg() or member.size > FILE_MOST:
                raise Wrong(f"In the package {PACKAGE} {VERSION}, {INSIDE}{name} is no ordinary file.")
            content = tar.extractfile(member).read()
            if not same(content, wanted):
                raise Wrong(f"In the package {PACKAGE} {VERSION}, {INSIDE}{name} is not the file that Diwan was tested with (its SHA-256 "
                    "differs). Nothing of it was kept.")
            with open(os.path.join(folder, name), "wb") as f:
                f.write(content)
                os.fsync(f.fileno())


def fetch(again):
    npm = npm_found(again)
    folder = tempfile.mkdtemp(prefix=".new-", dir=VENDOR)
    try:
        content = fetched(npm, folder)
        if not same(content, ARCHIVE):
            raise Wrong(f"What npm brought as {PACKAGE} {VERSION} is not the package that Diwan was tested with: its SHA-256 is\n  "
                f"{hashlib.sha256(content).hexdigest()}, and should be\n  {ARCHIVE}.\nNothing of it was kept. Somebody may have put another "
                "package in its place: try again from another network, and if it stays so, tell Diwan's makers.")
        unpacked(folder, f"{PACKAGE}-{VERSION}.tgz")
        os.makedirs(PLACE, exist_ok=True)
        for name in FILES:
            os.replace(os.path.join(folder, name), os.path.join(PLACE, name))
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    print(f"Fetched {PACKAGE} {VERSION}: registers can be encrypted.")


def remember(state):
    """Build folders look at vendor/meson.build: where it is newer than they are, they set themselves up again."""
    path = os.path.join(PLACE, "state")
    if read(path) == state.encode():
        return
    os.makedirs(PLACE, exist_ok=True)
    with open(path, "w", encoding="ascii") as f:
        f.write(state)
    os.utime(os.path.join(VENDOR, "meson.build"))


def main():
    again = sys.argv[1:] == ["--again"]
    if sys.argv[1:] and not again:
        print(__doc__.split("\n", maxsplit=1)[0], file=sys.stderr)
        return 2
    with open(os.path.join(VENDOR, "meson.build"), encoding="utf-8") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX) # two builds at once fetch once
        try:
            if not there():
                fetch(again)
            remember(WITH)
        except (Absent, OSError) as why:
            remember(WITHOUT)
            print("Building without encryption: this Diwan makes and opens open (plain) registers only, for public data.\n"
                f"Encryption needs the npm package {PACKAGE} {VERSION}, and {why}.\n"
                "To have it later: put npm on this machine, connect it, and run `make cipher` and `make` again.", file=sys.stderr)
        except Wrong as what:
            print(what, file=sys.stderr)
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
