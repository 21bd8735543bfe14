/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A small register of the invented countries Selmara and Vardin, read into columns, counted and laid out as panels. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "core/test_folder.h"
#include "panel/panel.h"
#include "store/test_register.h"

#include <unistd.h>

static void fine_(bool ok, const struct err *e, int line)
{
    if (!ok)
        fail_msg("line %d: %s", line, e->text);
}
#define fine(call) fine_((call), &e, __LINE__)

/* ---- the register ------------------------------------------------------------------------------ */

struct incident_row {
    int64_t id, import, ended_by; /* ended_by 0: in use */
    int64_t source, country, admin1;
    const char *day, *code, *type;
    int64_t kind, precision;
    int64_t low, best, high, civilians, side_a, side_b, unknown; /* -1: NULL */
};

/* wordings: 1 Selmara, 2 Vardin, 3 Asmar Province, 4 Qasab */
static const struct incident_row incidents[] = {
    {1, 1, 0, 1, 1, 3, "2014-01-10", "SLM", "clash", 1, 1, 8, 10, 12, 4, 3, 2, 1},
    {2, 1, 0, 1, 1, 4, "2014-01-31", "SLM", "clash", 1, 1, 2, 2, 2, 0, 1, 1, 0},
    {3, 1, 2, 1, 1, 4, "2014-02-01", "SLM", "clash", 1, 1, 99, 99, 99, 99, 0, 0, 0}, /* superseded by 5 */
    {4, 1, 0, 1, 1, 0, "2014-02-02", "", "raid", 3, 6, -1, -1, -1, -1, -1, -1, -1},
    {5, 2, 0, 1, 1, 4, "2014-02-01", "SLM", "clash", 1, 1, 1, 3, 5, 1, -1, 1, -1},
    {6, 2, 0, 2, 2, 3, "2014-02-15", "VRD", "raid", 3, 1, 7, 7, 7, 7, 0, 0, 0},
    {7, 2, 0, 2, 2, 0, "2014-03-01", "VRD", "raid", 3, 1, 5, 5, 5, -1, -1, -1, -1}, /* said Vardin, lies in Selmara */
};

static struct bind unknown_or(int64_t v)
{
    return v < 0 ? bind_null() : bind_int(v);
}

static bool incidents_add(struct store *s, struct err *e)
{
    struct bulk *b CLEANUP(bulk_drop) = store_bulk(s,
        "INSERT INTO incident (origin, id, import, ended_by, line, source, source_key, digest, day_first, day_last,"
        " day_precision, latitude, longitude, place_precision, country, country_code, admin1, admin2, place_words, kind, type,"
        " side_a, side_b, side_a_kind, side_b_kind, deaths_low, deaths_best, deaths_high, deaths_civilians, deaths_side_a,"
        " deaths_side_b, deaths_status_unknown, sources, source_count, clarity, flags)"
        " VALUES (1, $1, $2, $3, 1, $4, 'k', 0, $5, $5, 1, NULL, NULL, $6, $7, $8, $9, 0, 0, $10, $11, 0, 0, 1, 2, $12, $13,"
        " $14, $15, $16, $17, $18, 0, NULL, 1, 0)",
        e);
    if (!b)
        return false;
    for (size_t i = 0; i < ARRAY_LEN(incidents); i++) {
        const struct incident_row *r = &incidents[i];
        struct day first, last;
        assert_true(day_parse(str_of(r->day), &first, &last));
        const struct bind values[] = {bind_int(r->id), bind_int(r->import), r->ended_by ? bind_int(r->ended_by) : bind_null(),
            bind_int(r->source), bind_int(first.n), bind_int(r->precision), bind_int(r->country), bind_text(str_of(r->code)),
            bind_int(r->admin1), bind_int(r->kind), bind_text(str_of(r->type)), unknown_or(r->low), unknown_or(r->best),
            unknown_or(r->high), unknown_or(r->civilians), unknown_or(r->side_a), unknown_or(r->side_b), unknown_or(r->unknown)};
        if (!bulk_row(b, values, ARRAY_LEN(values), e))
            return false;
    }
    return bulk_end(&b, e);
}

/* A square from (at, at) to (at + 1, at + 1) as WKB, little-endian. */
static struct str square(double at)
{
    static uint8_t wkb[16][93];
    static size_t next;
    uint8_t *p = wkb[next++ % 16];
    const uint32_t head[] = {3, 1, 5};
    const double corners[] = {at, at, at + 1, at, at + 1, at + 1, at, at + 1, at, at};
    p[0] = 1;
    memcpy(p + 1, head, sizeof head);
    memcpy(p + 13, corners, sizeof corners);
    return (struct str){(const char *)p, 93};
}

