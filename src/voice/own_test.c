/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Own dialogues leak nothing: neither what few people declare, nor who sat where, nor the numbers of a file. */
#include "voice/testing.h"

/* ---- what is declared ---- */

static const char *const sides[] = {"community", "security sector", "local government"}, *const genders[] = {"woman", "man"},
    *const ages[] = {"under 25", "25 to 59", "60 and over"};

struct people { /* so many declare this; -1: nothing */
    int n, side, gender, age;
};

static void room_of(struct dialogue_batch *b, const struct people *list, size_t n)
{
    size_t all = 0, at = 0;
    for (size_t i = 0; i < n; i++)
        all += (size_t)list[i].n;
    voice_test_batch(b, "room", true, all, 2, all);
    struct voice_attribute *side = voice_test_attribute(b, "side", 3, sides), *gender = voice_test_attribute(b, "gender", 2, genders),
                           *age = voice_test_attribute(b, "age", 3, ages);
    for (size_t i = 0; i < n; i++)
        for (int k = 0; k < list[i].n; k++, at++) {
            side->of[at] = list[i].side < 0 ? OPINION_NO_GROUP : (uint32_t)list[i].side;
            gender->of[at] = list[i].gender < 0 ? OPINION_NO_GROUP : (uint32_t)list[i].gender;
            age->of[at] = list[i].age < 0 ? OPINION_NO_GROUP : (uint32_t)list[i].age;
        }
}

/* By name, since a list of choices may have become shorter. */
static bool declares(const struct dialogue_batch *b, size_t at, size_t attribute, const char *value)
{
    const struct voice_attribute *x = &b->attributes[attribute];
    if (x->of[at] == OPINION_NO_GROUP)
        return !value;
    return value && str_is(x->values[x->of[at]], value);
}

static void left_are(const struct dialogue_batch *b, size_t at, const char *side, const char *gender, const char *age)
{
    if (!declares(b, at, 0, side) || !declares(b, at, 1, gender) || !declares(b, at, 2, age))
        fail_msg("person %zu", at);
}

static size_t declaring(const struct dialogue_batch *b, size_t attribute, const char *value)
{
    size_t n = 0;
    for (size_t i = 0; i < b->participant_n; i++)
        n += declares(b, i, attribute, value);
    return n;
}

/* Whatever came in: every combination is shared by ten, the empty one too unless all are of it; nobody gained an answer. */
static void shared_by_enough(const struct dialogue_batch *b)
{
    for (size_t i = 0; i < b->participant_n; i++) {
        size_t same = 0;
        for (size_t k = 0; k < b->participant_n; k++) {
            bool alike = true;
            for (size_t a = 0; a < b->attribute_n; a++)
                alike = alike && b->attributes[a].of[i] == b->attributes[a].of[k];
            same += alike;
        }
        if ((int64_t)same < people_least(b->k) && same < b->participant_n)
            fail_msg("person %zu shares all that is left with %zu", i, same);
    }
}

static void coarsened(struct dialogue_batch *b)
{
    struct err e = {0};
    fine(voice_coarsen(b, &e), e);
    shared_by_enough(b);
    int64_t noted = b->noted;
    fine(voice_coarsen(b, &e), e); /* once more takes nothing more */
    assert_int_equal(b->noted, noted);
}

static void enough_share_it(void **state)
{
    (void)state;
    struct dialogue_batch b;
    room_of(&b, (const struct people[]){{10, 0, 0, 1}, {12, 1, 1, 1}, {13, -1, -1, -1}}, 3);
    coarsened(&b);
    left_are(&b, 0, "community", "woman", "25 to 59");
    left_are(&b, 10, "security sector", "man", "25 to 59");
    left_are(&b, 24, NULL, NULL, NULL);
    assert_int_equal(b.noted, 0);
    assert_int_equal(b.log.n, 0);
    dialogue_batch_end(&b);
}

