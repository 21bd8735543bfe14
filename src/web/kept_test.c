/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
#include "web/server_priv.h"

struct maker {
    int made;                   /* atomic */
    const char *says;           /* NULL: noise */
    bool fails, slow;
    size_t size;
    uint64_t seed;
};

static bool make(UNUSED struct exchange *x, void *arg, struct buf *out, struct err *e)
{
    struct maker *m = arg;
    __atomic_add_fetch(&m->made, 1, __ATOMIC_RELAXED);
    if (m->slow)
        nanosleep(&(struct timespec){.tv_nsec = 50000000}, NULL);
    if (m->fails)
        return err_set(e, ERR_INPUT, "it cannot be made");
    if (m->says)
        buf_text(out, m->says);
    struct rng r;
    rng_init(&r, m->seed);
    for (size_t i = 0; !m->says && i < m->size; i += 8) {
        uint64_t v = rng_next(&r);
        buf_add(out, (const char *)&v, 8);
    }
    return true;
}

static struct web *web_new(void)
{
    struct web *w = mem_get(sizeof *w);
    w->kept = kept_new();
    return w;
}

static void web_drop(struct web *w)
{
    kept_free(&w->kept);
    free(w);
}

/* One request at that moment: what it got. */
static bool ask(struct web *w, struct maker *m, const char *key, enum web_keep on, int64_t generation, int64_t votes, int64_t now, struct buf *out)
{
    struct visit *v = mem_get(sizeof *v);
    struct err e = {0};
    v->x.web = w;
    v->x.path = STR("/page");
    v->x.speech.language = language_find("en");
    v->x.generation = generation;
    v->x.votes_generation = votes;
    v->x.now = now;
    bool good = web_kept(&v->x, key, on, make, m, &v->x.body, &e);
    buf_clear(out);
    buf_str(out, buf_view(&v->x.body));
    assert_true(!good || v->kept); /* the whole page: it goes out as it is packed */
    visit_end(v);
    return good;
}

static void is_made_once_a_state(void **state)
{
    (void)state;
    struct web *w = web_new();
    struct maker m = {.says = "words"};
    struct buf out CLEANUP(buf_end) = {0};
    for (int i = 0; i < 3; i++)
        assert_true(ask(w, &m, "a", KEEP_RECORDS, 5, i, 100 + i, &out));
    assert_string_equal(out.p, "words");
    assert_int_equal(m.made, 1);
    assert_true(ask(w, &m, "b", KEEP_RECORDS, 5, 0, 100, &out));
    assert_int_equal(m.made, 2);
    m.says = "other words";
    assert_true(ask(w, &m, "a", KEEP_RECORDS, 6, 0, 100, &out));
    assert_string_equal(out.p, "other words");
    assert_int_equal(m.made, 3);
    assert_true(ask(w, &m, "a", KEEP_RECORDS, 5, 0, 100, &out)); /* who began to look earlier takes what is newer */
    assert_string_equal(out.p, "other words");
    assert_int_equal(m.made, 3);
    web_drop(w);
}

static void what_hangs_on_votes_may_be_ten_seconds_old(void **state)
{
    (void)state;
    struct web *w = web_new();
    struct maker m = {.says = "1"};
    struct buf out CLEANUP(buf_end) = {0};
    assert_true(ask(w, &m, "a", KEEP_VOTES, 1, 1, 100, &out));
    m.says = "2";
    assert_true(ask(w, &m, "a", KEEP_VOTES, 1, 2, 109, &out));
    assert_string_equal(out.p, "1");
    assert_true(ask(w, &m, "a", KEEP_VOTES, 1, 1, 900, &out)); /* nobody voted: it is as good as on the first day */
    assert_string_equal(out.p, "1");
    assert_true(ask(w, &m, "a", KEEP_VOTES, 1, 2, 110, &out));
    assert_string_equal(out.p, "2");
    m.says = "3";
    assert_true(ask(w, &m, "a", KEEP_VOTES, 2, 2, 110, &out));
    assert_string_equal(out.p, "3");
    web_drop(w);
}

/* The same with all that may tell callers apart. */
static bool ask_field(struct web *w, struct maker *m, const char *path, const char *field, const char *query, unsigned may, int64_t account, enum web_keep on, struct buf *out)
{
    static const struct page page = {.fields = "from place"};
    struct visit *v = mem_get(sizeof *v);
    struct field asked = {str_of(field), str_of(query)};
    struct err e = {0};
    v->x.web = w;
    v->x.page = &page;
    v->x.path = str_of(path);
    v->x.query = &asked;
    v->x.query_n = 1;
    v->x.may = may;
    v->x.who.id = account;
    v->x.speech.language = language_find("en");
    bool good = web_kept(&v->x, "a", on, make, m, &v->x.body, &e);
    buf_clear(out);
    buf_str(out, buf_view(&v->x.body));
    v->x.query_n = 0;
    visit_end(v);
    return good;
}

static bool ask_as(struct web *w, struct maker *m, const char *path, const char *query, unsigned may, int64_t account, enum web_keep on, struct buf *out)
{
    return ask_field(w, m, path, "place", query, may, account, on, out);
}

static void a_field_that_no_page_reads_makes_nothing_anew(void **state)
{
    (void)state;
    struct web *w = web_new();
    struct maker m = {.says = "once"};
    struct buf out CLEANUP(buf_end) = {0};
    for (const char *query = "abcd"; *query; query++)
        assert_true(ask_field(w, &m, "/page", "plac", query, 1, 0, KEEP_RECORDS, &out));
    assert_int_equal(m.made, 1);
    for (const char *query = "abcd"; *query; query++)
        assert_true(ask_field(w, &m, "/page", "place", query, 1, 0, KEEP_RECORDS, &out));
    assert_int_equal(m.made, 5);
    web_drop(w);
}

