/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a source makes of the events of Selmara: the incidents file, in the 49 columns of UCDP GED. */
#include "sim/selmara_priv.h"

struct death_counts {
    int side_a, side_b, civilians, unknown, best, low, high;
};
struct record {
    size_t place;
    bool country_only; /* the source does not know where */
    int events; /* that the record stands for */
    int kind, where_precision, date_precision, clarity, sources;
    struct day first, last;
    struct point point;
    const char *town, *adm1;
    size_t group, other; /* numbers of armed groups */
    bool deaths_blank;
    struct death_counts deaths;
};
struct writing {
    const struct land *land;
    const struct selmara_story *story;
    struct rng rng;
    struct buf *out;
    struct selmara_totals *totals;
    struct record *list; /* of one month, in the order of days */
    size_t n, room;
    int64_t id;
};

static const char *const groups[] = {"Eastern Ridge Group", "Two Rivers Group", "Free Roads Group", "Northern Harbour Group", "Long Hills Group"};

/* Geometric with that mean, at most SELMARA_DEATHS_MOST. */
static int draw_more(struct rng *r, double mean)
{
    int n = 0;
    while (n < SELMARA_DEATHS_MOST && chance(r, mean / (1 + mean)))
        n++;
    return n;
}

static int draw_deaths(struct rng *r, const struct selmara_period *p, double deadliness)
{
    if (chance(r, selmara_large))
        return SELMARA_LARGE_LEAST + (int)rng_below(r, SELMARA_LARGE_SPREAD);
    if (chance(r, p->no_death))
        return 0;
    return 1 + draw_more(r, p->more_deaths * deadliness);
}

static void draw_status(struct rng *r, const struct selmara_period *p, struct record *x)
{
    struct death_counts *d = &x->deaths;
    for (int i = 0; i < d->best; i++) {
        if (chance(r, p->status_unknown))
            d->unknown++;
        else if (chance(r, x->kind == 3 ? SELMARA_CIVILIANS_ONE_SIDED : p->civilian))
            d->civilians++;
        else if (x->kind == 3 || chance(r, 0.45))
            d->side_a++;
        else
            d->side_b++;
    }
}

/* The source's own range; a few are the wrong way round, as they are in real files. */
static void draw_range(struct rng *r, struct death_counts *d)
{
    d->low = d->high = d->best;
    for (int i = 0; i < d->best; i++) {
        d->low -= chance(r, 0.07);
        d->high += chance(r, 0.11);
    }
    if (chance(r, 0.08))
        d->high += 1 + (int)rng_below(r, 3);
    if (d->best > 1 && chance(r, 0.004))
        d->high = d->best - 1;
    else if (chance(r, 0.003))
        d->low = d->best + 1;
}

static void draw_days(struct rng *r, int month, struct record *x)
{
    int days = month_last(month).n - month_first(month).n + 1, length = 1;
    double u = rng_unit(r);
    if (u < 0.08)
        x->date_precision = 2, length = 2 + (int)rng_below(r, 5);
    else if (u < 0.10)
        x->date_precision = 3, length = 7;
    else if (u < 0.15)
        x->date_precision = 4, length = 8 + (int)rng_below(r, 21);
    else
        x->date_precision = 1;
    x->first.n = month_first(month).n + (int)rng_below(r, (uint64_t)days);
    int last = month_last(SELMARA_FIRST_MONTH + SELMARA_MONTHS - 1).n;
    x->first.n -= MAX_OF(x->first.n + length - 1 - last, 0); /* nothing after the register's end */
    x->last.n = x->first.n + length - 1;
}

/* How the source writes a governorate: mostly by its name; in some rows by another spelling, or with a doubled blank before the
 * next word; one has another name before a day. That one is in the file of aliases, as is "Greater Kovrin"; the rest sound alike. */
