/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What became of what was said: for each statement of a dialogue the priorities that rest on it and may be published, with their state in plain words, what was promised and whether
 * people were told. It hangs on statements, never on who reads: the same bytes for everybody.
 */
#include "web/agenda_priv.h"
#include "web/part_priv.h"

enum { BECAME_MOST = 6, NEED_MOST = 400 }; /* items on one page, so that it stays light; bytes of one of their texts */

struct becoming {
    struct str name; /* of the dialogue */
    struct exchange *x;
    struct agenda_page a;
    struct buf *out;
    size_t shown, passed;
};

/* DIALOGUE#NUMBER of this dialogue */
static bool is_statement(const struct becoming *b, const struct item_link *l, int64_t *number)
{
    struct str name = b->name, r = l->reference;
    return strcmp(l->kind->code, "statement") == 0 && r.n > name.n + 1 && memcmp(r.p, name.p, name.n) == 0 && r.p[name.n] == '#'
        && str_to_int((struct str){r.p + name.n + 1, r.n - name.n - 1}, number);
}

static void put_cut(struct becoming *b, struct agenda_text t)
{
    bool cut = t.text.n > NEED_MOST;
    size_t n = cut ? NEED_MOST : t.text.n;
    while (cut && n && (t.text.p[n] & 0xC0) == 0x80)
        n--;
    items_put(b->out, (struct agenda_text){{t.text.p, n}, t.lang, t.dir});
    buf_text(b->out, cut ? " \u2026" : "");
}

static void put_promise(struct becoming *b, const struct agenda_item *i, struct str key)
{
    struct exchange *x = b->x;
    const struct promise *m = items_promise(&b->a, key);
    const char *lang = "";
    if (!m)
        return;
    struct str who = items_actor_by(&b->a, i, m->actor, &lang);
    markup_f(b->out, "<p>%s <bdi lang=\"%s\">%.*s</bdi>: <span dir=\"auto\">%.*s</span>", web_say(x, T("Promised by")), lang, STR_F(who), STR_F(m->promised));
    if (day_known(m->due))
        markup_f(b->out, " (%.*s)", STR_F(WEB_TOLD(x, T("due on {day}"), WEB_SLOT("day", web_day(x, m->due)))));
    markup_f(b->out, "<br><b>%s</b></p>", web_say(x, promise_now_label(promise_now(m, x->today))));
}

static void put_told(struct becoming *b, const struct item_state *now)
{
    struct exchange *x = b->x;
    if (now && day_known(now->told))
        markup_f(b->out, "<p class=\"n\">%.*s</p>", STR_F(WEB_TOLD(x, T("People were told in public on {day}."), WEB_SLOT("day", web_day(x, now->told)))));
    else
        markup_f(b->out, "<p class=\"n\">%s</p>", web_say(x, T("People were not told in public yet.")));
}

static void put_item(struct becoming *b, const struct agenda_item *i)
{
    struct exchange *x = b->x;
    const struct item_state *now = item_state_now(i);
    buf_text(b->out, "<p>");
    put_cut(b, items_need(x, i));
    markup_f(b->out, "<br><b>%s</b>", web_say(x, items_state_words(now)));
    if (now && day_known(now->day))
        markup_f(b->out, " %.*s", STR_F(web_day(x, now->day)));
    buf_text(b->out, "</p>");
    for (size_t k = 0; k < i->link_n; k++)
        if (strcmp(i->links[k].kind->code, "promise") == 0)
            put_promise(b, i, i->links[k].reference);
    put_told(b, now);
}

/* ---- the statements ---- */

static bool put_statement(struct becoming *b, int64_t number, struct err *e)
{
    struct rows *r CLEANUP(rows_drop) = store_rows(b->x->store, "SELECT t.language, t.text FROM statement_text t JOIN dialogue d ON d.origin = t.origin AND d.id = t.dialogue "
        "WHERE d.name = $1 AND d.ended_by IS NULL AND t.statement = $2 ORDER BY (t.language = $3) DESC, t.translated LIMIT 1",
        WITH(bind_text(b->name), bind_int(number), bind_text(str_of(language_code(b->x->speech.language)))));
    if (rows_next(r)) {
        struct str language = rows_text(r, 0), text = rows_text(r, 1);
        struct part_lang l = part_lang_of(language);
        markup_f(b->out, "<h3>%s <q lang=\"%s\" dir=\"%s\">%.*s</q></h3>", web_say(b->x, T("People said:")), l.code, l.dir, STR_F(text));
    }
    return rows_end(&r, e);
}

/* Statements that something came of, by their numbers. */
static size_t numbers_of(struct becoming *b, int64_t **out)
{
    size_t n = 0, most = 0;
    int64_t number;
    for (size_t k = 0; k < b->a.book.item_n; k++)
        most += b->a.book.items[k].link_n;
    int64_t *list = ARENA_ARRAY(&b->x->arena, int64_t, most + 1);
    for (size_t k = 0; k < b->a.book.item_n; k++)
        for (size_t l = 0; items_seen(&b->a, &b->a.book.items[k]) && l < b->a.book.items[k].link_n; l++) {
            if (!is_statement(b, &b->a.book.items[k].links[l], &number))
                continue;
            size_t at = 0;
            while (at < n && list[at] < number)
                at++;
            if (at < n && list[at] == number)
                continue;
            memmove(list + at + 1, list + at, (n - at) * sizeof *list);
            list[at] = number;
            n++;
        }
    *out = list;
    return n;
}

static bool rests_on(const struct becoming *b, const struct agenda_item *i, int64_t wanted)
{
    int64_t number;
    for (size_t l = 0; l < i->link_n; l++)
        if (is_statement(b, &i->links[l], &number) && number == wanted)
            return true;
    return false;
}

static bool one_statement(struct becoming *b, int64_t number, struct err *e)
{
    bool first = true;
    for (size_t k = 0; k < b->a.book.item_n; k++) {
        const struct agenda_item *i = &b->a.book.items[k];
        if (!items_seen(&b->a, i) || !rests_on(b, i, number))
            continue;
        if (b->shown == BECAME_MOST) {
            b->passed++;
            continue;
        }
        if (first && !put_statement(b, number, e))
            return false;
        first = false;
        put_item(b, i);
        b->shown++;
    }
    return true;
}

static bool make_became(struct exchange *x, void *arg, struct buf *out, struct err *e)
{
    struct becoming *b = arg;
    int64_t *numbers;
    bool good = items_open(x, &b->a, e);
    b->a.own = b->a.facts.own_people = false; /* whoever looks reads what may be published, and no more */
    b->out = out;
    size_t n = good ? numbers_of(b, &numbers) : 0;
    if (n)
        markup_f(out, "<h2>%s</h2>", web_say(x, T("What became of what was said")));
    for (size_t k = 0; good && k < n; k++)
        good = one_statement(b, numbers[k], e);
    if (good && b->passed)
        markup_f(out, "<p class=\"n\">%.*s</p>", STR_F(web_counted(x, TN("{n} more is not shown here.", "{n} more are not shown here."), (int64_t)b->passed)));
    items_close(&b->a);
    return good;
}

bool part_became(struct exchange *x, struct str dialogue, struct err *e)
{
    struct becoming b = {.name = dialogue, .x = x};
    unsigned may = x->may;
    x->may = MAY_TAKE_PART; /* so that it is kept once, whoever asks */
    bool good = web_kept(x, arena_f(&x->arena, "what became of what was said in %.*s, on %d", STR_F(dialogue), (int)x->today.n), KEEP_RECORDS | KEEP_ALONE, make_became, &b, &x->body, e);
    x->may = may;
    return good;
}
