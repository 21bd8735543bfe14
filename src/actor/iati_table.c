/* SPDX-License-Identifier: GPL-3.0-or-later */
/* project: IATI activities flattened to a table. Lists stand in cells, split by semicolons: the nth of one column belongs to the nth of another. */
#include "actor/project.h"
#include "place/place.h"

struct flat {
    struct table *t;
    struct works_batch *b;
    struct intern keys;
    bool noted;
};

int iati_table_sniff(const struct table *t)
{
    return table_find(t, "iati-identifier") >= 0 && table_find(t, "title") >= 0 ? 95 : 0;
}

static struct str raw(const struct flat *f, const char *column)
{
    return str_trim(table_cell(f->t, table_find(f->t, column)));
}

static struct str kept(struct flat *f, struct str s, size_t most)
{
    s = str_trim(s);
    size_t n = MIN_OF(s.n, most);
    while (n < s.n && n && ((unsigned char)s.p[n] & 0xC0) == 0x80)
        n--;
    return intern_text(&f->b->words, intern_id(&f->b->words, (struct str){s.p, n}));
}

/* How many items a list has; 0 where the cell is empty. */
static size_t items(struct str list)
{
    size_t n = list.n ? 1 : 0;
    for (size_t i = 0; i < list.n; i++)
        n += list.p[i] == ';';
    return n;
}

static struct str item(struct str list, size_t nth)
{
    for (; nth; nth--) {
        const char *at = list.n ? memchr(list.p, ';', list.n) : NULL;
        if (!at)
            return STR("");
        list = (struct str){at + 1, list.n - (size_t)(at + 1 - list.p)};
    }
    const char *at = list.n ? memchr(list.p, ';', list.n) : NULL;
    return str_trim((struct str){list.p, at ? (size_t)(at - list.p) : list.n});
}

static void note(struct flat *f, const char *column, const char *code, struct str found, const char *expected, const char *advice)
{
    problem_log_add(&f->b->log, f->t, PROBLEM_NOTED, table_find(f->t, column), code, found, expected, advice);
    f->noted = true;
}

/* The flattened files write day/month/year. */
static struct day day_of(struct flat *f, const char *column)
{
    struct str s = raw(f, column);
    struct day first, last;
    int64_t d, m, y;
    if (!s.n)
        return DAY_NONE;
    if (day_parse(s, &first, &last))
        return first;
    if (s.n >= 10 && s.p[2] == '/' && s.p[5] == '/' && str_to_int((struct str){s.p, 2}, &d) && str_to_int((struct str){s.p + 3, 2}, &m) &&
        str_to_int((struct str){s.p + 6, 4}, &y) && d <= 31 && m <= 12 && y >= 1000 && y <= 2999 && day_known(day_make((int)y, (int)m, (int)d)))
        return day_make((int)y, (int)m, (int)d);
    note(f, column, "date", s, "a day, written 31/12/2014 or 2014-12-31", "kept without it");
    return DAY_NONE;
}

static double share(struct flat *f, const char *column, struct str s)
{
    double v;
    if (!s.n)
        return NAN;
    if (str_to_real(s, &v) && v >= 0 && v <= 100.0001)
        return v / 100;
    note(f, column, "percentage", s, "a share of 0 to 100", "kept without its share");
    return NAN;
}

static void actors(struct flat *f, struct project *p)
{
    static const char *const roles[][3] = {{"accountable", "participating-org (Accountable)", "participating-org-ref (Accountable)"},
        {"funding", "participating-org (Funding)", "participating-org-ref (Funding)"}, {"extending", "participating-org (Extending)", "participating-org-ref (Extending)"},
        {"implementing", "participating-org (Implementing)", "participating-org-ref (Implementing)"}};
    static const char *const types[] = {"participating-org-type (Accountable)", "participating-org-type (Funding)", "participating-org-type (Extending)", "participating-org-type (Implementing)"};
    size_t most = 0;
    for (size_t i = 0; i < ARRAY_LEN(roles); i++)
        most += MAX_OF(items(raw(f, roles[i][1])), items(raw(f, roles[i][2])));
    p->actors = ARENA_ARRAY(&f->b->arena, struct project_actor, most + 1);
    for (size_t i = 0; i < ARRAY_LEN(roles); i++) {
        struct str names = raw(f, roles[i][1]), references = raw(f, roles[i][2]), kinds = raw(f, types[i]);
        for (size_t k = 0; k < MAX_OF(items(names), items(references)); k++) {
            struct str name = item(names, k), reference = item(references, k);
            if (!name.n && !reference.n)
                continue;
            p->actors[p->actors_n++] = (struct project_actor){str_of(roles[i][0]), kept(f, name.n ? name : reference, 2000), kept(f, reference, 200), kept(f, item(kinds, k), 200)};
        }
    }
}

static void places(struct flat *f, struct project *p)
{
    struct str codes = raw(f, "recipient-country-code"), shares = raw(f, "recipient-country-percentage");
    p->places = ARENA_ARRAY(&f->b->arena, struct project_place, items(codes) + 1);
    for (size_t k = 0; k < items(codes); k++) {
        struct str code = item(codes, k);
        const char *iso3 = country_code_of(code);
        if (code.n)
            p->places[p->places_n++] = (struct project_place){.country = iso3 ? str_of(iso3) : kept(f, code, 100), .place = STR(""), .share = share(f, "recipient-country-percentage", item(shares, k)), .latitude = NAN, .longitude = NAN};
    }
}

static bool holds(struct str s, const char *word)
{
    return s.n && memmem(s.p, s.n, word, strlen(word)) != NULL;
}

