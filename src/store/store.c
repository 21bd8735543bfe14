/* SPDX-License-Identifier: GPL-3.0-or-later */
/* store: a register's beginning and end: making, opening, migrating, closing. */
#include "store/keep.h"
#include "store/store_priv.h"
#include <assert.h>
#include <sodium.h>
#include <strings.h>

int64_t schema_latest(const struct embedded *schema)
{
    int64_t latest = 0;
    for (const struct embedded *m = schema; m->name; m++) {
        int64_t number = strtoll(m->name, NULL, 10);
        assert(number > latest && "migrations stand in order, and each has its number");
        latest = number;
    }
    return latest;
}

struct store *store_on(const struct store_driver *driver, struct store_connection *c, const char *path,
    enum store_mode mode)
{
    struct store *s = mem_get(sizeof *s);
    s->driver = driver;
    s->connection = c;
    s->mode = mode;
    s->origin = 1;
    size_t n = strlen(path) + 1;
    s->path = mem_get(n);
    memcpy(s->path, path, n);
    struct buf shown = {0};
    driver->shown(path, &shown);
    s->shown = shown.p ? shown.p : mem_get(1);
    return s;
}

void store_statements_end(struct store *s)
{
    for (size_t i = 0; i < STATEMENTS_KEPT; i++)
        if (s->kept[i].st)
            s->driver->finish(&s->kept[i].st);
}

void store_close(struct store **s)
{
    if (!s || !*s)
        return;
    assert(!(*s)->in_task && (*s)->rows_open == 0);
    store_statements_end(*s);
    if ((*s)->connection)
        (*s)->driver->close(&(*s)->connection);
    free((*s)->path);
    free((*s)->shown);
    free((*s)->who);
    free((*s)->time);
    free(*s);
    *s = NULL;
}

const char *store_path(const struct store *s)
{
    return s->path;
}

int64_t store_origin(const struct store *s)
{
    return s->origin;
}

void store_patience(struct store *s, int wait_ms)
{
    s->driver->patience(s->connection, wait_ms);
}

/* ---- migrations ---- */

struct migration {
    const struct embedded *file;
    int64_t number;
};

/* Another program may have done it while this one waited for the lock: look again inside. */
static bool migration_apply(struct store *s, void *arg, struct err *e)
{
    const struct migration *m = arg;
    int64_t version = 0;
    if (!s->driver->version(s->connection, &version, e))
        return false;
    if (version >= m->number)
        return true;
    char number[24];
    snprintf(number, sizeof number, "%" PRId64, m->number);
    return s->driver->script(s->connection, m->file->data, e) &&
           s->driver->version_set(s->connection, m->number, e) &&
           store_fact_set(s, "schema", str_of(number), e);
}

bool store_migrate(struct store *s, const struct embedded *schema, struct err *e)
{
    int64_t version = 0;
    if (!s->driver->version(s->connection, &version, e))
        return false;
    for (const struct embedded *file = schema; file->name; file++) {
        struct migration m = {file, strtoll(file->name, NULL, 10)};
        if (m.number > version && !store_task(s, migration_apply, &m, e))
            return err_within(e, "bringing the register to schema %" PRId64, m.number);
    }
    return true;
}

/* ---- making ---- */

/* A random UUID (version 4, RFC 9562): this register's name among partners. */
static void uuid_new(char out[37])
{
    uint8_t b[16];
    randombytes_buf(b, sizeof b);
    b[6] = (uint8_t)((b[6] & 0x0f) | 0x40);
    b[8] = (uint8_t)((b[8] & 0x3f) | 0x80);
    size_t at = 0;
    for (size_t i = 0; i < sizeof b; i++) {
        if (i == 4 || i == 6 || i == 8 || i == 10)
            out[at++] = '-';
        at += (size_t)snprintf(out + at, 37 - at, "%02x", b[i]);
    }
}

struct first_rows {
    struct str name;
    enum register_kind kind;
};

static bool first_rows(struct store *s, void *arg, struct err *e)
{
    const struct first_rows *first = arg;
    char uuid[37];
    uuid_new(uuid);
    return store_do(s, "INSERT INTO origin (id, uuid, name) VALUES ($1, $2, $3)",
               WITH(bind_int(s->origin), bind_text(str_of(uuid)), bind_text(first->name)), e) &&
           store_fact_set(s, "name", first->name, e) &&
           (first->kind != REGISTER_TRUSTING || store_fact_set(s, "trusts", STR("server"), e));
}

bool store_is_url(const char *path)
{
    return strncasecmp(path, "postgresql://", 13) == 0 || strncasecmp(path, "postgres://", 11) == 0;
}

void store_shown(const char *path, struct buf *out)
{
    (store_is_url(path) ? &store_postgres : &store_sqlite)->shown(path, out);
}

