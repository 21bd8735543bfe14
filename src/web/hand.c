/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Records of every kind but incidents, by hand: lists, forms, saving, taking out of use. Each change is an import of one record: it can be taken back, and nothing is erased. */
#include "place/place.h"
#include "web/hand_priv.h"

enum { A_PAGE = 50 };
const char hand_none_of_list[] = T("What was chosen is none of the list. Nothing was saved: choose again from the list.");

/* ---- reading ---- */

bool hand_may(const struct exchange *x, const struct hand_kind *k) { return web_may(x, k->may ? k->may : MAY_ANALYSE); }

bool hand_kind_asked(const struct exchange *x, const struct hand_kind **out, struct err *e)
{
    const struct hand_kind *k;
    for (size_t i = 0; (k = hand_kind_at(i)) != NULL; i++)
        if (str_is(x->parameters[0], k->name) && hand_may(x, k)) {
            *out = k;
            return true;
        }
    return err_set(e, ERR_ABSENT, "there are no such records");
}

static struct str copied(struct exchange *x, struct str s)
{
    return (struct str){arena_text(&x->arena, s.p, s.n), s.n};
}

/* "SOURCE/KEY"; "=…" is the register's own. */
static struct str own_key(struct str s)
{
    const char *slash = s.n && s.p[0] != '=' ? memrchr(s.p, '/', s.n) : NULL;
    return slash ? (struct str){slash + 1, s.n - (size_t)(slash + 1 - s.p)} : STR("");
}

/* As a file would write it. */
static struct str value_of(struct exchange *x, const struct hand_field *f, const struct rows *r, int column)
{
    struct buf b CLEANUP(buf_end) = {0};
    if (rows_null(r, column))
        return STR("");
    if (f->as == HAND_DAY)
        buf_day(&b, (struct day){(int32_t)rows_int(r, column)});
    else if (f->as == HAND_NUMBER)
        buf_int(&b, rows_int(r, column));
    else if (f->as == HAND_REAL)
        buf_real(&b, rows_real(r, column));
    else if (f->as == HAND_OWN_KEY)
        return copied(x, own_key(rows_text(r, column)));
    else if (f->as != HAND_LIST)
        return copied(x, rows_text(r, column));
    struct str all = f->as == HAND_LIST ? rows_text(r, column) : STR("");
    for (size_t i = 0; i < all.n; i++) {
        if (all.p[i] == '\n')
            buf_text(&b, "; ");
        else
            buf_char(&b, all.p[i]);
    }
    return copied(x, buf_view(&b));
}

static void text_add(struct exchange *x, struct hand_record *h, struct str language, struct str text)
{
    struct hand_text *list = ARENA_ARRAY(&x->arena, struct hand_text, h->text_n + 1); /* few languages */
    if (h->text_n)
        memcpy(list, h->texts, h->text_n * sizeof *list);
    list[h->text_n++] = (struct hand_text){copied(x, language), copied(x, text)};
    h->texts = list;
}

/* A second text of one column gets a number. */
static struct str code_of(struct exchange *x, const struct hand_kind *k, const struct hand_record *h, struct str code)
{
    struct buf b CLEANUP(buf_end) = {0};
    size_t n = 1;
    for (size_t i = 0; k->texts_are_columns && i < h->text_n; i++) {
        struct str had = h->texts[i].language;
        n += str_eq(had, code) || (str_starts(had, arena_text(&x->arena, code.p, code.n)) && had.n > code.n && had.p[code.n] == '#');
    }
    buf_str(&b, code);
    if (n > 1)
        buf_f(&b, "#%zu", n);
    return copied(x, buf_view(&b));
}

bool hand_read(struct exchange *x, struct store *s, const struct hand_kind *k, struct hand_record **out, size_t *n, struct err *e)
{
    struct hand_record *list = NULL;
    size_t used = 0, room = 0;
    struct rows *r CLEANUP(rows_drop) = k->rows(s);
    int texts = 3 + (int)k->field_n;
    while (rows_next(r)) {
        if (!used || list[used - 1].id != rows_int(r, 0)) {
            GROW(list, used, room);
            list[used] = (struct hand_record){.id = rows_int(r, 0), .import = rows_int(r, 1), .ended_by = rows_null(r, 2) ? 0 : rows_int(r, 2)};
            for (size_t i = 0; i < k->field_n; i++)
                list[used].values[i] = value_of(x, &k->fields[i], r, 3 + (int)i);
            used++;
        }
        if (k->text_column && !(k->texts_are_columns && rows_null(r, texts)))
            text_add(x, &list[used - 1], code_of(x, k, &list[used - 1], rows_text(r, texts)), rows_text(r, texts + 1));
    }
    bool fine = rows_end(&r, e) && (!k->fill || k->fill(x, s, list, used, e));
    for (size_t i = 0, all = used; k->shows && i < all; i++) {
        if (i == 0)
            used = 0;
        if (k->shows(x, &list[i]))
            list[used++] = list[i];
    }
    *out = ARENA_ARRAY(&x->arena, struct hand_record, used + 1);
    *n = used;
    if (used)
        memcpy(*out, list, used * sizeof *list);
    free(list);
    return fine;
}

bool hand_asked(struct exchange *x, const struct hand_record *list, size_t n, const struct hand_record **out, struct err *e)
{
    int64_t id = 0;
    if (str_to_int(x->parameters[1], &id))
        for (size_t i = 0; i < n; i++)
            if (list[i].id == id) {
                *out = &list[i];
                return true;
            }
    return err_set(e, ERR_ABSENT, "there is no such record");
}

