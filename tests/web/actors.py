#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""actors.py DIWAN: the map of who is tied to whom and the page of one: who is told what, and what is recorded. TAP."""
import os
import re
import sys
import tempfile

import serving
from serving import Caller, Server, Tap

ACTORS = """actor,name,name:ar,kind,level,place,office,said_by
council,Council of Vashta,مجلس فشتا,local_government,local,Vashta,no,Coding team
ministry,Ministry of Roads,وزارة الطرق,ministry,national,,no,Coding team
elders,Elders of Maruq,شيوخ مروق,tribal_council,local,Maruq,no,Coding team
hills,Front of the hills,جبهة التلال,armed_group,local,Maruq,no,Coding team
"""
TIES = """from,to,relation,strength,said_by
ministry,council,authority,2,Coding team
ministry,council,authority,1,Example Centre
council,elders,coordinates,4,Coding team
council,elders,trust,3,Council
council,elders,trust,-2,Example Centre
ministry,elders,restricts,2,Coding team
hills,elders,armed_conflict,,Coding team
"""
MARKS = {"authority": "Formal authority over", "restricts": "Restricts", "trust": "Trusts", "conflict": "Is in armed conflict with"}
TOLD = {"reader": {"authority"}, "analyst": {"authority", "restricts", "conflict"}, "steward": {"authority", "restricts", "conflict"}}


def told(page):
    """Kinds of ties that the page's tables tell of."""
    cells = re.findall(r"<td>(?:<[^>]*>)*([^<]*)", page)
    return {k for k, words in MARKS.items() if words in cells}


def look(tap, server):
    callers = {role: Caller(server, role).sign_in() for role in TOLD}
    for role, may in TOLD.items():
        page, one = callers[role].ask("GET", "/actors").text, callers[role].ask("GET", "/actors/elders").text
        tap.ok(told(page) == may and told(one) == may - {"authority"}, f"{role}: told what may be told", told(page), told(one))
        tap.ok(("Front of the hills" in page) == (role != "reader"), f"{role}: names of kinds that stay in the house")
        tap.ok(callers[role].ask("GET", "/actors/hills").status == (404 if role == "reader" else 200), f"{role}: the page of one of them")
    for role in ("reader", "analyst"):
        tap.ok(callers[role].ask("GET", "/actors?all=yes").status == 403 and callers[role].ask("GET", "/actors/elders?all=yes").status == 403, f"{role}: what is closed is not theirs to ask")
    steward = callers["steward"]
    pages = [steward.ask("GET", p).text for p in ("/actors?all=yes", "/actors/elders?all=yes", "/actors?all=yes", "/actors/elders?all=yes")]
    tap.ok(all("trust" in told(p) for p in pages), "a steward who asks is told of trust")
    tap.ok("2.0" in pages[1] and "Where two describe the same tie differently" in pages[1], "and where two describe it differently")
    log = re.findall(r",actors,(elders|all ties)", steward.ask("GET", "/audit.csv").text)
    tap.ok(sorted(log) == ["all ties"] * 2 + ["elders"] * 2, "each look is recorded, also at what was kept", log)
    around = steward.ask("GET", "/actors?around=ministry").text
    tap.ok("<svg" in around and "Council of Vashta" in around and told(around) == {"authority", "restricts"}, "around one actor: its own ties and those between its neighbours", told(around))
    arabic = steward.ask("GET", "/actors/council?lang=ar").text
    tap.ok('dir="rtl"' in arabic and "<h1>مجلس فشتا</h1>" in arabic, "names in the reader's language")
    tap.ok([steward.ask("GET", "/actors" + p).status for p in ("/nobody", "?around=nobody", "?tie=none", "?kind=none", "?page=-1")] == [404, 404, 400, 400, 400], "what is not there, and what is no question")


def main(diwan):
    tap = Tap()
    with tempfile.TemporaryDirectory() as folder:
        path = serving.register(diwan, folder, roles=tuple(TOLD), dialogues=False)
        for name, text in (("actors.csv", ACTORS), ("ties.csv", TIES)):
            with open(os.path.join(folder, name), "w", encoding="utf-8") as f:
                f.write(text)
            serving.run(diwan, "add", path, os.path.join(folder, name), "--quiet")
        server = Server(diwan, path)
        try:
            look(tap, server)
        finally:
            tap.ok(server.stop() == 0, "the server ends well")
    return tap.end()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
