/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "disk.h"
#include <assert.h>
#include <fcntl.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

enum { SECTOR = 512, PATH_ROOM = 700 };

struct change { /* since the last synchronisation */
    bool cut_off; /* the file ends at `at` */
    int64_t at;
    size_t n;
    uint8_t *bytes;
};
struct platter { /* one name on the disk */
    char path[PATH_ROOM];
    bool safe;     /* the name would be there after a cut, with `bytes` */
    bool there;    /* the name is there now */
    char was[PATH_ROOM]; /* the name it had before a rename that is not safe yet; "" */
    uint8_t *bytes;
    size_t n;
    struct change *changes;
    size_t change_n, change_room;
};

static char watched[PATH_ROOM];
static struct platter *platters;
static size_t platter_n, platter_room;
static struct {
    const char *into;
    double share;
    int *n;
    struct rng *chance;
} cutting;

/* ---- what is on the disk ---- */

static bool followed(const char *path)
{
    size_t n = strlen(watched);
    return n && path && strncmp(path, watched, n) == 0 && path[n] == '/';
}

static struct platter *platter_of(const char *path)
{
    for (size_t i = 0; i < platter_n; i++)
        if (strcmp(platters[i].path, path) == 0)
            return &platters[i];
    return NULL;
}

static size_t platter_at(const char *path)
{
    struct platter *p = platter_of(path);
    if (!p) {
        GROW(platters, platter_n, platter_room);
        p = &platters[platter_n++];
        *p = (struct platter){0};
        snprintf(p->path, sizeof p->path, "%s", path);
    }
    return (size_t)(p - platters);
}

static void changes_drop(struct platter *p)
{
    for (size_t i = 0; i < p->change_n; i++)
        free(p->changes[i].bytes);
    p->change_n = 0;
}

/* Bytes grow with zeros between, as a file with a hole reads. */
static void bytes_set(uint8_t **bytes, size_t *n, size_t at, const uint8_t *from, size_t count)
{
    if (at + count > *n) {
        *bytes = mem_grow(*bytes, at + count, 1);
        memset(*bytes + *n, 0, at + count - *n);
        *n = at + count;
    }
    memcpy(*bytes + at, from, count);
}

static void synchronised(struct platter *p)
{
    for (size_t i = 0; i < p->change_n; i++) {
        const struct change *c = &p->changes[i];
        if (c->cut_off)
            p->n = MIN_OF(p->n, (size_t)c->at);
        else
            bytes_set(&p->bytes, &p->n, (size_t)c->at, c->bytes, c->n);
    }
    changes_drop(p);
    p->safe = true;
}

/* ---- an image of what a cut leaves ---- */

enum lot { LOT_NOTHING, LOT_ALL, LOT_SECTORS, LOT_FIRST, LOTS };

static void sectors_set(struct rng *r, const struct change *c, uint8_t **bytes, size_t *n)
{
    for (size_t done = 0; done < c->n;) {
        size_t in_sector = SECTOR - ((size_t)c->at + done) % SECTOR, count = MIN_OF(in_sector, c->n - done);
        uint64_t lot = rng_below(r, 16);
        if (lot < 8) /* one of sixteen sectors is torn in the middle */
            bytes_set(bytes, n, (size_t)c->at + done, c->bytes + done, lot ? count : (size_t)rng_below(r, count + 1));
        done += count;
    }
}

static void image_file(struct rng *r, const struct platter *p, const char *name, const char *into)
{
    uint8_t *bytes = mem_get(p->n + 1);
    size_t n = p->n;
    if (n)
        memcpy(bytes, p->bytes, n);
    enum lot lot = (enum lot)rng_below(r, LOTS);
    size_t first = lot == LOT_FIRST ? (size_t)rng_below(r, p->change_n + 1) : p->change_n;
    for (size_t i = 0; i < first && lot != LOT_NOTHING; i++) {
        const struct change *c = &p->changes[i];
        if (c->cut_off) {
            if (lot != LOT_SECTORS || rng_below(r, 2))
                n = MIN_OF(n, (size_t)c->at);
        } else if (lot == LOT_SECTORS) {
            sectors_set(r, c, &bytes, &n);
        } else {
            bytes_set(&bytes, &n, (size_t)c->at, c->bytes, c->n);
        }
    }
    if (lot == LOT_FIRST && first < p->change_n && !p->changes[first].cut_off) /* the one that was on its way */
        sectors_set(r, &p->changes[first], &bytes, &n);
    char path[2 * PATH_ROOM];
    const char *slash = strrchr(name, '/');
    snprintf(path, sizeof path, "%s/%s", into, slash ? slash + 1 : name);
    int fd = open(path, O_CREAT | O_TRUNC | O_WRONLY, 0600);
    bool written = fd >= 0 && write(fd, bytes, n) == (ssize_t)n;
    assert(written);
    (void)written;
    close(fd);
    free(bytes);
}

