/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Documents for word processors: runs and their directions, links, pictures, tables, the same bytes each time. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "brief/doc_sample.h"
#include "brief/docx.h"
#include "brief/docx_priv.h"
#include "core/pack.h"

static void part_of(const struct buf *package, const char *name, struct buf *out)
{
    struct memory_stream m;
    struct err e = {0};
    struct archive *a CLEANUP(archive_close) = NULL;
    memory_open(&m, "document.docx", buf_view(package));
    if (!archive_open(&m.s, &a, &e))
        fail_msg("%s", e.text);
    int at = archive_find(a, name);
    if (at < 0 || !archive_read(a, (size_t)at, 1 << 24, out, &e))
        fail_msg("%s: %s", name, e.text);
}

static void written(const struct doc *d, struct buf *out)
{
    struct err e = {0};
    if (!doc_docx(d, out, &e))
        fail_msg("%s", e.text);
}

static void holds(const struct buf *text, const char *words, bool wanted)
{
    if ((strstr(text->p, words) != NULL) != wanted)
        fail_msg("\"%s\" is %s", words, wanted ? "missing" : "there");
}

static size_t count(const struct buf *text, const char *words)
{
    size_t n = 0;
    for (const char *p = text->p; (p = strstr(p, words)); p++)
        n++;
    return n;
}

/* ---- runs -------------------------------------------------------------------------------------- */

/* The runs of a text as "<ltr>[rtl]". */
static void runs(const char *language, const char *text, bool data, const char *expected)
{
    struct speech speech = sample_speech(language);
    struct doc *doc = doc_new(&speech);
    struct docx d = {.doc = doc, .rtl = language_rtl(speech.language), .latin = "en-GB", .complex = "ar-SA"};
    struct buf out CLEANUP(buf_end) = {0}, seen CLEANUP(buf_end) = {0};
    struct html h = {.doc = doc, .out = &out};
    docx_text(&d, &h, str_of(text), (struct run){0}, data);
    for (const char *p = out.p; p && (p = strstr(p, "<w:r>")); p++) {
        const char *says = strchr(strstr(p, "<w:t"), '>') + 1, *end = strstr(says, "</w:t>");
        bool rtl = strstr(p, "<w:rtl/>") && strstr(p, "<w:rtl/>") < says;
        buf_char(&seen, rtl ? '[' : '<');
        buf_add(&seen, says, (size_t)(end - says));
        buf_char(&seen, rtl ? ']' : '>');
    }
    assert_string_equal(seen.p, expected);
    doc_free(&doc);
}

static void runs_have_one_direction(void **state)
{
    (void)state;
    runs("en", "Deaths in 2018: 12", false, "<Deaths in 2018: 12>");
    runs("en", "the word هجوم means attack", false, "<the word >[هجوم]< means attack>");
    runs("ar", "سجل من UCDP GED 25.1، ٢٠١٨", false, "[سجل من ]<UCDP GED 25.1>[، ٢٠١٨]");
    runs("ar", "(UCDP)", false, "[(]<UCDP>[)]");
    runs("ar", "٧٬٤٧٣", false, "[٧٬٤٧٣]");
    runs("ar", "2018", false, "[2018]");
    runs("ckb", "UCDP GED (25.1)", true, "<\u2068UCDP GED (25.1)\u2069>");
    runs("ckb", "زێلهان", true, "[زێلهان]");
    runs("en", "زێلهان", true, "[\u2068زێلهان\u2069]");
}

/* ---- the whole --------------------------------------------------------------------------------- */

static void same_bytes_each_time(void **state)
{
    (void)state;
    static const char *const languages[] = {"en", "ar", "ckb"};
    for (size_t i = 0; i < ARRAY_LEN(languages); i++) {
        struct speech speech = sample_speech(languages[i]);
        bool rtl = language_rtl(speech.language);
        struct doc *d = sample_document(&speech);
        struct buf one CLEANUP(buf_end) = {0}, two CLEANUP(buf_end) = {0}, text CLEANUP(buf_end) = {0}, styles CLEANUP(buf_end) = {0};
        written(d, &one);
        written(d, &two);
        doc_free(&d);
        assert_true(str_eq(buf_view(&one), buf_view(&two)));
        part_of(&one, "word/document.xml", &text);
        part_of(&one, "word/styles.xml", &styles);
        assert_int_equal(count(&text, "<w:bidi/>"), rtl ? count(&text, "<w:p>") + 1 : 0); /* each paragraph, and the section */
        assert_int_equal(count(&text, "<w:bidiVisual/>"), rtl ? 2 : 0);
        holds(&styles, strcmp(languages[i], "ckb") == 0 ? "w:bidi=\"ckb-IQ\"" : "w:bidi=\"ar-SA\"", true);
    }
}

