/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Inside the room `voice` only: how a dialogue is laid down, and how two are compared. */
#ifndef DIWAN_VOICE_PRIV_H
#define DIWAN_VOICE_PRIV_H
#include "voice/voice.h"

/* More cannot be coarsened with care: every choice of attributes is looked at. */
enum { OWN_ATTRIBUTES_MOST = 8 };

/* Attributes that somebody declared in a combination of fewer than people_least(b->k) go, as few as can be: the combinations with most attributes
 * that are shared by enough come first, those that most people share before others, and the dialogue's earlier attributes before later ones.
 * What was taken is noted. Done twice it takes nothing more. Values that nobody keeps although somebody declared them leave the list of
 * choices. Does not depend on the order of people. ERR_INPUT with more than OWN_ATTRIBUTES_MOST. */
MUST_USE bool voice_coarsen(struct dialogue_batch *b, struct err *e);

/* The day that a time lies in; DAY_NONE for VOICE_TIME_NONE. */
struct day voice_day(int64_t time_ms);
static inline struct bind voice_bind_day(struct day d) { return day_known(d) ? bind_int(d.n) : bind_null(); }
static inline struct bind voice_bind_time(int64_t ms) { return ms == VOICE_TIME_NONE ? bind_null() : bind_int(ms); }

/* ---- a batch in the order in which it is laid down ---- */

struct voice_cast {        /* one vote of one participant */
    uint32_t statement;    /* place in the batch's list */
    uint32_t event;        /* place among the events */
    int64_t time_ms;
    int8_t vote;
};
struct voice_laid {
    uint32_t *participant; /* by row: place in the batch's list */
    int64_t *id;           /* by row: its number in the register, rising */
    uint64_t *begin;       /* by row, one more: its events in `event` */
    uint32_t *event;       /* in the order they came */
    struct voice_cast *casts; /* those of one row at a time; room for the longest */
};
void voice_laid_end(struct voice_laid *l);
/* Of own dialogues in an order drawn by lot from `seed`. ERR_INPUT with more than 4,000,000,000 votes. */
MUST_USE bool voice_lay(const struct dialogue_batch *b, uint64_t seed, struct voice_laid *out, struct err *e);
/* The votes of a row: by statement, then as they were cast (time, then the file's order). Returns how many; the last of each statement counts. */
size_t voice_casts(const struct dialogue_batch *b, const struct voice_laid *l, size_t row);

/* ---- the content of a dialogue as one number ---- */

/* What a dialogue says, over texts and votes and not over the register's own numbers: of own dialogues neither over the participants'
 * numbers nor over times finer than a day. `closed`: as it would be laid down. */
uint64_t voice_digest_batch(const struct dialogue_batch *b, const struct voice_laid *l, struct day closed);
MUST_USE bool voice_digest_there(struct store *s, int64_t dialogue, uint64_t *out, struct err *e);
/* Put votes in order; those of which neither is `after` the other stay as they are. O(n log n), room for as many once more. */
void voice_events_sort(struct voice_event *list, size_t n, bool (*after)(const struct voice_event *a, const struct voice_event *b));
#endif
