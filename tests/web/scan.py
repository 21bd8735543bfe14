#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""scan.py DIWAN OUT [MINUTES [ROLE,...]]: wapiti and sqlmap over every address of the page table, behind TLS, with a cookie of each role. Writes OUT/summary.txt.

Each address is tried by itself, as one role, by sqlmap; a few at once, with the forms that stand in them, by wapiti. What was tried stands in OUT/tried.json: another run goes on with what never was, then
with what time cut short, so that several short runs try everything as everybody. Where a role may not go, sqlmap looks closer only at what looks as if it hung on the parameter.
Too slow for `make check`: `make scan` runs it. What they report is judged in docs/security.md ("Scans"); status 1 where they report anything, so that nobody overlooks it.
"""
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

import serving
from serving import Caller, Server

KNOWN = {"name": "spoken-here", "dialogue": "published", "thing": "sources", "code": "XS-VA", "language": "ckb", "kind": "alias", "file": "brief.html"}
VALUES = {"from": "2024-01", "to": "2024-06", "place": "Vashta", "by": "year", "lang": "en", "format": "json", "d": "spoken-here", "name": "reader"}
MAY = {"nobody": 1, "reader": 2 | 1, "facilitator": 4 | 2 | 1, "analyst": 8 | 2 | 1, "steward": 31}
# As Debian 12 has it, wapiti 3.0.4 cannot leave an address out: its translation of wildcards is none that Python 3.11 reads.
WAPITI = ["/usr/bin/python3", "-c", "import fnmatch, re, wapitiCore.net.crawler as c; c.wildcard_translate = lambda p: re.compile(fnmatch.translate(p)); "
    "from wapitiCore.main.wapiti import wapiti_main; wapiti_main()"]
ENDS = ("/sign-out", "/sign-in")  # would end the session, or costs half a second of hashing each, on purpose
NEVER = ("/sign-out", "/me/sessions", "/me/password", "/accounts/*/close", "/accounts/*/role")
MODULES = "backup,blindsql,cookieflags,crlf,csp,csrf,exec,file,htaccess,http_headers,methods,permanentxss,redirect,shellshock,sql,timesql,upload,xss"  # none that asks others on the net
AT_ONCE = 6                                  # addresses that wapiti gets
SQLMAP_SECONDS, MODULE_SECONDS = 20, 6       # each time something was cut short it gets twice as long


class Tries:
    """What was tried, how often, and what was reported; written down after each."""

    def __init__(self, out):
        self.path, self.lock = os.path.join(out, "tried.json"), threading.Lock()
        self.all = json.load(open(self.path, encoding="utf-8")) if os.path.exists(self.path) else {}

    def of(self, key):
        return self.all.get(key, {"times": 0, "cut": True, "seconds": 0, "reports": []})

    def add(self, key, seconds, cut, reports):
        with self.lock:
            before = self.of(key)
            self.all[key] = {"times": before["times"] + 1, "cut": cut, "seconds": round(seconds, 1), "reports": sorted(set(before["reports"] + reports))}
            with open(self.path + ".new", "w", encoding="utf-8") as f:
                json.dump(self.all, f, indent=1)
            os.replace(self.path + ".new", self.path)

    def next(self, keys):
        """Whatever was tried least often and is not done; None: nothing."""
        left = [k for k in keys if self.of(k)["cut"]]
        return min(left, key=lambda k: (self.of(k)["times"], keys.index(k))) if left else None


def filled(path, mark=""):
    known = dict(KNOWN, **({"id": "5"} if path.startswith("/accounts/") else {}))  # the account "spare"
    return re.sub(r"\{(\w+)\}", lambda m: known.get(m.group(1), "1") + mark, path)


def address(server, p):
    query = [(f, VALUES.get(f, "1")) for f in p["fields"].split()]
    return server.address + filled(p["path"]) + ("?" + urllib.parse.urlencode(query) if query and p["method"] == "GET" else "")


def modules():
    """Those of the list that the installed wapiti has."""
    told = subprocess.run(["wapiti", "--list-modules"], capture_output=True, text=True).stdout
    there = set(re.findall(r"^\t([a-z0-9_]+)", told, re.M))
    return ",".join(m for m in MODULES.split(",") if m in there) or "common"


def signed_in(caller):
    """Whatever a scanner sent may have ended the session."""
    if caller.name != "nobody" and (not caller.cookies or caller.ask("GET", "/me").status != 200):
        caller.cookies = {}
        caller.sign_in()
    return "; ".join(f"{k}={v}" for k, v in caller.cookies.items())


def wapiti(server, pages, caller, out, times):
    report, log = os.path.join(out, f"wapiti-{caller.name}.json"), os.path.join(out, f"wapiti-{caller.name}.log")
    cookie = signed_in(caller)
    args = [*WAPITI, "-u", address(server, pages[0]), *(x for p in pages for x in ("-s", address(server, p))), *(["-H", "Cookie: " + cookie] if cookie else []), "--scope", "domain",
        *(x for path in NEVER for x in ("-x", server.address + path)), "--verify-ssl", "0", "--flush-session", "--no-bugreport", "-m", modules(), "--max-attack-time", str(MODULE_SECONDS << times), "-d", "1",
        "--max-links-per-page", "1", "-f", "json", "-o", report, "--store-session", os.path.join(out, "wapiti-session"), "--store-config", os.path.join(out, "wapiti-config"), "-t", "20"]
    done = subprocess.run(args, capture_output=True, text=True, stdin=subprocess.DEVNULL)
    with open(log, "a", encoding="utf-8") as f:
        f.write(f"== {' '.join(p['path'] for p in pages)}\n{done.stdout[-20000:]}{done.stderr[-2000:]}\n")
    with open(report, encoding="utf-8") as f:
        found = json.load(f)
    lines = [f"{kind}: {name}: {i.get('method')} {i.get('path')} {i.get('parameter') or ''}: {(i.get('info') or '')[:160]}" for kind in ("vulnerabilities", "anomalies", "additionals")
        for name, items in found.get(kind, {}).items() for i in items]
    return lines, "Max attack time was reached" in done.stdout


def sqlmap(server, p, caller, out, times):
    """An address with its parameters; a form with its token."""
    fields, cookie = p["fields"].split(), signed_in(caller)
    url = server.address + filled(p["path"], "*")
    args = ["sqlmap", "--batch", "--flush-session", "--level", "1", "--risk", "1", "--threads", "4", "--timeout", "20", "--retries", "0", "--output-dir", os.path.join(out, "sqlmap"),
        "--ignore-code", "*", "--disable-coloring", "--technique", "BEU", "--skip-waf", "--answers", "redirect=N,crack=N", *(["--cookie", cookie] if cookie else []),
        *([] if p["may"] & MAY[caller.name] else ["--smart"])]
    data = urllib.parse.urlencode([(f, VALUES.get(f, "1")) for f in fields])
    if p["method"] == "POST":
        args += ["-u", url, "--data", data + ("&token=" + caller.token if caller.token else "")] + (["-p", ",".join(fields)] if fields and "*" not in url else [])
    else:
        args += ["-u", url + ("?" + data if data else "")]
    cut = False
    try:
        said = subprocess.run(args, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, stdin=subprocess.DEVNULL, timeout=SQLMAP_SECONDS << times).stdout
    except subprocess.TimeoutExpired as e:
        said, cut = (e.stdout or b"").decode("utf-8", "replace"), True
    with open(os.path.join(out, f"sqlmap-{caller.name}.log"), "a", encoding="utf-8") as log:
        log.write(f"== {p['method']} {p['path']}{' (cut short)' if cut else ''}\n{said[-6000:]}\n")
    told = r"is vulnerable|appears to be .*injectable|identified the following injection|might be injectable"
    return [re.sub(r"^\[[\d:]+\] ", "", line.strip())[:200] for line in said.splitlines() if re.search(told, line) and "is not stable" not in line], cut


def run(tries, tool, jobs, server, names, out, until):
    """`jobs`: what the tool gets, by key without the role. Roles take turns."""
    callers = {name: Caller(server, name) for name in names}
    keys = {f"{tool} {name}: {what}": (name, job) for what, job in jobs for name in names}
    order = list(keys)
    while time.monotonic() < until and (key := tries.next(order)):
        name, job = keys[key]
        begun = time.monotonic()
        found, cut = (wapiti if tool == "wapiti" else sqlmap)(server, job, callers[name], out, min(tries.of(key)["times"], 4))
        tries.add(key, time.monotonic() - begun, cut, found)
    return order


def jobs_of(pages):
    gets = [p for p in pages if p["method"] == "GET" and p["path"] not in ENDS]
    some = [gets[i:i + AT_ONCE] for i in range(0, len(gets), AT_ONCE)]
    asked = [p for p in pages if p["path"] not in ENDS and (p["fields"] or "{" in p["path"])]
    return {"wapiti": [(" ".join(p["path"] for p in part), part) for part in some], "sqlmap": [(f"{p['method']} {p['path']}", p) for p in asked]}


def summary(tries, orders):
    lines = []
    for tool, order in orders.items():
        got = [tries.of(k) for k in order]
        lines.append(f"# {tool}: {len(order)} tries (address and role), {sum(1 for g in got if g['times'])} made, {sum(1 for g in got if g['times'] and g['cut'])} of them cut short, {sum(g['seconds'] for g in got):.0f} s")
        lines += [f"# never: {k}" for k in order if not tries.of(k)["times"]] + [f"# cut short: {k}" for k in order if tries.of(k)["times"] and tries.of(k)["cut"]]
        lines += sorted({f"{k.split(':')[0] if tool == 'wapiti' else k}: {r}" for k in order for r in tries.of(k)["reports"]})
    return lines


def main():
    diwan, out = sys.argv[1], os.path.abspath(sys.argv[2])
    minutes = float(sys.argv[3]) if len(sys.argv) > 3 else 60
    names = sys.argv[4].split(",") if len(sys.argv) > 4 else ("nobody", *serving.ROLES)
    for tool in ("wapiti", "sqlmap", "openssl"):
        if not shutil.which(tool):
            print(f"{tool} is not installed (tools/packages.txt)", file=sys.stderr)
            return 1
    os.makedirs(out, exist_ok=True)
    folder = tempfile.mkdtemp(prefix="diwan-scan-")
    tries, jobs, until, orders = Tries(out), jobs_of(serving.pages(diwan)), time.monotonic() + minutes * 60, {}
    try:
        path = serving.register(diwan, folder)
        serving.run(diwan, "user", "add", path, "spare", "--role", "reader", "--password-file", os.path.join(folder, "password"), "--quiet")
        server = Server(diwan, path, tls=serving.certificate(folder))
        try:
            def of(tool):
                orders[tool] = run(tries, tool, jobs[tool], server, names, out, until)
            threads = [threading.Thread(target=of, args=(tool,)) for tool in jobs]
            for t in threads:
                t.start()
            for t in threads:
                t.join()
        finally:
            status = server.stop()
        told = summary(tries, orders) + [f"# the server ended with status {status}; lines it said: {len(server.said().splitlines())}"] + ["# " + line[:300] for line in server.said().splitlines()[-20:]]
    finally:
        shutil.rmtree(folder)
    with open(os.path.join(out, "summary.txt"), "w", encoding="utf-8") as f:
        f.write("\n".join(told) + "\n")
    print("\n".join(told))
    return 1 if any(not line.startswith("#") for line in told) else 0


if __name__ == "__main__":
    sys.exit(main())
