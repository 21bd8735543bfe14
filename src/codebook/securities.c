/* SPDX-License-Identifier: GPL-3.0-or-later */
/* codebook: the seven securities and the principles of human security, as the United Nations have them. */
#include "codebook/codebook_priv.h"
#include "core/speech.h"

static const struct code securities[] = {
    {"economic", T("Economic security"), T("Can people here earn what a family needs?"), NULL, "UNDP Human Development Report 1994 ch.2; UNTFHS 2009 table of insecurities"},
    {"food", T("Food security"), T("Is there enough food, at a price people can pay?"), NULL, "UNDP Human Development Report 1994 ch.2; UNTFHS 2009 table of insecurities"},
    {"health", T("Health security"), T("Can people reach care when they are ill?"), NULL, "UNDP Human Development Report 1994 ch.2; UNTFHS 2009 table of insecurities"},
    {"environmental", T("Environmental security"), T("Are water, air and land safe to live with?"), NULL, "UNDP Human Development Report 1994 ch.2; UNTFHS 2009 table of insecurities"},
    {"personal", T("Personal security"), T("Do people feel safe at home, in the street and at a checkpoint?"), NULL, "UNDP Human Development Report 1994 ch.2; UNTFHS 2009 table of insecurities"},
    {"community", T("Community security"), T("Do the communities here trust one another?"), NULL, "UNDP Human Development Report 1994 ch.2; UNTFHS 2009 table of insecurities"},
    {"political", T("Political security"), T("Can people speak and take part without fear?"), NULL, "UNDP Human Development Report 1994 ch.2; UNTFHS 2009 table of insecurities"},
};
static const struct code principles[] = {
    {"people_centred", T("People-centred"), T("People are at the centre; the vulnerable take part in deciding what threatens them"), NULL, "UN General Assembly resolution 66/290 (2012) para 3; UNTFHS Human Security Handbook 2016"},
    {"comprehensive", T("Comprehensive"), T("All seven securities and the links between them; the 2009 handbook lists multi-sectoral separately"), NULL, "UN General Assembly resolution 66/290 (2012) para 3; UNTFHS Human Security Handbook 2016"},
    {"context_specific", T("Context-specific"), T("Threats differ from place to place; no transfer of a ready-made plan"), NULL, "UN General Assembly resolution 66/290 (2012) para 3; UNTFHS Human Security Handbook 2016"},
    {"prevention_oriented", T("Prevention-oriented"), T("Root causes before symptoms; early action"), NULL, "UN General Assembly resolution 66/290 (2012) para 3; UNTFHS Human Security Handbook 2016"},
    {"protection_empowerment", T("Protection and empowerment"), T("Top-down duty of institutions together with bottom-up capacity of people"), NULL, "UN General Assembly resolution 66/290 (2012) para 3; UNTFHS Human Security Handbook 2016"},
    {"protection", T("Protection (pillar)"), T("What institutions owe people"), NULL, "UN General Assembly resolution 66/290 (2012) para 3; UNTFHS Human Security Handbook 2016"},
    {"empowerment", T("Empowerment (pillar)"), T("What people can do themselves"), NULL, "UN General Assembly resolution 66/290 (2012) para 3; UNTFHS Human Security Handbook 2016"},
    {"multisectoral", T("Multi-sectoral (2009 wording)"), T("Older fifth principle, kept for files that use the 2009 handbook"), NULL, "UNTFHS Human Security in Theory and Practice 2009"},
    {"freedom_fear", T("Freedom from fear"), T("First of three freedoms"), NULL, "A/RES/66/290 para 3(a)"},
    {"freedom_want", T("Freedom from want"), T("Second of three freedoms"), NULL, "A/RES/66/290 para 3(a)"},
    {"dignity", T("Freedom to live in dignity"), T("Third of three freedoms"), NULL, "A/RES/66/290 para 3(a)"},
};

const struct code_table securities_table = {securities, ARRAY_LEN(securities)}, principles_table = {principles, ARRAY_LEN(principles)};
