/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/core.h"
#include "core/hash_worker.h"
#include "core/speech.h"
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

bool stream_fill(struct stream *s, void *p, size_t n, size_t *got, struct err *e)
{
    size_t at = 0;
    while (at < n) {
        int64_t k = s->read(s, (char *)p + at, n - at, e);
        if (k < 0)
            return false;
        if (k == 0)
            break;
        at += (size_t)k;
    }
    *got = at;
    return true;
}

bool stream_all(struct stream *s, size_t most, struct buf *out, struct err *e)
{
    char piece[32768];
    out->most = most;
    for (;;) {
        int64_t k = s->read(s, piece, sizeof piece, e);
        if (k < 0)
            return false;
        if (k == 0)
            return true;
        buf_add(out, piece, (size_t)k);
        if (out->over)
            return err_set(e, ERR_INPUT, T("%s: is larger than %zu bytes, the most that is read of such a file"), s->name, most);
    }
}

enum { HASH_BESIDE = 16 << 20 }; /* bytes; below that a thread costs more than it saves */

static int64_t file_read(struct stream *s, void *p, size_t n, struct err *e)
{
    struct file_stream *f = (struct file_stream *)(void *)s;
    ssize_t k;
    do
        k = read(f->fd, p, n);
    while (k < 0 && errno == EINTR && !interrupted());
    if (k < 0) {
        if (errno == EINTR)
            err_set(e, ERR_STOPPED, "%s: stopped while reading", s->name);
        else
            err_set(e, ERR_SYSTEM, "%s: cannot be read: %s", s->name, strerror(errno));
        return -1;
    }
    if (f->worker)
        hash_worker_feed(f->worker, p, (size_t)k);
    else
        hash_add(&f->hash, p, (size_t)k);
    s->done += k;
    return k;
}

static const char *base_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

bool file_open(const char *path, struct file_stream *f, struct err *e)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return err_set(e, errno == ENOENT ? ERR_ABSENT : ERR_SYSTEM, "%s: cannot be opened: %s", path, strerror(errno));
    return file_from(fd, path, f, e);
}

bool file_from(int fd, const char *name, struct file_stream *f, struct err *e)
{
    struct stat st;
    if (fstat(fd, &st) != 0 || S_ISDIR(st.st_mode)) {
        close(fd);
        return err_set(e, ERR_INPUT, T("%s: is a folder; name the file inside it"), name);
    }
    if (S_ISREG(st.st_mode))
        (void)lseek(fd, 0, SEEK_SET);
    *f = (struct file_stream){
        .s = {.read = file_read, .name = base_name(name), .size = S_ISREG(st.st_mode) ? st.st_size : -1},
        .fd = fd,
    };
    hash_begin(&f->hash);
    if (f->s.size >= HASH_BESIDE)
        f->worker = hash_worker_new();
    return true;
}

struct digest file_digest(struct file_stream *f)
{
    if (f->worker)
        return hash_worker_end(&f->worker);
    return hash_end(&f->hash);
}

void file_close(struct file_stream *f)
{
    if (f->worker)
        hash_worker_end(&f->worker);
    if (f->fd > 0)
        close(f->fd);
    f->fd = -1;
}

static int64_t memory_read(struct stream *s, void *p, size_t n, struct err *e)
{
    struct memory_stream *m = (struct memory_stream *)(void *)s;
    (void)e;
    size_t k = MIN_OF(n, m->text.n - m->at);
    if (k)
        memcpy(p, m->text.p + m->at, k);
    m->at += k;
    s->done += (int64_t)k;
    return (int64_t)k;
}

void memory_open(struct memory_stream *m, const char *name, struct str text)
{
    *m = (struct memory_stream){.s = {.read = memory_read, .name = name, .size = (int64_t)text.n}, .text = text};
}
