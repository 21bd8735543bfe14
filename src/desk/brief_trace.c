/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * brief --trace: from a statement back to the records it stands on. The same selectors that made its numbers choose the records; counts hold
 * every record, the list only those whose licence lets them be listed.
 */
#include "brief/trace.h"
#include "desk/desk_priv.h"

enum { SETS_MOST = 64 };
struct tracing {
    struct request *r;
    struct answer *a;
    const struct brief_data *b;
    struct doc *brief, *full; /* full: it has the methods */
    const struct statement *s;
    struct count_row *totals; /* of each set */
    uint64_t *in;             /* record -> bit of each set */
    size_t *rows, row_n;      /* those listed */
    int64_t *listed, *withheld, withheld_n; /* by source */
    int64_t *lines;           /* of each record, and the source's own id */
    struct str *keys;
    struct import *imports;
    size_t import_n;
};

static struct str kept(struct request *r, struct str s)
{
    return s.n ? (struct str){arena_text(&r->arena, s.p, s.n), s.n} : STR("");
}

/* ---- no such statement: which there are -------------------------------------------------------- */

static const char *kind_word(const struct statement *s)
{
    return s->figure ? T("figure") : s->table ? T("row") : T("sentence");
}

static const char *kind_code(const struct statement *s)
{
    return s->figure ? "figure" : s->table ? "row" : "sentence";
}

/* Its first letters, whole words of them; of a row its first cell. */
static struct str beginning(struct request *r, const struct statement *s, struct str text)
{
    enum { LETTERS = 60 };
    struct str line = {text.p, strcspn(text.n ? text.p : "", "\n")};
    const char *cell = s->table && line.n ? memmem(line.p, line.n, ": ", 2) : NULL;
    if (cell)
        line = (struct str){cell + 2, line.n - (size_t)(cell + 2 - line.p)};
    if (line.n <= LETTERS)
        return kept(r, line);
    size_t n = LETTERS;
    while (n > LETTERS / 2 && line.p[n] != ' ')
        n--;
    while (n > 0 && ((unsigned char)line.p[n] & 0xC0) == 0x80)
        n--;
    return str_of(arena_f(&r->arena, "%.*s ...", (int)n, line.p));
}

static bool list_statements(struct request *r, struct answer *a, struct doc *brief, const struct statement *list, size_t n, struct str id)
{
    struct doc_table *t = desk_table(r, a, "statements", T("Statements of this brief"), 3, n);
    desk_column(r, t, 0, "id", T("ID"), false, "");
    desk_column(r, t, 1, "kind", T("Kind"), false, "");
    desk_column(r, t, 2, "text", T("Beginning"), false, "");
    for (size_t i = 0; i < n; i++) {
        desk_text(a, t, i, 0, kept(r, list[i].id));
        desk_both(a, t, i, 1, str_of(say(&r->speech, kind_word(&list[i]))), NULL, str_of(kind_code(&list[i])));
        desk_text(a, t, i, 2, beginning(r, &list[i], statement_text(brief, &list[i])));
    }
    a->problems = a->no_answer = true;
    if (id.n)
        DESK_NOTE(r, a, T("No sentence, figure or row of this brief has the ID {id}; these there are."), desk_slot("id", id));
    else
        desk_note(r, a, T("Name one of these: --trace ID."), NULL, 0);
    return true;
}

/* ---- the records ------------------------------------------------------------------------------- */

static void choose(struct tracing *t)
{
    const struct incident_columns *c = t->b->columns;
    struct arena *a = &t->r->arena;
    size_t sets = t->s->trace ? MIN_OF(t->s->trace->set_n, (size_t)SETS_MOST) : 0;
    t->totals = ARENA_ARRAY(a, struct count_row, sets + 1);
    t->in = ARENA_ARRAY(a, uint64_t, c->n + 1);
    t->rows = ARENA_ARRAY(a, size_t, c->n + 1);
    t->listed = ARENA_ARRAY(a, int64_t, c->source_n + 1);
    t->withheld = ARENA_ARRAY(a, int64_t, c->source_n + 1);
    for (size_t k = 0; k < sets; k++) {
        const struct trace_reader *reader = trace_open(t->b, &t->s->trace->sets[k], a);
        for (size_t i = 0; i < c->n; i++) {
            if (!trace_takes(reader, i))
                continue;
            count_add(&t->totals[k], c, i);
            t->in[i] |= (uint64_t)1 << k;
        }
    }
    for (size_t i = 0; i < c->n; i++) {
        if (!t->in[i])
            continue;
        if (guard_record((enum licence)c->licences[c->source[i]], t->r->passed_on ? RECORD_PASSED_ON : RECORD_LISTED)) {
            t->listed[c->source[i]]++;
            t->rows[t->row_n++] = i;
        } else {
            t->withheld[c->source[i]]++;
            t->withheld_n++;
        }
    }
}

