/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the tests of this room share: a register that may hold own dialogues, and invented dialogues. */
#ifndef DIWAN_VOICE_TESTING_H
#define DIWAN_VOICE_TESTING_H
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "core/test_folder.h"
#include "store/erase.h"
#include "store/test_register.h"
#include "voice/voice_priv.h"
#include <unistd.h>

#define fine(call, e)                                                                                                  \
    do {                                                                                                               \
        if (!(call))                                                                                                   \
            fail_msg("line %d: %s", __LINE__, (e).text);                                                               \
    } while (0)

struct fixture { /* a folder with an open register and, where that can be made, one that is not open */
    char folder[64], path[256], own_path[256];
    struct store *open, *own;
};

static inline bool voice_test_key(void *arg, const struct key_question *q, struct key_answer *out, struct err *e)
{
    (void)arg;
    (void)q;
    (void)e;
    unsigned char key[MASTER_KEY_BYTES];
    memset(key, 7, sizeof key);
    *out = (struct key_answer){KEY_IS_MASTER, secret_of(key, sizeof key)};
    return true;
}

static inline int voice_begin(void **state)
{
    struct fixture *f = mem_get(sizeof *f);
    struct err e = {0};
    const struct key_source keys = {voice_test_key, NULL};
    test_folder(f->folder, sizeof f->folder, "voice");
    assert_non_null(mkdtemp(f->folder));
    test_register(f->folder, "open.diwan", f->path, sizeof f->path);
    test_register(f->folder, "own.diwan", f->own_path, sizeof f->own_path);
    fine(store_new(f->path, STR("Selmara"), &e), e);
    fine(store_open(f->path, STORE_WRITE, &f->open, &e), e);
    if (test_on_server() || store_can_encrypt()) {
        fine(store_make(f->own_path, test_on_server() ? REGISTER_TRUSTING : REGISTER_ENCRYPTED, &keys, STR("Selmara"), &e), e);
        fine(store_open_keyed(f->own_path, STORE_WRITE, &keys, &f->own, &e), e);
    }
    *state = f;
    return 0;
}

static inline int voice_end(void **state)
{
    struct fixture *f = *state;
    store_close(&f->open);
    store_close(&f->own);
    static const char *const endings[] = {"open.diwan", "open.diwan-wal", "open.diwan-shm", "own.diwan", "own.diwan-wal", "own.diwan-shm"};
    for (size_t i = 0; i < ARRAY_LEN(endings); i++) {
        char name[128];
        snprintf(name, sizeof name, "%s/%s", f->folder, endings[i]);
        unlink(name);
    }
    int gone = rmdir(f->folder);
    free(f);
    return gone;
}

/* The register for own dialogues; NULL, said aloud, in a build that cannot have one. */
static inline struct store *voice_own(void **state)
{
    struct fixture *f = *state;
    if (!f->own)
        printf("# skipped: this build cannot make encrypted registers, and no other file may hold own dialogues\n");
    return f->own;
}

static inline int64_t voice_number(struct store *s, const char *sql)
{
    struct err e = {0};
    int64_t n = 0;
    fine(store_int_(s, sql, WITH_NOTHING, -1, &n, &e), e);
    return n;
}

static inline void voice_is_sound(struct store *s)
{
    struct err e = {0};
    struct buf out = {0};
    int64_t problems = -1;
    fine(store_check(s, &out, &problems, &e), e);
    if (problems)
        fail_msg("%s", out.p);
    buf_end(&out);
}

/* One import of a dialogue, as intake does it. */
struct voice_job {
    struct dialogue_batch *b;
    uint64_t seed;
    struct import im;
};

static inline bool voice_job_run(struct store *s, void *arg, struct err *e)
{
    struct voice_job *j = arg;
    j->im.file = j->b->name;
    j->im.layout = STR("dialogue");
    if (!store_next_id(s, "import", &j->im.id, e) || !voice_save(s, j->b, j->seed, &j->im, true, NULL, e))
        return false;
    if (j->im.kept == 0)
        return err_set(e, ERR_STOPPED, "nothing new");
    return store_import_add(s, &j->im, j->b->log.list, j->b->log.n, e);
}

