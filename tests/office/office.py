#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""office.py DIWAN SAMPLE: files for office programs, opened as others would open them. TAP.

SAMPLE writes the sample document, DIWAN the briefs of the invented country, each in three languages. Every part must
be well-formed XML, every relation lead somewhere, every part have a type; numbers are read back and compared with the
JSON of the same document; the same register must give the same bytes. Where LibreOffice is, it must open all of them and
show their words.
"""
import json
import os
import re
import shutil
import struct
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET
import zipfile

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
import demo_kept  # noqa: E402

LANGUAGES = ("en", "ar", "ckb")
RTL = ("ar", "ckb")
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
INLINE = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
ISOLATES = re.compile("[\u2066-\u2069]")
MARK = re.compile("[\u25d0\u25cb\u25cf\u2612+\u00b1\u00d7\u2026\u2013]\u00a0") # words_mark: a shape for the eye before a word, which machines are not told
LIGATURE = re.compile("\u0644[\u0627\u0622\u0623\u0625]") # pdftotext turns lam and alif, which are one sign on paper
SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
OFFICE = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"


class Wrong(Exception):
    pass


def must(good, words):
    if not good:
        raise Wrong(words)


# ---- packages ----

class Package:
    def __init__(self, path):
        with zipfile.ZipFile(path) as z:
            names = z.namelist()
            must(len(names) == len(set(names)), "a part is there twice")
            must(z.testzip() is None, "a part is damaged")
            self.days = {i.date_time for i in z.infolist()}
            self.parts = {n: z.read(n) for n in names}
        self.names = names

    def xml(self, name):
        must(name in self.parts, f"no part {name}")
        try:
            return ET.fromstring(self.parts[name])
        except ET.ParseError as e:
            raise Wrong(f"{name}: {e}") from e

    def relations(self, name):
        """id -> part, of the relations of a part ("" for the package)."""
        folder, own = os.path.split(name)
        rels = os.path.join(folder, "_rels", own + ".rels")
        found = {}
        if rels in self.parts:
            for r in self.xml(rels).iter(RELATION):
                if r.get("TargetMode") == "External":
                    raise Wrong(f"{name} asks for {r.get('Target')}")
                target = r.get("Target")
                found[r.get("Id")] = target[1:] if target.startswith("/") else os.path.normpath(os.path.join(folder, target))
        return found


def check_package(p):
    """Well-formed, typed, and every relation leads to a part that is there; nothing is there that no relation leads to."""
    types = p.xml("[Content_Types].xml")
    must(p.names[0] == "[Content_Types].xml", "the types of parts do not come first")
    endings = {d.get("Extension") for d in types.iter(TYPES + "Default")}
    own = {o.get("PartName")[1:] for o in types.iter(TYPES + "Override")}
    must(own <= set(p.parts), f"types of parts that are not there: {own - set(p.parts)}")
    reached = {"[Content_Types].xml"}
    waiting = [""]
    while waiting:
        name = waiting.pop()
        for target in p.relations(name).values():
            must(target in p.parts, f"{name}: leads to {target}, which is not there")
            if target not in reached:
                reached.add(target)
                waiting.append(target)
    for name in p.parts:
        if name.endswith((".xml", ".rels")):
            p.xml(name)
        if name != "[Content_Types].xml":
            must(name in own or name.rsplit(".", 1)[-1] in endings, f"{name} has no type")
        must(name in reached or name.endswith(".rels"), f"nothing leads to {name}")
    must(len(p.days) == 1, f"parts of different days: {p.days}")


# ---- what the JSON of a document says ----

def tables_of(document):
    for block in document["blocks"]:
        table = block.get("table") or (block.get("figure") or {}).get("table")
        if table:
            yield table


def number_of(value):
    """(value, lo, hi) of a number, None where it is no number; lo and hi may be None."""
    if isinstance(value, bool) or value is None or isinstance(value, str):
        return None
    if isinstance(value, dict):
        return None if value.get("value") is None else (value["value"], value.get("lo"), value.get("hi"))
    return value, None, None


# ---- spreadsheets ----

class Book:
    def __init__(self, p):
        self.p = p
        self.texts = ["".join(t.text or "" for t in si.iter(SHEET + "t")) for si in p.xml("xl/sharedStrings.xml").iter(SHEET + "si")]
        book, relations = p.xml("xl/workbook.xml"), p.relations("xl/workbook.xml")
        self.sheets = [(s.get("name"), p.xml(relations[s.get(OFFICE + "id")])) for s in book.iter(SHEET + "sheet")]

    def rows(self, sheet):
        """[{column letters: text or number}], with the row's number under ""."""
        for row in sheet.iter(SHEET + "row"):
            cells = {"": int(row.get("r"))}
            for c in row.iter(SHEET + "c"):
                v = c.find(SHEET + "v")
                if v is not None:
                    cells[re.match("[A-Z]+", c.get("r")).group()] = self.texts[int(v.text)] if c.get("t") == "s" else float(v.text)
            yield cells


