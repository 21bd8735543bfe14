/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * html: a document as one self-contained page. No script, nothing from outside: the policy in its head forbids both,
 * although nothing relies on that.
 */
#include "brief/html_priv.h"
#include "core/embedded.h"

void html_f_(struct html *h, const char *markup, ...)
{
    va_list args;
    va_start(args, markup);
    markup_v(h->out, markup, args);
    va_end(args);
}

void html_svg(struct html *h, const struct svg *s)
{
    buf_str(h->out, buf_view(&s->markup));
}

/* ---- words ------------------------------------------------------------------------------------- */

static const char *told(const struct html *h, const char *msgid) { return say(h->doc->speech, msgid); }

/* Blanks at which no line breaks. */
static void put_unbroken(struct html *h, struct str text)
{
    for (size_t at = 0; at < text.n;) {
        const char *blank = memchr(text.p + at, ' ', text.n - at);
        size_t n = blank ? (size_t)(blank - text.p) - at : text.n - at;
        markup_text(h->out, (struct str){text.p + at, n});
        if (blank)
            buf_text(h->out, "\u00a0");
        at += n + (blank != NULL);
    }
}

static void put_span(struct html *h, const struct span *s)
{
    bool whole = s->whole && (s->isolate || memchr(s->text.p, '-', s->text.n)); /* what somebody may copy keeps its blanks */
    bool apart = s->isolate && (s->lang || !text_reads_as_page(s->text, h->rtl, h->doc->speech->latin_digits));
    bool page = str_starts(s->link, "/"), link = page || (s->link.n && doc_has_id(h->doc, s->link));
    if (page)
        html_f(h, "<a href=\"%.*s\">", STR_F(s->link));
    else if (link)
        html_f(h, "<a href=\"#%.*s\">", STR_F(s->link));
    if (s->bold)
        html_f(h, "<b>");
    if (s->dim)
        html_f(h, "<span>");
    if (s->eye)
        html_f(h, "<span aria-hidden=\"true\">");
    if (whole)
        html_f(h, "<span class=\"wh\">");
    if (apart && s->lang)
        html_f(h, "<bdi lang=\"%s\">", s->lang);
    else if (apart)
        html_f(h, "<bdi>");
    if (s->whole && !whole)
        put_unbroken(h, s->text);
    else
        markup_text(h->out, s->text);
    if (apart)
        html_f(h, "</bdi>");
    if (whole)
        html_f(h, "</span>");
    if (s->dim || s->eye)
        html_f(h, "</span>");
    if (s->bold)
        html_f(h, "</b>");
    if (link)
        html_f(h, "</a>");
}

static void put_words(struct html *h, const struct words *w)
{
    for (size_t i = 0; i < w->n; i++)
        put_span(h, &w->list[i]);
}

void html_id(struct html *h, struct str id)
{
    if (id.n)
        html_f(h, " id=\"%.*s\"", STR_F(id));
}

/* "Figure 4." as the language says it. */
static void put_counted(struct html *h, const char *msgid, int n)
{
    struct buf number CLEANUP(buf_end) = {0}, text CLEANUP(buf_end) = {0};
    say_int(h->doc->speech, &number, n);
    struct slot slot = {.name = "n", .text = buf_view(&number)};
    say_flat(&text, told(h, msgid), &slot, 1, false);
    markup_text(h->out, buf_view(&text));
}

/* ---- tables ------------------------------------------------------------------------------------ */

static void put_sparkline(struct html *h, const struct drawing *g)
{
    struct svg s CLEANUP(svg_end) = {0};
    h->drawings++;
    svg_write(&s, g, 0, h->doc->speech);
    html_svg(h, &s);
}

static void put_number(struct html *h, const struct doc_cell *c)
{
    struct doc scratch = {.speech = h->doc->speech}; /* the text lives only until it is written */
    struct str text = c->kind == CELL_RANGE ? number_bounds(&scratch, c->number, c->style) : number_text(&scratch, c->number, c->style);
    markup_text(h->out, text);
    arena_end(&scratch.arena);
}

void html_cell(struct html *h, const struct doc_cell *c)
{
    switch (c->kind) {
    case CELL_EMPTY: break;
    case CELL_WORDS: put_words(h, &c->words); break;
    case CELL_NUMBER:
    case CELL_RANGE: put_number(h, c); break;
    case CELL_DRAWING:
        if (c->drawing)
            put_sparkline(h, c->drawing);
        break;
    }
}