static void as_little_goes_as_can(void **state)
{
    (void)state;
    struct dialogue_batch b;
    /* Two policewomen and eight policemen: without gender they are ten. */
    room_of(&b, (const struct people[]){{15, 0, 0, -1}, {12, 0, 1, -1}, {2, 1, 0, -1}, {8, 1, 1, -1}}, 4);
    coarsened(&b);
    left_are(&b, 0, "community", "woman", NULL);
    left_are(&b, 15, "community", "man", NULL);
    left_are(&b, 27, "security sector", NULL, NULL);
    left_are(&b, 36, "security sector", NULL, NULL);
    assert_int_equal(b.noted, 1);
    assert_true(str_is(b.log.list[0].column, "gender") && str_is(b.log.list[0].code, "declared_by_few"));
    assert_int_equal(b.attributes[1].n, 2);
    dialogue_batch_end(&b);
}

static void for_how_many_is_told(void **state)
{
    struct dialogue_batch b;
    struct store *s = voice_own(state);
    if (!s)
        return;
    room_of(&b, (const struct people[]){{15, 0, 0, -1}, {12, 0, 1, -1}, {3, 1, 0, -1}, {8, 1, 1, -1}}, 4);
    voice_add(s, &b, 1, NULL);
    assert_int_equal(b.log.n, 1);
    assert_true(str_is(b.log.list[0].column, "gender") && str_is(b.log.list[0].found, "11 people"));
    dialogue_batch_end(&b);
}

static void who_would_be_alone_declares_nothing(void **state)
{
    (void)state;
    struct dialogue_batch b;
    room_of(&b, (const struct people[]){{30, 0, 0, 1}, {1, 2, 1, 2}}, 2);
    coarsened(&b);
    assert_int_equal(declaring(&b, 0, "community"), 21); /* nine more join the one: alone, that one could be told by subtraction */
    assert_int_equal(declaring(&b, 2, "25 to 59"), 21);
    left_are(&b, 30, NULL, NULL, NULL);
    assert_int_equal(b.noted, 3);
    assert_int_equal(b.attributes[0].n, 2); /* that there was somebody of local government is not told; nobody said security sector, which was there to choose */
    assert_true(str_is(b.attributes[0].values[1], "security sector"));
    dialogue_batch_end(&b);
}

static void one_who_says_nothing_hides_no_side(void **state)
{
    (void)state;
    struct dialogue_batch b;
    room_of(&b, (const struct people[]){{25, 0, -1, -1}, {17, 1, -1, -1}, {1, -1, -1, -1}}, 3);
    coarsened(&b);
    assert_int_equal(declaring(&b, 0, "community"), 16);
    assert_int_equal(declaring(&b, 0, "security sector"), 17);
    dialogue_batch_end(&b);
    room_of(&b, (const struct people[]){{14, 0, -1, -1}, {12, 1, -1, -1}, {1, -1, -1, -1}}, 3); /* nobody can be spared: the smaller side goes */
    coarsened(&b);
    assert_int_equal(declaring(&b, 0, "community"), 14);
    assert_int_equal(declaring(&b, 0, "security sector"), 0);
    dialogue_batch_end(&b);
}

/* Whoever is few costs those who are many as little as can be: not the side of all the women. */
static void two_policewomen_hide_no_women(void **state)
{
    (void)state;
    struct dialogue_batch b;
    room_of(&b, (const struct people[]){{15, 0, 1, -1}, {14, 1, 1, -1}, {12, 0, 0, -1}, {2, 1, 0, -1}}, 4);
    coarsened(&b);
    assert_int_equal(declaring(&b, 0, "community"), 27);
    assert_int_equal(declaring(&b, 0, "security sector"), 16);
    assert_int_equal(declaring(&b, 1, "woman"), 12);
    assert_int_equal(declaring(&b, 1, "man"), 15);
    dialogue_batch_end(&b);
    room_of(&b, (const struct people[]){{15, 0, 1, -1}, {15, 1, 1, -1}, {12, 0, 0, -1}, {1, -1, 0, -1}}, 4); /* a woman who does not say her side */
    coarsened(&b);
    assert_int_equal(declaring(&b, 1, "woman"), 13);
    assert_int_equal(declaring(&b, 0, "security sector"), 15);
    dialogue_batch_end(&b);
    room_of(&b, (const struct people[]){{15, 0, 1, -1}, {14, 1, 1, -1}, {12, 0, 0, -1}, {1, -1, -1, -1}}, 4); /* one who says nothing: gender goes, the sides stay */
    coarsened(&b);
    assert_int_equal(declaring(&b, 0, "community"), 18);
    assert_int_equal(declaring(&b, 0, "security sector"), 14);
    assert_int_equal(declaring(&b, 1, "woman") + declaring(&b, 1, "man"), 0);
    dialogue_batch_end(&b);
}

