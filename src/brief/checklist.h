/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * checklist: what somebody must be able to answer with yes before a brief is published under their name. It has a version: what was
 * asked of an older publication stays readable, since its record holds the version and the codes that were answered. An item that changes its
 * meaning gets a new code and the list a new version; a new item stands behind the others, so that version 1 is the first seven.
 */
#ifndef DIWAN_CHECKLIST_H
#define DIWAN_CHECKLIST_H
#include "core/core.h"

enum { CHECKLIST_VERSION = 2, CHECKLIST_ITEMS = 10 };
struct checklist_item {
    const char *code;      /* "read": for --confirm and the record */
    const char *question;  /* msgid: yes is the good answer */
    const char *confirmed; /* msgid: as the brief says it */
    const char *advice;    /* what to do where the answer is no; English, for an error */
};
extern const struct checklist_item checklist[CHECKLIST_ITEMS];
/* -1 where it is none. */
int checklist_find(struct str code);
#endif