static bool is_number(const struct doc_cell *c) { return c->kind == CELL_NUMBER || c->kind == CELL_RANGE; }

bool html_seen(const struct doc_table *t, size_t column) { return !t->columns[column].machine_only && !t->columns[column].terminal_only; }

/* Of a table whose last columns are numbers: which of those seen is the first of them, from 2. The style sheet sets them as numbers, so that it need not stand at each cell. 0: none, or beyond what it knows. */
static size_t numbers_from(const struct doc_table *t)
{
    enum { MOST = 7 }; /* as of .n2 to .n7 in assets/brief.css */
    size_t seen = 0, from = 0;
    for (size_t i = 0; i < t->column_n; i++) {
        if (!html_seen(t, i))
            continue;
        seen++;
        from = !t->columns[i].number ? 0 : from ? from : seen;
    }
    return from >= 2 && from <= MOST ? from : 0;
}

/* A column of numbers among others has a class of its own at the table, so that it need not stand at each cell. */
static bool has_class(size_t seen) { return seen >= 2 && seen <= 8; } /* as of .c2 to .c8 in assets/brief.css */

/* `plain`: the style sheet knows it for a number. A head has no scope: one in the head of a table is its column's, one beside cells its row's (HTML, header of state auto). */
static void put_cell(struct html *h, const struct doc_table *t, size_t row, size_t column, bool head, bool plain)
{
    const struct doc_cell *c = table_cell(t, row, column);
    bool quiet = c->kind == CELL_NUMBER && !number_known(c->number), number = t->columns[column].number && !plain;
    if (head && !is_number(c))
        html_f(h, "<th>");
    else if (number && quiet)
        html_f(h, "<td class=\"n q\">");
    else if (number)
        html_f(h, "<td class=\"n\">");
    else if (quiet)
        html_f(h, "<td class=\"q\">");
    else
        html_f(h, "<td>");
    html_cell(h, c);
}

static void put_table_open(struct html *h, const struct doc_table *t, size_t from)
{
    size_t seen = 0;
    bool any = false;
    html_f(h, "<table");
    for (size_t i = 0; i < t->column_n; i++) {
        seen += html_seen(t, i);
        bool first = from && seen == from;
        if (!html_seen(t, i) || !t->columns[i].number || (from && seen > from) || !(first || has_class(seen)))
            continue;
        buf_text(h->out, any ? " " : " class=\"");
        buf_text(h->out, first ? "n" : "c");
        buf_int(h->out, (int)seen);
        any = true;
    }
    buf_text(h->out, any ? "\">" : ">");
}

/* What closes by itself in HTML is not closed: items of a list, cells, rows, head and body of a table, a tenth of a brief. */
static void put_rows(struct html *h, const struct doc_table *t)
{
    size_t from = numbers_from(t), seen = 0;
    if (html_across(h, t))
        return;
    put_table_open(h, t, from);
    if (t->title.n)
        html_f(h, "<caption>%.*s</caption>", STR_F(t->title));
    html_f(h, "<thead><tr>");
    for (size_t i = 0; i < t->column_n; i++) {
        if (!html_seen(t, i))
            continue;
        seen++;
        if (t->columns[i].number && !(from && seen >= from) && !has_class(seen))
            html_f(h, "<th class=\"n\">%.*s", STR_F(t->columns[i].label));
        else
            html_f(h, "<th>%.*s", STR_F(t->columns[i].label));
    }
    html_f(h, "\n<tbody>");
    for (size_t row = 0; row < t->rows; row++) {
        html_f(h, "<tr");
        html_id(h, t->row[row].id);
        html_f(h, ">");
        seen = 0;
        for (size_t i = 0; i < t->column_n; i++) {
            if (!html_seen(t, i))
                continue;
            seen++;
            put_cell(h, t, row, i, seen == 1, (from && seen >= from) || has_class(seen));
        }
        html_f(h, "\n");
    }
    html_f(h, "</table>");
}

/* How many tables of this title the document has up to this one. */
static int of_that_title(const struct doc *d, const struct doc_table *t)
{
    int n = 0;
    for (size_t i = 0; i < d->n; i++) {
        const struct doc_table *other = d->blocks[i].kind == BLOCK_TABLE ? d->blocks[i].table : NULL;
        n += other && str_eq(other->title, t->title);
        if (other == t)
            break;
    }
    return n;
}

