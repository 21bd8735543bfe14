/* SPDX-License-Identifier: GPL-3.0-or-later */
/* agenda: words for this reader, and who may be named. */
#include "desk/agenda_priv.h"
#include "place/called.h"

static struct arena *arena_of(const struct agenda_view *v) { return &v->r->arena; }
static const char *reader(const struct agenda_view *v) { return language_code(v->r->speech.language); }

struct shown_text view_told(const struct agenda_view *v, const struct telling *t, size_t which)
{
    const struct told *x = telling_in(t, reader(v), which);
    if (!x)
        return (struct shown_text){STR(""), NULL};
    struct str text = which == 0 ? x->first : which == 1 ? x->second : x->third;
    bool foreign = x->language.n && !str_is(x->language, reader(v));
    return (struct shown_text){arena_str(arena_of(v), text), foreign ? arena_str(arena_of(v), x->language).p : NULL};
}

struct str view_code(const struct agenda_view *v, const struct code *c) { return c ? str_of(say(&v->r->speech, c->label)) : STR(""); }
struct str view_machine(const struct code *c) { return c ? str_of(c->code) : STR(""); }

void view_join(const struct agenda_view *v, struct buf *b, struct str s)
{
    if (b->n && s.n)
        buf_text(b, say(&v->r->speech, T("; ")));
    buf_str(b, s);
}

static struct str kept(const struct agenda_view *v, const struct buf *b) { return b->n ? arena_str(arena_of(v), buf_view(b)) : STR(""); }

struct str view_codes(const struct agenda_view *v, enum code_list list, struct str codes)
{
    struct buf b CLEANUP(buf_end) = {0};
    struct str one;
    for (size_t at = 0; codes_next(codes, &at, &one);) {
        const struct code *c = code_of(list, one);
        view_join(v, &b, c ? view_code(v, c) : one);
    }
    return kept(v, &b);
}

struct str view_phases(const struct agenda_view *v, struct str codes)
{
    struct buf b CLEANUP(buf_end) = {0};
    struct str one;
    for (size_t at = 0; codes_next(codes, &at, &one);)
        view_join(v, &b, phase_of(one) == PHASE_UNSET ? one : str_of(say(&v->r->speech, phase_words(phase_of(one)))));
    return kept(v, &b);
}

struct str view_day(const struct agenda_view *v, struct day d)
{
    struct buf b CLEANUP(buf_end) = {0};
    if (day_known(d))
        say_day(&v->r->speech, &b, d);
    return kept(v, &b);
}

struct str view_iso(const struct agenda_view *v, struct day d)
{
    struct buf b CLEANUP(buf_end) = {0};
    if (day_known(d))
        buf_day(&b, d);
    return kept(v, &b);
}

struct slot view_slot(const char *name, struct shown_text t) { return (struct slot){.name = name, .text = t.text, .isolate = true, .lang = t.lang}; }

void view_both(const struct agenda_view *v, struct doc_table *t, size_t row, size_t column, struct str shown, const char *lang, struct str machine)
{
    desk_both(v->a, t, row, column, shown, lang, arena_str(arena_of(v), machine));
}

void view_text(const struct agenda_view *v, struct doc_table *t, size_t row, size_t column, struct str text) { view_both(v, t, row, column, text, NULL, text); }

void view_count(struct doc_table *t, size_t row, size_t column, double n)
{
    t->cells[row * t->column_n + column] = (struct doc_cell){.kind = CELL_NUMBER, .number = guard_one(BASIS_PUBLIC_RECORD, (struct estimate){n, NAN, NAN, 1}), .style = NUMBER_INT};
}

bool view_none(const struct agenda_view *v, size_t rows, const char *msgid)
{
    if (rows || v->machine)
        return false;
    if (!v->a->doc)
        v->a->doc = doc_new(&v->r->speech);
    words_say(v->a->doc, &doc_add(v->a->doc, BLOCK_PARAGRAPH)->words, msgid, NULL, 0);
    return true;
}

/* ---- where ---- */

int view_place(const struct agenda_view *v, struct str words)
{
    size_t found;
    struct err unknown;
    if (!words.n)
        return gazetteer_sole_country(v->c->places);
    return gazetteer_find(v->c->places, words, &found, &unknown) ? (int)found : -1;
}

