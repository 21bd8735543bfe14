/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Names that sound alike, without comparing all with all: each name stands in an index under its consonants, and under them
 * with any one left out. Two names whose consonants differ in one place meet there (Mor & Garbe 1982); only those that meet
 * are compared sound by sound.
 */
#include "place/place_priv.h"
#include <assert.h>

enum { LEAST_CUT = 3 /* shorter keys are not cut: a single consonant says nothing */, MEETINGS_MOST = 4096 };

#define MARGIN 0.05 /* a second place as near as this leaves the first unsure */
#define GUESS_LEAST 0.5
#define RIVAL_LEAST (SURE_LEAST - MARGIN - 0.001) /* what is less like it neither is sure nor leaves another unsure */

static uint64_t hash_of(const char *key, size_t n, size_t without)
{
    uint64_t h = 0xcbf29ce484222325u; /* FNV-1a, 64 bits */
    for (size_t i = 0; i < n; i++)
        if (i != without)
            h = (h ^ (unsigned char)key[i]) * 0x100000001b3u;
    return h;
}

/* The keys of a name: with and without a doubtful last h, whole and cut. At most 2 * (SOUND_KEY_MOST + 1). */
static size_t hashes_of(const struct sounds *s, uint64_t *out)
{
    size_t n = 0;
    char key[SOUND_KEY_MOST];
    for (int bare = 0; bare < 2; bare++) {
        size_t length = bare && !memchr(s->list, '~', s->n) ? 0 : sounds_key(s, bare, key); /* bare only where that differs */
        if (!length)
            continue;
        out[n++] = hash_of(key, length, SIZE_MAX);
        for (size_t i = 0; length >= LEAST_CUT && i < length; i++)
            out[n++] = hash_of(key, length, i);
    }
    return n;
}
enum { HASHES_MOST = 2 * (SOUND_KEY_MOST + 1) };

void gazetteer_sound_add(struct gazetteer *g, int place, struct str name)
{
    struct sounds s;
    name_sounds(name, &s);
    if (!s.n)
        return;
    GROW(g->sounds, g->sound_n, g->sound_room);
    g->sounds[g->sound_n++] = (struct place_sound){s, place};
}

static int by_place(const void *a, const void *b)
{
    const struct place_sound *p = a, *q = b;
    int c = (p->place > q->place) - (p->place < q->place);
    c = c ? c : p->sounds.n - q->sounds.n;
    c = c ? c : memcmp(p->sounds.list, q->sounds.list, p->sounds.n);
    c = c ? c : p->sounds.arabic - q->sounds.arabic;
    return c ? c : p->sounds.abjad - q->sounds.abjad;
}

static int by_hash(const void *a, const void *b)
{
    const struct sound_key *p = a, *q = b;
    int c = (p->hash > q->hash) - (p->hash < q->hash);
    return c ? c : (p->at > q->at) - (p->at < q->at);
}

/* Level and country in one number; two places have the same where both are. */
static uint32_t scope_of(const struct gazetteer *g, int place)
{
    return g->country_of[place] * PLACE_LEVELS + (uint32_t)g->list[place].level;
}

void gazetteer_sounds_settle(struct gazetteer *g)
{
    if (!g->sound_n)
        return;
    size_t kept = 1;
    qsort(g->sounds, g->sound_n, sizeof *g->sounds, by_place);
    for (size_t i = 1; i < g->sound_n; i++)
        if (by_place(&g->sounds[kept - 1], &g->sounds[i]) != 0)
            g->sounds[kept++] = g->sounds[i];
    g->sound_n = kept;
    g->sound_key_n = 0;
    for (size_t i = 0; i < kept; i++) {
        uint64_t hashes[HASHES_MOST];
        size_t n = hashes_of(&g->sounds[i].sounds, hashes);
        for (size_t k = 0; k < n; k++) {
            GROW(g->sound_keys, g->sound_key_n, g->sound_key_room);
            g->sound_keys[g->sound_key_n++] = (struct sound_key){hashes[k], (uint32_t)i, scope_of(g, g->sounds[i].place)};
        }
    }
    if (g->sound_key_n) /* where there is nothing, there is no address to sort at */
        qsort(g->sound_keys, g->sound_key_n, sizeof *g->sound_keys, by_hash);
}

