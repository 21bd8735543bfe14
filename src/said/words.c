/* SPDX-License-Identifier: GPL-3.0-or-later */
/* said: the words for judgements, phases, licences and languages, as people write them. */
#include "core/speech.h"
#include "place/place.h"
#include "said/said.h"

/* ---- one fold for all -------------------------------------------------------------------------- */

/* Hyphens and underscores are blanks; the rest as names are folded. */
static void fold(struct str word, struct buf *out)
{
    struct buf plain CLEANUP(buf_end) = {0};
    word = str_trim(word);
    for (size_t i = 0; i < word.n; i++)
        buf_char(&plain, word.p[i] == '-' || word.p[i] == '_' ? ' ' : word.p[i]);
    name_fold(buf_view(&plain), out);
}

enum { WORD_MOST = 120 };

struct spelling {
    int value;
    const char *word;
};

static int find(struct str word, const struct spelling *list, size_t n)
{
    if (word.n == 0 || word.n > WORD_MOST)
        return 0;
    struct buf asked CLEANUP(buf_end) = {0}, known CLEANUP(buf_end) = {0};
    fold(word, &asked);
    for (size_t i = 0; i < n && asked.n; i++) {
        buf_clear(&known);
        fold(str_of(list[i].word), &known);
        if (str_eq(buf_view(&asked), buf_view(&known)))
            return list[i].value;
    }
    return 0;
}

/* ---- judgements -------------------------------------------------------------------------------- */

const char *looked_code(enum looked v)
{
    static const char *const codes[] = {"", "good", "limited", "none"};
    return codes[v];
}

enum looked looked_of(struct str word)
{
    static const struct spelling list[] = {{LOOKED_GOOD, "good"}, {LOOKED_GOOD, "full"}, {LOOKED_GOOD, "جيد"}, {LOOKED_GOOD, "جيدة"},
        {LOOKED_GOOD, "كاملة"}, {LOOKED_GOOD, "باش"}, {LOOKED_GOOD, "تەواو"}, {LOOKED_LIMITED, "limited"}, {LOOKED_LIMITED, "partial"},
        {LOOKED_LIMITED, "partly"}, {LOOKED_LIMITED, "محدود"}, {LOOKED_LIMITED, "محدودة"}, {LOOKED_LIMITED, "جزئي"},
        {LOOKED_LIMITED, "جزئية"}, {LOOKED_LIMITED, "سنووردار"}, {LOOKED_LIMITED, "بەشەکی"}, {LOOKED_NONE, "none"},
        {LOOKED_NONE, "no"}, {LOOKED_NONE, "nobody"}, {LOOKED_NONE, "معدوم"}, {LOOKED_NONE, "معدومة"}, {LOOKED_NONE, "منعدمة"},
        {LOOKED_NONE, "لا شيء"}, {LOOKED_NONE, "لا أحد"}, {LOOKED_NONE, "لا يوجد"}, {LOOKED_NONE, "هیچ"}, {LOOKED_NONE, "نییە"}};
    return (enum looked)find(word, list, ARRAY_LEN(list));
}

/* ---- licences ---------------------------------------------------------------------------------- */

const char *licence_code(enum licence v)
{
    static const char *const codes[] = {"", "open", "attribution", "no-republication"};
    return codes[v];
}

static bool has_word(struct str folded, const char *word)
{
    size_t n = strlen(word);
    for (size_t i = 0; i + n <= folded.n; i++) {
        bool begins = i == 0 || folded.p[i - 1] == ' ', ends = i + n == folded.n || folded.p[i + n] == ' ';
        if (begins && ends && memcmp(folded.p + i, word, n) == 0)
            return true;
    }
    return false;
}

/* "CC BY 4.0", "CC-BY-SA 3.0 IGO"; not those with NC or ND: what they forbid is not ours to weigh. */
static bool asks_for_attribution(struct str word)
{
    if (word.n > WORD_MOST)
        return false;
    struct buf b CLEANUP(buf_end) = {0};
    fold(word, &b);
    struct str s = buf_view(&b);
    bool names = (str_starts(s, "cc by") && (s.n == 5 || s.p[5] == ' ')) || str_starts(s, "creative commons attribution");
    return names && !has_word(s, "nc") && !has_word(s, "nd") && !has_word(s, "noncommercial") && !has_word(s, "noderivatives") &&
           !has_word(s, "non") && !has_word(s, "no");
}

enum licence licence_of(struct str word)
{
    static const struct spelling list[] = {{LICENCE_OPEN, "open"}, {LICENCE_OPEN, "public domain"}, {LICENCE_OPEN, "CC0"},
        {LICENCE_OPEN, "CC0 1.0"}, {LICENCE_OPEN, "مفتوح"}, {LICENCE_OPEN, "مفتوحة"}, {LICENCE_OPEN, "کراوە"},
        {LICENCE_ATTRIBUTION, "attribution"}, {LICENCE_ATTRIBUTION, "بذكر المصدر"}, {LICENCE_ATTRIBUTION, "مع ذكر المصدر"},
        {LICENCE_ATTRIBUTION, "نسب المصنف"}, {LICENCE_ATTRIBUTION, "بە ناوهێنانی سەرچاوە"},
        {LICENCE_NO_REPUBLICATION, "no republication"}, {LICENCE_NO_REPUBLICATION, "not for republication"},
        {LICENCE_NO_REPUBLICATION, "عدم إعادة النشر"}, {LICENCE_NO_REPUBLICATION, "بدون إعادة نشر"},
        {LICENCE_NO_REPUBLICATION, "بڵاوکردنەوەی دووبارە قەدەغەیە"}, {LICENCE_NO_REPUBLICATION, "بێ بڵاوکردنەوەی دووبارە"}};
    int found = find(word, list, ARRAY_LEN(list));
    return found ? (enum licence)found : asks_for_attribution(word) ? LICENCE_ATTRIBUTION : LICENCE_UNKNOWN;
}

