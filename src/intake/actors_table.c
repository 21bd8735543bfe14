/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * intake: actors, ties and scores as tables: the own layouts, those of Gephi, Kumu and NodeXL, and a matrix. One reader: a field is known by what its column may
 * be called.
 */
#include "intake/intake_priv.h"
#include "core/speech.h"

/* ---- columns ---- */

static int column_of(const struct table *t, const struct field_words *f)
{
    return table_find_any(t, f->words, ARRAY_LEN(f->words));
}

static bool has(const struct table *t, const char *name)
{
    return table_find(t, name) >= 0;
}

static bool first_is(const struct table *t, size_t column, const char *name)
{
    return table_columns(t) > column && str_is_nocase(table_name(t, column), name);
}

/* A name of its own, or one for a language. */
static bool has_names(const struct table *t)
{
    const char *sort;
    char language[16];
    for (size_t i = 0; i < table_columns(t); i++)
        if (actor_name_column(table_name(t, i), &sort, language))
            return true;
    return false;
}

int actors_sniff(const struct table *t)
{
    bool own = has(t, "actor") && has(t, "kind") && has_names(t), nodexl = first_is(t, 0, "vertex");
    return (own && !has(t, "date")) || nodexl ? 85 : 0;
}

int ties_sniff(const struct table *t)
{
    bool own = has(t, "from") && has(t, "to") && has(t, "relation"), nodexl = first_is(t, 0, "vertex 1") && first_is(t, 1, "vertex 2");
    return own || nodexl ? 85 : 0;
}

int scores_sniff(const struct table *t)
{
    return has(t, "actor") && has(t, "power") && has(t, "interest") ? 85 : 0;
}

int gephi_nodes_sniff(const struct table *t)
{
    return first_is(t, 0, "id") && first_is(t, 1, "label") && !has(t, "date") ? 50 : 0;
}

int gephi_edges_sniff(const struct table *t)
{
    return first_is(t, 0, "source") && first_is(t, 1, "target") ? 60 : 0;
}

int kumu_elements_sniff(const struct table *t)
{
    return first_is(t, 0, "label") && has(t, "type") ? 50 : 0;
}

int kumu_connections_sniff(const struct table *t)
{
    return first_is(t, 0, "from") && first_is(t, 1, "to") && !has(t, "relation") ? 60 : 0;
}

/* ---- rows ---- */

struct table_reading {
    struct table *t;
    struct actor_batch *b;
    int columns[T_FIELDS], relations[4]; /* relations: every column that may say which */
    size_t fields;
    int *names; /* by column: 1 a name */
    struct str source;
};

static void cells_take(const struct table_reading *r, struct put_row *row)
{
    row->line = table_line(r->t);
    row->source = r->source;
    row->name_n = 0;
    for (size_t i = 0; i < r->fields; i++)
        row->cells[i] = str_trim(table_cell(r->t, r->columns[i]));
}

static bool ragged(const struct table_reading *r)
{
    if (table_cells(r->t) <= table_columns(r->t))
        return false;
    r->b->rows++;
    actors_refuse(r->b, table_line(r->t), STR(""), "cells", STR(T("more cells than the header has")), T("as many cells as the header has"),
        T("a quote or a comma went astray in this line; mend it in the file"));
    return true;
}

static void names_take(const struct table_reading *r, struct put_row *row)
{
    for (size_t i = 0; i < table_columns(r->t) && row->name_n < ACTOR_NAMES_MOST; i++) {
        struct str cell = r->names[i] ? str_trim(table_cell(r->t, (int)i)) : STR("");
        struct put_name *n = &row->names[row->name_n];
        if (!cell.n)
            continue;
        if (!actor_name_column(table_name(r->t, i), &n->sort, n->language)) { /* a label */
            n->sort = "name";
            n->language[0] = '\0';
        }
        n->name = cell;
        n->column = table_name(r->t, i);
        row->name_n++;
    }
}

/* Gephi writes Directed and Undirected under "type": that says nothing of the tie. */
static void relation_take(const struct table_reading *r, struct put_row *row)
{
    for (size_t i = 0; i < ARRAY_LEN(r->relations); i++) {
        struct str cell = str_trim(table_cell(r->t, r->relations[i]));
        if (!cell.n || str_is_nocase(cell, "directed") || str_is_nocase(cell, "undirected"))
            continue;
        row->cells[T_RELATION] = cell;
        row->columns[T_RELATION] = table_name(r->t, (size_t)r->relations[i]);
        return;
    }
    row->cells[T_RELATION] = STR("");
}

static bool rows_read(struct table_reading *r, enum actor_table what, struct put_row *row, struct progress *p, struct err *e)
{
    while (table_next(r->t)) {
        if ((r->b->rows & 4095) == 0 && (!progress_step(p, (double)table_bytes(r->t), r->b->rows, e) || !actors_room(r->b, table_file(r->t), e)))
            return false;
        if (ragged(r))
            continue;
        cells_take(r, row);
        if (what == TABLE_ACTORS)
            names_take(r, row);
        else if (what == TABLE_TIES)
            relation_take(r, row);
        if (what == TABLE_ACTORS)
            actor_put(r->b, row);
        else if (what == TABLE_TIES)
            tie_put(r->b, row);
        else
            score_put(r->b, row);
    }
    return !table_failed(r->t, e);
}

