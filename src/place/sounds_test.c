/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names heard across three scripts: one name in its spellings is one, two names are two. Spellings are facts of languages. */
#include "place/testing.h"

static struct sounds heard(const char *name)
{
    struct sounds s;
    name_sounds(str_of(name), &s);
    return s;
}

static struct likeness alike(const char *a, const char *b)
{
    struct sounds p = heard(a), q = heard(b);
    struct likeness there = sounds_alike(&p, &q), back = sounds_alike(&q, &p);
    if (there.score < back.score || there.score > back.score || there.sure != back.sure || there.consonants != back.consonants)
        fail_msg("%s and %s are alike in one direction only", a, b);
    return there;
}

static void sounds_like(const char *name, const char *expected, const char *key)
{
    struct sounds s = heard(name);
    char text[SOUNDS_MOST + 1] = "", found[SOUND_KEY_MOST];
    memcpy(text, s.list, s.n);
    assert_string_equal(text, expected);
    sounds_key(&s, true, found);
    assert_string_equal(found, key);
}

static void as_they_sound(void **state)
{
    (void)state;
    sounds_like("", "", "");
    sounds_like("Москва", "", ""); /* a script it does not read */
    sounds_like("Salah al-Din", "sala~din", "dldn");
    sounds_like("Ninawa", "ninawa", "nw");
    sounds_like("نينوى", "ninwA", "nw");
    sounds_like("Muthanna", "muTana", "mdn");
    sounds_like("موسەننا", "mus@nna", "mdn");
    sounds_like("ئەنبار", "@nbar", "mbr");
    sounds_like("šaġaf", "SaGaf", "dkw");
    sounds_like("Saqaš ḫan", "saqaSxan", "dkdkn");
    sounds_like("شمال غزة", "!Gz@", "!kd");
    sounds_like("غەززەی باکوور", "!G@zz@A", "!kd"); /* the word of direction in front, wherever a language puts it */
    sounds_like("District 12", "distrikt12", "dtrkt12");
    sounds_like("عوجا", "uja", "k"); /* the first sound is not the waw's own */
    sounds_like("وادي", "wadA", "wd");
    struct buf b CLEANUP(buf_end) = {0};
    for (int i = 0; i < 100; i++)
        buf_text(&b, "bad ");
    struct sounds s;
    name_sounds(buf_view(&b), &s);
    assert_int_equal(s.n, 0); /* too long to be a name */
}

/* Each line: one name, in spellings that are surely the same. */
static const char *const same[][16] = {
    {"Salah al-Din", "Salahuddin", "Salah ad Din", "Salaheddin", "Salah ad-Dīn", "Salahaddin", "Salah Al-Deen", "Şalāḩ ad Dīn province",
        "Salaheldin", "Salah-ud-Din", "Salahiddin", "صلاح الدين", "صلاحالدين", "سەلاحەدین", "سه‌لاحه‌دین", "محافظة صلاح الدين"},
    {"Kirkuk", "Kirkūk", "Kerkuk", "كركوك", "كـركوك", "کەرکووک", "که‌رکووک", "پارێزگای کەرکووک"},
    {"Ninawa", "Nineveh", "Ninewa", "Nīnawá", "نينوى", "نینەوا", "نينوي"}, {"Dhi Qar", "Thi-Qar", "Zi Qar", "ذي قار", "زیقار", "ذيقار"},
    {"Al-Sulaimaniyah", "Sulaymaniyah", "Sulaimaniya", "السليمانية", "سلێمانی", "Slemani"}, {"Dohuk", "Duhok", "Dahūk", "دهوك", "دهۆک"},
    {"Karbala", "Kerbela", "كربلاء", "کەربەلا"}, {"An-Najaf", "Najaf", "النجف", "نەجەف"}, {"Al-Basrah", "Basra", "البصرة", "بەسرە"},
    {"Al-Anbar", "Ambar", "الأنبار", "الانبار", "ئەنبار"}, {"Erbil", "Arbil", "أربيل", "اربيل"}, {"Diyala", "ديالى", "دیالە"},
    {"Maysan", "Missan", "Misan", "ميسان", "میسان"}, {"Wasit", "Wassit", "واسط", "واسیت"}, {"Al-Muthanna", "Muthana", "المثنى", "موسەننا"},
    {"Halabja", "حلبجة", "هەڵەبجە"}, {"Khan Yunis", "Khan Younis", "خان يونس", "خانيونس"}, {"Deir Al Balah", "Deir el-Balah", "دير البلح"},
    {"Kafr el-Sheikh", "Kafr ash Shaykh", "كفر الشيخ"}, {"Gharbiyya", "Al Gharbiyah", "الغربية"}, {"North Gaza", "شمال غزة", "غەززەی باکوور"},
    {"Giza", "Gizah", "الجيزة"}, {"Bethlehem", "بيت لحم"}, {"Ramallah", "رام الله"}, {"Qalqiliya", "Qalqilya", "قلقيلية"},
    {"As Suwayda'", "Suwaida", "السويداء"}, {"Dayr az Zawr", "Deir ez-Zor", "دير الزور"}};

static void one_name_in_three_scripts(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(same); i++)
        for (size_t a = 0; a < 16 && same[i][a]; a++)
            for (size_t b = a + 1; b < 16 && same[i][b]; b++)
                if (!alike(same[i][a], same[i][b]).compatible || alike(same[i][0], same[i][b]).sure == false)
                    fail_msg("%s and %s: score %g", same[i][a], same[i][b], alike(same[i][a], same[i][b]).score);
}

