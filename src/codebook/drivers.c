/* SPDX-License-Identifier: GPL-3.0-or-later */
/* codebook: what pushes, pulls, sets off, underlies and protects; about places and groups, never about a person. */
#include "codebook/codebook_priv.h"
#include "core/speech.h"

static const struct code drivers[] = {
    {"opportunity_lack", T("Lack of socioeconomic opportunities"), T("Plan heading; studies disagree on unemployment alone as a cause"), "push", "UN Plan of Action to Prevent Violent Extremism A/70/674 (24 Dec 2015; presented 15 Jan 2016) s.III.A"},
    {"marginalization", T("Marginalization and discrimination"), T("Plan heading"), "push", "UN Plan of Action to Prevent Violent Extremism A/70/674 (24 Dec 2015; presented 15 Jan 2016) s.III.A"},
    {"governance_rights", T("Poor governance; violations of human rights and the rule of law"), T("Plan heading"), "push", "UN Plan of Action to Prevent Violent Extremism A/70/674 (24 Dec 2015; presented 15 Jan 2016) s.III.A"},
    {"prolonged_conflict", T("Prolonged and unresolved conflicts"), T("Plan heading; includes protracted occupation where users say so, with attribution"), "push", "UN Plan of Action to Prevent Violent Extremism A/70/674 (24 Dec 2015; presented 15 Jan 2016) s.III.A"},
    {"prison", T("Conditions and recruitment in prisons"), T("The plan's own heading judges those who are held; neutral wording is used here"), "push", "UN Plan of Action to Prevent Violent Extremism A/70/674 (24 Dec 2015; presented 15 Jan 2016) s.III.A"},
    {"personal_background", T("Individual backgrounds and motivations"), T("Plan heading; never recorded for a named person in Diwan"), "pull", "UN Plan of Action to Prevent Violent Extremism A/70/674 (24 Dec 2015; presented 15 Jan 2016) s.III.B"},
    {"collective_grievance", T("Collective grievances and victimization (domination, oppression, subjugation, foreign intervention)"), T("Plan heading"), "pull", "UN Plan of Action to Prevent Violent Extremism A/70/674 (24 Dec 2015; presented 15 Jan 2016) s.III.B"},
    {"belief_misuse", T("Distortion and misuse of beliefs, political ideologies and ethnic or cultural differences"), T("Plan heading; not a statement about any religion"), "pull", "UN Plan of Action to Prevent Violent Extremism A/70/674 (24 Dec 2015; presented 15 Jan 2016) s.III.B"},
    {"leadership_networks", T("Leadership and social networks"), T("Plan heading; about networks in a place, never a list of people"), "pull", "UN Plan of Action to Prevent Violent Extremism A/70/674 (24 Dec 2015; presented 15 Jan 2016) s.III.B"},
    {"state_abuse", T("Actual or perceived abuse by state forces"), T("Reported as first factor by young people interviewed in the Sahel; context differs"), "trigger", "International Alert, Sahel research 2018; UNDP Journey to Extremism in Africa 2017"},
    {"impunity_corruption", T("Corruption and impunity of elites"), NULL, "push", "USAID Guide to the Drivers of Violent Extremism 2009"},
    {"ungoverned", T("Areas without services or public authority"), NULL, "push", "USAID Guide to the Drivers of Violent Extremism 2009"},
    {"cultural_threat", T("Perceived threat to culture or way of life"), NULL, "push", "USAID Guide to the Drivers of Violent Extremism 2009"},
    {"material_reward", T("Access to income or protection"), NULL, "pull", "USAID Guide to the Drivers of Violent Extremism 2009"},
    {"status_belonging", T("Respect, status and belonging"), NULL, "pull", "USAID Guide to the Drivers of Violent Extremism 2009"},
    {"spillover", T("Spill-over from a neighbouring place"), T("Measured, not assumed"), "structural", "United Nations and World Bank, Pathways for Peace 2018"},
    {"arms", T("Easy availability of weapons"), NULL, "structural", "United Nations and World Bank, Pathways for Peace 2018"},
    {"displacement", T("Displacement and blocked return"), NULL, "structural", "United Nations and World Bank, Pathways for Peace 2018"},
    {"resources_water", T("Disputes over land, water or services"), T("Arena of contestation"), "structural", "United Nations and World Bank, Pathways for Peace 2018 ch.5"},
    {"security_justice_arena", T("Unequal access to security and justice"), T("Arena of contestation"), "structural", "United Nations and World Bank, Pathways for Peace 2018 ch.5"},
    {"trusted_mediation", T("Trusted local mediation"), T("Explains why a neighbour place stays calm"), "protective", "United Nations and World Bank, Pathways for Peace 2018"},
    {"inclusive_services", T("Fair and working public services"), NULL, "protective", "United Nations and World Bank, Pathways for Peace 2018"},
    {"participation", T("Participation of women and young people in decisions"), NULL, "protective", "UN Security Council resolutions 1325 (2000) and 2250 (2015)"},
    {"religious_literacy", T("Education including knowledge of one's own faith"), T("Reported as protective among those interviewed"), "protective", "UNDP Journey to Extremism in Africa 2017"},
};

const struct code_table drivers_table = {drivers, ARRAY_LEN(drivers)};
