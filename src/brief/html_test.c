/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "brief/doc_sample.h"
#include "brief/html_priv.h"

static struct speech english, arabic;
static struct doc *d;
static struct buf out;

static int set_up(void **state)
{
    (void)state;
    english = sample_speech("en");
    arabic = sample_speech("ar");
    d = doc_new(&english);
    out = (struct buf){0};
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    doc_free(&d);
    buf_end(&out);
    return 0;
}

static bool has(const char *piece) { return out.p && strstr(out.p, piece); }

static size_t times(const char *piece)
{
    size_t n = 0;
    for (const char *p = out.p; p && (p = strstr(p, piece)); p++)
        n++;
    return n;
}

static void test_escape(void **state)
{
    (void)state;
    markup_text(&out, STR("<a href=\"x\">&'\u202E\x01</a>"));
    assert_string_equal(out.p, "&lt;a href=&quot;x&quot;&gt;&amp;&#39;&lt;/a&gt;");
}

static void test_markup(void **state)
{
    (void)state;
    struct html h = {.doc = d, .out = &out};
    struct str part = {"<three>", 4};
    html_f(&h, "<p class=\"%s\">%.*s %d 100%%</p>", "a\"b", STR_F(part), -7);
    assert_string_equal(out.p, "<p class=\"a&quot;b\">&lt;thr -7 100%</p>");
}

/* A document without anything is a page all the same. */
static void test_empty(void **state)
{
    (void)state;
    doc_html(d, NULL, 0, &out);
    assert_true(str_starts(buf_view(&out), "<!doctype html>\n<html lang=\"en\" dir=\"ltr\">"));
    assert_true(str_ends(buf_view(&out), "</body></html>\n"));
    assert_true(has("<main>") && has("</main>"));
    assert_false(has("<footer>") || has("<nav") || has("<h1"));
    assert_false(has("<script") || has("http://") || has("https://"));
}

static void test_title_without_block(void **state)
{
    (void)state;
    d->title = STR("Trend <of> Vashta");
    doc_html(d, NULL, 0, &out);
    assert_true(has("<title>Trend &lt;of&gt; Vashta</title>") && has("<h1>Trend &lt;of&gt; Vashta</h1>"));
}

/* Nothing that a name holds reaches the page as markup, nor turns the text around it. */
static void test_hostile_names(void **state)
{
    (void)state;
    struct doc *sample = sample_document(&english);
    sample->title = sample->kind = sample->fingerprint = str_of(sample_bad_name);
    for (size_t i = 0; i < sample->n; i++) {
        if (sample->blocks[i].id.n)
            sample->blocks[i].id = str_of(sample_bad_name);
        if (sample->blocks[i].figure) {
            sample->blocks[i].figure->table_label = str_of(sample_bad_name);
            for (size_t k = 0; k < sample->blocks[i].figure->drawing_n; k++)
                sample->blocks[i].figure->drawings[k]->title = sample->blocks[i].figure->drawings[k]->desc = str_of(sample_bad_name);
        }
    }
    doc_html(sample, NULL, 0, &out);
    doc_free(&sample);
    assert_false(has("<b onclick"));
    assert_false(has("\u202E") || has("\x07") || has("\xff"));
    assert_true(times("&lt;b onclick=&quot;x&quot;&gt;O&#39;Ra &amp; gnp") >= 10);
    assert_int_equal(times("\u2069"), times("\u2068"));
}

static void test_links(void **state)
{
    (void)state;
    struct block *b = doc_add(d, BLOCK_PARAGRAPH);
    b->id = STR("here");
    words_link(d, &b->words, STR("there"), STR("there"));
    words_link(d, &b->words, STR("self"), STR("here"));
    static const struct html_links links[] = {{"en", ""}, {"ar", "javascript:alert(1)"}, {"ckb", "//evil.example/x\">"}, {"xx", "x.html"}};
    doc_html(d, links, ARRAY_LEN(links), &out);
    assert_true(has("<p id=here>there<a href=#here>self</a>\n"));
    assert_true(has("href=\"javascript%3Aalert%281%29\"")); /* a file's name, not a scheme */
    assert_true(has("href=\"evil.example/x%22%3E\""));
    assert_true(has("<b lang=en dir=ltr>English</b>"));
    assert_false(has("x.html"));
    buf_clear(&out);
    static const struct html_links none[] = {{"ar", ""}, {"ckb", NULL}};
    doc_html(d, none, ARRAY_LEN(none), &out);
    assert_false(has("<nav"));
}

