/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * intake: a blank table for coding one's own incidents. The header is the field names, which the layout `incidents` reads; the
 * reader's language stands in the lists to choose from and on a sheet that explains every field.
 */
#include <xlsxwriter.h> /* first: its headers use what core bans */

#include "intake/intake.h"

#include "codebook/codebook.h"
#include "core/output.h"
#include "core/speech.h"
#include "actor/actor.h"
#include "engage/engage.h"
#include "incident/incident.h"
#include "said/said.h"
#include <assert.h>

/* Everything a person reads of a field; the example's country does not exist. */
static const struct explained {
    const char *holds; /* msgid */
    const char *example;
    uint8_t width;     /* of the column, in characters */
} fields[FIELD_COUNT] = {
    [FIELD_ID] = {T("Your own number of the incident. Keep it when you correct a row: then the correction replaces the row."), "2024-017", 12},
    [FIELD_DATE] = {T("The day it happened, or the first possible day: 2018-12-25."), "2024-03-05", 12},
    [FIELD_DATE_END] = {T("The last possible day, where it is not the same."), "2024-03-06", 12},
    [FIELD_DATE_PRECISION] = {T("How exactly the day is known; from the list."), NULL, 18},
    [FIELD_LAT] = {T("Degrees north of the equator, with a point: 12.5. Empty where the place is not known so exactly."), "12.5", 10},
    [FIELD_LON] = {T("Degrees east of Greenwich, with a point: 41.25."), "41.25", 10},
    [FIELD_PLACE_PRECISION] = {T("How exactly the place is known; from the list."), NULL, 24},
    [FIELD_COUNTRY] = {T("The country's name, or its ISO code of three letters."), "Selmara", 14},
    [FIELD_ADMIN1] = {T("The governorate or region."), "Vashta", 16},
    [FIELD_ADMIN2] = {T("The district."), "Old Quay", 16},
    [FIELD_PLACE] = {T("The town, village or quarter."), "Quay Market", 18},
    [FIELD_KIND] = {T("What it was; from the list."), NULL, 28},
    [FIELD_TYPE] = {T("A finer word for it: a code of Diwan's codebook, such as armed_clash, air_strike, abduction or arrest."), "attack_civilians", 18},
    [FIELD_SIDE_A] = {T("Who acted, as your sources name them. Groups and institutions only, never a person's name."), "Front of the Hills", 22},
    [FIELD_SIDE_B] = {T("Against whom. Never a person's name."), "Traders", 22},
    [FIELD_SIDE_A_KIND] = {T("What kind of side that is; from the list."), NULL, 14},
    [FIELD_SIDE_B_KIND] = {T("What kind of side that is; from the list."), NULL, 14},
    [FIELD_DEATHS_LOW] = {T("People killed: the lowest number that a source gives. Empty is not known, 0 is nobody."), "2", 12},
    [FIELD_DEATHS_BEST] = {T("People killed: the number that you hold to be right."), "3", 12},
    [FIELD_DEATHS_HIGH] = {T("People killed: the highest number that a source gives."), "5", 12},
    [FIELD_DEATHS_CIVILIANS] = {T("How many of the killed were civilians."), "3", 12},
    [FIELD_INJURED] = {T("People injured."), "11", 12},
    [FIELD_ABDUCTED] = {T("People abducted."), "0", 12},
    [FIELD_DETAINED] = {T("People arrested or detained."), "", 12},
    [FIELD_DISPLACED] = {T("People who had to leave their homes."), "40", 12},
    [FIELD_SOURCE] = {T("Who reports it."), "Selmara News", 20},
    [FIELD_SOURCES] = {T("Others who report it, parted by ;"), "Radio Vashta; Council of Vashta", 24},
    [FIELD_CLARITY] = {T("Whether the row is one event or a summary of several; from the list."), NULL, 20},
    [FIELD_NOTE] = {T("For yourself: notes are not read into the register."), "", 30},
};
enum { ROWS = 2000, FIELDS_MOST = FIELD_COUNT }; /* rows that have lists to choose from */

/* ---- what a table is made of ---- */

