/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "brief/doc_sample.h"

#define assert_text(s, expected)                                                                   \
    do {                                                                                           \
        struct str s_ = (s);                                                                       \
        assert_int_equal(s_.n, strlen(expected));                                                  \
        assert_memory_equal(s_.n ? s_.p : "", expected, s_.n);                                     \
    } while (0)

static struct speech english;
static struct doc *d;

static int set_up(void **state)
{
    (void)state;
    english = sample_speech("en");
    d = doc_new(&english);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    doc_free(&d);
    doc_free(&d); /* twice is allowed */
    return 0;
}

static struct shown_cell cell(double value, double lo, double hi)
{
    return guard_one(BASIS_PUBLIC_RECORD, (struct estimate){value, lo, hi, 24});
}

static void cleaned(const char *from, enum clean how, const char *expected)
{
    struct buf b = {0};
    text_clean(&b, str_of(from), how);
    assert_text(buf_view(&b), expected);
    buf_end(&b);
}

static void test_clean(void **state)
{
    (void)state;
    cleaned("", CLEAN_TEXT, "");
    cleaned("سلمارا 12 %", CLEAN_DATA, "سلمارا 12 %");
    cleaned("a\u202Eb\u202Dc\u202Ad\u202Be\u202Cf", CLEAN_TEXT, "abcdef");
    cleaned("a\u2068b\u2069c", CLEAN_TEXT, "a\u2068b\u2069c");
    cleaned("a\u2068b\u2069c", CLEAN_DATA, "abc");
    cleaned("a\u2069b\u2067c", CLEAN_TEXT, "ab\u2067c\u2069"); /* pairs only */
    cleaned("line\nnext\tt\x01\x1b[31m\x7f", CLEAN_TEXT, "line\nnext t[31m");
    cleaned("line\nnext", CLEAN_DATA, "line next");
    cleaned("a\u2028b\u2029c", CLEAN_TEXT, "a b c");
    cleaned("95 % of 3 are % or 4 %", CLEAN_TEXT, "95\u00A0% of 3 are % or 4\u00A0%"); /* never parted by the end of a line */
    cleaned(" %", CLEAN_TEXT, " %");
    cleaned("9 %", CLEAN_PLAIN, "9 %"); /* for machines */
    cleaned("\u200Fرم\u200E", CLEAN_DATA, "\u200Fرم\u200E"); /* marks steer only themselves */
}

static void test_broken_utf8(void **state)
{
    (void)state;
    cleaned("\xff", CLEAN_TEXT, "\uFFFD");
    cleaned("a\xC3", CLEAN_TEXT, "a\uFFFD");                  /* cut off */
    cleaned("\xC0\xBC", CLEAN_TEXT, "\uFFFD\uFFFD");           /* "<" in two bytes */
    cleaned("\xE0\x80\xBC", CLEAN_TEXT, "\uFFFD\uFFFD\uFFFD"); /* and in three */
    cleaned("\xED\xA0\x80", CLEAN_TEXT, "\uFFFD\uFFFD\uFFFD"); /* half a pair of UTF-16 */
    cleaned("\xF4\x90\x80\x80", CLEAN_TEXT, "\uFFFD\uFFFD\uFFFD\uFFFD");
    cleaned("\xF0\x9F\x95\x8A", CLEAN_TEXT, "\xF0\x9F\x95\x8A");
    cleaned("\xEF\xBF\xBE", CLEAN_TEXT, ""); /* not a character */
}

/* Every code point survives being written and read. */
static void test_code_points(void **state)
{
    (void)state;
    for (uint32_t c = 1; c < 0x110000; c += c < 0x3000 ? 1 : 97) {
        if (c >= 0xD800 && c < 0xE000)
            continue;
        struct buf b = {0};
        text_put(&b, c);
        size_t at = 0;
        assert_int_equal(text_next(buf_view(&b), &at), c);
        assert_int_equal(at, b.n);
        buf_end(&b);
    }
}

static void test_columns(void **state)
{
    (void)state;
    assert_int_equal(text_columns(STR("")), 0);
    assert_int_equal(text_columns(STR("Selmara 12")), 10);
    assert_int_equal(text_columns(STR("مُحَمَّد")), 4); /* marks over letters take none */
    assert_int_equal(text_columns(STR("\u2068سلمارا\u2069")), 6);
    assert_int_equal(text_columns(STR("中文")), 4);
    assert_int_equal(text_columns(STR("٢٠٢٣")), 4);
}

