/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables with HXL tags as JSON: both shapes, and what is no table. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "table/hxl_json.h"
#include "table/table.h"

struct opened {
    struct memory_stream m;
    struct hxl_json *j;
    struct table *t;
};

static bool opened(struct opened *o, const char *json, struct err *e)
{
    *o = (struct opened){0};
    memory_open(&o->m, "who.json", str_of(json));
    struct stream *in = hxl_json_open(&o->m.s, &o->j);
    return table_open_as(in, &(struct table_options){.encoding = STR("utf-8"), .line_a_record = true}, &o->t, e);
}

static void closed(struct opened *o)
{
    table_close(&o->t);
    hxl_json_close(&o->j);
}

static void rows_are_read(void **state)
{
    (void)state;
    struct opened o;
    struct err e = {0};
    const char *json = "\xEF\xBB\xBF [[\"Organisation\", \"Governorate\",\"Affected\"],[\"#org\",\"#adm1+name\",\"#affected\"],"
        "[\"Example \\\"Centre\\\"\\nof two lines\",\"Northgate\",12],[\"\\u0645\\u062b\\u0627\\u0644\",null,true]]";
    assert_true(opened(&o, json, &e));
    assert_true(table_hxl(o.t));
    assert_int_equal(table_columns(o.t), 3);
    assert_int_equal(table_find(o.t, "governorate"), 1);
    assert_int_equal(table_find_tag(o.t, "#affected"), 2);
    assert_true(table_next(o.t));
    assert_true(str_is(table_cell(o.t, 0), "Example \"Centre\"\nof two lines"));
    assert_true(str_is(table_cell(o.t, 2), "12"));
    assert_int_equal(table_line(o.t), 3);
    assert_true(table_next(o.t));
    assert_true(str_is(table_cell(o.t, 0), "مثال"));
    assert_true(str_is(table_cell(o.t, 1), ""));
    assert_true(str_is(table_cell(o.t, 2), "TRUE"));
    assert_int_equal(table_line(o.t), 4);
    assert_false(table_next(o.t));
    assert_false(table_failed(o.t, &e));
    closed(&o);
}

/* Keys in another order, and one that is missing. */
static void objects_are_read(void **state)
{
    (void)state;
    struct opened o;
    struct err e = {0};
    assert_true(opened(&o, "[{\"#org\":\"A\",\"#adm1+name\":\"Northgate\",\"#affected\":12},{\"#affected\":7.5,\"#org\":\"B\"}]", &e));
    assert_true(table_hxl(o.t));
    assert_true(table_next(o.t));
    assert_true(str_is(table_cell(o.t, table_find_tag(o.t, "#adm1+name")), "Northgate"));
    assert_int_equal(table_line(o.t), 2);
    assert_true(table_next(o.t));
    assert_true(str_is(table_cell(o.t, table_find_tag(o.t, "#org")), "B"));
    assert_true(str_is(table_cell(o.t, table_find_tag(o.t, "#adm1+name")), ""));
    assert_true(str_is(table_cell(o.t, table_find_tag(o.t, "#affected")), "7.5"));
    assert_false(table_next(o.t));
    assert_false(table_failed(o.t, &e));
    closed(&o);
}

/* Each ends in one sentence that names the file, the row, and what is wrong. */
static void what_is_no_table_is_refused(void **state)
{
    (void)state;
    static const struct { const char *json, *row, *word; } cases[] = {
        {"[[\"#org\",\"#sector\"],[\"A\",[1]]]", "row 2", "a list or an object of its own"},
        {"[{\"#org\":\"A\",\"#sector\":\"S\"},{\"#org\":\"A\",\"#adm1\":\"N\"}]", "row 2", "#adm1"},
        {"[{\"#org\":\"A\",\"#org\":\"B\"}]", "row 1", "the same key twice"},
        {"[[\"#org\",\"#sector\"],{\"#org\":\"A\"}]", "row 1", "is expected"},
        {"[[\"#org\",\"#sector\"],3]", "row 1", "is expected"},
        {"[[\"#org\",\"#sector\"],[\"A\",", "row 2", "cut short"},
        {"[[\"#org\",\"#sector\"],[\"A\" \"B\"]]", "row 2", "not well-formed JSON"},
        {"{\"#org\":\"A\"}", "row 0", "is expected"},
    };
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        struct opened o;
        struct err e = {0};
        bool fine = opened(&o, cases[i].json, &e);
        while (fine && table_next(o.t))
            ;
        assert_true(!fine || table_failed(o.t, &e));
        assert_int_equal(e.code, ERR_INPUT);
        assert_non_null(strstr(e.text, "who.json"));
        assert_non_null(strstr(e.text, cases[i].row));
        assert_non_null(strstr(e.text, cases[i].word));
        closed(&o);
    }
}

static void heads_are_known(void **state)
{
    (void)state;
    assert_true(hxl_json_head(STR("[[\"Who\"],[\"#org\"]]")));
    assert_true(hxl_json_head(STR("\xEF\xBB\xBF[ { \"#org\":\"A\"")));
    assert_false(hxl_json_head(STR("[{\"tid\":1,\"txt\":\"we want \\\"#peace\\\"\"}]")));
    assert_false(hxl_json_head(STR("[[1,2],[3,4]]")));
    assert_false(hxl_json_head(STR("{\"type\":\"FeatureCollection\"}")));
    assert_false(hxl_json_head(STR("")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(rows_are_read), cmocka_unit_test(objects_are_read), cmocka_unit_test(what_is_no_table_is_refused), cmocka_unit_test(heads_are_known)};
    return cmocka_run_group_tests_name("hxl json", tests, NULL, NULL);
}
