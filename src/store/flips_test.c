/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One byte of an encrypted register is not what was written: `check` notices, wherever it is. What a changed byte of the journal
 * does is measured. By default at places of every kind on every page; DIWAN_FLIPS=all: every byte of the file.
 */
#include "store/sqlite_priv.h"
#include "store/testing.h"

#if DIWAN_ENCRYPTION
enum { PAGE = 8192, TAG_AT = PAGE - 64, NONCE_AT = PAGE - 32, HEAD_CLEAR = 24, TASKS = 6 };

struct bytes {
    unsigned char *p;
    size_t n;
};

/* The key itself, so that no test waits for Argon2id. */
static bool give_key(void *arg, const struct key_question *q, struct key_answer *out, struct err *e)
{
    (void)q, (void)e;
    unsigned char key[MASTER_KEY_BYTES];
    memset(key, arg ? 7 : 8, sizeof key);
    *out = (struct key_answer){KEY_IS_MASTER, secret_of(key, sizeof key)};
    return true;
}
static const struct key_source keys = {give_key, (void *)1}, other_keys = {give_key, NULL};

static struct bytes file_read(const char *path)
{
    FILE *f = fopen(path, "rb");
    assert_non_null(f);
    assert_int_equal(fseek(f, 0, SEEK_END), 0);
    struct bytes b = {.n = (size_t)ftell(f)};
    rewind(f);
    b.p = mem_get(b.n + 1);
    assert_int_equal(fread(b.p, 1, b.n, f), b.n);
    fclose(f);
    return b;
}

static void byte_put(const char *path, size_t at, unsigned char byte)
{
    int fd = open(path, O_WRONLY | O_CLOEXEC);
    assert_int_equal(pwrite(fd, &byte, 1, (off_t)at), 1);
    close(fd);
}

static bool big_audit(struct store *s, void *arg, struct err *e)
{
    (void)arg;
    static char text[30000];
    memset(text, 'a', sizeof text);
    for (int i = 0; i < 10; i++)
        if (!store_audit(s, "add", (struct str){text, sizeof text}, e))
            return false;
    return true;
}

static bool no_audit(struct store *s, void *arg, struct err *e)
{
    (void)arg;
    return store_do(s, "DELETE FROM audit", WITH_NOTHING, e);
}

/* A register with imports and with free pages, closed. */
static const char *register_made(void **state)
{
    struct err e = {0};
    struct store *s = NULL;
    const char *path = in_folder(state, "s.diwan");
    assert_fine(store_make(path, REGISTER_ENCRYPTED, &keys, STR("Selmara"), &e), e);
    assert_fine(store_open_keyed(path, STORE_WRITE, &keys, &s, &e), e);
    small_import(s, {1, 10}, {2, 20});
    small_import(s, {1, 11});
    assert_fine(store_task(s, big_audit, NULL, &e) && store_task(s, no_audit, NULL, &e), e);
    assert_true(number(s, "SELECT freelist_count FROM pragma_freelist_count") > 20);
    store_close(&s);
    return path;
}

enum verdict { SOUND, REFUSED, REPORTED };
static enum verdict look(const char *path, struct err *e)
{
    struct store *s = NULL;
    struct buf lines CLEANUP(buf_end) = {0};
    int64_t problems = 0;
    *e = (struct err){0};
    if (!store_open_keyed(path, STORE_READ, &keys, &s, e))
        return REFUSED;
    bool examined = store_check(s, &lines, &problems, e);
    store_close(&s);
    return !examined ? REFUSED : problems ? REPORTED : SOUND;
}

/* Fails the test unless the change is noticed; then puts the byte back. */
static enum verdict flip(const char *path, const struct bytes *whole, size_t at, unsigned char change, struct err *e)
{
    byte_put(path, at, whole->p[at] ^ change);
    enum verdict v = look(path, e);
    byte_put(path, at, whole->p[at]);
    if (v == SOUND)
        fail_msg("byte %zu of %zu (page %zu, at %zu) changed by %02x: not noticed", at, whole->n, at / PAGE + 1, at % PAGE, change);
    if (v == REFUSED && (e->code == ERR_NONE || e->text[0] == '\0'))
        fail_msg("byte %zu: refused without a sentence", at);
    return v;
}