static void test_direction(void **state)
{
    (void)state;
    assert_int_equal(text_direction(STR("Orvan"), true), 1);
    assert_int_equal(text_direction(STR("أورفان"), false), -1);
    assert_int_equal(text_direction(STR("12 %"), true), 0);
    assert_int_equal(text_direction(STR("٣١٪"), false), 0);
    assert_int_equal(text_direction(STR("Orvan أورفان"), false), 1);
    assert_int_equal(text_direction(STR("Orvan أورفان"), true), -1);
}

static void test_words(void **state)
{
    (void)state;
    struct words w = {0};
    struct slot slots[] = {{.name = "place", .text = STR("Vashta\u202E"), .isolate = true, .lang = "en"},
        {.name = "n", .text = STR("3"), .lang = "ar"}, {.name = "far", .text = STR("فاشتا"), .isolate = true, .lang = "ar"}};
    words_say(d, &w, "**{n} in {place}** and {far}.", slots, 3);
    assert_text(words_flat(d, &w), "3 in Vashta and فاشتا.");
    size_t isolated = 0, bold = 0;
    for (size_t i = 0; i < w.n; i++) {
        isolated += w.list[i].isolate;
        bold += w.list[i].bold;
        if (w.list[i].isolate && w.list[i].bold)
            assert_null(w.list[i].lang); /* the page's own language is not marked */
        if (w.list[i].isolate && !w.list[i].bold)
            assert_string_equal(w.list[i].lang, "ar");
    }
    assert_int_equal(isolated, 2);
    assert_true(bold >= 3);
    words_link(d, &w, STR("Figure 1"), STR("#f1"));
    assert_text(w.list[w.n - 1].link, "f1");
    struct words none = {0};
    words_text(d, &none, STR(""));
    assert_int_equal(none.n, 0);
    assert_text(words_flat(d, &none), "");
}

static void test_numbers(void **state)
{
    (void)state;
    assert_text(number_text(d, guard_count(1204), NUMBER_INT), "1,204");
    assert_text(number_text(d, guard_count(2024), NUMBER_PLAIN), "2024");
    assert_text(number_text(d, cell(4.06, NAN, NAN), NUMBER_1), "4.1");
    assert_text(number_text(d, cell(4.126, NAN, NAN), NUMBER_2), "4.13");
    assert_text(number_text(d, cell(0.344, NAN, NAN), NUMBER_PERCENT), "34\u00A0%");
    assert_text(number_text(d, cell(NAN, 1, 2), NUMBER_1), "not known");
    assert_text(number_text(d, cell(INFINITY, 1, 2), NUMBER_1), "not known");
    assert_text(number_text(d, guard_unseen(), NUMBER_INT), "not seen");
    assert_text(number_text(d, guard_one(basis_people(0), (struct estimate){0.5, 0.1, 0.9, 3}), NUMBER_PERCENT), "too few to show");
    assert_text(number_lo(d, cell(5, 4, 6), NUMBER_INT), "4");
    assert_text(number_hi(d, cell(5, 4, 6), NUMBER_INT), "6");
    assert_text(number_lo(d, cell(5, NAN, 6), NUMBER_INT), "");
    assert_text(number_hi(d, guard_unseen(), NUMBER_INT), "not seen");
    assert_true(number_text(d, cell(1e18, NAN, NAN), NUMBER_INT).n >= 19); /* does not overflow */
}

static void test_ranges(void **state)
{
    (void)state;
    assert_text(number_range(d, cell(0.35, 0.27, 0.43), NUMBER_PERCENT), "between 27\u00A0% and 43\u00A0%");
    assert_text(number_range(d, cell(5, 5, 5), NUMBER_INT), "");
    assert_text(number_range(d, cell(5, NAN, 6), NUMBER_INT), "");
    assert_text(number_range(d, guard_unseen(), NUMBER_INT), "");
    assert_text(number_range(d, cell(4.13, 4.12, 4.14), NUMBER_1), "between 4.12 and 4.14");
    assert_text(number_range(d, cell(4.13, 4.1301, 4.1302), NUMBER_1), "");
    assert_text(number_range(d, cell(60, 45, INFINITY), NUMBER_INT), "45 or more");
    assert_text(number_bounds(d, cell(5, 4, 6), NUMBER_INT), "4 to 6");
    assert_text(number_bounds(d, guard_unseen(), NUMBER_INT), "");
}

static void machine(struct shown_cell c, enum number_style style, const char *expected)
{
    struct buf b = {0};
    number_machine(&b, c, style);
    assert_text(buf_view(&b), expected);
    buf_end(&b);
}

static void test_machine(void **state)
{
    (void)state;
    machine(guard_count(1000000), NUMBER_INT, "1000000");
    machine(cell(0.123456789012345, NAN, NAN), NUMBER_PERCENT, "0.123456789012345");
    machine(cell(-2.5, NAN, NAN), NUMBER_INT, "-2.5"); /* all digits, whatever the style */
    machine(cell(NAN, NAN, NAN), NUMBER_1, "");
    machine(guard_unseen(), NUMBER_1, "");
}

