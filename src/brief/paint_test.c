/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Figures as pictures: what lies where, in which colour; letters; hostile drawings. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "brief/doc_sample.h"
#include "brief/paint_priv.h"

enum { WIDE = 200, HIGH = 100 };
struct canvas { /* a drawing of one document, and what it looks like */
    struct speech speech;
    struct doc *d;
    struct drawing *g;
    struct letters letters;
    cairo_surface_t *surface;
};

static struct canvas canvas_new(const char *language)
{
    return (struct canvas){.speech = sample_speech(language)};
}

static void canvas_begin(struct canvas *c)
{
    struct err e = {0};
    c->d = doc_new(&c->speech);
    c->g = doc_drawing(c->d, WIDE, HIGH);
    if (!letters_open(&c->letters, &c->speech, &e))
        fail_msg("%s", e.text);
}

static void canvas_paint(struct canvas *c)
{
    c->surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, WIDE, HIGH);
    cairo_t *cr = cairo_create(c->surface);
    paint_colour(cr, COLOUR_WHITE, 1);
    cairo_paint(cr);
    paint_drawing(cr, &c->letters, c->g);
    assert_int_equal(cairo_status(cr), CAIRO_STATUS_SUCCESS);
    cairo_destroy(cr);
    cairo_surface_flush(c->surface);
}

static void canvas_end(struct canvas *c)
{
    cairo_surface_destroy(c->surface);
    letters_close(&c->letters);
    doc_free(&c->d);
}

static uint32_t pixel(const struct canvas *c, int x, int y)
{
    uint32_t v;
    memcpy(&v, cairo_image_surface_get_data(c->surface) + y * cairo_image_surface_get_stride(c->surface) + x * 4, sizeof v);
    return v & 0xffffff;
}

/* How many pixels of a rectangle are not white. */
static int inked(const struct canvas *c, int x1, int y1, int x2, int y2)
{
    int n = 0;
    for (int y = y1; y < y2; y++)
        for (int x = x1; x < x2; x++)
            n += pixel(c, x, y) != 0xffffff;
    return n;
}

/* Every ink leaves a mark that differs from all others, or from white. */
static void inks(void **state)
{
    (void)state;
    struct canvas c = canvas_new("en");
    canvas_begin(&c);
    draw_rect(c.g, INK_S5, 0, 0, 20, 20);
    draw_rect(c.g, INK_UNKNOWN, 40, 0, 40, 40);
    draw_rect(c.g, INK_ZERO, 100, 0, 40, 40);
    draw_rect(c.g, INK_LESS, 160, 20, -20, -20); /* drawn from its far corner */
    draw_path(c.g, INK_MORE, "M0 50h20v20h-20z", 16);
    draw_rect(c.g, INK_BAND, 40, 60, 20, 20);
    draw_line(c.g, INK_BORDER_DISPUTED, 100, 70, 190, 70);
    canvas_paint(&c);
    assert_int_equal(pixel(&c, 10, 10), 0x17406b);
    int hatch = inked(&c, 41, 1, 79, 39);
    assert_in_range(hatch, 38 * 38 / 10, 38 * 38 / 2); /* lines, not an area */
    assert_true(inked(&c, 82, 0, 98, 40) == 0);        /* they stay inside */
    assert_int_equal(pixel(&c, 120, 20), 0xffffff);    /* zero is white ... */
    assert_true(pixel(&c, 100, 20) != 0xffffff);       /* ... with an outline */
    assert_int_equal(pixel(&c, 150, 10), 0x1b5e96);
    assert_int_equal(pixel(&c, 10, 60), 0x985a00);
    assert_true(pixel(&c, 50, 70) != 0xffffff && pixel(&c, 50, 70) != 0x1b5e96); /* see-through */
    int line = inked(&c, 100, 70, 190, 71);
    assert_in_range(line, 40, 75); /* dashes of 5 with gaps of 3 */
    canvas_end(&c);
}

static void each_ink_shows(void **state)
{
    (void)state;
    for (int i = INK_NONE + 1; i < INK_COUNT; i++) {
        struct canvas c = canvas_new("en");
        canvas_begin(&c);
        draw_rect(c.g, INK_S5, 0, 0, WIDE, HIGH); /* white borders show on the dark */
        draw_path(c.g, (enum ink)i, "M20 20L80 20 80 80H20Z", 22);
        canvas_paint(&c);
        int other = 0;
        for (int y = 10; y < 90; y++)
            for (int x = 10; x < 90; x++)
                other += pixel(&c, x, y) != 0x17406b;
        if (i != INK_S5)
            assert_true(other > 20);
        canvas_end(&c);
    }
}

static void anchors(void **state)
{
    (void)state;
    static const char *const texts[] = {"Baghdad", "بغداد", "31 %"};
    static const char *const languages[] = {"en", "ar"};
    for (int k = 0; k < 6; k++) {
        struct canvas c = canvas_new(languages[k % 2]);
        canvas_begin(&c);
        draw_text(c.g, 100, 20, ANCHOR_START, TEXT_LABEL, str_of(texts[k / 2]));
        draw_text(c.g, 100, 50, ANCHOR_MIDDLE, TEXT_LABEL, str_of(texts[k / 2]));
        draw_text(c.g, 100, 80, ANCHOR_END, TEXT_LABEL, str_of(texts[k / 2]));
        canvas_paint(&c);
        assert_true(inked(&c, 0, 5, 98, 28) == 0 && inked(&c, 100, 5, WIDE, 28) > 20);
        assert_true(inked(&c, 70, 35, 100, 58) > 10 && inked(&c, 100, 35, 130, 58) > 10);
        assert_true(inked(&c, 102, 65, WIDE, 88) == 0 && inked(&c, 0, 65, 100, 88) > 20);
        canvas_end(&c);
    }
}

