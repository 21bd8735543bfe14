/* SPDX-License-Identifier: GPL-3.0-or-later */
/* intake: findings of interviews and focus groups. What people told somebody is nobody's to publish but those who asked: an open register takes
 * them where they say that they did. */
#include "intake/intake_priv.h"
#include "core/speech.h"

void places_forget(struct work *w, struct problem_log *log, int64_t *noted)
{
    size_t n = 0;
    for (size_t i = 0; i < log->n; i++) {
        bool place = str_is(log->list[i].code, "place_not_known") || str_is(log->list[i].code, "place_ambiguous");
        log->listed[PROBLEM_NOTED] -= place;
        if (!place)
            log->list[n++] = log->list[i];
    }
    log->n = n;
    *noted -= w->places_noted;
    w->places_noted = 0;
}

void place_note(struct work *w, const struct gazetteer *g, struct problem_log *log, int64_t *noted, int64_t line, struct str words)
{
    const char *doubt = said_place_doubt(g, words);
    if (!doubt)
        return;
    problem_log_add_at(log, line, PROBLEM_NOTED, STR("place"), doubt, words, SAID_PLACE_EXPECTED, SAID_PLACE_ADVICE);
    w->places_noted++;
    ++*noted;
}

static void told(struct work *w)
{
    const struct finding_batch *b = &w->findings;
    w->out->import.rows = b->rows;
    w->out->import.refused = b->refused;
    w->out->noted = b->noted;
    w->out->problems = b->log.list;
    w->out->problem_n = b->log.n;
}

bool findings_read(struct work *w, struct stream *in, struct table *t, struct err *e)
{
    (void)in;
    if (w->open_data && !w->o->published)
        return err_set(e, ERR_DENIED, T("%.100s: what people said to those who asked them does not go into an open register: make an encrypted one for it, or "
            "say --public where these summaries are published"), table_file(t));
    w->findings.log.all_refused = w->o->all_refused;
    if (!finding_read(t, w->o->source, &w->findings, w->p, e))
        return false;
    told(w);
    return true;
}

static bool note_places(struct work *w, struct err *e)
{
    struct finding_batch *b = &w->findings;
    struct gazetteer *g = NULL;
    if (!gazetteer_load(w->s, false, &g, e))
        return false;
    places_forget(w, &b->log, &b->noted);
    for (size_t i = 0; i < b->n; i++)
        if (b->list[i].place.n)
            place_note(w, g, &b->log, &b->noted, b->list[i].line, b->list[i].place);
    gazetteer_free(&g);
    told(w);
    return true;
}

bool findings_plan(struct work *w, struct err *e)
{
    return finding_save(w->s, &w->findings, &w->out->import, false, e) && note_places(w, e);
}

bool findings_save(struct work *w, struct import *im, struct err *e)
{
    return finding_save(w->s, &w->findings, im, true, e);
}
