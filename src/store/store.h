/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * store: one register, whatever database holds it: a SQLite file, or a schema of a PostgreSQL database (version
 * 15 or newer) named by postgresql://USER@HOST/DATABASE?options=-csearch_path%3DSCHEMA (schema `diwan` when none
 * is named). SQL is written so that both understand it: `$1, $2 ...` placeholders bound by name,
 * BIGINT/TEXT/DOUBLE PRECISION/BYTEA through migrations. Text sorts by code point on both.
 *
 * Every SQL text is a literal in the function that uses it. Rows have one loop; a failed prepare is
 * carried by the rows and told by rows_end. Changes happen inside store_task: whole or not at all.
 */
#ifndef DIWAN_STORE_H
#define DIWAN_STORE_H
#include "core/core.h"
#include "core/secret.h"

struct store;
struct rows;

/* ---- keys -------------------------------------------------------------------------------------- */

/*
 * A register file is open (a plain database, for public data only) or encrypted. An encrypted one has a master key of 32
 * bytes, made of its passphrase by Argon2id with the salt that stands in the file's first bytes; the cipher's key and a
 * check value, by which a wrong passphrase is told from a damaged file, are made of that.
 */
enum { REGISTER_SALT_BYTES = 16, MASTER_KEY_BYTES = 32 };
/* The last two are of a steward's secret file (store/seal.h), which is named in place of a register. */
enum key_purpose { KEY_TO_OPEN = 1, KEY_TO_MAKE, KEY_TO_CHANGE, STEWARD_TO_OPEN, STEWARD_TO_MAKE };
struct key_question {
    enum key_purpose purpose;
    const char *register_shown;                /* as it may be printed */
    unsigned char salt[REGISTER_SALT_BYTES];   /* KEY_TO_OPEN: names the key, and changes when it does; else zeros */
};
enum key_kind { KEY_IS_PASSPHRASE = 1, KEY_IS_MASTER };
struct key_answer {
    enum key_kind kind;
    struct secret secret; /* the asker ends it */
};
/* Where passphrases come from. Asked only where a register turns out to be encrypted, or is to be made so, or changed. */
struct key_source {
    bool (*ask)(void *arg, const struct key_question *q, struct key_answer *out, struct err *e);
    void *arg;
};

/* ---- opening ----------------------------------------------------------------------------------- */

/* REGISTER_OPEN: plain, for public data and nothing else. REGISTER_ENCRYPTED: a file; `keys` is asked for its passphrase.
 * REGISTER_TRUSTING: on a server, not encrypted by Diwan; whoever runs the server can read it, and is trusted with that. */
enum register_kind { REGISTER_OPEN = 1, REGISTER_ENCRYPTED, REGISTER_TRUSTING };
/* Can this build make and open encrypted registers? (It cannot where SQLite3 Multiple Ciphers was not to be had.) */
bool store_can_encrypt(void);
/* Make an empty register at `path`. Never overwrites; appears whole or not at all, readable by its owner only (a file of mode
 * 0600; a schema on which nobody else has rights). `name`: its title, "" for none. */
MUST_USE bool store_make(const char *path, enum register_kind kind, const struct key_source *keys, struct str name, struct err *e);
/* An open one. */
MUST_USE bool store_new(const char *path, struct str name, struct err *e);

/* The same, filled before anybody sees it: `fill` runs as one task of the new register, which is then examined (store_check) and
 * durable. Appears whole or not at all. An open file; ERR_USAGE for a register on a server. */
MUST_USE bool store_new_filled(const char *path, struct str name, bool (*fill)(struct store *s, void *arg, struct err *e), void *arg,
    struct progress *p, struct err *e);

enum store_mode { STORE_READ, STORE_WRITE };
/* Open: checks application_id and version, migrates in one transaction when writing (a reader of an
 * older version is told to run a writing command), refuses newer versions, missing files, files that
 * are no register, with one clear sentence each. Reading changes nothing and works in a folder that
 * cannot be written to. A store belongs to one thread; a process may open several. `*out` stays as it
 * was on failure. */
