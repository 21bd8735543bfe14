/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finding places: by code, in three scripts, in other spellings; never two for one. */
#include "place/testing.h"

static struct store *of(void **state)
{
    return ((struct room *)*state)->s;
}

struct people {
    const char *country, *code, *name, *name_ar;
    int year;
};

static bool people_add(struct store *s, void *arg, struct err *e)
{
    const struct people *list = arg;
    for (int i = 0; list[i].name; i++)
        if (!store_do(s, "INSERT INTO population (origin, id, import, ended_by, line, country, code, name, name_ar, year, people, kind, "
                         "source) VALUES (1, $1, 1, NULL, 1, $2, $3, $4, $5, $6, 1000, '', '')",
                WITH(bind_int(i + 1), bind_text(str_of(list[i].country)), bind_text(str_of(list[i].code)),
                    bind_text(str_of(list[i].name)), bind_text(str_of(list[i].name_ar)), bind_int(list[i].year)), e))
            return false;
    return true;
}

static const char *found(const struct gazetteer *g, const char *words)
{
    struct err e = {0};
    size_t index;
    if (!gazetteer_find(g, str_of(words), &index, &e))
        fail_msg("%s: %s", words, e.text);
    static char code[40];
    snprintf(code, sizeof code, "%.*s", STR_F(gazetteer_place(g, index)->code));
    return code;
}

static void not_found(const struct gazetteer *g, const char *words, enum err_code code, const char *says)
{
    struct err e = {0};
    size_t index = 77;
    if (gazetteer_find(g, str_of(words), &index, &e))
        fail_msg("%s is found", words);
    assert_int_equal(e.code, code);
    assert_int_equal(index, 77);
    if (!strstr(e.text, says))
        fail_msg("\"%s\" does not say \"%s\"", e.text, says);
}

static void an_empty_register(void **state)
{
    struct gazetteer *g = places_of(of(state));
    assert_int_equal(gazetteer_count(g), 0);
    assert_int_equal(gazetteer_deepest(g), 0);
    assert_int_equal(gazetteer_index(g, 1, 1), -1);
    not_found(g, "Vashta", ERR_ABSENT, "holds no places");
    not_found(g, " ", ERR_USAGE, "no place is named");
    assert_int_equal(gazetteer_match(g, STR("Vashta"), 1, STR("")), -1);
    gazetteer_free(&g);
    gazetteer_free(&g);
}

static void order_and_index(void **state)
{
    borders_add(of(state), FOUR, -1);
    struct gazetteer *g = places_of(of(state));
    static const char *const codes[] = {"XXS", "XS-KO", "XS-MA", "XS-TA", "XS-VA"};
    assert_int_equal(gazetteer_count(g), 5);
    for (size_t i = 0; i < 5; i++) {
        const struct place *p = gazetteer_place(g, i);
        assert_text(p->code, codes[i]);
        assert_int_equal(gazetteer_index(g, p->origin, p->id), i);
        assert_true(p->border.n > 0);
    }
    assert_int_equal(gazetteer_deepest(g), 1);
    struct gazetteer *bare = NULL;
    struct err e = {0};
    assert_fine(gazetteer_load(of(state), false, &bare, &e), e);
    assert_int_equal(gazetteer_place(bare, 1)->border.n, 0);
    assert_int_equal(gazetteer_deepest(bare), 1); /* known without reading them */
    gazetteer_free(&bare);
    gazetteer_free(&g);
}

