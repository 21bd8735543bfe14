/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Encrypted registers: what opens them, what does not, and what a file, its copy and its journal show. */
#include "store/testing.h"
#include <errno.h>
#include <sodium.h>
#include <sys/wait.h>

static const char secret_word[] = "PLANTED Nahrisa 0770 123 4567 \xd8\xb3\xd8\xb1";

/* ---- somebody who knows passphrases ---- */

struct asker {
    const char *open, *made; /* what is answered to each purpose */
    bool master; /* they are master keys of 32 letters: no Argon2id, for tests that open many times */
    int asked;
    unsigned char salt[REGISTER_SALT_BYTES];
};

static bool ask(void *arg, const struct key_question *q, struct key_answer *out, struct err *e)
{
    struct asker *a = arg;
    const char *say = q->purpose == KEY_TO_OPEN ? a->open : a->made;
    a->asked++;
    memcpy(a->salt, q->salt, sizeof a->salt);
    if (!say)
        return err_set(e, ERR_STOPPED, "nobody answered");
    *out = (struct key_answer){a->master ? KEY_IS_MASTER : KEY_IS_PASSPHRASE, secret_of(say, strlen(say))};
    return true;
}

static struct key_source by(struct asker *a)
{
    return (struct key_source){ask, a};
}

static const char first_key[] = "0123456789abcdefghijklmnopqrstuv", other_key[] = "vutsrqponmlkjihgfedcba9876543210";

static struct asker knows(const char *passphrase)
{
    return (struct asker){.open = passphrase, .made = passphrase, .master = passphrase == first_key || passphrase == other_key};
}

/* A register with the secret word in it, and some of it deleted again. */
static bool plant(struct store *s, void *arg, struct err *e)
{
    (void)arg;
    for (int64_t i = 10; i < 400; i++) {
        struct buf b CLEANUP(buf_end) = {0};
        buf_f(&b, "%s %" PRId64 " padding padding padding padding padding", secret_word, i);
        if (!store_do(s, "INSERT INTO wording (id, text) VALUES ($1, $2)", WITH(bind_int(i), bind_text(buf_view(&b))), e))
            return false;
    }
    return true;
}

static bool thin(struct store *s, void *arg, struct err *e)
{
    (void)arg;
    return store_do(s, "DELETE FROM wording WHERE id >= 200", WITH_NOTHING, e);
}

static const char *planted(void **state, const char *name, const char *passphrase)
{
    struct err e = {0};
    struct asker a = knows(passphrase);
    struct key_source keys = by(&a);
    const char *path = in_folder(state, name);
    struct store *s = NULL;
    assert_fine(passphrase ? store_make(path, REGISTER_ENCRYPTED, &keys, STR("Selmara"), &e) : store_new(path, STR("Selmara"), &e), e);
    assert_fine(store_open_keyed(path, STORE_WRITE, &keys, &s, &e), e);
    assert_int_equal(store_is_open_data(s), passphrase == NULL);
    assert_fine(store_task(s, plant, NULL, &e), e);
    store_close(&s);
    return path;
}

static int64_t words_left(const char *path, const char *passphrase, struct err *e)
{
    struct asker a = knows(passphrase);
    struct key_source keys = by(&a);
    struct store *s CLEANUP(store_close) = NULL;
    int64_t n = -1;
    if (!store_open_keyed(path, STORE_READ, &keys, &s, e) ||
        !store_int(s, "SELECT count(*) FROM wording WHERE text LIKE '%PLANTED%'", WITH_NOTHING, 0, &n, e))
        return -1;
    return n;
}

/* Does any file of the folder hold the word? */
static bool shown_in_folder(void **state, const char *word)
{
    const struct folder *f = *state;
    DIR *d = opendir(f->path);
    bool found = false;
    for (struct dirent *entry; (entry = readdir(d));) {
        char name[900];
        snprintf(name, sizeof name, "%s/%s", f->path, entry->d_name);
        struct buf all CLEANUP(buf_end) = {0};
        FILE *file = fopen(name, "rb");
        char piece[65536];
        for (size_t n; file && (n = fread(piece, 1, sizeof piece, file)) > 0;)
            buf_add(&all, piece, n);
        if (file)
            fclose(file);
        found |= all.n && memmem(all.p, all.n, word, strlen(word)) != NULL;
    }
    closedir(d);
    return found;
}

