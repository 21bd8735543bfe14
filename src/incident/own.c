/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * incident: somebody's own table of incidents, whose header names the fields of a record or which a mapping explains. Dates like
 * 03/04/2018 are not guessed: rows wait until the whole column has been seen.
 */
#include "incident/own_priv.h"
#include "core/speech.h"

struct waiting { /* a row whose days are still words */
    struct incident x;
    uint32_t date, date_end;
    int precision; /* as the row says it; 0: by its days */
    bool repaired, noted;
};
struct seen_order { /* a date that tells the order, and where it stands */
    int64_t line;
    uint32_t word;
};
struct own {
    int at[FIELD_COUNT]; /* columns; -1: none */
    struct waiting *list;
    size_t n, room;
    struct seen_order dmy, mdy, open; /* line 0: none. open: a date that can mean two days */
    bool without_id;
};

static void own_end(struct own *o)
{
    free(o->list);
    *o = (struct own){0};
}

/* ---- which columns ---- */

/* Columns that `add --refused` puts before a file's own: mended, such a file comes in again. */
static size_t reasons(const struct table *t)
{
    static const char *const names[] = {"line", "column", "found", "expected", "advice"};
    for (size_t i = 0; i < ARRAY_LEN(names); i++)
        if (table_find(t, names[i]) < 0)
            return 0;
    return ARRAY_LEN(names) + (table_find(t, "file") >= 0);
}

static int own_sniff(const struct table *t)
{
    bool there[FIELD_COUNT];
    size_t fields = 0, named = 0;
    for (size_t f = 0; f < FIELD_COUNT; f++) {
        there[f] = table_find(t, incident_field_name((enum incident_field)f)) >= 0 || (field_also((enum incident_field)f) && table_find(t, field_also((enum incident_field)f)) >= 0);
        fields += there[f];
    }
    for (size_t i = 0; i < table_columns(t); i++)
        named += table_name(t, i).n > 0;
    named -= reasons(t);
    bool where = (there[FIELD_LAT] && there[FIELD_LON]) || there[FIELD_ADMIN1] || there[FIELD_PLACE] || there[FIELD_COUNTRY];
    bool what = there[FIELD_KIND] || there[FIELD_TYPE] || there[FIELD_DEATHS_BEST] || there[FIELD_SIDE_A] || there[FIELD_INJURED] || there[FIELD_ABDUCTED];
    return there[FIELD_DATE] && where && what && 2 * fields > named ? 60 : 0;
}

static bool by_header(const struct table *t, struct own *o, struct err *e)
{
    for (size_t f = 0; f < FIELD_COUNT; f++) {
        const char *also = field_also((enum incident_field)f);
        if (!column_one(t, incident_field_name((enum incident_field)f), &o->at[f], e) || (o->at[f] < 0 && also && !column_one(t, also, &o->at[f], e)))
            return false;
    }
    return true;
}

static void columns_there(const struct table *t, struct buf *out)
{
    for (size_t i = 0; i < table_columns(t) && out->n < 300; i++)
        if (table_name(t, i).n)
            buf_f(out, "%s%.*s", out->n ? ", " : "", (int)MIN_OF(table_name(t, i).n, (size_t)60), table_name(t, i).p);
}

static bool by_mapping(const struct table *t, struct str lines, struct own *o, struct err *e)
{
    struct str field, column;
    struct buf name CLEANUP(buf_end) = {0}, there CLEANUP(buf_end) = {0};
    for (size_t f = 0; f < FIELD_COUNT; f++)
        o->at[f] = -1;
    while (mapping_next(&lines, &field, &column)) {
        int f = field_named(field), at;
        buf_clear(&name);
        buf_str(&name, column);
        if (!column_one(t, name.p ? name.p : "", &at, e))
            return false;
        columns_there(t, &there);
        if (at < 0)
            return err_set(e, ERR_INPUT, T("%.100s: no column is called \"%.*s\" (for the field %.*s); its columns are %s"), table_file(t),
                (int)MIN_OF(column.n, (size_t)80), column.p, STR_F(field), there.p ? there.p : T("without names"));
        if (f >= 0)
            o->at[f] = at;
    }
    return true;
}

