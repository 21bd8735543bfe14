/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One item whole. First whether anybody can act on it: hopes are not raised for nothing. Then what people need and already do, what speaks for and against it, each with the way to
 * the records behind it, what was promised and what became of it.
 */
#include "place/called.h"
#include "voice/voice.h"
#include "web/agenda_priv.h"

struct shown_item {
    const struct agenda_page *p;
    struct exchange *x;
    const struct agenda_item *i;
    struct buf *b;
};

static void heading(const struct shown_item *s, const char *msgid) { markup_f(s->b, "<h2>%s</h2>\n", web_say(s->x, msgid)); }

static void fact(const struct shown_item *s, const char *msgid, struct str value, const char *lang)
{
    if (value.n)
        markup_f(s->b, "<dt>%s</dt><dd><bdi lang=\"%s\">%.*s</bdi></dd>", web_say(s->x, msgid), lang, STR_F(value));
}

/* Who says so, in small. */
static void said_by(const struct shown_item *s, struct str who)
{
    const char *lang;
    if (!who.n)
        return;
    struct str name = items_actor_by(s->p, s->i, who, &lang);
    markup_f(s->b, " <span class=\"dim\">%.*s</span>", STR_F(WEB_TOLD(s->x, T("said by {who}"), WEB_SLOT("who", name))));
}

/* ---- can anybody act on it ---- */

static void put_addressable(const struct shown_item *s)
{
    static const struct { const char *code, *words; } says[] = {{"yes", T("Somebody here can act on it.")}, {"partly", T("Somebody here can act on a part of it.")}, {"no", T("Nobody here can act on it.")}};
    const char *words = T("Nobody has asked whether anybody here can act on it.");
    struct agenda_text why = items_told(s->x, &s->i->told, 2);
    for (size_t k = 0; s->i->addressable && k < ARRAY_LEN(says); k++)
        if (strcmp(s->i->addressable->code, says[k].code) == 0)
            words = says[k].words;
    markup_f(s->b, "<p class=\"lk\"><b>%s</b> ", web_say(s->x, words));
    items_put(s->b, why);
    buf_text(s->b, "</p>\n");
}

static void put_signature(const struct shown_item *s)
{
    const struct harm_question *which = NULL;
    const char *why = items_unsigned(item_may_be_published(s->i, &which));
    const struct item_sign *sign = &s->i->sign;
    if (s->p->own && why) {
        markup_f(s->b, "<p class=\"dim\" role=\"note\"><b>%s</b>", web_say(s->x, why));
        if (which)
            markup_f(s->b, " %s", web_say(s->x, which->question));
        buf_text(s->b, "</p>\n");
    } else if (sign->signed_by.n) {
        markup_f(s->b, "<p class=\"dim\">%.*s</p>\n", STR_F(WEB_TOLD(s->x, T("Signed by {who} on {day}: nobody should come to harm by this being published."), WEB_SLOT("who", sign->signed_by), WEB_SLOT("day", web_day(s->x, sign->day)))));
    }
}

/* ---- what it is ---- */

static void put_facts(const struct shown_item *s)
{
    struct exchange *x = s->x;
    const struct agenda_item *i = s->i;
    const char *reader = language_code(x->speech.language), *lang;
    struct agenda_text ask = items_told(x, &i->told, 1);
    buf_text(s->b, "<p>");
    items_put_state(x, s->b, item_state_now(i));
    buf_text(s->b, "</p>\n<dl class=\"facts\">");
    fact(s, T("What is asked for"), ask.text, ask.lang);
    struct str owner = items_actor_by(s->p, i, i->owner, &lang);
    fact(s, T("Who can act"), owner, lang);
    struct str place = items_place(s->p, item_place_words(&s->p->book, i), &lang);
    fact(s, T("Place"), place, lang);
    fact(s, T("Whom it concerns"), items_codes(x, CODES_GROUPS, i->concerns), reader);
    fact(s, T("Women and men"), items_codes(x, CODES_GENDERS, i->genders), reader);
    fact(s, T("Securities"), items_codes(x, CODES_SECURITIES, i->securities), reader);
    fact(s, T("Pillar"), items_code(x, i->pillar), reader);
    fact(s, T("Level"), items_code(x, i->level), reader);
    fact(s, T("Drivers that it is about"), items_codes(x, CODES_DRIVERS, i->drivers), reader);
    fact(s, T("Article of a plan"), i->article, "");
    struct str who = items_actor_by(s->p, i, i->said_by, &lang);
    fact(s, T("Brought by"), who, lang);
    buf_text(s->b, "</dl>\n");
    items_put_replies(s->p, i, s->b);
}

