/* SPDX-License-Identifier: GPL-3.0-or-later */
/* table: text in other encodings than UTF-8, turned into it as it is read (iconv). */
#include "table/table_priv.h"
#include "core/speech.h"
#include <errno.h>
#include <iconv.h>

enum { PIECE_IN = 32 * 1024, PIECE_OUT = 128 * 1024 };

static const struct encoding {
    const char *name, *other, *codeset; /* as people write it, and what iconv calls it */
} encodings[] = {
    {"utf-8", "utf8", "UTF-8"},
    {"utf-16le", "utf16le", "UTF-16LE"},
    {"utf-16be", "utf16be", "UTF-16BE"},
    {"windows-1256", "cp1256", "CP1256"},
    {"windows-1252", "cp1252", "CP1252"},
};

/* ---- which encoding ---- */

static int with_mark(struct str head)
{
    return str_starts(head, "\xFF\xFE") ? 1 : str_starts(head, "\xFE\xFF") ? 2 : 0;
}

/* The upper byte of a unit of UTF-16 as this field's texts have them: Latin, Greek, Cyrillic, Arabic (also its older forms),
 * punctuation, halves of what lies beyond. */
static bool upper_byte(unsigned char c)
{
    return c <= 7 || (c >= 0x20 && c <= 0x22) || (c >= 0xD8 && c <= 0xDF) || (c >= 0xFB && c <= 0xFE);
}

/* UTF-8 has no NUL; UTF-16 has one in each ASCII sign, on the side where only upper bytes stand. */
static int by_nuls(struct str head)
{
    const unsigned char *u = (const unsigned char *)head.p;
    size_t units = MIN_OF(head.n, (size_t)2048) / 2, nuls[2] = {0, 0}, upper[2] = {0, 0};
    for (size_t i = 0; i < 2 * units; i++) {
        nuls[i % 2] += u[i] == 0;
        upper[i % 2] += upper_byte(u[i]);
    }
    for (size_t side = 0; side < 2; side++)
        if (nuls[side] >= 2 && nuls[side] > nuls[1 - side] && upper[side] == units)
            return side == 1 ? 1 : 2;
    return 0;
}

/* Valid UTF-8 with several letters beyond ASCII: by chance no other encoding looks like that. */
static bool surely_utf8(struct str head)
{
    size_t bad = head.n, letters = 0;
    if (!str_utf8_ok(head, &bad) && bad + 4 < head.n)
        return false;
    for (size_t i = 0; i < bad; i++)
        letters += ((unsigned char)head.p[i] & 0xC0) == 0xC0;
    return letters >= 4 || str_starts(head, "\xEF\xBB\xBF");
}

static bool asked_encoding(struct table *t, struct str asked, struct str head, size_t *which)
{
    size_t i = 0, n = ARRAY_LEN(encodings);
    while (i < n && !str_is_nocase(asked, encodings[i].name) && !str_is_nocase(asked, encodings[i].other))
        i++;
    if (str_is_nocase(asked, "utf-16") || str_is_nocase(asked, "utf16"))
        i = MAX_OF(MAX_OF(with_mark(head), by_nuls(head)), 1) == 2 ? 2 : 1; /* Windows writes the little end first */
    if (i == n) {
        t->failed = true;
        return err_set(&t->e, ERR_USAGE, T("no encoding is called \"%.*s\" here; there are utf-8, utf-16, utf-16le, utf-16be, windows-1256 and windows-1252"),
            (int)MIN_OF(asked.n, (size_t)40), asked.p);
    }
    if (i > 0 && surely_utf8(head))
        return table_fail(t, T("is UTF-8 already: as %s its letters would turn into others; leave out --encoding"), encodings[i].name);
    *which = i;
    return true;
}

bool table_encoding_find(struct table *t, struct str asked, size_t *which)
{
    struct str head = {t->window, t->end};
    if (str_starts(head, "\xFF\xFE") && t->end >= 4 && head.p[2] == 0 && head.p[3] == 0)
        return table_fail(t, T("is UTF-32 text; save it as \"CSV UTF-8\" and try again"));
    if (asked.n)
        return asked_encoding(t, asked, head, which);
    int found = with_mark(head);
    *which = (size_t)(found ? found : by_nuls(head));
    return true;
}

const char *table_encoding(const struct table *t)
{
    return encodings[t->encoding].name;
}

/* ---- the stream ---- */

struct recoder {
    struct stream s; /* gives UTF-8 */
    struct stream *in;
    iconv_t turn;
    const char *encoding;
    char *piece;           /* bytes as they came */
    size_t room, at, n;
    int64_t passed, line;  /* bytes that have left `piece`; line that is being written, 1-based */
    bool over, cr, failed; /* the source has ended; the last sign was a CR */
    char *out;
    size_t out_at, out_n;
    struct err e;
};