struct field {
    const char *name, *holds, *example; /* of the header; msgid; as it is written, NULL: the word `example_word` */
    uint8_t width;                      /* of the column, in characters */
    bool day;
    const char *const *words;           /* msgids to choose from; NULL where anything may be written */
    size_t word_n, example_word;
    const struct value_word *coded;     /* words with numbers of their own, in place of those */
    bool several;                       /* of them, in one cell: no list to choose one from */
};
struct kind {
    const char *title, *sheet, *lead[2]; /* msgids */
    struct field fields[FIELDS_MOST];
    size_t n;
    const char *labels[120]; /* of lists that are made: of kinds of actors, of ties, of the codebook */
};

static void incidents_kind(struct kind *k)
{
    *k = (struct kind){T("Coding incidents for Diwan"), T("Incidents"),
        {T("Fill in the first sheet, one row an incident, under the header as it stands. Leave empty what is not known: empty is never zero."),
            T("The words of the lists may be written, or their numbers. No names of persons: the register is open. The examples are invented.")}, {{0}}, FIELD_COUNT, {NULL}};
    for (int f = 0; f < FIELD_COUNT; f++) {
        struct field *x = &k->fields[f];
        *x = (struct field){.name = incident_field_name((enum incident_field)f), .holds = fields[f].holds, .example = fields[f].example, .width = fields[f].width,
            .day = f == FIELD_DATE || f == FIELD_DATE_END, .example_word = f == FIELD_KIND || f == FIELD_SIDE_B_KIND ? 2 : f == FIELD_SIDE_A_KIND ? 1 : 0};
        x->coded = incident_field_words((enum incident_field)f, &x->word_n);
    }
}

static void findings_kind(struct kind *k)
{
    static const char *const methods[] = {T("interview"), T("focus group"), T("meeting"), T("observation"), T("another way")},
        *const directions[] = {T("in favour"), T("against"), T("divided")}, *const sides[] = {T("community"), T("security sector"), T("local government")};
    static const struct field list[] = {
        {.name = "key", .holds = T("Your own name for the finding. Keep it when you correct a row: then the correction replaces the row. Rows of one key are one finding in several languages."), .example = "FG-3", .width = 10},
        {.name = "place", .holds = T("Where people were asked: the code or the name of a governorate or district."), .example = "Vashta", .width = 16},
        {.name = "from", .holds = T("The first day, or the month or year: 2024-03-05, 2024-03 or 2024."), .example = "2024-03", .width = 12, .day = true},
        {.name = "to", .holds = T("The last day, or the month or year."), .example = "2024-03", .width = 12, .day = true},
        {.name = "method", .holds = T("How people were asked; from the list."), .words = methods, .word_n = ARRAY_LEN(methods), .example_word = 1, .width = 16},
        {.name = "asked", .holds = T("What kind of people were asked; from the list, or in your own words. Never a name."), .words = sides, .word_n = ARRAY_LEN(sides), .width = 18},
        {.name = "people", .holds = T("How many were asked. Empty where nobody counted."), .example = "9", .width = 10},
        {.name = "women", .holds = T("How many of them were women."), .example = "5", .width = 10},
        {.name = "codes", .holds = T("Themes, parted by ;"), .example = "market; night", .width = 24},
        {.name = "direction", .holds = T("Whether people were in favour of something, against it, or divided; from the list, or empty."), .words = directions, .word_n = ARRAY_LEN(directions), .width = 14},
        {.name = "about", .holds = T("In favour of what, or against what."), .example = "lights on the road to the market", .width = 28},
        {.name = "language", .holds = T("The language of the summary: en, ar, ckb."), .example = "en", .width = 10},
        {.name = "summary", .holds = T("What people said, summed up in a few sentences, at most 1,500 letters. Not word for word, and no names: nobody must be known by it."), .example = "They go to the market in twos and before noon only.", .width = 60},
        {.name = "said_by", .holds = T("Who asked, and answers for the summary."), .example = "Vashta round table", .width = 24},
    };
    *k = (struct kind){T("Findings for Diwan"), T("Findings"),
        {T("Fill in the first sheet, one row a finding and language, under the header as it stands. Leave empty what is not known: empty is never zero."),
            T("A finding is a summary of what people said, never a transcript, and without anybody's name. The examples are invented.")}, {{0}}, ARRAY_LEN(list), {NULL}};
    memcpy(k->fields, list, sizeof list);
}

