/* SPDX-License-Identifier: GPL-3.0-or-later */
/* doc: the document's memory, its words and its numbers. */
#include "brief/doc_priv.h"
#include <assert.h>

enum { BLOCKS_FIRST = 128, SPANS_FIRST = 4 };

struct doc *doc_new(const struct speech *speech)
{
    struct doc *d = mem_get(sizeof *d);
    d->speech = speech;
    d->as_of = DAY_NONE;
    d->signed_on = DAY_NONE;
    d->room = BLOCKS_FIRST;
    d->blocks = ARENA_ARRAY(&d->arena, struct block, d->room);
    return d;
}

void doc_free(struct doc **d)
{
    if (!*d)
        return;
    arena_end(&(*d)->arena);
    free(*d);
    *d = NULL;
}

struct block *doc_add(struct doc *d, enum block_kind kind)
{
    if (d->n == d->room) {
        struct block *list = ARENA_ARRAY(&d->arena, struct block, d->room * 2);
        memcpy(list, d->blocks, d->n * sizeof *list);
        d->blocks = list;
        d->room *= 2;
    }
    struct block *block = &d->blocks[d->n++];
    block->kind = kind;
    return block;
}

struct doc_table *doc_table_new(struct doc *d, const char *key, size_t columns, size_t rows)
{
    assert(columns > 0);
    struct doc_table *t = ARENA_NEW(&d->arena, struct doc_table);
    t->key = str_of(key);
    t->column_n = columns;
    t->rows = rows;
    t->columns = ARENA_ARRAY(&d->arena, struct doc_column, columns);
    t->cells = ARENA_ARRAY(&d->arena, struct doc_cell, columns * MAX_OF(rows, (size_t)1));
    t->row = ARENA_ARRAY(&d->arena, struct doc_row, MAX_OF(rows, (size_t)1));
    return t;
}

struct drawing *doc_drawing(struct doc *d, float width, float height)
{
    struct drawing *g = ARENA_NEW(&d->arena, struct drawing);
    g->width = width;
    g->height = height;
    g->arena = &d->arena;
    g->rtl = language_rtl(d->speech->language);
    return g;
}

static struct str kept(struct doc *d, const struct buf *b)
{
    return b->n ? (struct str){arena_text(&d->arena, b->p, b->n), b->n} : STR("");
}

/* ---- words ------------------------------------------------------------------------------------- */

static struct span *span_add(struct doc *d, struct words *w, struct str text, enum clean how)
{
    if (w->n == w->room) {
        size_t room = w->room ? w->room * 2 : SPANS_FIRST;
        struct span *list = ARENA_ARRAY(&d->arena, struct span, room);
        if (w->n)
            memcpy(list, w->list, w->n * sizeof *list);
        w->list = list;
        w->room = room;
    }
    struct buf b CLEANUP(buf_end) = {0};
    text_clean(&b, text, how);
    struct span *s = &w->list[w->n++];
    *s = (struct span){.text = kept(d, &b)};
    return s;
}

/* The language of a name, where it is not the page's. */
static const char *other_language(const struct doc *d, const char *lang)
{
    return lang && *lang && strcmp(lang, language_code(d->speech->language)) != 0 ? lang : NULL;
}

struct saying {
    struct doc *d;
    struct words *words;
};

static void say_piece(void *context, struct str text, bool bold, const struct slot *slot)
{
    struct saying *s = context;
    if (!text.n)
        return;
    bool isolate = slot && slot->isolate;
    struct span *span = span_add(s->d, s->words, text, isolate ? CLEAN_DATA : CLEAN_TEXT);
    span->bold = bold;
    span->isolate = isolate;
    span->whole = slot && slot->whole;
    span->lang = slot ? other_language(s->d, slot->lang) : NULL;
}

void words_say(struct doc *d, struct words *w, const char *msgid, const struct slot *slots, size_t n)
{
    struct saying s = {d, w};
    say_fill(say(d->speech, msgid), slots, n, say_piece, &s);
}

void words_text(struct doc *d, struct words *w, struct str text)
{
    if (text.n)
        span_add(d, w, text, CLEAN_TEXT);
}

void words_name(struct doc *d, struct words *w, struct str name, const char *lang)
{
    struct span *s = span_add(d, w, name, CLEAN_DATA);
    s->isolate = true;
    s->lang = other_language(d, lang);
}

void words_mark(struct doc *d, struct words *w, const char *shape)
{
    span_add(d, w, str_of(arena_f(&d->arena, "%s\u00a0", shape)), CLEAN_TEXT)->eye = true;
}

