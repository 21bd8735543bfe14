/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What an item rests on and what goes against it, each with its link into the brief; how strong it is says whoever judged it. And whether it suits the place in its phase: a phase is set
 * by people, what suits a phase is somebody's judgement or the codebook's, and each is named.
 */
#include "agenda/fit.h"
#include "brief/agenda_priv.h"
#include "brief/voices_priv.h"

/* "nineveh/water" -> both parts; the second "" without a slash. */
static void split(struct str reference, char at, struct str *before, struct str *behind)
{
    const char *cut = memrchr(reference.p, at, reference.n);
    *before = cut ? (struct str){reference.p, (size_t)(cut - reference.p)} : reference;
    *behind = cut ? (struct str){cut + 1, reference.n - before->n - 1} : STR("");
}

/* ---- incidents: PLACE FROM..TO ---- */

static bool incidents_set(struct page *p, struct str reference, struct trace_set *set)
{
    struct str words, period;
    struct day from = DAY_NONE, to = DAY_NONE, last;
    split(reference, ' ', &words, &period);
    if (!period.n) {
        period = words;
        words = STR("");
    }
    const char *dots = memmem(period.p, period.n, "..", 2);
    int place;
    words = str_trim(words);
    (void)place_of_words(p, "place", words, &place);
    if (!dots || (words.n && place < 0) || !day_parse((struct str){period.p, (size_t)(dots - period.p)}, &from, &last) ||
        !day_parse((struct str){dots + 2, period.n - (size_t)(dots + 2 - period.p)}, &last, &to))
        return false;
    *set = (struct trace_set){.name = "evidence", .label = T("incidents that an item rests on"), .what = TAKE_SERIES, .place = place, .from_month = day_month(from), .to_month = day_month(to)};
    return set->from_month <= set->to_month;
}

static bool say_incidents(struct page *p, const struct item_link *l, struct words *w)
{
    struct trace_set set;
    struct count_row total;
    struct arena scratch CLEANUP(arena_end) = {0};
    if (!incidents_set(p, l->reference, &set))
        return false;
    trace_total(p->b, &set, &scratch, &total);
    struct slot slots[] = {slot_text("dead", counted(p, TN("{n} dead", "{n} dead"), total.best)), slot_place(p, "place", set.place), slot_text("period", period_text(p, set.from_month, set.to_month))};
    bool known = total.deaths_unknown < total.incidents;
    words_link(p->d, w, counted(p, TN("{n} incident", "{n} incidents"), total.incidents), STR("security"));
    words_say(p->d, w, known ? T(" with {dead} in {place}, {period}") : T(" in {place}, {period}"), slots, ARRAY_LEN(slots));
    trace_words_set(p, w, set, agenda_method);
    return true;
}

/* ---- statements: DIALOGUE#NUMBER ---- */

static bool find_statement(struct page *p, struct str dialogue, struct str number, struct hearing *h, size_t *column)
{
    const struct brief_voices *v = p->b->voices;
    int64_t id = 0;
    if (!v || !str_to_int(number, &id))
        return false;
    for (size_t i = 0; i < v->n; i++) {
        if (!str_eq(v->list[i].about.name, dialogue))
            continue;
        *h = hearing_of(p, i);
        for (size_t k = 0; hearing_is_told(h) && k < h->v->votes.statements; k++)
            if (h->v->statements[h->v->column[k]].id == id) {
                *column = k;
                return true;
            }
    }
    return false;
}

/* The need often is the statement: then it is not said twice. */
static bool is_the_need(const struct hearing *h, size_t column, const struct agenda_item *x)
{
    const struct voice_text *t = voice_original(&h->v->statements[h->v->column[column]]);
    for (size_t i = 0; t && i < x->told.n; i++)
        if (str_eq(x->told.list[i].first, t->text))
            return true;
    return false;
}

