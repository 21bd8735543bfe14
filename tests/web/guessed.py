#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""guessed.py DIWAN: what scanners guessed of (docs/security.md, "Scans"), asked in pairs: a condition that is true and one that is false, a token that fits and one that does not. TAP.

Whatever a page draws by lot and whatever it gives back of what was typed is taken out before two answers are compared."""
import html
import re
import sys
import tempfile

import hand
import scan
import serving
from serving import Caller, Server, Tap

TRUE, FALSE = "1' AND 4711=4711-- ", "1' AND 4711=4712-- "
NUMBERS = "1 AND 4711=4711", "1 AND 4711=4712"


def plain(answer, *typed):
    text = html.unescape(answer.text)
    for words in typed:
        text = text.replace(words, "")
    text = re.sub(r"<svg.*?</svg>", "", text, flags=re.S)  # a picture of the secret
    return re.sub(r"[A-Z2-7]{32}|[A-Z2-7]{4}( [A-Z2-7]{4}){7}|[A-Z0-9]{4}-[A-Z0-9]{4}", "", text)  # secrets, codes


def called(path):
    return path.replace(scan.KNOWN.get("token", "?"), "{token}")


def pair(tap, who, method, path, fields, name):
    """The same request with one field true and false: nothing that differs hangs on it."""
    for yes, no in ((TRUE, FALSE), NUMBERS):
        got = []
        for value in (yes, no):
            asked = [(k, value if k == name else v) for k, v in fields]
            a = who.ask(method, path, asked + [("token", who.token)]) if method == "POST" else who.ask("GET", path + "?" + scan.urllib.parse.urlencode(asked))
            got.append((a.status, plain(a, value, value.strip(), scan.urllib.parse.quote(value), scan.urllib.parse.quote_plus(value))))
        tap.ok(got[0] == got[1] and got[0][0] < 500, f"{method} {called(path)} as {who.name}: {name} with a condition that is true and one that is not, {yes[:2]!r}", got[0][0], got[1][0], got[0][1][:200], got[1][1][:200])


def drawn(tap, who, path, fields):
    """Sent twice it is not the same: what sqlmap took for an answer was the lot."""
    texts = [html.unescape(who.ask("POST", path, fields + [("token", who.token)]).text) for _ in range(2)]
    tap.ok(texts[0] != texts[1], f"{path}: the same form twice, and a secret or codes drawn anew", texts[0][:200])


def any_token(tap, who, path, fields):
    """No session stands behind them, so no token can be asked for; but no other site may send them."""
    got = [who.ask("POST", path, fields + [("token", token)]) for token in (who.token, "0" * 64)]
    tap.ok(got[0].status == got[1].status and got[0].status in (400, 403), f"{called(path)} as {who.name}: with any token the same refusal", [a.status for a in got])
    away = who.ask("POST", path, fields + [("token", who.token)], headers={"Origin": "https://elsewhere.example"})
    tap.ok(away.status == 403, f"{called(path)} as {who.name}: from another site it is refused", away.status)


def main():
    diwan, tap = sys.argv[1], Tap()
    with tempfile.TemporaryDirectory() as folder:
        server = Server(diwan, serving.register(diwan, folder))
        scan.prepare(server)
        reader, facilitator, analyst, steward = (Caller(server, name).sign_in() for name in ("reader", "facilitator", "analyst", "steward"))
        factor, invited = "/me/second-factor", f"/invited/{scan.KNOWN['token']}"
        secrets, choose = [("old", serving.PASSWORD), ("secret", ""), ("digits", "123456")], [("password", "nine"), ("again", "other"), ("secret", ""), ("digits", "123456")]
        for who in (reader, steward):
            pair(tap, who, "POST", factor, secrets, "secret")
            pair(tap, who, "POST", invited, choose, "secret")
            any_token(tap, who, "/sign-in", [("name", "nobody-here"), ("password", "not that one"), ("digits", "")])
            any_token(tap, who, invited, choose)
        drawn(tap, reader, factor, secrets)
        codes, meeting = [("count", "3"), ("in", "en")], [("meeting", "0"), ("day", "2024-05-01"), ("place", "Vashta"), ("note", "one"), ("kind", "community"), ("invited", "1"), ("came", "1"), ("left_out", "nobody"), ("why", "no")]
        for name in ("meeting", "kind"):
            pair(tap, facilitator, "POST", "/hold/market/meetings", meeting, name)
        pair(tap, facilitator, "POST", "/hold/market/codes", codes, "in")
        for kind, name in (("ties", "strength"), ("findings", "people"), ("who-what-where", "reached"), ("indicators", "baseline")):
            pair(tap, analyst, "POST", f"/records/{kind}/new", [*hand.KINDS[kind].items(), ("why", "told"), ("do", "save")], name)
        for name in ("deaths_best", "deaths_low"):
            pair(tap, analyst, "POST", "/incidents/new", [*scan.INCIDENT.items()], name)
        pair(tap, reader, "GET", "/incidents.csv", [("place", "Vashta"), ("from", "2024-01"), ("to", "2024-06")] + [("kind", "1")], "kind")
        tap.ok(server.stop() == 0, "it ends well", server.said())
    return tap.end()


if __name__ == "__main__":
    sys.exit(main())
