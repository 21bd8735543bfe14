/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The feature in hand: its corners as they come, and what becomes of it when it is complete. */
#include "place/feature_priv.h"

enum {
    CORNERS_MOST = 4000000, CORNERS_ALL_MOST = 16000000, FEATURES_MOST = 200000, PROPERTIES_MOST = 300, TEXT_MOST = 4096,
    PROBLEMS_MOST = 10000
};
#define DEGREES_MOST(v) ((v) + 0.001) /* rounding at the edge of the world */

void hand_begin(struct feature_hand *f, struct border_batch *out, int level_wish, const char *file, const char *unit)
{
    *f = (struct feature_hand){.out = out, .level_wish = level_wish, .level_hint = -1, .file = file, .unit = unit};
    geos_begin(&f->geos);
}

void hand_end(struct feature_hand *f)
{
    geos_end(&f->geos);
    arena_end(&f->words);
    intern_end(&f->drawn);
    free(f->drawn_by);
    free(f->properties);
    free(f->xy);
    free(f->ring_ends);
    free(f->part_ends);
}

void feature_begin(struct feature_hand *f, int64_t line)
{
    arena_end(&f->words);
    f->line = line;
    f->id = STR("");
    f->property_n = f->corner_n = f->ring_n = f->part_n = 0;
    f->turned = f->mended = false;
}

static struct str keep(struct feature_hand *f, struct str s)
{
    return (struct str){arena_text(&f->words, s.p, s.n), s.n};
}

void feature_id(struct feature_hand *f, struct str id)
{
    if (id.n <= TEXT_MOST)
        f->id = keep(f, id);
}

/* What is too long to be a name or a code is left out. */
void feature_property(struct feature_hand *f, struct str key, struct str v)
{
    v = str_trim(v);
    if (!v.n || v.n > TEXT_MOST || f->property_n == PROPERTIES_MOST)
        return;
    GROW(f->properties, f->property_n, f->property_room);
    f->properties[f->property_n++] = (struct property){keep(f, key), keep(f, v)};
}

/* ---- coordinates ---- */

bool feature_wrong(const struct feature_hand *f, struct err *e, const char *what)
{
    return err_set(e, ERR_INPUT, "%s: %s %" PRId64 ": %s", f->file, f->unit, f->line, what);
}

static bool out_of_range(const struct feature_hand *f, double longitude, double latitude, struct err *e)
{
    bool first = !(fabs(longitude) <= DEGREES_MOST(180));
    double v = first ? longitude : latitude;
    struct buf b CLEANUP(buf_end) = {0};
    buf_text(&b, first ? "longitude " : "latitude ");
    buf_real(&b, v);
    buf_text(&b, " is not in degrees; ");
    if (!(fabs(v) <= 1000))
        buf_text(&b, "the file seems to be in metres: save it in WGS 84 (EPSG:4326)");
    else if (!first && fabs(longitude) <= 90)
        buf_text(&b, "latitude seems to stand before longitude: longitude is expected first");
    else
        buf_text(&b, "longitudes run from -180 to 180, latitudes from -90 to 90");
    return feature_wrong(f, e, b.p);
}

static double within(double v, double most)
{
    return (v < -most ? -most : v > most ? most : v) + 0.0;
}

bool feature_in_degrees(const struct feature_hand *f, double longitude, double latitude, struct err *e)
{
    if (fabs(longitude) <= DEGREES_MOST(180) && fabs(latitude) <= DEGREES_MOST(90))
        return true;
    return out_of_range(f, longitude, latitude, e);
}

bool feature_corner(struct feature_hand *f, double longitude, double latitude, struct err *e)
{
    if (!feature_in_degrees(f, longitude, latitude, e))
        return false;
    GROW(f->xy, 2 * f->corner_n + 1, f->corner_room);
    f->xy[2 * f->corner_n] = within(longitude, 180);
    f->xy[2 * f->corner_n + 1] = within(latitude, 90);
    f->corner_n++;
    if (f->corner_n > CORNERS_MOST || ++f->corners_all > CORNERS_ALL_MOST)
        return feature_wrong(f, e, "the borders have too many corners (over 4 million in one, or 16 million in all); simplify them first");
    return true;
}

