/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is odd in the records, each oddity a bit: impossible days, points that cannot be, figures that contradict each other, copies.
 * Most of it is seen in the columns; points, digests and the sources' own ids take one scan more.
 */
#include "panel/panel_priv.h"

static const char *const mark_codes[QUALITY_MARKS] = {[MARK_DAYS_TURNED] = "days_turned", [MARK_BEFORE_1900] = "before_1900",
    [MARK_AFTER_IMPORT] = "after_import", [MARK_YEAR_DIFFERS] = "year_differs", [MARK_LONG] = "long", [MARK_SPANS_MONTHS] = "spans_months",
    [MARK_POINT_ZERO] = "point_zero", [MARK_SWAPPED] = "swapped", [MARK_OUTSIDE] = "outside", [MARK_NEAR_BORDER] = "near_border",
    [MARK_COARSE] = "coarse", [MARK_DISAGREE] = "disagree", [MARK_COUNTRY_DIFFERS] = "country_differs", [MARK_LOW_OVER_BEST] = "low_over_best",
    [MARK_BEST_OVER_HIGH] = "best_over_high", [MARK_CIVILIANS_OVER_BEST] = "civilians_over_best", [MARK_SUM_DIFFERS] = "sum_differs",
    [MARK_INACTIVE_DYAD] = "inactive_dyad", [MARK_NO_DEATHS] = "no_deaths", [MARK_COPY] = "copy", [MARK_TWO_SOURCES] = "two_sources",
    [MARK_PLACEHOLDER_SIDE] = "placeholder_side", [MARK_UNCHECKED] = "unchecked", [MARK_MACHINE_CODED] = "machine_coded"};

const char *quality_mark_code(enum quality_mark m)
{
    return mark_codes[m];
}

struct looking {
    struct store *s;
    const struct incident_columns *c;
    struct quality *q;
    struct arena *a;
    int level;           /* the shallowest below countries that has borders; 0: none */
    int32_t *import_day; /* import number -> day of the import */
    uint64_t *family;    /* import number -> hash of its family of layouts; 0 for layouts whose ids mean nothing elsewhere */
    struct locator *locator; /* made when the first point asks for it */
};

static void mark(struct quality *q, size_t i, enum quality_mark m, bool holds)
{
    uint32_t bit = (uint32_t)holds << m;
    q->n[m] += holds && !(q->marks[i] & bit);
    q->marks[i] |= bit;
}

/* ---- what the columns show ---- */

/* The point's own country against the one that the record names, where both have a code. */
static bool country_differs(const struct looking *l, size_t i)
{
    const struct incident_columns *c = l->c;
    if (!l->level || c->how[l->level][i] != PLACED_POINT || c->country[i] >= c->country_code_n)
        return false;
    struct str said = c->country_codes[c->country[i]], is = gazetteer_place(c->places, (size_t)c->place[l->level][i])->country;
    return said.n && is.n && !str_eq(said, is);
}

static void marks_of_columns(struct looking *l)
{
    static const struct { uint16_t flag; enum quality_mark mark; } flags[] = {{FLAG_LOW_OVER_BEST, MARK_LOW_OVER_BEST},
        {FLAG_BEST_OVER_HIGH, MARK_BEST_OVER_HIGH}, {FLAG_SUM_DIFFERS, MARK_SUM_DIFFERS}, {FLAG_INACTIVE_DYAD, MARK_INACTIVE_DYAD},
        {FLAG_DAYS_TURNED, MARK_DAYS_TURNED}, {FLAG_SPANS_MONTHS, MARK_SPANS_MONTHS}, {FLAG_YEAR_DIFFERS, MARK_YEAR_DIFFERS},
        {FLAG_PLACEHOLDER_SIDE, MARK_PLACEHOLDER_SIDE}, {FLAG_UNCHECKED, MARK_UNCHECKED}, {FLAG_MACHINE_CODED, MARK_MACHINE_CODED}};
    const struct incident_columns *c = l->c;
    int32_t year_1900 = day_make(1900, 1, 1).n;
    for (size_t i = 0; i < c->n; i++) {
        for (size_t k = 0; k < ARRAY_LEN(flags); k++)
            mark(l->q, i, flags[k].mark, (c->flags[i] & flags[k].flag) != 0);
        mark(l->q, i, MARK_BEFORE_1900, c->first[i] < year_1900);
        mark(l->q, i, MARK_AFTER_IMPORT, c->last[i] > l->import_day[c->import[i]]);
        mark(l->q, i, MARK_LONG, c->last[i] - c->first[i] > 366);
        mark(l->q, i, MARK_NO_DEATHS, c->best[i] < 0);
        mark(l->q, i, MARK_CIVILIANS_OVER_BEST, c->best[i] >= 0 && c->civilians[i] > c->best[i]);
        if (!l->level)
            continue;
        enum placed_how how = (enum placed_how)c->how[l->level][i];
        mark(l->q, i, MARK_OUTSIDE, how == PLACED_OUTSIDE);
        mark(l->q, i, MARK_NEAR_BORDER, how == PLACED_NEAR);
        mark(l->q, i, MARK_COARSE, how == PLACED_COARSE);
        mark(l->q, i, MARK_DISAGREE, c->named[l->level][i] >= 0);
        mark(l->q, i, MARK_COUNTRY_DIFFERS, country_differs(l, i));
    }
}

