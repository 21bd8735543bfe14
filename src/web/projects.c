/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Projects: their list, and the page of one: who takes part how, where, in what, for whom, with what money as far as somebody states it, what is done in it, and which of the
 * things people agreed name it. What no file says is told as not known. Institutions of kinds that stay in the house are not named (guard_actor).
 */
#include "web/projects_priv.h"
#include "brief/doc.h"
#include "web/agenda_priv.h"
#include "web/read_priv.h"
#include "web/told.h"

enum { ACTIVITIES_MOST = 500, LIST_MOST = 1000 };

struct telling_one {
    struct exchange *x;
    struct agenda_page a; /* names of places and institutions, and the items */
    struct works w;
    const struct project *p;
    size_t number;
    struct doc *d;
};

/* ---- words ---- */

const char *project_role_words(struct str role)
{
    static const struct {
        const char *code, *label;
    } roles[] = {{"funding", T("funds it")}, {"accountable", T("answers for it")}, {"extending", T("passes it on")}, {"implementing", T("carries it out")}};
    for (size_t k = 0; k < ARRAY_LEN(roles); k++)
        if (str_is(role, roles[k].code))
            return roles[k].label;
    return T("takes part");
}

struct str project_title(struct exchange *x, const struct project *p, const char **lang)
{
    const struct project_text *best = NULL;
    for (size_t i = 0; i < p->texts_n; i++)
        if (p->texts[i].title.n && (!best || str_is(p->texts[i].language, language_code(x->speech.language))))
            best = &p->texts[i];
    *lang = best && best->language.n ? arena_text(&x->arena, best->language.p, best->language.n) : NULL;
    return best ? best->title : p->key;
}

struct str project_address(struct arena *a, struct str key)
{
    struct buf b CLEANUP(buf_end) = {0};
    buf_text(&b, "/projects/");
    buf_percent(&b, key);
    return arena_str(a, buf_view(&b));
}

bool project_titled(struct exchange *x, struct str key, struct str *title, struct str *language, bool *there, struct err *e)
{
    int64_t n = 0;
    *title = *language = STR("");
    if (!store_int(x->store, "SELECT (SELECT count(*) FROM project WHERE ended_by IS NULL AND project_key = $1) + (SELECT count(*) FROM activity WHERE ended_by IS NULL AND project_key = $1)",
            WITH(bind_text(key)), 0, &n, e))
        return false;
    *there = n > 0;
    struct rows *r CLEANUP(rows_drop) = store_rows(x->store, "SELECT t.title, t.language FROM project_text AS t JOIN project AS p ON p.origin = t.origin AND p.id = t.project WHERE p.project_key = $1 "
        "AND p.ended_by IS NULL AND t.title <> '' ORDER BY (t.language = $2) DESC, t.language LIMIT 1", WITH(bind_text(key), bind_text(str_of(language_code(x->speech.language)))));
    if (rows_next(r)) {
        *title = rows_kept(r, 0, &x->arena);
        *language = rows_kept(r, 1, &x->arena);
    }
    return rows_end(&r, e);
}

/* A msgid. */
static const char *status_words(struct str code)
{
    const char *words = project_status_words(code);
    return words ? words : T("not known");
}

/* As whoever reads a brief may know it. */
static struct str named(const struct telling_one *o, struct str words, const char **lang)
{
    struct exchange *x = o->x;
    int32_t number = words.n ? roster_find(o->a.who, words) : -1;
    struct str language;
    *lang = NULL;
    if (number < 0)
        return words;
    if (!guard_actor(roster_at(o->a.who, (size_t)number)->kind, RELATION_PASSED_ON))
        return str_of(web_say(x, T("an institution that is not named here")));
    struct str name = roster_name(o->a.who, (size_t)number, language_code(x->speech.language), &language);
    *lang = language.n ? arena_text(&x->arena, language.p, language.n) : NULL;
    return name;
}

static struct str place_words(const struct telling_one *o, struct str place)
{
    const char *lang;
    return items_place(&o->a, place, &lang);
}

static struct str sector_words(const struct telling_one *o, const struct project_sector *s)
{
    const struct code *dac = dac_sector(s->vocabulary, s->code);
    return dac ? str_of(web_say(o->x, dac->label)) : s->name.n ? s->name : s->code;
}

/* ---- facts ---- */

