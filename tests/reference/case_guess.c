/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a folder without case.json is a case of: told by the names and headers of its files, whatever its country, units and sizes. */
#include "case.h"

#include <dirent.h>

enum { FILES_MOST = 4096 };

struct folder {
    const char *path;
    char *names[FILES_MOST]; /* in order */
    size_t n;
};

static int by_name(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static bool folder_read(struct case_run *run, const char *path, struct folder *out, struct err *e)
{
    DIR *d = opendir(path);
    if (!d)
        return err_set(e, ERR_INPUT, "%s cannot be read", path);
    *out = (struct folder){.path = path};
    for (const struct dirent *entry = readdir(d); entry && out->n < FILES_MOST; entry = readdir(d))
        if (entry->d_name[0] != '.')
            out->names[out->n++] = arena_f(&run->arena, "%s", entry->d_name);
    closedir(d);
    qsort(out->names, out->n, sizeof *out->names, by_name);
    return true;
}

/* A file read without complaint: what cannot be read is not of the layout looked for. */
static bool head_has(struct case_run *run, const char *name, const char *const *columns, size_t n)
{
    struct sheet s;
    struct err e = {0};
    size_t at;
    if (!case_has(run, name) || !sheet_read(run, name, &s, &e))
        return false;
    for (size_t i = 0; i < n; i++)
        if (!sheet_column(&s, columns[i], &at, &e))
            return false;
    return true;
}
#define HEAD_HAS(run, name, ...) head_has((run), (name), (const char *const[]){__VA_ARGS__}, sizeof((const char *const[]){__VA_ARGS__}) / sizeof(char *))

/* Does the first thing of the list in that JSON file hold such a key? */
static bool list_has(struct case_run *run, const char *name, const char *key)
{
    cJSON *list = NULL;
    struct err e = {0};
    if (!case_has(run, name) || !case_json(run->folder, name, &list, &e))
        return false;
    bool has = cJSON_GetObjectItemCaseSensitive(cJSON_GetArrayItem(list, 0), key) != NULL;
    cJSON_Delete(list);
    return has;
}

static const char *first_unit(struct case_run *run, const char *name)
{
    cJSON *list = NULL;
    struct err e = {0};
    const char *unit = "";
    if (case_json(run->folder, name, &list, &e)) {
        const char *text = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(cJSON_GetArrayItem(list, 0), "unit"));
        unit = text ? arena_f(&run->arena, "%s", text) : "";
        cJSON_Delete(list);
    }
    return unit;
}

static const char *with_ending(const struct folder *f, const char *ending)
{
    for (size_t i = 0; i < f->n; i++)
        if (str_ends(str_of(f->names[i]), ending))
            return f->names[i];
    return NULL;
}

/* Where the counts are that the case was made from: "{series}.csv" or "input_{series}.csv" in the folder, else in the first folder
 * beside it whose name ends in _counts and that knows the unit. */
static const char *input_pattern(struct case_run *run, const char *unit)
{
    static const char *const patterns[] = {"{series}.csv", "input_{series}.csv"};
    for (size_t i = 0; i < ARRAY_LEN(patterns); i++)
        if (HEAD_HAS(run, pattern_fill(run, patterns[i], "series", "events"), "month", unit))
            return patterns[i];
    struct folder *beside = ARENA_NEW(&run->arena, struct folder);
    struct err e = {0};
    if (!folder_read(run, arena_f(&run->arena, "%s/..", run->folder), beside, &e))
        return NULL;
    for (size_t i = 0; i < beside->n; i++)
        if (str_ends(str_of(beside->names[i]), "_counts") && HEAD_HAS(run, arena_f(&run->arena, "../%s/events.csv", beside->names[i]), "month", unit))
            return arena_f(&run->arena, "../%s/{series}.csv", beside->names[i]);
    return NULL;
}

static bool with_input(struct case_run *run, cJSON *to, const char *unit, struct err *e)
{
    const char *pattern = input_pattern(run, unit);
    if (!pattern)
        return err_set(e, ERR_INPUT, "the counts of %s are neither in the folder ({series}.csv) nor in a folder *_counts beside it", unit);
    cJSON_AddStringToObject(to, "input", pattern);
    cJSON_AddStringToObject(to, "deaths", pattern_fill(run, pattern, "series", "deaths_best"));
    cJSON_AddStringToObject(to, "incidents", pattern_fill(run, pattern, "series", "events"));
    return true;
}

