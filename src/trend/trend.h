/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * trend: how frequency, deadliness and harm to civilians change. The unit is a place and a month, never
 * a person. Series and results belong to the arena they were made in.
 */
#ifndef DIWAN_TREND_H
#define DIWAN_TREND_H
#include "core/core.h"
#include "math/maths.h"
#include "panel/panel.h"

/* Where the levels of lethal violence begin, and how long they are remembered (METHOD E.2). */
struct level_thresholds {
    int active, war;               /* dead in three months, 0 < active < war */
    int memory_short, memory_long; /* months after the last conflict month: always stabilisation; while incidents go on */
};
/* UCDP's 25 and 1,000 dead a year, the latter over three months. */
#define LEVEL_THRESHOLDS ((struct level_thresholds){25, 250, 12, 24})

struct series { /* one place (or a whole country), consecutive months */
    size_t months;
    int first_month;
    int compare; /* months in each of the two periods compared, the later one ending with the series; 0: 24 */
    const int32_t *incidents, *low, *best, *high, *civilians, *status_unknown;
    const int32_t *deaths_unknown; /* incidents with no best figure; NULL: none */
    const uint8_t *looked;         /* enum looked of each month; NULL: nobody said anything of it */
    const struct level_thresholds *thresholds; /* of the levels; NULL: LEVEL_THRESHOLDS */
};

/* ---- fewer, but deadlier or more against civilians? (METHOD D.4, D.5) ---- */

enum trend_deaths { TREND_LOW, TREND_BEST, TREND_HIGH, TREND_DEATHS };
enum trend_leg { LEG_FREQUENCY, LEG_DEADLINESS, LEG_CIVILIANS, LEGS };
struct trend_slope {
    double b, se; /* change a month of the log (of the civilian share: of the logit), with its standard error; NAN: `end` says why */
    double p;     /* one-sided Wald: of no trend, against the pattern's direction (fewer; deadlier; a larger civilian share) */
    double serial_p; /* the same with errors that allow for months that move together: violence comes in waves */
    enum regression_end end;
    int64_t months; /* in the regression */
};
/* What `months` months of the slope make, as a relative change (of the civilian share: of its odds), 95 % interval: 12 for a year. */
struct estimate slope_change(const struct trend_slope *s, double months);
struct trend_pattern {
    int from_month, to_month;     /* inclusive; to = from - 1: no months, nothing tested */
    int64_t months_unseen;        /* of them left out, because they could not be seen, or in part */
    struct trend_slope frequency; /* incidents a month, negative binomial */
    struct trend_slope deadliness[TREND_DEATHS]; /* dead per incident with a known figure, negative binomial with offset */
    struct trend_slope civilians[TREND_DEATHS];  /* known civilians among the dead, quasi-binomial */
    struct trend_slope civilians_at_most;        /* all dead of unknown status taken as civilians (best) */
    double adjusted[LEGS];        /* Holm's chances of the three legs together, of best; NAN where a leg could not be tested */
    bool holds[LEGS];             /* adjusted < .05 */
    /* The leg holds for low, best and high alike (each tested with Holm); that of civilians also with all unknown as civilians:
     * a share of known civilians also rises where more is known. */
    bool robust[LEGS];
    /* A robust leg that also holds with errors that allow for waves (serial_p). Strict: few months say little of waves, and a step that is
     * no straight line looks like one. Where waves are strong and nothing changes, found_robust is true in 15 to 20 of 100 series, this in 2 to 4. */
    bool in_waves[LEGS];
    bool found;                   /* fewer holds, and deadlier or more against civilians does */
    bool found_robust;            /* the same of the robust legs: only this should be said without more words */
    bool found_in_waves;          /* the same of the legs that hold in waves: chance would hardly make it */
};

struct period_totals {
    int from_month, to_month; /* inclusive; to = from - 1 when there is no such period */
    int64_t incidents, low, best, high, civilians, status_unknown;
    int64_t deaths_unknown;               /* incidents with no best figure */
    enum looked looked;                   /* the most cautious judgement of its months */
    struct estimate incidents_per_month;  /* interval: quasi-Poisson over months; NAN where a month could not be seen, or in part */
    /* dead (best) over incidents with a known figure: ratio of sums, the months that have such incidents as clusters
     * (Cochran 1977, 6.4; METHOD D.2), n = those incidents; NAN without any */
    struct estimate deaths_per_incident;
    /* known civilians over dead (best); Wilson (METHOD D.3), n = dead. It treats each dead as drawn alone, so the
     * interval is narrow; changes use months as clusters. NAN without dead, or where civilians exceed the dead
     * (a source that gives the one and not the other) */
    struct estimate civilian_share;
    struct estimate civilian_share_months; /* the same with months as clusters (ratio of totals): the honest interval; hi at most 1 */
    struct estimate civilian_share_known; /* the same among the dead whose status is known */
};
/* now against before, as a relative change: -0.45 = 45 % fewer. Interval with months as clusters. NAN where it cannot be
 * said: nothing before, or a month of either period that could not be seen, or in part. -1 without interval where there is
 * nothing now. Never infinite. */
