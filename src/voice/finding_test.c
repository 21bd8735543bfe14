/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Findings: a table read, refused where it must be, into the register and out of it. */
#include "voice/finding_priv.h"
#include "voice/testing.h"

#define HEAD "key,place,from,to,method,asked,people,women,codes,direction,about,language,summary,said_by\n"

static void read_text(struct finding_batch *b, const char *text, const char *source)
{
    struct memory_stream m;
    struct table *t CLEANUP(table_close) = NULL;
    struct err e = {0};
    *b = (struct finding_batch){0};
    memory_open(&m, "findings.csv", str_of(text));
    fine(table_open(&m.s, &t, &e), e);
    assert_int_equal(finding_sniff(t), 85);
    fine(finding_read(t, str_of(source), b, NULL, &e), e);
    int64_t summaries = 0;
    for (size_t i = 0; i < b->n; i++)
        summaries += (int64_t)b->list[i].summary_n;
    assert_int_equal(b->rows, summaries + b->refused + b->duplicates);
}

static const char two[] = HEAD "FG-1,SL-A,2024-03,2024-03,Focus Group,community,9,5,checkpoints; trust ؛night;trust,against,the checkpoint,en,They wait an hour.,Institute\n"
                               "FG-1,,,,focus-group,,,,,,,Arabic,ينتظرون ساعة.,Institute\n"
                               "I-7,SL-B,2024-02-11,,مقابلة,,12,,,,,ckb,دەڵێن ڕێگاکە دوورە.,Institute\n";

static void a_table_is_read(void **state)
{
    (void)state;
    struct finding_batch b;
    read_text(&b, two, "");
    assert_int_equal(b.refused + b.noted + b.duplicates, 0);
    assert_int_equal(b.n, 2);
    const struct voice_finding *x = &b.list[0];
    assert_true(str_is(x->method, "focus-group") && str_is(x->direction, "against") && str_is(x->about, "the checkpoint") && str_is(x->asked, "community"));
    assert_int_equal(x->code_n, 3);
    assert_true(str_is(x->codes[0], "checkpoints") && str_is(x->codes[1], "trust") && str_is(x->codes[2], "night"));
    assert_int_equal(x->people, 9);
    assert_int_equal(x->women, 5);
    assert_int_equal(x->to.n - x->from.n, 30);
    assert_int_equal(x->summary_n, 2);
    assert_true(str_is(x->summaries[1].language, "ar") && str_is(x->summaries[1].summary, "ينتظرون ساعة."));
    assert_true(str_is(b.list[1].method, "interview"));
    assert_int_equal(b.list[1].women, -1);
    assert_false(day_known(b.list[1].to));
    finding_batch_end(&b);
}

static void words_of_three_languages(void **state)
{
    (void)state;
    static const char *const methods[][4] = {{"interview", "Interview", "مقابلة", "چاوپێکەوتن"}, {"focus-group", "focus group", "مجموعة نقاش مركزة", "گرووپی گفتوگۆ"},
        {"meeting", "Meeting", "اجتماع", "کۆبوونەوە"}, {"observation", "OBSERVATION", "ملاحظة", "تێبینی"}, {"other", "other", "طريقة أخرى", "شێوازێکی تر"}};
    static const char *const directions[][4] = {{"for", "in favour", "مؤيدون", "لەگەڵدا"}, {"against", "Against", "معارضون", "دژی"},
        {"mixed", "divided", "منقسمون", "دابەشبوو"}};
    for (size_t i = 0; i < ARRAY_LEN(methods); i++)
        for (size_t k = 1; k < 4; k++)
            assert_true(str_is(finding_method_of(str_of(methods[i][k])), methods[i][0]));
    for (size_t i = 0; i < ARRAY_LEN(directions); i++)
        for (size_t k = 1; k < 4; k++)
            assert_true(str_is(finding_direction_of(str_of(directions[i][k])), directions[i][0]));
    assert_int_equal(finding_method_of(STR("guess")).n + finding_direction_of(STR("sideways")).n + finding_method_of(STR("")).n, 0);
}