void disk_image(const char *into, int *n, struct rng *chance)
{
    char folder[PATH_ROOM];
    snprintf(folder, sizeof folder, "%s/%d", into, (*n)++);
    int made = mkdir(folder, 0700);
    assert(made == 0);
    (void)made;
    for (size_t i = 0; i < platter_n; i++) {
        const struct platter *p = &platters[i];
        bool there = p->safe == p->there ? p->safe : rng_below(chance, 2);
        bool old_name = p->was[0] && rng_below(chance, 2);
        if (there)
            image_file(chance, p, old_name ? p->was : p->path, folder);
    }
}

static void moment(bool boundary)
{
    if (cutting.into && (boundary || rng_unit(cutting.chance) < cutting.share))
        disk_image(cutting.into, cutting.n, cutting.chance);
}

void disk_cut(const char *into, double share, int *n, struct rng *chance)
{
    cutting.into = into;
    cutting.share = share;
    cutting.n = n;
    cutting.chance = chance;
}

/* ---- the VFS ---- */

struct disk_file {
    sqlite3_file base;
    size_t platter; /* SIZE_MAX: not followed */
    sqlite3_file *real;
};

static sqlite3_vfs *real_vfs;

static struct disk_file *of(sqlite3_file *f)
{
    return (struct disk_file *)(void *)f;
}

static int disk_close(sqlite3_file *f)
{
    return of(f)->real->pMethods->xClose(of(f)->real);
}

static int disk_read(sqlite3_file *f, void *p, int n, sqlite3_int64 at)
{
    return of(f)->real->pMethods->xRead(of(f)->real, p, n, at);
}

static void note(struct disk_file *f, struct change c)
{
    if (f->platter == SIZE_MAX)
        return;
    moment(false);
    struct platter *p = &platters[f->platter];
    GROW(p->changes, p->change_n, p->change_room);
    p->changes[p->change_n++] = c;
}

static int disk_write(sqlite3_file *f, const void *bytes, int n, sqlite3_int64 at)
{
    int code = of(f)->real->pMethods->xWrite(of(f)->real, bytes, n, at);
    if (code != SQLITE_OK || of(f)->platter == SIZE_MAX)
        return code;
    uint8_t *copy = mem_get((size_t)n);
    memcpy(copy, bytes, (size_t)n);
    note(of(f), (struct change){.at = at, .n = (size_t)n, .bytes = copy});
    return code;
}

static int disk_truncate(sqlite3_file *f, sqlite3_int64 size)
{
    int code = of(f)->real->pMethods->xTruncate(of(f)->real, size);
    if (code == SQLITE_OK)
        note(of(f), (struct change){.cut_off = true, .at = size});
    return code;
}

static int disk_sync(sqlite3_file *f, int flags)
{
    int code = of(f)->real->pMethods->xSync(of(f)->real, flags);
    if (code != SQLITE_OK || of(f)->platter == SIZE_MAX)
        return code;
    moment(true);
    synchronised(&platters[of(f)->platter]);
    moment(true);
    return code;
}

static int disk_size(sqlite3_file *f, sqlite3_int64 *size)
{
    return of(f)->real->pMethods->xFileSize(of(f)->real, size);
}

static int disk_lock(sqlite3_file *f, int kind)
{
    return of(f)->real->pMethods->xLock(of(f)->real, kind);
}

static int disk_unlock(sqlite3_file *f, int kind)
{
    return of(f)->real->pMethods->xUnlock(of(f)->real, kind);
}

static int disk_reserved(sqlite3_file *f, int *out)
{
    return of(f)->real->pMethods->xCheckReservedLock(of(f)->real, out);
}

static int disk_control(sqlite3_file *f, int what, void *arg)
{
    return of(f)->real->pMethods->xFileControl(of(f)->real, what, arg);
}

static int disk_sector(sqlite3_file *f)
{
    return of(f)->real->pMethods->xSectorSize(of(f)->real);
}

static int disk_device(sqlite3_file *f)
{
    return of(f)->real->pMethods->xDeviceCharacteristics(of(f)->real);
}

static int disk_shm_map(sqlite3_file *f, int page, int size, int extend, void volatile **out)
{
    return of(f)->real->pMethods->xShmMap(of(f)->real, page, size, extend, out);
}

static int disk_shm_lock(sqlite3_file *f, int at, int n, int flags)
{
    return of(f)->real->pMethods->xShmLock(of(f)->real, at, n, flags);
}

static void disk_shm_barrier(sqlite3_file *f)
{
    of(f)->real->pMethods->xShmBarrier(of(f)->real);
}

static int disk_shm_unmap(sqlite3_file *f, int remove)
{
    return of(f)->real->pMethods->xShmUnmap(of(f)->real, remove);
}

static int disk_fetch(sqlite3_file *f, sqlite3_int64 at, int n, void **out)
{
    return of(f)->real->pMethods->xFetch(of(f)->real, at, n, out);
}

