/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Meetings of a dialogue in a document: which kinds of people were asked to come, came, stayed away, or were left out, and why. */
#ifndef DIWAN_BRIEF_MEETINGS_H
#define DIWAN_BRIEF_MEETINGS_H
#include "brief/doc.h"
#include "voice/room.h"

/* What may be told of one kind of people at a meeting: never fewer than `k` of them (the register's smallest group of people), whether invited, there, or away. */
struct attendance_told {
    struct shown_cell invited, came;
    bool all_but_few; /* that many came, but fewer than `k` of those invited stayed away: `came` stays out, or they could be counted */
};
struct attendance_told attendance_told_of(const struct room_attendance *a, int64_t k);
/* A heading, and a table a meeting. Nothing where there are none. */
void doc_meetings(struct doc *d, const struct room_meeting *list, size_t n, int64_t k);
#endif
