/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What bridges those who took part and what divides them: by found groups where they are well founded, else by declared sides, else of all who voted. */
#include "brief/voices_priv.h"

/* Groups whose shares the figure draws: those of `by`, or everybody as one. */
static size_t drawn_groups(const struct hearing *h) { return h->a->by ? MIN_OF(h->a->by->k, (size_t)HEARD_SIDES) : 1; }
static const struct opinion_tally *tally_of(const struct hearing *h) { return h->a->by ? &h->a->by->tally : &h->a->found.tally; }
static size_t group_at(const struct hearing *h, size_t k) { return h->a->by ? k : h->a->found.tally.groups; }

static struct str statements_text(struct page *p, size_t n)
{
    return n ? counted(p, TN("{n} statement", "{n} statements"), (int64_t)n) : bare(p, T("no statement"));
}

static const char *lead_text(const struct hearing *h)
{
    if (!h->a->by)
        return T("Of the {people} who took part, a majority of those who voted on it agrees with {bridges}; on {divides} they are split, at least a quarter on either side.");
    return h->a->by->attribute ? T("Of the {people} who took part, a majority on every side agrees with {bridges}; on {divides} the sides differ by more than chance.")
                               : T("Of the {people} who took part, a majority in every group agrees with {bridges}; on {divides} the groups differ by more than chance.");
}

static void say_lead(const struct hearing *h)
{
    struct words *w = voices_paragraph(h->p);
    SAY(h->p, w, lead_text(h), slot_text("people", people_text(h, h->people)), slot_text("bridges", statements_text(h->p, h->a->bridge_n)),
        slot_text("divides", statements_text(h->p, h->a->divide_n)));
    if (h->a->by && h->a->by->attribute && h->a->by->untold > 0) { /* "every side" is every one that is told of */
        words_text(h->p->d, w, STR(" "));
        SAY_BARE(h->p, w, T("Groups of too few people are not described."));
    }
    trace_heard(h, w, SIZE_MAX, "method-bridges");
    for (size_t i = 0; i < h->bridge_n; i++)
        trace_heard(h, w, h->bridges[i], "method-bridges");
    for (size_t i = 0; i < h->divide_n; i++)
        trace_heard(h, w, h->divides[i], "method-bridges");
}

/* ---- the strips -------------------------------------------------------------------------------- */

static struct str name_in_key(const struct hearing *h, size_t k)
{
    if (!h->a->by)
        return TOLD(h->p, T("all, {people}"), slot_text("people", people_text(h, h->people)));
    return TOLD(h->p, T("{group}, {people}"), slot_text("group", side_name(h, h->a->by, k)), slot_text("people", people_text(h, h->a->by->size[k])));
}

static const struct shown_cell *shares_of(const struct hearing *h, size_t column)
{
    struct shown_cell *cells = ARENA_ARRAY(&h->p->d->arena, struct shown_cell, drawn_groups(h));
    for (size_t k = 0; k < drawn_groups(h); k++)
        cells[k] = share_shown(h, tally_of(h), group_at(h, k), column, true);
    return cells;
}

/* "Statement 21: A 91 %, B 84 %." Its words stand in the drawing and in the table. */
static struct str row_says(const struct hearing *h, size_t column)
{
    struct str shares[HEARD_SIDES];
    for (size_t k = 0; k < drawn_groups(h); k++)
        shares[k] = TOLD(h->p, T("{group} {share}"), slot_text("group", h->a->by ? side_name(h, h->a->by, k) : bare(h->p, T("all"))),
            slot_text("share", share_of_text(h, tally_of(h), group_at(h, k), column, true)));
    return TOLD(h->p, T("Statement {id}: {shares}."), slot_text("id", number_text(h->p->d, guard_count(h->v->statements[h->v->column[column]].id), NUMBER_PLAIN)), slot_text("shares", list_text(h->p, shares, drawn_groups(h))));
}

static struct drawing *strips_of(const struct hearing *h, const char *heading_msgid, const size_t *columns, size_t n, const struct str *letters, const struct str *names)
{
    struct page *p = h->p;
    struct opinion_strip rows[HEARD_BRIDGES + HEARD_DIVIDES];
    struct buf desc CLEANUP(buf_end) = {0};
    for (size_t i = 0; i < n; i++) {
        const struct voice_statement *s = &h->v->statements[h->v->column[columns[i]]];
        const struct voice_text *translation = voice_translation(s, language_code(p->speech->language));
        struct slot text = statement_slot(h, "", columns[i]);
        rows[i] = (struct opinion_strip){.text = text.text, .lang = text.lang, .translation = translation ? translation->text : STR(""), .shares = shares_of(h, columns[i])};
        buf_text(&desc, i ? " " : "");
        buf_str(&desc, row_says(h, columns[i]));
    }
    struct figure_opinion_strips f = {.title = bare(p, T("Share who agree, 0 to 100 %")), .desc = {arena_text(&p->d->arena, desc.p ? desc.p : "", desc.n), desc.n}, .heading = bare(p, heading_msgid),
        .letters = letters, .names = names, .groups = drawn_groups(h), .rows = rows, .n = n};
    return figure_opinion_strips(p->d, &f);
}

