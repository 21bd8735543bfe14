/* SPDX-License-Identifier: GPL-3.0-or-later */
/* multipart/form-data, read as it comes. Files go into memory files (memfd), never onto a disk. */
#include "web/form_priv.h"
#include <errno.h>
#include <sys/mman.h>
#include <unistd.h>

enum { BOUNDARY_MOST = 70 /* RFC 2046, 5.1.1 */, PART_HEAD_MOST = 4 << 10 };
enum standing { PLACE_BEFORE, PLACE_HEAD, PLACE_BODY, PLACE_AFTER, PLACE_END };
struct multipart {
    struct arena *arena;
    char delimiter[BOUNDARY_MOST + 5];  /* CRLF, two hyphens, boundary */
    size_t delimiter_n;
    int64_t most, taken;                /* bytes of files */
    size_t form_taken;                  /* bytes of fields */
    enum standing place;
    struct buf window;                  /* what was not understood yet */
    struct field fields[FIELDS_MOST];
    struct upload uploads[UPLOADS_MOST];
    size_t field_n, upload_n;
    bool is_file;
    struct str name, file;
    struct buf value;
    int fd;
    int64_t size;
};

/* boundary=abc or boundary="abc" */
static struct str boundary_of(const char *type)
{
    const char *at = type ? strcasestr(type, "boundary=") : NULL;
    if (!at || strncasecmp(type, "multipart/form-data", 19) != 0)
        return STR("");
    at += 9;
    if (*at == '"') {
        const char *end = strchr(at + 1, '"');
        return end ? (struct str){at + 1, (size_t)(end - at - 1)} : STR("");
    }
    return (struct str){at, strcspn(at, "; \t")};
}

struct multipart *multipart_new(const char *content_type, struct arena *a, int64_t most)
{
    struct str boundary = boundary_of(content_type);
    if (boundary.n == 0 || boundary.n > BOUNDARY_MOST)
        return NULL;
    struct multipart *m = mem_get(sizeof *m);
    *m = (struct multipart){.arena = a, .most = most, .fd = -1, .window = {.most = 256 << 10}, .value = {.most = FIELD_VALUE_MOST + 1}};
    memcpy(m->delimiter, "\r\n--", 4);
    memcpy(m->delimiter + 4, boundary.p, boundary.n);
    m->delimiter_n = boundary.n + 4;
    buf_add(&m->window, "\r\n", 2); /* the first boundary has no line before it */
    return m;
}

void multipart_free(struct multipart **m)
{
    if (!*m)
        return;
    for (size_t i = 0; i < (*m)->upload_n; i++)
        close((*m)->uploads[i].fd);
    if ((*m)->fd >= 0)
        close((*m)->fd);
    buf_end(&(*m)->window);
    buf_end(&(*m)->value);
    free(*m);
    *m = NULL;
}

static bool not_well_formed(struct err *e)
{
    return err_set(e, ERR_INPUT, "the form is not well formed (multipart/form-data)");
}

/* ---- the head of a part ---- */

/* name="..." of a Content-Disposition; browsers write a quote inside as %22. False where it is not there. */
static bool parameter_of(struct str head, const char *key, struct str *out)
{
    size_t key_n = strlen(key);
    for (size_t i = 0; i + key_n + 2 <= head.n; i++) {
        bool begins = i > 0 && (head.p[i - 1] == ' ' || head.p[i - 1] == ';');
        if (!begins || strncasecmp(head.p + i, key, key_n) != 0 || head.p[i + key_n] != '=' || head.p[i + key_n + 1] != '"')
            continue;
        const char *from = head.p + i + key_n + 2, *end = memchr(from, '"', head.n - (i + key_n + 2));
        if (!end)
            return false;
        *out = (struct str){from, (size_t)(end - from)};
        return true;
    }
    return false;
}

/* The name alone, whatever folders an old browser sends before it. */
static struct str file_name(struct multipart *m, struct str s)
{
    for (size_t i = s.n; i-- > 0;)
        if (s.p[i] == '/' || s.p[i] == '\\') {
            s = (struct str){s.p + i + 1, s.n - i - 1};
            break;
        }
    s.n = MIN_OF(s.n, (size_t)255);
    char *copy = arena_text(m->arena, s.p, s.n);
    for (size_t i = 0; i < s.n; i++)
        if ((unsigned char)copy[i] < 0x20 || copy[i] == 0x7F)
            copy[i] = ' ';
    utf8_mend(copy);
    return str_of(copy);
}

static bool part_begin(struct multipart *m, struct str head, struct err *e)
{
    struct str line = STR("");
    while (head.n) { /* the other headers of a part say nothing that is needed */
        const char *end = memmem(head.p, head.n, "\r\n", 2);
        struct str one = {head.p, end ? (size_t)(end - head.p) : head.n};
        if (one.n > 20 && strncasecmp(one.p, "Content-Disposition:", 20) == 0)
            line = one;
        size_t step = one.n + (end ? 2 : 0);
        head = (struct str){head.p + step, head.n - step};
    }
    struct str file;
    if (!parameter_of(line, "name", &m->name))
        return not_well_formed(e);
    m->name = (struct str){arena_text(m->arena, m->name.p, m->name.n), m->name.n};
    m->is_file = parameter_of(line, "filename", &file);
    m->size = 0;
    buf_clear(&m->value);
    if (!m->is_file)
        return m->field_n < FIELDS_MOST || err_set(e, ERR_INPUT, "the form has more than %d fields", (int)FIELDS_MOST);
    m->file = file_name(m, file);
    if (m->most == 0)
        return err_set(e, ERR_INPUT, "no file is taken here");
    if (m->upload_n == UPLOADS_MOST)
        return err_set(e, ERR_INPUT, "more than %d files were sent at once", (int)UPLOADS_MOST);
    m->fd = memfd_create("upload", MFD_CLOEXEC);
    return m->fd >= 0 || err_set(e, ERR_SYSTEM, "no memory file can be made for an upload: %s", strerror(errno));
}

