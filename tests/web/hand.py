#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""hand.py DIWAN: records of every kind that are written, corrected, taken out of use and taken back by hand, over HTTP. TAP."""
import html
import os
import re
import sys
import tempfile

import serving
from serving import Caller, Server, Tap

KINDS = {
    "aliases": {"place": "XS-VA", "alias": "Old Vashta", "language": "en"},
    "observability": {"place": "XS-VA", "from": "2019", "to": "2019-06", "judgement": "limited", "said_by": "A monitoring desk", "reason": "roads were closed"},
    "phases": {"place": "XS-VA", "from": "2019", "to": "2020", "phase": "ceasefire", "said_by": "A monitoring desk"},
    "licences": {"source": "selmara_incidents.csv", "licence": "attribution"},
    "population": {"country": "XSE", "iso_3166_2": "XS-VA", "place": "Vashta", "place_ar": "", "year": "2019", "population": "120000", "kind": "estimate", "source": "An office"},
    "findings": {"key": "FG-1", "place": "XS-VA", "from": "2024-03", "to": "2024-03", "method": "focus-group", "asked": "community", "people": "9", "women": "5", "codes": "market; night", "direction": "",
        "about": "", "said_by": "A round table", "text-en": "They go to the market in twos.", "text-ar": "", "text-ckb": ""},
    "actors": {"actor": "road-office", "kind": "ministry", "level": "local", "place": "XS-VA", "office": "no", "reference": "", "said_by": "A mapping room", "note": "", "text-name:en": "Road office of Vashta",
        "text-name:ar": "", "text-name:ckb": "", "text-acronym": "ROV"},
    "ties": {"from": "road-office", "to": "council-vashta", "relation": "authority", "strength": "1", "since": "2023-01-01", "until": "", "said_by": "A mapping room", "confidence": "medium", "visible": "",
        "amount": "", "currency": "", "note": ""},
    "actor-scores": {"actor": "road-office", "issue": "roads", "power": "5", "interest": "7.5", "said_by": "A mapping room", "day": "2024-05-01"},
    "contacts": {"id": "C-1", "kind": "letter", "date": "2024-05-02", "from": "", "to": "road-office", "topic": "roads", "asked": "When is the road mended?", "due": "2024-06-01", "outcome": "sent",
        "outcome_date": "", "answer": "", "trust_before": "", "trust_after": "", "article": "", "note": ""},
    "promises": {"id": "P-1", "contact": "C-1", "actor": "road-office", "promised": "to mend the road", "made": "2024-05-20", "due": "2024-08-31", "state": "promise_made", "state_date": "", "evidence": "",
        "told": ""},
    "projects": {"project": "XI-77", "status": "ongoing", "from": "2023-01-01", "to": "2024-12-31", "pillar": "protection", "pve": "", "part_of": "", "reported_by": "Clearpath", "funded_by": "Harbour Foundation; Government of Norvend",
        "answers_for_it": "", "supported_by": "", "carried_out_by": "Clearpath", "country": "XSE", "places": "Vashta; Old Quay", "sectors": "Mine action; 15210", "groups": "farmers", "text-title:en": "Safe fields",
        "text-title:ar": "", "text-title:ckb": ""},
    "who-what-where": {"record_id": "", "project_code": "XI-77", "organisation": "Clearpath", "implementing_partner": "", "donor": "Harbour Foundation", "sector": "Mine action", "activity": "Clearing fields", "country": "Selmara",
        "admin1": "Vashta", "site": "", "latitude": "", "longitude": "", "start": "2023-05-01", "end": "2023-12-31", "status": "completed", "population_group": "farmers", "indicator": "", "unit": "", "targeted": "900",
        "reached": "410", "amount": "", "currency": ""},
    "restrictions": {"kind": "permit_refused", "from": "2024-03-05", "to": "2024-04-30", "place": "Vashta", "by": "Council of Vashta", "against": "Vashta round table", "about": "permit for a meeting in the school", "hides_data": "no",
        "visible": "", "said_by": "A mapping room"},
    "plans": {"plan": "NAP", "article": "12", "language": "en", "text": "Streets around schools are lit.", "level": "", "place": "", "from": "2024-01-01", "to": "2025-12-31", "owner": "Ministry of Roads"},
    "plan-clashes": {"one": "NAP:12", "other": "REG:3", "why_not": "the one lights the road that the other closes", "said_by": "A mapping room"},
    "replies": {"actor": "Council of Vashta", "about": "four letters without an answer", "asked": "2024-05-02", "due": "2024-06-01", "answered": "", "text": ""},
    "agendas": {"agenda": "vashta-2024", "language": "en", "title": "Priorities of Vashta", "note": "Agreed at two workshops after the dialogue.", "place": "Vashta", "convened_by": "Vashta round table", "from": "2024-03-01", "to": "2026-12-31"},
    "agenda-items": {"item": "lamps", "language": "en", "agenda": "vashta-2024", "need": "We cannot come home from the market after dark.", "ask": "Lamps on the road to the market.", "securities": "personal;economic", "pillar": "both", "level": "local", "phases": "ceasefire;stabilising", "drivers": "ungoverned", "genders": "women;girls", "concerns": "women;workers", "place": "Vashta", "owner": "Council of Vashta", "addressable": "yes", "addressable_why": "The council has money for lamps.", "plan_article": "NAP:12", "said_by": "Vashta round table"},
    "capacities": {"item": "lamps", "capacity": "1", "language": "en", "what": "Women go to the market in twos and before noon.", "who": "women of Vashta", "works": "yes", "said_by": "Vashta round table"},
    "item-states": {"item": "lamps", "state": "under_way", "day": "2024-06-01", "because": "Six of twenty lamps burn.", "said_by": "Vashta round table", "told": ""},
    "item-links": {"item": "lamps", "kind": "finding", "reference": "FG-3", "direction": "for", "strength": "medium", "note": "", "said_by": "Vashta round table"},
    "indicators": {"indicator": "lamps-lit", "language": "en", "item": "lamps", "name": "Lamps that burn at eight in the evening", "code": "", "unit": "lamps", "better_when": "higher", "source": "Two members of the round table count each month.", "baseline": "2", "baseline_low": "2", "baseline_high": "3", "baseline_day": "2024-01-15", "target": "20", "target_day": "2025-12-31"},
    "indicator-values": {"indicator": "lamps-lit", "day": "2024-09-15", "value": "6", "low": "6", "high": "7", "n": "", "source": "count of the round table"},
    "priorities": {"agenda": "vashta-2024", "side": "community", "said_by": "Vashta round table", "matter": "lamps", "place_in_order": "1", "people": "31", "day": "2024-03-20"},
    "practices": {"practice": "pump-keepers", "language": "en", "title": "Village pump keepers", "tried": "One person a village was trained and given spare parts.", "came": "Eight of ten pumps worked after two years.", "place": "Sedge Islands", "phases": "recovery", "level": "local", "drivers": "resources_water", "securities": "environmental", "pillar": "both", "outcome": "helped", "sure": "medium", "source": "Water board, yearly report 2020", "said_by": "Vashta round table", "from": "2017-01-01", "to": "2020-12-31"},
    "premises": {"premise": "light-helps", "language": "en", "item": "lamps", "belief": "Where there is light, people go to the market after dark.", "test": "Count people at eight in the evening, with and without lamps.", "data_say": "Nobody has counted yet.", "verdict": "untested", "looked_by": "Vashta round table", "looked": "2024-09-15"},
    "harm-answers": {"item": "lamps", "question": "context", "answer": "yes", "note": "", "said_by": "Vashta round table", "day": "2024-06-02"},
    "help": {"help": "vashta-clinic", "language": "en", "name": "Clinic of Vashta", "kind": "health", "what": "A nurse for mothers and children, free of charge.", "how": "Every morning behind the market.", "confidential": "Nobody asks for papers.", "place": "Vashta", "run_by": "Health office of Vashta", "reports": "yes", "checked_by": "Vashta round table", "checked": "2024-06-02"},
    "judgements": {"judgement": "on-lights", "language": "en", "section": "", "place": "Vashta", "text": "We hold that the roads got safer because people walk together.", "signed_by": "Vashta round table", "day": "2024-10-01"},
    "partners": {"partner": "round-table", "language": "en", "name": "Vashta round table", "title_page": "Villages and town together"},
    "legal": {"country": "Selmara", "matter": "survey_permit", "language": "en", "rule": "A survey needs a permit of the office of statistics.", "answer": "No survey was held.", "met": "no", "source": "Statistics act, article 4", "said_by": "Vashta round table", "day": "2024-06-02"},
}
STEWARDS = {"actor-scores", "harm-answers"}  # for them alone
WORKSHOP = {"agendas", "agenda-items", "capacities", "item-states", "item-links", "indicators", "indicator-values", "priorities", "practices", "premises"}  # whoever holds dialogues writes these, too
# What of each is changed, how it reads in the history, and a value that a file's row is refused for.
CHANGES = {
    "aliases": ({"alias": "Ancient Vashta"}, "Ancient Vashta", {"language": "no language"}),
    "observability": ({"judgement": "none", "to": "2019-08-31"}, "nobody could look", {"from": "2019-13-01"}),
    "phases": ({"phase": "open"}, "Open violence", {"to": "2018"}),
    "licences": ({"licence": "open"}, "may be republished", {"licence": "cc by-nc"}),
    "population": ({"population": "121000"}, "121000", {"population": "12.5"}),
    "findings": ({"text-ckb": "بە جووت دەچنە بازاڕ."}, "بە جووت", {"women": "12"}),
    "actors": ({"note": "moved to the new house", "text-name:ar": "مكتب الطرق في فاشتا"}, "مكتب الطرق", {"level": "galactic"}),
    "ties": ({"note": "by a later law"}, "by a later law", {"strength": "7"}),
    "actor-scores": ({"power": "6.5"}, "6.5", {"power": "11"}),
    "contacts": ({"outcome": "answered_yes", "outcome_date": "2024-05-20", "answer": "By August."}, "By August.", {"trust_before": "9"}),
    "promises": ({"state": "promise_kept", "state_date": "2024-08-01", "evidence": "the road is even"}, "the road is even", {"due": "2024-01-01"}),
    "projects": ({"pillar": "empowerment", "carried_out_by": "Clearpath; Mine Clearance Unit", "text-title:ar": "حقول آمنة"}, "حقول آمنة", {"to": "2022-01-01"}),
    "who-what-where": ({"reached": "460"}, "460", {"reached": "some"}),
    "restrictions": ({"to": "2024-05-31", "about": "permit for two meetings"}, "permit for two meetings", {"to": "2024-01-01"}),
    "plans": ({"text": "Streets around schools are lit by night."}, "lit by night", {"to": "2023"}),
    "plan-clashes": ({"why_not": "the other closes the road"}, "the other closes the road", {"why_not": ""}),
    "replies": ({"answered": "2024-05-20", "text": "They were not received."}, "They were not received.", {"answered": "2024-05-01"}),
    "agendas": ({"note": "Agreed at three workshops."}, "three workshops", {"to": "2020"}),
    "agenda-items": ({"ask": "Twenty lamps."}, "Twenty lamps.", {"securities": "pigeons"}),
    "capacities": ({"what": "Women go in groups."}, "Women go in groups.", {"what": ""}),
    "item-states": ({"because": "Seven of twenty lamps burn."}, "Seven of twenty", {"told": "2024-01-01"}),
    "item-links": ({"note": "heard twice"}, "heard twice", {"reference": ""}),
    "indicators": ({"target": "24"}, "24", {"baseline": "two"}),
    "indicator-values": ({"value": "6.5"}, "6.5", {"low": "9"}),
    "priorities": ({"place_in_order": "2"}, "2", {"place_in_order": "0"}),
    "practices": ({"came": "All pumps worked."}, "All pumps worked.", {"to": "2010"}),
    "premises": ({"data_say": "Twelve people came."}, "Twelve people came.", {"looked": "2024"}),
    "harm-answers": ({"note": "the two streets"}, "the two streets", {"day": "2024"}),
    "help": ({"what": "A nurse and a doctor."}, "A nurse and a doctor.", {"checked": "2024"}),
    "judgements": ({"text": "We hold that lamps helped."}, "lamps helped", {"day": "2024"}),
    "partners": ({"title_page": "Town and villages"}, "Town and villages", {"name": ""}),
    "legal": ({"rule": "A survey needs two permits."}, "two permits", {"day": "2024"}),
}


