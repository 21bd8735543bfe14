/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * intake: borders on their way in. GeoJSON is a stream; a GeoPackage is taken into memory; a shapefile is several files that lie
 * beside one another or in one archive, and an archive may hold several of them: layers.
 */
#include "intake/intake_priv.h"

enum { MEMBER_MOST = 512 << 20 }; /* bytes of one file of a shapefile, or of a GeoPackage */
#define TOGETHER_MOST ((size_t)1 << 30) /* bytes of all of them */

/* What the reader found, for the result. */
static void told(struct work *w)
{
    const struct border_batch *b = &w->borders;
    w->out->import.rows = b->rows;
    w->out->import.repaired = b->repaired;
    w->out->import.refused = b->refused;
    w->out->noted = b->noted;
    w->out->problems = b->problems;
    w->out->problem_n = b->problem_n;
}

static struct border_wish wish_of(const struct work *w)
{
    return (struct border_wish){.level = w->o->level, .layer = w->o->layer, .encoding = w->o->encoding};
}

bool border_files_save(struct work *w, struct import *im, struct err *e)
{
    return borders_save(w->s, &w->borders, im, e);
}

/* ---- GeoJSON, GeoPackage ---- */

int geojson_head(struct str head)
{
    return geojson_sniff(head) ? 100 : 0;
}

bool geojson_read(struct work *w, struct stream *in, struct table *t, struct err *e)
{
    (void)t;
    if (!geojson_borders(in, w->o->level, &w->borders, w->p, e))
        return false;
    told(w);
    return true;
}

int geopackage_head(struct str head)
{
    return geopackage_sniff(head) ? 100 : 0;
}

bool geopackage_read(struct work *w, struct stream *in, struct table *t, struct err *e)
{
    (void)t;
    struct buf bytes CLEANUP(buf_end) = {.most = MEMBER_MOST};
    struct border_wish wish = wish_of(w);
    if (!stream_all(in, MEMBER_MOST, &bytes, e) || !geopackage_borders(in->name, buf_view(&bytes), &wish, &w->borders, w->p, e))
        return false;
    told(w);
    return true;
}

/* ---- shapefiles ---- */

static const char *const endings[] = {".shp", ".dbf", ".shx", ".prj", ".cpg"}; /* in the order of struct shapefile */

struct sets { /* shapefiles put together from their members */
    struct shapefile *list;
    size_t n, room, together;
    struct buf *held; /* the members' bytes */
    size_t held_n, held_room;
    struct arena names;
};

static void sets_end(struct sets *s)
{
    for (size_t i = 0; i < s->held_n; i++)
        buf_end(&s->held[i]);
    free(s->held);
    free(s->list);
    arena_end(&s->names);
}

/* Which member of a shapefile a name is by its ending; -1. */
static int ending_of(struct str name)
{
    for (size_t i = 0; name.n > 4 && i < ARRAY_LEN(endings); i++)
        if (str_is_nocase((struct str){name.p + name.n - 4, 4}, endings[i]))
            return (int)i;
    return -1;
}

static struct str *place_of(struct shapefile *s, int ending)
{
    struct str *const members[] = {&s->shp, &s->dbf, &s->shx, &s->prj, &s->cpg};
    return members[ending];
}

static struct shapefile *set_of(struct sets *s, struct str stem)
{
    for (size_t i = 0; i < s->n; i++)
        if (str_is(stem, s->list[i].layer))
            return &s->list[i];
    GROW(s->list, s->n, s->room);
    s->list[s->n] = (struct shapefile){.layer = arena_text(&s->names, stem.p, stem.n)};
    return &s->list[s->n++];
}

/* Takes the bytes over. */
static bool sets_take(struct sets *s, struct str name, struct buf *bytes, const char *file, struct err *e)
{
    s->together += bytes->n;
    if (s->together > TOGETHER_MOST) {
        buf_end(bytes);
        return err_set(e, ERR_INPUT, "%s: its shapefiles hold more than %zu MB together; add them in parts", file, TOGETHER_MOST >> 20);
    }
    GROW(s->held, s->held_n, s->held_room);
    s->held[s->held_n++] = *bytes;
    struct str *to = place_of(set_of(s, (struct str){name.p, name.n - 4}), ending_of(name));
    *to = bytes->n ? buf_view(bytes) : STR("");
    return true;
}

