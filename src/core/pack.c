/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pack: gzip and zstd as streams, and the limits that all unpacking has. */
#include "core/pack_priv.h"
#include "core/speech.h"
#include <assert.h>
#include <zlib.h>
#include <zstd.h>
#include <zstd_errors.h>

enum { PIECE = 128 * 1024 }; /* packed bytes taken at a time */

enum packing packing_of(struct str head)
{
    const unsigned char *b = (const unsigned char *)head.p;
    if (head.n >= 3 && b[0] == 0x1F && b[1] == 0x8B && b[2] == 8)
        return PACKING_GZIP;
    if (head.n < 4)
        return PACKING_NONE;
    if (memcmp(b, "\x28\xB5\x2F\xFD", 4) == 0 || (b[0] >> 4 == 5 && memcmp(b + 1, "\x2A\x4D\x18", 3) == 0))
        return PACKING_ZSTD;
    /* A zip begins with a member, or, when it has none, with its end. */
    return memcmp(b, "PK\x03\x04", 4) == 0 || memcmp(b, "PK\x05\x06", 4) == 0 ? PACKING_ZIP : PACKING_NONE;
}

const char *packing_word(enum packing how)
{
    static const char *const words[] = {"", "gzip", "zstd", "zip"};
    return words[how];
}

/* ---- what is common ---- */

static bool within_limits(const struct unpacked *u, struct err *e)
{
    if (u->s.done > u->most)
        return err_set(e, ERR_INPUT, T("%.100s: unpacks to more than %" PRId64 " bytes, the most that is read of a packed file"), u->s.name, u->most);
    if (u->s.done > PACK_RATIO_FROM && u->s.done / PACK_RATIO > u->in)
        return err_set(e, ERR_INPUT, T("%.100s: unpacks to more than %d times its size, as no table or map does; it looks like a trap and is not read further"),
            u->s.name, PACK_RATIO);
    return true;
}

static int64_t unpacked_read(struct stream *s, void *p, size_t n, struct err *e)
{
    struct unpacked *u = (struct unpacked *)(void *)s;
    if (!u->failed) {
        int64_t k = n ? u->more(u, p, n, &u->e) : 0;
        s->done += MAX_OF(k, (int64_t)0);
        if (k >= 0 && within_limits(u, &u->e))
            return k;
        u->failed = true;
    }
    *e = u->e;
    return -1;
}

void unpacked_init(struct unpacked *u, const char *name, const char *how, int64_t size, int64_t most)
{
    u->s = (struct stream){.read = unpacked_read, .name = name, .size = size};
    u->how = how;
    u->most = most ? most : PACK_MOST;
}

struct stream *unpacked_stream(struct unpacked *u)
{
    return &u->s;
}

void unpacked_close(struct unpacked **u)
{
    if (!u || !*u)
        return;
    (*u)->end(*u);
    free(*u);
    *u = NULL;
}

static int64_t cut_off(const struct unpacked *u, struct err *e)
{
    err_set(e, ERR_INPUT, T("%.100s: is packed with %s and has been cut off: its end is missing; take a whole copy"), u->s.name, u->how);
    return -1;
}

static int64_t damaged(const struct unpacked *u, const char *why, struct err *e)
{
    err_set(e, ERR_INPUT, T("%.100s: is packed with %s and damaged near byte %" PRId64 " (%.80s); take a whole copy"), u->s.name, u->how,
        u->in, why ? why : "no more is known");
    return -1;
}

/* ---- gzip ---- */

struct gunzip {
    struct unpacked u;
    struct stream *source;
    z_stream z;
    bool member, padding, over; /* inside a member; zeros have begun; the source has ended */
    unsigned char piece[PIECE];
};

/* More packed bytes, where none are left. False on failure; at the end of the source `over`. */
static bool gunzip_feed(struct gunzip *g, struct err *e)
{
    if (g->z.avail_in || g->over)
        return true;
    int64_t k = g->source->read(g->source, g->piece, sizeof g->piece, e);
    if (k < 0)
        return false;
    g->over = k == 0;
    g->z.next_in = g->piece;
    g->z.avail_in = (uInt)k;
    g->u.in += k;
    return true;
}

/* Between members: another one begins, or zeros follow until the end. 1: a member begins, 0: the end, -1: failed. */
static int gunzip_next(struct gunzip *g, struct err *e)
{
    for (;;) {
        if (!gunzip_feed(g, e))
            return -1;
        if (!g->z.avail_in)
            return 0;
        if (*g->z.next_in == 0) {
            g->padding = true;
            g->z.next_in++;
            g->z.avail_in--;
            continue;
        }
        if (g->padding || *g->z.next_in != 0x1F)
            return (int)damaged(&g->u, "something that is not gzip follows the packed data", e);
        g->member = true;
        return inflateReset(&g->z) == Z_OK ? 1 : (int)damaged(&g->u, g->z.msg, e);
    }
}

