/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Between the list of fields and the walk over them. */
#ifndef DIWAN_IDENTIFY_REGISTER_PRIV_H
#define DIWAN_IDENTIFY_REGISTER_PRIV_H
#include "guard/identify_register.h"

enum text_table_id {
    TABLE_FACT, TABLE_ORIGIN, TABLE_IMPORT, TABLE_PROBLEM, TABLE_SOURCE, TABLE_POPULATION, TABLE_AUDIT, TABLE_ALIAS, TABLE_OBSERVABILITY,
    TABLE_PHASE, TABLE_LICENCE, TABLE_MAPPING, TABLE_RETENTION, TABLE_ERASURE, TABLE_BACKUP, TABLE_PUBLICATION,
    TABLE_CORRECTION, TABLE_ACTOR_SAME, TABLE_ACTOR_CONSENT,
    TABLE_DIALOGUE, TABLE_DIALOGUE_TEXT, TABLE_CHOICE, TABLE_STATEMENT_TEXT, TABLE_FINDING, TABLE_FINDING_TEXT, /* from here on each of an import */
    TABLE_DIALOGUE_ROOM, TABLE_OUTCOME, TABLE_MEETING, TABLE_ATTENDANCE,
    TABLE_ACTOR, TABLE_ACTOR_NAME, TABLE_ACTOR_SCORE, TABLE_TIE, TABLE_PROJECT, TABLE_PROJECT_TEXT, TABLE_PROJECT_ACTOR, TABLE_PROJECT_PLACE,
    TABLE_PROJECT_SECTOR, TABLE_PROJECT_GROUP, TABLE_PROJECT_MONEY, TABLE_ACTIVITY, TABLE_CONTACT, TABLE_PROMISE, TABLE_REPLY, TABLE_RESTRICTION,
    TABLE_PLAN, TABLE_PLAN_CLASH,
    TEXT_TABLES
};
enum { TEXT_LEAD = 5, TEXT_MOST = 13 };
struct text_table {
    const char *name, *columns[TEXT_MOST]; /* what is scanned of it; NULL behind the last */
};
extern const struct text_table text_tables[TEXT_TABLES];
/* All rows with their text, as text_tables says; only those of one import where `import` is not 0 and they belong to one. */
struct rows *text_rows(struct store *s, enum text_table_id t, int64_t import);
bool text_of_import(enum text_table_id t);
#endif