static bool all_wanted(void)
{
    return str_is(str_of(getenv("DIWAN_FLIPS")), "all");
}

static bool worth_a_flip(size_t at)
{
    static const size_t places[] = {0, 1, 7, 100, PAGE / 2, TAG_AT - 1, TAG_AT, TAG_AT + 17, NONCE_AT - 1, NONCE_AT, NONCE_AT + 17, PAGE - 1};
    if (all_wanted() || at < 100)
        return true;
    bool in_part = getenv("DIWAN_SANITIZED"); /* of each page beyond the first ones a place, each place on some */
    for (size_t i = 0; i < ARRAY_LEN(places); i++)
        if (at % PAGE == places[i])
            return !in_part || at / PAGE < 8 || at / PAGE % ARRAY_LEN(places) == i;
    return false;
}

static void every_page(void **state)
{
    const char *path = register_made(state);
    struct bytes whole = file_read(path);
    struct err e = {0};
    size_t flips = 0, reported = 0;
    assert_int_equal(look(path, &e), SOUND);
    assert_int_equal(whole.n % PAGE, 0);
    for (size_t at = 0; at < whole.n; at++) {
        if (!worth_a_flip(at))
            continue;
        reported += flip(path, &whole, at, at % 3 ? 0x01 : 0xff, &e) == REPORTED;
        flips++;
        if (at < PAGE && !strstr(e.text, "damaged"))
            fail_msg("byte %zu: \"%s\" does not say that the register is damaged", at, e.text);
    }
    struct bytes after = file_read(path);
    assert_int_equal(after.n, whole.n);
    assert_memory_equal(after.p, whole.p, whole.n);
    print_message("# %zu of %zu bytes (%zu pages) changed one after another: all noticed, %zu told by check and %zu refused at once\n", flips,
        whole.n, whole.n / PAGE, reported, flips - reported);
    free(whole.p);
    free(after.p);
}

/* The first 24 bytes are readable and no part of a page's tag: each bit of each of them; in the long run each value. */
static void every_bit_of_the_head(void **state)
{
    const char *path = register_made(state);
    struct bytes whole = file_read(path);
    size_t misnamed = 0;
    for (size_t at = 0; at < HEAD_CLEAR; at++)
        for (unsigned change = 1; change < 256; change = all_wanted() ? change + 1 : change * 2) {
            struct err e = {0};
            assert_int_equal(flip(path, &whole, at, (unsigned char)change, &e), REFUSED);
            misnamed += !strstr(e.text, "damaged");
        }
    if (misnamed > 3) /* a checksum of 16 bits fits by chance once in 65536 */
        fail_msg("%zu changes of the head are not called damage", misnamed);
    free(whole.p);
}

/* A page that stands in another's place has a tag that fits, but not there. */
static void pages_exchanged(void **state)
{
    const char *path = register_made(state);
    struct bytes whole = file_read(path);
    struct err e = {0};
    for (size_t page = 1; page + 1 < whole.n / PAGE; page++) {
        for (size_t i = 0; i < PAGE; i++)
            if (whole.p[page * PAGE + i] != whole.p[(page + 1) * PAGE + i])
                byte_put(path, page * PAGE + i, whole.p[(page + 1) * PAGE + i]);
        if (look(path, &e) == SOUND)
            fail_msg("page %zu in the place of page %zu: not noticed", page + 2, page + 1);
        file_write(path, whole.p, whole.n);
    }
    free(whole.p);
}

static bool fact_task(struct store *s, void *arg, struct err *e)
{
    int *n = arg;
    char text[16];
    snprintf(text, sizeof text, "%d", *n);
    return store_fact_set(s, "step", str_of(text), e);
}

