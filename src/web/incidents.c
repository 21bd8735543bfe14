/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Incidents as a table: filtered, ordered, page by page. What a licence keeps back is counted and not listed. */
#include "web/incidents_priv.h"

enum { A_PAGE = 50, PAGES_MOST = 100000000 };

static const char *const order_words[] = {"day", "killed", "place", "kind", "source", "register"};
static const enum columns_order orders[] = {ORDER_DAY, ORDER_KILLED, ORDER_PLACE, ORDER_KIND, ORDER_SOURCE, ORDER_REGISTER};
static const char *const way_words[] = {"", "down", "up"};
#define LIST_FIELDS INCIDENT_FILTER " order way page"

struct listing {
    struct incidents_asked asked;
    struct columns_page page;
    size_t order, at;  /* at: number of the page, from 0 */
    bool downwards;
};

bool incidents_read(struct exchange *x, struct incident_columns *c, struct incidents_asked *out, struct err *e)
{
    struct selection which = SELECT_ALL;
    struct span_asked span;
    if (!read_span(x, &span, e) || !read_place(x, c, "place", &which.place, e) ||
        !selection_words(c, str_trim(web_query(x, "kind")), str_trim(web_query(x, "source")), web_query(x, "side"), str_trim(web_query(x, "killed")), &which, e))
        return false;
    which.from = span.from;
    which.to = span.to;
    *out = (struct incidents_asked){.c = c, .which = selector_make(c, &which, &x->arena), .listed = sources_listed(x, c)};
    return true;
}

/* Days and deaths are asked for from the top; names from their beginning. */
static bool read_listing(struct exchange *x, struct incident_columns *c, struct listing *l, struct err *e)
{
    size_t way = 0;
    int64_t page = 1;
    if (!incidents_read(x, c, &l->asked, e) || !read_choice(x, "order", order_words, ARRAY_LEN(order_words), &l->order, e) || !read_choice(x, "way", way_words, ARRAY_LEN(way_words), &way, e) ||
        !read_number(x, "page", 1, PAGES_MOST, &page, e))
        return false;
    l->downwards = way == 1 || (way == 0 && l->order < 2);
    l->at = (size_t)(page > 0 ? page - 1 : 0);
    columns_page(c, l->asked.which, l->asked.listed, orders[l->order], l->downwards, l->at * A_PAGE, A_PAGE, &x->arena, &l->page);
    return true;
}

/* ---- the form ---- */

static void ask_filter(struct exchange *x, const struct incident_columns *c)
{
    static const char *const kinds[] = {"", "1", "2", "3", "4", "5", "6", "0"};
    const char *kind_labels[ARRAY_LEN(kinds)] = {web_say(x, T("all kinds"))};
    for (size_t i = 1; i < ARRAY_LEN(kinds); i++)
        kind_labels[i] = web_say(x, incident_kind_words[kinds[i][0] - '0']);
    const char **sources = ARENA_ARRAY(&x->arena, const char *, c->source_n + 1), **labels = ARENA_ARRAY(&x->arena, const char *, c->source_n + 1);
    sources[0] = "";
    labels[0] = web_say(x, T("all sources"));
    for (size_t i = 0; i < c->source_n; i++)
        sources[i + 1] = labels[i + 1] = arena_text(&x->arena, c->sources[i].p, c->sources[i].n);
    form_begin(x, "/incidents");
    form_kept(x, "order");
    form_kept(x, "way");
    form_text(x, "place", T("Place"), "", false);
    form_month(x, "from", T("From"));
    form_month(x, "to", T("To (inclusive)"));
    form_select(x, "kind", T("Kind"), kinds, kind_labels, ARRAY_LEN(kinds));
    form_select(x, "source", T("Source"), sources, labels, c->source_n + 1);
    form_text(x, "side", T("Name of a side"), "", false);
    form_text(x, "killed", T("Killed, at least"), "", true);
    form_end(x, T("Show"));
}

/* ---- the rows ---- */

