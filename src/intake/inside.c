/* SPDX-License-Identifier: GPL-3.0-or-later */
/* intake: what a file holds: a table or borders as they stand, or packed (gzip, zstd), or one of them in an archive (zip). */
#include "intake/intake_priv.h"
#include "core/speech.h"
#include "table/hxl_json.h"

enum {
    HEAD = 64 * 1024,   /* bytes by which a kind is known */
    LAYERS_MOST = 3     /* a packed file in a zip in a packed file: more is no accident */
};

/* A stream whose first bytes were looked at and are given again. */
struct peeked {
    struct stream s;
    struct stream *in;
    struct str head;
    size_t at;
};

static int64_t peeked_read(struct stream *s, void *p, size_t n, struct err *e)
{
    struct peeked *k = (struct peeked *)(void *)s;
    int64_t got;
    if (k->at < k->head.n) {
        got = (int64_t)MIN_OF(n, k->head.n - k->at);
        memcpy(p, k->head.p + k->at, (size_t)got);
        k->at += (size_t)got;
    } else {
        got = k->in->read(k->in, p, n, e);
    }
    s->done += MAX_OF(got, (int64_t)0);
    return got;
}

static bool peek(struct work *w, struct stream *in, struct peeked *out, struct err *e)
{
    char *head = arena_get(&w->out->arena, HEAD);
    size_t n;
    if (!stream_fill(in, head, HEAD, &n, e))
        return false;
    *out = (struct peeked){.s = {.read = peeked_read, .name = in->name, .size = in->size}, .in = in, .head = {head, n}};
    return true;
}

/* ---- as it stands ---- */

static bool read_table(struct work *w, struct stream *in, bool json, struct err *e)
{
    struct hxl_json *j CLEANUP(hxl_json_close) = NULL; /* its table goes first */
    struct table *t CLEANUP(table_close) = NULL;
    if (json)
        in = hxl_json_open(in, &j);
    if (!table_open_as(in, &(struct table_options){.encoding = json ? STR("utf-8") : w->o->encoding, .line_a_record = json}, &t, e) || !hxl_no_respondents(t, e))
        return false;
    if (w->on_table) /* read once already: its rows are wanted again */
        return w->on_table(w->on_context, t, e);
    if (!str_is(str_of(table_encoding(t)), "utf-8"))
        w->out->inside.encoding = str_of(table_encoding(t));
    if (!w->layout && !layout_found(w, t, e))
        return false;
    return w->layout->read(w, in, t, e);
}

static bool read_plain(struct work *w, struct peeked *in, struct err *e)
{
    if (!w->layout)
        w->layout = layout_of_head(in->head);
    bool table = w->layout ? layout_is_table(w->layout) : true;
    if (in->head.n > 262 && memcmp(in->head.p + 257, "ustar", 5) == 0)
        return err_set(e, ERR_INPUT, T("%.100s: is a tar archive; unpack it and add the files inside that you mean"), in->s.name);
    bool json = table && hxl_json_head(in->head);
    if (table && !json && foreign_head(in->head, in->s.name, e))
        return false;
    if (!table)
        return w->layout->read(w, &in->s, NULL, e);
    progress_begin(w->p, "Reading", (double)MAX_OF(in->s.size, (int64_t)0));
    bool fine = read_table(w, &in->s, json, e);
    progress_finish(w->p);
    return fine;
}

/* ---- an archive ---- */

/* Archives that are one thing as a whole. The first that knows itself reads it; `name` is the file's, for words to people. */
struct archive_kind {
    bool (*is)(const struct archive *a);
    bool (*read)(struct work *w, struct archive *a, const char *name, struct err *e);
};
static const struct archive_kind archive_kinds[] = {
    {shapefiles_inside, shapefiles_read},
    {dialogue_inside, dialogue_archive_read},
    {workbook_is, inside_workbook},
};

static bool ends_nocase(struct str s, const char *end)
{
    size_t n = strlen(end);
    return s.n >= n && str_is_nocase((struct str){s.p + s.n - n, n}, end);
}

/* By its name: a table or a map. What else lies in an archive (read-me, licence, picture) is passed over. */
static bool named_as_data(struct str name)
{
    static const char *const ends[] = {".csv", ".tsv", ".tab", ".xlsx", ".geojson", ".json", ".gpkg", ".csv.gz", ".csv.zst", ".tsv.gz", ".geojson.gz"};
    for (size_t i = 0; i < ARRAY_LEN(ends); i++)
        if (ends_nocase(name, ends[i]))
            return true;
    return false;
}

