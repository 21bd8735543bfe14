/* SPDX-License-Identifier: GPL-3.0-or-later */
/* figures: what is drawn stays on the sheet, labels do not run into each other, and the same numbers give the same marks. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "brief/figure_priv.h"

static const char *const codes[] = {"en", "ar", "ckb"};

static struct doc *doc_in(const char *code, struct speech *s)
{
    *s = (struct speech){.language = language_find(code)};
    assert_non_null(s->language);
    return doc_new(s);
}

static struct shown_cell known(double v) { return guard_one(BASIS_PUBLIC_RECORD, (struct estimate){v, NAN, NAN, 1}); }
static struct shown_cell between(double v, double lo, double hi) { return guard_one(BASIS_PUBLIC_RECORD, (struct estimate){v, lo, hi, 1}); }
static struct shown_cell few(void) { return guard_one(basis_people(0), (struct estimate){3, NAN, NAN, 3}); }

/* ---- what every figure must keep to ------------------------------------------------------------ */

static struct box text_box(const struct drawing *g, const struct mark *m)
{
    return figure_box(g, m->x, m->y, m->anchor, m->role, m->text);
}

/* Every absolute coordinate of a path; relative commands are short strokes around them. */
static void path_inside(const struct drawing *g, const struct mark *m)
{
    struct str path = m->path;
    char command = 0;
    bool second = false;
    for (size_t i = 0; i < path.n;) {
        char c = path.p[i];
        if ((c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z')) {
            command = c;
            second = false;
            i++;
            continue;
        }
        if (c == ' ') {
            i++;
            continue;
        }
        char number[32] = {0};
        size_t n = 0;
        do
            number[n++] = path.p[i++];
        while (i < path.n && n < 30 && (path.p[i] == '.' || (path.p[i] >= '0' && path.p[i] <= '9')));
        double v;
        assert_true(str_to_real((struct str){number, n}, &v));
        if (command >= 'a')
            continue;
        bool down = command == 'V' || (command != 'H' && second);
        if (m->line > 0)
            v = (double)(down ? m->y : m->x) + v * (double)(down ? m->scale_y : m->scale_x);
        if (!(v >= -0.1 && v <= (down ? g->height : g->width) + 0.1))
            fail_msg("%.*s leaves the sheet: %d x %d", STR_F(path), (int)g->width, (int)g->height);
        second = !second;
    }
}

static void inside(const struct drawing *g)
{
    assert_true(g->width > 0 && g->height > 0);
    for (size_t i = 0; i < g->n; i++) {
        const struct mark *m = &g->list[i];
        if (m->kind == MARK_PATH)
            path_inside(g, m);
        if (m->kind == MARK_RECT)
            assert_true(m->w >= 0 && m->h >= 0 && m->x >= -0.1F && m->y >= -0.1F && m->x + m->w <= g->width + 0.1F && m->y + m->h <= g->height + 0.1F);
        if (m->kind == MARK_CIRCLE)
            assert_true(m->x >= -0.1F && m->x <= g->width + 0.1F && m->y >= -0.1F && m->y <= g->height + 0.1F);
        if (m->kind != MARK_TEXT)
            continue;
        struct box b = text_box(g, m);
        if (b.x < -0.6F || b.x + b.w > g->width + 0.6F || b.y < -2.5F || b.y + b.h > g->height + 1)
            fail_msg("\"%.*s\" leaves the sheet: %d %d %d %d", STR_F(m->text), (int)b.x, (int)b.y, (int)(b.x + b.w), (int)(b.y + b.h));
        assert_true(str_utf8_ok(m->text, NULL));
        assert_null(memchr(m->text.p, '{', m->text.n)); /* no slot was left unfilled */
    }
}

/* No two labels of the same drawing touch, but for the air around their letters. */
static void apart(const struct drawing *g)
{
    for (size_t i = 0; i < g->n; i++)
        for (size_t j = 0; j < i; j++) {
            if (g->list[i].kind != MARK_TEXT || g->list[j].kind != MARK_TEXT)
                continue;
            struct box a = text_box(g, &g->list[i]), b = text_box(g, &g->list[j]);
            float air = g->rtl ? 2.5F : 1.5F;
            a.y += air;
            a.h -= 2 * air;
            b.y += air;
            b.h -= 2 * air;
            if (box_meets(a, b))
                fail_msg("\"%.*s\" lies on \"%.*s\"", STR_F(g->list[i].text), STR_F(g->list[j].text));
        }
}

static void same(const struct drawing *a, const struct drawing *b)
{
    assert_int_equal(a->n, b->n);
    assert_true(a->width == b->width && a->height == b->height);
    for (size_t i = 0; i < a->n; i++) {
        const struct mark *x = &a->list[i], *y = &b->list[i];
        assert_true(x->kind == y->kind && x->ink == y->ink && x->x == y->x && x->y == y->y && x->w == y->w && x->h == y->h);
        assert_true(str_eq(x->path, y->path) && str_eq(x->text, y->text));
        assert_true(x->role == y->role && x->text_ink == y->text_ink && x->anchor == y->anchor && x->reading == y->reading && x->halo == y->halo);
    }
}

static const struct mark *find_text(const struct drawing *g, const char *text)
{
    for (size_t i = 0; i < g->n; i++)
        if (g->list[i].kind == MARK_TEXT && str_is(g->list[i].text, text))
            return &g->list[i];
    return NULL;
}

static size_t count_ink(const struct drawing *g, enum ink ink)
{
    size_t n = 0;
    for (size_t i = 0; i < g->n; i++)
        n += g->list[i].kind != MARK_TEXT && g->list[i].ink == ink;
    return n;
}

static const struct mark *first_ink(const struct drawing *g, enum ink ink)
{
    for (size_t i = 0; i < g->n; i++)
        if (g->list[i].kind != MARK_TEXT && g->list[i].ink == ink)
            return &g->list[i];
    fail_msg("no mark of ink %d", (int)ink);
    return NULL;
}

/* ---- drawing ----------------------------------------------------------------------------------- */

static void test_widths(void **state)
{
    (void)state;
    struct drawing ltr = {0}, rtl = {.rtl = true};
    assert_true(text_width(&ltr, STR(""), TEXT_LABEL) == 0);
    float one = text_width(&ltr, STR("n"), TEXT_LABEL);
    assert_true(fabsf(text_width(&ltr, STR("nnnn"), TEXT_LABEL) - 4 * one) < 0.01F);
    assert_true(text_width(&ltr, STR("n"), TEXT_BOLD) > one);
    assert_true(text_width(&ltr, STR("Selmara"), TEXT_TICK) < text_width(&ltr, STR("Selmara"), TEXT_BIG));
    assert_true(fabsf(text_width(&rtl, STR("n"), TEXT_LABEL) / one - 1.1F) < 0.001F); /* a tenth larger */
    /* joined letters are narrower than letters alone, lam-alef is one sign, marks over letters take no room */
    float alone = text_width(&rtl, STR("ب"), TEXT_LABEL);
    assert_true(text_width(&rtl, STR("ببب"), TEXT_LABEL) < 2.5F * alone);
    assert_true(text_width(&rtl, STR("لا"), TEXT_LABEL) < text_width(&rtl, STR("ل"), TEXT_LABEL) + text_width(&rtl, STR("ا"), TEXT_LABEL));
    assert_true(text_width(&rtl, STR("بَ"), TEXT_LABEL) == alone);
    assert_true(text_width(&rtl, STR("\u2066ب\u2069"), TEXT_LABEL) == alone);
    assert_true(text_width(&ltr, STR("\xff\xc3"), TEXT_LABEL) > 0); /* broken bytes: some width, no crash */
    assert_true(text_width(&ltr, STR("漢"), TEXT_LABEL) == 12);
}

static void test_paths(void **state)
{
    (void)state;
    struct arena a = {0};
    struct drawing g = {.width = 100, .height = 100, .arena = &a};
    draw_line(&g, INK_GRID, 1, 2.25F, 1, 30);
    draw_line(&g, INK_GRID, 0, 5, 10.04F, 5);
    draw_line(&g, INK_GRID, 0, 5, -1.5F, 7);
    assert_true(str_is(g.list[0].path, "M1 2.3V30"));
    assert_true(str_is(g.list[1].path, "M0 5H10"));
    assert_true(str_is(g.list[2].path, "M0 5L-1.5 7"));
    const float points[] = {1, 1, 1.04F, 1, 2.5F, 0.5F, 2.5F, 3, 0, 0};
    struct buf run CLEANUP(buf_end) = {0};
    path_run(&run, points, 5, 10, 20, 2, 1);
    assert_string_equal(run.p, "M12 22l.1 0 2.9-1 0 5-5-6");
    const float heights[] = {10, 0, NAN, 5.5F, 0.5F};
    draw_bars(&g, INK_BAR, 0, 50, 10, 6, heights, 5);
    assert_true(str_is(g.list[3].path, "M0 0V20M3 0V11M4 0V1") && g.list[3].line == 6 && g.list[3].x == 5 && g.list[3].y == 50 && g.list[3].scale_x == 10 && g.list[3].scale_y == -0.5f);
    const float touching[] = {10, 20};
    draw_bars(&g, INK_BAR, 0, 50, 10, 10, touching, 2);
    assert_true(str_is(g.list[4].path, "M0 50V40H10H10V30H20V50Z"));
    size_t before = g.n;
    draw_bars(&g, INK_BAR, 0, 50, 10, 6, NULL, 0);
    draw_path(&g, INK_BAR, "", 0);
    assert_int_equal(g.n, before); /* nothing is drawn for nothing */
    for (int i = 0; i < 1000; i++)
        draw_circle(&g, INK_DOT, (float)i, 1, 2);
    assert_true(g.list[before + 999].x == 999 && g.list[0].kind == MARK_PATH);
    arena_end(&a);
}

static void test_fit(void **state)
{
    (void)state;
    struct speech s;
    for (size_t k = 0; k < ARRAY_LEN(codes); k++) {
        struct doc *d = doc_in(codes[k], &s);
        struct drawing *g = figure_new(d, 100, 100, STR("t"), STR("d"));
        struct str name = k ? STR("محافظة ذات اسم طويل جدا لا ينتهي") : STR("Governorate of a very long name");
        for (float w = 20; w < 250; w += 7) {
            struct str fit = figure_fit(g, name, TEXT_LABEL, w);
            assert_true(str_utf8_ok(fit, NULL));
            assert_true(text_width(g, fit, TEXT_LABEL) <= w);
            assert_true(str_eq(fit, name) || str_ends(fit, "…"));
        }
        assert_true(str_eq(figure_fit(g, STR(""), TEXT_LABEL, 10), STR("")));
        doc_free(&d);
    }
}

static void test_ticks(void **state)
{
    (void)state;
    struct ticks t = figure_ticks(80, NUMBER_INT, 3);
    assert_true(t.step == 40 && t.n == 2 && t.top == 80);
    t = figure_ticks(1, NUMBER_INT, 3);
    assert_true(t.step == 1 && t.top == 1);
    t = figure_ticks(0, NUMBER_INT, 3);
    assert_true(t.top == 1 && t.n == 1);
    assert_true(figure_ticks(NAN, NUMBER_1, 3).top == 1);
    t = figure_ticks(0.97, NUMBER_PERCENT, 3);
    assert_true(t.top == 1); /* no share above all */
    for (double most = 1e-6; most < 1e12; most *= 1.37)
        for (int at_most = 3; at_most <= 4; at_most++) {
            t = figure_ticks(most, NUMBER_2, at_most);
            assert_true(t.top >= most * (1 - 1e-9) && t.top <= most * 2.01 && t.n >= 2 && t.n <= at_most);
        }
}

/* ---- strip ------------------------------------------------------------------------------------- */

static void test_strip(void **state)
{
    (void)state;
    struct speech s;
    for (size_t k = 0; k < ARRAY_LEN(codes); k++) {
        struct doc *d = doc_in(codes[k], &s);
        struct strip_row rows[] = {
            {.label = STR("Incidents"), .from_to = STR("100 to 60"), .change = between(-0.4, -0.5, -0.3), .says = STR("fewer"), .range_says = STR("30 to 50")},
            {.label = STR("Deaths per incident"), .change = between(0.5, 0.2, 0.9), .says = STR("more")},
            {.label = STR("A measure whose name is far too long for the column that it stands in, and then some"),
                .change = between(0.05, -0.1, 0.2), .says = STR("about the same, as far as anybody can tell from so few records")},
            {.label = STR("Unknown"), .change = known(NAN), .says = STR("not known")}, {.label = STR("Few"), .change = few(), .says = STR("too few")},
            {.label = STR("Huge"), .change = between(20, 0.1, 5000), .says = STR("21 times")}};
        struct drawing *g = figure_change_strip(d, STR("t"), STR("d"), rows, 3);
        inside(g);
        assert_int_equal(count_ink(g, INK_LESS_PALE), 1);
        assert_int_equal(count_ink(g, INK_MORE_PALE), 1);
        assert_int_equal(count_ink(g, INK_NEUTRAL_PALE), 1); /* holds no change: neither less nor more */
        const struct mark *label = find_text(g, "Incidents"), *less = first_ink(g, INK_LESS_PALE), *more = first_ink(g, INK_MORE_PALE);
        assert_true(label->anchor == (g->rtl ? ANCHOR_END : ANCHOR_START) && label->x == (g->rtl ? g->width : 0));
        assert_true(g->rtl ? less->x > more->x : less->x < more->x); /* mirrored */
        const struct mark *says = find_text(g, "fewer");
        assert_true(g->rtl ? says->x < g->width / 2 && says->anchor == ANCHOR_END : says->x > g->width / 2 && says->anchor == ANCHOR_START);
        same(g, figure_change_strip(d, STR("t"), STR("d"), rows, 3));
        g = figure_change_strip(d, STR("t"), STR("d"), rows, ARRAY_LEN(rows));
        inside(g);
        assert_int_equal(count_ink(g, INK_UNKNOWN), 1); /* too few is not hatched */
        inside(figure_change_strip(d, STR("t"), STR("d"), NULL, 0));
        inside(figure_change_strip(d, STR("t"), STR("d"), rows + 5, 1));
        doc_free(&d);
    }
}

/* Words that are too wide are folded, not cut: nothing of a range is lost. */
static void test_strip_folds(void **state)
{
    (void)state;
    struct speech s;
    for (size_t k = 0; k < ARRAY_LEN(codes); k++) {
        struct doc *d = doc_in(codes[k], &s);
        const struct strip_row rows[] = {{STR("Civilians among the dead"), STR("between 44 % and 49 %, before between 27 % and 32 %"), between(0.6, -0.01, 1.6), STR("62 % more"), STR("between 1 % less and 2.6 times as much")},
            {STR("Incidents"), STR("from 2 to 1"), between(-0.4, -0.5, -0.1), STR("39 % fewer"), STR("11 to 59 %")}};
        struct drawing *g = figure_change_strip(d, STR("t"), STR("d"), rows, 2);
        inside(g);
        apart(g);
        for (size_t i = 0; i < g->n; i++)
            assert_true(g->list[i].kind != MARK_TEXT || !memmem(g->list[i].text.p, g->list[i].text.n, "…", strlen("…")));
        size_t last = 0; /* the end of the range, on its second line, over the row that follows */
        while (last < g->n && !(g->list[last].kind == MARK_TEXT && str_ends(g->list[last].text, "32 %")))
            last++;
        assert_true(last < g->n && g->list[last].text.n < rows[0].from_to.n && find_text(g, "Incidents")->y > g->list[last].y);
        doc_free(&d);
    }
}

/* ---- series ------------------------------------------------------------------------------------ */

static struct drawing *series_of(struct doc *d, size_t n, size_t now_from, int kind)
{
    struct rng r;
    rng_init(&r, 5);
    struct shown_cell *m = ARENA_ARRAY(&d->arena, struct shown_cell, n + 1);
    for (size_t i = 0; i < n; i++)
        m[i] = kind == 1 ? known(0) : kind == 2 ? known(NAN) : i % 11 == 3 ? known(NAN) : known(floor(rng_unit(&r) * 40));
    if (kind == 3 && n > 10)
        m[n / 3] = known(51234);
    struct series_mean means[4] = {{0, n / 4, between(20, 15, 26), STR("20")}, {n / 4 + 1, n / 2, between(12, 9, 14), STR("12")},
        {n / 2 + 1, n ? n - 1 : 0, between(30, 25, 1e9), STR("30")}};
    struct series_mark turns[6];
    for (size_t i = 0; i < 6; i++)
        turns[i] = (struct series_mark){.month = n * (i + 1) / 7, .first = n * (i + 1) / 7, .last = n * (i + 1) / 7 + 1, .says = STR("turning point March 2023 (February to May)")};
    struct series_panel panels[3] = {{.title = STR("Incidents a month"), .bars = true, .style = NUMBER_INT, .months = m, .means = means, .mean_n = n > 8 ? 3 : 0, .turns = turns, .turn_n = n > 8 ? 6 : 0},
        {.title = STR("Deaths per incident, in a title that would run far out of the drawing if nobody cut it off at its end, which somebody does"), .style = NUMBER_1, .months = m},
        {.title = STR("Again"), .style = NUMBER_INT, .months = m, .remark = STR("no turning point found")}};
    struct ribbon ribbon[] = {{0, n / 2, STR("Open violence"), 2}, {n / 2 + 1, n / 2 + 2, STR("Ceasefire or stalemate"), 1},
        {n / 2 + 3, n ? n - 1 : 0, STR("Open violence"), 2}};
    struct figure_series f = {.title = STR("t"), .desc = STR("d"), .before_says = STR("the two years before"), .now_says = STR("this brief"),
        .months = n, .now_from = now_from, .first_month = 409, .panels = panels, .panel_n = 3, .ribbon = ribbon, .ribbon_n = n > 8 ? 3 : 0, .ribbon_label = STR("Phase")};
    return figure_series(d, &f);
}

static void test_series(void **state)
{
    (void)state;
    static const size_t lengths[] = {0, 1, 2, 7, 24, 48, 71, 73, 140, 400};
    struct speech s;
    for (size_t k = 0; k < ARRAY_LEN(codes); k++) {
        struct doc *d = doc_in(codes[k], &s);
        for (size_t i = 0; i < ARRAY_LEN(lengths); i++)
            for (int kind = 0; kind < 4; kind++) {
                size_t n = lengths[i], now = i % 3 == 0 ? n : i % 3 == 1 ? n / 2 : n - n / 20;
                struct drawing *g = series_of(d, n, now, kind);
                inside(g);
                apart(g);
                same(g, series_of(d, n, now, kind));
                if (n >= 2)
                    assert_int_equal(count_ink(g, INK_UNKNOWN), kind == 2 ? 3 : 0); /* nothing known: hatched whole */
            }
        doc_free(&d);
    }
}

/* Time from right to left, where asked for and where the page runs so: all stays on the sheet and apart, later months lie further left,
 * and nothing else is lost. */
static void test_series_turned(void **state)
{
    (void)state;
    struct speech s;
    for (size_t k = 0; k < ARRAY_LEN(codes); k++) {
        struct doc *d = doc_in(codes[k], &s);
        for (int kind = 0; kind < 4; kind++) {
            d->mirror_time = false;
            struct drawing *g = series_of(d, 48, 24, kind);
            d->mirror_time = true;
            struct drawing *turned = series_of(d, 48, 24, kind);
            inside(turned);
            apart(turned);
            assert_int_equal(count_ink(g, INK_BAR), count_ink(turned, INK_BAR));
            if (!g->rtl) {
                same(g, turned);
                continue;
            }
            const struct mark *now = first_ink(g, INK_SOFT), *now_turned = first_ink(turned, INK_SOFT);
            assert_true(fabsf(now->x + now->w + now_turned->x - g->width) < 0.1F && now->w == now_turned->w);
            const struct mark *title = find_text(turned, "Incidents a month");
            assert_true(title->anchor == ANCHOR_END && title->x > turned->width / 2); /* still where the page starts */
        }
        doc_free(&d);
    }
}

/* Turned twice it is the same again, path by path. */
static void test_turned_twice(void **state)
{
    (void)state;
    struct speech s;
    struct doc *d = doc_in("ar", &s);
    struct drawing *g = figure_new(d, 100, 50, STR("t"), STR("d")), *kept = figure_new(d, 100, 50, STR("t"), STR("d"));
    static const char path[] = "M10.5 3-2 4H30V9m1-2l-4.5 7h9v-3L0 0Zz";
    for (int i = 0; i < 2; i++) {
        draw_path(i ? kept : g, INK_INK, path, sizeof path - 1);
        draw_rect(i ? kept : g, INK_INK, 10, 2, 30, 4);
        draw_circle(i ? kept : g, INK_INK, 10, 2, 3);
        draw_text(i ? kept : g, 20, 5, ANCHOR_START, TEXT_TICK, STR("x"));
    }
    d->mirror_time = true;
    figure_turned(g, d);
    assert_true(str_is(g->list[0].path, "M89.5 3 102 4H70V9m-1-2l4.5 7h-9v-3L100 0Zz"));
    assert_true(g->list[1].x == 60 && g->list[2].x == 90 && g->list[3].x == 80 && g->list[3].anchor == ANCHOR_END);
    figure_turned(g, d);
    same(g, kept);
    doc_free(&d);
}

static void test_series_outlier(void **state)
{
    (void)state;
    struct speech s;
    struct doc *d = doc_in("en", &s);
    struct drawing *g = series_of(d, 48, 24, 3);
    struct buf b CLEANUP(buf_end) = {0};
    say_int(&s, &b, 51234);
    assert_non_null(find_text(g, b.p)); /* the value of a bar cut off stands beside it */
    struct shown_cell m[12];
    for (size_t i = 0; i < 12; i++)
        m[i] = known(i == 4 ? 1000 : 10);
    assert_true(figure_most(m, 12, 0) < 20);
    assert_true(figure_most(m, 12, 1000) >= 1000); /* what must fit fits */
    assert_true(figure_most(m, 5, 0) == 1000);     /* too few to tell an outlier */
    assert_true(figure_most(NULL, 0, 0) == 0);
    doc_free(&d);
}

static void test_series_mean_to_is_last(void **state)
{
    (void)state;
    struct speech s;
    struct doc *d = doc_in("en", &s);
    struct shown_cell m[10];
    for (size_t i = 0; i < 10; i++)
        m[i] = known(5);
    struct series_mean mean = {0, 9, between(5, 4, 6), STR("5")};
    struct series_panel p = {.title = STR("t"), .bars = true, .style = NUMBER_INT, .months = m, .means = &mean, .mean_n = 1};
    struct figure_series f = {.months = 10, .now_from = 10, .first_month = 600, .panels = &p, .panel_n = 1};
    struct drawing *g = figure_series(d, &f);
    const struct mark *band = first_ink(g, INK_BAND);
    assert_true(fabsf(band->x + band->w - (g->width - 14)) < 0.1F); /* to the end of the last month */
    inside(g);
    doc_free(&d);
}

/* ---- map --------------------------------------------------------------------------------------- */

enum { GRID_MOST = 48 };
struct grid { /* Selmara: areas between crooked lines; the middle ones may be very small */
    struct map_shapes shapes;
    struct map_area areas[GRID_MOST];
    struct map_ring rings[GRID_MOST];
    float corners[GRID_MOST][8];
    struct map_arc arcs[GRID_MOST * 4];
    float edges[GRID_MOST * 4][4];
    struct map_value values[GRID_MOST];
    char names[GRID_MOST][40];
};

static void grid_make(struct grid *g, size_t columns, size_t rows, float width, float height, bool crowded)
{
    *g = (struct grid){.shapes = {.areas = g->areas, .arcs = g->arcs, .area_n = columns * rows, .width = width, .height = height, .km_per_unit = 1.7}};
    for (size_t i = 0; i < columns * rows; i++) {
        for (size_t k = 0; k < 4; k++) {
            size_t c = i % columns + (k == 1 || k == 2), r = i / columns + (k >= 2);
            float u = (float)c / (float)columns, v = (float)r / (float)rows;
            if (crowded) { /* lines crowd in the middle */
                u = 0.5F + 4 * (u - 0.5F) * (u - 0.5F) * (u - 0.5F);
                v = 0.5F + 4 * (v - 0.5F) * (v - 0.5F) * (v - 0.5F);
            }
            bool rim = c == 0 || c == columns || r == 0 || r == rows;
            g->corners[i][2 * k] = width * u + (rim ? 0 : (float)((c * 7 + r * 3) % 5) - 2);
            g->corners[i][2 * k + 1] = height * v + (rim ? 0 : (float)((c * 5 + r * 11) % 5) - 2);
        }
        g->rings[i] = (struct map_ring){g->corners[i], 4};
        float x = 0, y = 0;
        for (size_t k = 0; k < 4; k++) {
            x += g->corners[i][2 * k] / 4;
            y += g->corners[i][2 * k + 1] / 4;
        }
        float w = g->corners[i][2] - g->corners[i][0], h = g->corners[i][5] - g->corners[i][3];
        g->areas[i] = (struct map_area){.index = i, .rings = &g->rings[i], .ring_n = 1, .label_x = x, .label_y = y, .label_r = fmaxf(fminf(w, h) / 2, 1)};
        for (size_t k = 0; k < 4; k++) {
            float *e = g->edges[i * 4 + k];
            for (size_t j = 0; j < 4; j++)
                e[j] = g->corners[i][(2 * k + j) % 8];
            bool outer = (k == 0 && i < columns) || (k == 2 && i / columns == rows - 1) || (k == 3 && i % columns == 0) || (k == 1 && i % columns == columns - 1);
            g->arcs[i * 4 + k] = (struct map_arc){e, 2, (int)i, outer ? -1 : (int)((i + 1) % (columns * rows))};
        }
        snprintf(g->names[i], sizeof g->names[i], "Al-Selmara %zu", i);
        g->values[i] = (struct map_value){.name = str_of(g->names[i]), .value = known(i == 3 ? 0 : exp((double)i / 3)), .style = NUMBER_INT};
    }
    g->shapes.arc_n = columns * rows * 4;
}

static void test_map(void **state)
{
    (void)state;
    static const struct { size_t columns, rows; float w, h; bool crowded; } cases[] = {{1, 1, 372, 300, false}, {4, 3, 372, 330, false},
        {4, 5, 372, 360, true}, {6, 8, 200, 380, true}, {3, 6, 90, 390, false}, {8, 1, 372, 60, false}};
    struct grid *grid = mem_get(sizeof *grid);
    struct speech s;
    for (size_t k = 0; k < ARRAY_LEN(codes); k++)
        for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
            struct doc *d = doc_in(codes[k], &s);
            grid_make(grid, cases[i].columns, cases[i].rows, cases[i].w, cases[i].h, cases[i].crowded);
            size_t n = grid->shapes.area_n;
            struct shown_cell cells[GRID_MOST];
            for (size_t j = 0; j < n; j++)
                cells[j] = grid->values[j].value;
            double breaks[4];
            figure_breaks(cells, n, breaks);
            for (int pass = 0; pass < 2; pass++) {
                struct drawing *g = figure_map(d, STR("t"), STR("d"), &grid->shapes, grid->values, breaks, STR("killed a year"), pass ? 0 : -1);
                inside(g);
                apart(g);
                same(g, figure_map(d, STR("t"), STR("d"), &grid->shapes, grid->values, breaks, STR("killed a year"), pass ? 0 : -1));
                assert_int_equal(count_ink(g, INK_UNKNOWN), pass ? 2 : 0); /* the area and its box in the legend */
                grid->values[n - 1].value = known(NAN);
            }
            doc_free(&d);
        }
    free(grid);
}

