/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Records by hand: all that an agenda is made of. Each is one row of a table of its layout; a record in several languages is a row a language. */
#include "codebook/codebook.h"
#include "web/hand_priv.h"

#define OWN WITH(bind_int(store_origin(s)))
#define THIS WITH(bind_int(store_origin(s)), bind_int(id), bind_int(import))

/* ---- agendas ---- */

static const struct hand_field agenda_fields[] = {
    {.column = "agenda", .word = T("Short name"), .label = T("A short name of your own for what people agreed. Keep it when you correct a row."), .required = true, .key = true, .listed = true},
    {.column = "language", .word = T("Language"), .label = T("The language of this row's words: en, ar, ckb. One row for each language."), .key = true, .listed = true},
    {.column = "title", .word = T("Title"), .label = T("What it is called."), .required = true, .listed = true},
    {.column = "note", .word = T("How it came about"), .label = T("How it came about: who came together, how it was decided.")},
    {.column = "place", .word = T("Place"), .label = T("The place: its code, or its name as the register has it."), .listed = true},
    {.column = "convened_by", .word = T("Who called people together"), .label = T("Who called people together: an organisation or an office.")},
    {.column = "from", .word = T("First day"), .label = T("The first day, or the month or year: 2024-03-05, 2024-03 or 2024."), .as = HAND_DAY},
    {.column = "to", .word = T("Last day"), .label = T("The last day, or the month or year; empty where it still holds."), .as = HAND_DAY},
};

static struct rows *agenda_rows(struct store *s)
{
    return store_rows(s, "SELECT id, import, ended_by, agenda_key, language, title, note, place, convened_by, day_from, day_to FROM agenda WHERE origin = $1 ORDER BY id", OWN);
}

static bool agenda_end(struct store *s, int64_t id, int64_t import, struct err *e)
{
    return store_do(s, "UPDATE agenda SET ended_by = $3 WHERE origin = $1 AND id = $2 AND ended_by IS NULL", THIS, e);
}

/* ---- agenda-items ---- */

static const struct hand_field item_fields[] = {
    {.column = "item", .word = T("Short name"), .label = T("A short name of your own for the item. Keep it when you correct a row: then the correction replaces the row."), .required = true, .key = true, .listed = true},
    {.column = "language", .word = T("Language"), .label = T("The language of this row's words: en, ar, ckb. One row for each language."), .key = true, .listed = true},
    {.column = "agenda", .word = T("Belongs to"), .label = T("The short name of what people agreed, as in the first sheet."), .listed = true},
    {.column = "need", .word = T("Need"), .label = T("What people need, in their own words."), .required = true, .listed = true},
    {.column = "ask", .word = T("What is asked for"), .label = T("What is asked for, so that somebody can say yes or no to it.")},
    {.column = "securities", .word = T("Kinds of security"), .label = T("Which of the seven kinds of human security it is about; several parted by ;"), .as = HAND_SEVERAL, .list = HAND_CODES, .codes = CODES_SECURITIES},
    {.column = "pillar", .word = T("Pillar"), .label = T("Protection by institutions, empowerment of people, or both."), .as = HAND_CHOICE, .list = HAND_CODES, .codes = CODES_PILLARS},
    {.column = "level", .word = T("Level"), .label = T("Where it has to be done: local, national or regional."), .as = HAND_CHOICE, .list = HAND_CODES, .codes = CODES_LEVELS},
    {.column = "phases", .word = T("Phases"), .label = T("The phases of a conflict that it suits; several parted by ;"), .as = HAND_SEVERAL, .list = HAND_PHASES},
    {.column = "drivers", .word = T("Drivers"), .label = T("What it works against or builds on, of the list; several parted by ;"), .as = HAND_SEVERAL, .list = HAND_CODES, .codes = CODES_DRIVERS},
    {.column = "genders", .word = T("Women, men, girls, boys"), .label = T("Whom it concerns: women, men, girls, boys; parted by ; and empty where it is everybody."), .as = HAND_SEVERAL, .list = HAND_CODES, .codes = CODES_GENDERS},
    {.column = "concerns", .word = T("Groups"), .label = T("Groups that it concerns more than others, of the list; several parted by ;"), .as = HAND_SEVERAL, .list = HAND_CODES, .codes = CODES_GROUPS},
    {.column = "place", .word = T("Place"), .label = T("The place: its code, or its name as the register has it."), .listed = true},
    {.column = "owner", .word = T("Who can act"), .label = T("Who can act on it: an institution or an office, by its key or its name. Never a person's name."), .listed = true},
    {.column = "addressable", .word = T("Could anybody in the room act?"), .label = T("Could anybody in the room act on it: yes, partly or no. Empty where nobody asked."), .as = HAND_CHOICE, .list = HAND_CODES, .codes = CODES_PARTLY},
    {.column = "addressable_why", .word = T("Why"), .label = T("Who can, or why nobody can.")},
    {.column = "plan_article", .word = T("Article of a plan"), .label = T("The article of a plan that it answers: PLAN:ARTICLE.")},
    {.column = "said_by", .word = T("Who brought it"), .label = T("Who brought it: a group, a meeting or an organisation.")},
};

