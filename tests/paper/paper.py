#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""paper.py DIWAN: briefs of the invented country as PDF, read by poppler. TAP.

What a reader searches for must be found: every word of the page in HTML is looked for in the text of the PDF, in
three languages. Fonts are embedded, pages are numbered and say that the country is invented, bookmarks and links
lead somewhere, and the same register gives the same bytes at any hour and in any place.
"""
import html
import os
import re
import shutil
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
import demo_kept  # noqa: E402

LANGUAGES = ("en", "ar", "ckb")
STEERING = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\u061c\ufeff]")
WORDS = re.compile("[A-Za-z\u00c0-\u017f]{3,}|(?:[\u0621-\u064a\u066e-\u06d3][\u064b-\u0652\u0670]*){3,}") # of one script
MARKS = re.compile("[\u064b-\u0652\u0670]")
RTL = ("ar", "ckb")
FAMILIES = ("NotoSans", "NotoNaskhArabic", "Amiri")


class Wrong(Exception):
    pass


def must(good, words):
    if not good:
        raise Wrong(words)


def run(*args, env=None):
    return subprocess.run(args, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=env, check=False)


def said(*args):
    done = run(*args)
    must(done.returncode == 0, f"{args[0]}: {done.stderr.decode(errors='replace')[:300]}")
    return done.stdout.decode("utf-8")


def text_of(path, *options):
    return STEERING.sub(" ", said("pdftotext", *options, path, "-")) # they stand between scripts


class Briefs:
    def __init__(self, diwan, folder):
        self.diwan, self.folder = diwan, folder
        demo = os.path.join(folder, "demo")
        demo_kept.put(diwan, demo)
        self.register = os.path.join(demo, "demo.diwan")
        self.pdf = {}
        for language in LANGUAGES:
            self.pdf[language] = self.write(language, "pdf")

    def write(self, language, ending, *more, env=None):
        path = os.path.join(self.folder, f"{language}{len(more)}{'e' if env else ''}.{ending}")
        done = run(self.diwan, "brief", self.register, "--lang", language, "-o", path, *more, env=env)
        must(done.returncode == 0, f"{path}: {done.stderr.decode()}")
        return path

    def info(self, language):
        return dict(line.split(":", 1) for line in said("pdfinfo", self.pdf[language]).splitlines() if ":" in line)

    def pages(self, language):
        return int(self.info(language)["Pages"])


def words_of_page(path):
    """Words of three letters and more outside of figures and of what print leaves out."""
    with open(path, encoding="utf-8") as f:
        page = f.read()
    for gone in (r"<head>.*?</head>", r"<svg.*?</svg>", r"<details>.*?</details>", r"<nav.*?</nav>"):
        page = re.sub(gone, " ", page, flags=re.S)
    page = re.sub(r"</?(?:b|bdi|a|span)\b[^>]*>", "", page)
    return set(WORDS.findall(STEERING.sub("", html.unescape(re.sub(r"<[^>]*>", " ", page)))))


def every_word(b):
    for language in LANGUAGES:
        wanted = words_of_page(b.write(language, "html"))
        must(len(wanted) > 250, f"{language}: the page has only {len(wanted)} words")
        found = set(WORDS.findall(text_of(b.pdf[language])))
        # A mark over the last letter of an Arabic quote in a text that runs the other way is told beside it; viewers search without marks.
        bare = {MARKS.sub("", w) for w in found}
        missing = sorted(w for w in wanted if w not in found and (language in RTL or MARKS.sub("", w) not in bare))
        must(not missing, f"{language}: {len(missing)} of {len(wanted)} words are not found: {' '.join(missing[:12])}")


def fonts(b):
    for language in LANGUAGES:
        lines = said("pdffonts", b.pdf[language]).splitlines()[2:]
        must(len(lines) >= 3, f"{language}: few fonts")
        for line in lines:
            must(line.split("+")[-1].startswith(FAMILIES), f"{language}: another font: {line}")
            must(re.search(r"\byes yes yes\b", line), f"{language}: not embedded, not a subset, or without letters: {line}")


def pages(b):
    for language, title, invented, number in (("en", "Selmara", "Invented example", "Page {} of {}"), ("ar", "سلمارا", "متخيَّل", "صفحة {} من {}"), ("ckb", "سەلمارا", "خەیاڵی", "لاپەڕەی {} لە {}")):
        n = b.pages(language)
        must(4 <= n <= 30, f"{language}: {n} pages") # three of them what those who took part in two dialogues say, one who does what, where, and six what people agreed
        must(title in b.info(language)["Title"], f"{language}: title")
        for page in range(1, n + 1):
            text = text_of(b.pdf[language], "-f", str(page), "-l", str(page), "-layout")
            must(invented in text, f"{language}, page {page}: does not say that the country is invented")
            if language == "en":
                must(number.format(page, n) in text, f"page {page} is not numbered")


def facts(b):
    for language in LANGUAGES:
        info = b.info(language)
        must("A4" in info["Page size"], f"{language}: size {info['Page size']}")
        must("2024" in info.get("CreationDate", ""), f"{language}: not dated by the register: {info.get('CreationDate')}")
        must(info["Tagged"].strip() == "yes", f"{language}: without structure")
        with open(b.pdf[language], "rb") as f:
            data = f.read()
        must(b"/Lang (" + language.encode() + b")" in data, f"{language}: language not told")
        must(b"/Alt <FEFF" in data, f"{language}: figures without words")


def objects(b):
    """Every object is where the tables of objects say, the appended one too."""
    for language in LANGUAGES:
        with open(b.pdf[language], "rb") as f:
            data = f.read()
        tables = [int(at) for at in re.findall(rb"startxref\n(\d+)\n", data)]
        must(len(tables) == 2, f"{language}: {len(tables)} tables of objects")
        must(b"/Prev %d\n" % tables[0] in data[tables[1]:], f"{language}: the last table does not name the one before")
        for table in tables:
            number = 0
            for line in data[table:].split(b"trailer", 1)[0].split(b"\n")[1:-1]:
                words = line.split()
                if len(words) == 2:
                    number = int(words[0])
                    continue
                if words[2] == b"n":
                    must(data[int(words[0]):].startswith(b"%d 0 obj\n" % number), f"{language}: object {number} is not where the table says")
                number += 1


def structure(b):
    for language in LANGUAGES:
        lines = [line.strip() for line in said("pdfinfo", "-struct", b.pdf[language]).splitlines()]
        must(lines and lines[0] == "Document", f"{language}: no root")
        for kind in ("H1", "H2", "H3", "P", "Table", "TR", "TH", "TD", "Figure", "Caption", "Link"):
            must(any(line.split(" ")[0] == kind for line in lines), f"{language}: no {kind}")


def bookmarks(b):
    for language in LANGUAGES:
        outline = said("pdftohtml", "-xml", "-i", "-stdout", b.pdf[language]).split("<outline>", 1)
        must(len(outline) == 2, f"{language}: no bookmarks")
        items = re.findall(r'<item page="(\d+)">(.*?)</item>', outline[1])
        must(len(items) >= 8, f"{language}: {len(items)} bookmarks")
        numbers = [int(page) for page, _ in items]
        must(numbers == sorted(numbers) and numbers[-1] <= b.pages(language), f"{language}: bookmarks lead to {numbers}")
        must(all(len(words.strip()) > 2 for _, words in items), f"{language}: a bookmark without words")
        places = said("pdfinfo", "-dests", b.pdf[language])
        for name in ("short", "security", "sure", "method", "series", "where"):
            must(f'"{name}"' in places, f"{language}: no place {name}")


def same_bytes(b):
    for language in LANGUAGES:
        again = b.write(language, "pdf", "--quiet", env=dict(os.environ, TZ="Asia/Tokyo", LC_ALL="C", COLUMNS="200"))
        with open(again, "rb") as f, open(b.pdf[language], "rb") as g:
            must(f.read() == g.read(), f"{language}: other bytes")


def sheets(b):
    for language in LANGUAGES:
        for kind, size in (("minister", "A4"), ("wall", "A3")):
            path = b.write(language, "pdf", "--for", kind)
            info = said("pdfinfo", path)
            must(re.search(r"Pages:\s+1\n", info), f"{language}: {kind}: more than one page")
            must(size in info, f"{language}: {kind}: not {size}")


def no_font(b):
    path = os.path.join(b.folder, "old.pdf")
    with open(path, "wb") as f:
        f.write(b"old")
    done = run(b.diwan, "brief", b.register, "-o", path, env=dict(os.environ, DIWAN_FONTS=os.path.join(b.folder, "demo")))
    must(done.returncode == 1, f"status {done.returncode}")
    must(b"apt install fonts-noto-core" in done.stderr and done.stderr.count(b"\n") == 1, f"not one clear sentence: {done.stderr.decode()}")
    with open(path, "rb") as f:
        must(f.read() == b"old", "the file that was there is gone")


TESTS = (("every word of the page is found", every_word), ("fonts", fonts), ("every page is numbered and says what it is", pages),
    ("date, language, words for figures", facts), ("objects", objects), ("structure", structure), ("bookmarks and places", bookmarks),
    ("the same bytes again", same_bytes), ("one page", sheets), ("no font: one sentence, nothing written", no_font))


def main():
    if not shutil.which("pdftotext"):
        print("1..0 # SKIP poppler-utils is not installed: PDFs NOT READ")
        return 0
    print(f"1..{len(TESTS)}")
    failed = 0
    with tempfile.TemporaryDirectory() as folder:
        b = Briefs(sys.argv[1], folder)
        for n, (name, test) in enumerate(TESTS, 1):
            try:
                test(b)
                print(f"ok {n} - {name}", flush=True)
            except Wrong as e:
                failed += 1
                print(f"not ok {n} - {name}\n# {e}", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
