/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * said: what people say of places, periods and sources: other names, whether anybody could look, the phase, the
 * licence. Words only: nobody here decides what follows from them. Each row keeps the file's own words for the place
 * or source, so that it joins whatever borders and sources come later.
 */
#ifndef DIWAN_SAID_H
#define DIWAN_SAID_H
#include "core/core.h"
#include "store/store.h"

/* Whether anybody could look at a place in a period. In the order of caution: of two the larger one rules. */
enum looked { LOOKED_UNSAID = 0, LOOKED_GOOD, LOOKED_LIMITED, LOOKED_NONE };
/* What a source's owner allows. Unknown: nobody has said. */
enum licence { LICENCE_UNKNOWN = 0, LICENCE_OPEN, LICENCE_ATTRIBUTION, LICENCE_NO_REPUBLICATION };
/* Phases of a conflict, in the codebook's order. */
enum phase { PHASE_UNSET = 0, PHASE_CALM, PHASE_TENSION, PHASE_OPEN, PHASE_PROTRACTED, PHASE_CEASEFIRE, PHASE_STABILISING,
    PHASE_RECOVERY, PHASE_COUNT };

/* The fixed machine words ("limited", "no-republication", "ceasefire"); "" for 0. */
const char *looked_code(enum looked v);
const char *licence_code(enum licence v);
const char *phase_code(enum phase v);
/* A phase's name in "en", "ar" or "ckb", as the codebook has it; "" for unset. For reading what people wrote: what is shown is phase_words. */
const char *phase_label(enum phase v, const char *language);
/* The same as a message, to be said in the reader's language and corrected like other words; "" for unset. */
const char *phase_words(enum phase v);

/* The word as people write it: the code, or a word for it in one of the three languages, in any case, with blanks, hyphens
 * and marks as they like. 0 when it is none of them. A licence may also be named ("CC BY 4.0", "CC0"): licences with further
 * conditions (non-commercial, no derivatives) are none of the three. */
enum looked looked_of(struct str word);
enum licence licence_of(struct str word);
enum phase phase_of(struct str word);
/* A language as its tag: "Arabic" -> "ar", "CKB" -> "ckb"; "" stays "". False when it is neither a known name nor shaped like a tag.
 * `out` has room for 16 bytes. */
bool said_language(struct str word, char out[16]);

/* The four tables of the store as one shape. What a kind does not have is "" or DAY_NONE. */
enum said_kind { SAID_ALIASES, SAID_OBSERVABILITY, SAID_PHASES, SAID_LICENCES, SAID_KINDS };
struct said_row {
    int64_t origin, id, import, line;
    struct str subject; /* place, or source */
    struct str what;    /* alias, or code of judgement, phase or licence */
    struct str by;      /* who says so; of an alias its language */
    struct str reason;  /* of a judgement */
    struct day from, to;
};
/* Rows in use, ordered by (origin, id), texts in the arena. */
MUST_USE bool said_rows(struct store *s, enum said_kind kind, struct arena *a, struct said_row **out, size_t *n, struct err *e);
/* Two names of a source mean the same one: compared folded. */
bool said_same_source(struct str a, struct str b);
#endif
