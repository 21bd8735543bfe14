/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sealed values and fields: who can open them, what is left of them in register and memory, what was changed or moved. */
#include "store/testing.h"

#include "store/seal_priv.h"
#include <sodium.h>
#include <sys/mman.h>

/* ---- planted notes: a short mark again and again, which never stands in the clear outside locked memory ---- */

enum { MASK = 0x55, MARK = 9, NOTES = 50, NOTE_BYTES = 300, PATTERN = 12 };
static const unsigned char masked_mark[MARK] = {'H' ^ MASK, 'a' ^ MASK, 'w' ^ MASK, 'd' ^ MASK, 'a' ^ MASK, 'm' ^ MASK, 'x' ^ MASK, '0' ^ MASK, '0' ^ MASK};
static volatile unsigned char mask = MASK; /* so that no compiler works the mark out beforehand */

static struct secret planted(int number)
{
    struct secret s = secret_empty(NOTE_BYTES);
    for (size_t i = 0; i < NOTE_BYTES; i++) {
        size_t at = i % PATTERN;
        s.p[i] = (unsigned char)(at < MARK ? masked_mark[at] ^ mask : at == MARK ? '0' + number / 10 : at == MARK + 1 ? '0' + number % 10 : ' ');
    }
    return s;
}

static bool holds_mark(const unsigned char *p, size_t n)
{
    for (size_t i = 0; i + MARK <= n; i++) {
        size_t k = 0;
        while (k < MARK && (p[i + k] ^ mask) == masked_mark[k])
            k++;
        if (k == MARK)
            return true;
    }
    return false;
}

