/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which coordinate system a border file is in, from its WKT (a shapefile's .prj, a GeoPackage's definition; WKT 1 of ESRI and
 * OGC, WKT 2). Only degrees of WGS 84 from Greenwich are taken: anything else, read as if it were, would put people in the wrong place.
 */
#include "place/projection_priv.h"

/* Letters and digits, small: "D_WGS_1984" and "WGS 84" become "dwgs1984" and "wgs84". */
static void plain(struct str s, char *out, size_t room)
{
    size_t n = 0;
    for (size_t i = 0; i < s.n && n + 1 < room; i++) {
        char c = s.p[i] >= 'A' && s.p[i] <= 'Z' ? (char)(s.p[i] + 32) : s.p[i];
        if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
            out[n++] = c;
    }
    out[n] = 0;
}

static bool begins_word(struct str wkt, size_t at)
{
    char before = at ? wkt.p[at - 1] : ',';
    return !((before >= 'A' && before <= 'Z') || (before >= 'a' && before <= 'z') || before == '_');
}

/* What stands behind `keyword[` or `keyword(`: its first text without quotes into *name, what follows that into *rest. */
static bool part(struct str wkt, const char *keyword, struct str *name, struct str *rest)
{
    size_t k = strlen(keyword);
    for (size_t i = 0; i + k < wkt.n; i++) {
        if (!str_is_nocase((struct str){wkt.p + i, k}, keyword) || !begins_word(wkt, i))
            continue;
        struct str after = str_trim((struct str){wkt.p + i + k, wkt.n - i - k});
        if (!after.n || (after.p[0] != '[' && after.p[0] != '('))
            continue;
        after = str_trim((struct str){after.p + 1, after.n - 1});
        if (!after.n || after.p[0] != '"')
            continue;
        const char *end = memchr(after.p + 1, '"', after.n - 1);
        if (!end)
            continue;
        *name = (struct str){after.p + 1, (size_t)(end - after.p) - 1};
        *rest = (struct str){end + 1, after.n - (size_t)(end - after.p) - 1};
        return true;
    }
    return false;
}

static bool any_part(struct str wkt, const char *const *keywords, struct str *name, struct str *rest)
{
    for (size_t k = 0; keywords[k]; k++)
        if (part(wkt, keywords[k], name, rest))
            return true;
    return false;
}

static bool datum_is_wgs84(struct str geographic)
{
    static const char *const keywords[] = {"DATUM", "ENSEMBLE", "GEODETICDATUM", NULL};
    static const char *const spellings[] = {"dwgs1984", "wgs1984", "wgs84", "dwgs84", "worldgeodeticsystem1984", "worldgeodeticsystem1984ensemble",
        "wgs1984ensemble", "wgs84ensemble"};
    struct str name, rest;
    char word[80];
    if (!any_part(geographic, keywords, &name, &rest))
        return false;
    plain(name, word, sizeof word);
    for (size_t i = 0; i < ARRAY_LEN(spellings); i++)
        if (strcmp(word, spellings[i]) == 0)
            return true;
    return false;
}

/* The number that follows a name: PRIMEM["Greenwich",0]. `absent` when there is none. */
static double number_behind(struct str rest, double absent)
{
    rest = str_trim(rest);
    if (!rest.n || rest.p[0] != ',')
        return absent;
    size_t n = 1;
    while (n < rest.n && rest.p[n] != ',' && rest.p[n] != ']' && rest.p[n] != ')')
        n++;
    double v;
    return str_to_real((struct str){rest.p + 1, n - 1}, &v) ? v : absent;
}

static bool from_greenwich_in_degrees(struct str geographic)
{
    static const char *const meridians[] = {"PRIMEM", "PRIMEMERIDIAN", NULL}, *const units[] = {"ANGLEUNIT", NULL};
    struct str name, rest;
    if (any_part(geographic, meridians, &name, &rest) && !(fabs(number_behind(rest, 0)) < 1e-9))
        return false;
    double radians = M_PI / 180;
    struct str left = geographic;
    if (any_part(geographic, units, &name, &rest))
        radians = number_behind(rest, radians);
    else
        while (part(left, "UNIT", &name, &rest)) { /* the last one is the system's own; those before may be a spheroid's */
            radians = number_behind(rest, radians);
            left = rest;
        }
    return fabs(radians - M_PI / 180) < 1e-6;
}

/* A text that only names the system. */
static bool short_name(struct str wkt)
{
    char word[40];
    plain(wkt, word, sizeof word);
    return strcmp(word, "epsg4326") == 0 || strcmp(word, "ogccrs84") == 0 || strcmp(word, "urnogcdefcrsogc13crs84") == 0 ||
        strcmp(word, "urnogcdefcrsepsg4326") == 0 || strcmp(word, "wgs84") == 0;
}

bool projection_is_wgs84(struct str wkt, struct str *name)
{
    static const char *const projected[] = {"PROJCS", "PROJCRS", "PROJECTEDCRS", "LOCAL_CS", "ENGCRS", "GEOCCS", NULL};
    static const char *const geographic[] = {"GEOGCS", "GEOGCRS", "GEOGRAPHICCRS", "GEODCRS", "GEODETICCRS", "BASEGEOGCRS", NULL};
    struct str rest;
    wkt = str_trim(wkt);
    *name = (struct str){wkt.p, MIN_OF(wkt.n, (size_t)80)};
    if (short_name(wkt))
        return true;
    if (any_part(wkt, projected, name, &rest) || !any_part(wkt, geographic, name, &rest))
        return false;
    return datum_is_wgs84(rest) && from_greenwich_in_degrees(rest);
}

bool projection_refuse(const char *file, struct str name, struct err *e)
{
    name.n = MIN_OF(name.n, (size_t)100);
    while (name.n && !str_utf8_ok(name, NULL))
        name.n--;
    for (size_t i = 0; i < name.n; i++)
        if ((unsigned char)name.p[i] < ' ')
            name.n = i;
    return err_set(e, ERR_INPUT,
        "%s: the borders are in the coordinate system \"%.*s\", not in degrees of WGS 84; convert them to EPSG:4326 (in QGIS: Export, Save "
        "Features As; or ogr2ogr -t_srs EPSG:4326 NEW OLD) and add the result", file, STR_F(name));
}
