/* SPDX-License-Identifier: GPL-3.0-or-later */
/* facilitators: names of addresses, statements side by side, QR codes. */
#include "web/hold_priv.h"
#include <qrencode.h>
#include <setjmp.h>
#include <cmocka.h>

static void test_names(void **state)
{
    (void)state;
    static const char *const good[] = {"a", "water-and-roads", "2026", "x9"};
    static const char *const bad[] = {"", "new", "-a", "a-", "Water", "a b", "a/b", "..", "\xd8\xa7", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"};
    for (size_t i = 0; i < ARRAY_LEN(good); i++)
        assert_true(hold_name_ok(str_of(good[i])));
    for (size_t i = 0; i < ARRAY_LEN(bad); i++)
        assert_false(hold_name_ok(str_of(bad[i])));
}

static void test_suggested(void **state)
{
    (void)state;
    struct arena a = {0};
    assert_true(str_is(hold_name_of(STR("Police and residents of Maruq"), &a), "police-and-residents-of-maruq"));
    assert_true(str_is(hold_name_of(STR("  What's safe?  "), &a), "whats-safe"));
    assert_true(str_is(hold_name_of(STR("A very long topic that goes on and on, and on, for ever"), &a), "a-very-long-topic-that-goes-on-and-on-an"));
    assert_true(str_is(hold_name_of(STR("\xd8\xa7\xd9\x84\xd9\x85\xd8\xa7\xd8\xa1"), &a), ""));
    assert_true(str_is(hold_name_of(STR("New"), &a), ""));
    arena_end(&a);
}

static void test_side_by_side(void **state)
{
    (void)state;
    struct arena a = {0};
    struct hold_seeds s;
    const struct str columns[] = {STR("One\r\n two \r\n\r\nfour\r\n"), STR("wahid\n\n\narbaa"), STR("  \n")};
    hold_seeds_read(columns, 3, &a, &s);
    assert_int_equal(s.n, 3); /* the third line is empty everywhere */
    assert_true(str_is(s.list[1].text[0], "two"));
    assert_int_equal(s.list[1].text[1].n, 0);
    assert_int_equal(s.list[2].line, 4);
    assert_true(str_is(s.list[2].text[1], "arbaa"));
    assert_int_equal(s.problem_n, 1); /* what a language without any text lacks is not told line by line */
    assert_int_equal(s.problems[0].what, SEED_MISSING);
    assert_int_equal(s.problems[0].language, 1);
    assert_int_equal(s.problems[0].line, 2);
    arena_end(&a);
}

static void test_faults(void **state)
{
    (void)state;
    struct arena a = {0};
    struct buf longest CLEANUP(buf_end) = {0};
    struct hold_seeds s;
    for (int i = 0; i < ROOM_STATEMENT_LETTERS; i++)
        buf_text(&longest, "\xd8\xa7"); /* letters are counted, not bytes */
    buf_text(&longest, "\nsame\nother\nsame\n");
    hold_seeds_read((struct str[]){buf_view(&longest)}, 1, &a, &s);
    assert_int_equal(s.problem_n, 1);
    assert_int_equal(s.problems[0].what, SEED_TWICE);
    assert_int_equal(s.problems[0].line, 4);
    assert_int_equal(s.problems[0].other, 2);
    buf_clear(&longest);
    for (int i = 0; i <= ROOM_STATEMENT_LETTERS; i++)
        buf_char(&longest, 'a');
    hold_seeds_read((struct str[]){buf_view(&longest)}, 1, &a, &s);
    assert_int_equal(s.problem_n, 1);
    assert_int_equal(s.problems[0].what, SEED_TOO_LONG);
    arena_end(&a);
}

static void test_too_many(void **state)
{
    (void)state;
    struct arena a = {0};
    struct buf text CLEANUP(buf_end) = {0};
    struct hold_seeds s;
    for (int i = 0; i < HOLD_STATEMENTS_MOST + 3; i++)
        buf_f(&text, "statement %d\n", i);
    hold_seeds_read((struct str[]){buf_view(&text)}, 1, &a, &s);
    assert_int_equal(s.n, HOLD_STATEMENTS_MOST);
    assert_int_equal(s.problem_n, 1);
    assert_int_equal(s.problems[0].what, SEED_TOO_MANY);
    assert_int_equal(s.problems[0].line, HOLD_STATEMENTS_MOST + 1);
    arena_end(&a);
}

/* Paint the path of the SVG, module by module. */
static void painted(const char *svg, int side, unsigned char *out)
{
    const char *p = strstr(svg, "fill=\"#000\" d=\"");
    assert_non_null(p);
    p += strlen("fill=\"#000\" d=\"");
    int x, y, run, back, n;
    while (sscanf(p, "M%d %dh%dv1h-%dz%n", &x, &y, &run, &back, &n) == 4) {
        assert_int_equal(run, back);
        for (int i = 0; i < run; i++)
            out[y * side + x + i] = 1;
        p += n;
    }
    assert_int_equal(*p, '"');
}

static void test_square(void **state)
{
    (void)state;
    static const char address[] = "https://room.example.org/d/police-and-residents";
    struct buf svg CLEANUP(buf_end) = {0};
    assert_true(web_qr(str_of(address), str_of(address), &svg));
    QRcode *code = QRcode_encodeString8bit(address, 0, QR_ECLEVEL_M);
    int side = code->width + 8;
    unsigned char *seen = mem_get((size_t)side * (size_t)side);
    painted(svg.p, side, seen);
    for (int y = 0; y < side; y++)
        for (int x = 0; x < side; x++) {
            bool quiet = x < 4 || y < 4 || x >= side - 4 || y >= side - 4;
            assert_int_equal(seen[y * side + x], quiet ? 0 : code->data[(y - 4) * code->width + x - 4] & 1);
        }
    QRcode_free(code);
    free(seen);
    struct buf far CLEANUP(buf_end) = {0};
    for (int i = 0; i < 4000; i++)
        buf_char(&far, 'a');
    assert_false(web_qr(buf_view(&far), STR(""), &svg));
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_names), cmocka_unit_test(test_suggested), cmocka_unit_test(test_side_by_side), cmocka_unit_test(test_faults), cmocka_unit_test(test_too_many),
        cmocka_unit_test(test_square)};
    return cmocka_run_group_tests_name("hold", tests, NULL, NULL);
}
