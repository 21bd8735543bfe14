/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Overview, map, places, and the page of one place: the brief's own sections, live. */
#include "web/read_priv.h"

static const char *const measure_words[MEASURES] = {[MEASURE_RATE] = "rate", [MEASURE_DEATHS] = "killed", [MEASURE_INCIDENTS] = "incidents", [MEASURE_PER_INCIDENT] = "per_incident",
    [MEASURE_CIVILIANS] = "civilians"};
static const char *const measure_labels[MEASURES] = {[MEASURE_RATE] = T("killed per 100,000 a year"), [MEASURE_DEATHS] = T("people killed"), [MEASURE_INCIDENTS] = T("incidents"),
    [MEASURE_PER_INCIDENT] = T("killed per incident"), [MEASURE_CIVILIANS] = T("known civilians among the dead")};
static const char *const compare_words[] = {"before", "none"};
static const char *const compare_labels[] = {T("the same length before"), T("nothing")};
static const char *const level_words[] = {"1", "2", "3"};
static const char *const level_labels[] = {T("governorates"), T("districts"), T("places below districts")};
#define OVERVIEW_FIELDS "place from to compare show level"

struct looking { /* one request for the overview, in one of its forms */
    struct incident_columns *c;
    struct brief_request ask;
    struct brief_overview wish;
    int level;
    bool csv;
};

/* ---- what was asked ---- */

static bool read_overview(struct exchange *x, struct looking *r, struct err *e)
{
    struct span_asked span;
    size_t compare = 0, measure = 0, level = 0;
    struct str invented;
    if (!read_span(x, &span, e) || !read_place(x, r->c, "place", &r->ask.place, e) || !read_choice(x, "compare", compare_words, ARRAY_LEN(compare_words), &compare, e) ||
        !read_choice(x, "show", measure_words, MEASURES, &measure, e) || !read_choice(x, "level", level_words, ARRAY_LEN(level_words), &level, e) ||
        !store_fact(x->store, "invented", &x->arena, &invented, e) || !desk_levels(x->store, &x->arena, &r->ask.thresholds, e) || !store_people(x->store, &r->ask.k, e))
        return false;
    r->ask.from = span.from;
    r->ask.to = span.to;
    r->ask.since = compare == 1 && day_known(span.from) ? span.from : DAY_NONE;
    r->ask.invented = str_is(invented, "1");
    r->ask.seed = 1;
    r->wish.measure = (enum brief_measure)measure;
    r->level = (int)level + 1;
    r->wish.query = query_of(x, "from to compare lang", NULL, STR(""));
    return true;
}

/* Which levels of places the register has borders of. */
static size_t levels_of(const struct incident_columns *c)
{
    size_t n = 0;
    for (int level = 1; level < PLACE_LEVELS; level++)
        n += c->place[level] != NULL;
    return n;
}

/* ---- several countries ---- */

/* Countries with records, by gazetteer index; returns how many, of `most` at most told. */
static size_t countries_of(struct exchange *x, const struct incident_columns *c, int *out, size_t most)
{
    size_t places = c->places ? gazetteer_count(c->places) : 0, n = 0;
    bool *has = ARENA_ARRAY(&x->arena, bool, places + 1);
    for (size_t i = 0; c->place[0] && i < c->n; i++)
        if (c->place[0][i] >= 0)
            has[c->place[0][i]] = true;
    for (size_t i = 0; i < places && n < most; i++)
        if (has[i])
            out[n++] = (int)i;
    return n;
}

enum { COUNTRIES_MOST = 300 };

static bool choose_country(struct exchange *x, const struct incident_columns *c, const int *list, size_t n)
{
    web_begin(x, &(struct web_frame){.title = str_of(web_say(x, T("Overview"))), .section = "overview", .narrow = true});
    markup_f(&x->body, "<p>%s</p><ul class=\"it\">", web_say(x, T("The register holds incidents of several countries. Choose one.")));
    for (size_t i = 0; i < n; i++) {
        const char *lang = NULL;
        struct str name = place_named(x, c->places, list[i], &lang), to = query_of(x, "lang", "place", place_key(c->places, list[i]));
        markup_f(&x->body, "<li><a href=\"/overview%.*s\"><bdi lang=\"%s\">%.*s</bdi></a></li>", STR_F(to), lang ? lang : language_code(x->speech.language), STR_F(name));
    }
    markup_f(&x->body, "</ul>");
    web_end(x);
    return true;
}

/* ---- the page ---- */

/* The form, with the months on record for the script that moves the period. */
static void slider(struct exchange *x, const struct incident_columns *c, const char *path)
{
    struct buf first CLEANUP(buf_end) = {0}, last CLEANUP(buf_end) = {0};
    buf_month(&first, day_month(c->first_day));
    buf_month(&last, day_month(c->last_day));
    markup_f(&x->body, "<form class=\"ask\" method=\"get\" action=\"%s\" data-first=\"%s\" data-last=\"%s\" data-slide=\"%s\">", path, first.p, last.p, web_say(x, T("Move the period")));
    form_kept(x, "lang");
}

