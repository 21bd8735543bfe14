/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a name sounds like, read from Latin, Arabic or Kurdish letters, so that names can be compared across scripts. */
#include "place/place_priv.h"
#include <utf8proc.h>

struct hearing {
    struct sounds *out;
    bool lost; /* a letter of another script, or no room */
};

/* A blank (what folding leaves of a stray mark without its letter) is no sound. */
static void sound_add(struct hearing *h, char sound)
{
    if (sound <= ' ' || sound == 0x7F)
        return;
    if (h->out->n == SOUNDS_MOST)
        h->lost = true;
    else
        h->out->list[h->out->n++] = sound;
}

static bool is_one_of(char c, const char *set)
{
    return c && strchr(set, c);
}

/* ---- words of direction ---- */

/* The same word in three languages, as folded. Those with `beside` only count beside another word: الشرقية alone is a name. */
static char direction(struct str folded, bool alone)
{
    static const struct {
        char sound;
        bool beside;
        const char *words[12];
    } list[] = {{'!', false, {"north", "northern", "shamal", "شمال", "باكوور", "باكووري", "باكور", "باكوري"}},
        {'"', false, {"south", "southern", "janub", "janoub", "جنوب", "باشوور", "باشووري", "باشور", "باشوري"}},
        {'#', false, {"east", "eastern", "شرق", "روژههلات", "روژههلاتي"}}, {'$', false, {"west", "western", "غرب", "روژياوا", "روژياواي"}},
        {'%', true, {"central", "centre", "center", "middle", "wasat", "وسط", "وسطي", "ناوهند", "ناوهراست"}},
        {'!', true, {"shamali", "shamaliyah", "شمالي", "شماليه"}}, {'"', true, {"janubi", "janubiyah", "جنوبي", "جنوبيه"}},
        {'#', true, {"sharq", "sharqi", "sharqiyah", "sharqiya", "شرقي", "شرقيه"}},
        {'$', true, {"gharb", "gharbi", "gharbiyah", "gharbiya", "غربي", "غربيه"}},
        {'&', true, {"upper", "اعلي", "سهروو", "ژوور"}}, {'(', true, {"lower", "اسفل", "خواروو", "ژير"}},
        {')', true, {"new", "jadid", "jadidah", "جديد", "جديده", "نوي", "تازه"}}, {'+', true, {"old", "qadim", "قديم", "قديمه", "كون"}}};
    for (size_t i = 0; i < ARRAY_LEN(list); i++)
        for (size_t k = 0; k < ARRAY_LEN(list[i].words) && list[i].words[k]; k++)
            if (!(alone && list[i].beside) && folded.n && list[i].words[k][0] == folded.p[0] && str_is(folded, list[i].words[k]))
                return list[i].sound;
    return 0;
}

/* ---- Latin letters ---- */

static bool vowel_letter(char c)
{
    return is_one_of(c, "aeiou");
}

/* Two letters for one sound; 0 when they are two. `after`: the letter behind them. */
static char latin_pair(char a, char b, char after)
{
    static const char *const pairs[] = {"thT", "dhD", "shS", "chc", "khx", "ghG", "zhZ", "phf", "ckk", "djj", "ouu", "oou", "eei", "aie", "eie"};
    for (size_t i = 0; i < ARRAY_LEN(pairs); i++)
        if (pairs[i][0] == a && pairs[i][1] == b)
            return pairs[i][2];
    if (b == 'y' && (a == 'a' || a == 'e') && !vowel_letter(after) && after != 'y')
        return 'e';
    if (b == 'w' && (a == 'a' || a == 'o') && !vowel_letter(after) && after != 'w')
        return 'o';
    return a == 'a' && b == 'u' ? 'o' : 0;
}

static char latin_letter(char c, char before, char after)
{
    switch (c) {
    case 'y': return vowel_letter(after) ? 'y' : 'i';
    case 'w': return vowel_letter(after) ? 'w' : 'u';
    case 'c': return is_one_of(after, "eiy") ? 's' : 'k';
    case 'h': return !after && (vowel_letter(before) || before == 'y') ? '~' : 'h';
    default: return c;
    }
}

