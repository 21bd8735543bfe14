/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "core/pack.h"
#include <zip.h>
#include <zlib.h>
#include <zstd.h>

/* ---- packing, for the tests ---- */

static void gzip_add(struct buf *out, struct str text)
{
    z_stream z = {0};
    char piece[4096];
    assert_int_equal(deflateInit2(&z, 9, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY), Z_OK);
    char *own = mem_get(text.n + 1);
    memcpy(own, text.p, text.n);
    z.next_in = (Bytef *)own;
    z.avail_in = (uInt)text.n;
    int got = Z_OK;
    while (got == Z_OK) {
        z.next_out = (Bytef *)piece;
        z.avail_out = sizeof piece;
        got = deflate(&z, Z_FINISH);
        buf_add(out, piece, sizeof piece - z.avail_out);
    }
    assert_int_equal(got, Z_STREAM_END);
    deflateEnd(&z);
    free(own);
}

static void zstd_add(struct buf *out, struct str text)
{
    size_t room = ZSTD_compressBound(text.n);
    char *packed = mem_get(room);
    size_t n = ZSTD_compress(packed, room, text.p, text.n, 3);
    assert_false(ZSTD_isError(n));
    buf_add(out, packed, n);
    free(packed);
}

struct file {
    const char *name;
    struct str text;
};

static void zip_make(struct buf *out, const struct file *files, size_t n)
{
    zip_error_t why;
    zip_error_init(&why);
    zip_source_t *source = zip_source_buffer_create(NULL, 0, 0, &why);
    zip_source_keep(source);
    zip_t *z = zip_open_from_source(source, ZIP_TRUNCATE, &why);
    assert_non_null(z);
    for (size_t i = 0; i < n; i++) {
        if (files[i].name[strlen(files[i].name) - 1] == '/')
            assert_true(zip_dir_add(z, files[i].name, ZIP_FL_ENC_UTF_8) >= 0);
        else
            assert_true(zip_file_add(z, files[i].name, zip_source_buffer(z, files[i].text.p, files[i].text.n, 0), ZIP_FL_ENC_UTF_8) >= 0);
    }
    assert_int_equal(zip_close(z), 0);
    assert_int_equal(zip_source_open(source), 0);
    zip_stat_t st;
    assert_int_equal(zip_source_stat(source, &st), 0);
    char *bytes = mem_get(st.size + 1);
    assert_int_equal(zip_source_read(source, bytes, st.size), (zip_int64_t)st.size);
    buf_add(out, bytes, st.size);
    zip_source_close(source);
    zip_source_free(source);
    free(bytes);
}

/* ---- unpacking, for the tests ---- */

/* All that comes out, read `step` bytes at a time; false with *e where it fails. */
static bool all_of(struct str packed, enum packing how, int64_t most, size_t step, struct buf *out, struct err *e)
{
    struct memory_stream m;
    memory_open(&m, "test.csv.packed", packed);
    struct unpacked *u CLEANUP(unpacked_close) = NULL;
    if (!unpacked_open(&m.s, how, most, &u, e))
        return false;
    struct stream *s = unpacked_stream(u);
    assert_string_equal(s->name, "test.csv.packed");
    char *piece = mem_get(step);
    int64_t k;
    buf_clear(out);
    while ((k = s->read(s, piece, step, e)) > 0)
        buf_add(out, piece, (size_t)k);
    struct err again = {0};
    assert_int_equal(s->read(s, piece, step, &again), k); /* a failure stays one, an end stays one */
    assert_true(k < 0 ? s->done >= (int64_t)out->n : s->done == (int64_t)out->n);
    free(piece);
    return k == 0;
}

static void sample(struct buf *b, size_t lines, uint64_t seed)
{
    struct rng r;
    rng_init(&r, seed);
    for (size_t i = 0; i < lines; i++)
        buf_f(b, "%zu,نينوى,%" PRIu64 "\n", i, rng_next(&r));
}

