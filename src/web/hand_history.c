/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * All versions of a record. They belong together where they say the same of what tells records apart, or where one took the place of the other by hand: that is
 * kept with the import, and so stays known when the import is taken back.
 */
#include "web/hand_priv.h"

enum { VERSIONS_MOST = 200 };

struct link { int64_t import, id; }; /* that import by hand took the place of that record */
struct past {
    const struct hand_kind *k;
    struct hand_record *list;
    size_t n;
    struct link *links;
    size_t link_n;
    struct import *imports;
    size_t import_n;
    const struct hand_record *of[VERSIONS_MOST]; /* the versions */
    size_t of_n;
};

static bool links_read(struct exchange *x, struct past *p, struct err *e)
{
    struct bind which[] = {bind_int(store_origin(x->store)), bind_text(str_of(p->k->name))};
    int64_t most = 0;
    if (!store_int(x->store, "SELECT count(*) FROM problem WHERE import_origin = $1 AND code = 'by-hand' AND column_name = $2", ((struct binds){which, 2}), 0, &most, e))
        return false;
    p->links = ARENA_ARRAY(&x->arena, struct link, most + 1);
    struct rows *r CLEANUP(rows_drop) = store_rows(x->store, "SELECT import, line FROM problem WHERE import_origin = $1 AND code = 'by-hand' AND column_name = $2 ORDER BY import, number", ((struct binds){which, 2}));
    while (rows_next(r) && p->link_n < (size_t)most)
        p->links[p->link_n++] = (struct link){rows_int(r, 0), rows_int(r, 1)};
    return rows_end(&r, e);
}

static bool same_key(const struct hand_kind *k, const struct hand_record *a, const struct hand_record *b)
{
    for (size_t i = 0; i < k->field_n; i++)
        if (k->fields[i].key && !str_eq(a->values[i], b->values[i]))
            return false;
    return true;
}

static bool linked(const struct past *p, const struct hand_record *a, const struct hand_record *b)
{
    for (size_t i = 0; i < p->link_n; i++)
        if ((p->links[i].import == a->import && p->links[i].id == b->id) || (p->links[i].import == b->import && p->links[i].id == a->id))
            return true;
    return false;
}

static bool is_version(const struct past *p, const struct hand_record *h)
{
    for (size_t i = 0; i < p->of_n; i++)
        if (p->of[i] == h)
            return true;
    return false;
}

/* All that hang together with the first, by number. */
static void gather(struct past *p, const struct hand_record *first)
{
    p->of[p->of_n++] = first;
    for (size_t at = 0; at < p->of_n; at++)
        for (size_t i = 0; i < p->n && p->of_n < VERSIONS_MOST; i++)
            if (!is_version(p, &p->list[i]) && (same_key(p->k, p->of[at], &p->list[i]) || linked(p, p->of[at], &p->list[i])))
                p->of[p->of_n++] = &p->list[i];
    for (size_t i = 1; i < p->of_n; i++) /* few, and nearly in order */
        for (size_t j = i; j > 0 && p->of[j - 1]->id > p->of[j]->id; j--) {
            const struct hand_record *h = p->of[j];
            p->of[j] = p->of[j - 1];
            p->of[j - 1] = h;
        }
}

static const struct import *import_of(const struct past *p, int64_t id, int64_t origin)
{
    for (size_t i = 0; i < p->import_n; i++)
        if (p->imports[i].id == id && p->imports[i].origin == origin)
            return &p->imports[i];
    return NULL;
}

/* ---- showing ---- */

void hand_put_change(struct exchange *x, const char *word, struct str before, struct str now)
{
    markup_f(&x->body, "<li>%s: <del><bdi>%.*s</bdi></del> <ins><bdi>%.*s</bdi></ins></li>\n", word, STR_F(before), STR_F(now));
}

void hand_put_version(struct exchange *x, const struct import *m, const char *state)
{
    struct buf *b = &x->body;
    bool hand = str_is(m->layout, BY_HAND);
    markup_f(b, "<h2><a href=\"/imports/%lld\">%.*s</a> · %s</h2>\n", (long long)m->id, STR_F(WEB_TOLD(x, T("Import {id}"), WEB_SLOT("id", web_number(x, m->id)))), web_say(x, state));
    markup_f(b, "<p><bdi>%.*s</bdi> · %.*s</p>\n<p>%s <bdi>%.*s</bdi></p>\n", STR_F(m->who), STR_F(web_moment(x, m->time)), web_say(x, hand ? T("By hand:") : T("File:")), STR_F(m->file));
    if (m->undone)
        markup_f(b, "<p>%s</p>\n", web_say(x, T("This import was taken back.")));
}

static struct str text_in(const struct hand_record *h, struct str language)
{
    for (size_t i = 0; i < h->text_n; i++)
        if (str_eq(h->texts[i].language, language))
            return h->texts[i].text;
    return STR("");
}

