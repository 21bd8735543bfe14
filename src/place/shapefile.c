/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Borders from shapefiles: shapes through shapelib (shapefile_memory.c), rings sorted (shapefile_rings.c), names and codes
 * (shapefile_table.c), one feature a record. Several that came in one archive are layers of one file.
 */
#include "place/projection_priv.h"
#include "place/shapefile_priv.h"

enum { SETS_MOST = 1000 };

struct layers { /* the shapefiles of one file on their way in */
    const char *file;
    const struct border_wish *wish;
    struct feature_hand hand;
    struct progress *p;
    double done; /* bytes of shapes so far */
};

bool shapefile_sniff(struct str head)
{
    return head.n >= 100 && memcmp(head.p, "\0\0\x27\x0A", 4) == 0 && memcmp(head.p + 28, "\xE8\x03\0\0", 4) == 0;
}

static const char *kind_word(int kind)
{
    switch (kind) {
    case SHPT_POINT: case SHPT_POINTZ: case SHPT_POINTM: case SHPT_MULTIPOINT: case SHPT_MULTIPOINTZ: case SHPT_MULTIPOINTM: return "points";
    case SHPT_ARC: case SHPT_ARCZ: case SHPT_ARCM: return "lines";
    case SHPT_MULTIPATCH: return "solids (MultiPatch)";
    case SHPT_NULL: return "empty shapes";
    default: return "shapes of a kind that is not known";
    }
}

static bool draws_areas(int kind)
{
    return kind == SHPT_POLYGON || kind == SHPT_POLYGONZ || kind == SHPT_POLYGONM;
}

/* ---- one of them ---- */

static bool has_members(const struct layers *l, const struct shapefile *s, struct err *e)
{
    if (s->shp.p && s->dbf.p)
        return true;
    return err_set(e, ERR_INPUT, "%s: %.80s.%s is missing; a shapefile is at least three files, .shp, .dbf (names and codes) and .shx: keep them together, or add "
        "the zip they came in", l->file, s->layer, s->shp.p ? "dbf" : "shp");
}

static bool right_projection(struct layers *l, const struct shapefile *s, struct err *e)
{
    struct str name;
    if (s->prj.p && str_trim(s->prj).n)
        return projection_is_wgs84(s->prj, &name) || projection_refuse(l->file, name, e);
    l->hand.line = 0;
    feature_problem(&l->hand, PROBLEM_NOTED, "no-projection", str_of(s->layer), "a .prj file that says in which coordinates the borders are",
        "its coordinates are degrees, and were taken for WGS 84");
    return true;
}

static bool record_feed(struct layers *l, SHPHandle shapes, struct properties_table *t, int i, struct err *e)
{
    struct feature_hand *f = &l->hand;
    feature_begin(f, i + 1);
    if (DBFIsRecordDeleted(t->dbf, i)) {
        feature_left_out(f, "a deleted record");
        return true;
    }
    SHPObject *shape = SHPReadObject(shapes, i);
    if (!shape)
        return feature_wrong(f, e, "its shape is damaged; fetch the shapefile again");
    bool ok = true;
    if (!draws_areas(shape->nSHPType))
        feature_left_out(f, shape->nSHPType == SHPT_NULL ? "no geometry" : kind_word(shape->nSHPType));
    else
        ok = rings_feed(f, shape, e) && properties_feed(t, i, f, e) && feature_settle(f, e);
    SHPDestroyObject(shape);
    return ok;
}

static bool records_feed(struct layers *l, const struct shapefile *s, SHPHandle shapes, struct properties_table *t, struct err *e)
{
    int n = 0;
    SHPGetInfo(shapes, &n, NULL, NULL, NULL);
    if (n != t->records)
        return err_set(e, ERR_INPUT, "%s: %.80s has %d shapes (.shp), but %d rows of names (.dbf): they do not belong together; fetch the shapefile again", l->file,
            s->layer, n, t->records);
    for (int i = 0; i < n; i++) {
        if (!record_feed(l, shapes, t, i, e))
            return false;
        double part = (double)s->shp.n * (i + 1) / n;
        if (!progress_step(l->p, l->done + part, l->hand.out->rows, e))
            return false;
    }
    l->done += (double)s->shp.n;
    return true;
}

