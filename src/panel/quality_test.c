/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Each oddity once, in a small register of the invented Selmara: found, and nothing else found. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "panel/panel.h"

#include <unistd.h>

static void fine_(bool ok, const struct err *e, int line)
{
    if (!ok)
        fail_msg("line %d: %s", line, e->text);
}
#define fine(call) fine_((call), &e, __LINE__)

/* Selmara is one square, 40 to 41 north and 10 to 11 east. import 1: "ucdp-ged" of source 1, 2: "ucdp-candidate" of source 2, 3: an HXL table. */
static const struct record {
    int64_t import;
    const char *key, *day, *last, *code;
    double latitude, longitude;
    int how;
    int64_t best, civilians, digest, flags;
} records[] = {
    {1, "1", "2014-01-10", "2014-01-10", "SLM", 40.5, 10.5, PLACED_POINT, 3, 1, 11, 0},
    {1, "2", "2014-01-10", "2014-01-10", "SLM", 10.5, 40.5, PLACED_OUTSIDE, 3, 1, 12, 0},         /* swapped, outside */
    {1, "3", "1898-01-10", "1898-01-10", "SLM", 40.6, 10.5, PLACED_POINT, 3, 4, 13, 0},           /* before 1900, more civilians than dead */
    {1, "4", "2026-03-10", "2026-03-10", "SLM", 0, 0, PLACED_OUTSIDE, 3, 1, 14, 0},               /* after the import, at 0, 0 */
    {1, "5", "2014-02-10", "2014-02-10", "VRD", 40.7, 10.5, PLACED_POINT, 3, 1, 15, 0},           /* another country than its point */
    {1, "6", "2014-02-11", "2014-02-11", "SLM", 40.8, 10.5, PLACED_POINT, 3, 1, 16, 0},
    {1, "7", "2014-02-11", "2014-02-11", "SLM", 40.8, 10.5, PLACED_POINT, 3, 1, 16, 0},           /* a copy of 6 */
    {2, "1", "2014-01-10", "2014-01-11", "SLM", 40.5, 10.6, PLACED_POINT, 2, 1, 18, 0},           /* the key of 1, in a source of its family */
    {2, "X9", "2014-02-10", "2014-02-10", "SLM", 40.7, 10.5, PLACED_POINT, 2, 1, 19, 0},          /* day and point of 5, another id */
    {3, "1", "2014-01-10", "2014-01-10", "SLM", 40.5, 10.7, PLACED_POINT, -1, -1, 20, FLAG_LOW_OVER_BEST}, /* an HXL table's 1 is nobody else's */
};

static bool incidents_add(struct store *s, struct err *e)
{
    struct bulk *b CLEANUP(bulk_drop) = store_bulk(s,
        "INSERT INTO incident (origin, id, import, ended_by, line, source, source_key, digest, day_first, day_last, day_precision, latitude,"
        " longitude, place_precision, country, country_code, admin1, admin2, place_words, kind, type, side_a, side_b, side_a_kind, side_b_kind,"
        " deaths_low, deaths_best, deaths_high, deaths_civilians, deaths_side_a, deaths_side_b, deaths_status_unknown, sources, source_count,"
        " clarity, flags) VALUES (1, $1, $2, NULL, $1, $2, $3, $4, $5, $6, 1, $7, $8, 1, 0, $9, 0, 0, 0, 1, 'armed_clash', 0, 0, 1, 2, $10, $10,"
        " $10, $11, NULL, NULL, NULL, 0, NULL, 1, $12)",
        e);
    if (!b)
        return false;
    for (size_t i = 0; i < ARRAY_LEN(records); i++) {
        const struct record *x = &records[i];
        struct day first, last, unused;
        assert_true(day_parse(str_of(x->day), &first, &unused) && day_parse(str_of(x->last), &unused, &last));
        const struct bind row[] = {bind_int((int64_t)i + 1), bind_int(x->import), bind_text(str_of(x->key)), bind_int(x->digest), bind_int(first.n),
            bind_int(last.n), bind_real(x->latitude), bind_real(x->longitude), bind_text(str_of(x->code)),
            x->best < 0 ? bind_null() : bind_int(x->best), x->civilians < 0 ? bind_null() : bind_int(x->civilians), bind_int(x->flags)};
        if (!bulk_row(b, row, ARRAY_LEN(row), e))
            return false;
    }
    return bulk_end(&b, e);
}

