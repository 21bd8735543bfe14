/* SPDX-License-Identifier: GPL-3.0-or-later */
/* docx: the parts that are the same for every document of a language: styles, lists, settings; header, footer, properties. */
#include "brief/docx_priv.h"

#define XML_HEAD "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
#define WORD_SPACE " xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\""

const char docx_spaces[] = WORD_SPACE " xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\""
    " xmlns:wp=\"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing\" xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\""
    " xmlns:pic=\"http://schemas.openxmlformats.org/drawingml/2006/picture\"";

enum { DAY_1980 = 3652 };

/* ---- styles ------------------------------------------------------------------------------------ */

enum { BOLD = 1, KEEP_NEXT = 2, WITH_RULE = 4, BULLET = 8, TO_RIGHT = 16, IN_MIDDLE = 32, QUICK = 64, WARNING = 128, TIGHT = 256, FRAMED = 512 };

struct style {
    const char *id, *name, *next;
    int half_points;     /* Latin letters; Arabic ones stand a tenth larger, as on the page */
    int before, after;   /* twentieths of a point */
    const char *colour;
    int level;           /* 1 to 9 in the outline; 0: none */
    int how;
};

/* Names that word processors know are shown in the reader's own language by them. */
static const struct style styles[] = {
    {"BodyText", "Body Text", "BodyText", 21, 0, 120, "18212B", 0, QUICK},
    {"TopLine", "Top Line", "Title", 18, 0, 120, "4B5663", 0, 0},
    {"Title", "Title", "Subtitle", 56, 0, 60, "18212B", 0, BOLD | KEEP_NEXT | QUICK},
    {"Subtitle", "Subtitle", "BodyText", 21, 0, 180, "4B5663", 0, QUICK},
    {"Heading1", "heading 1", "BodyText", 32, 420, 140, "18212B", 1, BOLD | KEEP_NEXT | WITH_RULE | QUICK},
    {"Heading2", "heading 2", "BodyText", 23, 280, 80, "18212B", 2, BOLD | KEEP_NEXT | QUICK},
    {"Caption", "caption", "Figure", 21, 240, 80, "18212B", 0, BOLD | KEEP_NEXT | QUICK},
    {"Figure", "Figure", "SourceLine", 10, 0, 40, "18212B", 0, KEEP_NEXT},
    {"SourceLine", "Source Line", "BodyText", 17, 40, 140, "4B5663", 0, QUICK},
    {"ListBullet", "List Bullet", "ListBullet", 21, 0, 80, "18212B", 0, BULLET | QUICK},
    {"Statement", "Statement", "Statement", 21, 0, 80, "18212B", 0, FRAMED | KEEP_NEXT | QUICK},
    {"StatementBy", "Statement, by", "BodyText", 18, 0, 200, "4B5663", 0, FRAMED | BOLD | QUICK},
    {"TableTitle", "Table Title", "BodyText", 19, 120, 60, "4B5663", 0, KEEP_NEXT},
    {"TableText", "Table Text", "TableText", 18, 0, 0, "18212B", 0, TIGHT},
    {"TableNumber", "Table Number", "TableNumber", 18, 0, 0, "18212B", 0, TO_RIGHT | TIGHT},
    {"TableTextSmall", "Table Text, small", "TableTextSmall", 15, 0, 0, "18212B", 0, TIGHT},
    {"TableNumberSmall", "Table Number, small", "TableNumberSmall", 15, 0, 0, "18212B", 0, TO_RIGHT | TIGHT},
    {"AfterTable", "After Table", "BodyText", 8, 0, 60, "18212B", 0, TIGHT},
    {"Header", "header", "Header", 17, 0, 0, "985A00", 0, WARNING},
    {"Footer", "footer", "Footer", 14, 0, 0, "4B5663", 0, IN_MIDDLE},
};

