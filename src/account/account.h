/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * account: who may come in. Accounts of those who work with a register, with roles; passwords (Argon2id, libsodium), invitations, sessions, a second
 * factor by TOTP (RFC 6238, liboath), and delays that grow with each wrong password. Participants of dialogues have no account.
 */
#ifndef DIWAN_ACCOUNT_H
#define DIWAN_ACCOUNT_H
#include "core/core.h"
#include "core/secret.h"
#include "store/store.h"

/* What somebody may do; a role is a set of these. */
enum account_may {
    MAY_TAKE_PART = 1,   /* participants' pages, signing in: anybody */
    MAY_READ = 2,        /* what readers see: all roles; anybody, where the register is open to readers */
    MAY_FACILITATE = 4,  /* hold dialogues: facilitators and stewards */
    MAY_ANALYSE = 8,     /* upload, correct, take back: analysts and stewards */
    MAY_ANSWER = 16,     /* accounts, settings, the audit, releases: stewards */
};
enum account_role { ROLE_NOBODY, ROLE_READER, ROLE_FACILITATOR, ROLE_ANALYST, ROLE_STEWARD, ROLES };
extern const char *const account_role_names[ROLES]; /* "", "reader", "facilitator", "analyst", "steward" */
const char *account_role_words(enum account_role role); /* as people read it: a msgid; "" for nobody */
unsigned account_may(enum account_role role);       /* the set of what it may do; nobody: MAY_TAKE_PART */
bool account_role_of(struct str word, enum account_role *out);

enum { ACCOUNT_NAME_MOST = 64, PASSWORD_LEAST = 10, PASSWORD_MOST = 1024, TOKEN_TEXT = 44 /* base 64 of 32 bytes, with a NUL */,
    INVITATION_SECONDS = 7 * 86400, SESSION_IDLE_SECONDS = 30 * 60, SESSION_MOST_SECONDS = 12 * 3600 };

struct account {
    int64_t origin, id;     /* id 0: nobody */
    struct str name, shown, language, made, made_by, ended;
    enum account_role role;
    bool has_password, has_second_factor;
};
/* All, by name; texts in the arena. */
MUST_USE bool accounts(struct store *s, struct arena *a, struct account **out, size_t *n, struct err *e);
/* The one in use called so (without regard to case). ERR_ABSENT. */
MUST_USE bool account_find(struct store *s, struct str name, struct arena *a, struct account *out, struct err *e);
/* In a task, all that follow; each writes its line of audit. */
/* ERR_INPUT where the name is taken, empty, too long, or has other letters than a to z, digits, point and hyphen. */
MUST_USE bool account_new(struct store *s, struct str name, struct str shown, enum account_role role, struct str made_by, int64_t *id, struct err *e);
/* The register must keep a steward: ERR_DENIED for what would take away the last one. Sessions of the account end. */
MUST_USE bool account_role_set(struct store *s, int64_t id, enum account_role role, struct err *e);
MUST_USE bool account_close(struct store *s, int64_t id, struct err *e);
MUST_USE bool account_language_set(struct store *s, int64_t id, struct str language, struct err *e);
/* A link's token, base 64 as addresses take it (TOKEN_TEXT); only its digest is kept. An earlier link of that account no longer serves. */
MUST_USE bool account_invite(struct store *s, int64_t id, int64_t now, char token[TOKEN_TEXT], struct err *e);
/* Whose link it is; ERR_ABSENT where it is none, was used, or is too old. */
MUST_USE bool account_invited(struct store *s, struct str token, int64_t now, struct arena *a, struct account *out, struct err *e);
/* Passwords are hashed before the task (it takes half a second and 64 MiB): account_hash, then account_password_set, which uses the invitation up where one
 * is given and ends the account's sessions. ERR_INPUT for one that is too short, too long, or the account's own name. */
MUST_USE bool account_hash(const struct secret *password, struct str name, char out[128], struct err *e);
MUST_USE bool account_password_set(struct store *s, int64_t id, const char hash[128], struct str invitation, struct err *e);

/* Signing in, in three steps, so that the slow one holds no lock. 1: read what is needed; an unknown name gets a made-up hash, so that it takes as long.
 * `wait`: seconds until another try counts (0: now): 1, 2, 4 ... up to 15 minutes from the third failure in a row on; never an address, always the account. */