/* A fact that no file states is told as not known. */
static void fact(const struct telling_one *o, struct buf *out, const char *msgid, struct str value, bool data)
{
    if (!value.n)
        markup_f(out, "<dt>%s</dt><dd class=\"dim\">%s</dd>", web_say(o->x, msgid), web_say(o->x, T("not stated")));
    else if (data)
        markup_f(out, "<dt>%s</dt><dd><bdi>%.*s</bdi></dd>", web_say(o->x, msgid), STR_F(value));
    else
        markup_f(out, "<dt>%s</dt><dd>%.*s</dd>", web_say(o->x, msgid), STR_F(value));
}

/* Words of a list, each once. */
struct list { struct telling_one *o; struct buf b; struct str seen[64]; size_t n; };

static void list_add(struct list *l, struct str s)
{
    for (size_t i = 0; i < l->n; i++)
        if (str_eq(l->seen[i], s))
            return;
    if (!s.n || l->n == ARRAY_LEN(l->seen))
        return;
    l->seen[l->n++] = s;
    buf_f(&l->b, "%s%.*s", l->b.n ? web_say(l->o->x, T("; ")) : "", STR_F(s));
}

static struct str list_end(struct list *l)
{
    struct str s = arena_str(&l->o->x->arena, buf_view(&l->b));
    buf_end(&l->b);
    *l = (struct list){.o = l->o};
    return s;
}

static void put_where(struct telling_one *o, struct buf *out)
{
    struct exchange *x = o->x;
    struct list l = {.o = o};
    for (size_t i = 0; i < o->p->places_n; i++) {
        struct str code = o->p->places[i].country, name = country_name(code, language_code(x->speech.language));
        list_add(&l, name.n ? name : code);
    }
    fact(o, out, T("Countries"), list_end(&l), true);
    for (size_t i = 0; i < o->p->places_n; i++)
        if (o->p->places[i].place.n)
            list_add(&l, place_words(o, o->p->places[i].place));
    for (size_t i = 0; i < o->w.activity_n; i++)
        if (o->w.project_of[i] == o->number && (o->w.activities[i].place.n || o->w.activities[i].admin1.n))
            list_add(&l, place_words(o, o->w.activities[i].place.n ? o->w.activities[i].place : o->w.activities[i].admin1));
    fact(o, out, T("Places"), list_end(&l), true);
    for (size_t i = 0; i < o->p->sectors_n; i++)
        list_add(&l, sector_words(o, &o->p->sectors[i]));
    fact(o, out, T("Sectors"), list_end(&l), true);
    for (size_t i = 0; i < o->p->groups_n; i++)
        list_add(&l, o->p->groups[i].people);
    fact(o, out, T("Whom it is for"), list_end(&l), true);
}

static void put_facts(struct telling_one *o, struct buf *out)
{
    struct exchange *x = o->x;
    const struct project *p = o->p;
    const char *lang;
    const char *pillar = str_is(p->pillar, "protection") ? T("Protection") : str_is(p->pillar, "empowerment") ? T("Empowerment") : NULL;
    const char *pve = str_is(p->pve, "specific") ? T("says that it prevents political violence") : str_is(p->pve, "related") ? T("related to that") : NULL;
    markup_f(out, "<dl class=\"facts\">");
    fact(o, out, T("Project code"), p->key, true);
    fact(o, out, T("Reported by"), named(o, p->reporter, &lang), true);
    fact(o, out, T("Status"), str_of(web_say(x, status_words(p->status))), false);
    fact(o, out, T("First day"), day_known(p->from) ? web_day(x, p->from) : STR(""), false);
    fact(o, out, T("Last day"), day_known(p->to) ? web_day(x, p->to) : STR(""), false);
    if (p->days_planned)
        markup_f(out, "<dt></dt><dd class=\"dim\">%s</dd>", web_say(x, T("These days are those that were planned.")));
    fact(o, out, T("Pillar"), pillar ? str_of(web_say(x, pillar)) : STR(""), false);
    fact(o, out, T("Purpose"), pve ? str_of(web_say(x, pve)) : STR(""), false);
    put_where(o, out);
    if (p->parent.n)
        fact(o, out, T("Part of"), p->parent, true);
    fact(o, out, T("Known from"), str_of(web_say(x, p->derived ? T("rows of who does what where") : T("a file of projects"))), false);
    markup_f(out, "</dl>\n");
}

static void put_description(struct telling_one *o, struct buf *out)
{
    const struct project_text *best = NULL;
    for (size_t i = 0; i < o->p->texts_n; i++)
        if (o->p->texts[i].description.n && (!best || str_is(o->p->texts[i].language, language_code(o->x->speech.language))))
            best = &o->p->texts[i];
    if (best)
        markup_f(out, "<p lang=\"%.*s\" dir=\"auto\">%.*s</p>\n", STR_F(best->language), STR_F(best->description));
}

/* ---- who ---- */

