/* SPDX-License-Identifier: GPL-3.0-or-later */
/* shapelib over files that lie in memory: it opens them by name, so the set being opened waits in a variable of the thread. */
#include "place/shapefile_priv.h"

enum { HEADER = 100, RECORD_HEADER = 8 };

struct memory_file {
    struct str bytes;
    size_t at;
};
static _Thread_local struct {
    const struct shapefile *set;
    struct str shx;
} opening;
static _Thread_local char said[200];

static struct memory_file *memory_of(SAFile file)
{
    return (struct memory_file *)(void *)file;
}

static SAFile memory_open_named(const char *name, const char *access)
{
    (void)access;
    struct str n = str_of(name), end = n.n > 4 ? (struct str){n.p + n.n - 4, 4} : n;
    struct str bytes = str_is_nocase(end, ".shp") ? opening.set->shp : str_is_nocase(end, ".shx") ? opening.shx :
        str_is_nocase(end, ".dbf") ? opening.set->dbf : (struct str){NULL, 0};
    if (!bytes.p)
        return NULL;
    struct memory_file *m = mem_get(sizeof *m);
    m->bytes = bytes;
    return (SAFile)(void *)m;
}

static SAOffset memory_read(void *p, SAOffset size, SAOffset count, SAFile file)
{
    struct memory_file *m = memory_of(file);
    SAOffset left = size ? (m->bytes.n - m->at) / size : 0, n = MIN_OF(count, left);
    if (n)
        memcpy(p, m->bytes.p + m->at, n * size);
    m->at += n * size;
    return n;
}

static SAOffset memory_write(void *p, SAOffset size, SAOffset count, SAFile file)
{
    (void)p, (void)size, (void)count, (void)file;
    return 0;
}

static SAOffset memory_seek(SAFile file, SAOffset offset, int whence)
{
    struct memory_file *m = memory_of(file);
    size_t from = whence == SEEK_CUR ? m->at : whence == SEEK_END ? m->bytes.n : 0;
    if (offset > m->bytes.n - from)
        return 1;
    m->at = from + offset;
    return 0;
}

static SAOffset memory_tell(SAFile file)
{
    return memory_of(file)->at;
}

static int memory_flush(SAFile file)
{
    (void)file;
    return 0;
}

static int memory_close(SAFile file)
{
    free(memory_of(file));
    return 0;
}

static int memory_remove(const char *name)
{
    (void)name;
    return -1;
}

static void complain(const char *message)
{
    struct str s = str_trim(str_of(message));
    snprintf(said, sizeof said, "%.*s", (int)MIN_OF(s.n, sizeof said - 1), s.p);
}

static double number(const char *text)
{
    double v = 0;
    return str_to_real(str_of(text), &v) ? v : 0;
}

static SAHooks hooks(const struct shapefile *set, struct str shx)
{
    opening.set = set;
    opening.shx = shx;
    said[0] = 0;
    return (SAHooks){.FOpen = memory_open_named, .FRead = memory_read, .FWrite = memory_write, .FSeek = memory_seek,
        .FTell = memory_tell, .FFlush = memory_flush, .FClose = memory_close, .Remove = memory_remove, .Error = complain, .Atof = number};
}

SHPHandle shapes_open(const struct shapefile *set, struct str shx, const char *file, struct err *e)
{
    SAHooks h = hooks(set, shx);
    SHPHandle shapes = SHPOpenLL("set.shp", "rb", &h);
    if (!shapes)
        err_set(e, ERR_INPUT, "%s: the shapes cannot be read (%s); fetch the shapefile again", file, said[0] ? said : "the header is damaged");
    return shapes;
}

DBFHandle table_open_dbf(const struct shapefile *set, const char *file, struct err *e)
{
    SAHooks h = hooks(set, STR(""));
    DBFHandle dbf = DBFOpenLL("set.dbf", "rb", &h);
    if (!dbf)
        err_set(e, ERR_INPUT, "%s: the table of names (.dbf) cannot be read%s%s; fetch the shapefile again", file, said[0] ? ": " : "", said);
    return dbf;
}

