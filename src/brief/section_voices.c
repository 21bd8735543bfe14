/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What those who took part say: dialogues, newest first, and beside them what interviews and focus groups yielded. Those who took part chose to come:
 * every sentence says "of those who took part", and none says what people think. Nothing of it where the register has no dialogue or finding.
 */
#include "brief/voices_priv.h"

/* ---- which statements -------------------------------------------------------------------------- */

static bool nearly_same(const struct voice_answer *a, size_t x, size_t y)
{
    for (size_t i = 0; i < a->alike_n; i++)
        if ((a->alike[i].a == x && a->alike[i].b == y) || (a->alike[i].a == y && a->alike[i].b == x))
            return true;
    return false;
}

bool heard_already(const struct hearing *h, size_t column, const size_t *taken, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (taken[i] == column || nearly_same(h->a, taken[i], column))
            return true;
    return false;
}

static size_t choose(const struct hearing *h, const size_t *list, size_t n, size_t most, size_t *out)
{
    size_t taken = 0;
    for (size_t i = 0; i < n && taken < most; i++)
        if (!heard_already(h, list[i], out, taken) && h->v->statements[h->v->column[list[i]]].text_n)
            out[taken++] = list[i];
    return taken;
}

struct hearing hearing_of(struct page *p, size_t number)
{
    const struct brief_dialogue *d = &p->b->voices->list[number];
    struct hearing h = {.p = p, .d = d, .a = d->answer, .v = d->answer ? d->answer->data : NULL, .number = number,
        .basis = d->about.own ? basis_people(d->about.k) : BASIS_PUBLIC_RECORD, .k = voice_least(&d->about), .people = d->about.participants};
    if (!h.a)
        return h;
    h.people = (int64_t)h.v->votes.participants;
    h.bridge_n = choose(&h, h.a->bridges, h.a->bridge_n, HEARD_BRIDGES, h.bridges);
    h.divide_n = choose(&h, h.a->divides, h.a->divide_n, HEARD_DIVIDES, h.divides);
    h.rejected_n = choose(&h, h.a->rejected, h.a->rejected_n, HEARD_PICKS, h.rejected);
    return h;
}

bool hearing_is_told(const struct hearing *h) { return h->a && h->people >= h->k; }
bool hearing_grouped(const struct hearing *h) { return h->a->footing >= OPINION_BY_DEGREES && h->a->found.k > 1; }

/* ---- numbers ----------------------------------------------------------------------------------- */

struct shown_cell people_shown(const struct hearing *h, int64_t n)
{
    return guard_one(h->basis, (struct estimate){(double)n, NAN, NAN, n});
}

struct str people_text(const struct hearing *h, int64_t n)
{
    if (shown_state(people_shown(h, n)) != SHOWN_VALUE)
        return TOLD(h->p, T("fewer than {people}"), slot_text("people", counted(h->p, TN("{n} person", "{n} people"), h->k)));
    return counted(h->p, TN("{n} person", "{n} people"), n);
}

/* How many votes a number about a group stands on; 0 where it may not be told: what a few people in other groups, or in none, said would follow from all and
 * the groups that are told, by subtraction. */
static int64_t votes_behind(const struct hearing *h, const struct opinion_tally *t, size_t group, size_t column)
{
    struct arena scratch CLEANUP(arena_end) = {0};
    bool *may = ARENA_ARRAY(&scratch, bool, t->groups + 1);
    (void)voice_told_on(t, basis_least(h->basis), column, may);
    return group == t->groups || may[group] ? t->seen[opinion_at(t, group, column)] : 0;
}

/* In whole percent, and of dialogues held here numbers of votes in tens, or larger steps (people_step). */
static double whole_percent(double share) { return nearbyint(share * 100) / 100; }