static int skip_without(void)
{
    if (store_can_encrypt() && !test_on_server())
        return 0;
    print_message("skipped: this build has no encryption, or the registers of this run are on a server\n");
    return 1;
}

/* ---- opening ---- */

static void only_its_passphrase_opens(void **state)
{
    if (skip_without())
        return;
    struct err e = {0};
    const char *path = planted(state, "a.diwan", "five quiet rivers under snow");
    assert_int_equal(words_left(path, "five quiet rivers under snow", &e), 390);
    static const char *const wrong[] = {"five quiet rivers under snov", "", "five quiet rivers under snow ", "Five quiet rivers under snow"};
    for (size_t i = 0; i < ARRAY_LEN(wrong); i++) {
        assert_fails(words_left(path, wrong[i], &e) >= 0, e, ERR_DENIED, "not the passphrase");
    }
    struct store *s = NULL;
    assert_fails(store_open(path, STORE_READ, &s, &e), e, ERR_DENIED, "encrypted");
    const char *same = planted(state, "b.diwan", "five quiet rivers under snow");
    struct asker a = knows("five quiet rivers under snow"), b = knows("five quiet rivers under snow");
    struct key_source keys = by(&a), others = by(&b);
    assert_fine(store_open_keyed(path, STORE_READ, &keys, &s, &e), e);
    struct secret master = secret_of(store_master(s)->p, store_master(s)->n);
    store_close(&s);
    assert_fine(store_open_keyed(same, STORE_READ, &others, &s, &e), e);
    assert_memory_not_equal(master.p, store_master(s)->p, master.n); /* one passphrase, two keys */
    secret_end(&master);
    store_close(&s);
}

static bool answer_master(void *arg, const struct key_question *q, struct key_answer *out, struct err *e)
{
    (void)q, (void)e;
    *out = (struct key_answer){KEY_IS_MASTER, secret_of(arg, MASTER_KEY_BYTES)};
    return true;
}

static void its_master_key_opens(void **state)
{
    if (skip_without())
        return;
    struct err e = {0};
    const char *path = planted(state, "a.diwan", "five quiet rivers under snow");
    struct asker a = knows("five quiet rivers under snow");
    struct key_source keys = by(&a), own;
    struct store *s = NULL, *again = NULL;
    assert_fine(store_open_keyed(path, STORE_READ, &keys, &s, &e), e);
    unsigned char master[MASTER_KEY_BYTES];
    memcpy(master, store_master(s)->p, sizeof master);
    assert_memory_equal(store_salt(s), a.salt, REGISTER_SALT_BYTES);
    assert_fine(store_open_again(s, STORE_READ, &again, &e), e);
    store_close(&again);
    store_close(&s);
    own = (struct key_source){answer_master, master};
    assert_fine(store_open_keyed(path, STORE_WRITE, &own, &s, &e), e);
    store_close(&s);
    master[7] ^= 1;
    assert_fails(store_open_keyed(path, STORE_WRITE, &own, &s, &e), e, ERR_DENIED, "another register");
}

/* ---- what shows ---- */

static void nothing_shows(void **state)
{
    if (skip_without())
        return;
    struct err e = {0};
    struct asker a = knows("five quiet rivers under snow");
    struct key_source keys = by(&a);
    const char *path = planted(state, "a.diwan", "five quiet rivers under snow");
    struct store *s = NULL;
    assert_fine(store_open_keyed(path, STORE_WRITE, &keys, &s, &e), e);
    assert_fine(store_task(s, thin, NULL, &e), e);
    assert_true(file_there(path, "-wal")); /* while it is open */
    assert_false(shown_in_folder(state, "PLANTED"));
    assert_false(shown_in_folder(state, "SQLite format"));
    assert_false(shown_in_folder(state, "CREATE TABLE"));
    store_close(&s);
    assert_fine(store_backup_keyed(path, in_folder(state, "copy.diwan"), &keys, false, NULL, &e), e);
    assert_false(shown_in_folder(state, "PLANTED"));
    assert_int_equal(words_left(in_folder(state, "copy.diwan"), "five quiet rivers under snow", &e), 190);
    planted(state, "plain.diwan", NULL);
    assert_true(shown_in_folder(state, "PLANTED")); /* the look finds what is there */
}

