/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is written can be read again and is the same dialogue; of an own one nothing about a single participant is written. */
#include "voice/reading_testing.h"
#include "voice/testing.h"
#include <dirent.h>

static bool file_text(struct buf *out, const char *path)
{
    struct file_stream f;
    struct err e = {0};
    if (!file_open(path, &f, &e))
        return false;
    bool done = stream_all(&f.s, 64 << 20, out, &e);
    file_close(&f);
    return done;
}

/* The folder as `add` reads it. */
static void read_folder(const char *folder, const char *name, struct dialogue_batch *b)
{
    static const char *const names[] = {"comments.csv", "statements.csv", "votes.csv", "participants-votes.csv", "participants.csv", "summary.csv", "dialogue.csv"};
    struct memory_file files[FILES_MOST];
    struct buf texts[FILES_MOST] = {0};
    struct dialogue_wish wish = {.name = str_of(name), .file = name};
    struct err e = {0};
    size_t n = 0;
    for (size_t i = 0; i < ARRAY_LEN(names); i++) {
        char path[600];
        snprintf(path, sizeof path, "%s/%s", folder, names[i]);
        if (file_text(&texts[n], path))
            files[n] = (struct memory_file){names[i], buf_view(&texts[n])}, n++;
    }
    fine(read_files(files, n, &wish, b, &e), e);
    for (size_t i = 0; i < n; i++)
        buf_end(&texts[i]);
}

static void clear_folder(const char *folder)
{
    DIR *d = opendir(folder);
    for (const struct dirent *f; d && (f = readdir(d));) {
        char path[600];
        snprintf(path, sizeof path, "%s/%s", folder, f->d_name);
        (void)unlink(path);
    }
    if (d)
        closedir(d);
    assert_int_equal(rmdir(folder), 0);
}

static void same_statement(const struct voice_statement *a, const struct voice_statement *b)
{
    assert_true(a->id == b->id && a->seed == b->seed && a->moderation == b->moderation && a->meta == b->meta && a->author == b->author && a->time_ms == b->time_ms);
    assert_int_equal(a->text_n, b->text_n);
    for (size_t k = 0; k < a->text_n; k++)
        assert_true(str_eq(a->texts[k].text, b->texts[k].text) && str_eq(a->texts[k].language, b->texts[k].language) && str_eq(a->texts[k].need, b->texts[k].need));
}

static int by_vote(const void *a, const void *b)
{
    const struct voice_event *x = a, *y = b;
    return x->participant != y->participant ? (x->participant > y->participant) - (x->participant < y->participant)
        : x->statement != y->statement ? (x->statement > y->statement) - (x->statement < y->statement) : (x->time_ms > y->time_ms) - (x->time_ms < y->time_ms);
}

/* Votes of one moment stand in any order, but those of one participant on one statement. */
static void same_votes(struct dialogue_batch *a, struct dialogue_batch *b)
{
    assert_int_equal(a->event_n, b->event_n);
    struct voice_event *x = mem_grow(NULL, a->event_n + 1, sizeof *x), *y = mem_grow(NULL, a->event_n + 1, sizeof *y);
    memcpy(x, a->events, a->event_n * sizeof *x);
    memcpy(y, b->events, a->event_n * sizeof *y);
    qsort(x, a->event_n, sizeof *x, by_vote);
    qsort(y, a->event_n, sizeof *y, by_vote);
    for (size_t i = 0; i < a->event_n; i++)
        assert_true(by_vote(&x[i], &y[i]) == 0 && x[i].vote == y[i].vote);
    free(x);
    free(y);
}

static void same_dialogue(struct dialogue_batch *a, struct dialogue_batch *b)
{
    assert_int_equal(a->statement_n, b->statement_n);
    assert_int_equal(a->participant_n, b->participant_n);
    for (size_t i = 0; i < a->statement_n; i++)
        same_statement(&a->statements[i], &b->statements[i]);
    for (size_t i = 0; i < a->participant_n; i++) {
        assert_int_equal(a->participants[i], b->participants[i]);
        assert_int_equal(a->group_said ? a->group_said[i] : -1, b->group_said ? b->group_said[i] : -1);
    }
    same_votes(a, b);
    assert_true(str_eq(a->name, b->name) && str_eq(a->address, b->address) && str_eq(a->place, b->place) && str_eq(a->phase, b->phase));
    assert_int_equal(a->word_n, b->word_n);
    for (size_t i = 0; i < a->word_n; i++)
        assert_true(str_eq(a->words[i].topic, b->words[i].topic) && str_eq(a->words[i].description, b->words[i].description));
    if (b->log.n)
        fail_msg("%.*s: %.*s", STR_F(b->log.list[0].column), STR_F(b->log.list[0].found));
}