static void found_by_anything(void **state)
{
    struct err e = {0};
    struct people list[] = {{"XXS", "XS-VA", "Vashtah", "محافظة فاشتا", 2011}, {"XXS", "", "Maruq", "محافظة ماروق", 2011},
        {"XXS", "XS-VA", "Washta", "فاشتة", 1997}, {"JOR", "", "Kovrin", "تل عامر", 2011}, {NULL, NULL, NULL, NULL, 0}};
    borders_add(of(state), FOUR, -1);
    assert_fine(store_task(of(state), people_add, list, &e), e);
    struct gazetteer *g = places_of(of(state));
    static const char *const table[][2] = {{"XS-VA", "XS-VA"}, {"xs-va", "XS-VA"}, {"XS_VA", "XS-VA"}, {"Vashta", "XS-VA"},
        {"VASHTÁ", "XS-VA"}, {"Vashtah", "XS-VA"}, {"washta", "XS-VA"}, {"فاشتا", "XS-VA"}, {"محافظة فاشتا", "XS-VA"}, {"فاشته", "XS-VA"},
        {"ماروق", "XS-MA"}, {"Maruq", "XS-MA"}, {"Maruk", "XS-MA"}, {"Marouq province", "XS-MA"}, {"Tamura", "XS-TA"}, {"at-Tamura", "XS-TA"},
        {"Selmara", "XXS"}, {"سلمارا", "XXS"}, {"xxs", "XXS"}};
    for (size_t i = 0; i < ARRAY_LEN(table); i++)
        assert_string_equal(found(g, table[i][0]), table[i][1]);
    not_found(g, "تل عامر", ERR_ABSENT, "no place is called"); /* of another country's Kovrin */
    assert_string_equal(found(g, "كوفرين"), "XS-KO");           /* but it sounds so */
    assert_string_equal(found(g, "کۆڤرین"), "XS-KO");
    not_found(g, "Vishto Prime", ERR_ABSENT, "no place is called \"Vishto Prime\"");
    not_found(g, "Vasktta", ERR_ABSENT, "near it: Vashta");
    not_found(g, "\xFF\xFF", ERR_USAGE, "not readable");
    gazetteer_free(&g);
}

static void names_for_readers(void **state)
{
    struct err e = {0};
    struct people list[] = {{"XXS", "XS-VA", "Vashta Governorate", "محافظة فاشتا", 2011}, {"XXS", "XS-VA", "Old Vashta", "قديم", 1997},
        {NULL, NULL, NULL, NULL, 0}};
    borders_add(of(state), FOUR, -1);
    assert_fine(store_task(of(state), people_add, list, &e), e);
    struct gazetteer *g = places_of(of(state));
    const char *in;
    size_t vashta = (size_t)coded(g, "XS-VA"), maruq = (size_t)coded(g, "XS-MA");
    assert_text(gazetteer_name(g, vashta, "ar", &in), "فاشتا");
    assert_string_equal(in, "ar");
    assert_text(gazetteer_name(g, vashta, "ckb", &in), "فاشتا");
    assert_string_equal(in, "ar");
    assert_text(gazetteer_name(g, vashta, "en", &in), "Vashta");
    assert_string_equal(in, "en");
    assert_text(gazetteer_name(g, maruq, "ar", &in), "Maruq");
    assert_string_equal(in, "");
    assert_text(gazetteer_name(g, 0, "ar", &in), "سلمارا");
    gazetteer_free(&g);
}

static void two_that_share(void **state)
{
    borders_add(of(state), COLLECTION(SQUARE("Ghat", "LY.GT", "1", "1", "2", "2") "," SQUARE("Wadi", "LY.GT", "2", "1", "3", "2") ","
        SQUARE("North", "A", "5", "1", "6", "2") "," SQUARE("North Governorate", "B", "7", "1", "8", "2") ","
        SQUARE("Homs (Hims)", "H", "9", "1", "10", "2")), -1);
    borders_add(of(state), COLLECTION(SQUARE("Wadi", "D", "2", "1", "2.4", "2")), 2);
    struct gazetteer *g = places_of(of(state));
    not_found(g, "LY.GT", ERR_USAGE, "Ghat (LY.GT, XXS), Wadi (LY.GT, XXS)");
    not_found(g, "north", ERR_USAGE, "several places are called");
    assert_string_equal(found(g, "wadi"), "LY.GT"); /* the governorate before the district */
    assert_string_equal(found(g, "Hims"), "H");
    assert_string_equal(found(g, "Homs"), "H");
    assert_int_equal(gazetteer_match(g, STR("North"), 1, STR("XXS")), -1);
    assert_int_equal(gazetteer_match(g, STR("Wadi"), 2, STR("XXS")), coded(g, "D"));
    assert_int_equal(gazetteer_match(g, STR("Wadi"), 1, STR("JOR")), -1);
    assert_int_equal(gazetteer_match(g, STR(""), 1, STR("")), -1);
    gazetteer_free(&g);
}

