/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What people answered in a dialogue, worked out once for all the pages and periods that tell of it, while the register stays as it is. Who asks for what is just being made waits
 * for it. What nobody holds goes first when there is more than MOST of it, or more than BYTES_MOST.
 */
#include "desk/desk_priv.h"

#include <pthread.h>

enum { MOST = 16, BYTES_MOST = 64 << 20, VOTES_SECONDS = 10 /* as old as what a page says of votes may be */ };
struct kept_answer {
    struct kept_answer *older;
    int64_t origin, dialogue;
    uint64_t seed;
    struct desk_moment at;
    int holders;
    bool making, failed;
    size_t size; /* of the arena, once it is made: until then that is its maker's alone */
    struct arena arena;
    struct voice_data data;
    struct voice_answer answer;
};
struct desk_answers {
    pthread_mutex_t lock;
    pthread_cond_t made;
    struct kept_answer *newest;
};

struct desk_answers *desk_answers_new(void)
{
    struct desk_answers *k = mem_get(sizeof *k);
    *k = (struct desk_answers){0};
    pthread_mutex_init(&k->lock, NULL);
    pthread_cond_init(&k->made, NULL);
    return k;
}

static void drop(struct kept_answer **at)
{
    struct kept_answer *gone = *at;
    *at = gone->older;
    arena_end(&gone->arena);
    free(gone);
}

void desk_answers_free(struct desk_answers **k)
{
    if (!*k)
        return;
    while ((*k)->newest)
        drop(&(*k)->newest);
    pthread_cond_destroy(&(*k)->made);
    pthread_mutex_destroy(&(*k)->lock);
    free(*k);
    *k = NULL;
}

/* ---- under the lock ---- */

static bool fresh(const struct kept_answer *a, const struct desk_moment *now)
{
    bool votes = a->at.votes_generation == now->votes_generation || (now->votes_generation > a->at.votes_generation && now->seconds - a->at.seconds < VOTES_SECONDS);
    return !a->failed && a->at.generation == now->generation && votes;
}

static struct kept_answer *find(struct desk_answers *k, const struct voice_dialogue *d, uint64_t seed, const struct desk_moment *now)
{
    for (struct kept_answer *a = k->newest; a; a = a->older)
        if (a->origin == d->origin && a->dialogue == d->id && a->seed == seed && fresh(a, now))
            return a;
    return NULL;
}

/* From the newest on, what fits stays. */
static void make_room(struct desk_answers *k)
{
    size_t n = 0, bytes = 0;
    for (struct kept_answer **at = &k->newest; *at;) {
        n++;
        bytes += (*at)->size;
        if ((n > MOST || bytes > BYTES_MOST || (*at)->failed) && (*at)->holders == 0) {
            n--;
            bytes -= (*at)->size;
            drop(at);
        } else {
            at = &(*at)->older;
        }
    }
}

/* ---- asking ---- */

static struct kept_answer *begin(struct desk_answers *k, const struct voice_dialogue *d, uint64_t seed, const struct desk_moment *now)
{
    struct kept_answer *a = mem_get(sizeof *a);
    *a = (struct kept_answer){.older = k->newest, .origin = d->origin, .dialogue = d->id, .seed = seed, .at = *now, .holders = 1, .making = true};
    k->newest = a;
    return a;
}

/* The caller holds it; *mine: it is the caller's to make. */
static struct kept_answer *take(struct desk_answers *k, const struct voice_dialogue *d, uint64_t seed, const struct desk_moment *now, bool *mine)
{
    pthread_mutex_lock(&k->lock);
    struct kept_answer *a = find(k, d, seed, now);
    *mine = !a;
    if (a)
        a->holders++;
    else
        a = begin(k, d, seed, now);
    while (!*mine && a->making)
        pthread_cond_wait(&k->made, &k->lock);
    pthread_mutex_unlock(&k->lock);
    return a;
}

static void settle(struct desk_answers *k, struct kept_answer *a, bool good)
{
    pthread_mutex_lock(&k->lock);
    a->making = false;
    a->failed = !good;
    a->size = a->arena.used;
    pthread_cond_broadcast(&k->made);
    pthread_mutex_unlock(&k->lock);
}

void desk_answers_let_go(struct request *r)
{
    if (!r->answers || !r->held_n)
        return;
    pthread_mutex_lock(&r->answers->lock);
    for (size_t i = 0; i < r->held_n; i++)
        r->held[i]->holders--;
    r->held_n = 0;
    make_room(r->answers);
    pthread_mutex_unlock(&r->answers->lock);
}

bool desk_answer(struct request *r, struct store *s, const struct voice_dialogue *d, uint64_t seed, desk_answer_fn *make, const struct voice_answer **out, struct err *e)
{
    if (!r->answers || r->held_n == ARRAY_LEN(r->held)) {
        struct voice_data *data = ARENA_NEW(&r->arena, struct voice_data);
        struct voice_answer *answer = ARENA_NEW(&r->arena, struct voice_answer);
        *out = answer;
        return make(s, d, seed, &r->arena, data, answer, e);
    }
    bool mine, good = true;
    struct kept_answer *a = take(r->answers, d, seed, &r->moment, &mine);
    r->held[r->held_n++] = a;
    if (mine) {
        struct voice_dialogue about = voice_copy(d, &a->arena);
        good = make(s, &about, seed, &a->arena, &a->data, &a->answer, e);
        settle(r->answers, a, good);
    } else if (a->failed) {
        good = err_set(e, ERR_SYSTEM, "what people said in \"%.*s\" could not be worked out just now; ask again", STR_F(d->name));
    }
    *out = &a->answer;
    return good;
}
