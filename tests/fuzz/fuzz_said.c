/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Aliases, observability, phases and licences: whatever the bytes, each row is kept, refused or a duplicate, and what is
 * kept are fixed words and periods in order. */
#include "intake/intake_priv.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool fine)
{
    if (!fine)
        abort();
}

static void words(struct str s)
{
    char tag[16];
    must(looked_of(s) <= LOOKED_NONE && licence_of(s) <= LICENCE_NO_REPUBLICATION && phase_of(s) < PHASE_COUNT);
    if (said_language(s, tag))
        must(memchr(tag, 0, sizeof tag) != NULL);
    must(said_same_source(s, s));
}

static void row(const struct said_batch *b, const struct said *x)
{
    struct str what = intern_text(&b->words, x->what);
    must(x->subject && (b->kind == SAID_LICENCES || b->kind == SAID_ALIASES || x->by));
    must(!day_known(x->from) || !day_known(x->to) || x->from.n <= x->to.n);
    if (b->kind == SAID_OBSERVABILITY)
        must(str_is(what, looked_code(looked_of(what))) && what.n);
    if (b->kind == SAID_PHASES)
        must(str_is(what, phase_code(phase_of(what))) && what.n);
    if (b->kind == SAID_LICENCES)
        must(str_is(what, licence_code(licence_of(what))) && what.n);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct str text = {(const char *)data, size};
    if (size < 64)
        words(text);
    for (int kind = 0; kind < SAID_KINDS; kind++) {
        struct memory_stream m;
        struct table *t CLEANUP(table_close) = NULL;
        struct said_batch b CLEANUP(said_batch_end) = {0};
        struct err e = {0};
        memory_open(&m, "fuzz.csv", text);
        if (!table_open(&m.s, &t, &e))
            return 0;
        (void)said_sniff(t, (enum said_kind)kind);
        if (!said_read(t, (enum said_kind)kind, STR(""), &b, NULL, &e)) {
            must(e.code != ERR_NONE);
            continue;
        }
        must(b.rows == (int64_t)b.n + b.refused + b.duplicates);
        for (size_t i = 0; i < b.n; i++)
            row(&b, &b.list[i]);
    }
    return 0;
}
