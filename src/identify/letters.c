/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A text as letters, folded as names of places are, and as words, numbers and marks. */
#include "identify/identify_priv.h"
#include "place/place.h"

static bool is_digit(int32_t c)
{
    return c >= '0' && c <= '9';
}

static bool is_letter(int32_t c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= 0x80 && c != 0xB0);
}

static bool is_arabic(int32_t c)
{
    return (c >= 0x0600 && c <= 0x06FF) || (c >= 0x0750 && c <= 0x077F) || (c >= 0x08A0 && c <= 0x08FF);
}

/* Marks and blanks of Unicode as the ASCII ones that mean the same; 0: not one of them. */
static int32_t mark_of(int32_t c)
{
    static const int32_t same[][2] = {{0x066B, '.'}, {0x066C, ','}, {0x060C, ','}, {0x061B, ';'}, {0x061F, '?'}, {0x06D4, '.'}, {0x2212, '-'},
        {0xB0, 0xB0}, {0xBA, 0xB0}, {0x2032, '\''}, {0x2019, '\''}, {0x2018, '\''}, {0x2033, '"'}, {0x201C, '"'}, {0x201D, '"'}, {0x2044, '/'},
        {0xA0, ' '}, {0x202F, ' '}, {0x205F, ' '}, {0x3000, ' '}, {0x2028, '\n'}, {0x2029, '\n'}, {0xAB, '"'}, {0xBB, '"'}, {0x3002, '.'}};
    for (size_t i = 0; i < ARRAY_LEN(same); i++)
        if (same[i][0] == c)
            return same[i][1];
    if (c >= 0x2000 && c <= 0x200A)
        return ' ';
    if (c >= 0x2010 && c <= 0x2015)
        return '-';
    if (c >= 0xFF01 && c <= 0xFF5E) { /* wide ASCII; its letters and digits fold by themselves */
        int32_t narrow = c - 0xFEE0;
        return is_letter(narrow) || is_digit(narrow) ? 0 : narrow;
    }
    return 0;
}

static void letter_put(struct identify_scratch *s, struct letter l)
{
    GROW(s->letters, s->letter_n, s->letter_room);
    s->letters[s->letter_n++] = l;
}

static struct letter of_ascii(unsigned char c, size_t at)
{
    struct letter l = {.c = c, .at = (uint32_t)at, .end = (uint32_t)at + 1, .upper = c >= 'A' && c <= 'Z'};
    if (c < 0x20 || c == 0x7F)
        l.c = c == '\n' || c == '\r' ? '\n' : ' ';
    else if (c == '`')
        l.c = '\'';
    return l;
}

void text_letters(struct str text, struct identify_scratch *s)
{
    s->letter_n = 0;
    for (size_t i = 0; i < text.n;) {
        if (!((unsigned char)text.p[i] & 0x80)) {
            letter_put(s, of_ascii((unsigned char)text.p[i], i));
            i++;
            continue;
        }
        struct letter_folded f = letter_fold((struct str){text.p + i, text.n - i});
        int32_t mark = mark_of(f.code);
        struct letter l = {.at = (uint32_t)i, .end = (uint32_t)(i + f.bytes), .upper = f.upper, .maqsura = f.code == 0x0649};
        i += f.bytes;
        if (mark || f.code == 0xFFFD) {
            l.c = mark ? mark : '|';
            letter_put(s, l);
            continue;
        }
        for (size_t k = 0; k < f.n; k++) {
            l.c = f.parts[k] == ' ' ? '|' : f.parts[k];
            letter_put(s, l);
        }
    }
}

/* ---- words ---- */

static void utf8_put(struct buf *b, int32_t c)
{
    if (c < 0x80)
        buf_char(b, (char)(c >= 'A' && c <= 'Z' ? c + 32 : c));
    else if (c < 0x800) {
        buf_char(b, (char)(0xC0 | c >> 6));
        buf_char(b, (char)(0x80 | (c & 0x3F)));
    } else {
        if (c >= 0x10000)
            buf_char(b, (char)(0xF0 | c >> 18));
        buf_char(b, (char)(c >= 0x10000 ? 0x80 | (c >> 12 & 0x3F) : 0xE0 | c >> 12));
        buf_char(b, (char)(0x80 | (c >> 6 & 0x3F)));
        buf_char(b, (char)(0x80 | (c & 0x3F)));
    }
}

/* An apostrophe inside a word (Ta'mim) belongs to it; the 's of a genitive does not. */
static bool joins(const struct identify_scratch *s, size_t i)
{
    int32_t next = i + 1 < s->letter_n ? s->letters[i + 1].c : 0, after = i + 2 < s->letter_n ? s->letters[i + 2].c : 0;
    return s->letters[i].c == '\'' && is_letter(next) && !((next == 's' || next == 'S') && !is_letter(after));
}

/* Of the genitive 's at `i`: how many letters to leave out. */
static size_t genitive(const struct identify_scratch *s, size_t i)
{
    if (s->letters[i].c != '\'' || i + 1 >= s->letter_n || (s->letters[i + 1].c != 's' && s->letters[i + 1].c != 'S'))
        return 0;
    return i + 2 >= s->letter_n || !is_letter(s->letters[i + 2].c) ? 2 : 0;
}

static size_t word_cut(struct identify_scratch *s, size_t i, struct token *t)
{
    size_t n = 0, capital = 0;
    t->kind = TOKEN_WORD;
    t->arabic = is_arabic(s->letters[i].c);
    t->upper = s->letters[i].upper;
    t->text = (uint32_t)s->folded.n;
    for (; i < s->letter_n; i++) {
        int32_t c = s->letters[i].c;
        if (n && joins(s, i))
            continue;
        if (!is_letter(c) || is_arabic(c) != t->arabic)
            break;
        capital += s->letters[i].upper;
        t->maqsura = s->letters[i].maqsura;
        n++;
        utf8_put(&s->folded, c);
    }
    t->text_n = (uint32_t)(s->folded.n - t->text);
    t->capitals = n > 1 && capital == n;
    return i;
}

static size_t number_cut(struct identify_scratch *s, size_t i, struct token *t)
{
    t->kind = TOKEN_NUMBER;
    t->text = (uint32_t)s->folded.n;
    for (; i < s->letter_n && is_digit(s->letters[i].c); i++)
        buf_char(&s->folded, (char)s->letters[i].c);
    t->text_n = (uint32_t)(s->folded.n - t->text);
    return i;
}

void text_tokens(struct identify_scratch *s)
{
    bool glued = false;
    s->n = 0;
    buf_clear(&s->folded);
    s->folded.most = SIZE_MAX / 4;
    buf_text(&s->folded, "");
    for (size_t i = 0; i < s->letter_n;) {
        int32_t c = s->letters[i].c;
        if (c == ' ') {
            glued = false;
            i++;
            continue;
        }
        size_t skip = s->n && s->tokens[s->n - 1].kind == TOKEN_WORD && glued ? genitive(s, i) : 0;
        if (skip) {
            i += skip;
            continue;
        }
        struct token t = {.glued = glued, .letter = (uint32_t)i};
        if (is_letter(c))
            i = word_cut(s, i, &t);
        else if (is_digit(c))
            i = number_cut(s, i, &t);
        else {
            t.kind = TOKEN_MARK;
            t.mark = c;
            i++;
        }
        t.letter_n = (uint32_t)(i - t.letter);
        glued = true;
        GROW(s->tokens, s->n, s->room);
        s->tokens[s->n++] = t;
    }
}
