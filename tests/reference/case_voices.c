/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Opinion groups: what the methods of opinion.h give for a conversation, against what other programs gave. The tolerances are those of the
 * table "What must hold, and how exactly" of the cases. */
#include "case_voices.h"

static void size_same(struct case_run *run, const char *option, size_t got)
{
    double expected = real_or(run->options, option, NAN);
    if (isnan(expected))
        return;
    struct worst w = {0};
    worst_see(&w, (double)got, expected, "%s", option);
    case_report(run, &w, "%s of the votes", option);
}

bool voices_run(struct case_run *run, struct err *e)
{
    struct case_voices v;
    if (!case_voices_read(run, &v, e))
        return false;
    size_same(run, "participants", v.votes.participants);
    size_same(run, "statements_with_votes", v.votes.statements);
    size_same(run, "votes", v.votes.begin[v.votes.participants]);
    return voices_plane(run, &v, e) && voices_stats(run, &v, e);
}
