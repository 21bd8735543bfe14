/* SPDX-License-Identifier: GPL-3.0-or-later */
/* HXL incident files: whatever the bytes, each row is kept, refused or a duplicate, and what is kept makes sense. */
#include "incident/incident.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool fine)
{
    if (!fine)
        abort();
}

static void check(const struct incident_batch *b)
{
    must(b->rows == (int64_t)b->n + b->refused + b->duplicates);
    must(b->repaired <= (int64_t)b->n && b->noted <= (int64_t)b->n && b->log.n <= 10000);
    for (size_t i = 0; i < b->n; i++) {
        const struct incident *x = &b->list[i];
        must(day_known(x->first) && x->first.n <= x->last.n && intern_text(&b->words, x->key).n > 0);
        must(isnan(x->latitude) == isnan(x->longitude));
        must(isnan(x->latitude) || (fabs(x->latitude) <= 90 && fabs(x->longitude) <= 180));
        must(x->deaths_best >= -1 && x->deaths_low >= -1 && x->deaths_high >= -1 && x->kind < KIND_COUNT);
        (void)incident_digest(b, x);
    }
    for (size_t i = 0; i < b->log.n; i++)
        must(str_utf8_ok(b->log.list[i].found, NULL) && b->log.list[i].expected.n > 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct memory_stream m;
    memory_open(&m, "fuzz.csv", (struct str){(const char *)data, size});
    struct table *t CLEANUP(table_close) = NULL;
    struct incident_batch b CLEANUP(incident_batch_end) = {0};
    struct err e = {0};
    if (!table_open(&m.s, &t, &e))
        return 0;
    (void)incident_hxl.sniff(t);
    bool read = incident_hxl.read(t, &b, NULL, &e);
    must(read || e.code != ERR_NONE);
    if (read)
        check(&b);
    return 0;
}
