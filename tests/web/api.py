#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""api.py DIWAN: what /api/... answers is what the command line prints, byte by byte; what cannot be asked for over the net; and the OpenAPI document held
against the running server. TAP."""
import json
import os
import shutil
import sys
import tempfile
import urllib.parse

import serving
from serving import Caller, Server, Tap

try:
    import jsonschema
except ImportError:
    jsonschema = None

ASKED = [  # address, the same on the command line
    ("/api/show", "show"), ("/api/show?lang=ckb", "show --lang ckb"), ("/api/show/imports", "show imports"), ("/api/show/sources", "show sources"),
    ("/api/show/places", "show places"), ("/api/show/names", "show names"), ("/api/show/names?proposed=true&format=csv", "show names --proposed --csv"),
    ("/api/show/incidents?from=2024-01&to=2024-02", "show incidents --from 2024-01 --to 2024-02"), ("/api/show/incidents?place=Vashta&format=csv", "show incidents --place Vashta --csv"),
    ("/api/show/observability", "show observability"), ("/api/show/phases", "show phases"), ("/api/show/licences", "show licences"), ("/api/show/aliases", "show aliases"),
    ("/api/show/dialogues", "show dialogues"), ("/api/show/findings", "show findings"), ("/api/show/mappings", "show mappings"), ("/api/show/publications", "show publications"),
    ("/api/count", "count"), ("/api/count?by=year,kind", "count --by year,kind"), ("/api/count?by=month&place=Vashta&series=true&format=csv", "count --by month --place Vashta --series --csv"),
    ("/api/count?by=place&level=1&lang=ar", "count --by place --level 1 --lang ar"), ("/api/count?series=false", "count"),
    ("/api/trend", "trend"), ("/api/trend?place=Vashta&active=20&war=200", "trend Vashta --active 20 --war 200"), ("/api/trend?format=csv", "trend --csv"),
    ("/api/trend?seed=7", "trend --seed 7"), ("/api/brief", "brief"), ("/api/brief?for=minister&place=Vashta&lang=ar", "brief Vashta --for minister --lang ar"),
    ("/api/brief?trace=head.1", "brief --trace head.1"), ("/api/voice/published", "voice published"), ("/api/voice/spoken-here?lang=ckb", "voice spoken-here --lang ckb"),
    ("/api/voice/spoken-here?statements=true", "voice spoken-here --statements"), ("/api/voice/published?format=csv", "voice published --csv"),
    ("/api/check", "check"), ("/api/check?format=csv", "check --csv"),
    ("/api/actors", "actors"), ("/api/actors?relation=coordinates&lang=ar", "actors --relation coordinates --lang ar"), ("/api/actors?by=isolated&on=2024-01-01&format=csv", "actors --by isolated --on 2024-01-01 --csv"),
    ("/api/gaps", "gaps"), ("/api/gaps?by=pillar&level=1", "gaps --by pillar --level 1"), ("/api/gaps?sector=Health&from=2023&format=csv", "gaps --sector Health --from 2023 --csv"),
    ("/api/letters?on=2024-07-10", "letters --on 2024-07-10"), ("/api/letters?by=topic&on=2024-07-10&lang=ckb", "letters --by topic --on 2024-07-10 --lang ckb"),
    ("/api/letters?list=overdue&on=2024-07-10&format=csv", "letters --list overdue --on 2024-07-10 --csv"),
    ("/api/agenda?on=2024-07-10", "agenda --on 2024-07-10"), ("/api/agenda?item=lamps&on=2024-07-10", "agenda --item lamps --on 2024-07-10"), ("/api/agenda?agenda=vashta&balance=true&lang=ar", "agenda --agenda vashta --balance --lang ar"),
    ("/api/agenda?agenda=vashta&format=csv&on=2024-07-10", "agenda --agenda vashta --csv --on 2024-07-10"), ("/api/agenda?agreement=true", "agenda --agreement"),
]
WRONG = [  # address, status, a piece of the sentence
    ("/api/show/nonsense", 404, "not something that show knows"), ("/api/count?by=colour", 400, "not a key"), ("/api/count?from=2024-13", 400, "not a day"),
    ("/api/count?from=2025&to=2024", 400, "ends before it begins"), ("/api/count?level=-1", 400, "not a whole number"), ("/api/count?place=Atlantis", 404, "Atlantis"),
    ("/api/brief?for=everybody", 400, "not one of"), ("/api/brief?format=csv", 400, "no CSV form"), ("/api/count?format=xml", 400, "json|csv"), ("/api/voice/nobody", 404, "nobody"),
    ("/api/count?by=year&by=month", 400, "twice"), ("/api/count?series=maybe", 400, "neither true nor false"), ("/api/trend?active=300&war=250", 400, "war"),
    ("/api/count?lang=tlh", 400, "not one of"), ("/api/brief?trace=x9", 404, None),
    ("/api/actors?relation=trust", 403, "not public"), ("/api/actors?relation=kin", 400, "no kind of tie"), ("/api/gaps?place=Atlantis", 404, "Atlantis"), ("/api/letters?by=mood", 400, "not one of"),
    ("/api/agenda?item=S99", 404, "S99"), ("/api/agenda?agenda=nothing", 404, "nothing"), ("/api/agenda?item=lamps&balance=true", 400, "two questions"), ("/api/agenda?item=", 400, "wants the key"),
]
# Whatever reads a file, writes one, changes the register or names another: on the command line, never here.
NEVER = [("show", ["o=/tmp/x.xlsx", "own-use=true", "key-file=/etc/passwd", "quiet=true", "csv=true", "json=true"]),
    ("count", ["o=x.csv", "key-file=x", "plain=true", "hxl=true"]), ("trend", ["o=x.pdf", "key-file=x"]),
    ("brief", ["o=x.html", "statement=/etc/passwd", "statement-by=x", "mirror-time=true", "key-file=x"]),
    ("voice/spoken-here", ["export=/tmp/x", "next=1", "meta=1", "not-meta=1", "reject=1", "accept=1", "close=true", "on=2024-12-01", "compat=polis", "replay=true", "resamples=9", "o=x", "seed=2"]),
    ("check", ["list=identifying_name", "o=x"]), ("actors", ["all=true", "same=true", "decide=x", "by-whom=x", "o=x.gexf", "seed=1"]), ("gaps", ["report=true", "o=x.xlsx"]), ("letters", ["o=x", "key-file=x"])]


def same_bytes(tap, diwan, path, steward):
    for address, words in ASKED:
        a = steward.ask("GET", address)
        args = words.split()
        if "--csv" not in args:
            args.append("--json")
        printed = serving.run(diwan, args[0], path, *args[1:], check=False)
        kind = "text/csv" if "--csv" in args else "application/json"
        tap.ok(a.status == 200 and a.body == printed.stdout.encode() and (a.header("content-type") or "").startswith(kind), f"{address} is what `diwan {words}` prints",
            a.status, a.header("content-type"), a.text[:300], printed.stdout[:300], printed.stderr[:300])


def refusals(tap, steward, path):
    for address, status, piece in WRONG:
        a = steward.ask("GET", address)
        told = json.loads(a.text)
        text = told.get("error", {}).get("text", "")
        tap.ok(a.status == status and (piece is None or piece in text), f"{address}: {status}, in a sentence", a.status, a.text[:400])
    size, wrong = os.path.getsize(path), []
    for name, options in NEVER:
        for option in options:
            a = steward.ask("GET", f"/api/{name}?{option}")
            if a.status != 400 or "cannot be asked for here" not in a.text:
                wrong.append(f"{name}?{option}: {a.status} {a.text[:100]}")
    tap.ok(not wrong and size == os.path.getsize(path), "options that read or write files or change the register cannot be asked for", *wrong)
    wrong = [name for name in ("add", "undo", "erase", "retention", "release", "backup", "redact", "bridge", "key", "note", "new", "demo", "template", "help", "serve", "user")
             if steward.ask("GET", f"/api/{name}").status != 404]
    tap.ok(not wrong, "operations that change the register are not there", *wrong)


def who_may(tap, callers):
    for name, c in callers.items():
        expected = {"nobody": 403, "steward": 200}.get(name, 403)
        tap.ok(c.ask("GET", "/api/check").status == expected, f"check for {name}: {expected}")
        listed = c.ask("GET", "/api/")
        names = [o["name"] for o in json.loads(listed.text)["operations"]] if listed.status == 200 else None
        good = names is None if name == "nobody" else ("check" in names) == (name == "steward") and {"show", "count", "trend", "voice", "actors", "gaps", "letters", "brief"} <= set(names)
        tap.ok(good, f"the list for {name} holds what they may", listed.status, names)


# ---- the document -----------------------------------------------------------------------------------

def strictly(schema):
    """The same, refusing keys that are not named: what answers hold is told, all of it."""
    if isinstance(schema, dict):
        out = {k: strictly(v) for k, v in schema.items()}
        if "properties" in out and "additionalProperties" not in out:
            out["additionalProperties"] = False
        return out
    return [strictly(v) for v in schema] if isinstance(schema, list) else schema


def faults_of(document, schema, value):
    if jsonschema is None:
        return []
    whole = {"$ref": schema["$ref"], "components": strictly(document["components"])}
    return [f"{list(f.absolute_path)}: {f.message[:200]}" for f in jsonschema.Draft202012Validator(whole).iter_errors(value)][:3]


def example(p, values):
    s = p["schema"]
    if p["name"] in values and values[p["name"]] in s.get("enum", [values[p["name"]]]):
        return values[p["name"]]
    return s["enum"][0] if "enum" in s else "true" if s["type"] == "boolean" else "30" if s["type"] == "integer" else "2024-03"


VALUES = {"thing": "incidents", "item": "lamps", "agenda": "vashta", "dialogue": "published", "place": "Vashta", "by": "year,kind", "level": "1", "active": "30", "war": "300", "trace": "head.1", "relation": "coordinates", "sector": "Health", "on": "2024-07-10", "from": "2022", "to": "2024-06", "lang": "en"}


def document(tap, diwan, steward):
    a = steward.ask("GET", "/api/openapi.json")
    doc = json.loads(a.text)
    tap.ok(a.status == 200 and doc["openapi"] == "3.1.0" and doc["info"]["version"] in serving.run(diwan, "--version").stdout, "the document is there, of this version")
    rows = {p["path"]: p for p in serving.pages(diwan) if p["path"].startswith("/api/")}
    tap.ok(set(rows) == set(doc["paths"]) and all(set(v) == {"get"} for v in doc["paths"].values()), "every /api address of the page table is in it, and no other", set(rows) ^ set(doc["paths"]))
    roles = {"reader": 2, "facilitator": 2 | 4, "analyst": 2 | 8, "steward": 2 | 4 | 8 | 16}
    wrong = [p for p, v in doc["paths"].items() if v["get"]["x-roles"] != [r for r, may in roles.items() if may & rows[p]["may"]]]
    tap.ok(not wrong, "the roles are those of the table", *wrong)
    if jsonschema is None:
        print("# skipped: without python3-jsonschema answers are not held against their schemas")
    for path, item in doc["paths"].items():
        get = item["get"]
        fields = set(rows[path]["fields"].split())
        told = {p["name"] for p in get["parameters"] if p["in"] == "query"}
        tap.ok(told == fields, f"{path}: its parameters are the fields of the table", told ^ fields)
        things = next((p["schema"]["enum"] for p in get["parameters"] if p["name"] == "thing"), [None])
        for thing in things:
            full = path
            for p in get["parameters"]:
                if p["in"] == "path":
                    full = full.replace("{" + p["name"] + "}", urllib.parse.quote(thing or example(p, VALUES)))
            a = steward.ask("GET", full)
            schema = get["responses"]["200"]["content"]["application/json"]["schema"]
            faults = faults_of(doc, schema, json.loads(a.text)) if a.status == 200 else [a.text[:200]]
            tap.ok(a.status == 200 and not faults, f"{full}: answers as its schema says", a.status, *faults)
        for p in get["parameters"]:
            if p["in"] != "query":
                continue
            address = f"{full}?{urllib.parse.urlencode({p['name']: example(p, VALUES)})}"
            a = steward.ask("GET", address)
            faults = [] if p["name"] == "format" or a.status != 200 else faults_of(doc, schema, json.loads(a.text))
            tap.ok(a.status == 200 and not faults, f"{address}: a parameter that serves", a.status, a.text[:200], *faults)
    refused = steward.ask("GET", "/api/count?by=colour")
    faults = faults_of(doc, doc["components"]["responses"]["Refused"]["content"]["application/json"]["schema"], json.loads(refused.text))
    denied = Caller(steward.server).ask("GET", "/api/count")
    faults += faults_of(doc, doc["components"]["responses"]["Refused"]["content"]["application/json"]["schema"], json.loads(denied.text))
    tap.ok(not faults and refused.status == 400 and denied.status == 403, "what is refused is as its schema says, too", denied.text[:300], *faults)


# ---- whoever has no account ---------------------------------------------------------------------------

def anybody(tap, server, callers):
    """The register opened to readers: records go out only as far as they may be passed on, and dialogues as far as they were shown."""
    nobody, reader = Caller(server), callers["reader"]
    for thing in ("imports", "names", "findings", "mappings", "publications"):
        a = nobody.ask("GET", f"/api/show/{thing}")
        tap.ok(a.status == 403 and reader.ask("GET", f"/api/show/{thing}").status == 200, f"{thing} are for those with an account", a.status)
    theirs, mine = nobody.ask("GET", "/api/show/incidents?format=csv"), reader.ask("GET", "/api/show/incidents?format=csv")
    tap.ok(theirs.status == 200 and mine.status == 200 and 1 <= len(theirs.text.splitlines()) < len(mine.text.splitlines()),
        "incidents: only those that may be passed on, also where readers asked before", len(theirs.text.splitlines()), len(mine.text.splitlines()))
    again = nobody.ask("GET", "/api/show/incidents?format=csv")
    tap.ok(again.body == theirs.body, "and also when readers asked in between")
    a = nobody.ask("GET", "/api/count?by=month,place,kind")
    tap.ok(a.status == 403 and "single incident" in a.text, "counts so fine that they are the records themselves are refused", a.status, a.text[:200])
    tap.ok(nobody.ask("GET", "/api/count?by=year").status == 200 and nobody.ask("GET", "/api/trend").status == 200 and nobody.ask("GET", "/api/brief").status == 200, "counts, trend and brief are there")
    a = nobody.ask("GET", "/api/letters?on=2024-07-10")
    tap.ok(a.status == 200 and "lamp-street" not in a.text and nobody.ask("GET", "/api/letters?list=next").status == 403, "letters are, by kind of institution alone", a.status)
    tap.ok(nobody.ask("GET", "/api/check").status == 403, "check is not")
    unlisted(tap, nobody, reader)


def unlisted(tap, nobody, reader):
    """The address of a dialogue held here is the way into it: whoever has no account learns none, nor a beginning or the rest of one."""
    asked = ("spoken-here", "spoken", "s", "nothing-like-it", "pub", "")
    answers = {name: nobody.ask("GET", f"/api/voice/{name}") for name in asked if name}
    told = [name for name, a in answers.items() if name != "spoken-here" and ("spoken-here" in a.text or "published" in a.text or a.status != 404)]
    tap.ok(not told, "no answer to a wrong name tells a right one", *[answers[name].text[:200] for name in told])
    tap.ok("spoken-here" in reader.ask("GET", "/api/voice/nothing-like-it").text and reader.ask("GET", "/api/voice/spoken").status == 200, "whoever has an account is told which there are")


def letters(tap, callers):
    """Who was asked and did not answer has a name for the register's own people alone; trust for nobody."""
    asked = "/api/letters?on=2024-07-10"
    for name in ("analyst", "steward"):
        a = callers[name].ask("GET", asked)
        tap.ok(a.status == 200 and "lamp-street" in a.text and callers[name].ask("GET", asked + "&list=overdue").status == 200, f"{name}: told who did not answer", a.status, a.text[:300])
    for name in ("reader", "facilitator"):
        a, b, c = (callers[name].ask("GET", asked + more) for more in ("", "&by=topic", "&list=overdue"))
        tap.ok(a.status == 200 and "lamp-street" not in a.text and b.status == c.status == 403 and "lamp-street" not in b.text + c.text, f"{name}: by kind of institution alone, also after others asked", a.status, b.status, c.status)
    wrong = [f"{name} {path}: {a.text[:200]}" for name, c in callers.items() for path in ("/api/actors", "/api/actors?by=words", "/api/gaps", "/api/letters?on=2024-07-10")
             for a in [c.ask("GET", path)] if "a word between two" in a.text or '"trust"' in a.text or "influence" in a.text]
    tap.ok(not wrong, "who trusts whom is told to nobody here", *wrong)


