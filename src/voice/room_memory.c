/* SPDX-License-Identifier: GPL-3.0-or-later */
/* room: open dialogues in memory: who sits where, what each has answered, how many answered what. */
#include "voice/room_priv.h"
#include <assert.h>

/* ---- digests to places ---- */

static uint64_t hash_of(const struct digest *d)
{
    uint64_t h;
    memcpy(&h, d->b, sizeof h); /* SHA-256 with a part that nobody outside knows: any bytes of it serve */
    return h;
}

static void index_put(struct index *x, const struct digest *d, size_t place)
{
    size_t at = hash_of(d) & (x->room - 1);
    while (x->slot[at])
        at = (at + 1) & (x->room - 1);
    x->slot[at] = (uint32_t)place + 1;
    x->n++;
}

static bool index_full(const struct index *x)
{
    return 2 * (x->n + 1) > x->room;
}

static void index_anew(struct index *x)
{
    size_t room = x->room ? 2 * x->room : 64;
    free(x->slot);
    *x = (struct index){mem_get(room * sizeof *x->slot), room, 0};
}

static void index_end(struct index *x)
{
    free(x->slot);
    *x = (struct index){0};
}

struct ticket *ticket_find(const struct index *x, struct ticket *list, const struct digest *d)
{
    for (size_t at = hash_of(d) & (x->room - 1); x->room && x->slot[at]; at = (at + 1) & (x->room - 1)) {
        struct ticket *t = &list[x->slot[at] - 1];
        if (memcmp(&t->digest, d, sizeof *d) == 0)
            return t;
    }
    return NULL;
}

struct ticket *ticket_add(struct index *x, struct ticket **list, size_t *n, size_t *room, const struct digest *d)
{
    GROW(*list, *n, *room);
    (*list)[*n] = (struct ticket){*d, 0};
    ++*n;
    if (index_full(x)) {
        index_anew(x);
        for (size_t i = 0; i + 1 < *n; i++)
            index_put(x, &(*list)[i].digest, i);
    }
    index_put(x, d, *n - 1);
    return &(*list)[*n - 1];
}

/* ---- seats ---- */

size_t held_seat(const struct held *h, const struct digest *pass)
{
    const struct index *x = &h->passes;
    for (size_t at = hash_of(pass) & (x->room - 1); x->room && x->slot[at]; at = (at + 1) & (x->room - 1))
        if (memcmp(&h->seats[x->slot[at] - 1].pass, pass, sizeof *pass) == 0)
            return x->slot[at] - 1;
    return SIZE_MAX;
}

static void passes_anew(struct held *h)
{
    size_t n = 0;
    for (size_t i = 0; i < h->seat_n; i++)
        n += h->seats[i].has_pass;
    do
        index_anew(&h->passes);
    while (h->passes.room < 2 * (n + 1));
    for (size_t i = 0; i < h->seat_n; i++)
        if (h->seats[i].has_pass)
            index_put(&h->passes, &h->seats[i].pass, i);
}

struct seat *held_seat_add(struct held *h, int64_t id, const struct digest *pass)
{
    GROW(h->seats, h->seat_n, h->seat_room);
    h->seats[h->seat_n] = (struct seat){.id = id, .has_pass = pass != NULL};
    struct seat *t = &h->seats[h->seat_n++];
    if (!pass)
        return t;
    t->pass = *pass;
    if (index_full(&h->passes))
        passes_anew(h);
    else
        index_put(&h->passes, pass, h->seat_n - 1);
    return t;
}

/* Only after a commit that failed: rare, so the index is made anew. */
void held_seat_pop(struct held *h)
{
    assert(h->seat_n);
    free(h->seats[--h->seat_n].votes);
    passes_anew(h);
}

enum seat_vote seat_vote(const struct seat *t, size_t statement)
{
    size_t word = statement / 32;
    return word < t->words ? (enum seat_vote)(t->votes[word] >> (2 * (statement % 32)) & 3) : SEAT_NONE;
}

static void words_grow(struct seat *t, size_t word)
{
    if (word < t->words)
        return;
    size_t words = MAX_OF(word + 1, (size_t)t->words + t->words / 2);
    t->votes = mem_grow(t->votes, words, sizeof *t->votes);
    memset(t->votes + t->words, 0, (words - t->words) * sizeof *t->votes);
    t->words = (uint32_t)words;
}

static void counted(struct said *x, enum seat_vote v, int64_t by)
{
    x->seen += v == SEAT_NONE ? 0 : by;
    x->agree += v == SEAT_AGREE ? by : 0;
    x->disagree += v == SEAT_DISAGREE ? by : 0;
}

void held_vote_set(struct held *h, struct seat *t, size_t statement, enum seat_vote v)
{
    counted(&h->statements[statement], seat_vote(t, statement), -1);
    counted(&h->statements[statement], v, 1);
    words_grow(t, statement / 32);
    uint64_t *word = &t->votes[statement / 32];
    unsigned shift = 2 * (unsigned)(statement % 32);
    *word = (*word & ~(UINT64_C(3) << shift)) | (uint64_t)v << shift;
}

/* ---- dialogues ---- */

size_t held_statement(const struct held *h, int64_t id)
{
    size_t lo = 0, hi = h->statement_n;
    while (lo < hi) {
        size_t mid = lo + (hi - lo) / 2;
        if (h->statements[mid].id < id)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo < h->statement_n && h->statements[lo].id == id ? lo : SIZE_MAX;
}

void held_free(struct held **h)
{
    if (!h || !*h)
        return;
    for (size_t i = 0; i < (*h)->seat_n; i++)
        free((*h)->seats[i].votes);
    free((*h)->seats);
    free((*h)->statements);
    free((*h)->codes);
    free((*h)->adders);
    index_end(&(*h)->passes);
    index_end(&(*h)->code_index);
    index_end(&(*h)->adder_index);
    arena_end(&(*h)->texts);
    free(*h);
    *h = NULL;
}

struct held *rooms_by_id(const struct rooms *r, int64_t dialogue)
{
    for (size_t i = 0; i < r->n; i++)
        if (r->list[i]->id == dialogue)
            return r->list[i];
    return NULL;
}

struct held *rooms_by_name(const struct rooms *r, struct str name)
{
    for (size_t i = 0; i < r->n; i++)
        if (str_eq(r->list[i]->name, name))
            return r->list[i];
    return NULL;
}

struct rooms *rooms_new(void)
{
    struct rooms *r = mem_get(sizeof *r);
    pthread_rwlockattr_t fair;
    r->generation = r->votes = -1;
    r->lot = (uint64_t)room_lot();
    pthread_mutex_init(&r->writing, NULL);
    pthread_rwlockattr_init(&fair);
    pthread_rwlockattr_setkind_np(&fair, PTHREAD_RWLOCK_PREFER_WRITER_NONRECURSIVE_NP); /* many readers do not keep the writer out for ever */
    pthread_rwlock_init(&r->lock, &fair);
    pthread_rwlockattr_destroy(&fair);
    return r;
}

void rooms_free(struct rooms **r)
{
    if (!r || !*r)
        return;
    for (size_t i = 0; i < (*r)->n; i++)
        held_free(&(*r)->list[i]);
    free((*r)->list);
    pthread_rwlock_destroy(&(*r)->lock);
    pthread_mutex_destroy(&(*r)->writing);
    free(*r);
    *r = NULL;
}