static void name_cell(const struct telling_one *o, struct doc_table *t, size_t row, size_t column, struct str words)
{
    const char *lang;
    struct str name = named(o, words, &lang);
    told_cell(t, row, column)->kind = CELL_WORDS;
    if (name.n)
        words_name(o->d, &told_cell(t, row, column)->words, name, lang);
}

static void put_who(struct telling_one *o)
{
    static const char *const labels[] = {T("Institution"), T("Role")};
    told_heading(o->x, o->d, T("Who takes part"));
    if (!o->p->actors_n) {
        told_note(o->x, o->d, T("No file says who takes part in it."));
        return;
    }
    struct doc_table *t = told_table(o->x, o->d, "who", labels, "--", o->p->actors_n);
    for (size_t i = 0; i < o->p->actors_n; i++) {
        name_cell(o, t, i, 0, o->p->actors[i].actor);
        told_text(o->d, t, i, 1, str_of(web_say(o->x, project_role_words(o->p->actors[i].role))));
    }
}

/* ---- money ---- */

struct amount { /* of one kind, year and currency */
    size_t kind;
    int year; /* 0: nobody says */
    struct str currency;
    struct sum sum;
    bool any;
    int64_t unknown;
};
static const struct { const char *code, *label; } money_kinds[] = {{"budget", T("Budget")}, {"pledge", T("Pledged")}, {"incoming_commitment", T("Committed to it")}, {"incoming", T("Received")},
    {"commitment", T("Committed")}, {"disbursement", T("Disbursed")}, {"expenditure", T("Spent")}};

static int by_amount(const void *pa, const void *pb)
{
    const struct amount *a = pa, *b = pb;
    int c = (a->kind > b->kind) - (a->kind < b->kind);
    c = c ? c : (a->year > b->year) - (a->year < b->year);
    return c ? c : str_compare(a->currency, b->currency);
}

static size_t amounts_of(const struct telling_one *o, struct amount *out)
{
    size_t n = 0;
    for (size_t i = 0; i < o->p->money_n; i++) {
        const struct project_money *m = &o->p->money[i];
        struct amount now = {.kind = ARRAY_LEN(money_kinds), .year = day_known(m->day) ? month_year(day_month(m->day)) : 0, .currency = m->currency};
        for (size_t k = 0; k < ARRAY_LEN(money_kinds); k++)
            now.kind = str_is(m->kind, money_kinds[k].code) ? k : now.kind;
        size_t at = 0;
        while (at < n && by_amount(&out[at], &now) != 0)
            at++;
        if (now.kind == ARRAY_LEN(money_kinds))
            continue;
        if (at == n)
            out[n++] = now;
        if (isnan(m->amount))
            out[at].unknown++;
        else
            sum_add(&out[at].sum, m->amount), out[at].any = true;
    }
    if (n)
        qsort(out, n, sizeof *out, by_amount);
    return n;
}

static void money_row(const struct telling_one *o, struct doc_table *t, size_t row, const char *label, int year, struct str currency, double amount, int64_t unknown)
{
    struct exchange *x = o->x;
    told_text(o->d, t, row, 0, str_of(web_say(x, label)));
    if (year)
        told_number(t, row, 1, guard_one(BASIS_PUBLIC_RECORD, (struct estimate){year, NAN, NAN, 1}), NUMBER_PLAIN);
    else
        told_text(o->d, t, row, 1, year < 0 ? STR("") : str_of(web_say(x, T("not stated"))));
    if (currency.n && !str_is(currency, "?"))
        told_data(o->d, t, row, 2, currency);
    else
        told_text(o->d, t, row, 2, str_of(web_say(x, T("not stated"))));
    told_number(t, row, 3, guard_one(BASIS_PUBLIC_RECORD, (struct estimate){amount, NAN, NAN, 1}), NUMBER_INT);
    told_number(t, row, 4, guard_count(unknown), NUMBER_INT);
}

