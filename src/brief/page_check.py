#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""page_check.py PAGE...: are pages strictly valid where it matters, safe, and reachable for everybody? TAP.

Every tag closed (parts of tables and items of lists close by themselves) and nested, attributes quoted unless they are letters, digits, points and dashes alone,
drawings well-formed XML but for that, ids unique and their references there, one h1 and no heading level skipped, tables with heads that are their column's or
row's by where they stand, nothing from outside, no script, no handler of events.
"""
import re
import sys
import xml.etree.ElementTree as xml
from html.parser import HTMLParser

VOID = {"meta", "link", "br", "hr", "img", "input", "wbr"}
ALLOWED = {"html", "head", "meta", "title", "style", "body", "svg", "defs", "pattern", "rect", "path", "circle", "text", "g", "br", "header",
    "main", "footer", "nav", "div", "span", "b", "i", "a", "bdi", "h1", "h2", "h3", "p", "ul", "li", "blockquote", "figure", "figcaption", "details",
    "summary", "img", "table", "caption", "thead", "tbody", "tr", "th", "td"}
PHRASING = {"p", "h1", "h2", "h3", "b", "i", "a", "bdi", "summary", "caption", "span"}  # hold no blocks
BLOCKS = {"div", "p", "ul", "table", "blockquote", "figure", "h1", "h2", "h3", "details", "header", "main", "footer"}
PARENTS = {"li": {"ul"}, "tr": {"thead", "tbody"}, "thead": {"table"}, "tbody": {"table"}, "caption": {"table"}, "th": {"tr"}, "td": {"tr"},
    "figcaption": {"figure"}, "summary": {"details"}, "head": {"html"}, "body": {"html"}, "main": {"body"}, "header": {"body"}, "footer": {"body"}}

CLOSED_BY = {"td": {"td", "th"}, "th": {"td", "th"}, "tr": {"td", "th", "tr"}, "tbody": {"td", "th", "tr", "thead"}, "li": {"li"}, **dict.fromkeys(BLOCKS, {"p"})}  # these close by themselves
IN_TABLE = {"td", "th", "tr", "thead", "tbody"}


class Page(HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.faults, self.open, self.ids, self.wanted, self.headings, self.root = [], [], set(), [], [], {}
        self.policy, self.row = False, 0

    def fault(self, text):
        self.faults.append(f"line {self.getpos()[0]}: {text}")

    def handle_starttag(self, tag, attrs):
        while self.open and self.open[-1] in CLOSED_BY.get(tag, ()):
            self.open.pop()
        self.start(tag, attrs)
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        if "svg" not in self.open:
            self.fault(f"<{tag}/> closes itself outside a drawing")
        self.start(tag, attrs)

    def start(self, tag, attrs):
        raw = self.get_starttag_text()
        names = [n for n, _ in attrs]
        known = dict(attrs)
        if tag not in ALLOWED:
            self.fault(f"<{tag}> is not one of our tags")
        if len(names) != len(set(names)):
            self.fault(f"an attribute twice: {raw}")
        rest = re.sub(r'\s[\w:-]+=("[^"<]*"|[A-Za-z0-9._#-]+(?=[ >]))', "", raw)
        if not re.fullmatch(r"<[A-Za-z0-9]+/?>", rest):
            self.fault(f"an attribute without double quotes: {raw}")
        for name, value in attrs:
            if tag == "img" and name == "src" and re.fullmatch(r"data:image/png;base64,[A-Za-z0-9+/]+={0,2}", value or ""):
                continue # a partner's mark, within the page
            if name.startswith("on") or name == "style" or name == "src":
                self.fault(f"attribute {name} is not allowed: {raw}")
            if name in ("href",) and re.match(r"\s*(//|[a-zA-Z][a-zA-Z0-9+.-]*:)", value or ""):
                self.fault(f"a link that leaves: {value}")
            if name == "href" and (value or "").startswith("#"):
                self.wanted.append(value[1:])
            if name in ("aria-labelledby", "aria-describedby"):
                self.wanted += (value or "").split()
        if "id" in known:
            if known["id"] in self.ids or not re.fullmatch(r"[^\s]+", known["id"]):
                self.fault(f"id {known['id']} is there twice, or empty")
            self.ids.add(known["id"])
        if tag == "img" and not known.get("alt"):
            self.fault("a picture that says nothing to those who do not see it")
        parent = self.open[-1] if self.open else ""
        if tag in PARENTS and parent not in PARENTS[tag]:
            self.fault(f"<{tag}> in <{parent}>")
        if tag in BLOCKS and any(p in PHRASING for p in self.open):
            self.fault(f"<{tag}> within {self.open}")
        if parent == "ul" and tag != "li":
            self.fault(f"<{tag}> in a list")
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(int(tag[1]))
        if tag == "html":
            self.root = known
        if tag == "meta" and known.get("http-equiv") == "Content-Security-Policy":
            self.policy = known["content"].startswith("default-src 'none'")
        if tag == "svg" and not (known.get("aria-hidden") == "true" or (known.get("role") == "img" and known.get("aria-label"))):
            self.fault("a drawing without a name")
        if known.get("role") == "region" and not (known.get("aria-label") or known.get("aria-labelledby")):
            self.fault("a region without a name")
        if tag == "th" and "thead" not in self.open and self.row:
            self.fault("a table head that is neither in the head nor the first of its row")
        self.row = {"tr": 0, "th": 1, "td": 1}.get(tag, self.row)

    def handle_endtag(self, tag):
        while self.open and ((tag == "table" and self.open[-1] in IN_TABLE) or (tag == "ul" and self.open[-1] == "li") or (tag != "p" and self.open[-1] == "p")):
            self.open.pop()
        if not self.open or self.open[-1] != tag:
            self.fault(f"</{tag}> closes {self.open[-1:]}")
        if tag in self.open:
            while self.open.pop() != tag:
                pass


def check(path):
    with open(path, encoding="utf-8", errors="strict") as f:
        text = f.read()
    page = Page()
    page.feed(text)
    page.close()
    faults = page.faults
    if not text.startswith("<!doctype html>\n"):
        faults.append("no doctype")
    if page.open:
        faults.append(f"left open: {page.open}")
    if not page.root.get("lang") or page.root.get("dir") not in ("ltr", "rtl"):
        faults.append("no language or direction on <html>")
    if not page.policy:
        faults.append("no policy that forbids everything first")
    faults += [f"no id {w} on the page" for w in page.wanted if w not in page.ids]
    h = page.headings
    if h.count(1) != 1 or h[0] != 1 or any(b > a + 1 for a, b in zip(h, h[1:])):
        faults.append(f"headings out of order: {h}")
    if re.search(r"url\((?!#hat\))|@import|<script|https?://|javascript:", text):
        faults.append("something from outside, or a script")
    if re.search("[\u202a-\u202e\x00-\x08\x0b-\x1f\x7f]", text):
        faults.append("a control character")
    for i, svg in enumerate(re.findall(r"<svg\b.*?</svg>", text, re.S)):
        try:
            xml.fromstring(re.sub(r' ([\w:-]+)=([A-Za-z0-9._#-]+)(?=[ >])', r' \1="\2"', svg))
        except xml.ParseError as e:
            faults.append(f"drawing {i + 1} is not well-formed: {e}")
        if re.search(r'(NaN|nan|inf)[" ,0-9-]', re.sub(r">[^<]*<", "><", svg)):
            faults.append(f"drawing {i + 1} holds a number that is none")
    return faults


def main():
    pages = sys.argv[1:]
    print(f"1..{len(pages)}")
    failed = not pages
    for n, path in enumerate(pages, 1):
        faults = check(path)
        failed = failed or bool(faults)
        print(f"{'not ok' if faults else 'ok'} {n} - {path.rsplit('/', 1)[-1]}")
        for fault in faults:
            print("#", fault)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
