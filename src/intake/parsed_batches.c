/* SPDX-License-Identifier: GPL-3.0-or-later */
/* intake: what was read of a file, one kind after the other: the same list of fields writes and reads. */
#include "intake/parsed_priv.h"

#define N(spec) (spec), ARRAY_LEN(spec)
#define BELOW_INT32 INT32_MAX

/* ---- problems ---- */

static const struct field_spec problem_fields[] = {FIELD(problem, severity, F_INT, PROBLEM_REFUSED, PROBLEM_NOTED), FIELD(problem, line, F_I64, 0, RECORD_ROWS_MOST),
    FIELD_TEXT(problem, column), FIELD_TEXT(problem, code), FIELD_TEXT(problem, found), FIELD_TEXT(problem, expected), FIELD_TEXT(problem, advice)};

void problems_out(struct sink *s, const struct problem *list, size_t n)
{
    sink_list(s, list, n, sizeof *list, N(problem_fields));
}

struct problem *problems_in(struct source *s, struct arena *a, size_t *n)
{
    return source_list(s, a, sizeof(struct problem), N(problem_fields), n);
}

/* Codes pick what is done with a problem: only those that a program's own words could be. */
void log_in(struct source *s, struct problem_log *log)
{
    log->list = source_list(s, NULL, sizeof *log->list, N(problem_fields), &log->n);
    log->room = log->n + 1;
    for (size_t i = 0; i < log->n; i++)
        log->listed[log->list[i].severity]++;
}

/* ---- incidents ---- */

#define DEATHS(name) FIELD(incident, name, F_INT, DEATHS_UNKNOWN, BELOW_INT32)
static const struct field_spec incident_fields[] = {FIELD(incident, key, F_WORD, 0, 0), FIELD(incident, line, F_I64, 0, RECORD_ROWS_MOST), FIELD(incident, first, F_DAY, 0, 0),
    FIELD(incident, last, F_DAY, 0, 0), FIELD(incident, latitude, F_REAL, -90, 90), FIELD(incident, longitude, F_REAL, -180, 180), FIELD(incident, country, F_WORD, 0, 0),
    FIELD(incident, admin1, F_WORD, 0, 0), FIELD(incident, admin2, F_WORD, 0, 0), FIELD(incident, place_words, F_WORD, 0, 0), FIELD(incident, side_a, F_WORD, 0, 0),
    FIELD(incident, side_b, F_WORD, 0, 0), FIELD(incident, sources, F_WORD, 0, 0), FIELD(incident, country_code, F_WORD, 0, 0), FIELD(incident, type, F_WORD, 0, 0),
    DEATHS(deaths_low), DEATHS(deaths_best), DEATHS(deaths_high), DEATHS(deaths_civilians), DEATHS(deaths_side_a), DEATHS(deaths_side_b), DEATHS(deaths_status_unknown),
    DEATHS(people_injured), DEATHS(people_abducted), DEATHS(people_detained), DEATHS(people_displaced), FIELD(incident, source_count, F_INT, -1, BELOW_INT32),
    FIELD(incident, revised, F_I64, INT64_MIN, INT64_MAX), FIELD(incident, day_precision, F_U8, 0, 9), FIELD(incident, place_precision, F_U8, 0, 9),
    FIELD(incident, kind, F_U8, 0, KIND_COUNT - 1), FIELD(incident, side_a_kind, F_U8, 0, 9), FIELD(incident, side_b_kind, F_U8, 0, 9), FIELD(incident, clarity, F_U8, 0, 9),
    FIELD(incident, flags, F_U16, 0, 2 * FLAG_MACHINE_CODED - 1)};
static const struct field_spec incident_counts[] = {FIELD(incident_batch, rows, F_I64, 0, RECORD_ROWS_MOST), FIELD(incident_batch, repaired, F_I64, 0, RECORD_ROWS_MOST),
    FIELD(incident_batch, refused, F_I64, 0, RECORD_ROWS_MOST), FIELD(incident_batch, noted, F_I64, 0, RECORD_ROWS_MOST), FIELD(incident_batch, duplicates, F_I64, 0, RECORD_ROWS_MOST),
    FIELD(incident_batch, passed, F_I64, 0, RECORD_ROWS_MOST), FIELD(incident_batch, ends, F_BOOL, 0, 1)};

