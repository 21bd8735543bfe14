/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * intake: one description for each layout of papers: its columns, how each is checked, which of them tell rows apart, and its statements, whose columns stand in
 * the order of the description. Reading, comparing, writing, the workbook to fill in and the one that comes out again all follow from it.
 */
#include "intake/intake_priv.h"
#include "core/speech.h"

#define ENDED WITH(bind_int(import), bind_int(origin), bind_int(of))
#define PAPER(v, stored_, insert_, end_, next_)                                                                        \
    static struct rows *v##_stored(struct store *s)                                                                    \
    {                                                                                                                  \
        return stored_;                                                                                                \
    }                                                                                                                  \
    static struct bulk *v##_insert(struct store *s, struct err *e)                                                     \
    {                                                                                                                  \
        return insert_;                                                                                                \
    }                                                                                                                  \
    static bool v##_end(struct store *s, int64_t import, int64_t origin, int64_t of, struct err *e)                    \
    {                                                                                                                  \
        return end_;                                                                                                   \
    }                                                                                                                  \
    static bool v##_next(struct store *s, int64_t *id, struct err *e)                                                  \
    {                                                                                                                  \
        return next_;                                                                                                  \
    }

/* ---- replies ---- */

static const struct paper_field reply_fields[] = {
    {{"actor", "by"}, .as = CELL_ACTOR, .needed = true, .key = true},
    {{"about"}, .as = CELL_NOTE, .needed = true, .key = true},
    {{"text", "reply"}, .as = CELL_NOTE},
    {{"asked", "asked_on"}, .as = CELL_DAY, .needed = true},
    {{"due", "deadline"}, .as = CELL_LAST},
    {{"answered", "answered_on"}, .as = CELL_DAY},
};

PAPER(reply, store_rows(s, "SELECT origin, id, actor, about, text, asked, due, answered FROM reply WHERE ended_by IS NULL ORDER BY origin, id", WITH_NOTHING),
    store_bulk(s, "INSERT INTO reply (origin, id, import, line, actor, about, text, asked, due, answered) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)", e),
    store_do(s, "UPDATE reply SET ended_by = $1 WHERE origin = $2 AND id = $3", ENDED, e), store_next_id(s, "reply", id, e))

/* ---- restrictions ---- */

static const struct paper_field restriction_fields[] = {
    {{"kind"}, .as = CELL_RESTRICTION, .needed = true, .key = true},
    {{"place"}, .as = CELL_WORD, .key = true},
    {{"by", "by_actor"}, .as = CELL_ACTOR, .key = true},
    {{"against"}, .as = CELL_ACTOR, .needed = true, .key = true},
    {{"about"}, .as = CELL_NOTE},
    {{"visible"}, .as = CELL_VISIBLE},
    {{"said_by"}, .as = CELL_ACTOR, .key = true},
    {{"from", "date"}, .as = CELL_FIRST, .needed = true, .key = true},
    {{"to", "until"}, .as = CELL_LAST},
    {{"hides_data"}, .as = CELL_YES_NO},
};

PAPER(restriction, store_rows(s, "SELECT origin, id, kind, place, by_actor, against, about, visible, said_by, day_from, day_to, "
        "hides_data FROM restriction WHERE ended_by IS NULL ORDER BY origin, id", WITH_NOTHING),
    store_bulk(s, "INSERT INTO restriction (origin, id, import, line, kind, place, by_actor, against, about, visible, said_by, day_from, day_to, hides_data) VALUES ($1, $2, $3, $4, $5, $6, "
        "$7, $8, $9, $10, $11, $12, $13, $14)", e),
    store_do(s, "UPDATE restriction SET ended_by = $1 WHERE origin = $2 AND id = $3", ENDED, e), store_next_id(s, "restriction", id, e))

/* ---- plans ---- */

static const struct paper_field plan_fields[] = {
    {{"plan"}, .as = CELL_WORD, .needed = true, .key = true},
    {{"article"}, .as = CELL_WORD, .key = true},
    {{"language"}, .as = CELL_LANGUAGE, .key = true},
    {{"text", "title"}, .as = CELL_NOTE, .needed = true},
    {{"level"}, .as = CELL_CODE, .codes = CODES_LEVELS},
    {{"place"}, .as = CELL_WORD},
    {{"owner"}, .as = CELL_ACTOR},
    {{"from"}, .as = CELL_FIRST},
    {{"to", "until"}, .as = CELL_LAST},
};

PAPER(plan, store_rows(s, "SELECT origin, id, plan_key, article, language, text, level, place, owner, day_from, day_to FROM plan WHERE ended_by IS NULL ORDER BY origin, id", WITH_NOTHING),
    store_bulk(s, "INSERT INTO plan (origin, id, import, line, plan_key, article, language, text, level, place, owner, day_from, day_to) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, "
        "$11, $12, $13)", e),
    store_do(s, "UPDATE plan SET ended_by = $1 WHERE origin = $2 AND id = $3", ENDED, e), store_next_id(s, "plan", id, e))

/* ---- plan-clashes ---- */

static const struct paper_field clash_fields[] = {
    {{"one"}, .as = CELL_WORD, .needed = true, .key = true},
    {{"other"}, .as = CELL_WORD, .needed = true, .key = true},
    {{"why", "why_not"}, .as = CELL_NOTE, .needed = true},
    {{"said_by"}, .as = CELL_ACTOR, .key = true},
};

