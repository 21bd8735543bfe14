/* SPDX-License-Identifier: GPL-3.0-or-later */
/* trend: frequency, deadliness and harm to civilians of one place. */
#include "desk/desk_priv.h"

static void key_estimate(struct json *j, const char *key, struct estimate v)
{
    json_key(j, key);
    json_estimate(j, shown_value(guard_one(BASIS_PUBLIC_RECORD, v)));
}

static void month_value(struct json *j, int month)
{
    struct buf b = {0};
    buf_month(&b, month);
    json_text(j, buf_view(&b));
    buf_end(&b);
}

static void json_levels(struct json *j, const char *key, const struct brief_data *b, const uint8_t *levels)
{
    json_key(j, key);
    json_array(j);
    for (size_t i = 0; i < b->series.months;) {
        size_t k = i;
        while (k + 1 < b->series.months && levels[k + 1] == levels[i])
            k++;
        json_object(j);
        json_key(j, "from"), month_value(j, b->series.first_month + (int)i);
        json_key(j, "to"), month_value(j, b->series.first_month + (int)k);
        json_key(j, "level"), json_text(j, str_of(violence_level_code((enum violence_level)levels[i])));
        json_close(j);
        i = k + 1;
    }
    json_close(j);
}

/* ---- slopes and the pattern (METHOD D.1 to D.5) ---- */

static const char *reason_code(enum regression_end end)
{
    static const char *const codes[] = {[REGRESSION_CONSTANT] = "constant", [REGRESSION_TOO_FEW] = "too_few", [REGRESSION_DIVERGED] = "diverged"};
    return end == REGRESSION_DONE ? NULL : codes[end];
}

static void json_slope(struct json *j, const char *key, const struct trend_slope *s)
{
    enum { YEAR = 12 };
    double reach = normal_reach(0.95) * s->se;
    json_key(j, key);
    json_object(j);
    key_estimate(j, "slope", (struct estimate){s->b, s->b - reach, s->b + reach, s->months});
    json_key(j, "se"), json_real(j, s->se);
    json_key(j, "p"), json_real(j, s->p);
    json_key(j, "p_serial"), json_real(j, s->serial_p);
    key_estimate(j, "change_a_year", slope_change(s, YEAR));
    json_key(j, "reason");
    if (reason_code(s->end))
        json_text(j, str_of(reason_code(s->end)));
    else
        json_null(j);
    json_close(j);
}

static void json_legs(struct json *j, const char *key, const bool legs[LEGS])
{
    json_key(j, key);
    json_object(j);
    json_key(j, "frequency"), json_bool(j, legs[LEG_FREQUENCY]);
    json_key(j, "deadliness"), json_bool(j, legs[LEG_DEADLINESS]);
    json_key(j, "civilians"), json_bool(j, legs[LEG_CIVILIANS]);
    json_close(j);
}

static void json_pattern(struct json *j, const char *key, const struct trend_pattern *p)
{
    json_key(j, key);
    if (p->to_month < p->from_month) {
        json_null(j);
        return;
    }
    json_object(j);
    json_key(j, "from"), month_value(j, p->from_month);
    json_key(j, "to"), month_value(j, p->to_month);
    json_key(j, "months_unseen"), json_int(j, p->months_unseen);
    json_slope(j, "frequency", &p->frequency);
    static const char *const deadliness[] = {"deadliness_low", "deadliness", "deadliness_high"}, *const civilians[] = {"civilians_low", "civilians", "civilians_high"};
    for (size_t i = 0; i < TREND_DEATHS; i++)
        json_slope(j, deadliness[i], &p->deadliness[i]);
    for (size_t i = 0; i < TREND_DEATHS; i++)
        json_slope(j, civilians[i], &p->civilians[i]);
    json_slope(j, "civilians_at_most", &p->civilians_at_most);
    json_key(j, "adjusted_p");
    json_object(j);
    json_key(j, "frequency"), json_real(j, p->adjusted[LEG_FREQUENCY]);
    json_key(j, "deadliness"), json_real(j, p->adjusted[LEG_DEADLINESS]);
    json_key(j, "civilians"), json_real(j, p->adjusted[LEG_CIVILIANS]);
    json_close(j);
    json_legs(j, "holds", p->holds);
    json_legs(j, "robust", p->robust);
    json_legs(j, "in_waves", p->in_waves);
    json_key(j, "found"), json_bool(j, p->found);
    json_key(j, "found_robust"), json_bool(j, p->found_robust);
    json_key(j, "found_in_waves"), json_bool(j, p->found_in_waves);
    json_close(j);
}

