/* SPDX-License-Identifier: GPL-3.0-or-later */
/* panel: incidents of candidate events in months that the checked release covers, too: the same events twice. */
#include "panel/panel_priv.h"

static int source_named(const struct incident_columns *c, const char *name)
{
    for (size_t i = 0; i < c->source_n; i++)
        if (str_is(c->sources[i], name))
            return (int)i;
    return -1;
}

static int64_t month_of_country(const struct incident_columns *c, size_t i)
{
    return (int64_t)c->country[i] * 65536 + day_month((struct day){c->first[i]}) + 32768;
}

static int by_value(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return (x > y) - (x < y);
}

int64_t columns_twice(const struct incident_columns *c, const struct selector *which, bool *marks)
{
    int checked = source_named(c, incident_ged.source), candidate = source_named(c, incident_candidate.source);
    if (checked < 0 || candidate < 0)
        return 0;
    int64_t *covered = mem_get((c->n + 1) * sizeof *covered), twice = 0;
    size_t n = 0;
    for (size_t i = 0; i < c->n; i++)
        if (c->source[i] == checked)
            covered[n++] = month_of_country(c, i);
    if (n)
        qsort(covered, n, sizeof *covered, by_value);
    for (size_t i = 0; n && i < c->n; i++) {
        int64_t key = month_of_country(c, i);
        bool both = c->source[i] == candidate && (!which || selector_takes(which, i)) && bsearch(&key, covered, n, sizeof key, by_value);
        twice += both;
        if (marks && both)
            marks[i] = true;
    }
    free(covered);
    return twice;
}