/* ---- days ---- */

/* "3/4/2018", "03.04.2018", "3-4-2018", a time behind ignored: the two small numbers and the year. */
static bool three_numbers(struct str s, int64_t v[3])
{
    size_t n = 0, from = 0;
    s = str_trim(s);
    for (size_t i = 0; i <= s.n; i++) {
        bool ends = i == s.n || s.p[i] == '/' || s.p[i] == '.' || s.p[i] == '-' || (n == 2 && (s.p[i] == ' ' || s.p[i] == 'T'));
        if (!ends)
            continue;
        if (n == 3 || !str_to_int((struct str){s.p + from, i - from}, &v[n]) || v[n] < 0)
            return false;
        n++;
        from = i + 1;
        if (n == 3)
            break;
    }
    return n == 3;
}

/* A day that has one meaning only. */
static bool plain_day(struct str s, struct day *first, struct day *last)
{
    int64_t v[3];
    if (hxl_day(s, first, last))
        return true;
    if (day_in_words(s, first)) {
        *last = *first;
        return true;
    }
    if (!three_numbers(s, v) || v[0] < 1000 || v[0] > 2999 || v[1] > 12 || v[2] > 31) /* 2018.12.25 */
        return false;
    struct day day = day_make((int)v[0], (int)v[1], (int)v[2]);
    if (!day_known(day))
        return false;
    *first = *last = day;
    return true;
}

static bool day_in_order(struct str s, enum date_order order, struct day *out)
{
    int64_t v[3];
    if (!three_numbers(s, v) || v[2] < 1000 || v[2] > 2999 || v[0] > 31 || v[1] > 31)
        return false;
    *out = order == DATES_MDY ? day_make((int)v[2], (int)v[0], (int)v[1]) : day_make((int)v[2], (int)v[1], (int)v[0]);
    return day_known(*out);
}

/* What this date tells of the order of all of them. */
static void look_at_order(struct own *o, const struct reading *r, uint32_t word, int64_t line)
{
    struct str s = intern_text(&r->b->words, word);
    struct day first, last;
    int64_t v[3];
    if (!word || plain_day(s, &first, &last) || !three_numbers(s, v) || v[2] < 1000 || v[2] > 2999)
        return;
    struct seen_order *seen = v[0] > 12 && v[1] <= 12 ? &o->dmy : v[1] > 12 && v[0] <= 12 ? &o->mdy : v[0] != v[1] && v[0] <= 12 && v[1] <= 12 ? &o->open : NULL;
    if (seen && !seen->line)
        *seen = (struct seen_order){line, word};
}

static bool decide_order(const struct own *o, struct reading *r, enum date_order *order, struct err *e)
{
    const struct intern *words = &r->b->words;
    if (*order != DATES_UNSAID)
        return true;
    if (o->dmy.line && o->mdy.line)
        return err_set(e, ERR_INPUT, T("%.100s: line %" PRId64 " has \"%.*s\" (day first) and line %" PRId64 " \"%.*s\" (month first): two orders in one file; "
            "mend the one, or say --dates dmy or --dates mdy and the other is refused"), table_file(r->t), o->dmy.line,
            STR_F(intern_text(words, o->dmy.word)), o->mdy.line, STR_F(intern_text(words, o->mdy.word)));
    const struct seen_order *telling = o->dmy.line ? &o->dmy : o->mdy.line ? &o->mdy : NULL;
    if (!telling && o->open.line)
        return err_set(e, ERR_INPUT, T("%.100s: line %" PRId64 ": \"%.*s\" can mean two days, and no date of this file tells which; say --dates dmy (day "
            "first) or --dates mdy (month first)"), table_file(r->t), o->open.line, STR_F(intern_text(words, o->open.word)));
    *order = o->mdy.line ? DATES_MDY : DATES_DMY;
    if (telling && o->open.line)
        problem_log_add_at(&r->b->log, telling->line, PROBLEM_NOTED, table_name(r->t, (size_t)o->at[FIELD_DATE]), "dates_order", intern_text(words, telling->word),
            T("dates written YYYY-MM-DD"), *order == DATES_DMY ? T("read as day, month, year throughout: this one cannot be anything else")
            : T("read as month, day, year throughout: this one cannot be anything else"));
    return true;
}

