/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pdf_flow: the blocks of a document as pieces. Sizes and rooms are those of assets/brief.css in print. */
#include "brief/pdf_priv.h"

const struct sheet pdf_sheets[] = {
    [SHEET_PAGES] = {.width = 210 * MM, .height = 297 * MM, .top = 14 * MM, .side = 13 * MM, .foot = 16 * MM, .em = {10.6, 11.6}, .leading = {1.55, 1.8},
        .measure = 39.5, .title = 3, .heading = 1.75, .above_heading = 1.1, .in_heading = 0.45, .below_heading = 0.5, .heading_rule = 2.5 * PX,
        .in_sentence = 0.45, .between_items = 0.3, .between_paragraphs = 0.8, .above_figure = 1.1, .below_figure = 1.3, .below_caption = 0.5, .source = 0.8,
        .cell_pad = 5 * PX, .tall_full = 104 * MM, .tall_half = 98 * MM, .foot_size = 7.8}, /* two large figures on a page, not one and a half empty one */
    [SHEET_ONE] = {.width = 210 * MM, .height = 297 * MM, .top = 9 * MM, .side = 12 * MM, .foot = 11 * MM, .em = {9.2, 9.6}, .leading = {1.36, 1.45},
        .title = 2.2, .heading = 1.35, .above_heading = 0.6, .in_heading = 0.2, .below_heading = 0.25, .heading_rule = 2.5 * PX,
        .in_sentence = 0.25, .between_items = 0.12, .between_paragraphs = 0.5, .above_figure = 0.7, .below_figure = 0.7, .below_caption = 0.25, .source = 0.78,
        .cell_pad = 2 * PX, .tall_full = 36 * MM, .tall_half = 36 * MM, .foot_size = 7.2, .one_page = true},
    [SHEET_WALL] = {.width = 297 * MM, .height = 420 * MM, .top = 15 * MM, .side = 16 * MM, .foot = 18 * MM, .em = {17.5, 17.5}, .leading = {1.5, 1.6},
        .title = 2.86, .heading = 1.72, .above_heading = 0.8, .in_heading = 0.3, .below_heading = 0.3, .heading_rule = 4 * PX,
        .in_sentence = 0.45, .between_items = 0.25, .between_paragraphs = 0.6, .above_figure = 1.1, .below_figure = 1.3, .below_caption = 0.5, .source = 0.7,
        .cell_pad = 6 * PX, .tall_full = 150 * MM, .tall_half = 140 * MM, .foot_size = 10, .one_page = true, .discs = true}};

void pdf_begin(struct pdf *p, double scale)
{
    p->sheet = pdf_sheets[p->doc->sheet];
    if (p->cramped && p->turns) {
        double width = p->sheet.width;
        p->sheet.width = p->sheet.height;
        p->sheet.height = width;
        p->turns = false;
    }
    p->body = p->sheet.width - 2 * p->sheet.side;
    p->em = p->sheet.em[p->rtl] * scale;
    p->shrink = scale;
}

static double measure(const struct pdf *p) { return p->sheet.measure > 0 ? p->sheet.measure * p->em : p->body; }

struct piece *pdf_piece(struct pdf *p, enum piece_kind kind, const struct block *block)
{
    GROW(p->pieces, p->n, p->room);
    struct piece *piece = &p->pieces[p->n++];
    *piece = (struct piece){.kind = kind, .block = block, .scale = 1};
    return piece;
}

static const char *told(const struct pdf *p, const char *msgid) { return say(p->doc->speech, msgid); }

/* ---- words made here --------------------------------------------------------------------------- */

static struct span *span_add(struct pdf *p, struct words *w, struct str text)
{
    if (!w->list)
        w->list = ARENA_ARRAY(&p->pool.arena, struct span, w->room);
    struct span *s = &w->list[w->n++];
    *s = (struct span){.text = {arena_text(&p->pool.arena, text.p ? text.p : "", text.n), text.n}};
    return s;
}

void pdf_say_figure(const struct pdf *p, struct buf *out, int n)
{
    struct buf number CLEANUP(buf_end) = {0};
    say_int(p->doc->speech, &number, n);
    struct slot slot = {.name = "n", .text = buf_view(&number)};
    say_flat(out, told(p, T("Figure {n}.")), &slot, 1, false);
    buf_char(out, ' ');
}

