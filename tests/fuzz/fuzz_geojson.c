/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Border files of any bytes: read whole or refused with one sentence, and what is kept is a border. */
#include <assert.h>

#include "place/place.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct memory_stream m;
    struct border_batch b;
    struct err e = {0};
    memory_open(&m, "fuzz.geojson", (struct str){(const char *)data, size});
    (void)geojson_sniff((struct str){(const char *)data, size});
    if (!geojson_borders(&m.s, size % 5 ? -1 : (int)(size % 4), &b, NULL, &e)) {
        assert(e.code != ERR_NONE && e.text[0] && b.n == 0);
        return 0;
    }
    assert(b.n > 0 && b.rows >= (int64_t)b.n);
    for (size_t i = 0; i < b.n; i++) {
        const struct place *p = &b.places[i];
        assert(p->border.n > 0 && p->level >= 0 && p->level < PLACE_LEVELS);
        assert(isnan(p->latitude) || (fabs(p->latitude) <= 90 && fabs(p->longitude) <= 180));
    }
    for (size_t i = 0; i < b.alias_n; i++)
        assert(b.aliases[i].place < b.n);
    border_batch_end(&b);
    return 0;
}
