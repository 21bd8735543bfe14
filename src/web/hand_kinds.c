/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What can be written by hand: a description of each kind of record, and how it is read and ended. docs/developing.md says how to add one. */
#include "said/said.h"
#include "web/hand_priv.h"

/* ---- other names of places ---- */

static const struct hand_field alias_fields[] = {
    {.column = "place", .word = T("Place"), .label = T("The place: its code, or its name as the register has it."), .required = true, .key = true, .listed = true},
    {.column = "alias", .word = T("Other name"), .label = T("Another name of it, in any script."), .required = true, .key = true, .listed = true},
    {.column = "language", .word = T("Language"), .label = T("The language of that name, as a tag: en, ar, ckb. Empty where it is of none."), .key = true, .listed = true},
};

static struct rows *alias_rows(struct store *s)
{
    return store_rows(s, "SELECT id, import, ended_by, place, alias, language FROM alias WHERE origin = $1 ORDER BY id", WITH(bind_int(store_origin(s))));
}

static bool alias_end(struct store *s, int64_t id, int64_t import, struct err *e)
{
    return store_do(s, "UPDATE alias SET ended_by = $3 WHERE origin = $1 AND id = $2 AND ended_by IS NULL", WITH(bind_int(store_origin(s)), bind_int(id), bind_int(import)), e);
}

/* ---- whether anybody could look ---- */

static const struct hand_choice judgements[] = {{"good", T("good: what happens becomes known")}, {"limited", T("limited: part of what happens becomes known")}, {"none", T("none: nobody could look")}, {0}};
static const struct hand_field looked_fields[] = {
    {.column = "place", .word = T("Place"), .label = T("The place: its code, or its name as the register has it."), .required = true, .key = true, .listed = true},
    {.column = "from", .word = T("First day"), .label = T("The first day, or a month or year. Empty: from the beginning."), .as = HAND_DAY, .key = true, .listed = true},
    {.column = "to", .word = T("Last day"), .label = T("The last day, counted in, or a month or year. Empty: it goes on."), .as = HAND_DAY, .key = true, .listed = true},
    {.column = "judgement", .word = T("Judgement"), .label = T("Could anybody look there, and say what happened? From the list."), .as = HAND_CHOICE, .choices = judgements, .required = true, .listed = true},
    {.column = "said_by", .word = T("Who says so"), .label = T("Who says so: an office or a body that stands for it."), .required = true, .key = true, .listed = true},
    {.column = "reason", .word = T("Reason"), .label = T("What kept people from looking, or let them look.")},
};

static struct rows *looked_rows(struct store *s)
{
    return store_rows(s, "SELECT id, import, ended_by, place, day_from, day_to, judgement, said_by, reason FROM observability WHERE origin = $1 ORDER BY id", WITH(bind_int(store_origin(s))));
}

static bool looked_end(struct store *s, int64_t id, int64_t import, struct err *e)
{
    return store_do(s, "UPDATE observability SET ended_by = $3 WHERE origin = $1 AND id = $2 AND ended_by IS NULL", WITH(bind_int(store_origin(s)), bind_int(id), bind_int(import)), e);
}

/* ---- phases ---- */

/* The words of phase_words, in its order. */
static const struct hand_choice phases[] = {{"calm", T("Calm with unresolved issues")}, {"tension", T("Rising tension")}, {"open", T("Open violence")}, {"protracted", T("Protracted conflict or occupation")},
    {"ceasefire", T("Ceasefire or stalemate")}, {"stabilising", T("Stabilising")}, {"recovery", T("Recovery and reconciliation")}, {0}};
_Static_assert(ARRAY_LEN(phases) == PHASE_COUNT, "each phase, and the end in place of none");
static const struct hand_field phase_fields[] = {
    {.column = "place", .word = T("Place"), .label = T("The place: its code, or its name as the register has it."), .required = true, .key = true, .listed = true},
    {.column = "from", .word = T("First day"), .label = T("The first day, or a month or year. Empty: from the beginning."), .as = HAND_DAY, .key = true, .listed = true},
    {.column = "to", .word = T("Last day"), .label = T("The last day, counted in, or a month or year. Empty: it goes on."), .as = HAND_DAY, .key = true, .listed = true},
    {.column = "phase", .word = T("Phase"), .label = T("How things stood there in that time. From the list."), .as = HAND_CHOICE, .choices = phases, .required = true, .listed = true},
    {.column = "said_by", .word = T("Who says so"), .label = T("Who says so: an office or a body that stands for it."), .required = true, .key = true, .listed = true},
};

