/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The copy for a border: every column of the schema has a fate; what must not go along is nowhere in the file; two registers
 * with the same public records and different histories give the same copy; whole or nothing.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "core/test_folder.h"
#include "guard/redact.h"
#include "panel/panel.h"
#include "store/people.h"
#include "store/test_register.h"
#include <dirent.h>
#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>

struct world {
    char folder[64], path[256], copy[128];
    struct store *s;
    struct arena a;
};

#define fine(call, e)                                                                                                  \
    do {                                                                                                               \
        if (!(call))                                                                                                   \
            fail_msg("line %d: %s", __LINE__, (e).text);                                                               \
    } while (0)

static void remove_all(const char *folder)
{
    DIR *d = opendir(folder);
    assert_non_null(d);
    for (struct dirent *entry; (entry = readdir(d));)
        unlinkat(dirfd(d), entry->d_name, 0);
    closedir(d);
}

static int files_in(const char *folder)
{
    DIR *d = opendir(folder);
    int n = -2;
    assert_non_null(d);
    while (readdir(d))
        n++;
    closedir(d);
    return n;
}

static int world_begin(void **state)
{
    struct world *w = mem_get(sizeof *w);
    struct err e = {0};
    test_folder(w->folder, sizeof w->folder, "redact");
    assert_non_null(mkdtemp(w->folder));
    test_register(w->folder, "a.diwan", w->path, sizeof w->path);
    snprintf(w->copy, sizeof w->copy, "%s/copy.diwan", w->folder);
    fine(store_new(w->path, STR("Selmara QMARKtitle"), &e), e);
    fine(store_open(w->path, STORE_WRITE, &w->s, &e), e);
    *state = w;
    return 0;
}

static int world_end(void **state)
{
    struct world *w = *state;
    store_close(&w->s);
    arena_end(&w->a);
    remove_all(w->folder);
    rmdir(w->folder);
    free(w);
    return 0;
}

static struct redact_wish all(void)
{
    return (struct redact_wish){.from = DAY_NONE, .to = DAY_NONE, .title = STR("Public records only"), .day = STR("2026-02-14")};
}

static void redact(struct world *w, const char *to, struct redact_wish wish, struct redact_told *told)
{
    struct err e = {0};
    struct redact_told ignored;
    fine(guard_redact(w->s, to, &wish, NULL, &w->a, told ? told : &ignored, &e), e);
}

static struct arena texts_kept; /* a store remembers statements by where they stand, as literals do */

static int64_t number(struct store *s, const char *sql)
{
    struct err e = {0};
    int64_t n = 0;
    fine(store_int_(s, arena_f(&texts_kept, "%s", sql), WITH_NOTHING, -1, &n, &e), e);
    return n;
}

static int64_t number_of_copy(const char *path, const char *sql)
{
    struct err e = {0};
    struct store *s = NULL;
    fine(store_open(path, STORE_READ, &s, &e), e);
    int64_t n = number(s, sql);
    store_close(&s);
    return n;
}

/* ---- the list is the schema ---- */

struct column {
    char table[32], name[32], type[32];
    char fate;
};
enum { COLUMNS_MOST = 1200 };

static char fate_of(const char *table, struct str column)
{
    for (const struct redact_columns *t = redact_list; t->table; t++) {
        if (strcmp(t->table, table) != 0)
            continue;
        for (const char *at = t->columns; *at; at += strcspn(at, " "), at += *at == ' ')
            if (strncmp(at, column.p, column.n) == 0 && at[column.n] == ':')
                return at[column.n + 1];
    }
    return 0;
}

/* Every column of a new register in a file, with its fate. */
static size_t schema_columns(const char *folder, struct column *out)
{
    char path[128];
    size_t n = 0;
    struct err e = {0};
    struct store *s = NULL;
    snprintf(path, sizeof path, "%s/schema.diwan", folder);
    fine(store_new(path, STR(""), &e), e);
    fine(store_open(path, STORE_READ, &s, &e), e);
    struct rows *r = store_rows(s, "SELECT m.name, c.name, c.type FROM sqlite_schema AS m JOIN pragma_table_info(m.name) AS c "
        "WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite%' ORDER BY m.name, c.cid", WITH_NOTHING);
    for (; rows_next(r); n++) {
        assert_true(n < COLUMNS_MOST);
        snprintf(out[n].table, sizeof out[n].table, "%.*s", STR_F(rows_text(r, 0)));
        snprintf(out[n].name, sizeof out[n].name, "%.*s", STR_F(rows_text(r, 1)));
        snprintf(out[n].type, sizeof out[n].type, "%.*s", STR_F(rows_text(r, 2)));
        out[n].fate = fate_of(out[n].table, str_of(out[n].name));
    }
    fine(rows_end(&r, &e), e);
    store_close(&s);
    unlink(path);
    return n;
}

