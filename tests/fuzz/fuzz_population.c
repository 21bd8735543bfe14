/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Population tables: whatever the bytes, each row is kept, refused or a duplicate; numbers read the same twice. */
#include "intake/intake_priv.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool fine)
{
    if (!fine)
        abort();
}

static void numbers(struct str s)
{
    int64_t n, again;
    bool tidied;
    if (!people_number(s, &n, &tidied))
        return;
    struct buf b CLEANUP(buf_end) = {0};
    buf_int(&b, n);
    must(people_number(buf_view(&b), &again, &tidied) && again == n && !tidied);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct str text = {(const char *)data, size};
    struct memory_stream m;
    memory_open(&m, "fuzz.csv", text);
    struct table *t CLEANUP(table_close) = NULL;
    struct people_batch b CLEANUP(people_batch_end) = {0};
    struct err e = {0};
    if (size < 64)
        numbers(text);
    if (!table_open(&m.s, &t, &e))
        return 0;
    (void)people_sniff(t);
    if (!people_read(t, STR("fuzz"), &b, NULL, &e)) {
        must(e.code != ERR_NONE);
        return 0;
    }
    must(b.rows == (int64_t)b.n + b.refused + b.duplicates);
    for (size_t i = 0; i < b.n; i++)
        must(b.list[i].people >= 0 && b.list[i].year >= 1000 && b.list[i].year <= 2999);
    return 0;
}