static void test_names(void **state)
{
    (void)state;
    struct block *b = doc_add(d, BLOCK_PARAGRAPH);
    words_name(d, &b->words, STR("فاشتا"), "ar");
    words_name(d, &b->words, STR("Vashta"), "en");
    doc_html(d, NULL, 0, &out);
    assert_true(has("<p><bdi lang=ar>فاشتا</bdi>Vashta\n"));
}

static void test_tables(void **state)
{
    (void)state;
    struct doc_table *t = doc_table_new(d, "t", 3, 1);
    doc_add(d, BLOCK_TABLE)->table = t;
    t->columns[0].label = STR("Place");
    t->columns[1].label = STR("code");
    t->columns[1].machine_only = true;
    t->columns[2].label = STR("Rate");
    t->columns[2].number = true;
    t->cells[0].kind = CELL_WORDS;
    words_name(d, &t->cells[0].words, STR("Orvan"), NULL);
    t->cells[2] = (struct doc_cell){.kind = CELL_NUMBER, .number = guard_unseen()};
    doc_html(d, NULL, 0, &out);
    assert_true(has("<table class=n2><thead><tr><th>Place<th>Rate\n<tbody><tr><th>Orvan<td class=q>not seen\n</table>"));
    assert_false(has("code") || has("role=region") || has("<caption>"));
}

/* Groups as columns: the matter once, each row's id at its cell; a group that is missing keeps its place. */
static void test_across(void **state)
{
    (void)state;
    static const char *const words[][3] = {{"Roads", "all", "a"}, {"", "A", "b"}, {"Wells", "all", "c"}};
    struct doc_table *t = doc_table_new(d, "t", 3, 3);
    doc_add(d, BLOCK_TABLE)->table = t;
    t->across = 1;
    t->columns[0].label = STR("What");
    t->columns[1].label = STR("Among");
    t->columns[2].label = STR("Says");
    for (size_t row = 0; row < 3; row++) {
        t->row[row].id = str_of(row == 0 ? "t.1" : row == 1 ? "t.2" : "t.3");
        for (size_t i = 0; i < 3; i++) {
            t->cells[row * 3 + i].kind = *words[row][i] ? CELL_WORDS : CELL_EMPTY;
            words_text(d, &t->cells[row * 3 + i].words, str_of(words[row][i]));
        }
    }
    doc_html(d, NULL, 0, &out);
    assert_true(has("<table class=na><caption>What<br>Says</caption><thead><tr><th>all<th>A\n<tbody><tr><th colspan=2>Roads\n<tr><td id=t.1>a<td id=t.2>b\n<tr><th colspan=2>Wells\n<tr><td id=t.3>c<td>\n</table>"));
}

/* A table without rows keeps its head. */
static void test_table_without_rows(void **state)
{
    (void)state;
    struct doc_table *t = doc_table_new(d, "t", 5, 0);
    doc_add(d, BLOCK_TABLE)->table = t;
    doc_html(d, NULL, 0, &out);
    assert_true(has("<tbody></table></div>"));
    assert_true(has("role=region"));
}

/* ---- drawings ---------------------------------------------------------------------------------- */

static void draw(const struct drawing *g, const struct speech *speech)
{
    struct svg s = {0};
    svg_write(&s, g, 0, speech);
    buf_clear(&out);
    buf_str(&out, buf_view(&s.markup));
    svg_end(&s);
}

static void test_runs(void **state)
{
    (void)state;
    struct drawing *g = doc_drawing(d, 100, 50.5f);
    g->title = STR("t");
    draw_rect(g, INK_BAR, 1, 2, 3, 4);
    draw_rect(g, INK_BAR, 10, 3, -3, -1.26f);
    draw_rect(g, INK_S1, 5, 5, 5, 5);
    draw_circle(g, INK_DOT, 1, 1, 2);
    draw_circle(g, INK_DOT, 2.25f, 1, 2);
    draw_circle(g, INK_DOT, 3, 1, 3);
    draw_line(g, INK_GRID, 0, 0, 5, 0);
    draw_line(g, INK_GRID, 0, 1, 5, 1);
    draw_path(g, INK_S2, "M0 0H1V1Z", 9);
    draw_path(g, INK_S2, "M0 0H2V2Z", 9);
    draw(g, &english);
    assert_true(has("viewBox=\"0 0 100 50.5\" role=\"img\" aria-label=\"t\">"));
    assert_true(has("<path class=\"bar\" d=\"M1 2h3v4H1zm6-.3h3V3H7z\"/>"));
    assert_true(has("<path class=\"dots\" stroke-width=\"4\" d=\"M1 1h0m1.3 0h0\"/><circle class=\"dot\" cx=\"3\" cy=\"1\" r=\"3\"/>"));
    assert_true(has("<path class=\"gr\" d=\"M0 0h5M0 1h5\"/>"));
    assert_int_equal(times("class=\"k2\""), 2); /* areas stay apart */
}

