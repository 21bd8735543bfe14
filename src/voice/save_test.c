/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A dialogue into the register and out of it: whole, known again, superseded, taken back, erased, closed. */
#include "voice/testing.h"

enum { DAY_MS = 86400000 };
#define NOON (INT64_C(19700) * DAY_MS + DAY_MS / 2)

/* Four people, three statements; the second changes a vote twice. */
static void small(struct dialogue_batch *b, const char *name, bool own)
{
    static const char *const sides[] = {"community", "security sector", "local government"};
    voice_test_batch(b, name, own, 4, 3, 16);
    struct voice_attribute *side = voice_test_attribute(b, "side", 3, sides);
    side->of[0] = 0;
    side->of[2] = 1;
    b->group_said = ARENA_ARRAY(&b->arena, int64_t, 4);
    memcpy(b->group_said, (int64_t[]){0, 1, -1, 1}, 4 * sizeof(int64_t));
    voice_test_vote(b, 1, 2, 1, NOON + 5);
    voice_test_vote(b, 0, 0, 1, NOON + 1);
    voice_test_vote(b, 1, 2, -1, NOON + 9); /* the latest by time, not the last in the file */
    voice_test_vote(b, 1, 2, 0, NOON + 7);
    voice_test_vote(b, 3, 2, -1, NOON + 7);
    voice_test_vote(b, 3, 0, 1, NOON + 3);
    voice_test_vote(b, 0, 2, 0, NOON + 2);
    voice_test_vote(b, 0, 2, 1, NOON + 2); /* of the same time: the later one counts */
}

static void votes_are(const struct voice_data *d)
{
    static const uint64_t begin[] = {0, 2, 3, 5};
    static const uint32_t statement[] = {0, 1, 1, 0, 1};
    static const int8_t vote[] = {1, 1, -1, 1, -1};
    assert_int_equal(d->votes.participants, 3);
    assert_int_equal(d->votes.statements, 2);
    assert_memory_equal(d->votes.begin, begin, sizeof begin);
    assert_memory_equal(d->votes.statement, statement, sizeof statement);
    assert_memory_equal(d->votes.vote, vote, sizeof vote);
    assert_int_equal(d->column[1], 2);
    assert_int_equal(d->vote_n, 5);
}

static void a_published_one_comes_back_as_it_was(void **state)
{
    struct fixture *f = *state;
    struct dialogue_batch b;
    struct arena a = {0};
    struct voice_data d;
    struct import im;
    small(&b, "youth", false);
    assert_true(voice_add(f->open, &b, 1, &im) > 0);
    assert_int_equal(im.kept, 8);
    assert_int_equal(im.known + im.superseded, 0);
    voice_is_sound(f->open);
    voice_one(f->open, "youth", &a, &d);
    votes_are(&d);
    assert_int_equal(d.ids[2], TEST_FIRST + 6);
    assert_int_equal(d.group_said[0], 0);
    assert_int_equal(d.group_said[2], 1);
    assert_int_equal(d.attribute_n, 1);
    assert_int_equal(d.attributes[0].n, 3);
    assert_true(str_is(d.attributes[0].values[1], "security sector"));
    assert_int_equal(d.attributes[0].of[0], 0);
    assert_int_equal(d.attributes[0].of[2], OPINION_NO_GROUP);
    assert_int_equal(d.about.participants, 3);
    assert_int_equal(d.about.votes, 5);
    assert_int_equal(d.about.statements, 3);
    assert_int_equal(d.about.from.n, 19700);
    assert_true(str_is(d.about.words[0].who_may_speak, "Everybody"));
    assert_int_equal(d.statements[0].author, TEST_FIRST);
    assert_int_equal(d.statements[0].time_ms, INT64_C(1700000000001));
    assert_int_equal(d.statements[2].id, 7);
    assert_int_equal(d.statements[0].seed, VOICE_SEEDED);
    assert_true(str_is(voice_original(&d.statements[1])->text, "Statement 4"));
    arena_end(&a);
    dialogue_batch_end(&b);
}

