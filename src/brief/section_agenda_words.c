/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Words of an item for this reader. What people said stands in the reader's language where somebody put it so, else in its own and marked with it. */
#include "brief/agenda_priv.h"
#include "engage/engage.h"
#include "guard/publish.h"
#include "place/called.h"

const char agenda_method[] = "method-agenda";

static struct str own(struct page *p, struct str s) { return arena_str(&p->d->arena, s); }

struct slot data_slot(struct page *p, const char *name, struct str text) { return slot_name(name, own(p, text), NULL); }

struct str telling_text(struct page *p, const struct telling *t, size_t which, const char **lang)
{
    const char *reader = language_code(p->speech->language);
    const struct told *x = telling_in(t, reader, which);
    *lang = NULL;
    if (!x)
        return STR("");
    if (x->language.n && !str_is(x->language, reader))
        *lang = own(p, x->language).p;
    return own(p, which == 0 ? x->first : which == 1 ? x->second : x->third);
}

bool telling_says(struct page *p, const struct telling *t, size_t which)
{
    return telling_in(t, language_code(p->speech->language), which) != NULL;
}

struct slot telling_slot(struct page *p, const char *name, const struct telling *t, size_t which)
{
    const char *lang;
    struct str text = telling_text(p, t, which, &lang);
    return slot_name(name, text, lang);
}

struct str in_small(struct page *p, const char *msgid)
{
    struct str s = own(p, bare(p, msgid));
    bool capital = s.n > 1 && s.p[0] >= 'A' && s.p[0] <= 'Z' && s.p[1] >= 'a' && s.p[1] <= 'z';
    if (!capital)
        return s;
    char *small = arena_text(&p->d->arena, s.p, s.n);
    small[0] = (char)(small[0] - 'A' + 'a');
    return (struct str){small, s.n};
}

struct str code_text(struct page *p, const struct code *c) { return c ? bare(p, c->label) : STR(""); }
struct str code_inside(struct page *p, const struct code *c) { return c ? in_small(p, c->label) : STR(""); }

struct str codes_text(struct page *p, enum code_list list, struct str codes)
{
    struct str *items = ARENA_ARRAY(&p->d->arena, struct str, codes.n + 1), one;
    size_t n = 0;
    for (size_t at = 0; codes_next(codes, &at, &one);) {
        const struct code *c = code_of(list, one);
        if (c)
            items[n++] = code_inside(p, c);
    }
    return list_text(p, items, n);
}

struct str phases_text(struct page *p, struct str codes)
{
    struct str *items = ARENA_ARRAY(&p->d->arena, struct str, codes.n + 1), one;
    size_t n = 0;
    for (size_t at = 0; codes_next(codes, &at, &one);)
        if (phase_of(one) != PHASE_UNSET)
            items[n++] = in_small(p, phase_words(phase_of(one)));
    return list_text(p, items, n);
}

struct slot place_of_words(struct page *p, const char *name, struct str words, int *place)
{
    struct err e;
    size_t found;
    *place = -1;
    if (!words.n) {
        *place = p->b->country;
        return slot_place(p, name, p->b->country);
    }
    if (!p->b->places || !gazetteer_find(p->b->places, words, &found, &e)) {
        const char *in, *reader = language_code(p->speech->language);
        struct str called = own(p, place_words_name(NULL, words, reader, &in)); /* of another country, perhaps */
        return slot_name(name, called, *in && strcmp(in, reader) != 0 ? own(p, str_of(in)).p : NULL);
    }
    *place = (int)found;
    return slot_place(p, name, *place);
}

/* What an address holds without change stays; other bytes of the key stand in hexadecimal. */
struct str item_id(struct page *p, const struct agenda_item *x)
{
    static const char digits[] = "0123456789abcdef";
    struct buf id CLEANUP(buf_end) = {0};
    buf_text(&id, "item-");
    for (size_t i = 0; i < x->key.n; i++) {
        unsigned char c = (unsigned char)x->key.p[i];
        bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
        if (!plain)
            buf_char(&id, digits[c >> 4]);
        buf_char(&id, plain ? (char)c : digits[c & 15]);
    }
    return arena_str(&p->d->arena, buf_view(&id));
}