/* Names of one line are not taken for those of another. */
static void two_names_are_two(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(same); i++)
        for (size_t k = i + 1; k < ARRAY_LEN(same); k++)
            for (size_t a = 0; a < 16 && same[i][a]; a++)
                for (size_t b = 0; b < 16 && same[k][b]; b++)
                    if (alike(same[i][a], same[k][b]).sure)
                        fail_msg("%s is taken for %s (%g)", same[i][a], same[k][b], alike(same[i][a], same[k][b]).score);
    static const char *const pairs[][2] = {{"Kirkuk", "Karak"}, {"Basra", "Badra"}, {"Gaza", "Giza"}, {"Gaza", "غزة"}, {"Irbid", "Erbil"},
        {"Diyala", "Dallah"}, {"Babil", "Balbalah"}, {"Zarqa", "Sharqia"}, {"Homs", "Hamah"}, {"Ma`an", "Amman"}, {"Surt", "Tyre"},
        {"North Sinai", "South Sinai"}, {"شمال سيناء", "South Sinai"}, {"District 1", "District 2"}, {"Sabha", "Saba"}, {"Hatra", "Hatla"}, {"Qadis", "Al-Qadisiyah"}, {"Bihar", "Beheira"}};
    for (size_t i = 0; i < ARRAY_LEN(pairs); i++)
        if (alike(pairs[i][0], pairs[i][1]).sure)
            fail_msg("%s is taken for %s", pairs[i][0], pairs[i][1]);
}

/* Other names of one place that no rule of sound can know: never sure, whatever the score. */
static void what_no_rule_knows(void **state)
{
    (void)state;
    static const char *const pairs[][2] = {{"Kirkuk", "At-Ta'mim"}, {"Kirkuk", "التأميم"}, {"Erbil", "هەولێر"}, {"Cairo", "القاهرة"},
        {"Jerusalem", "القدس"}, {"Hebron", "الخليل"}, {"Jericho", "أريحا"}, {"Baghdad", "بەغدا"}};
    for (size_t i = 0; i < ARRAY_LEN(pairs); i++)
        assert_false(alike(pairs[i][0], pairs[i][1]).sure);
}

/* What is given up early is truly less alike, and what is not is heard just the same. */
static void near_as_alike(const struct sounds *a, const struct sounds *b)
{
    struct likeness full = sounds_alike(a, b), near;
    static const double least[] = {0.05, 0.3, 0.5, 0.7, 0.849, 0.9, 1};
    for (size_t i = 0; i < ARRAY_LEN(least); i++) {
        bool is_near = sounds_near(a, b, least[i], &near);
        assert_int_equal(is_near, full.score >= least[i]);
        if (is_near && (near.score < full.score || near.score > full.score || near.sure != full.sure ||
                near.compatible != full.compatible || near.consonants != full.consonants))
            fail_msg("%.*s and %.*s are %g alike, or %g", (int)a->n, a->list, (int)b->n, b->list, full.score, near.score);
    }
}

/* Any sounds, and the same with some of them changed. */
static void given_up_early(void **state)
{
    (void)state;
    static const char sounds[] = "aeiou@A*bptjcdrzsfqkglmnwyvhTDSxGZEFH~!7";
    struct rng r;
    rng_init(&r, 20261126);
    for (int i = 0; i < 40000; i++) {
        struct sounds s[2] = {{.n = 0}};
        s[0].n = (uint8_t)(1 + rng_below(&r, i % 100 ? 12 : SOUNDS_MOST));
        for (size_t k = 0; k < s[0].n; k++)
            s[0].list[k] = sounds[rng_below(&r, sizeof sounds - 1)];
        for (size_t k = 0; k < s[0].n && s[1].n < SOUNDS_MOST; k++) {
            if (rng_below(&r, 8) != 0)
                s[1].list[s[1].n++] = s[0].list[k];
            if (rng_below(&r, 8) == 0 && s[1].n < SOUNDS_MOST)
                s[1].list[s[1].n++] = sounds[rng_below(&r, sizeof sounds - 1)];
        }
        for (int k = 0; k < 2; k++) {
            s[k].arabic = rng_below(&r, 2);
            s[k].abjad = s[k].arabic && rng_below(&r, 2);
            sounds_weigh(&s[k]);
        }
        near_as_alike(&s[0], &s[1]);
    }
}

/* Any bytes: a name sounds like itself, both ways cost the same, scores stay in [0, 1]. */
static void any_bytes(void **state)
{
    (void)state;
    static const char *const pieces[] = {"al ", "ad-D", "ال", "الدين", "eldin", "ة", " ", "'", "\xFF", "\xD9", "z", "É", "sh", "ک", "و", "ئ",
        "ه\xE2\x80\x8C", "ḫ", "aw", "iy", "12", "شمال", "ngb", "ی", "ە", "Ж"};
    struct rng r;
    rng_init(&r, 20261125);
    char before[64] = "";
    for (int i = 0; i < 20000; i++) {
        char bytes[64] = "";
        size_t n = 0;
        while (n < 40 && rng_below(&r, 8) != 0) {
            const char *p = pieces[rng_below(&r, ARRAY_LEN(pieces))];
            memcpy(bytes + n, p, strlen(p));
            n += strlen(p);
        }
        struct sounds s = heard(bytes);
        struct likeness own = sounds_alike(&s, &s);
        if (s.n && !(own.score >= 1 && own.compatible))
            fail_msg("seed 20261125, %d: \"%s\" is not like itself: %g", i, bytes, own.score);
        struct likeness l = alike(bytes, before);
        assert_true(l.score >= 0 && l.score <= 1);
        memcpy(before, bytes, sizeof before);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(as_they_sound), cmocka_unit_test(one_name_in_three_scripts),
        cmocka_unit_test(two_names_are_two), cmocka_unit_test(what_no_rule_knows), cmocka_unit_test(any_bytes), cmocka_unit_test(given_up_early)};
    return cmocka_run_group_tests_name("place sounds", tests, NULL, NULL);
}
