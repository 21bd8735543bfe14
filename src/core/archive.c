/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pack: a zip held in memory, its members by number, each as a stream. */
#include "core/pack_priv.h"
#include "core/speech.h"
#include <assert.h>
#include <zip.h>

struct archive {
    char *name;
    struct buf bytes; /* the zip as it came; libzip looks into it */
    zip_t *zip;
    struct str *names;
    size_t n;
    struct arena arena;
};

void archive_close(struct archive **a)
{
    if (!a || !*a)
        return;
    if ((*a)->zip)
        zip_discard((*a)->zip);
    buf_end(&(*a)->bytes);
    arena_end(&(*a)->arena);
    free(*a);
    *a = NULL;
}

static bool no_archive(const struct archive *a, zip_error_t *why, struct err *e)
{
    int code = zip_error_code_zip(why);
    if (code == ZIP_ER_NOZIP)
        err_set(e, ERR_INPUT, T("%.100s: is a zip that has been cut off or damaged: its list of members is missing; take a whole copy"), a->name);
    else
        err_set(e, ERR_INPUT, T("%.100s: is a damaged zip (%.80s); take a whole copy"), a->name, zip_error_strerror(why));
    zip_error_fini(why);
    return false;
}

static bool list_members(struct archive *a, struct err *e)
{
    zip_int64_t n = zip_get_num_entries(a->zip, 0);
    if (n > ARCHIVE_MEMBERS_MOST)
        return err_set(e, ERR_INPUT, T("%.100s: holds %" PRId64 " members, more than %d, the most that is read of a zip"), a->name, (int64_t)n,
            ARCHIVE_MEMBERS_MOST);
    a->n = (size_t)n;
    a->names = ARENA_ARRAY(&a->arena, struct str, a->n + 1);
    for (size_t i = 0; i < a->n; i++) {
        const char *name = zip_get_name(a->zip, i, ZIP_FL_ENC_GUESS);
        char *own = arena_text(&a->arena, name ? name : "", name ? strlen(name) : 0);
        for (char *p = own; *p; p++)
            *p = *p == '\\' ? '/' : *p; /* some programs for Windows write them so */
        a->names[i] = str_of(own);
        utf8_mend(own); /* it may claim to be UTF-8 and not be */
    }
    return true;
}

bool archive_open(struct stream *in, struct archive **out, struct err *e)
{
    struct archive *a CLEANUP(archive_close) = mem_get(sizeof *a);
    a->name = arena_text(&a->arena, in->name, strlen(in->name));
    if (!stream_all(in, ARCHIVE_MOST, &a->bytes, e))
        return false;
    zip_error_t why;
    zip_error_init(&why);
    if (a->bytes.n == 0) { /* libzip would make a new archive of it */
        zip_error_set(&why, ZIP_ER_NOZIP, 0);
        return no_archive(a, &why, e);
    }
    zip_source_t *source = zip_source_buffer_create(a->bytes.p, a->bytes.n, 0, &why);
    if (!source)
        return no_archive(a, &why, e);
    a->zip = zip_open_from_source(source, ZIP_RDONLY, &why);
    if (!a->zip) {
        zip_source_free(source);
        return no_archive(a, &why, e);
    }
    zip_error_fini(&why);
    if (!list_members(a, e))
        return false;
    *out = a;
    a = NULL;
    return true;
}

size_t archive_count(const struct archive *a)
{
    return a->n;
}

struct str archive_name(const struct archive *a, size_t i)
{
    assert(i < a->n);
    return a->names[i];
}

bool archive_is_aside(const struct archive *a, size_t i)
{
    struct str name = archive_name(a, i), base = name;
    for (size_t k = 0; k < name.n; k++)
        if (name.p[k] == '/')
            base = (struct str){name.p + k + 1, name.n - k - 1};
    return base.n == 0 || base.p[0] == '.' || str_starts(name, "__MACOSX/") || str_is_nocase(base, "Thumbs.db");
}

int archive_find(const struct archive *a, const char *name)
{
    for (size_t i = 0; i < a->n; i++)
        if (str_is_nocase(a->names[i], name))
            return (int)i;
    return -1;
}

/* ---- a member as a stream ---- */

