/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * docx: a document as WordprocessingML (ECMA-376), to be edited: headings, captions and lists are styles, tables are tables,
 * links jump. A package is a zip of parts; a part is named in [Content_Types].xml and reached by a relation.
 */
#include "brief/docx.h"

#include "brief/docx_priv.h"
#include "core/pack.h"

enum { FIXED_PARTS = 11 };

/* ---- blocks ------------------------------------------------------------------------------------ */

static void put_heading(struct docx *d, const struct block *b)
{
    docx_open(d, &d->x, b->kind == BLOCK_HEADING ? "Heading1" : "Heading2");
    docx_bookmark(d, b->id);
    if (b->kind == BLOCK_HEADING && b->number)
        docx_counted(d, "{n}", b->number);
    docx_words(d, &d->x, &b->words);
    docx_close(&d->x);
}

static void put_paragraph(struct docx *d, const struct block *b, const char *style)
{
    docx_open(d, &d->x, style);
    docx_bookmark(d, b->id);
    docx_words(d, &d->x, &b->words);
    docx_close(&d->x);
}

static void put_items(struct docx *d, const struct block *b)
{
    for (size_t i = 0; i < b->item_n; i++) {
        docx_open(d, &d->x, "ListBullet");
        if (i == 0)
            docx_bookmark(d, b->id);
        docx_words(d, &d->x, &b->items[i]);
        docx_close(&d->x);
    }
}

static void put_statement(struct docx *d, const struct block *b)
{
    for (size_t i = 0; i < b->item_n; i++)
        docx_paragraph(d, "Statement", &b->items[i]);
    docx_paragraph(d, "StatementBy", &b->words);
}

static bool put_block(struct docx *d, const struct block *b, struct err *e)
{
    switch (b->kind) {
    case BLOCK_BANNER:       /* stands at the head of every page */
    case BLOCK_MAP_TEXT: break; /* for terminals */
    case BLOCK_TITLE: put_paragraph(d, b, "Title"); break;
    case BLOCK_SUBTITLE: put_paragraph(d, b, "Subtitle"); break;
    case BLOCK_HEADING:
    case BLOCK_SUBHEADING: put_heading(d, b); break;
    case BLOCK_PARAGRAPH: put_paragraph(d, b, "BodyText"); break;
    case BLOCK_NOTE: put_paragraph(d, b, "SourceLine"); break;
    case BLOCK_SENTENCES:
    case BLOCK_ITEMS: put_items(d, b); break;
    case BLOCK_PARTNERS: docx_partners(d, b); break;
    case BLOCK_STATEMENT: put_statement(d, b); break;
    case BLOCK_FIGURE: return !b->figure || docx_figure(d, b->figure, e);
    case BLOCK_TABLE:
        if (b->table)
            docx_table(d, b->table);
        break;
    }
    return true;
}

static void put_top_line(struct docx *d)
{
    struct str kind = d->doc->kind;
    docx_open(d, &d->x, "TopLine");
    docx_text(d, &d->x, str_of(docx_told(d, T("Diwan"))), (struct run){.bold = true}, false);
    if (kind.n) {
        docx_text(d, &d->x, STR(" · "), (struct run){0}, false);
        docx_text(d, &d->x, kind, (struct run){0}, false);
    }
    docx_close(&d->x);
}

static const struct words *banner_of(const struct doc *d)
{
    for (size_t i = 0; i < d->n; i++)
        if (d->blocks[i].kind == BLOCK_BANNER)
            return &d->blocks[i].words;
    return NULL;
}

static bool titled(const struct doc *d)
{
    for (size_t i = 0; i < d->n; i++)
        if (d->blocks[i].kind == BLOCK_TITLE)
            return true;
    return false;
}

static bool put_body(struct docx *d, struct err *e)
{
    html_f(&d->x, "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<w:document");
    buf_text(d->x.out, docx_spaces);
    html_f(&d->x, "><w:body>\n");
    put_top_line(d);
    if (!titled(d->doc) && d->doc->title.n) {
        docx_open(d, &d->x, "Title");
        docx_text(d, &d->x, d->doc->title, (struct run){0}, false);
        docx_close(&d->x);
    }
    for (size_t i = 0; i < d->doc->n; i++)
        if (!put_block(d, &d->doc->blocks[i], e))
            return false;
    bool wall = d->doc->sheet == SHEET_WALL; /* A3, else A4 */
    int margin = d->doc->sheet == SHEET_ONE ? 800 : 1134;
    html_f(&d->x, "<w:sectPr>");
    if (banner_of(d->doc))
        html_f(&d->x, "<w:headerReference w:type=\"default\" r:id=\"rId4\"/>");
    html_f(&d->x, "<w:footerReference w:type=\"default\" r:id=\"rId5\"/><w:pgSz w:w=\"%d\" w:h=\"%d\"/>"
                  "<w:pgMar w:top=\"%d\" w:right=\"1020\" w:bottom=\"%d\" w:left=\"1020\" w:header=\"400\" w:footer=\"400\" w:gutter=\"0\"/>",
        wall ? 16838 : 11906, wall ? 23811 : 16838, margin, margin);
    if (d->rtl)
        html_f(&d->x, "<w:bidi/>");
    html_f(&d->x, "</w:sectPr></w:body></w:document>\n");
    return true;
}

/* ---- the package ------------------------------------------------------------------------------- */

#define XML_HEAD "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
#define OFFICE_TYPE "application/vnd.openxmlformats-officedocument."
#define WORD_TYPE OFFICE_TYPE "wordprocessingml."
#define OFFICE_RELATION "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"