/* The labels of the codebook, which the reader of files knows in every language; in the kind's own list. */
static void kinds_listed(struct kind *k, struct field *f)
{
    const struct actor_kind *all = actor_kinds(&f->word_n);
    for (size_t i = 0; i < f->word_n; i++)
        k->labels[i] = all[i].label;
    f->words = k->labels;
}

static void relations_listed(struct kind *k, struct field *f)
{
    const struct relation *all = relations(&f->word_n);
    for (size_t i = 0; i < f->word_n; i++)
        k->labels[i] = all[i].label;
    f->words = k->labels;
}

static void actors_kind(struct kind *k)
{
    static const struct field list[] = {
        {.name = "actor", .holds = T("A short word of your own for the actor, or its name. Keep it when you correct a row: then the correction replaces the row. Ties name actors by it."), .example = "vashta-police", .width = 18},
        {.name = "name:en", .holds = T("Its name in English."), .example = "Vashta Police", .width = 28},
        {.name = "name:ar", .holds = T("Its name in Arabic."), .example = "شرطة ڤاشتا", .width = 28},
        {.name = "name:ckb", .holds = T("Its name in Kurdish."), .example = "پۆلیسی ڤاشتا", .width = 28},
        {.name = "acronym", .holds = T("The letters it is known by."), .example = "VP", .width = 12},
        {.name = "kind", .holds = T("What it is; from the list. Institutions and offices only, never a private individual."), .example_word = 4, .width = 28},
        {.name = "level", .holds = T("Where it works: local, national, regional or international."), .example = "local", .width = 14},
        {.name = "place", .holds = T("The place it belongs to: a code or a name."), .example = "Vashta", .width = 16},
        {.name = "office", .holds = T("yes, where it is an office that one person holds (a governor): without that person's name."), .example = "no", .width = 10},
        {.name = "reference", .holds = T("Its identifier in open data on aid (IATI), where it has one."), .example = "SL-GOV-12", .width = 18},
        {.name = "said_by", .holds = T("Who describes it so."), .example = "Vashta round table", .width = 24},
        {.name = "note", .holds = T("What else should be known of it. No telephone numbers, no names of persons."), .example = "", .width = 30},
    };
    *k = (struct kind){T("Actors for Diwan"), T("Actors"),
        {T("Fill in the first sheet, one row an actor, under the header as it stands. Leave empty what is not known."),
            T("Institutions and offices only, never private individuals: such rows are refused. The examples are invented.")}, {{0}}, ARRAY_LEN(list), {NULL}};
    memcpy(k->fields, list, sizeof list);
    kinds_listed(k, &k->fields[5]);
}

static void ties_kind(struct kind *k)
{
    static const struct field list[] = {
        {.name = "from", .holds = T("Whom the tie comes from: the word of your own for the actor, or its name."), .example = "vashta-police", .width = 20},
        {.name = "to", .holds = T("Whom it goes to."), .example = "vashta-council", .width = 20},
        {.name = "relation", .holds = T("What ties them; from the list."), .example_word = 5, .width = 26},
        {.name = "strength", .holds = T("How strong: trust from -3 (strong distrust) to 3, authority and influence from 1 (weak) to 3, meetings in a year. Empty where nobody can say."), .example = "4", .width = 10},
        {.name = "since", .holds = T("The first day, or the month or year: 2024-03-05, 2024-03 or 2024."), .example = "2024-03", .width = 12, .day = true},
        {.name = "until", .holds = T("The last day, or the month or year; empty where it still holds."), .example = "", .width = 12, .day = true},
        {.name = "said_by", .holds = T("Who says so. Two sides may say different things of the same tie: a row each."), .example = "Vashta round table", .width = 24},
        {.name = "confidence", .holds = T("How sure they are: low, medium or high."), .example = "medium", .width = 12},
        {.name = "visible", .holds = T("For whom it is: stewards, staff, partners or public. It can only narrow what the codebook allows; empty is as the codebook has it."), .example = "partners", .width = 12},
        {.name = "amount", .holds = T("Of money: how much."), .example = "", .width = 12},
        {.name = "currency", .holds = T("Of money: its currency in three letters, as USD."), .example = "", .width = 10},
        {.name = "note", .holds = T("What else should be known of it. No telephone numbers, no names of persons."), .example = "", .width = 30},
    };
    *k = (struct kind){T("Ties between actors for Diwan"), T("Ties"),
        {T("Fill in the first sheet, one row a tie, under the header as it stands. Leave empty what is not known: empty is never zero."),
            T("Who trusts or influences whom stays with stewards, whatever the row says, and needs an encrypted register. The examples are invented.")}, {{0}}, ARRAY_LEN(list), {NULL}};
    memcpy(k->fields, list, sizeof list);
    relations_listed(k, &k->fields[2]);
}