static bool in_schema(const struct column *columns, size_t n, const char *table)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(columns[i].table, table) == 0)
            return true;
    return false;
}

/* Nothing of the table goes along. */
static bool left_out(const struct redact_columns *t)
{
    for (const char *at = t->columns; *at; at++)
        if (*at == ':' && at[1] != '-')
            return false;
    return true;
}

static void every_column_has_a_fate(void **state)
{
    struct world *w = *state;
    static struct column columns[COLUMNS_MOST];
    size_t n = schema_columns(w->folder, columns), listed = 0;
    for (size_t i = 0; i < n; i++)
        if (!columns[i].fate || !strchr("knme-", columns[i].fate))
            fail_msg("%s.%s: redact_list.c does not say what becomes of it in a copy for a border", columns[i].table, columns[i].name);
    for (const struct redact_columns *t = redact_list; t->table; t++)
        for (const char *at = t->columns; in_schema(columns, n, t->table) && *at; at += strcspn(at, " "), at += *at == ' ')
            listed++;
    assert_int_equal(listed, n); /* none that is not there any more */
}

/* ---- what must not go along ---- */

/* Whole numbers that stand in no register by chance: eight bytes, or four where the column holds no more. */
#define MARK_LONG INT64_C(0x5EC2E7D15EC2E7D1)
#define MARK_SHORT 0x5EC2E7D1

static bool run(struct store *s, const char *sql, struct err *e)
{
    return store_do_(s, sql, WITH_NOTHING, e);
}

/* A row of a table with a mark in every column that it may have; what ties it to others is given. */
static bool marked_row(struct store *s, const struct column *columns, size_t n, const char *table, int64_t id, struct err *e)
{
    struct buf names CLEANUP(buf_end) = {0}, values CLEANUP(buf_end) = {0};
    struct bind bound[48];
    size_t at = 0;
    char texts[48][80];
    for (size_t i = 0; i < n; i++) {
        const struct column *c = &columns[i];
        if (strcmp(c->table, table) != 0)
            continue;
        struct str name = str_of(c->name);
        bool up = !str_is(str_of(c->type), "TEXT") && (str_is(name, "dialogue") || str_is(name, "statement") || str_is(name, "participant") || str_is(name, "finding") || str_is(name, "meeting") || str_is(name, "account") || str_is(name, "actor") || str_is(name, "project")); /* has the same id */
        bool tie = str_is(name, "origin") || str_is(name, "import_origin") || str_is(name, "import") || str_is(name, "thing_origin");
        buf_f(&names, "%s%s", at ? ", " : "", c->name);
        buf_f(&values, "%s$%zu", at ? ", " : "", at + 1);
        snprintf(texts[at], sizeof texts[at], "QMARK%s.%s.%" PRId64, strcmp(table, "declared") == 0 ? "choice" : table, c->name, id); /* those declare what is to choose */
        bound[at] = tie ? bind_int(1) : up || str_is(name, "id") || str_is(name, "number") ? bind_int(id) : str_is(name, "ended_by") ? bind_null() :
            str_is(str_of(c->type), "TEXT") ? bind_text(str_of(texts[at])) : str_is(str_of(c->type), "BYTEA") ? bind_blob(str_of(texts[at])) :
            str_is(str_of(c->type), "BIGINT") ? bind_int(MARK_LONG) : str_is(str_of(c->type), "INTEGER") ? bind_int(MARK_SHORT) : bind_int(1);
        at++;
    }
    const char *sql = arena_f(&texts_kept, "INSERT INTO %s (%s) VALUES (%s)", table, names.p, values.p);
    return store_do_(s, sql, (struct binds){bound, at}, e);
}

