/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "brief/doc_sample.h"
#include <assert.h>

const char sample_bad_name[] = "<b onclick=\"x\">O'Ra & \u202Egnp\u202C\u2069\xff</b>\x07";

struct sample { /* a document being made */
    struct doc *d;
    bool ar;
    const char *other; /* the other language's code */
};

static struct str in_language(const struct sample *s, const char *en, const char *ar) { return str_of(s->ar ? ar : en); }
#define SAYS(en, ar) in_language(s, en, ar)

struct speech sample_speech(const char *language)
{
    const struct language *l = language_find(language);
    assert(l);
    return (struct speech){.language = l};
}

static struct words *add_words(const struct sample *s, enum block_kind kind, const char *en, const char *ar)
{
    struct block *b = doc_add(s->d, kind);
    words_text(s->d, &b->words, SAYS(en, ar));
    return &b->words;
}

static void add_heading(const struct sample *s, const char *id, int number, const char *en, const char *ar)
{
    add_words(s, BLOCK_HEADING, en, ar);
    struct block *b = &s->d->blocks[s->d->n - 1];
    b->id = str_of(id);
    b->number = number;
}

/* A mark of four by two pixels, in the blue of links. */
static const char mark_png[] =
    "\x89\x50\x4e\x47\x0d\x0a\x1a\x0a\x00\x00\x00\x0d\x49\x48\x44\x52\x00\x00\x00\x04\x00\x00\x00\x02\x08\x02\x00\x00\x00\xf0"
    "\xca\xea\x34\x00\x00\x00\x10\x49\x44\x41\x54\x78\xda\x63\x90\x8e\x9b\x06\x47\x0c\xc8\x1c\x00\x6a\x5a\x08\x79\x29\x50\x6b"
    "\x21\x00\x00\x00\x00\x49\x45\x4e\x44\xae\x42\x60\x82";

static void add_partners(const struct sample *s)
{
    struct block *b = doc_add(s->d, BLOCK_PARTNERS);
    b->items = ARENA_ARRAY(&s->d->arena, struct words, 2);
    b->logos = ARENA_ARRAY(&s->d->arena, struct logo, 2);
    b->item_n = 2;
    b->logos[0] = (struct logo){.png = {mark_png, sizeof mark_png - 1}, .wide = 4, .high = 2, .name = SAYS("Orvan Institute", "معهد أورفان")};
    words_name(s->d, &b->items[0], b->logos[0].name, s->ar ? "ar" : "en");
    words_name(s->d, &b->items[1], SAYS("Women's council", "مجلس النساء"), s->ar ? "ar" : "en");
}

static void add_head(const struct sample *s)
{
    struct block *b = doc_add(s->d, BLOCK_BANNER);
    words_say(s->d, &b->words, s->ar ? "**مثال متخيَّل** سلمارا غير موجودة." : "**Invented example** Selmara does not exist.", NULL, 0);
    b = doc_add(s->d, BLOCK_TITLE);
    words_name(s->d, &b->words, SAYS("Selmara", "سلمارا"), s->ar ? "ar" : "en");
    add_words(s, BLOCK_SUBTITLE, "January 2023 to December 2024, compared with the two years before.", "من كانون الثاني/يناير ٢٠٢٣ إلى كانون الأول/ديسمبر ٢٠٢٤، مقارنةً بالسنتين السابقتين.");
    add_partners(s);
}