static bool day_of(struct str s, enum date_order order, struct day *first, struct day *last)
{
    if (plain_day(s, first, last))
        return true;
    if (!day_in_order(s, order, first))
        return false;
    *last = *first;
    return true;
}

static uint8_t precision_of(int32_t days)
{
    return days <= 1 ? 1 : days <= 7 ? 2 : days <= 31 ? 3 : 4;
}

static bool set_days(struct reading *r, const struct own *o, enum date_order order, const struct waiting *w, struct incident *x)
{
    struct str date = intern_text(&r->b->words, w->date), end = intern_text(&r->b->words, w->date_end);
    struct day first;
    if (!day_of(date, order, &x->first, &x->last))
        return refuse(r, o->at[FIELD_DATE], "date", date, T("a day, written YYYY-MM-DD"), T("write the day as 2018-12-25; a month as 2018-12, a year as 2018"));
    if (str_trim(end).n && !day_of(end, order, &first, &x->last))
        repair(r, o->at[FIELD_DATE_END], "date_end", end, T("a day, written YYYY-MM-DD"), T("the day of the start was taken as the end, too"));
    if (x->last.n < x->first.n) {
        struct day turned = x->first;
        x->first = x->last;
        x->last = turned;
        x->flags |= FLAG_DAYS_TURNED;
        repair(r, o->at[FIELD_DATE_END], "days_turned", end, T("an end on or after the start"), T("the two days were turned round"));
    }
    int coarse = precision_of(x->last.n - x->first.n + 1);
    x->day_precision = (uint8_t)(w->precision ? w->precision : coarse);
    if (w->precision && w->precision < coarse && !str_trim(end).n) { /* "2024-02" is no one day, whatever stands beside it */
        x->day_precision = (uint8_t)coarse;
        note(r, o->at[FIELD_DATE_PRECISION], "date_coarser", date, T("a day, where the precision says so"), T("it counts as coarse as the date is written"));
    }
    if (day_month(x->first) != day_month(x->last)) {
        x->flags |= FLAG_SPANS_MONTHS;
        note(r, o->at[o->at[FIELD_DATE_END] >= 0 ? FIELD_DATE_END : FIELD_DATE], "spans_months", end.n ? end : date, T("an end in the month of the start"),
            T("it counts in the month in which it began"));
    }
    return true;
}

/* ---- a row ---- */

/* A field that knows its values by code; `other` where the cell is empty or says something else (noted). */
static int coded(struct reading *r, const struct own *o, enum incident_field f, int other)
{
    struct str s = str_trim(table_cell(r->t, o->at[f]));
    int code;
    if (!s.n)
        return other;
    if (field_word_code(f, s, &code))
        return code;
    note(r, o->at[f], incident_field_name(f), s, T("a code of this field or the words for it"), T("it counts as not known; the template and docs/formats.md list them"));
    return other;
}

static bool people(struct reading *r, const struct own *o, struct incident *x)
{
    const struct { enum incident_field f; int32_t *out; } all[] = {{FIELD_DEATHS_LOW, &x->deaths_low}, {FIELD_DEATHS_BEST, &x->deaths_best},
        {FIELD_DEATHS_HIGH, &x->deaths_high}, {FIELD_DEATHS_CIVILIANS, &x->deaths_civilians}};
    for (size_t i = 0; i < ARRAY_LEN(all); i++)
        if (!field_deaths(r, o->at[all[i].f], all[i].out))
            return false;
    field_people(r, o->at[FIELD_INJURED], &x->people_injured);
    field_people(r, o->at[FIELD_ABDUCTED], &x->people_abducted);
    field_people(r, o->at[FIELD_DETAINED], &x->people_detained);
    field_people(r, o->at[FIELD_DISPLACED], &x->people_displaced);
    return true;
}

