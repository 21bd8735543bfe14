/* SPDX-License-Identifier: GPL-3.0-or-later */
/* projection: is a file of borders in degrees of WGS 84? */
#ifndef DIWAN_PROJECTION_PRIV_H
#define DIWAN_PROJECTION_PRIV_H
#include "place/place_priv.h"

/* `wkt`: WKT 1 (ESRI, OGC), WKT 2, or a bare name as EPSG:4326. *name: what the file calls its system, a view into `wkt`. */
bool projection_is_wgs84(struct str wkt, struct str *name);
/* Fails always, with one sentence that names the system and says what to do. */
bool projection_refuse(const char *file, struct str name, struct err *e);
#endif
