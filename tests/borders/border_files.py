# SPDX-License-Identifier: GPL-3.0-or-later
"""Border files written by hand for tests: GeoJSON, shapefiles, GeoPackages, from one list of features with nothing but the standard library.

A feature is (properties, polygons); a polygon is a list of rings, the outer one first; a ring a closed list of (longitude, latitude)."""
import json
import os
import sqlite3
import struct
import tempfile
import zipfile

WGS84_ESRI = ('GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",SPHEROID["WGS_1984",6378137.0,298.257223563]],PRIMEM["Greenwich",0.0],'
              'UNIT["Degree",0.0174532925199433]]')
WGS84_OGC = ('GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563,AUTHORITY["EPSG","7030"]],AUTHORITY["EPSG","6326"]],'
             'PRIMEM["Greenwich",0],UNIT["degree",0.0174532925199433],AUTHORITY["EPSG","4326"]]')
UTM = 'PROJCS["WGS 84 / UTM zone 38N",GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563]]],UNIT["metre",1]]'


def read_geojson(path):
    with open(path, encoding="utf-8-sig") as f:
        features = json.load(f)["features"]
    out = []
    for feature in features:
        shape = feature["geometry"]
        polygons = shape["coordinates"] if shape["type"] == "MultiPolygon" else [shape["coordinates"]]
        out.append((feature["properties"], [[[tuple(p[:2]) for p in ring] for ring in polygon] for polygon in polygons]))
    return out


def geojson(features):
    return json.dumps({"type": "FeatureCollection", "features": [
        {"type": "Feature", "properties": properties, "geometry": {"type": "MultiPolygon", "coordinates": polygons}}
        for properties, polygons in features]}, ensure_ascii=False).encode()


def signed_area(ring):
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, ring[1:])) / 2


def turned(ring, clockwise):
    return ring if (signed_area(ring) < 0) == clockwise else ring[::-1]


# ---- shapefile ----

def table(features, encoding, columns):
    """dBASE III: texts and numbers alike as text, dates as dates."""
    def cell(value, kind, width):
        if value is None:
            return b" " * width
        text = str(value).replace("-", "") if kind == "D" else str(value)
        return text.encode(encoding)[:width].ljust(width)
    head = struct.pack("<B3BIHH20x", 3, 126, 1, 1, len(features), 33 + 32 * len(columns), 1 + sum(w for _, _, w in columns))
    fields = b"".join(struct.pack("<11sc4xBB14x", name.encode()[:10], kind.encode(), width, 0) for name, kind, width in columns)
    rows = b"".join(b" " + b"".join(cell(p.get(name), kind, width) for name, kind, width in columns) for p, _ in features)
    return head + fields + b"\r" + rows + b"\x1a"


def record(polygons, kind):
    if kind == 1:
        return struct.pack("<i2d", 1, *polygons[0][0][0])
    rings = [turned(ring, i == 0) for polygon in polygons for i, ring in enumerate(polygon)]
    starts, corners = [], []
    for ring in rings:
        starts.append(len(corners))
        corners += ring
    xs, ys = [c[0] for c in corners], [c[1] for c in corners]
    out = struct.pack("<i4d2i", kind, min(xs), min(ys), max(xs), max(ys), len(rings), len(corners))
    out += struct.pack(f"<{len(starts)}i", *starts) + b"".join(struct.pack("<2d", *c) for c in corners)
    return out + (b"\0" * (16 + 8 * len(corners)) * 2 if kind == 15 else b"")