static void texts_come_back_in_every_language(void **state)
{
    struct fixture *f = *state;
    struct dialogue_batch b;
    struct arena a = {0};
    struct voice_data d;
    voice_test_batch(&b, "texts", false, 1, 6, 4);
    b.statements[3].texts[0].language = STR("ckb"); /* sorts behind the translation */
    voice_test_vote(&b, 0, 2, 1, VOICE_TIME_NONE);
    b.statements[5].meta = true;
    voice_test_vote(&b, 0, 5, 1, VOICE_TIME_NONE);
    voice_add(f->open, &b, 1, NULL);
    voice_one(f->open, "texts", &a, &d);
    const struct voice_statement *x = &d.statements[3];
    assert_int_equal(x->id, 10);
    assert_int_equal(d.statements[2].text_n, 1);
    assert_int_equal(x->text_n, 2);
    assert_true(str_is(voice_original(x)->language, "ckb"));
    assert_true(str_is(voice_original(x)->text, "Statement 10"));
    assert_true(str_is(voice_translation(x, "ar")->text, "قول"));
    assert_true(str_is(voice_translation(x, "ar")->need, "أمان"));
    assert_false(d.votes.out[0]);
    assert_true(d.votes.out[1]);
    assert_int_equal(d.about.from.n, INT32_MIN);
    arena_end(&a);
    dialogue_batch_end(&b);
}

static void events_come_by_time(void **state)
{
    struct fixture *f = *state;
    struct dialogue_batch b;
    struct arena a = {0};
    struct voice_data d;
    struct voice_event *list;
    size_t n;
    struct err e = {0};
    small(&b, "youth", false);
    voice_add(f->open, &b, 1, NULL);
    voice_one(f->open, "youth", &a, &d);
    fine(voice_events(f->open, &d, &a, &list, &n, &e), e);
    static const struct {
        uint32_t participant, statement;
        int vote, after;
    } expected[] = {{0, 0, 1, 1}, {0, 1, 0, 2}, {0, 1, 1, 2}, {2, 0, 1, 3}, {1, 1, 1, 5}, {1, 1, 0, 7}, {2, 1, -1, 7}, {1, 1, -1, 9}};
    assert_int_equal(n, ARRAY_LEN(expected));
    for (size_t i = 0; i < n; i++) {
        assert_int_equal(list[i].participant, expected[i].participant);
        assert_int_equal(list[i].statement, expected[i].statement);
        assert_int_equal(list[i].vote, expected[i].vote);
        assert_int_equal(list[i].time_ms, NOON + expected[i].after);
    }
    arena_end(&a);
    dialogue_batch_end(&b);
}

/* ---- again, and anew ---- */

static void the_same_again_changes_nothing(struct store *s, bool own)
{
    struct dialogue_batch b;
    struct import im;
    small(&b, "youth", own);
    int64_t first = voice_add(s, &b, 1, &im);
    assert_true(first > 0);
    assert_int_equal(voice_add(s, &b, 99, &im), 0);
    assert_int_equal(im.known, 8);
    assert_int_equal(im.kept + im.superseded, 0);
    assert_int_equal(b.earlier_n, 0);
    dialogue_batch_end(&b);
    small(&b, "youth", own);
    b.events[4].vote = 1;
    int64_t second = voice_add(s, &b, 1, &im);
    assert_true(second > 0);
    assert_int_equal(im.superseded, 8);
    assert_int_equal(b.earlier_n, 1);
    assert_true(str_is(b.earlier[0].name, "youth") && !b.earlier_gone);
    assert_int_equal(b.earlier[0].votes, 8);
    voice_is_sound(s);
    assert_int_equal(voice_number(s, "SELECT count(*) FROM dialogue WHERE ended_by IS NULL"), 1);
    struct err e = {0};
    fine(store_undo(s, second, &e), e);
    assert_int_equal(voice_number(s, "SELECT id FROM dialogue WHERE ended_by IS NULL"), 1);
    voice_is_sound(s);
    dialogue_batch_end(&b);
}