def fields_of(page):
    got = {m.group(1): html.unescape(m.group(2)) for m in re.finditer(r'<input id="f-[a-z0-9_]+" name="([a-z0-9_]+)"[^>]*? value="([^"]*)"', page)}
    for m in re.finditer(r'<select id="f-[a-z0-9_]+" name="([a-z0-9_]+)"[^>]*>(.*?)</select>', page, re.S):
        chosen = re.search(r'<option value="([^"]*)" selected', m.group(2))
        got[m.group(1)] = chosen.group(1) if chosen else ""
    for m in re.finditer(r'<textarea id="t-[a-z:#0-9]*" name="(text-[a-z:#0-9]*)"[^>]*>\n(.*?)</textarea>', page, re.S):
        got[m.group(1)] = html.unescape(m.group(2))
    return got


def plain(a):
    return html.unescape(re.sub(r"<[^>]*>", "", a.text))


def in_use(who, kind):
    return sorted({int(n) for n in re.findall(rf'href="/records/{kind}/(\d+)"', who.ask("GET", f"/records/{kind}").text)})


def last_import(who):
    return max(int(n) for n in re.findall(r"/imports/(\d+)", who.ask("GET", "/imports").text))


def one(tap, kind, who, other):
    base, token = f"/records/{kind}", who.token
    before = in_use(who, kind)
    change, reads, wrong = CHANGES[kind]
    empty = who.ask("GET", base + "/new")
    asked = fields_of(empty.text)
    tap.ok(empty.status == 200 and set(asked) == set(KINDS[kind]), f"{kind}: a new one has a form with all its fields", empty.status, asked)
    bad = who.ask("POST", base + "/new", {**KINDS[kind], **wrong, "why": "x", "token": token})
    field = next(iter(wrong))
    kept = fields_of(bad.text)
    tap.ok(bad.status == 400 and 'role="alert"' in bad.text and "expected" in plain(bad) and kept.get(field) in (wrong[field], "") and kept[next(iter(KINDS[kind]))] == next(iter(KINDS[kind].values()))
        and bad.text.count('aria-invalid="true"') == 1, f"{kind}: what a file's row is refused for is refused, with the form as it was typed", bad.status, kept, plain(bad)[:900])
    tap.ok(who.ask("POST", base + "/new", {**KINDS[kind], "token": token}).status == 400 and in_use(who, kind) == before, f"{kind}: a reason is asked for")
    made = who.ask("POST", base + "/new", {**KINDS[kind], "why": "told by <b>the council</b>", "token": token})
    new = [n for n in in_use(who, kind) if n not in before]
    if not tap.ok(made.status == 303 and len(new) == 1, f"{kind}: it is saved", made.status, plain(made)[-900:]):
        return
    history = who.ask("GET", made.header("location"))
    tap.ok("told by <b>the council</b>" in plain(history) and who.name in plain(history) and " UTC" in plain(history), f"{kind}: its history says who, when and why", plain(history)[:900])
    again = who.ask("POST", base + "/new", {**KINDS[kind], "why": "sent twice", "token": token})
    tap.ok(again.status == 400 and in_use(who, kind) == sorted(before + new), f"{kind}: sent twice, it is there once", again.status)
    page = f"{base}/{new[0]}"
    fields = fields_of(who.ask("GET", page).text)
    same = who.ask("POST", page, {**fields, "do": "save", "why": "nothing changes", "token": token})
    tap.ok(same.status == 303 and "nothing changes" not in who.ask("GET", "/imports").text, f"{kind}: saved as it is, nothing changes", same.status, fields)
    saved = who.ask("POST", page, {**fields, **change, "do": "save", "why": "a later word", "token": token})
    now = [n for n in in_use(who, kind) if n not in before]
    history = who.ask("GET", saved.header("location") or base)
    tap.ok(saved.status == 303 and len(now) == 1 and now != new and reads in plain(history) and "a later word" in plain(history) and "told by" in plain(history) and history.text.count("<section>") == 2,
        f"{kind}: corrected, both versions stand in its history", saved.status, now, plain(history)[:1500], plain(saved)[-900:])
    late = other.ask("POST", page, {**fields, **change, "do": "save", "why": "too late", "token": other.token})
    tap.ok(late.status in (303, 400) and "too late" not in other.ask("GET", "/imports").text and [n for n in in_use(who, kind) if n not in before] == now,
        f"{kind}: who looked at an earlier version overwrites nothing", late.status)
    if late.status == 400:
        tap.ok("Somebody changed this record" in plain(late), f"{kind}: and is told", plain(late)[:400])
    number = max(int(n) for n in re.findall(r"/imports/(\d+)", history.text))
    out = who.ask("POST", f"{base}/{now[0]}", {"do": "withdraw", "why": "it was never so", "token": token})
    history = who.ask("GET", out.header("location") or base)
    tap.ok(out.status == 303 and in_use(who, kind) == before and "it was never so" in plain(history) and "taken out of use" in plain(history), f"{kind}: taken out of use, and still to be read", out.status,
        plain(history)[:900])
    gone = max(int(n) for n in re.findall(r"/imports/(\d+)", history.text))
    # The correction is taken back first: what it replaced must not come back while it is out of use.
    who.ask("POST", f"/imports/{number}", {"do": "undo", "sure": "yes", "token": token})
    tap.ok(in_use(who, kind) == before, f"{kind}: taking back the correction brings nothing back that was taken out of use since", in_use(who, kind))
    who.ask("POST", f"/imports/{gone}", {"do": "undo", "sure": "yes", "token": token})
    back = [n for n in in_use(who, kind) if n not in before]
    history = who.ask("GET", f"{base}/{new[0]}/history")
    tap.ok(back == new and "a later word" in plain(history) and "This import was taken back." in plain(history), f"{kind}: all taken back, the first is in use, and the history keeps the rest", back, new, plain(history)[:900])
    tap.ok(fields_of(who.ask("GET", page).text) == fields, f"{kind}: word for word")
    # Written anew while it is out of use: the earlier one does not come back beside it, only in its place.
    who.ask("POST", page, {"do": "withdraw", "why": "out again", "token": token})
    gone = last_import(who)
    free = next(f for f in ("judgement", "phase", "licence", "population", "people", "note", "power", "answer", "evidence", "pillar", "reached", "about", "text", "why_not", "ask", "because", "came", "data_say", "place_in_order", "rule", "target", "title_page", "value", "what") if f in KINDS[kind] and (f == "people" or f in CHANGES[kind][0])) if kind != "aliases" else None
    who.ask("POST", base + "/new", {**KINDS[kind], **({free: {**KINDS[kind], **CHANGES[kind][0]}[free] if free != "people" else "10"} if free else {}), "why": "anew", "token": token})
    anew = [n for n in in_use(who, kind) if n not in before]
    written = last_import(who)
    undone = who.ask("POST", f"/imports/{gone}", {"do": "undo", "sure": "yes", "token": token}).status
    one_only = [n for n in in_use(who, kind) if n not in before]
    who.ask("POST", f"/imports/{written}", {"do": "undo", "sure": "yes", "token": token})
    tap.ok(written != gone and undone == 303 and len(anew) == 1 and anew != new and one_only == anew and [n for n in in_use(who, kind) if n not in before] == new,
        f"{kind}: written anew meanwhile, there is one of it in use, and never two", gone, written, undone, new, anew, one_only)


