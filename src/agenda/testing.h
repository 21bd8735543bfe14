/* SPDX-License-Identifier: GPL-3.0-or-later */
/* For tests: an agenda book made by hand, two items of Selmara. `checkpoints` is said in English and signed; its promise was broken. `lamps` is said in Arabic alone, and is under way. */
#ifndef DIWAN_AGENDA_TESTING_H
#define DIWAN_AGENDA_TESTING_H
#include "agenda/agenda.h"
#include "engage/engage.h"

struct made_agenda {
    struct agenda_book book;
    struct agenda_head head;
    struct agenda_item items[2];
    const struct agenda_item *by_key[2];
    struct told titles[1], needs[1], arabic[1], does[1], names[1], services[1], secrets[1], beliefs[1], says[1];
    struct item_state broken[2], begun[1];
    struct item_link links[3], kept_links[1];
    struct capacity capacities[1];
    struct indicator indicators[1];
    struct indicator_value values[2];
    struct premise premise;
    struct priority priorities[3];
    struct help_service service;
    struct judgement judgement;
    struct promise promises[2];
};

static inline struct day made_day(int day) { return (struct day){day}; }
static inline const struct code *made_code(enum code_list list, const char *code) { return code_of(list, str_of(code)); }

static inline void made_checkpoints(struct made_agenda *m)
{
    m->needs[0] = (struct told){STR("en"), STR("Nobody knows whom to ask at the checkpoint"), STR("Everybody who works at a checkpoint wears a number"), STR("The ministry can order it")};
    m->does[0] = (struct told){STR("en"), STR("Drivers warn one another"), STR("the drivers' union"), STR("")};
    m->names[0] = (struct told){STR("en"), STR("Complaints answered"), STR("the complaints office"), STR("")};
    m->capacities[0] = (struct capacity){.key = STR("warn"), .said_by = STR("Round table"), .told = {m->does, 1}, .works = made_code(CODES_PARTLY, "partly")};
    m->broken[0] = (struct item_state){.state = made_code(CODES_ITEM_STATES, "promised"), .said_by = STR("Round table"), .day = made_day(19400), .told = made_day(19410)};
    m->broken[1] = (struct item_state){.state = made_code(CODES_ITEM_STATES, "not_done"), .said_by = STR("Round table"), .day = made_day(19700), .told = DAY_NONE};
    m->links[0] = (struct item_link){.kind = made_code(CODES_LINKS, "incidents"), .reference = STR("2022-01..2023-12"), .direction = made_code(CODES_DIRECTIONS, "for"), .strength = made_code(CODES_STRENGTHS, "strong"), .said_by = STR("Round table")};
    m->links[1] = (struct item_link){.kind = made_code(CODES_LINKS, "survey"), .reference = STR("safety-2023/q7"), .direction = made_code(CODES_DIRECTIONS, "against"), .strength = made_code(CODES_STRENGTHS, "weak"), .note = STR("Few were asked"), .said_by = STR("Orvan Institute")};
    m->links[2] = (struct item_link){.kind = made_code(CODES_LINKS, "promise"), .reference = STR("numbers")};
    m->values[0] = (struct indicator_value){.source = STR("the office"), .day = made_day(19500), .value = 31, .low = 24, .high = 39, .n = 200};
    m->values[1] = (struct indicator_value){.source = STR("the office"), .day = made_day(19690), .value = 77, .low = NAN, .high = NAN, .n = 3}; /* of three people: nobody's to know */
    m->indicators[0] = (struct indicator){.key = STR("answered"), .unit = STR("percent"), .told = {m->names, 1}, .baseline_day = made_day(19300), .target_day = made_day(20000), .baseline = 12, .baseline_low = NAN,
        .baseline_high = NAN, .target = 80, .values = m->values, .value_n = 2};
    m->items[0] = (struct agenda_item){.key = STR("checkpoints"), .agenda = STR("selmara"), .owner = STR("Ministry of the Interior"), .said_by = STR("Round table"), .told = {m->needs, 1}, .securities = STR("personal"),
        .phases = STR("ceasefire"), .concerns = STR("women;displaced"), .pillar = made_code(CODES_PILLARS, "protection"), .level = made_code(CODES_LEVELS, "national"), .addressable = made_code(CODES_PARTLY, "partly"),
        .states = m->broken, .state_n = 2, .links = m->links, .link_n = 3, .capacities = m->capacities, .capacity_n = 1, .indicators = m->indicators, .indicator_n = 1,
        .sign = {.signed_by = STR("L. Example, steward"), .day = made_day(19705)}};
    m->promises[0] = (struct promise){.key = STR("numbers"), .actor = STR("Ministry of the Interior"), .promised = STR("Numbers for all who stand there"), .evidence = STR("one sees them"), .made = made_day(19400), .due = made_day(19600),
        .state = follow_up_of(STR("promise_broken")), .state_day = made_day(19700), .told = DAY_NONE};
}

