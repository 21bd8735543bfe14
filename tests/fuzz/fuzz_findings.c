/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A table of findings: whatever the bytes, each row is kept, refused or a duplicate, and what is kept are fixed words, numbers that can be and
 * summaries that are none of a transcript's length. */
#include "voice/voice.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool fine)
{
    if (!fine)
        abort();
}

static void finding(const struct voice_finding *x)
{
    static const char *const methods[] = {"interview", "focus-group", "meeting", "observation", "other"}, *const directions[] = {"", "for", "against", "mixed"};
    bool method = false, direction = false;
    for (size_t i = 0; i < ARRAY_LEN(methods); i++)
        method = method || str_is(x->method, methods[i]);
    for (size_t i = 0; i < ARRAY_LEN(directions); i++)
        direction = direction || str_is(x->direction, directions[i]);
    must(method && direction && x->key.n && x->said_by.n && x->summary_n > 0);
    must(!x->direction.n || x->about.n);
    must(x->people >= -1 && x->women <= x->people);
    must(!day_known(x->from) || !day_known(x->to) || x->from.n <= x->to.n);
    for (size_t i = 0; i < x->code_n; i++)
        must(x->codes[i].n > 0 && !memchr(x->codes[i].p, ';', x->codes[i].n) && !memchr(x->codes[i].p, '\n', x->codes[i].n));
    for (size_t i = 0; i < x->summary_n; i++) {
        must(x->summaries[i].summary.n > 0 && x->summaries[i].summary.n <= 4 * 1500);
        for (size_t k = 0; k < i; k++)
            must(!str_eq(x->summaries[i].language, x->summaries[k].language));
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct memory_stream m;
    struct table *t CLEANUP(table_close) = NULL;
    struct finding_batch b CLEANUP(finding_batch_end) = {0};
    struct err e = {0};
    memory_open(&m, "fuzz.csv", (struct str){(const char *)data, size});
    if (!table_open(&m.s, &t, &e))
        return 0;
    (void)finding_sniff(t);
    if (!finding_read(t, STR("Institute"), &b, NULL, &e)) {
        must(e.code != ERR_NONE);
        return 0;
    }
    int64_t rows = b.refused + b.duplicates;
    for (size_t i = 0; i < b.n; i++) {
        finding(&b.list[i]);
        rows += (int64_t)b.list[i].summary_n;
    }
    must(rows == b.rows);
    return 0;
}