/* The name of a table's region, which no other region of the page has: after its figure, its title (the second of that title with its number), or the heading over it. */
static void put_table_name(struct html *h, const struct doc_table *t, int figure)
{
    if (!figure && !t->title.n && h->heading_id.n && !str_eq(h->heading_id, h->named_by)) {
        h->named_by = h->heading_id; /* the first table under a heading has its name */
        html_f(h, "aria-labelledby=\"%.*s\"", STR_F(h->heading_id));
        return;
    }
    html_f(h, "aria-label=\"");
    struct doc scratch = {.speech = h->doc->speech};
    struct str name = t->title.n || !h->heading ? t->title : words_flat(&scratch, h->heading);
    struct buf text CLEANUP(buf_end) = {0}, number CLEANUP(buf_end) = {0};
    int n = t->title.n ? of_that_title(h->doc, t) : 1;
    say_int(h->doc->speech, &number, n);
    struct slot slot[] = {{.name = "name", .text = name}, {.name = "n", .text = buf_view(&number)}};
    if (figure)
        put_counted(h, T("Table of figure {n}"), figure);
    else if (name.n && n > 1)
        say_flat(&text, told(h, T("{name}, {n}: table")), slot, 2, false);
    else if (name.n)
        say_flat(&text, told(h, T("{name}: table")), slot, 1, false);
    else
        buf_text(&text, told(h, T("table")));
    markup_text(h->out, buf_view(&text));
    html_f(h, "\"");
    arena_end(&scratch.arena);
}

/* A table that a phone cannot hold scrolls in a region that the keyboard reaches. `figure`: the number of that which it stands behind; 0: none. */
static void put_table(struct html *h, const struct doc_table *t, int figure)
{
    size_t seen = 0;
    for (size_t i = 0; i < t->column_n; i++)
        seen += html_seen(t, i);
    if (seen <= 3) {
        put_rows(h, t);
    } else {
        html_f(h, "<div class=\"sc\" tabindex=\"0\" role=\"region\" ");
        put_table_name(h, t, figure);
        html_f(h, ">");
        put_rows(h, t);
        html_f(h, "</div>");
    }
    html_f(h, "\n");
}

/* ---- figures ----------------------------------------------------------------------------------- */

/* Where a drawing is described by the title of its figure, the caption describes it. */
static bool told_by_caption(const struct drawing *g, struct str title) { return g->desc.n && str_eq(g->desc, title); }

static void put_drawings(struct html *h, const struct figure *f, struct str title)
{
    int caption = h->drawings + 1;
    for (size_t i = 0; i < f->drawing_n; i++) {
        struct svg s CLEANUP(svg_end) = {0};
        h->drawings++;
        svg_write(&s, f->drawings[i], told_by_caption(f->drawings[i], title) ? caption : 0, h->doc->speech);
        bool scroll = f->layout == FIGURE_FULL && f->drawings[i]->scroll;
        if (scroll) {
            html_f(h, "<div class=\"sc\" tabindex=\"0\" role=\"region\" aria-label=\"");
            put_counted(h, T("Figure {n}"), f->number);
            html_f(h, "\">");
        }
        html_svg(h, &s);
        if (scroll)
            html_f(h, "</div>");
    }
}

static void put_figure(struct html *h, const struct figure *f)
{
    html_f(h, "<figure");
    html_id(h, f->id);
    struct doc scratch = {.speech = h->doc->speech};
    struct str title = words_flat(&scratch, &f->title);
    bool described = false;
    for (size_t i = 0; i < f->drawing_n; i++)
        described |= told_by_caption(f->drawings[i], title);
    html_f(h, "><figcaption");
    if (described)
        html_f(h, " id=\"d%dc\"", h->drawings + 1);
    html_f(h, "><span>");
    put_counted(h, T("Figure {n}."), f->number);
    html_f(h, "</span> ");
    put_words(h, &f->title);
    html_f(h, "</figcaption>\n");
    const char *grid = f->layout == FIGURE_PAIR ? "two" : "sm";
    if (f->drawing_n && f->layout != FIGURE_FULL)
        html_f(h, "<div class=\"%s\">", grid);
    put_drawings(h, f, title);
    arena_end(&scratch.arena);
    if (f->drawing_n && f->layout != FIGURE_FULL)
        html_f(h, "</div>");
    if (f->source.n) {
        html_f(h, "<p class=\"src\">");
        put_words(h, &f->source);
        html_f(h, "</p>");
    }
    if (f->table) {
        struct str label = f->table_label.n ? f->table_label : str_of(told(h, T("Table")));
        html_f(h, "\n<details><summary>%.*s</summary>", STR_F(label));
        put_table(h, f->table, f->number);
        html_f(h, "</details>");
    }
    html_f(h, "</figure>\n");
}

