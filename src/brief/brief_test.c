/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a brief says, and when it does not: made-up columns, one rule a test. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "brief/brief.h"
#include "engage/engage.h"

enum { ROOM = 4000, BEFORE = 12 * 50, NOW = BEFORE + 24 }; /* months since 1970: 2020-01 and 2022-01 */

struct making {
    struct incident_columns *c;
    size_t n;
};

static struct making making_new(size_t sources)
{
    static const char *const names[] = {"Field Monitor", "Hospital Count", "UCDP GED"};
    struct making m = {.c = columns_make(ROOM, 0)};
    struct incident_columns *c = m.c;
    intern_id(&c->words, STR(""));
    intern_id(&c->words, STR("Selmara"));
    c->source_n = sources;
    c->sources = ARENA_ARRAY(&c->arena, struct str, sources);
    c->source_citations = ARENA_ARRAY(&c->arena, struct str, sources);
    c->source_licences = ARENA_ARRAY(&c->arena, struct str, sources);
    c->licences = ARENA_ARRAY(&c->arena, uint8_t, sources + 1);
    for (size_t i = 0; i < sources; i++) {
        c->sources[i] = str_of(names[sources == 1 ? 2 : i]);
        c->source_citations[i] = c->source_licences[i] = STR("");
    }
    return m;
}

struct one { /* an incident; unknown: dead whose status nobody recorded */
    int32_t low, best, high, civilians, unknown;
    uint8_t clarity;
};

static size_t put(struct making *m, int month, struct one x)
{
    size_t i = m->n++;
    assert_true(m->n <= ROOM);
    struct incident_columns *c = m->c;
    c->first[i] = c->last[i] = month_first(month).n + (int32_t)(i % 27);
    c->low[i] = x.low;
    c->best[i] = x.best;
    c->high[i] = x.high;
    c->civilians[i] = x.civilians;
    c->status_unknown[i] = x.unknown;
    c->clarity[i] = x.clarity;
    c->country[i] = 1;
    c->kind[i] = 1;
    c->id[i] = (int64_t)i + 1;
    return i;
}

static struct one killed(int32_t best, int32_t civilians, int32_t unknown)
{
    return (struct one){best, best, best, civilians, unknown, 1};
}

/* `months` from `first` on, about `a_month` incidents in each (one more, one fewer, in turn), all alike but for a few deaths more or less. */
static void months_of(struct making *m, int first, int months, int a_month, struct one x)
{
    for (int month = first; month < first + months; month++)
        for (int k = 0; k < a_month - 1 + (month - first) % 3; k++) {
            struct one y = x;
            int32_t more = x.best > 3 ? (month * 31 + k * k * 17) % 5 - 2 : 0;
            y.low += more, y.best += more, y.high += more;
            y.civilians = MIN_OF(y.civilians, y.best - y.unknown > 0 ? y.best - y.unknown : 0);
            y.unknown = MIN_OF(y.unknown, y.best);
            put(m, month, y);
        }
}

/* The brief up to its method as plain text, on lines of any length, with plain spaces. */
static char *brief_with(struct making *m, int from_month, int to_month, const struct brief_hidden *hidden, size_t hidden_n)
{
    static char text[1 << 20];
    struct arena a CLEANUP(arena_end) = {0};
    struct err e = {0};
    struct brief_data b;
    struct doc *d = NULL;
    m->c->n = m->n;
    columns_harm(m->c);
    struct brief_request r = {.from = month_first(from_month), .to = month_last(to_month), .since = DAY_NONE, .place = -1, .seed = 1};
    struct speech speech = {.language = language_find("en")};
    struct buf out CLEANUP(buf_end) = {0};
    assert_true(brief_gather(m->c, &r, &a, &b, &e));
    b.hidden = hidden;
    b.hidden_n = hidden_n;
    assert_true(brief_make(&b, &speech, &d, &e));
    doc_text(d, &(struct text_options){.width = 100000, .plain = true}, &out);
    assert_true(out.n < sizeof text);
    memcpy(text, out.p, out.n + 1);
    char *to = text, *method = strstr(text, "Method and sources");
    assert_non_null(method);
    for (const char *from = text; from < method;) {
        size_t space = strncmp(from, "\xc2\xa0", 2) == 0 ? 2 : strncmp(from, "\xe2\x80\xaf", 3) == 0 ? 3 : 0;
        *to++ = space ? ' ' : *from;
        from += space ? space : 1;
    }
    *to = '\0';
    doc_free(&d);
    columns_drop(&m->c);
    return text;
}

