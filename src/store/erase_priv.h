/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Inside erase*.c and retention.c of the room `store` only. */
#ifndef DIWAN_STORE_ERASE_PRIV_H
#define DIWAN_STORE_ERASE_PRIV_H
#include "store/erase.h"
#include "store/store_priv.h"

/* The tables that erase.c knows, all of the schema; NULL at the end. */
extern const char *const erase_knows[];

/* A list that grows in memory, and at last lies in an arena. */
struct erasables {
    struct erasable *list;
    size_t n, room;
};
static inline void erasables_end(struct erasables *l)
{
    free(l->list);
    *l = (struct erasables){0};
}

/* A line of the audit that alone knows since when an import, which is still there, is out of use. */
#define AUDIT_OF_UNDONE                                                                                                \
    "audit.what = 'undo' AND EXISTS (SELECT 1 FROM import AS m WHERE m.origin = audit.origin AND m.undone <> 0 AND "    \
    "audit.detail = 'import ' || CAST(m.id AS TEXT))"

/* What the lists are made of: imports, and by import how much there is of each kind. */
struct erase_view {
    struct import *imports;
    size_t n;
    int64_t *rows, *superseded, *refused; /* by place in `imports`: its rows; rows that it superseded; texts that its problems quote */
    struct str *undone;                   /* when it was taken back, or later; "" where nobody knows */
};
MUST_USE bool erase_view(struct store *s, struct arena *a, struct erase_view *v, struct err *e);
#endif