static size_t first_of(const struct gazetteer *g, uint64_t hash)
{
    size_t low = 0, high = g->sound_key_n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (g->sound_keys[middle].hash < hash)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

struct scope { /* where names are looked for: level -1 any, country 0 any */
    int level;
    uint32_t country;
};

static bool in_scope(struct scope wanted, uint32_t scope)
{
    return (wanted.level < 0 || scope % PLACE_LEVELS == (uint32_t)wanted.level) &&
        (!wanted.country || scope / PLACE_LEVELS == wanted.country);
}

struct met { /* which of g->sounds were met: a table of their numbers + 1, open for collisions */
    uint32_t slots[2 * MEETINGS_MOST];
    size_t n;
};

static bool met_first_time(struct met *m, uint32_t at)
{
    size_t slot = at * 2654435761u % ARRAY_LEN(m->slots); /* Knuth's multiplicative hash */
    for (; m->slots[slot]; slot = (slot + 1) % ARRAY_LEN(m->slots))
        if (m->slots[slot] == at + 1)
            return false;
    m->slots[slot] = at + 1;
    m->n++;
    return true;
}

struct heard {
    int place;
    uint32_t at; /* in g->sounds */
    struct likeness like;
};

/* Whether a comes before b: the higher score, of equals the first place. */
static bool comes_before(const struct heard *a, const struct heard *b)
{
    return a->like.score > b->like.score || (!(a->like.score < b->like.score) && a->place < b->place);
}

/* The best of each place, best first; what comes behind the last of them is let go. Of two names of a place that are as like,
 * the first counts, so that it does not matter in which order they are heard. */
static size_t heard_note(struct heard *best, size_t n, size_t most, struct heard one)
{
    size_t at = 0;
    while (at < n && best[at].place != one.place)
        at++;
    if (at < n && (best[at].like.score > one.like.score || (best[at].like.score >= one.like.score && best[at].at < one.at)))
        return n;
    if (at == n && n == most && !comes_before(&one, &best[n - 1]))
        return n;
    if (at == n)
        at = n < most ? n++ : n - 1;
    for (; at > 0 && comes_before(&one, &best[at - 1]); at--)
        best[at] = best[at - 1];
    best[at] = one;
    return n;
}

struct hearing {
    struct sounds name;
    struct scope scope;
    double least;     /* score */
    struct met met;
    struct heard best[GUESSES_MOST];
    size_t n, most;
};

/* All that stand under one key. What is less like the name than the last of the best is given up early. */
static void hear_key(struct hearing *h, const struct gazetteer *g, uint64_t hash)
{
    for (size_t i = first_of(g, hash); i < g->sound_key_n && g->sound_keys[i].hash == hash; i++) {
        const struct sound_key *key = &g->sound_keys[i];
        if (h->met.n == MEETINGS_MOST)
            return;
        if (!in_scope(h->scope, key->scope) || !met_first_time(&h->met, key->at))
            continue;
        const struct place_sound *other = &g->sounds[key->at];
        struct heard one = {.place = other->place, .at = key->at};
        double least = h->n == h->most ? h->best[h->n - 1].like.score : h->least;
        if (sounds_near(&h->name, &other->sounds, least, &one.like))
            h->n = heard_note(h->best, h->n, h->most, one);
    }
}

/* The places whose names are at least so like it, best first: up to `most` in h->best. The whole key comes first: what is
 * most like the name is heard early, and the rest must be as like. */
static void hear(struct hearing *h, const struct gazetteer *g, struct str name, int level, struct str country, double least,
    size_t most)
{
    uint64_t hashes[HASHES_MOST];
    *h = (struct hearing){.scope = {level, gazetteer_country_number(g, country)}, .least = least, .most = most};
    name_sounds(name, &h->name);
    if (country.n && !h->scope.country)
        return; /* it has no places here */
    size_t n = hashes_of(&h->name, hashes);
    for (size_t i = 0; i < n; i++)
        hear_key(h, g, hashes[i]);
}

/* Two as near as one another: nobody can say which. Where too many were met to hear all, nobody can either. */
static bool first_is_sure(const struct hearing *h)
{
    const struct heard *best = h->best;
    return h->n && h->met.n < MEETINGS_MOST && best[0].like.sure &&
        !(h->n > 1 && best[1].like.compatible && best[1].like.score >= best[0].like.score - MARGIN);
}

size_t gazetteer_guesses(const struct gazetteer *g, struct str name, int level, struct str country, size_t most, struct guess *out)
{
    struct hearing h;
    assert(most > 0 && most <= GUESSES_MOST);
    hear(&h, g, name, level, country, GUESS_LEAST, most);
    for (size_t i = 0; i < h.n; i++)
        out[i] = (struct guess){h.best[i].place, h.best[i].like.score};
    return h.n;
}

int gazetteer_heard(const struct gazetteer *g, struct str name, int level, struct str country)
{
    struct hearing h;
    hear(&h, g, name, level, country, RIVAL_LEAST, 2);
    return first_is_sure(&h) ? h.best[0].place : -1;
}
