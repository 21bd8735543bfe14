/* SPDX-License-Identifier: GPL-3.0-or-later */
/* the JSON of the desk's operations. */
#include "web/web_priv.h"

const struct page pages_api[] = {{0}};
