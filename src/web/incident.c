/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One incident: all that its record says, where it counts, and where it comes from. */
#include "web/incidents_priv.h"

struct one {
    struct incident_columns *c;
    size_t at; /* its number in the columns */
    int64_t id;
};

/* ---- a line of the list ---- */

static void line(struct exchange *x, const char *msgid, struct str value, bool data)
{
    if (!value.n)
        return;
    markup_f(&x->body, "<dt>%s</dt>", web_say(x, msgid));
    if (data)
        markup_f(&x->body, "<dd><bdi>%.*s</bdi></dd>", STR_F(value));
    else
        markup_f(&x->body, "<dd>%.*s</dd>", STR_F(value));
}

static void number_line(struct exchange *x, const char *msgid, int64_t n)
{
    line(x, msgid, n < 0 ? str_of(web_say(x, T("not known"))) : web_number(x, n), false);
}

/* The words of a code that a field has; "" where it has none. */
static struct str coded(struct exchange *x, enum incident_field field, int code)
{
    size_t n = 0;
    const struct value_word *words = incident_field_words(field, &n);
    for (size_t i = 0; i < n; i++)
        if (words[i].code == code)
            return str_of(web_say(x, words[i].words));
    return STR("");
}

/* ---- what happened ---- */

static void what_columns_know(struct exchange *x, const struct one *o)
{
    const struct incident_columns *c = o->c;
    size_t i = o->at;
    const char *type = incident_type_label(intern_text(&c->words, c->type[i])), *lang = NULL;
    line(x, T("First day"), web_day(x, (struct day){c->first[i]}), false);
    line(x, T("Last day"), web_day(x, (struct day){c->last[i]}), false);
    line(x, T("Precision of the day"), coded(x, FIELD_DATE_PRECISION, c->day_precision[i]), false);
    line(x, T("Kind"), str_of(web_say(x, incident_kind_words[c->kind[i] < KIND_COUNT ? c->kind[i] : 0])), false);
    if (type)
        line(x, T("Type"), str_of(web_say(x, type)), false);
    line(x, T("First side, as named"), intern_text(&c->actors, c->actor_a[i]), true);
    line(x, T("Second side, as named"), intern_text(&c->actors, c->actor_b[i]), true);
    number_line(x, T("Killed, lowest figure"), c->low[i]);
    number_line(x, T("Killed, best figure"), c->best[i]);
    number_line(x, T("Killed, highest figure"), c->high[i]);
    number_line(x, T("Civilians among them"), c->civilians[i]);
    line(x, T("Precision of place"), coded(x, FIELD_PLACE_PRECISION, c->place_precision[i]), false);
    for (int level = 0; level < PLACE_LEVELS; level++)
        if (c->place[level] && c->place[level][i] >= 0)
            line(x, T("Counted for"), place_named(x, c->places, c->place[level][i], &lang), true);
    line(x, T("Country"), intern_text(&c->words, c->country[i]), true);
    line(x, T("First-order name as given"), intern_text(&c->words, c->admin1[i]), true);
}

static void point_line(struct exchange *x, const struct one *o, double latitude, double longitude)
{
    struct buf b CLEANUP(buf_end) = {0};
    double la = NAN, lo = NAN;
    if (!incident_point(x, o->c, o->at, latitude, longitude, &la, &lo))
        return;
    buf_real(&b, la);
    buf_text(&b, ", ");
    buf_real(&b, lo);
    line(x, x->who.id ? T("Point, as finely as it was coded") : T("Point, no finer than a district"), (struct str){arena_text(&x->arena, b.p, b.n), b.n}, true);
}