static struct str choice_shown(struct exchange *x, const struct hand_field *f, struct str value)
{
    for (const struct hand_choice *c = hand_choices(x, f); c && c->code; c++)
        if (str_is(value, c->code))
            return str_of(web_say(x, c->words));
    return STR("");
}

/* Codes of a list in one cell, in the reader's words. */
static struct str several_shown(struct exchange *x, const struct hand_field *f, struct str value)
{
    struct buf b CLEANUP(buf_end) = {0};
    for (size_t at = 0, to; at < value.n; at = to + 1) {
        for (to = at; to < value.n && value.p[to] != ';'; to++)
            ;
        struct str code = str_trim((struct str){value.p + at, to - at}), words = choice_shown(x, f, code);
        buf_text(&b, b.n && code.n ? " · " : "");
        buf_str(&b, words.n ? words : code);
    }
    return copied(x, buf_view(&b));
}

struct str hand_shown(struct exchange *x, const struct hand_field *f, struct str value)
{
    struct day first, last;
    struct str choice = f->as == HAND_SEVERAL ? several_shown(x, f, value) : choice_shown(x, f, value);
    if (choice.n)
        return choice;
    if (f->as == HAND_DAY && day_parse(value, &first, &last))
        return web_day(x, first);
    return value.n ? value : STR("—");
}

/* ---- what there is ---- */

static bool in_use(struct exchange *x, const struct hand_kind *k, int64_t *out, struct err *e)
{
    int64_t last = 0;
    struct hand_record *list = NULL;
    size_t n = 0;
    *out = 0;
    if (k->shows) { /* those that the caller must not see do not count for it */
        if (!hand_read(x, x->store, k, &list, &n, e))
            return false;
        for (size_t i = 0; i < n; i++)
            *out += !list[i].ended_by;
        return true;
    }
    struct rows *r CLEANUP(rows_drop) = k->rows(x->store);
    while (rows_next(r)) {
        *out += rows_null(r, 2) && rows_int(r, 0) != last;
        last = rows_int(r, 0);
    }
    return rows_end(&r, e);
}

static bool kinds_run(struct exchange *x, struct err *e)
{
    struct buf *b = &x->body;
    web_begin(x, &(struct web_frame){.title = str_of(web_say(x, T("Records, by hand"))), .section = "records", .narrow = true});
    markup_f(b, "<p>%s</p>\n", web_say(x, T("What the register holds can be written, corrected and taken out of use here, one record at a time. Nothing is erased: every earlier version stays to be read, with who changed it, when, and why.")));
    buf_text(b, "<ul>\n");
    if (web_may(x, MAY_ANALYSE))
        markup_f(b, "<li><a href=\"/incidents\">%s</a>: %s <a href=\"/incidents/new\">%s</a></li>\n", web_say(x, T("Incidents")), web_say(x, T("an incident's own page leads to its correction.")),
            web_say(x, T("Write a new incident")));
    const struct hand_kind *k;
    for (size_t i = 0; (k = hand_kind_at(i)) != NULL; i++) {
        int64_t n;
        if (!hand_may(x, k))
            continue;
        if (!in_use(x, k, &n, e))
            return false;
        markup_f(b, "<li><a href=\"/records/%s\">%s</a>: %.*s. %s</li>\n", k->name, web_say(x, k->many), STR_F(web_counted(x, TN("{n} record in use", "{n} records in use"), n)),
            web_say(x, k->about));
    }
    buf_text(b, "</ul>\n");
    if (web_may(x, MAY_ANALYSE))
        markup_f(b, "<p>%s <a href=\"/upload\">%s</a> · <a href=\"/imports\">%s</a></p>\n", web_say(x, T("Many at once are brought in as a file.")), web_say(x, T("Bring in a file")), web_say(x, T("Imports")));
    web_end(x);
    return true;
}

/* ---- a list ---- */

static bool holds(struct str text, struct str words)
{
    return !words.n || (text.n >= words.n && memmem(text.p, text.n, words.p, words.n));
}

/* Any of its words, folded as names are. */
static bool found(const struct hand_kind *k, const struct hand_record *h, struct str folded)
{
    struct buf all CLEANUP(buf_end) = {0}, b CLEANUP(buf_end) = {0};
    if (!folded.n)
        return true;
    for (size_t i = 0; i < k->field_n; i++)
        buf_f(&all, "%.*s ", STR_F(h->values[i]));
    for (size_t i = 0; i < h->text_n; i++)
        buf_f(&all, "%.*s ", STR_F(h->texts[i].text));
    name_fold(buf_view(&all), &b);
    return holds(buf_view(&b), folded) || holds(buf_view(&all), folded);
}

static void put_search(struct exchange *x, const struct hand_kind *k, struct str words, bool all)
{
    struct buf *b = &x->body;
    markup_f(b, "<form method=\"get\" action=\"/records/%s\" role=\"search\"><p><label for=\"q\">%s</label><input id=\"q\" name=\"q\" dir=\"auto\" maxlength=\"200\" value=\"%.*s\"></p>\n", k->name,
        web_say(x, T("Words to look for")), STR_F(words));
    markup_f(b, "<p><label><input type=\"checkbox\" name=\"all\" value=\"yes\"");
    buf_text(b, all ? " checked>" : ">");
    markup_f(b, " %s</label></p><p><button>%s</button></p></form>\n", web_say(x, T("also what is out of use")), web_say(x, T("Look")));
}