static void known_when_published(void **state)
{
    the_same_again_changes_nothing(((struct fixture *)*state)->open, false);
}

static void known_when_own_although_ids_differ(void **state)
{
    struct store *s = voice_own(state);
    if (s)
        the_same_again_changes_nothing(s, true);
}

static void each_thing_that_changes_is_noticed(void **state)
{
    struct fixture *f = *state;
    struct import im;
    for (int what = 0; what < 14; what++) {
        struct dialogue_batch b;
        small(&b, "youth", false);
        switch (what) {
        case 1: b.place = STR("SL-B"); break;
        case 2: b.phase = STR("calm"); break;
        case 3: b.closed = (struct day){19800}; break;
        case 4: b.words[0].topic = STR("Other"); break;
        case 5: b.statements[1].meta = true; break;
        case 6: b.statements[1].moderation = VOICE_REJECTED; break;
        case 7: b.statements[1].texts[0].text = STR("Other words"); break;
        case 8: b.statements[1].texts[0].need = STR("rest"); break;
        case 9: b.attributes[0].of[0] = 2; break;
        case 10: b.events[3].vote = 1; break; /* a vote that was replaced */
        case 11: b.events[5].time_ms += 1; break;
        case 12: b.group_said[0] = 3; break;
        case 13: b.participants[3] += 2; break;
        default: break;
        }
        assert_true(voice_add(f->open, &b, 1, &im) > 0);
        assert_int_equal(im.superseded, what ? 8 : 0);
        dialogue_batch_end(&b);
    }
    voice_is_sound(f->open);
}

static void name_or_address_is_the_same_dialogue(void **state)
{
    struct fixture *f = *state;
    struct dialogue_batch one, two, three;
    struct err e = {0};
    small(&one, "youth", false);
    small(&two, "jeunesse", false);
    small(&three, "jeunesse", false);
    one.address = two.address = STR("https://selmara.example/1");
    three.address = STR("https://selmara.example/2");
    voice_add(f->open, &one, 1, NULL);
    int64_t second = voice_add(f->open, &two, 1, NULL);
    voice_is_sound(f->open);
    assert_int_equal(voice_number(f->open, "SELECT count(*) FROM dialogue WHERE ended_by IS NULL"), 1);
    int64_t third = voice_add(f->open, &three, 1, NULL);
    assert_int_equal(voice_number(f->open, "SELECT count(*) FROM dialogue WHERE ended_by IS NULL"), 1);
    fine(store_undo(f->open, second, &e), e); /* in between: what it superseded waits for the third */
    assert_int_equal(voice_number(f->open, "SELECT import FROM dialogue WHERE ended_by IS NULL"), third);
    fine(store_undo(f->open, third, &e), e);
    assert_int_equal(voice_number(f->open, "SELECT import FROM dialogue WHERE ended_by IS NULL"), 1);
    voice_is_sound(f->open);
    dialogue_batch_end(&one);
    dialogue_batch_end(&two);
    dialogue_batch_end(&three);
}

/* What waits for one import and meets another when it comes back waits for that, too: two of one name could not be told apart. */
static void no_two_of_one_name_come_back(void **state)
{
    struct fixture *f = *state;
    static const struct { const char *name, *address; } all[] = {{"youth", ""}, {"youth", "https://selmara.example/3"}, {"water", "https://selmara.example/3"}, {"youth", "https://selmara.example/1"}};
    int64_t import[ARRAY_LEN(all)];
    struct err e = {0};
    for (size_t i = 0; i < ARRAY_LEN(all); i++) {
        struct dialogue_batch b;
        small(&b, all[i].name, false);
        b.address = str_of(all[i].address);
        import[i] = voice_add(f->open, &b, 1, NULL);
        dialogue_batch_end(&b);
        if (i == 2)
            fine(store_undo(f->open, import[1], &e), e);
    }
    assert_int_equal(voice_number(f->open, "SELECT count(*) FROM dialogue WHERE ended_by IS NULL"), 2);
    fine(store_undo(f->open, import[2], &e), e);
    assert_int_equal(voice_number(f->open, "SELECT count(*) FROM dialogue WHERE ended_by IS NULL"), 1);
    assert_int_equal(voice_number(f->open, "SELECT import FROM dialogue WHERE ended_by IS NULL"), import[3]);
    voice_is_sound(f->open);
    fine(store_undo(f->open, import[3], &e), e);
    assert_int_equal(voice_number(f->open, "SELECT import FROM dialogue WHERE ended_by IS NULL"), import[0]);
    voice_is_sound(f->open);
}