/* A layer is called by its own name, without folders, where no other has the same. */
static void short_names(struct sets *s)
{
    for (size_t i = 0; i < s->n; i++) {
        const char *slash = strrchr(s->list[i].layer, '/'), *own = slash ? slash + 1 : s->list[i].layer;
        bool alone = true;
        for (size_t k = 0; k < s->n; k++) {
            const char *other = strrchr(s->list[k].layer, '/');
            alone = alone && (k == i || strcmp(own, other ? other + 1 : s->list[k].layer) != 0);
        }
        if (alone)
            s->list[i].layer = own;
    }
}

static int by_layer(const void *a, const void *b)
{
    const struct shapefile *p = a, *q = b;
    return strcmp(p->layer, q->layer);
}

static bool sets_read(struct work *w, struct sets *s, const char *file, struct err *e)
{
    struct border_wish wish = wish_of(w);
    w->layout = layout_named(STR("shapefile-borders"), e);
    qsort(s->list, s->n, sizeof *s->list, by_layer);
    short_names(s);
    if (!w->layout || !shapefile_borders(file, s->list, s->n, &wish, &w->borders, w->p, e))
        return false;
    told(w);
    return true;
}

int shapefile_head(struct str head)
{
    return shapefile_sniff(head) ? 100 : 0;
}

/* The shapes alone, as a stream: their names are missing, which the reader says. */
bool shapefile_read(struct work *w, struct stream *in, struct table *t, struct err *e)
{
    (void)t;
    struct sets s CLEANUP(sets_end) = {0};
    struct buf bytes = {.most = MEMBER_MOST};
    struct str name = str_of(in->name);
    name = ending_of(name) == 0 ? name : STR("borders.shp");
    if (!stream_all(in, MEMBER_MOST, &bytes, e)) {
        buf_end(&bytes);
        return false;
    }
    return sets_take(&s, name, &bytes, in->name, e) && sets_read(w, &s, in->name, e);
}

/* ---- in an archive ---- */

bool shapefiles_inside(const struct archive *a)
{
    for (size_t i = 0; i < archive_count(a); i++)
        if (!archive_is_aside(a, i) && ending_of(archive_name(a, i)) == 0)
            return true;
    return false;
}

/* Tables (.dbf) may lie in the archive that are of no shapefile. */
static bool has_shapes(const struct archive *a, struct str name, struct arena *words)
{
    return archive_find(a, arena_f(words, "%.*s.shp", (int)(name.n - 4), name.p)) >= 0;
}

bool shapefiles_read(struct work *w, struct archive *a, const char *file, struct err *e)
{
    struct sets s CLEANUP(sets_end) = {0};
    struct buf beside CLEANUP(buf_end) = {0};
    inside_packing(w, PACKING_ZIP);
    for (size_t i = 0; i < archive_count(a); i++) {
        struct str name = archive_name(a, i);
        if (archive_is_aside(a, i))
            continue;
        if (ending_of(name) < 0 || !has_shapes(a, name, &s.names)) {
            if (beside.n < 300)
                buf_f(&beside, "%s%.*s", beside.n ? ", " : "", (int)MIN_OF(name.n, (size_t)80), name.p);
            continue;
        }
        struct buf bytes = {0};
        if (!archive_read(a, i, MEMBER_MOST, &bytes, e)) {
            buf_end(&bytes);
            return false;
        }
        if (!sets_take(&s, name, &bytes, file, e))
            return false;
    }
    w->out->inside.beside = (struct str){arena_text(&w->out->arena, beside.p ? beside.p : "", beside.n), beside.n};
    return sets_read(w, &s, file, e);
}

/* ---- beside one another ---- */

bool shapefile_members_read(struct work *w, struct file_stream *files, size_t n, struct err *e)
{
    struct sets s CLEANUP(sets_end) = {0};
    struct hasher all;
    hash_begin(&all);
    for (size_t i = 0; i < n; i++) {
        struct buf bytes = {.most = MEMBER_MOST};
        struct str name = str_of(files[i].s.name);
        if (ending_of(name) < 0) {
            err_set(e, ERR_USAGE, "%s: is no part of a shapefile (.shp, .dbf, .shx, .prj, .cpg)", files[i].s.name);
            return false;
        }
        if (!stream_all(&files[i].s, MEMBER_MOST, &bytes, e)) {
            buf_end(&bytes);
            return false;
        }
        hash_add(&all, bytes.p, bytes.n);
        if (!sets_take(&s, name, &bytes, files[0].s.name, e))
            return false;
    }
    w->out->import.sha256 = hash_end(&all);
    return sets_read(w, &s, files[0].s.name, e);
}
