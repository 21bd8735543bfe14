/* SPDX-License-Identifier: GPL-3.0-or-later */
/* incident: a batch while it is read: rows kept once, problems with line and column, the digest of a record. */
#include "incident/incident_priv.h"
#include "core/speech.h"
#include <assert.h>
#include <endian.h>

const struct incident_layout *const incident_layouts[] = {&incident_ged, &incident_candidate, &incident_acled,
    &incident_acled_deleted, &incident_gtd, &incident_gdelt, &incident_hxl, &incident_own, NULL};

void incident_batch_end(struct incident_batch *b)
{
    free(b->list);
    intern_end(&b->words);
    problem_log_end(&b->log);
    *b = (struct incident_batch){0};
}

void reading_end(struct reading *r)
{
    free(r->row_of_key);
    free(r->seen);
    *r = (struct reading){0};
}

/* ---- the digest ---- */

static uint64_t real_bits(double v)
{
    uint64_t bits;
    if (isnan(v))
        return UINT64_MAX; /* no number has these bits in our records */
    v = v == 0 ? 0 : v;    /* -0 is 0 */
    memcpy(&bits, &v, sizeof bits);
    return bits;
}

static uint64_t word_hash(const struct incident_batch *b, uint32_t id)
{
    struct str s = intern_text(&b->words, id);
    return hash_64(s.p, s.n, 2);
}

static uint64_t signed_bits(int64_t v)
{
    return (uint64_t)v;
}

/* Harm that does not kill came later: a record that knows none of it keeps the digest it always had. */
static uint64_t with_people(uint64_t digest, const struct incident *x)
{
    uint64_t v[] = {digest, signed_bits(x->people_injured), signed_bits(x->people_abducted), signed_bits(x->people_detained),
        signed_bits(x->people_displaced)};
    if (x->people_injured < 0 && x->people_abducted < 0 && x->people_detained < 0 && x->people_displaced < 0)
        return digest;
    for (size_t i = 0; i < ARRAY_LEN(v); i++)
        v[i] = htole64(v[i]);
    return hash_64(v, sizeof v, 4);
}

uint64_t incident_digest(const struct incident_batch *b, const struct incident *x)
{
    uint64_t v[] = {
        word_hash(b, x->country), word_hash(b, x->admin1), word_hash(b, x->admin2), word_hash(b, x->place_words),
        word_hash(b, x->side_a), word_hash(b, x->side_b), word_hash(b, x->sources), word_hash(b, x->country_code),
        word_hash(b, x->type), signed_bits(x->first.n), signed_bits(x->last.n), real_bits(x->latitude), real_bits(x->longitude),
        signed_bits(x->deaths_low), signed_bits(x->deaths_best), signed_bits(x->deaths_high), signed_bits(x->deaths_civilians),
        signed_bits(x->deaths_side_a), signed_bits(x->deaths_side_b), signed_bits(x->deaths_status_unknown),
        signed_bits(x->source_count), x->day_precision, x->place_precision, x->kind, x->side_a_kind, x->side_b_kind,
        x->clarity, x->flags,
    };
    for (size_t i = 0; i < ARRAY_LEN(v); i++)
        v[i] = htole64(v[i]);
    return with_people(hash_64(v, sizeof v, 3), x);
}

void problem_add(struct reading *r, enum problem_severity severity, int column, const char *code, struct str found,
    const char *expected, const char *advice)
{
    if (!r->waiting) {
        problem_log_add(&r->b->log, r->t, severity, column, code, found, expected, advice);
        return;
    }
    struct str name = column < 0 ? STR("") : table_name(r->t, (size_t)column);
    problem_log_add_at(&r->b->log, r->waiting->line, severity, name, code, found, expected, advice);
}

bool refuse(struct reading *r, int column, const char *code, struct str found, const char *expected, const char *advice)
{
    r->b->refused++;
    problem_add(r, PROBLEM_REFUSED, column, code, found, expected, advice);
    return false;
}

void repair(struct reading *r, int column, const char *code, struct str found, const char *expected, const char *advice)
{
    r->repaired = true;
    problem_add(r, PROBLEM_REPAIRED, column, code, found, expected, advice);
}

void note(struct reading *r, int column, const char *code, struct str found, const char *expected, const char *advice)
{
    r->noted = true;
    problem_add(r, PROBLEM_NOTED, column, code, found, expected, advice);
}

/* ---- rows ---- */

