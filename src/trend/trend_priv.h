/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of trend share among themselves. */
#ifndef DIWAN_TREND_PRIV_H
#define DIWAN_TREND_PRIV_H
#include "trend/trend.h"

#define TREND_CONFIDENCE 0.95

/* How much n months that hang together widen the variance of their mean: of what is left beside turns that are beyond that doubt. */
double trend_dependence(const struct series *s, size_t from, size_t n);
/* Fill exact_points, change_points and segments of t from the incidents of s. */
void trend_segments(const struct series *s, struct arena *a, struct trend *t);
struct trend_pattern pattern_none(void);
#endif