struct marking { int64_t statement; struct voice_change change; };

static bool mark_it(struct store *s, void *arg, struct err *e)
{
    const struct marking *m = arg;
    struct arena a CLEANUP(arena_end) = {0};
    struct voice_dialogue d;
    size_t changed = 0;
    return voice_find(s, STR("youth"), &a, &d, e) && voice_change_statements(s, &d, &m->change, &m->statement, 1, &changed, e);
}

/* Somebody rejected a statement here, and called one a statement about the person: a newer file that says nothing of it takes neither back. */
static void what_was_set_by_hand_stays(void **state)
{
    struct fixture *f = *state;
    struct dialogue_batch b;
    struct import im;
    struct err e = {0};
    small(&b, "youth", false);
    b.statements[0].moderation = b.statements[2].moderation = VOICE_NOT_MODERATED;
    b.statements[0].meta = b.statements[2].meta = false;
    b.meta_unsaid = true;
    const int64_t first = b.statements[0].id, third = b.statements[2].id;
    voice_add(f->open, &b, 1, NULL);
    fine(store_task(f->open, mark_it, &(struct marking){first, {false, VOICE_REJECTED}}, &e), e);
    fine(store_task(f->open, mark_it, &(struct marking){third, {true, 1}}, &e), e);
    voice_test_vote(&b, 2, 1, 1, NOON);
    assert_true(voice_add(f->open, &b, 2, &im) > 0);
    assert_int_equal(b.statements[0].moderation, VOICE_REJECTED);
    assert_true(b.statements[2].meta);
    assert_int_equal(voice_number(f->open, "SELECT count(*) FROM statement AS s JOIN dialogue AS d ON d.id = s.dialogue WHERE d.ended_by IS NULL AND (s.moderation < 0 OR s.meta = 1)"), 2);
    assert_int_equal(b.log.n, 1);
    assert_true(str_is(b.log.list[0].code, "marks_kept"));
    struct str words = b.statements[0].texts[0].text;
    b.statements[0].moderation = VOICE_NOT_MODERATED;
    b.statements[0].texts[0].text = STR("Other words under its number"); /* another statement: nobody decided of it */
    assert_true(voice_add(f->open, &b, 2, &im) > 0);
    assert_int_equal(b.statements[0].moderation, VOICE_NOT_MODERATED);
    b.statements[0].texts[0].text = words;
    b.statements[0].moderation = VOICE_ACCEPTED; /* the file says something: it counts */
    b.statements[2].meta = b.meta_unsaid = false;
    assert_true(voice_add(f->open, &b, 2, &im) > 0);
    assert_int_equal(voice_number(f->open, "SELECT count(*) FROM statement AS s JOIN dialogue AS d ON d.id = s.dialogue WHERE d.ended_by IS NULL AND (s.moderation < 0 OR s.meta = 1)"), 0);
    voice_is_sound(f->open);
    dialogue_batch_end(&b);
}

static void comparing_alone_writes_nothing(void **state)
{
    struct fixture *f = *state;
    struct dialogue_batch b;
    struct import im = {0};
    struct err e = {0};
    small(&b, "youth", false);
    fine(voice_save(f->open, &b, 1, &im, false, NULL, &e), e);
    assert_int_equal(im.kept, 8);
    assert_int_equal(voice_number(f->open, "SELECT count(*) FROM dialogue"), 0);
    dialogue_batch_end(&b);
}

