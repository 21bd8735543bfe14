/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What needs no register: roles, passwords, numbers of the second factor, tokens of forms, delays. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "account/account_priv.h"
#include <liboath/oath.h>
#include <sodium.h>

static struct secret words(const char *text)
{
    return secret_of(text, strlen(text));
}

static void roles_are_sets(void **state)
{
    (void)state;
    assert_int_equal(account_may(ROLE_NOBODY), MAY_TAKE_PART);
    assert_int_equal(account_may(ROLES), MAY_TAKE_PART);
    for (enum account_role k = ROLE_READER; k < ROLES; k++) {
        enum account_role got;
        assert_true(account_may(k) & MAY_READ);
        assert_int_equal(account_may(k) & account_may(ROLE_STEWARD), account_may(k));
        assert_true(account_role_of(str_of(account_role_names[k]), &got));
        assert_int_equal(got, k);
        assert_int_equal((account_may(k) & MAY_ANSWER) != 0, k == ROLE_STEWARD);
    }
    assert_int_equal(account_may(ROLE_FACILITATOR) & MAY_ANALYSE, 0);
    assert_int_equal(account_may(ROLE_ANALYST) & MAY_FACILITATE, 0);
    enum account_role none = ROLE_READER;
    assert_false(account_role_of(STR(""), &none));
    assert_false(account_role_of(STR("Steward"), &none));
}

static void refused(const char *password, const char *name, const char *why)
{
    struct secret p CLEANUP(secret_end) = words(password);
    struct err e = {0};
    char hash[128];
    assert_false(account_hash(&p, str_of(name), hash, &e));
    assert_int_equal(e.code, ERR_INPUT);
    assert_non_null(strstr(e.text, why));
}

static void passwords_that_are_none(void **state)
{
    (void)state;
    char long_one[PASSWORD_MOST + 2];
    memset(long_one, 'x', sizeof long_one - 1);
    long_one[sizeof long_one - 1] = 0;
    refused("short", "dana", "at least 10");
    refused("شاخەکان", "dana", "at least 10"); /* letters are counted, not bytes */
    refused(long_one, "dana", "at most 1024");
    refused("Dana.Rashid", "dana.rashid", "no password");
    refused("aaaaaaaaaaaa", "dana", "no password");
}

static struct sign_in somebody(const char hash[128])
{
    struct sign_in in = {.account = {.origin = 1, .id = 7, .name = STR("dana"), .role = ROLE_READER, .has_password = true}, .totp = STR("")};
    memcpy(in.hash, hash, sizeof in.hash);
    return in;
}

static bool good(const struct sign_in *in, const char *password, const char *digits, int64_t now, int64_t *step)
{
    struct secret p CLEANUP(secret_end) = words(password);
    return sign_in_good(in, &p, str_of(digits), now, step);
}

static void the_right_password_alone(void **state)
{
    (void)state;
    struct err e = {0};
    char hash[128];
    int64_t step = -1;
    struct secret p CLEANUP(secret_end) = words("a walk along the river");
    assert_true(account_hash(&p, STR("dana"), hash, &e));
    assert_non_null(strstr(hash, "$argon2id$v=19$m=65536,"));
    struct sign_in in = somebody(hash);
    assert_true(good(&in, "a walk along the river", "", 1000, &step));
    assert_int_equal(step, 0);
    assert_false(good(&in, "a walk along the River", "", 1000, &step));
    assert_false(good(&in, "", "", 1000, &step));
    in.account.id = 0; /* nobody, whatever the hash says */
    assert_false(good(&in, "a walk along the river", "", 1000, &step));
    in.account.id = 7, in.account.has_password = false;
    assert_false(good(&in, "a walk along the river", "", 1000, &step));
    /* with a second factor both are needed */
    in = somebody(hash);
    in.totp = STR("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
    assert_false(good(&in, "a walk along the river", "", 59, &step));
    assert_false(good(&in, "a walk along the River", "287082", 59, &step));
    assert_true(good(&in, "a walk along the river", "287082", 59, &step));
    assert_int_equal(step, 1);
}

/* A name that there is not takes as long: the same cost, read from a hash as whole as others. */
static void nobody_costs_as_much(void **state)
{
    (void)state;
    struct err e = {0};
    char hash[128];
    struct secret p CLEANUP(secret_end) = words("a walk along the river");
    assert_true(account_hash(&p, STR("dana"), hash, &e));
    const char *end = strchr(hash + strlen("$argon2id$v=19$"), '$'), *same = strchr(password_of_nobody + strlen("$argon2id$v=19$"), '$');
    assert_int_equal(end - hash, same - password_of_nobody);
    assert_memory_equal(hash, password_of_nobody, (size_t)(end - hash));
    assert_int_equal(strlen(hash), strlen(password_of_nobody));
    unsigned long long passes = strtoull(strstr(hash, "t=") + 2, NULL, 10);
    assert_int_equal(crypto_pwhash_str_needs_rehash(password_of_nobody, passes, 64 << 20), 0); /* 0: it can be read, and costs that */
}

/* RFC 6238, appendix B, SHA-1; the last six of its eight digits. */
static void numbers_of_the_rfc(void **state)
{
    (void)state;
    static const struct {
        int64_t time;
        const char *digits;
    } cases[] = {{59, "287082"}, {1111111109, "081804"}, {1111111111, "050471"}, {1234567890, "005924"}, {2000000000, "279037"}, {20000000000, "353130"}};
    struct str secret = STR("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"); /* "12345678901234567890" */
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        int64_t step = 0, t = cases[i].time;
        struct str digits = str_of(cases[i].digits);
        assert_true(totp_right(secret, digits, t, 0, &step));
        assert_int_equal(step, t / 30);
        assert_true(totp_right(secret, digits, t + 30, 0, &step)); /* a clock that is one step late or early */
        assert_int_equal(step, t / 30);
        assert_true(totp_right(secret, digits, t - 30, 0, &step));
        assert_false(totp_right(secret, digits, t + 60, 0, &step));
        assert_false(t >= 60 && totp_right(secret, digits, t - 60, 0, &step));
        assert_false(totp_right(secret, digits, t, t / 30, &step)); /* none serves twice */
        assert_true(totp_right(secret, digits, t, t / 30 - 1, &step));
    }
}

