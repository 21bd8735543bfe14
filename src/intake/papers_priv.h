/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Inside the room `intake` only: what stands in the way, what is planned, and what institutions reply, on its way in. Words are ids in batch->words. */
#ifndef DIWAN_PAPERS_PRIV_H
#define DIWAN_PAPERS_PRIV_H
#include "engage/engage.h"
#include "intake/actors_priv.h"

enum paper_kind { PAPER_REPLY, PAPER_RESTRICTION, PAPER_PLAN, PAPER_CLASH, PAPER_KINDS };
enum { PAPER_WORDS = 7, PAPER_DAYS = 3 };
struct paper_row { /* in the order of the columns of the store: words, days, whether it hides data */
    uint32_t words[PAPER_WORDS];
    struct day days[PAPER_DAYS]; /* DAY_NONE not known */
    bool hides;                  /* of restrictions */
    int64_t line;
};
struct paper_batch {
    int64_t kind; /* enum paper_kind */
    struct paper_row *list;
    size_t n, room;
    struct intern words;
    struct problem_log log;
    int64_t rows, refused, duplicates, noted;
    struct key_index keys; /* while it is read */
    struct identify *identify;
    struct identify_findings findings;
};
void paper_batch_end(struct paper_batch *b);
/* What tells a row from others, as the store's taking back has it (store/undo.c). Appended. */
void paper_key(const struct paper_batch *b, const struct paper_row *x, struct buf *out);
extern const struct paper_shape {
    size_t words, days;
    unsigned key; /* words that tell rows apart: bits; of restrictions the first day, too */
} paper_shapes[PAPER_KINDS];

int replies_sniff(const struct table *t);
int restrictions_sniff(const struct table *t);
int plans_sniff(const struct table *t);
int clashes_sniff(const struct table *t);
/* Fails (ERR_INPUT) when the table cannot be read at all. */
MUST_USE bool papers_table(struct table *t, enum paper_kind kind, struct paper_batch *b, struct progress *p, struct err *e);
/* As people_save. */
MUST_USE bool papers_save(struct store *s, const struct paper_batch *b, struct import *im, bool write, struct err *e);
#endif