static int disk_unfetch(sqlite3_file *f, sqlite3_int64 at, void *p)
{
    return of(f)->real->pMethods->xUnfetch(of(f)->real, at, p);
}

static const sqlite3_io_methods methods = {.iVersion = 3, .xClose = disk_close, .xRead = disk_read, .xWrite = disk_write,
    .xTruncate = disk_truncate, .xSync = disk_sync, .xFileSize = disk_size, .xLock = disk_lock, .xUnlock = disk_unlock,
    .xCheckReservedLock = disk_reserved, .xFileControl = disk_control, .xSectorSize = disk_sector,
    .xDeviceCharacteristics = disk_device, .xShmMap = disk_shm_map, .xShmLock = disk_shm_lock, .xShmBarrier = disk_shm_barrier,
    .xShmUnmap = disk_shm_unmap, .xFetch = disk_fetch, .xUnfetch = disk_unfetch};

/* A file that is there before it is followed is safe as it lies there. */
static size_t opened(const char *path)
{
    bool known = platter_of(path) != NULL;
    size_t at = platter_at(path);
    struct platter *p = &platters[at];
    if (!known) {
        FILE *f = fopen(path, "rb");
        uint8_t piece[4096];
        for (size_t n; f && (n = fread(piece, 1, sizeof piece, f)) > 0;)
            bytes_set(&p->bytes, &p->n, p->n, piece, n);
        p->safe = p->n > 0;
        if (f)
            fclose(f);
    }
    p->there = true;
    return at;
}

static int disk_open(sqlite3_vfs *vfs, const char *path, sqlite3_file *file, int flags, int *out)
{
    (void)vfs;
    struct disk_file *f = of(file);
    *f = (struct disk_file){.platter = SIZE_MAX, .real = (sqlite3_file *)(void *)(f + 1)};
    if (followed(path)) /* before SQLite has it open: closing any other handle would drop its locks */
        f->platter = opened(path);
    int code = real_vfs->xOpen(real_vfs, path, f->real, flags, out);
    if (code != SQLITE_OK)
        return code;
    f->base.pMethods = &methods;
    return code;
}

static int disk_delete(sqlite3_vfs *vfs, const char *path, int folder_too)
{
    (void)vfs;
    int code = real_vfs->xDelete(real_vfs, path, folder_too);
    struct platter *p = followed(path) ? platter_of(path) : NULL;
    if (code != SQLITE_OK || !p)
        return code;
    p->there = false;
    changes_drop(p);
    if (folder_too) {
        p->safe = false;
        p->n = 0;
    }
    moment(true);
    return code;
}

void disk_watch(const char *folder)
{
    static sqlite3_vfs vfs;
    for (size_t i = 0; i < platter_n; i++) {
        changes_drop(&platters[i]);
        free(platters[i].changes);
        free(platters[i].bytes);
    }
    platter_n = 0;
    if (!real_vfs) {
        real_vfs = sqlite3_vfs_find(NULL);
        vfs = *real_vfs; /* what is not named here is the real one's */
        vfs.zName = "power";
        vfs.pNext = NULL;
        vfs.szOsFile = (int)sizeof(struct disk_file) + real_vfs->szOsFile;
        vfs.xOpen = disk_open;
        vfs.xDelete = disk_delete;
        sqlite3_vfs_register(&vfs, 1);
    }
    char *real = realpath(folder, NULL);
    snprintf(watched, sizeof watched, "%s", real ? real : "");
    free(real);
}

/* ---- what the program does to the disk beside SQLite (the linker's --wrap) ---- */

int __real_renameat2(int from_folder, const char *from, int to_folder, const char *to, unsigned flags);
int __wrap_renameat2(int from_folder, const char *from, int to_folder, const char *to, unsigned flags);
int __real_fsync(int fd);
int __wrap_fsync(int fd);

int __wrap_renameat2(int from_folder, const char *from, int to_folder, const char *to, unsigned flags)
{
    int done = __real_renameat2(from_folder, from, to_folder, to, flags);
    struct platter *p = done == 0 && followed(to) ? platter_of(from) : NULL;
    if (!p)
        return done;
    snprintf(p->was, sizeof p->was, "%s", from);
    snprintf(p->path, sizeof p->path, "%s", to);
    moment(true);
    return done;
}

int __wrap_fsync(int fd)
{
    int done = __real_fsync(fd);
    char link[64], path[PATH_ROOM] = "";
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    if (readlink(link, path, sizeof path - 1) < 0 || done != 0)
        return done;
    bool folder = strcmp(path, watched) == 0;
    if (!folder && !followed(path))
        return done;
    moment(true);
    for (size_t i = 0; i < platter_n; i++) {
        if (folder) { /* names, not bytes */
            platters[i].was[0] = '\0';
            platters[i].safe = platters[i].there;
        }
        if (!folder && strcmp(platters[i].path, path) == 0)
            synchronised(&platters[i]);
    }
    moment(true);
    return done;
}