static char *brief_of(struct making *m, int from_month, int to_month)
{
    return brief_with(m, from_month, to_month, NULL, 0);
}

static void says(const char *text, const char *words)
{
    if (!strstr(text, words))
        fail_msg("not said: \"%s\" in\n%.3500s", words, text);
}

static void says_not(const char *text, const char *words)
{
    if (strstr(text, words))
        fail_msg("said: \"%s\" in\n%.3500s", words, text);
}

/* ---- fewer, but deadlier ---- */

static void fewer_but_deadlier_is_found(void **state)
{
    (void)state;
    struct making m = making_new(1);
    months_of(&m, BEFORE, 24, 20, killed(4, 1, 0));
    months_of(&m, NOW, 24, 8, killed(12, 3, 0));
    const char *text = brief_of(&m, NOW, NOW + 23);
    says(text, "Fewer, but deadlier. UCDP recorded");
    says(text, "deadly incidents in Selmara from January 2022 to December 2023");
    says(text, "also without summary records and without the largest incident");
    says(text, "Half of the incidents killed at most 12, before at most 4.");
    says(text, "Fewer incidents, but each killed more people");
    says_not(text, "against civilians");
}

static void and_more_against_civilians_is_found(void **state)
{
    (void)state;
    struct making m = making_new(1);
    months_of(&m, BEFORE, 24, 20, killed(4, 1, 0));
    months_of(&m, NOW, 24, 8, killed(10, 7, 0));
    const char *text = brief_of(&m, NOW, NOW + 23);
    says(text, "Fewer, but deadlier and more against civilians. UCDP recorded");
    says(text, "The share rose, whatever those of unknown status were");
}

static void one_large_incident_makes_nothing_deadlier(void **state)
{
    (void)state;
    struct making m = making_new(1);
    months_of(&m, BEFORE, 24, 20, killed(4, 1, 0));
    months_of(&m, NOW, 24, 8, killed(4, 1, 0));
    put(&m, NOW + 3, killed(5000, 0, 0));
    const char *text = brief_of(&m, NOW, NOW + 23);
    says(text, "Fewer incidents recorded. UCDP recorded");
    says_not(text, "deadlier");
    says_not(text, "Each killed more");
    says(text, "Half of the incidents killed at most 4, as before.");
}

static void summaries_alone_make_nothing_deadlier(void **state)
{
    (void)state;
    struct making m = making_new(1);
    months_of(&m, BEFORE, 24, 20, killed(4, 1, 0));
    months_of(&m, NOW, 24, 8, killed(4, 1, 0));
    for (int month = NOW; month < NOW + 24; month++)
        put(&m, month, (struct one){60, 60 + month % 2, 70, 10, 0, 2});
    const char *text = brief_of(&m, NOW, NOW + 23);
    says_not(text, "deadlier");
    says(text, "does not survive all checks, such as leaving out summary records");
    says(text, "does not survive all checks");
}

static void summaries_alone_make_no_rise(void **state)
{
    (void)state;
    struct making m = making_new(1);
    months_of(&m, BEFORE, 24, 8, killed(4, 1, 0));
    months_of(&m, NOW, 24, 8, killed(4, 1, 0));
    for (int month = NOW; month < NOW + 24; month++)
        for (int k = 0; k < 12; k++)
            put(&m, month, (struct one){4, 4, 4, 1, 0, 2});
    const char *text = brief_of(&m, NOW, NOW + 23);
    says_not(text, "More incidents recorded.");
    says(text, "but not without summary records, which stand for several events each");
}

