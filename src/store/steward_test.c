/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Keys of stewards as files, what people type and compare, and the stewards of a register. */
#include "store/testing.h"

#include "store/seal_priv.h"
#include <sodium.h>

static const struct steward_cost cheap = {1, 64};

static struct secret words(const char *text)
{
    return secret_of(text, strlen(text));
}

static struct steward_key pair(const char *name)
{
    struct err e = {0};
    struct steward_key k = {0};
    assert_fine(steward_key_new(str_of(name), &k, &e), e);
    return k;
}

static void written(const struct steward_key *k, const char *passphrase, struct buf *out)
{
    struct err e = {0};
    struct secret p CLEANUP(secret_end) = words(passphrase);
    assert_fine(steward_key_write(k, &p, cheap, out, &e), e);
}

static bool read_with(struct str text, const char *passphrase, struct steward_key *out, struct err *e)
{
    struct secret p CLEANUP(secret_end) = words(passphrase);
    return steward_key_read(text, &p, out, e);
}

static bool same_halves(const struct steward_key *a, const struct steward_key *b)
{
    return memcmp(&a->public, &b->public, sizeof a->public) == 0 && sodium_memcmp(a->secret.p, b->secret.p, STEWARD_KEY_BYTES) == 0;
}

static bool same_key(const struct steward_key *a, const struct steward_key *b)
{
    return strcmp(a->name, b->name) == 0 && same_halves(a, b);
}

static void a_key_comes_back(void **state)
{
    (void)state;
    struct steward_key k = pair("داناهـ، نوێنەر"), got = {0};
    struct buf text CLEANUP(buf_end) = {0};
    struct err e = {0};
    written(&k, "seven plain words of a steward", &text);
    assert_true(steward_key_is(buf_view(&text)));
    assert_null(memmem(text.p, text.n, k.secret.p, STEWARD_KEY_BYTES));
    assert_fine(read_with(buf_view(&text), "seven plain words of a steward", &got, &e), e);
    assert_true(same_key(&k, &got));
    steward_key_end(&got);
    assert_fails(read_with(buf_view(&text), "seven plain words of a Steward", &got, &e), e, ERR_DENIED, "passphrase is not that of this key");
    assert_null(got.secret.p);
    assert_fails(read_with(STR("hello\n"), "x", &got, &e), e, ERR_INPUT, "is not a steward's key");
    assert_fails(read_with(STR(""), "x", &got, &e), e, ERR_INPUT, "is not a steward's key");
    assert_fails(read_with(STR("Diwan steward key, version 2\n"), "x", &got, &e), e, ERR_INPUT, "another version");
    steward_key_end(&k);
    steward_key_end(&k);
}

/* Wherever it is cut, and whatever byte becomes another: refused, or (a comment, the name, the case of a letter) the same key. */
static void no_damaged_key_is_another(void **state)
{
    (void)state;
    struct steward_key k = pair("Dana"), got = {0};
    struct buf text CLEANUP(buf_end) = {0};
    struct err e = {0};
    size_t refused = 0, taken = 0;
    written(&k, "words", &text);
    for (size_t n = 0; n < text.n - 1; n++) { /* the last byte is the end of the last line */
        char *cut = mem_get(n ? n : 1);
        memcpy(cut, text.p, n);
        assert_false(read_with((struct str){cut, n}, "words", &got, &e));
        assert_true(e.text[0] && !got.secret.p);
        free(cut);
    }
    for (size_t i = 0; i < text.n; i++)
        for (int bit = 0; bit < 8; bit++) {
            text.p[i] = (char)(text.p[i] ^ 1 << bit);
            if (!read_with(buf_view(&text), "words", &got, &e)) {
                refused++;
            } else {
                assert_true(same_halves(&k, &got));
                steward_key_end(&got);
                taken++;
            }
            text.p[i] = (char)(text.p[i] ^ 1 << bit);
        }
    assert_true(refused > 2000 && taken > 100);
    steward_key_end(&k);
}

