/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/memory_testing.h"
#include "core/shares.h"
#include <ctype.h>
#include <setjmp.h>

#include <cmocka.h>

static const unsigned char salt[SHARE_SALT] = "salt of a test.", other_salt[SHARE_SALT] = "salt of another";
static const char *const names[SHARES_MOST] = {"s1.txt", "s2.txt", "s3.txt", "s4.txt", "s5.txt", "s6.txt", "s7.txt"};

static struct secret key_of(uint64_t seed)
{
    struct rng r;
    rng_init(&r, seed);
    struct secret key = secret_empty(SHARE_KEY);
    for (size_t i = 0; i < key.n; i++)
        key.p[i] = (unsigned char)rng_next(&r);
    return key;
}

static void split(const struct secret *key, int of, int need, struct share *out)
{
    struct err e = {0};
    assert_true(shares_split(key, salt, of, need, out, &e));
}

static void end_all(struct share *list, int n)
{
    for (int i = 0; i < n; i++)
        share_end(&list[i]);
}

static void fails(const struct share *list, size_t n, const char *says)
{
    struct secret got;
    struct err e = {0};
    assert_false(shares_combine(list, names, n, salt, "r.diwan", &got, &e));
    assert_int_equal(e.code, ERR_INPUT);
    if (!strstr(e.text, says))
        fail_msg("\"%s\" does not say \"%s\"", e.text, says);
}

/* Those of a set of `of` shares whose bit is set in `which`, as they are: not copied. */
static size_t chosen(const struct share *all, int of, unsigned which, struct share *out)
{
    size_t n = 0;
    for (int i = 0; i < of; i++)
        if (which >> i & 1)
            out[n++] = all[i];
    return n;
}

static void try_subsets(const struct share *all, int of, int need, const struct secret *key)
{
    for (unsigned which = 1; which < 1U << of; which++) {
        struct share some[SHARES_MOST];
        struct secret got;
        struct err e = {0};
        size_t n = chosen(all, of, which, some);
        if ((int)n < need) {
            fails(some, n, "are needed");
            continue;
        }
        assert_true(shares_combine(some, names, n, salt, "r.diwan", &got, &e));
        assert_memory_equal(got.p, key->p, SHARE_KEY);
        secret_end(&got);
    }
}

/* Every choice of every splitting up to seven: enough give the key, fewer do not. Through their texts. */
static void every_choice(void **state)
{
    (void)state;
    for (int of = 2; of <= 7; of++)
        for (int need = 2; need <= of; need++) {
            struct secret key = key_of((uint64_t)(of * 10 + need));
            struct share made[SHARES_MOST], read[SHARES_MOST];
            split(&key, of, need, made);
            for (int i = 0; i < of; i++) {
                struct buf b = {0};
                struct err e = {0};
                share_write(&made[i], &b);
                assert_true(share_read("s.txt", buf_view(&b), &read[i], &e));
                assert_memory_equal(read[i].part.p, made[i].part.p, SHARE_PART);
                buf_end(&b);
            }
            try_subsets(read, of, need, &key);
            end_all(made, of);
            end_all(read, of);
            secret_end(&key);
        }
}

/* Fewer than needed tell nothing: for one share, each byte of its part takes all values over many splittings of the same key. */
static void one_share_is_chance(void **state)
{
    (void)state;
    struct secret key = key_of(1);
    bool seen[256] = {false};
    size_t values = 0;
    for (int i = 0; i < 4000; i++) {
        struct share s[2];
        split(&key, 2, 2, s);
        values += !seen[s[0].part.p[0]];
        seen[s[0].part.p[0]] = true;
        end_all(s, 2);
    }
    assert_int_equal(values, 256); /* one is missing by chance in 1 of 25,000 runs */
    secret_end(&key);
}

static void wrong_numbers(void **state)
{
    static const struct { int64_t of, need; } cases[] = {{1, 1}, {5, 1}, {5, 6}, {21, 3}, {0, 0}, {-1, 2}, {INT64_MAX, 2}, {5, 0}};
    (void)state;
    struct secret key = key_of(2);
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        struct share s[SHARES_MOST];
        struct err e = {0};
        assert_false(shares_split(&key, salt, cases[i].of, cases[i].need, s, &e));
        assert_int_equal(e.code, ERR_USAGE);
    }
    secret_end(&key);
}

