/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names folded for matching: the same name in another spelling, script variant or with a generic word is the same text. */
#include "place/place_priv.h"
#include <utf8proc.h>

/* ---- letters ---- */

/* One letter for letters that writers use for one another; 0 drops it, ' ' separates words. After NFKD and without
 * marks: hamza and diacritics are gone by then, which makes أ إ آ one letter already. */
static utf8proc_int32_t letter(utf8proc_int32_t c)
{
    static const utf8proc_int32_t same[][2] = {
        {0x0671, 0x0627}, {0x0649, 0x064A}, {0x06CC, 0x064A}, {0x06CE, 0x064A}, {0x06D2, 0x064A}, {0x06D0, 0x064A}, /* ya */
        {0x06A9, 0x0643}, {0x06AA, 0x0643},                                                                        /* kaf */
        {0x0629, 0x0647}, {0x06D5, 0x0647}, {0x06BE, 0x0647}, {0x06C1, 0x0647}, {0x06C0, 0x0647},                  /* ha */
        {0x06C6, 0x0648}, {0x06C7, 0x0648}, {0x06CB, 0x0648}, {0x0695, 0x0631}, {0x0692, 0x0631}, {0x06B5, 0x0644},
        {0x0131, 'i'}, {0x0142, 'l'}, {0x0111, 'd'}, {0x00F8, 'o'}, {0x0127, 'h'}, {0x0167, 't'}, {0x00F0, 'd'}, {0x0259, 'e'}};
    for (size_t i = 0; i < ARRAY_LEN(same); i++)
        if (same[i][0] == c)
            return same[i][1];
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
        return c;
    if (c >= 0x0660 && c <= 0x0669)
        return '0' + (c - 0x0660);
    if (c >= 0x06F0 && c <= 0x06F9)
        return '0' + (c - 0x06F0);
    switch (c) {
    case '\'': case '`': case 0xB4: case 0x2018: case 0x2019: case 0x201B: case 0x2032: case 0x0621: case 0x0640:
        return 0; /* ayn and hamza as people type them; hamza alone; tatweel */
    default: break;
    }
    switch (utf8proc_category(c)) {
    case UTF8PROC_CATEGORY_LU: case UTF8PROC_CATEGORY_LL: case UTF8PROC_CATEGORY_LT: case UTF8PROC_CATEGORY_LO:
    case UTF8PROC_CATEGORY_ND: return c;
    case UTF8PROC_CATEGORY_LM: case UTF8PROC_CATEGORY_MN: case UTF8PROC_CATEGORY_MC: case UTF8PROC_CATEGORY_ME:
    case UTF8PROC_CATEGORY_CF: case UTF8PROC_CATEGORY_SK: return 0;
    default: return ' ';
    }
}

static void put(struct buf *b, utf8proc_int32_t c)
{
    utf8proc_uint8_t bytes[4];
    utf8proc_ssize_t n = utf8proc_encode_char(c, bytes);
    buf_add(b, (const char *)bytes, (size_t)n);
}

enum { HAMZA = 0x0621, HAMZA_ABOVE = 0x0654, AE = 0x06D5, HA = 0x0647, YA = 0x064A };

/* The letter as it sounds: what folding makes one, but speech tells apart, stays (the Kurdish vowels, the closed ta). */
static utf8proc_int32_t heard(utf8proc_int32_t c, utf8proc_int32_t folded)
{
    switch (c) {
    case AE: case 0x0629: case 0x06C0: case 0x0649: case 0x06C6: case 0x06CE: return c == 0x06C0 ? AE : c;
    default: return folded;
    }
}

/* A mark that makes another sound of the Latin letter before it: š is sh, ġ is gh, ḫ is kh, ṯ is th, ǧ is j. */
static void mark_heard(utf8proc_int32_t mark, struct buf *out)
{
    char before = out->n ? out->p[out->n - 1] : 0;
    bool caron = mark == 0x030C, under = mark == 0x0331 || mark == 0x032E;
    if (caron && before == 'g')
        out->p[out->n - 1] = 'j';
    else if ((caron && (before == 's' || before == 'c' || before == 'z')) || (under && (before == 't' || before == 'd')) ||
        (before == 'g' && (mark == 0x0304 || mark == 0x0306 || mark == 0x0307)))
        buf_char(out, 'h');
    else if (under && before == 'h') {
        out->p[out->n - 1] = 'k';
        buf_char(out, 'h');
    }
}

struct spelling { /* the letters of a name twice: folded, and as they sound; word for word beside one another */
    struct buf folded, heard;
    bool blank;
};

