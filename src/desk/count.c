/* SPDX-License-Identifier: GPL-3.0-or-later */
/* count: incidents and deaths by any keys. Unknowns are a row with an empty name; every sum says what it left out. */
#include "desk/desk_priv.h"

static const char *const harm_words[] = {[HARM_UNKNOWN] = T("not known"), [HARM_DEADLY] = T("deadly"),
    [HARM_NOT_DEADLY] = T("not deadly")};
static const char *const side_words[SIDES] = {T("not known"), T("state"), T("non-state"), T("civilians")};

static bool read_keys(struct str words, enum count_by by[BY_KEYS], size_t *n, struct err *e)
{
    while (words.n) {
        const char *comma = memchr(words.p, ',', words.n);
        size_t length = comma ? (size_t)(comma - words.p) : words.n;
        struct str one = str_trim((struct str){words.p, length});
        bool known = false;
        enum count_by key = count_by_name(one, &known);
        if (!known)
            return err_set(e, ERR_USAGE, "--by: \"%.*s\" is not a key; use place, admin1, month, year, country, kind, side_kind, side, harm, type, actor or source", STR_F(one));
        for (size_t i = 0; i < *n; i++)
            if (by[i] == key)
                return err_set(e, ERR_USAGE, "--by: %.*s is named twice", STR_F(one));
        by[(*n)++] = key;
        words.p += length + (comma != NULL);
        words.n -= length + (comma != NULL);
    }
    return true;
}

static const char *key_label(enum count_by by)
{
    static const char *const labels[BY_KEYS] = {[BY_PLACE] = T("Place"), [BY_ADMIN1] = T("First-order name as given"), [BY_MONTH] = T("Month"), [BY_YEAR] = T("Year"),
        [BY_COUNTRY] = T("Country"), [BY_KIND] = T("Kind"), [BY_SIDE_KIND] = T("Side"), [BY_TYPE] = T("Type"), [BY_SOURCE] = T("Source"),
        [BY_HARM] = T("Killed anybody"), [BY_SIDE] = T("Who did it"), [BY_ACTOR] = T("Side as named")};
    return labels[by];
}

/* A key for a reader: names in the language, months and kinds in words. */
static void key_shown(struct request *r, const struct incident_columns *c, enum count_by by, int64_t key, struct buf *out, const char **lang)
{
    *lang = NULL;
    if (key < 0 && by != BY_MONTH && by != BY_YEAR) {
        buf_text(out, say(&r->speech, T("not known")));
        return;
    }
    const char *reader = language_code(r->speech.language);
    switch (by) {
    case BY_PLACE: {
        const char *is_in = NULL;
        buf_str(out, gazetteer_name(c->places, (size_t)key, reader, &is_in));
        *lang = is_in && *is_in && strcmp(is_in, reader) != 0 ? is_in : NULL;
        return;
    }
    case BY_MONTH: say_month(&r->speech, out, (int)key); return;
    case BY_YEAR: say_plain_int(&r->speech, out, key); return;
    case BY_KIND: buf_text(out, say(&r->speech, incident_kind_words[key < KIND_COUNT ? key : 0])); return;
    case BY_HARM: buf_text(out, say(&r->speech, harm_words[key])); return;
    case BY_SIDE: buf_text(out, say(&r->speech, side_words[key])); return;
    case BY_TYPE: {
        const char *label = incident_type_label(intern_text(&c->words, (uint32_t)key));
        if (!label)
            break;
        buf_text(out, say(&r->speech, label));
        return;
    }
    case BY_ADMIN1:
    case BY_COUNTRY:
    case BY_SIDE_KIND:
    case BY_SOURCE:
    case BY_ACTOR:
    case BY_KEYS: break;
    }
    count_key_text(c, by, key, out);
    if (out->n == 0)
        buf_text(out, say(&r->speech, T("not known")));
}

static struct str held(struct answer *a, struct buf *b)
{
    struct str s = {arena_text(&a->doc->arena, b->p ? b->p : "", b->n), b->n};
    buf_clear(b);
    return s;
}

