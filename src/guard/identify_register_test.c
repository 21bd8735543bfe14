/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every column of text in the schema is on the list; what stands in the tables is found, told apart and masked. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "core/embedded.h"
#include "guard/identify_register_priv.h"
#include "store/test_register.h"
#include <unistd.h>

static struct str cut(struct str *rest, char at)
{
    const char *end = memchr(rest->p, at, rest->n);
    struct str out = {rest->p, end ? (size_t)(end - rest->p) : rest->n};
    size_t step = out.n + (end != NULL);
    *rest = (struct str){rest->p + step, rest->n - step};
    return out;
}

static const struct text_column *listed(struct str table, struct str column)
{
    for (const struct text_column *c = identify_columns; c->table; c++)
        if (str_is(table, c->table) && str_is(column, c->column))
            return c;
    return NULL;
}

/* "    name TEXT NOT NULL," and "ALTER TABLE t ADD COLUMN name TEXT;" of the migrations, as this project writes them. Returns how many. */
static int columns_held(struct str sql)
{
    struct str table = STR("");
    int n = 0;
    while (sql.n) {
        struct str line = str_trim(cut(&sql, '\n')), words = line, first = cut(&words, ' '), second = cut(&words, ' '), third = cut(&words, ' ');
        if (str_is(first, "--"))
            continue;
        if (str_is(second, "TABLE"))
            table = third;
        while (line.n) {
            struct str rest = line, word = cut(&rest, ' '), next = rest;
            struct str type = str_trim(cut(&next, ' '));
            struct str name = word.n && word.p[0] == '(' ? (struct str){word.p + 1, word.n - 1} : word;
            if (str_starts(type, "TEXT") && name.n) {
                n++;
                if (!listed(table, name))
                    fail_msg("%.*s.%.*s is TEXT and not in identify_columns: say there whether it is scanned", STR_F(table), STR_F(name));
            }
            if (str_starts(word, "--"))
                break;
            line = rest;
        }
    }
    return n;
}

static void every_column_is_listed(void **state)
{
    (void)state;
    int n = 0, on_list = 0;
    for (const struct embedded *f = embedded_schema; f->name; f++)
        n += columns_held((struct str){f->data, f->size});
    for (const struct text_column *c = identify_columns; c->table; c++)
        on_list++;
    assert_int_equal(n, on_list); /* and no line of the list has lost its column */
}

/* Scanned columns are really read. */
static void every_scanned_column_is_read(void **state)
{
    (void)state;
    for (const struct text_column *c = identify_columns; c->table; c++) {
        bool read = str_is(str_of(c->table), "wording") || str_is(str_of(c->table), "incident");
        for (size_t t = 0; t < TEXT_TABLES; t++)
            for (size_t k = 0; k < TEXT_MOST && text_tables[t].columns[k]; k++)
                read = read || (strcmp(text_tables[t].name, c->table) == 0 && strcmp(text_tables[t].columns[k], c->column) == 0);
        if (c->use == TEXT_SCANNED && !read)
            fail_msg("%s.%s is to be scanned, and nobody reads it", c->table, c->column);
    }
}

/* ---- a register ---- */

static char folder[] = "/tmp/diwan-identify-XXXXXX", path[400];
static struct store *s;

static int setup(void **state)
{
    (void)state;
    struct err e = {0};
    if (!mkdtemp(folder))
        return -1;
    test_register(folder, "r.diwan", path, sizeof path);
    if (!store_new(path, STR("Report of Mr. Karwan Salih"), &e) || !store_open(path, STORE_WRITE, &s, &e))
        fprintf(stderr, "%s\n", e.text);
    return s ? 0 : -1;
}

static int teardown(void **state)
{
    (void)state;
    store_close(&s);
    if (!test_on_server())
        unlink(path);
    rmdir(folder);
    return 0;
}

