/* SPDX-License-Identifier: GPL-3.0-or-later */
/* room: what the page of one participant needs, from memory. */
#include "voice/room_priv.h"

static struct str copied(struct str t, struct arena *a)
{
    return (struct str){arena_text(a, t.p, t.n), t.n};
}

static bool absent(struct str name, struct err *e)
{
    return err_set(e, ERR_ABSENT, "no dialogue \"%.*s\" is held here", (int)MIN_OF(name.n, (size_t)ROOM_NAME_BYTES), name.p);
}

static const struct voice_words *words_in(const struct held *h, const char *language)
{
    static const struct voice_words none = {{"", 0}, {"", 0}, {"", 0}, {"", 0}};
    for (size_t i = 0; i < h->word_n; i++)
        if (str_is(h->words[i].language, language))
            return &h->words[i];
    return h->word_n ? &h->words[0] : &none;
}

/* ---- which statement is next ---- */

static bool is_skipped(const int64_t *skip, size_t skip_n, int64_t id)
{
    for (size_t i = 0; i < skip_n; i++)
        if (skip[i] == id)
            return true;
    return false;
}

/* By the counts of all who voted; how far apart a statement stands from the middle is not known while people vote (extremity 0). */
static double *priorities(const struct held *h, struct arena *a)
{
    size_t n = h->statement_n;
    int64_t *counts = ARENA_ARRAY(a, int64_t, 3 * n + 1);
    bool *meta = ARENA_ARRAY(a, bool, n + 1);
    double *out = ARENA_ARRAY(a, double, n + 1), *extremity = ARENA_ARRAY(a, double, n + 1);
    struct opinion_tally t = {.groups = 0, .statements = n, .agree = counts, .disagree = counts + n, .seen = counts + 2 * n};
    for (size_t i = 0; i < n; i++) {
        t.agree[i] = h->statements[i].agree;
        t.disagree[i] = h->statements[i].disagree;
        t.seen[i] = h->statements[i].seen;
        meta[i] = h->statements[i].meta;
    }
    opinion_priority(&t, extremity, meta, out);
    return out;
}

static void progress_of(const struct held *h, const struct seat *t, bool *may, struct room_page *out)
{
    for (size_t i = 0; i < h->statement_n; i++) {
        bool shown = h->statements[i].shown, answered = shown && t && seat_vote(t, i) != SEAT_NONE;
        may[i] = shown && !answered;
        out->statements += shown;
        out->answered += answered;
    }
}

/* Those passed over come back when nothing else is left. */
static size_t next_of(const struct held *h, const bool *may, const int64_t *skip, size_t skip_n, uint64_t seed, struct arena *a)
{
    double chance, *priority = priorities(h, a);
    struct rng g;
    bool *rest = ARENA_ARRAY(a, bool, h->statement_n + 1);
    rng_init(&g, seed);
    for (size_t i = 0; i < h->statement_n; i++)
        rest[i] = may[i] && !is_skipped(skip, skip_n, h->statements[i].id);
    size_t at = opinion_next(priority, rest, h->statement_n, 0.2, &g, &chance);
    return at == SIZE_MAX && skip_n ? opinion_next(priority, may, h->statement_n, 0.2, &g, &chance) : at;
}

static void statement_fill(const struct said *x, const char *language, struct arena *a, struct room_statement *out)
{
    *out = (struct room_statement){.id = x->id, .text = STR(""), .language = STR(""), .translation = STR("")};
    if (!x->text_n)
        return;
    out->text = copied(x->texts[0].text, a);
    out->language = copied(x->texts[0].language, a);
    for (size_t i = 1; i < x->text_n && !str_is(out->language, language); i++)
        if (str_is(x->texts[i].language, language))
            out->translation = copied(x->texts[i].text, a);
}

/* ---- the page ---- */