static bool what_the_store_knows(struct exchange *x, const struct one *o, struct err *e)
{
    struct rows *r = store_rows(x->store, "SELECT i.latitude, i.longitude, a.text, p.text, s.text, i.source_count, i.people_injured, i.people_abducted, i.people_detained, i.people_displaced, "
        "i.deaths_side_a, i.deaths_side_b, i.deaths_status_unknown, i.clarity FROM incident i LEFT JOIN wording a ON a.id = i.admin2 LEFT JOIN wording p ON p.id = i.place_words "
        "LEFT JOIN wording s ON s.id = i.sources WHERE i.origin = $1 AND i.id = $2 AND i.ended_by IS NULL", WITH(bind_int(store_origin(x->store)), bind_int(o->id)));
    static const char *const people[] = {T("Injured"), T("Abducted"), T("Detained"), T("Displaced")};
    static const char *const deaths[] = {T("Dead of the first side"), T("Dead of the second side"), T("Dead whose status is not known")};
    bool sensitive = incident_type_sensitive(intern_text(&o->c->words, o->c->type[o->at]));
    while (rows_next(r)) {
        point_line(x, o, rows_real(r, 0), rows_real(r, 1));
        if (!sensitive) { /* never told for less than a governorate */
            line(x, T("Second-order name as given"), rows_text(r, 2), true);
            line(x, T("Place as given"), rows_text(r, 3), true);
        }
        for (int k = 0; k < 3; k++)
            if (!isnan(rows_real(r, 10 + k)))
                number_line(x, deaths[k], rows_int(r, 10 + k));
        for (int k = 0; k < 4; k++)
            if (!isnan(rows_real(r, 6 + k)))
                number_line(x, people[k], rows_int(r, 6 + k));
        line(x, T("One event or several"), coded(x, FIELD_CLARITY, (int)rows_int(r, 13)), false);
        line(x, T("Outlets that the source names"), rows_text(r, 4), true);
        if (!isnan(rows_real(r, 5)))
            number_line(x, T("How many outlets"), rows_int(r, 5));
    }
    return rows_end(&r, e);
}

/* ---- where it comes from ---- */

static void source_lines(struct exchange *x, const struct one *o)
{
    static const char *const words[] = {T("not stated"), T("may be republished"), T("may be republished with its citation"), T("may not be republished")};
    size_t source = o->c->source[o->at];
    line(x, T("Source"), o->c->sources[source], true);
    line(x, T("Licence"), str_of(web_say(x, words[o->c->licences[source]])), false);
    line(x, T("To be cited as"), o->c->source_citations[source], true);
}

/* Files that brought it: the one it counts from, and later ones that said the same. */
static bool imports_of(struct exchange *x, const struct one *o, struct err *e)
{
    struct rows *r = store_rows(x->store, "SELECT m.id, m.file, m.sha256, m.layout, m.time, i.line, i.source_key, 0 FROM incident i JOIN import m ON m.origin = i.origin AND m.id = i.import "
        "WHERE i.origin = $1 AND i.id = $2 UNION ALL SELECT m.id, m.file, m.sha256, m.layout, m.time, l.line, '', 1 FROM also l JOIN import m ON m.origin = l.import_origin AND m.id = l.import "
        "WHERE l.incident_origin = $1 AND l.incident = $2 AND m.undone = 0 ORDER BY 8, 1", WITH(bind_int(store_origin(x->store)), bind_int(o->id)));
    while (rows_next(r)) {
        line(x, T("The source's own number"), rows_text(r, 6), true);
        if (!x->who.id) /* names of files are for those who work here; of a correction by hand it is the reason that somebody wrote down */
            continue;
        number_line(x, rows_int(r, 7) ? T("Also brought by import") : T("Import"), rows_int(r, 0));
        line(x, T("File"), rows_text(r, 1), true);
        number_line(x, T("Line of the file"), rows_int(r, 5));
        line(x, T("Layout"), rows_text(r, 3), true);
        line(x, T("Added (UTC)"), rows_text(r, 4), true);
        line(x, T("SHA-256 of the file"), rows_text(r, 2), true);
    }
    return rows_end(&r, e);
}

/* Versions that a corrected file replaced. Only looked for where any file replaced anything: nothing leads from a key to its rows. */
static bool versions_of(struct exchange *x, const struct one *o, struct err *e)
{
    int64_t any = 0;
    if (!x->who.id)
        return true;
    if (!store_int(x->store, "SELECT coalesce(sum(superseded), 0) FROM import WHERE undone = 0", WITH_NOTHING, 0, &any, e))
        return false;
    if (!any)
        return true;
    struct rows *r = store_rows(x->store, "SELECT b.id, b.import, b.ended_by, b.day_first, b.deaths_best FROM incident a JOIN incident b ON b.origin = a.origin AND b.source = a.source "
        "AND b.source_key = a.source_key AND b.id <> a.id WHERE a.origin = $1 AND a.id = $2 AND a.source_key <> '' ORDER BY b.id", WITH(bind_int(store_origin(x->store)), bind_int(o->id)));
    while (rows_next(r)) {
        struct str killed = isnan(rows_real(r, 4)) ? str_of(web_say(x, T("not known"))) : web_number(x, rows_int(r, 4));
        struct str said = WEB_TOLD(x, T("{day}, killed: {killed}; brought by import {import}, replaced or taken back by import {by}"), WEB_SLOT("day", web_day(x, (struct day){(int32_t)rows_int(r, 3)})),
            WEB_SLOT("killed", killed), WEB_SLOT("import", web_number(x, rows_int(r, 1))), WEB_SLOT("by", web_number(x, rows_int(r, 2))));
        line(x, T("Earlier version"), said, false);
    }
    return rows_end(&r, e);
}

