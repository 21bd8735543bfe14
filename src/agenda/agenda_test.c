/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An agenda out of the store: languages of one record, what hangs on which item, what a signature is of, and what may be published. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "agenda/agenda.h"
#include "core/test_folder.h"
#include "store/test_register.h"
#include <unistd.h>

#define assert_fine(call, e)                                                                                           \
    do {                                                                                                               \
        if (!(call))                                                                                                   \
            fail_msg("line %d: %s", __LINE__, (e).text);                                                               \
    } while (0)

struct office {
    char folder[64], path[256];
    struct store *s;
};

static int begin(void **state)
{
    struct office *o = mem_get(sizeof *o);
    struct err e = {0};
    test_folder(o->folder, sizeof o->folder, "agenda");
    assert_non_null(mkdtemp(o->folder));
    test_register(o->folder, "a.diwan", o->path, sizeof o->path);
    assert_fine(store_new(o->path, STR("Selmara"), &e), e);
    assert_fine(store_open(o->path, STORE_WRITE, &o->s, &e), e);
    *state = o;
    return 0;
}

static int end(void **state)
{
    static const char *const endings[] = {"", "-wal", "-shm"};
    struct office *o = *state;
    char path[288];
    store_close(&o->s);
    for (size_t i = 0; i < ARRAY_LEN(endings); i++) {
        snprintf(path, sizeof path, "%s%s", o->path, endings[i]);
        unlink(path);
    }
    rmdir(o->folder);
    free(o);
    return 0;
}

static struct bind t(const char *s)
{
    return bind_text(str_of(s));
}

static int64_t next(void)
{
    static int64_t id;
    return ++id;
}

static void item(struct store *s, const char *key, const char *language, const char *agenda, const char *need, const char *owner, const char *pillar)
{
    struct err e = {0};
    assert_fine(store_do(s, "INSERT INTO agenda_item (origin, id, import, line, item_key, language, agenda_key, need, ask, securities, pillar, level, phases, drivers, genders, concerns, place, owner,"
        " addressable, addressable_why, plan_article, said_by) VALUES (1, $1, 1, 1, $2, $3, $4, $5, '', 'food;health', $6, '', '', '', '', '', '', $7, '', '', '', '')", WITH(bind_int(next()), t(key),
        t(language), t(agenda), t(need), t(pillar), t(owner)), &e), e);
}

static void state(struct store *s, const char *key, const char *state, int day)
{
    struct err e = {0};
    assert_fine(store_do(s, "INSERT INTO item_state (origin, id, import, line, item_key, state, why, said_by, day) VALUES (1, $1, 1, 1, $2, $3, '', '', $4)", WITH(bind_int(next()), t(key), t(state),
        bind_int(day)), &e), e);
}

static void link_to(struct store *s, const char *key, const char *kind, const char *reference)
{
    struct err e = {0};
    assert_fine(store_do(s, "INSERT INTO item_link (origin, id, import, line, item_key, kind, reference, direction, strength, note, said_by) VALUES (1, $1, 1, 1, $2, $3, $4, 'for', '', '', '')",
        WITH(bind_int(next()), t(key), t(kind), t(reference)), &e), e);
}

static void answer(struct store *s, const char *key, const char *question, const char *said, int day)
{
    struct err e = {0};
    assert_fine(store_do(s, "INSERT INTO harm_answer (origin, id, import, line, item_key, question, answer, note, said_by, day) VALUES (1, $1, 1, 1, $2, $3, $4, '', '', $5)", WITH(bind_int(next()), t(key),
        t(question), t(said), day ? bind_int(day) : bind_null()), &e), e);
}

static void value(struct store *s, const char *key, int day, double v)
{
    struct err e = {0};
    assert_fine(store_do(s, "INSERT INTO indicator_value (origin, id, import, line, indicator_key, source, day, value) VALUES (1, $1, 1, 1, $2, '', $3, $4)", WITH(bind_int(next()), t(key), bind_int(day),
        bind_real(v)), &e), e);
}

static void indicator(struct store *s, const char *key, const char *language, const char *of, const char *name, double baseline)
{
    struct err e = {0};
    assert_fine(store_do(s, "INSERT INTO indicator (origin, id, import, line, indicator_key, language, item_key, name, code, unit, better_when, source, baseline) VALUES (1, $1, 1, 1, $2, $3, $4, $5, '', '',"
        " 'higher', '', $6)", WITH(bind_int(next()), t(key), t(language), t(of), t(name), bind_real(baseline)), &e), e);
}

