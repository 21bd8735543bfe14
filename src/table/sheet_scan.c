/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * table: the look over a whole sheet, tag by tag and without a parser: it takes a tenth of the time. It knows what every
 * spreadsheet program writes; whatever else there is (comments, other encodings, document types, entities in attributes) it
 * leaves to the parser. What is no XML at all the parser finds when it reads the rows.
 */
#include "table/sheet_priv.h"

enum { SCAN_WINDOW = 256 * 1024, ATTRIBUTES_MOST = 24 };

struct tags {
    char *window; /* SCAN_WINDOW bytes, and one behind */
    size_t at, n;
    bool over, odd; /* odd: something that the parser should see */
    sheet_tag_fn *tell;
    void *arg;
};

static bool blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/* Read on, keeping what stands at `at`. */
static bool tags_fill(struct tags *g, struct stream *in, struct err *e)
{
    size_t got;
    memmove(g->window, g->window + g->at, g->n - g->at);
    g->n -= g->at;
    g->at = 0;
    if (!stream_fill(in, g->window + g->n, SCAN_WINDOW - g->n, &got, e))
        return false;
    g->over = g->n + got < SCAN_WINDOW;
    g->n += got;
    return true;
}

/* Where a tag ends: its '>', quotes passed over; NULL when it is not within the window. */
static char *tag_end(char *p, const char *end)
{
    while (p < end && *p != '>') {
        if (*p == '"' || *p == '\'') {
            p = memchr(p + 1, *p, (size_t)(end - p - 1));
            if (!p)
                return NULL;
        }
        p++;
    }
    return p < end ? p : NULL;
}

/* One NAME="value" that begins at p, each ended by a NUL. What follows it; NULL when it is none as they are written. */
static char *attribute(char *p, char *end, const char **name, const char **value)
{
    char *from = p;
    while (p < end && *p != '=' && !blank(*p) && *p != '"' && *p != '\'')
        p++;
    if (p == from || p + 1 >= end || *p != '=' || (p[1] != '"' && p[1] != '\''))
        return NULL;
    char quote = p[1], *stop = memchr(p + 2, quote, (size_t)(end - p - 2));
    if (!stop || memchr(p + 2, '&', (size_t)(stop - p - 2)))
        return NULL;
    *p = *stop = 0;
    *name = from;
    *value = p + 2;
    return stop + 1;
}

/* The attributes from p on, as the parser would give them. */
static bool attributes_of(char *p, char *end, const char *list[2 * ATTRIBUTES_MOST + 1])
{
    size_t n = 0;
    for (;;) {
        while (p < end && (blank(*p) || (*p == '/' && p + 1 == end)))
            p++;
        if (p == end)
            break;
        if (n == ATTRIBUTES_MOST || !(p = attribute(p, end, &list[2 * n], &list[2 * n + 1])))
            return false;
        n++;
    }
    list[2 * n] = NULL;
    return true;
}

/* Is it one of those that a survey asks for? */
static bool telling(const char *name, size_t n)
{
    static const char *const names[] = {"row", "col", "mergeCell"};
    if (n == 1)
        return *name == 'c' || *name == 'v';
    if (n == 2)
        return name[0] == 'i' && name[1] == 's';
    for (size_t i = 0; i < ARRAY_LEN(names); i++)
        if (strlen(names[i]) == n && memcmp(name, names[i], n) == 0)
            return true;
    return false;
}

static void open_tag(struct tags *g, char *p, char *end)
{
    const char *list[2 * ATTRIBUTES_MOST + 1];
    char *name = p;
    while (p < end && !blank(*p) && *p != '/') {
        if (*p == ':')
            name = p + 1;
        p++;
    }
    if (!telling(name, (size_t)(p - name)))
        return;
    char *rest = p < end ? p + 1 : p;
    if (p < end && *p == '/' && rest != end)
        g->odd = true;
    *p = 0;
    if (!g->odd && attributes_of(rest, end, list))
        g->tell(g->arg, name, list);
    else
        g->odd = true;
}

/* The tag at `at`. False when it goes on behind the window. */
static bool tag(struct tags *g)
{
    char *p = g->window + g->at + 1, *end = tag_end(p, g->window + g->n);
    if (p < g->window + g->n && *p == '!') { /* comment, section, document type */
        g->odd = true;
        return true;
    }
    if (!end)
        return false;
    if (*p == '?')
        g->odd = g->odd || g->window[g->at + 2] != 'x' || memmem(p, (size_t)(end - p), "encoding", 8) != NULL;
    else if (*p != '/')
        open_tag(g, p, end);
    g->at = (size_t)(end + 1 - g->window);
    return true;
}

static bool encoded_otherwise(const struct tags *g)
{
    struct str head = {g->window, g->n};
    return str_starts(head, "\xFE\xFF") || str_starts(head, "\xFF\xFE") || memchr(head.p, 0, MIN_OF(head.n, (size_t)64));
}

/* "<?xml ... encoding="UTF-8" ...?>" as everybody writes it: passed over. */
static void declaration(struct tags *g)
{
    struct str s = {g->window, MIN_OF(g->n, (size_t)200)};
    size_t mark = str_starts(s, "\xEF\xBB\xBF") ? 3 : 0;
    s = (struct str){s.p + mark, s.n - mark};
    const char *end = str_starts(s, "<?xml ") ? memmem(s.p, s.n, "?>", 2) : NULL;
    if (end && (memmem(s.p, (size_t)(end - s.p), "\"UTF-8\"", 7) || memmem(s.p, (size_t)(end - s.p), "\"utf-8\"", 7)))
        g->at = mark + (size_t)(end - s.p) + 2;
}

static bool all_tags(struct tags *g, struct stream *in, struct err *e)
{
    if (!tags_fill(g, in, e))
        return false;
    g->odd = encoded_otherwise(g);
    declaration(g);
    while (!g->odd) {
        char *open = g->at < g->n ? memchr(g->window + g->at, '<', g->n - g->at) : NULL;
        g->at = open ? (size_t)(open - g->window) : g->n;
        if (open && tag(g))
            continue;
        if (g->over)
            break;
        if (g->at == 0 && g->n == SCAN_WINDOW) /* a tag as long as the window */
            g->odd = true;
        else if (!tags_fill(g, in, e))
            return false;
    }
    return true;
}

bool sheet_tags(struct stream *in, sheet_tag_fn *tell, void *arg, bool *odd, struct err *e)
{
    struct tags g = {.window = mem_get(SCAN_WINDOW + 1), .tell = tell, .arg = arg};
    bool fine = all_tags(&g, in, e);
    *odd = g.odd;
    free(g.window);
    return fine;
}
