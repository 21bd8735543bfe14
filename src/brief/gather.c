/* SPDX-License-Identifier: GPL-3.0-or-later */
/* gather: everything a brief says, worked out once from the incident columns. No words here. */
#include "brief/gather_priv.h"
#include "brief/trace.h"

/* ---- which country, which place ---- */

static const struct selector *selector_of(const struct brief_data *b, int place, struct arena *a)
{
    struct selection which = SELECT_ALL;
    which.place = place;
    which.in_series = true;
    return selector_make(b->columns, &which, a);
}

/* The level asked for where there are borders of it; else governorates, or districts where a country has borders of these only. */
static int units_of(const struct brief_data *b)
{
    int units = 0;
    if (b->country < 0) /* the register has no borders of it */
        return 0;
    for (size_t i = 0; b->places && i < gazetteer_count(b->places); i++) {
        const struct place *p = gazetteer_place(b->places, i);
        bool ours = str_eq(p->country, gazetteer_place(b->places, (size_t)b->country)->country);
        if (p->level < 1 || p->level >= PLACE_LEVELS || !ours || !b->columns->place[p->level])
            continue;
        if (p->level == b->request.units)
            return p->level;
        if (units == 0 || p->level < units)
            units = p->level;
    }
    return units;
}

/* The only country on record; the words for it when no border file names it. */
static bool only_country(const struct incident_columns *c, int *country, struct str *words, struct err *e)
{
    bool first = true;
    int place = -1;
    uint32_t word = 0;
    for (size_t i = 0; i < c->n; i++) {
        int here = c->place[0] ? c->place[0][i] : -1;
        if (here < 0 && c->country[i] == 0)
            continue; /* a record that names no country says nothing of how many there are */
        if (first) {
            place = here, word = c->country[i], first = false;
        } else if (here != place || (here < 0 && c->country[i] != word)) {
            struct str one = intern_text(&c->words, word), other = intern_text(&c->words, c->country[i]);
            if (str_eq(one, other)) /* codes of countries differ, or where one of them counts is damaged: which, `check` can tell */
                return err_set(e, ERR_USAGE,
                    "the register holds incidents of \"%.*s\" that are not all of one country by their codes or places: name one, as in "
                    "`diwan brief REGISTER \"%.*s\"`, and see whether `diwan check REGISTER` finds it damaged", STR_F(one), STR_F(one));
            return err_set(e, ERR_USAGE,
                "the register holds incidents of several countries (%.*s, %.*s ...): name one, as in "
                "`diwan brief REGISTER \"%.*s\"`; its borders must be in the register", STR_F(one), STR_F(other), STR_F(one));
        }
    }
    *country = place;
    *words = intern_text(&c->words, word);
    return true;
}

/* The country that a governorate lies in: the level-0 place of its country code. */
static int country_of(const struct gazetteer *g, int place)
{
    struct str code = gazetteer_place(g, (size_t)place)->country;
    for (size_t i = 0; i < gazetteer_count(g); i++) {
        const struct place *p = gazetteer_place(g, i);
        if (p->level == 0 && str_eq(p->country, code))
            return (int)i;
    }
    return -1;
}

static bool choose_place(struct brief_data *b, struct arena *a, struct err *e)
{
    const struct incident_columns *c = b->columns;
    b->place = b->request.place;
    if (b->place < 0) {
        if (!only_country(c, &b->country, &b->country_words, e))
            return false;
        b->place = b->country;
        b->level = 0;
        b->units = units_of(b);
        b->in_country = b->in_place = selector_of(b, b->country, a);
        return true;
    }
    b->level = gazetteer_place(b->places, (size_t)b->place)->level;
    b->country = b->level == 0 ? b->place : country_of(b->places, b->place);
    if (b->country < 0 || !c->place[0])
        return err_set(e, ERR_ABSENT, "no country is known for this place: add a border file that names its country");
    b->units = b->level ? b->level : units_of(b);
    b->in_country = selector_of(b, b->country, a);
    b->in_place = selector_of(b, b->place, a);
    return true;
}