/* A bar at the start side and a pale ground: sides here are those of the sheet, and in the order of the schema. */
static void put_frame(const struct docx *d, struct html *h)
{
    html_f(h, "<w:pBdr><w:top w:val=\"single\" w:sz=\"4\" w:space=\"6\" w:color=\"D5CFC0\"/>");
    if (!d->rtl)
        html_f(h, "<w:left w:val=\"single\" w:sz=\"36\" w:space=\"8\" w:color=\"44789F\"/>");
    html_f(h, "<w:bottom w:val=\"single\" w:sz=\"4\" w:space=\"6\" w:color=\"D5CFC0\"/>");
    if (d->rtl)
        html_f(h, "<w:right w:val=\"single\" w:sz=\"36\" w:space=\"8\" w:color=\"44789F\"/>");
    html_f(h, "</w:pBdr><w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"F5F0E4\"/>");
}

static void put_style(const struct docx *d, struct html *h, const struct style *s)
{
    html_f(h, "<w:style w:type=\"paragraph\" w:styleId=\"%s\"><w:name w:val=\"%s\"/><w:basedOn w:val=\"Normal\"/><w:next w:val=\"%s\"/>", s->id, s->name, s->next);
    if (s->how & QUICK)
        html_f(h, "<w:qFormat/>");
    html_f(h, "<w:pPr>");
    if (s->how & KEEP_NEXT)
        html_f(h, "<w:keepNext/><w:keepLines/>");
    if (s->how & BULLET)
        html_f(h, "<w:numPr><w:numId w:val=\"1\"/></w:numPr>");
    if (s->how & WITH_RULE)
        html_f(h, "<w:pBdr><w:top w:val=\"single\" w:sz=\"18\" w:space=\"6\" w:color=\"18212B\"/></w:pBdr>");
    if (s->how & WARNING)
        html_f(h, "<w:pBdr><w:top w:val=\"single\" w:sz=\"12\" w:space=\"3\" w:color=\"985A00\"/><w:bottom w:val=\"single\" w:sz=\"12\" w:space=\"3\" w:color=\"985A00\"/></w:pBdr>");
    if (s->how & FRAMED)
        put_frame(d, h);
    if (d->rtl)
        html_f(h, "<w:bidi/>");
    enum doc_sheet sheet = d->doc->sheet; /* a wall is read from two steps away; one page holds much */
    int part = sheet == SHEET_ONE ? 2 : 1;
    html_f(h, "<w:spacing w:before=\"%d\" w:after=\"%d\"", s->before / part, s->after / part);
    if (s->how & TIGHT || sheet == SHEET_ONE)
        html_f(h, " w:line=\"240\" w:lineRule=\"auto\"");
    html_f(h, "/>");
    if (s->how & FRAMED)
        html_f(h, "<w:ind w:left=\"240\" w:right=\"240\"/>");
    if (s->how & TO_RIGHT)
        html_f(h, "<w:jc w:val=\"right\"/>");
    if (s->how & IN_MIDDLE)
        html_f(h, "<w:jc w:val=\"center\"/>");
    if (s->level)
        html_f(h, "<w:outlineLvl w:val=\"%d\"/>", s->level - 1);
    html_f(h, "</w:pPr><w:rPr>");
    if (s->how & BOLD)
        html_f(h, "<w:b/><w:bCs/>");
    int size = sheet == SHEET_WALL ? s->half_points * 8 / 5 : sheet == SHEET_ONE ? s->half_points * 4 / 5 : s->half_points;
    html_f(h, "<w:color w:val=\"%s\"/><w:sz w:val=\"%d\"/><w:szCs w:val=\"%d\"/></w:rPr></w:style>\n", s->colour, size, (size * 11 + 5) / 10);
}