static void test_map_directions(void **state)
{
    (void)state;
    struct grid *grid = mem_get(sizeof *grid);
    grid_make(grid, 4, 3, 372, 330, false);
    grid->values[5].value = few();
    double breaks[4] = {2, 5, 10, 20};
    struct speech s[2];
    struct doc *d[2] = {doc_in("en", &s[0]), doc_in("ar", &s[1])};
    struct drawing *g[2];
    for (int k = 0; k < 2; k++)
        g[k] = figure_map(d[k], STR("t"), STR("d"), &grid->shapes, grid->values, breaks, STR(""), -1);
    for (size_t i = 0; i < 12; i++)
        assert_true(str_eq(g[0]->list[i].path, g[1]->list[i].path)); /* the map does not mirror */
    const struct mark *box[2] = {NULL, NULL};
    for (int k = 0; k < 2; k++)
        for (size_t i = 0; i < g[k]->n; i++)
            if (g[k]->list[i].kind == MARK_RECT && g[k]->list[i].ink == INK_ZERO)
                box[k] = &g[k]->list[i];
    assert_non_null(box[0]);
    assert_non_null(box[1]);
    assert_true(box[0]->x < 20 && box[1]->x > 300); /* its legend does */
    assert_int_equal(g[0]->list[5].ink, INK_BOX);    /* too few: neither hatched nor white */
    assert_int_equal(g[0]->list[3].ink, INK_ZERO);
    assert_non_null(find_text(g[0], "0"));
    assert_null(find_text(g[1], "٠")); /* a zero is a word where its digit looks like dirt */
    for (size_t i = 0; i < 12; i++)
        assert_non_null(find_text(g[0], grid->names[i]));
    for (int k = 0; k < 2; k++)
        doc_free(&d[k]);
    struct map_shapes none = {.width = 0};
    d[0] = doc_in("en", &s[0]);
    inside(figure_map(d[0], STR("t"), STR("d"), &none, NULL, breaks, STR(""), -1));
    doc_free(&d[0]);
    free(grid);
}

