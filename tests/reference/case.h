/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * diwan-case: runs one reference case: a folder with inputs and expected values, and a case.json that says which method it
 * is of, or files by whose names and headers it is known. Names, units and sizes come from the case; this program knows methods, and no country.
 */
#ifndef DIWAN_CASE_H
#define DIWAN_CASE_H
#include "core/core.h"

#include <cjson/cJSON.h>

struct case_run {
    const char *folder;   /* of the case */
    const cJSON *options; /* case.json */
    struct arena arena;
    int tests, failed;
};

/* ---- what a comparison found ------------------------------------------------------------------- */

/* The worst difference of a group of values against one tolerance. */
struct worst {
    double difference, tolerance;
    bool relative;
    int64_t values;
    char where[160]; /* of the worst */
    double got, expected;
};
/* NAN equals NAN. Relative: |got - expected| / max(|expected|, 1e-6). */
void worst_see(struct worst *w, double got, double expected, const char *fmt, ...) PRINTF(4, 5);
/* One TAP line. */
void case_report(struct case_run *run, const struct worst *w, const char *fmt, ...) PRINTF(3, 4);
void case_same(struct case_run *run, bool same, const char *found, const char *fmt, ...) PRINTF(4, 5);
void case_skip(struct case_run *run, const char *why, const char *what);

/* ---- reading ----------------------------------------------------------------------------------- */

/* A plain CSV file (no line breaks in cells) as text. */
struct sheet {
    size_t columns, rows;
    struct str *head, *cells; /* rows x columns */
};
MUST_USE bool sheet_read(struct case_run *run, const char *name, struct sheet *out, struct err *e);
bool case_has(struct case_run *run, const char *name); /* is there such a file in the folder? */
MUST_USE bool sheet_column(const struct sheet *s, const char *name, size_t *out, struct err *e);
MUST_USE bool sheet_reals(struct case_run *run, const struct sheet *s, const char *column, double **out, struct err *e);
struct str sheet_cell(const struct sheet *s, size_t row, size_t column);
/* JSON beside the case; freed with the program. */
/* Runs `one` on each entry of the list in that file of the case, until one fails. */
MUST_USE bool case_each(struct case_run *run, const char *file, bool (*one)(struct case_run *, const cJSON *, struct err *), struct err *e);
MUST_USE bool case_json(const char *folder, const char *name, cJSON **out, struct err *e);
/* An option's text or number; fails when it is not there. */
MUST_USE bool option_text(const cJSON *from, const char *name, const char **out, struct err *e);
MUST_USE bool option_real(const cJSON *from, const char *name, double *out, struct err *e);
double real_or(const cJSON *from, const char *name, double otherwise);
/* `pattern` with {word} replaced. */
const char *pattern_fill(struct case_run *run, const char *pattern, const char *word, const char *by);

/* What the folder is a case of, from the names and headers of its files; the caller deletes it. */
MUST_USE bool case_guess(struct case_run *run, cJSON **options, struct err *e);
/* The method of a case.json that names none, from what it tells and what lies beside it; NULL where that is of no kind known. */
const char *case_method_guess(struct case_run *run, const cJSON *options);

/* ---- methods ----------------------------------------------------------------------------------- */

struct case_method {
    const char *name, *what;
    bool (*run)(struct case_run *run, struct err *e);
};
extern const struct case_method case_methods[]; /* NULL name at the end */
bool change_points_run(struct case_run *run, struct err *e);
bool violence_levels_run(struct case_run *run, struct err *e);
bool annual_run(struct case_run *run, struct err *e);
bool estimates_run(struct case_run *run, struct err *e);
bool squares_run(struct case_run *run, struct err *e);
bool run_lengths_run(struct case_run *run, struct err *e);
bool hidden_run(struct case_run *run, struct err *e);
bool counts_run(struct case_run *run, struct err *e);
bool reported_run(struct case_run *run, struct err *e);
bool voices_run(struct case_run *run, struct err *e);
bool network_run(struct case_run *run, struct err *e);
bool voices_stats_run(struct case_run *run, struct err *e);
#endif
