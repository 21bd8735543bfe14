/* SPDX-License-Identifier: GPL-3.0-or-later */
/* key lock: leaving in a hurry. Needs neither the passphrase nor the register, and asks nothing. */
#include "core/keyring.h"
#include "desk/key_priv.h"
#include <dirent.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/pidfd.h>
#include <time.h>
#include <unistd.h>

enum { OTHERS_MOST = 64, PATIENCE_MS = 1000, STEP_MS = 20 };
struct others { /* other processes of the same user that are Diwan */
    pid_t pid[OTHERS_MOST];
    int fd[OTHERS_MOST]; /* pidfd: never another process that took the number meanwhile */
    size_t n;
};

static void others_end(struct others *o)
{
    for (size_t i = 0; i < o->n; i++)
        close(o->fd[i]);
    o->n = 0;
}

/* `status` of a process: its name, and whose it is. Readable also where the process itself may not be looked into. */
static bool is_other_diwan(const char *pid)
{
    char path[64], text[2048];
    snprintf(path, sizeof path, "/proc/%s/status", pid);
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return false;
    ssize_t n = read(fd, text, sizeof text - 1);
    close(fd);
    text[MAX_OF(n, 0)] = 0;
    const char *uid = strstr(text, "\nUid:"), *state = strstr(text, "\nState:\t");
    if (!str_starts(str_of(text), "Name:\tdiwan\n") || !uid || !state || state[8] == 'Z')
        return false;
    return strtoul(uid + 5, NULL, 10) == getuid();
}

static void others_find(struct others *o)
{
    DIR *d = opendir("/proc");
    if (!d)
        return;
    for (struct dirent *entry; o->n < OTHERS_MOST && (entry = readdir(d));) {
        int64_t pid;
        if (!str_to_int(str_of(entry->d_name), &pid) || pid <= 0 || pid == getpid() || !is_other_diwan(entry->d_name))
            continue;
        int fd = pidfd_open((pid_t)pid, 0);
        if (fd < 0)
            continue;
        if (is_other_diwan(entry->d_name)) { /* still it, now that nobody else can take the number's place */
            o->pid[o->n] = (pid_t)pid;
            o->fd[o->n++] = fd;
        } else {
            close(fd);
        }
    }
    closedir(d);
}

/* Those that ended leave the list, also where nobody has asked for their status yet: their memory is gone. */
static void others_ended(struct others *o, size_t *ended)
{
    size_t kept = 0;
    for (size_t i = 0; i < o->n; i++) {
        struct pollfd p = {.fd = o->fd[i], .events = POLLIN};
        if (poll(&p, 1, 0) > 0) {
            close(o->fd[i]);
            ++*ended;
            continue;
        }
        o->pid[kept] = o->pid[i];
        o->fd[kept++] = o->fd[i];
    }
    o->n = kept;
}

/* SIGTERM: what is written is whole or not at all, as with Ctrl-C. */
static void others_stop(const struct others *o)
{
    for (size_t i = 0; i < o->n; i++)
        (void)pidfd_send_signal(o->fd[i], SIGTERM, NULL, 0);
}

/* A second at most. */
static size_t others_wait(struct others *o)
{
    size_t ended = 0;
    for (int waited = 0; o->n && waited < PATIENCE_MS; waited += STEP_MS) {
        nanosleep(&(struct timespec){0, STEP_MS * 1000000L}, NULL);
        others_ended(o, &ended);
    }
    return ended;
}

static struct str pids_shown(struct request *r, const struct others *o)
{
    struct buf b CLEANUP(buf_end) = {0};
    for (size_t i = 0; i < o->n; i++) {
        buf_text(&b, i ? ", " : "");
        buf_int(&b, o->pid[i]);
    }
    return (struct str){arena_text(&r->arena, b.p ? b.p : "", b.n), b.n};
}

static void tell(struct request *r, struct answer *a, size_t taken, const struct others *o, size_t ended)
{
    if (taken)
        DESK_NOTE(r, a, T("Taken out of the kernel's memory: {keys}. Each command asks for the passphrase again."), desk_slot("keys", desk_counted(r, TN("{n} key", "{n} keys"), (int64_t)taken)));
    else
        desk_note(r, a, T("No key was kept in the kernel's memory: there was nothing to take out."), NULL, 0);
    if (ended)
        DESK_NOTE(r, a, T("Ended: {n} at work. Work that was not finished is left out, and the register whole."), desk_slot("n", desk_counted(r, TN("{n} other Diwan", "{n} other Diwans"), (int64_t)ended)));
    if (!o->n)
        return;
    a->problems = request_flag(r, "now");
    DESK_NOTE(r, a, request_flag(r, "now") ? T("Did not end within a second, and may still hold a register open with its key: {n} of yours (process {pids}). `kill -9` ends it, and leaves the register whole.")
            : T("Still at work, and may hold a register open with its key: {n} of yours (process {pids}). `diwan key lock --now` ends it."),
        desk_slot("n", desk_counted(r, TN("{n} other Diwan", "{n} other Diwans"), (int64_t)o->n)), desk_slot("pids", pids_shown(r, o)));
}

static void tell_json(struct answer *a, size_t taken, const struct others *o, size_t ended)
{
    struct json j;
    json_begin(&j, &a->json);
    json_object(&j);
    json_key(&j, "keys"), json_int(&j, (int64_t)taken);
    json_key(&j, "ended"), json_int(&j, (int64_t)ended);
    json_key(&j, "at_work");
    json_array(&j);
    for (size_t i = 0; i < o->n; i++)
        json_int(&j, o->pid[i]);
    json_close(&j);
    json_close(&j);
}

/*
 * The others are told to stop first, where that is wanted: one that is at `unlock` puts no key from then on. Then the keys go, at once; and
 * once more when the others are gone, for one of them may have been at the very step of putting its key.
 */
static bool keys_out(struct request *r, const unsigned char *salt, struct others *o, size_t *taken, size_t *ended, struct err *e)
{
    size_t late = 0;
    others_find(o);
    if (!request_flag(r, "now"))
        return keyring_drop(salt, taken, e);
    others_stop(o);
    bool gone = keyring_drop(salt, taken, e);
    *ended = others_wait(o);
    gone = keyring_drop(salt, &late, e) && gone;
    *taken += late;
    return gone;
}

/* A register whose salt cannot be read counts as all of them: damaged, away, or none that has a key. */
static bool run_lock(struct request *r, struct answer *a, struct err *e)
{
    unsigned char salt[KEYRING_SALT];
    size_t taken = 0, ended = 0;
    struct others o = {0};
    bool one = r->path_named && store_file_salt(r->path, salt);
    bool gone = keys_out(r, one ? salt : NULL, &o, &taken, &ended, e);
    if (gone && r->path_named && !one)
        DESK_NOTE(r, a, T("{register} cannot be read as an encrypted register, so the keys of all registers were taken out."), desk_slot("register", str_of(r->path)));
    if (gone)
        tell(r, a, taken, &o, ended);
    if (gone && r->wants_json)
        tell_json(a, taken, &o, ended);
    others_end(&o);
    return gone;
}

const struct verb verb_lock = {.word = "lock", .usage = "[REGISTER] [--now]", .brief = T("take kept keys out of the kernel's memory at once; --now also ends every Diwan of yours that is at work"),
    .needs = NEEDS_NONE, .run = run_lock};
