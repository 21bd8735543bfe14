/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The feature in hand: its coordinates as they come, and what becomes of it when its brace closes. */
#include "place/geojson_priv.h"

enum {
    CORNERS_MOST = 4000000, CORNERS_ALL_MOST = 16000000, FEATURES_MOST = 200000, PROPERTIES_MOST = 300, TEXT_MOST = 4096,
    PROBLEMS_MOST = 10000
};

void feature_free(unsigned char **p)
{
    free(*p);
}

void hand_begin(struct feature_hand *f, struct border_batch *out, int level_wish, const char *file)
{
    *f = (struct feature_hand){.out = out, .level_wish = level_wish, .file = file};
    geos_begin(&f->geos);
}

void hand_end(struct feature_hand *f)
{
    geos_end(&f->geos);
    arena_end(&f->words);
    free(f->properties);
    free(f->xy);
    free(f->ring_ends);
    free(f->part_ends);
}

void feature_begin(struct feature_hand *f, int64_t line)
{
    arena_end(&f->words);
    f->line = line;
    f->kind[0] = 0;
    f->id = STR("");
    f->property_n = f->corner_n = f->ring_n = f->part_n = 0;
    f->depth = f->numbers = f->position_depth = 0;
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

void feature_kind(struct feature_hand *f, struct str kind)
{
    snprintf(f->kind, sizeof f->kind, "%.*s", (int)MIN_OF(kind.n, sizeof f->kind - 1), kind.p);
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

static int wrong(const struct feature_hand *f, struct err *e, const char *what)
{
    err_set(e, ERR_INPUT, "%s: the feature at line %" PRId64 ": %s", f->file, f->line, what);
    return 0;
}

int feature_bracket(struct feature_hand *f, struct err *e)
{
    if (f->numbers || f->depth == 4 || (f->position_depth && f->depth == f->position_depth))
        return wrong(f, e, "the brackets of its coordinates are nested wrongly (a Polygon is a list of rings, a ring a list of "
                           "[longitude, latitude])");
    if (f->depth == 0 && f->corner_n)
        return wrong(f, e, "it has two lists of coordinates");
    f->depth++;
    return 1;
}

int feature_number(struct feature_hand *f, double v, struct err *e)
{
    if (!f->position_depth)
        f->position_depth = f->depth;
    if (f->depth != f->position_depth)
        return wrong(f, e, "the brackets of its coordinates are nested wrongly (a number stands where a list is expected)");
    if (++f->numbers > 2) /* height and measure: not needed here */
        return 1;
    double most = f->numbers == 1 ? 180.001 : 90.001;
    if (v >= -most && v <= most) {
        if (f->numbers == 1)
            GROW(f->xy, 2 * f->corner_n + 1, f->corner_room);
        most = f->numbers == 1 ? 180 : 90;
        f->xy[2 * f->corner_n + (size_t)(f->numbers - 1)] = (v < -most ? -most : v > most ? most : v) + 0.0;
        return 1;
    }
    struct buf b CLEANUP(buf_end) = {0};
    buf_text(&b, f->numbers == 1 ? "longitude " : "latitude ");
    buf_real(&b, v);
    buf_text(&b, " is not in degrees; ");
    if (fabs(v) > 1000)
        buf_text(&b, "the file seems to be in metres: save it in WGS 84 (EPSG:4326)");
    else if (f->numbers == 2 && fabs(f->xy[2 * f->corner_n]) <= 90)
        buf_text(&b, "latitude seems to stand before longitude: GeoJSON wants longitude first");
    else
        buf_text(&b, "longitudes run from -180 to 180, latitudes from -90 to 90");
    return wrong(f, e, b.p);
}

static bool position_end(struct feature_hand *f, struct err *e)
{
    if (f->numbers < 2)
        return wrong(f, e, "a position has no latitude; two numbers are expected, [longitude, latitude]");
    f->numbers = 0;
    f->corner_n++;
    if (f->corner_n > CORNERS_MOST || ++f->corners_all > CORNERS_ALL_MOST)
        return wrong(f, e, "the borders have too many corners (over 4 million in one, or 16 million in all); simplify them first");
    return true;
}

/* The last of each pair closes rings and polygons, whatever the depth at which positions stand. */
int feature_bracket_end(struct feature_hand *f, struct err *e)
{
    int above = f->position_depth - f->depth;
    f->depth--;
    if (!f->position_depth)
        return 1;
    if (above == 0)
        return position_end(f, e);
    if (above == 1) {
        GROW(f->ring_ends, f->ring_n, f->ring_room);
        f->ring_ends[f->ring_n++] = f->corner_n;
    } else if (above == 2) {
        GROW(f->part_ends, f->part_n, f->part_room);
        f->part_ends[f->part_n++] = f->ring_n;
    }
    return 1;
}

/* ---- what it becomes ---- */

static void problem(struct feature_hand *f, enum problem_severity severity, const char *code, struct str found,
    const char *expected, const char *advice)
{
    struct border_batch *b = f->out;
    if (severity == PROBLEM_REFUSED)
        b->refused++;
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
    struct place p = {.level = f->level_wish >= 0 ? f->level_wish : w->level, .code = stay(b, w->code),
        .country = stay(b, w->country), .parent_code = stay(b, w->parent_code), .name = stay(b, w->name.n ? w->name : w->code),
        .latitude = NAN, .longitude = NAN};
    double radius = 0;
    if (!geos_write(&f->geos, shape, &b->arena, &p.border, e))
        return err_within(e, "%s: the feature at line %" PRId64, f->file, f->line);
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
    bool mended = false;
    GEOSGeometry *shape = shape_make(f, &mended);
    if (!shape) {
        problem(f, PROBLEM_REFUSED, "border-empty", w->name, "a ring of at least four corners that encloses an area",
            "fetch the borders anew, or draw this one again");
        return true;
    }
    bool ok = keep_place(f, w, shape, e);
    GEOSGeom_destroy_r(f->geos.h, shape);
    f->out->repaired += mended || w->repaired;
    if (mended)
        problem(f, PROBLEM_REPAIRED, "border-mended", w->name, "rings that are closed and do not cross themselves", "");
    if (w->repaired)
        problem(f, PROBLEM_REPAIRED, "code-cleaned", w->code_found, "a code without stars and underscores", "");
    return ok;
}

int feature_end(struct feature_hand *f, struct err *e)
{
    f->out->rows++;
    int deep = strcmp(f->kind, "Polygon") == 0 ? 3 : strcmp(f->kind, "MultiPolygon") == 0 ? 4 : 0;
    if (!deep) {
        problem(f, PROBLEM_REFUSED, "not-a-border", str_of(f->kind[0] ? f->kind : "no geometry"), "Polygon or MultiPolygon",
            "borders are areas; points and lines are left out");
        return 1;
    }
    if (f->position_depth && f->position_depth != deep)
        return wrong(f, e, "the brackets of its coordinates do not fit its type (Polygon: three deep, MultiPolygon: four deep)");
    struct feature_words w;
    feature_read(f->properties, f->property_n, f->id, &f->words, &w);
    if (!w.name.n && !w.code.n) {
        problem(f, PROBLEM_REFUSED, "border-without-name", keys_of(f), "a property with its name (shapeName, adm1_name, NAME_1, name)",
            "rename the property that holds the name to \"name\"");
        return 1;
    }
    if (f->out->n == 0)
        f->out->level = f->level_wish >= 0 ? f->level_wish : w.level;
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
    size_t *order = mem_get((b->n + 1) * sizeof *order);
    for (size_t i = 0; i < b->n; i++)
        order[i] = i;
    if (b->n)
        qsort_r(order, b->n, sizeof *order, by_key, b->places);
    bool ok = true;
    for (size_t i = 0, first = 0; ok && i < b->n; i++) {
        if (i && same_key(&b->places[order[first]], &b->places[order[i]]))
            ok = unite(f, &b->places[order[first]], &b->places[order[i]], e);
        else
            first = i;
    }
    free(order);
    close_ranks(b);
    return ok;
}

bool hand_settle(struct feature_hand *f, struct err *e)
{
    const struct border_batch *b = f->out;
    if (!b->rows)
        return err_set(e, ERR_INPUT, "%s: the list of features is empty; there is nothing to add", f->file);
    if (!b->n)
        return err_set(e, ERR_INPUT, "%s: none of its %" PRId64 " features is a border that can be kept (the first: %.*s; expected %.*s)",
            f->file, b->rows, STR_F(b->problems[0].found), STR_F(b->problems[0].expected));
    for (size_t i = 0; i < b->n; i++) {
        if (b->places[i].level < 0)
            return err_set(e, ERR_USAGE,
                "%s: does not say which level \"%.*s\" stands on; add it with --level 1 (governorates), 2 (districts) or 0 (countries)",
                f->file, STR_F(b->places[i].name));
        if (b->places[i].level >= PLACE_LEVELS)
            return err_set(e, ERR_INPUT, "%s: \"%.*s\" stands on level %d; levels 0 to %d are kept", f->file,
                STR_F(b->places[i].name), b->places[i].level, PLACE_LEVELS - 1);
    }
    return unite_pieces(f, e);
}
