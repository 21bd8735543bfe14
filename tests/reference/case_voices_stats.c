/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is told of groups that are given (votes, measures, picks, consensus, priorities), and bridging. */
#include "case_voices.h"

/* A figure of the files stands for all that is written so, with ten digits: only what is beyond half of the last one counts. */
static void printed_see(struct worst *w, double got, double expected, const char *what, size_t row)
{
    double half = expected != 0 && isfinite(expected) ? 0.5 * pow(10, floor(log10(fabs(expected))) - 9) : 0;
    double beyond = fabs(got - expected) - half;
    worst_see(w, isnan(beyond) ? got : beyond <= 0 ? expected : expected + (got > expected ? beyond : -beyond), expected, "%s, row %zu", what, row + 2);
}

static const char *in_folder(struct case_run *run, const char *folder, const char *file)
{
    return arena_f(&run->arena, "%s/%s", folder, file);
}

/* ---- groups that are given --------------------------------------------------------------------- */

struct given {
    const char *folder; /* of the expected values */
    struct opinion_tally t;
    bool polis, reddwarf;
};

/* The groups that `people` tells (column "group" by participant). */
static bool given_read(struct case_run *run, const struct case_voices *v, const char *people, const char *folder, struct given *out, struct err *e)
{
    uint32_t *group = NULL;
    size_t groups = 0;
    if (!voices_groups(run, v, people, "group", &group, &groups, e))
        return false;
    *out = (struct given){.folder = folder, .polis = strcmp(folder, "expected-polis") == 0, .reddwarf = strcmp(folder, "expected-reddwarf") == 0};
    opinion_tally_of(&v->votes, group, groups, &run->arena, &out->t);
    return true;
}

struct votes_file {
    struct sheet s;
    double *group, *statement, *agree, *disagree, *seen;
};

static bool row_at(const struct case_voices *v, const struct given *g, const struct votes_file *f, size_t row, size_t *group, size_t *statement)
{
    *group = (size_t)f->group[row];
    return *group < g->t.groups && voices_at(v->statement, v->votes.statements, (int64_t)f->statement[row], statement);
}

static bool measures_compare(struct case_run *run, const struct case_voices *v, const struct given *g, const struct votes_file *f, struct err *e)
{
    static const char *const names[] = {"p_agree", "p_disagree", "z_agree", "z_disagree", "rep_agree", "rep_disagree", "zrep_agree", "zrep_disagree"};
    double *expected[ARRAY_LEN(names)];
    struct worst w = {.tolerance = 1e-9};
    size_t group = 0, s = 0;
    for (size_t k = 0; k < ARRAY_LEN(names); k++)
        if (!sheet_reals(run, &f->s, names[k], &expected[k], e))
            return false;
    for (size_t i = 0; i < f->s.rows; i++) {
        if (!row_at(v, g, f, i, &group, &s))
            continue; /* counted before */
        struct opinion_measure m = opinion_measure_of(&g->t, group, s);
        const double got[] = {m.p_agree, m.p_disagree, m.z_agree, m.z_disagree, m.rep_agree, m.rep_disagree, m.zrep_agree, m.zrep_disagree};
        for (size_t k = 0; k < ARRAY_LEN(names); k++)
            printed_see(&w, got[k], expected[k][i], names[k], i);
    }
    case_report(run, &w, "%s: shares, tests and representativeness", g->folder);
    return true;
}

