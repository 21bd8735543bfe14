#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""projects.py DIWAN: the page of a project tells what files say of it, and of what they do not say that it is not stated; who stays in the house is not named; items that name it are told to
those who may see them. TAP."""
import html
import os
import re
import sys
import tempfile

import serving
from serving import Caller, Server, Tap, run

PROJECTS = """project,status,from,to,pillar,pve,reported_by,funded_by,carried_out_by,country,places,sectors,groups,title:en,title:ar
XX/1,ongoing,2023-01-01,2024-12-31,protection,specific,Harbour Fund,Harbour Fund,Council of Vashta; Front of the hills,XXS,Vashta,15220; Wells,farmers,Peace in Vashta,السلام في فشتا
bare,,,,,,,,,,,,,,
"""
WORK = """Project code,Organisation,Sector,Activity,Country,Governorate,Population group,Reached
XX/1,Council of Vashta,Health,Clinics,Selmara,Vashta,women and girls,120
XX/1,Lamp,Health,More clinics,Selmara,Maruq,,
"""
AID = """<iati-activities version="2.03"><iati-activity default-currency="EUR"><iati-identifier>XX-2</iati-identifier><reporting-org><narrative>Harbour Fund</narrative></reporting-org>
<title><narrative xml:lang="en">Wells</narrative></title><recipient-country code="XXS" percentage="100"/>
<budget><period-start iso-date="2023-01-01"/><period-end iso-date="2023-12-31"/><value value-date="2023-01-01">5000</value></budget>
<transaction><transaction-type code="3"/><transaction-date iso-date="2024-03-01"/><value currency="USD" value-date="2024-03-01">1500</value></transaction></iati-activity></iati-activities>
"""
ACTORS = "actor,name,name:ar,kind,level,place,office,said_by\ncouncil,Council of Vashta,مجلس فشتا,local_government,local,Vashta,no,Team\nhills,Front of the hills,,armed_group,local,Maruq,no,Team\n"
ITEMS = {"agendas.csv": "agenda,language,title,place,convened_by,from\nvashta,en,Priorities of Vashta,Vashta,Round table,2024-01-01\n",
    "items.csv": "item,language,agenda,need,ask,place,owner,said_by\nlamps,en,vashta,The road needs lamps.,Put lamps there.,Vashta,council,Round table\n",
    "links.csv": "item,kind,reference,direction,said_by\nlamps,project,XX/1,for,Round table\nlamps,project,no-such,against,Round table\n"}


def plain(a):
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]*>", " ", a.text)))


def main(diwan):
    t = Tap()
    with tempfile.TemporaryDirectory() as folder:
        path = serving.register(diwan, folder, dialogues=False)
        for name, text in {"projects.csv": PROJECTS, "work.csv": WORK, "aid.xml": AID, "actors.csv": ACTORS, **ITEMS}.items():
            with open(os.path.join(folder, name), "w", encoding="utf-8") as f:
                f.write(text)
            run(diwan, "add", path, os.path.join(folder, name), "--quiet")
        server = Server(diwan, path)
        try:
            callers = {who: Caller(server, who) for who in ("nobody", "reader", "facilitator", "analyst")}
            for who in ("reader", "facilitator", "analyst"):
                callers[who].sign_in()
            t.ok([callers["nobody"].ask("GET", p).status for p in ("/projects", "/projects/XX%2F1")] == [403, 403], "without an account there is nothing")
            listed = callers["reader"].ask("GET", "/projects")
            t.ok(listed.status == 200 and 'href="/projects/XX%2F1"' in listed.text and 'href="/projects/XX-2"' in listed.text, "all projects lead to their pages", plain(listed)[-600:])
            for who in ("reader", "analyst"):
                a = callers[who].ask("GET", "/projects/XX%2F1")
                text = plain(a)
                wanted = ["Peace in Vashta", "Harbour Fund", "ongoing", "Protection", "says that it prevents political violence", "Selmara", "Civilian peace-building", "Wells", "farmers", "funds it", "carries it out",
                    "Clinics", "women and girls", "120", "not known", "No amount is stated."]
                t.ok(a.status == 200 and not [w for w in wanted if w not in text], f"{who}: a project whole", *[w for w in wanted if w not in text], text[-1500:])
                t.ok("Front of the hills" not in text and "an institution that is not named here" in text, f"{who}: a kind that stays in the house is not named")
                t.ok(("The road needs lamps." in text) == (who == "analyst"), f"{who}: items that are not signed are for the register's own people")
            t.ok("The road needs lamps." in plain(callers["facilitator"].ask("GET", "/projects/XX%2F1")), "those who hold dialogues read which item names it")
            money = plain(callers["reader"].ask("GET", "/projects/XX-2"))
            t.ok(re.search(r"Budget 2023 EUR 5,000", money) and re.search(r"Disbursed 2024 USD 1,500", money) and re.search(r"Counted once USD 1,500", money), "amounts by what they are, year and currency, never added together", money)
            bare = plain(callers["reader"].ask("GET", "/projects/bare"))
            t.ok(bare.count("not stated") >= 8 and "No file says who takes part in it." in bare, "what no file states is told as not stated, not as none", bare)
            arabic = callers["reader"].ask("GET", "/projects/XX%2F1?lang=ar")
            t.ok('dir="rtl"' in arabic.text and "السلام في فشتا" in arabic.text and "مجلس فشتا" in arabic.text and "Reported by" not in arabic.text, "in the reader's language", plain(arabic)[:900])
            item = callers["facilitator"].ask("GET", "/agenda/lamps").text
            t.ok('href="/projects/XX%2F1"' in item and "Peace in Vashta" in item and "/projects/no-such" not in item and "no-such" in item, "an item leads to the project that it names, and nowhere where there is none")
            t.ok([callers["reader"].ask("GET", "/projects/" + p).status for p in ("no-such", "%00", "..%2f..")] == [404, 404, 404], "what is not there")
        finally:
            server.stop()
    return t.end()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
