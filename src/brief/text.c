/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * text: a document for terminals and for screen readers. Right-to-left text is written in logical order, with signs
 * of direction around data: terminals turn it, screen readers read it.
 */
#include "brief/text_priv.h"

enum { WIDTH_USUAL = 80, WIDTH_LEAST = 24 };

/* ---- pieces ------------------------------------------------------------------------------------ */

struct str page_text(struct text_page *p, struct str s, bool isolate)
{
    struct buf b CLEANUP(buf_end) = {0};
    /* A left-to-right terminal page needs no isolates, and many terminals show them as boxes. */
    if (isolate && p->rtl && s.n) {
        text_put(&b, 0x2068);
        text_clean(&b, s, CLEAN_DATA);
        text_put(&b, 0x2069);
    } else {
        text_clean(&b, s, p->rtl ? CLEAN_TEXT : CLEAN_DATA);
    }
    return b.n ? (struct str){arena_text(&p->scratch.arena, b.p, b.n), b.n} : STR("");
}

struct str page_words(struct text_page *p, const struct words *w, bool bold)
{
    struct buf b CLEANUP(buf_end) = {0};
    bool on = false;
    for (size_t i = 0; i < w->n; i++) {
        const struct span *s = &w->list[i];
        bool wanted = (bold || s->bold) && !s->dim;
        if (s->eye && p->plain)
            continue;
        if (wanted != on)
            buf_char(&b, wanted ? BOLD_ON : BOLD_OFF);
        on = wanted;
        struct str text = page_text(p, s->text, s->isolate);
        if (s->link.n && doc_has_id(p->doc, s->link))
            buf_f(&b, "[%.*s]", STR_F(text));
        else
            buf_str(&b, text);
    }
    if (on)
        buf_char(&b, BOLD_OFF);
    return b.n ? (struct str){arena_text(&p->scratch.arena, b.p, b.n), b.n} : STR("");
}

void page_put(struct text_page *p, struct str s)
{
    size_t from = 0;
    for (size_t i = 0; i <= s.n; i++) {
        if (i < s.n && s.p[i] != BOLD_ON && s.p[i] != BOLD_OFF)
            continue;
        buf_add(p->out, s.p + from, i - from);
        from = i + 1;
        if (i < s.n && p->colour)
            buf_text(p->out, s.p[i] == BOLD_ON ? "\033[1m" : "\033[0m");
    }
}

static bool is_blank(char c) { return c == ' ' || c == '\n'; }

struct str next_line(struct str text, size_t *at, size_t width)
{
    while (*at < text.n && is_blank(text.p[*at]))
        (*at)++;
    size_t start = *at, end = start;
    while (end < text.n) {
        size_t word = end;
        while (word < text.n && is_blank(text.p[word]))
            word++;
        while (word < text.n && !is_blank(text.p[word]))
            word++;
        struct str longer = {text.p + start, word - start};
        if (end > start && text_columns(longer) > width)
            break;
        end = word;
    }
    *at = end;
    struct str line = {text.p + start, end - start};
    while (line.n && is_blank(line.p[line.n - 1]))
        line.n--;
    return line;
}

static void blanks(struct buf *b, size_t n)
{
    while (n--)
        buf_char(b, ' ');
}

void page_wrapped(struct text_page *p, struct str lead, struct str text)
{
    size_t indent = text_columns(lead), at = 0, room = p->width > indent + 8 ? p->width - indent : 8;
    bool first = true;
    do {
        struct str line = next_line(text, &at, room);
        if (!line.n && !first)
            break;
        if (first)
            buf_str(p->out, lead);
        else
            blanks(p->out, indent);
        page_put(p, line);
        buf_char(p->out, '\n');
        first = false;
    } while (at < text.n);
}

static void rule(struct text_page *p, const char *piece)
{
    for (size_t i = 0; i < p->width; i++)
        buf_text(p->out, piece);
    buf_char(p->out, '\n');
}

static void gap(struct text_page *p)
{
    struct buf *b = p->out;
    if (b->n && !(b->n > 1 && b->p[b->n - 1] == '\n' && b->p[b->n - 2] == '\n'))
        buf_char(b, '\n');
}

/* ---- blocks ------------------------------------------------------------------------------------ */

static struct str counted(struct text_page *p, const char *msgid, int n)
{
    struct buf number CLEANUP(buf_end) = {0}, b CLEANUP(buf_end) = {0};
    say_int(p->doc->speech, &number, n);
    struct slot slot = {.name = "n", .text = buf_view(&number)};
    say_flat(&b, say(p->doc->speech, msgid), &slot, 1, false);
    return (struct str){arena_text(&p->scratch.arena, b.p ? b.p : "", b.n), b.n};
}

static void put_heading(struct text_page *p, const struct block *block)
{
    gap(p);
    if (!p->plain)
        rule(p, "━");
    struct buf lead CLEANUP(buf_end) = {0};
    if (block->number) {
        buf_str(&lead, counted(p, "{n}", block->number));
        buf_text(&lead, p->plain ? ". " : "  ");
    }
    page_wrapped(p, buf_view(&lead), page_words(p, &block->words, true));
    gap(p);
}