static void before_anybody_votes(void **state)
{
    struct fixture *f = *state;
    struct dialogue_batch b;
    struct import im;
    struct arena a = {0};
    struct voice_data d;
    voice_test_batch(&b, "new", false, 0, 5, 0);
    assert_true(voice_add(f->open, &b, 1, &im) > 0);
    assert_int_equal(im.kept, 5);
    assert_int_equal(voice_add(f->open, &b, 1, &im), 0);
    assert_int_equal(im.known, 5);
    voice_one(f->open, "new", &a, &d);
    assert_int_equal(d.statement_n, 5);
    assert_int_equal(d.votes.participants + d.votes.statements + (size_t)d.vote_n, 0);
    arena_end(&a);
    dialogue_batch_end(&b);
}

/* ---- which one ---- */

static void found_by_name_case_and_beginning(void **state)
{
    struct fixture *f = *state;
    static const char *const names[] = {"Youth.police", "youth", "Water"};
    struct arena a = {0};
    struct voice_dialogue d, *list;
    struct err e = {0};
    size_t n;
    for (size_t i = 0; i < ARRAY_LEN(names); i++) {
        struct dialogue_batch b;
        small(&b, names[i], false);
        voice_add(f->open, &b, 1, NULL);
        dialogue_batch_end(&b);
    }
    static const char *const asked[] = {"youth", "YOUTH", "Youth.police", "youth.p", "w", "WATER"}, *const got[] = {"youth", "youth", "Youth.police",
        "Youth.police", "Water", "Water"};
    for (size_t i = 0; i < ARRAY_LEN(asked); i++) {
        fine(voice_find(f->open, str_of(asked[i]), &a, &d, &e), e);
        assert_true(str_is(d.name, got[i]));
    }
    assert_false(voice_find(f->open, STR("yo"), &a, &d, &e));
    assert_int_equal(e.code, ERR_ABSENT);
    assert_non_null(strstr(e.text, "Water, Youth.police, youth"));
    assert_false(voice_find(f->open, STR("nowhere"), &a, &d, &e));
    fine(voice_dialogues(f->open, &a, &list, &n, &e), e);
    assert_int_equal(n, 3);
    assert_int_equal(list[2].votes, 5);
    struct voice_dialogue *uncounted;
    bool took;
    fine(voice_dialogues_uncounted(f->open, &a, &uncounted, &n, &e), e);
    assert_true(n == 3 && str_eq(uncounted[2].name, list[2].name) && uncounted[2].votes == 0);
    fine(voice_count(f->open, &uncounted[2], &e), e);
    assert_true(uncounted[2].votes == 5 && uncounted[2].participants == list[2].participants && uncounted[2].statements == list[2].statements);
    fine(voice_took_part(f->open, &list[2], list[2].participants, &took, &e), e);
    assert_true(took);
    fine(voice_took_part(f->open, &list[2], list[2].participants + 1, &took, &e), e);
    assert_false(took);
    arena_end(&a);
}

/* ---- own ones ---- */

static void own_ones_stay_out_of_open_registers(void **state)
{
    struct fixture *f = *state;
    struct dialogue_batch b;
    struct import im = {0};
    struct err e = {0};
    small(&b, "youth", true);
    assert_false(voice_save(f->open, &b, 1, &im, false, NULL, &e));
    assert_int_equal(e.code, ERR_DENIED);
    assert_non_null(strstr(e.text, "--public"));
    dialogue_batch_end(&b);
}