/* ---- does it suit the phase ---- */

/* Whose judgement it is that the item suits a phase: whoever brought it. */
static struct str judged(const struct shown_item *s, const char *by, const char *unnamed)
{
    const char *lang;
    struct str who = items_actor_by(s->p, s->i, s->i->said_by, &lang);
    return who.n ? WEB_TOLD(s->x, by, {.name = "who", .text = who, .isolate = true}) : str_of(web_say(s->x, unnamed));
}

static void put_set(const struct shown_item *s, const struct phase_set *set)
{
    struct exchange *x = s->x;
    const char *lang;
    struct str place = items_place(s->p, set->words, &lang), who = items_actor_by(s->p, s->i, set->said_by, &lang);
    const struct slot slots[] = {{.name = "place", .text = place, .isolate = true}, WEB_SLOT("phase", str_of(web_say(x, phase_words(set->phase)))), {.name = "who", .text = who, .isolate = true}, WEB_SLOT("from", day_known(set->from) ? web_day(x, set->from) : STR("")),
        WEB_SLOT("to", day_known(set->to) ? web_day(x, set->to) : STR(""))};
    const char *words = day_known(set->from) && day_known(set->to) ? T("{place}: {phase}, from {from} to {to}, as {who} set it.") : day_known(set->from) ? T("{place}: {phase}, since {from}, as {who} set it.")
        : day_known(set->to) ? T("{place}: {phase}, until {to}, as {who} set it.") : T("{place}: {phase}, as {who} set it.");
    markup_f(s->b, "<span>%.*s</span>", STR_F(web_told(x, words, slots, ARRAY_LEN(slots))));
}

static void put_fit(const struct shown_item *s)
{
    struct exchange *x = s->x;
    struct fit f = fit_of_item(s->i, &s->p->book, s->p->columns, gazetteer_sole_country(s->p->columns->places), x->today, &x->arena);
    struct str suits = items_phases(x, s->i->phases);
    heading(s, T("Does it suit the phase?"));
    buf_text(s->b, "<ul>\n");
    if (suits.n)
        markup_f(s->b, "<li>%.*s</li>\n", STR_F(WEB_TOLD(x, T("As people judged, it suits: {phases}"), WEB_SLOT("phases", suits))));
    else
        markup_f(s->b, "<li>%s</li>\n", web_say(x, T("Nobody has said which phases it suits.")));
    for (size_t k = 0; k < f.n; k++) {
        buf_text(s->b, "<li>");
        put_set(s, f.list[k].set);
        if (suits.n)
            markup_f(s->b, " <b>%.*s</b>", STR_F(f.list[k].suits ? judged(s, T("It suits this phase, as {who} judged."), T("It suits this phase; who judged so nobody wrote down."))
                : judged(s, T("It does not suit this phase, as {who} judged."), T("It does not suit this phase; who judged so nobody wrote down."))));
        buf_text(s->b, "</li>\n");
    }
    if (!f.n)
        markup_f(s->b, "<li>%.*s</li>\n", STR_F(WEB_TOLD(x, T("Nobody has set a phase of this place for {day}. None is guessed from data."), WEB_SLOT("day", web_day(x, x->today)))));
    if (!f.n && f.last) {
        markup_f(s->b, "<li>%s ", web_say(x, T("The last one has ended.")));
        put_set(s, f.last);
        buf_text(s->b, "</li>\n");
    }
    buf_text(s->b, "</ul>\n");
}