def languages(tap, who, diwan, path, folder):
    """A correction keeps a record's texts in all languages, also of those that the program does not speak."""
    table, texts = os.path.join(folder, "many.csv"), {code: f"They go in twos ({code})." for code in "en ar ckb de es fa fr it ku ru tr ur".split()}
    with open(table, "w", encoding="utf-8") as f:
        f.write("key,place,from,to,method,asked,people,women,codes,direction,about,said_by,language,summary\n")
        f.writelines(f"FG-MANY,XS-VA,2024-03,2024-03,meeting,community,12,6,market,,,A round table,{code},{text}\n" for code, text in texts.items())
    serving.run(diwan, "add", path, table, "--quiet")
    number = in_use(who, "findings")[-1]
    fields = fields_of(who.ask("GET", f"/records/findings/{number}").text)
    saved = who.ask("POST", f"/records/findings/{number}", {**fields, "people": "13", "do": "save", "why": "counted again", "token": who.token})
    number = in_use(who, "findings")[-1]
    now = fields_of(who.ask("GET", f"/records/findings/{number}").text)
    tap.ok(saved.status == 303 and now["people"] == "13" and {k[5:]: v for k, v in now.items() if k.startswith("text-")} == texts, "a correction keeps the texts in twelve languages", saved.status, now)