/* ---- the period ---- */

/* 24 months where as long is on record before them; a shorter record is halved while a half is a year; else all. */
static int usual_length(const struct brief_data *b)
{
    int all = MIN_OF(b->to_month, b->last_month) - b->first_month + 1;
    return all >= 48 ? 24 : all >= 24 ? all / 2 : MAX_OF(all, 1);
}

static bool period_on_record(const struct brief_data *b, struct err *e)
{
    struct day from = day_known(b->request.from) ? b->request.from : b->request.since;
    bool late = day_known(from) && day_month(from) > b->last_month;
    bool early = day_known(b->request.to) && day_month(b->request.to) < b->first_month;
    if (!late && !early)
        return true;
    struct buf have CLEANUP(buf_end) = {0};
    buf_month(&have, b->first_month);
    buf_text(&have, " to ");
    buf_month(&have, b->last_month);
    return err_set(e, ERR_ABSENT, "nothing is on record for that period: the incidents run from %s", have.p);
}

/* Which records are of the country and the place: asked once, looked up in each of the passes that follow. */
static void take_records(struct brief_data *b, struct arena *a)
{
    const struct incident_columns *c = b->columns;
    struct selection all = SELECT_ALL;
    all.place = b->country;
    b->taken = arena_get(a, c->n + 1);
    selector_mark(selector_make(c, &all, a), BRIEF_ANY, b->taken);
    uint8_t of_series = b->in_place == b->in_country || b->place == b->country ? BRIEF_COUNTRY | BRIEF_PLACE : BRIEF_COUNTRY;
    for (size_t i = 0; i < c->n; i++)
        b->taken[i] |= b->taken[i] && c->in_series[i] ? of_series : 0;
    if (!(of_series & BRIEF_PLACE))
        selector_mark(b->in_place, BRIEF_PLACE, b->taken);
}

/* First and last day of the marked records. */
static void days_of(const struct incident_columns *c, const uint8_t *taken, uint8_t bit, int32_t *first, int32_t *last)
{
    *first = INT32_MAX, *last = INT32_MIN;
    for (size_t i = 0; i < c->n; i++)
        if (taken[i] & bit) {
            *first = MIN_OF(*first, c->first[i]);
            *last = MAX_OF(*last, c->first[i]);
        }
}

/* The months of the series; those of harm that does not kill only where nothing else is on record: a source that looks for the one and
 * runs longer does not make the other look calm. */
static bool choose_months(struct brief_data *b, struct arena *a, struct err *e)
{
    const struct incident_columns *c = b->columns;
    int32_t first, last;
    take_records(b, a);
    days_of(c, b->taken, BRIEF_COUNTRY, &first, &last);
    if (last == INT32_MIN)
        days_of(c, b->taken, BRIEF_ANY, &first, &last);
    if (last == INT32_MIN)
        return err_set(e, ERR_ABSENT, "the register holds no incident of this country: add a file of incidents first");
    b->as_of = (struct day){last};
    b->first_month = day_month((struct day){first});
    b->last_month = day_month((struct day){last});
    if (!period_on_record(b, e))
        return false;
    if (day_known(b->request.since))
        b->first_month = MAX_OF(b->first_month, day_month(b->request.since));
    /* Months beyond the record are not known to be calm: the period ends where the record does. */
    b->to_month = day_known(b->request.to) ? MIN_OF(day_month(b->request.to), b->last_month) : b->last_month;
    b->from_month = day_known(b->request.from) ? day_month(b->request.from) : b->to_month - usual_length(b) + 1;
    b->from_month = MAX_OF(b->from_month, b->first_month);
    b->before_month = b->from_month - (b->to_month - b->from_month + 1);
    return true;
}

/* ---- what could be seen ---- */