static bool votes_compare(struct case_run *run, const struct case_voices *v, const struct given *g, struct err *e)
{
    struct votes_file f;
    const char *name = in_folder(run, g->folder, "group_votes.csv");
    if (!case_has(run, name))
        return true;
    if (!sheet_read(run, name, &f.s, e) || !sheet_reals(run, &f.s, "group", &f.group, e) || !sheet_reals(run, &f.s, "statement", &f.statement, e)
        || !sheet_reals(run, &f.s, "agree", &f.agree, e) || !sheet_reals(run, &f.s, "disagree", &f.disagree, e) || !sheet_reals(run, &f.s, "seen", &f.seen, e))
        return err_within(e, "%s", name);
    struct worst w = {0};
    size_t at = 0, measures = 0;
    for (size_t i = 0; i < f.s.rows; i++) {
        size_t group = 0, s = 0;
        bool known = row_at(v, g, &f, i, &group, &s);
        at = known ? opinion_at(&g->t, group, s) : 0;
        /* a statement that nobody voted on is no column: it has no votes in any group */
        worst_see(&w, known ? (double)g->t.agree[at] : 0, f.agree[i], "agree, row %zu", i + 2);
        worst_see(&w, known ? (double)g->t.disagree[at] : 0, f.disagree[i], "disagree, row %zu", i + 2);
        worst_see(&w, known ? (double)g->t.seen[at] : 0, f.seen[i], "seen, row %zu", i + 2);
    }
    case_report(run, &w, "%s: votes by group", g->folder);
    struct err no_column = {0};
    if (!sheet_column(&f.s, "p_agree", &measures, &no_column))
        return true;
    return measures_compare(run, v, g, &f, e);
}

/* ---- columns by statement ---------------------------------------------------------------------- */

/* The votes of all groups together. */
static double of_groups(const struct opinion_tally *t, const int64_t *votes, size_t s)
{
    int64_t sum = 0;
    for (size_t g = 0; g < t->groups; g++)
        sum += votes[opinion_at(t, g, s)];
    return (double)sum;
}

enum statement_figure { AGREED, DISAGREED, SEEN, SHARED_AGREE, SHARED_DISAGREE };
static double figure_of(const struct opinion_tally *t, size_t s, enum statement_figure figure)
{
    struct opinion_shared shared = opinion_shared_of(t, s, 0.95, 1);
    switch (figure) {
    case AGREED: return of_groups(t, t->agree, s);
    case DISAGREED: return of_groups(t, t->disagree, s);
    case SEEN: return of_groups(t, t->seen, s);
    case SHARED_AGREE: return shared.product_agree;
    case SHARED_DISAGREE: return shared.product_disagree;
    }
    return NAN;
}

static bool has_column(struct case_run *run, const char *file, const char *column)
{
    struct sheet s;
    struct err e = {0};
    size_t at = 0;
    return case_has(run, file) && sheet_read(run, file, &s, &e) && sheet_column(&s, column, &at, &e);
}

static bool figures_compare(struct case_run *run, const struct case_voices *v, const struct given *g, const char *file, struct err *e)
{
    static const struct {
        const char *column;
        enum statement_figure figure;
        double tolerance;
    } columns[] = {{"n_agree", AGREED, 0}, {"n_disagree", DISAGREED, 0}, {"n_seen", SEEN, 0}, {"gac_agree", SHARED_AGREE, 1e-12}, {"gac_disagree", SHARED_DISAGREE, 1e-12}};
    const char *name = in_folder(run, g->folder, file);
    for (size_t k = 0; k < ARRAY_LEN(columns); k++) {
        double *expected = NULL;
        struct worst w = {.tolerance = columns[k].tolerance};
        if (!has_column(run, name, columns[k].column))
            continue;
        if (!voices_reals(run, v, name, "statement", columns[k].column, &expected, e))
            return false;
        for (size_t s = 0; s < v->votes.statements; s++)
            if (!isnan(expected[s]))
                printed_see(&w, figure_of(&g->t, s, columns[k].figure), expected[s], columns[k].column, s);
        case_report(run, &w, "%s: %s", name, columns[k].column);
    }
    return true;
}

static bool is_all_alike(const double *v, size_t n)
{
    for (size_t i = 1; i < n; i++)
        if (v[i] != v[0])
            return false;
    return n > 1;
}

