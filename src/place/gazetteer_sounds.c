/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Names that sound alike, without comparing all with all: each name stands in an index under its consonants, and under them
 * with any one left out. Two names whose consonants differ in one place meet there (Mor & Garbe 1982); only those that meet
 * are compared sound by sound.
 */
#include "place/place_priv.h"

enum { LEAST_CUT = 3 /* shorter keys are not cut: a single consonant says nothing */, MEETINGS_MOST = 4096 };

#define MARGIN 0.05 /* a second place as near as this leaves the first unsure */
#define GUESS_LEAST 0.5

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
        size_t length = sounds_key(s, bare, key);
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
            g->sound_keys[g->sound_key_n++] = (struct sound_key){hashes[k], (uint32_t)i};
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

static bool in_scope(const struct gazetteer *g, int place, int level, struct str country)
{
    const struct place *p = &g->list[place];
    return (level < 0 || p->level == level) && (!country.n || str_eq(p->country, country));
}

static int by_number(const void *a, const void *b)
{
    uint32_t p = *(const uint32_t *)a, q = *(const uint32_t *)b;
    return (p > q) - (p < q);
}

/* Which of g->sounds meet the name in the index, each once, in order; *all: there were not too many to take. */
static size_t meetings(const struct gazetteer *g, const struct sounds *s, int level, struct str country, uint32_t *out, bool *all)
{
    uint64_t hashes[HASHES_MOST];
    size_t hash_n = hashes_of(s, hashes), n = 0, once = 0;
    for (size_t k = 0; k < hash_n; k++)
        for (size_t i = first_of(g, hashes[k]); i < g->sound_key_n && g->sound_keys[i].hash == hashes[k] && n < MEETINGS_MOST; i++)
            if (in_scope(g, g->sounds[g->sound_keys[i].at].place, level, country))
                out[n++] = g->sound_keys[i].at;
    *all = n < MEETINGS_MOST;
    if (n)
        qsort(out, n, sizeof *out, by_number);
    for (size_t i = 0; i < n; i++)
        if (!once || out[once - 1] != out[i])
            out[once++] = out[i];
    return once;
}

struct heard {
    int place;
    struct likeness like;
};

static void heard_note(struct heard *best, size_t *n, struct heard one)
{
    size_t at = *n;
    if (at && best[at - 1].place == one.place) { /* one place's names come one after another */
        if (best[at - 1].like.score >= one.like.score)
            return;
        at--;
    } else
        (*n)++;
    best[at] = one;
}

static int by_score(const void *a, const void *b)
{
    const struct heard *p = a, *q = b;
    int c = (p->like.score < q->like.score) - (p->like.score > q->like.score);
    return c ? c : (p->place > q->place) - (p->place < q->place);
}

size_t gazetteer_guesses(const struct gazetteer *g, struct str name, int level, struct str country, struct guess out[GUESSES_MOST])
{
    struct sounds s;
    name_sounds(name, &s);
    if (!s.n || !g->sound_n)
        return 0;
    uint32_t met[MEETINGS_MOST];
    bool all;
    size_t met_n = meetings(g, &s, level, country, met, &all), n = 0;
    struct heard *list = mem_get((met_n + 1) * sizeof *list);
    for (size_t i = 0; i < met_n; i++) {
        struct heard one = {g->sounds[met[i]].place, sounds_alike(&s, &g->sounds[met[i]].sounds)};
        if (one.like.score >= GUESS_LEAST)
            heard_note(list, &n, one);
    }
    if (n)
        qsort(list, n, sizeof *list, by_score);
    for (size_t i = 0; i < n && i < GUESSES_MOST; i++)
        out[i] = (struct guess){list[i].place, list[i].like.score, false};
    if (n) /* two as near as one another: nobody can say which */
        out[0].sure = all && list[0].like.sure && !(n > 1 && list[1].like.compatible && list[1].like.score >= list[0].like.score - MARGIN);
    free(list);
    return MIN_OF(n, (size_t)GUESSES_MOST);
}
