/* SPDX-License-Identifier: GPL-3.0-or-later */
/* store: a register's beginning and end: making, opening, migrating, closing. */
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

static bool first_rows(struct store *s, void *arg, struct err *e)
{
    const struct str *name = arg;
    char uuid[37];
    uuid_new(uuid);
    return store_do(s, "INSERT INTO origin (id, uuid, name) VALUES ($1, $2, $3)",
               WITH(bind_int(s->origin), bind_text(str_of(uuid)), bind_text(*name)), e) &&
           store_fact_set(s, "name", *name, e);
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
    struct str name, struct err *e)
{
    if (sodium_init() < 0)
        return err_set(e, ERR_SYSTEM, "this system gives no random numbers, which a new register needs");
    struct store_connection *c = NULL;
    if (!driver->create(path, &c, e))
        return false;
    struct store *s CLEANUP(store_close) = store_on(driver, c, path, STORE_WRITE);
    if (!store_migrate(s, schema, e) || !store_task(s, first_rows, &name, e))
        return false;
    store_statements_end(s);
    return driver->publish(&s->connection, e);
}

bool store_new(const char *path, struct str name, struct err *e)
{
    const struct store_driver *driver = store_driver_of(path, e);
    return driver && store_new_with(driver, embedded_schema, path, name, e);
}

/* ---- opening ---- */

static bool version_fits(struct store *s, const struct embedded *schema, struct err *e)
{
    int64_t version = 0, latest = schema_latest(schema);
    if (!s->driver->version(s->connection, &version, e))
        return false;
    if (version < 1)
        return err_set(e, ERR_STORE, "%.300s: the register has no tables in it: it was never finished, or is damaged; "
            "take a copy that is whole", s->shown);
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
    enum store_mode mode, struct store **out, struct err *e)
{
    struct store_connection *c = NULL;
    if (!driver->open(path, mode, &c, e))
        return false;
    struct store *s CLEANUP(store_close) = store_on(driver, c, path, mode);
    if (!version_fits(s, schema, e))
        return false;
    int64_t own = 0;
    if (!store_int(s, "SELECT count(*) FROM origin WHERE id = $1", WITH(bind_int(s->origin)), 0, &own, e))
        return false;
    if (own != 1)
        return err_set(e, ERR_STORE, "%.300s: the register does not say which register it is (table origin): it is "
            "damaged; take a copy that is whole", s->shown);
    *out = s;
    s = NULL;
    return true;
}

bool store_open(const char *path, enum store_mode mode, struct store **out, struct err *e)
{
    const struct store_driver *driver = store_driver_of(path, e);
    return driver && store_open_with(driver, embedded_schema, path, mode, out, e);
}

bool store_open_keyed(const char *path, enum store_mode mode, const struct key_source *keys, struct store **out, struct err *e)
{
    (void)keys;
    return store_open(path, mode, out, e);
}

bool store_is_open_data(const struct store *s)
{
    (void)s;
    return true;
}