static bool incident(struct store *s, int64_t id, int64_t source, const char *key, int day, const char *ended, int64_t words, struct err *e)
{
    return store_do(s, "INSERT INTO incident (origin, id, import, ended_by, line, source, source_key, digest, day_first, day_last, day_precision, "
        "latitude, longitude, place_precision, country, country_code, admin1, admin2, place_words, kind, type, side_a, side_b, side_a_kind, "
        "side_b_kind, deaths_low, deaths_best, deaths_high, deaths_civilians, sources, clarity, flags) VALUES (1, $1, 1, CAST($2 AS BIGINT), $3, "
        "$4, $5, $1 * 7, $6, $6, 1, 1.5, 1.5, 1, 1, 'SLM', 2, $7, $7, 1, '', $7, 3, 1, 2, 1, 2, 3, 0, $7, 1, 0)",
        WITH(bind_int(id), *ended ? bind_int(1) : bind_null(), bind_int(MARK_LONG), bind_int(source), bind_text(str_of(key)), bind_int(day),
            bind_int(words)), e);
}

static struct column columns[COLUMNS_MOST];
static size_t column_n;

/* Two sources that pass (open, and cited), three that do not; a border, a place without one, judgements, aliases; marks everywhere else. */
static bool plant(struct store *s, void *arg, struct err *e)
{
    (void)arg;
    /* a square of 3 degrees as WKB */
    static const char square[] = "\x01\x03\0\0\0\x01\0\0\0\x05\0\0\0" "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0" "\0\0\0\0\0\0\x08\x40\0\0\0\0\0\0\0\0"
        "\0\0\0\0\0\0\x08\x40\0\0\0\0\0\0\x08\x40" "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x08\x40" "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0";
    struct bind border = bind_blob((struct str){square, sizeof square - 1});
    bool good = run(s, "INSERT INTO import (origin, id, file, sha256, layout, source, time, who, rows_read, kept, repaired, refused, known, superseded) "
        "VALUES (1, 1, 'QMARKfile.csv', 'QMARKsha256', 'ucdp-ged', 'QMARKsource', '2011-11-11T11:11:11Z QMARKtime', 'QMARKwho', 6828725219486083025, 9, "
        "6828725219486083025, 6828725219486083025, 6828725219486083025, 6828725219486083025)", e) &&
        run(s, "INSERT INTO origin (id, uuid, name) VALUES (2, 'QMARKuuid', 'QMARKorigin')", e) && run(s, "UPDATE origin SET uuid = 'QMARKownuuid' WHERE id = 1", e) &&
        store_fact_set(s, "QMARKkey", STR("QMARKvalue"), e) &&
        run(s, "INSERT INTO source (origin, id, name, citation, licence) VALUES (1, 1, 'Observatory', 'Observatory 2014', 'CC BY 4.0'), "
            "(1, 2, 'QMARKnobody', 'QMARKcite', ''), (1, 3, 'QMARKclosed', 'QMARKcite', 'no-republication'), (1, 4, 'Gazette', '', 'QMARK ask us'), "
            "(1, 5, 'QMARKunused', 'QMARKcite', 'open')", e) &&
        run(s, "INSERT INTO licence (origin, id, import, line, source, licence) VALUES (1, 1, 1, 6828725219486083025, 'GAZETTE', 'open'), "
            "(1, 2, 1, 3, 'QMARKelsewhere', 'open')", e) &&
        run(s, "INSERT INTO wording (id, text) VALUES (1, 'Selmara'), (2, 'Afora'), (3, 'Council'), (4, 'River Road'), (5, 'QMARKwords'), (6, 'QMARKlost')", e) &&
        store_do(s, "INSERT INTO place (origin, id, import, level, code, country, parent_code, name, longitude, latitude, border) VALUES "
            "(1, 7, 1, 0, 'SLM', 'SLM', '', 'Selmara', 1, 1, $1), (1, 9, 1, 1, 'SL-A', 'SLM', 'SLM', 'Avora', 1, 1, $1)", WITH(border), e) &&
        run(s, "INSERT INTO place (origin, id, import, ended_by, level, code, country, parent_code, name) VALUES (1, 8, 1, 1, 1, 'QMARKcode', 'SLM', 'SLM', 'QMARKplace')", e) &&
        run(s, "INSERT INTO place_name (origin, id, import, ended_by, place_origin, place, language, name, folded) VALUES (1, 3, 1, NULL, 1, 9, 'ar', 'أفورا', 'افورا'), "
            "(1, 4, 1, 1, 1, 9, 'QMARKlanguage', 'QMARKname', 'QMARKfolded')", e) &&
        run(s, "INSERT INTO population (origin, id, import, ended_by, line, country, code, name, name_ar, year, people, kind, source) VALUES "
            "(1, 5, 1, NULL, 6828725219486083025, 'SLM', 'SL-A', 'Avora', '', 2014, 90000, 'census', 'Bureau'), "
            "(1, 6, 1, 1, 4, 'SLM', 'SL-A', 'QMARKpopulation', 'QMARKarabic', 2014, 6828725219486083025, 'QMARKkind', 'QMARKbureau')", e) &&
        run(s, "INSERT INTO alias (origin, id, import, ended_by, line, place, alias, language) VALUES (1, 1, 1, NULL, 2, ' AVORA ', 'Afora', 'en'), "
            "(1, 2, 1, NULL, 3, 'Avora', 'QMARKalias', 'en'), (1, 3, 1, 1, 4, 'QMARKaliasplace', 'Afora', 'en')", e) &&
        run(s, "INSERT INTO observability (origin, id, import, ended_by, line, place, day_from, day_to, judgement, said_by, reason) VALUES "
            "(1, 1, 1, NULL, 2, ' aVoRa', 16000, 16100, 'none', 'QMARKsaidby', 'QMARKreason'), (1, 2, 1, NULL, 3, 'Avora', 16000, 16100, 'none', 'QMARKsecond', ''), "
            "(1, 3, 1, NULL, 4, 'Avora', 1591928785, NULL, 'good', 'QMARKgood', ''), (1, 4, 1, NULL, 5, 'QMARKvillage', 16000, NULL, 'none', '', ''), "
            "(1, 5, 1, 1, 6, 'Avora', 1591928785, 16100, 'limited', 'QMARKended', '')", e) &&
        incident(s, 11, 1, "key-1", 16001, "", 4, e) && incident(s, 12, 2, "QMARKkey2", 16002, "", 5, e) && incident(s, 13, 3, "QMARKkey3", 16003, "", 5, e) &&
        incident(s, 17, 4, "key-4", 16004, "", 4, e) && incident(s, 19, 1, "key-1", 16001, "ended", 5, e) && incident(s, 23, 1, "QMARKlate", 17000, "", 5, e) &&
        run(s, "INSERT INTO also (import_origin, import, incident_origin, incident, line) VALUES (1, 1, 1, 11, 6828725219486083025)", e) &&
        run(s, "INSERT INTO placed (incident_origin, incident, level, place_origin, place, how, distance_km) VALUES (1, 11, 1, 1, 9, 2, 1.25), (1, 17, 1, 1, 9, 2, 1.25)", e);
    for (const struct redact_columns *t = redact_list; good && t->table; t++) {
        bool by_hand = strcmp(t->table, "also") == 0 || strcmp(t->table, "licence") == 0; /* above */
        for (int64_t id = 1; good && !by_hand && left_out(t) && in_schema(columns, column_n, t->table) && id < 4; id++)
            good = marked_row(s, columns, column_n, t->table, id, e);
    }
    return good;
}