static void count_lines(struct recoder *r)
{
    for (size_t i = 0; i < r->out_n; i++) {
        bool lf = r->out[i] == '\n';
        r->line += (lf && !r->cr) || r->out[i] == '\r';
        r->cr = r->out[i] == '\r';
    }
}

static bool wrong_bytes(struct recoder *r, const char *what)
{
    unsigned char byte = r->at < r->n ? (unsigned char)r->piece[r->at] : 0;
    return err_set(&r->e, ERR_INPUT, T("%.100s: line %" PRId64 ", byte %" PRId64 ": %s (0x%02X) is no text in %s; choose the right --encoding, "
        "or save the file as \"CSV UTF-8\""), r->s.name, r->line, r->passed + (int64_t)r->at + 1, what, byte, r->encoding);
}

static bool feed(struct recoder *r)
{
    memmove(r->piece, r->piece + r->at, r->n - r->at);
    r->passed += (int64_t)r->at;
    r->n -= r->at;
    r->at = 0;
    int64_t k = r->in->read(r->in, r->piece + r->n, r->room - r->n, &r->e);
    if (k < 0)
        return false;
    r->over = k == 0;
    r->n += (size_t)k;
    return true;
}

/* Fill `out` with what is next. False on failure; nothing in it is the end. */
static bool turn_more(struct recoder *r)
{
    r->out_at = r->out_n = 0;
    while (r->out_n == 0) {
        if (r->at == r->n) {
            if (r->over)
                return true;
            if (!feed(r))
                return false;
            continue;
        }
        char *from = r->piece + r->at, *to = r->out;
        size_t left = r->n - r->at, room = PIECE_OUT;
        size_t got = iconv(r->turn, &from, &left, &to, &room);
        int why = errno;
        r->at = (size_t)(from - r->piece);
        r->out_n = (size_t)(to - r->out);
        count_lines(r);
        if (got != (size_t)-1 || r->out_n || why == E2BIG)
            continue;
        if (why == EINVAL && !r->over) {
            if (!feed(r))
                return false;
            continue;
        }
        return wrong_bytes(r, why == EINVAL ? T("half a sign at the end") : T("what stands there"));
    }
    return true;
}

static int64_t recoded_read(struct stream *s, void *p, size_t n, struct err *e)
{
    struct recoder *r = (struct recoder *)(void *)s;
    if (!r->failed && r->out_at == r->out_n)
        r->failed = !turn_more(r);
    if (r->failed) {
        *e = r->e;
        return -1;
    }
    size_t k = MIN_OF(n, r->out_n - r->out_at);
    memcpy(p, r->out + r->out_at, k);
    r->out_at += k;
    s->done += (int64_t)k;
    return (int64_t)k;
}

bool table_recode(struct table *t, size_t which)
{
    struct recoder *r = mem_get(sizeof *r);
    r->turn = iconv_open("UTF-8", encodings[which].codeset);
    if (r->turn == (iconv_t)-1) { /* NOLINT: that is what iconv.h says */
        free(r);
        t->failed = true;
        return err_set(&t->e, ERR_SYSTEM, "%.100s: this system's C library cannot turn %s into UTF-8", t->in->name, encodings[which].name);
    }
    r->s = (struct stream){.read = recoded_read, .name = t->in->name, .size = -1};
    r->in = t->in;
    r->encoding = encodings[which].name;
    r->room = MAX_OF(t->end, (size_t)PIECE_IN) + 16;
    r->piece = mem_get(r->room);
    r->out = mem_get(PIECE_OUT);
    memcpy(r->piece, t->window, t->end); /* what was read to see the encoding */
    r->n = t->end;
    r->line = 1;
    r->over = t->over;
    t->recoder = r;
    t->in = &r->s;
    t->encoding = which;
    t->end = t->checked = 0;
    t->bad = SIZE_MAX;
    t->over = false;
    return table_refill(t);
}

void table_recode_end(struct table *t)
{
    struct recoder *r = t->recoder;
    if (!r)
        return;
    iconv_close(r->turn);
    free(r->piece);
    free(r->out);
    free(r);
    t->recoder = NULL;
}

/* ---- how bytes would read ---- */

static void read_as(struct str bytes, const char *codeset, char *out, size_t room)
{
    iconv_t turn = iconv_open("UTF-8", codeset);
    char own[40], *from = own, *to = out;
    size_t left = MIN_OF(bytes.n, sizeof own), space = room - 1;
    memcpy(own, bytes.p, left);
    if (turn != (iconv_t)-1) { /* NOLINT */
        (void)iconv(turn, &from, &left, &to, &space);
        iconv_close(turn);
    }
    *to = 0;
    for (char *p = out; *p; p++)
        if ((unsigned char)*p < ' ')
            *p = ' ';
}

void table_reads_as(struct str bytes, char *arabic, char *western, size_t room)
{
    read_as(bytes, "CP1256", arabic, room);
    read_as(bytes, "CP1252", western, room);
}
