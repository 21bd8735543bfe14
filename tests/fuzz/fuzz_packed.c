/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Packed files of any bytes: the same comes out however it is read, a fault is one sentence, and limits hold. */
#include "core/pack.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { MOST = 1 << 20 };

static void must(bool fine)
{
    if (!fine)
        abort();
}

/* A hash of all that comes out, read `step` bytes at a time, and of the fault. */
static uint64_t said(struct stream *s, size_t step)
{
    char piece[4096];
    struct err e = {0};
    uint64_t h = 1;
    struct hasher all;
    hash_begin(&all);
    int64_t k, n = 0;
    while ((k = s->read(s, piece, step, &e)) > 0) {
        n += k;
        must(k <= (int64_t)step && n <= MOST);
        hash_add(&all, piece, (size_t)k);
    }
    must(k == 0 || (e.code == ERR_INPUT && e.text[0]));
    if (k < 0) /* how much came out before a fault may depend on the step */
        return hash_64(&(int64_t){k}, sizeof k, h);
    struct digest d = hash_end(&all);
    return hash_64(d.b, sizeof d.b, h);
}

static uint64_t unpacked(struct str packed, enum packing how, size_t step)
{
    struct memory_stream m;
    memory_open(&m, "fuzz.packed", packed);
    struct unpacked *u CLEANUP(unpacked_close) = NULL;
    struct err e = {0};
    must(unpacked_open(&m.s, how, MOST, &u, &e));
    return said(unpacked_stream(u), step);
}

static void members(struct str packed)
{
    struct memory_stream m;
    memory_open(&m, "fuzz.zip", packed);
    struct archive *a CLEANUP(archive_close) = NULL;
    struct err e = {0};
    if (!archive_open(&m.s, &a, &e)) {
        must(e.code == ERR_INPUT && e.text[0]);
        return;
    }
    must(archive_count(a) <= ARCHIVE_MEMBERS_MOST);
    for (size_t i = 0; i < archive_count(a) && i < 50; i++) {
        struct unpacked *u CLEANUP(unpacked_close) = NULL;
        (void)archive_is_aside(a, i);
        must(str_utf8_ok(archive_name(a, i), NULL));
        if (archive_member(a, i, MOST, &u, &e))
            (void)said(unpacked_stream(u), 4096);
        else
            must(e.code == ERR_INPUT && e.text[0]);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct str packed = {(const char *)data, size};
    enum packing how = packing_of(packed);
    if (how == PACKING_GZIP || how == PACKING_ZSTD)
        must(unpacked(packed, how, 4096) == unpacked(packed, how, 3));
    else
        members(packed);
    return 0;
}