static void wrong_shares(void **state)
{
    (void)state;
    struct secret key = key_of(3), got;
    struct share a[5], b[5], c[5], mixed[5];
    struct err e = {0};
    split(&key, 5, 3, a);
    split(&key, 5, 3, b);
    assert_true(shares_split(&key, other_salt, 5, 3, c, &e));
    memcpy(mixed, a, sizeof mixed);
    fails(mixed, 2, "ask 1 more of its 5 trustees");
    fails(mixed, 0, "0 shares");
    mixed[1] = a[0];
    fails(mixed, 3, "s1.txt and s2.txt are the same share (1 of 5)");
    mixed[1] = b[1];
    fails(mixed, 3, "of two splittings");
    mixed[1] = c[1];
    fails(mixed, 3, "s2.txt: this share belongs to another register than r.diwan");
    assert_false(shares_combine(a, names, 3, other_salt, "t.diwan", &got, &e));
    assert_non_null(strstr(e.text, "another register than t.diwan"));
    mixed[1] = a[1];
    mixed[1].part = secret_of(a[1].part.p, SHARE_PART);
    mixed[1].part.p[7] ^= 1; /* handed out sound, but not as it was made */
    fails(mixed, 3, "do not give the key");
    fails(mixed, 5, "do not give the key");
    secret_end(&mixed[1].part);
    end_all(a, 5), end_all(b, 5), end_all(c, 5);
    secret_end(&key);
}

/* ---- texts ---- */

static struct share one_share(void)
{
    struct secret key = key_of(4);
    struct share s[3];
    split(&key, 3, 2, s);
    secret_end(&key);
    share_end(&s[0]), share_end(&s[2]);
    return s[1];
}

static bool reads(const char *text, size_t n, char why[768])
{
    struct share s;
    struct err e = {0};
    bool good = share_read("s.txt", (struct str){text, n}, &s, &e);
    if (good)
        share_end(&s);
    memcpy(why, e.text, sizeof e.text);
    return good;
}

