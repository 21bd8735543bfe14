/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Incidents: what was asked for, shared by the table (incidents.c), one incident (incident.c) and the files (incidents_export.c). */
#ifndef DIWAN_WEB_INCIDENTS_PRIV_H
#define DIWAN_WEB_INCIDENTS_PRIV_H
#include "web/read_priv.h"

#define INCIDENT_FILTER "place from to kind source side killed"
struct incidents_asked {
    struct incident_columns *c;
    const struct selector *which;
    const bool *listed; /* sources whose records this reader may have */
};
/* The filter of the query; columns of this moment, which the caller drops. ERR_USAGE where a value is none. */
MUST_USE bool incidents_read(struct exchange *x, struct incident_columns *c, struct incidents_asked *out, struct err *e);
/* A point as it may leave: never finer than the record was coded, and for whoever has no account no finer than a district. False: none. */
bool incident_point(const struct exchange *x, const struct incident_columns *c, size_t i, double latitude, double longitude, double *la, double *lo);
enum export_form { EXPORT_CSV, EXPORT_SHEET_CSV, EXPORT_HXL, EXPORT_XLSX, EXPORT_GEOJSON };
bool incidents_csv(struct exchange *x, struct err *e);
bool incidents_sheet(struct exchange *x, struct err *e);
bool incidents_hxl(struct exchange *x, struct err *e);
bool incidents_xlsx(struct exchange *x, struct err *e);
bool incidents_geojson(struct exchange *x, struct err *e);
bool incident_one(struct exchange *x, struct err *e);
#endif