/* Line and own id of each record: the columns leave them in the register. Both are in key order. */
static bool read_keys(struct tracing *t, struct err *e)
{
    const struct incident_columns *c = t->b->columns;
    t->lines = ARENA_ARRAY(&t->r->arena, int64_t, c->n + 1);
    t->keys = ARENA_ARRAY(&t->r->arena, struct str, c->n + 1);
    if (!t->row_n)
        return true;
    struct rows *rows CLEANUP(rows_drop) = store_rows(t->r->store, "SELECT id, line, source_key FROM incident WHERE ended_by IS NULL ORDER BY origin, id", WITH_NOTHING);
    size_t at = 0, next = 0;
    for (; rows_next(rows); at++) {
        if (at >= c->n || rows_int(rows, 0) != c->id[at])
            return err_set(e, ERR_STORE, "the register was changed meanwhile: ask again");
        if (next >= t->row_n || t->rows[next] != at)
            continue;
        next++;
        t->lines[at] = rows_int(rows, 1);
        t->keys[at] = kept(t->r, rows_text(rows, 2));
    }
    return rows_end(&rows, e) && store_imports(t->r->store, &t->r->arena, &t->imports, &t->import_n, e);
}

/* Set by set, each by day: a record of several sets stands in the first of them. */
static int by_set_and_day(const void *x, const void *y, void *context)
{
    const struct tracing *t = context;
    const struct incident_columns *c = t->b->columns;
    size_t a = *(const size_t *)x, b = *(const size_t *)y;
    int in_a = __builtin_ctzll(t->in[a]), in_b = __builtin_ctzll(t->in[b]);
    if (in_a != in_b)
        return in_a < in_b ? -1 : 1;
    if (c->first[a] != c->first[b])
        return c->first[a] < c->first[b] ? -1 : 1;
    return a < b ? -1 : a > b;
}

static struct str file_of(const struct tracing *t, int64_t import)
{
    for (size_t i = 0; i < t->import_n; i++)
        if (t->imports[i].id == import)
            return t->imports[i].file;
    return STR("");
}

/* Names of the sets that a record is of: "before" or "now, largest". */
static struct str sets_of(const struct tracing *t, size_t i, bool machine)
{
    struct buf b CLEANUP(buf_end) = {0};
    for (size_t k = 0; k < t->s->trace->set_n && k < SETS_MOST; k++) {
        if (!(t->in[i] & (uint64_t)1 << k))
            continue;
        const struct trace_set *set = &t->s->trace->sets[k];
        buf_text(&b, b.n ? (machine ? " " : "; ") : "");
        buf_text(&b, machine ? set->name : say(&t->r->speech, set->label));
    }
    return kept(t->r, buf_view(&b));
}

static struct str day_words(struct request *r, struct day d)
{
    struct buf b CLEANUP(buf_end) = {0};
    if (day_known(d))
        buf_day(&b, d);
    return kept(r, buf_view(&b));
}

static struct str place_name(struct tracing *t, int place, const char **lang)
{
    *lang = NULL;
    if (place < 0)
        return STR("");
    const char *reader = language_code(t->r->speech.language), *is_in = NULL;
    struct str name = gazetteer_name(t->b->places, (size_t)place, reader, &is_in);
    if (is_in && *is_in && strcmp(is_in, reader) != 0)
        *lang = arena_text(&t->r->arena, is_in, strlen(is_in));
    return kept(t->r, name);
}

static int place_of(const struct tracing *t, size_t i)
{
    const struct incident_columns *c = t->b->columns;
    int level = MAX_OF(t->b->units, 1);
    return c->place[level] ? c->place[level][i] : -1;
}

static const char *clarity_words(int clarity)
{
    return clarity == 1 ? T("one event") : clarity == 2 ? T("summary of several events") : T("not known");
}

/* ---- as a document ----------------------------------------------------------------------------- */