PAPER(clash, store_rows(s, "SELECT origin, id, one, other, why, said_by FROM plan_clash WHERE ended_by IS NULL ORDER BY origin, id", WITH_NOTHING),
    store_bulk(s, "INSERT INTO plan_clash (origin, id, import, line, one, other, why, said_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)", e),
    store_do(s, "UPDATE plan_clash SET ended_by = $1 WHERE origin = $2 AND id = $3", ENDED, e), store_next_id(s, "plan_clash", id, e))

/* ---- agendas ---- */

static const struct paper_field agenda_fields[] = {
    {{"agenda"}, .as = CELL_WORD, .needed = true, .key = true, .holds = T("A short name of your own for what people agreed. Keep it when you correct a row."), .example = "vashta-2024", .width = 16},
    {{"language"}, .as = CELL_LANGUAGE, .key = true, .holds = T("The language of this row's words: en, ar, ckb. One row for each language."), .example = "en", .width = 10},
    {{"title"}, .as = CELL_NOTE, .needed = true, .holds = T("What it is called."), .example = "Priorities of Vashta", .width = 30},
    {{"note"}, .as = CELL_NOTE, .holds = T("How it came about: who came together, how it was decided."), .example = "Agreed at two workshops after the dialogue.", .width = 40},
    {{"place"}, .as = CELL_WORD, .holds = T("The place: its code, or its name as the register has it."), .example = "Vashta", .width = 18},
    {{"convened_by"}, .as = CELL_ACTOR, .holds = T("Who called people together: an organisation or an office."), .example = "Vashta round table", .width = 24},
    {{"from"}, .as = CELL_FIRST, .holds = T("The first day, or the month or year: 2024-03-05, 2024-03 or 2024."), .example = "2024-03", .width = 12},
    {{"to"}, .as = CELL_LAST, .holds = T("The last day, or the month or year; empty where it still holds."), .example = "2026", .width = 12},
};

PAPER(agenda, store_rows(s, "SELECT origin, id, agenda_key, language, title, note, place, convened_by, day_from, day_to FROM agenda WHERE ended_by IS NULL ORDER BY origin, id", WITH_NOTHING),
    store_bulk(s, "INSERT INTO agenda (origin, id, import, line, agenda_key, language, title, note, place, convened_by, day_from, day_to) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, "
        "$11, $12)", e),
    store_do(s, "UPDATE agenda SET ended_by = $1 WHERE origin = $2 AND id = $3", ENDED, e), store_next_id(s, "agenda", id, e))

/* ---- agenda-items ---- */

static const struct paper_field item_fields[] = {
    {{"item"}, .as = CELL_WORD, .needed = true, .key = true, .holds = T("A short name of your own for the item. Keep it when you correct a row: then the correction replaces the row."), .example = "lamps", .width = 12},
    {{"language"}, .as = CELL_LANGUAGE, .key = true, .holds = T("The language of this row's words: en, ar, ckb. One row for each language."), .example = "en", .width = 10},
    {{"agenda"}, .as = CELL_WORD, .joins = JOINS_AGENDA, .holds = T("The short name of what people agreed, as in the first sheet."), .example = "vashta-2024", .width = 16},
    {{"need"}, .as = CELL_NOTE, .needed = true, .holds = T("What people need, in their own words."), .example = "We cannot come home from the market after dark.", .width = 50},
    {{"ask"}, .as = CELL_NOTE, .holds = T("What is asked for, so that somebody can say yes or no to it."), .example = "Lamps on the road to the market.", .width = 40},
    {{"securities"}, .as = CELL_CODES, .codes = CODES_SECURITIES, .holds = T("Which of the seven kinds of human security it is about; several parted by ;"), .example = "personal;economic", .width = 24},
    {{"pillar"}, .as = CELL_CODE, .codes = CODES_PILLARS, .holds = T("Protection by institutions, empowerment of people, or both."), .width = 18},
    {{"level"}, .as = CELL_CODE, .codes = CODES_LEVELS, .holds = T("Where it has to be done: local, national or regional."), .width = 12},
    {{"phases"}, .as = CELL_PHASES, .holds = T("The phases of a conflict that it suits; several parted by ;"), .example = "ceasefire;stabilising", .width = 24},
    {{"drivers"}, .as = CELL_CODES, .codes = CODES_DRIVERS, .holds = T("What it works against or builds on, of the list; several parted by ;"), .example = "ungoverned", .width = 24},
    {{"genders"}, .as = CELL_CODES, .codes = CODES_GENDERS, .holds = T("Whom it concerns: women, men, girls, boys; parted by ; and empty where it is everybody."), .example = "women;girls", .width = 18},
    {{"concerns"}, .as = CELL_CODES, .codes = CODES_GROUPS, .holds = T("Groups that it concerns more than others, of the list; several parted by ;"), .example = "women;workers", .width = 24},
    {{"place"}, .as = CELL_WORD, .holds = T("The place: its code, or its name as the register has it."), .example = "Vashta", .width = 18},
    {{"owner"}, .as = CELL_ACTOR, .holds = T("Who can act on it: an institution or an office, by its key or its name. Never a person's name."), .example = "Council of Vashta", .width = 24},
    {{"addressable"}, .as = CELL_CODE, .codes = CODES_PARTLY, .holds = T("Could anybody in the room act on it: yes, partly or no. Empty where nobody asked."), .width = 14},
    {{"addressable_why"}, .as = CELL_NOTE, .holds = T("Who can, or why nobody can."), .example = "The council has money for lamps.", .width = 30},
    {{"plan_article"}, .as = CELL_WORD, .holds = T("The article of a plan that it answers: PLAN:ARTICLE."), .example = "NAP:12", .width = 14},
    {{"said_by"}, .as = CELL_ACTOR, .holds = T("Who brought it: a group, a meeting or an organisation."), .example = "Vashta round table", .width = 24},
};

