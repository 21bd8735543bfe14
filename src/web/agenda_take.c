/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the register knows that could become an item: bridges of dialogues, findings, changes, gaps, each with what speaks for and against it, in no order of importance. People take one up: it becomes an item in their
 * words and a link to what it rests on, two imports by hand in one task, which can be taken back.
 */
#include "intake/intake.h"
#include "web/agenda_priv.h"

enum { KEY_LETTERS_MOST = 60 };

/* ---- the table of the desk ---- */

enum column { C_PLACE, C_KIND, C_REFERENCE, C_TEXT, C_FOR, C_AGAINST, C_BESIDE, C_TAKEN, COLUMNS };
static const char *const column_keys[COLUMNS] = {"place", "kind", "reference", "text", "for", "against", "beside", "taken"};

struct candidates {
    struct exchange *x;
    struct doc *d;
    const struct doc_table *t;
    size_t at[COLUMNS];
    const struct agenda_page *p;
};

static bool table_found(struct candidates *c)
{
    for (size_t i = 0; i < c->d->n; i++)
        if (c->d->blocks[i].table && str_is(c->d->blocks[i].table->key, "candidates"))
            c->t = c->d->blocks[i].table;
    for (size_t k = 0; c->t && k < COLUMNS; k++) {
        c->at[k] = SIZE_MAX;
        for (size_t i = 0; i < c->t->column_n; i++)
            if (str_is(c->t->columns[i].key, column_keys[k]))
                c->at[k] = i;
        if (c->at[k] == SIZE_MAX)
            c->t = NULL;
    }
    return c->t != NULL;
}

static struct str shown(const struct candidates *c, size_t row, enum column k)
{
    return words_flat(c->d, &c->t->cells[row * c->t->column_n + c->at[k]].words);
}

static struct str machine(const struct candidates *c, size_t row, enum column k)
{
    const struct doc_cell *cell = &c->t->cells[row * c->t->column_n + c->at[k]];
    return cell->machine.n ? cell->machine : k == C_PLACE || k == C_KIND ? STR("") : shown(c, row, k);
}

/* ---- one of them ---- */

static void put_argument(const struct candidates *c, size_t row, enum column k, const char *msgid)
{
    struct str text = shown(c, row, k);
    if (text.n)
        markup_f(&c->x->body, "<dt>%s</dt><dd dir=\"auto\">%.*s</dd>", web_say(c->x, msgid), STR_F(text));
}

static void put_agendas(const struct candidates *c, size_t row)
{
    struct exchange *x = c->x;
    struct buf *b = &x->body;
    markup_f(b, "<p><label for=\"g%lld\">%s</label><select id=\"g%lld\" name=\"agenda\">", (long long)row, web_say(x, T("It belongs to")), (long long)row);
    for (size_t i = 0; i < c->p->book.agenda_n; i++) {
        const struct agenda_head *h = &c->p->book.agendas[i];
        struct agenda_text title = items_told(x, &h->told, 0);
        markup_f(b, "<option value=\"%.*s\">%.*s</option>", STR_F(h->key), STR_F(title.text.n ? title.text : h->key));
    }
    markup_f(b, "<option value=\"\">%s</option></select></p>", web_say(x, T("none yet")));
}

static void put_take(const struct candidates *c, size_t row)
{
    struct exchange *x = c->x;
    struct buf *b = &x->body;
    struct str kind = machine(c, row, C_KIND), reference = machine(c, row, C_REFERENCE), place = machine(c, row, C_PLACE), text = shown(c, row, C_TEXT);
    markup_f(b, "<details><summary>%s</summary>", web_say(x, T("Take it up")));
    web_form(x, "/agenda/candidates");
    markup_f(b, "<input type=\"hidden\" name=\"kind\" value=\"%.*s\"><input type=\"hidden\" name=\"reference\" value=\"%.*s\"><input type=\"hidden\" name=\"place\" value=\"%.*s\">", STR_F(kind), STR_F(reference), STR_F(place));
    markup_f(b, "<p><label for=\"k%lld\">%s</label><input id=\"k%lld\" name=\"item\" required maxlength=\"60\" dir=\"auto\"></p>", (long long)row, web_say(x, T("A short name for it")), (long long)row);
    markup_f(b, "<p><label for=\"n%lld\">%s</label><textarea id=\"n%lld\" name=\"need\" rows=\"3\" required maxlength=\"2000\" dir=\"auto\">%.*s</textarea></p>", (long long)row,
        web_say(x, T("What people need, in their own words")), (long long)row, STR_F(text));
    put_agendas(c, row);
    markup_f(b, "<p><label for=\"s%lld\">%s</label><input id=\"s%lld\" name=\"said_by\" required maxlength=\"200\" dir=\"auto\"></p><p><button>%s</button></p></form></details>", (long long)row,
        web_say(x, T("Who takes it up: a group, a meeting or an organisation, never a person")), (long long)row, web_say(x, T("Make it an item")));
}

