/* SPDX-License-Identifier: GPL-3.0-or-later */
/* accounts and their roles. */
#include "web/web_priv.h"

const struct page pages_accounts[] = {{0}};