MUST_USE bool store_open(const char *path, enum store_mode mode, struct store **out, struct err *e);
/* The same for registers that may be encrypted: `keys` is asked where this one is. (store_open opens open ones only.) */
MUST_USE bool store_open_keyed(const char *path, enum store_mode mode, const struct key_source *keys, struct store **out,
    struct err *e);
/* Holds public data only: an open register takes nothing else. True of a plain file, and of a register on a server unless it was made
 * with trust in whoever runs that server. */
bool store_is_open_data(const struct store *s);
void store_close(struct store **s);
/* Open the same register once more, with the key it has. */
MUST_USE bool store_open_again(const struct store *s, enum store_mode mode, struct store **out, struct err *e);
/* The key of an encrypted register, 32 bytes that live as long as the store; NULL for others. For shares and the kernel's keyring only. */
const struct secret *store_master(const struct store *s);
/* The salt that names the key; all zeros for others. */
const unsigned char *store_salt(const struct store *s);
/* The salt of an encrypted register in a file that this process does not have open (closing it would drop SQLite's locks); false of
 * anything else, also where its first bytes are damaged. */
bool store_file_salt(const char *path, unsigned char salt[REGISTER_SALT_BYTES]);
/* Is that file a database that nothing encrypts? (By its first bytes; never true of an encrypted register.) */
bool store_file_is_plain(const char *path);
const char *store_path(const struct store *s); /* as given, to open it again: may hold a password */
bool store_is_url(const char *path);           /* on a server, not in a file */
void store_shown(const char *path, struct buf *out); /* the path as people may see it: without a password */
void store_words_shown(const char *words, struct buf *out); /* so every address in words, also one that is wrong */
int64_t store_origin(const struct store *s); /* this register's own number in table `origin`: 1 */

/* A whole copy of the register `from`, as it is at one moment, into the new register `to`; others may write to it
 * meanwhile. `to` appears whole or not at all, is never written over, and is as private as a new register (mode 0600). It was
 * examined (store_check) and is durable when this returns. Either may be a file or a register on a server: so a shared
 * register can be carried, and brought back. A file is also copied where an older or newer Diwan wrote it. Ctrl-C
 * (ERR_STOPPED) leaves nothing behind. */
MUST_USE bool store_backup(const char *from, const char *to, struct progress *p, struct err *e);
/* The same where `from` may be encrypted: the copy then has the same key. Where `to` is on a server, it could be no copy of an encrypted
 * register without trust in that server (`trust_server`); and a register that trusts its server becomes an encrypted file, for which
 * `keys` is asked. */
MUST_USE bool store_backup_keyed(const char *from, const char *to, const struct key_source *keys, bool trust_server,
    struct progress *p, struct err *e);

/*
 * Write a register anew in place of the old one, without free pages: nothing that was deleted is left in it. With `new_key`, an
 * encrypted one under another passphrase (`keys` is asked for the old one, then for the new). Whole or not at all: a kill leaves the
 * old or the new. Nobody else may have it open (ERR_STORE). Old blocks may stay on the disk, and copies keep the old key.
 */
MUST_USE bool store_rewrite(const char *path, const struct key_source *keys, bool new_key, struct progress *p, struct err *e);

/* ---- values and rows --------------------------------------------------------------------------- */

