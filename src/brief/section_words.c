/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "brief/section_priv.h"

struct slot slot_text(const char *name, struct str text)
{
    return (struct slot){.name = name, .text = text};
}

struct slot slot_name(const char *name, struct str text, const char *lang)
{
    return (struct slot){.name = name, .text = text, .isolate = true, .lang = lang};
}

static struct str kept(struct page *p, struct buf *b)
{
    struct str s = {arena_text(&p->d->arena, b->p ? b->p : "", b->n), b->n};
    buf_end(b);
    return s;
}

struct str told(struct page *p, const char *msgid, const struct slot *slots, size_t n)
{
    struct buf b = {0};
    say_flat(&b, say(p->speech, msgid), slots, n, true);
    return kept(p, &b);
}

struct str bare(struct page *p, const char *msgid)
{
    return str_of(say(p->speech, msgid));
}

struct str counted(struct page *p, const char *one, const char *many, int64_t n)
{
    struct slot slot = slot_text("n", count_text(p, n));
    struct buf b = {0};
    say_flat(&b, say_n(p->speech, one, many, n), &slot, 1, false);
    return kept(p, &b);
}

struct str count_text(struct page *p, int64_t n)
{
    return number_text(p->d, guard_count(n), NUMBER_INT);
}

struct str month_text(struct page *p, int month)
{
    struct buf b = {0};
    say_month(p->speech, &b, month);
    return kept(p, &b);
}

struct str year_text(struct page *p, int year)
{
    struct buf b = {0};
    say_plain_int(p->speech, &b, year);
    return kept(p, &b);
}

struct str period_text(struct page *p, int from_month, int to_month)
{
    if (from_month == to_month)
        return month_text(p, from_month);
    return TOLD(p, T("{from} to {to}"), slot_text("from", month_text(p, from_month)), slot_text("to", month_text(p, to_month)));
}

struct str when_text(struct page *p, int from_month, int to_month)
{
    struct slot from = slot_text("from", month_text(p, from_month)), to = slot_text("to", month_text(p, to_month));
    return from_month == to_month ? TOLD(p, T("in {from}"), from) : TOLD(p, T("from {from} to {to}"), from, to);
}

/* "UCDP" for its releases of events; others by the name they have in the register. */
static struct str short_source(struct str name)
{
    return str_is(name, incident_ged.source) || str_is(name, incident_candidate.source) ? STR("UCDP") : name;
}

struct slot recorders(struct page *p, const char *name)
{
    const struct brief_data *b = p->b;
    struct str only = STR("");
    int64_t n = 0;
    for (size_t i = 0; i < b->columns->source_n; i++) {
        struct str one = short_source(b->columns->sources[i]);
        if (!b->by_source[i].series || str_eq(one, only))
            continue;
        only = one;
        n++;
    }
    return n == 1 ? slot_name(name, only, NULL) : slot_text(name, counted(p, TN("{n} source", "{n} sources"), n));
}

struct str day_text(struct page *p, struct day d)
{
    struct buf b = {0};
    say_day(p->speech, &b, d);
    return kept(p, &b);
}

/* Texts of the snapshot are copied: a document outlives it. */
static struct str own(struct page *p, struct str s)
{
    return (struct str){arena_text(&p->d->arena, s.p, s.n), s.n};
}

struct str place_text(struct page *p, int place, const char **lang)
{
    *lang = NULL;
    if (place >= 0) {
        const char *reader = language_code(p->speech->language), *is_in = NULL;
        struct str name = gazetteer_name(p->b->places, (size_t)place, reader, &is_in);
        if (is_in && *is_in && strcmp(is_in, reader) != 0)
            *lang = own(p, str_of(is_in)).p;
        return own(p, name);
    }
    if (p->b->country_words.n)
        return own(p, p->b->country_words);
    if (p->b->request.register_name.n)
        return own(p, p->b->request.register_name);
    return bare(p, T("All incidents of the register"));
}

struct slot slot_place(struct page *p, const char *name, int place)
{
    const char *lang = NULL;
    struct str text = place_text(p, place, &lang);
    if (place < 0 && !p->b->country_words.n && !p->b->request.register_name.n)
        return slot_text(name, bare(p, T("the area of this register"))); /* within a sentence */
    return slot_name(name, text, lang);
}

struct str list_text(struct page *p, const struct str *items, size_t n)
{
    struct buf b = {0};
    say_list(p->speech, &b, items, n);
    return kept(p, &b);
}

struct str names_text(struct page *p, const struct str *names, size_t n)
{
    struct str *apart = ARENA_ARRAY(&p->d->arena, struct str, n + 1);
    for (size_t i = 0; i < n; i++)
        apart[i] = TOLD(p, "{name}", slot_name("name", names[i], NULL));
    return list_text(p, apart, n);
}

struct shown_cell public_number(struct estimate v)
{
    return guard_one(BASIS_PUBLIC_RECORD, v);
}