void incidents_out(struct sink *s, const struct incident_batch *b)
{
    sink_words(s, &b->words);
    sink_fields(s, b, N(incident_counts));
    sink_list(s, b->list, b->n, sizeof *b->list, N(incident_fields));
    problems_out(s, b->log.list, b->log.n);
}

/* Every record has a key, one that no other has, and days in their order. */
static bool incidents_agree(struct source *s, const struct incident_batch *b)
{
    uint8_t *seen = mem_get((size_t)s->words + 1);
    bool fine = true;
    for (size_t i = 0; i < b->n && fine; i++) {
        const struct incident *x = &b->list[i];
        fine = x->key && !seen[x->key] && day_known(x->first) == day_known(x->last) && x->first.n <= x->last.n;
        seen[x->key] = 1;
    }
    free(seen);
    return fine || source_wrong(s, "an incident has no key of its own, or its days are not in order");
}

bool incidents_in(struct source *s, struct incident_batch *b)
{
    if (!source_words(s, &b->words) || !source_fields(s, b, N(incident_counts)))
        return false;
    b->list = source_list(s, NULL, sizeof *b->list, N(incident_fields), &b->n);
    b->room = b->n + 1;
    log_in(s, &b->log);
    return !s->wrong && incidents_agree(s, b);
}

/* ---- population ---- */

static const struct field_spec people_fields[] = {FIELD(people, country, F_WORD, 0, 0), FIELD(people, code, F_WORD, 0, 0), FIELD(people, name, F_WORD, 0, 0),
    FIELD(people, name_ar, F_WORD, 0, 0), FIELD(people, kind, F_WORD, 0, 0), FIELD(people, source, F_WORD, 0, 0), FIELD(people, year, F_INT, 0, 9999),
    FIELD(people, people, F_I64, 0, RECORD_ROWS_MOST), FIELD(people, line, F_I64, 0, RECORD_ROWS_MOST)};
static const struct field_spec people_counts[] = {FIELD(people_batch, rows, F_I64, 0, RECORD_ROWS_MOST), FIELD(people_batch, repaired, F_I64, 0, RECORD_ROWS_MOST),
    FIELD(people_batch, refused, F_I64, 0, RECORD_ROWS_MOST), FIELD(people_batch, duplicates, F_I64, 0, RECORD_ROWS_MOST)};

void people_out(struct sink *s, const struct people_batch *b)
{
    sink_words(s, &b->words);
    sink_fields(s, b, N(people_counts));
    sink_list(s, b->list, b->n, sizeof *b->list, N(people_fields));
    problems_out(s, b->log.list, b->log.n);
}

bool people_in(struct source *s, struct people_batch *b)
{
    if (!source_words(s, &b->words) || !source_fields(s, b, N(people_counts)))
        return false;
    b->list = source_list(s, NULL, sizeof *b->list, N(people_fields), &b->n);
    b->room = b->n + 1;
    log_in(s, &b->log);
    return !s->wrong;
}

/* ---- what people say ---- */

static const struct field_spec said_fields[] = {FIELD(said, subject, F_WORD, 0, 0), FIELD(said, what, F_WORD, 0, 0), FIELD(said, by, F_WORD, 0, 0),
    FIELD(said, reason, F_WORD, 0, 0), FIELD(said, from, F_DAY, 0, 0), FIELD(said, to, F_DAY, 0, 0), FIELD(said, line, F_I64, 0, RECORD_ROWS_MOST)};
static const struct field_spec said_counts[] = {FIELD(said_batch, kind, F_INT, 0, SAID_KINDS - 1), FIELD(said_batch, rows, F_I64, 0, RECORD_ROWS_MOST),
    FIELD(said_batch, refused, F_I64, 0, RECORD_ROWS_MOST), FIELD(said_batch, duplicates, F_I64, 0, RECORD_ROWS_MOST), FIELD(said_batch, noted, F_I64, 0, RECORD_ROWS_MOST)};

void said_out(struct sink *s, const struct said_batch *b)
{
    sink_words(s, &b->words);
    sink_fields(s, b, N(said_counts));
    sink_list(s, b->list, b->n, sizeof *b->list, N(said_fields));
    problems_out(s, b->log.list, b->log.n);
}

static bool judgement_known(enum said_kind kind, struct str code)
{
    switch (kind) {
    case SAID_OBSERVABILITY: return looked_of(code) != LOOKED_UNSAID;
    case SAID_PHASES: return phase_of(code) != PHASE_UNSET;
    case SAID_LICENCES: return licence_of(code) != LICENCE_UNKNOWN || str_is(code, licence_code(LICENCE_UNKNOWN));
    case SAID_ALIASES:
    case SAID_KINDS: break;
    }
    return code.n > 0;
}