/* A path is written as short as it can be, to the same tenth; one with curves or finer numbers stays as it is. */
static void test_short_paths(void **state)
{
    (void)state;
    static const char *const paths[][2] = {{"M10 10L10 20L20.5 20L20 25Z", "M10 10v10h10.5l-.5 5z"}, {"M0.5 0.5L1 1L1.5 1.5", "M.5.5 1 1l.5.5"}, {"M100 100h0", "M100 100h0"},
        {"M5 5H9V9ZM200 5l1 1-1 2", "M5 5h4v4zm195 0 1 1-1 2"}, {"M0 0C1 1 2 2 3 3", "M0 0C1 1 2 2 3 3"}, {"M0 0L1.25 1", "M0 0L1.25 1"}, {"M0 0L", "M0 0L"}};
    for (size_t i = 0; i < ARRAY_LEN(paths); i++) {
        struct drawing *g = doc_drawing(d, 100, 50);
        struct buf want CLEANUP(buf_end) = {0};
        draw_path(g, INK_S1, paths[i][0], strlen(paths[i][0]));
        draw(g, &english);
        buf_f(&want, " d=\"%s\"/>", paths[i][1]);
        if (!has(want.p))
            print_error("%s: %s\n", paths[i][0], out.p);
        assert_true(has(want.p));
    }
}

/* What is drawn in between keeps marks of one kind apart only where it meets them. Single digits in a line are one text; bars are lines. */
static void test_together(void **state)
{
    (void)state;
    struct drawing *g = doc_drawing(d, 200, 100);
    draw_circle(g, INK_POINT, 10, 10, 3);
    draw_text(g, 40, 14, ANCHOR_START, TEXT_LABEL, STR("one"));
    draw_rect(g, INK_S1, 5, 50, 20, 8);
    draw_circle(g, INK_POINT, 10, 30, 3);
    draw_text(g, 40, 34, ANCHOR_START, TEXT_LABEL, STR("two"));
    draw_rect(g, INK_S1, 35, 30, 20, 8); /* over the second label: a third one there comes after it */
    draw_text(g, 40, 35, ANCHOR_START, TEXT_LABEL, STR("three"));
    draw_text(g, 100.4f, 90, ANCHOR_START, TEXT_BOLD, STR("1"));
    draw_text(g, 120, 90.2f, ANCHOR_START, TEXT_BOLD, STR("2"));
    draw(g, &english);
    assert_true(has("<g class=\"pt\"><circle cx=\"10\" cy=\"10\" r=\"3\"/><circle cx=\"10\" cy=\"30\" r=\"3\"/></g>"));
    assert_true(has("<text x=\"40\" y=\"14\">one</text><text x=\"40\" y=\"34\">two</text><path class=\"k1 v\" stroke-width=\"8\""));
    assert_true(strstr(out.p, "class=\"k1") < strstr(out.p, "three"));
    assert_true(has("<text x=\"100 120\" y=\"90\" class=\"b\">12</text>"));
}

static void label(enum anchor a, enum reading reading, const char *text)
{
    struct drawing *g = doc_drawing(d, 100, 50);
    draw_text(g, 10, 20, a, TEXT_TICK, str_of(text))->reading = reading;
    draw(g, d->speech);
}

static void test_anchors(void **state)
{
    (void)state;
    label(ANCHOR_START, READ_PAGE, "Orvan");
    assert_true(has("<svg viewBox=\"0 0 100 50\" class=\"sp\"") && has("<text x=\"10\" y=\"20\" class=\"x\">Orvan<"));
    label(ANCHOR_END, READ_PAGE, "أورفان"); /* its right edge is at x, and that is where it starts */
    assert_true(has("class=\"sp dr\""));
    d->speech = &arabic;
    label(ANCHOR_START, READ_PAGE, "أورفان");
    assert_true(has("class=\"sp ae\""));
    label(ANCHOR_START, READ_PAGE, "Orvan");
    assert_true(has("class=\"sp dl\""));
    label(ANCHOR_END, READ_NUMBER, "٤٫١");
    assert_true(has("class=\"sp ae dl\""));
    label(ANCHOR_END, READ_PAGE, "٣١٪");
    assert_true(has("class=\"sp\""));
    label(ANCHOR_MIDDLE, READ_PAGE, "٣١٪");
    assert_true(has("class=\"sp am\""));
    d->speech = &english;
}