/* Real names of three countries, with invented borders: spellings find their place, and none finds another's. */
static const char *const real_names[] = {"Al-Anbar", "Karbala", "An-Najaf", "Babil", "Baghdad", "Al-Qadisiyah", "Al-Muthanna", "Dhi Qar",
    "Al-Basrah", "Maysan", "Wasit", "Ninawa", "Dohuk", "Salah al-Din", "Diyala", "Kirkuk", "Erbil", "Al-Sulaimaniyah", "Halabja",
    "North Sinai Governorate", "South Sinai Governorate", "Aswan Governorate", "Red Sea Governorate", "Matrouh Governorate",
    "New Valley Governorate", "Alexandria Governorate", "Ismailia Governorate", "Suez Governorate", "Gharbiyya Governorate",
    "Faiyum Governorate", "Beni Suef Governorate", "Minya Governate", "Asyut Governorate", "Sohag Governorate", "Qena Governorate",
    "Luxor Governate", "Giza Governorate", "Monufia Governorate", "Beheira Governorate", "Cairo Governorate", "Qalyubia Governorate",
    "Dakahlia Governorate", "Damietta Governorate", "Kafr el-Sheikh Governorate", "Port Said Governorate", "Al Sharqia Governorate",
    "Jericho & Al Aghwar", "Rafah", "North Gaza", "Tulkarm", "Jerusalem", "Gaza", "Khan Yunis", "Qalqiliya", "Jenin", "Deir Al Balah",
    "Salfit", "Hebron", "Ramallah & Al Bireh", "Tubas", "Nablus", "Bethlehem"};

