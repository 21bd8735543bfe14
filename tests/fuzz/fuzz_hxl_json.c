/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables with HXL tags as JSON: whatever the bytes, lines only grow and cells are text, and what ends it is one sentence that names the file. */
#include "table/hxl_json.h"
#include "table/table.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool fine)
{
    if (!fine)
        abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct memory_stream m;
    struct hxl_json *j CLEANUP(hxl_json_close) = NULL;
    struct table *t CLEANUP(table_close) = NULL;
    struct err e = {0};
    (void)hxl_json_head((struct str){(const char *)data, size});
    memory_open(&m, "fuzz.json", (struct str){(const char *)data, size});
    if (!table_open_as(hxl_json_open(&m.s, &j), &(struct table_options){.encoding = STR("utf-8"), .line_a_record = true}, &t, &e)) {
        must(e.code == ERR_INPUT && strstr(e.text, "fuzz.json"));
        return 0;
    }
    int64_t line = 0;
    while (table_next(t)) {
        must(table_line(t) > line && table_cells(t) > 0);
        line = table_line(t);
        for (size_t i = table_cells(t); i-- > 0;)
            must(str_utf8_ok(table_cell(t, (int)i), NULL));
    }
    must(!table_failed(t, &e) || (e.code == ERR_INPUT && strstr(e.text, "fuzz.json")));
    return 0;
}
