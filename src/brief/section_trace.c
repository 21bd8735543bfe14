/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which records a statement stands on: the sets that sections name in one word, spelled out. */
#include "brief/section_priv.h"

/* ---- the sets ---------------------------------------------------------------------------------- */

static struct trace_set now_set(const struct brief_data *b, const char *name, const char *label, enum trace_what what, int place)
{
    return (struct trace_set){.name = name, .label = label, .what = what, .place = place, .from_month = b->from_month, .to_month = b->to_month};
}

/* The period before, as far as it is on record. */
static struct trace_set before_set(const struct brief_data *b, const char *name, const char *label, enum trace_what what, int place)
{
    struct trace_set s = now_set(b, name, label, what, place);
    s.from_month = MAX_OF(b->before_month, b->first_month);
    s.to_month = b->from_month - 1;
    return s;
}

static struct trace_set months_set(const struct brief_data *b, const char *name, const char *label, int place, int from, int to)
{
    struct trace_set s = now_set(b, name, label, TAKE_SERIES, place);
    s.from_month = from;
    s.to_month = to;
    return s;
}

static struct trace_set whenever(struct trace_set s)
{
    s.from_month = INT32_MIN;
    s.to_month = INT32_MAX;
    return s;
}

static struct trace_set set_of(const struct brief_data *b, enum trace_bit bit, int place)
{
    switch (bit) {
    case TRACE_NOW: return now_set(b, "now", T("this period"), TAKE_SERIES, place);
    case TRACE_BEFORE: return before_set(b, "before", T("the period before"), TAKE_SERIES, place);
    case TRACE_SINCE: return months_set(b, "since", T("since the last turning point"), place, b->since.from_month ? b->since.from_month : b->to_month + 1, b->to_month);
    case TRACE_RECORD: return months_set(b, "record", T("all months on record until the end of the period"), place, b->first_month, b->to_month);
    case TRACE_YEARS: return months_set(b, "years", T("all months on record"), place, b->first_month, b->last_month);
    case TRACE_SEEN_NOW: return now_set(b, "seen_now", T("this period, where all could be seen"), TAKE_SEEN, place);
    case TRACE_SEEN_BEFORE: return before_set(b, "seen_before", T("the period before, where all could be seen"), TAKE_SEEN, place);
    case TRACE_BESIDE_NOW: return now_set(b, "beside_now", T("harm that does not kill, this period"), TAKE_BESIDE, place);
    case TRACE_BESIDE_BEFORE: return before_set(b, "beside_before", T("harm that does not kill, the period before"), TAKE_BESIDE, place);
    case TRACE_ARMED: return now_set(b, "armed", T("uses of arms that killed nobody"), TAKE_ARMED, place);
    case TRACE_ALL_NOW: return now_set(b, "all_now", T("all incidents of this period, deadly or not"), TAKE_ALL, place);
    case TRACE_COARSE: return now_set(b, "coarse", T("known only to the country"), TAKE_COARSE, b->country);
    case TRACE_UNPLACED: return now_set(b, "unplaced", T("in no governorate that is known"), TAKE_UNPLACED, b->country);
    case TRACE_LARGEST: return now_set(b, "largest", T("the largest record"), TAKE_LARGEST, place);
    case TRACE_TWICE: return whenever(now_set(b, "twice", T("counted twice"), TAKE_TWICE, b->country));
    case TRACE_REGISTER: return whenever(now_set(b, "register", T("all records of the country"), TAKE_ALL, b->country));
    case TRACE_NONE: break;
    }
    return (struct trace_set){.name = "", .label = "", .from_month = 1, .to_month = 0, .place = -1};
}

unsigned trace_change_bits(const struct brief_data *b)
{
    return b->seen.told ? TRACE_SEEN_NOW | TRACE_SEEN_BEFORE : TRACE_NOW | (b->trend.compared ? TRACE_BEFORE : 0);
}

/* ---- attaching --------------------------------------------------------------------------------- */

static struct trace *trace_at(struct page *p, const struct trace **at)
{
    struct trace *t = ARENA_NEW(&p->d->arena, struct trace); /* what stands there may not be changed: a copy grows */
    if (*at)
        *t = **at;
    *at = t;
    return t;
}

static bool same_set(const struct trace_set *a, const struct trace_set *b)
{
    return a->what == b->what && a->place == b->place && a->from_month == b->from_month && a->to_month == b->to_month && a->key == b->key && a->kind == b->kind;
}

static void add_set(struct page *p, struct trace *t, struct trace_set set)
{
    for (size_t i = 0; i < t->set_n; i++)
        if (same_set(&t->sets[i], &set))
            return;
    struct trace_set *grown = ARENA_ARRAY(&p->d->arena, struct trace_set, t->set_n + 1);
    if (t->set_n)
        memcpy(grown, t->sets, t->set_n * sizeof *grown);
    grown[t->set_n++] = set;
    t->sets = grown;
}