/* Labels of the codebook, which the layout `contacts` reads in every language. */
static void contacts_kind(struct kind *k)
{
    size_t kinds_n, results_n;
    const struct contact_kind *kinds = contact_kinds(&kinds_n);
    const struct outcome *results = outcomes(&results_n);
    const struct field list[] = {
        {.name = "id", .holds = T("Your own name for the letter or meeting. Keep it when its outcome is known: then the row replaces the earlier one."), .example = "L-7", .width = 10},
        {.name = "kind", .holds = T("What it was; from the list."), .words = k->labels, .word_n = kinds_n, .width = 18},
        {.name = "date", .holds = T("The day on which it was sent or held: 2024-03-05."), .example = "2024-03-05", .width = 12, .day = true},
        {.name = "from", .holds = T("Who of you: an organisation or an office."), .example = "Vashta round table", .width = 22},
        {.name = "to", .holds = T("The institution or office that was asked, by its key or a name in your table of actors. Never a person's name."), .example = "Ministry of Roads", .width = 26},
        {.name = "topic", .holds = T("The matter, in the same few words each time: letters are counted by it."), .example = "street lights", .width = 22},
        {.name = "asked", .holds = T("What was asked for."), .example = "lights on the road to the market", .width = 40},
        {.name = "due", .holds = T("By when an answer was asked for."), .example = "2024-04-05", .width = 12, .day = true},
        {.name = "outcome", .holds = T("What came of it; from the list. Empty: sent, and no answer yet."), .words = k->labels + kinds_n, .word_n = results_n, .example_word = 3, .width = 26},
        {.name = "outcome_date", .holds = T("The day on which that came."), .example = "2024-03-28", .width = 12, .day = true},
        {.name = "answer", .holds = T("What came back, in a few words."), .example = "twelve lamps by autumn", .width = 40},
        {.name = "trust_before", .holds = T("How far they trusted you before, as you judge it: from -3 (strong distrust) to 3 (strong trust)."), .example = "-1", .width = 12},
        {.name = "trust_after", .holds = T("The same afterwards."), .example = "0", .width = 12},
        {.name = "article", .holds = T("The article of a plan that the ask is about: PLAN:ARTICLE."), .example = "NAP:12", .width = 12},
        {.name = "note", .holds = T("For yourselves. No names of persons, no telephone numbers."), .example = "", .width = 30},
    };
    *k = (struct kind){T("Letters and meetings for Diwan"), T("Letters"),
        {T("Fill in the first sheet, one row a letter, call or meeting, under the header as it stands. Leave empty what is not known."),
            T("Diwan keeps institutions and offices, never private individuals, and names whoever did not answer to your own people alone. The examples are invented.")}, {{0}}, ARRAY_LEN(list), {NULL}};
    memcpy(k->fields, list, sizeof list);
    for (size_t i = 0; i < kinds_n; i++)
        k->labels[i] = kinds[i].label;
    for (size_t i = 0; i < results_n; i++)
        k->labels[kinds_n + i] = results[i].label;
}

