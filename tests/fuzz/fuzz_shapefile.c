/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Shapefiles of any bytes: the members .shp .dbf .shx .prj .cpg one after the other, each behind its length (four bytes, the big end
 * first; all ones: not there). make_borders.py writes such inputs. */
#include "border_checks.h"

static struct str member(const uint8_t *data, size_t size, size_t *at)
{
    if (size - *at < 4)
        return (struct str){NULL, 0};
    const uint8_t *p = data + *at;
    uint32_t n = (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
    *at += 4;
    if (n == UINT32_MAX)
        return (struct str){NULL, 0};
    size_t left = MIN_OF((size_t)n, size - *at);
    struct str out = {(const char *)data + *at, left};
    *at += left;
    return out;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct shapefile s = {.layer = size % 2 ? "fuzz_adm1" : "fuzz"};
    struct str *members[] = {&s.shp, &s.dbf, &s.shx, &s.prj, &s.cpg};
    struct border_wish wish = {.level = size % 5 ? -1 : (int)(size % 4), .encoding = size % 7 ? STR("") : STR("windows-1256")};
    struct border_batch b;
    struct err e = {0};
    size_t at = 0;
    for (size_t i = 0; i < ARRAY_LEN(members); i++)
        *members[i] = member(data, size, &at);
    (void)shapefile_sniff(s.shp);
    borders_hold(shapefile_borders("fuzz.zip", &s, 1, &wish, &b, NULL, &e), &b, &e);
    return 0;
}