static int64_t gunzip_more(struct unpacked *u, void *p, size_t n, struct err *e)
{
    struct gunzip *g = (struct gunzip *)(void *)u;
    uInt room = (uInt)MIN_OF(n, (size_t)1 << 30);
    g->z.next_out = p;
    g->z.avail_out = room;
    while (g->z.avail_out == room) { /* until something came out */
        if (!g->member) {
            int next = gunzip_next(g, e);
            if (next <= 0)
                return next;
        }
        if (!gunzip_feed(g, e))
            return -1;
        if (!g->z.avail_in)
            return cut_off(u, e);
        int got = inflate(&g->z, Z_NO_FLUSH);
        if (got != Z_OK && got != Z_STREAM_END)
            return damaged(u, g->z.msg, e);
        g->member = got != Z_STREAM_END;
    }
    return room - g->z.avail_out;
}

static void gunzip_end(struct unpacked *u)
{
    inflateEnd(&((struct gunzip *)(void *)u)->z);
}

/* ---- zstd ---- */

struct unzstd {
    struct unpacked u;
    struct stream *source;
    ZSTD_DStream *z;
    ZSTD_inBuffer in;
    bool frame, over; /* inside a frame; the source has ended */
    unsigned char piece[PIECE];
};

static bool unzstd_feed(struct unzstd *g, struct err *e)
{
    if (g->in.pos < g->in.size || g->over)
        return true;
    int64_t k = g->source->read(g->source, g->piece, sizeof g->piece, e);
    if (k < 0)
        return false;
    g->over = k == 0;
    g->in = (ZSTD_inBuffer){g->piece, (size_t)k, 0};
    g->u.in += k;
    return true;
}

static int64_t unzstd_wrong(struct unzstd *g, size_t code, struct err *e)
{
    if (ZSTD_getErrorCode(code) != ZSTD_error_frameParameter_windowTooLarge)
        return damaged(&g->u, ZSTD_getErrorName(code), e);
    err_set(e, ERR_INPUT, "%.100s: is packed with zstd for a window above 128 MiB; pack it again without --long or --ultra", g->u.s.name);
    return -1;
}

static int64_t unzstd_more(struct unpacked *u, void *p, size_t n, struct err *e)
{
    struct unzstd *g = (struct unzstd *)(void *)u;
    ZSTD_outBuffer out = {p, n, 0};
    while (out.pos == 0) {
        if (!unzstd_feed(g, e))
            return -1;
        bool none = g->in.pos == g->in.size;
        if (none && !g->frame)
            return 0;
        size_t before = g->in.pos;
        size_t left = ZSTD_decompressStream(g->z, &out, &g->in);
        if (ZSTD_isError(left))
            return unzstd_wrong(g, left, e);
        g->frame = left != 0;
        if (none && out.pos == 0 && g->in.pos == before && g->frame)
            return cut_off(u, e);
    }
    return (int64_t)out.pos;
}

static void unzstd_end(struct unpacked *u)
{
    ZSTD_freeDStream(((struct unzstd *)(void *)u)->z);
}

/* ---- either ---- */

bool unpacked_open(struct stream *in, enum packing how, int64_t most, struct unpacked **out, struct err *e)
{
    assert(how == PACKING_GZIP || how == PACKING_ZSTD);
    if (how == PACKING_GZIP) {
        struct gunzip *g = mem_get(sizeof *g);
        unpacked_init(&g->u, in->name, "gzip", -1, most);
        g->u.more = gunzip_more;
        g->u.end = gunzip_end;
        g->source = in;
        if (inflateInit2(&g->z, 15 + 16) != Z_OK) { /* a window of 32 KiB, and gzip's own header and check */
            free(g);
            return err_set(e, ERR_SYSTEM, "%.100s: cannot be unpacked: zlib does not begin", in->name);
        }
        g->member = true;
        *out = &g->u;
        return true;
    }
    struct unzstd *g = mem_get(sizeof *g);
    unpacked_init(&g->u, in->name, "zstd", -1, most);
    g->u.more = unzstd_more;
    g->u.end = unzstd_end;
    g->source = in;
    g->frame = true; /* nothing at all is no frame */
    g->z = ZSTD_createDStream();
    if (!g->z) {
        free(g);
        return err_set(e, ERR_SYSTEM, "%.100s: cannot be unpacked: zstd does not begin", in->name);
    }
    *out = &g->u;
    return true;
}