static bool fill(struct store *s, void *arg, struct err *e)
{
    (void)arg;
    item(s, "water", "en", "plan", "Water runs only at night.", "", "");
    item(s, "water", "ar", "plan", "لا يأتي الماء إلا ليلاً.", "Water office", "protection");
    item(s, "clinic", "en", "plan", "No clinic.", "", "both");
    item(s, "zoo", "en", "another", "Of an agenda that is not there.", "", "");
    state(s, "water", "promised", 30);
    state(s, "water", "proposed", 10);
    state(s, "water", "agreed", 30);
    state(s, "nobody", "agreed", 30);
    link_to(s, "water", "promise", "p1");
    link_to(s, "water", "statement", "room#2");
    link_to(s, "water", "incidents", " 2024-01..2024-12");
    indicator(s, "w2", "en", "water", "Hours a day", 4);
    indicator(s, "w1", "ar", "", "البئر", NAN);
    indicator(s, "w1", "en", "water", "Wells", 2);
    value(s, "w2", 20, 6);
    value(s, "w1", 11, 3);
    value(s, "w2", 10, 5);
    value(s, "nothing", 10, 5);
    answer(s, "water", "context", "yes", 10);
    return store_do(s, "INSERT INTO premise (origin, id, import, line, premise_key, language, item_key, belief, test, data_say, verdict, looked_by) VALUES (1, $1, 1, 1, 'p', 'en', '', 'That talking"
        " helps', '', '', '', '')", WITH(bind_int(next())), e) &&
           store_do(s, "INSERT INTO priority (origin, id, import, line, agenda_key, side, said_by, matter, place_in_order) VALUES (1, $1, 1, 1, 'plan', 'donor', 'A fund', 'food', 1)",
               WITH(bind_int(next())), e) &&
           store_do(s, "INSERT INTO priority (origin, id, import, line, agenda_key, side, said_by, matter, place_in_order) VALUES (1, $1, 1, 1, 'plan', 'community', 'A meeting', 'water', 1)",
               WITH(bind_int(next())), e) &&
           store_do(s, "INSERT INTO partner (origin, id, import, line, partner_key, language, name, title_page) VALUES (1, $1, 1, 1, 'org', 'en', 'An organisation', '')", WITH(bind_int(next())), e) &&
           store_do(s, "INSERT INTO partner_logo (origin, id, partner_key, content, wide, high, who, day) VALUES (1, 1, 'org', $1, 3, 2, '', 1)", WITH(bind_blob(STR("\x89PNG\0old"))), e) &&
           store_do(s, "INSERT INTO partner_logo (origin, id, partner_key, content, wide, high, who, day) VALUES (1, 2, 'org', $1, 4, 5, '', 1)", WITH(bind_blob(STR("\x89PNG\0new"))), e);
}

static bool sign_it(struct store *s, void *arg, struct err *e)
{
    struct agenda_book *b = arg;
    return item_sign_add(s, agenda_item_of(b, STR("water")), false, STR("Hala, steward"), STR(""), (struct day){40}, e);
}

static bool take_back(struct store *s, void *arg, struct err *e)
{
    struct agenda_book *b = arg;
    return item_sign_add(s, agenda_item_of(b, STR("water")), true, STR("Hala, steward"), STR("a family could be recognised"), (struct day){41}, e);
}

static bool answer_all(struct store *s, void *arg, struct err *e)
{
    static const char *const all[][2] = {{"benefit", "yes"}, {"message", "yes"}, {"options", "no"}, {"small_group", "no"}, {"place", "no"}, {"words", "yes"}};
    (void)arg;
    (void)e;
    for (size_t i = 0; i < ARRAY_LEN(all); i++)
        answer(s, "water", all[i][0], all[i][1], 20);
    return true;
}

static bool answer_stops(struct store *s, void *arg, struct err *e)
{
    (void)arg;
    (void)e;
    answer(s, "water", "place", "yes", 50);
    return true;
}