/* ---- damage ---- */

static void flip(const char *path, int64_t at, unsigned char with)
{
    int fd = open(path, O_RDWR);
    unsigned char byte = 0;
    assert_int_equal(pread(fd, &byte, 1, at), 1);
    byte ^= with;
    assert_int_equal(pwrite(fd, &byte, 1, at), 1);
    close(fd);
}

/* Opens and is sound? */
static bool sound(const char *path, struct err *e)
{
    struct asker a = knows(first_key);
    struct key_source keys = by(&a);
    struct store *s CLEANUP(store_close) = NULL;
    struct buf lines CLEANUP(buf_end) = {0};
    int64_t problems = 0;
    return store_open_keyed(path, STORE_READ, &keys, &s, e) && store_check(s, &lines, &problems, e) && problems == 0;
}

/* All of what is special, and one byte of each page, free ones too. */
static void a_flipped_byte_is_noticed(void **state)
{
    if (skip_without())
        return;
    struct err e = {0};
    const char *path = planted(state, "a.diwan", first_key);
    struct asker a = knows(first_key);
    struct key_source keys = by(&a);
    struct store *s = NULL;
    assert_fine(store_open_keyed(path, STORE_WRITE, &keys, &s, &e), e);
    assert_fine(store_task(s, thin, NULL, &e), e);
    int64_t free_pages = 0;
    assert_fine(store_int(s, "SELECT freelist_count FROM pragma_freelist_count", WITH_NOTHING, 0, &free_pages, &e), e);
    assert_true(free_pages > 0);
    store_close(&s);
    assert_true(sound(path, &e));
    struct stat st;
    assert_int_equal(stat(path, &st), 0);
    int64_t page = 8192, pages = st.st_size / page;
    assert_int_equal(st.st_size % page, 0);
    for (int64_t at = 0; at < 40; at++) { /* salt, what shows of the header, the first bytes of the page */
        flip(path, at, 0x01);
        if (sound(path, &e))
            fail_msg("byte %" PRId64 " was flipped, and nobody noticed", at);
        flip(path, at, 0x01);
    }
    for (int64_t i = 0; i < pages; i++) {
        int64_t at = i * page + (i * 2741 + 97) % page;
        flip(path, at, 0x80);
        if (sound(path, &e))
            fail_msg("byte %" PRId64 " of page %" PRId64 " was flipped, and nobody noticed", at % page, i + 1);
        flip(path, at, 0x80);
    }
    assert_true(sound(path, &e));
}

/* A wrong passphrase, a damaged page, and no register at all are three sentences. */
static void three_sentences(void **state)
{
    if (skip_without())
        return;
    struct err e = {0};
    const char *path = planted(state, "a.diwan", "five quiet rivers under snow");
    assert_fails(words_left(path, "five quiet rivers under rain", &e) >= 0, e, ERR_DENIED, "not the passphrase");
    flip(path, 5000, 1); /* the first page */
    assert_fails(words_left(path, "five quiet rivers under snow", &e) >= 0, e, ERR_STORE, "first page of the register is damaged");
    flip(path, 5000, 1);
    flip(path, 3, 1); /* the salt */
    assert_fails(words_left(path, "five quiet rivers under snow", &e) >= 0, e, ERR_STORE, "first bytes are damaged");
    const char *other = in_folder(state, "noise.diwan");
    unsigned char noise[3 * 8192];
    randombytes_buf(noise, sizeof noise);
    file_write(other, noise, sizeof noise);
    assert_fails(words_left(other, "five quiet rivers under snow", &e) >= 0, e, ERR_INPUT, "not a register");
}

