/* SPDX-License-Identifier: GPL-3.0-or-later */
/* For tests and fuzzers: a zip whose members are stored as they are, and a workbook made of the parts that matter. */
#ifndef DIWAN_TABLE_TESTING_H
#define DIWAN_TABLE_TESTING_H
#include "table/table.h"

struct zip_file {
    const char *name;
    struct str text;
};

static inline uint32_t zip_check(struct str s)
{
    uint32_t crc = 0xFFFFFFFF;
    for (size_t i = 0; i < s.n; i++) {
        crc ^= (unsigned char)s.p[i];
        for (int k = 0; k < 8; k++)
            crc = (crc >> 1) ^ (crc & 1 ? 0xEDB88320 : 0);
    }
    return ~crc;
}

static inline void zip_number(struct buf *b, uint32_t v, int bytes)
{
    for (int i = 0; i < bytes; i++)
        buf_char(b, (char)(v >> (8 * i)));
}

/* What a member's own header and its row in the list at the end have in common. */
static inline void zip_member_head(struct buf *b, const struct zip_file *f)
{
    zip_number(b, 20, 2);      /* version */
    zip_number(b, 0x800, 2);   /* names in UTF-8 */
    zip_number(b, 0, 2);       /* stored */
    zip_number(b, 0x21 << 16, 4);
    zip_number(b, zip_check(f->text), 4);
    zip_number(b, (uint32_t)f->text.n, 4);
    zip_number(b, (uint32_t)f->text.n, 4);
    zip_number(b, (uint32_t)strlen(f->name), 2);
    zip_number(b, 0, 2);
}

static inline void zip_stored(struct buf *out, const struct zip_file *files, size_t n)
{
    struct buf list = {0};
    for (size_t i = 0; i < n; i++) {
        uint32_t at = (uint32_t)out->n;
        buf_text(out, "PK\x03\x04");
        zip_member_head(out, &files[i]);
        buf_text(out, files[i].name);
        buf_str(out, files[i].text);
        buf_text(&list, "PK\x01\x02");
        zip_number(&list, 20, 2);
        zip_member_head(&list, &files[i]);
        zip_number(&list, 0, 2); /* comment */
        zip_number(&list, 0, 4); /* disk, inner attributes */
        zip_number(&list, 0, 4); /* outer attributes */
        zip_number(&list, at, 4);
        buf_text(&list, files[i].name);
    }
    uint32_t at = (uint32_t)out->n;
    buf_str(out, buf_view(&list));
    buf_text(out, "PK\x05\x06");
    zip_number(out, 0, 4);
    zip_number(out, (uint32_t)n, 2);
    zip_number(out, (uint32_t)n, 2);
    zip_number(out, (uint32_t)list.n, 4);
    zip_number(out, at, 4);
    zip_number(out, 0, 2);
    buf_end(&list);
}

/* The parts of a workbook with up to three sheets. Those left empty get a plain text, or are left out. */
struct book_parts {
    struct str sheets[3], shared, styles, book;
};

static inline void book_make(struct buf *out, const struct book_parts *p)
{
    static const char types[] = "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>",
        root[] = "<Relationships><Relationship Id=\"a\" Type=\"http://x/officeDocument\" Target=\"/xl/workbook.xml\"/></Relationships>",
        links[] = "<Relationships><Relationship Id=\"r1\" Type=\"http://x/worksheet\" Target=\"worksheets/one.xml\"/>"
            "<Relationship Id=\"r2\" Type=\"http://x/worksheet\" Target=\"/xl/worksheets/two.xml\"/>"
            "<Relationship Id=\"r3\" Type=\"http://x/worksheet\" Target=\"../xl/worksheets/three.xml\"/>"
            "<Relationship Id=\"r4\" Type=\"http://x/sharedStrings\" Target=\"shared.xml\"/>"
            "<Relationship Id=\"r5\" Type=\"http://x/styles\" Target=\"styles.xml\"/>"
            "<Relationship Id=\"r6\" Type=\"http://x/chartsheet\" Target=\"charts/one.xml\"/>"
            "<Relationship Id=\"r7\" Type=\"http://x/worksheet\" Target=\"http://elsewhere/\" TargetMode=\"External\"/></Relationships>",
        book[] = "<x:workbook xmlns:x=\"m\" xmlns:r=\"n\"><x:sheets><x:sheet name=\"Chart\" sheetId=\"9\" r:id=\"r6\"/><x:sheet name=\"One\" r:id=\"r1\"/>"
            "<x:sheet name=\"Two\" r:id=\"r2\"/><x:sheet name=\"Three\" r:id=\"r3\" state=\"hidden\"/><x:sheet name=\"Away\" r:id=\"r7\"/></x:sheets></x:workbook>";
    static const char *const names[] = {"xl/worksheets/one.xml", "xl/worksheets/two.xml", "xl/worksheets/three.xml"};
    struct zip_file files[9] = {{"[Content_Types].xml", str_of(types)}, {"_rels/.rels", str_of(root)}, {"xl/_rels/workbook.xml.rels", str_of(links)},
        {"xl/workbook.xml", p->book.n ? p->book : str_of(book)}};
    size_t n = 4;
    for (size_t i = 0; i < 3; i++)
        if (p->sheets[i].n)
            files[n++] = (struct zip_file){names[i], p->sheets[i]};
    if (p->shared.n)
        files[n++] = (struct zip_file){"xl/shared.xml", p->shared};
    if (p->styles.n)
        files[n++] = (struct zip_file){"xl/styles.xml", p->styles};
    zip_stored(out, files, n);
}
#endif