static void put_text_change(struct exchange *x, const struct hand_kind *k, struct str language, struct str before, struct str now)
{
    markup_f(&x->body, "<li>%s (%.*s): <del lang=\"%.*s\"><bdi>%.*s</bdi></del> <ins lang=\"%.*s\"><bdi>%.*s</bdi></ins></li>\n", web_say(x, k->text_word), STR_F(language), STR_F(hand_language(k, language)), STR_F(before), STR_F(hand_language(k, language)),
        STR_F(now));
}

static void put_changes(struct exchange *x, const struct hand_kind *k, const struct hand_record *before, const struct hand_record *now)
{
    buf_text(&x->body, "<ul>\n");
    for (size_t i = 0; i < k->field_n; i++) {
        const struct hand_field *f = &k->fields[i];
        if (!before)
            markup_f(&x->body, "<li>%s: <bdi>%.*s</bdi></li>\n", web_say(x, f->word), STR_F(hand_shown(x, f, now->values[i])));
        else if (!str_eq(before->values[i], now->values[i]))
            hand_put_change(x, web_say(x, f->word), hand_shown(x, f, before->values[i]), hand_shown(x, f, now->values[i]));
    }
    for (size_t i = 0; i < now->text_n; i++) {
        struct str language = now->texts[i].language, old = before ? text_in(before, language) : STR("");
        if (!before)
            markup_f(&x->body, "<li>%s (%.*s): <bdi lang=\"%.*s\">%.*s</bdi></li>\n", web_say(x, k->text_word), STR_F(language), STR_F(hand_language(k, language)), STR_F(now->texts[i].text));
        else if (!str_eq(old, now->texts[i].text))
            put_text_change(x, k, language, old.n ? old : STR("—"), now->texts[i].text);
    }
    for (size_t i = 0; before && i < before->text_n; i++)
        if (!text_in(now, before->texts[i].language).n)
            put_text_change(x, k, before->texts[i].language, before->texts[i].text, STR("—"));
    buf_text(&x->body, "</ul>\n");
}

/* What that version was made of: the record it took the place of, else the one before it. */
static const struct hand_record *before_of(const struct past *p, size_t at)
{
    for (size_t i = 0; i < p->link_n; i++)
        for (size_t k = 0; p->links[i].import == p->of[at]->import && k < p->of_n; k++)
            if (p->of[k]->id == p->links[i].id)
                return p->of[k];
    return at ? p->of[at - 1] : NULL;
}

/* An import that only took it out of use brought no version. */
static bool brought_any(const struct past *p, int64_t import)
{
    for (size_t i = 0; i < p->of_n; i++)
        if (p->of[i]->import == import)
            return true;
    return false;
}

static void put_withdrawals(struct exchange *x, const struct past *p, const struct hand_record *h)
{
    for (size_t i = p->link_n; i-- > 0;) {
        const struct import *m = p->links[i].id == h->id ? import_of(p, p->links[i].import, store_origin(x->store)) : NULL;
        if (!m || brought_any(p, m->id))
            continue;
        buf_text(&x->body, "<section>");
        hand_put_version(x, m, T("taken out of use"));
        buf_text(&x->body, "</section>\n");
    }
}

static void put_versions(struct exchange *x, const struct past *p)
{
    for (size_t i = p->of_n; i-- > 0;) { /* the latest first */
        const struct hand_record *h = p->of[i];
        const struct import *m = import_of(p, h->import, store_origin(x->store));
        put_withdrawals(x, p, h);
        if (!m)
            continue;
        buf_text(&x->body, "<section>");
        hand_put_version(x, m, h->ended_by ? T("out of use") : T("in use"));
        put_changes(x, p->k, before_of(p, i), h);
        buf_text(&x->body, "</section>\n");
    }
}

bool hand_history_run(struct exchange *x, struct err *e)
{
    struct past p = {0};
    const struct hand_record *asked = NULL, *now = NULL;
    struct buf *b = &x->body;
    if (!hand_kind_asked(x, &p.k, e) || !hand_read(x, x->store, p.k, &p.list, &p.n, e) || !hand_asked(x, p.list, p.n, &asked, e) || !links_read(x, &p, e) ||
        !store_imports(x->store, &x->arena, &p.imports, &p.import_n, e))
        return false;
    gather(&p, asked);
    for (size_t i = 0; i < p.of_n; i++)
        now = p.of[i]->ended_by ? now : p.of[i];
    web_begin(x, &(struct web_frame){.title = str_of(web_say(x, T("A record and its earlier versions"))), .section = "records", .narrow = true});
    markup_f(b, "<p><a href=\"/records/%s\">%s</a>", p.k->name, web_say(x, p.k->many));
    if (now)
        markup_f(b, " · <a href=\"/records/%s/%lld\">%s</a>", p.k->name, (long long)now->id, web_say(x, T("Correct it")));
    markup_f(b, "</p>\n<p>%s</p>\n", web_say(x, now ? T("It is in use. An import's page takes back what it changed.") : T("It is out of use. Taking back the import that ended it brings it back.")));
    put_versions(x, &p);
    web_end(x);
    return true;
}
