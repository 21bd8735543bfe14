/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What leaves the cage: any bytes are taken or refused with a sentence, and what is taken can be compared and written down. */
#include "intake/parsed_priv.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool fine)
{
    if (!fine)
        abort();
}

/* Every word and number that is taken is there. */
static void walk(const struct work *w)
{
    for (size_t i = 0; i < w->incidents.n; i++)
        must(intern_text(&w->incidents.words, w->incidents.list[i].key).n > 0 && incident_digest(&w->incidents, &w->incidents.list[i]) != 1);
    for (size_t i = 0; i < w->said.n; i++)
        must(intern_text(&w->said.words, w->said.list[i].what).n > 0);
    for (size_t i = 0; i < w->borders.n; i++)
        must(border_is_sound(w->borders.places[i].border));
    for (size_t i = 0; i < w->dialogue.event_n; i++)
        must(w->dialogue.events[i].participant < w->dialogue.participant_n && w->dialogue.events[i].statement < w->dialogue.statement_n);
    for (size_t i = 0; i < w->papers.n; i++)
        must(paper_sound(&w->papers, &w->papers.list[i]));
    for (size_t i = 0; i < w->out->problem_n; i++)
        must(str_utf8_ok(w->out->problems[i].found, NULL));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct intake_options o = {.level = -1, .published = true};
    struct intake *in = intake_begin(NULL, &o, NULL);
    struct work *w = work_begin(in);
    struct intake_looked looked;
    struct err e = {0};
    struct source s = {.p = (const char *)data, .end = (const char *)data + size, .words = 1};
    w->file = "fuzz";
    if (answer_in(&s, w, &looked, &e))
        walk(w);
    else
        must(e.code != ERR_NONE && *e.text);
    intake_end(&in);
    return 0;
}
