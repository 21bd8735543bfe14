/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Spellings in the records: surely known, learnt, said by people, proposed with a score, or nobody's; never chosen in silence. */
#include "place/placed_priv.h"
#include "place/testing.h"

static struct store *of(void **state)
{
    return ((struct room *)*state)->s;
}

struct saying { /* records alike */
    const char *country_code, *admin1;
    double latitude, longitude;
    int times;
};
struct alias {
    const char *place, *alias, *language;
};
struct world {
    const struct saying *list;
    size_t n;
    const struct alias *aliases;
    size_t alias_n;
    bool backwards;
};

static bool record_add(struct store *s, int64_t id, const struct saying *one, int64_t words, struct err *e)
{
    return store_do(s,
        "INSERT INTO incident (origin, id, import, line, source, source_key, digest, day_first, day_last, day_precision, latitude, "
        "longitude, place_precision, country, country_code, admin1, admin2, place_words, kind, type, side_a, side_b, side_a_kind, "
        "side_b_kind, sources, clarity, flags) VALUES (1, $1, 1, 1, 1, '', 0, 0, 0, 1, $2, $3, 1, 0, $4, $5, 0, 0, 0, '', 0, 0, 0, 0, "
        "0, 0, 0)",
        WITH(bind_int(id), bind_real(one->latitude), bind_real(one->longitude), bind_text(str_of(one->country_code)), bind_int(words)), e);
}

static bool world_add(struct store *s, void *arg, struct err *e)
{
    const struct world *w = arg;
    int64_t id = 1;
    if (!store_do(s, "INSERT INTO wording (id, text) VALUES (0, '') ON CONFLICT (id) DO NOTHING", WITH_NOTHING, e))
        return false;
    for (size_t k = 0; k < w->n; k++) {
        size_t i = w->backwards ? w->n - 1 - k : k;
        if (!store_do(s, "INSERT INTO wording (id, text) VALUES ($1, $2)", WITH(bind_int((int64_t)k + 1), bind_text(str_of(w->list[i].admin1))), e))
            return false;
        for (int t = 0; t < w->list[i].times; t++)
            if (!record_add(s, id++, &w->list[i], (int64_t)k + 1, e))
                return false;
    }
    for (size_t k = 0; k < w->alias_n; k++) {
        const struct alias *a = &w->aliases[w->backwards ? w->alias_n - 1 - k : k];
        if (!store_do(s, "INSERT INTO alias (origin, id, import, line, place, alias, language) VALUES (1, $1, 1, 1, $2, $3, $4)",
                WITH(bind_int((int64_t)k + 1), bind_text(str_of(a->place)), bind_text(str_of(a->alias)), bind_text(str_of(a->language))), e))
            return false;
    }
    return place_all(s, 0, NULL, e);
}

static void settle(struct store *s, struct world w)
{
    struct err e = {0};
    assert_fine(store_task(s, world_add, &w, &e), e);
}

/* "name how code score|..." in the order of the list; the count of what is unsure, asked both ways, agrees. */
static void lines_are(struct store *s, const char *expected)
{
    struct err e = {0};
    struct gazetteer *g = places_of(s);
    struct name_lines lines;
    struct buf b CLEANUP(buf_end) = {0};
    int64_t unsure = -1;
    assert_fine(names_list(s, g, &lines, &e), e);
    assert_fine(names_unsure(s, &unsure, &e), e);
    assert_int_equal(unsure, lines.unsure);
    for (size_t i = 0; i < lines.n; i++) {
        const struct name_line *l = &lines.list[i];
        if (l->level == 0)
            continue;
        buf_f(&b, "%s%.*s %s %.*s ", b.n ? "|" : "", STR_F(l->name), meant_word(l->how), l->place < 0 ? 0 : (int)g->list[l->place].code.n,
            l->place < 0 ? "" : g->list[l->place].code.p);
        buf_fixed(&b, l->score, 2);
    }
    assert_string_equal(b.p ? b.p : "", expected);
    names_end(&lines);
    gazetteer_free(&g);
}

