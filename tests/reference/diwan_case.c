/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * diwan-case FOLDER [--method M] [--options FOLDER]
 *
 * FOLDER             the case; "shared:PATH" stands for PATH under the folder that DIWAN_SHARED names
 * --method M         another method than case.json says
 * --options FOLDER   where case.json is, when the case itself has none; without it the files tell what the case is of
 *
 * TAP on standard output; exit 0 when all agree or there is nothing to compare with, 1 otherwise, 2 on wrong usage.
 */
#include "case.h"

#include <sys/stat.h>

const struct case_method case_methods[] = {
    {"change_points", "exact change points: partition_counts, negative_binomial_size", change_points_run},
    {"squares", "least squares with breaks chosen by BIC: partition_squares", squares_run},
    {"run_lengths", "how long a level has held: run_lengths", run_lengths_run},
    {"hidden", "hidden levels: hidden_smooth, hidden_path, hidden_fit", hidden_run},
    {"violence_levels", "the published threshold rule: violence_levels", violence_levels_run},
    {"annual", "totals a year with their intervals: Garwood, Wilson, Clopper-Pearson", annual_run},
    {"counts", "counts by unit and month that must agree among themselves: series_of, trend_periods", counts_run},
    {"reported", "the error model of one reported number: reported_error and what follows from it", reported_run},
    {"estimates", "single calls of the methods of maths.h", estimates_run},
    {"network", "who is tied to whom: all of network.h but pictures", network_run},
    {"voices", "opinion groups of a conversation: all of opinion.h", voices_run},
    {"voices_stats", "the same without plane and groups: what is told of groups that are given, and bridging", voices_stats_run},
    {NULL, NULL, NULL},
};

/* ---- reporting --------------------------------------------------------------------------------- */

void worst_see(struct worst *w, double got, double expected, const char *fmt, ...)
{
    w->values++;
    if ((isnan(got) && isnan(expected)) || got == expected)
        return;
    double difference = fabs(got - expected);
    if (w->relative)
        difference /= MAX_OF(fabs(expected), 1e-6);
    if (isnan(difference))
        difference = INFINITY; /* one of the two is missing */
    if (difference <= w->difference)
        return;
    w->difference = difference;
    w->got = got;
    w->expected = expected;
    va_list args;
    va_start(args, fmt);
    vsnprintf(w->where, sizeof w->where, fmt, args);
    va_end(args);
}

static void line(struct case_run *run, bool ok, const char *what, struct buf *tail)
{
    run->tests++;
    run->failed += !ok;
    printf("%s %d - %s%s\n", ok ? "ok" : "not ok", run->tests, what, tail->p ? tail->p : "");
}

void case_report(struct case_run *run, const struct worst *w, const char *fmt, ...)
{
    char what[256];
    va_list args;
    va_start(args, fmt);
    vsnprintf(what, sizeof what, fmt, args);
    va_end(args);
    struct buf tail CLEANUP(buf_end) = {0};
    bool ok = w->difference <= w->tolerance && w->values > 0;
    buf_f(&tail, ": %" PRId64 " values, worst difference ", w->values);
    buf_real(&tail, w->difference);
    buf_text(&tail, w->relative ? " relative, tolerance " : ", tolerance ");
    buf_real(&tail, w->tolerance);
    if (!ok) {
        buf_f(&tail, "\n# %s: got ", w->values ? w->where : "nothing was compared");
        buf_real(&tail, w->got);
        buf_text(&tail, ", expected ");
        buf_real(&tail, w->expected);
    }
    line(run, ok, what, &tail);
}

void case_same(struct case_run *run, bool same, const char *found, const char *fmt, ...)
{
    char what[256];
    va_list args;
    va_start(args, fmt);
    vsnprintf(what, sizeof what, fmt, args);
    va_end(args);
    struct buf tail CLEANUP(buf_end) = {0};
    if (!same)
        buf_f(&tail, "\n# %s", found);
    line(run, same, what, &tail);
}

void case_skip(struct case_run *run, const char *why, const char *what)
{
    printf("ok %d - %s # SKIP %s\n", ++run->tests, what, why);
}

/* ---- the case ---------------------------------------------------------------------------------- */

static int usage(void)
{
    fprintf(stderr, "usage: diwan-case FOLDER [--method M] [--options FOLDER]\nmethods:\n");
    for (const struct case_method *m = case_methods; m->name; m++)
        fprintf(stderr, "  %-18s%s\n", m->name, m->what);
    return 2;
}

static const struct case_method *method_find(const char *name)
{
    for (const struct case_method *m = case_methods; m->name; m++)
        if (name && strcmp(m->name, name) == 0)
            return m;
    return NULL;
}

static bool is_folder(const char *path)
{
    struct stat st;
    return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

/* "shared:PATH" to a path; NULL when the shared folder is not there. */
static const char *resolve(const char *folder, struct arena *a)
{
    if (!str_starts(str_of(folder), "shared:"))
        return folder;
    const char *shared = getenv("DIWAN_SHARED");
    if (!shared || !*shared)
        return NULL;
    const char *path = arena_f(a, "%s/%s", shared, folder + strlen("shared:"));
    return is_folder(path) ? path : NULL;
}

static bool run_case(struct case_run *run, const char *options_folder, const char *method, struct err *e)
{
    cJSON *options = NULL;
    bool said = options_folder || case_has(run, "case.json");
    if (said ? !case_json(options_folder ? options_folder : run->folder, "case.json", &options, e) : !case_guess(run, &options, e))
        return false;
    run->options = options;
    const char *told = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(options, "method"));
    method = method ? method : told ? told : case_method_guess(run, options);
    if (!method && !option_text(options, "method", &method, e))
        return false;
    const struct case_method *m = method_find(method);
    bool ok = m ? m->run(run, e) : err_set(e, ERR_USAGE, "there is no method \"%s\"", method);
    cJSON_Delete(options);
    return ok;
}

int main(int argc, char **argv)
{
    const char *folder = NULL, *method = NULL, *options = NULL;
    for (int i = 1; i < argc; i++) {
        if (strcmp(argv[i], "--method") == 0 && i + 1 < argc)
            method = argv[++i];
        else if (strcmp(argv[i], "--options") == 0 && i + 1 < argc)
            options = argv[++i];
        else if (argv[i][0] != '-' && !folder)
            folder = argv[i];
        else
            return usage();
    }
    if (!folder || (method && !method_find(method)))
        return usage();
    struct case_run run = {0};
    run.folder = resolve(folder, &run.arena);
    if (!run.folder) {
        printf("1..0 # SKIP set DIWAN_SHARED to the folder that holds %s\n", folder + strlen("shared:"));
        return 0;
    }
    struct err e = {0};
    bool ran = run_case(&run, options, method, &e);
    arena_end(&run.arena);
    if (!ran) {
        printf("Bail out! %s\n", e.text);
        return 1;
    }
    printf("1..%d\n", run.tests);
    return run.failed || run.tests == 0;
}
