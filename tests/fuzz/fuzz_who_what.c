/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables of who does what where, and IATI as a table: whatever the bytes, each row is kept, refused or a duplicate. */
#include "actor/project.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool fine)
{
    if (!fine)
        abort();
}

static void read_as(const uint8_t *data, size_t size, bool flat)
{
    struct memory_stream m;
    struct table *t CLEANUP(table_close) = NULL;
    struct works_batch b CLEANUP(works_batch_end) = {0};
    struct arena a CLEANUP(arena_end) = {0};
    struct err e = {0};
    memory_open(&m, "fuzz.csv", (struct str){(const char *)data, size});
    if (!table_open(&m.s, &t, &e))
        return;
    (void)who_what_sniff(t);
    (void)iati_table_sniff(t);
    if (!(flat ? iati_table_read(t, &b, NULL, &e) : who_what_read(t, STR(""), &b, NULL, &e))) {
        must(e.code != ERR_NONE);
        return;
    }
    activity_keys(&b, STR("fuzz"));
    for (size_t i = 0; i < b.activity_n; i++) {
        const struct activity *x = &b.activities[i];
        must(x->organisation.n && x->key.n && (x->sector.n || x->what.n));
        must(x->targeted >= COUNT_UNKNOWN && x->reached >= COUNT_UNKNOWN);
        must(!day_known(x->from) || !day_known(x->to) || x->from.n <= x->to.n);
        for (size_t k = 0; k < i && i < 200; k++)
            must(!str_eq(x->key, b.activities[k].key));
    }
    must((int64_t)(b.project_n + b.activity_n) + b.refused + b.duplicates == b.rows);
    struct works w = {.projects = b.projects, .project_n = b.project_n, .activities = b.activities, .activity_n = b.activity_n};
    works_derive(&w, &a);
    for (size_t i = 0; i < w.activity_n; i++)
        must(w.project_of[i] < w.project_n);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    read_as(data, size, false);
    read_as(data, size, true);
    return 0;
}
