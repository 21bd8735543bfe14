/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The level of lethal violence by published thresholds (METHOD E.2). The rule has no smoothing: flicker is real. */
#include "trend/trend.h"

#include <assert.h>

enum {
    WINDOW = 3,
    LOOK_BACK = 12, /* months before an outbreak in which stabilisation makes it a relapse */
    RELAPSE_MONTHS = 3
};

const char *violence_level_code(enum violence_level l)
{
    static const char *const codes[] = {[LEVEL_CALM] = "calm", [LEVEL_TENSION] = "tension",
        [LEVEL_STABILISATION] = "stabilisation", [LEVEL_RELAPSE] = "relapse", [LEVEL_ACTIVE] = "active", [LEVEL_WAR] = "war",
        [LEVEL_UNSEEN] = "unknown"};
    return (size_t)l < ARRAY_LEN(codes) ? codes[l] : "";
}

static int64_t recent(const int32_t *v, size_t at)
{
    int64_t sum = 0;
    for (size_t back = 0; back < WINDOW && back <= at; back++)
        sum += v[at - back];
    return sum;
}

/* gap: months since the last conflict month; SIZE_MAX when there was none. */
static enum violence_level quiet_level(size_t gap, bool incidents, const struct level_thresholds *t)
{
    if (gap <= (size_t)t->memory_short)
        return LEVEL_STABILISATION;
    if (gap <= (size_t)t->memory_long)
        return incidents ? LEVEL_STABILISATION : LEVEL_CALM;
    return incidents ? LEVEL_TENSION : LEVEL_CALM;
}

static bool stabilising_before(const uint8_t *levels, size_t at)
{
    for (size_t back = 1; back <= LOOK_BACK && back <= at; back++)
        if (levels[at - back] == LEVEL_STABILISATION)
            return true;
    return false;
}

void violence_levels(const int32_t *deaths, const int32_t *incidents, size_t months, const struct level_thresholds *thresholds, uint8_t *out)
{
    const struct level_thresholds t = thresholds ? *thresholds : LEVEL_THRESHOLDS;
    assert(t.active > 0 && t.war > t.active && t.memory_short >= 0 && t.memory_long >= t.memory_short);
    size_t last_conflict = SIZE_MAX, run_began = 0;
    bool relapse = false;
    for (size_t at = 0; at < months; at++) {
        int64_t dead = recent(deaths, at);
        if (dead < t.active) {
            size_t gap = last_conflict == SIZE_MAX ? SIZE_MAX : at - last_conflict;
            out[at] = (uint8_t)quiet_level(gap, recent(incidents, at) > 0, &t);
            continue;
        }
        if (at == 0 || last_conflict != at - 1) { /* a conflict begins; after which months? */
            run_began = at;
            relapse = stabilising_before(out, at);
        }
        last_conflict = at;
        out[at] = dead >= t.war ? LEVEL_WAR : LEVEL_ACTIVE;
        if (relapse && at - run_began < RELAPSE_MONTHS)
            out[at] = LEVEL_RELAPSE;
    }
}

void levels_unseen(const uint8_t *looked, size_t months, uint8_t *levels)
{
    for (size_t at = 0; looked && at < months; at++)
        for (size_t back = 0; back < WINDOW && back <= at; back++)
            if (looked[at - back] >= LOOKED_LIMITED && levels[at] < LEVEL_RELAPSE)
                levels[at] = LEVEL_UNSEEN;
}

bool level_is_split(const struct trend *t, size_t month)
{
    return t->levels_low[month] != t->levels[month] || t->levels_high[month] != t->levels[month];
}