#define NOWHERE NAN, NAN

static const struct saying sayings[] = {{"XXS", "Vashta", NOWHERE, 5}, {"XXS", "VASHTA province", NOWHERE, 1}, {"XXS", "فاشتا", NOWHERE, 4},
    {"XXS", "ماروق", NOWHERE, 3}, {"XXS", "Korvin", NOWHERE, 2}, {"XXS", "Old Name", -34.5, -14.5, 3}, {"XXS", "Other Old", -34.5, -14.5, 2},
    {"XXS", "Vashtu", -35.5, -14.5, 8}, {"XXS", "Vashtu", -34.5, -15.5, 8}, {"XXS", "Zzyzx", NOWHERE, 1}, {"JOR", "Amman", NOWHERE, 1}};

/* Four squares: XS-VA (-16..-15, -36..-35), XS-MA east of it, XS-TA and XS-KO north. */
static void whom_they_mean(void **state)
{
    borders_add(of(state), FOUR, -1);
    settle(of(state), (struct world){.list = sayings, .n = ARRAY_LEN(sayings)});
    lines_are(of(state), "Vashtu proposed XS-MA 0.44|Korvin proposed XS-KO 0.56|Other Old proposed XS-KO 0.50|Zzyzx unknown  0.00|"
        "Vashta exact XS-VA 1.00|فاشتا sound XS-VA 0.97|Old Name learnt XS-KO 1.00|ماروق sound XS-MA 1.00");
}

static void order_changes_nothing(void **state)
{
    borders_add(of(state), FOUR, -1);
    settle(of(state), (struct world){.list = sayings, .n = ARRAY_LEN(sayings), .backwards = true});
    lines_are(of(state), "Vashtu proposed XS-MA 0.44|Korvin proposed XS-KO 0.56|Other Old proposed XS-KO 0.50|Zzyzx unknown  0.00|"
        "Vashta exact XS-VA 1.00|فاشتا sound XS-VA 0.97|Old Name learnt XS-KO 1.00|ماروق sound XS-MA 1.00");
}

static const char *placed_at(struct store *s, const char *admin1)
{
    static char code[40];
    struct err e = {0};
    struct rows *r CLEANUP(rows_drop) = store_rows(s,
        "SELECT p.code FROM incident AS i JOIN wording AS w ON w.id = i.admin1 JOIN placed AS d ON d.incident_origin = i.origin AND "
        "d.incident = i.id AND d.level = 1 LEFT JOIN place AS p ON p.origin = d.place_origin AND p.id = d.place WHERE w.text = $1",
        WITH(bind_text(str_of(admin1))));
    assert_true(rows_next(r));
    snprintf(code, sizeof code, "%.*s", STR_F(rows_text(r, 0)));
    while (rows_next(r)) {
    }
    assert_fine(rows_end(&r, &e), e);
    return code;
}

