/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "agenda/reference.h"

static bool is_kind(const struct code *kind, const char *code) { return strcmp(kind->code, code) == 0; }

/* Both sides of the last `mark`, or of the first; false where there is none. */
static bool parted(struct str text, char mark, bool at_first, struct str *first, struct str *second)
{
    const char *at = !text.n ? NULL : at_first ? memchr(text.p, mark, text.n) : memrchr(text.p, mark, text.n);
    if (!at)
        return false;
    *first = str_trim((struct str){text.p, (size_t)(at - text.p)});
    *second = str_trim((struct str){at + 1, text.n - (size_t)(at + 1 - text.p)});
    return true;
}

static bool wrong(struct str text, const char *expected, struct err *e)
{
    return err_set(e, ERR_INPUT, "\"%.*s\" is no reference of this kind; expected %s", (int)MIN_OF(text.n, (size_t)80), text.p ? text.p : "", expected);
}

/* "Vashta 2023-01..2024-12": the days stand behind the last blank. */
static bool incidents_of(struct str text, struct reference *out, struct err *e)
{
    static const char *const expected = "PLACE FROM..TO, for instance \"Vashta 2023-01..2024-12\"; without a place the country is meant";
    size_t at = text.n;
    while (at > 0 && text.p[at - 1] != ' ')
        at--;
    struct str days = {text.p + at, text.n - at}, from, to;
    const char *dots = days.n ? memmem(days.p, days.n, "..", 2) : NULL;
    struct day unused;
    if (!dots)
        return wrong(text, expected, e);
    from = (struct str){days.p, (size_t)(dots - days.p)};
    to = (struct str){dots + 2, days.n - (size_t)(dots + 2 - days.p)};
    if (!day_parse(from, &out->from, &unused) || !day_parse(to, &unused, &out->to))
        return wrong(text, expected, e);
    if (out->to.n < out->from.n)
        return err_set(e, ERR_INPUT, "\"%.*s\" ends before it begins", (int)MIN_OF(text.n, (size_t)80), text.p);
    out->first = str_trim((struct str){text.p, at});
    return true;
}

static bool statement_of(struct str text, struct reference *out, struct err *e)
{
    struct str number;
    if (!parted(text, '#', false, &out->first, &number) || !out->first.n || !str_to_int(number, &out->number) || out->number < 0)
        return wrong(text, "DIALOGUE#NUMBER, for instance \"water#12\"", e);
    return true;
}

bool parse_reference(const struct code *kind, struct str text, struct reference *out, struct err *e)
{
    struct str all = str_trim(text);
    *out = (struct reference){.kind = kind, .first = all, .second = STR(""), .number = -1, .from = DAY_NONE, .to = DAY_NONE};
    if (!all.n)
        return wrong(all, "a key", e);
    if (is_kind(kind, "incidents"))
        return incidents_of(all, out, e);
    if (is_kind(kind, "statement"))
        return statement_of(all, out, e);
    bool survey = is_kind(kind, "survey");
    if (!survey && !is_kind(kind, "gap"))
        return true;
    if (!parted(all, '/', !survey, &out->first, &out->second) || !out->second.n || (survey && !out->first.n))
        return survey ? wrong(all, "NAME/QUESTION, for instance \"autumn/feels_safe\"", e) : wrong(all, "PLACE/SECTOR, for instance \"Vashta/Health\"", e);
    return true;
}

void buf_reference(struct buf *b, const struct reference *r)
{
    buf_str(b, r->first);
    if (is_kind(r->kind, "incidents")) {
        buf_text(b, r->first.n ? " " : "");
        buf_day(b, r->from);
        buf_text(b, "..");
        buf_day(b, r->to);
    } else if (is_kind(r->kind, "statement")) {
        buf_f(b, "#%" PRId64, r->number);
    } else if (is_kind(r->kind, "survey") || is_kind(r->kind, "gap")) {
        buf_char(b, '/');
        buf_str(b, r->second);
    }
}
