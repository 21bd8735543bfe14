/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The lists of the codebook: as the shared files have them, each label means its own code, and lists of codes in one text. */
#include "codebook/testing.h"

#include "codebook/codebook.h"

static const struct code *at(enum code_list list, size_t row)
{
    size_t n;
    const struct code *all = codes(list, &n);
    assert_true(row < n);
    return &all[row];
}

static void security_is(char **cell, size_t row)
{
    const struct code *c = at(CODES_SECURITIES, row);
    assert_string_equal(c->code, cell[0]);
    codebook_says(c->label, cell + 2);
    codebook_says(c->more, cell + 6);
}

static void principle_is(char **cell, size_t row)
{
    const struct code *c = at(CODES_PRINCIPLES, row);
    assert_string_equal(c->code, cell[0]);
    codebook_says(c->label, cell + 1);
    assert_string_equal(c->source, cell[5]);
}

static void driver_is(char **cell, size_t row)
{
    const struct code *c = at(CODES_DRIVERS, row);
    assert_string_equal(c->code, cell[0]);
    assert_string_equal(c->kind, cell[1]);
    codebook_says(c->label, cell + 3);
    assert_true((c->more != NULL) == (cell[6][0] != '\0'));
    assert_string_equal(c->source, cell[7]);
}

static void measure_is(char **cell, size_t row)
{
    size_t n;
    const struct phase_measure *m = phase_measures(&n);
    assert_true(row < n);
    assert_string_equal(m[row].code, cell[0]);
    assert_string_equal(m[row].phase, cell[1]);
    assert_string_equal(m[row].pillar, cell[2]);
    assert_string_equal(m[row].security, cell[3]);
    codebook_says(m[row].label, cell + 4);
    assert_string_equal(m[row].source, cell[7]);
}

static void question_is(char **cell, size_t row)
{
    size_t n;
    const struct harm_question *q = harm_questions(&n);
    assert_true(row < n);
    assert_string_equal(q[row].code, cell[0]);
    assert_string_equal(q[row].step, cell[1]);
    codebook_says(q[row].question, cell + 2);
    assert_string_equal(q[row].blocks_if, cell[5]);
    assert_ptr_equal(harm_question_of(str_of(cell[0])), &q[row]);
}

static void indicator_is(char **cell, size_t row)
{
    const struct code *c = at(CODES_INDICATORS, row);
    assert_string_equal(c->code, cell[0]);
    assert_string_equal(c->kind, cell[1]);
    codebook_says(c->label, cell + 2);
}

static void sector_is(char **cell, size_t row)
{
    (void)row;
    const struct code *c = code_of(CODES_SECTORS, str_of(cell[0]));
    assert_true((c == NULL) == (strcmp(cell[5], "absent") == 0)); /* the file names one code that the DAC does not have */
    if (!c)
        return;
    assert_string_equal(c->code, cell[0]);
    if (strcmp(c->code, "15132") == 0)
        cell[3] += strlen("ال"); /* said as of a kind of actor: without the article */
    codebook_says(c->label, cell + 2);
    assert_true((c->kind != NULL) == (strcmp(cell[5], "withdrawn") == 0));
    assert_string_equal(c->source, cell[7]);
}

static void sectors_as_the_shared_codebook_has_them(void **state)
{
    (void)state;
    size_t n, found = codebook_lines("sectors_dac.csv", sector_is);
    (void)codes(CODES_SECTORS, &n);
    if (found)
        assert_int_equal(found, n + 1);
    else
        print_message("# skipped: sectors_dac.csv of the shared codebook is NOT there\n");
    assert_null(code_of(CODES_SECTORS, STR("15260")));
}

static void as_the_shared_codebook_has_them(void **state)
{
    (void)state;
    static const struct {
        const char *file;
        void (*check)(char **cell, size_t row);
        enum code_list list; /* CODE_LISTS: counted otherwise */
    } files[] = {{"human_securities.csv", security_is, CODES_SECURITIES}, {"principles.csv", principle_is, CODES_PRINCIPLES}, {"drivers.csv", driver_is, CODES_DRIVERS},
        {"indicators.csv", indicator_is, CODES_INDICATORS}, {"phase_measures.csv", measure_is, CODE_LISTS}, {"do_no_harm.csv", question_is, CODE_LISTS}};
    for (size_t i = 0; i < ARRAY_LEN(files); i++) {
        size_t found = codebook_lines(files[i].file, files[i].check), n;
        if (!found) {
            print_message("# skipped: %s of the shared codebook is NOT there\n", files[i].file);
            continue;
        }
        if (files[i].list == CODE_LISTS)
            (void)(files[i].check == measure_is ? (const void *)phase_measures(&n) : (const void *)harm_questions(&n));
        else
            (void)codes(files[i].list, &n);
        assert_int_equal(found, n);
    }
}

static void each_word_means_its_own_code(void **state)
{
    (void)state;
    for (int list = 0; list < CODE_LISTS; list++) {
        size_t n;
        const struct code *all = codes((enum code_list)list, &n);
        assert_true(n >= 2);
        for (size_t i = 0; i < n; i++) {
            assert_ptr_equal(code_of((enum code_list)list, str_of(all[i].code)), &all[i]);
            for (size_t k = 0; k < language_count(); k++) {
                struct speech s = {.language = language_at(k)};
                if (code_of((enum code_list)list, str_of(say(&s, all[i].label))) != &all[i])
                    fail_msg("%s of list %d, in language %zu", all[i].code, list, k);
            }
        }
        assert_null(code_of((enum code_list)list, STR("something else")));
        assert_null(code_of((enum code_list)list, STR("")));
    }
    assert_string_equal(code_of(CODES_ITEM_STATES, STR(" Not-Done "))->code, "not_done");
    assert_string_equal(code_of(CODES_SECURITIES, STR("الأمن الغذائي"))->code, "food");
}

static void codes_in_one_text(void **state)
{
    (void)state;
    struct str one, list = STR(" food; health,,personal ; ");
    size_t i = 0;
    assert_true(codes_next(list, &i, &one) && str_is(one, "food"));
    assert_true(codes_next(list, &i, &one) && str_is(one, "health"));
    assert_true(codes_next(list, &i, &one) && str_is(one, "personal"));
    assert_false(codes_next(list, &i, &one));
    assert_true(codes_have(list, "health"));
    assert_false(codes_have(list, "heal"));
    assert_false(codes_have(STR(""), ""));
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(as_the_shared_codebook_has_them), cmocka_unit_test(sectors_as_the_shared_codebook_has_them), cmocka_unit_test(each_word_means_its_own_code), cmocka_unit_test(codes_in_one_text)};
    return cmocka_run_group_tests_name("codebook", tests, NULL, NULL);
}