static bool place_add(struct store *s, int64_t id, int level, const char *code, const char *country, const char *parent,
    const char *name, double at, struct err *e)
{
    return store_do(s,
        "INSERT INTO place (origin, id, import, ended_by, level, code, country, parent_code, name, longitude, latitude, border)"
        " VALUES (1, $1, 3, NULL, $2, $3, $4, $5, $6, $7, $7, $8)",
        WITH(bind_int(id), bind_int(level), bind_text(str_of(code)), bind_text(str_of(country)), bind_text(str_of(parent)),
            bind_text(str_of(name)), bind_real(at + 0.5), bind_blob(square(at))),
        e);
}

static bool places_add(struct store *s, struct err *e)
{
    return place_add(s, 1, 0, "SLM", "SLM", "", "Selmara", 0, e) && place_add(s, 2, 0, "VRD", "VRD", "", "Vardin", 10, e) &&
        place_add(s, 3, 1, "SL-A", "SLM", "SLM", "Asmar", 0, e) && place_add(s, 4, 1, "SL-B", "SLM", "SLM", "Qasab", 1, e) &&
        place_add(s, 5, 1, "VR-A", "VRD", "VRD", "Asmar", 10, e);
}

/* Where each incident counts at level 1; the superseded one still has its row. */
static bool placed_add(struct store *s, struct err *e)
{
    static const struct {
        int64_t incident, place;
        int how;
    } rows[] = {{1, 3, PLACED_POINT}, {2, 4, PLACED_POINT}, {3, 4, PLACED_POINT}, {4, 0, PLACED_COARSE}, {5, 4, PLACED_NAME},
        {6, 5, PLACED_POINT}, {7, 3, PLACED_NEAR}};
    for (size_t i = 0; i < ARRAY_LEN(rows); i++)
        if (!store_do(s,
                "INSERT INTO placed (incident_origin, incident, level, place_origin, place, how) VALUES (1, $1, 1, $2, $3, $4)",
                WITH(bind_int(rows[i].incident), rows[i].place ? bind_int(1) : bind_null(),
                    rows[i].place ? bind_int(rows[i].place) : bind_null(), bind_int(rows[i].how)),
                e))
            return false;
    return true;
}

static bool population_add(struct store *s, struct err *e)
{
    static const struct {
        const char *country, *code, *name;
        int64_t year, people;
        const char *kind;
    } rows[] = {{"SLM", "SL-A", "Asmar", 2010, 100, "census"}, {"SLM", "SL-A", "Asmar", 2012, 120, "estimate"},
        {"SLM", "", "Qasab", 2010, 50, "census"}, {"SLM", "SL-A", "Asmar", 2012, 130, "estimate"},
        {"VRD", "VRD", "Vardin", 2009, 900, "census"}, {"SLM", "", "Nowhere", 2010, 5, "census"}};
    for (size_t i = 0; i < ARRAY_LEN(rows); i++)
        if (!store_do(s,
                "INSERT INTO population (origin, id, import, ended_by, line, country, code, name, name_ar, year, people, kind,"
                " source) VALUES (1, $1, 3, NULL, 2, $2, $3, $4, '', $5, $6, $7, 'Bureau')",
                WITH(bind_int((int64_t)i + 1), bind_text(str_of(rows[i].country)), bind_text(str_of(rows[i].code)),
                    bind_text(str_of(rows[i].name)), bind_int(rows[i].year), bind_int(rows[i].people),
                    bind_text(str_of(rows[i].kind))),
                e))
            return false;
    return true;
}

static bool import_add(struct store *s, const char *file, const char *time, struct err *e)
{
    struct import im = {.file = str_of(file), .layout = STR("test"), .source = STR("A"), .who = STR("x"), .time = str_of(time),
        .rows = 4, .kept = 1}; /* fewer than are there: columns must grow */
    im.sha256.b[0] = (uint8_t)file[0];
    return store_import_add(s, &im, NULL, 0, e);
}

