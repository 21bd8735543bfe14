/* SPDX-License-Identifier: GPL-3.0-or-later */
/* brief: why data are missing, and what was asked and what came back. As of the last day on which anything of it is on record, so that the same register gives the same brief on any day. */
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

/* Only what somebody made public: all else names who stood in whose way to those who hold the register alone (`show restrictions`). */
bool desk_brief_hidden(struct request *r, struct store *s, struct brief_data *b, struct err *e)
{
    struct restriction *all;
    size_t n, kept = 0;
    if (b->request.audience != BRIEF_FULL)
        return true;
    if (!restrictions_read(s, &r->arena, &all, &n, e))
        return false;
    struct looked_judgement *at = ARENA_ARRAY(&r->arena, struct looked_judgement, n + 1);
    struct brief_hidden *list = ARENA_ARRAY(&r->arena, struct brief_hidden, n + 1);
    for (size_t i = 0; i < n; i++)
        if (all[i].hides && all[i].visible == VISIBLE_PUBLIC) {
            at[kept] = (struct looked_judgement){.from = all[i].from, .to = all[i].to, .looked = LOOKED_LIMITED, .words = all[i].place, .said_by = all[i].said_by};
            list[kept++].kind = all[i].kind;
        }
    judgements_place(b->columns, at, kept);
    for (size_t i = 0; i < kept; i++) {
        if (!at[i].words.n) { /* no place is named: of the country */
            at[i].place = b->level ? -1 : b->place;
            at[i].of_country = b->level == 0;
        }
        if (brief_concerns(b, &at[i]))
            list[b->hidden_n++] = (struct brief_hidden){list[i].kind, at[i]};
    }
    b->hidden = list;
    return true;
}
