/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who was in the room: where sides, and where women and men, differ; and who has not been heard, against the population on record. */
#include "brief/voices_priv.h"

/* ---- where they differ ------------------------------------------------------------------------- */

/* Statements on which two of the side's values differ by more than chance, and the one where they lie farthest apart. */
static size_t differing(const struct hearing *h, const struct voice_side *side, size_t *widest)
{
    bool *may = ARENA_ARRAY(&h->p->d->arena, bool, side->k);
    size_t n = 0;
    double gap = -1;
    for (size_t s = 0; s < h->v->votes.statements; s++) {
        if (h->v->votes.out[s] || !(side->differ[s] < 0.05) || !voice_told_on(&side->tally, basis_least(h->basis), s, may))
            continue;
        n++;
        if (side->shared[s].gap > gap) {
            gap = side->shared[s].gap;
            *widest = s;
        }
    }
    return n;
}

static struct str who_agrees(const struct hearing *h, const struct voice_side *side, size_t column)
{
    struct str *items = ARENA_ARRAY(&h->p->d->arena, struct str, side->k);
    for (size_t k = 0; k < side->k; k++)
        items[k] = TOLD(h->p, T("{group} {share}"), slot_text("group", side_name(h, side, k)), slot_text("share", share_of_text(h, &side->tally, k, column, true)));
    return list_text(h->p, items, side->k);
}

static void say_differ(const struct hearing *h, const struct voice_side *side, bool gender)
{
    struct page *p = h->p;
    struct words *w = voices_paragraph(p);
    size_t widest = 0, n = side->k > 1 ? differing(h, side, &widest) : 0;
    trace_heard(h, w, n ? widest : SIZE_MAX, "method-bridges");
    struct slot slots[] = {slot_text("people", people_text(h, h->people)), slot_text("least", counted(p, TN("{n} person", "{n} people"), h->k)), slot_text("statements", counted(p, TN("{n} statement", "{n} statements"), (int64_t)n))};
    if (side->k < 2) {
        words_say(p->d, w, gender ? T("Genders are not compared: that takes two of at least {least} each who took part.") : T("Sides are not compared: that takes two of at least {least} each who took part."), slots, ARRAY_LEN(slots));
        return;
    }
    if (!n) {
        words_say(p->d, w, gender ? T("By gender, the {people} who took part differ on no statement by more than chance.") : T("By side, the {people} who took part differ on no statement by more than chance."), slots, ARRAY_LEN(slots));
        return;
    }
    words_say(p->d, w, gender ? T("By gender, the {people} who took part differ on {statements} by more than chance.") : T("By side, the {people} who took part differ on {statements} by more than chance."), slots, ARRAY_LEN(slots));
    SAY(p, w, T(" They are farthest apart on this one, with which {shares} agree: “{statement}”"), statement_slot(h, "statement", widest), slot_text("shares", who_agrees(h, side, widest)));
    say_translation(h, w, widest);
}

/* ---- who has not been heard -------------------------------------------------------------------- */

static bool is_told(const struct voice_side *side, size_t value)
{
    for (size_t k = 0; k < side->k; k++)
        if (side->value[k] == value)
            return true;
    return false;
}

/* Values that nobody, or too few, declared: one word for both, since the difference would tell of single people. */
static void say_silent_values(const struct hearing *h, struct words *w)
{
    static const char *const attributes[] = {"side", "gender"};
    struct str names[64];
    size_t n = 0;
    for (size_t i = 0; i < ARRAY_LEN(attributes); i++) {
        const struct voice_side *side = side_called(h, attributes[i]);
        for (size_t k = 0; side && k < side->attribute->n && n < ARRAY_LEN(names); k++)
            if (!is_told(side, k))
                names[n++] = side_value_text(h, side, k);
    }
    if (n)
        SAY(h->p, w, T(" Nobody, or too few people to be told of, took part of: {names}."), slot_text("names", list_text(h->p, names, n)));
}

static bool means_women(struct str value) { return str_is(value, "woman") || str_is(value, "women") || str_is(value, "female"); }