/* Every sign changed into every other, and every two neighbours exchanged, is noticed in its line. */
static void finds_every_slip(void **state)
{
    static const char alphabet[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    (void)state;
    struct share s = one_share();
    struct buf b = {0};
    char why[768], line[32];
    share_write(&s, &b);
    int number = 0;
    for (size_t i = 0; i < b.n; i++) {
        if (b.p[i] == ':')
            number = b.p[i - 1] - '0';
        if (b.p[i] == '\n' || b.p[i] == ' ' || b.p[i] == ':' || b.p[i + 1] == ':')
            continue;
        char was = b.p[i];
        snprintf(line, sizeof line, "line %d (\"%d:\")", number, number);
        for (const char *to = alphabet; *to; to++) {
            b.p[i] = *to;
            bool good = reads(b.p, b.n, why);
            if (*to == was)
                assert_true(good);
            else if (good || !strstr(why, line))
                fail_msg("%c for %c in line %d: %s", *to, was, number, why);
        }
        b.p[i] = was;
        size_t next = b.p[i + 1] == ' ' ? i + 2 : i + 1;
        if (b.p[next] == '\n' || b.p[next] == was)
            continue;
        b.p[i] = b.p[next], b.p[next] = was;
        assert_false(reads(b.p, b.n, why));
        assert_non_null(strstr(why, line));
        b.p[next] = b.p[i], b.p[i] = was;
    }
    buf_end(&b);
    share_end(&s);
}

/* As people type: small letters, no blanks or many, words around, lines in another order, O for 0, I and L for 1, Windows' ends of lines. */
static void reads_what_is_typed(void **state)
{
    (void)state;
    struct share s = one_share();
    struct buf b = {0}, typed = {0};
    char why[768], *lines[SHARE_LINES];
    share_write(&s, &b);
    lines[0] = b.p;
    for (int i = 1; i < SHARE_LINES; i++)
        lines[i] = strchr(lines[i - 1], '\n') + 1;
    buf_text(&typed, "\xef\xbb\xbfwords: 1 of 3\n");
    for (int i = SHARE_LINES - 1; i >= 0; i--) {
        buf_text(&typed, i % 2 ? "  " : "\t");
        for (const char *p = lines[i]; *p != '\n'; p++) {
            char c = *p == '0' && p[1] != ':' ? 'o' : *p == '1' && p[1] != ':' ? (i % 2 ? 'I' : 'l') : (char)tolower(*p);
            if (c != ' ' || p[-1] == ':')
                buf_char(&typed, c);
            if (i % 3 == 0 && c != ':' && p[1] != ':')
                buf_text(&typed, " - ");
        }
        buf_text(&typed, "\r\n\r\n");
    }
    if (!reads(typed.p, typed.n, why))
        fail_msg("%s\n%s", why, typed.p);
    buf_end(&b);
    buf_end(&typed);
    share_end(&s);
}

static void says_what_is_wrong(void **state)
{
    (void)state;
    struct share s = one_share(), t = one_share();
    struct buf b = {0}, c = {0}, d = {0};
    char why[768];
    share_write(&s, &b);
    share_write(&t, &c);
    size_t line = b.n / SHARE_LINES;
    assert_false(reads("", 0, why));
    assert_non_null(strstr(why, "\"1:\" is missing"));
    assert_false(reads(b.p, b.n - line, why));
    assert_non_null(strstr(why, "\"9:\" is missing"));
    buf_str(&d, buf_view(&b)), buf_add(&d, b.p, line);
    assert_false(reads(d.p, d.n, why));
    assert_non_null(strstr(why, "line 10 begins with \"1:\", as another one does"));
    buf_clear(&d), buf_add(&d, b.p, line * 5), buf_add(&d, c.p + line * 5, line * 4);
    assert_false(reads(d.p, d.n, why));
    assert_non_null(strstr(why, "not of one share"));
    buf_clear(&d), buf_add(&d, b.p, line * 2), buf_add(&d, b.p + line * 3, line), buf_add(&d, b.p + line * 2, line), buf_add(&d, b.p + line * 4, line * 5);
    d.p[line * 2] = '3', d.p[line * 3] = '4'; /* two lines under each other's numbers */
    assert_false(reads(d.p, d.n, why));
    assert_non_null(strstr(why, "line 3 (\"3:\")"));
    b.p[4] = 'U';
    assert_false(reads(b.p, b.n, why));
    assert_non_null(strstr(why, "\"U\" is not among the signs"));
    b.p[4] = ' ';
    assert_false(reads(b.p, b.n, why));
    assert_non_null(strstr(why, "14 signs were found, 15 belong there"));
    buf_end(&b), buf_end(&c), buf_end(&d);
    share_end(&s), share_end(&t);
}

/* Neither splitting nor joining leaves the key anywhere in memory. */
static void leaves_nothing_in_memory(void **state)
{
    (void)state;
    struct secret key = secret_empty(SHARE_KEY), got;
    struct share s[5];
    struct err e = {0};
    pattern_write(1, key.p);
    split(&key, 5, 3, s);
    assert_int_equal(found_anywhere(1), 1);
    secret_end(&key);
    assert_int_equal(found_anywhere(1), 0);
    assert_true(shares_combine(s, names, 3, salt, "r.diwan", &got, &e));
    assert_int_equal(found_anywhere(1), 1);
    secret_end(&got);
    assert_int_equal(found_anywhere(1), 0);
    end_all(s, 5);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(every_choice), cmocka_unit_test(one_share_is_chance), cmocka_unit_test(wrong_numbers), cmocka_unit_test(wrong_shares),
        cmocka_unit_test(finds_every_slip), cmocka_unit_test(reads_what_is_typed), cmocka_unit_test(says_what_is_wrong), cmocka_unit_test(leaves_nothing_in_memory)};
    return cmocka_run_group_tests_name("core shares", tests, NULL, NULL);
}
