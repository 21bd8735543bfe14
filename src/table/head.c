/* SPDX-License-Identifier: GPL-3.0-or-later */
/* table: how a table begins: its delimiter, header and HXL row; columns by name and by tag. */
#include "table/sheet_priv.h"
#include "core/speech.h"
#include <assert.h>

/* ---- tags ---- */

static bool letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool digit(char c)
{
    return c >= '0' && c <= '9';
}

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

/* A letter followed by letters, digits, underscores, from s.p on; its length, 0 when there is none. */
static size_t token(struct str s)
{
    if (!s.n || !letter(s.p[0]))
        return 0;
    size_t i = 1;
    while (i < s.n && (letter(s.p[i]) || digit(s.p[i]) || s.p[i] == '_'))
        i++;
    return i;
}

static struct str from(struct str s, size_t i)
{
    return (struct str){s.p + i, s.n - i};
}

static struct str no_blanks(struct str s)
{
    while (s.n && (s.p[0] == ' ' || s.p[0] == '\t'))
        s = from(s, 1);
    return s;
}

/* "#d2b48c" and "#fff" are colours: three or six hexadecimal digits (at least one digit among six letters
 * that could be a word). No tag of HXL 1.1 looks like that. */
static bool colour(struct str s)
{
    size_t digits = 0;
    if (s.n != 4 && s.n != 7)
        return false;
    for (size_t i = 1; i < s.n; i++) {
        char c = lower(s.p[i]);
        digits += digit(c);
        if (!digit(c) && (c < 'a' || c > 'f'))
            return false;
    }
    return digits > 0 || s.n == 4;
}

enum { ATTRIBUTES_MOST = 32 };

static int attribute_compare(const void *a, const void *b)
{
    return str_compare(*(const struct str *)a, *(const struct str *)b);
}

bool tag_normal(struct str text, struct buf *out)
{
    struct str s = str_trim(text), list[ATTRIBUTES_MOST];
    char lowered[256];
    size_t n = 0;
    if (s.n < 2 || s.n > sizeof lowered || s.p[0] != '#' || colour(s))
        return false;
    for (size_t i = 0; i < s.n; i++)
        lowered[i] = lower(s.p[i]);
    s.p = lowered;
    size_t k = token(from(s, 1));
    if (!k)
        return false;
    struct str tag = {s.p, k + 1};
    for (s = no_blanks(from(s, k + 1)); s.n; s = no_blanks(from(s, k))) {
        if (s.p[0] != '+' || n == ATTRIBUTES_MOST)
            return false;
        s = no_blanks(from(s, 1));
        k = token(s);
        if (!k)
            return false;
        list[n++] = (struct str){s.p, k};
    }
    if (n)
        qsort(list, n, sizeof *list, attribute_compare);
    buf_str(out, tag);
    for (size_t i = 0; i < n; i++) {
        if (i && str_eq(list[i], list[i - 1]))
            continue;
        buf_char(out, '+');
        buf_str(out, list[i]);
    }
    return true;
}

/* Does a normalised tag have this attribute? */
static bool has_attribute(struct str tag, struct str attribute)
{
    for (size_t i = 0; i < tag.n; i++) {
        if (tag.p[i] != '+')
            continue;
        size_t k = token(from(tag, i + 1));
        if (str_eq((struct str){tag.p + i + 1, k}, attribute))
            return true;
    }
    return false;
}

static size_t attributes(struct str tag)
{
    size_t n = 0;
    for (size_t i = 0; i < tag.n; i++)
        n += tag.p[i] == '+';
    return n;
}