struct shown_cell public_value(double v)
{
    return guard_one(BASIS_PUBLIC_RECORD, (struct estimate){v, NAN, NAN, 0});
}

struct str share_text(struct page *p, double share)
{
    return number_text(p->d, public_value(share), NUMBER_PERCENT);
}

enum verdict verdict_of(struct estimate c)
{
    if (isnan(c.value))
        return VERDICT_NONE;
    if (isnan(c.lo) || isnan(c.hi))
        return VERDICT_UNCLEAR;
    return c.hi < 0 ? VERDICT_LESS : c.lo > 0 ? VERDICT_MORE : VERDICT_UNCLEAR;
}

/* From nothing to this many, or from this many to nothing, is a change although no ratio can be made of it: with as much
 * time before and now, chance alone would do that once in 512 times (exact binomial test, one side of 10 of 10). */
enum { ALL_OR_NOTHING = 10 };

enum verdict incidents_verdict(const struct trend *t)
{
    if (t->unseen)
        return t->rise.lo > 0 ? VERDICT_MORE : VERDICT_NONE;
    if (t->before.incidents == 0 && t->now.incidents >= ALL_OR_NOTHING)
        return VERDICT_MORE;
    if (t->now.incidents == 0 && t->before.incidents >= ALL_OR_NOTHING)
        return VERDICT_LESS;
    return verdict_of(t->change.incidents);
}

/* Times where it is at least double: "3.4 times", which says more than "240 % more". */
static struct str times_text(struct page *p, double change)
{
    return number_text(p->d, public_value(1 + change), NUMBER_1);
}

struct str change_text(struct page *p, struct estimate c, bool count)
{
    if (isnan(c.value))
        return bare(p, T("cannot be compared"));
    if (c.value >= 1)
        return count ? TOLD(p, T("{n} times as many"), slot_text("n", times_text(p, c.value))) : TOLD(p, T("{n} times as much"), slot_text("n", times_text(p, c.value)));
    struct slot n = slot_text("n", share_text(p, fabs(c.value)));
    if (fabs(c.value) < 0.005)
        return bare(p, T("the same"));
    if (c.value < 0)
        return count ? TOLD(p, T("{n} fewer"), n) : TOLD(p, T("{n} less"), n);
    return TOLD(p, T("{n} more"), n);
}

double rough_step(double v)
{
    return pow(10, fmax(0, floor(log10(fmax(v, 1))) - 2));
}

/* A range of estimated people to three digits: more would say more than anybody knows. */
struct str rough_range_text(struct page *p, struct estimate e)
{
    double step = rough_step(e.value);
    return number_range(p->d, public_number((struct estimate){e.value, round(e.lo / step) * step, round(e.hi / step) * step, e.n}), NUMBER_INT);
}

/* A share that is near a simple fraction: a word for it, else NULL. */
static const char *fraction_of(double share)
{
    static const struct { double lo, hi; const char *says; } near[] = {{0.09, 0.11, T("about 1 in 10")}, {0.185, 0.215, T("about 1 in 5")}, {0.235, 0.265, T("about 1 in 4")},
        {0.31, 0.355, T("about 1 in 3")}, {0.38, 0.42, T("about 2 in 5")}, {0.47, 0.53, T("about half")}, {0.58, 0.62, T("about 3 in 5")}, {0.645, 0.69, T("about 2 in 3")},
        {0.73, 0.77, T("about 3 in 4")}, {0.78, 0.82, T("about 4 in 5")}, {0.89, 0.91, T("about 9 in 10")}};
    for (size_t i = 0; i < ARRAY_LEN(near); i++)
        if (share >= near[i].lo && share <= near[i].hi)
            return near[i].says;
    return NULL;
}

struct str about_share_text(struct page *p, double share)
{
    const char *says = fraction_of(share);
    return says ? bare(p, says) : share_text(p, share);
}

struct str about_text(struct page *p, struct estimate c, bool count)
{
    if (c.value >= -0.53 && c.value <= -0.47)
        return count ? bare(p, T("about half as many")) : bare(p, T("about half as much"));
    if (c.value >= 0.9 && c.value <= 1.1)
        return count ? bare(p, T("about twice as many")) : bare(p, T("about twice as much"));
    const char *says = fabs(c.value) < 0.9 ? fraction_of(fabs(c.value)) : NULL;
    if (!says)
        return change_text(p, c, count);
    struct slot n = slot_text("n", bare(p, says));
    if (c.value < 0)
        return count ? TOLD(p, T("{n} fewer"), n) : TOLD(p, T("{n} less"), n);
    return TOLD(p, T("{n} more"), n);
}

