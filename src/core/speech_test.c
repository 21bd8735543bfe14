/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "core/embedded.h"
#include "core/speech_priv.h"

#define MINUS "\xE2\x88\x92"
#define LRI "\xE2\x81\xA6"
#define FSI "\xE2\x81\xA8"
#define PDI "\xE2\x81\xA9"
#define NBSP "\xC2\xA0"

static struct speech speech(const char *code, bool latin)
{
    struct speech s = {.language = language_find(code), .latin_digits = latin};
    assert_non_null(s.language);
    return s;
}

/* The text in `b`, which is then empty again. */
#define assert_said(b, text)                                                                                           \
    do {                                                                                                               \
        assert_string_equal((b)->p ? (b)->p : "", text);                                                               \
        buf_clear(b);                                                                                                  \
    } while (0)

static void plural_rules_are_evaluated(void **state)
{
    (void)state;
    static const struct { const char *rule; uint64_t n; bool ok; uint64_t value; } cases[] = {
        {"n != 1", 0, true, 1}, {"n != 1", 1, true, 0}, {"n!=1", 2, true, 1}, {"0", 7, true, 0},
        {"n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2", 21, true, 0},
        {"n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2", 12, true, 2},
        {"n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2", 104, true, 1},
        {"!n", 0, true, 1}, {"!(n==3)", 3, true, 0}, {"n<2", 2, true, 0}, {"n<=2", 2, true, 1}, {"n>2", 2, true, 0},
        {"1 || 0 && 0", 0, true, 1}, {" ( n ) ", 9, true, 9}, {"n == 1 ? 5 : 6", 1, true, 5},
        {"n", UINT64_MAX, true, UINT64_MAX}, {"n%7", UINT64_MAX, true, UINT64_MAX % 7},
        {"", 0, false, 0}, {"n+1", 0, false, 0}, {"(n", 0, false, 0}, {"n)", 0, false, 0}, {"n%0", 1, false, 0},
        {"n ? 1", 1, false, 0}, {"n = 1", 1, false, 0}, {"m", 1, false, 0}, {"n n", 1, false, 0}, {"99999999999", 1, false, 0},
        {"n &", 1, false, 0}, {"!", 1, false, 0}, {"n==", 1, false, 0},
    };
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        uint64_t v = 99;
        if (plural_value(str_of(cases[i].rule), cases[i].n, &v) != cases[i].ok)
            fail_msg("rule \"%s\"", cases[i].rule);
        assert_true(v == (cases[i].ok ? cases[i].value : 99));
    }
    char deep[400];
    memset(deep, '(', sizeof deep);
    uint64_t v;
    assert_false(plural_value((struct str){deep, sizeof deep}, 1, &v));
    memset(deep, '!', sizeof deep);
    assert_false(plural_value((struct str){deep, sizeof deep}, 1, &v));
}

/* ---- .mo files made by hand ---- */

static void word(struct buf *b, uint32_t v, bool big)
{
    for (int i = 0; i < 4; i++)
        buf_char(b, (char)(v >> (big ? 24 - 8 * i : 8 * i) & 0xff));
}

#define PIECE(literal) {"" literal, sizeof(literal) - 1} /* a struct str that a static table may hold */

struct pair {
    struct str one, many;
};

/* A .mo file of the pairs, which stand in order. */
static void make_mo(struct buf *out, const struct pair *pairs, uint32_t n, bool big)
{
    uint32_t at = 28 + 16 * n;
    word(out, 0x950412de, big), word(out, 0, big), word(out, n, big), word(out, 28, big), word(out, 28 + 8 * n, big);
    word(out, 0, big), word(out, at, big);
    for (int side = 0; side < 2; side++)
        for (uint32_t i = 0; i < n; i++) {
            struct str s = side ? pairs[i].many : pairs[i].one;
            word(out, (uint32_t)s.n, big), word(out, at, big);
            at += (uint32_t)s.n + 1;
        }
    for (int side = 0; side < 2; side++)
        for (uint32_t i = 0; i < n; i++) {
            buf_str(out, side ? pairs[i].many : pairs[i].one);
            buf_char(out, 0);
        }
}

#define HEADER_FIELDS "Content-Type: text/plain; charset=UTF-8\nPlural-Forms: nplurals=2; plural=n != 1;\n"
static const struct pair few[] = {
    {PIECE(""), PIECE(HEADER_FIELDS)},
    {PIECE("apple\0apples"), PIECE("سێوێک\0سێو")},
    {PIECE("pear"), PIECE("هەرمێ ٩٥٪")},
};

