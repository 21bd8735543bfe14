/* SPDX-License-Identifier: GPL-3.0-or-later */
/* voice: from a dialogue's votes to who thinks alike, what each group holds, and what bridges them. */
#include "voice/answer_priv.h"

static bool plane_of(struct voice_answer *out, struct arena *a, struct progress *p, struct err *e)
{
    const struct opinion_votes *v = &out->data->votes;
    struct opinion_moments *m = NULL;
    bool good = opinion_moments_of(v, NULL, out->options.threads, p, &m, e) && opinion_plane_of(v, m, NULL, a, &out->plane, p, e);
    opinion_moments_free(&m);
    return good;
}

/* ---- found groups ---- */

struct event_columns { uint32_t *participant, *statement; };

/* By rows of `d`, as it was read. */
static bool in_by_replay(const struct voice_data *d, struct store *s, struct arena *a, bool *in, struct err *e)
{
    struct voice_event *events = NULL;
    size_t n = 0;
    if (!s)
        return err_set(e, ERR_USAGE, "the votes in the order they were cast are needed, and were not read");
    if (!voice_events(s, d, a, &events, &n, e))
        return false;
    struct event_columns c = {ARENA_ARRAY(a, uint32_t, n), ARENA_ARRAY(a, uint32_t, n)};
    for (size_t i = 0; i < n; i++) {
        c.participant[i] = events[i].participant;
        c.statement[i] = events[i].statement;
    }
    opinion_in_replayed(d->votes.participants, c.participant, c.statement, n, in);
    return true;
}

static bool groups_as_polis(struct voice_answer *out, const struct voice_data *d, const uint32_t *was, struct store *s, struct arena *a,
    struct progress *p, struct err *e)
{
    size_t n = d->votes.participants;
    bool *read = ARENA_ARRAY(a, bool, n), *in = ARENA_ARRAY(a, bool, n);
    if (!out->options.replay)
        return opinion_groups_polis(&out->data->votes, &out->plane, NULL, a, &out->groups, p, e);
    if (!in_by_replay(d, s, a, read, e))
        return false;
    for (size_t i = 0; i < n; i++)
        in[i] = read[was ? was[i] : i];
    return opinion_groups_polis(&out->data->votes, &out->plane, in, a, &out->groups, p, e);
}

static bool groups_as_diwan(struct voice_answer *out, struct arena *a, struct progress *p, struct err *e)
{
    out->between = ARENA_ARRAY(a, bool, out->data->votes.participants);
    struct opinion_options o = {.seed = out->options.seed, .resamples = out->options.resamples, .starts = 32, .threads = out->options.threads,
        .least_room = (size_t)voice_room_least(&out->data->about), .least_group = (double)voice_least(&out->data->about)};
    return opinion_groups_best(&out->data->votes, &out->plane, &o, a, &out->groups, &out->stability, &out->footing, out->between, p, e);
}

/* Groups that another draw of people would not give are not named; Polis names every one. */
static void found_side(struct voice_answer *out, struct arena *a)
{
    bool told = out->options.compat || out->footing >= OPINION_BY_DEGREES;
    answer_side(out, NULL, out->groups.of, told ? out->groups.k : 0, out->options.compat ? 0 : voice_least(&out->data->about), a, &out->found);
}

/* ---- everything ---- */

static void consensus(struct voice_answer *out)
{
    const struct opinion_votes *v = &out->data->votes;
    out->agree_n = opinion_consensus(&out->found.tally, v->out, true, out->agree);
    out->disagree_n = opinion_consensus(&out->found.tally, v->out, false, out->disagree);
}

static void priorities(struct voice_answer *out, struct arena *a)
{
    const struct opinion_votes *v = &out->data->votes;
    struct opinion_tally in = out->found.tally;
    if (!out->found.k) { /* those who are in stand for one group */
        uint32_t *one = ARENA_ARRAY(a, uint32_t, v->participants);
        for (size_t i = 0; i < v->participants; i++)
            one[i] = out->groups.is_in && out->groups.is_in[i] ? 0 : OPINION_NO_GROUP;
        opinion_tally_of(v, one, 1, a, &in);
    }
    bool *meta = ARENA_ARRAY(a, bool, v->statements);
    for (size_t i = 0; i < v->statements; i++)
        meta[i] = out->data->statements[out->data->column[i]].meta;
    out->priority = ARENA_ARRAY(a, double, v->statements);
    opinion_priority(&in, out->plane.extremity, meta, out->priority);
}

static void all_sides(struct voice_answer *out, struct arena *a)
{
    const struct voice_data *d = out->data;
    out->sides = ARENA_ARRAY(a, struct voice_side, d->attribute_n);
    out->side_n = d->attribute_n;
    for (size_t i = 0; i < d->attribute_n; i++)
        answer_side(out, &d->attributes[i], d->attributes[i].of, d->attributes[i].n, voice_least(&d->about), a, &out->sides[i]);
}

bool voice_answer_of(struct store *s, const struct voice_data *d, const struct voice_options *o, struct arena *a, struct voice_answer *out,
    struct progress *p, struct err *e)
{
    *out = (struct voice_answer){.data = d, .options = *o};
    if (!d->votes.participants || !d->votes.statements)
        return err_set(e, ERR_ABSENT, "nobody has voted in the dialogue \"%.*s\" yet: there is nothing to say of it", STR_F(d->about.name));
    uint32_t *was;
    out->data = answer_order(d, a, &was);
    bool grouped = plane_of(out, a, p, e) && (o->compat ? groups_as_polis(out, d, was, s, a, p, e) : groups_as_diwan(out, a, p, e));
    if (!grouped || !opinion_bridging_of(&out->data->votes, o->threads, a, &out->bridging, p, e))
        return false;
    found_side(out, a);
    consensus(out);
    all_sides(out, a);
    answer_bridges(out, a);
    priorities(out, a);
    return voice_alike_of(d, a, &out->alike, &out->alike_n, e);
}
