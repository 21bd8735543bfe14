/* SPDX-License-Identifier: GPL-3.0-or-later */
/* actor: the roster: which words mean whom. */
#include "actor/actor_priv.h"
#include "core/speech.h"
#include <assert.h>

/* ---- words to nodes ---------------------------------------------------------------------------- */

void map_begin(struct word_map *m, struct arena *a, size_t most)
{
    size_t slots = 16;
    while (slots < 2 * most)
        slots *= 2;
    *m = (struct word_map){.slots = ARENA_ARRAY(a, struct map_slot, slots), .entries = ARENA_ARRAY(a, struct map_entry, most + 1), .slot_n = slots, .most = most};
}

static size_t map_slot_of(const struct word_map *m, struct str text)
{
    size_t i = (size_t)hash_64(text.p, text.n, 0) & (m->slot_n - 1);
    while (m->slots[i].first && !str_eq(m->slots[i].text, text))
        i = (i + 1) & (m->slot_n - 1);
    return i;
}

void map_add(struct word_map *m, struct str text, uint32_t node)
{
    struct map_slot *s = &m->slots[map_slot_of(m, text)];
    for (uint32_t i = s->first; i; i = m->entries[i].next)
        if (m->entries[i].node == node)
            return;
    assert(m->n < m->most);
    m->entries[++m->n] = (struct map_entry){node, s->first};
    *s = (struct map_slot){text, (uint32_t)m->n};
}

const struct map_entry *map_first(const struct word_map *m, struct str text)
{
    uint32_t first = m->slots[map_slot_of(m, text)].first;
    return first ? &m->entries[first] : NULL;
}

/* ---- making it --------------------------------------------------------------------------------- */

enum { NOBODY = UINT32_MAX, SEVERAL = UINT32_MAX - 1 };

struct making {
    struct roster *r; /* its maps hold nodes until they are numbered */
    const struct roster_rows *in;
    struct arena *a;
    struct actor *nodes; /* declared ones, then those who are only named */
    uint32_t *under;     /* a node that is the same as another stands under it */
    size_t n;
    struct buf fold;
};

static uint32_t top(const struct making *m, uint32_t node)
{
    while (m->under[node] != node)
        node = m->under[node];
    return node;
}

static struct str folded(struct making *m, struct str words)
{
    buf_clear(&m->fold);
    actor_fold(words, &m->fold);
    return buf_view(&m->fold);
}

static struct str folded_kept(struct making *m, struct str words)
{
    struct str f = folded(m, words);
    return (struct str){arena_text(m->a, f.p, f.n), f.n};
}

static bool said_other(const struct making *m, struct str fold, uint32_t node)
{
    for (const struct map_entry *x = map_first(&m->r->others, fold); x; x = map_next(&m->r->others, x))
        if (top(m, x->node) == node)
            return true;
    return false;
}

/* The node that these words mean. */
static uint32_t meant(struct making *m, struct str words)
{
    const struct map_entry *x = map_first(&m->r->keys, words);
    uint32_t found = NOBODY;
    if (x)
        return top(m, x->node);
    struct str fold = folded(m, words);
    if ((x = map_first(&m->r->decided, fold)) != NULL)
        return top(m, x->node);
    for (x = map_first(&m->r->words, fold); x; x = map_next(&m->r->words, x)) {
        uint32_t node = top(m, x->node);
        if (node == found || said_other(m, fold, node))
            continue;
        if (found != NOBODY)
            return SEVERAL;
        found = node;
    }
    return found;
}

static void words_add(struct making *m, struct str words, uint32_t node)
{
    if (words.n)
        map_add(&m->r->words, folded_kept(m, words), node);
}

static void declared_add(struct making *m)
{
    for (uint32_t i = 0; i < m->in->declared_n; i++) {
        const struct actor *x = &m->in->declared[i];
        m->nodes[m->n++] = *x;
        map_add(&m->r->keys, x->key, i);
        words_add(m, x->key, i);
        words_add(m, x->reference, i);
        for (size_t k = 0; k < x->name_n; k++)
            words_add(m, x->names[k].name, i);
    }
}

static bool is_node(uint32_t node)
{
    return node < SEVERAL;
}

/* Both are one. A declared one is what both are called by, else the one that was decided for. */
static void join(struct making *m, uint32_t node, uint32_t with)
{
    if (node == with)
        return;
    if (m->nodes[node].declared && !m->nodes[with].declared)
        m->under[with] = node;
    else
        m->under[node] = with;
}

