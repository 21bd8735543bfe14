/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * seal: a steward's pair of keys as text. The secret half lies under a passphrase (Argon2id, then XChaCha20-Poly1305 with the
 * rest of the file as associated data), in lines that can be typed from paper: each has a check of two bytes.
 */
#include "store/seal_priv.h"
#include <sodium.h>

const struct steward_cost steward_cost_usual = {3, 256 * 1024};

enum { PASSES_MOST = 16, KIB_LEAST = 8, KIB_MOST = 1024 * 1024, CHECK = 2, NONCE = 24, LOCKED_AT = STEWARD_SALT + NONCE };
_Static_assert(STEWARD_LOCKED == LOCKED_AT + STEWARD_KEY_BYTES + crypto_aead_xchacha20poly1305_ietf_ABYTES, "eleven lines of eight bytes");
_Static_assert(STEWARD_SALT == crypto_pwhash_argon2id_SALTBYTES && NONCE == crypto_aead_xchacha20poly1305_ietf_NPUBBYTES, "format 1");

static const char secret_head[] = "Diwan steward key, version ", public_head[] = "Diwan steward public key, version ", version[] = "1";

/* ---- making ---- */

bool steward_key_new(struct str name, struct steward_key *out, struct err *e)
{
    if (!steward_name_good(name, e))
        return false;
    struct steward_key k = {.secret = secret_empty(STEWARD_KEY_BYTES)};
    memcpy(k.name, name.p, name.n);
    crypto_box_keypair(k.public.b, k.secret.p);
    *out = k;
    return true;
}

void steward_key_end(struct steward_key *k)
{
    secret_end(&k->secret);
    *k = (struct steward_key){0};
}

/* ---- locking ---- */

static void number_add(struct buf *b, uint32_t v)
{
    const uint8_t bytes[4] = {(uint8_t)(v >> 24), (uint8_t)(v >> 16), (uint8_t)(v >> 8), (uint8_t)v};
    buf_add(b, (const char *)bytes, sizeof bytes);
}

/* What nobody can change in the file without the key noticing. */
static void associated(struct buf *b, const char *name, const struct steward_public *public, struct steward_cost cost)
{
    buf_text(b, "diwan steward key 1;");
    number_add(b, (uint32_t)strlen(name));
    buf_text(b, name);
    buf_add(b, (const char *)public->b, sizeof public->b);
    number_add(b, cost.passes);
    number_add(b, cost.kib);
}

static bool stretched(const struct secret *passphrase, const uint8_t *salt, struct steward_cost cost, struct secret *out, struct err *e)
{
    struct secret key = secret_empty(crypto_aead_xchacha20poly1305_ietf_KEYBYTES);
    if (crypto_pwhash(key.p, key.n, (const char *)passphrase->p, passphrase->n, salt, cost.passes, (size_t)cost.kib * 1024, crypto_pwhash_ALG_ARGON2ID13) != 0) {
        secret_end(&key);
        return err_set(e, ERR_SYSTEM, "the passphrase needs %u MiB of memory to be tried, which this system does not give; close other programs", (unsigned)(cost.kib / 1024));
    }
    *out = key;
    return true;
}

/* ---- text ---- */

static void hex_add(struct buf *b, const uint8_t *p, size_t n)
{
    char hex[2 * 64 + 1];
    sodium_bin2hex(hex, sizeof hex, p, n);
    for (size_t at = 0; at < 2 * n; at += 8)
        buf_f(b, "%s%.8s", at ? " " : "", hex + at);
}

static void line_check(size_t number, const uint8_t *bytes, uint8_t check[CHECK])
{
    uint8_t all[1 + STEWARD_LINE] = {(uint8_t)number}, hash[32];
    memcpy(all + 1, bytes, STEWARD_LINE);
    crypto_generichash(hash, sizeof hash, all, sizeof all, NULL, 0);
    memcpy(check, hash, CHECK);
}

static void locked_add(struct buf *b, const uint8_t locked[STEWARD_LOCKED])
{
    for (size_t i = 0; i < STEWARD_LINES; i++) {
        uint8_t check[CHECK];
        buf_f(b, "%zu: ", i + 1);
        hex_add(b, locked + i * STEWARD_LINE, STEWARD_LINE);
        line_check(i + 1, locked + i * STEWARD_LINE, check);
        buf_f(b, " %02x%02x\n", check[0], check[1]);
    }
}

