/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What may be said: the agreed findings, so that headline, sentences and figures never disagree. A change is said only where its
 * interval allows it; "deadlier" and "more civilians" only where that survives leaving out summary records and the largest incident.
 */
#include "brief/section_priv.h"

static void share_bounds(const struct period_totals *t, double *lo, double *hi)
{
    *lo = *hi = NAN;
    if (t->best <= 0 || isnan(t->civilian_share.value))
        return;
    *lo = (double)t->civilians / (double)t->best;
    *hi = MIN_OF(1.0, (double)(t->civilians + t->status_unknown) / (double)t->best);
}

/* A mean over a period that turned within it must not be headlined as what is: the last stretch has to agree. */
static void since_agrees(const struct brief_data *b, struct findings *f)
{
    const struct trend *t = &b->trend;
    f->since_agrees_incidents = f->since_agrees_deadliness = f->since_agrees_civilians = true;
    if (b->seen.told || !b->since.from_month)
        return;
    double often = (double)b->since.incidents / (double)b->since.months, before = (double)t->before.incidents / (double)t->months_compared;
    f->since_agrees_incidents = t->unseen || (often > before) == (t->now.incidents > t->before.incidents);
    if (b->since.best == 0)
        return;
    double deadly = b->since.per_incident.value;
    double share = (double)b->since.civilians / (double)b->since.best;
    f->since_agrees_deadliness = (deadly > t->before.deaths_per_incident.value) == (t->change.deaths_per_incident.value > 0);
    f->since_agrees_civilians = (share > t->before.civilian_share.value) == (t->change.civilian_share.value > 0);
}

const struct trend *change_of(const struct brief_data *b)
{
    return b->seen.told ? &b->seen.trend : &b->trend;
}

/* Dead whose status nobody knows may all have been civilians, or none: a change is said only where that does not matter. */
static void civilians_of(const struct brief_data *b, const struct trend *t, struct findings *f)
{
    f->civilians = verdict_of(t->change.civilian_share);
    f->civilians_apart = f->share_lo[1] > f->share_hi[0] || f->share_hi[1] < f->share_lo[0];
    if (f->civilians == VERDICT_LESS || f->civilians == VERDICT_MORE) {
        if (!f->civilians_apart || verdict_of(b->civilians_most) != f->civilians)
            f->civilians = VERDICT_UNCLEAR;
        f->civilians_survive = verdict_of(b->civilians_without_summaries) == f->civilians && verdict_of(b->civilians_without_largest) == f->civilians;
    }
}

struct findings findings_of(const struct brief_data *b)
{
    struct findings f = {.since_agrees_incidents = true, .since_agrees_deadliness = true, .since_agrees_civilians = true};
    const struct trend *t = change_of(b);
    share_bounds(&t->before, &f.share_lo[0], &f.share_hi[0]);
    share_bounds(&t->now, &f.share_lo[1], &f.share_hi[1]);
    for (size_t i = 0; i < b->columns->source_n; i++)
        f.partly |= b->by_source[i].partly;
    if (!t->compared)
        return f;
    if (t->unseen) { /* what was recorded is the least there was: only a rise may be said */
        bool more = t->rise.lo > 0;
        f.incidents = more ? VERDICT_MORE : VERDICT_NONE;
        f.incidents_survive = more && verdict_of(b->incidents_without_summaries) == VERDICT_MORE;
        return f;
    }
    f.incidents = incidents_verdict(t);
    f.deadliness = verdict_of(t->change.deaths_per_incident);
    f.incidents_survive = verdict_of(b->incidents_without_summaries) == f.incidents || t->before.incidents == 0 || t->now.incidents == 0;
    /* Fewer records where more of them stand for several events, or the other way round: that may be the recording alone. */
    f.gathered = b->summaries_differ && (b->summary_share[1] > b->summary_share[0] ? f.incidents == VERDICT_LESS : f.incidents == VERDICT_MORE);
    f.deadliness_survives = verdict_of(b->without_summaries) == f.deadliness && verdict_of(b->without_largest) == f.deadliness &&
        verdict_of(b->of_low) == f.deadliness && verdict_of(b->of_high) == f.deadliness && verdict_of(b->of_deadly) == f.deadliness;
    since_agrees(b, &f);
    civilians_of(b, t, &f);
    return f;
}

enum verdict incidents_told(const struct findings *f)
{
    return f->incidents_survive && f->since_agrees_incidents && !f->gathered ? f->incidents : VERDICT_UNCLEAR;
}

/* The headline, where one holds: each leg by itself, and the deadliness only where it survives the checks. `seen`: of the places
 * that could be seen. NULL: none holds. */
