/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "table/sheet_priv.h"
#include "table/testing.h"

struct opened {
    struct buf bytes;
    struct archive *a;
    struct workbook *w;
};

static bool open_book(struct opened *o, const struct book_parts *p, struct err *e)
{
    struct memory_stream m;
    book_make(&o->bytes, p);
    memory_open(&m, "t.xlsx", buf_view(&o->bytes));
    if (!archive_open(&m.s, &o->a, e))
        fail_msg("%s", e->text);
    assert_true(workbook_is(o->a));
    return workbook_open(o->a, "t.xlsx", &o->w, e);
}

static void close_book(struct opened *o)
{
    workbook_drop(&o->w);
    archive_close(&o->a);
    buf_end(&o->bytes);
}

/* The table as one text: names, tags where there are any, records as "row:cell|cell". */
static bool dump(struct table *t, struct buf *out, struct err *e)
{
    for (size_t i = 0; i < table_columns(t); i++)
        buf_f(out, "%s%.*s", i ? "|" : "", STR_F(table_name(t, i)));
    for (size_t i = 0; table_hxl(t) && i < table_columns(t); i++)
        buf_f(out, "%c%.*s", i ? '|' : '\n', STR_F(table_tag(t, i)));
    buf_char(out, '\n');
    while (table_next(t)) {
        buf_f(out, "%" PRId64, table_line(t));
        for (size_t i = 0; i < table_cells(t); i++)
            buf_f(out, "%c%.*s", i ? '|' : ':', STR_F(table_cell(t, (int)i)));
        buf_char(out, '\n');
    }
    return !table_failed(t, e);
}

static bool whole_sheet(const struct book_parts *p, size_t sheet, struct buf *out, struct table_told *told, struct err *e)
{
    struct opened o = {0};
    struct table *t = NULL;
    bool fine = open_book(&o, p, e) && table_open_sheet(o.w, sheet, &t, e) && dump(t, out, e);
    if (fine && told) {
        *told = *table_told(t);
        told->hidden_columns = STR("");
    }
    table_close(&t);
    close_book(&o);
    return fine;
}

#define SHEET(rows) "<worksheet><sheetData>" rows "</sheetData></worksheet>"
#define ROW(cells) "<row>" cells "</row>"
#define WORD(text) "<c t=\"inlineStr\"><is><t>" text "</t></is></c>"
#define NUMBER(n) "<c><v>" n "</v></c>"

static void expect_parts(const struct book_parts *p, const char *wanted)
{
    struct buf b CLEANUP(buf_end) = {0};
    struct err e = {0};
    if (!whole_sheet(p, 0, &b, NULL, &e))
        fail_msg("%s", e.text);
    assert_string_equal(b.p, wanted);
}

static void expect(const char *sheet, const char *wanted)
{
    expect_parts(&(struct book_parts){.sheets = {str_of(sheet)}}, wanted);
}

static void refuse_parts(const struct book_parts *p, enum err_code code, const char *words)
{
    struct buf b CLEANUP(buf_end) = {0};
    struct err e = {0};
    assert_false(whole_sheet(p, 0, &b, NULL, &e));
    assert_int_equal(e.code, code);
    if (!strstr(e.text, words) || strncmp(e.text, "t.xlsx", 6) != 0)
        fail_msg("\"%s\" does not say \"%s\"", e.text, words);
}

static void refuse(const char *sheet, enum err_code code, const char *words)
{
    refuse_parts(&(struct book_parts){.sheets = {str_of(sheet)}}, code, words);
}

/* ---- cells ---- */

