/* SPDX-License-Identifier: GPL-3.0-or-later */
/* table: a table with HXL tags, written as JSON, given as CSV. Nothing but the record in hand is in memory. */
#include "table/hxl_json.h"
#include "table/table_priv.h"
#include <yajl/yajl_parse.h>

enum { CHUNK = 64 << 10, HEAD_TAG = 2 };

enum shape { SHAPE_UNKNOWN, SHAPE_ROWS, SHAPE_OBJECTS };

struct hxl_json {
    struct stream s;
    struct stream *in;
    yajl_handle yajl;
    enum shape shape;
    int depth;             /* brackets open */
    bool begun, over, ended;
    int64_t row;           /* of the list, counting from 1; the one at hand */
    struct str keys[COLUMNS_MOST]; /* of objects, in the order of the first */
    size_t key_n;
    bool first;            /* the first object is being read: its keys become the columns */
    size_t column;         /* of the value that comes next */
    struct buf values;     /* of an object: texts one behind the other */
    struct { size_t at, n; bool there; } cell[COLUMNS_MOST];
    struct buf out;        /* CSV not given yet */
    size_t given;
    struct arena arena;
    struct err *e;
    unsigned char chunk[CHUNK];
};

static int refuse(struct hxl_json *j, const char *what, struct str found)
{
    err_set(j->e, ERR_INPUT, "%.100s: row %" PRId64 " of the list: %s%s%.*s%s", j->in->name, j->row, what, found.n ? " (\"" : "", (int)MIN_OF(found.n, (size_t)60),
        found.p ? found.p : "", found.n ? "\")" : "");
    return 0;
}

/* ---- CSV ---- */

static int put_cell(struct hxl_json *j, bool first, struct str s)
{
    if (j->out.n - j->given + s.n > RECORD_MOST)
        return refuse(j, "is longer than 64 MiB", STR(""));
    if (!first)
        buf_add(&j->out, ",", 1);
    buf_add(&j->out, "\"", 1);
    for (size_t from = 0; from <= s.n;) {
        const char *quote = from < s.n ? memchr(s.p + from, '"', s.n - from) : NULL;
        size_t to = quote ? (size_t)(quote - s.p) + 1 : s.n;
        buf_add(&j->out, s.p + from, to - from);
        if (!quote)
            break;
        buf_add(&j->out, "\"", 1);
        from = to;
    }
    buf_add(&j->out, "\"", 1);
    return 1;
}

static int put_object(struct hxl_json *j)
{
    for (size_t i = 0; j->first && i < j->key_n; i++)
        if (!put_cell(j, i == 0, j->keys[i]))
            return 0;
    if (j->first)
        buf_add(&j->out, "\n", 1);
    j->first = false;
    for (size_t i = 0; i < j->key_n; i++)
        if (!put_cell(j, i == 0, j->cell[i].there ? (struct str){j->values.p + j->cell[i].at, j->cell[i].n} : STR("")))
            return 0;
    buf_add(&j->out, "\n", 1);
    return 1;
}

/* ---- what the parser tells ---- */

static int value(struct hxl_json *j, struct str s)
{
    if (j->depth != 2)
        return refuse(j, "a list of rows, or of objects whose keys are HXL tags, is expected", s);
    if (j->shape == SHAPE_ROWS) {
        if (j->column >= COLUMNS_MOST)
            return refuse(j, "has more than 4,096 values", STR(""));
        return put_cell(j, j->column++ == 0, s);
    }
    j->cell[j->column].at = j->values.n;
    j->cell[j->column].n = s.n;
    j->cell[j->column].there = true;
    if (j->values.n + s.n > CELL_MOST)
        return refuse(j, "is longer than 16 MiB", STR(""));
    buf_add(&j->values, s.p, s.n);
    return 1;
}

static int on_null(void *context)
{
    return value(context, STR(""));
}

static int on_boolean(void *context, int v)
{
    return value(context, v ? STR("TRUE") : STR("FALSE"));
}

static int on_number(void *context, const char *p, size_t n)
{
    return value(context, (struct str){p, n});
}

static int on_string(void *context, const unsigned char *p, size_t n)
{
    return value(context, (struct str){(const char *)p, n});
}

/* Keys come in the order of the first object, as a rule: looked for from the last one on, and around. key_n: it is none. */
static size_t key_at(const struct hxl_json *j, struct str key)
{
    for (size_t k = 0; k < j->key_n; k++) {
        size_t i = (j->column + 1 + k) % j->key_n;
        if (str_eq(j->keys[i], key))
            return i;
    }
    return j->key_n;
}

static int on_key(void *context, const unsigned char *p, size_t n)
{
    struct hxl_json *j = context;
    struct str key = {(const char *)p, n};
    size_t i = key_at(j, key);
    if (i == j->key_n && !j->first)
        return refuse(j, "has a key that the first object has not, so it would be lost; give every object the same keys", key);
    if (i == COLUMNS_MOST)
        return refuse(j, "has more than 4,096 keys", STR(""));
    if (i == j->key_n)
        j->keys[j->key_n++] = arena_str(&j->arena, key);
    if (j->cell[i].there)
        return refuse(j, "has the same key twice", key);
    j->column = i;
    return 1;
}