static bool say_statement(struct page *p, const struct agenda_item *x, const struct item_link *l, struct words *w)
{
    struct hearing h;
    struct str dialogue, number;
    size_t column;
    split(l->reference, '#', &dialogue, &number);
    if (!find_statement(p, dialogue, number, &h, &column))
        return false;
    const struct opinion_tally *t = &h.a->found.tally;
    if (!is_the_need(&h, column, x))
        SAY(p, w, T("“{statement}”: "), statement_slot(&h, "statement", column));
    words_link(p->d, w, share_of_text(&h, t, t->groups, column, true), STR("voices"));
    SAY_BARE(p, w, T(" of those who voted on it agree"));
    trace_heard(&h, w, column, "method-voices");
    return true;
}

/* ---- the other kinds ---- */

static bool say_finding_of(struct page *p, const struct item_link *l, struct words *w)
{
    const struct brief_voices *v = p->b->voices;
    for (size_t i = 0; v && i < v->finding_n; i++)
        if (str_eq(v->findings[i].key, l->reference)) {
            words_link(p->d, w, bare(p, T("a finding")), STR("voices"));
            SAY(p, w, T(" that {who} summed up"), actor_slot(p, "who", v->findings[i].said_by));
            return true;
        }
    return false;
}

static bool say_practice(struct page *p, const struct item_link *l, struct words *w)
{
    const struct agenda_book *book = p->b->agenda->book;
    for (size_t i = 0; i < book->practice_n; i++) {
        const struct practice *x = &book->practices[i];
        if (!str_eq(x->key, l->reference))
            continue;
        int at;
        struct slot slots[] = {telling_slot(p, "title", &x->told, 0), place_of_words(p, "place", x->place, &at), slot_text("outcome", x->outcome ? code_inside(p, x->outcome) : bare(p, T("what came of it is not known")))};
        words_say(p->d, w, x->place.n ? T("{title}, tried in {place}: {outcome}") : T("{title}, tried elsewhere: {outcome}"), slots, ARRAY_LEN(slots));
        return true;
    }
    return false;
}

static void say_by_reference(struct page *p, const struct item_link *l, struct words *w)
{
    struct str before, behind;
    split(l->reference, '/', &before, &behind);
    if (strcmp(l->kind->code, "gap") == 0) {
        const struct code *sector = code_of(CODES_SECTORS, behind);
        int at;
        words_link(p->d, w, bare(p, T("a gap")), STR("coverage"));
        SAY(p, w, T(" in who does what: {place}, {sector}"), place_of_words(p, "place", before, &at), sector ? slot_text("sector", code_inside(p, sector)) : data_slot(p, "sector", behind));
        return;
    }
    if (strcmp(l->kind->code, "survey") == 0 && behind.n) {
        SAY(p, w, T("the survey {name}, question {question}"), data_slot(p, "name", before), data_slot(p, "question", behind));
        return;
    }
    SAY(p, w, T("{kind}, {reference}"), slot_text("kind", code_inside(p, l->kind)), data_slot(p, "reference", l->reference));
}

/* `named`: who judged stands before the list. */
static void say_strength(struct page *p, const struct agenda_item *x, const struct item_link *l, struct words *w, bool named)
{
    named = named || (l->said_by.n && str_eq(l->said_by, usual_judge(p, x)));
    struct slot slots[] = {slot_text("strength", code_inside(p, l->strength)), actor_by(p, "who", x, l->said_by)};
    if (!l->strength)
        SAY_BARE(p, w, T(" (nobody has judged how strong this is)"));
    else if (named)
        words_say(p->d, w, T(" ({strength})"), slots, ARRAY_LEN(slots));
    else
        words_say(p->d, w, l->said_by.n ? T(" ({strength}, as {who} judged)") : T(" ({strength}; who judged is not recorded)"), slots, ARRAY_LEN(slots));
}