static void cells_of_all_kinds(void **state)
{
    (void)state;
    static const char sheet[] = SHEET("<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" t=\"s\"><v>1</v></c><c r=\"C1\" t=\"s\"><v>2</v></c></row>"
        "<row r=\"3\"><c r=\"B3\"><v>0.10000000000000001</v></c><c r=\"D3\" t=\"str\"><f>A1</f><v>of a formula</v></c></row>"
        "<row r=\"4\"><c r=\"A4\" t=\"b\"><v>1</v></c><c r=\"B4\" t=\"b\"><v>0</v></c><c r=\"C4\" t=\"e\"><v>#REF!</v></c></row>"
        "<row r=\"5\"><c r=\"A5\" t=\"s\"><v>3</v></c><c r=\"B5\" t=\"s\"><v>4</v></c><c r=\"C5\"><f>1+1</f></c></row>"
        "<row r=\"6\"/><row r=\"7\"><c r=\"A7\" s=\"4\"/></row>"
        "<row r=\"9\"><c r=\"A9\" t=\"inlineStr\"><is><r><t>two </t></r><r><rPr><b/></rPr><t>runs</t></r><rPh sb=\"0\" eb=\"1\"><t>no</t></rPh></is></c>"
        "<c r=\"B9\"><v>1.0E6</v></c><c r=\"C9\" t=\"d\"><v>2024-05-06</v></c><c r=\"D9\"><v>007</v></c></row>");
    static const char shared[] = "<sst><si><t>المكان</t></si><si><r><t>القت</t></r><r><t>لى</t></r></si><si><t>c</t><rPh sb=\"0\" eb=\"1\"><t>sound</t></rPh></si>"
        "<si><t xml:space=\"preserve\"> a_x000D_\nb &amp; _x005F_x0041_ </t></si><si/></sst>";
    struct book_parts p = {.sheets = {STR("")}, .shared = str_of(shared)};
    p.sheets[0] = str_of(sheet);
    expect_parts(&p, "المكان|القتلى|c|\n3:|0.1||of a formula\n4:TRUE|FALSE||\n5: a\r\nb & _x0041_ |||\n9:two runs|1000000|2024-05-06|007\n");
}

static void what_formulas_lack_is_told(void **state)
{
    (void)state;
    static const char sheet[] = "<worksheet><cols><col min=\"2\" max=\"3\" hidden=\"1\"/></cols><sheetData>" ROW(WORD("a") WORD("b") WORD("c"))
        "<row hidden=\"1\">" WORD("x") "<c t=\"e\"><v>#N/A</v></c></row>" ROW(WORD("y") NUMBER("1") "<c><f>B2</f></c>")
        "</sheetData><mergeCells><mergeCell ref=\"A2:A3\"/></mergeCells></worksheet>";
    struct opened o = {0};
    struct err e = {0};
    struct table *t = NULL;
    struct buf b CLEANUP(buf_end) = {0};
    struct book_parts p = {.sheets = {STR(""), STR(""), str_of(sheet)}};
    assert_true(open_book(&o, &p, &e) && workbook_sheets(o.w) == 1 && table_open_sheet(o.w, 0, &t, &e) && dump(t, &b, &e));
    const struct table_told *told = table_told(t);
    assert_string_equal(table_file(t), "t.xlsx: sheet Three");
    assert_true(told->hidden_sheet && told->hidden_rows == 1 && told->merged == 1 && told->errors == 1 && told->unworked == 1);
    assert_true(str_is(told->hidden_columns, "b, c"));
    assert_int_equal(table_notes(t), 2);
    assert_int_equal(table_note(t, 0)->line, 2);
    assert_int_equal(table_note(t, 0)->column, 1);
    assert_true(str_is(table_note(t, 0)->found, "#N/A"));
    assert_string_equal(table_note(t, 1)->code, "cell_formula");
    table_close(&t);
    close_book(&o);
}

/* ---- days ---- */

static void check_number(const char *number, enum look look, bool since_1904, const char *wanted)
{
    struct buf b CLEANUP(buf_end) = {0};
    sheet_number_text(str_of(number), look, since_1904, &b);
    assert_string_equal(b.p ? b.p : "", wanted);
}

static void days_of_both_systems(void **state)
{
    (void)state;
    check_number("1", LOOK_DAY, false, "1900-01-01");
    check_number("59", LOOK_DAY, false, "1900-02-28");
    check_number("60", LOOK_DAY, false, "1900-02-29"); /* never was: nobody takes it for a day */
    check_number("61", LOOK_DAY, false, "1900-03-01");
    check_number("46023", LOOK_DAY, false, "2026-01-01");
    check_number("0", LOOK_DAY, true, "1904-01-01");
    check_number("44561", LOOK_DAY, true, "2026-01-01");
    check_number("2958465", LOOK_DAY, false, "9999-12-31");
    check_number("2958466", LOOK_DAY, false, "2958466");
    check_number("-1", LOOK_DAY, false, "-1");
    check_number("0", LOOK_DAY, false, "0");
    check_number("46023.5", LOOK_DAY, false, "2026-01-01T12:00:00");
    check_number("46023.999999", LOOK_MOMENT, false, "2026-01-02");
    check_number("46023", LOOK_MONTH, false, "2026-01"); /* shown as Jan-26: no day was meant */
    check_number("46024", LOOK_MONTH, false, "2026-01-02");
    check_number("46023", LOOK_YEAR, false, "2026");
    check_number("0.75", LOOK_TIME, false, "18:00:00");
    check_number("1.25", LOOK_TIME, false, "30:00:00");
    check_number("46023.25", LOOK_TIME, false, "2026-01-01T06:00:00");
    check_number("46023", LOOK_NUMBER, false, "46023");
    check_number("33.312805999999995", LOOK_NUMBER, false, "33.312805999999995");
    check_number("rubbish", LOOK_DAY, false, "rubbish");
}

