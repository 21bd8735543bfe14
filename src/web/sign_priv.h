/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Inside the pages of signing in, accounts, settings and the audit only: fields of forms, and what they share. */
#ifndef DIWAN_WEB_SIGN_PRIV_H
#define DIWAN_WEB_SIGN_PRIV_H
#include "web/web_priv.h"

/* One labelled field. Texts are msgids; NULL: none. */
struct sign_field {
    const char *name, *label, *hint, *type; /* type NULL: text */
    const char *autocomplete;               /* NULL: off */
    const char *id;                         /* NULL: the name */
    struct str value;
    bool latin;                             /* letters of ASCII, written from left to right whatever the page's language */
    bool digits, required;
};
void sign_field(struct exchange *x, const struct sign_field *f);
/* Choices: value and words of each; `chosen` is marked. */
struct sign_choice {
    const char *value;
    struct str words;
    const char *lang; /* of the words; NULL: the page's */
};
void sign_choose(struct exchange *x, const char *name, const char *label, const struct sign_choice *list, size_t n, struct str chosen);
void sign_button(struct exchange *x, const char *words);
/* A tick: value "1". */
void sign_tick(struct exchange *x, const char *name, const char *words, bool on);
/* Begin and end of such a page, with their style sheet. */
void sign_begin(struct exchange *x, const char *title, const char *section);
void sign_begin_named(struct exchange *x, struct str title, const char *section, bool narrow);
void sign_end(struct exchange *x);
void sign_fault(struct exchange *x, const char *msgid);   /* what is wrong, above the form; NULL: nothing */
void sign_done(struct exchange *x, struct str sentence);  /* what was done */
void sign_paragraph(struct exchange *x, const char *msgid);
/* Two fields for a new password: "password" and "again". */
void sign_password_fields(struct exchange *x);
/* The offer of a second factor: a QR code, its secret in letters, and the fields "secret" and "digits". */
MUST_USE bool sign_factor_fields(struct exchange *x, struct str secret, struct str account, struct err *e);

/* Copied into locked memory, and wiped where the form had it. */
struct secret sign_secret(struct exchange *x, const char *name);
/* A new password of the form as a hash; *fault is a msgid where it will not do (true all the same). */
MUST_USE bool sign_hash(struct exchange *x, struct str account, char hash[128], const char **fault, struct err *e);
/* A second factor of the form: `secret` "" where none was wanted; *fault a msgid where the number is not right. */
void sign_factor(struct exchange *x, struct str *secret, int64_t *step, const char **fault);
/* Is this the caller's password? A wrong one counts as a failure to sign in. */
MUST_USE bool sign_own_password(struct exchange *x, const char *field, bool *right, struct err *e);
#define SIGN_DEVICE "known" /* the cookie by which a browser is known again */

size_t sign_roles(struct exchange *x, struct sign_choice list[ROLES]); /* how many */

bool invited_show(struct exchange *x, struct err *e);
bool invited_take(struct exchange *x, struct err *e);
bool me_show(struct exchange *x, struct err *e);
bool me_language(struct exchange *x, struct err *e);
bool me_password(struct exchange *x, struct err *e);
bool me_factor_show(struct exchange *x, struct err *e);
bool me_factor_set(struct exchange *x, struct err *e);
bool me_factor_off(struct exchange *x, struct err *e);
bool me_sessions(struct exchange *x, struct err *e);
/* The part of /me about a secret address for calendar programs (sign_feed.c), for roles that may have one. */
MUST_USE bool me_feed_part(struct exchange *x, const char *fault, struct err *e);
bool me_feed(struct exchange *x, struct err *e);
bool me_feed_off(struct exchange *x, struct err *e);
/* /me again, with what was wrong with a form: msgids, NULL none. */
struct me_faults { const char *password, *factor, *feed; };
MUST_USE bool me_again(struct exchange *x, const struct me_faults *f, struct err *e);
extern const char sign_not_your_password[]; /* a msgid */
#endif
