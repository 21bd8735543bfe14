/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A table with HXL tags, written as JSON: a list of rows (header rows included), or a list of objects whose keys are the
 * tags. Read as a stream that gives it as CSV, a record a line, so that everything else takes it for the table it is;
 * what is called a line of it in words to people is the row's number in the list (of objects: one more, the tags being the first).
 * Source: HXL standard 1.1, "Encoding HXL in JSON" (hxlstandard.org).
 */
#ifndef DIWAN_TABLE_HXL_JSON_H
#define DIWAN_TABLE_HXL_JSON_H
#include "core/core.h"

/* Do these first bytes of a file begin such a list? A list of rows whose tags stand beyond them is not known. */
bool hxl_json_head(struct str head);

/* `in` must outlive the stream, and its first byte be still unread. Reading fails (ERR_INPUT, with the row) where a value is a list or
 * an object of its own, where an object has a key that the first has not, and where it is no JSON. */
struct hxl_json;
struct stream *hxl_json_open(struct stream *in, struct hxl_json **out);
void hxl_json_close(struct hxl_json **j);
#endif
