/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * logo: the mark of a partner on title pages, as a PNG picture from outside. It is checked whole before it is kept, since libraries draw it later; and only what
 * draws it is kept: what a picture says besides (who made it, when, with which camera, where) is left out.
 */
#ifndef DIWAN_AGENDA_LOGO_H
#define DIWAN_AGENDA_LOGO_H
#include "core/core.h"
#include "store/store.h"

enum { LOGO_WIDE_MOST = 1200, LOGO_HIGH_MOST = 600, LOGO_BYTES_MOST = 64 * 1024 };
struct logo_pixels {
    int wide, high; /* pixels */
};
/* Is this a PNG picture (one, still) within the limits, each part of it whole and in its place? Then `kept` gets what draws it (IHDR, PLTE, tRNS, IDAT, IEND). ERR_INPUT. O(bytes). */
MUST_USE bool logo_read(struct str png, struct logo_pixels *out, struct buf *kept, struct err *e);
/* Give a partner its mark; empty bytes take it back. In a task, with a line in the audit. ERR_ABSENT where there is no such partner; ERR_DENIED in an open register, unless what it holds is invented. */
MUST_USE bool partner_logo_set(struct store *s, struct str key, struct str bytes, struct str who, struct day day, struct err *e);
#endif
