/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include "table/table.h"
#include <iconv.h>

/* A stream that gives at most `step` bytes at a time, and fails after `fail_at` of them (-1: never). */
struct slow_stream {
    struct stream s;
    struct str text;
    size_t at, step;
    int64_t fail_at;
};

static int64_t slow_read(struct stream *s, void *p, size_t n, struct err *e)
{
    struct slow_stream *m = (struct slow_stream *)(void *)s;
    size_t k = MIN_OF(MIN_OF(n, m->step), m->text.n - m->at);
    if (m->fail_at >= 0 && (int64_t)m->at >= m->fail_at) {
        err_set(e, ERR_SYSTEM, "%s: cannot be read: made to fail", s->name);
        return -1;
    }
    if (k)
        memcpy(p, m->text.p + m->at, k);
    m->at += k;
    return (int64_t)k;
}

static struct slow_stream slow(struct str text, size_t step)
{
    return (struct slow_stream){
        .s = {.read = slow_read, .name = "t.csv", .size = -1}, .text = text, .step = step, .fail_at = -1};
}

/* The whole table as one text: records as "line:cell|cell\n", so that a test shows all it expects at once. */
static bool dump(struct str text, size_t step, struct buf *out, struct err *e)
{
    struct slow_stream in = slow(text, step);
    struct table *t CLEANUP(table_close) = NULL;
    if (!table_open(&in.s, &t, e))
        return false;
    while (table_next(t)) {
        buf_int(out, table_line(t));
        for (size_t i = 0; i < table_cells(t); i++) {
            buf_char(out, i ? '|' : ':');
            buf_str(out, table_cell(t, (int)i));
        }
        buf_char(out, '\n');
    }
    return !table_failed(t, e);
}

static void expect(const char *text, const char *wanted)
{
    static const size_t steps[] = {1, 2, 3, 7, 1 << 20};
    for (size_t i = 0; i < ARRAY_LEN(steps); i++) {
        struct buf b CLEANUP(buf_end) = {0};
        struct err e = {0};
        if (!dump(str_of(text), steps[i], &b, &e))
            fail_msg("%s", e.text);
        assert_string_equal(b.p ? b.p : "", wanted);
    }
}

static void refuse(struct str text, const char *words)
{
    struct buf b CLEANUP(buf_end) = {0};
    struct err e = {0};
    assert_false(dump(text, 1 << 20, &b, &e));
    assert_int_equal(e.code, ERR_INPUT);
    assert_true(str_starts(str_of(e.text), "t.csv: "));
    if (!strstr(e.text, words))
        fail_msg("\"%s\" does not say \"%s\"", e.text, words);
}

static void cells_as_written(void **state)
{
    (void)state;
    expect("a,b,c\n1,2,3\n", "2:1|2|3\n");
    expect("a,b,c\n1,2,3", "2:1|2|3\n");
    expect("a,b,c\n,,3\n1,,\n", "2:||3\n3:1||\n");
    expect("a,b\n\"x,y\",\"say \"\"so\"\"\"\n", "2:x,y|say \"so\"\n");
    expect("a,b\n\"\",\"\"\"\"\n", "2:|\"\n");
    expect("a,b\n\"\"\"\"\"\",x\n", "2:\"\"|x\n");
    expect("a,b\n 5\" pipe , 6\n", "2: 5\" pipe | 6\n"); /* a quote inside a bare cell is a quote */
    expect("a,b\n\"x\" y,\"p\"\"q\" \"r\"\n", "2:x y|p\"q \"r\"\n");
    expect("a\n\"last\"", "2:last\n");
    expect("a,b\nx,", "2:x|\n");
    expect("\xEF\xBB\xBF" "a,b\n1,2\n", "2:1|2\n");
    expect("a,b\n", "");
    expect("a,b", "");
    expect("\xD8\xA7,b\n\xD8\xA8,\xF0\x9F\x98\x80\n", "2:\xD8\xA8|\xF0\x9F\x98\x80\n");
}

