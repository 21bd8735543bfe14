/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From a file to the register: of an own dialogue nothing of the file's numbers and of the order in it arrives; findings stay out of open registers. */
#include "intake/intake_priv.h"
#include "voice/testing.h"

static struct intake_options wish(void)
{
    return (struct intake_options){.level = -1, .who = STR("Dana"), .time = STR("2026-02-14T09:30:00Z")};
}

static bool add(struct fixture *f, struct store *s, const char *name, const char *text, struct intake_options o, struct intake_result *out, struct err *e)
{
    char path[160];
    struct file_stream in;
    snprintf(path, sizeof path, "%.60s/%.60s", f->folder, name);
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    fputs(text, file);
    fclose(file);
    fine(file_open(path, &in, e), *e);
    bool done = intake_add(s, &in, &o, out, NULL, e);
    file_close(&in);
    unlink(path);
    return done;
}

/* Two votes and what is said of the dialogue. */
static bool add_dialogue(struct fixture *f, struct store *s, const char *name, const char *about, struct intake_options o, struct intake_result *out, struct err *e)
{
    static const char votes[] = "participant,statement,vote\n1,1,agree\n2,1,pass\n";
    const char *const texts[] = {votes, about}, *const names[] = {"votes.csv", "dialogue.csv"};
    struct file_stream in[2]; /* named by their paths */
    char path[2][160];
    *out = (struct intake_result){0};
    for (int i = 0; i < 2; i++) {
        snprintf(path[i], sizeof path[i], "%.60s/%.60s", f->folder, names[i]);
        FILE *file = fopen(path[i], "wb");
        assert_non_null(file);
        fputs(texts[i], file);
        fclose(file);
        fine(file_open(path[i], &in[i], e), *e);
        unlink(path[i]);
    }
    struct intake *it = intake_begin(s, &o, NULL);
    bool done = intake_read_dialogue(it, str_of(name), in, 2, e) && intake_write(it, e);
    if (done) {
        *out = *it->list[0]->out;
        *it->list[0]->out = (struct intake_result){0};
    }
    intake_end(&it);
    file_close(&in[0]);
    file_close(&in[1]);
    return done;
}

/* ---- findings ---- */

static const char findings[] = "key,place,method,people,language,summary,said_by\nFG-1,SL-A,focus group,9,en,They wait an hour.,Institute\n";

static void findings_stay_out_of_open_registers(void **state)
{
    struct fixture *f = *state;
    struct intake_result r = {0};
    struct err e = {0};
    assert_false(add(f, f->open, "findings.csv", findings, wish(), &r, &e));
    assert_int_equal(e.code, ERR_DENIED);
    assert_non_null(strstr(e.text, "--public"));
    assert_int_equal(voice_number(f->open, "SELECT count(*) FROM finding"), 0);
    intake_result_end(&r);
    struct intake_options published = wish();
    published.published = true;
    fine(add(f, f->open, "findings.csv", findings, published, &r, &e), e);
    assert_int_equal(voice_number(f->open, "SELECT count(*) FROM finding"), 1);
    assert_true(str_is(r.import.layout, "findings"));
    intake_result_end(&r);
}

static void findings_go_into_others(void **state)
{
    struct fixture *f = *state;
    struct intake_result r = {0};
    struct err e = {0};
    if (!voice_own(state))
        return;
    fine(add(f, f->own, "findings.csv", findings, wish(), &r, &e), e);
    assert_int_equal(r.import.kept, 1);
    intake_result_end(&r);
    fine(add(f, f->own, "again.csv", findings, wish(), &r, &e), e);
    assert_true(r.same_file);
    intake_result_end(&r);
    voice_is_sound(f->own);
}

/* ---- places ---- */

static int64_t places_noted(const struct intake_result *r, const char *words, int64_t line)
{
    int64_t n = 0;
    for (size_t i = 0; i < r->problem_n; i++)
        n += str_is(r->problems[i].code, "place_not_known") && str_is(r->problems[i].found, words) && r->problems[i].line == line;
    return n;
}

static void places_that_nobody_knows_are_noted(void **state)
{
    struct fixture *f = *state;
    struct intake_options published = wish();
    struct intake_result r = {0};
    struct err e = {0};
    published.published = true;
    fine(add(f, f->open, "findings.csv", "key,place,method,people,language,summary,said_by\nFG-1,Atlantis,focus group,9,en,They wait.,Institute\n"
        "FG-1,Atlantis,focus group,9,ar,ينتظرون.,Institute\nFG-2,,focus group,9,en,They go.,Institute\n", published, &r, &e), e);
    assert_int_equal(r.import.kept, 3);
    assert_int_equal(r.noted, 1);
    assert_int_equal(places_noted(&r, "Atlantis", 2), 1);
    intake_result_end(&r);
    fine(add_dialogue(f, f->open, "talks", "place,Atlantis\n", published, &r, &e), e);
    assert_int_equal(places_noted(&r, "Atlantis", 0), 1);
    assert_int_equal(voice_number(f->open, "SELECT count(*) FROM dialogue WHERE place = 'Atlantis'"), 1);
    assert_int_equal(voice_number(f->open, "SELECT count(*) FROM problem WHERE code = 'place_not_known'"), 2);
    intake_result_end(&r);
}