static bool sectors(struct flat *f, struct project *p)
{
    struct str codes = raw(f, "sector-code"), names = raw(f, "sector"), shares = raw(f, "sector-percentage"), vocabularies = raw(f, "sector-vocabulary");
    size_t n = MAX_OF(items(codes), items(names));
    bool mapped = false;
    p->sectors = ARENA_ARRAY(&f->b->arena, struct project_sector, n + 1);
    for (size_t k = 0; k < n; k++) {
        struct str code = item(codes, k), name = item(names, k), vocabulary = item(vocabularies, k);
        bool dac = !vocabulary.n || holds(vocabulary, "OECD"), three = holds(vocabulary, "3 digit");
        if (!code.n && !name.n)
            continue;
        const char *word = !dac ? "own" : three || code.n == 3 ? "dac3" : "dac5";
        bool here = false;
        struct str own = strcmp(word, "dac5") == 0 ? dac_code(code, &here) : code;
        if (here)
            problem_log_add(&f->b->log, f->t, PROBLEM_REPAIRED, table_find(f->t, "sector-code"), "code_withdrawn", code, "a code that is in force", "read as the code that took its place");
        mapped = mapped || here;
        p->sectors[p->sectors_n++] = (struct project_sector){str_of(word), kept(f, own, 100), kept(f, name, 500), share(f, "sector-percentage", item(shares, k))};
    }
    return mapped;
}

static void money(struct flat *f, struct project *p)
{
    static const char *const columns[][2] = {{"total-Commitment", "commitment"}, {"total-Disbursement", "disbursement"}, {"total-Expenditure", "expenditure"}, {"total-Incoming Funds", "incoming"}};
    struct str own = raw(f, "currency"), currency = own.n ? own : raw(f, "default-currency");
    p->money = ARENA_ARRAY(&f->b->arena, struct project_money, ARRAY_LEN(columns));
    for (size_t i = 0; i < ARRAY_LEN(columns); i++) {
        struct str s = raw(f, columns[i][0]);
        double v;
        bool mixed = !str_to_real(s, &v) || fabs(v) > 1e15;
        if (!s.n || (!mixed && v == 0)) /* the table writes 0 where there is none */
            continue;
        if (mixed)
            note(f, columns[i][0], "amount", s, "a number in one currency", "kept as an amount that is not known");
        p->money[p->money_n++] = (struct project_money){.kind = str_of(columns[i][1]), .amount = mixed ? NAN : v, .currency = own.n && own.p[0] == '!' ? STR("") : kept(f, currency, 20),
            .day = DAY_NONE, .day_to = DAY_NONE};
    }
}

static bool refuse(struct flat *f, const char *column, const char *code, struct str found, const char *expected, const char *advice)
{
    problem_log_add(&f->b->log, f->t, PROBLEM_REFUSED, table_find(f->t, column), code, found, expected, advice);
    f->b->refused++;
    return false;
}

static bool row(struct flat *f, struct project *p)
{
    struct str key = raw(f, "iati-identifier"), language = kept(f, raw(f, "default-language"), 20);
    uint32_t id;
    *p = (struct project){.line = table_line(f->t), .from = DAY_NONE, .to = DAY_NONE};
    if (table_cells(f->t) > table_columns(f->t))
        return refuse(f, "iati-identifier", "cells", STR("more cells than the header has"), "as many cells as the header has", "a quote or a comma went astray in this line; mend it in the file");
    if (!key.n)
        return refuse(f, "iati-identifier", "id_missing", key, "the activity's identifier", "mend it in the file, or ask its publisher to");
    if (intern_find(&f->keys, key, &id))
        return refuse(f, "iati-identifier", "id_twice", key, "an identifier that no other activity of the file has", "keep the right one of the two");
    (void)intern_id(&f->keys, key);
    p->key = kept(f, key, 500);
    p->reporter = kept(f, raw(f, "reporting-org").n ? raw(f, "reporting-org") : raw(f, "reporting-org-ref"), 2000);
    p->status = str_of(project_status_of(raw(f, "activity-status-code")));
    p->texts = ARENA_ARRAY(&f->b->arena, struct project_text, 1);
    p->texts[0] = (struct project_text){language, kept(f, item(raw(f, "title"), 0), 2000), kept(f, raw(f, "description"), 8000)};
    p->texts_n = p->texts[0].title.n || p->texts[0].description.n;
    struct day planned = day_of(f, "start-planned"), actual = day_of(f, "start-actual"), planned_end = day_of(f, "end-planned"), actual_end = day_of(f, "end-actual");
    p->from = day_known(actual) ? actual : planned;
    p->to = day_known(actual_end) ? actual_end : planned_end;
    p->days_planned = !day_known(actual) && day_known(planned);
    actors(f, p);
    places(f, p);
    f->b->repaired += sectors(f, p);
    money(f, p);
    return true;
}

bool iati_table_read(struct table *t, struct works_batch *out, struct progress *p, struct err *e)
{
    struct flat f = {.t = t, .b = out};
    struct project x;
    bool fine = true;
    while (fine && table_next(t)) {
        out->rows++;
        f.noted = false;
        if ((out->rows & 1023) == 0)
            fine = progress_step(p, (double)table_bytes(t), out->rows, e);
        if (!fine || !row(&f, &x))
            continue;
        out->noted += f.noted;
        GROW(out->projects, out->project_n, out->project_room);
        out->projects[out->project_n++] = x;
    }
    intern_end(&f.keys);
    return fine && !table_failed(t, e);
}