static const char *spelling(struct rng *r, size_t place, int month)
{
    static const struct {
        size_t place;
        const char *name;
    } others[] = {{4, "Greater Kovrin"}, {4, "Kovreen"}, {10, "Marouq"}, {10, "Maruk"}, {11, "Vashtah"}, {3, "Belmora "}, {1, "Orvaan"}, {5, "Tamoura"}};
    if (place == 9 && month < SELMARA_RENAMED)
        return SELMARA_ASHMERI_BEFORE;
    if (chance(r, 0.94))
        return selmara_places[place].name;
    size_t from = rng_below(r, ARRAY_LEN(others));
    for (size_t i = 0; i < ARRAY_LEN(others); i++) {
        size_t at = (from + i) % ARRAY_LEN(others);
        if (others[at].place == place)
            return others[at].name;
    }
    return selmara_places[place].name;
}

static void draw_where(struct writing *w, struct record *x)
{
    struct rng *r = &w->rng;
    if (x->country_only) {
        x->where_precision = chance(r, 0.8) ? 6 : 5;
        x->point = w->land->middle;
        x->town = SELMARA_COUNTRY, x->adm1 = "";
        return;
    }
    size_t town = rng_below(r, SELMARA_TOWNS);
    double u = rng_unit(r);
    x->where_precision = u < 0.55 ? 1 : u < 0.75 ? 2 : u < 0.9 ? 3 : 4;
    x->point = w->land->places[x->place].towns[town];
    x->town = w->land->places[x->place].town_names[town];
    x->adm1 = spelling(r, x->place, day_month(x->first) - SELMARA_FIRST_MONTH);
    if (w->land->places[x->place].off_coast.longitude && chance(r, 0.02))
        x->point = w->land->places[x->place].off_coast;
    else if (chance(r, 0.003)) /* names the next governorate while the point lies in this one */
        x->adm1 = selmara_places[(x->place + 1) % SELMARA_PLACES].name;
}

static void add_record(struct writing *w, const struct record *x)
{
    GROW(w->list, w->n, w->room);
    w->list[w->n++] = *x;
}

static void draw_sources(struct rng *r, struct record *x)
{
    x->sources = chance(r, 0.1) ? -1 : 1 + (int)rng_below(r, 4);
    x->group = rng_below(r, ARRAY_LEN(groups));
    x->other = (x->group + 1 + rng_below(r, ARRAY_LEN(groups) - 1)) % ARRAY_LEN(groups);
}

/* One report of `events` events of a place and month; more than one make a summary record. */
static void draw_record(struct writing *w, size_t place, int month, int events)
{
    const struct selmara_period *p = story_period(w->story, month);
    struct rng *r = &w->rng;
    struct record x = {.place = place, .events = events, .clarity = events > 1 ? 2 : 1, .country_only = chance(r, selmara_country_only)};
    x.kind = chance(r, p->one_sided) ? 3 : chance(r, 0.8) ? 1 : 2;
    for (int i = 0; i < events; i++)
        x.deaths.best += draw_deaths(r, p, selmara_places[place].deadliness);
    draw_status(r, p, &x);
    draw_range(r, &x.deaths);
    draw_days(r, SELMARA_FIRST_MONTH + month, &x);
    draw_where(w, &x);
    x.deaths_blank = chance(r, selmara_deaths_blank);
    draw_sources(r, &x);
    add_record(w, &x);
}

/* The one large attack of a story; it is one event beside those of the process. */
static void add_large(struct writing *w)
{
    struct rng *r = &w->rng;
    struct record x = {.place = SELMARA_LARGE_PLACE, .events = 1, .clarity = 1, .kind = 3, .deaths.best = SELMARA_LARGE_DEATHS};
    draw_status(r, &selmara_before, &x);
    x.deaths.low = x.deaths.best - x.deaths.best / 10, x.deaths.high = x.deaths.best + x.deaths.best / 10;
    draw_days(r, SELMARA_FIRST_MONTH + SELMARA_LARGE_MONTH, &x);
    draw_where(w, &x);
    draw_sources(r, &x);
    w->totals->events++;
    add_record(w, &x);
}

