/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who is tied to whom, shared by the map (actors.c) and the page of one (actor.c). */
#ifndef DIWAN_WEB_ACTORS_PRIV_H
#define DIWAN_WEB_ACTORS_PRIV_H
#include "actor/measures.h"
#include "brief/figures.h"
#include "web/read_priv.h"

struct joined { /* what all who told said of one tie of one kind */
    uint32_t from, to; /* where it has no direction, the lower number first */
    const struct relation *relation;
    const struct tie *const *words; /* n of them, by who said it */
    size_t n, voices;               /* voices: how many told; nobody known counts once */
};
struct actors_seen { /* as far as the caller may know; in the exchange's arena */
    enum relation_use use;
    struct roster *who;
    struct tie *ties;
    size_t tie_n, held_ties, held_actors;
    bool *told;              /* by actor: may be named here */
    const struct joined *list; /* by kind, then actors */
    size_t n;
    uint32_t *degree;        /* by actor: entries of the list */
};
/* Stewards who ask for all (?all=yes, which is recorded) all of it, analysts what stays in the house, everybody else what is public. ERR_DENIED where it is not theirs to ask. */
MUST_USE bool actors_use(struct exchange *x, enum relation_use *out, struct err *e);
MUST_USE bool actors_read(struct exchange *x, enum relation_use use, struct actors_seen *out, struct err *e);

/* Of one actor in the networks of each kind of tie; measured once for each state of the register and kept. */
struct measured {
    const struct relation *relation;
    size_t actors;                         /* in that network */
    double degree, between, top, camp, sure; /* camp: from 1; NAN none */
    bool lies_between_firmly;              /* in at least MEASURE_STABLE_SHARE of the rounds among the first: only then is it told that it lies between */
    bool estimated;
};
MUST_USE bool actors_measured(struct exchange *x, enum relation_use use, uint32_t actor, struct measured **out, size_t *n, struct err *e);

enum network_line actors_line(const struct relation *r);
enum network_family actors_family(const struct actor_kind *k);
struct str actors_name(struct exchange *x, const struct roster *who, size_t at, const char **lang); /* lang: NULL the reader's */
struct str actors_address(struct exchange *x, const struct roster *who, size_t at, bool all);
/* Who said so: each once, in order, at most five and how many more. */
struct str actors_sayers(struct exchange *x, const struct joined *j);
const char *actors_visible(const struct joined *j); /* who may see it: a msgid */
void actors_held(struct exchange *x, const struct actors_seen *seen, struct buf *out); /* what is not told here */
/* Below the map: of whom no such tie is told (`tied`: by actor, has one; `fits`: by actor, asked for), and power and interest as judged, as figures and as a list. */
MUST_USE bool actors_more(struct exchange *x, const struct actors_seen *s, const bool *tied, const bool *fits, struct buf *out, struct err *e);
bool actor_one(struct exchange *x, struct err *e);
#define LEVELS 5
extern const char *const actors_levels[LEVELS], *const actors_level_labels[LEVELS]; /* the widest first; the last: not said */
size_t actors_level(struct str level);
#endif