static void lines_are_physical(void **state)
{
    (void)state;
    expect("a,b\r\n1,2\r\n3,4\r\n", "2:1|2\n3:3|4\n");
    expect("a,b\r1,2\r3,4", "2:1|2\n3:3|4\n");
    expect("a,b\r\n\"x\ny\",2\r\n3,4\r\n", "2:x\ny|2\n4:3|4\n");
    expect("a,b\n\"x\r\ny\r\nz\",2\n3,4\n", "2:x\r\ny\r\nz|2\n5:3|4\n");
    expect("a,b\n\"x\ry\",2\n3,4\n", "2:x\ry|2\n4:3|4\n");
    expect("a,b\n\"x\n\"\"\ny\"tail,2\n3,4\n", "2:x\n\"\ny" "tail|2\n5:3|4\n");
    expect("\n\na,b\n\n1,2\n\n\n3,4\n\n", "5:1|2\n8:3|4\n");
    expect("a,b\n,\n\"\",  \n1,2\n", "4:1|2\n"); /* nothing but delimiters is a blank line */
    expect("a\n\n1\n", "3:1\n");
}

static void delimiters_are_found(void **state)
{
    (void)state;
    expect("a;b;c\n1,5;2;3\n", "2:1,5|2|3\n");
    expect("a\tb\n1,5\t2;3\n", "2:1,5|2;3\n");
    expect("a|b,c|d\n1|2|3\n", "2:1|2|3\n");
    expect("\"x;y;z;w\",b\n1,2;3;4;5\n", "2:1|2;3;4;5\n"); /* not inside quotes */
    expect("one\n1;2\n", "2:1;2\n");
    expect("Incidents, January, draft\nwhat;when\n#event+type;#date\nx;2020-01-01\n", "4:x|2020-01-01\n");
}

static struct table *opened(struct slow_stream *in, const char *text)
{
    *in = slow(str_of(text), 1 << 20);
    struct table *t = NULL;
    struct err e = {0};
    if (!table_open(&in->s, &t, &e))
        fail_msg("%s", e.text);
    return t;
}

static void columns_have_names(void **state)
{
    (void)state;
    struct slow_stream in;
    struct table *t CLEANUP(table_close) = opened(&in, " Id ,_best_,\"adm 1\",,Best\n1,2,3,4,5\n1,2\n1,2,3,4,5,6\n");
    assert_int_equal(table_columns(t), 5);
    assert_false(table_hxl(t));
    assert_true(str_is(table_name(t, 0), "Id"));
    assert_true(str_is(table_name(t, 3), ""));
    assert_true(str_is(table_name(t, 99), ""));
    assert_int_equal(table_find(t, "id"), 0);
    assert_int_equal(table_find(t, "BEST"), 1);
    assert_int_equal(table_find_after(t, "best", 1), 4);
    assert_int_equal(table_find_after(t, "best", 4), -1);
    assert_int_equal(table_find(t, "adm 1"), 2);
    assert_int_equal(table_find(t, "adm"), -1);
    assert_int_equal(table_find(t, ""), -1);
    assert_true(table_next(t) && table_next(t));
    assert_int_equal(table_cells(t), 2);
    assert_true(str_is(table_cell(t, 4), ""));
    assert_true(str_is(table_cell(t, -1), ""));
    assert_true(table_next(t));
    assert_int_equal(table_cells(t), 6);
    assert_true(str_is(table_cell(t, 5), "6"));
    assert_false(table_next(t));
    assert_false(table_next(t));
    assert_int_equal(table_rows(t), 3);
}

/* The row that stood for a header comes back whole, quotes taken out once, at whatever step it was read. */
static void tables_without_a_header(void **state)
{
    (void)state;
    static const char *const names[] = {"id", "words"};
    static const size_t steps[] = {1, 5, 1 << 20};
    for (size_t i = 0; i < ARRAY_LEN(steps); i++) {
        struct slow_stream in = slow(STR("7,\"a \"\"b\"\"\",x\n8,c\n"), steps[i]);
        struct table *t CLEANUP(table_close) = NULL;
        struct err e = {0};
        assert_true(table_open(&in.s, &t, &e));
        assert_true(str_is(table_name(t, 0), "7"));
        table_headless(t, names, ARRAY_LEN(names));
        assert_int_equal(table_columns(t), 3);
        assert_int_equal(table_find(t, "words"), 1);
        assert_int_equal(table_name(t, 2).n, 0);
        assert_true(table_next(t));
        assert_int_equal(table_line(t), 1);
        assert_true(str_is(table_cell(t, 0), "7") && str_is(table_cell(t, 1), "a \"b\"") && str_is(table_cell(t, 2), "x"));
        assert_true(table_next(t));
        assert_true(str_is(table_cell(t, 0), "8"));
        assert_int_equal(table_rows(t), 2);
        assert_false(table_next(t));
        assert_false(table_failed(t, &e));
    }
}

