/* SPDX-License-Identifier: GPL-3.0-or-later */
/* intake: restrictions, plans, where two plans contradict each other, and replies of institutions, as tables. One description for each; every cell checked, nothing kept of a private individual. */
#include "intake/intake_priv.h"

const struct paper_shape paper_shapes[PAPER_KINDS] = {[PAPER_REPLY] = {3, 3, 1 | 2}, [PAPER_RESTRICTION] = {7, 2, 1 | 2 | 4 | 8 | 64}, [PAPER_PLAN] = {7, 2, 1 | 2 | 4}, [PAPER_CLASH] = {4, 0, 1 | 2 | 8}};

/* ---- columns ---- */

enum paper_as { AS_WORD, AS_NOTE, AS_ACTOR, AS_LANGUAGE, AS_KIND, AS_LEVEL, AS_VISIBLE, AS_FIRST, AS_LAST, AS_DAY, AS_YES_NO };
struct paper_field {
    const char *words[4]; /* what the column may be called, the surest first */
    enum paper_as as;
    bool needed;
};
enum { FIELDS_MOST = 10 };
static const struct paper_field fields[PAPER_KINDS][FIELDS_MOST] = { /* words in the order of the store, then days, then the rest */
    [PAPER_REPLY] = {{{"actor", "by"}, AS_ACTOR, true}, {{"about"}, AS_NOTE, true}, {{"text", "reply"}, AS_NOTE, false}, {{"asked", "asked_on"}, AS_DAY, true}, {{"due", "deadline"}, AS_LAST, false},
        {{"answered", "answered_on"}, AS_DAY, false}},
    [PAPER_RESTRICTION] = {{{"kind"}, AS_KIND, true}, {{"place"}, AS_WORD, false}, {{"by", "by_actor"}, AS_ACTOR, false}, {{"against"}, AS_ACTOR, true}, {{"about"}, AS_NOTE, false},
        {{"visible"}, AS_VISIBLE, false}, {{"said_by"}, AS_ACTOR, false}, {{"from", "date"}, AS_FIRST, true}, {{"to", "until"}, AS_LAST, false}, {{"hides_data"}, AS_YES_NO, false}},
    [PAPER_PLAN] = {{{"plan"}, AS_WORD, true}, {{"article"}, AS_WORD, false}, {{"language"}, AS_LANGUAGE, false}, {{"text", "title"}, AS_NOTE, true}, {{"level"}, AS_LEVEL, false},
        {{"place"}, AS_WORD, false}, {{"owner"}, AS_ACTOR, false}, {{"from"}, AS_FIRST, false}, {{"to", "until"}, AS_LAST, false}},
    [PAPER_CLASH] = {{{"one"}, AS_WORD, true}, {{"other"}, AS_WORD, true}, {{"why", "why_not"}, AS_NOTE, true}, {{"said_by"}, AS_ACTOR, false}},
};
static const char *const what[PAPER_KINDS] = {"replies", "restrictions", "plans", "contradictions of plans"};

static size_t field_count(enum paper_kind kind)
{
    size_t n = 0;
    while (n < FIELDS_MOST && fields[kind][n].words[0])
        n++;
    return n;
}

static int column_of(const struct table *t, const struct paper_field *f)
{
    return table_find_any(t, f->words, ARRAY_LEN(f->words));
}

static bool has(const struct table *t, enum paper_kind kind, const char *name)
{
    for (size_t i = 0; i < field_count(kind); i++)
        if (strcmp(fields[kind][i].words[0], name) == 0)
            return column_of(t, &fields[kind][i]) >= 0;
    return false;
}

int replies_sniff(const struct table *t)
{
    return has(t, PAPER_REPLY, "actor") && has(t, PAPER_REPLY, "about") && has(t, PAPER_REPLY, "asked") ? 91 : 0;
}

int restrictions_sniff(const struct table *t)
{
    return has(t, PAPER_RESTRICTION, "kind") && has(t, PAPER_RESTRICTION, "against") && has(t, PAPER_RESTRICTION, "from") ? 91 : 0;
}

int plans_sniff(const struct table *t)
{
    return has(t, PAPER_PLAN, "plan") && has(t, PAPER_PLAN, "article") && has(t, PAPER_PLAN, "text") ? 91 : 0;
}

int clashes_sniff(const struct table *t)
{
    return has(t, PAPER_CLASH, "one") && has(t, PAPER_CLASH, "other") && has(t, PAPER_CLASH, "why") ? 91 : 0;
}

void paper_batch_end(struct paper_batch *b)
{
    free(b->list);
    intern_end(&b->words);
    problem_log_end(&b->log);
    key_index_end(&b->keys);
    identify_findings_end(&b->findings);
    identify_free(&b->identify);
    *b = (struct paper_batch){0};
}