/* Priorities with the extremity that the same program gives, or the case's own method. */
static bool priority_compare(struct case_run *run, const struct case_voices *v, const struct given *g, struct err *e)
{
    const char *name = in_folder(run, g->folder, "statements.csv"), *extremes = name;
    double *expected = NULL, *extremity = NULL, *got = ARENA_ARRAY(&run->arena, double, v->votes.statements);
    struct worst w = {.tolerance = 1e-8, .relative = true};
    if (!has_column(run, name, "priority"))
        return true;
    static const char *const others[] = {"expected-polis/statements.csv", "expected-method/statements.csv"};
    for (size_t k = 0; k < ARRAY_LEN(others) && !has_column(run, extremes, "extremity"); k++)
        extremes = others[k];
    if (!has_column(run, extremes, "extremity"))
        return true;
    if (!voices_reals(run, v, name, "statement", "priority", &expected, e) || !voices_reals(run, v, extremes, "statement", "extremity", &extremity, e))
        return false;
    if (is_all_alike(expected, v->votes.statements)) {
        case_skip(run, "every statement has the same: the defect of uniform routing (method 9)", name);
        return true;
    }
    opinion_priority(&g->t, extremity, v->meta, got);
    for (size_t s = 0; s < v->votes.statements; s++)
        if (!isnan(expected[s]))
            worst_see(&w, got[s], expected[s], "statement %" PRId64, v->statement[s]);
    case_report(run, &w, "%s: priority", name);
    return true;
}

/* ---- lists ------------------------------------------------------------------------------------- */

struct list_file {
    struct sheet s;
    size_t direction;
    double *statement, *n_success, *n_trials, *p_success, *p_test, *repness, *repness_test, *best_agree; /* the last three of representative statements only */
};

static bool list_read(struct case_run *run, const char *name, const char *direction, struct list_file *f, struct err *e)
{
    *f = (struct list_file){0};
    if (!sheet_read(run, name, &f->s, e) || !sheet_column(&f->s, direction, &f->direction, e) || !sheet_reals(run, &f->s, "statement", &f->statement, e)
        || !sheet_reals(run, &f->s, "n_success", &f->n_success, e) || !sheet_reals(run, &f->s, "n_trials", &f->n_trials, e)
        || !sheet_reals(run, &f->s, "p_success", &f->p_success, e) || !sheet_reals(run, &f->s, "p_test", &f->p_test, e))
        return err_within(e, "%s", name);
    if (strcmp(direction, "repful_for") != 0)
        return true;
    return sheet_reals(run, &f->s, "repness", &f->repness, e) && sheet_reals(run, &f->s, "repness_test", &f->repness_test, e)
        && sheet_reals(run, &f->s, "best_agree", &f->best_agree, e);
}

static bool is_row(const struct case_voices *v, const struct list_file *f, size_t row, const struct opinion_pick *p)
{
    return v->statement[p->statement] == (int64_t)f->statement[row] && str_is(sheet_cell(&f->s, row, f->direction), p->agree ? "agree" : "disagree");
}

static double metric(const struct opinion_pick *p)
{
    return p->p_success * p->p_test * (isnan(p->repness) ? 1 : p->repness * p->repness_test);
}

/* Neighbours of equal metrics may stand in either order. */
static void swap_ties(const struct case_voices *v, const struct list_file *f, const size_t *rows, struct opinion_pick *picks, size_t n)
{
    for (size_t i = 0; i + 1 < n; i++)
        if (!is_row(v, f, rows[i], &picks[i]) && is_row(v, f, rows[i], &picks[i + 1]) && fabs(metric(&picks[i]) - metric(&picks[i + 1])) < 1e-12) {
            struct opinion_pick first = picks[i];
            picks[i] = picks[i + 1];
            picks[i + 1] = first;
        }
}