static void gathering_events_into_summaries_makes_no_fall(void **state)
{
    (void)state;
    struct making m = making_new(1);
    months_of(&m, BEFORE, 24, 20, killed(4, 1, 0));
    months_of(&m, NOW, 24, 8, killed(4, 1, 0));
    for (int month = NOW; month < NOW + 24; month++)
        for (int k = 0; k < 3; k++)
            put(&m, month, (struct one){16, 16, 16, 4, 0, 2});
    const char *text = brief_of(&m, NOW, NOW + 23);
    says_not(text, "Fewer");
    says(text, "are summaries that stand for several events, 0 % in the period before");
}

/* Records without a number of deaths say nothing of how many each killed. */
static void the_last_stretch_counts_known_deaths_alone(void **state)
{
    (void)state;
    struct making m = making_new(1);
    months_of(&m, BEFORE, 24, 6, killed(8, 1, 0));
    months_of(&m, NOW, 12, 6, killed(8, 1, 0));
    months_of(&m, NOW + 12, 12, 6, killed(8, 1, 0));
    months_of(&m, NOW + 12, 12, 16, killed(-1, -1, -1));
    const char *text = brief_of(&m, NOW, NOW + 23);
    says(text, "The period turned within itself");
    says(text, "each killed 8.");
    says_not(text, "each killed 2.");
}

static void high_figures_alone_make_nothing_deadlier(void **state)
{
    (void)state;
    struct making m = making_new(1);
    months_of(&m, BEFORE, 24, 20, (struct one){4, 4, 4, 1, 0, 1});
    months_of(&m, NOW, 24, 8, (struct one){2, 6, 40, 1, 0, 1});
    says_not(brief_of(&m, NOW, NOW + 23), "deadlier");
}

/* ---- civilians ---- */

static void the_share_is_compared_only_where_bounds_are_apart(void **state)
{
    (void)state;
    struct making m = making_new(1);
    months_of(&m, BEFORE, 24, 10, killed(10, 2, 5)); /* about 20 % to 70 % */
    months_of(&m, NOW, 24, 10, killed(10, 5, 0));    /* 50 % */
    const char *text = brief_of(&m, NOW, NOW + 23);
    says(text, "of the dead, before between 20 % and 7");
    says(text, "As long as nobody knows who the others were, that is called neither a rise nor a fall.");
    says_not(text, "The share rose");
    says_not(text, "of the dead are civilians");
}

static void the_share_fell_where_even_all_unknown_do_not_matter(void **state)
{
    (void)state;
    struct making m = making_new(1);
    months_of(&m, BEFORE, 24, 10, killed(10, 7, 0));
    months_of(&m, NOW, 24, 10, killed(10, 2, 2));
    says(brief_of(&m, NOW, NOW + 23), "The share fell, whatever those of unknown status were, and also without summary records and without the largest incident.");
}

static void one_massacre_makes_no_rise_of_the_share(void **state)
{
    (void)state;
    struct making m = making_new(1);
    months_of(&m, BEFORE, 24, 10, killed(10, 2, 0));
    months_of(&m, NOW, 24, 10, killed(10, 2, 0));
    put(&m, NOW + 5, killed(9000, 9000, 0));
    const char *text = brief_of(&m, NOW, NOW + 23);
    says_not(text, "The share rose, whatever those of unknown status were, and also");
    says_not(text, "more of the dead are civilians");
}

static void nobody_said_who_the_dead_were(void **state)
{
    (void)state;
    struct making m = making_new(1);
    months_of(&m, BEFORE, 24, 10, killed(10, 0, 20));
    months_of(&m, NOW, 24, 10, killed(10, 0, 20));
    says(brief_of(&m, NOW, NOW + 23), "Of the dead nobody recorded whether they were civilians.");
}

