/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "brief/checklist.h"
#include "core/speech.h"

const struct checklist_item checklist[CHECKLIST_ITEMS] = {
    {"read", T("Has somebody from the place that it is about read it?"), T("Somebody from the place has read it."),
        "let somebody from the place read the draft (`diwan brief` makes it), and take what they say seriously"},
    {"recognised", T("Has somebody made sure that nobody can be recognised in it?"), T("Somebody has made sure that nobody can be recognised in it."),
        "look for what could point to a person, a family or a house; a longer period or a larger place hides more"},
    {"licences", T("May what it takes from each source be passed on like this?"), T("What it takes from each source may be passed on."),
        "read the licences of the sources (`diwan show REGISTER sources`), state them in a file `source,licence`, or ask those who own them"},
    {"check", T("Has somebody looked at what `diwan check` found in the register?"), T("Somebody has looked at what the check of the register found."),
        "run `diwan check REGISTER`, and look at each finding with --list CODE"},
    {"unseen", T("Does it say where nobody could look?"), T("It says where nobody could look."),
        "ask those who know the place, and add their judgement as a file `place,from,to,judgement,said_by,reason`"},
    {"words", T("Are its words acceptable to those whom they describe?"), T("Its words are acceptable to those whom they describe."),
        "let people of each side read the draft aloud, and change the words that hurt, or say whose words they are"},
    {"informed", T("Do those who gave their word or their records know that it is published?"), T("Those who gave their word or their records know that it is published."),
        "tell them first: what is published, where, and whom they can ask to take it back"},
    /* since version 2 */
    {"harm", T("Has every item of what people agreed been looked at for harm and signed by a steward?"), T("Every item in it of what people agreed was looked at for harm and signed by a steward."),
        "go through the do-no-harm questions of each item with those whom it concerns, and sign it (`diwan agenda REGISTER --sign ITEM`), or leave it unsigned: then it stays out"},
    {"law", T("Has somebody looked up what the law of the country asks: permits for surveys, figures other than official ones, contact with listed groups?"),
        T("Somebody has looked up what the law of the country asks of surveys, of figures other than official ones and of contact with listed groups."),
        "ask a lawyer of the country, and write down what they say in a file `country,matter,language,rule,answer,met,source,said_by,day`"},
    {"reply", T("Have those whom it names had time to answer before it is published?"), T("Those whom it names had time to answer before it was published."),
        "ask them first (a file `actor,about,asked,due,answered,text`), give them a day to answer by, and print what they say"},
};

int checklist_find(struct str code)
{
    for (int i = 0; i < CHECKLIST_ITEMS; i++)
        if (str_is(code, checklist[i].code))
            return i;
    return -1;
}