static bool fill(struct store *s, void *arg, struct err *e)
{
    const char *time = arg;
    static const char *const words[] = {"Selmara", "Vardin", "Asmar Province", "Qasab"};
    for (size_t i = 0; i < ARRAY_LEN(words); i++)
        if (!store_do(s, "INSERT INTO wording (id, text) VALUES ($1, $2)",
                WITH(bind_int((int64_t)i + 1), bind_text(str_of(words[i]))), e))
            return false;
    return store_do(s,
               "INSERT INTO source (origin, id, name, citation, licence) VALUES (1, 1, 'Observatory', 'Obs 2014', 'CC BY'),"
               " (1, 2, 'Monitor', '', '')",
               WITH_NOTHING, e) &&
        import_add(s, "a.csv", time, e) && import_add(s, "b.csv", time, e) && import_add(s, "c.csv", time, e) &&
        places_add(s, e) && incidents_add(s, e) && placed_add(s, e) && population_add(s, e);
}

struct world {
    char folder[64], path[256];
    struct store *s;
    struct incident_columns *c;
};

static struct world *world_make(const char *time, bool filled)
{
    struct err e = {0};
    struct world *w = mem_get(sizeof *w);
    test_folder(w->folder, sizeof w->folder, "panel");
    assert_non_null(mkdtemp(w->folder));
    test_register(w->folder, "r.diwan", w->path, sizeof w->path);
    fine(store_new(w->path, STR("Selmara"), &e));
    fine(store_open(w->path, STORE_WRITE, &w->s, &e));
    char text[32];
    snprintf(text, sizeof text, "%s", time);
    if (filled)
        fine(store_task(w->s, fill, text, &e));
    fine(columns_load(w->s, &w->c, NULL, &e));
    return w;
}

static void world_end(struct world *w)
{
    columns_drop(&w->c);
    store_close(&w->s);
    static const char *const endings[] = {"", "-wal", "-shm"};
    for (size_t i = 0; i < ARRAY_LEN(endings); i++) {
        char path[288];
        snprintf(path, sizeof path, "%s%s", w->path, endings[i]);
        unlink(path);
    }
    rmdir(w->folder);
    free(w);
}

static int setup(void **state)
{
    *state = world_make("2026-01-01T00:00:00Z", true);
    return 0;
}

static int teardown(void **state)
{
    world_end(*state);
    return 0;
}

static struct incident_columns *columns_of(void **state)
{
    const struct world *w = *state;
    return w->c;
}

static int place_called(const struct incident_columns *c, const char *code)
{
    for (size_t i = 0; i < gazetteer_count(c->places); i++)
        if (str_is(gazetteer_place(c->places, i)->code, code))
            return (int)i;
    fail_msg("no place %s", code);
    return -1;
}

/* ---- tests ------------------------------------------------------------------------------------- */

static void columns_hold_what_is_in_use(void **state)
{
    const struct incident_columns *c = columns_of(state);
    static const int64_t ids[] = {1, 2, 4, 5, 6, 7};
    assert_int_equal(c->n, 6);
    for (size_t i = 0; i < 6; i++)
        assert_int_equal(c->id[i], ids[i]);
    assert_int_equal(c->first_day.n, day_make(2014, 1, 10).n);
    assert_int_equal(c->last_day.n, day_make(2014, 3, 1).n);
    assert_int_equal(c->best[0], 10);
    assert_int_equal(c->low[0], 8);
    assert_int_equal(c->best[2], DEATHS_UNKNOWN);
    assert_int_equal(c->status_unknown[0], 1);              /* as given */
    assert_int_equal(c->status_unknown[2], DEATHS_UNKNOWN); /* nothing known */
    assert_int_equal(c->status_unknown[3], 1);              /* 3 dead less 1 civilian and 1 of side b */
    assert_int_equal(c->status_unknown[5], 5);              /* 5 dead, nothing said about them */
    assert_true(str_is(intern_text(&c->words, c->country[4]), "Vardin"));
    assert_true(str_is(intern_text(&c->words, c->admin1[0]), "Asmar Province"));
    assert_int_equal(c->admin1[2], 0);
    assert_true(str_is(intern_text(&c->words, c->type[2]), "raid"));
    assert_int_equal(c->source_n, 2);
    assert_true(str_is(c->sources[c->source[4]], "Monitor"));
    assert_true(str_is(c->source_licences[0], "CC BY"));
    assert_int_equal(c->import_n, 2);
    assert_int_equal(c->import_ids[c->import[0]], 1);
    assert_int_equal(c->import_ids[c->import[3]], 2);
    assert_true(str_is(c->country_codes[c->country[0]], "SLM"));
}

