/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/output.h"
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

static bool write_all(int fd, struct str bytes)
{
    while (bytes.n) {
        ssize_t k = write(fd, bytes.p, bytes.n);
        if (k < 0 && errno == EINTR)
            continue;
        if (k < 0)
            return false;
        bytes.p += k;
        bytes.n -= (size_t)k;
    }
    return true;
}

/* The rename lasts once the folder is on disk. Some file systems cannot do that: then the file is whole all the same. */
static void folder_sync(const char *path)
{
    const char *slash = strrchr(path, '/');
    struct buf folder CLEANUP(buf_end) = {0};
    buf_add(&folder, slash ? path : ".", slash ? (size_t)(slash - path) + 1 : 1);
    int fd = open(folder.p, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0)
        return;
    (void)fsync(fd);
    close(fd);
}

/* A register is one file of SQLite, and these are its first bytes; of an encrypted one the last of those that show. Nothing that is
 * written here may take its place. */
static bool is_database(const char *path)
{
    static const char first[] = "SQLite format 3", shown[] = {64, 64, 32, 32};
    enum { SHOWN_AT = 20 };
    char head[SHOWN_AT + sizeof shown];
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (fd < 0)
        return false;
    bool is = read(fd, head, sizeof head) == (ssize_t)sizeof head &&
              (memcmp(head, first, sizeof first) == 0 || memcmp(head + SHOWN_AT, shown, sizeof shown) == 0);
    close(fd);
    return is;
}

/* What went wrong, and what to do about it. */
static bool unwritten(const char *path, int why, struct err *e)
{
    const char *slash = strrchr(path, '/');
    int folder = slash ? MAX_OF((int)(slash - path), 1) : 0;
    if (why == ENOENT && folder)
        return err_set(e, ERR_SYSTEM, "%s: cannot be written: there is no folder %.*s; make it, or name another", path, folder, path);
    if (why == ENOTDIR)
        return err_set(e, ERR_SYSTEM, "%s: cannot be written: what stands before a / in it is no folder; name another", path);
    if (why == EACCES || why == EPERM)
        return err_set(e, ERR_SYSTEM, "%s: cannot be written: you have no permission to write there; name a file in a folder of your own", path);
    if (why == EROFS)
        return err_set(e, ERR_SYSTEM, "%s: cannot be written: that disk can only be read; name a file in another folder", path);
    if (why == ENOSPC || why == EDQUOT)
        return err_set(e, ERR_SYSTEM, "%s: cannot be written: there is no room; make some, or name a file in another folder", path);
    return err_set(e, ERR_SYSTEM, "%s: cannot be written: %s; name a file in another folder", path, strerror(why));
}

/* A device or a pipe has nothing to lose and no place to take: written as it is. */
static bool write_into(const char *path, struct str bytes, struct err *e)
{
    int fd = open(path, O_WRONLY | O_CLOEXEC);
    bool good = fd >= 0 && write_all(fd, bytes);
    int why = errno;
    if (fd >= 0 && close(fd) != 0 && good) {
        good = false;
        why = errno;
    }
    return good || unwritten(path, why, e);
}

void output_drop(struct output *o)
{
    if (o->beside.n)
        unlink(o->beside.p);
    buf_end(&o->beside);
    buf_end(&o->path);
}

bool output_begin(struct output *o, const char *path, struct str bytes, struct err *e)
{
    *o = (struct output){0};
    buf_text(&o->path, path);
    buf_f(&o->beside, "%s.part-XXXXXX", path);
    int fd = mkstemp(o->beside.p);
    if (fd < 0) {
        unwritten(path, errno, e);
        buf_clear(&o->beside);
        output_drop(o);
        return false;
    }
    mode_t mask = umask(0);
    umask(mask);
    bool good = fchmod(fd, 0666 & ~mask) == 0 && write_all(fd, bytes) && fsync(fd) == 0;
    int why = errno;
    if (close(fd) != 0 && good) {
        good = false;
        why = errno;
    }
    if (!good) {
        output_drop(o);
        unwritten(path, why, e); /* and what was there is there */
    }
    return good;
}

