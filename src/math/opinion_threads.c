/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "math/opinion_priv.h"

#include <pthread.h>
#include <unistd.h>

enum { THREADS_MOST = 8 };

size_t opinion_threads(size_t asked)
{
    long there = asked ? (long)MIN_OF(asked, THREADS_MOST) : sysconf(_SC_NPROCESSORS_ONLN);
    return (size_t)MAX_OF(1, MIN_OF(there, THREADS_MOST));
}

struct share {
    void (*work)(void *arg, size_t thread);
    void *arg;
    size_t thread;
    pthread_t id;
    bool started;
};

static void *begin(void *it)
{
    const struct share *s = it;
    s->work(s->arg, s->thread);
    return NULL;
}

void opinion_beside(size_t threads, void (*work)(void *arg, size_t thread), void *arg)
{
    struct share shares[THREADS_MOST];
    threads = MIN_OF(threads, THREADS_MOST);
    for (size_t i = 1; i < threads; i++) {
        shares[i] = (struct share){.work = work, .arg = arg, .thread = i};
        shares[i].started = pthread_create(&shares[i].id, NULL, begin, &shares[i]) == 0;
    }
    work(arg, 0);
    for (size_t i = 1; i < threads; i++) {
        if (shares[i].started)
            pthread_join(shares[i].id, NULL);
        else
            work(arg, i); /* no thread to be had: one after the other */
    }
}