/* ---- texts ------------------------------------------------------------------------------------- */

void pdf_lines(struct pdf *p, const struct block *block, struct para *q, double before, double after, bool keep)
{
    for (size_t i = 0; i < q->line_n; i++) {
        struct piece *piece = pdf_piece(p, PIECE_LINE, block);
        bool last = i + 1 == q->line_n;
        piece->para = q;
        piece->at = i;
        piece->height = q->lines[i].height + (i ? 0 : q->pad_above) + (last ? q->pad_below : 0);
        piece->before = i ? 0 : before;
        piece->after = last ? after : 0;
        piece->keep = last ? keep : i == 0 || i + 2 == q->line_n || q->line_n < 5;
    }
}

static void put_paragraph(struct pdf *p, const struct block *b)
{
    struct style style = pdf_style(p, 1, COLOUR_INK);
    style.width = measure(p);
    pdf_lines(p, b, para_words(p, &p->pool, &b->words, style), 0, p->sheet.between_paragraphs * p->em, false);
}

static struct style small_style(const struct pdf *p, double ems)
{
    struct style style = pdf_style(p, ems, COLOUR_INK2);
    style.leading = fmin(style.leading, p->rtl ? 1.65 : 1.5);
    return style;
}

static void put_note(struct pdf *p, const struct block *b)
{
    if (p->n && p->pieces[p->n - 1].kind == PIECE_ROW)
        p->pieces[p->n - 1].keep = true; /* a note belongs to the table it stands under */
    pdf_lines(p, b, para_words(p, &p->pool, &b->words, small_style(p, p->sheet.source)), 0.4 * p->em, 0.64 * p->em, false);
}

static void put_title(struct pdf *p, const struct block *b, const struct words *w)
{
    struct style style = pdf_style(p, p->sheet.title, COLOUR_INK);
    style.face = FACE_HEAD;
    style.bold = true;
    style.leading = p->rtl ? 1.35 : 1.12;
    style.tag = "H1";
    pdf_lines(p, b, para_words(p, &p->pool, w, style), 0.3 * p->em, 0.3 * p->em, true);
}

static void put_subtitle(struct pdf *p, const struct block *b)
{
    struct style style = pdf_style(p, 1, COLOUR_INK2);
    style.width = measure(p);
    pdf_lines(p, b, para_words(p, &p->pool, &b->words, style), 0, 6 * PX, false);
}

/* In quiet ink before the words; on a wall, where pages are read aloud, in white on a disc. */
static struct para *heading_number(struct pdf *p, int number, struct style style)
{
    struct buf text CLEANUP(buf_end) = {0};
    say_int(p->doc->speech, &text, number);
    style.bold = p->sheet.discs;
    style.colour = p->sheet.discs ? COLOUR_WHITE : COLOUR_INK2;
    if (p->sheet.discs) {
        style.width = 1.35 * style.size;
        style.leading *= 1 / 0.72;
        style.size *= 0.72;
        style.middle = true;
    }
    return para_text(p, &p->pool, buf_view(&text), style);
}

static void put_heading(struct pdf *p, const struct block *b)
{
    struct style style = pdf_style(p, p->sheet.heading, COLOUR_INK);
    style.face = FACE_HEAD;
    style.bold = true;
    style.leading = p->rtl ? 1.3 : 1.2;
    style.tag = "H2";
    struct para *mark = b->number ? heading_number(p, b->number, style) : NULL;
    if (mark) {
        style.x = (p->sheet.discs ? mark->style.width : para_natural(mark)) + 0.5 * style.size;
        style.width = p->body - style.x;
    }
    struct para *q = para_words(p, &p->pool, &b->words, style);
    q->mark = mark;
    q->rule_above = p->sheet.heading_rule;
    q->pad_above = q->rule_above + p->sheet.in_heading * style.size;
    pdf_lines(p, b, q, p->sheet.above_heading * style.size, p->sheet.below_heading * style.size, true);
}