static const char *first_form(const struct messages *m, const char *msgid)
{
    uint32_t i;
    return messages_find(m, msgid, &i) ? messages_translation(m, i).p : NULL;
}

static void message_files_of_both_byte_orders_are_read(void **state)
{
    (void)state;
    for (int big = 0; big < 2; big++) {
        struct buf mo CLEANUP(buf_end) = {0};
        make_mo(&mo, few, ARRAY_LEN(few), big);
        struct messages m = {0};
        struct err e = {0};
        if (!messages_read(buf_view(&mo), &m, &e))
            fail_msg("%s", e.text);
        assert_int_equal(m.count, 3);
        assert_int_equal(m.plural_forms, 2);
        assert_int_equal(messages_form(&m, 1), 0);
        assert_int_equal(messages_form(&m, PLURAL_KNOWN), 1);
        assert_int_equal(messages_form(&m, UINT64_MAX), 1);
        assert_string_equal(first_form(&m, "apple"), "سێوێک");
        assert_string_equal(first_form(&m, "pear"), "هەرمێ ٩٥٪");
        assert_null(first_form(&m, "app"));
        assert_null(first_form(&m, "apples"));
        assert_null(first_form(&m, "zebra"));
        assert_int_equal(messages_translation(&m, 3).n, 0);
    }
}

static void refuse(const struct buf *mo, const char *expected)
{
    struct messages m = {0};
    struct err e = {0};
    assert_false(messages_read(buf_view(mo), &m, &e));
    if (!strstr(e.text, expected))
        fail_msg("expected \"%s\" in \"%s\"", expected, e.text);
    assert_int_equal(m.count, 0);
}

static void broken_message_files_are_refused(void **state)
{
    (void)state;
    struct buf mo CLEANUP(buf_end) = {0};
    refuse(&mo, "0 bytes");
    make_mo(&mo, few, ARRAY_LEN(few), false);
    const struct { size_t at; char value; const char *says; } hurt[] = {
        {0, 'x', "begin"}, {6, 1, "revision"}, {11, 127, "tables"}, {12, 3, "tables"}, {15, 127, "tables"}, {19, 127, "tables"},
        {28 + 8 + 3, 127, "outside"}, {28 + 8 + 7, 127, "outside"}, {28 + 24 + 3, 127, "outside"}};
    for (size_t i = 0; i < ARRAY_LEN(hurt); i++) {
        char before = mo.p[hurt[i].at];
        mo.p[hurt[i].at] = hurt[i].value;
        refuse(&mo, hurt[i].says);
        mo.p[hurt[i].at] = before;
    }
    for (size_t n = 0; n < mo.n; n++) { /* cut short anywhere: refused, never read past the end */
        char *copy = malloc(n ? n : 1);
        memcpy(copy, mo.p, n);
        struct messages m;
        struct err e = {0};
        assert_false(messages_read((struct str){copy, n}, &m, &e));
        free(copy);
    }
    static const struct { struct pair pairs[3]; uint32_t n; const char *says; } wrong[] = {
        {{{PIECE("a"), PIECE("b")}}, 1, "no header"},
        {{{{0}, {0}}}, 0, "no header"},
        {{{PIECE(""), PIECE("Language: ar\n")}}, 1, "Plural-Forms"},
        {{{PIECE(""), PIECE("Plural-Forms: nplurals=9; plural=0;\n")}}, 1, "nplurals"},
        {{{PIECE(""), PIECE("Plural-Forms: nplurals=2; plural=n;\n")}}, 1, "no form for 2"},
        {{{PIECE(""), PIECE("Plural-Forms: nplurals=2; plural=n%(n>6 ? 0 : 2);\n")}}, 1, "no form for 7"},
        {{{PIECE(""), PIECE(HEADER_FIELDS)}, {PIECE("b"), PIECE("1")}, {PIECE("a"), PIECE("2")}}, 3, "out of order"},
        {{{PIECE(""), PIECE(HEADER_FIELDS)}, {PIECE("b"), PIECE("1")}, {PIECE("b"), PIECE("2")}}, 3, "out of order"},
        {{{PIECE(""), PIECE(HEADER_FIELDS)}, {PIECE("b"), PIECE("\xff")}}, 2, "UTF-8"},
    };
    for (size_t i = 0; i < ARRAY_LEN(wrong); i++) {
        buf_clear(&mo);
        make_mo(&mo, wrong[i].pairs, wrong[i].n, false);
        refuse(&mo, wrong[i].says);
    }
}

