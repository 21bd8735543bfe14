/* SPDX-License-Identifier: GPL-3.0-or-later */
/* speech: words of a codebook as people write them. */
#include "core/speech.h"

enum { WORD_MOST = 400 };

bool word_is_code(struct str word, const char *code)
{
    word = str_trim(word);
    if (!word.n || word.n != strlen(code))
        return false;
    for (size_t i = 0; i < word.n; i++) {
        char c = word.p[i];
        c = c == '-' || c == ' ' ? '_' : c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
        if (c != code[i])
            return false;
    }
    return true;
}

/* Small ASCII letters alone: other scripts have no case. */
static bool is_label(struct str word, const char *msgid)
{
    for (size_t i = 0; i < language_count(); i++) {
        struct speech s = {.language = language_at(i)};
        if (str_is_nocase(word, say(&s, msgid)))
            return true;
    }
    return false;
}

bool word_means(struct str word, const char *code, const char *label)
{
    word = str_trim(word);
    return word.n && word.n <= WORD_MOST && (word_is_code(word, code) || is_label(word, label));
}
