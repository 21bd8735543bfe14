/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How sure we are: what is unknown, with counts, and what that means. Silence is not calm. */
#include "brief/section_priv.h"

struct gap_row {
    const char *key;
    const char *label; /* msgid */
    const struct brief_gap *gap;
    enum trace_what take;
};

/* The records of that gap, as they were counted. */
static void trace_gap(struct page *p, struct doc_table *t, size_t row, const struct gap_row *r)
{
    const struct brief_data *b = p->b;
    bool of_country = r->take == TAKE_COARSE || r->take == TAKE_ELSEWHERE;
    struct trace_set set = {.name = r->key, .label = r->label, .what = r->take, .place = of_country ? b->country : b->place,
        .from_month = b->from_month, .to_month = b->to_month};
    trace_row_set(p, t, row, set, "method-counts");
}

/* The next of a list, and what it stands on. */
static struct words *next_item(struct page *p, struct words **w, unsigned bits, const char *method)
{
    trace_words(p, *w, bits, method);
    return (*w)++;
}

static struct doc_table *gaps_table(struct page *p, const struct gap_row *rows, size_t n)
{
    struct doc_table *t = doc_table_new(p->d, "unknown", 4, n);
    table_column(p, t, 0, "what", T("What is not known, or odd"), false);
    table_column(p, t, 1, "incidents", T("Incidents"), true);
    table_column(p, t, 2, "deaths_best", T("Killed in them"), true);
    table_column(p, t, 3, "share", T("Share of all the dead"), true);
    const struct brief_data *b = p->b;
    for (size_t i = 0; i < n; i++) {
        cell_words(p, t, i, 0, bare(p, rows[i].label));
        trace_gap(p, t, i, &rows[i]);
        t->cells[i * 4].machine = str_of(rows[i].key);
        t->cells[i * 4].machine_set = true;
        cell_number(t, i, 1, guard_count(rows[i].gap->incidents), NUMBER_INT);
        if (rows[i].gap == &b->no_deaths && rows[i].gap->deaths == 0)
            continue; /* nobody knows: no zero */
        cell_number(t, i, 2, guard_count(rows[i].gap->deaths), NUMBER_INT);
        if ((rows[i].gap != &b->coarse && rows[i].gap != &b->named_elsewhere) || b->level == 0) /* a share only of what is counted here */
            cell_number(t, i, 3, public_value(b->whole.deaths ? (double)rows[i].gap->deaths / (double)b->whole.deaths : NAN), NUMBER_PERCENT_1);
    }
    return t;
}

static struct str slope_range(struct page *p, struct estimate c, bool count)
{
    return isnan(c.lo) || isnan(c.hi) ? bare(p, T("no range can be given")) : change_range_text(p, c, count);
}

/* The way from one period to the other, month by month: three slopes, each with its interval. */
static void say_slopes(struct page *p, struct words *w)
{
    const struct trend_pattern *t = &p->b->trend.pattern;
    struct estimate incidents = slope_change(&t->frequency, 12), deaths = slope_change(&t->deadliness[TREND_BEST], 12), civilians = slope_change(&t->civilians[TREND_BEST], 12);
    struct slot slots[] = {slot_text("incidents", change_text(p, incidents, true)), slot_text("incidents_range", slope_range(p, incidents, true)),
        slot_text("deaths", change_text(p, deaths, false)), slot_text("deaths_range", slope_range(p, deaths, false)),
        slot_text("civilians", change_text(p, civilians, false)), slot_text("civilians_range", slope_range(p, civilians, false))};
    words_say(p->d, w, T("Month by month over both periods, as slopes: incidents a year {incidents} ({incidents_range}); deaths per incident a year {deaths} ({deaths_range}); odds that one of the dead is a known civilian, a year {civilians} ({civilians_range})."), slots, ARRAY_LEN(slots));
    struct findings f = findings_of(p->b); /* a slope knows nothing of summary records and single large incidents */
    const bool holds[LEGS] = {t->robust[LEG_FREQUENCY] && f.incidents == VERDICT_LESS && f.incidents_survive, t->robust[LEG_DEADLINESS] && f.deadliness == VERDICT_MORE && f.deadliness_survives,
        t->robust[LEG_CIVILIANS] && f.civilians == VERDICT_MORE && f.civilians_survive};
    const char *text = T(" Taken together they make no pattern that holds with low, best and high figures alike and survives leaving out summary records and the largest incidents.");
    if (holds[LEG_FREQUENCY] && holds[LEG_DEADLINESS] && holds[LEG_CIVILIANS])
        text = T(" Taken together they make a pattern, with low, best and high figures alike: fewer, but deadlier and with more civilians among the dead.");
    else if (holds[LEG_FREQUENCY] && holds[LEG_DEADLINESS])
        text = T(" Taken together they make a pattern, with low, best and high figures alike: fewer, but deadlier.");
    else if (holds[LEG_FREQUENCY] && holds[LEG_CIVILIANS])
        text = T(" Taken together they make a pattern, with low, best and high figures alike: fewer, but with more civilians among the dead.");
    SAY_BARE(p, w, text);
    if (holds[LEG_FREQUENCY] && (holds[LEG_DEADLINESS] || holds[LEG_CIVILIANS])) {
        bool in_waves = true;
        for (size_t leg = 0; leg < LEGS; leg++)
            in_waves = in_waves && (!holds[leg] || t->in_waves[leg]);
        SAY_BARE(p, w, in_waves ? T(" Chance would hardly make it, even as violence comes in waves.") : T(" But violence comes in waves, and waves without any trend could make it."));
    }
    SAY_BARE(p, w, T(" A slope is a straight line and sees no turn; months that could not be seen are left out. The findings above compare two periods; slopes ask for a steady change within them, which is another question."));
}

