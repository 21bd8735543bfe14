/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Borders from GeoJSON, read as a stream: yajl tells of keys, numbers and brackets; a small stack knows what they
 * belong to; a feature is settled when its brace closes (geojson_feature.c, feature.c). Nothing but the feature in hand and the
 * borders kept is in memory.
 */
#include "place/geojson_priv.h"
#include <yajl/yajl_parse.h>

enum { CHUNK = 64 << 10, TOKEN_MOST = 8 << 20, DEPTH_MOST = 100 };

struct reader {
    yajl_handle yajl;
    struct brackets feature;
    struct {
        enum where {
            ROOT, FEATURES, FEATURE, PROPERTIES, GEOMETRY, COORDINATES, CRS, CRS_PROPERTIES, OTHER
        } at;
    } stack[DEPTH_MOST];
    int depth;                /* how many of `stack` are open */
    char key[128];            /* the key just read, cut short */
    const unsigned char *chunk;
    size_t counted;           /* bytes of the chunk whose lines are counted */
    int64_t line;
    size_t since_token;       /* bytes since the last token: a text that never ends is refused */
    bool root_seen, features_seen, collection;
    char root_type[40];
    struct stream *in;
    struct err *e;
};

static int64_t line_now(struct reader *r)
{
    size_t to = r->yajl ? yajl_get_bytes_consumed(r->yajl) : 0;
    for (; r->counted < to; r->counted++)
        r->line += r->chunk[r->counted] == '\n';
    return r->line;
}

/* Stops the parser with an error of our own. */
static int refuse(struct reader *r, const char *what)
{
    err_set(r->e, ERR_INPUT, "%s: line %" PRId64 ": %s", r->in->name, line_now(r), what);
    return 0;
}

static enum where place_now(const struct reader *r)
{
    return r->depth ? r->stack[r->depth - 1].at : OTHER;
}

static bool key_is(const struct reader *r, const char *key)
{
    return strcmp(r->key, key) == 0;
}

static int enter(struct reader *r, enum where at)
{
    if (r->depth == DEPTH_MOST)
        return refuse(r, "brackets stand more than 100 deep, which no border file needs; export the file anew");
    r->stack[r->depth++].at = at;
    r->key[0] = 0;
    r->since_token = 0;
    return 1;
}

/* What an object means where it begins. */
static enum where object_at(const struct reader *r)
{
    switch (place_now(r)) {
    case FEATURES: return FEATURE;
    case ROOT: return key_is(r, "crs") ? CRS : OTHER;
    case CRS: return key_is(r, "properties") ? CRS_PROPERTIES : OTHER;
    case FEATURE: return key_is(r, "properties") ? PROPERTIES : key_is(r, "geometry") ? GEOMETRY : OTHER;
    default: return OTHER;
    }
}

static int on_object(void *context)
{
    struct reader *r = context;
    if (place_now(r) == COORDINATES)
        return refuse(r, "a brace stands among coordinates; brackets and numbers are expected");
    if (!r->depth) {
        if (r->root_seen)
            return refuse(r, "a second object begins after the first one ended");
        r->root_seen = true;
        return enter(r, ROOT);
    }
    enum where at = object_at(r);
    if (at == FEATURE)
        brackets_begin(&r->feature, line_now(r));
    return enter(r, at);
}

static int on_object_end(void *context)
{
    struct reader *r = context;
    enum where at = place_now(r);
    r->depth--;
    r->since_token = 0;
    if (at == FEATURE)
        return brackets_feature_end(&r->feature, r->e);
    return 1;
}

static int on_array(void *context)
{
    struct reader *r = context;
    enum where at = place_now(r);
    if (!r->depth)
        return refuse(r, "the file begins with a bracket; a GeoJSON FeatureCollection begins with a brace");
    if (at == COORDINATES)
        return bracket_open(&r->feature, r->e) ? enter(r, COORDINATES) : 0;
    if (at == ROOT && key_is(r, "features")) {
        r->features_seen = true;
        return enter(r, FEATURES);
    }
    if (at == GEOMETRY && key_is(r, "coordinates"))
        return bracket_open(&r->feature, r->e) ? enter(r, COORDINATES) : 0;
    if (at == FEATURES)
        return refuse(r, "an array stands where a feature is expected");
    return enter(r, OTHER);
}