void paper_key(const struct paper_batch *b, const struct paper_row *x, struct buf *out)
{
    const struct paper_shape *shape = &paper_shapes[b->kind];
    for (size_t i = 0; i < shape->words; i++)
        if (shape->key >> i & 1) {
            struct str s = intern_text(&b->words, x->words[i]);
            buf_int(out, (int64_t)s.n);
            buf_char(out, ':');
            buf_str(out, s);
        }
    if (b->kind == PAPER_RESTRICTION)
        buf_int(out, x->days[0].n);
}

/* ---- a row ---- */

struct reading {
    struct table *t;
    struct paper_batch *b;
    const struct paper_field *fields;
    size_t n;
    int at[FIELDS_MOST];
    struct str columns[FIELDS_MOST], cells[FIELDS_MOST];
    int64_t line;
};

static bool refuse(struct reading *r, size_t field, const char *code, struct str found, const char *expected, const char *advice)
{
    r->b->refused++;
    problem_log_add_at(&r->b->log, r->line, PROBLEM_REFUSED, r->columns[field], code, found, expected, advice);
    return false;
}

static bool of_list(struct reading *r, size_t field, const char *const *words, size_t n, const char *expected)
{
    for (size_t i = 0; i < n; i++)
        if (str_is_nocase(r->cells[field], words[i])) {
            r->cells[field] = str_of(words[i]);
            return true;
        }
    return refuse(r, field, "word_unknown", r->cells[field], expected, "write one of these words");
}

static bool language_fits(struct str s)
{
    for (size_t i = 0; i < s.n; i++) {
        char c = s.p[i];
        if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9' && i) || (c == '-' && i)))
            return false;
    }
    return s.n <= 15;
}

static bool choice_fits(struct reading *r, size_t field)
{
    static const char *const levels[] = {"national", "regional", "local"}, *const visible[] = {"stewards", "staff", "partners", "public"};
    if (r->fields[field].as == AS_KIND) {
        const struct restriction_kind *k = restriction_kind_of(r->cells[field]);
        if (!k)
            return refuse(r, field, "kind_unknown", r->cells[field], "permit_refused, account_frozen, meeting_cancelled, access_denied or other", "write one of these words, or its label");
        r->cells[field] = str_of(k->code);
        return true;
    }
    if (!r->cells[field].n)
        return true;
    if (r->fields[field].as == AS_LEVEL)
        return of_list(r, field, levels, ARRAY_LEN(levels), "national, regional or local, or nothing");
    if (r->fields[field].as == AS_VISIBLE)
        return of_list(r, field, visible, ARRAY_LEN(visible), "stewards, staff, partners or public; nothing is staff");
    return language_fits(r->cells[field]) || refuse(r, field, "language", r->cells[field], "a tag of a language (en, ar, ckb), or nothing", "write the tag");
}

/* Who is named: an institution or an office. Other words must not say how to reach anybody. */
static bool nobody_private(struct reading *r, size_t field)
{
    bool actor = r->fields[field].as == AS_ACTOR;
    enum personal p = personal_of(&r->b->identify, &r->b->findings, r->cells[field]);
    if (actor && p == PERSONAL_NAME)
        return refuse(r, field, "private_individual", STR("what looks like a person's name"), PERSON_EXPECTED, "write the office or the body instead; Diwan keeps nothing of private individuals");
    return p != PERSONAL_REACH || refuse(r, field, "personal_data", STR(""), "no telephone number, address, account or document", "leave it out; Diwan keeps nothing of private individuals");
}

static bool word_of(struct reading *r, size_t field, uint32_t *out)
{
    size_t most = r->fields[field].as == AS_NOTE ? ACTOR_NOTE_MOST : ACTOR_WORD_MOST;
    if (r->cells[field].n > most)
        return refuse(r, field, "too_long", r->cells[field], most == ACTOR_NOTE_MOST ? "at most 4,000 bytes" : "at most 300 bytes", "write it shorter");
    bool fits = r->fields[field].as >= AS_LANGUAGE ? choice_fits(r, field) : nobody_private(r, field);
    if (fits)
        *out = intern_id(&r->b->words, r->cells[field]);
    return fits;
}

static bool day_of(struct reading *r, size_t field, struct day *out)
{
    static const char *const expected[2][2] = {{"a day, month or year (2026-01-05, 2026-01 or 2026), or nothing", "a day, month or year (2026-01-05, 2026-01 or 2026)"},
        {"a day (2026-01-05), or nothing", "a day (2026-01-05)"}}; /* [a whole day][needed] */
    bool whole = r->fields[field].as == AS_DAY;
    struct day first, last;
    *out = DAY_NONE;
    if (!r->cells[field].n)
        return true;
    if (!day_parse(r->cells[field], &first, &last) || (whole && first.n != last.n))
        return refuse(r, field, "date", r->cells[field], expected[whole][r->fields[field].needed], "write year, month and day with hyphens");
    *out = r->fields[field].as == AS_LAST ? last : first;
    return true;
}

