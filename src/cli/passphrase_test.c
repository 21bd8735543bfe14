/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/passphrase.h"
#include <setjmp.h>

#include <cmocka.h>

static void composes(void **state)
{
    static const struct { const char *typed, *same; } cases[] = {{"e\xcc\x81t\xc3\xa9", "\xc3\xa9t\xc3\xa9"}, {"\xd8\xa7\xd9\x93", "\xd8\xa2"} /* alef, madda */,
        {"abc", "abc"}, {"", ""}, {"\xffx", "\xffx"}, {"\xe1\xbe\xb7", "\xe1\xbe\xb7"}};
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        struct secret s = secret_of(cases[i].typed, strlen(cases[i].typed));
        passphrase_compose(&s);
        assert_int_equal(s.n, strlen(cases[i].same));
        assert_memory_equal(s.p, cases[i].same, s.n);
        secret_end(&s);
    }
}

/* What decomposes into most: nothing is written outside of the room that is had. */
static void composes_what_grows(void **state)
{
    (void)state;
    struct secret s = secret_empty(SECRET_MOST);
    for (size_t i = 0; i + 3 <= s.n; i += 3)
        memcpy(s.p + i, "\xe1\xbe\xb7", 3);
    s.p[s.n - 1] = 'x';
    passphrase_compose(&s);
    assert_true(s.n >= SECRET_MOST - 3);
    secret_end(&s);
}

static bool is_weak(const char *text)
{
    struct secret s = secret_of(text, strlen(text));
    bool weak = passphrase_weakness(&s) != NULL;
    secret_end(&s);
    return weak;
}

static void refuses_what_is_weak(void **state)
{
    static const char *const weak[] = {"", "short", "elevenchars", "aaaaaaaaaaaaaaaa", "passwordpassword", "abcabcabcabcab", "1234567890123", "abcdefghijklmnop",
        "zyxwvutsrqponm", "ababababcbcbcb", "111122223333444455556666", "سلامسلامسلامسلام", "كلمة قصيرة"};
    static const char *const fair[] = {"correct horse battery staple", "twelve chars", "x9!kQ2@mZ7&p", "نخلة قمر باب نهر كتاب", "دار بەرد ئاو چیا نان"};
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(weak); i++)
        if (!is_weak(weak[i]))
            fail_msg("taken: %s", weak[i]);
    for (size_t i = 0; i < ARRAY_LEN(fair); i++)
        if (is_weak(fair[i]))
            fail_msg("refused: %s", fair[i]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(composes), cmocka_unit_test(composes_what_grows), cmocka_unit_test(refuses_what_is_weak)};
    return cmocka_run_group_tests_name("cli passphrase", tests, NULL, NULL);
}
