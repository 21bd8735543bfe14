/* SPDX-License-Identifier: GPL-3.0-or-later */
/* GeoPackages of any bytes. */
#include "border_checks.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct border_wish wish = {.level = size % 5 ? -1 : (int)(size % 4)};
    struct border_batch b;
    struct err e = {0};
    struct str bytes = {(const char *)data, size};
    (void)geopackage_sniff(bytes);
    borders_hold(geopackage_borders("fuzz.gpkg", bytes, &wish, &b, NULL, &e), &b, &e);
    return 0;
}