static void head_cell(struct exchange *x, const struct listing *l, const char *msgid, const char *order, bool number)
{
    bool here = order && strcmp(order_words[l->order], order) == 0;
    const char *class = number ? "n" : "", *sorted = !here ? "none" : l->downwards ? "descending" : "ascending";
    if (!order) {
        markup_f(&x->body, "<th scope=\"col\" class=\"%s\">%s</th>", class, web_say(x, msgid));
        return;
    }
    struct str filter = query_of(x, INCIDENT_FILTER " lang", "order", str_of(order));
    const char *way = here && l->downwards ? "up" : here ? "down" : "";
    markup_f(&x->body, "<th scope=\"col\" class=\"%s\" aria-sort=\"%s\"><a href=\"/incidents%.*s", class, sorted, STR_F(filter));
    if (*way)
        markup_f(&x->body, "&amp;way=%s", way);
    markup_f(&x->body, "\">%s</a></th>", web_say(x, msgid));
}

static struct str days_said(struct exchange *x, int32_t first, int32_t last)
{
    if (first == last)
        return web_day(x, (struct day){first});
    return WEB_TOLD(x, T("{from} to {to}"), WEB_SLOT("from", web_day(x, (struct day){first})), WEB_SLOT("to", web_day(x, (struct day){last})));
}

static struct str deaths_said(struct exchange *x, const struct incident_columns *c, size_t i)
{
    int32_t low = c->low[i], best = c->best[i], high = c->high[i];
    if (best == DEATHS_UNKNOWN)
        return str_of(web_say(x, T("not known")));
    if ((low == best || low == DEATHS_UNKNOWN) && (high == best || high == DEATHS_UNKNOWN))
        return web_number(x, best);
    return WEB_TOLD(x, T("{best} (from {low} to {high})"), WEB_SLOT("best", web_number(x, best)), WEB_SLOT("low", low == DEATHS_UNKNOWN ? str_of(web_say(x, T("not known"))) : web_number(x, low)),
        WEB_SLOT("high", high == DEATHS_UNKNOWN ? str_of(web_say(x, T("not known"))) : web_number(x, high)));
}

/* The finest place that the record counts for. */
static int place_of(const struct incident_columns *c, size_t i)
{
    int place = -1;
    for (int level = 0; level < PLACE_LEVELS; level++)
        if (c->place[level] && c->place[level][i] >= 0)
            place = c->place[level][i];
    return place;
}

static void place_cell(struct exchange *x, const struct incident_columns *c, size_t i)
{
    int place = place_of(c, i);
    const char *lang = NULL;
    if (place < 0) {
        struct str words = intern_text(&c->words, c->country[i]);
        markup_f(&x->body, "<td class=\"q\"><bdi>%.*s</bdi></td>", STR_F(words));
        return;
    }
    struct str name = place_named(x, c->places, place, &lang);
    markup_f(&x->body, "<td><bdi lang=\"%s\">%.*s</bdi></td>", lang ? lang : language_code(x->speech.language), STR_F(name));
}

static void sides_cell(struct exchange *x, const struct incident_columns *c, size_t i)
{
    struct str a = intern_text(&c->actors, c->actor_a[i]), b = intern_text(&c->actors, c->actor_b[i]);
    markup_f(&x->body, "<td>");
    if (a.n)
        markup_f(&x->body, "<bdi>%.*s</bdi>", STR_F(a));
    if (a.n && b.n)
        markup_f(&x->body, "<br>");
    if (b.n)
        markup_f(&x->body, "<bdi>%.*s</bdi>", STR_F(b));
    markup_f(&x->body, "</td>");
}

static const char *licence_said(struct exchange *x, enum licence v)
{
    static const char *const words[] = {T("licence not stated"), T("may be republished"), T("may be republished with its citation"), T("may not be republished")};
    return web_say(x, words[v]);
}

static void put_row(struct exchange *x, const struct incident_columns *c, size_t i)
{
    struct str days = days_said(x, c->first[i], c->last[i]), deaths = deaths_said(x, c, i);
    int kind = c->kind[i] < KIND_COUNT ? c->kind[i] : 0;
    markup_f(&x->body, "<tr><th scope=\"row\"><a href=\"/incident/%lld\">%.*s</a></th>", (long long)c->id[i], STR_F(days));
    place_cell(x, c, i);
    markup_f(&x->body, "<td>%s</td>", web_say(x, incident_kind_words[kind]));
    sides_cell(x, c, i);
    struct str civilians = c->civilians[i] == DEATHS_UNKNOWN ? str_of(web_say(x, T("not known"))) : web_number(x, c->civilians[i]), source = c->sources[c->source[i]];
    markup_f(&x->body, "<td class=\"n\">%.*s</td><td class=\"n\">%.*s</td><td><bdi>%.*s</bdi><br><span class=\"q\">%s</span></td></tr>\n", STR_F(deaths), STR_F(civilians), STR_F(source),
        licence_said(x, (enum licence)c->licences[c->source[i]]));
}

