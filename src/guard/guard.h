/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * guard: the only door from records to readers. Numbers enter as struct cells with their basis and leave as
 * struct shown, which documents, tables and pages accept and nobody else can make.
 *
 * Public records (incidents published by a source) pass as they are. Cells about people (who answered, who voted) pass only
 * where enough people stand behind them: as many as the register's stewards set, and never fewer than PEOPLE_K (store/people.h). The fuller protection
 * of such tables comes with the surveys.
 *
 * Numbers that would claim something of a place which could not be seen, or in part only, do not pass (guard_seen). Single
 * records pass as far as the licence of their source goes (guard_record); counts always do.
 */
#ifndef DIWAN_GUARD_H
#define DIWAN_GUARD_H
#include "actor/actor.h"
#include "core/core.h"
#include "said/said.h"
#include "store/people.h"

/* What numbers rest on: public records; or people, and how many of them at least. */
struct cells_basis { /* made by the two below; all 0 is none, and shows nothing */
    enum { BASIS_NONE_, BASIS_PUBLIC_, BASIS_PEOPLE_ } kind_;
    int64_t set_;
};
#define BASIS_PUBLIC_RECORD ((struct cells_basis){BASIS_PUBLIC_, 0})
/* `set`: the smallest group of the register (store_people; of a dialogue: about.k). Fewer than PEOPLE_K, or 0, counts as PEOPLE_K. */
static inline struct cells_basis basis_people(int64_t set) { return (struct cells_basis){BASIS_PEOPLE_, set}; }
static inline bool basis_is_public(struct cells_basis b) { return b.kind_ == BASIS_PUBLIC_; }
/* Fewest people behind a number; 0 of public records. */
static inline int64_t basis_least(struct cells_basis b) { return basis_is_public(b) ? 0 : people_least(b.set_); }

struct cells {
    struct cells_basis basis;
    size_t rows, columns;
    const struct estimate *v; /* row by row; NAN value = not known; for people n = how many people it rests on */
};
enum shown_state { SHOWN_VALUE = 1, SHOWN_UNKNOWN, SHOWN_UNSEEN, SHOWN_TOO_FEW, SHOWN_PARTLY_SEEN };
struct shown_cell { /* read it with the functions below; only guard fills it */
    enum shown_state state_;
    struct estimate v_;
};
struct shown {
    size_t rows, columns;
    const struct shown_cell *c;
};
MUST_USE bool guard_show(const struct cells *in, struct arena *a, struct shown *out, struct err *e);
/* One number. */
struct shown_cell guard_one(struct cells_basis basis, struct estimate v);
struct shown_cell guard_count(int64_t n); /* a count of public records: exact, so without interval */
/* Nobody could look: neither zero nor unknown. */
struct shown_cell guard_unseen(void);
/* A public number that claims something of a place and time (a rate, a zero, a mean): only where it could be seen. */
struct shown_cell guard_seen(struct estimate v, enum looked looked);
/* Which of `n` groups of people may be described: may[i] where people[i] is at least what the basis asks for; and where what is left out could be had by taking
 * away what is shown from all of them together (fewer people than that are left out, but some), the smallest of the others stays out, too,
 * until that is no longer so. Public records: all. Returns how many may. */
size_t guard_groups(struct cells_basis basis, const int64_t *people, size_t n, bool *may);
/* One record of a source with this licence. Passed on: in a brief, or anything else that leaves the house. Listed: to whoever
 * holds the register, who may pass it on. Own use: listed on a screen to somebody who was reminded. A licence that nobody has
 * stated lets records be listed, with a word about it, and not passed on. */
enum record_use { RECORD_PASSED_ON, RECORD_LISTED, RECORD_OWN_USE };
bool guard_record(enum licence licence, enum record_use use);
/* One tie between actors. Passed on: a brief, an export, a copy, the API. What is closed (trust, influence, information, mediation, disputes) and what comes of it is for stewards
 * on their own screen, whatever the row says: who could bridge can become a list of targets. Others as far as the row lets: the public, partners, staff. */
enum relation_use { RELATION_PASSED_ON, RELATION_PARTNERS, RELATION_STAFF, RELATION_STEWARD };
bool guard_relation(const struct relation *r, enum visible visible, enum relation_use use);
/* An actor of this kind (NULL not known) by name: sensitive kinds stay in the house. */
bool guard_actor(const struct actor_kind *kind, enum relation_use use);
/* A tie with both its ends named. */
bool guard_tie(const struct roster *who, const struct tie *t, enum relation_use use);
/* What somebody judged of an actor's power and interest: of an office, which is one person, of a sensitive kind, or where it is not known what it is, for stewards alone. */
bool guard_score(const struct actor *x, enum relation_use use);
/* What was asked of an institution and what came back, by its name: for staff and stewards. It closes doors to name who did not answer. */
bool guard_addressee(enum relation_use use);
/* The same in numbers: to others only where at least as many institutions stand behind them as the register tells of people (`set`: its smallest group), or a number would be a name. */
struct shown_cell guard_answers(struct estimate v, int64_t institutions, int64_t set, enum relation_use use);
/* Trust of a tie or of a chain: a value for stewards; not known to anybody else. */
struct shown_cell guard_trust(struct estimate v, enum relation_use use);
static inline enum shown_state shown_state(struct shown_cell c) { return c.state_; }
static inline struct estimate shown_value(struct shown_cell c) { return c.v_; } /* NAN unless SHOWN_VALUE */
static inline struct shown_cell shown_at(const struct shown *s, size_t row, size_t column)
{
    return s->c[row * s->columns + column];
}
#endif
