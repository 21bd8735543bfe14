/* SPDX-License-Identifier: GPL-3.0-or-later */
/* records corrected by hand. */
#include "web/web_priv.h"

const struct page pages_edit[] = {{0}};