PAPER(item, store_rows(s, "SELECT origin, id, item_key, language, agenda_key, need, ask, securities, pillar, level, phases, drivers, genders, concerns, place, owner, addressable, "
        "addressable_why, plan_article, said_by FROM agenda_item WHERE ended_by IS NULL ORDER BY origin, id", WITH_NOTHING),
    store_bulk(s, "INSERT INTO agenda_item (origin, id, import, line, item_key, language, agenda_key, need, ask, securities, pillar, level, phases, drivers, genders, concerns, place, owner, "
        "addressable, addressable_why, plan_article, said_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22)", e),
    store_do(s, "UPDATE agenda_item SET ended_by = $1 WHERE origin = $2 AND id = $3", ENDED, e), store_next_id(s, "agenda_item", id, e))

/* ---- capacities ---- */

static const struct paper_field capacity_fields[] = {
    {{"item"}, .as = CELL_WORD, .needed = true, .key = true, .joins = JOINS_ITEM, .holds = T("The item's own short name, as in the sheet of items."), .example = "lamps", .width = 12},
    {{"capacity"}, .as = CELL_WORD, .needed = true, .key = true, .holds = T("A number or short name, so that one item can have several."), .example = "1", .width = 10},
    {{"language"}, .as = CELL_LANGUAGE, .key = true, .holds = T("The language of this row's words: en, ar, ckb. One row for each language."), .example = "en", .width = 10},
    {{"what"}, .as = CELL_NOTE, .needed = true, .holds = T("What people already do about it themselves."), .example = "Women go to the market in twos and before noon.", .width = 40},
    {{"who"}, .as = CELL_ACTOR, .holds = T("Who does it: a group or a body. Never a person's name."), .example = "women of Vashta", .width = 24},
    {{"works"}, .as = CELL_CODE, .codes = CODES_PARTLY, .holds = T("Does it work: yes, partly or no. Empty where it is not known."), .width = 14},
    {{"said_by"}, .as = CELL_ACTOR, .holds = T("Who says so: an office or a body that stands for it."), .example = "Vashta round table", .width = 24},
};

PAPER(capacity, store_rows(s, "SELECT origin, id, item_key, capacity_key, language, what, who, works, said_by FROM capacity WHERE ended_by IS NULL ORDER BY origin, id", WITH_NOTHING),
    store_bulk(s, "INSERT INTO capacity (origin, id, import, line, item_key, capacity_key, language, what, who, works, said_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)", e),
    store_do(s, "UPDATE capacity SET ended_by = $1 WHERE origin = $2 AND id = $3", ENDED, e), store_next_id(s, "capacity", id, e))

/* ---- item-states ---- */

static const struct paper_field state_fields[] = {
    {{"item"}, .as = CELL_WORD, .needed = true, .key = true, .joins = JOINS_ITEM, .holds = T("The item's own short name, as in the sheet of items."), .example = "lamps", .width = 12},
    {{"state"}, .as = CELL_CODE, .codes = CODES_ITEM_STATES, .needed = true, .key = true, .holds = T("How it stands since that day; from the list."), .width = 16},
    {{"day"}, .as = CELL_DAY, .needed = true, .key = true, .holds = T("The day: 2024-03-05."), .example = "2024-06-01", .width = 12},
    {{"why", "because"}, .as = CELL_NOTE, .holds = T("What that rests on: what was seen, heard or shown."), .example = "Six of twenty lamps burn.", .width = 40},
    {{"said_by"}, .as = CELL_ACTOR, .holds = T("Who says so: an office or a body that stands for it."), .example = "Vashta round table", .width = 24},
    {{"told"}, .as = CELL_DAY, .holds = T("The day on which people were told in public; empty: not yet."), .width = 12},
};

PAPER(state, store_rows(s, "SELECT origin, id, item_key, state, day, why, said_by, told FROM item_state WHERE ended_by IS NULL ORDER BY origin, id", WITH_NOTHING),
    store_bulk(s, "INSERT INTO item_state (origin, id, import, line, item_key, state, day, why, said_by, told) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)", e),
    store_do(s, "UPDATE item_state SET ended_by = $1 WHERE origin = $2 AND id = $3", ENDED, e), store_next_id(s, "item_state", id, e))

/* ---- item-links ---- */

