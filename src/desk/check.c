/* SPDX-License-Identifier: GPL-3.0-or-later */
/* check: is the file sound, and what is odd in what it holds? Oddities are counted, never mended silently. */
#include "desk/desk_priv.h"

static const char *const mark_labels[QUALITY_MARKS] = {[MARK_DAYS_TURNED] = T("last day before the first: turned round"),
    [MARK_BEFORE_1900] = T("first day before 1900"), [MARK_AFTER_IMPORT] = T("last day after the day on which the file was added"),
    [MARK_YEAR_DIFFERS] = T("year differs from the first day's"), [MARK_LONG] = T("lasts more than a year"),
    [MARK_SPANS_MONTHS] = T("lasted over the end of a month"), [MARK_POINT_ZERO] = T("point at 0, 0: often means not known"),
    [MARK_SWAPPED] = T("point in no border, but in the record's own country once latitude and longitude change places"),
    [MARK_OUTSIDE] = T("point in no border and near none (sea, other country, wrong)"), [MARK_NEAR_BORDER] = T("point just outside a border: counted for the nearest"),
    [MARK_COARSE] = T("coded more coarsely than a governorate"), [MARK_DISAGREE] = T("point and name mean different governorates"),
    [MARK_COUNTRY_DIFFERS] = T("country of the record differs from the country of its point"), [MARK_LOW_OVER_BEST] = T("low above best"),
    [MARK_BEST_OVER_HIGH] = T("best above high"), [MARK_CIVILIANS_OVER_BEST] = T("more civilians than dead"),
    [MARK_SUM_DIFFERS] = T("deaths by side do not add up to best"), [MARK_INACTIVE_DYAD] = T("dyad below the source's threshold that year"),
    [MARK_NO_DEATHS] = T("no number of deaths given"), [MARK_COPY] = T("says exactly what another incident of its source says, under another id"),
    [MARK_TWO_SOURCES] = T("in two sources of one family (GED and its candidate, say): counts twice"),
    [MARK_PLACEHOLDER_SIDE] = T("a side that the source has not named yet"), [MARK_UNCHECKED] = T("the source has still to check it"),
    [MARK_MACHINE_CODED] = T("found by a machine, read by nobody")};
static const char *const thing_labels[QUALITY_THINGS] = {[THING_ALIAS_PLACE] = T("other names for a place that the register does not know"),
    [THING_ALIAS_SEVERAL] = T("other names for a name that several places share: its code would tell which"),
    [THING_ALIAS_TAKEN] = T("other names that are another place's own name: not used"),
    [THING_NAMES_UNSURE] = T("spellings of places in the records that are not surely known"),
    [THING_OBSERVABILITY_PLACE] = T("judgements whether anybody could look, of a place that the register does not know"),
    [THING_PHASE_PLACE] = T("phases of a place that the register does not know"), [THING_LICENCE_SOURCE] = T("licences of a source that the register does not know"),
    [THING_POPULATION_PLACE] = T("population figures of a place that the register does not know"),
    [THING_POPULATION_JUMP] = T("population more than three times, or less than a third of, that of an earlier year"), [THING_REFUSED_ROWS] = T("files of which rows were refused"),
    [THING_PUBLICATION_LICENCE] = T("publications that stand, of a source whose licence does not allow it any more")};

struct looking {
    struct request *r;
    struct incident_columns *c;
    struct quality q;
    struct identified people; /* what could identify somebody */
};

/* Columns and what is odd in them, in one moment of the register. */
static bool look(struct store *s, void *arg, struct err *e)
{
    struct looking *l = arg;
    return desk_columns(l->r, &l->c, e) && quality_of(s, l->c, &l->r->arena, &l->q, e) &&
        identifying_look(s, l->c, l->r, request_text(l->r, "list"), &l->people, e);
}

/* ---- what was found, as a table and for machines ---- */

enum { FINDINGS = (int)QUALITY_MARKS + (int)QUALITY_THINGS, IDENTIFYING = 2 * (int)IDENTIFY_KINDS };

static int64_t finding_n(const struct quality *q, size_t k)
{
    return k < QUALITY_MARKS ? q->n[k] : q->things[k - QUALITY_MARKS];
}

