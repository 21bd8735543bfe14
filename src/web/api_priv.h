/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Between the two files of the interface for machines: what answers (api.c), and what says how it answers (api_document.c). */
#ifndef DIWAN_API_PRIV_H
#define DIWAN_API_PRIV_H
#include "web/web_priv.h"

#define API_JSON "application/json"

/* What /api/show/{thing} knows; ended by a NULL word. `anybody`: also those without an account, where the register is open to readers. */
struct api_thing {
    const char *word;
    bool anybody;
};
extern const struct api_thing api_things[];

struct str api_word(struct str *rest);                               /* the next word of a list with blanks between; "" at its end */
const struct operation *api_operation(const struct page *p);         /* that answers at this path; NULL: none */
const struct option_spec *api_option(const struct operation *o, struct str name); /* its own, or one of every command; NULL: none ("format") */
/* The OpenAPI 3.1 document, made of the tables of pages, operations and options and of assets/api/components.json. */
void api_document(struct buf *out);
#endif