static void put_money(struct telling_one *o)
{
    static const char *const labels[] = {T("What"), T("Year"), T("Currency"), T("Amount"), T("Amounts not known")};
    struct exchange *x = o->x;
    struct amount *list = ARENA_ARRAY(&x->arena, struct amount, o->p->money_n + 1);
    struct money_sum *sums = NULL;
    size_t n = amounts_of(o, list), sum_n = 0, counted = 0, row = 0;
    money_sums(&o->w, &x->arena, &sums, &sum_n);
    for (size_t i = 0; i < sum_n; i++)
        counted += sums[i].project == o->number && fabs(sums[i].counted) >= 0.005;
    told_heading(x, o->d, T("Money"));
    if (!n && !counted) {
        told_note(x, o->d, T("No amount is stated. That does not say that there was none."));
        return;
    }
    struct doc_table *t = told_table(x, o->d, "money", labels, "-#-##", n + counted);
    for (size_t i = 0; i < n; i++)
        money_row(o, t, row++, money_kinds[list[i].kind].label, list[i].year, list[i].currency, list[i].any ? sum_value(&list[i].sum) : NAN, list[i].unknown);
    for (size_t i = 0; i < sum_n; i++)
        if (sums[i].project == o->number && fabs(sums[i].counted) >= 0.005) {
            money_row(o, t, row, T("Counted once"), 0, sums[i].currency, sums[i].counted, sums[i].unknown);
            told_cell(t, row++, 1)->words = (struct words){0};
        }
    told_note(x, o->d, T("Amounts are those that files state, and currencies are not added together. Counted once is what entered the projects of this register here: the larger of what it received and what it paid out, less what came from a project that is here, too."));
}

/* ---- what is done ---- */

static void put_activities(struct telling_one *o)
{
    static const char *const labels[] = {T("What is done"), T("Who does it"), T("Place"), T("First day"), T("Last day"), T("For whom"), T("People reached")};
    struct exchange *x = o->x;
    size_t all = 0, row = 0;
    for (size_t i = 0; i < o->w.activity_n; i++)
        all += o->w.project_of[i] == o->number;
    told_heading(x, o->d, T("Activities"));
    if (!all) {
        told_note(x, o->d, T("No row of who does what where belongs to it."));
        return;
    }
    struct doc_table *t = told_table(x, o->d, "activities", labels, "------#", MIN_OF(all, (size_t)ACTIVITIES_MOST));
    for (size_t i = 0; i < o->w.activity_n && row < t->rows; i++) {
        const struct activity *a = &o->w.activities[i];
        if (o->w.project_of[i] != o->number)
            continue;
        told_data(o->d, t, row, 0, a->what.n ? a->what : a->sector);
        name_cell(o, t, row, 1, a->implementer.n ? a->implementer : a->organisation);
        told_data(o->d, t, row, 2, a->place.n || a->admin1.n ? place_words(o, a->place.n ? a->place : a->admin1) : STR(""));
        told_text(o->d, t, row, 3, day_known(a->from) ? web_day(x, a->from) : STR(""));
        told_text(o->d, t, row, 4, day_known(a->to) ? web_day(x, a->to) : STR(""));
        told_data(o->d, t, row, 5, a->people);
        told_number(t, row++, 6, guard_one(BASIS_PUBLIC_RECORD, (struct estimate){a->reached == COUNT_UNKNOWN ? NAN : (double)a->reached, NAN, NAN, 1}), NUMBER_INT);
    }
    if (all > t->rows)
        words_text(o->d, &doc_add(o->d, BLOCK_NOTE)->words, web_counted(x, TN("{n} more is not shown here.", "{n} more are not shown here."), (int64_t)(all - t->rows)));
}

/* ---- what people agreed ---- */

static void put_items(const struct telling_one *o, struct buf *out)
{
    size_t n = 0;
    for (size_t i = 0; i < o->a.book.item_n; i++) {
        const struct agenda_item *item = &o->a.book.items[i];
        bool linked = false;
        for (size_t k = 0; k < item->link_n; k++)
            linked |= strcmp(item->links[k].kind->code, "project") == 0 && str_eq(item->links[k].reference, o->p->key);
        if (!linked || !items_seen(&o->a, item))
            continue;
        if (!n++)
            markup_f(out, "<h2>%s</h2>\n<ul>\n", web_say(o->x, T("What people agreed that names it")));
        buf_text(out, "<li><a href=\"/agenda/");
        buf_percent(out, item->key);
        buf_text(out, "\">");
        items_put(out, items_need(o->x, item));
        buf_text(out, "</a></li>\n");
    }
    if (n)
        buf_text(out, "</ul>\n");
}

/* ---- the pages ---- */

static bool find(struct telling_one *o, struct err *e)
{
    struct str key = o->x->parameters[0];
    for (size_t i = 0; i < o->w.project_n && !o->p; i++)
        if (str_eq(o->w.projects[i].key, key)) {
            o->p = &o->w.projects[i];
            o->number = i;
        }
    return o->p || err_set(e, ERR_ABSENT, "no project here has the code \"%.*s\"", (int)MIN_OF(key.n, (size_t)80), key.p);
}

