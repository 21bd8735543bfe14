/* SPDX-License-Identifier: GPL-3.0-or-later */
/* intake: findings of interviews and focus groups. What people told somebody is nobody's to publish but those who asked: an open register takes
 * them where they say that they did. */
#include "intake/intake_priv.h"

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
    if (store_is_open_data(w->s) && !w->o->published)
        return err_set(e, ERR_DENIED, "%.100s: what people said to those who asked them does not go into an open register: make an encrypted one for it, or "
            "say --public where these summaries are published", table_file(t));
    w->findings.log.all_refused = w->o->all_refused;
    if (!finding_read(t, w->o->source, &w->findings, w->p, e))
        return false;
    told(w);
    return true;
}

bool findings_plan(struct work *w, struct err *e)
{
    return finding_save(w->s, &w->findings, &w->out->import, false, e);
}

bool findings_save(struct work *w, struct import *im, struct err *e)
{
    return finding_save(w->s, &w->findings, im, true, e);
}