static void add_short(const struct sample *s)
{
    add_heading(s, "short", 1, "In short", "باختصار");
    struct block *b = doc_add(s->d, BLOCK_SENTENCES);
    b->items = ARENA_ARRAY(&s->d->arena, struct words, 3);
    b->item_n = 3;
    struct shown_cell range = guard_one(BASIS_PUBLIC_RECORD, (struct estimate){-0.35, 0.27, 0.43, 24});
    struct slot slots[] = {{.name = "n", .text = number_text(s->d, guard_count(1661), NUMBER_INT)},
        {.name = "range", .text = number_range(s->d, range, NUMBER_PERCENT)},
        {.name = "place", .text = SAYS("Vashta", "فاشتا"), .isolate = true},
        {.name = "odd", .text = str_of(sample_bad_name), .isolate = true, .lang = s->other}};
    words_say(s->d, &b->items[0], s->ar ? "**أقل، لكن أشد فتكاً.** يضم السجل {n} حادثة، أي أقل مما قبلها ({range})." : "**Fewer, but deadlier.** The register holds {n} incidents, fewer than before ({range}).", slots, ARRAY_LEN(slots));
    words_text(s->d, &b->items[0], STR(" "));
    words_link(s->d, &b->items[0], SAYS("Figure 1", "الشكل ١"), STR("f1"));
    words_say(s->d, &b->items[1], s->ar ? "العنف القاتل أعلى ما يكون في {place}." : "Lethal violence is highest in {place}.", slots, ARRAY_LEN(slots));
    words_say(s->d, &b->items[2], s->ar ? "اسم غريب: {odd}." : "An odd name: {odd}.", slots, ARRAY_LEN(slots));
    words_link(s->d, &b->items[2], SAYS(" Nowhere.", " لا مكان."), STR("missing"));
}

/* ---- drawings ---------------------------------------------------------------------------------- */

static struct mark *label(struct drawing *g, float x, float y, enum anchor a, enum text_role role, struct str text)
{
    bool mirrored = g->rtl && a != ANCHOR_MIDDLE;
    enum anchor turned = !mirrored ? a : a == ANCHOR_START ? ANCHOR_END : ANCHOR_START;
    return draw_text(g, g->rtl ? g->width - x : x, y, turned, role, text);
}

static float at(const struct drawing *g, float x) { return g->rtl ? g->width - x : x; }

static struct drawing *strip(const struct sample *s)
{
    struct drawing *g = doc_drawing(s->d, 760, 104);
    g->scroll = true;
    g->title = SAYS("Change against the two years before", "التغير مقارنةً بالسنتين السابقتين");
    g->desc = SAYS("Incidents fell by about a third; deaths per incident rose by about half.", "انخفضت الحوادث بنحو الثلث وارتفع عدد القتلى لكل حادثة بنحو النصف.");
    for (int i = 0; i < 3; i++)
        draw_line(g, INK_GRID, at(g, 317 + 126 * (float)i), 18, at(g, 317 + 126 * (float)i), 84);
    draw_line(g, INK_AXIS, at(g, 401), 18, at(g, 401), 84);
    label(g, 401, 100, ANCHOR_MIDDLE, TEXT_STRONG_TICK, SAYS("no change", "لا تغير"));
    label(g, 317, 100, ANCHOR_MIDDLE, TEXT_TICK, SAYS("−50 %", "\u2066−٥٠\u2069٪"));
    label(g, 0, 38, ANCHOR_START, TEXT_BOLD, SAYS("Incidents", "الحوادث"));
    label(g, 0, 53, ANCHOR_START, TEXT_LABEL, SAYS("from 1,023 to 661", "من ١٬٠٢٣ إلى ٦٦١"))->text_ink = ON_MUTED;
    draw_rect(g, INK_LESS_PALE, at(g, 329), 34.5f, g->rtl ? -27.0f : 27.0f, 7);
    draw_rect(g, INK_LESS, at(g, 341.5f) - 5.4f, 32.6f, 10.8f, 10.8f);
    label(g, 594, 38, ANCHOR_START, TEXT_BOLD, SAYS("35 % fewer", "أقل بنسبة ٣٥٪"))->text_ink = ON_LESS;
    label(g, 0, 72, ANCHOR_START, TEXT_BOLD, SAYS("Deaths per incident", "القتلى لكل حادثة"));
    draw_rect(g, INK_MORE_PALE, at(g, 441), 68.5f, g->rtl ? -106.0f : 106.0f, 7);
    char diamond[80];
    int n = snprintf(diamond, sizeof diamond, "M%d 64.8l7.2 7.2l-7.2 7.2l-7.2-7.2Z", (int)at(g, 489));
    draw_path(g, INK_MORE, diamond, (size_t)n);
    label(g, 594, 72, ANCHOR_START, TEXT_BOLD, SAYS("52 % more", "أكثر بنسبة ٥٢٪"))->text_ink = ON_MORE;
    return g;
}

