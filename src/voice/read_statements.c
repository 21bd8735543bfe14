/* SPDX-License-Identifier: GPL-3.0-or-later */
/* voice: statements (comments.csv, statements.csv): their words in each language, what became of them, and which are about the participant. */
#include "said/said.h"
#include "voice/read_priv.h"

enum { TEXTS_MOST = 40 };

struct statement_columns {
    int id, time, author, agrees, disagrees, moderation, meta, seed, text, language, observation, feeling, need, request;
    int other[TEXTS_MOST];       /* text_ar, text_ckb ...: translations */
    char tag[TEXTS_MOST][16];
    size_t other_n;
};

static const char *const id_names[] = {"comment-id", "statement", "statement_id", "statement-id", "id", NULL};

/* Columns "text_ar": words in that language. */
static bool other_columns(struct table *t, struct statement_columns *c, struct err *e)
{
    static const char begin[] = "text_";
    for (size_t i = 0; i < table_columns(t); i++) {
        struct str name = table_name(t, i);
        if (name.n <= sizeof begin - 1 || !str_is_nocase((struct str){name.p, sizeof begin - 1}, begin))
            continue;
        struct str tag = {name.p + sizeof begin - 1, name.n - (sizeof begin - 1)};
        if (c->other_n == TEXTS_MOST)
            return err_set(e, ERR_INPUT, "%.100s: has more than %d columns of translations", table_file(t), TEXTS_MOST);
        if (!said_language(tag, c->tag[c->other_n]))
            return err_set(e, ERR_INPUT, "%.100s: column \"%.*s\": \"%.*s\" is no language; write its tag, as text_ar, text_ckb or text_en", table_file(t),
                (int)MIN_OF(name.n, (size_t)60), name.p, (int)MIN_OF(tag.n, (size_t)40), tag.p);
        for (size_t k = 0; k < c->other_n; k++)
            if (strcmp(c->tag[k], c->tag[c->other_n]) == 0)
                return err_set(e, ERR_INPUT, "%.100s: two columns hold the text in the language %s; take one out and try again", table_file(t), c->tag[k]);
        c->other[c->other_n++] = (int)i;
    }
    return true;
}

static bool columns_of(struct table *t, struct statement_columns *c, struct err *e)
{
    const struct {
        int *column;
        const char *names[4];
    } wanted[] = {{&c->time, {"timestamp", "time_ms", "created", NULL}}, {&c->author, {"author-id", "author", NULL}}, {&c->agrees, {"agrees", NULL}},
        {&c->disagrees, {"disagrees", NULL}}, {&c->moderation, {"moderated", "moderation", NULL}}, {&c->meta, {"is-meta", "is_meta", "meta", NULL}},
        {&c->seed, {"is-seed", "is_seed", "seed", NULL}}, {&c->text, {"comment-body", "text", "txt", NULL}}, {&c->language, {"language", "lang", NULL}},
        {&c->observation, {"observation", NULL}}, {&c->feeling, {"feeling", NULL}}, {&c->need, {"need", NULL}}, {&c->request, {"request", NULL}}};
    if (!read_column(t, id_names, &c->id, e))
        return false;
    for (size_t i = 0; i < ARRAY_LEN(wanted); i++)
        if (!read_column(t, wanted[i].names, wanted[i].column, e))
            return false;
    if (c->id < 0)
        return err_set(e, ERR_INPUT, "%.100s: statements of a dialogue need their number in a column \"statement\", or \"comment-id\" as Polis exports it", table_file(t));
    return other_columns(t, c, e);
}

static bool is_null(struct str s)
{
    return !s.n || str_is_nocase(s, "null") || str_is_nocase(s, "nan") || str_is_nocase(s, "none");
}