/* ---- dots, small, years ------------------------------------------------------------------------ */

static void test_dots(void **state)
{
    (void)state;
    struct speech s;
    for (size_t k = 0; k < ARRAY_LEN(codes); k++)
        for (size_t n = 0; n <= 36; n += n < 2 ? 1 : 17)
            for (int squeezed = 0; squeezed < 2; squeezed++) {
                struct doc *d = doc_in(codes[k], &s);
                struct dot_row rows[36];
                for (size_t i = 0; i < n; i++) {
                    double v = 900 / (double)(i + 1);
                    rows[i] = (struct dot_row){.name = i == 2 ? STR("A governorate with a very long name indeed") : STR("Vashta"), .value = between(v, v / 2, i ? v * 2 : 1e7), .strong = i < 3};
                }
                if (n > 10) {
                    rows[n - 1].value = known(NAN);
                    rows[n - 2].value = between(0, 0, 3.7);
                    rows[n - 3].says_instead = STR("nobody could look, 15 of 24 months");
                    rows[n - 4].value = few();
                }
                struct drawing *g = figure_dots(d, STR("t"), STR("d"), rows, n, known(34), STR("Selmara 34"), STR("killed per 100,000 a year"), NUMBER_INT, squeezed);
                inside(g);
                apart(g);
                assert_int_equal(count_ink(g, INK_UNKNOWN), n > 10 ? 4 : 0);
                assert_int_equal(count_ink(g, INK_ZERO), n > 10 ? 1 : 0);
                assert_int_equal(count_ink(g, INK_POINT), n > 10 ? n - 4 : n);
                same(g, figure_dots(d, STR("t"), STR("d"), rows, n, known(34), STR("Selmara 34"), STR("killed per 100,000 a year"), NUMBER_INT, squeezed));
                doc_free(&d);
            }
}

