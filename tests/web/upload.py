#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""upload.py DIWAN: files sent to the server: preview, bringing in, taking back; broken and hostile ones are one sentence. TAP."""
import io
import os
import re
import sys
import tempfile
import time
import zipfile

import serving
from serving import Caller, Server, Tap

OWN = "id,date,admin1,admin2,place,type,deaths_best\nx1,2024-01-02,Vashta,,Market,battle,3\nx2,2024-13-02,Vashta,,Market,battle,1\nx3,2024-02-02,Vashta,,\u0633\u0648\u0642,battle,2\n"


def multipart(fields, name, data):
    edge, out = "edge5f3b", b""
    for key, value in fields.items():
        out += f'--{edge}\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{value}\r\n'.encode()
    if name is not None:
        out += f'--{edge}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\nContent-Type: application/octet-stream\r\n\r\n'.encode() + data + b"\r\n"
    return out + f"--{edge}--\r\n".encode(), {"Content-Type": f"multipart/form-data; boundary={edge}"}


def send(caller, name, data, token=None, **fields):
    body, headers = multipart({"token": caller.token if token is None else token, **fields}, name, data)
    return caller.ask("POST", "/upload", body=body, headers=headers)


def bring_in(caller, where):
    a = caller.ask("POST", where, {"token": caller.token, "do": "import"})
    for _ in range(200):
        page = caller.ask("GET", where)
        if 'http-equiv="refresh"' not in page.text:
            return a, page
        time.sleep(0.05)
    return a, page


def zipped(**members):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as z:
        for name, data in members.items():
            z.writestr(name, data)
    return out.getvalue()