static void own_ones_keep_days_alone(void **state)
{
    struct store *s = voice_own(state);
    struct dialogue_batch b;
    struct arena a = {0};
    struct voice_data d;
    struct voice_event *list;
    struct err e = {0};
    size_t n;
    if (!s)
        return;
    small(&b, "youth", true);
    voice_add(s, &b, 5, NULL);
    voice_is_sound(s);
    voice_one(s, "youth", &a, &d);
    assert_int_equal(d.votes.participants, 3);
    assert_null(d.group_said);
    assert_int_equal(d.statements[0].author, -1);
    assert_int_equal(d.statements[0].time_ms % DAY_MS, 0);
    fine(voice_events(s, &d, &a, &list, &n, &e), e);
    assert_int_equal(n, 8);
    for (size_t i = 0; i < n; i++)
        assert_int_equal(list[i].time_ms, INT64_C(19700) * DAY_MS);
    for (size_t i = 0; i < d.attributes[0].n; i++) /* two of four declared something: too few */
        assert_true(str_is(d.attributes[0].values[i], "local government"));
    assert_int_equal(voice_number(s, "SELECT count(*) FROM declared"), 0);
    assert_int_equal(b.noted, 1);
    arena_end(&a);
    dialogue_batch_end(&b);
}

static bool close_it(struct store *s, void *arg, struct err *e)
{
    return voice_close(s, *(const int64_t *)arg, (struct day){19710}, e);
}

static void closing_drops_earlier_votes(void **state)
{
    struct store *s = voice_own(state);
    struct dialogue_batch b, again;
    struct import im;
    struct err e = {0};
    int64_t id = 1, none = 7;
    if (!s)
        return;
    small(&b, "youth", true);
    voice_add(s, &b, 5, NULL);
    assert_int_equal(voice_number(s, "SELECT count(*) FROM vote_before"), 3);
    fine(store_task(s, close_it, &id, &e), e);
    assert_int_equal(voice_number(s, "SELECT count(*) FROM vote_before"), 0);
    assert_int_equal(voice_number(s, "SELECT closed FROM dialogue"), 19710);
    voice_is_sound(s);
    assert_false(store_task(s, close_it, &id, &e));
    assert_int_equal(e.code, ERR_INPUT);
    assert_false(store_task(s, close_it, &none, &e));
    assert_int_equal(e.code, ERR_ABSENT);
    small(&again, "youth", true); /* the same file once more is known; with a vote more it replaces it, closed as it is */
    assert_int_equal(voice_add(s, &again, 5, &im), 0);
    voice_test_vote(&again, 2, 1, 1, NOON);
    assert_true(voice_add(s, &again, 5, &im) > 0);
    assert_int_equal(voice_number(s, "SELECT closed FROM dialogue WHERE ended_by IS NULL"), 19710);
    assert_int_equal(voice_number(s, "SELECT count(*) FROM dialogue"), 1); /* the version without it would tell whose vote it was */
    assert_int_equal(voice_number(s, "SELECT count(*) FROM vote_before"), 0);
    voice_is_sound(s);
    dialogue_batch_end(&b);
    dialogue_batch_end(&again);
}

static void closing_drops_earlier_versions(void **state)
{
    struct store *s = voice_own(state);
    struct dialogue_batch b, other;
    struct err e = {0};
    int64_t id = 3;
    if (!s)
        return;
    small(&other, "water", true);
    voice_add(s, &other, 5, NULL);
    small(&b, "youth", true);
    voice_add(s, &b, 5, NULL);
    voice_test_vote(&b, 2, 1, 1, NOON);
    int64_t last = voice_add(s, &b, 6, NULL);
    assert_int_equal(voice_number(s, "SELECT count(*) FROM dialogue"), 3);
    fine(store_task(s, close_it, &id, &e), e);
    assert_int_equal(voice_number(s, "SELECT count(*) FROM dialogue"), 2);
    assert_int_equal(voice_number(s, "SELECT count(*) FROM vote WHERE dialogue = 2"), 0);
    assert_int_equal(voice_number(s, "SELECT count(*) FROM vote WHERE dialogue = 1"), 5);
    assert_int_equal(voice_number(s, "SELECT kept FROM import WHERE id = 2"), 0);
    voice_is_sound(s);
    fine(store_undo(s, last, &e), e);
    assert_int_equal(voice_number(s, "SELECT count(*) FROM dialogue WHERE ended_by IS NULL"), 1);
    voice_is_sound(s);
    dialogue_batch_end(&b);
    dialogue_batch_end(&other);
}