def closed(tap, callers):
    """Who trusts whom is read and written by stewards alone, and so is what was judged of power."""
    steward, analyst = callers["steward"], callers["analyst"]
    trust = {**KINDS["ties"], "relation": "trust", "strength": "2", "note": "a word between two", "why": "told", "token": steward.token}
    tap.ok('value="trust"' in steward.ask("GET", "/records/ties/new").text and 'value="trust"' not in analyst.ask("GET", "/records/ties/new").text, "trust is offered to stewards alone")
    refused = analyst.ask("POST", "/records/ties/new", {**trust, "token": analyst.token})
    before = in_use(steward, "ties")
    made = steward.ask("POST", "/records/ties/new", trust)
    new = [n for n in in_use(steward, "ties") if n not in before]
    tap.ok(refused.status == 403 and made.status == 303 and len(new) == 1 and new[0] not in in_use(analyst, "ties") and "a word between two" not in analyst.ask("GET", "/records/ties?all=yes").text
        and analyst.ask("GET", f"/records/ties/{new[0]}").status == 404 and analyst.ask("GET", f"/records/ties/{new[0]}/history").status == 404, "an analyst neither writes nor reads it", refused.status, made.status, new)
    tap.ok(analyst.ask("GET", "/records/actor-scores").status == 404 and analyst.ask("GET", "/records/actor-scores/new").status == 404, "what was judged of power is for stewards")