struct change {
    struct estimate incidents, deaths_per_incident, civilian_share;
};
struct trend {
    struct period_totals whole;
    struct period_totals before;  /* the months_compared months before `now`; no period when not compared */
    struct period_totals now;     /* the last months_compared months; the whole series when not compared */
    struct change change;         /* now against before; all NAN when not compared */
    bool compared;                /* false: fewer than 2 x 12 months to compare */
    bool unseen;                  /* compared, but looking was limited or impossible in a month of either: nothing follows */
    struct estimate rise;         /* recorded incidents rose although looking was limited now and not before: by so much at least;
                                   * NAN where that cannot be said. A fall never is */
    double dependence;            /* how far months that hang together widen the intervals of incidents: factor on the variance, >= 1 */
    int months_compared;          /* months in each half: 24 where there are 48, else half of them; 0 when not compared */
    /* exact change points of the incident series (METHOD D.6, negative binomial with its size pooled over whole calendar
     * years, or over the series where it holds none; Poisson where not over-dispersed; beta = 2 ln T, minimum 3): first month of
     * each new segment, where what lies within a year of it on both sides could be seen (a rise also where looking was limited
     * after it and not before) */
    int *exact_points;
    size_t exact_point_n;
    /* The same with beta times what months that hang together make of a mean's variance (serial_inflation of the residuals): the
     * method takes months as independent, and in a series that merely drifts and has seasons finds turns that are none. Only these
     * are told to people. */
    int *change_points;
    /* Of each the first and the last month that it may as well be: those whose two segments cost at most 3.84 times that more than
     * the cheapest cut (a likelihood interval of 95 %, the other points held) */
    struct trend_range { int first, last; } *change_ranges;
    size_t change_point_n;
    struct trend_segment { /* between the change_points */
        int from_month, to_month;
        double mean;               /* of the months that could be seen, as all below; NAN: none could */
        struct estimate per_month; /* quasi-Poisson within the segment; it does not know that the segment was chosen */
    } *segments;
    size_t segment_n;
    uint8_t *levels;              /* METHOD E.2 per month: enum violence_level; of deaths best */
    uint8_t *levels_low, *levels_high; /* of the low and the high figures: where the three differ the level is split */
    struct level_thresholds thresholds; /* of the levels */
    struct trend_pattern pattern; /* over the months compared, before and now together; no months when not compared */
    struct trend_pattern slopes;  /* the same over the whole series */
    /* Median dead of one incident with a known figure, with its order-statistic interval (median_counts), where somebody with
     * the records filled it in: NAN else. A mean follows the largest incident, a median does not. */
    struct estimate median_before, median_now;
};
/* LEVEL_UNSEEN: below the threshold, but a month of the three could not be seen, or in part: not calm, not known. */
enum violence_level { LEVEL_CALM, LEVEL_TENSION, LEVEL_STABILISATION, LEVEL_RELAPSE, LEVEL_ACTIVE, LEVEL_WAR, LEVEL_UNSEEN };
const char *violence_level_code(enum violence_level l); /* "calm", "tension", ... as in the reference; "unknown" */

/* Totals, change, change points and levels of a series. Months may be 0. ERR_INPUT where the series holds negative numbers.
 * Cost O(months), at worst O(months^2). */
/* Only the periods and the change between them: no segments, no levels (NULL), no slopes. For many places at once. */
MUST_USE bool trend_periods(const struct series *s, struct trend *out, struct err *e);
MUST_USE bool trend_of(const struct series *s, struct arena *a, struct trend *out, struct err *e);
/* Row `row` of a panel as a series; row = SIZE_MAX: the sum of all rows, "place unknown" included. */
struct series series_of(const struct panel *p, size_t row, struct arena *a);
/* The level of lethal violence by thresholds (METHOD E.2; NULL: the published ones), one per month. The rule sees `deaths` as
 * given: unknown dead make it too low. O(months). */
void violence_levels(const int32_t *deaths, const int32_t *incidents, size_t months, const struct level_thresholds *thresholds, uint8_t *out);
/* Do low, best and high give that month different names? */
bool level_is_split(const struct trend *t, size_t month);
/* Take back what cannot be known of months that were not seen (LEVEL_UNSEEN). */
void levels_unseen(const uint8_t *looked, size_t months, uint8_t *levels);
/* Could every one of `n` months from `from` on be seen? True where nobody said anything. */
bool series_seen(const struct series *s, size_t from, size_t n);
/* Slopes and legs over `n` months from `from` on; months that could not be seen are left out, not taken as calm. n = 0: nothing
 * tested. O(n). */
struct trend_pattern trend_pattern_of(const struct series *s, size_t from, size_t n);
/* Month by month, with what was known by then alone: the chance that the level of incidents has held for three months or less, NAN where
 * the month could not be seen (METHOD D.7; run_lengths with hazard 1/24, Gamma(1, 0.1)). s->months of them. O(months^2). */
struct trend_recent {
    double chance;
    bool alarm; /* over one half, and more than three months were seen */
};
struct trend_recent *trend_recent_of(const struct series *s, struct arena *a);
#endif
