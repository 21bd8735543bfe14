/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The SQLite driver: making, opening and closing the file of a register.
 *
 * A file that SQLite has open is never opened and closed by other means: closing any descriptor of a file
 * drops all locks this process holds on it. Its first bytes are therefore read through SQLite's own handle.
 */
#include "core/output.h"
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

bool sqlite_settings(struct sqlite_connection *c, struct err *e)
{
    return sqlite_run(c, settings, e) && (!c->base.key.master.p || sqlite_run(c, "PRAGMA mmap_size = 0", e));
}

/* ---- words ---- */

static char *text_copy(const char *text)
{
    size_t n = strlen(text) + 1;
    char *copy = mem_get(n);
    memcpy(copy, text, n);
    return copy;
}

void sqlite_text_end(char **text)
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
    char *name CLEANUP(sqlite_text_end) = with_ending(path, ending);
    struct stat st;
    return lstat(name, &st) == 0;
}

char *sqlite_folder_of(const char *path)
{
    char *copy CLEANUP(sqlite_text_end) = text_copy(path);
    return text_copy(dirname(copy));
}

static bool folder_writable(const char *path)
{
    char *folder CLEANUP(sqlite_text_end) = sqlite_folder_of(path);
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

/* ---- the cipher ---- */

bool sqlite_can_encrypt(void)
{
    return DIWAN_ENCRYPTION;
}

#if DIWAN_ENCRYPTION
int sqlite3_key_v2(sqlite3 *db, const char *name, const void *key, int n); /* SQLite3 Multiple Ciphers; its header does not tell */

/* The key as it is ("raw:", key, salt), so that the cipher derives nothing of its own; then whatever SQLite frees is wiped. */
static bool key_handle(struct sqlite_connection *c, struct err *e)
{
    static const char raw[] = "raw:";
    struct secret key = key_for_cipher(&c->base.key), whole = secret_empty(4 + CIPHER_KEY_BYTES + REGISTER_SALT_BYTES);
    memcpy(whole.p, raw, 4);
    memcpy(whole.p + 4, key.p, CIPHER_KEY_BYTES);
    memcpy(whole.p + 4 + CIPHER_KEY_BYTES, c->base.key.salt, REGISTER_SALT_BYTES);
    int code = sqlite3_key_v2(c->db, "main", whole.p, (int)whole.n);
    secret_end(&key);
    secret_end(&whole);
    return code == SQLITE_OK || sqlite_err(c, code, e);
}
#else
static bool key_handle(struct sqlite_connection *c, struct err *e)
{
    return err_set(e, ERR_DENIED, "%.300s: this register is encrypted, and this Diwan was built without encryption, so it cannot be opened here: "
        "use a Diwan built with it (docs/developing.md says how)", c->path);
}
#endif

/* ---- handles ---- */

/* A path as a URI, since a plain one may mean something else to SQLite (":memory:", "file:..."). */
void sqlite_uri(const char *path, const char *options, struct buf *out)
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

bool sqlite_handle_open(struct sqlite_connection *c, const char *file, const char *options, bool write, struct err *e)
{
    struct buf uri CLEANUP(buf_end) = {0};
    sqlite_uri(file, options, &uri);
    int flags = (write ? SQLITE_OPEN_READWRITE : SQLITE_OPEN_READONLY) | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX |
                SQLITE_OPEN_EXRESCODE;
    int code = sqlite3_open_v2(uri.p, &c->db, flags, NULL);
    if (code != SQLITE_OK)
        return sqlite_err(c, code, e);
    sqlite3_busy_handler(c->db, on_busy, c);
    if (c->base.key.master.p && !key_handle(c, e))
        return false;
    /* A register may come from a stranger: what a schema could do by itself stays off. */
    sqlite3_db_config(c->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    sqlite3_db_config(c->db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
    sqlite3_db_config(c->db, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, NULL);
    sqlite3_db_config(c->db, SQLITE_DBCONFIG_ENABLE_VIEW, 0, NULL);
    return true;
}

struct sqlite_connection *sqlite_connection_new(const char *path)
{
    struct sqlite_connection *c = mem_get(sizeof *c);
    c->base.driver = &store_sqlite;
    c->path = text_copy(path);
    c->wait_ms = WAIT_MS;
    return c;
}

void sqlite_made_remove(struct sqlite_connection *c)
{
    static const char *const endings[] = {"", "-wal", "-shm", "-journal"};
    for (size_t i = 0; i < ARRAY_LEN(endings); i++) {
        char *name CLEANUP(sqlite_text_end) = with_ending(c->made, endings[i]);
        unlink(name);
    }
}

void sqlite_connection_end(struct sqlite_connection **c)
{
    if (!*c)
        return;
    int code = sqlite3_close((*c)->db);
    assert(code == SQLITE_OK && "all statements are finished before the register closes");
    (void)code;
    if ((*c)->made)
        sqlite_made_remove(*c);
    key_end(&(*c)->base.key);
    free((*c)->made);
    free((*c)->path);
    free(*c);
    *c = NULL;
}

void sqlite_close(struct store_connection **connection)
{
    struct sqlite_connection *c = connection ? sqlite_of(*connection) : NULL;
    if (c)
        sqlite_connection_end(&c);
    if (connection)
        *connection = NULL;
}

/* ---- making ---- */

bool sqlite_place_free(const char *path, struct err *e)
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
bool sqlite_file_make(struct sqlite_connection *c, struct err *e)
{
    char ending[24];
    snprintf(ending, sizeof ending, ".new-%08x", randombytes_random());
    char *made = with_ending(c->path, ending);
    int fd = open(made, O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, 0600);
    if (fd < 0) {
        int number = errno;
        free(made);
        char *folder CLEANUP(sqlite_text_end) = sqlite_folder_of(c->path);
        if (number == ENOENT)
            return err_set(e, ERR_ABSENT, "%.300s: the folder %.300s does not exist: make it first", c->path, folder);
        return err_set(e, ERR_SYSTEM, "%.300s: a register cannot be made in this folder: %s", c->path, strerror(number));
    }
    close(fd);
    c->made = made;
    return true;
}

bool sqlite_create(const char *path, const struct register_key *key, struct store_connection **out, struct err *e)
{
    if (!sqlite_place_free(path, e))
        return false;
    struct sqlite_connection *c CLEANUP(sqlite_connection_end) = sqlite_connection_new(path);
    if (key)
        key_copy(&c->base.key, key);
    char first[128];
    snprintf(first, sizeof first, "PRAGMA page_size = %d; PRAGMA application_id = %d; PRAGMA journal_mode = WAL;", PAGE_BYTES,
        REGISTER_MAGIC);
    if (!sqlite_file_make(c, e) || !sqlite_handle_open(c, c->made, "?mode=rw", true, e) || !sqlite_run(c, first, e) ||
        !sqlite_settings(c, e))
        return false;
    *out = &c->base;
    c = NULL;
    return true;
}

/* A name is safe on the disk when its folder is. Where a folder cannot be synchronised, there is no more to do. */
void sqlite_folder_sync(const char *path)
{
    char *folder CLEANUP(sqlite_text_end) = sqlite_folder_of(path);
    int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0)
        return;
    fsync(fd);
    close(fd);
}

/* On the disk, whatever SQLite did last. Only where SQLite has the file closed (see above). */
bool sqlite_file_sync(const char *path)
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
    struct sqlite_connection *c CLEANUP(sqlite_connection_end) = sqlite_of(*connection);
    *connection = NULL;
    assert(c->made);
    if (!sqlite_run(c, "PRAGMA wal_checkpoint(TRUNCATE)", e))
        return false;
    int code = sqlite3_close(c->db);
    assert(code == SQLITE_OK);
    (void)code;
    c->db = NULL;
    if (!sqlite_file_sync(c->made))
        return err_set(e, ERR_SYSTEM, "%.300s: the disk failed while the new register was made safe on it: %s; nothing was "
            "kept", c->path, strerror(errno));
    if (output_rename_new(c->made, c->path) != 0) {
        if (errno == EEXIST)
            return err_set(e, ERR_INPUT, "%.300s: this already exists, and nothing is ever overwritten: choose another "
                "name", c->path);
        return err_set(e, ERR_SYSTEM, "%.300s: the new register could not be given its name: %s", c->path, strerror(errno));
    }
    sqlite_text_end(&c->made);
    sqlite_folder_sync(c->path);
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

struct first_look {
    bool encrypted;
    bool other_journal; /* see journal_again */
};

static bool damaged_head(const struct sqlite_connection *c, struct err *e)
{
    return err_set(e, ERR_STORE, "%.300s: this is an encrypted register whose first bytes are damaged, so that its passphrase does not fit any more: "
        "go on with your last backup", c->path);
}

/* By its first bytes: a database, and ours (database file format, section 1.3); or an encrypted register, with its salt. */
static bool is_register(struct sqlite_connection *c, struct first_look *look, struct err *e)
{
    unsigned char head[100] = {0};
    sqlite3_file *file = NULL;
    int code = sqlite3_file_control(c->db, "main", SQLITE_FCNTL_FILE_POINTER, &file);
    if (code == SQLITE_OK && file && file->pMethods)
        code = file->pMethods->xRead(file, head, sizeof head, 0);
    if (code != SQLITE_OK && code != SQLITE_IOERR_SHORT_READ)
        return sqlite_err(c, code, e);
    *look = (struct first_look){.other_journal = head[18] == 1};
    if (memcmp(head, "SQLite format 3", 16) == 0)
        return big_endian_32(head + 68) == REGISTER_MAGIC ||
               err_set(e, ERR_INPUT, "%.300s: this is a database of another program, not a register of Diwan", c->path);
    enum salt_state state = salt_of(head, PAGE_BYTES);
    if (state == SALT_NONE)
        return err_set(e, ERR_INPUT, "%.300s: this is not a register of Diwan: check the name; files of records are read "
            "into a register with `diwan add`", c->path);
    if (state == SALT_DAMAGED)
        return damaged_head(c, e);
    memcpy(c->base.key.salt, head, sizeof c->base.key.salt);
    look->encrypted = true;
    return true;
}

static bool file_head(const char *path, unsigned char head[24])
{
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (fd < 0)
        return false;
    bool whole = read(fd, head, 24) == 24;
    close(fd);
    return whole;
}

bool store_file_salt(const char *path, unsigned char salt[REGISTER_SALT_BYTES])
{
    unsigned char head[24];
    bool fine = file_head(path, head) && salt_of(head, PAGE_BYTES) == SALT_FINE;
    if (fine)
        memcpy(salt, head, REGISTER_SALT_BYTES);
    return fine;
}

bool store_file_is_plain(const char *path)
{
    unsigned char head[24];
    return file_head(path, head) && memcmp(head, "SQLite format 3", 16) == 0;
}

/* Does the key that was asked for open the first page, and is that a register's? SQLite reads it, under its locks: another program
 * may be writing it at this moment. */
static bool first_page_opens(struct sqlite_connection *c, struct err *e)
{
    int64_t magic = 0;
    struct err why = {0};
    if (!sqlite_number(c, "PRAGMA application_id", &magic, &why) && (sqlite3_errcode(c->db) & 0xff) != SQLITE_NOTADB) {
        *e = why;
        return false;
    }
    return magic == REGISTER_MAGIC || err_set(e, ERR_STORE, "%.300s: the passphrase is right, but the first page of the register is damaged: "
        "go on with your last backup, and keep this file: much of it can often be read", c->path);
}

/* Ask for the key, unless the one that is `known` already is its own, and look whether it fits. */
static bool unlock(struct sqlite_connection *c, const struct key_source *keys, const struct register_key *known, struct err *e)
{
    if (!sqlite_can_encrypt())
        return key_handle(c, e);
    if (known->master.p && memcmp(known->salt, c->base.key.salt, sizeof known->salt) == 0) {
        key_copy(&c->base.key, known);
        return key_handle(c, e);
    }
    if (!keys)
        return err_set(e, ERR_DENIED, "%.300s: this register is encrypted, and nobody was there to give its passphrase", c->path);
    struct key_question q = {.purpose = KEY_TO_OPEN, .register_shown = c->path};
    memcpy(q.salt, c->base.key.salt, sizeof q.salt);
    struct key_answer answer = {0};
    if (!keys->ask(keys->arg, &q, &answer, e))
        return false;
    bool fits = key_open(&answer, q.salt, c->path, &c->base.key, e);
    secret_end(&answer.secret);
    return fits && key_handle(c, e);
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
        return sqlite_handle_open(c, real, "?mode=rw", true, e);
    bool alone = !beside(real, "-wal") && !beside(real, "-shm");
    return sqlite_handle_open(c, real, alone ? "?mode=ro&immutable=1" : "?mode=ro", false, e);
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
    return sqlite_handle_open(c, real, "?mode=rw", true, e) && sqlite_run(c, "PRAGMA locking_mode = EXCLUSIVE", e);
}

/*
 * A program that was killed while it wrote the register anew (sqlite_rewrite) leaves it with the other kind of journal. The way back
 * is taken by a handle that holds the file alone, and only while the file still has its name: a journal lies beside the name.
 */
static bool journal_alone(struct sqlite_connection *c, struct err *e)
{
    return sqlite_run(c, "PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE; COMMIT", e) && sqlite_still_there(c, e) &&
           sqlite_run(c, "PRAGMA journal_mode = WAL", e);
}

static bool journal_again(const struct sqlite_connection *c, const char *real, struct err *e)
{
    struct sqlite_connection *alone CLEANUP(sqlite_connection_end) = sqlite_connection_new(c->path);
    key_copy(&alone->base.key, &c->base.key);
    return sqlite_handle_open(alone, real, "?mode=rw", true, e) && journal_alone(alone, e);
}

static bool open_once(struct sqlite_connection *c, const char *real, enum store_mode mode, const struct key_source *keys,
    const struct register_key *known, struct err *e)
{
    int64_t tables = 0;
    struct first_look look = {0};
    bool opened = mode == STORE_WRITE ? sqlite_handle_open(c, real, "?mode=rw", true, e) : reader_open(c, real, e);
    if (!opened || !is_register(c, &look, e) || (look.encrypted && !unlock(c, keys, known, e)) || (mode == STORE_READ && !reader_alone(c, real, e)))
        return false;
    return (!look.encrypted || first_page_opens(c, e)) && (mode == STORE_READ || !look.other_journal || journal_again(c, real, e)) &&
           sqlite_number(c, "SELECT count(*) FROM sqlite_schema", &tables, e);
}

static bool lost_its_name(const struct sqlite_connection *c)
{
    int moved = 0;
    return c->db && sqlite3_file_control(c->db, "main", SQLITE_FCNTL_HAS_MOVED, &moved) == SQLITE_OK && moved;
}

/*
 * Between opening the file and reading from it for the first time another program may have put a new one in its place (sqlite_rewrite;
 * somebody may be typing a passphrase here). SQLite finds a journal by name, so the old file would be read through the new one's
 * journal. From the first read on, a handle holds a lock that keeps others from writing the register anew: so it is asked then
 * whether the file still has its name, and if not, the one that has it now is opened. (Closing a file that lost its name leaves
 * the journal alone.)
 */
static bool open_by_name(struct sqlite_connection *c, const char *path, enum store_mode mode, const struct key_source *keys, struct err *e)
{
    enum { TURNS = 8 };
    struct register_key known CLEANUP(key_end) = {0};
    for (int turn = 0; turn < TURNS; turn++) {
        char *real CLEANUP(sqlite_text_end) = realpath(path, NULL);
        if (!real)
            return absent(path, errno, e);
        if (!file_fits(path, real, mode, e))
            return false;
        struct err why = {0};
        bool opened = open_once(c, real, mode, keys, &known, &why);
        if (!lost_its_name(c)) {
            if (!opened)
                *e = why;
            return opened;
        }
        if (why.code == ERR_STOPPED) {
            *e = why;
            return false;
        }
        sqlite3_close(c->db);
        c->db = NULL;
        if (c->base.key.master.p) {
            key_end(&known);
            key_copy(&known, &c->base.key);
        }
        key_end(&c->base.key);
    }
    return err_set(e, ERR_STORE, "%.300s: other programs keep writing this register anew: wait for them, then try again", path);
}

bool sqlite_open(const char *path, enum store_mode mode, const struct key_source *keys, struct store_connection **out, struct err *e)
{
    struct sqlite_connection *c CLEANUP(sqlite_connection_end) = sqlite_connection_new(path);
    if (!open_by_name(c, path, mode, keys, e) || !sqlite_settings(c, e))
        return false;
    if (mode == STORE_READ && !sqlite_run(c, "PRAGMA query_only = ON", e))
        return false;
    *out = &c->base;
    c = NULL;
    return true;
}