static void small_rooms_declare_nothing(void **state)
{
    (void)state;
    struct dialogue_batch b;
    room_of(&b, (const struct people[]){{9, 0, 0, 1}}, 1);
    coarsened(&b);
    for (size_t i = 0; i < 9; i++)
        left_are(&b, i, NULL, NULL, NULL);
    dialogue_batch_end(&b);
}

static void joins_those_who_said_less(void **state)
{
    (void)state;
    struct dialogue_batch b;
    room_of(&b, (const struct people[]){{9, 1, -1, -1}, {1, 1, 0, 2}, {20, 0, 1, 1}}, 3);
    coarsened(&b);
    left_are(&b, 0, "security sector", NULL, NULL);
    left_are(&b, 9, "security sector", NULL, NULL);
    left_are(&b, 10, "community", "man", "25 to 59");
    dialogue_batch_end(&b);
}

static void any_room_at_all(void **state)
{
    (void)state;
    struct rng r;
    rng_init(&r, 3);
    static const int64_t least[] = {0, 17, 50};
    for (int turn = 0; turn < 60; turn++) {
        struct dialogue_batch b, turned;
        struct people list[24];
        size_t n = 1 + (size_t)rng_below(&r, ARRAY_LEN(list)), left = 0, left_turned = 0;
        for (size_t i = 0; i < n; i++)
            list[i] = (struct people){1 + (int)rng_below(&r, 14), (int)rng_below(&r, 4) - 1, (int)rng_below(&r, 3) - 1, (int)rng_below(&r, 4) - 1};
        room_of(&b, list, n);
        b.k = least[turn % 3];
        coarsened(&b);
        for (size_t i = 0; i < n / 2; i++) { /* the order in which people come makes no difference */
            struct people other = list[i];
            list[i] = list[n - 1 - i];
            list[n - 1 - i] = other;
        }
        room_of(&turned, list, n);
        turned.k = b.k;
        coarsened(&turned);
        for (size_t a = 0; a < 3; a++)
            for (size_t i = 0; i < b.participant_n; i++) {
                left += b.attributes[a].of[i] != OPINION_NO_GROUP;
                left_turned += turned.attributes[a].of[i] != OPINION_NO_GROUP;
            }
        assert_int_equal(left, left_turned);
        dialogue_batch_end(&b);
        dialogue_batch_end(&turned);
    }
}

static void too_many_attributes(void **state)
{
    (void)state;
    struct dialogue_batch b;
    struct err e = {0};
    voice_test_batch(&b, "room", true, 3, 1, 1);
    for (int i = 0; i < 9; i++)
        voice_test_attribute(&b, "side", 3, sides);
    assert_false(voice_coarsen(&b, &e));
    assert_int_equal(e.code, ERR_INPUT);
    dialogue_batch_end(&b);
}

/* ---- the order of seating ---- */

enum { SEATS = 64, BITS = 6, SEEDS = 40 };

/* Who sits in seat i agrees with the statements that are the bits of i, having voted otherwise a moment before; in the order of the seats. */
static void seated(struct dialogue_batch *b, const char *name)
{
    voice_test_batch(b, name, true, SEATS, BITS, SEATS * BITS * 2);
    struct voice_attribute *side = voice_test_attribute(b, "side", 3, sides);
    b->group_said = ARENA_ARRAY(&b->arena, int64_t, SEATS);
    for (size_t i = 0; i < SEATS; i++) {
        side->of[i] = (uint32_t)(i / 24);
        b->group_said[i] = 0;
        for (size_t bit = 0; bit < BITS; bit++) {
            int64_t time = INT64_C(1700000000000) + (int64_t)(i * BITS + bit) * 1000; /* of one evening */
            int vote = i >> bit & 1 ? 1 : -1;
            voice_test_vote(b, i, bit, -vote, time);
            voice_test_vote(b, i, bit, vote, time + 500);
        }
    }
}

