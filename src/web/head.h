/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What headers say, read without anything of the server: lines as they were sent, NULL where there was none. */
#ifndef DIWAN_WEB_HEAD_H
#define DIWAN_WEB_HEAD_H
#include "core/core.h"
#include "core/speech.h"

/* The first cookie of that name in a Cookie line; "" where it is not there. Points into the line. */
struct str head_cookie(const char *line, const char *name);
/* "ckb-IQ" -> ckb; "ku", which phones say of Sorani too. NULL where it is none of ours. */
const struct language *head_language(struct str tag);
/* Accept-Language (RFC 9110, 12.5.4): the one of ours that is liked most; NULL where none is. */
const struct language *head_language_accepted(const char *line);
/* Whether Host is a name of this server. A page elsewhere can make its own name lead to this machine (DNS rebinding): on loopback, and where a public
 * address is known, only names count that are ours. `listen`, `address`: as serve was told, or NULL. */
bool head_host_fits(const char *host, bool loopback, const char *listen, const char *address);
/* A form that another site sends. Browsers say where a page came from; where they hide it ("null", by our own no-referrer), the form's token speaks. */
bool head_from_here(const char *site, const char *origin, const char *host, const char *address);
#endif
