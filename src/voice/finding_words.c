/* SPDX-License-Identifier: GPL-3.0-or-later */
/* voice: how somebody asked, and for or against what people were, in the words of those who write it down. */
#include "said/said.h"
#include "voice/finding_priv.h"

struct spelling {
    const char *code, *word;
};

static struct str find(struct str word, const struct spelling *list, size_t n)
{
    enum { WORD_MOST = 120 };
    for (size_t i = 0; word.n && word.n <= WORD_MOST && i < n; i++)
        if (said_same_source(word, str_of(list[i].word))) /* folded: case, hyphens and marks as one likes */
            return str_of(list[i].code);
    return STR("");
}

struct str finding_method_of(struct str word)
{
    static const struct spelling list[] = {{"interview", "interview"}, {"interview", "key informant interview"}, {"interview", "KII"}, {"interview", "مقابلة"},
        {"interview", "مقابلة فردية"}, {"interview", "چاوپێکەوتن"}, {"focus-group", "focus group"}, {"focus-group", "focus group discussion"},
        {"focus-group", "FGD"}, {"focus-group", "مجموعة نقاش"}, {"focus-group", "مجموعة نقاش مركزة"}, {"focus-group", "مجموعة تركيز"}, {"focus-group", "جلسة نقاش مركزة"},
        {"focus-group", "گرووپی گفتوگۆ"}, {"focus-group", "گرووپی فۆکەس"}, {"focus-group", "گروپی گفتوگۆ"}, {"meeting", "meeting"}, {"meeting", "workshop"}, {"meeting", "round table"},
        {"meeting", "roundtable"}, {"meeting", "dialogue session"}, {"meeting", "اجتماع"}, {"meeting", "ورشة عمل"}, {"meeting", "طاولة مستديرة"},
        {"meeting", "جلسة حوار"}, {"meeting", "کۆبوونەوە"}, {"meeting", "وۆرکشۆپ"}, {"meeting", "مێزی گرد"}, {"meeting", "دانیشتنی دیالۆگ"}, {"meeting", "دانیشتنی گفتوگۆ"},
        {"observation", "observation"}, {"observation", "ملاحظة"}, {"observation", "مشاهدة"}, {"observation", "تێبینی"}, {"observation", "چاودێری"}, {"other", "other"},
        {"other", "another way"}, {"other", "أخرى"}, {"other", "طريقة أخرى"}, {"other", "هی تر"}, {"other", "شێوازێکی تر"}};
    return find(word, list, ARRAY_LEN(list));
}

struct str finding_direction_of(struct str word)
{
    static const struct spelling list[] = {{"for", "for"}, {"for", "in favour"}, {"for", "in favor"}, {"for", "مع"}, {"for", "مؤيد"}, {"for", "مؤيدون"},
        {"for", "لەگەڵ"}, {"for", "لەگەڵدا"}, {"against", "against"}, {"against", "ضد"}, {"against", "معارض"}, {"against", "معارضون"}, {"against", "دژ"},
        {"against", "دژی"}, {"mixed", "mixed"}, {"mixed", "divided"}, {"mixed", "both"}, {"mixed", "متباين"}, {"mixed", "منقسم"}, {"mixed", "منقسمون"},
        {"mixed", "تێکەڵ"}, {"mixed", "دابەشبوو"}};
    return find(word, list, ARRAY_LEN(list));
}
