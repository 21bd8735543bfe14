/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * measures: who is tied to many, who lies between, which camps there are, who is judged how, and where two describe the same tie differently. Each kind of tie is a
 * network of its own. Whoever calls chooses the ties first (guard_relation, guard_actor): nothing here holds any back.
 *
 * Several people's words of one tie are one tie; its weight is the mean of the strengths that they told, and 1 where nobody told any. Where that mean is 0 or below (distrust)
 * there is no tie of that kind. A tie is as long as 1 / its weight. METHOD F.1, F.4, F.5.
 */
#ifndef DIWAN_ACTOR_MEASURES_H
#define DIWAN_ACTOR_MEASURES_H
#include "actor/actor.h"
#include "math/network.h"

enum measures_part { MEASURE_CENTRAL = 1, MEASURE_STABLE = 2, MEASURE_CAMPS = 4 };
enum { MEASURE_TOP = 5, MEASURE_ROUNDS = 200 };
#define MEASURE_STABLE_SHARE 0.8 /* in the top of so many rounds, or not named */
struct measures { /* arrays by place in `who` */
    const struct relation *relation;
    size_t n, ties, weak, sayers;   /* actors with a tie; pairs that are tied (of directed ties each way); pairs without, whose mean is 0 or below; who told */
    bool weighted;                  /* somebody told a strength */
    uint32_t *who;                  /* numbers in the roster, rising */
    struct network_measures m;      /* of MEASURE_CENTRAL */
    double *top;                    /* of MEASURE_STABLE: share of the rounds, each without a tenth of the ties, in which it was among the first MEASURE_TOP by betweenness */
    bool estimated;                 /* those ranks were, for the network is large */
    struct network_camps camps;     /* of MEASURE_CAMPS */
    double *least;                  /* of MEASURE_CAMPS: the share of seeds in which it was with that member of its camp with which it was least often; NAN alone */
};
/* Of the ties given those of one kind; `actors`: size of the roster; `parts`: what is wanted. ERR_STOPPED on Ctrl-C (`p` may be NULL). Cost: network_measure, network_stability, network_camps. */
MUST_USE bool measures_of(const struct tie *ties, size_t n, size_t actors, const struct relation *kind, unsigned parts, uint64_t seed, struct arena *a, struct measures *out,
    struct progress *p, struct err *e);

/* Two who describe the same tie of the same time differently; of several such pairs the one that is furthest apart. The lower strength first. In the order of kinds and actors. */
struct differing {
    const struct tie *low, *high;
};
MUST_USE bool measures_differing(const struct tie *ties, size_t n, struct arena *a, struct differing **out, size_t *out_n, struct progress *p, struct err *e);

/* What was judged of one actor in one matter: the median, from the lowest to the highest, n how many judged; the latest of each who judged. NAN where nobody did. */
struct scored {
    uint32_t actor;
    struct str issue, said_by; /* "" in general; all who judged, in order */
    struct estimate power, interest;
};
/* Judgements in use, made by `on` (DAY_NONE: all) or at no known day; by issue and actor. */
MUST_USE bool scores_read(struct store *s, const struct roster *who, struct day on, struct arena *a, struct scored **out, size_t *n, struct err *e);
/* METHOD F.4: quadrants at 5, a median of 5 counts as high; -1 where one of the two is not known. */
enum quadrant { QUADRANT_WATCH, QUADRANT_INFORM, QUADRANT_SATISFY, QUADRANT_MANAGE };
int scored_quadrant(const struct scored *s);
/* Everybody who judged puts it there: neither range reaches over 5. */
bool scored_agreed(const struct scored *s);
#endif