/* How many pieces of this process's memory hold the mark. Shadows of sanitizers (far larger than the machine) are left out. */
static int memory_holds(void)
{
    enum { PIECE = 1 << 20 };
    unsigned char *piece = mmap(NULL, PIECE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    int mem = open("/proc/self/mem", O_RDONLY), found = 0;
    FILE *maps = fopen("/proc/self/maps", "r");
    assert_true(piece != MAP_FAILED && mem >= 0 && maps);
    char line[4200];
    size_t seen = 0;
    while (fgets(line, sizeof line, maps)) {
        char *end = NULL;
        uintptr_t from = strtoull(line, &end, 16), to = strtoull(end + 1, NULL, 16);
        if (to - from > (uintptr_t)4 << 30)
            continue;
        for (uintptr_t at = from; at < to; at += PIECE - MARK) {
            size_t n = MIN_OF(to - at, (uintptr_t)PIECE);
            if (at < (uintptr_t)piece + PIECE && at + n > (uintptr_t)piece)
                continue; /* what was copied to look at */
            ssize_t got = pread(mem, piece, n, (off_t)at);
            if (got <= 0)
                break;
            seen += (size_t)got;
            found += holds_mark(piece, (size_t)got);
            if (at + n >= to)
                break;
        }
    }
    fclose(maps);
    close(mem);
    munmap(piece, PIECE);
    assert_true(seen > 1 << 20);
    return found;
}

/* Everything the opened register holds, cell by cell, and of an encrypted file every page as it is when decrypted. */
static int register_holds(struct store *s)
{
    int found = 0;
    for (const struct copied_table *t = store_copied; t->name; t++) {
        struct err e = {0};
        struct rows *r = store_rows_(s, t->select, WITH_NOTHING);
        while (rows_next(r))
            for (size_t c = 0; t->kinds[c]; c++) {
                struct str cell = rows_text(r, (int)c);
                found += holds_mark((const unsigned char *)cell.p, cell.n);
            }
        assert_fine(rows_end(&r, &e), e);
    }
    if (!store_master(s))
        return found;
    struct err e = {0};
    int64_t pages = 0;
    struct rows *r = store_rows(s, "SELECT data FROM sqlite_dbpage('main')", WITH_NOTHING);
    for (; rows_next(r); pages++)
        found += holds_mark((const unsigned char *)rows_text(r, 0).p, rows_text(r, 0).n);
    assert_fine(rows_end(&r, &e), e);
    assert_true(pages > 20);
    return found;
}

static int files_hold(const char *path)
{
    static const char *const endings[] = {"", "-wal", "-shm"};
    int found = 0;
    for (size_t i = 0; !test_on_server() && i < ARRAY_LEN(endings); i++) {
        char name[700];
        struct file_stream f;
        struct err e = {0};
        snprintf(name, sizeof name, "%s%s", path, endings[i]);
        if (!file_open(name, &f, &e))
            continue;
        struct buf all CLEANUP(buf_end) = {0};
        assert_fine(stream_all(&f.s, SIZE_MAX / 4, &all, &e), e);
        file_close(&f);
        found += holds_mark((const unsigned char *)all.p, all.n);
    }
    return found;
}

/* ---- a register with stewards ---- */

struct deed { /* one change, in a task of its own */
    enum { ADD = 1, END, SEAL, AGAIN, ERASE, ABOUT_INCIDENT, ABOUT_PLACE, NOTE_ERASE, GONE, SQL, AUDIT } what;
    const char *name;
    const struct steward_key *key;
    int64_t number, out;
    struct sealed_at at;
    const struct secret *plain;
};

static bool deed_do(struct store *s, void *arg, struct err *e)
{
    struct deed *d = arg;
    switch (d->what) {
    case ADD: return steward_add(s, str_of(d->name), &d->key->public, &d->out, e);
    case END: return steward_end(s, d->number, e);
    case SEAL: return seal_field(s, &d->at, d->plain, e);
    case AGAIN: return seal_again(s, d->key, NULL, &d->out, e);
    case ERASE: return seal_erase(s, d->at.thing, d->at.origin, d->at.id, &d->out, e);
    case ABOUT_INCIDENT: return note_add_incident(s, d->number, d->plain, &d->out, e);
    case ABOUT_PLACE: return note_add_place(s, str_of(d->name), d->plain, &d->out, e);
    case NOTE_ERASE: return note_erase(s, d->number, e);
    case GONE: return note_erase_gone(s, &d->out, e);
    case SQL: return store_do_(s, d->name, WITH_NOTHING, e);
    case AUDIT: return store_audit(s, "test", (struct str){(const char *)d->plain->p, d->plain->n}, e);
    }
    return false;
}

static bool deed(struct store *s, struct deed *d, struct err *e)
{
    return store_task(s, deed_do, d, e);
}

static void sql(struct store *s, const char *text)
{
    struct err e = {0};
    assert_fine(deed(s, &(struct deed){.what = SQL, .name = text}, &e), e);
}

static struct steward_key pair(const char *name)
{
    struct err e = {0};
    struct steward_key k = {0};
    assert_fine(steward_key_new(str_of(name), &k, &e), e);
    return k;
}

static int64_t add(struct store *s, const struct steward_key *k)
{
    struct err e = {0};
    struct deed d = {.what = ADD, .name = k->name, .key = k};
    assert_fine(deed(s, &d, &e), e);
    return d.out;
}

static struct sealed_at contact(int64_t id)
{
    return (struct sealed_at){"contact", 1, id, "name"};
}

static void seal_planted(struct store *s, int from, int to)
{
    struct err e = {0};
    for (int i = from; i < to; i++) {
        struct secret plain CLEANUP(secret_end) = planted(i);
        assert_fine(deed(s, &(struct deed){.what = SEAL, .at = contact(i + 1), .plain = &plain}, &e), e);
    }
}

static int opened(struct store *s, const struct steward_key *k, int from, int to)
{
    int n = 0;
    for (int i = from; i < to; i++) {
        struct err e = {0};
        struct secret got CLEANUP(secret_end) = {0}, plain CLEANUP(secret_end) = planted(i);
        struct sealed_at at = contact(i + 1);
        if (!seal_open(s, &at, k, &got, &e)) {
            assert_int_equal(e.code, ERR_DENIED);
            continue;
        }
        assert_int_equal(got.n, plain.n);
        assert_int_equal(sodium_memcmp(got.p, plain.p, plain.n), 0);
        n++;
    }
    return n;
}

static uint64_t sealed_digest(struct store *s)
{
    struct err e = {0};
    uint64_t h = 1;
    struct rows *r = store_rows(s, "SELECT id, content, time, who FROM sealed ORDER BY id", WITH_NOTHING);
    while (rows_next(r))
        for (int c = 0; c < 4; c++) {
            struct str t = rows_text(r, c);
            h = hash_64(t.p, t.n, h);
        }
    assert_fine(rows_end(&r, &e), e);
    return h;
}

/* ---- values as bytes ---- */

static void made_value(struct steward_key keys[3], struct buf *out)
{
    struct err e = {0};
    struct steward_public to[3];
    for (size_t i = 0; i < 3; i++) {
        keys[i] = pair("Dana");
        to[i] = keys[i].public;
    }
    struct secret plain CLEANUP(secret_end) = planted(7);
    assert_fine(sealed_value_make(to, 3, STR("here"), &plain, out, &e), e);
}

static void keys_end(struct steward_key *keys, size_t n)
{
    for (size_t i = 0; i < n; i++)
        steward_key_end(&keys[i]);
}

static void value_opens_to_each_and_nobody_else(void **state)
{
    (void)state;
    struct steward_key keys[3], other = pair("Rebin");
    struct buf value CLEANUP(buf_end) = {0};
    made_value(keys, &value);
    struct err e = {0};
    for (size_t i = 0; i < 3; i++) {
        struct secret got CLEANUP(secret_end) = {0}, plain CLEANUP(secret_end) = planted(7);
        assert_fine(sealed_value_open(buf_view(&value), STR("here"), &keys[i], &got, &e), e);
        assert_true(got.n == plain.n && sodium_memcmp(got.p, plain.p, plain.n) == 0);
    }
    struct secret got = {0};
    assert_fails(sealed_value_open(buf_view(&value), STR("there"), &keys[0], &got, &e), e, ERR_STORE, "brought here from another");
    assert_fails(sealed_value_open(buf_view(&value), STR("here"), &other, &got, &e), e, ERR_DENIED, "not sealed to this");
    struct steward_key half = other; /* the public half of a true steward with another secret */
    half.public = keys[0].public;
    assert_fails(sealed_value_open(buf_view(&value), STR("here"), &half, &got, &e), e, ERR_STORE, "does not open");
    assert_null(got.p);
    steward_key_end(&other);
    keys_end(keys, 3);
}

static void no_byte_can_be_cut_added_or_changed(void **state)
{
    (void)state;
    struct steward_key keys[3];
    struct buf value CLEANUP(buf_end) = {0};
    made_value(keys, &value);
    struct secret got = {0};
    struct err e = {0};
    for (size_t n = 0; n < value.n; n++) {
        char *cut = mem_get(n ? n : 1); /* memory of exactly this size: one step beyond is noticed */
        memcpy(cut, value.p, n);
        assert_fails(sealed_value_open((struct str){cut, n}, STR("here"), &keys[0], &got, &e), e, ERR_STORE, "backup");
        free(cut);
    }
    for (size_t i = 0; i < value.n; i++)
        for (int bit = 0; bit < 8; bit++) {
            value.p[i] = (char)(value.p[i] ^ 1 << bit);
            assert_false(sealed_value_open(buf_view(&value), STR("here"), &keys[1], &got, &e));
            assert_null(got.p);
            value.p[i] = (char)(value.p[i] ^ 1 << bit);
        }
    buf_char(&value, 0);
    assert_fails(sealed_value_open(buf_view(&value), STR("here"), &keys[0], &got, &e), e, ERR_STORE, "damaged");
    keys_end(keys, 3);
}

static size_t sealed_size(const struct steward_public *to, size_t n, size_t plain_n)
{
    struct err e = {0};
    struct buf value CLEANUP(buf_end) = {0};
    struct secret plain CLEANUP(secret_end) = secret_empty(plain_n);
    assert_fine(sealed_value_make(to, n, STR(""), &plain, &value, &e), e);
    return value.n;
}

static void sizes_say_little(void **state)
{
    (void)state;
    struct steward_key k = pair("Dana");
    struct err e = {0};
    size_t one = sealed_size(&k.public, 1, 1);
    assert_int_equal(sealed_size(&k.public, 1, 300), one);
    assert_int_equal(sealed_size(&k.public, 1, SEALED_STEP - 1), one);
    assert_int_equal(sealed_size(&k.public, 1, SEALED_STEP), one + SEALED_STEP);
    struct buf value CLEANUP(buf_end) = {0};
    struct secret most CLEANUP(secret_end) = secret_empty(SEALED_PLAIN_MOST), got CLEANUP(secret_end) = {0};
    assert_fine(sealed_value_make(&k.public, 1, STR(""), &most, &value, &e), e);
    assert_fine(sealed_value_open(buf_view(&value), STR(""), &k, &got, &e), e);
    assert_int_equal(got.n, SEALED_PLAIN_MOST);
    struct secret more CLEANUP(secret_end) = secret_empty(SEALED_PLAIN_MOST + 1), none CLEANUP(secret_end) = secret_empty(0);
    assert_fails(sealed_value_make(&k.public, 1, STR(""), &more, &value, &e), e, ERR_INPUT, "at most 262144");
    assert_fails(sealed_value_make(&k.public, 1, STR(""), &none, &value, &e), e, ERR_INPUT, "at least 1");
    steward_key_end(&k);
}

/* ---- fields of a register ---- */

static void refused_without_steward_and_in_open_registers(void **state)
{
    struct store *s = register_sealing(state, "a.diwan");
    if (!s)
        return;
    struct err e = {0};
    struct steward_key k = pair("Dana");
    struct secret plain CLEANUP(secret_end) = planted(1), got = {0};
    struct deed d = {.what = SEAL, .at = contact(1), .plain = &plain};
    assert_fails(deed(s, &d, &e), e, ERR_DENIED, "no steward is in office");
    struct sealed_at at = contact(1);
    assert_fails(seal_open(s, &at, &k, &got, &e), e, ERR_ABSENT, "nothing is sealed there");
    int64_t id = add(s, &k);
    assert_fine(deed(s, &(struct deed){.what = END, .number = id}, &e), e);
    assert_fails(deed(s, &d, &e), e, ERR_DENIED, "no steward is in office");
    assert_int_equal(number(s, "SELECT count(*) FROM sealed"), 0);
    store_close(&s);
    s = register_new(state, "open.diwan");
    struct deed come = {.what = ADD, .name = "Dana", .key = &k}, again = {.what = AGAIN, .key = &k};
    struct deed note = {.what = ABOUT_PLACE, .name = "SL-03", .plain = &plain};
    assert_fails(deed(s, &come, &e), e, ERR_DENIED, "is an open register");
    assert_fails(deed(s, &d, &e), e, ERR_DENIED, "is an open register");
    assert_fails(deed(s, &again, &e), e, ERR_DENIED, "is an open register");
    assert_fails(deed(s, &note, &e), e, ERR_DENIED, "is an open register");
    steward_key_end(&k);
    store_close(&s);
}

static void nothing_is_left_where_no_steward_is(void **state)
{
    struct store *s = register_sealing(state, "a.diwan");
    if (!s)
        return;
    struct steward_key keys[3] = {pair("Dana"), pair("Rebin"), pair("Layla")};
    for (size_t i = 0; i < 3; i++)
        add(s, &keys[i]);
    seal_planted(s, 0, NOTES);
    assert_int_equal(number(s, "SELECT count(*) FROM sealed"), NOTES);
    assert_int_equal(memory_holds(), 0);
    assert_int_equal(register_holds(s), 0);
    assert_int_equal(files_hold(store_path(s)), 0);
    for (size_t i = 0; i < 3; i++)
        assert_int_equal(opened(s, &keys[i], 0, NOTES), NOTES);
    assert_int_equal(memory_holds(), 0); /* nor after reading, once it was shown */

    /* The searches do find what is there. */
    struct secret plain CLEANUP(secret_end) = planted(3);
    char *copy = mem_get(NOTE_BYTES);
    memcpy(copy, plain.p, NOTE_BYTES);
    assert_true(memory_holds() >= 1);
    sodium_memzero(copy, NOTE_BYTES);
    free(copy);
    struct err e = {0};
    assert_fine(deed(s, &(struct deed){.what = AUDIT, .plain = &plain}, &e), e);
    assert_int_equal(register_holds(s), test_on_server() ? 1 : 2); /* its cell, and its page */
    keys_end(keys, 3);
    store_close(&s);
}

static void an_ended_steward_opens_old_ones_only(void **state)
{
    struct store *s = register_sealing(state, "a.diwan");
    if (!s)
        return;
    struct err e = {0};
    struct steward_key dana = pair("Dana"), rebin = pair("Rebin");
    int64_t id = add(s, &dana);
    add(s, &rebin);
    seal_planted(s, 0, 5);
    assert_fine(deed(s, &(struct deed){.what = END, .number = id}, &e), e);
    seal_planted(s, 5, 9);
    assert_int_equal(opened(s, &dana, 0, 9), 5);
    assert_int_equal(opened(s, &rebin, 0, 9), 9);
    struct deed again = {.what = AGAIN, .key = &rebin}; /* and after it none */
    assert_fine(deed(s, &again, &e), e);
    assert_int_equal(again.out, 5);
    assert_int_equal(opened(s, &dana, 0, 9), 0);
    assert_int_equal(opened(s, &rebin, 0, 9), 9);
    steward_key_end(&dana);
    steward_key_end(&rebin);
    store_close(&s);
}

static void a_new_steward_gets_old_ones_by_sealing_again(void **state)
{
    struct store *s = register_sealing(state, "a.diwan");
    if (!s)
        return;
    struct err e = {0};
    struct steward_key dana = pair("Dana"), layla = pair("Layla");
    add(s, &dana);
    seal_planted(s, 0, 20);
    add(s, &layla);
    seal_planted(s, 20, 25);
    assert_int_equal(opened(s, &layla, 0, 25), 5);
    uint64_t before = sealed_digest(s);
    struct deed again = {.what = AGAIN, .key = &layla}; /* she cannot: nothing changes */
    assert_fails(deed(s, &again, &e), e, ERR_DENIED, "not sealed to this");
    assert_true(sealed_digest(s) == before);

    struct arena a CLEANUP(arena_end) = {0};
    struct steward *list = NULL;
    size_t n = 0;
    int64_t all = 0, each[2];
    assert_fine(steward_list(s, &a, &list, &n, &e), e);
    assert_int_equal(n, 2);
    assert_fine(seal_count(s, list, n, &all, each, &e), e);
    assert_true(all == 25 && each[0] == 25 && each[1] == 5);

    again.key = &dana;
    assert_fine(deed(s, &again, &e), e);
    assert_int_equal(again.out, 20); /* those that were right stay as they were */
    assert_int_equal(opened(s, &layla, 0, 25), 25);
    assert_int_equal(opened(s, &dana, 0, 25), 25);
    before = sealed_digest(s);
    assert_fine(deed(s, &again, &e), e);
    assert_int_equal(again.out, 0);
    assert_true(sealed_digest(s) == before);
    steward_key_end(&dana);
    steward_key_end(&layla);
    store_close(&s);
}

/* One that does not open ends it: what was sealed again before is as it was. */
static void sealing_again_is_whole_or_not_at_all(void **state)
{
    struct store *s = register_sealing(state, "a.diwan");
    if (!s)
        return;
    struct err e = {0};
    struct steward_key dana = pair("Dana"), layla = pair("Layla");
    add(s, &dana);
    seal_planted(s, 0, 10);
    add(s, &layla);
    sql(s, "UPDATE sealed SET field = 'other' WHERE id = 9");
    uint64_t before = sealed_digest(s);
    struct deed again = {.what = AGAIN, .key = &dana};
    assert_fails(deed(s, &again, &e), e, ERR_STORE, "does not open");
    assert_true(sealed_digest(s) == before);
    steward_key_end(&dana);
    steward_key_end(&layla);
    store_close(&s);
}

static void assert_moved(struct store *s, struct sealed_at at, const struct steward_key *k)
{
    struct err e = {0};
    struct secret got = {0};
    assert_fails(seal_open(s, &at, k, &got, &e), e, ERR_STORE, "another row, field or register");
    assert_null(got.p);
}

static void a_moved_value_does_not_open(void **state)
{
    struct store *s = register_sealing(state, "a.diwan");
    if (!s)
        return;
    struct steward_key k = pair("Dana");
    add(s, &k);
    seal_planted(s, 0, 6);
    sql(s, "UPDATE sealed SET content = (SELECT content FROM sealed WHERE thing_id = 2) WHERE thing_id = 1");
    assert_moved(s, contact(1), &k);
    sql(s, "UPDATE sealed SET thing_id = 77 WHERE thing_id = 3");
    assert_moved(s, contact(77), &k);
    sql(s, "UPDATE sealed SET field = 'phone' WHERE thing_id = 4");
    assert_moved(s, (struct sealed_at){"contact", 1, 4, "phone"}, &k);
    sql(s, "UPDATE sealed SET thing = 'letter' WHERE thing_id = 5");
    assert_moved(s, (struct sealed_at){"letter", 1, 5, "name"}, &k);
    sql(s, "INSERT INTO origin (id, uuid, name) VALUES (2, 'f3f1b3f0-0000-4000-8000-000000000000', 'Partner')");
    sql(s, "UPDATE sealed SET thing_origin = 2 WHERE thing_id = 6");
    assert_moved(s, (struct sealed_at){"contact", 2, 6, "name"}, &k);
    assert_int_equal(opened(s, &k, 1, 2), 1); /* the one that was copied from is where it was */
    sql(s, "UPDATE origin SET uuid = 'f3f1b3f0-0000-4000-8000-000000000001' WHERE id = 1");
    assert_moved(s, contact(2), &k); /* nor in another register */
    steward_key_end(&k);
    store_close(&s);
}

static void a_value_is_replaced_and_erased(void **state)
{
    struct store *s = register_sealing(state, "a.diwan");
    if (!s)
        return;
    struct err e = {0};
    struct steward_key k = pair("Dana");
    add(s, &k);
    seal_planted(s, 0, 3);
    struct secret other CLEANUP(secret_end) = planted(49), got CLEANUP(secret_end) = {0};
    struct sealed_at at = contact(2);
    assert_fine(deed(s, &(struct deed){.what = SEAL, .at = at, .plain = &other}, &e), e);
    assert_fine(seal_open(s, &at, &k, &got, &e), e);
    assert_true(got.n == other.n && sodium_memcmp(got.p, other.p, got.n) == 0);
    assert_int_equal(number(s, "SELECT count(*) FROM sealed"), 3);
    struct deed erase = {.what = ERASE, .at = at};
    assert_fine(deed(s, &erase, &e), e);
    assert_int_equal(erase.out, 1);
    assert_int_equal(number(s, "SELECT count(*) FROM sealed WHERE thing_id = 2"), 0);
    assert_int_equal(number(s, "SELECT count(*) FROM sealed"), 2);
    steward_key_end(&k);
    store_close(&s);
}

/* ---- notes ---- */

static void notes_follow_what_they_are_about(void **state)
{
    struct store *s = register_sealing(state, "a.diwan");
    if (!s)
        return;
    struct err e = {0};
    struct steward_key k = pair("Dana");
    struct secret plain CLEANUP(secret_end) = planted(1);
    add(s, &k);
    small_import(s, {11, 5}, {12, 5});
    sql(s, "INSERT INTO place (origin, id, import, level, code, country, parent_code, name) VALUES (1, 1, 1, 1, 'SL-03', 'SLM', '', 'Ostara')");
    struct deed first = {.what = ABOUT_INCIDENT, .number = 1, .plain = &plain}, second = {.what = ABOUT_PLACE, .name = "SL-03", .plain = &plain};
    assert_fine(deed(s, &first, &e), e);
    assert_fine(deed(s, &second, &e), e);
    assert_true(first.out == 1 && second.out == 2);
    struct deed wrong = {.what = ABOUT_INCIDENT, .number = 99, .plain = &plain};
    assert_fails(deed(s, &wrong, &e), e, ERR_ABSENT, "no incident 99");
    wrong = (struct deed){.what = ABOUT_PLACE, .name = "SL-77", .plain = &plain};
    assert_fails(deed(s, &wrong, &e), e, ERR_ABSENT, "SL-77");

    small_import(s, {11, 6}); /* corrected: another row, the same incident */
    struct arena a CLEANUP(arena_end) = {0};
    struct note *list = NULL;
    size_t n = 0;
    assert_fine(note_list(s, &a, &list, &n, &e), e);
    assert_int_equal(n, 2);
    assert_true(list[0].about == NOTE_INCIDENT && str_is(list[0].key, "11") && str_is(list[0].source, "Selmara Monitor") && !list[0].gone);
    assert_true(list[1].about == NOTE_PLACE && str_is(list[1].key, "SL-03") && !list[1].gone && list[1].time.n);
    struct sealed_at at = {note_thing, 1, 1, note_field};
    struct secret got CLEANUP(secret_end) = {0};
    assert_fine(seal_open(s, &at, &k, &got, &e), e);
    assert_true(got.n == plain.n && sodium_memcmp(got.p, plain.p, got.n) == 0);

    struct deed gone = {.what = GONE};
    sql(s, "DELETE FROM incident WHERE ended_by IS NOT NULL"); /* old versions erased: the note stays */
    assert_fine(deed(s, &gone, &e), e);
    assert_int_equal(gone.out, 0);
    sql(s, "UPDATE incident SET ended_by = 2 WHERE source_key = '11'");
    assert_fine(note_list(s, &a, &list, &n, &e), e);
    assert_true(n == 2 && list[0].gone && !list[1].gone);
    sql(s, "DELETE FROM incident WHERE source_key = '11'");
    assert_fine(deed(s, &gone, &e), e);
    assert_int_equal(gone.out, 1);
    assert_int_equal(number(s, "SELECT count(*) FROM sealed"), 1);
    assert_int_equal(number(s, "SELECT min(id) FROM note"), 2);
    assert_fine(deed(s, &(struct deed){.what = NOTE_ERASE, .number = 2}, &e), e);
    assert_int_equal(number(s, "SELECT (SELECT count(*) FROM sealed) + (SELECT count(*) FROM note)"), 0);
    assert_fails(deed(s, &(struct deed){.what = NOTE_ERASE, .number = 2}, &e), e, ERR_ABSENT, "no note 2");
    steward_key_end(&k);
    store_close(&s);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, folder_begin, folder_end)
int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(value_opens_to_each_and_nobody_else),
        TEST(no_byte_can_be_cut_added_or_changed),
        TEST(sizes_say_little),
        TEST(refused_without_steward_and_in_open_registers),
        TEST(nothing_is_left_where_no_steward_is),
        TEST(an_ended_steward_opens_old_ones_only),
        TEST(a_new_steward_gets_old_ones_by_sealing_again),
        TEST(sealing_again_is_whole_or_not_at_all),
        TEST(a_moved_value_does_not_open),
        TEST(a_value_is_replaced_and_erased),
        TEST(notes_follow_what_they_are_about),
    };
    return store_tests("store seal", tests, ARRAY_LEN(tests), 0);
}
