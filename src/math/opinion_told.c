/* SPDX-License-Identifier: GPL-3.0-or-later */
/* opinion: which groups are large enough to be described. */
#include "math/opinion.h"

static size_t smallest_of(const int64_t *people, size_t n, const bool *may)
{
    size_t least = SIZE_MAX;
    for (size_t i = 0; i < n; i++)
        if (may[i] && (least == SIZE_MAX || people[i] < people[least]))
            least = i;
    return least;
}

size_t opinion_told(const int64_t *people, size_t n, int64_t rest, int64_t least, bool *may)
{
    size_t told = 0;
    int64_t left_out = rest;
    for (size_t i = 0; i < n; i++) {
        may[i] = least <= 0 || people[i] >= least;
        told += may[i];
        left_out += may[i] ? 0 : MAX_OF(people[i], (int64_t)0);
    }
    while (told && left_out > 0 && left_out < least) {
        size_t i = smallest_of(people, n, may);
        may[i] = false;
        told--;
        left_out += people[i];
    }
    return told;
}
