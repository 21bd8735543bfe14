#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""licences.py DIWAN DATA: what each source allows, in every output of every command and medium. TAP.

A register with four sources: one open, one to be cited, one not to be republished, one of which nobody has said anything. Each record
bears markers of its own: in its id, place, note and sides. What comes out is unpacked and looked through: records of a source whose
licence forbids it are in nothing that can be passed on, those of an unknown licence in no brief, and whoever wants to be cited
is cited wherever their records or numbers are.
"""
import csv
import io
import itertools
import os
import re
import subprocess
import sys
import tempfile
import zipfile

OPEN, CITED, CLOSED, UNSAID = "Open archive", "Cited archive", "Closed archive", "Unsaid archive"
LICENCES = {OPEN: "open", CITED: "attribution", CLOSED: "no-republication"}
STEM = {OPEN: "OPN", CITED: "CIT", CLOSED: "CLO", UNSAID: "UNS"}
GED_AUTHORS = "Sundberg"
LANGUAGES, MEDIA = ("en", "ar", "ckb"), ("html", "pdf", "docx", "xlsx", "txt", "json")
tests = failures = 0


def report(what, problems):
    global tests, failures
    tests += 1
    failures += bool(problems)
    print(f"{'not ok' if problems else 'ok'} {tests} - {what}", flush=True)
    for line in problems[:12]:
        print(f"# {line}")


def run(*arguments, status=(0,)):
    done = subprocess.run([DIWAN, *arguments], capture_output=True, timeout=120, check=False, stdin=subprocess.DEVNULL)
    if done.returncode not in status:
        raise SystemExit(f"Bail out! diwan {' '.join(arguments)}: status {done.returncode}: {done.stderr.decode()}")
    return done.stdout.decode(), done.stderr.decode()


def file_text(path):
    """All words of a file, in whatever it is packed."""
    if path.endswith((".xlsx", ".docx")):
        with zipfile.ZipFile(path) as book:
            return re.sub(r"<[^>]*>", " ", " ".join(book.read(n).decode("utf-8", "replace") for n in book.namelist() if n.endswith((".xml", ".rels"))))
    if path.endswith(".pdf"):
        return subprocess.run(["pdftotext", "-raw", path, "-"], capture_output=True, check=True).stdout.decode()
    with open(path, encoding="utf-8") as f:
        return f.read()


def without_marks(text):
    """Letters as they were written: a page sets names apart and breaks lines."""
    return re.sub(r"\s+", " ", re.sub(r"[\u2066-\u2069\u200e\u200f]", "", text))


def markers(source, what=("ID", "NOTE", "PLACE")):
    return [f"{STEM[source]}{kind}{i}X" for kind in what for i in range(6)]


def found(text, source, what=("ID", "NOTE", "PLACE")):
    return [m for m in markers(source, what) if m in text]


def write_sources():
    for n, source in enumerate(STEM):
        stem = STEM[source]
        with open(f"{stem}.csv", "w", encoding="utf-8") as f:
            out = csv.writer(f)
            out.writerow(["Number", "Day", "Country", "Province", "Town", "Kind", "First", "Second", "Dead", "Words"])
            for i in range(6):
                out.writerow([f"{stem}ID{i}X", f"202{3 + i % 2}-0{1 + i}-1{n}", "Selmara", "Vashta" if i else "Vashto", f"{stem}PLACE{i}X", "battle with a state",
                    f"{stem}SIDE{i}X", "Town Guard", 7 + i + (900 if source in (CLOSED, UNSAID) and i == 3 else 0), f"{stem}NOTE{i}X"])
    with open("licences.csv", "w", encoding="utf-8") as f:
        f.write("source,licence\n" + "".join(f"{source},{word}\n" for source, word in LICENCES.items()))


def make_register():
    write_sources()
    run("new", "--open", "r.diwan", "--name", "Licences")
    run("add", "r.diwan", os.path.join(DATA, "selmara_borders.geojson"), os.path.join(DATA, "selmara_population.csv"), os.path.join(DATA, "selmara_incidents.csv"), "--quiet")
    for source, stem in STEM.items():
        run("add", "r.diwan", f"{stem}.csv", "--source", source, "--quiet", "--map",
            "id=Number,date=Day,country=Country,admin1=Province,place=Town,kind=Kind,side_a=First,side_b=Second,deaths_best=Dead,note=Words")
    run("add", "r.diwan", "licences.csv", "--quiet")


def spoken(name, arguments):
    """Each way to ask for the same: (words for the report, all that came out, may it be passed on as a file?)."""
    out, said = run(*arguments)
    yield f"{name} on the terminal", out + said
    for form in ("--csv", "--json"):
        out, said = run(*arguments, form)
        yield f"{name} {form}", out + said
    out, said = run(*arguments, "--csv", "--hxl")
    yield f"{name} --csv --hxl", out + said
    for medium in MEDIA if arguments[0] != "check" else ():
        file = f"out.{medium}"
        run(*arguments, "-o", file, "--quiet")
        yield f"{name} -o .{medium}", file_text(file)


def cited_in(text, *wanted):
    flat = without_marks(text)
    return [f"{name} is not cited" for name in wanted if name not in flat]


def lists_of_records():
    """Records: those that may not be republished in none of it, the others with their remark."""
    for name, arguments in {"show incidents": ["show", "r.diwan", "incidents"], "check --list": ["check", "r.diwan", "--list", "no_point"]}.items():
        if name == "check --list":
            codes = [row["code"] for row in csv.DictReader(io.StringIO(run("check", "r.diwan", "--csv")[0]))]
            arguments = ["check", "r.diwan", "--list", next(c for c in codes if c in ("disagree", "copy", "coarse", "no_deaths", "outside", "near_border"))]
        for way, text in spoken(name, arguments):
            wrong = [f"{m} is listed" for m in found(text, CLOSED, ("ID", "NOTE", "PLACE", "SIDE"))]
            if name == "show incidents":
                wrong += cited_in(text, CITED, GED_AUTHORS)
                wrong += [] if UNSAID in text else ["nothing is said of the source without a licence"]
            report(way, wrong)
    out, said = run("show", "r.diwan", "incidents", "--own-use")
    report("show incidents --own-use reminds whoever reads it", [] if CLOSED in said and CLOSED in out else ["no word of it"])
    for form in (["--csv"], ["--json"], ["-o", "own.xlsx"], ["-o", "own.html"]):
        _, said = run("show", "r.diwan", "incidents", "--own-use", *form, status=(1,))
        report(f"--own-use makes no file: {' '.join(form)}", [] if "not allowed" in said and not os.path.exists("own.xlsx") else [said])


def numbers():
    """Counts hold all; who wants to be cited is."""
    for name, arguments in {"count": ["count", "r.diwan"], "count by month": ["count", "r.diwan", "--by", "month,source"], "trend": ["trend", "r.diwan"]}.items():
        for way, text in spoken(name, arguments):
            wrong = [f"{m} stands there" for source in STEM for m in found(text, source)]
            report(way, wrong + cited_in(text, CITED, GED_AUTHORS))
    for keys in ("month,source,actor", "month,admin1"):
        _, said = run("count", "r.diwan", "--by", keys)
        report(f"count by {keys} says that a row of one incident is a record", [] if re.search(f"{CLOSED}: .*single incident", said) else [said])
    _, said = run("count", "r.diwan", "--by", "country")
    report("count by country needs no such word", [said] if "single incident" in said else [])


def briefs():
    """Every medium, reader and language."""
    for reader, language, medium in itertools.product(("", "minister", "wall"), LANGUAGES, MEDIA):
        file = f"brief.{medium}"
        run("brief", "r.diwan", *(["--for", reader] if reader else []), "--lang", language, "-o", file, "--quiet")
        text = file_text(file)
        wrong = [f"{m} stands there" for source in STEM for m in found(text, source)]
        wrong += cited_in(text, CITED, GED_AUTHORS)
        report(f"brief {reader or 'for all'}, {language}, {medium}", wrong)
    for form in ([], ["--csv"], ["--json"], *(["-o", f"trace.{m}"] for m in MEDIA)):
        out, said = run("brief", "r.diwan", "--trace", "short.1", *form)
        text = file_text(form[1]) if form and form[0] == "-o" else out + said
        wrong = [f"{m} stands there" for m in found(text, CLOSED)]
        report(f"brief --trace {' '.join(form)}", wrong + cited_in(text, CITED, GED_AUTHORS))


def others():
    """What holds no record, or names spellings and sources alone."""
    for name, arguments in {"show sources": ["show", "r.diwan", "sources"], "show imports": ["show", "r.diwan", "imports"], "show places": ["show", "r.diwan", "places"],
            "show licences": ["show", "r.diwan", "licences"], "check": ["check", "r.diwan"]}.items():
        for way, text in spoken(name, arguments):
            report(way, [f"{m} stands there" for source in STEM for m in found(text, source, ("ID", "NOTE"))])
    out, _ = run("show", "r.diwan", "sources", "--csv")
    rows = {row["source"]: row for row in csv.DictReader(io.StringIO(out))}
    report("show sources: the licence of each", [f"{s}: {rows[s]['licence']}" for s in STEM if rows[s]["licence"] != LICENCES.get(s, "")])
    run("template", "incidents", "-o", "template.xlsx")
    report("template", [m for source in STEM for m in found(file_text("template.xlsx"), source)])


def taken_back():
    """A licence that no longer allows what was published is told."""
    run("release", "r.diwan", "-o", "released.txt", "--signed-by", "L. Example", "--confirm", "read,recognised,licences,check,unseen,words,informed,harm,law,reply", "--quiet")

    def told():
        return [row["n"] for row in csv.DictReader(io.StringIO(run("check", "r.diwan", "--csv")[0])) if row["code"] == "publication_licence"]
    report("a publication whose sources allow it is no problem", told())
    with open("later.csv", "w", encoding="utf-8") as f:
        f.write(f"source,licence\n{CITED},no-republication\n")
    run("add", "r.diwan", "later.csv", "--quiet")
    out, _ = run("check", "r.diwan", "--list", "publication_licence", "--csv")
    report("a licence that allows no more what was published is told", [] if told() == ["1"] and "released.txt" in out and CITED in out else [out])
    run("release", "r.diwan", "--withdraw", "1", "--note", "its licence changed", "--quiet")
    report("not of what was withdrawn", told())


if __name__ == "__main__":
    DIWAN, DATA = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
    with tempfile.TemporaryDirectory(prefix="diwan-licences-") as folder:
        os.chdir(folder)
        make_register()
        lists_of_records()
        numbers()
        briefs()
        others()
        taken_back()
    print(f"1..{tests}")
    sys.exit(failures > 0)
