/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "core/core.h"
#include <unistd.h>

static void errors_grow_outwards(void **state)
{
    (void)state;
    struct err e = {0};
    assert_false(err_set(&e, ERR_INPUT, "\"%s\" is not a day", "31-02"));
    assert_false(err_within(&e, "line %d", 7));
    assert_string_equal(e.text, "line 7: \"31-02\" is not a day");
    assert_int_equal(e.code, ERR_INPUT);
    for (int i = 0; i < 400; i++)
        err_within(&e, "much deeper inside the file");
    assert_true(strlen(e.text) < sizeof e.text);
}

static void errors_are_one_line_of_whole_letters(void **state)
{
    (void)state;
    struct err e = {0};
    char twos[2 * sizeof e.text];
    for (size_t i = 0; i + 1 < sizeof twos; i += 2)
        memcpy(twos + i, "\xD8\xA7", 2);
    twos[sizeof twos - 1] = 0;
    assert_false(err_set(&e, ERR_INPUT, "\"%s\": no", "a\nb\r\x1b[2Jc"));
    assert_string_equal(e.text, "\"a b  [2Jc\": no");
    for (size_t before = 0; before < 2; before++) {
        err_set(&e, ERR_INPUT, "%.*s%s", (int)before, "x", twos);
        assert_true(strlen(e.text) > sizeof e.text - 4);
        assert_true(str_utf8_ok(str_of(e.text), NULL));
    }
    err_within(&e, "deep %d", 1);
    assert_true(str_utf8_ok(str_of(e.text), NULL));
    err_set(&e, ERR_INPUT, "near \"N\xFFLL\": \xD8\xA7\xF0\x9F no");
    assert_string_equal(e.text, "near \"N?LL\": \xD8\xA7?? no");
    err_set(&e, ERR_INPUT, "cut \xF0\x9F\x98");
    assert_string_equal(e.text, "cut ");
}

static void arenas_give_zeroed_aligned_memory(void **state)
{
    (void)state;
    struct arena a = {0};
    struct rng r;
    rng_init(&r, 7);
    for (int i = 0; i < 2000; i++) {
        size_t n = rng_below(&r, i % 100 == 0 ? 3000000 : 3000);
        unsigned char *p = arena_get(&a, n);
        assert_int_equal((uintptr_t)p % 16, 0);
        for (size_t k = 0; k < n; k += 97)
            assert_int_equal(p[k], 0);
        memset(p, 0xff, n);
    }
    arena_end(&a);
    arena_end(&a);
    assert_int_equal(a.used, 0);
}

static void a_joined_arena_lives_as_long_as_the_other(void **state)
{
    (void)state;
    struct arena into = {0}, from = {0}, none = {0};
    char *first = arena_text(&into, "one", 3), *second = arena_text(&from, "two", 3);
    (void)arena_get(&from, 3000000);
    size_t used = into.used + from.used;
    arena_join(&into, &from);
    assert_int_equal(into.used, used);
    assert_null(from.head);
    assert_string_equal(first, "one");
    assert_string_equal(second, "two");
    assert_string_equal(arena_text(&into, "three", 5), "three");
    arena_join(&into, &none);
    arena_join(&none, &into);
    assert_string_equal(second, "two");
    arena_end(&none);
    arena_end(&from);
    arena_end(&into);
}

static void numbers_are_read_as_written_anywhere(void **state)
{
    (void)state;
    static const struct { const char *text; bool ok; int64_t v; } whole[] = {
        {"42", true, 42}, {" 42 ", true, 42}, {"-1", true, -1}, {"645.0", true, 645}, {"645.00", true, 645},
        {"645.5", false, 0}, {"", false, 0}, {"-", false, 0}, {"1e3", false, 0}, {"0x10", false, 0}, {"+7", true, 7},
        {"٤٢", true, 42}, {"۴۲", true, 42}, {"9223372036854775807", true, INT64_MAX}, {"9223372036854775808", false, 0},
        {"\xC2\xA0" "12", true, 12}, {"12 13", false, 0}, {"NaN", false, 0}, {".", false, 0}, {".0", true, 0}, {"1,204", false, 0},
    };
    for (size_t i = 0; i < ARRAY_LEN(whole); i++) {
        int64_t v = 0;
        assert_int_equal(str_to_int(str_of(whole[i].text), &v), whole[i].ok);
        if (whole[i].ok)
            assert_true(v == whole[i].v);
    }
    double d = 0;
    assert_true(str_to_real(STR("33.3128"), &d) && d == 33.3128);
    assert_true(str_to_real(STR("٣٣٫٥"), &d) && d == 33.5);
    assert_true(str_to_real(STR("-1e-3"), &d) && d == -1e-3);
    assert_false(str_to_real(STR("inf"), &d));
    assert_false(str_to_real(STR("nan"), &d));
    assert_false(str_to_real(STR("1,5"), &d));
    assert_false(str_to_real(STR("1e999"), &d));
}