enum bind_kind { BIND_NULL, BIND_INT, BIND_REAL, BIND_TEXT, BIND_BLOB };
struct bind {
    enum bind_kind kind;
    union {
        int64_t i;
        double r;
        struct str t; /* must live until the call returns (rows: until rows_end) */
    } v;
};
static inline struct bind bind_null(void) { return (struct bind){.kind = BIND_NULL}; }
static inline struct bind bind_int(int64_t i) { return (struct bind){.kind = BIND_INT, .v.i = i}; }
static inline struct bind bind_real(double r) /* NAN becomes NULL; -0 becomes 0, which SQLite does not tell apart */
{
    return isnan(r) ? bind_null() : (struct bind){.kind = BIND_REAL, .v.r = r == 0 ? 0 : r};
}
static inline struct bind bind_day(struct day d) { return day_known(d) ? bind_int(d.n) : bind_null(); }
static inline struct bind bind_text(struct str t) { return (struct bind){.kind = BIND_TEXT, .v.t = t}; }
static inline struct bind bind_blob(struct str t) { return (struct bind){.kind = BIND_BLOB, .v.t = t}; }
struct binds {
    const struct bind *b;
    size_t n;
};
#define WITH(...)                                                                                  \
    ((struct binds){(const struct bind[]){__VA_ARGS__},                                            \
        sizeof((const struct bind[]){__VA_ARGS__}) / sizeof(struct bind)})
#define WITH_NOTHING ((struct binds){NULL, 0})
/* `$1`..`$n` are bound by name, each as often as it stands; as many values as there are placeholders, or
 * the statement fails. (Write CAST($1 AS BIGINT): SQLite takes "$1::bigint" for one long name.) */

#define store_rows(s, sql, with) store_rows_((s), "" sql, (with))
#define store_do(s, sql, with, e) store_do_((s), "" sql, (with), (e))
struct rows *store_rows_(struct store *s, const char *sql, struct binds with);
bool rows_next(struct rows *r);             /* false at the end and on error */
int64_t rows_int(const struct rows *r, int column);    /* 0 where NULL */
double rows_real(const struct rows *r, int column);    /* NAN where NULL */
struct str rows_text(const struct rows *r, int column); /* valid until the next rows_next; "" where NULL */
bool rows_null(const struct rows *r, int column);
struct str rows_kept(const struct rows *r, int column, struct arena *a); /* a text that outlives the rows */
/* A day; DAY_NONE where NULL. */
static inline struct day rows_day(const struct rows *r, int column)
{
    return rows_null(r, column) ? DAY_NONE : (struct day){(int32_t)rows_int(r, column)};
}
MUST_USE bool rows_end(struct rows **r, struct err *e); /* closes; false when anything failed */
void rows_drop(struct rows **r);                        /* for CLEANUP */
/* One statement without rows. Only inside store_task when it writes. */
MUST_USE bool store_do_(struct store *s, const char *sql, struct binds with, struct err *e);
/* One integer; `absent` when there is no row or it is NULL. */
#define store_int(s, sql, with, absent, out, e) store_int_((s), "" sql, (with), (absent), (out), (e))
MUST_USE bool store_int_(struct store *s, const char *sql, struct binds with, int64_t absent, int64_t *out,
    struct err *e);

/* ---- changing ---------------------------------------------------------------------------------- */

/* Run fn in one write transaction: commit on true, roll back on false. Bumps the generation. Where
 * another process writes, waits up to 10 s (Ctrl-C ends the waiting), then says so. Nested calls are an
 * assertion. The first statement that fails inside ends the task: later ones fail at once, and it rolls
 * back even when fn answers true. */
MUST_USE bool store_task(struct store *s, bool (*fn)(struct store *s, void *arg, struct err *e), void *arg,
    struct err *e);
/* The same for what participants of open dialogues do, and nothing else: the generation stays, votes_generation is bumped instead. */
MUST_USE bool store_task_votes(struct store *s, bool (*fn)(struct store *s, void *arg, struct err *e), void *arg, struct err *e);
/* Run fn on one moment of the register: all it reads belongs together, whatever others write meanwhile.
 * Nothing may be written. Inside a task or another look it simply runs. */
MUST_USE bool store_look(struct store *s, bool (*fn)(struct store *s, void *arg, struct err *e), void *arg,
    struct err *e);
bool store_in_task(const struct store *s);
/* Many rows into one table: COPY on PostgreSQL, a prepared insert on SQLite. Only inside store_task.
 * `sql` is the INSERT with $1..$n; `n` values a row, in that order. */
