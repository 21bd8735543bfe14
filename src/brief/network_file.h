/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * network_file: actors and ties as files that other programs read: GraphML, GEXF 1.3, a spreadsheet of two sheets, ties as CSV. Only what guard lets pass on
 * gets into them: never who trusts whom, nor anybody of a kind that is listed for the house alone. Read in again, what left is the same.
 */
#ifndef DIWAN_NETWORK_FILE_H
#define DIWAN_NETWORK_FILE_H
#include "actor/actor.h"

struct network_leaving { /* in the arena it was chosen into */
    const struct roster *roster;
    size_t *actors, *at; /* numbers in the roster, in its order; and, by number, their places in that list */
    const struct tie **ties;
    size_t actor_n, tie_n, actors_held, ties_held; /* held: what stays here */
};
void network_leaving(const struct roster *r, const struct tie *ties, size_t n, struct arena *a, struct network_leaving *out);

void network_graphml(const struct network_leaving *l, struct buf *out);
void network_gexf(const struct network_leaving *l, struct buf *out);
void network_csv(const struct network_leaving *l, struct buf *out); /* ties alone */
MUST_USE bool network_xlsx(const struct network_leaving *l, struct buf *out, struct err *e);

/* The cells that all of them write: of actors and ties, under these heads; "" where there is nothing. */
struct network_heads { /* names have as many columns as any actor needs */
    const char **heads;
    size_t n, names; /* names: from this column on stand names */
    const struct network_leaving *l;
};
void network_actor_heads(const struct network_leaving *l, struct arena *a, struct network_heads *out);
struct str network_actor_cell(const struct network_heads *h, size_t actor, size_t column, struct arena *a);
enum { NETWORK_TIE_CELLS = 11 };
extern const char *const network_tie_heads[NETWORK_TIE_CELLS]; /* from, to, relation ... */
struct str network_tie_cell(const struct network_leaving *l, size_t tie, size_t column, struct arena *a);
/* A number, a day as files have them; "" where it is not known. In the arena. */
struct str file_real(double v, struct arena *a);
struct str file_day(struct day d, struct arena *a);
#endif
