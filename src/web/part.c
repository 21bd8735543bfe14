/* SPDX-License-Identifier: GPL-3.0-or-later */
/* what participants see. */
#include "web/web_priv.h"

const struct page pages_take_part[] = {{0}};