static struct rows *item_rows(struct store *s)
{
    return store_rows(s, "SELECT id, import, ended_by, item_key, language, agenda_key, need, ask, securities, pillar, level, phases, drivers, genders, concerns, place, owner, addressable, addressable_why, plan_article, said_by FROM agenda_item WHERE origin = $1 ORDER BY id", OWN);
}

static bool item_end(struct store *s, int64_t id, int64_t import, struct err *e)
{
    return store_do(s, "UPDATE agenda_item SET ended_by = $3 WHERE origin = $1 AND id = $2 AND ended_by IS NULL", THIS, e);
}

/* ---- capacities ---- */

static const struct hand_field capacity_fields[] = {
    {.column = "item", .word = T("Item"), .label = T("The item's own short name, as in the sheet of items."), .required = true, .key = true, .listed = true},
    {.column = "capacity", .word = T("Number"), .label = T("A number or short name, so that one item can have several."), .required = true, .key = true, .listed = true},
    {.column = "language", .word = T("Language"), .label = T("The language of this row's words: en, ar, ckb. One row for each language."), .key = true, .listed = true},
    {.column = "what", .word = T("What people do"), .label = T("What people already do about it themselves."), .required = true, .listed = true},
    {.column = "who", .word = T("Who does it"), .label = T("Who does it: a group or a body. Never a person's name.")},
    {.column = "works", .word = T("Does it work?"), .label = T("Does it work: yes, partly or no. Empty where it is not known."), .as = HAND_CHOICE, .list = HAND_CODES, .codes = CODES_PARTLY},
    {.column = "said_by", .word = T("Who says so"), .label = T("Who says so: an office or a body that stands for it.")},
};

static struct rows *capacity_rows(struct store *s)
{
    return store_rows(s, "SELECT id, import, ended_by, item_key, capacity_key, language, what, who, works, said_by FROM capacity WHERE origin = $1 ORDER BY id", OWN);
}

static bool capacity_end(struct store *s, int64_t id, int64_t import, struct err *e)
{
    return store_do(s, "UPDATE capacity SET ended_by = $3 WHERE origin = $1 AND id = $2 AND ended_by IS NULL", THIS, e);
}

/* ---- item-states ---- */

static const struct hand_field state_fields[] = {
    {.column = "item", .word = T("Item"), .label = T("The item's own short name, as in the sheet of items."), .required = true, .key = true, .listed = true},
    {.column = "state", .word = T("State"), .label = T("How it stands since that day; from the list."), .as = HAND_CHOICE, .list = HAND_CODES, .codes = CODES_ITEM_STATES, .required = true, .key = true, .listed = true},
    {.column = "day", .word = T("Day"), .label = T("The day: 2024-03-05."), .as = HAND_DAY, .required = true, .key = true, .listed = true},
    {.column = "because", .word = T("What it rests on"), .label = T("What that rests on: what was seen, heard or shown."), .listed = true},
    {.column = "said_by", .word = T("Who says so"), .label = T("Who says so: an office or a body that stands for it.")},
    {.column = "told", .word = T("People were told"), .label = T("The day on which people were told in public; empty: not yet."), .as = HAND_DAY},
};

static struct rows *state_rows(struct store *s)
{
    return store_rows(s, "SELECT id, import, ended_by, item_key, state, day, why, said_by, told FROM item_state WHERE origin = $1 ORDER BY id", OWN);
}

