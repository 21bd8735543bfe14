/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables that a page lays out itself. */
#include "web/told.h"

struct doc_cell *told_cell(struct doc_table *t, size_t row, size_t column) { return &t->cells[row * t->column_n + column]; }

void told_text(struct doc *d, struct doc_table *t, size_t row, size_t column, struct str text)
{
    told_cell(t, row, column)->kind = CELL_WORDS;
    words_text(d, &told_cell(t, row, column)->words, text);
}

void told_data(struct doc *d, struct doc_table *t, size_t row, size_t column, struct str text)
{
    told_cell(t, row, column)->kind = CELL_WORDS;
    if (text.n)
        words_name(d, &told_cell(t, row, column)->words, text, NULL);
}

void told_number(struct doc_table *t, size_t row, size_t column, struct shown_cell v, enum number_style style)
{
    *told_cell(t, row, column) = (struct doc_cell){.kind = CELL_NUMBER, .number = v, .style = style};
}

struct doc_table *told_table(struct exchange *x, struct doc *d, const char *key, const char *const *labels, const char *numbers, size_t rows)
{
    struct doc_table *t = doc_table_new(d, key, strlen(numbers), rows);
    for (size_t k = 0; k < t->column_n; k++)
        t->columns[k] = (struct doc_column){.key = STR("c"), .label = str_of(web_say(x, labels[k])), .number = numbers[k] == '#'};
    doc_add(d, BLOCK_TABLE)->table = t;
    return t;
}

void told_heading(struct exchange *x, struct doc *d, const char *msgid)
{
    words_text(d, &doc_add(d, BLOCK_HEADING)->words, str_of(web_say(x, msgid)));
}

void told_note(struct exchange *x, struct doc *d, const char *msgid)
{
    words_text(d, &doc_add(d, BLOCK_NOTE)->words, str_of(web_say(x, msgid)));
}