/* Which rows of the panel could be seen in all months compared. */
static void seen_rows(struct brief_data *b, struct arena *a)
{
    const struct panel *p = &b->panel;
    size_t from = (size_t)(b->before_month - p->first_month), to = (size_t)(b->to_month - p->first_month);
    b->seen.places = ARENA_ARRAY(a, bool, gazetteer_count(b->places));
    b->seen.left = ARENA_ARRAY(a, int, p->places);
    for (size_t row = 0; row < p->places; row++) {
        bool seen = true;
        for (size_t m = from; m <= to; m++)
            seen = seen && p->looked[row * p->months + m] < LOOKED_LIMITED;
        if (p->place[row] < 0)
            continue;
        b->seen.places[p->place[row]] = seen;
        b->seen.n += seen;
        if (!seen)
            b->seen.left[b->seen.left_out++] = p->place[row];
    }
}

static struct series seen_sum(const struct brief_data *b, struct arena *a)
{
    const struct panel *p = &b->panel;
    const int32_t *from[] = {p->incidents, p->low, p->best, p->high, p->civilians, p->status_unknown, p->deaths_unknown};
    int32_t *to[ARRAY_LEN(from)];
    for (size_t k = 0; k < ARRAY_LEN(from); k++) {
        to[k] = ARENA_ARRAY(a, int32_t, p->months);
        for (size_t row = 0; row < p->places; row++)
            for (size_t m = 0; p->place[row] >= 0 && b->seen.places[p->place[row]] && m < p->months; m++)
                if (__builtin_add_overflow(to[k][m], from[k][row * p->months + m], &to[k][m]))
                    to[k][m] = INT32_MAX;
    }
    return (struct series){.months = p->months, .first_month = p->first_month, .compare = b->series.compare, .incidents = to[0], .low = to[1],
        .best = to[2], .high = to[3], .civilians = to[4], .status_unknown = to[5], .deaths_unknown = to[6]};
}

/* The change in the total again, of the places that could be seen all the time, where there are such and others. */
static bool gather_seen(struct brief_data *b, struct arena *a, struct err *e)
{
    if (b->level > 0 || !b->units || !b->trend.compared || !b->trend.unseen)
        return true;
    seen_rows(b, a);
    b->seen.told = b->seen.n > 0 && b->seen.left_out > 0;
    b->seen.series = seen_sum(b, a);
    return trend_of(&b->seen.series, a, &b->seen.trend, e);
}

/* ---- the series and the checks ---- */

/* A turning point inside the period makes its mean a mixture of two states; what came last must be told apart. */
static struct stretch since_turn(const struct brief_data *b, struct arena *a)
{
    struct stretch s = {0};
    for (size_t i = 0; i < b->trend.change_point_n; i++)
        if (b->trend.change_points[i] > b->from_month && b->trend.change_points[i] <= b->to_month - 2)
            s.from_month = b->trend.change_points[i];
    if (!s.from_month)
        return s;
    s.months = b->to_month - s.from_month + 1;
    if (!series_seen(&b->series, (size_t)(s.from_month - b->panel.first_month), (size_t)s.months))
        return (struct stretch){0};
    double *counts = ARENA_ARRAY(a, double, s.months), *known = ARENA_ARRAY(a, double, s.months), *dead = ARENA_ARRAY(a, double, s.months);
    size_t n = 0, with = 0;
    for (int m = s.from_month; m <= b->to_month; m++) {
        size_t i = (size_t)(m - b->panel.first_month);
        counts[n++] = b->series.incidents[i];
        if (b->series.incidents[i] > b->series.deaths_unknown[i]) {
            known[with] = b->series.incidents[i] - b->series.deaths_unknown[i];
            dead[with++] = b->series.best[i];
        }
        s.incidents += b->series.incidents[i];
        s.deaths_unknown += b->series.deaths_unknown[i];
        s.best += b->series.best[i];
        s.civilians += b->series.civilians[i];
        s.status_unknown += b->series.status_unknown[i];
    }
    s.monthly = count_mean_serial(counts, n, b->trend.dependence, 0.95);
    s.per_incident = ratio_of_totals(dead, known, with, 0.95);
    return s;
}