static void fill(struct request *r, struct answer *a, const struct incident_columns *c, const struct counts *counts, struct doc_table *t)
{
    struct buf shown = {0}, machine = {0};
    for (size_t i = 0; i < counts->n; i++) {
        const struct count_row *row = &counts->rows[i];
        for (size_t k = 0; k < counts->by_n; k++) {
            const char *lang = NULL;
            key_shown(r, c, counts->by[k], row->key[k], &shown, &lang);
            count_key_text(c, counts->by[k], row->key[k], &machine);
            struct str s = held(a, &shown), m = held(a, &machine);
            desk_both(a, t, i, k, s, lang, m);
        }
        const int64_t numbers[] = {row->incidents, row->low, row->best, row->high, row->civilians, row->deaths_unknown};
        bool none_known = row->incidents > 0 && row->deaths_unknown == row->incidents;
        for (size_t k = 0; k < ARRAY_LEN(numbers); k++)
            desk_number(t, i, counts->by_n + k, numbers[k]);
        for (size_t k = 1; none_known && !request_flag(r, "csv") && !r->wants_json && k + 1 < ARRAY_LEN(numbers); k++)
            t->cells[i * t->column_n + counts->by_n + k] = (struct doc_cell){.kind = CELL_NUMBER, .number = guard_one(BASIS_PUBLIC_RECORD, ESTIMATE_NONE)}; /* to a reader a sum of nothing is no zero */
        for (size_t k = 0; k < PEOPLE_HARMS; k++) {
            size_t at = i * t->column_n + counts->by_n + ARRAY_LEN(numbers) + k;
            double people = row->people_unknown[k] < row->incidents ? (double)row->people[k] : NAN; /* nobody said: not 0 */
            t->cells[at] = (struct doc_cell){.kind = CELL_NUMBER, .number = guard_one(BASIS_PUBLIC_RECORD, (struct estimate){people, NAN, NAN, row->incidents}), .style = NUMBER_INT};
            desk_number(t, i, counts->by_n + ARRAY_LEN(numbers) + PEOPLE_HARMS + k, row->people_unknown[k]);
        }
    }
    buf_end(&shown);
    buf_end(&machine);
}

/* People harmed and not killed, behind the columns there were before; readers see those of which anything is known. */
static void people_columns(struct request *r, const struct incident_columns *c, struct doc_table *t, size_t at)
{
    static const char *const keys[PEOPLE_HARMS][2] = {{"people_injured", "people_injured_unknown"}, {"people_abducted", "people_abducted_unknown"},
        {"people_detained", "people_detained_unknown"}, {"people_displaced", "people_displaced_unknown"}};
    static const char *const labels[PEOPLE_HARMS] = {T("Injured"), T("Abducted"), T("Detained"), T("Displaced")};
    static const char *const tags[PEOPLE_HARMS][2] = {{"#affected+injured", "#event+unknown+injured+num"}, {"#affected+abducted", "#event+unknown+abducted+num"},
        {"#affected+detained", "#event+unknown+detained+num"}, {"#affected+displaced", "#event+unknown+displaced+num"}};
    for (size_t k = 0; k < PEOPLE_HARMS; k++) {
        desk_column(r, t, at + k, keys[k][0], labels[k], true, tags[k][0]);
        desk_column(r, t, at + PEOPLE_HARMS + k, keys[k][1], T("Incidents without a number"), true, tags[k][1]);
        t->columns[at + k].machine_only = !c->people[k];
        t->columns[at + PEOPLE_HARMS + k].machine_only = true;
    }
}

static bool any_people(const struct incident_columns *c)
{
    bool any = false;
    for (size_t k = 0; k < PEOPLE_HARMS; k++)
        any = any || c->people[k];
    return any;
}

static void count_notes(struct request *r, struct answer *a, const struct incident_columns *c, const enum count_by *by, size_t by_n)
{
    desk_note(r, a, T("Low and high are the sources' own range. Sums leave out incidents without a number of deaths; a column of its own counts them. Silence is not calm."), NULL, 0);
    if (any_people(c))
        desk_note(r, a, T("Sums of people injured, abducted, detained or displaced leave out incidents without such a number; --csv counts those."), NULL, 0);
    for (size_t k = 0; k < by_n; k++) {
        if (by[k] == BY_HARM)
            desk_note(r, a, T("Not deadly: the sources give no death, or give no number for a type that does not kill by itself. Not known: they do not say."), NULL, 0);
        if (by[k] == BY_SIDE)
            desk_note(r, a, T("Who did it is the side that the source names first. In a clash that is no word on who began."), NULL, 0);
        if (by[k] == BY_ACTOR)
            desk_note(r, a, T("Sides stand as the sources name them. An incident counts once for each differing name, so the rows add up to more than the total; being named is not having done it."), NULL, 0);
    }
}

