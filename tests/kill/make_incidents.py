#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""make_incidents.py FILE ROWS FIRST [SEED]: invented incidents of Selmara in the 49 columns of UCDP GED.

Ids run from FIRST on; the same arguments make the same file. Also used as a module by kill_imports.py.
"""
import csv
import datetime
import random
import sys

COLUMNS = ("id,relid,year,active_year,code_status,type_of_violence,conflict_dset_id,conflict_new_id,conflict_name,"
           "dyad_dset_id,dyad_new_id,dyad_name,side_a_dset_id,side_a_new_id,side_a,side_b_dset_id,side_b_new_id,side_b,"
           "number_of_sources,source_article,source_office,source_date,source_headline,source_original,where_prec,"
           "where_coordinates,where_description,adm_1,adm_2,latitude,longitude,geom_wkt,priogrid_gid,country,country_id,"
           "region,event_clarity,date_prec,date_start,date_end,deaths_a,deaths_b,deaths_civilians,deaths_unknown,best,high,"
           "low,gwnoa,gwnob").split(",")
PROVINCES = ["Avora", "Belmar", "Coradin", "Dunesh", "Estival", "Farrow"]
FIRST_DAY = datetime.date(2012, 1, 1)


def incident(key, best, chance):
    """One row as a dict: invented, but of the layout's own shape (a + b + civilians + unknown = best)."""
    day = FIRST_DAY + datetime.timedelta(days=chance.randrange(3650))
    province = chance.choice(PROVINCES)
    civilians = chance.randint(0, best)
    latitude, longitude = round(chance.uniform(10, 14), 6), round(chance.uniform(40, 45), 6)
    row = dict.fromkeys(COLUMNS, "")
    row.update(
        id=key, relid=f"SLM-{key}", year=day.year, active_year=1, code_status="Clear", type_of_violence=1,
        conflict_dset_id=9001, conflict_new_id=9001, conflict_name="Selmara: Government", dyad_dset_id=9101,
        dyad_new_id=9101, dyad_name="Government of Selmara - Avora Front", side_a_dset_id=9201, side_a_new_id=9201,
        side_a="Government of Selmara", side_b_dset_id=9301, side_b_new_id=9301, side_b="Avora Front",
        number_of_sources=1, source_article=f'"Daily Selmara, {day}, ""Clash in {province}"""',
        source_office="Daily Selmara", source_date=str(day), source_headline=f"Clash in {province}",
        where_prec=chance.randint(1, 4), where_coordinates=f"{province} town", adm_1=f"{province} province",
        latitude=latitude, longitude=longitude, geom_wkt=f"POINT ({longitude} {latitude})", priogrid_gid=150000,
        country="Selmara", country_id=990, region="Middle East", event_clarity=1, date_prec=1,
        date_start=f"{day} 00:00:00.000", date_end=f"{day} 00:00:00.000", deaths_a=best - civilians, deaths_b=0,
        deaths_civilians=civilians, deaths_unknown=0, best=best, high=best + 1, low=best, gwnoa=990)
    return row


def write(path, rows, seed):
    """rows: pairs of id and deaths (best)."""
    chance = random.Random(seed)
    with open(path, "w", encoding="utf-8", newline="") as f:
        out = csv.DictWriter(f, COLUMNS, lineterminator="\n")
        out.writeheader()
        for key, best in rows:
            out.writerow(incident(key, best, chance))


if __name__ == "__main__":
    if len(sys.argv) not in (4, 5):
        sys.exit(__doc__)
    count, first = int(sys.argv[2]), int(sys.argv[3])
    seed = int(sys.argv[4]) if len(sys.argv) == 5 else 1
    deaths = random.Random(seed + 1)
    write(sys.argv[1], [(first + i, deaths.randint(0, 9)) for i in range(count)], seed)