static void replace(struct buf *text, const char *from, const char *to)
{
    char *at = memmem(text->p, text->n, from, strlen(from));
    assert_non_null(at);
    struct buf out = {0};
    buf_add(&out, text->p, (size_t)(at - text->p));
    buf_text(&out, to);
    buf_text(&out, at + strlen(from));
    buf_end(text);
    *text = out;
}

static void typed_from_paper(void **state)
{
    (void)state;
    struct steward_key k = pair("Dana"), got = {0};
    struct buf text CLEANUP(buf_end) = {0}, typed CLEANUP(buf_end) = {0};
    struct err e = {0};
    written(&k, "words", &text);
    buf_text(&typed, "\xEF\xBB\xBF" "Diwan steward key, version 1\r\n\r\n"); /* a byte order mark, other ends of lines, capitals, O for 0 and l for 1 */
    const char *body = strstr(text.p, "name: ");
    assert_non_null(body);
    for (const char *p = strchr(body, '\n') + 1 - strlen("name: Dana\n"); *p; p++) {
        bool hex_line = p > strstr(text.p, "\n1: ");
        if (*p == '\n')
            buf_text(&typed, "\r\n");
        else if (hex_line && *p == '0' && p[1] != ':')
            buf_char(&typed, 'O');
        else
            buf_char(&typed, hex_line && *p >= 'a' && *p <= 'f' ? (char)(*p - 32) : *p);
    }
    assert_fine(read_with(buf_view(&typed), "words", &got, &e), e);
    assert_true(same_key(&k, &got));
    steward_key_end(&got);

    char *line = strstr(text.p, "\n4: ") + 4; /* one digit wrong: the line is named */
    *line = *line == '7' ? '8' : '7';
    assert_fails(read_with(buf_view(&text), "words", &got, &e), e, ERR_INPUT, "line 12: does not fit its check");
    steward_key_end(&k);
}

/* Names look alike on paper and are other bytes: the kaf of Arabic and of Kurdish, letters in one piece or in two. */
static void a_name_typed_otherwise_does_no_harm(void **state)
{
    (void)state;
    static const char *const names[][2] = {{"ئاکۆ", "ئاكۆ"}, {"\u06CC", "\u064A"}, {"Andr\u00E9", "Andre\u0301"}, {"\u0622zad", "\u0627\u0653zad"}, {"Dana", "D."}};
    for (size_t i = 0; i < ARRAY_LEN(names); i++) {
        struct steward_key k = pair(names[i][0]), got = {0};
        struct buf text CLEANUP(buf_end) = {0};
        struct err e = {0};
        written(&k, "words", &text);
        replace(&text, names[i][0], names[i][1]);
        assert_fine(read_with(buf_view(&text), "words", &got, &e), e);
        assert_true(same_halves(&k, &got));
        assert_string_equal(got.name, names[i][1]);
        steward_key_end(&got);
        steward_key_end(&k);
    }
}

/* A slip in what is bound to the key is found where it was made, not taken for a wrong passphrase. */
static void slips_are_found_by_line(void **state)
{
    (void)state;
    struct steward_key k = pair("Dana"), got = {0};
    struct err e = {0};
    static const char *const slips[][3] = {{"1 passes", "2 passes", "line 8: does not fit its check"}, {"64 KiB", "65 KiB", "line 8: does not fit its check"},
        {"64 KiB", "64", "line 8: is not"}, {"passes", "pases", "line 8: is not"}, {"fingerprint: ", "fingerprint: 1", "line 7: "}, {"name: Dana", "name: ", "line 5: "}};
    for (size_t i = 0; i < ARRAY_LEN(slips); i++) {
        struct buf text CLEANUP(buf_end) = {0};
        written(&k, "words", &text);
        replace(&text, slips[i][0], slips[i][1]);
        assert_fails(read_with(buf_view(&text), "words", &got, &e), e, ERR_INPUT, slips[i][2]);
    }
    struct buf text CLEANUP(buf_end) = {0};
    written(&k, "words", &text);
    char *print = strstr(text.p, "fingerprint: "), *digit = strstr(text.p, "public: ") + 8 + 20;
    memcpy(print, "#ingerprint", 11); /* it may be left out */
    *digit = *digit == '7' ? '8' : '7';
    assert_fails(read_with(buf_view(&text), "words", &got, &e), e, ERR_INPUT, "line 6: does not fit its check");
    steward_key_end(&k);
}