static void parts_of_the_sample(void **state)
{
    (void)state;
    struct speech speech = sample_speech("en");
    struct doc *d = sample_document(&speech);
    d->as_of = day_make(2018, 12, 25);
    struct buf package CLEANUP(buf_end) = {0}, text CLEANUP(buf_end) = {0}, part CLEANUP(buf_end) = {0};
    written(d, &package);
    doc_free(&d);
    part_of(&package, "word/document.xml", &text);
    assert_int_equal(count(&text, "<w:tbl>"), 2);
    assert_int_equal(count(&text, "<w:tblHeader/>"), 2);
    assert_int_equal(count(&text, "<w:cantSplit/>"), 2 + 5 + 2);
    assert_int_equal(count(&text, "<pic:pic>"), 1 /* a partner's mark */ + 1 + 2 + 4);
    assert_int_equal(count(&text, "w:val=\"Caption\""), 3);
    assert_int_equal(count(&text, "w:val=\"Heading1\""), 2);
    assert_int_equal(count(&text, "w:val=\"Heading2\""), 1);
    assert_int_equal(count(&text, "w:val=\"ListBullet\""), 3 + 2);
    holds(&text, "descr=\"Map of Selmara. Five squares from pale to dark", true);
    holds(&text, "descr=\"Logo of Orvan Institute\"", true);
    holds(&text, "w:anchor=\"bf1_", true);
    holds(&text, "w:name=\"bf1_", true);
    assert_int_equal(count(&text, "<w:hyperlink"), 1); /* what leads nowhere is no link */
    holds(&text, "&lt;b onclick=&quot;x&quot;&gt;O&#39;Ra &amp; ", true);
    holds(&text, "\x07", false);
    holds(&text, "\u202E", false);
    holds(&text, "Selmara does not exist", false); /* over each page instead */
    part_of(&package, "word/header1.xml", &part);
    holds(&part, "Selmara does not exist", true);
    part_of(&package, "word/footer1.xml", &part);
    holds(&part, " NUMPAGES ", true);
    holds(&part, "7c1e40d9a2b355f07c1e40d9a2b355f07c1e40d9a2b355f07c1e40d9a2b355f0", true);
    part_of(&package, "docProps/core.xml", &part);
    holds(&part, "2018-12-25T00:00:00Z</dcterms:created>", true);
    part_of(&package, "word/media/image7.png", &part);
    assert_memory_equal(part.p, "\x89PNG", 4);
}

static void bare_documents_are_whole(void **state)
{
    (void)state;
    struct speech speech = sample_speech("en");
    struct doc *d = doc_new(&speech);
    d->title = STR("Nothing & more");
    struct buf package CLEANUP(buf_end) = {0}, text CLEANUP(buf_end) = {0}, types CLEANUP(buf_end) = {0};
    written(d, &package);
    doc_free(&d);
    part_of(&package, "word/document.xml", &text);
    part_of(&package, "[Content_Types].xml", &types);
    holds(&text, "Nothing &amp; more", true);
    holds(&text, "headerReference", false);
    holds(&types, "header1.xml", false);
}

static void one_page_and_a_wall(void **state)
{
    (void)state;
    static const struct { enum doc_sheet sheet; int tables; const char *size, *letters; } sheets[] = {
        {SHEET_PAGES, 2, "<w:pgSz w:w=\"11906\" w:h=\"16838\"/>", "<w:sz w:val=\"21\"/><w:szCs w:val=\"23\"/></w:rPr></w:style>"},
        {SHEET_ONE, 1, "<w:pgSz w:w=\"11906\" w:h=\"16838\"/>", "<w:sz w:val=\"16\"/><w:szCs w:val=\"18\"/></w:rPr></w:style>"},
        {SHEET_WALL, 1, "<w:pgSz w:w=\"16838\" w:h=\"23811\"/>", "<w:sz w:val=\"33\"/><w:szCs w:val=\"36\"/></w:rPr></w:style>"}};
    for (size_t i = 0; i < ARRAY_LEN(sheets); i++) {
        struct speech speech = sample_speech("en");
        struct doc *d = sample_document(&speech);
        d->sheet = sheets[i].sheet;
        struct buf package CLEANUP(buf_end) = {0}, text CLEANUP(buf_end) = {0}, styles CLEANUP(buf_end) = {0};
        written(d, &package);
        doc_free(&d);
        part_of(&package, "word/document.xml", &text);
        part_of(&package, "word/styles.xml", &styles);
        assert_int_equal(count(&text, "<w:tbl>"), sheets[i].tables);
        holds(&text, sheets[i].size, true);
        holds(&styles, sheets[i].letters, true);
    }
}

static void too_many_rows(void **state)
{
    (void)state;
    struct speech speech = sample_speech("en");
    struct doc *d = doc_new(&speech);
    struct buf out CLEANUP(buf_end) = {0};
    struct err e = {0};
    doc_add(d, BLOCK_TABLE)->table = doc_table_new(d, "many", 1, DOC_ROWS_MOST + 1);
    assert_false(doc_docx(d, &out, &e));
    assert_int_equal(e.code, ERR_INPUT);
    assert_non_null(strstr(e.text, "10001 rows are too many for a DOCX, which takes 10000; write them as .xlsx or with --csv"));
    assert_int_equal(out.n, 0);
    doc_free(&d);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(runs_have_one_direction), cmocka_unit_test(same_bytes_each_time),
        cmocka_unit_test(parts_of_the_sample), cmocka_unit_test(bare_documents_are_whole),
        cmocka_unit_test(one_page_and_a_wall), cmocka_unit_test(too_many_rows)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
