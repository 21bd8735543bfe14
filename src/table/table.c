/* SPDX-License-Identifier: GPL-3.0-or-later */
/* table: the window over a stream, the records in it, and how one cell is read. */
#include "table/sheet_priv.h"
#include "core/speech.h"
#include <assert.h>

static_assert(CELL_MOST < (1 << 28), "a cell's length fits its field");

bool table_fail(struct table *t, const char *fmt, ...)
{
    char text[640];
    va_list args;
    va_start(args, fmt);
    vsnprintf(text, sizeof text, fmt, args);
    va_end(args);
    t->failed = true;
    return err_set(&t->e, ERR_INPUT, "%.200s: %s", t->name, text);
}

/* ---- the window ---- */

/* Is this the beginning of a character whose rest has not come yet? (It holds no line's end then.) */
static bool cut_character(struct str s)
{
    const unsigned char *u = (const unsigned char *)s.p;
    size_t need = u[0] >= 0xF0 ? 4 : u[0] >= 0xE0 ? 3 : 2;
    if (u[0] < 0xC0 || s.n >= need)
        return false;
    for (size_t i = 1; i < s.n; i++)
        if ((u[i] & 0xC0) != 0x80)
            return false;
    return true;
}

/* Look at the bytes that came in last. A character cut by the window's end waits for its rest. */
static void text_check(struct table *t)
{
    if (t->bad != SIZE_MAX)
        return;
    struct str fresh = {t->window + t->checked, t->end - t->checked};
    size_t bad = SIZE_MAX;
    const char *nul = fresh.n ? memchr(fresh.p, 0, fresh.n) : NULL;
    if (nul)
        fresh.n = (size_t)(nul - fresh.p);
    if (str_utf8_ok(fresh, &bad)) {
        t->checked += fresh.n;
        t->bad = nul ? t->checked : SIZE_MAX;
        return;
    }
    t->checked += bad;
    struct str rest = {fresh.p + bad, fresh.n - bad};
    if (nul || t->over || !cut_character(rest))
        t->bad = t->checked;
}

bool table_refill(struct table *t)
{
    size_t keep = t->next;
    assert(!t->over && keep <= t->end && keep <= t->checked);
    if (keep) {
        memmove(t->window, t->window + keep, t->end - keep);
        t->end -= keep;
        t->checked -= keep;
        t->bad -= t->bad == SIZE_MAX ? 0 : keep;
        t->passed += (int64_t)keep;
        t->next = 0;
    }
    if (!t->room || t->end > t->room / 2) {
        t->room = t->room ? t->room * 2 : WINDOW;
        t->window = mem_grow(t->window, t->room + WINDOW_PAD, 1);
    }
    size_t got = 0;
    if (!stream_fill(t->in, t->window + t->end, t->room - t->end, &got, &t->e)) {
        t->failed = true;
        return false;
    }
    t->over = got < t->room - t->end;
    t->end += got;
    memset(t->window + t->end, 0, WINDOW_PAD);
    text_check(t);
    return true;
}

/* ---- scanning ---- */

#define EACH_BYTE(c) (0x0101010101010101u * (uint64_t)(unsigned char)(c))

/* The high bit of each byte of v that is zero is set in the result (surely right for the lowest). */
static inline uint64_t zero_bytes(uint64_t v)
{
    return (v - EACH_BYTE(1)) & ~v & EACH_BYTE(0x80);
}

/* The first delimiter, LF or CR from p on; `end` when there is none. May look WINDOW_PAD bytes past it. */
static inline const char *plain_end(const char *p, const char *end, char delimiter)
{
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
    for (; p < end; p += 8) {
        uint64_t v;
        memcpy(&v, p, 8);
        uint64_t hit = zero_bytes(v ^ EACH_BYTE(delimiter)) | zero_bytes(v ^ EACH_BYTE('\n')) |
                       zero_bytes(v ^ EACH_BYTE('\r'));
        if (hit) {
            p += (unsigned)__builtin_ctzll(hit) >> 3;
            break;
        }
    }
    return p < end ? p : end;
#else
    while (p < end && *p != delimiter && *p != '\n' && *p != '\r')
        p++;
    return p;
#endif
}

/* The closing quote of what begins behind an opening one at p; `end` when it is not there (or may be the
 * first of two, which only the next byte tells: then `end` too, unless the stream is over). */
static const char *closing_quote(const char *p, const char *end, bool over, bool *doubled)
{
    for (;;) {
        const char *q = p < end ? memchr(p, '"', (size_t)(end - p)) : NULL;
        if (!q || (q + 1 == end && !over))
            return end;
        if (q + 1 == end || q[1] != '"')
            return q;
        *doubled = true;
        p = q + 2;
    }
}

/* Line breaks of any kind: LF, CR LF, lone CR. */
static int64_t breaks_in(const char *p, const char *end)
{
    int64_t n = 0;
    const char *at = p;
    while (at < end && (at = memchr(at, '\n', (size_t)(end - at)))) {
        n++;
        at++;
    }
    at = p;
    while (at < end && (at = memchr(at, '\r', (size_t)(end - at)))) {
        at++;
        n += !(at < end && *at == '\n');
    }
    return n;
}

