/* SPDX-License-Identifier: GPL-3.0-or-later */
/* xlsx: the first sheet: what this is, which sheets there are, how cells read, sources, how to cite, fingerprint. */
#include "brief/xlsx_priv.h"

enum { NAMES_WIDTH = 34, WORDS_WIDTH = 100 };

struct about {
    struct book *b;
    lxw_worksheet *sheet;
    lxw_row_t row;
};

static void put(struct about *a, lxw_col_t column, struct str text, lxw_format *f) { book_text(a->b, a->sheet, a->row, column, text, f); }

static void put_heading(struct about *a, struct str text)
{
    a->row++;
    put(a, 0, text, a->b->bold);
    a->row++;
}

static void put_line(struct about *a, struct str text)
{
    put(a, 1, text, a->b->text);
    book_height(a->b, a->sheet, a->row++, book_lines(text, WORDS_WIDTH));
}

/* Title, subtitles, banners: in the order of the page. */
static void put_top(struct about *a)
{
    const struct doc *d = a->b->doc;
    struct buf title CLEANUP(buf_end) = {0};
    text_clean(&title, d->title, CLEAN_PLAIN);
    put(a, 0, buf_view(&title), a->b->title);
    a->row++;
    for (size_t i = 0; i < d->n; i++) {
        const struct block *block = &d->blocks[i];
        if (block->kind != BLOCK_BANNER && block->kind != BLOCK_SUBTITLE)
            continue;
        put(a, 0, book_words(a->b, &block->words), block->kind == BLOCK_BANNER ? a->b->banner : a->b->line);
        a->row++;
    }
}

static void put_sheets(struct about *a)
{
    struct book *b = a->b;
    if (b->sheet_n < 2)
        return;
    put_heading(a, str_of(book_told(b, T("Sheets"))));
    for (size_t i = 1; i < b->sheet_n; i++) {
        char to[SHEET_NAME_ROOM + 24];
        snprintf(to, sizeof to, "internal:'%s'!A1", b->sheets[i].name);
        book_ok(b, worksheet_write_url_opt(a->sheet, a->row, 0, to, b->link, b->sheets[i].name, NULL));
        put_line(a, b->sheets[i].title);
    }
}

/* The states of a number, each with its word. */
static void put_states(struct about *a)
{
    struct book *b = a->b;
    static const char *const rows[][2] = {{"0", T("Zero: somebody counted, and there was none.")}, {T("not known"), T("The sources give no number. It is not zero.")},
        {T("not seen"), T("Nobody could look there at that time, so nothing is claimed.")}, {T("partly seen"), T("The place could not be looked at fully, so nothing is claimed.")},
        {T("too few to show"), T("Fewer people stand behind the number than protect each of them.")}, {"–", T("No range is given for this number.")}};
    put_heading(a, str_of(book_told(b, T("How cells read"))));
    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        if (i == 0)
            book_ok(b, worksheet_write_number(a->sheet, a->row, 0, 0, b->number_start));
        else
            put(a, 0, str_of(i + 1 < ARRAY_LEN(rows) ? book_told(b, rows[i][0]) : rows[i][0]), b->state);
        put_line(a, str_of(book_told(b, rows[i][1])));
    }
    put_line(a, str_of(book_told(b, T("Low and high stand in columns of their own, beside the number. An empty cell: no number belongs there."))));
}

static bool is_head(enum block_kind kind) { return kind == BLOCK_HEADING || kind == BLOCK_SUBHEADING; }

/* The words under the heading with this id, up to the next one. */
static void put_section(struct about *a, const char *id)
{
    const struct doc *d = a->b->doc;
    size_t i = 0;
    while (i < d->n && !(is_head(d->blocks[i].kind) && str_is(d->blocks[i].id, id)))
        i++;
    if (i == d->n)
        return;
    put_heading(a, book_words(a->b, &d->blocks[i].words));
    for (i++; i < d->n && !is_head(d->blocks[i].kind); i++) {
        const struct block *block = &d->blocks[i];
        if (block->kind == BLOCK_PARAGRAPH || block->kind == BLOCK_NOTE)
            put_line(a, book_prose(a->b, &block->words));
        for (size_t k = 0; k < block->item_n; k++)
            put_line(a, book_prose(a->b, &block->items[k]));
    }
}

/* Somebody else's words: whose they are stands beside them. */
static void put_statements(struct about *a)
{
    const struct doc *d = a->b->doc;
    bool any = false;
    for (size_t i = 0; i < d->n; i++) {
        const struct block *block = &d->blocks[i];
        if (block->kind != BLOCK_STATEMENT)
            continue;
        if (!any)
            put_heading(a, str_of(book_told(a->b, T("What partners say"))));
        any = true;
        put(a, 0, book_words(a->b, &block->words), a->b->bold);
        for (size_t k = 0; k < block->item_n; k++)
            put_line(a, book_prose(a->b, &block->items[k]));
    }
}

static void put_partners(struct about *a)
{
    const struct doc *d = a->b->doc;
    for (size_t i = 0; i < d->n; i++)
        for (size_t k = 0; d->blocks[i].kind == BLOCK_PARTNERS && k < d->blocks[i].item_n; k++) {
            put(a, 0, book_prose(a->b, &d->blocks[i].items[k]), a->b->line);
            a->row++;
        }
}

/* On pages of one sheet who answers for it, and who is to be cited, are lines without a heading of their own. */
static void put_lines_of_one_page(struct about *a)
{
    const struct doc *d = a->b->doc;
    for (size_t i = 0; i < d->n; i++)
        if (d->blocks[i].kind == BLOCK_NOTE && (str_is(d->blocks[i].id, "signed") || str_is(d->blocks[i].id, "cited"))) {
            put(a, 0, book_prose(a->b, &d->blocks[i].words), a->b->line);
            a->row++;
        }
}

void about_sheet(struct book *b, lxw_worksheet *s)
{
    struct about a = {.b = b, .sheet = s};
    book_ok(b, worksheet_set_column(s, 0, 0, NAMES_WIDTH, NULL));
    book_ok(b, worksheet_set_column(s, 1, 1, WORDS_WIDTH, NULL));
    put_top(&a);
    put_lines_of_one_page(&a);
    put_partners(&a);
    put_sheets(&a);
    put_states(&a);
    put_section(&a, "sources");
    put_section(&a, "cite");
    put_section(&a, "signoff");
    put_statements(&a);
    if (b->doc->fingerprint.n) {
        put_heading(&a, str_of(book_told(b, T("Fingerprint of the register"))));
        put_line(&a, b->doc->fingerprint);
    }
    worksheet_set_paper(s, 9);
    worksheet_set_landscape(s);
    worksheet_fit_to_pages(s, 1, 0);
}
