/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/keys.h"
#include "cli/passphrase.h"
#include "cli/terminal.h"
#include "core/keyring.h"
#include <unistd.h>

enum { TRIES = 3 };

/* A sentence in the reader's language, with the register's name in it where it has a slot. */
static void told(const struct keys *k, const char *msgid, const char *shown, struct buf *b)
{
    struct slot slot = {.name = "register", .text = str_of(shown)};
    say_flat(b, say(&k->request->speech, msgid), &slot, 1, false);
}

static void tell(const struct keys *k, int terminal, const char *msgid, const char *shown)
{
    struct buf b CLEANUP(buf_end) = {0};
    told(k, msgid, shown, &b);
    if (terminal >= 0)
        terminal_say(terminal, b.p);
    else if (!request_flag(k->request, "quiet"))
        fprintf(stderr, "%s\n", b.p);
}

static bool ask_once(const struct keys *k, int terminal, const char *msgid, const char *shown, struct secret *out, struct err *e)
{
    struct buf b CLEANUP(buf_end) = {0};
    told(k, msgid, shown, &b);
    return terminal_ask(terminal, b.p, out, e);
}

static void tell_swap(struct keys *k, int terminal)
{
    if (!k->told_swap && !secret_can_lock())
        tell(k, terminal, T("This system does not let Diwan lock memory (`ulimit -l`), so a passphrase may reach the swap of the disk: use encrypted swap, or none."), "");
    k->told_swap = true;
}

/* Said where a key is made, before it is: afterwards it may be too late. */
static void tell_loss(struct keys *k, int terminal)
{
    if (!k->told_loss)
        tell(k, terminal, T("Nobody can recover a forgotten passphrase, neither a steward nor the makers of Diwan. Make shares of the key for people you trust, soon: `diwan key shares`."), "");
    k->told_loss = true;
}

/* ---- the terminal ---- */

static bool same(const struct secret *a, const struct secret *b)
{
    return a->n == b->n && memcmp(a->p, b->p, a->n) == 0;
}

/* A new passphrase, twice. Says why it is not taken, and asks again. */
static bool ask_new(struct keys *k, int terminal, const struct key_question *q, struct secret *out, struct err *e)
{
    const char *first = q->purpose == STEWARD_TO_MAKE ? T("Passphrase for the steward's key {register} (it is not shown):")
        : q->purpose == KEY_TO_CHANGE ? T("New passphrase of {register} (it is not shown):") : T("Passphrase for the new register {register} (it is not shown):");
    if (q->purpose != STEWARD_TO_MAKE) /* `key pair` says what holds for those */
        tell_loss(k, terminal);
    for (int i = 0; i < TRIES; i++) {
        struct secret once CLEANUP(secret_end) = {0}, again CLEANUP(secret_end) = {0};
        if (!ask_once(k, terminal, first, q->register_shown, &once, e))
            return false;
        passphrase_compose(&once);
        const char *weak = passphrase_weakness(&once);
        if (weak) {
            tell(k, terminal, weak, "");
            continue;
        }
        if (!ask_once(k, terminal, T("Once more, so that no slip of the finger locks you out:"), q->register_shown, &again, e))
            return false;
        passphrase_compose(&again);
        if (same(&once, &again)) {
            *out = secret_of(once.p, once.n);
            return true;
        }
        tell(k, terminal, T("The two are not the same."), "");
    }
    return err_set(e, ERR_USAGE, "no passphrase was set for %s in %d tries: nothing was made or changed", q->register_shown, (int)TRIES);
}

static bool ask_old(const struct keys *k, int terminal, const struct key_question *q, struct secret *out, struct err *e)
{
    if (!ask_once(k, terminal, q->purpose == STEWARD_TO_OPEN ? T("Passphrase of the steward's key {register} (it is not shown):") : T("Passphrase of {register} (it is not shown):"), q->register_shown, out, e))
        return false;
    passphrase_compose(out);
    if (out->n)
        return true;
    secret_end(out);
    return err_set(e, ERR_USAGE, "no passphrase was typed: %s was not opened", q->register_shown);
}