/* What is not clear is taken as the cautious value, and told as repaired. */
static void marks(struct reading *r, struct table *t, const struct statement_columns *c, struct read_statement *x)
{
    struct voice_statement *s = &x->s;
    struct str moderation = str_trim(table_cell(t, c->moderation)), meta = str_trim(table_cell(t, c->meta)), seed = str_trim(table_cell(t, c->seed)),
        author = str_trim(table_cell(t, c->author)), when = str_trim(table_cell(t, c->time));
    bool seeded = false;
    if (!read_moderation(moderation, &s->moderation))
        read_problem(r, t, PROBLEM_REPAIRED, c->moderation, "moderation_unknown", moderation, "1 accepted, 0 not looked at, -1 rejected", "it is taken as not looked at");
    if (!is_null(meta) && !read_truth(meta, &s->meta))
        read_problem(r, t, PROBLEM_REPAIRED, c->meta, "meta_unknown", meta, "true or false", "it is taken as not about the participant");
    if (!is_null(seed) && !read_truth(seed, &seeded))
        read_problem(r, t, PROBLEM_REPAIRED, c->seed, "seed_unknown", seed, "true or false", "it is taken as not known");
    else if (!is_null(seed))
        s->seed = seeded ? VOICE_SEEDED : VOICE_BY_PARTICIPANT;
    if (!is_null(author) && !read_id(author, &s->author))
        s->author = -1;
    if (when.n && !read_ms(when, &s->time_ms)) {
        s->time_ms = VOICE_TIME_NONE;
        read_problem(r, t, PROBLEM_REPAIRED, c->time, "time_unknown", when, "milliseconds or seconds since 1970 UTC, or a day as 2026-03-01", "the time is taken as not known");
    }
    r->has_meta = r->has_meta || !is_null(meta);
    x->counted = c->agrees >= 0 && c->disagrees >= 0 && str_to_int(table_cell(t, c->agrees), &x->agrees) && str_to_int(table_cell(t, c->disagrees), &x->disagrees);
}

static void add_text(struct reading *r, struct voice_statement *s, struct str language, struct str text, bool translated)
{
    s->texts[s->text_n++] = (struct voice_text){.language = read_keep(r, language), .translated = translated, .text = read_keep(r, text), .observation = STR(""),
        .feeling = STR(""), .need = STR(""), .request = STR("")};
}

static struct str language_of(struct reading *r, struct table *t, const struct statement_columns *c, char tag[16])
{
    struct str word = str_trim(table_cell(t, c->language));
    tag[0] = 0;
    if (!is_null(word) && !said_language(word, tag)) {
        read_problem(r, t, PROBLEM_REPAIRED, c->language, "language_unknown", word, "a language or its tag: ar, ckb, en", "the language is taken as not known");
        tag[0] = 0;
    }
    return str_of(tag);
}

/* The words it was made in: `text`; or else the column of its language, or the first that is there. */
static void texts(struct reading *r, struct table *t, const struct statement_columns *c, struct voice_statement *s)
{
    char tag[16];
    struct str language = language_of(r, t, c, tag), text = str_trim(table_cell(t, c->text));
    size_t first = SIZE_MAX;
    s->texts = ARENA_ARRAY(&r->b->arena, struct voice_text, c->other_n + 2);
    s->text_n = 0;
    for (size_t i = 0; !text.n && i < c->other_n; i++)
        if (str_trim(table_cell(t, c->other[i])).n && (first == SIZE_MAX || strcmp(c->tag[i], tag) == 0))
            first = first == SIZE_MAX || strcmp(c->tag[first], tag) != 0 ? i : first;
    if (text.n)
        add_text(r, s, language, text, false);
    else if (first != SIZE_MAX)
        add_text(r, s, str_of(c->tag[first]), str_trim(table_cell(t, c->other[first])), false);
    else
        return;
    struct voice_text *own = &s->texts[0];
    own->observation = read_keep(r, str_trim(table_cell(t, c->observation)));
    own->feeling = read_keep(r, str_trim(table_cell(t, c->feeling)));
    own->need = read_keep(r, str_trim(table_cell(t, c->need)));
    own->request = read_keep(r, str_trim(table_cell(t, c->request)));
    for (size_t i = 0; i < c->other_n; i++) {
        struct str other = str_trim(table_cell(t, c->other[i]));
        if (i != first && other.n && !str_is(own->language, c->tag[i]))
            add_text(r, s, str_of(c->tag[i]), other, true);
    }
}

