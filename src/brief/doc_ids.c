/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Ids of sentences, figures and rows: what a reader cites, and what a number is traced by. */
#include "brief/doc_priv.h"

struct naming {
    struct doc *d;
    struct str under; /* id of the heading above */
    int n;            /* sentences under it so far */
};

static bool taken(const struct doc *d, struct str id)
{
    if (doc_has_id(d, id))
        return true;
    for (size_t i = 0; i < d->n; i++) {
        const struct block *b = &d->blocks[i];
        for (size_t k = 0; k < b->item_n; k++)
            if (str_eq(b->items[k].id, id))
                return true;
        const struct doc_table *t = b->kind == BLOCK_TABLE ? b->table : b->kind == BLOCK_FIGURE && b->figure ? b->figure->table : NULL;
        for (size_t row = 0; t && row < t->rows; row++)
            if (str_eq(t->row[row].id, id))
                return true;
    }
    return false;
}

static struct str next_id(struct naming *n)
{
    struct str id;
    do {
        n->n++;
        id = str_of(arena_f(&n->d->arena, "%.*s.%d", STR_F(n->under), n->n));
    } while (taken(n->d, id));
    return id;
}

/* Letters, digits and -: what an address holds without change. A name in another script becomes the row's number. */
static bool row_key(const struct doc_table *t, size_t row, struct buf *out)
{
    const struct doc_cell *c = table_cell(t, row, 0);
    if (t->row[row].key.n)
        buf_str(out, t->row[row].key);
    else if (c->kind == CELL_NUMBER)
        number_machine(out, c->number, c->style);
    else
        cell_machine(out, c);
    for (size_t i = 0; i < out->n; i++) {
        unsigned char b = (unsigned char)out->p[i];
        if (b >= 0x80)
            return false;
        bool plain = (b >= 'a' && b <= 'z') || (b >= 'A' && b <= 'Z') || (b >= '0' && b <= '9') || b == '_' || b == '-';
        out->p[i] = plain ? out->p[i] : '-';
    }
    return out->n > 0;
}

static void name_rows(struct naming *n, const struct doc_table *t, struct str under)
{
    for (size_t row = 0; row < t->rows; row++) {
        if (t->row[row].id.n)
            continue;
        struct buf key CLEANUP(buf_end) = {0};
        struct arena *a = &n->d->arena;
        struct str id = {0};
        if (row_key(t, row, &key))
            id = str_of(arena_f(a, "%.*s.%.*s", STR_F(under), STR_F(buf_view(&key))));
        if (!id.n || taken(n->d, id))
            id = str_of(arena_f(a, "%.*s.row-%d", STR_F(under), (int)row + 1));
        t->row[row].id = id;
    }
}

static void name_block(struct naming *n, struct block *b)
{
    switch (b->kind) {
    case BLOCK_HEADING:
    case BLOCK_SUBHEADING:
        n->under = b->id.n ? b->id : n->under;
        n->n = b->id.n ? 0 : n->n;
        return;
    case BLOCK_SENTENCES:
    case BLOCK_ITEMS:
        for (size_t i = 0; i < b->item_n; i++)
            if (!b->items[i].id.n)
                b->items[i].id = next_id(n);
        return;
    case BLOCK_SUBTITLE:
    case BLOCK_PARAGRAPH:
    case BLOCK_NOTE:
        if (!b->id.n)
            b->id = next_id(n);
        return;
    case BLOCK_FIGURE:
        if (b->figure && b->figure->table)
            name_rows(n, b->figure->table, b->figure->id);
        return;
    case BLOCK_TABLE:
        if (b->table)
            name_rows(n, b->table, n->under);
        return;
    case BLOCK_PARTNERS:
    case BLOCK_STATEMENT: /* theirs, not the program's: nothing to trace */
    case BLOCK_BANNER:
    case BLOCK_TITLE:
    case BLOCK_MAP_TEXT: return;
    }
}

void doc_identify(struct doc *d)
{
    struct naming n = {.d = d, .under = STR("head")};
    for (size_t i = 0; i < d->n; i++)
        name_block(&n, &d->blocks[i]);
}

/* ---- all of them ------------------------------------------------------------------------------- */

static size_t rows_of(const struct doc_table *t, struct statement *out)
{
    size_t n = 0;
    for (size_t row = 0; t && row < t->rows; row++)
        if (t->row[row].id.n) {
            if (out)
                out[n] = (struct statement){.id = t->row[row].id, .table = t, .row = row, .trace = t->row[row].trace};
            n++;
        }
    return n;
}

static size_t words_of(const struct words *w, struct str id, struct statement *out)
{
    if (!id.n)
        return 0;
    if (out)
        *out = (struct statement){.id = id, .words = w, .trace = w->trace};
    return 1;
}

/* How many a block holds; into `out` unless it is NULL. */
static size_t of_block(const struct block *b, struct statement *out)
{
    size_t n = 0;
    if (b->kind == BLOCK_SENTENCES || b->kind == BLOCK_ITEMS)
        for (size_t i = 0; i < b->item_n; i++)
            n += words_of(&b->items[i], b->items[i].id, out ? out + n : NULL);
    if (b->kind == BLOCK_PARAGRAPH || b->kind == BLOCK_NOTE || b->kind == BLOCK_SUBTITLE)
        n += words_of(&b->words, b->id, out);
    if (b->kind == BLOCK_TABLE)
        n += rows_of(b->table, out);
    const struct figure *f = b->kind == BLOCK_FIGURE ? b->figure : NULL;
    if (f && f->id.n) {
        if (out)
            out[n] = (struct statement){.id = f->id, .words = &f->title, .figure = f, .trace = f->trace};
        n++;
        n += rows_of(f->table, out ? out + n : NULL);
    }
    return n;
}

size_t doc_statements(struct doc *d, const struct statement **out)
{
    size_t n = 0, at = 0;
    for (size_t i = 0; i < d->n; i++)
        n += of_block(&d->blocks[i], NULL);
    struct statement *list = ARENA_ARRAY(&d->arena, struct statement, n + 1);
    for (size_t i = 0; i < d->n; i++)
        at += of_block(&d->blocks[i], list + at);
    *out = list;
    return n;
}

static void put_cell(struct doc *d, struct buf *b, const struct doc_cell *c)
{
    if (c->kind == CELL_WORDS)
        words_flat_to(b, &c->words, CLEAN_TEXT);
    else if (c->kind == CELL_NUMBER)
        buf_str(b, number_text(d, c->number, c->style));
    else if (c->kind == CELL_RANGE)
        buf_str(b, number_bounds(d, c->number, c->style));
}

struct str statement_text(struct doc *d, const struct statement *s)
{
    struct buf b CLEANUP(buf_end) = {0};
    if (s->words)
        words_flat_to(&b, s->words, CLEAN_TEXT);
    if (s->figure && s->figure->source.n) {
        buf_text(&b, "\n");
        words_flat_to(&b, &s->figure->source, CLEAN_TEXT);
    }
    for (size_t i = 0; s->table && i < s->table->column_n; i++) {
        struct buf cell CLEANUP(buf_end) = {0};
        put_cell(d, &cell, table_cell(s->table, s->row, i));
        if (!cell.n || s->table->columns[i].machine_only)
            continue;
        buf_text(&b, b.n ? "\n" : "");
        buf_f(&b, "%.*s: %.*s", STR_F(s->table->columns[i].label), STR_F(buf_view(&cell)));
    }
    return b.n ? (struct str){arena_text(&d->arena, b.p, b.n), b.n} : STR("");
}
