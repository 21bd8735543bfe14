/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * cage: this very program started anew, to read bytes that somebody sent. Whatever those bytes make of it, it can do nothing but read them, think, and write its
 * answer: it opens no file, speaks to nobody, starts nothing, sees no other process, and has so much memory and time. The kernel sees to that (seccomp, limits).
 * Its answer is data from outside like any other: whoever reads it checks it.
 */
#ifndef DIWAN_CAGE_H
#define DIWAN_CAGE_H
#include "core/core.h"

#define CAGE_WORD "--parse" /* the program's first argument, where it is to go into the cage; its limits follow */
enum { CAGE_IN = 3, CAGE_OUT = 4, CAGE_ASKED = 5 }; /* descriptors inside: the bytes; the answer; what was asked */

struct cage_limits {
    size_t memory_mib, answer_mib;
    unsigned seconds; /* of the processor; three times that by the clock */
};

/* ---- outside ---- */

struct cage_job {
    const char *program;  /* NULL: this one */
    int in;               /* a memory file; the cage gets it read-only, from its beginning, and the caller's own place in it stays */
    struct str asked;
    struct cage_limits limits;
    bool (*stop)(void *arg); /* asked now and then: end it; NULL: never */
    void *arg;
};
/* Start it, wait for its end. *answer: a memory file that nobody can change any more, at its beginning; the caller closes it. ERR_INPUT with one sentence where
 * it took too much memory, time or room, did what it may not, or broke off; ERR_SYSTEM where there can be no cage here; ERR_STOPPED. */
MUST_USE bool cage_run(const struct cage_job *job, int *answer, struct err *e);
/* Does this build lock up as told? Not one with sanitizers, which need more than a cage allows: a build for tests alone. There limits of time and room hold, no more. */
bool cage_is_whole(void);

/* ---- inside ---- */

/* The arguments behind CAGE_WORD as limits; false where they are none. */
bool cage_asked(int n, char *const *arguments, struct cage_limits *out);
/* Lock this process up, for good. Ends it (with a status of its own) where that cannot be done whole. What opens files must have been done before. */
void cage_enter(const struct cage_limits *l);
/* Bytes of a descriptor, from the beginning, by place: several may read at once. */
void cage_stream(struct stream *s, int fd, const char *name, int64_t size);
/* The question, whole. */
MUST_USE bool cage_question(struct buf *out, struct err *e);
#endif