static void put_row(struct exchange *x, const struct hand_kind *k, const struct hand_record *h)
{
    struct buf *b = &x->body;
    bool first = true;
    buf_text(b, "<tr>");
    for (size_t i = 0; i < k->field_n; i++) {
        struct str value = hand_shown(x, &k->fields[i], h->values[i]);
        if (!k->fields[i].listed)
            continue;
        if (first)
            markup_f(b, "<th scope=\"row\"><a href=\"/records/%s/%lld/history\"><bdi>%.*s</bdi></a></th>", k->name, (long long)h->id, STR_F(value));
        else
            markup_f(b, "<td><bdi>%.*s</bdi></td>", STR_F(value));
        first = false;
    }
    if (h->ended_by)
        markup_f(b, "<td>%s</td></tr>\n", web_say(x, T("out of use")));
    else
        markup_f(b, "<td><a href=\"/records/%s/%lld\">%s</a></td></tr>\n", k->name, (long long)h->id, web_say(x, T("Correct")));
}

static void put_table(struct exchange *x, const struct hand_kind *k, const struct hand_record *const *list, size_t n)
{
    struct buf *b = &x->body;
    markup_f(b, "<div class=\"sc\" tabindex=\"0\" role=\"region\" aria-label=\"%s\"><table class=\"list\"><thead><tr>", web_say(x, k->many));
    for (size_t i = 0; i < k->field_n; i++)
        if (k->fields[i].listed)
            markup_f(b, "<th scope=\"col\">%s</th>", web_say(x, k->fields[i].word));
    markup_f(b, "<th scope=\"col\">%s</th></tr></thead><tbody>\n", web_say(x, T("By hand")));
    for (size_t i = 0; i < n; i++)
        put_row(x, k, list[i]);
    buf_text(b, "</tbody></table></div>\n");
}

static void put_page_link(struct exchange *x, const struct hand_kind *k, struct str words, bool all, int64_t page, const char *rel, const char *msgid)
{
    struct buf *b = &x->body;
    markup_f(b, "<a rel=\"%s\" href=\"/records/%s?page=%lld&amp;q=", rel, k->name, (long long)page);
    buf_percent(b, words);
    markup_f(b, "%s\">%s</a> ", all ? "&all=yes" : "", web_say(x, msgid));
}

static bool list_run(struct exchange *x, struct err *e)
{
    const struct hand_kind *k = NULL;
    struct hand_record *list = NULL;
    struct buf folded CLEANUP(buf_end) = {0}, *b = &x->body;
    size_t n = 0, fit = 0;
    int64_t page = 1;
    struct str words = str_trim(web_query(x, "q"));
    bool all = web_query(x, "all").n > 0;
    if (!hand_kind_asked(x, &k, e) || !hand_read(x, x->store, k, &list, &n, e))
        return false;
    if (words.n > 200)
        return err_set(e, ERR_INPUT, "the words to look for are longer than 200 bytes");
    name_fold(words, &folded);
    const struct hand_record **chosen = ARENA_ARRAY(&x->arena, const struct hand_record *, n + 1);
    for (size_t i = n; i-- > 0;) /* the latest first */
        if ((all || !list[i].ended_by) && found(k, &list[i], folded.n ? buf_view(&folded) : words))
            chosen[fit++] = &list[i];
    int64_t pages = MAX_OF((int64_t)1, ((int64_t)fit + A_PAGE - 1) / A_PAGE);
    if (!str_to_int(web_query(x, "page"), &page) || page < 1 || page > pages)
        page = 1;
    size_t from = (size_t)(page - 1) * A_PAGE;
    web_begin(x, &(struct web_frame){.title = str_of(web_say(x, k->many)), .section = "records"});
    markup_f(b, "<p>%s</p>\n<p><a href=\"/records/%s/new\">%s</a> · <a href=\"/records\">%s</a></p>\n", web_say(x, k->about), k->name, web_say(x, T("Write a new one")), web_say(x, T("Records, by hand")));
    put_search(x, k, words, all);
    markup_f(b, "<p role=\"status\">%.*s</p>\n", STR_F(web_counted(x, TN("{n} record", "{n} records"), (int64_t)fit)));
    if (fit)
        put_table(x, k, chosen + from, MIN_OF(fit - from, (size_t)A_PAGE));
    if (pages > 1) {
        markup_f(b, "<nav class=\"pages\" aria-label=\"%s\">", web_say(x, T("Pages")));
        if (page > 1)
            put_page_link(x, k, words, all, page - 1, "prev", T("Earlier page"));
        markup_f(b, "<span>%.*s</span> ", STR_F(WEB_TOLD(x, T("Page {n} of {pages}"), WEB_SLOT("n", web_number(x, page)), WEB_SLOT("pages", web_number(x, pages)))));
        if (page < pages)
            put_page_link(x, k, words, all, page + 1, "next", T("Next page"));
        buf_text(b, "</nav>\n");
    }
    web_end(x);
    return true;
}

/* ---- the form ---- */

/* What may be written where a cell names several of a list. */
static void put_words(struct exchange *x, const struct hand_field *f)
{
    const char *before = "";
    for (const struct hand_choice *c = hand_choices(x, f); c && c->code; c++, before = " · ") {
        buf_text(&x->body, before);
        markup_f(&x->body, "%s", web_say(x, c->words));
    }
}