struct scanner {
    struct table *t;
    const char *base, *end;
    int64_t breaks; /* inside quotes so far */
};

static bool too_long(const struct scanner *s, const char *from, const char *to)
{
    if (to - from <= CELL_MOST && to - s->base <= RECORD_MOST)
        return false;
    int64_t line = s->t->next_line + s->breaks;
    table_fail(s->t,
        T("line %" PRId64 ", column %zu: the cell is longer than 16 MiB (or its row than 64 MiB); a quote is probably opened "
        "on that line and never closed"),
        line, s->t->cell_n);
    return true;
}

/* A cell whose first byte is a quote. Gives where it stops (a delimiter, a line's end, s->end). */
static const char *quoted_cell(struct scanner *s, const char *p, struct cell *c, bool *closed)
{
    bool doubled = false;
    const char *q = closing_quote(p + 1, s->end, s->t->over, &doubled);
    *closed = q < s->end;
    if (!*closed)
        return s->end;
    c->at = (uint32_t)(p + 1 - s->base);
    c->n = (uint32_t)(q - p - 1) & 0xfffffff;
    c->quoting = doubled ? QUOTING_DOUBLED : QUOTING_NONE;
    s->breaks += breaks_in(p + 1, q);
    const char *stop = plain_end(q + 1, s->end, s->t->delimiter);
    if (stop > q + 1) {
        c->at = (uint32_t)(p - s->base);
        c->n = (uint32_t)(stop - p) & 0xfffffff;
        c->quoting = QUOTING_LOOSE;
    }
    return stop;
}

static void record_done(struct scanner *s, const char *stop)
{
    struct table *t = s->t;
    bool line_end = stop < s->end;
    if (line_end && *stop == '\r' && stop + 1 < s->end && stop[1] == '\n')
        stop++;
    t->record = t->next;
    t->line = t->next_line;
    t->next = (size_t)(stop - t->window) + line_end;
    t->next_line += (t->line_a_record ? 0 : s->breaks) + line_end;
}

/* Room for one more cell. */
static bool cell_room(struct table *t)
{
    if (t->cell_n < t->cell_room)
        return true;
    if (t->cell_n >= COLUMNS_MOST)
        return table_fail(t, T("line %" PRId64 ": has more than %d columns, the most that a table may have here; keep the columns that matter"), t->next_line,
            COLUMNS_MOST);
    t->cell_room = t->cell_room ? t->cell_room * 2 : 64;
    t->cells = mem_grow(t->cells, t->cell_room, sizeof *t->cells);
    return true;
}

enum scan table_scan(struct table *t)
{
    struct scanner s = {t, t->window + t->next, t->window + t->end, 0};
    const char *p = s.base;
    t->cell_n = 0;
    if (p == s.end)
        return t->over ? SCAN_NONE : SCAN_MORE;
    for (;;) {
        if (!cell_room(t))
            return SCAN_BAD;
        struct cell *c = &t->cells[t->cell_n++];
        const char *stop;
        if (p < s.end && *p == '"') {
            bool closed;
            stop = quoted_cell(&s, p, c, &closed);
            if (!closed && t->over && !too_long(&s, p, stop))
                table_fail(t, T("line %" PRId64 ", column %zu: a quote is opened here and never closed; the file may have been cut off: "
                    "take a whole copy"), t->next_line + s.breaks, t->cell_n);
            if (!closed && t->over)
                return SCAN_BAD;
        } else {
            stop = plain_end(p, s.end, t->delimiter);
            *c = (struct cell){.at = (uint32_t)(p - s.base), .n = (uint32_t)(stop - p) & 0xfffffff};
        }
        if (too_long(&s, p, stop))
            return SCAN_BAD;
        /* Behind a CR there may be its LF: the two are one end. */
        bool cut = stop == s.end || (*stop == '\r' && stop + 1 == s.end);
        if (cut && !t->over)
            return SCAN_MORE;
        if (stop == s.end || *stop != t->delimiter) {
            record_done(&s, stop);
            return SCAN_DONE;
        }
        p = stop + 1;
    }
}

/* The bad byte lies in the record at hand: say where. */
static bool bad_byte(struct table *t)
{
    size_t column = 0, at = t->bad - t->record;
    while (column + 1 < t->cell_n && t->cells[column + 1].at <= at)
        column++;
    int64_t line = t->line + breaks_in(t->window + t->record, t->window + t->bad);
    struct str name = column < t->column_n ? t->columns[column].name : STR("");
    unsigned char byte = (unsigned char)t->window[t->bad];
    char where[200];
    if (name.n)
        snprintf(where, sizeof where, T("line %" PRId64 ", column %zu (%.*s)"), line, column + 1, (int)MIN_OF(name.n, (size_t)100), name.p);
    else
        snprintf(where, sizeof where, T("line %" PRId64 ", column %zu"), line, column + 1);
    if (!byte)
        return table_fail(t, T("%s: holds a NUL byte, which no text has; the file is damaged, or it is UTF-16: save it as "
            "\"CSV UTF-8\" and try again"), where);
    char arabic[100] = "", western[100] = "";
    size_t from = t->record + (t->cell_n ? t->cells[column].at : 0), end = from + (t->cell_n ? t->cells[column].n : 0);
    from = MAX_OF(from, t->bad - MIN_OF(t->bad, (size_t)16));
    if (from < end)
        table_reads_as((struct str){t->window + from, end - from}, arabic, western, sizeof arabic);
    return table_fail(t, T("%s: is not UTF-8 (byte 0x%02X), at byte %" PRId64 " of the file. Say which encoding it is: with --encoding windows-1256 that "
        "reads \"%s\", with --encoding windows-1252 \"%s\"; or save the file as \"CSV UTF-8\""), where, byte, t->passed + (int64_t)t->bad + 1,
        arabic, western);
}