static void all_that_there_is(void **where)
{
    struct office *o = *where;
    struct agenda_book b;
    struct err e = {0};
    bool any = true;
    assert_fine(agenda_any(o->s, &any, &e), e);
    assert_false(any);
    assert_fine(agenda_read(o->s, &b, &e), e);
    assert_true(b.item_n == 0 && b.agenda_n == 0 && !agenda_item_of(&b, STR("water")));
    agenda_book_end(&b);
    assert_fine(store_task(o->s, fill, NULL, &e), e);
    assert_fine(agenda_any(o->s, &any, &e), e);
    assert_true(any);
    assert_fine(agenda_read(o->s, &b, &e), e);
    assert_int_equal(b.item_n, 3);
    assert_true(str_is(b.items[0].key, "zoo") && str_is(b.items[1].key, "clinic") && str_is(b.items[2].key, "water"));
    const struct agenda_item *x = agenda_item_of(&b, STR("water"));
    assert_ptr_equal(x, &b.items[2]);
    assert_true(str_is(x->owner, "Water office") && strcmp(x->pillar->code, "protection") == 0 && !x->level);
    assert_int_equal(x->told.n, 2);
    assert_true(str_is(telling_in(&x->told, "ckb", 0)->first, "Water runs only at night."));
    assert_true(str_starts(telling_in(&x->told, "ar", 0)->first, "لا"));
    assert_null(telling_in(&x->told, "en", 1));
    assert_int_equal(x->state_n, 3);
    assert_string_equal(item_state_now(x)->state->code, "promised"); /* of the same day as agreed, and later in the list */
    assert_null(item_state_now(agenda_item_of(&b, STR("clinic"))));
    assert_int_equal(x->link_n, 3);
    assert_string_equal(x->links[0].kind->code, "incidents");
    assert_string_equal(x->links[2].kind->code, "promise");
    assert_int_equal(x->indicator_n, 2);
    assert_true(str_is(x->indicators[0].key, "w1") && x->indicators[0].baseline == 2 && x->indicators[0].value_n == 1);
    assert_true(x->indicators[1].value_n == 2 && x->indicators[1].values[0].value == 5 && x->indicators[1].values[1].value == 6);
    assert_true(isnan(x->indicators[1].values[0].low) && isnan(x->indicators[1].target));
    assert_int_equal(x->answer_n, 1);
    assert_true(b.premise_n == 1 && strcmp(b.premises[0].verdict->code, "untested") == 0);
    assert_true(b.priority_n == 2 && str_is(b.priorities[0].matter, "water"));
    assert_true(b.partner_n == 1 && b.partners[0].wide == 4 && b.partners[0].logo.n == 8 && memcmp(b.partners[0].logo.p, "\x89PNG\0new", 8) == 0);
    agenda_book_end(&b);
}

static enum unsigned_why now(struct store *s, const char **question)
{
    struct agenda_book b;
    struct err e = {0};
    const struct harm_question *q = NULL;
    assert_fine(agenda_read(s, &b, &e), e);
    enum unsigned_why why = item_may_be_published(agenda_item_of(&b, STR("water")), &q);
    *question = q ? q->code : "";
    agenda_book_end(&b);
    return why;
}

static void what_is_signed(void **where)
{
    struct office *o = *where;
    struct agenda_book b;
    struct err e = {0};
    const char *q;
    assert_fine(store_task(o->s, fill, NULL, &e), e);
    assert_fine(agenda_read(o->s, &b, &e), e);
    assert_int_equal(now(o->s, &q), ITEM_NEVER_SIGNED);
    assert_false(store_task(o->s, sign_it, &b, &e)); /* questions are open */
    assert_int_equal(e.code, ERR_INPUT);
    assert_non_null(strstr(e.text, "benefit"));
    agenda_book_end(&b);
    assert_fine(store_task(o->s, answer_all, NULL, &e), e);
    assert_fine(agenda_read(o->s, &b, &e), e);
    assert_fine(store_task(o->s, sign_it, &b, &e), e);
    assert_int_equal(now(o->s, &q), ITEM_SIGNED);
    assert_fine(store_task(o->s, take_back, &b, &e), e);
    assert_int_equal(now(o->s, &q), ITEM_TAKEN_BACK);
    assert_fine(store_task(o->s, sign_it, &b, &e), e);
    assert_fine(store_task(o->s, answer_stops, NULL, &e), e);
    assert_int_equal(now(o->s, &q), ITEM_CHANGED);
    agenda_book_end(&b);
    assert_fine(agenda_read(o->s, &b, &e), e);
    assert_false(store_task(o->s, sign_it, &b, &e));
    assert_non_null(strstr(e.text, "place"));
    agenda_book_end(&b);
}

