/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * intake: how many people live where: `country,place,year,value`, the open table (iso3, place, place_ar, iso_3166_2,
 * pcode, year, population, kind, source), or an HXL table (#population). The file's own words for the place are kept.
 */
#include "intake/intake_priv.h"
#include "core/speech.h"
#include <assert.h>

void people_batch_end(struct people_batch *b)
{
    free(b->list);
    intern_end(&b->words);
    problem_log_end(&b->log);
    *b = (struct people_batch){0};
}

/* ---- columns ---- */

struct people_columns {
    int country, country_code, place, place_ar, code, pcode, year, people, kind, source;
};

static int either(int a, int b)
{
    return a >= 0 ? a : b;
}

static void columns_by_tag(const struct table *t, struct people_columns *c)
{
    static const char *const names[] = {"#adm3+name", "#adm2+name", "#adm1+name"};
    static const char *const plain[] = {"#adm3-code-v_pcode-i_ar", "#adm2-code-v_pcode-i_ar", "#adm1-code-v_pcode-i_ar"};
    static const char *const codes[] = {"#adm3+code", "#adm2+code", "#adm1+code"};
    static const char *const pcodes[] = {"#adm3+v_pcode", "#adm2+v_pcode", "#adm1+v_pcode"};
    static const char *const arabic[] = {"#adm3+i_ar", "#adm2+i_ar", "#adm1+i_ar"};
    *c = (struct people_columns){-1, -1, -1, -1, -1, -1, -1, -1, -1, -1};
    c->country = either(table_find_tag(t, "#country+name"), table_find_tag(t, "#country-code-v_iso3-v_iso2"));
    c->country_code = either(table_find_tag(t, "#country+v_iso3"), table_find_tag(t, "#country+code-v_iso2"));
    for (size_t i = 0; i < ARRAY_LEN(names) && c->place < 0 && c->code < 0; i++) { /* the finest level there is */
        c->place = either(table_find_tag(t, names[i]), table_find_tag(t, plain[i]));
        c->code = either(table_find_tag(t, codes[i]), table_find_tag(t, pcodes[i]));
        c->place_ar = table_find_tag(t, arabic[i]);
    }
    c->year = either(table_find_tag(t, "#date+year"), table_find_tag(t, "#date"));
    /* The total only: a column of women is not the population. */
    c->people = either(table_find_tag(t, "#population!"), table_find_tag(t, "#population+total!"));
    c->source = table_find_tag(t, "#meta+source");
}

static bool columns_by_name(const struct table *t, struct people_columns *c, struct err *e)
{
    const struct {
        const char *name;
        int *column;
    } wanted[] = {{"country", &c->country}, {"iso3", &c->country_code}, {"place", &c->place}, {"place_ar", &c->place_ar},
        {"iso_3166_2", &c->code}, {"pcode", &c->pcode}, {"year", &c->year}, {"population", &c->people}, {"kind", &c->kind},
        {"source", &c->source}};
    for (size_t i = 0; i < ARRAY_LEN(wanted); i++)
        if (!column_one(t, wanted[i].name, wanted[i].column, e))
            return false;
    return c->people >= 0 || column_one(t, "value", &c->people, e);
}

int people_sniff(const struct table *t)
{
    if (table_hxl(t)) {
        struct people_columns c;
        columns_by_tag(t, &c);
        bool where = c.place >= 0 || c.code >= 0 || c.country >= 0 || c.country_code >= 0;
        return c.people >= 0 && c.year >= 0 && where ? 70 : 0;
    }
    bool year = table_find(t, "year") >= 0, place = table_find(t, "place") >= 0;
    bool country = table_find(t, "country") >= 0 || table_find(t, "iso3") >= 0;
    if (!year || !place || !country)
        return 0;
    return table_find(t, "population") >= 0 ? 90 : table_find(t, "value") >= 0 ? 60 : 0;
}

static bool columns_find(const struct table *t, struct people_columns *c, struct err *e)
{
    if (table_hxl(t))
        columns_by_tag(t, c);
    else if (!columns_by_name(t, c, e))
        return false;
    const char *missing = c->people < 0 ? "population (or value; #population)" : c->year < 0 ? "year (#date+year)" :
        c->place < 0 && c->code < 0 && c->country < 0 && c->country_code < 0 ? "place (#adm1+name)" : NULL;
    if (!missing)
        return true;
    return err_set(e, ERR_INPUT, T("%.100s: a population table needs the column %s; the layout is country,place,year,value"), table_file(t),
        missing);
}

/* ---- numbers ---- */

/* Length of a separator of thousands that is never a decimal sign: blanks of several kinds, apostrophes, U+066C. */
static size_t sure_separator(const char *p, size_t n)
{
    static const char *const all[] = {" ", "'", "\xC2\xA0", "\xE2\x80\xAF", "\xE2\x80\x89", "\xE2\x80\x99", "\xD9\xAC"};
    for (size_t i = 0; i < ARRAY_LEN(all); i++) {
        size_t k = strlen(all[i]);
        if (n >= k && memcmp(p, all[i], k) == 0)
            return k;
    }
    return 0;
}

/* Length of a digit in any of the three scripts; 0 when there is none. */
static size_t digit_at(const char *p, size_t n)
{
    const unsigned char *u = (const unsigned char *)p;
    if (n >= 1 && u[0] >= '0' && u[0] <= '9')
        return 1;
    if (n >= 2 && ((u[0] == 0xD9 && u[1] >= 0xA0 && u[1] <= 0xA9) || (u[0] == 0xDB && u[1] >= 0xB0 && u[1] <= 0xB9)))
        return 2;
    return 0;
}

bool people_number(struct str s, int64_t *out, bool *tidied)
{
    char plain[64], separator[8] = "";
    size_t n = 0, in_group = 0, groups = 0, separator_n = 0;
    *tidied = false;
    s = str_trim(s);
    if (str_to_int(s, out))
        return true;
    for (size_t i = 0; i < s.n;) {
        size_t k = digit_at(s.p + i, s.n - i);
        if (k) {
            if (n + k >= sizeof plain)
                return false;
            memcpy(plain + n, s.p + i, k);
            n += k;
            i += k;
            in_group++;
            continue;
        }
        k = sure_separator(s.p + i, s.n - i);
        bool sure = k > 0;
        if (!sure && (s.p[i] == ',' || s.p[i] == '.'))
            k = 1;
        bool fits = k && in_group >= 1 && in_group <= 3 && (groups == 0 || (in_group == 3 && k == separator_n && memcmp(separator, s.p + i, k) == 0));
        if (!fits)
            return false;
        memcpy(separator, s.p + i, k);
        separator_n = k;
        groups++;
        in_group = 0;
        i += k;
    }
    /* 1,234 may be a little over one; 1,234,567 cannot. */
    bool point = separator_n == 1 && (separator[0] == ',' || separator[0] == '.');
    if (!groups || in_group != 3 || (point && groups < 2))
        return false;
    *tidied = true;
    return str_to_int((struct str){plain, n}, out);
}

/* ---- rows ---- */

struct people_reading {
    struct table *t;
    struct people_batch *b;
    struct people_columns c;
    struct str source;
    struct intern keys;   /* country, code, name, year, kind as one text */
    size_t *rows;         /* by key: its row in the batch */
    size_t rows_room;
};

static bool refuse(struct people_reading *r, int column, const char *code, struct str found, const char *expected, const char *advice)
{
    r->b->refused++;
    problem_log_add(&r->b->log, r->t, PROBLEM_REFUSED, column, code, found, expected, advice);
    return false;
}

static struct str cell(const struct people_reading *r, int column)
{
    return str_trim(table_cell(r->t, column));
}

static bool is_code3(struct str s)
{
    for (size_t i = 0; i < s.n; i++)
        if (s.p[i] < 'A' || s.p[i] > 'Z')
            return false;
    return s.n == 3;
}

/* ISO 3166-1 alpha-3 where it can be known; else the file's own word. */
static uint32_t country_word(struct people_reading *r)
{
    struct str code = cell(r, r->c.country_code), name = cell(r, r->c.country);
    if (is_code3(code))
        return intern_id(&r->b->words, code);
    struct str word = name.n ? name : code;
    if (is_code3(word))
        return intern_id(&r->b->words, word);
    const char *known = word.n ? country_code_of(word) : NULL;
    return intern_id(&r->b->words, known ? str_of(known) : word);
}

static bool year_of(struct people_reading *r, int32_t *out)
{
    struct str s = cell(r, r->c.year);
    struct day first, last;
    int64_t year;
    if (str_to_int(s, &year) && year >= 1000 && year <= 2999) {
        *out = (int32_t)year;
        return true;
    }
    if (!day_parse(s, &first, &last))
        return refuse(r, r->c.year, "year", s, T("a year from 1000 to 2999"), T("write the year with four digits"));
    *out = month_year(day_month(first));
    return true;
}

static bool people_row(struct people_reading *r, struct people *x, bool *tidied)
{
    struct intern *words = &r->b->words;
    struct str value = cell(r, r->c.people);
    *x = (struct people){.line = table_line(r->t)};
    if (table_cells(r->t) > table_columns(r->t))
        return refuse(r, -1, "cells", STR(T("more cells than the header has")), T("as many cells as the header has"),
            T("a quote or a comma went astray in this line; mend it in the file"));
    if (!year_of(r, &x->year))
        return false;
    if (!value.n)
        return refuse(r, r->c.people, "people_missing", value, T("how many people"), T("add the number, or leave the row out"));
    if (!people_number(value, &x->people, tidied))
        return refuse(r, r->c.people, "people_not_number", value, T("a whole number"),
            T("write the number with digits only: 1,234 can mean two things"));
    if (x->people < 0 || x->people > INT64_C(20000000000))
        return refuse(r, r->c.people, "people_range", value, T("0 or more, and no more than all of mankind"), T("check the number"));
    x->country = country_word(r);
    struct str code = cell(r, r->c.code);
    x->code = intern_id(words, code.n ? code : cell(r, r->c.pcode));
    x->name = intern_id(words, cell(r, r->c.place));
    x->name_ar = intern_id(words, cell(r, r->c.place_ar));
    x->kind = intern_id(words, cell(r, r->c.kind));
    struct str source = cell(r, r->c.source);
    x->source = intern_id(words, source.n ? source : r->source);
    if (!x->country && !x->code && !x->name)
        return refuse(r, r->c.place, "place_missing", STR(""), T("a country, a code or a name"), T("say where these people live"));
    return true;
}

/* One text for what tells a row from others: each part with its length before it. */
static void key_part(struct buf *b, struct str s)
{
    buf_int(b, (int64_t)s.n);
    buf_char(b, ':');
    buf_str(b, s);
}

static void key_of(struct buf *b, const struct people_batch *batch, const struct people *x)
{
    const uint32_t parts[] = {x->country, x->code, x->name, x->kind};
    for (size_t i = 0; i < ARRAY_LEN(parts); i++)
        key_part(b, intern_text(&batch->words, parts[i]));
    buf_int(b, x->year);
}

static bool same_content(const struct people *a, const struct people *b)
{
    return a->people == b->people && a->name_ar == b->name_ar && a->source == b->source;
}

static void keep_row(struct people_reading *r, const struct people *x, bool tidied)
{
    struct people_batch *b = r->b;
    struct buf key CLEANUP(buf_end) = {0};
    key_of(&key, b, x);
    uint32_t seen;
    if (intern_find(&r->keys, buf_view(&key), &seen)) {
        const struct people *first = &b->list[r->rows[seen]];
        if (same_content(first, x)) {
            b->duplicates++;
            return;
        }
        char found[64];
        snprintf(found, sizeof found, T("%" PRId64 " (line %" PRId64 " says %" PRId64 ")"), x->people, first->line, first->people);
        refuse(r, r->c.people, "place_twice", str_of(found), T("one number for a place, year and kind"),
            T("keep the right one, or tell them apart in the column kind"));
        return;
    }
    uint32_t id = intern_id(&r->keys, buf_view(&key));
    if (id >= r->rows_room) {
        r->rows_room = MAX_OF((size_t)id + 1, MAX_OF(r->rows_room * 2, (size_t)256));
        r->rows = mem_grow(r->rows, r->rows_room, sizeof *r->rows);
    }
    r->rows[id] = b->n;
    if (tidied) {
        b->repaired++;
        problem_log_add(&b->log, r->t, PROBLEM_REPAIRED, r->c.people, "people_separators", cell(r, r->c.people), T("digits only"),
            T("the separators of thousands were taken out"));
    }
    GROW(b->list, b->n, b->room);
    b->list[b->n++] = *x;
}

static bool read_rows(struct people_reading *r, struct progress *p, struct err *e)
{
    struct people x;
    bool tidied;
    while (table_next(r->t)) {
        r->b->rows++;
        if ((r->b->rows & 4095) == 0 && !progress_step(p, (double)table_bytes(r->t), r->b->rows, e))
            return false;
        if (people_row(r, &x, &tidied))
            keep_row(r, &x, tidied);
    }
    return !table_failed(r->t, e);
}

bool people_read(struct table *t, struct str source, struct people_batch *out, struct progress *p, struct err *e)
{
    struct people_reading r = {.t = t, .b = out, .source = source};
    if (!columns_find(t, &r.c, e))
        return false;
    bool fine = read_rows(&r, p, e);
    intern_end(&r.keys);
    free(r.rows);
    return fine;
}
