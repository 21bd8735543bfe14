/* SPDX-License-Identifier: GPL-3.0-or-later */
/* xlsx: the workbook: its formats, its properties, its sheets one after the other (libxlsxwriter). */
#include "brief/xlsx_priv.h"
#include "core/output.h"

enum { BOOK_MOST = 1 << 30, DAY_1980 = 3652 }; /* a zip knows no day before 1980 */

void book_ok(struct book *b, lxw_error e) { b->fine = b->fine && e == LXW_NO_ERROR; }

const char *book_told(const struct book *b, const char *msgid) { return say(b->doc->speech, msgid); }

lxw_worksheet *book_sheet(struct book *b, const char *name)
{
    lxw_worksheet *s = workbook_add_worksheet(b->book, name);
    if (s && b->rtl)
        worksheet_right_to_left(s);
    b->fine = b->fine && s;
    return s;
}

void book_text(struct book *b, lxw_worksheet *s, lxw_row_t row, lxw_col_t column, struct str text, lxw_format *f)
{
    struct buf clean CLEANUP(buf_end) = {0};
    text_clean(&clean, text, CLEAN_TEXT);
    struct str view = buf_view(&clean);
    size_t at = 0, cut = 0;
    for (size_t n = 0; at < view.n && n < SHEET_TEXT_MOST; n += 2) { /* as many UTF-16 units as any letter has */
        cut = n < SHEET_TEXT_MOST - 3 ? at : cut;
        text_next(view, &at);
    }
    if (at < view.n) {
        clean.n = cut;
        buf_text(&clean, "…");
    }
    book_ok(b, worksheet_write_string(s, row, column, clean.p ? clean.p : "", f));
}

size_t book_lines(struct str text, double width)
{
    size_t n = text_columns(text);
    return (double)n < width ? 1 : n / (size_t)(width * 0.92) + 1; /* lines end where words do */
}

void book_height(struct book *b, lxw_worksheet *s, lxw_row_t row, size_t lines)
{
    if (lines > 1)
        book_ok(b, worksheet_set_row(s, row, 15.0 * (double)MIN_OF(lines, (size_t)27) + 1, NULL)); /* 409 points is the most */
}

/* ---- formats ----------------------------------------------------------------------------------- */

static lxw_format *format(struct book *b, bool bold, double size, lxw_color_t colour)
{
    lxw_format *f = workbook_add_format(b->book);
    if (!f) {
        b->fine = false;
        return NULL;
    }
    if (bold)
        format_set_bold(f);
    if (size > 0)
        format_set_font_size(f, size);
    if (colour)
        format_set_font_color(f, colour);
    format_set_align(f, LXW_ALIGN_VERTICAL_TOP);
    if (b->rtl) {
        format_set_reading_order(f, 2); /* right to left, also where a text begins with a number or a Latin name */
        format_set_font_name(f, "Arial"); /* the library's own font has no Arabic letters: what stands in for them breaks in some programs */
    }
    return f;
}

static lxw_format *right(lxw_format *f) /* also from right to left: then the units of numbers stand below each other */
{
    if (f)
        format_set_align(f, LXW_ALIGN_RIGHT);
    return f;
}

static lxw_format *wrapped(lxw_format *f)
{
    if (f)
        format_set_text_wrap(f);
    return f;
}

/* Away from the numbers of the column before. */
static lxw_format *indented(lxw_format *f)
{
    if (f)
        format_set_indent(f, 1);
    return f;
}

static lxw_format *header(struct book *b)
{
    lxw_format *f = wrapped(format(b, true, 0, 0));
    if (f) {
        format_set_bottom(f, LXW_BORDER_THIN);
        format_set_bg_color(f, 0xF5F0E4);
        format_set_align(f, LXW_ALIGN_VERTICAL_BOTTOM);
    }
    return f;
}

/* Numbers read from left to right in every language. The digits of the reader: 0x2000000 asks for Arabic-Indic ones, 0x401 is Arabic. */
static lxw_format *numbered(struct book *b, const char *pattern)
{
    bool arabic = b->rtl && !b->doc->speech->latin_digits;
    lxw_format *f = right(format(b, false, 0, 0));
    char text[64];
    snprintf(text, sizeof text, "%s%s", arabic ? "[$-2000401]" : "", pattern);
    if (f) {
        format_set_reading_order(f, 0);
        format_set_num_format(f, text);
    }
    return f;
}

