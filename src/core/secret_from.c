/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where secrets come from, and how the process keeps them to itself. */
#include "core/secret.h"
#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

bool secret_can_lock(void)
{
    enum { TRIED = 64 * 1024 }; /* more than all secrets of a command with their pages */
    void *p = mmap(NULL, TRIED, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    bool locked = p != MAP_FAILED && mlock(p, TRIED) == 0;
    if (p != MAP_FAILED)
        munmap(p, TRIED);
    return locked;
}

/* ---- key files ---- */

static bool key_file_open(const char *path, int *fd, struct err *e)
{
    *fd = open(path, O_RDONLY | O_CLOEXEC);
    if (*fd >= 0)
        return true;
    if (errno == ENOENT || errno == ENOTDIR)
        return err_set(e, ERR_ABSENT, "%s: there is no such key file; name the one that this register was made with", path);
    if (errno == EACCES || errno == EPERM)
        return err_set(e, ERR_DENIED, "%s: you have no permission to read this key file", path);
    return err_set(e, ERR_SYSTEM, "%s: the key file cannot be opened: %s", path, strerror(errno));
}

static bool key_file_fit(const char *path, int fd, struct err *e)
{
    struct stat st;
    if (fstat(fd, &st) != 0)
        return err_set(e, ERR_SYSTEM, "%s: the key file cannot be looked at: %s", path, strerror(errno));
    if (S_ISDIR(st.st_mode))
        return err_set(e, ERR_INPUT, "%s: this is a folder and no key file", path);
    if (S_ISREG(st.st_mode) && (st.st_mode & (S_IRWXG | S_IRWXO)))
        return err_set(e, ERR_DENIED, "%s: others may read or change this key file (mode %03o), so it is not used; run `chmod 600` on it, and where its disk knows no permissions copy it to one that does", path, (unsigned)(st.st_mode & 0777));
    return true;
}

/* Until the end of the file, at most room bytes. */
static bool key_file_bytes(const char *path, int fd, unsigned char *p, size_t room, size_t *got, struct err *e)
{
    *got = 0;
    while (*got < room) {
        ssize_t k = read(fd, p + *got, room - *got);
        if (k < 0 && errno == EINTR && !interrupted())
            continue;
        if (k < 0)
            return interrupted() ? err_set(e, ERR_STOPPED, "%s: stopped while the key file was read", path) : err_set(e, ERR_SYSTEM, "%s: the key file cannot be read: %s", path, strerror(errno));
        if (k == 0)
            break;
        *got += (size_t)k;
    }
    return true;
}

static size_t without_line_end(const unsigned char *p, size_t n)
{
    if (n && p[n - 1] == '\n')
        n -= n > 1 && p[n - 2] == '\r' ? 2 : 1;
    return n;
}

static bool key_file_read(const char *path, int fd, struct secret *out, struct err *e)
{
    size_t n;
    struct secret whole CLEANUP(secret_end) = secret_empty(SECRET_MOST + 3); /* one too many shows, whatever the end of the line */
    if (!key_file_bytes(path, fd, whole.p, whole.n, &n, e))
        return false;
    n = without_line_end(whole.p, n);
    if (n == 0)
        return err_set(e, ERR_INPUT, "%s: the key file is empty; it was to hold a passphrase or random bytes", path);
    if (n > SECRET_MOST)
        return err_set(e, ERR_INPUT, "%s: the key file is longer than %d bytes; it was to hold a passphrase or random bytes, so this is likely another file", path, (int)SECRET_MOST);
    *out = secret_of(whole.p, n);
    return true;
}

bool secret_from_file(const char *path, struct secret *out, struct err *e)
{
    int fd;
    if (!key_file_open(path, &fd, e))
        return false;
    bool good = key_file_fit(path, fd, e) && key_file_read(path, fd, out, e);
    close(fd);
    return good;
}

/* ---- environment ---- */

bool secret_from_environment(const char *name, struct secret *out)
{
    char *value = getenv(name);
    if (!value)
        return false;
    size_t n = strlen(value);
    if (n)
        *out = secret_of(value, n);
    sodium_memzero(value, n);
    unsetenv(name);
    return n > 0;
}

/* ---- the process ---- */

#if defined(__SANITIZE_ADDRESS__)
#define UNDER_ASAN 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define UNDER_ASAN 1
#endif
#endif
#ifndef UNDER_ASAN
#define UNDER_ASAN 0
#endif

void process_harden(void)
{
    (void)setrlimit(RLIMIT_CORE, &(struct rlimit){0, 0});
    /* The limit alone does not hold where core files are piped to a program: the kernel then overlooks it. What may not be dumped at all
     * may not be traced by its own user either. LeakSanitizer traces the program it is in, which then only root may: tests under it
     * go without. */
    if (UNDER_ASAN && geteuid() != 0)
        return;
    (void)prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
}