static void put_capacities(const struct shown_item *s)
{
    struct exchange *x = s->x;
    heading(s, T("What people already do about it"));
    if (!s->i->capacity_n) {
        markup_f(s->b, "<p>%s</p>\n", web_say(x, T("Nobody has written down what people already do about it.")));
        return;
    }
    buf_text(s->b, "<ul>\n");
    for (size_t k = 0; k < s->i->capacity_n; k++) {
        const struct capacity *c = &s->i->capacities[k];
        static const struct { const char *code, *words; } works[] = {{"yes", T("It works.")}, {"partly", T("It works in part.")}, {"no", T("It does not work.")}};
        const char *how = T("Nobody has said whether it works.");
        for (size_t w = 0; c->works && w < ARRAY_LEN(works); w++)
            how = strcmp(c->works->code, works[w].code) == 0 ? works[w].words : how;
        buf_text(s->b, "<li>");
        items_put(s->b, items_told(x, &c->told, 0));
        struct agenda_text who = items_told(x, &c->told, 1);
        if (who.text.n) {
            buf_text(s->b, " (");
            items_put(s->b, who);
            buf_text(s->b, ")");
        }
        markup_f(s->b, " <b>%s</b>", web_say(x, how));
        said_by(s, c->said_by);
        buf_text(s->b, "</li>\n");
    }
    buf_text(s->b, "</ul>\n");
}

/* ---- evidence ---- */

static bool is_done(const struct item_link *l) { return strcmp(l->kind->code, "contact") == 0 || strcmp(l->kind->code, "promise") == 0; }

/* What was said, beside its number. */
static bool put_statement(const struct shown_item *s, struct str reference, struct err *e)
{
    const char *hash = memrchr(reference.p, '#', reference.n);
    int64_t number = 0;
    if (!hash || !str_to_int((struct str){hash + 1, reference.n - (size_t)(hash + 1 - reference.p)}, &number))
        return true;
    struct str name = {reference.p, (size_t)(hash - reference.p)};
    struct rows *r CLEANUP(rows_drop) = store_rows(s->x->store, "SELECT t.language, t.text FROM statement_text t JOIN dialogue d ON d.origin = t.origin AND d.id = t.dialogue "
        "JOIN statement s ON s.origin = t.origin AND s.dialogue = t.dialogue AND s.id = t.statement "
        "WHERE d.name = $1 AND d.ended_by IS NULL AND t.statement = $2 AND s.moderation >= 0 ORDER BY (t.language = $3) DESC, t.translated LIMIT 1",
        WITH(bind_text(name), bind_int(number), bind_text(str_of(language_code(s->x->speech.language)))));
    if (rows_next(r)) {
        struct str language = rows_text(r, 0), text = rows_text(r, 1);
        markup_f(s->b, "<br><q lang=\"%.*s\">%.*s</q>", STR_F(language), STR_F(text));
    }
    return rows_end(&r, e);
}

/* What was found, in the words of whoever asked; not where so few were asked that it would be told who they are. */
static bool put_finding(const struct shown_item *s, struct str key, struct err *e)
{
    struct voice_finding *list = NULL;
    size_t n = 0;
    if (!voice_findings(s->x->store, &s->x->arena, &list, &n, e))
        return false;
    for (size_t i = 0; i < n; i++) {
        const struct voice_summary *best = NULL;
        for (size_t k = 0; str_eq(list[i].key, key) && !voice_is_few(list[i].people) && k < list[i].summary_n; k++)
            if (!best || str_is(list[i].summaries[k].language, language_code(s->x->speech.language)))
                best = &list[i].summaries[k];
        if (best)
            markup_f(s->b, "<br><q lang=\"%.*s\" dir=\"auto\">%.*s</q>", STR_F(best->language), STR_F(best->summary));
    }
    return true;
}

