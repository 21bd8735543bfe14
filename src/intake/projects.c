/* SPDX-License-Identifier: GPL-3.0-or-later */
/* intake: projects and activities: IATI as XML and as a table, and tables of who does what where. */
#include "intake/intake_priv.h"

static bool told(struct work *w)
{
    const struct works_batch *b = &w->works;
    w->out->import.rows = b->rows;
    w->out->import.repaired = b->repaired;
    w->out->import.refused = b->refused;
    w->out->noted = b->noted;
    w->out->problems = b->log.list;
    w->out->problem_n = b->log.n;
    return true;
}

bool iati_file_read(struct work *w, struct stream *in, struct table *t, struct err *e)
{
    (void)t;
    return iati_read(in, &w->works, w->p, e) && told(w);
}

bool iati_rows_read(struct work *w, struct stream *in, struct table *t, struct err *e)
{
    (void)in;
    return iati_table_read(t, &w->works, w->p, e) && told(w);
}

bool projects_rows_read(struct work *w, struct stream *in, struct table *t, struct err *e)
{
    (void)in;
    return projects_table(t, &w->works, w->p, e) && told(w);
}

bool who_what_rows_read(struct work *w, struct stream *in, struct table *t, struct err *e)
{
    (void)in;
    return who_what_read(t, w->o->map, &w->works, w->p, e) && told(w);
}

/* What an activity is known by holds its source, which is known by now. */
bool works_plan(struct work *w, struct err *e)
{
    if (!w->works_keyed)
        activity_keys(&w->works, w->out->import.source);
    w->works_keyed = true;
    return works_save(w->s, &w->works, &w->out->import, false, e);
}

bool works_write(struct work *w, struct import *im, struct err *e)
{
    return works_save(w->s, &w->works, im, true, e);
}