/* ---- the table behind -------------------------------------------------------------------------- */

struct row_at { /* where the next row goes */
    struct doc_table *t;
    size_t row;
};

static void add_row(const struct hearing *h, struct row_at *at, size_t column, const char *kind, struct str kind_says, struct str among, const char *among_key, const struct opinion_tally *tally, size_t group)
{
    struct doc_table *t = at->t;
    size_t row = at->row++;
    struct slot text = statement_slot(h, "", column);
    int64_t id = h->v->statements[h->v->column[column]].id;
    struct shown_cell agree = share_shown(h, tally, group, column, true);
    cell_number(t, row, 0, guard_count(id), NUMBER_PLAIN);
    t->cells[row * t->column_n + 1].kind = CELL_WORDS;
    if (group == tally->groups) /* once a statement: people read it above the rows of its groups */
        words_name(h->p->d, &t->cells[row * t->column_n + 1].words, text.text, text.lang);
    t->cells[row * t->column_n + 1].machine = text.text;
    t->cells[row * t->column_n + 1].machine_set = true;
    cell_words(h->p, t, row, 2, group == tally->groups ? kind_says : STR(""));
    t->cells[row * t->column_n + 2].machine = str_of(kind);
    t->cells[row * t->column_n + 2].machine_set = true;
    cell_words(h->p, t, row, 3, among);
    cell_number(t, row, 4, agree, NUMBER_PERCENT);
    cell_range(t, row, 5, agree, NUMBER_PERCENT);
    cell_number(t, row, 6, share_shown(h, tally, group, column, false), NUMBER_PERCENT);
    cell_number(t, row, 7, seen_shown(h, tally, group, column), NUMBER_INT);
    t->row[row].key = str_of(arena_f(&h->p->d->arena, "%zu-%s-%zu", column + 1, among_key, group + 1));
    trace_row_heard(h->p, t, row, (struct trace_vote){h->number, column}, "method-voices");
}

/* A statement: everybody, the found groups, and those of every side and gender that may be told of. */
static void add_statement(const struct hearing *h, struct row_at *at, size_t column, const char *kind, const char *kind_msgid)
{
    struct page *p = h->p;
    struct str says = bare(p, kind_msgid);
    const struct voice_side *found = &h->a->found;
    add_row(h, at, column, kind, says, bare(p, T("all")), "all", &found->tally, found->tally.groups);
    for (size_t k = 0; hearing_grouped(h) && k < found->k; k++)
        add_row(h, at, column, kind, says, TOLD(p, T("group {group}"), slot_text("group", group_letter(p, k))), "group", &found->tally, k);
    static const char *const attributes[] = {"side", "gender"};
    for (size_t i = 0; i < ARRAY_LEN(attributes); i++) {
        const struct voice_side *side = side_called(h, attributes[i]);
        for (size_t k = 0; side && k < side->k; k++)
            add_row(h, at, column, kind, says, side_name(h, side, k), attributes[i], &side->tally, k);
    }
}

static size_t rows_a_statement(const struct hearing *h)
{
    const struct voice_side *side = side_called(h, "side"), *gender = side_called(h, "gender");
    return 1 + (hearing_grouped(h) ? h->a->found.k : 0) + (side ? side->k : 0) + (gender ? gender->k : 0);
}

static struct doc_table *shares_table(const struct hearing *h)
{
    static const char *const keys[] = {"shares", "shares_2", "shares_3"};
    struct page *p = h->p;
    size_t statements = h->bridge_n + h->divide_n;
    struct row_at at = {doc_table_new(p->d, keys[MIN_OF(h->number, ARRAY_LEN(keys) - 1)], 8, statements * rows_a_statement(h)), 0};
    table_column(p, at.t, 0, "statement", T("Statement"), false);
    table_column(p, at.t, 1, "text", T("In its own words"), false);
    table_column(p, at.t, 2, "kind", T("What it does"), false);
    table_column(p, at.t, 3, "among", T("Among"), false);
    at.t->across = 3;
    table_column(p, at.t, 4, "agree", T("Agree"), true);
    table_column(p, at.t, 5, "agree_range", T("Between"), true);
    table_column(p, at.t, 6, "disagree", T("Disagree"), true);
    at.t->columns[6].machine_only = true;
    at.t->columns[6].label = at.t->columns[6].key;
    table_column(p, at.t, 7, "votes", T("Voted on it"), true);
    for (size_t i = 0; i < h->bridge_n; i++)
        add_statement(h, &at, h->bridges[i], "bridges", T("bridges"));
    for (size_t i = 0; i < h->divide_n; i++)
        add_statement(h, &at, h->divides[i], "divides", T("divides"));
    return at.t;
}

/* ---- the figure -------------------------------------------------------------------------------- */

