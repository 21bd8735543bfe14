/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Partners' own words: whatever the bytes, what is taken is short enough, bare at its ends, and says nothing to a terminal; its
 * paragraphs hold no line ends, and are as many as there are. */
#include "brief/brief.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool fine)
{
    if (!fine)
        abort();
}

static void paragraphs(struct str text)
{
    struct speech speech = {.language = language_find("en")};
    struct doc *d = doc_new(&speech);
    doc_statement(d, text, NULL, STR("P. Partner"));
    const struct block *b = &d->blocks[d->n - 1];
    must(b->item_n > 0 && b->item_n <= text.n / 2 + 1);
    for (size_t i = 0; i < b->item_n; i++) {
        struct str flat = words_flat(d, &b->items[i]);
        must(str_utf8_ok(flat, NULL) && !memchr(flat.p, '\n', flat.n));
    }
    doc_free(&d);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena a = {0};
    struct err e = {0};
    struct str text;
    if (statement_read((struct str){(const char *)data, size}, "statement.txt", STATEMENT_LETTERS, &a, &text, &e)) {
        must(text.n > 0 && text.n <= STATEMENT_LETTERS * 4 && text.n <= size && str_utf8_ok(text, NULL));
        must(text.p[0] != ' ' && text.p[text.n - 1] != '\n');
        for (size_t i = 0; i < text.n; i++)
            must((unsigned char)text.p[i] >= 0x20 || text.p[i] == '\n' || text.p[i] == '\t');
        paragraphs(text);
    } else {
        must(e.code == ERR_INPUT);
    }
    arena_end(&a);
    return 0;
}