static bool state_end(struct store *s, int64_t id, int64_t import, struct err *e)
{
    return store_do(s, "UPDATE item_state SET ended_by = $3 WHERE origin = $1 AND id = $2 AND ended_by IS NULL", THIS, e);
}

/* ---- item-links ---- */

static const struct hand_field link_fields[] = {
    {.column = "item", .word = T("Item"), .label = T("The item's own short name, as in the sheet of items."), .required = true, .key = true, .listed = true},
    {.column = "kind", .word = T("Kind"), .label = T("What kind of thing it is; from the list."), .as = HAND_CHOICE, .list = HAND_CODES, .codes = CODES_LINKS, .required = true, .key = true, .listed = true},
    {.column = "reference", .word = T("Which one"), .label = T("Which one. Incidents: PLACE FROM..TO; a statement: DIALOGUE#NUMBER; answers of a survey: NAME/QUESTION; a gap: PLACE/SECTOR; else its key."), .required = true, .key = true, .listed = true},
    {.column = "direction", .word = T("For or against"), .label = T("Does it speak for the item or against it? Empty for letters and promises."), .as = HAND_CHOICE, .list = HAND_CODES, .codes = CODES_DIRECTIONS, .listed = true},
    {.column = "strength", .word = T("How strong"), .label = T("How strong it is, as you judge it: weak, medium or strong."), .as = HAND_CHOICE, .list = HAND_CODES, .codes = CODES_STRENGTHS},
    {.column = "note", .word = T("Note"), .label = T("A word about it. No telephone number, no address, nobody's name.")},
    {.column = "said_by", .word = T("Who says so"), .label = T("Who says so: an office or a body that stands for it."), .key = true},
};

static struct rows *link_rows(struct store *s)
{
    return store_rows(s, "SELECT id, import, ended_by, item_key, kind, reference, direction, strength, note, said_by FROM item_link WHERE origin = $1 ORDER BY id", OWN);
}

static bool link_end(struct store *s, int64_t id, int64_t import, struct err *e)
{
    return store_do(s, "UPDATE item_link SET ended_by = $3 WHERE origin = $1 AND id = $2 AND ended_by IS NULL", THIS, e);
}

/* ---- indicators ---- */

static const struct hand_field indicator_fields[] = {
    {.column = "indicator", .word = T("Short name"), .label = T("A short name of your own for the indicator."), .required = true, .key = true, .listed = true},
    {.column = "language", .word = T("Language"), .label = T("The language of this row's words: en, ar, ckb. One row for each language."), .key = true, .listed = true},
    {.column = "item", .word = T("Item"), .label = T("The item's own short name, as in the sheet of items."), .listed = true},
    {.column = "name", .word = T("What is counted"), .label = T("What is counted or measured."), .required = true, .listed = true},
    {.column = "code", .word = T("Of the list"), .label = T("The indicator of the list that it is, where it is one."), .as = HAND_CHOICE, .list = HAND_CODES, .codes = CODES_INDICATORS},
    {.column = "unit", .word = T("Unit"), .label = T("In what it is counted: lamps, people, share.")},
    {.column = "better_when", .word = T("Better when"), .label = T("Is more of it better, or less?"), .as = HAND_CHOICE, .list = HAND_CODES, .codes = CODES_BETTER},
    {.column = "source", .word = T("How one can see it"), .label = T("How anybody can see it: who counts, where it is written.")},
    {.column = "baseline", .word = T("At the beginning"), .label = T("The number at the beginning. Empty where nobody knows: empty is never zero."), .as = HAND_REAL},
    {.column = "baseline_low", .word = T("At least"), .label = T("It was at least so much."), .as = HAND_REAL},
    {.column = "baseline_high", .word = T("At most"), .label = T("It was at most so much."), .as = HAND_REAL},
    {.column = "baseline_day", .word = T("Day of the beginning"), .label = T("The day of that number."), .as = HAND_DAY},
    {.column = "target", .word = T("Aim"), .label = T("The number to be reached."), .as = HAND_REAL},
    {.column = "target_day", .word = T("By when"), .label = T("By when it is to be reached."), .as = HAND_DAY},
};

static struct rows *indicator_rows(struct store *s)
{
    return store_rows(s, "SELECT id, import, ended_by, indicator_key, language, item_key, name, code, unit, better_when, source, baseline, baseline_low, baseline_high, baseline_day, target, target_day FROM indicator WHERE origin = $1 ORDER BY id", OWN);
}