struct shown_cell share_shown(const struct hearing *h, const struct opinion_tally *t, size_t group, size_t column, bool agree)
{
    size_t at = opinion_at(t, group, column);
    int64_t votes = votes_behind(h, t, group, column);
    double x = (double)(agree ? t->agree[at] : t->disagree[at]), n = (double)votes, lo = NAN, hi = NAN;
    if (n > 0)
        share_wilson(x, n, 0.95, &lo, &hi);
    return guard_one(h->basis, (struct estimate){n > 0 ? whole_percent(x / n) : NAN, whole_percent(lo), whole_percent(hi), votes});
}

struct shown_cell seen_shown(const struct hearing *h, const struct opinion_tally *t, size_t group, size_t column)
{
    int64_t n = votes_behind(h, t, group, column), step = people_step(h->k);
    return guard_one(h->basis, (struct estimate){(double)(basis_is_public(h->basis) ? n : (n + step / 2) / step * step), NAN, NAN, n});
}

struct str share_of_text(const struct hearing *h, const struct opinion_tally *t, size_t group, size_t column, bool agree)
{
    return number_text(h->p->d, share_shown(h, t, group, column, agree), NUMBER_PERCENT);
}

/* ---- words ------------------------------------------------------------------------------------- */

static struct str own(struct page *p, struct str s) { return (struct str){arena_text(&p->d->arena, s.n ? s.p : "", s.n), s.n}; }

/* NULL where it is the reader's own, or nobody said. */
static const char *language_of(struct page *p, struct str language)
{
    return !language.n || str_is(language, language_code(p->speech->language)) ? NULL : own(p, language).p;
}

static const struct voice_statement *statement_of(const struct hearing *h, size_t column) { return &h->v->statements[h->v->column[column]]; }

struct slot statement_slot(const struct hearing *h, const char *name, size_t column)
{
    const struct voice_text *t = voice_original(statement_of(h, column));
    return slot_name(name, t ? own(h->p, t->text) : STR(""), t ? language_of(h->p, t->language) : NULL);
}

void say_translation(const struct hearing *h, struct words *w, size_t column)
{
    const struct voice_text *t = voice_translation(statement_of(h, column), language_code(h->p->speech->language));
    if (t)
        SAY(h->p, w, T(" (In translation: “{text}”)"), slot_name("text", own(h->p, t->text), NULL));
}

struct str translation_quoted(const struct hearing *h, size_t column)
{
    const struct voice_text *t = voice_translation(statement_of(h, column), language_code(h->p->speech->language));
    return t ? TOLD(h->p, T("“{text}”"), slot_text("text", t->text)) : STR("");
}

struct slot topic_slot(const struct hearing *h, const char *name)
{
    const struct voice_words *words = voice_words_in(&h->d->about, language_code(h->p->speech->language));
    struct str topic = words->topic.n ? words->topic : h->d->about.name;
    return slot_name(name, own(h->p, topic), words->topic.n ? language_of(h->p, words->language) : NULL);
}

bool ends_a_sentence(struct str text)
{
    static const char *const stops[] = {".", "!", "?", "…", "؟", "۔"}, *const quotes[] = {"”", "\"", "»", "’", "'", ")"};
    text = str_trim(text);
    for (size_t i = 0; i < ARRAY_LEN(quotes); i++)
        if (str_ends(text, quotes[i]))
            text.n -= strlen(quotes[i]);
    for (size_t i = 0; i < ARRAY_LEN(stops); i++)
        if (str_ends(text, stops[i]))
            return true;
    return false;
}

struct str group_letter(struct page *p, size_t k)
{
    static const char *const letters[] = {T("A"), T("B"), T("C"), T("D"), T("E")};
    return bare(p, letters[MIN_OF(k, ARRAY_LEN(letters) - 1)]);
}

struct str side_label(struct page *p, struct str value)
{
    const char *word = voice_value_word(value);
    return word ? bare(p, word) : TOLD(p, "{value}", slot_name("value", own(p, value), NULL));
}

struct str side_value_text(const struct hearing *h, const struct voice_side *side, size_t group) { return side_label(h->p, side->attribute->values[group]); }