static void formats_tell_days(void **state)
{
    (void)state;
    static const struct { const char *code; enum look look; } codes[] = {
        {"General", LOOK_NUMBER}, {"Standard", LOOK_NUMBER}, {"0.00", LOOK_NUMBER}, {"#,##0\\ \"dead\"", LOOK_NUMBER}, {"0.0E+00", LOOK_NUMBER},
        {"[Red]0;[Blue]-0", LOOK_NUMBER}, {"yyyy-mm-dd", LOOK_DAY}, {"[$-409]d\\-mmm\\-yy;@", LOOK_DAY}, {"[$-2060401]dd/mm/yyyy", LOOK_DAY},
        {"DD.MM.YYYY hh:mm", LOOK_MOMENT}, {"mmm-yy", LOOK_MONTH}, {"yyyy", LOOK_YEAR}, {"h:mm AM/PM", LOOK_TIME}, {"[h]:mm:ss", LOOK_TIME},
        {"mmmm", LOOK_MONTH}, {"0 \"days\"", LOOK_NUMBER}, {"_-* #,##0_-", LOOK_NUMBER}, {"@", LOOK_NUMBER}, {"0;\"d\"", LOOK_NUMBER},
    };
    for (size_t i = 0; i < ARRAY_LEN(codes); i++)
        if (sheet_look_of_code(str_of(codes[i].code)) != codes[i].look)
            fail_msg("%s", codes[i].code);
    assert_int_equal(sheet_look_of_id(14), LOOK_DAY);
    assert_int_equal(sheet_look_of_id(22), LOOK_MOMENT);
    assert_int_equal(sheet_look_of_id(0), LOOK_NUMBER);
    assert_int_equal(sheet_look_of_id(49), LOOK_NUMBER);
    static const char styles[] = "<styleSheet><numFmts><numFmt numFmtId=\"164\" formatCode=\"dd&quot;.&quot;mm.yyyy\"/></numFmts><cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs>"
        "<cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"164\"/></cellXfs></styleSheet>";
    static const char sheet[] = SHEET(ROW(WORD("day") WORD("n")) ROW("<c s=\"1\"><v>46023</v></c><c s=\"0\"><v>46023</v></c>")),
        book[] = "<workbook><workbookPr date1904=\"1\"/><sheets><sheet name=\"a\" r:id=\"r1\"/></sheets></workbook>";
    expect_parts(&(struct book_parts){.sheets = {str_of(sheet)}, .styles = str_of(styles)}, "day|n\n2:2026-01-01|46023\n");
    expect_parts(&(struct book_parts){.sheets = {str_of(sheet)}, .styles = str_of(styles), .book = str_of(book)}, "day|n\n2:2030-01-02|46023\n");
}

/* ---- headers ---- */

static void titles_and_notes_above_are_passed_over(void **state)
{
    (void)state;
    expect(SHEET(ROW(WORD("A report of the month")) "<row r=\"3\">" WORD("Made on") NUMBER("46023") "</row>" ROW(WORD("place") WORD("when") WORD("dead") WORD("why"))
        ROW(WORD("Vashta") NUMBER("2020") NUMBER("1") WORD("x"))), "place|when|dead|why\n5:Vashta|2020|1|x\n");
    expect("<worksheet><sheetViews><sheetView rightToLeft=\"1\"/></sheetViews><sheetData>" ROW(WORD("one")) ROW(NUMBER("1")) "</sheetData></worksheet>", "one\n2:1\n");
    refuse(SHEET(""), ERR_ABSENT, "has no table with a header in its first 25 rows");
    refuse(SHEET(ROW(NUMBER("1") NUMBER("2")) ROW(NUMBER("3") NUMBER("4"))), ERR_ABSENT, "has no table");
}