static bool indicator_end(struct store *s, int64_t id, int64_t import, struct err *e)
{
    return store_do(s, "UPDATE indicator SET ended_by = $3 WHERE origin = $1 AND id = $2 AND ended_by IS NULL", THIS, e);
}

/* ---- indicator-values ---- */

static const struct hand_field value_fields[] = {
    {.column = "indicator", .word = T("Indicator"), .label = T("The indicator's own short name, as in the sheet of indicators."), .required = true, .key = true, .listed = true},
    {.column = "day", .word = T("Day"), .label = T("The day: 2024-03-05."), .as = HAND_DAY, .required = true, .key = true, .listed = true},
    {.column = "value", .word = T("Number"), .label = T("The number on that day."), .as = HAND_REAL, .required = true, .listed = true},
    {.column = "low", .word = T("At least"), .label = T("It is at least so much; empty where nobody can say."), .as = HAND_REAL},
    {.column = "high", .word = T("At most"), .label = T("It is at most so much; empty where nobody can say."), .as = HAND_REAL},
    {.column = "n", .word = T("How many it rests on"), .label = T("How many people or records it rests on."), .as = HAND_REAL},
    {.column = "source", .word = T("Source"), .label = T("Who counted, or where it is written."), .key = true, .listed = true},
};

static struct rows *value_rows(struct store *s)
{
    return store_rows(s, "SELECT id, import, ended_by, indicator_key, day, value, low, high, n, source FROM indicator_value WHERE origin = $1 ORDER BY id", OWN);
}

static bool value_end(struct store *s, int64_t id, int64_t import, struct err *e)
{
    return store_do(s, "UPDATE indicator_value SET ended_by = $3 WHERE origin = $1 AND id = $2 AND ended_by IS NULL", THIS, e);
}

/* ---- priorities ---- */

static const struct hand_field priority_fields[] = {
    {.column = "agenda", .word = T("Belongs to"), .label = T("The short name of what people agreed, as in the first sheet."), .required = true, .key = true, .listed = true},
    {.column = "side", .word = T("Side"), .label = T("Whose order it is: people of the place, authorities or donors."), .as = HAND_CHOICE, .list = HAND_CODES, .codes = CODES_SIDES, .required = true, .key = true, .listed = true},
    {.column = "said_by", .word = T("Who says so"), .label = T("Whose order exactly: a group, a meeting or an institution."), .required = true, .key = true, .listed = true},
    {.column = "matter", .word = T("Matter"), .label = T("What is put there: an item's short name, or one of the seven kinds of human security."), .required = true, .key = true, .listed = true},
    {.column = "place_in_order", .word = T("Place in the order"), .label = T("1 is put first; the same number twice means alike."), .as = HAND_REAL, .required = true, .listed = true},
    {.column = "people", .word = T("How many spoke for it"), .label = T("How many people spoke for it, where somebody counted."), .as = HAND_REAL},
    {.column = "day", .word = T("Day"), .label = T("The day: 2024-03-05."), .as = HAND_DAY},
};

static struct rows *priority_rows(struct store *s)
{
    return store_rows(s, "SELECT id, import, ended_by, agenda_key, side, said_by, matter, place_in_order, people, day FROM priority WHERE origin = $1 ORDER BY id", OWN);
}

static bool priority_end(struct store *s, int64_t id, int64_t import, struct err *e)
{
    return store_do(s, "UPDATE priority SET ended_by = $3 WHERE origin = $1 AND id = $2 AND ended_by IS NULL", THIS, e);
}

/* ---- practices ---- */

