/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The blank table for one's own incidents: the same bytes each time, read back by the layout it is made for. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "core/pack.h"
#include "core/speech.h"
#include "incident/incident.h"
#include "intake/intake_priv.h"
#include "voice/voice.h"

static void made(enum template_kind which, const char *language, struct buf *out)
{
    struct err e = {0};
    struct speech speech = {.language = language_find(language)};
    if (!template_xlsx(which, &speech, out, &e))
        fail_msg("%s", e.text);
}

static void same_bytes_each_time(void **state)
{
    (void)state;
    static const char *const languages[] = {"en", "ar", "ckb"};
    for (size_t i = 0; i < ARRAY_LEN(languages); i++) {
        struct buf one CLEANUP(buf_end) = {0}, two CLEANUP(buf_end) = {0};
        for (enum template_kind which = TEMPLATE_INCIDENTS; which <= TEMPLATE_AGENDA; which++) {
            buf_clear(&one);
            buf_clear(&two);
            made(which, languages[i], &one);
            made(which, languages[i], &two);
            assert_true(one.n > 4000 && str_eq(buf_view(&one), buf_view(&two)));
        }
    }
}

/* A part of the spreadsheet, by its name in the zip. */
static void part_of(const struct buf *book, const char *name, struct buf *out)
{
    struct memory_stream m;
    struct err e = {0};
    struct archive *a CLEANUP(archive_close) = NULL;
    memory_open(&m, "template.xlsx", buf_view(book));
    if (!archive_open(&m.s, &a, &e))
        fail_msg("%s", e.text);
    for (size_t i = 0; i < archive_count(a); i++) {
        struct unpacked *u CLEANUP(unpacked_close) = NULL;
        if (!str_is(archive_name(a, i), name))
            continue;
        if (!archive_member(a, i, 0, &u, &e) || !stream_all(unpacked_stream(u), 1 << 22, out, &e))
            fail_msg("%s", e.text);
        return;
    }
    fail_msg("no part %s", name);
}

static void holds(const struct buf *text, const char *words, bool wanted)
{
    if ((strstr(text->p, words) != NULL) != wanted)
        fail_msg("\"%s\" is %s", words, wanted ? "missing" : "there");
}

static void sheets_are_as_readers_need_them(void **state)
{
    (void)state;
    static const char *const languages[] = {"en", "ar", "ckb"};
    for (size_t i = 0; i < ARRAY_LEN(languages); i++) {
        struct buf book CLEANUP(buf_end) = {0}, table CLEANUP(buf_end) = {0}, texts CLEANUP(buf_end) = {0};
        struct speech speech = {.language = language_find(languages[i])};
        made(TEMPLATE_INCIDENTS, languages[i], &book);
        part_of(&book, "xl/worksheets/sheet1.xml", &table);
        part_of(&book, "xl/sharedStrings.xml", &texts);
        holds(&table, "rightToLeft=\"1\"", language_rtl(speech.language));
        holds(&table, "state=\"frozen\"", true);
        holds(&table, "dataValidation type=\"list\"", true);
        for (int f = 0; f < FIELD_COUNT; f++)
            holds(&texts, incident_field_name((enum incident_field)f), true);
        for (int k = 0; k < KIND_COUNT; k++)
            holds(&texts, say(&speech, incident_kind_words[k]), true);
    }
}

static void filled_in_it_comes_back(void **state)
{
    (void)state;
    struct buf text CLEANUP(buf_end) = {0};
    struct memory_stream m;
    struct table *t CLEANUP(table_close) = NULL;
    struct incident_batch b CLEANUP(incident_batch_end) = {0};
    struct err e = {0};
    template_csv(TEMPLATE_INCIDENTS, &text);
    buf_text(&text, "2024-017,2024-03-05,2024-03-06,within a week,12.5,41.25,near this place,Selmara,Vashta,Old Quay,Quay Market,"
        "violence against civilians,attack_civilians,Front of the Hills,Traders,non-state,civilians,2,3,5,3,11,0,,40,Selmara News,"
        "Radio Vashta; Council of Vashta,one event,words\n");
    memory_open(&m, "t.csv", buf_view(&text));
    assert_true(table_open(&m.s, &t, &e));
    assert_true(incident_own.sniff(t) > 0);
    if (!incident_own.read(t, &b, NULL, &e))
        fail_msg("%s", e.text);
    assert_int_equal(b.n, 1);
    assert_int_equal(b.noted + b.repaired + b.refused, 0);
    const struct incident *x = &b.list[0];
    assert_int_equal(x->place_precision, 2);
    assert_int_equal(x->kind, KIND_CIVILIANS);
    assert_int_equal(x->deaths_high, 5);
    assert_int_equal(x->people_detained, DEATHS_UNKNOWN);
    assert_int_equal(x->people_abducted, 0);
    assert_int_equal(x->source_count, 3);
    assert_int_equal(x->clarity, 1);
}

