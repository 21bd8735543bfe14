/* SPDX-License-Identifier: GPL-3.0-or-later */
/* add: a shapefile is several files beside one another, and so is a dialogue. Whichever of them is named, or the folder they lie in, all are read. */
#include "desk/desk_priv.h"
#include "voice/voice.h"
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
    return err_set(e, ERR_INPUT, "%s: is a folder without a shapefile and without the votes of a dialogue; name the file inside it", folder);
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

/* ---- dialogues ---- */

static int by_name(const void *a, const void *b)
{
    return str_compare(*(const struct str *)a, *(const struct str *)b);
}

/* The names in a folder, in the order of their letters. */
static bool names_in(struct arena *a, const char *folder, struct str **out, size_t *n, struct err *e)
{
    DIR *d = opendir(folder);
    if (!d)
        return err_set(e, errno == ENOENT ? ERR_ABSENT : ERR_SYSTEM, "%s: cannot be opened: %s", folder, strerror(errno));
    struct str *list = NULL;
    size_t room = 0;
    *n = 0;
    for (const struct dirent *f; (f = readdir(d));) {
        if (f->d_name[0] == '.')
            continue;
        GROW(list, *n, room);
        list[(*n)++] = str_of(arena_text(a, f->d_name, strlen(f->d_name)));
    }
    closedir(d);
    *out = ARENA_ARRAY(a, struct str, *n + 1);
    if (*n) {
        memcpy(*out, list, *n * sizeof *list);
        qsort(*out, *n, sizeof **out, by_name);
    }
    free(list);
    return true;
}

/* What a dialogue is called: as its folder, or as its files begin where they begin alike. */
static struct str dialogue_name(struct arena *a, const char *folder, struct str member)
{
    size_t stem = 0;
    if (member.n && dialogue_part_of(member, &stem) != PART_NONE && stem > 0) {
        while (stem > 1 && strchr("-_. ", member.p[stem - 1]))
            stem--;
        return (struct str){member.p, stem};
    }
    char *whole = realpath(folder, NULL);
    const char *path = whole ? whole : folder, *slash = strrchr(path, '/');
    struct str name = str_of(arena_text(a, slash && slash[1] ? slash + 1 : path, strlen(slash && slash[1] ? slash + 1 : path)));
    free(whole);
    return name;
}

enum { DIALOGUE_FILES = 64 };

static bool read_dialogue(struct request *r, struct intake *in, const char *folder, struct str member, const struct str *names, size_t n, struct err *e)
{
    size_t *members = ARENA_ARRAY(&r->arena, size_t, n + 1), used = 0, open = 0;
    struct str name = dialogue_name(&r->arena, folder, member);
    if (!dialogue_members(names, n, member, folder, members, &used, e))
        return false;
    if (used > DIALOGUE_FILES)
        return err_set(e, ERR_USAGE, "%s: holds more than %d files about one dialogue", folder, DIALOGUE_FILES);
    struct file_stream *files = ARENA_ARRAY(&r->arena, struct file_stream, used + 1);
    bool good = true;
    for (size_t i = 0; good && i < used; i++) {
        good = file_open(within(&r->arena, folder, names[members[i]].p), &files[i], e);
        open += good;
    }
    good = good && intake_read_dialogue(in, name, files, used, e);
    while (open)
        file_close(&files[--open]);
    return good;
}

/* A folder with the votes of a dialogue in it, or one file of such a dialogue: read. `*is` tells whether it was one. */
static bool dialogue_beside(struct request *r, struct intake *in, const char *path, bool *is, struct err *e)
{
    struct str layout = request_text(r, "as"), *names = NULL, own = STR("");
    const char *slash = strrchr(path, '/'), *folder = path;
    size_t n = 0, stem, beside = 0;
    struct err none = {0};
    *is = false;
    if (request_text(r, "map").n || (layout.n && !intake_is_dialogue(layout)))
        return true;
    if (!is_folder(path)) {
        own = str_of(slash ? slash + 1 : path);
        folder = slash == path ? "/" : slash ? arena_text(&r->arena, path, (size_t)(slash - path)) : ".";
        if (dialogue_part_of(own, &stem) >= PART_ASIDE)
            return true;
    }
    if (!names_in(&r->arena, folder, &names, &n, &none))
        return true; /* what cannot be opened is told where it is opened */
    for (size_t i = 0; own.n && i < n; i++) { /* of its own dialogue alone */
        size_t other;
        bool same = dialogue_part_of(names[i], &other) < PART_ASIDE && other == stem && strncmp(names[i].p, own.p, stem) == 0;
        if (same)
            names[beside++] = names[i];
    }
    n = own.n ? beside : n;
    *is = dialogue_among(names, n);
    return !*is || read_dialogue(r, in, folder, own, names, n, e);
}

bool desk_read_file(struct request *r, struct intake *in, const char *path, struct err *e)
{
    bool dialogue;
    if (!dialogue_beside(r, in, path, &dialogue, e) || dialogue)
        return dialogue && e->code == ERR_NONE;
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