void feature_ring_end(struct feature_hand *f)
{
    GROW(f->ring_ends, f->ring_n, f->ring_room);
    f->ring_ends[f->ring_n++] = f->corner_n;
}

void feature_part_end(struct feature_hand *f)
{
    GROW(f->part_ends, f->part_n, f->part_room);
    f->part_ends[f->part_n++] = f->ring_n;
}

/* ---- what it becomes ---- */

void feature_problem(struct feature_hand *f, enum problem_severity severity, const char *code, struct str found,
    const char *expected, const char *advice)
{
    struct border_batch *b = f->out;
    if (severity == PROBLEM_REFUSED)
        b->refused++;
    b->noted += severity == PROBLEM_NOTED;
    if (b->problem_n == PROBLEMS_MOST)
        return;
    GROW(b->problems, b->problem_n, f->problem_room);
    found.n = MIN_OF(found.n, (size_t)200);
    while (found.n && !str_utf8_ok(found, NULL))
        found.n--;
    b->problems[b->problem_n++] = (struct problem){.severity = severity, .line = f->line, .column = STR("geometry"),
        .code = str_of(code), .found = {arena_text(&b->arena, found.p, found.n), found.n}, .expected = str_of(expected),
        .advice = str_of(advice)};
}

/* A ring of corners from..to, closed where it was left open; NULL when it has too few corners to enclose anything. */
static GEOSGeometry *ring_make(struct feature_hand *f, size_t from, size_t to, bool *repaired)
{
    const double *xy = f->xy + 2 * from;
    size_t n = to - from;
    bool open = n && (xy[0] < xy[2 * n - 2] || xy[0] > xy[2 * n - 2] || xy[1] < xy[2 * n - 1] || xy[1] > xy[2 * n - 1]);
    if (n + open < 4)
        return NULL;
    *repaired = *repaired || open;
    GEOSContextHandle_t h = f->geos.h;
    GEOSCoordSequence *corners = NULL;
    if (open) {
        corners = GEOSCoordSeq_create_r(h, (unsigned)(n + 1), 2);
        for (size_t i = 0; i <= n; i++)
            GEOSCoordSeq_setXY_r(h, corners, (unsigned)i, xy[2 * (i % n)], xy[2 * (i % n) + 1]);
    } else {
        corners = GEOSCoordSeq_copyFromBuffer_r(h, xy, (unsigned)n, 0, 0);
    }
    return GEOSGeom_createLinearRing_r(h, corners);
}

/* Rings from..to as one polygon; NULL when its outer ring encloses nothing. */
static GEOSGeometry *polygon_make(struct feature_hand *f, size_t from, size_t to, bool *repaired)
{
    GEOSGeometry **rings = mem_get((to - from) * sizeof *rings);
    size_t n = 0;
    for (size_t i = from; i < to; i++) {
        GEOSGeometry *ring = ring_make(f, i ? f->ring_ends[i - 1] : 0, f->ring_ends[i], repaired);
        if (!ring && i == from)
            break;
        if (ring)
            rings[n++] = ring;
        else
            *repaired = true; /* a hole of no extent */
    }
    GEOSGeometry *polygon = n ? GEOSGeom_createPolygon_r(f->geos.h, rings[0], rings + 1, (unsigned)(n - 1)) : NULL;
    free(rings);
    return polygon;
}