/* In which order the seats lie, as a table gives its rows when nobody asks for an order, and by number. */
static size_t seats_read(struct store *s, const char *sql, int sign, size_t *seat)
{
    struct err e = {0};
    struct rows *r = store_rows_(s, sql, WITH_NOTHING);
    size_t n = 0;
    int64_t last = INT64_MIN;
    while (rows_next(r)) {
        if (rows_int(r, 0) != last) {
            assert_true(n < SEATS);
            seat[n++] = 0;
            last = rows_int(r, 0);
        }
        if (sign * rows_int(r, 2) > 0)
            seat[n - 1] |= (size_t)1 << (rows_int(r, 1) / 3);
    }
    fine(rows_end(&r, &e), e);
    return n;
}

/* Spearman's rank correlation of place and seat. */
static double correlation(const size_t *seat, size_t n)
{
    double sum = 0;
    for (size_t i = 0; i < n; i++)
        sum += ((double)seat[i] - (double)i) * ((double)seat[i] - (double)i);
    return 1 - 6 * sum / ((double)n * ((double)n * (double)n - 1));
}

/* The seats of the newest dialogue in the orders in which its tables can be read. */
enum { ORDERS = 4 };

static void orders_read(struct store *s, size_t seat[ORDERS][SEATS])
{
#define NEWEST " WHERE dialogue = (SELECT max(id) FROM dialogue)"
    static const char *const orders[ORDERS] = {"SELECT participant, statement, vote FROM vote" NEWEST " ORDER BY participant, statement",
        "SELECT participant, statement, vote FROM vote" NEWEST, "SELECT participant, statement, vote FROM vote_before" NEWEST " ORDER BY participant, statement",
        "SELECT participant, statement, vote FROM vote_before" NEWEST};
    for (size_t i = 0; i < ORDERS; i++)
        assert_int_equal(seats_read(s, orders[i], i < 2 ? 1 : -1, seat[i]), SEATS);
}

static void no_order_shows_the_seats(void **state)
{
    struct store *s = voice_own(state);
    double mean[ORDERS] = {0}, first[ORDERS] = {0};
    size_t seat[ORDERS][SEATS];
    if (!s)
        return;
    for (uint64_t seed = 1; seed <= SEEDS; seed++) {
        struct dialogue_batch b;
        char name[32];
        snprintf(name, sizeof name, "seats-%d", (int)seed);
        seated(&b, name);
        voice_add(s, &b, seed * 7919, NULL);
        orders_read(s, seat);
        for (size_t i = 0; i < ORDERS; i++) {
            double rho = correlation(seat[i], SEATS);
            assert_true(fabs(rho) < 0.6); /* by chance 0.13 */
            mean[i] += rho / SEEDS;
            first[i] += (double)seat[i][0] / SEEDS;
        }
        dialogue_batch_end(&b);
    }
    for (size_t i = 0; i < ORDERS; i++) {
        assert_true(fabs(mean[i]) < 0.1); /* by chance 0.02 */
        assert_true(first[i] > 17 && first[i] < 46); /* the lowest number is anybody's: 31.5, by chance 2.9 */
    }
    assert_int_equal(voice_number(s, "SELECT count(*) FROM participant WHERE id NOT BETWEEN 1 AND 64 OR group_said IS NOT NULL"), 0);
    assert_int_equal(voice_number(s, "SELECT count(DISTINCT day) FROM vote"), 1);
    assert_int_equal(voice_number(s, "SELECT count(*) FROM vote WHERE time_ms IS NOT NULL"), 0);
    assert_int_equal(voice_number(s, "SELECT count(*) FROM vote_before WHERE time_ms IS NOT NULL"), 0);
    voice_is_sound(s);
}

/* The same reading of a published dialogue tells the order: so it would have been seen. */
static void published_ones_show_it(void **state)
{
    struct fixture *f = *state;
    struct dialogue_batch b;
    size_t seat[ORDERS][SEATS];
    seated(&b, "seats");
    b.own = false;
    voice_add(f->open, &b, 1, NULL);
    orders_read(f->open, seat);
    for (size_t i = 0; i < ORDERS; i++)
        assert_true(correlation(seat[i], SEATS) > 0.999);
    dialogue_batch_end(&b);
}