static void test_dots_order_of_scale(void **state)
{
    (void)state;
    struct speech s;
    for (size_t k = 0; k < 2; k++) {
        struct doc *d = doc_in(codes[k], &s);
        struct dot_row rows[2] = {{.name = STR("a"), .value = known(80)}, {.name = STR("b"), .value = known(2)}};
        for (int squeezed = 0; squeezed < 2; squeezed++) {
            struct drawing *g = figure_dots(d, STR("t"), STR("d"), rows, 2, known(NAN), STR(""), STR(""), NUMBER_INT, squeezed);
            float x[2] = {0, 0};
            size_t n = 0;
            for (size_t i = 0; i < g->n; i++)
                if (g->list[i].ink == INK_POINT)
                    x[n++] = g->list[i].x;
            assert_int_equal(n, 2);
            assert_true(g->rtl ? x[0] < x[1] : x[0] > x[1]);
            inside(g);
        }
        /* all zero, and all unknown */
        rows[0].value = rows[1].value = known(0);
        inside(figure_dots(d, STR("t"), STR("d"), rows, 2, known(0), STR("0"), STR(""), NUMBER_1, true));
        rows[0].value = rows[1].value = known(NAN);
        inside(figure_dots(d, STR("t"), STR("d"), rows, 2, known(NAN), STR(""), STR(""), NUMBER_1, false));
        doc_free(&d);
    }
}

