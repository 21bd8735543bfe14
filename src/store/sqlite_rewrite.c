/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The SQLite driver: a register written anew in place of the old file, without free pages, perhaps under another key.
 *
 * The old file is held alone all the while, with a journal of the kind that leaves nothing beside it, for the new file takes over
 * the name and with it whatever lies beside that name. SQLite writes the new file (VACUUM INTO); it is examined and synchronised,
 * and then renamed over the old one: before that instant there is the old register, after it the new. Whoever waited for the
 * lock on the old file finds out that it lost its name (sqlite_still_there).
 */
#include "core/speech.h"
#include "store/sqlite_priv.h"
#include <assert.h>
#include <dirent.h>
#include <errno.h>
#include <libgen.h>
#include <sodium.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { OPCODES_A_LOOK = 20000 }; /* how often Ctrl-C is looked for */

static int on_progress(void *arg)
{
    (void)arg;
    return interrupted();
}

/* ---- alone ---- */

static bool is_busy(const struct sqlite_connection *c)
{
    int code = sqlite3_errcode(c->db) & 0xff;
    return code == SQLITE_BUSY || code == SQLITE_LOCKED;
}

/* Whoever reads for a moment is waited for; a failed try lets others in again. */
static bool alone(struct sqlite_connection *c, struct err *e)
{
    enum { PAUSE_MS = 50 };
    for (int waited = 0;; waited += PAUSE_MS) {
        struct err why = {0};
        if (!sqlite_still_there(c, e)) /* before anything else: its journal would be another's */
            return false;
        if (sqlite_run(c, "PRAGMA wal_checkpoint(TRUNCATE); PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = DELETE; BEGIN EXCLUSIVE; "
            "COMMIT", &why))
            return sqlite_still_there(c, e);
        bool busy = is_busy(c);
        sqlite3_exec(c->db, "PRAGMA locking_mode = NORMAL; SELECT count(*) FROM sqlite_schema", NULL, NULL, NULL);
        if (interrupted())
            return err_set(e, ERR_STOPPED, "as you asked; the register is as it was before");
        if (!busy) {
            *e = why;
            return false;
        }
        if (waited >= c->wait_ms)
            return err_set(e, ERR_STORE, "%.300s: another program has this register open, so it was not written anew: close it, then try again",
                c->path);
        nanosleep(&(struct timespec){.tv_nsec = PAUSE_MS * 1000000L}, NULL);
    }
}

/* A second name of the same file would keep the old register, its old key and what was erased. */
static bool one_name(const struct sqlite_connection *c, const char *real, struct err *e)
{
    struct stat st;
    if (stat(real, &st) != 0)
        return err_set(e, ERR_SYSTEM, "%.300s: the register is not where it was: %s", c->path, strerror(errno));
    return st.st_nlink <= 1 || err_set(e, ERR_STORE, "%.300s: this file has another name too (a hard link), under which the old register would stay as it "
        "is: remove that name, then try again", c->path);
}

/* Back to how registers are; what fails here is put right when the register is next opened for writing. */
static void shared_again(struct sqlite_connection *c)
{
    sqlite3_exec(c->db, "PRAGMA locking_mode = NORMAL; PRAGMA journal_mode = WAL", NULL, NULL, NULL);
}

/* NAME.new-01234567, and what SQLite puts beside such a file: what sqlite_file_make calls them, and nothing that a person would. */
static bool is_leftover(const char *entry, const char *name, size_t n)
{
    enum { DIGITS = 8 };
    static const char mark[] = ".new-";
    if (strncmp(entry, name, n) != 0 || strncmp(entry + n, mark, sizeof mark - 1) != 0)
        return false;
    const char *rest = entry + n + sizeof mark - 1;
    if (strspn(rest, "0123456789abcdef") != DIGITS)
        return false;
    rest += DIGITS;
    return !*rest || strcmp(rest, "-wal") == 0 || strcmp(rest, "-shm") == 0 || strcmp(rest, "-journal") == 0;
}

/* New files that a kill left behind. Nobody makes one now, for the register is held alone. */
static void leftovers_remove(const char *real)
{
    char *copy = strdup(real), *folder = sqlite_folder_of(real);
    const char *name = copy ? basename(copy) : "";
    size_t n = strlen(name);
    DIR *d = opendir(folder);
    for (const struct dirent *entry; d && (entry = readdir(d));)
        if (is_leftover(entry->d_name, name, n))
            unlinkat(dirfd(d), entry->d_name, 0);
    if (d)
        closedir(d);
    free(copy);
    free(folder);
}

/* ---- the new file ---- */

/* Where it goes, and with which key, as a URI: SQLite has no other way to be told. The text is wiped here, and what SQLite makes of
 * it when it frees that ("memory_security"). */