static void merged_headers_spread(void **state)
{
    (void)state;
    /* A title over all, groups over some, names below; the first column's name stands over both rows. */
    static const char rows[] = ROW(WORD("Title")) "<row r=\"2\"><c r=\"A2\" t=\"str\"><v>place</v></c><c r=\"B2\" t=\"str\"><v>Dead</v></c><c r=\"D2\" t=\"str\"><v>Hurt</v></c></row>"
        "<row r=\"3\"><c r=\"B3\" t=\"str\"><v>low</v></c><c r=\"C3\" t=\"str\"><v>best</v></c><c r=\"D3\" t=\"str\"><v>low</v></c></row>"
        "<row r=\"4\"><c r=\"A4\" t=\"str\"><v>Vashta</v></c><c r=\"B4\"><v>1</v></c><c r=\"C4\"><v>2</v></c><c r=\"D4\"><v>3</v></c><c r=\"E4\"><v>4</v></c></row>";
    struct buf b CLEANUP(buf_end) = {0};
    buf_f(&b, "<worksheet><sheetData>%s</sheetData><mergeCells><mergeCell ref=\"A1:E1\"/><mergeCell ref=\"A2:A3\"/><mergeCell ref=\"B2:C2\"/>"
        "<mergeCell ref=\"D2:E2\"/></mergeCells></worksheet>", rows);
    expect(b.p, "place|Dead low|best|Hurt low|Hurt\n4:Vashta|1|2|3|4\n");
    /* Groups without anything merged downwards: the second row is a header, since numbers stand under its text. */
    expect("<worksheet><sheetData>" ROW(WORD("place") WORD("Dead")) "<row r=\"2\"><c r=\"B2\" t=\"str\"><v>low</v></c><c r=\"C2\" t=\"str\"><v>best</v></c></row>"
        ROW(WORD("Vashta") NUMBER("1") NUMBER("2")) "</sheetData><mergeCells><mergeCell ref=\"B1:C1\"/></mergeCells></worksheet>", "place|low|best\n3:Vashta|1|2\n");
    expect("<worksheet><sheetData>" ROW(WORD("place") WORD("who")) ROW(WORD("Vashta") WORD("a") WORD("b")) ROW(WORD("Maruq") WORD("c") WORD("d"))
        "</sheetData><mergeCells><mergeCell ref=\"B1:C1\"/></mergeCells></worksheet>", "place|who|who\n2:Vashta|a|b\n3:Maruq|c|d\n");
    /* A merged header cell that spans columns alone: each column bears its name. */
    expect("<worksheet><sheetData>" ROW(WORD("place") WORD("dead")) "<row r=\"2\">" WORD("Vashta") NUMBER("1") NUMBER("2")
        "</row></sheetData><mergeCells><mergeCell ref=\"B1:C1\"/></mergeCells></worksheet>", "place|dead|dead\n2:Vashta|1|2\n");
}

static void hxl_rows_are_understood(void **state)
{
    (void)state;
    expect(SHEET(ROW(WORD("Title") WORD("of two")) ROW(WORD("when") WORD("where")) ROW(WORD("#Date") WORD("#adm1 + name")) ROW(NUMBER("2020") WORD("Vashta"))),
        "when|where\n#date|#adm1+name\n4:2020|Vashta\n");
    expect(SHEET(ROW(WORD("#date") WORD("#adm1+name")) ROW(NUMBER("2020") WORD("Vashta"))), "|\n#date|#adm1+name\n2:2020|Vashta\n");
}

static void the_row_of_a_header_can_be_the_first(void **state)
{
    (void)state;
    struct opened o = {0};
    struct err e = {0};
    struct table *t = NULL;
    static const char *const names[] = {"id", "words"};
    struct book_parts p = {.sheets = {STR(SHEET(ROW(WORD("a") WORD("b")) ROW(WORD("c") WORD("d"))))}};
    assert_true(open_book(&o, &p, &e) && table_open_sheet(o.w, 0, &t, &e));
    table_headless(t, names, 2);
    assert_true(table_next(t) && str_is(table_cell(t, 1), "b") && table_line(t) == 1);
    assert_true(table_next(t) && str_is(table_cell(t, 1), "d") && !table_next(t));
    assert_int_equal(table_rows(t), 2);
    table_close(&t);
    close_book(&o);
}