bool said_in(struct source *s, struct said_batch *b)
{
    if (!source_words(s, &b->words) || !source_fields(s, b, N(said_counts)))
        return false;
    b->list = source_list(s, NULL, sizeof *b->list, N(said_fields), &b->n);
    b->room = b->n + 1;
    log_in(s, &b->log);
    b->read_problems = b->log.n;
    for (size_t i = 0; i < b->n && !s->wrong; i++)
        if (!b->list[i].subject || !judgement_known(b->kind, intern_text(&b->words, b->list[i].what)))
            source_wrong(s, "a judgement is none that there is");
    return !s->wrong;
}

/* ---- findings ---- */

static const struct field_spec finding_fields[] = {FIELD(voice_finding, line, F_I64, 0, RECORD_ROWS_MOST), FIELD_TEXT(voice_finding, said_by), FIELD_TEXT(voice_finding, key),
    FIELD_TEXT(voice_finding, place), FIELD_TEXT(voice_finding, method), FIELD_TEXT(voice_finding, asked), FIELD(voice_finding, from, F_DAY, 0, 0),
    FIELD(voice_finding, to, F_DAY, 0, 0), FIELD(voice_finding, people, F_I64, -1, RECORD_ROWS_MOST), FIELD(voice_finding, women, F_I64, -1, RECORD_ROWS_MOST),
    FIELD_TEXT(voice_finding, direction), FIELD_TEXT(voice_finding, about)};
static const struct field_spec summary_fields[] = {FIELD_TEXT(voice_summary, language), FIELD_TEXT(voice_summary, summary)};
static const struct field_spec text_fields[] = {{0, F_STR, 0, RECORD_TEXT_MOST}}; /* a struct str by itself */
static const struct field_spec finding_counts[] = {FIELD(finding_batch, rows, F_I64, 0, RECORD_ROWS_MOST), FIELD(finding_batch, refused, F_I64, 0, RECORD_ROWS_MOST),
    FIELD(finding_batch, noted, F_I64, 0, RECORD_ROWS_MOST), FIELD(finding_batch, duplicates, F_I64, 0, RECORD_ROWS_MOST)};

void findings_out(struct sink *s, const struct finding_batch *b)
{
    sink_fields(s, b, N(finding_counts));
    sink_i64(s, (int64_t)b->n);
    for (size_t i = 0; i < b->n; i++) {
        const struct voice_finding *f = &b->list[i];
        sink_fields(s, f, N(finding_fields));
        sink_list(s, f->codes, f->code_n, sizeof *f->codes, N(text_fields));
        sink_list(s, f->summaries, f->summary_n, sizeof *f->summaries, N(summary_fields));
    }
    problems_out(s, b->log.list, b->log.n);
}

bool findings_in(struct source *s, struct finding_batch *b)
{
    if (!source_fields(s, b, N(finding_counts)))
        return false;
    b->n = source_count(s, 60);
    b->list = ARENA_ARRAY(&b->arena, struct voice_finding, b->n + 1);
    for (size_t i = 0; i < b->n && !s->wrong; i++) {
        struct voice_finding *f = &b->list[i];
        (void)source_fields(s, f, N(finding_fields));
        f->codes = source_list(s, &b->arena, sizeof *f->codes, N(text_fields), &f->code_n);
        f->summaries = source_list(s, &b->arena, sizeof *f->summaries, N(summary_fields), &f->summary_n);
    }
    log_in(s, &b->log);
    return !s->wrong;
}

/* ---- borders ---- */

static const struct field_spec place_fields[] = {FIELD(place, level, F_INT, 0, PLACE_LEVELS - 1), FIELD_TEXT(place, code), FIELD_TEXT(place, country), FIELD_TEXT(place, parent_code),
    FIELD_TEXT(place, name), FIELD(place, latitude, F_REAL, -90, 90), FIELD(place, longitude, F_REAL, -180, 180), FIELD(place, valid_from, F_DAY, 0, 0),
    FIELD(place, valid_to, F_DAY, 0, 0)};
