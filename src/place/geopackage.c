/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Borders from a GeoPackage: a SQLite database whose tables are layers. It is read from memory and trusted with nothing
 * (store/outside.h). All layers that draw areas are taken: they are the levels of a country.
 */
#include "place/geopackage_priv.h"
#include "place/projection_priv.h"
#include "store/outside.h"

enum { LAYERS_MOST = 200, DIWAN_APPLICATION = 0x4469776E };

struct layer {
    const char *name;
    struct str column, kind, organisation, definition;
    int64_t srs, code; /* code: the organisation's number */
    bool srs_known;
};
struct package {
    const char *file;
    const struct border_wish *wish;
    struct outside *base;
    struct arena arena;
    struct layer *layers;
    size_t n, room;
    struct feature_hand hand;
    struct progress *p;
};

bool geopackage_sniff(struct str head)
{
    return outside_sniff(head) && outside_application(head) != DIWAN_APPLICATION;
}

static struct str stay(struct package *g, struct str s)
{
    return s.n ? (struct str){arena_text(&g->arena, s.p, s.n), s.n} : STR("");
}

/* ---- what it holds ---- */

static bool is_package(struct package *g, struct err *e)
{
    struct outside_rows *r CLEANUP(outside_drop) = outside_ask(g->base,
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name = 'gpkg_geometry_columns'", STR(""));
    bool there = outside_next(r);
    while (outside_next(r))
        ;
    if (!outside_end(&r, e))
        return false;
    return there || err_set(e, ERR_INPUT, "%s: is a SQLite database, but no GeoPackage: it has no list of layers (gpkg_geometry_columns)", g->file);
}

static bool layers_list(struct package *g, struct err *e)
{
    struct outside_rows *r CLEANUP(outside_drop) = outside_ask(g->base,
        "SELECT c.table_name, g.column_name, g.geometry_type_name, g.srs_id, s.organization, s.organization_coordsys_id, s.definition "
        "FROM gpkg_geometry_columns AS g JOIN gpkg_contents AS c ON c.table_name = g.table_name "
        "LEFT JOIN gpkg_spatial_ref_sys AS s ON s.srs_id = g.srs_id WHERE c.data_type = 'features' ORDER BY c.table_name", STR(""));
    while (outside_next(r)) {
        struct str name = outside_value(r, 0);
        if (g->n == LAYERS_MOST)
            return err_set(e, ERR_INPUT, "%s: has more than %d layers; save those that draw borders as a file of their own", g->file, LAYERS_MOST);
        GROW(g->layers, g->n, g->room);
        g->layers[g->n++] = (struct layer){.name = arena_text(&g->arena, name.p, name.n), .column = stay(g, outside_value(r, 1)),
            .kind = stay(g, outside_value(r, 2)), .srs = outside_int(r, 3), .srs_known = outside_kind(r, 5) == BIND_INT,
            .organisation = stay(g, outside_value(r, 4)), .code = outside_int(r, 5), .definition = stay(g, outside_value(r, 6))};
    }
    return outside_end(&r, e);
}

static bool draws_areas(const struct layer *l)
{
    static const char *const kinds[] = {"POLYGON", "MULTIPOLYGON", "GEOMETRY", "SURFACE", "MULTISURFACE", "CURVEPOLYGON", "GEOMETRYCOLLECTION"};
    for (size_t i = 0; i < ARRAY_LEN(kinds); i++)
        if (str_is_nocase(l->kind, kinds[i]))
            return true;
    return false;
}

/* 0 stands for degrees of an earth that is not named, as a shapefile without .prj. */
static bool right_projection(struct package *g, const struct layer *l, struct err *e)
{
    struct str name;
    if (l->srs == 0) {
        g->hand.line = 0;
        feature_problem(&g->hand, PROBLEM_NOTED, "no-projection", str_of(l->name), "a layer that says in which coordinates its borders are",
            "its coordinates are degrees, and were taken for WGS 84");
        return true;
    }
    if (l->srs_known && str_is_nocase(l->organisation, "EPSG") && l->code == 4326)
        return true;
    if (!l->srs_known && l->srs == 4326)
        return true;
    if (projection_is_wgs84(l->definition, &name))
        return true;
    if (!name.n || str_is_nocase(name, "undefined"))
        name = str_of(arena_f(&g->arena, "%.*s:%" PRId64, l->organisation.n ? (int)MIN_OF(l->organisation.n, (size_t)40) : 3,
            l->organisation.n ? l->organisation.p : "srs", l->srs_known ? l->code : l->srs));
    return projection_refuse(g->file, name, e);
}

/* ---- one layer ---- */

static bool properties_feed(struct package *g, const struct outside_rows *r, int shape, struct err *e)
{
    for (int i = 0; i < outside_columns(r); i++) {
        enum bind_kind kind = outside_kind(r, i);
        if (i == shape || kind == BIND_NULL || kind == BIND_BLOB)
            continue;
        struct str key = outside_name(r, i), value = outside_value(r, i);
        if (!str_utf8_ok(key, NULL) || !str_utf8_ok(value, NULL))
            return feature_wrong(&g->hand, e, "a text in it is not UTF-8, which a GeoPackage promises; write the file anew with the program that made it");
        feature_property(&g->hand, key, value);
    }
    return true;
}

static bool row_feed(struct package *g, const struct layer *l, const struct outside_rows *r, int shape, struct err *e)
{
    struct feature_hand *f = &g->hand;
    const char *other;
    struct str blob = outside_kind(r, shape) == BIND_BLOB ? outside_value(r, shape) : STR("");
    if (!geometry_feed(f, blob, l->srs, &other, e))
        return false;
    if (other) {
        feature_left_out(f, other);
        return true;
    }
    return properties_feed(g, r, shape, e) && feature_settle(f, e);
}

static bool layer_read(struct package *g, const struct layer *l, struct err *e)
{
    if (!right_projection(g, l, e))
        return false;
    struct outside_rows *r CLEANUP(outside_drop) = outside_table(g->base, str_of(l->name));
    int shape = -1;
    for (int i = 0; i < outside_columns(r); i++)
        if (str_eq(outside_name(r, i), l->column))
            shape = i;
    if (outside_columns(r) && shape < 0)
        return err_set(e, ERR_INPUT, "%s: the layer \"%.80s\" has no column \"%.*s\" for its shapes; write the file anew with the program that made it",
            g->file, l->name, (int)MIN_OF(l->column.n, (size_t)60), l->column.p);
    g->hand.level_hint = level_of_layer(l->name);
    for (int64_t line = 1; outside_next(r); line++) {
        feature_begin(&g->hand, line);
        if (!row_feed(g, l, r, shape, e) || !progress_step(g->p, 0, g->hand.out->rows, e))
            return err_within(e, "layer %.80s", l->name);
    }
    if (!outside_end(&r, e))
        return err_within(e, "layer %.80s", l->name);
    return hand_layer_end(&g->hand, l->name, e);
}

/* ---- all of them ---- */

static bool none_read(const struct package *g, struct err *e)
{
    struct buf names CLEANUP(buf_end) = {0};
    for (size_t i = 0; i < g->n && names.n < 200; i++)
        buf_f(&names, "%s%.60s (%.*s)", i ? ", " : "", g->layers[i].name, (int)MIN_OF(g->layers[i].kind.n, (size_t)20), g->layers[i].kind.p);
    if (g->wish->layer.n)
        return err_set(e, ERR_USAGE, "%s: has no layer \"%.*s\" that draws areas; it has %s", g->file, (int)MIN_OF(g->wish->layer.n, (size_t)60),
            g->wish->layer.p, names.p ? names.p : "none");
    return err_set(e, ERR_INPUT, "%s: draws no areas (%s), and borders are areas; fetch the file of the areas", g->file, names.p ? names.p : "it has no layers");
}

static bool layers_read(struct package *g, struct err *e)
{
    size_t read = 0;
    for (size_t i = 0; i < g->n; i++) {
        const struct layer *l = &g->layers[i];
        if (g->wish->layer.n && !str_is_nocase(g->wish->layer, l->name))
            continue;
        if (!draws_areas(l)) {
            g->hand.line = 0;
            feature_problem(&g->hand, PROBLEM_NOTED, "layer-left-out", str_of(l->name), "areas", "points and lines are left out");
            continue;
        }
        if (!layer_read(g, l, e))
            return false;
        read++;
    }
    return read > 0 || none_read(g, e);
}

bool geopackage_borders(const char *file, struct str bytes, const struct border_wish *wish, struct border_batch *out, struct progress *p,
    struct err *e)
{
    *out = (struct border_batch){.level = -1};
    *e = (struct err){0};
    struct package g = {.file = file, .wish = wish, .p = p};
    if (!outside_open(file, bytes, &g.base, e))
        return false;
    hand_begin(&g.hand, out, wish->level, file, "record");
    progress_begin(p, "Reading borders", 0);
    bool ok = is_package(&g, e) && layers_list(&g, e) && layers_read(&g, e) && hand_settle(&g.hand, e);
    progress_finish(p);
    hand_end(&g.hand);
    outside_close(&g.base);
    free(g.layers);
    arena_end(&g.arena);
    if (!ok)
        border_batch_end(out);
    return ok;
}