static void json_medians(struct json *j, const struct trend *t)
{
    json_key(j, "medians");
    json_object(j);
    key_estimate(j, "before", t->median_before);
    key_estimate(j, "now", t->median_now);
    json_close(j);
}

static void json_run_length(struct json *j, const struct series *s)
{
    struct arena scratch CLEANUP(arena_end) = {0};
    const struct trend_recent *r = trend_recent_of(s, &scratch);
    json_key(j, "run_length");
    json_array(j);
    for (size_t i = 0; i < s->months; i++) {
        json_object(j);
        json_key(j, "month"), month_value(j, s->first_month + (int)i);
        json_key(j, "p_run_le3"), json_real(j, r[i].chance);
        json_key(j, "alarm"), json_bool(j, r[i].alarm);
        json_close(j);
    }
    json_close(j);
}

/* How many may really have died in both periods; null where the model says nothing of any record. */
static void json_deaths_model(struct json *j, const struct brief_data *b)
{
    const struct period_totals *const periods[] = {&b->trend.before, &b->trend.now};
    static const char *const keys[] = {"before", "now"};
    json_key(j, "deaths_error_model");
    json_object(j);
    for (size_t k = 0; k < 2; k++) {
        struct brief_gap left;
        struct estimate model = brief_deaths_model(b, periods[k]->from_month, periods[k]->to_month, &left);
        json_key(j, keys[k]);
        json_object(j);
        key_estimate(j, "deaths", model);
        json_key(j, "left_out_incidents"), json_int(j, left.incidents);
        json_key(j, "left_out_deaths"), json_int(j, left.deaths);
        json_close(j);
    }
    json_key(j, "source"), json_text(j, STR("uncertainUCDP 0.7.6 (Vesco, Randahl et al. 2024): UCDP's records only"));
    json_close(j);
}

/* ---- levels ---- */

static void json_thresholds(struct json *j, const struct level_thresholds *t)
{
    json_key(j, "thresholds");
    json_object(j);
    json_key(j, "active"), json_int(j, t->active);
    json_key(j, "war"), json_int(j, t->war);
    json_key(j, "months_after"), json_int(j, t->memory_short);
    json_key(j, "months_after_with_incidents"), json_int(j, t->memory_long);
    json_close(j);
}

static struct str level_code(const uint8_t *levels, size_t month)
{
    return str_of(violence_level_code((enum violence_level)levels[month]));
}

/* Months for which low, best and high give different names. */
static void json_levels_split(struct json *j, const struct brief_data *b)
{
    const struct trend *t = &b->trend;
    json_key(j, "levels_split");
    json_array(j);
    for (size_t i = 0; i < b->series.months;) {
        size_t k = i;
        while (k + 1 < b->series.months && t->levels[k + 1] == t->levels[i] && t->levels_low[k + 1] == t->levels_low[i] && t->levels_high[k + 1] == t->levels_high[i])
            k++;
        if (level_is_split(t, i)) {
            json_object(j);
            json_key(j, "from"), month_value(j, b->series.first_month + (int)i);
            json_key(j, "to"), month_value(j, b->series.first_month + (int)k);
            json_key(j, "low"), json_text(j, level_code(t->levels_low, i));
            json_key(j, "best"), json_text(j, level_code(t->levels, i));
            json_key(j, "high"), json_text(j, level_code(t->levels_high, i));
            json_close(j);
        }
        i = k + 1;
    }
    json_close(j);
}

static void json_observed(struct json *j, const struct brief_data *b)
{
    json_key(j, "observed");
    json_array(j);
    const uint8_t *looked = b->series.looked;
    for (size_t i = 0; looked && i < b->series.months;) {
        size_t k = i;
        while (k + 1 < b->series.months && looked[k + 1] == looked[i])
            k++;
        if (looked[i] != LOOKED_UNSAID) {
            json_object(j);
            json_key(j, "from"), month_value(j, b->series.first_month + (int)i);
            json_key(j, "to"), month_value(j, b->series.first_month + (int)k);
            json_key(j, "judgement"), json_text(j, str_of(looked_code((enum looked)looked[i])));
            json_close(j);
        }
        i = k + 1;
    }
    json_close(j);
}

static void day_value(struct json *j, struct day d)
{
    struct buf b CLEANUP(buf_end) = {0};
    if (day_known(d)) {
        buf_day(&b, d);
        json_text(j, buf_view(&b));
    } else {
        json_null(j);
    }
}