static const struct paper_field link_fields[] = {
    {{"item"}, .as = CELL_WORD, .needed = true, .key = true, .joins = JOINS_ITEM, .holds = T("The item's own short name, as in the sheet of items."), .example = "lamps", .width = 12},
    {{"kind"}, .as = CELL_CODE, .codes = CODES_LINKS, .needed = true, .key = true, .holds = T("What kind of thing it is; from the list."), .width = 22},
    {{"reference"}, .as = CELL_REFERENCE, .needed = true, .key = true, .joins = JOINS_LINKED, .holds = T("Which one. Incidents: PLACE FROM..TO; a statement: DIALOGUE#NUMBER; answers of a survey: NAME/QUESTION; a gap: PLACE/SECTOR; else its key."), .example = "FG-3", .width = 28},
    {{"direction"}, .as = CELL_CODE, .codes = CODES_DIRECTIONS, .holds = T("Does it speak for the item or against it? Empty for letters and promises."), .width = 14},
    {{"strength"}, .as = CELL_CODE, .codes = CODES_STRENGTHS, .holds = T("How strong it is, as you judge it: weak, medium or strong."), .width = 14},
    {{"note"}, .as = CELL_NOTE, .holds = T("A word about it. No telephone number, no address, nobody's name."), .width = 30},
    {{"said_by"}, .as = CELL_ACTOR, .key = true, .holds = T("Who says so: an office or a body that stands for it."), .example = "Vashta round table", .width = 24},
};

PAPER(link, store_rows(s, "SELECT origin, id, item_key, kind, reference, direction, strength, note, said_by FROM item_link WHERE ended_by IS NULL ORDER BY origin, id", WITH_NOTHING),
    store_bulk(s, "INSERT INTO item_link (origin, id, import, line, item_key, kind, reference, direction, strength, note, said_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)", e),
    store_do(s, "UPDATE item_link SET ended_by = $1 WHERE origin = $2 AND id = $3", ENDED, e), store_next_id(s, "item_link", id, e))

/* ---- indicators ---- */

static const struct paper_field indicator_fields[] = {
    {{"indicator"}, .as = CELL_WORD, .needed = true, .key = true, .holds = T("A short name of your own for the indicator."), .example = "lamps-lit", .width = 14},
    {{"language"}, .as = CELL_LANGUAGE, .key = true, .holds = T("The language of this row's words: en, ar, ckb. One row for each language."), .example = "en", .width = 10},
    {{"item"}, .as = CELL_WORD, .joins = JOINS_ITEM, .holds = T("The item's own short name, as in the sheet of items."), .example = "lamps", .width = 12},
    {{"name"}, .as = CELL_NOTE, .needed = true, .holds = T("What is counted or measured."), .example = "Lamps that burn at eight in the evening", .width = 36},
    {{"code"}, .as = CELL_CODE, .codes = CODES_INDICATORS, .holds = T("The indicator of the list that it is, where it is one."), .width = 20},
    {{"unit"}, .as = CELL_WORD, .holds = T("In what it is counted: lamps, people, share."), .example = "lamps", .width = 12},
    {{"better_when"}, .as = CELL_CODE, .codes = CODES_BETTER, .holds = T("Is more of it better, or less?"), .width = 14},
    {{"source"}, .as = CELL_NOTE, .holds = T("How anybody can see it: who counts, where it is written."), .example = "Two members of the round table count each month.", .width = 30},
    {{"baseline"}, .as = CELL_REAL, .holds = T("The number at the beginning. Empty where nobody knows: empty is never zero."), .example = "2", .width = 10},
    {{"baseline_low"}, .as = CELL_LOW, .holds = T("It was at least so much."), .example = "2", .width = 10},
    {{"baseline_high"}, .as = CELL_HIGH, .holds = T("It was at most so much."), .example = "3", .width = 10},
    {{"baseline_day"}, .as = CELL_DAY, .holds = T("The day of that number."), .example = "2024-01-15", .width = 12},
    {{"target"}, .as = CELL_REAL, .holds = T("The number to be reached."), .example = "20", .width = 10},
    {{"target_day"}, .as = CELL_DAY, .holds = T("By when it is to be reached."), .example = "2025-12-31", .width = 12},
};

PAPER(indicator, store_rows(s, "SELECT origin, id, indicator_key, language, item_key, name, code, unit, better_when, source, baseline, baseline_low, baseline_high, baseline_day, target, "
        "target_day FROM indicator WHERE ended_by IS NULL ORDER BY origin, id", WITH_NOTHING),
    store_bulk(s, "INSERT INTO indicator (origin, id, import, line, indicator_key, language, item_key, name, code, unit, better_when, source, baseline, baseline_low, baseline_high, "
        "baseline_day, target, target_day) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)", e),
    store_do(s, "UPDATE indicator SET ended_by = $1 WHERE origin = $2 AND id = $3", ENDED, e), store_next_id(s, "indicator", id, e))

/* ---- indicator-values ---- */

static const struct paper_field value_fields[] = {
    {{"indicator"}, .as = CELL_WORD, .needed = true, .key = true, .joins = JOINS_INDICATOR, .holds = T("The indicator's own short name, as in the sheet of indicators."), .example = "lamps-lit", .width = 14},
    {{"day"}, .as = CELL_DAY, .needed = true, .key = true, .holds = T("The day: 2024-03-05."), .example = "2024-09-15", .width = 12},
    {{"value"}, .as = CELL_REAL, .needed = true, .holds = T("The number on that day."), .example = "6", .width = 10},
    {{"low"}, .as = CELL_LOW, .holds = T("It is at least so much; empty where nobody can say."), .example = "6", .width = 10},
    {{"high"}, .as = CELL_HIGH, .holds = T("It is at most so much; empty where nobody can say."), .example = "7", .width = 10},
    {{"n"}, .as = CELL_COUNT, .holds = T("How many people or records it rests on."), .width = 10},
    {{"source"}, .as = CELL_WORD, .key = true, .holds = T("Who counted, or where it is written."), .example = "count of the round table", .width = 24},
};

