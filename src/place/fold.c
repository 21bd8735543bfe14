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

/* Letters of the name, words apart by one blank. What is not UTF-8 is passed over byte by byte. */
static void letters(struct str name, struct buf *out)
{
    bool blank = false;
    for (size_t i = 0; i < name.n;) {
        utf8proc_int32_t c, parts[32];
        utf8proc_ssize_t k = utf8proc_iterate((const utf8proc_uint8_t *)name.p + i, (utf8proc_ssize_t)(name.n - i), &c);
        if (k <= 0) {
            i++;
            continue;
        }
        i += (size_t)k;
        int last = 0;
        utf8proc_ssize_t n = utf8proc_decompose_char(c, parts, ARRAY_LEN(parts),
            UTF8PROC_COMPAT | UTF8PROC_DECOMPOSE | UTF8PROC_CASEFOLD | UTF8PROC_IGNORE, &last);
        for (utf8proc_ssize_t p = 0; p < n && p < (utf8proc_ssize_t)ARRAY_LEN(parts); p++) {
            utf8proc_int32_t l = letter(parts[p]);
            if (l == ' ')
                blank = out->n > 0;
            else if (l) {
                if (blank)
                    buf_char(out, ' ');
                blank = false;
                put(out, l);
            }
        }
    }
}

/* ---- words ---- */

enum { WORDS_MOST = 32 };

static size_t split(struct str text, struct str words[WORDS_MOST])
{
    size_t n = 0;
    while (text.n && n < WORDS_MOST) {
        const char *blank = n + 1 < WORDS_MOST ? memchr(text.p, ' ', text.n) : NULL;
        size_t k = blank ? (size_t)(blank - text.p) : text.n;
        words[n++] = (struct str){text.p, k};
        text = blank ? (struct str){text.p + k + 1, text.n - k - 1} : (struct str){text.p + k, 0};
    }
    return n;
}

/* Words for the unit itself, as folded. */
static bool is_generic(struct str w)
{
    static const char *const words[] = {"province", "provincia", "governorate", "governate", "governorates", "muhafazah", "muhafazat",
        "muhafaza", "muhafadha", "muhafadhat", "department", "departamento", "district", "qada", "qadha", "qadaa", "region", "state",
        "of", "and", "محافظه", "پاريزگا", "پاريزگاي", "قضا", "قهزا", "ههريمي", "اقليم", NULL};
    for (size_t i = 0; words[i]; i++)
        if (str_is(w, words[i]))
            return true;
    return false;
}

/* The Arabic article in Latin letters before `next`: al, el, or the form that takes up the next word's first sound. */
static bool is_article(struct str w, struct str next)
{
    if (w.n < 2 || w.n > 3 || (w.p[0] != 'a' && w.p[0] != 'e' && w.p[0] != 'u') || !next.n)
        return false;
    struct str sound = {w.p + 1, w.n - 1};
    if (str_is(sound, "l"))
        return true;
    return next.n > sound.n && memcmp(sound.p, next.p, sound.n) == 0 && strchr("dnrstz", sound.p[0]) &&
        (sound.n == 1 || sound.p[1] == 'h');
}

/* ال before at least three letters (two bytes each). */
static struct str without_article(struct str w)
{
    static const char al[] = "ال";
    return str_starts(w, al) && w.n >= sizeof al - 1 + 6 ? (struct str){w.p + sizeof al - 1, w.n - (sizeof al - 1)} : w;
}

void name_fold(struct str name, struct buf *out)
{
    struct buf text CLEANUP(buf_end) = {0};
    letters(name, &text);
    struct str words[WORDS_MOST];
    size_t n = split(buf_view(&text), words), kept = 0, begin = out->n;
    for (size_t i = 0; i < n; i++)
        kept += !is_generic(words[i]);
    for (size_t i = 0; i < n; i++) {
        if ((kept && is_generic(words[i])) || (i + 1 < n && is_article(words[i], words[i + 1])))
            continue;
        if (out->n > begin)
            buf_char(out, ' ');
        buf_str(out, without_article(words[i]));
    }
}

/* ---- sounds ---- */

/* Latin letters only: two letters for one sound become one; letters that transliterations use for one another too. */
static char sound(const char *p, size_t n, size_t *taken)
{
    *taken = 1;
    if (n >= 2 && p[1] == 'h') {
        static const char *const two = "dtgks";
        const char *at = strchr(two, p[0]);
        if (p[0] && at) {
            *taken = 2;
            return "ddgkx"[at - two]; /* dh th -> d, gh -> g, kh -> k, sh -> x */
        }
    }
    if (n >= 2 && p[0] == 'c' && p[1] == 'h') {
        *taken = 2;
        return 'c';
    }
    switch (p[0]) {
    case 'a': case 'e': case 'i': case 'o': case 'u': case 'y': case ' ': return 0;
    case 'q': return 'k';
    case 'v': return 'w';
    case 'p': return 'b';
    default: return p[0];
    }
}

void name_skeleton(struct str folded, struct buf *out)
{
    for (size_t i = 0; i < folded.n; i++)
        if ((unsigned char)folded.p[i] >= 0x80)
            return; /* another script: its short vowels are not written, and w and y may be either */
    char before = 0;
    for (size_t i = 0, taken; i < folded.n; i += taken) {
        char c = sound(folded.p + i, folded.n - i, &taken);
        bool last = i + taken == folded.n;
        if (c && c != before && !(c == 'h' && last)) /* a last h is a way to write a last a */
            buf_char(out, c);
        before = folded.p[i] == ' ' ? before : c;
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
