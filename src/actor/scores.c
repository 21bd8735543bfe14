/* SPDX-License-Identifier: GPL-3.0-or-later */
/* measures: what was judged of an actor's power and interest. */
#include "actor/actor_priv.h"
#include "actor/measures.h"

struct judged { /* by one, the latest */
    uint32_t actor;
    struct str issue, said_by;
    double power, interest;
    int64_t day, order;
};

static int by_matter(const void *a, const void *b)
{
    const struct judged *x = a, *y = b;
    int issue = str_compare(x->issue, y->issue);
    return issue ? issue : x->actor < y->actor ? -1 : x->actor > y->actor;
}

static int by_all(const void *a, const void *b)
{
    const struct judged *x = a, *y = b;
    int c = by_matter(a, b);
    if (!c)
        c = str_compare(x->said_by, y->said_by);
    if (c)
        return c;
    if (x->day != y->day)
        return x->day < y->day ? -1 : 1;
    return x->order < y->order ? -1 : x->order > y->order;
}

static int by_value(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return x < y ? -1 : x > y;
}

static struct estimate middle(double *v, size_t n)
{
    if (!n)
        return ESTIMATE_NONE;
    qsort(v, n, sizeof *v, by_value);
    return (struct estimate){(v[(n - 1) / 2] + v[n / 2]) / 2, v[0], v[n - 1], (int64_t)n};
}

static struct scored matter_of(const struct judged *j, size_t n, struct arena *a)
{
    double *power = ARENA_ARRAY(a, double, n), *interest = ARENA_ARRAY(a, double, n);
    size_t power_n = 0, interest_n = 0;
    struct buf who CLEANUP(buf_end) = {0};
    for (size_t i = 0; i < n; i++) {
        if (!isnan(j[i].power))
            power[power_n++] = j[i].power;
        if (!isnan(j[i].interest))
            interest[interest_n++] = j[i].interest;
        if (j[i].said_by.n && who.n)
            buf_text(&who, "; ");
        buf_str(&who, j[i].said_by);
    }
    return (struct scored){j->actor, j->issue, arena_str(a, (struct str){who.p, who.n}), middle(power, power_n), middle(interest, interest_n)};
}

static bool judged_read(struct store *s, const struct roster *who, struct day on, struct arena *a, struct judged **out, size_t *n, struct err *e)
{
    size_t room = 0;
    bool fine = true;
    struct rows *r CLEANUP(rows_drop) = store_rows(s, "SELECT actor, issue, said_by, power, interest, day FROM actor_score WHERE ended_by IS NULL AND (CAST($1 AS INTEGER) IS NULL"
        " OR day IS NULL OR day <= $1) ORDER BY origin, id", WITH(bind_day(on)));
    while (fine && rows_next(r)) {
        int32_t actor = roster_means(who, rows_text(r, 0));
        fine = actor >= 0 || err_set(e, ERR_STORE, "a judgement names somebody whom the roster does not know: the register has changed since it was read");
        GROW(*out, *n, room);
        (*out)[*n] = (struct judged){(uint32_t)actor, rows_kept(r, 1, a), rows_kept(r, 2, a), rows_real(r, 3), rows_real(r, 4),
            rows_null(r, 5) ? INT64_MIN : rows_int(r, 5), (int64_t)*n};
        (*n)++;
    }
    return fine && rows_end(&r, e);
}

bool scores_read(struct store *s, const struct roster *who, struct day on, struct arena *a, struct scored **out, size_t *out_n, struct err *e)
{
    struct judged *j = NULL;
    size_t n = 0, kept_n = 0, matters = 0;
    bool fine = judged_read(s, who, on, a, &j, &n, e);
    if (fine && n)
        qsort(j, n, sizeof *j, by_all);
    for (size_t i = 0; fine && i < n; i++) /* the latest of each who judged; words of nobody known each stand */
        if (i + 1 == n || !j[i].said_by.n || by_matter(&j[i], &j[i + 1]) != 0 || !str_eq(j[i].said_by, j[i + 1].said_by))
            j[kept_n++] = j[i];
    struct scored *list = ARENA_ARRAY(a, struct scored, kept_n + 1);
    for (size_t i = 0, end; i < kept_n; i = end) {
        for (end = i; end < kept_n && by_matter(&j[i], &j[end]) == 0; end++)
            ;
        list[matters++] = matter_of(j + i, end - i, a);
    }
    free(j);
    if (fine) {
        *out = list;
        *out_n = matters;
    }
    return fine;
}

int scored_quadrant(const struct scored *s)
{
    if (isnan(s->power.value) || isnan(s->interest.value))
        return -1;
    return (s->power.value >= 5) * QUADRANT_SATISFY + (s->interest.value >= 5) * QUADRANT_INFORM;
}

bool scored_agreed(const struct scored *s)
{
    bool power = (s->power.lo >= 5) == (s->power.hi >= 5), interest = (s->interest.lo >= 5) == (s->interest.hi >= 5);
    return scored_quadrant(s) >= 0 && power && interest;
}