/* "salaheldin" is "salah al-din" written as one: the article's l goes. Position of that l, or n. */
static size_t joined_article(struct str w)
{
    static const char *const ends[] = {"ldin", "ldeen", "ldine", "lddin", "الدين"};
    for (size_t i = 0; i < ARRAY_LEN(ends); i++) {
        size_t n = strlen(ends[i]);
        if (str_ends(w, ends[i]) && w.n >= n + 4 && (i == 4 || vowel_letter(w.p[w.n - n - 1])))
            return w.n - n;
    }
    return w.n;
}

static void latin_word(struct hearing *h, struct str w)
{
    size_t article = joined_article(w);
    for (size_t i = 0; i < w.n; i++) {
        if (i == article)
            continue;
        char c = w.p[i], b = i + 1 < w.n ? w.p[i + 1] : 0, after = i + 2 < w.n ? w.p[i + 2] : 0;
        char sound = b ? latin_pair(c, b, after) : 0;
        size_t at = h->out->n;
        if (sound)
            i++;
        else
            sound = latin_letter(c, i ? w.p[i - 1] : 0, b);
        if (i > 0 && at && h->out->list[at - 1] == sound && sound != '~' && (sound < '0' || sound > '9'))
            continue; /* doubled letters are one sound */
        sound_add(h, sound);
    }
}

/* ---- Arabic and Kurdish letters ---- */

enum { ALIF = 0x0627, WAW = 0x0648, YA = 0x064A, YA_BARE = 0x0649, TA_CLOSED = 0x0629, HA = 0x0647, AE = 0x06D5, O = 0x06C6, E_LONG = 0x06CE };

static bool written_vowel(utf8proc_int32_t c)
{
    return c == ALIF || c == YA_BARE || c == TA_CLOSED || c == AE || c == O || c == E_LONG;
}

static char arabic_consonant(utf8proc_int32_t c)
{
    static const struct {
        uint16_t letter;
        char sound;
    } list[] = {{0x0628, 'b'}, {0x067E, 'p'}, {0x062A, 't'}, {0x0637, 't'}, {0x062B, 'T'}, {0x062C, 'j'}, {0x0686, 'c'}, {0x062D, 'H'},
        {0x062E, 'x'}, {0x062F, 'd'}, {0x0630, 'D'}, {0x0631, 'r'}, {0x0632, 'z'}, {0x0698, 'Z'}, {0x0633, 's'}, {0x0635, 's'},
        {0x0634, 'S'}, {0x0636, 'E'}, {0x0638, 'F'}, {0x063A, 'G'}, {0x0641, 'f'}, {0x06A4, 'v'}, {0x0642, 'q'}, {0x0643, 'k'},
        {0x06AF, 'g'}, {0x0644, 'l'}, {0x0645, 'm'}, {0x0646, 'n'}, {HA, 'h'}};
    for (size_t i = 0; i < ARRAY_LEN(list); i++)
        if (list[i].letter == c)
            return list[i].sound;
    return 0;
}

/* Waw and ya are consonants at the beginning of a word and before a written vowel; else vowels. */
static char waw_or_ya(utf8proc_int32_t c, bool first, bool last, utf8proc_int32_t after)
{
    bool before_vowel = written_vowel(after) || (c == WAW && after == YA);
    if (c == WAW)
        return first || before_vowel ? 'w' : 'u';
    if (first || (before_vowel && !last))
        return 'y';
    return last ? 'A' : 'i';
}

static char arabic_letter(utf8proc_int32_t c, bool first, bool last, utf8proc_int32_t after)
{
    switch (c) {
    case ALIF: return first ? '*' : 'a';
    case TA_CLOSED: case AE: return '@';
    case O: return 'o';
    case E_LONG: return 'e';
    case YA_BARE: return 'A';
    case WAW: case YA: return waw_or_ya(c, first, last, after);
    case HA: return last ? '~' : 'h';
    default: return arabic_consonant(c);
    }
}