/* What the printed file says about typing it. */
static void as_the_file_says(void **state)
{
    (void)state;
    struct steward_key k = pair("Dana"), got = {0};
    struct buf text CLEANUP(buf_end) = {0}, typed CLEANUP(buf_end) = {0};
    struct err e = {0};
    written(&k, "words", &text);
    replace(&text, " passes, 64 KiB ", " PASSES 64  kib ");
    for (const char *line = text.p, *end; *line; line = end + 1) { /* no comments, and no blank behind a colon but in words */
        end = strchr(line, '\n');
        bool digits = strncmp(line, "argon2id", 8) != 0 && strncmp(line, "Diwan", 5) != 0;
        if (*line == '#')
            continue;
        for (const char *p = line; p < end; p++)
            if (!digits || *p != ' ')
                buf_char(&typed, *p);
        buf_char(&typed, '\n');
    }
    assert_fine(read_with(buf_view(&typed), "words", &got, &e), e);
    assert_true(same_key(&k, &got));
    steward_key_end(&got);
    steward_key_end(&k);
}

static void check_of(char which, const uint8_t *bytes, size_t n, char hex[5])
{
    uint8_t all[33] = {(uint8_t)which}, hash[32];
    memcpy(all + 1, bytes, n);
    crypto_generichash(hash, sizeof hash, all, n + 1, NULL, 0);
    sodium_bin2hex(hex, 5, hash, 2);
}

/* The line argon2id: with another cost and the check that belongs to it: no slip, but a change. */
static void cost_changed(struct buf *text, uint32_t passes, uint32_t kib)
{
    const uint8_t cost[8] = {0, 0, 0, (uint8_t)passes, (uint8_t)(kib >> 24), (uint8_t)(kib >> 16), (uint8_t)(kib >> 8), (uint8_t)kib};
    char check[5], line[64], old[64] = "";
    const char *at = strstr(text->p, "argon2id: ");
    check_of('a', cost, sizeof cost, check);
    memcpy(old, at, (size_t)(strchr(at, '\n') - at));
    assert_true(snprintf(line, sizeof line, "argon2id: %u passes, %u KiB %s", (unsigned)passes, (unsigned)kib, check) < (int)sizeof line);
    replace(text, old, line);
}

/* What decides is bound to the key, whatever checks are put right. */
static void cost_and_public_half_are_bound(void **state)
{
    (void)state;
    struct steward_key k = pair("Dana"), other = pair("Dana"), got = {0};
    struct err e = {0};
    static const uint32_t costs[][2] = {{2, 64}, {1, 65}};
    for (size_t i = 0; i < ARRAY_LEN(costs); i++) {
        struct buf text CLEANUP(buf_end) = {0};
        written(&k, "words", &text);
        cost_changed(&text, costs[i][0], costs[i][1]);
        assert_fails(read_with(buf_view(&text), "words", &got, &e), e, ERR_DENIED, "was changed");
    }
    struct buf text CLEANUP(buf_end) = {0}, theirs CLEANUP(buf_end) = {0}, dear CLEANUP(buf_end) = {0};
    char check[5];
    written(&k, "words", &text);
    written(&other, "words", &theirs);
    check_of('p', k.public.b, sizeof k.public.b, check);
    assert_memory_equal(strstr(text.p, "public: ") + 8 + 72, check, 4);
    memcpy(strstr(text.p, "public: "), strstr(theirs.p, "public: "), 8 + 76);
    assert_fails(read_with(buf_view(&text), "words", &got, &e), e, ERR_INPUT, "line 7: the public key and the fingerprint do not belong together");
    memcpy(strstr(text.p, "fingerprint: "), strstr(theirs.p, "fingerprint: "), 13 + 35);
    assert_fails(read_with(buf_view(&text), "words", &got, &e), e, ERR_DENIED, "was changed");
    written(&k, "words", &dear);
    cost_changed(&dear, 1, 104857600); /* 100 GiB */
    assert_fails(read_with(buf_view(&dear), "words", &got, &e), e, ERR_INPUT, "are taken");
    steward_key_end(&k);
    steward_key_end(&other);
}

