/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The record of what was published: rows of the table `publication`. */
#ifndef DIWAN_RELEASE_RECORD_H
#define DIWAN_RELEASE_RECORD_H
#include "store/store.h"

struct publication {
    int64_t origin, id;
    struct str file, medium, language, place; /* file without its folder; place: its code, else its name, "" for the register's country */
    struct day from, to;                      /* the period that it is about */
    struct str sha256, fingerprint;           /* 64 hex digits: of the file, and of the register that it was made from */
    struct str signed_by, checklist, note;    /* checklist: lines KEY=VALUE, see docs/formats.md */
    struct str time, who, withdrawn;          /* RFC 3339 UTC; withdrawn "": it stands */
};
/* Insert it, with a line in the audit; fills its id. In a task. */
MUST_USE bool publication_add(struct store *s, struct publication *p, struct err *e);
/* All, oldest first; those of a file with this digest alone where `sha256` is not "". In the arena. */
MUST_USE bool publication_list(struct store *s, struct str sha256, struct arena *a, struct publication **out, size_t *n, struct err *e);
/* Mark it as taken back, and why. In a task. ERR_ABSENT where there is none, ERR_INPUT where it was taken back before. */
MUST_USE bool publication_withdraw(struct store *s, int64_t id, struct str why, struct str time, struct err *e);
/* The value of KEY in its checklist; "" where there is none. */
struct str publication_fact(const struct publication *p, const char *key);
#endif