static void put_taken(const struct candidates *c, struct str keys)
{
    struct exchange *x = c->x;
    struct str one;
    markup_f(&x->body, "<p><b>%s</b> ", web_say(x, T("Taken up already:")));
    for (size_t at = 0; codes_next(keys, &at, &one);) {
        const struct agenda_item *i = agenda_item_of(&c->p->book, one);
        buf_text(&x->body, "<a href=\"/agenda/");
        buf_percent(&x->body, one);
        buf_text(&x->body, "\">");
        items_put(&x->body, i ? items_need(x, i) : (struct agenda_text){one, "", "auto"});
        buf_text(&x->body, "</a> ");
    }
    buf_text(&x->body, "</p>");
}

static void put_one(const struct candidates *c, size_t row)
{
    struct exchange *x = c->x;
    struct str kind = machine(c, row, C_KIND), taken = shown(c, row, C_TAKEN), to = STR("");
    const struct item_link l = {.kind = code_of(CODES_LINKS, kind), .reference = machine(c, row, C_REFERENCE)};
    if (l.kind)
        to = items_behind(c->p, &l);
    markup_f(&x->body, "<li><h2 dir=\"auto\">%.*s</h2><p class=\"dim\"><bdi>%.*s</bdi> · %.*s: ", STR_F(shown(c, row, C_TEXT)), STR_F(shown(c, row, C_PLACE)), STR_F(shown(c, row, C_KIND)));
    if (to.n)
        markup_f(&x->body, "<a href=\"%.*s\"><bdi>%.*s</bdi></a>", STR_F(to), STR_F(items_reference(c->p, &l)));
    else
        markup_f(&x->body, "<bdi>%.*s</bdi>", STR_F(l.reference));
    buf_text(&x->body, "</p><dl class=\"facts\">");
    put_argument(c, row, C_FOR, T("For it"));
    put_argument(c, row, C_AGAINST, T("Against it"));
    put_argument(c, row, C_BESIDE, T("Beside it"));
    buf_text(&x->body, "</dl>");
    if (taken.n)
        put_taken(c, taken);
    put_take(c, row);
    buf_text(&x->body, "</li>\n");
}

/* ---- the page ---- */

static bool page(struct exchange *x, const char *fault, struct err *e)
{
    struct answer a = {0};
    struct agenda_page p;
    const struct web_option propose = {"propose", STR("")};
    struct candidates c = {.x = x, .p = &p};
    bool done = items_open(x, &p, e) && web_desk(x, "agenda", NULL, 0, &propose, 1, false, &a, e) && a.doc;
    if (done) {
        c.d = a.doc;
        web_begin(x, &(struct web_frame){.title = str_of(web_say(x, T("What could become a priority"))), .section = "agenda", .narrow = true});
        if (fault)
            markup_f(&x->body, "<p role=\"alert\"><b>%s</b></p>\n", web_say(x, fault));
        markup_f(&x->body, "<p>%s</p>\n<p><a href=\"/agenda\">%s</a></p>\n", web_say(x, T("What the register knows that people could take up, by place and kind, each with what speaks for it and what against. Nothing has a score: those whom it concerns decide. Before you take something up, ask whether anybody here can act on it.")),
            web_say(x, T("What people agreed")));
        if (!table_found(&c) || !c.t->rows)
            markup_f(&x->body, "<p role=\"status\">%s</p>\n", web_say(x, T("Nothing of that kind is in this register yet.")));
        buf_text(&x->body, c.t && c.t->rows ? "<ul class=\"pri\">\n" : "");
        for (size_t i = 0; c.t && i < c.t->rows; i++)
            put_one(&c, i);
        buf_text(&x->body, c.t && c.t->rows ? "</ul>\n" : "");
        web_end(x);
    }
    answer_end(&a);
    items_close(&p);
    return done;
}

bool items_candidates_run(struct exchange *x, struct err *e) { return page(x, NULL, e); }

