/* SPDX-License-Identifier: GPL-3.0-or-later */
/* key shares: the key in parts for trustees, a file a part. key recover: enough of them, and a new passphrase. */
#include "core/shares.h"
#include "desk/key_priv.h"
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

/* ---- the text that a trustee gets ---- */

static void paragraph(const struct speech *s, struct buf *b, const char *msgid, const struct slot *slots, size_t n)
{
    say_flat(b, say(s, msgid), slots, n, false);
    buf_text(b, "\n\n");
}

static struct slot number_slot(struct request *r, const struct speech *s, const char *name, int n)
{
    struct buf b CLEANUP(buf_end) = {0};
    say_int(s, &b, n);
    return desk_slot(name, str_of(arena_text(&r->arena, b.p, b.n)));
}

static void words_in(struct request *r, const struct language *l, const struct share *s, struct str title, struct buf *b)
{
    struct speech speech = {.language = l};
    const struct slot slots[] = {number_slot(r, &speech, "number", s->number), number_slot(r, &speech, "of", s->of), number_slot(r, &speech, "need", s->need), desk_slot("register", title)};
    size_t n = ARRAY_LEN(slots);
    buf_f(b, "%s\n\n", language_own_name(l));
    paragraph(&speech, b, T("Share {number} of {of} of the key of the register \"{register}\" (Diwan). Any {need} of these shares together open it; fewer tell nothing about it."), slots, n);
    paragraph(&speech, b, T("Keep this sheet apart from the register and from the other shares, on paper if you can. Show it to nobody who could also get at others. If you are asked for it, make sure that you know who asks and why: whoever has {need} shares reads everything in the register."), slots, n);
    paragraph(&speech, b, T("To use it: type the nine lines at the end into a text file, numbers and colons too. Capitals or small letters, blanks or none; Diwan says which line holds a slip. Then: diwan key recover REGISTER SHARE SHARE ... Once the key of the register has been changed, this share opens nothing any more: ask for a new one."), slots, n);
}

static void hex_of(const unsigned char *p, size_t n, struct buf *b)
{
    for (size_t i = 0; i < n; i++)
        buf_f(b, "%02x", p[i]);
}

/* All but the lines. */
static void head_of(struct request *r, const struct share *s, struct str title, struct buf *b)
{
    for (size_t i = 0; i < language_count(); i++)
        words_in(r, language_at(i), s, title, b);
    buf_f(b, "diwan share %d/%d, %d\n%.10s\nkey ", (int)s->number, (int)s->of, (int)s->need, r->now.p);
    hex_of(s->id, sizeof s->id, b);
    buf_text(b, "\n\n");
}

/* ---- writing them: all or none ---- */

static bool write_whole(int fd, const struct buf *b)
{
    for (size_t done = 0; done < b->n;) {
        ssize_t k = write(fd, b->p + done, b->n - done);
        if (k < 0 && errno != EINTR)
            return false;
        done += (size_t)MAX_OF(k, 0);
    }
    return true;
}

static bool write_share(struct request *r, const char *path, const struct share *s, struct str title, struct err *e)
{
    struct buf head CLEANUP(buf_end) = {0}, lines CLEANUP(buf_end) = {0};
    int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (fd < 0 && errno == EEXIST)
        return err_set(e, ERR_USAGE, "%s is there already: a share that is somebody's is not overwritten; name another folder", path);
    if (fd < 0)
        return err_set(e, ERR_SYSTEM, "%s cannot be written: %s", path, strerror(errno));
    head_of(r, s, title, &head);
    share_write(s, &lines);
    bool good = write_whole(fd, &head) && write_whole(fd, &lines) && fsync(fd) == 0;
    int why = errno;
    explicit_bzero(lines.p, lines.n);
    if (close(fd) != 0)
        good = false;
    if (good)
        return true;
    (void)unlink(path);
    return err_set(e, ERR_SYSTEM, "%s cannot be written: %s", path, strerror(why));
}

static const char *share_path(struct request *r, const char *folder, int number, int of)
{
    return arena_f(&r->arena, "%s%sshare-%d-of-%d.txt", folder, str_ends(str_of(folder), "/") ? "" : "/", number, of);
}

static bool write_all(struct request *r, const char *folder, const struct share *list, int of, struct str title, struct err *e)
{
    bool made = mkdir(folder, 0700) == 0;
    if (!made && errno != EEXIST)
        return err_set(e, ERR_SYSTEM, "-o: the folder %s cannot be made: %s", folder, strerror(errno));
    for (int i = 0; i < of; i++) {
        if (write_share(r, share_path(r, folder, i + 1, of), &list[i], title, e))
            continue;
        while (i-- > 0)
            (void)unlink(share_path(r, folder, i + 1, of));
        if (made)
            (void)rmdir(folder);
        return false;
    }
    return true;
}

/* ---- reading them ---- */

static bool share_file(const char *path, struct share *out, struct err *e)
{
    struct file_stream in;
    struct buf text CLEANUP(buf_end) = {.most = SHARE_TEXT_MOST + 2};
    if (!file_open(path, &in, e))
        return false;
    bool good = stream_all(&in.s, SHARE_TEXT_MOST + 1, &text, e) && share_read(path, buf_view(&text), out, e);
    file_close(&in);
    if (text.p)
        explicit_bzero(text.p, text.n);
    return good;
}

static void shares_drop(struct share *list, size_t n)
{
    for (size_t i = 0; i < n; i++)
        share_end(&list[i]);
}