static bool same_words(const struct voice_statement *a, const struct voice_statement *b)
{
    return a->text_n == b->text_n && (!a->text_n || str_eq(a->texts[0].text, b->texts[0].text)) && a->moderation == b->moderation && a->meta == b->meta;
}

static void statement_row(struct reading *r, struct table *t, const struct statement_columns *c)
{
    int64_t id;
    struct str cell = table_cell(t, c->id);
    if (!read_id(cell, &id)) {
        read_problem(r, t, PROBLEM_REFUSED, c->id, "statement_unknown", cell, "a whole number, 0 or more", "give each statement a number of its own");
        return;
    }
    struct read_statement x = {.listed = true, .s = {.id = id, .seed = VOICE_SEED_UNKNOWN, .author = -1, .time_ms = VOICE_TIME_NONE}};
    uint32_t number = read_statement(r, id); /* first: the list may move */
    struct read_statement *known = &r->statements[number];
    marks(r, t, c, &x);
    texts(r, t, c, &x.s);
    if (!known->listed)
        *known = x;
    else if (same_words(&known->s, &x.s))
        read_problem(r, t, PROBLEM_NOTED, c->id, "statement_repeated", cell, "each statement once", "it says the same again; nothing is lost");
    else
        read_problem(r, t, PROBLEM_REFUSED, c->id, "statement_twice", cell, "each number for one statement", "the first one was kept; give this one a number of its own");
}

bool read_statements(struct reading *r, struct table *t, struct err *e)
{
    struct statement_columns c = {0};
    if (!columns_of(t, &c, e))
        return false;
    r->b->polis = r->b->polis || table_find(t, "comment-body") >= 0;
    r->has_totals = c.agrees >= 0 && c.disagrees >= 0 && table_find(t, "votes") >= 0 && table_find(t, "passes") >= 0;
    while (table_next(t)) {
        if (!read_step(r, table_bytes(t), table_rows(t), e))
            return false;
        statement_row(r, t, &c);
    }
    return !table_failed(t, e);
}

/* ---- statements about the participant ---- */

static bool meta_mark(struct reading *r, struct table *t, struct str cell, struct err *e)
{
    int64_t id;
    uint32_t number;
    if (!read_id(cell, &id))
        return err_set(e, ERR_INPUT, "%.100s: line %" PRId64 ": \"%.*s\": expected the number of a statement; write one a line, or a table with a column \"statement\"",
            r->wish->meta_file, table_line(t), (int)MIN_OF(cell.n, (size_t)40), cell.p);
    if (!intern_find(&r->statement_ids, (struct str){(const char *)&id, sizeof id}, &number))
        return err_set(e, ERR_INPUT, "%.100s: line %" PRId64 ": %" PRId64 ": the dialogue has no statement of that number (%.100s)", r->wish->meta_file, table_line(t),
            id, r->wish->file);
    r->statements[number - 1].s.meta = true;
    return true;
}

bool read_meta(struct reading *r, struct err *e)
{
    static const char *const none[] = {"statement"};
    struct memory_stream m;
    struct table *t CLEANUP(table_close) = NULL;
    int column;
    int64_t id;
    if (!r->wish->meta.p)
        return true;
    r->has_meta = true;
    if (!str_trim(r->wish->meta).n) /* said to be none */
        return true;
    memory_open(&m, r->wish->meta_file, r->wish->meta);
    if (!table_open(&m.s, &t, e) || !read_column(t, id_names, &column, e))
        return false;
    if (column < 0 && read_id(table_name(t, 0), &id)) {
        table_headless(t, none, 1);
        column = 0;
    }
    if (column < 0)
        return err_set(e, ERR_INPUT, "%.100s: names no statements; write their numbers, one a line, or a table with a column \"statement\"", r->wish->meta_file);
    while (table_next(t))
        if (!meta_mark(r, t, table_cell(t, column), e))
            return false;
    return !table_failed(t, e);
}