static const struct hand_field practice_fields[] = {
    {.column = "practice", .word = T("Short name"), .label = T("A short name of your own for the practice."), .required = true, .key = true, .listed = true},
    {.column = "language", .word = T("Language"), .label = T("The language of this row's words: en, ar, ckb. One row for each language."), .key = true, .listed = true},
    {.column = "title", .word = T("Title"), .label = T("What it is called."), .required = true, .listed = true},
    {.column = "tried", .word = T("What was done"), .label = T("What was done.")},
    {.column = "came", .word = T("What came of it"), .label = T("What came of it, the bad with the good.")},
    {.column = "place", .word = T("Place"), .label = T("Where, in words: it may lie abroad."), .listed = true},
    {.column = "phases", .word = T("Phases"), .label = T("In which phase of a conflict that place was then; several parted by ;"), .as = HAND_SEVERAL, .list = HAND_PHASES},
    {.column = "level", .word = T("Level"), .label = T("Where it has to be done: local, national or regional."), .as = HAND_CHOICE, .list = HAND_CODES, .codes = CODES_LEVELS},
    {.column = "drivers", .word = T("Drivers"), .label = T("What it works against or builds on, of the list; several parted by ;"), .as = HAND_SEVERAL, .list = HAND_CODES, .codes = CODES_DRIVERS},
    {.column = "securities", .word = T("Kinds of security"), .label = T("Which of the seven kinds of human security it is about; several parted by ;"), .as = HAND_SEVERAL, .list = HAND_CODES, .codes = CODES_SECURITIES},
    {.column = "pillar", .word = T("Pillar"), .label = T("Protection by institutions, empowerment of people, or both."), .as = HAND_CHOICE, .list = HAND_CODES, .codes = CODES_PILLARS},
    {.column = "outcome", .word = T("Outcome"), .label = T("Did it help? From the list; empty where it is not known."), .as = HAND_CHOICE, .list = HAND_CODES, .codes = CODES_CAME, .listed = true},
    {.column = "sure", .word = T("How sure"), .label = T("How sure that is."), .as = HAND_CHOICE, .list = HAND_CODES, .codes = CODES_SURE},
    {.column = "source", .word = T("Source"), .label = T("Where it can be read, or who told it.")},
    {.column = "said_by", .word = T("Who says so"), .label = T("Who says so: an office or a body that stands for it.")},
    {.column = "from", .word = T("First day"), .label = T("The first day, or the month or year: 2024-03-05, 2024-03 or 2024."), .as = HAND_DAY},
    {.column = "to", .word = T("Last day"), .label = T("The last day, or the month or year; empty where it still holds."), .as = HAND_DAY},
};

static struct rows *practice_rows(struct store *s)
{
    return store_rows(s, "SELECT id, import, ended_by, practice_key, language, title, tried, came, place, phases, level, drivers, securities, pillar, outcome, sure, source, said_by, day_from, day_to FROM practice WHERE origin = $1 ORDER BY id", OWN);
}

static bool practice_end(struct store *s, int64_t id, int64_t import, struct err *e)
{
    return store_do(s, "UPDATE practice SET ended_by = $3 WHERE origin = $1 AND id = $2 AND ended_by IS NULL", THIS, e);
}

/* ---- premises ---- */

static const struct hand_field premise_fields[] = {
    {.column = "premise", .word = T("Short name"), .label = T("A short name of your own for the belief."), .required = true, .key = true, .listed = true},
    {.column = "language", .word = T("Language"), .label = T("The language of this row's words: en, ar, ckb. One row for each language."), .key = true, .listed = true},
    {.column = "item", .word = T("Item"), .label = T("The item that rests on it; empty where all of them do."), .listed = true},
    {.column = "belief", .word = T("We believe that …"), .label = T("We believe that …"), .required = true, .listed = true},
    {.column = "test", .word = T("How it would be tested"), .label = T("How anybody could find out whether it is so.")},
    {.column = "data_say", .word = T("What the data say"), .label = T("What the data say now.")},
    {.column = "verdict", .word = T("As it stands"), .label = T("What follows so far; from the list. Empty is not tested yet."), .as = HAND_CHOICE, .list = HAND_CODES, .codes = CODES_VERDICTS, .listed = true},
    {.column = "looked_by", .word = T("Who looked"), .label = T("Who looked last: an organisation or an office.")},
    {.column = "looked", .word = T("Last look"), .label = T("The day of the last look."), .as = HAND_DAY},
};

static struct rows *premise_rows(struct store *s)
{
    return store_rows(s, "SELECT id, import, ended_by, premise_key, language, item_key, belief, test, data_say, verdict, looked_by, looked FROM premise WHERE origin = $1 ORDER BY id", OWN);
}

static bool premise_end(struct store *s, int64_t id, int64_t import, struct err *e)
{
    return store_do(s, "UPDATE premise SET ended_by = $3 WHERE origin = $1 AND id = $2 AND ended_by IS NULL", THIS, e);
}