static bool put_link(const struct shown_item *s, const struct item_link *l, struct err *e)
{
    struct exchange *x = s->x;
    struct str to = items_behind(s->p, l), words = items_reference(s->p, l);
    markup_f(s->b, "<li><b>%.*s:</b> ", STR_F(items_code(x, l->kind)));
    if (to.n)
        markup_f(s->b, "<a href=\"%.*s\"><bdi>%.*s</bdi></a>", STR_F(to), STR_F(words));
    else
        markup_f(s->b, "<bdi>%.*s</bdi>", STR_F(words));
    if (l->strength)
        markup_f(s->b, " · %.*s", STR_F(items_code(x, l->strength)));
    if (strcmp(l->kind->code, "statement") == 0 && !put_statement(s, l->reference, e))
        return false;
    if (strcmp(l->kind->code, "finding") == 0 && !put_finding(s, l->reference, e))
        return false;
    if (l->note.n)
        markup_f(s->b, "<br><span dir=\"auto\">%.*s</span>", STR_F(l->note));
    said_by(s, l->said_by);
    buf_text(s->b, "</li>\n");
    return true;
}

/* `direction` NULL: of those that nobody has put on a side. */
static bool put_side(const struct shown_item *s, const char *direction, const char *title, const char *none, struct err *e)
{
    size_t n = 0;
    for (size_t k = 0; k < s->i->link_n; k++) {
        const struct item_link *l = &s->i->links[k];
        bool here = !is_done(l) && (l->direction ? direction && strcmp(l->direction->code, direction) == 0 : !direction);
        if (!here)
            continue;
        if (!n++)
            markup_f(s->b, "<h3>%s</h3>\n<ul>\n", web_say(s->x, title));
        if (!put_link(s, l, e))
            return false;
    }
    if (n)
        buf_text(s->b, "</ul>\n");
    else if (none)
        markup_f(s->b, "<h3>%s</h3>\n<p>%s</p>\n", web_say(s->x, title), web_say(s->x, none));
    return true;
}

static bool put_evidence(const struct shown_item *s, struct err *e)
{
    heading(s, T("What speaks for it, and what against it"));
    return put_side(s, "for", T("For it"), T("No record is named that speaks for it."), e) && put_side(s, "against", T("Against it"), T("No record is named that speaks against it. That does not say that there is none."), e)
        && put_side(s, NULL, T("Nobody has said which way these speak"), NULL, e);
}

/* ---- what was promised ---- */

static void put_behind(const struct shown_item *s, const struct item_link *l)
{
    struct str to = items_behind(s->p, l);
    if (to.n)
        markup_f(s->b, " <a href=\"%.*s\">%s</a>", STR_F(to), web_say(s->x, T("the record")));
}

static void put_promise(const struct shown_item *s, const struct item_link *l)
{
    struct exchange *x = s->x;
    const struct promise *m = items_promise(s->p, l->reference);
    const char *lang = "";
    if (!m) {
        if (s->p->own)
            markup_f(s->b, "<li>%.*s</li>\n", STR_F(WEB_TOLD(x, T("{key}: no promise of that name is in this register."), WEB_SLOT("key", l->reference))));
        return;
    }
    struct str who = items_actor_by(s->p, s->i, m->actor, &lang);
    markup_f(s->b, "<li><b><bdi lang=\"%s\">%.*s</bdi></b>: <span dir=\"auto\">%.*s</span>", lang, STR_F(who), STR_F(m->promised));
    if (day_known(m->due))
        markup_f(s->b, " · %.*s", STR_F(WEB_TOLD(x, T("due on {day}"), WEB_SLOT("day", web_day(x, m->due)))));
    markup_f(s->b, "<br><b>%s</b>", web_say(x, promise_now_label(promise_now(m, x->today))));
    if (m->evidence.n)
        markup_f(s->b, " <span dir=\"auto\">%.*s</span>", STR_F(m->evidence));
    markup_f(s->b, " <span class=\"dim\">%.*s</span>", STR_F(day_known(m->told) ? WEB_TOLD(x, T("people were told on {day}"), WEB_SLOT("day", web_day(x, m->told))) : str_of(web_say(x, T("people were not told yet")))));
    put_behind(s, l);
    buf_text(s->b, "</li>\n");
}