/* ---- the look over the whole ---- */

/* A comment at the end lets the parser do what is else done without it: both must see the same. */
static void seen_alike(const char *sheet)
{
    struct buf quick CLEANUP(buf_end) = {0}, parsed CLEANUP(buf_end) = {0}, with CLEANUP(buf_end) = {0};
    struct table_told one = {0}, other = {0};
    struct err e = {0}, f = {0};
    buf_f(&with, "%s<!-- -->", sheet);
    bool fine = whole_sheet(&(struct book_parts){.sheets = {str_of(sheet)}}, 0, &quick, &one, &e);
    assert_int_equal(fine, whole_sheet(&(struct book_parts){.sheets = {buf_view(&with)}}, 0, &parsed, &other, &f));
    if (!fine) {
        assert_string_equal(e.text, f.text);
        return;
    }
    assert_string_equal(quick.p, parsed.p);
    assert_memory_equal(&one, &other, sizeof one);
}

static void the_quick_look_sees_what_the_parser_sees(void **state)
{
    (void)state;
    static const char rows[] = ROW(WORD("place") WORD("dead")) "<row hidden=\"1\">" WORD("Vashta") NUMBER("1") "</row>";
    static const char *const heads[] = {"", "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\r\n", "\xEF\xBB\xBF<?xml version=\"1.0\" encoding=\"utf-8\"?>",
        "<?xml version='1.0' encoding='ISO-8859-1'?>", "<?xml version=\"1.0\"?><?odd > ?>"};
    static const char *const cells[] = {"", "<row ht = '3' hidden='1' ><c r='D9'/></row>", "<row hidden=\"true\"><c r=\"F3\"><v/></c></row>",
        "<x:row x:hidden=\"on\" xmlns:x=\"m\"><x:c x:r=\"E3\"><x:is><x:t>a</x:t></x:is></x:c></x:row>", "<row spans=\"1>5\"><c r=\"C3\"><v>4</v></c></row>",
        "<row><c r=\"&#68;3\"><v>4</v></c></row>", "<row><c t=\"str\"><v><![CDATA[<row hidden=\"1\">]]></v></c></row>", "<row><c><v>1</v></row>", "<row hidden=1/>",
        "<row a=\"1\"hidden=\"1\"/>", "<row><c r=\"C3\"><v>4</v"};
    for (size_t h = 0; h < ARRAY_LEN(heads); h++)
        for (size_t c = 0; c < ARRAY_LEN(cells); c++) {
            struct buf b CLEANUP(buf_end) = {0};
            buf_f(&b, "%s<worksheet><cols><col min=\"2\" max='2' hidden=\"1\"/></cols><sheetData>%s%s</sheetData><mergeCells count=\"1\"><mergeCell ref=\"A2:A3\"/></mergeCells></worksheet>",
                heads[h], rows, cells[c]);
            seen_alike(b.p);
        }
}

/* Tags that the window cuts, wherever it does. */
static void the_quick_look_slides_along(void **state)
{
    (void)state;
    for (size_t shift = 0; shift < 40; shift++) {
        struct buf b CLEANUP(buf_end) = {0};
        struct table_told told = {0};
        struct err e = {0};
        struct buf out CLEANUP(buf_end) = {0};
        buf_text(&b, "<worksheet><sheetData>" ROW(WORD("place") WORD("dead")));
        for (size_t i = 0; i < shift; i++)
            buf_char(&b, ' ');
        for (size_t i = 0; i < 12000; i++)
            buf_text(&b, "<row hidden=\"1\">" NUMBER("1") "</row>");
        buf_text(&b, "</sheetData></worksheet>");
        assert_true(whole_sheet(&(struct book_parts){.sheets = {buf_view(&b)}}, 0, &out, &told, &e));
        assert_int_equal(told.hidden_rows, 12000);
    }
}

/* ---- what is wrong ---- */

