/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * voice: a table of findings: `key,place,from,to,method,asked,people,women,codes,direction,about,language,summary,said_by`, one row a finding
 * and language. Rows of one key from the same people are one finding: what is not the summary stands in each, or in the first.
 */
#include "said/said.h"
#include "core/speech.h"
#include "voice/finding_priv.h"

enum column { KEY, PLACE, FROM, TO, METHOD, ASKED, PEOPLE, WOMEN, CODES, DIRECTION, ABOUT, LANGUAGE, SUMMARY, SAID_BY, COLUMNS };
enum { TEXT_MOST = 300, CODE_MOST = 100, CODES_MOST = 20, SUMMARY_LETTERS = 1500 };
static const char *const names[COLUMNS] = {"key", "place", "from", "to", "method", "asked", "people", "women", "codes", "direction", "about", "language",
    "summary", "said_by"};
static const char header[] = "key,place,from,to,method,asked,people,women,codes,direction,about,language,summary,said_by";

void finding_batch_end(struct finding_batch *b)
{
    problem_log_end(&b->log);
    arena_end(&b->arena);
    *b = (struct finding_batch){0};
}

int finding_sniff(const struct table *t)
{
    return table_find(t, "key") >= 0 && table_find(t, "summary") >= 0 && table_find(t, "method") >= 0 ? 85 : 0;
}

struct finding_reading {
    struct table *t;
    struct finding_batch *b;
    struct arena *a;
    int columns[COLUMNS];
    struct str source;
    size_t room;
    struct intern keys;
    size_t *rows; /* by key: its finding */
    size_t rows_room;
};

static struct str cell(const struct finding_reading *r, enum column c)
{
    return r->columns[c] < 0 ? STR("") : str_trim(table_cell(r->t, r->columns[c]));
}

static struct str held(const struct finding_reading *r, struct str s)
{
    return (struct str){arena_text(r->a, s.p, s.n), s.n};
}

static bool refuse(struct finding_reading *r, enum column c, const char *code, struct str found, const char *expected, const char *advice)
{
    r->b->refused++;
    problem_log_add(&r->b->log, r->t, PROBLEM_REFUSED, c == COLUMNS ? -1 : r->columns[c], code, found, expected, advice);
    return false;
}

/* ---- cells ---- */

static size_t letters(struct str s)
{
    size_t n = 0;
    for (size_t i = 0; i < s.n; i++)
        n += ((unsigned char)s.p[i] & 0xC0) != 0x80;
    return n;
}

static bool day_of(struct finding_reading *r, enum column c, struct day *out)
{
    struct str word = cell(r, c);
    struct day first, last;
    *out = DAY_NONE;
    if (word.n == 0)
        return true;
    if (!day_parse(word, &first, &last))
        return refuse(r, c, "date", word, T("a day, month or year (2014-06-10, 2014-06 or 2014), or nothing"), T("write it so, or leave the cell empty"));
    *out = c == FROM ? first : last;
    return true;
}

static bool people_of(struct finding_reading *r, enum column c, int64_t *out)
{
    struct str word = cell(r, c);
    *out = -1;
    if (word.n == 0)
        return true;
    if (!str_to_int(word, out) || *out < 0 || *out > 1000000)
        return refuse(r, c, "people", word, T("how many people, in digits, or nothing"), T("write the number, or leave the cell empty where nobody counted"));
    return true;
}

/* Themes, parted by ; (also as Arabic writes it) or on lines of their own; each once. */
static bool codes_of(struct finding_reading *r, struct voice_finding *x)
{
    struct str all = cell(r, CODES);
    x->codes = ARENA_ARRAY(r->a, struct str, CODES_MOST);
    for (size_t at = 0; at <= all.n;) {
        size_t n = 0, mark = 1;
        while (at + n < all.n && all.p[at + n] != ';' && all.p[at + n] != '\n' && !str_starts((struct str){all.p + at + n, all.n - at - n}, "؛"))
            n++;
        if (at + n < all.n && all.p[at + n] != ';' && all.p[at + n] != '\n')
            mark = 2;
        struct str code = str_trim((struct str){all.p + at, n});
        at += n + mark;
        bool again = code.n == 0;
        for (size_t i = 0; i < x->code_n; i++)
            again = again || str_eq(x->codes[i], code);
        if (again)
            continue;
        if (x->code_n == CODES_MOST || code.n > CODE_MOST)
            return refuse(r, CODES, "codes", all, T("at most 20 themes of at most 100 bytes, parted by ;"), T("name the themes that matter most, in few words"));
        x->codes[x->code_n++] = held(r, code);
    }
    return true;
}

