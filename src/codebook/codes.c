/* SPDX-License-Identifier: GPL-3.0-or-later */
/* codebook: Diwan's own lists, and how a list is asked. */
#include "codebook/codebook_priv.h"
#include "core/speech.h"

static const struct code pillars[] = {{"protection", T("Protection"), NULL, NULL, NULL}, {"empowerment", T("Empowerment"), NULL, NULL, NULL}, {"both", T("Both pillars"), NULL, NULL, NULL}};
static const struct code levels[] = {{"local", T("Local"), NULL, NULL, NULL}, {"national", T("National"), NULL, NULL, NULL}, {"regional", T("Regional"), NULL, NULL, NULL}};
static const struct code genders[] = {
    {"women", T("Women"), NULL, NULL, NULL},
    {"men", T("Men"), NULL, NULL, NULL},
    {"girls", T("Girls"), NULL, NULL, NULL},
    {"boys", T("Boys"), NULL, NULL, NULL},
};
static const struct code groups[] = {
    {"prisoners", T("People in prison"), NULL, NULL, NULL},
    {"fighters_children", T("Children of fighters"), NULL, NULL, NULL},
    {"survivors", T("Survivors of violence"), NULL, NULL, NULL},
    {"displaced", T("Displaced people"), NULL, NULL, NULL},
    {"camp_residents", T("People who live in camps"), NULL, NULL, NULL},
    {"women", T("Women"), NULL, NULL, NULL},
    {"young", T("Young people"), NULL, NULL, NULL},
    {"older", T("Older people"), NULL, NULL, NULL},
    {"disabled", T("People with disabilities"), NULL, NULL, NULL},
    {"minorities", T("Minorities"), NULL, NULL, NULL},
    {"returnees", T("People who came back"), NULL, NULL, NULL},
    {"farmers", T("Farmers"), NULL, NULL, NULL},
    {"workers", T("Workers and day labourers"), NULL, NULL, NULL},
};
static const struct code item_states[] = {
    {"proposed", T("Proposed"), NULL, NULL, NULL},
    {"agreed", T("Agreed"), NULL, NULL, NULL},
    {"promised", T("Promised"), NULL, NULL, NULL},
    {"under_way", T("Under way"), NULL, NULL, NULL},
    {"done", T("Done"), NULL, NULL, NULL},
    {"partly", T("Done in part"), NULL, NULL, NULL},
    {"not_done", T("Not done"), NULL, NULL, NULL},
    {"dropped", T("Dropped"), NULL, NULL, NULL},
};
static const struct code links[] = {
    {"incidents", T("Change of incidents"), NULL, NULL, NULL},
    {"statement", T("Statement of a dialogue"), NULL, NULL, NULL},
    {"finding", T("Finding of a study"), NULL, NULL, NULL},
    {"survey", T("Answers of a survey"), NULL, NULL, NULL},
    {"gap", T("Gap of coverage"), NULL, NULL, NULL},
    {"project", T("A project"), NULL, NULL, NULL},
    {"practice", T("Practice from elsewhere"), NULL, NULL, NULL},
    {"contact", T("Letter or meeting"), NULL, NULL, NULL},
    {"promise", T("A promise"), NULL, NULL, NULL},
};
static const struct code directions[] = {{"for", T("Speaks for it"), NULL, NULL, NULL}, {"against", T("Speaks against it"), NULL, NULL, NULL}};
static const struct code strengths[] = {
    {"weak", T("Weak evidence"), NULL, NULL, NULL},
    {"medium", T("Medium evidence"), NULL, NULL, NULL},
    {"strong", T("Strong evidence"), NULL, NULL, NULL},
};
static const struct code sides[] = {{"community", T("People of the place"), NULL, NULL, NULL}, {"authority", T("Authorities"), NULL, NULL, NULL}, {"donor", T("Donors"), NULL, NULL, NULL}};
static const struct code partly[] = {{"yes", T("Yes"), NULL, NULL, NULL}, {"partly", T("In part"), NULL, NULL, NULL}, {"no", T("No"), NULL, NULL, NULL}};
static const struct code came[] = {
    {"helped", T("It helped"), NULL, NULL, NULL},
    {"mixed", T("Mixed results"), NULL, NULL, NULL},
    {"no_difference", T("It made no difference"), NULL, NULL, NULL},
    {"harmed", T("It did harm"), NULL, NULL, NULL},
};
static const struct code sure[] = {{"low", T("Hardly sure"), NULL, NULL, NULL}, {"medium", T("Fairly sure"), NULL, NULL, NULL}, {"high", T("Very sure"), NULL, NULL, NULL}};
static const struct code verdicts[] = {
    {"supported", T("Data support it"), NULL, NULL, NULL},
    {"mixed", T("Data point both ways"), NULL, NULL, NULL},
    {"contradicted", T("Data contradict it"), NULL, NULL, NULL},
    {"untested", T("Not tested yet"), NULL, NULL, NULL},
};
static const struct code harm_answers[] = {
    {"yes", T("Yes"), NULL, NULL, NULL},
    {"no", T("No"), NULL, NULL, NULL},
    {"unknown", T("Nobody knows"), NULL, NULL, NULL},
    {"readable", T("Something can be read"), NULL, NULL, NULL},
};
static const struct code help[] = {
    {"health", T("Health care"), NULL, NULL, NULL},
    {"mind", T("Mental health"), NULL, NULL, NULL},
    {"law", T("Legal help"), NULL, NULL, NULL},
    {"shelter", T("Shelter"), NULL, NULL, NULL},
    {"violence_at_home", T("Violence at home"), NULL, NULL, NULL},
    {"children", T("Help for children"), NULL, NULL, NULL},
    {"missing", T("Missing people"), NULL, NULL, NULL},
    {"work", T("Work and training"), NULL, NULL, NULL},
    {"complaint", T("Complaints"), NULL, NULL, NULL},
    {"other", T("Other help"), NULL, NULL, NULL},
};
static const struct code legal[] = {
    {"survey_permit", T("Permits for surveys"), NULL, NULL, NULL},
    {"official_figures", T("Contradicting official figures"), NULL, NULL, NULL},
    {"listed_groups", T("Contact with listed groups"), NULL, NULL, NULL},
    {"data_protection", T("Data protection"), NULL, NULL, NULL},
    {"other", T("Another legal question"), NULL, NULL, NULL},
};
static const struct code met[] = {{"yes", T("Yes"), NULL, NULL, NULL}, {"no", T("No"), NULL, NULL, NULL}, {"not_needed", T("Not needed"), NULL, NULL, NULL}};
static const struct code better[] = {{"higher", T("Higher is better"), NULL, NULL, NULL}, {"lower", T("Lower is better"), NULL, NULL, NULL}};