void hand_put_field(struct exchange *x, const struct hand_field *f, struct str value, bool wrong)
{
    struct buf *b = &x->body;
    const char *invalid = wrong ? " aria-invalid=\"true\"" : "";
    markup_f(b, "<p><label for=\"f-%s\"><b>%s</b> %s", f->column, web_say(x, f->word), web_say(x, f->label));
    buf_text(b, f->as == HAND_DAY ? " <span dir=\"ltr\">(2024-03-05, 2024-03, 2024)</span></label>" : "</label>");
    if (f->as == HAND_SEVERAL)
        put_words(x, f);
    if (f->as != HAND_CHOICE) {
        markup_f(b, "<input id=\"f-%s\" name=\"%s\" dir=\"auto\" maxlength=\"2000\" value=\"%.*s\"", f->column, f->column, STR_F(value));
        buf_text(b, invalid);
        buf_text(b, f->as == HAND_REAL ? " inputmode=\"decimal\"" : f->as == HAND_NUMBER ? " inputmode=\"numeric\"" : "");
        buf_text(b, f->required ? " required></p>\n" : "></p>\n");
        return;
    }
    markup_f(b, "<select id=\"f-%s\" name=\"%s\"", f->column, f->column);
    buf_text(b, invalid);
    buf_text(b, f->required ? " required>" : ">");
    if (!f->required || !value.n)
        markup_f(b, "<option value=\"\">%s</option>", web_say(x, T("not said")));
    for (const struct hand_choice *c = hand_choices(x, f); c->code; c++)
        markup_f(b, "<option value=\"%s\"%s>%s</option>", c->code, str_is(value, c->code) ? " selected" : "", web_say(x, c->words));
    buf_text(b, "</select></p>\n");
}

/* Of a text in a column of its own, its language: behind the colon, before a number. */
struct str hand_language(const struct hand_kind *k, struct str code)
{
    const char *colon = k->texts_are_columns && code.n ? memchr(code.p, ':', code.n) : NULL;
    struct str l = colon ? (struct str){colon + 1, code.n - (size_t)(colon + 1 - code.p)} : k->texts_are_columns ? STR("") : code;
    const char *number = l.n ? memchr(l.p, '#', l.n) : NULL;
    return number ? (struct str){l.p, (size_t)(number - l.p)} : l;
}

static const char *sort_words(const struct hand_kind *k, struct str code)
{
    static const struct { const char *sort, *words; } sorts[] = {{"title", T("Title")}, {"name", T("Name")}, {"acronym", T("Acronym")}, {"former", T("Former name")}, {"spelling", T("Another spelling")}};
    for (size_t i = 0; k->texts_are_columns && i < ARRAY_LEN(sorts); i++)
        if (str_starts(code, sorts[i].sort))
            return sorts[i].words;
    return NULL;
}

/* The languages that the form has a text for: those of the program, and those that the record has besides. None is left out: a correction would lose its text. */
static size_t languages_of(struct exchange *x, const struct hand_kind *k, const struct hand_record *old, struct str **out)
{
    size_t n = 0, known = language_count();
    struct str *list = ARENA_ARRAY(&x->arena, struct str, known + (old ? old->text_n : 0) + 2);
    while (n < known) {
        const char *code = language_code(language_at(n));
        list[n++] = str_of(k->texts_are_columns ? arena_f(&x->arena, "%.*s:%s", (int)strcspn(k->text_column, ":"), k->text_column, code) : code);
    }
    if (k->texts_are_columns && str_starts(str_of(k->text_column), "name:"))
        list[n++] = STR("acronym");
    for (size_t i = 0; old && i < old->text_n; i++) {
        bool there = false;
        for (size_t at = 0; at < n; at++)
            there = there || str_eq(list[at], old->texts[i].language);
        if (!there)
            list[n++] = old->texts[i].language;
    }
    *out = list;
    return n;
}

static struct str text_in(const struct hand_record *h, struct str language)
{
    for (size_t i = 0; i < h->text_n; i++)
        if (str_eq(h->texts[i].language, language))
            return h->texts[i].text;
    return STR("");
}

static const char *language_words(struct str code)
{
    const struct language *l = web_language_of(code);
    return l ? language_own_name(l) : NULL;
}

static void put_texts(struct exchange *x, const struct hand_kind *k, const struct hand_record *old, const struct hand_record *now)
{
    struct str *list = NULL;
    size_t n = k->text_column ? languages_of(x, k, old, &list) : 0;
    struct buf *b = &x->body;
    if (n)
        markup_f(b, "<fieldset><legend>%s</legend>\n<p>%s %s</p>\n", web_say(x, k->text_word), web_say(x, k->text_label), web_say(x, T("One language is enough.")));
    for (size_t i = 0; i < n; i++) {
        struct str code = list[i], language = hand_language(k, code);
        const char *own = language_words(language), *sort = sort_words(k, code);
        markup_f(b, "<p><label for=\"t-%.*s\">", STR_F(code));
        if (sort)
            markup_f(b, "%s ", web_say(x, sort));
        if (own)
            markup_f(b, "<span lang=\"%.*s\">%s</span>", STR_F(language), own);
        else
            markup_f(b, "%.*s", STR_F(language.n || sort ? language : str_of(web_say(x, T("without a language")))));
        markup_f(b, "</label><textarea id=\"t-%.*s\" name=\"text-%.*s\" lang=\"%.*s\" dir=\"auto\" rows=\"%d\" maxlength=\"4000\">\n%.*s</textarea></p>\n", STR_F(code), STR_F(code), STR_F(language),
            k->texts_are_columns ? 1 : 4, STR_F(text_in(now, code)));
    }
    buf_text(b, n ? "</fieldset>\n" : "");
}

