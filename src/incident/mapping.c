/* SPDX-License-Identifier: GPL-3.0-or-later */
/* incident: which column of somebody's table is which field: as people write it, and as a register keeps it. */
#include "incident/own_priv.h"

bool is_label(struct str field)
{
    return str_starts(field, "label:") && field.n > 6;
}

bool mapping_next(struct str *lines, struct str *field, struct str *column)
{
    const char *end = lines->n ? memchr(lines->p, '\n', lines->n) : NULL;
    size_t n = end ? (size_t)(end - lines->p) : lines->n;
    const char *equals = n ? memchr(lines->p, '=', n) : NULL;
    if (!equals)
        return false;
    *field = (struct str){lines->p, (size_t)(equals - lines->p)};
    *column = (struct str){equals + 1, n - field->n - 1};
    *lines = (struct str){lines->p + n + (end != NULL), lines->n - n - (end != NULL)};
    return true;
}

/* Does a comma (or line) at `at` begin the next FIELD=? Then it parts two fields; else it belongs to a column's name. */
static bool begins_field(struct str s, size_t at)
{
    size_t equals = at;
    while (equals < s.n && s.p[equals] != '=' && s.p[equals] != ',')
        equals++;
    if (equals == s.n || s.p[equals] != '=')
        return false;
    struct str name = str_trim((struct str){s.p + at, equals - at});
    return field_named(name) >= 0 || is_label(name);
}

static bool add_field(struct str part, bool *given, struct buf *lines, struct err *e)
{
    const char *equals = part.n ? memchr(part.p, '=', part.n) : NULL;
    struct str name = str_trim(equals ? (struct str){part.p, (size_t)(equals - part.p)} : part);
    struct str column = equals ? str_trim((struct str){equals + 1, part.n - (size_t)(equals - part.p) - 1}) : STR("");
    int f = field_named(name);
    if (!equals || !column.n || (column.n && memchr(column.p, '\n', column.n)))
        return err_set(e, ERR_USAGE, "--map: \"%.*s\" is not FIELD=COLUMN", (int)MIN_OF(part.n, (size_t)80), part.p);
    if (f < 0 && !is_label(name))
        return err_set(e, ERR_USAGE, "--map: \"%.*s\" is not a field; `diwan help add` names them (date, lat, lon, country, admin1, kind, deaths_best ...)",
            (int)MIN_OF(name.n, (size_t)60), name.p);
    if (f >= 0 && given[f])
        return err_set(e, ERR_USAGE, "--map: the field %s is given two columns; name one", incident_field_name((enum incident_field)f));
    if (f >= 0)
        given[f] = true;
    buf_f(lines, "%.*s=%.*s\n", STR_F(f >= 0 ? str_of(incident_field_name((enum incident_field)f)) : name), STR_F(column));
    return true;
}

bool mapping_parse(struct str text, struct buf *lines, struct err *e)
{
    bool given[FIELD_COUNT] = {false};
    size_t from = 0;
    for (size_t at = 0; at <= text.n; at++) {
        bool ends = at == text.n || (text.p[at] == ',' && begins_field(text, at + 1));
        if (!ends)
            continue;
        if (!add_field((struct str){text.p + from, at - from}, given, lines, e))
            return false;
        from = at + 1;
    }
    bool where = (given[FIELD_LAT] && given[FIELD_LON]) || given[FIELD_ADMIN1] || given[FIELD_ADMIN2] || given[FIELD_PLACE] || given[FIELD_COUNTRY];
    if (!given[FIELD_DATE])
        return err_set(e, ERR_USAGE, "--map: no column is named for the date (date=COLUMN), so no row can be placed in time");
    if (!where)
        return err_set(e, ERR_USAGE, "--map: no column says where: name one for admin1, place or country, or both lat and lon");
    if (lines->n)
        lines->n--; /* the last line's end */
    return true;
}

size_t mapping_columns(struct str lines)
{
    struct str field, column;
    size_t n = 0;
    while (mapping_next(&lines, &field, &column))
        n++;
    return n;
}

bool mapping_fits(const struct table *t, struct str lines)
{
    struct str field, column;
    struct buf name CLEANUP(buf_end) = {0};
    bool any = false;
    while (mapping_next(&lines, &field, &column)) {
        buf_clear(&name);
        buf_str(&name, column);
        if (!name.p || table_find(t, name.p) < 0)
            return false;
        any = true;
    }
    return any;
}

bool mapping_adds(const struct table *t, struct str lines)
{
    struct str field, column;
    size_t mapped = mapping_columns(lines), named = 0, fields = 0;
    while (mapping_next(&lines, &field, &column))
        if (is_label(field) || field_named(column) != field_named(field))
            return true;
    for (size_t i = 0; i < table_columns(t); i++) {
        named += table_name(t, i).n > 0;
        fields += field_named(table_name(t, i)) >= 0;
    }
    return mapped >= fields && 2 * mapped > named;
}

/* ---- in the register ---- */

bool mapping_list(struct store *s, struct arena *a, struct mapping **out, size_t *n, struct err *e)
{
    int64_t room = 0;
    *n = 0;
    if (!store_int(s, "SELECT count(*) FROM mapping", WITH_NOTHING, 0, &room, e))
        return false;
    *out = ARENA_ARRAY(a, struct mapping, room + 1);
    struct rows *r CLEANUP(rows_drop) = store_rows(s, "SELECT id, name, fields FROM mapping ORDER BY origin, id", WITH_NOTHING);
    while (rows_next(r) && *n < (size_t)room) {
        struct str name = rows_text(r, 1), lines = rows_text(r, 2);
        (*out)[(*n)++] = (struct mapping){rows_int(r, 0), {arena_text(a, name.p, name.n), name.n}, {arena_text(a, lines.p, lines.n), lines.n}};
    }
    return rows_end(&r, e);
}

bool mapping_keep(struct store *s, struct str name, struct str lines, struct str who, struct str time, struct err *e)
{
    int64_t id = 0;
    if (!store_int(s, "SELECT id FROM mapping WHERE origin = $1 AND name = $2", WITH(bind_int(store_origin(s)), bind_text(name)), 0, &id, e))
        return false;
    if (id)
        return store_do(s, "UPDATE mapping SET fields = $1, time = $2, who = $3 WHERE origin = $4 AND id = $5",
            WITH(bind_text(lines), bind_text(time), bind_text(who), bind_int(store_origin(s)), bind_int(id)), e);
    return store_next_id(s, "mapping", &id, e) &&
           store_do(s, "INSERT INTO mapping (origin, id, name, fields, time, who) VALUES ($1, $2, $3, $4, $5, $6)",
               WITH(bind_int(store_origin(s)), bind_int(id), bind_text(name), bind_text(lines), bind_text(time), bind_text(who)), e);
}