/* ---- writing anew ---- */

static void the_key_changes(void **state)
{
    if (skip_without())
        return;
    struct err e = {0};
    const char *path = planted(state, "a.diwan", "five quiet rivers under snow");
    struct asker a = {.open = "five quiet rivers under snow", .made = "seven loud birds above sand"};
    struct key_source keys = by(&a);
    assert_int_equal(chmod(path, 0640), 0);
    assert_fine(store_rewrite(path, &keys, true, NULL, &e), e);
    assert_int_equal(a.asked, 2);
    assert_int_equal(words_left(path, "seven loud birds above sand", &e), 390);
    assert_fails(words_left(path, "five quiet rivers under snow", &e) >= 0, e, ERR_DENIED, "not the passphrase");
    struct stat st;
    assert_int_equal(stat(path, &st), 0);
    assert_int_equal(st.st_mode & 0777, 0640);
    assert_int_equal(folder_count(state), 1);
    a = (struct asker){.open = "seven loud birds above sand", .made = NULL}; /* who then gives no new one changes nothing */
    assert_fails(store_rewrite(path, &keys, true, NULL, &e), e, ERR_STOPPED, "nobody answered");
    assert_int_equal(words_left(path, "seven loud birds above sand", &e), 390);
    a = (struct asker){.open = "seven loud birds above sand", .made = "seven loud birds above sand"};
    assert_fails(store_rewrite(path, &keys, true, NULL, &e), e, ERR_DENIED, "has already");
    a = knows("something else altogether");
    assert_fails(store_rewrite(path, &keys, true, NULL, &e), e, ERR_DENIED, "not the passphrase");
    const char *plain = planted(state, "plain.diwan", NULL);
    assert_fails(store_rewrite(plain, &keys, true, NULL, &e), e, ERR_DENIED, "no key that could be changed");
}

/* What was deleted is in no page any more, of an encrypted register (asked of its pages) as of an open one (its bytes). */
static void nothing_deleted_is_left(void **state)
{
    if (test_on_server())
        return;
    struct err e = {0};
    struct asker a = knows("five quiet rivers under snow");
    struct key_source keys = by(&a);
    for (int encrypted = 0; encrypted < 2; encrypted++) {
        if (encrypted && !store_can_encrypt())
            break;
        const char *path = planted(state, encrypted ? "b.diwan" : "a.diwan", encrypted ? a.open : NULL);
        struct store *s = NULL;
        assert_fine(store_open_keyed(path, STORE_WRITE, &keys, &s, &e), e);
        assert_fine(store_task(s, thin, NULL, &e), e);
        store_close(&s);
        assert_fine(store_rewrite(path, &keys, false, NULL, &e), e);
        assert_fine(store_open_keyed(path, STORE_WRITE, &keys, &s, &e), e);
        int64_t n = -1;
        assert_fine(store_int(s, "SELECT freelist_count FROM pragma_freelist_count", WITH_NOTHING, 0, &n, &e), e);
        assert_int_equal(n, 0);
        assert_fine(store_int(s, "SELECT count(*) FROM wording", WITH_NOTHING, 0, &n, &e), e);
        assert_int_equal(n, 190);
        if (encrypted) {
            assert_fine(store_int(s, "SELECT count(*) FROM sqlite_dbpage('main') WHERE instr(data, CAST('4567 ' || char(1587, 1585) || ' 2' AS "
                "BLOB)) > 0 OR instr(data, CAST('4567 ' || char(1587, 1585) || ' 3' AS BLOB)) > 0", WITH_NOTHING, 0, &n, &e), e);
            assert_int_equal(n, 1); /* the twenties, which stand on the page of the others that are kept */
        }
        struct buf lines CLEANUP(buf_end) = {0};
        assert_fine(store_check(s, &lines, &n, &e), e);
        assert_int_equal(lines.n, 0);
        store_close(&s);
    }
    assert_false(shown_in_folder(state, "\xd8\xb3\xd8\xb1 200 padding"));
    assert_false(shown_in_folder(state, "\xd8\xb3\xd8\xb1 399 padding"));
    assert_true(shown_in_folder(state, "\xd8\xb3\xd8\xb1 199 padding"));
}