static void check_round(enum packing how, void (*add)(struct buf *, struct str))
{
    struct buf text = {0}, packed = {0};
    sample(&text, 20000, 5);
    struct str all = buf_view(&text);
    add(&packed, all);
    assert_int_equal(packing_of(buf_view(&packed)), how);
    static const size_t steps[] = {1, 7, 4096, 1 << 20};
    for (size_t i = 0; i < ARRAY_LEN(steps); i++) {
        struct buf got = {0};
        struct err e = {0};
        assert_true(all_of(buf_view(&packed), how, 0, steps[i], &got, &e));
        assert_true(str_eq(buf_view(&got), all));
        buf_end(&got);
    }
    buf_end(&text);
    buf_end(&packed);
}

static void what_was_packed_comes_back(void **state)
{
    (void)state;
    check_round(PACKING_GZIP, gzip_add);
    check_round(PACKING_ZSTD, zstd_add);
}

static void check_many(enum packing how, void (*add)(struct buf *, struct str))
{
    struct buf packed = {0}, got = {0};
    struct err e = {0};
    add(&packed, STR("a,b\n"));
    add(&packed, STR(""));
    add(&packed, STR("1,2\n"));
    assert_true(all_of(buf_view(&packed), how, 0, 100, &got, &e));
    assert_true(str_is(buf_view(&got), "a,b\n1,2\n"));
    buf_end(&packed);
    buf_end(&got);
}

static void members_behind_one_another_are_one(void **state)
{
    (void)state;
    check_many(PACKING_GZIP, gzip_add);
    check_many(PACKING_ZSTD, zstd_add);
}

/* Wherever it is cut, it says so; and what came before is right. */
static void check_cut(enum packing how, void (*add)(struct buf *, struct str))
{
    struct buf text = {0}, packed = {0};
    sample(&text, 40, 9);
    add(&packed, buf_view(&text));
    for (size_t n = 0; n < packed.n; n++) {
        struct buf got = {0};
        struct err e = {0};
        assert_false(all_of((struct str){packed.p, n}, how, 0, 64, &got, &e));
        assert_int_equal(e.code, ERR_INPUT);
        assert_non_null(strstr(e.text, "has been cut off"));
        assert_true(got.n <= text.n && (got.n == 0 || memcmp(got.p, text.p, got.n) == 0));
        buf_end(&got);
    }
    buf_end(&text);
    buf_end(&packed);
}

static void what_is_cut_off_says_so(void **state)
{
    (void)state;
    check_cut(PACKING_GZIP, gzip_add);
    check_cut(PACKING_ZSTD, zstd_add);
}

static void damage_and_tails_are_told(void **state)
{
    (void)state;
    struct buf packed = {0}, got = {0};
    struct err e = {0};
    gzip_add(&packed, STR("a,b\n1,2\n"));
    size_t whole = packed.n;
    buf_add(&packed, "\0\0\0\0", 4); /* padding of tapes */
    assert_true(all_of(buf_view(&packed), PACKING_GZIP, 0, 100, &got, &e));
    buf_text(&packed, "x");
    assert_false(all_of(buf_view(&packed), PACKING_GZIP, 0, 100, &got, &e));
    assert_non_null(strstr(e.text, "something that is not gzip follows"));
    packed.p[whole - 6] = (char)(packed.p[whole - 6] ^ 1); /* the checksum */
    assert_false(all_of((struct str){packed.p, whole}, PACKING_GZIP, 0, 100, &got, &e));
    assert_non_null(strstr(e.text, "damaged near byte"));
    assert_non_null(strstr(e.text, "incorrect data check"));
    buf_clear(&packed);
    zstd_add(&packed, STR("a,b\n1,2\n"));
    buf_text(&packed, "tail");
    assert_false(all_of(buf_view(&packed), PACKING_ZSTD, 0, 100, &got, &e));
    assert_non_null(strstr(e.text, "damaged near byte"));
    buf_end(&packed);
    buf_end(&got);
}