/* ---- the index ---- */

static uint32_t big(const char *p)
{
    const unsigned char *b = (const unsigned char *)p;
    return (uint32_t)b[0] << 24 | (uint32_t)b[1] << 16 | (uint32_t)b[2] << 8 | b[3];
}

static void big_add(struct buf *out, uint32_t v)
{
    const char b[4] = {(char)(v >> 24), (char)(v >> 16), (char)(v >> 8), (char)v};
    buf_add(out, b, 4);
}

int shapes_kind(struct str shp)
{
    if (shp.n < HEADER || big(shp.p) != 9994)
        return -1;
    unsigned char kind = (unsigned char)shp.p[32];
    return shp.p[33] || shp.p[34] || shp.p[35] ? -1 : kind;
}

/* Lengths are counted in words of two bytes. */
static bool index_fits(struct str shx, struct str shp, int records)
{
    if (shx.n < HEADER || big(shx.p) != 9994 || (shx.n - HEADER) % 8 || (size_t)big(shx.p + 24) * 2 != shx.n ||
        (shx.n - HEADER) / 8 != (size_t)records || memcmp(shx.p + 32, shp.p + 32, 4) != 0)
        return false;
    for (size_t at = HEADER; at < shx.n; at += 8) {
        size_t from = (size_t)big(shx.p + at) * 2, n = (size_t)big(shx.p + at + 4) * 2;
        if (from < HEADER || from + RECORD_HEADER > shp.n || n < 4 || n > shp.n - from - RECORD_HEADER || (size_t)big(shp.p + from + 4) * 2 != n)
            return false;
    }
    return true;
}

static bool index_make(struct str shp, const char *file, struct buf *made, struct err *e)
{
    made->most = HEADER + shp.n;
    buf_add(made, shp.p, HEADER);
    int64_t records = 0;
    for (size_t at = HEADER; at < shp.n;) {
        size_t n = at + RECORD_HEADER <= shp.n ? (size_t)big(shp.p + at + 4) * 2 : SIZE_MAX;
        if (n < 4 || n > shp.n - at - RECORD_HEADER)
            return err_set(e, ERR_INPUT, "%s: the shapes end in the middle of record %" PRId64 "; the file was cut short: fetch it again", file, records + 1);
        big_add(made, (uint32_t)(at / 2));
        big_add(made, (uint32_t)(n / 2));
        at += RECORD_HEADER + n;
        records++;
    }
    struct buf length CLEANUP(buf_end) = {0};
    big_add(&length, (uint32_t)(made->n / 2));
    memcpy(made->p + 24, length.p, 4);
    return true;
}

static int records_of_table(struct str dbf)
{
    const unsigned char *b = (const unsigned char *)dbf.p;
    return dbf.n < 32 ? -1 : b[4] | b[5] << 8 | b[6] << 16 | (b[7] & 0x7F) << 24;
}

bool index_of(const struct shapefile *set, const char *file, struct buf *made, struct str *out, bool *rebuilt, struct err *e)
{
    struct str shp = set->shp;
    size_t whole = (size_t)big(shp.p + 24) * 2;
    if (whole > shp.n)
        return err_set(e, ERR_INPUT, "%s: the shapes (.shp) have %zu bytes of %zu; the file was cut short: fetch it again", file, shp.n, whole);
    if (whole >= HEADER)
        shp.n = whole; /* what stands behind is padding */
    *rebuilt = false;
    *out = set->shx;
    if (set->shx.p && index_fits(set->shx, shp, records_of_table(set->dbf)))
        return true;
    *rebuilt = set->shx.p != NULL;
    if (!index_make(shp, file, made, e))
        return false;
    *out = buf_view(made);
    return true;
}
