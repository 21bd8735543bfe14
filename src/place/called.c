/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "place/called.h"

int gazetteer_sole_country(const struct gazetteer *g)
{
    int found = -1;
    for (size_t i = 0; g && i < gazetteer_count(g) && gazetteer_place(g, i)->level == 0; i++) { /* they stand by level */
        if (found >= 0)
            return -1;
        found = (int)i;
    }
    return found;
}

struct str place_words_name(const struct gazetteer *g, struct str words, const char *language, const char **is_in)
{
    size_t found;
    struct err unknown;
    *is_in = "";
    if (g && words.n && gazetteer_find(g, words, &found, &unknown))
        return gazetteer_name(g, found, language, is_in);
    struct str name = country_name(words, language), english = country_name(words, "en"), arabic = country_name(words, "ar");
    if (name.n)
        *is_in = str_eq(name, english) ? "en" : str_eq(name, arabic) ? "ar" : language;
    return name.n ? name : words;
}
