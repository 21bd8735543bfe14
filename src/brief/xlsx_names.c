/* SPDX-License-Identifier: GPL-3.0-or-later */
/* xlsx: which tables become sheets, and what these are called. */
#include "brief/xlsx_priv.h"

/* ---- names ------------------------------------------------------------------------------------- */

static size_t units(uint32_t c) { return c > 0xFFFF ? 2 : 1; }

static size_t units_of(struct str s)
{
    size_t n = 0;
    for (size_t at = 0; at < s.n;)
        n += units(text_next(s, &at));
    return n;
}

/* Without what a name may not hold, and blanks single. */
static void legal(struct buf *b, struct str wish)
{
    struct buf clean CLEANUP(buf_end) = {0};
    text_clean(&clean, wish, CLEAN_PLAIN);
    struct str s = buf_view(&clean);
    bool blank = true;
    for (size_t at = 0; at < s.n;) {
        uint32_t c = text_next(s, &at);
        bool gap = c == ' ' || c == 0xA0 || (c < 0x80 && strchr("[]:*?/\\", (int)c));
        if (gap && !blank)
            buf_char(b, ' ');
        else if (!gap)
            text_put(b, c == '\'' ? 0x2019 : c); /* an apostrophe would need doubling in every link */
        blank = gap;
    }
}

/* At most `most` units: up to the last comma or blank that fits, else as many letters as fit. */
static struct str shortened(struct str s, size_t most)
{
    if (units_of(s) <= most)
        return s;
    size_t fits = 0, blank = 0, comma = 0, n = 0;
    for (size_t at = 0; at < s.n;) {
        size_t from = at;
        uint32_t c = text_next(s, &at);
        n += units(c);
        if (n > most + 1)
            break;
        comma = c == ',' || c == 0x60C ? from : comma;
        blank = c == ' ' ? from : blank;
        fits = n <= most ? at : fits;
    }
    return (struct str){s.p, comma ? comma : blank ? blank : fits};
}

/* A full stop or a comma at the end says nothing in a name. */
static struct str without_tail(struct str s)
{
    while (s.n && strchr(" .,;", s.p[s.n - 1]))
        s.n--;
    return s;
}

static bool taken(const struct sheet *before, size_t n, const char *name)
{
    if (str_is_nocase(STR("History"), name)) /* a spreadsheet program keeps it for itself */
        return true;
    for (size_t i = 0; i < n; i++)
        if (str_is_nocase(str_of(before[i].name), name))
            return true;
    return false;
}

static void put_name(char out[SHEET_NAME_ROOM], struct str s, const char *tail)
{
    snprintf(out, SHEET_NAME_ROOM, "%.*s%s", STR_F(s), tail);
}

void sheet_name(struct str wish, struct str otherwise, const struct sheet *before, size_t n, char out[SHEET_NAME_ROOM])
{
    struct buf b CLEANUP(buf_end) = {0};
    legal(&b, wish);
    if (without_tail(buf_view(&b)).n == 0) {
        buf_clear(&b);
        legal(&b, otherwise);
    }
    put_name(out, without_tail(shortened(without_tail(buf_view(&b)), SHEET_NAME_MOST)), "");
    for (int64_t number = 2; taken(before, n, out); number++) {
        struct buf tail CLEANUP(buf_end) = {0};
        buf_char(&tail, ' ');
        buf_int(&tail, number);
        put_name(out, without_tail(shortened(without_tail(buf_view(&b)), SHEET_NAME_MOST - tail.n)), tail.p);
    }
}

/* ---- sheets ------------------------------------------------------------------------------------ */

static struct str kept(struct book *b, const struct buf *text)
{
    return text->n ? (struct str){arena_text(&b->scratch.arena, text->p, text->n), text->n} : STR("");
}

struct str book_words(struct book *b, const struct words *w)
{
    struct buf text CLEANUP(buf_end) = {0};
    words_flat_to(&text, w, CLEAN_PLAIN);
    return kept(b, &text);
}

struct str book_prose(struct book *b, const struct words *w)
{
    struct buf text CLEANUP(buf_end) = {0};
    for (size_t i = 0; i < w->n; i++) {
        bool apart = b->rtl && w->list[i].isolate && text_direction(w->list[i].text, true) >= 0;
        buf_text(&text, apart ? "\u2068" : "");
        buf_str(&text, w->list[i].text);
        buf_text(&text, apart ? "\u2069" : "");
    }
    return kept(b, &text);
}

static struct str figure_name(struct book *b, const struct figure *f)
{
    struct buf number CLEANUP(buf_end) = {0}, text CLEANUP(buf_end) = {0};
    say_int(b->doc->speech, &number, f->number);
    struct slot slot = {.name = "n", .text = buf_view(&number)};
    say_flat(&text, book_told(b, T("Figure {n}.")), &slot, 1, false);
    return kept(b, &text);
}

static void add_sheet(struct book *b, struct str wish, struct str title, const struct doc_table *table, const struct figure *figure)
{
    struct sheet *s = &b->sheets[b->sheet_n];
    *s = (struct sheet){.table = table, .figure = figure, .title = title};
    sheet_name(wish, str_of(book_told(b, T("Table"))), b->sheets, b->sheet_n, s->name);
    b->sheet_n++;
}

static void add_figure(struct book *b, const struct figure *f)
{
    struct buf title CLEANUP(buf_end) = {0};
    struct str name = figure_name(b, f);
    buf_str(&title, name);
    buf_char(&title, ' ');
    words_flat_to(&title, &f->title, CLEAN_PLAIN);
    add_sheet(b, name, kept(b, &title), f->table, f);
}

/* A table is called by its own title, else by the heading it stands under. */
static void add_table(struct book *b, size_t at, struct str heading)
{
    const struct doc *d = b->doc;
    struct buf title CLEANUP(buf_end) = {0};
    text_clean(&title, d->blocks[at].table->title.n ? d->blocks[at].table->title : heading, CLEAN_PLAIN);
    struct str name = kept(b, &title);
    add_sheet(b, name, name, d->blocks[at].table, NULL);
    struct sheet *s = &b->sheets[b->sheet_n - 1];
    s->notes = s->notes_end = at + 1;
    while (s->notes_end < d->n && d->blocks[s->notes_end].kind == BLOCK_NOTE)
        s->notes_end++;
}

void sheets_of(struct book *b)
{
    const struct doc *d = b->doc;
    b->sheets = ARENA_ARRAY(&b->scratch.arena, struct sheet, d->n + 1);
    add_sheet(b, str_of(book_told(b, T("About"))), STR(""), NULL, NULL);
    struct str heading = STR("");
    for (size_t i = 0; i < d->n; i++) {
        const struct block *block = &d->blocks[i];
        if (block->kind == BLOCK_HEADING || block->kind == BLOCK_SUBHEADING)
            heading = book_words(b, &block->words);
        else if (block->kind == BLOCK_FIGURE && block->figure && block->figure->table)
            add_figure(b, block->figure);
        else if (block->kind == BLOCK_TABLE && block->table)
            add_table(b, i, heading);
    }
}