static struct drawing *squares(const struct sample *s)
{
    struct drawing *g = doc_drawing(s->d, 372, 150);
    g->title = SAYS("Map of Selmara", "خريطة سلمارا");
    g->desc = SAYS("Five squares from pale to dark, one hatched, one empty.", "خمسة مربعات من الفاتح إلى الداكن، وواحد مظلل بخطوط، وواحد فارغ.");
    static const enum ink inks[] = {INK_ZERO, INK_S1, INK_S2, INK_S3, INK_S4, INK_S5, INK_UNKNOWN};
    static const enum text_ink on[] = {ON_PAGE, ON_LIGHT, ON_LIGHT, ON_MIDDLE, ON_DARK, ON_DARK, ON_PAGE};
    for (size_t i = 0; i < ARRAY_LEN(inks); i++) {
        float x = 4 + 52 * (float)i;
        draw_rect(g, inks[i], at(g, x) - (g->rtl ? 48.0f : 0.0f), 10, 48, 48);
        struct mark *m = draw_text(g, at(g, x + 24), 40, ANCHOR_MIDDLE, TEXT_BOLD, number_text(s->d, guard_count((int64_t)i * 7), NUMBER_INT));
        m->text_ink = on[i];
        m->reading = READ_NUMBER;
        m->halo = inks[i] == INK_UNKNOWN;
    }
    static const char out[] = "M4 10H368V58H4Z";
    draw_path(g, INK_BORDER_OUT, out, sizeof out - 1);
    struct mark *m = label(g, 4, 90, ANCHOR_START, TEXT_LABEL, SAYS("Vashta <3>", "فاشتا <3>"));
    m->lang = s->ar ? "ar" : "en";
    m = label(g, 368, 90, ANCHOR_END, TEXT_LABEL, str_of(s->ar ? "Orvan" : "أورفان"));
    m->lang = s->other;
    label(g, 4, 124, ANCHOR_START, TEXT_BIG, SAYS("12 %", "١٢٪"));
    label(g, 368, 124, ANCHOR_END, TEXT_TITLE, SAYS("title", "عنوان"));
    draw_line(g, INK_LEADER, 60, 140, 200, 140);
    return g;
}

static struct drawing *small(const struct sample *s, int seed)
{
    struct drawing *g = doc_drawing(s->d, 180, 80);
    g->title = SAYS("Incidents a month in one governorate", "الحوادث شهرياً في محافظة واحدة");
    draw_line(g, INK_AXIS, 4, 70, 176, 70);
    for (int i = 0; i < 12; i++)
        draw_rect(g, INK_BAR, 4 + 14 * (float)i, 70 - (float)((i * seed) % 7) * 7, 11, (float)((i * seed) % 7) * 7);
    for (int i = 0; i < 12; i++)
        draw_circle(g, INK_DOT, 9.5f + 14 * (float)i, 30 + (float)((i * seed) % 5) * 6, 2.2f);
    draw_circle(g, INK_POINT, 90, 20, 4);
    draw_rect(g, INK_BAND, 90, 40, 86, 8);
    draw_line(g, INK_LINE, 90, 44, 176, 44);
    g->list[g->n - 1].opacity = 0.5f;
    label(g, 4, 12, ANCHOR_START, TEXT_BOLD, SAYS("Tamura", "تامورا"));
    return g;
}

static struct drawing *spark(const struct sample *s)
{
    struct drawing *g = doc_drawing(s->d, 60, 14);
    for (int i = 0; i < 6; i++)
        draw_rect(g, INK_BAR, 10 * (float)i, (float)(i * 2), 8, (float)(14 - i * 2));
    return g;
}

/* ---- tables ------------------------------------------------------------------------------------ */

