/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Inside the room `account` only. */
#ifndef DIWAN_ACCOUNT_PRIV_H
#define DIWAN_ACCOUNT_PRIV_H
#include "account/account.h"

enum { DIGEST_TEXT = 65 };
/* 32 bytes of chance as base 64 for addresses and cookies, and the SHA-256 under which they are kept, in hex. */
void token_new(char token[TOKEN_TEXT]);
void token_digest(struct str token, char hex[DIGEST_TEXT]);
/* A MAC of `text` under `key`, for the purpose that `context` names: two purposes never share one. */
void mac_of(const unsigned char key[32], const char *context, struct str text, unsigned char out[32]);

/* The columns that account_row reads, in its order; `a` is the table's name in the query. */
#define ACCOUNT_COLUMNS                                                                                                                        \
    "a.origin, a.id, a.name, a.shown, a.role, a.language, a.made, a.made_by, a.ended, CASE WHEN a.password <> '' THEN 1 ELSE 0 END, "            \
    "CASE WHEN a.totp <> '' THEN 1 ELSE 0 END"
enum { ACCOUNT_COLUMN_N = 11 };
struct account account_row(const struct rows *r, struct arena *a);
struct str account_kept(const struct rows *r, int column, struct arena *a);
/* The name of account `id`; ERR_ABSENT where there is none in use. */
MUST_USE bool account_name_of(struct store *s, int64_t id, struct arena *a, struct str *out, struct err *e);
MUST_USE bool account_audit(struct store *s, const char *what, struct str name, struct err *e);
/* Sessions and invitations that are over at `now` go. In a task. */
MUST_USE bool account_tidy(struct store *s, int64_t now, struct err *e);
MUST_USE bool session_begin(struct store *s, int64_t account, bool second_factor, int64_t now, char token[TOKEN_TEXT], struct err *e);
MUST_USE bool sessions_end(struct store *s, int64_t account, struct err *e);
/* Seconds from `now` until another try counts, after so many failures in a row of which the last was at `last`. */
int64_t sign_in_wait(int64_t failures, int64_t last, int64_t now, bool known);
/* The hash that stands in for a missing one: of the same cost, and of no password. */
extern const char password_of_nobody[128];
#endif