const char *headline_of(const struct findings *f, bool seen)
{
    enum verdict deadly = f->deadliness_survives && f->since_agrees_deadliness ? f->deadliness : VERDICT_UNCLEAR;
    enum verdict often = incidents_told(f);
    bool civilians = f->civilians == VERDICT_MORE && f->civilians_survive && f->since_agrees_civilians;
    if (often == VERDICT_LESS && deadly == VERDICT_MORE && civilians)
        return seen ? T("**Where all could be seen: fewer, but deadlier and more against civilians.** ") : T("**Fewer, but deadlier and more against civilians.** ");
    if (often == VERDICT_LESS && deadly == VERDICT_MORE)
        return seen ? T("**Where all could be seen: fewer, but deadlier.** ") : T("**Fewer, but deadlier.** ");
    if (often == VERDICT_LESS && deadly == VERDICT_LESS && civilians)
        return seen ? T("**Where all could be seen: fewer and less deadly, but more of the dead are civilians.** ") : T("**Fewer and less deadly, but more of the dead are civilians.** ");
    if (often == VERDICT_LESS && civilians)
        return seen ? T("**Where all could be seen: fewer, but more of the dead are civilians.** ") : T("**Fewer, but more of the dead are civilians.** ");
    if (often == VERDICT_LESS && deadly == VERDICT_LESS)
        return seen ? T("**Where all could be seen: fewer, and less deadly.** ") : T("**Fewer, and less deadly.** ");
    if (often == VERDICT_MORE && deadly == VERDICT_MORE && civilians)
        return seen ? T("**Where all could be seen: more, deadlier, and more against civilians.** ") : T("**More, deadlier, and more against civilians.** ");
    if (often == VERDICT_MORE && deadly == VERDICT_MORE)
        return seen ? T("**Where all could be seen: more, and deadlier.** ") : T("**More, and deadlier.** ");
    if (often == VERDICT_MORE && deadly == VERDICT_LESS)
        return seen ? T("**Where all could be seen: more, but less deadly.** ") : T("**More, but less deadly.** ");
    if (often == VERDICT_LESS)
        return seen ? T("**Where all could be seen: fewer incidents recorded.** ") : T("**Fewer incidents recorded.** ");
    if (often == VERDICT_MORE)
        return seen ? T("**Where all could be seen: more incidents recorded.** ") : T("**More incidents recorded.** ");
    if (deadly == VERDICT_MORE)
        return seen ? T("**Where all could be seen: deadlier.** ") : T("**Deadlier.** ");
    if (civilians)
        return seen ? T("**Where all could be seen: more of the dead are civilians.** ") : T("**More of the dead are civilians.** ");
    return NULL;
}

/* The title of the change strip: the same findings as a sentence. */
const char *change_title(const struct brief_data *b, const struct findings *f)
{
    bool seen = b->seen.told;
    if (f->partly)
        return T("What is recorded changed, but one source covers only a part of the time");
    if (f->gathered)
        return T("What is recorded changed, but so did how many events one record stands for");
    if (change_of(b)->unseen)
        return f->incidents == VERDICT_MORE ? T("More incidents recorded, though not everything could be seen") : T("Not everything could be seen, so no change is told");
    if (!f->since_agrees_incidents && (f->incidents == VERDICT_LESS || f->incidents == VERDICT_MORE))
        return T("What is recorded changed, and turned back within the period");
    if (f->incidents == VERDICT_NONE && f->deadliness == VERDICT_NONE)
        return seen ? T("Where all could be seen, too little is recorded to tell a change") : T("Too little is recorded to tell a change");
    static const char *const titles[3][3] = {
        {T("Fewer incidents, and each killed fewer people"), T("Fewer incidents, but each killed more people"), T("Fewer incidents; no clear change in how many each killed")},
        {T("More incidents, but each killed fewer people"), T("More incidents, and each killed more people"), T("More incidents; no clear change in how many each killed")},
        {T("No clear change in incidents, but each killed fewer people"), T("No clear change in incidents, but each killed more people"),
            T("No clear change, neither in incidents nor in how many each killed")}};
    static const char *const where_seen[3][3] = {
        {T("Where all could be seen: fewer incidents, and each killed fewer people"), T("Where all could be seen: fewer incidents, but each killed more people"),
            T("Where all could be seen: fewer incidents; no clear change in how many each killed")},
        {T("Where all could be seen: more incidents, but each killed fewer people"), T("Where all could be seen: more incidents, and each killed more people"),
            T("Where all could be seen: more incidents; no clear change in how many each killed")},
        {T("Where all could be seen: no clear change in incidents, but each killed fewer people"), T("Where all could be seen: no clear change in incidents, but each killed more people"),
            T("Where all could be seen: no clear change, neither in incidents nor in how many each killed")}};
    enum verdict often = f->incidents == VERDICT_NONE ? VERDICT_UNCLEAR : f->incidents;
    enum verdict deadly = f->deadliness == VERDICT_NONE || !f->deadliness_survives ? VERDICT_UNCLEAR : f->deadliness;
    return seen ? where_seen[often - 1][deadly - 1] : titles[often - 1][deadly - 1];
}