static void put_subheading(struct pdf *p, const struct block *b)
{
    struct style style = pdf_style(p, 1, COLOUR_INK);
    style.bold = true;
    style.tag = "H3";
    pdf_lines(p, b, para_words(p, &p->pool, &b->words, style), 1 * p->em, 0.3 * p->em, true);
}

/* The short sentences at the head: each with a line under it, the first a little larger, their links small. */
static void put_sentences(struct pdf *p, const struct block *b)
{
    for (size_t i = 0; i < b->item_n; i++) {
        struct style style = pdf_style(p, i ? 1 : 1.06, COLOUR_INK);
        style.width = measure(p);
        style.link_size = style.size * 0.8;
        struct para *q = para_words(p, &p->pool, &b->items[i], style);
        q->pad_above = p->sheet.in_sentence * p->em;
        q->rule_below = PX;
        q->pad_below = p->sheet.in_sentence * p->em + q->rule_below;
        pdf_lines(p, b, q, 0, i + 1 < b->item_n ? 0 : 1.5 * p->sheet.between_paragraphs * p->em, false);
    }
}

static void put_items(struct pdf *p, const struct block *b)
{
    for (size_t i = 0; i < b->item_n; i++) {
        struct style style = pdf_style(p, 1, COLOUR_INK);
        struct style bullet = pdf_style(p, 1, COLOUR_INK2);
        style.x = 1.2 * p->em;
        style.width = measure(p) - style.x;
        bullet.x = 0.3 * p->em;
        bullet.width = p->em;
        struct para *q = para_words(p, &p->pool, &b->items[i], style);
        q->mark = para_text(p, &p->pool, STR("•"), bullet);
        pdf_lines(p, b, q, p->sheet.between_items * p->em, (i + 1 < b->item_n ? p->sheet.between_items : p->sheet.between_paragraphs) * p->em, false);
    }
}

/* Somebody else's words: lines on one ground, so that all room lies inside them. */
static void put_statement(struct pdf *p, const struct block *b)
{
    size_t from = p->n;
    struct style style = pdf_style(p, 1, COLOUR_INK), by = small_style(p, p->sheet.source);
    style.x = by.x = 14 * PX;
    style.width = by.width = measure(p) - 2 * style.x;
    by.bold = true;
    for (size_t i = 0; i < b->item_n; i++) {
        struct para *q = para_words(p, &p->pool, &b->items[i], style);
        q->pad_above = (i ? 0.35 : 0.6) * p->em;
        pdf_lines(p, b, q, i ? 0 : 0.5 * p->sheet.between_paragraphs * p->em, 0, i + 1 == b->item_n);
    }
    struct para *q = para_words(p, &p->pool, &b->words, by);
    q->pad_above = 0.3 * p->em;
    q->pad_below = 0.6 * p->em;
    pdf_lines(p, b, q, 0, 1.25 * p->sheet.between_paragraphs * p->em, false);
    for (size_t i = from; i < p->n; i++)
        p->pieces[i].framed = true;
}

/* Who puts their name on it: mark, name, and what they say. The name stands beside its mark as text, so the mark itself is decoration. */
static void put_partners(struct pdf *p, const struct block *b)
{
    struct style style = pdf_style(p, 0.95, COLOUR_INK);
    style.width = measure(p);
    for (size_t i = 0; i < b->item_n; i++) {
        double x = 0, y = 0;
        logo_size(&b->logos[i], 20 * MM, 70 * MM, &x, &y);
        if (b->logos[i].png.n) {
            struct piece *piece = pdf_piece(p, PIECE_LOGO, b);
            piece->at = i;
            piece->height = y;
            piece->before = 1.4 * p->em;
            piece->after = 0.3 * p->em;
            piece->keep = true;
        }
        pdf_lines(p, b, para_words(p, &p->pool, &b->items[i], style), b->logos[i].png.n ? 0.3 * p->em : 1.4 * p->em, 0.4 * p->em, false);
    }
    if (p->n)
        p->pieces[p->n - 1].page_ends = b->page_ends && b->item_n > 0;
}

/* ---- banner ------------------------------------------------------------------------------------ */

#define BANNER_PAD_X (14 * PX)
#define BANNER_PAD_Y (5 * PX)

double pdf_banner_height(const struct para *banner) { return banner->height + 2 * BANNER_PAD_Y; }

