/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A calendar of whole days (iCalendar, RFC 5545): lines end in CR LF and fold at 75 octets, never inside a letter; texts are escaped. */
#ifndef DIWAN_WEB_CALENDAR_H
#define DIWAN_WEB_CALENDAR_H
#include "core/core.h"

struct calendar { /* use only through the functions */
    struct buf *out;
    struct day made;
};
struct calendar_event {
    struct str uid; /* stays the same for the same thing, so that a calendar that fetches again replaces it */
    struct day day;
    struct str summary, text; /* UTF-8; `text` may be empty */
};
void calendar_begin(struct calendar *c, struct buf *out, struct str name, struct day made);
void calendar_event(struct calendar *c, const struct calendar_event *v);
void calendar_end(struct calendar *c);
#endif