static inline void made_lamps(struct made_agenda *m)
{
    m->arabic[0] = (struct told){STR("ar"), STR("الطريق مظلم"), STR("مصابيح على الطريق"), STR("")};
    m->begun[0] = (struct item_state){.state = made_code(CODES_ITEM_STATES, "under_way"), .said_by = STR("Council of Orvan"), .day = made_day(19650), .told = made_day(19655)};
    m->kept_links[0] = (struct item_link){.kind = made_code(CODES_LINKS, "promise"), .reference = STR("lamps")};
    m->items[1] = (struct agenda_item){.key = STR("lamps"), .agenda = STR("selmara"), .owner = STR("Council of Orvan"), .told = {m->arabic, 1}, .securities = STR("personal;community"), .genders = STR("women"),
        .pillar = made_code(CODES_PILLARS, "both"), .level = made_code(CODES_LEVELS, "local"), .addressable = made_code(CODES_PARTLY, "no"), .states = m->begun, .state_n = 1, .links = m->kept_links, .link_n = 1};
    m->promises[1] = (struct promise){.key = STR("lamps"), .actor = STR("Council of Orvan"), .promised = STR("Forty lamps"), .made = made_day(19600), .due = made_day(19900), .state = follow_up_of(STR("promise_made")),
        .state_day = DAY_NONE, .told = DAY_NONE};
}

/* Everything in it points into `m`. */
static inline void made_agenda_make(struct made_agenda *m)
{
    *m = (struct made_agenda){0};
    m->titles[0] = (struct told){STR("en"), STR("What Selmara asks"), STR("Worked out in two meetings."), STR("")};
    m->head = (struct agenda_head){.key = STR("selmara"), .convened_by = STR("Round table"), .told = {m->titles, 1}, .from = made_day(19300), .to = made_day(19700)};
    made_checkpoints(m);
    made_lamps(m);
    m->services[0] = (struct told){STR("en"), STR("Families' association"), STR("Somebody listens"), STR("Second room, mornings")};
    m->secrets[0] = (struct told){STR("en"), STR("They do not ask your name"), STR(""), STR("")};
    m->service = (struct help_service){.key = STR("families"), .kind = made_code(CODES_HELP, "mind"), .reports = made_code(CODES_PARTLY, "no"), .told = {m->services, 1}, .confidential = {m->secrets, 1}, .checked = made_day(19690)};
    m->beliefs[0] = (struct told){STR("en"), STR("We believe that numbers make people fair"), STR("count complaints"), STR("too early")};
    m->premise = (struct premise){.key = STR("fair"), .looked_by = STR("Orvan Institute"), .told = {m->beliefs, 1}, .verdict = made_code(CODES_VERDICTS, "untested"), .looked = made_day(19690)};
    m->priorities[0] = (struct priority){.agenda = STR("selmara"), .side = made_code(CODES_SIDES, "community"), .said_by = STR("Round table"), .matter = STR("lamps"), .place = 1, .people = NAN};
    m->priorities[1] = (struct priority){.agenda = STR("selmara"), .side = made_code(CODES_SIDES, "community"), .said_by = STR("Round table"), .matter = STR("checkpoints"), .place = 2, .people = NAN};
    m->priorities[2] = (struct priority){.agenda = STR("selmara"), .side = made_code(CODES_SIDES, "donor"), .said_by = STR("Northland"), .matter = STR("checkpoints"), .place = 1, .people = NAN};
    m->says[0] = (struct told){STR("ar"), STR("نقرأ هذا بحذر"), STR(""), STR("")};
    m->judgement = (struct judgement){.key = STR("care"), .section = STR("security"), .signed_by = STR("Orvan Institute"), .told = {m->says, 1}, .day = made_day(19700)};
    m->by_key[0] = &m->items[0], m->by_key[1] = &m->items[1];
    m->book = (struct agenda_book){.items_by_key = m->by_key, .agendas = &m->head, .agenda_n = 1, .items = m->items, .item_n = 2, .premises = &m->premise, .premise_n = 1, .priorities = m->priorities, .priority_n = 3, .services = &m->service, .service_n = 1,
        .judgements = &m->judgement, .judgement_n = 1};
}
#endif
