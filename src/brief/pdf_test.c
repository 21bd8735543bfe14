/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Documents as PDF, sound and hostile ones. What readers of PDF make of them: tests/pdf.py. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "brief/doc_sample.h"
#include "brief/pdf_priv.h"

static void made(struct doc *d, struct buf *out)
{
    struct err e = {0};
    if (!doc_pdf(d, out, &e))
        fail_msg("%s", e.text);
    assert_memory_equal(out->p, "%PDF-", 5);
    assert_memory_equal(out->p + out->n - 6, "%%EOF\n", 6);
}

static bool holds(const struct buf *b, const char *text) { return memmem(b->p, b->n, text, strlen(text)) != NULL; }

static int pages_of(const struct buf *b)
{
    const char *p = memmem(b->p, b->n, "/Count ", 7);
    assert_non_null(p);
    int64_t n;
    assert_true(str_to_int((struct str){p + 7, strspn(p + 7, "0123456789")}, &n));
    return (int)n;
}

static void same_bytes(void **state)
{
    (void)state;
    static const char *const languages[] = {"en", "ar", "ckb"};
    for (size_t i = 0; i < ARRAY_LEN(languages); i++) {
        struct speech speech = sample_speech(languages[i]);
        struct buf one CLEANUP(buf_end) = {0}, two CLEANUP(buf_end) = {0};
        struct doc *a = sample_document(&speech), *b = sample_document(&speech);
        a->as_of = b->as_of = day_make(2024, 12, 31);
        made(a, &one);
        made(b, &two);
        assert_true(str_eq(buf_view(&one), buf_view(&two)));
        assert_true(holds(&one, "/CreationDate (20241231000000Z"));
        assert_in_range(pages_of(&one), 1, 3);
        doc_free(&a);
        doc_free(&b);
    }
}

/* Written behind what is there already; no date where the register has none; the language is told. */
static void behind(void **state)
{
    (void)state;
    struct speech speech = sample_speech("ar");
    struct doc *d = sample_document(&speech);
    struct buf alone CLEANUP(buf_end) = {0}, after CLEANUP(buf_end) = {0};
    d->as_of = DAY_NONE;
    made(d, &alone);
    assert_false(holds(&alone, "/CreationDate"));
    assert_true(holds(&alone, "/Lang (ar)"));
    assert_true(holds(&alone, "/Direction /R2L"));
    assert_true(holds(&alone, "/Alt <FEFF"));
    buf_text(&after, "before");
    struct err e = {0};
    assert_true(doc_pdf(d, &after, &e));
    assert_true(str_eq(buf_view(&alone), (struct str){after.p + 6, after.n - 6}));
    doc_free(&d);
}

static void empty(void **state)
{
    (void)state;
    struct speech speech = sample_speech("en");
    struct doc *d = doc_new(&speech);
    d->as_of = DAY_NONE;
    struct buf out CLEANUP(buf_end) = {0};
    made(d, &out);
    assert_int_equal(pages_of(&out), 1);
    doc_free(&d);
}

