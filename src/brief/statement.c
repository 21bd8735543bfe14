/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Partners' own words: what a file of them may hold, and the paragraphs it has. */
#include "brief/brief.h"

/* Where a text first holds a sign that commands rather than says: controls, and what turns the direction of writing. */
static bool commands_at(struct str s, bool lines, size_t *at)
{
    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i], d = i + 1 < s.n ? (unsigned char)s.p[i + 1] : 0, f = i + 2 < s.n ? (unsigned char)s.p[i + 2] : 0;
        bool control = (c < 0x20 && !(lines && (c == '\n' || c == '\t'))) || c == 0x7F || (c == 0xC2 && d >= 0x80 && d <= 0x9F);
        bool turns = c == 0xE2 && ((d == 0x80 && f >= 0xAA && f <= 0xAE) || (d == 0x81 && f >= 0xA6 && f <= 0xA9)); /* U+202A..E, U+2066..9 */
        if (control || turns) {
            *at = i;
            return true;
        }
    }
    return false;
}

static size_t letters_of(struct str s)
{
    size_t n = 0;
    for (size_t i = 0; i < s.n; i++)
        n += ((unsigned char)s.p[i] & 0xC0) != 0x80;
    return n;
}

/* Lines end in LF alone; the ends are bare. */
static struct str tidied(struct str bytes, struct arena *a)
{
    if (str_starts(bytes, "\xEF\xBB\xBF"))
        bytes = (struct str){bytes.p + 3, bytes.n - 3};
    char *out = ARENA_ARRAY(a, char, bytes.n + 1);
    size_t n = 0;
    for (size_t i = 0; i < bytes.n; i++)
        if (bytes.p[i] != '\r' || i + 1 == bytes.n || bytes.p[i + 1] != '\n')
            out[n++] = bytes.p[i];
    struct str text = {out, n};
    while (text.n && strchr(" \t\n", text.p[0]))
        text.p++, text.n--;
    while (text.n && strchr(" \t\n", text.p[text.n - 1]))
        text.n--;
    return text;
}

static int line_at(struct str s, size_t at)
{
    int line = 1;
    for (size_t i = 0; i < at; i++)
        line += s.p[i] == '\n';
    return line;
}

bool statement_read(struct str bytes, const char *file, size_t most, struct arena *a, struct str *text, struct err *e)
{
    size_t at = 0;
    if (!str_utf8_ok(bytes, &at))
        return err_set(e, ERR_INPUT, "%s: line %d is not UTF-8: save it as plain text in UTF-8", file, line_at(bytes, at));
    struct str got = tidied(bytes, a);
    if (got.n == 0)
        return err_set(e, ERR_INPUT, "%s: holds no words: write the statement as plain text", file);
    if (commands_at(got, true, &at))
        return err_set(e, ERR_INPUT, "%s: line %d holds a sign that is no text (a control character, or one that turns the direction of writing): take it out", file, line_at(got, at));
    if (letters_of(got) > most)
        return err_set(e, ERR_INPUT, "%s: %zu letters, and at most %zu are taken here: shorten it", file, letters_of(got), most);
    *text = got;
    return true;
}

bool signer_read(struct str name, const char *option, struct str *out, struct err *e)
{
    size_t at = 0;
    name = str_trim(name);
    if (name.n == 0)
        return err_set(e, ERR_USAGE, "--%s: names nobody; write \"Name, role\"", option);
    if (!str_utf8_ok(name, NULL) || commands_at(name, false, &at))
        return err_set(e, ERR_USAGE, "--%s: must be one line of text; write \"Name, role\"", option);
    if (letters_of(name) > SIGNER_LETTERS)
        return err_set(e, ERR_USAGE, "--%s: %zu letters, and at most %d are taken; write \"Name, role\"", option, letters_of(name), (int)SIGNER_LETTERS);
    *out = name;
    return true;
}