static void not_while_another_looks(void **state)
{
    if (skip_without())
        return;
    struct err e = {0};
    struct asker a = {.open = "five quiet rivers under snow", .made = "seven loud birds above sand"};
    struct key_source keys = by(&a);
    const char *path = planted(state, "a.diwan", a.open);
    struct store *s = NULL;
    assert_fine(store_open_keyed(path, STORE_READ, &keys, &s, &e), e);
    assert_fails(store_rewrite(path, &keys, true, NULL, &e), e, ERR_STORE, "another program has this register open");
    store_close(&s);
    assert_int_equal(words_left(path, a.open, &e), 390);
    assert_int_equal(folder_count(state), 1);
    assert_fine(store_rewrite(path, &keys, true, NULL, &e), e);
}

/* While somebody types the passphrase, others write the register anew and go on with it: the one that has the name then is opened,
 * and what was committed to its journal stays. */
static const char *replaced_meanwhile;
static pid_t goes_on;

static bool add_word(struct store *s, void *arg, struct err *e)
{
    return store_do(s, "INSERT INTO wording (id, text) VALUES ($1, 'PLANTED later')", WITH(bind_int(*(int64_t *)arg)), e);
}

static bool ask_slowly(void *arg, const struct key_question *q, struct key_answer *out, struct err *e)
{
    struct asker *a = arg;
    if (q->purpose == KEY_TO_OPEN && a->asked == 0) {
        int ready[2];
        char byte = 0;
        assert_int_equal(pipe(ready), 0);
        goes_on = fork();
        if (goes_on == 0) {
            struct asker own = knows(first_key);
            struct key_source keys = by(&own);
            struct store *s = NULL;
            struct err why = {0};
            int64_t id = 900;
            bool done = store_rewrite(replaced_meanwhile, &keys, false, NULL, &why) && store_open_keyed(replaced_meanwhile, STORE_WRITE, &keys, &s, &why) &&
                        store_task(s, add_word, &id, &why);
            if (write(ready[1], done ? "y" : "n", 1) == 1)
                pause(); /* with the register open, so that its journal stays */
            _exit(1);
        }
        assert_int_equal(read(ready[0], &byte, 1), 1);
        assert_int_equal(byte, 'y');
        close(ready[0]);
        close(ready[1]);
    }
    return ask(arg, q, out, e);
}

static void written_anew_while_asked(void **state)
{
    if (skip_without())
        return;
    for (int rewrites = 0; rewrites < 2; rewrites++) {
        struct err e = {0};
        const char *path = planted(state, rewrites ? "b.diwan" : "a.diwan", first_key);
        struct asker a = {.open = first_key, .made = other_key, .master = true};
        struct key_source slow = {ask_slowly, &a};
        struct store *s = NULL;
        replaced_meanwhile = path;
        if (rewrites) /* it waits for the other, then gives up */
            assert_fails(store_rewrite(path, &slow, true, NULL, &e), e, ERR_STORE, "another program has this register open");
        else {
            int64_t n = 0;
            assert_fine(store_open_keyed(path, STORE_WRITE, &slow, &s, &e), e);
            assert_fine(store_int(s, "SELECT count(*) FROM wording WHERE id = 900", WITH_NOTHING, 0, &n, &e), e);
            assert_int_equal(n, 1);
            store_close(&s);
        }
        kill(goes_on, SIGKILL);
        waitpid(goes_on, NULL, 0);
        assert_int_equal(words_left(path, first_key, &e), 391);
        assert_true(sound(path, &e));
    }
}