/* Everything in one document that no page is made for. */
static void hostile(void **state)
{
    (void)state;
    static const char *const languages[] = {"en", "ar"};
    for (size_t k = 0; k < ARRAY_LEN(languages); k++) {
        struct speech speech = sample_speech(languages[k]);
        struct doc *d = doc_new(&speech);
        struct buf word CLEANUP(buf_end) = {0}, title CLEANUP(buf_end) = {0}, out CLEANUP(buf_end) = {0};
        for (int i = 0; i < 4000; i++)
            buf_text(&word, i % 2 ? "W" : "ع");
        for (int i = 0; i < 600; i++)
            buf_text(&title, "Title عنوان \n");
        d->title = buf_view(&title);
        words_text(d, &doc_add(d, BLOCK_BANNER)->words, buf_view(&title));
        words_text(d, &doc_add(d, BLOCK_TITLE)->words, buf_view(&title));
        words_text(d, &doc_add(d, BLOCK_HEADING)->words, buf_view(&word));
        words_name(d, &doc_add(d, BLOCK_PARAGRAPH)->words, str_of(sample_bad_name), "zz");
        words_text(d, &doc_add(d, BLOCK_PARAGRAPH)->words, buf_view(&word));
        doc_add(d, BLOCK_ITEMS);
        doc_add(d, BLOCK_SENTENCES);
        doc_add(d, BLOCK_FIGURE);
        doc_add(d, BLOCK_TABLE);
        struct block *b = doc_add(d, BLOCK_FIGURE);
        b->figure = ARENA_NEW(&d->arena, struct figure);
        b->figure->drawings = ARENA_ARRAY(&d->arena, struct drawing *, 1);
        b->figure->drawings[0] = doc_drawing(d, 10, 90000);
        b->figure->drawing_n = 1;
        draw_rect(b->figure->drawings[0], INK_UNKNOWN, 0, 0, 10, 90000);
        b = doc_add(d, BLOCK_TABLE);
        b->table = doc_table_new(d, "wide", 40, 2);
        for (size_t i = 0; i < 80; i++) {
            b->table->columns[i % 40].label = STR("column");
            b->table->cells[i].kind = CELL_WORDS;
            words_text(d, &b->table->cells[i].words, i == 3 ? (struct str){word.p, 3000} : STR("cell"));
        }
        doc_add(d, BLOCK_TABLE)->table = doc_table_new(d, "none", 1, 3);
        d->blocks[d->n - 1].table->columns[0].machine_only = true;
        doc_add(d, BLOCK_TABLE)->table = doc_table_new(d, "bare", 3, 0);
        doc_add(d, BLOCK_HEADING);
        made(d, &out);
        assert_true(pages_of(&out) > 8);
        doc_free(&d);
    }
}

/* ---- where things stand ------------------------------------------------------------------------ */

struct placed {
    struct speech speech;
    struct pdf p;
};

static void place(struct placed *t, struct doc *d)
{
    struct err e = {0};
    t->p = (struct pdf){.doc = d};
    assert_true(letters_open(&t->p.letters, d->speech, &e));
    pdf_begin(&t->p, 1);
    pdf_flow(&t->p);
    pdf_place(&t->p);
    for (size_t i = 0; i < t->p.n; i++) {
        const struct piece *piece = &t->p.pieces[i];
        assert_true(piece->y >= t->p.sheet.top - 0.01);
        assert_true(piece->y + piece->height <= t->p.sheet.height - t->p.sheet.foot + 0.01);
        if (i) /* in order, and not over each other */
            assert_true(piece->page > piece[-1].page || piece->y >= piece[-1].y + piece[-1].height - 0.01);
    }
}

static void placed_end(struct placed *t)
{
    pool_end(&t->p.pool);
    free(t->p.pieces);
    letters_close(&t->p.letters);
}

static struct doc_table *long_table(struct doc *d, size_t rows)
{
    struct doc_table *t = doc_table_new(d, "long", 2, rows);
    t->columns[0].label = STR("Place");
    t->columns[1].label = STR("Incidents");
    t->columns[1].number = true;
    for (size_t i = 0; i < rows; i++) {
        t->cells[2 * i].kind = CELL_WORDS;
        words_text(d, &t->cells[2 * i].words, STR("Vashta"));
        t->cells[2 * i + 1] = (struct doc_cell){.kind = CELL_NUMBER, .number = guard_count((int64_t)i)};
    }
    return t;
}