static const struct field_spec alias_fields[] = {FIELD(place_alias, place, F_SIZE, 0, INT64_MAX), FIELD_TEXT(place_alias, language), FIELD_TEXT(place_alias, name)};
static const struct field_spec country_fields[] = {FIELD_TEXT(border_country, code), FIELD_TEXT(border_country, name)};
static const struct field_spec border_counts[] = {FIELD(border_batch, rows, F_I64, 0, RECORD_ROWS_MOST), FIELD(border_batch, repaired, F_I64, 0, RECORD_ROWS_MOST),
    FIELD(border_batch, refused, F_I64, 0, RECORD_ROWS_MOST), FIELD(border_batch, noted, F_I64, 0, RECORD_ROWS_MOST), FIELD(border_batch, level, F_INT, -1, PLACE_LEVELS - 1)};

void borders_out(struct sink *s, const struct border_batch *b)
{
    sink_fields(s, b, N(border_counts));
    sink_i64(s, (int64_t)b->n);
    for (size_t i = 0; i < b->n; i++) {
        sink_fields(s, &b->places[i], N(place_fields));
        sink_text(s, b->places[i].border);
    }
    sink_list(s, b->aliases, b->alias_n, sizeof *b->aliases, N(alias_fields));
    sink_list(s, b->countries, b->country_n, sizeof *b->countries, N(country_fields));
    problems_out(s, b->problems, b->problem_n);
}

/* WKB as geos_write makes it, walked through before the library that draws conclusions from it sees it: polygons alone, little end first, rings closed, in degrees. */
struct wkb {
    const char *p, *end;
};

static bool wkb_take(struct wkb *w, void *to, size_t n)
{
    if ((size_t)(w->end - w->p) < n)
        return false;
    memcpy(to, w->p, n);
    w->p += n;
    return true;
}

static bool wkb_head(struct wkb *w, uint32_t *kind, uint32_t *n)
{
    uint8_t order;
    return wkb_take(w, &order, 1) && order == 1 && wkb_take(w, kind, 4) && wkb_take(w, n, 4) && *n > 0;
}

static bool wkb_ring(struct wkb *w)
{
    uint32_t n;
    double first[2], xy[2] = {0, 0};
    if (!wkb_take(w, &n, 4) || n < 4 || n > (size_t)(w->end - w->p) / sizeof xy)
        return false;
    for (uint32_t i = 0; i < n; i++) {
        if (!wkb_take(w, xy, sizeof xy) || !(xy[0] >= -180.5 && xy[0] <= 180.5) || !(xy[1] >= -90.5 && xy[1] <= 90.5))
            return false;
        if (i == 0)
            memcpy(first, xy, sizeof first);
    }
    return memcmp(first, xy, sizeof first) == 0;
}

static bool wkb_polygon(struct wkb *w, uint32_t rings)
{
    for (uint32_t i = 0; i < rings; i++)
        if (!wkb_ring(w))
            return false;
    return true;
}

bool border_is_sound(struct str wkb)
{
    enum { POLYGON = 3, MULTI = 6 };
    struct wkb w = {wkb.p, wkb.p + wkb.n};
    uint32_t kind, n, inner, rings;
    if (!wkb_head(&w, &kind, &n) || (kind != POLYGON && kind != MULTI))
        return false;
    if (kind == POLYGON)
        return wkb_polygon(&w, n) && w.p == w.end;
    for (uint32_t i = 0; i < n; i++)
        if (!wkb_head(&w, &inner, &rings) || inner != POLYGON || !wkb_polygon(&w, rings))
            return false;
    return w.p == w.end;
}

bool borders_in(struct source *s, struct border_batch *b)
{
    if (!source_fields(s, b, N(border_counts)))
        return false;
    b->n = source_count(s, 60);
    b->places = mem_get((b->n + 1) * sizeof *b->places);
    for (size_t i = 0; i < b->n && !s->wrong; i++) {
        (void)source_fields(s, &b->places[i], N(place_fields));
        b->places[i].border = source_blob(s, SIZE_MAX >> 1);
        if (!s->wrong && !border_is_sound(b->places[i].border))
            source_wrong(s, "a border is no polygon in degrees");
    }
    b->aliases = source_list(s, NULL, sizeof *b->aliases, N(alias_fields), &b->alias_n);
    for (size_t i = 0; i < b->alias_n; i++)
        if (b->aliases[i].place >= b->n)
            source_wrong(s, "a name belongs to no place");
    b->countries = source_list(s, NULL, sizeof *b->countries, N(country_fields), &b->country_n);
    b->problems = problems_in(s, NULL, &b->problem_n);
    return !s->wrong;
}