static void put_rows(struct tracing *t)
{
    static const char *const keys[] = {"id", "sets", "import", "file", "line", "source", "source_id", "date", "date_end", "place", "deaths_low", "deaths_best", "deaths_high",
        "deaths_civilians", "clarity"};
    static const char *const labels[] = {T("Number"), T("Of the records of"), T("Import"), T("File"), T("Line"), T("Source"), T("ID of the source"), T("First day"), T("Last day"),
        T("Counted for"), T("Low"), T("Killed"), T("High"), T("Civilians"), T("Clarity")};
    struct request *r = t->r;
    struct answer *a = t->a;
    const struct incident_columns *c = t->b->columns;
    struct doc_table *table = desk_table(r, a, "records", T("Records"), ARRAY_LEN(keys), t->row_n);
    for (size_t k = 0; k < ARRAY_LEN(keys); k++)
        desk_column(r, table, k, keys[k], labels[k], k == 0 || k == 2 || k == 4 || (k >= 10 && k <= 13), "");
    static const int wide[] = {0, 1, 3, 5, 8, 13, 14}; /* too much for a terminal */
    for (size_t k = 0; k < ARRAY_LEN(wide); k++)
        table->columns[wide[k]].page_only = true;
    for (size_t row = 0; row < t->row_n; row++) {
        size_t i = t->rows[row];
        const char *lang = NULL;
        struct str place = place_name(t, place_of(t, i), &lang);
        desk_number(table, row, 0, c->id[i]);
        desk_both(a, table, row, 1, sets_of(t, i, false), NULL, sets_of(t, i, true));
        desk_number(table, row, 2, c->import_ids[c->import[i]]);
        desk_text(a, table, row, 3, file_of(t, c->import_ids[c->import[i]]));
        if (t->lines[i] > 0)
            desk_number(table, row, 4, t->lines[i]);
        for (size_t k = 0; k <= 4; k += 2)
            table->cells[row * table->column_n + k].style = NUMBER_PLAIN; /* a name, not a quantity */
        desk_text(a, table, row, 5, kept(r, c->sources[c->source[i]]));
        desk_text(a, table, row, 6, t->keys[i]);
        desk_text(a, table, row, 7, day_words(r, (struct day){c->first[i]}));
        desk_text(a, table, row, 8, day_words(r, (struct day){c->last[i]}));
        desk_both(a, table, row, 9, place, lang, place_of(t, i) >= 0 ? kept(r, gazetteer_place(t->b->places, (size_t)place_of(t, i))->name) : STR(""));
        const int64_t numbers[] = {c->low[i], c->best[i], c->high[i], c->civilians[i]};
        for (size_t k = 0; k < ARRAY_LEN(numbers); k++)
            if (numbers[k] >= 0)
                desk_number(table, row, 10 + k, numbers[k]);
        desk_both(a, table, row, 14, str_of(say(&r->speech, clarity_words(c->clarity[i]))), NULL,
            c->clarity[i] == 1 ? STR("1") : c->clarity[i] == 2 ? STR("2") : STR("0"));
    }
}

/* "this period: Vashta, January 2023 to December 2024" */
static struct str set_words(struct tracing *t, const struct trace_set *set, struct str place)
{
    struct request *r = t->r;
    struct slot label = desk_slot("label", str_of(say(&r->speech, set->label))), at = {.name = "place", .text = place, .isolate = true};
    if (set->from_month == INT32_MIN || set->from_month > set->to_month)
        return place.n ? DESK_TOLD(r, T("{label}: {place}"), label, at) : label.text;
    struct buf from CLEANUP(buf_end) = {0}, to CLEANUP(buf_end) = {0};
    say_month(&r->speech, &from, set->from_month);
    say_month(&r->speech, &to, set->to_month);
    struct slot period = desk_slot("period", DESK_TOLD(r, T("{from} to {to}"), desk_slot("from", buf_view(&from)), desk_slot("to", buf_view(&to))));
    return place.n ? DESK_TOLD(r, T("{label}: {place}, {period}"), label, at, period) : DESK_TOLD(r, T("{label}: {period}"), label, period);
}

