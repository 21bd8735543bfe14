/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * seal: the most sensitive fields (names of contacts, notes on people at risk), readable by named stewards alone. A value is
 * encrypted with a random key, and that key is sealed to the public key of each steward in office (libsodium's sealed boxes),
 * so whoever writes a value needs no secret and cannot read it back: a server that is taken while running gives none of them
 * away. A steward's secret key is a file of its own under a passphrase, and never stands in a register.
 *
 * What it does not do: it hides, it does not sign. Whoever can write to the register can put a made-up value in the place of a
 * true one, an old one of the same field in the place of a new one, or name a steward of their own, to whom later values are
 * sealed too; so fingerprints are to be compared, and sealing again asks for it. Formats: docs/formats.md.
 */
#ifndef DIWAN_SEAL_H
#define DIWAN_SEAL_H
#include "store/store.h"

/* ---- keys of stewards -------------------------------------------------------------------------- */

enum { STEWARD_KEY_BYTES = 32, STEWARD_NAME_MOST = 200, STEWARDS_MOST = 32, FINGERPRINT_ROOM = 36, STEWARDS_CODE_ROOM = 24 };

struct steward_public { /* X25519 */
    uint8_t b[STEWARD_KEY_BYTES];
};
/* Six groups of five digits (99 bits of BLAKE2b over the key), for people to compare by phone. */
void steward_fingerprint(const struct steward_public *key, char out[FINGERPRINT_ROOM]);
/* A pair; the name is what it is called in files. Zero-initialise; steward_key_end may be called twice. */
struct steward_key {
    struct steward_public public;
    struct secret secret;
    char name[STEWARD_NAME_MOST + 1];
};
/* ERR_INPUT where the name is empty, too long, not UTF-8 or more than one line. */
MUST_USE bool steward_key_new(struct str name, struct steward_key *out, struct err *e);
void steward_key_end(struct steward_key *k);

/* What Argon2id costs: passes over so many KiB. A reader takes at most 16 passes over 1 GiB. */
struct steward_cost {
    uint32_t passes, kib;
};
extern const struct steward_cost steward_cost_usual; /* 3 passes over 256 MiB: about a second */
/* The text of the secret file: can be printed, and typed from paper again (each line has a check of its own; the name is not
 * bound to the key, since letters that look alike on paper are other bytes). */
MUST_USE bool steward_key_write(const struct steward_key *k, const struct secret *passphrase, struct steward_cost cost, struct buf *out, struct err *e);
/* ERR_INPUT for what is no such file, is not whole or was mistyped (the line is named); ERR_DENIED for a wrong passphrase. The
 * name is what the file says now: who a key is, its fingerprint says. */
MUST_USE bool steward_key_read(struct str text, const struct secret *passphrase, struct steward_key *out, struct err *e);
/* Whether the text is a steward's secret file, by its first line. */
bool steward_key_is(struct str text);
/* The public half, to be handed on: a file with the name, or 64 hex digits (with blanks, as one likes). */
void steward_public_write(const struct steward_public *key, struct str name, struct buf *out);
/* `name` has room for STEWARD_NAME_MOST + 1, and is "" where only digits were given. ERR_INPUT for anything else, ERR_DENIED for a secret file. */
MUST_USE bool steward_public_read(struct str text, struct steward_public *out, char *name, struct err *e);

/* ---- stewards of a register -------------------------------------------------------------------- */

struct steward {
    int64_t origin, id;
    struct str name, since, ended; /* RFC 3339; ended "" while in office */
    struct steward_public key;
};
/* In office and former ones, in the order they came. */
MUST_USE bool steward_list(struct store *s, struct arena *a, struct steward **out, size_t *n, struct err *e);
/* In a task. ERR_DENIED for an open register: people are not put into those. ERR_INPUT for a name as above, a key that is none, is in
 * office already, or one steward too many. Values that were there are not readable to this one before seal_again. */
MUST_USE bool steward_add(struct store *s, struct str name, const struct steward_public *key, int64_t *id, struct err *e);
/* In a task. Nothing new is sealed to this one; what was sealed before stays readable to them (in old copies for good). ERR_ABSENT where
 * there is none in office of that number. */
MUST_USE bool steward_end(struct store *s, int64_t id, struct err *e);
/* Four groups of five digits that stand for exactly these stewards in office, whatever their order: who compared them says so by it. */
void stewards_code(const struct steward *list, size_t n, char out[STEWARDS_CODE_ROOM]);

/* ---- sealed fields ----------------------------------------------------------------------------- */

enum { SEALED_PLAIN_MOST = 256 * 1024 }; /* bytes of one value */

struct sealed_at { /* one field of one row of another table */
    const char *thing; /* the table */
    int64_t origin, id;
    const char *field;
};
/* Seal `plain` to every steward in office, in place of what stood there. In a task. Needs no secret. ERR_DENIED for an open register and
 * where no steward is in office; ERR_INPUT for a value that is empty or too long. */
MUST_USE bool seal_field(struct store *s, const struct sealed_at *at, const struct secret *plain, struct err *e);
/* The value, in locked memory. ERR_ABSENT where nothing is sealed there, ERR_DENIED where it is not sealed to this key, ERR_STORE where it was
 * changed, or brought here from another row, field or register. */
MUST_USE bool seal_open(struct store *s, const struct sealed_at *at, const struct steward_key *key, struct secret *out, struct err *e);
/* Seal every value of this register again to exactly the stewards in office, whole or not at all. In a task. ERR_DENIED, and nothing changed,
 * where one is not sealed to `key`. Those that are sealed to exactly these already stay; `again` counts the others. */
MUST_USE bool seal_again(struct store *s, const struct steward_key *key, struct progress *p, int64_t *again, struct err *e);
/* How many values there are, and how many each steward of the list can open (by the key's mark in them, not by trying). */
MUST_USE bool seal_count(struct store *s, const struct steward *list, size_t n, int64_t *all, int64_t *each, struct err *e);
/* Its sealed fields go when a thing goes. In a task; counts them. */
MUST_USE bool seal_erase(struct store *s, const char *thing, int64_t origin, int64_t id, int64_t *rows, struct err *e);

/* ---- notes on people at risk ------------------------------------------------------------------- */

enum note_about { NOTE_INCIDENT = 1, NOTE_PLACE };
struct note { /* what it says is sealed: {"note", origin, id, "text"} */
    int64_t origin, id;
    enum note_about about;
    struct str source, key; /* of what it is about */
    struct str time, who;   /* of the writing */
    bool gone;              /* what it is about is in use no more */
};
extern const char note_thing[], note_field[];
/* About the incident of that number (as `show incidents` has it) or the place of that code; both must be in use. In a task; `id` gets the
 * note's number. Errors of seal_field; ERR_ABSENT. */
MUST_USE bool note_add_incident(struct store *s, int64_t incident, const struct secret *text, int64_t *id, struct err *e);
MUST_USE bool note_add_place(struct store *s, struct str code, const struct secret *text, int64_t *id, struct err *e);
/* How an incident in use is called in notes: the name of its source and the source's own id. ERR_ABSENT. */
MUST_USE bool note_about_incident(struct store *s, int64_t incident, struct arena *a, struct str *source, struct str *key, struct err *e);
/* All of them, oldest first. */
MUST_USE bool note_list(struct store *s, struct arena *a, struct note **out, size_t *n, struct err *e);
/* In a task, with what is sealed. ERR_ABSENT where there is none of that number. */
MUST_USE bool note_erase(struct store *s, int64_t id, struct err *e);
/* Those whose incident or place stands in no row any more, in use or not: for after the rows are erased. In a task. */
MUST_USE bool note_erase_gone(struct store *s, int64_t *rows, struct err *e);
#endif