static void list_same(struct case_run *run, const struct case_voices *v, const struct list_file *f, const size_t *rows, size_t expected, struct opinion_pick *picks,
    size_t n, struct worst *figures, struct worst *tests, const char *what)
{
    bool same = n == expected;
    if (same)
        swap_ties(v, f, rows, picks, n);
    for (size_t i = 0; same && i < n; i++)
        same = is_row(v, f, rows[i], &picks[i]) && (!f->best_agree || picks[i].best_agree == (f->best_agree[rows[i]] == 1));
    struct buf found CLEANUP(buf_end) = {0};
    for (size_t i = 0; i < n; i++)
        buf_f(&found, " %" PRId64 " %s%s", v->statement[picks[i].statement], picks[i].agree ? "agree" : "disagree", picks[i].best_agree ? " (best)" : "");
    case_same(run, same, arena_f(&run->arena, "got%s; %zu are expected", found.p ? found.p : " nothing", expected), "%s: %zu statements in order", what, expected);
    for (size_t i = 0; same && i < n; i++) {
        worst_see(figures, (double)picks[i].n_success, f->n_success[rows[i]], "n_success, row %zu", rows[i] + 2);
        worst_see(figures, (double)picks[i].n_trials, f->n_trials[rows[i]], "n_trials, row %zu", rows[i] + 2);
        printed_see(figures, picks[i].p_success, f->p_success[rows[i]], "p_success", rows[i]);
        printed_see(figures, picks[i].p_test, f->p_test[rows[i]], "p_test", rows[i]);
        if (!f->repness)
            continue;
        printed_see(figures, picks[i].repness, f->repness[rows[i]], "repness", rows[i]);
        printed_see(tests, picks[i].repness_test, f->repness_test[rows[i]], "repness_test", rows[i]);
    }
}

/* red-dwarf returns nothing for a group without a best agree that has significant statements (method 7). */
static bool is_corner(const struct given *g, const struct opinion_pick *picks, size_t n)
{
    bool best = false;
    for (size_t i = 0; i < n; i++)
        best = best || picks[i].best_agree;
    return g->reddwarf && !best;
}

static bool representative_compare(struct case_run *run, const struct case_voices *v, const struct given *g, struct err *e)
{
    const char *name = in_folder(run, g->folder, "repness.csv");
    struct list_file f;
    double *group = NULL;
    if (!case_has(run, name))
        return true;
    if (!list_read(run, name, "repful_for", &f, e) || !sheet_reals(run, &f.s, "group", &group, e))
        return err_within(e, "%s", name);
    struct worst figures = {.tolerance = 1e-9}, tests = {.tolerance = g->polis ? 1e-6 : 1e-9}; /* Polis keeps them in 32 bits */
    size_t *rows = ARENA_ARRAY(&run->arena, size_t, f.s.rows + 1);
    for (size_t k = 0; k < g->t.groups; k++) {
        struct opinion_pick picks[OPINION_PICKS_MOST];
        size_t n = opinion_representative(&g->t, v->votes.out, k, picks), expected = 0;
        for (size_t i = 0; i < f.s.rows; i++)
            if ((size_t)group[i] == k)
                rows[expected++] = i;
        if (is_corner(g, picks, n))
            n = 0;
        list_same(run, v, &f, rows, expected, picks, n, &figures, &tests, arena_f(&run->arena, "%s: group %zu", name, k));
    }
    case_report(run, &figures, "%s: figures", name);
    case_report(run, &tests, "%s: repness_test", name);
    return true;
}

static bool consensus_compare(struct case_run *run, const struct case_voices *v, const struct given *g, struct err *e)
{
    static const char *const directions[] = {"disagree", "agree"};
    const char *name = in_folder(run, g->folder, "consensus.csv");
    struct list_file f;
    if (!case_has(run, name))
        return true;
    if (!list_read(run, name, "direction", &f, e))
        return false;
    struct worst figures = {.tolerance = 1e-9};
    size_t *rows = ARENA_ARRAY(&run->arena, size_t, f.s.rows + 1);
    for (size_t k = 0; k < 2; k++) {
        struct opinion_pick picks[OPINION_PICKS_MOST];
        size_t n = opinion_consensus(&g->t, v->votes.out, k == 1, picks), expected = 0;
        for (size_t i = 0; i < f.s.rows; i++)
            if (str_is(sheet_cell(&f.s, i, f.direction), directions[k]))
                rows[expected++] = i;
        list_same(run, v, &f, rows, expected, picks, n, &figures, NULL, arena_f(&run->arena, "%s: %s", name, directions[k]));
    }
    if (f.s.rows)
        case_report(run, &figures, "%s: figures", name);
    return true;
}