static void traps_are_refused(void **state)
{
    (void)state;
    size_t n = (size_t)PACK_RATIO_FROM + (4 << 20);
    char *zeros = mem_get(n);
    static const struct {
        enum packing how;
        void (*add)(struct buf *, struct str);
    } kinds[] = {{PACKING_GZIP, gzip_add}, {PACKING_ZSTD, zstd_add}};
    for (size_t i = 0; i < ARRAY_LEN(kinds); i++) {
        struct buf packed = {0}, got = {.most = SIZE_MAX / 2};
        struct err e = {0};
        kinds[i].add(&packed, (struct str){zeros, n});
        assert_false(all_of(buf_view(&packed), kinds[i].how, 0, 1 << 20, &got, &e));
        assert_int_equal(e.code, ERR_INPUT);
        assert_non_null(strstr(e.text, "looks like a trap"));
        buf_clear(&got);
        assert_false(all_of(buf_view(&packed), kinds[i].how, 1000000, 1 << 16, &got, &e));
        assert_non_null(strstr(e.text, "more than 1000000 bytes"));
        assert_true(got.n <= 1000000);
        buf_end(&packed);
        buf_end(&got);
    }
    free(zeros);
}

static void kinds_are_known_by_their_first_bytes(void **state)
{
    (void)state;
    assert_int_equal(packing_of(STR("PK\x03\x04...")), PACKING_ZIP);
    assert_int_equal(packing_of(STR("PK\x05\x06...")), PACKING_ZIP);
    assert_int_equal(packing_of(STR("P")), PACKING_NONE);
    assert_int_equal(packing_of(STR("")), PACKING_NONE);
    assert_int_equal(packing_of(STR("date,place\n")), PACKING_NONE);
    assert_int_equal(packing_of(STR("\x50\x2A\x4D\x18")), PACKING_ZSTD);
    assert_string_equal(packing_word(PACKING_ZIP), "zip");
}

/* ---- zip ---- */

static bool zip_of(struct str bytes, struct archive **a, struct err *e)
{
    struct memory_stream m;
    memory_open(&m, "test.zip", bytes);
    return archive_open(&m.s, a, e);
}

static void members_of_a_zip(void **state)
{
    (void)state;
    struct buf packed = {0}, text = {0}, got = {0};
    sample(&text, 3000, 3);
    const struct file files[] = {{"folder/", STR("")}, {"folder/بيانات.csv", buf_view(&text)}, {"__MACOSX/folder/._a.csv", STR("x")},
        {"folder/.DS_Store", STR("x")}, {"Read.TXT", STR("")}};
    zip_make(&packed, files, ARRAY_LEN(files));
    struct archive *a CLEANUP(archive_close) = NULL;
    struct err e = {0};
    assert_true(zip_of(buf_view(&packed), &a, &e));
    assert_int_equal(archive_count(a), 5);
    assert_true(str_is(archive_name(a, 1), "folder/بيانات.csv"));
    static const bool aside[] = {true, false, true, true, false};
    for (size_t i = 0; i < 5; i++)
        assert_int_equal(archive_is_aside(a, i), aside[i]);
    assert_int_equal(archive_find(a, "read.txt"), 4);
    assert_int_equal(archive_find(a, "read"), -1);
    assert_true(archive_read(a, 1, 1 << 20, &got, &e));
    assert_true(str_eq(buf_view(&got), buf_view(&text)));
    assert_true(archive_read(a, 4, 10, &got, &e));
    assert_int_equal(got.n, 0);
    assert_false(archive_read(a, 1, 1000, &got, &e));
    assert_non_null(strstr(e.text, "unpacks to more than 1000 bytes"));
    struct unpacked *u CLEANUP(unpacked_close) = NULL;
    assert_true(archive_member(a, 1, 0, &u, &e));
    assert_string_equal(unpacked_stream(u)->name, "test.zip: folder/بيانات.csv");
    assert_int_equal(unpacked_stream(u)->size, (int64_t)text.n);
    buf_end(&packed);
    buf_end(&text);
    buf_end(&got);
}