/* What most texts are stands once, at the drawing; the others say what they are. */
static void test_most_anchors(void **state)
{
    (void)state;
    struct drawing *g = doc_drawing(d, 100, 50);
    draw_text(g, 1, 1, ANCHOR_MIDDLE, TEXT_TICK, STR("a"));
    draw_text(g, 30, 1, ANCHOR_MIDDLE, TEXT_TICK, STR("b"));
    draw_text(g, 60, 1, ANCHOR_START, TEXT_TICK, STR("c"));
    draw_text(g, 90, 1, ANCHOR_MIDDLE, TEXT_TICK, STR("أ"));
    draw(g, &english);
    assert_true(has("<svg viewBox=\"0 0 100 50\" class=\"sp am\""));
    assert_true(has("<g class=\"x\"><text x=\"1\" y=\"1\">a</text><text x=\"30\" y=\"1\">b</text></g>"));
    assert_true(has("<text x=\"60\" y=\"1\" class=\"x as\">c<"));
    assert_true(has("<text x=\"90\" y=\"1\" class=\"x dr\">أ<"));
}

static void test_label_details(void **state)
{
    (void)state;
    struct drawing *g = doc_drawing(d, 100, 50);
    struct mark *m = draw_text(g, -1.04f, 20.06f, ANCHOR_MIDDLE, TEXT_BOLD, STR("a<b"));
    m->text_ink = ON_DARK;
    m->halo = true;
    m->lang = "ar";
    m->opacity = 0.5f;
    draw(g, &english);
    assert_true(has("aria-hidden=\"true\"")); /* without title or description it is decoration */
    assert_true(has("<text x=\"-1\" y=\"20\" class=\"b w halo\" paint-order=\"stroke\" lang=\"ar\" opacity=\"0.50\">a&lt;b</text>"));
    label(ANCHOR_START, READ_PAGE, "");
    assert_true(has("></text>"));
}

/* The rules of the server's pages beside those of every document: drawings of networks are on pages alone. */
static void add_page_rules(struct buf *out_rules)
{
    struct buf path = {0}, sheet = {0};
    struct file_stream f;
    struct err e;
    assert_non_null(getenv("DIWAN_GOLDEN"));
    buf_f(&path, "%s/../../../assets/web/page.css", getenv("DIWAN_GOLDEN"));
    assert_true(file_open(path.p, &f, &e) && stream_all(&f.s, 1 << 20, &sheet, &e));
    file_close(&f);
    for (size_t i = 0; i < sheet.n; i++) /* "a {" is written "a{" in documents */
        if (!(sheet.p[i] == ' ' && i + 1 < sheet.n && sheet.p[i + 1] == '{'))
            buf_char(out_rules, sheet.p[i]);
    buf_end(&sheet);
    buf_end(&path);
}

/* Each ink has a class, each of its words a rule: in the style sheet of documents, or, of networks, in that of pages. */
static void test_every_ink(void **state)
{
    (void)state;
    doc_html(d, NULL, 0, &out);
    struct buf page = {0};
    buf_str(&page, buf_view(&out));
    add_page_rules(&page);
    struct drawing *g = doc_drawing(d, 10, 10);
    for (int i = INK_NONE + 1; i < INK_COUNT; i++)
        draw_rect(g, (enum ink)i, 0, 0, 1, 1);
    draw(g, &english);
    size_t seen = 0;
    for (const char *p = out.p; (p = strstr(p, "<path class=\"")); seen++) {
        p += strlen("<path class=\"");
        for (const char *at = p; *at != '"'; at += strspn(at, " ")) {
            char rule[32];
            size_t n = strcspn(at, " \"");
            assert_true(n > 0 && n < 16);
            snprintf(rule, sizeof rule, ".%.*s{", (int)n, at);
            if (!strstr(page.p, rule))
                fail_msg("no rule for %s", rule);
            at += n;
        }
    }
    assert_int_equal(seen, INK_COUNT - 1);
    buf_end(&page);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_escape, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_markup, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_empty, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_title_without_block, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_hostile_names, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_links, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_names, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_tables, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_across, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_table_without_rows, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_short_paths, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_runs, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_together, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_anchors, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_most_anchors, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_label_details, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_every_ink, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