/* `named`: who judged stands before the list. `last`: none follows. */
static void say_link(struct page *p, const struct agenda_item *x, const struct item_link *l, struct words *w, bool named, bool last)
{
    const char *kind = l->kind->code;
    words_text(p->d, w, STR(" "));
    bool said = (strcmp(kind, "incidents") == 0 && say_incidents(p, l, w)) || (strcmp(kind, "statement") == 0 && say_statement(p, x, l, w)) ||
        (strcmp(kind, "finding") == 0 && say_finding_of(p, l, w)) || (strcmp(kind, "practice") == 0 && say_practice(p, l, w));
    if (!said)
        say_by_reference(p, l, w);
    say_strength(p, x, l, w, named);
    if (l->note.n)
        SAY(p, w, T(": {note}"), data_slot(p, "note", l->note));
    if (!last)
        SAY_BARE(p, w, T(";"));
    else if (!ends_a_sentence(l->note))
        SAY_BARE(p, w, T("."));
}

static bool on_side(const struct item_link *l, const char *direction) { return l->direction && strcmp(l->direction->code, direction) == 0; }

/* Who judged all of a side, where that is one; "" else. */
static struct str one_judge(const struct agenda_item *x, const char *direction, size_t *n)
{
    struct str judge = STR("");
    bool one = true;
    *n = 0;
    for (size_t i = 0; i < x->link_n; i++) {
        const struct item_link *l = &x->links[i];
        if (!on_side(l, direction))
            continue;
        one = one && l->strength && l->said_by.n && (*n == 0 || str_eq(judge, l->said_by));
        judge = l->said_by;
        (*n)++;
    }
    return one ? judge : STR("");
}

bool evidence_on(const struct agenda_item *x, const char *direction)
{
    for (size_t i = 0; i < x->link_n; i++)
        if (on_side(&x->links[i], direction))
            return true;
    return false;
}

void say_evidence(struct page *p, const struct brief_item *x, struct words *w, const char *direction)
{
    bool against = strcmp(direction, "against") == 0;
    size_t n;
    struct str judge = one_judge(x->item, direction, &n);
    if (n == 0) {
        SAY_BARE(p, w, T("**What speaks for it**: nothing is on record."));
        return;
    }
    if (n > 1 && judge.n && !str_eq(judge, usual_judge(p, x->item)))
        SAY(p, w, against ? T("**What speaks against it** (strength as {who} judged):") : T("**What speaks for it** (strength as {who} judged):"), actor_by(p, "who", x->item, judge));
    else
        SAY_BARE(p, w, against ? T("**What speaks against it**:") : T("**What speaks for it**:"));
    for (size_t i = 0, said = 0; i < x->item->link_n; i++)
        if (on_side(&x->item->links[i], direction))
            say_link(p, x->item, &x->item->links[i], w, n > 1 && judge.n, ++said == n);
}

/* ---- phase ---- */

/* On the last day of the brief's period, as the command has it with that day. */
static struct fit fit_at(struct page *p, const struct agenda_item *x) { return fit_of_item(x, p->b->agenda->book, p->b->columns, p->b->country, month_last(p->b->to_month), &p->d->arena); }

struct str phase_fit_text(struct page *p, const struct agenda_item *x)
{
    static const char *const words[] = {[FIT_UNSET] = T("no phase set"), [FIT_UNSAID] = T("not judged"), [FIT_YES] = T("yes"), [FIT_NO] = T("no"), [FIT_DIFFERS] = T("people differ")};
    return bare(p, words[fit_at(p, x).word]);
}

/* What the codebook has for this phase that is like the item: of one of its securities, and of its pillar where it has one. */
static const struct phase_measure *measure_like(const struct agenda_item *x, enum phase phase)
{
    size_t n;
    const struct phase_measure *list = phase_measures(&n);
    bool any_pillar = !x->pillar || strcmp(x->pillar->code, "both") == 0;
    for (size_t i = 0; i < n; i++)
        if (strcmp(list[i].phase, phase_code(phase)) == 0 && codes_have(x->securities, list[i].security) && (any_pillar || strcmp(list[i].pillar, x->pillar->code) == 0))
            return &list[i];
    return NULL;
}

