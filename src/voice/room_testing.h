/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the tests of held dialogues share: an invented one with statements in two languages, and acts. */
#ifndef DIWAN_ROOM_TESTING_H
#define DIWAN_ROOM_TESTING_H
#include "voice/room_priv.h"
#include "voice/testing.h"

#define TODAY ((struct day){20500})

struct room_job { /* one task */
    struct dialogue_batch b;
    struct room_settings how;
    int64_t dialogue;
};

static inline bool room_make_run(struct store *s, void *arg, struct err *e)
{
    struct room_job *j = arg;
    return room_new(s, &j->b, &j->how, &j->dialogue, e);
}

static inline struct room_settings room_test_settings(enum room_entry entry)
{
    return (struct room_settings){.entry = entry, .opened = TODAY, .may_add = true, .listed = true, .result = false, .rules = STR("")};
}

/* A dialogue of `statements` statements (ids 1, 4, 7 ...), with two attributes. */
static inline int64_t room_test_make(struct store *s, const char *name, enum room_entry entry, size_t statements)
{
    static const char *const sides[] = {"community", "security sector"}, *const genders[] = {"woman", "man"};
    struct room_job j = {.how = room_test_settings(entry)};
    struct err e = {0};
    voice_test_batch(&j.b, name, true, 0, statements, 0);
    j.b.participants = NULL;
    for (size_t i = 0; i < statements; i++)
        j.b.statements[i].author = -1, j.b.statements[i].seed = VOICE_SEEDED;
    voice_test_attribute(&j.b, "side", 2, sides);
    voice_test_attribute(&j.b, "gender", 2, genders);
    fine(store_task(s, room_make_run, &j, &e), e);
    dialogue_batch_end(&j.b);
    return j.dialogue;
}

static inline struct pass room_test_pass(uint64_t n)
{
    struct pass p = {{0}};
    memcpy(p.b, &n, sizeof n);
    return p;
}

static inline struct room_act room_test_vote(int64_t dialogue, uint64_t who, int64_t statement, int vote)
{
    return (struct room_act){.kind = ACT_VOTE, .dialogue = dialogue, .pass = room_test_pass(who), .day = TODAY, .statement = statement, .vote = (int8_t)vote};
}

static inline enum room_verdict room_test_do(struct rooms *r, struct store *s, struct room_act *act)
{
    struct err e = {0};
    fine(room_commit(r, s, act, 1, &e), e);
    return act->verdict;
}
#endif