static void any_bytes_are_read_or_refused(void **state)
{
    (void)state;
    struct rng r;
    rng_init(&r, 11);
    struct buf mo CLEANUP(buf_end) = {0};
    make_mo(&mo, few, ARRAY_LEN(few), false);
    for (int i = 0; i < 20000; i++) {
        char *copy = malloc(mo.n);
        memcpy(copy, mo.p, mo.n);
        for (uint64_t k = 0; k < 1 + rng_below(&r, 4); k++)
            copy[rng_below(&r, mo.n)] = (char)rng_below(&r, 256);
        struct messages m;
        struct err e = {0};
        if (messages_read((struct str){copy, mo.n}, &m, &e)) {
            first_form(&m, "pear");
            for (uint32_t k = 0; k < m.count; k++)
                (void)messages_translation(&m, k);
        }
        free(copy);
    }
}

/* ---- languages ---- */

static void built_in_files_are_sound(void **state)
{
    (void)state;
    size_t files = 0;
    for (const struct embedded *f = embedded_languages; f->name; f++, files++) {
        struct arena a = {0};
        struct err e = {0};
        struct language l = {0};
        if (!language_read((struct str){f->data, f->size}, f->name, (struct str){embedded_mo[files].data, embedded_mo[files].size}, false, &a, &l, &e))
            fail_msg("%s", e.text);
        assert_true(l.messages.count > 100);
        arena_end(&a);
    }
    assert_true(files > 0 && !embedded_mo[files].name);
}

static void three_languages_are_built_in(void **state)
{
    (void)state;
    assert_int_equal(language_count(), 3);
    assert_string_equal(language_own_name(language_find("ckb")), "کوردی");
    assert_string_equal(language_code(language_at(0)), "en");
    assert_false(language_rtl(language_find("en")));
    assert_true(language_rtl(language_find("ar")) && language_rtl(language_find("ckb")));
    assert_null(language_find("tr"));
    assert_null(language_find(NULL));
    assert_null(language_find(""));
    const struct language *ckb = language_find("ckb");
    assert_string_equal(language_fallback(ckb, 0), "ckb");
    assert_string_equal(language_fallback(ckb, 1), "ar");
    assert_string_equal(language_fallback(ckb, 2), "en");
    assert_null(language_fallback(ckb, 3));
    assert_null(language_fallback(ckb, 999));
}

static bool read_lang(const char *text, struct str mo, struct arena *a, struct err *e)
{
    struct language l = {0};
    return language_read(str_of(text), "xx.lang", mo, false, a, &l, e);
}

#define LANG_SIGNS "code = xx\nown_name = X\ndirection = rtl\ndecimal = ٫\ngroup = ٬\nminus = -\npercent = {n}٪\npercent_latin = {n}%\n"
#define LANG_MONTHS "month.1 = a\nmonth.2 = a\nmonth.3 = a\nmonth.4 = a\nmonth.5 = a\nmonth.6 = a\nmonth.7 = a\nmonth.8 = a\nmonth.9 = a\nmonth.10 = a\nmonth.11 = a\nmonth.12 = a\n"
#define LANG_PATTERNS "day = {day} {month} {year}\nmonth = {month} {year}\nlist_two = {a} {b}\nlist_middle = {a} {b}\nlist_last = {a} {b}\nfallbacks = xx en\n"
#define LANG_DIGITS "digits = ٠١٢٣٤٥٦٧٨٩\n"

