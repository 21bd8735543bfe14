/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * voice: own dialogues in an order of their content. Their rows stand in the order of a lot, and starts and draws go by rows: the same file, read in
 * twice, would give groups in another order. Who voted and declared alike are alike here, so that it does not matter which of them comes first.
 */
#include "voice/answer_priv.h"

struct row {
    const struct voice_data *d;
    uint32_t at;
};

static int by_content(const void *left, const void *right)
{
    const struct row *x = left, *y = right;
    const struct opinion_votes *v = &x->d->votes;
    uint64_t i = v->begin[x->at], j = v->begin[y->at], n = v->begin[x->at + 1] - i, m = v->begin[y->at + 1] - j;
    if (n != m)
        return n > m ? -1 : 1;
    for (uint64_t k = 0; k < n; k++) {
        if (v->statement[i + k] != v->statement[j + k])
            return v->statement[i + k] < v->statement[j + k] ? -1 : 1;
        if (v->vote[i + k] != v->vote[j + k])
            return v->vote[i + k] > v->vote[j + k] ? -1 : 1;
    }
    for (size_t k = 0; k < x->d->attribute_n; k++) {
        uint32_t p = x->d->attributes[k].of[x->at], q = x->d->attributes[k].of[y->at];
        if (p != q)
            return p < q ? -1 : 1;
    }
    return 0;
}

static struct opinion_votes votes_in(const struct opinion_votes *v, const struct row *rows, struct arena *a)
{
    uint64_t *begin = ARENA_ARRAY(a, uint64_t, v->participants + 1), n = 0;
    uint32_t *statement = ARENA_ARRAY(a, uint32_t, v->begin[v->participants] + 1);
    int8_t *vote = ARENA_ARRAY(a, int8_t, v->begin[v->participants] + 1);
    for (size_t i = 0; i < v->participants; i++) {
        for (uint64_t k = v->begin[rows[i].at]; k < v->begin[rows[i].at + 1]; k++, n++) {
            statement[n] = v->statement[k];
            vote[n] = v->vote[k];
        }
        begin[i + 1] = n;
    }
    return (struct opinion_votes){.participants = v->participants, .statements = v->statements, .begin = begin, .statement = statement, .vote = vote, .out = v->out};
}

const struct voice_data *answer_order(const struct voice_data *d, struct arena *a, uint32_t **was)
{
    *was = NULL;
    if (!d->about.own || !d->votes.participants)
        return d;
    size_t n = d->votes.participants;
    struct row *rows = ARENA_ARRAY(a, struct row, n);
    struct voice_data *out = ARENA_NEW(a, struct voice_data);
    for (size_t i = 0; i < n; i++)
        rows[i] = (struct row){d, (uint32_t)i};
    qsort(rows, n, sizeof *rows, by_content);
    *out = *d;
    out->ids = NULL; /* nobody is to be named by an answer */
    out->group_said = NULL;
    out->votes = votes_in(&d->votes, rows, a);
    out->attributes = ARENA_ARRAY(a, struct voice_attribute, d->attribute_n);
    for (size_t k = 0; k < d->attribute_n; k++) {
        out->attributes[k] = d->attributes[k];
        out->attributes[k].of = ARENA_ARRAY(a, uint32_t, n);
        for (size_t i = 0; i < n; i++)
            out->attributes[k].of[i] = d->attributes[k].of[rows[i].at];
    }
    *was = ARENA_ARRAY(a, uint32_t, n);
    for (size_t i = 0; i < n; i++)
        (*was)[i] = rows[i].at;
    return out;
}
