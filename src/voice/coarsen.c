/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * voice: what people declare of themselves is kept only in combinations that enough of them share. All attributes of a dialogue count
 * together: who is alone with side, gender and district can be found, though many share each of them.
 *
 * As in Samarati 2001 (Protecting respondents' identities in microdata release) every choice of attributes is looked at, most attributes
 * first; but each person's own attributes go, not a whole column. Cost: 4^attributes sorts of the people who are not settled yet, at worst.
 */
#include "voice/voice_priv.h"

struct person {
    uint64_t key;      /* of what would be left */
    uint32_t at;
    bool settled;
};
struct coarsening {
    struct dialogue_batch *b;
    struct person *people; /* sorted by key when looked at */
    uint8_t *keeps;        /* by participant: which attributes, a bit each */
    bool *settled;         /* by participant */
    size_t left;           /* who are not */
    size_t least;          /* people who make a combination large enough */
};

static uint64_t key_of(const struct dialogue_batch *b, uint32_t at, unsigned keeps)
{
    uint32_t of[OWN_ATTRIBUTES_MOST] = {0};
    bool any = false;
    for (size_t i = 0; i < b->attribute_n; i++) {
        uint32_t value = b->attributes[i].of[at];
        of[i] = (keeps >> i & 1) && value != OPINION_NO_GROUP ? value + 1 : 0;
        any = any || of[i];
    }
    uint64_t key = hash_64(of, sizeof of, 1);
    return any ? key | 1 : 0; /* 0: nothing is left */
}

static int person_compare(const void *left, const void *right)
{
    const struct person *a = left, *b = right;
    if (a->key != b->key)
        return a->key < b->key ? -1 : 1;
    return a->at < b->at ? -1 : a->at > b->at;
}

static void look_through(struct coarsening *c, unsigned keeps)
{
    size_t n = c->b->participant_n;
    for (size_t i = 0; i < n; i++) {
        bool settled = c->settled[i];
        c->people[i] = (struct person){key_of(c->b, (uint32_t)i, settled ? c->keeps[i] : keeps), (uint32_t)i, settled};
    }
    qsort(c->people, n, sizeof *c->people, person_compare);
}

/* How many people would be settled with these attributes; with `do_it`, they are. */
static size_t settle(struct coarsening *c, unsigned keeps, bool do_it)
{
    size_t n = c->b->participant_n, all = 0;
    look_through(c, keeps);
    for (size_t i = 0, next; i < n; i = next) {
        size_t fresh = 0;
        for (next = i; next < n && c->people[next].key == c->people[i].key; next++)
            fresh += !c->people[next].settled;
        bool enough = c->people[i].key && next - i >= c->least;
        all += enough ? fresh : 0;
        for (size_t k = i; enough && do_it && k < next; k++)
            if (!c->people[k].settled) {
                c->settled[c->people[k].at] = true;
                c->keeps[c->people[k].at] = (uint8_t)keeps;
                c->left--;
            }
    }
    return all;
}

static unsigned bits(unsigned mask)
{
    unsigned n = 0;
    for (; mask; mask &= mask - 1)
        n++;
    return n;
}

/* Of the choices with so many attributes, the one that settles most; earlier attributes are rather kept. */
static bool settle_best(struct coarsening *c, unsigned size)
{
    unsigned best = 0;
    size_t most = 0;
    for (unsigned mask = 0; c->left && mask < 1u << c->b->attribute_n; mask++) {
        size_t n = bits(mask) == size ? settle(c, mask, false) : 0;
        if (n > most) {
            most = n;
            best = mask;
        }
    }
    return most > 0 && settle(c, best, true) > 0;
}

/* ---- who is left over ---- */

static bool declared_alike(const struct coarsening *c, size_t a, size_t b, unsigned mask)
{
    for (size_t i = 0; i < c->b->attribute_n; i++)
        if ((mask >> i & 1) && c->b->attributes[i].of[a] != c->b->attributes[i].of[b])
            return false;
    return true;
}

static bool has_all(const struct coarsening *c, size_t at, unsigned mask)
{
    for (size_t i = 0; i < c->b->attribute_n; i++)
        if ((mask >> i & 1) && c->b->attributes[i].of[at] == OPINION_NO_GROUP)
            return false;
    return true;
}

/* Of those who are settled and say the same in `mask`, and keep that, one of the combination with the least key: whatever the order of people.
 * participant_n: nobody. */
static size_t neighbour(const struct coarsening *c, size_t at, unsigned mask)
{
    size_t n = c->b->participant_n, best = n;
    uint64_t least = UINT64_MAX;
    for (size_t i = 0; i < n && has_all(c, at, mask); i++) {
        if (!c->settled[i] || (c->keeps[i] & mask) != mask || !declared_alike(c, i, at, mask))
            continue;
        uint64_t key = key_of(c->b, (uint32_t)i, c->keeps[i]);
        if (best == n || key < least) {
            best = i;
            least = key;
        }
    }
    return best;
}

/* One who is left over joins a combination that says the same with fewer attributes: all who share it give up the others, so that two policewomen
 * cost ten policemen that they are men, and nobody the side. The first attributes are rather kept. */
static void join_neighbours(struct coarsening *c, size_t at, unsigned mask)
{
    size_t with = neighbour(c, at, mask);
    if (with == c->b->participant_n)
        return;
    uint64_t key = key_of(c->b, (uint32_t)with, c->keeps[with]);
    for (size_t i = 0; i < c->b->participant_n; i++)
        if (c->settled[i] && key_of(c->b, (uint32_t)i, c->keeps[i]) == key)
            c->keeps[i] = (uint8_t)mask;
    c->keeps[at] = (uint8_t)mask;
    c->settled[at] = true;
    c->left--;
}

static void join_left_over(struct coarsening *c)
{
    unsigned all = 1u << c->b->attribute_n;
    size_t n = 0, people = c->b->participant_n;
    for (size_t i = 0; i < people; i++) {
        if (c->settled[i])
            continue;
        c->people[n] = (struct person){key_of(c->b, (uint32_t)i, all - 1), (uint32_t)i, false};
        n++;
    }
    if (n)
        qsort(c->people, n, sizeof *c->people, person_compare); /* those who say the same come together, whatever the order of people */
    for (size_t i = 0; i < n; i++)
        for (unsigned size = (unsigned)c->b->attribute_n; size > 0; size--)
            for (unsigned mask = 1; mask < all; mask++)
                if (bits(mask) == size && !c->settled[c->people[i].at])
                    join_neighbours(c, c->people[i].at, mask);
}

/* ---- those of whom nothing is left ---- */

struct class { size_t from, n; }; /* people of one key, sorted by it */

static void classes_of(struct coarsening *c, struct class *largest, struct class *smallest, size_t *blank)
{
    size_t n = c->b->participant_n;
    *largest = *smallest = (struct class){0, 0};
    *blank = 0;
    look_through(c, 0);
    for (size_t i = 0, next; i < n; i = next) {
        for (next = i; next < n && c->people[next].key == c->people[i].key; next++)
            ;
        struct class now = {i, next - i};
        if (!c->people[i].key) {
            *blank = now.n;
            continue;
        }
        if (now.n > largest->n)
            *largest = now;
        if (!smallest->n || now.n < smallest->n)
            *smallest = now;
    }
}

/* By lot: the order of a file is the order of its makers. */
static int by_lot(const void *left, const void *right)
{
    const struct person *a = left, *b = right;
    uint64_t x = hash_64(&a->at, sizeof a->at, a->key), y = hash_64(&b->at, sizeof b->at, b->key);
    return x < y ? -1 : x > y;
}

static void blank(struct coarsening *c, struct class from, size_t n)
{
    qsort(c->people + from.from, from.n, sizeof *c->people, by_lot);
    for (size_t i = 0; i < n; i++)
        c->keeps[c->people[from.from + i].at] = 0;
}

/* The last attribute that anybody keeps goes for everybody; false where only one is left. */
static bool drop_last(struct coarsening *c)
{
    unsigned kept = 0, last = 1;
    for (size_t i = 0; i < c->b->participant_n; i++)
        kept |= c->keeps[i];
    if (bits(kept) < 2)
        return false;
    while (kept >> 1 >= last)
        last <<= 1;
    for (size_t i = 0; i < c->b->participant_n; i++)
        c->keeps[i] &= (uint8_t)~last;
    return true;
}

/*
 * A few of whom nothing is kept could be told from the others by subtraction, and so no side could be described. They are joined by as many others
 * as make them enough: some of the largest combination, where it can spare them. Where it cannot, the last attribute goes for all, so that combinations
 * grow, rather than that one of them, which is likely that of the fewest, goes whole. Only with one attribute left does the smallest go.
 */
static void join_blank(struct coarsening *c)
{
    for (;;) {
        struct class largest, smallest;
        size_t few;
        classes_of(c, &largest, &smallest, &few);
        if (!few || few >= c->least || !largest.n)
            return;
        if (largest.n + few >= 2 * c->least) {
            blank(c, largest, c->least - few);
            return;
        }
        if (!drop_last(c))
            blank(c, smallest, smallest.n);
    }
}

static void take_away(struct coarsening *c, size_t attribute)
{
    struct voice_attribute *a = &c->b->attributes[attribute];
    bool *were = mem_get(a->n + 1), *are = mem_get(a->n + 1), any = false;
    for (size_t i = 0; i < c->b->participant_n; i++) {
        if (a->of[i] == OPINION_NO_GROUP)
            continue;
        were[a->of[i]] = true;
        bool kept = c->keeps[i] >> attribute & 1;
        are[a->of[i]] |= kept;
        any |= !kept;
        if (!kept)
            a->of[i] = OPINION_NO_GROUP;
    }
    size_t n = 0;
    uint32_t *now = mem_get((a->n + 1) * sizeof *now);
    for (size_t v = 0; v < a->n; v++) {
        now[v] = (uint32_t)n;
        if (!were[v] || are[v])
            a->values[n++] = a->values[v];
    }
    a->n = n;
    for (size_t i = 0; i < c->b->participant_n; i++)
        if (a->of[i] != OPINION_NO_GROUP)
            a->of[i] = now[a->of[i]];
    free(were);
    free(are);
    free(now);
    if (!any)
        return;
    problem_log_add_at(&c->b->log, 0, PROBLEM_NOTED, a->name, "declared_by_few", STR(""),
        arena_f(&c->b->arena, "an answer that at least %zu people share, together with all else that they declare", c->least), "not kept for those who were fewer: they could be found by it");
    c->b->noted++;
}

bool voice_coarsen(struct dialogue_batch *b, struct err *e)
{
    if (b->attribute_n > OWN_ATTRIBUTES_MOST)
        return err_set(e, ERR_INPUT, "participants declare %zu things of themselves, and at most %d can be kept without making them known: leave "
            "some out", b->attribute_n, OWN_ATTRIBUTES_MOST);
    if (!b->attribute_n || !b->participant_n)
        return true;
    struct coarsening c = {b, mem_get(b->participant_n * sizeof *c.people), mem_get(b->participant_n), mem_get(b->participant_n), 0, (size_t)people_least(b->k)};
    for (size_t i = 0; i < b->participant_n; i++) {
        c.settled[i] = key_of(b, (uint32_t)i, (1u << b->attribute_n) - 1) == 0; /* nothing declared */
        c.left += !c.settled[i];
    }
    for (unsigned size = (unsigned)b->attribute_n; size > 0; size--)
        while (settle_best(&c, size))
            ;
    join_left_over(&c);
    for (size_t i = 0; i < b->participant_n; i++) /* whoever is left over even so keeps nothing */
        c.settled[i] = true;
    join_blank(&c);
    for (size_t a = 0; a < b->attribute_n; a++)
        take_away(&c, a);
    free(c.people);
    free(c.keeps);
    free(c.settled);
    return true;
}
