/* SPDX-License-Identifier: GPL-3.0-or-later */
/* who saw, changed, exported or released what. */
#include "web/web_priv.h"

const struct page pages_audit[] = {{0}};