static void test_small(void **state)
{
    (void)state;
    struct speech s;
    struct shown_cell m[300];
    for (size_t k = 0; k < ARRAY_LEN(codes); k++)
        for (size_t n = 0; n <= 300; n += n < 3 ? 1 : 45)
            for (int kind = 0; kind < 3; kind++) {
                struct doc *d = doc_in(codes[k], &s);
                for (size_t i = 0; i < n; i++)
                    m[i] = kind == 0 ? known((double)(i % 9)) : kind == 1 ? known(0) : known(i % 4 ? NAN : 1e6);
                struct small_panel p = {.name = STR("A governorate with a long name"), .months = m, .n = n, .now_from = n / 2, .before = known(4), .now = known(2),
                    .says = kind == 1 ? STR("") : STR("from 4.0 to 2.0"), .first_month = 580, .top = kind == 2 ? 0 : 8};
                struct drawing *g = figure_small(d, &p);
                inside(g);
                apart(g);
                assert_int_equal(count_ink(g, INK_BAR), n > 1 - (kind == 2) && kind != 1 ? 1 : 0);
                same(g, figure_small(d, &p));
                doc_free(&d);
            }
}

static void test_small_unseen(void **state)
{
    (void)state;
    struct speech s;
    struct doc *d = doc_in("en", &s);
    struct shown_cell m[20];
    for (size_t i = 0; i < 20; i++)
        m[i] = i >= 12 && i < 16 ? known(NAN) : known(3);
    struct small_panel p = {.name = STR("Zelhan"), .months = m, .n = 20, .now_from = 10, .before = known(3), .now = known(2), .says = STR("cannot compare"), .first_month = 612, .top = 6};
    struct drawing *g = figure_small(d, &p);
    const struct mark *hatch = first_ink(g, INK_UNKNOWN);
    assert_true(fabsf(hatch->x - 110) < 0.1F && fabsf(hatch->w - 36) < 0.1F); /* four months of nine px */
    assert_int_equal(count_ink(g, INK_UNKNOWN), 1);
    assert_int_equal(count_ink(g, INK_LINE), 3); /* before; now up to the hatch; now after it */
    doc_free(&d);
}

static void test_years(void **state)
{
    (void)state;
    struct speech s;
    struct shown_cell y[120];
    for (size_t k = 0; k < ARRAY_LEN(codes); k++)
        for (size_t n = 0; n <= 120; n += n < 3 ? 1 : 13)
            for (int kind = 0; kind < 3; kind++) {
                struct doc *d = doc_in(codes[k], &s);
                for (size_t i = 0; i < n; i++) {
                    double v = (double)(i * 7919 % 1009);
                    y[i] = kind == 1 ? known(0) : i % 9 == 4 ? known(NAN) : between(v, v * 0.8, i % 5 ? v * 1.3 : v * 40);
                }
                if (kind == 2 && n > 20)
                    y[11] = y[12] = between(1e9, 9e8, 2e9);
                struct drawing *g = figure_years(d, STR("t"), STR("d"), STR("people killed a year"), 1989, y, n);
                inside(g);
                apart(g);
                same(g, figure_years(d, STR("t"), STR("d"), STR("people killed a year"), 1989, y, n));
                doc_free(&d);
            }
}