static void put_sets(struct tracing *t)
{
    static const char *const keys[] = {"set", "place", "from", "to", "incidents", "deaths_low", "deaths_best", "deaths_high", "deaths_civilians", "deaths_unknown"};
    static const char *const labels[] = {T("Records"), T("Place"), T("First day"), T("Last day"), T("Incidents"), T("Low"), T("Killed"), T("High"), T("Civilians"),
        T("Incidents without a number")};
    struct request *r = t->r;
    const struct trace *trace = t->s->trace;
    struct doc_table *table = desk_table(r, t->a, "sets", T("Which records, and their sums"), ARRAY_LEN(keys), trace->set_n);
    for (size_t k = 0; k < ARRAY_LEN(keys); k++)
        desk_column(r, table, k, keys[k], labels[k], k >= 4, "");
    for (size_t k = 1; k < 4; k++)
        table->columns[k].machine_only = true; /* people read them in the first */
    table->columns[9].page_only = true;
    for (size_t k = 0; k < trace->set_n && k < SETS_MOST; k++) {
        const struct trace_set *set = &trace->sets[k];
        const char *lang = NULL;
        struct selection which;
        struct str place = place_name(t, set->place, &lang);
        trace_selection(set, &which);
        desk_both(t->a, table, k, 0, set_words(t, set, place), NULL, str_of(set->name));
        desk_both(t->a, table, k, 1, place, lang, set->place >= 0 ? kept(r, gazetteer_place(t->b->places, (size_t)set->place)->name) : STR(""));
        desk_text(t->a, table, k, 2, day_words(r, which.from));
        desk_text(t->a, table, k, 3, day_words(r, which.to));
        const int64_t sums[] = {t->totals[k].incidents, t->totals[k].low, t->totals[k].best, t->totals[k].high, t->totals[k].civilians, t->totals[k].deaths_unknown};
        for (size_t n = 0; n < ARRAY_LEN(sums); n++)
            desk_number(table, k, 4 + n, sums[n]);
        bool none_known = sums[0] > 0 && sums[5] == sums[0];
        for (size_t n = 1; none_known && !request_flag(r, "csv") && !r->wants_json && n < 5; n++) /* to a reader a sum of nothing is no zero, as in count */
            table->cells[k * table->column_n + 4 + n] = (struct doc_cell){.kind = CELL_NUMBER, .number = guard_one(BASIS_PUBLIC_RECORD, ESTIMATE_NONE)};
    }
}

/* One word of a shell's command: names come from files of borders. Control letters go, which no name is found by. */
static void put_quoted(struct buf *b, struct str name)
{
    buf_char(b, '\'');
    for (size_t i = 0; i < name.n; i++) {
        unsigned char c = (unsigned char)name.p[i];
        bool c1 = c == 0xC2 && i + 1 < name.n && (unsigned char)name.p[i + 1] < 0xA0;
        i += c1;
        if (c1 || c < 0x20 || c == 0x7F)
            continue;
        buf_text(b, c == '\'' ? "'\\" : "");
        buf_char(b, (char)c);
        buf_text(b, c == '\'' ? "'" : "");
    }
    buf_char(b, '\'');
}

/* Words where `count` gives the same numbers: so that nobody has to believe this command. */
static const char *count_command(struct tracing *t, const struct trace_set *set)
{
    struct selection which;
    if (!trace_selection(set, &which))
        return NULL;
    struct buf b CLEANUP(buf_end) = {0};
    buf_text(&b, "diwan count REGISTER");
    buf_text(&b, which.in_series ? " --series" : "");
    if (set->place >= 0) {
        const struct place *p = gazetteer_place(t->b->places, (size_t)set->place);
        buf_text(&b, " --place ");
        put_quoted(&b, p->code.n ? p->code : p->name);
    }
    if (day_known(which.from)) {
        buf_text(&b, " --from ");
        buf_month(&b, set->from_month);
    }
    if (day_known(which.to)) {
        buf_text(&b, " --to ");
        buf_month(&b, set->to_month);
    }
    return arena_text(&t->r->arena, b.p, b.n);
}

static struct words *block_words(struct tracing *t, enum block_kind kind)
{
    return &doc_add(t->a->doc, kind)->words;
}

static void put_lines(struct tracing *t, struct str text)
{
    while (text.n) {
        size_t n = strcspn(text.p, "\n");
        n = MIN_OF(n, text.n);
        words_text(t->a->doc, block_words(t, BLOCK_PARAGRAPH), (struct str){text.p, n});
        n += n < text.n;
        text = (struct str){text.p + n, text.n - n};
    }
}

static struct str method_text(struct tracing *t, const char *method)
{
    for (size_t i = 0; i < t->full->n; i++)
        if (str_is(t->full->blocks[i].id, method))
            return words_flat(t->full, &t->full->blocks[i].words);
    return STR("");
}

static void put_heading(struct tracing *t, const char *msgid)
{
    words_say(t->a->doc, block_words(t, BLOCK_SUBHEADING), msgid, NULL, 0);
}