static int on_array_end(void *context)
{
    struct reader *r = context;
    if (place_now(r) == COORDINATES && !bracket_close(&r->feature, r->e))
        return 0;
    r->depth--;
    r->since_token = 0;
    return 1;
}

static int on_key(void *context, const unsigned char *text, size_t n)
{
    struct reader *r = context;
    size_t k = MIN_OF(n, sizeof r->key - 1);
    memcpy(r->key, text, k);
    r->key[k] = 0;
    r->since_token = 0;
    return 1;
}

/* WGS 84 under the names it goes by; anything else would put people in the wrong place. */
static int crs_name(struct reader *r, struct str name)
{
    if (str_ends(name, "CRS84") || str_ends(name, ":4326") || str_ends(name, "WGS84") || !name.n)
        return 1;
    err_set(r->e, ERR_INPUT,
        "%s: line %" PRId64 ": the borders are in the coordinate system \"%.*s\"; save the file in WGS 84 (EPSG:4326) and add that",
        r->in->name, line_now(r), (int)MIN_OF(name.n, (size_t)120), name.p);
    return 0;
}

static int value(struct reader *r, struct str v)
{
    r->since_token = 0;
    switch (place_now(r)) {
    case ROOT:
        if (key_is(r, "type"))
            snprintf(r->root_type, sizeof r->root_type, "%.*s", (int)MIN_OF(v.n, sizeof r->root_type - 1), v.p);
        return 1;
    case CRS_PROPERTIES: return key_is(r, "name") ? crs_name(r, v) : 1;
    case FEATURE:
        if (key_is(r, "id"))
            feature_id(&r->feature.hand, v);
        return 1;
    case GEOMETRY:
        if (key_is(r, "type"))
            brackets_kind(&r->feature, v);
        return 1;
    case PROPERTIES: feature_property(&r->feature.hand, str_of(r->key), v); return 1;
    case FEATURES: return refuse(r, "a bare value stands where a feature is expected");
    case COORDINATES: return refuse(r, "a text stands among coordinates; numbers in degrees are expected");
    default: return r->depth ? 1 : refuse(r, "the file holds a bare value; a GeoJSON FeatureCollection is expected");
    }
}

static int on_string(void *context, const unsigned char *text, size_t n)
{
    return value(context, (struct str){(const char *)text, n});
}

static int on_number(void *context, const char *text, size_t n)
{
    struct reader *r = context;
    if (place_now(r) != COORDINATES)
        return value(r, (struct str){text, n});
    r->since_token = 0;
    double v;
    if (!str_to_real((struct str){text, n}, &v))
        return refuse(r, "a coordinate is too large to be a number of degrees");
    return bracket_number(&r->feature, v, r->e);
}

static int on_null(void *context)
{
    struct reader *r = context;
    enum where at = place_now(r);
    r->since_token = 0;
    if (at == COORDINATES)
        return refuse(r, "null stands among coordinates; numbers in degrees are expected");
    return at == FEATURES ? refuse(r, "null stands where a feature is expected") : 1;
}

static int on_boolean(void *context, int v)
{
    return value(context, v ? STR("true") : STR("false"));
}

/* ---- the stream ---- */

/* The parser's own complaint, without the picture of the place it adds. */
static bool broken(struct reader *r, const unsigned char *chunk, size_t n)
{
    if (r->e->code != ERR_NONE)
        return false;
    unsigned char *text = yajl_get_error(r->yajl, 0, chunk, n);
    struct str words = str_trim(str_of((const char *)text));
    err_set(r->e, ERR_INPUT, "%s: line %" PRId64 ": this is not well-formed JSON (%.*s)", r->in->name, line_now(r),
        (int)MIN_OF(words.n, (size_t)160), words.p);
    yajl_free_error(r->yajl, text);
    return false;
}

static bool give(struct reader *r, const unsigned char *chunk, size_t n)
{
    r->chunk = chunk;
    r->counted = 0;
    r->since_token += n;
    yajl_status status = yajl_parse(r->yajl, chunk, n);
    if (status != yajl_status_ok)
        return broken(r, chunk, n);
    for (; r->counted < n; r->counted++)
        r->line += chunk[r->counted] == '\n';
    if (r->since_token > TOKEN_MOST)
        return err_set(r->e, ERR_INPUT, "%s: line %" PRId64 ": a text is longer than %d MB; this is no border file", r->in->name,
            r->line, TOKEN_MOST >> 20);
    return true;
}

