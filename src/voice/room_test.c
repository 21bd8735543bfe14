/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Dialogues held here: made, answered, and closed without a trace of who answered when. */
#include "voice/room_testing.h"
#include <stdatomic.h>
#include <signal.h>
#include <sys/wait.h>

#define REGISTER(state)                                                                                                \
    struct err e UNUSED = {0};                                                                                         \
    struct store *s = voice_own(state);                                                                                \
    if (!s)                                                                                                            \
        return;

/* ---- passes and codes ---- */

static void passes_read_back(void **state)
{
    (void)state;
    struct pass p, q, other;
    char text[PASS_TEXT];
    pass_new(&p);
    pass_new(&other);
    assert_memory_not_equal(p.b, other.b, sizeof p.b);
    pass_text(&p, text);
    assert_int_equal(strlen(text), PASS_TEXT - 1);
    assert_true(pass_read(str_of(text), &q));
    assert_memory_equal(p.b, q.b, sizeof p.b);
    static const char *const bad[] = {"", "AAAAAAAAAAAAAAAAAAAAA", "AAAAAAAAAAAAAAAAAAAAAAA", "AAAAAAAAAA AAAAAAAAAAA", "AAAAAAAAAAAAAAAAAAAAA+", "AAAAAAAAAAAAAAAAAAAAAB", "AAAAAAAAAAAAAAAAAAAA=="};
    for (size_t i = 0; i < ARRAY_LEN(bad); i++)
        assert_false(pass_read(str_of(bad[i]), &q));
}

static void codes_as_typed(void **state)
{
    (void)state;
    static const char *const same[] = {"ABCD-2345", "abcd2345", " a b c d - 2 3 4 5 ", "ABCD–2345", "abcd-٢٣٤٥", "abcd-۲۳۴۵", "ABCD\u00a02345"};
    static const char *const none[] = {"", "ABCD-234", "ABCD-23456", "ABCD-2340", "ABCD-234O", "ABCD-234I", "ABCD-234L", "ABCD-234U", "ABCD-234é", "ABCD-234\xff"};
    char got[CODE_LETTERS];
    for (size_t i = 0; i < ARRAY_LEN(same); i++) {
        memset(got, 0, sizeof got);
        assert_true(room_code_read(str_of(same[i]), got));
        assert_memory_equal(got, "ABCD2345", CODE_LETTERS);
    }
    for (size_t i = 0; i < ARRAY_LEN(none); i++)
        if (room_code_read(str_of(none[i]), got))
            fail_msg("\"%s\" was taken for a code", none[i]);
}

static void digests_differ(void **state)
{
    (void)state;
    struct pass p = room_test_pass(1);
    struct digest a = room_pass_digest(STR("u"), 1, &p), b = room_pass_digest(STR("u"), 2, &p), c = room_pass_digest(STR("v"), 1, &p), d = room_code_digest(STR("u"), 1, (const char *)p.b);
    assert_memory_not_equal(a.b, b.b, sizeof a.b);
    assert_memory_not_equal(a.b, c.b, sizeof a.b);
    assert_memory_not_equal(a.b, d.b, sizeof a.b);
}

/* ---- made ---- */

static void makes_one(void **state)
{
    REGISTER(state)
    int64_t d = room_test_make(s, "police", ENTRY_LINK, 5);
    struct arena a = {0};
    struct room_settings how;
    fine(room_settings_of(s, d, &a, &how, &e), e);
    assert_true(how.entry == ENTRY_LINK && how.opened.n == TODAY.n && how.may_add && how.listed && !how.result);
    assert_int_equal(voice_number(s, "SELECT own FROM dialogue"), 1);
    assert_int_equal(voice_number(s, "SELECT count(*) FROM import WHERE layout = 'by hand' AND kept = 5"), 1);
    assert_int_equal(voice_number(s, "SELECT count(*) FROM choice"), 4);
    struct room_job again = {.how = room_test_settings(ENTRY_LINK)};
    voice_test_batch(&again.b, "Police", true, 0, 1, 0);
    assert_false(store_task(s, room_make_run, &again, &e));
    assert_int_equal(e.code, ERR_INPUT);
    again.b.name = STR("a/b");
    assert_false(store_task(s, room_make_run, &again, &e));
    assert_int_equal(e.code, ERR_INPUT);
    dialogue_batch_end(&again.b);
    fine(store_undo(s, voice_number(s, "SELECT max(id) FROM import"), &e), e); /* as any import */
    assert_false(room_settings_of(s, d, &a, &how, &e));
    assert_int_equal(e.code, ERR_ABSENT);
    voice_is_sound(s);
    arena_end(&a);
}

static void open_registers_hold_none(void **state)
{
    struct fixture *f = *state;
    struct err e = {0};
    struct room_job j = {.how = room_test_settings(ENTRY_LINK)};
    if (test_on_server()) {
        printf("# skipped: a test's server is trusted\n");
        return;
    }
    voice_test_batch(&j.b, "police", true, 0, 1, 0);
    assert_false(store_task(f->open, room_make_run, &j, &e));
    assert_int_equal(e.code, ERR_DENIED);
    dialogue_batch_end(&j.b);
}

static bool invent(struct store *s, void *arg, struct err *e)
{
    (void)arg;
    return store_fact_set(s, "invented", STR("1"), e);
}

/* Practice in a country that does not exist; but no file of votes of one's own. */
static void invented_registers_hold_practice(void **state)
{
    struct fixture *f = *state;
    struct err e = {0};
    struct dialogue_batch b;
    struct voice_job file = {.b = &b, .seed = 1};
    fine(store_task(f->open, invent, NULL, &e), e);
    assert_true(room_test_make(f->open, "police", ENTRY_LINK, 3) > 0);
    if (test_on_server())
        return;
    voice_test_batch(&b, "bridge", true, 2, 2, 2);
    voice_test_vote(&b, 0, 0, 1, 0);
    assert_false(store_task(f->open, voice_job_run, &file, &e));
    assert_int_equal(e.code, ERR_DENIED);
    dialogue_batch_end(&b);
}

