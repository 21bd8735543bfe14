/* SPDX-License-Identifier: GPL-3.0-or-later */
/* voice: what groups hold that others do not, and where they differ; found groups and declared sides alike. */
#include "voice/answer_priv.h"

/* ---- what may be told of one statement ---- */

/* Votes on it by group, and of those in none. */
static int64_t seen_by(const struct opinion_tally *t, size_t column, int64_t *groups)
{
    int64_t rest = t->seen[opinion_at(t, t->groups, column)];
    for (size_t g = 0; g < t->groups; g++) {
        groups[g] = t->seen[opinion_at(t, g, column)];
        rest -= groups[g];
    }
    return rest;
}

bool voice_told_on(const struct opinion_tally *t, int64_t least, size_t column, bool *may)
{
    struct arena scratch CLEANUP(arena_end) = {0};
    int64_t *people = ARENA_ARRAY(&scratch, int64_t, t->groups + 1);
    bool *told = ARENA_ARRAY(&scratch, bool, t->groups + 1), all = true;
    people[t->groups] = seen_by(t, column, people);
    opinion_told(people, t->groups + 1, 0, least, told);
    for (size_t g = 0; g < t->groups; g++) {
        may[g] = told[g];
        all = all && told[g];
    }
    return all;
}

static bool none_or_enough(int64_t people, int64_t least)
{
    return people == 0 || people >= least;
}

bool voice_told_against(const struct opinion_tally *t, int64_t least, size_t group, size_t column)
{
    struct arena scratch CLEANUP(arena_end) = {0};
    int64_t *people = ARENA_ARRAY(&scratch, int64_t, t->groups + 1), rest = seen_by(t, column, people), others = 0;
    for (size_t g = 0; g < t->groups; g++)
        others += g == group ? 0 : people[g];
    return none_or_enough(others, least) && none_or_enough(rest, least);
}

/* ---- groups ---- */

/* People with a vote by group; returns how many are in none. */
static int64_t people_of(const uint32_t *of, size_t participants, size_t groups, int64_t *people)
{
    int64_t none = 0;
    for (size_t i = 0; i < participants; i++) {
        if (of && of[i] < groups)
            people[of[i]]++;
        else
            none++;
    }
    return none;
}

/* Number the groups that are described, anew; returns `of` so numbered. */
static uint32_t *renumber(const uint32_t *of, size_t participants, const bool *may, size_t groups, const int64_t *people, struct arena *a,
    struct voice_side *out)
{
    uint32_t *number = ARENA_ARRAY(a, uint32_t, groups + 1), *now = ARENA_ARRAY(a, uint32_t, participants);
    out->value = ARENA_ARRAY(a, size_t, groups);
    out->size = ARENA_ARRAY(a, int64_t, groups);
    for (size_t g = 0; g < groups; g++) {
        number[g] = may[g] ? (uint32_t)out->k : OPINION_NO_GROUP;
        if (!may[g])
            continue;
        out->value[out->k] = g;
        out->size[out->k++] = people[g];
    }
    for (size_t i = 0; i < participants; i++)
        now[i] = of && of[i] < groups ? number[of[i]] : OPINION_NO_GROUP;
    return now;
}

/* By statement the smallest chance over pairs of groups, corrected over both. */
static void differences(struct voice_side *side, const bool *out_statement, size_t statements, struct arena *a)
{
    size_t pairs = side->k * (side->k - (side->k > 0)) / 2;
    side->differ = ARENA_ARRAY(a, double, statements);
    for (size_t s = 0; s < statements; s++)
        side->differ[s] = NAN;
    if (!pairs)
        return;
    double *p = ARENA_ARRAY(a, double, pairs * statements);
    size_t n = 0;
    for (size_t s = 0; s < statements; s++)
        for (size_t g = 0; g < side->k; g++)
            for (size_t h = g + 1; h < side->k; h++)
                if (!out_statement[s])
                    p[n++] = opinion_difference(&side->tally, g, h, s);
    holm(p, n, p);
    n = 0;
    for (size_t s = 0; s < statements; s++)
        for (size_t i = 0; i < pairs && !out_statement[s]; i++, n++)
            if (!isnan(p[n]) && !(side->differ[s] <= p[n]))
                side->differ[s] = p[n];
}

/*
 * Which groups are described. Of a published dialogue those of enough people: the rest is on the net. Of an own one also what could be had by
 * subtraction counts: the few who declared nothing may be those whose answers were taken out. Whom no found group holds are people with few
 * votes, which says nothing of their opinions; were they counted, a handful of them would hide a whole group from every room. What is told of
 * single statements is looked at with theirs (guard_groups on the votes).
 */
static void described(const struct voice_answer *w, const int64_t *people, size_t groups, int64_t undeclared, int64_t least, bool *may)
{
    if (w->data->about.own)
        opinion_told(people, groups, undeclared, least, may);
    else
        for (size_t g = 0; g < groups; g++)
            may[g] = people[g] >= least;
}

/* That a statement is picked tells of the group's votes on it, and of the others'. */
static size_t told_picks(const struct opinion_tally *t, int64_t least, size_t group, struct opinion_pick *picks, size_t n)
{
    struct arena scratch CLEANUP(arena_end) = {0};
    bool *may = ARENA_ARRAY(&scratch, bool, t->groups);
    size_t kept = 0;
    for (size_t i = 0; i < n; i++) {
        (void)voice_told_on(t, least, picks[i].statement, may);
        if (may[group] && voice_told_against(t, least, group, picks[i].statement))
            picks[kept++] = picks[i];
    }
    return kept;
}

void answer_side(const struct voice_answer *w, const struct voice_attribute *attribute, const uint32_t *of, size_t groups, int64_t least,
    struct arena *a, struct voice_side *out)
{
    const struct opinion_votes *v = &w->data->votes;
    *out = (struct voice_side){.attribute = attribute};
    int64_t *people = ARENA_ARRAY(a, int64_t, groups);
    bool *may = ARENA_ARRAY(a, bool, groups);
    int64_t none = people_of(of, v->participants, groups, people);
    described(w, people, groups, attribute ? none : 0, least, may);
    out->of = renumber(of, v->participants, may, groups, people, a, out);
    out->untold = (int64_t)v->participants;
    for (size_t g = 0; g < out->k; g++)
        out->untold -= out->size[g];
    opinion_tally_of(v, out->of, out->k, a, &out->tally);
    out->shared = ARENA_ARRAY(a, struct opinion_shared, v->statements);
    for (size_t s = 0; s < v->statements && out->k; s++)
        out->shared[s] = opinion_shared_of(&out->tally, s, 0.95, VOICE_HEARD_LEAST);
    out->pick_n = ARENA_ARRAY(a, size_t, out->k);
    out->picks = (struct opinion_pick (*)[OPINION_PICKS_MOST])(void *)ARENA_ARRAY(a, struct opinion_pick, out->k * OPINION_PICKS_MOST);
    for (size_t g = 0; g < out->k && out->k > 1; g++) {
        out->pick_n[g] = opinion_representative(&out->tally, v->out, g, out->picks[g]);
        if (!w->options.compat)
            out->pick_n[g] = opinion_held(out->picks[g], out->pick_n[g]);
        out->pick_n[g] = told_picks(&out->tally, voice_own_least(&w->data->about), g, out->picks[g], out->pick_n[g]);
    }
    differences(out, v->out, v->statements, a);
}