static bool guess_change_points(struct case_run *run, const struct folder *f, cJSON *to, struct err *e)
{
    cJSON_AddStringToObject(to, "method", "change_points");
    cJSON_AddStringToObject(to, "expected", "summary.json");
    cJSON_AddStringToObject(to, "segments", "segments.csv");
    cJSON_AddNumberToObject(to, "months_a_year", 12);
    cJSON_AddNumberToObject(to, "tolerance", 1e-9);
    for (size_t i = 0; i < f->n; i++)
        if (str_ends(str_of(f->names[i]), ".json") && list_has(run, f->names[i], "RSS_by_m"))
            cJSON_AddStringToObject(to, "squares", f->names[i]);
    return with_input(run, to, first_unit(run, "summary.json"), e);
}

/* A folder that holds only breaks by least squares. */
static bool guess_squares(struct case_run *run, const char *name, cJSON *to, struct err *e)
{
    cJSON_AddStringToObject(to, "method", "squares");
    cJSON_AddStringToObject(to, "squares", name);
    return with_input(run, to, first_unit(run, name), e);
}

static bool guess_annual(struct case_run *run, const char *name, cJSON *to, struct err *e)
{
    cJSON_AddStringToObject(to, "method", "annual");
    cJSON_AddStringToObject(to, "expected", name);
    cJSON_AddNumberToObject(to, "confidence", 0.95);
    cJSON_AddNumberToObject(to, "tolerance", 1e-9);
    return with_input(run, to, first_unit(run, name), e);
}

static bool guess_levels(struct case_run *run, const char *file, cJSON *to, struct err *e)
{
    struct str name = str_of(file);
    cJSON_AddStringToObject(to, "method", "violence_levels");
    return with_input(run, to, arena_text(&run->arena, name.p, name.n - 4), e);
}

static bool has_ties(struct case_run *run)
{
    return HEAD_HAS(run, "expected.csv", "quantity", "value") && (HEAD_HAS(run, "edges.csv", "from", "to") || HEAD_HAS(run, "edges.csv", "actor", "event"));
}

static bool guess(struct case_run *run, const struct folder *f, cJSON *to, struct err *e)
{
    const char *of_list = NULL;
    if (has_ties(run))
        return cJSON_AddStringToObject(to, "method", "network") != NULL;
    if (HEAD_HAS(run, "expected.csv", "tov", "fatalities"))
        return cJSON_AddStringToObject(to, "method", "reported") != NULL;
    if (HEAD_HAS(run, "segments.csv", "series", "unit", "kind") && list_has(run, "summary.json", "size_r"))
        return guess_change_points(run, f, to, e);
    for (size_t i = 0; i < f->n; i++) {
        if (HEAD_HAS(run, f->names[i], "month", "phase"))
            return guess_levels(run, f->names[i], to, e);
        if (!str_ends(str_of(f->names[i]), ".json"))
            continue;
        if (list_has(run, f->names[i], "annual") || list_has(run, f->names[i], "freq_nb"))
            return guess_annual(run, f->names[i], to, e);
        if (list_has(run, f->names[i], "RSS_by_m"))
            return guess_squares(run, f->names[i], to, e);
        if (list_has(run, f->names[i], "hazard") || list_has(run, f->names[i], "start"))
            of_list = f->names[i];
    }
    if (of_list) {
        cJSON_AddStringToObject(to, "expected", of_list);
        if (with_ending(f, "_runlength.csv"))
            return cJSON_AddStringToObject(to, "method", "run_lengths") != NULL;
        if (with_ending(f, "_states.csv"))
            return cJSON_AddStringToObject(to, "method", "hidden") != NULL;
    }
    if (HEAD_HAS(run, "events.csv", "month") && HEAD_HAS(run, "deaths_best.csv", "month"))
        return cJSON_AddStringToObject(to, "method", "counts") != NULL;
    return err_set(e, ERR_INPUT, "%s has no case.json, and its files are of no layout that is known", run->folder);
}

const char *case_method_guess(struct case_run *run, const cJSON *options)
{
    bool voices = cJSON_HasObjectItem(options, "moderated_out") && cJSON_HasObjectItem(options, "statements_with_votes");
    const char *id = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(options, "id"));
    return voices ? "voices" : (id && str_starts(str_of(id), "actors/")) || has_ties(run) ? "network" : NULL;
}

bool case_guess(struct case_run *run, cJSON **options, struct err *e)
{
    struct folder *f = ARENA_NEW(&run->arena, struct folder);
    if (!folder_read(run, run->folder, f, e))
        return false;
    *options = cJSON_CreateObject();
    if (guess(run, f, *options, e))
        return true;
    cJSON_Delete(*options);
    *options = NULL;
    return false;
}