def names_stay(tap, who, diwan, path, folder):
    """A correction keeps all names of an actor: several of one sort, and in languages that the program does not speak."""
    table, names = os.path.join(folder, "named.csv"), {"name:en": "Wells union", "name:tr": "Kuyular", "former:en": "Water union", "spelling": "Welles union", "spelling#2": "Wels union", "acronym": "WU"}
    with open(table, "w", encoding="utf-8") as f:
        f.write("actor,kind,name:en,name:tr,former:en,spelling,spelling,acronym,said_by\nwells,union," + ",".join(names.values()) + ",A mapping room\n")
    serving.run(diwan, "add", path, table, "--as", "actors", "--quiet")
    number = in_use(who, "actors")[-1]
    fields = fields_of(who.ask("GET", f"/records/actors/{number}").text)
    saved = who.ask("POST", f"/records/actors/{number}", {**fields, "note": "met in May", "do": "save", "why": "seen", "token": who.token})
    now = fields_of(who.ask("GET", f"/records/actors/{in_use(who, 'actors')[-1]}").text)
    tap.ok(saved.status == 303 and now["note"] == "met in May" and {k[5:]: v for k, v in now.items() if k.startswith("text-") and v} == names, "a correction keeps all of an actor's names", saved.status, now, plain(saved)[-600:])