static void published_ones_are_not_closed(void **state)
{
    struct fixture *f = *state;
    struct dialogue_batch b;
    struct err e = {0};
    int64_t id = 1;
    small(&b, "youth", false);
    voice_add(f->open, &b, 5, NULL);
    assert_false(store_task(f->open, close_it, &id, &e));
    assert_int_equal(e.code, ERR_INPUT);
    dialogue_batch_end(&b);
}

/* ---- away ---- */

static const char rows_of_dialogues[] = "SELECT (SELECT count(*) FROM dialogue) + (SELECT count(*) FROM dialogue_text) + (SELECT count(*) FROM choice) + (SELECT "
    "count(*) FROM statement) + (SELECT count(*) FROM statement_text) + (SELECT count(*) FROM participant) + (SELECT count(*) FROM declared) + (SELECT "
    "count(*) FROM vote) + (SELECT count(*) FROM vote_before)";

struct erasing {
    struct erasable list[4];
    size_t n;
};

static bool erase_them(struct store *s, void *arg, struct err *e)
{
    struct erasing *x = arg;
    return store_erase(s, x->list, x->n, STR("asked for"), e);
}

static void erasing_takes_all_that_hangs_on_it(void **state)
{
    struct fixture *f = *state;
    struct dialogue_batch b;
    struct err e = {0};
    struct arena a = {0};
    struct erasing x = {.n = 1};
    small(&b, "youth", false);
    int64_t import = voice_add(f->open, &b, 5, NULL), rows = voice_number(f->open, rows_of_dialogues);
    assert_int_equal(rows, 1 + 1 + 3 + 3 + 4 + 4 + 2 + 5 + 3);
    fine(erase_import(f->open, import, &a, &x.list[0], &e), e);
    fine(store_erase_begin(f->open, &e), e);
    fine(store_task(f->open, erase_them, &x, &e), e);
    assert_int_equal(x.list[0].rows, rows);
    assert_int_equal(voice_number(f->open, rows_of_dialogues), 0);
    voice_is_sound(f->open);
    voice_add(f->open, &b, 5, NULL);
    assert_int_equal(voice_number(f->open, "SELECT id FROM dialogue"), 2); /* no number is given twice */
    arena_end(&a);
    dialogue_batch_end(&b);
}

static void erasing_what_was_superseded(void **state)
{
    struct fixture *f = *state;
    struct dialogue_batch b;
    struct err e = {0};
    struct arena a = {0};
    struct erasing x = {0};
    struct erasable *list;
    small(&b, "youth", false);
    voice_add(f->open, &b, 5, NULL);
    int64_t rows = voice_number(f->open, rows_of_dialogues);
    b.events[0].vote = 0;
    voice_add(f->open, &b, 5, NULL);
    fine(erase_list(f->open, ERASE_ALL_SUPERSEDED, &a, &list, &x.n, &e), e);
    assert_int_equal(x.n, 1);
    assert_int_equal(list[0].rows, rows);
    x.list[0] = list[0];
    fine(store_erase_begin(f->open, &e), e);
    fine(store_task(f->open, erase_them, &x, &e), e);
    assert_int_equal(voice_number(f->open, rows_of_dialogues), rows);
    assert_int_equal(voice_number(f->open, "SELECT kept FROM import WHERE id = 1"), 0);
    voice_is_sound(f->open);
    arena_end(&a);
    dialogue_batch_end(&b);
}

/* ---- what `check` finds ---- */

struct harm {
    const char *sql;
};

static bool harm_it(struct store *s, void *arg, struct err *e)
{
    return store_do_(s, ((struct harm *)arg)->sql, WITH_NOTHING, e);
}