/* Three sides a month, in every language and for any number of months; the first third is not on record. */
static void test_sides(void **state)
{
    (void)state;
    struct speech s;
    struct shown_cell parts[3][130];
    for (size_t k = 0; k < ARRAY_LEN(codes); k++)
        for (size_t n = 0; n <= 130; n += n < 3 ? 1 : 13) {
            struct doc *d = doc_in(codes[k], &s);
            for (size_t i = 0; i < n; i++)
                for (size_t side = 0; side < 3; side++)
                    parts[side][i] = i < n / 3 ? known(NAN) : known((double)((i + side) * 7919 % 23));
            struct figure_sides f = {.title = STR("t"), .desc = STR("d"), .axis_says = STR("incidents a month that killed nobody"), .unknown_says = STR("not on record"),
                .labels = {STR("by a state"), STR("by non-state groups"), STR("by whom not known")}, .months = {parts[0], parts[1], parts[2]}, .n = n, .now_from = n / 2, .first_month = 612};
            struct drawing *g = figure_sides(d, &f);
            inside(g);
            apart(g);
            same(g, figure_sides(d, &f));
            if (n >= 3) {
                assert_true(count_ink(g, INK_UNKNOWN) >= 2); /* the key and the months not on record */
                assert_int_equal(count_ink(g, INK_S4), 2);   /* the key and the bars */
            }
            doc_free(&d);
        }
}

/* ---- breaks and letters ------------------------------------------------------------------------ */

static void check_breaks(const double *v, size_t n, int classes_at_least)
{
    struct shown_cell *c = mem_get((n + 1) * sizeof *c);
    for (size_t i = 0; i < n; i++)
        c[i] = known(v[i]);
    double b[4];
    figure_breaks(c, n, b);
    bool used[7] = {false};
    for (size_t i = 0; i < n; i++)
        used[figure_class(c[i], b) + 1] = true;
    int classes = 0;
    for (size_t i = 2; i < 7; i++)
        classes += used[i];
    for (size_t i = 0; i < 4; i++) {
        assert_true(isfinite(b[i]) && b[i] > 0 && (i == 0 || b[i] > b[i - 1]));
        double mantissa = b[i] / pow(10, floor(log10(b[i]) + 1e-9));
        assert_true(fabs(mantissa * 2 - nearbyint(mantissa * 2)) < 1e-6); /* at most 1.5 */
    }
    if (classes < classes_at_least)
        fail_msg("only %d classes are used", classes);
    free(c);
}

static void test_breaks(void **state)
{
    (void)state;
    const double mild[] = {9, 7, 8, 4, 10, 19, 3, 0, 73, 42, NAN, 9}, tight[] = {41, 44, 47, 52, 58, 61, 66, 72, 80, 83};
    const double wide[] = {1e-4, 0.003, 0.02, 0.5, 4, 33, 900, 2e4, 8e5, 1e7}, ties[] = {5, 5, 5, 5, 5}, two[] = {3, 300};
    const double counts[] = {1, 2, 3, 4, 5, 1, 1, 2}, extreme[] = {1e-300, 1e300}, one[] = {7};
    check_breaks(mild, ARRAY_LEN(mild), 4);
    check_breaks(tight, ARRAY_LEN(tight), 4);
    check_breaks(wide, ARRAY_LEN(wide), 5);
    check_breaks(ties, ARRAY_LEN(ties), 1);
    check_breaks(two, ARRAY_LEN(two), 2);
    check_breaks(counts, ARRAY_LEN(counts), 4);
    check_breaks(extreme, ARRAY_LEN(extreme), 2);
    check_breaks(one, 1, 1);
    const double nothing[] = {0, 0, NAN};
    check_breaks(nothing, 3, 0);
    check_breaks(nothing, 0, 0);
    const double edges[4] = {2, 5, 10, 20};
    assert_int_equal(figure_class(known(0), edges), 0);
    assert_int_equal(figure_class(known(1.999), edges), 1);
    assert_int_equal(figure_class(known(2), edges), 2); /* low <= value < high */
    assert_int_equal(figure_class(known(20), edges), 5);
    assert_int_equal(figure_class(known(NAN), edges), -1);
    assert_int_equal(figure_class(few(), edges), -1);
}

static void test_spark(void **state)
{
    (void)state;
    struct speech s;
    struct doc *d = doc_in("en", &s);
    struct shown_cell v[] = {known(0), known(0.1), known(50), known(100), known(1e9), known(NAN), few()};
    assert_true(str_is(figure_spark(d, v, ARRAY_LEN(v), 100), "▁▂▅██··"));
    assert_true(str_is(figure_spark(d, v, 0, 100), ""));
    assert_true(str_is(figure_spark(d, v, 4, 0), "▁▂▂▂")); /* no scale: only whether there was any */
    doc_free(&d);
    d = doc_in("ar", &s); /* time keeps its direction where a terminal turns the line */
    assert_true(str_is(figure_spark(d, v, 3, 100), "\u2066▁▂▅\u2069"));
    d->mirror_time = true;
    assert_true(str_is(figure_spark(d, v, 3, 100), "\u2066▅▂▁\u2069"));
    doc_free(&d);
}

static void test_block_map(void **state)
{
    (void)state;
    struct grid *grid = mem_get(sizeof *grid);
    struct speech s;
    for (size_t k = 0; k < ARRAY_LEN(codes); k++) {
        struct doc *d = doc_in(codes[k], &s);
        grid_make(grid, 4, 3, 372, 330, false);
        grid->values[7].value = known(NAN);
        double breaks[4] = {2, 5, 10, 20};
        for (int columns = 0; columns <= 90; columns += 15) {
            struct str map = figure_block_map(d, &grid->shapes, grid->values, breaks, columns);
            assert_true(str_utf8_ok(map, NULL) && map.p[map.n - 1] == '\n');
            assert_non_null(memchr(map.p, '?', map.n)); /* the unknown area */
            for (size_t i = 0; i < 12; i++)
                assert_non_null(memmem(map.p, map.n, grid->names[i], strlen(grid->names[i])));
            struct str again = figure_block_map(d, &grid->shapes, grid->values, breaks, columns);
            assert_true(str_eq(map, again));
        }
        struct map_shapes none = {.width = 0};
        assert_int_equal(figure_block_map(d, &none, NULL, breaks, 60).n, 0);
        doc_free(&d);
    }
    free(grid);
}

/* ---- groups of opinion -------------------------------------------------------------------------- */