static const char *finding_code(size_t k)
{
    return k < QUALITY_MARKS ? quality_mark_code((enum quality_mark)k) : quality_thing_code((enum quality_thing)(k - QUALITY_MARKS));
}

static const char *finding_label(size_t k)
{
    return k < QUALITY_MARKS ? mark_labels[k] : thing_labels[k - QUALITY_MARKS];
}

static void problem_json(struct json *j, struct str code, struct str text, int64_t n)
{
    json_object(j);
    json_key(j, "code"), json_text(j, code);
    json_key(j, "text"), json_text(j, text);
    json_key(j, "n"), json_int(j, n);
    json_close(j);
}

static void identifying_json(struct request *r, const struct identified *people, struct json *j)
{
    for (size_t k = 0; k < IDENTIFYING; k++) {
        if (identifying_n(people, k) == 0)
            continue;
        json_object(j);
        json_key(j, "code"), json_text(j, str_of(identifying_code(k)));
        json_key(j, "text"), json_text(j, identifying_label(r, k));
        json_key(j, "n"), json_int(j, identifying_n(people, k));
        json_key(j, "published"), json_bool(j, k >= IDENTIFY_KINDS);
        json_close(j);
    }
}

static void check_json(struct request *r, const struct quality *q, const struct identified *people, struct str integrity, struct buf *out)
{
    struct json j;
    json_begin(&j, out);
    json_object(&j);
    json_key(&j, "sound"), json_bool(&j, integrity.n == 0);
    json_key(&j, "problems");
    json_array(&j);
    for (struct str rest = integrity; rest.n;) {
        const char *end = memchr(rest.p, '\n', rest.n);
        size_t length = end ? (size_t)(end - rest.p) : rest.n;
        problem_json(&j, STR("integrity"), (struct str){rest.p, length}, 1);
        rest.p += length + (end != NULL);
        rest.n -= length + (end != NULL);
    }
    for (size_t k = 0; k < FINDINGS; k++)
        if (finding_n(q, k) > 0)
            problem_json(&j, str_of(finding_code(k)), str_of(say(&r->speech, finding_label(k))), finding_n(q, k));
    identifying_json(r, people, &j);
    json_close(&j);
    json_close(&j);
}

static void check_table(struct request *r, struct answer *a, const struct quality *q, const struct identified *people)
{
    size_t rows = 0;
    for (size_t k = 0; k < FINDINGS; k++)
        rows += finding_n(q, k) > 0;
    for (size_t k = 0; k < IDENTIFYING; k++)
        rows += identifying_n(people, k) > 0;
    struct doc_table *t = desk_table(r, a, "check", T("What is odd in the register"), 3, rows);
    desk_column(r, t, 0, "code", T("Code"), false, "");
    desk_column(r, t, 1, "text", T("What"), false, "");
    desk_column(r, t, 2, "n", T("How many"), true, "");
    size_t row = 0;
    for (size_t k = 0; k < FINDINGS; k++) {
        if (finding_n(q, k) == 0)
            continue;
        desk_text(a, t, row, 0, str_of(finding_code(k)));
        desk_both(a, t, row, 1, str_of(say(&r->speech, finding_label(k))), NULL, str_of(finding_label(k)));
        desk_number(t, row++, 2, finding_n(q, k));
    }
    for (size_t k = 0; k < IDENTIFYING; k++) {
        if (identifying_n(people, k) == 0)
            continue;
        desk_text(a, t, row, 0, str_of(identifying_code(k)));
        desk_both(a, t, row, 1, identifying_label(r, k), NULL, identifying_machine(r, k));
        desk_number(t, row++, 2, identifying_n(people, k));
    }
}

/* ---- one finding listed ---- */

static struct str held(struct request *r, struct str s)
{
    return (struct str){arena_text(&r->arena, s.p, s.n), s.n};
}

static void point_cell(struct doc_table *t, size_t row, size_t column, const struct rows *rows, int at)
{
    double v = rows_null(rows, at) ? NAN : rows_real(rows, at);
    t->cells[row * t->column_n + column] = (struct doc_cell){.kind = CELL_NUMBER, .number = guard_one(BASIS_PUBLIC_RECORD, (struct estimate){v, NAN, NAN, 1}), .style = NUMBER_2};
}