static bool words_of(struct finding_reading *r, struct voice_finding *x)
{
    struct str method = cell(r, METHOD), direction = cell(r, DIRECTION);
    x->method = finding_method_of(method);
    x->direction = finding_direction_of(direction);
    if (!x->method.n)
        return refuse(r, METHOD, "method_unknown", method, T("interview, focus-group, meeting, observation or other"), T("write one of these words"));
    if (direction.n && !x->direction.n)
        return refuse(r, DIRECTION, "direction_unknown", direction, T("for, against, mixed, or nothing"), T("write one of these words, and in the column about what it is about"));
    if (x->direction.n && !cell(r, ABOUT).n)
        return refuse(r, ABOUT, "about_missing", direction, T("for or against what people were"), T("name it in few words, or leave direction empty"));
    return true;
}

static bool texts_fit(struct finding_reading *r)
{
    static const enum column texts[] = {KEY, PLACE, ASKED, ABOUT, SAID_BY};
    for (size_t i = 0; i < ARRAY_LEN(texts); i++)
        if (cell(r, texts[i]).n > TEXT_MOST)
            return refuse(r, texts[i], "too_long", cell(r, texts[i]), T("at most 300 bytes"), T("write it shorter"));
    if (table_cells(r->t) > table_columns(r->t))
        return refuse(r, COLUMNS, "cells", STR(T("more cells than the header has")), T("as many cells as the header has"),
            T("a quote or a comma went astray in this line; mend it in the file"));
    if (!cell(r, KEY).n)
        return refuse(r, KEY, "key_missing", STR(""), T("your own name for the finding, such as FG-3"), T("give each finding one: by it a corrected row is known again"));
    return true;
}

static bool summary_of(struct finding_reading *r, struct voice_summary *out)
{
    struct str summary = cell(r, SUMMARY);
    char tag[16];
    if (!summary.n)
        return refuse(r, SUMMARY, "summary_missing", summary, T("what people said, summed up"), T("sum it up in a sentence or a few, or leave the row out"));
    if (letters(summary) > SUMMARY_LETTERS) { /* not even its beginning is kept */
        struct buf found CLEANUP(buf_end) = {0};
        buf_f(&found, T("%zu letters"), letters(summary));
        return refuse(r, SUMMARY, "summary_long", buf_view(&found), T("at most 1500 letters: a summary, never a transcript"),
            T("sum it up; words as somebody spoke them can show who it was"));
    }
    if (!said_language(cell(r, LANGUAGE), tag))
        return refuse(r, LANGUAGE, "language", cell(r, LANGUAGE), T("a language as en, ar or ckb, or nothing"), T("write the language's tag, or leave the cell empty"));
    *out = (struct voice_summary){held(r, str_of(tag)), held(r, summary)};
    return true;
}

static bool row_of(struct finding_reading *r, struct voice_finding *x, struct voice_summary *summary)
{
    *x = (struct voice_finding){.line = table_line(r->t), .from = DAY_NONE, .to = DAY_NONE};
    if (!texts_fit(r) || !words_of(r, x) || !day_of(r, FROM, &x->from) || !day_of(r, TO, &x->to) || !people_of(r, PEOPLE, &x->people) ||
        !people_of(r, WOMEN, &x->women) || !codes_of(r, x) || !summary_of(r, summary))
        return false;
    if (day_known(x->from) && day_known(x->to) && x->from.n > x->to.n)
        return refuse(r, TO, "dates_order", cell(r, TO), T("a day not before that in the column from"), T("put the two in their order"));
    if (x->women > x->people)
        return refuse(r, WOMEN, "women_more", cell(r, WOMEN), T("not more women than people"), T("write in people how many there were in all, women among them"));
    struct str by = cell(r, SAID_BY).n ? cell(r, SAID_BY) : r->source;
    if (!by.n)
        return refuse(r, SAID_BY, "said_by_missing", by, T("who asked, and answers for the summary"),
            T("name the body in the column said_by, or for the whole file with --source"));
    x->said_by = held(r, by);
    x->key = held(r, cell(r, KEY));
    x->place = held(r, cell(r, PLACE));
    x->asked = held(r, cell(r, ASKED));
    x->about = held(r, cell(r, ABOUT));
    return true;
}

/* ---- one finding, in several languages ---- */

static bool same_codes(const struct voice_finding *a, const struct voice_finding *b)
{
    bool same = a->code_n == b->code_n;
    for (size_t i = 0; same && i < a->code_n; i++)
        same = str_eq(a->codes[i], b->codes[i]);
    return same;
}

static bool same_text(struct str first, struct str later)
{
    return !later.n || str_eq(first, later);
}

