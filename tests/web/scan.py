#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""scan.py DIWAN OUT [MINUTES [ROLE,...]] [--only REGEX] [--longer N]: wapiti and sqlmap over every address of the page table, behind TLS, with a cookie of each role. Writes OUT/summary.txt.

Each address is tried as each role: by sqlmap, a dozen in one process, and by wapiti, a few at once with the forms that stand in them. What was tried stands in OUT/tried.json: another run goes on with what never was, then
with what was cut short (in twice the time, wapiti with half as many addresses at once), so that several short runs try everything as everybody.
--only: addresses ("POST /records/{kind}/new (help)", as the page table and the summary name them) in which the regular expression is found; --longer: each address and kind of attack may take N times as long. Where a role may not go, sqlmap looks closer only at what looks as if it hung on the parameter. It is told that a register is SQLite: what it would
try for other databases cannot work in this one. Passwords are hashed at the least cost, where the build has what turns it down (tests/quick).
Too slow for `make check`: `make scan` runs it. What they report is judged in docs/security.md ("Scans"); status 1 where they report anything, so that nobody overlooks it.
"""
import argparse
import html.parser
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse

import agenda
import hand
import hold
import serving
from serving import Caller, Server

KNOWN = {"project": hand.KINDS["projects"]["project"], "item": hand.KINDS["agenda-items"]["item"], "key": hand.KINDS["actors"]["actor"], "name": "market", "dialogue": "published", "thing": "sources", "code": "XS-VA", "language": "ckb", "kind": "aliases", "file": "full-en.json"}
VALUES = {"from": "2024-01", "to": "2024-06", "place": "Vashta", "by": "year", "lang": "en", "format": "json", "d": "market", "name": "spare", "role": "reader", "day": "2024-05-01", "kind": "", "compare": "before", "for": "minister", "war": "50",
    "source": "selmara_incidents.csv", "password": serving.PASSWORD, "old": "1", "trace": "", "order": "killed", "way": "", "digits": "", "sure": "", "all": "", "language": "en", "proposed": "", "disagreeing": "", "layout": ""}
# Forms that are read whole before anything is asked of the register: with "1" everywhere each would be refused for its first field.
INCIDENT = {"source": "scan", "id": "S-1", "date": "2024-01-15", "date_end": "2024-01-15", "date_precision": "1", "lat": "", "lon": "", "place_precision": "4", "country": "Selmara", "admin1": "Vashta", "admin2": "", "place": "",
    "kind": "", "side_a": "Army", "side_b": "Militia", "deaths_low": "1", "deaths_best": "1", "deaths_high": "1", "deaths_civilians": "0", "why": "told"}
# What some addresses take of fields that elsewhere mean something else.
OWN = {"/coverage": {"by": "sector", "sector": "Mine action", "from": "2023-01", "to": "2023-12"}, "/actors": {"around": "road-office"}, "/api/actors": {"by": "actor", "relation": "authority", "on": "2024-05-01"}, "/api/gaps": {"by": "sector", "sector": "Mine action", "from": "2023-01", "to": "2023-12"},
    "/api/agenda": {"on": "2024-05-01", **{flag: "false" for flag in ("balance", "agreement", "promised", "practices", "propose")}}, "/api/letters": {"by": "kind", "list": "promises", "on": "2024-05-01"}}
MAY = {"nobody": 1, "reader": 2 | 1, "facilitator": 4 | 2 | 1, "analyst": 8 | 2 | 1, "steward": 31}
# As Debian 12 has it, wapiti 3.0.4 cannot leave an address out: its translation of wildcards is none that Python 3.11 reads.
WAPITI = ["/usr/bin/python3", "-c", "import fnmatch, re, wapitiCore.net.crawler as c; c.wildcard_translate = lambda p: re.compile(fnmatch.translate(p)); "
    "from wapitiCore.main.wapiti import wapiti_main; wapiti_main()"]
RECORD, STAND = {}, {}                       # the record that `prepare` makes; what forms send, by method, path and kind
ENDS = ("/sign-out",)  # would end the session
NEVER = ("/sign-out", "/me/sessions", "/me/password", "/accounts/*/close", "/accounts/*/role")
# Kinds of attack, none that asks others on the net. The first ones look at each page once or twice; of the others each sends dozens of requests a field.
MODULES = ("crlf,csp,csrf,cookieflags,http_headers,methods,redirect,backup,htaccess,shellshock", "sql,blindsql", "xss,permanentxss", "exec", "file,timesql,upload")
AT_ONCE, BATCH = 6, 12                       # addresses that wapiti, sqlmap get: what was cut short has to be begun anew as a whole
WORKERS = {"wapiti": 5, "sqlmap": 3}         # at once: each mostly waits for its turn
SQLMAP_SECONDS, MODULE_SECONDS = 300, 300    # for an address, for a kind of attack: what was cut short has to be begun anew, so this is for what hangs. Each time it gets twice as long
SQLMAP_DONE = r"all tested parameters do not appear|is vulnerable|identified the following injection"
SQLMAP_FOUND, SQLMAP_GUESS = r"is vulnerable|identified the following injection", r"appears to be .*injectable|shows that .* might be injectable"
GUESS = "guessed and taken back: "


class Tries:
    """What was tried, how often, and what was reported; written down after each. And what somebody is at now."""

    def __init__(self, out, longer=1):
        self.path, self.lock, self.taken, self.longer = os.path.join(out, "tried.json"), threading.Lock(), set(), longer
        self.all = json.load(open(self.path, encoding="utf-8")) if os.path.exists(self.path) else {}

    def patience(self, key, seconds):
        """What was cut short gets twice as long each time."""
        return int(seconds * self.longer) << min(self.of(key)["times"], 4)

    def of(self, key):
        return self.all.get(key, {"times": 0, "cut": True, "seconds": 0, "reports": [], "over": False})

    def add(self, key, seconds, cut, reports, over=False):
        with self.lock:
            before = self.of(key)
            self.all[key] = {"times": before["times"] + 1, "cut": cut, "seconds": round(before["seconds"] + seconds, 1), "reports": sorted(set(before["reports"] + reports)), "over": over}
            with open(self.path + ".new", "w", encoding="utf-8") as f:
                json.dump(self.all, f, indent=1)
            os.replace(self.path + ".new", self.path)

    def claim(self, keys, most=1):
        """Of what nobody is at, and what is not done, that which was tried least often."""
        with self.lock:
            left = sorted((k for k in keys if self.of(k)["cut"] and k not in self.taken), key=lambda k: self.of(k)["times"])[:most]
            self.taken.update(left)
        return left

    def leave(self, keys):
        with self.lock:
            self.taken.difference_update(keys)


def filled(path, mark="", kind=KNOWN["kind"]):
    known = dict(KNOWN, kind=kind, **({"id": "5"} if path.startswith("/accounts/") else RECORD if path.startswith("/records/") else {}))  # 5: the account "spare"
    return re.sub(r"\{(\w+)\}", lambda m: known.get(m.group(1), "1") + mark, path)


class Forms(html.parser.HTMLParser):
    """Of each form of a page: its path, its method, and what it would send as it stands; of a list its first value where none is chosen."""

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.forms, self.select, self.area = [], None, None
        self.feed(text)

    def add(self, name, value):
        self.forms[-1][2].append((name, value))

    def handle_starttag(self, tag, attrs):
        a = {k: v or "" for k, v in attrs}
        if tag == "form":
            self.forms.append((a.get("action", "").split("?")[0], a.get("method", "get").upper(), []))
        if not self.forms:
            return
        if tag == "select":
            self.select = [a.get("name", ""), ""]
        elif tag == "option" and self.select and a.get("value") and ("selected" in a or not self.select[1]):
            self.select[1] = a["value"]
        elif tag == "textarea":
            self.area = [a.get("name", ""), ""]
        elif tag in ("input", "button") and a.get("name") and (a.get("type") not in ("checkbox", "radio") or "checked" in a):
            self.add(a["name"], a.get("value", ""))

    def handle_data(self, data):
        if self.area:
            self.area[1] += data

    def handle_endtag(self, tag):
        for name in ("select", "area"):
            got = getattr(self, name)
            if got and tag == {"select": "select", "area": "textarea"}[name]:
                self.add(got[0], got[1].lstrip("\n"))
                setattr(self, name, None)


def learn(server, pages):
    """What forms send as they stand, into STAND: with "1" in each field most would be refused before the register is asked anything."""
    callers = [Caller(server, name) if name == "nobody" else Caller(server, name).sign_in() for name in ("nobody", "facilitator", "analyst", "steward")]
    for p in pages:
        parts = filled(p["path"], "", p["kind"]).split("/")
        for here in ("/".join(parts[:n]) or "/" for n in range(len(parts), 1, -1)):
            asked = "/words?in=ckb&q=agree" if here == "/words" else here
            forms = [f for c in callers if may(p, c) for f in Forms(c.ask("GET", asked).text).forms if f[:2] == ("/".join(parts), p["method"])]
            if forms:
                STAND[p["method"], p["path"], p["kind"]] = {name: value for name, value in forms[0][2][::-1] if value}
                break


def given(p):
    """(field, value), such that a request is not refused before the register is asked."""
    if p["path"] == "/hold/new" and p["method"] == "POST":
        return hold.form("make", name="another-market", entry="link")
    if p["path"].startswith("/records/{kind}/") and p["method"] == "POST":
        return [*hand.KINDS[p["kind"]].items(), ("why", "told"), ("do", "save")]
    stand = STAND.get((p["method"], re.sub(r"(-spreadsheet)?(\.hxl)?\.\w+$", "", p["path"]), p["kind"]), {})
    values = {**VALUES, **(INCIDENT if p["path"].startswith("/incident") and p["method"] == "POST" else {}), **stand, **OWN.get(re.sub(r"\.\w+$", "", p["path"]), {})}
    return [(f, values.get(f, "1")) for f in p["fields"].split()]


def address(server, p):
    query = given(p)
    return server.address + filled(p["path"]) + ("?" + urllib.parse.urlencode(query) if query and p["method"] == "GET" else "")


def modules():
    """Those of the lists that the installed wapiti has."""
    told = subprocess.run(["wapiti", "--list-modules"], capture_output=True, text=True).stdout
    there = set(re.findall(r"^\t([a-z0-9_]+)", told, re.M))
    return [",".join(m for m in kinds.split(",") if m in there) for kinds in MODULES]


def signed_in(caller):
    """Whatever a scanner sent may have ended the session."""
    if caller.name != "nobody" and (not caller.cookies or caller.ask("GET", "/me").status != 200):
        caller.cookies = {}
        caller.sign_in()
    return "; ".join(f"{k}={v}" for k, v in caller.cookies.items())


def wapiti(server, kinds, pages, caller, out, seconds):
    report, log = os.path.join(out, f"wapiti-{caller.name}.json"), os.path.join(out, f"wapiti-{caller.name}.log")
    cookie = signed_in(caller)
    args = [*WAPITI, "-u", address(server, pages[0]), *(x for p in pages for x in ("-s", address(server, p))), *(["-H", "Cookie: " + cookie] if cookie else []), "--scope", "domain",
        *(x for path in NEVER for x in ("-x", server.address + path)), "--verify-ssl", "0", "--flush-session", "--no-bugreport", "-m", kinds, "--max-attack-time", str(seconds), "-d", "1",
        "--max-links-per-page", "1", "-f", "json", "-o", report, "--store-session", os.path.join(out, "wapiti-session"), "--store-config", os.path.join(out, "wapiti-config"), "-t", "60"]
    done = subprocess.run(args, capture_output=True, text=True, stdin=subprocess.DEVNULL)
    with open(log, "a", encoding="utf-8") as f:
        f.write(f"== {kinds}: {' '.join(p['path'] for p in pages)}\n{done.stdout[-20000:]}{done.stderr[-2000:]}\n")
    with open(report, encoding="utf-8") as f:
        found = json.load(f)
    lines = [f"{kind}: {name}: {i.get('method')} {i.get('path')} {i.get('parameter') or ''}: {(i.get('info') or '')[:160]}" for kind in ("vulnerabilities", "anomalies", "additionals")
        for name, items in found.get(kind, {}).items() for i in items]
    return lines, "Max attack time was reached" in done.stdout


class Sqlmap:
    """One process for a batch of addresses, as one role: its start and what it reads then cost as much as trying an address. It reads them as a log of requests (Burp's format), which has forms, too."""

    def __init__(self, server, batch, caller, out, seconds):
        self.server, self.batch, self.caller, self.seconds, self.cookie = server, batch, caller, seconds, signed_in(caller)
        self.late, self.watch = False, None
        with open(os.path.join(out, "requests.txt"), "w", encoding="utf-8") as f:
            f.writelines(self.request(p) for p in batch)
        args = ["sqlmap", "-l", f.name, "--force-ssl", "--ignore-stdin", "--batch", "--flush-session", "--level", "1", "--risk", "1", "--dbms", "SQLite", "--timeout", "60", "--retries", "0", "--output-dir", os.path.join(out, "sqlmap"),
            "--ignore-code", "*", "--disable-coloring", "--technique", "BEU", "--skip-waf", "--answers", "redirect=N,crack=N,exploit=N,skip those kind=N", *([] if may(batch[0], caller) else ["--smart"])]
        self.process = subprocess.Popen(args, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace", stdin=subprocess.DEVNULL)

    def request(self, p):
        """Values in the path are marked, and then those of a query, too: where something is marked sqlmap looks at no other part of the address."""
        fields, path, mark = given(p), filled(p["path"], "*", p["kind"]), "*" if "{" in p["path"] else ""
        data = "&".join(f"{k}={urllib.parse.quote(v)}{mark if p['method'] == 'GET' else ''}" for k, v in fields)
        lines = [f"{p['method']} {path}{'?' + data if data and p['method'] == 'GET' else ''} HTTP/1.1", "Host: " + self.server.address.split("//")[1], *([f"Cookie: {self.cookie or 'session=none'}{'*' if p.get('marked') else ''}"] if self.cookie or p.get("marked") else [])]
        if p["method"] == "POST":
            lines += ["Content-Type: application/x-www-form-urlencoded", "", data + ("&token=" + self.caller.token if self.caller.token else "")]
        return "=" * 54 + "\n" + "\n".join(lines) + "\n" + "=" * 54 + "\n\n"

    def kill(self):
        self.late = True
        self.process.kill()

    def watched(self, seconds):
        if self.watch:
            self.watch.cancel()
        self.watch = threading.Timer(max(seconds, 0.01), self.kill)
        self.watch.daemon = True
        self.watch.start()

    def parts(self, until):
        """(index, what was said) of each address, when the next one begins, and of the last."""
        said, at = [], None
        self.watched(min(self.seconds, until - time.monotonic()))
        for line in self.process.stdout:
            found = re.match(r"\[(\d+)/\d+\] URL:", line)
            total = re.search(r"found a total of (\d+) targets", line)
            if total and int(total.group(1)) != len(self.batch):
                raise RuntimeError(f"sqlmap reads {total.group(1)} of {len(self.batch)} requests")
            if found:
                if at is not None:
                    yield at, "".join(said)
                at, said = int(found.group(1)) - 1, []
                self.watched(min(self.seconds, until - time.monotonic()))
            said.append(line)
        self.process.wait()
        self.watch.cancel()
        yield (0 if at is None else at), "".join(said)

    def end(self):
        self.watch.cancel()
        self.process.kill()
        self.process.stdout.close()
        self.process.wait()


def may(p, caller):
    return bool(p["may"] & MAY[caller.name])


def sqlmap(server, keys, batch, caller, out, tries, until):
    """The addresses of `batch`, each written down when it is done. One that takes too long is cut short, and ends the batch; so does a session that is over: the next batch signs in anew."""
    begun = time.monotonic()
    tool = Sqlmap(server, batch, caller, out, tries.patience(keys[0], SQLMAP_SECONDS))
    try:
        for i, said in tool.parts(until):
            done = bool(re.search(SQLMAP_DONE, said)) and "parameter '" in said
            if time.monotonic() >= until and not done:
                return
            with open(os.path.join(out, f"sqlmap-{caller.name}.log"), "a", encoding="utf-8") as log:
                log.write(f"== {keys[i]}{'' if done else ' (cut short)'}\n{said[-20000:]}\n")
            lines = [re.sub(r"^\[[\d:]+\] ", "", line.strip())[:200] for line in said.splitlines()]
            kept = any(re.search(SQLMAP_FOUND, line) for line in lines)  # else it took back what it guessed
            told = [("" if kept else GUESS) + line for line in lines if re.search(SQLMAP_FOUND + "|" + SQLMAP_GUESS, line)]
            over = caller.name != "nobody" and caller.ask("GET", "/me").status != 200
            tries.add(keys[i], time.monotonic() - begun, not done, told, over)
            begun = time.monotonic()
            if over:
                return
    finally:
        tool.end()


def batch_of(tool, tries, keys, first):
    """What a tool gets with `first`: the same role, rights and method or kinds of attack, as often tried. Of two requests for one path in one batch sqlmap would try one."""
    def alike(k):
        (kinds, p), name = keys[k]
        return name, kinds or p["method"], may(p, Caller(None, name)), tries.of(k)["times"]
    most = BATCH if tool == "sqlmap" else max(1, AT_ONCE >> tries.of(first)["times"])
    return [first] + (tries.claim([k for k in keys if k != first and alike(k) == alike(first)], most - 1) if most > 1 else [])


def work(tries, tool, keys, server, out, until):
    """One of some at once: takes what is next until nothing is left, or no time. `keys`: what the tool gets and the role, by key."""
    os.makedirs(out, exist_ok=True)
    callers = {}
    while time.monotonic() < until and (mine := tries.claim(keys)):
        try:
            (kinds, _), name = keys[mine[0]]
            caller = callers.setdefault(name, Caller(server, name))
            mine = batch_of(tool, tries, keys, mine[0])
            pages = [keys[k][0][1] for k in mine]
            if tool == "sqlmap":
                sqlmap(server, mine, pages, caller, out, tries, until)
                continue
            begun = time.monotonic()
            found, cut = wapiti(server, kinds, pages, caller, out, tries.patience(mine[0], MODULE_SECONDS))
            for i, k in enumerate(mine):  # what it reports names its address
                tries.add(k, (time.monotonic() - begun) / len(mine), cut, found if i == 0 else [])
        finally:
            tries.leave(mine)


def wapiti_jobs(pages, names):
    """By key: (kinds of attack, address) and the role. Where a role may not go the answer is a refusal before anything of the request is read (`web matrix`): there only what looks at each page once."""
    return {f"wapiti {name}: {kinds}: {p['path']}": ((kinds, p), name) for kinds in modules() for name in names for p in pages if p["method"] == "GET" and (kinds.startswith("crlf") or may(p, Caller(None, name)))}


def sqlmap_jobs(pages, names):
    asked = [p for p in pages if p["fields"] or "{" in p["path"]] + [dict(p, marked=True, also=" (its cookie)") for p in pages if p["path"] == "/me"]
    return {f"sqlmap {name}: {called(p)}": (("", p), name) for p in asked for name in names}


def called(p):
    return f"{p['method']} {p['path']}{p['also']}"


def jobs_of(pages, names, only=""):
    """What each tool gets. A form for records of a kind has fields of its own for each kind."""
    pages = [dict(p, kind=kind, also=f" ({kind})" if kind != KNOWN["kind"] else "") for p in pages for kind in (hand.KINDS if p["path"] == "/records/{kind}/new" and p["method"] == "POST" else (KNOWN["kind"],)) if p["path"] not in ENDS]
    pages = [p for p in pages if re.search(only, called(p))]
    return {"wapiti": wapiti_jobs(pages, names), "sqlmap": sqlmap_jobs(pages, names)}


def summary(tries, orders):
    lines = []
    for tool, order in orders.items():
        got = [tries.of(k) for k in order]
        lines.append(f"# {tool}: {len(order)} tries (address and role), {sum(1 for g in got if g['times'])} made, {sum(1 for g in got if g['times'] and g['cut'])} of them cut short, {sum(g['seconds'] for g in got):.0f} s")
        lines += [f"# its session was over: {k}" for k in order if tries.of(k)["over"]] + [f"# never: {k}" for k in order if not tries.of(k)["times"]] + [f"# cut short: {k}" for k in order if tries.of(k)["times"] and tries.of(k)["cut"]]
        told = sorted({f"{k.split(':')[0] if tool == 'wapiti' else k}: {r}" for k in order for r in tries.of(k)["reports"]})
        lines += [("# " if GUESS in line else "") + line for line in told]
    return lines


def quick_hashes(diwan):
    """Passwords at the least cost, if the build has what turns it down: else most of the time would go into forms that ask for one."""
    library = os.path.join(os.path.dirname(os.path.abspath(diwan)), "..", "..", "tests", "quick", "libquick_hash.so")
    if os.path.exists(library):
        serving.ENV["LD_PRELOAD"] = library


def prepare(server):
    """What addresses of one thing lead to: a dialogue that is open, a record written by hand, an invitation."""
    facilitator, analyst, steward = (Caller(server, name).sign_in() for name in ("facilitator", "analyst", "steward"))
    one = ["Streets should be lit at night."], ["يجب أن تُضاء الشوارع ليلاً."], []  # of several the next one is drawn by lot, and sqlmap would take chance for an answer
    for path, fields in (("/hold/new", hold.form("make", one, name=KNOWN["name"], entry="link")), (f"/hold/{KNOWN['name']}/open", [])):
        if facilitator.ask("POST", path, fields + [("token", facilitator.token)]).status != 303:
            raise RuntimeError("no dialogue could be opened")
    kind = KNOWN["kind"]
    analyst.ask("POST", f"/records/{kind}/new", {**hand.KINDS[kind], "why": "told", "token": analyst.token})
    RECORD["id"] = str(hand.in_use(analyst, kind)[-1])
    for k in hand.KINDS:  # else pages that tell of them would be empty
        steward.ask("POST", f"/records/{k}/new", {**hand.KINDS[k], "why": "told", "token": steward.token})
    agenda.answers(steward, KNOWN["item"], agenda.ANSWERS)
    steward.ask("POST", f"/agenda/{KNOWN['item']}/sign", {"do": "sign", "sure": "yes", "digest": agenda.digest(steward, KNOWN["item"]), "token": steward.token})
    if Caller(server, "reader").sign_in().ask("GET", f"/agenda/{KNOWN['item']}").status != 200:
        raise RuntimeError("no item of an agenda could be signed")
    invited = steward.ask("POST", "/accounts", {"name": "invited", "shown": "", "role": "reader", "token": steward.token})
    KNOWN["token"] = re.search(r"/invited/([\w-]+)", invited.text).group(1)


def main():
    asked = argparse.ArgumentParser()
    asked.add_argument("diwan")
    asked.add_argument("out", type=os.path.abspath)
    asked.add_argument("minutes", type=float, nargs="?", default=60)
    asked.add_argument("roles", type=lambda s: s.split(","), nargs="?", default=["nobody", *serving.ROLES])
    asked.add_argument("--only", default="", help="a regular expression: addresses in which it is found")
    asked.add_argument("--longer", type=float, default=1, help="each address and kind of attack may take so many times as long")
    o = asked.parse_args()
    diwan, out = o.diwan, o.out
    for tool in ("wapiti", "sqlmap", "openssl"):
        if not shutil.which(tool):
            print(f"{tool} is not installed (tools/packages.txt)", file=sys.stderr)
            return 1
    os.makedirs(out, exist_ok=True)
    folder = tempfile.mkdtemp(prefix="diwan-scan-")
    tries, keys, until = Tries(out, o.longer), jobs_of(serving.pages(diwan), o.roles, o.only), time.monotonic() + o.minutes * 60
    try:
        quick_hashes(diwan)
        path = serving.register(diwan, folder)
        serving.run(diwan, "user", "add", path, "spare", "--role", "reader", "--password-file", os.path.join(folder, "password"), "--quiet")
        server = Server(diwan, path, tls=serving.certificate(folder))
        try:
            prepare(server)
            learn(server, [p for (_, p), _ in keys["sqlmap"].values()])
            threads = [threading.Thread(target=work, args=(tries, tool, keys[tool], server, os.path.join(out, f"{tool}-{n}"), until)) for tool in keys for n in range(WORKERS[tool])]
            for t in threads:
                t.start()
            for t in threads:
                t.join()
        finally:
            status = server.stop()
        told = summary(tries, keys) + [f"# the server ended with status {status}; lines it said: {len(server.said().splitlines())}"] + ["# " + line[:300] for line in server.said().splitlines()[-20:]]
    finally:
        shutil.rmtree(folder)
    with open(os.path.join(out, "summary.txt"), "w", encoding="utf-8") as f:
        f.write("\n".join(told) + "\n")
    print("\n".join(told))
    return 1 if any(not line.startswith("#") for line in told) else 0


if __name__ == "__main__":
    sys.exit(main())
