/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The fingerprint: SHA-256 over, in this order, each part headed by its name and length:
 *   "records"     each record's numbers and words, as below, in the order of their ids (which do not count themselves)
 *   "people"      figures of injured, abducted, detained and displaced, where any record has one
 *   "words"       texts of country, admin1 and type by number, with the country's code
 *   "sources"     name, citation and licence by number
 *   "places"      level, codes, names (own, en, ar, ckb), border
 *   "population"  place, year, people, kind, source
 *   "judgements"  place or the words for it, first and last day, judgement, who says so, reason
 *   "phases"      place or the words for it, first and last day, phase, who says so
 *   "licences"    of each source, as it counts
 *   "imports"     SHA-256 of live imports, sorted, each once
 *   "signatures"  of items of an agenda, where there are any: key, digest, decision, who and day, by key, then as they were given
 * Numbers are written with as few bytes as they need (LEB128, signed ones zigzag), days as differences, so that a
 * million records are some 30 MB to hash; the same on every machine.
 */
#include "panel/panel_priv.h"

struct feed {
    struct hasher h;
    size_t n;
    uint8_t b[1 << 14];
};

static void feed_drop(struct feed **f)
{
    free(*f);
    *f = NULL;
}

static void flush(struct feed *f)
{
    hash_add(&f->h, f->b, f->n);
    f->n = 0;
}

static inline void number(struct feed *f, uint64_t v)
{
    if (f->n + 10 > sizeof f->b)
        flush(f);
    while (v >= 0x80) {
        f->b[f->n++] = (uint8_t)(v | 0x80);
        v >>= 7;
    }
    f->b[f->n++] = (uint8_t)v;
}

static inline void signed_number(struct feed *f, int64_t v)
{
    number(f, ((uint64_t)v << 1) ^ (uint64_t)(v < 0 ? -1 : 0));
}

static void text(struct feed *f, struct str s)
{
    number(f, s.n);
    flush(f);
    hash_add(&f->h, s.p, s.n);
}

static void head(struct feed *f, const char *name, size_t n)
{
    text(f, str_of(name));
    number(f, n);
}

static void records(struct feed *f, const struct incident_columns *c)
{
    int64_t day = 0;
    head(f, "records", c->n);
    for (size_t i = 0; i < c->n; i++) {
        signed_number(f, c->first[i] - day);
        signed_number(f, (int64_t)c->last[i] - c->first[i]);
        day = c->first[i];
        signed_number(f, c->low[i]);
        signed_number(f, c->best[i]);
        signed_number(f, c->high[i]);
        signed_number(f, c->civilians[i]);
        signed_number(f, c->status_unknown[i]);
        number(f, c->country[i]);
        number(f, c->admin1[i]);
        number(f, c->type[i]);
        number(f, c->source[i]);
        number(f, c->flags[i]);
        number(f, c->kind[i]);
        number(f, c->clarity[i]);
        number(f, c->day_precision[i]);
        number(f, c->place_precision[i]);
        number(f, (uint64_t)(c->side_a_kind[i] << 4 | c->side_b_kind[i]));
        for (int level = 0; level < PLACE_LEVELS; level++) {
            if (!c->place[level])
                continue;
            signed_number(f, c->place[level][i]);
            number(f, c->how[level][i]);
        }
    }
}

static void people(struct feed *f, const struct incident_columns *c)
{
    for (int k = 0; k < PEOPLE_HARMS; k++) {
        if (!c->people[k])
            continue;
        head(f, "people", (size_t)k);
        for (size_t i = 0; i < c->n; i++)
            signed_number(f, c->people[k][i]);
    }
}

static void words(struct feed *f, const struct incident_columns *c)
{
    head(f, "words", intern_count(&c->words));
    for (size_t i = 0; i < intern_count(&c->words); i++) {
        text(f, intern_text(&c->words, (uint32_t)i));
        text(f, i < c->country_code_n ? c->country_codes[i] : STR(""));
    }
    head(f, "sources", c->source_n);
    for (size_t i = 0; i < c->source_n; i++) {
        text(f, c->sources[i]);
        text(f, c->source_citations[i]);
        text(f, c->source_licences[i]);
    }
}

static void places(struct feed *f, const struct gazetteer *g)
{
    static const char *const languages[] = {"en", "ar", "ckb"};
    head(f, "places", gazetteer_count(g));
    for (size_t i = 0; i < gazetteer_count(g); i++) {
        const struct place *p = gazetteer_place(g, i);
        signed_number(f, p->level);
        text(f, p->code);
        text(f, p->country);
        text(f, p->parent_code);
        text(f, p->name);
        for (size_t k = 0; k < ARRAY_LEN(languages); k++) {
            const char *is_in = NULL;
            text(f, gazetteer_name(g, i, languages[k], &is_in));
        }
        text(f, p->border);
    }
}

static void population(struct feed *f, const struct incident_columns *c)
{
    head(f, "population", c->population_n);
    for (size_t i = 0; i < c->population_n; i++) {
        signed_number(f, c->population[i].place);
        signed_number(f, c->population[i].year);
        signed_number(f, c->population[i].people);
        text(f, c->population[i].kind);
        text(f, c->population[i].source);
    }
}

static void subject(struct feed *f, int place, struct str words, struct day from, struct day to)
{
    signed_number(f, place);
    text(f, words);
    signed_number(f, from.n);
    signed_number(f, to.n);
}

static void said(struct feed *f, const struct incident_columns *c)
{
    head(f, "judgements", c->judgement_n);
    for (size_t i = 0; i < c->judgement_n; i++) {
        const struct looked_judgement *j = &c->judgements[i];
        subject(f, j->place, j->words, j->from, j->to);
        number(f, j->looked);
        text(f, j->said_by);
        text(f, j->reason);
    }
    head(f, "phases", c->phase_n);
    for (size_t i = 0; i < c->phase_n; i++) {
        const struct phase_set *p = &c->phases[i];
        subject(f, p->place, p->words, p->from, p->to);
        number(f, p->phase);
        text(f, p->said_by);
    }
    head(f, "licences", c->source_n);
    for (size_t i = 0; i < c->source_n; i++)
        number(f, c->licences[i]);
}

/* What is signed may stand in a brief, and what is not may not: two registers that differ in it give two briefs. */
static bool signatures(struct store *s, struct feed *f, struct err *e)
{
    size_t n = 0;
    struct rows *r CLEANUP(rows_drop) = store_rows(s, "SELECT item_key, digest, decision, signed_by, day FROM item_sign ORDER BY item_key, origin, id", WITH_NOTHING);
    while (rows_next(r)) {
        if (n++ == 0)
            head(f, "signatures", 0);
        for (int i = 0; i < 4; i++)
            text(f, rows_text(r, i));
        signed_number(f, rows_int(r, 4));
    }
    return rows_end(&r, e);
}

bool columns_fingerprint(struct store *s, struct incident_columns *c, struct err *e)
{
    struct feed *f CLEANUP(feed_drop) = mem_get(sizeof *f);
    hash_begin(&f->h);
    records(f, c);
    people(f, c);
    words(f, c);
    places(f, c->places);
    population(f, c);
    said(f, c);
    head(f, "imports", 0);
    struct rows *r CLEANUP(rows_drop) =
        store_rows(s, "SELECT DISTINCT sha256 FROM import WHERE undone = 0 ORDER BY sha256", WITH_NOTHING);
    while (rows_next(r))
        text(f, rows_text(r, 0));
    if (!rows_end(&r, e) || !signatures(s, f, e))
        return false;
    flush(f);
    c->fingerprint = hash_end(&f->h);
    return true;
}