static void spellings_of_real_names(void **state)
{
    struct buf b CLEANUP(buf_end) = {0};
    buf_text(&b, "{\"features\":[");
    for (size_t i = 0; i < ARRAY_LEN(real_names); i++)
        buf_f(&b, "%s{\"type\":\"Feature\",\"properties\":{\"name\":\"%s\",\"code\":\"N%zu\",\"iso3\":\"XXS\",\"level\":1},\"geometry\":"
            "{\"type\":\"Polygon\",\"coordinates\":[[[%zu,1],[%zu,2],[%zu,2],[%zu,1]]]}}", i ? "," : "", real_names[i], i, i, i, i + 1, i);
    buf_text(&b, "]}");
    borders_add(of(state), b.p, -1);
    struct gazetteer *g = places_of(of(state));
    static const char *const table[][2] = {{"Ninewa", "Ninawa"}, {"Nineveh", "Ninawa"}, {"Nīnawá province", "Ninawa"},
        {"Şalāḩ ad Dīn province", "Salah al-Din"}, {"Salahaddin", "Salah al-Din"}, {"Salah Ad-Din", "Salah al-Din"}, {"Dahūk province", "Dohuk"},
        {"Duhok", "Dohuk"}, {"Arbīl province", "Erbil"}, {"As Sulaymānīyah province", "Al-Sulaimaniyah"}, {"Sulaymaniyah", "Al-Sulaimaniyah"},
        {"Kirkūk province", "Kirkuk"}, {"Al Qādisīyah province", "Al-Qadisiyah"}, {"Dhī Qār province", "Dhi Qar"}, {"Thi-Qar", "Dhi Qar"},
        {"Al Başrah  province", "Al-Basrah"}, {"Basra", "Al-Basrah"}, {"Missan", "Maysan"}, {"Wāsiţ province", "Wasit"}, {"Wassit", "Wasit"},
        {"Al Gharbiyah", "Gharbiyya Governorate"}, {"Matruh", "Matrouh Governorate"}, {"Ad Daqahliyah", "Dakahlia Governorate"},
        {"Kafr ash Shaykh", "Kafr el-Sheikh Governorate"}, {"Qalqilya", "Qalqiliya"}, {"Khan Younis", "Khan Yunis"},
        {"Ramallah", "Ramallah & Al Bireh"}, {"Ramallah and Al-Bireh", "Ramallah & Al Bireh"}, {"Jericho", "Jericho & Al Aghwar"},
        {"Deir El-Balah", "Deir Al Balah"}, {"Tulkarem", "Tulkarm"}};
    for (size_t i = 0; i < ARRAY_LEN(table); i++) {
        int m = gazetteer_match(g, str_of(table[i][0]), 1, STR("XXS"));
        if (m < 0 || !str_is(gazetteer_place(g, (size_t)m)->name, table[i][1]))
            fail_msg("%s is %.*s, expected %s", table[i][0], m < 0 ? 6 : (int)gazetteer_place(g, (size_t)m)->name.n,
                m < 0 ? "nobody" : gazetteer_place(g, (size_t)m)->name.p, table[i][1]);
    }
    for (size_t i = 0; i < ARRAY_LEN(real_names); i++) {
        int m = gazetteer_match(g, str_of(real_names[i]), 1, STR("XXS"));
        assert_true(m >= 0 && str_is(gazetteer_place(g, (size_t)m)->name, real_names[i]));
    }
    /* No two sound alike so much that one could be taken for the other. */
    for (size_t i = 0; i < g->sound_n; i++)
        for (size_t k = i + 1; k < g->sound_n; k++) {
            const struct place_sound *p = &g->sounds[i], *q = &g->sounds[k];
            if (p->place != q->place && g->list[p->place].level == 1 && g->list[q->place].level == 1)
                assert_false(sounds_alike(&p->sounds, &q->sounds).sure);
        }
    gazetteer_free(&g);
}

static void neighbours_of(const struct gazetteer *g, const char *code, const char *expected)
{
    struct err e = {0};
    struct arena a CLEANUP(arena_end) = {0};
    size_t *list, n;
    assert_fine(gazetteer_neighbours(g, (size_t)coded(g, code), &a, &list, &n, &e), e);
    struct buf b CLEANUP(buf_end) = {0};
    for (size_t i = 0; i < n; i++)
        buf_f(&b, "%s%.*s", i ? " " : "", STR_F(gazetteer_place(g, list[i])->code));
    assert_string_equal(b.p ? b.p : "", expected);
}

/* A corner is no neighbour; an edge is; an edge that misses by metres is; an island has none. */
static void neighbours(void **state)
{
    borders_add(of(state), FOUR, -1);
    borders_add(of(state), COLLECTION(SQUARE("Near", "XS-ZN", "-13.9995", "-36", "-13", "-35.5") "," SQUARE("Island", "XS-ZZ", "10", "10", "11",
        "11")), -1);
    struct gazetteer *g = places_of(of(state));
    neighbours_of(g, "XS-VA", "XS-MA XS-TA");
    neighbours_of(g, "XS-KO", "XS-MA XS-TA");
    neighbours_of(g, "XS-MA", "XS-KO XS-VA XS-ZN");
    neighbours_of(g, "XS-ZN", "XS-MA");
    neighbours_of(g, "XS-ZZ", "");
    neighbours_of(g, "XXS", "");
    gazetteer_free(&g);
}

int main(void)
{
#define T(name) cmocka_unit_test_setup_teardown(name, room_begin, room_end)
    const struct CMUnitTest tests[] = {T(an_empty_register), T(order_and_index), T(found_by_anything), T(names_for_readers),
        T(two_that_share), T(spellings_of_real_names), T(neighbours)};
    return cmocka_run_group_tests_name("place gazetteer", tests, NULL, NULL);
}