static void language_files_are_checked(void **state)
{
    (void)state;
    struct arena a = {0};
    struct err e = {0};
    assert_true(read_lang(LANG_SIGNS LANG_MONTHS LANG_PATTERNS LANG_DIGITS "# a comment\n\n", (struct str){0}, &a, &e));
    assert_true(read_lang(LANG_DIGITS LANG_SIGNS LANG_MONTHS LANG_PATTERNS, (struct str){0}, &a, &e));
    static const struct { const char *text, *says; } wrong[] = {
        {"", "missing"}, {"code\n", "line 1: expected"}, {"\n\n = x\n", "line 3: expected a key"},
        {LANG_SIGNS LANG_MONTHS LANG_PATTERNS LANG_DIGITS "code = yy\n", "twice"},
        {LANG_SIGNS LANG_MONTHS LANG_PATTERNS LANG_DIGITS "colour = blue\n", "\"colour\" is not a key"},
        {LANG_SIGNS LANG_MONTHS LANG_PATTERNS "digits = ٠١٢\n", "3 characters"},
        {LANG_SIGNS LANG_PATTERNS LANG_DIGITS, "\"month.1\" is missing"},
        {LANG_SIGNS LANG_MONTHS LANG_DIGITS "day = {day}\n", "lacks {day} or {month}"},
        {"code = \xff\n", "not UTF-8"},
    };
    for (size_t i = 0; i < ARRAY_LEN(wrong); i++) {
        assert_false(read_lang(wrong[i].text, (struct str){0}, &a, &e));
        if (!strstr(e.text, wrong[i].says))
            fail_msg("expected \"%s\" in \"%s\"", wrong[i].says, e.text);
    }
    assert_false(read_lang(LANG_SIGNS LANG_MONTHS LANG_PATTERNS LANG_DIGITS, STR("not a message file, not at all"), &a, &e));
    assert_non_null(strstr(e.text, "xx.lang: message file"));
    arena_end(&a);
}

static void messages_fall_back_and_follow_the_digits(void **state)
{
    (void)state;
    struct arena a = {0};
    struct err e = {0};
    struct buf mo CLEANUP(buf_end) = {0};
    make_mo(&mo, few, ARRAY_LEN(few), false);
    struct language l = {0};
    assert_true(language_read(STR(LANG_SIGNS LANG_MONTHS LANG_PATTERNS LANG_DIGITS), "xx.lang", buf_view(&mo), false, &a, &l, &e));
    l.latin = language_latin(&l, &a);
    struct speech own = {.language = &l}, latin = {.language = &l, .latin_digits = true};
    assert_string_equal(say(&own, "pear"), "هەرمێ ٩٥٪");
    assert_string_equal(say(&latin, "pear"), "هەرمێ 95%");
    assert_string_equal(say(&own, "plum"), "plum");
    assert_string_equal(say(&own, ""), "");
    assert_string_equal(say_n(&own, "apple", "apples", 1), "سێوێک");
    assert_string_equal(say_n(&own, "apple", "apples", -1), "سێوێک");
    assert_string_equal(say_n(&latin, "apple", "apples", 0), "سێو");
    assert_string_equal(say_n(&own, "apple", "apples", INT64_MIN), "سێو");
    assert_string_equal(say_n(&own, "plum", "plums", 1), "plum");
    assert_string_equal(say_n(&own, "plum", "plums", 5), "plums");
    assert_string_equal(say_n(&own, "pear", "pears", 5), "pears"); /* has no second form */
    arena_end(&a);
}

static void arabic_has_six_forms(void **state)
{
    (void)state;
    const struct messages *m = &language_find("ar")->messages;
    static const int64_t n[] = {0, 1, 2, 3, 10, 11, 26, 99, 100, 101, 102, 103, 110, 111, 200, 1000, 1003, 1000000};
    static const int64_t form[] = {0, 1, 2, 3, 3, 4, 4, 4, 5, 5, 5, 3, 3, 4, 5, 5, 3, 5};
    assert_int_equal(m->plural_forms, 6);
    for (size_t i = 0; i < ARRAY_LEN(n); i++) {
        assert_int_equal(messages_form(m, (uint64_t)n[i]), form[i]);
    }
    assert_int_equal(language_find("ckb")->messages.plural_forms, 2);
    assert_int_equal(language_find("en")->messages.plural_forms, 2);
}

/* ---- numbers, days, lists ---- */