static void put_table(struct exchange *x, const struct listing *l)
{
    markup_f(&x->body, "<div class=\"sc\" tabindex=\"0\" role=\"region\" aria-label=\"%s\"><table class=\"list\"><thead><tr>", web_say(x, T("Incidents: table, scrolls sideways")));
    head_cell(x, l, T("When"), "day", false);
    head_cell(x, l, T("Counted for"), "place", false);
    head_cell(x, l, T("Kind"), "kind", false);
    head_cell(x, l, T("Sides as named"), NULL, false);
    head_cell(x, l, T("Killed"), "killed", true);
    head_cell(x, l, T("Civilians"), NULL, true);
    head_cell(x, l, T("Source"), "source", false);
    markup_f(&x->body, "</tr></thead><tbody>\n");
    for (size_t i = 0; i < l->page.n; i++)
        put_row(x, l->asked.c, l->page.rows[i]);
    markup_f(&x->body, "</tbody></table></div>\n");
}

/* ---- around them ---- */

static void put_totals(struct exchange *x, const struct listing *l)
{
    struct str all = web_counted(x, TN("{n} incident", "{n} incidents"), (int64_t)(l->page.total + l->page.withheld)), kept = web_counted(x, TN("{n} incident", "{n} incidents"), (int64_t)l->page.withheld);
    struct str from = web_number(x, (int64_t)(l->at * A_PAGE) + 1), to = web_number(x, (int64_t)(l->at * A_PAGE + l->page.n));
    struct str said = l->page.n ? WEB_TOLD(x, T("{all}; shown: {from} to {to}."), WEB_SLOT("all", all), WEB_SLOT("from", from), WEB_SLOT("to", to)) : WEB_TOLD(x, T("{all}; none on this page."), WEB_SLOT("all", all));
    markup_f(&x->body, "<p role=\"status\">%.*s</p>", STR_F(said));
    if (l->page.withheld) {
        struct str told = WEB_TOLD(x, T("Not listed, because the licence of their source does not let their records be passed on to you: {n}. Counts include them."), WEB_SLOT("n", kept));
        markup_f(&x->body, "<p class=\"src\">%.*s</p>", STR_F(told));
    }
}

static void page_link(struct exchange *x, size_t page, const char *rel, const char *msgid)
{
    struct buf number CLEANUP(buf_end) = {0};
    buf_int(&number, (int64_t)page + 1);
    struct str q = query_of(x, LIST_FIELDS " lang", "page", buf_view(&number));
    markup_f(&x->body, "<a rel=\"%s\" href=\"/incidents%.*s\">%s</a> ", rel, STR_F(q), web_say(x, msgid));
}

static void put_pages(struct exchange *x, const struct listing *l)
{
    size_t pages = (l->page.total + A_PAGE - 1) / A_PAGE;
    if (pages < 2)
        return;
    struct str said = WEB_TOLD(x, T("Page {n} of {pages}"), WEB_SLOT("n", web_number(x, (int64_t)l->at + 1)), WEB_SLOT("pages", web_number(x, (int64_t)pages)));
    markup_f(&x->body, "<nav class=\"pages\" aria-label=\"%s\">", web_say(x, T("Pages")));
    if (l->at > 0)
        page_link(x, MIN_OF(l->at, pages) - 1, "prev", T("Earlier page"));
    markup_f(&x->body, "<span>%.*s</span> ", STR_F(said));
    if (l->at + 1 < pages)
        page_link(x, l->at + 1, "next", T("Next page"));
    markup_f(&x->body, "</nav>\n");
}