def column_name(n):
    return (column_name(n // 26 - 1) if n >= 26 else "") + chr(ord("A") + n % 26)


def letters_of(ref):
    return re.match("[A-Z]+", ref).group()


def column_number(letters):
    n = 0
    for c in letters:
        n = n * 26 + ord(c) - ord("A") + 1
    return n - 1


def same(a, b):
    """Spreadsheets keep fifteen digits."""
    return isinstance(a, float) and abs(a - b) <= 1e-14 * abs(b)


def check_cell(where, wanted, row, at, bounded):
    got = row.get(column_name(at))
    number = number_of(wanted)
    if number is None:
        why = wanted.get("why") if isinstance(wanted, dict) else None
        must(why is None or isinstance(got, str) and got, f"{where}: {why} has no words")
        must(not isinstance(got, float), f"{where}: {got} where nothing is known")
        return 0
    must(same(got, number[0]), f"{where}: {got}, not {number[0]}")
    for k, bound in enumerate(number[1:]):
        beside = row.get(column_name(at + 1 + k))
        if bounded and bound is not None:
            must(same(beside, bound), f"{where}: a bound is {beside}, not {bound}")
        elif bounded:
            must(isinstance(beside, str) and beside, f"{where}: a bound that is not there has no words")
    return 1


def check_table(book, name, sheet, table):
    """Numbers of the table in the sheet; returns how many were compared."""
    rows = list(book.rows(sheet))
    filtered = sheet.find(SHEET + "autoFilter")
    must(filtered is not None, f"{name}: no filter")
    first, last = filtered.get("ref").split(":")
    head_at, width = int(first.lstrip("A")), column_number(letters_of(last))
    frozen = sheet.find(f"{SHEET}sheetViews/{SHEET}sheetView/{SHEET}pane")
    must(frozen is not None and float(frozen.get("ySplit")) == head_at, f"{name}: the header is not frozen")
    by_number = {r[""]: r for r in rows}
    head = by_number[head_at]
    labels = [head.get(column_name(i)) for i in range(width + 1)]
    must(all(labels), f"{name}: a column without a label")
    compared = 0
    for column in table["columns"]:
        values = [row[column["key"]] for row in table["rows"]]
        if not any(number_of(v) for v in values) or column["label"] not in labels:
            continue
        at = labels.index(column["label"])
        bounded = any((number_of(v) or (0, None, None))[1:] != (None, None) for v in values)
        for i, value in enumerate(values):
            compared += check_cell(f"{name} {column['key']} row {i + 1}", value, by_number.get(head_at + 1 + i, {}), at, bounded)
    must(int(re.sub("[A-Z]", "", last)) - head_at == len(table["rows"]), f"{name}: not as many rows as the table has")
    return compared


def check_spreadsheet(path, document, language):
    p = Package(path)
    check_package(p)
    book = Book(p)
    names = [n for n, _ in book.sheets]
    must(len({n.lower() for n in names}) == len(names), f"two sheets of one name: {names}")
    for name, sheet in book.sheets:
        must(len(name) <= 31 and not re.search(r"[\[\]:*?/\\]", name), f"no name for a sheet: {name}")
        must(sheet.find(".//" + SHEET + "f") is None, f"{name}: holds a formula")
        view = sheet.find(f"{SHEET}sheetViews/{SHEET}sheetView")
        must((view.get("rightToLeft") == "1") == (language in RTL), f"{name}: turned the wrong way")
    tables = list(tables_of(document))
    must(len(book.sheets) == len(tables) + 1, f"{len(tables)} tables, {len(book.sheets)} sheets")
    compared = sum(check_table(book, name, sheet, table) for (name, sheet), table in zip(book.sheets[1:], tables))
    must(compared > 10, f"only {compared} numbers compared")
    linked = {re.match("'(.*)'!", h.get("location")).group(1) for h in book.sheets[0][1].iter(SHEET + "hyperlink")}
    must(linked == set(names[1:]), f"the first sheet links to {linked}, not to {names[1:]}")
    fingerprint = document["fingerprint"]
    must(any(fingerprint in cells.values() for cells in book.rows(book.sheets[0][1])), "no fingerprint on the first sheet")


# ---- documents ----

def text_of(element):
    return ISOLATES.sub("", "".join(t.text or "" for t in element.iter(WORD + "t")))


def plain(text):
    return MARK.sub("", ISOLATES.sub("", text)).replace("\u00a0", " ")


def words_of(document):
    """Every text of the document that a reader of it meets, the descriptions of its pictures, and the partners who may have a logo above."""
    texts, pictures, partners = [], [], []
    for block in document["blocks"]:
        if block["kind"] != "banner":
            texts += [block["text"]] if "text" in block else []
        texts += block.get("items", [])
        if block["kind"] == "partners":
            partners += [item.split(": ")[0] for item in block["items"]]
        figure = block.get("figure")
        if figure:
            texts += [figure["title"], figure["source"]]
            pictures += [". ".join(t for t in (d["title"], d["description"]) if t) for d in figure["drawings"]]
    for table in tables_of(document):
        texts += [column["label"] for column in table["columns"] if column["label"] != column["key"]] # such are for machines alone
    return [t for t in texts if t], pictures, partners


def check_tables(body, document, language):
    tables = list(body.iter(WORD + "tbl"))
    wanted = list(tables_of(document))
    must(len(tables) == len(wanted), f"{len(tables)} tables, not {len(wanted)}")
    for table, known in zip(tables, wanted):
        widths = [int(c.get(WORD + "w")) for c in table.iter(WORD + "gridCol")]
        rows = table.findall(WORD + "tr")
        must(all(w > 0 for w in widths) and sum(widths) <= 9866, f"columns {widths}")
        must(len(rows) == len(known["rows"]) + 1, f"{len(rows)} rows")
        must(all(len(r.findall(WORD + "tc")) == len(widths) for r in rows), "a row with other cells than its table")
        must(all(r.find(f"{WORD}trPr/{WORD}cantSplit") is not None for r in rows), "a row that may break")
        must([r.find(f"{WORD}trPr/{WORD}tblHeader") is not None for r in rows] == [True] + [False] * (len(rows) - 1), "not one header")
        must((table.find(f"{WORD}tblPr/{WORD}bidiVisual") is not None) == (language in RTL), "a table turned the wrong way")


def check_logos(told, partners):
    """Which partner has one the JSON does not say, but each tells whose it is, in the partners' order, and none comes twice."""
    at = 0
    for words in told:
        while at < len(partners) and partners[at] not in words:
            at += 1
        must(at < len(partners), f"a picture before the first figure tells {words}, and is no logo of {partners}")
        at += 1


def check_pictures(p, body, relations, pictures, partners):
    inlines = list(body.iter(INLINE + "inline"))
    told = [plain(i.find(INLINE + "docPr").get("descr")) for i in inlines]
    pictures = [plain(words) for words in pictures]
    logos = len(told) - len(pictures)
    must(logos >= 0 and told[logos:] == pictures, f"pictures tell {told}, not {pictures}")
    check_logos(told[:logos], [plain(name) for name in partners])
    for k, inline in enumerate(inlines):
        png = p.parts[relations[inline.find(f".//{DRAWING}blip").get(OFFICE + "embed")]]
        must(png[:8] == b"\x89PNG\r\n\x1a\n", "no PNG")
        wide, high = struct.unpack(">II", png[16:24])
        extent = inline.find(INLINE + "extent")
        cx, cy = int(extent.get("cx")), int(extent.get("cy"))
        must(cx <= 6264000 and (k < logos or 180 <= wide / (cx / 914400) <= 220), f"{wide} dots on {cx / 914400} inches") # a logo has the dots that its owner gave it
        must(abs(wide / high * cy / cx - 1) < 0.02, "a picture out of shape")
    return logos


LOGOS = {"sample": 1, "demo": 2}


def check_document(path, document, language):
    p = Package(path)
    check_package(p)
    root = p.xml("word/document.xml")
    relations = p.relations("word/document.xml")
    paragraphs = list(root.iter(WORD + "p"))
    styles = {s.get(WORD + "styleId") for s in p.xml("word/styles.xml").iter(WORD + "style")}
    used = {s.get(WORD + "val") for tag in ("pStyle", "rStyle", "tblStyle") for s in root.iter(WORD + tag)}
    must(used <= styles, f"styles that are not there: {used - styles}")
    must({"Title", "Heading1", "Caption", "ListBullet"} <= used, f"only the styles {used}")
    turned = [q.find(f"{WORD}pPr/{WORD}bidi") is not None for q in paragraphs]
    must(all(turned) if language in RTL else not any(turned), "paragraphs turned the wrong way")
    marks = [b.get(WORD + "name") for b in root.iter(WORD + "bookmarkStart")]
    must(len(set(marks)) == len(marks) and all(re.fullmatch(r"[a-z]\w{0,39}", m) for m in marks), f"bookmarks {marks}")
    for link in root.iter(WORD + "hyperlink"):
        must(link.get(WORD + "anchor") in marks, f"a link to {link.get(WORD + 'anchor')}")
    said = plain("\n".join(text_of(q) for q in paragraphs))
    texts, pictures, partners = words_of(document)
    for text in texts:
        must(plain(text) in said, f"not said: {text}")
    check_tables(root, document, language)
    logos = check_pictures(p, root, relations, pictures, partners)
    wanted = LOGOS[os.path.basename(path).split("-")[0]]
    must(logos == wanted, f"{logos} logos, not {wanted}")
    banners = [b["text"] for b in document["blocks"] if b["kind"] == "banner"]
    heads = [text_of(p.xml(t)) for t in relations.values() if "header" in t]
    must(len(heads) == len(banners), "not a banner over each page")
    must(document["fingerprint"] in text_of(p.xml("word/footer1.xml")), "no fingerprint")


# ---- through LibreOffice ----

def squeezed(text):
    """Letters and digits alone: lines break elsewhere, and a page's text comes back with marks of direction."""
    return "".join(c for c in text if c.isalnum())


def shown_in(path, folder):
    pdf = os.path.join(folder, os.path.basename(path).replace(".", "-") + ".pdf")
    must(os.path.exists(pdf), "LibreOffice made nothing of it")
    text = subprocess.run(["pdftotext", "-layout", pdf, "-"], stdout=subprocess.PIPE, check=True).stdout.decode("utf-8", "replace")
    return squeezed(text)


def convert(paths, folder):
    """All at once: the office takes seconds to start."""
    for path in paths:
        shutil.copy(path, os.path.join(folder, os.path.basename(path).replace(".", "-") + "." + path.rsplit(".", 1)[1]))
    subprocess.run(["soffice", "--headless", "--convert-to", "pdf", "--outdir", folder, *(os.path.join(folder, n) for n in os.listdir(folder) if "." in n)],
        env={**os.environ, "HOME": folder}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True, timeout=240)


def check_shown(path, folder, document):
    seen = shown_in(path, folder)
    wanted = [b["text"] for b in document["blocks"] if b["kind"] in ("heading", "title")] if path.endswith("docx") else \
        [column["label"] for table in tables_of(document) for column in table["columns"][:3] if column["label"] != column["key"]]
    words = [w for text in wanted for w in text.split() if not LIGATURE.search(w)]
    must(len(words) > 2, f"only the words {words} to look for")
    for word in words:
        must(squeezed(word) in seen, f"not on its pages: {word}")


# ---- all of them ----

CHECKS = {"xlsx": check_spreadsheet, "docx": check_document}


def main():
    diwan, sample = sys.argv[1:3]
    lines = []

    def case(name, run):
        try:
            run()
            lines.append(f"ok {len(lines) + 1} - {name}")
        except Wrong as e:
            lines.append(f"not ok {len(lines) + 1} - {name}: {e}")

    with tempfile.TemporaryDirectory() as folder:
        for again in ("a", "b"):
            os.mkdir(os.path.join(folder, again))
            subprocess.run([sample, os.path.join(folder, again)], check=True)
        demo_kept.put(diwan, os.path.join(folder, "demo"))
        register = os.path.join(folder, "demo", "demo.diwan")
        for language in LANGUAGES:
            for again in ("a", "b"):
                for ending in ("json", *CHECKS):
                    subprocess.run([diwan, "brief", register, "--quiet", "--lang", language, "-o",
                        os.path.join(folder, again, f"demo-{language}.{ending}")], check=True)
        for kind in ("sample", "demo"):
            for language in LANGUAGES:
                paths = [os.path.join(folder, again, f"{kind}-{language}.") for again in ("a", "b")]
                with open(paths[0] + "json", encoding="utf-8") as f:
                    document = json.load(f)
                for ending, check in CHECKS.items():
                    case(f"{kind} {language} {ending}", lambda: check(paths[0] + ending, document, language))
                    case(f"{kind} {language} {ending}: same bytes",
                        lambda: must(open(paths[0] + ending, "rb").read() == open(paths[1] + ending, "rb").read(), "they differ"))
        office = [f"{kind}-{language}.{ending}" for kind in ("sample", "demo") for language in LANGUAGES for ending in CHECKS]
        if shutil.which("soffice") and shutil.which("pdftotext"):
            opened = os.path.join(folder, "opened")
            os.mkdir(opened)
            convert([os.path.join(folder, "a", name) for name in office], opened)
            for name in office:
                with open(os.path.join(folder, "a", name.rsplit(".", 1)[0] + ".json"), encoding="utf-8") as f:
                    document = json.load(f)
                case(f"{name} through LibreOffice", lambda: check_shown(os.path.join(folder, "a", name), opened, document))
        else:
            lines.append(f"ok {len(lines) + 1} - through LibreOffice # SKIP no soffice or no pdftotext here: nothing was opened with an office program")
    print(f"1..{len(lines)}")
    print("\n".join(lines))
    return 1 if any(line.startswith("not") for line in lines) else 0


if __name__ == "__main__":
    sys.exit(main())