static void there_and_back(struct fixture *f, struct dialogue_batch *b, const char *name)
{
    struct arena a = {0};
    struct err e = {0};
    struct voice_data d;
    struct dialogue_batch again = {0};
    struct import im = {0};
    char folder[200];
    snprintf(folder, sizeof folder, "%s/out", f->folder);
    assert_true(voice_add(f->open, b, 1, NULL) > 0);
    voice_one(f->open, name, &a, &d);
    fine(voice_export(f->open, &d, NULL, folder, &e), e);
    assert_false(voice_export(f->open, &d, NULL, folder, &e)); /* nothing is written over */
    assert_non_null(strstr(e.text, "is there already"));
    read_folder(folder, "another name", &again);
    same_dialogue(b, &again);
    assert_int_equal(voice_add(f->open, &again, 1, &im), 0);
    assert_int_equal(im.known, again.event_n);
    clear_folder(folder);
    dialogue_batch_end(&again);
    arena_end(&a);
}

static void the_shared_dialogues(void **state)
{
    static const char *const names[] = {"london.youth.policing", "scoop-hivemind.freshwater", "brexit-consensus", "15-per-hour-seattle",
        "ssis.land-bank-farmland.2rumnecbeh.2021-08-01", "canadian-electoral-reform", "austria-climate.5twd2jsnkf.2022-08-08", "football-concussions", "vtaiwan.uberx"};
    const char *shared = getenv("DIWAN_SHARED");
    if (!shared) {
        printf("# skipped: DIWAN_SHARED does not say where the shared data lies\n");
        return;
    }
    for (size_t i = 0; i < ARRAY_LEN(names); i++) {
        struct dialogue_batch b = {0};
        char folder[600];
        snprintf(folder, sizeof folder, "%s/data/dialogues/%s", shared, names[i]);
        read_folder(folder, names[i], &b);
        there_and_back(*state, &b, names[i]);
        dialogue_batch_end(&b);
    }
}

static void words_of_every_kind(void **state)
{
    static const char *const sides[] = {"community", "security; sector", "local government"};
    struct dialogue_batch b;
    voice_test_batch(&b, "Bridge, \"quoted\"", false, 3, 3, 8);
    b.statements[1].texts[1].observation = b.statements[1].texts[1].need = STR("");
    b.statements[1].texts[0].need = STR("safety, \"so to speak\"\nand rest");
    b.statements[2].moderation = VOICE_REJECTED;
    b.statements[2].meta = true;
    b.statements[2].seed = VOICE_SEED_UNKNOWN;
    b.statements[2].author = -1;
    b.statements[2].time_ms = VOICE_TIME_NONE;
    struct voice_attribute *side = voice_test_attribute(&b, "side", 3, sides);
    side->of[0] = 1;
    side->of[2] = 0;
    for (size_t p = 0; p < 3; p++)
        voice_test_vote(&b, p, p % 2, p == 1 ? -1 : 1, INT64_C(1700000000000) + (int64_t)p);
    there_and_back(*state, &b, "Bridge, \"quoted\"");
    dialogue_batch_end(&b);
}

static void nobody_in_an_own_one(void **state)
{
    struct fixture *f = *state;
    struct store *s = voice_own(state);
    struct arena a = {0};
    struct err e = {0};
    struct voice_data d;
    struct dialogue_batch b;
    struct voice_totals totals[3] = {{STR("12"), STR("11"), STR("1"), STR("0")}, {STR(""), STR(""), STR(""), STR("")}, {STR(""), STR(""), STR(""), STR("")}};
    char folder[200], path[260];
    if (!s)
        return;
    voice_test_batch(&b, "own", true, 12, 3, 12);
    for (size_t p = 0; p < 12; p++)
        voice_test_vote(&b, p, 0, p ? 1 : -1, INT64_C(1700000000000));
    assert_true(voice_add(s, &b, 77, NULL) > 0);
    voice_one(s, "own", &a, &d);
    snprintf(folder, sizeof folder, "%s/out", f->folder);
    fine(voice_export(s, &d, totals, folder, &e), e);
    static const char *const gone[] = {"votes.csv", "participants-votes.csv", "participants.csv", "comments.csv"};
    for (size_t i = 0; i < ARRAY_LEN(gone); i++) {
        struct buf out = {0};
        snprintf(path, sizeof path, "%s/%s", folder, gone[i]);
        assert_int_not_equal(access(path, F_OK), 0);
        assert_false(voice_export_file(s, &d, totals, str_of(gone[i]), &out, &e));
        assert_int_equal(e.code, ERR_DENIED);
        assert_int_equal(out.n, 0);
        buf_end(&out);
    }
    struct buf text = {0};
    snprintf(path, sizeof path, "%s/statements.csv", folder);
    assert_true(file_text(&text, path));
    assert_non_null(strstr(text.p, "1,1,false,true,12,11,1,0,en"));
    assert_true(str_starts(buf_view(&text), "statement,moderation,is_meta,is_seed,votes,agrees,disagrees,passes,language,text_ar,"));
    buf_end(&text);
    clear_folder(folder);
    dialogue_batch_end(&b);
    arena_end(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test_setup_teardown(the_shared_dialogues, voice_begin, voice_end),
        cmocka_unit_test_setup_teardown(words_of_every_kind, voice_begin, voice_end), cmocka_unit_test_setup_teardown(nobody_in_an_own_one, voice_begin, voice_end)};
    return cmocka_run_group_tests_name("voice export", tests, NULL, NULL);
}
