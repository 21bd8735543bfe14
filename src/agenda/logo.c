/* SPDX-License-Identifier: GPL-3.0-or-later */
/* logo: PNG by its specification (ISO/IEC 15948:2004, third edition of W3C 2025 for what moves). */
#include "agenda/logo.h"

enum { SIGNATURE = 8, AROUND = 12 /* length, name, sum of each part */, HEAD = 13 };

static uint32_t big(const uint8_t *p)
{
    return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
}

/* CRC-32 as PNG has it (annex D). */
static uint32_t sum_of(const uint8_t *p, size_t n)
{
    uint32_t c = 0xFFFFFFFF;
    for (size_t i = 0; i < n; i++) {
        c ^= p[i];
        for (int bit = 0; bit < 8; bit++)
            c = c & 1 ? 0xEDB88320 ^ (c >> 1) : c >> 1;
    }
    return ~c;
}

struct part {
    const uint8_t *all, *p; /* with length and sum; its content */
    size_t n;
    char name[5];
};
struct walk {
    int colour, seen_n;           /* colour: of the head; parts so far */
    bool palette, drawn, left, ended; /* left: something stood behind the drawing */
};

static bool wrong(struct err *e, const char *what)
{
    return err_set(e, ERR_INPUT, "%s; save it as a plain PNG picture of at most %d x %d pixels and %d KiB, and try again", what, LOGO_WIDE_MOST, LOGO_HIGH_MOST, LOGO_BYTES_MOST / 1024);
}

static bool part_next(const uint8_t *p, size_t n, struct part *out, struct err *e)
{
    if (n < AROUND)
        return wrong(e, "the picture is cut off");
    size_t length = big(p);
    if (length > n - AROUND)
        return wrong(e, "the picture is cut off");
    *out = (struct part){.all = p, .p = p + 8, .n = length};
    memcpy(out->name, p + 4, 4);
    for (int i = 0; i < 4; i++)
        if (!((out->name[i] >= 'a' && out->name[i] <= 'z') || (out->name[i] >= 'A' && out->name[i] <= 'Z')))
            return wrong(e, "the picture has a part whose name is none");
    return big(p + 8 + length) == sum_of(p + 4, length + 4) || wrong(e, "the picture is damaged: a part does not have its sum");
}

/* Bits a sample that each kind of colour may have (table 11.1). */
static bool depth_suits(int colour, int depth)
{
    if (colour == 0)
        return depth == 1 || depth == 2 || depth == 4 || depth == 8 || depth == 16;
    if (colour == 3)
        return depth == 1 || depth == 2 || depth == 4 || depth == 8;
    return (colour == 2 || colour == 4 || colour == 6) && (depth == 8 || depth == 16);
}

static bool head_read(const struct part *x, struct walk *w, struct logo_pixels *out, struct err *e)
{
    if (x->n != HEAD)
        return wrong(e, "the picture's head is not as long as it should be");
    uint32_t wide = big(x->p), high = big(x->p + 4);
    w->colour = x->p[9];
    if (!wide || !high || wide > LOGO_WIDE_MOST || high > LOGO_HIGH_MOST)
        return wrong(e, "the picture is too large, or has no size");
    if (!depth_suits(w->colour, x->p[8]) || x->p[10] != 0 || x->p[11] != 0 || x->p[12] > 1)
        return wrong(e, "the picture's head has colours or a form that there are not");
    *out = (struct logo_pixels){(int)wide, (int)high};
    return true;
}

static bool is(const struct part *x, const char *name)
{
    return strcmp(x->name, name) == 0;
}