static void long_tables(void **state)
{
    (void)state;
    struct placed t = {.speech = sample_speech("en")};
    struct doc *d = doc_new(&t.speech);
    doc_add(d, BLOCK_TABLE)->table = long_table(d, 400);
    place(&t, d);
    assert_in_range(t.p.pages, 10, 16);
    int heads = 0, rows = 0, alone = 0;
    for (size_t i = 0; i < t.p.n; i++) {
        const struct piece *piece = &t.p.pieces[i];
        rows += piece->kind == PIECE_ROW;
        heads += piece->kind == PIECE_HEAD || piece->head;
        alone += i + 1 == t.p.n && piece[-1].page != piece->page;
    }
    assert_int_equal(rows, 400);
    assert_int_equal(heads, t.p.pages); /* on every page once */
    assert_int_equal(alone, 0);
    placed_end(&t);
    doc_free(&d);
}

/* However much stands above them: no heading at a page's foot, no line alone, no figure apart from its words. */
static void keeps_together(void **state)
{
    (void)state;
    for (int above = 0; above < 31; above++) {
        struct placed t = {.speech = sample_speech("en")};
        struct doc *d = doc_new(&t.speech);
        for (int i = 0; i < above; i++)
            words_text(d, &doc_add(d, BLOCK_PARAGRAPH)->words, STR("One line."));
        words_text(d, &doc_add(d, BLOCK_HEADING)->words, STR("Heading"));
        words_text(d, &doc_add(d, BLOCK_SUBHEADING)->words, STR("Heading below"));
        struct block *b = doc_add(d, BLOCK_PARAGRAPH);
        for (int i = 0; i < 60; i++)
            words_text(d, &b->words, STR("Silence is not calm, and a long text has many lines. "));
        b = doc_add(d, BLOCK_FIGURE);
        b->figure = ARENA_NEW(&d->arena, struct figure);
        b->figure->drawings = ARENA_ARRAY(&d->arena, struct drawing *, 1);
        b->figure->drawing_n = 1;
        b->figure->drawings[0] = doc_drawing(d, 760, 300);
        words_text(d, &b->figure->title, STR("What it shows"));
        words_text(d, &b->figure->source, STR("Source"));
        place(&t, d);
        for (size_t i = 0; i + 1 < t.p.n; i++) {
            const struct piece *piece = &t.p.pieces[i], *next = piece + 1;
            bool turns = next->page != piece->page;
            enum block_kind kind = piece->block ? piece->block->kind : BLOCK_PARAGRAPH;
            assert_false(turns && (kind == BLOCK_HEADING || kind == BLOCK_SUBHEADING));
            assert_false(turns && piece->kind == PIECE_LINE && next->para == piece->para && (piece->at == 0 || piece->at + 2 == piece->para->line_n));
            assert_false(turns && piece->block == next->block && kind == BLOCK_FIGURE);
        }
        placed_end(&t);
        doc_free(&d);
    }
}

/* What is to be copied whole is not broken at its hyphens and points, wherever the end of a line falls; without the mark it is. */
static void whole_stretches(void **state)
{
    (void)state;
    static const char command[] = "diwan brief REGISTER --trace short.1";
    int broken[2] = {0, 0};
    for (int n = 0; n < 60; n++) {
        struct placed t = {.speech = sample_speech("en")};
        struct doc *d = doc_new(&t.speech);
        struct slot slot = {.name = "command", .text = str_of(command), .isolate = true, .lang = "en", .whole = n % 2};
        struct words *w = &doc_add(d, BLOCK_PARAGRAPH)->words;
        for (int i = 0; i < n; i++)
            words_text(d, w, STR("one "));
        words_say(d, w, "{command}", &slot, 1);
        place(&t, d);
        for (size_t i = 0; i < t.p.n; i++) {
            if (t.p.pieces[i].kind != PIECE_LINE || t.p.pieces[i].at != 0)
                continue;
            PangoLayout *layout = t.p.pieces[i].para->layout;
            const char *text = pango_layout_get_text(layout), *at = strstr(text, command);
            for (int k = 0; at && k < pango_layout_get_line_count(layout); k++) {
                const char *begins = text + pango_layout_get_line_readonly(layout, k)->start_index;
                broken[n % 2] += begins > at && begins < at + sizeof command - 1;
            }
        }
        placed_end(&t);
        doc_free(&d);
    }
    assert_true(broken[0] > 0);
    assert_int_equal(broken[1], 0);
}

