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

static bool run_change(struct request *r, struct answer *a, struct err *e)
{
    unsigned char salt[KEYRING_SALT];
    if (!key_salt(r->path, salt))
        return err_set(e, ERR_ABSENT, "%s cannot be read, or is no register in a file: a register on a server has no passphrase", r->path);
    if (!store_rewrite(r->path, r->keys, true, r->progress, e))
        return false;
    key_changed(r, a, salt);
    return true;
}

const struct verb verb_change = {.word = "change", .usage = "REGISTER", .brief = T("set a new passphrase, and write the register anew under it"), .needs = NEEDS_REGISTER, .asks_anew = true, .run = run_change};

static bool run_unlock(struct request *r, struct answer *a, struct err *e)
{
    enum { MINUTES = 15, MINUTES_MOST = 12 * 60 };
    int64_t minutes = request_whole(r, "for", MINUTES);
    const struct secret *key = store_master(r->store);
    if (!key)
        return err_set(e, ERR_USAGE, "%s is not encrypted: it has no key to keep", r->path);
    if (minutes < 1 || minutes > MINUTES_MOST)
        return err_set(e, ERR_USAGE, "--for %" PRId64 ": a key is kept for 1 to %d minutes", minutes, (int)MINUTES_MOST);
    if (!keyring_put(store_salt(r->store), key, (unsigned)minutes * 60, e))
        return false;
    DESK_NOTE(r, a, T("The key of {register} is kept in the kernel's memory for {minutes}. Until then every program of yours can open the register, and so can whoever sits down at this machine: `diwan key lock` takes it out at once."),
        desk_slot("register", str_of(r->path)), desk_slot("minutes", desk_counted(r, TN("{n} minute", "{n} minutes"), minutes)));
    return true;
}

const struct verb verb_unlock = {.word = "unlock", .usage = "REGISTER [--for MINUTES]", .brief = T("keep the key in the kernel's memory for some minutes, so that commands do not ask"),
    .needs = NEEDS_READ, .asks_anew = true, .run = run_unlock};
