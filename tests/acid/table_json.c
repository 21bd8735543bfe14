/* SPDX-License-Identifier: GPL-3.0-or-later */
/* table_json FILE.csv: the table as JSON, an object a record, names from the header. What the acid tests compare. */
#include "core/output.h"
#include "table/table.h"

static bool write_table(struct table *t, struct buf *out, struct err *e)
{
    struct json j;
    json_begin(&j, out);
    json_array(&j);
    while (table_next(t)) {
        json_object(&j);
        for (size_t i = 0; i < MAX_OF(table_cells(t), table_columns(t)); i++) {
            struct arena a CLEANUP(arena_end) = {0};
            struct str name = table_name(t, i);
            json_key(&j, arena_text(&a, name.p, name.n));
            json_text(&j, table_cell(t, (int)i));
        }
        json_close(&j);
    }
    json_close(&j);
    return !table_failed(t, e);
}

int main(int argc, char **argv)
{
    struct err e = {0};
    struct file_stream f;
    struct table *t CLEANUP(table_close) = NULL;
    struct buf out CLEANUP(buf_end) = {0};
    bool fine = argc == 2 && file_open(argv[1], &f, &e);
    if (fine) {
        fine = table_open(&f.s, &t, &e) && write_table(t, &out, &e) && output_stdout(buf_view(&out), &e);
        file_close(&f);
    }
    if (!fine)
        fprintf(stderr, "%s\n", argc == 2 ? e.text : "table_json FILE.csv");
    return fine ? 0 : 1;
}