/* The import's number, 0 where everything was known. */
static inline int64_t voice_add(struct store *s, struct dialogue_batch *b, uint64_t seed, struct import *out)
{
    struct voice_job j = {.b = b, .seed = seed};
    struct err e = {0};
    bool done = store_task(s, voice_job_run, &j, &e);
    if (!done && e.code != ERR_STOPPED)
        fail_msg("%s", e.text);
    if (out)
        *out = j.im;
    return done ? j.im.id : 0;
}

static inline void voice_one(struct store *s, const char *name, struct arena *a, struct voice_data *out)
{
    struct err e = {0};
    struct voice_dialogue d;
    fine(voice_find(s, str_of(name), a, &d, &e), e);
    fine(voice_load(s, &d, a, out, NULL, &e), e);
}

/* ---- invented dialogues ---- */

enum { TEST_FIRST = 7000001 }; /* the file's own number of the first participant: stands in no register by chance */

static inline struct voice_statement voice_test_statement(struct arena *a, int64_t id)
{
    struct voice_text *t = ARENA_ARRAY(a, struct voice_text, 2);
    char *words = arena_f(a, "Statement %" PRId64, id);
    t[0] = (struct voice_text){STR("en"), false, str_of(words), STR(""), STR(""), STR(""), STR("")};
    t[1] = (struct voice_text){STR("ar"), true, STR("قول"), STR("ملاحظة"), STR(""), STR("أمان"), STR("")};
    return (struct voice_statement){.id = id, .seed = id % 2 ? VOICE_SEEDED : VOICE_BY_PARTICIPANT, .moderation = VOICE_ACCEPTED, .author = TEST_FIRST,
        .time_ms = INT64_C(1700000000000) + id, .texts = t, .text_n = id % 2 ? 1 : 2};
}

/* `people` participants and `statements` statements without a vote; events: room for `events`. */
static inline void voice_test_batch(struct dialogue_batch *b, const char *name, bool own, size_t people, size_t statements, size_t events)
{
    *b = (struct dialogue_batch){.name = str_of(name), .address = STR(""), .place = STR("SL-A"), .phase = STR("tension"), .own = own, .closed = DAY_NONE,
        .participant_n = people, .statement_n = statements};
    b->words = ARENA_ARRAY(&b->arena, struct voice_words, 1);
    b->words[b->word_n++] = (struct voice_words){STR("en"), STR("Youth and police"), STR("A dialogue"), STR("Everybody")};
    b->statements = ARENA_ARRAY(&b->arena, struct voice_statement, statements + 1);
    for (size_t i = 0; i < statements; i++)
        b->statements[i] = voice_test_statement(&b->arena, 3 * (int64_t)i + 1);
    b->participants = ARENA_ARRAY(&b->arena, int64_t, people + 1);
    for (size_t i = 0; i < people; i++)
        b->participants[i] = TEST_FIRST + 2 * (int64_t)i;
    b->events = ARENA_ARRAY(&b->arena, struct voice_event, events + 1);
}

static inline void voice_test_vote(struct dialogue_batch *b, size_t participant, size_t statement, int vote, int64_t time_ms)
{
    b->events[b->event_n++] = (struct voice_event){(uint32_t)participant, (uint32_t)statement, time_ms, (int8_t)vote};
}

/* An attribute with nobody's answer yet. */
static inline struct voice_attribute *voice_test_attribute(struct dialogue_batch *b, const char *name, size_t values, const char *const *list)
{
    if (!b->attributes)
        b->attributes = ARENA_ARRAY(&b->arena, struct voice_attribute, 12);
    struct voice_attribute *x = &b->attributes[b->attribute_n++];
    *x = (struct voice_attribute){str_of(name), ARENA_ARRAY(&b->arena, struct str, values), values, ARENA_ARRAY(&b->arena, uint32_t, b->participant_n + 1)};
    for (size_t i = 0; i < values; i++)
        x->values[i] = str_of(list[i]);
    for (size_t i = 0; i < b->participant_n; i++)
        x->of[i] = OPINION_NO_GROUP;
    return x;
}
#endif
