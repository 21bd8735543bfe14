/* SPDX-License-Identifier: GPL-3.0-or-later */
/* settings of the register. */
#include "web/web_priv.h"

const struct page pages_settings[] = {{0}};