static bool gather_series(struct brief_data *b, struct arena *a, struct err *e)
{
    int level = MAX_OF(b->units, 1);
    if (!panel_make(b->columns, b->country, level, b->first_month, b->to_month, a, &b->panel, e))
        return false;
    size_t row = SIZE_MAX;
    for (size_t i = 0; b->level > 0 && i < b->panel.places; i++)
        if (b->panel.place[i] == b->place)
            row = i;
    if (b->level > 0 && row == SIZE_MAX)
        return err_set(e, ERR_ABSENT, "the place is not among those that the register has borders for");
    b->series = series_of(&b->panel, row, a);
    b->series.compare = b->to_month - b->from_month + 1;
    struct level_thresholds *thresholds = ARENA_NEW(a, struct level_thresholds);
    *thresholds = b->request.thresholds.war ? b->request.thresholds : LEVEL_THRESHOLDS;
    b->series.thresholds = thresholds;
    if (!trend_of(&b->series, a, &b->trend, e))
        return false;
    if (b->before_month < b->first_month)
        b->trend.compared = false, b->trend.pattern = trend_pattern_of(&b->series, 0, 0); /* before the record begins nothing is known */
    if (!gather_seen(b, a, e))
        return false;
    b->since = since_turn(b, a);
    gather_checks(b, a);
    return true;
}

/* ---- the governorates ---- */

static void rate_of(const struct brief_data *b, struct brief_place *p, struct arena *a)
{
    size_t months = (size_t)(b->to_month - b->from_month + 1);
    size_t from = (size_t)(b->from_month - b->panel.first_month);
    const int32_t *best = b->panel.best + p->row * b->panel.months + from;
    p->rate = ESTIMATE_NONE;
    bool seen = p->trend.now.looked < LOOKED_LIMITED; /* a rate over months that nobody could see would be too low */
    p->peopled = population_about(b->columns, p->place, b->rate_year, BRIEF_RATE_WITHIN_YEARS, &p->people) && p->people.people > 0;
    if (!p->peopled || !seen || !deaths_told(&p->trend.now))
        return;
    double *y = ARENA_ARRAY(a, double, months);
    for (size_t i = 0; i < months; i++)
        y[i] = best[i];
    struct estimate m = count_mean(y, months, 0.95);
    double scale = 12 * 1e5 / (double)p->people.people;
    p->rate = (struct estimate){m.value * scale, m.lo * scale, m.hi * scale, p->trend.now.best};
}

/* The level at the end of the period: of the row's months up to there. */
static void level_of(const struct brief_data *b, struct brief_place *p, const struct series *s, struct arena *a)
{
    const int32_t *const deaths[] = {s->low, s->best, s->high};
    uint8_t *const to[] = {&p->level_low, &p->level, &p->level_high};
    uint8_t *levels = ARENA_ARRAY(a, uint8_t, s->months + 1);
    for (size_t k = 0; k < ARRAY_LEN(deaths); k++) {
        violence_levels(deaths[k], s->incidents, s->months, b->series.thresholds, levels);
        levels_unseen(s->looked, s->months, levels);
        *to[k] = levels[s->months - 1];
    }
    int64_t incidents = 0, untold = 0;
    for (size_t back = 1; back <= 3 && back <= s->months; back++) {
        p->dead_recently += s->best[s->months - back];
        incidents += s->incidents[s->months - back];
        untold += s->deaths_unknown[s->months - back];
    }
    p->level_told = incidents == 0 || untold < incidents;
    if (!p->level_told)
        p->level_low = p->level = p->level_high = LEVEL_UNSEEN;
}

/* Those not seen last, the least seen at the end; before them those whose deaths nobody recorded. */
static int claim_group(const struct brief_place *p)
{
    if (p->trend.now.looked >= LOOKED_LIMITED)
        return 2 + (p->trend.now.looked == LOOKED_NONE);
    return deaths_told(&p->trend.now) ? 0 : 1;
}

