/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Folding, sounds, short names, codes, countries. */
#include "place/called.h"
#include "place/testing.h"

static void folds_to(const char *name, const char *expected)
{
    struct buf b CLEANUP(buf_end) = {0};
    name_fold(str_of(name), &b);
    assert_string_equal(b.p ? b.p : "", expected);
}

static void names_fold(void **state)
{
    (void)state;
    static const char *const table[][2] = {
        {"", ""}, {"   ", ""}, {"-", ""}, {"'", ""},
        {"Baghdad", "baghdad"}, {"BAGHDĀD province", "baghdad"}, {"  Baghdad\xC2\xA0 Governorate ", "baghdad"},
        {"Nīnawá province", "ninawa"}, {"Ninawa", "ninawa"}, {"Al Başrah  province", "basrah"}, {"Al-Basrah", "basrah"},
        {"Şalāḩ ad Dīn province", "salah din"}, {"Salah al-Din", "salah din"}, {"At-Ta'mim province", "tamim"},
        {"Karbalā’ province", "karbala"}, {"Dhī Qār province", "dhi qar"}, {"Qaḑā’ al Mawşil", "mawsil"}, {"Ma`an", "maan"},
        {"Ash Shati'", "shati"}, {"Kafr el-Sheikh Governorate", "kafr sheikh"}, {"Minya Governate", "minya"},
        {"Ramallah & Al Bireh", "ramallah bireh"}, {"Ramallah and Al-Bireh", "ramallah bireh"}, {"Homs (Hims)", "homs hims"},
        {"Governorate", "governorate"}, {"Al", "al"}, {"El Nabatieh", "nabatieh"}, {"As Suwayda'", "suwayda"},
        {"Asyut", "asyut"}, {"Ar", "ar"}, {"At Home", "at home"}, {"İstanbul", "istanbul"}, {"Diyarbakır", "diyarbakir"},
        {"نينوى", "نينوي"}, {"محافظة نينوى", "نينوي"}, {"نینەوا", "نينهوا"}, {"بغداد", "بغداد"}, {"بغــداد", "بغداد"},
        {"بَغْداد", "بغداد"}, {"البصرة", "بصره"}, {"محافظة البصره", "بصره"}, {"أربيل", "اربيل"}, {"اربيل", "اربيل"}, {"إربيل", "اربيل"},
        {"رام الله", "رام الله"}, {"پارێزگای هەولێر", "ههولير"}, {"كركوك", "كركوك"}, {"کەرکوک", "كهركوك"}, {"الأنبار", "انبار"},
        {"منطقة ١٢", "منطقه 12"}, {"ناحیە ۱۲", "ناحيه 12"}, {"\xE2\x80\x8F" "بغداد" "\xE2\x80\x8E", "بغداد"},
        {"ذي قار", "ذي قار"}, {"دهوك", "دهوك"}, {"دهۆک", "دهوك"},
        /* letters that writers use for one another, marks, tatweel, blanks */
        {"إآأٱا", "ااااا"}, {"علي على علی", "علي علي علي"}, {"كک", "كك"}, {"ةهھەہ", "ههههه"}, {"ڕڵێۆ", "رليو"}, {"ئا مؤ", "يا مو"},
        {"کەرکوک", "كهركوك"}, {"که‌رکوک", "كهركوك"}, {"مُـحَـمَّـدِيَّة", "محمديه"}, {"  رام \t  الله\n", "رام الله"},
        {"كـــركـــوك", "كركوك"}, {"Kirk\xC2\xADuk", "kirkuk"}, {"K\xCC\xA7irkuk", "kirkuk"},
        /* words for the unit, that join, and the article */
        {"قضاء تلعفر", "تلعفر"}, {"قەزای ئاکرێ", "ياكري"}, {"ناحية القوش", "قوش"}, {"ناحیەی شێخان", "شيخان"}, {"ولاية سرت", "سرت"},
        {"لواء الرمثا", "رمثا"}, {"پارێزگای کەرکووک", "كهركووك"}, {"Parêzgay Hewlêr", "hewler"}, {"Muhafazat al-Anbar", "anbar"},
        {"Qada' Sinjar", "sinjar"}, {"Nahiyat Zummar", "zummar"}, {"the Province of Anbar", "anbar"}, {"رام الله والبيرة", "رام الله بيره"},
        {"رام الله و البيرة", "رام الله بيره"}, {"سێ و چوار", "سي چوار"}, {"Tajura wa an Nawahi", "tajura nawahi"},
        {"District 12", "district 12"}, {"12", "12"}, {"قضاء", "قضا"}, {"الالباني", "باني"}, {"وادي", "وادي"}, {"والي", "والي"}};
    for (size_t i = 0; i < ARRAY_LEN(table); i++)
        folds_to(table[i][0], table[i][1]);
}