static bool settings_do(struct store *s, void *arg, struct err *e)
{
    struct room_job *j = arg;
    return room_settings_set(s, j->dialogue, &j->how, e);
}

/* A dialogue from a file becomes answerable; one that others published does not. */
static void from_a_file(void **state)
{
    REGISTER(state)
    struct dialogue_batch b;
    struct rooms *r = rooms_new();
    voice_test_batch(&b, "bridge", true, 0, 3, 0);
    for (size_t i = 0; i < 3; i++)
        b.statements[i].moderation = VOICE_NOT_MODERATED, b.statements[i].seed = i ? VOICE_SEED_UNKNOWN : VOICE_SEEDED;
    voice_add(s, &b, 1, NULL);
    struct room_job j = {.how = room_test_settings(ENTRY_LINK), .dialogue = voice_number(s, "SELECT id FROM dialogue")};
    fine(rooms_refresh(r, s, &e), e);
    int64_t id = 0;
    assert_false(room_id(r, STR("bridge"), &id, &e));
    assert_int_equal(e.code, ERR_ABSENT);
    fine(store_task(s, settings_do, &j, &e), e);
    fine(rooms_refresh(r, s, &e), e);
    fine(room_id(r, STR("bridge"), &id, &e), e);
    assert_int_equal(id, j.dialogue);
    assert_int_equal(voice_number(s, "SELECT count(*) FROM statement WHERE moderation = 1"), 3);
    struct room_act act = room_test_vote(id, 1, 1, 1);
    assert_int_equal(room_test_do(r, s, &act), ACT_DONE);
    b.statements[0].texts[0].text = STR("Other words");
    struct voice_job again = {.b = &b, .seed = 1}; /* people are answering it: no file takes its place */
    assert_false(store_task(s, voice_job_run, &again, &e));
    assert_int_equal(e.code, ERR_DENIED);
    dialogue_batch_end(&b);
    voice_test_batch(&b, "theirs", false, 2, 3, 2);
    voice_test_vote(&b, 0, 0, 1, 0);
    voice_add(s, &b, 1, NULL);
    j.dialogue = voice_number(s, "SELECT id FROM dialogue WHERE name = 'theirs'");
    assert_false(store_task(s, settings_do, &j, &e));
    assert_int_equal(e.code, ERR_DENIED);
    dialogue_batch_end(&b);
    rooms_free(&r);
}

/* ---- answered ---- */

static void latest_counts(void **state)
{
    REGISTER(state)
    int64_t d = room_test_make(s, "police", ENTRY_LINK, 5), before = voice_number(s, "SELECT CAST(value AS BIGINT) FROM fact WHERE key = 'generation'");
    struct rooms *r = rooms_new();
    struct room_act acts[] = {room_test_vote(d, 1, 1, 1), room_test_vote(d, 1, 4, -1), room_test_vote(d, 2, 1, 0), room_test_vote(d, 1, 1, -1), room_test_vote(d, 1, 1, -1),
        room_test_vote(d, 1, 2, 1), room_test_vote(d + 1, 1, 1, 1), room_test_vote(d, 1, 1, 0)};
    static const enum room_verdict expected[] = {ACT_DONE, ACT_DONE, ACT_DONE, ACT_DONE, ACT_DONE, ACT_UNKNOWN, ACT_CLOSED, ACT_DONE};
    fine(room_commit(r, s, acts, ARRAY_LEN(acts), &e), e);
    for (size_t i = 0; i < ARRAY_LEN(acts); i++)
        assert_int_equal(acts[i].verdict, expected[i]);
    assert_int_equal(voice_number(s, "SELECT count(*) FROM participant"), 2);
    assert_int_equal(voice_number(s, "SELECT count(*) FROM pass"), 2);
    assert_int_equal(voice_number(s, "SELECT count(*) FROM vote"), 3);
    assert_int_equal(voice_number(s, "SELECT count(*) FROM vote WHERE vote = 0 AND statement = 1 AND day = 20500 AND time_ms IS NULL"), 2);
    assert_int_equal(voice_number(s, "SELECT count(*) FROM vote_before"), 2);
    assert_int_equal(voice_number(s, "SELECT count(*) FROM vote_before WHERE (number = 1 AND vote = 1) OR (number = 2 AND vote = -1)"), 2);
    assert_int_equal(voice_number(s, "SELECT day_from FROM dialogue"), 20500);
    assert_int_equal(voice_number(s, "SELECT CAST(value AS BIGINT) FROM fact WHERE key = 'generation'"), before);
    assert_int_equal(voice_number(s, "SELECT CAST(value AS BIGINT) FROM fact WHERE key = 'votes_generation'"), 1);
    assert_int_equal(r->list[0]->statements[0].seen, 2);
    assert_int_equal(r->list[0]->statements[0].agree, 0);
    assert_int_equal(r->list[0]->statements[1].disagree, 1);
    fine(room_commit(r, s, &acts[7], 1, &e), e); /* the same once more writes nothing */
    assert_int_equal(voice_number(s, "SELECT CAST(value AS BIGINT) FROM fact WHERE key = 'votes_generation'"), 1);
    voice_is_sound(s);
    rooms_free(&r);
}