static void put_table_style(struct html *h, const char *id, const char *name, int margin)
{
    html_f(h, "<w:style w:type=\"table\" w:styleId=\"%s\"><w:name w:val=\"%s\"/><w:basedOn w:val=\"TableNormal\"/><w:qFormat/>", id, name);
    html_f(h, "<w:tblPr><w:tblBorders><w:bottom w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"D5CFC0\"/><w:insideH w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"D5CFC0\"/></w:tblBorders>"
              "<w:tblCellMar><w:top w:w=\"40\" w:type=\"dxa\"/><w:left w:w=\"%d\" w:type=\"dxa\"/><w:bottom w:w=\"40\" w:type=\"dxa\"/><w:right w:w=\"%d\" w:type=\"dxa\"/></w:tblCellMar></w:tblPr>", margin, margin);
    html_f(h, "<w:tblStylePr w:type=\"firstRow\"><w:rPr><w:b/><w:bCs/></w:rPr><w:tcPr><w:tcBorders><w:bottom w:val=\"single\" w:sz=\"12\" w:space=\"0\" w:color=\"18212B\"/></w:tcBorders>"
              "<w:vAlign w:val=\"bottom\"/></w:tcPr></w:tblStylePr></w:style>\n");
}

/* Arial is on every machine or has a twin there, and holds the Arabic and the Kurdish letters. */
void docx_styles(struct docx *d, struct buf *out)
{
    struct html html = {.doc = d->doc, .out = out}, *h = &html;
    html_f(h, XML_HEAD "<w:styles" WORD_SPACE "><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii=\"Arial\" w:eastAsia=\"Arial\" w:hAnsi=\"Arial\" w:cs=\"Arial\"/>"
              "<w:sz w:val=\"21\"/><w:szCs w:val=\"23\"/><w:lang w:val=\"%s\" w:eastAsia=\"en-US\" w:bidi=\"%s\"/></w:rPr></w:rPrDefault>", d->latin, d->complex);
    html_f(h, "<w:pPrDefault><w:pPr><w:spacing w:line=\"276\" w:lineRule=\"auto\"/></w:pPr></w:pPrDefault></w:docDefaults>\n"
              "<w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Normal\"><w:name w:val=\"Normal\"/><w:qFormat/><w:pPr>");
    if (d->rtl)
        html_f(h, "<w:bidi/>");
    html_f(h, "</w:pPr></w:style>\n<w:style w:type=\"character\" w:default=\"1\" w:styleId=\"DefaultParagraphFont\"><w:name w:val=\"Default Paragraph Font\"/></w:style>\n"
              "<w:style w:type=\"character\" w:styleId=\"Hyperlink\"><w:name w:val=\"Hyperlink\"/><w:rPr><w:color w:val=\"1B5E96\"/><w:u w:val=\"single\"/></w:rPr></w:style>\n"
              "<w:style w:type=\"table\" w:default=\"1\" w:styleId=\"TableNormal\"><w:name w:val=\"Normal Table\"/><w:tblPr><w:tblInd w:w=\"0\" w:type=\"dxa\"/></w:tblPr></w:style>\n");
    for (size_t i = 0; i < ARRAY_LEN(styles); i++)
        put_style(d, h, &styles[i]);
    put_table_style(h, "DiwanTable", "Diwan Table", 70);
    put_table_style(h, "DiwanTableSmall", "Diwan Table, small", 50);
    html_f(h, "</w:styles>\n");
}

void docx_numbering(struct docx *d, struct buf *out)
{
    struct html html = {.doc = d->doc, .out = out}, *h = &html;
    html_f(h, XML_HEAD "<w:numbering" WORD_SPACE "><w:abstractNum w:abstractNumId=\"0\"><w:multiLevelType w:val=\"singleLevel\"/><w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/>"
              "<w:numFmt w:val=\"bullet\"/><w:lvlText w:val=\"•\"/><w:lvlJc w:val=\"left\"/><w:pPr><w:ind w:left=\"340\" w:hanging=\"340\"/></w:pPr></w:lvl></w:abstractNum>"
              "<w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num></w:numbering>\n");
}