struct trouble { /* why a form comes back */
    const char *notice; /* a msgid */
    struct str detail;  /* English; "" none */
    struct str column;  /* the field that is wrong; "" none */
};

static void form_page(struct exchange *x, const struct hand_kind *k, const struct hand_record *old, const struct hand_record *now, const struct trouble *t)
{
    struct buf *b = &x->body;
    web_begin(x, &(struct web_frame){.title = str_of(web_say(x, old ? T("Correct a record by hand") : T("Write a record by hand"))), .section = "records", .narrow = true});
    if (t)
        markup_f(b, "<p role=\"alert\"><b>%s</b></p>\n", web_say(x, t->notice));
    if (t && t->detail.n)
        web_put_cause(x, b, "p", t->detail);
    markup_f(b, "<p><a href=\"/records/%s\">%s</a>", k->name, web_say(x, k->many));
    if (old)
        markup_f(b, " · <a href=\"/records/%s/%lld/history\">%s</a>", k->name, (long long)old->id, web_say(x, T("Its earlier versions")));
    markup_f(b, "</p>\n<p>%s</p>\n", web_say(x, k->about));
    web_form(x, old ? arena_f(&x->arena, "/records/%s/%" PRId64, k->name, old->id) : arena_f(&x->arena, "/records/%s/new", k->name));
    for (size_t i = 0; i < k->field_n; i++)
        hand_put_field(x, &k->fields[i], now->values[i], t && str_is(t->column, k->fields[i].column));
    put_texts(x, k, old, now);
    if (k->of_people && store_is_open_data(x->store))
        markup_f(b, "<p><label><input type=\"checkbox\" name=\"public\" value=\"yes\"> %s</label></p>\n", web_say(x, T("This summary is published already (this register is open to anybody who has its file)")));
    markup_f(b, "<p><label for=\"why\">%s</label><input id=\"why\" name=\"why\" dir=\"auto\" required maxlength=\"300\" value=\"%.*s\"></p>\n<p><button name=\"do\" value=\"save\">%s</button></p>\n",
        web_say(x, old ? T("Why is it corrected? On whose word? (kept with the correction; no names of persons)") : T("Where does it come from? On whose word? (kept with it; no names of persons)")),
        STR_F(t ? web_field(x, "why") : STR("")), web_say(x, old ? T("Save the correction") : T("Save it")));
    buf_text(b, "</form>\n");
    if (old) {
        markup_f(b, "<h2>%s</h2>\n<p>%s</p>\n", web_say(x, T("Take it out of use")), web_say(x, T("Where it should not be there at all. It stays to be read among the earlier versions, and can be brought back.")));
        web_form(x, arena_f(&x->arena, "/records/%s/%" PRId64, k->name, old->id));
        markup_f(b, "<p><label for=\"why-out\">%s</label><input id=\"why-out\" name=\"why\" dir=\"auto\" required maxlength=\"300\"></p><p><button name=\"do\" value=\"withdraw\">%s</button></p></form>\n",
            web_say(x, T("Why is it taken out of use? On whose word? (kept; no names of persons)")), web_say(x, T("Take it out of use")));
    }
    web_end(x);
}

static bool new_form_run(struct exchange *x, struct err *e)
{
    const struct hand_kind *k = NULL;
    struct hand_record none = {0};
    if (!hand_kind_asked(x, &k, e))
        return false;
    form_page(x, k, NULL, &none, NULL);
    return true;
}

static bool form_run(struct exchange *x, struct err *e)
{
    const struct hand_kind *k = NULL;
    const struct hand_record *old = NULL;
    struct hand_record *list = NULL;
    size_t n = 0;
    if (!hand_kind_asked(x, &k, e) || !hand_read(x, x->store, k, &list, &n, e) || !hand_asked(x, list, n, &old, e))
        return false;
    if (old->ended_by)
        return web_go(x, "/records/%s/%lld/history", k->name, (long long)old->id);
    form_page(x, k, old, old, NULL);
    return true;
}

/* ---- saving ---- */

struct saving {
    struct exchange *x;
    const struct hand_kind *k;
    const struct hand_record *old;  /* NULL: a new one */
    struct intake *in;              /* NULL: taken out of use */
    struct str why;
    int64_t made;                   /* number of the new record */
    bool late, known, another;      /* somebody was here before; the register says it already; another record would lose its place */
};

/* What the form says, as a record. */
static struct hand_record typed(struct exchange *x, const struct hand_kind *k, const struct hand_record *old)
{
    struct hand_record h = {0};
    struct str *list = NULL;
    size_t n = k->text_column ? languages_of(x, k, old, &list) : 0;
    for (size_t i = 0; i < k->field_n; i++)
        h.values[i] = str_trim(web_field(x, k->fields[i].column));
    for (size_t i = 0; i < n; i++) {
        struct str text = str_trim(web_field(x, arena_f(&x->arena, "text-%.*s", STR_F(list[i]))));
        if (text.n)
            text_add(x, &h, list[i], text);
    }
    return h;
}

static bool same(const struct hand_kind *k, const struct hand_record *a, const struct hand_record *b)
{
    bool is = a->text_n == b->text_n;
    for (size_t i = 0; i < k->field_n; i++)
        is = is && str_eq(a->values[i], b->values[i]);
    for (size_t i = 0; is && i < a->text_n; i++)
        is = str_eq(a->texts[i].text, text_in(b, a->texts[i].language));
    return is;
}