/* Another seed, another order; the same seed, the same one. */
static void the_lot_is_the_seed(void **state)
{
    (void)state;
    struct dialogue_batch b;
    struct voice_laid one, again, other;
    struct err e = {0};
    seated(&b, "seats");
    fine(voice_lay(&b, 1, &one, &e), e);
    fine(voice_lay(&b, 1, &again, &e), e);
    fine(voice_lay(&b, 2, &other, &e), e);
    assert_memory_equal(one.participant, again.participant, SEATS * sizeof *one.participant);
    assert_memory_not_equal(one.participant, other.participant, SEATS * sizeof *one.participant);
    voice_laid_end(&one);
    voice_laid_end(&again);
    voice_laid_end(&other);
    dialogue_batch_end(&b);
}

/* ---- the numbers of the file ---- */

struct table_there {
    char name[64], sql[96]; /* a statement is known by where its text lies */
    int columns;
};

static size_t tables_there(struct store *s, struct table_there *out, size_t room)
{
    struct err e = {0};
    size_t n = 0;
    struct rows *r = store_rows_(s, test_on_server() ? "SELECT table_name, count(*) FROM information_schema.columns WHERE table_schema = current_schema() GROUP BY table_name" :
            "SELECT m.name, (SELECT count(*) FROM pragma_table_info(m.name)) FROM sqlite_schema AS m WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite%'",
        WITH_NOTHING);
    for (; rows_next(r); n++) {
        assert_true(n < room);
        snprintf(out[n].name, sizeof out[n].name, "%.*s", STR_F(rows_text(r, 0)));
        snprintf(out[n].sql, sizeof out[n].sql, "SELECT * FROM %.60s", out[n].name);
        out[n].columns = (int)rows_int(r, 1);
    }
    fine(rows_end(&r, &e), e);
    return n;
}

/* How many cells of any table hold a number of a participant of the file. */
static size_t cells_with_number(struct store *s, size_t *cells)
{
    static struct table_there of_open[128], of_own[128];
    struct table_there *tables = store_is_open_data(s) ? of_open : of_own;
    size_t n = tables_there(s, tables, ARRAY_LEN(of_own)), found = 0;
    assert_true(n > 30);
    *cells = 0;
    for (size_t i = 0; i < n; i++) {
        struct err e = {0};
        struct rows *r = store_rows_(s, tables[i].sql, WITH_NOTHING);
        while (rows_next(r))
            for (int c = 0; c < tables[i].columns; c++, ++*cells) {
                struct str t = rows_text(r, c);
                found += memmem(t.p, t.n, "70000", 5) || memmem(t.p, t.n, "70001", 5);
            }
        fine(rows_end(&r, &e), e);
    }
    return found;
}

static void no_column_holds_a_number_of_the_file(void **state)
{
    struct fixture *f = *state;
    struct store *s = voice_own(state);
    struct dialogue_batch b;
    size_t cells;
    if (!s)
        return;
    seated(&b, "seats");
    b.statements[0].author = TEST_FIRST;
    b.own = false;
    voice_add(f->open, &b, 1, NULL);
    assert_true(cells_with_number(f->open, &cells) > SEATS * BITS * 2);
    b.own = true;
    voice_add(s, &b, 1, NULL);
    assert_int_equal(cells_with_number(s, &cells), 0);
    assert_true(cells > SEATS * BITS * 2 * 7);
    dialogue_batch_end(&b);
}

int main(void)
{
#define EACH(name) cmocka_unit_test_setup_teardown(name, voice_begin, voice_end)
    const struct CMUnitTest tests[] = {cmocka_unit_test(enough_share_it), cmocka_unit_test(as_little_goes_as_can), EACH(for_how_many_is_told),
        cmocka_unit_test(who_would_be_alone_declares_nothing), cmocka_unit_test(one_who_says_nothing_hides_no_side), cmocka_unit_test(two_policewomen_hide_no_women), cmocka_unit_test(small_rooms_declare_nothing), cmocka_unit_test(joins_those_who_said_less),
        cmocka_unit_test(any_room_at_all), cmocka_unit_test(too_many_attributes), EACH(no_order_shows_the_seats), EACH(published_ones_show_it),
        cmocka_unit_test(the_lot_is_the_seed), EACH(no_column_holds_a_number_of_the_file)};
    return cmocka_run_group_tests_name("voice own", tests, NULL, NULL);
}