/* ---- harm-answers ---- */

static const struct hand_field harm_fields[] = {
    {.column = "item", .word = T("Item"), .label = T("The item's own short name, as in the sheet of items."), .required = true, .key = true, .listed = true},
    {.column = "question", .word = T("Question"), .label = T("The question: its code, from the list."), .as = HAND_CHOICE, .list = HAND_QUESTIONS, .required = true, .key = true, .listed = true},
    {.column = "answer", .word = T("Answer"), .label = T("yes, no or unknown; of what can be read on a taken telephone also readable."), .as = HAND_CHOICE, .list = HAND_CODES, .codes = CODES_HARM_ANSWERS, .required = true, .listed = true},
    {.column = "note", .word = T("Note"), .label = T("What divides and connects people, who could be put at risk: for stewards alone, never for print. No names.")},
    {.column = "said_by", .word = T("Who says so"), .label = T("Who says so: an office or a body that stands for it."), .key = true},
    {.column = "day", .word = T("Day"), .label = T("The day: 2024-03-05."), .as = HAND_DAY},
};

static struct rows *harm_rows(struct store *s)
{
    return store_rows(s, "SELECT id, import, ended_by, item_key, question, answer, note, said_by, day FROM harm_answer WHERE origin = $1 ORDER BY id", OWN);
}

static bool harm_end(struct store *s, int64_t id, int64_t import, struct err *e)
{
    return store_do(s, "UPDATE harm_answer SET ended_by = $3 WHERE origin = $1 AND id = $2 AND ended_by IS NULL", THIS, e);
}

/* ---- help ---- */

static const struct hand_field help_fields[] = {
    {.column = "help", .word = T("Short name"), .label = T("A short name of your own for the service."), .required = true, .key = true, .listed = true},
    {.column = "language", .word = T("Language"), .label = T("The language of this row's words: en, ar, ckb. One row for each language."), .key = true, .listed = true},
    {.column = "name", .word = T("Name"), .label = T("What the service is called."), .required = true, .listed = true},
    {.column = "kind", .word = T("Kind"), .label = T("What kind of help it is; from the list."), .as = HAND_CHOICE, .list = HAND_CODES, .codes = CODES_HELP, .required = true, .listed = true},
    {.column = "what", .word = T("What one gets there"), .label = T("What one gets there, and what it costs.")},
    {.column = "how", .word = T("How to reach it"), .label = T("How to reach it: published numbers, hours, the way. Only what is public.")},
    {.column = "confidential", .word = T("What stays confidential"), .label = T("What stays confidential, and what does not.")},
    {.column = "place", .word = T("Place"), .label = T("The place: its code, or its name as the register has it."), .listed = true},
    {.column = "run_by", .word = T("Who runs it"), .label = T("Who runs it: an institution or an organisation.")},
    {.column = "reports", .word = T("Does it report to authorities?"), .label = T("Does it tell authorities who came: yes or no. Empty where nobody knows."), .as = HAND_CHOICE, .list = HAND_CODES, .codes = CODES_PARTLY},
    {.column = "checked_by", .word = T("Who made sure"), .label = T("Who made sure that all this is so.")},
    {.column = "checked", .word = T("Day on which somebody made sure"), .label = T("The day on which somebody made sure."), .as = HAND_DAY},
};

static struct rows *help_rows(struct store *s)
{
    return store_rows(s, "SELECT id, import, ended_by, help_key, language, name, kind, what, how, confidential, place, run_by, reports, checked_by, checked FROM help_service WHERE origin = $1 ORDER BY id", OWN);
}

static bool help_end(struct store *s, int64_t id, int64_t import, struct err *e)
{
    return store_do(s, "UPDATE help_service SET ended_by = $3 WHERE origin = $1 AND id = $2 AND ended_by IS NULL", THIS, e);
}

/* ---- judgements ---- */