/* The one phase of the places of all items; NULL: there are several, people differ, or nobody set one. */
static const struct phase_set *phase_of_all(struct page *p)
{
    const struct brief_agenda *a = p->b->agenda;
    const struct phase_set *one = NULL;
    for (size_t i = 0; i < a->n; i++) {
        struct fit f = fit_at(p, a->items[i].item);
        if (f.n != 1 || (one && f.list[0].set != one))
            return NULL;
        one = f.list[0].set;
    }
    return one;
}

void say_phase_of_all(struct page *p, struct words *w)
{
    const struct phase_set *s = phase_of_all(p);
    if (s)
        SAY(p, w, T("**Phase** of all these places: {phase}, as {setter} set it."), slot_text("phase", in_small(p, phase_words(s->phase))), actor_slot(p, "setter", s->said_by));
}

bool one_phase(struct page *p) { return phase_of_all(p) != NULL; }

const struct phase_measure *phase_measure_of(struct page *p, const struct agenda_item *x)
{
    struct fit f = fit_at(p, x);
    return f.n == 1 ? measure_like(x, f.list[0].set->phase) : NULL;
}

bool phase_is_usual(struct page *p, const struct agenda_item *x)
{
    const struct phase_measure *usual = usual_measure(p);
    return usual && fit_at(p, x).word == FIT_YES && x->said_by.n && str_eq(x->said_by, usual_judge(p, x)) && phase_measure_of(p, x) == usual;
}

/* What people judged of one phase, and what the codebook has for it. */
static void say_fit_of(struct page *p, const struct agenda_item *item, const struct fit_phase *f, struct words *w)
{
    struct slot slots[] = {actor_by(p, "who", item, item->said_by), slot_text("phases", phases_text(p, item->phases))};
    if (!item->phases.n)
        SAY_BARE(p, w, T(" Nobody has judged whether the item suits it."));
    else if (item->said_by.n)
        words_say(p->d, w, f->suits ? T(" The item suits it, as {who} judged.") : T(" The item suits another, as {who} judged: {phases}."), slots, ARRAY_LEN(slots));
    else
        words_say(p->d, w, f->suits ? T(" The item was judged to suit it.") : T(" The item was judged to suit another: {phases}."), slots, ARRAY_LEN(slots));
    const struct phase_measure *m = measure_like(item, f->set->phase);
    if (m && m == usual_measure(p))
        return;
    if (m)
        SAY(p, w, T(" The codebook has for this phase: {measure} ({source})."), slot_text("measure", in_small(p, m->label)), slot_name("source", str_of(m->source), "en"));
    else
        SAY_BARE(p, w, T(" The codebook has nothing like it for this phase."));
}

void say_phase_fit(struct page *p, const struct brief_item *x, struct words *w)
{
    const struct agenda_item *item = x->item;
    struct fit f = fit_at(p, item);
    if (f.word == FIT_UNSET) {
        SAY(p, w, item->phases.n ? T("**Phase**: nobody has set one for this place; the item was judged to suit this: {phases}.") : T("**Phase**: nobody has set one for this place."), slot_text("phases", phases_text(p, item->phases)));
        return;
    }
    for (size_t i = 0; i < f.n; i++) {
        const struct phase_set *s = f.list[i].set;
        struct slot slots[] = {slot_text("phase", in_small(p, phase_words(s->phase))), actor_by(p, "setter", item, s->said_by)};
        words_say(p->d, w, i ? T(" People differ: {phase}, as {setter} set it.") : phase_of_all(p) ? T("**Phase**:") : T("**Phase**: {phase}, as {setter} set it."), slots, ARRAY_LEN(slots));
        say_fit_of(p, item, &f.list[i], w);
    }
}
