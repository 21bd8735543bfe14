/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Inside the room `incident` only: somebody's own table, by its own header or by a mapping. */
#ifndef DIWAN_OWN_PRIV_H
#define DIWAN_OWN_PRIV_H
#include "incident/incident_priv.h"

int field_named(struct str name); /* enum incident_field; -1 when it is none */
const char *field_also(enum incident_field f); /* another name for it; NULL: none */
/* The code that a cell's digits or words mean. False when they mean none. */
bool field_word_code(enum incident_field f, struct str s, int *code);
bool own_type_of(struct str word, const char **type, enum incident_kind *kind);
bool is_label(struct str field); /* "label:SCHEME" */
/* The next "FIELD=COLUMN" of lines. */
bool mapping_next(struct str *lines, struct str *field, struct str *column);
#endif