static void add_name(struct buf *list, size_t n, struct str name)
{
    if (list->n < 300)
        buf_f(list, "%s%.*s", n ? ", " : "", (int)MIN_OF(name.n, (size_t)80), name.p);
}

static bool is_document(const struct archive *a)
{
    return archive_find(a, "mimetype") >= 0 && archive_find(a, "content.xml") >= 0;
}

/* The one member that can be meant: the only one at all, or the only one that is named as data. -1 when there is none or
 * several, with *e set. */
static int member_meant(struct work *w, const struct archive *a, const char *name, struct err *e)
{
    struct buf data CLEANUP(buf_end) = {0}, others CLEANUP(buf_end) = {0};
    size_t data_n = 0, other_n = 0;
    int meant = -1, other = -1;
    for (size_t i = 0; i < archive_count(a); i++) {
        if (archive_is_aside(a, i))
            continue;
        if (named_as_data(archive_name(a, i))) {
            add_name(&data, data_n++, archive_name(a, i));
            meant = (int)i;
        } else {
            add_name(&others, other_n++, archive_name(a, i));
            other = (int)i;
        }
    }
    if (data_n == 0 && other_n == 1)
        return other;
    if (data_n == 1) {
        w->out->inside.beside = (struct str){arena_text(&w->out->arena, others.p ? others.p : "", others.n), others.n};
        return meant;
    }
    if (is_document(a))
        err_set(e, ERR_INPUT, T("%.100s: is an OpenDocument file (ODS), which is not read here; save the sheet as XLSX or \"CSV UTF-8\" and try again"), name);
    else if (data_n > 1)
        err_set(e, ERR_INPUT, T("%.100s: holds %zu tables or maps (%.300s), and which one is meant is not clear; unpack it and add those that you mean"),
            name, data_n, data.p);
    else
        err_set(e, ERR_INPUT, T("%.100s: holds no table and no map that is known here (%.300s); unpack it and add the files that you mean"), name,
            others.p ? others.p : T("it is empty"));
    return -1;
}

static bool read_layer(struct work *w, struct peeked *in, int layer, struct err *e);

static bool read_member(struct work *w, struct archive *a, const char *name, int layer, struct err *e)
{
    int i = member_meant(w, a, name, e);
    if (i < 0)
        return false;
    struct unpacked *u CLEANUP(unpacked_close) = NULL;
    struct peeked inner;
    struct str own = archive_name(a, (size_t)i);
    w->out->inside.member = (struct str){arena_text(&w->out->arena, own.p, own.n), own.n};
    return archive_member(a, (size_t)i, 0, &u, e) && peek(w, unpacked_stream(u), &inner, e) && read_layer(w, &inner, layer + 1, e);
}

static bool read_archive(struct work *w, struct stream *in, int layer, struct err *e)
{
    struct archive *a CLEANUP(archive_close) = NULL;
    if (!archive_open(in, &a, e))
        return false;
    for (size_t i = 0; i < ARRAY_LEN(archive_kinds); i++)
        if (archive_kinds[i].is(a))
            return archive_kinds[i].read(w, a, in->name, e);
    inside_packing(w, PACKING_ZIP);
    return read_member(w, a, in->name, layer, e);
}

/* ---- layer by layer ---- */

void inside_packing(struct work *w, enum packing how)
{
    struct str *so_far = &w->out->inside.packing;
    *so_far = str_of(arena_f(&w->out->arena, "%.*s%s%s", STR_F(*so_far), so_far->n ? ", " : "", packing_word(how)));
}

static bool read_layer(struct work *w, struct peeked *in, int layer, struct err *e)
{
    enum packing how = packing_of(in->head);
    if (how == PACKING_NONE)
        return read_plain(w, in, e);
    if (layer >= LAYERS_MOST)
        return err_set(e, ERR_INPUT, T("%.100s: is packed more than %d times over; unpack it and add the file inside"), in->s.name, LAYERS_MOST);
    if (how == PACKING_ZIP)
        return read_archive(w, &in->s, layer, e);
    struct unpacked *u CLEANUP(unpacked_close) = NULL;
    struct peeked inner;
    inside_packing(w, how);
    return unpacked_open(&in->s, how, 0, &u, e) && peek(w, unpacked_stream(u), &inner, e) && read_layer(w, &inner, layer + 1, e);
}

bool inside_read(struct work *w, struct stream *in, struct err *e)
{
    struct peeked outer;
    if (!w->layout && !layout_asked(w, in->name, e))
        return false;
    return peek(w, in, &outer, e) && read_layer(w, &outer, 0, e);
}
