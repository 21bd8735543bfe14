/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cases of voices: people, statements and votes as the case gives them, and columns of its files by participant or by statement. */
#ifndef DIWAN_CASE_VOICES_H
#define DIWAN_CASE_VOICES_H
#include "case.h"
#include "math/opinion.h"

struct case_voices {
    struct opinion_votes votes;     /* rows: participants with a vote; columns: statements with one; both by rising id */
    int64_t *participant, *statement; /* their ids */
    bool *meta;                     /* by statement */
    size_t events;                  /* 0 where the case has no list of votes */
    uint32_t *event_participant, *event_statement; /* row and column of each vote, in time order */
};
MUST_USE bool case_voices_read(struct case_run *run, struct case_voices *out, struct err *e);

/* Where an id stands among n rising ids; false where it does not. */
bool voices_at(const int64_t *ids, size_t n, int64_t id, size_t *at);
/* A column of a file of the case by participant (`key` "participant") or by statement ("statement"): NAN where the file has no such row or
 * an empty cell. A row of an unknown id is an error. */
MUST_USE bool voices_reals(struct case_run *run, const struct case_voices *v, const char *file, const char *key, const char *column, double **out, struct err *e);
/* The same as small whole numbers, OPINION_NO_GROUP where missing; `count` (may be NULL): the largest plus 1. */
MUST_USE bool voices_groups(struct case_run *run, const struct case_voices *v, const char *file, const char *column, uint32_t **out, size_t *count, struct err *e);

/* What a case is asked: the plane and the groups; what is told of groups that are given (case_voices_stats.c). */
MUST_USE bool voices_plane(struct case_run *run, const struct case_voices *v, struct err *e);
MUST_USE bool voices_stats(struct case_run *run, const struct case_voices *v, struct err *e);
#endif