static void letter_add(struct spelling *s, utf8proc_int32_t c, utf8proc_int32_t next, bool ends_open)
{
    utf8proc_int32_t l = letter(c);
    if (l == ' ')
        s->blank = s->folded.n > 0;
    if (!l && s->heard.n)
        mark_heard(c, &s->heard);
    if (l == ' ' || !l)
        return;
    if (s->blank) {
        buf_char(&s->folded, ' ');
        buf_char(&s->heard, ' ');
    }
    s->blank = false;
    put(&s->folded, l);
    if (l == YA && next == HAMZA_ABOVE)
        put(&s->heard, HAMZA); /* the seat of a hamza is no sound of its own */
    else
        put(&s->heard, c == HA && ends_open ? AE : heard(c, l)); /* ha with a zero-width non-joiner is how ae was typed */
}

/* Letters of the name, words apart by one blank. What is not UTF-8 is passed over byte by byte. */
static void letters(struct str name, struct spelling *out)
{
    static const char joiner[] = "\xE2\x80\x8C";
    for (size_t i = 0; i < name.n;) {
        utf8proc_int32_t c, parts[32];
        utf8proc_ssize_t k = utf8proc_iterate((const utf8proc_uint8_t *)name.p + i, (utf8proc_ssize_t)(name.n - i), &c);
        if (k <= 0) {
            i++;
            continue;
        }
        i += (size_t)k;
        bool ends_open = str_starts((struct str){name.p + i, name.n - i}, joiner);
        int last = 0;
        utf8proc_ssize_t n = utf8proc_decompose_char(c, parts, ARRAY_LEN(parts),
            UTF8PROC_COMPAT | UTF8PROC_DECOMPOSE | UTF8PROC_CASEFOLD | UTF8PROC_IGNORE, &last);
        n = MIN_OF(n, (utf8proc_ssize_t)ARRAY_LEN(parts));
        for (utf8proc_ssize_t p = 0; p < n; p++)
            letter_add(out, parts[p], p + 1 < n ? parts[p + 1] : 0, ends_open);
    }
}

struct letter_folded letter_fold(struct str text)
{
    struct letter_folded out = {.bytes = 1, .code = 0xFFFD};
    utf8proc_int32_t c, parts[32];
    utf8proc_ssize_t k = utf8proc_iterate((const utf8proc_uint8_t *)text.p, (utf8proc_ssize_t)text.n, &c);
    if (k <= 0)
        return out;
    out.bytes = (size_t)k;
    out.code = c;
    out.upper = utf8proc_category(c) == UTF8PROC_CATEGORY_LU;
    int last = 0;
    utf8proc_ssize_t n = utf8proc_decompose_char(c, parts, ARRAY_LEN(parts),
        UTF8PROC_COMPAT | UTF8PROC_DECOMPOSE | UTF8PROC_CASEFOLD | UTF8PROC_IGNORE, &last);
    for (utf8proc_ssize_t p = 0; p < MIN_OF(n, LETTER_PARTS); p++) {
        utf8proc_int32_t l = letter(parts[p]);
        if (l)
            out.parts[out.n++] = l;
    }
    return out;
}

/* ---- words ---- */

static struct str word_cut(struct str *rest, bool last)
{
    const char *blank = last ? NULL : memchr(rest->p, ' ', rest->n);
    struct str word = {rest->p, blank ? (size_t)(blank - rest->p) : rest->n};
    size_t step = word.n + (blank != NULL);
    *rest = (struct str){rest->p + step, rest->n - step};
    return word;
}

/* Words for the unit itself, as folded, and those that only join. */
static bool is_generic(struct str w)
{
    static const char *const words[] = {"province", "provincia", "governorate", "governate", "governorates", "muhafazah", "muhafazat",
        "muhafaza", "muhafadha", "muhafadhat", "mohafazat", "mohafazah", "mohafaza", "department", "departamento", "district", "districts",
        "subdistrict", "qada", "qadha", "qadaa", "qaza", "nahiya", "nahiyah", "nahia", "nahiyat", "wilaya", "wilayah", "wilayat",
        "mudiriyah", "mudiriyat", "parezga", "parezgay", "region", "state", "of", "the", "and", "wa",
        "محافظه", "محافظات", "پاريزگا", "پاريزگاي", "پاريزگه", "قضا", "قهزا", "قهزاي", "ناحيه", "ناحيهي", "ولايه", "مديريه", "لوا",
        "ههريمي", "ههريم", "اقليم", "و", NULL};
    for (size_t i = 0; w.n && words[i]; i++)
        if (words[i][0] == w.p[0] && str_is(w, words[i])) /* the first byte spares most of the work */
            return true;
    return false;
}

