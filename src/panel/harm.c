/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Harm that does not kill: what each record is by the rule of `incident`, and the tables of those that killed nobody. */
#include "panel/panel_priv.h"

void columns_harm(struct incident_columns *c)
{
    size_t words = intern_count(&c->words);
    uint8_t *natures = mem_get((words + 1) * KIND_COUNT); /* by word and kind; 0: not asked yet, else 1 more */
    for (size_t i = 0; i < c->n; i++) {
        uint8_t *known = &natures[c->type[i] * (size_t)KIND_COUNT + c->kind[i]];
        if (!*known) {
            struct str type = c->type[i] < words ? intern_text(&c->words, c->type[i]) : STR("");
            *known = (uint8_t)(1 + (int)incident_nature(type, c->kind[i]));
        }
        enum type_nature nature = (enum type_nature)(*known - 1);
        enum incident_harm harm = incident_harm_of(nature, c->low[i], c->best[i], c->high[i]);
        c->harm[i] = (uint8_t)harm;
        c->in_series[i] = incident_in_series(nature, harm);
    }
    free(natures);
}

/* ---- rows by type ---- */

struct rows_made {
    struct harm *h;
    uint32_t *at; /* type * KIND_COUNT + kind -> row + 1 */
};

static struct harm_row *row_of(struct rows_made *m, const struct incident_columns *c, size_t i)
{
    int kind = c->type[i] ? 0 : c->kind[i];
    uint32_t *at = &m->at[c->type[i] * (size_t)KIND_COUNT + (size_t)kind];
    if (!*at) {
        m->h->rows[m->h->n] = (struct harm_row){.type = c->type[i], .kind = kind};
        *at = (uint32_t)++m->h->n;
    }
    return &m->h->rows[*at - 1];
}

static int64_t of_row(const struct harm_row *r, bool now)
{
    int64_t sum = 0;
    for (int s = 0; s < SIDES; s++)
        sum += now ? r->now[s] : r->before[s];
    return sum;
}

struct by_words {
    const struct incident_columns *c;
};

static int by_frequency(const void *a, const void *b, void *context)
{
    const struct incident_columns *c = ((const struct by_words *)context)->c;
    const struct harm_row *x = a, *y = b;
    int64_t p = of_row(x, true), q = of_row(y, true);
    if (p != q)
        return p < q ? 1 : -1;
    p = of_row(x, false), q = of_row(y, false);
    if (p != q)
        return p < q ? 1 : -1;
    int order = str_compare(intern_text(&c->words, x->type), intern_text(&c->words, y->type));
    return order ? order : x->kind - y->kind;
}

/* ---- one record ---- */

static void add_people(struct harm *h, const struct incident_columns *c, size_t i)
{
    h->all_now++;
    h->armed_now += c->in_series[i] && c->harm[i] == HARM_NOT_DEADLY;
    for (int k = 0; k < PEOPLE_HARMS; k++) {
        int32_t v = c->people[k] ? c->people[k][i] : PEOPLE_UNKNOWN;
        h->people[k] += MAX_OF(v, 0);
        h->people_unknown[k] += v < 0;
    }
}

static void add_beside(struct rows_made *m, const struct incident_columns *c, size_t i, int before_month, int from_month, int month)
{
    struct harm *h = m->h;
    unsigned side = c->side_a_kind[i] & 3u;
    bool unknown = c->harm[i] == HARM_UNKNOWN;
    h->first_month = MIN_OF(h->first_month, month);
    h->last_month = MAX_OF(h->last_month, month);
    if (month >= h->months_from)
        h->beside[side][month - h->months_from]++;
    if (month < before_month)
        return;
    struct harm_row *r = row_of(m, c, i);
    if (month < from_month) {
        h->before++;
        r->before[side]++;
        r->unknown_before += unknown;
        return;
    }
    h->now++;
    h->unknown_now += unknown;
    r->now[side]++;
    r->unknown_now += unknown;
}

void harm_make(const struct incident_columns *c, int place, int months_from, int before_month, int from_month, int to_month,
    struct arena *a, struct harm *out)
{
    struct arena scratch CLEANUP(arena_end) = {0};
    struct selection which = {DAY_NONE, month_last(to_month), place, .in_series = false};
    uint8_t *taken = arena_get(&scratch, c->n + 1);
    selector_mark(selector_make(c, &which, &scratch), 1, taken);
    size_t words = MAX_OF(intern_count(&c->words), (size_t)1);
    struct harm h = {.first_month = INT32_MAX, .last_month = INT32_MIN, .months_from = months_from};
    h.months = to_month >= months_from ? (size_t)(to_month - months_from + 1) : 0;
    for (int k = 0; k < SIDES; k++) {
        h.beside[k] = ARENA_ARRAY(a, int32_t, h.months);
        h.not_deadly[k] = ARENA_ARRAY(a, int32_t, h.months);
    }
    h.rows = ARENA_ARRAY(a, struct harm_row, words + KIND_COUNT);
    struct rows_made m = {&h, ARENA_ARRAY(&scratch, uint32_t, words * KIND_COUNT)};
    for (size_t i = 0; i < c->n; i++) {
        if (!taken[i])
            continue;
        int month = columns_month(c, i);
        if (c->harm[i] == HARM_NOT_DEADLY && month >= months_from)
            h.not_deadly[c->side_a_kind[i] & 3u][month - months_from]++;
        if (month >= from_month)
            add_people(&h, c, i);
        if (!c->in_series[i])
            add_beside(&m, c, i, before_month, from_month, month);
    }
    struct by_words context = {c};
    if (h.n)
        qsort_r(h.rows, h.n, sizeof *h.rows, by_frequency, &context);
    *out = h;
}