static void numbers_as_people_type_them(void **state)
{
    (void)state;
    struct str secret = STR("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
    static const char *const right[] = {"287082", "287 082", " 287082 ", "٢٨٧٠٨٢", "۲۸۷۰۸۲"}, *const wrong[] = {"", "28708", "2870822", "287083", "28708a", "87082", "------", "٢٨٧"};
    for (size_t i = 0; i < ARRAY_LEN(right); i++) {
        int64_t step = 0;
        assert_true(totp_right(secret, str_of(right[i]), 59, 0, &step));
    }
    for (size_t i = 0; i < ARRAY_LEN(wrong); i++) {
        int64_t step = 0;
        assert_false(totp_right(secret, str_of(wrong[i]), 59, 0, &step));
        assert_int_equal(step, 0);
    }
    int64_t step = 0;
    assert_false(totp_right(STR(""), STR("287082"), 59, 0, &step));
    assert_false(totp_right(STR("not base 32!"), STR("287082"), 59, 0, &step));
}

static void a_secret_and_its_address(void **state)
{
    (void)state;
    char one[33], other[33];
    totp_new(one);
    totp_new(other);
    assert_int_equal(strlen(one), 32);
    assert_string_not_equal(one, other);
    struct buf b CLEANUP(buf_end) = {0};
    totp_address(STR("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"), STR("dana"), STR("Selmara & co"), &b);
    assert_string_equal(b.p, "otpauth://totp/Selmara%20%26%20co:dana?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Selmara%20%26%20co");
}

static void tokens_of_forms(void **state)
{
    (void)state;
    const unsigned char key[32] = {1}, other_key[32] = {2};
    char one[65], session[TOKEN_TEXT], other[TOKEN_TEXT];
    token_new(session);
    token_new(other);
    assert_int_equal(strlen(session), TOKEN_TEXT - 1);
    assert_string_not_equal(session, other);
    form_token(key, str_of(session), one);
    assert_int_equal(strlen(one), 64);
    assert_true(form_token_is(key, str_of(session), str_of(one)));
    assert_false(form_token_is(key, str_of(other), str_of(one)));
    assert_false(form_token_is(other_key, str_of(session), str_of(one)));
    assert_false(form_token_is(key, str_of(session), STR("")));
    assert_false(form_token_is(key, str_of(session), (struct str){one, 63}));
    one[10] = one[10] == 'a' ? 'b' : 'a';
    assert_false(form_token_is(key, str_of(session), str_of(one)));
}

static void delays_grow_and_end(void **state)
{
    (void)state;
    static const int64_t waits[] = {0, 0, 0, 1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900};
    for (size_t n = 0; n < ARRAY_LEN(waits); n++) {
        assert_int_equal(sign_in_wait((int64_t)n, 5000, 5000, false), waits[n]);
        assert_int_equal(sign_in_wait((int64_t)n, 5000, 5000, true), MIN_OF(waits[n], 60));
        assert_int_equal(sign_in_wait((int64_t)n, 5000, 5000 + waits[n], false), 0);
        assert_int_equal(sign_in_wait((int64_t)n, 5000, 100, false), waits[n]); /* the clock was set back: never longer than it would be */
    }
    assert_int_equal(sign_in_wait(INT64_MAX, 5000, 5001, false), 899);
    assert_int_equal(sign_in_wait(INT64_MAX, 5000, 5001, true), 59);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(roles_are_sets),
        cmocka_unit_test(passwords_that_are_none),
        cmocka_unit_test(the_right_password_alone),
        cmocka_unit_test(nobody_costs_as_much),
        cmocka_unit_test(numbers_of_the_rfc),
        cmocka_unit_test(numbers_as_people_type_them),
        cmocka_unit_test(a_secret_and_its_address),
        cmocka_unit_test(tokens_of_forms),
        cmocka_unit_test(delays_grow_and_end),
    };
    return cmocka_run_group_tests_name("account keys", tests, NULL, NULL);
}
