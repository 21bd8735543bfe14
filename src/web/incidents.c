/* SPDX-License-Identifier: GPL-3.0-or-later */
/* incidents as a table, and as files. */
#include "web/web_priv.h"

const struct page pages_incidents[] = {{0}};
