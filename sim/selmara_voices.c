/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Who takes part in the dialogues of Selmara, and how they vote. Everybody is of an opinion group and votes with its chances, softened by
 * how firmly they hold to it; everybody sees a share of the statements, the later ones less, and some see few. No function of libm is
 * needed, so that the same seed gives the same bytes everywhere.
 */
#include "sim/selmara_priv.h"

enum { WOMEN_AGREE = 85, CHANGES_IN_1000 = 25, SILENT_IN_1000 = 40 };
#define LIKE_AGAIN 0.94      /* chance that a statement that repeats another is voted on as that one was */
#define SOFT_MOST 0.20       /* how much of the others' chances the least firm hold */
#define CLOUD_WIDTH 0.40     /* of the cloud: as wide as the three groups lie apart */

const char *const selmara_languages[SELMARA_LANGUAGES] = {"en", "ar", "ckb"};
static const char *const stories[SELMARA_VOICES_N] = {"groups", "alike", "cloud", "chance"};

const struct plan selmara_plans[SELMARA_DIALOGUES] = {
    {.folder = "safety-in-selmara", .place = SELMARA_CODE, .phase = "ceasefire", .key = "country",
        .topic = {"Safety in daily life in Selmara", "الأمان في الحياة اليومية في سلمارا", "سەلامەتی لە ژیانی ڕۆژانەدا لە سەلمارا"},
        .description = {"An invented dialogue: Selmara does not exist.", "حوار متخيَّل: سلمارا غير موجودة.", "گفتوگۆیەکی خەیاڵی: سەلمارا بوونی نییە."},
        .who = {"Everybody who lives in Selmara", "كل من يعيش في سلمارا", "هەر کەسێک لە سەلمارا بژی"},
        .statements = selmara_country_statements, .statement_n = SELMARA_COUNTRY_STATEMENTS, .opinions = 3, .year = 2024, .month = 9, .day = 2, .days = 40,
        .people = {118, 48, 38}, .women = {58, 4, 12}, .opinion = {{16, 44, 40}, {88, 4, 8}, {18, 14, 68}},
        .district = {6, 12, 7, 9, 24, 9, 5, 0, 0, 8, 10, 10}, .districts = true, .seen = 0.85},
    {.folder = "maruq-round-table", .place = "XS-MA", .phase = "ceasefire", .key = "room",
        .topic = {"Police and residents of Maruq", "الشرطة والسكان في ماروق", "پۆلیس و دانیشتووانی مارووق"},
        .description = {"An invented dialogue: Selmara does not exist.", "حوار متخيَّل: سلمارا غير موجودة.", "گفتوگۆیەکی خەیاڵی: سەلمارا بوونی نییە."},
        .who = {"Police officers and residents of Maruq", "رجال الشرطة ونساؤها والسكان في ماروق", "پۆلیس و دانیشتووانی مارووق"},
        .statements = selmara_room_statements, .statement_n = SELMARA_ROOM_STATEMENTS, .opinions = 2, .year = 2024, .month = 11, .day = 14, .days = 1,
        .people = {25, 18, 0}, .women = {12, 3, 0}, .opinion = {{0, 100, 0}, {100, 0, 0}, {0, 0, 0}}, .seen = 0.95},
};

const char *selmara_voices_name(enum selmara_voices told)
{
    return stories[told];
}

/* ---- who takes part ---------------------------------------------------------------------------- */

static int draw_of(struct rng *r, const uint8_t *per_cent, size_t n)
{
    uint64_t u = rng_below(r, 100);
    size_t i = 0;
    for (uint64_t sum = per_cent[0]; u >= sum && i + 1 < n; sum += per_cent[i])
        i++;
    return (int)i;
}

/* Nearly normal, mean 0, standard deviation 1: twelve of rng_unit. */
static double draw_bell(struct rng *r)
{
    double sum = -6;
    for (int i = 0; i < 12; i++)
        sum += rng_unit(r);
    return sum;
}

/* Weights sum to 1. In a cloud they lie around a third each, in all directions of the plane alike. */
static void draw_weights(struct person *p, const struct dialogue *d, struct rng *r)
{
    static const double corner[SELMARA_OPINIONS][2] = {{1, 0}, {-0.5, 0.8660254037844386}, {-0.5, -0.8660254037844386}};
    size_t n = d->plan->opinions;
    double soft = SOFT_MOST * rng_unit(r), x = draw_bell(r), y = draw_bell(r);
    for (size_t g = 0; g < n; g++) {
        double even = 1.0 / (double)n;
        if (d->told == SELMARA_VOICES_CHANCE && n > 2)
            p->weight[g] = even;
        else if (d->told == SELMARA_VOICES_CLOUD && n > 2)
            p->weight[g] = even + CLOUD_WIDTH * (corner[g][0] * x + corner[g][1] * y);
        else
            p->weight[g] = soft * even + ((size_t)p->opinion == g ? 1 - soft : 0);
    }
}

bool groups_told(const struct dialogue *d)
{
    return d->told == SELMARA_VOICES_GROUPS || d->told == SELMARA_VOICES_ALIKE || d->plan->opinions == 2;
}