/* A table of many columns, alone, stands on pages wider than high; in a brief it does not turn them. */
static void wide_tables(void **state)
{
    (void)state;
    for (int brief = 0; brief < 2; brief++) {
        struct speech speech = sample_speech("ar");
        struct doc *d = doc_new(&speech);
        struct buf out CLEANUP(buf_end) = {0};
        if (brief)
            doc_add(d, BLOCK_SENTENCES);
        struct doc_table *t = doc_add(d, BLOCK_TABLE)->table = doc_table_new(d, "wide", 12, 40);
        for (size_t i = 0; i < 12 * 40; i++) {
            t->columns[i % 12].label = STR("Governorates");
            t->cells[i].kind = CELL_WORDS;
            words_text(d, &t->cells[i].words, STR("administration"));
        }
        made(d, &out);
        assert_int_equal(holds(&out, "/MediaBox [ 0 0 841.889764 595.275591 ]"), !brief);
        doc_free(&d);
    }
}

static struct figure *add_figure(struct doc *d, float height)
{
    struct figure *f = doc_add(d, BLOCK_FIGURE)->figure = ARENA_NEW(&d->arena, struct figure);
    f->drawings = ARENA_ARRAY(&d->arena, struct drawing *, 1);
    f->drawing_n = 1;
    f->drawings[0] = doc_drawing(d, 760, height);
    words_text(d, &f->title, STR("What it shows"));
    return f;
}

/* Two figures that just do not fit stand on one page, both a little smaller; three do not. */
static void fills_pages(void **state)
{
    (void)state;
    for (int extra = 0; extra < 2; extra++) {
        struct placed t = {.speech = sample_speech("en")};
        struct doc *d = doc_new(&t.speech);
        for (int i = 0; i < 7; i++)
            words_text(d, &doc_add(d, BLOCK_PARAGRAPH)->words, STR("One line."));
        add_figure(d, 400);
        add_figure(d, extra ? 420.0F : 360.0F);
        place(&t, d);
        double least = 1;
        for (size_t i = 0; i < t.p.n; i++)
            least = fmin(least, t.p.pieces[i].scale);
        assert_int_equal(t.p.pages, 1);
        assert_true(least >= 0.86 && least < (extra ? 0.97 : 1.01));
        placed_end(&t);
        for (int i = 0; i < 12; i++)
            words_text(d, &doc_add(d, BLOCK_PARAGRAPH)->words, STR("One line."));
        add_figure(d, 400);
        place(&t, d);
        assert_int_equal(t.p.pages, 2);
        placed_end(&t);
        doc_free(&d);
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
    assert_false(doc_pdf(d, &out, &e));
    assert_int_equal(e.code, ERR_INPUT);
    assert_int_equal(out.n, 0);
    doc_free(&d);
}

static void no_font(void **state)
{
    (void)state;
    struct speech speech = sample_speech("en");
    struct doc *d = sample_document(&speech);
    struct buf out CLEANUP(buf_end) = {0};
    struct err e = {0};
    assert_int_equal(setenv("DIWAN_FONTS", "no-such-folder", 1), 0);
    assert_false(doc_pdf(d, &out, &e));
    unsetenv("DIWAN_FONTS");
    assert_int_equal(out.n, 0);
    assert_non_null(strstr(e.text, "apt install fonts-noto-core"));
    doc_free(&d);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(same_bytes), cmocka_unit_test(behind), cmocka_unit_test(empty), cmocka_unit_test(hostile),
        cmocka_unit_test(long_tables), cmocka_unit_test(keeps_together), cmocka_unit_test(whole_stretches), cmocka_unit_test(wide_tables), cmocka_unit_test(fills_pages), cmocka_unit_test(too_many_rows), cmocka_unit_test(no_font)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
