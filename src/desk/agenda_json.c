/* SPDX-License-Identifier: GPL-3.0-or-later */
/* agenda: for machines: all items, or one, whole: every text in each of its languages, every link with what it stands for here. What was noted of who could be put at risk is in none of it. */
#include "desk/agenda_priv.h"

static void text(struct json *j, const char *key, struct str s) { json_key(j, key), json_text(j, s); }
static void code(struct json *j, const char *key, const struct code *c)
{
    json_key(j, key);
    if (c)
        json_text(j, str_of(c->code));
    else
        json_null(j);
}

static void day(struct json *j, const char *key, struct day d) { json_key(j, key), json_day(j, d); }

static void list(struct json *j, const char *key, struct str codes)
{
    struct str one;
    json_key(j, key);
    json_array(j);
    for (size_t at = 0; codes_next(codes, &at, &one);)
        json_text(j, one);
    json_close(j);
}

/* {"en": "...", "ar": "..."}: in each language that there is. */
static void told(struct json *j, const char *key, const struct telling *t, size_t which)
{
    json_key(j, key);
    json_object(j);
    for (size_t i = 0; i < t->n; i++) {
        const struct told *x = &t->list[i];
        struct str s = which == 0 ? x->first : which == 1 ? x->second : x->third;
        char language[32];
        if (!s.n)
            continue;
        snprintf(language, sizeof language, "%.*s", (int)MIN_OF(x->language.n, sizeof language - 1), x->language.p ? x->language.p : "");
        json_key(j, language), json_text(j, s);
    }
    json_close(j);
}

static void figures(const struct agenda_view *v, struct json *j, const struct evidence *x)
{
    (void)v;
    json_key(j, "figures");
    json_array(j);
    for (size_t i = 0; i < x->figure_n; i++) {
        json_object(j);
        text(j, "figure", str_of(figure_codes[x->figures[i].of]));
        text(j, "whose", x->figures[i].words);
        json_key(j, "value"), json_estimate(j, x->figures[i].v);
        json_close(j);
    }
    json_close(j);
}

static bool links(struct agenda_view *v, struct json *j, const struct agenda_item *x, struct err *e)
{
    json_key(j, "links");
    json_array(j);
    for (size_t i = 0; i < x->link_n; i++) {
        const struct item_link *l = &x->links[i];
        struct evidence found;
        if (!view_evidence(v, l, &found, e))
            return false;
        json_object(j);
        code(j, "kind", l->kind);
        text(j, "reference", l->reference);
        code(j, "direction", l->direction);
        code(j, "strength", l->strength);
        text(j, "note", l->note);
        text(j, "said_by", view_said_by(v, x, l->said_by));
        json_key(j, "found"), json_bool(j, found.found);
        text(j, "says", found.text.text);
        figures(v, j, &found);
        text(j, "rows", found.command);
        json_close(j);
    }
    json_close(j);
    return true;
}

static void capacities(const struct agenda_view *v, struct json *j, const struct agenda_item *x)
{
    json_key(j, "capacities");
    json_array(j);
    for (size_t i = 0; i < x->capacity_n; i++) {
        json_object(j);
        text(j, "capacity", x->capacities[i].key);
        told(j, "what", &x->capacities[i].told, 0);
        told(j, "who", &x->capacities[i].told, 1);
        code(j, "works", x->capacities[i].works);
        text(j, "said_by", view_said_by(v, x, x->capacities[i].said_by));
        json_close(j);
    }
    json_close(j);
}

/* What those say who are named beside it although they may not have kept their word. */
static void replies(const struct agenda_view *v, struct json *j, const struct agenda_item *x)
{
    const struct reply *y;
    json_key(j, "replies");
    json_array(j);
    for (size_t at = 0; (y = publish_reply_next(&v->facts, x, &at)) != NULL;) {
        json_object(j);
        text(j, "actor", v->named ? y->actor : view_owner(v, x, y->actor).text);
        text(j, "about", y->about);
        day(j, "asked", y->asked);
        day(j, "due", y->due);
        day(j, "answered", y->answered);
        text(j, "text", y->text);
        json_close(j);
    }
    json_close(j);
}

static void states(const struct agenda_view *v, struct json *j, const struct agenda_item *x)
{
    json_key(j, "states");
    json_array(j);
    for (size_t i = 0; i < x->state_n; i++) {
        json_object(j);
        code(j, "state", x->states[i].state);
        day(j, "day", x->states[i].day);
        text(j, "why", x->states[i].why);
        text(j, "said_by", view_said_by(v, x, x->states[i].said_by));
        day(j, "told", x->states[i].told);
        json_close(j);
    }
    json_close(j);
}

