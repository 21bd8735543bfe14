/* SPDX-License-Identifier: GPL-3.0-or-later */
/* codebook: what suits a place in a phase, and questions before harm is done. */
#include "codebook/codebook_priv.h"
#include "core/speech.h"

static const struct phase_measure measures[] = {
    {"calm_fair_services", "calm", "protection", "political", T("Fair access to services, land and justice"), "United Nations and World Bank, Pathways for Peace 2018"},
    {"calm_platform", "calm", "empowerment", "community", T("Standing local platform where communities and the security sector meet"), "GPPAC, Handbook on Human Security: a civil-military-police curriculum 2015"},
    {"calm_livelihood", "calm", "empowerment", "economic", T("Work and training for young women and men"), "A/70/674 s.IV"},
    {"tension_early", "tension", "protection", "personal", T("Early warning shared with people, and a named person who must respond"), "United Nations and World Bank, Pathways for Peace 2018"},
    {"tension_mediate", "tension", "empowerment", "community", T("Local mediation and dialogue by insiders"), "United Nations and World Bank, Pathways for Peace 2018"},
    {"tension_policing", "tension", "protection", "political", T("Lawful and proportionate policing of gatherings"), "UN Basic Principles on the Use of Force and Firearms 1990"},
    {"open_civilians", "open", "protection", "personal", T("Protection of civilians and safe passage"), "Commission on Human Security, Human Security Now 2003 ch.4 (five clusters); Geneva Conventions 1949"},
    {"open_relief", "open", "protection", "food", T("Humanitarian relief without discrimination"), "Commission on Human Security, Human Security Now 2003 ch.4 (five clusters)"},
    {"open_record", "open", "empowerment", "political", T("Careful recording of harm, kept safe for later redress"), "HURIDOCS events method; OCHA Data Responsibility Guidelines 2021"},
    {"protracted_access", "protracted", "protection", "health", T("Access to care, water and movement"), "Geneva Convention IV 1949; CHS 2003"},
    {"protracted_coping", "protracted", "empowerment", "economic", T("Support for livelihoods and local institutions that endure"), "UNDP; UNTFHS 2016"},
    {"ceasefire_monitor", "ceasefire", "protection", "personal", T("Monitoring of the ceasefire with civil society"), "CHS 2003 public safety cluster"},
    {"ceasefire_trust", "ceasefire", "empowerment", "community", T("Confidence-building steps both sides can check"), "OSCE guide on non-military confidence-building measures 2012"},
    {"stab_ssr", "stabilising", "protection", "personal", T("Accountable police and justice; clearance of explosive remnants"), "Commission on Human Security, Human Security Now 2003 ch.4 (five clusters); DAC purpose codes 15210 15250"},
    {"stab_return", "stabilising", "empowerment", "community", T("Voluntary, informed and safe return"), "Guiding Principles on Internal Displacement 1998"},
    {"stab_rebuild", "stabilising", "protection", "economic", T("Rehabilitation of services and housing"), "Commission on Human Security, Human Security Now 2003 ch.4 (five clusters)"},
    {"rec_truth", "recovery", "empowerment", "community", T("Truth, redress and coexistence led locally"), "Commission on Human Security, Human Security Now 2003 ch.4 (five clusters)"},
    {"rec_reintegrate", "recovery", "protection", "community", T("Reintegration of returnees and of people who lay down arms, with victims heard"), "Commission on Human Security, Human Security Now 2003 ch.4 (five clusters); DAC purpose code 15240"},
    {"rec_governance", "recovery", "empowerment", "political", T("Participation and local government"), "Commission on Human Security, Human Security Now 2003 ch.4 (five clusters); DAC purpose codes 15150 15185"},
};
static const struct harm_question questions[] = {
    {"context", "analyse", T("Do we know what divides and what connects people here?"), "no", "CDA Do No Harm framework (Anderson 1999)"},
    {"benefit", "analyse", T("Who gains and who loses by this activity?"), "unknown", "CDA Do No Harm framework (Anderson 1999)"},
    {"message", "analyse", T("What does our behaviour tell people about us?"), "", "CDA Do No Harm framework (Anderson 1999)"},
    {"options", "decide", T("Is there a way that does less harm?"), "yes", "CDA Do No Harm framework (Anderson 1999)"},
    {"needed", "collect", T("Do we need this information at all?"), "no", "OCHA Data Responsibility Guidelines 2021; IASC Operational Guidance on Data Responsibility 2023"},
    {"consent", "collect", T("Did people agree, knowing who will see it and that they may refuse?"), "no", "OCHA Data Responsibility Guidelines 2021; IASC Operational Guidance on Data Responsibility 2023"},
    {"identify", "collect", T("Could anyone be recognised, alone or together with other data?"), "yes", "OCHA Data Responsibility Guidelines 2021; IASC Operational Guidance on Data Responsibility 2023"},
    {"small_group", "publish", T("Is any group shown smaller than the agreed minimum?"), "yes", "OCHA Data Responsibility Guidelines 2021; IASC Operational Guidance on Data Responsibility 2023"},
    {"place", "publish", T("Does the place shown expose a shelter, a clinic or a home?"), "yes", "OCHA Data Responsibility Guidelines 2021; IASC Operational Guidance on Data Responsibility 2023"},
    {"words", "publish", T("Are contested words attributed to whoever uses them?"), "no", "Diwan"},
    {"women", "collect", T("Can women take part safely, in a place and at a time that suits them?"), "no", "UNSCR 1325"},
    {"hope", "collect", T("Can someone in the room act on what people raise?"), "no", "CDA Time to Listen 2012"},
    {"feedback", "after", T("Were people told what came of it?"), "no", "Core Humanitarian Standard 2024"},
    {"complaint", "after", T("Can people complain safely and get an answer?"), "no", "Core Humanitarian Standard 2024"},
    {"device", "keep", T("If a phone or laptop is taken, what can be read?"), "readable", "OCHA Data Responsibility Guidelines 2021; IASC Operational Guidance on Data Responsibility 2023"},
    {"retain", "keep", T("When will this be deleted, and by whom?"), "unknown", "OCHA Data Responsibility Guidelines 2021; IASC Operational Guidance on Data Responsibility 2023"},
};

const struct phase_measure *phase_measures(size_t *n)
{
    *n = ARRAY_LEN(measures);
    return measures;
}

const struct harm_question *harm_questions(size_t *n)
{
    *n = ARRAY_LEN(questions);
    return questions;
}

const struct harm_question *harm_question_of(struct str code)
{
    for (size_t i = 0; i < ARRAY_LEN(questions); i++)
        if (word_means(code, questions[i].code, questions[i].question))
            return &questions[i];
    return NULL;
}