def hostile():
    entities = "".join(f'<!ENTITY a{i} "{f"&a{i - 1};" * 9}">' for i in range(1, 12))
    book = zipped(**{"[Content_Types].xml": "<Types/>", "xl/workbook.xml": f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a0 "aaaa">{entities}]><workbook>&a11;</workbook>'})
    with open(os.path.join(serving.DATA, "..", "..", "fuzz", "corpus", "xlsx", "aliases.xlsx"), "rb") as f:
        sheet = f.read()
    return {"bomb.zip": zipped(**{"incidents.csv": b"0" * (150 << 20)}), "entities.xlsx": book, "cut.xlsx": sheet[:len(sheet) // 2], "empty.csv": b"",
        "letters.csv": b"date,admin1,deaths_best\n2024-01-02,\xe3\xf1\xff,1\n", "unknown.csv": b"a,b\n1,2\n", "noise.gpkg": b"SQLite format 3\0" + bytes(range(256)) * 40,
        "huge-head.csv": b"date,admin1," + b"x" * (20 << 20) + b"\n1,2,3\n", "twice.json": b'{"type":"FeatureCollection","features":[' + b"[" * 5000}


def preview(tap, analyst):
    a = send(analyst, "own.csv", OWN.encode(), source="A partner")
    if not tap.ok(a.status == 303 and re.fullmatch(r"/upload/[0-9a-f]{32}", a.header("location") or ""), "a file that was sent leads to its preview", a.status, a.text[:600]):
        return None
    where = a.header("location")
    p = analyst.ask("GET", where)
    tap.ok(p.status == 200 and all(w in p.text for w in ("incidents", "A partner", "Market", "2024-13-02", "\u0633\u0648\u0642")), "the preview has layout, source, rows, and what was wrong", p.status, p.text[-1500:])
    refused = analyst.ask("GET", where + "/refused.csv")
    tap.ok(refused.status == 200 and "x2" in refused.text and "x1" not in refused.text, "the refused rows alone are a table", refused.text[:300])
    return where


def others(tap, server, where, callers):
    for name in ("nobody", "reader", "facilitator"):
        tap.ok(callers[name].ask("GET", "/upload").status == 403 and callers[name].ask("GET", "/imports").status == 403, f"{name} brings nothing in")
    tap.ok(callers["steward"].ask("GET", where).status == 404, "a file waits for who sent it alone")
    again = Caller(server, "analyst").sign_in()
    gone = again.ask("GET", where)
    tap.ok(gone.status == 404 and "for half an hour" in gone.text and "new certificate" in gone.text, "and for that session; whoever finds it gone reads why", gone.text[-600:])
    a = callers["analyst"]
    held = lambda: len(re.findall(r'href="/upload/[0-9a-f]{32}"', a.ask("GET", "/upload").text))
    before, wrong = held(), ["0" * 64, a.token[::-1], "", callers["steward"].token, "wapiti"]
    got = [send(a, "own.csv", OWN.encode(), token=t).status for t in wrong]
    body, headers = multipart({}, "own.csv", OWN.encode())
    got.append(a.ask("POST", "/upload", body=body, headers=headers).status)
    first = f'--{headers["Content-Type"].split("=")[1]}\r\nContent-Disposition: form-data; name="token"\r\n\r\nwapiti\r\n'.encode()
    body, headers = multipart({"token": a.token}, "own.csv", OWN.encode())
    got.append(a.ask("POST", "/upload", body=first + body, headers=headers).status)
    tap.ok(got == [403] * 7 and held() == before, "with a wrong token, an empty one, somebody else's, none or two nothing is taken", got, before, held())


def waiting(tap, server):
    c = Caller(server, "analyst").sign_in()
    for i in range(6):  # one after the other: what is in takes no room
        a = send(c, f"in-{i}.csv", OWN.replace("x1", f"y{i}").encode(), source="A partner")
        bring_in(c, a.header("location") or "/")
    tap.ok(a.status == 303, "files that are in are in nobody's way", a.status, a.text[-300:])
    for i in range(4):
        a = send(c, f"wait-{i}.csv", OWN.replace("x1", f"z{i}").encode(), source="A partner")
    full = send(c, "more.csv", OWN.encode(), source="A partner")
    tap.ok(full.status == 409 and 'role="alert"' in full.text and all(f"wait-{i}.csv" in full.text for i in range(4)), "too many wait: the page says so, and leads to them", full.status, full.text[-900:])
    again = Caller(server, "analyst").sign_in()
    tap.ok(send(again, "other.csv", OWN.encode(), source="A partner").status == 409 and c.ask("POST", "/sign-out", {"token": c.token}).status == 303
        and send(again, "other.csv", OWN.replace("x1", "o1").encode(), source="A partner").status == 303, "whoever signs out takes along what waits")
    c = again
    for i in range(3):
        send(c, f"wait-{i}.csv", OWN.replace("x1", f"z{i}").encode(), source="A partner")
    form = c.ask("GET", "/upload").text
    for where in re.findall(r'href="(/upload/[0-9a-f]{32})"', form):
        c.ask("POST", where, {"token": c.token, "do": "drop"})
    tap.ok("wait-0.csv" in form and "wait-0.csv" not in c.ask("GET", "/upload").text, "they are listed until they are dropped")


def main():
    tap = Tap()
    diwan = sys.argv[1]
    with tempfile.TemporaryDirectory(prefix="diwan-upload-") as folder:
        path = serving.register(diwan, folder, dialogues=False)
        server = Server(diwan, path)
        try:
            callers = {r: Caller(server, r).sign_in() for r in serving.ROLES}
            callers["nobody"] = Caller(server)
            analyst = callers["analyst"]
            form = analyst.ask("GET", "/upload")
            tap.ok(form.status == 200 and 'enctype="multipart/form-data"' in form.text and "512" in form.text, "the form tells the limit", form.text[-600:])
            where = preview(tap, analyst)
            others(tap, server, where, callers)
            before = serving.run(diwan, "show", path, "imports", "--json").stdout
            _, page = bring_in(analyst, where)
            found = re.search(r"/imports/(\d+)", page.text)
            tap.ok(found is not None and "role=\"status\"" in page.text, "it is brought in, and the page says so", page.text[-900:])
            number = found.group(1) if found else "0"
            after = serving.run(diwan, "show", path, "imports", "--json").stdout
            tap.ok(before != after and '"A partner"' in after and "analyst" in analyst.ask("GET", "/imports").text, "the import names who did it", after[-600:])
            one = analyst.ask("GET", f"/imports/{number}")
            tap.ok(one.status == 200 and "2024-13-02" in one.text and "own.csv" in one.text, "the import has its page", one.text[-900:])
            tap.ok(analyst.ask("POST", f"/imports/{number}", {"token": analyst.token, "do": "undo"}).status == 400, "nothing is taken back unless the box is ticked")
            undone = analyst.ask("POST", f"/imports/{number}", {"token": analyst.token, "do": "undo", "sure": "yes"})
            gone = serving.run(diwan, "count", path, "--json").stdout
            tap.ok(undone.status == 303 and "taken back" in analyst.ask("GET", "/imports").text, "it is taken back", undone.status, undone.text[-500:], gone[:200])
            audit = serving.run(diwan, "check", path).returncode
            tap.ok(audit in (0, 1), "the register is sound")
            waiting(tap, server)
            same = send(analyst, "selmara_incidents.csv", open(os.path.join(serving.DATA, "selmara_incidents.csv"), "rb").read())
            tap.ok(same.status == 303, "a file that is there already has a preview, too", same.text[-400:])
            dropped = analyst.ask("POST", same.header("location") or "/upload/x", {"token": analyst.token, "do": "drop"})
            tap.ok(dropped.status == 303 and analyst.ask("GET", same.header("location")).status == 404, "a file that is dropped is gone")
            borders = send(analyst, "selmara_borders.geojson", open(os.path.join(serving.DATA, "selmara_borders.geojson"), "rb").read())
            tap.ok(borders.status == 303 and analyst.ask("GET", borders.header("location")).status == 200, "borders have a preview", borders.text[-400:])
            for name, data in hostile().items():
                a = send(analyst, name, data)
                told = re.sub(r"<[^>]+>", " ", a.text)
                tap.ok(a.status in (400, 403) and "500" not in str(a.status) and len(told.strip()) > 40, f"{name}: one sentence", a.status, told[-400:])
                if a.status == 400 and name != "empty.csv":
                    tap.ok('role="alert"' in a.text and 'type="file"' in a.text, f"{name}: above the form, to be sent again")
            many = [send(analyst, f"n{i}.csv", OWN.encode(), source=f"S{i}").status for i in range(7)]
            tap.ok(many.count(303) == 3 and many[-1] == 409, "a few wait for each account, no more", many)
            tap.ok(server.alive() and callers["steward"].ask("GET", "/upload").status == 200, "the server is still there")
        finally:
            tap.ok(server.stop() == 0, "it stops", server.said()[-800:] if False else "")
    return tap.end()


if __name__ == "__main__":
    sys.exit(main())