/* Its letters without hamza and ayn, which others write or do not; *led: it begins with one. `most` when there are more. */
static size_t code_points(struct str w, utf8proc_int32_t *out, size_t most, bool *led)
{
    size_t n = 0;
    *led = false;
    for (size_t i = 0; i < w.n && n < most;) {
        utf8proc_ssize_t k = utf8proc_iterate((const utf8proc_uint8_t *)w.p + i, (utf8proc_ssize_t)(w.n - i), &out[n]);
        if (k <= 0)
            return most;
        i += (size_t)k;
        bool silent = out[n] == 0x0621 || out[n] == 0x0639;
        *led = *led || (silent && !n);
        n += !silent;
    }
    return n;
}

static void arabic_word(struct hearing *h, struct str w)
{
    utf8proc_int32_t c[SOUNDS_MOST + 1];
    bool led, ignored;
    size_t article = joined_article(w), n = code_points((struct str){w.p, article}, c, ARRAY_LEN(c), &led);
    if (article < w.n && n < ARRAY_LEN(c))
        n += code_points((struct str){w.p + article + 4, w.n - article - 4}, c + n, ARRAY_LEN(c) - n, &ignored);
    if (n == ARRAY_LEN(c)) {
        h->lost = true;
        return;
    }
    for (size_t i = 0; i < n; i++) {
        bool last = i + 1 == n;
        if (c[i] < 0x80) {
            sound_add(h, (char)c[i]);
            continue;
        }
        char sound = arabic_letter(c[i], i == 0 && !led, last && i > 0, last ? 0 : c[i + 1]);
        if (!sound)
            h->lost = true;
        else if (!(sound == 'u' && i && h->out->n && h->out->list[h->out->n - 1] == 'u')) /* two waws are one long u */
            sound_add(h, sound);
        h->out->abjad = h->out->abjad && c[i] != AE && c[i] != O && c[i] != E_LONG;
    }
}

/* ---- a name ---- */

static bool is_latin(struct str w)
{
    for (size_t i = 0; i < w.n; i++)
        if ((unsigned char)w.p[i] >= 0x80)
            return false;
    return true;
}

void name_sounds(struct str name, struct sounds *out)
{
    struct name_words w CLEANUP(name_words_end);
    struct hearing h = {.out = out};
    char ways[NAME_WORDS_MOST];
    name_words(name, &w);
    *out = (struct sounds){0};
    for (size_t i = 0; i < w.n; i++) {
        ways[i] = direction(w.list[i].folded, w.n == 1);
        if (ways[i])
            sound_add(&h, ways[i]); /* in front, wherever the language puts them */
        out->arabic = out->abjad = out->arabic || !is_latin(w.list[i].heard);
    }
    for (size_t i = 0; i < w.n && !h.lost; i++) {
        if (ways[i])
            continue;
        if (is_latin(w.list[i].heard))
            latin_word(&h, w.list[i].heard);
        else
            arabic_word(&h, w.list[i].heard);
    }
    if (h.lost)
        *out = (struct sounds){0};
    sounds_weigh(out);
}

/* ---- keys ---- */

/* Sounds that one writer or language may put for another share a class; 0 for vowels and what is no firm consonant. */
static char class_of(char sound)
{
    if (is_one_of(sound, "dDEFTsSz"))
        return 'd';
    if (is_one_of(sound, "kqgGxjcZ"))
        return 'k';
    if (is_one_of(sound, "fvw"))
        return 'w';
    if (is_one_of(sound, "hH~"))
        return 'h';
    if (is_one_of(sound, "bp"))
        return 'b';
    return is_one_of(sound, "aeiouy@A*") ? 0 : sound;
}

size_t sounds_key(const struct sounds *s, bool bare, char out[SOUND_KEY_MOST])
{
    size_t n = 0;
    for (size_t i = 0; i < s->n; i++) {
        char c = s->list[i] == '~' && bare ? 0 : class_of(s->list[i]);
        if (!c || (n && out[n - 1] == c))
            continue;
        if (c == 'b' && n && out[n - 1] == 'n')
            out[n - 1] = 'm'; /* n before b is said m */
        out[n++] = c;
    }
    out[n] = 0;
    return n;
}