static bool fill(struct store *store, void *arg, struct err *e)
{
    (void)arg;
    static const struct problem refused[] = {{PROBLEM_REFUSED, 7, {"date", 4}, {"date", 4}, {"0770 555 0101", 13}, {"a day", 5}, {"", 0}}};
    struct import own = {.file = STR("list.csv"), .layout = STR("incidents"), .source = STR("Own"), .who = STR("steward"), .time = STR("2026-01-01T00:00:00Z")};
    struct import ged = own;
    ged.layout = STR("ucdp-ged");
    ged.file = STR("ged.csv");
    return store_import_add(store, &own, refused, 1, e) && store_import_add(store, &ged, NULL, 0, e) &&
        store_do(store, "INSERT INTO source (origin, id, name, citation, licence) VALUES (1, 1, 'Own', '', '')", WITH_NOTHING, e) &&
        store_do(store, "INSERT INTO wording (id, text) VALUES (1, ''), (2, 'house of Ali Hassan'), (3, 'Forces of Omar Jasim'), (4, 'Selmara')", WITH_NOTHING, e) &&
        store_do(store, "INSERT INTO observability (origin, id, import, ended_by, line, place, judgement, said_by, reason) VALUES "
            "(1, 1, 1, NULL, 2, 'Vashta', 'none', 'team', 'ask Dr. Shirin Mahmoud'), (1, 2, 1, 1, 3, 'Vashta', 'none', 'team', 'ask Dr. Shirin Mahmoud')", WITH_NOTHING, e) &&
        store_do(store, "INSERT INTO incident (origin, id, import, line, source, source_key, digest, day_first, day_last, day_precision, latitude, longitude, place_precision, "
            "country, country_code, admin1, admin2, place_words, kind, type, side_a, side_b, side_a_kind, side_b_kind, sources, clarity, flags) VALUES "
            "(1, 1, 1, 2, 1, 'row-0770', 1, 1, 1, 1, 36.1234, 43.1, 1, 4, '', 1, 1, 2, 3, '', 1, 3, 1, 3, 1, 1, 0), "
            "(1, 2, 2, 3, 1, 'x', 2, 1, 1, 1, 36.1234, 43.1, 1, 4, '', 1, 1, 1, 3, '', 3, 1, 1, 3, 1, 1, 0), "
            "(1, 3, 2, 4, 1, 'y', 3, 1, 1, 1, 36.1234, 43.1, 1, 4, '', 1, 1, 1, 3, '', 3, 1, 1, 3, 1, 1, 0)", WITH_NOTHING, e);
}

static void looked(const struct identify_wish *wish, struct arena *a, struct identified *out)
{
    struct err e = {0};
    if (!identify_register(s, NULL, wish, a, out, &e))
        fail_msg("%s", e.text);
}

static void own_and_published_are_told_apart(void **state)
{
    (void)state;
    struct err e = {0};
    struct arena a = {0};
    struct identified x;
    if (!store_task(s, fill, NULL, &e))
        fail_msg("%s", e.text);
    looked(&(struct identify_wish){.decimals = 2, .listed = true, .kind = IDENTIFY_NAME}, &a, &x);
    assert_int_equal(x.own[IDENTIFY_NAME], 5); /* the title twice (fact and origin), the house, the reason in use and out of use; the side is known from what was published */
    assert_int_equal(x.own_used[IDENTIFY_NAME], 4); /* without the reason out of use */
    assert_int_equal(x.published[IDENTIFY_NAME], 2);
    assert_int_equal(x.own[IDENTIFY_PHONE], 1);
    assert_int_equal(x.own[IDENTIFY_POINT], 1);
    assert_int_equal(x.row_n, 5);
    assert_string_equal(x.rows[0].table, "incident");
    assert_string_equal(x.rows[0].column, "place_words");
    assert_int_equal(x.rows[0].line, 2);
    assert_true(str_is(x.rows[0].masked, "A\xE2\x80\xA6 (9)"));
    assert_true(x.rows[3].in_use && !x.rows[4].in_use);
    looked(&(struct identify_wish){.decimals = 2, .listed = true, .kind = IDENTIFY_NAME, .published = true}, &a, &x);
    assert_int_equal(x.row_n, 1); /* once, however many fields hold it */
    assert_int_equal(x.rows[0].fields, 2);
    looked(&(struct identify_wish){.decimals = 2, .import = 1}, &a, &x);
    assert_int_equal(x.own[IDENTIFY_NAME], 4); /* without the published import nobody says that the side is none */
    arena_end(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(every_column_is_listed), cmocka_unit_test(every_scanned_column_is_read),
        cmocka_unit_test(own_and_published_are_told_apart)};
    return cmocka_run_group_tests(tests, setup, teardown);
}
