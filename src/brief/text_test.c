/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "brief/doc_sample.h"
#include "brief/text_priv.h"

static struct speech english, arabic;
static struct doc *d;
static struct buf out;

static int set_up(void **state)
{
    (void)state;
    english = sample_speech("en");
    arabic = sample_speech("ar");
    d = doc_new(&english);
    out = (struct buf){0};
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    doc_free(&d);
    buf_end(&out);
    return 0;
}

static void written(const struct doc *doc, int width, bool colour, bool plain)
{
    buf_clear(&out);
    doc_text(doc, &(struct text_options){width, colour, plain}, &out);
}

static bool has(const char *piece) { return out.p && strstr(out.p, piece); }

static void test_lines(void **state)
{
    (void)state;
    struct str text = STR("one  two\nthree toolongword x");
    size_t at = 0;
    static const char *const expected[] = {"one", "two", "three", "toolongword", "x", ""};
    for (size_t i = 0; i < ARRAY_LEN(expected); i++) {
        struct str line = next_line(text, &at, 5);
        assert_true(str_is(line, expected[i]));
    }
    at = 0;
    assert_true(str_is(next_line(STR("27\u00A0% of"), &at, 4), "27\u00A0%")); /* a no-break space holds */
    at = 0;
    assert_true(str_is(next_line(STR(""), &at, 4), ""));
}

static void test_empty(void **state)
{
    (void)state;
    written(d, 0, false, false);
    assert_int_equal(out.n, 0);
    doc_add(d, BLOCK_PARAGRAPH);
    doc_add(d, BLOCK_SENTENCES);
    doc_add(d, BLOCK_FIGURE);
    doc_add(d, BLOCK_TABLE);
    written(d, 80, true, false);
    assert_int_equal(out.n, 0);
}

static void test_colour(void **state)
{
    (void)state;
    struct block *b = doc_add(d, BLOCK_PARAGRAPH);
    words_say(d, &b->words, "**Fewer.** Then \x1b[31m more", NULL, 0);
    written(d, 80, true, false);
    assert_string_equal(out.p, "\033[1mFewer.\033[0m Then [31m more\n"); /* only our own codes */
    written(d, 80, false, false);
    assert_string_equal(out.p, "Fewer. Then [31m more\n");
    written(d, 80, true, true);
    assert_string_equal(out.p, "Fewer. Then [31m more\n");
}

/* No line is wider than asked for, unless one word is. */
static void widest(const struct doc *doc, int width, bool plain)
{
    written(doc, width, false, plain);
    size_t at = 0;
    while (at < out.n) {
        const char *end = memchr(out.p + at, '\n', out.n - at);
        assert_non_null(end);
        struct str line = {out.p + at, (size_t)(end - out.p) - at};
        if (text_columns(line) > (size_t)width && memchr(str_trim(line).p, ' ', str_trim(line).n))
            fail_msg("%zu columns in %d: %.*s", text_columns(line), width, STR_F(line));
        at += line.n + 1;
    }
}

static void test_widths(void **state)
{
    (void)state;
    const struct speech *const speeches[] = {&english, &arabic};
    for (size_t i = 0; i < 2; i++) {
        struct doc *sample = sample_document(speeches[i]);
        for (int width = 30; width <= 140; width += 11) {
            widest(sample, width, false);
            widest(sample, width, true);
        }
        doc_free(&sample);
    }
}

static struct doc_table *table_of_two(void)
{
    struct doc_table *t = doc_table_new(d, "t", 3, 2);
    doc_add(d, BLOCK_TABLE)->table = t;
    static const char *const labels[] = {"Place", "Killed", "By month"};
    for (size_t i = 0; i < 3; i++)
        t->columns[i].label = str_of(labels[i]);
    t->columns[1].number = true;
    for (size_t row = 0; row < 2; row++) {
        t->cells[row * 3].kind = CELL_WORDS;
        words_name(d, &t->cells[row * 3].words, row == 0 ? STR("Vashta") : STR("Orvan and beyond"), NULL);
        t->cells[row * 3 + 1] = (struct doc_cell){.kind = CELL_NUMBER, .number = row == 0 ? guard_count(1204) : guard_unseen()};
        t->cells[row * 3 + 2] = (struct doc_cell){.kind = CELL_DRAWING, .spark = STR("▁▃▇")};
    }
    return t;
}