static void places_come_from_placed(void **state)
{
    const struct incident_columns *c = columns_of(state);
    int a = place_called(c, "SL-A"), b = place_called(c, "SL-B"), v = place_called(c, "VR-A");
    const int expected[] = {a, b, -1, b, v, a};
    static const uint8_t how[] = {PLACED_POINT, PLACED_POINT, PLACED_COARSE, PLACED_NAME, PLACED_POINT, PLACED_NEAR};
    assert_non_null(c->place[0]);
    assert_non_null(c->place[1]);
    assert_null(c->place[2]);
    for (size_t i = 0; i < 6; i++) {
        assert_int_equal(c->place[1][i], expected[i]);
        assert_int_equal(c->how[1][i], how[i]);
        assert_int_equal(c->place[0][i], -1); /* `placed` says nothing of level 0 here */
    }
}

static struct counts counted(const struct incident_columns *c, int place, const enum count_by *by, size_t by_n, struct arena *a)
{
    struct counts out;
    struct err e = {0};
    struct selection which = SELECT_ALL;
    which.place = place;
    fine(count_incidents(c, &which, by, by_n, 1, a, &out, &e));
    return out;
}

static void counts_by_place_name_the_place(void **state)
{
    const struct incident_columns *c = columns_of(state);
    struct arena a CLEANUP(arena_end) = {0};
    struct buf b CLEANUP(buf_end) = {0};
    struct counts counts = counted(c, -1, (enum count_by[]){BY_PLACE}, 1, &a);
    for (size_t i = 0; i < counts.n; i++) {
        count_key_text(c, BY_PLACE, counts.rows[i].key[0], &b);
        buf_f(&b, " %" PRId64 " %" PRId64 "\n", counts.rows[i].incidents, counts.rows[i].best);
    }
    /* two places of one level share a name: their codes tell them apart */
    assert_string_equal(b.p, " 1 0\nAsmar (SL-A) 2 15\nAsmar (VR-A) 1 7\nQasab 2 5\n");
}

static void a_country_takes_its_words_and_its_ground(void **state)
{
    const struct incident_columns *c = columns_of(state);
    struct arena a CLEANUP(arena_end) = {0};
    struct counts all = counted(c, -1, NULL, 0, &a);
    struct counts selmara = counted(c, place_called(c, "SLM"), NULL, 0, &a);
    struct counts vardin = counted(c, place_called(c, "VRD"), NULL, 0, &a);
    struct counts qasab = counted(c, place_called(c, "SL-B"), NULL, 0, &a);
    assert_int_equal(all.rows[0].incidents, 6);
    assert_int_equal(all.rows[0].status_unknown, 1 + 0 + 1 + 0 + 5);
    assert_int_equal(selmara.rows[0].incidents, 5); /* 1, 2, 4, 5 by words; 7 lies there */
    assert_int_equal(vardin.rows[0].incidents, 2);  /* 6 and 7 by words */
    assert_int_equal(qasab.rows[0].incidents, 2);
    assert_int_equal(selmara.rows[0].deaths_unknown, 1);
}

/* Of every place, in the series or not, in a period or not, and with something asked of single records: the marks are what each record is asked. */
static void marks_are_what_the_selector_takes(void **state)
{
    const struct world *w = *state;
    const struct incident_columns *c = w->c;
    struct arena a CLEANUP(arena_end) = {0};
    size_t taken = 0, left = 0;
    for (int place = -1; place < (int)gazetteer_count(c->places); place++)
        for (int k = 0; k < 16; k++) {
            struct selection which = {k & 1 ? c->first_day : DAY_NONE, k & 2 ? (struct day){(c->first_day.n + c->last_day.n) / 2} : DAY_NONE, place, k & 4, .kinds = k & 8 ? 2 : 0};
            const struct selector *s = selector_make(c, &which, &a);
            uint8_t *marks = arena_get(&a, c->n);
            selector_mark(s, 2, marks);
            selector_mark(s, 1, marks);
            for (size_t i = 0; i < c->n; i++) {
                assert_int_equal(marks[i], selector_takes(s, i) ? 3 : 0);
                *(marks[i] ? &taken : &left) += 1;
            }
        }
    assert_true(taken > 0 && left > 0);
    for (size_t i = 0; i < c->n; i++)
        assert_int_equal(columns_month(c, i), day_month((struct day){c->first[i]}));
}

