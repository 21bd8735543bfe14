/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Incident files of one layout (LAYOUT): whatever the bytes, each row is kept, refused, passed over or a duplicate, and what is kept
 * makes sense. With MAPPED the first line of the bytes is a mapping as people type it, and what follows the table.
 */
#include "incident/incident.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool fine)
{
    if (!fine)
        abort();
}

static void check_row(const struct incident_batch *b, const struct incident *x)
{
    must(intern_text(&b->words, x->key).n > 0);
    must(b->ends || (day_known(x->first) && x->first.n <= x->last.n));
    must(isnan(x->latitude) == isnan(x->longitude));
    must(isnan(x->latitude) || (fabs(x->latitude) <= 90 && fabs(x->longitude) <= 180));
    must(x->deaths_best >= -1 && x->deaths_low >= -1 && x->deaths_high >= -1 && x->deaths_civilians >= -1 && x->people_injured >= -1);
    must(x->deaths_status_unknown >= -1 && x->people_abducted >= -1 && x->people_detained >= -1 && x->people_displaced >= -1);
    must(x->kind < KIND_COUNT && x->side_a_kind <= 3 && x->side_b_kind <= 3 && x->clarity <= 2 && x->source_count >= -1);
    must(x->place_precision >= 1 && x->place_precision <= 9 && x->day_precision >= 1 && x->day_precision <= 9);
    (void)incident_digest(b, x);
}

static void check(const struct incident_batch *b)
{
    must(b->rows == (int64_t)b->n + b->refused + b->duplicates + b->passed);
    must(b->repaired <= (int64_t)b->n && b->noted <= (int64_t)b->n && b->log.n <= 10000);
    for (size_t i = 0; i < b->n; i++)
        check_row(b, &b->list[i]);
    for (size_t i = 0; i < b->log.n; i++)
        must(str_utf8_ok(b->log.list[i].found, NULL) && b->log.list[i].expected.n > 0 && b->log.list[i].advice.n > 0);
}

static bool read_it(struct table *t, struct str map, struct incident_batch *b, struct err *e)
{
#ifdef MAPPED
    struct buf lines CLEANUP(buf_end) = {0};
    if (!str_utf8_ok(map, NULL) || !mapping_parse(map, &lines, e))
        return err_set(e, ERR_USAGE, "no mapping");
    (void)mapping_fits(t, buf_view(&lines));
    return incident_read_own(t, buf_view(&lines), DATES_UNSAID, b, NULL, e);
#else
    (void)map;
    return LAYOUT.read(t, b, NULL, e);
#endif
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct memory_stream m;
    struct str text = {(const char *)data, size}, map = {"", 0};
#ifdef MAPPED
    const char *end = size ? memchr(text.p, '\n', size) : NULL;
    size_t n = end ? (size_t)(end - text.p) : size;
    map = (struct str){text.p, n};
    text = (struct str){text.p + n + (end != NULL), size - n - (end != NULL)};
#endif
    memory_open(&m, "fuzz.csv", text);
    struct table *t CLEANUP(table_close) = NULL;
    struct incident_batch b CLEANUP(incident_batch_end) = {0};
    struct err e = {0};
    if (!table_open(&m.s, &t, &e))
        return 0;
    (void)LAYOUT.sniff(t);
    bool read = read_it(t, map, &b, &e);
    must(read || e.code != ERR_NONE);
    if (read)
        check(&b);
    return 0;
}
