/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Shared by the pages of letters: the board and the calendars. */
#ifndef DIWAN_WEB_LETTERS_PRIV_H
#define DIWAN_WEB_LETTERS_PRIV_H
#include "engage/engage.h"
#include "web/web_priv.h"

/* In the reader's language where there is such a name; *language: of the name, "" not known. */
struct str letters_name(struct exchange *x, const struct engagement *g, const struct addressee *w, struct str *language);
/* Days on which answers and promises are due: by name for whoever signed in, and by kind of institution for a secret address (account/account.h, struct feed). */
bool reminders_named(struct exchange *x, struct err *e);
bool reminders_fed(struct exchange *x, struct err *e);
#endif
