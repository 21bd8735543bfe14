/* SPDX-License-Identifier: GPL-3.0-or-later */
/* GeoJSON of any bytes. */
#include "border_checks.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct memory_stream m;
    struct border_batch b;
    struct err e = {0};
    memory_open(&m, "fuzz.geojson", (struct str){(const char *)data, size});
    (void)geojson_sniff((struct str){(const char *)data, size});
    borders_hold(geojson_borders(&m.s, size % 5 ? -1 : (int)(size % 4), &b, NULL, &e), &b, &e);
    return 0;
}
