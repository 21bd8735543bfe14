/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * outside: SQLite databases of others (a GeoPackage is one), read from memory and trusted with nothing: no file is opened, nothing is
 * written, no view, trigger, virtual table or extension of theirs is run, and what takes too many steps is stopped.
 * Unlike the register's, their tables have names that only the file knows.
 */
#ifndef DIWAN_STORE_OUTSIDE_H
#define DIWAN_STORE_OUTSIDE_H
#include "store/store.h"

enum { OUTSIDE_MOST = 512 << 20 }; /* bytes of such a file */

struct outside;
bool outside_sniff(struct str head);          /* a SQLite database */
uint32_t outside_application(struct str head); /* its application_id; 0 for none */
/* `bytes` are copied. `name`: the file's, for words to people. */
MUST_USE bool outside_open(const char *name, struct str bytes, struct outside **out, struct err *e);
void outside_close(struct outside **o);

struct outside_rows;
/* A question with $1 bound to `word`; carried failures are told by outside_end. */
#define outside_ask(o, sql, word) outside_ask_((o), "" sql, (word))
struct outside_rows *outside_ask_(struct outside *o, const char *sql, struct str word);
/* All rows and columns of one real table (no view, no virtual table), whose name is data. */
struct outside_rows *outside_table(struct outside *o, struct str table);
bool outside_next(struct outside_rows *r); /* false at the end and on failure */
int outside_columns(const struct outside_rows *r);
struct str outside_name(const struct outside_rows *r, int column);
enum bind_kind outside_kind(const struct outside_rows *r, int column);
/* As text or bytes; numbers are written out; "" where NULL. Valid until the next outside_next. */
struct str outside_value(const struct outside_rows *r, int column);
int64_t outside_int(const struct outside_rows *r, int column);
MUST_USE bool outside_end(struct outside_rows **r, struct err *e); /* closes; false, with one sentence, when anything failed */
void outside_drop(struct outside_rows **r);                        /* for CLEANUP */
#endif