static void chunk_free(unsigned char **p)
{
    free(*p);
}

static bool read_all(struct reader *r, struct progress *p)
{
    unsigned char *chunk CLEANUP(chunk_free) = mem_get(CHUNK);
    bool begun = false;
    for (size_t n;;) {
        if (!stream_fill(r->in, chunk, CHUNK, &n, r->e))
            return false;
        if (!n)
            break;
        size_t skip = !begun && n >= 3 && memcmp(chunk, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
        begun = true;
        if (!give(r, chunk + skip, n - skip) || !progress_step(p, (double)r->in->done, r->feature.hand.out->rows, r->e))
            return false;
    }
    if (!begun)
        return err_set(r->e, ERR_INPUT, "%s: the file is empty", r->in->name);
    return true;
}

static bool whole(struct reader *r)
{
    if (r->depth)
        return err_set(r->e, ERR_INPUT,
            "%s: line %" PRId64 ": the file ends in the middle of feature %" PRId64 "; it was cut short: fetch it again", r->in->name,
            r->line, MAX_OF(r->feature.hand.out->rows, INT64_C(1)));
    r->chunk = (const unsigned char *)"";
    r->counted = 0;
    int64_t line = r->line;
    if (yajl_complete_parse(r->yajl) != yajl_status_ok) {
        if (r->e->code == ERR_NONE)
            err_set(r->e, ERR_INPUT, "%s: line %" PRId64 ": the file ends before its JSON does", r->in->name, line);
        return false;
    }
    if (strcmp(r->root_type, "Topology") == 0)
        return err_set(r->e, ERR_INPUT, "%s: this is TopoJSON; save the borders as GeoJSON and add that", r->in->name);
    if (!r->features_seen)
        return err_set(r->e, ERR_INPUT, "%s: there is no list of features; a GeoJSON FeatureCollection is expected%s%s",
            r->in->name, r->root_type[0] ? ", found type " : "", r->root_type);
    return true;
}

bool geojson_borders(struct stream *in, int level_wish, struct border_batch *out, struct progress *p, struct err *e)
{
    static const yajl_callbacks callbacks = {.yajl_null = on_null, .yajl_boolean = on_boolean, .yajl_number = on_number,
        .yajl_string = on_string, .yajl_start_map = on_object, .yajl_map_key = on_key, .yajl_end_map = on_object_end,
        .yajl_start_array = on_array, .yajl_end_array = on_array_end};
    *out = (struct border_batch){.level = -1};
    *e = (struct err){0};
    struct reader *r = mem_get(sizeof *r);
    r->line = 1;
    r->in = in;
    r->e = e;
    hand_begin(&r->feature.hand, out, level_wish, in->name, "the feature at line");
    r->yajl = yajl_alloc(&callbacks, NULL, r);
    progress_begin(p, "Reading borders", (double)MAX_OF(in->size, INT64_C(0)));
    bool ok = read_all(r, p) && whole(r) && hand_settle(&r->feature.hand, e);
    yajl_free(r->yajl);
    hand_end(&r->feature.hand);
    free(r);
    progress_finish(p);
    if (!ok)
        border_batch_end(out);
    return ok;
}

/* The beginning of a GeoJSON file with features names both, wherever the type stands. */
bool geojson_sniff(struct str head)
{
    head = str_trim(head);
    if (!head.n || head.p[0] != '{')
        return false;
    size_t n = MIN_OF(head.n, (size_t)65536);
    return memmem(head.p, n, "\"FeatureCollection\"", 19) != NULL ||
        (memmem(head.p, n, "\"features\"", 10) != NULL && memmem(head.p, n, "\"Feature\"", 9) != NULL);
}

void border_batch_end(struct border_batch *b)
{
    free(b->places);
    free(b->aliases);
    free(b->problems);
    free(b->countries);
    arena_end(&b->arena);
    *b = (struct border_batch){.level = -1};
}
