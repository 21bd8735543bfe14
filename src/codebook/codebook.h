/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * codebook: the lists of words that an agenda is written in. Codes never change; labels are messages, so that they stand in each language and
 * partners correct them like other words. Lists that other rooms own (phases: said; kinds of actor and tie: actor; letters and promises:
 * engage) stay there. Where a list is somebody else's, its source stands with it.
 */
#ifndef DIWAN_CODEBOOK_H
#define DIWAN_CODEBOOK_H
#include "core/core.h"

enum code_list {
    CODES_SECURITIES,   /* the seven: economic, food, health, environmental, personal, community, political (UNDP 1994) */
    CODES_PILLARS,      /* protection, empowerment, both */
    CODES_LEVELS,       /* local, national, regional */
    CODES_PRINCIPLES,   /* of human security (A/RES/66/290) */
    CODES_DRIVERS,      /* about places and groups, never about a person */
    CODES_GENDERS,      /* women, men, girls, boys */
    CODES_GROUPS,       /* whom agendas forget: prisoners, fighters_children, survivors, displaced, camp_residents, women; and young, older, disabled, minorities, returnees, farmers, workers */
    CODES_ITEM_STATES,  /* proposed, agreed, promised, under_way, done, partly, not_done, dropped */
    CODES_LINKS,        /* incidents, statement, finding, survey, gap, project, practice; contact, promise */
    CODES_DIRECTIONS,   /* for, against */
    CODES_STRENGTHS,    /* weak, medium, strong */
    CODES_SIDES,        /* community, authority, donor */
    CODES_PARTLY,       /* yes, partly, no */
    CODES_CAME,         /* of practices: helped, mixed, no_difference, harmed */
    CODES_SURE,         /* low, medium, high */
    CODES_VERDICTS,     /* of premises: supported, mixed, contradicted, untested */
    CODES_HARM_ANSWERS, /* yes, no, unknown, readable */
    CODES_HELP,         /* health, mind, law, shelter, violence_at_home, children, missing, work, complaint, other */
    CODES_LEGAL,        /* survey_permit, official_figures, listed_groups, data_protection, other */
    CODES_MET,          /* yes, no, not_needed */
    CODES_BETTER,       /* higher, lower */
    CODES_INDICATORS,
    CODES_SECTORS,      /* of work: five-digit codes of the DAC */
    CODE_LISTS
};
struct code {
    const char *code, *label; /* label: msgid */
    const char *more;         /* msgid: of a security its question for a meeting; of a driver, an indicator and a principle its note; else NULL */
    const char *kind;         /* of drivers push, pull, trigger, structural, protective; of indicators the security; of sectors withdrawn; else NULL */
    const char *source;       /* as the codebook names it; NULL: Diwan's own */
};
/* All of a list in its order; never freed. */
const struct code *codes(enum code_list list, size_t *n);
/* NULL where it is none of them: a code in any case, hyphens and blanks as underscores, or its label in a language that the program speaks. */
const struct code *code_of(enum code_list list, struct str word);

/* What suits a place in a phase, as its source has it. */
struct phase_measure {
    const char *code, *phase, *pillar, *security, *label, *source; /* phase: a code of said's phases; label: msgid */
};
const struct phase_measure *phase_measures(size_t *n);

/* A question to be answered before harm is done; the answer `blocks_if` stops the step; "" none does. */
struct harm_question {
    const char *code, *step, *question, *blocks_if, *source; /* step: analyse, decide, collect, publish, after, keep; question: msgid */
};
const struct harm_question *harm_questions(size_t *n);
const struct harm_question *harm_question_of(struct str code);

/* Codes in one text, separated by ";" or ",": the next one; false behind the last. `*at` begins with 0. */
bool codes_next(struct str list, size_t *at, struct str *out);
bool codes_have(struct str list, const char *code);
#endif
