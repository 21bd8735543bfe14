/* SPDX-License-Identifier: GPL-3.0-or-later */
/* For tests: the shared codebook's files, where they are there. */
#ifndef DIWAN_CODEBOOK_TESTING_H
#define DIWAN_CODEBOOK_TESTING_H
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "core/speech.h"

/* The cells of a line, which it cuts up; quotes go. */
static inline size_t codebook_cells(char *line, char **out, size_t most)
{
    size_t n = 0;
    bool quoted = false;
    char *to = line;
    out[n++] = line;
    for (char *p = line; *p && *p != '\n'; p++) {
        if (*p == '"')
            quoted = !quoted;
        else if (*p == ',' && !quoted && n < most) {
            *to++ = '\0';
            out[n++] = to;
        } else
            *to++ = *p;
    }
    *to = '\0';
    return n;
}

/* Calls `check` with the cells of each row and its number; the count of rows, 0 where the file is not there. */
static inline size_t codebook_lines(const char *file, void (*check)(char **cell, size_t row))
{
    char path[512], line[4096], *cell[16];
    size_t n = 0;
    snprintf(path, sizeof path, "%s/reference/codebook/%s", getenv("DIWAN_SHARED") ? getenv("DIWAN_SHARED") : "../shared", file);
    FILE *f = fopen(path, "r");
    if (!f)
        return 0;
    while (fgets(line, sizeof line, f))
        if (n++ && codebook_cells(line, cell, ARRAY_LEN(cell)) >= 7)
            check(cell, n - 2);
    fclose(f);
    return n ? n - 1 : 0;
}

static inline void codebook_latin(char *text) /* Arabic and Kurdish digits as Latin ones */
{
    char *to = text;
    for (const char *p = text; *p; p++)
        if ((unsigned char)p[0] == 0xD9 && (unsigned char)p[1] >= 0xA0 && (unsigned char)p[1] <= 0xA9)
            *to++ = (char)('0' + ((unsigned char)*++p - 0xA0));
        else
            *to++ = *p;
    *to = '\0';
}

/* What the program says in the place of a cell: the Kurdish labels that were mended here, each with its word in the codebook first. */
static inline const char *codebook_mended(const char *cell)
{
    static const struct {
        const char *was, *is;
    } mended[] = {{"حکومەتی ناوخۆیی",
            "حکوومەتی ناوخۆیی"},
        {"گەندەڵی و ڕزگاربوون لە سزا",
            "گەندەڵیی دەستەبژێران و ڕزگاربوونیان لە سزا"},
        {"ئایا خەڵکی ئێرە دەتوانن بژێوی پێویستی خێزانەکەیان پەیدا بکەن؟",
            "ئایا خەڵکی ئێرە دەتوانن بژێویی پێویستی خێزانەکەیان پەیدا بکەن؟"},
        {"ئایا خۆراکی پێویست هەیە بە نرخێک کە خەڵک توانای هەبێت؟",
            "ئایا خۆراکی پێویست هەیە بە نرخێک کە خەڵک توانای دانی هەبێت؟"},
        {"قوربانییانی توندوتیژی کە لایەنێکی پەیوەندیداریان ئاگادار کردەوە",
            "قوربانییانی توندوتیژی کە لایەنێکی پەیوەندیداریان ئاگادار کردووەتەوە"},
        {"ژمارەی مردن بۆ هەر ڕووداوێکی کوشندە",
            "کوژراو بۆ هەر ڕووداوێکی کوشندە"},
        {"ئەو دەربڕینانەی هەموو گرووپەکانی ڕا پشتگیرییان دەکەن",
            "ئەو وتانەی هەموو گرووپەکانی بیروڕا پشتگیرییان دەکەن"},
        {"داواکارییەکان کە لە وادەی خۆیدا وەڵام دراونەتەوە",
            "ئەو داواکارییانەی لە وادەی خۆیاندا وەڵام دراونەتەوە"},
        {"ئاگادارکردنەوەی پێشوەختە لەگەڵ خەڵک و لایەنێکی دیاریکراو کە دەبێت وەڵام بداتەوە",
            "ئاگادارکردنەوەی پێشوەختەی خەڵک، و کەسێکی دیاریکراو کە دەبێت وەڵام بداتەوە"},
        {"ناوبژیوانی و دیالۆگی ناوخۆیی لەلایەن خەڵکی شوێنەکەوە",
            "ناوبژیوانی و گفتوگۆی ناوخۆیی لەلایەن خەڵکی شوێنەکەوە"},
        {"مامەڵەی یاسایی و گونجاو لەگەڵ کۆبوونەوەکان",
            "مامەڵەی یاسایی و هاوسەنگی پۆلیس لەگەڵ کۆبوونەوەکان"},
        {"پۆلیس و دادگای لێپرسراو و لابردنی پاشماوەی تەقینەوە",
            "پۆلیس و دادگایەک کە لێیان دەپرسرێتەوە؛ لابردنی پاشماوەی تەقینەوە"},
        {"ئاڕاستەکراو بەرەو ڕێگریکردن",
            "ئاراستەکراو بەرەو ڕێگریکردن"},
        {"پاڵپشتیی مادی دەکات",
            "بە شتومەک یان خزمەتگوزاری پاڵپشتی دەکات لە"},
        {"منداڵە سەربازەکان (ڕێگری و لابردنی چەک)",
            "منداڵە سەربازەکان (ڕێگری، و دەرهێنانیان لە ڕیزی چەکداران)"},
        {"ئاوەدانکردنەوەی دەستبەجێ دوای فریاگوزاری",
            "ئاوەدانکردنەوە و نۆژەنکردنەوەی دەستبەجێ دوای باری نائاسایی"}};
    for (size_t i = 0; i < ARRAY_LEN(mended); i++)
        if (strcmp(mended[i].was, cell) == 0)
            return mended[i].is;
    return cell;
}

/* The message in English, Arabic and Kurdish as three cells have it, or as it was mended; digits are each language's own. */
static inline void codebook_says(const char *msgid, char **cell)
{
    static const char *const languages[] = {"en", "ar", "ckb"};
    for (size_t k = 0; k < 3; k++) {
        struct speech s = {.language = language_find(languages[k])};
        char said[1024];
        snprintf(said, sizeof said, "%s", say(&s, msgid));
        codebook_latin(said);
        assert_string_equal(said, codebook_mended(cell[k]));
    }
}
#endif
