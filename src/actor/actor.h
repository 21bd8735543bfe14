/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * actor: who there is, by which names, and what ties them, as people said. Institutions and offices, never private individuals.
 *
 * Rows of the register name actors in their own words (a key, a name in any script, an acronym, an identifier). A roster resolves words to
 * actors: declared ones, and those that are only named (by a tie, a project, a letter) and so far nothing else is known of. Words are the same
 * actor where they fold to the same key, name, acronym or identifier of it and of no other, or where somebody decided so (actor_same): likeness
 * is proposed, never taken.
 */
#ifndef DIWAN_ACTOR_H
#define DIWAN_ACTOR_H
#include "core/core.h"
#include "store/store.h"

/* ---- words of the codebook ---- */

struct actor_kind { /* actor_types of the codebook */
    const char *code, *label; /* label: msgid */
    int iati_type;            /* organisation type of IATI; 0 none */
    bool sensitive;           /* listed for stewards and analysts alone */
};
/* NULL where it is none. Any case; hyphens and blanks as underscores. */
const struct actor_kind *actor_kind_of(struct str code);
const struct actor_kind *actor_kinds(size_t *n);

enum visible { VISIBLE_STEWARDS = 0, VISIBLE_STAFF, VISIBLE_PARTNERS, VISIBLE_PUBLIC };
struct relation { /* relation_types of the codebook */
    const char *code, *label; /* msgid, as a verb: "trusts" */
    bool directed;
    int sign;               /* 1 good, -1 of a conflict (never carries a conversation), 0 neither */
    const char *measure;    /* msgid: what its strength means; "" */
    enum visible visible;   /* unless the row says otherwise; a row can only narrow what is not public by default */
};
const struct relation *relation_of(struct str code);
const struct relation *relations(size_t *n);
/* Trust, influence, information, mediation and dispute: for stewards, never in a brief, an export, a package or the API, whatever a row says. */
bool relation_closed(const struct relation *r);

/* ---- the roster ---- */

struct actor_named {
    struct str language, sort, name;
};
struct actor { /* its number is its place in the roster */
    struct str key;
    const struct actor_kind *kind; /* NULL not known */
    struct str level, place, reference, said_by, note;
    bool office, declared;
    const struct actor_named *names; /* of a declared one; those who are only named have one */
    size_t name_n;
    int64_t origin, id; /* of a declared one */
};
struct roster; /* in the arena it was read into; does not change */
/* Everybody that the register's rows in use name. Order: declared by (origin, id), then the others by their words. */
MUST_USE bool roster_read(struct store *s, struct arena *a, struct roster **out, struct err *e);
size_t roster_size(const struct roster *r);
const struct actor *roster_at(const struct roster *r, size_t number);
/* Whom these words mean; -1: nobody, or more than one (roster_doubt tells them apart). */
int32_t roster_find(const struct roster *r, struct str words);
bool roster_doubt(const struct roster *r, struct str words); /* several actors go by these words */
/* Its name in a language, or else the best there is; *language tells which ("" not known). Never empty. */
struct str roster_name(const struct roster *r, size_t number, const char *language, struct str *in);

/* ---- what people decided ---- */

/* Whether the actor of that key agreed to carry conversations, as it told `said_by`. In a store_task. */
MUST_USE bool actor_consent_say(struct store *s, struct str key, bool agreed, struct str said_by, struct day day, struct err *e);

/* Whether these words mean the actor of that key: "same", "other", or "" for a decision that is taken back. In a store_task. */
MUST_USE bool actor_same_say(struct store *s, struct str name, struct str key, struct str decision, struct str said_by, struct day day, struct err *e);

/* ---- ties ---- */

struct tie { /* one person's or file's word of one tie; strings in the arena */
    int32_t from, to; /* numbers in the roster */
    const struct relation *relation;
    double strength, amount; /* NAN not known */
    struct str currency, said_by, confidence, note;
    struct day since, until; /* DAY_NONE open */
    enum visible visible;
    int64_t origin, id, import, line;
};
/* Rows in use by (origin, id). `on`: only those that held on that day; DAY_NONE: all. */
MUST_USE bool ties_read(struct store *s, const struct roster *r, struct day on, struct arena *a, struct tie **out, size_t *n, struct err *e);
#endif