static const char *title_text(const struct hearing *h)
{
    if (!h->bridge_n)
        return h->a->by ? T("What divides those who took part") : T("What splits those who took part");
    if (!h->divide_n)
        return h->a->by ? T("What those who took part agree on, on every side") : T("What those who took part agree on");
    return h->a->by && !h->a->by->attribute ? T("What the groups share, and where they part")
        : h->a->by                           ? T("What the sides share, and where they part")
                                             : T("What those who took part agree on, and where they part");
}

static void draw_strips(const struct hearing *h)
{
    static const char *const ids[] = {"bridges", "bridges-2", "bridges-3"};
    struct page *p = h->p;
    struct str names[HEARD_SIDES], letters[HEARD_SIDES];
    for (size_t k = 0; k < drawn_groups(h); k++) {
        names[k] = name_in_key(h, k);
        letters[k] = group_letter(p, k);
    }
    const struct str *marked = h->a->by && !h->a->by->attribute ? letters : NULL;
    struct figure *fig = figure_add(p, ids[MIN_OF(h->number, ARRAY_LEN(ids) - 1)]);
    SAY_BARE(p, &fig->title, title_text(h));
    fig->layout = FIGURE_PAIR;
    fig->drawings = ARENA_ARRAY(&p->d->arena, struct drawing *, 2);
    if (h->bridge_n)
        fig->drawings[fig->drawing_n++] = strips_of(h, h->a->by ? T("What bridges") : T("What most agree with"), h->bridges, h->bridge_n, marked, names);
    if (h->divide_n)
        fig->drawings[fig->drawing_n++] = strips_of(h, T("What divides"), h->divides, h->divide_n, marked, names);
    SAY(p, &fig->source, T("Share who agree, of those who voted on the statement, among the {people} who took part; the bar runs from the lowest to the highest. Statements stand in the words they were made in. Ranges are in the table."),
        slot_text("people", people_text(h, h->people)));
    fig->table = shares_table(h);
    fig->table_label = bare(p, T("Table: shares of all, of groups, sides and gender"));
    for (size_t i = 0; i < h->bridge_n; i++)
        trace_figure_heard(p, fig, (struct trace_vote){h->number, h->bridges[i]}, "method-bridges");
    for (size_t i = 0; i < h->divide_n; i++)
        trace_figure_heard(p, fig, (struct trace_vote){h->number, h->divides[i]}, "method-bridges");
}

/* ---- what else most agree or disagree with ------------------------------------------------------ */

static void say_consensus_of(const struct hearing *h, struct block *items, size_t column, bool agree)
{
    const struct opinion_tally *t = &h->a->found.tally;
    struct words *w = &items->items[items->item_n];
    if (shown_state(share_shown(h, t, t->groups, column, agree)) != SHOWN_VALUE)
        return;
    SAY(h->p, w, agree ? T("{share} agree: “{statement}”") : T("{share} disagree: “{statement}”"), slot_text("share", share_of_text(h, t, t->groups, column, agree)), statement_slot(h, "statement", column));
    say_translation(h, w, column);
    trace_heard(h, w, column, "method-voices");
    items->item_n++;
}

static void say_consensus(const struct hearing *h)
{
    size_t columns[2 * HEARD_PICKS + HEARD_PICKS], told_n = 0, n = 0;
    bool agrees[ARRAY_LEN(columns)];
    size_t shown[HEARD_BRIDGES + HEARD_DIVIDES + ARRAY_LEN(columns)];
    for (size_t i = 0; i < h->bridge_n; i++)
        shown[told_n++] = h->bridges[i];
    for (size_t i = 0; i < h->divide_n; i++)
        shown[told_n++] = h->divides[i];
    for (int agree = 1; agree >= 0; agree--) {
        const struct opinion_pick *picks = agree ? h->a->agree : h->a->disagree;
        size_t of = agree ? h->a->agree_n : h->a->disagree_n, taken = 0;
        for (size_t i = 0; i < of && taken < HEARD_PICKS; i++) {
            if (heard_already(h, picks[i].statement, shown, told_n))
                continue;
            shown[told_n++] = columns[n] = picks[i].statement;
            agrees[n++] = agree;
            taken++;
        }
    }
    if (!n)
        return;
    struct words *lead = voices_paragraph(h->p);
    SAY(h->p, lead, T("Of those of the {people} who took part and voted on it, many also hold alike:"), slot_text("people", people_text(h, h->people)));
    trace_heard(h, lead, SIZE_MAX, "method-voices");
    struct block *items = doc_add(h->p->d, BLOCK_ITEMS);
    items->items = ARENA_ARRAY(&h->p->d->arena, struct words, n);
    for (size_t i = 0; i < n; i++)
        say_consensus_of(h, items, columns[i], agrees[i]);
}

void draw_shared(const struct hearing *h)
{
    if (h->bridge_n + h->divide_n > 0)
        draw_strips(h);
}

void say_shared(const struct hearing *h)
{
    say_lead(h);
    draw_shared(h);
    say_consensus(h);
}
