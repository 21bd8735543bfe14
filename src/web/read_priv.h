/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What readers' pages share: a time range and a place from the query, and their form. */
#ifndef DIWAN_WEB_READ_PRIV_H
#define DIWAN_WEB_READ_PRIV_H
#include "brief/brief.h"
#include "panel/panel.h"
#include "web/web_priv.h"

struct span_asked {
    struct day from, to;
};
/* ?from= and ?to=: a day, month or year each; "" open. ERR_USAGE with a sentence where one is none of these, or they stand the wrong way round. */
MUST_USE bool read_span(struct exchange *x, struct span_asked *out, struct err *e);
/* ?name=: a place by code or name; -1 where none is named. */
MUST_USE bool read_place(struct exchange *x, const struct incident_columns *c, const char *name, int *place, struct err *e);
/* One of those words; *at = 0 where nothing is said. ERR_USAGE with what there is. */
MUST_USE bool read_choice(struct exchange *x, const char *name, const char *const *words, size_t n, size_t *at, struct err *e);
/* A whole number from 0 on; `absent` where nothing is said. */
MUST_USE bool read_number(struct exchange *x, const char *name, int64_t absent, int64_t most, int64_t *out, struct err *e);

/* The parts of a form: label above field. Values are as asked. */
void form_begin(struct exchange *x, const char *path);
void form_end(struct exchange *x, const char *button);
void form_month(struct exchange *x, const char *name, const char *label);
void form_text(struct exchange *x, const char *name, const char *label, const char *hint, bool short_one);
void form_select(struct exchange *x, const char *name, const char *label, const char *const *values, const char *const *labels, size_t n);
void form_kept(struct exchange *x, const char *name); /* hidden, where it was asked */

/* "?from=...&to=..." of those of the names (blanks between) that were asked, with `name`=`value` in place of its own where name is not NULL; "" for none. */
struct str query_of(struct exchange *x, const char *names, const char *name, struct str value);
/* The name of a place for the reader. */
struct str place_named(struct exchange *x, const struct gazetteer *g, int place, const char **lang);
/* Its address: code, or name where it has none. */
struct str place_key(const struct gazetteer *g, int place);
/* May records of each source be listed to this reader? By source number; nobody's readers see those that may be passed on. */
bool *sources_listed(struct exchange *x, const struct incident_columns *c);
#endif