/* ---- taking up ---- */

struct taking {
    struct exchange *x;
    struct str item;
    struct intake *in[2]; /* the item, and its link */
    bool known;
    int64_t made;
};

static bool take_task(struct store *s, void *arg, struct err *e)
{
    struct taking *w = arg;
    int64_t there = 0;
    if (!store_int(s, "SELECT count(*) FROM agenda_item WHERE item_key = $1 AND ended_by IS NULL", WITH(bind_text(w->item)), 0, &there, e))
        return false;
    if (there) {
        w->known = true;
        return err_set(e, ERR_STOPPED, "an item is called so already");
    }
    for (size_t i = 0; i < ARRAY_LEN(w->in); i++)
        if (!intake_write_within(w->in[i], s, &w->known, e))
            return false;
    return store_int(s, "SELECT max(id) FROM agenda_item WHERE origin = $1 AND item_key = $2 AND ended_by IS NULL", WITH(bind_int(store_origin(s)), bind_text(w->item)), 0, &w->made, e);
}

static bool begin(struct exchange *x, const char *layout, struct str text, struct intake **in, struct err *e)
{
    struct intake_options o = {.source = STR(""), .sheet = STR(""), .encoding = STR(""), .layout = str_of(layout), .map = STR(""), .dates = STR(""), .layer = STR(""), .dialogue = STR(""), .signs = STR(""),
        .level = -1, .meta_file = "", .by_hand = STR("taken up of what the register knows"), .who = x->who.name, .time = web_time_text(x)};
    *in = intake_begin(x->store, &o, NULL);
    return intake_read_text(*in, text, e);
}

static void row(struct buf *b, const struct str *cells, size_t n)
{
    for (size_t i = 0; i < n; i++)
        csv_cell(b, i == 0, cells[i]);
    buf_char(b, '\n');
}

static bool write_both(struct taking *w, struct str need, struct err *e)
{
    struct exchange *x = w->x;
    struct buf item CLEANUP(buf_end) = {0}, link CLEANUP(buf_end) = {0};
    struct str said_by = str_trim(web_field(x, "said_by"));
    const struct str cells[] = {w->item, str_of(language_code(x->speech.language)), web_field(x, "agenda"), need, web_field(x, "place"), said_by};
    const struct str linked[] = {w->item, web_field(x, "kind"), web_field(x, "reference"), STR("for"), said_by};
    buf_text(&item, "item,language,agenda,need,place,said_by\n");
    row(&item, cells, ARRAY_LEN(cells));
    buf_text(&link, "item,kind,reference,direction,said_by\n");
    row(&link, linked, ARRAY_LEN(linked));
    bool done = begin(x, "agenda-items", buf_view(&item), &w->in[0], e) && begin(x, "item-links", buf_view(&link), &w->in[1], e) && web_write(x, take_task, w, e);
    for (size_t i = 0; i < ARRAY_LEN(w->in); i++)
        if (w->in[i])
            intake_end(&w->in[i]);
    return done;
}

/* Is the agenda that was chosen one of the register's? */
static bool agenda_offered(struct exchange *x, struct err *e)
{
    struct agenda_book book = {0};
    struct str chosen = web_field(x, "agenda");
    bool is = false, read = !chosen.n || agenda_read(x->store, &book, e);
    for (size_t i = 0; read && i < book.agenda_n; i++)
        is = is || str_eq(book.agendas[i].key, chosen);
    bool fine = read && web_offered("agenda", chosen, is, e);
    agenda_book_end(&book);
    return fine;
}

bool items_take_run(struct exchange *x, struct err *e)
{
    if (!agenda_offered(x, e))
        return false;
    struct str need = str_trim(web_field(x, "need"));
    struct taking w = {.x = x, .item = str_trim(web_field(x, "item"))};
    if (!w.item.n || w.item.n > KEY_LETTERS_MOST || !need.n || !str_trim(web_field(x, "said_by")).n) {
        x->status = 400;
        return page(x, T("Give it a short name, say what people need, and who takes it up. Nothing was saved."), e);
    }
    if (!write_both(&w, need, e)) {
        x->status = 400;
        return w.known && page(x, T("An item is called so already: give this one another short name. Nothing was saved."), e);
    }
    return items_by_hand(x, "agenda-items") ? web_go(x, "/records/agenda-items/%lld", (long long)w.made) : web_go(x, "/agenda/%.*s", STR_F(w.item));
}