static void check_finds_harm(void **state)
{
    struct fixture *f = *state;
    static const struct {
        const char *harm, *heal, *said;
    } list[] = {
        {"UPDATE vote SET vote = 3 WHERE participant = 7000003", "UPDATE vote SET vote = 1 WHERE participant = 7000003", "none of agree"},
        {"UPDATE vote_before SET vote = 3 WHERE number = 1", "UPDATE vote_before SET vote = 1 WHERE number = 1", "replaced are none of agree"},
        {"UPDATE vote SET participant = 9 WHERE participant = 7000007", "UPDATE vote SET participant = 7000007 WHERE participant = 9", "participants that voted"},
        {"UPDATE vote SET statement = 9 WHERE participant = 7000007 AND statement = 7", "UPDATE vote SET statement = 7 WHERE statement = 9", "statements that were voted on"},
        {"UPDATE vote_before SET participant = 7000005", "UPDATE vote_before SET participant = 7000003", "replaced by none"},
        {"UPDATE declared SET participant = 9 WHERE participant = 7000001", "UPDATE declared SET participant = 7000001 WHERE participant = 9", "answers about themselves"},
        {"INSERT INTO dialogue (origin, id, import, name, own, address, place, phase) VALUES (1, 9, 1, 'youth', 0, '', '', '')",
            "DELETE FROM dialogue WHERE id = 9", "more than one dialogue"},
        {"UPDATE dialogue SET own = 1", "UPDATE dialogue SET own = 0", "finer than a day"},
        {"UPDATE dialogue SET day_to = 1", "UPDATE dialogue SET day_to = day_from", "before they begin"},
        {"UPDATE statement SET moderation = 2 WHERE id = 1", "UPDATE statement SET moderation = 1 WHERE id = 1", "a state that there is not"},
        {"UPDATE dialogue SET import = 9", "UPDATE dialogue SET import = 1", "dialogues belong to an import"},
    };
    struct dialogue_batch b;
    struct err e = {0};
    small(&b, "youth", false);
    voice_add(f->open, &b, 5, NULL);
    fine(store_task(f->open, harm_it, &(struct harm){"DELETE FROM vote_before WHERE participant <> 7000003"}, &e), e);
    voice_is_sound(f->open);
    for (size_t i = 0; i < ARRAY_LEN(list); i++) {
        struct buf out = {0};
        int64_t problems = 0;
        fine(store_task(f->open, harm_it, &(struct harm){list[i].harm}, &e), e);
        fine(store_check(f->open, &out, &problems, &e), e);
        if (!problems || !strstr(out.p, list[i].said))
            fail_msg("%s: %s", list[i].harm, out.p ? out.p : "nothing found");
        fine(store_task(f->open, harm_it, &(struct harm){list[i].heal}, &e), e);
        voice_is_sound(f->open);
        buf_end(&out);
    }
    dialogue_batch_end(&b);
}

int main(void)
{
#define EACH(name) cmocka_unit_test_setup_teardown(name, voice_begin, voice_end)
    const struct CMUnitTest tests[] = {EACH(a_published_one_comes_back_as_it_was), EACH(texts_come_back_in_every_language), EACH(events_come_by_time),
        EACH(known_when_published), EACH(known_when_own_although_ids_differ), EACH(each_thing_that_changes_is_noticed),
        EACH(name_or_address_is_the_same_dialogue), EACH(no_two_of_one_name_come_back), EACH(what_was_set_by_hand_stays), EACH(comparing_alone_writes_nothing), EACH(before_anybody_votes), EACH(found_by_name_case_and_beginning),
        EACH(own_ones_stay_out_of_open_registers), EACH(own_ones_keep_days_alone), EACH(closing_drops_earlier_votes), EACH(closing_drops_earlier_versions), EACH(published_ones_are_not_closed),
        EACH(erasing_takes_all_that_hangs_on_it), EACH(erasing_what_was_superseded), EACH(check_finds_harm)};
    return cmocka_run_group_tests_name("voice save", tests, NULL, NULL);
}
