/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An agenda out as a workbook and into another register: the same rows, the same items; and the logical framework. Files of an invented place: tests/fuzz/corpus/papers. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "brief/agenda_book.h"
#include "core/test_folder.h"
#include "intake/intake.h"
#include "store/test_register.h"
#include <unistd.h>

#define assert_fine(call, e)                                                                                           \
    do {                                                                                                               \
        if (!(call))                                                                                                   \
            fail_msg("line %d: %s", __LINE__, (e).text);                                                               \
    } while (0)

static char folder[64];
static const char *corpus;

static bool invent(struct store *s, void *arg, struct err *e)
{
    (void)arg;
    return store_fact_set(s, "invented", STR("1"), e);
}

static struct store *fresh(const char *name)
{
    char path[256];
    struct err e = {0};
    struct store *s = NULL;
    test_register(folder, name, path, sizeof path);
    assert_fine(store_new(path, STR("Selmara"), &e), e);
    assert_fine(store_open(path, STORE_WRITE, &s, &e), e);
    assert_fine(store_task(s, invent, NULL, &e), e);
    return s;
}

static void add(struct store *s, const char *path, struct intake_result *out, struct err *e)
{
    struct file_stream in;
    struct intake_options o = {.level = -1, .who = STR("test"), .time = STR("2026-02-14T09:30:00Z")};
    assert_fine(file_open(path, &in, e), *e);
    assert_fine(intake_add(s, &in, &o, out, NULL, e), *e);
    file_close(&in);
}

static void fill(struct store *s)
{
    struct err e = {0};
    char path[512];
    for (size_t i = 0; i < intake_sheets(); i++) {
        struct intake_result r = {0};
        snprintf(path, sizeof path, "%s/%s.csv", corpus, intake_sheet(i).layout);
        add(s, path, &r, &e);
        assert_string_equal(r.import.layout.p, intake_sheet(i).layout);
        assert_true(r.import.kept > 0 && r.import.refused > 0);
        intake_result_end(&r);
    }
}

static void same_rows(struct store *s, struct store *t, size_t sheet, bool empty)
{
    struct arena a = {0};
    struct err e = {0};
    struct str **x, **y;
    size_t n, m;
    assert_fine(intake_sheet_rows(s, sheet, &a, &x, &n, &e), e);
    assert_fine(intake_sheet_rows(t, sheet, &a, &y, &m, &e), e);
    assert_true(n > 0);
    assert_int_equal(empty ? 0 : n, m);
    for (size_t i = 0; i < m; i++)
        for (size_t k = 0; k < intake_sheet(sheet).columns; k++)
            if (!str_eq(x[i][k], y[i][k]))
                fail_msg("%s, row %zu: %.*s and %.*s", intake_sheet(sheet).layout, i, STR_F(x[i][k]), STR_F(y[i][k]));
    arena_end(&a);
}

static void book_file(struct store *s, const struct agenda_book *b, const char *language, bool all, const char *path)
{
    struct buf out = {.most = 1 << 26};
    struct speech speech = {.language = language_find(language)};
    struct err e = {0};
    assert_fine(agenda_xlsx(s, b, &(struct publish_facts){.book = b, .today = {20000}, .on = {20000}}, &speech, all, &out, &e), e);
    FILE *f = fopen(path, "wb");
    assert_true(f && fwrite(out.p, 1, out.n, f) == out.n && fclose(f) == 0);
    buf_end(&out);
}

static void out_and_in_again(void **state)
{
    static const char *const languages[] = {"en", "ar", "ckb"};
    (void)state;
    struct store *s = fresh("from.diwan");
    struct agenda_book b, c;
    struct err e = {0};
    char path[300];
    fill(s);
    assert_fine(agenda_read(s, &b, &e), e);
    for (size_t l = 0; l < ARRAY_LEN(languages); l++)
        for (int all = 0; all < 2; all++) {
            struct intake_result r = {0};
            char name[40];
            snprintf(name, sizeof name, "to-%s-%d.diwan", languages[l], all);
            struct store *t = fresh(name);
            snprintf(path, sizeof path, "%s/book.xlsx", folder);
            book_file(s, &b, languages[l], all != 0, path);
            add(t, path, &r, &e);
            assert_string_equal(r.import.layout.p, "agenda");
            assert_int_equal(r.import.refused, 0);
            assert_int_equal(r.import.kept, r.import.rows);
            for (size_t i = 0; i < intake_sheets(); i++)
                same_rows(s, t, i, !all && strcmp(intake_sheet(i).layout, "harm-answers") == 0);
            assert_fine(agenda_read(t, &c, &e), e);
            assert_int_equal(b.item_n, c.item_n);
            for (size_t i = 0; all && i < b.item_n; i++)
                assert_string_equal(b.items[i].digest, c.items[i].digest);
            int64_t import = r.import.id;
            intake_result_end(&r);
            add(t, path, &r, &e); /* the same file again */
            assert_true(r.same_file);
            intake_result_end(&r);
            agenda_book_end(&c);
            assert_fine(intake_undo(t, import, STR("test"), NULL, &e), e);
            assert_fine(agenda_read(t, &c, &e), e);
            assert_true(!c.item_n && !c.agenda_n && !c.legal_n);
            agenda_book_end(&c);
            store_close(&t);
        }
    agenda_book_end(&b);
    store_close(&s);
}

static void a_logical_framework(void **state)
{
    (void)state;
    struct store *s = fresh("frame.diwan");
    struct agenda_book b;
    struct err e = {0};
    struct buf out = {0};
    struct speech speech = {.language = language_find("en")};
    fill(s);
    assert_fine(agenda_read(s, &b, &e), e);
    struct publish_facts facts = {.book = &b, .today = {20000}, .on = {20000}};
    agenda_logframe(&b, &facts, &speech, false, &out);
    assert_non_null(strstr(out.p, ",state_day,who,reply\n"));
    assert_null(strchr(strchr(out.p, '\n') + 1, '\n')); /* nobody signed anything */
    buf_end(&out);
    out = (struct buf){0};
    agenda_logframe(&b, &facts, &speech, true, &out);
    assert_non_null(strstr(out.p, ",state_day,who,reply,signed\n"));
    assert_non_null(strstr(out.p, "level,agenda,item,text,indicator,unit,baseline,"));
    assert_non_null(strstr(out.p, "\ngoal,vashta-2024,,Priorities of Vashta,"));
    assert_non_null(strstr(out.p, "\noutcome,vashta-2024,lamps,We cannot come home from the market after dark.,Lamps that burn at eight in the evening,lamps,2,2,3,2024-01-15,20,2025-12-31,6,6,7,2024-09-15,"
        "Two members of the round table count each month.,"));
    assert_non_null(strstr(out.p, "\noutput,vashta-2024,lamps,Lamps on the road to the market."));
    assert_non_null(strstr(out.p, "\ncapacity,vashta-2024,lamps,Women go to the market in twos and before noon.,"));
    buf_end(&out);
    agenda_book_end(&b);
    store_close(&s);
}

static int begin(void **state)
{
    (void)state;
    test_folder(folder, sizeof folder, "book");
    return mkdtemp(folder) ? 0 : -1;
}

static int end(void **state)
{
    char command[128];
    (void)state;
    snprintf(command, sizeof command, "rm -r %s", folder);
    return system(command);
}

int main(int n, char **arguments)
{
    corpus = n > 1 ? arguments[1] : "tests/fuzz/corpus/papers";
    const struct CMUnitTest tests[] = {cmocka_unit_test(out_and_in_again), cmocka_unit_test(a_logical_framework)};
    return cmocka_run_group_tests_name("agenda book", tests, begin, end);
}
