/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Spreadsheets: names of sheets, what stands in cells, the same bytes each time. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "brief/xlsx_priv.h" /* first: what it includes uses what core bans */

#include "brief/doc_sample.h"
#include "core/pack.h"

static void part_of(const struct buf *book, const char *name, struct buf *out)
{
    struct memory_stream m;
    struct err e = {0};
    struct archive *a CLEANUP(archive_close) = NULL;
    memory_open(&m, "book.xlsx", buf_view(book));
    if (!archive_open(&m.s, &a, &e))
        fail_msg("%s", e.text);
    int at = archive_find(a, name);
    if (at < 0 || !archive_read(a, (size_t)at, 1 << 22, out, &e))
        fail_msg("%s: %s", name, e.text);
}

static void written(const struct doc *d, struct buf *out)
{
    struct err e = {0};
    if (!doc_xlsx(d, out, &e))
        fail_msg("%s", e.text);
}

static void holds(const struct buf *text, const char *words, bool wanted)
{
    if ((strstr(text->p, words) != NULL) != wanted)
        fail_msg("\"%s\" is %s", words, wanted ? "missing" : "there");
}

static void named(const char *wish, const char *expected, struct sheet *list, size_t *n)
{
    sheet_name(str_of(wish), STR("Table"), list, *n, list[*n].name);
    assert_string_equal(list[*n].name, expected);
    (*n)++;
}

static void names_are_legal_and_differ(void **state)
{
    (void)state;
    struct sheet list[24];
    size_t n = 0;
    named("Figure 2.", "Figure 2", list, &n);
    named("figure 2", "figure 2 2", list, &n);
    named("Figure 2", "Figure 2 3", list, &n);
    named("a[b]c:d*e?f/g\\h", "a b c d e f g h", list, &n);
    named("'Ra'", "’Ra’", list, &n);
    named("", "Table", list, &n);
    named(" :?: ", "Table 2", list, &n);
    named("history", "history 2", list, &n);
    named("Governorates, January 2017 to December 2018", "Governorates", list, &n);
    named("What nobody could know of all these places", "What nobody could know of all", list, &n);
    named("0123456789012345678901234567890", "0123456789012345678901234567890", list, &n);
    named("01234567890123456789012345678901", "01234567890123456789012345678 2", list, &n);
}

static void long_names_keep_to_31_units(void **state)
{
    (void)state;
    static const char *const wishes[] = {"0123456789012345678901234567890123456789", "😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀", "محافظاتمحافظاتمحافظاتمحافظاتمحافظات"};
    struct sheet list[3 * 12];
    size_t n = 0;
    for (size_t k = 0; k < 12; k++)
        for (size_t i = 0; i < ARRAY_LEN(wishes); i++, n++) {
            sheet_name(str_of(wishes[i]), STR("Table"), list, n, list[n].name);
            struct str s = str_of(list[n].name);
            size_t units = 0;
            for (size_t at = 0; at < s.n;) {
                uint32_t c = text_next(s, &at);
                assert_int_not_equal(c, 0xFFFD);
                units += c > 0xFFFF ? 2 : 1;
            }
            assert_in_range(units, 1, SHEET_NAME_MOST);
            for (size_t before = 0; before < n; before++)
                assert_string_not_equal(list[before].name, list[n].name);
        }
}

static void same_bytes_each_time(void **state)
{
    (void)state;
    static const char *const languages[] = {"en", "ar", "ckb"};
    for (size_t i = 0; i < ARRAY_LEN(languages); i++) {
        struct speech speech = sample_speech(languages[i]);
        struct doc *d = sample_document(&speech);
        struct buf one CLEANUP(buf_end) = {0}, two CLEANUP(buf_end) = {0}, sheet CLEANUP(buf_end) = {0};
        written(d, &one);
        written(d, &two);
        doc_free(&d);
        assert_true(one.n > 4000 && str_eq(buf_view(&one), buf_view(&two)));
        part_of(&one, "xl/worksheets/sheet2.xml", &sheet);
        holds(&sheet, "rightToLeft=\"1\"", language_rtl(speech.language));
        holds(&sheet, "state=\"frozen\"", true);
        holds(&sheet, "<autoFilter", true);
        part_of(&one, "xl/styles.xml", &sheet);
        holds(&sheet, "val=\"Arial\"", language_rtl(speech.language)); /* the other font has no Arabic letters */
    }
}

