/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DIWAN_WEB_FORM_PRIV_H
#define DIWAN_WEB_FORM_PRIV_H
#include "web/form.h"

/* One field, checked and cleaned, copied into the arena. */
MUST_USE bool form_field(struct str name, struct str value, struct arena *a, struct field *out, struct err *e);
#endif
