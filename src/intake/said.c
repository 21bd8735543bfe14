/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * intake: what people say of places, periods and sources: aliases `place,alias,language`, observability
 * `place,from,to,judgement,said_by,reason`, phases `place,from,to,phase,said_by`, licences `source,licence`. One reader
 * for all four: a layout is a row that says what its columns hold.
 */
#include "intake/intake_priv.h"
#include "core/speech.h"
#include <assert.h>

enum column { SUBJECT, WHAT, BY, REASON, FROM, TO, COLUMNS };

struct said_layout {
    const char *name, *title;         /* title: for sentences about the file */
    const char *columns[COLUMNS];     /* NULL: this kind has none */
    const char *missing[2], *advice;  /* subject, what: codes of problems where the cell is empty */
    const char *expected;             /* of `what` */
    const char *header;
    int score;                        /* when its columns are there; others' tables may have such columns by chance */
};
static const struct said_layout kinds[SAID_KINDS] = {
    [SAID_ALIASES] = {"aliases", "an aliases", {"place", "alias", "language", NULL, NULL, NULL}, {"place_missing", "alias_missing"},
        T("say what the other name is"), T("another name of the place"), "place,alias,language", 80},
    [SAID_OBSERVABILITY] = {"observability", "an observability", {"place", "judgement", "said_by", "reason", "from", "to"},
        {"place_missing", "judgement_unknown"}, T("write one of the three words"), T("good, limited or none"), "place,from,to,judgement,said_by,reason", 80},
    [SAID_PHASES] = {"phases", "a phases", {"place", "phase", "said_by", NULL, "from", "to"}, {"place_missing", "phase_unknown"},
        T("write one of the codebook's codes, or its label"), T("calm, tension, open, protracted, ceasefire, stabilising or recovery"),
        "place,from,to,phase,said_by", 60},
    [SAID_LICENCES] = {"licences", "a licences", {"source", "licence", NULL, NULL, NULL, NULL}, {"source_missing", "licence_unknown"},
        T("write one of the three words"), T("open, attribution or no-republication"), "source,licence", 40},
};
enum { WIDEST_LICENCES = 6, NAME_MOST = 300 }; /* a table of incidents may name source and licence too, among many others */

void said_batch_end(struct said_batch *b)
{
    free(b->list);
    intern_end(&b->words);
    problem_log_end(&b->log);
    *b = (struct said_batch){0};
}

/* ---- columns ---- */

int said_sniff(const struct table *t, enum said_kind kind)
{
    const struct said_layout *k = &kinds[kind];
    bool there = table_find(t, k->columns[SUBJECT]) >= 0 && table_find(t, k->columns[WHAT]) >= 0;
    if (!there || (kind == SAID_LICENCES && table_columns(t) > WIDEST_LICENCES))
        return 0;
    return k->score;
}

static bool columns_find(const struct table *t, const struct said_layout *k, int columns[COLUMNS], struct err *e)
{
    for (size_t i = 0; i < COLUMNS; i++) {
        columns[i] = -1;
        if (k->columns[i] && !column_one(t, k->columns[i], &columns[i], e))
            return false;
    }
    for (size_t i = SUBJECT; i <= WHAT; i++)
        if (columns[i] < 0)
            return err_set(e, ERR_INPUT, T("%.100s: %s table needs the column %s; the layout is %s"), table_file(t), k->title, k->columns[i],
                k->header);
    return true;
}

/* ---- rows ---- */

struct said_reading {
    struct table *t;
    struct said_batch *b;
    const struct said_layout *k;
    int columns[COLUMNS];
    struct str source;
    struct intern keys;
    size_t *rows; /* by key: its row in the batch */
    size_t rows_room;
};

static struct str cell(const struct said_reading *r, enum column c)
{
    return str_trim(table_cell(r->t, r->columns[c]));
}

static bool refuse(struct said_reading *r, int column, const char *code, struct str found, const char *expected, const char *advice)
{
    r->b->refused++;
    problem_log_add(&r->b->log, r->t, PROBLEM_REFUSED, column, code, found, expected, advice);
    return false;
}

/* The fixed word for what people wrote; NULL when it is none. An alias is its own word. */
static const char *fixed_word(enum said_kind kind, struct str word)
{
    switch (kind) {
    case SAID_OBSERVABILITY: return looked_code(looked_of(word));
    case SAID_PHASES: return phase_code(phase_of(word));
    case SAID_LICENCES: return licence_code(licence_of(word));
    case SAID_ALIASES:
    case SAID_KINDS: break;
    }
    return "";
}

static bool what_of(struct said_reading *r, struct said *x)
{
    struct str word = cell(r, WHAT);
    if (r->b->kind == SAID_ALIASES && word.n) {
        x->what = intern_id(&r->b->words, word);
        return true;
    }
    const char *fixed = fixed_word(r->b->kind, word);
    if (!*fixed)
        return refuse(r, r->columns[WHAT], r->k->missing[1], word, r->k->expected, r->k->advice);
    x->what = intern_id(&r->b->words, str_of(fixed));
    return true;
}