/* Every statement behind `observed`, with who made it. */
static void json_observed_by(struct json *j, const struct brief_data *b)
{
    const struct incident_columns *c = b->columns;
    json_key(j, "observed_by");
    json_array(j);
    for (size_t i = 0; i < c->judgement_n; i++) {
        const struct looked_judgement *s = &c->judgements[i];
        if (judgement_bears(c, s, b->place) == BEARS_NOT)
            continue;
        json_object(j);
        json_key(j, "place"), json_text(j, s->words);
        json_key(j, "from"), day_value(j, s->from);
        json_key(j, "to"), day_value(j, s->to);
        json_key(j, "judgement"), json_text(j, str_of(looked_code(s->looked)));
        json_key(j, "said_by"), json_text(j, s->said_by);
        json_key(j, "reason"), json_text(j, s->reason);
        json_close(j);
    }
    json_close(j);
}

static void day_month_value(struct json *j, struct day d)
{
    if (day_known(d))
        month_value(j, day_month(d));
    else
        json_null(j);
}

static void json_phases(struct json *j, const struct brief_data *b)
{
    const struct incident_columns *c = b->columns;
    json_key(j, "phases");
    json_array(j);
    for (size_t i = 0; i < c->phase_n; i++) {
        const struct phase_set *s = &c->phases[i];
        if (!phase_is_of(s, b->place))
            continue;
        json_object(j);
        json_key(j, "from"), day_month_value(j, s->from);
        json_key(j, "to"), day_month_value(j, s->to);
        json_key(j, "phase"), json_text(j, str_of(phase_code(s->phase)));
        json_key(j, "said_by"), json_text(j, s->said_by);
        json_close(j);
    }
    json_close(j);
}

static void json_series(struct json *j, const struct brief_data *b)
{
    const struct series *s = &b->series;
    json_key(j, "series");
    json_array(j);
    for (size_t i = 0; i < s->months; i++) {
        json_object(j);
        json_key(j, "month"), month_value(j, s->first_month + (int)i);
        json_key(j, "incidents"), json_int(j, s->incidents[i]);
        json_key(j, "deaths_low"), json_int(j, s->low[i]);
        json_key(j, "deaths_best"), json_int(j, s->best[i]);
        json_key(j, "deaths_high"), json_int(j, s->high[i]);
        json_key(j, "deaths_civilians"), json_int(j, s->civilians[i]);
        json_key(j, "deaths_status_unknown"), json_int(j, s->status_unknown[i]);
        json_key(j, "judgement");
        if (s->looked && s->looked[i] != LOOKED_UNSAID)
            json_text(j, str_of(looked_code((enum looked)s->looked[i])));
        else
            json_null(j);
        json_close(j);
    }
    json_close(j);
}

/* What killed nobody: in none of the numbers above but for uses of arms. */
static void json_not_deadly(struct json *j, const struct brief_data *b)
{
    static const char *const sides[SIDES] = {"unknown", "state", "non-state", "civilians"};
    static const int order[SIDES] = {1, 2, 3, 0};
    const struct harm *h = &b->harm;
    int64_t all = 0, by_side[SIDES] = {0};
    for (int s = 0; s < SIDES; s++)
        for (size_t i = 0; i < h->months; i++)
            by_side[s] += h->not_deadly[s][i];
    for (int s = 0; s < SIDES; s++)
        all += by_side[s];
    json_key(j, "not_deadly");
    json_object(j);
    json_key(j, "months"), json_int(j, (int64_t)h->months);
    json_key(j, "from"), month_value(j, h->months_from);
    json_key(j, "to"), month_value(j, h->months_from + (int)h->months - 1);
    json_key(j, "incidents"), json_int(j, all);
    json_key(j, "by_side");
    json_object(j);
    for (size_t k = 0; k < SIDES; k++)
        json_key(j, sides[order[k]]), json_int(j, by_side[order[k]]);
    json_close(j);
    json_key(j, "series");
    json_array(j);
    for (size_t i = 0; all && i < h->months; i++) {
        json_object(j);
        json_key(j, "month"), month_value(j, h->months_from + (int)i);
        for (size_t k = 0; k < SIDES; k++)
            json_key(j, sides[order[k]]), json_int(j, h->not_deadly[order[k]][i]);
        json_close(j);
    }
    json_close(j);
    json_close(j);
}