const struct store_driver *store_driver_of(const char *path, struct err *e)
{
    if (store_is_url(path))
        return &store_postgres;
    if (!*path) {
        err_set(e, ERR_USAGE, "no register is named: give a file, such as country.diwan");
        return NULL;
    }
    return &store_sqlite;
}

bool store_new_with(const struct store_driver *driver, const struct embedded *schema, const char *path,
    enum register_kind kind, const struct register_key *key, struct str name, struct err *e)
{
    if (sodium_init() < 0)
        return err_set(e, ERR_SYSTEM, "this system gives no random numbers, which a new register needs");
    struct store_connection *c = NULL;
    if (!driver->create(path, key, &c, e))
        return false;
    struct store *s CLEANUP(store_close) = store_on(driver, c, path, STORE_WRITE);
    struct first_rows first = {name, kind};
    if (!store_migrate(s, schema, e) || !store_task(s, first_rows, &first, e))
        return false;
    store_statements_end(s);
    return driver->publish(&s->connection, e);
}

bool store_can_encrypt(void)
{
    return sqlite_can_encrypt();
}

/* The passphrase that the register has already: to write it anew under that one would shut nobody out. */
static bool is_in_use(const struct register_key *now, const struct key_question *q, const struct key_answer *answer)
{
    struct register_key same CLEANUP(key_end) = {0};
    struct err other = {0};
    return now && answer->kind == KEY_IS_PASSPHRASE && key_open(answer, now->salt, q->register_shown, &same, &other);
}

/* Ask for a new passphrase, other than that of the key in use `now` (NULL: there is none), and make its key. */
static bool key_of_new(const struct key_source *keys, const struct key_question *q, const struct register_key *now, struct register_key *out, struct err *e)
{
    struct key_answer answer = {0};
    if (!keys->ask(keys->arg, q, &answer, e))
        return false;
    bool made = is_in_use(now, q, &answer) ? err_set(e, ERR_DENIED, "%.300s: this is the passphrase that it has already, so nothing was changed: choose another", q->register_shown)
                                           : key_make(&answer, out, e);
    secret_end(&answer.secret);
    return made;
}

/* Ask for the passphrase of a register that is to be made, and make its key. */
bool store_key_asked(const char *path, const struct key_source *keys, struct register_key *out, struct err *e)
{
    if (!store_can_encrypt())
        return err_set(e, ERR_DENIED, "%.300s: this Diwan was built without encryption, so it makes open registers only, for public data: "
            "`diwan new --open %.300s`; docs/developing.md says how to build it with encryption", path, path);
    if (!keys)
        return err_set(e, ERR_DENIED, "%.300s: an encrypted register needs a passphrase, and nobody was there to give one", path);
    return key_of_new(keys, &(struct key_question){.purpose = KEY_TO_MAKE, .register_shown = path}, NULL, out, e);
}

bool store_make(const char *path, enum register_kind kind, const struct key_source *keys, struct str name, struct err *e)
{
    const struct store_driver *driver = store_driver_of(path, e);
    if (!driver)
        return false;
    struct buf shown CLEANUP(buf_end) = {0};
    driver->shown(path, &shown);
    if (kind == REGISTER_ENCRYPTED && driver == &store_postgres)
        return err_set(e, ERR_DENIED, "%.300s: a register on a server is not encrypted by Diwan: whoever runs the server, or gets at its disk "
            "or its backups, can read it. Say --open for public data; or --trust-server, if whoever runs it may see everything", shown.p);
    if (kind == REGISTER_TRUSTING && driver != &store_postgres)
        return err_set(e, ERR_USAGE, "%.300s: --trust-server is for a register on a server; a file is encrypted, or --open", shown.p);
    struct register_key key CLEANUP(key_end) = {0};
    if (kind == REGISTER_ENCRYPTED && (!sqlite_place_free(path, e) || !store_key_asked(path, keys, &key, e)))
        return false;
    return store_new_with(driver, embedded_schema, path, kind, key.master.p ? &key : NULL, name, e);
}

bool store_new(const char *path, struct str name, struct err *e)
{
    return store_make(path, REGISTER_OPEN, NULL, name, e);
}

bool store_new_filled(const char *path, struct str name, bool (*fill)(struct store *s, void *arg, struct err *e), void *arg,
    struct progress *p, struct err *e)
{
    struct store_connection *c = NULL;
    if (store_is_url(path))
        return err_set(e, ERR_USAGE, "this makes a file, not a register on a server: name a file, such as copy.diwan");
    if (sodium_init() < 0)
        return err_set(e, ERR_SYSTEM, "this system gives no random numbers, which a new register needs");
    if (!store_sqlite.create(path, NULL, &c, e))
        return false;
    struct store *s CLEANUP(store_close) = store_on(&store_sqlite, c, path, STORE_WRITE);
    struct first_rows first = {name, REGISTER_OPEN};
    return store_migrate(s, embedded_schema, e) && store_task(s, first_rows, &first, e) && store_task(s, fill, arg, e) &&
           store_publish_sound(s, true, p, e);
}

/* ---- opening ---- */