static struct para *banner_set(struct pdf *p, const struct words *w, double ems, size_t lines)
{
    struct style style = pdf_style(p, ems, COLOUR_INK);
    style.leading = p->rtl ? 1.6 : 1.45;
    style.x = BANNER_PAD_X;
    style.width = p->body - 2 * BANNER_PAD_X;
    struct para *q = para_words(p, &p->pool, w, style);
    for (size_t i = 0; i < w->n && i < q->part_n && w->list[i].bold; i++)
        q->parts[i].colour = COLOUR_MORE;
    para_limit(&p->pool, q, lines);
    return q;
}

static void put_banner(struct pdf *p, const struct block *b)
{
    struct piece *piece = pdf_piece(p, PIECE_BANNER, b);
    piece->para = banner_set(p, &b->words, 0.86, 12);
    piece->height = pdf_banner_height(piece->para);
    piece->after = 14 * PX;
    if (!p->banner)
        p->banner = banner_set(p, &b->words, 0.76, 3);
}

/* ---- figures ----------------------------------------------------------------------------------- */

static const struct { size_t across; double gap, gap_below; } layouts[] = {[FIGURE_FULL] = {1, 0, 6 * PX}, [FIGURE_PAIR] = {2, 16, 14 * PX},
    [FIGURE_GRID] = {4, 8, 9 * PX}}; /* gap: px of the drawing, as figures are 760 wide */

void pdf_drawing_at(const struct pdf *p, const struct piece *piece, size_t i, double *x, double *y, double *scale)
{
    const struct figure *f = piece->block->figure;
    const struct drawing *g = f->drawings[piece->at + i];
    double gap = layouts[f->layout].gap * p->body / 760, across = (double)layouts[f->layout].across, room = (p->body - gap * (across - 1)) / across;
    double width = fmax((double)g->width, 1), height = fmax((double)g->height, 1), tall = f->layout == FIGURE_FULL ? p->sheet.tall_full : p->sheet.tall_half;
    *scale = fmin(room / width, tall / height) * piece->scale * p->shrink;
    *x = (double)i * (room + gap) + (room - width * *scale) / 2;
    *y = 0;
}

static double drawings_height(const struct pdf *p, const struct piece *piece)
{
    double tallest = 0, x, y, scale;
    for (size_t i = 0; i < piece->n; i++) {
        pdf_drawing_at(p, piece, i, &x, &y, &scale);
        tallest = fmax(tallest, (double)piece->block->figure->drawings[piece->at + i]->height * scale);
    }
    return tallest;
}

/* Rows of drawings, kept together where one page holds them. */
static void put_drawings(struct pdf *p, const struct block *b, bool keep)
{
    const struct figure *f = b->figure;
    size_t across = layouts[f->layout].across, from = p->n;
    double sum = 0;
    for (size_t i = 0; i < f->drawing_n; i += across) {
        struct piece *piece = pdf_piece(p, PIECE_DRAWINGS, b);
        piece->at = i;
        piece->n = MIN_OF(across, f->drawing_n - i);
        piece->height = drawings_height(p, piece);
        piece->before = i ? layouts[f->layout].gap_below : 0;
        sum += piece->height + piece->before;
    }
    bool whole = sum < p->sheet.height - p->sheet.top - p->sheet.foot - 90;
    for (size_t i = from; i < p->n; i++)
        p->pieces[i].keep = i + 1 < p->n ? whole : keep;
}

static void put_figure(struct pdf *p, const struct block *b)
{
    const struct figure *f = b->figure;
    struct buf number CLEANUP(buf_end) = {0};
    struct words caption = {.room = f->title.n + 1};
    struct style style = pdf_style(p, 1, COLOUR_INK);
    pdf_say_figure(p, &number, f->number);
    span_add(p, &caption, buf_view(&number))->dim = true;
    for (size_t i = 0; i < f->title.n; i++)
        *span_add(p, &caption, STR("")) = f->title.list[i];
    style.bold = true;
    style.leading = p->rtl ? 1.6 : 1.4;
    style.width = measure(p);
    style.tag = "Caption";
    pdf_lines(p, b, para_words(p, &p->pool, &caption, style), p->sheet.above_figure * p->em, p->sheet.below_caption * p->em, true);
    put_drawings(p, b, f->source.n);
    if (f->source.n)
        pdf_lines(p, b, para_words(p, &p->pool, &f->source, small_style(p, p->sheet.source)), p->sheet.below_caption * p->em, 0, false);
    p->pieces[p->n - 1].after = p->sheet.below_figure * p->em;
}

