/* SPDX-License-Identifier: GPL-3.0-or-later */
/* truth.json: what is true of Selmara, worked out from the process alone, and what the source made of it. */
#include "sim/selmara_priv.h"

/* Six decimals are enough to hold an answer against. */
static void value(struct json *j, double v)
{
    double whole = v * 1e6 + (v < 0 ? -0.5 : 0.5);
    json_real(j, (double)(int64_t)whole / 1e6);
}

static void real(struct json *j, const char *key, double v)
{
    json_key(j, key);
    value(j, v);
}

static void pair(struct json *j, const char *key, double before, double since)
{
    json_key(j, key);
    json_object(j);
    real(j, "before", before);
    real(j, "since", since);
    json_close(j);
}

static void word(struct json *j, const char *key, const char *text)
{
    json_key(j, key);
    json_text(j, str_of(text));
}

static void month(struct json *j, const char *key, int at)
{
    struct buf b CLEANUP(buf_end) = {0};
    buf_month(&b, SELMARA_FIRST_MONTH + at);
    json_key(j, key);
    json_text(j, buf_view(&b));
}

static void count(struct json *j, const char *key, int64_t n)
{
    json_key(j, key);
    json_int(j, n);
}

/* ---- expectations ------------------------------------------------------------------------------ */

/* Deaths of one event: the geometric number beyond the first ends at SELMARA_DEATHS_MOST. */
static double deaths_expected(const struct selmara_period *p, double deadliness)
{
    double again = p->more_deaths * deadliness / (1 + p->more_deaths * deadliness), reach = 1, more = 0;
    for (int i = 0; i < SELMARA_DEATHS_MOST; i++)
        more += reach *= again;
    double large = SELMARA_LARGE_LEAST + (SELMARA_LARGE_SPREAD - 1) / 2.0;
    return selmara_large * large + (1 - selmara_large) * (1 - p->no_death) * (1 + more);
}

/* Known civilians among the dead; the number of dead of an event does not depend on its kind. */
static double civilians_expected(const struct selmara_period *p)
{
    return (1 - p->status_unknown) * (p->one_sided * SELMARA_CIVILIANS_ONE_SIDED + (1 - p->one_sided) * p->civilian);
}

static double sum_of(const double v[SELMARA_PLACES])
{
    double sum = 0;
    for (size_t i = 0; i < SELMARA_PLACES; i++)
        sum += v[i];
    return sum;
}

static double deaths_of_country(const double mean[SELMARA_PLACES], const struct selmara_period *p)
{
    double dead = 0;
    for (size_t i = 0; i < SELMARA_PLACES; i++)
        dead += mean[i] * deaths_expected(p, selmara_places[i].deadliness);
    return dead / sum_of(mean);
}

/* ---- the parts --------------------------------------------------------------------------------- */

static const char *direction(double before, double since)
{
    return since < before ? "fewer" : since > before ? "more" : "same";
}

static void one_change(struct json *j, const char *key, double before, double since)
{
    json_key(j, key);
    json_object(j);
    word(j, "direction", direction(before, since));
    real(j, "before", before);
    real(j, "since", since);
    real(j, "change", since / before - 1);
    json_close(j);
}

/* Of what happens, in the long run before and since the turn; all change in the same month, the first of "since";
 * a story without a turn names no month. */
static void truth_of_change(struct json *j, const struct selmara_story *s, const struct process *p)
{
    const struct selmara_period *before = story_period(s, 0), *since = story_period(s, SELMARA_TURN);
    json_key(j, "change");
    json_object(j);
    if (s->fewer || s->deadlier)
        month(j, "month", SELMARA_TURN);
    one_change(j, "incidents", sum_of(p->mean_before), sum_of(p->mean_since));
    one_change(j, "deaths_per_incident", deaths_of_country(p->mean_before, before), deaths_of_country(p->mean_since, since));
    one_change(j, "civilian_share", civilians_expected(before), civilians_expected(since));
    json_close(j);
}