/* What memory holds after many acts is what it holds when it is read anew. */
static void memory_is_the_register(void **state)
{
    REGISTER(state)
    enum { PEOPLE = 40, STATEMENTS = 70, GROUPS = 30, EACH = 50 };
    int64_t d = room_test_make(s, "police", ENTRY_LINK, STATEMENTS);
    struct rooms *r = rooms_new(), *anew = rooms_new();
    struct rng g;
    rng_init(&g, 7);
    for (int i = 0; i < GROUPS; i++) {
        struct room_act acts[EACH];
        for (int k = 0; k < EACH; k++)
            acts[k] = room_test_vote(d, rng_below(&g, PEOPLE), 3 * (int64_t)rng_below(&g, STATEMENTS) + 1, (int)rng_below(&g, 3) - 1);
        fine(room_commit(r, s, acts, EACH, &e), e);
    }
    fine(rooms_refresh(anew, s, &e), e);
    const struct held *a = r->list[0], *b = anew->list[0];
    assert_int_equal(a->seat_n, b->seat_n);
    for (size_t i = 0; i < STATEMENTS; i++) {
        assert_int_equal(a->statements[i].seen, b->statements[i].seen);
        assert_int_equal(a->statements[i].agree, b->statements[i].agree);
        assert_int_equal(a->statements[i].disagree, b->statements[i].disagree);
    }
    for (size_t i = 0; i < a->seat_n; i++) {
        size_t at = held_seat(b, &a->seats[i].pass);
        assert_true(at != SIZE_MAX && b->seats[at].id == a->seats[i].id);
        for (size_t k = 0; k < STATEMENTS; k++)
            assert_int_equal(seat_vote(&a->seats[i], k), seat_vote(&b->seats[at], k));
    }
    voice_is_sound(s);
    rooms_free(&r);
    rooms_free(&anew);
}

static struct room_act statement_by(int64_t dialogue, uint64_t who, const char *text)
{
    return (struct room_act){.kind = ACT_STATEMENT, .dialogue = dialogue, .pass = room_test_pass(who), .day = TODAY,
        .text = {.language = STR("en"), .text = str_of(text), .observation = STR(""), .feeling = STR(""), .need = STR(" safety "), .request = STR("")}};
}

static void statements_wait(void **state)
{
    REGISTER(state)
    int64_t d = room_test_make(s, "police", ENTRY_LINK, 2);
    struct rooms *r = rooms_new();
    struct arena a = {0};
    char text[64], letters[ROOM_STATEMENT_LETTERS * 2 + 8];
    struct room_act act = statement_by(d, 1, "  The  police\n come at\tnight ");
    assert_int_equal(room_test_do(r, s, &act), ACT_DONE);
    assert_int_equal(act.made, 5);
    assert_int_equal(voice_number(s, "SELECT count(*) FROM statement_text WHERE text = 'The police come at night' AND need = 'safety' AND statement = 5"), 1);
    assert_int_equal(voice_number(s, "SELECT count(*) FROM statement WHERE id = 5 AND seed = 0 AND moderation = 0 AND author IS NULL AND day = 20500 AND time_ms IS NULL"), 1);
    assert_int_equal(voice_number(s, "SELECT count(*) FROM participant"), 0); /* nothing says who */
    act = statement_by(d, 2, "The police come at night"); /* sent again */
    assert_int_equal(room_test_do(r, s, &act), ACT_DONE);
    assert_int_equal(act.made, 5);
    act = room_test_vote(d, 1, 5, 1);
    assert_int_equal(room_test_do(r, s, &act), ACT_UNKNOWN); /* nobody has looked at it */
    act = statement_by(d, 1, " \n ");
    assert_int_equal(room_test_do(r, s, &act), ACT_UNKNOWN);
    for (size_t i = 0; i <= ROOM_STATEMENT_LETTERS; i++)
        memcpy(letters + 2 * i, "\xd8\xa3", 3);
    act = statement_by(d, 1, letters);
    assert_int_equal(room_test_do(r, s, &act), ACT_FULL);
    letters[2 * ROOM_STATEMENT_LETTERS] = 0;
    act = statement_by(d, 1, letters);
    assert_int_equal(room_test_do(r, s, &act), ACT_DONE);
    for (int i = 2; i < ROOM_ADDED_MOST; i++) {
        snprintf(text, sizeof text, "Statement of mine %d", i);
        act = statement_by(d, 1, text);
        assert_int_equal(room_test_do(r, s, &act), ACT_DONE);
    }
    act = statement_by(d, 1, "One more");
    assert_int_equal(room_test_do(r, s, &act), ACT_FULL);
    act = statement_by(d, 3, "Of another");
    assert_int_equal(room_test_do(r, s, &act), ACT_DONE);
    struct room_job j = {.how = room_test_settings(ENTRY_LINK), .dialogue = d};
    j.how.may_add = false;
    fine(store_task(s, settings_do, &j, &e), e);
    act = statement_by(d, 4, "Not any more");
    assert_int_equal(room_test_do(r, s, &act), ACT_CLOSED);
    voice_is_sound(s);
    arena_end(&a);
    rooms_free(&r);
}

static struct room_act declares(int64_t dialogue, uint64_t who, const char *side, const char *gender)
{
    struct room_act act = {.kind = ACT_DECLARE, .dialogue = dialogue, .pass = room_test_pass(who), .day = TODAY, .declared_n = 2};
    act.declared[0] = (struct room_declared){STR("side"), str_of(side)};
    act.declared[1] = (struct room_declared){STR("gender"), str_of(gender)};
    return act;
}

