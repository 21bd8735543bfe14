/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * erase: what goes for good, what is to go when (retention), and which copies of the register lie about.
 *
 * `undo` takes out of use; this deletes: a whole import with its history, versions that later files superseded, texts of rows
 * that were refused, old lines of the audit. What goes cannot be brought back but from a backup, and adding the file again.
 * Table `erasure` keeps that something went, never what it said. Deleting is a task; after it the file is written anew without
 * what lay in its free pages (store_compact).
 *
 * An import goes like this: it is taken back first, as store_undo does it, if that was not done before: so rows of other imports
 * that it had superseded come back into use, and rows that a later import repeated pass to that one. Then its own rows go from
 * every table, with their sealed fields, the places they counted for, names that later files gave to its places, its problems, and
 * its own line, and a mapping made with it that is called like its file, unless another import may have been read by it. Lines of the
 * audit that name its file keep that something happened, and lose the rest. Texts and sources that
 * nothing uses any more go too. No number is given twice: the highest that went are kept as facts (last_id.TABLE).
 */
#ifndef DIWAN_STORE_ERASE_H
#define DIWAN_STORE_ERASE_H
#include "store/store.h"

enum erase_kind {
    ERASE_IMPORT = 1,  /* the whole import `id` */
    ERASE_SUPERSEDED,  /* the versions that the import `id` superseded */
    ERASE_REFUSED,     /* what the problems of the import `id` quote from its file */
    ERASE_AUDIT,       /* the audit's lines of the day `name` (YYYY-MM-DD, UTC) */
    ERASE_MAPPING,     /* the mapping called `name` */
    ERASE_COPY         /* the copy `id`: nobody but people can destroy it, so nothing is erased for it */
};
struct erasable {
    enum erase_kind kind;
    int64_t id;
    struct str name;         /* the file of the import or of the copy; else as above */
    int64_t rows;            /* that go: of incidents, places and the like; of ERASE_REFUSED and ERASE_AUDIT their lines */
    int64_t mappings_gone, mappings_stay; /* of an import: mappings called like its file, which told its name; known once it was erased */
    int64_t stay;            /* of an import: incidents that a later one repeated, which pass to that one; known once it was erased */
    struct day due;          /* by which rule's promise; DAY_NONE where no rule asks for it */
    struct str rule, reason; /* of the rule; "" for none */
};

/* All that the classes have, in the order of imports. Texts are in the arena. */
enum erase_class { ERASE_ALL_SUPERSEDED = 1, ERASE_ALL_UNDONE = 2, ERASE_ALL_REFUSED = 4 };
MUST_USE bool erase_list(struct store *s, unsigned classes, struct arena *a, struct erasable **out, size_t *n, struct err *e);
/* One import. ERR_ABSENT when there is none of that number. */
MUST_USE bool erase_import(struct store *s, int64_t id, struct arena *a, struct erasable *out, struct err *e);
/* Erase what the list names, in this order, in the caller's task; `rows` become what went. `reason` goes into table `erasure`, or the
 * rule's own where it is "". Table `placed` is the caller's to make anew. ERR_ABSENT where a mapping is not there; an import that is not
 * there (any more) is passed over. Near-linear in the rows of the register. */
MUST_USE bool store_erase(struct store *s, struct erasable *list, size_t n, struct str reason, struct err *e);
/* Before the task: what is deleted is overwritten where the database can do that. */
MUST_USE bool store_erase_begin(struct store *s, struct err *e);
/* After the task: write the register's file anew (as store_rewrite does), without free pages, its journal empty; on a server, its tables.
 * Outside any task. Where it fails, or the program is killed, the rows are gone and store_compact_due is true until it was done; the
 * store is good for closing, and for trying again. */
MUST_USE bool store_compact(struct store *s, struct progress *p, struct err *e);
MUST_USE bool store_compact_due(struct store *s, bool *due, struct err *e);

/* ---- retention ---- */

/* Are these two names of sources, or of layouts, the same to people? How that is told is known on the floors above. */
typedef bool same_name(struct str a, struct str b);

struct retention {
    int64_t id;
    int64_t imports; /* of a source or layout: how many imports the rule names; else -1 */
    struct str what; /* superseded, undone, refused, audit, backup, source:NAME, layout:NAME */
    int64_t days;    /* kept so long after it came, or went out of use; -1: for good */
    struct str reason, time, who;
};
/* The rule in force of each thing, in the order of their names: the latest, however the name was written. `same` NULL: letter by letter. */
MUST_USE bool retention_rules(struct store *s, same_name *same, struct arena *a, struct retention **out, size_t *n, struct err *e);
/* In a task. ERR_USAGE where there is no such thing to keep. */
MUST_USE bool retention_set(struct store *s, struct str what, int64_t days, struct str reason, struct err *e);
/* What falls due up to the day `last`, the earliest first: undone imports count from the day they were taken back, superseded rows from the
 * import that superseded them, all else from when it came. The audit's line of an undo falls due with its import alone; where it was erased
 * all the same, the import counts from the last erasing of the audit, and where there was none it is never due. */
MUST_USE bool retention_due(struct store *s, struct day last, same_name *same, struct arena *a, struct erasable **out, size_t *n, struct err *e);

/* ---- erasures and copies ---- */

struct erasure {
    int64_t id, rows;
    struct str what, reason, time, who;
};
MUST_USE bool erasure_list(struct store *s, struct arena *a, struct erasure **out, size_t *n, struct err *e);

struct copy_made {
    int64_t id;
    struct str file, sha256; /* the name without its folder; "" for a register on a server */
    int64_t bytes;           /* -1: not known */
    int64_t generation;      /* of the register when it was copied */
    struct str time, who, gone; /* "": it may lie about */
};
MUST_USE bool copy_list(struct store *s, struct arena *a, struct copy_made **out, size_t *n, struct err *e);
/* Write down that a copy was made. It is no change of what the register holds, so its generation stays. In a task. */
MUST_USE bool copy_note(struct store *s, struct copy_made *c, struct err *e);
/* Somebody says that the copy is destroyed. In a task. ERR_ABSENT, ERR_INPUT where it is said to be gone already. */
MUST_USE bool copy_gone(struct store *s, int64_t id, struct err *e);
#endif