/* ---- the document ------------------------------------------------------------------------------ */

static void put_block(struct pdf *p, const struct block *b)
{
    size_t from = p->n;
    switch (b->kind) {
    case BLOCK_BANNER: put_banner(p, b); break;
    case BLOCK_TITLE: put_title(p, b, &b->words); break;
    case BLOCK_SUBTITLE: put_subtitle(p, b); break;
    case BLOCK_HEADING: put_heading(p, b); break;
    case BLOCK_SUBHEADING: put_subheading(p, b); break;
    case BLOCK_PARAGRAPH: put_paragraph(p, b); break;
    case BLOCK_NOTE: put_note(p, b); break;
    case BLOCK_SENTENCES: put_sentences(p, b); break;
    case BLOCK_ITEMS: put_items(p, b); break;
    case BLOCK_FIGURE:
        if (b->figure)
            put_figure(p, b);
        break;
    case BLOCK_TABLE:
        if (b->table)
            pdf_table(p, b, b->table);
        break;
    case BLOCK_PARTNERS: put_partners(p, b); break;
    case BLOCK_STATEMENT: put_statement(p, b); break;
    case BLOCK_MAP_TEXT: break; /* for terminals: the page has the map itself */
    }
    if (from < p->n)
        p->pieces[from].first = true;
}

/* "Diwan · country brief" */
static void put_top(struct pdf *p)
{
    struct words w = {.room = 2};
    struct buf kind CLEANUP(buf_end) = {0};
    struct span *name = span_add(p, &w, str_of(told(p, T("Diwan"))));
    name->bold = true;
    if (p->doc->kind.n) {
        buf_f(&kind, " · %.*s", STR_F(p->doc->kind));
        span_add(p, &w, buf_view(&kind))->dim = true;
    }
    pdf_lines(p, NULL, para_words(p, &p->pool, &w, small_style(p, 0.86)), 0, 10 * PX, false);
    p->pieces[p->n - 1].para->parts[0].colour = COLOUR_INK;
}

static void put_fingerprint(struct pdf *p)
{
    if (!p->doc->fingerprint.n)
        return;
    struct slot slot = {.name = "fingerprint", .text = p->doc->fingerprint};
    struct buf text CLEANUP(buf_end) = {0};
    say_flat(&text, told(p, T("Fingerprint of the register: {fingerprint}")), &slot, 1, true);
    if (p->n)
        p->pieces[p->n - 1].keep = true; /* no page for this alone */
    pdf_lines(p, NULL, para_text(p, &p->pool, buf_view(&text), small_style(p, fmin(0.82, p->sheet.source))), 1 * p->em, 0, false);
}

static bool in_header(enum block_kind k) { return k == BLOCK_BANNER || k == BLOCK_TITLE || k == BLOCK_SUBTITLE || k == BLOCK_PARTNERS; }

void pdf_flow(struct pdf *p)
{
    const struct doc *d = p->doc;
    bool titled = false;
    put_top(p);
    for (size_t i = 0; i < d->n && in_header(d->blocks[i].kind); i++)
        titled = titled || d->blocks[i].kind == BLOCK_TITLE;
    if (!titled && d->title.n) {
        struct words w = {.room = 1};
        span_add(p, &w, d->title);
        put_title(p, NULL, &w);
    }
    for (size_t i = 0; i < d->n; i++)
        put_block(p, &d->blocks[i]);
    put_fingerprint(p);
}

/* ---- on pages ---------------------------------------------------------------------------------- */

static double body_end(const struct pdf *p) { return p->sheet.height - p->sheet.foot; }

double pdf_top(const struct pdf *p, int page)
{
    return p->sheet.top + (page && p->banner ? pdf_banner_height(p->banner) + 10 * PX : 0);
}