static bool version_fits(struct store *s, const struct embedded *schema, struct err *e)
{
    int64_t version = 0, latest = schema_latest(schema);
    if (!s->driver->version(s->connection, &version, e))
        return false;
    if (version < 1)
        return err_set(e, ERR_STORE, "%.300s: the register has no tables in it: it was never finished, or is damaged; "
            "go on with your last backup", s->shown);
    if (version > latest)
        return err_set(e, ERR_STORE, "%.300s: a newer Diwan wrote this register (schema %" PRId64
            ", this program knows up to %" PRId64 "): use the newer program", s->shown, version, latest);
    if (version == latest)
        return true;
    if (s->mode == STORE_READ)
        return err_set(e, ERR_STORE, "%.300s: an older Diwan wrote this register (schema %" PRId64
            ", this program uses %" PRId64 "): keep a copy, then any command that writes, such as `diwan add`, "
            "brings it up to date", s->shown, version, latest);
    return store_migrate(s, schema, e);
}

bool store_open_with(const struct store_driver *driver, const struct embedded *schema, const char *path,
    enum store_mode mode, const struct key_source *keys, struct store **out, struct err *e)
{
    struct store_connection *c = NULL;
    if (!driver->open(path, mode, keys, &c, e))
        return false;
    struct store *s CLEANUP(store_close) = store_on(driver, c, path, mode);
    if (!version_fits(s, schema, e))
        return false;
    int64_t own = 0;
    if (!store_int(s, "SELECT count(*) FROM origin WHERE id = $1", WITH(bind_int(s->origin)), 0, &own, e))
        return false;
    if (own != 1)
        return err_set(e, ERR_STORE, "%.300s: the register does not say which register it is (table origin): it is "
            "damaged; go on with your last backup", s->shown);
    int64_t trusts = 0;
    if (!store_int(s, "SELECT count(*) FROM fact WHERE key = 'trusts' AND value = 'server'", WITH_NOTHING, 0, &trusts, e))
        return false;
    s->open_data = !s->connection->key.master.p && trusts == 0;
    *out = s;
    s = NULL;
    return true;
}

bool store_open_keyed(const char *path, enum store_mode mode, const struct key_source *keys, struct store **out, struct err *e)
{
    const struct store_driver *driver = store_driver_of(path, e);
    return driver && store_open_with(driver, embedded_schema, path, mode, keys, out, e);
}

bool store_open(const char *path, enum store_mode mode, struct store **out, struct err *e)
{
    return store_open_keyed(path, mode, NULL, out, e);
}

static bool answer_with_own(void *arg, const struct key_question *q, struct key_answer *out, struct err *e)
{
    const struct store *s = arg;
    if (memcmp(q->salt, s->connection->key.salt, sizeof q->salt) != 0)
        return err_set(e, ERR_STORE, "%.300s: the key of the register was changed while this program had it open: start again", s->shown);
    *out = (struct key_answer){KEY_IS_MASTER, secret_of(s->connection->key.master.p, s->connection->key.master.n)};
    return true;
}

bool store_open_again(const struct store *s, enum store_mode mode, struct store **out, struct err *e)
{
    struct key_source own = {answer_with_own, (void *)(uintptr_t)s};
    return store_open_with(s->driver, embedded_schema, s->path, mode, s->connection->key.master.p ? &own : NULL, out, e);
}

bool store_keep(struct store *s, int mib, struct err *e)
{
    char sql[64];
    assert(mib >= 1 && mib <= 256);
    snprintf(sql, sizeof sql, "PRAGMA cache_size = -%d", mib * 1024);
    return s->driver != &store_sqlite || s->driver->script(s->connection, sql, e);
}

bool store_rewrite(const char *path, const struct key_source *keys, bool new_key, struct progress *p, struct err *e)
{
    struct store *s CLEANUP(store_close) = NULL;
    struct register_key key CLEANUP(key_end) = {0};
    if (!store_open_keyed(path, STORE_WRITE, keys, &s, e))
        return false;
    if (!s->driver->rewrite)
        return err_set(e, ERR_DENIED, "%.300s: a register on a server is kept by that server: its key and its free space are its own", s->shown);
    if (new_key && !s->connection->key.master.p)
        return err_set(e, ERR_DENIED, "%.300s: this register is open: it has no key that could be changed", s->shown);
    if (new_key && !key_of_new(keys, &(struct key_question){.purpose = KEY_TO_CHANGE, .register_shown = s->shown}, &s->connection->key, &key, e))
        return false;
    store_statements_end(s);
    return s->driver->rewrite(s->connection, key.master.p ? &key : NULL, p, e);
}

bool store_is_open_data(const struct store *s)
{
    return s->open_data;
}

const struct secret *store_master(const struct store *s)
{
    return s->connection->key.master.p ? &s->connection->key.master : NULL;
}

const unsigned char *store_salt(const struct store *s)
{
    return s->connection->key.salt;
}