static void whole_numbers_are_grouped(void **state)
{
    (void)state;
    struct buf b CLEANUP(buf_end) = {0};
    struct speech en = speech("en", false), ar = speech("ar", false), ar_latin = speech("ar", true);
    static const struct { int64_t v; const char *en, *ar, *latin; } cases[] = {
        {0, "0", "٠", "0"}, {7, "7", "٧", "7"}, {999, "999", "٩٩٩", "999"}, {1000, "1,000", "١٬٠٠٠", "1,000"},
        {2714, "2,714", "٢٬٧١٤", "2,714"}, {1234567, "1,234,567", "١٬٢٣٤٬٥٦٧", "1,234,567"},
        {-1, MINUS "1", LRI MINUS "١" PDI, LRI MINUS "1" PDI},
        {-123456, MINUS "123,456", LRI MINUS "١٢٣٬٤٥٦" PDI, LRI MINUS "123,456" PDI},
        {INT64_MAX, "9,223,372,036,854,775,807", "٩٬٢٢٣٬٣٧٢٬٠٣٦٬٨٥٤٬٧٧٥٬٨٠٧", "9,223,372,036,854,775,807"},
        {INT64_MIN, MINUS "9,223,372,036,854,775,808", LRI MINUS "٩٬٢٢٣٬٣٧٢٬٠٣٦٬٨٥٤٬٧٧٥٬٨٠٨" PDI, LRI MINUS "9,223,372,036,854,775,808" PDI},
    };
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        say_int(&en, &b, cases[i].v);
        assert_said(&b, cases[i].en);
        say_int(&ar, &b, cases[i].v);
        assert_said(&b, cases[i].ar);
        say_int(&ar_latin, &b, cases[i].v);
        assert_said(&b, cases[i].latin);
    }
    say_plain_int(&ar, &b, 2024);
    assert_said(&b, "٢٠٢٤");
    say_plain_int(&en, &b, 2024);
    assert_said(&b, "2024");
}

static void decimals_and_percents_have_their_signs(void **state)
{
    (void)state;
    struct buf b CLEANUP(buf_end) = {0};
    struct speech en = speech("en", false), ar = speech("ar", false), ckb = speech("ckb", false), ar_latin = speech("ar", true);
    say_decimal(&ar, &b, 4.1, 1);
    assert_said(&b, "٤٫١");
    say_decimal(&ckb, &b, 1234.56, 1);
    assert_said(&b, "١٬٢٣٤٫٦");
    say_decimal(&ar_latin, &b, 1234.56, 1);
    assert_said(&b, "1,234.6");
    say_decimal(&en, &b, 4.0, 0);
    assert_said(&b, "4");
    say_decimal(&en, &b, -0.04, 1); /* rounds to nothing: no minus */
    assert_said(&b, "0.0");
    say_decimal(&ar, &b, -2.5, 1);
    assert_said(&b, LRI MINUS "٢٫٥" PDI);
    say_percent(&en, &b, 0.34, 0);
    assert_said(&b, "34" NBSP "%");
    say_percent(&ar, &b, 0.34, 0);
    assert_said(&b, "٣٤٪");
    say_percent(&ar_latin, &b, 0.345, 1);
    assert_said(&b, "34.5%");
    say_percent(&ar, &b, -0.5, 0);
    assert_said(&b, LRI MINUS "٥٠" PDI "٪");
    say_percent(&en, &b, 12.5, 0);
    assert_said(&b, "1,250" NBSP "%");
    say_decimal(&en, &b, NAN, 1);
    assert_said(&b, "–");
    say_percent(&ar, &b, NAN, 0);
    assert_said(&b, "–");
    say_percent(&en, &b, INFINITY, 0);
    assert_said(&b, "–");
    say_digits(&ar, &b, STR("C3, 2024-01"));
    assert_said(&b, "C٣, ٢٠٢٤-٠١");
    say_digits(&ar_latin, &b, STR("2024"));
    assert_said(&b, "2024");
}

static void days_and_months_are_written_out(void **state)
{
    (void)state;
    struct buf b CLEANUP(buf_end) = {0};
    struct speech en = speech("en", false), ar = speech("ar", false), ckb = speech("ckb", false), ckb_latin = speech("ckb", true);
    struct day d = day_make(2018, 12, 25);
    say_day(&en, &b, d);
    assert_said(&b, "25 December 2018");
    say_day(&ar, &b, d);
    assert_said(&b, "٢٥ كانون الأول/ديسمبر ٢٠١٨");
    say_day(&ckb, &b, d);
    assert_said(&b, "٢٥ی کانوونی یەکەمی ٢٠١٨");
    say_day(&ckb_latin, &b, d);
    assert_said(&b, "25ی کانوونی یەکەمی 2018");
    say_month(&en, &b, day_month(d));
    assert_said(&b, "December 2018");
    say_month(&ar, &b, 0);
    assert_said(&b, "كانون الثاني/يناير ١٩٧٠");
    say_month(&en, &b, -1);
    assert_said(&b, "December 1969");
    say_day(&en, &b, DAY_NONE);
    assert_said(&b, "–");
}