static void restrictions_kind(struct kind *k)
{
    size_t n;
    const struct restriction_kind *kinds = restriction_kinds(&n);
    const struct field list[] = {
        {.name = "kind", .holds = T("What stood in the way; from the list."), .words = k->labels, .word_n = n, .width = 24},
        {.name = "from", .holds = T("The first day, or the month or year: 2024-03-05, 2024-03 or 2024."), .example = "2024-03-05", .width = 12, .day = true},
        {.name = "to", .holds = T("The last day, or the month or year; empty where it still holds."), .example = "2024-04", .width = 12, .day = true},
        {.name = "place", .holds = T("The place: its code, or its name as the register has it."), .example = "Vashta", .width = 18},
        {.name = "by", .holds = T("Who did it: an institution or an office. Never a person's name."), .example = "Council of Vashta", .width = 24},
        {.name = "against", .holds = T("Whose work it hindered: an organisation, or a kind of organisation."), .example = "Vashta round table", .width = 24},
        {.name = "about", .holds = T("What was refused, in a few words."), .example = "permit for a meeting in the school", .width = 40},
        {.name = "hides_data", .holds = T("yes, where data of that place and time are missing because of it."), .example = "no", .width = 12},
        {.name = "visible", .holds = T("For whom it is: stewards, staff, partners or public. Empty is staff."), .example = "", .width = 12},
        {.name = "said_by", .holds = T("Who says so: an office or a body that stands for it."), .example = "Vashta round table", .width = 24},
    };
    *k = (struct kind){T("Restrictions for Diwan"), T("Restrictions"),
        {T("Fill in the first sheet, one row a restriction, under the header as it stands. Leave empty what is not known."),
            T("A row stays in the house unless its column visible says otherwise. The examples are invented.")}, {{0}}, ARRAY_LEN(list), {NULL}};
    memcpy(k->fields, list, sizeof list);
    for (size_t i = 0; i < n; i++)
        k->labels[i] = kinds[i].label;
}

static void plans_kind(struct kind *k)
{
    const struct field list[] = {
        {.name = "plan", .holds = T("A short name for the plan, the same in each of its rows: letters name an article as PLAN:ARTICLE."), .example = "NAP", .width = 14},
        {.name = "article", .holds = T("The number of the article; empty in the row of the plan as a whole."), .example = "12", .width = 10},
        {.name = "language", .holds = T("The language of the text: en, ar, ckb. A row each."), .example = "en", .width = 10},
        {.name = "text", .holds = T("What the article says; of the plan its title."), .example = "Streets around schools are lit by the end of 2025.", .width = 60},
        {.name = "level", .holds = T("national, regional or local, in the row of the plan as a whole."), .example = "", .width = 12},
        {.name = "place", .holds = T("The place: its code, or its name as the register has it."), .example = "", .width = 18},
        {.name = "from", .holds = T("The first day, or the month or year: 2024-03-05, 2024-03 or 2024."), .example = "2024", .width = 12, .day = true},
        {.name = "to", .holds = T("The last day, or the month or year; empty where it still holds."), .example = "2025", .width = 12, .day = true},
        {.name = "owner", .holds = T("Who answers for it: an institution or an office."), .example = "Ministry of Roads", .width = 26},
    };
    *k = (struct kind){T("Plans for Diwan"), T("Plans"),
        {T("Fill in the first sheet, one row an article, under the header as it stands. Leave empty what is not known."),
            T("Where two plans contradict each other is a table of its own: one, other (PLAN:ARTICLE), why, said_by. The examples are invented.")}, {{0}}, ARRAY_LEN(list), {NULL}};
    memcpy(k->fields, list, sizeof list);
}

