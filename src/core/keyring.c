/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/keyring.h"
#include <errno.h>
#include <keyutils.h>

#define PREFIX "diwan:"
enum { NAME_SIZE = sizeof PREFIX + 2 * KEYRING_SALT };

static void name_of(const unsigned char salt[KEYRING_SALT], char out[NAME_SIZE])
{
    static const char digits[] = "0123456789abcdef";
    size_t n = sizeof PREFIX - 1;
    memcpy(out, PREFIX, n);
    for (size_t i = 0; i < KEYRING_SALT; i++) {
        out[n++] = digits[salt[i] >> 4];
        out[n++] = digits[salt[i] & 15];
    }
    out[n] = 0;
}

static bool no_keyring(int why, struct err *e)
{
    if (why == ENOSYS || why == EPERM || why == EACCES)
        return err_set(e, ERR_SYSTEM, "this system keeps no keys in its kernel for you (many containers forbid it): keys cannot be kept between commands here; type the passphrase each time, or use --key-file");
    if (why == EDQUOT || why == ENOMEM)
        return err_set(e, ERR_SYSTEM, "the kernel has no room for another key of yours; `diwan key lock` takes all of Diwan's out");
    return err_set(e, ERR_SYSTEM, "the kernel would not keep or give the key: %s; type the passphrase each time, or use --key-file", strerror(why));
}

/* The keyring of the user, not of the session: `key lock` on one terminal must reach what another one keeps. */
static bool ring_of_user(key_serial_t *ring, struct err *e)
{
    *ring = keyctl_get_keyring_ID(KEY_SPEC_USER_KEYRING, 1);
    return *ring != -1 || no_keyring(errno, e);
}

bool keyring_put(const unsigned char salt[KEYRING_SALT], const struct secret *key, unsigned seconds, struct err *e)
{
    char name[NAME_SIZE];
    key_serial_t ring;
    if (!ring_of_user(&ring, e))
        return false;
    name_of(salt, name);
    key_serial_t id = add_key("user", name, key->p, key->n, ring);
    if (id == -1)
        return no_keyring(errno, e);
    /* Sessions that do not possess the user's keyring (services, some desktops) may find it and take it out too. */
    if (keyctl_setperm(id, KEY_POS_ALL | KEY_USR_ALL) == 0 && keyctl_set_timeout(id, seconds) == 0)
        return true;
    int why = errno; /* a key without an end is not kept */
    (void)keyctl_revoke(id);
    (void)keyctl_unlink(id, ring);
    return no_keyring(why, e);
}

bool keyring_get(const unsigned char salt[KEYRING_SALT], struct secret *out)
{
    char name[NAME_SIZE];
    struct err e = {0};
    key_serial_t ring;
    if (!ring_of_user(&ring, &e))
        return false;
    name_of(salt, name);
    key_serial_t id = (key_serial_t)keyctl_search(ring, "user", name, 0);
    long n = id == -1 ? -1 : keyctl_read(id, NULL, 0);
    if (n <= 0 || n > 4096)
        return false;
    struct secret s = secret_empty((size_t)n);
    if (keyctl_read(id, (char *)s.p, s.n) != n) {
        secret_end(&s);
        return false;
    }
    *out = s;
    return true;
}

/* What `keyctl_describe` gives: "type;uid;gid;perm;description". */
static bool is_ours(const char *described, const char *wanted)
{
    const char *name = strrchr(described, ';');
    if (strncmp(described, "user;", 5) != 0 || !name)
        return false;
    return wanted ? strcmp(name + 1, wanted) == 0 : strncmp(name + 1, PREFIX, sizeof PREFIX - 1) == 0;
}

/* Revoking wipes it in the kernel at once; unlinking only lets go of the name. One that has ended meanwhile is gone as well. */
static bool take_out(key_serial_t id, key_serial_t ring)
{
    bool gone = keyctl_revoke(id) == 0 || errno == EKEYREVOKED || errno == EKEYEXPIRED || errno == ENOKEY;
    (void)keyctl_unlink(id, ring);
    return gone;
}

bool keyring_drop(const unsigned char *salt, size_t *taken, struct err *e)
{
    char name[NAME_SIZE], described[256];
    key_serial_t ring, *ids = NULL;
    *taken = 0;
    if (!ring_of_user(&ring, e)) /* where none can be kept, none is */
        return true;
    if (salt)
        name_of(salt, name);
    long bytes = keyctl_read_alloc(ring, (void **)&ids);
    if (bytes < 0)
        return no_keyring(errno, e);
    size_t kept = 0;
    for (size_t i = 0; i < (size_t)bytes / sizeof *ids; i++) {
        if (keyctl_describe(ids[i], described, sizeof described) < 0 || !is_ours(described, salt ? name : NULL))
            continue;
        if (take_out(ids[i], ring))
            ++*taken;
        else
            kept++;
    }
    free(ids);
    return kept == 0 || err_set(e, ERR_SYSTEM, "the kernel would not let go of %zu of Diwan's keys; log out of every session, or switch the machine off", kept);
}
