/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Marks of partners: which pictures are kept, what of them, and for whom. Pictures: tests/fuzz/corpus/logo. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "agenda/agenda.h"
#include "agenda/logo.h"
#include "core/test_folder.h"
#include "store/test_register.h"
#include <unistd.h>

#define assert_fine(call, e)                                                                                           \
    do {                                                                                                               \
        if (!(call))                                                                                                   \
            fail_msg("line %d: %s", __LINE__, (e).text);                                                               \
    } while (0)

static const char *corpus;

static void picture(const char *name, struct buf *out)
{
    char path[512];
    struct file_stream in;
    struct err e = {0};
    snprintf(path, sizeof path, "%s/%s", corpus, name);
    assert_fine(file_open(path, &in, &e), e);
    assert_fine(stream_all(&in.s, 1 << 20, out, &e), e);
    file_close(&in);
}

static void which_are_kept(void **state)
{
    static const struct {
        const char *name, *why; /* NULL: kept */
        int wide, high;
    } all[] = {{"rgb.png", NULL, 12, 6}, {"palette.png", NULL, 8, 4}, {"text.png", NULL, 12, 6}, {"moves.png", "moves", 0, 0}, {"large.png", "too large", 0, 0}, {"cut.png", "cut off", 0, 0},
        {"sum.png", "damaged", 0, 0}, {"behind.png", "behind the end", 0, 0}, {"order.png", "order", 0, 0}, {"unknown.png", "not known", 0, 0}};
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(all); i++) {
        struct buf b CLEANUP(buf_end) = {0}, kept CLEANUP(buf_end) = {0};
        struct logo_pixels size = {0};
        struct err e = {0};
        picture(all[i].name, &b);
        bool read = logo_read(buf_view(&b), &size, &kept, &e);
        if (read != !all[i].why || (all[i].why && !strstr(e.text, all[i].why)))
            fail_msg("%s: %s", all[i].name, read ? "kept" : e.text);
        if (read)
            assert_true(size.wide == all[i].wide && size.high == all[i].high);
    }
}

/* What draws is kept, what tells of people is not. */
static void nothing_of_who_made_it(void **state)
{
    struct buf b CLEANUP(buf_end) = {0}, kept CLEANUP(buf_end) = {0};
    struct logo_pixels size;
    struct err e = {0};
    (void)state;
    picture("text.png", &b);
    assert_fine(logo_read(buf_view(&b), &size, &kept, &e), e);
    assert_non_null(memmem(b.p, b.n, "Somebody", 8));
    assert_null(memmem(kept.p, kept.n, "Somebody", 8));
    assert_null(memmem(kept.p, kept.n, "tIME", 4));
}

static bool partner(struct store *s, void *arg, struct err *e)
{
    (void)arg;
    return store_do(s, "INSERT INTO partner (origin, id, import, line, partner_key, language, name, title_page) VALUES (1, 1, 1, 1, 'org', 'en', 'An organisation', '')", WITH_NOTHING, e);
}

static bool invent(struct store *s, void *arg, struct err *e)
{
    (void)arg;
    return store_fact_set(s, "invented", STR("1"), e);
}

struct giving {
    const char *key;
    struct str bytes;
};

static bool give(struct store *s, void *arg, struct err *e)
{
    const struct giving *g = arg;
    return partner_logo_set(s, str_of(g->key), g->bytes, STR("Hala, steward"), (struct day){20000}, e);
}

static void for_a_partner(void **state)
{
    char folder[64], path[256];
    struct buf b CLEANUP(buf_end) = {0};
    struct store *s = NULL;
    struct agenda_book book;
    struct err e = {0};
    (void)state;
    test_folder(folder, sizeof folder, "logo");
    assert_non_null(mkdtemp(folder));
    test_register(folder, "l.diwan", path, sizeof path);
    picture("rgb.png", &b);
    struct giving good = {"org", buf_view(&b)}, nobody = {"nobody", buf_view(&b)}, bad = {"org", STR("GIF89a")}, back = {"org", STR("")};
    assert_fine(store_new(path, STR("Selmara"), &e), e);
    assert_fine(store_open(path, STORE_WRITE, &s, &e), e);
    assert_fine(store_task(s, partner, NULL, &e), e);
    assert_true(!store_task(s, give, &good, &e) && e.code == ERR_DENIED);
    assert_fine(store_task(s, invent, NULL, &e), e);
    assert_true(!store_task(s, give, &nobody, &e) && e.code == ERR_ABSENT);
    assert_true(!store_task(s, give, &bad, &e) && e.code == ERR_INPUT);
    assert_fine(store_task(s, give, &good, &e), e);
    assert_fine(agenda_read(s, &book, &e), e);
    assert_true(book.partner_n == 1 && book.partners[0].wide == 12 && str_eq(book.partners[0].logo, buf_view(&b)));
    agenda_book_end(&book);
    assert_fine(store_task(s, give, &back, &e), e);
    assert_fine(agenda_read(s, &book, &e), e);
    assert_true(book.partners[0].logo.n == 0);
    agenda_book_end(&book);
    store_close(&s);
    unlink(path);
    rmdir(folder);
}

int main(int n, char **arguments)
{
    corpus = n > 1 ? arguments[1] : "tests/fuzz/corpus/logo";
    const struct CMUnitTest tests[] = {cmocka_unit_test(which_are_kept), cmocka_unit_test(nothing_of_who_made_it), cmocka_unit_test(for_a_partner)};
    return cmocka_run_group_tests_name("agenda logo", tests, NULL, NULL);
}