static bool show(struct exchange *x, const struct one *o, struct err *e)
{
    struct str title = WEB_TOLD(x, T("Incident {n}"), WEB_SLOT("n", web_number(x, o->id)));
    web_begin(x, &(struct web_frame){.title = title, .section = "incidents", .narrow = true});
    markup_f(&x->body, "<dl class=\"facts\">");
    what_columns_know(x, o);
    if (!what_the_store_knows(x, o, e))
        return false;
    markup_f(&x->body, "</dl><h2><span>%s</span></h2><dl class=\"facts\">", web_say(x, T("Where this comes from")));
    source_lines(x, o);
    if (!imports_of(x, o, e) || !versions_of(x, o, e))
        return false;
    buf_text(&x->body, "</dl>");
    if (web_may(x, MAY_ANALYSE))
        markup_f(&x->body, "<p><a href=\"/incident/%lld/edit\">%s</a></p>", (long long)o->id, web_say(x, T("Correct an incident by hand")));
    markup_f(&x->body, "<p><a href=\"/incidents\">%s</a></p>", web_say(x, T("All incidents")));
    web_end(x);
    return true;
}

/* May this reader see it at all? */
static bool may_see(struct exchange *x, const struct one *o, struct err *e)
{
    size_t source = o->c->source[o->at];
    return sources_listed(x, o->c)[source] || err_set(e, ERR_DENIED, "the licence of %.*s does not let its records be passed on; counts include them", STR_F(o->c->sources[source]));
}

/* The number of the version in use of an incident that was corrected since; 0 where there is none. */
static bool newer(struct exchange *x, int64_t id, int64_t *out, struct err *e)
{
    return store_int(x->store, "SELECT max(n.id) FROM incident AS o JOIN incident AS n ON n.origin = o.origin AND n.source = o.source AND n.source_key = o.source_key "
        "WHERE o.origin = $1 AND o.id = $2 AND o.ended_by IS NOT NULL AND n.ended_by IS NULL", WITH(bind_int(store_origin(x->store)), bind_int(id)), 0, out, e);
}

/* *moved: the address has the number of an earlier version; `o` is the one in use. */
static bool find(struct exchange *x, struct one *o, bool *moved, struct err *e)
{
    if (!str_to_int(x->parameters[0], &o->id))
        return err_set(e, ERR_USAGE, "\"%.*s\" is not the number of an incident", (int)MIN_OF(x->parameters[0].n, (size_t)60), x->parameters[0].p);
    while (o->at < o->c->n && o->c->id[o->at] != o->id)
        o->at++;
    int64_t now = 0;
    if (o->at == o->c->n && !newer(x, o->id, &now, e))
        return false;
    *moved = now != 0;
    o->id = now ? now : o->id;
    for (o->at = now ? 0 : o->at; o->at < o->c->n && o->c->id[o->at] != o->id;)
        o->at++;
    return o->at < o->c->n || err_set(e, ERR_ABSENT, "there is no incident %" PRId64 " in this register", o->id);
}

bool incident_one(struct exchange *x, struct err *e)
{
    struct one o = {0};
    if (!web_columns(x, &o.c, e))
        return false;
    bool moved = false, done = find(x, &o, &moved, e) && may_see(x, &o, e) && (moved ? web_go(x, "/incident/%lld", (long long)o.id) : show(x, &o, e));
    columns_drop(&o.c);
    if (done && !moved)
        web_audit(x, "incident seen", x->parameters[0]);
    return done;
}