/* Folding what is folded changes nothing; broken bytes neither end nor hang it. */
static void folding_is_stable(void **state)
{
    (void)state;
    struct rng r;
    rng_init(&r, 20260214);
    for (int i = 0; i < 3000; i++) {
        char bytes[40];
        size_t n = (size_t)rng_below(&r, sizeof bytes);
        static const char *const pieces[] = {"al ", "ad-D", "ال", "محافظة ", "ة", " ", "'", "\xFF", "\xD9", "z", "É", "province", "ک", "و", "ئ", "ه\xE2\x80\x8C",
            "ḫ", "el-", "12 ", "قضاء "};
        size_t at = 0;
        while (at < n) {
            const char *p = pieces[rng_below(&r, ARRAY_LEN(pieces))];
            size_t k = MIN_OF(strlen(p), n - at);
            memcpy(bytes + at, p, k);
            at += k;
        }
        struct buf once CLEANUP(buf_end) = {0};
        name_fold((struct str){bytes, n}, &once);
        assert_true(str_utf8_ok(buf_view(&once), NULL));
        if (once.n)
            assert_true(once.p[0] != ' ' && once.p[once.n - 1] != ' ' && !strstr(once.p, "  "));
        struct buf twice CLEANUP(buf_end) = {0};
        name_fold(buf_view(&once), &twice);
        if (!str_eq(buf_view(&once), buf_view(&twice)))
            fail_msg("seed 20260214, %d: \"%s\" folds again to \"%s\"", i, once.p, twice.p ? twice.p : "");
    }
}

static void short_names(void **state)
{
    (void)state;
    assert_text(name_short(STR("محافظة نينوى")), "نينوى");
    assert_text(name_short(STR("North Sinai Governorate")), "North Sinai");
    assert_text(name_short(STR("Minya Governate")), "Minya");
    assert_text(name_short(STR("پارێزگای هەولێر")), "هەولێر");
    assert_text(name_short(STR(" Governorate")), "Governorate");
    assert_text(name_short(STR("Province")), "Province");
    assert_text(name_short(STR("")), "");
}

static void cleans_to(const char *code, const char *expected, bool changed)
{
    struct buf b CLEANUP(buf_end) = {0};
    assert_int_equal(code_clean(str_of(code), &b), changed);
    assert_string_equal(b.p ? b.p : "", expected);
}

static void codes(void **state)
{
    (void)state;
    cleans_to("PS-GZA*", "PS-GZA", true);
    cleans_to("PS-RBH*", "PS-RBH", true);
    cleans_to("PS_JEN", "PS-JEN", true);
    cleans_to("N/A", "", true);
    cleans_to("IQ-NI", "IQ-NI", false);
    cleans_to("LY.GT", "LY.GT", false);
    cleans_to("SY", "SY", false);
    cleans_to("", "", false);
    cleans_to(" IQ-BG ", "IQ-BG", true);
    cleans_to("ps_jen", "ps_jen", false); /* not of that form: left alone */
}

