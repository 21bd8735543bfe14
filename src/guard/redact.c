/* SPDX-License-Identifier: GPL-3.0-or-later */
/* redact: which records pass, and the copy from its first row to its last. */
#include "guard/guard.h"
#include "guard/redact_priv.h"

/* ---- which records ---- */

/* The next of names with commas between. */
static struct str name_next(struct str *list)
{
    const char *comma = memchr(list->p, ',', list->n);
    struct str name = {list->p, comma ? (size_t)(comma - list->p) : list->n};
    size_t n = name.n + (comma != NULL);
    list->p += n, list->n -= n;
    return name;
}

static bool named(struct str list, struct str name)
{
    if (said_same_source(list, name)) /* a name may have commas in it */
        return true;
    while (list.n)
        if (said_same_source(name_next(&list), name))
            return true;
    return false;
}

static void names_of_sources(const struct incident_columns *c, struct buf *out)
{
    for (size_t i = 0; i < c->source_n; i++)
        buf_f(out, "%s%.*s", i ? ", " : "", STR_F(c->sources[i]));
}

/* Every name of the list must be a source that may be passed on: a slip here would leave out what somebody counts on. */
static bool only_holds(const struct incident_columns *c, struct str one, struct err *e)
{
    for (size_t i = 0; i < c->source_n; i++) {
        if (!said_same_source(one, c->sources[i]))
            continue;
        if (guard_record((enum licence)c->licences[i], RECORD_PASSED_ON))
            return true;
        return err_set(e, ERR_DENIED, "--only: the records of %.*s may not be passed on (%s), so they go into no such copy: leave the source out",
            (int)MIN_OF(c->sources[i].n, (size_t)100), c->sources[i].p,
            c->licences[i] == LICENCE_UNKNOWN ? "nobody has stated its licence" : "its licence does not allow it");
    }
    struct buf names CLEANUP(buf_end) = {0};
    names_of_sources(c, &names);
    return err_set(e, ERR_ABSENT, "--only: \"%.*s\" is no source of this register; there are: %.300s", (int)MIN_OF(one.n, (size_t)60), one.p, names.n ? names.p : "none");
}

static bool only_fits(const struct incident_columns *c, struct str list, struct err *e)
{
    struct err whole = {0};
    if (!list.n || only_holds(c, list, &whole))
        return true;
    while (list.n)
        if (!only_holds(c, name_next(&list), e))
            return false;
    return true;
}

static enum redact_reason reason_of(enum licence licence)
{
    if (guard_record(licence, RECORD_PASSED_ON))
        return REDACT_PASSES;
    return licence == LICENCE_UNKNOWN ? REDACT_NO_LICENCE : REDACT_NO_REPUBLICATION;
}

static bool records_choose(struct redacting *r, struct err *e)
{
    const struct incident_columns *c = r->c;
    if (!only_fits(c, r->wish->only, e))
        return false;
    bool *wanted = ARENA_ARRAY(r->a, bool, c->source_n + 1);
    r->told->sources = ARENA_ARRAY(r->a, struct redact_source, c->source_n + 1);
    r->told->source_n = c->source_n;
    for (size_t i = 0; i < c->source_n; i++) {
        wanted[i] = !r->wish->only.n || named(r->wish->only, c->sources[i]);
        r->told->sources[i].name = (struct str){arena_text(r->a, c->sources[i].p, c->sources[i].n), c->sources[i].n};
        r->told->sources[i].licence = str_of(licence_code((enum licence)c->licences[i]));
    }
    const struct selection which = {.from = r->wish->from, .to = r->wish->to, .place = r->place};
    const struct selector *selector = selector_make(c, &which, r->a);
    r->fate = ARENA_ARRAY(r->a, uint8_t, c->n + 1);
    for (size_t i = 0; i < c->n; i++) {
        enum redact_reason reason = reason_of((enum licence)c->licences[c->source[i]]);
        if (reason == REDACT_PASSES && (!wanted[c->source[i]] || !selector_takes(selector, i)))
            reason = REDACT_NOT_ASKED;
        r->fate[i] = (uint8_t)reason;
        r->told->sources[c->source[i]].incidents[reason]++;
    }
    return true;
}

/* ---- imports of the copy ---- */

static int by_import(const void *a, const void *b)
{
    const struct keyed_import *x = a, *y = b;
    int c = (x->origin > y->origin) - (x->origin < y->origin);
    return c ? c : (x->id > y->id) - (x->id < y->id);
}

static bool layouts_read(struct redacting *r, struct err *e)
{
    struct import *list = NULL;
    size_t n = 0;
    if (!store_imports(r->from, r->a, &list, &n, e))
        return false;
    r->layouts = ARENA_ARRAY(r->a, struct keyed_import, n + 1);
    r->layout_n = n;
    for (size_t i = 0; i < n; i++) /* ordered by (origin, id) */
        r->layouts[i] = (struct keyed_import){list[i].origin, list[i].id, list[i].layout};
    return true;
}