/* Only what a killed rewriting left is cleared away, and no file that only begins like it. */
static void others_files_stay(void **state)
{
    if (skip_without())
        return;
    struct err e = {0};
    const char *path = planted(state, "a.diwan", first_key);
    struct asker a = {.open = first_key, .made = other_key, .master = true};
    struct key_source keys = by(&a);
    static const char *const stay[] = {".new-2026.diwan", ".new-copy", ".new-0123456", ".new-012345678", ".new-01234567.diwan"}, *const go[] = {".new-01234567", ".new-89abcdef-wal"};
    char name[700];
    for (size_t i = 0; i < ARRAY_LEN(stay); i++)
        snprintf(name, sizeof name, "%s%s", path, stay[i]), file_write(name, "theirs", 6);
    for (size_t i = 0; i < ARRAY_LEN(go); i++)
        snprintf(name, sizeof name, "%s%s", path, go[i]), file_write(name, "left", 4);
    snprintf(name, sizeof name, "%s.link", path);
    assert_int_equal(link(path, name), 0);
    assert_fails(store_rewrite(path, &keys, true, NULL, &e), e, ERR_STORE, "hard link");
    assert_int_equal(words_left(path, first_key, &e), 390);
    assert_int_equal(unlink(name), 0);
    assert_fine(store_rewrite(path, &keys, true, NULL, &e), e);
    for (size_t i = 0; i < ARRAY_LEN(stay); i++)
        assert_true(file_there(path, stay[i]));
    for (size_t i = 0; i < ARRAY_LEN(go); i++)
        assert_false(file_there(path, go[i]));
}

/* Killed at any moment of it: exactly one of both passphrases opens, all is there, and the next one clears away what was left. */
static void killed_meanwhile(void **state)
{
    if (skip_without())
        return;
    struct err e = {0};
    const char *path = planted(state, "a.diwan", first_key);
    const char *now = first_key, *next = other_key;
    for (int i = 0; i < 60; i++) {
        pid_t child = fork();
        if (child == 0) {
            struct asker a = {.open = now, .made = next, .master = true};
            struct key_source keys = by(&a);
            _exit(store_rewrite(path, &keys, true, NULL, &e) ? 0 : 1);
        }
        nanosleep(&(struct timespec){.tv_nsec = i * 700000L}, NULL);
        kill(child, SIGKILL);
        waitpid(child, NULL, 0);
        int64_t old = words_left(path, now, &e), new = words_left(path, next, &e);
        assert_true((old == 390 && new == -1) || (old == -1 && new == 390));
        if (new == 390) {
            const char *was = now;
            now = next;
            next = was;
        }
    }
    struct asker a = {.open = now, .made = next, .master = true};
    struct key_source keys = by(&a);
    assert_fine(store_rewrite(path, &keys, true, NULL, &e), e);
    assert_int_equal(folder_count(state), 1);
    struct store *s = NULL;
    a.open = next;
    assert_fine(store_open_keyed(path, STORE_WRITE, &keys, &s, &e), e);
    assert_true(file_there(path, "-wal")); /* the journal that registers have */
    store_close(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(only_its_passphrase_opens, folder_begin, folder_end),
        cmocka_unit_test_setup_teardown(its_master_key_opens, folder_begin, folder_end),
        cmocka_unit_test_setup_teardown(nothing_shows, folder_begin, folder_end),
        cmocka_unit_test_setup_teardown(a_flipped_byte_is_noticed, folder_begin, folder_end),
        cmocka_unit_test_setup_teardown(three_sentences, folder_begin, folder_end),
        cmocka_unit_test_setup_teardown(the_key_changes, folder_begin, folder_end),
        cmocka_unit_test_setup_teardown(nothing_deleted_is_left, folder_begin, folder_end),
        cmocka_unit_test_setup_teardown(not_while_another_looks, folder_begin, folder_end),
        cmocka_unit_test_setup_teardown(written_anew_while_asked, folder_begin, folder_end),
        cmocka_unit_test_setup_teardown(others_files_stay, folder_begin, folder_end),
        cmocka_unit_test_setup_teardown(killed_meanwhile, folder_begin, folder_end),
    };
    return cmocka_run_group_tests_name("store key", tests, NULL, NULL);
}
