/* SPDX-License-Identifier: GPL-3.0-or-later */
/* memory_testing: plant a pattern, and look through the whole memory of the process for it. For tests. */
#ifndef DIWAN_MEMORY_TESTING_H
#define DIWAN_MEMORY_TESTING_H
#include "core/core.h"
#include <fcntl.h>
#include <unistd.h>

enum { PATTERN = 24, PIECE = 1 << 16, MASK = 0x5A };
static unsigned char looked_at[PIECE]; /* never looked into itself */

/* The bytes of pattern `which`, never twice alike and never in the program's text. */
static unsigned char pattern_at(int which, size_t i)
{
    return (unsigned char)(33 + (7 + (size_t)which * 31 + i * i * 13 + i * 5) % 90);
}

static void pattern_write(int which, void *to)
{
    for (size_t i = 0; i < PATTERN; i++)
        ((unsigned char *)to)[i] = pattern_at(which, i);
}

static int found_in(const unsigned char *p, size_t n, int which)
{
    int found = 0;
    const unsigned char *end = p + n, *at = p, first = pattern_at(which, 0);
    while ((size_t)(end - at) >= PATTERN && (at = memchr(at, first, (size_t)(end - at) - PATTERN + 1))) {
        size_t k = 1;
        while (k < PATTERN && at[k] == pattern_at(which, k))
            k++;
        found += k == PATTERN;
        at++;
    }
    return found;
}

static int found_between(int fd, uintptr_t from, uintptr_t to, int which)
{
    int found = 0;
    while (from < to) {
        size_t want = MIN_OF((size_t)(to - from), sizeof looked_at);
        ssize_t n = pread(fd, looked_at, want, (off_t)from);
        if (n < PATTERN)
            break;
        found += found_in(looked_at, (size_t)n, which);
        memset(looked_at, 0, sizeof looked_at);
        if ((size_t)n < want || from + (size_t)n >= to)
            break;
        from += (size_t)n - PATTERN + 1;
    }
    return found;
}

/* How often a pattern stands in the memory of this process. -1: memory cannot be looked at here. */
static int found_anywhere(int which)
{
    int fd = open("/proc/self/mem", O_RDONLY | O_CLOEXEC);
    FILE *maps = fopen("/proc/self/maps", "r");
    if (fd < 0 || !maps)
        return -1;
    char line[512];
    int found = 0;
    uintptr_t own = (uintptr_t)looked_at;
    while (fgets(line, sizeof line, maps)) {
        uintptr_t from, to;
        if (sscanf(line, "%" SCNxPTR "-%" SCNxPTR, &from, &to) != 2 || strstr(line, "[v") || to - from > (UINT64_C(1) << 32)) /* vdso; shadow memory */
            continue;
        if (own >= from && own < to) {
            found += found_between(fd, from, own, which) + found_between(fd, own + sizeof looked_at, to, which);
            continue;
        }
        found += found_between(fd, from, to, which);
    }
    fclose(maps);
    close(fd);
    return found;
}
#endif
