/* SPDX-License-Identifier: GPL-3.0-or-later */
/* coverage: gaps, crowds, those who stand alone, and how much of what an organisation does others do, too. */
#include "coverage/coverage.h"

static int by_value(const void *pa, const void *pb)
{
    const double *a = pa, *b = pb;
    return (*a > *b) - (*a < *b);
}

/* Type 7 of Hyndman & Fan (1996), Am. Stat. 50:361; sorts `v`. NAN of none. */
static double quantile(double *v, size_t n, double p)
{
    if (!n)
        return NAN;
    qsort(v, n, sizeof *v, by_value);
    double at = p * (double)(n - 1);
    size_t low = (size_t)at;
    return low + 1 < n ? v[low] + (at - (double)low) * (v[low + 1] - v[low]) : v[low];
}

static int by_link(const void *pa, const void *pb)
{
    const struct coverage_link *a = pa, *b = pb;
    int c = (a->place > b->place) - (a->place < b->place);
    c = c ? c : (a->sector > b->sector) - (a->sector < b->sector);
    return c ? c : (a->organisation > b->organisation) - (a->organisation < b->organisation);
}

/* Each once, by place, sector, organisation. */
static struct coverage_link *links_once(const struct coverage_in *in, struct arena *a, size_t *n)
{
    struct coverage_link *list = ARENA_ARRAY(a, struct coverage_link, in->link_n + 1);
    *n = 0;
    if (!in->link_n)
        return list;
    memcpy(list, in->links, in->link_n * sizeof *list);
    qsort(list, in->link_n, sizeof *list, by_link);
    for (size_t i = 0; i < in->link_n; i++)
        if (!i || by_link(&list[i], &list[*n - 1]))
            list[(*n)++] = list[i];
    return list;
}

static void need_of(const struct coverage_in *in, double median, size_t place, size_t sector, struct coverage_cell *out)
{
    const struct coverage_place *p = &in->place[place];
    bool known = !isnan(p->incidents) && !isnan(median);
    out->by_incidents = known && p->incidents > median;
    out->by_asked = p->asked > 0 || (in->asked && in->asked[place * in->sectors + sector] > 0);
    if (out->by_incidents || out->by_asked)
        out->need = NEED_HIGH;
    else
        out->need = known && !p->partly ? NEED_LOW : NEED_UNTOLD;
}

static double median_of(const struct coverage_in *in)
{
    double *v = mem_get((in->places + 1) * sizeof *v);
    size_t n = 0;
    for (size_t i = 0; i < in->places; i++)
        if (!isnan(in->place[i].incidents))
            v[n++] = in->place[i].incidents;
    double m = quantile(v, n, 0.5);
    free(v);
    return m;
}

static void mark(const struct coverage_in *in, struct coverage_found *f)
{
    double *v = mem_get((in->places * in->sectors + 1) * sizeof *v);
    size_t n = 0;
    for (size_t i = 0; i < in->places * in->sectors; i++)
        if (i % in->sectors != in->unstated && !isnan(f->cells[i].per_need))
            v[n++] = f->cells[i].per_need;
    f->crowded_above = quantile(v, n, 0.9);
    free(v);
    for (size_t i = 0; i < in->places * in->sectors; i++) {
        struct coverage_cell *c = &f->cells[i];
        if (i % in->sectors == in->unstated)
            continue;
        c->gap = c->need == NEED_HIGH && !c->organisations;
        c->single = c->organisations == 1;
        c->crowded = c->organisations >= COVERAGE_MANY || (c->organisations > 1 && c->per_need > f->crowded_above);
        f->gaps += c->gap;
        f->singles += c->single;
        f->crowded += c->crowded;
    }
}

static void shares(const struct coverage_in *in, const struct coverage_link *links, size_t n, struct coverage_found *f)
{
    for (size_t i = 0; i < n; i++) {
        const struct coverage_link *l = &links[i];
        if (l->sector == in->unstated)
            continue;
        f->shares[l->organisation].pairs++;
        f->shares[l->organisation].shared += f->cells[l->place * in->sectors + l->sector].organisations > 1;
    }
    for (size_t i = 0; i < in->organisations; i++)
        f->shares[i].redundancy = f->shares[i].pairs ? (double)f->shares[i].shared / f->shares[i].pairs : NAN;
}

void coverage_of(const struct coverage_in *in, struct arena *a, struct coverage_found *out)
{
    size_t n;
    struct coverage_found f = {.cells = ARENA_ARRAY(a, struct coverage_cell, in->places * in->sectors + 1), .shares = ARENA_ARRAY(a, struct coverage_share, in->organisations + 1)};
    const struct coverage_link *links = links_once(in, a, &n);
    f.median = median_of(in);
    for (size_t i = 0; i < n; i++)
        f.cells[links[i].place * in->sectors + links[i].sector].organisations++;
    for (size_t p = 0; p < in->places; p++)
        for (size_t s = 0; s < in->sectors; s++) {
            struct coverage_cell *c = &f.cells[p * in->sectors + s];
            const struct coverage_place *place = &in->place[p];
            need_of(in, f.median, p, s, c);
            c->per_need = c->organisations && place->incidents > 0 && !place->partly ? c->organisations / place->incidents : NAN;
        }
    if (in->sectors)
        mark(in, &f);
    shares(in, links, n, &f);
    *out = f;
}