static struct rows *phase_rows(struct store *s)
{
    return store_rows(s, "SELECT id, import, ended_by, place, day_from, day_to, phase, said_by FROM phase WHERE origin = $1 ORDER BY id", WITH(bind_int(store_origin(s))));
}

static bool phase_end(struct store *s, int64_t id, int64_t import, struct err *e)
{
    return store_do(s, "UPDATE phase SET ended_by = $3 WHERE origin = $1 AND id = $2 AND ended_by IS NULL", WITH(bind_int(store_origin(s)), bind_int(id), bind_int(import)), e);
}

/* ---- what sources allow ---- */

static const struct hand_choice licences[] = {{"open", T("may be republished")}, {"attribution", T("may be republished with its citation")}, {"no-republication", T("may not be republished")}, {0}};
static const struct hand_field licence_fields[] = {
    {.column = "source", .word = T("Source"), .label = T("The source, as the register calls it."), .required = true, .key = true, .listed = true},
    {.column = "licence", .word = T("Licence"), .label = T("What its owner allows. From the list."), .as = HAND_CHOICE, .choices = licences, .required = true, .listed = true},
};

static struct rows *licence_rows(struct store *s)
{
    return store_rows(s, "SELECT id, import, ended_by, source, licence FROM licence WHERE origin = $1 ORDER BY id", WITH(bind_int(store_origin(s))));
}

static bool licence_end(struct store *s, int64_t id, int64_t import, struct err *e)
{
    return store_do(s, "UPDATE licence SET ended_by = $3 WHERE origin = $1 AND id = $2 AND ended_by IS NULL", WITH(bind_int(store_origin(s)), bind_int(id), bind_int(import)), e);
}

/* ---- population ---- */

static const struct hand_field people_fields[] = {
    {.column = "country", .word = T("Country"), .label = T("The country's name, or its ISO code of three letters."), .key = true, .listed = true},
    {.column = "iso_3166_2", .word = T("Code"), .label = T("The code of the place. Empty for the whole country."), .key = true, .listed = true},
    {.column = "place", .word = T("Place"), .label = T("The name of the place. Empty for the whole country."), .key = true, .listed = true},
    {.column = "place_ar", .word = T("Name in Arabic"), .label = T("Its name in Arabic, where you know it.")},
    {.column = "year", .word = T("Year"), .label = T("The year of the figure, with four digits."), .as = HAND_NUMBER, .required = true, .key = true, .listed = true},
    {.column = "population", .word = T("People"), .label = T("How many people live there, in digits alone."), .as = HAND_NUMBER, .required = true, .listed = true},
    {.column = "kind", .word = T("Kind of figure"), .label = T("What kind of figure it is: census, estimate, projection."), .key = true},
    {.column = "source", .word = T("Source"), .label = T("Who counted, or estimated.")},
};

static struct rows *people_rows(struct store *s)
{
    return store_rows(s, "SELECT id, import, ended_by, country, code, name, name_ar, year, people, kind, source FROM population WHERE origin = $1 ORDER BY id", WITH(bind_int(store_origin(s))));
}

static bool people_end(struct store *s, int64_t id, int64_t import, struct err *e)
{
    return store_do(s, "UPDATE population SET ended_by = $3 WHERE origin = $1 AND id = $2 AND ended_by IS NULL", WITH(bind_int(store_origin(s)), bind_int(id), bind_int(import)), e);
}

/* ---- findings ---- */

