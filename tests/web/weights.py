#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""weights.py DIWAN MAKE_DIALOGUES [--markdown]: what participants' pages weigh on the wire, headers included. TAP.

The first page with its style sheet under 14 kB (what goes in one round trip at the beginning of a connection), each later page under 6 kB.
"""
import os
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from walk import LANGUAGES, Browser, Report, Server, can_encrypt

DIWAN, MAKER = map(os.path.abspath, sys.argv[1:3])
FIRST_MOST, LATER_MOST, SCRIPT_MOST = 14000, 6000, 4000


def weigh(server, language):
    """name -> bytes as received."""
    b, out = Browser(server.port), {}
    out["first page"] = len(b.get(f"/?lang={language}").raw)
    out["a dialogue, at first"] = len(b.get(f"/d/safe-place?lang={language}").raw)
    sheet = next(a["href"] for tag, a in b.page.tags if tag == "link")
    script = next(a["src"] for tag, a in b.page.tags if tag == "script")
    out["its style sheet"] = len(Browser(server.port).get(sheet).raw)
    out["its script"] = len(Browser(server.port).get(script).raw)
    form = b.page.form("/vote")
    out["the next statement"] = len(b.vote(1).raw)
    out["the next, by the script"] = len(b.send(form, ("v", "1"), headers=["Accept: application/json"], m="1").raw)
    b.send(form, ("v", "1"))
    b.vote(1)
    out["what is asked about the person"] = len(b.vote(1).raw)
    b.send(b.page.form("/declare"))
    while b.page.form("/vote"):
        b.vote(1)
    out["all answered"] = len(b.reply.raw)
    out["stop and leave"] = len(b.go("leave").raw)
    out["the code"] = len(b.get(f"/d/by-code?lang={language}").raw)
    out["closed"] = len(b.get(f"/d/over?lang={language}").raw)
    out["what came of it"] = len(b.get(f"/d/over/result?lang={language}").raw)
    return out


def script_length(server):
    b = Browser(server.port)
    b.get("/d/safe-place")
    return len(b.get(next(a["src"] for tag, a in b.page.tags if tag == "script")).text.encode())


def table(weights):
    lines = ["| page | " + " | ".join(LANGUAGES) + " |", "|---|" + "---:|" * len(LANGUAGES)]
    for name in weights["en"]:
        lines.append(f"| {name} | " + " | ".join(f"{weights[l][name]:,}" for l in LANGUAGES) + " |")
    lines.append("| **first page with its style sheet** | " + " | ".join(f"{weights[l]['first page'] + weights[l]['its style sheet']:,}" for l in LANGUAGES) + " |")
    return "\n".join(lines)


def main():
    if not can_encrypt(DIWAN):
        print("1..0 # SKIP this build makes no encrypted registers, and a dialogue is held in no other file")
        return 0
    server = Server(DIWAN, MAKER)
    try:
        weights, length = {l: weigh(server, l) for l in LANGUAGES}, script_length(server)
    finally:
        server.end()
    if "--markdown" in sys.argv:
        print(table(weights))
        return 0
    report = Report()
    for language, w in weights.items():
        first = {n: w[n] + w["its style sheet"] for n in ("first page", "a dialogue, at first")}
        report.run(f"{language}: each way in, with its style, is under {FIRST_MOST} bytes", lambda check, f=first: check(all(v < FIRST_MOST for v in f.values()), f))
        heavy = {n: v for n, v in w.items() if v >= LATER_MOST}
        report.run(f"{language}: each page is under {LATER_MOST} bytes", lambda check, h=heavy: check(not h, h))
    report.run(f"the script is under {SCRIPT_MOST} bytes, unpacked", lambda check: check(0 < length < SCRIPT_MOST, length))
    for line in table(weights).split("\n"):
        print("# " + line)
    return report.end()


if __name__ == "__main__":
    sys.exit(main())
