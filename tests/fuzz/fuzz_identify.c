/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What could identify somebody: whatever the bytes, findings lie in the text, in order, apart, and the same text gives the same. */
#include "identify/identify.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool fine)
{
    if (!fine)
        abort();
}

static void same(const struct identify_findings *a, const struct identify_findings *b)
{
    must(a->n == b->n);
    for (size_t i = 0; i < a->n; i++)
        must(a->list[i].kind == b->list[i].kind && a->list[i].start == b->list[i].start && a->list[i].length == b->list[i].length);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct identify *lists; /* built once: a fuzzer runs this many thousand times */
    struct identify_findings once = {0}, twice = {0};
    struct buf mask CLEANUP(buf_end) = {0};
    struct str text = {(const char *)data, size};
    if (!lists)
        lists = identify_new(IDENTIFY_DECIMALS);
    identify_scan(lists, text, &once);
    identify_scan(lists, text, &twice);
    same(&once, &twice);
    for (size_t i = 0, end = 0; i < once.n; i++) {
        must(once.list[i].kind < IDENTIFY_KINDS && once.list[i].start >= end && once.list[i].length > 0);
        end = once.list[i].start + once.list[i].length;
        must(end <= size);
        identify_mask(text, &once.list[i], &mask);
    }
    identify_findings_end(&once);
    identify_findings_end(&twice);
    return 0;
}