void words_link(struct doc *d, struct words *w, struct str text, struct str id)
{
    if (id.n && id.p[0] == '#')
        id = (struct str){id.p + 1, id.n - 1};
    span_add(d, w, text, CLEAN_TEXT)->link = (struct str){arena_text(&d->arena, id.p, id.n), id.n};
}

void words_flat_to(struct buf *b, const struct words *w, enum clean how)
{
    for (size_t i = 0; i < w->n; i++)
        if (!w->list[i].eye)
            text_clean(b, w->list[i].text, how);
}

struct str words_flat(struct doc *d, const struct words *w)
{
    struct buf b CLEANUP(buf_end) = {0};
    words_flat_to(&b, w, CLEAN_TEXT);
    return kept(d, &b);
}

/* ---- numbers ----------------------------------------------------------------------------------- */

static struct str state_text(struct doc *d, enum shown_state state)
{
    switch (state) {
    case SHOWN_UNSEEN: return str_of(say(d->speech, T("not seen")));
    case SHOWN_PARTLY_SEEN: return str_of(say(d->speech, T("partly seen")));
    case SHOWN_TOO_FEW: return str_of(say(d->speech, T("too few to show")));
    case SHOWN_VALUE:
    case SHOWN_UNKNOWN: break;
    }
    return str_of(say(d->speech, T("not known")));
}

static struct str number_says(struct doc *d, double v, enum number_style style)
{
    struct buf b CLEANUP(buf_end) = {0};
    bool whole = fabs(v) < 9e15; /* beyond, a double no longer holds every whole number */
    switch (style) {
    case NUMBER_INT:
        if (whole)
            say_int(d->speech, &b, llround(v));
        else
            say_decimal(d->speech, &b, v, 0);
        break;
    case NUMBER_PLAIN:
        if (whole)
            say_plain_int(d->speech, &b, llround(v));
        else
            say_decimal(d->speech, &b, v, 0);
        break;
    case NUMBER_1: say_decimal(d->speech, &b, v, 1); break;
    case NUMBER_2: say_decimal(d->speech, &b, v, 2); break;
    case NUMBER_PERCENT: say_percent(d->speech, &b, v, 0); break;
    case NUMBER_PERCENT_1: say_percent(d->speech, &b, v, 1); break;
    }
    return kept(d, &b);
}

/* The Arabic digit for zero is a dot and looks like dirt on the page: by itself it is a word. */
static bool zero_is_a_word(const struct doc *d, struct shown_cell c, enum number_style style)
{
    return style == NUMBER_INT && number_known(c) && shown_value(c).value == 0 && language_rtl(d->speech->language) && !d->speech->latin_digits;
}

struct str number_text(struct doc *d, struct shown_cell c, enum number_style style)
{
    if (zero_is_a_word(d, c, style))
        return str_of(say(d->speech, T("zero")));
    return number_known(c) ? number_says(d, shown_value(c).value, style) : state_text(d, shown_state(c));
}

static struct str one_bound(struct doc *d, struct shown_cell c, double bound, enum number_style style)
{
    if (!number_known(c))
        return state_text(d, shown_state(c));
    return isfinite(bound) ? number_says(d, bound, style) : STR("");
}

struct str number_lo(struct doc *d, struct shown_cell c, enum number_style style)
{
    return one_bound(d, c, shown_value(c).lo, style);
}

struct str number_hi(struct doc *d, struct shown_cell c, enum number_style style)
{
    return one_bound(d, c, shown_value(c).hi, style);
}

/* One decimal more, for bounds that would otherwise read the same. */
static enum number_style finer(enum number_style style)
{
    switch (style) {
    case NUMBER_1: return NUMBER_2;
    case NUMBER_PERCENT: return NUMBER_PERCENT_1;
    case NUMBER_INT:
    case NUMBER_PLAIN:
    case NUMBER_2:
    case NUMBER_PERCENT_1: break;
    }
    return style;
}

static struct str range_says(struct doc *d, struct shown_cell c, enum number_style style, const char *closed)
{
    struct estimate v = shown_value(c);
    if (!number_known(c) || isnan(v.lo) || isnan(v.hi) || v.lo == v.hi || v.lo == -INFINITY)
        return STR("");
    struct buf b CLEANUP(buf_end) = {0};
    struct slot low = {.name = "low", .text = number_says(d, v.lo, style)};
    if (v.hi == INFINITY) { /* the data set no upper bound */
        say_flat(&b, say(d->speech, T("{low} or more")), &low, 1, false);
        return kept(d, &b);
    }
    struct slot high = {.name = "high", .text = number_says(d, v.hi, style)};
    if (str_eq(low.text, high.text)) {
        low.text = number_says(d, v.lo, finer(style));
        high.text = number_says(d, v.hi, finer(style));
    }
    if (str_eq(low.text, high.text))
        return STR("");
    say_flat(&b, say(d->speech, closed), (const struct slot[]){low, high}, 2, false);
    return kept(d, &b);
}