static void countries(void **state)
{
    (void)state;
    static const char *const table[][2] = {{"Myanmar (Burma)", "MMR"}, {"DR Congo (Zaire)", "COD"}, {"Congo", "COG"},
        {"Yemen (North Yemen)", "YEM"}, {"Bosnia-Herzegovina", "BIH"}, {"Russia (Soviet Union)", "RUS"},
        {"Cambodia (Kampuchea)", "KHM"}, {"Zimbabwe (Rhodesia)", "ZWE"}, {"Kingdom of eSwatini (Swaziland)", "SWZ"},
        {"Madagascar (Malagasy)", "MDG"}, {"Serbia (Yugoslavia)", "SRB"}, {"Macedonia, FYR", "MKD"}, {"Ivory Coast", "CIV"},
        {"Turkey", "TUR"}, {"Syria", "SYR"}, {"Palestine", "PSE"}, {"State of Palestine", "PSE"}, {"IRQ", "IRQ"}, {"iq", "IRQ"},
        {"العراق", "IRQ"}, {"عێراق", "IRQ"}, {"عراق", "IRQ"}, {"فلسطين", "PSE"}, {"فەلەستین", "PSE"}, {"PS", "PSE"}, {"Cote d'Ivoire", "CIV"},
        {"CÔTE D’IVOIRE", "CIV"}, {"Vietnam (North Vietnam)", "VNM"}, {"Niger", "NER"}, {"Nigeria", "NGA"}, {"Guinea", "GIN"},
        {"Dominica", "DMA"}, {"Dominican Republic", "DOM"}, {"South Sudan", "SSD"}, {"Sudan", "SDN"}};
    for (size_t i = 0; i < ARRAY_LEN(table); i++) {
        const char *code = country_code_of(str_of(table[i][0]));
        if (!code || strcmp(code, table[i][1]) != 0)
            fail_msg("%s is %s, expected %s", table[i][0], code ? code : "not known", table[i][1]);
    }
    assert_null(country_code_of(STR("")));
    assert_null(country_code_of(STR("Atlantis")));
    assert_text(country_name(STR("PSE"), "en"), "Palestine");
    assert_text(country_name(STR("PSE"), "ckb"), "فەلەستین");
    assert_text(country_name(STR("ABW"), "ckb"), "أروبا"); /* no Kurdish name: Arabic */
    assert_text(country_name(STR("ZZZ"), "en"), "");
    const char *in;
    assert_text(place_words_name(NULL, STR("PSE"), "ckb", &in), "فەلەستین");
    assert_string_equal(in, "ckb");
    assert_text(place_words_name(NULL, STR("ABW"), "ckb", &in), "أروبا");
    assert_string_equal(in, "ar");
    assert_text(place_words_name(NULL, STR("by the well"), "ar", &in), "by the well"); /* nobody's code: as it stands */
    assert_string_equal(in, "");
    assert_text(place_words_name(NULL, STR(""), "en", &in), "");
    assert_int_equal(gazetteer_sole_country(NULL), -1);
}

/* No name of one country is, folded, a name of another; every line is whole. */
static void countries_do_not_collide(void **state)
{
    (void)state;
    size_t n = 0;
    static const char *const all = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    for (size_t a = 0; a < 26; a++)
        for (size_t b = 0; b < 26; b++)
            for (size_t c = 0; c < 26; c++) {
                char code[4] = {all[a], all[b], all[c], 0};
                const struct country *k = country_of(str_of(code));
                if (!k)
                    continue;
                n++;
                assert_true(k->en.n && k->ar.n && k->others.n);
                assert_true(str_utf8_ok(k->en, NULL) && str_utf8_ok(k->ar, NULL) && str_utf8_ok(k->ckb, NULL));
                struct str rest = k->others, names[40] = {k->en, k->ar, k->code, k->ckb};
                size_t m = k->ckb.n ? 4 : 3;
                while (m < ARRAY_LEN(names) && country_other(&rest, &names[m]))
                    m++;
                for (size_t i = 0; i < m; i++) {
                    const char *found = country_code_of(names[i]);
                    if (!found || strcmp(found, code) != 0)
                        fail_msg("\"%.*s\" of %s means %s", STR_F(names[i]), code, found ? found : "nobody");
                }
            }
    assert_int_equal(n, 251); /* 249 of ISO 3166-1, Kosovo, and the invented country */
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(names_fold), cmocka_unit_test(folding_is_stable), 
        cmocka_unit_test(short_names), cmocka_unit_test(codes), cmocka_unit_test(countries),
        cmocka_unit_test(countries_do_not_collide)};
    return cmocka_run_group_tests_name("place fold", tests, NULL, NULL);
}