/* A part that draws, in its place; others are passed over, but those without which nobody could draw it, and those that move. */
static bool part_fits(const struct part *x, struct walk *w, bool *kept, struct err *e)
{
    bool first = w->seen_n == 0;
    *kept = is(x, "IHDR") || is(x, "PLTE") || is(x, "tRNS") || is(x, "IDAT") || is(x, "IEND");
    if (first != is(x, "IHDR"))
        return wrong(e, "the picture does not begin with its one head");
    if (is(x, "acTL") || is(x, "fcTL") || is(x, "fdAT"))
        return wrong(e, "the picture moves");
    if (!*kept)
        return (x->name[0] >= 'a' && x->name[0] <= 'z') || wrong(e, "the picture has a part that is not known");
    if (is(x, "PLTE") && (w->palette || w->drawn || x->n == 0 || x->n % 3 || x->n > 768 || w->colour == 0 || w->colour == 4))
        return wrong(e, "the picture's list of colours is not as it should be");
    if (is(x, "tRNS") && (w->drawn || (w->colour == 3 && (!w->palette || x->n > 256)) || (w->colour == 0 && x->n != 2) || (w->colour == 2 && x->n != 6) || w->colour > 3))
        return wrong(e, "the picture's list of clear colours is not as it should be");
    if (is(x, "IDAT") && (w->left || (w->colour == 3 && !w->palette)))
        return wrong(e, "the picture's parts are not in their order");
    return !is(x, "IEND") || (x->n == 0 && w->drawn) || wrong(e, "the picture ends before it was drawn");
}

static void part_seen(const struct part *x, struct walk *w)
{
    w->seen_n++;
    w->palette = w->palette || is(x, "PLTE");
    w->left = w->left || (w->drawn && !is(x, "IDAT"));
    w->drawn = w->drawn || is(x, "IDAT");
    w->ended = is(x, "IEND");
}

bool logo_read(struct str png, struct logo_pixels *out, struct buf *kept, struct err *e)
{
    static const uint8_t signature[SIGNATURE] = {0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
    const uint8_t *p = (const uint8_t *)png.p;
    struct walk w = {0};
    if (png.n > LOGO_BYTES_MOST)
        return wrong(e, "the picture has too many bytes");
    if (png.n < SIGNATURE || memcmp(p, signature, SIGNATURE) != 0)
        return wrong(e, "the file is no PNG picture");
    buf_add(kept, png.p, SIGNATURE);
    for (size_t at = SIGNATURE; at < png.n && !w.ended;) {
        struct part x;
        bool keep;
        if (!part_next(p + at, png.n - at, &x, e) || !part_fits(&x, &w, &keep, e) || (is(&x, "IHDR") && !head_read(&x, &w, out, e)))
            return false;
        part_seen(&x, &w);
        at += x.n + AROUND;
        if (keep)
            buf_add(kept, (const char *)x.all, x.n + AROUND);
        if (w.ended && at != png.n)
            return wrong(e, "something stands behind the end of the picture");
    }
    return w.ended || wrong(e, "the picture is cut off");
}

/* ---- in the register ---- */

static bool may_be_kept(struct store *s, struct str key, struct err *e)
{
    struct arena a CLEANUP(arena_end) = {0};
    struct str invented = STR("");
    int64_t there = 0;
    if (store_is_open_data(s) && !store_fact(s, "invented", &a, &invented, e))
        return false;
    if (store_is_open_data(s) && !invented.n)
        return err_set(e, ERR_DENIED, "who puts its name on a brief is not for an open register, which holds public data alone; make an encrypted one (`diwan new`)");
    if (!store_int(s, "SELECT count(*) FROM partner WHERE partner_key = $1 AND ended_by IS NULL", WITH(bind_text(key)), 0, &there, e))
        return false;
    return there || err_set(e, ERR_ABSENT, "there is no partner \"%.*s\"; add it first, as a table of partners (`diwan template agenda`)", (int)MIN_OF(key.n, (size_t)80), key.p);
}

bool partner_logo_set(struct store *s, struct str key, struct str bytes, struct str who, struct day day, struct err *e)
{
    struct buf kept CLEANUP(buf_end) = {.most = LOGO_BYTES_MOST + 1};
    struct logo_pixels size = {0};
    int64_t id = 0;
    if (!may_be_kept(s, key, e) || (bytes.n && !logo_read(bytes, &size, &kept, e)))
        return false;
    return store_next_id(s, "partner_logo", &id, e) &&
           store_do(s, "INSERT INTO partner_logo (origin, id, partner_key, content, wide, high, who, day) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)", WITH(bind_int(store_origin(s)), bind_int(id),
               bind_text(key), bind_blob(buf_view(&kept)), bind_int(size.wide), bind_int(size.high), bind_text(who), bind_day(day)), e) &&
           store_audit(s, bytes.n ? "logo" : "logo taken back", key, e);
}
