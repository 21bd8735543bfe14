/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Words of a language that a folder brings along: read whole with every translation fitting, or refused with a sentence; whatever it lacks is said in English. */
#include "core/embedded.h"
#include "core/speech_priv.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool fine)
{
    if (!fine)
        abort();
}

static void said(const struct language *l)
{
    const struct speech s = {.language = l};
    struct message m;
    struct err e = {0};
    for (size_t i = 1; i < language_messages(l); i++) {
        must(language_message(l, i, &m));
        for (size_t f = 0; f < m.form_n; f++)
            must(!*m.forms[f] || message_fits(l, &m, f, str_of(m.forms[f]), &e));
        for (int64_t n = 0; m.many && n < 12; n++)
            must(*say_n(&s, m.one, m.many, n) != 0);
        must(*say(&s, m.one) != 0);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const struct embedded *lang = embedded_languages;
    while (strcmp(lang->name, "en.lang") != 0)
        lang++;
    struct arena a CLEANUP(arena_end) = {0};
    struct language l;
    struct err e = {0};
    if (language_from_po((struct str){lang->data, lang->size}, "xx.lang", (struct str){(const char *)data, size}, "xx.po", language_find("en"), &a, &l, &e))
        said(&l);
    else
        must(e.code == ERR_INPUT && e.text[0]);
    return 0;
}