static void panel_rows_add_up_to_the_count(void **state)
{
    const struct incident_columns *c = columns_of(state);
    struct arena a CLEANUP(arena_end) = {0};
    struct err e = {0};
    const int countries[] = {-1, place_called(c, "SLM"), place_called(c, "VRD")};
    const size_t rows[] = {4, 3, 2};
    for (size_t k = 0; k < 3; k++) {
        struct panel p;
        fine(panel_make(c, countries[k], 1, day_month(c->first_day), day_month(c->last_day), &a, &p, &e));
        assert_int_equal(p.places, rows[k]);
        assert_int_equal(p.months, 3);
        assert_int_equal(p.place[p.places - 1], -1);
        int64_t sum[4] = {0};
        for (size_t i = 0; i < p.places * p.months; i++) {
            sum[0] += p.incidents[i];
            sum[1] += p.best[i];
            sum[2] += p.civilians[i];
            sum[3] += p.deaths_unknown[i];
        }
        struct count_row total = counted(c, countries[k], NULL, 0, &a).rows[0];
        assert_int_equal(sum[0], total.incidents);
        assert_int_equal(sum[1], total.best);
        assert_int_equal(sum[2], total.civilians);
        assert_int_equal(sum[3], total.deaths_unknown);
    }
}

static void panel_cells(void **state)
{
    const struct incident_columns *c = columns_of(state);
    struct arena a CLEANUP(arena_end) = {0};
    struct err e = {0};
    struct panel p;
    fine(panel_make(c, place_called(c, "SLM"), 1, day_month(c->first_day), day_month(c->last_day), &a, &p, &e));
    assert_int_equal(p.place[0], place_called(c, "SL-A"));
    assert_int_equal(p.best[0], 10);           /* Asmar, January */
    assert_int_equal(p.best[2], 5);            /* Asmar, March: the record that said Vardin */
    assert_int_equal(p.incidents[3], 1);       /* Qasab, January: the last day counts */
    assert_int_equal(p.best[4], 3);            /* Qasab, February */
    assert_int_equal(p.largest[4], 3);
    assert_int_equal(p.incidents[2 * 3 + 1], 1); /* unknown, February */
    assert_int_equal(p.deaths_unknown[2 * 3 + 1], 1);
    assert_int_equal(p.best[2 * 3 + 1], 0);
    assert_int_equal(p.largest[2 * 3 + 1], 0);
}

static void people_about_a_year(void **state)
{
    const struct incident_columns *c = columns_of(state);
    int a = place_called(c, "SL-A"), b = place_called(c, "SL-B"), s = place_called(c, "SLM"), v = place_called(c, "VRD");
    struct population p;
    assert_int_equal(c->population_n, 6);
    assert_int_equal(c->population[0].place, -1); /* "Nowhere" is kept, and joins nothing */
    assert_true(population_about(c, a, 2010, 0, &p));
    assert_int_equal(p.people, 100);
    assert_true(population_about(c, a, 2011, 3, &p)); /* a tie: the later; of two, the one added last */
    assert_int_equal(p.year, 2012);
    assert_int_equal(p.people, 130);
    assert_false(population_about(c, a, 2020, 7, &p));
    assert_true(population_about(c, a, 2020, 8, &p));
    assert_true(population_about(c, b, 2012, 5, &p)); /* joined by name */
    assert_int_equal(p.people, 50);
    assert_true(population_about(c, s, 2012, 5, &p)); /* only 2010 has every governorate */
    assert_int_equal(p.year, 2010);
    assert_int_equal(p.people, 150);
    assert_true(str_is(p.kind, "census"));
    assert_int_equal(p.place, s);
    assert_false(population_about(c, s, 2012, 1, &p));
    assert_true(population_about(c, v, 2009, 0, &p));
    assert_int_equal(p.people, 900);
    assert_false(population_about(c, -1, 2009, 99, &p));
}

static void an_empty_register_is_no_failure(void **state)
{
    (void)state;
    struct world *w = world_make("", false);
    struct arena a CLEANUP(arena_end) = {0};
    assert_int_equal(w->c->n, 0);
    assert_false(day_known(w->c->first_day));
    assert_int_equal(counted(w->c, -1, NULL, 0, &a).rows[0].incidents, 0);
    assert_int_equal(counted(w->c, -1, (enum count_by[]){BY_MONTH}, 1, &a).n, 0);
    world_end(w);
}

static bool change_one(struct store *s, void *arg, struct err *e)
{
    (void)arg;
    return store_do(s, "UPDATE incident SET deaths_civilians = 3 WHERE id = 1", WITH_NOTHING, e);
}

static bool pretend_large(struct store *s, void *arg, struct err *e)
{
    (void)arg;
    return store_do(s, "UPDATE import SET kept = 70000", WITH_NOTHING, e);
}