bool table_blank(struct table *t)
{
    for (size_t i = 0; i < t->cell_n; i++) {
        const struct cell *c = &t->cells[i];
        if (c->n && str_trim((struct str){t->window + t->record + c->at, c->n}).n)
            return false;
    }
    return true;
}

bool table_record(struct table *t)
{
    if (t->sheet)
        return sheet_record(t);
    for (;;) {
        enum scan got = table_scan(t);
        if (got == SCAN_MORE) {
            if (!table_refill(t))
                return false;
            continue;
        }
        if (got == SCAN_NONE || got == SCAN_BAD)
            return false;
        if (t->bad < t->next)
            return bad_byte(t);
        if (!table_blank(t))
            return true;
    }
}

/* ---- what others call ---- */

void table_close(struct table **t)
{
    if (!t || !*t)
        return;
    free((*t)->window);
    free((*t)->cells);
    table_recode_end(*t);
    sheet_end(*t);
    arena_end(&(*t)->names);
    free(*t);
    *t = NULL;
}

bool table_open(struct stream *in, struct table **out, struct err *e)
{
    return table_open_as(in, &(struct table_options){.encoding = STR("")}, out, e);
}

bool table_open_as(struct stream *in, const struct table_options *o, struct table **out, struct err *e)
{
    struct table *t CLEANUP(table_close) = mem_get(sizeof *t);
    size_t encoding = 0;
    t->in = in;
    t->name = in->name;
    t->bad = SIZE_MAX;
    t->next_line = 1;
    t->line_a_record = o->line_a_record;
    if (!table_refill(t) || !table_encoding_find(t, o->encoding, &encoding) || (encoding && !table_recode(t, encoding)) || !table_head(t)) {
        *e = t->e;
        return false;
    }
    *out = t;
    t = NULL;
    return true;
}

bool table_next(struct table *t)
{
    if (t->again) { /* still at hand */
        t->again = false;
        t->rows++;
        return true;
    }
    if (t->failed || !table_record(t)) {
        t->cell_n = 0;
        return false;
    }
    t->rows++;
    return true;
}

bool table_failed(const struct table *t, struct err *e)
{
    if (t->failed)
        *e = t->e;
    return t->failed;
}

/* Take the quotes out, in the window itself: the text only gets shorter. */
static void unquote(char *p, struct cell *c)
{
    size_t to = 0;
    bool inside = c->quoting == QUOTING_DOUBLED;
    bool opening = !inside;
    for (size_t i = 0; i < c->n; i++) {
        if (opening) { /* the first byte: the opening quote */
            opening = false;
            inside = true;
        } else if (inside && p[i] == '"') {
            bool two = i + 1 < c->n && p[i + 1] == '"';
            if (two)
                p[to++] = p[i++];
            else
                inside = false;
        } else {
            p[to++] = p[i];
        }
    }
    c->n = (uint32_t)to & 0xfffffff;
    c->quoting = QUOTING_NONE;
}

struct str table_cell(const struct table *t, int column)
{
    if (column < 0 || (size_t)column >= t->cell_n)
        return STR("");
    struct cell *c = &t->cells[column];
    if (c->quoting != QUOTING_NONE)
        unquote(t->window + t->record + c->at, c);
    return (struct str){t->window + t->record + c->at, c->n};
}

size_t table_cells(const struct table *t)
{
    return t->cell_n;
}

int64_t table_line(const struct table *t)
{
    return t->line;
}

int64_t table_rows(const struct table *t)
{
    return t->rows;
}

int64_t table_bytes(const struct table *t)
{
    return t->sheet ? unpacked_stream(t->sheet->part.u)->done : t->passed + (int64_t)t->next;
}

int64_t table_size(const struct table *t)
{
    return t->sheet ? unpacked_stream(t->sheet->part.u)->size : t->in->size;
}

const char *table_file(const struct table *t)
{
    return t->name;
}

size_t table_columns(const struct table *t)
{
    return t->column_n;
}

struct str table_name(const struct table *t, size_t column)
{
    return column < t->column_n ? t->columns[column].name : STR("");
}

struct str table_tag(const struct table *t, size_t column)
{
    return column < t->column_n ? t->columns[column].tag : STR("");
}

bool table_hxl(const struct table *t)
{
    return t->hxl;
}