static void promises(const struct agenda_view *v, struct json *j, const struct agenda_item *x)
{
    const struct promise **all;
    size_t n = view_promises(v, x, &all);
    json_key(j, "promises");
    json_array(j);
    for (size_t i = 0; i < n; i++) {
        const struct promise *p = all[i];
        enum promise_now now = promise_now(p, v->on);
        json_object(j);
        text(j, "promise", p->key);
        text(j, "by", v->named ? p->actor : view_owner(v, x, p->actor).text);
        text(j, "promised", p->promised);
        day(j, "made", p->made);
        day(j, "due", p->due);
        text(j, "state", str_of(promise_now_code(now)));
        day(j, "state_day", p->state_day);
        json_key(j, "days_late");
        if (promise_in_doubt(now) && day_known(p->due))
            json_int(j, MAX_OF(v->on.n - p->due.n, 0));
        else
            json_null(j);
        text(j, "evidence", p->evidence);
        day(j, "told", p->told);
        json_close(j);
    }
    json_close(j);
}

/* Numbers behind which people stand pass guard as they do everywhere. Where nobody wrote how many there are, or they are too few to tell, n is null: not known is not 0. */
static void measured(const struct agenda_view *v, struct json *j, const char *key, double x, double lo, double hi, double n)
{
    struct cells_basis basis = isnan(n) ? BASIS_PUBLIC_RECORD : basis_people(v->least);
    json_key(j, key);
    struct shown_cell shown = guard_one(basis, (struct estimate){x, lo, hi, isnan(n) ? 0 : (int64_t)n});
    if (!isnan(n) && shown_state(shown) == SHOWN_VALUE) {
        json_estimate(j, shown_value(shown));
        return;
    }
    struct estimate e = shown_value(shown);
    json_object(j);
    json_key(j, "value"), json_real(j, e.value);
    json_key(j, "lo"), json_real(j, e.lo);
    json_key(j, "hi"), json_real(j, e.hi);
    json_key(j, "n"), json_null(j);
    json_close(j);
}

static void indicators(const struct agenda_view *v, struct json *j, const struct agenda_item *x)
{
    json_key(j, "indicators");
    json_array(j);
    for (size_t i = 0; i < x->indicator_n; i++) {
        const struct indicator *k = &x->indicators[i];
        json_object(j);
        text(j, "indicator", k->key);
        told(j, "name", &k->told, 0);
        told(j, "source", &k->told, 1);
        code(j, "code", k->code);
        text(j, "unit", k->unit);
        code(j, "better_when", k->better);
        measured(v, j, "baseline", k->baseline, k->baseline_low, k->baseline_high, NAN);
        day(j, "baseline_day", k->baseline_day);
        measured(v, j, "target", k->target, NAN, NAN, NAN);
        day(j, "target_day", k->target_day);
        json_key(j, "values");
        json_array(j);
        for (size_t m = 0; m < k->value_n; m++) {
            json_object(j);
            day(j, "day", k->values[m].day);
            measured(v, j, "value", k->values[m].value, k->values[m].low, k->values[m].high, k->values[m].n);
            text(j, "source", k->values[m].source);
            json_close(j);
        }
        json_close(j);
        json_close(j);
    }
    json_close(j);
}

static void premises(struct json *j, const struct premise *p, size_t n)
{
    json_key(j, "premises");
    json_array(j);
    for (size_t i = 0; i < n; i++) {
        json_object(j);
        text(j, "premise", p[i].key);
        told(j, "belief", &p[i].told, 0);
        told(j, "test", &p[i].told, 1);
        told(j, "data_say", &p[i].told, 2);
        code(j, "verdict", p[i].verdict);
        text(j, "looked_by", p[i].looked_by);
        day(j, "looked", p[i].looked);
        json_close(j);
    }
    json_close(j);
}

static void harm(struct json *j, const struct agenda_item *x)
{
    json_key(j, "harm");
    json_array(j);
    for (size_t i = 0; i < x->answer_n; i++) {
        json_object(j);
        text(j, "question", str_of(x->answers[i].question->code));
        code(j, "answer", x->answers[i].answer);
        text(j, "said_by", x->answers[i].said_by);
        day(j, "day", x->answers[i].day);
        json_close(j);
    }
    json_close(j);
}

static void fit(const struct agenda_view *v, struct json *j, const struct agenda_item *x)
{
    struct fit f = view_fit(v, x);
    json_key(j, "phase_fit");
    json_object(j);
    text(j, "fit", str_of(fit_codes[f.word]));
    json_key(j, "phases");
    json_array(j);
    for (size_t i = 0; i < f.n; i++) {
        json_object(j);
        text(j, "phase", str_of(phase_code(f.list[i].set->phase)));
        text(j, "place", f.list[i].set->words);
        text(j, "place_name", view_place_name(v, f.list[i].set->words).text);
        text(j, "said_by", view_said_by(v, x, f.list[i].set->said_by));
        day(j, "from", f.list[i].set->from);
        day(j, "to", f.list[i].set->to);
        json_key(j, "suits"), json_bool(j, f.list[i].suits);
        json_close(j);
    }
    json_close(j);
    json_close(j);
}

