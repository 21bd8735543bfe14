/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The codebook's words: as the shared codebook has them, found as people write them, and who may see which tie. */
#include "codebook/testing.h"

#include "actor/actor_priv.h"
#include "actor/project.h"

static void kinds_as_people_write_them(void **state)
{
    (void)state;
    size_t n;
    const struct actor_kind *list = actor_kinds(&n);
    assert_int_equal(n, 28);
    for (size_t i = 0; i < n; i++) {
        assert_ptr_equal(actor_kind_of(str_of(list[i].code)), &list[i]);
        for (size_t k = 0; k < language_count(); k++) {
            struct speech s = {.language = language_at(k)};
            assert_ptr_equal(actor_kind_of(str_of(say(&s, list[i].label))), &list[i]);
        }
    }
    assert_string_equal(actor_kind_of(STR(" Armed-Group "))->code, "armed_group");
    assert_string_equal(actor_kind_of(STR("cso local"))->code, "cso_local");
    assert_string_equal(actor_kind_of(STR("شرطة"))->code, "police");
    assert_null(actor_kind_of(STR("person")));
    assert_null(actor_kind_of(STR("")));
    assert_null(actor_kind_of(STR("police officer")));
}

static void relations_as_people_write_them(void **state)
{
    (void)state;
    size_t n;
    const struct relation *list = relations(&n);
    assert_int_equal(n, 14);
    for (size_t i = 0; i < n; i++) {
        assert_ptr_equal(relation_of(str_of(list[i].code)), &list[i]);
        for (size_t k = 0; k < language_count(); k++) {
            struct speech s = {.language = language_at(k)};
            assert_ptr_equal(relation_of(str_of(say(&s, list[i].label))), &list[i]);
        }
    }
    assert_string_equal(relation_of(STR("Shares information"))->code, "shares_information");
    assert_string_equal(relation_of(STR("MEMBER OF"))->code, "member_of");
    assert_null(relation_of(STR("friend")));
    assert_int_equal(relation_of(STR("dispute"))->sign, -1);
    assert_false(relation_of(STR("coordinates"))->directed);
}

static void closed_ones_are_for_stewards(void **state)
{
    (void)state;
    static const char *const closed[] = {"trust", "influence", "shares_information", "mediates", "dispute"};
    size_t n, found = 0;
    const struct relation *list = relations(&n);
    for (size_t i = 0; i < n; i++)
        found += relation_closed(&list[i]);
    assert_int_equal(found, ARRAY_LEN(closed));
    for (size_t i = 0; i < ARRAY_LEN(closed); i++)
        assert_true(relation_closed(relation_of(str_of(closed[i]))));
    assert_int_equal(relation_of(STR("restricts"))->visible, VISIBLE_STAFF);
    assert_int_equal(relation_of(STR("funds"))->visible, VISIBLE_PUBLIC);
}

/* ---- the shared codebook, where it is there ---- */

static void kind_is(char **cell, size_t row)
{
    (void)row;
    const struct actor_kind *k = actor_kind_of(str_of(cell[0]));
    assert_non_null(k);
    codebook_says(k->label, cell + 1);
    assert_int_equal(k->iati_type, atoll(cell[4]));
    assert_int_equal(k->sensitive, *cell[6] == '1');
}

static void relation_is(char **cell, size_t row)
{
    (void)row;
    const struct relation *r = relation_of(str_of(cell[0]));
    assert_non_null(r);
    codebook_says(r->label, cell + 1);
    assert_int_equal(r->directed, *cell[4] == '1');
    assert_int_equal(r->sign, atoll(cell[5]));
    assert_string_equal(r->measure, cell[6]);
    assert_int_equal(r->visible == VISIBLE_PUBLIC, *cell[7] == '1');
}

static void as_the_codebook_has_them(void **state)
{
    (void)state;
    size_t kinds = codebook_lines("actor_types.csv", kind_is), all = codebook_lines("relation_types.csv", relation_is);
    if (!kinds) {
        puts("# skipped: the shared codebook is not there");
        return;
    }
    assert_int_equal(kinds, 28);
    assert_int_equal(all, 14);
}

/* ---- sectors ---- */

static void named_is(const struct dac_names *names, const char *words, const char *code)
{
    const struct code *found = dac_named(names, str_of(words));
    assert_string_equal(found ? found->code : "", code);
}

static void sectors_by_any_of_their_names(void **state)
{
    (void)state;
    size_t n;
    const struct code *list = codes(CODES_SECTORS, &n);
    struct dac_names names;
    dac_names_begin(&names);
    for (size_t i = 0; i < n; i++) {
        bool mapped = false;
        struct str in_force = dac_code(str_of(list[i].code), &mapped);
        assert_true(mapped == (list[i].kind != NULL));
        assert_ptr_equal(dac_sector(STR("dac5"), str_of(list[i].code)), &list[i]);
        for (size_t k = 0; k < language_count(); k++) {
            struct speech s = {.language = language_at(k)};
            const struct code *found = dac_named(&names, str_of(say(&s, list[i].label)));
            assert_non_null(found);
            assert_true(str_is(in_force, found->code));
        }
    }
    named_is(&names, " POLICE ", "15132");
    named_is(&names, "الشرطه", "15132"); /* another letter at its end, and the article */
    named_is(&names, "شرطة", "15132");
    named_is(&names, "پۆليس", "15132"); /* the other yeh */
    named_is(&names, "civilian peace building, conflict prevention, and resolution", "15220");
    named_is(&names, "Elections (old)", "15151");
    named_is(&names, "", "");
    named_is(&names, "pol", "");
    named_is(&names, "15132", ""); /* a code is no name */
    dac_names_end(&names);
    assert_null(dac_sector(STR("dac5"), STR("15260")));
    assert_null(dac_sector(STR("dac3"), STR("15132")));
    assert_null(dac_sector(STR("dac5"), STR("")));
}

/* ---- folding ---- */

static void folded_is(const char *words, const char *as)
{
    struct buf b CLEANUP(buf_end) = {0};
    actor_fold(str_of(words), &b);
    assert_string_equal(b.n ? b.p : "", as);
}

static void words_fold(void **state)
{
    (void)state;
    folded_is("  The Red Cross ", "the red cross");
    folded_is("Northgate District Council", "northgate district council");
    folded_is("U.N. (mission)", "u n mission");
    folded_is("مركز", "مركز");
    folded_is("مرکز", "مركز"); /* the other kaf */
    folded_is("!!!", "!!!");
    folded_is("", "");
    folded_is("\xFF\xFE", "\xFF\xFE");
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(kinds_as_people_write_them), cmocka_unit_test(relations_as_people_write_them), cmocka_unit_test(closed_ones_are_for_stewards),
        cmocka_unit_test(as_the_codebook_has_them), cmocka_unit_test(sectors_by_any_of_their_names), cmocka_unit_test(words_fold)};
    return cmocka_run_group_tests_name("actor words", tests, NULL, NULL);
}