/* ---- an own dialogue ---- */

enum { SEATS = 64, BITS = 6, ROOMS = 24 };

/* Seat i, whose number is 7000001 + 2 i, agrees with the statements that are the bits of i; `room` makes the files differ. */
static void seated(struct buf *b, int room)
{
    buf_text(b, "participant,statement,vote,time\n");
    for (int i = 0; i < SEATS; i++)
        for (int bit = 0; bit < BITS; bit++)
            buf_f(b, "%d,%d,%d,2026-01-10T10:%02d:%02dZ\n", TEST_FIRST + 2 * i, bit + 1, i >> bit & 1 ? 1 : -1, i % 60, bit + room);
    buf_f(b, "%d,1,perhaps,2026-01-10T12:00:00Z\n", TEST_FIRST + 200);
}

static size_t seats_read(struct store *s, size_t *seat)
{
    struct err e = {0};
    struct rows *r = store_rows(s, "SELECT participant, statement, vote FROM vote WHERE dialogue = (SELECT max(id) FROM dialogue)", WITH_NOTHING);
    size_t n = 0;
    int64_t last = INT64_MIN;
    while (rows_next(r)) {
        if (rows_int(r, 0) != last) {
            assert_true(n < SEATS);
            seat[n++] = 0;
            last = rows_int(r, 0);
        }
        if (rows_int(r, 2) > 0)
            seat[n - 1] |= (size_t)1 << (rows_int(r, 1) - 1);
    }
    fine(rows_end(&r, &e), e);
    return n;
}

static double correlation(const size_t *seat)
{
    double sum = 0, n = SEATS;
    for (size_t i = 0; i < SEATS; i++)
        sum += ((double)seat[i] - (double)i) * ((double)seat[i] - (double)i);
    return 1 - 6 * sum / (n * (n * n - 1));
}

/* The lot is chance and nothing of the file: of many rooms each has its own order, and all of them together have none. */
static void an_own_dialogue_forgets_the_seats(void **state)
{
    struct fixture *f = *state;
    double mean = 0;
    if (!voice_own(state))
        return;
    for (int room = 0; room < ROOMS; room++) {
        struct buf text CLEANUP(buf_end) = {0};
        struct intake_result r = {0};
        struct err e = {0};
        char name[40];
        size_t seat[SEATS];
        seated(&text, room);
        snprintf(name, sizeof name, "room-%d.csv", room);
        fine(add(f, f->own, name, text.p, wish(), &r, &e), e);
        assert_true(r.dialogue.own);
        assert_int_equal(r.import.refused, 1);
        for (size_t i = 0; i < r.problem_n; i++)
            assert_true(r.problems[i].severity != PROBLEM_REFUSED || str_is(r.problems[i].found, "(not repeated)")); /* "perhaps" is somebody's vote */
        assert_int_equal(seats_read(f->own, seat), SEATS);
        assert_true(fabs(correlation(seat)) < 0.7); /* by chance 0.13 */
        mean += correlation(seat) / ROOMS;
        intake_result_end(&r);
    }
    assert_true(fabs(mean) < 0.15); /* by chance 0.03 */
    assert_int_equal(voice_number(f->own, "SELECT count(DISTINCT day) FROM vote"), 1);
    assert_int_equal(voice_number(f->own, "SELECT count(*) FROM vote WHERE time_ms IS NOT NULL OR participant > 64"), 0);
    assert_int_equal(voice_number(f->own, "SELECT count(*) FROM participant WHERE id > 64"), 0);
    assert_int_equal(voice_number(f->own, "SELECT count(*) FROM problem"), ROOMS); /* told, but not whose row it was, nor where */
    assert_int_equal(voice_number(f->own, "SELECT count(*) FROM problem WHERE found <> '' OR line <> 0 OR expected LIKE '%70000%' OR advice LIKE '%70000%'"), 0);
    voice_is_sound(f->own);
}

int main(void)
{
#define EACH(name) cmocka_unit_test_setup_teardown(name, voice_begin, voice_end)
    const struct CMUnitTest tests[] = {EACH(findings_stay_out_of_open_registers), EACH(findings_go_into_others), EACH(places_that_nobody_knows_are_noted), EACH(an_own_dialogue_forgets_the_seats)};
    return cmocka_run_group_tests_name("intake voices", tests, NULL, NULL);
}