static void tally(struct selmara_totals *t, const struct record *x, bool since)
{
    int64_t best = x->deaths_blank ? 0 : x->deaths.best;
    t->incidents++;
    *(since ? &t->since : &t->before) += 1;
    t->deaths_best += best;
    *(since ? &t->deaths_best_since : &t->deaths_best_before) += best;
    t->without_deaths += x->deaths_blank;
    t->civilians += x->deaths_blank ? 0 : x->deaths.civilians;
    t->status_unknown += x->deaths_blank ? 0 : x->deaths.unknown;
    t->largest = MAX_OF(t->largest, best);
    if (x->events > 1) {
        t->summaries++;
        t->in_summaries += x->events;
    }
    if (x->country_only)
        t->country_level++;
    else
        t->by_place[x->place]++;
}

/* ---- the file ---- */

static const char header[] =
    "id,relid,year,active_year,code_status,type_of_violence,conflict_dset_id,conflict_new_id,conflict_name,dyad_dset_id,dyad_new_id,"
    "dyad_name,side_a_dset_id,side_a_new_id,side_a,side_b_dset_id,side_b_new_id,side_b,number_of_sources,source_article,source_office,"
    "source_date,source_headline,source_original,where_prec,where_coordinates,where_description,adm_1,adm_2,latitude,longitude,geom_wkt,"
    "priogrid_gid,country,country_id,region,event_clarity,date_prec,date_start,date_end,deaths_a,deaths_b,deaths_civilians,"
    "deaths_unknown,best,high,low,gwnoa,gwnob\n";

static void text(struct buf *b, const char *s)
{
    csv_cell(b, false, str_of(s));
}

static void number(struct buf *b, int64_t v)
{
    buf_char(b, ',');
    buf_int(b, v);
}

static void number_or_blank(struct buf *b, int64_t v, bool blank)
{
    buf_char(b, ',');
    if (!blank)
        buf_int(b, v);
}

static void write_sides(struct buf *b, const struct record *x)
{
    const char *a = x->kind == 1 ? "Government of Selmara" : groups[x->group];
    const char *other = x->kind == 3 ? "Civilians" : x->kind == 1 ? groups[x->group] : groups[x->other];
    int64_t a_id = x->kind == 1 ? 990001 : 990010 + (int64_t)x->group;
    int64_t b_id = x->kind == 3 ? 990099 : 990010 + (int64_t)(x->kind == 1 ? x->group : x->other);
    char dyad[80];
    snprintf(dyad, sizeof dyad, "%s - %s", a, other);
    int64_t conflict = 990100 + x->kind, pair = 991000 + (a_id % 100) * 10 + b_id % 10;
    number(b, conflict), number(b, conflict);
    text(b, x->kind == 1 ? "Selmara: Government" : dyad);
    number(b, pair), number(b, pair), text(b, dyad);
    number(b, a_id), number(b, a_id), text(b, a);
    number(b, b_id), number(b, b_id), text(b, other);
}

static void write_source(struct buf *b, const struct record *x)
{
    static const char *const offices[] = {"Selmara News Monitor (invented)", "Partners of Selmara (invented)", "Hospitals of Selmara (invented)"};
    const char *office = offices[(size_t)(x->sources + 1) % ARRAY_LEN(offices)];
    struct buf day CLEANUP(buf_end) = {0}, article CLEANUP(buf_end) = {0};
    buf_day(&day, x->last);
    buf_f(&article, "\"%s,%s\"", office, day.p);
    number(b, x->sources);
    text(b, article.p), text(b, office), text(b, day.p);
    text(b, "Invented record"), text(b, "invented");
}

static void write_where(struct buf *b, const struct record *x)
{
    char name[80], district[80] = "", governorate[80] = "";
    bool known = !x->country_only;
    snprintf(name, sizeof name, known ? "%s town" : "%s", x->town);
    if (known && x->where_precision <= 3)
        snprintf(district, sizeof district, "%s district", x->town);
    if (known)
        snprintf(governorate, sizeof governorate, "%s governorate", x->adm1);
    struct buf latitude CLEANUP(buf_end) = {0}, longitude CLEANUP(buf_end) = {0}, wkt CLEANUP(buf_end) = {0};
    buf_fixed(&latitude, x->point.latitude / 1e5, 6);
    buf_fixed(&longitude, x->point.longitude / 1e5, 6);
    buf_f(&wkt, "POINT (%s %s)", longitude.p, latitude.p);
    number(b, x->where_precision);
    text(b, name), text(b, "Invented place"), text(b, governorate), text(b, district);
    text(b, latitude.p), text(b, longitude.p), text(b, wkt.p);
    int64_t row = (9000000 + (int64_t)x->point.latitude) / 50000 + 1, column = (18000000 + (int64_t)x->point.longitude) / 50000 + 1;
    number(b, (row - 1) * 720 + column); /* PRIO-GRID: half degrees, 720 a row */
    text(b, SELMARA_COUNTRY), text(b, ""), text(b, "Invented");
}