bool reading_next(struct reading *r, struct incident *x, struct err *e)
{
    if (!table_next(r->t)) {
        (void)table_failed(r->t, e);
        return false;
    }
    r->b->rows++;
    r->repaired = r->noted = false;
    *x = (struct incident){
        .line = table_line(r->t),
        .first = DAY_NONE,
        .last = DAY_NONE,
        .latitude = NAN,
        .longitude = NAN,
        .deaths_low = DEATHS_UNKNOWN,
        .deaths_best = DEATHS_UNKNOWN,
        .deaths_high = DEATHS_UNKNOWN,
        .deaths_civilians = DEATHS_UNKNOWN,
        .deaths_side_a = DEATHS_UNKNOWN,
        .deaths_side_b = DEATHS_UNKNOWN,
        .deaths_status_unknown = DEATHS_UNKNOWN,
        .people_injured = DEATHS_UNKNOWN,
        .people_abducted = DEATHS_UNKNOWN,
        .people_detained = DEATHS_UNKNOWN,
        .people_displaced = DEATHS_UNKNOWN,
        .source_count = -1,
        .day_precision = 9,
        .place_precision = 9,
    };
    return (r->b->rows & 4095) != 0 || progress_step(r->p, (double)table_bytes(r->t), r->b->rows, e);
}

/* Where the row with this key stands (1 + place), to read and to set. */
static uint32_t *row_of_key(struct reading *r, uint32_t key)
{
    if (key >= r->row_of_key_room) {
        size_t old = r->row_of_key_room, room = MAX_OF((size_t)key + 1, MAX_OF(old * 2, (size_t)1024));
        r->row_of_key = mem_grow(r->row_of_key, room, sizeof *r->row_of_key);
        memset(r->row_of_key + old, 0, (room - old) * sizeof *r->row_of_key);
        r->row_of_key_room = room;
    }
    return &r->row_of_key[key];
}

uint32_t own_key(struct reading *r, const struct incident *x)
{
    char text[48];
    uint64_t digest = incident_digest(r->b, x);
    int n = snprintf(text, sizeof text, "row-%016" PRIx64, digest);
    uint32_t word = intern_id(&r->b->words, (struct str){text, (size_t)n});
    if (word >= r->seen_room) {
        size_t wider = MAX_OF((size_t)word + 1, MAX_OF(r->seen_room * 2, (size_t)1024));
        r->seen = mem_grow(r->seen, wider, sizeof *r->seen);
        memset(r->seen + r->seen_room, 0, (wider - r->seen_room) * sizeof *r->seen);
        r->seen_room = wider;
    }
    uint32_t count = ++r->seen[word];
    if (count == 1)
        return word;
    n = snprintf(text, sizeof text, "row-%016" PRIx64 "-%" PRIu32, digest, count);
    return intern_id(&r->b->words, (struct str){text, (size_t)n});
}

/* Two rows of one id, and the source says when it touched each: the later word counts, in its own row's place. */
static bool later_word(struct reading *r, struct incident *first, const struct incident *x)
{
    if (!first->revised || !x->revised || first->revised == x->revised)
        return false;
    if (x->revised > first->revised)
        *first = *x;
    r->b->duplicates++;
    return true;
}

bool reading_rows(struct reading *r, bool (*row)(struct reading *r, const void *columns, struct incident *x), const void *columns,
    int key_column, struct err *e)
{
    struct err failed = {0};
    struct incident x;
    while (reading_next(r, &x, &failed)) {
        if (!row(r, columns, &x))
            continue;
        if (!x.key)
            x.key = own_key(r, &x);
        reading_keep(r, &x, key_column);
    }
    if (failed.code == ERR_NONE)
        return true;
    *e = failed;
    return false;
}

/* What is to happen after the day of the import has not been recorded yet: a slip of the hand, which would carry
 * the end of every brief's period with it. */
static bool is_future(struct incident_batch *b, const struct incident *x)
{
    struct buf day CLEANUP(buf_end) = {0};
    if (!b->dated || x->first.n <= b->latest)
        return false;
    buf_day(&day, x->first);
    problem_log_add_at(&b->log, x->line, PROBLEM_REFUSED, STR(T("first day")), "future", buf_view(&day), T("a day up to that of the import"),
        T("correct the date; what is planned is not yet an incident"));
    b->refused++;
    return true;
}

void reading_keep(struct reading *r, const struct incident *x, int key_column)
{
    struct incident_batch *b = r->b;
    if (is_future(b, x))
        return;
    uint32_t *row = row_of_key(r, x->key);
    if (*row) {
        if (incident_digest(b, x) == incident_digest(b, &b->list[*row - 1])) {
            b->duplicates++;
            return;
        }
        if (later_word(r, &b->list[*row - 1], x))
            return;
        char *first = arena_f(&b->log.arena, T("%.*s (also on line %" PRId64 ")"), STR_F(intern_text(&b->words, x->key)),
            b->list[*row - 1].line);
        refuse(r, key_column, "id_twice", str_of(first), T("an id of its own for each event"),
            T("compare the two rows, keep the right one, and add the file again"));
        return;
    }
    assert(b->n < UINT32_MAX - 1);
    *row = (uint32_t)b->n + 1;
    b->repaired += r->repaired;
    b->noted += r->noted;
    GROW(b->list, b->n, b->room);
    b->list[b->n++] = *x;
}