static GEOSGeometry *shape_make(struct feature_hand *f, bool *repaired)
{
    GEOSGeometry **parts = mem_get(f->part_n * sizeof *parts);
    size_t n = 0;
    for (size_t i = 0; i < f->part_n; i++) {
        GEOSGeometry *part = polygon_make(f, i ? f->part_ends[i - 1] : 0, f->part_ends[i], repaired);
        if (part)
            parts[n++] = part;
        else
            *repaired = true;
    }
    GEOSContextHandle_t h = f->geos.h;
    GEOSGeometry *shape = n == 1 ? parts[0] : n ? GEOSGeom_createCollection_r(h, GEOS_MULTIPOLYGON, parts, (unsigned)n) : NULL;
    free(parts);
    if (shape && GEOSisValid_r(h, shape) != 1) {
        GEOSGeometry *mended = GEOSMakeValid_r(h, shape);
        GEOSGeom_destroy_r(h, shape);
        shape = mended ? geos_surfaces(&f->geos, mended) : NULL;
        *repaired = true;
    }
    if (shape && GEOSisEmpty_r(h, shape) != 0) {
        GEOSGeom_destroy_r(h, shape);
        shape = NULL;
    }
    return shape;
}

static struct str stay(struct border_batch *b, struct str s)
{
    return s.n ? (struct str){arena_text(&b->arena, s.p, s.n), s.n} : STR("");
}

static void country_note(struct feature_hand *f, struct str code, struct str name)
{
    struct border_batch *b = f->out;
    size_t i = 0;
    while (i < b->country_n && !str_eq(b->countries[i].code, code))
        i++;
    if (i == b->country_n) {
        GROW(b->countries, b->country_n, f->country_room);
        b->countries[b->country_n++] = (struct border_country){stay(b, code), STR("")};
    }
    if (!b->countries[i].name.n)
        b->countries[i].name = stay(b, name);
}

static void keep_names(struct feature_hand *f, const struct feature_words *w)
{
    struct border_batch *b = f->out;
    for (size_t i = 0; i < w->alias_n; i++) {
        GROW(b->aliases, b->alias_n, f->alias_room);
        b->aliases[b->alias_n++] =
            (struct place_alias){b->n - 1, stay(b, w->aliases[i].key), stay(b, w->aliases[i].value)};
    }
    if (w->country.n || w->country_name.n)
        country_note(f, w->country, w->country_name);
}

static bool keep_place(struct feature_hand *f, const struct feature_words *w, GEOSGeometry *shape, struct err *e)
{
    struct border_batch *b = f->out;
    struct place p = {.level = w->level, .code = stay(b, w->code),
        .country = stay(b, w->country), .parent_code = stay(b, w->parent_code), .name = stay(b, w->name.n ? w->name : w->code),
        .latitude = NAN, .longitude = NAN, .valid_from = w->valid_from, .valid_to = w->valid_to};
    double radius = 0;
    if (!geos_write(&f->geos, shape, &b->arena, &p.border, e))
        return err_within(e, "%s: %s %" PRId64, f->file, f->unit, f->line);
    if (!geos_label(&f->geos, shape, &p.longitude, &p.latitude, &radius))
        p.latitude = p.longitude = NAN;
    if (b->n == FEATURES_MOST)
        return err_set(e, ERR_INPUT, "%s: more than %d features; add the file in parts", f->file, FEATURES_MOST);
    GROW(b->places, b->n, f->place_room);
    b->places[b->n++] = p;
    keep_names(f, w);
    return true;
}

/* The keys a nameless feature does have, so that the reader sees what to rename. */
static struct str keys_of(struct feature_hand *f)
{
    struct buf b CLEANUP(buf_end) = {0};
    for (size_t i = 0; i < f->property_n && b.n < 160; i++)
        buf_f(&b, "%s%.*s", i ? ", " : "", STR_F(f->properties[i].key));
    return keep(f, b.n ? buf_view(&b) : STR("no properties"));
}