static bool no_terminal(const struct key_question *q, struct err *e)
{
    if (q->purpose == STEWARD_TO_OPEN || q->purpose == STEWARD_TO_MAKE)
        return err_set(e, ERR_DENIED, "%s: there is no terminal to ask for the passphrase of this steward's key: set DIWAN_STEWARD_PASSPHRASE", q->register_shown);
    if (q->purpose == KEY_TO_CHANGE)
        return err_set(e, ERR_DENIED, "there is no terminal to ask for the new passphrase of %s: set DIWAN_NEW_PASSPHRASE, or name a file with --new-key-file", q->register_shown);
    if (q->purpose == KEY_TO_MAKE)
        return err_set(e, ERR_DENIED, "%s is to be encrypted, and there is no terminal to ask for its passphrase: set DIWAN_PASSPHRASE, or name a file with --key-file", q->register_shown);
    return err_set(e, ERR_DENIED, "%s is encrypted, and there is no terminal to ask for its passphrase: set DIWAN_PASSPHRASE, or name a file with --key-file", q->register_shown);
}

static bool from_terminal(struct keys *k, const struct key_question *q, struct secret *out, struct err *e)
{
    int terminal = terminal_open();
    if (terminal < 0)
        return no_terminal(q, e);
    tell_swap(k, terminal);
    bool good = q->purpose == KEY_TO_OPEN || q->purpose == STEWARD_TO_OPEN ? ask_old(k, terminal, q, out, e) : ask_new(k, terminal, q, out, e);
    close(terminal);
    return good;
}

/* ---- elsewhere ---- */

/* *found: there was one, or trouble with one. */
static bool from_elsewhere(const struct keys *k, const struct key_question *q, struct secret *out, bool *found, struct err *e)
{
    bool change = q->purpose == KEY_TO_CHANGE, steward = q->purpose == STEWARD_TO_OPEN || q->purpose == STEWARD_TO_MAKE;
    const struct secret *variable = steward ? &k->steward_passphrase : change ? &k->new_passphrase : &k->passphrase;
    struct str file = steward ? STR("") : request_text(k->request, change ? "new-key-file" : "key-file");
    *found = file.n || variable->p;
    if (file.n)
        return secret_from_file(file.p, out, e);
    if (variable->p)
        *out = secret_of(variable->p, variable->n);
    return *found;
}

static bool strong_enough(const struct secret *s, const struct key_question *q, struct err *e)
{
    const char *weak = q->purpose == KEY_TO_OPEN || q->purpose == STEWARD_TO_OPEN ? NULL : passphrase_weakness(s);
    return !weak || err_set(e, ERR_USAGE, "%s: %s", q->register_shown, weak);
}

static bool ask(void *arg, const struct key_question *q, struct key_answer *out, struct err *e)
{
    struct keys *k = arg;
    struct secret got = {0};
    bool found;
    if (from_elsewhere(k, q, &got, &found, e)) {
        tell_swap(k, -1);
        passphrase_compose(&got);
        if (!strong_enough(&got, q, e)) {
            secret_end(&got);
            return false;
        }
        if (q->purpose == KEY_TO_MAKE || q->purpose == KEY_TO_CHANGE)
            tell_loss(k, -1);
        *out = (struct key_answer){KEY_IS_PASSPHRASE, got};
        return true;
    }
    if (found)
        return false;
    if (q->purpose == KEY_TO_OPEN && !k->request->asks_anew && keyring_get(q->salt, &got)) {
        if (got.n == MASTER_KEY_BYTES) {
            *out = (struct key_answer){KEY_IS_MASTER, got};
            return true;
        }
        secret_end(&got);
    }
    if (!from_terminal(k, q, &got, e))
        return false;
    *out = (struct key_answer){KEY_IS_PASSPHRASE, got};
    return true;
}

void keys_begin(struct keys *k, struct request *r)
{
    *k = (struct keys){.request = r, .source = {ask, k}};
    (void)secret_from_environment("DIWAN_PASSPHRASE", &k->passphrase);
    (void)secret_from_environment("DIWAN_NEW_PASSPHRASE", &k->new_passphrase);
    (void)secret_from_environment("DIWAN_STEWARD_PASSPHRASE", &k->steward_passphrase);
    r->passphrase_set = k->passphrase.p != NULL;
    r->keys = &k->source;
}

void keys_end(struct keys *k)
{
    secret_end(&k->passphrase);
    secret_end(&k->new_passphrase);
    secret_end(&k->steward_passphrase);
}
