/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * incident: words for types of incidents, and what they mean here: the neutral type and the kind. The codebook's
 * own codes, and the words that event data sets use for theirs (facts of their codebooks).
 */
#include "incident/incident_priv.h"

static const struct type_word {
    const char *word, *type;
    enum incident_kind kind; /* KIND_STATE_BATTLE: a battle, with or without a state */
} type_words[] = {
    /* the codebook */
    {"armed_clash", "armed_clash", KIND_STATE_BATTLE},
    {"territory_change", "territory_change", KIND_OTHER},
    {"explosion", "explosion", KIND_REMOTE},
    {"air_strike", "air_strike", KIND_REMOTE},
    {"shelling", "shelling", KIND_REMOTE},
    {"planted_device", "planted_device", KIND_REMOTE},
    {"suicide_explosion", "suicide_explosion", KIND_REMOTE},
    {"grenade", "grenade", KIND_REMOTE},
    {"chemical", "chemical", KIND_REMOTE},
    {"attack_civilians", "attack_civilians", KIND_CIVILIANS},
    {"killing_targeted", "killing_targeted", KIND_CIVILIANS},
    {"sexual_violence", "sexual_violence", KIND_CIVILIANS},
    {"abduction", "abduction", KIND_CIVILIANS},
    {"enforced_disappearance", "enforced_disappearance", KIND_CIVILIANS},
    {"hostage", "hostage", KIND_CIVILIANS},
    {"arrest", "arrest", KIND_OTHER},
    {"protest", "protest", KIND_PROTEST},
    {"protest_force", "protest_force", KIND_PROTEST},
    {"riot", "riot", KIND_PROTEST},
    {"property", "property", KIND_OTHER},
    {"house_demolition", "house_demolition", KIND_OTHER},
    {"facility_attack", "facility_attack", KIND_OTHER},
    {"communal", "communal", KIND_NON_STATE},
    {"domestic", "domestic", KIND_OTHER},
    {"threat", "threat", KIND_OTHER},
    {"movement", "movement", KIND_OTHER},
    {"displacement", "displacement", KIND_OTHER},
    {"agreement", "agreement", KIND_OTHER},
    {"unexploded", "unexploded", KIND_OTHER},
    {"other", "other", KIND_OTHER},
    /* UCDP */
    {"State-based conflict", "armed_clash", KIND_STATE_BATTLE},
    {"Non-state conflict", "armed_clash", KIND_NON_STATE},
    {"One-sided violence", "attack_civilians", KIND_CIVILIANS},
    /* ACLED: event types, then their parts */
    {"Battles", "armed_clash", KIND_STATE_BATTLE},
    {"Explosions/Remote violence", "explosion", KIND_REMOTE},
    {"Violence against civilians", "attack_civilians", KIND_CIVILIANS},
    {"Protests", "protest", KIND_PROTEST},
    {"Riots", "riot", KIND_PROTEST},
    {"Strategic developments", "other", KIND_OTHER},
    {"Armed clash", "armed_clash", KIND_STATE_BATTLE},
    {"Government regains territory", "territory_change", KIND_STATE_BATTLE},
    {"Non-state actor overtakes territory", "territory_change", KIND_STATE_BATTLE},
    {"Chemical weapon", "chemical", KIND_REMOTE},
    {"Air/drone strike", "air_strike", KIND_REMOTE},
    {"Suicide bomb", "suicide_explosion", KIND_REMOTE},
    {"Shelling/artillery/missile attack", "shelling", KIND_REMOTE},
    {"Remote explosive/landmine/IED", "planted_device", KIND_REMOTE},
    {"Sexual violence", "sexual_violence", KIND_CIVILIANS},
    {"Attack", "attack_civilians", KIND_CIVILIANS},
    {"Abduction/forced disappearance", "abduction", KIND_CIVILIANS},
    {"Peaceful protest", "protest", KIND_PROTEST},
    {"Protest with intervention", "protest_force", KIND_PROTEST},
    {"Excessive force against protesters", "protest_force", KIND_PROTEST},
    {"Violent demonstration", "riot", KIND_PROTEST},
    {"Mob violence", "riot", KIND_PROTEST},
    {"Arrests", "arrest", KIND_OTHER},
    {"Change to group/activity", "other", KIND_OTHER},
    {"Disrupted weapons use", "other", KIND_OTHER},
    {"Headquarters or base established", "other", KIND_OTHER},
    {"Looting/property destruction", "property", KIND_OTHER},
    {"Non-violent transfer of territory", "territory_change", KIND_OTHER},
};

bool incident_type_of(struct str word, const char **type, enum incident_kind *kind)
{
    word = str_trim(word);
    for (size_t i = 0; i < ARRAY_LEN(type_words); i++) {
        if (!str_is_nocase(word, type_words[i].word))
            continue;
        *type = type_words[i].type;
        *kind = type_words[i].kind;
        return true;
    }
    return false;
}