/* Each row names its import and line, and the source's own id, so that it can be found where it came from. */
static void incident_row(struct request *r, struct answer *a, struct doc_table *t, size_t row, const struct incident_columns *c, size_t i, const struct rows *rows)
{
    struct buf day = {0};
    desk_number(t, row, 0, c->id[i]);
    desk_number(t, row, 1, c->import_ids[c->import[i]]);
    desk_number(t, row, 2, rows_int(rows, 1));
    desk_text(a, t, row, 3, held(r, c->sources[c->source[i]]));
    desk_text(a, t, row, 4, held(r, rows_text(rows, 2)));
    buf_day(&day, (struct day){c->first[i]});
    desk_text(a, t, row, 5, held(r, buf_view(&day)));
    buf_clear(&day);
    buf_day(&day, (struct day){c->last[i]});
    desk_text(a, t, row, 6, held(r, buf_view(&day)));
    buf_end(&day);
    desk_text(a, t, row, 7, held(r, intern_text(&c->words, c->country[i])));
    desk_text(a, t, row, 8, held(r, intern_text(&c->words, c->admin1[i])));
    point_cell(t, row, 9, rows, 3);
    point_cell(t, row, 10, rows, 4);
    const int64_t deaths[] = {c->low[i], c->best[i], c->high[i], c->civilians[i]};
    for (size_t k = 0; k < ARRAY_LEN(deaths); k++)
        if (deaths[k] >= 0)
            desk_number(t, row, 11 + k, deaths[k]);
}

/* Which of them may be listed, by the licences of their sources; tells of those that may not. */
static size_t may_be_listed(struct request *r, struct answer *a, const struct looking *l, enum quality_mark m, bool *chosen)
{
    const struct incident_columns *c = l->c;
    int64_t *listed = ARENA_ARRAY(&r->arena, int64_t, c->source_n + 1), *withheld = ARENA_ARRAY(&r->arena, int64_t, c->source_n + 1);
    size_t n = 0;
    for (size_t i = 0; i < c->n; i++) {
        if (!(l->q.marks[i] >> m & 1))
            continue;
        chosen[i] = guard_record((enum licence)c->licences[c->source[i]], RECORD_LISTED);
        (chosen[i] ? listed : withheld)[c->source[i]]++;
        n += chosen[i];
    }
    desk_licences(r, a, c, listed, withheld);
    return n;
}

static bool list_incidents(struct request *r, struct answer *a, const struct looking *l, enum quality_mark m, struct err *e)
{
    static const char *const keys[] = {"id", "import", "line", "source", "source_id", "date", "date_end", "country", "admin1", "latitude", "longitude", "deaths_low",
        "deaths_best", "deaths_high", "deaths_civilians"};
    static const char *const labels[] = {T("Number"), T("Import"), T("Line"), T("Source"), T("Id of the source"), T("First day"), T("Last day"), T("Country"),
        T("First-order name as given"), T("Latitude"), T("Longitude"), T("Low"), T("Killed"), T("High"), T("Civilians")};
    bool *chosen = ARENA_ARRAY(&r->arena, bool, l->c->n + 1);
    struct doc_table *t = desk_table(r, a, "listed", mark_labels[m], ARRAY_LEN(keys), may_be_listed(r, a, l, m, chosen));
    for (size_t k = 0; k < ARRAY_LEN(keys); k++)
        desk_column(r, t, k, keys[k], labels[k], k < 3 || k > 8, "");
    struct rows *rows CLEANUP(rows_drop) =
        store_rows(r->store, "SELECT id, line, source_key, latitude, longitude FROM incident WHERE ended_by IS NULL ORDER BY origin, id", WITH_NOTHING);
    size_t row = 0;
    for (size_t i = 0; i < l->c->n && row < t->rows && rows_next(rows); i++)
        if (chosen[i])
            incident_row(r, a, t, row++, l->c, i, rows);
    return rows_end(&rows, e);
}