/* A bare number reads left to right on a page that does not: its first digit stands left. */
static void directions(void **state)
{
    (void)state;
    struct canvas c = canvas_new("ar");
    canvas_begin(&c);
    for (int rtl = 0; rtl < 2; rtl++) {
        PangoLayout *layout = letters_set(&c.letters, STR("1 / 5"), FACE_TEXT, false, 12, NULL, rtl);
        PangoLayout *other = letters_set(&c.letters, STR("1 / 5"), FACE_TEXT, false, 12, NULL, !rtl);
        PangoRectangle first, last;
        pango_layout_index_to_pos(layout, 0, &first);
        pango_layout_index_to_pos(layout, 4, &last);
        assert_true(rtl ? first.x > last.x : first.x < last.x);
        g_object_unref(layout);
        g_object_unref(other);
    }
    letters_close(&c.letters);
    doc_free(&c.d);
}

/* A halo whitens what lies behind the text. */
static void halo(void **state)
{
    (void)state;
    int dark[2] = {0, 0};
    for (int k = 0; k < 2; k++) {
        struct canvas c = canvas_new("en");
        canvas_begin(&c);
        draw_rect(c.g, INK_S3, 0, 0, WIDE, HIGH);
        draw_text(c.g, 100, 50, ANCHOR_MIDDLE, TEXT_BOLD, STR("Ninewa"))->halo = k == 1;
        canvas_paint(&c);
        for (int y = 36; y < 54; y++)
            for (int x = 60; x < 140; x++)
                dark[k] += pixel(&c, x, y) == 0x84adbf;
        canvas_end(&c);
    }
    assert_true(dark[1] + 150 < dark[0]);
}

/* Letters that no font has, broken bytes, paths that end in the middle: drawn as far as they go, without a box. */
static void hostile(void **state)
{
    (void)state;
    struct canvas c = canvas_new("ckb");
    canvas_begin(&c);
    draw_text(c.g, 10, 20, ANCHOR_START, TEXT_LABEL, STR("\U000F1234\u4e2d\u0d01\xff\xfe ھەولێر"));
    draw_text(c.g, 10, 20, ANCHOR_START, TEXT_LABEL, STR(""));
    static const char *const paths[] = {"M", "M10", "M10 10L", "L10 10", "Z", "M1 1ZZZ1", "M1 1Q2 2 3 3", "M..--", "M1e9 1e9L2 2", "1 2 3"};
    for (size_t i = 0; i < ARRAY_LEN(paths); i++)
        draw_path(c.g, INK_LINE, paths[i], strlen(paths[i]));
    canvas_paint(&c);
    canvas_end(&c);
    canvas_begin(&c);
    PangoLayout *layout = letters_set(&c.letters, STR("a\U000F1234b\u4e2d."), FACE_TEXT, false, 12, NULL, false);
    assert_int_equal(pango_layout_get_unknown_glyphs_count(layout), 0);
    assert_non_null(strstr(pango_layout_get_text(layout), "a\uFFFD"));
    g_object_unref(layout);
    letters_close(&c.letters);
    doc_free(&c.d);
}

static void pictures(void **state)
{
    (void)state;
    static const char *const languages[] = {"en", "ar", "ckb"};
    for (size_t k = 0; k < ARRAY_LEN(languages); k++) {
        struct speech speech = sample_speech(languages[k]);
        struct doc *d = sample_document(&speech);
        struct drawing *g = NULL;
        for (size_t i = 0; i < d->n && !g; i++)
            g = d->blocks[i].figure ? d->blocks[i].figure->drawings[0] : NULL;
        assert_non_null(g);
        struct buf one CLEANUP(buf_end) = {0}, two CLEANUP(buf_end) = {0};
        struct err e = {0};
        assert_true(paint_png(d, g, 2, &one, &e));
        assert_true(paint_png(d, g, 2, &two, &e));
        assert_true(str_eq(buf_view(&one), buf_view(&two))); /* no clock, no chance */
        const unsigned char *p = (const unsigned char *)one.p;
        assert_memory_equal(p, "\x89PNG", 4);
        assert_int_equal(p[18] << 8 | p[19], (int)(g->width * 2));
        assert_int_equal(p[22] << 8 | p[23], (int)(g->height * 2));
        assert_false(paint_png(d, g, 1000, &one, &e));
        assert_int_equal(e.code, ERR_INPUT);
        assert_false(paint_png(d, g, (double)NAN, &one, &e));
        doc_free(&d);
    }
}

static void no_font(void **state)
{
    (void)state;
    struct speech speech = sample_speech("ar");
    struct letters l;
    struct err e = {0};
    assert_int_equal(setenv("DIWAN_FONTS", "no-such-folder & <dir>", 1), 0);
    assert_false(letters_open(&l, &speech, &e));
    letters_close(&l);
    unsetenv("DIWAN_FONTS");
    assert_int_equal(e.code, ERR_SYSTEM);
    assert_non_null(strstr(e.text, "Noto Sans"));
    assert_non_null(strstr(e.text, "fonts-noto-core"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(inks), cmocka_unit_test(each_ink_shows), cmocka_unit_test(anchors), cmocka_unit_test(directions), cmocka_unit_test(halo),
        cmocka_unit_test(hostile), cmocka_unit_test(pictures), cmocka_unit_test(no_font)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
