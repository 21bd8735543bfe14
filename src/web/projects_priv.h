/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What pages tell of projects: the list, the page of one, and links to it. */
#ifndef DIWAN_WEB_PROJECTS_PRIV_H
#define DIWAN_WEB_PROJECTS_PRIV_H
#include "actor/project.h"
#include "web/web_priv.h"

const char *project_role_words(struct str role); /* a msgid: "funds it" */
/* In the reader's language, else the first there is, else the key; *lang: NULL not known. */
struct str project_title(struct exchange *x, const struct project *p, const char **lang);
struct str project_address(struct arena *a, struct str key); /* of its page */
/* Of a project of that key, of files or derived, in the reader's language; "" where there is none. */
MUST_USE bool project_titled(struct exchange *x, struct str key, struct str *title, struct str *language, bool *there, struct err *e);
bool projects_list(struct exchange *x, struct err *e);
bool project_one(struct exchange *x, struct err *e);
#endif
