#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""readable.py ROOT: the program's own sentences on the wall page stay as plain as docs/reading.md says. TAP.

What is measured are the templates, of po/CODE.po: those that stand in the sources of the wall page. A slot counts as one word, since what
goes into it (a name, a day, a number) is the register's. What people said is theirs and is not measured.
"""
import os
import re
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "tools"))
import po_words

SOURCES = {"src/brief/section_wall.c", "src/brief/section_wall_agreed.c", "src/brief/section_wall_voices.c", "src/brief/section_help.c"}
# mean and most words of a sentence; letters from which a word is long, and the share of such words at most; grade: Flesch-Kincaid
RULES = {
    "en": {"mean": 12, "most": 20, "grade": 6.0},
    "ar": {"mean": 12, "most": 20, "long": 9, "share": 0.02},
    "ckb": {"mean": 12, "most": 20, "long": 11, "share": 0.05},
}
MARKS = re.compile("[\u0610-\u061a\u064b-\u065f\u0670\u0640\u200c]") # vowel signs and the stretching of letters are no letters
WORD = re.compile(r"[\w'’-]+")


def sentences(text):
    text = re.sub(r"\{[a-z_]+\}", "it", text.replace("**", "").replace('\\"', '"'))
    return [s for s in re.split(r"(?<=[.!?؟؛;:])\s+", text.strip()) if WORD.search(s)]


def syllables(word):
    """Groups of vowels, but for a silent e at the end: near enough for a mean over hundreds of words."""
    n = len(re.findall(r"[aeiouy]+", word.lower()))
    return max(1, n - (word.lower().endswith("e") and not word.lower().endswith(("le", "ee")) and n > 1))


def measure(code, texts):
    rule, wrong = RULES[code], []
    said = [s for t in texts for s in sentences(t)]
    counts = [len(WORD.findall(MARKS.sub("", s))) for s in said]
    words = [w for s in said for w in WORD.findall(MARKS.sub("", s))]
    mean = sum(counts) / len(counts)
    if mean > rule["mean"]:
        wrong.append(f"{mean:.1f} words a sentence, and at most {rule['mean']} are plain")
    wrong += [f"{n} words: {s}" for n, s in zip(counts, said) if n > rule["most"]]
    figures = f"{len(said)} sentences, {mean:.1f} words each, at most {max(counts)}"
    if "grade" in rule:
        grade = 0.39 * mean + 11.8 * sum(map(syllables, words)) / len(words) - 15.59
        figures += f", grade {grade:.1f}"
        if grade > rule["grade"]:
            wrong.append(f"grade {grade:.1f}, and at most {rule['grade']:.0f} is plain")
    else:
        share = sum(len(w) >= rule["long"] for w in words) / len(words)
        figures += f", {100 * share:.1f} % of words of {rule['long']} letters or more"
        if share > rule["share"]:
            wrong.append(f"{100 * share:.1f} % long words, and at most {100 * rule['share']:.0f} % are plain: "
                + ", ".join(sorted({w for w in words if len(w) >= rule["long"]})))
    return figures, wrong


def main():
    root = sys.argv[1]
    print(f"1..{len(RULES)}")
    failed = False
    wall = [m.one for m in po_words.collect(root).values() if SOURCES & set(m.files)]
    for number, code in enumerate(RULES, 1):
        live = po_words.read_po(os.path.join(root, "po", code + ".po"))[1]
        texts = [t for one in wall for t in live[one].forms]
        figures, wrong = measure(code, texts)
        failed = failed or bool(wrong)
        print(f"{'not ok' if wrong else 'ok'} {number} - the wall in {code}: {figures}")
        for line in wrong:
            print("# " + line)
    return failed


if __name__ == "__main__":
    sys.exit(main())