static void dated_by_the_register(void **state)
{
    (void)state;
    struct speech speech = sample_speech("en");
    struct doc *d = sample_document(&speech);
    struct buf none CLEANUP(buf_end) = {0}, dated CLEANUP(buf_end) = {0}, old CLEANUP(buf_end) = {0}, core CLEANUP(buf_end) = {0};
    written(d, &none);
    part_of(&none, "docProps/core.xml", &core);
    holds(&core, "1980-01-01T00:00:00Z</dcterms:created>", true);
    d->as_of = day_make(2018, 12, 25);
    written(d, &dated);
    part_of(&dated, "docProps/core.xml", &core);
    holds(&core, "2018-12-25T00:00:00Z</dcterms:created>", true);
    d->as_of = day_make(1948, 1, 1);
    written(d, &old);
    part_of(&old, "docProps/core.xml", &core);
    holds(&core, "1980-01-01T00:00:00Z</dcterms:created>", true);
    doc_free(&d);
}

/* ---- cells ------------------------------------------------------------------------------------- */

/* A table of one column; the sheet as XML, and its shared texts. */
static struct doc_table *one_column(struct doc **d, const struct speech *speech, size_t rows)
{
    *d = doc_new(speech);
    struct block *b = doc_add(*d, BLOCK_TABLE);
    b->table = doc_table_new(*d, "t", 1, rows);
    b->table->title = STR("Table");
    b->table->columns[0] = (struct doc_column){.key = STR("v"), .label = STR("V"), .number = true};
    return b->table;
}

static void number(struct doc_table *t, size_t row, struct shown_cell c)
{
    t->cells[row] = (struct doc_cell){.kind = CELL_NUMBER, .number = c, .style = NUMBER_INT};
}

/* The text, or the number, of a cell. */
static const char *cell_of(const struct buf *book, const char *at)
{
    static char found[400];
    struct buf sheet CLEANUP(buf_end) = {0}, texts CLEANUP(buf_end) = {0};
    char mark[40];
    part_of(book, "xl/worksheets/sheet2.xml", &sheet);
    part_of(book, "xl/sharedStrings.xml", &texts);
    snprintf(mark, sizeof mark, "<c r=\"%s\"", at);
    const char *cell = strstr(sheet.p, mark);
    if (!cell)
        return NULL;
    const char *end = strchr(cell, '>'), *value = strstr(cell, "<v>");
    assert_non_null(value);
    bool text = memmem(cell, (size_t)(end - cell), "t=\"s\"", 5) != NULL;
    size_t n = strcspn(value + 3, "<");
    if (!text) {
        snprintf(found, sizeof found, "%.*s", (int)n, value + 3);
        return found;
    }
    const char *si = texts.p;
    int64_t index = 0;
    assert_true(str_to_int((struct str){value + 3, n}, &index));
    for (int64_t i = 0; i <= index; i++) {
        si = strstr(si + 1, "<si>");
        assert_non_null(si);
    }
    si = strchr(strstr(si, "<t"), '>') + 1;
    snprintf(found, sizeof found, "%.*s", (int)strcspn(si, "<"), si);
    return found;
}

static void four_states_differ(void **state)
{
    (void)state;
    struct speech speech = sample_speech("en");
    struct doc *d;
    struct doc_table *t = one_column(&d, &speech, 8);
    number(t, 0, guard_count(0));
    number(t, 1, guard_one(BASIS_PUBLIC_RECORD, ESTIMATE_NONE));
    number(t, 2, guard_unseen());
    number(t, 3, guard_one(basis_people(0), (struct estimate){0.5, 0.1, 0.9, 3}));
    number(t, 4, guard_seen((struct estimate){4, 3, 5, 9}, LOOKED_LIMITED));
    number(t, 5, guard_one(BASIS_PUBLIC_RECORD, (struct estimate){12, 9, 15, 7}));
    number(t, 6, guard_one(BASIS_PUBLIC_RECORD, (struct estimate){12, 9, INFINITY, 7}));
    number(t, 7, guard_count(1234567));
    struct buf book CLEANUP(buf_end) = {0};
    written(d, &book);
    doc_free(&d);
    static const char *const expected[][3] = {{"0", "–", "–"}, {"not known", "not known", "not known"}, {"not seen", "not seen", "not seen"},
        {"too few to show", "too few to show", "too few to show"}, {"partly seen", "partly seen", "partly seen"}, {"12", "9", "15"},
        {"12", "9", "no upper bound"}, {"1234567", "–", "–"}};
    for (size_t row = 0; row < ARRAY_LEN(expected); row++)
        for (size_t column = 0; column < 3; column++) {
            char at[8];
            snprintf(at, sizeof at, "%c%zu", (char)('A' + (int)column), row + 3);
            assert_string_equal(cell_of(&book, at), expected[row][column]);
        }
    assert_string_equal(cell_of(&book, "A2"), "V");
    assert_string_equal(cell_of(&book, "B2"), "V: low");
    assert_string_equal(cell_of(&book, "C2"), "V: high");
}