static void test_many_blocks(void **state)
{
    (void)state;
    for (int i = 0; i < 1000; i++)
        doc_add(d, BLOCK_PARAGRAPH)->number = i;
    assert_int_equal(d->n, 1000);
    for (int i = 0; i < 1000; i++)
        assert_int_equal(d->blocks[i].number, i);
}

static void test_csv(void **state)
{
    (void)state;
    struct buf out = {0};
    doc_csv(d, true, &out);
    assert_int_equal(out.n, 0); /* no table, no line */
    struct doc_table *t = doc_table_new(d, "t", 4, 2);
    doc_add(d, BLOCK_TABLE)->table = t;
    static const char *const keys[] = {"place", "rate", "shown", "code"};
    for (size_t i = 0; i < 4; i++)
        t->columns[i].key = str_of(keys[i]);
    t->columns[2].human_only = true;
    t->columns[3].machine_only = true;
    t->cells[0].kind = CELL_WORDS;
    words_name(d, &t->cells[0].words, STR("Orvan, \"upper\"\n"), NULL);
    t->cells[1] = (struct doc_cell){.kind = CELL_RANGE, .number = cell(5.5, 4.25, 1e6), .style = NUMBER_INT};
    t->cells[2] = (struct doc_cell){.kind = CELL_NUMBER, .number = guard_count(3)};
    t->cells[3] = (struct doc_cell){.kind = CELL_EMPTY, .machine = STR("XS-OR"), .machine_set = true};
    t->cells[4] = (struct doc_cell){.kind = CELL_WORDS, .machine_set = true};
    words_text(d, &t->cells[4].words, STR("not known"));
    t->cells[5] = (struct doc_cell){.kind = CELL_RANGE, .number = guard_unseen()};
    doc_csv(d, true, &out);
    assert_text(buf_view(&out), "place,rate_low,rate_high,code\n\"Orvan, \"\"upper\"\" \",4.25,1000000,XS-OR\n,,,\n");
    buf_clear(&out);
    t->columns[1].hxl = STR("#rate");
    doc_csv(d, true, &out);
    assert_true(str_starts(buf_view(&out), "place,rate_low,rate_high,code\n,#rate+min,#rate+max,\n"));
    buf_clear(&out);
    doc_csv(d, false, &out);
    assert_null(strstr(out.p, "#rate"));
    buf_end(&out);
}

static void test_json(void **state)
{
    (void)state;
    struct doc_table *t = doc_table_new(d, "t", 4, 1);
    doc_add(d, BLOCK_TABLE)->table = t;
    static const char *const keys[] = {"a", "b", "c", "d"};
    const struct shown_cell cells[] = {guard_count(3), cell(2, 1, 3), guard_unseen(), cell(NAN, NAN, NAN)};
    for (size_t i = 0; i < 4; i++) {
        t->columns[i].key = str_of(keys[i]);
        t->cells[i] = (struct doc_cell){.kind = CELL_NUMBER, .number = cells[i]};
    }
    d->title = STR("a \"title\"\n\x01");
    struct buf out = {0};
    doc_json(d, &out);
    assert_non_null(strstr(out.p, "\"title\": \"a \\\"title\\\" \""));
    assert_non_null(strstr(out.p, "\"a\": 3,"));
    assert_non_null(strstr(out.p, "\"b\": {\"value\": 2, \"lo\": 1, \"hi\": 3, \"n\": 24}"));
    assert_non_null(strstr(out.p, "\"why\": \"not_seen\""));
    assert_non_null(strstr(out.p, "\"d\": null"));
    buf_end(&out);
}

/* The same document twice gives the same bytes, whatever was made in between. */
static void test_same_bytes(void **state)
{
    (void)state;
    struct buf one = {0}, two = {0};
    struct doc *first = sample_document(&english);
    doc_html(first, NULL, 0, &one);
    doc_json(first, &one);
    doc_free(&first);
    free(mem_get(12345));
    struct doc *second = sample_document(&english);
    doc_html(second, NULL, 0, &two);
    doc_json(second, &two);
    doc_free(&second);
    assert_int_equal(one.n, two.n);
    assert_memory_equal(one.p, two.p, one.n);
    buf_end(&one);
    buf_end(&two);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_clean, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_broken_utf8, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_code_points, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_columns, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_direction, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_words, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_numbers, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_ranges, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_machine, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_many_blocks, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_csv, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_json, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_same_bytes, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