static bool settle_shape(struct feature_hand *f, const struct feature_words *w, struct err *e)
{
    bool mended = f->mended;
    GEOSGeometry *shape = shape_make(f, &mended);
    if (!shape) {
        feature_problem(f, PROBLEM_REFUSED, "border-empty", w->name, "a ring of at least four corners that encloses an area",
            "fetch the borders anew, or draw this one again");
        return true;
    }
    bool ok = keep_place(f, w, shape, e);
    GEOSGeom_destroy_r(f->geos.h, shape);
    f->out->repaired += mended || f->turned || w->repaired;
    if (mended)
        feature_problem(f, PROBLEM_REPAIRED, "border-mended", w->name, "rings that are closed and do not cross themselves", "");
    if (f->turned)
        feature_problem(f, PROBLEM_REPAIRED, "rings-turned", w->name, "outer rings clockwise, holes counter-clockwise", "");
    if (w->repaired)
        feature_problem(f, PROBLEM_REPAIRED, "code-cleaned", w->code_found, "a code without stars and underscores", "");
    if (w->day_found.n)
        feature_problem(f, PROBLEM_NOTED, "date-not-understood", w->day_found, "a day written 2014-03-13, from before to", "");
    return ok;
}

void feature_left_out(struct feature_hand *f, const char *kind)
{
    f->out->rows++;
    feature_problem(f, PROBLEM_REFUSED, "not-a-border", str_of(kind), "Polygon or MultiPolygon", "borders are areas; points and lines are left out");
}

bool feature_settle(struct feature_hand *f, struct err *e)
{
    f->out->rows++;
    struct feature_words w;
    feature_read(f->properties, f->property_n, f->id, &f->words, &w);
    if (!w.name.n && !w.code.n) {
        feature_problem(f, PROBLEM_REFUSED, "border-without-name", keys_of(f), "a property with its name (shapeName, adm1_name, NAME_1, name)",
            "rename the property that holds the name to \"name\"");
        return true;
    }
    w.level = f->level_wish >= 0 ? f->level_wish : w.level >= 0 ? w.level : f->level_hint;
    if (f->out->n == 0)
        f->out->level = w.level;
    return settle_shape(f, &w, e);
}

/* ---- after the last one ---- */

static int by_key(const void *a, const void *b, void *places)
{
    const struct place *list = places, *p = &list[*(const size_t *)a], *q = &list[*(const size_t *)b];
    int c = p->level - q->level;
    c = c ? c : str_compare(p->country, q->country);
    c = c ? c : str_compare(p->code, q->code);
    c = c ? c : str_compare(p->name, q->name);
    return c ? c : (*(const size_t *)a > *(const size_t *)b) - (*(const size_t *)a < *(const size_t *)b);
}

/* Files that draw each island as a feature of its own: the pieces of one place become one border. */
static bool unite(struct feature_hand *f, struct place *into, struct place *from, struct err *e)
{
    struct geos *g = &f->geos;
    GEOSGeometry *a = geos_read(g, into->border, e), *b = a ? geos_read(g, from->border, e) : NULL;
    GEOSGeometry *both = b ? GEOSUnion_r(g->h, a, b) : NULL;
    both = both ? geos_surfaces(g, both) : NULL;
    double radius;
    bool ok = both && geos_write(g, both, &f->out->arena, &into->border, e);
    if (ok)
        ok = geos_label(g, both, &into->longitude, &into->latitude, &radius);
    if (!ok && e->code == ERR_NONE)
        err_set(e, ERR_INPUT, "%s: the pieces of \"%.*s\" cannot be united (%s)", f->file, STR_F(into->name), g->text);
    if (a)
        GEOSGeom_destroy_r(g->h, a);
    if (b)
        GEOSGeom_destroy_r(g->h, b);
    if (both)
        GEOSGeom_destroy_r(g->h, both);
    from->border = STR("");
    f->out->repaired++;
    if (ok)
        feature_problem(f, PROBLEM_REPAIRED, "pieces-united", into->name, "one feature for each place", "");
    return ok;
}

static bool same_key(const struct place *p, const struct place *q)
{
    return p->level == q->level && str_eq(p->country, q->country) && str_eq(p->code, q->code) && str_eq(p->name, q->name);
}

