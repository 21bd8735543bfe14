/* SPDX-License-Identifier: GPL-3.0-or-later */
/* briefs in every medium and language. */
#include "web/web_priv.h"

const struct page pages_briefs[] = {{0}};