static size_t file_read(const char *path, unsigned char *out, size_t room)
{
    FILE *f = fopen(path, "rb");
    assert_non_null(f);
    size_t n = fread(out, 1, room, f);
    fclose(f);
    assert_true(n > 8192 && n < room);
    return n;
}

static bool holds(const unsigned char *bytes, size_t n, const void *what, size_t what_n)
{
    return memmem(bytes, n, what, what_n) != NULL;
}

static void no_mark_in(const char *path)
{
    static unsigned char bytes[4 << 20];
    static const unsigned char whole[] = {0x5E, 0xC2, 0xE7, 0xD1};
    size_t n = file_read(path, bytes, sizeof bytes);
    const unsigned char *hit = memmem(bytes, n, "QMARK", 5);
    if (hit)
        fail_msg("the copy holds \"%.40s\"", (const char *)hit);
    for (size_t i = 0; i < n; i++) /* also folded */
        bytes[i] = (unsigned char)(bytes[i] >= 'A' && bytes[i] <= 'Z' ? bytes[i] + 32 : bytes[i]);
    assert_false(holds(bytes, n, "qmark", 5));
    n = file_read(path, bytes, sizeof bytes);
    assert_false(holds(bytes, n, whole, sizeof whole));
    assert_false(holds(bytes, n, "2011-11-11", 10));
}