static void put_contact(const struct shown_item *s, const struct item_link *l)
{
    struct exchange *x = s->x;
    const struct contact *c = items_contact(s->p, l->reference);
    const char *lang = "";
    if (!c) {
        if (s->p->own)
            markup_f(s->b, "<li>%.*s</li>\n", STR_F(WEB_TOLD(x, T("{key}: no letter or meeting of that name is in this register."), WEB_SLOT("key", l->reference))));
        return;
    }
    struct str who = items_asked(s->p, s->i, c->to, &lang);
    markup_f(s->b, "<li><b>%s</b>, %.*s: <bdi lang=\"%s\">%.*s</bdi><br><b>%s</b>", web_say(x, c->kind->label), STR_F(web_day(x, c->day)), lang, STR_F(who), web_say(x, c->outcome->label));
    if (s->p->facts.by_name && c->answer.n)
        markup_f(s->b, " <span dir=\"auto\">%.*s</span>", STR_F(c->answer));
    put_behind(s, l);
    buf_text(s->b, "</li>\n");
}

static void put_done(const struct shown_item *s)
{
    size_t n = 0;
    heading(s, T("What was asked, promised and answered"));
    for (size_t k = 0; k < s->i->link_n; k++) {
        const struct item_link *l = &s->i->links[k];
        if (!is_done(l))
            continue;
        if (!n++)
            buf_text(s->b, "<ul>\n");
        if (strcmp(l->kind->code, "promise") == 0)
            put_promise(s, l);
        else
            put_contact(s, l);
    }
    if (n)
        buf_text(s->b, "</ul>\n");
    else
        markup_f(s->b, "<p>%s</p>\n", web_say(s->x, T("Nothing was asked of anybody yet, and nothing promised, as far as this register knows.")));
}

static void table_begin(const struct shown_item *s, const char *title, const char *const *columns, size_t n)
{
    markup_f(s->b, "<div class=\"sc\" tabindex=\"0\" role=\"region\" aria-label=\"%s\"><table><thead><tr>", web_say(s->x, title));
    for (size_t k = 0; k < n; k++)
        markup_f(s->b, "<th scope=\"col\">%s</th>", web_say(s->x, columns[k]));
    buf_text(s->b, "</tr></thead><tbody>\n");
}

static void table_end(const struct shown_item *s) { buf_text(s->b, "</tbody></table></div>\n"); }

static void put_states(const struct shown_item *s)
{
    static const char *const columns[] = {T("Day"), T("State"), T("Why"), T("Said by"), T("People were told")};
    struct exchange *x = s->x;
    const char *lang;
    if (!s->i->state_n)
        return;
    heading(s, T("What became of it, step by step"));
    table_begin(s, T("What became of it, step by step"), columns, ARRAY_LEN(columns));
    for (size_t k = 0; k < s->i->state_n; k++) {
        const struct item_state *t = &s->i->states[k];
        struct str who = items_actor_by(s->p, s->i, t->said_by, &lang);
        markup_f(s->b, "<tr><th scope=\"row\">%.*s</th><td>%.*s</td><td dir=\"auto\">%.*s</td><td><bdi lang=\"%s\">%.*s</bdi></td><td>%.*s</td></tr>\n", STR_F(web_day(x, t->day)), STR_F(items_code(x, t->state)),
            STR_F(t->why), lang, STR_F(who), STR_F(day_known(t->told) ? web_day(x, t->told) : str_of(web_say(x, T("not yet")))));
    }
    table_end(s);
}

/* ---- indicators ---- */

enum indicator_column { I_NAME, I_UNIT, I_BASE, I_BASE_RANGE, I_BASE_DAY, I_NOW, I_NOW_RANGE, I_NOW_DAY, I_TARGET, I_TARGET_DAY, I_SOURCE, I_COLUMNS };

static struct doc_cell *at(struct doc_table *t, size_t row, enum indicator_column column) { return &t->cells[row * t->column_n + column]; }