static bool move_and_load(struct store *s, void *arg, struct err *e)
{
    struct incident_columns **out = arg;
    return store_do(s, "UPDATE placed SET place = 4 WHERE incident = 1", WITH_NOTHING, e) && columns_load(s, out, NULL, e);
}

/* A large register's places come over a second connection, and say the same; a task sees its own work. */
static void large_registers_are_read_twice_at_once(void **state)
{
    struct world *w = *state;
    struct err e = {0};
    fine(store_task(w->s, pretend_large, NULL, &e));
    struct incident_columns *beside CLEANUP(columns_drop) = NULL, *inside CLEANUP(columns_drop) = NULL;
    fine(columns_load(w->s, &beside, NULL, &e));
    assert_memory_equal(w->c->fingerprint.b, beside->fingerprint.b, 32);
    assert_memory_equal(w->c->place[1], beside->place[1], w->c->n * sizeof *beside->place[1]);
    fine(store_task(w->s, move_and_load, &inside, &e));
    assert_int_equal(inside->place[1][0], place_called(inside, "SL-B"));
}

static bool break_one(struct store *s, void *arg, struct err *e)
{
    (void)arg;
    return store_do(s, "UPDATE incident SET deaths_best = 99999999999 WHERE id = 2", WITH_NOTHING, e);
}

static bool lose_a_word(struct store *s, void *arg, struct err *e)
{
    (void)arg;
    return store_do(s, "UPDATE incident SET country = 77 WHERE id = 2", WITH_NOTHING, e);
}

static bool sign_one(struct store *s, void *arg, struct err *e)
{
    (void)arg;
    return store_do(s, "INSERT INTO item_sign (origin, id, item_key, digest, decision, signed_by, note, day) VALUES (1, 1, 'lamps', 'd', 'signed', 'A', '', 20000)", WITH_NOTHING, e);
}

/* What may stand in a brief is not the same then. */
static void the_fingerprint_knows_signatures(void **state)
{
    struct world *w = *state, *later = world_make("2031-12-31T23:59:59Z", true);
    struct err e = {0};
    fine(store_task(later->s, sign_one, NULL, &e));
    struct incident_columns *changed CLEANUP(columns_drop) = NULL;
    fine(columns_load(later->s, &changed, NULL, &e));
    assert_memory_not_equal(w->c->fingerprint.b, changed->fingerprint.b, 32);
    world_end(later);
}

static void the_fingerprint_knows_data_and_nothing_else(void **state)
{
    struct world *w = *state, *later = world_make("2031-12-31T23:59:59Z", true); /* another uuid, another time */
    struct err e = {0};
    assert_memory_equal(w->c->fingerprint.b, later->c->fingerprint.b, 32);
    fine(store_task(later->s, change_one, NULL, &e));
    struct incident_columns *changed CLEANUP(columns_drop) = NULL;
    fine(columns_load(later->s, &changed, NULL, &e));
    assert_memory_not_equal(w->c->fingerprint.b, changed->fingerprint.b, 32);
    assert_true(changed->generation > later->c->generation);
    world_end(later);
}

static void broken_registers_are_told(void **state)
{
    struct world *w = *state;
    struct err e = {0};
    struct incident_columns *c = NULL;
    fine(store_task(w->s, break_one, NULL, &e));
    assert_false(columns_load(w->s, &c, NULL, &e));
    assert_null(c);
    assert_int_equal(e.code, ERR_STORE);
    assert_non_null(strstr(e.text, "99999999999"));
    fine(store_task(w->s, lose_a_word, NULL, &e));
    assert_false(columns_load(w->s, &c, NULL, &e));
    assert_int_equal(e.code, ERR_STORE);
}

#define WITH_WORLD(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_WORLD(columns_hold_what_is_in_use),
        WITH_WORLD(places_come_from_placed),
        WITH_WORLD(counts_by_place_name_the_place),
        WITH_WORLD(a_country_takes_its_words_and_its_ground),
        WITH_WORLD(marks_are_what_the_selector_takes),
        WITH_WORLD(panel_rows_add_up_to_the_count),
        WITH_WORLD(panel_cells),
        WITH_WORLD(people_about_a_year),
        cmocka_unit_test(an_empty_register_is_no_failure),
        WITH_WORLD(the_fingerprint_knows_data_and_nothing_else),
        WITH_WORLD(the_fingerprint_knows_signatures),
        WITH_WORLD(large_registers_are_read_twice_at_once),
        WITH_WORLD(broken_registers_are_told),
    };
    return cmocka_run_group_tests_name("panel columns", tests, NULL, NULL);
}
