/* SPDX-License-Identifier: GPL-3.0-or-later */
/* facilitators: dialogues that are held here. */
#include "web/web_priv.h"

const struct page pages_hold[] = {{0}};