/* The pattern is a literal of ours: in lower case, without blanks. */
static bool tag_fits(struct str tag, struct str pattern)
{
    bool exact = pattern.n && pattern.p[pattern.n - 1] == '!';
    pattern.n -= exact;
    if (!tag.n || !pattern.n || (exact && attributes(tag) != attributes(pattern)))
        return false;
    size_t k = 1 + token(from(pattern, 1)), own = 1 + token(from(tag, 1));
    if (!str_eq((struct str){tag.p, own}, (struct str){pattern.p, k}))
        return false;
    for (size_t i = k; i < pattern.n; i += k + 1) {
        k = token(from(pattern, i + 1));
        bool there = has_attribute(tag, (struct str){pattern.p + i + 1, k});
        if (there != (pattern.p[i] == '+'))
            return false;
    }
    return true;
}

int table_find_tag_after(const struct table *t, const char *pattern, int after)
{
    for (size_t i = (size_t)(after + 1); i < t->column_n; i++)
        if (tag_fits(t->columns[i].tag, str_of(pattern)))
            return (int)i;
    return -1;
}

int table_find_tag(const struct table *t, const char *pattern)
{
    return table_find_tag_after(t, pattern, -1);
}

/* ---- names ---- */

static struct str name_core(struct str s)
{
    for (;;) {
        struct str shorter = str_trim(s);
        while (shorter.n && shorter.p[0] == '_')
            shorter = from(shorter, 1);
        while (shorter.n && shorter.p[shorter.n - 1] == '_')
            shorter.n--;
        if (shorter.n == s.n)
            return s;
        s = shorter;
    }
}

int table_find_after(const struct table *t, const char *name, int after)
{
    for (size_t i = (size_t)(after + 1); i < t->column_n; i++)
        if (t->columns[i].name.n && str_is_nocase(name_core(t->columns[i].name), name))
            return (int)i;
    return -1;
}

int table_find(const struct table *t, const char *name)
{
    return table_find_after(t, name, -1);
}

int table_find_any(const struct table *t, const char *const *names, size_t n)
{
    for (size_t i = 0; i < n && names[i]; i++) {
        int c = table_find(t, names[i]);
        if (c >= 0)
            return c;
    }
    return -1;
}

/* ---- the beginning ---- */

/* Most of the cells that say something are tags, and at least two are. One colour in a row makes no tags. */
bool table_row_of_tags(struct table *t)
{
    size_t said = 0, tags = 0;
    struct buf scratch CLEANUP(buf_end) = {0};
    for (size_t i = 0; i < t->cell_n; i++) {
        struct str s = str_trim(table_cell(t, (int)i));
        said += s.n > 0;
        if (!s.n || s.p[0] != '#')
            continue;
        buf_clear(&scratch);
        tags += tag_normal(s, &scratch);
    }
    return tags >= 2 && 2 * tags > said;
}

struct guess {
    size_t columns; /* of the header row */
    int tag_row;    /* number among the records that say something; -1 none */
};

/* How the table would begin with this delimiter. Only looks at what the window holds. */
static struct guess guess_with(struct table *t, char delimiter)
{
    struct guess g = {0, -1};
    int row = 0;
    size_t next = t->next;
    int64_t line = t->next_line;
    t->delimiter = delimiter;
    while (row < HEAD_ROWS && g.tag_row < 0) {
        enum scan got = table_scan(t);
        if (got != SCAN_DONE && row == 0)
            g.columns = t->cell_n;
        if (got != SCAN_DONE)
            break;
        if (table_blank(t))
            continue;
        if (table_row_of_tags(t)) {
            g.tag_row = row;
            g.columns = t->cell_n;
        } else if (row == 0) {
            g.columns = t->cell_n;
        }
        row++;
    }
    t->failed = false; /* whatever it met, the reading proper will meet again and tell */
    t->next = next;
    t->next_line = line;
    return g;
}