static void decisions_other(struct making *m)
{
    for (size_t i = 0; i < m->in->decision_n; i++) {
        const struct same_decision *d = &m->in->decisions[i];
        uint32_t node = str_is(d->decision, "other") ? meant(m, d->key) : NOBODY;
        if (is_node(node))
            map_add(&m->r->others, folded_kept(m, d->name), node);
    }
}

/* Whoever goes by these words is the one of that key. Words of nobody so far mean it from now on. */
static void decisions_same(struct making *m)
{
    for (size_t i = 0; i < m->in->decision_n; i++) {
        const struct same_decision *d = &m->in->decisions[i];
        uint32_t with = str_is(d->decision, "same") ? meant(m, d->key) : NOBODY;
        if (!is_node(with))
            continue;
        uint32_t node = meant(m, d->name);
        if (is_node(node))
            join(m, node, with);
        else
            map_add(&m->r->decided, folded_kept(m, d->name), with);
    }
}

static void named_new(struct making *m, const struct named *x, bool unsure)
{
    uint32_t node = (uint32_t)m->n++;
    struct actor_named *name = ARENA_NEW(m->a, struct actor_named);
    *name = (struct actor_named){STR(""), STR("name"), x->words};
    m->nodes[node] = (struct actor){.key = x->words, .reference = x->reference, .level = STR(""), .place = STR(""), .said_by = STR(""), .note = STR(""),
        .names = name, .name_n = 1};
    if (unsure) {
        map_add(&m->r->unsure, folded_kept(m, x->words), node);
        return;
    }
    words_add(m, x->words, node);
    words_add(m, x->reference, node);
}

/* Who is named by some row and known by these words so far, or by the identifier beside them, or else is new. */
static void named_add(struct making *m)
{
    for (size_t i = 0; i < m->in->named_n; i++) {
        const struct named *x = &m->in->named[i];
        uint32_t node = meant(m, x->words), by_reference = x->reference.n ? meant(m, x->reference) : NOBODY;
        if (is_node(node)) {
            if (x->reference.n && by_reference == NOBODY)
                words_add(m, x->reference, node);
        } else if (is_node(by_reference) && node == NOBODY)
            words_add(m, x->words, by_reference);
        else if (node == NOBODY || !map_first(&m->r->unsure, folded(m, x->words)))
            named_new(m, x, node == SEVERAL);
    }
}

/* ---- numbers ----------------------------------------------------------------------------------- */

static void taken_over(struct actor *to, const struct actor *from, struct arena *a)
{
    struct actor_named *names = ARENA_ARRAY(a, struct actor_named, to->name_n + from->name_n + 1);
    memcpy(names, to->names, to->name_n * sizeof *names);
    memcpy(names + to->name_n, from->names, from->name_n * sizeof *names);
    to->names = names;
    to->name_n += from->name_n;
    to->kind = to->kind ? to->kind : from->kind;
    to->level = to->level.n ? to->level : from->level;
    to->place = to->place.n ? to->place : from->place;
    to->reference = to->reference.n ? to->reference : from->reference;
}

static void map_number(struct word_map *w, const struct making *m, const uint32_t *numbers)
{
    for (size_t i = 1; i <= w->n; i++)
        w->entries[i].node = numbers[top(m, w->entries[i].node)];
}

static void number(struct making *m)
{
    struct roster *r = m->r;
    uint32_t *numbers = ARENA_ARRAY(m->a, uint32_t, m->n + 1);
    r->list = ARENA_ARRAY(m->a, struct actor, m->n + 1);
    for (uint32_t i = 0; i < m->n; i++)
        if (m->under[i] == i) {
            numbers[i] = (uint32_t)r->n;
            r->list[r->n++] = m->nodes[i];
        }
    for (uint32_t i = 0; i < m->n; i++)
        if (m->under[i] != i)
            taken_over(&r->list[numbers[top(m, i)]], &m->nodes[i], m->a);
    struct word_map *const maps[] = {&r->keys, &r->decided, &r->others, &r->words, &r->unsure};
    for (size_t i = 0; i < ARRAY_LEN(maps); i++)
        map_number(maps[i], m, numbers);
}