/* Counts stay what they are; where looking was limited, they are said to be no more than that. */
static void note_unseen(struct request *r, struct answer *a, const struct incident_columns *c, const struct selection *which)
{
    struct str *names = ARENA_ARRAY(&r->arena, struct str, c->judgement_n + 1);
    size_t n = 0;
    for (size_t i = 0; i < c->judgement_n; i++) {
        const struct looked_judgement *j = &c->judgements[i];
        bool over = (day_known(which->from) && day_known(j->to) && j->to.n < which->from.n) || (day_known(which->to) && day_known(j->from) && j->from.n > which->to.n);
        if (j->looked < LOOKED_LIMITED || j->place < 0 || over || (which->place >= 0 && judgement_bears(c, j, which->place) == BEARS_NOT))
            continue;
        const char *is_in = NULL;
        struct str name = gazetteer_name(c->places, (size_t)j->place, language_code(r->speech.language), &is_in);
        bool told = false;
        for (size_t k = 0; k < n; k++)
            told |= str_eq(names[k], name);
        if (!told)
            names[n++] = (struct str){arena_text(&r->arena, name.p, name.n), name.n};
    }
    if (n == 0)
        return;
    struct buf list CLEANUP(buf_end) = {0};
    say_list(&r->speech, &list, names, n);
    DESK_NOTE(r, a, T("In {places} looking was limited or impossible for some of this time: the numbers are of records, and few or none there is not calm. `diwan show REGISTER observability` says who judged so, and when."),
        desk_slot("places", (struct str){arena_text(&r->arena, list.p, list.n), list.n}));
}

/* Where the source stands behind the `keys` of the answer, in no column of it: is the row of that answer this incident, and no other? */
static bool row_is_one(const struct counts *rows, size_t i, size_t keys)
{
    if (keys == rows->by_n)
        return true; /* the source is a column: the row itself */
    size_t bytes = keys * sizeof rows->rows[i].key[0];
    bool before = i > 0 && memcmp(rows->rows[i - 1].key, rows->rows[i].key, bytes) == 0;
    bool behind = i + 1 < rows->n && memcmp(rows->rows[i + 1].key, rows->rows[i].key, bytes) == 0;
    return !before && !behind;
}

/* Of each source how many stand in a row alone: there the row says what the record says. */
static bool rows_alone(struct request *r, const struct incident_columns *c, const struct selection *which, const enum count_by *by, size_t by_n, int64_t *alone, struct err *e)
{
    enum count_by keys[BY_KEYS];
    struct counts rows;
    size_t at = by_n; /* where the source stands among the keys: behind them, where it is none */
    for (size_t k = 0; k < by_n; k++) {
        keys[k] = by[k];
        at = by[k] == BY_SOURCE ? k : at;
    }
    keys[at] = BY_SOURCE;
    if (!count_incidents(c, which, keys, MAX_OF(by_n, at + 1), (int)request_whole(r, "level", 1), &r->arena, &rows, e))
        return false;
    for (size_t i = 0; i < rows.n; i++)
        if (rows.rows[i].key[at] >= 0)
            alone[rows.rows[i].key[at]] += rows.rows[i].incidents == 1 && (!r->passed_on || row_is_one(&rows, i, by_n));
    return true;
}

/* Whom to cite, and whose licence a table of such fine rows comes near. */
static bool count_licences(struct request *r, struct answer *a, const struct incident_columns *c, const struct selection *which, const enum count_by *by, size_t by_n, struct err *e)
{
    int64_t *counted = ARENA_ARRAY(&r->arena, int64_t, c->source_n + 1), *alone = ARENA_ARRAY(&r->arena, int64_t, c->source_n + 1);
    const struct selector *selector = selector_make(c, which, &r->arena);
    bool any = false;
    enum record_use use = r->passed_on ? RECORD_PASSED_ON : RECORD_LISTED;
    for (size_t i = 0; i < c->n; i++)
        counted[c->source[i]] += selector_takes(selector, i);
    desk_cite(r, a, c, counted);
    for (size_t i = 0; i < c->source_n; i++)
        any = any || (counted[i] && !guard_record((enum licence)c->licences[i], use));
    if (any && !rows_alone(r, c, which, by, by_n, alone, e))
        return false;
    for (size_t i = 0; i < c->source_n && r->passed_on; i++)
        if (alone[i] && !guard_record((enum licence)c->licences[i], use))
            return err_set(e, ERR_DENIED, "a row of a single incident says what its record says, and the licence of %.*s lets nobody pass its records on: ask for fewer keys, or for a longer time",
                STR_F(c->sources[i]));
    for (size_t i = 0; i < c->source_n; i++)
        if (alone[i] && !guard_record((enum licence)c->licences[i], use))
            DESK_NOTE(r, a, T("{source}: its licence does not allow republication, and a row of a single incident says what its record says. Pass such rows on to nobody."),
                desk_slot("source", (struct str){arena_text(&r->arena, c->sources[i].p, c->sources[i].n), c->sources[i].n}));
    return true;
}