static const struct hand_field judgement_fields[] = {
    {.column = "judgement", .word = T("Short name"), .label = T("A short name of your own for the paragraph."), .required = true, .key = true, .listed = true},
    {.column = "language", .word = T("Language"), .label = T("The language of this row's words: en, ar, ckb. One row for each language."), .key = true, .listed = true},
    {.column = "section", .word = T("Section"), .label = T("The section of a brief that it stands beside, by its id; empty: on its own."), .listed = true},
    {.column = "place", .word = T("Place"), .label = T("The place: its code, or its name as the register has it."), .listed = true},
    {.column = "text", .word = T("Text"), .label = T("The paragraph, in your own words."), .required = true, .listed = true},
    {.column = "signed_by", .word = T("Signed by"), .label = T("Who signs it: an organisation, or an office of it. Never a person's name."), .required = true, .listed = true},
    {.column = "day", .word = T("Day"), .label = T("The day: 2024-03-05."), .as = HAND_DAY},
};

static struct rows *judgement_rows(struct store *s)
{
    return store_rows(s, "SELECT id, import, ended_by, judgement_key, language, section, place, text, signed_by, day FROM judgement WHERE origin = $1 ORDER BY id", OWN);
}

static bool judgement_end(struct store *s, int64_t id, int64_t import, struct err *e)
{
    return store_do(s, "UPDATE judgement SET ended_by = $3 WHERE origin = $1 AND id = $2 AND ended_by IS NULL", THIS, e);
}

/* ---- partners ---- */

static const struct hand_field partner_fields[] = {
    {.column = "partner", .word = T("Short name"), .label = T("A short name of your own for the partner."), .required = true, .key = true, .listed = true},
    {.column = "language", .word = T("Language"), .label = T("The language of this row's words: en, ar, ckb. One row for each language."), .key = true, .listed = true},
    {.column = "name", .word = T("Name"), .label = T("The organisation's name."), .required = true, .listed = true},
    {.column = "title_page", .word = T("On the title page"), .label = T("What stands under its name on the title page."), .listed = true},
};

static struct rows *partner_rows(struct store *s)
{
    return store_rows(s, "SELECT id, import, ended_by, partner_key, language, name, title_page FROM partner WHERE origin = $1 ORDER BY id", OWN);
}

static bool partner_end(struct store *s, int64_t id, int64_t import, struct err *e)
{
    return store_do(s, "UPDATE partner SET ended_by = $3 WHERE origin = $1 AND id = $2 AND ended_by IS NULL", THIS, e);
}

/* ---- legal ---- */

static const struct hand_field legal_fields[] = {
    {.column = "country", .word = T("Country"), .label = T("The country's name, or its ISO code of three letters."), .required = true, .key = true, .listed = true},
    {.column = "matter", .word = T("Matter"), .label = T("What it is about; from the list."), .as = HAND_CHOICE, .list = HAND_CODES, .codes = CODES_LEGAL, .required = true, .key = true, .listed = true},
    {.column = "language", .word = T("Language"), .label = T("The language of this row's words: en, ar, ckb. One row for each language."), .key = true, .listed = true},
    {.column = "rule", .word = T("What is asked for"), .label = T("What the law asks, as somebody found it."), .required = true, .listed = true},
    {.column = "answer", .word = T("How it is met"), .label = T("How it is met here.")},
    {.column = "met", .word = T("Is it met?"), .label = T("yes, no or not needed. Empty where nobody knows."), .as = HAND_CHOICE, .list = HAND_CODES, .codes = CODES_MET, .listed = true},
    {.column = "source", .word = T("Source"), .label = T("The law and its article, or where it can be read.")},
    {.column = "said_by", .word = T("Who says so"), .label = T("Who says so: an office or a body that stands for it.")},
    {.column = "day", .word = T("Day"), .label = T("The day of the last look."), .as = HAND_DAY},
};

static struct rows *legal_rows(struct store *s)
{
    return store_rows(s, "SELECT id, import, ended_by, country, matter, language, rule, answer, met, source, said_by, day FROM legal WHERE origin = $1 ORDER BY id", OWN);
}

static bool legal_end(struct store *s, int64_t id, int64_t import, struct err *e)
{
    return store_do(s, "UPDATE legal SET ended_by = $3 WHERE origin = $1 AND id = $2 AND ended_by IS NULL", THIS, e);
}

/* ---- all of them ---- */

/* Whoever holds a dialogue writes what its workshop agreed on. */
enum { MAY_WORKSHOP = MAY_ANALYSE | MAY_FACILITATE };

