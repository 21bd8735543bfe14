/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The SQLite driver: making, opening and closing the file of a register.
 *
 * A file that SQLite has open is never opened and closed by other means: closing any descriptor of a file
 * drops all locks this process holds on it. Its first bytes are therefore read through SQLite's own handle.
 */
#include "store/sqlite_priv.h"
#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <limits.h>
#include <sodium.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum {
    WAIT_MS = 10000,
    PATH_MOST = 480 /* SQLite's own limit is 512 with the endings of its journals */
};

/* Sizes of caches. They cost memory only as far as they are filled. The page cache holds a large import
 * whole, so that pages are written once; 1,000 pages between checkpoints would copy them too often. */
static const char settings[] =
    "PRAGMA foreign_keys = ON; PRAGMA synchronous = FULL; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -262144; "
    "PRAGMA mmap_size = 268435456; PRAGMA wal_autocheckpoint = 4000; PRAGMA journal_size_limit = 16777216;";

/* ---- words ---- */

static char *text_copy(const char *text)
{
    size_t n = strlen(text) + 1;
    char *copy = mem_get(n);
    memcpy(copy, text, n);
    return copy;
}

static void text_end(char **text)
{
    free(*text);
    *text = NULL;
}

static char *with_ending(const char *path, const char *ending)
{
    size_t n = strlen(path) + strlen(ending) + 1;
    char *text = mem_get(n);
    snprintf(text, n, "%s%s", path, ending);
    return text;
}

static bool beside(const char *path, const char *ending)
{
    char *name CLEANUP(text_end) = with_ending(path, ending);
    struct stat st;
    return lstat(name, &st) == 0;
}

static char *folder_of(const char *path)
{
    char *copy CLEANUP(text_end) = text_copy(path);
    return text_copy(dirname(copy));
}

static bool folder_writable(const char *path)
{
    char *folder CLEANUP(text_end) = folder_of(path);
    return faccessat(AT_FDCWD, folder, W_OK | X_OK, AT_EACCESS) == 0;
}

/* ---- waiting ---- */

