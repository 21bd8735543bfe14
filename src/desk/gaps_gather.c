/* SPDX-License-Identifier: GPL-3.0-or-later */
/* gaps: what the register holds of work and of need. */
#include "coverage/coverage.h"
#include "desk/desk_priv.h"
#include "voice/voice.h"

/* Findings of more than a few people, and for something; dialogues that as many took part in as may be told of. */
static bool asked(struct request *r, struct store *s, struct coverage_wish *wish, struct err *e)
{
    struct voice_finding *findings = NULL;
    struct voice_dialogue *dialogues = NULL;
    size_t n = 0, finding_n = 0, dialogue_n = 0;
    if (!voice_findings(s, &r->arena, &findings, &finding_n, e) || !voice_dialogues_uncounted(s, &r->arena, &dialogues, &dialogue_n, e)
        || !desk_dialogues_told(r, s, dialogues, &dialogue_n, NULL, e))
        return false;
    struct coverage_asked *list = ARENA_ARRAY(&r->arena, struct coverage_asked, finding_n + dialogue_n + 1);
    for (size_t i = 0; i < finding_n; i++) {
        const struct voice_finding *f = &findings[i];
        if (!voice_is_few(f->people) && !str_is(f->direction, "against"))
            list[n++] = (struct coverage_asked){.place = f->place, .from = f->from, .to = f->to, .themes = f->codes, .theme_n = f->code_n};
    }
    for (size_t i = 0; i < dialogue_n; i++) {
        const struct voice_dialogue *d = &dialogues[i];
        bool told;
        if (!voice_took_part(s, d, voice_least(d), &told, e))
            return false;
        if (told)
            list[n++] = (struct coverage_asked){.place = d->place, .from = d->from, .to = d->to};
    }
    wish->asked = list;
    wish->asked_n = n;
    return true;
}

bool desk_coverage(struct request *r, struct store *s, const struct incident_columns *c, struct coverage_wish *wish, struct coverage **out, struct err *e)
{
    return asked(r, s, wish, e) && coverage_read(s, c, wish, &r->arena, out, e);
}

bool desk_brief_coverage(struct request *r, struct store *s, struct brief_data *b, struct err *e)
{
    struct coverage *k = NULL;
    struct coverage_wish *wish = ARENA_NEW(&r->arena, struct coverage_wish);
    *wish = (struct coverage_wish){.country = b->country, .level = b->units, .from = month_first(b->from_month), .to = month_last(b->to_month)};
    if (b->request.audience != BRIEF_FULL)
        return true;
    if (!desk_coverage(r, s, b->columns, wish, &k, e))
        return false;
    b->coverage = k;
    return true;
}