static bool count_table(struct request *r, struct answer *a, const struct incident_columns *c, struct err *e)
{
    enum count_by by[BY_KEYS];
    size_t by_n = 0;
    struct selection which = {.from = request_day(r, "from"), .to = request_day(r, "to"), .place = -1, .in_series = request_flag(r, "series")};
    struct counts counts;
    if (!read_keys(request_text(r, "by"), by, &by_n, e) || !desk_place(c, request_text(r, "place"), &which.place, e) ||
        !count_incidents(c, &which, by, by_n, (int)request_whole(r, "level", 1), &r->arena, &counts, e) || !desk_rows_fit(r, counts.n, e))
        return false;
    static const char *const keys[] = {"incidents", "deaths_low", "deaths_best", "deaths_high", "deaths_civilians", "deaths_unknown"};
    static const char *const labels[] = {T("Incidents"), T("Killed, low"), T("Killed"), T("Killed, high"), T("Known civilians"), T("Incidents without a number")};
    static const char *const tags[] = {"#event+num", "#affected+killed+min", "#affected+killed", "#affected+killed+max", "#affected+killed+civilians", "#event+unknown+num"};
    static const char *const key_tags[BY_KEYS] = {[BY_PLACE] = "#loc+name", [BY_ADMIN1] = "#adm1+name", [BY_MONTH] = "#date+month", [BY_YEAR] = "#date+year",
        [BY_COUNTRY] = "#country+name", [BY_KIND] = "#event+type+code", [BY_SIDE_KIND] = "#group+type", [BY_TYPE] = "#event+type", [BY_SOURCE] = "#meta+source",
        [BY_HARM] = "#event+deadly", [BY_SIDE] = "#group+type+first", [BY_ACTOR] = "#group+name"};
    struct doc_table *t = desk_table(r, a, "counts", T("Incidents and people killed, as the sources record them"), by_n + ARRAY_LEN(keys) + 2 * PEOPLE_HARMS, counts.n);
    for (size_t i = 0; i < by_n; i++)
        desk_column(r, t, i, count_by_text(by[i]), key_label(by[i]), false, key_tags[by[i]]);
    for (size_t i = 0; i < ARRAY_LEN(keys); i++)
        desk_column(r, t, by_n + i, keys[i], labels[i], true, tags[i]);
    people_columns(r, c, t, by_n + ARRAY_LEN(keys));
    fill(r, a, c, &counts, t);
    desk_note_twice(r, a, c, &which);
    count_notes(r, a, c, by, by_n);
    note_unseen(r, a, c, &which);
    return count_licences(r, a, c, &which, by, by_n, e);
}

static bool run_count(struct request *r, struct answer *a, struct err *e)
{
    return desk_with_columns(r, a, count_table, e);
}

const struct operation operation_count = {.name = "count", .brief = T("count incidents and people killed"),
    .usage = "REGISTER [--by place,admin1,month,year,country,kind,side_kind,side,harm,type,actor,source] [--level 1] [--place PLACE] [--from DAY] [--to DAY] [--series] [--csv] [-o FILE.xlsx]",
    .text = T("`place` follows the rule of precision before geometry; `admin1` gives the source's own names untouched. Unknowns are a row with an empty name. `side` is the kind of the side that the source names first, `harm` tells what killed from what did not, `actor` counts an incident once for each side named."),
    .example = "diwan count iraq.diwan --by year,kind --csv", .source = "reference: UCDP GED codebook; docs/methods.md",
    .options = (const struct option_spec[]){{"o", OPTION_TEXT, "FILE", T("write to this file")}, {"by", OPTION_TEXT, "KEY,...", T("what to count by")}, {"level", OPTION_WHOLE, "N", T("level of places: 1 governorates, 2 districts")},
        {"series", OPTION_FLAG, NULL, T("only incidents that killed and uses of arms, as trend and brief count them")}, {NULL, OPTION_FLAG, NULL, NULL}},
    .needs = NEEDS_READ, .may = MAY_READ, .run = run_count};