static int rank_places(const void *x, const void *y, void *context)
{
    const struct brief_place *a = x, *b = y;
    const struct brief_data *data = context;
    int group = claim_group(a);
    if (group != claim_group(b))
        return group < claim_group(b) ? -1 : 1;
    bool rates = data->rates && group == 0;
    if (rates && a->rate.value != b->rate.value)
        return a->rate.value < b->rate.value ? 1 : -1;
    if (a->trend.now.best != b->trend.now.best)
        return a->trend.now.best < b->trend.now.best ? 1 : -1;
    if (a->trend.now.incidents != b->trend.now.incidents)
        return a->trend.now.incidents < b->trend.now.incidents ? 1 : -1;
    return str_compare(gazetteer_place(data->places, (size_t)a->place)->name, gazetteer_place(data->places, (size_t)b->place)->name);
}

static bool mark_neighbours(struct brief_data *b, struct arena *a, struct err *e)
{
    if (b->level == 0)
        return true;
    size_t *near = NULL, n = 0;
    if (!gazetteer_neighbours(b->places, (size_t)b->place, a, &near, &n, e))
        return false;
    for (size_t i = 0; i < b->list_n; i++)
        for (size_t k = 0; k < n; k++)
            b->list[i].neighbour |= b->list[i].place == (int)near[k];
    return true;
}

static bool gather_places(struct brief_data *b, struct arena *a, struct err *e)
{
    b->list = ARENA_ARRAY(a, struct brief_place, b->panel.places);
    b->rate_year = month_year((b->from_month + b->to_month) / 2);
    for (size_t row = 0; b->units && row < b->panel.places; row++) {
        if (b->panel.place[row] < 0)
            continue;
        struct brief_place *p = &b->list[b->list_n++];
        p->place = b->panel.place[row];
        p->row = row;
        struct series s = series_of(&b->panel, row, a);
        s.compare = b->series.compare;
        if (!trend_periods(&s, &p->trend, e))
            return false;
        if (!b->trend.compared)
            p->trend.compared = false;
        p->compared = p->trend.compared && !p->trend.unseen;
        const struct period_totals *now = &p->trend.now;
        p->deaths = deaths_told(now) ? (struct estimate){(double)now->best, (double)now->low, (double)now->high, now->incidents} : ESTIMATE_NONE;
        rate_of(b, p, a);
        level_of(b, p, &s, a);
    }
    b->rates = b->list_n > 0;
    for (size_t i = 0; i < b->list_n; i++)
        b->rates = b->rates && b->list[i].peopled;
    if (b->list_n)
        qsort_r(b->list, b->list_n, sizeof *b->list, rank_places, b);
    return mark_neighbours(b, a, e);
}

/* ---- what people say of it ---- */

static bool within_both(const struct brief_data *b, struct day from, struct day to)
{
    int first = MAX_OF(b->before_month, b->first_month);
    return (!day_known(from) || day_month(from) <= b->to_month) && (!day_known(to) || day_month(to) >= first);
}

bool brief_concerns(const struct brief_data *b, const struct looked_judgement *j)
{
    const struct incident_columns *c = b->columns;
    bool ours = judgement_bears(c, j, b->place) != BEARS_NOT || (j->place >= 0 && b->place >= 0 && place_lies_in(c->places, j->place, b->place));
    return ours && within_both(b, j->from, j->to);
}

static void gather_said(struct brief_data *b, struct arena *a)
{
    const struct incident_columns *c = b->columns;
    b->judgements = ARENA_ARRAY(a, size_t, c->judgement_n + 1);
    b->phases = ARENA_ARRAY(a, size_t, c->phase_n + 1);
    for (size_t i = 0; i < c->judgement_n; i++) {
        const struct looked_judgement *j = &c->judgements[i];
        b->judgements_of_nowhere += j->place < 0 && !j->of_country;
        if (brief_concerns(b, j))
            b->judgements[b->judgement_n++] = i;
    }
    for (size_t i = 0; i < c->phase_n; i++) {
        b->judgements_of_nowhere += c->phases[i].place < 0 && !c->phases[i].of_country;
        if (phase_is_of(&c->phases[i], b->place) && within_both(b, c->phases[i].from, c->phases[i].to))
            b->phases[b->phase_n++] = i;
    }
}