static bool placed_add(struct store *s, struct err *e)
{
    for (size_t i = 0; i < ARRAY_LEN(records); i++) {
        bool inside = records[i].how == PLACED_POINT;
        if (!store_do(s, "INSERT INTO placed (incident_origin, incident, level, place_origin, place, how) VALUES (1, $1, 1, $2, $2, $3)",
                WITH(bind_int((int64_t)i + 1), inside ? bind_int(1) : bind_null(), bind_int(records[i].how)), e))
            return false;
    }
    return true;
}

static bool place_add(struct store *s, struct err *e)
{
    uint8_t wkb[93] = {1};
    const uint32_t head[] = {3, 1, 5};
    const double corners[] = {10, 40, 11, 40, 11, 41, 10, 41, 10, 40};
    memcpy(wkb + 1, head, sizeof head);
    memcpy(wkb + 13, corners, sizeof corners);
    return store_do(s,
        "INSERT INTO place (origin, id, import, ended_by, level, code, country, parent_code, name, longitude, latitude, border)"
        " VALUES (1, 1, 3, NULL, 1, 'SL-A', 'SLM', 'SLM', 'Asmar', 10.5, 40.5, $1)",
        WITH(bind_blob((struct str){(const char *)wkb, sizeof wkb})), e) &&
        store_do(s, "INSERT INTO place (origin, id, import, ended_by, level, code, country, parent_code, name, longitude, latitude, border) VALUES"
                    " (1, 2, 3, NULL, 1, 'SL-B', 'SLM', 'SLM', 'Twin', NULL, NULL, NULL), (1, 3, 3, NULL, 1, 'SL-C', 'SLM', 'SLM', 'Twin', NULL, NULL, NULL)",
            WITH_NOTHING, e);
}

static bool said_add(struct store *s, struct err *e)
{
    return store_do(s, "INSERT INTO alias (origin, id, import, line, place, alias, language) VALUES (1, 1, 3, 2, 'Asmar', 'Asmara', ''),"
                       " (1, 2, 3, 3, 'Nowhere', 'Utopia', ''), (1, 3, 3, 4, 'Twin', 'Double', ''), (1, 4, 3, 5, 'SL-A', 'Twin', '')", WITH_NOTHING, e) &&
        store_do(s, "INSERT INTO observability (origin, id, import, line, place, judgement, said_by, reason) VALUES (1, 1, 3, 2, 'Asmr Nowhere', 'none', 'x', '')",
            WITH_NOTHING, e) &&
        store_do(s, "INSERT INTO phase (origin, id, import, line, place, phase, said_by) VALUES (1, 1, 3, 2, 'SL-A', 'open', 'x'), (1, 2, 3, 3, 'XX', 'open', 'x')",
            WITH_NOTHING, e) &&
        store_do(s, "INSERT INTO publication (origin, id, file, medium, language, place, sha256, fingerprint, signed_by, checklist, note, time, who) VALUES "
            "(1, 1, 'brief.pdf', 'pdf', 'en', '', '', '', 'The board', $1, '', '', '')", WITH(bind_text(STR("1\nread=yes\nlicence of Monitor=attribution\nlicence of Observatory=open"))), e) &&
        store_do(s, "INSERT INTO licence (origin, id, import, line, source, licence) VALUES (1, 1, 3, 2, 'Observatory', 'open'), (1, 2, 3, 3, 'Observatry', 'open')",
            WITH_NOTHING, e) &&
        store_do(s, "INSERT INTO population (origin, id, import, line, country, code, name, name_ar, year, people, kind, source) VALUES"
                    " (1, 1, 3, 2, 'SLM', 'SL-A', '', '', 2010, 100, '', ''), (1, 2, 3, 3, 'SLM', 'SL-A', '', '', 2011, 310, '', ''),"
                    " (1, 3, 3, 4, 'SLM', 'SL-A', '', '', 2012, 300, '', ''), (1, 4, 3, 5, 'SLM', '', 'Atlantis', '', 2012, 1, '', '')",
            WITH_NOTHING, e);
}