/* ---- what could not be seen, who recorded, when ---- */

static void a_source_that_begins_makes_no_headline(void **state)
{
    (void)state;
    struct making m = making_new(2);
    months_of(&m, BEFORE, 48, 6, killed(4, 1, 0));
    size_t from = m.n;
    months_of(&m, NOW, 24, 12, killed(4, 1, 0));
    for (size_t i = from; i < m.n; i++)
        m.c->source[i] = 1;
    const char *text = brief_of(&m, NOW, NOW + 23);
    says(text, "2 sources recorded");
    says(text, "Only a part of the time compared is on record in Hospital Count");
    says(text, "What is recorded changed, but one source covers only a part of the time");
    says(text, "The number recorded turned in January 2022, but one source covers only a part of the time");
    says_not(text, "More incidents recorded.");
    says_not(text, "The number of incidents a month rose");
}

static void a_single_month_is_said_once(void **state)
{
    (void)state;
    struct making m = making_new(1);
    months_of(&m, BEFORE, 26, 6, killed(4, 1, 0));
    const char *text = brief_of(&m, NOW, NOW);
    says(text, "in Selmara in January 2022, in which");
    says_not(text, "January 2022 to January 2022");
}

static void what_did_not_kill_is_not_called_deadly(void **state)
{
    (void)state;
    struct making m = making_new(1);
    months_of(&m, BEFORE, 24, 6, killed(4, 1, 0));
    months_of(&m, NOW, 24, 6, killed(4, 1, 0));
    put(&m, NOW + 2, killed(0, 0, 0));
    says_not(brief_of(&m, NOW, NOW + 23), "deadly incidents in Selmara");
}

/* ---- turns, levels, errors ---- */

static void what_turned_back_makes_no_headline(void **state)
{
    (void)state;
    struct making m = making_new(1);
    months_of(&m, BEFORE, 24, 5, killed(4, 1, 0));
    months_of(&m, NOW, 14, 60, killed(4, 1, 0));
    months_of(&m, NOW + 14, 10, 2, killed(4, 1, 0)); /* fewer than ever at the end */
    const char *text = brief_of(&m, NOW, NOW + 23);
    says(text, "times as many");
    says(text, "The period turned within itself: since March 2023 there were");
    says_not(text, "More incidents recorded.");
}

static void a_turning_point_has_a_range(void **state)
{
    (void)state;
    struct making m = making_new(1);
    months_of(&m, BEFORE, 27, 8, killed(4, 1, 0));
    months_of(&m, BEFORE + 27, 1, 16, killed(4, 1, 0)); /* may belong to either side */
    months_of(&m, BEFORE + 28, 20, 24, killed(4, 1, 0));
    m.c->n = m.n;
    columns_harm(m.c);
    struct arena a CLEANUP(arena_end) = {0};
    struct err e = {0};
    struct brief_data b;
    assert_true(brief_gather(m.c, &(struct brief_request){.from = DAY_NONE, .to = DAY_NONE, .since = DAY_NONE, .place = -1, .seed = 1}, &a, &b, &e));
    assert_int_equal(b.trend.change_point_n, 1);
    assert_int_equal(b.trend.change_ranges[0].first, BEFORE + 27);
    assert_int_equal(b.trend.change_ranges[0].last, BEFORE + 28);
    columns_drop(&m.c);
}

static void the_published_error_is_of_ucdp_alone(void **state)
{
    (void)state;
    struct making m = making_new(1);
    months_of(&m, BEFORE, 48, 6, killed(4, 1, 0));
    says(brief_of(&m, NOW, NOW + 23), "The published error model of such figures puts the true number between");
    m = making_new(2);
    months_of(&m, BEFORE, 48, 6, killed(4, 1, 0));
    says_not(brief_of(&m, NOW, NOW + 23), "error model");
}

