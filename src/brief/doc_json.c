/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A document's blocks as JSON: words in the reader's language as plain text, tables in their machine form. */
#include "brief/doc_priv.h"

static const char *const kind_name[] = {[BLOCK_BANNER] = "banner", [BLOCK_TITLE] = "title", [BLOCK_SUBTITLE] = "subtitle",
    [BLOCK_HEADING] = "heading", [BLOCK_SUBHEADING] = "subheading", [BLOCK_PARAGRAPH] = "paragraph", [BLOCK_SENTENCES] = "sentences",
    [BLOCK_FIGURE] = "figure", [BLOCK_TABLE] = "table", [BLOCK_NOTE] = "note", [BLOCK_ITEMS] = "items", [BLOCK_MAP_TEXT] = "map_text", [BLOCK_PARTNERS] = "partners", [BLOCK_STATEMENT] = "statement"};

static void put_text(struct json *j, struct str s)
{
    struct buf b CLEANUP(buf_end) = {0};
    text_clean(&b, s, CLEAN_PLAIN);
    json_text(j, buf_view(&b));
}

static void put_words(struct json *j, const struct words *w)
{
    struct buf b CLEANUP(buf_end) = {0};
    words_flat_to(&b, w, CLEAN_PLAIN);
    json_text(j, buf_view(&b));
}

static void put_key(struct json *j, struct str key)
{
    struct buf b CLEANUP(buf_end) = {0};
    text_clean(&b, key, CLEAN_PLAIN);
    json_key(j, b.p ? b.p : "");
}

static void put_number(struct json *j, struct shown_cell c)
{
    struct estimate v = shown_value(c);
    enum shown_state state = shown_state(c);
    if (number_known(c) && isnan(v.lo) && isnan(v.hi)) {
        json_real(j, v.value);
    } else if (number_known(c)) {
        json_estimate(j, v);
    } else if (state == SHOWN_UNSEEN || state == SHOWN_PARTLY_SEEN || state == SHOWN_TOO_FEW) {
        json_object(j);
        json_key(j, "value");
        json_null(j);
        json_key(j, "why");
        json_text(j, state == SHOWN_UNSEEN ? STR("not_seen") : state == SHOWN_PARTLY_SEEN ? STR("partly_seen") : STR("too_few"));
        json_close(j);
    } else {
        json_null(j);
    }
}

static void put_cell(struct json *j, const struct doc_cell *c)
{
    if (c->kind == CELL_NUMBER || c->kind == CELL_RANGE) {
        put_number(j, c->number);
        return;
    }
    if (c->kind != CELL_WORDS && !c->machine_set) {
        json_null(j);
        return;
    }
    struct buf b CLEANUP(buf_end) = {0};
    cell_machine(&b, c);
    json_text(j, buf_view(&b));
}

static bool for_machines(const struct doc_table *t, size_t column)
{
    return !t->columns[column].human_only && t->columns[column].key.n;
}

static void put_name(struct json *j, const struct doc_table *t, size_t row, size_t column)
{
    struct buf key CLEANUP(buf_end) = {0};
    buf_f(&key, "%.*s_name", STR_F(t->columns[column].key));
    put_key(j, buf_view(&key));
    put_words(j, &table_cell(t, row, column)->words);
}

static void put_row_ids(struct json *j, const struct doc_table *t)
{
    if (!t->rows || !t->row[0].id.n)
        return;
    json_key(j, "row_ids");
    json_array(j);
    for (size_t row = 0; row < t->rows; row++)
        put_text(j, t->row[row].id);
    json_close(j);
}