static void lists_end_in_and(void **state)
{
    (void)state;
    struct buf b CLEANUP(buf_end) = {0};
    struct speech en = speech("en", false), ar = speech("ar", false), ckb = speech("ckb", false);
    const struct str items[] = {STR("Vashta"), STR("{a}"), STR("Iluna"), STR("Orvan")};
    say_list(&en, &b, items, 0);
    assert_said(&b, "");
    say_list(&en, &b, items, 1);
    assert_said(&b, "Vashta");
    say_list(&en, &b, items, 2); /* names are never read as templates */
    assert_said(&b, "Vashta and {a}");
    say_list(&en, &b, items, 4);
    assert_said(&b, "Vashta, {a}, Iluna and Orvan");
    const struct str names[] = {STR("فاشتا"), STR("ماروق"), STR("إيلونا")};
    say_list(&ar, &b, names, 3);
    assert_said(&b, "فاشتا وماروق وإيلونا");
    say_list(&ckb, &b, names, 3);
    assert_said(&b, "فاشتا، ماروق و إيلونا");
}

/* ---- templates ---- */

struct seen {
    struct buf out;
    int pieces;
};

static void see(void *context, struct str text, bool bold, const struct slot *slot)
{
    struct seen *s = context;
    s->pieces++;
    buf_text(&s->out, bold ? "<b>" : "<");
    if (slot)
        buf_f(&s->out, "%s=", slot->name);
    buf_str(&s->out, text);
    buf_char(&s->out, '>');
}

static void templates_are_filled_in_order(void **state)
{
    (void)state;
    const struct slot slots[] = {{.name = "place", .text = STR("Iluna **"), .isolate = true}, {.name = "n", .text = STR("")}};
    static const struct { const char *template, *filled, *flat; } cases[] = {
        {"", "", ""},
        {"plain", "<plain>", "plain"},
        {"{place}", "<place=Iluna **>", FSI "Iluna **" PDI},
        {"**In {place}:** {n}.", "<b>In ><b>place=Iluna **><b>:>< ><n=><.>", "In " FSI "Iluna **" PDI ": ."},
        {"{unknown} {place", "<{unknown} {place>", "{unknown} {place"},
        {"{{n}}", "<{><n=><}>", "{}"},
        {"a * b", "<a * b>", "a * b"},
        {"****", "", ""},
        {"**open", "<b>open>", "open"},
        {"}{", "<}{>", "}{"},
    };
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        struct seen s = {0};
        say_fill(cases[i].template, slots, ARRAY_LEN(slots), see, &s);
        assert_said(&s.out, cases[i].filled);
        say_flat(&s.out, cases[i].template, slots, ARRAY_LEN(slots), true);
        assert_said(&s.out, cases[i].flat);
        buf_end(&s.out);
    }
    struct buf b CLEANUP(buf_end) = {0};
    say_flat(&b, "{place}", slots, ARRAY_LEN(slots), false);
    assert_said(&b, "Iluna **");
    say_flat(&b, "{place}", NULL, 0, true);
    assert_said(&b, "{place}");
}

/* ---- words that partners corrected ---- */

static struct correction words(const char *language, const char *message, int64_t form, const char *text)
{
    return (struct correction){str_of(language), str_of(message), form, str_of(text)};
}

static void corrections_rule_where_there_are_any(void **state)
{
    (void)state;
    const struct correction list[] = {words("ar", "the register", 0, "\xD8\xB3\xD8\xAC\xD9\x84 1"), words("ar", "the register", 0, "\xD8\xB3\xD8\xAC\xD9\x84 \xD9\xA2"),
        words("ckb", "the system", 0, "\xD8\xA8\xD8\xB2"), words("ckb", "the system", 0, ""), words("ar", "no such message at all", 0, "\xD8\xA8"),
        words("xx", "the register", 0, "x"), words("ar", "the register", 7, "\xD8\xA8")};
    struct corrections *c = corrections_new(list, ARRAY_LEN(list));
    assert_non_null(c);
    struct speech ar = speech("ar", false), latin = speech("ar", true), ckb = speech("ckb", false), plain = speech("ar", false);
    ar.corrections = latin.corrections = ckb.corrections = c;
    assert_string_equal(say(&ar, "the register"), "\xD8\xB3\xD8\xAC\xD9\x84 \xD9\xA2"); /* the first has Latin digits, and does not count */
    assert_string_equal(say(&latin, "the register"), "\xD8\xB3\xD8\xAC\xD9\x84 2");
    assert_string_not_equal(say(&plain, "the register"), say(&ar, "the register"));
    assert_string_equal(say(&ckb, "the system"), say(&(struct speech){.language = ckb.language}, "the system")); /* taken back */
    corrections_free(&c);
    corrections_free(&c);
    assert_null(corrections_new(list, 1));
    assert_null(corrections_new(NULL, 0));
}