static void say_largest(struct page *p)
{
    const struct brief_data *b = p->b;
    struct block *items = doc_add(p->d, BLOCK_ITEMS);
    items->items = ARENA_ARRAY(&p->d->arena, struct words, 9);
    struct words *w = items->items;
    if (b->trend.now.deaths_unknown < b->trend.now.incidents)
        SAY(p, next_item(p, &w, TRACE_NOW, "method-counts"), T("Low and high are the source's own range, {low} to {high} around {best}; they are not a confidence interval, and the true number may lie above."),
        slot_text("low", count_text(p, MIN_OF(b->trend.now.low, b->trend.now.best))), slot_text("high", count_text(p, MAX_OF(b->trend.now.high, b->trend.now.best))),
        slot_text("best", count_text(p, b->trend.now.best)));
    if (b->reported.n > 0 && b->trend.now.best > 0)
        SAY(p, next_item(p, &w, TRACE_NOW, "method-error"), T("The published error model of UCDP's figures (Vesco, Randahl and others 2024, from what its experts said) puts the number killed in {incidents} {range}, {mean} on average. The error is mostly upward: dead are missed more often than invented. It takes the errors of incidents as independent, so what all reports miss alike is not in it."),
            slot_text("incidents", counted(p, TN("{n} incident", "{n} incidents"), b->reported.n)), slot_text("range", rough_range_text(p, b->reported)),
            slot_text("mean", count_text(p, llround(b->reported.value / rough_step(b->reported.value)) * (int64_t)rough_step(b->reported.value))));
    if (b->trend.pattern.to_month >= b->trend.pattern.from_month)
        say_slopes(p, next_item(p, &w, TRACE_NOW | TRACE_BEFORE, "method-change"));
    if (b->trend.now.status_unknown > 0 && b->trend.now.best > 0)
        SAY(p, next_item(p, &w, TRACE_NOW, "method-civilians"), T("Of {dead} nobody recorded whether they were civilians: the share of civilians lies between {low} and {high}."),
            slot_text("dead", counted(p, TN("{n} dead", "{n} dead"), b->trend.now.status_unknown)),
            slot_text("low", share_text(p, (double)b->trend.now.civilians / (double)b->trend.now.best)),
            slot_text("high", share_text(p, fmin(1, (double)(b->trend.now.civilians + b->trend.now.status_unknown) / (double)b->trend.now.best))));
    bool single = b->largest_source >= 0 && guard_record((enum licence)b->columns->licences[b->largest_source], RECORD_PASSED_ON);
    if (b->largest > 0 && single)
        SAY(p, next_item(p, &w, TRACE_LARGEST, "method-counts"), T("The largest single record counts {n}."), slot_text("n", counted(p, TN("{n} death", "{n} deaths"), b->largest)));
    if (b->series_sources_n > 1)
        SAY(p, next_item(p, &w, TRACE_REGISTER, "method-counts"), T("{sources} are added up: an incident that two of them report counts twice until somebody merges them."), slot_text("sources", counted(p, TN("{n} source", "{n} sources"), b->series_sources_n)));
    if (b->twice > 0)
        SAY(p, next_item(p, &w, TRACE_TWICE, "method-counts"), T("**Counted twice**: {n} among UCDP's candidate events, in months of which its checked release is in the register too. Take the candidate files of those months back."),
            slot_text("n", counted(p, TN("{n} incident", "{n} incidents"), b->twice)));
    if (b->series_sources_n == 1)
        SAY_BARE(p, next_item(p, &w, TRACE_REGISTER, "method-counts"), T("Only one source of such incidents is in the register, so nothing can be said of what it missed."));
    items->item_n = (size_t)(w - items->items);
}

