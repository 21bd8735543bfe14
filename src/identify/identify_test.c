/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * identify: single rules, and how much is found of three sets of invented sentences (tests/identify): one that the rules were made
 * on; one set aside before, by the same hand and with many names that the lists have; and a later one with names chosen because
 * lists rarely have them. All print precision and recall for each script and kind and hold floors.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "identify/identify.h"

static struct identify *lists;

static int setup(void **state)
{
    (void)state;
    lists = identify_new(IDENTIFY_DECIMALS);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    identify_free(&lists);
    return 0;
}

/* What is found, as "kind:text" with blanks between. */
static void told(const struct identify *w, const char *text, struct buf *out)
{
    struct identify_findings f = {0};
    identify_scan(w, str_of(text), &f);
    for (size_t i = 0; i < f.n; i++)
        buf_f(out, "%s%s:%.*s", i ? " " : "", identify_code(f.list[i].kind), (int)f.list[i].length, text + f.list[i].start);
    identify_findings_end(&f);
}

static void is_told_by(const struct identify *w, const char *text, const char *expected)
{
    struct buf got CLEANUP(buf_end) = {0};
    buf_text(&got, "");
    told(w, text, &got);
    assert_string_equal(got.p, expected);
}

static void is_told(const char *text, const char *expected)
{
    is_told_by(lists, text, expected);
}

static void whole_spans(void **state)
{
    (void)state;
    is_told("", "");
    is_told("Mr. Karwan Salih said so", "name:Mr. Karwan Salih");
    is_told("(Abu Talha), Umm Hiba", "name:Abu Talha name:Umm Hiba");
    is_told("قال السيد نزار الخالدي إن", "name:السيد نزار الخالدي");
    is_told("کاک ئازاد گوتی", "name:کاک ئازاد");
    is_told("tel. +964 770 555 0101, then", "phone:+964 770 555 0101");
}

/* The same text with marks of direction, tatweel, vowels, joiners, other digits and other letters for the same. */
static void variants_are_one(void **state)
{
    (void)state;
    is_told("عبـــد الله ياســـين", "name:عبـــد الله ياســـين");
    is_told("مُحَمَّد عَلِي", "name:مُحَمَّد عَلِي");
    is_told("احمد إبراهیم", "name:احمد إبراهیم"); /* with the ya of Kurdish */
    is_told("\xE2\x80\xAA+964\xE2\x80\xAC 770 555 0101", "phone:+964\xE2\x80\xAC 770 555 0101");
    is_told("٠٧٧٠٥٥٥٠١٠١ ۰۷۷۰۵۵۵۰۱۰۱", "phone:٠٧٧٠٥٥٥٠١٠١ phone:۰۷۷۰۵۵۵۰۱۰۱");
    is_told("0770\xC2\xA0""555\xE2\x80\x91""0101", "phone:0770\xC2\xA0""555\xE2\x80\x91""0101");
    is_told("Şêrzad, Ja‘far Ḥasan", "name:Ja‘far Ḥasan");
    is_told("٣٣٫٣١٢٨٠٥، ٤٤٫٣٦١٤٨٨", "point:٣٣٫٣١٢٨٠٥، ٤٤٫٣٦١٤٨٨");
    is_told("ａｌｉ＠ｅｘａｍｐｌｅ．ｏｒｇ", "email:ａｌｉ＠ｅｘａｍｐｌｅ．ｏｒｇ");
}

static void known_names_are_left_out(void **state)
{
    (void)state;
    struct identify *own = identify_new(IDENTIFY_DECIMALS);
    is_told_by(own, "Fighting in Omar Hassan and Tal Karim", "name:Omar Hassan");
    is_told_by(own, "ناحية عمر حسن وعمر حسن", "name:وعمر حسن");
    identify_known(own, STR("Omar Hassan"));
    identify_known(own, STR("عمر حسن"));
    identify_known(own, STR("Zainab"));
    is_told_by(own, "Fighting in Omar Hassan and Tal Karim", "");
    is_told_by(own, "ناحية عمر حسن وعمر حسن", "");
    is_told_by(own, "Zainab was calm", "");
    is_told_by(own, "Zainab Hassan was there", "name:Zainab Hassan"); /* a place of one word may be part of a name */
    identify_free(&own);
}

static void policy_of_decimals(void **state)
{
    (void)state;
    struct identify *fine = identify_new(4);
    is_told("33.31, 44.36", "");
    is_told("33.3128, 44.3614", "point:33.3128, 44.3614");
    is_told_by(fine, "33.3128, 44.3614", "");
    is_told_by(fine, "33.31281, 44.3614", "point:33.31281, 44.3614");
    assert_false(identify_finer(33.31, 2));
    assert_false(identify_finer(-0.29, 2));
    assert_true(identify_finer(33.312, 2));
    assert_false(identify_finer(NAN, 2));
    identify_free(&fine);
}