/* Who says so; of an alias, its language. */
static bool by_of(struct said_reading *r, struct said *x)
{
    struct str word = cell(r, BY);
    if (r->b->kind == SAID_ALIASES) {
        char tag[16];
        if (!said_language(word, tag))
            return refuse(r, r->columns[BY], "language", word, T("a language as en, ar or ckb, or nothing"), T("write the language's tag, or leave the cell empty"));
        x->by = intern_id(&r->b->words, str_of(tag));
        return true;
    }
    if (!r->k->columns[BY])
        return true;
    x->by = intern_id(&r->b->words, word.n ? word : r->source);
    return x->by || refuse(r, r->columns[BY], "said_by_missing", word, T("who says so"),
        T("name the person or body in the column said_by, or for the whole file with --source"));
}

static bool day_of(struct said_reading *r, enum column c, struct day *out)
{
    struct str word = cell(r, c);
    struct day first, last;
    *out = DAY_NONE;
    if (word.n == 0)
        return true;
    if (!day_parse(word, &first, &last))
        return refuse(r, r->columns[c], "date", word, T("a day, month or year (2014-06-10, 2014-06 or 2014), or nothing"),
            T("write it so, or leave the cell empty where that end is open"));
    *out = c == FROM ? first : last;
    return true;
}

static bool said_row(struct said_reading *r, struct said *x)
{
    struct str subject = cell(r, SUBJECT);
    *x = (struct said){.line = table_line(r->t), .from = DAY_NONE, .to = DAY_NONE};
    if (table_cells(r->t) > table_columns(r->t))
        return refuse(r, -1, "cells", STR(T("more cells than the header has")), T("as many cells as the header has"),
            T("a quote or a comma went astray in this line; mend it in the file"));
    if (!subject.n)
        return refuse(r, r->columns[SUBJECT], r->k->missing[0], subject, T("a name or a code"), T("say whom this row is about, or leave it out"));
    for (size_t i = SUBJECT; i <= BY; i++)
        if (cell(r, (enum column)i).n > NAME_MOST)
            return refuse(r, r->columns[i], "too_long", cell(r, (enum column)i), T("at most 300 bytes"), T("write it shorter"));
    if (!what_of(r, x) || !by_of(r, x) || !day_of(r, FROM, &x->from) || !day_of(r, TO, &x->to))
        return false;
    if (day_known(x->from) && day_known(x->to) && x->from.n > x->to.n)
        return refuse(r, r->columns[TO], "dates_order", cell(r, TO), T("a day not before that in the column from"), T("put the two in their order"));
    x->subject = intern_id(&r->b->words, subject);
    x->reason = intern_id(&r->b->words, cell(r, REASON));
    return true;
}

/* ---- once each ---- */

/* One text for what tells a row from others: each part with its length before it. */
static void key_of(struct buf *b, const struct said_batch *batch, const struct said *x)
{
    const uint32_t parts[] = {x->subject, batch->kind == SAID_ALIASES ? x->what : 0, x->by};
    for (size_t i = 0; i < ARRAY_LEN(parts); i++) {
        struct str s = intern_text(&batch->words, parts[i]);
        buf_int(b, (int64_t)s.n);
        buf_char(b, ':');
        buf_str(b, s);
    }
    buf_int(b, x->from.n);
    buf_char(b, ':');
    buf_int(b, x->to.n);
}

static void keep_row(struct said_reading *r, const struct said *x)
{
    struct said_batch *b = r->b;
    struct buf key CLEANUP(buf_end) = {0};
    key_of(&key, b, x);
    uint32_t seen;
    if (intern_find(&r->keys, buf_view(&key), &seen)) {
        const struct said *first = &b->list[r->rows[seen]];
        if (first->what == x->what && first->reason == x->reason) {
            b->duplicates++;
            return;
        }
        struct buf found CLEANUP(buf_end) = {0};
        buf_f(&found, T("%.*s (line %" PRId64 " says %.*s)"), STR_F(intern_text(&b->words, x->what)), first->line, STR_F(intern_text(&b->words, first->what)));
        refuse(r, r->columns[WHAT], "said_twice", buf_view(&found), T("one word a row from the same people on the same period"),
            T("keep the right one of the two rows"));
        return;
    }
    uint32_t id = intern_id(&r->keys, buf_view(&key));
    if (id >= r->rows_room) {
        r->rows_room = MAX_OF((size_t)id + 1, MAX_OF(r->rows_room * 2, (size_t)256));
        r->rows = mem_grow(r->rows, r->rows_room, sizeof *r->rows);
    }
    r->rows[id] = b->n;
    GROW(b->list, b->n, b->room);
    b->list[b->n++] = *x;
}

static bool read_rows(struct said_reading *r, struct progress *p, struct err *e)
{
    struct said x;
    while (table_next(r->t)) {
        r->b->rows++;
        if ((r->b->rows & 4095) == 0 && !progress_step(p, (double)table_bytes(r->t), r->b->rows, e))
            return false;
        if (said_row(r, &x))
            keep_row(r, &x);
    }
    return !table_failed(r->t, e);
}

bool said_read(struct table *t, enum said_kind kind, struct str source, struct said_batch *out, struct progress *p, struct err *e)
{
    assert(kind < SAID_KINDS);
    struct said_reading r = {.t = t, .b = out, .k = &kinds[kind], .source = source};
    out->kind = kind;
    if (!columns_find(t, r.k, r.columns, e))
        return false;
    bool fine = read_rows(&r, p, e);
    out->read_problems = out->log.n;
    intern_end(&r.keys);
    free(r.rows);
    return fine;
}