/* What an analyst of spill-over would want to find again. */
static void truth_of_process(struct json *j, const struct process *p)
{
    json_key(j, "process");
    json_object(j);
    word(j, "model", "y[i,t] ~ NB(mu[i,t], psi); mu[i,t] = ar y[i,t-1] + ne sum_j w[j,i] y[j,t-1] + endemic[i,t] season[t]; var = mu + psi mu^2");
    word(j, "step", "month");
    real(j, "ar", selmara_own);
    real(j, "ne", selmara_neighbours);
    real(j, "psi", 1.0 / SELMARA_SIZE);
    word(j, "weights", "w[j,i] = 1 / (neighbours of j) for neighbours that take part, else 0");
    real(j, "largest_eigenvalue", selmara_own + selmara_neighbours);
    count(j, "burn_in_months", SELMARA_BURN_IN);
    word(j, "season_model", "exp(amplitude cos(2 pi (m - 6) / 12)), m = 0 in January");
    real(j, "season_amplitude", selmara_season_amplitude);
    json_key(j, "season");
    json_array(j);
    for (size_t i = 0; i < 12; i++)
        value(j, selmara_season[i]);
    json_close(j);
    json_key(j, "neighbours");
    json_object(j);
    for (size_t i = 0; i < SELMARA_PLACES; i++) {
        json_key(j, selmara_places[i].name);
        json_array(j);
        for (size_t k = 0; k < SELMARA_PLACES; k++)
            if (p->neighbour[i][k])
                json_text(j, str_of(selmara_places[k].name));
        json_close(j);
    }
    json_close(j);
    json_close(j);
}

static void truth_of_events(struct json *j, const struct selmara_story *s)
{
    const struct selmara_period *a = story_period(s, 0), *b = story_period(s, SELMARA_TURN);
    json_key(j, "events");
    json_object(j);
    pair(j, "share_without_death", a->no_death, b->no_death);
    pair(j, "mean_deaths_beyond_the_first", a->more_deaths, b->more_deaths);
    pair(j, "share_attacks_on_civilians", a->one_sided, b->one_sided);
    pair(j, "share_civilians_in_battles", a->civilian, b->civilian);
    pair(j, "share_status_unknown", a->status_unknown, b->status_unknown);
    real(j, "share_large", selmara_large);
    if (s->one_large)
        count(j, "deaths_of_the_one_large", SELMARA_LARGE_DEATHS);
    json_close(j);
}

static void truth_of_source(struct json *j, const struct selmara_story *s)
{
    json_key(j, "source");
    json_object(j);
    real(j, "share_known_to_the_country_only", selmara_country_only);
    pair(j, "chance_that_a_report_gathers", story_gather(s, 0), story_gather(s, SELMARA_TURN));
    real(j, "share_without_death_figure", selmara_deaths_blank);
    json_close(j);
}

static void months_of(struct json *j, const char *key, const int *whole, const double *reals)
{
    json_key(j, key);
    json_array(j);
    for (int i = 0; i < SELMARA_MONTHS; i++) {
        if (whole)
            json_int(j, whole[i]);
        else
            value(j, reals[i]);
    }
    json_close(j);
}

static void truth_of_place(struct json *j, size_t place, const struct selmara_story *s, const struct process *p, const struct selmara_totals *t)
{
    const struct selmara_place *x = &selmara_places[place];
    int64_t happened = 0;
    for (int i = 0; i < SELMARA_MONTHS; i++)
        happened += p->events[place][i];
    json_object(j);
    word(j, "name", x->name);
    word(j, "code", x->code);
    pair(j, "endemic", process_endemic(s, place, 0), process_endemic(s, place, SELMARA_MONTHS - 1));
    pair(j, "settles_at", p->mean_before[place], p->mean_since[place]);
    real(j, "deadliness", x->deadliness);
    pair(j, "deaths_per_incident", deaths_expected(story_period(s, 0), x->deadliness), deaths_expected(story_period(s, SELMARA_TURN), x->deadliness));
    count(j, "happened", happened);
    count(j, "recorded", t->by_place[place]);
    if (story_hides(s, place, SELMARA_UNSEEN_FROM)) {
        month(j, "unseen_from", SELMARA_UNSEEN_FROM);
        month(j, "unseen_to", SELMARA_UNSEEN_TO);
        real(j, "endemic_while_unseen", x->while_unseen);
        count(j, "happened_while_unseen", t->unseen_by_place[place]);
    }
    months_of(j, "expected_by_month", NULL, p->expected[place]);
    months_of(j, "happened_by_month", p->events[place], NULL);
    json_close(j);
}