static void declares_what_can_be_chosen(void **state)
{
    REGISTER(state)
    int64_t d = room_test_make(s, "police", ENTRY_LINK, 2);
    struct rooms *r = rooms_new();
    struct arena a = {0};
    struct room_page page;
    struct pass me = room_test_pass(1);
    struct room_act act = declares(d, 1, "community", "woman");
    assert_int_equal(room_test_do(r, s, &act), ACT_DONE);
    act = declares(d, 1, "security sector", "");
    assert_int_equal(room_test_do(r, s, &act), ACT_DONE);
    assert_int_equal(voice_number(s, "SELECT count(*) FROM declared"), 1);
    assert_int_equal(voice_number(s, "SELECT count(*) FROM declared WHERE value = 'security sector'"), 1);
    act = declares(d, 1, "fire brigade", "");
    assert_int_equal(room_test_do(r, s, &act), ACT_UNKNOWN);
    act = declares(d, 1, "community", "woman");
    act.declared[1].attribute = STR("side");
    assert_int_equal(room_test_do(r, s, &act), ACT_UNKNOWN);
    fine(room_page(r, STR("police"), "en", &me, NULL, 0, &a, &page, &e), e);
    assert_true(page.declared && page.known);
    assert_int_equal(page.attribute_n, 2);
    assert_int_equal(voice_number(s, "SELECT count(*) FROM participant"), 1);
    voice_is_sound(s);
    arena_end(&a);
    rooms_free(&r);
}

/* ---- codes ---- */

struct coding {
    int64_t dialogue;
    size_t n;
    struct buf out;
};

static bool codes_do(struct store *s, void *arg, struct err *e)
{
    struct coding *c = arg;
    return room_codes_new(s, c->dialogue, c->n, &c->out, e);
}

static void codes_let_in_once(void **state)
{
    REGISTER(state)
    struct coding c = {room_test_make(s, "police", ENTRY_CODES, 3), 3, {0}};
    struct rooms *r = rooms_new();
    int64_t made = 0, used = 0;
    fine(store_task(s, codes_do, &c, &e), e);
    assert_int_equal(c.out.n, 30);
    fine(rooms_refresh(r, s, &e), e);
    struct room_act vote = room_test_vote(c.dialogue, 1, 1, 1);
    assert_int_equal(room_test_do(r, s, &vote), ACT_NO_CODE);
    struct room_act acts[4];
    for (int i = 0; i < 4; i++)
        acts[i] = (struct room_act){.kind = ACT_ENTER, .dialogue = c.dialogue, .pass = room_test_pass(i == 1 ? 2 : 1), .day = TODAY, .code = {c.out.p, 9}};
    acts[3] = vote;
    fine(room_commit(r, s, acts, 4, &e), e);
    assert_int_equal(acts[0].verdict, ACT_DONE);
    assert_int_equal(acts[1].verdict, ACT_CODE_USED);
    assert_int_equal(acts[2].verdict, ACT_DONE); /* the connection was lost, and it is sent again */
    assert_int_equal(acts[3].verdict, ACT_DONE); /* in one group with the code */
    acts[1].code = STR("ABCD-EFG");
    assert_int_equal(room_test_do(r, s, &acts[1]), ACT_NO_CODE);
    acts[1].code = STR("2222-2222");
    assert_int_equal(room_test_do(r, s, &acts[1]), ACT_NO_CODE);
    fine(room_codes_count(s, c.dialogue, &made, &used, &e), e);
    assert_true(made == 3 && used == 1);
    rooms_free(&r);
    r = rooms_new(); /* after a crash */
    assert_int_equal(room_test_do(r, s, &acts[0]), ACT_DONE);
    acts[1].code = acts[0].code;
    assert_int_equal(room_test_do(r, s, &acts[1]), ACT_CODE_USED);
    acts[1].code = (struct str){c.out.p + 10, 9};
    assert_int_equal(room_test_do(r, s, &acts[1]), ACT_DONE);
    assert_int_equal(voice_number(s, "SELECT count(*) FROM participant"), 2);
    voice_is_sound(s);
    buf_end(&c.out);
    rooms_free(&r);
}

/* ---- paper ---- */

struct balloting {
    int64_t dialogue;
    struct room_ballot b;
};

static bool ballot_do(struct store *s, void *arg, struct err *e)
{
    struct balloting *w = arg;
    return room_ballot_add(s, w->dialogue, &w->b, e);
}

static void ballots_are_people(void **state)
{
    REGISTER(state)
    const int64_t statements[] = {1, 4, 7};
    const int8_t votes[] = {1, VOTE_NONE, -1}, none[] = {VOTE_NONE, VOTE_NONE, VOTE_NONE};
    const struct room_declared said[] = {{STR("side"), STR("community")}, {STR("gender"), STR("")}};
    struct balloting w = {room_test_make(s, "police", ENTRY_PAPER, 3), {statements, votes, 3, said, 2, TODAY}};
    struct rooms *r = rooms_new();
    fine(rooms_refresh(r, s, &e), e);
    struct room_act act = room_test_vote(w.dialogue, 1, 1, 1);
    assert_int_equal(room_test_do(r, s, &act), ACT_CLOSED); /* by paper alone */
    for (int i = 0; i < 3; i++)
        fine(store_task(s, ballot_do, &w, &e), e);
    const struct held *before = r->list[0];
    assert_int_equal(before->seat_n, 0);
    fine(rooms_refresh(r, s, &e), e);
    assert_int_equal(r->list[0]->seat_n, 3);
    assert_int_equal(r->list[0]->statements[0].agree, 3);
    assert_int_equal(r->list[0]->statements[2].disagree, 3);
    assert_int_equal(voice_number(s, "SELECT count(*) FROM vote"), 6);
    assert_int_equal(voice_number(s, "SELECT count(*) FROM declared"), 3);
    assert_int_equal(voice_number(s, "SELECT count(*) FROM pass"), 0);
    w.b.votes = none;
    assert_false(store_task(s, ballot_do, &w, &e));
    assert_int_equal(e.code, ERR_INPUT);
    voice_is_sound(s);
    rooms_free(&r);
}