/* ---- points ---- */

static bool locator_ready(struct looking *l, struct err *e)
{
    return l->locator || locator_new(l->c->places, &l->locator, e);
}

/* A point in no border that lies in the record's own country once its two numbers change places. */
static bool swapped(struct looking *l, size_t i, double latitude, double longitude, bool *out, struct err *e)
{
    const struct incident_columns *c = l->c;
    *out = false;
    if (!l->level || fabs(longitude) > 90)
        return true;
    enum placed_how how = (enum placed_how)c->how[l->level][i];
    if (how != PLACED_OUTSIDE && how != PLACED_NAME)
        return true;
    if (!locator_ready(l, e))
        return false;
    int turned = locator_at(l->locator, l->level, longitude, latitude, NULL, NULL);
    if (turned < 0 || locator_at(l->locator, l->level, latitude, longitude, NULL, NULL) >= 0)
        return true;
    struct str said = c->country[i] < c->country_code_n ? c->country_codes[c->country[i]] : STR("");
    *out = said.n == 0 || str_eq(said, gazetteer_place(c->places, (size_t)turned)->country);
    return true;
}

static bool marks_of_point(struct looking *l, size_t i, double latitude, double longitude, struct err *e)
{
    bool turned = false;
    if (isnan(latitude) || isnan(longitude))
        return true;
    mark(l->q, i, MARK_POINT_ZERO, latitude == 0 && longitude == 0);
    if (!swapped(l, i, latitude, longitude, &turned, e))
        return false;
    mark(l->q, i, MARK_SWAPPED, turned);
    return true;
}

/* ---- the same said twice ---- */

struct print { /* what makes two records alike */
    uint64_t hash;
    uint32_t record;
};

static int by_hash(const void *a, const void *b)
{
    const struct print *x = a, *y = b;
    if (x->hash != y->hash)
        return x->hash < y->hash ? -1 : 1;
    return (x->record > y->record) - (x->record < y->record);
}

/* Of each group of equal prints all but the first record are copies of it; `apart`: only where their sources differ. */
static void marks_of_prints(const struct looking *l, struct print *list, size_t n, bool apart, enum quality_mark m)
{
    if (n == 0)
        return;
    qsort(list, n, sizeof *list, by_hash);
    for (size_t i = 1, first = 0; i < n; i++) {
        if (list[i].hash != list[first].hash) {
            first = i;
            continue;
        }
        bool differs = l->c->source[list[i].record] != l->c->source[list[first].record];
        mark(l->q, list[i].record, m, differs == apart);
    }
}

struct prints {
    struct print *copies, *keys, *events;
    size_t copy_n, key_n, event_n;
};

static void prints_end(struct prints *p)
{
    free(p->copies);
    free(p->keys);
    free(p->events);
}

static uint64_t event_hash(const struct incident_columns *c, size_t i, uint64_t family, double latitude, double longitude)
{
    struct { double latitude, longitude; int32_t first, last; uint32_t a, b; } x = {latitude, longitude, c->first[i], c->last[i], c->actor_a[i],
        c->actor_b[i]};
    return hash_64(&x, sizeof x, family);
}

static void prints_add(const struct looking *l, struct prints *p, size_t i, const struct rows *r)
{
    const struct incident_columns *c = l->c;
    uint64_t family = l->family[c->import[i]];
    struct str key = rows_text(r, 4);
    int64_t digest = rows_int(r, 3);
    p->copies[p->copy_n++] = (struct print){hash_64(&digest, sizeof digest, c->source[i]), (uint32_t)i};
    if (!family)
        return;
    if (key.n)
        p->keys[p->key_n++] = (struct print){hash_64(key.p, key.n, family), (uint32_t)i};
    if (!rows_null(r, 1) && !rows_null(r, 2) && c->day_precision[i] == 1 && c->place_precision[i] <= 2)
        p->events[p->event_n++] = (struct print){event_hash(c, i, family, rows_real(r, 1), rows_real(r, 2)), (uint32_t)i};
}

