/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Shared by actors.c and actors_tell.c alone. */
#ifndef DIWAN_DESK_ACTORS_PRIV_H
#define DIWAN_DESK_ACTORS_PRIV_H
#include "actor/measures.h"
#include "desk/desk_priv.h"

struct actors_telling { /* who works with whom, as far as whoever asks may know */
    struct request *r;
    struct answer *a;
    struct roster *who;
    enum relation_use use;
    const struct tie *ties; /* of the kinds asked for */
    size_t tie_n, held_ties, held_actors, held_scores;
    bool *told, *tied;      /* by actor: may be named; has one of these ties */
    struct measures *kinds; /* of those kinds that anybody has a tie of */
    size_t kind_n;
    struct scored *scores;
    size_t score_n;
    struct differing *differing;
    size_t differing_n;
    bool machine;           /* all rows, and not only the first of each kind */
};
enum { ACTORS_SHOWN = 10 }; /* rows of a kind of tie that a person is shown */

void tell_kinds(struct actors_telling *t);
void tell_actors(struct actors_telling *t);
void tell_brokers(struct actors_telling *t);
void tell_communities(struct actors_telling *t);
void tell_isolated(struct actors_telling *t);
void tell_power(struct actors_telling *t);
void tell_words(struct actors_telling *t);
#endif