static void public_add(struct buf *b, const struct steward_public *key, struct str name)
{
    char print[FINGERPRINT_ROOM];
    steward_fingerprint(key, print);
    buf_f(b, "name: %.*s\npublic: ", STR_F(name));
    hex_add(b, key->b, sizeof key->b);
    buf_f(b, "\nfingerprint: %s\n", print);
}

bool steward_key_write(const struct steward_key *k, const struct secret *passphrase, struct steward_cost cost, struct buf *out, struct err *e)
{
    uint8_t locked[STEWARD_LOCKED];
    struct secret key CLEANUP(secret_end) = {0};
    struct buf with CLEANUP(buf_end) = {0};
    randombytes_buf(locked, LOCKED_AT);
    if (!stretched(passphrase, locked, cost, &key, e))
        return false;
    associated(&with, k->name, &k->public, cost);
    crypto_aead_xchacha20poly1305_ietf_encrypt(locked + LOCKED_AT, NULL, k->secret.p, k->secret.n, (const uint8_t *)with.p, with.n, NULL, locked + STEWARD_SALT, key.p);
    buf_f(out, "%s%s\n# Keep this apart from the register. With its passphrase it opens what is sealed to its steward; without either, nobody can.\n"
        "# It may be printed, and typed from paper again: letters in any case, blanks as you like, the four last signs of a line are its check.\n", secret_head, version);
    public_add(out, &k->public, str_of(k->name));
    buf_f(out, "argon2id: %u passes, %u KiB\n", cost.passes, cost.kib);
    locked_add(out, locked);
    return true;
}

void steward_public_write(const struct steward_public *key, struct str name, struct buf *out)
{
    buf_f(out, "%s%s\n# This half may be handed on. Whoever adds it compares the fingerprint with its steward, by phone or face to face.\n", public_head, version);
    public_add(out, key, name);
}

/* ---- reading ---- */

/* A digit as people type it. */
static int hex_digit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c == 'o' || c == 'O')
        return 0;
    if (c == 'l' || c == 'I')
        return 1;
    char lower = (char)(c | 0x20);
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

/* Exactly n bytes of hex digits with blanks anywhere. */
static bool hex_read(struct str s, uint8_t *out, size_t n)
{
    size_t at = 0;
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] == ' ' || s.p[i] == '\t' || s.p[i] == '\r')
            continue;
        int v = hex_digit(s.p[i]);
        if (v < 0 || at >= 2 * n)
            return false;
        out[at / 2] = (uint8_t)(at % 2 ? out[at / 2] | v : v << 4);
        at++;
    }
    return at == 2 * n;
}

struct lines { /* of a text; comments and empty ones are passed over */
    struct str rest, line;
    size_t number;
};

static bool line_next(struct lines *l)
{
    while (l->rest.n) {
        const char *end = memchr(l->rest.p, '\n', l->rest.n);
        size_t n = end ? (size_t)(end - l->rest.p) : l->rest.n;
        l->line = str_trim((struct str){l->rest.p, n});
        l->rest.p += n + (end != NULL);
        l->rest.n -= n + (end != NULL);
        l->number++;
        if (l->line.n && l->line.p[0] != '#')
            return true;
    }
    return false;
}

/* "KEY: VALUE"; false where the line is not of that key. */
static bool line_of(const struct lines *l, const char *key, struct str *value)
{
    size_t n = strlen(key);
    if (l->line.n <= n || l->line.p[n] != ':' || !str_is_nocase((struct str){l->line.p, n}, key))
        return false;
    *value = str_trim((struct str){l->line.p + n + 1, l->line.n - n - 1});
    return true;
}

static bool wrong(const struct lines *l, const char *what, struct err *e)
{
    return err_set(e, ERR_INPUT, "line %zu: %s; compare it with the paper or the file it came from", l->number, what);
}

/* The first line names the form and its version. */
static bool head_is(struct lines *l, const char *head, const char *what, struct err *e)
{
    if (!line_next(l) || !str_starts(l->line, head))
        return err_set(e, ERR_INPUT, "is not %s: its first line is not \"%s%s\"", what, head, version);
    struct str found = str_trim((struct str){l->line.p + strlen(head), l->line.n - strlen(head)});
    return str_is(found, version) || err_set(e, ERR_INPUT, "is %s of another version than %s, the one this program knows; use a newer program", what, version);
}