static void nothing_else_goes_along(void **state)
{
    struct world *w = *state;
    struct err e = {0};
    struct redact_told told;
    column_n = schema_columns(w->folder, columns);
    fine(store_task(w->s, plant, NULL, &e), e);
    struct redact_wish wish = all();
    wish.to = (struct day){16500};
    redact(w, w->copy, wish, &told);
    no_mark_in(w->copy);
    assert_int_equal(number_of_copy(w->copy, "SELECT count(*) FROM incident"), 2);
    assert_int_equal(number_of_copy(w->copy, "SELECT count(*) FROM source"), 2);
    assert_int_equal(number_of_copy(w->copy, "SELECT count(*) FROM wording"), 4);
    assert_int_equal(number_of_copy(w->copy, "SELECT count(*) FROM place"), 2);
    assert_int_equal(number_of_copy(w->copy, "SELECT count(*) FROM place_name WHERE name = 'أفورا'"), 1);
    assert_int_equal(number_of_copy(w->copy, "SELECT count(*) FROM population"), 1);
    assert_int_equal(number_of_copy(w->copy, "SELECT count(*) FROM alias WHERE place = 'SL-A' AND alias = 'Afora'"), 1);
    assert_int_equal(number_of_copy(w->copy, "SELECT count(*) FROM alias"), 1);
    /* What two people said, without who and why, is one statement: nobody can count them. */
    assert_int_equal(number_of_copy(w->copy, "SELECT count(*) FROM observability"), 1);
    assert_int_equal(number_of_copy(w->copy, "SELECT count(*) FROM observability WHERE place = 'SL-A' AND judgement = 'none'"), 1);
    assert_int_equal(number_of_copy(w->copy, "SELECT count(*) FROM placed WHERE level = 1 AND how = 2"), 2);
    for (const struct redact_columns *t = redact_list; t->table; t++)
        if (left_out(t) && in_schema(columns, column_n, t->table)) {
            char sql[80];
            snprintf(sql, sizeof sql, "SELECT count(*) FROM %s", t->table);
            assert_true(number(w->s, sql) > 0); /* there was something to leave out */
            assert_int_equal(number_of_copy(w->copy, sql), 0);
        }
    assert_int_equal(told.source_n, 5);
    assert_int_equal(told.sources[0].incidents[REDACT_PASSES], 1);
    assert_int_equal(told.sources[0].incidents[REDACT_NOT_ASKED], 1);
    assert_int_equal(told.sources[1].incidents[REDACT_NO_LICENCE], 1);
    assert_int_equal(told.sources[2].incidents[REDACT_NO_REPUBLICATION], 1);
    assert_int_equal(told.sources[3].incidents[REDACT_PASSES], 1);
}

/* The scan can find: the register itself is full of marks. */
static void the_scan_can_fail(void **state)
{
    struct world *w = *state;
    struct err e = {0};
    if (test_on_server()) /* which has no bytes to look at */
        return;
    static unsigned char bytes[4 << 20];
    static const unsigned char whole[] = {0x5E, 0xC2, 0xE7, 0xD1};
    column_n = schema_columns(w->folder, columns);
    fine(store_task(w->s, plant, NULL, &e), e);
    store_close(&w->s);
    size_t n = file_read(w->path, bytes, sizeof bytes);
    assert_true(holds(bytes, n, "QMARK", 5) && holds(bytes, n, whole, sizeof whole) && holds(bytes, n, "2011-11-11", 10));
}

/* ---- no trace of how much ---- */

static uint64_t digest_of(const char *path)
{
    struct err e = {0};
    struct store *s = NULL;
    uint64_t digest = 1;
    fine(store_open(path, STORE_READ, &s, &e), e);
    for (const struct redact_columns *t = redact_list; t->table; t++) {
        if (!in_schema(columns, column_n, t->table))
            continue;
        const char *sql = arena_f(&texts_kept, "SELECT * FROM %s ORDER BY 1, 2", t->table);
        int columns_in = 0;
        for (const char *at = t->columns; *at; at++)
            columns_in += *at == ':';
        struct rows *r = store_rows_(s, sql, WITH_NOTHING);
        while (rows_next(r))
            for (int i = 0; i < columns_in; i++) {
                bool uuid = strcmp(t->table, "origin") == 0 && i == 1;
                struct str text = rows_text(r, i);
                digest = uuid ? digest : hash_64(text.p, text.n, digest * 31 + (uint64_t)rows_int(r, i) + rows_null(r, i));
            }
        fine(rows_end(&r, &e), e);
    }
    store_close(&s);
    return digest;
}