static void text_stays_text(void **state)
{
    (void)state;
    static const char *const given[] = {"=1+1", "+1", "-1", "@SUM(A1)", "=HYPERLINK(\"http://x\")", "\t=1+1", "0012", "http://x.example", "a\x01\xEF\xBF\xBF" "b", "<&>\""};
    static const char *const expected[] = {"=1+1", "+1", "-1", "@SUM(A1)", "=HYPERLINK(\"http://x\")", " =1+1", "0012", "http://x.example", "ab", "&lt;&amp;&gt;\""};
    struct speech speech = sample_speech("en");
    struct doc *d;
    struct doc_table *t = one_column(&d, &speech, ARRAY_LEN(given));
    t->columns[0].number = false;
    for (size_t i = 0; i < ARRAY_LEN(given); i++) {
        t->cells[i].kind = CELL_WORDS;
        words_name(d, &t->cells[i].words, str_of(given[i]), NULL);
    }
    struct buf book CLEANUP(buf_end) = {0}, sheet CLEANUP(buf_end) = {0};
    written(d, &book);
    doc_free(&d);
    for (size_t i = 0; i < ARRAY_LEN(given); i++) {
        char at[8];
        snprintf(at, sizeof at, "A%zu", i + 3);
        assert_string_equal(cell_of(&book, at), expected[i]);
    }
    part_of(&book, "xl/worksheets/sheet2.xml", &sheet);
    holds(&sheet, "<f>", false);
    holds(&sheet, "<hyperlink", false);
}

static void too_long_a_text_is_cut_whole(void **state)
{
    (void)state;
    struct speech speech = sample_speech("en");
    struct doc *d;
    struct doc_table *t = one_column(&d, &speech, 1);
    struct buf text CLEANUP(buf_end) = {0};
    for (int i = 0; i < 40000; i++)
        buf_text(&text, i % 2 ? "ع" : "😀");
    t->cells[0].kind = CELL_WORDS;
    words_name(d, &t->cells[0].words, buf_view(&text), NULL);
    struct buf book CLEANUP(buf_end) = {0}, texts CLEANUP(buf_end) = {0};
    written(d, &book);
    doc_free(&d);
    part_of(&book, "xl/sharedStrings.xml", &texts);
    holds(&texts, "…</t>", true);
    assert_true(str_utf8_ok(buf_view(&texts), NULL));
}

static void months_and_years_can_be_counted_with(void **state)
{
    (void)state;
    static const char *const machine[] = {"2018-12", "2018-12-25", "1899-05", "2018"};
    static const char *const expected[] = {"43435", "43459", "May 1899", "2018"};
    struct speech speech = sample_speech("en");
    struct doc *d;
    struct doc_table *t = one_column(&d, &speech, ARRAY_LEN(machine));
    t->columns[0].key = STR("year");
    for (size_t i = 0; i < ARRAY_LEN(machine); i++) {
        t->cells[i].kind = CELL_WORDS;
        words_name(d, &t->cells[i].words, i == 2 ? STR("May 1899") : STR("words"), NULL);
        t->cells[i].machine = str_of(machine[i]);
        t->cells[i].machine_set = true;
    }
    struct buf book CLEANUP(buf_end) = {0};
    written(d, &book);
    doc_free(&d);
    for (size_t i = 0; i < ARRAY_LEN(machine); i++) {
        char at[8];
        snprintf(at, sizeof at, "A%zu", i + 3);
        assert_string_equal(cell_of(&book, at), expected[i]);
    }
}

static void no_room_is_an_error(void **state)
{
    (void)state;
    struct speech speech = sample_speech("en");
    struct doc *d = sample_document(&speech);
    struct buf out CLEANUP(buf_end) = {0};
    struct err e = {0};
    assert_int_equal(setenv("TMPDIR", "/nowhere/at/all", 1), 0);
    assert_false(doc_xlsx(d, &out, &e));
    assert_int_equal(unsetenv("TMPDIR"), 0);
    assert_int_equal(e.code, ERR_SYSTEM);
    d->blocks[d->n - 1].kind = BLOCK_TABLE;
    d->blocks[d->n - 1].table = doc_table_new(d, "long", 1, 1);
    d->blocks[d->n - 1].table->rows = SHEET_ROWS_MOST;
    assert_false(doc_xlsx(d, &out, &e));
    assert_int_equal(e.code, ERR_INPUT);
    doc_free(&d);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(names_are_legal_and_differ), cmocka_unit_test(long_names_keep_to_31_units),
        cmocka_unit_test(same_bytes_each_time), cmocka_unit_test(dated_by_the_register), cmocka_unit_test(four_states_differ),
        cmocka_unit_test(text_stays_text), cmocka_unit_test(too_long_a_text_is_cut_whole), cmocka_unit_test(months_and_years_can_be_counted_with),
        cmocka_unit_test(no_room_is_an_error)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