struct bulk;
#define store_bulk(s, sql, e) store_bulk_((s), "" sql, (e))
struct bulk *store_bulk_(struct store *s, const char *insert, struct err *e); /* NULL on failure */
MUST_USE bool bulk_row(struct bulk *b, const struct bind *values, size_t n, struct err *e);
MUST_USE bool bulk_end(struct bulk **b, struct err *e);
void bulk_drop(struct bulk **b);

/* Every write task bumps it; snapshots are keyed by it. */
MUST_USE bool store_generation(struct store *s, int64_t *out, struct err *e);
MUST_USE bool store_votes_generation(struct store *s, int64_t *out, struct err *e);
/* The next free id of own rows in `table` (a literal name): one more than the highest there is, or was and is erased. In a task. */
#define store_next_id(s, table, out, e) \
    store_int((s), "SELECT max(n) + 1 FROM (SELECT coalesce(max(id), 0) AS n FROM " table " WHERE origin = $1 UNION ALL SELECT " \
        "CAST(value AS BIGINT) FROM fact WHERE key = 'last_id." table "') AS ids", \
        WITH(bind_int(store_origin(s))), 1, (out), (e))
/* Who signs the audit lines from now on, and the time they carry (RFC 3339 UTC); "" for not said. A time not
 * said is the clock's. store_import_add signs with the import's own `who` and `time`, where it has any; else the import has the signer's. */
void store_sign(struct store *s, struct str who, struct str time);
/* One line of audit: who did what to which thing. Only inside store_task. `what` e.g. "add", "undo". */
MUST_USE bool store_audit(struct store *s, const char *what, struct str detail, struct err *e);
/* Facts about the register itself: key -> value ("name", "invented", ...). "" when not set. */
MUST_USE bool store_fact(struct store *s, const char *key, struct arena *a, struct str *out, struct err *e);
MUST_USE bool store_fact_set(struct store *s, const char *key, struct str value, struct err *e); /* in a task */
/* Integrity: the file itself (pages, indexes, foreign keys) and what must hold between its tables (rows
 * without import, ends that name none, places of no incident ...). Each problem one line into `out`, and
 * counted in *problems. False only when it could not be examined. */
MUST_USE bool store_check(struct store *s, struct buf *out, int64_t *problems, struct err *e);

/* ---- provenance -------------------------------------------------------------------------------- */

enum problem_severity { PROBLEM_REFUSED = 1, PROBLEM_REPAIRED = 2, PROBLEM_NOTED = 3 };
struct problem { /* what was wrong with a line of a file; texts are English, `code` picks translated words */
    enum problem_severity severity;
    int64_t line; /* 1-based physical line where the record begins */
    struct str column, code, found, expected, advice;
};
struct import {
    int64_t origin, id;
    struct str file, layout, source, who, time; /* time: RFC 3339 UTC */
    struct digest sha256;
    int64_t rows, kept, repaired, refused, known, superseded;
    bool undone;
};
/* Insert an import with its problems (only the first 10,000 are stored; counts are whole). In a task.
 * Fills im->id. */
MUST_USE bool store_import_add(struct store *s, struct import *im, const struct problem *problems, size_t n,
    struct err *e);
/* All imports, oldest first, into the arena. */
MUST_USE bool store_imports(struct store *s, struct arena *a, struct import **out, size_t *n, struct err *e);
/* Take an import back whole: its rows go out of use, those it superseded come back (unless a later live
 * import superseded its own row of the same key: then they wait for that one), in every table that carries
 * (import, ended_by): place, place_name, population, incident, alias, observability, phase, licence. Inside the caller's task; without one, in a
 * task of its own with an audit line. Table `placed` is the caller's to make anew. ERR_ABSENT when there is no
 * such import, ERR_INPUT when it was taken back already. Near-linear in the rows of those tables. */
MUST_USE bool store_undo(struct store *s, int64_t import, struct err *e);
#endif