struct str change_range_text(struct page *p, struct estimate c, bool count)
{
    if (isnan(c.value) || isnan(c.lo) || isnan(c.hi))
        return STR("");
    if (c.lo >= 0 && c.lo < 1 && c.hi >= 1)
        return count ? TOLD(p, T("between {low} more and {high} times as many"), slot_text("low", share_text(p, c.lo)), slot_text("high", times_text(p, c.hi)))
                     : TOLD(p, T("between {low} more and {high} times as much"), slot_text("low", share_text(p, c.lo)), slot_text("high", times_text(p, c.hi)));
    if (c.lo >= 1)
        return count ? TOLD(p, T("between {low} and {high} times as many"), slot_text("low", times_text(p, c.lo)), slot_text("high", times_text(p, c.hi)))
                     : TOLD(p, T("between {low} and {high} times as much"), slot_text("low", times_text(p, c.lo)), slot_text("high", times_text(p, c.hi)));
    if (c.hi <= 0) {
        struct slot low = slot_text("low", share_text(p, -c.hi)), high = slot_text("high", share_text(p, -c.lo));
        return count ? TOLD(p, T("between {low} and {high} fewer"), low, high) : TOLD(p, T("between {low} and {high} less"), low, high);
    }
    if (c.lo >= 0)
        return TOLD(p, T("between {low} and {high} more"), slot_text("low", share_text(p, c.lo)), slot_text("high", share_text(p, c.hi)));
    struct slot low = slot_text("low", share_text(p, -c.lo));
    if (c.hi >= 1) {
        struct slot times = slot_text("high", times_text(p, c.hi));
        return count ? TOLD(p, T("between {low} fewer and {high} times as many"), low, times)
                     : TOLD(p, T("between {low} less and {high} times as much"), low, times);
    }
    struct slot high = slot_text("high", share_text(p, c.hi));
    return count ? TOLD(p, T("between {low} fewer and {high} more"), low, high) : TOLD(p, T("between {low} less and {high} more"), low, high);
}

struct str places_text(struct page *p, const int *places, size_t n)
{
    struct str *names = ARENA_ARRAY(&p->d->arena, struct str, n + 1);
    for (size_t i = 0; i < n; i++) {
        const char *lang = NULL;
        names[i] = place_text(p, places[i], &lang);
    }
    return list_text(p, names, n);
}

void heading(struct page *p, const char *id, const char *msgid)
{
    judgements_beside(p);
    struct block *block = doc_add(p->d, BLOCK_HEADING);
    block->id = p->under = str_of(id);
    block->number = ++p->headings;
    SAY_BARE(p, &block->words, msgid);
}

struct figure *figure_add(struct page *p, const char *id)
{
    struct block *block = doc_add(p->d, BLOCK_FIGURE);
    struct figure *f = ARENA_NEW(&p->d->arena, struct figure);
    block->id = f->id = str_of(id);
    block->figure = f;
    f->number = ++p->figures;
    return f;
}

void table_column(struct page *p, struct doc_table *t, size_t column, const char *key, const char *label, bool number)
{
    t->columns[column].key = str_of(key);
    t->columns[column].label = bare(p, label);
    t->columns[column].number = number;
}

void cell_words(struct page *p, struct doc_table *t, size_t row, size_t column, struct str text)
{
    struct doc_cell *c = &t->cells[row * t->column_n + column];
    c->kind = CELL_WORDS;
    words_text(p->d, &c->words, text);
}

void cell_data(struct page *p, struct doc_table *t, size_t row, size_t column, struct str text)
{
    struct doc_cell *c = &t->cells[row * t->column_n + column];
    c->kind = CELL_WORDS;
    words_name(p->d, &c->words, own(p, text), NULL);
}

void cell_place(struct page *p, struct doc_table *t, size_t row, size_t column, int place)
{
    struct doc_cell *c = &t->cells[row * t->column_n + column];
    const char *lang = NULL;
    struct str name = place_text(p, place, &lang);
    c->kind = CELL_WORDS;
    words_name(p->d, &c->words, name, lang);
    if (place >= 0) {
        c->machine = own(p, gazetteer_place(p->b->places, (size_t)place)->name);
        c->machine_set = true;
    }
}

void cell_number(struct doc_table *t, size_t row, size_t column, struct shown_cell v, enum number_style style)
{
    t->cells[row * t->column_n + column] = (struct doc_cell){.kind = CELL_NUMBER, .number = v, .style = style};
}

void cell_own_range(struct page *p, struct doc_table *t, size_t row, size_t column, struct shown_cell v)
{
    struct estimate x = shown_value(v);
    if (x.lo == x.hi && x.hi == 0)
        t->cells[row * t->column_n + column] = (struct doc_cell){.kind = CELL_EMPTY};
    else if (x.lo == x.hi) /* the source gives one number */
        cell_words(p, t, row, column, bare(p, T("no range")));
    else
        cell_range(t, row, column, v, NUMBER_INT);
    t->columns[column].human_only = true;
}

void cell_range(struct doc_table *t, size_t row, size_t column, struct shown_cell v, enum number_style style)
{
    t->cells[row * t->column_n + column] = (struct doc_cell){.kind = CELL_RANGE, .number = v, .style = style};
    t->columns[column].human_only = true;
}