static void column(struct doc_table *t, size_t i, const char *key, struct str title, bool number)
{
    t->columns[i].key = str_of(key);
    t->columns[i].label = title;
    t->columns[i].number = number;
}

static struct doc_table *places(const struct sample *s)
{
    struct doc_table *t = doc_table_new(s->d, "places", 7, 5);
    t->title = SAYS("Governorates of Selmara", "محافظات سلمارا");
    column(t, 0, "place", SAYS("Governorate", "المحافظة"), false);
    column(t, 1, "code", STR("code"), false);
    column(t, 2, "incidents", SAYS("Incidents", "الحوادث"), true);
    column(t, 3, "rate", SAYS("Per 100,000 a year", "لكل ١٠٠٬٠٠٠ سنوياً"), true);
    column(t, 4, "interval", SAYS("95 % interval", "فاصل ٩٥٪"), true);
    column(t, 5, "share", SAYS("Known civilians", "مدنيون معروفون"), true);
    column(t, 6, "months", SAYS("By month", "بالشهر"), false);
    t->columns[1].machine_only = true;
    t->columns[6].human_only = true;
    t->columns[0].hxl = STR("#adm1+name");
    t->columns[2].hxl = STR("#event+num");
    t->columns[4].hxl = STR("#rate");
    const struct shown_cell rates[] = {guard_one(BASIS_PUBLIC_RECORD, (struct estimate){73.25, 61, 88, 24}),
        guard_one(BASIS_PUBLIC_RECORD, (struct estimate){4.125, 4.12, 4.14, 24}), guard_unseen(), guard_one(BASIS_PUBLIC_RECORD, ESTIMATE_NONE),
        guard_one(basis_people(0), (struct estimate){0.5, 0.1, 0.9, 3})};
    static const char *const names[5][2] = {{"Vashta", "فاشتا"}, {"Orvan, upper", "أورفان العليا"}, {"Zelhan", "زلهان"}, {"Iluna", "إيلونا"}, {sample_bad_name, sample_bad_name}};
    for (size_t row = 0; row < 5; row++) {
        struct doc_cell *c = &t->cells[row * 7];
        c[0].kind = c[1].kind = CELL_WORDS;
        words_name(s->d, &c[0].words, str_of(names[row][s->ar]), NULL);
        c[0].machine = str_of(names[row][0]);
        c[0].machine_set = true;
        c[1].machine = str_of(names[row][0]);
        c[1].machine_set = true;
        c[2] = (struct doc_cell){.kind = CELL_NUMBER, .number = guard_count((int64_t)(row == 3 ? 0 : 1210 / (int64_t)(row + 1)))};
        c[3] = (struct doc_cell){.kind = CELL_NUMBER, .number = rates[row], .style = NUMBER_1};
        c[4] = (struct doc_cell){.kind = CELL_RANGE, .number = rates[row], .style = NUMBER_1};
        c[5] = (struct doc_cell){.kind = row == 3 ? CELL_EMPTY : CELL_NUMBER, .number = guard_one(BASIS_PUBLIC_RECORD, (struct estimate){0.1 * (double)row, NAN, NAN, 9}), .style = NUMBER_PERCENT};
        c[6] = (struct doc_cell){.kind = CELL_DRAWING, .drawing = spark(s), .spark = STR("▁▂▃▅▇")};
    }
    return t;
}

static struct doc_table *years(const struct sample *s)
{
    struct doc_table *t = doc_table_new(s->d, "years", 2, 2);
    column(t, 0, "year", SAYS("Year", "السنة"), true);
    column(t, 1, "killed", SAYS("Killed", "القتلى"), true);
    for (size_t row = 0; row < 2; row++) {
        t->cells[row * 2] = (struct doc_cell){.kind = CELL_NUMBER, .number = guard_count(2023 + (int64_t)row), .style = NUMBER_PLAIN};
        t->cells[row * 2 + 1] = (struct doc_cell){.kind = CELL_NUMBER, .number = guard_count(1238 + 238 * (int64_t)row)};
    }
    return t;
}