static struct secret target_of(const struct sqlite_connection *to)
{
    enum { HEX_BYTES = 2 * (CIPHER_KEY_BYTES + REGISTER_SALT_BYTES) };
    static const char option[] = "?hexkey=7261773a"; /* raw: */
    struct buf uri CLEANUP(buf_end) = {0};
    sqlite_uri(to->made, "", &uri);
    struct secret text = secret_empty(uri.n + sizeof option + HEX_BYTES);
    char *at = (char *)text.p;
    memcpy(at, uri.p, uri.n);
    text.n = uri.n;
    if (!to->base.key.master.p)
        return text;
    struct secret key = key_for_cipher(&to->base.key);
    memcpy(at + uri.n, option, sizeof option - 1);
    at += uri.n + sizeof option - 1;
    sodium_bin2hex(at, 2 * key.n + 1, key.p, key.n);
    sodium_bin2hex(at + 2 * key.n, 2 * REGISTER_SALT_BYTES + 1, to->base.key.salt, REGISTER_SALT_BYTES);
    text.n = uri.n + sizeof option - 1 + HEX_BYTES;
    secret_end(&key);
    return text;
}

static bool vacuum_into(struct sqlite_connection *c, const struct sqlite_connection *to, struct err *e)
{
    sqlite3_stmt *st = NULL;
    struct secret target = target_of(to);
    int code = sqlite3_prepare_v2(c->db, "VACUUM INTO $1", -1, &st, NULL);
    if (code == SQLITE_OK)
        code = sqlite3_bind_text(st, 1, (const char *)target.p, (int)target.n, SQLITE_STATIC);
    if (code == SQLITE_OK) {
        sqlite3_progress_handler(c->db, OPCODES_A_LOOK, on_progress, NULL);
        code = sqlite3_step(st);
        sqlite3_progress_handler(c->db, 0, NULL, NULL);
    }
    bool done = code == SQLITE_DONE || (interrupted() ? err_set(e, ERR_STOPPED, "as you asked; the register is as it was") : sqlite_err(c, code, e));
    sqlite3_finalize(st);
    secret_end(&target);
    return done;
}

/* The new file is opened with its own key, examined, and given the journal that registers have. */
static bool examined(struct sqlite_connection *to, struct err *e)
{
    struct buf lines CLEANUP(buf_end) = {0};
    int64_t problems = 0;
    if (!sqlite_handle_open(to, to->made, "?mode=rw", true, e) || !sqlite_settings(to, e) ||
        !store_sqlite.check(&to->base, &lines, &problems, e))
        return false;
    if (problems)
        return err_set(e, ERR_STORE, "%.300s: the register is damaged, so it was not written anew (%.200s): `diwan check` says more", to->path,
            lines.p);
    if (!sqlite_run(to, "PRAGMA journal_mode = WAL", e))
        return false;
    int code = sqlite3_close(to->db);
    assert(code == SQLITE_OK);
    (void)code;
    to->db = NULL;
    return true;
}

/* It belongs to whom the old one belonged, as far as the system lets us. */
static void owner_kept(const char *real, const char *made)
{
    struct stat st;
    if (stat(real, &st) != 0)
        return;
    if (chown(made, st.st_uid, st.st_gid) != 0 && st.st_uid != geteuid())
        return; /* then it is ours alone */
    chmod(made, st.st_mode & 07777);
}

static bool in_its_place(struct sqlite_connection *to, const char *real, struct err *e)
{
    owner_kept(real, to->made);
    if (!sqlite_file_sync(to->made) || rename(to->made, real) != 0)
        return err_set(e, ERR_SYSTEM, "%.300s: the new file could not be put in the place of the old: %s; the register is as it was", to->path,
            strerror(errno));
    free(to->made);
    to->made = NULL;
    sqlite_folder_sync(real);
    return true;
}

bool sqlite_rewrite(struct store_connection *connection, const struct register_key *key, struct progress *p, struct err *e)
{
    struct sqlite_connection *c = sqlite_of(connection);
    c->wait_until = 0;
    char *real CLEANUP(sqlite_text_end) = realpath(c->path, NULL);
    if (!real)
        return err_set(e, ERR_SYSTEM, "%.300s: the register is not where it was: %s", c->path, strerror(errno));
    if (!one_name(c, real, e))
        return false;
    if (c->base.key.master.p && !sqlite_run(c, "PRAGMA memory_security = fill", e))
        return false;
    if (!alone(c, e)) {
        shared_again(c);
        return false;
    }
    leftovers_remove(real);
    struct sqlite_connection *to CLEANUP(sqlite_connection_end) = sqlite_connection_new(real);
    key_copy(&to->base.key, key ? key : &c->base.key);
    progress_begin(p, T("Writing the register anew"), 0);
    bool done = sqlite_file_make(to, e) && vacuum_into(c, to, e) && examined(to, e) && in_its_place(to, real, e);
    progress_finish(p);
    if (!done)
        shared_again(c);
    return done;
}
