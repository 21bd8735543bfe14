/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Inside the desk: what `gaps` tells, by its two files. */
#ifndef DIWAN_GAPS_PRIV_H
#define DIWAN_GAPS_PRIV_H
#include "coverage/coverage.h"
#include "desk/desk_priv.h"

struct gaps { /* one question */
    struct request *r;
    struct answer *a;
    const struct incident_columns *c;
    const struct coverage *k;
    const char *by;     /* "sector", "pillar" */
    bool *places;       /* by unit: asked for */
    bool *sectors;      /* by sector */
};
/* As machines read them: gap, single, crowded, several, none, unknown; high, not_high, unknown; incidents, asked, both, "". */
const char *gaps_state(const struct coverage_cell *x);
const char *gaps_need(const struct coverage_cell *x);
const char *gaps_why(const struct coverage_cell *x);
struct str gaps_source(const struct gaps *g, int32_t actor, struct str words); /* the register's name where it may be passed on; "" where it may not */
struct str gaps_actor(const struct gaps *g, int32_t actor); /* the key of one that is declared; "" */
void gaps_json(const struct gaps *g, struct buf *out);
#endif
