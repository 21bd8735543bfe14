/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is odd beside the incidents: words that name no place or source of the register, jumps of population, refused rows. */
#include "panel/panel_priv.h"
#include "said/said.h"

enum { JUMP = 3, JUMP_YEARS = 5 }; /* more than threefold, or less than a third, within that many years */

static const char *const thing_codes[QUALITY_THINGS] = {[THING_ALIAS_PLACE] = "alias_place", [THING_ALIAS_SEVERAL] = "alias_several",
    [THING_ALIAS_TAKEN] = "alias_taken", [THING_NAMES_UNSURE] = "names_unsure", [THING_OBSERVABILITY_PLACE] = "observability_place",
    [THING_PHASE_PLACE] = "phase_place", [THING_LICENCE_SOURCE] = "licence_source", [THING_POPULATION_PLACE] = "population_place",
    [THING_POPULATION_JUMP] = "population_jump", [THING_REFUSED_ROWS] = "refused_rows", [THING_PUBLICATION_LICENCE] = "publication_licence"};

const char *quality_thing_code(enum quality_thing t)
{
    return thing_codes[t];
}

static struct quality_row *row_add(struct quality *q, enum quality_thing kind, struct arena *a)
{
    if (q->row_n == q->row_room) {
        size_t room = q->row_room ? q->row_room * 2 : 64;
        struct quality_row *wider = ARENA_ARRAY(a, struct quality_row, room);
        if (q->row_n)
            memcpy(wider, q->rows, q->row_n * sizeof *wider);
        q->rows = wider;
        q->row_room = room;
    }
    q->things[kind]++;
    struct quality_row *row = &q->rows[q->row_n++];
    *row = (struct quality_row){.kind = kind};
    return row;
}

/* Does it mean one place? A name that two places share means none, as for the statements themselves (said.c). */
static bool place_known(const struct gazetteer *g, struct str words)
{
    size_t index;
    struct err e = {0};
    return gazetteer_count(g) > 0 && gazetteer_find(g, words, &index, &e);
}

static bool source_known(const struct incident_columns *c, struct str name)
{
    for (size_t i = 0; i < c->source_n; i++)
        if (said_same_source(c->sources[i], name))
            return true;
    return false;
}

static void said_tell(const struct said_row *said, enum quality_thing thing, struct arena *a, struct quality *q)
{
    struct quality_row *row = row_add(q, thing, a);
    row->import = said->import;
    row->line = said->line;
    row->what = said->subject;
    row->detail = said->what;
}

/* Aliases that are not used, and why: as the gazetteer took them. */
static bool aliases_look(struct store *s, const struct incident_columns *c, struct arena *a, struct quality *q, struct err *e)
{
    static const enum quality_thing things[] = {[ALIAS_OF_NONE] = THING_ALIAS_PLACE, [ALIAS_OF_SEVERAL] = THING_ALIAS_SEVERAL,
        [ALIAS_TAKEN] = THING_ALIAS_TAKEN};
    struct said_row *list = NULL;
    size_t n = 0;
    if (!said_rows(s, SAID_ALIASES, a, &list, &n, e))
        return false;
    for (size_t i = 0; i < n; i++) {
        enum alias_fate fate = gazetteer_alias_fate(c->places, i);
        if (fate != ALIAS_USED)
            said_tell(&list[i], things[fate], a, q);
    }
    return true;
}

static bool said_look(struct store *s, const struct incident_columns *c, enum said_kind kind, enum quality_thing thing, struct arena *a,
    struct quality *q, struct err *e)
{
    struct said_row *list = NULL;
    size_t n = 0;
    if (!said_rows(s, kind, a, &list, &n, e))
        return false;
    for (size_t i = 0; i < n; i++) {
        if (kind == SAID_LICENCES ? source_known(c, list[i].subject) : place_known(c->places, list[i].subject))
            continue;
        if ((kind == SAID_OBSERVABILITY && c->judgements[i].of_country) || (kind == SAID_PHASES && c->phases[i].of_country))
            continue;
        said_tell(&list[i], thing, a, q);
    }
    return true;
}

static void population_look(const struct incident_columns *c, struct arena *a, struct quality *q)
{
    for (size_t i = 0; i < c->population_n; i++) {
        const struct population *now = &c->population[i];
        if (now->place < 0)
            continue;
        const struct population *before = i ? now - 1 : NULL;
        if (!before || before->place != now->place || before->year == now->year || now->year - before->year > JUMP_YEARS)
            continue;
        if (now->people <= JUMP * before->people && before->people <= JUMP * now->people)
            continue;
        struct quality_row *row = row_add(q, THING_POPULATION_JUMP, a);
        row->what = gazetteer_place(c->places, (size_t)now->place)->name;
        row->detail = str_of(arena_f(a, "%d: %" PRId64 ", %d: %" PRId64, before->year, before->people, now->year, now->people));
    }
}

struct telling {
    struct arena *a;
    struct quality *q;
};

static void tell_unplaced(void *context, int64_t import, int64_t line, struct str name, struct str code)
{
    const struct telling *t = context;
    struct quality_row *row = row_add(t->q, THING_POPULATION_PLACE, t->a);
    row->import = import;
    row->line = line;
    row->what = arena_str(t->a, name);
    row->detail = arena_str(t->a, code);
}