static void json_period(struct json *j, const char *key, const struct period_totals *t)
{
    json_key(j, key);
    json_object(j);
    json_key(j, "from"), month_value(j, t->from_month);
    json_key(j, "to"), month_value(j, t->to_month);
    json_key(j, "incidents"), json_int(j, t->incidents);
    json_key(j, "deaths_low"), json_int(j, t->low);
    json_key(j, "deaths_best"), json_int(j, t->best);
    json_key(j, "deaths_high"), json_int(j, t->high);
    json_key(j, "deaths_civilians"), json_int(j, t->civilians);
    json_key(j, "deaths_status_unknown"), json_int(j, t->status_unknown);
    key_estimate(j, "incidents_per_month", t->incidents_per_month);
    key_estimate(j, "deaths_per_incident", t->deaths_per_incident);
    key_estimate(j, "civilian_share", t->civilian_share);
    key_estimate(j, "civilian_share_clustered", t->civilian_share_months);
    json_close(j);
}

static void json_months(struct json *j, const char *key, const int *months, size_t n)
{
    json_key(j, key);
    json_array(j);
    for (size_t i = 0; i < n; i++)
        month_value(j, months[i]);
    json_close(j);
}

/* The change again, without the places that could not be seen. */
static void json_where_seen(struct json *j, const struct brief_data *b)
{
    json_key(j, "where_seen");
    if (!b->seen.told) {
        json_null(j);
        return;
    }
    const struct trend *t = &b->seen.trend;
    json_object(j);
    json_key(j, "without");
    json_array(j);
    for (size_t i = 0; i < b->seen.left_out; i++)
        json_text(j, gazetteer_place(b->places, (size_t)b->seen.left[i])->name);
    json_close(j);
    json_key(j, "incidents_before"), json_int(j, t->before.incidents);
    json_key(j, "incidents_now"), json_int(j, t->now.incidents);
    json_key(j, "change");
    json_object(j);
    key_estimate(j, "incidents", t->change.incidents);
    key_estimate(j, "deaths_per_incident", t->change.deaths_per_incident);
    key_estimate(j, "civilian_share", t->change.civilian_share);
    json_close(j);
    json_months(j, "change_points", t->exact_points, t->exact_point_n);
    json_months(j, "change_points_firm", t->change_points, t->change_point_n);
    json_close(j);
}

static void trend_json(const struct brief_data *b, struct str name, const int64_t *counted, struct buf *out)
{
    const struct trend *t = &b->trend;
    struct json j;
    json_begin(&j, out);
    json_object(&j);
    json_key(&j, "place"), json_text(&j, name);
    if (b->request.invented)
        json_key(&j, "invented"), json_bool(&j, true);
    json_key(&j, "months"), json_int(&j, (int64_t)b->series.months);
    json_key(&j, "from"), month_value(&j, t->whole.from_month);
    json_key(&j, "to"), month_value(&j, t->whole.to_month);
    json_key(&j, "incidents"), json_int(&j, t->whole.incidents);
    json_key(&j, "deaths_low"), json_int(&j, t->whole.low);
    json_key(&j, "deaths_best"), json_int(&j, t->whole.best);
    json_key(&j, "deaths_high"), json_int(&j, t->whole.high);
    json_key(&j, "deaths_civilians"), json_int(&j, t->whole.civilians);
    json_key(&j, "deaths_status_unknown"), json_int(&j, t->whole.status_unknown);
    key_estimate(&j, "deaths_per_incident", t->whole.deaths_per_incident);
    key_estimate(&j, "civilian_share", t->whole.civilian_share);
    key_estimate(&j, "civilian_share_clustered", t->whole.civilian_share_months);
    json_key(&j, "change");
    json_object(&j);
    key_estimate(&j, "incidents", t->compared ? t->change.incidents : ESTIMATE_NONE);
    key_estimate(&j, "deaths_per_incident", t->compared ? t->change.deaths_per_incident : ESTIMATE_NONE);
    key_estimate(&j, "civilian_share", t->compared ? t->change.civilian_share : ESTIMATE_NONE);
    json_close(&j);
    json_key(&j, "change_reason"); /* why there is none, where looking was limited or impossible */
    if (t->compared && t->unseen)
        json_text(&j, MAX_OF(t->before.looked, t->now.looked) == LOOKED_NONE ? STR("none") : STR("limited"));
    else
        json_null(&j);
    key_estimate(&j, "rise_at_least", t->compared ? t->rise : ESTIMATE_NONE);
    json_where_seen(&j, b);
    json_period(&j, "before", &t->before);
    json_period(&j, "now", &t->now);
    json_months(&j, "change_points", t->exact_points, t->exact_point_n);
    json_months(&j, "change_points_firm", t->change_points, t->change_point_n);
    json_key(&j, "dependence"), json_real(&j, t->dependence);
    json_levels(&j, "levels", b, t->levels);
    json_phases(&j, b);
    json_observed(&j, b);
    json_observed_by(&j, b);
    json_series(&j, b);
    json_not_deadly(&j, b);
    json_thresholds(&j, &t->thresholds);
    json_levels(&j, "levels_low", b, t->levels_low);
    json_levels(&j, "levels_high", b, t->levels_high);
    json_levels_split(&j, b);
    json_pattern(&j, "pattern", &t->pattern);
    json_pattern(&j, "slopes", &t->slopes);
    json_medians(&j, t);
    json_run_length(&j, &b->series);
    json_deaths_model(&j, b);
    json_key(&j, "sources"), desk_sources_json(&j, b->columns, counted);
    json_close(&j);
}

