/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What people say, joined: the most cautious rules, days make months, a part makes the whole partly seen. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "core/test_folder.h"
#include "panel/panel.h"
#include <unistd.h>

struct world {
    char path[64];
    struct store *s;
    struct incident_columns *c;
    const char *const *statements;
};

static void fine_(bool done, const struct err *e)
{
    if (!done)
        fail_msg("%s", e->text);
}
#define fine(call, e) fine_((call), &(e))

static bool place_add(struct store *s, int64_t id, int level, const char *code, const char *parent, const char *name, struct err *e)
{
    return store_do(s, "INSERT INTO place (origin, id, import, level, code, country, parent_code, name) VALUES (1, $1, 1, $2, $3, 'SLM', $4, $5)",
        WITH(bind_int(id), bind_int(level), bind_text(str_of(code)), bind_text(str_of(parent)), bind_text(str_of(name))), e);
}

/* place, from, to (months; "" open), judgement, who */
static bool judge(struct store *s, int64_t id, const char *line, struct err *e)
{
    struct str part[5];
    const char *at = line;
    for (size_t i = 0; i < 5; i++) {
        size_t n = strcspn(at, ",");
        part[i] = (struct str){at, n};
        at += n + (at[n] == ',');
    }
    struct day from[2] = {DAY_NONE, DAY_NONE}, to[2] = {DAY_NONE, DAY_NONE};
    assert_true(part[1].n == 0 || day_parse(part[1], &from[0], &from[1]));
    assert_true(part[2].n == 0 || day_parse(part[2], &to[0], &to[1]));
    return store_do(s, "INSERT INTO observability (origin, id, import, line, place, day_from, day_to, judgement, said_by, reason)"
        " VALUES (1, $1, 1, 1, $2, $3, $4, $5, $6, 'why')", WITH(bind_int(id), bind_text(part[0]), part[1].n ? bind_int(from[0].n) : bind_null(),
        part[2].n ? bind_int(to[1].n) : bind_null(), bind_text(part[3]), bind_text(part[4])), e);
}

static bool fill(struct store *s, void *arg, struct err *e)
{
    const struct world *w = arg;
    struct import im = {.file = STR("a.csv"), .layout = STR("test"), .source = STR("A"), .who = STR("x"), .time = STR("2026-01-01T00:00:00Z")};
    bool good = store_import_add(s, &im, NULL, 0, e) && place_add(s, 1, 0, "SLM", "", "Selmara", e) && place_add(s, 2, 1, "SL-A", "SLM", "Asmar", e) &&
        place_add(s, 3, 1, "SL-B", "SLM", "Qasab", e) && place_add(s, 4, 2, "SL-A-1", "SL-A", "Old Town", e) &&
        store_do(s, "INSERT INTO source (origin, id, name, citation, licence) VALUES (1, 1, 'Observatory', '', 'CC BY 4.0'), (1, 2, 'Monitor', '', ''),"
            " (1, 3, 'Gazette', '', 'ask us')", WITH_NOTHING, e) &&
        store_do(s, "INSERT INTO licence (origin, id, import, line, source, licence) VALUES (1, 1, 1, 1, 'observatory', 'attribution'),"
            " (1, 2, 1, 2, 'MONITOR', 'no-republication'), (1, 3, 1, 3, 'Nobody', 'open')", WITH_NOTHING, e);
    for (size_t i = 0; good && w->statements[i]; i++)
        good = judge(s, (int64_t)i + 1, w->statements[i], e);
    return good;
}

static struct world *world_make(const char *const *statements)
{
    struct err e = {0};
    struct world *w = mem_get(sizeof *w);
    w->statements = statements;
    test_folder(w->path, sizeof w->path, "looked");
    int fd = mkstemp(w->path);
    assert_true(fd >= 0);
    close(fd);
    unlink(w->path);
    fine(store_new(w->path, STR(""), &e), e);
    fine(store_open(w->path, STORE_WRITE, &w->s, &e), e);
    fine(store_task(w->s, fill, w, &e), e);
    fine(columns_load(w->s, &w->c, NULL, &e), e);
    return w;
}

static void world_end(struct world *w)
{
    static const char *const endings[] = {"", "-wal", "-shm"};
    columns_drop(&w->c);
    store_close(&w->s);
    for (size_t i = 0; i < ARRAY_LEN(endings); i++) {
        char path[80];
        snprintf(path, sizeof path, "%s%s", w->path, endings[i]);
        unlink(path);
    }
    free(w);
}

