/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How many may really have died: the published error model of UCDP's numbers over a brief's records (METHOD C.5). */
#include "brief/gather_priv.h"

/* The model was fitted to UCDP's numbers and says nothing of another source's. */
static bool is_ucdp(struct str name)
{
    return str_starts(name, "UCDP") && (name.n == 4 || name.p[4] == ' ');
}

struct estimate brief_deaths_model(const struct brief_data *b, int from_month, int to_month, struct brief_gap *left_out)
{
    const struct incident_columns *c = b->columns;
    struct arena a CLEANUP(arena_end) = {0};
    uint8_t *types = ARENA_ARRAY(&a, uint8_t, c->n + 1);
    int32_t *deaths = ARENA_ARRAY(&a, int32_t, c->n + 1);
    bool *ucdp = ARENA_ARRAY(&a, bool, c->source_n + 1);
    for (size_t s = 0; s < c->source_n; s++)
        ucdp[s] = is_ucdp(c->sources[s]);
    size_t n = 0;
    int32_t first = month_first(from_month).n, last = month_last(to_month).n;
    *left_out = (struct brief_gap){0};
    for (size_t i = 0; i < c->n; i++) {
        if (c->first[i] < first || c->first[i] > last || !in_place(b, i))
            continue;
        if (c->best[i] < 0 || c->kind[i] < 1 || c->kind[i] > REPORTED_TYPES || !ucdp[c->source[i]]) {
            left_out->incidents++;
            left_out->deaths += MAX_OF(c->best[i], 0);
            continue;
        }
        types[n] = c->kind[i]; /* of UCDP's records the kind is its type of violence */
        deaths[n++] = c->best[i];
    }
    struct reported *groups;
    size_t group_n = reported_group(types, deaths, n, &a, &groups);
    return reported_sum(groups, group_n, REPORTED_DRAWS, b->request.seed, 0.95);
}