/* The first column in which a later row of a finding says something else; one that is empty says the same. */
static enum column differs(const struct voice_finding *a, const struct voice_finding *b)
{
    if (!same_text(a->place, b->place))
        return PLACE;
    if (day_known(b->from) && a->from.n != b->from.n)
        return FROM;
    if (day_known(b->to) && a->to.n != b->to.n)
        return TO;
    if (!str_eq(a->method, b->method))
        return METHOD;
    if (!same_text(a->asked, b->asked))
        return ASKED;
    if (b->people >= 0 && a->people != b->people)
        return PEOPLE;
    if (b->women >= 0 && a->women != b->women)
        return WOMEN;
    if (b->code_n && !same_codes(a, b))
        return CODES;
    return !same_text(a->direction, b->direction) ? DIRECTION : same_text(a->about, b->about) ? COLUMNS : ABOUT;
}

static void summary_add(struct finding_reading *r, struct voice_finding *x, const struct voice_summary *summary)
{
    for (size_t i = 0; i < x->summary_n; i++) {
        if (!str_eq(x->summaries[i].language, summary->language))
            continue;
        if (str_eq(x->summaries[i].summary, summary->summary))
            r->b->duplicates++;
        else
            refuse(r, SUMMARY, "finding_twice", summary->summary, T("one summary a finding and language"), T("keep the right one of the two rows, or give the other its own key"));
        return;
    }
    struct voice_summary *list = ARENA_ARRAY(r->a, struct voice_summary, x->summary_n + 1); /* few languages */
    if (x->summary_n)
        memcpy(list, x->summaries, x->summary_n * sizeof *list);
    list[x->summary_n++] = *summary;
    x->summaries = list;
}

static struct voice_finding *finding_place(struct finding_reading *r)
{
    struct finding_batch *b = r->b;
    if (b->n == r->room) {
        r->room = MAX_OF((size_t)64, 2 * r->room);
        struct voice_finding *list = ARENA_ARRAY(r->a, struct voice_finding, r->room);
        if (b->n)
            memcpy(list, b->list, b->n * sizeof *list);
        b->list = list;
    }
    return &b->list[b->n++];
}

static void keep_row(struct finding_reading *r, const struct voice_finding *x, const struct voice_summary *summary)
{
    struct buf key CLEANUP(buf_end) = {0};
    uint32_t seen;
    buf_f(&key, "%zu:%.*s%.*s", x->said_by.n, STR_F(x->said_by), STR_F(x->key));
    if (intern_find(&r->keys, buf_view(&key), &seen)) {
        struct voice_finding *first = &r->b->list[r->rows[seen]];
        enum column c = differs(first, x);
        if (c == COLUMNS) {
            summary_add(r, first, summary);
            return;
        }
        struct buf found CLEANUP(buf_end) = {0};
        buf_f(&found, T("%.*s (line %" PRId64 " says otherwise)"), STR_F(cell(r, c)), first->line);
        refuse(r, c, "finding_differs", buf_view(&found), T("what the first row of this key says"), T("make the rows of one finding agree, or give the other its own key"));
        return;
    }
    uint32_t id = intern_id(&r->keys, buf_view(&key));
    if (id >= r->rows_room) {
        r->rows_room = MAX_OF((size_t)id + 1, MAX_OF(r->rows_room * 2, (size_t)256));
        r->rows = mem_grow(r->rows, r->rows_room, sizeof *r->rows);
    }
    r->rows[id] = r->b->n;
    struct voice_finding *place = finding_place(r);
    *place = *x;
    summary_add(r, place, summary);
    if (!voice_is_few(x->people))
        return;
    r->b->noted++;
    problem_log_add(&r->b->log, r->t, PROBLEM_NOTED, r->columns[PEOPLE], "finding_of_few", cell(r, PEOPLE), T("at least three people behind a finding"),
        T("kept; briefs leave out who was asked, and a place finer than a governorate: one person could be found by it"));
}

bool finding_read(struct table *t, struct str source, struct finding_batch *out, struct progress *p, struct err *e)
{
    struct finding_reading r = {.t = t, .b = out, .a = &out->arena, .source = source};
    for (size_t i = 0; i < COLUMNS; i++)
        if (!column_one(t, names[i], &r.columns[i], e))
            return false;
    if (r.columns[KEY] < 0 || r.columns[SUMMARY] < 0 || r.columns[METHOD] < 0)
        return err_set(e, ERR_INPUT, T("%.100s: a findings table needs the columns key, method and summary; the layout is %s"), table_file(t), header);
    bool fine = true;
    while (fine && table_next(t)) {
        struct voice_finding x;
        struct voice_summary summary;
        out->rows++;
        fine = (out->rows & 4095) != 0 || progress_step(p, (double)table_bytes(t), out->rows, e);
        if (fine && row_of(&r, &x, &summary))
            keep_row(&r, &x, &summary);
    }
    fine = fine && !table_failed(t, e);
    intern_end(&r.keys);
    free(r.rows);
    return fine;
}
