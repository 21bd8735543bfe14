/* SPDX-License-Identifier: GPL-3.0-or-later */
/* voice: which of its words a reader gets. */
#include "core/speech.h"
#include "voice/voice.h"

const struct voice_words *voice_words_in(const struct voice_dialogue *d, const char *language)
{
    static const struct voice_words none = {{"", 0}, {"", 0}, {"", 0}, {"", 0}};
    for (size_t i = 0; i < d->word_n; i++)
        if (str_is(d->words[i].language, language))
            return &d->words[i];
    return d->word_n ? &d->words[0] : &none;
}

const struct voice_text *voice_original(const struct voice_statement *s)
{
    for (size_t i = 0; i < s->text_n; i++)
        if (!s->texts[i].translated)
            return &s->texts[i];
    return s->text_n ? &s->texts[0] : NULL;
}

const struct voice_text *voice_translation(const struct voice_statement *s, const char *language)
{
    const struct voice_text *original = voice_original(s);
    if (!original || str_is(original->language, language))
        return NULL;
    for (size_t i = 0; i < s->text_n; i++)
        if (&s->texts[i] != original && str_is(s->texts[i].language, language))
            return &s->texts[i];
    return NULL;
}

const char *voice_value_word(struct str value)
{
    static const struct { const char *value, *word; } known[] = {{"woman", T("women")}, {"women", T("women")}, {"female", T("women")}, {"man", T("men")}, {"men", T("men")}, {"male", T("men")},
        {"community", T("community")}, {"security", T("security sector")}, {"security sector", T("security sector")}, {"security_sector", T("security sector")},
        {"security-sector", T("security sector")}, {"local government", T("local government")}, {"local_government", T("local government")}, {"local-government", T("local government")},
        {"local_authority", T("local government")}, {"local authority", T("local government")}};
    for (size_t i = 0; i < ARRAY_LEN(known); i++)
        if (str_is(value, known[i].value))
            return known[i].word;
    return NULL;
}
