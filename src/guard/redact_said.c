/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * redact: of what people say, only what keeps a reader from a false calm, and spellings that stand in the copy anyway. Never who
 * said it, nor why, nor a place in their own words; and once, however many said so.
 */
#include "guard/redact_priv.h"

struct line { /* of the copy: sorted, so that neither order nor number of the statements shows */
    struct str place, word, language;
    struct day from, to;
};

static int by_words(const void *a, const void *b)
{
    const struct line *x = a, *y = b;
    int c = str_compare(x->place, y->place);
    c = c ? c : str_compare(x->word, y->word);
    c = c ? c : str_compare(x->language, y->language);
    c = c ? c : (x->from.n > y->from.n) - (x->from.n < y->from.n);
    return c ? c : (x->to.n > y->to.n) - (x->to.n < y->to.n);
}

static size_t sorted_once(struct line *list, size_t n)
{
    size_t kept = 0;
    if (n)
        qsort(list, n, sizeof *list, by_words);
    for (size_t i = 0; i < n; i++)
        if (!kept || by_words(&list[kept - 1], &list[i]) != 0)
            list[kept++] = list[i];
    return kept;
}

/* A place by its code, or else its name, as its border file has it, where that means it; "" where neither does. */
static struct str own_words(const struct redacting *r, int place)
{
    const struct place *p = gazetteer_place(r->c->places, (size_t)place);
    const struct str words[] = {p->code, p->name};
    for (size_t i = 0; i < ARRAY_LEN(words); i++) {
        size_t index = 0;
        struct err unknown = {0};
        if (words[i].n && gazetteer_find(r->c->places, words[i], &index, &unknown) && (int)index == place)
            return words[i];
    }
    return STR("");
}

/* ---- where nobody could look ---- */

static bool asked(const struct redacting *r, const struct looked_judgement *j)
{
    bool before = day_known(j->to) && day_known(r->wish->from) && j->to.n < r->wish->from.n;
    bool after = day_known(j->from) && day_known(r->wish->to) && j->from.n > r->wish->to.n;
    return !before && !after && (j->place < 0 ? r->place < 0 : redact_place_kept(r, j->place));
}

static bool judgements(struct redacting *r, struct err *e)
{
    const struct incident_columns *c = r->c;
    struct line *list = ARENA_ARRAY(r->a, struct line, c->judgement_n + 1);
    size_t n = 0;
    for (size_t i = 0; i < c->judgement_n; i++) {
        const struct looked_judgement *j = &c->judgements[i];
        struct str place = j->place >= 0 ? own_words(r, j->place) : j->of_country ? j->words : STR("");
        if (j->looked >= LOOKED_LIMITED && place.n && asked(r, j))
            list[n++] = (struct line){.place = place, .word = str_of(looked_code(j->looked)), .from = j->from, .to = j->to};
    }
    r->told->judgements_out = (int64_t)(c->judgement_n - n);
    n = sorted_once(list, n);
    struct bulk *b CLEANUP(bulk_drop) = store_bulk(r->to, "INSERT INTO observability (origin, id, import, line, place, day_from, day_to, "
        "judgement, said_by, reason) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, '', '')", e);
    for (size_t i = 0; b && i < n; i++) {
        int64_t line, import = redact_import(r, STR("observability"), STR(""), &line);
        if (!bulk_row(b, (const struct bind[]){bind_int(store_origin(r->to)), bind_int((int64_t)i + 1), bind_int(import), bind_int(line),
                bind_text(list[i].place), bind_day(list[i].from), bind_day(list[i].to), bind_text(list[i].word)}, 8, e))
            return false;
    }
    return b && bulk_end(&b, e);
}

/* ---- spellings ---- */

static bool spelt(const struct redacting *r, struct str name)
{
    struct buf folded CLEANUP(buf_end) = {0};
    uint32_t id;
    name_fold(name, &folded);
    return folded.n && intern_find(&r->spellings, buf_view(&folded), &id);
}

static bool aliases(struct redacting *r, struct err *e)
{
    struct said_row *rows = NULL;
    size_t rows_n = 0, n = 0;
    if (!said_rows(r->from, SAID_ALIASES, r->a, &rows, &rows_n, e))
        return false;
    struct line *list = ARENA_ARRAY(r->a, struct line, rows_n + 1);
    for (size_t i = 0; i < rows_n; i++) {
        size_t index = 0;
        struct err unknown = {0};
        if (!spelt(r, rows[i].what) || !gazetteer_find(r->c->places, rows[i].subject, &index, &unknown) || !r->place_to[index])
            continue;
        struct str place = own_words(r, (int)index);
        if (place.n)
            list[n++] = (struct line){.place = place, .word = rows[i].what, .language = rows[i].by, .from = DAY_NONE, .to = DAY_NONE};
    }
    r->told->aliases_out = (int64_t)(rows_n - n);
    n = sorted_once(list, n);
    struct bulk *b CLEANUP(bulk_drop) = store_bulk(r->to, "INSERT INTO alias (origin, id, import, line, place, alias, language) VALUES "
        "($1, $2, $3, $4, $5, $6, $7)", e);
    for (size_t i = 0; b && i < n; i++) {
        int64_t line, import = redact_import(r, STR("aliases"), STR(""), &line);
        if (!bulk_row(b, (const struct bind[]){bind_int(store_origin(r->to)), bind_int((int64_t)i + 1), bind_int(import), bind_int(line),
                bind_text(list[i].place), bind_text(list[i].word), bind_text(list[i].language)}, 7, e))
            return false;
    }
    return b && bulk_end(&b, e);
}

bool redact_said(struct redacting *r, struct err *e)
{
    return judgements(r, e) && aliases(r, e);
}