/* ---- blocks ------------------------------------------------------------------------------------ */

static void put_banner(struct html *h, const struct words *w)
{
    html_f(h, "<div class=\"inv\" role=\"note\">");
    size_t i = 0;
    for (; i < w->n && w->list[i].bold; i++)
        put_span(h, &w->list[i]);
    html_f(h, "<span>");
    for (; i < w->n; i++)
        put_span(h, &w->list[i]);
    html_f(h, "</span></div>\n");
}

static void put_heading(struct html *h, const struct block *b)
{
    html_f(h, "<h2");
    html_id(h, b->id);
    html_f(h, ">");
    if (b->number) {
        html_f(h, "<i>");
        put_counted(h, "{n}", b->number);
        html_f(h, "</i>");
    }
    html_f(h, "<span>");
    put_words(h, &b->words);
    html_f(h, "</span></h2>\n");
}

static void put_items(struct html *h, const struct block *b)
{
    if (!b->item_n)
        return;
    html_f(h, "<ul");
    html_id(h, b->id);
    html_f(h, " class=\"%s\">", b->kind == BLOCK_SENTENCES ? "ls" : "it");
    for (size_t i = 0; i < b->item_n; i++) {
        html_f(h, "<li");
        html_id(h, b->items[i].id);
        html_f(h, ">");
        put_words(h, &b->items[i]);
        html_f(h, "\n");
    }
    html_f(h, "</ul>\n");
}

/* Their paragraphs may be in another language than the page: each finds its own direction. */
static void put_statement(struct html *h, const struct block *b)
{
    html_f(h, "<blockquote class=\"st\">");
    for (size_t i = 0; i < b->item_n; i++) {
        html_f(h, "<p dir=\"auto\">");
        put_words(h, &b->items[i]);
        html_f(h, "</p>\n");
    }
    html_f(h, "<p class=\"by\">");
    put_words(h, &b->words);
    html_f(h, "</p></blockquote>\n");
}

static void put_base64(struct buf *out, struct str s)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    for (size_t i = 0; i < s.n; i += 3) {
        uint32_t v = 0;
        for (size_t k = 0; k < 3; k++)
            v = v << 8 | (i + k < s.n ? (unsigned char)s.p[i + k] : 0U);
        for (size_t k = 0; k < 4; k++)
            buf_char(out, i + k > s.n ? '=' : digits[v >> (18 - 6 * k) & 63]);
    }
}

/* As high as three lines of text, and no wider than a column. */
void logo_size(const struct logo *l, double high, double wide, double *x, double *y)
{
    double scale = fmin(high / (double)MAX_OF(l->high, 1), wide / (double)MAX_OF(l->wide, 1));
    *x = scale * (double)l->wide;
    *y = scale * (double)l->high;
}

static void put_logo(struct html *h, const struct logo *l)
{
    struct buf text CLEANUP(buf_end) = {0};
    struct slot slot = {.name = "name", .text = l->name};
    double x, y;
    if (!l->png.n)
        return;
    logo_size(l, 72, 240, &x, &y);
    say_flat(&text, told(h, T("Logo of {name}")), &slot, 1, false);
    html_f(h, "<img width=\"%d\" height=\"%d\" alt=\"%.*s\" src=\"data:image/png;base64,", (int)x, (int)y, STR_F(buf_view(&text)));
    put_base64(h->out, l->png);
    html_f(h, "\">");
}

static void put_partners(struct html *h, const struct block *b)
{
    html_f(h, "<ul class=\"%s\">", b->page_ends ? "pt al" : "pt");
    for (size_t i = 0; i < b->item_n; i++) {
        html_f(h, "<li>");
        put_logo(h, &b->logos[i]);
        put_words(h, &b->items[i]);
        html_f(h, "\n");
    }
    html_f(h, "</ul>\n");
}

#define PUT_AS(open, close)                                                                        \
    do {                                                                                           \
        html_f(h, open);                                                                           \
        html_id(h, b->id);                                                                          \
        html_f(h, ">");                                                                            \
        put_words(h, &b->words);                                                                   \
        html_f(h, close "\n");                                                                     \
    } while (0)