/* Of files of shares the key of the register whose salt this is. */
static bool key_of_files(const char *const *paths, size_t n, const unsigned char *salt, const char *shown, struct secret *key, struct err *e)
{
    struct share list[SHARES_MOST] = {0};
    size_t got = 0;
    while (got < n && share_file(paths[got], &list[got], e))
        got++;
    bool good = got == n && shares_combine(list, paths, n, salt, shown, key, e);
    shares_drop(list, got);
    return good;
}

/* ---- key shares ---- */

/* They are read again from the disk and must give the key: somebody will rely on them when nothing else is left. */
static bool proved(struct request *r, const char *folder, int of, int need, struct err *e)
{
    const char *paths[SHARES_MOST];
    struct secret key = {0};
    const struct secret *wanted = store_master(r->store);
    for (int i = 0; i < need; i++)
        paths[i] = share_path(r, folder, of - i, of);
    if (!key_of_files(paths, (size_t)need, store_salt(r->store), r->path, &key, e))
        return false;
    bool same = memcmp(key.p, wanted->p, wanted->n) == 0;
    secret_end(&key);
    return same || err_set(e, ERR_SYSTEM, "the shares written to %s do not give the key of %s: use none of them", folder, r->path);
}

static bool audit_shares(struct store *s, void *arg, struct err *e)
{
    return store_audit(s, "key shares", str_of(arg), e);
}

static struct str title_of(struct request *r)
{
    struct str name = {"", 0};
    struct err e = {0};
    const char *slash = strrchr(r->path, '/');
    if (store_fact(r->store, "name", &r->arena, &name, &e) && name.n)
        return name;
    return str_of(slash ? slash + 1 : r->path);
}

static void tell_shares(struct request *r, struct answer *a, const char *folder, int of, int need)
{
    DESK_NOTE(r, a, T("{folder}: {of} shares, of which {need} open the register. Give each to one person you trust, from hand to hand, and delete the files here: together they are the key."),
        desk_slot("folder", str_of(folder)), desk_number_slot(r, "of", of), desk_number_slot(r, "need", need));
    desk_note(r, a, T("They belong to the key as it is now: after `diwan key change` they open only copies from before, so make new ones then."), NULL, 0);
    a->written = true;
}

static bool run_shares(struct request *r, struct answer *a, struct err *e)
{
    struct share list[SHARES_MOST];
    int64_t of = request_whole(r, "of", 0), need = request_whole(r, "need", 0);
    struct str folder = request_text(r, "o");
    if (!of || !need || !folder.n)
        return err_set(e, ERR_USAGE, "say how many shares there shall be, how many of them are needed, and where they go: `diwan key shares REGISTER --of 5 --need 3 -o FOLDER`");
    const struct secret *key = store_master(r->store);
    if (!key)
        return err_set(e, ERR_USAGE, "%s is not encrypted: it has no key to share", r->path);
    if (!shares_split(key, store_salt(r->store), of, need, list, e))
        return false;
    bool good = write_all(r, folder.p, list, (int)of, title_of(r), e);
    shares_drop(list, (size_t)of);
    if (!good)
        return false;
    store_sign(r->store, r->who, r->now);
    if (!proved(r, folder.p, (int)of, (int)need, e) || !store_task(r->store, audit_shares, arena_f(&r->arena, "%d, %d needed", (int)of, (int)need), e)) {
        for (int i = 0; i < of; i++)
            (void)unlink(share_path(r, folder.p, i + 1, (int)of));
        return false;
    }
    tell_shares(r, a, folder.p, (int)of, (int)need);
    return true;
}

const struct verb verb_shares = {.word = "shares", .usage = "REGISTER --of N --need M -o FOLDER", .brief = T("split the key into N shares for trustees, any M of which recover it"),
    .needs = NEEDS_WRITE, .asks_anew = true, .run = run_shares};

/* ---- key recover ---- */

struct recovered { /* opens with the key of the shares, asks for the new passphrase as always */
    const struct secret *key;
    const struct key_source *keys;
};

static bool ask_recovered(void *arg, const struct key_question *q, struct key_answer *out, struct err *e)
{
    const struct recovered *k = arg;
    if (q->purpose != KEY_TO_OPEN)
        return k->keys->ask(k->keys->arg, q, out, e);
    *out = (struct key_answer){KEY_IS_MASTER, secret_of(k->key->p, k->key->n)};
    return true;
}

static bool run_recover(struct request *r, struct answer *a, struct err *e)
{
    unsigned char salt[SHARE_SALT];
    const char *paths[SHARES_MOST];
    struct secret key CLEANUP(secret_end) = {0};
    if (!key_salt(r->path, salt, e))
        return false;
    for (size_t i = 0; i < r->argument_n; i++)
        paths[i] = arena_text(&r->arena, r->arguments[i].p, r->arguments[i].n);
    if (!key_of_files(paths, r->argument_n, salt, r->path, &key, e))
        return false;
    struct recovered recovered = {&key, r->keys};
    if (!store_rewrite(r->path, &(struct key_source){ask_recovered, &recovered}, true, r->progress, e))
        return false;
    key_changed(r, a, salt);
    return true;
}

const struct verb verb_recover = {.word = "recover", .usage = "REGISTER SHARE SHARE ...", .brief = T("open a register by shares of its key, and set a new passphrase"),
    .needs = NEEDS_REGISTER, .least = 1, .most = SHARES_MOST, .run = run_recover};