static void put_table(struct json *j, const struct doc_table *t)
{
    json_object(j);
    json_key(j, "key");
    put_text(j, t->key);
    json_key(j, "title");
    put_text(j, t->title);
    json_key(j, "columns");
    json_array(j);
    for (size_t i = 0; i < t->column_n; i++) {
        if (!for_machines(t, i))
            continue;
        json_object(j);
        json_key(j, "key");
        put_text(j, t->columns[i].key);
        json_key(j, "label");
        put_text(j, t->columns[i].label);
        json_close(j);
    }
    json_close(j);
    json_key(j, "rows");
    json_array(j);
    for (size_t row = 0; row < t->rows; row++) {
        json_object(j);
        for (size_t i = 0; i < t->column_n; i++) {
            if (!for_machines(t, i))
                continue;
            put_key(j, t->columns[i].key);
            put_cell(j, table_cell(t, row, i));
            if (t->columns[i].named)
                put_name(j, t, row, i);
        }
        json_close(j);
    }
    json_close(j);
    put_row_ids(j, t);
    json_close(j);
}

static void put_figure(struct json *j, const struct figure *f)
{
    json_object(j);
    json_key(j, "number");
    json_int(j, f->number);
    json_key(j, "title");
    put_words(j, &f->title);
    json_key(j, "source");
    put_words(j, &f->source);
    json_key(j, "drawings");
    json_array(j);
    for (size_t i = 0; i < f->drawing_n; i++) {
        json_object(j);
        json_key(j, "title");
        put_text(j, f->drawings[i]->title);
        json_key(j, "description");
        put_text(j, f->drawings[i]->desc);
        json_close(j);
    }
    json_close(j);
    if (f->table) {
        json_key(j, "table");
        put_table(j, f->table);
    }
    json_close(j);
}

/* Beside the items, in their order: what each may be cited and traced by. */
static void put_item_ids(struct json *j, const struct block *b)
{
    if (!b->item_n || !b->items[0].id.n)
        return;
    json_key(j, "item_ids");
    json_array(j);
    for (size_t i = 0; i < b->item_n; i++)
        put_text(j, b->items[i].id);
    json_close(j);
}

static void put_block(struct json *j, const struct block *b)
{
    json_object(j);
    json_key(j, "kind");
    json_text(j, str_of(kind_name[b->kind]));
    if (b->id.n) {
        json_key(j, "id");
        put_text(j, b->id);
    }
    if (b->number) {
        json_key(j, "number");
        json_int(j, b->number);
    }
    if (b->words.n) {
        json_key(j, "text");
        put_words(j, &b->words);
    }
    if (b->kind == BLOCK_SENTENCES || b->kind == BLOCK_ITEMS || b->kind == BLOCK_PARTNERS || b->kind == BLOCK_STATEMENT) {
        json_key(j, "items");
        json_array(j);
        for (size_t i = 0; i < b->item_n; i++)
            put_words(j, &b->items[i]);
        json_close(j);
        put_item_ids(j, b);
    }
    if (b->kind == BLOCK_TABLE && b->table) {
        json_key(j, "table");
        put_table(j, b->table);
    }
    if (b->kind == BLOCK_FIGURE && b->figure) {
        json_key(j, "figure");
        put_figure(j, b->figure);
    }
    json_close(j);
}

void doc_json(const struct doc *d, struct buf *out)
{
    struct json j;
    json_begin(&j, out);
    json_object(&j);
    json_key(&j, "title");
    put_text(&j, d->title);
    json_key(&j, "kind");
    put_text(&j, d->kind);
    json_key(&j, "language");
    json_text(&j, str_of(language_code(d->speech->language)));
    json_key(&j, "direction");
    json_text(&j, language_rtl(d->speech->language) ? STR("rtl") : STR("ltr"));
    json_key(&j, "fingerprint");
    put_text(&j, d->fingerprint);
    if (d->signed_by.n) {
        struct buf day CLEANUP(buf_end) = {0};
        buf_day(&day, d->signed_on);
        json_key(&j, "signed_by");
        put_text(&j, d->signed_by);
        json_key(&j, "signed_on");
        json_text(&j, buf_view(&day));
    }
    json_key(&j, "blocks");
    json_array(&j);
    for (size_t i = 0; i < d->n; i++)
        if (d->blocks[i].kind != BLOCK_MAP_TEXT) /* a picture made of letters */
            put_block(&j, &d->blocks[i]);
    json_close(&j);
    json_close(&j);
}
