#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""borders.py DIWAN: one list of invented borders as GeoJSON, shapefile (bare, zipped, in a folder) and GeoPackage becomes the same places;
levels, vintages and hostile files, through the program itself. The open data too, where DIWAN_SHARED names them. TAP."""
import csv
import io
import json
import os
import sqlite3
import struct
import subprocess
import sys
import tempfile

import border_files as bf

PROGRAM = os.path.abspath(sys.argv[1])
tests = failures = 0


def square(x0, y0, x1, y1):
    return [[[(x0, y0), (x0, y1), (x1, y1), (x1, y0), (x0, y0)]]]


def unit(name, code, box, since="2014-03-13", **more):
    return ({"adm1_name": name, "adm1_name1": "\u0641\u0627\u0634\u062a\u0627 " + code[-1], "adm1_pcode": code, "adm0_name": "Selmara", "adm0_pcode": "XX",
             "valid_on": since, **more}, square(*box))


UNITS = [unit("Vashta", "XX01", (0, 0, 4, 2)), unit("Kovrin", "XX02", (4, 0, 6, 2)),
         ({**unit("Isles", "XX03", (0, 0, 1, 1))[0]}, square(8, 0, 9, 1) + [[[(10, 0), (10, 3), (13, 3), (13, 0), (10, 0)],
                                                                              [(11, 1), (12, 1), (12, 2), (11, 2), (11, 1)]]])]
DISTRICTS = [({"adm2_name": name, "adm2_pcode": code, "adm1_pcode": code[:4], "adm0_name": "Selmara", "adm0_pcode": "XX"}, square(*box))
             for name, code, box in (("West", "XX0101", (0, 0, 2, 2)), ("East", "XX0102", (2, 0, 4, 2)), ("Kovrin Town", "XX0201", (4, 0, 6, 2)))]


def report(ok, what, *why):
    global tests, failures
    tests += 1
    failures += not ok
    print(f"{'ok' if ok else 'not ok'} {tests} - {what}", flush=True)
    for line in why if not ok else ():
        print("# " + str(line).replace("\n", "\n# "))


class Register:
    def __init__(self, folder):
        self.folder = folder
        self.path = os.path.join(folder, f"r{len(os.listdir(folder))}.diwan")
        self.run("new", "--open", self.path)

    def run(self, *words):
        return subprocess.run([PROGRAM, *words], capture_output=True, text=True, timeout=120)

    def add(self, *words):
        return self.run("add", self.path, *words)

    def file(self, name, content):
        path = os.path.join(self.folder, name)
        with open(path, "wb") as f:
            f.write(content)
        return path

    def places(self):
        """{(level, code, name): (names, parent, days, border)}"""
        base = sqlite3.connect(self.path)
        out = {}
        for origin, id_, level, code, name, parent, begin, end, border in base.execute(
                "SELECT origin, id, level, code, name, parent_code, valid_from, valid_to, border FROM place WHERE ended_by IS NULL"):
            names = sorted(base.execute("SELECT language, name FROM place_name WHERE place_origin = ? AND place = ? AND ended_by IS NULL", (origin, id_)))
            out[(level, code, name)] = (names, parent, begin, end, border)
        base.close()
        return out

    def show(self):
        return list(csv.DictReader(io.StringIO(self.run("show", self.path, "places", "--csv").stdout)))


def area(wkb):
    """Square degrees of a polygon or multipolygon, little end first."""
    at = 0
    def take(form):
        nonlocal at
        out = struct.unpack_from("<" + form, wkb, at)
        at += struct.calcsize("<" + form)
        return out
    def polygon():
        rings = []
        for _ in range(take("I")[0]):
            flat = take(f"{2 * take('I')[0]}d")
            rings.append(abs(bf.signed_area(list(zip(flat[::2], flat[1::2])))))
        return rings[0] - sum(rings[1:])
    kind = take("BI")[1]
    if kind == 3:
        return polygon()
    return sum((take("BI"), polygon())[1] for _ in range(take("I")[0]))


def same(a, b):
    """What differs between two sets of places; borders by their area."""
    wrong = [f"only in one: {key}" for key in a.keys() ^ b.keys()]
    for key in a.keys() & b.keys():
        if a[key][:4] != b[key][:4]:
            wrong.append(f"{key}: {a[key][:4]} and {b[key][:4]}")
        p, q = area(a[key][4]), area(b[key][4])
        if abs(p - q) > 1e-9 * max(p, 1e-9):
            wrong.append(f"{key}: areas {p} and {q}")
    return wrong


def forms(folder, features, stem="selmara_adm1"):
    """Every form of the same features: {what: path}."""
    shape = bf.shapefile(features)
    lie, alone = os.path.join(folder, "lie"), os.path.join(folder, "alone")
    os.mkdir(lie)
    os.mkdir(alone)
    bf.write_shapefile(lie, stem, shape)
    bf.write_shapefile(lie, "other", bf.shapefile(UNITS[:1]))
    bf.write_shapefile(alone, stem.upper(), {k.upper(): v for k, v in shape.items()})
    bf.zip_of(os.path.join(folder, "shape.zip"), {f"data/{stem}.{k}": v for k, v in shape.items()} | {"data/read me.txt": b"x", "__MACOSX/data/._x.shp": b"x"})
    bf.zip_of(os.path.join(folder, "geo.zip"), {"a.geojson": bf.geojson(features), "licence.txt": b"x"})
    out = {"shapefile, .shp named": os.path.join(lie, stem + ".shp"), "shapefile, .dbf named": os.path.join(lie, stem + ".dbf"),
           "shapefile, the folder named": alone, "shapefile, zipped": os.path.join(folder, "shape.zip"), "GeoJSON, zipped": os.path.join(folder, "geo.zip")}
    packages = {"GeoPackage": {}, "GeoPackage, big end first": {"little": False}, "GeoPackage, with heights": {"height": True, "envelope": 2},
                "GeoPackage, in WAL mode, small pages": {"journal": "wal", "page": 512, "envelope": 0}}
    for number, (what, options) in enumerate(packages.items()):
        out[what] = os.path.join(folder, f"{number}.gpkg")
        with open(out[what], "wb") as f:
            f.write(bf.geopackage({stem: features}, **options))
    return out


def equal_forms(what, features):
    with tempfile.TemporaryDirectory(prefix="diwan-borders-") as top, tempfile.TemporaryDirectory(prefix="diwan-registers-") as registers:
        plain = Register(registers)
        done = plain.add(plain.file("a.geojson", bf.geojson(features)))
        expected = plain.places()
        report(done.returncode == 0 and sum(k[0] > 0 for k in expected) > 0, f"{what}: GeoJSON is read", done.stderr)
        for form, path in forms(top, features).items():
            r = Register(registers)
            done = r.add(path)
            wrong = same(expected, r.places()) if done.returncode == 0 else [done.stderr]
            report(not wrong, f"{what}: {form} gives the same places", *wrong)
            again = r.add(path)
            report(again.returncode == 0 and "already" in again.stderr, f"{what}: {form} again changes nothing", again.stderr)


def refused(what, words, make, name, *options):
    with tempfile.TemporaryDirectory(prefix="diwan-borders-") as folder:
        r = Register(folder)
        path = make(r) if callable(make) else r.file(name, make)
        done = r.add(path, *options)
        said = done.stderr.strip()
        report(done.returncode != 0 and words in said and "\n" not in said and not r.places(), f"refused: {what}", said)


def layers():
    with tempfile.TemporaryDirectory(prefix="diwan-borders-") as folder:
        r = Register(folder)
        levels = {"x_adm2": DISTRICTS, "x_adm1": UNITS[:2], "roads": []}
        def lines(base):
            base.execute("UPDATE gpkg_geometry_columns SET geometry_type_name = 'LINESTRING' WHERE table_name = 'roads'")
        levels["roads"] = [({"name": "Road"}, None)]
        done = r.add(r.file("levels.gpkg", bf.geopackage(levels, after=lines)))
        rows = [(p["level"], p["code"], p["parent"], p["valid_from"]) for p in r.show()]
        report(rows == [("0", "XXS", "", ""), ("1", "XX01", "XX", "2014-03-13"), ("1", "XX02", "XX", "2014-03-13"), ("2", "XX0101", "XX01", ""),
                        ("2", "XX0102", "XX01", ""), ("2", "XX0201", "XX02", "")], "both levels of a GeoPackage, parents and days", done.stderr, rows)
        whole = {k: area(v[4]) for k, v in r.places().items()}
        report(abs(sum(v for k, v in whole.items() if k[0] == 0) - 12) < 1e-9, "the country is the union of its governorates", whole)
        incidents = "id,day,lat,lon,killed\n#meta+id,#date+occurred,#geo+lat,#geo+lon,#affected+killed\n" + "".join(
            f"{i},2015-01-0{i + 1},1,{x},{i}\n" for i, x in enumerate((0.5, 1.5, 2.5, 5.0)))
        r.add(r.file("i.csv", incidents.encode()), "--source", "Invented")
        for level, expected in (("1", {"Vashta": "3", "Kovrin": "1"}), ("2", {"West": "2", "East": "1", "Kovrin Town": "1"}), ("0", {"Selmara": "4"})):
            found = {row["place"]: row["incidents"] for row in csv.DictReader(io.StringIO(
                r.run("count", r.path, "--by", "place", "--level", level, "--csv").stdout)) if row["incidents"] != "0"}
            report(found == expected, f"counted at level {level}", found)
    with tempfile.TemporaryDirectory(prefix="diwan-borders-") as folder:
        r = Register(folder)
        years = {"adm1_2003": UNITS[:1], "adm1_2014": UNITS[:2]}
        path = r.file("years.gpkg", bf.geopackage(years))
        done = r.add(path)
        report(done.returncode == 2 and "--layer" in done.stderr and not r.places(), "two layers of one level ask which", done.stderr)
        done = r.add(path, "--layer", "adm1_2014")
        report(done.returncode == 0 and sum(k[0] == 1 for k in r.places()) == 2, "--layer chooses", done.stderr)
        sets = {f"x_adm{n}.{k}": v for n, fs in ((1, UNITS[:2]), (2, DISTRICTS)) for k, v in bf.shapefile(fs).items()}
        sets |= {f"x_points.{k}": v for k, v in bf.shapefile(UNITS[:1], kind=1).items()}
        path = os.path.join(folder, "all.zip")
        bf.zip_of(path, sets)
        r = Register(folder)
        done = r.add(path)
        report(done.returncode == 0 and sorted(k[0] for k in r.places()) == [0, 1, 1, 2, 2, 2], "a zip of all levels, points left out", done.stderr)


def vintages():
    old = [unit("Vashta", "XX01", (0, 0, 4, 2), "2003-01-01"), unit("Kovrin", "XX02", (4, 0, 6, 2), "2003-01-01")]
    new = [unit("Halva", "XX09", (0, 0, 1, 2)), unit("Vashta", "XX01", (1, 0, 4, 2)), unit("Kovrin", "XX02", (4, 0, 6, 2))]
    with tempfile.TemporaryDirectory(prefix="diwan-borders-") as folder:
        r = Register(folder)
        files = [r.file("old.geojson", bf.geojson(old)), r.file("new.gpkg", bf.geopackage({"adm1": new}))]
        incidents = "id,day,lat,lon\n#meta+id,#date+occurred,#geo+lat,#geo+lon\n" + "".join(f"{i},2015-01-01,1,{i + 0.5}\n" for i in range(6))
        r.add(r.file("i.csv", incidents.encode()), "--source", "Invented")
        def counted():
            rows = csv.DictReader(io.StringIO(r.run("count", r.path, "--by", "place", "--level", "1", "--csv").stdout))
            return {row["place"]: int(row["incidents"]) for row in rows if row["incidents"] != "0"}
        r.add(files[0])
        first = counted()
        done = r.add(files[1])
        second = counted()
        report(first == {"Vashta": 4, "Kovrin": 2} and second == {"Halva": 1, "Vashta": 3, "Kovrin": 2}, "a unit that was split counts once", done.stderr, first, second)
        done = r.add(files[0])
        report("already" in done.stderr and counted() == second, "the older file again changes nothing", done.stderr)
        older = r.file("older.geojson", bf.geojson([unit("Vashta", "XX01", (0, 0, 4.5, 2), "1997-01-01")]))
        done = r.add(older)
        report(done.returncode != 0 and "valid from 1997-01-01" in done.stderr and counted() == second, "an older vintage does not replace a newer one", done.stderr)
        r.run("undo", r.path, "3")
        report(counted() == first, "undo restores the older vintage", counted())


def packages_refused():
    refused("a GeoPackage in metres", '"WGS 84 / UTM zone 38N"', bf.geopackage({"adm1": UNITS}, srs=32638), "a.gpkg")
    refused("a SQLite database of something else", "no GeoPackage", bf.geopackage({}, after=lambda b: b.execute("DROP TABLE gpkg_geometry_columns")), "a.gpkg")
    refused("a GeoPackage of lines", "draws no areas", bf.geopackage({"roads": UNITS}, kind="LINESTRING"), "a.gpkg")
    whole = bf.geopackage({"adm1": UNITS}, page=512)
    refused("a GeoPackage cut short", "fetch", whole[:len(whole) // 2], "a.gpkg")
    def view(base):
        base.executescript("""CREATE TABLE hidden AS SELECT * FROM adm1; DROP TABLE adm1;
            CREATE VIEW adm1 AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT hidden.* FROM hidden, n;""")
    refused("a layer that is an endless view", "a table it speaks of is not there", bf.geopackage({"adm1": UNITS}, after=view), "a.gpkg")
    def endless(base):
        base.executescript("""DROP TABLE gpkg_contents; CREATE VIEW gpkg_contents AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)
            SELECT 'adm1' AS table_name, 'features' AS data_type, i AS identifier FROM n;""")
    refused("a list of layers that is an endless view", "cannot be read", bf.geopackage({"adm1": UNITS}, after=endless), "a.gpkg")
    def quoted(base):
        base.executescript("""ALTER TABLE adm1 RENAME TO "a""; DROP TABLE x; --"; UPDATE gpkg_contents SET table_name = 'a"; DROP TABLE x; --';
            UPDATE gpkg_geometry_columns SET table_name = 'a"; DROP TABLE x; --', column_name = 'nowhere';""")
    refused("a layer whose name is SQL, without its column", 'no column "nowhere"', bf.geopackage({"adm1": UNITS}, after=quoted), "a.gpkg")
    def damaged(base):
        base.execute("UPDATE adm1 SET geom = substr(geom, 1, 60) WHERE fid = 2")
    refused("a shape that was cut", "record 2: its shape is damaged", bf.geopackage({"adm1": UNITS}, after=damaged), "a.gpkg")


def shapefiles_refused():
    shape = bf.shapefile(UNITS)
    def zipped(members):
        def make(r):
            path = os.path.join(r.folder, "a.zip")
            bf.zip_of(path, {f"selmara.{k}": v for k, v in members.items()})
            return path
        return make
    refused("a shapefile in metres", '"WGS 84 / UTM zone 38N"', zipped(dict(shape, prj=bf.UTM.encode())), "")
    refused("a shapefile without names", ".dbf is missing", zipped({k: v for k, v in shape.items() if k != "dbf"}), "")
    refused("a shapefile cut short", "cut short", zipped(dict(shape, shp=shape["shp"][:-9])), "")
    refused("the shapes alone", ".dbf is missing", shape["shp"], "a.shp")
    refused("the table alone", "not beside it", shape["dbf"], "a.dbf")
    refused("a folder without shapefile", "a folder without a shapefile", lambda r: r.folder, "")
    arabic = bf.shapefile(UNITS, encoding="cp1256", cpg=None)
    refused("Arabic names in an encoding that is not said", "--encoding windows-1256", zipped(arabic), "")
    with tempfile.TemporaryDirectory(prefix="diwan-borders-") as folder, tempfile.TemporaryDirectory(prefix="diwan-borders-") as lie:
        r, plain = Register(folder), Register(folder)
        plain.add(plain.file("a.geojson", bf.geojson(UNITS)))
        bf.write_shapefile(lie, "selmara", arabic)
        done = r.add(lie, "--encoding", "windows-1256")
        report(done.returncode == 0 and not same(plain.places(), r.places()), "--encoding says it", done.stderr)
        r = Register(folder)
        bf.write_shapefile(lie, "selmara", bf.shapefile(UNITS, encoding="cp1256", cpg="ANSI 1256"))
        done = r.add(os.path.join(lie, "selmara.shp"))
        report(done.returncode == 0 and not same(plain.places(), r.places()), "a .cpg file says it", done.stderr)
        bf.write_shapefile(lie, "second", shape)
        done = r.add(lie)
        report(done.returncode == 2 and "name the one that is meant" in done.stderr, "a folder of two shapefiles asks which", done.stderr)


def open_data():
    folder = os.environ.get("DIWAN_SHARED", "")
    folder = os.path.join(folder, "data", "boundaries") if folder else ""
    if not os.path.isdir(folder):
        print("# SKIPPED: DIWAN_SHARED is not set, so the open border files are not compared")
        return
    for name in sorted(os.listdir(folder)):
        equal_forms(name, bf.read_geojson(os.path.join(folder, name)))


def main():
    equal_forms("invented", UNITS)
    layers()
    vintages()
    packages_refused()
    shapefiles_refused()
    open_data()
    print(f"1..{tests}")
    sys.exit(1 if failures else 0)


main()
