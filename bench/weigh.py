#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""weigh.py PAGE...: where the bytes of a brief as HTML lie: sections, figures, tables, the style sheet, attributes, texts that stand more than once."""
import collections
import re
import sys

SVG, TABLE, FIGURE = (re.compile(f"<{tag}[ >].*?</{tag}>", re.S) for tag in ("svg", "table", "figure"))
ATTRIBUTE = re.compile(r' ([a-z-]+)=(?:"[^"]*"|[^\s">]+)')


def size(text):
    return len(text.encode())


def sizes(pattern, text):
    return sum(size(m) for m in pattern.findall(text))


def words(markup):
    return " ".join(re.sub("<[^>]*>", " ", markup).split())


def part(name, text):
    drawn = sizes(SVG, text)
    tables = sizes(TABLE, SVG.sub("", text))
    print(f"{size(text):8,} drawings {drawn:7,} tables {tables:7,} rest {size(text) - drawn - tables:7,}  {name[:70]}")


def weigh(path):
    with open(path, encoding="utf-8") as f:
        page = f.read()
    head, body = page.split("<body", 1)
    print(f"{path}: {size(page):,} bytes, of them {size(head):,} the head with its style sheet")
    for section in re.split("(?=<h2)", body):
        part(words((re.match("<h2.*?</h2>", section, re.S) or [""])[0]) or "before the first heading", section)
    print("Figures")
    for figure in FIGURE.findall(body):
        part(words(re.search("<figcaption.*?</figcaption>", figure, re.S)[0]), figure)
    print("Tables that stand by themselves")
    for table in TABLE.findall(SVG.sub("", FIGURE.sub("", body))):
        print(f"{size(table):8,} {table.count('<tr')} rows  {words(table)[:70]}")
    bytes_of, times = collections.Counter(), collections.Counter()
    for tag in re.findall("<[^>]*>", body):
        for attribute in ATTRIBUTE.finditer(tag):
            bytes_of[attribute[1]] += size(attribute[0])
            times[attribute[1]] += 1
    print("Attributes:", ", ".join(f"{name} {n:,} ({times[name]})" for name, n in bytes_of.most_common(16)))
    print("Texts that stand more than once, by what that costs")
    texts = collections.Counter(t.strip() for t in re.split("<[^>]*>|\n", body))
    for text, n in sorted(texts.items(), key=lambda x: -(x[1] - 1) * size(x[0]))[:20]:
        print(f"{(n - 1) * size(text):8,} {n:4} times  {text[:100]}")


if __name__ == "__main__":
    for page_path in sys.argv[1:]:
        weigh(page_path)
