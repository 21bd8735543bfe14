/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * pack: packed bytes as streams: gzip (zlib), zstd (libzstd), and zip as an archive held in memory (libzip).
 * Nothing is cut silently: what is truncated, damaged, locked, or followed by something else is ERR_INPUT with one
 * sentence. Against bombs there are limits, and passing one is the same ordinary ERR_INPUT: bytes that come out in
 * all, PACK_RATIO bytes out for one byte in (looked at once PACK_RATIO_FROM bytes are out), members of an archive.
 */
#ifndef DIWAN_PACK_H
#define DIWAN_PACK_H
#include "core/core.h"

#define PACK_MOST ((int64_t)16 << 30) /* bytes out of one stream or member, unless the caller allows fewer */
enum {
    PACK_RATIO = 250,            /* tables pack 5 to 50 to one */
    PACK_RATIO_FROM = 64 << 20,  /* bytes */
    ARCHIVE_MOST = 512 << 20,    /* bytes of an archive as it is packed */
    ARCHIVE_MEMBERS_MOST = 10000
};

enum packing { PACKING_NONE, PACKING_GZIP, PACKING_ZSTD, PACKING_ZIP };
/* How a file is packed, by its first bytes (four are enough). An XLSX, a KMZ are zips too. */
enum packing packing_of(struct str head);
const char *packing_word(enum packing how); /* "gzip", "zstd", "zip"; "" for none */

/* ---- gzip and zstd, and one member of a zip ---- */

struct unpacked;
/* Unpack `in` (PACKING_GZIP or PACKING_ZSTD) as it is read. Members or frames that follow one another are read as one;
 * zeros behind the last gzip member are padding. `most`: bytes that may come out, 0 for PACK_MOST. `in` must outlive
 * it. On failure *out stays as it was. */
MUST_USE bool unpacked_open(struct stream *in, enum packing how, int64_t most, struct unpacked **out, struct err *e);
/* The bytes as they were before packing. Its size is -1 (of a zip's member: as the archive tells), its name that of
 * `in` (of a member: "archive.zip: member.csv"). After a failure it fails again. */
struct stream *unpacked_stream(struct unpacked *u);
void unpacked_close(struct unpacked **u);

/* ---- zip ---- */

struct archive;
/* Take the whole archive into memory and read its list of members. `in` may go afterwards; its name is kept. */
MUST_USE bool archive_open(struct stream *in, struct archive **out, struct err *e);
void archive_close(struct archive **a);
size_t archive_count(const struct archive *a);
/* The member's name with its folders, in UTF-8 (cp437 is turned into it), slashes forward; it lives as long as the
 * archive. A folder's name ends in a slash. */
struct str archive_name(const struct archive *a, size_t i);
/* Not for people: folders, "__MACOSX/...", files whose own name begins with a point, "Thumbs.db". */
bool archive_is_aside(const struct archive *a, size_t i);
/* The member of that name (ASCII letters in either case); -1 when there is none. */
int archive_find(const struct archive *a, const char *name);
/* One member as a stream; the archive must outlive it. Several may be open at once. `most` as in unpacked_open. */
MUST_USE bool archive_member(struct archive *a, size_t i, int64_t most, struct unpacked **out, struct err *e);
/* One member whole, at most `most` bytes. What `out` held is dropped. */
MUST_USE bool archive_read(struct archive *a, size_t i, size_t most, struct buf *out, struct err *e);

/* ---- zip, made ---- */

struct archive_part {
    const char *name; /* with its folders, slashes forward */
    struct str bytes;
    bool stored;      /* packed already: a picture */
};
/* A zip of the parts in this order, appended to `out`; all are dated 1 January 1980: the same parts give the same bytes. The
 * parts need not outlive the call. ERR_SYSTEM where libzip cannot. */
MUST_USE bool archive_pack(const struct archive_part *parts, size_t n, struct buf *out, struct err *e);
#endif