static struct drawing *drawing_in(struct doc *d, size_t groups, int64_t people, double apart_by, const char *note, bool says_it)
{
    static const char *const letters[] = {"A", "B", "C", "D", "E"};
    struct opinion_area areas[FIGURE_GROUPS_MOST];
    static const struct opinion_says says[] = {{{"91 % agree: “دەبێت ژمارەیەکی دیار هەبێت، لە هەموو شوێنێک و لە هەموو کاتێکدا.”", 133}, {"“There should be a visible number.”", 39}},
        {{"91 % agree: “Whoever runs a checkpoint should wear a number that everybody can see, and say it when asked.”", 111}, {"", 0}}};
    for (size_t k = 0; k < groups; k++)
        areas[k] = (struct opinion_area){.letter = str_of(letters[k]), .people = STR("88 people"), .says = says, .say_n = k % 3,
            .size = known((double)people), .x = apart_by * cos((double)k * 2.1), .y = apart_by * sin((double)k * 2.1), .xx = 1 + (double)k, .xy = 0.4, .yy = 0.7};
    struct figure_opinions f = {.title = STR("Opinion map"), .desc = STR("Groups."), .note = str_of(note), .areas = areas, .n = groups, .each = 5, .seed = 7};
    return says_it ? figure_opinion_says(d, &f, STR("What each holds"), STR("Below.")) : figure_opinion_map(d, &f);
}

static struct drawing *map_in(struct doc *d, size_t groups, int64_t people, double apart_by, const char *note) { return drawing_in(d, groups, people, apart_by, note, false); }

/* What groups say, in the page's language and in another, under their letters. */
static void test_opinion_says(void **state)
{
    (void)state;
    for (size_t l = 0; l < ARRAY_LEN(codes); l++)
        for (size_t groups = 1; groups <= FIGURE_GROUPS_MOST; groups++) {
            struct speech s;
            struct doc *d = doc_in(codes[l], &s);
            struct drawing *g = drawing_in(d, groups, 40, 6, "", true);
            inside(g);
            apart(g);
            assert_int_equal(count_ink(g, INK_GROUP_B), groups > 1); /* the first of this test says nothing */
            assert_int_equal(count_ink(g, INK_AREA_A), 0);
            doc_free(&d);
        }
}

/* The map is drawn for any number of groups; each has its outline, its letter, and a mark for five of its people, inside the sheet. */
static void test_opinion_map(void **state)
{
    (void)state;
    for (size_t l = 0; l < ARRAY_LEN(codes); l++)
        for (size_t groups = 1; groups <= FIGURE_GROUPS_MOST; groups++) {
            struct speech s;
            struct doc *d = doc_in(codes[l], &s);
            struct drawing *g = map_in(d, groups, 40, 6, "Near = voted alike. The axes have no meaning of their own.");
            inside(g);
            apart(g);
            assert_int_equal(count_ink(g, INK_AREA_A), 1);
            assert_int_equal(count_ink(g, INK_GROUP_A), 8 + 1); /* marks, and the letter's */
            assert_int_equal(count_ink(g, INK_AREA_B), groups > 1);
            assert_non_null(find_text(g, groups > 2 ? "C" : "A"));
            same(g, map_in(d, groups, 40, 6, "Near = voted alike. The axes have no meaning of their own."));
            doc_free(&d);
        }
}

/* No place on the map is a person's: the marks depend on size, spread and chance alone, and their number on nothing but the size. */
static void test_opinion_map_few(void **state)
{
    (void)state;
    struct speech s;
    struct doc *d = doc_in("en", &s);
    inside(map_in(d, 3, 40, 0, ""));   /* all middles at one place */
    inside(map_in(d, 3, 40, 1e-9, ""));
    inside(map_in(d, 2, 4000, 6, "")); /* more marks than there is room for: no endless search */
    assert_int_equal(count_ink(map_in(d, 2, 12, 6, ""), INK_GROUP_A), 2 + 1);
    struct opinion_area one = {.letter = STR("A"), .people = STR("too few to show"), .size = few(), .xx = 1, .yy = 1};
    struct figure_opinions f = {.title = STR("t"), .desc = STR("d"), .note = STR(""), .areas = &one, .n = 1, .each = 5};
    assert_int_equal(count_ink(figure_opinion_map(d, &f), INK_GROUP_A), 1); /* the letter: no mark for people that may not be shown */
    doc_free(&d);
}

/* Distances between middles are true: one scale for both directions. */
static void test_opinion_map_distances(void **state)
{
    (void)state;
    struct speech s;
    struct doc *d = doc_in("en", &s);
    static const double at[3][2] = {{0, 0}, {8, 0}, {0, 6}};
    struct opinion_area areas[3];
    for (size_t k = 0; k < 3; k++)
        areas[k] = (struct opinion_area){.letter = STR("A"), .people = STR("9"), .size = known(20), .x = at[k][0], .y = at[k][1], .xx = 0.5, .yy = 0.5};
    struct figure_opinions f = {.title = STR("t"), .desc = STR("d"), .note = STR(""), .areas = areas, .n = 3, .each = 5};
    const struct drawing *g = figure_opinion_map(d, &f);
    float x[3], y[3];
    size_t n = 0;
    for (size_t i = 0; i < g->n && n < 3; i++)
        if (g->list[i].kind == MARK_TEXT && str_is(g->list[i].text, "A")) {
            x[n] = g->list[i].x;
            y[n++] = g->list[i].y;
        }
    assert_int_equal(n, 3);
    float wide = x[1] - x[0], high = y[0] - y[2]; /* up is up */
    assert_true(wide > 60 && fabsf(y[1] - y[0]) < 0.1F && fabsf(x[2] - x[0]) < 0.1F);
    assert_true(fabsf(high / wide - 0.75F) < 0.01F);
    doc_free(&d);
}

static struct drawing *strips_in(struct doc *d, const double shares[5], size_t groups, bool letters)
{
    static const struct str all[] = {{"A", 1}, {"B", 1}, {"C", 1}, {"D", 1}, {"E", 1}};
    static const struct str names[] = {{"A, 88 people", 12}, {"B, 59 people", 12}, {"C, 44 people", 12}, {"security sector", 15}, {"local government", 16}};
    struct shown_cell *cells = ARENA_ARRAY(&d->arena, struct shown_cell, 5);
    for (size_t k = 0; k < 5; k++)
        cells[k] = isnan(shares[k]) ? few() : between(shares[k], shares[k] * 0.9, shares[k]);
    struct opinion_strip rows[] = {{.text = STR("Whoever runs a checkpoint should wear a visible number, in every place and at every hour of the day and of the night."), .translation = STR(""), .lang = "en", .shares = cells},
        {.text = STR("دەبێت ژمارەیەکی دیار هەبێت."), .lang = "ckb", .translation = STR("There should be a visible number."), .shares = cells}};
    struct figure_opinion_strips f = {.title = STR("t"), .desc = STR("d"), .heading = STR("What bridges the groups"), .letters = letters ? all : NULL, .names = names, .groups = groups, .rows = rows, .n = 2};
    return figure_opinion_strips(d, &f);
}

static void test_opinion_strips(void **state)
{
    (void)state;
    static const double cases[][5] = {{0.91, 0.84, 0.79, 0.5, 0.1}, {1, 1, 1, 1, 1}, {0, 0, 0, 0, 0}, {0.5, 0.51, 0.52, 0.53, 0.54}, {0, 1, NAN, 0.02, 0.98}};
    for (size_t l = 0; l < ARRAY_LEN(codes); l++)
        for (size_t c = 0; c < ARRAY_LEN(cases); c++)
            for (size_t groups = 1; groups <= 5; groups++) {
                struct speech s;
                struct doc *d = doc_in(codes[l], &s);
                struct drawing *g = strips_in(d, cases[c], groups, c % 2 == 0);
                inside(g);
                apart(g);
                assert_int_equal(count_ink(g, INK_GROUP_A), 1 + 2); /* the key, and each row */
                same(g, strips_in(d, cases[c], groups, c % 2 == 0));
                doc_free(&d);
            }
}