static void projects_kind(struct kind *k)
{
    static const struct field list[] = {
        {.name = "project", .holds = T("A short key of your own for the project, or the identifier that its publisher gave it. Keep it when you correct a row: then the correction replaces the row."), .example = "VR-7", .width = 14},
        {.name = "title:en", .holds = T("What it is called, in English."), .example = "Safe fields in Vashta", .width = 30},
        {.name = "title:ar", .holds = T("What it is called, in Arabic."), .example = "حقول آمنة في ڤاشتا", .width = 30},
        {.name = "title:ckb", .holds = T("What it is called, in Kurdish."), .example = "کێڵگەی سەلامەت لە ڤاشتا", .width = 30},
        {.name = "status", .holds = T("planned, ongoing, completed, suspended or cancelled."), .example = "ongoing", .width = 12},
        {.name = "from", .holds = T("The first day, or the month or year: 2024-03-05, 2024-03 or 2024."), .example = "2024-03", .width = 12, .day = true},
        {.name = "to", .holds = T("The last day, or the month or year; empty where it still holds."), .example = "2025", .width = 12, .day = true},
        {.name = "pillar", .holds = T("protection, where it keeps people from harm; empowerment, where it gives them means of their own. Empty where nobody said."), .example = "protection", .width = 14},
        {.name = "part_of", .holds = T("The key of the project that it is part of."), .example = "", .width = 14},
        {.name = "funded_by", .holds = T("Organisations, parted by ; . Never a person's name."), .example = "Harbour Foundation", .width = 24},
        {.name = "carried_out_by", .holds = T("Organisations, parted by ; . Never a person's name."), .example = "Clearpath; Vashta round table", .width = 28},
        {.name = "country", .holds = T("The country's name, or its ISO code of three letters."), .example = "Selmara", .width = 14},
        {.name = "places", .holds = T("Codes or names of places, parted by ; . Empty: the whole country."), .example = "Vashta; Old Quay", .width = 22},
        {.name = "sectors", .holds = T("Sectors, by their names or codes, parted by ;"), .example = "Mine action", .width = 22},
        {.name = "groups", .holds = T("Whom it is for: groups of people, parted by ;"), .example = "farmers; schools", .width = 22},
    };
    *k = (struct kind){T("Projects for Diwan"), T("Projects"),
        {T("Fill in the first sheet, one row a project, under the header as it stands. Leave empty what is not known."),
            T("Delete a column to leave what the register has of it as it is: two columns, project and pillar, are enough. The examples are invented.")}, {{0}}, ARRAY_LEN(list), {NULL}};
    memcpy(k->fields, list, sizeof list);
}

/* ---- an agenda: a sheet each ---- */

/* The labels of the field's list, behind those of the sheet's lists before it. */
static void codes_listed(struct kind *k, struct field *f, const struct intake_column *c, size_t *used)
{
    size_t n = 0;
    const struct code *list = c->listed ? codes((enum code_list)c->codes, &n) : NULL;
    const struct harm_question *questions = c->question ? harm_questions(&n) : NULL;
    if (c->phases)
        n = PHASE_COUNT - 1;
    assert(*used + n <= ARRAY_LEN(k->labels));
    f->words = n ? k->labels + *used : NULL;
    f->word_n = n;
    for (size_t i = 0; i < n; i++)
        k->labels[(*used)++] = list ? list[i].label : questions ? questions[i].question : phase_words((enum phase)(i + 1));
}

static void sheet_kind(size_t sheet, struct kind *k)
{
    struct intake_sheet s = intake_sheet(sheet);
    size_t used = 0;
    *k = (struct kind){T("What people agreed, for Diwan"), s.title,
        {T("Each sheet is a table under the header as it stands; leave out those that you do not need. Leave empty what is not known: empty is never zero."),
            T("Institutions, offices and groups only, never private individuals: such rows are refused. Add the workbook as one file: all of it is taken, or nothing. The examples are invented.")},
        {{0}}, s.columns, {NULL}};
    for (size_t i = 0; i < s.columns; i++) {
        struct intake_column c = intake_column(sheet, i);
        k->fields[i] = (struct field){.name = c.name, .holds = c.holds, .example = c.example, .width = c.width, .day = c.day, .several = !c.choice && !c.question};
        codes_listed(k, &k->fields[i], &c, &used);
    }
}

static const char *word_of(const struct field *f, size_t i)
{
    return f->coded ? f->coded[i].words : f->words[i];
}

static void kind_of(enum template_kind which, struct kind *k)
{
    if (which == TEMPLATE_FINDINGS)
        findings_kind(k);
    else if (which == TEMPLATE_ACTORS)
        actors_kind(k);
    else if (which == TEMPLATE_TIES)
        ties_kind(k);
    else if (which == TEMPLATE_CONTACTS)
        contacts_kind(k);
    else if (which == TEMPLATE_RESTRICTIONS)
        restrictions_kind(k);
    else if (which == TEMPLATE_PLANS)
        plans_kind(k);
    else if (which == TEMPLATE_PROJECTS)
        projects_kind(k);
    else
        incidents_kind(k);
}