static void wrong_workbooks_are_told(void **state)
{
    (void)state;
    refuse("<!DOCTYPE x [<!ENTITY a \"aaaa\">]><worksheet>&a;</worksheet>", ERR_INPUT, "holds a document type");
    refuse("<worksheet><sheetData><row>", ERR_INPUT, "is damaged: line 1 of t.xlsx: xl/worksheets/one.xml is no XML");
    refuse(SHEET(ROW(WORD("a") "<c t=\"s\"><v>7</v></c>")), ERR_INPUT, "asks for text number \"7\"");
    refuse(SHEET("<row r=\"5\"/><row r=\"4\"/>"), ERR_INPUT, "row \"4\" stands behind row 5");
    refuse(SHEET("<row r=\"99999999999\"/>"), ERR_INPUT, "is damaged");
    refuse(SHEET("<row><c r=\"1A\"><v>1</v></c></row>"), ERR_INPUT, "has a cell \"1A\"");
    refuse(SHEET("<row><c r=\"XFD1\"><v>1</v></c></row>"), ERR_INPUT, "more than 4096 columns");
    refuse_parts(&(struct book_parts){.sheets = {STR(SHEET(""))}, .book = STR("<workbook><sheets/></workbook>")}, ERR_INPUT, "without sheets");
    struct buf deep CLEANUP(buf_end) = {0};
    for (int i = 0; i < 100; i++)
        buf_text(&deep, "<a>");
    refuse(deep.p, ERR_INPUT, "more than 64 levels deep");
}

static void sheets_have_names(void **state)
{
    (void)state;
    struct opened o = {0};
    struct err e = {0};
    struct book_parts p = {.sheets = {STR(SHEET("")), STR(SHEET(ROW(WORD("a")) ROW(WORD("b")))), STR(SHEET(""))}};
    assert_true(open_book(&o, &p, &e));
    assert_int_equal(workbook_sheets(o.w), 3); /* the chart and the link to elsewhere are none */
    assert_true(str_is(workbook_sheet(o.w, 1), "Two") && !workbook_hidden(o.w, 1) && workbook_hidden(o.w, 2));
    close_book(&o);
    int64_t row;
    assert_int_equal(sheet_column("$AB$12", &row), 27);
    assert_int_equal(row, 12);
    assert_int_equal(sheet_column("12", &row), -1);
    assert_int_equal(sheet_column("ZZZZZZZ1", &row), -1);
}

/* The example of the shared reference, where it is there. */
static void the_shared_example_reads_right(void **state)
{
    (void)state;
    const char *folder = getenv("DIWAN_SHARED");
    struct arena arena CLEANUP(arena_end) = {0};
    struct err e = {0};
    struct file_stream f;
    if (!folder || !file_open(arena_f(&arena, "%s/reference/formats/examples/rtl_two_sheets.xlsx", folder), &f, &e)) {
        print_message("rtl_two_sheets.xlsx is not here: DIWAN_SHARED names the folder it is in\n");
        skip();
    }
    struct archive *a CLEANUP(archive_close) = NULL;
    struct workbook *w CLEANUP(workbook_drop) = NULL;
    struct table *t CLEANUP(table_close) = NULL;
    struct buf b CLEANUP(buf_end) = {0};
    bool fine = archive_open(&f.s, &a, &e) && workbook_open(a, "r.xlsx", &w, &e) && table_open_sheet(w, 0, &t, &e) && dump(t, &b, &e);
    file_close(&f);
    assert_true(fine);
    assert_string_equal(b.p, "التاريخ|القتلى|مثال مخترع|\n2:2026-01-01|3||inline\n4:TRUE||التاريخ|\n");
    assert_int_equal(table_told(t)->errors, 1);
    assert_int_equal(workbook_sheets(w), 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cells_of_all_kinds), cmocka_unit_test(what_formulas_lack_is_told), cmocka_unit_test(days_of_both_systems),
        cmocka_unit_test(formats_tell_days), cmocka_unit_test(titles_and_notes_above_are_passed_over), cmocka_unit_test(merged_headers_spread),
        cmocka_unit_test(hxl_rows_are_understood), cmocka_unit_test(the_row_of_a_header_can_be_the_first),
        cmocka_unit_test(wrong_workbooks_are_told), cmocka_unit_test(sheets_have_names),
        cmocka_unit_test(the_quick_look_sees_what_the_parser_sees), cmocka_unit_test(the_quick_look_slides_along), cmocka_unit_test(the_shared_example_reads_right),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
