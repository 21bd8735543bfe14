/* SPDX-License-Identifier: GPL-3.0-or-later */
/* seal: the stewards of a register, and what people compare by phone. */
#include "store/seal_priv.h"
#include "store/store_priv.h"
#include <sodium.h>

/* ---- digits ---- */

/* `groups` of five digits of a hash, with blanks between. A group is a number of 64 bits modulo 100,000: no bias to speak of. */
static void digits(const uint8_t *hash, size_t groups, char *out)
{
    for (size_t i = 0; i < groups; i++) {
        uint64_t v = 0;
        for (size_t k = 0; k < 8; k++)
            v = v << 8 | hash[i * 8 + k];
        snprintf(out + i * 6, 7, i + 1 < groups ? "%05u " : "%05u", (unsigned)(v % 100000));
    }
}

void steward_fingerprint(const struct steward_public *key, char out[FINGERPRINT_ROOM])
{
    uint8_t hash[48];
    crypto_generichash(hash, sizeof hash, key->b, sizeof key->b, (const unsigned char *)"diwan steward fingerprint", 25);
    digits(hash, 6, out);
}

static int by_bytes(const void *a, const void *b)
{
    return memcmp(a, b, sizeof(struct steward_public));
}

void stewards_code(const struct steward *list, size_t n, char out[STEWARDS_CODE_ROOM])
{
    struct steward_public *keys = mem_get((n + 1) * sizeof *keys);
    size_t count = 0;
    for (size_t i = 0; i < n; i++)
        if (list[i].ended.n == 0)
            keys[count++] = list[i].key;
    qsort(keys, count, sizeof *keys, by_bytes);
    uint8_t hash[32];
    crypto_generichash(hash, sizeof hash, (const unsigned char *)keys, count * sizeof *keys, (const unsigned char *)"diwan stewards in office", 24);
    digits(hash, 4, out);
    free(keys);
}

bool steward_name_good(struct str name, struct err *e)
{
    if (str_trim(name).n == 0 || str_trim(name).n != name.n)
        return err_set(e, ERR_INPUT, "a steward needs a name, without blanks around it: --name \"...\"");
    if (name.n > STEWARD_NAME_MOST)
        return err_set(e, ERR_INPUT, "the name of a steward is longer than %d bytes; use a shorter one", (int)STEWARD_NAME_MOST);
    bool plain = str_utf8_ok(name, NULL);
    for (size_t i = 0; plain && i < name.n; i++)
        plain = (unsigned char)name.p[i] >= 0x20 && name.p[i] != 0x7F;
    return plain || err_set(e, ERR_INPUT, "the name of a steward is not one line of UTF-8 text; write it without control characters");
}

/* ---- the table ---- */

static bool key_of_hex(struct str hex, struct steward_public *out)
{
    size_t n = 0;
    return hex.n == 2 * sizeof out->b && sodium_hex2bin(out->b, sizeof out->b, hex.p, hex.n, NULL, &n, NULL) == 0 && n == sizeof out->b;
}

static void list_end(struct steward **list)
{
    free(*list);
    *list = NULL;
}

bool steward_list(struct store *s, struct arena *a, struct steward **out, size_t *n, struct err *e)
{
    struct steward *list CLEANUP(list_end) = NULL;
    size_t count = 0, room = 0;
    bool good = true;
    struct rows *r CLEANUP(rows_drop) =
        store_rows(s, "SELECT origin, id, name, public_key, since, ended FROM steward ORDER BY origin, id", WITH_NOTHING);
    while (good && rows_next(r)) {
        GROW(list, count, room);
        struct steward one = {.origin = rows_int(r, 0), .id = rows_int(r, 1), .name = rows_kept(r, 2, a), .since = rows_kept(r, 4, a), .ended = rows_kept(r, 5, a)};
        good = key_of_hex(rows_text(r, 3), &one.key);
        list[count++] = one;
    }
    if (good && !rows_end(&r, e))
        return err_within(e, "the list of stewards");
    if (!good)
        return err_set(e, ERR_STORE, "%.300s: the key of steward %zu is no key: the register was changed or damaged; go on with your last backup", s->shown, count);
    *out = ARENA_ARRAY(a, struct steward, count);
    if (count)
        memcpy(*out, list, count * sizeof *list);
    *n = count;
    return true;
}

static bool may_come(struct store *s, const struct steward_public *key, struct err *e)
{
    struct arena a CLEANUP(arena_end) = {0};
    struct steward *list = NULL;
    size_t n = 0, office = 0;
    if (!steward_list(s, &a, &list, &n, e))
        return false;
    for (size_t i = 0; i < n; i++) {
        if (list[i].ended.n)
            continue;
        office++;
        if (memcmp(&list[i].key, key, sizeof *key) == 0)
            return err_set(e, ERR_INPUT, "this key is that of a steward in office, number %" PRId64 " (%.*s): nothing to add", list[i].id, STR_F(list[i].name));
    }
    return office < STEWARDS_MOST || err_set(e, ERR_INPUT, "%d stewards are in office, and more there cannot be; end one first", (int)STEWARDS_MOST);
}

bool seal_allowed(const struct store *s, struct err *e)
{
    return !store_is_open_data(s) || err_set(e, ERR_DENIED, "%.300s: is an open register, which holds public data only: it has no stewards and takes nothing about "
        "people at risk; make an encrypted one with `diwan new`", s->shown);
}

bool steward_add(struct store *s, struct str name, const struct steward_public *key, int64_t *id, struct err *e)
{
    if (!seal_allowed(s, e))
        return false;
    if (!steward_name_good(name, e))
        return false;
    if (!steward_public_good(key))
        return err_set(e, ERR_INPUT, "this is no public key that can be sealed to; take the .pub file that `diwan key pair` made");
    char hex[2 * STEWARD_KEY_BYTES + 1], now[32];
    if (!may_come(s, key, e) || !store_next_id(s, "steward", id, e))
        return false;
    sodium_bin2hex(hex, sizeof hex, key->b, sizeof key->b);
    time_now(now);
    return store_do(s, "INSERT INTO steward (origin, id, name, public_key, since, ended) VALUES ($1, $2, $3, $4, $5, NULL)",
        WITH(bind_int(s->origin), bind_int(*id), bind_text(name), bind_text(str_of(hex)), bind_text(str_of(s->time ? s->time : now))), e);
}

bool steward_end(struct store *s, int64_t id, struct err *e)
{
    int64_t there = 0;
    char now[32];
    if (!store_int(s, "SELECT count(*) FROM steward WHERE origin = $1 AND id = $2 AND ended IS NULL", WITH(bind_int(s->origin), bind_int(id)), 0, &there, e))
        return false;
    if (!there)
        return err_set(e, ERR_ABSENT, "no steward %" PRId64 " is in office; `diwan key steward REGISTER` lists them", id);
    time_now(now);
    return store_do(s, "UPDATE steward SET ended = $3 WHERE origin = $1 AND id = $2",
        WITH(bind_int(s->origin), bind_int(id), bind_text(str_of(s->time ? s->time : now))), e);
}