/* ---- what is not known ---- */

static void gap_add(struct brief_gap *g, bool holds, int32_t best)
{
    if (holds) {
        g->incidents++;
        g->deaths += MAX_OF(best, 0);
        g->untold += best < 0;
    }
}

/* Most records lack nothing, and no gap takes them: gap_takes need not be asked. */
static bool lacks_nothing(const struct brief_data *b, size_t i)
{
    const struct incident_columns *c = b->columns;
    int level = MAX_OF(b->units, 1);
    bool placed = c->how[level] && c->how[level][i] == PLACED_POINT && (!c->named[level] || c->named[level][i] < 0);
    return placed && c->clarity[i] != 2 && !(c->flags[i] & (FLAG_LOW_OVER_BEST | FLAG_BEST_OVER_HIGH | FLAG_SPANS_MONTHS)) && c->day_precision[i] < 3 && c->best[i] >= 0;
}

/* The country's records in the period; those of a governorate's brief where they are of its place. */
static void gather_gaps(struct brief_data *b)
{
    const struct incident_columns *c = b->columns;
    int32_t from = month_first(b->from_month).n, to = month_last(b->to_month).n;
    for (size_t i = 0; i < c->n; i++) {
        if (c->first[i] < from || c->first[i] > to || !in_country(b, i))
            continue;
        int64_t deaths = MAX_OF(c->best[i], 0);
        bool here = in_place(b, i);
        for (enum trace_what gap = lacks_nothing(b, i) ? GAP_LAST + 1 : GAP_FIRST; gap <= GAP_LAST; gap++)
            if (gap_takes(b, gap, i, here))
                gap_add(gap_of(b, gap), true, c->best[i]);
        if (!here)
            continue;
        gap_add(&b->whole, true, c->best[i]);
        b->precision.day[c->day_precision[i] < ARRAY_LEN(b->precision.day) ? c->day_precision[i] : 0]++;
        b->precision.place[c->place_precision[i] < ARRAY_LEN(b->precision.place) ? c->place_precision[i] : 0]++;
        if (deaths > b->largest) {
            b->largest = deaths;
            b->largest_record = i;
            b->largest_source = c->source[i];
        }
    }
}

/* ---- years and sources ---- */

static void gather_years(struct brief_data *b, struct arena *a)
{
    const struct incident_columns *c = b->columns;
    int first = month_year(b->first_month), last = month_year(b->last_month);
    int32_t begin = month_first(b->first_month).n;
    b->year_n = (size_t)(last - first + 1);
    b->years = arena_get(a, b->year_n * sizeof *b->years);
    for (size_t y = 0; y < b->year_n; y++)
        b->years[y].year = first + (int)y;
    b->years[0].partial = month_of_year(b->first_month) != 1;
    b->years[b->year_n - 1].partial |= month_of_year(b->last_month) != 12;
    for (size_t i = 0; i < c->n; i++) {
        if (c->first[i] < begin || !in_place(b, i))
            continue;
        size_t y = (size_t)(month_year(columns_month(c, i)) - first);
        b->years[y].incidents++;
        b->years[y].deaths_unknown += c->best[i] < 0;
        b->years[y].low += MAX_OF(c->low[i] < 0 ? c->best[i] : c->low[i], 0);
        b->years[y].best += MAX_OF(c->best[i], 0);
        b->years[y].high += MAX_OF(c->high[i] < 0 ? c->best[i] : c->high[i], 0);
        b->years[y].civilians += MAX_OF(c->civilians[i], 0);
        b->years[y].status_unknown += MAX_OF(c->status_unknown[i], 0);
    }
}