/* Some message with a plural whose English forms both hold {n}, and that is no end of a sentence: words fit where they begin with the same blank. */
static struct message plural_message(const struct language *l)
{
    struct message m = {0};
    for (size_t i = 0; i < language_messages(l); i++)
        if (language_message(l, i, &m) && m.many && m.many[0] != ' ' && strstr(m.many, "{n}") && strstr(m.one, "{n}") && !strchr(strstr(m.many, "{n}") + 1, '{') && !strstr(m.many, "**") && strchr(m.many, '{') == strstr(m.many, "{n}"))
            return m;
    fail_msg("no message with a plural");
    return m;
}

static void plural_forms_are_corrected_one_by_one(void **state)
{
    (void)state;
    struct speech ar = speech("ar", false);
    struct message m = plural_message(ar.language);
    assert_int_equal(m.form_n, 6);
    const struct correction list[] = {words("ar", m.one, 3, "\xD8\xA8 {n}")};
    struct corrections *c = corrections_new(list, 1);
    assert_non_null(c);
    ar.corrections = c;
    assert_string_equal(say_n(&ar, m.one, m.many, 5), "\xD8\xA8 {n}");
    assert_string_not_equal(say_n(&ar, m.one, m.many, 1), "\xD8\xA8 {n}");
    int64_t numbers[3];
    assert_int_equal(language_form_numbers(ar.language, 3, numbers, 3), 3);
    assert_int_equal(numbers[0], 3);
    corrections_free(&c);
}

static void words_must_fit_their_message(void **state)
{
    (void)state;
    const struct language *ar = language_find("ar"), *ckb = language_find("ckb");
    struct message bold = {.one = "**{place}** had {n} incidents", .form_n = 1}, many = {.one = "one", .many = "{n} of {all}", .form_n = 6};
    static const struct { const char *text, *wrong; } cases[] = {
        {"**{place}**: {n}", ""}, {"**{place}** {n} \xD9\xA3", ""}, {"{place}: {n}", "**"}, {"**{place}**", "{n} is missing"}, {"**{place}** {n} {m}", "{m} is no slot"},
        {"**{place}** {n} {", "brace"}, {"**{place}** {n} }", "brace"}, {"**{place}** {n} 3", "Latin digits"}, {"**{place}** {n} %s", "format"}, {" **{place}** {n}", "blanks"},
        {"**{place}** {n}\xDA\xA9", "another language"}, {"", "no words"}, {"**{place}** {n} B3 x-2", ""}, {"**{place}** {n} {Place}", "brace"},
    };
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        struct err e = {0};
        bool fits = message_fits(ar, &bold, 0, str_of(cases[i].text), &e);
        if (fits != !*cases[i].wrong || !strstr(e.text, cases[i].wrong))
            fail_msg("%s: %s", cases[i].text, e.text);
    }
    struct err e = {0};
    assert_true(message_fits(ar, &many, 1, STR("\xD8\xA8"), &e)); /* one, in Arabic: the number lives in the word */
    assert_false(message_fits(ar, &many, 3, STR("\xD8\xA8"), &e));
    assert_false(message_fits(ckb, &many, 1, STR("\xDB\x95 {n}"), &e));
    assert_true(message_fits(ckb, &many, 1, STR("\xDB\x95 {n} {all}"), &e));
}

/* What the program itself says fits by the same rules: they are those of tools/po_check.py. */
static void all_that_is_said_fits(void **state)
{
    (void)state;
    static const char *const codes[] = {"ar", "ckb"};
    for (size_t k = 0; k < ARRAY_LEN(codes); k++) {
        const struct language *l = language_find(codes[k]);
        size_t n = 0;
        for (size_t i = 0; i < language_messages(l); i++) {
            struct message m;
            for (size_t f = 0; language_message(l, i, &m) && f < m.form_n; f++, n++) {
                struct err e = {0};
                if (!message_fits(l, &m, f, str_of(m.forms[f]), &e))
                    fail_msg("%s: \"%s\" (form %zu): %s", codes[k], m.one, f, e.text);
            }
        }
        assert_true(n > 1000);
    }
}

