/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "case.h"

#include <sys/stat.h>

static bool read_whole(const char *folder, const char *name, struct buf *out, struct err *e)
{
    struct buf path CLEANUP(buf_end) = {0};
    buf_f(&path, "%s/%s", folder, name);
    struct file_stream f;
    if (!file_open(path.p, &f, e))
        return false;
    bool read = stream_all(&f.s, 64 << 20, out, e);
    file_close(&f);
    return read || err_within(e, "%s", name);
}

static struct str cut(struct str *rest, char at)
{
    const char *end = rest->n ? memchr(rest->p, at, rest->n) : NULL;
    size_t n = end ? (size_t)(end - rest->p) : rest->n;
    struct str piece = {rest->p, n};
    rest->p += n + (end != NULL);
    rest->n -= n + (end != NULL);
    return piece;
}

/* A cell without the quotes around it; a comma inside quotes is beyond what the cases hold. */
static struct str plain(struct str cell)
{
    cell = str_trim(cell);
    if (cell.n >= 2 && cell.p[0] == '"' && cell.p[cell.n - 1] == '"')
        return (struct str){cell.p + 1, cell.n - 2};
    return cell;
}

bool sheet_read(struct case_run *run, const char *name, struct sheet *out, struct err *e)
{
    struct buf whole CLEANUP(buf_end) = {0};
    if (!read_whole(run->folder, name, &whole, e))
        return false;
    struct str text = {arena_text(&run->arena, whole.p, whole.n), whole.n}, line = cut(&text, '\n');
    struct sheet s = {.columns = 1};
    for (size_t i = 0; i < line.n; i++)
        s.columns += line.p[i] == ',';
    s.head = ARENA_ARRAY(&run->arena, struct str, s.columns);
    for (size_t k = 0; k < s.columns; k++)
        s.head[k] = plain(cut(&line, ','));
    size_t most = 1;
    for (size_t i = 0; i < text.n; i++)
        most += text.p[i] == '\n';
    s.cells = ARENA_ARRAY(&run->arena, struct str, most * s.columns);
    while (text.n) {
        line = cut(&text, '\n');
        if (str_trim(line).n == 0)
            continue;
        size_t commas = 0;
        for (size_t i = 0; i < line.n; i++)
            commas += line.p[i] == ',';
        if (commas + 1 != s.columns)
            return err_set(e, ERR_INPUT, "%s: row %zu has %zu cells, the header %zu", name, s.rows + 2, commas + 1, s.columns);
        for (size_t k = 0; k < s.columns; k++)
            s.cells[s.rows * s.columns + k] = plain(cut(&line, ','));
        s.rows++;
    }
    *out = s;
    return true;
}

bool case_has(struct case_run *run, const char *name)
{
    struct stat st;
    return stat(arena_f(&run->arena, "%s/%s", run->folder, name), &st) == 0 && S_ISREG(st.st_mode);
}

struct str sheet_cell(const struct sheet *s, size_t row, size_t column)
{
    return s->cells[row * s->columns + column];
}

bool sheet_column(const struct sheet *s, const char *name, size_t *out, struct err *e)
{
    for (size_t k = 0; k < s->columns; k++)
        if (str_is(s->head[k], name)) {
            *out = k;
            return true;
        }
    return err_set(e, ERR_INPUT, "there is no column \"%s\"", name);
}

bool sheet_reals(struct case_run *run, const struct sheet *s, const char *column, double **out, struct err *e)
{
    size_t k = 0;
    if (!sheet_column(s, column, &k, e))
        return false;
    *out = ARENA_ARRAY(&run->arena, double, s->rows);
    for (size_t i = 0; i < s->rows; i++) {
        struct str cell = sheet_cell(s, i, k);
        if (!str_to_real(cell, &(*out)[i]))
            return err_set(e, ERR_INPUT, "column \"%s\", row %zu: \"%.*s\" is no number", column, i + 2, STR_F(cell));
    }
    return true;
}

bool case_json(const char *folder, const char *name, cJSON **out, struct err *e)
{
    struct buf whole CLEANUP(buf_end) = {0};
    if (!read_whole(folder, name, &whole, e))
        return false;
    *out = cJSON_ParseWithLength(whole.p ? whole.p : "", whole.n);
    return *out || err_set(e, ERR_INPUT, "%s/%s is no JSON", folder, name);
}

bool case_each(struct case_run *run, const char *file, bool (*one)(struct case_run *, const cJSON *, struct err *), struct err *e)
{
    cJSON *list = NULL;
    if (!case_json(run->folder, file, &list, e))
        return false;
    bool ok = true;
    const cJSON *json = NULL;
    cJSON_ArrayForEach(json, list)
        ok = ok && one(run, json, e);
    cJSON_Delete(list);
    return ok;
}

bool option_text(const cJSON *from, const char *name, const char **out, struct err *e)
{
    *out = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(from, name));
    return *out || err_set(e, ERR_INPUT, "the case does not say \"%s\" (a text)", name);
}

bool option_real(const cJSON *from, const char *name, double *out, struct err *e)
{
    const cJSON *item = cJSON_GetObjectItemCaseSensitive(from, name);
    if (!cJSON_IsNumber(item))
        return err_set(e, ERR_INPUT, "the case does not say \"%s\" (a number)", name);
    *out = item->valuedouble;
    return true;
}

double real_or(const cJSON *from, const char *name, double otherwise)
{
    const cJSON *item = cJSON_GetObjectItemCaseSensitive(from, name);
    return cJSON_IsNumber(item) ? item->valuedouble : otherwise;
}

const char *pattern_fill(struct case_run *run, const char *pattern, const char *word, const char *by)
{
    struct buf out CLEANUP(buf_end) = {0};
    size_t length = strlen(word);
    for (const char *p = pattern; *p;) {
        if (p[0] == '{' && strncmp(p + 1, word, length) == 0 && p[1 + length] == '}') {
            buf_text(&out, by);
            p += length + 2;
        } else {
            buf_char(&out, *p++);
        }
    }
    return arena_text(&run->arena, out.p ? out.p : "", out.n);
}