/* The table that a file of one record would be. */
static void table_of_columns(const struct hand_kind *k, const struct hand_record *old, const struct hand_record *h, struct buf *out)
{
    size_t gone = 0;
    for (size_t i = 0; i < k->field_n; i++)
        csv_cell(out, i == 0, str_of(k->fields[i].column));
    for (size_t i = 0; i < h->text_n; i++) {
        struct str code = h->texts[i].language;
        const char *number = memchr(code.p, '#', code.n);
        csv_cell(out, false, (struct str){code.p, number ? (size_t)(number - code.p) : code.n});
    }
    for (size_t i = 0; k->fill && old && i < old->text_n; i++) /* emptied: a table that completes what is there must say so */
        if (!text_in(h, old->texts[i].language).n) {
            csv_cell(out, false, old->texts[i].language);
            gone++;
        }
    if (!h->text_n && !gone)
        csv_cell(out, false, str_of(k->text_column));
    buf_char(out, '\n');
    for (size_t i = 0; i < k->field_n; i++)
        csv_cell(out, i == 0, h->values[i]);
    for (size_t i = 0; i < h->text_n; i++)
        csv_cell(out, false, h->texts[i].text);
    for (size_t i = 0; i < gone || (i == 0 && !h->text_n && !gone); i++)
        csv_cell(out, false, STR(""));
    buf_char(out, '\n');
}

static void table_of(const struct hand_kind *k, const struct hand_record *old, const struct hand_record *h, struct buf *out)
{
    if (k->texts_are_columns) {
        table_of_columns(k, old, h, out);
        return;
    }
    size_t rows = k->text_column ? MAX_OF(h->text_n, (size_t)1) : 1;
    for (size_t i = 0; i < k->field_n; i++)
        csv_cell(out, i == 0, str_of(k->fields[i].column));
    if (k->text_column) {
        csv_cell(out, false, STR("language"));
        csv_cell(out, false, str_of(k->text_column));
    }
    buf_char(out, '\n');
    for (size_t row = 0; row < rows; row++) {
        for (size_t i = 0; i < k->field_n; i++)
            csv_cell(out, i == 0, h->values[i]);
        if (k->text_column) {
            csv_cell(out, false, h->text_n ? h->texts[row].language : STR(""));
            csv_cell(out, false, h->text_n ? h->texts[row].text : STR(""));
        }
        buf_char(out, '\n');
    }
}

static bool still_in_use(struct saving *w, struct store *s, struct err *e)
{
    struct hand_record *list = NULL;
    size_t n = 0;
    if (!hand_read(w->x, s, w->k, &list, &n, e))
        return false;
    for (size_t i = 0; i < n; i++)
        if (list[i].id == w->old->id && !list[i].ended_by)
            return true;
    w->late = true;
    return err_set(e, ERR_STOPPED, "somebody changed this record while you wrote");
}

/* Which record the import took the place of, for the history. */
static bool link_add(struct store *s, const struct hand_kind *k, int64_t import, int64_t old, struct err *e)
{
    return store_do(s, "INSERT INTO problem (import_origin, import, number, severity, line, column_name, code, found, expected, advice) "
        "SELECT $1, $2, coalesce(max(number), 0) + 1, 3, $3, $4, 'by-hand', '', '', '' FROM problem WHERE import_origin = $1 AND import = $2",
        WITH(bind_int(store_origin(s)), bind_int(import), bind_int(old), bind_text(str_of(k->name))), e);
}

static bool made_find(struct saving *w, struct store *s, int64_t import, struct err *e)
{
    struct rows *r CLEANUP(rows_drop) = w->k->rows(s);
    while (rows_next(r))
        if (rows_int(r, 1) == import)
            w->made = rows_int(r, 0);
    return rows_end(&r, e);
}

static bool save_task(struct store *s, void *arg, struct err *e)
{
    struct saving *w = arg;
    int64_t import = 0;
    if (!store_next_id(s, "import", &import, e) || (w->old && (!still_in_use(w, s, e) || !w->k->end(s, w->old->id, import, e))))
        return false;
    if (!intake_write_within(w->in, s, &w->known, e))
        return false;
    const struct import *im = &intake_told(w->in, 0)->import;
    if (w->k->with_source && im->superseded) {
        w->another = true;
        return err_set(e, ERR_STOPPED, "another record would lose its place");
    }
    if (w->known || im->id != import) {
        w->known = true;
        return err_set(e, ERR_STOPPED, "nothing is to be written");
    }
    return (!w->old || (link_add(s, w->k, import, w->old->id, e) && store_do(s, "UPDATE import SET superseded = superseded + 1 WHERE origin = $1 AND id = $2",
        WITH(bind_int(store_origin(s)), bind_int(import)), e))) && made_find(w, s, import, e);
}

static bool withdraw_task(struct store *s, void *arg, struct err *e)
{
    struct saving *w = arg;
    struct exchange *x = w->x;
    struct hasher h;
    struct import im = {.origin = store_origin(s), .file = w->why, .layout = STR(BY_HAND), .who = x->who.name, .time = web_time_text(x), .source = STR(""), .superseded = 1};
    char detail[120];
    hash_begin(&h);
    hash_add(&h, w->k->name, strlen(w->k->name));
    hash_add(&h, &w->old->id, sizeof w->old->id);
    hash_add(&h, im.time.p, im.time.n);
    im.sha256 = hash_end(&h);
    if (!still_in_use(w, s, e) || !store_import_add(s, &im, NULL, 0, e) || !w->k->end(s, w->old->id, im.id, e) || !link_add(s, w->k, im.id, w->old->id, e))
        return false;
    snprintf(detail, sizeof detail, "import %" PRId64 ": %s, by hand: taken out of use", im.id, w->k->name);
    return (!w->k->places || place_all(s, 0, NULL, e)) && store_audit(s, "edit", str_of(detail), e);
}

