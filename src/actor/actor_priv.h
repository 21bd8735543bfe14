/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Inside the room `actor` only: words folded, and the roster while it is made. */
#ifndef DIWAN_ACTOR_PRIV_H
#define DIWAN_ACTOR_PRIV_H
#include "actor/actor.h"
#include "actor/same.h"

/* The same words in another case, script variant or punctuation are the same text; nothing is left out. Appended; never empty where `words` is not. */
void actor_fold(struct str words, struct buf *out);

/* Texts, each with the nodes that go by it. In an arena; of a size that is known beforehand. */
struct map_entry {
    uint32_t node, next; /* the next of the same text; 0 none */
};
struct map_slot {
    struct str text;
    uint32_t first; /* 0: free */
};
struct word_map {
    struct map_slot *slots; /* power of two */
    struct map_entry *entries; /* from 1 */
    size_t slot_n, n, most;
};
void map_begin(struct word_map *m, struct arena *a, size_t most);
void map_add(struct word_map *m, struct str text, uint32_t node); /* the text must live as long as the map */
const struct map_entry *map_first(const struct word_map *m, struct str text);
static inline const struct map_entry *map_next(const struct word_map *m, const struct map_entry *x)
{
    return x->next ? &m->entries[x->next] : NULL;
}

struct roster {
    struct actor *list;
    size_t n;
    struct word_map keys;    /* of declared ones, as they stand */
    struct word_map decided; /* folded words that somebody said mean one */
    struct word_map others;  /* folded words that somebody said do not */
    struct word_map words;   /* folded keys, names, acronyms, identifiers */
    struct word_map unsure;  /* folded words that may mean several: whoever is so named stands for itself */
};
/* As roster_find; words that may mean several give the one that stands for just those words. -1: nobody is named so. */
int32_t roster_means(const struct roster *r, struct str words);

/* What the register holds, as it stands in its rows. */
struct named { /* words in some row, with the identifier beside them */
    struct str words, reference;
};
struct roster_rows {
    struct actor *declared;
    struct named *named; /* by words, then reference */
    struct same_decision *decisions; /* the latest of each pair, "same" or "other" */
    size_t declared_n, named_n, decision_n, name_n; /* name_n: of all declared */
};
MUST_USE bool roster_rows(struct store *s, struct arena *a, struct roster_rows *out, struct err *e);
#endif
