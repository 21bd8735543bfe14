/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/hash_worker.h"
#include <pthread.h>

enum { PIECE = 1 << 20 };

/* Two pieces change hands: the reader fills one while the thread hashes the other. */
struct hash_worker {
    pthread_t thread;
    pthread_mutex_t lock;
    pthread_cond_t changed;
    struct hasher hash;
    struct piece {
        uint8_t *bytes;
        size_t n;
        bool full; /* the thread's to hash; else the reader's to fill */
    } pieces[2];
    size_t filling; /* the reader's */
    bool done;
};

static void *work(void *context)
{
    struct hash_worker *w = context;
    for (size_t at = 0;; at ^= 1) {
        struct piece *p = &w->pieces[at];
        pthread_mutex_lock(&w->lock);
        while (!p->full && !w->done)
            pthread_cond_wait(&w->changed, &w->lock);
        bool full = p->full;
        pthread_mutex_unlock(&w->lock);
        if (!full)
            return NULL; /* done, and nothing is left in order */
        hash_add(&w->hash, p->bytes, p->n);
        pthread_mutex_lock(&w->lock);
        p->full = false;
        p->n = 0;
        pthread_cond_signal(&w->changed);
        pthread_mutex_unlock(&w->lock);
    }
}

static void drop(struct hash_worker *w)
{
    pthread_cond_destroy(&w->changed);
    pthread_mutex_destroy(&w->lock);
    free(w->pieces[0].bytes);
    free(w->pieces[1].bytes);
    free(w);
}

struct hash_worker *hash_worker_new(void)
{
    struct hash_worker *w = mem_get(sizeof *w);
    hash_begin(&w->hash);
    w->pieces[0].bytes = mem_get(PIECE);
    w->pieces[1].bytes = mem_get(PIECE);
    pthread_mutex_init(&w->lock, NULL);
    pthread_cond_init(&w->changed, NULL);
    if (pthread_create(&w->thread, NULL, work, w) == 0)
        return w;
    drop(w);
    return NULL;
}

static void hand_over(struct hash_worker *w)
{
    pthread_mutex_lock(&w->lock);
    w->pieces[w->filling].full = true;
    pthread_cond_signal(&w->changed);
    w->filling ^= 1;
    while (w->pieces[w->filling].full)
        pthread_cond_wait(&w->changed, &w->lock);
    pthread_mutex_unlock(&w->lock);
}

void hash_worker_feed(struct hash_worker *w, const void *p, size_t n)
{
    const uint8_t *from = p;
    while (n) {
        struct piece *piece = &w->pieces[w->filling];
        size_t k = MIN_OF(n, (size_t)PIECE - piece->n);
        memcpy(piece->bytes + piece->n, from, k);
        piece->n += k;
        from += k;
        n -= k;
        if (piece->n == PIECE)
            hand_over(w);
    }
}

struct digest hash_worker_end(struct hash_worker **it)
{
    struct hash_worker *w = *it;
    *it = NULL;
    if (w->pieces[w->filling].n)
        hand_over(w);
    pthread_mutex_lock(&w->lock);
    w->done = true;
    pthread_cond_signal(&w->changed);
    pthread_mutex_unlock(&w->lock);
    pthread_join(w->thread, NULL);
    struct digest d = hash_end(&w->hash);
    drop(w);
    return d;
}