static void put_types(bool banner, struct buf *out)
{
    buf_text(out, XML_HEAD "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"
        "<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
        "<Default Extension=\"xml\" ContentType=\"application/xml\"/><Default Extension=\"png\" ContentType=\"image/png\"/>"
        "<Override PartName=\"/word/document.xml\" ContentType=\"" WORD_TYPE "document.main+xml\"/>"
        "<Override PartName=\"/word/styles.xml\" ContentType=\"" WORD_TYPE "styles+xml\"/>"
        "<Override PartName=\"/word/numbering.xml\" ContentType=\"" WORD_TYPE "numbering+xml\"/>"
        "<Override PartName=\"/word/settings.xml\" ContentType=\"" WORD_TYPE "settings+xml\"/>");
    if (banner)
        buf_text(out, "<Override PartName=\"/word/header1.xml\" ContentType=\"" WORD_TYPE "header+xml\"/>");
    buf_text(out, "<Override PartName=\"/word/footer1.xml\" ContentType=\"" WORD_TYPE "footer+xml\"/>"
        "<Override PartName=\"/docProps/core.xml\" ContentType=\"application/vnd.openxmlformats-package.core-properties+xml\"/>"
        "<Override PartName=\"/docProps/app.xml\" ContentType=\"" OFFICE_TYPE "extended-properties+xml\"/></Types>");
}

static const char package_relations[] = XML_HEAD "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
    "<Relationship Id=\"rId1\" Type=\"" OFFICE_RELATION "officeDocument\" Target=\"word/document.xml\"/>"
    "<Relationship Id=\"rId2\" Type=\"http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties\" Target=\"docProps/core.xml\"/>"
    "<Relationship Id=\"rId3\" Type=\"" OFFICE_RELATION "extended-properties\" Target=\"docProps/app.xml\"/></Relationships>";

static void put_relations(const struct docx *d, bool banner, struct buf *out)
{
    buf_text(out, XML_HEAD "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
        "<Relationship Id=\"rId1\" Type=\"" OFFICE_RELATION "styles\" Target=\"styles.xml\"/>"
        "<Relationship Id=\"rId2\" Type=\"" OFFICE_RELATION "numbering\" Target=\"numbering.xml\"/>"
        "<Relationship Id=\"rId3\" Type=\"" OFFICE_RELATION "settings\" Target=\"settings.xml\"/>");
    if (banner)
        buf_text(out, "<Relationship Id=\"rId4\" Type=\"" OFFICE_RELATION "header\" Target=\"header1.xml\"/>");
    buf_text(out, "<Relationship Id=\"rId5\" Type=\"" OFFICE_RELATION "footer\" Target=\"footer1.xml\"/>");
    for (size_t i = 0; i < d->picture_n; i++)
        buf_f(out, "<Relationship Id=\"rId%zu\" Type=\"" OFFICE_RELATION "image\" Target=\"media/image%zu.png\"/>", (size_t)PICTURES_FIRST + i + 1, i + 1);
    buf_text(out, "</Relationships>");
}

static bool pack(struct docx *d, struct buf *out, struct err *e)
{
    const struct words *banner = banner_of(d->doc);
    struct { const char *name; struct buf text; } fixed[] = {{"[Content_Types].xml", {0}}, {"_rels/.rels", {0}}, {"docProps/core.xml", {0}}, {"docProps/app.xml", {0}},
        {"word/_rels/document.xml.rels", {0}}, {"word/styles.xml", {0}}, {"word/numbering.xml", {0}}, {"word/settings.xml", {0}}, {"word/footer1.xml", {0}}, {"word/header1.xml", {0}}};
    put_types(banner != NULL, &fixed[0].text);
    buf_text(&fixed[1].text, package_relations);
    docx_properties(d, &fixed[2].text, &fixed[3].text);
    put_relations(d, banner != NULL, &fixed[4].text);
    docx_styles(d, &fixed[5].text);
    docx_numbering(d, &fixed[6].text);
    docx_settings(d, &fixed[7].text);
    docx_footer(d, &fixed[8].text);
    if (banner)
        docx_header(d, banner, &fixed[9].text);
    struct archive_part *parts = ARENA_ARRAY(&d->scratch.arena, struct archive_part, FIXED_PARTS + d->picture_n);
    size_t n = 0;
    for (size_t i = 0; i < ARRAY_LEN(fixed); i++)
        if (fixed[i].text.n)
            parts[n++] = (struct archive_part){.name = fixed[i].name, .bytes = buf_view(&fixed[i].text)};
    parts[n++] = (struct archive_part){.name = "word/document.xml", .bytes = buf_view(&d->body)};
    for (size_t i = 0; i < d->picture_n; i++)
        parts[n++] = (struct archive_part){.name = d->pictures[i].name, .bytes = buf_view(&d->pictures[i].png), .stored = true};
    bool good = archive_pack(parts, n, out, e);
    for (size_t i = 0; i < ARRAY_LEN(fixed); i++)
        buf_end(&fixed[i].text);
    return good;
}

bool doc_docx(const struct doc *doc, struct buf *out, struct err *e)
{
    const char *code = language_code(doc->speech->language);
    struct docx d = {.doc = doc, .rtl = language_rtl(doc->speech->language), .latin = "en-GB", .complex = strcmp(code, "ckb") == 0 ? "ckb-IQ" : "ar-SA",
        .scratch = {.speech = doc->speech}};
    d.x = (struct html){.doc = doc, .out = &d.body, .rtl = d.rtl};
    bool good = doc_few_rows(doc, "DOCX", e) && put_body(&d, e) && pack(&d, out, e);
    for (size_t i = 0; i < d.picture_n; i++)
        buf_end(&d.pictures[i].png);
    free(d.pictures);
    buf_end(&d.body);
    arena_end(&d.scratch.arena);
    return good || err_within(e, "document");
}