static void write_when(struct buf *b, const struct record *x)
{
    struct buf first CLEANUP(buf_end) = {0}, last CLEANUP(buf_end) = {0};
    buf_day(&first, x->first);
    buf_day(&last, x->last);
    buf_text(&first, " 00:00:00.000");
    buf_text(&last, " 00:00:00.000");
    number(b, x->clarity), number(b, x->date_precision);
    text(b, first.p), text(b, last.p);
}

static void write_record(struct writing *w, const struct record *x)
{
    struct buf *b = w->out;
    const struct death_counts *d = &x->deaths;
    int year, month, day;
    day_parts(x->first, &year, &month, &day);
    buf_int(b, ++w->id);
    buf_f(b, ",SEL-%d-%d-%" PRId64, year, x->kind, w->id);
    number(b, year);
    text(b, "TRUE"), text(b, "Clear");
    number(b, x->kind);
    write_sides(b, x);
    write_source(b, x);
    write_where(b, x);
    write_when(b, x);
    const int counts[] = {d->side_a, d->side_b, d->civilians, d->unknown, d->best, d->high, d->low};
    for (size_t i = 0; i < ARRAY_LEN(counts); i++)
        number_or_blank(b, counts[i], x->deaths_blank);
    buf_text(b, ",,\n"); /* gwnoa, gwnob: no state of the real list */
}

static int by_day(const void *a, const void *b)
{
    const struct record *p = *(const struct record *const *)a, *q = *(const struct record *const *)b;
    if (p->first.n != q->first.n)
        return p->first.n < q->first.n ? -1 : 1;
    return (p > q) - (p < q); /* as drawn: they stand in one array */
}

static void write_month(struct writing *w, bool since)
{
    const struct record **order = mem_get((w->n + 1) * sizeof *order);
    for (size_t i = 0; i < w->n; i++)
        order[i] = &w->list[i];
    qsort(order, w->n, sizeof *order, by_day);
    for (size_t i = 0; i < w->n; i++) {
        write_record(w, order[i]);
        tally(w->totals, order[i], since);
    }
    free(order);
    w->n = 0;
}

/* The source goes through the events of a place and month, and gathers some into one report. */
static void report(struct writing *w, size_t place, int month, int events)
{
    const struct selmara_story *s = w->story;
    w->totals->events += events;
    if (story_hides(s, place, month)) {
        w->totals->not_recorded += events;
        w->totals->unseen_by_place[place] += events;
        return;
    }
    while (events > 0) {
        int n = 1;
        if (events > 1 && chance(&w->rng, story_gather(s, month)))
            n = 2 + (int)rng_below(&w->rng, 3);
        n = MIN_OF(n, events);
        draw_record(w, place, month, n);
        events -= n;
    }
}

void records_csv(const struct land *l, const struct selmara_story *s, const struct process *p, uint64_t seed, struct buf *out, struct selmara_totals *totals)
{
    struct writing w = {.land = l, .story = s, .out = out, .totals = totals, .id = 9900000};
    rng_init(&w.rng, hash_64("records", 7, seed));
    buf_text(out, header);
    for (int month = 0; month < SELMARA_MONTHS; month++) {
        for (size_t place = 0; place < SELMARA_PLACES; place++)
            report(&w, place, month, p->events[place][month]);
        if (s->one_large && month == SELMARA_LARGE_MONTH)
            add_large(&w);
        write_month(&w, month >= SELMARA_TURN);
    }
    free(w.list);
}