static bool again(struct exchange *x, const struct saving *w, const struct hand_record *now, const struct trouble *t)
{
    x->status = 400;
    form_page(x, w->k, w->old, now, t);
    return true;
}

/* What the reader found wrong first, said at the form. */
static bool refused(struct exchange *x, const struct saving *w, const struct hand_record *now, const struct err *e)
{
    struct trouble t = {T("This cannot be kept as it stands, and nothing was saved. What is wrong is said below; mend it and save again."), str_of(e->text), STR("")};
    const struct intake_result *told = intake_count(w->in) ? intake_told(w->in, 0) : NULL;
    for (size_t i = 0; told && i < told->problem_n; i++) {
        const struct problem *p = &told->problems[i];
        if (p->severity != PROBLEM_REFUSED && !(w->k->with_source && p->severity == PROBLEM_NOTED))
            continue;
        t.column = copied(x, p->column);
        struct buf words CLEANUP(buf_end) = {0};
        problem_words(p, &words);
        t.detail = copied(x, buf_view(&words));
        break;
    }
    return again(x, w, now, &t);
}

static bool failed(struct exchange *x, const struct saving *w, const struct hand_record *now)
{
    static const struct trouble late = {T("Somebody changed this record while you wrote, and nothing was saved. Look at what it says now, and correct that."), {"", 0}, {"", 0}},
        known = {T("The register says this already, in this record or in another one. Nothing was saved."), {"", 0}, {"", 0}},
        another = {T("There is another record of the same, which this would take the place of. Nothing was saved: correct that one, or give this one a key of its own."), {"", 0}, {"", 0}};
    return again(x, w, now, w->late ? &late : w->another ? &another : &known);
}

/* The column that must stay as it is and does not; "" none. */
static struct str fixed_changed(const struct hand_kind *k, const struct hand_record *old, const struct hand_record *now)
{
    for (size_t i = 0; i < k->field_n; i++)
        if (k->fields[i].fixed && !str_eq(old->values[i], now->values[i]))
            return str_of(k->fields[i].column);
    return STR("");
}

/* The first choice that its list does not have; NULL none. What the record says already stays, whatever the list says. A reader of files would take some as "other" and note it. */
static const struct hand_field *none_of_list(struct exchange *x, const struct saving *w, const struct hand_record *now)
{
    for (size_t i = 0; i < w->k->field_n; i++) {
        const struct hand_field *f = &w->k->fields[i];
        bool stood = w->old && str_eq(w->old->values[i], now->values[i]);
        if (f->as == HAND_CHOICE && now->values[i].n && !stood && !choice_shown(x, f, now->values[i]).n)
            return f;
    }
    return NULL;
}

static bool again_chosen(struct exchange *x, const struct saving *w, const struct hand_record *now, const struct hand_field *f)
{
    struct buf b CLEANUP(buf_end) = {0};
    const char *before = "";
    buf_f(&b, "%s: \"%.*s\": expected one of ", f->column, STR_F(str_trim(web_field(x, f->column))));
    for (const struct hand_choice *c = hand_choices(x, f); c && c->code; c++, before = ", ")
        buf_f(&b, "%s%s", before, c->code);
    return again(x, w, now, &(struct trouble){hand_none_of_list, copied(x, buf_view(&b)), str_of(f->column)});
}

/* Of the record that is corrected, where it is known by that. */
static bool source_of(struct exchange *x, const struct saving *w, struct str *out, struct err *e)
{
    struct import *list = NULL;
    size_t n = 0;
    if (!w->k->with_source || !w->old)
        return true;
    if (!store_imports(x->store, &x->arena, &list, &n, e))
        return false;
    for (size_t i = 0; i < n; i++)
        if (list[i].id == w->old->import && list[i].origin == store_origin(x->store))
            *out = list[i].source;
    return true;
}

static bool record_save(struct exchange *x, struct saving *w, struct err *e)
{
    struct hand_record now = typed(x, w->k, w->old);
    struct buf text CLEANUP(buf_end) = {0};
    if (w->old && same(w->k, w->old, &now))
        return web_go(x, "/records/%s/%lld/history", w->k->name, (long long)w->old->id);
    struct intake_options o = {.source = STR(""), .sheet = STR(""), .encoding = STR(""), .layout = str_of(w->k->name), .map = STR(""), .dates = STR(""), .layer = STR(""), .dialogue = STR(""), .signs = STR(""),
        .level = -1, .meta_file = "", .by_hand = w->why, .published = web_field(x, "public").n > 0, .who = x->who.name, .time = web_time_text(x)};
    struct trouble fixed = {T("This field cannot be changed here, since more hangs on it than the form shows. Nothing was saved: write a new record instead."), STR(""), STR("")};
    if (!source_of(x, w, &o.source, e))
        return false;
    if (w->old && (fixed.column = fixed_changed(w->k, w->old, &now)).n)
        return again(x, w, &now, &fixed);
    const struct hand_field *odd = none_of_list(x, w, &now);
    if (odd)
        return again_chosen(x, w, &now, odd);
    w->in = intake_begin(x->store, &o, NULL);
    table_of(w->k, w->old, &now, &text);
    struct err wrong = {0};
    bool fine = true;
    bool read = intake_read_text(w->in, buf_view(&text), &wrong);
    if (read && w->k->with_source && intake_told(w->in, 0)->noted)
        read = err_set(&wrong, ERR_INPUT, "not all of it can be kept as it stands"); /* of a file it is noted, and kept without it; here somebody can mend it */
    if (!read)
        fine = wrong.code == ERR_INPUT || wrong.code == ERR_DENIED ? refused(x, w, &now, &wrong) : err_within(&wrong, "what was written by hand");
    else if (web_write(x, save_task, w, &wrong))
        fine = web_go(x, "/records/%s/%lld/history", w->k->name, (long long)w->made);
    else
        fine = (w->late || w->known || w->another) && failed(x, w, &now);
    if (!fine)
        *e = wrong;
    intake_end(&w->in);
    return fine;
}

