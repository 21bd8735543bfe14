/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * intake: Diwan's own table of projects, a row a project, lists in a cell parted by semicolons. A column that is not there leaves what the register has, so that two columns,
 * `project` and `pillar`, are enough to state pillars of projects that came as IATI; an empty cell of a column that is there says that nothing is known.
 */
#include "intake/intake_priv.h"
#include "core/speech.h"
#include "place/place.h"

enum project_as { AS_KEY, AS_TITLE, AS_STATUS, AS_FROM, AS_TO, AS_CODE, AS_WORD, AS_ROLE, AS_COUNTRY, AS_PLACES, AS_SECTORS, AS_GROUPS };
static const struct project_field {
    const char *column;
    enum project_as as;
    int64_t gives;
    const char *role;          /* of AS_ROLE */
    const char *const *codes;  /* of AS_CODE: ended by NULL */
} fields[] = {
    {.column = "project", .as = AS_KEY},
    {.column = "status", .as = AS_STATUS, .gives = GIVES_STATUS},
    {.column = "from", .as = AS_FROM, .gives = GIVES_FROM},
    {.column = "to", .as = AS_TO, .gives = GIVES_TO},
    {.column = "pillar", .as = AS_CODE, .gives = GIVES_PILLAR, .codes = (const char *const[]){"protection", "empowerment", NULL}},
    {.column = "pve", .as = AS_CODE, .gives = GIVES_PVE, .codes = (const char *const[]){"specific", "related", NULL}},
    {.column = "part_of", .as = AS_WORD, .gives = GIVES_PARENT},
    {.column = "reported_by", .as = AS_WORD, .gives = GIVES_REPORTER},
    {.column = "funded_by", .as = AS_ROLE, .gives = GIVES_FUNDING, .role = "funding"},
    {.column = "answers_for_it", .as = AS_ROLE, .gives = GIVES_ACCOUNTABLE, .role = "accountable"},
    {.column = "supported_by", .as = AS_ROLE, .gives = GIVES_EXTENDING, .role = "extending"},
    {.column = "carried_out_by", .as = AS_ROLE, .gives = GIVES_IMPLEMENTING, .role = "implementing"},
    {.column = "country", .as = AS_COUNTRY, .gives = GIVES_COUNTRY},
    {.column = "places", .as = AS_PLACES, .gives = GIVES_PLACES},
    {.column = "sectors", .as = AS_SECTORS, .gives = GIVES_SECTORS},
    {.column = "groups", .as = AS_GROUPS, .gives = GIVES_GROUPS},
};
enum { FIELDS = ARRAY_LEN(fields), TITLES_MOST = 40, WORD_MOST = 300, TITLE_MOST = 2000, ITEMS_MOST = 500, LANGUAGE_MOST = 15 };

struct reading {
    struct table *t;
    struct works_batch *b;
    int at[FIELDS];
    int titles[TITLES_MOST]; /* columns */
    struct str languages[TITLES_MOST];
    size_t title_n;
    struct intern keys;
    int64_t *lines;          /* by key: where it stands */
    size_t line_room;
    struct identify *identify;
    struct identify_findings findings;
};

/* ---- columns ---- */

static bool is_title(struct str name, struct str *language)
{
    *language = name.n > 6 ? (struct str){name.p + 6, name.n - 6} : STR("");
    return str_is(name, "title") || str_starts(name, "title:");
}

int projects_sniff(const struct table *t)
{
    bool more = false;
    struct str language;
    for (size_t i = 1; i < FIELDS; i++)
        more = more || ((fields[i].gives & (GIVES_PILLAR | GIVES_PVE | GIVES_PARENT | GIVES_REPORTER | GIVES_FUNDING | GIVES_IMPLEMENTING | GIVES_GROUPS)) && table_find(t, fields[i].column) >= 0);
    for (size_t i = 0; i < table_columns(t); i++)
        more = more || (str_starts(table_name(t, i), "title:") && is_title(table_name(t, i), &language));
    return more && table_find(t, "project") >= 0 && table_find(t, "iati-identifier") < 0 ? 92 : 0;
}

static bool language_fits(struct str s)
{
    bool fits = s.n <= LANGUAGE_MOST;
    for (size_t i = 0; i < s.n; i++) {
        char c = s.p[i];
        fits = fits && ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (i && ((c >= '0' && c <= '9') || c == '-')));
    }
    return fits;
}

