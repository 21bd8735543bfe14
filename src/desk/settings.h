/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Settings of a register, the same on the command line and in the browser: facts, each with what it may be, and a line of audit where it changes. */
#ifndef DIWAN_DESK_SETTINGS_H
#define DIWAN_DESK_SETTINGS_H
#include "store/people.h"

enum setting { SETTING_NAME, SETTING_LANGUAGE, SETTING_DIGITS, SETTING_READERS, SETTING_EXIT, SETTING_PEOPLE, SETTING_ACTIVE, SETTING_WAR, SETTINGS };
enum { SETTING_NAME_MOST = 200, SETTING_EXIT_MOST = 200 };
/* As people type them and the command line names them: "" is the program's own, which a later version may have learnt better. */
struct settings {
    struct str of[SETTINGS];
};
const char *setting_key(enum setting k); /* "name", "language", "digits", "readers", "exit", "people", "active", "war" */
MUST_USE bool settings_of(struct store *s, struct arena *a, struct settings *out, struct err *e);
/* What is wrong with them, a msgid; NULL: nothing. *k: which one. */
const char *settings_fault(const struct settings *typed, enum setting *k);
/* What counts: the program's own where nothing is set; for numbers only. */
int64_t setting_number(const struct settings *of, enum setting k);
/* Is a smaller group of people told of than before? */
bool settings_lower(const struct settings *before, const struct settings *now);
/* In a task, and sound (settings_fault): what differs from what the register has is written, with a line of audit each: what it was, what it is. Who set the
 * thresholds of the levels is kept with them: `who`, and the day. *lowered (may be NULL): settings_lower. */
MUST_USE bool settings_keep(struct store *s, const struct settings *now, struct str who, struct day day, bool *lowered, struct err *e);
#endif