static void read_findings(struct str text, struct finding_batch *b)
{
    struct memory_stream m;
    struct table *t CLEANUP(table_close) = NULL;
    struct err e = {0};
    memory_open(&m, "t.csv", text);
    assert_true(table_open(&m.s, &t, &e));
    assert_true(finding_sniff(t) > 0);
    if (!finding_read(t, STR(""), b, NULL, &e))
        fail_msg("%s", e.text);
}

/* Whatever language the lists are in, the words that they offer are read. */
static void findings_come_back_in_every_language(void **state)
{
    (void)state;
    static const char *const languages[] = {"en", "ar", "ckb"}, *const methods[] = {"interview", "focus group", "meeting", "observation", "another way"},
        *const directions[] = {"in favour", "against", "divided"};
    for (size_t i = 0; i < ARRAY_LEN(languages); i++) {
        struct buf book CLEANUP(buf_end) = {0}, texts CLEANUP(buf_end) = {0}, text CLEANUP(buf_end) = {0};
        struct speech speech = {.language = language_find(languages[i])};
        struct finding_batch b CLEANUP(finding_batch_end) = {0};
        made(TEMPLATE_FINDINGS, languages[i], &book);
        part_of(&book, "xl/sharedStrings.xml", &texts);
        template_csv(TEMPLATE_FINDINGS, &text);
        for (size_t k = 0; k < ARRAY_LEN(methods); k++) {
            const char *direction = directions[k % ARRAY_LEN(directions)];
            holds(&texts, say(&speech, methods[k]), true);
            holds(&texts, say(&speech, direction), true);
            buf_f(&text, "FG-%zu,Vashta,2024-03,2024-03,%s,%s,9,5,market; night,%s,lights,%s,They go in twos.,Round table\n", k, say(&speech, methods[k]),
                say(&speech, "community"), say(&speech, direction), languages[i]);
        }
        read_findings(buf_view(&text), &b);
        assert_int_equal(b.n, ARRAY_LEN(methods));
        assert_int_equal(b.refused + b.noted + b.duplicates, 0);
        assert_true(str_is(b.list[1].method, "focus-group") && str_is(b.list[4].method, "other") && str_is(b.list[0].direction, "for") &&
                    str_is(b.list[2].direction, "mixed"));
    }
}

static void contacts_come_back_in_every_language(void **state)
{
    (void)state;
    static const char *const languages[] = {"en", "ar", "ckb"};
    size_t kinds_n, outcomes_n;
    const struct contact_kind *kinds = contact_kinds(&kinds_n);
    const struct outcome *results = outcomes(&outcomes_n);
    for (size_t i = 0; i < ARRAY_LEN(languages); i++) {
        struct buf book CLEANUP(buf_end) = {0}, texts CLEANUP(buf_end) = {0}, text CLEANUP(buf_end) = {0};
        struct speech speech = {.language = language_find(languages[i])};
        struct contact_batch b CLEANUP(contact_batch_end) = {0};
        struct table *t CLEANUP(table_close) = NULL;
        struct memory_stream m;
        struct err e = {0};
        made(TEMPLATE_CONTACTS, languages[i], &book);
        part_of(&book, "xl/sharedStrings.xml", &texts);
        template_csv(TEMPLATE_CONTACTS, &text);
        for (size_t k = 0; k < kinds_n; k++) {
            const char *result = say(&speech, results[k % outcomes_n].label);
            holds(&texts, say(&speech, kinds[k].label), true);
            holds(&texts, result, true);
            buf_f(&text, "L-%zu,%s,2024-03-05,Vashta round table,Ministry of Roads,street lights,lamps,2024-04-05,\"%s\",2024-03-28,,-1,0,NAP:12,\n", k, say(&speech, kinds[k].label), result);
        }
        memory_open(&m, "t.csv", buf_view(&text));
        if (!table_open(&m.s, &t, &e) || !contacts_sniff(t) || !contacts_table(t, &b, NULL, &e))
            fail_msg("%s", e.text);
        assert_int_equal(b.contact_n, kinds_n);
        assert_int_equal(b.refused + b.noted + b.duplicates, 0);
        for (size_t k = 0; k < kinds_n; k++)
            assert_true(str_is(intern_text(&b.words, b.contacts[k].kind), kinds[k].code) && str_is(intern_text(&b.words, b.contacts[k].outcome), results[k % outcomes_n].code));
    }
}

