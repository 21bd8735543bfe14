/* SPDX-License-Identifier: GPL-3.0-or-later */
/* show: what stands in the way of those who work here, plans with who answers for each article, and which of them an ask is about. */
#include "desk/coded.h"
#include "desk/letters.h"

static struct str day_words(struct request *r, struct day d)
{
    struct buf b CLEANUP(buf_end) = {0};
    if (day_known(d))
        buf_day(&b, d);
    return arena_str(&r->arena, buf_view(&b));
}

/* Staff see all but what is for stewards; others what is public. On the command line sits whoever holds the register. */
static bool may_see(const struct request *r, const struct restriction *x)
{
    return !r->unnamed || (x->visible == VISIBLE_PUBLIC && !x->by.n);
}

static const char *visible_words(enum visible v)
{
    static const char *const words[] = {"stewards", "staff", "partners", "public"};
    return words[v];
}

bool show_restrictions(struct request *r, struct answer *a, struct err *e)
{
    static const char *const keys[] = {"id", "kind", "from", "to", "place", "by", "against", "about", "hides_data", "visible", "said_by", "import", "line"};
    static const char *const labels[] = {T("Number"), T("Kind"), T("First day"), T("Last day"), T("Place"), T("By whom"), T("Against whose work"), T("About"), T("Data are missing because of it"),
        T("For whom"), T("Said by"), T("Import"), T("Line")};
    struct restriction *list;
    size_t n, kept = 0;
    const struct gazetteer *g CLEANUP(desk_places_end) = NULL;
    if (!desk_places(r, &g, e) || !restrictions_read(r->store, &r->arena, &list, &n, e) || !desk_rows_fit(r, n, e))
        return false;
    for (size_t i = 0; i < n; i++)
        if (may_see(r, &list[i]))
            list[kept++] = list[i];
    struct doc_table *t = desk_table(r, a, "restrictions", T("What stands in the way of those who work here"), ARRAY_LEN(keys), kept);
    for (size_t k = 0; k < ARRAY_LEN(keys); k++)
        desk_column(r, t, k, keys[k], labels[k], k == 0 || k > 10, "");
    for (size_t i = 0; i < kept; i++) {
        const struct restriction *x = &list[i];
        const struct str texts[] = {day_words(r, x->from), day_words(r, x->to), x->place, x->by, x->against, x->about};
        desk_number(t, i, 0, (int64_t)i + 1);
        desk_both(a, t, i, 1, str_of(say(&r->speech, x->kind->label)), NULL, str_of(x->kind->code));
        for (size_t k = 0; k < ARRAY_LEN(texts); k++)
            desk_text(a, t, i, k + 2, texts[k]);
        desk_both(a, t, i, 8, str_of(x->hides ? say(&r->speech, T("yes")) : ""), NULL, x->hides ? STR("yes") : STR("no"));
        desk_both(a, t, i, 9, desk_visible_words(r, str_of(visible_words(x->visible))), NULL, str_of(visible_words(x->visible)));
        desk_place_cell(r, a, t, i, 4, g, x->place);
        desk_text(a, t, i, 10, x->said_by);
        desk_number(t, i, 11, x->import);
        desk_number(t, i, 12, x->line);
    }
    return true;
}

/* ---- plans ---- */

/* How many asks are about each article: by "PLAN:ARTICLE". */
struct asks {
    struct intern articles;
    int64_t *n;
};

static void asks_end(struct asks *x)
{
    intern_end(&x->articles);
    free(x->n);
}

static bool asks_count(struct request *r, struct asks *x, struct err *e)
{
    struct contact *list;
    size_t n;
    if (!contacts_read(r->store, &r->arena, &list, &n, e))
        return false;
    x->n = mem_get((n + 1) * sizeof *x->n);
    for (size_t i = 0; i < n; i++)
        x->n[intern_id(&x->articles, list[i].article)] += list[i].article.n > 0;
    return true;
}

static int64_t asks_of(const struct asks *x, struct str plan, struct str article)
{
    struct buf b CLEANUP(buf_end) = {0};
    uint32_t id;
    buf_f(&b, "%.*s:%.*s", STR_F(plan), STR_F(article));
    return intern_find(&x->articles, buf_view(&b), &id) ? x->n[id] : 0;
}