/* What is not surely known places nothing; once a person has said so, it does. */
static void an_alias_places(void **state)
{
    borders_add(of(state), FOUR, -1);
    static const struct alias aliases[] = {{"XS-KO", "Korvin", ""}, {"Vashta", "Zzyzx", "en"}, {"XS-TA", "تەموورە", "ckb"},
        {"Nowhere", "Somewhere", ""}, {"XS-KO", "Maruq", ""}, {"XS-VA", "Vashta", "en"}};
    settle(of(state), (struct world){.list = sayings, .n = ARRAY_LEN(sayings)});
    assert_string_equal(placed_at(of(state), "Korvin"), "");
    assert_string_equal(placed_at(of(state), "Zzyzx"), "");
    assert_string_equal(placed_at(of(state), "فاشتا"), "XS-VA");
    settle(of(state), (struct world){.aliases = aliases, .alias_n = ARRAY_LEN(aliases)});
    assert_string_equal(placed_at(of(state), "Korvin"), "XS-KO");
    assert_string_equal(placed_at(of(state), "Zzyzx"), "XS-VA");
    lines_are(of(state), "Vashtu proposed XS-MA 0.44|Other Old proposed XS-KO 0.50|Vashta exact XS-VA 1.00|فاشتا sound XS-VA 0.97|"
        "Old Name learnt XS-KO 1.00|ماروق sound XS-MA 1.00|Korvin alias XS-KO 1.00|Zzyzx alias XS-VA 1.00");
    struct gazetteer *g = places_of(of(state));
    struct alias_counts n = gazetteer_aliases(g);
    assert_int_equal(n.rows, 6);
    assert_int_equal(n.of_none, 1);
    assert_int_equal(n.of_several, 0);
    assert_int_equal(n.taken, 1); /* Maruq is another place's name, and stays so */
    assert_int_equal(gazetteer_match(g, STR("Maruq"), 1, STR("XXS")), coded(g, "XS-MA"));
    const char *in;
    assert_text(gazetteer_name(g, (size_t)coded(g, "XS-TA"), "ckb", &in), "تەموورە"); /* and readers see it */
    assert_string_equal(in, "ckb");
    gazetteer_free(&g);
}

/* Two places of one name: nobody chooses, and both are named. */
static void several(void **state)
{
    borders_add(of(state), COLLECTION(SQUARE("North", "A", "5", "1", "6", "2") "," SQUARE("North Governorate", "B", "7", "1", "8", "2") ","
        SQUARE("Marqad", "C", "9", "1", "10", "2")), -1);
    static const struct saying list[] = {{"XXS", "north", NOWHERE, 2}, {"XXS", "شمال", NOWHERE, 1}};
    static const struct alias aliases[] = {{"North", "The Cold One", ""}, {"A", "Twin", ""}, {"B", "Twin", ""}, {"C", "Third", ""}};
    settle(of(state), (struct world){.list = list, .n = 2, .aliases = aliases, .alias_n = ARRAY_LEN(aliases)});
    struct err e = {0};
    struct gazetteer *g = places_of(of(state));
    struct name_lines lines;
    assert_fine(names_list(of(state), g, &lines, &e), e);
    assert_int_equal(lines.unsure, 2);
    assert_text(lines.list[0].name, "north");
    assert_int_equal(lines.list[0].how, MEANT_SEVERAL);
    assert_int_equal(lines.list[0].place, -1);
    assert_int_equal(lines.list[0].candidate_n, 2);
    assert_int_equal(lines.list[1].how, MEANT_PROPOSED); /* it sounds like both */
    assert_int_equal(lines.list[1].candidate_n, 2);
    names_end(&lines);
    assert_int_equal(gazetteer_aliases(g).of_several, 1);
    assert_int_equal(gazetteer_match(g, STR("Twin"), 1, STR("XXS")), -1); /* an alias of two places is nobody's */
    assert_int_equal(gazetteer_match(g, STR("Third"), 1, STR("XXS")), coded(g, "C"));
    gazetteer_free(&g);
}

/* A name whose own points lie elsewhere is not known by its sound. */
static void points_against_the_sound(void **state)
{
    borders_add(of(state), FOUR, -1);
    static const struct saying list[] = {{"XXS", "Kovryn", -35.5, -14.5, 4}, {"XXS", "Kovryn", -34.5, -15.5, 4}, {"XXS", "Kovryn", NOWHERE, 1}};
    settle(of(state), (struct world){.list = list, .n = 3});
    lines_are(of(state), "Kovryn proposed XS-MA 0.40");
}

static void nothing_there(void **state)
{
    lines_are(of(state), "");
}

int main(void)
{
#define T(name) cmocka_unit_test_setup_teardown(name, room_begin, room_end)
    const struct CMUnitTest tests[] = {T(whom_they_mean), T(order_changes_nothing), T(an_alias_places), T(several),
        T(points_against_the_sound), T(nothing_there)};
    return cmocka_run_group_tests_name("place names", tests, NULL, NULL);
}
