/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * gettext's .mo files (GNU gettext manual, "The Format of GNU MO Files"): a header of seven words, a table
 * of originals sorted by bytes, a table of translations, the texts with a NUL behind each. A plural message
 * holds its forms one after the other, a NUL between. The optional hash table is not used.
 */
#include "core/speech_priv.h"

static const uint32_t MAGIC = 0x950412de;
enum { HEADER_SIZE = 28 };

static uint32_t word_at(const struct messages *m, size_t at)
{
    uint32_t v;
    memcpy(&v, m->file.p + at, sizeof v); /* the bytes need not lie on a word's border */
    return m->swapped ? __builtin_bswap32(v) : v;
}

/* Entry i of the table at `table`; false when it does not lie in the file with its NUL. */
static bool entry(const struct messages *m, uint32_t table, uint32_t i, struct str *text)
{
    size_t at = (size_t)table + (size_t)i * 8;
    size_t length = word_at(m, at), offset = word_at(m, at + 4);
    if (offset >= m->file.n || length >= m->file.n - offset || m->file.p[offset + length] != 0)
        return false;
    *text = (struct str){m->file.p + offset, length};
    return true;
}

static bool table_fits(const struct messages *m, uint32_t table)
{
    return table >= HEADER_SIZE && table <= m->file.n && m->count <= (m->file.n - table) / 8;
}

/* The text behind `key` in a header, up to `stop` or the line's end. */
static bool header_field(struct str header, const char *key, char stop, struct str *out)
{
    const char *found = memmem(header.p, header.n, key, strlen(key));
    if (!found)
        return false;
    const char *p = found + strlen(key), *end = header.p + header.n, *q = p;
    while (q < end && *q != stop && *q != '\n')
        q++;
    *out = str_trim((struct str){p, (size_t)(q - p)});
    return true;
}

static bool check_plural(struct messages *m, struct str header, struct err *e)
{
    struct str count;
    if (!header_field(header, "nplurals=", ';', &count) || !header_field(header, "plural=", ';', &m->plural_rule))
        return err_set(e, ERR_INPUT, "message file: found no Plural-Forms in the header, expected \"nplurals=…; plural=…;\"");
    if (!str_to_int(count, &m->plural_forms) || m->plural_forms < 1 || m->plural_forms > PLURAL_FORMS_MOST)
        return err_set(e, ERR_INPUT, "message file: nplurals is \"%.*s\", expected 1 to %d", STR_F(count), PLURAL_FORMS_MOST);
    for (uint64_t n = 0; n < PLURAL_KNOWN; n++) { /* rules repeat after a hundred */
        uint64_t form;
        if (!plural_value(m->plural_rule, n, &form) || form >= (uint64_t)m->plural_forms)
            return err_set(e, ERR_INPUT, "message file: plural rule \"%.*s\" gives no form for %" PRIu64, STR_F(m->plural_rule), n);
        m->forms[n] = (uint8_t)form;
    }
    return true;
}

static bool check_entries(const struct messages *m, struct err *e)
{
    struct str before = {0};
    for (uint32_t i = 0; i < m->count; i++) {
        struct str original, translation;
        if (!entry(m, m->originals, i, &original) || !entry(m, m->translations, i, &translation))
            return err_set(e, ERR_INPUT, "message file: message %" PRIu32 " lies outside the file", i);
        size_t bad;
        if (!str_utf8_ok(original, &bad) || !str_utf8_ok(translation, &bad))
            return err_set(e, ERR_INPUT, "message file: message %" PRIu32 " is not UTF-8", i);
        if (i && strcmp(before.p, original.p) >= 0)
            return err_set(e, ERR_INPUT, "message file: message %" PRIu32 " is out of order", i);
        before = original;
    }
    return true;
}

static bool tables_of(struct str file, struct messages *m, struct err *e)
{
    *m = (struct messages){.file = file};
    if (file.n < HEADER_SIZE)
        return err_set(e, ERR_INPUT, "message file: %zu bytes, expected at least %d", file.n, HEADER_SIZE);
    m->swapped = word_at(m, 0) != MAGIC;
    if (word_at(m, 0) != MAGIC)
        return err_set(e, ERR_INPUT, "message file: does not begin as a .mo file");
    if (word_at(m, 4) >> 16 != 0)
        return err_set(e, ERR_INPUT, "message file: revision %" PRIu32 ", expected 0", word_at(m, 4) >> 16);
    m->count = word_at(m, 8);
    m->originals = word_at(m, 12);
    m->translations = word_at(m, 16);
    if (!table_fits(m, m->originals) || !table_fits(m, m->translations))
        return err_set(e, ERR_INPUT, "message file: its tables do not fit into its %zu bytes", file.n);
    return true;
}

static bool header_of(struct messages *m, struct err *e)
{
    struct str header, original;
    if (m->count == 0 || !entry(m, m->originals, 0, &original) || original.n != 0 || !entry(m, m->translations, 0, &header))
        return err_set(e, ERR_INPUT, "message file: has no header");
    return check_plural(m, header, e);
}

bool messages_open(struct str file, struct messages *out, struct err *e)
{
    struct messages m;
    if (!tables_of(file, &m, e) || !header_of(&m, e))
        return false;
    *out = m;
    return true;
}

bool messages_read(struct str file, struct messages *out, struct err *e)
{
    struct messages m;
    if (!tables_of(file, &m, e) || !check_entries(&m, e) || !header_of(&m, e))
        return false;
    *out = m;
    return true;
}

int64_t messages_form(const struct messages *m, uint64_t n)
{
    uint64_t form;
    if (n < PLURAL_KNOWN)
        return m->count ? m->forms[n] : -1;
    return plural_value(m->plural_rule, n, &form) && form < (uint64_t)m->plural_forms ? (int64_t)form : -1;
}

bool messages_find(const struct messages *m, const char *msgid, uint32_t *i)
{
    uint32_t low = 0, high = m->count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        struct str original;
        if (!entry(m, m->originals, middle, &original))
            return false;
        int c = strcmp(msgid, original.p); /* the singular: up to the first NUL */
        if (c == 0) {
            *i = middle;
            return true;
        }
        if (c < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return false;
}

struct str messages_translation(const struct messages *m, uint32_t i)
{
    struct str text = {"", 0};
    return i < m->count && entry(m, m->translations, i, &text) ? text : (struct str){"", 0};
}

struct str messages_original(const struct messages *m, uint32_t i)
{
    struct str text = {"", 0};
    return i < m->count && entry(m, m->originals, i, &text) ? text : (struct str){"", 0};
}