# Who works with whom: two who work together and one who trusts the other, two activities, three letters.
WORKS = {
    "agendas": "agenda,language,title,place\nvashta,en,Priorities of Vashta,XS-VA\n",
    "agenda-items": "item,language,agenda,need,ask,securities,pillar,phases,genders,place,owner\nlamps,en,vashta,We cannot come home after dark.,Lamps on the road.,personal,both,ceasefire,women,XS-VA,council\nmines,en,vashta,Nobody dares to plough.,Clear the road.,food,protection,,,XS-VA,\n",
    "indicators": "indicator,language,item,name,unit,better_when,baseline,baseline_day\nlit,en,lamps,Lamps that burn,,higher,4,2024-04-01\n",
    "indicator-values": "indicator,day,value,low,high,n,source\nlit,2024-06-01,11,10,12,20,Two people count\n",
    "phases": "place,from,to,phase,said_by\nXS-VA,2023-01,,Open violence,council\n","actors": "actor,kind,name:en,said_by\ncouncil,local_authority,Water council,A mapping room\nlamp-street,ngo,Lamp Street office,A mapping room\nalone,union,Wells union,A mapping room\n",
    "ties": "from,to,relation,strength,since,said_by,note\ncouncil,lamp-street,coordinates,2,2023-01,A mapping room,\ncouncil,lamp-street,trust,3,2023-01,A mapping room,a word between two\n",
    "who-what-where": "organisation,sector,activity,country,admin1,start,status\nLamp Street office,Health,Clinics,Selmara,Vashta,2023-05,ongoing\nWater council,Water,Wells,Selmara,Vashta,2023-06,completed\n",
    "contacts": "id,kind,date,to,topic,due,outcome,outcome_date\nC-1,letter,2024-05-02,lamp-street,Water,2024-06-01,no_answer,\nC-2,letter,2024-05-02,council,Water,2024-06-01,answered_yes,2024-05-20\n"}


def works(diwan, path, folder):
    for layout, text in WORKS.items():
        table = os.path.join(folder, layout + ".csv")
        with open(table, "w", encoding="utf-8") as f:
            f.write(text)
        serving.run(diwan, "add", path, table, "--as", layout, "--quiet")


def main():
    diwan = sys.argv[1]
    tap = Tap()
    folder = tempfile.mkdtemp(prefix="diwan-api-")
    try:
        path = serving.register(diwan, folder)
        works(diwan, path, folder)
        server = Server(diwan, path)
        try:
            callers = {name: Caller(server, name) for name in ("nobody", *serving.ROLES)}
            for name in serving.ROLES:
                callers[name].sign_in()
            same_bytes(tap, diwan, path, callers["steward"])
            refusals(tap, callers["steward"], path)
            who_may(tap, callers)
            letters(tap, callers)
            document(tap, diwan, callers["steward"])
            serving.open_to_readers(callers["steward"])
            anybody(tap, server, callers)
        finally:
            status = server.stop()
        tap.ok(status == 0, "the server ended in order", status, server.said()[-800:])
    finally:
        shutil.rmtree(folder)
    return tap.end()


if __name__ == "__main__":
    sys.exit(main())
