/* SPDX-License-Identifier: GPL-3.0-or-later */
/* All pages, in one table. */
#include "web/web_priv.h"

static const struct page *const tables[] = {pages_take_part, pages_hold, pages_sign_in, pages_accounts, pages_settings, pages_read, pages_incidents, pages_dialogues,
    pages_briefs, pages_api, pages_upload, pages_edit, pages_words, pages_audit};

void web_pages_json(struct buf *out)
{
    struct json j;
    json_begin(&j, out);
    json_array(&j);
    for (size_t t = 0; t < ARRAY_LEN(tables); t++)
        for (const struct page *p = tables[t]; p->path; p++) {
            json_object(&j);
            json_key(&j, "method"), json_text(&j, str_of(p->method));
            json_key(&j, "path"), json_text(&j, str_of(p->path));
            json_key(&j, "may"), json_int(&j, p->may);
            json_key(&j, "needs"), json_int(&j, p->needs);
            json_key(&j, "fields"), json_text(&j, str_of(p->fields));
            json_key(&j, "about"), json_text(&j, str_of(p->about));
            json_close(&j);
        }
    json_close(&j);
    buf_char(out, '\n');
}