static bool record_withdraw(struct exchange *x, struct saving *w, struct err *e)
{
    if (web_write(x, withdraw_task, w, e))
        return web_go(x, "/records/%s/%lld/history", w->k->name, (long long)w->old->id);
    return w->late && failed(x, w, w->old);
}

static bool save_run(struct exchange *x, struct err *e)
{
    struct saving w = {.x = x, .why = str_trim(web_field(x, "why"))};
    struct hand_record *list = NULL;
    size_t n = 0;
    if (!hand_kind_asked(x, &w.k, e) || (x->parameters[1].n && (!hand_read(x, x->store, w.k, &list, &n, e) || !hand_asked(x, list, n, &w.old, e))))
        return false;
    struct hand_record now = typed(x, w.k, w.old);
    struct str what = web_field(x, "do");
    if (!web_tick_offered(x, "public", e) || !web_offered("do", what, str_is(what, "save") || (w.old && str_is(what, "withdraw")), e))
        return false;
    if (w.k->shows && !w.k->shows(x, &now))
        return err_set(e, ERR_DENIED, "this is for stewards alone");
    if (!w.why.n || w.why.n > HAND_WHY_MOST)
        return again(x, &w, str_is(web_field(x, "do"), "withdraw") && w.old ? w.old : &now, &(struct trouble){T("Say in a few words why, and on whose word: at most 300 letters. Nothing was saved."), STR(""), STR("")});
    if (str_is(web_field(x, "do"), "withdraw") && w.old)
        return record_withdraw(x, &w, e);
    return record_save(x, &w, e);
}

#define FIELDS "actor level office reference note relation strength since until confidence visible amount currency issue power interest day id topic due outcome outcome_date answer trust_before trust_after " \
    "article contact promised made state state_date evidence told date " \
    "place alias language from to judgement said_by reason phase source licence country iso_3166_2 place_ar year population kind key method asked people women codes direction about " \
    "project title pillar pve part_of reported_by funded_by answers_for_it supported_by carried_out_by places sectors groups status " \
    "record_id project_code organisation implementing_partner donor sector activity admin1 site latitude longitude start end population_group indicator unit targeted reached " \
    "by against hides_data plan article text owner one other why_not asked answered " \
    "addressable addressable_why agenda ask baseline baseline_day baseline_high baseline_low because belief better_when came capacity checked checked_by code concerns confidential " \
    "convened_by data_say drivers genders help high how item looked looked_by low matter met n name need partner phases place_in_order plan_article practice premise question " \
    "reports rule run_by section securities side signed_by sure target target_day test title_page tried value verdict what who works " \
    "text-en text-ar text-ckb public why do"
const struct page pages_hand[] = {
    {"GET", "/records", MAY_ANALYSE | MAY_FACILITATE, PAGE_READ, "", "what can be written and corrected by hand", kinds_run, NULL},
    {"GET", "/records/{kind}", MAY_ANALYSE | MAY_FACILITATE, PAGE_READ, "q all page", "records of a kind, searched: aliases, observability, phases, licences, population, findings, actors, ties, actor-scores (stewards), contacts, promises, projects, who-what-where, restrictions, plans, plan-clashes, replies, help, judgements, partners, legal (analysts); and what people agreed, which whoever holds dialogues writes, too: agendas, agenda-items, capacities, item-states, item-links, indicators, indicator-values, priorities, practices, premises; harm-answers (stewards)", list_run, NULL},
    {"GET", "/records/{kind}/new", MAY_ANALYSE | MAY_FACILITATE, PAGE_READ, "", "an empty form for a record of that kind", new_form_run, NULL},
    {"POST", "/records/{kind}/new", MAY_ANALYSE | MAY_FACILITATE, PAGE_READ | PAGE_FORM, FIELDS, "save it: an import of one record", save_run, NULL},
    {"GET", "/records/{kind}/{id}", MAY_ANALYSE | MAY_FACILITATE, PAGE_READ, "", "a record's fields, to be corrected by hand", form_run, NULL},
    {"POST", "/records/{kind}/{id}", MAY_ANALYSE | MAY_FACILITATE, PAGE_READ | PAGE_FORM, FIELDS, "save a correction (do=save), or take it out of use (do=withdraw): an import of one record", save_run, NULL},
    {"GET", "/records/{kind}/{id}/history", MAY_ANALYSE | MAY_FACILITATE, PAGE_READ, "", "all versions of a record: who, when, why, what changed", hand_history_run, NULL},
    {0},
};