/* Sources of the series that cover only a part of the months compared: an edge of a source is no turn of events. A source of a few
 * records (fewer than one in twenty) moves nothing, and a quarter without a record may be chance. */
static void gather_partly(struct brief_data *b, struct arena *a)
{
    enum { WEIGHS = 20, QUIET_MONTHS = 3 };
    const struct incident_columns *c = b->columns;
    if (b->series_sources_n <= 1)
        return;
    int64_t *n = ARENA_ARRAY(a, int64_t, c->source_n + 1), all = 0;
    int from = MAX_OF(b->before_month, b->first_month);
    int32_t begin = month_first(from).n, end = month_last(b->to_month).n;
    for (size_t i = 0; i < c->n; i++) {
        if (c->first[i] < begin || c->first[i] > end || !c->in_series[i] || !in_place(b, i))
            continue;
        n[c->source[i]]++;
        all++;
    }
    for (size_t s = 0; s < c->source_n; s++)
        b->by_source[s].partly = n[s] > 0 && n[s] >= all / WEIGHS &&
            (day_month(b->by_source[s].first) >= from + QUIET_MONTHS || day_month(b->by_source[s].last) <= b->to_month - QUIET_MONTHS);
}

static void gather_sources(struct brief_data *b, struct arena *a)
{
    const struct incident_columns *c = b->columns;
    b->by_source = arena_get(a, (c->source_n + 1) * sizeof *b->by_source);
    for (size_t i = 0; i < c->source_n; i++) {
        b->by_source[i].source = (int)i;
        b->by_source[i].first = b->by_source[i].last = DAY_NONE;
    }
    for (size_t i = 0; i < c->n; i++) {
        if (!(b->taken[i] & BRIEF_ANY)) /* who looks at the country looks at the place, even where nothing was found */
            continue;
        int32_t day = c->first[i];
        size_t s = c->source[i];
        b->by_source[s].series |= c->in_series[i];
        if (b->by_source[s].incidents++ == 0)
            b->by_source[s].first = b->by_source[s].last = (struct day){day};
        b->by_source[s].first.n = MIN_OF(b->by_source[s].first.n, day);
        b->by_source[s].last.n = MAX_OF(b->by_source[s].last.n, day);
    }
    for (size_t i = 0; i < c->source_n; i++) {
        b->sources_n += b->by_source[i].incidents > 0;
        b->series_sources_n += b->by_source[i].series;
    }
    gather_partly(b, a);
}

bool brief_period(const struct incident_columns *c, const struct brief_request *r, struct arena *a, struct brief_data *out, struct err *e)
{
    struct brief_data b = {.columns = c, .places = c->places, .request = *r, .country = -1, .place = -1, .largest_source = -1};
    if (!choose_place(&b, a, e) || !choose_months(&b, a, e))
        return false;
    *out = b;
    return true;
}

bool brief_gather(const struct incident_columns *c, const struct brief_request *r, struct arena *a,
    struct brief_data *out, struct err *e)
{
    struct brief_data b = {.columns = c, .places = c->places, .request = *r, .country = -1, .place = -1, .largest_source = -1};
    if (c->n == 0)
        return err_set(e, ERR_ABSENT, "the register holds no incidents yet: add a file of incidents first, as in "
                                      "`diwan add REGISTER incidents.csv`");
    if (!choose_place(&b, a, e) || !choose_months(&b, a, e) || !gather_series(&b, a, e) || !gather_places(&b, a, e))
        return false;
    gather_said(&b, a);
    gather_gaps(&b);
    struct brief_gap left_out;
    b.reported = brief_deaths_model(&b, b.from_month, b.to_month, &left_out);
    gather_years(&b, a);
    gather_sources(&b, a);
    harm_make(c, b.place, b.first_month, b.before_month, b.from_month, b.to_month, a, &b.harm);
    b.twice = columns_twice(c, b.in_country, NULL);
    *out = b;
    return true;
}