static bool yes_no(struct reading *r, size_t field, bool *out)
{
    static const char *const words[] = {"yes", "1", "true", "no", "0", "false"};
    *out = false;
    if (!r->cells[field].n)
        return true;
    for (size_t i = 0; i < ARRAY_LEN(words); i++)
        if (str_is_nocase(r->cells[field], words[i])) {
            *out = i < 3;
            return true;
        }
    return refuse(r, field, "yes_no", r->cells[field], "yes or no, or nothing", "write yes where data of that place and time are missing because of it");
}

static bool paper_of(struct reading *r, struct paper_row *x)
{
    size_t word = 0, day = 0;
    *x = (struct paper_row){.line = r->line, .days = {DAY_NONE, DAY_NONE, DAY_NONE}};
    for (size_t i = 0; i < r->n; i++) {
        enum paper_as as = r->fields[i].as;
        if (r->fields[i].needed && !r->cells[i].n)
            return refuse(r, i, "missing", STR(""), "something in this column", "fill it in, or leave the row out");
        bool fits = as < AS_FIRST ? word_of(r, i, &x->words[word++]) : as == AS_YES_NO ? yes_no(r, i, &x->hides) : day_of(r, i, &x->days[day++]);
        if (!fits)
            return false;
        if (as >= AS_LAST && as <= AS_DAY && day > 1 && day_known(x->days[day - 1]) && day_known(x->days[0]) && x->days[day - 1].n < x->days[0].n)
            return refuse(r, i, "dates_order", r->cells[i], "a day not before the first", "put the two in their order");
    }
    return true;
}

static bool same_row(const struct paper_row *x, const struct paper_row *y)
{
    bool same = x->hides == y->hides;
    for (size_t i = 0; i < PAPER_WORDS; i++)
        same = same && x->words[i] == y->words[i];
    for (size_t i = 0; i < PAPER_DAYS; i++)
        same = same && x->days[i].n == y->days[i].n;
    return same;
}

static void put(struct reading *r)
{
    struct buf key CLEANUP(buf_end) = {0};
    struct paper_batch *b = r->b;
    struct paper_row x;
    if (!paper_of(r, &x))
        return;
    paper_key(b, &x, &key);
    size_t first = seen_before(&b->keys, buf_view(&key), b->n);
    if (first == SIZE_MAX) {
        GROW(b->list, b->n, b->room);
        b->list[b->n++] = x;
    } else if (same_row(&x, &b->list[first])) {
        b->duplicates++;
    } else {
        buf_clear(&key);
        buf_f(&key, "the same as in line %" PRId64 ", and something else beside it", b->list[first].line);
        refuse(r, 0, "said_twice", buf_view(&key), "one row of each", "keep the right one of the two rows");
    }
}

/* ---- the table ---- */

static bool columns_find(struct reading *r, enum paper_kind kind, struct err *e)
{
    for (size_t i = 0; i < r->n; i++) {
        r->at[i] = -1;
        for (size_t k = 0; k < ARRAY_LEN(r->fields[i].words) && r->fields[i].words[k]; k++) {
            int c;
            if (!column_one(r->t, r->fields[i].words[k], &c, e))
                return false;
            if (c >= 0 && r->at[i] >= 0 && c != r->at[i])
                return err_set(e, ERR_INPUT, "%.100s: the columns %s and %.*s say the same; leave one of them out", table_file(r->t), r->fields[i].words[k], STR_F(table_name(r->t, (size_t)r->at[i])));
            r->at[i] = c >= 0 ? c : r->at[i];
        }
        if (r->fields[i].needed && r->at[i] < 0)
            return err_set(e, ERR_INPUT, "%.100s: a table of %s needs the column %s", table_file(r->t), what[kind], r->fields[i].words[0]);
        r->columns[i] = r->at[i] >= 0 ? table_name(r->t, (size_t)r->at[i]) : str_of(r->fields[i].words[0]);
    }
    return true;
}

bool papers_table(struct table *t, enum paper_kind kind, struct paper_batch *b, struct progress *p, struct err *e)
{
    struct reading r = {.t = t, .b = b, .fields = fields[kind], .n = field_count(kind)};
    b->kind = kind;
    if (!columns_find(&r, kind, e))
        return false;
    while (table_next(t)) {
        if ((b->rows & 1023) == 0 && !progress_step(p, (double)table_bytes(t), b->rows, e))
            return false;
        if (++b->rows > ACTOR_ROWS_MOST)
            return err_set(e, ERR_INPUT, "%.100s: has more than %d rows; add it in parts", table_file(t), ACTOR_ROWS_MOST);
        r.line = table_line(t);
        for (size_t i = 0; i < r.n; i++)
            r.cells[i] = str_trim(table_cell(t, r.at[i]));
        if (table_cells(t) > table_columns(t)) {
            b->refused++;
            problem_log_add_at(&b->log, r.line, PROBLEM_REFUSED, STR(""), "cells", STR("more cells than the header has"), "as many cells as the header has",
                "a quote or a comma went astray in this line; mend it in the file");
            continue;
        }
        put(&r);
    }
    return !table_failed(t, e);
}