static void the_public_half(void **state)
{
    (void)state;
    struct steward_key k = pair("Dana");
    struct steward_public got;
    struct buf text CLEANUP(buf_end) = {0}, secret CLEANUP(buf_end) = {0};
    struct err e = {0};
    char name[STEWARD_NAME_MOST + 1], hex[2 * STEWARD_KEY_BYTES + 1];
    steward_public_write(&k.public, STR("Dana"), &text);
    assert_fine(steward_public_read(buf_view(&text), &got, name, &e), e);
    assert_true(strcmp(name, "Dana") == 0 && memcmp(&got, &k.public, sizeof got) == 0);
    sodium_bin2hex(hex, sizeof hex, k.public.b, sizeof k.public.b);
    assert_fine(steward_public_read(str_of(hex), &got, name, &e), e);
    assert_true(name[0] == 0 && memcmp(&got, &k.public, sizeof got) == 0);
    written(&k, "words", &secret);
    assert_fails(steward_public_read(buf_view(&secret), &got, name, &e), e, ERR_DENIED, "must not come near a register");
    assert_fails(steward_public_read((struct str){hex, 62}, &got, name, &e), e, ERR_INPUT, "is not a steward's public key");
    char *digit = strstr(text.p, "fingerprint: ") + 13;
    *digit = *digit == '0' ? '1' : '0';
    assert_fails(steward_public_read(buf_view(&text), &got, name, &e), e, ERR_INPUT, "do not belong together");
    steward_key_end(&k);
}

/* Points of small order make boxes that anybody opens: they are no keys. */
static void no_key_that_all_can_open(void **state)
{
    (void)state;
    static const char *const weak[] = {"0000000000000000000000000000000000000000000000000000000000000000",
        "0100000000000000000000000000000000000000000000000000000000000000",
        "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800",
        "5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f"};
    for (size_t i = 0; i < ARRAY_LEN(weak); i++) {
        struct steward_public got;
        char name[STEWARD_NAME_MOST + 1];
        struct err e = {0};
        assert_fails(steward_public_read(str_of(weak[i]), &got, name, &e), e, ERR_INPUT, "no public key that can be sealed to");
    }
}

static void fingerprints(void **state)
{
    (void)state;
    struct steward_public key;
    char print[FINGERPRINT_ROOM], other[FINGERPRINT_ROOM];
    for (size_t i = 0; i < sizeof key.b; i++)
        key.b[i] = (uint8_t)i;
    steward_fingerprint(&key, print);
    assert_string_equal(print, "47464 39660 44077 11170 55810 26290"); /* worked out with Python's hashlib.blake2b */
    key.b[31] ^= 1;
    steward_fingerprint(&key, other);
    assert_string_not_equal(print, other);
    struct steward two[3] = {{.key = key}, {.key = {{7}}}, {.key = {{9}}, .ended = STR("2026-01-01T00:00:00Z")}};
    char code[STEWARDS_CODE_ROOM], turned[STEWARDS_CODE_ROOM], fewer[STEWARDS_CODE_ROOM];
    stewards_code(two, 3, code);
    struct steward first = two[0];
    two[0] = two[1];
    two[1] = first;
    stewards_code(two, 2, turned);
    stewards_code(two, 1, fewer);
    assert_string_equal(code, turned); /* whatever their order, and without those who ended */
    assert_string_not_equal(code, fewer);
}

