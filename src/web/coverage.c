/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who does what where, against need: matrix, maps, gaps, crowds, and money; by sector or pillar, place and time. What may be told, the desk decides. */
#include "web/projects_priv.h"
#include "web/read_priv.h"

#define FIELDS "place sector by level from to"
static const char *const by_words[] = {"sector", "pillar"};
static const char *const by_labels[] = {T("sectors"), T("pillars")};

/* The question as the desk takes it. */
static size_t asked(struct exchange *x, struct web_option *out)
{
    static const char *const names[] = {"place", "sector", "by", "level", "from", "to"};
    size_t n = 0;
    for (size_t i = 0; i < ARRAY_LEN(names); i++) {
        struct str value = web_query(x, names[i]);
        if (value.n)
            out[n++] = (struct web_option){names[i], value};
    }
    return n;
}

/* Each sector's name leads to it alone; a country's one place to it alone. */
static void link_rows(struct exchange *x, struct doc *d, const char *key, const char *column, const char *field, const char *others)
{
    for (size_t i = 0; i < d->n; i++) {
        struct doc_table *t = d->blocks[i].table;
        size_t from = SIZE_MAX, to = SIZE_MAX;
        for (size_t k = 0; t && str_is(t->key, key) && k < t->column_n; k++) {
            from = str_is(t->columns[k].key, field) ? k : from;
            to = str_is(t->columns[k].key, column) ? k : to;
        }
        for (size_t row = 0; from != SIZE_MAX && to != SIZE_MAX && row < t->rows; row++) {
            struct doc_cell *c = &t->cells[row * t->column_n + to];
            struct str value = t->cells[row * t->column_n + from].machine;
            if (!c->words.n || !value.n)
                continue;
            struct str query = query_of(x, others, field, value);
            c->words.list[0].link = str_of(arena_f(&d->arena, "/coverage%.*s", STR_F(query)));
        }
    }
}

static bool write_coverage(struct exchange *x, void *arg, struct buf *out, struct err *e)
{
    struct answer a = {0};
    struct web_option options[8];
    size_t n = asked(x, options);
    bool csv = arg != NULL;
    options[n++] = csv ? (struct web_option){"csv", STR("")} : (struct web_option){"report", STR("")};
    bool done = web_desk(x, "gaps", NULL, 0, options, n, false, &a, e) && a.doc;
    if (done && csv) {
        doc_csv(a.doc, false, out);
    } else if (done) {
        link_rows(x, a.doc, "sectors", "name", "sector", "place by level from to lang");
        markup_hatch(out);
        doc_html_blocks(a.doc, true, out);
    }
    answer_end(&a);
    return done;
}

static void ask(struct exchange *x)
{
    const char *labels[ARRAY_LEN(by_labels)];
    for (size_t i = 0; i < ARRAY_LEN(labels); i++)
        labels[i] = web_say(x, by_labels[i]);
    form_begin(x, "/coverage");
    form_text(x, "sector", T("Sector"), "", false);
    form_text(x, "place", T("Place"), "", false);
    form_month(x, "from", T("From"));
    form_month(x, "to", T("To (inclusive)"));
    form_select(x, "by", T("Compare"), by_words, labels, ARRAY_LEN(labels));
    form_kept(x, "level");
    form_end(x, T("Show"));
}

/* Neither projects nor activities are there yet: a page, not a fault. */
static bool none_yet(struct exchange *x)
{
    web_begin(x, &(struct web_frame){.title = str_of(web_say(x, T("Who does what, where"))), .section = "coverage", .narrow = true});
    markup_f(&x->body, "<p>%s</p>", web_say(x, T("No projects and no activities are in this register yet. Files of IATI activities and lists of who does what where bring them in.")));
    web_end(x);
    return true;
}

static bool any_work(struct exchange *x, bool *any, struct err *e)
{
    int64_t n = 0, m = 0;
    if (!store_int(x->store, "SELECT id FROM project WHERE ended_by IS NULL LIMIT 1", WITH_NOTHING, 0, &n, e)
        || !store_int(x->store, "SELECT id FROM activity WHERE ended_by IS NULL LIMIT 1", WITH_NOTHING, 0, &m, e))
        return false;
    *any = n || m;
    return true;
}

static bool coverage(struct exchange *x, struct err *e)
{
    struct buf kept CLEANUP(buf_end) = {0};
    struct span_asked span;
    size_t by = 0;
    bool any = false;
    if (!read_span(x, &span, e) || !read_choice(x, "by", by_words, ARRAY_LEN(by_words), &by, e) || !any_work(x, &any, e))
        return false;
    if (!any)
        return none_yet(x);
    if (!web_kept(x, "blocks", KEEP_RECORDS | KEEP_VOTES, write_coverage, NULL, &kept, e))
        return false;
    web_begin(x, &(struct web_frame){.title = str_of(web_say(x, T("Who does what, where"))), .section = "coverage"});
    ask(x);
    struct str q = query_of(x, FIELDS " lang", NULL, STR("")), all = query_of(x, "place by level from to lang", NULL, STR(""));
    markup_f(&x->body, "<p class=\"src\"><a href=\"/coverage.csv%.*s\">CSV</a>", STR_F(q));
    if (web_query(x, "sector").n)
        markup_f(&x->body, " · <a href=\"/coverage%.*s\">%s</a>", STR_F(all), web_say(x, T("All sectors")));
    markup_f(&x->body, " · <a href=\"/projects\">%s</a>", web_say(x, T("All projects")));
    markup_f(&x->body, "</p><div class=\"doc\">");
    buf_str(&x->body, buf_view(&kept));
    markup_f(&x->body, "</div>");
    web_end(x);
    return true;
}

static bool coverage_csv(struct exchange *x, struct err *e)
{
    struct span_asked span;
    static char csv[] = "";
    if (!read_span(x, &span, e))
        return false;
    x->type = "text/csv; charset=utf-8";
    x->disposition = STR("coverage.csv");
    return web_kept(x, "csv", KEEP_RECORDS | KEEP_VOTES, write_coverage, csv, &x->body, e);
}

const struct page pages_coverage[] = {
    {"GET", "/coverage", MAY_READ, PAGE_READ, FIELDS, "who does what where against need: matrix, maps, gaps, crowds, who stands alone, money by source", coverage, NULL},
    {"GET", "/coverage.csv", MAY_READ, PAGE_READ, FIELDS, "every place and sector for machines", coverage_csv, NULL},
    {"GET", "/projects", MAY_READ, PAGE_READ, "", "projects, each with the way to its page", projects_list, NULL},
    {"GET", "/projects/{project}", MAY_READ, PAGE_READ, "", "one project: who takes part, where, in what, for whom, money as far as it is stated, activities, and which items name it", project_one, NULL},
    {0}};