static void own_who(struct reading *r, const struct own *o, struct incident *x)
{
    x->side_a = field_words(r, o->at[FIELD_SIDE_A]);
    x->side_b = field_words(r, o->at[FIELD_SIDE_B]);
    x->side_a_kind = (uint8_t)coded(r, o, FIELD_SIDE_A_KIND, side_kind_of_name(intern_text(&r->b->words, x->side_a)));
    x->side_b_kind = (uint8_t)coded(r, o, FIELD_SIDE_B_KIND, side_kind_of_name(intern_text(&r->b->words, x->side_b)));
}

/* The kind as the row says it, else that of its type. */
static void own_what(struct reading *r, const struct own *o, struct incident *x)
{
    struct str word = str_trim(table_cell(r->t, o->at[FIELD_TYPE]));
    const char *type = "";
    enum incident_kind kind = KIND_UNKNOWN;
    if (word.n && !own_type_of(word, &type, &kind))
        note(r, o->at[FIELD_TYPE], "type_unknown", word, T("a type of the codebook, of UCDP or of ACLED"), T("the event counts with its type not known"));
    x->type = intern_id(&r->b->words, str_of(type));
    x->kind = (uint8_t)coded(r, o, FIELD_KIND, kind == KIND_STATE_BATTLE ? battle_kind(x) : (int)kind);
}

static void own_where(struct reading *r, const struct own *o, struct incident *x)
{
    if (o->at[FIELD_LAT] >= 0 || o->at[FIELD_LON] >= 0)
        field_point(r, o->at[FIELD_LAT], o->at[FIELD_LON], x);
    field_country(r, o->at[FIELD_COUNTRY], -1, x);
    if (!x->country_code) /* the column may hold codes */
        field_country(r, o->at[FIELD_COUNTRY], o->at[FIELD_COUNTRY], x);
    x->admin1 = field_words(r, o->at[FIELD_ADMIN1]);
    x->admin2 = field_words(r, o->at[FIELD_ADMIN2]);
    x->place_words = field_words(r, o->at[FIELD_PLACE]);
    x->place_precision = (uint8_t)coded(r, o, FIELD_PLACE_PRECISION, place_precision_of_names(r, x));
}

static void own_sources(struct reading *r, const struct own *o, struct incident *x)
{
    struct str one = str_trim(table_cell(r->t, o->at[FIELD_SOURCE])), more = str_trim(table_cell(r->t, o->at[FIELD_SOURCES]));
    struct buf all CLEANUP(buf_end) = {0};
    buf_str(&all, one);
    buf_text(&all, one.n && more.n ? "; " : "");
    buf_str(&all, more);
    x->sources = intern_id(&r->b->words, buf_view(&all));
    x->source_count = parts_of(buf_view(&all));
}

static bool own_row(struct reading *r, struct own *o, struct waiting *w)
{
    struct incident *x = &w->x;
    if (!cells_fit(r))
        return false;
    struct str date = str_trim(table_cell(r->t, o->at[FIELD_DATE]));
    if (!date.n)
        return refuse(r, o->at[FIELD_DATE], "date", date, T("a day, written YYYY-MM-DD"), T("write the day as 2018-12-25; a month as 2018-12, a year as 2018"));
    if (!people(r, o, x))
        return false;
    w->date = intern_id(&r->b->words, date);
    w->date_end = intern_id(&r->b->words, str_trim(table_cell(r->t, o->at[FIELD_DATE_END])));
    w->precision = coded(r, o, FIELD_DATE_PRECISION, 0);
    x->key = str_trim(table_cell(r->t, o->at[FIELD_ID])).n ? field_id(r, o->at[FIELD_ID]) : 0;
    o->without_id = o->without_id || !x->key;
    own_who(r, o, x);
    own_what(r, o, x);
    own_where(r, o, x);
    own_sources(r, o, x);
    x->clarity = (uint8_t)coded(r, o, FIELD_CLARITY, 0);
    flags_of_deaths(r, o->at[FIELD_DEATHS_LOW], o->at[FIELD_DEATHS_BEST], o->at[FIELD_DEATHS_HIGH], x);
    return true;
}

