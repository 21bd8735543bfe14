/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What people say, as a brief needs it: the dialogues of its place and period, with their answers, and the findings. Those of the whole place come before
 * those of a part of it, newest first. */
#include "desk/desk_priv.h"

enum { VOTES_MANY = 200000, RESAMPLES_MANY = 10 };

/* The place that somebody's words mean; -1 where they mean none in the register. */
static int place_of(const struct brief_data *b, struct str words)
{
    struct err e;
    size_t place;
    return words.n && gazetteer_find(b->places, words, &place, &e) ? (int)place : -1;
}

/* Words that name no place bear on everything; those that mean none in the register, on nothing. */
static bool is_of_place(const struct brief_data *b, struct str words, int *place)
{
    *place = place_of(b, words);
    if (!words.n || b->place < 0)
        return true;
    return *place >= 0 && place_lies_in(b->places, *place, b->place);
}

/* Not over before the period begins; what is newer than the last incident counts, unless an end was asked for. */
static bool is_of_time(const struct brief_data *b, struct day from, struct day to)
{
    bool over = day_known(to) && to.n < month_first(b->from_month).n;
    bool later = day_known(from) && day_known(b->request.to) && from.n > month_last(b->to_month).n;
    return !over && !later;
}

static int whole_then_newest(const void *x, const void *y)
{
    const struct voice_dialogue *a = &((const struct brief_dialogue *)x)->about, *b = &((const struct brief_dialogue *)y)->about;
    if (((const struct brief_dialogue *)x)->whole != ((const struct brief_dialogue *)y)->whole)
        return ((const struct brief_dialogue *)x)->whole ? -1 : 1;
    int32_t at = day_known(a->to) ? a->to.n : INT32_MIN, bt = day_known(b->to) ? b->to.n : INT32_MIN;
    if (at != bt)
        return at > bt ? -1 : 1;
    int order = memcmp(a->name.p, b->name.p, MIN_OF(a->name.n, b->name.n));
    return order ? order : (a->name.n > b->name.n) - (a->name.n < b->name.n);
}

static int newest_finding(const void *x, const void *y)
{
    const struct voice_finding *a = x, *b = y;
    int32_t at = day_known(a->to) ? a->to.n : INT32_MIN, bt = day_known(b->to) ? b->to.n : INT32_MIN;
    if (at != bt)
        return at > bt ? -1 : 1;
    return a->origin != b->origin ? (a->origin > b->origin) - (a->origin < b->origin) : (a->id > b->id) - (a->id < b->id);
}

static bool answer(struct store *s, const struct voice_dialogue *d, uint64_t seed, struct arena *a, struct voice_data *data, struct voice_answer *out, struct err *e)
{
    struct voice_dialogue counted = *d;
    if (!voice_count(s, &counted, e) || !voice_load(s, &counted, a, data, NULL, e))
        return err_within(e, "the dialogue \"%.*s\"", STR_F(d->name));
    struct voice_options o = {.seed = seed, .resamples = data->vote_n > VOTES_MANY ? (size_t)RESAMPLES_MANY : (size_t)BRIEF_RESAMPLES};
    return voice_answer_of(NULL, data, &o, a, out, NULL, e) || err_within(e, "the dialogue \"%.*s\"", STR_F(d->name));
}

static bool dialogues(struct request *r, struct store *s, const struct brief_data *b, struct brief_dialogue **list, size_t *n, struct err *e)
{
    struct voice_dialogue *all = NULL;
    size_t all_n = 0;
    if (!voice_dialogues_uncounted(s, &r->arena, &all, &all_n, e) || !desk_dialogues_told(r, s, all, &all_n, NULL, e))
        return false;
    *list = ARENA_ARRAY(&r->arena, struct brief_dialogue, all_n + 1);
    for (size_t i = 0; i < all_n; i++) {
        int place = -1;
        if (!is_of_time(b, all[i].from, all[i].to) || !is_of_place(b, all[i].place, &place))
            continue;
        bool some;
        if (!voice_took_part(s, &all[i], 1, &some, e))
            return false;
        if (some)
            (*list)[(*n)++] = (struct brief_dialogue){.about = all[i], .place = place, .whole = place < 0 || place == b->place};
    }
    qsort(*list, *n, sizeof **list, whole_then_newest);
    for (size_t i = 0; i < *n; i++) {
        struct brief_dialogue *d = &(*list)[i];
        if (i >= BRIEF_DIALOGUES_MOST ? !voice_count(s, &d->about, e) : !desk_answer(r, s, &d->about, b->request.seed, answer, &d->answer, e))
            return false;
        if (d->answer)
            d->about = d->answer->data->about; /* as many as stand behind the answer */
    }
    return true;
}

static bool findings(struct request *r, struct store *s, const struct brief_data *b, struct voice_finding **list, size_t *n, struct err *e)
{
    size_t all_n = 0;
    if (!voice_findings(s, &r->arena, list, &all_n, e))
        return false;
    for (size_t i = 0; i < all_n; i++) {
        int place;
        if (is_of_time(b, (*list)[i].from, (*list)[i].to) && is_of_place(b, (*list)[i].place, &place))
            (*list)[(*n)++] = (*list)[i];
    }
    if (*n)
        qsort(*list, *n, sizeof **list, newest_finding);
    return true;
}

bool desk_brief_voices(struct request *r, struct store *s, struct brief_data *b, struct err *e)
{
    struct brief_dialogue *list = NULL;
    struct voice_finding *found = NULL;
    size_t n = 0, finding_n = 0;
    if (!dialogues(r, s, b, &list, &n, e) || !findings(r, s, b, &found, &finding_n, e))
        return false;
    if (!n && !finding_n)
        return true;
    struct brief_voices *voices = ARENA_ARRAY(&r->arena, struct brief_voices, 1);
    *voices = (struct brief_voices){.list = list, .n = n, .findings = found, .finding_n = finding_n};
    b->voices = voices;
    return true;
}