PAPER(value, store_rows(s, "SELECT origin, id, indicator_key, day, value, low, high, n, source FROM indicator_value WHERE ended_by IS NULL ORDER BY origin, id", WITH_NOTHING),
    store_bulk(s, "INSERT INTO indicator_value (origin, id, import, line, indicator_key, day, value, low, high, n, source) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)", e),
    store_do(s, "UPDATE indicator_value SET ended_by = $1 WHERE origin = $2 AND id = $3", ENDED, e), store_next_id(s, "indicator_value", id, e))

/* ---- priorities ---- */

static const struct paper_field priority_fields[] = {
    {{"agenda"}, .as = CELL_WORD, .needed = true, .key = true, .joins = JOINS_AGENDA, .holds = T("The short name of what people agreed, as in the first sheet."), .example = "vashta-2024", .width = 16},
    {{"side"}, .as = CELL_CODE, .codes = CODES_SIDES, .needed = true, .key = true, .holds = T("Whose order it is: people of the place, authorities or donors."), .width = 18},
    {{"said_by"}, .as = CELL_ACTOR, .needed = true, .key = true, .holds = T("Whose order exactly: a group, a meeting or an institution."), .example = "Vashta round table", .width = 24},
    {{"matter"}, .as = CELL_MATTER, .needed = true, .key = true, .joins = JOINS_MATTER, .holds = T("What is put there: an item's short name, or one of the seven kinds of human security."), .example = "lamps", .width = 16},
    {{"place_in_order"}, .as = CELL_ORDER, .needed = true, .holds = T("1 is put first; the same number twice means alike."), .example = "1", .width = 10},
    {{"people"}, .as = CELL_COUNT, .holds = T("How many people spoke for it, where somebody counted."), .example = "31", .width = 10},
    {{"day"}, .as = CELL_DAY, .holds = T("The day: 2024-03-05."), .example = "2024-03-20", .width = 12},
};

PAPER(priority, store_rows(s, "SELECT origin, id, agenda_key, side, said_by, matter, place_in_order, people, day FROM priority WHERE ended_by IS NULL ORDER BY origin, id", WITH_NOTHING),
    store_bulk(s, "INSERT INTO priority (origin, id, import, line, agenda_key, side, said_by, matter, place_in_order, people, day) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)", e),
    store_do(s, "UPDATE priority SET ended_by = $1 WHERE origin = $2 AND id = $3", ENDED, e), store_next_id(s, "priority", id, e))

/* ---- practices ---- */

static const struct paper_field practice_fields[] = {
    {{"practice"}, .as = CELL_WORD, .needed = true, .key = true, .holds = T("A short name of your own for the practice."), .example = "pump-keepers", .width = 16},
    {{"language"}, .as = CELL_LANGUAGE, .key = true, .holds = T("The language of this row's words: en, ar, ckb. One row for each language."), .example = "en", .width = 10},
    {{"title"}, .as = CELL_NOTE, .needed = true, .holds = T("What it is called."), .example = "Village pump keepers", .width = 28},
    {{"tried"}, .as = CELL_NOTE, .holds = T("What was done."), .example = "One person a village was trained and given spare parts.", .width = 40},
    {{"came"}, .as = CELL_NOTE, .holds = T("What came of it, the bad with the good."), .example = "Eight of ten pumps worked after two years.", .width = 40},
    {{"place"}, .as = CELL_WORD, .holds = T("Where, in words: it may lie abroad."), .example = "Sedge Islands", .width = 20},
    {{"phases"}, .as = CELL_PHASES, .holds = T("In which phase of a conflict that place was then; several parted by ;"), .example = "recovery", .width = 22},
    {{"level"}, .as = CELL_CODE, .codes = CODES_LEVELS, .holds = T("Where it has to be done: local, national or regional."), .width = 12},
    {{"drivers"}, .as = CELL_CODES, .codes = CODES_DRIVERS, .holds = T("What it works against or builds on, of the list; several parted by ;"), .example = "resources_water", .width = 24},
    {{"securities"}, .as = CELL_CODES, .codes = CODES_SECURITIES, .holds = T("Which of the seven kinds of human security it is about; several parted by ;"), .example = "environmental", .width = 24},
    {{"pillar"}, .as = CELL_CODE, .codes = CODES_PILLARS, .holds = T("Protection by institutions, empowerment of people, or both."), .width = 18},
    {{"outcome"}, .as = CELL_CODE, .codes = CODES_CAME, .holds = T("Did it help? From the list; empty where it is not known."), .width = 18},
    {{"sure"}, .as = CELL_CODE, .codes = CODES_SURE, .holds = T("How sure that is."), .width = 14},
    {{"source"}, .as = CELL_NOTE, .holds = T("Where it can be read, or who told it."), .example = "Water board, yearly report 2020", .width = 30},
    {{"said_by"}, .as = CELL_ACTOR, .holds = T("Who says so: an office or a body that stands for it."), .example = "Vashta round table", .width = 24},
    {{"from"}, .as = CELL_FIRST, .holds = T("The first day, or the month or year: 2024-03-05, 2024-03 or 2024."), .example = "2017", .width = 12},
    {{"to"}, .as = CELL_LAST, .holds = T("The last day, or the month or year; empty where it still holds."), .example = "2020", .width = 12},
};

