/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * identify: what in a text could identify somebody: names, phone numbers, addresses, points finer than policy ... in Latin,
 * Arabic and Sorani letters, with digits of all three kinds. A detector of text, not of people: it decides by rules and word
 * lists (assets/identify), knows nobody, keeps nothing, and misses some: docs/security.md says how many.
 *
 * Linear in the text: one walk that makes letters and words of it, look-ups by hash, windows of bounded length; no pattern
 * that tries again and again.
 */
#ifndef DIWAN_IDENTIFY_H
#define DIWAN_IDENTIFY_H
#include "core/core.h"

enum identify_kind {
    IDENTIFY_NAME,       /* somebody's name: two names in a row, or one behind a title, a word of kinship, "called" */
    IDENTIFY_MAYBE_NAME, /* weaker: one given name alone, or words that look like a name and are on no list */
    IDENTIFY_PHONE, IDENTIFY_EMAIL,
    IDENTIFY_ADDRESS,    /* street, house or quarter with its number */
    IDENTIFY_POINT,      /* coordinates finer than policy, in whatever form, and links to maps */
    IDENTIFY_DOCUMENT,   /* passport, identity card */
    IDENTIFY_PROFILE,    /* handle or page in social media */
    IDENTIFY_BANK, IDENTIFY_INTERNET, /* account or card; address of a computer */
    IDENTIFY_PLATE,      /* of a vehicle */
    IDENTIFY_KINDS
};
const char *identify_code(enum identify_kind k); /* "name", "maybe_name", "phone" ... */

#define IDENTIFY_DECIMALS 2 /* of coordinates that may stand: about a kilometre */

struct identify_finding {
    enum identify_kind kind;
    size_t start, length; /* bytes of the text */
    const char *why;      /* the rule, in a few English words; static */
};
struct identify_scratch;
struct identify_findings { /* zero-initialise; may be used again for the next text */
    struct identify_finding *list; /* by start; they do not overlap */
    size_t n, room;
    struct identify_scratch *scratch;
};

/* Word lists, policy and what is known to be no person. After the last identify_known it only is read: threads may share it. */
struct identify *identify_new(int decimals);
void identify_free(struct identify **w);
/* A name of a place or a side that is no person: left out wherever it stands. One of a single word is no name by itself, but may
 * still be part of one. */
void identify_known(struct identify *w, struct str name);

/* Everything that one text holds, into `out`, replacing what stood there. Bytes that are not UTF-8 separate words. */
void identify_scan(const struct identify *w, struct str text, struct identify_findings *out);
void identify_findings_end(struct identify_findings *f);

/* So much of it as a list may show that must not leak itself: its first letter and how many letters and digits it has:
 * "A… (11)". Appended. */
void identify_mask(struct str text, const struct identify_finding *f, struct buf *out);

/* More decimals than policy in a number as it stands in a column: 0.1234 has 4. */
bool identify_finer(double degrees, int decimals);
#endif
