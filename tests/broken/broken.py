#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""broken.py DIWAN: tables of each layout, broken in the ways in which tables get broken, in three languages. TAP.

Of each layout one row that is right, then one of it with a wrong column, day, word, number, or none where one is needed; the same row twice with something
else beside it; another encoding, a zip cut short, a workbook with macros, a cell of 100,000 letters, signs that turn the order of letters round. Each gives a sentence with the
file and where in it, and what to do, and nothing of it is kept. In Arabic and Kurdish no English sentence is left in it: of three Latin words and more
that stand one behind the other, each is a name of a column, a word of a list, or part of the file itself.
"""
import csv
import io
import os
import re
import subprocess
import sys
import tempfile
import zipfile

LANGUAGES = ("en", "ar", "ckb")
# header and a row that is right; per column what is wrong: "d" no day, "w" no word of the list, "n" no number, "!" nothing where something must stand
TABLES = {
    "agendas": ("agenda,language,title,note,place,convened_by,from,to", "vashta,en,Priorities of Vashta,Agreed at two workshops.,Vashta,Vashta round table,2024-03,2026", {"agenda": "!", "title": "!", "language": "w", "from": "d", "to": "d"}),
    "agenda-items": ("item,language,agenda,need,ask,securities,pillar,level,phases,drivers,genders,concerns,place,owner,addressable,addressable_why,plan_article,said_by",
        "lamps,en,vashta,We cannot come home after dark.,Lamps on the road.,personal;economic,both,local,ceasefire,ungoverned,women,workers,Vashta,Council of Vashta,yes,There is money.,NAP:12,Vashta round table",
        {"item": "!", "need": "!", "language": "w", "securities": "w", "pillar": "w", "level": "w", "phases": "w", "drivers": "w", "genders": "w", "concerns": "w", "addressable": "w", "owner": "p", "said_by": "p"}),
    "capacities": ("item,capacity,language,what,who,works,said_by", "lamps,1,en,Women go to the market in twos.,women of Vashta,yes,Vashta round table", {"item": "!", "capacity": "!", "what": "!", "works": "w"}),
    "item-states": ("item,state,day,why,said_by,told", "lamps,under_way,2024-06-01,Six of twenty lamps burn.,Vashta round table,", {"item": "!", "state": "w", "day": "d", "told": "d"}),
    "item-links": ("item,kind,reference,direction,strength,note,said_by", "lamps,finding,FG-3,for,medium,,Vashta round table", {"item": "!", "kind": "w", "reference": "!", "direction": "w", "strength": "w"}),
    "indicators": ("indicator,language,item,name,code,unit,better_when,source,baseline,baseline_low,baseline_high,baseline_day,target,target_day",
        "lamps-lit,en,lamps,Lamps that burn at eight,,lamps,higher,Two members count each month.,2,2,3,2024-01-15,20,2025-12-31",
        {"indicator": "!", "name": "!", "code": "w", "better_when": "w", "baseline": "n", "baseline_low": "n", "baseline_day": "d", "target": "n", "target_day": "d"}),
    "indicator-values": ("indicator,day,value,low,high,n,source", "lamps-lit,2024-09-15,6,6,7,40,count of the round table", {"indicator": "!", "day": "d", "value": "n", "low": "n", "n": "n"}),
    "priorities": ("agenda,side,said_by,matter,place_in_order,people,day", "vashta,community,Vashta round table,lamps,1,31,2024-03-20", {"agenda": "!", "side": "w", "said_by": "!", "matter": "!", "place_in_order": "n", "people": "n", "day": "d"}),
    "practices": ("practice,language,title,tried,came,place,phases,level,drivers,securities,pillar,outcome,sure,source,said_by,from,to",
        "pump-keepers,en,Village pump keepers,One person a village was trained.,Eight of ten pumps worked.,Sedge Islands,recovery,local,resources_water,environmental,both,helped,medium,\"Water board, yearly report 2020\",Vashta round table,2017,2020",
        {"practice": "!", "title": "!", "phases": "w", "outcome": "w", "sure": "w", "from": "d"}),
    "premises": ("premise,language,item,belief,test,data_say,verdict,looked_by,looked", "light-helps,en,lamps,People go to the market after dark.,Count people at eight.,Nobody has counted yet.,untested,Vashta round table,2024-09-15",
        {"premise": "!", "belief": "!", "verdict": "w", "looked": "d"}),
    "harm-answers": ("item,question,answer,note,said_by,day", "lamps,context,yes,,Vashta round table,2024-06-02", {"item": "!", "question": "w", "answer": "w", "day": "d"}),
    "help": ("help,language,name,kind,what,how,confidential,place,run_by,reports,checked_by,checked", "clinic,en,Clinic of Vashta,health,A nurse for mothers.,Every morning behind the market.,Nobody asks for papers.,Vashta,Health office of Vashta,yes,Vashta round table,2024-06-02",
        {"help": "!", "name": "!", "kind": "w", "reports": "w", "checked": "d"}),
    "judgements": ("judgement,language,section,place,text,signed_by,day", "on-lights,en,,Vashta,We hold that the roads got safer.,Vashta round table,2024-10-01", {"judgement": "!", "text": "!", "signed_by": "!", "day": "d"}),
    "partners": ("partner,language,name,title_page", "round-table,en,Vashta round table,Villages and town together", {"partner": "!", "name": "!", "language": "w"}),
    "legal": ("country,matter,language,rule,answer,met,source,said_by,day", "Selmara,survey_permit,en,A survey needs a permit.,No survey was held.,no,Statistics act,Vashta round table,2024-06-02", {"country": "!", "matter": "w", "rule": "!", "met": "w", "day": "d"}),
    "replies": ("actor,about,text,asked,due,answered", "mor,answered two of three letters,The third was lost.,2024-06-01,2024-06-15,2024-06-10", {"actor": "!", "about": "!", "asked": "d", "answered": "d"}),
    "restrictions": ("kind,from,to,place,by,against,about,hides_data,visible,said_by", "permit_refused,2024-03-05,2024-04,Vashta,vashta,Round table,permit for a meeting,no,,Round table", {"kind": "w", "from": "d", "against": "!", "hides_data": "w", "visible": "w"}),
    "plans": ("plan,article,language,text,level,place,from,to,owner", "NAP,,en,National action plan,national,,2023,2026,Prime Minister's office", {"plan": "!", "text": "!", "level": "w", "from": "d"}),
    "plan-clashes": ("one,other,why,said_by", "NAP:12,LOC:3,one lights what the other leaves dark,Round table", {"one": "!", "other": "!"}),
    "contacts": ("id,day,kind,to,state,topic,answered", "L1,2024-06-01,letter,Council of Vashta,sent,lamps,", {"day": "d", "to": "!", "kind": "w", "state": "w", "answered": "d"}),
    "promises": ("actor,promised,made,due,state", "Council of Vashta,ten lamps,2024-06-01,2024-09,promise_made", {"actor": "!", "promised": "!", "made": "d", "state": "w"}),
    "actors": ("actor,name,kind,level,office,said_by,from", "mor,Ministry of Roads,ministry,national,no,Round table,2020", {"actor": "!", "level": "w", "office": "w", "from": "d"}),
    "ties": ("from,to,kind,strength,amount,currency,said_by,visible", "mor,vashta,funds,,2000,USD,Round table,public", {"from": "!", "kind": "w", "amount": "n", "currency": "w", "visible": "w"}),
    "projects": ("project,title,status,from,to,pillar,groups", "lamps-2,Lamps for Vashta,ongoing,2024-01,2025,protection,women", {"project": "!", "status": "w", "from": "d", "pillar": "w"}),
    "findings": ("key,place,from,to,method,people,women,themes,summary,said_by,language,direction,about", "FG-3,Vashta,2024-03,2024-04,interview,12,6,roads,People want light on the road.,Round table,en,for,lamps", {"key": "!", "from": "d", "method": "w", "people": "n", "summary": "!", "direction": "w"}),
    "incidents": ("date,country,admin1,place,lat,lon,kind,deaths_best", "2024-03-05,Selmara,Vashta,Vashta,33.3,44.4,attack,3", {"date": "d", "deaths_best": "n"}),
    "population": ("country,place,year,value", "Selmara,Vashta,2024,250000", {"place": "!", "year": "n", "value": "n"}),
    "phases": ("place,from,to,phase,said_by", "Vashta,2024-01,2024-06,tension,Round table", {"place": "!", "phase": "w", "from": "d", "said_by": "!"}),
    "observability": ("place,from,to,judgement,said_by,reason", "Vashta,2024-01,2024-06,limited,Round table,roads closed", {"place": "!", "judgement": "w", "from": "d"}),
    "aliases": ("place,alias,language", "Vashta,Washta,en", {"place": "!", "alias": "!", "language": "w"}),
    "licences": ("source,licence", "Round table,attribution", {"source": "!", "licence": "w"}),
}
WRONG = {"d": "31/02/zz", "w": "pigeons", "n": "some", "!": "", "p": "Layla Hassan Karim"}
LATIN = re.compile(r"[A-Za-z]{2,}(?: [A-Za-z]{2,}){2,}")
ENV = dict(os.environ, DIWAN_PASSPHRASE="nine brown owls keep the lamp", LC_ALL="C.UTF-8")


def rows_of(table):
    return [next(csv.reader([line])) for line in table[:2]]


def csv_of(rows):
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    return out.getvalue().encode()


def with_cell(rows, column, value):
    head, row = rows
    return csv_of([head, [value if name == column else cell for name, cell in zip(head, row)]])


def zip_of(name, data, more=()):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as z:
        z.writestr(name, data)
        for other, content in more:
            z.writestr(other, content)
    return out.getvalue()


def broken(name, table):
    """(what, file's ending, bytes, words of which the sentence has one in English) of each way."""
    rows, wrong = rows_of(table), table[2]
    head, row = rows
    first = next((c for c, kind in wrong.items() if kind == "!"), next(iter(wrong)))
    whole = csv_of(rows)
    for column, kind in wrong.items():
        if name == "contacts" and column in ("state", "answered") or name == "actors" and column == "from" or name == "population" and column == "place":
            continue # columns that these layouts do not have, or may be empty
        yield f"{column}: {WRONG[kind] or 'nothing'}", "csv", with_cell(rows, column, WRONG[kind]), "line 2: "
    if name != "population": # where a country alone is a place, too
        yield f"no column {first}", "csv", csv_of([["zzz" if c == first else c for c in head], row]), first
    yield "not UTF-8", "csv", whole + b"\xe1\xff,x\n", "is not UTF-8"
    yield "a zip cut short", "zip", zip_of(name + ".csv", whole)[:-30], "take a whole copy"
    if name not in PLAIN:
        yield f"{first}: 100,000 letters", "csv", with_cell(rows, first, "x" * 100000), "write "
        yield f"{first}: letters turned round", "csv", with_cell(rows, first, "va\u202ehsav\u202c"), "U+202E"


PLAIN = ("contacts", "promises", "actors", "ties", "projects", "findings", "incidents", "population", "phases", "observability", "aliases", "licences") # other readers than those of papers


class Tap:
    def __init__(self):
        self.n = self.failed = 0

    def ok(self, good, what, *more):
        self.n += 1
        self.failed += not good
        print(f"{'ok' if good else 'not ok'} {self.n} - {what}")
        for line in "\n".join(str(m) for m in more).splitlines() if not good else ():
            print("#", line[:600])


class Room:
    def __init__(self, diwan, folder):
        self.diwan, self.folder, self.path = diwan, folder, os.path.join(folder, "r.diwan")
        subprocess.run([diwan, "new", self.path, "--name", "Selmara", "--quiet"], env=ENV, check=True, capture_output=True)

    def add(self, name, data, language, layout):
        file = os.path.join(self.folder, name)
        with open(file, "wb") as f:
            f.write(data)
        done = subprocess.run([self.diwan, "add", self.path, file, *(["--as", layout] if layout else []), "--lang", language], env=ENV, capture_output=True, text=True, check=False, timeout=120)
        return done.returncode, (done.stdout + done.stderr).replace(self.folder + "/", "")

    def imports(self):
        return subprocess.run([self.diwan, "show", self.path, "imports", "--csv", "--quiet"], env=ENV, capture_output=True, text=True, check=True).stdout


def latin_left(said):
    """A sentence in English: what stands in quotes and backquotes is the file's own, and so are lists of names with commas."""
    bare = re.sub(r'"[^"]*"|`[^`]*`', " ", said)
    return LATIN.findall(bare)


def layout(t, room, name, table, before):
    faults = []
    for what, ending, data, words in broken(name, table):
        for language in LANGUAGES:
            code, said = room.add(f"{name}.{ending}", data, language, name)
            if code == 0 or f"{name}." not in said or said.count("\n") != 1 or (language == "en" and words not in said):
                faults.append(f"{what}, {language}: status {code}: {said}")
            elif language != "en" and latin_left(said):
                faults.append(f"{what}, {language}: English is left: {latin_left(said)}: {said}")
    t.ok(not faults, f"{name}: each fault gives one sentence, in three languages", *faults)
    t.ok(room.imports() == before, f"{name}: and nothing is kept")


def twice(t, room, name, table):
    """The same key with something else beside it: both cannot be right, and the second is refused with its line."""
    head, row = rows_of(table)
    last = max(i for i, cell in enumerate(row) if cell and head[i] in ("title", "need", "what", "why", "note", "name", "belief", "text", "rule", "tried", "how", "people", "strength", "title_page", "answer", "value"))
    again = [("strong" if head[i] == "strength" else "41" if head[i] in ("people", "value") else "no" if head[i] == "answer" else cell + " Or not.") if i == last else cell for i, cell in enumerate(row)]
    code, said = room.add(f"{name}.csv", csv_of([head, row, again]), "ar", name)
    t.ok(name in said and "السطر ٣" in said and not latin_left(said.replace(f"{name} ", "")), f"{name}: the same twice with something else beside it is told with its line", code, said)
    subprocess.run([room.diwan, "undo", room.path, room.imports().strip().splitlines()[-1].split(",")[0], "--quiet"], env=ENV, check=True, capture_output=True)


def workbooks(t, room, before):
    file = os.path.join(room.folder, "agenda.xlsx")
    subprocess.run([room.diwan, "template", "agenda", "-o", file, "--quiet"], env=ENV, check=True, capture_output=True)
    with open(file, "rb") as f:
        whole = f.read()
    macros = zipfile.ZipFile(io.BytesIO(whole))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as z:
        for name in macros.namelist():
            z.writestr(name, macros.read(name))
        z.writestr("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0 macros")
    frame = b"item,need,outcome\nlamps,light,lamps burn\n"
    for what, name, data in (("an empty workbook", "agenda.xlsx", whole), ("a workbook cut short", "agenda.xlsx", whole[:-4000]), ("an empty workbook with macros", "agenda.xlsm", out.getvalue()),
                             ("a logical framework, which is worked out and not read", "logframe.csv", frame)):
        faults = []
        for language in LANGUAGES:
            code, said = room.add(name, data, language, None)
            if code == 0 or name not in said or said.count("\n") != 1 or language != "en" and latin_left(said):
                faults.append(f"{language}: status {code}: {said}")
        t.ok(not faults and room.imports() == before, f"{what}: one sentence, and nothing is kept", *faults)


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    t = Tap()
    with tempfile.TemporaryDirectory(prefix="diwan-broken-") as folder:
        room = Room(sys.argv[1], folder)
        before = room.imports()
        for name, table in TABLES.items():
            code, said = room.add(f"{name}.csv", csv_of(rows_of(table)), "en", name)
            last = room.imports().strip().splitlines()[-1].split(",")[0]
            t.ok(code == 0 and " 1 kept" in said, f"{name}: a row that is right is kept", said)
            if code == 0:
                subprocess.run([room.diwan, "undo", room.path, last, "--quiet"], env=ENV, check=True, capture_output=True)
        before = room.imports()
        for name, table in TABLES.items():
            layout(t, room, name, table, before)
        workbooks(t, room, before)
        for name in list(TABLES)[:15]:
            twice(t, room, name, TABLES[name])
    print(f"1..{t.n}")
    return t.failed > 0


if __name__ == "__main__":
    sys.exit(main())
