/* SPDX-License-Identifier: GPL-3.0-or-later */
/* shapefile: inside the reader of shapefiles: shapelib over files in memory, rings sorted into outer ones and holes, the table
 * of properties with its encoding. */
#ifndef DIWAN_SHAPEFILE_PRIV_H
#define DIWAN_SHAPEFILE_PRIV_H
#include "place/feature_priv.h"
#include <shapefil.h>

/* ---- shapefile_memory.c ---- */

/* Open a set's shapes and its table. `shx`: the index to be used (index_of). NULL, with *e set. `file`: for words to people. */
SHPHandle shapes_open(const struct shapefile *set, struct str shx, const char *file, struct err *e);
DBFHandle table_open_dbf(const struct shapefile *set, const char *file, struct err *e);
/* The index of the records: the file's own where it is whole, else made anew from the shapes (into `made`). Fails when the
 * shapes are cut short. *rebuilt tells that it was there, but of no use. */
MUST_USE bool index_of(const struct shapefile *set, const char *file, struct buf *made, struct str *out, bool *rebuilt, struct err *e);
/* The kind of shapes the header names (SHPT_...); -1 when it is no shapefile. */
int shapes_kind(struct str shp);

/* ---- shapefile_rings.c ---- */

/* The rings of a polygon into the hand, each outer one with its holes. Which is which follows from what lies in what, not from
 * the way round, which many writers get wrong (then hand->turned). */
MUST_USE bool rings_feed(struct feature_hand *f, const SHPObject *shape, struct err *e);

/* ---- shapefile_table.c ---- */

/* names_encoding.c: the encodings a table of names may be in. */
bool names_encoding_known(struct str encoding);
bool names_are_utf8(struct str encoding);
/* Into UTF-8; false when a byte means nothing in that encoding. */
MUST_USE bool names_decode(struct str encoding, struct str raw, struct arena *a, struct str *out);

struct properties_table {
    DBFHandle dbf;
    const char *file;
    struct str encoding; /* "" for UTF-8 as long as it is that */
    struct str said_by;  /* who says so: "the .cpg file", "--encoding"; "" nobody */
    int fields, records;
};
MUST_USE bool properties_open(struct properties_table *t, const struct shapefile *set, struct str encoding, const char *file, struct err *e);
void properties_close(struct properties_table *t);
/* All values of a record into the hand. */
MUST_USE bool properties_feed(struct properties_table *t, int record, struct feature_hand *f, struct err *e);
#endif