static void words_cell(struct doc *d, struct doc_table *t, size_t row, enum indicator_column column, struct str text)
{
    at(t, row, column)->kind = CELL_WORDS;
    if (text.n)
        words_name(d, &at(t, row, column)->words, text, NULL);
}

/* Whether few people stand behind it nobody can tell from the number of its records: to others than the register's own people it counts as if they were people. */
static void estimate_cells(const struct shown_item *s, struct doc_table *t, size_t row, enum indicator_column column, struct estimate v, double n)
{
    struct shown_cell c = guard_one(s->p->own || isnan(n) ? BASIS_PUBLIC_RECORD : basis_people(0), v);
    *at(t, row, column) = (struct doc_cell){.kind = CELL_NUMBER, .number = c, .style = NUMBER_1};
    if (!isnan(v.lo) && !isnan(v.hi))
        *at(t, row, column + 1) = (struct doc_cell){.kind = CELL_RANGE, .number = c, .style = NUMBER_1};
    else if (!isnan(v.value))
        words_cell(NULL, t, row, column + 1, STR(""));
}

static void indicator_row(const struct shown_item *s, struct doc *d, struct doc_table *t, size_t row)
{
    struct exchange *x = s->x;
    const struct indicator *k = &s->i->indicators[row];
    const struct indicator_value *last = k->value_n ? &k->values[k->value_n - 1] : NULL;
    struct agenda_text name = items_told(x, &k->told, 0), source = items_told(x, &k->told, 1);
    words_cell(d, t, row, I_NAME, name.text.n ? name.text : k->code ? items_code(x, k->code) : k->key);
    words_cell(d, t, row, I_UNIT, k->unit);
    estimate_cells(s, t, row, I_BASE, (struct estimate){k->baseline, k->baseline_low, k->baseline_high, 0}, NAN);
    words_cell(d, t, row, I_BASE_DAY, day_known(k->baseline_day) ? web_day(x, k->baseline_day) : STR(""));
    if (last) {
        estimate_cells(s, t, row, I_NOW, (struct estimate){last->value, last->low, last->high, isnan(last->n) ? 0 : (int64_t)last->n}, last->n);
        words_cell(d, t, row, I_NOW_DAY, web_day(x, last->day));
    }
    *at(t, row, I_TARGET) = (struct doc_cell){.kind = CELL_NUMBER, .number = guard_one(BASIS_PUBLIC_RECORD, (struct estimate){k->target, NAN, NAN, 0}), .style = NUMBER_1};
    words_cell(d, t, row, I_TARGET_DAY, day_known(k->target_day) ? web_day(x, k->target_day) : STR(""));
    words_cell(d, t, row, I_SOURCE, source.text);
}

static void put_indicators(const struct shown_item *s)
{
    static const char *const labels[I_COLUMNS] = {T("What is measured"), T("Unit"), T("At first"), T("Between"), T("Day"), T("Last"), T("Between"), T("Day"), T("Target"), T("By when"), T("How one sees it")};
    struct exchange *x = s->x;
    if (!s->i->indicator_n)
        return;
    struct doc *d = doc_new(&x->speech);
    struct doc_table *t = doc_table_new(d, "indicators", I_COLUMNS, s->i->indicator_n);
    for (size_t k = 0; k < I_COLUMNS; k++)
        t->columns[k] = (struct doc_column){.key = STR("c"), .label = str_of(web_say(x, labels[k])), .number = k == I_BASE || k == I_BASE_RANGE || k == I_NOW || k == I_NOW_RANGE || k == I_TARGET};
    for (size_t row = 0; row < s->i->indicator_n; row++)
        indicator_row(s, d, t, row);
    doc_add(d, BLOCK_TABLE)->table = t;
    words_text(d, &doc_add(d, BLOCK_NOTE)->words, str_of(web_say(x, T("A number without a range came without one: how sure it is nobody has said."))));
    heading(s, T("How one would see it change"));
    buf_text(s->b, "<div class=\"doc\">");
    doc_html_blocks(d, true, s->b);
    buf_text(s->b, "</div>\n");
    doc_free(&d);
}

/* ---- what it rests on ---- */