const struct hand_kind hand_kinds_agenda[] = {
    {.name = "agendas", .many = T("Priorities"), .about = T("What people agreed on at a meeting, as a whole: its title, where, when, who called them together."), .fields = agenda_fields, .field_n = ARRAY_LEN(agenda_fields), .may = MAY_WORKSHOP, .rows = agenda_rows, .end = agenda_end},
    {.name = "agenda-items", .many = T("Items"), .about = T("What people need in their own words, what is asked for, and who can act."), .fields = item_fields, .field_n = ARRAY_LEN(item_fields), .may = MAY_WORKSHOP, .rows = item_rows, .end = item_end},
    {.name = "capacities", .many = T("What people already do"), .about = T("What people already do about an item, and whether it works: where an item starts."), .fields = capacity_fields, .field_n = ARRAY_LEN(capacity_fields), .may = MAY_WORKSHOP, .rows = capacity_rows, .end = capacity_end},
    {.name = "item-states", .many = T("States of items"), .about = T("How an item stands, day by day: agreed, promised, under way, done or not."), .fields = state_fields, .field_n = ARRAY_LEN(state_fields), .may = MAY_WORKSHOP, .rows = state_rows, .end = state_end},
    {.name = "item-links", .many = T("Evidence and answers"), .about = T("What speaks for an item and against it, and which letters and promises are about it."), .fields = link_fields, .field_n = ARRAY_LEN(link_fields), .may = MAY_WORKSHOP, .rows = link_rows, .end = link_end},
    {.name = "indicators", .many = T("Indicators of items"), .about = T("How anybody can see whether an item is kept: a number at the beginning, and the one to be reached."), .fields = indicator_fields, .field_n = ARRAY_LEN(indicator_fields), .may = MAY_WORKSHOP, .rows = indicator_rows, .end = indicator_end},
    {.name = "indicator-values", .many = T("Values of indicators"), .about = T("What an indicator was on a day, with its range."), .fields = value_fields, .field_n = ARRAY_LEN(value_fields), .may = MAY_WORKSHOP, .rows = value_rows, .end = value_end},
    {.name = "priorities", .many = T("Orders of priorities"), .about = T("What people of the place, authorities or donors put first. Each order stands with whose it is."), .fields = priority_fields, .field_n = ARRAY_LEN(priority_fields), .may = MAY_WORKSHOP, .rows = priority_rows, .end = priority_end},
    {.name = "practices", .many = T("Practices from elsewhere"), .about = T("What was tried elsewhere, in which circumstances, and what came of it."), .fields = practice_fields, .field_n = ARRAY_LEN(practice_fields), .may = MAY_WORKSHOP, .rows = practice_rows, .end = practice_end},
    {.name = "premises", .many = T("What we believe"), .about = T("What is believed without being known, how it would be tested, and what the data say now."), .fields = premise_fields, .field_n = ARRAY_LEN(premise_fields), .may = MAY_WORKSHOP, .rows = premise_rows, .end = premise_end},
    {.name = "harm-answers", .many = T("Do no harm"), .about = T("Answers to the questions that are asked before harm is done, for stewards alone. Their notes are never printed."), .fields = harm_fields, .field_n = ARRAY_LEN(harm_fields), .may = MAY_ANSWER, .rows = harm_rows, .end = harm_end},
    {.name = "help", .many = T("Where to find help"), .about = T("Public services that people can turn to: who runs them, whether they report to authorities, and who made sure."), .fields = help_fields, .field_n = ARRAY_LEN(help_fields), .rows = help_rows, .end = help_end},
    {.name = "judgements", .many = T("Judgements of partners"), .about = T("Paragraphs that partners sign, beside the program's own sentences."), .fields = judgement_fields, .field_n = ARRAY_LEN(judgement_fields), .rows = judgement_rows, .end = judgement_end},
    {.name = "partners", .many = T("Partners"), .about = T("Organisations that put their name on briefs."), .fields = partner_fields, .field_n = ARRAY_LEN(partner_fields), .rows = partner_rows, .end = partner_end},
    {.name = "legal", .many = T("What the law asks"), .about = T("What the law of a country asks of those who gather and publish, and how it is met."), .fields = legal_fields, .field_n = ARRAY_LEN(legal_fields), .rows = legal_rows, .end = legal_end},
};
const size_t hand_kinds_agenda_n = ARRAY_LEN(hand_kinds_agenda);
