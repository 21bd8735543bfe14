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

static void json_levels(struct json *j, const struct brief_data *b)
{
    const struct trend *t = &b->trend;
    json_key(j, "levels");
    json_array(j);
    for (size_t i = 0; i < b->series.months;) {
        size_t k = i;
        while (k + 1 < b->series.months && t->levels[k + 1] == t->levels[i])
            k++;
        json_object(j);
        json_key(j, "from"), month_value(j, b->series.first_month + (int)i);
        json_key(j, "to"), month_value(j, b->series.first_month + (int)k);
        json_key(j, "level"), json_text(j, str_of(violence_level_code((enum violence_level)t->levels[i])));
        json_close(j);
        i = k + 1;
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

static void trend_json(const struct brief_data *b, struct str name, struct buf *out)
{
    const struct trend *t = &b->trend;
    struct json j;
    json_begin(&j, out);
    json_object(&j);
    json_key(&j, "place"), json_text(&j, name);
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
    json_period(&j, "before", &t->before);
    json_period(&j, "now", &t->now);
    json_key(&j, "change_points");
    json_array(&j);
    for (size_t i = 0; i < t->change_point_n; i++)
        month_value(&j, t->change_points[i]);
    json_close(&j);
    json_levels(&j, b);
    json_key(&j, "phases"), json_array(&j), json_close(&j);   /* set by people; none can be set yet */
    json_key(&j, "observed"), json_array(&j), json_close(&j); /* who could look where: none recorded yet */
    json_series(&j, b);
    json_not_deadly(&j, b);
    json_close(&j);
}

static void trend_row(struct request *r, struct answer *a, struct doc_table *t, size_t row, const char *label, const char *key, struct estimate before, struct estimate now,
    struct estimate change, enum number_style style)
{
    desk_both(a, t, row, 0, str_of(say(&r->speech, label)), NULL, str_of(key));
    const struct shown_cell cells[] = {guard_one(BASIS_PUBLIC_RECORD, before), guard_one(BASIS_PUBLIC_RECORD, now), guard_one(BASIS_PUBLIC_RECORD, change)};
    for (size_t i = 0; i < 3; i++) {
        enum number_style s = i < 2 ? style : NUMBER_PERCENT;
        t->cells[row * t->column_n + 1 + 2 * i] = (struct doc_cell){.kind = CELL_NUMBER, .number = cells[i], .style = s};
        t->cells[row * t->column_n + 2 + 2 * i] = (struct doc_cell){.kind = CELL_RANGE, .number = cells[i], .style = s};
    }
}

static void trend_table(struct request *r, struct answer *a, const struct brief_data *b, struct str name)
{
    const struct trend *x = &b->trend;
    struct doc_table *t = desk_table(r, a, "trend", T("Frequency, deadliness and harm to civilians, a month"), 7, 3);
    static const char *const keys[] = {"measure", "before", "before_range", "now", "now_range", "change", "change_range"};
    static const char *const labels[] = {T("Measure"), T("Before"), T("95 % interval"), T("Now"), T("95 % interval"), T("Change"), T("95 % interval")};
    for (size_t i = 0; i < ARRAY_LEN(keys); i++) {
        desk_column(r, t, i, keys[i], labels[i], i > 0, "");
        t->columns[i].human_only = i == 2 || i == 4 || i == 6;
    }
    struct estimate none = ESTIMATE_NONE;
    trend_row(r, a, t, 0, T("Incidents a month"), "incidents", x->before.incidents_per_month, x->now.incidents_per_month, x->compared ? x->change.incidents : none, NUMBER_1);
    trend_row(r, a, t, 1, T("Deaths per incident"), "deaths_per_incident", x->before.deaths_per_incident, x->now.deaths_per_incident, x->compared ? x->change.deaths_per_incident : none, NUMBER_1);
    trend_row(r, a, t, 2, T("Known civilians among the dead"), "civilian_share", x->before.civilian_share_months, x->now.civilian_share_months, x->compared ? x->change.civilian_share : none, NUMBER_PERCENT);
    struct buf period[2] = {{0}, {0}};
    say_month(&r->speech, &period[0], b->from_month);
    say_month(&r->speech, &period[1], b->to_month);
    DESK_NOTE(r, a, x->compared ? T("{place}: now is {from} to {to}; before is as long, just before it.") : T("{place}: now is {from} to {to}; nothing as long is on record before it."), desk_slot("place", name),
        desk_slot("from", (struct str){arena_text(&r->arena, period[0].p, period[0].n), period[0].n}), desk_slot("to", (struct str){arena_text(&r->arena, period[1].p, period[1].n), period[1].n}));
    buf_end(&period[0]);
    buf_end(&period[1]);
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
    struct brief_request ask = {.since = request_day(r, "from"), .from = DAY_NONE, .to = request_day(r, "to"), .place = -1};
    struct str words = r->argument_n ? r->arguments[0] : request_text(r, "place");
    struct brief_data b;
    if (!desk_place(c, words, &ask.place, e) || !brief_gather(c, &ask, &r->arena, &b, e))
        return false;
    desk_note_months(r, a);
    const char *is_in = NULL;
    struct str name = b.place >= 0 ? gazetteer_name(c->places, (size_t)b.place, language_code(r->speech.language), &is_in) : b.country_words;
    if (r->wants_json)
        trend_json(&b, b.place >= 0 ? gazetteer_place(c->places, (size_t)b.place)->name : name, &a->json);
    else
        trend_table(r, a, &b, name);
    return true;
}

static bool run_trend(struct request *r, struct answer *a, struct err *e)
{
    return desk_with_columns(r, a, trend_answer, e);
}

const struct operation operation_trend = {.name = "trend", .brief = T("how incidents, their deadliness and harm to civilians change"),
    .usage = "REGISTER [PLACE] [--from DAY] [--to DAY] [--json]",
    .text = T("Compares the last 24 months on record (or before --to) with the 24 before. --from and --to bound what is looked at. A change is a relative one: -0.45 is 45 % fewer."),
    .example = "diwan trend iraq.diwan Baghdad --json",
    .source = "McCullagh & Nelder 1989 (quasi-Poisson); Cochran 1977, 6.4 (ratios of totals); Wilson 1927; Killick et al. 2012 (change points)",
    .options = (const struct option_spec[]){{NULL, OPTION_FLAG, NULL, NULL}}, .needs = NEEDS_READ, .most = 1, .place_argument = true, .run = run_trend};
