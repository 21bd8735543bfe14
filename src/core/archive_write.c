/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pack: a zip made in memory: parts in the order given, all of one day, so that the same parts give the same bytes. */
#include "core/pack.h"
#include <zip.h>

enum { DOS_DAY_1980 = 1 << 5 | 1, DEFLATE_LEVEL = 6 }; /* 1 January 1980, the first day that a zip knows */

static bool no_zip(zip_error_t *why, struct err *e)
{
    err_set(e, ERR_SYSTEM, "a zip cannot be made: %.80s", zip_error_strerror(why));
    zip_error_fini(why);
    return false;
}

static bool add_parts(zip_t *zip, const struct archive_part *parts, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        zip_source_t *source = zip_source_buffer(zip, parts[i].bytes.p, parts[i].bytes.n, 0);
        zip_int64_t at = source ? zip_file_add(zip, parts[i].name, source, ZIP_FL_ENC_UTF_8) : -1;
        if (at < 0) {
            zip_source_free(source);
            return false;
        }
        zip_uint64_t index = (zip_uint64_t)at;
        if (zip_set_file_compression(zip, index, parts[i].stored ? ZIP_CM_STORE : ZIP_CM_DEFLATE, parts[i].stored ? 0 : DEFLATE_LEVEL) != 0 ||
            zip_file_set_dostime(zip, index, 0, DOS_DAY_1980, 0) != 0)
            return false;
    }
    return true;
}

static bool take_bytes(zip_source_t *source, struct buf *out, zip_error_t *why)
{
    zip_stat_t stat;
    zip_stat_init(&stat);
    if (zip_source_stat(source, &stat) != 0 || zip_source_open(source) != 0) {
        zip_error_set(why, ZIP_ER_INTERNAL, 0);
        return false;
    }
    char *bytes = mem_get(stat.size + 1);
    bool whole = zip_source_read(source, bytes, stat.size) == (zip_int64_t)stat.size;
    if (whole)
        buf_add(out, bytes, stat.size);
    else
        zip_error_set(why, ZIP_ER_READ, 0);
    free(bytes);
    zip_source_close(source);
    return whole;
}

bool archive_pack(const struct archive_part *parts, size_t n, struct buf *out, struct err *e)
{
    zip_error_t why;
    zip_error_init(&why);
    zip_source_t *source = zip_source_buffer_create(NULL, 0, 0, &why);
    if (!source)
        return no_zip(&why, e);
    zip_source_keep(source); /* it is read after the archive has closed */
    zip_t *zip = zip_open_from_source(source, ZIP_TRUNCATE, &why);
    if (!zip) {
        zip_source_free(source);
        zip_source_free(source);
        return no_zip(&why, e);
    }
    if (!add_parts(zip, parts, n) || zip_close(zip) != 0) {
        zip_error_set(&why, zip_error_code_zip(zip_get_error(zip)), 0);
        zip_discard(zip);
        zip_source_free(source);
        return no_zip(&why, e);
    }
    bool good = take_bytes(source, out, &why);
    zip_source_free(source);
    if (!good)
        return no_zip(&why, e);
    zip_error_fini(&why);
    return !out->over || err_set(e, ERR_SYSTEM, "a zip of more than %zu bytes is not made", out->most);
}