/* The words stand in the table, not in the columns: read again only where there is something to tell. */
static bool population_places(struct store *s, const struct incident_columns *c, struct arena *a, struct quality *q, struct err *e)
{
    bool any = false;
    for (size_t i = 0; i < c->population_n; i++)
        any = any || c->population[i].place < 0;
    struct telling t = {a, q};
    return !any || population_unplaced(s, c->places, tell_unplaced, &t, e);
}

/* "Gaza (0.82), Giza (0.81)": whom the spelling may mean. */
static struct str candidates_text(const struct gazetteer *g, const struct name_line *l, struct arena *a)
{
    struct buf b CLEANUP(buf_end) = {0};
    for (size_t i = 0; i < l->candidate_n; i++) {
        buf_f(&b, "%s%.*s (", i ? ", " : "", STR_F(gazetteer_place(g, (size_t)l->candidates[i].place)->name));
        buf_fixed(&b, l->candidates[i].score, 2);
        buf_char(&b, ')');
    }
    return arena_str(a, buf_view(&b));
}

/* Spellings in the records; those of the table of population are told as population_place. Looked through only where some were
 * counted when the records were placed. */
static bool names_look(struct store *s, const struct incident_columns *c, struct arena *a, struct quality *q, struct err *e)
{
    int64_t unsure = 0;
    struct name_lines lines = {0};
    if (!names_unsure(s, &unsure, e))
        return false;
    if (!unsure)
        return true;
    if (!names_list(s, c->places, &lines, e))
        return false;
    for (size_t i = 0; i < lines.unsure; i++) { /* they come first */
        const struct name_line *l = &lines.list[i];
        if (l->population)
            continue;
        struct quality_row *row = row_add(q, THING_NAMES_UNSURE, a);
        row->what = arena_str(a, l->name);
        row->detail = candidates_text(c->places, l, a);
    }
    names_end(&lines);
    return true;
}

static bool imports_refused(struct store *s, struct arena *a, struct quality *q, struct err *e)
{
    struct rows *r CLEANUP(rows_drop) = store_rows(s,
        "SELECT id, file, refused, rows_read FROM import WHERE undone = 0 AND refused > 0 ORDER BY origin, id", WITH_NOTHING);
    while (rows_next(r)) {
        struct quality_row *row = row_add(q, THING_REFUSED_ROWS, a);
        row->import = rows_int(r, 0);
        row->what = arena_str(a, rows_text(r, 1));
        row->detail = str_of(arena_f(a, "%" PRId64 " / %" PRId64, rows_int(r, 2), rows_int(r, 3)));
    }
    return rows_end(&r, e);
}

/* What a source allows today, by its name; LICENCE_OPEN where the register has no such source any more: nothing to say of it. */
static enum licence licence_today(const struct incident_columns *c, struct str name)
{
    for (size_t i = 0; i < c->source_n; i++)
        if (said_same_source(c->sources[i], name))
            return (enum licence)c->licences[i];
    return LICENCE_OPEN;
}

/* A line "licence of SOURCE=WORD" of a publication's checklist: did it allow then what it does not allow today? */
static bool allowed_no_more(const struct incident_columns *c, struct str line, struct str *source)
{
    static const char head[] = "licence of ";
    const char *equals = memrchr(line.p, '=', line.n);
    if (!str_starts(line, head) || !equals)
        return false;
    size_t at = sizeof head - 1;
    *source = (struct str){line.p + at, (size_t)(equals - line.p) - at};
    enum licence then = licence_of((struct str){equals + 1, line.n - (size_t)(equals + 1 - line.p)}), now = licence_today(c, *source);
    return (then == LICENCE_OPEN || then == LICENCE_ATTRIBUTION) && now != LICENCE_OPEN && now != LICENCE_ATTRIBUTION;
}

static bool publications_look(struct store *s, const struct incident_columns *c, struct arena *a, struct quality *q, struct err *e)
{
    struct rows *r CLEANUP(rows_drop) = store_rows(s,
        "SELECT id, file, checklist FROM publication WHERE withdrawn IS NULL ORDER BY origin, id", WITH_NOTHING);
    while (rows_next(r)) {
        struct str rest = rows_text(r, 2), source;
        while (rest.n) {
            const char *end = memchr(rest.p, '\n', rest.n);
            struct str line = {rest.p, end ? (size_t)(end - rest.p) : rest.n};
            if (allowed_no_more(c, line, &source)) {
                struct quality_row *row = row_add(q, THING_PUBLICATION_LICENCE, a);
                row->what = str_of(arena_f(a, "%" PRId64 ": %.*s", rows_int(r, 0), STR_F(rows_text(r, 1))));
                row->detail = arena_str(a, source);
            }
            rest.p += line.n + (end != NULL);
            rest.n -= line.n + (end != NULL);
        }
    }
    return rows_end(&r, e);
}

bool quality_rows(struct store *s, const struct incident_columns *c, struct arena *a, struct quality *q, struct err *e)
{
    if (!aliases_look(s, c, a, q, e) || !names_look(s, c, a, q, e) || !said_look(s, c, SAID_OBSERVABILITY, THING_OBSERVABILITY_PLACE, a, q, e) ||
        !said_look(s, c, SAID_PHASES, THING_PHASE_PLACE, a, q, e) || !said_look(s, c, SAID_LICENCES, THING_LICENCE_SOURCE, a, q, e))
        return false;
    population_look(c, a, q);
    return population_places(s, c, a, q, e) && imports_refused(s, a, q, e) && publications_look(s, c, a, q, e);
}
