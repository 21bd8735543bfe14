/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "agenda/fit.h"

const char *const fit_codes[] = {[FIT_UNSET] = "unset", [FIT_UNSAID] = "unsaid", [FIT_YES] = "suits", [FIT_NO] = "does_not_suit", [FIT_DIFFERS] = "differs"};

static bool in_force(const struct phase_set *s, struct day on)
{
    return (!day_known(s->from) || s->from.n <= on.n) && (!day_known(s->to) || s->to.n >= on.n);
}

static bool around(const struct gazetteer *g, const struct phase_set *s, int place)
{
    if (place < 0 || s->place < 0)
        return phase_is_of(s, place);
    return s->place == place || (g && place_lies_in(g, place, s->place));
}

/* The smallest place around it, itself first, with a phase in force; -2: none. */
static int whose(const struct phase_set *sets, size_t n, const struct gazetteer *g, int place, struct day on)
{
    int best = -2;
    for (size_t i = 0; i < n; i++) {
        if (sets[i].phase == PHASE_UNSET || !in_force(&sets[i], on) || !around(g, &sets[i], place))
            continue;
        int one = place < 0 ? -1 : sets[i].place;
        if (best == -2 || (one >= 0 && gazetteer_place(g, (size_t)one)->level > gazetteer_place(g, (size_t)best)->level))
            best = one;
    }
    return best;
}

static const struct phase_set *ended_last(const struct phase_set *sets, size_t n, const struct gazetteer *g, int place, struct day on)
{
    const struct phase_set *last = NULL;
    for (size_t i = 0; i < n; i++)
        if (sets[i].phase != PHASE_UNSET && day_known(sets[i].to) && sets[i].to.n < on.n && around(g, &sets[i], place) && (!last || sets[i].to.n > last->to.n))
            last = &sets[i];
    return last;
}

static enum fit_word word_of(const struct fit *f, bool stated)
{
    size_t suits = 0;
    for (size_t i = 0; i < f->n; i++)
        suits += f->list[i].suits;
    if (!f->n)
        return FIT_UNSET;
    if (!stated)
        return FIT_UNSAID;
    return suits == f->n ? FIT_YES : suits ? FIT_DIFFERS : FIT_NO;
}

struct fit fit_of(struct str phases, const struct phase_set *sets, size_t n, const struct gazetteer *g, int place, struct day on, struct arena *a)
{
    struct fit out = {.list = ARENA_ARRAY(a, struct fit_phase, n + 1), .place = whose(sets, n, g, place, on)};
    for (size_t i = 0; i < n && out.place != -2; i++)
        if (sets[i].phase != PHASE_UNSET && in_force(&sets[i], on) && phase_is_of(&sets[i], out.place))
            out.list[out.n++] = (struct fit_phase){&sets[i], codes_have(phases, phase_code(sets[i].phase))};
    out.last = out.n ? NULL : ended_last(sets, n, g, place, on);
    out.place = out.place == -2 ? -1 : out.place;
    out.word = word_of(&out, phases.n > 0);
    return out;
}

struct fit fit_of_item(const struct agenda_item *x, const struct agenda_book *b, const struct incident_columns *c, int country, struct day on, struct arena *a)
{
    struct str words = item_place_words(b, x);
    struct err unknown;
    size_t found = 0;
    bool known = !words.n || (c->places && gazetteer_find(c->places, words, &found, &unknown));
    return fit_of(x->phases, c->phases, known ? c->phase_n : 0, c->places, words.n ? (int)found : country, on, a);
}

static bool shares(const struct agenda_item *x, const struct phase_measure *m)
{
    bool pillar = x->pillar && (strcmp(x->pillar->code, m->pillar) == 0 || strcmp(x->pillar->code, "both") == 0 || strcmp(m->pillar, "both") == 0);
    return pillar && codes_have(x->securities, m->security);
}

size_t fit_measures(enum phase phase, const struct agenda_item *items, size_t n, struct arena *a, struct fit_measure **out)
{
    size_t all_n, found = 0;
    const struct phase_measure *all = phase_measures(&all_n);
    *out = ARENA_ARRAY(a, struct fit_measure, all_n + 1);
    for (size_t i = 0; i < all_n; i++) {
        if (phase == PHASE_UNSET || strcmp(all[i].phase, phase_code(phase)) != 0)
            continue;
        struct fit_measure *m = &(*out)[found++];
        m->measure = &all[i];
        for (size_t k = 0; k < n; k++)
            m->items += shares(&items[k], &all[i]);
    }
    return found;
}