static void put_document(struct tracing *t)
{
    struct request *r = t->r;
    const struct trace *trace = t->s->trace;
    struct slot id = {.name = "id", .text = t->s->id, .isolate = true};
    t->a->doc = doc_new(&r->speech);
    t->a->doc->title = kept(r, desk_told(r, T("Where {id} comes from"), &id, 1));
    t->a->doc->fingerprint = kept(r, t->brief->fingerprint);
    words_say(t->a->doc, block_words(t, BLOCK_TITLE), T("Where {id} comes from"), &id, 1);
    put_lines(t, statement_text(t->brief, t->s));
    put_heading(t, T("Method"));
    for (size_t k = 0; k < trace->method_n; k++) {
        const char *makes = trace_makes(trace->methods[k]);
        if (*makes)
            words_say(t->a->doc, block_words(t, BLOCK_PARAGRAPH), makes, NULL, 0);
        put_lines(t, method_text(t, trace->methods[k]));
    }
    desk_trace_votes(r, t->a, t->b, trace);
    desk_trace_items(r, t->a, t->b, trace);
    if (!trace->set_n) {
        words_say(t->a->doc, block_words(t, BLOCK_NOTE), T("This stands on no record of an incident."), NULL, 0);
        return;
    }
    put_sets(t);
    for (size_t k = 0; k < trace->set_n; k++) {
        const char *command = count_command(t, &trace->sets[k]);
        if (!command)
            continue;
        struct slot slot = {.name = "command", .text = str_of(command), .isolate = true, .lang = "en"};
        words_say(t->a->doc, block_words(t, BLOCK_NOTE), T("The same numbers: {command}"), &slot, 1);
    }
    if (t->withheld_n) {
        struct slot n = desk_slot("incidents", desk_counted(r, TN("{n} incident", "{n} incidents"), t->withheld_n));
        words_say(t->a->doc, block_words(t, BLOCK_NOTE), T("Counted above and not listed, since the licence of their source does not allow republication: {incidents}."), &n, 1);
    }
    put_rows(t);
}

/* ---- as JSON ----------------------------------------------------------------------------------- */

static void key_text(struct json *j, const char *key, struct str text)
{
    json_key(j, key);
    json_text(j, text);
}

static void key_count(struct json *j, const char *key, int64_t n)
{
    json_key(j, key);
    if (n < 0)
        json_null(j);
    else
        json_int(j, (int64_t)shown_value(guard_count(n)).value);
}

static void json_set(struct json *j, struct tracing *t, size_t k)
{
    const struct trace_set *set = &t->s->trace->sets[k];
    struct selection which;
    trace_selection(set, &which);
    const char *command = count_command(t, set);
    json_object(j);
    key_text(j, "name", str_of(set->name));
    key_text(j, "which", str_of(trace_what_code(set->what)));
    key_text(j, "place", set->place >= 0 ? gazetteer_place(t->b->places, (size_t)set->place)->name : STR(""));
    key_text(j, "code", set->place >= 0 ? gazetteer_place(t->b->places, (size_t)set->place)->code : STR(""));
    key_text(j, "from", day_words(t->r, which.from));
    key_text(j, "to", day_words(t->r, which.to));
    key_count(j, "incidents", t->totals[k].incidents);
    key_count(j, "deaths_low", t->totals[k].low);
    key_count(j, "deaths_best", t->totals[k].best);
    key_count(j, "deaths_high", t->totals[k].high);
    key_count(j, "deaths_civilians", t->totals[k].civilians);
    key_count(j, "deaths_unknown", t->totals[k].deaths_unknown);
    key_count(j, "status_unknown", t->totals[k].status_unknown);
    static const char *const people[PEOPLE_HARMS] = {"people_injured", "people_abducted", "people_detained", "people_displaced"};
    for (size_t n = 0; n < PEOPLE_HARMS; n++) /* nobody said: not 0 */
        key_count(j, people[n], t->totals[k].people_unknown[n] < t->totals[k].incidents ? t->totals[k].people[n] : -1);
    if (command)
        key_text(j, "count", str_of(command));
    json_close(j);
}