struct member {
    struct unpacked u;
    struct archive *a;
    zip_file_t *file;
    int64_t expected; /* bytes, as the archive tells; -1 when it does not */
    char name[256];
};

static int64_t member_wrong(struct member *m, zip_error_t *why, struct err *e)
{
    int code = zip_error_code_zip(why);
    if (code == ZIP_ER_CRC)
        err_set(e, ERR_INPUT, T("%.200s: is damaged: its bytes do not fit the checksum that the zip tells; take a whole copy"), m->u.s.name);
    else
        err_set(e, ERR_INPUT, T("%.200s: cannot be unpacked, the zip is damaged or cut off (%.80s); take a whole copy"), m->u.s.name,
            zip_error_strerror(why));
    return -1;
}

static int64_t member_more(struct unpacked *u, void *p, size_t n, struct err *e)
{
    struct member *m = (struct member *)(void *)u;
    zip_int64_t k = zip_fread(m->file, p, MIN_OF(n, (size_t)1 << 30));
    if (k < 0)
        return member_wrong(m, zip_file_get_error(m->file), e);
    int64_t so_far = u->s.done + (int64_t)k;
    if (m->expected >= 0 && (so_far > m->expected || (k == 0 && so_far < m->expected))) {
        err_set(e, ERR_INPUT, T("%.200s: is damaged: the zip says that it has %" PRId64 " bytes, and %s come out; take a whole copy"), u->s.name,
            m->expected, k ? "more" : "fewer");
        return -1;
    }
    return (int64_t)k;
}

static void member_end(struct unpacked *u)
{
    zip_file_t *file = ((struct member *)(void *)u)->file;
    if (file)
        zip_fclose(file);
}

static bool readable(const struct member *m, const zip_stat_t *st, struct err *e)
{
    if ((st->valid & ZIP_STAT_ENCRYPTION_METHOD) && st->encryption_method != ZIP_EM_NONE)
        return err_set(e, ERR_INPUT, T("%.200s: is locked with a password; unpack it yourself and add the file inside"), m->name);
    if ((st->valid & ZIP_STAT_COMP_METHOD) && !zip_compression_method_supported(st->comp_method, 0))
        return err_set(e, ERR_INPUT, "%.200s: is packed in a way that is not known here (method %d); unpack it yourself and add the file inside",
            m->name, (int)st->comp_method);
    return true;
}

bool archive_member(struct archive *a, size_t i, int64_t most, struct unpacked **out, struct err *e)
{
    struct str name = archive_name(a, i);
    struct member *m = mem_get(sizeof *m);
    snprintf(m->name, sizeof m->name, "%.100s: %.*s", a->name, (int)MIN_OF(name.n, (size_t)140), name.p);
    m->a = a;
    m->u.more = member_more;
    m->u.end = member_end;
    struct unpacked *u CLEANUP(unpacked_close) = &m->u;
    zip_stat_t st;
    zip_stat_init(&st);
    if (zip_stat_index(a->zip, i, 0, &st) != 0)
        return err_set(e, ERR_INPUT, T("%.200s: the zip does not tell where it is; take a whole copy"), m->name);
    if (!readable(m, &st, e))
        return false;
    m->expected = st.valid & ZIP_STAT_SIZE && st.size <= INT64_MAX ? (int64_t)st.size : -1;
    unpacked_init(u, m->name, "zip", m->expected, most);
    u->in = st.valid & ZIP_STAT_COMP_SIZE ? (int64_t)MIN_OF(st.comp_size, (zip_uint64_t)a->bytes.n) : (int64_t)a->bytes.n;
    if (m->expected > u->most)
        return err_set(e, ERR_INPUT, T("%.200s: unpacks to more than %" PRId64 " bytes, the most that is read of a packed file"), m->name, u->most);
    m->file = zip_fopen_index(a->zip, i, 0);
    if (!m->file)
        return member_wrong(m, zip_get_error(a->zip), e) > 0;
    *out = u;
    u = NULL;
    return true;
}

bool archive_read(struct archive *a, size_t i, size_t most, struct buf *out, struct err *e)
{
    struct unpacked *u CLEANUP(unpacked_close) = NULL;
    buf_clear(out);
    return archive_member(a, i, (int64_t)most, &u, e) && stream_all(unpacked_stream(u), most, out, e);
}