def shapefile(features, kind=5, encoding="utf-8", cpg="UTF-8", prj=WGS84_ESRI):
    """{"shp": bytes, "dbf": ..., "shx": ..., "prj": ..., "cpg": ...}"""
    names = list(dict.fromkeys(name for properties, _ in features for name in properties))
    columns = []
    for name in names:
        values = [str(p[name]).encode(encoding) for p, _ in features if p.get(name) is not None]
        day = bool(values) and all(len(v) == 10 and v[4:5] == v[7:8] == b"-" for v in values)
        columns.append((name, "D" if day else "C", 8 if day else max([1, *map(len, values)])))
    shp, shx = b"", b""
    for number, (_, polygons) in enumerate(features, 1):
        content = record(polygons, kind)
        shx += struct.pack(">2i", 50 + len(shp) // 2, len(content) // 2)
        shp += struct.pack(">2i", number, len(content) // 2) + content
    def headed(body):
        return struct.pack(">i20xi", 9994, 50 + len(body) // 2) + struct.pack("<2i64x", 1000, kind) + body
    out = {"shp": headed(shp), "shx": headed(shx), "dbf": table(features, encoding, columns)}
    if prj is not None:
        out["prj"] = prj.encode()
    if cpg is not None:
        out["cpg"] = cpg.encode()
    return out


def write_shapefile(folder, stem, members):
    for ending, content in members.items():
        with open(os.path.join(folder, f"{stem}.{ending}"), "wb") as f:
            f.write(content)


def zip_of(path, files):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as z:
        for name, content in files.items():
            z.writestr(name, content)


# ---- GeoPackage ----

def wkb(polygons, little=True, height=False):
    order, mark = ("<", b"\1") if little else (">", b"\0")
    kind = 1000 if height else 0
    out = mark + struct.pack(order + "2I", 6 + kind, len(polygons))
    for polygon in polygons:
        out += mark + struct.pack(order + "2I", 3 + kind, len(polygon))
        for ring in polygon:
            out += struct.pack(order + "I", len(ring))
            out += b"".join(struct.pack(order + ("3d" if height else "2d"), *c, *((7,) if height else ())) for c in ring)
    return out


def geometry(polygons, srs=4326, little=True, height=False, envelope=1):
    corners = [c for polygon in polygons for ring in polygon for c in ring]
    xs, ys = [c[0] for c in corners], [c[1] for c in corners]
    order = "<" if little else ">"
    flags = (1 if little else 0) | envelope << 1
    head = b"GP\0" + bytes([flags]) + struct.pack(order + "i", srs)
    if envelope:
        head += struct.pack(order + "4d", min(xs), max(xs), min(ys), max(ys)) + b"\0" * {1: 0, 2: 16, 3: 16, 4: 32}[envelope]
    return head + wkb(polygons, little, height)


def geopackage(layers, srs=4326, page=4096, kind="MULTIPOLYGON", journal="delete", after=None, **options):
    """`layers`: {name: features}. `after`: a function that changes the database before it is closed."""
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "a.gpkg")
        base = sqlite3.connect(path)
        base.executescript(f"""PRAGMA page_size = {page}; PRAGMA journal_mode = {journal}; PRAGMA application_id = 1196444487; PRAGMA user_version = 10300;
            CREATE TABLE gpkg_spatial_ref_sys (srs_name TEXT NOT NULL, srs_id INTEGER PRIMARY KEY, organization TEXT NOT NULL,
                organization_coordsys_id INTEGER NOT NULL, definition TEXT NOT NULL, description TEXT);
            CREATE TABLE gpkg_contents (table_name TEXT PRIMARY KEY, data_type TEXT NOT NULL, identifier TEXT, srs_id INTEGER);
            CREATE TABLE gpkg_geometry_columns (table_name TEXT PRIMARY KEY, column_name TEXT NOT NULL, geometry_type_name TEXT NOT NULL,
                srs_id INTEGER NOT NULL, z TINYINT NOT NULL, m TINYINT NOT NULL);""")
        systems = [("undefined geographic", 0, "NONE", 0, "undefined"), ("WGS 84", 4326, "EPSG", 4326, WGS84_OGC), ("UTM", 32638, "EPSG", 32638, UTM)]
        base.executemany("INSERT INTO gpkg_spatial_ref_sys VALUES (?, ?, ?, ?, ?, NULL)", systems)
        for name, features in layers.items():
            columns = list(dict.fromkeys(key for properties, _ in features for key in properties))
            quoted = ", ".join('"' + c + '"' for c in columns)
            base.execute(f'CREATE TABLE "{name}" (fid INTEGER PRIMARY KEY, geom BLOB, {quoted})')
            base.execute("INSERT INTO gpkg_contents VALUES (?, 'features', ?, ?)", (name, name, srs))
            base.execute("INSERT INTO gpkg_geometry_columns VALUES (?, 'geom', ?, ?, 0, 0)", (name, kind, srs))
            for properties, polygons in features:
                blob = geometry(polygons, srs, **options) if polygons is not None else None
                base.execute(f'INSERT INTO "{name}" (geom, {quoted}) VALUES (?{", ?" * len(columns)})', (blob, *(properties.get(c) for c in columns)))
        if after:
            after(base)
        base.commit()
        base.close()
        with open(path, "rb") as f:
            return f.read()
