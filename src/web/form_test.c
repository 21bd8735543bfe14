/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
#include "web/form.h"
#include <unistd.h>

static const char type[] = "multipart/form-data; boundary=\"--x-y\"";
static const char body[] = "before\r\n----x-y\r\nContent-Disposition: form-data; name=\"one\"\r\n\r\nline 1\r\nline 2\r\n----x-\r\n----x-y\r\n"
    "Content-Type: text/csv\r\ncontent-disposition: form-data; name=\"f\"; filename=\"C:\\tmp\\a b.csv\"\r\n\r\na,b\r\n1,2\r\n\r\n----x-y\r\n"
    "Content-Disposition: form-data; name=\"empty\"\r\n\r\n\r\n----x-y\r\nContent-Disposition: form-data; name=\"none\"; filename=\"\"\r\n\r\n\r\n----x-y--\r\nbehind";

static void read_whole(int fd, char *out, size_t room)
{
    ssize_t n = read(fd, out, room - 1);
    assert_true(n >= 0);
    out[n] = 0;
    close(fd);
}

/* Cut into two pieces anywhere, it says the same. */
static void a_form_of_parts_is_the_same_however_it_comes(void **state)
{
    (void)state;
    for (size_t cut = 0; cut < sizeof body; cut++) {
        struct arena a CLEANUP(arena_end) = {0};
        struct err e = {0};
        struct field *fields;
        struct upload *uploads;
        size_t field_n, upload_n;
        char text[64];
        struct multipart *m = multipart_new(type, &a, 1000);
        assert_non_null(m);
        assert_true(multipart_feed(m, body, cut, &e) && multipart_feed(m, body + cut, sizeof body - 1 - MIN_OF(cut, sizeof body - 1), &e));
        assert_true(multipart_finish(m, &fields, &field_n, &uploads, &upload_n, &e));
        multipart_free(&m);
        assert_int_equal(field_n, 2);
        assert_true(str_is(fields[0].name, "one") && str_is(fields[0].value, "line 1\nline 2\n----x-"));
        assert_true(str_is(fields[1].name, "empty") && fields[1].value.n == 0);
        assert_int_equal(upload_n, 1);
        assert_true(str_is(uploads[0].field, "f") && str_is(uploads[0].file, "a b.csv"));
        assert_int_equal(uploads[0].size, 10);
        read_whole(uploads[0].fd, text, sizeof text);
        assert_string_equal(text, "a,b\r\n1,2\r\n");
    }
}

static void whatever_is_not_well_formed_is_refused(void **state)
{
    (void)state;
    static const struct { const char *type, *body; int64_t most; } wrong[] = {
        {type, "", 9}, {type, "----x-y", 9}, {type, "----x-y\r\n", 9}, {type, "----x-yz\r\n", 9}, {type, "----x-y\r\n\r\n\r\n----x-y--", 9},
        {type, "----x-y\r\nContent-Disposition: form-data; name=a\r\n\r\n1\r\n----x-y--", 9}, {type, "----x-y\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n----x-y", 9},
        {type, "----x-y\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n\xff\r\n----x-y--", 9}, {type, "----x-y\r\nContent-Disposition: form-data; name=\"a\"; filename=\"b\"\r\n\r\n1\r\n----x-y--", 0},
        {type, "----x-y\r\nContent-Disposition: form-data; name=\"a\"; filename=\"b\"\r\n\r\n0123456789\r\n----x-y--", 9}};
    for (size_t i = 0; i < ARRAY_LEN(wrong); i++) {
        struct arena a CLEANUP(arena_end) = {0};
        struct err e = {0};
        struct field *fields;
        struct upload *uploads;
        size_t field_n, upload_n;
        struct multipart *m = multipart_new(wrong[i].type, &a, wrong[i].most);
        assert_non_null(m);
        bool good = multipart_feed(m, wrong[i].body, strlen(wrong[i].body), &e) && multipart_finish(m, &fields, &field_n, &uploads, &upload_n, &e);
        assert_false(good);
        assert_int_equal(e.code, ERR_INPUT);
        multipart_free(&m);
    }
    static const char *const types[] = {"", "text/plain; boundary=x", "multipart/form-data", "multipart/form-data; boundary=", "multipart/form-data; boundary=\"x",
        "multipart/form-data; boundary=0123456789012345678901234567890123456789012345678901234567890123456789x"};
    struct arena a CLEANUP(arena_end) = {0};
    for (size_t i = 0; i < ARRAY_LEN(types); i++)
        assert_null(multipart_new(types[i], &a, 9));
}

static void fields_are_decoded_and_cleaned(void **state)
{
    (void)state;
    struct arena a CLEANUP(arena_end) = {0};
    struct err e = {0};
    struct field *f;
    size_t n;
    assert_true(form_read(STR("a=1+%2B+%d8%a8&&b&c=x%0D%0Ay%0dz%00%1b%c2%85.&a=2&=3"), &a, &f, &n, &e));
    assert_int_equal(n, 5);
    assert_true(str_is(f[0].name, "a") && str_is(f[0].value, "1 + ب"));
    assert_true(str_is(f[1].name, "b") && f[1].value.n == 0);
    assert_true(str_is(f[2].value, "x\ny\nz   ."));
    assert_true(str_is(f[3].value, "2") && f[4].name.n == 0);
    static const char *const wrong[] = {"a=%", "a=%4", "a=%4g", "a=%ff", "%c3=1", "a=\xff"};
    for (size_t i = 0; i < ARRAY_LEN(wrong); i++) {
        assert_false(form_read(str_of(wrong[i]), &a, &f, &n, &e));
        assert_int_equal(e.code, ERR_INPUT);
    }
}

static void limits_hold(void **state)
{
    (void)state;
    struct arena a CLEANUP(arena_end) = {0};
    struct err e = {0};
    struct field *f;
    size_t n;
    struct buf b CLEANUP(buf_end) = {0};
    for (int i = 0; i < FIELDS_MOST; i++)
        buf_text(&b, i ? "&a=1" : "a=1");
    assert_true(form_read(buf_view(&b), &a, &f, &n, &e));
    assert_int_equal(n, FIELDS_MOST);
    buf_text(&b, "&a=1");
    assert_false(form_read(buf_view(&b), &a, &f, &n, &e));
    buf_clear(&b);
    buf_text(&b, "a=");
    for (int i = 0; i < FIELD_VALUE_MOST; i++)
        buf_char(&b, 'x');
    assert_true(form_read(buf_view(&b), &a, &f, &n, &e));
    buf_char(&b, 'x');
    assert_false(form_read(buf_view(&b), &a, &f, &n, &e));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_form_of_parts_is_the_same_however_it_comes),
        cmocka_unit_test(whatever_is_not_well_formed_is_refused),
        cmocka_unit_test(fields_are_decoded_and_cleaned),
        cmocka_unit_test(limits_hold),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