static void put_premise(const struct agenda_page *p, const struct premise *m)
{
    static const char *const labels[] = {NULL, T("How it would be tested:"), T("What the data say now:")};
    struct exchange *x = p->x;
    struct buf *b = &x->body;
    const char *lang;
    buf_text(b, "<li>");
    items_put(b, items_told(x, &m->told, 0));
    markup_f(b, " <b>%.*s</b>", STR_F(items_code(x, m->verdict)));
    for (size_t w = 1; w < 3; w++) {
        struct agenda_text t = items_told(x, &m->told, w);
        if (!t.text.n)
            continue;
        markup_f(b, "<br>%s ", web_say(x, labels[w]));
        items_put(b, t);
    }
    if (day_known(m->looked))
        markup_f(b, "<br><span class=\"dim\">%.*s</span>", STR_F(WEB_TOLD(x, T("last looked at on {day} by {who}"), WEB_SLOT("day", web_day(x, m->looked)), WEB_SLOT("who", items_actor(p, m->looked_by, &lang)))));
    buf_text(b, "</li>\n");
}

void items_put_premises(const struct agenda_page *p, const char *title, const struct premise *list, size_t n)
{
    if (!n)
        return;
    markup_f(&p->x->body, "<h2>%s</h2>\n<ul>\n", web_say(p->x, title));
    for (size_t k = 0; k < n; k++)
        put_premise(p, &list[k]);
    buf_text(&p->x->body, "</ul>\n");
}

/* ---- by hand ---- */
static void put_edits(const struct shown_item *s)
{
    static const struct { const char *kind, *words; } kinds[] = {{"agenda-items", T("The item itself")}, {"item-states", T("Its states")}, {"item-links", T("Its evidence and promises")},
        {"capacities", T("What people do about it")}, {"indicators", T("Its indicators")}, {"premises", T("What we believe")}, {"contacts", T("Letters, calls and meetings")}, {"promises", T("Promises")}};
    if (!items_by_hand(s->x, "agenda-items"))
        return;
    heading(s, T("Correct it by hand"));
    buf_text(s->b, "<ul class=\"files\">\n");
    for (size_t k = 0; k < ARRAY_LEN(kinds); k++) {
        if (!items_by_hand(s->x, kinds[k].kind))
            continue;
        markup_f(s->b, "<li><a href=\"/records/%s", kinds[k].kind);
        buf_text(s->b, k < 6 ? "?q=" : "");
        buf_percent(s->b, k < 6 ? s->i->key : STR(""));
        markup_f(s->b, "\">%s</a></li>\n", web_say(s->x, kinds[k].words));
    }
    buf_text(s->b, "</ul>\n");
}

/* ---- the page ---- */

static bool put_item(const struct shown_item *s, struct err *e)
{
    markup_f(s->b, "<p><a href=\"/agenda\">%s</a></p>\n", web_say(s->x, T("What people agreed")));
    put_addressable(s);
    put_signature(s);
    put_facts(s);
    put_capacities(s);
    if (!put_evidence(s, e))
        return false;
    put_fit(s);
    put_done(s);
    put_states(s);
    put_indicators(s);
    items_put_premises(s->p, T("What we believe"), s->i->premises, s->i->premise_n);
    items_put_checklist(s->p, s->i);
    put_edits(s);
    return true;
}

bool items_item_run(struct exchange *x, struct err *e)
{
    struct agenda_page p;
    bool done = items_open(x, &p, e);
    const struct agenda_item *i = done ? agenda_item_of(&p.book, x->parameters[0]) : NULL;
    if (done && !(i && items_seen(&p, i))) /* the same sentence for what is not there, and for what is not to be read */
        done = err_set(e, ERR_ABSENT, "there is no priority of that name");
    if (done) {
        web_begin(x, &(struct web_frame){.title = items_need(x, i).text, .section = "agenda", .narrow = true});
        done = put_item(&(struct shown_item){&p, x, i, &x->body}, e);
        web_end(x);
    }
    items_close(&p);
    return done;
}