/* What else stands in a row whose column `of` has the code `code`. */
static const char *beside(size_t sheet, size_t column, size_t of, const char *code, const char *own)
{
    struct intake_column c = intake_column(sheet, column);
    bool answers = strcmp(intake_sheet(sheet).layout, "harm-answers") == 0;
    const char *form = strcmp(code, "incidents") == 0 ? "XS-VA 2024..2024" : strcmp(code, "statement") == 0 ? "room#4" : strcmp(code, "survey") == 0 || strcmp(code, "gap") == 0 ? "XS-VA/15250" : own;
    if (strcmp(c.name, "reference") == 0)
        return form;
    if (strcmp(c.name, "direction") == 0 && strcmp(code, "for") != 0 && strcmp(code, "against") != 0)
        return "";
    if (c.question && answers && of != column)
        return strcmp(code, "readable") == 0 ? "device" : "context";
    if (c.listed && c.choice) {
        size_t n;
        return codes((enum code_list)c.codes, &n)[strcmp(c.name, "kind") == 0 ? 2 : 0].code; /* a finding, of links */
    }
    return column == 0 ? own : c.example ? c.example : "";
}

/* A row for each word that the column `of` may hold, as the workbook offers it in this language. The codes, in their order. */
static size_t rows_of_words(size_t sheet, size_t of, const struct speech *s, const struct buf *texts, struct buf *out, const char **expected)
{
    struct intake_column c = intake_column(sheet, of);
    size_t n = 0, columns = intake_sheet(sheet).columns;
    const struct code *list = c.listed ? codes((enum code_list)c.codes, &n) : NULL;
    const struct harm_question *questions = c.question ? harm_questions(&n) : NULL;
    n = c.choice || c.question ? n : 0;
    for (size_t k = 0; k < n; k++) {
        const char *word = say(s, list ? list[k].label : questions[k].question), *code = list ? list[k].code : questions[k].code;
        char own[32];
        snprintf(own, sizeof own, "k%zu", k);
        holds(texts, strchr(word, '\'') || strchr(word, '"') ? "" : word, true);
        for (size_t i = 0; i < columns; i++)
            csv_cell(out, i == 0, str_of(i == of ? word : c.question && strcmp(intake_column(sheet, i).name, "answer") == 0 ? "no" : beside(sheet, i, of, code, own)));
        buf_char(out, '\n');
        expected[k] = code;
    }
    return n;
}

static void words_come_back(size_t sheet, size_t of, const struct speech *s, const struct buf *texts)
{
    struct buf text CLEANUP(buf_end) = {0};
    struct paper_batch b CLEANUP(paper_batch_end) = {0};
    struct table *t CLEANUP(table_close) = NULL;
    struct memory_stream m;
    struct err e = {0};
    const char *expected[64];
    enum paper_kind kind = (enum paper_kind)(PAPER_AGENDA + sheet);
    for (size_t i = 0; i < intake_sheet(sheet).columns; i++)
        csv_cell(&text, i == 0, str_of(intake_column(sheet, i).name));
    buf_char(&text, '\n');
    size_t n = rows_of_words(sheet, of, s, texts, &text, expected);
    if (!n)
        return;
    memory_open(&m, "t.csv", buf_view(&text));
    if (!table_open(&m.s, &t, &e) || !papers_sniff(t, kind) || !papers_table(t, kind, &b, NULL, &e))
        fail_msg("%s: %s", intake_sheet(sheet).layout, e.text);
    if (b.n != n)
        fail_msg("%s, %s: %zu of %zu; %.*s: %.*s", intake_sheet(sheet).layout, intake_column(sheet, of).name, b.n, n, STR_F(b.log.list[0].found), STR_F(b.log.list[0].expected));
    for (size_t k = 0; k < n; k++)
        assert_true(str_is(intern_text(&b.words, b.list[k].words[paper_slots(&paper_layouts[kind]).at[of]]), expected[k]));
}

static void an_agenda_comes_back_in_every_language(void **state)
{
    static const char *const languages[] = {"en", "ar", "ckb"};
    (void)state;
    for (size_t l = 0; l < ARRAY_LEN(languages); l++) {
        struct buf book CLEANUP(buf_end) = {0}, texts CLEANUP(buf_end) = {0};
        struct speech speech = {.language = language_find(languages[l])};
        made(TEMPLATE_AGENDA, languages[l], &book);
        part_of(&book, "xl/sharedStrings.xml", &texts);
        for (size_t i = 0; i < intake_sheets(); i++)
            for (size_t k = 0; k < intake_sheet(i).columns; k++) {
                holds(&texts, intake_column(i, k).name, true);
                words_come_back(i, k, &speech, &texts);
            }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(same_bytes_each_time),
        cmocka_unit_test(sheets_are_as_readers_need_them),
        cmocka_unit_test(filled_in_it_comes_back),
        cmocka_unit_test(findings_come_back_in_every_language),
        cmocka_unit_test(contacts_come_back_in_every_language),
        cmocka_unit_test(an_agenda_comes_back_in_every_language),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