bool said_same_source(struct str a, struct str b)
{
    struct buf fa CLEANUP(buf_end) = {0}, fb CLEANUP(buf_end) = {0};
    fold(a, &fa);
    fold(b, &fb);
    return str_eq(str_trim(a), str_trim(b)) || (fa.n && str_eq(buf_view(&fa), buf_view(&fb)));
}

/* ---- phases ------------------------------------------------------------------------------------ */

/* The codebook's phases with its labels. */
static const struct {
    const char *code, *en, *ar, *ckb;
} phases[PHASE_COUNT] = {
    [PHASE_UNSET] = {"", "", "", ""},
    [PHASE_CALM] = {"calm", "Calm with unresolved issues", "هدوء مع قضايا عالقة", "ئارامی لەگەڵ کێشەی چارەسەرنەکراو"},
    [PHASE_TENSION] = {"tension", "Rising tension", "توتر متصاعد", "گرژیی زیادبوو"},
    [PHASE_OPEN] = {"open", "Open violence", "عنف مفتوح", "توندوتیژیی ئاشکرا"},
    [PHASE_PROTRACTED] = {"protracted", "Protracted conflict or occupation", "نزاع ممتد أو احتلال", "ململانێی درێژخایەن یان داگیرکاری"},
    [PHASE_CEASEFIRE] = {"ceasefire", "Ceasefire or stalemate", "وقف إطلاق نار أو جمود", "ئاگربەست یان چەقبەستوویی"},
    [PHASE_STABILISING] = {"stabilising", "Stabilising", "مرحلة الاستقرار", "قۆناغی سەقامگیربوون"},
    [PHASE_RECOVERY] = {"recovery", "Recovery and reconciliation", "التعافي والمصالحة", "بووژاندنەوە و ئاشتەوایی"},
};

const char *phase_code(enum phase v)
{
    return phases[v].code;
}

const char *phase_words(enum phase v)
{
    static const char *const words[PHASE_COUNT] = {"", T("Calm with unresolved issues"), T("Rising tension"), T("Open violence"), T("Protracted conflict or occupation"), T("Ceasefire or stalemate"),
        T("Stabilising"), T("Recovery and reconciliation")};
    return words[v];
}

const char *phase_label(enum phase v, const char *language)
{
    if (strcmp(language, "ar") == 0)
        return phases[v].ar;
    return strcmp(language, "ckb") == 0 ? phases[v].ckb : phases[v].en;
}

enum phase phase_of(struct str word)
{
    static const struct spelling also[] = {{PHASE_STABILISING, "stabilizing"}, {PHASE_STABILISING, "stabilisation"},
        {PHASE_CEASEFIRE, "stalemate"}, {PHASE_OPEN, "open conflict"}, {PHASE_OPEN, "توندوتیژیی کراوە"}};
    for (int i = 1; i < PHASE_COUNT; i++) {
        const struct spelling all[] = {{i, phases[i].code}, {i, phases[i].en}, {i, phases[i].ar}, {i, phases[i].ckb}};
        if (find(word, all, ARRAY_LEN(all)))
            return (enum phase)i;
    }
    return (enum phase)find(word, also, ARRAY_LEN(also));
}

/* ---- languages --------------------------------------------------------------------------------- */

/* Two or three letters, then parts of 2 to 8 letters or digits behind hyphens. */
static bool shaped_like_tag(struct str s)
{
    size_t part = 0, parts = 0;
    for (size_t i = 0; i <= s.n; i++) {
        char c = i < s.n ? s.p[i] : '-';
        bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'), digit = c >= '0' && c <= '9';
        if (letter || (digit && parts)) {
            part++;
            continue;
        }
        if (c != '-' || part < 2 || part > (parts ? 8 : 3))
            return false;
        parts++;
        part = 0;
    }
    return s.n > 0 && s.n < 16;
}

bool said_language(struct str word, char out[16])
{
    static const struct spelling names[] = {{1, "English"}, {1, "eng"}, {1, "الإنجليزية"}, {1, "ئینگلیزی"}, {2, "Arabic"}, {2, "ara"},
        {2, "العربية"}, {2, "عەرەبی"}, {3, "Sorani"}, {3, "Central Kurdish"}, {3, "Kurdish"}, {3, "الكردية"}, {3, "کوردی"}};
    static const char *const tags[] = {"", "en", "ar", "ckb"};
    word = str_trim(word);
    int known = find(word, names, ARRAY_LEN(names));
    memset(out, 0, 16);
    if (word.n == 0 || known) {
        memcpy(out, tags[known], strlen(tags[known]));
        return true;
    }
    if (!shaped_like_tag(word))
        return false;
    for (size_t i = 0; i < word.n; i++)
        out[i] = word.p[i] >= 'A' && word.p[i] <= 'Z' ? (char)(word.p[i] | 0x20) : word.p[i];
    return true;
}
