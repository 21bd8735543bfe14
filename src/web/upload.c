/* SPDX-License-Identifier: GPL-3.0-or-later */
/* files on their way in. */
#include "web/web_priv.h"

const struct page pages_upload[] = {{0}};