/* Ballots between votes: those who were there stay where they are. */
static void ballots_beside_votes(void **state)
{
    REGISTER(state)
    const int64_t statements[] = {1};
    const int8_t votes[] = {1};
    struct balloting w = {room_test_make(s, "police", ENTRY_LINK, 3), {statements, votes, 1, NULL, 0, TODAY}};
    struct rooms *r = rooms_new(), *anew = rooms_new();
    for (uint64_t i = 1; i <= 200; i++) {
        struct room_act act = room_test_vote(w.dialogue, i, 1 + 3 * (int64_t)(i % 3), (int)(i % 3) - 1);
        assert_int_equal(room_test_do(r, s, &act), ACT_DONE);
        if (i % 40 == 0)
            fine(store_task(s, ballot_do, &w, &e), e);
    }
    fine(rooms_refresh(r, s, &e), e);
    fine(rooms_refresh(anew, s, &e), e);
    assert_int_equal(r->list[0]->seat_n, 205);
    assert_int_equal(anew->list[0]->seat_n, 205);
    for (size_t i = 0; i < 3; i++) {
        assert_int_equal(r->list[0]->statements[i].seen, anew->list[0]->statements[i].seen);
        assert_int_equal(r->list[0]->statements[i].agree, anew->list[0]->statements[i].agree);
    }
    struct room_act act = room_test_vote(w.dialogue, 17, 4, 0);
    assert_int_equal(room_test_do(r, s, &act), ACT_DONE);
    assert_int_equal(voice_number(s, "SELECT count(*) FROM participant"), 205);
    voice_is_sound(s);
    rooms_free(&r);
    rooms_free(&anew);
}

/* ---- the page ---- */

static void pages_go_on(void **state)
{
    REGISTER(state)
    int64_t d = room_test_make(s, "police", ENTRY_LINK, 6);
    struct rooms *r = rooms_new();
    struct arena a = {0};
    struct room_page page;
    struct pass me = room_test_pass(9);
    fine(rooms_refresh(r, s, &e), e);
    assert_false(room_page(r, STR("polic"), "en", NULL, NULL, 0, &a, &page, &e));
    assert_int_equal(e.code, ERR_ABSENT);
    for (size_t n = 0; n < 6; n++) {
        fine(room_page(r, STR("police"), "ar", &me, NULL, 0, &a, &page, &e), e);
        assert_true(page.open && page.known == (n > 0) && !page.declared && page.answered == n && page.statements == 6 && page.next.id > 0);
        assert_true(str_is(page.next.language, "en") && str_is(page.topic, "Youth and police"));
        assert_int_equal(page.next.translation.n > 0, page.next.id % 2 == 0); /* the invented ones with an even number have one */
        int64_t skip[] = {page.next.id};
        int64_t first = page.next.id;
        fine(room_page(r, STR("police"), "en", &me, skip, 1, &a, &page, &e), e);
        assert_true(n == 5 ? page.next.id == first : page.next.id != first);
        struct room_act act = room_test_vote(d, 9, first, 1);
        assert_int_equal(room_test_do(r, s, &act), ACT_DONE);
    }
    fine(room_page(r, STR("police"), "en", &me, NULL, 0, &a, &page, &e), e);
    assert_true(page.next.id == -1 && page.answered == 6);
    struct room_listed *list;
    size_t n = 0;
    fine(rooms_listed(r, "en", &a, &list, &n, &e), e);
    assert_true(n == 1 && list[0].listed && !list[0].closed && str_is(list[0].topic, "Youth and police"));
    arena_end(&a);
    rooms_free(&r);
}

/* A statement that was rejected, or taken in, changes what is put before people, and no vote. */
static bool moderate(struct store *s, void *arg, struct err *e)
{
    const int64_t *to = arg;
    return store_do(s, "UPDATE statement SET moderation = $1 WHERE id = 1", WITH(bind_int(*to)), e);
}

static void moderation_shows(void **state)
{
    REGISTER(state)
    int64_t d = room_test_make(s, "police", ENTRY_LINK, 2), to = -1;
    struct rooms *r = rooms_new();
    struct arena a = {0};
    struct room_page page;
    struct pass me = room_test_pass(1);
    struct room_act act = room_test_vote(d, 1, 4, 1), other = room_test_vote(d, 2, 1, 1);
    assert_int_equal(room_test_do(r, s, &act), ACT_DONE);
    fine(store_task(s, moderate, &to, &e), e);
    fine(rooms_refresh(r, s, &e), e);
    fine(room_page(r, STR("police"), "en", &me, NULL, 0, &a, &page, &e), e);
    assert_true(page.next.id == -1 && page.statements == 1 && page.answered == 1);
    assert_int_equal(room_test_do(r, s, &other), ACT_UNKNOWN);
    to = 1;
    fine(store_task(s, moderate, &to, &e), e);
    assert_int_equal(room_test_do(r, s, &other), ACT_DONE);
    arena_end(&a);
    rooms_free(&r);
}

/* ---- what became of it, who came ---- */

struct writing {
    int64_t dialogue;
    struct room_outcome *o;
    struct room_meeting *m;
};

static bool writing_do(struct store *s, void *arg, struct err *e)
{
    struct writing *w = arg;
    return w->o ? room_outcome_add(s, w->dialogue, w->o, 2, e) : room_meeting_set(s, w->dialogue, w->m, e);
}

