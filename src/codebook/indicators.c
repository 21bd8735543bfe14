/* SPDX-License-Identifier: GPL-3.0-or-later */
/* codebook: indicators to begin with, of the United Nations (in short) and of Diwan. */
#include "codebook/codebook_priv.h"
#include "core/speech.h"

static const struct code indicators[] = {
    {"sdg_16_1_1", T("Intentional homicides"), T("by sex and age"), "personal", "UN SDG global indicator framework A/RES/71/313 (wording shortened) 16.1.1"},
    {"sdg_16_1_2", T("Conflict-related deaths"), T("by sex, age and cause"), "personal", "UN SDG global indicator framework A/RES/71/313 (wording shortened) 16.1.2"},
    {"sdg_16_1_3", T("People who suffered physical, psychological or sexual violence in 12 months"), T("survey; safe setting needed"), "personal", "UN SDG global indicator framework A/RES/71/313 (wording shortened) 16.1.3"},
    {"sdg_16_1_4", T("People who feel safe walking alone where they live"), T("survey; the framework adds after dark"), "personal", "UN SDG global indicator framework A/RES/71/313 (wording shortened) 16.1.4"},
    {"sdg_16_3_1", T("Victims of violence who told an authority"), T("a rise can mean more trust, not more violence"), "political", "UN SDG global indicator framework A/RES/71/313 (wording shortened) 16.3.1"},
    {"sdg_16_3_2", T("Detainees not yet sentenced"), NULL, "political", "UN SDG global indicator framework A/RES/71/313 (wording shortened) 16.3.2"},
    {"sdg_16_5_1", T("People asked for a bribe by an official"), NULL, "political", "UN SDG global indicator framework A/RES/71/313 (wording shortened) 16.5.1"},
    {"sdg_16_6_2", T("People satisfied with their last public service"), NULL, "political", "UN SDG global indicator framework A/RES/71/313 (wording shortened) 16.6.2"},
    {"sdg_16_7_2", T("People who think decisions are inclusive and responsive"), T("by sex, age, disability, group"), "political", "UN SDG global indicator framework A/RES/71/313 (wording shortened) 16.7.2"},
    {"sdg_16_10_1", T("Attacks on journalists, unionists and rights defenders"), NULL, "political", "UN SDG global indicator framework A/RES/71/313 (wording shortened) 16.10.1"},
    {"sdg_16_b_1", T("People who felt discriminated against in 12 months"), NULL, "community", "UN SDG global indicator framework A/RES/71/313 (wording shortened) 16.b.1"},
    {"sdg_2_1_2", T("Moderate or severe food insecurity"), T("FIES scale"), "food", "UN SDG global indicator framework A/RES/71/313 (wording shortened) 2.1.2"},
    {"sdg_3_8_1", T("Coverage of essential health services"), NULL, "health", "UN SDG global indicator framework A/RES/71/313 (wording shortened) 3.8.1"},
    {"sdg_6_1_1", T("People with safely managed drinking water"), NULL, "environmental", "UN SDG global indicator framework A/RES/71/313 (wording shortened) 6.1.1"},
    {"sdg_8_6_1", T("Young people not in school, work or training"), T("age 15 to 24"), "economic", "UN SDG global indicator framework A/RES/71/313 (wording shortened) 8.6.1"},
    {"sdg_1_2_1", T("People below the national poverty line"), NULL, "economic", "UN SDG global indicator framework A/RES/71/313 (wording shortened) 1.2.1"},
    {"lethality", T("Deaths per deadly incident"), T("read beside the number of incidents; report both"), "personal", "Diwan"},
    {"civilian_share", T("Civilians among those killed"), T("with the range of unknown status"), "personal", "Diwan"},
    {"trust_security", T("Trust in the security sector"), T("by group; direction of change matters"), "community", "PAX Human Security Survey; Diwan"},
    {"bridging", T("Statements that all opinion groups support"), NULL, "community", "Diwan"},
    {"answer_rate", T("Requests answered by the deadline"), T("with the number of letters it rests on"), "political", "Diwan"},
    {"promises_kept", T("Promises kept among those due"), NULL, "political", "Diwan"},
    {"women_voice", T("Women among those who took part"), T("only if asked safely and above the minimum group"), "community", "Diwan"},
};

const struct code_table indicators_table = {indicators, ARRAY_LEN(indicators)};
