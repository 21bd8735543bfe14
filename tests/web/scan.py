#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""scan.py DIWAN OUT [MINUTES [ROLE,...]]: wapiti and sqlmap over every address of the page table, behind TLS, with a cookie of each role. Writes OUT/summary.txt.

Too slow for `make check`: `make scan` runs it. What they report is judged in docs/security.md ("Scans"); status 1 where they report anything, so that nobody overlooks it.
"""
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.parse

import serving
from serving import Caller, Server

KNOWN = {"name": "spoken-here", "dialogue": "published", "thing": "sources", "code": "XS-VA", "language": "ckb"}
VALUES = {"from": "2024-01", "to": "2024-06", "place": "Vashta", "by": "year", "lang": "en", "format": "json", "d": "spoken-here", "name": "reader"}
# As Debian 12 has it, wapiti 3.0.4 cannot leave an address out: its translation of wildcards is none that Python 3.11 reads.
WAPITI = ["/usr/bin/python3", "-c", "import fnmatch, re, wapitiCore.net.crawler as c; c.wildcard_translate = lambda p: re.compile(fnmatch.translate(p)); "
    "from wapitiCore.main.wapiti import wapiti_main; wapiti_main()"]
ENDS = ("/sign-out", "/sign-in")  # would end the session, or costs half a second of hashing each, on purpose
MODULES = "backup,blindsql,cookieflags,crlf,csp,csrf,exec,file,htaccess,http_headers,methods,permanentxss,redirect,shellshock,sql,timesql,upload,xss"  # none that asks others on the net


def filled(path):
    return re.sub(r"\{(\w+)\}", lambda m: KNOWN.get(m.group(1), "1"), path)


def address(server, p):
    query = [(f, VALUES.get(f, "1")) for f in p["fields"].split()]
    return server.address + filled(p["path"]) + ("?" + urllib.parse.urlencode(query) if query and p["method"] == "GET" else "")


def modules():
    """Those of the list that the installed wapiti has."""
    told = subprocess.run(["wapiti", "--list-modules"], capture_output=True, text=True).stdout
    there = set(re.findall(r"^\t([a-z0-9_]+)", told, re.M))
    return ",".join(m for m in MODULES.split(",") if m in there) or "common"


def wapiti(server, pages, caller, out, seconds):
    report = os.path.join(out, f"wapiti-{caller.name}.json")
    starts = [x for p in pages if p["method"] == "GET" and p["path"] not in ENDS for x in ("-s", address(server, p))]
    headers = ["-H", "Cookie: " + "; ".join(f"{k}={v}" for k, v in caller.cookies.items())] if caller.cookies else []
    args = [*WAPITI, "-u", server.address + "/", *starts, *headers, "--scope", "domain", "-x", server.address + "/sign-out", "-x", server.address + "/me/sessions", "-x", server.address + "/me/password", "-x", server.address + "/accounts/*/close", "-x", server.address + "/accounts/*/role", "--verify-ssl", "0", "--flush-session", "--no-bugreport",
        "-m", modules(), "--max-scan-time", str(int(seconds)), "--max-attack-time", str(max(5, int(seconds / len(modules().split(","))))), "-d", "3", "--max-links-per-page", "200", "-f", "json", "-o", report, "--store-session", os.path.join(out, "wapiti-session"),
        "--store-config", os.path.join(out, "wapiti-config"), "-t", "20"]
    with open(os.path.join(out, f"wapiti-{caller.name}.log"), "w", encoding="utf-8") as log:
        subprocess.run(args, stdout=log, stderr=log, stdin=subprocess.DEVNULL, timeout=seconds * 3 + 300)
    with open(report, encoding="utf-8") as f:
        found = json.load(f)
    lines = []
    for kind in ("vulnerabilities", "anomalies", "additionals"):
        for name, items in found.get(kind, {}).items():
            for item in items:
                lines.append(f"wapiti {caller.name}: {kind}: {name}: {item.get('method')} {item.get('path')} {item.get('parameter') or ''}: {(item.get('info') or '')[:160]}")
    return sorted(set(lines)), found.get("infos", {}).get("crawled_pages_nbr")


def sqlmap(server, pages, caller, out, until, technique):
    """Each address with its parameters, and each form with its token, read anew before every try."""
    lines, asked, left = [], 0, []
    for p in pages:
        fields = p["fields"].split()
        if p["path"] in ENDS or (not fields and "{" not in p["path"]):
            continue
        if time.monotonic() > until:
            left.append(p["path"])
            continue
        url = server.address + re.sub(r"\{(\w+)\}", lambda m: KNOWN.get(m.group(1), "1") + "*", p["path"])
        args = ["sqlmap", "--batch", "--flush-session", "--level", "1", "--risk", "1", "--threads", "4", "--timeout", "20", "--retries", "0", "--output-dir", os.path.join(out, "sqlmap"),
            "--ignore-code", "*", "--disable-coloring", "--technique", technique, "--skip-waf", "--answers", "redirect=N,crack=N", "--time-sec", "3"]
        if caller.cookies:
            args += ["--cookie", "; ".join(f"{k}={v}" for k, v in caller.cookies.items())]
        data = urllib.parse.urlencode([(f, VALUES.get(f, "1")) for f in fields])
        if p["method"] == "POST":
            args += ["-u", url, "--data", data + ("&token=" + caller.token if caller.token else "")]
            if fields:
                args += ["-p", ",".join(fields)] if "*" not in url else []
        else:
            args += ["-u", url + ("?" + data if data else "")]
        done = subprocess.run(args, capture_output=True, text=True, stdin=subprocess.DEVNULL)
        asked += 1
        with open(os.path.join(out, f"sqlmap-{caller.name}.log"), "a", encoding="utf-8") as log:
            log.write(f"== {p['method']} {p['path']}\n{done.stdout[-6000:]}\n")
        for line in done.stdout.splitlines():
            if re.search(r"is vulnerable|appears to be .*injectable|identified the following injection|might be injectable", line) and "is not stable" not in line:
                lines.append(f"sqlmap {caller.name}: {p['method']} {p['path']}: {line.strip()[:200]}")
    return sorted(set(lines)), asked, left


def main():
    diwan, out = sys.argv[1], os.path.abspath(sys.argv[2])
    minutes = float(sys.argv[3]) if len(sys.argv) > 3 else 60
    for tool in ("wapiti", "sqlmap", "openssl"):
        if not shutil.which(tool):
            print(f"{tool} is not installed (tools/packages.txt)", file=sys.stderr)
            return 1
    os.makedirs(out, exist_ok=True)
    folder = tempfile.mkdtemp(prefix="diwan-scan-")
    pages, summary = serving.pages(diwan), []
    names = sys.argv[4].split(",") if len(sys.argv) > 4 else ("nobody", *reversed(serving.ROLES))
    technique = "BEUST" if minutes >= 60 else "BEU"  # waiting for databases takes hours
    share = minutes * 60 / len(names) / 2
    try:
        path = serving.register(diwan, folder)
        server = Server(diwan, path, tls=serving.certificate(folder))
        try:
            for name in names:
                caller = Caller(server, name)
                if name != "nobody":
                    caller.sign_in()
                started = time.monotonic()
                found, crawled = wapiti(server, pages, caller, out, share)
                summary += [f"# wapiti as {name}: {crawled} pages, {time.monotonic() - started:.0f} s, {len(found)} reports", *found]
                if name != "nobody":
                    caller.sign_in()
                started = time.monotonic()
                found, asked, left = sqlmap(server, pages, caller, out, started + share, technique)
                summary += [f"# sqlmap as {name}: {asked} addresses ({technique}), {time.monotonic() - started:.0f} s, {len(found)} reports" + (f"; no time for {len(left)}: {' '.join(left)}" if left else ""), *found]
                print("\n".join(summary[-len(found) - 1:]), flush=True)
        finally:
            status = server.stop()
        summary.append(f"# the server ended with status {status}; lines it said: {len(server.said().splitlines())}")
        summary += ["# " + line[:300] for line in server.said().splitlines()[-20:]]
    finally:
        shutil.rmtree(folder)
    with open(os.path.join(out, "summary.txt"), "w", encoding="utf-8") as f:
        f.write("\n".join(summary) + "\n")
    reports = [line for line in summary if not line.startswith("#")]
    print(f"{len(reports)} reports; {os.path.join(out, 'summary.txt')}")
    return 1 if reports else 0


if __name__ == "__main__":
    sys.exit(main())