static bool titles_find(struct reading *r, struct err *e)
{
    for (size_t i = 0; i < table_columns(r->t); i++) {
        struct str language;
        if (!is_title(table_name(r->t, i), &language))
            continue;
        if (!language_fits(language) || (table_name(r->t, i).n > 5 && !language.n))
            return err_set(e, ERR_INPUT, T("%.100s: the column \"%.*s\": expected title, or title: and the tag of a language, as in title:ar"), table_file(r->t),
                (int)MIN_OF(table_name(r->t, i).n, (size_t)60), table_name(r->t, i).p);
        for (size_t k = 0; k < r->title_n; k++)
            if (str_eq(r->languages[k], language))
                return err_set(e, ERR_INPUT, "%.100s: has two columns title%s%.*s; leave one of them out", table_file(r->t), language.n ? ":" : "", STR_F(language));
        if (r->title_n == TITLES_MOST)
            return err_set(e, ERR_INPUT, T("%.100s: has titles in more than %d languages"), table_file(r->t), TITLES_MOST);
        r->languages[r->title_n] = intern_text(&r->b->words, intern_id(&r->b->words, language));
        r->titles[r->title_n++] = (int)i;
    }
    return true;
}

static bool columns_find(struct reading *r, struct err *e)
{
    for (size_t i = 0; i < FIELDS; i++) {
        if (!column_one(r->t, fields[i].column, &r->at[i], e))
            return false;
        if (r->at[i] >= 0)
            r->b->given |= fields[i].gives;
    }
    if (r->at[0] < 0)
        return err_set(e, ERR_INPUT, T("%.100s: a table of projects needs the column project, with a key for each"), table_file(r->t));
    if (!titles_find(r, e))
        return false;
    r->b->given |= r->title_n ? GIVES_TITLE : 0;
    return r->b->given || err_set(e, ERR_INPUT, T("%.100s: says nothing of its projects: besides the column project it has none of title, status, from, to, pillar, groups and the others"), table_file(r->t));
}

/* ---- cells ---- */

static bool refuse(struct reading *r, int column, const char *code, struct str found, const char *expected, const char *advice)
{
    r->b->refused++;
    problem_log_add(&r->b->log, r->t, PROBLEM_REFUSED, column, code, found, expected, advice);
    return false;
}

static struct str kept(struct reading *r, struct str s)
{
    return intern_text(&r->b->words, intern_id(&r->b->words, s));
}

static bool word(struct reading *r, int column, struct str s, size_t most, struct str *out)
{
    if (s.n > most)
        return refuse(r, column, "too_long", s, most == WORD_MOST ? T("at most 300 bytes") : T("at most 2,000 bytes"), T("write it shorter"));
    *out = kept(r, s);
    return true;
}

/* Words of a project must not say how to reach anybody, nor who somebody is. */
static bool nobody_private(struct reading *r, int column, struct str s, bool actor)
{
    enum personal p = personal_of(&r->identify, &r->findings, s);
    if (actor && p == PERSONAL_NAME)
        return refuse(r, column, "private_individual", STR(T("what looks like a person's name")), PERSON_EXPECTED, T("write the office or the body instead; Diwan keeps nothing of private individuals"));
    return p != PERSONAL_REACH || refuse(r, column, "personal_data", STR(""), T("no telephone number, address, account or document"), T("leave it out; Diwan keeps nothing of private individuals"));
}

static bool status(struct reading *r, int column, struct str s, struct str *out)
{
    *out = str_of(project_status_of(s));
    return !s.n || out->n || refuse(r, column, "status", s, T("planned, ongoing, completed, suspended or cancelled, or nothing"), T("write one of these words"));
}

static bool code(struct reading *r, int column, const struct project_field *f, struct str s, struct str *out)
{
    *out = STR("");
    if (!s.n)
        return true;
    for (const char *const *c = f->codes; *c; c++)
        if (str_is_nocase(s, *c)) {
            *out = str_of(*c);
            return true;
        }
    return refuse(r, column, "word_unknown", s, f->gives == GIVES_PILLAR ? T("protection or empowerment, or nothing") : T("specific or related, or nothing"), T("write one of these words"));
}

static bool day(struct reading *r, int column, struct str s, bool last, struct day *out)
{
    struct day first, end;
    *out = DAY_NONE;
    if (!s.n)
        return true;
    if (!day_parse(s, &first, &end))
        return refuse(r, column, "date", s, T("a day, month or year (2026-01-05, 2026-01 or 2026), or nothing"), T("write year, month and day with hyphens"));
    *out = last ? end : first;
    return true;
}