PAPER(practice, store_rows(s, "SELECT origin, id, practice_key, language, title, tried, came, place, phases, level, drivers, securities, pillar, outcome, sure, source, said_by, day_from, "
        "day_to FROM practice WHERE ended_by IS NULL ORDER BY origin, id", WITH_NOTHING),
    store_bulk(s, "INSERT INTO practice (origin, id, import, line, practice_key, language, title, tried, came, place, phases, level, drivers, securities, pillar, outcome, sure, source, "
        "said_by, day_from, day_to) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21)", e),
    store_do(s, "UPDATE practice SET ended_by = $1 WHERE origin = $2 AND id = $3", ENDED, e), store_next_id(s, "practice", id, e))

/* ---- premises ---- */

static const struct paper_field premise_fields[] = {
    {{"premise"}, .as = CELL_WORD, .needed = true, .key = true, .holds = T("A short name of your own for the belief."), .example = "light-helps", .width = 14},
    {{"language"}, .as = CELL_LANGUAGE, .key = true, .holds = T("The language of this row's words: en, ar, ckb. One row for each language."), .example = "en", .width = 10},
    {{"item"}, .as = CELL_WORD, .joins = JOINS_ITEM, .holds = T("The item that rests on it; empty where all of them do."), .example = "lamps", .width = 12},
    {{"belief"}, .as = CELL_NOTE, .needed = true, .holds = T("We believe that …"), .example = "Where there is light, people go to the market after dark.", .width = 40},
    {{"test"}, .as = CELL_NOTE, .holds = T("How anybody could find out whether it is so."), .example = "Count people at eight in the evening, with and without lamps.", .width = 40},
    {{"data_say"}, .as = CELL_NOTE, .holds = T("What the data say now."), .example = "Nobody has counted yet.", .width = 40},
    {{"verdict"}, .as = CELL_CODE, .codes = CODES_VERDICTS, .holds = T("What follows so far; from the list. Empty is not tested yet."), .width = 22},
    {{"looked_by"}, .as = CELL_ACTOR, .holds = T("Who looked last: an organisation or an office."), .example = "Vashta round table", .width = 24},
    {{"looked"}, .as = CELL_DAY, .holds = T("The day of the last look."), .example = "2024-09-15", .width = 12},
};

PAPER(premise, store_rows(s, "SELECT origin, id, premise_key, language, item_key, belief, test, data_say, verdict, looked_by, looked FROM premise WHERE ended_by IS NULL ORDER BY origin, "
        "id", WITH_NOTHING),
    store_bulk(s, "INSERT INTO premise (origin, id, import, line, premise_key, language, item_key, belief, test, data_say, verdict, looked_by, looked) VALUES ($1, $2, $3, $4, $5, $6, $7, "
        "$8, $9, $10, $11, $12, $13)", e),
    store_do(s, "UPDATE premise SET ended_by = $1 WHERE origin = $2 AND id = $3", ENDED, e), store_next_id(s, "premise", id, e))

/* ---- harm-answers ---- */

static const struct paper_field answer_fields[] = {
    {{"item"}, .as = CELL_WORD, .needed = true, .key = true, .joins = JOINS_ITEM, .holds = T("The item's own short name, as in the sheet of items."), .example = "lamps", .width = 12},
    {{"question"}, .as = CELL_QUESTION, .needed = true, .key = true, .holds = T("The question: its code, from the list."), .example = "context", .width = 20},
    {{"answer"}, .as = CELL_ANSWER, .codes = CODES_HARM_ANSWERS, .needed = true, .holds = T("yes, no or unknown; of what can be read on a taken telephone also readable."), .width = 14},
    {{"note"}, .as = CELL_NOTE, .holds = T("What divides and connects people, who could be put at risk: for stewards alone, never for print. No names."), .width = 40},
    {{"said_by"}, .as = CELL_ACTOR, .key = true, .holds = T("Who says so: an office or a body that stands for it."), .example = "Vashta round table", .width = 24},
    {{"day"}, .as = CELL_DAY, .holds = T("The day: 2024-03-05."), .example = "2024-06-02", .width = 12},
};

PAPER(answer, store_rows(s, "SELECT origin, id, item_key, question, answer, note, said_by, day FROM harm_answer WHERE ended_by IS NULL ORDER BY origin, id", WITH_NOTHING),
    store_bulk(s, "INSERT INTO harm_answer (origin, id, import, line, item_key, question, answer, note, said_by, day) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)", e),
    store_do(s, "UPDATE harm_answer SET ended_by = $1 WHERE origin = $2 AND id = $3", ENDED, e), store_next_id(s, "harm_answer", id, e))

/* ---- help ---- */