static void outcomes_and_meetings(void **state)
{
    REGISTER(state)
    struct arena a = {0};
    struct room_outcome o[2] = {{0, STR("en"), STR("The same officer comes back."), STR("Police"), TODAY}, {0, STR("ar"), STR("يعود الشرطي نفسه."), STR("Police"), TODAY}}, *read;
    struct room_attendance kinds[2] = {{STR("community"), STR(""), 40, 31, false}, {STR("people with disabilities"), STR("up a staircase"), -1, -1, true}};
    struct room_meeting m = {0, TODAY, STR("SL-A"), STR(""), kinds, 2}, *meetings;
    struct writing w = {room_test_make(s, "police", ENTRY_LINK, 1), o, &m};
    size_t n = 0;
    fine(store_task(s, writing_do, &w, &e), e);
    w.o = NULL;
    fine(store_task(s, writing_do, &w, &e), e);
    assert_int_equal(m.id, 1);
    m.kind_n = 1;
    fine(store_task(s, writing_do, &w, &e), e);
    fine(room_outcomes(s, w.dialogue, &a, &read, &n, &e), e);
    assert_true(n == 2 && read[0].id == 1 && read[1].id == 1 && str_is(read[0].language, "ar"));
    fine(room_meetings(s, w.dialogue, &a, &meetings, &n, &e), e);
    assert_true(n == 1 && meetings[0].kind_n == 1 && meetings[0].kinds[0].invited == 40 && meetings[0].kinds[0].came == 31);
    kinds[1].kind = STR("community");
    m.kind_n = 2;
    assert_false(store_task(s, writing_do, &w, &e));
    assert_int_equal(e.code, ERR_INPUT);
    m.id = 7, m.kind_n = 1;
    assert_false(store_task(s, writing_do, &w, &e));
    assert_int_equal(e.code, ERR_ABSENT);
    arena_end(&a);
    voice_is_sound(s);
}

/* ---- closed ---- */

static bool close_do(struct store *s, void *arg, struct err *e)
{
    const int64_t *dialogue = arg;
    return voice_close(s, *dialogue, (struct day){20510}, e);
}

/* How many of those who declared something share all that they declared with so many others. */
static int64_t fewest_alike(struct store *s)
{
    return voice_number(s, "SELECT min(n) FROM (SELECT count(*) AS n FROM (SELECT p.id, coalesce(a.value, '') AS x, coalesce(b.value, '') AS y FROM participant AS p LEFT JOIN declared AS a "
        "ON a.participant = p.id AND a.attribute = 'side' LEFT JOIN declared AS b ON b.participant = p.id AND b.attribute = 'gender') AS t GROUP BY x, y) AS u");
}

static void closing_leaves_no_trace(void **state)
{
    REGISTER(state)
    int64_t d = room_test_make(s, "police", ENTRY_LINK, 3);
    struct rooms *r = rooms_new();
    struct arena a = {0};
    for (uint64_t i = 1; i <= 40; i++) {
        struct room_act acts[] = {room_test_vote(d, i, 1, 1), room_test_vote(d, i, 1, -1), room_test_vote(d, i, 4, 0),
            declares(d, i, i <= 37 ? "community" : "security sector", i <= 25 ? "woman" : "man")};
        fine(room_commit(r, s, acts, ARRAY_LEN(acts), &e), e);
    }
    assert_int_equal(fewest_alike(s), 3);
    int64_t offered = voice_number(s, "SELECT count(*) FROM choice");
    fine(store_task(s, close_do, &d, &e), e);
    assert_int_equal(voice_number(s, "SELECT count(*) FROM choice"), offered); /* that one of them was given by a few is not told by its absence */
    assert_int_equal(voice_number(s, "SELECT count(*) FROM declared WHERE value = 'security sector'"), 0);
    assert_int_equal(voice_number(s, "SELECT count(*) FROM pass") + voice_number(s, "SELECT count(*) FROM vote_before") + voice_number(s, "SELECT count(*) FROM entry_code"), 0);
    assert_int_equal(voice_number(s, "SELECT count(*) FROM vote"), 80);
    assert_true(fewest_alike(s) >= PEOPLE_K);
    if (!test_on_server()) /* they lie in the order of the lot, not in that in which they came */
        assert_int_equal(voice_number(s, "SELECT count(*) FROM participant AS a JOIN participant AS b ON b.rowid = a.rowid + 1 WHERE b.id < a.id"), 0);
    struct room_act act = room_test_vote(d, 1, 4, 1);
    assert_int_equal(room_test_do(r, s, &act), ACT_CLOSED);
    struct room_page page;
    struct pass me = room_test_pass(1);
    fine(room_page(r, STR("police"), "en", &me, NULL, 0, &a, &page, &e), e);
    assert_true(page.closed && !page.open && !page.known && page.next.id == -1);
    voice_is_sound(s);
    arena_end(&a);
    rooms_free(&r);
}

/* ---- failures ---- */

static bool rule_out(struct store *s, void *arg, struct err *e)
{
    (void)arg; /* an id of a participant that the register already has would do the same; this one is sure */
    return store_do(s, "INSERT INTO vote (origin, dialogue, participant, statement, vote, day) SELECT p.origin, p.dialogue, p.id, 4, 1, 20500 FROM participant AS p", WITH_NOTHING, e) &&
           store_do(s, "UPDATE fact SET value = CAST(CAST(value AS BIGINT) - 1 AS TEXT) WHERE key = 'generation'", WITH_NOTHING, e);
}