bool output_end(struct output *o, struct err *e)
{
    if (rename(o->beside.p, o->path.p) != 0)
        return unwritten(o->path.p, errno, e);
    folder_sync(o->path.p);
    buf_clear(&o->beside);
    return true;
}

/* Not every file system can do the first; those on memory sticks cannot do the second either. */
int output_rename_new(const char *from, const char *to)
{
    if (renameat2(AT_FDCWD, from, AT_FDCWD, to, RENAME_NOREPLACE) == 0)
        return 0;
    if (errno == EEXIST)
        return -1;
    if (link(from, to) == 0) {
        unlink(from);
        return 0;
    }
    if (errno == EEXIST)
        return -1;
    int fd = open(to, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0600); /* the name is ours from here on */
    if (fd < 0)
        return -1;
    close(fd);
    if (rename(from, to) == 0)
        return 0;
    int number = errno;
    unlink(to);
    errno = number;
    return -1;
}

static bool taken(const char *path, struct err *e)
{
    return err_set(e, ERR_USAGE, "%s: is there already, and is never written over; name another file", path);
}

bool output_end_new(struct output *o, struct err *e)
{
    if (output_rename_new(o->beside.p, o->path.p) != 0)
        return errno == EEXIST ? taken(o->path.p, e) : unwritten(o->path.p, errno, e);
    folder_sync(o->path.p);
    buf_clear(&o->beside);
    return true;
}

bool output_file(const char *path, struct str bytes, struct err *e)
{
    struct stat st;
    bool there = stat(path, &st) == 0;
    if (there && S_ISDIR(st.st_mode))
        return err_set(e, ERR_USAGE, "%s: is a folder; name a file in it", path);
    if (there && S_ISREG(st.st_mode) && is_database(path))
        return err_set(e, ERR_USAGE, "%s: is a register (or another database), which is never written over; name another file", path);
    if (there && !S_ISREG(st.st_mode))
        return write_into(path, bytes, e);
    struct output o;
    bool good = output_begin(&o, path, bytes, e) && output_end(&o, e);
    output_drop(&o);
    return good;
}

bool output_new(const char *path, struct str bytes, struct err *e)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (fd < 0 && errno == EEXIST)
        return taken(path, e);
    if (fd < 0)
        return unwritten(path, errno, e);
    bool good = write_all(fd, bytes) && fsync(fd) == 0;
    int why = errno;
    if (close(fd) != 0 && good) {
        good = false;
        why = errno;
    }
    if (good) {
        folder_sync(path);
        return true;
    }
    (void)unlink(path);
    return unwritten(path, why, e);
}

const char *output_passing_folder(void)
{
    enum { FOLDER_MOST = 200 };
    static const char memory[] = "/dev/shm";
    const char *folder = getenv("TMPDIR");
    if (folder && *folder && strlen(folder) < FOLDER_MOST)
        return folder;
    return access(memory, W_OK | X_OK) == 0 ? memory : "/tmp";
}

bool output_through_file(bool (*write)(const char *path, void *context), void *context, size_t most, struct buf *out, struct err *e)
{
    char path[240];
    snprintf(path, sizeof path, "%s/diwan-XXXXXX", output_passing_folder());
    int fd = mkstemp(path);
    if (fd < 0)
        return err_set(e, ERR_SYSTEM, "%s: a temporary file cannot be made there; make room and try again", path);
    close(fd);
    struct file_stream file;
    bool written = write(path, context), good = written && file_open(path, &file, e);
    if (!written)
        err_set(e, ERR_SYSTEM, "%s: cannot be written; make room there and try again", path);
    if (good) {
        good = stream_all(&file.s, most, out, e);
        file_close(&file);
    }
    unlink(path);
    return good;
}

bool output_stdout(struct str bytes, struct err *e)
{
    if (write_all(STDOUT_FILENO, bytes))
        return true;
    if (errno == EPIPE) /* the reader has had enough */
        return true;
    return err_set(e, ERR_SYSTEM, "standard output: cannot be written: %s", strerror(errno));
}