enum { HAS_NAME = 1, HAS_PUBLIC = 2, HAS_PRINT = 4, HAS_COST = 8, HAS_LINE = 16 };

/* Name, public key and fingerprint: in both files. 1 taken, 0 another line, -1 wrong. */
static int public_line(const struct lines *l, char *name, struct steward_public *key, struct str *print, unsigned *has, struct err *e)
{
    struct str v;
    unsigned got = line_of(l, "name", &v) ? HAS_NAME : line_of(l, "public", &v) ? HAS_PUBLIC : line_of(l, "fingerprint", &v) ? HAS_PRINT : 0;
    if (!got)
        return 0;
    if (*has & got) {
        wrong(l, "stands twice", e);
        return -1;
    }
    *has |= got;
    if (got == HAS_NAME) {
        if (!steward_name_good(v, e))
            return -1;
        memcpy(name, v.p, v.n);
        name[v.n] = '\0';
    }
    if (got == HAS_PUBLIC && !hex_read(v, key->b, sizeof key->b)) {
        wrong(l, "is not a public key of 64 hex digits", e);
        return -1;
    }
    if (got == HAS_PRINT)
        *print = v;
    return 1;
}

static bool print_fits(const struct steward_public *key, struct str print, struct err *e)
{
    char own[FINGERPRINT_ROOM];
    steward_fingerprint(key, own);
    return print.n == 0 || str_is(print, own) || err_set(e, ERR_INPUT, "the public key and the fingerprint do not belong together: one was changed or mistyped");
}

static bool cost_read(const struct lines *l, struct str v, struct steward_cost *out, struct err *e)
{
    const char *middle = v.n ? memmem(v.p, v.n, " passes, ", 9) : NULL;
    int64_t passes = 0, kib = 0;
    if (!middle || !str_ends(v, " KiB") || (size_t)(middle - v.p) + 9 + 4 > v.n || !str_to_int((struct str){v.p, (size_t)(middle - v.p)}, &passes) ||
        !str_to_int((struct str){middle + 9, v.n - (size_t)(middle - v.p) - 9 - 4}, &kib))
        return wrong(l, "is not \"argon2id: N passes, N KiB\"", e);
    if (passes < 1 || passes > PASSES_MOST || kib < KIB_LEAST || kib > KIB_MOST)
        return err_set(e, ERR_INPUT, "line %zu: 1 to %d passes over %d to %d KiB are taken", l->number, (int)PASSES_MOST, (int)KIB_LEAST, (int)KIB_MOST);
    *out = (struct steward_cost){(uint32_t)passes, (uint32_t)kib};
    return true;
}

static bool locked_line(const struct lines *l, struct steward_text *out, unsigned *has, struct err *e)
{
    const char *colon = memchr(l->line.p, ':', l->line.n);
    int64_t number = 0;
    uint8_t bytes[STEWARD_LINE + CHECK], check[CHECK];
    if (!colon || !str_to_int((struct str){l->line.p, (size_t)(colon - l->line.p)}, &number) || number < 1 || number > STEWARD_LINES)
        return wrong(l, "is no line of a steward's key", e);
    struct str rest = {colon + 1, l->line.n - (size_t)(colon + 1 - l->line.p)};
    if (*has & (unsigned)HAS_LINE << (number - 1))
        return wrong(l, "stands twice", e);
    if (!hex_read(rest, bytes, sizeof bytes))
        return wrong(l, "is not 20 hex digits behind its number", e);
    line_check((size_t)number, bytes, check);
    if (memcmp(check, bytes + STEWARD_LINE, CHECK) != 0)
        return wrong(l, "does not fit its check: a sign in it was mistyped or changed", e);
    memcpy(out->locked + (size_t)(number - 1) * STEWARD_LINE, bytes, STEWARD_LINE);
    *has |= (unsigned)HAS_LINE << (number - 1);
    return true;
}

