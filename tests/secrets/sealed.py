# SPDX-License-Identifier: GPL-3.0-or-later
"""For the tests of encrypted registers: the program with a passphrase, invented secrets, a raw search over files."""
import os
import random
import re
import subprocess
import sys
import zlib  # noqa: F401

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "kill"))
import make_incidents  # noqa: E402, F401 (the invented incidents of the kill test)

ENDINGS = ("", "-wal", "-shm", "-journal")
LETTERS = {
    "latin": ("bcdfghjklmnprstvz", "aeiou"),
    "arabic": ("بتثجحخدذرزسشصضطظعغفقكلمنه", "اوي"),
    "kurdish": ("بپتجچحخدرڕزژسشعغفڤقکگلڵمنهی", "اەۆوێی"),
}


class Wrong(Exception):
    """What should hold does not."""


class Skipped(Exception):
    """This machine or this build does not let the case be made."""


class Diwan:
    """The program, with a passphrase or without, in a folder and with a temporary folder of its own."""

    def __init__(self, program, folder, passphrase=None):
        self.program, self.folder, self.passphrase = os.path.abspath(program), folder, passphrase
        self.temporary = os.path.join(folder, "tmp")
        os.makedirs(self.temporary, exist_ok=True)

    def environment(self, **more):
        kept = {k: v for k, v in os.environ.items() if not k.startswith("DIWAN_") and k != "TMPDIR"}
        kept["TMPDIR"] = self.temporary
        if self.passphrase is not None:
            kept["DIWAN_PASSPHRASE"] = self.passphrase
        kept.update(more)
        return kept

    def run(self, *words, **more):
        return subprocess.run([self.program, *words], cwd=self.folder, env=self.environment(**more), capture_output=True, timeout=300,
            check=False)

    def good(self, *words, **more):
        done = self.run(*words, **more)
        if done.returncode != 0:
            raise Wrong(f"diwan {' '.join(words)} ended with {done.returncode}: {said(done)}")
        return done.stdout.decode()

    def start(self, *words, **more):
        return subprocess.Popen([self.program, *words], cwd=self.folder, env=self.environment(**more), stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE)

    def changes_keys(self):
        """Is there a `diwan key change` already?"""
        return "not a word" not in said(self.run("key", "change", "nowhere.diwan"))


def said(done):
    return (done.stderr or done.stdout).decode(errors="replace").strip()


def invented_words(script, count, chance):
    """Words that stand nowhere else: of 12 letters, so that chance makes none of them anywhere."""
    consonants, vowels = LETTERS[script]
    words = set()
    while len(words) < count:
        word = "".join(chance.choice(consonants if i % 2 == 0 else vowels) for i in range(12))
        words.add(word.capitalize() if script == "latin" else word)
    return sorted(words)


def invented_phones(count, chance):
    return sorted({f"+964 77{chance.randrange(10)} {chance.randrange(1000):03} {chance.randrange(10000):04}" for _ in range(count * 2)})[:count]


def invented_secrets(count, seed):
    """`count` secrets in turn of every kind: words in three scripts, phone numbers."""
    chance = random.Random(seed)
    kinds = [invented_words("latin", count, chance), invented_words("arabic", count, chance), invented_words("kurdish", count, chance),
        invented_phones(count, chance)]
    for kind in kinds:
        chance.shuffle(kind)
    return [kinds[i % len(kinds)][i // len(kinds)] for i in range(count)]


def forms(secret):
    """How the bytes of a text may stand in a file."""
    return [secret.encode(code) for code in ("utf-8", "utf-16-le", "utf-16-be")]


def found_in(content, secrets):
    return {s for s in secrets if any(f in content for f in forms(s))}


def files_under(folder):
    return [os.path.join(where, name) for where, _, names in os.walk(folder) for name in names]


def read(path):
    try:
        with open(path, "rb") as f:
            return f.read()
    except FileNotFoundError: # a journal that went away meanwhile
        return b""


def longest_text(content):
    """The longest run of printable ASCII: in encrypted bytes only by chance, and then short."""
    return max((len(run) for run in re.findall(rb"[ -~]{8,}", content)), default=0)


def of_register(path):
    return [path + ending for ending in ENDINGS if os.path.exists(path + ending)]


class Cases:
    """TAP: cases one after another, each a function that returns what it measured."""

    def __init__(self, cases):
        self.cases, self.failed = cases, 0

    def run(self):
        print(f"1..{len(self.cases)}", flush=True)
        for number, (name, case) in enumerate(self.cases, 1):
            try:
                told = case()
                print(f"ok {number} - {name}" + (f": {told}" if told else ""), flush=True)
            except Skipped as why:
                print(f"ok {number} - {name} # SKIP {why}", flush=True)
            except (Wrong, subprocess.TimeoutExpired, OSError) as wrong:
                self.failed += 1
                print(f"not ok {number} - {name}\n# " + str(wrong).replace("\n", "\n# "), flush=True)
        return 1 if self.failed else 0


def skip_all(why):
    print(f"1..0 # SKIP {why}")
    sys.exit(0)
