/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "agenda/practices.h"

const char *const alike_codes[ALIKE_FIELDS] = {"phases", "drivers", "level", "securities"};

static struct str code_text(const struct code *c) { return c ? str_of(c->code) : STR(""); }

struct context context_of_item(const struct agenda_item *x)
{
    return (struct context){{[ALIKE_PHASES] = x->phases, [ALIKE_DRIVERS] = x->drivers, [ALIKE_LEVEL] = code_text(x->level), [ALIKE_SECURITIES] = x->securities}};
}

static struct context context_of_practice(const struct practice *p)
{
    return (struct context){{[ALIKE_PHASES] = p->phases, [ALIKE_DRIVERS] = p->drivers, [ALIKE_LEVEL] = code_text(p->level), [ALIKE_SECURITIES] = p->securities}};
}

static bool has(struct str list, size_t before, struct str code)
{
    size_t at = 0;
    struct str one;
    while (at < before && codes_next(list, &at, &one))
        if (str_eq(one, code))
            return true;
    return false;
}

/* Different codes of a list; `also`: only those that the other has, too. */
static int64_t different(struct str list, const struct str *also)
{
    int64_t n = 0;
    size_t at = 0, before = 0;
    for (struct str one; codes_next(list, &at, &one); before = at)
        n += !has(list, before, one) && (!also || has(*also, also->n, one));
    return n;
}

static struct alike alike_of(struct str a, struct str b)
{
    int64_t in_a = different(a, NULL), in_b = different(b, NULL), both = different(a, &b), either = in_a + in_b - both;
    return (struct alike){both, either, in_a && in_b ? (double)both / (double)either : NAN};
}

static int likest(const void *x, const void *y)
{
    const struct practice_alike *a = x, *b = y;
    if (a->share > b->share || a->share < b->share)
        return a->share > b->share ? -1 : 1;
    return str_compare(a->practice->key, b->practice->key);
}

size_t practices_like(const struct context *asked, const struct practice *list, size_t n, struct arena *a, struct practice_alike **out, size_t *unlike)
{
    size_t found = 0;
    int64_t fields = 0;
    *out = ARENA_ARRAY(a, struct practice_alike, n + 1);
    for (size_t f = 0; f < ALIKE_FIELDS; f++)
        fields += different(asked->of[f], NULL) > 0;
    for (size_t i = 0; i < n; i++) {
        struct context had = context_of_practice(&list[i]);
        struct practice_alike one = {.practice = &list[i]};
        for (size_t f = 0; f < ALIKE_FIELDS; f++) {
            one.of[f] = alike_of(asked->of[f], had.of[f]);
            one.compared += !isnan(one.of[f].share);
            one.both += one.of[f].both;
            one.share += isnan(one.of[f].share) ? 0 : one.of[f].share / (double)fields;
        }
        if (one.both)
            (*out)[found++] = one;
    }
    if (found)
        qsort(*out, found, sizeof **out, likest);
    if (unlike)
        *unlike = n - found;
    return found;
}