/* A group that the register refuses is not there at all, and memory is as before. */
static void failed_groups_leave_nothing(void **state)
{
    REGISTER(state)
    int64_t d = room_test_make(s, "police", ENTRY_CODES, 3);
    struct coding c = {d, 2, {0}};
    struct rooms *r = rooms_new();
    fine(store_task(s, codes_do, &c, &e), e);
    struct room_act enter = {.kind = ACT_ENTER, .dialogue = d, .pass = room_test_pass(1), .day = TODAY, .code = {c.out.p, 9}};
    assert_int_equal(room_test_do(r, s, &enter), ACT_DONE);
    fine(store_task(s, rule_out, NULL, &e), e); /* behind memory's back */
    struct room_act acts[] = {room_test_vote(d, 1, 1, 1), {.kind = ACT_ENTER, .dialogue = d, .pass = room_test_pass(2), .day = TODAY, .code = {c.out.p + 10, 9}}, statement_by(d, 2, "New words"),
        room_test_vote(d, 2, 1, 1), declares(d, 2, "community", "man"), room_test_vote(d, 1, 4, -1)};
    acts[5].vote = -1;
    assert_false(room_commit(r, s, acts, ARRAY_LEN(acts), &e));
    for (size_t i = 0; i < ARRAY_LEN(acts); i++)
        assert_int_equal(acts[i].verdict, ACT_FAILED);
    const struct held *h = r->list[0];
    assert_int_equal(h->seat_n, 1);
    assert_int_equal(h->statement_n, 3);
    assert_int_equal(h->statements[0].seen + h->statements[1].seen + h->waiting, 0);
    assert_int_equal(voice_number(s, "SELECT count(*) FROM participant"), 1);
    assert_int_equal(voice_number(s, "SELECT count(*) FROM statement"), 3);
    assert_int_equal(room_test_do(r, s, &acts[1]), ACT_DONE); /* its code was not used up */
    assert_int_equal(room_test_do(r, s, &acts[2]), ACT_DONE);
    assert_int_equal(acts[2].made, 8);
    buf_end(&c.out);
    rooms_free(&r);
}

/* A second server on the same register: each follows what the other wrote. */
static void two_servers(void **state)
{
    REGISTER(state)
    int64_t d = room_test_make(s, "police", ENTRY_LINK, 3);
    struct rooms *one = rooms_new(), *two = rooms_new();
    for (uint64_t i = 1; i <= 20; i++) {
        struct room_act act = room_test_vote(d, i / 2, 1 + 3 * (int64_t)(i % 3), (int)(i % 3) - 1);
        assert_int_equal(room_test_do(i % 2 ? one : two, s, &act), ACT_DONE);
    }
    fine(rooms_refresh(one, s, &e), e);
    fine(rooms_refresh(two, s, &e), e);
    assert_int_equal(one->list[0]->seat_n, two->list[0]->seat_n);
    assert_int_equal(one->list[0]->statements[1].seen, two->list[0]->statements[1].seen);
    assert_int_equal(voice_number(s, "SELECT count(*) FROM participant"), 11);
    voice_is_sound(s);
    rooms_free(&one);
    rooms_free(&two);
}

/* ---- killed ---- */

enum { KILLED_EACH = 7 }; /* statements that each participant answers, in one group */

static struct store *own_again(struct fixture *f)
{
    struct err e = {0};
    const struct key_source keys = {voice_test_key, NULL};
    fine(store_open_keyed(f->own_path, STORE_WRITE, &keys, &f->own, &e), e);
    return f->own;
}

/* Groups without end; each is told as soon as it is acknowledged. */
static _Noreturn void commit_without_end(struct fixture *f, int64_t dialogue, uint64_t first, int told)
{
    struct err e = {0};
    const struct key_source keys = {voice_test_key, NULL};
    struct store *s = NULL;
    struct rooms *r = rooms_new();
    if (!store_open_keyed(f->own_path, STORE_WRITE, &keys, &s, &e))
        _exit(3);
    for (uint64_t who = first;; who++) {
        struct room_act acts[KILLED_EACH + 1];
        for (int i = 0; i < KILLED_EACH; i++)
            acts[i] = room_test_vote(dialogue, who, 3 * i + 1, (int)(who % 3) - 1);
        acts[KILLED_EACH] = declares(dialogue, who, "community", "woman");
        if (!room_commit(r, s, acts, ARRAY_LEN(acts), &e) || write(told, &who, sizeof who) != sizeof who)
            _exit(3);
    }
}

static uint64_t killed_once(struct fixture *f, int64_t dialogue, uint64_t first, useconds_t after)
{
    int pipes[2], status = 0;
    uint64_t who = 0, last = 0;
    assert_int_equal(pipe(pipes), 0);
    pid_t child = fork();
    if (child == 0)
        commit_without_end(f, dialogue, first, pipes[1]);
    close(pipes[1]);
    if (read(pipes[0], &last, sizeof last) != sizeof last) /* it is at work */
        fail_msg("the writer did not begin");
    usleep(after);
    kill(child, SIGKILL);
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFSIGNALED(status));
    while (read(pipes[0], &who, sizeof who) == sizeof who)
        last = who;
    close(pipes[0]);
    return last;
}

/* What was acknowledged is there, and no group in part. */
static void killed_groups_are_whole(void **state)
{
    REGISTER(state)
    struct fixture *f = *state;
    int64_t d = room_test_make(s, "police", ENTRY_LINK, KILLED_EACH), people = 0;
    uint64_t acknowledged = 0;
    for (unsigned round = 0; round < 8; round++) {
        store_close(&f->own); /* a connection is not carried through a fork */
        uint64_t first = (uint64_t)(round + 1) * 1000000, last = killed_once(f, d, first, 2000 + 3700 * round);
        s = own_again(f);
        acknowledged += last - first + 1;
        people = voice_number(s, "SELECT count(*) FROM participant");
        assert_true(people >= (int64_t)acknowledged && people <= (int64_t)acknowledged + round + 1); /* one a kill may be there and untold */
        assert_int_equal(voice_number(s, "SELECT count(*) FROM pass"), people);
        assert_int_equal(voice_number(s, "SELECT count(*) FROM vote"), people * KILLED_EACH);
        assert_int_equal(voice_number(s, "SELECT count(*) FROM declared"), 2 * people);
        assert_int_equal(voice_number(s, "SELECT count(*) FROM (SELECT participant FROM vote GROUP BY participant HAVING count(*) <> 7) AS t"), 0);
        voice_is_sound(s);
        acknowledged = (uint64_t)people;
    }
}