struct history {
    uint64_t seed;
    bool more; /* with records that stay out, corrections and people's own words in between */
};

/* The same public records in an order of chance. */
static bool live(struct store *s, void *arg, struct err *e)
{
    const struct history *h = arg;
    struct rng rng;
    rng_init(&rng, h->seed);
    int order[40];
    for (int i = 0; i < 40; i++)
        order[i] = i;
    for (int i = 39; i > 0; i--) {
        int k = (int)rng_below(&rng, (uint64_t)i + 1), t = order[i];
        order[i] = order[k], order[k] = t;
    }
    bool good = run(s, "INSERT INTO import (origin, id, file, sha256, layout, source, time, who, rows_read, kept, repaired, refused, known, superseded) "
        "VALUES (1, 1, 'f', 's', 'ucdp-ged', 'x', 't', 'w', 0, 0, 0, 0, 0, 0)", e) &&
        run(s, "INSERT INTO wording (id, text) VALUES (1, 'Selmara'), (2, 'Afora'), (3, 'Council'), (4, 'River Road'), (5, 'Bridge')", e) &&
        run(s, h->more ? "INSERT INTO source (origin, id, name, citation, licence) VALUES (1, 1, 'Aaa own', '', ''), (1, 2, 'Observatory', 'c', 'open'), (1, 3, 'Gazette', '', 'open')" :
            "INSERT INTO source (origin, id, name, citation, licence) VALUES (1, 2, 'Observatory', 'c', 'open'), (1, 3, 'Gazette', '', 'open')", e);
    int64_t id = h->more ? 100 : 1;
    for (int i = 0; good && i < 40; i++) {
        char key[16];
        snprintf(key, sizeof key, "k%d", order[i]);
        if (h->more && i % 3 == 0)
            good = incident(s, id++, 1, key, 15000 + i, "", 5, e) && incident(s, id++, 2, key, 16000, "ended", 5, e) && store_audit(s, "add", STR("more"), e);
        good = good && incident(s, 1000 + order[i], 2 + order[i] % 2, key, 16000 + order[i] / 3, "", 4, e) && ++id;
    }
    return good;
}

static void histories_do_not_show(void **state)
{
    struct world *w = *state;
    struct err e = {0};
    uint64_t first = 0;
    column_n = schema_columns(w->folder, columns);
    for (uint64_t seed = 1; seed <= 6; seed++) {
        char name[32], path[256], copy[128];
        snprintf(name, sizeof name, "h%d.diwan", (int)seed);
        test_register(w->folder, name, path, sizeof path);
        snprintf(copy, sizeof copy, "%s/c%d.diwan", w->folder, (int)seed);
        store_close(&w->s);
        fine(store_new(path, STR("some title"), &e), e);
        fine(store_open(path, STORE_WRITE, &w->s, &e), e);
        struct history h = {seed, seed % 2 == 0};
        fine(store_task(w->s, live, &h, &e), e);
        redact(w, copy, all(), NULL);
        uint64_t digest = digest_of(copy);
        if (seed == 1)
            first = digest;
        if (digest != first)
            fail_msg("seed %d: the copy tells something of what was left out", (int)seed);
        assert_int_equal(number_of_copy(copy, "SELECT count(*) FROM incident"), 40);
        assert_int_equal(number_of_copy(copy, "SELECT max(id) FROM incident"), 40);
        assert_int_equal(number_of_copy(copy, "SELECT freelist_count FROM pragma_freelist_count"), 0);
        assert_int_equal(number_of_copy(copy, "SELECT count(*) FROM sqlite_schema WHERE name = 'sqlite_sequence'"), 0);
    }
}

/* ---- narrowing, refusing, stopping ---- */