static void json_row(struct json *j, struct tracing *t, size_t i)
{
    const struct incident_columns *c = t->b->columns;
    int place = place_of(t, i);
    json_object(j);
    key_count(j, "id", c->id[i]);
    key_text(j, "sets", sets_of(t, i, true));
    key_count(j, "import", c->import_ids[c->import[i]]);
    key_text(j, "file", file_of(t, c->import_ids[c->import[i]]));
    key_count(j, "line", t->lines[i] > 0 ? t->lines[i] : -1);
    key_text(j, "source", c->sources[c->source[i]]);
    key_text(j, "source_id", t->keys[i]);
    key_text(j, "date", day_words(t->r, (struct day){c->first[i]}));
    key_text(j, "date_end", day_words(t->r, (struct day){c->last[i]}));
    key_text(j, "place", place >= 0 ? gazetteer_place(t->b->places, (size_t)place)->name : STR(""));
    key_count(j, "deaths_low", c->low[i]);
    key_count(j, "deaths_best", c->best[i]);
    key_count(j, "deaths_high", c->high[i]);
    key_count(j, "deaths_civilians", c->civilians[i]);
    key_count(j, "clarity", c->clarity[i]);
    json_close(j);
}

static void put_json(struct tracing *t)
{
    const struct trace *trace = t->s->trace;
    const struct incident_columns *c = t->b->columns;
    struct json j;
    json_begin(&j, &t->a->json);
    json_object(&j);
    key_text(&j, "id", t->s->id);
    key_text(&j, "kind", str_of(kind_code(t->s)));
    key_text(&j, "text", statement_text(t->brief, t->s));
    json_key(&j, "methods");
    json_array(&j);
    for (size_t k = 0; k < trace->method_n; k++) {
        json_object(&j);
        key_text(&j, "id", str_of(trace->methods[k]));
        key_text(&j, "makes", str_of(say(&t->r->speech, trace_makes(trace->methods[k]))));
        key_text(&j, "text", method_text(t, trace->methods[k]));
        json_close(&j);
    }
    json_close(&j);
    json_key(&j, "sets");
    json_array(&j);
    for (size_t k = 0; k < trace->set_n && k < SETS_MOST; k++)
        json_set(&j, t, k);
    json_close(&j);
    json_key(&j, "rows");
    json_array(&j);
    for (size_t row = 0; row < t->row_n; row++)
        json_row(&j, t, t->rows[row]);
    json_close(&j);
    desk_trace_votes_json(&j, t->b, trace);
    desk_trace_items_json(&j, t->b, trace);
    json_key(&j, "withheld");
    json_array(&j);
    for (size_t i = 0; i < c->source_n; i++) {
        if (!t->withheld[i])
            continue;
        json_object(&j);
        key_text(&j, "source", c->sources[i]);
        key_count(&j, "incidents", t->withheld[i]);
        json_close(&j);
    }
    json_close(&j);
    json_key(&j, "sources"), desk_sources_json(&j, c, t->listed); /* of the rows above: whom to cite */
    key_text(&j, "fingerprint", t->brief->fingerprint);
    json_close(&j);
}

static bool trace_in(struct request *r, struct answer *a, const struct brief_data *b, struct doc *brief, struct doc *full, struct err *e)
{
    struct str id = request_text(r, "trace");
    static const struct trace nothing;
    const struct statement *list = NULL;
    size_t n = doc_statements(brief, &list), at = 0;
    while (at < n && !str_eq(list[at].id, id))
        at++;
    if (at == n)
        return list_statements(r, a, brief, list, n, id);
    struct statement one = list[at];
    one.trace = one.trace ? one.trace : &nothing;
    struct tracing t = {.r = r, .a = a, .b = b, .brief = brief, .full = full, .s = &one};
    choose(&t);
    if (!desk_rows_fit(r, t.row_n, e) || !read_keys(&t, e))
        return false;
    qsort_r(t.rows, t.row_n, sizeof *t.rows, by_set_and_day, &t);
    if (r->wants_json) {
        put_json(&t);
    } else if (request_flag(r, "csv")) {
        if (one.trace->item_n && !one.trace->set_n)
            desk_trace_items(r, a, b, one.trace);
        else if (one.trace->vote_n && !one.trace->set_n)
            desk_trace_votes(r, a, b, one.trace);
        else
            put_rows(&t);
    } else {
        put_document(&t);
    }
    desk_licences(r, a, b->columns, t.listed, t.withheld);
    return true;
}

bool desk_trace(struct request *r, struct answer *a, const struct brief_data *b, struct err *e)
{
    struct brief_data whole = *b; /* the one page and the wall page leave the methods to the full brief */
    struct doc *brief = NULL, *full = NULL;
    whole.request.audience = BRIEF_FULL;
    bool good = brief_make(b, &r->speech, &brief, e) && brief_make(&whole, &r->speech, &full, e) && trace_in(r, a, b, brief, full, e);
    doc_free(&brief);
    doc_free(&full);
    return good;
}