/* ---- sources ---- */

/* Who recorded how much, and when: what overlaps is counted twice until somebody merges it. */
static void sources_table(struct page *p)
{
    const struct brief_data *b = p->b;
    struct block *sub = doc_add(p->d, BLOCK_SUBHEADING);
    sub->id = STR("who-recorded");
    SAY_BARE(p, &sub->words, T("Who recorded"));
    size_t n = 0, row = 0;
    for (size_t i = 0; i < b->columns->source_n; i++)
        n += b->by_source[i].incidents > 0;
    struct doc_table *t = doc_table_new(p->d, "sources", 6, n);
    table_column(p, t, 0, "source", T("Source"), false);
    table_column(p, t, 1, "incidents", T("Records of the country"), true);
    table_column(p, t, 2, "from", T("First day"), false);
    table_column(p, t, 3, "to", T("Last day"), false);
    table_column(p, t, 4, "counts", T("Counts as"), false);
    table_column(p, t, 5, "grade", T("Grade"), false);
    for (size_t i = 0; i < b->columns->source_n; i++) {
        if (b->by_source[i].incidents == 0)
            continue;
        cell_data(p, t, row, 0, b->columns->sources[i]);
        trace_row_set(p, t, row, source_set(p, i), "method-counts");
        cell_number(t, row, 1, guard_count(b->by_source[i].incidents), NUMBER_INT);
        cell_words(p, t, row, 2, day_text(p, b->by_source[i].first));
        cell_words(p, t, row, 3, day_text(p, b->by_source[i].last));
        cell_words(p, t, row, 4, b->by_source[i].series ? bare(p, T("lethal violence")) : bare(p, T("harm that does not kill")));
        cell_words(p, t, row++, 5, bare(p, T("none given")));
    }
    doc_add(p->d, BLOCK_TABLE)->table = t;
    struct block *note = doc_add(p->d, BLOCK_NOTE);
    trace_words(p, &note->words, TRACE_NONE, "method-counts");
    SAY_BARE(p, &note->words, b->series_sources_n > 1 ? T("Nobody has graded a source in this register, and nobody has merged what several of them record.") : T("Nobody has graded a source in this register."));
}

/* ---- how precisely ---- */

static void precision_table(struct page *p)
{
    static const char *const days[] = {T("Day: precision not stated"), T("Day: known"), T("Day: known to within a week"), T("Day: known to within a month"), T("Day: known to longer than a month")};
    static const char *const places[] = {T("Place: precision not stated"), T("Place: exact"), T("Place: near, within some 25 km"), T("Place: the district is known"),
        T("Place: the governorate is known"), T("Place: along a line, or in a vague area"), T("Place: only the country is known"), T("Place: at sea or in the air")};
    static const char *const codes[] = {"day_unknown", "day", "week", "month", "longer", "place_unknown", "exact", "near", "district", "governorate", "area", "country", "sea"};
    const struct brief_precision *q = &p->b->precision;
    enum { DAYS = ARRAY_LEN(days), ALL = ARRAY_LEN(days) + ARRAY_LEN(places) };
    int64_t n[ALL];
    size_t rows = 0, row = 0;
    for (size_t i = 0; i < ALL; i++) {
        n[i] = i < DAYS ? q->day[i] : q->place[i - DAYS];
        rows += n[i] > 0;
    }
    if (rows == 0)
        return;
    struct block *sub = doc_add(p->d, BLOCK_SUBHEADING);
    sub->id = STR("precision");
    SAY_BARE(p, &sub->words, T("How precisely it was recorded"));
    struct doc_table *t = doc_table_new(p->d, "precision", 3, rows);
    table_column(p, t, 0, "what", T("What is known"), false);
    table_column(p, t, 1, "incidents", T("Incidents"), true);
    table_column(p, t, 2, "share", T("Share"), true);
    for (size_t k = 0; k < ALL; k++) { /* the unknown of each last */
        size_t i = k < DAYS ? (k + 1) % DAYS : DAYS + (k - DAYS + 1) % (ALL - DAYS);
        if (n[i] == 0)
            continue;
        cell_words(p, t, row, 0, bare(p, i < DAYS ? days[i] : places[i - DAYS]));
        trace_row_set(p, t, row, (struct trace_set){.name = codes[i], .label = i < DAYS ? days[i] : places[i - DAYS], .what = i < DAYS ? TAKE_DAY_PRECISION : TAKE_PLACE_PRECISION,
            .place = p->b->place, .from_month = p->b->from_month, .to_month = p->b->to_month, .key = (int64_t)(i < DAYS ? i : i - DAYS)}, "method-counts");
        t->cells[row * 3].machine = str_of(codes[i]);
        t->cells[row * 3].machine_set = true;
        cell_number(t, row, 1, guard_count(n[i]), NUMBER_INT);
        cell_number(t, row++, 2, public_value((double)n[i] / (double)p->b->whole.incidents), NUMBER_PERCENT);
    }
    doc_add(p->d, BLOCK_TABLE)->table = t;
}