static void reals_come_back_the_same(void **state)
{
    (void)state;
    struct rng r;
    rng_init(&r, 11);
    for (int i = 0; i < 20000; i++) {
        uint64_t bits = rng_next(&r);
        double v, back = 0;
        memcpy(&v, &bits, sizeof v);
        if (!isfinite(v))
            continue;
        struct buf b = {0};
        buf_real(&b, v);
        assert_true(str_to_real(buf_view(&b), &back));
        assert_true(back == v);
        assert_null(memchr(b.p, ',', b.n));
        buf_end(&b);
    }
    struct buf b = {0};
    buf_fixed(&b, -0.04, 1);
    buf_char(&b, ' ');
    buf_real(&b, 0.1);
    buf_char(&b, ' ');
    buf_int(&b, INT64_MIN);
    assert_string_equal(b.p, "0.0 0.1 -9223372036854775808");
    buf_end(&b);
}

static void buffers_remember_that_they_overflowed(void **state)
{
    (void)state;
    struct buf b = {.most = 5};
    buf_text(&b, "four");
    buf_text(&b, "more");
    buf_char(&b, 'x');
    assert_true(b.over);
    assert_string_equal(b.p, "four");
    buf_end(&b);
}

static void days_and_months(void **state)
{
    (void)state;
    assert_int_equal(day_make(1970, 1, 1).n, 0);
    assert_int_equal(day_make(2000, 3, 1).n, 11017);
    assert_false(day_known(day_make(2015, 2, 29)));
    assert_true(day_known(day_make(2016, 2, 29)));
    for (int n = -300000; n < 300000; n += 13) {
        int y, m, d;
        day_parts((struct day){n}, &y, &m, &d);
        assert_int_equal(day_make(y, m, d).n, n);
        int month = day_month((struct day){n});
        assert_int_equal(month_year(month), y);
        assert_int_equal(month_of_year(month), m);
        assert_true(month_first(month).n <= n && n <= month_last(month).n);
    }
    struct day first, last;
    assert_true(day_parse(STR("2018-12"), &first, &last));
    assert_int_equal(last.n - first.n, 30);
    assert_true(day_parse(STR("2018-12-25 00:00:00.000"), &first, &last));
    assert_int_equal(first.n, day_make(2018, 12, 25).n);
    assert_true(day_parse(STR("2018-12-25T10:00:00Z"), &first, &last));
    assert_true(day_parse(STR("٢٠١٨"), &first, &last));
    assert_int_equal(last.n - first.n, 364);
    static const char long_tail[] = "2018-12-25 and a very long tail that nobody would call a time of day";
    static const char *const bad[] = {"", "18", "2018-13", "2018-02-30", "31-02-2016", "2018-12-25x", "2018-", "0999", "3000",
        "2018-12/25", long_tail};
    for (size_t i = 0; i < ARRAY_LEN(bad); i++)
        assert_false(day_parse(str_of(bad[i]), &first, &last));
    struct buf b = {0};
    buf_day(&b, day_make(1989, 1, 5));
    buf_char(&b, ' ');
    buf_month(&b, day_month(day_make(1969, 12, 31)));
    assert_string_equal(b.p, "1989-01-05 1969-12");
    buf_end(&b);
}