static void refused_with_a_reason(void **state)
{
    (void)state;
    char transcript[2000];
    memset(transcript, 'a', sizeof transcript - 1);
    transcript[sizeof transcript - 1] = '\0';
    static const struct {
        const char *row, *code, *column;
    } list[] = {
        {",SL-A,,,interview,,9,,,,,en,Words.,Institute", "key_missing", "key"},
        {"K,SL-A,,,guess,,9,,,,,en,Words.,Institute", "method_unknown", "method"},
        {"K,SL-A,,,,,9,,,,,en,Words.,Institute", "method_unknown", "method"},
        {"K,SL-A,,,interview,,some,,,,,en,Words.,Institute", "people", "people"},
        {"K,SL-A,,,interview,,-3,,,,,en,Words.,Institute", "people", "people"},
        {"K,SL-A,,,interview,,9,10,,,,en,Words.,Institute", "women_more", "women"},
        {"K,SL-A,,,interview,,,1,,,,en,Words.,Institute", "women_more", "women"},
        {"K,SL-A,,,interview,,9,,,sideways,x,en,Words.,Institute", "direction_unknown", "direction"},
        {"K,SL-A,,,interview,,9,,,for,,en,Words.,Institute", "about_missing", "about"},
        {"K,SL-A,soon,,interview,,9,,,,,en,Words.,Institute", "date", "from"},
        {"K,SL-A,2024-03,2024-02,interview,,9,,,,,en,Words.,Institute", "dates_order", "to"},
        {"K,SL-A,,,interview,,9,,,,,en,,Institute", "summary_missing", "summary"},
        {"K,SL-A,,,interview,,9,,,,,e!,Words.,Institute", "language", "language"},
        {"K,SL-A,,,interview,,9,,,,,en,Words.,", "said_by_missing", "said_by"},
        {"K,SL-A,,,interview,,9,,,,,en,Words.,Institute,more", "cells", ""},
    };
    for (size_t i = 0; i < ARRAY_LEN(list); i++) {
        struct finding_batch b;
        char text[600];
        snprintf(text, sizeof text, HEAD "%s\n", list[i].row);
        read_text(&b, text, "");
        if (b.refused != 1 || b.log.n != 1 || !str_is(b.log.list[0].code, list[i].code) || !str_is(b.log.list[0].column, list[i].column))
            fail_msg("%s: %.*s in %.*s", list[i].row, STR_F(b.log.n ? b.log.list[0].code : STR("nothing")), STR_F(b.log.n ? b.log.list[0].column : STR("")));
        finding_batch_end(&b);
    }
    struct finding_batch b;
    struct buf text CLEANUP(buf_end) = {0};
    buf_f(&text, HEAD "K,,,,interview,,9,,,,,en,%s,Institute\n", transcript);
    read_text(&b, text.p, "");
    assert_true(b.refused == 1 && str_is(b.log.list[0].code, "summary_long"));
    assert_true(str_is(b.log.list[0].found, "1999 letters")); /* and none of its words */
    finding_batch_end(&b);
}

static void rows_of_one_key_agree(void **state)
{
    (void)state;
    struct finding_batch b;
    read_text(&b, HEAD "K,SL-A,,,interview,,9,,,,,en,Words.,Institute\nK,SL-B,,,interview,,9,,,,,ar,كلمات.,Institute\nK,,,,interview,,8,,,,,ar,كلمات.,Institute\n"
                       "K,,,,interview,,,,,,,en,Words.,Institute\nK,,,,interview,,,,,,,en,Other words.,Institute\nK,SL-B,,,interview,,9,,,,,en,Words.,Others\n", "");
    assert_int_equal(b.refused, 3);
    assert_int_equal(b.duplicates, 1);
    assert_int_equal(b.n, 2); /* others may have the same key */
    assert_true(str_is(b.log.list[0].code, "finding_differs") && str_is(b.log.list[0].column, "place"));
    assert_true(str_is(b.log.list[1].column, "people") && str_is(b.log.list[2].code, "finding_twice"));
    finding_batch_end(&b);
}

static void few_people_are_noted(void **state)
{
    (void)state;
    struct finding_batch b;
    read_text(&b, HEAD "A,,,,interview,the mayor,1,,,,,en,Words.,\nB,,,,interview,,,,,,,en,Words.,\nC,,,,interview,,3,,,,,en,Words.,\n", "Institute");
    assert_int_equal(b.noted, 2);
    assert_true(str_is(b.log.list[0].code, "finding_of_few") && b.log.list[0].severity == PROBLEM_NOTED);
    assert_true(str_is(b.list[2].said_by, "Institute"));
    finding_batch_end(&b);
}

static void not_without_its_columns(void **state)
{
    (void)state;
    struct memory_stream m;
    struct table *t CLEANUP(table_close) = NULL;
    struct finding_batch b CLEANUP(finding_batch_end) = {0};
    struct err e = {0};
    memory_open(&m, "findings.csv", STR("key,place\nK,SL-A\n"));
    fine(table_open(&m.s, &t, &e), e);
    assert_int_equal(finding_sniff(t), 0);
    assert_false(finding_read(t, STR(""), &b, NULL, &e));
    assert_non_null(strstr(e.text, "key, method and summary"));
}

/* ---- the register ---- */

struct job {
    const struct finding_batch *b;
    struct import im;
};