static void masked(const char *text, const char *expected)
{
    struct identify_findings f = {0};
    struct buf out CLEANUP(buf_end) = {0};
    identify_scan(lists, str_of(text), &f);
    assert_int_equal(f.n, 1);
    identify_mask(str_of(text), &f.list[0], &out);
    assert_string_equal(out.p, expected);
    identify_findings_end(&f);
}

static void masks_show_little(void **state)
{
    (void)state;
    masked("by Ali Hassan", "A… (9)");
    masked("tel +964 770 555 0101", "9… (13)");
    masked("السيد نزار", "ا… (9)");
}

static void any_bytes(void **state)
{
    (void)state;
    struct identify_findings f = {0};
    struct rng r;
    char text[160];
    static const char *const pieces[] = {"Ali ", "Abu ", "al-", "+", "0770", " 123", ".", "@", "x.org", "°", "عبد ", "الله ", "بن ", "٣٣٫٣١", "\xFF", "\xD8", "/", ":", "(", "//", "'s "};
    rng_init(&r, 5);
    for (int round = 0; round < 20000; round++) {
        size_t n = 0;
        while (n + 16 < sizeof text && rng_below(&r, 12)) {
            const char *p = pieces[rng_below(&r, ARRAY_LEN(pieces))];
            memcpy(text + n, p, strlen(p));
            n += strlen(p);
        }
        identify_scan(lists, (struct str){text, n}, &f);
        for (size_t i = 0, end = 0; i < f.n; i++) {
            assert_true(f.list[i].start >= end && f.list[i].length > 0);
            end = f.list[i].start + f.list[i].length;
            assert_true(end <= n);
        }
    }
    identify_findings_end(&f);
}

/* ---- the two sets ---- */

enum { SCRIPTS = 3, WANTED_MOST = 8 };
static const char *const script_names[SCRIPTS] = {"latin", "arabic", "kurdish"};
struct tally {
    int right, wrong, wanted, found, nearly; /* nearly: of what was not found, that at least something was */
};
struct wanted {
    enum identify_kind kind;
    size_t start, end;
};

static struct str cut(struct str *rest, char at)
{
    const char *end = memchr(rest->p, at, rest->n);
    struct str out = {rest->p, end ? (size_t)(end - rest->p) : rest->n};
    size_t step = out.n + (end != NULL);
    *rest = (struct str){rest->p + step, rest->n - step};
    return out;
}

static struct wanted wanted_of(struct str text, struct str field)
{
    struct str code = cut(&field, '=');
    const char *at = memmem(text.p, text.n, field.p, field.n);
    assert_non_null(at);
    size_t start = (size_t)(at - text.p);
    for (size_t k = 0; k < IDENTIFY_KINDS; k++)
        if (str_is(code, identify_code((enum identify_kind)k)))
            return (struct wanted){(enum identify_kind)k, start, start + field.n};
    fail_msg("no kind is called %.*s", STR_F(code));
    return (struct wanted){0};
}

static bool meet(const struct identify_finding *f, const struct wanted *w)
{
    return f->start < w->end && w->start < f->start + f->length;
}

/* A given name may be found as part of a name, and a name is worth something found in part; that is no hit, but no false alarm. */
static bool alike(enum identify_kind found, enum identify_kind wanted, bool for_precision)
{
    if (found == wanted || (found == IDENTIFY_NAME && wanted == IDENTIFY_MAYBE_NAME))
        return true;
    return for_precision && found == IDENTIFY_MAYBE_NAME && wanted == IDENTIFY_NAME;
}

static void compare(struct str text, const struct identify_findings *f, const struct wanted *w, size_t n, struct tally *t)
{
    for (size_t i = 0; i < n; i++) {
        bool found = false, nearly = false;
        for (size_t k = 0; k < f->n; k++) {
            found = found || (meet(&f->list[k], &w[i]) && alike(f->list[k].kind, w[i].kind, false));
            nearly = nearly || (meet(&f->list[k], &w[i]) && alike(f->list[k].kind, w[i].kind, true));
        }
        t[w[i].kind].nearly += nearly && !found;
        t[w[i].kind].wanted++;
        t[w[i].kind].found += found;
        if (!found)
            print_message("# missed %s: %.*s\n", identify_code(w[i].kind), STR_F(text));
    }
    for (size_t k = 0; k < f->n; k++) {
        bool right = false;
        for (size_t i = 0; i < n; i++)
            right = right || (meet(&f->list[k], &w[i]) && alike(f->list[k].kind, w[i].kind, true));
        t[f->list[k].kind].right += right;
        t[f->list[k].kind].wrong += !right;
        if (!right)
            print_message("# false %s (%s) \"%.*s\": %.*s\n", identify_code(f->list[k].kind), f->list[k].why, (int)f->list[k].length, text.p + f->list[k].start, STR_F(text));
    }
}