/* ---- its body ---- */

static bool part_add(struct multipart *m, const char *p, size_t n, struct err *e)
{
    if (!m->is_file) {
        buf_add(&m->value, p, n);
        m->form_taken += n;
        if (m->value.over || m->value.n > FIELD_VALUE_MOST)
            return err_set(e, ERR_INPUT, "a field holds more than %d bytes", (int)FIELD_VALUE_MOST);
        return m->form_taken <= FORM_MOST || err_set(e, ERR_INPUT, "the form's fields hold more than %d bytes", (int)FORM_MOST);
    }
    m->taken += (int64_t)n;
    if (m->taken > m->most)
        return err_set(e, ERR_INPUT, "the files are larger than %" PRId64 " MiB together", m->most >> 20);
    while (n) {
        ssize_t put = write(m->fd, p, n);
        if (put < 0 && errno == EINTR)
            continue;
        if (put <= 0)
            return err_set(e, ERR_SYSTEM, "an upload found no room in memory: %s", strerror(errno));
        p += put;
        n -= (size_t)put;
        m->size += put;
    }
    return true;
}

static bool part_end(struct multipart *m, struct err *e)
{
    if (!m->is_file)
        return form_field(m->name, buf_view(&m->value), m->arena, &m->fields[m->field_n++], e);
    if (m->size == 0 && m->file.n == 0) { /* no file was chosen */
        close(m->fd);
        m->fd = -1;
        return true;
    }
    if (lseek(m->fd, 0, SEEK_SET) != 0)
        return err_set(e, ERR_SYSTEM, "an upload cannot be read: %s", strerror(errno));
    m->uploads[m->upload_n++] = (struct upload){.field = m->name, .file = m->file, .fd = m->fd, .size = m->size};
    m->fd = -1;
    return true;
}

static void drop(struct multipart *m, size_t n)
{
    memmove(m->window.p, m->window.p + n, m->window.n - n);
    m->window.n -= n;
}

/* ---- step by step: *more where the window may hold another step ---- */

static bool step_text(struct multipart *m, bool *more, struct err *e)
{
    const char *found = memmem(m->window.p, m->window.n, m->delimiter, m->delimiter_n);
    size_t safe = found ? (size_t)(found - m->window.p) : m->window.n >= m->delimiter_n ? m->window.n - m->delimiter_n + 1 : 0;
    if (m->place == PLACE_BODY && safe && !part_add(m, m->window.p, safe, e))
        return false;
    *more = found != NULL;
    if (!found) {
        drop(m, safe);
        return true;
    }
    drop(m, safe + m->delimiter_n);
    if (m->place == PLACE_BODY && !part_end(m, e))
        return false;
    m->place = PLACE_AFTER;
    return true;
}

/* Behind a boundary: two hyphens end the form, a line end begins another part. */
static bool step_after(struct multipart *m, bool *more, struct err *e)
{
    *more = m->window.n >= 2;
    if (!*more)
        return true;
    if (memcmp(m->window.p, "--", 2) == 0)
        m->place = PLACE_END;
    else if (memcmp(m->window.p, "\r\n", 2) == 0)
        m->place = PLACE_HEAD;
    else
        return not_well_formed(e);
    drop(m, 2);
    return true;
}

static bool step_head(struct multipart *m, bool *more, struct err *e)
{
    const char *end = memmem(m->window.p, m->window.n, "\r\n\r\n", 4);
    size_t n = end ? (size_t)(end - m->window.p) : m->window.n;
    if (n > PART_HEAD_MOST)
        return not_well_formed(e);
    *more = end != NULL;
    if (!end)
        return true;
    if (!part_begin(m, (struct str){m->window.p, n}, e))
        return false;
    drop(m, n + 4);
    m->place = PLACE_BODY;
    return true;
}

static bool step(struct multipart *m, bool *more, struct err *e)
{
    switch (m->place) {
    case PLACE_BEFORE:
    case PLACE_BODY: return step_text(m, more, e);
    case PLACE_AFTER: return step_after(m, more, e);
    case PLACE_HEAD: return step_head(m, more, e);
    case PLACE_END: break;
    }
    m->window.n = 0; /* what stands behind the end says nothing */
    *more = false;
    return true;
}

bool multipart_feed(struct multipart *m, const char *data, size_t n, struct err *e)
{
    while (n) {
        size_t piece = MIN_OF(n, (size_t)64 << 10);
        buf_add(&m->window, data, piece);
        if (m->window.over)
            return not_well_formed(e);
        data += piece;
        n -= piece;
        for (bool more = true; more;)
            if (!step(m, &more, e))
                return false;
    }
    return true;
}

bool multipart_finish(struct multipart *m, struct field **fields, size_t *field_n, struct upload **uploads, size_t *upload_n, struct err *e)
{
    if (m->place != PLACE_END)
        return err_set(e, ERR_INPUT, "the form ends in its middle");
    *fields = ARENA_ARRAY(m->arena, struct field, m->field_n);
    *uploads = ARENA_ARRAY(m->arena, struct upload, m->upload_n);
    memcpy(*fields, m->fields, m->field_n * sizeof **fields);
    memcpy(*uploads, m->uploads, m->upload_n * sizeof **uploads);
    *field_n = m->field_n;
    *upload_n = m->upload_n;
    m->upload_n = 0; /* the caller's */
    return true;
}