static int open_record(struct hxl_json *j, enum shape shape)
{
    if (j->depth != 1 || (j->shape != SHAPE_UNKNOWN && j->shape != shape))
        return refuse(j, j->depth > 1 ? "a value is a list or an object of its own, which is no cell of a table" :
            "a list of rows, or of objects whose keys are HXL tags, is expected", STR(""));
    j->row++;
    j->depth = 2;
    j->first = shape == SHAPE_OBJECTS && j->shape == SHAPE_UNKNOWN;
    j->shape = shape;
    j->column = shape == SHAPE_OBJECTS ? SIZE_MAX : 0;
    buf_clear(&j->values);
    for (size_t i = 0; i < j->key_n; i++)
        j->cell[i].there = false;
    return 1;
}

static int on_object(void *context)
{
    return open_record(context, SHAPE_OBJECTS);
}

static int on_array(void *context)
{
    struct hxl_json *j = context;
    if (j->depth)
        return open_record(j, SHAPE_ROWS);
    j->depth = 1;
    return 1;
}

static int on_object_end(void *context)
{
    struct hxl_json *j = context;
    j->depth = 1;
    return put_object(j);
}

static int on_array_end(void *context)
{
    struct hxl_json *j = context;
    if (j->depth-- == 2)
        buf_add(&j->out, "\n", 1);
    return 1;
}

static const yajl_callbacks callbacks = {.yajl_null = on_null, .yajl_boolean = on_boolean, .yajl_number = on_number, .yajl_string = on_string,
    .yajl_start_map = on_object, .yajl_map_key = on_key, .yajl_end_map = on_object_end, .yajl_start_array = on_array, .yajl_end_array = on_array_end};

/* ---- the stream ---- */

static bool broken(struct hxl_json *j, const unsigned char *chunk, size_t n)
{
    if (j->e->code != ERR_NONE)
        return false;
    unsigned char *text = yajl_get_error(j->yajl, 0, chunk, n);
    struct str words = str_trim(str_of((const char *)text));
    err_set(j->e, ERR_INPUT, "%.100s: row %" PRId64 " of the list: this is not well-formed JSON (%.*s)", j->in->name, j->row, (int)MIN_OF(words.n, (size_t)160), words.p);
    yajl_free_error(j->yajl, text);
    return false;
}

static bool parse_on(struct hxl_json *j)
{
    size_t n;
    if (!stream_fill(j->in, j->chunk, CHUNK, &n, j->e))
        return false;
    const unsigned char *from = j->chunk;
    if (!j->begun && n >= 3 && memcmp(from, "\xEF\xBB\xBF", 3) == 0)
        from += 3, n -= 3;
    j->begun = true;
    if (n)
        return yajl_parse(j->yajl, from, n) == yajl_status_ok || broken(j, from, n);
    j->over = true;
    if (j->depth)
        return err_set(j->e, ERR_INPUT, "%.100s: row %" PRId64 " of the list: the file ends before its list does; it was cut short: fetch it again", j->in->name, j->row);
    return yajl_complete_parse(j->yajl) == yajl_status_ok || broken(j, from, 0);
}

static int64_t give(struct stream *s, void *p, size_t n, struct err *e)
{
    struct hxl_json *j = (struct hxl_json *)(void *)s;
    j->e = e;
    if (j->given == j->out.n) {
        buf_clear(&j->out);
        j->given = 0;
    }
    while (j->out.n == 0 && !j->over)
        if (!parse_on(j))
            return -1;
    size_t now = MIN_OF(n, j->out.n - j->given);
    if (now)
        memcpy(p, j->out.p + j->given, now);
    j->given += now;
    s->done = j->in->done;
    return (int64_t)now;
}

struct stream *hxl_json_open(struct stream *in, struct hxl_json **out)
{
    struct hxl_json *j = mem_get(sizeof *j);
    j->s = (struct stream){.read = give, .name = in->name, .size = -1};
    j->in = in;
    j->out.most = (size_t)2 * RECORD_MOST;
    j->yajl = yajl_alloc(&callbacks, NULL, j);
    *out = j;
    return &j->s;
}

void hxl_json_close(struct hxl_json **at)
{
    if (!at || !*at)
        return;
    struct hxl_json *j = *at;
    yajl_free(j->yajl);
    buf_end(&j->values);
    buf_end(&j->out);
    arena_end(&j->arena);
    free(j);
    *at = NULL;
}

/* A string within the head that begins with "#" and a letter, as tags do. */
static bool tag_within(struct str s)
{
    for (size_t i = 0; i + HEAD_TAG < s.n; i++)
        if (s.p[i] == '"' && s.p[i + 1] == '#' && s.p[i + 2] >= 'a' && s.p[i + 2] <= 'z')
            return true;
    return false;
}

bool hxl_json_head(struct str head)
{
    struct str s = str_trim(head);
    if (s.n >= 3 && memcmp(s.p, "\xEF\xBB\xBF", 3) == 0)
        s = str_trim((struct str){s.p + 3, s.n - 3});
    if (!s.n || s.p[0] != '[')
        return false;
    struct str inner = str_trim((struct str){s.p + 1, s.n - 1});
    if (!inner.n || (inner.p[0] != '[' && inner.p[0] != '{'))
        return false;
    if (inner.p[0] == '[')
        return tag_within(inner);
    struct str key = str_trim((struct str){inner.p + 1, inner.n - 1});
    return tag_within((struct str){key.p, MIN_OF(key.n, (size_t)HEAD_TAG + 1)});
}
