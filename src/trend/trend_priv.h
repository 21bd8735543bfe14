/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of trend share among themselves. */
#ifndef DIWAN_TREND_PRIV_H
#define DIWAN_TREND_PRIV_H
#include "trend/trend.h"

#define TREND_CONFIDENCE 0.95

/* Fill change_points and segments of t from the incidents of s. */
void trend_segments(const struct series *s, struct arena *a, struct trend *t);
struct trend_pattern pattern_none(void);
#endif