int64_t redact_import(struct redacting *r, struct str layout, struct str source, int64_t *line)
{
    for (size_t i = 0; i < r->import_n; i++)
        if (str_eq(r->imports[i].layout, layout) && str_eq(r->imports[i].source, source)) {
            *line = ++r->imports[i].rows + 1;
            return (int64_t)i + 1;
        }
    GROW(r->imports, r->import_n, r->import_room);
    r->imports[r->import_n++] = (struct redact_import){layout, source, 1};
    *line = 2; /* as if under a header */
    return (int64_t)r->import_n;
}

int64_t redact_import_of(struct redacting *r, int64_t origin, int64_t import, struct str source, int64_t *line)
{
    const struct keyed_import key = {origin, import, STR("")};
    const struct keyed_import *hit = r->layout_n ? bsearch(&key, r->layouts, r->layout_n, sizeof key, by_import) : NULL;
    return redact_import(r, hit ? hit->layout : STR(""), source, line);
}

/* No file, no digest of one, nobody's name; the day on which the copy was made, since that is when its rows came into it. */
static bool imports_write(struct redacting *r, struct err *e)
{
    static const char no_digest[] = "0000000000000000000000000000000000000000000000000000000000000000";
    char time[32];
    snprintf(time, sizeof time, "%.*sT00:00:00Z", (int)MIN_OF(r->wish->day.n, (size_t)10), r->wish->day.p);
    for (size_t i = 0; i < r->import_n; i++) {
        const struct redact_import *im = &r->imports[i];
        if (!store_do(r->to, "INSERT INTO import (origin, id, file, sha256, layout, source, time, who, rows_read, kept, repaired, refused, "
                "known, superseded, undone) VALUES ($1, $2, '', $3, $4, $5, $6, '', $7, $7, 0, 0, 0, 0, 0)",
                WITH(bind_int(store_origin(r->to)), bind_int((int64_t)i + 1), bind_text(str_of(no_digest)), bind_text(im->layout),
                    bind_text(im->source), bind_text(str_of(time)), bind_int(im->rows)), e))
            return false;
    }
    return true;
}

/* ---- the copy ---- */

bool redact_place_kept(const struct redacting *r, int place)
{
    if (r->place < 0 || place == r->place)
        return true;
    return place_lies_in(r->c->places, place, r->place) ||
           (gazetteer_place(r->c->places, (size_t)place)->level < gazetteer_place(r->c->places, (size_t)r->place)->level &&
               place_lies_in(r->c->places, r->place, place));
}

void redact_spelling(struct redacting *r, struct str name)
{
    struct buf folded CLEANUP(buf_end) = {0};
    name_fold(name, &folded);
    intern_id(&r->spellings, buf_view(&folded));
}

static bool invented_stays(struct redacting *r, struct err *e)
{
    struct str invented;
    return store_fact(r->from, "invented", r->a, &invented, e) &&
           (!str_is(invented, "1") || store_fact_set(r->to, "invented", STR("1"), e));
}

/* Whoever gets the copy holds nobody to less than those did who made it. */
static bool people_stay(struct redacting *r, struct err *e)
{
    int64_t least;
    return store_people(r->from, &least, e) && store_people_set(r->to, MIN_OF(least, (int64_t)PEOPLE_K_MOST), e);
}

static bool fill(struct store *to, void *arg, struct err *e)
{
    struct redacting *r = arg;
    r->to = to;
    return invented_stays(r, e) && people_stay(r, e) && redact_places(r, e) && redact_population(r, e) && redact_incidents(r, e) && redact_said(r, e) &&
           imports_write(r, e) && place_all(to, 0, r->p, e);
}

static void redacting_end(struct redacting *r)
{
    intern_end(&r->words);
    intern_end(&r->spellings);
    free(r->imports);
}

static bool place_named(struct redacting *r, struct err *e)
{
    size_t index = 0;
    r->place = -1;
    if (!r->wish->place.n)
        return true;
    if (!gazetteer_find(r->c->places, r->wish->place, &index, e))
        return false;
    r->place = (int)index;
    return true;
}

struct redact_call {
    const char *to;
    struct redacting *r;
};

static bool look(struct store *from, void *arg, struct err *e)
{
    const struct redact_call *call = arg;
    struct redacting *r = call->r;
    struct incident_columns *c CLEANUP(columns_drop) = NULL;
    if (!columns_load(from, &c, r->p, e))
        return false;
    r->c = c;
    r->told->phases_out = (int64_t)c->phase_n;
    return place_named(r, e) && records_choose(r, e) && layouts_read(r, e) &&
           store_new_filled(call->to, r->wish->title, fill, r, r->p, e);
}

bool guard_redact(struct store *from, const char *to, const struct redact_wish *wish, struct progress *p, struct arena *a,
    struct redact_told *told, struct err *e)
{
    *told = (struct redact_told){0};
    struct redacting r CLEANUP(redacting_end) = {.from = from, .wish = wish, .p = p, .a = a, .told = told};
    intern_id(&r.words, STR(""));
    bool done = store_look(from, look, &(struct redact_call){to, &r}, e);
    if (!done && e->code == ERR_STOPPED)
        return err_set(e, ERR_STOPPED, "as you asked; no copy was left behind, and the register is as it was");
    return done;
}