static void whoever_may_less_gets_their_own(void **state)
{
    (void)state;
    static const struct { unsigned may; int64_t account; const char *says; } callers[] = {{MAY_TAKE_PART | MAY_READ, 0, "nobody"}, {MAY_TAKE_PART | MAY_READ, 4, "reader"},
        {MAY_TAKE_PART | MAY_READ | MAY_ANALYSE, 5, "analyst"}, {MAY_TAKE_PART, 0, "participant"}};
    struct web *w = web_new();
    struct maker m = {0};
    struct buf out CLEANUP(buf_end) = {0};
    for (size_t i = ARRAY_LEN(callers); i-- > 0;) {
        m.says = callers[i].says;
        assert_true(ask_as(w, &m, "/page", "x", callers[i].may, callers[i].account, KEEP_RECORDS, &out));
        assert_string_equal(out.p, callers[i].says);
    }
    m.says = "made anew";
    for (size_t i = 0; i < ARRAY_LEN(callers); i++) {
        assert_true(ask_as(w, &m, "/page", "x", callers[i].may, callers[i].account, KEEP_RECORDS, &out));
        assert_string_equal(out.p, callers[i].says);
    }
    assert_int_equal(m.made, ARRAY_LEN(callers));
    web_drop(w);
}

static void what_is_kept_alone_is_not_made_for_each_question(void **state)
{
    (void)state;
    struct web *w = web_new();
    struct maker m = {.says = "once"};
    struct buf out CLEANUP(buf_end) = {0};
    for (const char *query = "abcd"; *query; query++)
        assert_true(ask_as(w, &m, query, query, 1, 0, KEEP_RECORDS | KEEP_ALONE, &out));
    assert_int_equal(m.made, 1);
    for (const char *query = "abcd"; *query; query++)
        assert_true(ask_as(w, &m, "/page", query, 1, 0, KEEP_RECORDS, &out));
    assert_int_equal(m.made, 5);
    web_drop(w);
}

static void a_failure_is_not_kept(void **state)
{
    (void)state;
    struct web *w = web_new();
    struct maker m = {.fails = true};
    struct buf out CLEANUP(buf_end) = {0};
    assert_false(ask(w, &m, "a", KEEP_RECORDS, 1, 1, 1, &out));
    assert_false(ask(w, &m, "a", KEEP_RECORDS, 1, 1, 1, &out));
    assert_int_equal(m.made, 2);
    m = (struct maker){.says = "now"};
    assert_true(ask(w, &m, "a", KEEP_RECORDS, 1, 1, 1, &out));
    assert_string_equal(out.p, "now");
    web_drop(w);
}

struct asker {
    struct web *web;
    struct maker *maker;
    pthread_t thread;
    bool good;
};

static void *ask_thread(void *arg)
{
    struct asker *a = arg;
    struct buf out CLEANUP(buf_end) = {0};
    a->good = ask(a->web, a->maker, "a", KEEP_RECORDS, 1, 1, 1, &out) && str_is(buf_view(&out), "words");
    return NULL;
}

static void who_asks_at_once_waits_for_one(void **state)
{
    (void)state;
    struct web *w = web_new();
    struct maker m = {.says = "words", .slow = true};
    struct asker askers[8] = {0};
    for (size_t i = 0; i < ARRAY_LEN(askers); i++) {
        askers[i] = (struct asker){.web = w, .maker = &m};
        assert_int_equal(pthread_create(&askers[i].thread, NULL, ask_thread, &askers[i]), 0);
    }
    for (size_t i = 0; i < ARRAY_LEN(askers); i++) {
        pthread_join(askers[i].thread, NULL);
        assert_true(askers[i].good);
    }
    assert_int_equal(m.made, 1);
    web_drop(w);
}

static void the_least_used_go_first(void **state)
{
    (void)state;
    enum { PAGES = 18, PAGE = 4 << 20 }; /* 72 MiB that cannot be packed, into 64 */
    struct web *w = web_new();
    struct buf out CLEANUP(buf_end) = {0};
    char key[16];
    struct maker m = {.size = PAGE};
    for (int i = 0; i < PAGES; i++) {
        snprintf(key, sizeof key, "%d", i);
        m.seed = (uint64_t)i;
        assert_true(ask(w, &m, key, KEEP_RECORDS, 1, 1, 1, &out));
        if (i % 6 == 0)
            assert_true(ask(w, &m, "0", KEEP_RECORDS, 1, 1, 1, &out)); /* used all the time */
    }
    assert_int_equal(m.made, PAGES);
    assert_true(ask(w, &m, "17", KEEP_RECORDS, 1, 1, 1, &out));
    assert_true(ask(w, &m, "0", KEEP_RECORDS, 1, 1, 1, &out));
    assert_int_equal(m.made, PAGES);
    assert_true(ask(w, &m, "1", KEEP_RECORDS, 1, 1, 1, &out));
    assert_int_equal(m.made, PAGES + 1);
    web_drop(w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(is_made_once_a_state),
        cmocka_unit_test(what_hangs_on_votes_may_be_ten_seconds_old),
        cmocka_unit_test(a_field_that_no_page_reads_makes_nothing_anew), cmocka_unit_test(whoever_may_less_gets_their_own),
        cmocka_unit_test(what_is_kept_alone_is_not_made_for_each_question),
        cmocka_unit_test(a_failure_is_not_kept),
        cmocka_unit_test(who_asks_at_once_waits_for_one),
        cmocka_unit_test(the_least_used_go_first),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