static void draw_person(struct person *p, const struct dialogue *d, int side, bool woman, struct rng *r)
{
    static const uint8_t ages[VOICES_AGES] = {30, 36, 22, 12};
    const struct plan *plan = d->plan;
    *p = (struct person){.side = side, .woman = d->told == SELMARA_VOICES_GROUPS ? woman : chance(r, 0.45)};
    p->opinion = draw_of(r, plan->opinion[side], SELMARA_OPINIONS);
    p->age = draw_of(r, ages, VOICES_AGES);
    p->district = draw_of(r, plan->district, SELMARA_PLACES);
    for (size_t i = 0; i < ARRAY_LEN(p->silent); i++)
        p->silent[i] = rng_below(r, 1000) < SILENT_IN_1000 && plan->districts;
    draw_weights(p, d, r);
    p->seen = chance(r, 0.20) ? between(r, 0.15, 0.50) : between(r, plan->seen - 0.25, plan->seen + 0.1);
    p->start_ms = d->begin_ms + (int64_t)rng_below(r, (uint64_t)plan->days) * VOICES_DAY_MS + (int64_t)(plan->days > 1 ? between(r, 8.0 * 3600e3, 19.0 * 3600e3) : between(r, 16.0 * 3600e3, 16.5 * 3600e3));
}

static void draw_people(struct dialogue *d, struct rng *r)
{
    for (int side = 0; side < VOICES_SIDES; side++)
        for (int i = 0; i < d->plan->people[side]; i++)
            draw_person(&d->people[d->people_n++], d, side, i < d->plan->women[side], r);
    for (size_t i = d->people_n; i > 1; i--) { /* so that a number tells no side */
        size_t j = rng_below(r, i);
        struct person kept = d->people[i - 1];
        d->people[i - 1] = d->people[j];
        d->people[j] = kept;
    }
}

/* ---- how they vote ----------------------------------------------------------------------------- */

static double agree_chance(const struct dialogue *d, const struct selmara_statement *s, const struct person *p)
{
    if (s->kind == SELMARA_WOMEN && d->told == SELMARA_VOICES_GROUPS && p->woman)
        return WOMEN_AGREE / 100.0;
    double sum = 0;
    for (size_t g = 0; g < d->plan->opinions; g++)
        sum += p->weight[g] * s->agree[g] / 100.0;
    return sum < 0.03 ? 0.03 : sum > 0.97 ? 0.97 : sum;
}

static int draw_vote(const struct dialogue *d, size_t statement, const struct person *p, const int *votes, struct rng *r)
{
    const struct selmara_statement *s = &d->plan->statements[statement];
    bool pass = chance(r, s->kind == SELMARA_UNSETTLED ? 0.25 : 0.06), agree = chance(r, agree_chance(d, s, p)), again = chance(r, LIKE_AGAIN);
    if (s->like && votes[s->like - 1] != 2 && again)
        return votes[s->like - 1];
    return pass ? 0 : agree ? 1 : -1;
}

static double seen_chance(const struct plan *plan, size_t statement, const struct person *p)
{
    enum selmara_kind kind = plan->statements[statement].kind;
    if (kind == SELMARA_LATE || kind == SELMARA_REFUSED)
        return kind == SELMARA_LATE ? 0.06 : 0.08;
    return p->seen * (1 - 0.3 * (double)statement / (double)plan->statement_n);
}

static void add_cast(struct dialogue *d, int64_t ms, size_t person, size_t statement, int vote)
{
    d->cast[d->cast_n] = (struct cast){ms, (int64_t)d->cast_n, person, statement, vote};
    d->cast_n++;
}

/* Some think again some days later; that vote counts. */
static void vote_all(struct dialogue *d, size_t person, struct rng *r)
{
    const struct person *p = &d->people[person];
    int votes[SELMARA_COUNTRY_STATEMENTS];
    int64_t ms = p->start_ms;
    for (size_t s = 0; s < d->plan->statement_n; s++) {
        bool sees = chance(r, seen_chance(d->plan, s, p));
        int vote = draw_vote(d, s, p, votes, r);
        bool changes = rng_below(r, 1000) < CHANGES_IN_1000;
        int64_t later = (int64_t)between(r, 60e3, d->plan->days > 1 ? 5.0 * VOICES_DAY_MS : 1800e3);
        ms += (int64_t)between(r, 4e3, 25e3);
        votes[s] = sees ? vote : 2;
        if (!sees)
            continue;
        d->pairs++;
        if (changes)
            add_cast(d, ms, person, s, vote ? -vote : 1);
        add_cast(d, changes ? ms + later : ms, person, s, vote);
    }
}

static int earlier(const void *a, const void *b)
{
    const struct cast *x = a, *y = b;
    return x->ms != y->ms ? (x->ms > y->ms) - (x->ms < y->ms) : (x->number > y->number) - (x->number < y->number);
}

void dialogue_run(struct dialogue *d, const struct plan *plan, enum selmara_voices told, uint64_t seed, struct arena *a)
{
    struct rng r;
    *d = (struct dialogue){.plan = plan, .told = told, .begin_ms = (int64_t)day_make(plan->year, plan->month, plan->day).n * VOICES_DAY_MS};
    rng_init(&r, hash_64(plan->key, strlen(plan->key), seed));
    draw_people(d, &r);
    d->cast = ARENA_ARRAY(a, struct cast, 2 * d->people_n * plan->statement_n);
    for (size_t p = 0; p < d->people_n; p++)
        vote_all(d, p, &r);
    qsort(d->cast, d->cast_n, sizeof *d->cast, earlier);
}