/* Cut anywhere: the list stands at the end, so no zip is left. Changed anywhere: an answer, or one sentence. */
static void broken_zips_are_told(void **state)
{
    (void)state;
    struct buf packed = {0}, text = {0};
    sample(&text, 30, 4);
    const struct file files[] = {{"a.csv", buf_view(&text)}, {"b.csv", STR("1,2\n")}};
    zip_make(&packed, files, ARRAY_LEN(files));
    for (size_t n = 0; n < packed.n; n++) {
        struct archive *a CLEANUP(archive_close) = NULL;
        struct err e = {0};
        assert_false(zip_of((struct str){packed.p, n}, &a, &e));
        assert_int_equal(e.code, ERR_INPUT);
        assert_non_null(strstr(e.text, "test.zip: is a "));
    }
    size_t told = 0;
    for (size_t at = 0; at < packed.n; at++) {
        struct archive *a CLEANUP(archive_close) = NULL;
        struct err e = {0};
        struct buf got = {0};
        packed.p[at] = (char)(packed.p[at] ^ 0x10);
        bool fine = zip_of(buf_view(&packed), &a, &e);
        for (size_t i = 0; fine && i < archive_count(a); i++)
            fine = archive_read(a, i, 1 << 20, &got, &e);
        told += !fine;
        assert_true(fine || (e.code == ERR_INPUT && e.text[0]));
        packed.p[at] = (char)(packed.p[at] ^ 0x10);
        buf_end(&got);
    }
    assert_true(told > packed.n / 2);
    buf_end(&packed);
    buf_end(&text);
}

static void a_trap_in_a_zip_is_refused(void **state)
{
    (void)state;
    size_t n = (size_t)PACK_RATIO_FROM + (4 << 20);
    char *zeros = mem_get(n);
    struct buf packed = {0}, got = {0};
    zip_make(&packed, &(struct file){"a.csv", {zeros, n}}, 1);
    struct archive *a CLEANUP(archive_close) = NULL;
    struct err e = {0};
    assert_true(zip_of(buf_view(&packed), &a, &e));
    assert_false(archive_read(a, 0, 1 << 30, &got, &e));
    assert_non_null(strstr(e.text, "test.zip: a.csv: unpacks to more than 250 times its size"));
    buf_end(&got);
    buf_end(&packed);
    free(zeros);
}

static void what_is_made_is_read(void **state)
{
    (void)state;
    const struct archive_part parts[] = {{"[Content_Types].xml", STR("<a/>"), false}, {"b/كتاب.txt", STR("words words words words words"), false}, {"c.png", STR("\x89PNG"), true}, {"empty", STR(""), false}};
    struct buf one CLEANUP(buf_end) = {0}, two CLEANUP(buf_end) = {0};
    struct err e = {0};
    assert_true(archive_pack(parts, ARRAY_LEN(parts), &one, &e));
    assert_true(archive_pack(parts, ARRAY_LEN(parts), &two, &e));
    assert_true(str_eq(buf_view(&one), buf_view(&two)));
    struct memory_stream m;
    struct archive *a CLEANUP(archive_close) = NULL;
    memory_open(&m, "made.zip", buf_view(&one));
    assert_true(archive_open(&m.s, &a, &e));
    assert_int_equal(archive_count(a), ARRAY_LEN(parts));
    for (size_t i = 0; i < ARRAY_LEN(parts); i++) {
        struct buf out CLEANUP(buf_end) = {0};
        assert_true(str_is(archive_name(a, i), parts[i].name));
        assert_true(archive_read(a, i, 1000, &out, &e));
        assert_true(str_eq(buf_view(&out), parts[i].bytes));
    }
    const struct archive_part twice[] = {{"a", STR("1"), false}, {"a", STR("2"), false}};
    struct buf none CLEANUP(buf_end) = {0};
    assert_false(archive_pack(twice, ARRAY_LEN(twice), &none, &e));
    assert_int_equal(e.code, ERR_SYSTEM);
    struct buf small CLEANUP(buf_end) = {.most = 20};
    assert_false(archive_pack(parts, ARRAY_LEN(parts), &small, &e));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_was_packed_comes_back), cmocka_unit_test(members_behind_one_another_are_one),
        cmocka_unit_test(what_is_cut_off_says_so), cmocka_unit_test(damage_and_tails_are_told),
        cmocka_unit_test(traps_are_refused), cmocka_unit_test(kinds_are_known_by_their_first_bytes),
        cmocka_unit_test(members_of_a_zip), cmocka_unit_test(broken_zips_are_told), cmocka_unit_test(a_trap_in_a_zip_is_refused), cmocka_unit_test(what_is_made_is_read),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
