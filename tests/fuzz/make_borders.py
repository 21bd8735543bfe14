#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""make_borders.py CORPUS: write the small invented shapefiles and GeoPackages of the fuzz corpus anew."""
import os
import struct
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "borders"))
import border_files as bf  # noqa: E402

SQUARE = [[[(0, 0), (0, 1), (1, 1), (1, 0), (0, 0)]]]
HOLED = [[[(0, 0), (0, 9), (9, 9), (9, 0), (0, 0)], [(3, 3), (6, 3), (6, 6), (3, 6), (3, 3)]], [[(20, 0), (20, 1), (21, 1), (20, 0)]]]
TWO = [({"adm1_name": "Vashta", "adm1_pcode": "XS01", "iso3": "XXS", "validOn": "2014-03-13"}, HOLED),
       ({"adm1_name": "Kovrin", "adm1_pcode": "XS02", "iso3": "XXS", "validOn": None}, SQUARE)]
ARABIC = [({"adm1_name": "\u0641\u0627\u0634\u062a\u0627", "adm1_pcode": "XS01", "iso3": "XXS"}, SQUARE)]


def packed(members):
    out = b""
    for ending in ("shp", "dbf", "shx", "prj", "cpg"):
        member = members.get(ending)
        out += b"\xff\xff\xff\xff" if member is None else struct.pack(">I", len(member)) + member
    return out


def main():
    corpus = sys.argv[1]
    shapes, packages = (os.path.join(corpus, name) for name in ("shapefile", "geopackage"))
    for folder in (shapes, packages):
        os.makedirs(folder, exist_ok=True)
    whole = bf.shapefile(TWO)
    inputs = {"two": whole, "heights": bf.shapefile(TWO, kind=15), "arabic-1256": bf.shapefile(ARABIC, encoding="cp1256", cpg="1256"),
              "points": bf.shapefile(TWO, kind=1), "utm": dict(whole, prj=b'PROJCS["WGS_1984_UTM_Zone_38N",GEOGCS["GCS_WGS_1984"]]'),
              "bare": {k: whole[k] for k in ("shp", "dbf")}}
    for name, members in inputs.items():
        with open(os.path.join(shapes, name), "wb") as f:
            f.write(packed(members))
    layers = {"adm1": {"layers": {"x_adm1": TWO}}, "levels": {"layers": {"x_adm1": TWO, "x_adm0": [({"name": "Selmara", "iso3": "XXS"}, HOLED)]}},
              "utm": {"layers": {"x_adm1": TWO}, "srs": 32638}, "big-end": {"layers": {"x_adm1": TWO}, "little": False, "envelope": 0}}
    for name, options in layers.items():
        with open(os.path.join(packages, name), "wb") as f:
            f.write(bf.geopackage(page=512, **options))


main()