/* ---- many threads ---- */

static struct crowd {
    struct rooms *r;
    const char *path;
    int64_t dialogue;
    atomic_bool over;
    atomic_int failed, pages;
} crowd;

static void *look_without_end(void *arg)
{
    const struct key_source keys = {voice_test_key, NULL};
    struct store *s = NULL;
    struct err e = {0};
    struct pass me = room_test_pass((uint64_t)(uintptr_t)arg);
    if (!store_open_keyed(crowd.path, STORE_READ, &keys, &s, &e))
        atomic_fetch_add(&crowd.failed, 1);
    while (s && !atomic_load(&crowd.over)) {
        struct arena a = {0};
        struct room_page page;
        struct room_listed *list;
        size_t n = 0;
        bool good = rooms_refresh(crowd.r, s, &e) && room_page(crowd.r, STR("police"), "ar", &me, NULL, 0, &a, &page, &e) && rooms_listed(crowd.r, "en", &a, &list, &n, &e);
        if (!good || n != 1 || page.answered > page.statements || page.next.text.n == 0)
            atomic_fetch_add(&crowd.failed, 1);
        atomic_fetch_add(&crowd.pages, 1);
        arena_end(&a);
    }
    store_close(&s);
    return NULL;
}

/* Four who read, one who writes votes, and moderates in between, so that memory is read anew and again under those who read. */
static void readers_beside_the_writer(void **state)
{
    REGISTER(state)
    enum { READERS = 4, ROUNDS = 60, EACH = 20 };
    pthread_t readers[READERS];
    crowd = (struct crowd){.r = rooms_new(), .path = store_path(s), .dialogue = room_test_make(s, "police", ENTRY_LINK, 40)};
    fine(rooms_refresh(crowd.r, s, &e), e);
    for (uintptr_t i = 0; i < READERS; i++)
        assert_int_equal(pthread_create(&readers[i], NULL, look_without_end, (void *)(i + 1)), 0);
    for (int i = 0; i < ROUNDS; i++) {
        struct room_act acts[EACH];
        int64_t to = i % 10 == 4 ? -1 : 1;
        for (int k = 0; k < EACH; k++)
            acts[k] = room_test_vote(crowd.dialogue, (uint64_t)(i * EACH + k) % 97 + 100, 3 * (int64_t)((i * 7 + k) % 40) + 1, (i + k) % 3 - 1);
        fine(room_commit(crowd.r, s, acts, EACH, &e), e);
        if (i % 5 == 4)
            fine(store_task(s, moderate, &to, &e), e);
    }
    while (atomic_load(&crowd.pages) < 40)
        usleep(1000);
    atomic_store(&crowd.over, true);
    for (int i = 0; i < READERS; i++)
        pthread_join(readers[i], NULL);
    assert_int_equal(atomic_load(&crowd.failed), 0);
    struct rooms *anew = rooms_new();
    fine(rooms_refresh(crowd.r, s, &e), e);
    fine(rooms_refresh(anew, s, &e), e);
    for (size_t i = 0; i < 40; i++)
        assert_int_equal(crowd.r->list[0]->statements[i].seen, anew->list[0]->statements[i].seen);
    voice_is_sound(s);
    rooms_free(&anew);
    rooms_free(&crowd.r);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(passes_read_back),
        cmocka_unit_test(codes_as_typed),
        cmocka_unit_test(digests_differ),
        cmocka_unit_test_setup_teardown(makes_one, voice_begin, voice_end),
        cmocka_unit_test_setup_teardown(open_registers_hold_none, voice_begin, voice_end),
        cmocka_unit_test_setup_teardown(invented_registers_hold_practice, voice_begin, voice_end),
        cmocka_unit_test_setup_teardown(from_a_file, voice_begin, voice_end),
        cmocka_unit_test_setup_teardown(latest_counts, voice_begin, voice_end),
        cmocka_unit_test_setup_teardown(memory_is_the_register, voice_begin, voice_end),
        cmocka_unit_test_setup_teardown(statements_wait, voice_begin, voice_end),
        cmocka_unit_test_setup_teardown(declares_what_can_be_chosen, voice_begin, voice_end),
        cmocka_unit_test_setup_teardown(codes_let_in_once, voice_begin, voice_end),
        cmocka_unit_test_setup_teardown(ballots_are_people, voice_begin, voice_end),
        cmocka_unit_test_setup_teardown(ballots_beside_votes, voice_begin, voice_end),
        cmocka_unit_test_setup_teardown(pages_go_on, voice_begin, voice_end),
        cmocka_unit_test_setup_teardown(moderation_shows, voice_begin, voice_end),
        cmocka_unit_test_setup_teardown(outcomes_and_meetings, voice_begin, voice_end),
        cmocka_unit_test_setup_teardown(closing_leaves_no_trace, voice_begin, voice_end),
        cmocka_unit_test_setup_teardown(failed_groups_leave_nothing, voice_begin, voice_end),
        cmocka_unit_test_setup_teardown(two_servers, voice_begin, voice_end),
        cmocka_unit_test_setup_teardown(killed_groups_are_whole, voice_begin, voice_end),
        cmocka_unit_test_setup_teardown(readers_beside_the_writer, voice_begin, voice_end),
    };
    return cmocka_run_group_tests_name("voice room", tests, NULL, NULL);
}