/* ---- the scan ---- */

/* Two sources of one family on record; else nobody need look for events that both report. */
static void families_settle(struct looking *l)
{
    const struct incident_columns *c = l->c;
    uint64_t *of_source = ARENA_ARRAY(l->a, uint64_t, c->source_n + 1);
    bool *shared = ARENA_ARRAY(l->a, bool, c->import_n + 1);
    for (size_t i = 0; i < c->n; i++)
        of_source[c->source[i]] = l->family[c->import[i]];
    for (size_t k = 0; k < c->import_n; k++) {
        size_t n = 0;
        for (size_t s = 0; s < c->source_n; s++)
            n += of_source[s] == l->family[k];
        shared[k] = n > 1;
    }
    for (size_t k = 0; k < c->import_n; k++)
        l->family[k] = shared[k] ? l->family[k] : 0;
}

/* HXL tables and tables of one's own are numbered by whoever wrote them: their ids say nothing outside. */
static uint64_t family_of(struct str layout)
{
    if (str_starts(layout, "hxl") || str_is(layout, "incidents") || str_starts(layout, "map"))
        return 0;
    size_t n = 0;
    while (n < layout.n && layout.p[n] != '-')
        n++;
    return hash_64(layout.p, n, 1) | 1;
}

static bool imports_look(struct looking *l, struct err *e)
{
    const struct incident_columns *c = l->c;
    l->import_day = ARENA_ARRAY(l->a, int32_t, c->import_n + 1);
    l->family = ARENA_ARRAY(l->a, uint64_t, c->import_n + 1);
    for (size_t k = 0; k < c->import_n; k++)
        l->import_day[k] = INT32_MAX;
    struct rows *r CLEANUP(rows_drop) = store_rows(l->s, "SELECT id, time, layout FROM import ORDER BY id", WITH_NOTHING);
    while (rows_next(r)) {
        struct str time = rows_text(r, 1);
        struct day day, last;
        time.n = MIN_OF(time.n, (size_t)10);
        for (size_t k = 0; k < c->import_n; k++) {
            if (c->import_ids[k] != rows_int(r, 0))
                continue;
            if (day_parse(time, &day, &last))
                l->import_day[k] = last.n + 1; /* it may be tomorrow already where it happened */
            l->family[k] = family_of(rows_text(r, 2));
        }
    }
    if (!rows_end(&r, e))
        return false;
    families_settle(l);
    return true;
}

static bool scan(struct looking *l, struct err *e)
{
    const struct incident_columns *c = l->c;
    struct prints p CLEANUP(prints_end) = {mem_get((c->n + 1) * sizeof *p.copies), mem_get((c->n + 1) * sizeof *p.keys),
        mem_get((c->n + 1) * sizeof *p.events), 0, 0, 0};
    struct rows *r CLEANUP(rows_drop) = store_rows(l->s,
        "SELECT id, latitude, longitude, digest, source_key FROM incident WHERE ended_by IS NULL ORDER BY origin, id", WITH_NOTHING);
    for (size_t i = 0; rows_next(r); i++) {
        if (i >= c->n || c->id[i] != rows_int(r, 0))
            return err_set(e, ERR_STORE, "the register was written to while it was looked at: try again");
        double latitude = rows_null(r, 1) ? NAN : rows_real(r, 1), longitude = rows_null(r, 2) ? NAN : rows_real(r, 2);
        if (!marks_of_point(l, i, latitude, longitude, e))
            return false;
        prints_add(l, &p, i, r);
    }
    if (!rows_end(&r, e))
        return false;
    marks_of_prints(l, p.copies, p.copy_n, false, MARK_COPY);
    marks_of_prints(l, p.keys, p.key_n, true, MARK_TWO_SOURCES);
    marks_of_prints(l, p.events, p.event_n, true, MARK_TWO_SOURCES);
    return true;
}

bool quality_of(struct store *s, const struct incident_columns *c, struct arena *a, struct quality *out, struct err *e)
{
    struct quality q = {.marks = ARENA_ARRAY(a, uint32_t, c->n + 1)};
    struct looking l = {.s = s, .c = c, .q = &q, .a = a};
    for (int level = PLACE_LEVELS - 1; level > 0; level--)
        l.level = c->place[level] ? level : l.level;
    bool done = imports_look(&l, e);
    if (done) {
        marks_of_columns(&l);
        done = scan(&l, e) && quality_rows(s, c, a, &q, e);
    }
    locator_free(&l.locator);
    if (done)
        *out = q;
    return done;
}
