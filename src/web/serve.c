/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The server. */
#include "web/web_priv.h"

bool web_serve(const struct web_options *o, struct err *e)
{
    return err_set(e, ERR_SYSTEM, "%.300s cannot be served: this build of Diwan has no server yet", o->path);
}