struct str side_name(const struct hearing *h, const struct voice_side *side, size_t group)
{
    return side->attribute ? side_value_text(h, side, side->value[group]) : group_letter(h->p, group);
}

const struct voice_side *side_called(const struct hearing *h, const char *attribute)
{
    for (size_t i = 0; i < h->a->side_n; i++)
        if (str_is(h->a->sides[i].attribute->name, attribute))
            return &h->a->sides[i];
    return NULL;
}

struct words *voices_paragraph(struct page *p) { return &doc_add(p->d, BLOCK_PARAGRAPH)->words; }

void trace_heard(const struct hearing *h, struct words *w, size_t column, const char *method)
{
    trace_words_heard(h->p, w, (struct trace_vote){h->number, column}, method);
}

/* ---- who took part ----------------------------------------------------------------------------- */

static const char *took_part_text(bool where, bool when)
{
    if (where && when)
        return T("{people} took part in {place} {when}: they cast {votes} on {statements}. They chose to come; they do not stand for everybody.");
    if (when)
        return T("{people} took part {when}: they cast {votes} on {statements}. Where is not recorded. They chose to come; they do not stand for everybody.");
    if (where)
        return T("{people} took part in {place}: they cast {votes} on {statements}. When is not recorded. They chose to come; they do not stand for everybody.");
    return T("{people} took part: they cast {votes} on {statements}. Where and when is not recorded. They chose to come; they do not stand for everybody.");
}

static struct str when_held(struct page *p, const struct voice_dialogue *d)
{
    struct slot from = slot_text("from", day_text(p, d->from)), to = slot_text("to", day_text(p, d->to));
    return d->from.n == d->to.n ? TOLD(p, T("on {from}"), from) : TOLD(p, T("from {from} to {to}"), from, to);
}

static void say_whose_words(const struct hearing *h, struct words *w)
{
    int64_t by[3] = {0};
    for (size_t i = 0; i < h->v->statement_n; i++)
        by[h->v->statements[i].seed + 1]++;
    struct slot slots[] = {slot_text("own", count_text(h->p, by[1])), slot_text("seeded", count_text(h->p, by[2])), slot_text("unknown", count_text(h->p, by[0]))};
    const char *text = by[1] + by[2] == 0 ? T(" Who made the statements is not recorded; they stand here in their own words.")
        : by[0] == 0                      ? T(" Of the statements, {own} were made by those who took part and {seeded} by those who hold the dialogue; they stand here in their own words.")
                                          : T(" Of the statements, {own} were made by those who took part and {seeded} by those who hold the dialogue; of {unknown} nobody recorded it. They stand here in their own words.");
    words_say(h->p->d, w, text, slots, ARRAY_LEN(slots));
}

static void say_took_part(const struct hearing *h)
{
    const struct voice_dialogue *d = &h->d->about;
    struct page *p = h->p;
    struct words *w = voices_paragraph(p);
    bool when = day_known(d->from) && day_known(d->to), where = h->d->place >= 0;
    struct slot slots[] = {slot_text("people", people_text(h, h->people)), where ? slot_place(p, "place", h->d->place) : slot_text("place", STR("")),
        slot_text("when", when ? when_held(p, d) : STR("")), slot_text("votes", counted(p, TN("{n} vote", "{n} votes"), h->v->vote_n)),
        slot_text("statements", counted(p, TN("{n} statement", "{n} statements"), (int64_t)h->v->votes.statements))};
    words_say(p->d, w, took_part_text(where, when), slots, ARRAY_LEN(slots));
    const struct voice_words *words = voice_words_in(d, language_code(p->speech->language));
    if (words->who_may_speak.n)
        SAY(p, w, T(" Who could speak: {who}."), slot_name("who", own(p, words->who_may_speak), language_of(p, words->language)));
    say_whose_words(h, w);
    if (!d->own)
        SAY_BARE(p, w, T(" Others held this dialogue and published it, person by person."));
    trace_heard(h, w, SIZE_MAX, "method-voices");
}