/* The items of a cell, each once; false where one of them is refused. */
struct items {
    struct str list[ITEMS_MOST];
    size_t n;
};

static bool items_of(struct reading *r, int column, struct str cell, bool actors, struct items *out)
{
    out->n = 0;
    while (cell.n) {
        const char *end = memchr(cell.p, ';', cell.n);
        struct str item = str_trim((struct str){cell.p, end ? (size_t)(end - cell.p) : cell.n}), own;
        size_t k = 0;
        cell = end ? (struct str){end + 1, cell.n - (size_t)(end + 1 - cell.p)} : STR("");
        if (!item.n)
            continue;
        if (!word(r, column, item, WORD_MOST, &own) || !nobody_private(r, column, own, actors))
            return false;
        while (k < out->n && !str_eq(out->list[k], own))
            k++;
        if (k < out->n)
            continue;
        if (out->n == ITEMS_MOST)
            return refuse(r, column, "too_many", STR(T("more than 500")), T("at most 500 in a cell"), T("leave some out"));
        out->list[out->n++] = own;
    }
    return true;
}

/* ---- lists ---- */

static void actors_add(struct reading *r, struct project *p, const char *role, const struct items *names)
{
    struct project_actor *all = ARENA_ARRAY(&r->b->arena, struct project_actor, p->actors_n + names->n + 1);
    if (p->actors_n)
        memcpy(all, p->actors, p->actors_n * sizeof *all);
    for (size_t i = 0; i < names->n; i++)
        all[p->actors_n++] = (struct project_actor){str_of(role), names->list[i], STR(""), STR("")};
    p->actors = all;
}

static struct str country_of(struct str s)
{
    const char *iso3 = country_code_of(s);
    return iso3 ? str_of(iso3) : s;
}

/* A place is of the country that its row names, where it names one; countries stand for themselves where no place is named, or several countries are. */
static void places_put(struct reading *r, struct project *p, const struct items *countries, const struct items *places)
{
    p->places = ARENA_ARRAY(&r->b->arena, struct project_place, countries->n + places->n + 1);
    struct project_place none = {STR(""), STR(""), NAN, NAN, NAN, false};
    for (size_t i = 0; i < countries->n && (!places->n || countries->n > 1); i++) {
        p->places[p->places_n] = none;
        p->places[p->places_n++].country = country_of(countries->list[i]);
    }
    for (size_t i = 0; i < places->n; i++) {
        p->places[p->places_n] = none;
        p->places[p->places_n].country = countries->n == 1 ? country_of(countries->list[0]) : STR("");
        p->places[p->places_n++].place = places->list[i];
    }
}

static bool all_digits(struct str s)
{
    bool all = s.n > 0;
    for (size_t i = 0; i < s.n; i++)
        all = all && s.p[i] >= '0' && s.p[i] <= '9';
    return all;
}

/* Five digits are a purpose code of the DAC, three a category of it; other words are names of clusters, as in tables of who does what where. */
static void sectors_put(struct reading *r, struct project *p, const struct items *words)
{
    p->sectors = ARENA_ARRAY(&r->b->arena, struct project_sector, words->n + 1);
    for (size_t i = 0; i < words->n; i++) {
        struct str s = words->list[i];
        bool mapped = false, dac = all_digits(s) && (s.n == 5 || s.n == 3);
        p->sectors[p->sectors_n++] = dac ? (struct project_sector){s.n == 5 ? STR("dac5") : STR("dac3"), s.n == 5 ? dac_code(s, &mapped) : s, STR(""), NAN}
                                         : (struct project_sector){STR("cluster"), STR(""), s, NAN};
    }
}

static void groups_put(struct reading *r, struct project *p, const struct items *words)
{
    p->groups = ARENA_ARRAY(&r->b->arena, struct project_group, words->n + 1);
    for (size_t i = 0; i < words->n; i++)
        p->groups[p->groups_n++] = (struct project_group){words->list[i]};
}

/* ---- a row ---- */

static bool key(struct reading *r, int column, struct str s, struct str *out)
{
    uint32_t id;
    struct buf b CLEANUP(buf_end) = {0};
    if (!s.n)
        return refuse(r, column, "missing", STR(""), T("the project's key"), T("give it a short one of its own, or leave the row out"));
    if (!word(r, column, s, WORD_MOST, out) || !nobody_private(r, column, s, false))
        return false;
    if (!intern_find(&r->keys, s, &id))
        return true;
    buf_f(&b, T("the same as in line %" PRId64), r->lines[id]);
    return refuse(r, column, "said_twice", buf_view(&b), T("one row of each project"), T("keep the right one of the two rows"));
}