static void published(const struct agenda_view *v, struct json *j, const struct agenda_item *x)
{
    struct publish_verdict may = view_verdict(v, x);
    json_key(j, "published");
    json_object(j);
    json_key(j, "may"), json_bool(j, may.may);
    json_key(j, "reasons");
    json_array(j);
    for (size_t i = 0; i < may.n; i++) {
        struct buf b CLEANUP(buf_end) = {0};
        publish_say(&v->r->speech, &may.list[i], &b);
        json_object(j);
        text(j, "why", str_of(publish_why_code(may.list[i].why)));
        text(j, "question", may.list[i].question ? str_of(may.list[i].question->code) : STR(""));
        text(j, "words", buf_view(&b));
        json_close(j);
    }
    json_close(j);
    text(j, "signed_by", x->sign.signed_by);
    day(j, "signed_on", x->sign.signed_by.n ? x->sign.day : DAY_NONE);
    text(j, "digest", str_of(x->digest));
    json_close(j);
}

static bool item(struct agenda_view *v, struct json *j, const struct agenda_item *x, struct err *e)
{
    const struct item_state *now = item_state_now(x);
    json_object(j);
    text(j, "item", x->key);
    text(j, "agenda", x->agenda);
    told(j, "need", &x->told, 0);
    told(j, "ask", &x->told, 1);
    code(j, "addressable", x->addressable);
    told(j, "addressable_why", &x->told, 2);
    list(j, "securities", x->securities);
    code(j, "pillar", x->pillar);
    code(j, "level", x->level);
    list(j, "phases", x->phases);
    list(j, "drivers", x->drivers);
    list(j, "genders", x->genders);
    list(j, "concerns", x->concerns);
    text(j, "place", item_place_words(v->book, x));
    text(j, "owner", v->named ? x->owner : view_owner(v, x, x->owner).text);
    text(j, "plan_article", x->article);
    text(j, "said_by", view_said_by(v, x, x->said_by));
    text(j, "state", now ? str_of(now->state->code) : STR("proposed"));
    day(j, "state_day", now ? now->day : DAY_NONE);
    json_key(j, "evidence_for"), json_int(j, (int64_t)view_links(x, "for"));
    json_key(j, "evidence_against"), json_int(j, (int64_t)view_links(x, "against"));
    capacities(v, j, x);
    if (!links(v, j, x, e))
        return false;
    promises(v, j, x);
    replies(v, j, x);
    states(v, j, x);
    indicators(v, j, x);
    premises(j, x->premises, x->premise_n);
    if (!v->outside)
        harm(j, x);
    fit(v, j, x);
    published(v, j, x);
    json_close(j);
    return true;
}

static void heads(const struct agenda_view *v, struct json *j)
{
    json_key(j, "agendas");
    json_array(j);
    for (size_t i = 0; i < v->book->agenda_n; i++) {
        const struct agenda_head *h = &v->book->agendas[i];
        int64_t n = 0;
        for (size_t k = 0; k < v->item_n; k++)
            n += str_eq(v->items[k]->agenda, h->key);
        if ((v->agenda.n && !str_eq(v->agenda, h->key)) || (v->outside && !n))
            continue;
        json_object(j);
        text(j, "agenda", h->key);
        told(j, "title", &h->told, 0);
        told(j, "note", &h->told, 1);
        text(j, "place", h->place);
        text(j, "convened_by", view_said_by(v, NULL, h->convened_by));
        day(j, "from", h->from);
        day(j, "to", h->to);
        json_key(j, "items"), json_int(j, n);
        json_close(j);
    }
    json_close(j);
}

bool agenda_json(struct agenda_view *v, struct str key, struct err *e)
{
    struct json j;
    size_t told_n = 0;
    json_begin(&j, &v->a->json);
    json_object(&j);
    heads(v, &j);
    day(&j, "on", v->on);
    json_key(&j, "unsigned"), json_int(&j, (int64_t)v->unsigned_n);
    json_key(&j, "items");
    json_array(&j);
    for (size_t i = 0; i < v->item_n; i++) {
        if (key.n && !str_eq(v->items[i]->key, key))
            continue;
        told_n++;
        if (!item(v, &j, v->items[i], e))
            return false;
    }
    json_close(&j);
    if (!v->outside)
        premises(&j, v->book->premises, v->book->premise_n);
    json_close(&j);
    if (key.n && !told_n)
        return err_set(e, ERR_ABSENT, "there is no item \"%.*s\"; `diwan agenda REGISTER` lists them", (int)MIN_OF(key.n, (size_t)80), key.p);
    return true;
}
