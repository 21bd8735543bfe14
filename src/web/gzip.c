/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Packing of answers (gzip, zlib). */
#include "web/server_priv.h"
#include <zlib.h>

enum { GZIP_WINDOW = 15 + 16 /* the largest window, in the gzip format */ };

bool gzip_pack(struct str s, int level, char **out, size_t *n)
{
    z_stream z = {0};
    if (s.n > UINT32_MAX / 2 || deflateInit2(&z, level, Z_DEFLATED, GZIP_WINDOW, 8, Z_DEFAULT_STRATEGY) != Z_OK)
        return false;
    size_t room = deflateBound(&z, s.n);
    char *to = mem_get(room);
    z.next_in = (unsigned char *)(uintptr_t)s.p;
    z.avail_in = (unsigned)s.n;
    z.next_out = (unsigned char *)to;
    z.avail_out = (unsigned)room;
    bool good = deflate(&z, Z_FINISH) == Z_STREAM_END;
    *n = z.total_out;
    deflateEnd(&z);
    if (!good) {
        free(to);
        return false;
    }
    *out = mem_grow(to, *n, 1);
    return true;
}

bool gzip_unpack(const char *packed, size_t packed_n, size_t n, struct buf *out, struct err *e)
{
    z_stream z = {0};
    if (inflateInit2(&z, GZIP_WINDOW) != Z_OK)
        return err_set(e, ERR_SYSTEM, "a kept page cannot be unpacked");
    char *whole = mem_get(n + 1);
    z.next_in = (unsigned char *)(uintptr_t)packed;
    z.avail_in = (unsigned)packed_n;
    z.next_out = (unsigned char *)whole;
    z.avail_out = (unsigned)n + 1;
    bool good = inflate(&z, Z_FINISH) == Z_STREAM_END && z.total_out == n;
    inflateEnd(&z);
    if (good)
        buf_add(out, whole, n);
    free(whole);
    return good || err_set(e, ERR_SYSTEM, "a kept page cannot be unpacked");
}

/* Accept-Encoding (RFC 9110, 12.5.3): gzip is named, and not with the weight 0. */
bool gzip_accepted(const char *line)
{
    while (line && *line) {
        line += strspn(line, ", ");
        size_t n = strcspn(line, ",");
        if (n >= 4 && strncasecmp(line, "gzip", 4) == 0 && (n == 4 || line[4] == ';' || line[4] == ' ')) {
            const char *q = memmem(line, n, "q=", 2);
            double weight = 1;
            return !q || (str_to_real(str_trim((struct str){q + 2, n - (size_t)(q + 2 - line)}), &weight) && weight > 0);
        }
        line += n;
    }
    return false;
}
