/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Restrictions, plans, replies and all that an agenda is made of, as tables: whatever the bytes, each row is kept, refused or a duplicate; each key once, and each row is one that leaves the cage. */
#include "intake/intake_priv.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool fine)
{
    if (!fine)
        abort();
}

static struct identify *lists; /* long to make, the same for all */

static void end(struct paper_batch *b)
{
    b->identify = NULL;
    paper_batch_end(b);
}

static void row(const struct paper_batch *b, const struct paper_row *x, enum paper_kind kind, struct intern *keys)
{
    struct buf key CLEANUP(buf_end) = {0};
    uint32_t id;
    paper_key(b, x, &key);
    must(!intern_find(keys, buf_view(&key), &id));
    (void)intern_id(keys, buf_view(&key));
    must(x->kind == (int64_t)kind && paper_sound(b, x) && paper_same(b, x, b, x));
    must(!day_known(x->days[0]) || !day_known(x->days[1]) || x->days[1].n >= x->days[0].n);
}

static void as_table(struct str text, enum paper_kind kind)
{
    struct memory_stream m;
    struct table *t CLEANUP(table_close) = NULL;
    struct paper_batch b CLEANUP(end) = {0};
    struct intern keys CLEANUP(intern_end) = {0};
    struct err e = {0};
    memory_open(&m, "fuzz.csv", text);
    if (!lists)
        lists = identify_new(IDENTIFY_DECIMALS);
    b.identify = lists;
    if (!table_open(&m.s, &t, &e))
        return;
    if (!papers_sniff(t, kind) && kind != (enum paper_kind)(text.n % PAPER_KINDS)) /* each as what it looks like, and as one other */
        return;
    if (!papers_table(t, kind, &b, NULL, &e)) {
        must(e.code != ERR_NONE);
        return;
    }
    must(b.rows == (int64_t)b.n + b.refused + b.duplicates);
    for (size_t i = 0; i < b.n; i++)
        row(&b, &b.list[i], kind, &keys);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    for (int kind = 0; kind < PAPER_KINDS; kind++)
        as_table((struct str){(const char *)data, size}, (enum paper_kind)kind);
    return 0;
}