static bool set_read(struct layers *l, const struct shapefile *s, struct err *e)
{
    struct buf made CLEANUP(buf_end) = {0};
    struct str index;
    bool rebuilt;
    struct properties_table t;
    if (!right_projection(l, s, e) || !index_of(s, l->file, &made, &index, &rebuilt, e) || !properties_open(&t, s, l->wish->encoding, l->file, e))
        return false;
    l->hand.line = 0;
    if (rebuilt)
        feature_problem(&l->hand, PROBLEM_NOTED, "index-rebuilt", str_of(s->layer), "an index (.shx) that fits its shapes", "it was made anew");
    l->hand.level_hint = level_of_layer(s->layer);
    SHPHandle shapes = shapes_open(s, index, l->file, e);
    bool ok = shapes && records_feed(l, s, shapes, &t, e) && hand_layer_end(&l->hand, s->layer, e);
    if (shapes)
        SHPClose(shapes);
    properties_close(&t);
    return ok;
}

/* ---- all of them ---- */

static bool is_meant(const struct layers *l, const struct shapefile *s)
{
    return !l->wish->layer.n || str_is_nocase(l->wish->layer, s->layer);
}

static bool none_read(const struct layers *l, const struct shapefile *sets, size_t n, struct err *e)
{
    struct buf names CLEANUP(buf_end) = {0};
    for (size_t i = 0; i < n && names.n < 200; i++)
        buf_f(&names, "%s%.60s (%s)", i ? ", " : "", sets[i].layer, sets[i].shp.p && draws_areas(shapes_kind(sets[i].shp)) ? "areas" :
            kind_word(sets[i].shp.p ? shapes_kind(sets[i].shp) : -1));
    if (l->wish->layer.n)
        return err_set(e, ERR_USAGE, "%s: has no layer \"%.*s\" that draws areas; it has %s", l->file, (int)MIN_OF(l->wish->layer.n, (size_t)60), l->wish->layer.p,
            names.p ? names.p : "none");
    return err_set(e, ERR_INPUT, "%s: draws no areas (%s), and borders are areas; fetch the file of the areas", l->file, names.p ? names.p : "it is empty");
}

static bool sets_read(struct layers *l, const struct shapefile *sets, size_t n, struct err *e)
{
    size_t read = 0;
    for (size_t i = 0; i < n; i++) {
        if (!is_meant(l, &sets[i]))
            continue;
        if (!has_members(l, &sets[i], e))
            return false;
        int kind = shapes_kind(sets[i].shp);
        if (kind < 0)
            return err_set(e, ERR_INPUT, "%s: %.80s.shp is no shapefile: its header is not that of one; fetch it again", l->file, sets[i].layer);
        if (!draws_areas(kind)) {
            l->hand.line = 0;
            feature_problem(&l->hand, PROBLEM_NOTED, "layer-left-out", str_of(sets[i].layer), "areas", str_of(kind_word(kind)).p);
            continue;
        }
        if (!set_read(l, &sets[i], e))
            return false;
        read++;
    }
    return read > 0 || none_read(l, sets, n, e);
}

bool shapefile_borders(const char *file, const struct shapefile *sets, size_t n, const struct border_wish *wish, struct border_batch *out,
    struct progress *p, struct err *e)
{
    *out = (struct border_batch){.level = -1};
    *e = (struct err){0};
    if (n > SETS_MOST)
        return err_set(e, ERR_INPUT, "%s: holds %zu shapefiles; up to %d are read: add them in parts", file, n, SETS_MOST);
    struct layers l = {.file = file, .wish = wish, .p = p};
    hand_begin(&l.hand, out, wish->level, file, "record");
    double all = 0;
    for (size_t i = 0; i < n; i++)
        all += (double)sets[i].shp.n;
    progress_begin(p, "Reading borders", all);
    bool ok = sets_read(&l, sets, n, e) && hand_settle(&l.hand, e);
    hand_end(&l.hand);
    progress_finish(p);
    if (!ok)
        border_batch_end(out);
    return ok;
}
