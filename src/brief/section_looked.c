/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where nobody could look, a part of "How sure we are": places by quarters, and who says so. All who judge stand here; the most cautious rules. */
#include "brief/section_priv.h"
#include "engage/engage.h"

static int first_drawn(const struct brief_data *b)
{
    return MAX_OF(b->before_month, b->first_month);
}

size_t looked_quarters(const struct brief_data *b)
{
    return (size_t)(b->to_month - first_drawn(b) + 3) / 3;
}

/* Of three months the most cautious judgement; not seen only where no month was. */
enum grid_state looked_in(const struct brief_data *b, const uint8_t *looked, size_t quarter)
{
    int from = first_drawn(b) + 3 * (int)quarter;
    size_t none = 0, limited = 0, good = 0, n = 0;
    for (int m = from; m < from + 3 && m <= b->to_month; m++, n++) {
        enum looked l = (enum looked)looked[m - b->panel.first_month];
        none += l == LOOKED_NONE;
        limited += l == LOOKED_LIMITED;
        good += l == LOOKED_GOOD;
    }
    if (none == n)
        return GRID_UNSEEN;
    return none + limited ? GRID_PARTLY : good ? GRID_LOOKED : GRID_UNSAID;
}

struct looked_place {
    int place;
    const uint8_t *looked;
    size_t worst;  /* months of the period that could not be seen, twice, and those seen in part */
    size_t unseen; /* months not seen at all */
};

static int worst_first(const void *x, const void *y)
{
    const struct looked_place *a = x, *b = y;
    return a->worst != b->worst ? (a->worst < b->worst ? 1 : -1) : a->place - b->place;
}

/* The places of which somebody judged anything, worst first; of a governorate's brief itself and its neighbours. */
static size_t judged_places(const struct brief_data *b, struct looked_place *out)
{
    size_t n = 0;
    for (size_t i = 0; i < b->list_n; i++) {
        const struct brief_place *g = &b->list[i];
        if (b->level > 0 && g->place != b->place && !g->neighbour)
            continue;
        struct looked_place one = {.place = g->place, .looked = b->panel.looked + g->row * b->panel.months};
        bool any = false;
        for (int m = first_drawn(b); m <= b->to_month; m++) {
            enum looked l = (enum looked)one.looked[m - b->panel.first_month];
            any |= l != LOOKED_UNSAID;
            one.worst += l == LOOKED_NONE ? 2 : l == LOOKED_LIMITED;
            one.unseen += l == LOOKED_NONE && m >= b->from_month;
        }
        if (any)
            out[n++] = one;
    }
    if (n)
        qsort(out, n, sizeof *out, worst_first);
    return n;
}

static void grid_title(struct page *p, struct figure *fig, const struct looked_place *list, size_t n)
{
    const struct brief_data *b = p->b;
    size_t months = (size_t)(b->to_month - b->from_month + 1), hidden = 0, worse = 0;
    int *places = ARENA_ARRAY(&p->d->arena, int, n + 1);
    for (size_t i = 0; i < n; i++) {
        worse += list[i].worst > 0;
        if (list[i].unseen * 2 > months)
            places[hidden++] = list[i].place;
    }
    if (hidden)
        SAY(p, &fig->title, T("Out of sight for most of the period: {places}"), slot_text("places", places_text(p, places, hidden)));
    else if (worse)
        SAY_BARE(p, &fig->title, T("In some places and times it was not possible to look, or only in part"));
    else
        SAY_BARE(p, &fig->title, T("Those who judged say that it was possible to look"));
}

static void grid_figure(struct page *p)
{
    enum { DRAWN = 40 };
    const struct brief_data *b = p->b;
    struct looked_place *list = ARENA_ARRAY(&p->d->arena, struct looked_place, b->list_n + 1);
    size_t n = judged_places(b, list), quarters = looked_quarters(b);
    if (n == 0)
        return;
    struct figure *fig = figure_add(p, "grid");
    trace_figure(p, fig, TRACE_NONE, "method-looked");
    grid_title(p, fig, list, n);
    struct grid_row *rows = ARENA_ARRAY(&p->d->arena, struct grid_row, n);
    for (size_t i = 0; i < n; i++) {
        uint8_t *states = ARENA_ARRAY(&p->d->arena, uint8_t, quarters);
        for (size_t q = 0; q < quarters; q++)
            states[q] = (uint8_t)looked_in(b, list[i].looked, q);
        rows[i].states = states;
        rows[i].name = place_text(p, list[i].place, &rows[i].name_lang);
    }
    struct figure_grid f = {.rows = rows, .n = MIN_OF(n, (size_t)DRAWN), .quarters = quarters, .first_month = first_drawn(b),
        .says = {bare(p, T("could be looked at")), bare(p, T("could be looked at in part")), bare(p, T("nobody could look")), bare(p, T("nobody said"))},
        .title = TOLD(p, T("Where it was possible to look, by quarter, {period}"), slot_text("period", period_text(p, first_drawn(b), b->to_month))),
        .desc = words_flat(p->d, &fig->title)};
    fig->drawings = ARENA_ARRAY(&p->d->arena, struct drawing *, 1);
    fig->drawings[fig->drawing_n++] = figure_grid(p->d, &f);
    SAY_BARE(p, &fig->source, T("By quarter; of several judgements the most cautious. Places that nobody judged are left out."));
    words_text(p->d, &fig->source, STR(" "));
    words_link(p->d, &fig->source, bare(p, T("Table: who says so")), STR("looked"));
}