struct str number_range(struct doc *d, struct shown_cell c, enum number_style style)
{
    return range_says(d, c, style, T("between {low} and {high}"));
}

struct str number_bounds(struct doc *d, struct shown_cell c, enum number_style style)
{
    return range_says(d, c, style, T("{low} to {high}"));
}

void number_plain(struct buf *b, double v, enum number_style style)
{
    if (!isfinite(v))
        return;
    bool counted = style == NUMBER_INT || style == NUMBER_PLAIN;
    if (counted && v == nearbyint(v) && fabs(v) < 9e15)
        buf_int(b, (int64_t)v); /* never 1e+06 */
    else
        buf_real(b, v);
}

void number_machine(struct buf *b, struct shown_cell c, enum number_style style)
{
    if (number_known(c))
        number_plain(b, shown_value(c).value, style);
}

/* ---- tables ------------------------------------------------------------------------------------ */

bool column_is_range(const struct doc_table *t, size_t column)
{
    for (size_t row = 0; row < t->rows; row++)
        if (table_cell(t, row, column)->kind == CELL_RANGE)
            return true;
    return false;
}

bool doc_has_id(const struct doc *d, struct str id)
{
    for (size_t i = 0; i < d->n; i++) {
        const struct block *block = &d->blocks[i];
        if (str_eq(block->id, id) || (block->figure && str_eq(block->figure->id, id)))
            return true;
    }
    return false;
}

bool doc_has_heading(const struct doc *d, struct str id)
{
    for (size_t i = 0; i < d->n; i++)
        if (d->blocks[i].kind == BLOCK_HEADING && str_eq(d->blocks[i].id, id))
            return true;
    return false;
}

bool doc_few_rows(const struct doc *d, const char *medium, struct err *e)
{
    size_t rows = 0;
    for (size_t i = 0; i < d->n; i++)
        rows += d->blocks[i].table ? d->blocks[i].table->rows : 0;
    return rows <= DOC_ROWS_MOST || err_set(e, ERR_INPUT, "%zu rows are too many for a %s, which takes %d; write them as .xlsx or with --csv", rows, medium, DOC_ROWS_MOST);
}

const struct doc_table *doc_first_table(const struct doc *d)
{
    for (size_t i = 0; i < d->n; i++) {
        if (d->blocks[i].kind == BLOCK_TABLE && d->blocks[i].table)
            return d->blocks[i].table;
        if (d->blocks[i].kind == BLOCK_FIGURE && d->blocks[i].figure && d->blocks[i].figure->table)
            return d->blocks[i].figure->table;
    }
    return NULL;
}

void cell_machine(struct buf *b, const struct doc_cell *c)
{
    if (c->machine_set)
        text_clean(b, c->machine, CLEAN_PLAIN);
    else if (c->kind == CELL_WORDS)
        words_flat_to(b, &c->words, CLEAN_PLAIN);
}

/* The next paragraph of `text`, which moves behind it: up to an empty line. */
static struct str next_paragraph(struct str *text)
{
    size_t end = 0;
    size_t next = text->n;
    for (; end < text->n; end++) {
        if (text->p[end] != '\n')
            continue;
        size_t at = end + 1;
        while (at < text->n && (text->p[at] == ' ' || text->p[at] == '\t'))
            at++;
        if (at < text->n && text->p[at] == '\n') {
            next = at;
            break;
        }
    }
    struct str paragraph = {text->p, end};
    *text = (struct str){text->p + next, text->n - next};
    return str_trim(paragraph);
}

void doc_statement(struct doc *d, struct str text, const char *lang, struct str by)
{
    struct block *b = doc_add(d, BLOCK_STATEMENT);
    b->items = ARENA_ARRAY(&d->arena, struct words, text.n / 2 + 1); /* a paragraph has a letter and an end */
    while (text.n) {
        struct str paragraph = next_paragraph(&text);
        if (paragraph.n)
            words_name(d, &b->items[b->item_n++], paragraph, lang);
    }
    words_text(d, &b->words, by);
}