/* ---- one dialogue ------------------------------------------------------------------------------ */

static void say_too_few(const struct hearing *h)
{
    struct words *w = voices_paragraph(h->p);
    SAY(h->p, w, T("Fewer than {people} took part: what they said is not told here."), slot_text("people", counted(h->p, TN("{n} person", "{n} people"), h->k)));
    trace_heard(h, w, SIZE_MAX, "method-voices");
}

static void say_dialogue(struct page *p, size_t number)
{
    static const char *const ids[] = {"voices-1", "voices-2", "voices-3"};
    struct hearing h = hearing_of(p, number);
    struct block *sub = doc_add(p->d, BLOCK_SUBHEADING);
    sub->id = str_of(ids[MIN_OF(number, ARRAY_LEN(ids) - 1)]);
    SAY(p, &sub->words, "{topic}", topic_slot(&h, "topic"));
    if (!hearing_is_told(&h)) {
        say_too_few(&h);
        return;
    }
    say_took_part(&h);
    say_groups(&h);
    say_shared(&h);
    say_room(&h);
}

static void say_others(struct page *p)
{
    const struct brief_voices *v = p->b->voices;
    struct str *names = ARENA_ARRAY(&p->d->arena, struct str, v->n + 1);
    size_t n = 0;
    for (size_t i = 0; i < v->n; i++)
        if (!v->list[i].answer)
            names[n++] = own(p, v->list[i].about.name);
    if (!n)
        return;
    struct words *w = voices_paragraph(p);
    SAY(p, w, T("Also on record, and not told here: {names}."), slot_text("names", names_text(p, names, n)));
    trace_words(p, w, TRACE_NONE, "method-voices");
}

size_t voices_sources(struct page *p, struct words *w)
{
    const struct brief_voices *v = p->b->voices;
    size_t n = 0;
    for (size_t i = 0; v && i < v->n; i++) {
        struct hearing h = hearing_of(p, i);
        const struct voice_dialogue *d = &v->list[i].about;
        if (!hearing_is_told(&h))
            continue;
        struct slot slots[] = {slot_name("name", own(p, d->name), NULL), slot_text("people", people_text(&h, h.people)), slot_text("votes", counted(p, TN("{n} vote", "{n} votes"), h.v->vote_n)), slot_name("address", own(p, d->address), "en")};
        words_say(p->d, &w[n], d->own ? T("**Dialogue {name}**: {votes} of {people}, held with people here.") : T("**Dialogue {name}**: {votes} of {people}, published by others."), slots, ARRAY_LEN(slots));
        if (d->address.n)
            words_say(p->d, &w[n], T(" {address}."), slots, ARRAY_LEN(slots));
        trace_heard(&h, &w[n++], SIZE_MAX, "method-voices");
    }
    return n;
}

bool section_voices(struct page *p, struct err *e)
{
    (void)e;
    const struct brief_voices *v = p->b->voices;
    if (!v)
        return true;
    heading(p, "voices", T("What those who took part say"));
    for (size_t i = 0; i < v->n; i++)
        if (v->list[i].answer)
            say_dialogue(p, i);
    say_others(p);
    say_findings(p);
    return true;
}

void brief_opinions(const struct voice_answer *answer, uint64_t seed, struct doc *into)
{
    struct brief_dialogue one = {.about = answer->data->about, .place = -1, .whole = true, .answer = answer};
    struct brief_voices voices = {.list = &one, .n = 1};
    struct brief_data b = {.country = -1, .place = -1, .request = {.place = -1, .seed = seed, .k = answer->data->about.k}, .voices = &voices};
    struct page p = {.b = &b, .d = into, .speech = into->speech};
    struct hearing h = hearing_of(&p, 0);
    if (!hearing_is_told(&h))
        return;
    if (hearing_grouped(&h))
        draw_opinions(&h);
    draw_shared(&h);
}