static void low_to_high_is_no_confidence_interval(void **state)
{
    (void)state;
    struct making m = making_new(2);
    months_of(&m, BEFORE, 48, 6, (struct one){3, 4, 9, 1, 0, 1});
    const char *text = brief_of(&m, NOW, NOW + 23);
    says(text, "by the lowest and the highest figures given");
    says(text, "they are not a confidence interval");
}

static void thresholds_are_said(void **state)
{
    (void)state;
    struct making m = making_new(1);
    months_of(&m, BEFORE, 48, 6, killed(4, 1, 0));
    says(brief_of(&m, NOW, NOW + 23), "Level of lethal violence: high from 25 and very high from 250 killed in three months; it is worked out of deaths, which cannot see rule by force");
}

static void without_deaths_there_is_no_level(void **state)
{
    (void)state;
    struct making m = making_new(2);
    months_of(&m, BEFORE, 48, 6, killed(-1, -1, -1));
    for (size_t i = 0; i < m.n; i++)
        m.c->harm[i] = HARM_UNKNOWN;
    const char *text = brief_of(&m, NOW, NOW + 23);
    says(text, "The level of lethal violence is worked out of deaths, which nobody recorded here.");
    says_not(text, "No death is recorded");
}

/* ---- what could be seen, in a register without borders ---- */

static void judge(struct making *m, int from_month, int to_month, enum looked looked)
{
    struct incident_columns *c = m->c;
    c->judgements = ARENA_ARRAY(&c->arena, struct looked_judgement, 1);
    c->judgements[0] = (struct looked_judgement){.place = -1, .from = month_first(from_month), .to = month_last(to_month), .looked = looked, .words = STR("Selmara"),
        .said_by = STR("Observatory"), .reason = STR("no road"), .of_country = true};
    c->judgement_n = 1;
}

static void a_fall_is_not_said_where_nobody_could_look(void **state)
{
    (void)state;
    struct making m = making_new(1);
    months_of(&m, BEFORE, 24, 20, killed(4, 1, 0));
    months_of(&m, NOW, 24, 5, killed(12, 3, 0));
    judge(&m, NOW + 6, NOW + 20, LOOKED_NONE);
    const char *text = brief_of(&m, NOW, NOW + 23);
    says(text, "this is called neither a fall nor a rise");
    says(text, "Not everything could be seen, so no change is told");
    says(text, "Observatory");
    says_not(text, "Fewer");
    says_not(text, "deadlier");
    says_not(text, "The share rose");
}

static void without_a_judgement_silence_is_not_calm(void **state)
{
    (void)state;
    struct making m = making_new(1);
    months_of(&m, BEFORE, 24, 6, killed(4, 1, 0));
    months_of(&m, NOW + 23, 1, 6, killed(4, 1, 0));
    says(brief_of(&m, NOW + 3, NOW + 6), "That is not the same as calm: nobody has recorded whether it could be seen.");
}

/* What stood in the way of looking is told by kind, whether or not anybody judged where it was possible. */
static void restrictions_are_told_by_kind(void **state)
{
    (void)state;
    struct making m = making_new(1);
    months_of(&m, NOW, 24, 5, killed(4, 1, 0));
    const struct brief_hidden list[] = {{restriction_kind_of(STR("permit_refused")), {.place = -1, .from = month_first(NOW), .to = DAY_NONE, .words = STR("Selmara"), .said_by = STR("Field office"), .of_country = true}},
        {restriction_kind_of(STR("access_denied")), {.place = -1, .from = month_first(NOW + 1), .to = month_last(NOW + 2), .said_by = STR("Survey team")}}};
    const char *text = brief_with(&m, NOW, NOW + 23, list, ARRAY_LEN(list));
    says(text, "What stood in the way of looking");
    says(text, "Permit refused");
    says(text, "Access denied");
    says(text, "Survey team");
    says(text, "no place is named");
    struct making bare_one = making_new(1);
    months_of(&bare_one, NOW, 24, 5, killed(4, 1, 0));
    says_not(brief_of(&bare_one, NOW, NOW + 23), "What stood in the way of looking");
}

