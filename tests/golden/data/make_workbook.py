#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""make_workbook.py IN.csv OUT.xlsx [--plain]: the table as a spreadsheet, as people make them.

Days become numbers that only their format tells, numbers become numbers, text is shared. Unless --plain: a sheet of notes
stands first, the table's sheet reads from right to left and has a merged title, a hidden column (the second) and a hidden
row (the last), and a hidden sheet follows. The same input gives the same bytes.
"""
import csv
import datetime
import re
import sys
import zipfile
from xml.sax.saxutils import escape

DAY = re.compile(r"(\d{4}-\d\d-\d\d)( 00:00:00(\.000)?)?$")
NUMBER = re.compile(r"-?(0|[1-9]\d{0,14})(\.\d{1,12})?$")
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
LINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def column(i):
    name = ""
    while i >= 0:
        name, i = chr(65 + i % 26) + name, i // 26 - 1
    return name


class Texts:
    def __init__(self):
        self.numbers = {}

    def number(self, text):
        return self.numbers.setdefault(text, len(self.numbers))

    def part(self):
        rows = "".join(f'<si><t xml:space="preserve">{escape(t)}</t></si>' for t in self.numbers)
        return f"{HEAD}<sst {MAIN}>{rows}</sst>"


def cell(place, value, texts):
    day = DAY.match(value)
    if day:
        serial = (datetime.date.fromisoformat(day.group(1)) - datetime.date(1899, 12, 30)).days
        return f'<c r="{place}" s="1"><v>{serial}</v></c>'
    if NUMBER.match(value):
        return f'<c r="{place}"><v>{value}</v></c>'
    return f'<c r="{place}" t="s"><v>{texts.number(value)}</v></c>' if value else ""


def sheet(rows, texts, first=1, hidden_row=None, extra=("", "")):
    out = []
    for number, row in enumerate(rows, first):
        hidden = ' hidden="1"' if number == hidden_row else ""
        cells = "".join(cell(f"{column(i)}{number}", value, texts) for i, value in enumerate(row))
        out.append(f'<row r="{number}"{hidden}>{cells}</row>')
    return f'{HEAD}<worksheet {MAIN}>{extra[0]}<sheetData>{"".join(out)}</sheetData>{extra[1]}</worksheet>'


def main():
    with open(sys.argv[1], encoding="utf-8-sig", newline="") as f:
        text = f.read()
    header = text.split("\n", 1)[0]
    rows = list(csv.reader(text.splitlines(True), delimiter="," if "," in header else ";"))
    texts, plain = Texts(), "--plain" in sys.argv
    sheets = [("Table", sheet(rows, texts), "")]
    if not plain:
        last = f"{column(len(rows[0]) - 1)}1"
        top = [["An invented table"], []] + rows
        before = '<sheetViews><sheetView rightToLeft="1" workbookViewId="0"/></sheetViews><cols><col min="2" max="2" hidden="1"/></cols>'
        sheets = [("Notes", sheet([["field", "meaning"], ["all", "invented"]], texts), ""),
            ("الجدول", sheet(top, texts, 1, len(top), (before, f'<mergeCells><mergeCell ref="A1:{last}"/></mergeCells>')), ""),
            ("Lists", sheet([["a", "b"], ["c", "d"]], texts), ' state="hidden"')]
    names = "".join(f'<sheet name="{name}" sheetId="{i}"{state} r:id="rId{i}"/>' for i, (name, _, state) in enumerate(sheets, 1))
    links = "".join(f'<Relationship Id="rId{i}" Type="{LINK}/worksheet" Target="worksheets/sheet{i}.xml"/>' for i in range(1, len(sheets) + 1))
    parts = {
        "[Content_Types].xml": f'{HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>',
        "_rels/.rels": f'{HEAD}<Relationships><Relationship Id="rId1" Type="{LINK}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'{HEAD}<workbook {MAIN} xmlns:r="{LINK}"><sheets>{names}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'{HEAD}<Relationships>{links}<Relationship Id="s" Type="{LINK}/sharedStrings" Target="sharedStrings.xml"/>'
            f'<Relationship Id="t" Type="{LINK}/styles" Target="styles.xml"/></Relationships>',
        "xl/styles.xml": f'{HEAD}<styleSheet {MAIN}><numFmts count="1"><numFmt numFmtId="164" formatCode="[$-409]dd\\/mm\\/yyyy;@"/></numFmts>'
            '<cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="164"/></cellXfs></styleSheet>',
    }
    parts.update({f"xl/worksheets/sheet{i}.xml": text for i, (_, text, _) in enumerate(sheets, 1)})
    parts["xl/sharedStrings.xml"] = texts.part()
    with zipfile.ZipFile(sys.argv[2], "w", zipfile.ZIP_DEFLATED) as z:
        for name, text in parts.items():
            z.writestr(zipfile.ZipInfo(name), text, zipfile.ZIP_DEFLATED)


if __name__ == "__main__":
    main()