bool roster_read(struct store *s, struct arena *a, struct roster **out, struct err *e)
{
    struct roster_rows in;
    if (!roster_rows(s, a, &in, e))
        return false;
    size_t nodes = in.declared_n + in.named_n;
    struct making m = {.r = ARENA_NEW(a, struct roster), .in = &in, .a = a, .nodes = ARENA_ARRAY(a, struct actor, nodes + 1), .under = ARENA_ARRAY(a, uint32_t, nodes + 1)};
    for (uint32_t i = 0; i < nodes; i++)
        m.under[i] = i;
    map_begin(&m.r->keys, a, in.declared_n);
    map_begin(&m.r->decided, a, 2 * in.decision_n);
    map_begin(&m.r->others, a, 2 * in.decision_n);
    map_begin(&m.r->words, a, 2 * in.declared_n + in.name_n + 2 * in.named_n);
    map_begin(&m.r->unsure, a, in.named_n);
    declared_add(&m);
    decisions_other(&m);
    decisions_same(&m);
    named_add(&m);
    decisions_other(&m); /* now those who are only named are known, too */
    decisions_same(&m);
    number(&m);
    buf_end(&m.fold);
    *out = m.r;
    return true;
}

/* ---- asking it --------------------------------------------------------------------------------- */

size_t roster_size(const struct roster *r)
{
    return r->n;
}

const struct actor *roster_at(const struct roster *r, size_t number)
{
    assert(number < r->n);
    return &r->list[number];
}

static bool ruled_out(const struct roster *r, struct str fold, uint32_t number)
{
    for (const struct map_entry *x = map_first(&r->others, fold); x; x = map_next(&r->others, x))
        if (x->node == number)
            return true;
    return false;
}

static uint32_t found(const struct roster *r, struct str words, struct buf *fold)
{
    const struct map_entry *x = map_first(&r->keys, words);
    uint32_t one = NOBODY;
    if (x)
        return x->node;
    actor_fold(words, fold);
    if ((x = map_first(&r->decided, buf_view(fold))) != NULL)
        return x->node;
    for (x = map_first(&r->words, buf_view(fold)); x; x = map_next(&r->words, x)) {
        if (x->node == one || ruled_out(r, buf_view(fold), x->node))
            continue;
        if (one != NOBODY)
            return SEVERAL;
        one = x->node;
    }
    return one;
}

int32_t roster_find(const struct roster *r, struct str words)
{
    struct buf fold CLEANUP(buf_end) = {0};
    uint32_t number = found(r, str_trim(words), &fold);
    return is_node(number) ? (int32_t)number : -1;
}

bool roster_doubt(const struct roster *r, struct str words)
{
    struct buf fold CLEANUP(buf_end) = {0};
    return found(r, str_trim(words), &fold) == SEVERAL;
}

int32_t roster_means(const struct roster *r, struct str words)
{
    struct buf fold CLEANUP(buf_end) = {0};
    uint32_t number = found(r, str_trim(words), &fold);
    if (is_node(number))
        return (int32_t)number;
    const struct map_entry *x = number == SEVERAL ? map_first(&r->unsure, buf_view(&fold)) : NULL;
    return x ? (int32_t)x->node : -1;
}

/* ---- names ------------------------------------------------------------------------------------- */

static const struct actor_named *name_in(const struct actor *x, struct str language, const char *sort)
{
    for (size_t i = 0; i < x->name_n; i++)
        if (str_eq(x->names[i].language, language) && str_is(x->names[i].sort, sort))
            return &x->names[i];
    return NULL;
}

static const struct actor_named *name_best(const struct actor *x, const char *language)
{
    const struct language *l = language_find(language);
    const struct actor_named *n = name_in(x, str_of(language), "name");
    for (size_t i = 0; !n && l && language_fallback(l, i); i++)
        n = name_in(x, str_of(language_fallback(l, i)), "name");
    n = n ? n : name_in(x, STR("en"), "name");
    for (size_t i = 0; !n && i < x->name_n; i++)
        n = str_is(x->names[i].sort, "name") ? &x->names[i] : NULL;
    for (size_t i = 0; !n && i < x->name_n; i++)
        n = str_is(x->names[i].sort, "acronym") ? &x->names[i] : NULL;
    return n;
}

struct str roster_name(const struct roster *r, size_t number, const char *language, struct str *in)
{
    const struct actor *x = roster_at(r, number);
    const struct actor_named *n = name_best(x, language);
    if (in)
        *in = n ? n->language : STR("");
    return n ? n->name : x->key;
}