/* ---- the phase that people set ---- */

static void set_phase(struct making *m, struct day from, struct day to)
{
    struct incident_columns *c = m->c;
    c->phases = ARENA_ARRAY(&c->arena, struct phase_set, 1);
    c->phases[0] = (struct phase_set){.place = -1, .from = from, .to = to, .phase = PHASE_CEASEFIRE, .words = STR("Selmara"), .said_by = STR("Council"), .of_country = true};
    c->phase_n = 1;
}

static void a_phase_that_has_ended_was_set(void **state)
{
    (void)state;
    struct making m = making_new(1);
    months_of(&m, BEFORE, 48, 6, killed(4, 1, 0));
    set_phase(&m, month_first(BEFORE), month_last(NOW + 12));
    const char *text = brief_of(&m, NOW, NOW + 23);
    says(text, "No phase has been set for Selmara for the end of December 2023; the last one, Ceasefire or stalemate, as set by Council, ended on 31 January 2023.");
    m = making_new(1);
    months_of(&m, BEFORE, 48, 6, killed(4, 1, 0));
    set_phase(&m, month_first(BEFORE + 2), month_last(BEFORE + 3)); /* before all that is compared */
    says(brief_of(&m, NOW + 12, NOW + 23), "the last one, Ceasefire or stalemate, as set by Council, ended on 30 April 2020.");
}

static void a_phase_of_later_is_not_the_phase_now(void **state)
{
    (void)state;
    struct making m = making_new(1);
    months_of(&m, BEFORE, 48, 6, killed(4, 1, 0));
    set_phase(&m, month_first(NOW + 20), DAY_NONE);
    says(brief_of(&m, NOW, NOW + 11), "No phase has been set for Selmara for the end of December 2022. ");
    m = making_new(1);
    months_of(&m, BEFORE, 48, 6, killed(4, 1, 0));
    says(brief_of(&m, NOW, NOW + 11), "No phase has been set for Selmara. ");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(fewer_but_deadlier_is_found),
        cmocka_unit_test(and_more_against_civilians_is_found),
        cmocka_unit_test(one_large_incident_makes_nothing_deadlier),
        cmocka_unit_test(summaries_alone_make_nothing_deadlier),
        cmocka_unit_test(summaries_alone_make_no_rise),
        cmocka_unit_test(gathering_events_into_summaries_makes_no_fall),
        cmocka_unit_test(the_last_stretch_counts_known_deaths_alone),
        cmocka_unit_test(high_figures_alone_make_nothing_deadlier),
        cmocka_unit_test(the_share_is_compared_only_where_bounds_are_apart),
        cmocka_unit_test(the_share_fell_where_even_all_unknown_do_not_matter),
        cmocka_unit_test(one_massacre_makes_no_rise_of_the_share),
        cmocka_unit_test(nobody_said_who_the_dead_were),
        cmocka_unit_test(a_source_that_begins_makes_no_headline),
        cmocka_unit_test(a_single_month_is_said_once),
        cmocka_unit_test(what_did_not_kill_is_not_called_deadly),
        cmocka_unit_test(what_turned_back_makes_no_headline),
        cmocka_unit_test(a_turning_point_has_a_range),
        cmocka_unit_test(the_published_error_is_of_ucdp_alone),
        cmocka_unit_test(low_to_high_is_no_confidence_interval),
        cmocka_unit_test(thresholds_are_said),
        cmocka_unit_test(without_deaths_there_is_no_level),
        cmocka_unit_test(a_fall_is_not_said_where_nobody_could_look),
        cmocka_unit_test(without_a_judgement_silence_is_not_calm),
        cmocka_unit_test(restrictions_are_told_by_kind),
        cmocka_unit_test(a_phase_that_has_ended_was_set),
        cmocka_unit_test(a_phase_of_later_is_not_the_phase_now),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