static void tags_are_found(void **state)
{
    (void)state;
    struct slow_stream in;
    struct table *t CLEANUP(table_close) = opened(&in,
        "A report of the month\n\nWhen,Until,Where,Dead,\n\"#date +Start\",#DATE+end+start, #adm1 + name,#affected+killed+f,\n"
        "2020-01-01,,X,1,\n");
    assert_true(table_hxl(t));
    assert_int_equal(table_columns(t), 5);
    assert_true(str_is(table_name(t, 2), "Where"));
    assert_true(str_is(table_tag(t, 0), "#date+start"));
    assert_true(str_is(table_tag(t, 1), "#date+end+start"));
    assert_true(str_is(table_tag(t, 2), "#adm1+name"));
    assert_true(str_is(table_tag(t, 4), ""));
    assert_int_equal(table_find_tag(t, "#date"), 0);
    assert_int_equal(table_find_tag(t, "#date+end"), 1);
    assert_int_equal(table_find_tag(t, "#date+start!"), 0);
    assert_int_equal(table_find_tag(t, "#date+start-end"), 0);
    assert_int_equal(table_find_tag_after(t, "#date+start", 0), 1);
    assert_int_equal(table_find_tag(t, "#date!"), -1);
    assert_int_equal(table_find_tag(t, "#adm"), -1);
    assert_int_equal(table_find_tag(t, "#adm1+code"), -1);
    assert_int_equal(table_find_tag(t, "#affected+killed-f"), -1);
    assert_true(table_next(t));
    assert_int_equal(table_line(t), 5);
    assert_int_equal(table_rows(t), 1);
}

static void tags_without_a_header(void **state)
{
    (void)state;
    struct slow_stream in;
    struct table *t CLEANUP(table_close) = opened(&in, "#event+id,#date\n1,2020\n");
    assert_true(table_hxl(t));
    assert_true(str_is(table_name(t, 0), ""));
    assert_true(table_next(t));
    assert_true(str_is(table_cell(t, 0), "1"));
}

static void colours_are_no_tags(void **state)
{
    (void)state;
    static const char *const files[] = {
        "set,event,color\ns,1,#D2b48c\ns,2,#ff0000\n",
        "color,other\n#D2b48c,#ff0000\n#abcdef,#112233\n",
        "a,b,c\n#fff,#abc,x\n",
        "a,b,c\n#one,2,3\n",            /* one tag alone is none */
        "a,b,c,d\n#one,#two,3,4\n",     /* half is not most */
        "a,b\n# one,#2two\n#one+,#two-x\n", /* not well formed */
    };
    for (size_t i = 0; i < ARRAY_LEN(files); i++) {
        struct slow_stream in;
        struct table *t CLEANUP(table_close) = opened(&in, files[i]);
        assert_false(table_hxl(t));
        assert_true(table_next(t));
        assert_int_equal(table_line(t), 2);
    }
}

static void tags_only_near_the_top(void **state)
{
    (void)state;
    struct buf b CLEANUP(buf_end) = {0};
    for (int i = 0; i < 25; i++)
        buf_text(&b, "x,y\n");
    buf_text(&b, "#date,#event\n1,2\n");
    struct slow_stream in;
    struct table *t CLEANUP(table_close) = opened(&in, b.p);
    assert_false(table_hxl(t));
    struct slow_stream again;
    struct table *u CLEANUP(table_close) = opened(&again, b.p + 4); /* now it is the 25th row */
    assert_true(table_hxl(u));
}

static void wrong_files_are_refused(void **state)
{
    (void)state;
    refuse(STR(""), "empty");
    refuse(STR("\n\n  \n"), "empty");
    refuse(STR("\xEF\xBB\xBF"), "empty");
    refuse(STR("a,b\n1,2\ncaf\xE9,3\n"), "line 3, column 1 (a): is not UTF-8 (byte 0xE9)");
    refuse(STR("a,b\n1,\"x\ny\xE9\"\n"), "line 3, column 2 (b): is not UTF-8");
    refuse(STR("a,b\n1,2\xC3"), "line 2, column 2 (b): is not UTF-8");
    refuse(STR("a\xFF,b\n1,2\n"), "line 1, column 1: is not UTF-8");
    refuse(STR("a,b\n1,\0002\n"), "NUL byte");
    refuse(STR("\xFF\xFE\0\0a\0\0\0"), "UTF-32");
    refuse(STR("PK\x03\x04..."), "XLSX");
    refuse(STR("<!DOCTYPE html><html>"), "web page");
    refuse(STR("a,b\n1,2\n3,\"open\n4,5\n"), "line 3, column 2: a quote is opened here and never closed");
}