static double gap_between(const struct piece *above, const struct piece *below) { return above ? fmax(above->after, below->before) : 0; }

/* The head that a row needs above it when it is the first on its page. */
static double head_above(const struct piece *piece, const struct piece *above)
{
    return !above && piece->kind == PIECE_ROW ? piece->table->head_height : 0;
}

/* Of pieces [from, to) below `above`, which is NULL at the top of a page; `drawings`: how much of it can shrink. */
static double group_height(const struct pdf *p, size_t from, size_t to, const struct piece *above, double *drawings)
{
    double sum = 0;
    *drawings = 0;
    for (size_t i = from; i < to; i++) {
        const struct piece *piece = &p->pieces[i];
        sum += gap_between(above, piece) + head_above(piece, above) + piece->height;
        if (piece->kind == PIECE_DRAWINGS)
            *drawings += piece->height;
        above = piece;
    }
    return sum;
}

/* Make the drawings of the group smaller, so that it is `over` less high; not below `least` of their size. */
static bool shrink(struct pdf *p, size_t from, size_t to, double drawings, double over, double least)
{
    double scale = drawings > 0 ? 1 - (over + 0.01) / drawings : 0;
    if (scale < least)
        return false;
    for (size_t i = from; i < to; i++) {
        if (p->pieces[i].kind != PIECE_DRAWINGS)
            continue;
        p->pieces[i].scale *= scale;
        p->pieces[i].height = drawings_height(p, &p->pieces[i]);
    }
    return true;
}

#define LEAST_DRAWING 0.86 /* smaller is hard to read in print */

struct cursor {
    int page;
    double y;
    size_t first;              /* piece of this page */
    const struct piece *above; /* on this page */
};

static void next_page(const struct pdf *p, struct cursor *at)
{
    at->page++;
    at->y = pdf_top(p, at->page);
    at->above = NULL;
}

static void place_piece(const struct pdf *p, struct cursor *at, struct piece *piece)
{
    if (at->above && (at->above->page_ends || at->y + gap_between(at->above, piece) + piece->height > body_end(p)))
        next_page(p, at);
    if (!at->above)
        at->first = (size_t)(piece - p->pieces);
    double head = head_above(piece, at->above);
    at->y += gap_between(at->above, piece) + head;
    piece->head = head > 0;
    piece->page = at->page;
    piece->y = at->y;
    at->y += piece->height;
    at->above = piece;
}

/* Rather than leave a page half empty: make all its drawings a little smaller, so that the figure [from, to) stands on it too. */
static bool fit_figure(struct pdf *p, struct cursor *at, size_t from, size_t to, double over)
{
    double drawings = 0, least = 1;
    bool figure = false;
    for (size_t i = at->first; i < to; i++) {
        if (p->pieces[i].kind != PIECE_DRAWINGS)
            continue;
        drawings += p->pieces[i].height;
        least = fmin(least, p->pieces[i].scale);
        figure = figure || i >= from;
    }
    if (!figure || !shrink(p, at->first, to, drawings, over, LEAST_DRAWING / least))
        return false;
    at->y = pdf_top(p, at->page);
    at->above = NULL;
    for (size_t i = at->first; i < to; i++)
        place_piece(p, at, &p->pieces[i]);
    return true;
}

void pdf_place(struct pdf *p)
{
    struct cursor at = {.y = pdf_top(p, 0)};
    for (size_t i = 0, to; i < p->n; i = to) {
        for (to = i + 1; to < p->n && p->pieces[to - 1].keep; to++)
            ;
        double drawings, height = group_height(p, i, to, at.above, &drawings), over = at.y + height - body_end(p);
        if (at.above && at.above->page_ends)
            over = 0; /* begins a page anyway */
        if (at.above && over > 0) {
            if (fit_figure(p, &at, i, to, over))
                continue;
            next_page(p, &at);
            height = group_height(p, i, to, NULL, &drawings);
            if (at.y + height > body_end(p))
                (void)shrink(p, i, to, drawings, at.y + height - body_end(p), 0.5);
        }
        for (size_t k = i; k < to; k++)
            place_piece(p, &at, &p->pieces[k]);
    }
    p->pages = at.page + 1;
}