/* ---- what went wrong ---- */

static void caused(const char *language, const char *english, const char *wanted)
{
    struct speech s = {.language = language_find(language)};
    struct buf b CLEANUP(buf_end) = {0};
    say_cause(&s, str_of(english), false, &b);
    assert_string_equal(b.p ? b.p : "", wanted);
}

static void what_went_wrong_is_said_in_the_language(void **state)
{
    (void)state;
    caused("en", "a.csv: line 2: securities: \"x\": expected yes or no; write it so", "a.csv: line 2: securities: \"x\": expected yes or no; write it so");
    caused("ar", "a.csv: line 2: securities: \"x y z\": expected yes or no; write it so", "a.csv: السطر ٢: securities: \"x y z\": المتوقع yes أو no؛ اكتبه هكذا");
    caused("ar", "line 3: \"more cells than the header has\": expected as many cells as the header has; write it shorter",
        "السطر ٣: \"خلايا أكثر مما في رأس الجدول\": المتوقع عدد الخلايا كما في رأس الجدول؛ اكتبه أقصر");
    caused("ckb", "line 7: need: \"\": expected something in this column; fill it in, or leave the row out", "دێڕی ٧: need: \"\": چاوەڕوان دەکرا شتێک لەم ستوونەدا؛ پڕی بکەوە، یان ڕیزەکە لابە");
    /* what is in quotes is the file's, though it reads like words of ours, or breaks the sentence */
    caused("ar", "a.csv: day: \"first day: not; known\": expected a number; write it shorter", "a.csv: day: \"first day: not; known\": المتوقع عدد؛ اكتبه أقصر");
    caused("ar", "key: \"\": expected the actor's key: a name or a short word of its own; say whom this row is about, or leave it out", "key: \"\": المتوقع مفتاح الجهة: اسم أو كلمة قصيرة خاصة بها؛ قل عمّن هذا الصف، أو احذفه");
    /* nobody translated it: as it stands; all of it, or the part */
    caused("ar", "a thing that nobody foresaw: by far; really", "a thing that nobody foresaw: by far; really");
    caused("ckb", "", "");
    caused("ar", ": ", ": ");
    caused("ar", "\"", "\"");
    caused("ar", "\"\": ", "\"\": ");
    struct speech ar = {.language = language_find("ar")};
    struct buf b CLEANUP(buf_end) = {0};
    assert_false(say_cause(&ar, STR("a thing that nobody foresaw"), true, &b));
    assert_string_equal(b.p, "\u2068a thing that nobody foresaw\u2069");
    buf_clear(&b);
    assert_true(say_cause(&ar, STR("b.csv: line 2: it is empty"), true, &b));
    assert_string_equal(b.p, "\u2068b.csv\u2069: السطر ٢: هو فارغ");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(built_in_files_are_sound),
        cmocka_unit_test(plural_rules_are_evaluated),
        cmocka_unit_test(message_files_of_both_byte_orders_are_read),
        cmocka_unit_test(broken_message_files_are_refused),
        cmocka_unit_test(any_bytes_are_read_or_refused),
        cmocka_unit_test(three_languages_are_built_in),
        cmocka_unit_test(language_files_are_checked),
        cmocka_unit_test(messages_fall_back_and_follow_the_digits),
        cmocka_unit_test(arabic_has_six_forms),
        cmocka_unit_test(whole_numbers_are_grouped),
        cmocka_unit_test(decimals_and_percents_have_their_signs),
        cmocka_unit_test(days_and_months_are_written_out),
        cmocka_unit_test(lists_end_in_and),
        cmocka_unit_test(templates_are_filled_in_order),
        cmocka_unit_test(corrections_rule_where_there_are_any),
        cmocka_unit_test(plural_forms_are_corrected_one_by_one),
        cmocka_unit_test(words_must_fit_their_message),
        cmocka_unit_test(all_that_is_said_fits),
        cmocka_unit_test(what_went_wrong_is_said_in_the_language),
    };
    return cmocka_run_group_tests_name("speech", tests, NULL, NULL);
}