static void texts_are_kept_once(void **state)
{
    (void)state;
    struct intern in = {0};
    assert_int_equal(intern_id(&in, STR("")), 0);
    uint32_t a = intern_id(&in, STR("Vashta"));
    char name[32];
    for (int i = 0; i < 5000; i++) {
        int n = snprintf(name, sizeof name, "place %d", i);
        intern_id(&in, (struct str){name, (size_t)n});
    }
    assert_int_equal(intern_id(&in, STR("Vashta")), a);
    assert_int_equal(intern_count(&in), 5002);
    uint32_t found = 9;
    assert_true(intern_find(&in, STR("place 4999"), &found));
    assert_true(str_is(intern_text(&in, found), "place 4999"));
    assert_false(intern_find(&in, STR("nowhere"), &found));
    intern_end(&in);
}

static void utf8_is_checked(void **state)
{
    (void)state;
    size_t at = 0;
    assert_true(str_utf8_ok(STR("Nīnawá نينوى هەولێر plain ascii text"), NULL));
    assert_false(str_utf8_ok(STR("abcdefgh\xC3("), &at));
    assert_int_equal(at, 8);
    assert_false(str_utf8_ok(STR("\xED\xA0\x80"), &at)); /* a surrogate */
    assert_false(str_utf8_ok(STR("\xC0\xAF"), &at));     /* overlong */
    assert_false(str_utf8_ok(STR("\xF4\x90\x80\x80"), &at));
    assert_true(str_is(str_trim(STR("\xEF\xBB\xBF \xE2\x80\x8F Basra\xC2\xA0\t")), "Basra"));
    assert_true(str_is(str_trim(STR(" \t ")), ""));
    assert_int_equal(str_number_end(STR("tel 000 10, or"), 4), 10);
    assert_int_equal(str_number_end(STR("0770-123 45 "), 0), 11);
    assert_int_equal(str_number_end(STR("٠٧٧ ١٢ x"), 0), 11);
    assert_int_equal(str_number_end(STR("12  34"), 0), 2);
    assert_int_equal(str_number_end(STR(" 12"), 0), 0);
    assert_int_equal(str_number_end(STR("x"), 0), 0);
    assert_int_equal(str_number_end(STR(""), 0), 0);
    size_t next = 0, from = 0;
    assert_true(str_number_next(STR("a 1 2, b 30"), &next, &from) && from == 2 && next == 5);
    assert_true(str_number_next(STR("a 1 2, b 30"), &next, &from) && from == 9 && next == 11);
    assert_false(str_number_next(STR("a 1 2, b 30"), &next, &from));
    assert_true(str_is(str_trim(STR("بغداد ")), "بغداد"));
}