/* Take out the places that went into others, and their names with them. */
static void close_ranks(struct border_batch *b)
{
    size_t *now = mem_get((b->n + 1) * sizeof *now), n = 0, names = 0;
    for (size_t i = 0; i < b->n; i++) {
        now[i] = b->places[i].border.n ? n : SIZE_MAX;
        if (b->places[i].border.n)
            b->places[n++] = b->places[i];
    }
    for (size_t i = 0; i < b->alias_n; i++)
        if (now[b->aliases[i].place] != SIZE_MAX) {
            b->aliases[names] = b->aliases[i];
            b->aliases[names++].place = now[b->aliases[i].place];
        }
    b->n = n;
    b->alias_n = names;
    free(now);
}

static bool unite_pieces(struct feature_hand *f, struct err *e)
{
    struct border_batch *b = f->out;
    size_t n = b->n - f->layer_from, *order = mem_get((n + 1) * sizeof *order);
    for (size_t i = 0; i < n; i++)
        order[i] = f->layer_from + i;
    if (n)
        qsort_r(order, n, sizeof *order, by_key, b->places);
    bool ok = true;
    for (size_t i = 0, first = 0; ok && i < n; i++) {
        if (i && same_key(&b->places[order[first]], &b->places[order[i]]))
            ok = unite(f, &b->places[order[first]], &b->places[order[i]], e);
        else
            first = i;
    }
    free(order);
    close_ranks(b);
    return ok;
}

/* Two layers that draw the same level of the same country (years, degrees of detail) would be laid over one another. */
static bool layers_agree(struct feature_hand *f, const char *layer, struct err *e)
{
    struct border_batch *b = f->out;
    for (size_t i = f->layer_from; i < b->n; i++) {
        struct buf key CLEANUP(buf_end) = {0};
        buf_f(&key, "%d %.*s", b->places[i].level, STR_F(b->places[i].country));
        uint32_t id = intern_id(&f->drawn, buf_view(&key));
        GROW(f->drawn_by, id, f->drawn_room);
        if (id >= f->drawn_before) {
            f->drawn_by[id] = layer;
            continue;
        }
        return err_set(e, ERR_USAGE, "%s: the layers \"%.80s\" and \"%.80s\" both draw level %d of %.*s; say which one is meant with --layer NAME",
            f->file, f->drawn_by[id], layer, b->places[i].level, STR_F(b->places[i].country));
    }
    return true;
}

static bool levels_are_known(const struct feature_hand *f, struct err *e)
{
    const struct border_batch *b = f->out;
    for (size_t i = f->layer_from; i < b->n; i++) {
        if (b->places[i].level < 0)
            return err_set(e, ERR_USAGE,
                "%s: does not say which level \"%.*s\" stands on; add it with --level 1 (governorates), 2 (districts) or 0 (countries)",
                f->file, STR_F(b->places[i].name));
        if (b->places[i].level >= PLACE_LEVELS)
            return err_set(e, ERR_INPUT, "%s: \"%.*s\" stands on level %d; levels 0 to %d are kept", f->file,
                STR_F(b->places[i].name), b->places[i].level, PLACE_LEVELS - 1);
    }
    return true;
}

bool hand_layer_end(struct feature_hand *f, const char *layer, struct err *e)
{
    if (!levels_are_known(f, e) || !layers_agree(f, layer, e) || !unite_pieces(f, e))
        return false;
    f->layer_from = f->out->n;
    f->drawn_before = intern_count(&f->drawn);
    return true;
}

bool hand_settle(struct feature_hand *f, struct err *e)
{
    const struct border_batch *b = f->out;
    if (!b->rows)
        return err_set(e, ERR_INPUT, "%s: the list of features is empty; there is nothing to add", f->file);
    size_t first = 0;
    while (first < b->problem_n && b->problems[first].severity != PROBLEM_REFUSED)
        first++;
    if (!b->n)
        return err_set(e, ERR_INPUT, "%s: none of its %" PRId64 " features is a border that can be kept (the first: %.*s; expected %.*s)",
            f->file, b->rows, STR_F(b->problems[first].found), STR_F(b->problems[first].expected));
    return f->layer_from == b->n || hand_layer_end(f, "", e);
}