static void attributes_fill(const struct held *h, struct arena *a, struct room_page *out)
{
    out->attributes = ARENA_ARRAY(a, struct room_attribute, h->attribute_n + 1);
    out->attribute_n = h->attribute_n;
    for (size_t i = 0; i < h->attribute_n; i++) {
        struct room_attribute *x = &out->attributes[i];
        *x = (struct room_attribute){copied(h->attributes[i].name, a), ARENA_ARRAY(a, struct str, h->attributes[i].n + 1), h->attributes[i].n};
        for (size_t v = 0; v < x->n; v++)
            x->values[v] = copied(h->attributes[i].values[v], a);
    }
}

static void head_fill(const struct held *h, const char *language, struct arena *a, struct room_page *out)
{
    const struct voice_words *w = words_in(h, language);
    out->dialogue = h->id;
    out->name = copied(h->name, a);
    out->topic = copied(w->topic, a);
    out->description = copied(w->description, a);
    out->rules = copied(h->how.rules, a);
    out->language = copied(w->language, a);
    out->entry = h->how.entry;
    out->closed = day_known(h->closed);
    out->open = held_open(h);
    out->may_add = h->how.may_add;
    out->result = h->how.result;
}

/* Which statement is put before whom is no secret: no need to ask the system for chance each time. */
static uint64_t lot_of(struct rooms *r)
{
    uint64_t n = __atomic_add_fetch(&r->lots, 1, __ATOMIC_RELAXED);
    return hash_64(&n, sizeof n, r->lot);
}

static void page_fill(struct rooms *r, const struct held *h, const char *language, const struct pass *pass, const int64_t *skip, size_t skip_n, struct arena *a,
    struct room_page *out)
{
    bool *may = ARENA_ARRAY(a, bool, h->statement_n + 1);
    struct digest d = {{0}};
    if (pass)
        d = room_pass_digest(str_of(r->uuid), h->id, pass);
    size_t seat = pass ? held_seat(h, &d) : SIZE_MAX;
    const struct seat *t = seat == SIZE_MAX ? NULL : &h->seats[seat];
    head_fill(h, language, a, out);
    attributes_fill(h, a, out);
    progress_of(h, t, may, out);
    out->known = t != NULL;
    out->declared = !h->attribute_n || (t && t->asked);
    size_t next = out->open ? next_of(h, may, skip, skip_n, lot_of(r), a) : SIZE_MAX;
    out->next = (struct room_statement){.id = -1, .text = STR(""), .language = STR(""), .translation = STR("")};
    if (next != SIZE_MAX)
        statement_fill(&h->statements[next], language, a, &out->next);
}

bool room_page(struct rooms *r, struct str name, const char *language, const struct pass *pass, const int64_t *skip, size_t skip_n, struct arena *a, struct room_page *out,
    struct err *e)
{
    struct room_page page = {0};
    pthread_rwlock_rdlock(&r->lock);
    const struct held *h = rooms_by_name(r, name);
    if (h)
        page_fill(r, h, language, pass, skip, MIN_OF(skip_n, (size_t)16), a, &page);
    pthread_rwlock_unlock(&r->lock);
    if (!h)
        return absent(name, e);
    *out = page;
    return true;
}

bool room_id(struct rooms *r, struct str name, int64_t *dialogue, struct err *e)
{
    pthread_rwlock_rdlock(&r->lock);
    const struct held *h = rooms_by_name(r, name);
    if (h)
        *dialogue = h->id;
    pthread_rwlock_unlock(&r->lock);
    return h || absent(name, e);
}

/* Those that were opened; what is in preparation nobody sees. */
bool rooms_listed(struct rooms *r, const char *language, struct arena *a, struct room_listed **out, size_t *n, struct err *e)
{
    (void)e;
    pthread_rwlock_rdlock(&r->lock);
    struct room_listed *list = ARENA_ARRAY(a, struct room_listed, r->n + 1);
    size_t at = 0;
    for (size_t i = 0; i < r->n; i++) {
        const struct held *h = r->list[i];
        const struct voice_words *w = words_in(h, language);
        if (day_known(h->how.opened))
            list[at++] = (struct room_listed){h->id, copied(h->name, a), copied(w->topic, a), copied(w->language, a), day_known(h->closed), h->how.listed};
    }
    pthread_rwlock_unlock(&r->lock);
    *out = list;
    *n = at;
    return true;
}
