/* SPDX-License-Identifier: GPL-3.0-or-later */
/* signing in and out, invitations. */
#include "web/web_priv.h"

const struct page pages_sign_in[] = {{0}};