static void ask_overview(struct exchange *x, const struct looking *r, const char *path)
{
    const char *compare[ARRAY_LEN(compare_labels)], *measures[MEASURES], *levels[ARRAY_LEN(level_labels)];
    for (size_t i = 0; i < ARRAY_LEN(compare); i++)
        compare[i] = web_say(x, compare_labels[i]);
    for (size_t i = 0; i < MEASURES; i++)
        measures[i] = web_say(x, measure_labels[i]);
    for (size_t i = 0; i < ARRAY_LEN(levels); i++)
        levels[i] = web_say(x, level_labels[i]);
    slider(x, r->c, path);
    form_kept(x, "place");
    form_month(x, "from", T("From"));
    form_month(x, "to", T("To (inclusive)"));
    form_select(x, "compare", T("Compare with"), compare_words, compare, ARRAY_LEN(compare));
    form_select(x, "show", T("Show"), measure_words, measures, MEASURES);
    size_t n = levels_of(r->c);
    if (n > 1)
        form_select(x, "level", T("Level"), level_words, levels, MIN_OF(n, ARRAY_LEN(level_words)));
    form_end(x, T("Show"));
}

static bool gather(struct exchange *x, const struct looking *r, int units, struct brief_data *out, struct err *e)
{
    struct brief_request ask = r->ask;
    ask.units = units;
    return brief_gather(r->c, &ask, &x->arena, out, e);
}

static bool document(struct exchange *x, struct looking *r, struct doc **out, struct err *e)
{
    struct brief_data whole, areas;
    if (!gather(x, r, 0, &whole, e))
        return false;
    if (r->level > 1 && r->level != whole.units) {
        if (!gather(x, r, r->level, &areas, e))
            return false;
        r->wish.areas = &areas;
    }
    return brief_overview(&whole, &r->wish, &x->speech, out, e);
}

static bool write_blocks(struct exchange *x, void *arg, struct buf *out, struct err *e)
{
    struct looking *r = arg;
    struct doc *d = NULL;
    if (!document(x, r, &d, e))
        return false;
    if (r->csv)
        doc_csv(d, false, out);
    else {
        markup_hatch(out);
        doc_html_blocks(d, true, out);
    }
    doc_free(&d);
    return true;
}

/* What else there is of the same question. */
static void other_forms(struct exchange *x)
{
    struct str q = query_of(x, OVERVIEW_FIELDS " lang", NULL, STR("")), records = query_of(x, "place from to lang", NULL, STR(""));
    markup_f(&x->body, "<p class=\"src\"><a href=\"/map%.*s\">%s</a> · <a href=\"/places%.*s\">%s</a> · <a href=\"/overview.csv%.*s\">CSV</a> · <a href=\"/incidents%.*s\">%s</a> · <a href=\"/briefs\">%s</a></p>\n",
        STR_F(q), web_say(x, T("Large map")), STR_F(q), web_say(x, T("The places as a list")), STR_F(q), STR_F(records), web_say(x, T("The incidents behind it")), web_say(x, T("Briefs to download")));
}

static const struct { const char *path, *title; } forms[] = {[OVERVIEW_ALL] = {"/overview", T("Overview")}, [OVERVIEW_MAP] = {"/map", T("Map")}, [OVERVIEW_LIST] = {"/places", T("Places")}};

static bool show_form(struct exchange *x, struct looking *r, struct err *e)
{
    struct str title = str_of(web_say(x, forms[r->wish.form].title));
    int country = r->ask.place, list[2];
    const char *lang = NULL;
    if (country < 0 && countries_of(x, r->c, list, 2) == 1)
        country = list[0];
    if (country >= 0 && r->wish.form == OVERVIEW_ALL)
        title = place_named(x, r->c->places, country, &lang);
    web_begin(x, &(struct web_frame){.title = title, .section = "overview", .script = r->wish.form == OVERVIEW_ALL ? "read.js" : NULL});
    ask_overview(x, r, forms[r->wish.form].path);
    markup_f(&x->body, "<div class=\"%s\">", r->wish.form == OVERVIEW_MAP ? "big" : "over");
    if (!web_kept(x, "blocks", KEEP_RECORDS, write_blocks, r, &x->body, e))
        return false;
    markup_f(&x->body, "</div>\n");
    other_forms(x);
    web_end(x);
    return true;
}

static bool show_none(struct exchange *x)
{
    web_begin(x, &(struct web_frame){.title = str_of(web_say(x, T("Overview"))), .section = "overview", .narrow = true});
    markup_f(&x->body, "<p>%s</p><p><a href=\"/dialogues\">%s</a></p>", web_say(x, T("No incidents are in this register yet, so there is nothing to count.")), web_say(x, T("Dialogues")));
    web_end(x);
    return true;
}

static bool with_columns(struct exchange *x, struct looking *r, struct err *e)
{
    int list[COUNTRIES_MOST];
    if (!read_overview(x, r, e))
        return false;
    if (r->csv) {
        x->type = "text/csv; charset=utf-8";
        x->disposition = STR("overview.csv");
        return web_kept(x, "csv", KEEP_RECORDS, write_blocks, r, &x->body, e);
    }
    if (r->c->n == 0)
        return show_none(x);
    size_t n = r->ask.place < 0 ? countries_of(x, r->c, list, COUNTRIES_MOST) : 1;
    if (n > 1)
        return choose_country(x, r->c, list, n);
    return show_form(x, r, e);
}