static bool clash_table(struct request *r, struct answer *a, struct err *e)
{
    static const char *const keys[] = {"one", "other", "why", "said_by"};
    static const char *const labels[] = {T("Article"), T("Contradicts"), T("Why"), T("Said by")};
    int64_t n = 0;
    if (!store_int(r->store, "SELECT count(*) FROM plan_clash WHERE ended_by IS NULL", WITH_NOTHING, 0, &n, e) || !desk_rows_fit(r, (size_t)n, e))
        return false;
    struct doc_table *t = desk_table(r, a, "clashes", T("Where two plans contradict each other, as somebody judged"), ARRAY_LEN(keys), (size_t)n);
    for (size_t k = 0; k < ARRAY_LEN(keys); k++)
        desk_column(r, t, k, keys[k], labels[k], false, "");
    struct rows *rows CLEANUP(rows_drop) = store_rows(r->store, "SELECT one, other, why, said_by FROM plan_clash WHERE ended_by IS NULL ORDER BY one, other, origin, id", WITH_NOTHING);
    for (size_t i = 0; i < (size_t)n && rows_next(rows); i++)
        for (int k = 0; k < 4; k++)
            desk_text(a, t, i, (size_t)k, rows_kept(rows, k, &r->arena));
    return rows_end(&rows, e);
}

/* What an ask is about is for those who may read letters. */
bool show_plans(struct request *r, struct answer *a, struct err *e)
{
    static const char *const keys[] = {"id", "plan", "article", "language", "text", "level", "place", "from", "to", "owner", "asks"};
    static const char *const labels[] = {T("Number"), T("Plan"), T("Article"), T("Language"), T("Text"), T("Level"), T("Place"), T("First day"), T("Last day"), T("Who answers for it"), T("Asks about it")};
    struct asks asks CLEANUP(asks_end) = {0};
    const struct gazetteer *g CLEANUP(desk_places_end) = NULL;
    int64_t n = 0;
    if (!desk_places(r, &g, e) || !store_int(r->store, "SELECT count(*) FROM plan WHERE ended_by IS NULL", WITH_NOTHING, 0, &n, e) || !desk_rows_fit(r, (size_t)n, e) || (!r->unnamed && !asks_count(r, &asks, e)))
        return false;
    size_t columns = ARRAY_LEN(keys) - r->unnamed;
    struct doc_table *t = desk_table(r, a, "plans", T("Plans, their articles, and who answers for them"), columns, (size_t)n);
    for (size_t k = 0; k < columns; k++)
        desk_column(r, t, k, keys[k], labels[k], k == 0 || k == 10, "");
    struct rows *rows CLEANUP(rows_drop) = store_rows(r->store, "SELECT plan_key, article, language, text, level, place, day_from, day_to, owner FROM plan WHERE ended_by IS NULL"
        " ORDER BY plan_key, origin, id", WITH_NOTHING);
    for (size_t i = 0; i < (size_t)n && rows_next(rows); i++) {
        desk_number(t, i, 0, (int64_t)i + 1);
        for (int k = 0; k < 9; k++)
            desk_text(a, t, i, (size_t)k + 1, k == 6 || k == 7 ? day_words(r, rows_day(rows, k)) : rows_kept(rows, k, &r->arena));
        struct str language = rows_kept(rows, 2, &r->arena), level = rows_kept(rows, 4, &r->arena);
        desk_both(a, t, i, 3, desk_language_words(r, language), NULL, language);
        desk_both(a, t, i, 5, desk_level_words(r, level), NULL, level);
        desk_place_cell(r, a, t, i, 6, g, rows_kept(rows, 5, &r->arena));
        if (!r->unnamed)
            desk_number(t, i, 10, asks_of(&asks, rows_text(rows, 0), rows_text(rows, 1)));
    }
    return rows_end(&rows, e) && clash_table(r, a, e);
}

bool show_replies(struct request *r, struct answer *a, struct err *e)
{
    static const char *const keys[] = {"id", "actor", "about", "asked", "due", "answered", "text", "import", "line"};
    static const char *const labels[] = {T("Number"), T("Actor"), T("What is going to be said of it"), T("Asked on"), T("Answer due"), T("Replied on"), T("What it replied"), T("Import"), T("Line")};
    struct reply *list;
    size_t n;
    if (!desk_named_here(r, e) || !replies_read(r->store, &r->arena, &list, &n, e) || !desk_rows_fit(r, n, e))
        return false;
    struct doc_table *t = desk_table(r, a, "replies", T("What institutions were asked before anything about them is published, and what they replied"), ARRAY_LEN(keys), n);
    for (size_t k = 0; k < ARRAY_LEN(keys); k++)
        desk_column(r, t, k, keys[k], labels[k], k == 0 || k > 6, "");
    for (size_t i = 0; i < n; i++) {
        const struct str texts[] = {list[i].actor, list[i].about, day_words(r, list[i].asked), day_words(r, list[i].due), day_words(r, list[i].answered), list[i].text};
        desk_number(t, i, 0, (int64_t)i + 1);
        for (size_t k = 0; k < ARRAY_LEN(texts); k++)
            desk_text(a, t, i, k + 1, texts[k]);
        desk_number(t, i, 7, list[i].import);
        desk_number(t, i, 8, list[i].line);
    }
    return true;
}