/* Six months from January 2014: a letter each (. nothing said, g good, l limited, n none). */
static void looked_is(const struct world *w, const char *place, const char *expected)
{
    uint8_t out[6];
    size_t index;
    char got[7] = "";
    struct err e = {0};
    fine(gazetteer_find(w->c->places, str_of(place), &index, &e), e);
    looked_months(w->c, (int)index, (2014 - 1970) * 12, 6, out);
    for (size_t i = 0; i < 6; i++)
        got[i] = ".gln"[out[i]];
    if (strcmp(got, expected) != 0)
        fail_msg("%s: %s, not %s", place, got, expected);
}

static void the_most_cautious_rules(void **state)
{
    (void)state;
    static const char *const said[] = {"Asmar,2014-02,2014-03,none,A", "Asmar,2014-01,2014-04,good,B", "Asmar,2014-03,2014-05,limited,C", NULL};
    struct world *w = world_make(said);
    looked_is(w, "Asmar", "gnnll.");
    looked_is(w, "Old Town", "gnnll.");
    looked_is(w, "Qasab", "......");
    looked_is(w, "Selmara", ".llll."); /* partly seen, though somebody calls Asmar good */
    world_end(w);
}

static void a_country_covers_its_parts(void **state)
{
    (void)state;
    static const char *const said[] = {"SLM,,2014-02,none,A", "Old Town,2014-04,,none,A", "Nowhere,2014,2014,none,A", NULL};
    struct world *w = world_make(said);
    looked_is(w, "Selmara", "nn.lll");
    looked_is(w, "Asmar", "nn.lll");
    looked_is(w, "Qasab", "nn....");
    looked_is(w, "Old Town", "nn.nnn");
    assert_int_equal(w->c->judgements[2].place, -1);
    world_end(w);
}

static void days_make_months(void **state)
{
    (void)state;
    static const char *const said[] = {"Asmar,2014-01-01,2014-01-15,none,A", "Asmar,2014-01-16,2014-01-31,none,B", "Asmar,2014-02-02,2014-02-28,none,A",
        "Asmar,2014-03-31,2014-03-31,limited,A", NULL};
    struct world *w = world_make(said);
    looked_is(w, "Asmar", "nll...");
    world_end(w);
}

static void panels_carry_it(void **state)
{
    (void)state;
    static const char *const said[] = {"Asmar,2014-02,2014-03,none,A", NULL};
    struct world *w = world_make(said);
    struct arena a = {0};
    struct panel p;
    struct err e = {0};
    fine(panel_make(w->c, 0, 1, (2014 - 1970) * 12, (2014 - 1970) * 12 + 3, &a, &p, &e), e);
    assert_int_equal(p.places, 3);
    assert_int_equal(p.looked[1], LOOKED_NONE);
    assert_int_equal(p.looked[p.months + 1], LOOKED_UNSAID);
    assert_int_equal(p.looked[2 * p.months + 1], LOOKED_UNSAID);
    assert_int_equal(p.looked_whole[1], LOOKED_LIMITED);
    fine(panel_make(w->c, -1, 1, (2014 - 1970) * 12, (2014 - 1970) * 12 + 3, &a, &p, &e), e);
    assert_int_equal(p.looked_whole[2], LOOKED_LIMITED);
    assert_int_equal(p.looked_whole[3], LOOKED_UNSAID);
    arena_end(&a);
    world_end(w);
}

static void licences_stand_over_layouts(void **state)
{
    (void)state;
    static const char *const said[] = {NULL};
    struct world *w = world_make(said);
    assert_int_equal(w->c->licences[0], LICENCE_ATTRIBUTION);
    assert_true(str_is(w->c->source_licences[0], "CC BY 4.0")); /* says more than "attribution" */
    assert_int_equal(w->c->licences[1], LICENCE_NO_REPUBLICATION);
    assert_true(str_is(w->c->source_licences[1], "no-republication"));
    assert_int_equal(w->c->licences[2], LICENCE_UNKNOWN);
    assert_int_equal(w->c->licences_of_nobody, 1);
    world_end(w);
}

static void the_fingerprint_knows_them(void **state)
{
    (void)state;
    static const char *const said[] = {"Asmar,2014-02,2014-03,none,A", NULL}, *const other[] = {"Asmar,2014-02,2014-03,limited,A", NULL};
    struct world *one = world_make(said), *two = world_make(said), *three = world_make(other);
    assert_memory_equal(&one->c->fingerprint, &two->c->fingerprint, sizeof(struct digest));
    assert_memory_not_equal(&one->c->fingerprint, &three->c->fingerprint, sizeof(struct digest));
    world_end(one);
    world_end(two);
    world_end(three);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(the_most_cautious_rules), cmocka_unit_test(a_country_covers_its_parts),
        cmocka_unit_test(days_make_months), cmocka_unit_test(panels_carry_it), cmocka_unit_test(licences_stand_over_layouts),
        cmocka_unit_test(the_fingerprint_knows_them)};
    return cmocka_run_group_tests_name("panel said", tests, NULL, NULL);
}
