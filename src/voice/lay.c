/* SPDX-License-Identifier: GPL-3.0-or-later */
/* voice: in which order a dialogue is laid down. Of own dialogues nothing may show who sat where, or who came first. */
#include "voice/voice_priv.h"

enum { DAY_MS = 86400000 };

struct day voice_day(int64_t ms)
{
    if (ms == VOICE_TIME_NONE)
        return DAY_NONE;
    int64_t n = ms / DAY_MS - (ms % DAY_MS < 0);
    return n > -1000000 && n < 1000000 ? (struct day){(int32_t)n} : DAY_NONE;
}

void voice_laid_end(struct voice_laid *l)
{
    free(l->participant);
    free(l->id);
    free(l->begin);
    free(l->event);
    free(l->casts);
    *l = (struct voice_laid){0};
}

/* Every order is equally likely (Fisher & Yates). */
static void shuffle(uint32_t *list, size_t n, uint64_t seed)
{
    struct rng r;
    rng_init(&r, seed);
    for (size_t i = n; i > 1; i--) {
        size_t k = (size_t)rng_below(&r, i);
        uint32_t other = list[k];
        list[k] = list[i - 1];
        list[i - 1] = other;
    }
}

/* Events by row: counted, then put in their places, which keeps their order. */
static size_t events_sort(const struct dialogue_batch *b, const uint32_t *row_of, struct voice_laid *l)
{
    size_t longest = 0;
    for (size_t i = 0; i < b->event_n; i++)
        l->begin[row_of[b->events[i].participant] + 1]++;
    for (size_t r = 0; r < b->participant_n; r++) {
        longest = MAX_OF(longest, (size_t)l->begin[r + 1]);
        l->begin[r + 1] += l->begin[r];
    }
    uint64_t *at = mem_get((b->participant_n + 1) * sizeof *at);
    memcpy(at, l->begin, b->participant_n * sizeof *at);
    for (size_t i = 0; i < b->event_n; i++)
        l->event[at[row_of[b->events[i].participant]]++] = (uint32_t)i;
    free(at);
    return longest;
}

bool voice_lay(const struct dialogue_batch *b, uint64_t seed, struct voice_laid *out, struct err *e)
{
    if (b->event_n > 4000000000u || b->participant_n > 4000000000u)
        return err_set(e, ERR_INPUT, "%zu votes are more than a dialogue can hold (4,000,000,000)", b->event_n);
    size_t n = b->participant_n;
    *out = (struct voice_laid){.participant = mem_get((n + 1) * sizeof *out->participant), .id = mem_get((n + 1) * sizeof *out->id),
        .begin = mem_get((n + 2) * sizeof *out->begin), .event = mem_get((b->event_n + 1) * sizeof *out->event)};
    uint32_t *row_of = mem_get((n + 1) * sizeof *row_of);
    for (size_t i = 0; i < n; i++)
        out->participant[i] = (uint32_t)i;
    if (b->own)
        shuffle(out->participant, n, seed);
    for (size_t i = 0; i < n; i++) {
        out->id[i] = b->own ? (int64_t)i + 1 : b->participants[i];
        row_of[out->participant[i]] = (uint32_t)i;
    }
    size_t longest = events_sort(b, row_of, out);
    free(row_of);
    out->casts = mem_get((longest + 1) * sizeof *out->casts);
    return true;
}

static int cast_compare(const void *left, const void *right)
{
    const struct voice_cast *a = left, *b = right;
    if (a->statement != b->statement)
        return a->statement < b->statement ? -1 : 1;
    if (a->time_ms != b->time_ms)
        return a->time_ms < b->time_ms ? -1 : 1;
    return a->event < b->event ? -1 : a->event > b->event;
}

size_t voice_casts(const struct dialogue_batch *b, const struct voice_laid *l, size_t row)
{
    size_t n = (size_t)(l->begin[row + 1] - l->begin[row]);
    const uint32_t *event = l->event + l->begin[row];
    bool sorted = true;
    for (size_t i = 0; i < n; i++) {
        const struct voice_event *v = &b->events[event[i]];
        l->casts[i] = (struct voice_cast){v->statement, event[i], v->time_ms, v->vote};
        sorted = sorted && (i == 0 || cast_compare(&l->casts[i - 1], &l->casts[i]) < 0);
    }
    if (!sorted)
        qsort(l->casts, n, sizeof *l->casts, cast_compare);
    return n;
}
