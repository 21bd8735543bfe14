/* SPDX-License-Identifier: GPL-3.0-or-later */
/* voice: what may be seen of the answer of a dialogue. */
#include "desk/voice_priv.h"

struct voice_view voice_view_of(struct request *r, struct answer *a, const struct voice_data *d, const struct voice_answer *x)
{
    struct voice_view v = {.r = r, .a = a, .d = d, .x = x};
    v.k = voice_least(&d->about);
    v.basis = d->about.own ? basis_people(d->about.k) : BASIS_PUBLIC_RECORD;
    v.all = !d->about.own && x->options.compat;
    uint32_t *nobody = ARENA_ARRAY(&r->arena, uint32_t, d->votes.participants + 1);
    for (size_t i = 0; i < d->votes.participants; i++)
        nobody[i] = OPINION_NO_GROUP;
    opinion_tally_of(&d->votes, nobody, 0, &r->arena, &v.total);
    return v;
}

bool *voice_may(const struct voice_view *v, const struct voice_side *s)
{
    bool *may = ARENA_ARRAY(&v->r->arena, bool, s->k + 1);
    guard_groups(v->all ? BASIS_PUBLIC_RECORD : basis_people(v->k), s->size, s->k, may);
    return may;
}

void voice_may_on(const struct voice_view *v, const struct voice_side *s, const bool *described, size_t column, bool *may)
{
    (void)voice_told_on(&s->tally, basis_least(v->basis), column, may);
    for (size_t g = 0; g < s->k; g++)
        may[g] = may[g] && described[g];
}

bool voice_may_set_against(const struct voice_view *v, const struct voice_side *s, size_t group, size_t column)
{
    return voice_told_against(&s->tally, basis_least(v->basis), group, column);
}

bool voice_all_pass(const struct voice_view *v, const struct voice_side *s, const bool *described, size_t column)
{
    bool *may = ARENA_ARRAY(&v->r->arena, bool, s->k + 1), all = true;
    voice_may_on(v, s, described, column, may);
    for (size_t g = 0; g < s->k; g++)
        all &= may[g];
    return all || basis_is_public(v->basis);
}

bool voice_passes(const struct voice_view *v, int64_t people)
{
    return shown_state(voice_number(v, 0, people)) == SHOWN_VALUE;
}

struct shown_cell voice_number(const struct voice_view *v, double value, int64_t n)
{
    return guard_one(v->basis, (struct estimate){value, NAN, NAN, n});
}

struct shown_cell voice_share(const struct voice_view *v, int64_t x, int64_t n)
{
    struct estimate share = {n > 0 ? (double)x / (double)n : NAN, NAN, NAN, n};
    if (n > 0)
        share_wilson((double)x, (double)n, 0.95, &share.lo, &share.hi);
    return guard_one(v->basis, share);
}

double voice_value(const struct voice_view *v, double value, int64_t n)
{
    return shown_value(voice_number(v, value, n)).value;
}

const struct voice_statement *voice_of_column(const struct voice_view *v, size_t column)
{
    return &v->d->statements[v->d->column[column]];
}

int64_t voice_ungrouped(const struct voice_view *v, const struct voice_side *s)
{
    int64_t rest = (int64_t)v->d->votes.participants;
    for (size_t g = 0; g < s->k; g++)
        rest -= s->size[g];
    return rest;
}

struct str voice_value_label(struct request *r, struct str value)
{
    const char *word = voice_value_word(value);
    return word ? str_of(say(&r->speech, word)) : value;
}

struct str voice_group_label(struct request *r, const struct voice_side *s, size_t group)
{
    static const char *const letters[OPINION_GROUPS_MOST] = {T("Group A"), T("Group B"), T("Group C"), T("Group D"), T("Group E")};
    return s->attribute ? voice_value_label(r, s->attribute->values[s->value[group]]) : str_of(say(&r->speech, letters[group < OPINION_GROUPS_MOST ? group : OPINION_GROUPS_MOST - 1]));
}

struct str voice_topic(struct request *r, const struct voice_dialogue *d)
{
    struct str topic = voice_words_in(d, language_code(r->speech.language))->topic;
    return topic.n ? topic : d->name;
}

const char *voice_moderation_words(enum voice_moderation m)
{
    return m == VOICE_REJECTED ? T("rejected") : m == VOICE_ACCEPTED ? T("accepted") : T("not looked at");
}

struct str voice_moderation_code(enum voice_moderation m)
{
    return m == VOICE_REJECTED ? STR("rejected") : m == VOICE_ACCEPTED ? STR("accepted") : STR("not_moderated");
}
