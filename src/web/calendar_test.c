/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lines as RFC 5545 wants them: unfolded they say what they should, no line is too long, no letter is cut. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "web/calendar.h"

static void lines_fold_between_letters(void **state)
{
    (void)state;
    struct buf out CLEANUP(buf_end) = {0}, whole CLEANUP(buf_end) = {0}, text CLEANUP(buf_end) = {0};
    struct calendar c;
    for (int i = 0; i < 90; i++)
        buf_text(&text, "وزا, ");
    calendar_begin(&c, &out, STR("Letters; and\npromises\\"), (struct day){20000});
    calendar_event(&c, &(struct calendar_event){.uid = STR("letter-1@diwan"), .day = {19782}, .summary = STR("x\r\ay"), .text = buf_view(&text)});
    calendar_end(&c);
    size_t long_most = 0, begin = 0;
    for (size_t i = 0; i < out.n; i++) {
        if (out.p[i] == '\n') {
            assert_true(i > 0 && out.p[i - 1] == '\r');
            long_most = MAX_OF(long_most, i - 1 - begin);
            begin = i + 1;
            assert_true(begin == out.n || ((unsigned char)out.p[begin] & 0xC0) != 0x80);
            if (begin < out.n && out.p[begin] == ' ') {
                assert_true(((unsigned char)out.p[begin + 1] & 0xC0) != 0x80); /* a letter goes on whole */
                whole.n--;                                                    /* the CR before */
                begin = i + 1;
                i++;
                continue;
            }
        }
        buf_char(&whole, out.p[i]);
    }
    buf_char(&whole, 0);
    assert_int_equal(begin, out.n);
    assert_true(long_most <= 75 && long_most > 70);
    assert_non_null(strstr(whole.p, "\r\nX-WR-CALNAME:Letters\\; and\\npromises\\\\\r\n"));
    assert_non_null(strstr(whole.p, "\r\nDTSTART;VALUE=DATE:20240229\r\nDTEND;VALUE=DATE:20240301\r\nSUMMARY:xy\r\nDESCRIPTION:وزا\\, وزا\\, "));
    assert_non_null(strstr(whole.p, "\r\nDTSTAMP:20241004T000000Z\r\n"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(lines_fold_between_letters)};
    return cmocka_run_group_tests_name("web calendar", tests, NULL, NULL);
}