/* A delimiter under which there is an HXL row wins; else the one that makes most columns. */
static struct guess guess_best(struct table *t)
{
    static const char candidates[] = {',', ';', '\t', '|'};
    struct guess best = {0, -1};
    char delimiter = ',';
    /* Cells are unquoted in place while tags are looked for: keep the window as it came. */
    char *copy = mem_get(t->end + WINDOW_PAD);
    memcpy(copy, t->window, t->end);
    for (size_t i = 0; i < ARRAY_LEN(candidates); i++) {
        struct guess g = guess_with(t, candidates[i]);
        memcpy(t->window, copy, t->end);
        bool better = (g.tag_row >= 0) != (best.tag_row >= 0) ? g.tag_row >= 0 : g.columns > best.columns;
        if (i > 0 && !better)
            continue;
        best = g;
        delimiter = candidates[i];
    }
    free(copy);
    t->delimiter = delimiter;
    return best;
}

/* What people send by mistake, known by its first bytes. */
static const char *other_format(struct str head)
{
    static const struct {
        struct str magic;
        const char *what;
    } known[] = {
        {{"PK\x03\x04", 4}, T("is a spreadsheet (XLSX, ODS) or a zip; save the sheet as \"CSV UTF-8\", or unpack it, and try again")},
        {{"\xD0\xCF\x11\xE0", 4}, T("is an old Excel file; save the sheet as \"CSV UTF-8\" and try again")},
        {{"\x1F\x8B", 2}, T("is packed with gzip; unpack it and try again")},
        {{"%PDF", 4}, T("is a PDF, not a table; ask its maker for the CSV behind it")},
        {{"<!", 2}, T("is a web page or XML, not a table; download the file itself and try again")},
        {{"<html", 5}, T("is a web page, not a table; download the file itself and try again")},
        {{"<?xml", 5}, T("is XML, not a table; export it as CSV and try again")},
    };
    for (size_t i = 0; i < ARRAY_LEN(known); i++)
        if (head.n >= known[i].magic.n && memcmp(head.p, known[i].magic.p, known[i].magic.n) == 0)
            return known[i].what;
    return NULL;
}

static struct str keep_text(struct table *t, struct str s)
{
    s = str_trim(s);
    return (struct str){arena_text(&t->names, s.p, s.n), s.n};
}

/* Columns there are from now on at least this many. */
void table_columns_room(struct table *t, size_t n)
{
    if (n <= t->column_n)
        return;
    struct column *wider = ARENA_ARRAY(&t->names, struct column, n);
    for (size_t i = 0; i < n; i++)
        wider[i] = i < t->column_n ? t->columns[i] : (struct column){STR(""), STR("")};
    t->columns = wider;
    t->column_n = n;
}

static void take_names(struct table *t)
{
    table_columns_room(t, t->cell_n);
    for (size_t i = 0; i < t->column_n; i++)
        t->columns[i].name = keep_text(t, table_cell(t, (int)i));
}

void table_headless(struct table *t, const char *const *names, size_t n)
{
    assert(t->rows == 0 && !t->hxl && !t->again);
    table_columns_room(t, n);
    for (size_t i = 0; i < t->column_n; i++)
        t->columns[i].name = i < n ? str_of(names[i]) : STR("");
    t->again = !t->failed;
}

void table_take_tags(struct table *t)
{
    table_columns_room(t, t->cell_n);
    for (size_t i = 0; i < t->cell_n; i++) {
        struct buf tag CLEANUP(buf_end) = {0};
        if (tag_normal(table_cell(t, (int)i), &tag))
            t->columns[i].tag = keep_text(t, buf_view(&tag));
    }
    t->hxl = true;
}

bool table_head(struct table *t)
{
    struct str head = {t->window, t->end};
    const char *other = other_format(head);
    if (other)
        return table_fail(t, "%s", other);
    if (str_starts(head, "\xEF\xBB\xBF"))
        t->next = 3;
    struct guess g = guess_best(t);
    int rows = MAX_OF(g.tag_row, 0) + 1;
    for (int row = 0; row < rows; row++) {
        if (!table_record(t))
            return t->failed ? false : table_fail(t, T("is empty: it has no header row; take a whole copy"));
        if (row == g.tag_row)
            table_take_tags(t);
        else if (row == rows - 1 || row == g.tag_row - 1)
            take_names(t);
    }
    return true;
}