/* What a figure says in place of what it shows: its table, or the description made for those who cannot see it. */
static void put_figure(struct text_page *p, const struct figure *f)
{
    gap(p);
    struct buf title CLEANUP(buf_end) = {0};
    buf_str(&title, counted(p, T("Figure {n}."), f->number));
    buf_char(&title, ' ');
    buf_str(&title, page_words(p, &f->title, true));
    page_wrapped(p, STR(""), buf_view(&title));
    if (f->source.n)
        page_wrapped(p, p->plain ? STR("") : STR("  "), page_words(p, &f->source, false));
    if (f->table) {
        gap(p);
        page_table(p, f->table);
        return;
    }
    if (f->layout == FIGURE_GRID)
        return; /* the same by place stands in the table that follows */
    struct str said = words_flat(&p->scratch, &f->title);
    for (size_t i = 0; i < f->drawing_n; i++) {
        struct str desc = f->drawings[i]->desc;
        if (!desc.n || str_eq(desc, said))
            continue;
        said = desc;
        page_wrapped(p, p->plain ? STR("") : STR("  "), page_text(p, desc, false));
    }
}

static void put_items(struct text_page *p, const struct block *block)
{
    bool sentences = block->kind == BLOCK_SENTENCES;
    if (block->item_n)
        gap(p);
    for (size_t i = 0; i < block->item_n; i++) {
        page_wrapped(p, p->plain ? STR("- ") : STR("• "), page_words(p, &block->items[i], false));
        if (sentences && !p->plain)
            gap(p);
    }
}

/* With a bar before each line, so that it is told from the program's own; a screen reader hears whose it is first. */
static void put_statement(struct text_page *p, const struct block *block)
{
    struct str by = page_words(p, &block->words, false);
    gap(p);
    if (p->plain)
        page_wrapped(p, STR(""), by);
    for (size_t i = 0; i < block->item_n; i++) {
        struct str text = page_words(p, &block->items[i], false);
        size_t at = 0, room = p->width > 12 ? p->width - 4 : 8;
        if (i && !p->plain)
            buf_text(p->out, "  ┃\n");
        while (!p->plain && at < text.n) {
            buf_text(p->out, "  ┃ ");
            page_put(p, next_line(text, &at, room));
            buf_char(p->out, '\n');
        }
        if (p->plain)
            page_wrapped(p, STR("- "), text);
    }
    if (!p->plain)
        page_wrapped(p, STR("  ┃ — "), by);
}

/* Lines as they are: block characters, each line a row of the map. */
static void put_map(struct text_page *p, const struct block *block)
{
    if (p->plain)
        return;
    gap(p);
    for (size_t i = 0; i < block->words.n; i++)
        buf_str(p->out, block->words.list[i].text);
    if (p->out->n && p->out->p[p->out->n - 1] != '\n')
        buf_char(p->out, '\n');
}

static void put_block(struct text_page *p, const struct block *block)
{
    bool bold = block->kind == BLOCK_TITLE || block->kind == BLOCK_SUBHEADING;
    switch (block->kind) {
    case BLOCK_HEADING: put_heading(p, block); break;
    case BLOCK_FIGURE:
        if (block->figure)
            put_figure(p, block->figure);
        break;
    case BLOCK_TABLE:
        if (block->table) {
            gap(p);
            page_table(p, block->table);
        }
        break;
    case BLOCK_SENTENCES:
    case BLOCK_PARTNERS:
    case BLOCK_ITEMS: put_items(p, block); break;
    case BLOCK_STATEMENT: put_statement(p, block); break;
    case BLOCK_MAP_TEXT: put_map(p, block); break;
    case BLOCK_BANNER:
    case BLOCK_TITLE:
    case BLOCK_SUBTITLE:
    case BLOCK_SUBHEADING:
    case BLOCK_PARAGRAPH:
    case BLOCK_NOTE:
        if (!block->words.n)
            break;
        gap(p);
        page_wrapped(p, STR(""), page_words(p, &block->words, bold));
        break;
    }
}

void doc_text(const struct doc *d, const struct text_options *o, struct buf *out)
{
    size_t width = o->width <= 0 ? WIDTH_USUAL : (size_t)MAX_OF(o->width, (int)WIDTH_LEAST);
    struct text_page p = {.doc = d, .out = out, .width = width, .colour = o->colour && !o->plain, .plain = o->plain,
        .rtl = language_rtl(d->speech->language), .scratch = {.speech = d->speech}};
    for (size_t i = 0; i < d->n; i++)
        put_block(&p, &d->blocks[i]);
    if (d->fingerprint.n) {
        gap(&p);
        struct slot slot = {.name = "fingerprint", .text = d->fingerprint, .isolate = true};
        struct words w = {0};
        words_say(&p.scratch, &w, T("Fingerprint of the register: {fingerprint}"), &slot, 1);
        page_wrapped(&p, STR(""), page_words(&p, &w, false));
    }
    arena_end(&p.scratch.arena);
}
