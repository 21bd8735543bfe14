/* SPDX-License-Identifier: GPL-3.0-or-later */
/* IATI activities as XML: whatever the bytes, each activity is kept, refused or a duplicate, and what is kept are fixed words and numbers that can be. */
#include "actor/project.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool fine)
{
    if (!fine)
        abort();
}

static void share(double v)
{
    must(isnan(v) || (v >= 0 && v <= 1.001));
}

static void project(const struct project *p)
{
    must(p->key.n > 0);
    for (size_t i = 0; i < p->actors_n; i++)
        must(p->actors[i].role.n && p->actors[i].actor.n);
    for (size_t i = 0; i < p->places_n; i++) {
        share(p->places[i].share);
        must(isnan(p->places[i].latitude) || fabs(p->places[i].latitude) <= 90);
        must(isnan(p->places[i].longitude) || fabs(p->places[i].longitude) <= 180);
    }
    for (size_t i = 0; i < p->sectors_n; i++)
        share(p->sectors[i].share);
    for (size_t i = 0; i < p->money_n; i++)
        must(p->money[i].kind.n && (isnan(p->money[i].amount) || fabs(p->money[i].amount) < 1e15));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct memory_stream m;
    struct works_batch b CLEANUP(works_batch_end) = {0};
    struct arena a CLEANUP(arena_end) = {0};
    struct err e = {0};
    memory_open(&m, "fuzz.xml", (struct str){(const char *)data, size});
    if (!iati_read(&m.s, &b, NULL, &e)) {
        must(e.code != ERR_NONE);
        return 0;
    }
    for (size_t i = 0; i < b.project_n; i++)
        project(&b.projects[i]);
    must((int64_t)b.project_n + b.refused + b.duplicates == b.rows);
    struct works w = {.projects = b.projects, .project_n = b.project_n};
    struct money_sum *sums = NULL;
    size_t n = 0;
    works_derive(&w, &a);
    money_sums(&w, &a, &sums, &n);
    for (size_t i = 0; i < n; i++)
        must(isfinite(sums[i].counted) && sums[i].project < w.project_n);
    return 0;
}