def money_stays(tap, who, diwan, path, folder):
    """A project that came with money is corrected by hand: what the form has no field for stays; and a table of two columns states pillars alone."""
    xml, table = os.path.join(folder, "aid.xml"), os.path.join(folder, "pillars.csv")
    with open(xml, "w", encoding="utf-8") as f:
        f.write('<iati-activities version="2.03"><iati-activity default-currency="EUR"><iati-identifier>XI-9</iati-identifier><reporting-org><narrative>Clearpath</narrative></reporting-org><title><narrative xml:lang="en">Fields'
            '</narrative><narrative xml:lang="ar">حقول</narrative></title><description><narrative>Long words.</narrative></description><description type="3"><narrative>Farmers of the valley</narrative></description>'
            '<participating-org role="4" ref="XI-CP" type="22"><narrative>Clearpath</narrative></participating-org><recipient-country code="XSE" percentage="100"/><location><name><narrative>Vashta</narrative></name><point>'
            '<pos>12.5 41.25</pos></point></location><sector vocabulary="1" code="15250" percentage="60"><narrative>Mines</narrative></sector><sector vocabulary="1" code="15220" percentage="40"/>'
            '<policy-marker vocabulary="1" code="1" significance="2"/><transaction><transaction-type code="3"/><transaction-date iso-date="2023-03-01"/><value value-date="2023-03-01">5000</value></transaction>'
            '</iati-activity></iati-activities>')
    with open(table, "w", encoding="utf-8") as f:
        f.write("project,pillar\nXI-9,protection\n")
    shown = lambda: serving.run(diwan, "projects", path, "-o", os.path.join(folder, "out.xml")) and open(os.path.join(folder, "out.xml"), encoding="utf-8").read()
    serving.run(diwan, "add", path, xml, "--quiet")
    first = shown()
    serving.run(diwan, "add", path, table, "--quiet")
    number = in_use(who, "projects")[-1]
    fields = fields_of(who.ask("GET", f"/records/projects/{number}").text)
    tap.ok(shown() == first and fields["pillar"] == "protection" and fields["groups"] == "Farmers of the valley" and fields["sectors"] == "Mines; 15220" and fields["text-title:ar"] == "حقول",
        "a table of pillars leaves the rest of a project as it is", fields)
    saved = who.ask("POST", f"/records/projects/{number}", {**fields, "status": "ongoing", "text-title:ar": "", "do": "save", "why": "seen", "token": who.token})
    now = shown()
    kept = ("5000", "significance=\"2\"", "Long words.", "XI-CP", "12.5 41.25", 'percentage="60"', "Farmers of the valley")
    tap.ok(saved.status == 303 and all(k in now for k in kept) and "حقول" not in now and "activity-status code=\"2\"" in now, "a correction by hand keeps money, markers, points, shares and what is described", saved.status, now[:1800],
        plain(saved)[-500:])
    number = in_use(who, "projects")[-1]
    other = who.ask("POST", f"/records/projects/{number}", {**fields_of(who.ask("GET", f"/records/projects/{number}").text), "project": "XI-10", "do": "save", "why": "renamed", "token": who.token})
    tap.ok(other.status == 400 and 'aria-invalid="true"' in other.text and in_use(who, "projects")[-1] == number, "its code stays what it is", other.status)
    serving.run(diwan, "add", path, xml.replace(".xml", "-2.xml") if os.replace(xml, xml.replace(".xml", "-2.xml")) is None else xml, "--quiet")
    tap.ok(fields_of(who.ask("GET", f"/records/projects/{in_use(who, 'projects')[-1]}").text)["pillar"] == "protection", "and the file of its publisher, which knows no pillar, does not take it away")


