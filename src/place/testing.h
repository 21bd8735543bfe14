/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the tests of this room share: a register in a folder that goes away, borders from text, small incidents. */
#ifndef DIWAN_PLACE_TESTING_H
#define DIWAN_PLACE_TESTING_H
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "core/test_folder.h"
#include "place/place_priv.h"
#include "store/test_register.h"
#include <unistd.h>

struct room {
    char folder[80], path[256];
    struct store *s;
};

static inline int room_begin(void **state)
{
    struct room *r = mem_get(sizeof *r);
    struct err e = {0};
    test_folder(r->folder, sizeof r->folder, "place");
    assert_non_null(mkdtemp(r->folder));
    test_register(r->folder, "a.diwan", r->path, sizeof r->path);
    assert_true(store_new(r->path, STR("Selmara"), &e));
    assert_true(store_open(r->path, STORE_WRITE, &r->s, &e));
    *state = r;
    return 0;
}

static inline int room_end(void **state)
{
    struct room *r = *state;
    char path[288];
    store_close(&r->s);
    for (size_t i = 0; i < 3; i++) {
        static const char *const endings[] = {"", "-wal", "-shm"};
        snprintf(path, sizeof path, "%s%s", r->path, endings[i]);
        unlink(path);
    }
    rmdir(r->folder);
    free(r);
    return 0;
}

#define assert_fine(call, e)                                                                                           \
    do {                                                                                                               \
        if (!(call))                                                                                                   \
            fail_msg("%s", (e).text);                                                                                  \
    } while (0)

static inline void assert_text(struct str found, const char *expected)
{
    char text[400];
    snprintf(text, sizeof text, "%.*s", STR_F(found));
    assert_string_equal(text, expected);
}

static inline void assert_near_(double found, double expected, double apart, int line)
{
    if (!(fabs(found - expected) <= apart))
        fail_msg("line %d: found %g, expected %g", line, found, expected);
}
#define assert_near(found, expected, apart) assert_near_((found), (expected), (apart), __LINE__)

/* ---- borders ---- */

/* Reads a text as a file of borders; false with *e set. */
static inline bool borders_of(const char *text, int level, struct border_batch *b, struct err *e)
{
    struct memory_stream m;
    memory_open(&m, "selmara.geojson", str_of(text));
    return geojson_borders(&m.s, level, b, NULL, e);
}

struct adding {
    const char *text;
    struct stream *in;
    int level;
    struct import im;
};

static inline bool add_borders(struct store *s, void *arg, struct err *e)
{
    struct adding *a = arg;
    struct border_batch b;
    struct memory_stream m;
    memory_open(&m, "selmara.geojson", str_of(a->text ? a->text : ""));
    if (!geojson_borders(a->in ? a->in : &m.s, a->level, &b, NULL, e))
        return false;
    a->im = (struct import){.origin = 1, .file = STR("selmara.geojson"), .layout = STR("geojson"), .source = STR("test"),
        .who = STR("Dana"), .time = STR("2026-02-14T09:30:00Z"), .rows = b.rows};
    bool ok = store_import_add(s, &a->im, b.problems, b.problem_n, e) && borders_save(s, &b, &a->im, e);
    border_batch_end(&b);
    return ok;
}

static inline struct import borders_add(struct store *s, const char *text, int level)
{
    struct err e = {0};
    struct adding a = {.text = text, .level = level};
    assert_fine(store_task(s, add_borders, &a, &e), e);
    return a.im;
}

/* One square feature from (x, y), `size` degrees wide. */
#define SQUARE(name, code, x0, y0, x1, y1)                                                                             \
    "{\"type\":\"Feature\",\"properties\":{\"shapeName\":\"" name "\",\"shapeISO\":\"" code "\",\"shapeGroup\":\"XXS\","   \
    "\"shapeType\":\"ADM1\"},\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[[[" x0 "," y0 "],[" x1 "," y0 "],[" x1   \
    "," y1 "],[" x0 "," y1 "],[" x0 "," y0 "]]]}}"
#define COLLECTION(features) "{\"type\":\"FeatureCollection\",\"features\":[" features "]}"

/* Four squares around (-15, -35): two below, two above, all meeting in the middle. */
#define FOUR                                                                                                           \
    COLLECTION(SQUARE("Vashta", "XS-VA", "-16", "-36", "-15", "-35") "," SQUARE("Maruq Governorate", "XS-MA", "-15",      \
        "-36", "-14", "-35") "," SQUARE("Al-Tamura", "XS-TA", "-16", "-35", "-15", "-34") "," SQUARE("Kovrin",           \
        "XS-KO", "-15", "-35", "-14", "-34"))

static inline struct gazetteer *places_of(struct store *s)
{
    struct err e = {0};
    struct gazetteer *g = NULL;
    assert_fine(gazetteer_load(s, true, &g, &e), e);
    return g;
}

/* The index of a place by code; fails the test when it is not there. */
static inline int coded(const struct gazetteer *g, const char *code)
{
    for (size_t i = 0; i < gazetteer_count(g); i++)
        if (str_is(gazetteer_place(g, i)->code, code))
            return (int)i;
    fail_msg("no place with code %s", code);
    return -1;
}

static inline int64_t number_(struct store *s, const char *sql)
{
    struct err e = {0};
    int64_t out = INT64_MIN;
    assert_fine(store_int_(s, sql, WITH_NOTHING, -1, &out, &e), e);
    return out;
}
#define number(s, sql) number_((s), "" sql)

/* ---- open data ---- */

/* The folder of open data; NULL, said loudly, when it is not there. */
static inline const char *shared_folder(void)
{
    const char *folder = getenv("DIWAN_SHARED");
    if (!folder)
        print_message("# SKIPPED: DIWAN_SHARED is not set, so the open data are not read\n");
    return folder;
}

static inline struct import shared_borders_add(struct store *s, const char *name)
{
    struct err e = {0};
    struct file_stream f;
    char path[600];
    snprintf(path, sizeof path, "%s/data/boundaries/%s", getenv("DIWAN_SHARED"), name);
    assert_fine(file_open(path, &f, &e), e);
    struct adding a = {.in = &f.s, .level = -1};
    assert_fine(store_task(s, add_borders, &a, &e), e);
    file_close(&f);
    return a.im;
}
#endif