static void add_method(struct page *p, struct trace *t, const char *method)
{
    for (size_t i = 0; i < t->method_n; i++)
        if (strcmp(t->methods[i], method) == 0)
            return;
    const char **grown = ARENA_ARRAY(&p->d->arena, const char *, t->method_n + 1);
    if (t->method_n)
        memcpy(grown, t->methods, t->method_n * sizeof *grown);
    grown[t->method_n++] = method;
    t->methods = grown;
}

static void attach(struct page *p, const struct trace **at, int place, unsigned bits, const char *method)
{
    struct trace *t = trace_at(p, at);
    for (int k = 0; k < TRACE_BITS; k++)
        if (bits & (1U << k))
            add_set(p, t, set_of(p->b, (enum trace_bit)(1U << k), place));
    add_method(p, t, method);
}

static void attach_vote(struct page *p, const struct trace **at, struct trace_vote vote, const char *method)
{
    struct trace *t = trace_at(p, at);
    add_method(p, t, method);
    for (size_t i = 0; i < t->vote_n; i++)
        if (t->votes[i].dialogue == vote.dialogue && t->votes[i].column == vote.column)
            return;
    struct trace_vote *grown = ARENA_ARRAY(&p->d->arena, struct trace_vote, t->vote_n + 1);
    if (t->vote_n)
        memcpy(grown, t->votes, t->vote_n * sizeof *grown);
    grown[t->vote_n++] = vote;
    t->votes = grown;
}

static void attach_item(struct page *p, const struct trace **at, struct str key, const char *method)
{
    struct trace *t = trace_at(p, at);
    add_method(p, t, method);
    struct str *grown = ARENA_ARRAY(&p->d->arena, struct str, t->item_n + 1);
    if (t->item_n)
        memcpy(grown, t->items, t->item_n * sizeof *grown);
    grown[t->item_n++] = arena_str(&p->d->arena, key);
    t->items = grown;
}

void trace_words_item(struct page *p, struct words *w, struct str key, const char *method) { attach_item(p, &w->trace, key, method); }
void trace_row_item(struct page *p, struct doc_table *t, size_t row, struct str key, const char *method) { attach_item(p, &t->row[row].trace, key, method); }

void trace_words_heard(struct page *p, struct words *w, struct trace_vote vote, const char *method) { attach_vote(p, &w->trace, vote, method); }
void trace_figure_heard(struct page *p, struct figure *f, struct trace_vote vote, const char *method) { attach_vote(p, &f->trace, vote, method); }
void trace_row_heard(struct page *p, struct doc_table *t, size_t row, struct trace_vote vote, const char *method) { attach_vote(p, &t->row[row].trace, vote, method); }

void trace_words_of(struct page *p, struct words *w, int place, unsigned bits, const char *method)
{
    attach(p, &w->trace, place, bits, method);
}

void trace_words(struct page *p, struct words *w, unsigned bits, const char *method)
{
    attach(p, &w->trace, p->b->place, bits, method);
}

void trace_words_set(struct page *p, struct words *w, struct trace_set set, const char *method)
{
    struct trace *t = trace_at(p, &w->trace);
    add_set(p, t, set);
    add_method(p, t, method);
}

void trace_figure_of(struct page *p, struct figure *f, int place, unsigned bits, const char *method)
{
    attach(p, &f->trace, place, bits, method);
}

void trace_figure(struct page *p, struct figure *f, unsigned bits, const char *method)
{
    attach(p, &f->trace, p->b->place, bits, method);
}

void trace_row(struct page *p, struct doc_table *t, size_t row, unsigned bits, const char *method)
{
    attach(p, &t->row[row].trace, p->b->place, bits, method);
}

void trace_row_of(struct page *p, struct doc_table *t, size_t row, int place, unsigned bits, const char *method)
{
    attach(p, &t->row[row].trace, place, bits, method);
    struct str code = place >= 0 ? gazetteer_place(p->b->places, (size_t)place)->code : STR("");
    if (code.n)
        t->row[row].key = (struct str){arena_text(&p->d->arena, code.p, code.n), code.n};
}

void trace_row_set(struct page *p, struct doc_table *t, size_t row, struct trace_set set, const char *method)
{
    struct trace *trace = trace_at(p, &t->row[row].trace);
    add_set(p, trace, set);
    add_method(p, trace, method);
}

void trace_year(struct page *p, struct doc_table *t, size_t row, enum trace_what what, int year, int from, int to)
{
    int january = (year - 1970) * 12;
    struct trace_set set = {.name = "year", .label = T("the year, as far as it is shown"), .what = what, .place = p->b->place,
        .from_month = MAX_OF(january, from), .to_month = MIN_OF(january + 11, to)};
    trace_row_set(p, t, row, set, what == TAKE_BESIDE ? "method-which" : "method-counts");
}

struct trace_set source_set(struct page *p, size_t source)
{
    return (struct trace_set){.name = "source", .label = T("all records of this source"), .what = TAKE_SOURCE, .place = p->b->country, .from_month = INT32_MIN,
        .to_month = INT32_MAX, .key = (int64_t)source};
}