static void truth_of_harm(struct json *j, const struct selmara_totals *t)
{
    static const char *const sides[] = {"unknown", "state", "non-state"};
    static const char *const people[SELMARA_PEOPLE] = {"nobody", "injured", "abducted", "detained", "displaced"};
    json_key(j, "harm");
    json_object(j);
    month(j, "from", SELMARA_HARM_FROM);
    json_key(j, "types");
    json_array(j);
    for (size_t i = 0; i < SELMARA_HARMS; i++) {
        json_object(j);
        word(j, "type", selmara_harms[i].type);
        word(j, "side", sides[selmara_harms[i].side]);
        real(j, "incidents_a_month", selmara_harms[i].monthly);
        count(j, "recorded", t->harm[i]);
        json_close(j);
    }
    json_close(j);
    json_key(j, "places");
    json_object(j);
    for (size_t i = 0; i < SELMARA_PLACES; i++)
        count(j, selmara_places[i].name, t->harm_by_place[i]);
    json_close(j);
    json_key(j, "people");
    json_object(j);
    for (size_t i = SELMARA_INJURED; i < SELMARA_PEOPLE; i++)
        count(j, people[i], t->harm_people[i]);
    json_close(j);
    json_close(j);
}

static void truth_of_records(struct json *j, const struct selmara_totals *t)
{
    json_key(j, "drawn");
    json_object(j);
    count(j, "events", t->events);
    count(j, "events_not_recorded", t->not_recorded);
    count(j, "incidents", t->incidents);
    count(j, "incidents_before", t->before);
    count(j, "incidents_since", t->since);
    count(j, "deaths_best", t->deaths_best);
    count(j, "deaths_best_before", t->deaths_best_before);
    count(j, "deaths_best_since", t->deaths_best_since);
    count(j, "deaths_civilians", t->civilians);
    count(j, "deaths_status_unknown", t->status_unknown);
    count(j, "largest", t->largest);
    count(j, "without_death_figure", t->without_deaths);
    count(j, "known_to_the_country_only", t->country_level);
    count(j, "summary_records", t->summaries);
    count(j, "events_in_summary_records", t->in_summaries);
    json_close(j);
}

void truth_json(struct buf *out, uint64_t seed, const struct selmara_story *s, const struct process *p, const struct selmara_totals *totals)
{
    struct json j;
    json_begin(&j, out);
    json_object(&j);
    word(&j, "country", SELMARA_COUNTRY);
    json_key(&j, "invented");
    json_bool(&j, true);
    word(&j, "note", SELMARA_NOTE);
    char digits[24];
    snprintf(digits, sizeof digits, "%" PRIu64, seed);
    word(&j, "seed", digits); /* as text: JSON's numbers do not hold 64 bits */
    word(&j, "story", s->name);
    month(&j, "from", 0);
    month(&j, "to", SELMARA_MONTHS - 1);
    truth_of_change(&j, s, p);
    truth_of_process(&j, p);
    truth_of_events(&j, s);
    truth_of_source(&j, s);
    json_key(&j, "places");
    json_array(&j);
    for (size_t i = 0; i < SELMARA_PLACES; i++)
        truth_of_place(&j, i, s, p, totals);
    json_close(&j);
    truth_of_harm(&j, totals);
    truth_of_records(&j, totals);
    json_key(&j, "voices");
    voices_truth(&j, seed, SELMARA_VOICES_GROUPS);
    count(&j, "actors", (int64_t)actors_n());
    count(&j, "ties", (int64_t)ties_n());
    truth_of_bridge(&j);
    truth_of_works(&j, seed);
    truth_of_asked(&j);
    truth_of_agenda(&j);
    json_close(&j);
    buf_char(out, '\n');
}