static void narrower(void **state)
{
    struct world *w = *state;
    struct err e = {0};
    struct redact_told told;
    column_n = schema_columns(w->folder, columns);
    fine(store_task(w->s, plant, NULL, &e), e);
    struct redact_wish wish = {.from = DAY_NONE, .to = DAY_NONE, .only = STR("gazette"), .title = STR("t"), .day = STR("2026-02-14"), .place = STR("Avora")};
    redact(w, w->copy, wish, &told);
    assert_int_equal(number_of_copy(w->copy, "SELECT count(*) FROM incident"), 1);
    assert_int_equal(told.sources[0].incidents[REDACT_NOT_ASKED], 2);
    assert_int_equal(number_of_copy(w->copy, "SELECT count(*) FROM place"), 2); /* the country it lies in stays */
    int files = files_in(w->folder);
    struct { struct str only; enum err_code code; const char *says; } wrong[] = {{STR("Gazette,QMARKclosed"), ERR_DENIED, "does not allow"},
        {STR("QMARKnobody"), ERR_DENIED, "nobody has stated"}, {STR("Gazette,Herald"), ERR_ABSENT, "\"Herald\" is no source"}};
    for (size_t i = 0; i < ARRAY_LEN(wrong); i++) {
        char other[128];
        snprintf(other, sizeof other, "%s/other.diwan", w->folder);
        wish.only = wrong[i].only;
        e = (struct err){0};
        assert_false(guard_redact(w->s, other, &wish, NULL, &w->a, &told, &e));
        assert_int_equal(e.code, wrong[i].code);
        assert_non_null(strstr(e.text, wrong[i].says));
        assert_int_equal(files_in(w->folder), files);
    }
    wish.only = STR("");
    assert_false(guard_redact(w->s, w->copy, &wish, NULL, &w->a, &told, &e)); /* never written over */
    assert_non_null(strstr(e.text, "nothing is ever overwritten"));
    assert_int_equal(files_in(w->folder), files);
}

static void stop_now(struct progress *p)
{
    if (p->label && strcmp(p->label, "Writing places") == 0)
        raise(SIGINT);
}

static void stopped(void **state)
{
    struct world *w = *state;
    struct err e = {0};
    struct redact_told told;
    column_n = schema_columns(w->folder, columns);
    fine(store_task(w->s, plant, NULL, &e), e);
    int files = files_in(w->folder);
    struct progress p = {.show = stop_now};
    struct redact_wish wish = all();
    interrupt_catch();
    assert_false(guard_redact(w->s, w->copy, &wish, &p, &w->a, &told, &e));
    interrupt_clear();
    assert_int_equal(e.code, ERR_STOPPED);
    assert_non_null(strstr(e.text, "no copy was left"));
    assert_int_equal(files_in(w->folder), files);
    redact(w, w->copy, all(), NULL);
}

static bool invent(struct store *s, void *arg, struct err *e)
{
    (void)arg;
    return store_fact_set(s, "invented", STR("1"), e) && store_people_set(s, 25, e);
}

static void an_invented_country_stays_invented(void **state)
{
    struct world *w = *state;
    struct err e = {0};
    struct str value;
    struct store *s = NULL;
    column_n = schema_columns(w->folder, columns);
    fine(store_task(w->s, plant, NULL, &e), e);
    redact(w, w->copy, all(), NULL);
    fine(store_open(w->copy, STORE_READ, &s, &e), e);
    fine(store_fact(s, "invented", &w->a, &value, &e), e);
    assert_int_equal(value.n, 0);
    store_close(&s);
    unlink(w->copy);
    fine(store_task(w->s, invent, NULL, &e), e);
    redact(w, w->copy, all(), NULL);
    fine(store_open(w->copy, STORE_READ, &s, &e), e);
    fine(store_fact(s, "invented", &w->a, &value, &e), e);
    assert_true(str_is(value, "1"));
    int64_t least;
    fine(store_people(s, &least, &e), e);
    assert_int_equal(least, 25); /* a copy tells of no fewer people than its maker does */
    fine(store_fact(s, "name", &w->a, &value, &e), e);
    assert_true(str_is(value, "Public records only"));
    store_close(&s);
    struct stat st;
    assert_int_equal(stat(w->copy, &st), 0);
    assert_int_equal(st.st_mode & 07777, 0600);
}

int main(void)
{
#define with_world(test) cmocka_unit_test_setup_teardown(test, world_begin, world_end)
    const struct CMUnitTest tests[] = {with_world(every_column_has_a_fate), with_world(nothing_else_goes_along), with_world(the_scan_can_fail),
        with_world(histories_do_not_show), with_world(narrower), with_world(stopped), with_world(an_invented_country_stays_invented)};
    int failed = cmocka_run_group_tests_name("redact", tests, NULL, NULL);
    arena_end(&texts_kept);
    return failed;
}
