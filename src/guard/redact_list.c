/* SPDX-License-Identifier: GPL-3.0-or-later */
/* redact: what becomes of each column of a register in a copy for a border. */
#include "guard/redact.h"

const struct redact_columns redact_list[] = {
    {"fact", "key:m value:m"}, /* a new register's own; that a country is invented; and the smallest group of people that is told of */
    {"origin", "id:m uuid:m name:m"},
    {"wording", "id:n text:k"}, /* those that records of the copy use */
    {"import", "origin:m id:n file:e sha256:e layout:k source:m time:m who:e rows_read:m kept:m repaired:e refused:e known:e "
        "superseded:e undone:e"},
    {"problem", "import_origin:- import:- number:- severity:- line:- column_name:- code:- found:- expected:- advice:-"},
    {"source", "origin:m id:n name:k citation:k licence:m"}, /* the licence that counts */
    {"place", "origin:m id:n import:n ended_by:e level:k code:k country:k parent_code:k name:k longitude:k latitude:k border:k "
        "valid_from:k valid_to:k"},
    {"place_name", "origin:m id:n import:n ended_by:e place_origin:m place:n language:k name:k folded:k"},
    {"population", "origin:m id:n import:n ended_by:e line:n country:k code:k name:k name_ar:k year:k people:k kind:k source:k"},
    {"incident", "origin:m id:n import:n ended_by:e line:n source:n source_key:k digest:k day_first:k day_last:k day_precision:k "
        "latitude:k longitude:k place_precision:k country:n country_code:k admin1:n admin2:n place_words:n kind:k type:k side_a:n "
        "side_b:n side_a_kind:k side_b_kind:k deaths_low:k deaths_best:k deaths_high:k deaths_civilians:k deaths_side_a:k "
        "deaths_side_b:k deaths_status_unknown:k sources:n source_count:k clarity:k flags:k people_injured:k people_abducted:k "
        "people_detained:k people_displaced:k revised:k"},
    {"also", "import_origin:- import:- incident_origin:- incident:- line:-"},
    {"placed", "incident_origin:m incident:m level:m place_origin:m place:m how:m named_origin:m named:m distance_km:m"},
    {"audit", "origin:- id:- time:- who:- what:- detail:-"},
    /* A spelling that stands in a record of the copy itself; its place by the border's own code or name. */
    {"alias", "origin:m id:n import:n ended_by:e line:n place:m alias:k language:k"},
    /* Where nobody could look, or in part only: without it silence would be read as calm. That somebody could look is left out. */
    {"observability", "origin:m id:n import:n ended_by:e line:n place:m day_from:k day_to:k judgement:m said_by:e reason:e"},
    {"phase", "origin:- id:- import:- ended_by:- line:- place:- day_from:- day_to:- phase:- said_by:-"},
    {"licence", "origin:- id:- import:- ended_by:- line:- source:- licence:-"}, /* what counts stands in `source` */
    {"mapping", "origin:- id:- name:- fields:- time:- who:-"},
    {"steward", "origin:- id:- name:- public_key:- since:- ended:-"},
    {"sealed", "origin:- id:- thing:- thing_origin:- thing_id:- field:- content:- time:- who:-"},
    {"note", "origin:- id:- about:- source:- about_key:-"},
    {"retention", "origin:- id:- what:- days:- reason:- time:- who:-"},
    {"erasure", "origin:- id:- what:- rows_erased:- reason:- time:- who:-"},
    {"backup", "origin:- id:- file:- sha256:- bytes:- generation:- time:- who:- gone:-"},
    {"publication", "origin:- id:- file:- medium:- language:- place:- day_from:- day_to:- sha256:- fingerprint:- signed_by:- "
        "checklist:- note:- time:- who:- withdrawn:-"},
    /* What people said, and how they voted, stays on this side of a border. */
    {"dialogue", "origin:- id:- import:- ended_by:- name:- own:- address:- place:- phase:- day_from:- day_to:- closed:-"},
    {"dialogue_text", "origin:- dialogue:- language:- topic:- description:- who_may_speak:-"},
    {"choice", "origin:- dialogue:- attribute:- value:- number:-"},
    {"statement", "origin:- dialogue:- id:- seed:- moderation:- meta:- author:- day:- time_ms:-"},
    {"statement_text", "origin:- dialogue:- statement:- language:- translated:- text:- observation:- feeling:- need:- request:-"},
    {"participant", "origin:- dialogue:- id:- group_said:-"},
    {"declared", "origin:- dialogue:- participant:- attribute:- value:-"},
    {"vote", "origin:- dialogue:- participant:- statement:- vote:- day:- time_ms:-"},
    {"vote_before", "origin:- dialogue:- participant:- statement:- number:- vote:- day:- time_ms:-"},
    {"finding", "origin:- id:- import:- ended_by:- line:- said_by:- finding_key:- place:- day_from:- day_to:- method:- asked:- people:- women:- "
        "codes:- direction:- about:-"},
    {"finding_text", "origin:- finding:- language:- summary:-"},
    /* Who may come in, and who was asked to come, least of all. */
    {"account", "origin:- id:- name:- shown:- role:- password:- totp:- totp_last:- language:- made:- made_by:- ended:- failures:- failed_last:-"},
    {"invitation", "origin:- account:- digest:- until:-"},
    {"session", "origin:- account:- digest:- begun:- used:- second_factor:-"},
    {"dialogue_room", "origin:- dialogue:- entry:- opened:- may_add:- listed:- result:- rules:-"},
    {"pass", "origin:- dialogue:- digest:- participant:-"},
    {"entry_code", "origin:- dialogue:- digest:- used:-"},
    {"outcome", "origin:- dialogue:- id:- language:- day:- text:- said_by:-"},
    {"meeting", "origin:- dialogue:- id:- day:- place:- note:-"},
    {"attendance", "origin:- dialogue:- meeting:- kind:- invited:- came:- left_out:- why:-"},
    {"correction", "origin:- id:- language:- message:- form:- text:- said_by:- day:-"},
    /* Who works with whom, who trusts whom, and who did not answer. */
    {"actor", "origin:- id:- import:- ended_by:- line:- actor_key:- kind:- level:- place:- office:- reference:- said_by:- note:-"},
    {"actor_name", "origin:- actor:- language:- sort:- name:-"},
    {"actor_same", "origin:- id:- name:- actor_key:- decision:- said_by:- day:-"},
    {"actor_consent", "origin:- id:- actor_key:- consent:- said_by:- day:- note:-"},
    {"actor_score", "origin:- id:- import:- ended_by:- line:- actor:- issue:- power:- interest:- said_by:- day:-"},
    {"tie", "origin:- id:- import:- ended_by:- line:- from_actor:- to_actor:- relation:- strength:- amount:- currency:- day_from:- "
        "day_to:- said_by:- confidence:- visible:- note:-"},
    {"project", "origin:- id:- import:- ended_by:- line:- project_key:- reporter:- status:- day_from:- day_to:- days_planned:- pillar:- "
        "pve:- parent:-"},
    {"project_text", "origin:- project:- language:- title:- description:-"},
    {"project_actor", "origin:- project:- number:- role:- actor:- reference:- kind:-"},
    {"project_place", "origin:- project:- number:- country:- place:- share:- latitude:- longitude:- exact:-"},
    {"project_sector", "origin:- project:- number:- vocabulary:- code:- name:- share:-"},
    {"project_group", "origin:- project:- number:- people:-"},
    {"project_marker", "origin:- project:- scheme:- code:- score:-"},
    {"project_money", "origin:- project:- number:- kind:- amount:- currency:- day:- day_to:- payer:- payer_project:- payee:- payee_project:-"},
    {"activity", "origin:- id:- import:- ended_by:- line:- activity_key:- project_key:- organisation:- implementer:- funder:- sector:- "
        "what:- country:- admin1:- place:- latitude:- longitude:- day_from:- day_to:- status:- people:- indicator:- unit:- "
        "targeted:- reached:- amount:- currency:- digest:-"},
    {"contact", "origin:- id:- import:- ended_by:- line:- contact_key:- kind:- day:- from_actor:- to_actor:- topic:- asked:- due:- "
        "outcome:- outcome_day:- answer:- trust_before:- trust_after:- plan_article:- note:-"},
    {"promise", "origin:- id:- import:- ended_by:- line:- promise_key:- contact_key:- actor:- promised:- made:- due:- state:- "
        "state_day:- evidence:- told:-"},
    {"reply", "origin:- id:- import:- ended_by:- line:- actor:- about:- asked:- due:- answered:- text:-"},
    {"restriction", "origin:- id:- import:- ended_by:- line:- kind:- day_from:- day_to:- place:- by_actor:- against:- about:- hides_data:- "
        "visible:- said_by:-"},
    {"plan", "origin:- id:- import:- ended_by:- line:- plan_key:- article:- language:- text:- level:- place:- day_from:- day_to:- owner:-"},
    {"plan_clash", "origin:- id:- import:- ended_by:- line:- one:- other:- why:- said_by:-"},
    /* What people agreed, who is to act, and where people turn to. */
    {"agenda", "origin:- id:- import:- ended_by:- line:- agenda_key:- language:- title:- note:- place:- convened_by:- day_from:- day_to:-"},
    {"agenda_item", "origin:- id:- import:- ended_by:- line:- item_key:- language:- agenda_key:- need:- ask:- securities:- pillar:- level:- "
        "phases:- drivers:- genders:- concerns:- place:- owner:- addressable:- addressable_why:- plan_article:- said_by:-"},
    {"capacity", "origin:- id:- import:- ended_by:- line:- item_key:- capacity_key:- language:- what:- who:- works:- said_by:-"},
    {"item_state", "origin:- id:- import:- ended_by:- line:- item_key:- state:- why:- said_by:- day:- told:-"},
    {"item_link", "origin:- id:- import:- ended_by:- line:- item_key:- kind:- reference:- direction:- strength:- note:- said_by:-"},
    {"indicator", "origin:- id:- import:- ended_by:- line:- indicator_key:- language:- item_key:- name:- code:- unit:- better_when:- source:- "
        "baseline_day:- target_day:- baseline:- baseline_low:- baseline_high:- target:-"},
    {"indicator_value", "origin:- id:- import:- ended_by:- line:- indicator_key:- source:- day:- value:- low:- high:- n:-"},
    {"priority", "origin:- id:- import:- ended_by:- line:- agenda_key:- side:- said_by:- matter:- day:- place_in_order:- people:-"},
    {"practice", "origin:- id:- import:- ended_by:- line:- practice_key:- language:- title:- tried:- came:- place:- phases:- level:- drivers:- "
        "securities:- pillar:- outcome:- sure:- source:- said_by:- day_from:- day_to:-"},
    {"premise", "origin:- id:- import:- ended_by:- line:- premise_key:- language:- item_key:- belief:- test:- data_say:- verdict:- looked_by:- "
        "looked:-"},
    {"harm_answer", "origin:- id:- import:- ended_by:- line:- item_key:- question:- answer:- note:- said_by:- day:-"},
    {"item_sign", "origin:- id:- item_key:- digest:- decision:- signed_by:- note:- day:-"},
    {"help_service", "origin:- id:- import:- ended_by:- line:- help_key:- language:- name:- kind:- what:- how:- confidential:- place:- run_by:- "
        "reports:- checked_by:- checked:-"},
    {"judgement", "origin:- id:- import:- ended_by:- line:- judgement_key:- language:- section:- place:- text:- signed_by:- day:-"},
    {"partner", "origin:- id:- import:- ended_by:- line:- partner_key:- language:- name:- title_page:-"},
    {"partner_logo", "origin:- id:- partner_key:- content:- wide:- high:- who:- day:-"},
    {"legal", "origin:- id:- import:- ended_by:- line:- country:- matter:- language:- rule:- answer:- met:- source:- said_by:- day:-"},
    {NULL, NULL},
};