static void names_find(struct table_reading *r, struct arena *a)
{
    const char *sort;
    char language[16];
    int label = column_of(r->t, &actor_name_words);
    r->names = ARENA_ARRAY(a, int, table_columns(r->t) + 1);
    for (size_t i = 0; i < table_columns(r->t); i++)
        r->names[i] = actor_name_column(table_name(r->t, i), &sort, language);
    if (label >= 0)
        r->names[label] = 1;
}

static bool columns_find(struct table_reading *r, enum actor_table what, struct put_row *row, struct err *e)
{
    const struct field_words *fields = what == TABLE_ACTORS ? actor_fields : what == TABLE_TIES ? tie_fields : score_fields;
    size_t needed = what == TABLE_TIES ? 2 : 1;
    r->fields = what == TABLE_ACTORS ? A_FIELDS : what == TABLE_TIES ? T_FIELDS : S_FIELDS;
    for (size_t i = 0; i < r->fields; i++) {
        r->columns[i] = column_of(r->t, &fields[i]);
        row->columns[i] = r->columns[i] >= 0 ? table_name(r->t, (size_t)r->columns[i]) : str_of(fields[i].words[0]);
        if (i < needed && r->columns[i] < 0)
            return err_set(e, ERR_INPUT, T("%.100s: a table of %s needs the column %s"), table_file(r->t), what == TABLE_ACTORS ? "actors" : what == TABLE_TIES ? "ties" : "scores",
                fields[i].words[0]);
    }
    for (size_t i = 0; i < ARRAY_LEN(r->relations); i++)
        r->relations[i] = what == TABLE_TIES && tie_fields[T_RELATION].words[i] ? table_find(r->t, tie_fields[T_RELATION].words[i]) : -1;
    return true;
}

/* ---- a matrix ---- */

/* Its corner says which tie, and who sends: "trust, rows" or "trust, columns". */
static const struct relation *corner(const struct table *t, bool *columns_send)
{
    static const char *const rows[] = {"rows", "الصفوف", "ڕیزەکان"}, *const columns[] = {"columns", "الأعمدة", "ستوونەکان"};
    struct str s = table_columns(t) > 2 ? table_name(t, 0) : STR("");
    size_t at = 0;
    while (at < s.n && s.p[at] != ',' && s.p[at] != ';' && s.p[at] != ':')
        at++;
    if (at == s.n)
        return NULL;
    struct str who = str_trim((struct str){s.p + at + 1, s.n - at - 1});
    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        *columns_send = str_is_nocase(who, columns[i]);
        if (*columns_send || str_is_nocase(who, rows[i]))
            return relation_of(str_trim((struct str){s.p, at}));
    }
    return NULL;
}

int matrix_sniff(const struct table *t)
{
    bool columns_send;
    return corner(t, &columns_send) ? 90 : 0;
}

/* Nothing, and of what is counted or graded zero, is no tie. */
static bool cell_says(const struct relation *rel, struct str cell)
{
    double v;
    return cell.n && !str_is(cell, "-") && (!str_to_real(cell, &v) || v != 0 || strcmp(rel->code, "trust") == 0);
}

static bool matrix_rows(struct table_reading *r, struct put_row *row, struct progress *p, struct err *e)
{
    bool columns_send;
    const struct relation *rel = corner(r->t, &columns_send);
    if (!rel)
        return err_set(e, ERR_INPUT, T("%.100s: the first cell of a matrix says which tie it is of and who sends: \"trust, rows\" where the actors at the left trust those above, "
            "else \"trust, columns\""), table_file(r->t));
    while (table_next(r->t)) {
        struct str side = str_trim(table_cell(r->t, 0));
        if (!progress_step(p, (double)table_bytes(r->t), r->b->rows, e) || !actors_room(r->b, table_file(r->t), e))
            return false;
        if (ragged(r))
            continue;
        for (size_t i = 1; i < table_columns(r->t); i++) {
            struct str cell = str_trim(table_cell(r->t, (int)i)), above = table_name(r->t, i);
            if (!cell_says(rel, cell) || str_eq(side, above))
                continue;
            *row = (struct put_row){.line = table_line(r->t), .source = r->source};
            row->cells[T_FROM] = columns_send ? above : side;
            row->cells[T_TO] = columns_send ? side : above;
            row->cells[T_RELATION] = str_of(rel->code);
            row->cells[T_STRENGTH] = cell;
            for (size_t k = 0; k < T_FIELDS; k++)
                row->columns[k] = above;
            tie_put(r->b, row);
        }
    }
    return !table_failed(r->t, e);
}

bool actors_table(struct table *t, enum actor_table what, struct str source, struct actor_batch *b, struct progress *p, struct err *e)
{
    struct arena a CLEANUP(arena_end) = {0};
    struct table_reading r = {.t = t, .b = b, .source = source};
    struct put_row *row = ARENA_NEW(&a, struct put_row);
    if (what == TABLE_MATRIX)
        return matrix_rows(&r, row, p, e);
    if (!columns_find(&r, what, row, e))
        return false;
    names_find(&r, &a);
    return rows_read(&r, what, row, p, e);
}
