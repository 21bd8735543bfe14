/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "brief/section_priv.h"

bool brief_make(const struct brief_data *b, const struct speech *speech, struct doc **out, struct err *e)
{
    struct page p = {.b = b, .d = doc_new(speech), .speech = speech};
    static bool (*const sections[])(struct page *, struct err *) = {section_head, section_short, section_security, section_sure, section_harm, section_method};
    for (size_t i = 0; i < ARRAY_LEN(sections); i++)
        if (!sections[i](&p, e)) {
            doc_free(&p.d);
            return false;
        }
    p.d->as_of = b->as_of;
    *out = p.d;
    return true;
}