static bool titles(struct reading *r, struct project *p)
{
    p->texts = ARENA_ARRAY(&r->b->arena, struct project_text, r->title_n + 1);
    for (size_t i = 0; i < r->title_n; i++) {
        struct str s = str_trim(table_cell(r->t, r->titles[i])), title;
        if (!word(r, r->titles[i], s, TITLE_MOST, &title) || !nobody_private(r, r->titles[i], s, false))
            return false;
        p->texts[p->texts_n++] = (struct project_text){r->languages[i], title, STR("")};
    }
    return true;
}

static bool field(struct reading *r, size_t i, struct project *p, struct items *list, struct items *countries)
{
    const struct project_field *f = &fields[i];
    int at = r->at[i];
    struct str s = str_trim(table_cell(r->t, at));
    if (at < 0)
        return true;
    switch (f->as) {
    case AS_KEY: return key(r, at, s, &p->key);
    case AS_TITLE: return true;
    case AS_STATUS: return status(r, at, s, &p->status);
    case AS_FROM: return day(r, at, s, false, &p->from);
    case AS_TO: return day(r, at, s, true, &p->to) && (!day_known(p->from) || !day_known(p->to) || p->from.n <= p->to.n || refuse(r, at, "dates_order", s, T("a day not before the first"), T("put the two in their order")));
    case AS_CODE: return code(r, at, f, s, f->gives == GIVES_PILLAR ? &p->pillar : &p->pve);
    case AS_WORD: {
        struct str *to = f->gives == GIVES_PARENT ? &p->parent : &p->reporter;
        return word(r, at, s, WORD_MOST, to) && nobody_private(r, at, s, f->gives == GIVES_REPORTER);
    }
    case AS_ROLE:
        if (!items_of(r, at, s, true, list))
            return false;
        actors_add(r, p, f->role, list);
        return true;
    case AS_COUNTRY: return items_of(r, at, s, false, countries);
    case AS_PLACES: return items_of(r, at, s, false, list) && (places_put(r, p, countries, list), true);
    case AS_SECTORS: return items_of(r, at, s, false, list) && (sectors_put(r, p, list), true);
    case AS_GROUPS: return items_of(r, at, s, false, list) && (groups_put(r, p, list), true);
    }
    return true;
}

static bool row(struct reading *r, struct items *list, struct items *countries)
{
    struct project p = {.line = table_line(r->t), .from = DAY_NONE, .to = DAY_NONE};
    list->n = countries->n = 0;
    if (table_cells(r->t) > table_columns(r->t))
        return refuse(r, -1, "cells", STR(T("more cells than the header has")), T("as many cells as the header has"), T("a quote or a comma went astray in this line; mend it in the file"));
    for (size_t i = 0; i < FIELDS; i++)
        if (!field(r, i, &p, list, countries))
            return false;
    if (!titles(r, &p))
        return false;
    list->n = 0;
    if (countries->n && !p.places_n)
        places_put(r, &p, countries, list);
    uint32_t id = intern_id(&r->keys, p.key);
    if (id >= r->line_room) {
        r->line_room = MAX_OF((size_t)id + 1, r->line_room * 2);
        r->lines = mem_grow(r->lines, r->line_room, sizeof *r->lines);
    }
    r->lines[id] = p.line;
    GROW(r->b->projects, r->b->project_n, r->b->project_room);
    r->b->projects[r->b->project_n++] = p;
    return true;
}

bool projects_table(struct table *t, struct works_batch *b, struct progress *p, struct err *e)
{
    struct reading r = {.t = t, .b = b};
    struct items *list = mem_get(2 * sizeof *list);
    bool fine = columns_find(&r, e);
    while (fine && table_next(t)) {
        if ((b->rows & 1023) == 0 && !progress_step(p, (double)table_bytes(t), b->rows, e))
            fine = false;
        else if (++b->rows > ACTOR_ROWS_MOST)
            fine = err_set(e, ERR_INPUT, T("%.100s: has more than %d rows; add it in parts"), table_file(t), ACTOR_ROWS_MOST);
        else
            (void)row(&r, &list[0], &list[1]);
    }
    free(list);
    free(r.lines);
    intern_end(&r.keys);
    identify_findings_end(&r.findings);
    identify_free(&r.identify);
    return fine && !table_failed(t, e);
}