/* Before and now as guard lets them through; the change with the more cautious judgement of both. */
static void trend_row(struct request *r, struct answer *a, struct doc_table *t, size_t row, const char *label, const char *key, struct shown_cell before,
    struct shown_cell now, struct shown_cell change, enum number_style style)
{
    desk_both(a, t, row, 0, str_of(say(&r->speech, label)), NULL, str_of(key));
    const struct shown_cell cells[] = {before, now, change};
    for (size_t i = 0; i < 3; i++) {
        enum number_style s = i < 2 ? style : NUMBER_PERCENT;
        t->cells[row * t->column_n + 1 + 2 * i] = (struct doc_cell){.kind = CELL_NUMBER, .number = cells[i], .style = s};
        t->cells[row * t->column_n + 2 + 2 * i] = (struct doc_cell){.kind = CELL_RANGE, .number = cells[i], .style = s};
    }
}

static void trend_table(struct request *r, struct answer *a, const struct brief_data *b, struct str name)
{
    const struct trend *x = &b->trend;
    struct doc_table *t = desk_table(r, a, "trend", T("Frequency, deadliness and harm to civilians, a month"), 7, 4);
    static const char *const keys[] = {"measure", "before", "before_range", "now", "now_range", "change", "change_range"};
    static const char *const labels[] = {T("Measure"), T("Before"), T("95 % interval"), T("Now"), T("95 % interval"), T("Change"), T("95 % interval")};
    for (size_t i = 0; i < ARRAY_LEN(keys); i++) {
        desk_column(r, t, i, keys[i], labels[i], i > 0, "");
        t->columns[i].human_only = i == 2 || i == 4 || i == 6;
    }
    struct change c = x->change;
    if (!x->compared)
        c = (struct change){ESTIMATE_NONE, ESTIMATE_NONE, ESTIMATE_NONE};
    enum looked both = x->compared ? MAX_OF(x->before.looked, x->now.looked) : LOOKED_UNSAID;
    const struct cells_basis basis = BASIS_PUBLIC_RECORD;
    trend_row(r, a, t, 0, T("Incidents a month"), "incidents", guard_seen(x->before.incidents_per_month, x->before.looked), guard_seen(x->now.incidents_per_month, x->now.looked),
        guard_seen(c.incidents, both), NUMBER_1);
    trend_row(r, a, t, 1, T("Deaths per incident"), "deaths_per_incident", guard_one(basis, x->before.deaths_per_incident), guard_one(basis, x->now.deaths_per_incident),
        guard_seen(c.deaths_per_incident, both), NUMBER_1);
    trend_row(r, a, t, 2, T("Deaths in the middle incident"), "deaths_median", guard_one(basis, x->median_before), guard_one(basis, x->median_now),
        guard_one(basis, ESTIMATE_NONE), NUMBER_1);
    for (size_t i = 5; i < 7; i++) /* no change of a median is worked out: empty, not unknown */
        t->cells[2 * t->column_n + i] = (struct doc_cell){0};
    trend_row(r, a, t, 3, T("Known civilians among the dead"), "civilian_share", guard_one(basis, x->before.civilian_share_months), guard_one(basis, x->now.civilian_share_months),
        guard_seen(c.civilian_share, both), NUMBER_PERCENT);
    struct buf period[2] = {{0}, {0}};
    say_month(&r->speech, &period[0], b->from_month);
    say_month(&r->speech, &period[1], b->to_month);
    DESK_NOTE(r, a, x->compared ? T("{place}: now is {from} to {to}; before is as long, just before it.") : T("{place}: now is {from} to {to}; nothing as long is on record before it."), desk_slot("place", name),
        desk_slot("from", (struct str){arena_text(&r->arena, period[0].p, period[0].n), period[0].n}), desk_slot("to", (struct str){arena_text(&r->arena, period[1].p, period[1].n), period[1].n}));
    buf_end(&period[0]);
    buf_end(&period[1]);
    if (x->compared && x->unseen)
        DESK_NOTE(r, a, T("Looking at {place} was limited or impossible for some of this time, so no change is told: silence is not calm. `diwan show REGISTER observability` says who judged so, and when."), desk_slot("place", name));
    if (x->compared && !isnan(x->rise.value))
        DESK_NOTE(r, a, T("Recorded incidents rose all the same: what was seen is the least there was."), desk_slot("place", name));
    if (x->change_point_n) {
        struct str *months = ARENA_ARRAY(&r->arena, struct str, x->change_point_n);
        struct buf one = {0}, list = {0};
        for (size_t i = 0; i < x->change_point_n; i++) {
            buf_clear(&one);
            say_month(&r->speech, &one, x->change_points[i]);
            months[i] = (struct str){arena_text(&r->arena, one.p, one.n), one.n};
        }
        say_list(&r->speech, &list, months, x->change_point_n);
        DESK_NOTE(r, a, T("Turning points of the number of incidents: {months}."), desk_slot("months", (struct str){arena_text(&r->arena, list.p, list.n), list.n}));
        buf_end(&one);
        buf_end(&list);
    }
}

