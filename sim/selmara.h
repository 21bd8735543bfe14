/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * sim: Selmara, a country that does not exist, in the open ocean. It writes public file formats, as anybody
 * might hand them in, and the truth they were drawn from, so that analysis can be held against it. It knows
 * core and nothing of the analysis.
 */
#ifndef DIWAN_SELMARA_H
#define DIWAN_SELMARA_H
#include "core/core.h"

#define SELMARA_OPEN_DIALOGUE "maruq-after-dark"
#define SELMARA_BROKER "elders-maruq"           /* key of the actor who could carry a conversation, ... */
#define SELMARA_BROKER_ASKED "Vashta round table (invented)" /* ... and who asked it whether it would */

/* Countries that differ in what is true of them. In all but the first every governorate can be seen. */
enum selmara_told {
    SELMARA_TOLD_TURN,      /* fewer, deadlier and more against civilians since the turn; one governorate cannot be seen when it is worst there */
    SELMARA_TOLD_SEEN,      /* the same, and all can be seen */
    SELMARA_TOLD_STEADY,    /* nothing changes */
    SELMARA_TOLD_FEWER,     /* fewer, and no deadlier */
    SELMARA_TOLD_ONE_LARGE, /* nothing changes, but one incident kills hundreds */
    SELMARA_TOLD_SUMMARIES, /* nothing changes, but the source gathers more events into single records */
    SELMARA_TOLD_N
};
const char *selmara_told_name(enum selmara_told told); /* "turn", "seen", "steady", "fewer", "one-large", "summaries" */

/* What is true of the people who take part in the dialogue of the country. */
enum selmara_voices {
    SELMARA_VOICES_GROUPS, /* three opinion groups; women and men differ on one statement in each of them, and are not spread alike over the sides */
    SELMARA_VOICES_ALIKE,  /* three groups; women and men do not differ, and are spread alike */
    SELMARA_VOICES_CLOUD,  /* one cloud: opinions spread evenly to all directions around one middle, and no groups */
    SELMARA_VOICES_CHANCE, /* one opinion: all vote with the same chances */
    SELMARA_VOICES_N
};
const char *selmara_voices_name(enum selmara_voices told); /* "groups", "alike", "cloud", "chance" */

/* Writes into the folder, which must exist, replacing what is there:
 *   selmara_adm1.geojson    borders of 12 governorates that share their vertices; names in en, ar, ckb
 *   selmara_population.csv  2021 to 2024 by governorate, header of the open table
 *   selmara_incidents.csv   about 1,700 incidents of 2021 to 2024 in the 49 columns of UCDP GED
 *   selmara_harm.csv        about 900 records of harm that does not kill, as a table with HXL tags, from July 2021
 *   selmara_observability.csv, selmara_phases.csv, selmara_aliases.csv, selmara_licences.csv   what people say of places and sources
 *   safety-in-selmara/      a dialogue of the country: dialogue.csv, statements.csv, participants.csv, votes.csv; 204 people, 43 statements
 *   maruq-round-table/      the same of a small room: 43 people, police and residents of one place, 25 statements
 *   maruq-after-dark/       a dialogue that nobody has answered yet: dialogue.csv, statements.csv; 9 statements
 *   selmara_findings.csv    what interviews and focus groups yielded
 *   selmara_actors.csv, selmara_ties.csv, selmara_scores.csv   about 120 institutions and offices, what ties them as several say, and how much they can move
 *   selmara_projects.xml, selmara_activities.csv               34 projects as IATI has them, and about 140 activities with HXL tags, of 26 more
 *   selmara_project_pillars.csv                                which pillar most of the 34 stand for
 *   selmara_contacts.csv, selmara_promises.csv                 80 letters, meetings and calls, and ten promises
 *   selmara_plans.csv       four articles of a plan
 *   selmara_agendas.csv, selmara_agenda_items.csv, selmara_capacities.csv, selmara_item_states.csv, selmara_item_links.csv, selmara_indicators.csv,
 *   selmara_indicator_values.csv, selmara_priorities.csv, selmara_practices.csv, selmara_premises.csv, selmara_harm_answers.csv
 *                           what people agreed on: twelve items in two agendas that came out of the dialogues, and what became of them
 *   selmara_help.csv, selmara_judgements.csv, selmara_partners.csv, selmara_legal.csv   where people turn to; what partners say in their own words; what the law asks
 *   selmara_village_councils.png, selmara_round_table.png   marks of two partners
 *   truth.json              the process and the parameters they were drawn from, what truly happened, and what the source made of it
 * Each file says that it is invented. Same seed and story, same bytes. Fails with ERR_SYSTEM when a file cannot be written. */
MUST_USE bool selmara_write(const char *folder, uint64_t seed, enum selmara_told told, struct err *e);
/* The key of the i-th item that a steward of the demo signs; NULL behind the last. The others are not to be published. */
const char *selmara_item_signed(size_t i);
/* The short name of the i-th partner that has a mark, and the file of that mark; NULL after the last. */
const char *selmara_partner(size_t i, const char **file);
#define SELMARA_SIGNED_BY "Duty of care, Vashta round table (invented)" /* who signs them */
/* The two dialogues alone, and voices.json: what truth.json says of them. */
MUST_USE bool selmara_voices_write(const char *folder, uint64_t seed, enum selmara_voices told, struct err *e);
#endif
