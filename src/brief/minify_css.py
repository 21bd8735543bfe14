#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""minify_css.py IN OUT: a style sheet without comments and needless blanks. Text in quotes stays as it is."""
import re
import sys

with open(sys.argv[1], encoding="utf-8") as f:
    css = f.read()
parts = re.split(r'("[^"]*")', re.sub(r"/\*.*?\*/", "", css, flags=re.S))
for i in range(0, len(parts), 2):  # between quotes
    p = re.sub(r"\s+", " ", parts[i])
    p = re.sub(r" ?([{};,>]) ?", r"\1", p)
    p = re.sub(r": (?=[^{}]*[;}])", ":", p)
    parts[i] = p.replace(";}", "}")
with open(sys.argv[2], "w", encoding="utf-8") as f:
    f.write("".join(parts).strip() + "\n")