struct shown_text view_place_name(const struct agenda_view *v, struct str words)
{
    const char *in;
    struct str name = arena_str(arena_of(v), place_words_name(v->c->places, words, reader(v), &in));
    return (struct shown_text){name, in && *in && strcmp(in, reader(v)) != 0 ? arena_str(arena_of(v), str_of(in)).p : NULL};
}

/* ---- promises ---- */

size_t view_promises(const struct agenda_view *v, const struct agenda_item *x, const struct promise ***out)
{
    size_t n = 0;
    *out = ARENA_ARRAY(arena_of(v), const struct promise *, v->promise_n + 1);
    for (size_t i = 0; i < v->promise_n; i++) {
        const struct promise *p = &v->promises[i];
        if (p->made.n <= v->on.n && item_promised(x, p->key, p->contact))
            (*out)[n++] = p;
    }
    return n;
}

struct shown_text view_owner(const struct agenda_view *v, const struct agenda_item *x, struct str actor)
{
    int32_t who = roster_find(v->roster, actor);
    struct str in = STR("");
    if (!actor.n)
        return (struct shown_text){STR(""), NULL};
    struct publish_called called = publish_call(&v->facts, x, actor);
    if (called.as != PUBLISH_NAME)
        return (struct shown_text){str_of(say(&v->r->speech, publish_called_words(&called))), NULL};
    if (who < 0)
        return (struct shown_text){arena_str(arena_of(v), actor), NULL};
    struct str name = roster_name(v->roster, (size_t)who, reader(v), &in);
    return (struct shown_text){arena_str(arena_of(v), name), in.n && !str_is(in, reader(v)) ? arena_str(arena_of(v), in).p : NULL};
}

struct str view_said_by(const struct agenda_view *v, const struct agenda_item *x, struct str actor)
{
    struct publish_called called = publish_call(&v->facts, x, actor);
    return called.as == PUBLISH_NAME ? actor : str_of(say(&v->r->speech, publish_called_words(&called)));
}

static struct str reply_words(const struct agenda_view *v, const struct agenda_item *x, const struct reply *y)
{
    struct slot slots[PUBLISH_REPLY_SLOTS];
    struct buf b CLEANUP(buf_end) = {0};
    const char *words = publish_reply_words(&v->r->speech, y, &v->facts, arena_of(v), slots);
    slots[0] = view_slot("who", view_owner(v, x, y->actor));
    say_flat(&b, say(&v->r->speech, words), slots, ARRAY_LEN(slots), !v->machine);
    return kept(v, &b);
}

struct str view_reply(const struct agenda_view *v, const struct agenda_item *x)
{
    struct buf b CLEANUP(buf_end) = {0};
    const struct reply *y;
    for (size_t at = 0; (y = publish_reply_next(&v->facts, x, &at)) != NULL;)
        buf_f(&b, "%s%.*s", b.n ? " " : "", STR_F(reply_words(v, x, y)));
    return kept(v, &b);
}

void view_replies(struct agenda_view *v, const struct agenda_item *const *items, size_t n)
{
    struct doc *d = v->a->doc;
    struct words *list = ARENA_ARRAY(&d->arena, struct words, n + 1);
    size_t told = 0;
    for (size_t i = 0; i < n; i++) {
        struct slot slots[] = {{.name = "item", .text = items[i]->key, .isolate = true}, {.name = "words", .text = view_reply(v, items[i])}};
        if (slots[1].text.n)
            words_say(d, &list[told++], n > 1 ? "{item}: {words}" : "{words}", slots, ARRAY_LEN(slots));
    }
    if (!told)
        return;
    words_say(d, &doc_add(d, BLOCK_SUBHEADING)->words, T("What those say who are named"), NULL, 0);
    struct block *b = doc_add(d, BLOCK_ITEMS);
    b->items = list;
    b->item_n = told;
}

struct fit view_fit(const struct agenda_view *v, const struct agenda_item *x) { return fit_of_item(x, v->book, v->c, view_place(v, STR("")), v->on, arena_of(v)); }

struct publish_verdict view_verdict(const struct agenda_view *v, const struct agenda_item *x) { return publish_decide(&(struct publish_what){.item = x}, &v->facts, arena_of(v)); }

size_t view_links(const struct agenda_item *x, const char *direction)
{
    size_t n = 0;
    for (size_t i = 0; i < x->link_n; i++)
        n += x->links[i].direction && strcmp(x->links[i].direction->code, direction) == 0;
    return n;
}