def files_rows(tap, who, diwan, path, folder):
    """A row of a file with an id of its own stays that row when it is corrected by hand, so that a later file corrects it, too; and no row takes another's place."""
    table = os.path.join(folder, "cells.csv")
    rows = "Record id,Organisation,Sector,Activity,Country,Governorate,Reached\nA-1,Lamp,Health,Clinics,Selmara,Vashta,%s\nA-2,Lamp,Health,Kits,Selmara,Vashta,5\n"
    def put(n):
        with open(table, "w", encoding="utf-8") as f:
            f.write(rows % n)
        serving.run(diwan, "add", path, table, "--quiet")
    put("10")
    before = in_use(who, "who-what-where")
    fields = fields_of(who.ask("GET", f"/records/who-what-where/{before[-2]}").text)
    saved = who.ask("POST", f"/records/who-what-where/{before[-2]}", {**fields, "reached": "12", "do": "save", "why": "counted", "token": who.token})
    hers = in_use(who, "who-what-where")[-1]
    taken = who.ask("POST", f"/records/who-what-where/{hers}", {**fields_of(who.ask("GET", f"/records/who-what-where/{hers}").text), "record_id": "A-2", "do": "save", "why": "renamed", "token": who.token})
    put("13")
    now = in_use(who, "who-what-where")
    tap.ok(fields["record_id"] == "A-1" and saved.status == 303 and taken.status == 400 and "another record of the same" in plain(taken) and len(now) == len(before)
        and fields_of(who.ask("GET", f"/records/who-what-where/{now[-1]}").text)["reached"] == "13", "a row of a file stays that row, corrected by hand or by a later file", fields, saved.status, taken.status, before, now)


def names_decided(tap, callers, diwan, path, folder):
    """Names that may mean one actor are decided on a page as on the command line; nothing before."""
    analyst, table, work = callers["analyst"], os.path.join(folder, "lamps.csv"), os.path.join(folder, "lamps-3w.csv")
    with open(table, "w", encoding="utf-8") as f:
        f.write("actor,kind,name:en,said_by\nlamp-relief,ngo,Lamp Relief,A mapping room\n")
    with open(work, "w", encoding="utf-8") as f:
        f.write("Organisation,Sector,Activity,Country,Governorate\nLamp Relief Organization,Health,Vans,Selmara,Vashta\n")
    serving.run(diwan, "add", path, table, work, "--quiet")
    page = analyst.ask("GET", "/same-names")
    said = {"words": "Lamp Relief Organization", "actor": "lamp-relief"}
    offered = 'value="Lamp Relief Organization"' in page.text
    refused = [callers[r].ask("POST", "/same-names", {**said, "decision": "same", "token": callers[r].token}).status for r in ("reader", "facilitator")]
    wrong = analyst.ask("POST", "/same-names", {**said, "decision": "perhaps", "token": analyst.token}).status, analyst.ask("POST", "/same-names", {**said, "actor": "nobody-here", "decision": "same", "token": analyst.token}).status
    tap.ok(offered and refused == [403, 403] and wrong == (400, 404) and callers["reader"].ask("GET", "/same-names").status == 403, "names that may mean one actor are offered to those who decide", offered, refused, wrong)
    kept = analyst.ask("POST", "/same-names", {**said, "decision": "same", "token": analyst.token})
    told = serving.run(diwan, "actors", path, "--same").stdout
    page = analyst.ask("GET", "/same-names")
    tap.ok(kept.status == 303 and "Lamp Relief Organization" in told and "analyst" in told and page.text.count('value="Lamp Relief Organization"') == 1 and 'value="undo"' in page.text
        and "Lamp Relief Organization: same lamp-relief" in callers["steward"].ask("GET", "/audit?what=actors").text, "a decision is kept with who took it, and stands in the log", kept.status, told[-600:])
    back = analyst.ask("POST", "/same-names", {**said, "decision": "undo", "token": analyst.token})
    tap.ok(back.status == 303 and 'value="other"' in analyst.ask("GET", "/same-names").text and analyst.ask("POST", "/same-names", {**said, "decision": "undo", "token": analyst.token}).status == 404, "taken back, it is offered again", back.status)


def new_incident(tap, who, reader):
    fields = {"source": "A desk of our own", "id": "K-17", "date": "2024-06-03", "country": "Selmara", "admin1": "Vashta", "kind": "1", "deaths_low": "1", "deaths_best": "2", "deaths_high": "3", "token": who.token}
    empty = who.ask("GET", "/incidents/new")
    tap.ok(empty.status == 200 and set(fields) - {"token"} <= set(re.findall(r'name="([a-z0-9_]+)"', empty.text)), "a new incident has a form", empty.status)
    tap.ok(who.ask("POST", "/incidents/new", fields).status == 400, "it asks for a reason")
    bad = who.ask("POST", "/incidents/new", {**fields, "date": "some day", "why": "told"})
    worse = who.ask("POST", "/incidents/new", {**fields, "deaths_low": "9", "why": "told"})
    tap.ok(bad.status == 400 and "some day" in bad.text and "K-17" in bad.text and worse.status == 400 and "deaths_low" in plain(worse), "what a file is refused for is refused, with the form as it was typed", bad.status, worse.status, plain(worse)[:500])
    made = who.ask("POST", "/incidents/new", {**fields, "why": "told by the council"})
    history = who.ask("GET", made.header("location") or "/incidents")
    tap.ok(made.status == 303 and "told by the council" in plain(history) and "K-17" in history.text and "A desk of our own" in history.text, "it is saved, with who says so", made.status, plain(made)[-600:], plain(history)[:500])
    again = who.ask("POST", "/incidents/new", {**fields, "deaths_best": "3", "why": "again"})
    tap.ok(again.status == 400 and "correct that one" in plain(again), "a second one of that name takes no other's place", again.status, plain(again)[:500])
    number = last_import(who)
    tap.ok("K-17" in who.ask("GET", "/incidents?q=K-17&from=2024-06-03&to=2024-06-03").text or who.ask("GET", "/incidents.csv?from=2024-06-03&to=2024-06-03").text.count("K-17") == 1, "it is counted among the incidents")
    who.ask("POST", f"/imports/{number}", {"do": "undo", "sure": "yes", "token": who.token})
    tap.ok("K-17" not in who.ask("GET", "/incidents.csv?from=2024-06-03&to=2024-06-03").text, "taken back, it is gone")
    tap.ok(reader.ask("GET", "/incidents/new").status == 403, "readers write none")