static void make_formats(struct book *b)
{
    enum { INK_SOFT_ = 0x4B5663, INK_WARN = 0x985A00, INK_LINK_ = 0x1B5E96 };
    static const char *const patterns[STYLES] = {[NUMBER_INT] = "#,##0", [NUMBER_PLAIN] = "0", [NUMBER_1] = "#,##0.0", [NUMBER_2] = "#,##0.00",
        [NUMBER_PERCENT] = "0%", [NUMBER_PERCENT_1] = "0.0%"};
    b->title = format(b, true, 14, 0);
    b->banner = format(b, true, 0, INK_WARN);
    b->soft = wrapped(format(b, false, 10, INK_SOFT_));
    b->head = indented(header(b));
    b->head_number = right(header(b));
    b->text = indented(wrapped(format(b, false, 0, 0)));
    b->line = format(b, false, 0, 0);
    b->bold = format(b, true, 0, 0);
    b->link = format(b, false, 0, INK_LINK_);
    b->state = format(b, false, 0, INK_SOFT_);
    b->state_number = right(format(b, false, 0, INK_SOFT_));
    if (b->link)
        format_set_underline(b->link, LXW_UNDERLINE_SINGLE);
    for (size_t i = 0; i < STYLES; i++)
        b->number[i] = numbered(b, patterns[i]);
    b->number_start = numbered(b, "0");
    if (b->number_start)
        format_set_align(b->number_start, b->rtl ? LXW_ALIGN_RIGHT : LXW_ALIGN_LEFT); /* as the words below it */
    b->month = numbered(b, "yyyy-mm");
    b->day = numbered(b, "yyyy-mm-dd");
}

/* ---- the book ---------------------------------------------------------------------------------- */

static char *property(struct book *b, struct str text)
{
    struct buf clean CLEANUP(buf_end) = {0};
    text_clean(&clean, text, CLEAN_PLAIN);
    return arena_text(&b->scratch.arena, clean.p ? clean.p : "", MIN_OF(clean.n, (size_t)250));
}

/* The day of the register, not the day of writing: the same register gives the same bytes. */
static void set_properties(struct book *b)
{
    const struct doc *d = b->doc;
    int32_t day = day_known(d->as_of) && d->as_of.n > DAY_1980 ? d->as_of.n : DAY_1980;
    lxw_doc_properties about = {.title = property(b, d->title), .subject = property(b, d->kind), .author = property(b, str_of(book_told(b, T("Diwan")))),
        .created = (time_t)day * 86400};
    utf8_mend(about.title);
    book_ok(b, workbook_set_properties(b->book, &about));
}

static void write_sheets(struct book *b)
{
    for (size_t i = 0; i < b->sheet_n && b->fine; i++) { /* all first, so that links find them */
        lxw_worksheet *s = book_sheet(b, b->sheets[i].name);
        if (s && i == 1 && b->sheet_n == 2)
            worksheet_activate(s); /* a document of one table opens with it */
    }
    size_t i = 0;
    lxw_worksheet *s;
    STAILQ_FOREACH(s, b->book->worksheets, list_pointers)
    {
        if (!b->fine)
            return;
        if (i == 0)
            about_sheet(b, s);
        else
            table_sheet(b, &b->sheets[i], s);
        i++;
    }
}

static bool write_book(const char *path, void *context)
{
    struct book *b = context;
    lxw_workbook_options options = {.tmpdir = (char *)(uintptr_t)output_passing_folder()}; /* for the parts of it */
    b->book = workbook_new_opt(path, &options);
    if (!b->book)
        return false;
    make_formats(b);
    if (b->fine) {
        set_properties(b);
        write_sheets(b);
    }
    return workbook_close(b->book) == LXW_NO_ERROR && b->fine;
}

static bool fits(const struct doc *d, struct err *e)
{
    for (size_t i = 0; i < d->n; i++) {
        const struct doc_table *t = d->blocks[i].kind == BLOCK_TABLE ? d->blocks[i].table : NULL;
        if (t && t->rows > SHEET_ROWS_MOST - 64)
            return err_set(e, ERR_INPUT, "a table of %zu rows is more than a spreadsheet holds, which is %d; narrow it with --from, --to or --place, or use --csv", t->rows, SHEET_ROWS_MOST - 64);
    }
    return true;
}

bool doc_xlsx(const struct doc *d, struct buf *out, struct err *e)
{
    struct book b = {.doc = d, .scratch = {.speech = d->speech}, .rtl = language_rtl(d->speech->language), .fine = true};
    if (!fits(d, e))
        return false;
    sheets_of(&b);
    bool good = output_through_file(write_book, &b, BOOK_MOST, out, e);
    arena_end(&b.scratch.arena);
    return good || err_within(e, "spreadsheet");
}