static bool job_run(struct store *s, void *arg, struct err *e)
{
    struct job *j = arg;
    j->im.file = STR("findings.csv");
    j->im.layout = STR("findings");
    if (!store_next_id(s, "import", &j->im.id, e) || !finding_save(s, j->b, &j->im, true, e))
        return false;
    if (j->im.kept == 0)
        return err_set(e, ERR_STOPPED, "nothing new");
    return store_import_add(s, &j->im, NULL, 0, e);
}

static int64_t add(struct store *s, const char *text, struct import *out)
{
    struct finding_batch b;
    struct err e = {0};
    read_text(&b, text, "");
    struct job j = {.b = &b};
    bool done = store_task(s, job_run, &j, &e);
    if (!done && e.code != ERR_STOPPED)
        fail_msg("%s", e.text);
    *out = j.im;
    finding_batch_end(&b);
    voice_is_sound(s);
    return done ? j.im.id : 0;
}

static const char corrected[] = HEAD "FG-1,SL-A,2024-03,2024-03,Focus Group,community,9,5,checkpoints;trust;night,against,the checkpoint,en,They wait two hours.,Institute\n"
                                     "I-7,SL-B,2024-02-11,,interview,,12,,,,,ckb,دەڵێن ڕێگاکە دوورە.,Institute\n";

static void in_and_out(void **state)
{
    struct fixture *f = *state;
    struct import im;
    struct arena a = {0};
    struct err e = {0};
    struct voice_finding *list;
    size_t n;
    assert_int_equal(add(f->open, two, &im), 1);
    assert_int_equal(im.kept, 3);
    assert_int_equal(add(f->open, two, &im), 0);
    assert_int_equal(im.known, 3);
    int64_t second = add(f->open, corrected, &im);
    assert_int_equal(im.kept, 1);
    assert_int_equal(im.known, 1);
    assert_int_equal(im.superseded, 2);
    fine(voice_findings(f->open, &a, &list, &n, &e), e);
    assert_int_equal(n, 2);
    assert_true(str_is(list[0].summaries[0].summary, "They wait two hours.") && list[0].summary_n == 1 && list[0].code_n == 3);
    assert_true(str_is(list[0].codes[2], "night"));
    assert_true(str_is(list[1].key, "I-7") && list[1].import == 1 && list[1].people == 12 && list[1].women == -1);
    fine(store_undo(f->open, second, &e), e);
    fine(voice_findings(f->open, &a, &list, &n, &e), e);
    assert_int_equal(n, 2);
    assert_int_equal(list[0].summary_n, 2);
    assert_true(str_is(list[0].summaries[0].language, "ar"));
    voice_is_sound(f->open);
    arena_end(&a);
}

struct erasing {
    struct erasable list[4];
    size_t n;
};

static bool erase_them(struct store *s, void *arg, struct err *e)
{
    struct erasing *x = arg;
    return store_erase(s, x->list, x->n, STR("asked for"), e);
}

static void erased_with_all_its_texts(void **state)
{
    struct fixture *f = *state;
    struct import im;
    struct arena a = {0};
    struct err e = {0};
    struct erasing x = {0};
    struct erasable *list;
    add(f->open, two, &im);
    int64_t second = add(f->open, corrected, &im);
    fine(erase_list(f->open, ERASE_ALL_SUPERSEDED, &a, &list, &x.n, &e), e);
    assert_int_equal(x.n, 1);
    assert_int_equal(list[0].rows, 3); /* a finding and its two texts */
    x.list[0] = list[0];
    fine(store_erase_begin(f->open, &e), e);
    fine(store_task(f->open, erase_them, &x, &e), e);
    assert_int_equal(voice_number(f->open, "SELECT kept FROM import WHERE id = 1"), 1);
    assert_int_equal(voice_number(f->open, "SELECT count(*) FROM finding_text"), 2);
    fine(erase_import(f->open, second, &a, &x.list[0], &e), e);
    fine(erase_import(f->open, 1, &a, &x.list[1], &e), e);
    x.n = 2;
    fine(store_task(f->open, erase_them, &x, &e), e);
    assert_int_equal(voice_number(f->open, "SELECT (SELECT count(*) FROM finding) + (SELECT count(*) FROM finding_text)"), 0);
    voice_is_sound(f->open);
    arena_end(&a);
}

int main(void)
{
#define EACH(name) cmocka_unit_test_setup_teardown(name, voice_begin, voice_end)
    const struct CMUnitTest tests[] = {cmocka_unit_test(a_table_is_read), cmocka_unit_test(words_of_three_languages), cmocka_unit_test(refused_with_a_reason),
        cmocka_unit_test(rows_of_one_key_agree), cmocka_unit_test(few_people_are_noted), cmocka_unit_test(not_without_its_columns), EACH(in_and_out),
        EACH(erased_with_all_its_texts)};
    return cmocka_run_group_tests_name("voice finding", tests, NULL, NULL);
}