static void test_table(void **state)
{
    (void)state;
    table_of_two();
    written(d, 80, false, false);
    assert_string_equal(out.p, "Place               Killed  By month\n"
                               "────────────────────────────────────\n"
                               "Vashta               1,204  ▁▃▇\n"
                               "Orvan and beyond  not seen  ▁▃▇\n");
    written(d, 30, false, false); /* folds the widest column */
    assert_true(has("Vashta         1,204  ▁▃▇\n"));
    assert_true(has("Orvan and   not seen  ▁▃▇\nbeyond\n"));
}

/* Words are not squeezed into slivers: the first column goes above its rows, once where they share it. */
static void test_table_grouped(void **state)
{
    (void)state;
    struct doc_table *t = table_of_two();
    t->columns[2].label = STR("Known civilians");
    for (size_t row = 0; row < 2; row++)
        t->cells[row * 3] = t->cells[3];
    written(d, 27, false, false);
    assert_string_equal(out.p, "  Killed  Known civilians\n"
                               "─────────────────────────\n"
                               "Place: Orvan and beyond\n"
                               "   1,204  ▁▃▇\n"
                               "not seen  ▁▃▇\n");
}

static void test_table_plain(void **state)
{
    (void)state;
    table_of_two();
    written(d, 80, true, true);
    assert_string_equal(out.p, "Place: Vashta\n  Killed: 1,204\nPlace: Orvan and beyond\n  Killed: not seen\n");
}

/* A table that no folding makes fit is read as lines. */
static void test_table_too_wide(void **state)
{
    (void)state;
    struct doc_table *t = table_of_two();
    t->columns[1].label = STR("anunbreakablelabelofmorethanthirtycolumns");
    written(d, 40, false, false);
    assert_true(has("Place: Vashta\n  anunbreakablelabelofmorethanthirtycolumns:\n  1,204\n  By month: ▁▃▇\n"));
}

/* Screen readers get words: no rule, block or box character anywhere. */
static void test_plain_characters(void **state)
{
    (void)state;
    struct doc *sample = sample_document(&english);
    written(sample, 72, true, true);
    doc_free(&sample);
    for (size_t at = 0; at < out.n;) {
        uint32_t c = text_next(buf_view(&out), &at);
        if ((c >= 0x2500 && c < 0x2600) || c == 0x2022 || c == 0x1B)
            fail_msg("U+%04X in plain text", (unsigned)c);
    }
    assert_true(has("2. Security"));
}

static void test_right_to_left(void **state)
{
    (void)state;
    doc_free(&d);
    d = doc_new(&arabic);
    struct block *b = doc_add(d, BLOCK_PARAGRAPH);
    words_name(d, &b->words, STR("UCDP\u202E GED"), "en");
    table_of_two();
    written(d, 80, false, false);
    assert_true(has("\u2068UCDP GED\u2069"));
    assert_true(has("\u200F\u2068Vashta\u2069")); /* a row of foreign letters still runs from the right */
    d->speech = &english;
    written(d, 80, false, false);
    assert_false(has("\u2068") || has("\u200F"));
}

static void test_figures(void **state)
{
    (void)state;
    struct block *b = doc_add(d, BLOCK_FIGURE);
    struct figure f = {.number = 4, .drawing_n = 1};
    struct drawing *g = doc_drawing(d, 10, 10), *list[] = {g};
    f.drawings = list;
    words_text(d, &f.title, STR("It fell"));
    words_text(d, &f.source, STR("n = 3"));
    g->desc = STR("It fell from 4 to 3.");
    b->figure = &f;
    written(d, 80, false, false);
    assert_string_equal(out.p, "Figure 4. It fell\n  n = 3\n  It fell from 4 to 3.\n");
    g->desc = STR("It fell"); /* not twice */
    written(d, 80, false, true);
    assert_string_equal(out.p, "Figure 4. It fell\nn = 3\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_lines, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_empty, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_colour, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_widths, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_table, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_table_plain, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_table_grouped, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_table_too_wide, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_plain_characters, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_right_to_left, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_figures, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