static bool trend_answer(struct request *r, struct answer *a, const struct incident_columns *c, struct err *e)
{
    struct brief_request ask = {.since = request_day(r, "from"), .from = DAY_NONE, .to = request_day(r, "to"), .place = -1,
        .seed = desk_seed(r)};
    struct str words = r->argument_n ? r->arguments[0] : request_text(r, "place"), invented;
    struct brief_data b;
    if (!store_fact(r->store, "invented", &r->arena, &invented, e))
        return false;
    ask.invented = str_is(invented, "1");
    if (!desk_place(c, words, &ask.place, e) || !desk_thresholds(r, &ask.thresholds, e) || !brief_gather(c, &ask, &r->arena, &b, e))
        return false;
    desk_note_months(r, a);
    desk_note_twice(r, a, c, NULL);
    const char *is_in = NULL;
    struct str name = b.place >= 0 ? gazetteer_name(c->places, (size_t)b.place, language_code(r->speech.language), &is_in) : b.country_words;
    int64_t *counted = ARENA_ARRAY(&r->arena, int64_t, c->source_n + 1);
    for (size_t i = 0; i < c->source_n; i++)
        counted[i] = b.by_source[i].series ? b.by_source[i].incidents : 0;
    if (r->wants_json)
        trend_json(&b, b.place >= 0 ? gazetteer_place(c->places, (size_t)b.place)->name : name, counted, &a->json);
    else
        trend_table(r, a, &b, name);
    desk_cite(r, a, c, counted);
    return true;
}

static bool run_trend(struct request *r, struct answer *a, struct err *e)
{
    return desk_with_columns(r, a, trend_answer, e);
}

const struct operation operation_trend = {.name = "trend", .brief = T("how incidents, their deadliness and harm to civilians change"),
    .usage = "REGISTER [PLACE] [--from DAY] [--to DAY] [--active N] [--war N] [--json] [-o FILE.xlsx]",
    .text = T("Compares the last 24 months on record (or before --to) with the 24 before. --from and --to bound what is looked at. A change is a relative one: -0.45 is 45 % fewer."),
    .example = "diwan trend iraq.diwan Baghdad --json",
    .source = "McCullagh & Nelder 1989 (quasi-Poisson); Cochran 1977, 6.4 (ratios of totals); Wilson 1927; Killick et al. 2012 (change points); Venables & Ripley 2002, 7.4 (negative binomial slopes); Holm 1979; Conover 1999, 3.2 (medians); Adams & MacKay 2007 (run lengths); Vesco, Randahl et al. 2024 (error of death figures); docs/methods.md",
    .options = (const struct option_spec[]){{"o", OPTION_TEXT, "FILE", T("write to this file")}, {"active", OPTION_WHOLE, "N", T("killed in three months from which violence is called active (25)")},
        {"war", OPTION_WHOLE, "N", T("killed in three months from which it is called war (250)")}, {NULL, OPTION_FLAG, NULL, NULL}}, .needs = NEEDS_READ, .may = MAY_READ, .most = 1, .place_argument = true, .run = run_trend};
