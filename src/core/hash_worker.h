/* SPDX-License-Identifier: GPL-3.0-or-later */
/* hash_worker: SHA-256 of a large file beside its reading, on a thread of its own. Used by streams of files only. */
#ifndef DIWAN_HASH_WORKER_H
#define DIWAN_HASH_WORKER_H
#include "core/core.h"

struct hash_worker;
struct hash_worker *hash_worker_new(void); /* NULL where no thread can be had: the caller hashes by itself */
void hash_worker_feed(struct hash_worker *w, const void *p, size_t n); /* copies; waits while two pieces are on their way */
struct digest hash_worker_end(struct hash_worker **w); /* waits for the rest; frees; sets NULL */
#endif