static const struct paper_field help_fields[] = {
    {{"help"}, .as = CELL_WORD, .needed = true, .key = true, .holds = T("A short name of your own for the service."), .example = "vashta-clinic", .width = 16},
    {{"language"}, .as = CELL_LANGUAGE, .key = true, .holds = T("The language of this row's words: en, ar, ckb. One row for each language."), .example = "en", .width = 10},
    {{"name"}, .as = CELL_NOTE, .needed = true, .holds = T("What the service is called."), .example = "Clinic of Vashta", .width = 28},
    {{"kind"}, .as = CELL_CODE, .codes = CODES_HELP, .needed = true, .holds = T("What kind of help it is; from the list."), .width = 18},
    {{"what"}, .as = CELL_NOTE, .holds = T("What one gets there, and what it costs."), .example = "A nurse for mothers and children, free of charge.", .width = 40},
    {{"how"}, .as = CELL_HOW, .holds = T("How to reach it: published numbers, hours, the way. Only what is public."), .example = "Every morning behind the market.", .width = 30},
    {{"confidential"}, .as = CELL_NOTE, .holds = T("What stays confidential, and what does not."), .example = "Nobody asks for papers.", .width = 30},
    {{"place"}, .as = CELL_WORD, .holds = T("The place: its code, or its name as the register has it."), .example = "Vashta", .width = 18},
    {{"run_by"}, .as = CELL_ACTOR, .holds = T("Who runs it: an institution or an organisation."), .example = "Health office of Vashta", .width = 24},
    {{"reports"}, .as = CELL_CODE, .codes = CODES_PARTLY, .holds = T("Does it tell authorities who came: yes or no. Empty where nobody knows."), .width = 14},
    {{"checked_by"}, .as = CELL_ACTOR, .holds = T("Who made sure that all this is so."), .example = "Vashta round table", .width = 24},
    {{"checked"}, .as = CELL_DAY, .holds = T("The day on which somebody made sure."), .example = "2024-06-02", .width = 12},
};

PAPER(help, store_rows(s, "SELECT origin, id, help_key, language, name, kind, what, how, confidential, place, run_by, reports, checked_by, "
        "checked FROM help_service WHERE ended_by IS NULL ORDER BY origin, id", WITH_NOTHING),
    store_bulk(s, "INSERT INTO help_service (origin, id, import, line, help_key, language, name, kind, what, how, confidential, place, run_by, reports, checked_by, checked) VALUES ($1, $2, "
        "$3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)", e),
    store_do(s, "UPDATE help_service SET ended_by = $1 WHERE origin = $2 AND id = $3", ENDED, e), store_next_id(s, "help_service", id, e))

/* ---- judgements ---- */

static const struct paper_field judgement_fields[] = {
    {{"judgement"}, .as = CELL_WORD, .needed = true, .key = true, .holds = T("A short name of your own for the paragraph."), .example = "on-lights", .width = 14},
    {{"language"}, .as = CELL_LANGUAGE, .key = true, .holds = T("The language of this row's words: en, ar, ckb. One row for each language."), .example = "en", .width = 10},
    {{"section"}, .as = CELL_WORD, .holds = T("The section of a brief that it stands beside, by its id; empty: on its own."), .width = 16},
    {{"place"}, .as = CELL_WORD, .holds = T("The place: its code, or its name as the register has it."), .example = "Vashta", .width = 18},
    {{"text"}, .as = CELL_NOTE, .needed = true, .holds = T("The paragraph, in your own words."), .example = "We hold that the roads got safer because people walk together.", .width = 60},
    {{"signed_by"}, .as = CELL_ACTOR, .needed = true, .holds = T("Who signs it: an organisation, or an office of it. Never a person's name."), .example = "Vashta round table", .width = 26},
    {{"day"}, .as = CELL_DAY, .holds = T("The day: 2024-03-05."), .example = "2024-10-01", .width = 12},
};

PAPER(judgement, store_rows(s, "SELECT origin, id, judgement_key, language, section, place, text, signed_by, day FROM judgement WHERE ended_by IS NULL ORDER BY origin, id", WITH_NOTHING),
    store_bulk(s, "INSERT INTO judgement (origin, id, import, line, judgement_key, language, section, place, text, signed_by, day) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)", e),
    store_do(s, "UPDATE judgement SET ended_by = $1 WHERE origin = $2 AND id = $3", ENDED, e), store_next_id(s, "judgement", id, e))

/* ---- partners ---- */

static const struct paper_field partner_fields[] = {
    {{"partner"}, .as = CELL_WORD, .needed = true, .key = true, .holds = T("A short name of your own for the partner."), .example = "round-table", .width = 14},
    {{"language"}, .as = CELL_LANGUAGE, .key = true, .holds = T("The language of this row's words: en, ar, ckb. One row for each language."), .example = "en", .width = 10},
    {{"name"}, .as = CELL_ACTOR, .needed = true, .holds = T("The organisation's name."), .example = "Vashta round table", .width = 28},
    {{"title_page"}, .as = CELL_NOTE, .holds = T("What stands under its name on the title page."), .example = "Villages and town together", .width = 36},
};

PAPER(partner, store_rows(s, "SELECT origin, id, partner_key, language, name, title_page FROM partner WHERE ended_by IS NULL ORDER BY origin, id", WITH_NOTHING),
    store_bulk(s, "INSERT INTO partner (origin, id, import, line, partner_key, language, name, title_page) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)", e),
    store_do(s, "UPDATE partner SET ended_by = $1 WHERE origin = $2 AND id = $3", ENDED, e), store_next_id(s, "partner", id, e))

/* ---- legal ---- */

