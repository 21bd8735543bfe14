/* SPDX-License-Identifier: GPL-3.0-or-later */
/* voice: votes in an order, merging runs of twice the length each time (qsort would not keep the order of equal ones). */
#include "voice/voice_priv.h"

static void merged(const struct voice_event *from, struct voice_event *to, size_t lo, size_t mid, size_t hi, bool (*after)(const struct voice_event *a, const struct voice_event *b))
{
    size_t a = lo, b = mid;
    for (size_t i = lo; i < hi; i++)
        to[i] = a < mid && (b == hi || !after(&from[a], &from[b])) ? from[a++] : from[b++];
}

void voice_events_sort(struct voice_event *list, size_t n, bool (*after)(const struct voice_event *a, const struct voice_event *b))
{
    struct voice_event *other = mem_get((n + 1) * sizeof *other), *from = list, *to = other;
    for (size_t width = 1; width < n; width *= 2) {
        for (size_t lo = 0; lo < n; lo += 2 * width)
            merged(from, to, lo, MIN_OF(lo + width, n), MIN_OF(lo + 2 * width, n), after);
        struct voice_event *was = from;
        from = to;
        to = was;
    }
    if (from != list)
        memcpy(list, from, n * sizeof *list);
    free(other);
}