/* ---- encodings ---- */

/* Text in another encoding, by iconv. */
static void turned(struct buf *out, const char *codeset, const char *text)
{
    iconv_t turn = iconv_open(codeset, "UTF-8");
    assert_true(turn != (iconv_t)-1); /* NOLINT: that is what iconv.h says */
    char room[4096], own[2048], *from = own, *to = room;
    size_t left = strlen(text), space = sizeof room;
    memcpy(own, text, left);
    assert_int_equal(iconv(turn, &from, &left, &to, &space), 0);
    iconv_close(turn);
    buf_add(out, room, sizeof room - space);
}

/* Read at several steps, as the user says (or does not): all cells as one text, or the error's words. */
static void expect_as(struct str text, const char *encoding, const char *wanted, const char *used)
{
    static const size_t steps[] = {1, 2, 3, 1 << 20};
    for (size_t i = 0; i < ARRAY_LEN(steps); i++) {
        struct slow_stream in = slow(text, steps[i]);
        struct table *t CLEANUP(table_close) = NULL;
        struct err e = {0};
        struct buf b CLEANUP(buf_end) = {0};
        bool fine = table_open_as(&in.s, &(struct table_options){.encoding = str_of(encoding)}, &t, &e);
        for (size_t k = 0; fine && k < table_columns(t); k++)
            buf_f(&b, "%s%.*s", k ? "|" : "", STR_F(table_name(t, k)));
        while (fine && table_next(t))
            for (size_t k = 0; k < table_cells(t); k++)
                buf_f(&b, "%c%.*s", k ? '|' : '/', STR_F(table_cell(t, (int)k)));
        if (!fine || table_failed(t, &e)) {
            if (used || !strstr(e.text, wanted))
                fail_msg("step %zu: \"%s\", not \"%s\"", steps[i], e.text, wanted);
            continue;
        }
        assert_non_null(used);
        assert_string_equal(b.p, wanted);
        assert_string_equal(table_encoding(t), used);
    }
}

static void encodings_found_and_named(void **state)
{
    (void)state;
    static const char text[] = "\xEF\xBB\xBF" "المكان;عدد\r\nنينوى;\"a\rb\xC2\x85" "c\nd\r\n\"\r\n\xF0\x9F\x98\x80;2\r\n", *bare = text + 3;
    static const char cells[] = "المكان|عدد/نينوى|a\rb\xC2\x85" "c\nd\r\n/\xF0\x9F\x98\x80|2";
    static const char *const sets[] = {"UTF-16LE", "UTF-16BE"}, *const names[] = {"utf-16le", "utf-16be"};
    expect_as(str_of(text), "", cells, "utf-8");
    expect_as(str_of(bare), "UTF-8", cells, "utf-8");
    expect_as(str_of(bare), "windows-1256", "is UTF-8 already", NULL);
    expect_as(str_of(bare), "utf-7", "no encoding is called \"utf-7\"", NULL);
    for (size_t i = 0; i < 2; i++) {
        struct buf marked CLEANUP(buf_end) = {0}, plain CLEANUP(buf_end) = {0};
        turned(&marked, sets[i], text);
        turned(&plain, sets[i], bare);
        expect_as(buf_view(&marked), "", cells, names[i]);
        expect_as(buf_view(&plain), "", cells, names[i]);
        expect_as(buf_view(&marked), "utf-16", cells, names[i]);
        expect_as(buf_view(&plain), "UTF-16", cells, names[i]);
        expect_as((struct str){plain.p, plain.n - 1}, "", "half a sign at the end", NULL);
    }
    struct buf windows CLEANUP(buf_end) = {0};
    turned(&windows, "CP1256", "المكان,عدد\nنينوى,\"پ گ\n…\"\n");
    expect_as(buf_view(&windows), "", "line 1, column 1: is not UTF-8 (byte 0xC7), at byte 1 of the file. Say which encoding it is: with --encoding "
        "windows-1256 that reads \"المكان\", with --encoding windows-1252 \"Çáã", NULL);
    expect_as(buf_view(&windows), "Windows-1256", "المكان|عدد/نينوى|پ گ\n…", "windows-1256");
    expect_as(STR("caf\xE9,b\n\x80 1,2\n"), "cp1252", "café|b/€ 1|2", "windows-1252");
    expect_as(STR("a,b\n1,2\r\n\x81,2\n"), "windows-1252", "line 3, byte 10: what stands there (0x81) is no text in windows-1252", NULL);
    expect_as(STR("a\0,\0b\0\n\0\x01\xD8,\0002\0\n\0"), "", "line 2, byte 9: what stands there (0x01) is no text in utf-16le", NULL);
}

