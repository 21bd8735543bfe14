/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is done in Selmara without killing, as a watch of its own records it: a table with HXL tags. It begins later than the record of
 * the dead, and it sees most in a governorate where nobody is killed at all.
 */
#include "sim/selmara_priv.h"

/* type, side (1 state, 2 non-state, 0 the watch does not say), expected a month in the whole country, people: what is counted, mean */
const struct selmara_harm selmara_harms[SELMARA_HARMS] = {
    {"arrest", 1, 8.0, SELMARA_DETAINED, 4.0},
    {"movement", 1, 3.0, SELMARA_NOBODY, 0},
    {"house_demolition", 1, 2.0, SELMARA_DISPLACED, 7.0},
    {"protest_force", 1, 1.5, SELMARA_INJURED, 3.0},
    {"abduction", 2, 2.0, SELMARA_ABDUCTED, 1.5},
    {"property", 2, 1.5, SELMARA_NOBODY, 0},
    {"threat", 2, 1.5, SELMARA_NOBODY, 0},
    {"threat", 0, 1.0, SELMARA_NOBODY, 0},
    {"enforced_disappearance", 0, 0.5, SELMARA_ABDUCTED, 1.0},
    {"sexual_violence", 0, 0.4, SELMARA_NOBODY, 0},
};

/* Share of each governorate, in hundredths. Iluna, where the other register counts no incident, has most. */
static const uint8_t shares[SELMARA_PLACES] = {4, 8, 4, 5, 12, 8, 3, 26, 4, 6, 10, 10};

static const char *const side_words[] = {"unknown", "state", "non-state"};
static const char *const state_names[] = {"Government of Selmara", "Selmara Home Guard"};
static const char *const group_names[] = {"Eastern Ridge Group", "Two Rivers Group", "Free Roads Group"};

static size_t draw_place(struct rng *r)
{
    uint64_t u = rng_below(r, 100);
    size_t place = 0;
    for (uint64_t sum = shares[0]; u >= sum; sum += shares[place])
        place++;
    return place;
}

/* Geometric around the mean, one at least. */
static int draw_people(struct rng *r, double mean)
{
    int n = 1;
    while (n < 400 && chance(r, (mean - 1) / mean))
        n++;
    return n;
}

static void write_people(struct buf *b, const struct selmara_harm *h, int people, bool blank)
{
    for (int k = SELMARA_INJURED; k <= SELMARA_DISPLACED; k++) {
        buf_char(b, ',');
        if (!blank && (enum selmara_people)k == h->people)
            buf_int(b, people);
    }
}

struct harm_writing {
    const struct land *land;
    const struct selmara_story *story;
    struct rng rng;
    struct buf *out;
    struct selmara_totals *totals;
    int64_t id;
};

static void write_one(struct harm_writing *w, size_t at, int month)
{
    const struct selmara_harm *h = &selmara_harms[at];
    struct rng *r = &w->rng;
    struct buf *b = w->out;
    size_t place = draw_place(r), town = rng_below(r, SELMARA_TOWNS);
    if (story_hides(w->story, place, month - SELMARA_FIRST_MONTH))
        return;
    struct day day = {month_first(month).n + (int)rng_below(r, (uint64_t)(month_last(month).n - month_first(month).n + 1))};
    bool deaths_given = chance(r, 0.7), blank = chance(r, 0.15);
    int people = h->mean_people > 0 ? draw_people(r, h->mean_people) : 0;
    const char *who = h->side == 1 ? state_names[rng_below(r, 2)] : h->side == 2 ? group_names[rng_below(r, 3)] : "";
    struct point p = w->land->places[place].towns[town];
    buf_f(b, "SH-%05" PRId64 ",", ++w->id);
    buf_day(b, day);
    buf_f(b, ",%s,%s,%s," SELMARA_COUNTRY "," SELMARA_CODE ",", h->type, w->land->places[place].town_names[town], selmara_places[place].name);
    buf_f(b, "%d.%05d,%d.%05d,", p.latitude / 100000, abs(p.latitude % 100000), p.longitude / 100000, abs(p.longitude % 100000));
    buf_f(b, "%s,%s,Civilians,civilians,%s", who, side_words[h->side], deaths_given && strcmp(h->type, "enforced_disappearance") != 0 ? "0" : "");
    write_people(b, h, people, blank);
    buf_text(b, ",Rights watch of Selmara (invented)\n");
    w->totals->harm[at]++;
    w->totals->harm_by_place[place]++;
    w->totals->harm_people[h->people] += blank ? 0 : people;
}

/* How many of 400 occasions come true: near enough to Poisson, and without a logarithm. */
static int draw_count(struct rng *r, double mean)
{
    int n = 0;
    for (int i = 0; i < 400; i++)
        n += chance(r, mean / 400);
    return n;
}

void harm_csv(const struct land *l, const struct selmara_story *s, uint64_t seed, struct buf *out, struct selmara_totals *totals)
{
    struct harm_writing w = {.land = l, .story = s, .out = out, .totals = totals};
    rng_init(&w.rng, hash_64("harm", 4, seed));
    buf_text(out, "id,date,type,town,governorate,country,iso3,latitude,longitude,who,who_is,against,against_is,killed,injured,abducted,detained,displaced,watch\n"
                  "#event+id,#date,#event+type,#loc+name,#adm1+name,#country+name,#country+code,#geo+lat,#geo+lon,#group+name+first,#group+type+first,"
                  "#group+name+second,#group+type+second,#affected+killed,#affected+injured,#affected+abducted,#affected+detained,#affected+displaced,#meta+source\n");
    for (int i = SELMARA_HARM_FROM; i < SELMARA_MONTHS; i++)
        for (size_t at = 0; at < SELMARA_HARMS; at++) {
            int n = draw_count(&w.rng, selmara_harms[at].monthly);
            for (int k = 0; k < n; k++)
                write_one(&w, at, SELMARA_FIRST_MONTH + i);
        }
}