void template_csv(enum template_kind which, struct buf *out)
{
    struct kind k;
    kind_of(which, &k);
    for (size_t f = 0; f < k.n; f++)
        csv_cell(out, f == 0, str_of(k.fields[f].name));
    buf_char(out, '\n');
}

/* ---- the spreadsheet ---- */

enum { SHEETS_MOST = 16 };
struct book {
    lxw_workbook *book;
    const struct speech *speech;
    const struct kind *kind; /* of the sheet in work */
    lxw_col_t list;          /* next column of the sheet of lists */
    lxw_worksheet *table, *help, *lists;
    const char *lists_name;
    lxw_format *head, *bold, *wrap, *date;
    bool fine;
};

static void ok(struct book *b, lxw_error e)
{
    b->fine = b->fine && e == LXW_NO_ERROR;
}

static lxw_worksheet *sheet(struct book *b, const char *name)
{
    lxw_worksheet *s = workbook_add_worksheet(b->book, name);
    if (s && language_rtl(b->speech->language))
        worksheet_right_to_left(s);
    b->fine = b->fine && s;
    return s;
}

/* The words of a field in a column of the sheet of lists; the data sheet's cells choose from them, and let other words in after
 * a warning. (A list written into the cell itself is limited by the library to 255 bytes, too few for our scripts.) */
static void choice(struct book *b, size_t column, lxw_col_t list)
{
    const struct field *f = &b->kind->fields[column];
    char range[120];
    ok(b, worksheet_write_string(b->lists, 0, list, f->name, b->head));
    ok(b, worksheet_set_column(b->lists, list, list, 30, NULL));
    for (size_t i = 0; i < f->word_n; i++)
        ok(b, worksheet_write_string(b->lists, (lxw_row_t)i + 1, list, say(b->speech, word_of(f, i)), NULL));
    assert(list < 26);
    snprintf(range, sizeof range, "='%s'!$%c$2:$%c$%zu", b->lists_name, 'A' + list, 'A' + list, f->word_n + 1);
    lxw_data_validation v = {.validate = LXW_VALIDATION_TYPE_LIST_FORMULA, .value_formula = range, .ignore_blank = LXW_VALIDATION_ON,
        .show_input = LXW_VALIDATION_ON, .error_type = LXW_VALIDATION_ERROR_TYPE_WARNING};
    ok(b, worksheet_data_validation_range(b->table, 1, (lxw_col_t)column, ROWS, (lxw_col_t)column, &v));
}

/* All words that may be chosen, those with codes with them: "1 one day; 2 within a week ..." */
static void words_told(const struct book *b, const struct field *f, struct buf *out)
{
    for (size_t i = 0; i < f->word_n; i++) {
        buf_text(out, i ? "; " : "");
        if (f->coded)
            buf_f(out, "%d ", f->coded[i].code);
        buf_text(out, say(b->speech, word_of(f, i)));
    }
}

static void table_sheet(struct book *b)
{
    for (size_t i = 0; i < b->kind->n; i++) {
        const struct field *f = &b->kind->fields[i];
        ok(b, worksheet_set_column(b->table, (lxw_col_t)i, (lxw_col_t)i, f->width, f->day ? b->date : NULL));
        ok(b, worksheet_write_string(b->table, 0, (lxw_col_t)i, f->name, b->head));
        if (f->word_n && !f->several)
            choice(b, i, b->list++);
    }
    worksheet_freeze_panes(b->table, 1, 0);
}

static const char *example_of(const struct book *b, const struct field *f)
{
    return f->word_n && !f->several ? say(b->speech, word_of(f, f->example_word)) : f->example ? f->example : "";
}

static void help_head(struct book *b, lxw_row_t row)
{
    static const char *const heads[] = {T("Field"), T("What it holds"), T("Example"), T("Words to choose from")};
    static const lxw_col_t widths[] = {20, 70, 34, 70};
    for (lxw_col_t i = 0; i < ARRAY_LEN(heads); i++) {
        ok(b, worksheet_set_column(b->help, i, i, widths[i], NULL));
        ok(b, worksheet_write_string(b->help, row, i, say(b->speech, heads[i]), b->head));
    }
}