static struct figure *add_figure(const struct sample *s, const char *id, int number, const char *en, const char *ar, size_t drawings)
{
    struct block *b = doc_add(s->d, BLOCK_FIGURE);
    struct figure *f = ARENA_NEW(&s->d->arena, struct figure);
    b->id = f->id = str_of(id);
    b->figure = f;
    f->number = number;
    words_text(s->d, &f->title, SAYS(en, ar));
    f->drawings = ARENA_ARRAY(&s->d->arena, struct drawing *, drawings);
    f->drawing_n = drawings;
    return f;
}

static void add_figures(const struct sample *s)
{
    struct figure *f = add_figure(s, "f1", 1, "Incidents fell by a third, but each kills more people", "انخفضت الحوادث بمقدار الثلث، لكن كلاً منها يقتل عدداً أكبر", 1);
    f->drawings[0] = strip(s);
    words_text(s->d, &f->source, SAYS("The pale bar is the 95 % interval. n = 1,684 incidents.", "الشريط الفاتح فاصل ٩٥٪. العدد ١٬٦٨٤ حادثة."));
    f = add_figure(s, "f2", 2, "Two halves & a table", "نصفان وجدول", 2);
    f->layout = FIGURE_PAIR;
    f->drawings[0] = squares(s);
    f->drawings[1] = squares(s);
    f->table = years(s);
    f->table_label = SAYS("Table: by year", "جدول: بالسنة");
    f = add_figure(s, "f3", 3, "The fall is largest in Tamura", "الانخفاض أكبر ما يكون في تامورا", 4);
    f->layout = FIGURE_GRID;
    for (int i = 0; i < 4; i++)
        f->drawings[i] = small(s, 3 + i);
    words_text(s->d, &f->source, SAYS("Same scale in every panel.", "المقياس نفسه في كل لوحة."));
}

struct doc *sample_document(const struct speech *speech)
{
    bool ar = strcmp(language_code(speech->language), "ar") == 0;
    struct sample sample = {.d = doc_new(speech), .ar = ar, .other = ar ? "en" : "ar"}, *s = &sample;
    s->d->title = SAYS("Selmara: country brief", "سلمارا: موجز قُطري");
    s->d->kind = SAYS("country brief", "موجز قُطري");
    s->d->fingerprint = STR("7c1e40d9a2b355f07c1e40d9a2b355f07c1e40d9a2b355f07c1e40d9a2b355f0");
    add_head(s);
    add_short(s);
    add_heading(s, "security", 2, "Security", "الأمان والعنف");
    add_words(s, BLOCK_PARAGRAPH, "Silence is not calm. Where nobody could look, the register says so and draws no conclusion.", "الصمت ليس هدوءاً. حيث لم يتمكن أحد من النظر يقول السجل ذلك ولا يستنتج شيئاً.");
    add_words(s, BLOCK_SUBHEADING, "By governorate", "بحسب المحافظة");
    struct block *b = doc_add(s->d, BLOCK_TABLE);
    b->table = places(s);
    add_figures(s);
    add_words(s, BLOCK_MAP_TEXT, "░▒▓█\n █▓ \n", "░▒▓█\n █▓ \n");
    add_words(s, BLOCK_NOTE, "Borders are an aid to reading.", "الحدود وسيلة للقراءة.");
    b = doc_add(s->d, BLOCK_ITEMS);
    b->items = ARENA_ARRAY(&s->d->arena, struct words, 2);
    b->item_n = 2;
    words_text(s->d, &b->items[0], SAYS("News monitor: 442 incidents.", "مرصد الأخبار: ٤٤٢ حادثة."));
    words_name(s->d, &b->items[1], STR("UCDP GED 25.1"), "en");
    doc_statement(s->d, SAYS("The change is felt\nby everyone here.\n \n\nWe ask for <nothing> more.", "التغيير يشعر به\nالجميع هنا.\n \n\nWe ask for <nothing> more."), NULL,
        SAYS("Women's council, in their own words", "مجلس النساء، بكلماتهن"));
    return s->d;
}
