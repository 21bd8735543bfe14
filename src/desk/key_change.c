/* SPDX-License-Identifier: GPL-3.0-or-later */
/* key change, key unlock. */
#include "core/keyring.h"
#include "desk/key_priv.h"

void key_changed(struct request *r, struct answer *a, const unsigned char *old_salt)
{
    struct err e = {0};
    size_t taken;
    if (!keyring_drop(old_salt, &taken, &e)) /* it opens nothing any more but copies from before */
        answer_note(a, e.text);
    DESK_NOTE(r, a, T("{register} has a new passphrase; the old one does not open it any more."), desk_slot("register", str_of(r->path)));
    desk_note(r, a, T("Shares that were handed out belong to the old key: make new ones (`diwan key shares`). Backups and other copies keep the old key, and so does whoever has one of them: delete them, or keep that passphrase and those shares as carefully as before."), NULL, 0);
}

bool key_salt(const char *path, unsigned char salt[REGISTER_SALT_BYTES], struct err *e)
{
    struct store *s = NULL;
    if (store_file_salt(path, salt))
        return true;
    if (store_is_url(path))
        return err_set(e, ERR_DENIED, "this is a register on a server, which has no passphrase of Diwan's: name a register in a file");
    if (!store_open(path, STORE_READ, &s, e)) /* the store knows what is wrong with it */
        return false;
    store_close(&s);
    return err_set(e, ERR_DENIED, "%s: this register is open: it has no key that could be changed or recovered; if it was encrypted before, another file was put in its place", path);
}

static bool run_change(struct request *r, struct answer *a, struct err *e)
{
    unsigned char salt[KEYRING_SALT];
    if (!key_salt(r->path, salt, e) || !store_rewrite(r->path, r->keys, true, r->progress, e))
        return false;
    key_changed(r, a, salt);
    return true;
}

const struct verb verb_change = {.word = "change", .usage = "REGISTER", .brief = T("set a new passphrase, and write the register anew under it"), .needs = NEEDS_REGISTER, .asks_anew = true, .run = run_change};

/* Whoever told this program to stop meanwhile (`key lock --now`) wants no key to be left. */
static bool keep_key(struct request *r, const struct secret *key, unsigned seconds, struct err *e)
{
    size_t taken;
    struct err why = {0};
    if (!interrupted() && !keyring_put(store_salt(r->store), key, seconds, e))
        return false;
    if (!interrupted())
        return true;
    if (!keyring_drop(store_salt(r->store), &taken, &why))
        return err_set(e, ERR_STOPPED, "as you asked, but the kernel may still keep the key (%.200s): `diwan key lock` takes it out", why.text);
    return err_set(e, ERR_STOPPED, "as you asked; no key of %s is kept", r->path);
}

static bool run_unlock(struct request *r, struct answer *a, struct err *e)
{
    enum { MINUTES = 15, MINUTES_MOST = 12 * 60 };
    int64_t minutes = request_whole(r, "for", MINUTES);
    const struct secret *key = store_master(r->store);
    if (!key)
        return err_set(e, ERR_USAGE, "%s is not encrypted: it has no key to keep", r->path);
    if (minutes < 1 || minutes > MINUTES_MOST)
        return err_set(e, ERR_USAGE, "--for %" PRId64 ": a key is kept for 1 to %d minutes", minutes, (int)MINUTES_MOST);
    if (!keep_key(r, key, (unsigned)minutes * 60, e))
        return false;
    DESK_NOTE(r, a, T("The key of {register} is kept in the kernel's memory for {minutes}. Until then every program of yours can open the register, and so can whoever sits down at this machine: `diwan key lock` takes it out at once."),
        desk_slot("register", str_of(r->path)), desk_slot("minutes", desk_counted(r, TN("{n} minute", "{n} minutes"), minutes)));
    return true;
}

const struct verb verb_unlock = {.word = "unlock", .usage = "REGISTER [--for MINUTES]", .brief = T("keep the key in the kernel's memory for some minutes, so that commands do not ask"),
    .needs = NEEDS_READ, .asks_anew = true, .run = run_unlock};
