/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * incident: the neutral types of the codebook: what people call them, whether they kill by their nature, and the rule
 * that says of a record whether it was deadly.
 */
#include "incident/incident.h"

#include "core/speech.h"

struct neutral_type {
    const char *code, *label; /* label: msgid */
    enum type_nature nature;
    bool sensitive; /* never told for less than a governorate */
};

static const struct neutral_type neutral_types[] = {
    {"armed_clash", T("Armed clash"), NATURE_ARMED, false},
    {"territory_change", T("Change of control over a place"), NATURE_BY_KIND, false},
    {"explosion", T("Explosion or remote attack"), NATURE_ARMED, false},
    {"air_strike", T("Air or drone strike"), NATURE_ARMED, false},
    {"shelling", T("Shelling, rocket or missile"), NATURE_ARMED, false},
    {"planted_device", T("Planted device or mine"), NATURE_ARMED, false},
    {"suicide_explosion", T("Explosion in which the attacker dies"), NATURE_ARMED, false},
    {"grenade", T("Grenade"), NATURE_ARMED, false},
    {"chemical", T("Toxic substance"), NATURE_ARMED, false},
    {"attack_civilians", T("Attack on civilians"), NATURE_ARMED, false},
    {"killing_targeted", T("Targeted killing"), NATURE_ARMED, false},
    {"sexual_violence", T("Sexual violence"), NATURE_SPARES, true},
    {"abduction", T("Abduction"), NATURE_SPARES, false},
    {"enforced_disappearance", T("Enforced disappearance"), NATURE_MAY_KILL, false}, /* nobody knows what became of them */
    {"hostage", T("Taking of hostages"), NATURE_MAY_KILL, false},
    {"arrest", T("Arrest or detention"), NATURE_SPARES, false},
    {"protest", T("Peaceful gathering or protest"), NATURE_SPARES, false},
    {"protest_force", T("Force used against a gathering"), NATURE_MAY_KILL, false},
    {"riot", T("Violence by a crowd"), NATURE_MAY_KILL, false},
    {"property", T("Destruction or seizure of property"), NATURE_SPARES, false},
    {"house_demolition", T("Demolition of a home"), NATURE_SPARES, false},
    {"facility_attack", T("Attack on a school, clinic, place of worship or service"), NATURE_MAY_KILL, false},
    {"communal", T("Violence between communities"), NATURE_ARMED, false},
    {"domestic", T("Violence in the home"), NATURE_MAY_KILL, true},
    {"threat", T("Threat or hate speech"), NATURE_SPARES, false},
    {"movement", T("Closure or movement restriction"), NATURE_SPARES, false},
    {"displacement", T("Displacement or eviction"), NATURE_SPARES, false},
    {"agreement", T("Agreement or truce"), NATURE_SPARES, false},
    {"unexploded", T("Accident with explosive remnants"), NATURE_ARMED, false},
    {"other", T("Another type"), NATURE_MAY_KILL, false},
};

static const struct neutral_type *find(struct str code)
{
    for (size_t i = 0; i < ARRAY_LEN(neutral_types); i++)
        if (str_is(code, neutral_types[i].code))
            return &neutral_types[i];
    return NULL;
}

const char *incident_type_label(struct str code)
{
    const struct neutral_type *t = find(code);
    return t ? t->label : NULL;
}

bool incident_type_sensitive(struct str code)
{
    const struct neutral_type *t = find(code);
    return t && t->sensitive;
}

/* Where the type is not known, or says nothing of it. A kind that is not known stays with the armed: nothing a source
 * records drops out of the series because its type cannot be read. */
static enum type_nature nature_of_kind(int kind)
{
    return kind == KIND_PROTEST || kind == KIND_OTHER ? NATURE_MAY_KILL : NATURE_ARMED;
}

enum type_nature incident_nature(struct str type, int kind)
{
    const struct neutral_type *t = find(type);
    return t && t->nature != NATURE_BY_KIND ? t->nature : nature_of_kind(kind);
}

enum incident_harm incident_harm_of(enum type_nature nature, int32_t low, int32_t best, int32_t high)
{
    if (best > 0 || low > 0)
        return HARM_DEADLY;
    if (high > 0) /* the source does not know whether anybody was killed */
        return HARM_UNKNOWN;
    if (best == 0 || nature == NATURE_SPARES)
        return HARM_NOT_DEADLY;
    return HARM_UNKNOWN;
}

bool incident_in_series(enum type_nature nature, enum incident_harm harm)
{
    return harm == HARM_DEADLY || nature == NATURE_ARMED;
}
