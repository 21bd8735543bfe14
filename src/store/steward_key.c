/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * seal: a steward's pair of keys as text. The secret half lies under a passphrase (Argon2id, then XChaCha20-Poly1305 with the
 * version, the public half and the cost as associated data), in lines that can be typed from paper: each has a check of two
 * bytes. The name is bound to nothing: letters that look alike on paper are other bytes.
 */
#include "store/seal_priv.h"
#include <sodium.h>

const struct steward_cost steward_cost_usual = {3, 256 * 1024};

enum { PASSES_MOST = 16, KIB_LEAST = 8, KIB_MOST = 1024 * 1024, CHECK = 2, COST = 8, NONCE = 24, LOCKED_AT = STEWARD_SALT + NONCE };
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

static void cost_bytes(struct steward_cost c, uint8_t out[COST])
{
    const uint32_t v[2] = {c.passes, c.kib};
    for (size_t i = 0; i < COST; i++)
        out[i] = (uint8_t)(v[i / 4] >> (24 - i % 4 * 8));
}

/* What nobody can change in the file without the key noticing. */
static void associated(struct buf *b, const struct steward_public *public, struct steward_cost cost)
{
    uint8_t bytes[COST];
    cost_bytes(cost, bytes);
    buf_text(b, "diwan steward key 1;");
    buf_add(b, (const char *)public->b, sizeof public->b);
    buf_add(b, (const char *)bytes, sizeof bytes);
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

/* Over which line it is (its number, or the first letter of its key) and what it holds. */
static void line_check(uint8_t which, const uint8_t *bytes, size_t n, uint8_t check[CHECK])
{
    uint8_t all[1 + STEWARD_KEY_BYTES] = {which}, hash[32];
    memcpy(all + 1, bytes, n);
    crypto_generichash(hash, sizeof hash, all, 1 + n, NULL, 0);
    memcpy(check, hash, CHECK);
}

static void check_add(struct buf *b, uint8_t which, const uint8_t *bytes, size_t n)
{
    uint8_t check[CHECK];
    line_check(which, bytes, n, check);
    buf_f(b, " %02x%02x", check[0], check[1]);
}

static void cost_add(struct buf *b, struct steward_cost cost)
{
    uint8_t bytes[COST];
    cost_bytes(cost, bytes);
    buf_f(b, "argon2id: %u passes, %u KiB", cost.passes, cost.kib);
    check_add(b, 'a', bytes, sizeof bytes);
    buf_char(b, '\n');
}

static void locked_add(struct buf *b, const uint8_t locked[STEWARD_LOCKED])
{
    for (size_t i = 0; i < STEWARD_LINES; i++) {
        buf_f(b, "%zu: ", i + 1);
        hex_add(b, locked + i * STEWARD_LINE, STEWARD_LINE);
        check_add(b, (uint8_t)(i + 1), locked + i * STEWARD_LINE, STEWARD_LINE);
        buf_char(b, '\n');
    }
}

/* In the secret file the key has a check of its own. */
static void public_add(struct buf *b, const struct steward_public *key, struct str name, bool checked)
{
    char print[FINGERPRINT_ROOM];
    steward_fingerprint(key, print);
    buf_f(b, "name: %.*s\npublic: ", STR_F(name));
    hex_add(b, key->b, sizeof key->b);
    if (checked)
        check_add(b, 'p', key->b, sizeof key->b);
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
    associated(&with, &k->public, cost);
    crypto_aead_xchacha20poly1305_ietf_encrypt(locked + LOCKED_AT, NULL, k->secret.p, k->secret.n, (const uint8_t *)with.p, with.n, NULL, locked + STEWARD_SALT, key.p);
    buf_f(out, "%s%s\n# Keep this apart from the register. With its passphrase it opens what is sealed to its steward; without either, nobody can.\n"
        "# It may be printed, and typed from paper again: hex digits in capitals or small letters, with blanks between them or without. The four last\n"
        "# signs of the lines public, argon2id and 1 to 11 are their checks, by which a slip is found. How the name is written does not matter.\n", secret_head, version);
    public_add(out, &k->public, str_of(k->name), true);
    cost_add(out, cost);
    locked_add(out, locked);
    return true;
}

void steward_public_write(const struct steward_public *key, struct str name, struct buf *out)
{
    buf_f(out, "%s%s\n# This half may be handed on. Whoever adds it compares the fingerprint with its steward, by phone or face to face.\n", public_head, version);
    public_add(out, key, name, false);
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

/* n bytes and their check. */
static bool checked_read(const struct lines *l, uint8_t which, const uint8_t *bytes, size_t n, const uint8_t check[CHECK], struct err *e)
{
    uint8_t own[CHECK];
    line_check(which, bytes, n, own);
    return memcmp(check, own, CHECK) == 0 || wrong(l, "does not fit its check: a sign in it was mistyped or changed", e);
}

struct said { /* what the lines name, public and fingerprint say */
    char name[STEWARD_NAME_MOST + 1];
    struct steward_public key;
    struct str print;
    size_t print_line;
    bool checked; /* the key has a check behind it */
    unsigned has;
};

static bool name_line(const struct lines *l, struct str v, struct said *out, struct err *e)
{
    if (!steward_name_good(v, e))
        return err_within(e, "line %zu", l->number);
    memcpy(out->name, v.p, v.n);
    out->name[v.n] = '\0';
    return true;
}

static bool key_line(const struct lines *l, struct str v, struct said *out, struct err *e)
{
    uint8_t bytes[STEWARD_KEY_BYTES + CHECK];
    if (!hex_read(v, bytes, STEWARD_KEY_BYTES + (out->checked ? CHECK : 0)))
        return wrong(l, out->checked ? "is not a public key of 64 hex digits and a check of 4" : "is not a public key of 64 hex digits", e);
    memcpy(out->key.b, bytes, STEWARD_KEY_BYTES);
    return !out->checked || checked_read(l, 'p', bytes, STEWARD_KEY_BYTES, bytes + STEWARD_KEY_BYTES, e);
}

/* Name, public key and fingerprint: in both files. 1 taken, 0 another line, -1 wrong. */
static int public_line(const struct lines *l, struct said *out, struct err *e)
{
    struct str v;
    unsigned got = line_of(l, "name", &v) ? HAS_NAME : line_of(l, "public", &v) ? HAS_PUBLIC : line_of(l, "fingerprint", &v) ? HAS_PRINT : 0;
    if (!got)
        return 0;
    bool fine = !(out->has & got) || wrong(l, "stands twice", e);
    out->has |= got;
    if (fine && got == HAS_NAME)
        fine = name_line(l, v, out, e);
    if (fine && got == HAS_PUBLIC)
        fine = key_line(l, v, out, e);
    if (got == HAS_PRINT) {
        out->print = v;
        out->print_line = l->number;
    }
    return fine ? 1 : -1;
}

static bool same_but_blanks(struct str typed, const char *own)
{
    for (size_t i = 0; i < typed.n; i++) {
        if (typed.p[i] == ' ' || typed.p[i] == '\t')
            continue;
        own += *own == ' ';
        if (!*own || typed.p[i] != *own++)
            return false;
    }
    return !*own;
}

static bool print_fits(const struct said *said, struct err *e)
{
    char own[FINGERPRINT_ROOM];
    steward_fingerprint(&said->key, own);
    return said->print.n == 0 || same_but_blanks(said->print, own) ||
           err_set(e, ERR_INPUT, "line %zu: the public key and the fingerprint do not belong together: one was changed or mistyped", said->print_line);
}

/* The next word, up to a blank or a comma. */
static struct str word_next(struct str *rest)
{
    while (rest->n && (rest->p[0] == ' ' || rest->p[0] == '\t' || rest->p[0] == ',')) {
        rest->p++;
        rest->n--;
    }
    struct str word = {rest->p, 0};
    while (word.n < rest->n && word.p[word.n] != ' ' && word.p[word.n] != '\t' && word.p[word.n] != ',')
        word.n++;
    rest->p += word.n;
    rest->n -= word.n;
    return word;
}

static bool cost_read(const struct lines *l, struct str v, struct steward_cost *out, struct err *e)
{
    int64_t passes = 0, kib = 0;
    uint8_t bytes[COST], check[CHECK];
    if (!str_to_int(word_next(&v), &passes) || !str_is_nocase(word_next(&v), "passes") || !str_to_int(word_next(&v), &kib) || !str_is_nocase(word_next(&v), "KiB") ||
        !hex_read(v, check, sizeof check))
        return wrong(l, "is not \"argon2id: N passes, N KiB\" and a check of 4 hex digits", e);
    struct steward_cost got = {(uint32_t)passes, (uint32_t)kib};
    cost_bytes(got, bytes);
    if (!checked_read(l, 'a', bytes, sizeof bytes, check, e))
        return false;
    if (passes < 1 || passes > PASSES_MOST || kib < KIB_LEAST || kib > KIB_MOST)
        return err_set(e, ERR_INPUT, "line %zu: 1 to %d passes over %d to %d KiB are taken", l->number, (int)PASSES_MOST, (int)KIB_LEAST, (int)KIB_MOST);
    *out = got;
    return true;
}

static bool locked_line(const struct lines *l, struct steward_text *out, unsigned *has, struct err *e)
{
    const char *colon = memchr(l->line.p, ':', l->line.n);
    int64_t number = 0;
    uint8_t bytes[STEWARD_LINE + CHECK];
    if (!colon || !str_to_int((struct str){l->line.p, (size_t)(colon - l->line.p)}, &number) || number < 1 || number > STEWARD_LINES)
        return wrong(l, "is no line of a steward's key", e);
    struct str rest = {colon + 1, l->line.n - (size_t)(colon + 1 - l->line.p)};
    if (*has & (unsigned)HAS_LINE << (number - 1))
        return wrong(l, "stands twice", e);
    if (!hex_read(rest, bytes, sizeof bytes))
        return wrong(l, "is not 20 hex digits behind its number", e);
    if (!checked_read(l, (uint8_t)number, bytes, STEWARD_LINE, bytes + STEWARD_LINE, e))
        return false;
    memcpy(out->locked + (size_t)(number - 1) * STEWARD_LINE, bytes, STEWARD_LINE);
    *has |= (unsigned)HAS_LINE << (number - 1);
    return true;
}

bool steward_text_read(struct str text, struct steward_text *out, struct err *e)
{
    struct steward_text got = {0};
    struct lines l = {.rest = text};
    struct said said = {.checked = true};
    struct str v;
    unsigned *has = &said.has, all = HAS_NAME | HAS_PUBLIC | HAS_COST | (((1u << STEWARD_LINES) - 1) * HAS_LINE);
    if (text.n > STEWARD_TEXT_MOST)
        return err_set(e, ERR_INPUT, "is longer than a steward's key is");
    if (!head_is(&l, secret_head, "a steward's key", e))
        return false;
    while (line_next(&l)) {
        int taken = public_line(&l, &said, e);
        if (taken < 0)
            return false;
        if (taken)
            continue;
        bool cost = line_of(&l, "argon2id", &v);
        if (cost && (*has & HAS_COST))
            return wrong(&l, "stands twice", e);
        if (!(cost ? cost_read(&l, v, &got.cost, e) : locked_line(&l, &got, has, e)))
            return false;
        *has |= cost ? HAS_COST : 0;
    }
    if ((*has & all) != all)
        return err_set(e, ERR_INPUT, "is not whole: it needs the lines name, public, argon2id and 1 to %d", (int)STEWARD_LINES);
    if (!print_fits(&said, e))
        return false;
    got.public = said.key;
    memcpy(got.name, said.name, sizeof got.name);
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
    associated(&with, &t->public, t->cost);
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
    struct said got = {.checked = false};
    if (text.n > STEWARD_TEXT_MOST)
        return err_set(e, ERR_INPUT, "is longer than a steward's public key is");
    if (steward_key_is(text))
        return err_set(e, ERR_DENIED, "is the secret key of a steward, which must not come near a register; give the file beside it that ends in .pub");
    bool digits_only = hex_read(str_trim(text), got.key.b, sizeof got.key.b);
    struct lines l = {.rest = text};
    if (!digits_only && !head_is(&l, public_head, "a steward's public key", e))
        return false;
    while (!digits_only && line_next(&l)) {
        int taken = public_line(&l, &got, e);
        if (taken <= 0)
            return taken == 0 ? wrong(&l, "is no line of a steward's public key", e) : false;
    }
    if (!digits_only && !(got.has & HAS_PUBLIC))
        return err_set(e, ERR_INPUT, "is not whole: it needs the line \"public: \" with 64 hex digits");
    if (!print_fits(&got, e))
        return false;
    if (!steward_public_good(&got.key))
        return err_set(e, ERR_INPUT, "is no public key that can be sealed to; take the .pub file that `diwan key pair` made");
    *out = got.key;
    memcpy(name, got.name, sizeof got.name);
    return true;
}