static void sha256_of_known_text(void **state)
{
    (void)state;
    struct hasher h;
    char hex[65];
    hash_begin(&h);
    hash_add(&h, "ab", 2);
    hash_add(&h, "c", 1);
    struct digest d = hash_end(&h);
    digest_hex(&d, hex);
    assert_string_equal(hex, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"); /* FIPS 180-2, B.1 */
    assert_true(hash_64("abc", 3, 1) != hash_64("abd", 3, 1));
    assert_true(hash_64("", 0, 1) != hash_64("\0", 1, 1));
}

static void json_is_well_formed(void **state)
{
    (void)state;
    struct buf b = {0};
    struct json j;
    json_begin(&j, &b);
    json_object(&j);
    json_key(&j, "name");
    json_text(&j, STR("a \"b\"\n\x01\\"));
    json_key(&j, "none");
    json_real(&j, NAN);
    json_key(&j, "list");
    json_array(&j);
    json_int(&j, 1);
    json_estimate(&j, (struct estimate){0.5, 0.25, NAN, 3});
    json_close(&j);
    json_key(&j, "empty");
    json_array(&j);
    json_close(&j);
    json_close(&j);
    assert_string_equal(b.p,
        "{\n  \"name\": \"a \\\"b\\\"\\n\\u0001\\\\\",\n  \"none\": null,\n  \"list\": [\n    1,\n"
        "    {\"value\": 0.5, \"lo\": 0.25, \"hi\": null, \"n\": 3}\n  ],\n  \"empty\": []\n}\n");
    buf_end(&b);
    csv_cell(&b, true, STR("plain"));
    csv_cell(&b, false, STR("a,\"b\""));
    csv_cell(&b, false, STR(""));
    assert_string_equal(b.p, "plain,\"a,\"\"b\"\"\",");
    buf_end(&b);
}

static void files_are_read_and_hashed(void **state)
{
    (void)state;
    struct err e = {0};
    struct file_stream f;
    assert_false(file_open("/nonexistent/x.csv", &f, &e));
    assert_int_equal(e.code, ERR_ABSENT);
    assert_false(file_open("/", &f, &e));
    assert_non_null(strstr(e.text, "folder"));
    char path[] = "/tmp/diwan-core-XXXXXX";
    int fd = mkstemp(path);
    assert_int_equal(write(fd, "abc", 3), 3);
    close(fd);
    assert_true(file_open(path, &f, &e));
    assert_int_equal(f.s.size, 3);
    struct buf b = {0};
    assert_true(stream_all(&f.s, 100, &b, &e));
    assert_string_equal(b.p, "abc");
    char hex[65];
    struct digest d = file_digest(&f);
    digest_hex(&d, hex);
    assert_int_equal(strncmp(hex, "ba7816bf", 8), 0);
    file_close(&f);
    buf_end(&b);
    assert_true(file_open(path, &f, &e));
    assert_false(stream_all(&f.s, 2, &b, &e));
    assert_int_equal(e.code, ERR_INPUT);
    file_close(&f);
    buf_end(&b);
    unlink(path);
}

/* A large file is hashed beside its reading; the digest is that of hashing it in one go, whatever the sizes read. */
static void large_files_have_the_same_digest(void **state)
{
    (void)state;
    struct err e = {0};
    char path[] = "/tmp/diwan-core-XXXXXX";
    int fd = mkstemp(path);
    size_t size = (17 << 20) + 12345, done = 0;
    unsigned char *bytes = mem_get(size);
    struct rng r;
    rng_init(&r, 3);
    for (size_t i = 0; i < size; i++)
        bytes[i] = (unsigned char)(i * 31 + (i >> 9));
    assert_int_equal(write(fd, bytes, size), (ssize_t)size);
    close(fd);
    struct file_stream f;
    assert_true(file_open(path, &f, &e));
    assert_non_null(f.worker);
    unsigned char *copy = mem_get(3 << 20);
    for (size_t got = 1; got; done += got) {
        assert_true(stream_fill(&f.s, copy, 1 + rng_below(&r, 3 << 20), &got, &e));
        assert_memory_equal(copy, bytes + done, got);
    }
    assert_int_equal(done, size);
    struct hasher h;
    hash_begin(&h);
    hash_add(&h, bytes, size);
    struct digest one = hash_end(&h), two = file_digest(&f);
    assert_memory_equal(one.b, two.b, sizeof one.b);
    file_close(&f);
    assert_true(file_open(path, &f, &e)); /* given up half-way: nothing is left behind */
    assert_true(stream_fill(&f.s, copy, 1000, &done, &e));
    file_close(&f);
    unlink(path);
    free(copy);
    free(bytes);
}

static void sums_are_compensated(void **state)
{
    (void)state;
    struct sum s = {0};
    const double terms[] = {1, 1e100, 1, -1e100};
    for (size_t i = 0; i < ARRAY_LEN(terms); i++)
        sum_add(&s, terms[i]);
    assert_true(sum_value(&s) == 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(errors_grow_outwards), cmocka_unit_test(errors_are_one_line_of_whole_letters), cmocka_unit_test(arenas_give_zeroed_aligned_memory), cmocka_unit_test(a_joined_arena_lives_as_long_as_the_other),
        cmocka_unit_test(numbers_are_read_as_written_anywhere), cmocka_unit_test(reals_come_back_the_same),
        cmocka_unit_test(buffers_remember_that_they_overflowed), cmocka_unit_test(days_and_months),
        cmocka_unit_test(texts_are_kept_once), cmocka_unit_test(utf8_is_checked), cmocka_unit_test(sha256_of_known_text),
        cmocka_unit_test(json_is_well_formed), cmocka_unit_test(files_are_read_and_hashed), cmocka_unit_test(large_files_have_the_same_digest), cmocka_unit_test(sums_are_compensated),
    };
    return cmocka_run_group_tests_name("core", tests, NULL, NULL);
}