/* ---- the whole ---- */

static void notes_of_table(struct reading *r, const struct own *o, struct str mapping)
{
    struct str field, column;
    if (o->at[FIELD_NOTE] >= 0)
        problem_log_add_at(&r->b->log, 1, PROBLEM_NOTED, table_name(r->t, (size_t)o->at[FIELD_NOTE]), "note_left_out", STR(""), T("no notes"),
            T("notes stay in your own table: they tend to name people, and the register is open"));
    while (mapping_next(&mapping, &field, &column))
        if (is_label(field))
            problem_log_add_at(&r->b->log, 1, PROBLEM_NOTED, column, "label_left_out", field, T("no labels"), T("labels cannot be kept yet: the column was left out"));
    for (size_t i = 0; i < table_columns(r->t); i++)
        if (is_label(table_name(r->t, i)))
            problem_log_add_at(&r->b->log, 1, PROBLEM_NOTED, table_name(r->t, i), "label_left_out", STR(""), T("no labels"), T("labels cannot be kept yet: the column was left out"));
}

static bool read_waiting(struct reading *r, struct own *o, struct err *e)
{
    struct waiting w = {0};
    while (w = (struct waiting){0}, reading_next(r, &w.x, e)) {
        if (!own_row(r, o, &w))
            continue;
        w.repaired = r->repaired;
        w.noted = r->noted;
        look_at_order(o, r, w.date, w.x.line);
        look_at_order(o, r, w.date_end, w.x.line);
        GROW(o->list, o->n, o->room);
        o->list[o->n++] = w;
    }
    return e->code == ERR_NONE;
}

static void keep_waiting(struct reading *r, struct own *o, enum date_order order)
{
    for (size_t i = 0; i < o->n; i++) {
        struct waiting *w = &o->list[i];
        r->waiting = &w->x;
        r->repaired = w->repaired;
        r->noted = w->noted;
        if (!set_days(r, o, order, w, &w->x))
            continue;
        if (!w->x.key)
            w->x.key = own_key(r, &w->x);
        reading_keep(r, &w->x, o->at[FIELD_ID]);
    }
    r->waiting = NULL;
    if (o->without_id && o->n)
        problem_log_add_at(&r->b->log, 1, PROBLEM_NOTED, STR("id"), "id_none", STR(""), T("an id for each row"),
            T("rows without one are known by what they say; before adding a corrected file, undo this one, or both count"));
}

bool incident_read_own(struct table *t, struct str mapping, enum date_order dates, struct incident_batch *out, struct progress *p, struct err *e)
{
    struct own o CLEANUP(own_end) = {0};
    struct reading r CLEANUP(reading_end) = {.t = t, .b = out, .p = p};
    struct err failed = {0};
    if (mapping.n ? !by_mapping(t, mapping, &o, e) : !by_header(t, &o, e))
        return false;
    if (o.at[FIELD_DATE] < 0)
        return err_set(e, ERR_INPUT, T("%.100s: has no column \"date\", so its rows cannot be placed in time; name the column with --map date=COLUMN"), table_file(t));
    notes_of_table(&r, &o, mapping);
    if (read_waiting(&r, &o, &failed) && decide_order(&o, &r, &dates, &failed)) {
        keep_waiting(&r, &o, dates);
        return true;
    }
    *e = failed;
    return false;
}

static bool own_read(struct table *t, struct incident_batch *out, struct progress *p, struct err *e)
{
    return incident_read_own(t, STR(""), DATES_UNSAID, out, p, e);
}

const struct incident_layout incident_own = {
    .name = "incidents",
    .source = "",
    .citation = "",
    .licence = "",
    .sniff = own_sniff,
    .read = own_read,
};