static lxw_row_t help_fields(struct book *b, lxw_row_t row)
{
    for (size_t i = 0; i < b->kind->n; i++, row++) {
        const struct field *f = &b->kind->fields[i];
        struct buf words CLEANUP(buf_end) = {0};
        ok(b, worksheet_write_string(b->help, row, 0, f->name, b->bold));
        ok(b, worksheet_write_string(b->help, row, 1, say(b->speech, f->holds), b->wrap));
        ok(b, worksheet_write_string(b->help, row, 2, example_of(b, f), b->wrap));
        words_told(b, f, &words);
        ok(b, worksheet_write_string(b->help, row, 3, words.p ? words.p : "", b->wrap));
    }
    return row;
}

/* What holds for the whole, then each sheet's fields; of several sheets under its name. */
static void help_sheet(struct book *b, const struct kind *kinds, size_t n)
{
    lxw_row_t row = 0;
    ok(b, worksheet_write_string(b->help, row++, 0, say(b->speech, kinds->title), b->bold));
    for (size_t i = 0; i < ARRAY_LEN(kinds->lead); i++)
        ok(b, worksheet_write_string(b->help, row++, 0, say(b->speech, kinds->lead[i]), NULL));
    row++;
    for (size_t i = 0; i < n; i++) {
        b->kind = &kinds[i];
        if (n > 1)
            ok(b, worksheet_write_string(b->help, row++, 0, say(b->speech, kinds[i].sheet), b->bold));
        help_head(b, row++);
        row = help_fields(b, row) + 1;
    }
}

static void formats(struct book *b)
{
    b->head = workbook_add_format(b->book);
    b->bold = workbook_add_format(b->book);
    b->wrap = workbook_add_format(b->book);
    b->date = workbook_add_format(b->book);
    format_set_bold(b->head);
    format_set_bottom(b->head, LXW_BORDER_THIN);
    format_set_bold(b->bold);
    format_set_text_wrap(b->wrap);
    format_set_align(b->wrap, LXW_ALIGN_VERTICAL_TOP);
    format_set_num_format(b->date, "yyyy-mm-dd");
}

struct wanted {
    const struct speech *speech;
    struct kind *kinds;
    size_t n;
};

/* Made once and for all: the same bytes whenever it is asked for. */
static bool write_book(const char *path, void *context)
{
    const struct wanted *wanted = context;
    const struct speech *speech = wanted->speech;
    lxw_workbook_options options = {.tmpdir = (char *)(uintptr_t)output_passing_folder()};
    struct book b = {.book = workbook_new_opt(path, &options), .speech = speech, .fine = true};
    lxw_doc_properties about = {.title = (char *)(uintptr_t)say(speech, wanted->kinds->title), .created = 1767225600}; /* 2026-01-01 */
    if (!b.book)
        return false;
    ok(&b, workbook_set_properties(b.book, &about));
    formats(&b);
    lxw_worksheet *tables[SHEETS_MOST];
    for (size_t i = 0; i < wanted->n; i++)
        tables[i] = sheet(&b, say(speech, wanted->kinds[i].sheet));
    b.help = sheet(&b, say(speech, T("Fields")));
    b.lists_name = say(speech, T("Lists"));
    b.lists = sheet(&b, b.lists_name);
    for (size_t i = 0; i < wanted->n && b.fine; i++) {
        b.kind = &wanted->kinds[i];
        b.table = tables[i];
        table_sheet(&b);
    }
    if (b.fine)
        help_sheet(&b, wanted->kinds, wanted->n);
    return workbook_close(b.book) == LXW_NO_ERROR && b.fine;
}

bool template_xlsx(enum template_kind which, const struct speech *speech, struct buf *out, struct err *e)
{
    size_t n = which == TEMPLATE_AGENDA ? intake_sheets() : 1;
    struct wanted wanted = {.speech = speech, .kinds = mem_get(n * sizeof *wanted.kinds), .n = n};
    assert(n <= SHEETS_MOST);
    for (size_t i = 0; i < n; i++)
        if (which == TEMPLATE_AGENDA)
            sheet_kind(i, &wanted.kinds[i]);
        else
            kind_of(which, &wanted.kinds[i]);
    bool fine = output_through_file(write_book, &wanted, 1 << 24, out, e) || err_within(e, "spreadsheet");
    free(wanted.kinds);
    return fine;
}