/* More agreement lies farther from where the page starts; a share that may not be shown has no mark. */
static void test_opinion_strips_mirror(void **state)
{
    (void)state;
    static const double shares[] = {0.9, 0.2, NAN, NAN, NAN};
    float x[2];
    for (size_t l = 0; l < 2; l++) {
        struct speech s;
        struct doc *d = doc_in(codes[l], &s);
        const struct drawing *g = strips_in(d, shares, 3, true);
        size_t last = 0;
        for (size_t i = 0; i < g->n; i++)
            if (g->list[i].ink == INK_GROUP_A && g->list[i].kind == MARK_CIRCLE)
                last = i;
        x[l] = g->list[last].x;
        assert_int_equal(count_ink(g, INK_GROUP_C), 1); /* the key alone */
        doc_free(&d);
    }
    assert_true(x[0] > 300 && fabsf(x[0] + x[1] - 372) < 0.1F);
}

/* Labels stand apart and inside, whoever is tied to whom; the same network looks the same; lanes stand in their order, and one without anybody is left out. */
static void test_network(void **state)
{
    (void)state;
    static const size_t sizes[] = {1, 7, 40, 150};
    static const struct str lanes[] = {{"International", 13}, {"Regional", 8}, {"National", 8}, {"Local", 5}};
    for (size_t l = 0; l < 3; l++)
        for (size_t k = 0; k < ARRAY_LEN(sizes); k++) {
            struct speech s;
            struct doc *d = doc_in(codes[l], &s);
            struct network_node nodes[150];
            struct network_edge edges[300];
            size_t n = sizes[k], m = 0;
            for (size_t i = 0; i < n; i++)
                nodes[i] = (struct network_node){.name = i % 3 ? STR("Association for water and roads of the upper valley, and more") : STR("لجنة المياه والطرق في الوادي الأعلى"),
                    .family = (enum network_family)(i % FAMILIES_OF_ACTORS), .lane = i % 2 ? 3 : i % 4};
            for (size_t i = 1; i < 2 * n; i++)
                if (i * 7 % n != i * i % n)
                    edges[m++] = (struct network_edge){(uint32_t)(i * 7 % n), (uint32_t)(i * i % n), (enum network_line)(i % TIED_LINES), i % 2, i % 3 == 0};
            struct figure_network f = {.title = STR("1"), .desc = STR("2"), .width = k == 1 ? 760 : 1176, .lanes = lanes, .lane_n = 4, .nodes = nodes, .n = n, .edges = edges, .m = m, .thin_says = STR("thin")};
            for (size_t i = 0; i < TIED_LINES; i++)
                f.line_says[i] = STR("a kind of tie");
            for (size_t i = 0; i < FAMILIES_OF_ACTORS; i++)
                f.family_says[i] = STR("a kind of actor");
            const struct drawing *g = figure_network(d, &f);
            inside(g);
            apart(g);
            same(g, figure_network(d, &f));
            size_t regional = 0;
            for (size_t i = 0; i < g->n; i++)
                regional += g->list[i].kind == MARK_TEXT && str_is(g->list[i].text, "Regional");
            assert_int_equal(regional, 0);
            doc_free(&d);
        }
}

/* How many isolates are open after `text`, and the fewest on the way. */
static int isolates(struct str text, int *least)
{
    int open = 0;
    *least = 0;
    for (size_t i = 0; i + 2 < text.n; i++)
        if (text.p[i] == '\xE2' && text.p[i + 1] == '\x81' && (unsigned char)text.p[i + 2] >= 0xA6 && (unsigned char)text.p[i + 2] <= 0xA9) {
            open += text.p[i + 2] == '\xA9' ? -1 : 1;
            *least = open < *least ? open : *least;
        }
    return open;
}

/* A quote of the other direction over several lines: every line runs as the whole sentence does, and has the quote set apart by itself, so that its marks stand at
 * the sentence's beginning and end. */
static void test_opinion_quote_over_lines(void **state)
{
    (void)state;
    static const struct { const char *page, *whole, *last; enum reading reading; } cases[] = {
        {"ar", "يوافق ٨٠٪: «\u2068Goods should cross between the districts of the country without permits.\u2069»", "\u2066", READ_RTL},
        {"en", "80 % agree: “\u2068دەبێت وەڵامی سکاڵا لە ماوەی دوو هەفتەدا بدرێتەوە، لە هەموو شوێنێک.\u2069”", "\u2067", READ_LTR}};
    for (size_t c = 0; c < ARRAY_LEN(cases); c++) {
        struct speech s;
        struct doc *d = doc_in(cases[c].page, &s);
        struct opinion_says one = {.text = str_of(cases[c].whole)};
        struct opinion_area area = {.letter = STR("A"), .people = STR("20"), .size = known(20), .xx = 1, .yy = 1, .says = &one, .say_n = 1};
        struct figure_opinions f = {.title = STR("1"), .desc = STR("2"), .note = STR(""), .areas = &area, .n = 1, .each = 5};
        const struct drawing *g = figure_opinion_says(d, &f, STR("1"), STR("2"));
        size_t lines = 0, last = 0;
        for (size_t i = 0; i < g->n; i++) {
            int least;
            if (g->list[i].kind != MARK_TEXT || g->list[i].text.n < 12)
                continue;
            assert_int_equal(isolates(g->list[i].text, &least), 0);
            assert_int_equal(least, 0);
            assert_int_equal(g->list[i].reading, cases[c].reading);
            lines++;
            last = i;
        }
        assert_int_equal(lines, 2);
        assert_memory_equal(g->list[last].text.p, cases[c].last, 3);
        doc_free(&d);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_widths), cmocka_unit_test(test_opinion_quote_over_lines), cmocka_unit_test(test_paths), cmocka_unit_test(test_fit), cmocka_unit_test(test_ticks),
        cmocka_unit_test(test_strip), cmocka_unit_test(test_strip_folds), cmocka_unit_test(test_series), cmocka_unit_test(test_series_turned), cmocka_unit_test(test_turned_twice), cmocka_unit_test(test_series_outlier), cmocka_unit_test(test_series_mean_to_is_last),
        cmocka_unit_test(test_map), cmocka_unit_test(test_map_directions), cmocka_unit_test(test_dots), cmocka_unit_test(test_dots_order_of_scale),
        cmocka_unit_test(test_small), cmocka_unit_test(test_small_unseen), cmocka_unit_test(test_years), cmocka_unit_test(test_sides), cmocka_unit_test(test_breaks), cmocka_unit_test(test_spark), cmocka_unit_test(test_block_map),
        cmocka_unit_test(test_opinion_map), cmocka_unit_test(test_opinion_says), cmocka_unit_test(test_opinion_map_few), cmocka_unit_test(test_opinion_map_distances), cmocka_unit_test(test_opinion_strips), cmocka_unit_test(test_opinion_strips_mirror), cmocka_unit_test(test_network)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