static const struct hand_choice methods[] = {{"interview", T("interview")}, {"focus-group", T("focus group")}, {"meeting", T("meeting")}, {"observation", T("observation")}, {"other", T("another way")}, {0}};
static const struct hand_choice directions[] = {{"for", T("in favour")}, {"against", T("against")}, {"mixed", T("divided")}, {0}};
static const struct hand_field finding_fields[] = {
    {.column = "key", .word = T("Own name"), .label = T("Your own name for the finding, such as FG-3."), .required = true, .key = true, .listed = true},
    {.column = "place", .word = T("Place"), .label = T("Where people were asked: the code or the name of a governorate or district."), .listed = true},
    {.column = "from", .word = T("First day"), .label = T("The first day, or the month or year."), .as = HAND_DAY, .listed = true},
    {.column = "to", .word = T("Last day"), .label = T("The last day, or the month or year."), .as = HAND_DAY},
    {.column = "method", .word = T("Method"), .label = T("How people were asked; from the list."), .as = HAND_CHOICE, .choices = methods, .required = true, .listed = true},
    {.column = "asked", .word = T("Who was asked"), .label = T("What kind of people were asked, such as community or security sector. Never a name.")},
    {.column = "people", .word = T("People asked"), .label = T("How many were asked. Empty where nobody counted."), .as = HAND_NUMBER},
    {.column = "women", .word = T("Women among them"), .label = T("How many of them were women."), .as = HAND_NUMBER},
    {.column = "codes", .word = T("Themes"), .label = T("Themes, parted by ;"), .as = HAND_LIST, .listed = true},
    {.column = "direction", .word = T("Direction"), .label = T("Whether people were in favour of something, against it, or divided; from the list, or empty."), .as = HAND_CHOICE, .choices = directions},
    {.column = "about", .word = T("About what"), .label = T("In favour of what, or against what.")},
    {.column = "said_by", .word = T("Who says so"), .label = T("Who asked, and answers for the summary."), .required = true, .key = true, .listed = true},
};

static struct rows *finding_rows(struct store *s)
{
    return store_rows(s, "SELECT f.id, f.import, f.ended_by, f.finding_key, f.place, f.day_from, f.day_to, f.method, f.asked, f.people, f.women, f.codes, f.direction, f.about, f.said_by, t.language, t.summary "
        "FROM finding AS f JOIN finding_text AS t ON t.origin = f.origin AND t.finding = f.id WHERE f.origin = $1 ORDER BY f.id, t.language", WITH(bind_int(store_origin(s))));
}

static bool finding_end(struct store *s, int64_t id, int64_t import, struct err *e)
{
    return store_do(s, "UPDATE finding SET ended_by = $3 WHERE origin = $1 AND id = $2 AND ended_by IS NULL", WITH(bind_int(store_origin(s)), bind_int(id), bind_int(import)), e);
}

/* ---- all of them ---- */

const struct hand_kind hand_kinds[] = {
    {.name = "aliases", .many = T("Other names of places"), .about = T("Another name that sources use for a place. Incidents are placed anew with it."), .fields = alias_fields, .field_n = ARRAY_LEN(alias_fields),
        .places = true, .rows = alias_rows, .end = alias_end},
    {.name = "observability", .many = T("Whether anybody could look"), .about = T("Whether anybody could see and tell what happened in a place. Where nobody could, few records do not mean calm."), .fields = looked_fields,
        .field_n = ARRAY_LEN(looked_fields), .rows = looked_rows, .end = looked_end},
    {.name = "phases", .many = T("Phases of the conflict"), .about = T("How people who know a place name the time it goes through. They may differ: each stands with the name of who says so."), .fields = phase_fields,
        .field_n = ARRAY_LEN(phase_fields), .rows = phase_rows, .end = phase_end},
    {.name = "licences", .many = T("What sources allow"), .about = T("What the owner of a source lets others do with its records. It decides what may be passed on and published."), .fields = licence_fields,
        .field_n = ARRAY_LEN(licence_fields), .rows = licence_rows, .end = licence_end},
    {.name = "population", .many = T("How many people live where"), .about = T("Figures of population, by place and year. Rates and comparisons rest on them."), .fields = people_fields, .field_n = ARRAY_LEN(people_fields),
        .places = true, .rows = people_rows, .end = people_end},
    {.name = "findings", .many = T("Findings of interviews and groups"), .about = T("A finding is a summary of what people said, never a transcript, and without anybody's name."), .fields = finding_fields,
        .field_n = ARRAY_LEN(finding_fields), .text_word = T("Summary"),
        .text_label = T("What people said, summed up in a few sentences, at most 1,500 letters. Not word for word, and no names: nobody must be known by it."), .text_column = "summary", .of_people = true,
        .rows = finding_rows, .end = finding_end},
};
const size_t hand_kind_n = ARRAY_LEN(hand_kinds);
_Static_assert(ARRAY_LEN(finding_fields) <= HAND_FIELDS_MOST, "as many as a record holds");
