/* SPDX-License-Identifier: GPL-3.0-or-later */
/* intake: the tables of an agenda, as a workbook shows them, empty to be filled in, or with what the register holds. */
#include "intake/intake_priv.h"

size_t intake_sheets(void)
{
    return PAPER_KINDS - PAPER_AGENDA;
}

static const struct paper_layout *layout_at(size_t sheet)
{
    return &paper_layouts[PAPER_AGENDA + sheet];
}

struct intake_sheet intake_sheet(size_t sheet)
{
    const struct paper_layout *l = layout_at(sheet);
    return (struct intake_sheet){.layout = l->name, .title = l->title, .columns = l->n};
}

struct intake_column intake_column(size_t sheet, size_t column)
{
    const struct paper_field *f = &layout_at(sheet)->fields[column];
    bool list = f->as == CELL_CODE || f->as == CELL_CODES || f->as == CELL_ANSWER;
    return (struct intake_column){.name = f->words[0], .holds = f->holds, .example = f->example, .width = f->width, .day = paper_place(f->as) == PLACE_DAY, .number = paper_place(f->as) == PLACE_REAL,
        .choice = f->as == CELL_CODE || f->as == CELL_ANSWER, .listed = list, .codes = (int)f->codes, .phases = f->as == CELL_PHASES, .question = f->as == CELL_QUESTION};
}

/* As a file has it: days with hyphens, numbers with a point. */
static struct str cell_of(const struct paper_field *f, const struct paper_batch *one, const struct paper_row *x, size_t at, struct arena *a)
{
    struct buf b CLEANUP(buf_end) = {0};
    switch (paper_place(f->as)) {
    case PLACE_WORD: return arena_str(a, intern_text(&one->words, x->words[at]));
    case PLACE_DAY:
        if (day_known(x->days[at]))
            buf_day(&b, x->days[at]);
        break;
    case PLACE_REAL:
        if (!isnan(x->reals[at]))
            buf_real(&b, x->reals[at]);
        break;
    case PLACE_FLAG: buf_text(&b, x->flag ? "yes" : "no"); break;
    }
    return arena_str(a, buf_view(&b));
}

struct keyed {
    struct str key, *cells;
};

static int by_key(const void *p, const void *q)
{
    const struct keyed *x = p, *y = q;
    return str_compare(x->key, y->key);
}

/* What rows of the store are told apart by, in the words of their columns, so that their order is the same in every register. */
static struct str order_of(const struct paper_layout *l, const struct str *cells, struct arena *a)
{
    struct buf b CLEANUP(buf_end) = {0};
    for (size_t i = 0; i < l->n; i++)
        if (l->fields[i].key) {
            buf_str(&b, cells[i]);
            buf_char(&b, '\x01');
        }
    for (size_t i = 0; i < l->n; i++)
        if (!l->fields[i].key) {
            buf_char(&b, '\x01');
            buf_str(&b, cells[i]);
        }
    return arena_str(a, buf_view(&b));
}

bool intake_sheet_rows(struct store *s, size_t sheet, struct arena *a, struct str ***out, size_t *n, struct err *e)
{
    const struct paper_layout *l = layout_at(sheet);
    struct paper_slots slots = paper_slots(l);
    struct keyed *list = NULL;
    size_t used = 0, room = 0;
    struct rows *r CLEANUP(rows_drop) = l->stored(s);
    while (rows_next(r)) {
        struct paper_batch one CLEANUP(paper_batch_end) = {0};
        struct paper_row x;
        paper_stored(r, (enum paper_kind)(PAPER_AGENDA + sheet), &one, &x);
        GROW(list, used, room);
        list[used].cells = ARENA_ARRAY(a, struct str, l->n);
        for (size_t i = 0; i < l->n; i++)
            list[used].cells[i] = cell_of(&l->fields[i], &one, &x, slots.at[i], a);
        list[used].key = order_of(l, list[used].cells, a);
        used++;
    }
    bool fine = rows_end(&r, e);
    if (used)
        qsort(list, used, sizeof *list, by_key);
    *out = ARENA_ARRAY(a, struct str *, used + 1);
    for (size_t i = 0; i < used; i++)
        (*out)[i] = list[i].cells;
    *n = used;
    free(list);
    return fine;
}