static int step_of(const char *path, struct err *e)
{
    struct store *s = NULL;
    struct arena a = {0};
    struct str value = {0};
    int64_t step = -1;
    if (!store_open_keyed(path, STORE_READ, &keys, &s, e))
        return -1;
    if (store_fact(s, "step", &a, &value, e))
        str_to_int(value, &step);
    arena_end(&a);
    store_close(&s);
    return (int)step;
}

/*
 * The journal is a list of commits with checksums that anybody can work out. A byte that is changed in it ends the list there: what was
 * committed behind it, since the register was last written, is as if it had never been. That goes unnoticed, and this counts it.
 */
static void the_journal(void **state)
{
    const char *path = register_made(state), *copy = in_folder(state, "copy.diwan");
    struct err e = {0};
    struct store *s = NULL;
    char wal[700], copied_wal[700];
    snprintf(wal, sizeof wal, "%s-wal", path);
    snprintf(copied_wal, sizeof copied_wal, "%s-wal", copy);
    assert_fine(store_open_keyed(path, STORE_WRITE, &keys, &s, &e), e);
    for (int n = 1; n <= TASKS; n++)
        assert_fine(store_task(s, fact_task, &n, &e), e);
    struct bytes whole = file_read(path), journal = file_read(wal);
    store_close(&s);
    size_t flips = 0, kept = 0, noticed = 0, lost[TASKS + 1] = {0};
    size_t step = all_wanted() ? 7 : 211;
    for (size_t at = 0; at < journal.n; at += step, flips++) {
        file_write(copy, whole.p, whole.n);
        file_write(copied_wal, journal.p, journal.n);
        byte_put(copied_wal, at, journal.p[at] ^ 0x01);
        enum verdict v = look(copy, &e);
        int reached = v == SOUND ? step_of(copy, &e) : -1;
        noticed += v != SOUND;
        kept += reached == TASKS;
        if (v == SOUND && (reached < -1 || reached > TASKS))
            fail_msg("byte %zu of the journal: step %d was never there", at, reached);
        if (v == SOUND && reached < TASKS)
            lost[MAX_OF(reached, 0)]++;
    }
    assert_true(kept < flips); /* else nothing was tested */
    print_message("# journal of %zu bytes, %zu changed one after another: %zu noticed, %zu without effect; whole commits lost without a word in", journal.n,
        flips, noticed, kept);
    for (int n = 0; n < TASKS; n++)
        print_message(" %zu (up to commit %d)", lost[n], n);
    print_message("; never half a commit, never another value\n");
    free(whole.p);
    free(journal.p);
}

/* Three different sentences. */
static void key_damage_or_no_register(void **state)
{
    const char *path = register_made(state), *letter = in_folder(state, "letter.diwan");
    struct bytes whole = file_read(path);
    struct store *s = NULL;
    struct err e = {0};
    assert_fails(store_open_keyed(path, STORE_READ, &other_keys, &s, &e), e, ERR_DENIED, "nothing was opened");
    byte_put(path, 5000, whole.p[5000] ^ 1);
    assert_fails(store_open_keyed(path, STORE_READ, &keys, &s, &e), e, ERR_STORE, "damaged");
    file_write(letter, "Dear friends, this is a letter and no register at all, however long it may go on.", 80);
    assert_fails(store_open_keyed(letter, STORE_READ, &keys, &s, &e), e, ERR_INPUT, "not a register");
    assert_fails(store_open(path, STORE_READ, &s, &e), e, ERR_DENIED, "encrypted"); /* nobody to ask */
    free(whole.p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(name, folder_begin, folder_end)
        TEST(every_page), TEST(every_bit_of_the_head), TEST(pages_exchanged), TEST(the_journal), TEST(key_damage_or_no_register),
    };
    return cmocka_run_group_tests_name("flips", tests, NULL, NULL);
}
#else
int main(void)
{
    printf("1..0 # SKIP this Diwan is built without encryption: `make cipher` fetches what it needs\n");
    return 0;
}
#endif