/* The Arabic article in Latin letters before `next`: al, el, or the form that takes up the next word's first sound. */
static bool is_article(struct str w, struct str next)
{
    if (w.n < 2 || w.n > 3 || !next.n || !strchr("aeu", w.p[0]))
        return false;
    struct str sound = {w.p + 1, w.n - 1};
    if (str_is(sound, "l"))
        return true;
    return next.n > sound.n && memcmp(sound.p, next.p, sound.n) == 0 && strchr("dnrstz", sound.p[0]) &&
        (sound.n == 1 || sound.p[1] == 'h');
}

/* Bytes of ال (or وال, "and the") before at least three letters of two bytes each. */
static size_t article_bytes(struct str w)
{
    static const char *const articles[] = {"ال", "وال"};
    for (size_t i = 0; i < ARRAY_LEN(articles); i++)
        if (str_starts(w, articles[i]) && w.n >= strlen(articles[i]) + 6)
            return strlen(articles[i]);
    return 0;
}

/* Whether it names something: a number alone does not ("District 12"). */
static bool is_name(struct str w)
{
    if (is_generic(w))
        return false;
    for (size_t i = 0; i < w.n; i++)
        if (w.p[i] < '0' || w.p[i] > '9')
            return true;
    return false;
}

/* Leaves out generic words and articles; true when that changed anything. */
static bool words_sift(struct name_words *w)
{
    size_t names = 0, kept = 0, before = w->n;
    bool changed = false;
    for (size_t i = 0; i < w->n; i++)
        names += is_name(w->list[i].folded);
    for (size_t i = 0; i < before; i++) {
        struct name_word one = w->list[i];
        if ((names && is_generic(one.folded)) || (i + 1 < before && is_article(one.folded, w->list[i + 1].folded)))
            continue;
        size_t article = article_bytes(one.folded);
        one.folded = (struct str){one.folded.p + article, one.folded.n - article};
        one.heard = (struct str){one.heard.p + article, one.heard.n - article};
        changed = changed || article;
        w->list[kept++] = one;
    }
    w->n = kept;
    return changed || kept != before;
}

void name_words(struct str name, struct name_words *out)
{
    struct spelling s = {0};
    letters(name, &s);
    *out = (struct name_words){.folded = s.folded, .heard = s.heard};
    struct str folded = buf_view(&out->folded), heard_text = buf_view(&out->heard);
    while (folded.n && out->n < NAME_WORDS_MOST) {
        bool last = out->n + 1 == NAME_WORDS_MOST;
        out->list[out->n].folded = word_cut(&folded, last);
        out->list[out->n++].heard = word_cut(&heard_text, last);
    }
    while (words_sift(out)) { /* what is left may begin with an article again: folding twice is folding once */
    }
}

void name_words_end(struct name_words *w)
{
    buf_end(&w->folded);
    buf_end(&w->heard);
}

void name_fold(struct str name, struct buf *out)
{
    struct name_words w CLEANUP(name_words_end);
    name_words(name, &w);
    for (size_t i = 0; i < w.n; i++) {
        if (i)
            buf_char(out, ' ');
        buf_str(out, w.list[i].folded);
    }
}

/* ---- as shown ---- */

struct str name_short(struct str name)
{
    static const char *const before[] = {"محافظة ", "پارێزگای ", "Governorate of ", "Province of "};
    static const char *const behind[] = {" Governorate", " Governate", " Province", " governorate", " province"};
    name = str_trim(name);
    for (size_t i = 0; i < ARRAY_LEN(before); i++)
        if (str_starts(name, before[i]) && name.n > strlen(before[i]))
            return str_trim((struct str){name.p + strlen(before[i]), name.n - strlen(before[i])});
    for (size_t i = 0; i < ARRAY_LEN(behind); i++)
        if (str_ends(name, behind[i]) && name.n > strlen(behind[i]))
            return str_trim((struct str){name.p, name.n - strlen(behind[i])});
    return name;
}

bool code_clean(struct str code, struct buf *out)
{
    static const char *const none[] = {"N/A", "NA", "n/a", "-", "-99", "null", "NULL", "None", "NaN"};
    struct str t = str_trim(code);
    for (size_t i = 0; i < ARRAY_LEN(none); i++)
        if (str_is(t, none[i]))
            t = STR("");
    size_t begin = out->n;
    bool two_letters = t.n > 3 && t.p[2] == '_' && t.p[0] >= 'A' && t.p[0] <= 'Z' && t.p[1] >= 'A' && t.p[1] <= 'Z';
    for (size_t i = 0; i < t.n; i++) {
        char c = two_letters && i == 2 ? '-' : t.p[i];
        if (c != '*' && c != '?')
            buf_char(out, c);
    }
    return out->n - begin != code.n || (code.n && memcmp(out->p + begin, code.p, code.n) != 0);
}