static bool show(struct exchange *x, struct looking *r, struct err *e)
{
    if (!web_columns(x, &r->c, e))
        return false;
    bool done = with_columns(x, r, e);
    columns_drop(&r->c);
    return done;
}

static bool overview(struct exchange *x, struct err *e) { return show(x, &(struct looking){.wish.form = OVERVIEW_ALL}, e); }
static bool overview_csv(struct exchange *x, struct err *e) { return show(x, &(struct looking){.wish.form = OVERVIEW_ALL, .csv = true}, e); }
static bool map(struct exchange *x, struct err *e) { return show(x, &(struct looking){.wish.form = OVERVIEW_MAP}, e); }
static bool places(struct exchange *x, struct err *e) { return show(x, &(struct looking){.wish.form = OVERVIEW_LIST}, e); }

/* ---- the page of one place ---- */

static bool write_brief(struct exchange *x, void *arg, struct buf *out, struct err *e)
{
    const struct str *place = arg;
    struct answer a = {0};
    const struct web_option asked[] = {{"from", web_query(x, "from")}, {"to", web_query(x, "to")}};
    struct web_option options[ARRAY_LEN(asked)];
    size_t n = 0;
    for (size_t i = 0; i < ARRAY_LEN(asked); i++)
        if (asked[i].value.n)
            options[n++] = asked[i];
    bool all = str_is(*place, "-"), done = web_desk(x, "brief", place, !all, options, n, false, &a, e) && a.doc;
    if (done) {
        markup_hatch(out);
        for (size_t i = 0; i < a.doc->n; i++)
            if (a.doc->blocks[i].kind == BLOCK_SUBTITLE)
                markup_f(out, "<p class=\"sub\">%.*s</p>", STR_F(words_flat(a.doc, &a.doc->blocks[i].words)));
        doc_html_blocks(a.doc, true, out);
    }
    answer_end(&a);
    return done;
}

static bool place_title(struct exchange *x, struct str key, struct str *title, struct err *e)
{
    struct incident_columns *c = NULL;
    size_t index = 0;
    const char *lang = NULL;
    bool all = str_is(key, "-");
    *title = str_of(web_say(x, T("Brief")));
    if (!web_columns(x, &c, e))
        return false;
    bool found = all || (c->places && gazetteer_find(c->places, key, &index, e));
    if (found && !all) {
        struct str name = place_named(x, c->places, (int)index, &lang);
        *title = (struct str){arena_text(&x->arena, name.p, name.n), name.n};
    } else if (!found && e->code != ERR_USAGE) {
        e->code = ERR_ABSENT;
    }
    columns_drop(&c);
    return found || (e->code ? false : err_set(e, ERR_ABSENT, "the register has no borders, so it knows no places"));
}

static bool one_place(struct exchange *x, struct err *e)
{
    struct str key = x->parameters[0], title;
    struct span_asked span;
    if (!read_span(x, &span, e) || !place_title(x, key, &title, e))
        return false;
    struct buf path CLEANUP(buf_end) = {0};
    buf_text(&path, "/place/");
    buf_percent(&path, key);
    web_begin(x, &(struct web_frame){.title = title, .section = "overview"});
    form_begin(x, path.p);
    form_month(x, "from", T("From"));
    form_month(x, "to", T("To (inclusive)"));
    form_end(x, T("Show"));
    markup_f(&x->body, "<div class=\"doc\">");
    if (!web_kept(x, "brief", KEEP_RECORDS | KEEP_VOTES, write_brief, &key, &x->body, e))
        return false;
    struct str q = query_of(x, "from to lang", "place", str_is(key, "-") ? STR("") : key);
    markup_f(&x->body, "</div><p class=\"src\"><a href=\"/incidents%.*s\">%s</a> · <a href=\"/briefs%.*s\">%s</a></p>", STR_F(q), web_say(x, T("The incidents behind it")), STR_F(q),
        web_say(x, T("Briefs to download")));
    web_end(x);
    return true;
}

const struct page pages_read[] = {
    {"GET", "/overview", MAY_READ, PAGE_READ, OVERVIEW_FIELDS, "what happened where: first sentences, map and ranking, a row a place", overview, NULL},
    {"GET", "/overview.csv", MAY_READ, PAGE_READ, OVERVIEW_FIELDS, "the same rows for machines", overview_csv, NULL},
    {"GET", "/map", MAY_READ, PAGE_READ, OVERVIEW_FIELDS, "the map alone, large", map, NULL},
    {"GET", "/places", MAY_READ, PAGE_READ, OVERVIEW_FIELDS, "the places as sentences, for screen readers and small screens", places, NULL},
    {"GET", "/place/{code}", MAY_READ, PAGE_READ, "from to", "the brief on one place; - for the register's only country", one_place, NULL},
    {0}};