#define OWN(list) {list, ARRAY_LEN(list)}

static struct code_table table_of(enum code_list list)
{
    static const struct code_table own[CODE_LISTS] = {[CODES_PILLARS] = OWN(pillars), [CODES_LEVELS] = OWN(levels), [CODES_GENDERS] = OWN(genders), [CODES_GROUPS] = OWN(groups), [CODES_ITEM_STATES] = OWN(item_states), [CODES_LINKS] = OWN(links), [CODES_DIRECTIONS] = OWN(directions), [CODES_STRENGTHS] = OWN(strengths), [CODES_SIDES] = OWN(sides), [CODES_PARTLY] = OWN(partly), [CODES_CAME] = OWN(came), [CODES_SURE] = OWN(sure), [CODES_VERDICTS] = OWN(verdicts), [CODES_HARM_ANSWERS] = OWN(harm_answers), [CODES_HELP] = OWN(help), [CODES_LEGAL] = OWN(legal), [CODES_MET] = OWN(met), [CODES_BETTER] = OWN(better)};
    return list == CODES_SECURITIES ? securities_table : list == CODES_SECTORS ? sectors_table : list == CODES_PRINCIPLES ? principles_table : list == CODES_DRIVERS ? drivers_table : list == CODES_INDICATORS ? indicators_table : own[list];
}

const struct code *codes(enum code_list list, size_t *n)
{
    struct code_table t = table_of(list);
    *n = t.n;
    return t.list;
}

const struct code *code_of(enum code_list list, struct str word)
{
    struct code_table t = table_of(list);
    for (size_t i = 0; i < t.n; i++)
        if (word_is_code(word, t.list[i].code))
            return &t.list[i];
    for (size_t i = 0; i < t.n; i++)
        if (word_means(word, t.list[i].code, t.list[i].label))
            return &t.list[i];
    return NULL;
}

bool codes_next(struct str list, size_t *at, struct str *out)
{
    while (*at < list.n) {
        size_t from = *at;
        while (*at < list.n && list.p[*at] != ';' && list.p[*at] != ',')
            (*at)++;
        *out = str_trim((struct str){list.p + from, *at - from});
        (*at)++;
        if (out->n)
            return true;
    }
    return false;
}

bool codes_have(struct str list, const char *code)
{
    size_t at = 0;
    for (struct str one; codes_next(list, &at, &one);)
        if (str_is(one, code))
            return true;
    return false;
}