static void day_cell(struct page *p, struct doc_table *t, size_t row, size_t column, struct day d)
{
    struct buf day CLEANUP(buf_end) = {0};
    if (day_known(d))
        buf_day(&day, d);
    cell_words(p, t, row, column, day_known(d) ? day_text(p, d) : STR(""));
    struct doc_cell *c = &t->cells[row * t->column_n + column];
    c->machine = arena_str(&p->d->arena, buf_view(&day));
    c->machine_set = true;
}

static void code_cell(struct page *p, struct doc_table *t, size_t row, size_t column, const char *label, const char *code)
{
    cell_words(p, t, row, column, bare(p, label));
    t->cells[row * t->column_n + column].machine = str_of(code);
    t->cells[row * t->column_n + column].machine_set = true;
}

/* Who says of which place and time whether anybody could look. */
static void looked_table(struct page *p)
{
    const struct brief_data *b = p->b;
    static const char *const words[] = {"", T("could be looked at"), T("could be looked at in part"), T("nobody could look")};
    struct block *sub = doc_add(p->d, BLOCK_SUBHEADING);
    sub->id = STR("looked");
    SAY_BARE(p, &sub->words, T("Who says where it was possible to look"));
    struct block *table = doc_add(p->d, BLOCK_TABLE);
    struct doc_table *t = table->table = doc_table_new(p->d, "observability", 6, b->judgement_n);
    table_column(p, t, 0, "place", T("Place"), false);
    table_column(p, t, 1, "from", T("First day"), false);
    table_column(p, t, 2, "to", T("Last day"), false);
    table_column(p, t, 3, "judgement", T("Judgement"), false);
    table_column(p, t, 4, "said_by", T("Said by"), false);
    table_column(p, t, 5, "reason", T("Reason"), false);
    for (size_t i = 0; i < b->judgement_n; i++) {
        const struct looked_judgement *j = &b->columns->judgements[b->judgements[i]];
        cell_place(p, t, i, 0, j->place);
        trace_row(p, t, i, TRACE_NONE, "method-looked");
        day_cell(p, t, i, 1, j->from);
        day_cell(p, t, i, 2, j->to);
        code_cell(p, t, i, 3, words[j->looked], looked_code(j->looked));
        cell_data(p, t, i, 4, j->said_by);
        cell_data(p, t, i, 5, j->reason);
    }
    if (b->judgements_of_nowhere) {
        struct block *note = doc_add(p->d, BLOCK_NOTE);
        trace_words(p, &note->words, TRACE_NONE, "method-looked");
        SAY(p, &note->words, T("Statements on places that this register does not know, which therefore count for nothing: {n}."), slot_text("n", count_text(p, b->judgements_of_nowhere)));
    }
}

/* Why data are missing, as far as those who say so made it public: by kind. Who stood in the way is never named: each has a right to reply before. */
static void hidden_table(struct page *p)
{
    const struct brief_data *b = p->b;
    struct block *sub = doc_add(p->d, BLOCK_SUBHEADING);
    sub->id = STR("hidden");
    SAY_BARE(p, &sub->words, T("What stood in the way of looking"));
    struct words *w = &doc_add(p->d, BLOCK_PARAGRAPH)->words;
    SAY_BARE(p, w, T("Because of these restrictions data of a place and time are missing, as those say who made them public. Who imposed them is not named here, and of those that are not public nothing is told."));
    trace_words(p, w, TRACE_NONE, "method-looked");
    struct doc_table *t = doc_table_new(p->d, "restrictions", 5, b->hidden_n);
    doc_add(p->d, BLOCK_TABLE)->table = t;
    table_column(p, t, 0, "kind", T("Restriction"), false);
    table_column(p, t, 1, "place", T("Place"), false);
    table_column(p, t, 2, "from", T("First day"), false);
    table_column(p, t, 3, "to", T("Last day"), false);
    table_column(p, t, 4, "said_by", T("Said by"), false);
    for (size_t i = 0; i < b->hidden_n; i++) {
        const struct brief_hidden *h = &b->hidden[i];
        code_cell(p, t, i, 0, h->kind->label, h->kind->code);
        if (h->at.words.n)
            cell_place(p, t, i, 1, h->at.place);
        else
            cell_words(p, t, i, 1, bare(p, T("no place is named")));
        day_cell(p, t, i, 2, h->at.from);
        day_cell(p, t, i, 3, h->at.to);
        cell_data(p, t, i, 4, h->at.said_by);
        trace_row(p, t, i, TRACE_NONE, "method-looked");
    }
}

void say_looked(struct page *p)
{
    if (p->b->judgement_n) {
        grid_figure(p);
        looked_table(p);
    }
}

void say_hidden(struct page *p)
{
    if (p->b->hidden_n)
        hidden_table(p);
}
