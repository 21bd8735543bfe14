/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What those who took part say, for those who read one sentence: "In short" and the minister's page. Of the newest dialogue on the whole place that can be told of, else
 * the newest on a part of it. */
#include "brief/voices_priv.h"

bool voices_newest(struct page *p, struct hearing *out)
{
    const struct brief_voices *v = p->b->voices;
    bool found = false;
    for (size_t i = 0; v && i < v->n; i++) {
        struct hearing h = hearing_of(p, i);
        bool whole = v->list[i].place == p->b->place || v->list[i].place < 0;
        if (!hearing_is_told(&h) || (found && !whole))
            continue;
        *out = h;
        found = true;
        if (whole)
            break;
    }
    return found;
}

static const char *bridge_text(const struct hearing *h)
{
    if (!h->a->by)
        return T("Of the {people} who took part in the dialogue “{topic}”, most agree ({share} of those who voted on it): “{statement}”");
    return h->a->by->attribute ? T("Of the {people} who took part in the dialogue “{topic}”, most on every side agree ({share} on the side that agrees least): “{statement}”")
                               : T("Of the {people} who took part in the dialogue “{topic}”, most in every group agree ({share} in the group that agrees least): “{statement}”");
}

/* Whether what stands before the next sentence, the statement or its translation in brackets, ends one. */
static bool bridge_ends(const struct hearing *h)
{
    const struct voice_statement *s = &h->v->statements[h->v->column[h->bridges[0]]];
    const struct voice_text *t = voice_original(s);
    return !voice_translation(s, language_code(h->p->speech->language)) && t && ends_a_sentence(t->text);
}

bool voices_in_short(struct page *p, struct words *w)
{
    struct hearing h;
    if (!voices_newest(p, &h))
        return false;
    struct slot slots[5] = {slot_text("people", people_text(&h, h.people)), topic_slot(&h, "topic")};
    if (h.bridge_n) {
        size_t s = h.bridges[0];
        const struct voice_side *by = h.a->by;
        slots[2] = statement_slot(&h, "statement", s);
        slots[3] = slot_text("share", share_of_text(&h, by ? &by->tally : &h.a->found.tally, by ? by->shared[s].least_group : h.a->found.tally.groups, s, true));
        words_say(p->d, w, bridge_text(&h), slots, 4);
        say_translation(&h, w, s);
        trace_heard(&h, w, s, "method-bridges");
    } else {
        words_say(p->d, w, T("Of the {people} who took part in the dialogue “{topic}” there is no statement that most on all sides surely agree with."), slots, 2);
        trace_heard(&h, w, SIZE_MAX, "method-bridges");
    }
    if (h.divide_n) {
        bool ended = !h.bridge_n || bridge_ends(&h);
        SAY(p, w, ended ? T(" They are divided on this: “{statement}”") : T(". They are divided on this: “{statement}”"), statement_slot(&h, "statement", h.divides[0]));
        say_translation(&h, w, h.divides[0]);
        trace_heard(&h, w, h.divides[0], "method-bridges");
    }
    return true;
}

int voices_figures(struct page *p)
{
    const struct brief_voices *v = p->b->voices;
    int n = 0;
    for (size_t i = 0; v && i < v->n; i++) {
        struct hearing h = hearing_of(p, i);
        if (hearing_is_told(&h))
            n += hearing_grouped(&h) + (h.bridge_n + h.divide_n > 0);
    }
    return n;
}