/* ---- who ---- */

bool owner_known(const struct brief_item *x) { return x->item->owner.n > 0; }

struct slot actor_by(struct page *p, const char *name, const struct agenda_item *x, struct str words)
{
    const struct brief_agenda *a = p->b->agenda;
    int32_t number = a->roster && words.n ? roster_find(a->roster, words) : -1;
    struct publish_called called = publish_call(a->facts, x, words);
    if (called.as != PUBLISH_NAME)
        return slot_text(name, in_small(p, publish_called_words(&called)));
    if (number < 0)
        return data_slot(p, name, words);
    struct str in = STR(""), shown = roster_name(a->roster, (size_t)number, language_code(p->speech->language), &in);
    return slot_name(name, own(p, shown), in.n && !str_is(in, language_code(p->speech->language)) ? own(p, in).p : NULL);
}

struct slot actor_slot(struct page *p, const char *name, struct str words) { return actor_by(p, name, NULL, words); }
struct slot owner_slot(struct page *p, const char *name, const struct brief_item *x) { return actor_by(p, name, x->item, x->item->owner); }

size_t say_replies(struct page *p, const struct brief_item *x, struct words *w, bool apart)
{
    const struct publish_facts *facts = p->b->agenda->facts;
    size_t n = 0;
    for (size_t at = 0;; n++) {
        struct slot slots[PUBLISH_REPLY_SLOTS];
        const struct reply *y = publish_reply_next(facts, x->item, &at);
        if (!y)
            return n;
        if (!w)
            continue;
        const char *words = publish_reply_words(p->speech, y, facts, &p->d->arena, slots);
        slots[0] = actor_by(p, "who", x->item, y->actor);
        slots[1] = data_slot(p, "about", y->about);
        slots[2] = data_slot(p, "text", y->text);
        if (!apart)
            words_text(p->d, w, STR(" "));
        words_say(p->d, apart ? w + n : w, words, slots, ARRAY_LEN(slots));
    }
}

static bool withheld(const struct page *p, const struct agenda_item *x, struct str actor)
{
    struct publish_called c = publish_call(p->b->agenda->facts, x, actor);
    return c.doubt && c.as != PUBLISH_NAME;
}

bool item_withholds(const struct page *p, const struct brief_item *x)
{
    bool any = withheld(p, x->item, x->item->owner);
    for (size_t i = 0; i < x->promise_n && !any; i++)
        any = withheld(p, x->item, x->promises[i]->actor);
    return any;
}

struct day item_due(const struct page *p, const struct brief_item *x)
{
    struct day next = DAY_NONE, last = DAY_NONE;
    for (size_t i = 0; i < x->promise_n; i++) {
        struct day one = x->promises[i]->due;
        bool open = promise_outstanding(promise_now(x->promises[i], p->b->agenda->on));
        if (day_known(one) && open && (!day_known(next) || one.n < next.n))
            next = one;
        if (day_known(one) && (!day_known(last) || one.n > last.n))
            last = one;
    }
    return day_known(next) ? next : last;
}

/* ---- states: shape and word ---- */

static const struct { const char *code, *mark; } marks[] = {{"proposed", "–"}, {"agreed", "–"}, {"promised", "…"}, {"under_way", "…"}, {"done", "+"}, {"partly", "±"}, {"not_done", "×"}, {"dropped", "–"}};

const char *state_mark(const struct item_state *s)
{
    for (size_t i = 0; s && i < ARRAY_LEN(marks); i++)
        if (strcmp(s->state->code, marks[i].code) == 0)
            return marks[i].mark;
    return "–";
}

struct str state_words(struct page *p, const struct item_state *s) { return s ? code_text(p, s->state) : bare(p, T("Proposed")); }

void trace_item(struct page *p, struct words *w, const struct agenda_item *x) { trace_words_item(p, w, x->key, agenda_method); }