static void put_block(struct html *h, const struct block *b)
{
    if (b->kind == BLOCK_HEADING || b->kind == BLOCK_SUBHEADING)
        h->heading = &b->words, h->heading_id = b->id;
    switch (b->kind) {
    case BLOCK_BANNER: put_banner(h, &b->words); break;
    case BLOCK_TITLE: PUT_AS("<h1", "</h1>"); break;
    case BLOCK_SUBTITLE: PUT_AS("<p class=\"sub\"", "</p>"); break;
    case BLOCK_HEADING: put_heading(h, b); break;
    case BLOCK_SUBHEADING: PUT_AS("<h3", "</h3>"); break;
    case BLOCK_PARAGRAPH: PUT_AS("<p", "</p>"); break;
    case BLOCK_NOTE: PUT_AS("<p class=\"src\"", "</p>"); break;
    case BLOCK_SENTENCES:
    case BLOCK_ITEMS: put_items(h, b); break;
    case BLOCK_FIGURE:
        if (b->figure)
            put_figure(h, b->figure);
        break;
    case BLOCK_TABLE:
        if (b->table)
            put_table(h, b->table, 0);
        break;
    case BLOCK_PARTNERS: put_partners(h, b); break;
    case BLOCK_STATEMENT: put_statement(h, b); break;
    case BLOCK_MAP_TEXT: break; /* for terminals: the page has the map itself */
    }
}

/* ---- the page ---------------------------------------------------------------------------------- */

/* A relative address: whatever is not plain in one is percent-encoded, so that "javascript:" stays a file's name. */
static void put_href(struct html *h, const char *href)
{
    while (*href == '/')
        href++;
    for (const unsigned char *p = (const unsigned char *)href; *p; p++) {
        bool plain = (*p >= 'a' && *p <= 'z') || (*p >= 'A' && *p <= 'Z') || (*p >= '0' && *p <= '9') || strchr("-._~/%?=#&+", *p);
        if (*p == '&')
            buf_text(h->out, "&amp;");
        else if (plain)
            buf_char(h->out, (char)*p);
        else
            buf_f(h->out, "%%%02X", *p);
    }
}

static void put_languages(struct html *h, const struct html_links *links, size_t n)
{
    size_t seen = 0;
    for (size_t i = 0; i < n; i++) {
        const struct language *l = language_find(links[i].language);
        bool own = l == h->doc->speech->language;
        if (!l || (!own && (!links[i].href || !*links[i].href)))
            continue;
        if (seen++ == 0)
            html_f(h, "<nav aria-label=\"%s\">", told(h, T("Language")));
        const char *direction = language_rtl(l) ? "rtl" : "ltr";
        if (own) {
            html_f(h, "<b lang=\"%s\" dir=\"%s\">%s</b>", language_code(l), direction, language_own_name(l));
            continue;
        }
        html_f(h, "<a href=\"");
        put_href(h, links[i].href);
        html_f(h, "\" hreflang=\"%s\" lang=\"%s\" dir=\"%s\">%s</a>", language_code(l), language_code(l), direction, language_own_name(l));
    }
    if (seen)
        html_f(h, "</nav>");
}

static void put_head(struct html *h)
{
    const struct doc *d = h->doc;
    html_f(h, "<!doctype html>\n<html lang=\"%s\" dir=\"%s\">\n<head><meta charset=\"utf-8\">\n", language_code(d->speech->language), h->rtl ? "rtl" : "ltr");
    html_f(h, "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; img-src data:\">\n"
              "<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n<meta name=\"referrer\" content=\"no-referrer\">\n");
    html_f(h, "<title>%.*s</title>\n<style>", STR_F(d->title));
    buf_add(h->out, embedded_style[0].data, embedded_style[0].size); /* ours, from assets/brief.css */
    if (d->sheet != SHEET_PAGES)
        buf_add(h->out, embedded_style[d->sheet].data, embedded_style[d->sheet].size);
    html_f(h, "</style></head>\n");
}

static bool in_header(enum block_kind k) { return k == BLOCK_BANNER || k == BLOCK_TITLE || k == BLOCK_SUBTITLE || k == BLOCK_PARTNERS; }

/* Top line, and the blocks that belong above everything; returns how many these were. */
static size_t put_header(struct html *h, const struct html_links *links, size_t n)
{
    const struct doc *d = h->doc;
    html_f(h, "<header><div class=\"top\"><span><span class=\"mk\">%s</span>", told(h, T("Diwan")));
    if (d->kind.n)
        html_f(h, " · %.*s", STR_F(d->kind));
    html_f(h, "</span>");
    put_languages(h, links, n);
    html_f(h, "</div>\n");
    size_t top = 0;
    bool titled = false;
    for (; top < d->n && in_header(d->blocks[top].kind); top++)
        titled = titled || d->blocks[top].kind == BLOCK_TITLE;
    if (!titled && d->title.n)
        html_f(h, "<h1>%.*s</h1>\n", STR_F(d->title));
    for (size_t i = 0; i < top; i++)
        put_block(h, &d->blocks[i]);
    html_f(h, "</header>\n");
    return top;
}

