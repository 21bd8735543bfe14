#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""browser.py DIWAN FOLDER: the briefs of the invented country in a real browser, and before a validator. TAP.

npm installs playwright-core, axe-core and vnu-jar, of the versions below, into FOLDER, where it is there and reaches its registry; Chromium,
Node and Java come from the system (group `browser` of tools/packages.txt). Where one is missing the test is skipped, and the line
says which. The browser opens files and asks for nothing else.
"""
import fcntl
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
import demo_kept  # noqa: E402

PACKAGES = ["playwright-core@1.48.2", "axe-core@4.10.2", "vnu-jar@26.9.27"]
CHROMIUM = ["chromium-headless-shell", "chromium", "chromium-browser", "google-chrome"]  # the first is the same browser without windows: it takes three fifths of the time
LANGUAGES = {"en": False, "ar": True, "ckb": True}
RELEASED = ["--signed-by", "L. Example, director", "--confirm", "read,recognised,licences,check,unseen,words,informed,harm,law,reply", "--statement", "statement.txt", "--statement-by", "Women's council"]
READERS = {"brief": ("pages", []), "vashta": ("pages", ["Vashta"]), "minister": ("one", ["--for", "minister"]), "wall": ("wall", ["--for", "wall"]),
    "released": ("pages", RELEASED)}


def there(modules, package):
    name, version = package.split("@")
    try:
        with open(os.path.join(modules, name, "package.json"), encoding="utf-8") as f:
            return json.load(f)["version"] == version
    except (OSError, ValueError, KeyError):
        return False


def install(folder):
    """Why the packages are not there; "" where they are. Tests that run at the same time wait for one that installs."""
    with open(os.path.join(folder, "lock"), "w", encoding="utf-8") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        return install_alone(folder)


def install_alone(folder):
    modules = os.path.join(folder, "node_modules")
    if all(there(modules, p) for p in PACKAGES):
        return ""
    npm = shutil.which("npm")
    if not npm:
        return "npm is not installed"
    try:
        done = subprocess.run([npm, "install", "--no-save", "--no-audit", "--no-fund", "--no-package-lock", "--ignore-scripts", "--prefix", folder, *PACKAGES], cwd=folder,
            capture_output=True, text=True, timeout=180, check=False)
    except subprocess.TimeoutExpired:
        return "npm did not answer within three minutes"
    if done.returncode or not all(there(modules, p) for p in PACKAGES):
        return "npm could not install it: " + (done.stderr.strip().splitlines() or ["no reason given"])[0]
    return ""


def chromium_there():
    return next(filter(None, map(shutil.which, CHROMIUM)), None)


def missing():
    for names in (CHROMIUM, ["node"], ["java"]):
        if not any(shutil.which(n) for n in names):
            return f"{names[0]} is not installed"
    return ""


def walked(folder, script, wanted):
    """Runs a script in the browser with what it is to know, told in a file beside it; its lines are printed as they come, and their plan behind them. The exit status."""
    here = os.path.dirname(os.path.abspath(__file__))
    with tempfile.NamedTemporaryFile("w", encoding="utf-8", suffix=".json") as f:
        json.dump(wanted, f)
        f.flush()
        run = subprocess.Popen([shutil.which("node"), os.path.join(here, script), os.path.join(folder, "node_modules"), chromium_there(), f.name], stdout=subprocess.PIPE, text=True)
        lines = []
        for line in run.stdout:
            lines.append(line)
            print(line, end="", flush=True)
        status = run.wait()
    print(f"1..{sum(line.startswith(('ok ', 'not ok ')) for line in lines)}")
    return 1 if status or any(line.startswith("not ok ") for line in lines) else 0


def write_pages(diwan, folder):
    """The pages to look at, made anew."""
    demo = os.path.join(folder, "demo")
    shutil.rmtree(demo, ignore_errors=True)
    demo_kept.put(diwan, demo)
    with open(os.path.join(demo, "statement.txt"), "w", encoding="utf-8") as f:
        f.write("The change is felt by everyone here.\n\nنطلب أن يبقى المعبر مفتوحاً.\n")
    pages = []
    for reader, (sheet, options) in READERS.items():
        for language, rtl in LANGUAGES.items():
            file = os.path.join(demo, f"{reader}-{language}.html")
            command = "release" if reader.startswith("released") else "brief"
            subprocess.run([diwan, command, os.path.join(demo, "demo.diwan"), *options, "--lang", language, "-o", file, "--quiet"], check=True, capture_output=True, timeout=60, cwd=demo)
            pages.append({"file": file, "language": language, "rtl": rtl, "sheet": sheet})
    return pages


def validate(folder, pages):
    """What the HTML validator says of each page: errors and warnings alike."""
    jar = os.path.join(folder, "node_modules", "vnu-jar", "build", "dist", "vnu.jar")
    done = subprocess.run([shutil.which("java"), "-jar", jar, "--format", "json", "--stdout", "--exit-zero-always", *[p["file"] for p in pages]],
        capture_output=True, text=True, timeout=300, check=False)
    if done.returncode:
        return [f"the validator did not run: {done.stderr.strip()[:300]}"]
    # It takes `img-src data:` for a policy that blocks data: (it says so as an info); the real browser, which reports whatever a policy blocks, shows those marks (pages.js).
    said = [m for m in json.loads(done.stdout)["messages"] if not (m["type"] == "info" and m["message"].startswith("Resource violates Content Security Policy") and "image \u201cdata:image/png;base64," in m["message"])]
    return [f"{os.path.basename(m.get('url', ''))}:{m.get('lastLine')}: {m['type']}: {m['message']}: {m.get('extract', '')[:120]!r}" for m in said]


def main():
    diwan, folder = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
    os.makedirs(folder, exist_ok=True)
    why = missing() or install(folder)
    if why:
        print(f"1..0 # SKIP no look through a browser: {why}")
        return 0
    pages = write_pages(diwan, folder)
    listed = os.path.join(folder, "pages.json")
    with open(listed, "w", encoding="utf-8") as f:
        json.dump(pages, f)
    chromium = chromium_there()
    done = subprocess.run([shutil.which("node"), os.path.join(os.path.dirname(os.path.abspath(__file__)), "pages.js"), os.path.join(folder, "node_modules"), chromium, listed],
        capture_output=True, text=True, timeout=900, check=False)
    print(done.stdout, end="")
    n = len(re.findall(r"^(?:not )?ok ", done.stdout, re.M))
    faults = validate(folder, pages)
    print(f"{'not ok' if faults else 'ok'} {n + 1} - the validator finds neither error nor warning")
    for fault in faults[:40]:
        print("# " + fault)
    print(f"1..{n + 1}")
    if done.returncode:
        print(done.stderr.strip()[:2000], file=sys.stderr)
    return 1 if faults or done.returncode or "\nnot ok " in "\n" + done.stdout else 0


if __name__ == "__main__":
    sys.exit(main())