static void put_exports(struct exchange *x, const struct listing *l)
{
    struct str q = query_of(x, INCIDENT_FILTER, NULL, STR(""));
    const struct incident_columns *c = l->asked.c;
    markup_f(&x->body, "<section class=\"take\"><h2><span>%s</span></h2><ul class=\"it\">", web_say(x, T("Take these incidents along")));
    markup_f(&x->body, "<li><a href=\"/incidents.xlsx%.*s\">XLSX</a> %s</li>", STR_F(q), web_say(x, T("for spreadsheets; at most 50,000 rows")));
    markup_f(&x->body, "<li><a href=\"/incidents-spreadsheet.csv%.*s\">CSV</a> %s</li>", STR_F(q), web_say(x, T("for spreadsheets: text that a spreadsheet would take for a formula begins with an apostrophe")));
    markup_f(&x->body, "<li><a href=\"/incidents.csv%.*s\">CSV</a> %s</li>", STR_F(q), web_say(x, T("for programs: every cell as it stands. Do not open it in a spreadsheet")));
    markup_f(&x->body, "<li><a href=\"/incidents.hxl.csv%.*s\">HXL</a> %s</li>", STR_F(q), web_say(x, T("the same with a row of HXL tags")));
    markup_f(&x->body, "<li><a href=\"/incidents.geojson%.*s\">GeoJSON</a> %s</li></ul>", STR_F(q),
        x->who.id ? web_say(x, T("for maps: no point is finer than its record was coded")) : web_say(x, T("for maps: points no finer than a district")));
    for (size_t i = 0; i < c->source_n; i++) {
        struct str citation = c->source_citations[i].n ? c->source_citations[i] : c->sources[i];
        if (l->asked.listed[i] && c->licences[i] == LICENCE_ATTRIBUTION)
            markup_f(&x->body, "<p class=\"src\">%s <bdi>%.*s</bdi></p>", web_say(x, T("To be cited with these rows:")), STR_F(citation));
    }
    markup_f(&x->body, "</section>\n");
}

/* What was asked for and is not there is said above the form, which still holds the rest; all else is a failure. */
static bool not_understood(struct exchange *x, struct incident_columns *c, const struct err *e)
{
    if (e->code != ERR_USAGE && e->code != ERR_INPUT && e->code != ERR_ABSENT)
        return false;
    x->status = e->code == ERR_ABSENT ? 404 : 400;
    web_begin(x, &(struct web_frame){.title = str_of(web_say(x, T("Incidents"))), .section = "incidents"});
    markup_f(&x->body, "<p role=\"alert\"><b>%s</b></p>\n", web_say(x, T("Something that you asked for was not understood. Mend it below, and ask again.")));
    if (x->who.id)
        web_put_cause(x, &x->body, "p", str_of(e->text));
    ask_filter(x, c);
    web_end(x);
    return true;
}

static bool list(struct exchange *x, struct incident_columns *c, struct err *e)
{
    struct listing l = {0};
    if (!read_listing(x, c, &l, e))
        return not_understood(x, c, e);
    web_begin(x, &(struct web_frame){.title = str_of(web_say(x, T("Incidents"))), .section = "incidents"});
    ask_filter(x, c);
    put_totals(x, &l);
    if (l.page.n)
        put_table(x, &l);
    put_pages(x, &l);
    put_exports(x, &l);
    web_end(x);
    return true;
}

static bool incidents(struct exchange *x, struct err *e)
{
    struct incident_columns *c = NULL;
    if (!web_columns(x, &c, e))
        return false;
    bool done = list(x, c, e);
    columns_drop(&c);
    return done;
}

const struct page pages_incidents[] = {
    {"GET", "/incidents", MAY_READ, PAGE_READ, LIST_FIELDS, "incidents as a table, filtered and in an order", incidents, NULL},
    {"GET", "/incident/{id}", MAY_READ, PAGE_READ, "", "all that is known of one incident, and where it comes from", incident_one, NULL},
    {"GET", "/incidents.csv", MAY_READ, PAGE_READ | PAGE_SLOW, INCIDENT_FILTER, "the filtered incidents as CSV for programs, the columns of `diwan show incidents`", incidents_csv, NULL},
    {"GET", "/incidents-spreadsheet.csv", MAY_READ, PAGE_READ | PAGE_SLOW, INCIDENT_FILTER, "the same for spreadsheets: no cell is a formula", incidents_sheet, NULL},
    {"GET", "/incidents.hxl.csv", MAY_READ, PAGE_READ | PAGE_SLOW, INCIDENT_FILTER, "the same with HXL tags", incidents_hxl, NULL},
    {"GET", "/incidents.xlsx", MAY_READ, PAGE_READ | PAGE_SLOW, INCIDENT_FILTER, "the same as a spreadsheet", incidents_xlsx, NULL},
    {"GET", "/incidents.geojson", MAY_READ, PAGE_READ | PAGE_SLOW, INCIDENT_FILTER, "the same as points, no finer than they were coded", incidents_geojson, NULL},
    {0}};