/* The first line: what the page is called. */
static bool write_one(struct exchange *x, UNUSED void *arg, struct buf *out, struct err *e)
{
    struct telling_one o = {.x = x};
    bool done = items_open(x, &o.a, e) && works_read(x->store, &x->arena, &o.w, e) && find(&o, e);
    if (done) {
        const char *lang;
        struct str title = project_title(x, o.p, &lang);
        for (size_t i = 0; i < title.n; i++)
            buf_char(out, title.p[i] == '\n' ? ' ' : title.p[i]);
        buf_char(out, '\n');
        put_description(&o, out);
        put_facts(&o, out);
        o.d = doc_new(&x->speech);
        put_who(&o);
        put_money(&o);
        put_activities(&o);
        buf_text(out, "<div class=\"doc\">");
        doc_html_blocks(o.d, true, out);
        buf_text(out, "</div>\n");
        doc_free(&o.d);
        put_items(&o, out);
    }
    items_close(&o.a);
    return done;
}

bool project_one(struct exchange *x, struct err *e)
{
    struct buf kept CLEANUP(buf_end) = {0};
    /* Which items may be seen hangs on the day, too: a signature may come to its end. */
    if (!web_kept(x, arena_f(&x->arena, "project on %d", (int)x->today.n), KEEP_RECORDS, write_one, NULL, &kept, e))
        return false;
    const char *end = memchr(kept.p, '\n', kept.n);
    struct str title = {kept.p, (size_t)(end - kept.p)}, rest = {end + 1, kept.n - title.n - 1};
    web_begin(x, &(struct web_frame){.title = title, .section = "coverage"});
    markup_f(&x->body, "<p class=\"src\"><a href=\"/projects\">%s</a> · <a href=\"/coverage\">%s</a>", web_say(x, T("All projects")), web_say(x, T("Who does what, where")));
    if (web_may(x, MAY_ANALYSE)) {
        buf_text(&x->body, " · <a href=\"/records/projects?q=");
        buf_percent(&x->body, x->parameters[0]);
        markup_f(&x->body, "\">%s</a>", web_say(x, T("Correct")));
    }
    buf_text(&x->body, "</p>\n");
    buf_str(&x->body, rest);
    web_end(x);
    return true;
}

static bool write_list(struct exchange *x, UNUSED void *arg, struct buf *out, struct err *e)
{
    static const char *const labels[] = {T("Project"), T("Status"), T("First day"), T("Last day"), T("Activities")};
    struct works w = {0};
    if (!works_read(x->store, &x->arena, &w, e))
        return false;
    int64_t *activities = ARENA_ARRAY(&x->arena, int64_t, w.project_n + 1);
    for (size_t i = 0; i < w.activity_n; i++)
        activities[w.project_of[i]]++;
    struct doc *d = doc_new(&x->speech);
    struct doc_table *t = told_table(x, d, "projects", labels, "----#", MIN_OF(w.project_n, (size_t)LIST_MOST));
    for (size_t i = 0; i < t->rows; i++) {
        const struct project *p = &w.projects[i];
        const char *lang;
        struct str title = project_title(x, p, &lang);
        struct doc_cell *c = told_cell(t, i, 0);
        c->kind = CELL_WORDS;
        words_name(d, &c->words, title, lang);
        if (c->words.n)
            c->words.list[0].link = project_address(&d->arena, p->key);
        told_text(d, t, i, 1, str_of(web_say(x, status_words(p->status))));
        told_text(d, t, i, 2, day_known(p->from) ? web_day(x, p->from) : STR(""));
        told_text(d, t, i, 3, day_known(p->to) ? web_day(x, p->to) : STR(""));
        told_number(t, i, 4, guard_count(activities[i]), NUMBER_INT);
    }
    if (w.project_n > t->rows)
        words_text(d, &doc_add(d, BLOCK_NOTE)->words, web_counted(x, TN("{n} more is not shown here.", "{n} more are not shown here."), (int64_t)(w.project_n - t->rows)));
    doc_html_blocks(d, true, out);
    doc_free(&d);
    return true;
}

bool projects_list(struct exchange *x, struct err *e)
{
    struct buf kept CLEANUP(buf_end) = {0};
    if (!web_kept(x, "projects", KEEP_RECORDS, write_list, NULL, &kept, e))
        return false;
    web_begin(x, &(struct web_frame){.title = str_of(web_say(x, T("Projects"))), .section = "coverage"});
    markup_f(&x->body, "<p class=\"src\"><a href=\"/coverage\">%s</a></p>\n<div class=\"doc\">", web_say(x, T("Who does what, where")));
    buf_str(&x->body, buf_view(&kept));
    buf_text(&x->body, "</div>\n");
    web_end(x);
    return true;
}