static bool given_compare(struct case_run *run, const struct case_voices *v, const char *people, const char *folder, struct err *e)
{
    struct given g;
    if (!case_has(run, in_folder(run, people, "participants.csv")))
        return true;
    return given_read(run, v, in_folder(run, people, "participants.csv"), folder, &g, e) && votes_compare(run, v, &g, e)
        && figures_compare(run, v, &g, "statements.csv", e) && figures_compare(run, v, &g, "gac.csv", e) && priority_compare(run, v, &g, e)
        && representative_compare(run, v, &g, e) && consensus_compare(run, v, &g, e);
}

/* ---- bridging ---------------------------------------------------------------------------------- */

static bool side_compare(struct case_run *run, const struct case_voices *v, const char *key, const double *intercept, const double *factor, struct err *e)
{
    const char *name = arena_f(&run->arena, "expected-bridging/%ss.csv", key);
    double *intercepts = NULL, *factors = NULL;
    size_t n = strcmp(key, "participant") == 0 ? v->votes.participants : v->votes.statements;
    struct worst w = {.tolerance = 1e-5};
    if (!voices_reals(run, v, name, key, "intercept", &intercepts, e) || !voices_reals(run, v, name, key, "factor", &factors, e))
        return false;
    for (size_t i = 0; i < n; i++) { /* who is left out is left out on both sides */
        worst_see(&w, intercept[i], intercepts[i], "intercept of %s %zu", key, i);
        worst_see(&w, factor[i], factors[i], "factor of %s %zu", key, i);
    }
    case_report(run, &w, "bridging: intercepts and factors of %ss", key);
    return true;
}

static bool bridging_compare(struct case_run *run, const struct case_voices *v, struct err *e)
{
    static const char *const names[] = {"participants", "statements", "ratings"};
    cJSON *model = NULL;
    struct opinion_bridging b;
    if (!case_has(run, "expected-bridging/model.json"))
        return true;
    if (!case_json(run->folder, "expected-bridging/model.json", &model, e) || !opinion_bridging_of(&v->votes, 0, &run->arena, &b, NULL, e)) {
        cJSON_Delete(model);
        return false;
    }
    struct worst sizes = {0}, loss = {.tolerance = 1e-9}, mu = {.tolerance = 1e-5};
    const double got[] = {(double)b.participants, (double)b.statements, (double)b.ratings};
    for (size_t k = 0; k < ARRAY_LEN(names); k++)
        worst_see(&sizes, got[k], real_or(model, names[k], NAN), "%s", names[k]);
    worst_see(&loss, b.loss, real_or(model, "loss", NAN), "loss");
    worst_see(&mu, b.mu, real_or(model, "mu", NAN), "mu");
    cJSON_Delete(model);
    case_report(run, &sizes, "bridging: who takes part");
    case_report(run, &loss, "bridging: loss");
    case_report(run, &mu, "bridging: mu");
    return side_compare(run, v, "statement", b.statement_intercept, b.statement_factor, e)
        && side_compare(run, v, "participant", b.participant_intercept, b.participant_factor, e);
}

bool voices_stats(struct case_run *run, const struct case_voices *v, struct err *e)
{
    static const char *const told[][2] = {/* whose groups; what is expected of them */
        {"expected-polis", "expected-polis"}, {"expected-polis", "given-polis-groups"}, {"expected-method", "expected-method"}, {"expected-reddwarf", "expected-reddwarf"}};
    for (size_t k = 0; k < ARRAY_LEN(told); k++)
        if (!given_compare(run, v, told[k][0], told[k][1], e))
            return false;
    return bridging_compare(run, v, e);
}

bool voices_stats_run(struct case_run *run, struct err *e)
{
    struct case_voices v;
    return case_voices_read(run, &v, e) && voices_stats(run, &v, e);
}