void docx_settings(struct docx *d, struct buf *out)
{
    struct html html = {.doc = d->doc, .out = out}, *h = &html;
    html_f(h, XML_HEAD "<w:settings" WORD_SPACE "><w:zoom w:percent=\"100\"/><w:defaultTabStop w:val=\"720\"/><w:characterSpacingControl w:val=\"doNotCompress\"/>"
              "<w:compat><w:compatSetting w:name=\"compatibilityMode\" w:uri=\"http://schemas.microsoft.com/office/word\" w:val=\"15\"/></w:compat>"
              "<w:themeFontLang w:val=\"%s\" w:bidi=\"%s\"/></w:settings>\n", d->latin, d->complex);
}

/* ---- header and footer ------------------------------------------------------------------------- */

void docx_header(struct docx *d, const struct words *banner, struct buf *out)
{
    struct html html = {.doc = d->doc, .out = out}, *h = &html;
    html_f(h, XML_HEAD "<w:hdr");
    buf_text(out, docx_spaces);
    html_f(h, ">");
    docx_open(d, h, "Header");
    for (size_t i = 0; i < banner->n; i++) {
        docx_text(d, h, banner->list[i].text, (struct run){.bold = banner->list[i].bold}, banner->list[i].isolate);
        if (banner->list[i].bold && i + 1 < banner->n)
            docx_text(d, h, STR(" "), (struct run){0}, false);
    }
    docx_close(h);
    html_f(h, "</w:hdr>\n");
}

static void put_field(struct html *h, const char *what)
{
    html_f(h, "<w:fldSimple w:instr=\" %s \"><w:r><w:t>1</w:t></w:r></w:fldSimple>", what);
}

void docx_footer(struct docx *d, struct buf *out)
{
    struct html html = {.doc = d->doc, .out = out}, *h = &html;
    html_f(h, XML_HEAD "<w:ftr");
    buf_text(out, docx_spaces);
    html_f(h, ">");
    docx_open(d, h, "Footer");
    put_field(h, "PAGE");
    docx_text(d, h, STR(" / "), (struct run){0}, false);
    put_field(h, "NUMPAGES");
    docx_close(h);
    if (d->doc->fingerprint.n) {
        struct slot slot = {.name = "fingerprint", .text = d->doc->fingerprint, .isolate = true};
        struct words w = {0};
        words_say(&d->scratch, &w, T("Fingerprint of the register: {fingerprint}"), &slot, 1);
        docx_open(d, h, "Footer");
        docx_words(d, h, &w);
        docx_close(h);
    }
    html_f(h, "</w:ftr>\n");
}

/* ---- properties -------------------------------------------------------------------------------- */

/* The day of the register, not the day of writing. */
void docx_properties(struct docx *d, struct buf *core, struct buf *app)
{
    const struct doc *doc = d->doc;
    struct html html = {.doc = doc, .out = core}, *h = &html;
    struct buf day CLEANUP(buf_end) = {0};
    buf_day(&day, day_known(doc->as_of) && doc->as_of.n > DAY_1980 ? doc->as_of : (struct day){DAY_1980});
    html_f(h, XML_HEAD "<cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\""
              " xmlns:dcterms=\"http://purl.org/dc/terms/\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\">");
    html_f(h, "<dc:title>%.*s</dc:title><dc:subject>%.*s</dc:subject><dc:creator>%s</dc:creator><dc:language>%s</dc:language>", STR_F(doc->title), STR_F(doc->kind),
        docx_told(d, T("Diwan")), language_code(doc->speech->language));
    html_f(h, "<dcterms:created xsi:type=\"dcterms:W3CDTF\">%sT00:00:00Z</dcterms:created><dcterms:modified xsi:type=\"dcterms:W3CDTF\">%sT00:00:00Z</dcterms:modified>"
              "</cp:coreProperties>\n", day.p, day.p);
    h->out = app;
    html_f(h, XML_HEAD "<Properties xmlns=\"http://schemas.openxmlformats.org/officeDocument/2006/extended-properties\"><Application>Diwan</Application></Properties>\n");
}