static int64_t clock_ms(void)
{
    struct timespec now = {0};
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* SQLite asks whether to try again: yes, up to the end of our patience or until Ctrl-C. */
static int on_busy(void *arg, int count)
{
    struct sqlite_connection *c = arg;
    int64_t now = clock_ms();
    if (count == 0 || c->wait_until == 0)
        c->wait_until = now + c->wait_ms;
    if (now >= c->wait_until || interrupted())
        return 0;
    int64_t pause_ms = MIN_OF(MIN_OF((int64_t)count + 1, (int64_t)25), c->wait_until - now);
    nanosleep(&(struct timespec){.tv_nsec = (long)pause_ms * 1000000}, NULL);
    return 1;
}

/* ---- handles ---- */

/* A path as a URI, since a plain one may mean something else to SQLite (":memory:", "file:..."). */
static void uri_of(const char *path, const char *options, struct buf *out)
{
    buf_text(out, path[0] == '/' ? "file://" : "file:");
    for (const char *p = path; *p; p++) {
        unsigned char u = (unsigned char)*p;
        bool plain = (u >= 'a' && u <= 'z') || (u >= 'A' && u <= 'Z') || (u >= '0' && u <= '9') || strchr("/._-", u);
        if (plain)
            buf_char(out, *p);
        else
            buf_f(out, "%%%02X", u);
    }
    buf_text(out, options);
}

static bool handle_open(struct sqlite_connection *c, const char *file, const char *options, bool write, struct err *e)
{
    struct buf uri CLEANUP(buf_end) = {0};
    uri_of(file, options, &uri);
    int flags = (write ? SQLITE_OPEN_READWRITE : SQLITE_OPEN_READONLY) | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX |
                SQLITE_OPEN_EXRESCODE;
    int code = sqlite3_open_v2(uri.p, &c->db, flags, NULL);
    if (code != SQLITE_OK)
        return sqlite_err(c, code, e);
    sqlite3_busy_handler(c->db, on_busy, c);
    /* A register may come from a stranger: what a schema could do by itself stays off. */
    sqlite3_db_config(c->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    sqlite3_db_config(c->db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
    sqlite3_db_config(c->db, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, NULL);
    sqlite3_db_config(c->db, SQLITE_DBCONFIG_ENABLE_VIEW, 0, NULL);
    return true;
}

static struct sqlite_connection *connection_new(const char *path)
{
    struct sqlite_connection *c = mem_get(sizeof *c);
    c->base.driver = &store_sqlite;
    c->path = text_copy(path);
    c->wait_ms = WAIT_MS;
    return c;
}

static void made_remove(struct sqlite_connection *c)
{
    static const char *const endings[] = {"", "-wal", "-shm", "-journal"};
    for (size_t i = 0; i < ARRAY_LEN(endings); i++) {
        char *name CLEANUP(text_end) = with_ending(c->made, endings[i]);
        unlink(name);
    }
}

static void connection_end(struct sqlite_connection **c)
{
    if (!*c)
        return;
    int code = sqlite3_close((*c)->db);
    assert(code == SQLITE_OK && "all statements are finished before the register closes");
    (void)code;
    if ((*c)->made)
        made_remove(*c);
    free((*c)->made);
    free((*c)->path);
    free(*c);
    *c = NULL;
}

void sqlite_close(struct store_connection **connection)
{
    struct sqlite_connection *c = connection ? sqlite_of(*connection) : NULL;
    if (c)
        connection_end(&c);
    if (connection)
        *connection = NULL;
}

/* ---- making ---- */

static bool place_free(const char *path, struct err *e)
{
    if (strlen(path) > PATH_MOST)
        return err_set(e, ERR_INPUT, "%.60s...: this path is longer than %d bytes: choose a shorter one", path, PATH_MOST);
    struct stat st;
    if (lstat(path, &st) == 0)
        return err_set(e, ERR_INPUT, "%.300s: this already exists, and nothing is ever overwritten: choose another name",
            path);
    if (errno != ENOENT)
        return err_set(e, ERR_SYSTEM, "%.300s: a register cannot be made here: %s", path, strerror(errno));
    static const char *const endings[] = {"-wal", "-journal"};
    for (size_t i = 0; i < ARRAY_LEN(endings); i++)
        if (beside(path, endings[i]))
            return err_set(e, ERR_INPUT, "%.300s%s: the journal of an earlier register of this name still lies here: put "
                "it back beside its register, or remove it, or choose another name", path, endings[i]);
    return true;
}

/* It grows under a name of its own and gets the asked one when it is whole: a kill leaves no half register. */
static bool file_make(struct sqlite_connection *c, struct err *e)
{
    char ending[24];
    snprintf(ending, sizeof ending, ".new-%08x", randombytes_random());
    char *made = with_ending(c->path, ending);
    int fd = open(made, O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, 0600);
    if (fd < 0) {
        int number = errno;
        free(made);
        char *folder CLEANUP(text_end) = folder_of(c->path);
        if (number == ENOENT)
            return err_set(e, ERR_ABSENT, "%.300s: the folder %.300s does not exist: make it first", c->path, folder);
        return err_set(e, ERR_SYSTEM, "%.300s: a register cannot be made in this folder: %s", c->path, strerror(number));
    }
    close(fd);
    c->made = made;
    return true;
}

bool sqlite_create(const char *path, struct store_connection **out, struct err *e)
{
    if (!place_free(path, e))
        return false;
    struct sqlite_connection *c CLEANUP(connection_end) = connection_new(path);
    char first[128];
    snprintf(first, sizeof first, "PRAGMA page_size = 8192; PRAGMA application_id = %d; PRAGMA journal_mode = WAL;",
        REGISTER_MAGIC);
    if (!file_make(c, e) || !handle_open(c, c->made, "?mode=rw", true, e) || !sqlite_run(c, first, e) ||
        !sqlite_run(c, settings, e))
        return false;
    *out = &c->base;
    c = NULL;
    return true;
}

/* Give `from` the name `to` unless that exists. Not every file system can do the first; those on memory
 * sticks cannot do the second either. */
static int rename_new(const char *from, const char *to)
{
    if (renameat2(AT_FDCWD, from, AT_FDCWD, to, RENAME_NOREPLACE) == 0)
        return 0;
    if (errno == EEXIST)
        return -1;
    if (link(from, to) == 0) {
        unlink(from);
        return 0;
    }
    if (errno == EEXIST)
        return -1;
    int fd = open(to, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0600); /* the name is ours from here on */
    if (fd < 0)
        return -1;
    close(fd);
    if (rename(from, to) == 0)
        return 0;
    int number = errno;
    unlink(to);
    errno = number;
    return -1;
}

/* A name is safe on the disk when its folder is. Where a folder cannot be synchronised, there is no more to do. */
static void folder_sync(const char *path)
{
    char *folder CLEANUP(text_end) = folder_of(path);
    int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0)
        return;
    fsync(fd);
    close(fd);
}

/* On the disk, whatever SQLite did last. Only where SQLite has the file closed (see above). */
static bool file_sync(const char *path)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return false;
    bool synced = fsync(fd) == 0 || errno == EINVAL; /* EINVAL: this file system has nothing to synchronise */
    int number = errno;
    close(fd);
    errno = number;
    return synced;
}

bool sqlite_publish(struct store_connection **connection, struct err *e)
{
    struct sqlite_connection *c CLEANUP(connection_end) = sqlite_of(*connection);
    *connection = NULL;
    assert(c->made);
    if (!sqlite_run(c, "PRAGMA wal_checkpoint(TRUNCATE)", e))
        return false;
    int code = sqlite3_close(c->db);
    assert(code == SQLITE_OK);
    (void)code;
    c->db = NULL;
    if (!file_sync(c->made))
        return err_set(e, ERR_SYSTEM, "%.300s: the disk failed while the new register was made safe on it: %s; nothing was "
            "kept", c->path, strerror(errno));
    if (rename_new(c->made, c->path) != 0) {
        if (errno == EEXIST)
            return err_set(e, ERR_INPUT, "%.300s: this already exists, and nothing is ever overwritten: choose another "
                "name", c->path);
        return err_set(e, ERR_SYSTEM, "%.300s: the new register could not be given its name: %s", c->path, strerror(errno));
    }
    text_end(&c->made);
    folder_sync(c->path);
    return true;
}

/* ---- opening ---- */

static bool absent(const char *path, int number, struct err *e)
{
    if (number == ENOENT)
        return err_set(e, ERR_ABSENT, "%.300s: there is no such register: check the name, or make one with `diwan new`",
            path);
    return err_set(e, ERR_SYSTEM, "%.300s: the register cannot be opened: %s", path, strerror(number));
}

static bool file_fits(const char *path, const char *real, enum store_mode mode, struct err *e)
{
    struct stat st;
    if (stat(real, &st) != 0)
        return absent(path, errno, e);
    if (S_ISDIR(st.st_mode))
        return err_set(e, ERR_INPUT, "%.300s: this is a folder, not a register: name the .diwan file itself", path);
    if (!S_ISREG(st.st_mode))
        return err_set(e, ERR_INPUT, "%.300s: this is not a file, so not a register", path);
    if (strlen(real) > PATH_MOST)
        return err_set(e, ERR_INPUT, "%.60s...: this path is longer than %d bytes: move the register", real, PATH_MOST);
    if (faccessat(AT_FDCWD, real, R_OK, AT_EACCESS) != 0)
        return err_set(e, ERR_SYSTEM, "%.300s: no permission to read this register: ask whoever owns the file", path);
    if (st.st_size == 0)
        return err_set(e, ERR_INPUT, "%.300s: this file is empty, not a register: make one with `diwan new`", path);
    if (mode == STORE_READ)
        return true;
    if (faccessat(AT_FDCWD, real, W_OK, AT_EACCESS) != 0)
        return err_set(e, ERR_SYSTEM, "%.300s: no permission to write to this register: nothing was changed", path);
    if (!folder_writable(real))
        return err_set(e, ERR_SYSTEM, "%.300s: no permission to write into the folder of this register, where its journal "
            "must stand: nothing was changed; copy the register to a folder of your own", path);
    return true;
}

static uint32_t big_endian_32(const unsigned char *p)
{
    return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
}

/* By its first bytes: a database, and ours (database file format, section 1.3). */
static bool is_register(struct sqlite_connection *c, struct err *e)
{
    unsigned char head[100];
    sqlite3_file *file = NULL;
    int code = sqlite3_file_control(c->db, "main", SQLITE_FCNTL_FILE_POINTER, &file);
    if (code == SQLITE_OK && file && file->pMethods)
        code = file->pMethods->xRead(file, head, sizeof head, 0);
    if (code != SQLITE_OK && code != SQLITE_IOERR_SHORT_READ)
        return sqlite_err(c, code, e);
    if (code != SQLITE_OK || memcmp(head, "SQLite format 3", 16) != 0)
        return err_set(e, ERR_INPUT, "%.300s: this is not a register of Diwan: check the name; files of records are read "
            "into a register with `diwan add`", c->path);
    if (big_endian_32(head + 68) != REGISTER_MAGIC)
        return err_set(e, ERR_INPUT, "%.300s: this is a database of another program, not a register of Diwan", c->path);
    return true;
}

/*
 * A reader opens for writing where it may, and then forbids itself to write: so it can take up what a killed
 * program left in the journal, and takes the journal away when it is the last. Where it may not, it reads
 * through the journal that lies there; and where none lies there, the file is taken as one that nobody
 * changes, for without a journal SQLite could not watch for changes in a folder it cannot write to.
 */
static bool reader_open(struct sqlite_connection *c, const char *real, struct err *e)
{
    if (folder_writable(real) && faccessat(AT_FDCWD, real, W_OK, AT_EACCESS) == 0)
        return handle_open(c, real, "?mode=rw", true, e);
    bool alone = !beside(real, "-wal") && !beside(real, "-shm");
    return handle_open(c, real, alone ? "?mode=ro&immutable=1" : "?mode=ro", false, e);
}

/*
 * On a full disk the index of the journal (-shm) cannot be made, and without it SQLite reads nothing. A reader that holds
 * the file alone keeps that index in its own memory: so a register can be read, counted and briefed when there is no room left.
 */
static bool reader_alone(struct sqlite_connection *c, const char *real, struct err *e)
{
    int code = sqlite3_exec(c->db, "SELECT count(*) FROM sqlite_schema", NULL, NULL, NULL);
    int number = sqlite3_system_errno(c->db);
    if (code == SQLITE_OK || (code != SQLITE_IOERR_SHMSIZE && code != SQLITE_IOERR_SHMMAP && number != ENOSPC))
        return true; /* whatever else it is, the reading proper meets it again and tells */
    sqlite3_close(c->db);
    c->db = NULL;
    c->wait_until = 0;
    return handle_open(c, real, "?mode=rw", true, e) && sqlite_run(c, "PRAGMA locking_mode = EXCLUSIVE", e);
}

bool sqlite_open(const char *path, enum store_mode mode, struct store_connection **out, struct err *e)
{
    char *real CLEANUP(text_end) = realpath(path, NULL);
    if (!real)
        return absent(path, errno, e);
    if (!file_fits(path, real, mode, e))
        return false;
    struct sqlite_connection *c CLEANUP(connection_end) = connection_new(path);
    bool opened = mode == STORE_WRITE ? handle_open(c, real, "?mode=rw", true, e) : reader_open(c, real, e);
    if (!opened || !is_register(c, e) || (mode == STORE_READ && !reader_alone(c, real, e)) || !sqlite_run(c, settings, e))
        return false;
    if (mode == STORE_READ && !sqlite_run(c, "PRAGMA query_only = ON", e))
        return false;
    *out = &c->base;
    c = NULL;
    return true;
}
