/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables of all sorts: no step outside memory, lines only grow, and the same records however the stream is cut. */
#include "table/table.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

struct piecewise {
    struct stream s;
    struct str text;
    size_t at, step;
};

static int64_t piece(struct stream *s, void *p, size_t n, struct err *e)
{
    struct piecewise *m = (struct piecewise *)(void *)s;
    (void)e;
    size_t k = MIN_OF(MIN_OF(n, m->step), m->text.n - m->at);
    if (k)
        memcpy(p, m->text.p + m->at, k);
    m->at += k;
    return (int64_t)k;
}

static void must(bool fine)
{
    if (!fine)
        abort();
}

/* A hash of all that the table says, its failure included. */
static uint64_t said(struct str text, size_t step, const char *encoding)
{
    struct piecewise in = {.s = {.read = piece, .name = "fuzz.csv", .size = -1}, .text = text, .step = step};
    struct table *t CLEANUP(table_close) = NULL;
    struct err e = {0};
    uint64_t h = 1;
    if (!table_open_as(&in.s, &(struct table_options){.encoding = str_of(encoding)}, &t, &e))
        return hash_64(e.text, strlen(e.text), h);
    for (size_t i = 0; i < table_columns(t); i++)
        h = hash_64(table_tag(t, i).p, table_tag(t, i).n, hash_64(table_name(t, i).p, table_name(t, i).n, h));
    int64_t line = 0;
    while (table_next(t)) {
        must(table_line(t) > line && table_cells(t) > 0);
        line = table_line(t);
        for (size_t i = table_cells(t); i-- > 0;) {
            struct str c = table_cell(t, (int)i);
            must(str_utf8_ok(c, NULL) && (c.n == 0 || !memchr(c.p, 0, c.n)));
            h = hash_64(c.p, c.n, h + i);
        }
    }
    if (table_failed(t, &e))
        return hash_64(e.text, strlen(e.text), h);
    must(!str_is(str_of(table_encoding(t)), "utf-8") || table_bytes(t) == (int64_t)text.n);
    return h;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct str text = {(const char *)data, size};
    static const char *const encodings[] = {"utf-8", "utf-16le", "utf-16be", "windows-1256", "windows-1252"};
    const char *encoding = encodings[size % ARRAY_LEN(encodings)];
    must(said(text, 1, "") == said(text, 1 << 20, ""));
    must(said(text, 3, encoding) == said(text, 1 << 20, encoding));
    return 0;
}
