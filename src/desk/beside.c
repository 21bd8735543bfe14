/* SPDX-License-Identifier: GPL-3.0-or-later */
/* add: a shapefile is several files beside one another. Whichever of them is named, or the folder they lie in, all are read. */
#include "desk/desk_priv.h"
#include <dirent.h>
#include <errno.h>
#include <sys/stat.h>

enum { MEMBERS = 5 };
static const char *const endings[MEMBERS] = {".shp", ".dbf", ".shx", ".prj", ".cpg"}; /* in the order the intake wants them */

static int ending_of(struct str name)
{
    for (int i = 0; name.n > 4 && i < MEMBERS; i++)
        if (str_is_nocase((struct str){name.p + name.n - 4, 4}, endings[i]))
            return i;
    return -1;
}

static bool is_folder(const char *path)
{
    struct stat st;
    return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

static const char *within(struct arena *a, const char *folder, const char *name)
{
    size_t n = strlen(folder);
    return arena_f(a, "%s%s%s", folder, n && folder[n - 1] == '/' ? "" : "/", name);
}

/* The one shapefile of a folder. */
static bool shapes_in_folder(struct arena *a, const char *folder, const char **path, struct err *e)
{
    DIR *d = opendir(folder);
    if (!d)
        return err_set(e, ERR_SYSTEM, "%s: cannot be opened: %s", folder, strerror(errno));
    struct buf names CLEANUP(buf_end) = {0};
    size_t n = 0;
    for (const struct dirent *f; (f = readdir(d));) {
        if (ending_of(str_of(f->d_name)) != 0 || f->d_name[0] == '.')
            continue;
        *path = within(a, folder, f->d_name);
        if (names.n < 200)
            buf_f(&names, "%s%.80s", n ? ", " : "", f->d_name);
        n++;
    }
    closedir(d);
    if (n == 1)
        return true;
    if (n > 1)
        return err_set(e, ERR_USAGE, "%s: holds %zu shapefiles (%s); name the one that is meant", folder, n, names.p);
    if (str_ends(str_of(folder), ".gdb") || str_ends(str_of(folder), ".gdb/"))
        return err_set(e, ERR_INPUT, "%s: is a geodatabase of ESRI, which is not read here; save its borders as a GeoPackage (in QGIS: Export, Save Features As; or "
            "ogr2ogr borders.gpkg %s) and add that", folder, folder);
    return err_set(e, ERR_INPUT, "%s: is a folder without a shapefile; name the file inside it", folder);
}

/* The files beside `path` that have its name and another ending, by ending; NULL where there is none. */
static bool members_of(struct arena *a, const char *path, const char *members[MEMBERS], struct err *e)
{
    const char *slash = strrchr(path, '/'), *own = slash ? slash + 1 : path;
    const char *folder = slash == path ? "/" : slash ? arena_text(a, path, (size_t)(slash - path)) : ".";
    size_t stem = strlen(own) - 4;
    DIR *d = opendir(folder);
    if (!d)
        return err_set(e, errno == ENOENT ? ERR_ABSENT : ERR_SYSTEM, "%s: cannot be opened: %s", path, strerror(errno));
    for (const struct dirent *f; (f = readdir(d));) {
        int ending = ending_of(str_of(f->d_name));
        if (ending >= 0 && strlen(f->d_name) == stem + 4 && strncmp(f->d_name, own, stem) == 0 && !members[ending])
            members[ending] = slash ? within(a, folder, f->d_name) : arena_text(a, f->d_name, stem + 4);
    }
    closedir(d);
    int named = ending_of(str_of(own));
    if (!members[named])
        return err_set(e, ERR_ABSENT, "%s: cannot be opened: %s", path, strerror(ENOENT));
    return members[0] || err_set(e, ERR_INPUT, "%s: is part of a shapefile, but its shapes (.shp) are not beside it; keep its files together, or add the zip they came in", path);
}

static bool read_members(struct intake *in, const char *const members[MEMBERS], struct err *e)
{
    struct file_stream files[MEMBERS];
    size_t n = 0;
    bool good = true;
    for (size_t i = 0; good && i < MEMBERS; i++)
        if (members[i]) {
            good = file_open(members[i], &files[n], e);
            n += good;
        }
    good = good && intake_read_shapefile(in, files, n, e);
    while (n)
        file_close(&files[--n]);
    return good;
}

bool desk_read_file(struct request *r, struct intake *in, const char *path, struct err *e)
{
    if (is_folder(path) && !shapes_in_folder(&r->arena, path, &path, e))
        return false;
    const char *members[MEMBERS] = {NULL};
    if (ending_of(str_of(path)) >= 0)
        return members_of(&r->arena, path, members, e) && read_members(in, members, e);
    struct file_stream file;
    if (!file_open(path, &file, e))
        return false;
    bool good = intake_read(in, &file, e);
    file_close(&file);
    return good;
}
