/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which language somebody's own words are in: that of the page, unless their letters say that it cannot be. A guess by letters alone; whoever wants another chooses it on the page. */
#include "web/part_priv.h"

static bool holds(struct str text, const char *const *letters, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (memmem(text.p, text.n, letters[i], strlen(letters[i])))
            return true;
    return false;
}

/* Letters of two bytes that begin so: U+0600 to U+06FF, but its digits, signs and points, which all languages may use. */
static bool arabic_at(struct str text, size_t i)
{
    unsigned char a = (unsigned char)text.p[i], b = i + 1 < text.n ? (unsigned char)text.p[i + 1] : 0;
    return (a == 0xD8 && b >= 0xA0) || (a == 0xD9 && b < 0xA0) || (a == 0xD9 && b >= 0xAE) || a == 0xDA || (a == 0xDB && b < 0x94) || (a == 0xDB && b == 0x95);
}

const char *part_language_of_words(const struct language *page, struct str text)
{
    static const char *const sorani[] = {"\u0695", "\u06B5", "\u06CE", "\u06C6", "\u06D5", "\u06A4"}, *const arabic[] = {"\u0629", "\u0643", "\u064A", "\u0649"};
    size_t right = 0, left = 0;
    for (size_t i = 0; i < text.n; i++) {
        char c = (char)(text.p[i] | 32);
        right += arabic_at(text, i);
        left += (c >= 'a' && c <= 'z') || ((unsigned char)text.p[i] >= 0xC3 && (unsigned char)text.p[i] <= 0xCA); /* Latin, with its accents */
    }
    bool here = language_rtl(page);
    if (left > right)
        return here ? "en" : language_code(page);
    if (right == 0)
        return language_code(page);
    bool kurdish = holds(text, sorani, ARRAY_LEN(sorani));
    if (!here)
        return kurdish ? "ckb" : "ar";
    if (strcmp(language_code(page), "ar") == 0 && kurdish)
        return "ckb";
    if (strcmp(language_code(page), "ckb") == 0 && !kurdish && holds(text, arabic, ARRAY_LEN(arabic)))
        return "ar";
    return language_code(page);
}
