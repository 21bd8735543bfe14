/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/people.h"

bool store_people(struct store *s, int64_t *least, struct err *e)
{
    struct arena a CLEANUP(arena_end) = {0};
    struct str kept;
    int64_t set = 0;
    if (!store_fact(s, "k", &a, &kept, e))
        return false;
    if (kept.n && (!str_to_int(kept, &set) || set > INT32_MAX))
        return err_set(e, ERR_STORE, "the smallest group of people that this register tells of (fact k) is \"%.*s\", which is no such number: nothing about people "
            "is told until a steward sets it", (int)MIN_OF(kept.n, (size_t)40), kept.p);
    *least = people_least(set);
    return true;
}

bool store_people_set(struct store *s, int64_t least, struct err *e)
{
    if (least < PEOPLE_K || least > PEOPLE_K_MOST)
        return err_set(e, ERR_USAGE, "the smallest group of people that is told of is %d to %d people, and %" PRId64 " was asked for: nothing was changed. It can be raised, and "
            "never be less than %d", PEOPLE_K, (int)PEOPLE_K_MOST, least, PEOPLE_K);
    char text[24];
    snprintf(text, sizeof text, "%" PRId64, least);
    return store_fact_set(s, "k", least == PEOPLE_K ? STR("") : str_of(text), e);
}
