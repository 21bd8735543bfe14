/* SPDX-License-Identifier: GPL-3.0-or-later */
/* words corrected in place. */
#include "web/web_priv.h"

const struct page pages_words[] = {{0}};