static bool promise_of_it(struct store *s, void *arg, struct err *e)
{
    return store_do(s, "INSERT INTO promise (origin, id, import, line, promise_key, contact_key, actor, promised, made, due, state, state_day, evidence, told) VALUES (1, 7, 1, 1, 'p1', '', 'finance', $1, 100, 200, "
                       "'promise_made', NULL, '', NULL)", WITH(bind_text(str_of(arg))), e);
}

static bool promise_said_anew(struct store *s, void *arg, struct err *e)
{
    (void)arg;
    return store_do(s, "UPDATE promise SET evidence = 'somebody saw it' WHERE promise_key = 'p1'", WITH_NOTHING, e);
}

/* What is told of an item tells its promises: who signed did not read what came later. */
static void a_promise_takes_the_signatures_force(void **where)
{
    struct office *o = *where;
    struct agenda_book b;
    struct err e = {0};
    const char *q;
    static char words[] = "a clerk in each station";
    assert_fine(store_task(o->s, fill, NULL, &e), e);
    assert_fine(store_task(o->s, answer_all, NULL, &e), e);
    assert_fine(agenda_read(o->s, &b, &e), e);
    assert_fine(store_task(o->s, sign_it, &b, &e), e);
    agenda_book_end(&b);
    assert_int_equal(now(o->s, &q), ITEM_SIGNED);
    assert_fine(store_task(o->s, promise_of_it, words, &e), e);
    assert_int_equal(now(o->s, &q), ITEM_CHANGED);
    assert_fine(agenda_read(o->s, &b, &e), e);
    assert_fine(store_task(o->s, sign_it, &b, &e), e);
    agenda_book_end(&b);
    assert_int_equal(now(o->s, &q), ITEM_SIGNED);
    assert_fine(store_task(o->s, promise_said_anew, NULL, &e), e);
    assert_int_equal(now(o->s, &q), ITEM_CHANGED);
}

static bool lay(struct store *s, void *arg, struct err *e)
{
    bool turned = *(bool *)arg;
    (void)e;
    for (int i = 0; i < 3; i++) {
        int k = turned ? 2 - i : i;
        static const char *const languages[] = {"ar", "ckb", "en"}, *const keys[] = {"a", "b", "c"};
        item(s, "x", languages[k], "plan", keys[k], "", "");
        link_to(s, "x", "project", keys[k]);
        state(s, "x", "agreed", k);
        answer(s, "x", keys[k][0] == 'a' ? "words" : keys[k][0] == 'b' ? "place" : "context", "yes", k);
    }
    return true;
}

/* The same rows in another order are the same item; one letter more is another. */
static void a_digest_is_of_what_is_said(void **where)
{
    struct office *o = *where, *other = NULL;
    struct agenda_book b, c;
    struct err e = {0};
    bool turned = false;
    assert_int_equal(begin((void **)&other), 0);
    assert_fine(store_task(o->s, lay, &turned, &e), e);
    turned = true;
    assert_fine(store_task(other->s, lay, &turned, &e), e);
    assert_fine(agenda_read(o->s, &b, &e), e);
    assert_fine(agenda_read(other->s, &c, &e), e);
    assert_string_equal(b.items[0].digest, c.items[0].digest);
    agenda_book_end(&c);
    assert_fine(store_task(other->s, answer_stops, NULL, &e), e);
    assert_fine(agenda_read(other->s, &c, &e), e);
    assert_string_equal(b.items[0].digest, c.items[0].digest); /* of another item */
    agenda_book_end(&c);
    agenda_book_end(&b);
    end((void **)&other);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test_setup_teardown(all_that_there_is, begin, end), cmocka_unit_test_setup_teardown(what_is_signed, begin, end),
        cmocka_unit_test_setup_teardown(a_promise_takes_the_signatures_force, begin, end),
        cmocka_unit_test_setup_teardown(a_digest_is_of_what_is_said, begin, end)};
    return cmocka_run_group_tests_name("agenda", tests, NULL, NULL);
}