/* ---- words that people dispute ---- */

static void say_disputed_words(struct page *p)
{
    struct block *sub = doc_add(p->d, BLOCK_SUBHEADING);
    sub->id = STR("words");
    SAY_BARE(p, &sub->words, T("Words"));
    struct block *block = doc_add(p->d, BLOCK_PARAGRAPH);
    trace_words(p, &block->words, TRACE_NONE, "method-which");
    SAY_BARE(p, &block->words, T("This brief speaks of incidents, of armed groups, of people killed and of harm to civilians. Sources and parties have other words for the same acts and for one another; none of them is this brief's own. Such a word is kept with the name of whoever uses it, and shown with that name."));
}

static void say_unknown(struct page *p)
{
    const struct brief_data *b = p->b;
    const struct gap_row rows[] = {
        {"coarse", T("Known only to the country or a vague area: in no governorate"), &b->coarse, TAKE_COARSE},
        {"outside", T("Point outside every border, and no name that helps"), &b->outside, TAKE_OUTSIDE},
        {"nowhere", T("Neither a point nor a name of a place"), &b->nowhere, TAKE_NOWHERE},
        {"named_elsewhere", T("Its name means this governorate, its point lies in another: counted there"), &b->named_elsewhere, TAKE_ELSEWHERE},
        {"near_border", T("Point just outside a border: counted for the nearest governorate"), &b->near_border, TAKE_NEAR_BORDER},
        {"by_name", T("No usable point: counted by the name the source gives"), &b->by_name, TAKE_BY_NAME},
        {"disagree", T("Point and name mean different governorates: the point decides"), &b->disagree, TAKE_DISAGREE},
        {"summaries", T("Summary records: several events reported as one"), &b->summaries, TAKE_SUMMARIES},
        {"days_vague", T("Day known only to within a month or longer"), &b->days_vague, TAKE_DAYS_VAGUE},
        {"spans_months", T("Lasted over the end of a month: counted in the first"), &b->spans_months, TAKE_SPANS_MONTHS},
        {"no_deaths", T("No number of deaths given: counted as unknown, not as zero"), &b->no_deaths, TAKE_NO_DEATHS},
        {"low_over_best", T("The source's low is above its best estimate"), &b->low_over_best, TAKE_LOW_OVER_BEST},
        {"best_over_high", T("The source's best estimate is above its high"), &b->best_over_high, TAKE_BEST_OVER_HIGH},
    };
    struct gap_row kept[ARRAY_LEN(rows)];
    size_t n = 0;
    for (size_t i = 0; i < ARRAY_LEN(rows); i++)
        if (rows[i].gap->incidents > 0)
            kept[n++] = rows[i];
    if (n == 0)
        return;
    struct block *sub = doc_add(p->d, BLOCK_SUBHEADING);
    sub->id = STR("unknown");
    SAY_BARE(p, &sub->words, T("What is unknown"));
    doc_add(p->d, BLOCK_TABLE)->table = gaps_table(p, kept, n);
}

bool section_sure(struct page *p, struct err *e)
{
    (void)e;
    const struct brief_data *b = p->b;
    heading(p, "sure", T("How sure we are"));
    struct block *calm = doc_add(p->d, BLOCK_PARAGRAPH);
    trace_words(p, &calm->words, TRACE_NONE, "method-looked");
    if (b->judgement_n)
        SAY_BARE(p, &calm->words, T("Silence is not calm. Where it was limited or impossible to look, no rate, fall or calm is claimed; those who judge so are named below, and of several the most cautious rules. Where nobody has judged, a month or a place without incidents may be quiet, or merely unseen."));
    else if (b->columns->judgement_n)
        SAY(p, &calm->words, T("Silence is not calm. Nobody has judged where it was possible to look in {place}, so a month without incidents may be quiet, or merely unseen. No rate, fall or calm here is more than what the sources record."), slot_place(p, "place", b->place));
    else
        SAY_BARE(p, &calm->words, T("Silence is not calm. Nobody has recorded in this register where it was possible to look, so a month or a place without incidents may be quiet, or merely unseen. No rate, fall or calm here is more than what the sources record."));
    say_looked(p);
    if (b->trend.now.incidents > 0)
        say_largest(p);
    say_hidden(p);
    sources_table(p);
    if (b->trend.now.incidents > 0)
        precision_table(p);
    say_unknown(p);
    say_disputed_words(p);
    return true;
}