bool steward_text_read(struct str text, struct steward_text *out, struct err *e)
{
    struct steward_text got = {0};
    struct lines l = {.rest = text};
    struct str print = {0}, v;
    unsigned has = 0, all = HAS_NAME | HAS_PUBLIC | HAS_COST | (((1u << STEWARD_LINES) - 1) * HAS_LINE);
    if (text.n > STEWARD_TEXT_MOST)
        return err_set(e, ERR_INPUT, "is longer than a steward's key is");
    if (!head_is(&l, secret_head, "a steward's key", e))
        return false;
    while (line_next(&l)) {
        int taken = public_line(&l, got.name, &got.public, &print, &has, e);
        if (taken < 0)
            return false;
        if (taken)
            continue;
        bool cost = line_of(&l, "argon2id", &v);
        if (cost && (has & HAS_COST))
            return wrong(&l, "stands twice", e);
        if (!(cost ? cost_read(&l, v, &got.cost, e) : locked_line(&l, &got, &has, e)))
            return false;
        has |= cost ? HAS_COST : 0;
    }
    if ((has & all) != all)
        return err_set(e, ERR_INPUT, "is not whole: it needs the lines name, public, argon2id and 1 to %d", (int)STEWARD_LINES);
    if (!print_fits(&got.public, print, e))
        return false;
    *out = got;
    return true;
}

static bool unlock(const struct steward_text *t, const struct secret *passphrase, struct secret *out, struct err *e)
{
    struct secret key CLEANUP(secret_end) = {0}, secret CLEANUP(secret_end) = secret_empty(STEWARD_KEY_BYTES);
    struct buf with CLEANUP(buf_end) = {0};
    struct steward_public own;
    if (!stretched(passphrase, t->locked, t->cost, &key, e))
        return false;
    associated(&with, t->name, &t->public, t->cost);
    if (crypto_aead_xchacha20poly1305_ietf_decrypt(secret.p, NULL, NULL, t->locked + LOCKED_AT, STEWARD_LOCKED - LOCKED_AT, (const uint8_t *)with.p, with.n,
            t->locked + STEWARD_SALT, key.p) != 0)
        return err_set(e, ERR_DENIED, "the passphrase is not that of this key, or the file was changed by somebody who knew its form");
    if (crypto_scalarmult_base(own.b, secret.p) != 0 || memcmp(&own, &t->public, sizeof own) != 0)
        return err_set(e, ERR_INPUT, "the secret and the public half do not belong together");
    *out = secret;
    secret = (struct secret){0};
    return true;
}

bool steward_key_read(struct str text, const struct secret *passphrase, struct steward_key *out, struct err *e)
{
    struct steward_text t;
    struct secret secret = {0};
    if (!steward_text_read(text, &t, e) || !unlock(&t, passphrase, &secret, e))
        return false;
    *out = (struct steward_key){.public = t.public, .secret = secret};
    memcpy(out->name, t.name, sizeof out->name);
    return true;
}

bool steward_key_is(struct str text)
{
    struct lines l = {.rest = text};
    return line_next(&l) && str_starts(l.line, secret_head);
}

bool steward_public_read(struct str text, struct steward_public *out, char *name, struct err *e)
{
    struct steward_public got;
    struct str print = {0};
    char called[STEWARD_NAME_MOST + 1] = "";
    unsigned has = 0;
    if (text.n > STEWARD_TEXT_MOST)
        return err_set(e, ERR_INPUT, "is longer than a steward's public key is");
    if (steward_key_is(text))
        return err_set(e, ERR_DENIED, "is the secret key of a steward, which must not come near a register; give the file beside it that ends in .pub");
    bool digits_only = hex_read(str_trim(text), got.b, sizeof got.b);
    struct lines l = {.rest = text};
    if (!digits_only && !head_is(&l, public_head, "a steward's public key", e))
        return false;
    while (!digits_only && line_next(&l)) {
        int taken = public_line(&l, called, &got, &print, &has, e);
        if (taken <= 0)
            return taken == 0 ? wrong(&l, "is no line of a steward's public key", e) : false;
    }
    if (!digits_only && !(has & HAS_PUBLIC))
        return err_set(e, ERR_INPUT, "is not whole: it needs the line \"public: \" with 64 hex digits");
    if (!print_fits(&got, print, e))
        return false;
    if (!steward_public_good(&got))
        return err_set(e, ERR_INPUT, "is no public key that can be sealed to; take the .pub file that `diwan key pair` made");
    *out = got;
    memcpy(name, called, sizeof called);
    return true;
}