static const struct paper_field legal_fields[] = {
    {{"country"}, .as = CELL_WORD, .needed = true, .key = true, .holds = T("The country's name, or its ISO code of three letters."), .example = "Selmara", .width = 14},
    {{"matter"}, .as = CELL_CODE, .codes = CODES_LEGAL, .needed = true, .key = true, .holds = T("What it is about; from the list."), .width = 26},
    {{"language"}, .as = CELL_LANGUAGE, .key = true, .holds = T("The language of this row's words: en, ar, ckb. One row for each language."), .example = "en", .width = 10},
    {{"rule"}, .as = CELL_NOTE, .needed = true, .holds = T("What the law asks, as somebody found it."), .example = "A survey needs a permit of the office of statistics.", .width = 40},
    {{"answer"}, .as = CELL_NOTE, .holds = T("How it is met here."), .example = "No survey was held.", .width = 36},
    {{"met"}, .as = CELL_CODE, .codes = CODES_MET, .holds = T("yes, no or not needed. Empty where nobody knows."), .width = 14},
    {{"source"}, .as = CELL_NOTE, .holds = T("The law and its article, or where it can be read."), .example = "Statistics act, article 4", .width = 28},
    {{"said_by"}, .as = CELL_ACTOR, .holds = T("Who says so: an office or a body that stands for it."), .example = "Vashta round table", .width = 24},
    {{"day"}, .as = CELL_DAY, .holds = T("The day of the last look."), .example = "2024-06-02", .width = 12},
};

PAPER(legal, store_rows(s, "SELECT origin, id, country, matter, language, rule, answer, met, source, said_by, day FROM legal WHERE ended_by IS NULL ORDER BY origin, id", WITH_NOTHING),
    store_bulk(s, "INSERT INTO legal (origin, id, import, line, country, matter, language, rule, answer, met, source, said_by, day) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, "
        "$12, $13)", e),
    store_do(s, "UPDATE legal SET ended_by = $1 WHERE origin = $2 AND id = $3", ENDED, e), store_next_id(s, "legal", id, e))

/* ---- all of them ---- */

#define LAYOUT(v) .fields = v##_fields, .n = ARRAY_LEN(v##_fields), .stored = v##_stored, .insert = v##_insert, .end = v##_end, .next = v##_next

const struct paper_layout paper_layouts[PAPER_KINDS] = {
    [PAPER_REPLY] = {.name = "replies", .known_by = {"actor", "about", "asked"}, LAYOUT(reply)},
    [PAPER_RESTRICTION] = {.name = "restrictions", .known_by = {"kind", "against", "from"}, LAYOUT(restriction)},
    [PAPER_PLAN] = {.name = "plans", .known_by = {"plan", "article", "text"}, LAYOUT(plan)},
    [PAPER_CLASH] = {.name = "plan-clashes", .known_by = {"one", "other", "why"}, LAYOUT(clash)},
    [PAPER_AGENDA] = {.name = "agendas", .title = T("Priorities"), .known_by = {"agenda", "title"}, .closed = true, LAYOUT(agenda)},
    [PAPER_ITEM] = {.name = "agenda-items", .title = T("Items"), .known_by = {"item", "agenda", "need"}, .closed = true, LAYOUT(item)},
    [PAPER_CAPACITY] = {.name = "capacities", .title = T("What people already do"), .known_by = {"item", "capacity", "what"}, .closed = true, LAYOUT(capacity)},
    [PAPER_STATE] = {.name = "item-states", .title = T("States of items"), .known_by = {"item", "state", "day"}, .closed = true, LAYOUT(state)},
    [PAPER_LINK] = {.name = "item-links", .title = T("Evidence and answers"), .known_by = {"item", "kind", "reference"}, .closed = true, LAYOUT(link)},
    [PAPER_INDICATOR] = {.name = "indicators", .title = T("Indicators of items"), .known_by = {"indicator", "item", "name"}, .closed = true, LAYOUT(indicator)},
    [PAPER_VALUE] = {.name = "indicator-values", .title = T("Values of indicators"), .known_by = {"indicator", "day", "value"}, .closed = true, LAYOUT(value)},
    [PAPER_PRIORITY] = {.name = "priorities", .title = T("Orders of priorities"), .known_by = {"agenda", "side", "matter", "place_in_order"}, .closed = true, LAYOUT(priority)},
    [PAPER_PRACTICE] = {.name = "practices", .title = T("Practices from elsewhere"), .known_by = {"practice", "title", "tried"}, LAYOUT(practice)},
    [PAPER_PREMISE] = {.name = "premises", .title = T("What we believe"), .known_by = {"premise", "belief"}, .closed = true, LAYOUT(premise)},
    [PAPER_ANSWER] = {.name = "harm-answers", .title = T("Do no harm"), .known_by = {"item", "question", "answer"}, .closed = true, LAYOUT(answer)},
    [PAPER_HELP] = {.name = "help", .title = T("Where to find help"), .known_by = {"help", "name", "kind"}, LAYOUT(help)},
    [PAPER_JUDGEMENT] = {.name = "judgements", .title = T("Judgements of partners"), .known_by = {"judgement", "text", "signed_by"}, .closed = true, LAYOUT(judgement)},
    [PAPER_PARTNER] = {.name = "partners", .title = T("Partners"), .known_by = {"partner", "name", "title_page"}, LAYOUT(partner)},
    [PAPER_LEGAL] = {.name = "legal", .title = T("What the law asks"), .known_by = {"country", "matter", "rule"}, .closed = true, LAYOUT(legal)},
};
