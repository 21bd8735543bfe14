/* SPDX-License-Identifier: GPL-3.0-or-later */
/* called: what people's words for a place are called for a reader, and which country a register is of. */
#ifndef DIWAN_PLACE_CALLED_H
#define DIWAN_PLACE_CALLED_H
#include "place/place.h"

int gazetteer_sole_country(const struct gazetteer *g); /* the only place of level 0; -1 where there are none or several, or no gazetteer */
/*
 * What words for a place ("XXS", "IQ-NI", "Ninawa") are called: the name of the place that they mean, as gazetteer_name has it; else of the country whose code they are; else they stand as they are. `g` may be NULL. `is_in`: the language of the name, "" as
 * a file or somebody writes it. The name lives as long as `g`, the list of countries or the words.
 */
struct str place_words_name(const struct gazetteer *g, struct str words, const char *language, const char **is_in);
#endif