static void broken_lines_are_told_apart(void **state)
{
    (void)state;
    /* What stands before the broken record is given; then the failure, and again the failure. */
    struct slow_stream in = slow(STR("a,b\n1,2\nx\xE9,2\n3,4\n"), 1);
    struct table *t CLEANUP(table_close) = NULL;
    struct err e = {0};
    assert_true(table_open(&in.s, &t, &e));
    assert_true(table_next(t));
    assert_false(table_failed(t, &e));
    assert_false(table_next(t));
    assert_true(table_failed(t, &e));
    assert_false(table_next(t));
    assert_int_equal(table_cells(t), 0);
}

static void failing_streams(void **state)
{
    (void)state;
    struct buf b CLEANUP(buf_end) = {0};
    buf_text(&b, "a,b\n");
    for (int i = 0; i < 100000; i++)
        buf_text(&b, "1,2,\"3\"\n");
    struct slow_stream in = slow(buf_view(&b), 1000);
    in.fail_at = 400000;
    struct table *t CLEANUP(table_close) = NULL;
    struct err e = {0};
    assert_true(table_open(&in.s, &t, &e));
    while (table_next(t)) {
    }
    assert_true(table_failed(t, &e));
    assert_int_equal(e.code, ERR_SYSTEM);
    assert_in_range(table_rows(t), 1, 99999);
}

static void too_many_columns(void **state)
{
    (void)state;
    struct buf b CLEANUP(buf_end) = {0};
    for (int i = 0; i < 4096; i++)
        buf_text(&b, i ? ",c" : "c");
    buf_char(&b, '\n');
    struct slow_stream in;
    struct table *t CLEANUP(table_close) = opened(&in, b.p);
    assert_int_equal(table_columns(t), 4096);
    b.n--;
    buf_text(&b, ",c\n");
    refuse(buf_view(&b), "more than 4096 columns");
}

static void long_cells(void **state)
{
    (void)state;
    const size_t most = 16 * 1024 * 1024;
    struct buf b CLEANUP(buf_end) = {0};
    buf_text(&b, "a,b\nx,\"");
    size_t begin = b.n;
    char *piece = mem_get(1 << 20);
    memset(piece, '\n', 1 << 20);
    for (int i = 0; i < 15; i++)
        buf_add(&b, piece, 1 << 20);
    free(piece);
    buf_text(&b, "\"\ny,2\n");
    struct slow_stream in = slow(buf_view(&b), 1 << 16);
    struct table *t CLEANUP(table_close) = NULL;
    struct err e = {0};
    assert_true(table_open(&in.s, &t, &e));
    assert_true(table_next(t));
    assert_int_equal(table_cell(t, 1).n, 15 << 20);
    assert_true(table_next(t));
    assert_int_equal(table_line(t), 2 + (15 << 20) + 1);
    assert_false(table_next(t));
    assert_true(b.n - begin < most);
    b.n -= 6; /* never closed, and longer than any cell may be */
    for (int i = 0; i < 200000; i++)
        buf_text(&b, "more of what is never closed\n");
    refuse(buf_view(&b), "line 2, column 2: the cell is longer than 16 MiB");
}

/* ---- property: what csv_cell writes is read back, wherever the stream is cut ---- */

static struct str random_cell(struct rng *r, struct arena *a)
{
    static const char *const bits[] = {"a", ",", "\"", "\n", "\r", "\r\n", " ", ";", "\t", "#", "7", "\xD8\xA8",
        "\xE2\x80\x8F", "\xF0\x9F\x98\x80", "long enough to need several steps", "\"\""};
    struct buf b CLEANUP(buf_end) = {0};
    uint64_t n = rng_below(r, 6);
    for (uint64_t i = 0; i < n; i++)
        buf_text(&b, bits[rng_below(r, ARRAY_LEN(bits))]);
    return (struct str){arena_text(a, b.p ? b.p : "", b.n), b.n};
}