/* ---- the table ---- */

struct coming {
    const char *name;
    const struct steward_public *key;
    int64_t id;
    bool end;
};

static bool come(struct store *s, void *arg, struct err *e)
{
    struct coming *c = arg;
    return c->end ? steward_end(s, c->id, e) : steward_add(s, str_of(c->name), c->key, &c->id, e);
}

static void stewards_come_and_go(void **state)
{
    struct store *s = register_sealing(state, "a.diwan");
    if (!s)
        return;
    struct err e = {0};
    struct steward_key dana = pair("Dana"), rebin = pair("Rebin");
    struct coming c = {.name = "Dana", .key = &dana.public};
    assert_fine(store_task(s, come, &c, &e), e);
    assert_int_equal(c.id, 1);
    assert_fails(store_task(s, come, &c, &e), e, ERR_INPUT, "in office, number 1 (Dana)");
    struct coming two = {.name = "ڕێبین", .key = &rebin.public};
    assert_fine(store_task(s, come, &two, &e), e);
    static const char *const names[] = {"", " Dana", "Da\nna", "Da\xff"};
    struct steward_key third = pair("Layla");
    for (size_t i = 0; i < ARRAY_LEN(names); i++) {
        struct coming wrong = {.name = names[i], .key = &third.public};
        assert_fails(store_task(s, come, &wrong, &e), e, ERR_INPUT, "name");
    }
    struct coming weak = {.name = "Layla", .key = &(struct steward_public){{0}}};
    assert_fails(store_task(s, come, &weak, &e), e, ERR_INPUT, "no public key");
    c.end = true;
    assert_fine(store_task(s, come, &c, &e), e);
    assert_fails(store_task(s, come, &c, &e), e, ERR_ABSENT, "no steward 1 is in office");
    c = (struct coming){.name = "Dana again", .key = &dana.public};
    assert_fine(store_task(s, come, &c, &e), e); /* one who ended may come back */
    struct arena a CLEANUP(arena_end) = {0};
    struct steward *list = NULL;
    size_t n = 0;
    assert_fine(steward_list(s, &a, &list, &n, &e), e);
    assert_int_equal(n, 3);
    assert_true(list[0].ended.n && !list[1].ended.n && !list[2].ended.n && str_is(list[1].name, "ڕێبین"));
    assert_memory_equal(&list[2].key, &dana.public, sizeof dana.public);
    steward_key_end(&dana);
    steward_key_end(&rebin);
    steward_key_end(&third);
    store_close(&s);
}

static void no_more_than_fit_into_a_value(void **state)
{
    struct store *s = register_sealing(state, "a.diwan");
    if (!s)
        return;
    struct err e = {0};
    for (int i = 0; i < STEWARDS_MOST; i++) {
        struct steward_key k = pair("Dana");
        struct coming c = {.name = "Dana", .key = &k.public};
        assert_fine(store_task(s, come, &c, &e), e);
        steward_key_end(&k);
    }
    struct steward_key k = pair("Dana");
    struct coming c = {.name = "Dana", .key = &k.public};
    assert_fails(store_task(s, come, &c, &e), e, ERR_INPUT, "32 stewards");
    steward_key_end(&k);
    store_close(&s);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, folder_begin, folder_end)
int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_key_comes_back),
        TEST(no_damaged_key_is_another),
        TEST(typed_from_paper),
        TEST(a_name_typed_otherwise_does_no_harm),
        TEST(slips_are_found_by_line),
        TEST(as_the_file_says),
        TEST(cost_and_public_half_are_bound),
        TEST(the_public_half),
        TEST(no_key_that_all_can_open),
        TEST(fingerprints),
        TEST(stewards_come_and_go),
        TEST(no_more_than_fit_into_a_value),
    };
    return store_tests("store steward", tests, ARRAY_LEN(tests), 0);
}
