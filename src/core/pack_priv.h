/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Inside core's pack.c and archive.c only: what all unpacked streams have in common. */
#ifndef DIWAN_PACK_PRIV_H
#define DIWAN_PACK_PRIV_H
#include "core/pack.h"

/* The kinds embed this as their first member. */
struct unpacked {
    struct stream s;
    /* Up to n bytes more, 0 at the end, -1 with *e set. */
    int64_t (*more)(struct unpacked *u, void *p, size_t n, struct err *e);
    void (*end)(struct unpacked *u); /* what the kind holds; the struct itself is freed by unpacked_close */
    const char *how;                 /* for words to people: "gzip" */
    int64_t most, in;                /* bytes that may come out; bytes taken in so far */
    bool failed;
    struct err e;
};

/* Fill in what is common: name, limits, the reading that watches them. */
void unpacked_init(struct unpacked *u, const char *name, const char *how, int64_t size, int64_t most);
#endif