static void say_women(const struct hearing *h, struct words *w)
{
    const struct voice_side *side = side_called(h, "gender");
    int64_t women = 0, all = 0;
    for (size_t k = 0; side && k < side->k; k++) {
        all += side->size[k];
        women += means_women(side->attribute->values[side->value[k]]) ? side->size[k] : 0;
    }
    if (!women || women == all)
        return;
    struct shown_cell share = guard_one(h->basis, (struct estimate){(double)women / (double)all, NAN, NAN, all});
    SAY(h->p, w, T(" Of those who told their gender, {share} are women; what share of the population women are the register does not know."), slot_text("share", number_text(h->p->d, share, NUMBER_PERCENT)));
}

/* The places that could be missing: governorates of a country's brief, districts of a governorate's. */
static size_t units_of(const struct hearing *h, int *out, size_t most)
{
    const struct brief_data *b = h->p->b;
    size_t n = 0;
    for (size_t i = 0; i < gazetteer_count(b->places) && n < most && b->place >= 0; i++)
        if (gazetteer_place(b->places, i)->level == (b->level ? 2 : MAX_OF(b->units, 1)) && place_lies_in(b->places, (int)i, b->place))
            out[n++] = (int)i;
    return n;
}

/* Which units somebody of the districts that may be told of comes from. False where nobody declared a district that the register has. */
static bool units_heard(const struct hearing *h, const int *units, size_t n, bool *heard)
{
    const struct voice_side *side = side_called(h, "district");
    bool any = false;
    for (size_t k = 0; side && k < side->k; k++) {
        struct err e;
        size_t place;
        if (!gazetteer_find(h->p->b->places, side->attribute->values[side->value[k]], &place, &e))
            continue;
        any = true;
        for (size_t i = 0; i < n; i++)
            heard[i] = heard[i] || place_lies_in(h->p->b->places, (int)place, units[i]);
    }
    return any;
}

static void say_silent_places(const struct hearing *h, struct words *w)
{
    enum { UNITS_MOST = 60 };
    const struct brief_data *b = h->p->b;
    int units[UNITS_MOST], silent[UNITS_MOST];
    bool heard[UNITS_MOST] = {false};
    size_t n = b->places ? units_of(h, units, UNITS_MOST) : 0, silent_n = 0;
    if (!n || !units_heard(h, units, n, heard))
        return;
    int64_t theirs = 0, all = 0;
    bool known = true;
    for (size_t i = 0; i < n; i++) {
        struct population people;
        bool peopled = population_about(b->columns, units[i], b->rate_year, BRIEF_RATE_WITHIN_YEARS, &people);
        known = known && peopled;
        all += peopled ? people.people : 0;
        theirs += peopled && !heard[i] ? people.people : 0;
        if (!heard[i])
            silent[silent_n++] = units[i];
    }
    struct slot slots[] = {slot_text("places", places_text(h->p, silent, silent_n)), slot_text("share", share_text(h->p, all ? (double)theirs / (double)all : NAN)), slot_text("lived", counted(h->p, TN("{n} person", "{n} people"), theirs))};
    words_say(h->p->d, w, !silent_n ? T(" Somebody took part from every part of it.")
        : known && all > 0          ? T(" From {places} nobody, or too few people to be told of, took part: {lived} live there, {share} of the population on record.")
                                    : T(" From {places} nobody, or too few people to be told of, took part; how many people live there the register does not know."), slots, ARRAY_LEN(slots));
}

static void say_undeclared(const struct hearing *h, struct words *w)
{
    static const struct { const char *code, *label; } asked[] = {{"side", T("their side")}, {"gender", T("their gender")}, {"district", T("their district")}};
    struct str names[ARRAY_LEN(asked)];
    size_t n = 0;
    for (size_t i = 0; i < ARRAY_LEN(asked); i++)
        if (!side_called(h, asked[i].code))
            names[n++] = bare(h->p, asked[i].label);
    if (n)
        SAY(h->p, w, T(" Those who took part could not declare {what}: who of these is missing nobody can tell."), slot_text("what", list_text(h->p, names, n)));
}

void say_room(const struct hearing *h)
{
    const struct voice_side *side = side_called(h, "side"), *gender = side_called(h, "gender");
    if (side && side != h->a->by)
        say_differ(h, side, false);
    if (gender)
        say_differ(h, gender, true);
    struct words *w = voices_paragraph(h->p);
    SAY(h->p, w, T("**Who has not been heard.** The {people} who took part are no sample of anybody."), slot_text("people", people_text(h, h->people)));
    trace_heard(h, w, SIZE_MAX, "method-voices");
    say_silent_values(h, w);
    say_women(h, w);
    say_silent_places(h, w);
    say_undeclared(h, w);
}