static void list_things(struct request *r, struct answer *a, const struct quality *q, enum quality_thing kind)
{
    struct doc_table *t = desk_table(r, a, "listed", thing_labels[kind], 5, (size_t)q->things[kind]);
    static const char *const keys[] = {"id", "import", "line", "what", "detail"};
    static const char *const labels[] = {T("Number"), T("Import"), T("Line"), T("What"), T("Detail")};
    for (size_t k = 0; k < ARRAY_LEN(keys); k++)
        desk_column(r, t, k, keys[k], labels[k], k < 3, "");
    size_t row = 0;
    for (size_t i = 0; i < q->row_n; i++) {
        const struct quality_row *x = &q->rows[i];
        if (x->kind != kind)
            continue;
        desk_number(t, row, 0, (int64_t)row + 1);
        if (x->import)
            desk_number(t, row, 1, x->import);
        if (x->line)
            desk_number(t, row, 2, x->line);
        desk_text(a, t, row, 3, held(r, x->what));
        desk_text(a, t, row++, 4, held(r, x->detail));
    }
}

static bool list(struct request *r, struct answer *a, const struct looking *l, struct str code, struct err *e)
{
    size_t which = 0;
    if (identifying_is(code, &which)) {
        identifying_list(r, a, &l->people, which);
        return true;
    }
    for (size_t k = 0; k < FINDINGS; k++) {
        if (!str_is(code, finding_code(k)))
            continue;
        if (k < QUALITY_MARKS)
            return list_incidents(r, a, l, (enum quality_mark)k, e);
        list_things(r, a, &l->q, (enum quality_thing)(k - QUALITY_MARKS));
        return true;
    }
    return err_set(e, ERR_USAGE, "--list: \"%.*s\" is not a code of this command; `diwan check REGISTER` shows the codes of what it found", STR_F(code));
}

/* ---- the command ---- */

static bool sound(struct request *r, struct answer *a, struct looking *l, struct err *e)
{
    struct str code = request_text(r, "list");
    if (!look(r->store, l, e))
        return false;
    if (code.n)
        return list(r, a, l, code, e);
    if (r->wants_json)
        check_json(r, &l->q, &l->people, STR(""), &a->json);
    check_table(r, a, &l->q, &l->people);
    desk_note(r, a, T("The file is sound. What is odd in the sources is kept as it stands and counted here; --list CODE lists it."), NULL, 0);
    identifying_note(r, a, &l->people);
    desk_note_due(r, a);
    return true;
}

struct asked {
    struct request *r;
    struct answer *a;
    struct looking *l;
};

static bool sound_in_one_moment(struct store *s, void *arg, struct err *e)
{
    (void)s;
    const struct asked *asked = arg;
    return sound(asked->r, asked->a, asked->l, e);
}

static bool run_check(struct request *r, struct answer *a, struct err *e)
{
    struct buf integrity CLEANUP(buf_end) = {0};
    int64_t problems = 0;
    if (!store_check(r->store, &integrity, &problems, e))
        return false;
    if (problems == 0) {
        struct looking l = {.r = r};
        struct asked asked = {r, a, &l};
        bool done = store_look(r->store, sound_in_one_moment, &asked, e);
        columns_drop(&l.c);
        return done;
    }
    struct quality none = {0};
    struct identified nobody = {0};
    if (r->wants_json)
        check_json(r, &none, &nobody, buf_view(&integrity), &a->json);
    check_table(r, a, &none, &nobody);
    a->problems = true;
    answer_note(a, integrity.p);
    return true;
}

const struct operation operation_check = {.name = "check", .brief = T("is the register sound, and what is odd in it"), .usage = "REGISTER [--list CODE] [--json]",
    .text = T("Looks at every page of the file, then counts what is odd in the sources, and what could identify somebody in every field that people write freely; --list CODE lists what was counted under a code. Exit status 1 only where the register itself is damaged."),
    .example = "diwan check iraq.diwan", .source = "", .options = (const struct option_spec[]){{"list", OPTION_TEXT, "CODE", T("list what was found under this code")}, {NULL, OPTION_FLAG, NULL, NULL}}, .needs = NEEDS_READ, .may = MAY_ANSWER, .run = run_check};
