/* SPDX-License-Identifier: GPL-3.0-or-later */
/* geopackage: the geometries of a GeoPackage: a header of its own, then WKB. */
#ifndef DIWAN_GEOPACKAGE_PRIV_H
#define DIWAN_GEOPACKAGE_PRIV_H
#include "place/feature_priv.h"

/* One geometry into the hand. `srs`: what its layer says of its coordinates. False with *e set when it is damaged; *kind is NULL for
 * an area, else what it is instead ("Point", "no geometry"). */
MUST_USE bool geometry_feed(struct feature_hand *f, struct str blob, int64_t srs, const char **kind, struct err *e);
#endif
