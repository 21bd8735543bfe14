/* SPDX-License-Identifier: GPL-3.0-or-later */
/* brief: what was asked and what came back. As of the last day on which anything of it is on record, so that the same register gives the same brief on any day. */
#include "desk/desk_priv.h"
#include "engage/engage.h"

bool desk_brief_engagement(struct request *r, struct store *s, struct brief_data *b, struct err *e)
{
    int64_t last;
    if (b->request.audience != BRIEF_FULL || b->level > 0)
        return true;
    if (!store_int(s, "SELECT max(d) FROM (SELECT max(day) AS d FROM contact WHERE ended_by IS NULL AND outcome <> 'planned' UNION ALL SELECT max(outcome_day) FROM contact WHERE ended_by IS NULL "
            "UNION ALL SELECT max(made) FROM promise WHERE ended_by IS NULL UNION ALL SELECT max(state_day) FROM promise WHERE ended_by IS NULL) AS days", WITH_NOTHING, INT64_MIN, &last, e))
        return false;
    if (last == INT64_MIN)
        return true;
    struct engagement *g = ARENA_NEW(&r->arena, struct engagement);
    if (!engagement_read(s, (struct day){(int32_t)last}, &r->arena, g, e))
        return false;
    b->engagement = g->ask_n ? g : NULL;
    return true;
}
