/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "brief/section_priv.h"

bool brief_make(const struct brief_data *b, const struct speech *speech, struct doc **out, struct err *e)
{
    struct page p = {.b = b, .d = doc_new(speech), .speech = speech};
    static bool (*const sections[][15])(struct page *, struct err *) = {
        [BRIEF_FULL] = {section_head, section_short, section_change, section_agenda, section_voices, section_security, section_coverage, section_engagement, section_sure, section_harm, section_help, section_statements, section_method, section_signoff},
        [BRIEF_MINISTER] = {section_head, section_minister},
        [BRIEF_WALL] = {section_wall},
    };
    static const enum doc_sheet sheets[] = {[BRIEF_FULL] = SHEET_PAGES, [BRIEF_MINISTER] = SHEET_ONE, [BRIEF_WALL] = SHEET_WALL};
    p.d->mirror_time = b->request.mirror_time;
    enum brief_audience audience = b->request.audience;
    p.d->sheet = sheets[audience];
    for (size_t i = 0; sections[audience][i]; i++)
        if (!sections[audience][i](&p, e)) {
            doc_free(&p.d);
            return false;
        }
    judgements_beside(&p);
    doc_identify(p.d);
    p.d->as_of = b->as_of;
    *out = p.d;
    return true;
}