static void set_read(const char *name, struct tally t[SCRIPTS][IDENTIFY_KINDS])
{
    const char *folder = getenv("IDENTIFY_SETS");
    struct buf path CLEANUP(buf_end) = {0}, all CLEANUP(buf_end) = {0};
    struct file_stream in;
    struct err e = {0};
    buf_f(&path, "%s/%s", folder ? folder : "tests/identify", name);
    if (!file_open(path.p, &in, &e) || !stream_all(&in.s, 1 << 20, &all, &e))
        fail_msg("%s", e.text);
    file_close(&in);
    struct str rest = buf_view(&all);
    struct identify_findings f = {0};
    (void)cut(&rest, '\n');
    while (rest.n) {
        struct str line = cut(&rest, '\n'), script = cut(&line, '\t'), text = cut(&line, '\t');
        struct wanted w[WANTED_MOST];
        size_t n = 0, s = 0;
        while (s < SCRIPTS && !str_is(script, script_names[s]))
            s++;
        assert_true(s < SCRIPTS);
        while (line.n && n < WANTED_MOST)
            w[n++] = wanted_of(text, cut(&line, '\t'));
        identify_scan(lists, text, &f);
        compare(text, &f, w, n, t[s]);
    }
    identify_findings_end(&f);
}

static int percent(int part, int of)
{
    return of ? (200 * part + of) / (2 * of) : 100;
}

static struct tally together(struct tally t[SCRIPTS][IDENTIFY_KINDS], size_t from_kind, size_t to_kind, size_t script)
{
    struct tally sum = {0};
    for (size_t s = 0; s < SCRIPTS; s++)
        for (size_t k = from_kind; k < to_kind; k++)
            if (script == SCRIPTS || s == script)
                sum = (struct tally){sum.right + t[s][k].right, sum.wrong + t[s][k].wrong, sum.wanted + t[s][k].wanted, sum.found + t[s][k].found, sum.nearly + t[s][k].nearly};
    return sum;
}

static void tally_print(const char *set, const char *script, const char *kind, struct tally t)
{
    if (t.wanted || t.wrong)
        print_message("# %-9s %-8s %-11s precision %3d %% (%d of %d), recall %3d %% (%d of %d, and %d perhaps)\n", set, script, kind, percent(t.right, t.right + t.wrong), t.right,
            t.right + t.wrong, percent(t.found, t.wanted), t.found, t.wanted, t.nearly);
}

/* Prints all, and holds the whole set to `precision` and `recall`, in percent. */
static void set_holds(const char *file, int precision, int recall)
{
    struct tally t[SCRIPTS][IDENTIFY_KINDS] = {0};
    set_read(file, t);
    for (size_t s = 0; s < SCRIPTS; s++)
        for (size_t k = 0; k < IDENTIFY_KINDS; k++)
            tally_print(file, script_names[s], identify_code((enum identify_kind)k), t[s][k]);
    for (size_t s = 0; s < SCRIPTS; s++)
        tally_print(file, script_names[s], "all", together(t, 0, IDENTIFY_KINDS, s));
    tally_print(file, "all", "names", together(t, 0, IDENTIFY_PHONE, SCRIPTS));
    tally_print(file, "all", "others", together(t, IDENTIFY_PHONE, IDENTIFY_KINDS, SCRIPTS));
    struct tally all = together(t, 0, IDENTIFY_KINDS, SCRIPTS);
    tally_print(file, "all", "all", all);
    assert_true(percent(all.right, all.right + all.wrong) >= precision);
    assert_true(percent(all.found, all.wanted) >= recall);
}

static void set_tuned(void **state)
{
    (void)state;
    set_holds("tuned.tsv", 95, 96);
}

static void set_held_out(void **state)
{
    (void)state;
    set_holds("held_out.tsv", 94, 94);
}

static void set_later(void **state)
{
    (void)state;
    set_holds("later.tsv", 90, 58);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(whole_spans), cmocka_unit_test(variants_are_one), cmocka_unit_test(known_names_are_left_out),
        cmocka_unit_test(policy_of_decimals), cmocka_unit_test(masks_show_little), cmocka_unit_test(any_bytes), cmocka_unit_test(set_tuned),
        cmocka_unit_test(set_held_out), cmocka_unit_test(set_later)};
    return cmocka_run_group_tests(tests, setup, teardown);
}
