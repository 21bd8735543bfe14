/* SPDX-License-Identifier: GPL-3.0-or-later */
/* overview, map and places. */
#include "web/web_priv.h"

const struct page pages_read[] = {{0}};
