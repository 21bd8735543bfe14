#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""read.py DIWAN: readers' pages on a real server, against the command line: sums, exports row for row, pages without gaps, what licences and precision keep back,
hostile values. TAP."""
import csv
import io
import json
import os
import re
import shutil
import sys
import tempfile
import time
import urllib.parse
import zipfile

import serving
from serving import Caller, DATA, PARTICIPANTS, Server, Tap, run

LANGUAGES = ("en", "ar", "ckb")
PERIOD = {"from": "2021-01", "to": "2022-06"}
OWN = """id,date,country,admin1,place,lat,lon,place_precision,kind,side_a,deaths_best
1,2022-03-01,Selmara,=1+1,@there,-34.81752,-14.58321,1,3,"=HYPERLINK(""http://example.org"")",2
2,2022-03-02,Selmara,-Maruq,+here,-34.81752,-14.58321,3,3,@side,1
3,2022-03-03,Selmara,Maruq province,,-34.81752,-14.58321,4,3,somebody,0
4,2022-03-04,Selmara,Maruq province,,-34.81752,-14.58321,1,3,somebody,
"""
FILTERS = ({}, {"killed": "3"}, {"killed": "unknown"}, {"kind": "1"}, {"side": "northern"}, PERIOD, {"source": "UCDP GED", "from": "2022"})
HOSTILE = ("-1", "0x", "9" * 40, "'; DROP TABLE incident; --", "<script>alert(1)</script>", "../../etc/passwd", "2024-13", "%s%n", "null", "1e9", "=1+1")


def address(path, query):
    return path + ("?" + urllib.parse.urlencode(query) if query else "")


def register(diwan, folder):
    path, own, password = (os.path.join(folder, name) for name in ("room.diwan", "own.csv", "password"))
    with open(own, "w", encoding="utf-8") as f:
        f.write(OWN)
    with open(password, "w", encoding="utf-8") as f:
        f.write(serving.PASSWORD + "\n")
    os.chmod(password, 0o600)
    run(diwan, "new", path, "--name", "Selmara", "--quiet")
    run(diwan, "add", path, *(os.path.join(DATA, name) for name in ("selmara_borders.geojson", "selmara_incidents.csv", "selmara_population.csv")), "--quiet")
    run(diwan, "add", path, own, "--source", "our own", "--quiet")
    run(diwan, "add", path, os.path.join(DATA, "maruq-round-table"), "--public", "--dialogue", "published", "--quiet")
    run(diwan, "add", path, serving.own_dialogue(folder), "--dialogue", "spoken-here", "--quiet")
    for role in ("reader", "steward"):
        run(diwan, "user", "add", path, role, "--role", role, "--password-file", password, "--quiet")
    return path


def rows_of(text):
    return list(csv.DictReader(io.StringIO(text)))


def pages_answer(tap, reader, place):
    paths = ["/overview", "/overview?show=incidents", "/overview?show=civilians&compare=none&from=2022", "/map", "/places", f"/place/{place}", "/place/-", "/incidents", "/incident/1", "/dialogues",
        "/dialogue/published", "/dialogue/spoken-here", "/coverage", "/briefs"]
    for language in LANGUAGES:
        wrong = []
        for path in paths:
            a = reader.ask("GET", path + ("&" if "?" in path else "?") + "lang=" + language)
            direction = "ltr" if language == "en" else "rtl"
            if a.status != 200 or f'<html lang="{language}" dir="{direction}">' not in a.text or a.text.count("<h1") != 1 or " style=" in a.text or "onclick" in a.text:
                wrong.append((path, a.status, a.text.count("<h1")))
        reader.cookies.pop("lang", None)
        tap.ok(not wrong, f"{language}: every page answers, with one title and nothing inline", wrong)


def sums(tap, diwan, path, reader):
    theirs = rows_of(reader.ask("GET", address("/overview.csv", PERIOD)).text)
    ours = rows_of(run(diwan, "count", path, "--series", "--by", "place", "--from", PERIOD["from"], "--to", PERIOD["to"], "--csv").stdout)
    mine = {r["place"]: (int(r["incidents"]), int(r["deaths_best"])) for r in ours}
    shown = {r["place"]: (int(r["incidents"] or 0), int(r["deaths_best"] or 0)) for r in theirs}
    tap.ok(len(mine) > 3 and all(shown.get(name) == n for name, n in mine.items()), "every row of the overview is what `count` says", mine, shown)
    total = rows_of(run(diwan, "count", path, "--series", "--from", PERIOD["from"], "--to", PERIOD["to"], "--csv").stdout)[0]
    tap.ok(sum(n for n, _ in shown.values()) == int(total["incidents"]) and sum(n for _, n in shown.values()) == int(total["deaths_best"]), "they add up to the total", total, shown)
    page = reader.ask("GET", address("/overview", PERIOD)).text
    cells = re.findall(r'<td(?: class="n")?>([\d,]+)\s*<', page)
    tap.ok(all(f"{n:,}" in cells for n, _ in mine.values() if n), "and stand on the page", cells)


def exports(tap, diwan, path, reader, place):
    for query in FILTERS + ({"place": place},):
        options = [part for key, value in query.items() for part in ("--" + key, value)]
        ours = run(diwan, "show", path, "incidents", *options, "--csv").stdout
        theirs = reader.ask("GET", address("/incidents.csv", query))
        tap.ok(theirs.text == ours and len(ours) > 150, f"CSV is that of the command line, row for row: {query}", theirs.status, theirs.text[:300], ours[:300])
    a = reader.ask("GET", "/incidents.hxl.csv").text.split("\n")
    tap.ok(a[1].startswith("#meta+id,,#meta+source,#date+start"), "HXL has its row of tags", a[:2])
    a = reader.ask("GET", "/incidents.csv")
    tap.ok(a.header("content-disposition") == "attachment; filename*=UTF-8''incidents.csv" and a.header("content-type").startswith("text/csv"), "a file is a file", a.headers)


def formulas(tap, reader):
    machine = reader.ask("GET", "/incidents.csv?source=our%20own").text
    sheet = reader.ask("GET", "/incidents-spreadsheet.csv?source=our%20own").text
    cells = [cell for row in csv.reader(io.StringIO(sheet.lstrip("\ufeff"))) for cell in row]
    tap.ok("=1+1" in machine and "'" not in machine, "for programs every cell stands as it is", machine)
    tap.ok("'=1+1" in cells and "'-Maruq" in cells and not [c for c in cells if c[:1] in ("=", "+", "-", "@") and not re.fullmatch(r"-?\d+", c)], "for spreadsheets no cell is a formula", cells)
    book = zipfile.ZipFile(io.BytesIO(reader.ask("GET", "/incidents.xlsx").body))
    sheets = [book.read(name).decode() for name in book.namelist() if name.startswith("xl/worksheets/sheet")]
    words = b"".join(book.read(name) for name in book.namelist()).decode("utf-8", "replace")
    tap.ok(sheets and not any("<f>" in s or "<f " in s for s in sheets) and "=1+1" in words, "nor is one in XLSX")


def strangers(tap, callers):
    """What whoever has no account finds on readers' pages of the register's own work: nothing; and nothing is written down of them."""
    nobody, reader, steward = callers["nobody"], callers["reader"], callers["steward"]
    theirs, mine = (who.ask("GET", "/incident/1").text for who in (nobody, reader))
    tap.ok("selmara_incidents.csv" in mine and "UCDP GED" in theirs and "selmara_incidents.csv" not in theirs and "SHA-256" not in theirs, "no name of a file, no time", theirs[-600:])
    theirs, mine = (who.ask("GET", "/briefs").text for who in (nobody, reader))
    tap.ok("Signed and published" in mine and "full-en.pdf" in theirs and "Signed and published" not in theirs, "no names of those who signed")
    before = steward.ask("GET", "/audit").text
    for path in ("/incidents.csv?killed=7", "/brief/-/wall-ar.txt?from=2021-02", "/incident/2"):
        nobody.ask("GET", path)
    reader.ask("GET", "/incidents.csv?killed=8")
    log = ""
    for _ in range(50):  # lines of audit go with the next group of the writer
        log = steward.ask("GET", "/audit").text
        if "killed=8" in log:
            break
        time.sleep(0.1)
    tap.ok("killed=8" not in before and "killed=8" in log and "killed=7" not in log and "wall-ar" not in log, "the log tells who read with an account, and cannot be filled by others",
        re.findall(r"[^<>]*(?:killed=|wall-ar)[^<>]*", log)[:3])


def points(tap, callers):
    for who, most, name in ((callers["reader"], 4, "as finely as they were coded"), (callers["nobody"], 1, "no finer than a district")):
        found = json.loads(who.ask("GET", "/incidents.geojson").text)["features"]
        with_point = [f for f in found if f["geometry"]]
        digits = [len(repr(v).partition(".")[2].rstrip("0")) for f in with_point for v in f["geometry"]["coordinates"]]
        coarse = [f for f in with_point if f["properties"]["place_precision"] > 3]
        vague = [f for f in with_point if f["properties"]["place_precision"] == 3 and max(len(repr(v).partition(".")[2]) for v in f["geometry"]["coordinates"]) > 2]
        tap.ok(len(found) > 10 and with_point and max(digits) <= most and not coarse and not vague, f"points, {name}", len(with_point), max(digits, default=-1), coarse[:1], vague[:1])
    page = callers["nobody"].ask("GET", "/incident/1").text
    tap.ok("-34.8175" not in page and "-34.8" in page, "nor on the page of one incident", re.findall(r"-3\d\.\d+", page))


def paging(tap, reader, path, diwan):
    ids = [r["id"] for r in rows_of(run(diwan, "show", path, "incidents", "--csv").stdout)]
    for order in ("day", "killed", "place", "kind", "source", "register"):
        for way in ("up", "down"):
            seen, page = [], 1
            while True:
                found = re.findall(r'href="/incident/(\d+)"', reader.ask("GET", address("/incidents", {"order": order, "way": way, "page": page})).text)
                seen += found
                page += 1
                if len(found) < 50:
                    break
            tap.ok(len(ids) > 50 and sorted(seen) == sorted(ids), f"pages by {order}, {way}: every incident once", len(seen), len(ids))
    far = reader.ask("GET", "/incidents?page=99999999")
    tap.ok(far.status == 200 and "none on this page" in far.text, "a page far beyond the last is empty and says so", far.status)


def hostile(tap, reader, page_table):
    wrong, n = [], 0
    for row in page_table:
        if row["method"] != "GET" or "{" in row["path"] or row["path"].split("?")[0].split(".")[0] not in ("/overview", "/map", "/places", "/incidents", "/incidents-spreadsheet", "/briefs"):
            continue
        for field in row["fields"].split():
            for value in HOSTILE if row["path"] in ("/overview", "/incidents") else HOSTILE[:4]:
                a = reader.ask("GET", address(row["path"], {field: value}))
                n += 1
                refused = a.status == 400 and len(re.sub(r"<[^>]*>", "", a.text)) > 60
                allowed = field in ("side", "place") or (value == "1e9" and field == "page")
                if not refused and not (allowed and a.status in (200, 400)) or "<script>alert" in a.text:
                    wrong.append((row["path"], field, value, a.status))
    tap.ok(n > 150 and not wrong, "every value that means nothing is refused with a sentence", n, wrong[:20])
    for path in ("/place/nowhere", "/incident/999999999", "/dialogue/none", "/brief/-/full-xx.pdf", "/brief/-/evil.exe"):
        tap.ok(reader.ask("GET", path).status == 404, f"{path} is not there")
    tap.ok(reader.ask("GET", "/incident/one").status == 400, "an incident has a number")
    tap.ok(reader.ask("GET", "/overview?from=2022&to=2021").status == 400, "a period does not end before it begins")


def voices(tap, callers):
    page = callers["reader"].ask("GET", "/dialogue/spoken-here").text
    all_of_it = page + callers["reader"].ask("GET", "/dialogue/spoken-here/statements.csv").text
    tap.ok("<figure" in page and not [n for n in PARTICIPANTS if str(n) in all_of_it], "a report has figures, and names no participant of one's own dialogue")
    tap.ok(callers["nobody"].ask("GET", "/dialogue/spoken-here").status == 403, "whoever has no account reads nothing of one that is open")
    tap.ok(callers["nobody"].ask("GET", "/dialogue/published").status == 200, "what others published is told to anybody")
    asked = (callers["reader"].ask("GET", "/place/-").text, callers["nobody"].ask("GET", "/place/-").text)
    tap.ok("spoken-here" in asked[0] and "spoken-here" not in asked[1], "nor does a brief that was made for an account come to somebody without")


def files(tap, reader):
    begins = {"pdf": b"%PDF", "docx": b"PK", "xlsx": b"PK", "html": b"<!doctype html>", "json": b"{", "txt": b""}
    for audience, language, ending in (("full", "en", "html"), ("full", "ckb", "txt"), ("minister", "ar", "pdf"), ("wall", "ckb", "docx"), ("full", "ar", "json"), ("minister", "en", "xlsx")):
        a = reader.ask("GET", f"/brief/-/{audience}-{language}.{ending}")
        tap.ok(a.status == 200 and a.body.startswith(begins[ending]) and len(a.body) > 1500 and a.header("content-disposition") == f"attachment; filename*=UTF-8''brief-{audience}-{language}.{ending}",
            f"{audience}, {language}, {ending}", a.status, a.headers, a.body[:80])


def main():
    diwan = os.path.abspath(sys.argv[1])
    folder = tempfile.mkdtemp()
    tap = Tap()
    path = register(diwan, folder)
    server = Server(diwan, path)
    try:
        most = max((r for r in rows_of(run(diwan, "count", path, "--by", "place", "--csv").stdout) if r["place"]), key=lambda r: int(r["incidents"]))["place"]
        place = next(r["code"] for r in rows_of(run(diwan, "show", path, "places", "--csv").stdout) if r["name"] == most)
        callers = {"reader": Caller(server, "reader").sign_in(), "steward": Caller(server, "steward").sign_in(), "nobody": Caller(server)}
        shut = [p for p in ("/overview", "/overview.csv", "/incidents.csv", "/incident/1", "/dialogues", "/briefs", "/brief/-/full-en.txt") if callers["nobody"].ask("GET", p).status == 200]
        tap.ok(not shut, "where nobody may read, nothing is read", shut)
        pages_answer(tap, callers["reader"], place)
        sums(tap, diwan, path, callers["reader"])
        exports(tap, diwan, path, callers["reader"], place)
        formulas(tap, callers["reader"])
        paging(tap, callers["reader"], path, diwan)
        hostile(tap, callers["reader"], serving.pages(diwan))
        files(tap, callers["reader"])
        steward = callers["steward"]
        opened = steward.ask("POST", "/settings", {"name": "Selmara", "language": "en", "readers": "anybody", "active": "25", "war": "250", "token": steward.token})
        tap.ok(opened.status in (200, 303), "the register is opened to readers", opened.status, opened.text[-400:])
        points(tap, callers)
        strangers(tap, callers)
        voices(tap, callers)
        listed = callers["nobody"].ask("GET", "/incidents.csv").text
        tap.ok("UCDP GED" in listed and "our own" not in listed, "of a source whose licence nobody stated no record is passed on", listed[:300])
        tap.ok("our own" in callers["reader"].ask("GET", "/incidents.csv").text, "whoever has an account has it listed")
        log = callers["steward"].ask("GET", "/audit").text
        tap.ok("export incidents" in log and "take brief" in log, "who took what stands in the log", log[:400])
        tap.ok(server.alive() and "ERR" not in server.said(), "the server is well")
    finally:
        server.stop()
        shutil.rmtree(folder, ignore_errors=True)
    return tap.end()


if __name__ == "__main__":
    sys.exit(main())