static bool fill(struct store *s, void *arg, struct err *e)
{
    (void)arg;
    static const char *const layouts[] = {"ucdp-ged", "ucdp-candidate", "hxl-incidents"};
    for (size_t i = 0; i < 3; i++) {
        struct import im = {.file = STR("a.csv"), .layout = str_of(layouts[i]), .source = STR("A"), .who = STR("x"), .time = STR("2026-01-01T00:00:00Z"),
            .rows = 4, .kept = 1, .refused = i == 1 ? 3 : 0};
        im.sha256.b[0] = (uint8_t)i;
        if (!store_import_add(s, &im, NULL, 0, e))
            return false;
    }
    return store_do(s, "INSERT INTO wording (id, text) VALUES (0, ''), (1, 'Lost')", WITH_NOTHING, e) &&
        store_do(s, "INSERT INTO source (origin, id, name, citation, licence) VALUES (1, 1, 'Observatory', '', ''), (1, 2, 'Monitor', '', ''), (1, 3, 'Table', '', '')",
            WITH_NOTHING, e) &&
        place_add(s, e) && incidents_add(s, e) && placed_add(s, e) && said_add(s, e) &&
        store_do(s, "UPDATE incident SET admin1 = 1 WHERE id = 3", WITH_NOTHING, e);
}

static void marked(const struct quality *q, enum quality_mark m, const char *expected)
{
    struct buf b CLEANUP(buf_end) = {0};
    int64_t n = 0;
    for (size_t i = 0; i < ARRAY_LEN(records); i++)
        if (q->marks[i] >> m & 1) {
            buf_f(&b, "%s%zu", n ? " " : "", i + 1);
            n++;
        }
    if (strcmp(b.p ? b.p : "", expected) != 0 || n != q->n[m])
        fail_msg("%s: \"%s\" (%d), not \"%s\"", quality_mark_code(m), b.p ? b.p : "", (int)q->n[m], expected);
}

static void each_oddity_is_found_once(void **state)
{
    (void)state;
    struct err e = {0};
    struct arena a CLEANUP(arena_end) = {0};
    char folder[] = "/tmp/diwan-quality-XXXXXX", path[64];
    assert_non_null(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/r.diwan", folder);
    struct store *s = NULL;
    struct incident_columns *c = NULL;
    struct quality q;
    fine(store_new(path, STR("Selmara"), &e));
    fine(store_open(path, STORE_WRITE, &s, &e));
    fine(store_task(s, fill, NULL, &e));
    fine(columns_load(s, &c, NULL, &e));
    fine(quality_of(s, c, &a, &q, &e));
    static const char *const expected[QUALITY_MARKS] = {[MARK_BEFORE_1900] = "3", [MARK_AFTER_IMPORT] = "4", [MARK_POINT_ZERO] = "4", [MARK_SWAPPED] = "2",
        [MARK_OUTSIDE] = "2 4", [MARK_COUNTRY_DIFFERS] = "5", [MARK_CIVILIANS_OVER_BEST] = "3", [MARK_COPY] = "7", [MARK_TWO_SOURCES] = "8 9",
        [MARK_NO_DEATHS] = "10", [MARK_LOW_OVER_BEST] = "10"};
    for (size_t m = 0; m < QUALITY_MARKS; m++)
        marked(&q, (enum quality_mark)m, expected[m] ? expected[m] : "");
    static const char *const things[QUALITY_THINGS] = {"Nowhere", "Twin", "SL-A", "Lost", "Asmr Nowhere", "XX", "Observatry", "Atlantis", "Asmar", "a.csv", "1: brief.pdf"};
    assert_int_equal(q.row_n, QUALITY_THINGS);
    for (size_t i = 0; i < q.row_n; i++) {
        assert_int_equal(q.things[q.rows[i].kind], 1);
        if (!str_is(q.rows[i].what, things[q.rows[i].kind]))
            fail_msg("%s: \"%.*s\"", quality_thing_code(q.rows[i].kind), STR_F(q.rows[i].what));
    }
    columns_drop(&c);
    store_close(&s);
    static const char *const endings[] = {"", "-wal", "-shm"};
    for (size_t i = 0; i < ARRAY_LEN(endings); i++) {
        char file[80];
        snprintf(file, sizeof file, "%s%s", path, endings[i]);
        unlink(file);
    }
    rmdir(folder);
}

static void every_code_is_its_own(void **state)
{
    (void)state;
    for (int i = 0; i < (int)QUALITY_MARKS; i++)
        for (int k = 0; k < i; k++)
            assert_string_not_equal(quality_mark_code((enum quality_mark)i), quality_mark_code((enum quality_mark)k));
    for (int i = 0; i < (int)QUALITY_THINGS; i++)
        assert_non_null(quality_thing_code((enum quality_thing)i));
    assert_true((int)QUALITY_MARKS <= 32); /* bits of a mark */
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(each_oddity_is_found_once), cmocka_unit_test(every_code_is_its_own)};
    return cmocka_run_group_tests_name("panel quality", tests, NULL, NULL);
}