def lists(tap, who, diwan, path):
    for n in range(60):
        who.ask("POST", "/records/aliases/new", {"place": "XS-VA", "alias": f"Quarter-{n:02d}", "language": "", "why": "many", "token": who.token})
    first = who.ask("GET", "/records/aliases?q=quarter-")
    second = who.ask("GET", "/records/aliases?q=quarter-&page=2")
    tap.ok(first.text.count("<tr>") == 51 and "Quarter-59" in first.text and second.text.count("<tr>") == 11 and "Quarter-00" in second.text and 'rel="prev"' in second.text, "lists are searched and paged",
        first.text.count("<tr>"), second.text.count("<tr>"))
    tap.ok("Quarter-07" in who.ask("GET", "/records/aliases?q=QUARTER-07").text and "<tr>" not in who.ask("GET", "/records/aliases?q=nowhere-at-all").text, "by words in any case")
    checked = serving.run(diwan, "check", path, check=False)
    tap.ok("by-hand" not in checked.stdout and checked.returncode == 0, "the register is sound", checked.stdout[-1500:], checked.stderr[-500:])


def main():
    tap = Tap()
    diwan = sys.argv[1]
    with tempfile.TemporaryDirectory(prefix="diwan-hand-") as folder:
        path = serving.register(diwan, folder, dialogues=False)
        server = Server(diwan, path)
        try:
            callers = {r: Caller(server, r).sign_in() for r in serving.ROLES}
            front = callers["analyst"].ask("GET", "/records")
            tap.ok(front.status == 200 and all((f'"/records/{k}"' in front.text) == (k not in STEWARDS) for k in KINDS), "all kinds stand on one page", front.status)
            for kind in KINDS:
                one(tap, kind, callers["steward" if kind in STEWARDS else "analyst"], callers["steward"])
            closed(tap, callers)
            names_stay(tap, callers["analyst"], diwan, path, folder)
            money_stays(tap, callers["analyst"], diwan, path, folder)
            files_rows(tap, callers["analyst"], diwan, path, folder)
            names_decided(tap, callers, diwan, path, folder)
            new_incident(tap, callers["analyst"], callers["reader"])
            languages(tap, callers["analyst"], diwan, path, folder)
            lists(tap, callers["analyst"], diwan, path)
            audit = callers["steward"].ask("GET", "/audit?what=edit")
            tap.ok(audit.text.count("by hand") > 60, "each change is a line of the log", audit.text.count("by hand"))
            tap.ok(callers["reader"].ask("GET", "/records/aliases").status == 403 and callers["reader"].ask("GET", "/records/agenda-items").status == 403, "readers correct nothing")
            front = callers["facilitator"].ask("GET", "/records").text
            links = sorted(set(re.findall(r'href="(/[a-z][^"?#]*)"', front)))
            tap.ok(len(links) > 15 and not [l for l in links if callers["facilitator"].ask("GET", l).status not in (200, 303)], "each way on that page is open to them", [l for l in links if callers["facilitator"].ask("GET", l).status not in (200, 303)])
            tap.ok(all((f'"/records/{k}"' in front) == (k in WORKSHOP) and callers["facilitator"].ask("GET", f"/records/{k}/new").status == (200 if k in WORKSHOP else 404) for k in KINDS),
                "facilitators write what a workshop agreed on, and nothing else", plain(callers["facilitator"].ask("GET", "/records"))[:900])
            tap.ok(callers["analyst"].ask("GET", "/records/nothing").status == 404 and callers["analyst"].ask("GET", "/records/aliases/99999").status == 404, "what is not there is not there")
            tap.ok(server.alive(), "the server is still there")
        finally:
            tap.ok(server.stop() == 0, "it stops")
    return tap.end()


if __name__ == "__main__":
    sys.exit(main())
