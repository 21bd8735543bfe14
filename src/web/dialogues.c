/* SPDX-License-Identifier: GPL-3.0-or-later */
/* results of dialogues. */
#include "web/web_priv.h"

const struct page pages_dialogues[] = {{0}};
