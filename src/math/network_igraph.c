/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The door to igraph. Debian's is built without IGRAPH_THREAD_SAFE: its handlers, its list of what to free after an error, its chance and what
 * ARPACK remembers belong to the whole process. So one lock for the process stands around every use of it, and what it says while somebody holds the
 * lock is kept beside it.
 */
#include "math/network_priv.h"

#include <pthread.h>

static struct {
    pthread_mutex_t lock;
    struct progress *progress; /* of whoever is inside */
    struct err stopped;
    char reason[256];
} door = {.lock = PTHREAD_MUTEX_INITIALIZER};

static void on_error(const char *reason, const char *file, int line, igraph_error_t code)
{
    (void)file;
    (void)line;
    (void)code;
    if (!door.reason[0]) /* the first one is nearest to the cause */
        snprintf(door.reason, sizeof door.reason, "%s", reason);
    IGRAPH_FINALLY_FREE();
}

static igraph_error_t on_step(void *unused)
{
    (void)unused;
    struct progress *p = door.progress;
    if (progress_step(p, p ? p->done : 0, p ? p->rows : 0, &door.stopped))
        return IGRAPH_SUCCESS;
    IGRAPH_FINALLY_FREE(); /* now: whoever asked returns at once, and what lies in its frame is gone */
    return IGRAPH_INTERRUPTED;
}

struct net_door net_enter(uint64_t seed, struct progress *p)
{
    pthread_mutex_lock(&door.lock);
    door.progress = p;
    door.reason[0] = 0;
    door.stopped = (struct err){0};
    igraph_set_error_handler(on_error);
    igraph_set_warning_handler(igraph_warning_handler_ignore);
    igraph_set_interruption_handler(on_step);
    igraph_rng_seed(igraph_rng_default(), (igraph_uint_t)seed);
    return (struct net_door){true};
}

void net_leave(struct net_door *d)
{
    if (!d->open)
        return;
    d->open = false;
    door.progress = NULL;
    pthread_mutex_unlock(&door.lock);
}

bool net_said(igraph_error_t code, const char *doing, struct err *e)
{
    if (code == IGRAPH_SUCCESS)
        return true;
    if (door.stopped.code == ERR_STOPPED) {
        *e = door.stopped;
        return false;
    }
    if (code == IGRAPH_ENOMEM)
        mem_ran_out(0);
    return err_set(e, ERR_SYSTEM, "%s could not be worked out: %s", doing, door.reason[0] ? door.reason : igraph_strerror(code));
}

void net_graph_end(struct net_graph *g)
{
    if (g->there)
        igraph_destroy(&g->g);
    g->there = false;
}

bool net_graph_of(const struct net *g, struct net_graph *out, struct err *e)
{
    igraph_vector_int_t ends CLEANUP(igraph_vector_int_destroy) = {0};
    if (!net_said(igraph_vector_int_init(&ends, (igraph_integer_t)(2 * g->m)), "a network", e))
        return false;
    for (size_t i = 0; i < g->m; i++) {
        VECTOR(ends)[2 * i] = (igraph_integer_t)g->ties[i].from;
        VECTOR(ends)[2 * i + 1] = (igraph_integer_t)g->ties[i].to;
    }
    out->there = net_said(igraph_create(&out->g, &ends, (igraph_integer_t)g->n, g->directed), "a network", e);
    return out->there;
}

const igraph_vector_t *net_view(igraph_vector_t *v, const double *p, size_t n)
{
    static const double none;
    return igraph_vector_view(v, n ? p : &none, (igraph_integer_t)n);
}

double *net_taken(const igraph_vector_t *v, size_t n, struct arena *a)
{
    double *p = ARENA_ARRAY(a, double, n + 1);
    for (size_t i = 0; i < n; i++)
        p[i] = VECTOR(*v)[i];
    return p;
}