struct sign_in {
    struct account account; /* id 0: there is none of that name */
    char hash[128];
    struct str totp;        /* "" none */
    int64_t totp_last, wait;
    bool known;             /* `device` says that this account signed in with this browser before: then it waits a minute at most, so that a stranger who fails
                               again and again can make somebody wait, but not keep them out */
};
MUST_USE bool sign_in_begin(struct store *s, struct str name, struct str device, int64_t now, struct arena *a, struct sign_in *out, struct err *e);
/* What a browser keeps after signing in, to be known again: a MAC, of which the register keeps nothing; a new password ends it. */
void sign_in_device(const struct sign_in *in, char out[TOKEN_TEXT]);
/* 2: no store. Whether password and, where there is a second factor, the six digits are right; *step: the time step to be used up. Constant time. */
bool sign_in_good(const struct sign_in *in, const struct secret *password, struct str digits, int64_t now, int64_t *step);
/* 3: in a task, also for a name that there is not (it takes as long): count the failure, or begin a session. `token` is "" where it is refused: the task succeeds, else
 * it would not keep the failure. One sentence serves for all that was wrong, the waiting too: who tries names learns nothing. Sessions and invitations that are over go. */
MUST_USE bool sign_in_end(struct store *s, const struct sign_in *in, bool good, int64_t step, int64_t now, char token[TOKEN_TEXT], struct err *e);
/* Who has this session; id 0 where nobody (ended, idle for too long, unknown). `stale`: its time of use should be renewed (session_used, in a task). */
MUST_USE bool session_find(struct store *s, struct str token, int64_t now, struct arena *a, struct account *out, bool *stale, struct err *e);
MUST_USE bool session_used(struct store *s, struct str token, int64_t now, struct err *e);
MUST_USE bool session_end(struct store *s, struct str token, struct err *e);
MUST_USE bool account_sessions_end(struct store *s, int64_t id, struct err *e); /* all of that account */

/* A secret address for a calendar program: one an account, for roles that read letters by name. 32 bytes of chance, of which the register keeps the digest; it ends with a new password, with the
 * account, with the role's right, or when its owner says so. */
struct feed {
    struct account account; /* id 0: no address is that */
    struct day used;        /* the last day on which it was; not known: never */
};
bool feed_may(enum account_role role);
MUST_USE bool feed_there(struct store *s, int64_t id, bool *there, struct err *e);
/* In a task, as feed_end and feed_used. An earlier one no longer serves. ERR_DENIED for a role that may not. */
MUST_USE bool feed_new(struct store *s, const struct account *who, char token[TOKEN_TEXT], struct err *e);
MUST_USE bool feed_end(struct store *s, int64_t id, struct err *e); /* also where there is none */
/* Whose it is; compared in constant time with every one there is. */
MUST_USE bool feed_find(struct store *s, struct str token, struct arena *a, struct feed *out, struct err *e);
/* A line of audit, for the first use of a day. */
MUST_USE bool feed_used(struct store *s, const struct feed *f, struct day today, struct err *e);
/* Addresses that are none, in a row, as a server counts them in memory: from the third on, one that was never used before is looked at only after 1, 2, 4 ... seconds, 15 minutes at most. One that
 * serves already never waits: so a stranger who guesses keeps nobody out. */
struct feed_tries { int64_t failures, last; };
bool feed_waits(const struct feed_tries *t, int64_t now);
void feed_failed(struct feed_tries *t, int64_t now);

/* What a form carries so that no other page can send it: a MAC of the session's token (or of a participant's pass) under `key`. 32 bytes; hex. */
void form_token(const unsigned char key[32], struct str token, char out[65]);
bool form_token_is(const unsigned char key[32], struct str token, struct str claimed); /* constant time */
/* Second factor: a new secret (base 32, 20 bytes) for an authenticator; kept once its first digits were right. */
void totp_new(char secret[33]);
void totp_address(struct str secret, struct str account, struct str register_name, struct buf *out); /* otpauth://totp/... for a QR code */
bool totp_right(struct str secret, struct str digits, int64_t now, int64_t last, int64_t *step);     /* one step to either side; none serves twice */
MUST_USE bool account_totp_set(struct store *s, int64_t id, struct str secret, int64_t step, struct err *e); /* "": take it away */
#endif