static void check_back(const struct str *cells, size_t rows, size_t columns, struct str text, size_t step)
{
    struct slow_stream in = slow(text, step);
    struct table *t CLEANUP(table_close) = NULL;
    struct err e = {0};
    if (!table_open(&in.s, &t, &e))
        fail_msg("%s", e.text);
    assert_int_equal(table_columns(t), columns);
    for (size_t i = 0; i < rows; i++) {
        assert_true(table_next(t));
        assert_int_equal(table_cells(t), columns);
        for (size_t k = columns; k-- > 0;) /* in any order, and twice */
            assert_true(str_eq(table_cell(t, (int)k), cells[i * columns + k]));
        assert_true(str_eq(table_cell(t, 0), cells[i * columns]));
    }
    assert_false(table_next(t));
    assert_false(table_failed(t, &e));
}

static void written_cells_come_back(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= 300; seed++) {
        struct rng r;
        rng_init(&r, seed);
        struct arena a CLEANUP(arena_end) = {0};
        struct buf b CLEANUP(buf_end) = {0};
        size_t columns = 2 + rng_below(&r, 5), rows = rng_below(&r, 20);
        struct str *cells = ARENA_ARRAY(&a, struct str, rows * columns + 1);
        for (size_t i = 0; i < columns; i++)
            csv_cell(&b, i == 0, STR("head,er"));
        buf_char(&b, '\n');
        for (size_t i = 0; i < rows; i++) {
            for (size_t k = 0; k < columns; k++) {
                struct str c = k ? random_cell(&r, &a) : STR("row"); /* no row is blank */
                cells[i * columns + k] = c;
                csv_cell(&b, k == 0, c);
            }
            buf_text(&b, rng_below(&r, 2) ? "\r\n" : "\n");
        }
        check_back(cells, rows, columns, buf_view(&b), 1);
        check_back(cells, rows, columns, buf_view(&b), 1 + rng_below(&r, 9));
        check_back(cells, rows, columns, buf_view(&b), 1 << 20);
    }
}

/* Records that straddle the window (256 KiB) at every offset come out whole. */
static void window_edges(void **state)
{
    (void)state;
    static const char row[] = "1,\"two\r\n\"\"2\"\"\",\xD8\xA8\xF0\x9F\x98\x80,4\r\n";
    const size_t n = sizeof row - 1;
    for (size_t shift = 0; shift < n; shift++) {
        struct buf b CLEANUP(buf_end) = {0};
        buf_text(&b, "a");
        for (size_t i = 0; i < shift; i++)
            buf_char(&b, 'x');
        buf_text(&b, ",b,c,d\n");
        size_t rows = 3 * 256 * 1024 / n;
        for (size_t i = 0; i < rows; i++)
            buf_add(&b, row, n);
        struct slow_stream in = slow(buf_view(&b), 1 << 20);
        struct table *t CLEANUP(table_close) = NULL;
        struct err e = {0};
        assert_true(table_open(&in.s, &t, &e));
        for (size_t i = 0; i < rows; i++) {
            assert_true(table_next(t));
            assert_int_equal(table_line(t), 2 + 2 * (int64_t)i);
            assert_int_equal(table_cells(t), 4);
            assert_true(str_is(table_cell(t, 1), "two\r\n\"2\""));
            assert_true(str_is(table_cell(t, 2), "\xD8\xA8\xF0\x9F\x98\x80"));
        }
        assert_false(table_next(t));
        assert_int_equal(table_bytes(t), (int64_t)b.n);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cells_as_written),
        cmocka_unit_test(lines_are_physical),
        cmocka_unit_test(delimiters_are_found),
        cmocka_unit_test(columns_have_names),
        cmocka_unit_test(tables_without_a_header),
        cmocka_unit_test(tags_are_found),
        cmocka_unit_test(tags_without_a_header),
        cmocka_unit_test(colours_are_no_tags),
        cmocka_unit_test(tags_only_near_the_top),
        cmocka_unit_test(wrong_files_are_refused),
        cmocka_unit_test(encodings_found_and_named),
        cmocka_unit_test(broken_lines_are_told_apart),
        cmocka_unit_test(failing_streams),
        cmocka_unit_test(too_many_columns),
        cmocka_unit_test(long_cells),
        cmocka_unit_test(written_cells_come_back),
        cmocka_unit_test(window_edges),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