static void put_footer(struct html *h)
{
    if (!h->doc->fingerprint.n)
        return;
    struct slot slot = {.name = "fingerprint", .text = h->doc->fingerprint, .isolate = true, .lang = "en"};
    struct doc scratch = {.speech = h->doc->speech};
    struct words w = {0};
    words_say(&scratch, &w, T("Fingerprint of the register: {fingerprint}"), &slot, 1);
    html_f(h, "<footer><p>");
    put_words(h, &w);
    html_f(h, "</p></footer>\n");
    arena_end(&scratch.arena);
}

struct str markup_style(void)
{
    return (struct str){(const char *)embedded_style[0].data, embedded_style[0].size}; /* ours, from assets/brief.css */
}

void markup_hatch(struct buf *out)
{
    buf_text(out, "<svg class=\"hid\" aria-hidden=\"true\"><defs><pattern id=\"hat\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\">"
                  "<rect width=\"6\" height=\"6\" fill=\"var(--pan)\"/><path d=\"M0 0V6\" stroke=\"var(--hat)\" stroke-width=\"2.2\"/></pattern></defs></svg>\n");
}

void doc_html_blocks(const struct doc *d, bool skip_title, struct buf *out)
{
    struct html h = {.doc = d, .out = out, .rtl = language_rtl(d->speech->language), .drawings = d->drawn_before};
    for (size_t i = 0; i < d->n; i++)
        if (!skip_title || !in_header(d->blocks[i].kind))
            put_block(&h, &d->blocks[i]);
}

/* ---- what a page need not hold ----------------------------------------------------------------- */

static bool is_plain(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '_' || c == '#' || c == '-';
}

/* The value of an attribute from its quote at `at`: does it mean the same without quotes, and where is the second one? A value before "/>" keeps them. */
static bool plain_value(const struct buf *b, size_t at, size_t *second)
{
    size_t i = at + 1;
    while (i < b->n && is_plain(b->p[i]))
        i++;
    *second = i;
    return i > at + 1 && i + 1 < b->n && b->p[i] == '"' && (b->p[i + 1] == ' ' || b->p[i + 1] == '>');
}

/* Quotes around what is plain, one byte in thirty of a brief: everything is written with them, so that no text can leave its attribute, and they go only here. */
static void drop_quotes(struct buf *b, size_t from)
{
    size_t to = from, second;
    bool tag = false, quoted = false;
    for (size_t i = from; i < b->n; i++) {
        char c = b->p[i];
        if (tag && !quoted && c == '"' && b->p[i - 1] == '=' && plain_value(b, i, &second)) {
            memmove(b->p + to, b->p + i + 1, second - i - 1);
            to += second - i - 1;
            i = second;
            continue;
        }
        if (c == '<' && i + 4 <= b->n && memcmp(b->p + i, "</p>", 4) == 0) { /* what follows a paragraph here is a block or the end of one: either closes it */
            i += 3;
            continue;
        }
        quoted = tag && (c == '"') != quoted;
        tag = quoted || c == '<' || (tag && c != '>');
        b->p[to++] = c;
    }
    b->n = to;
    b->p[to] = '\0';
}

void doc_html(const struct doc *d, const struct html_links *links, size_t n, struct buf *out)
{
    struct html h = {.doc = d, .out = out, .rtl = language_rtl(d->speech->language)};
    put_head(&h);
    size_t body = out->n;
    static const char *const sheets[] = {[SHEET_PAGES] = "<body>", [SHEET_ONE] = "<body class=\"one\">", [SHEET_WALL] = "<body class=\"wall\">"};
    buf_text(out, sheets[d->sheet]);
    markup_hatch(out);
    size_t top = put_header(&h, links, n);
    html_f(&h, "<main>\n");
    for (size_t i = top; i < d->n; i++)
        put_block(&h, &d->blocks[i]);
    html_f(&h, "</main>\n");
    put_footer(&h);
    html_f(&h, "</body></html>\n");
    if (!out->over)
        drop_quotes(out, body);
}
