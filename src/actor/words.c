/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The words of the codebook (actor_types, relation_types): codes never change, labels are messages. */
#include "actor/actor_priv.h"
#include "core/speech.h"

static const struct actor_kind kinds[] = {
    {"ministry", T("Ministry or national agency"), 10, false},
    {"local_government", T("Local government"), 11, false},
    {"parliament", T("Parliament or council"), 15, false},
    {"judiciary", T("Court or prosecution"), 15, false},
    {"police", T("Police"), 10, false},
    {"armed_forces", T("Armed forces"), 10, false},
    {"security_service", T("Security or intelligence service"), 10, true},
    {"foreign_forces", T("Forces of another state"), 0, true},
    {"armed_group", T("Non-state armed group"), 0, true},
    {"auxiliary_force", T("Auxiliary or local defence force"), 0, true},
    {"cso_local", T("Local civil-society organisation"), 24, false},
    {"women_group", T("Women's organisation"), 24, false},
    {"youth_group", T("Youth organisation"), 24, false},
    {"ingo", T("International NGO"), 21, false},
    {"un_agency", T("United Nations or other intergovernmental body"), 40, false},
    {"donor_state", T("Donor government"), 10, false},
    {"foundation", T("Foundation"), 60, false},
    {"university", T("University or research institute"), 80, false},
    {"media", T("Media"), 70, false},
    {"religious_institution", T("Religious institution"), 90, false},
    {"tribal_council", T("Tribal or customary council"), 90, false},
    {"party", T("Political party"), 90, false},
    {"union", T("Trade union or professional body"), 90, false},
    {"business", T("Business"), 72, false},
    {"community_committee", T("Community committee or camp committee"), 90, false},
    {"dialogue_platform", T("Multi-stakeholder platform"), 90, false},
    {"victims_association", T("Association of victims or families"), 24, true},
    {"displaced_representation", T("Representation of displaced people or refugees"), 90, true},
};
static const struct relation all_relations[] = {
    {"authority", T("Formal authority over"), true, 0, T("1 weak to 3 strong"), VISIBLE_PUBLIC},
    {"influence", T("Informal influence on"), true, 0, T("1 weak to 3 strong"), VISIBLE_STEWARDS},
    {"trust", T("Trusts"), true, 1, T("-3 strong distrust to 3 strong trust"), VISIBLE_STEWARDS},
    {"funds", T("Funds"), true, 0, T("amount and currency"), VISIBLE_PUBLIC},
    {"inkind", T("Gives support in kind"), true, 0, T("text"), VISIBLE_PUBLIC},
    {"coordinates", T("Coordinates with"), false, 1, T("meetings a year"), VISIBLE_PUBLIC},
    {"shares_information", T("Shares information with"), true, 1, T("1 to 3"), VISIBLE_STEWARDS},
    {"member_of", T("Is a member of"), true, 0, "", VISIBLE_PUBLIC},
    {"implements_for", T("Implements for"), true, 0, "", VISIBLE_PUBLIC},
    {"mediates", T("Mediates between"), true, 1, "", VISIBLE_STEWARDS},
    {"dispute", T("Has a dispute with"), false, -1, T("1 to 3"), VISIBLE_STEWARDS},
    {"armed_conflict", T("Is in armed conflict with"), false, -1, T("incidents in the period"), VISIBLE_PUBLIC},
    {"restricts", T("Restricts"), true, -1, T("1 to 3"), VISIBLE_STAFF},
    {"refers", T("Refers people to"), true, 1, "", VISIBLE_PUBLIC},
};

/* ---- words as people write them ---- */

/* Hyphens and blanks as underscores, ASCII letters small. */
static void code_fold(struct str word, struct buf *out)
{
    word = str_trim(word);
    for (size_t i = 0; i < word.n; i++) {
        char c = word.p[i];
        buf_char(out, c == '-' || c == ' ' ? '_' : c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c);
    }
}

/* The label in any language that the program speaks. */
static bool is_label(struct str folded, const char *msgid)
{
    struct buf b CLEANUP(buf_end) = {0};
    for (size_t i = 0; i < language_count(); i++) {
        struct speech s = {.language = language_at(i)};
        buf_clear(&b);
        actor_fold(str_of(say(&s, msgid)), &b);
        if (str_eq(buf_view(&b), folded))
            return true;
    }
    return false;
}

enum { WORD_MOST = 200 };

const struct actor_kind *actor_kind_of(struct str code)
{
    struct buf b CLEANUP(buf_end) = {0}, label CLEANUP(buf_end) = {0};
    if (code.n == 0 || code.n > WORD_MOST)
        return NULL;
    code_fold(code, &b);
    for (size_t i = 0; i < ARRAY_LEN(kinds); i++)
        if (str_is(buf_view(&b), kinds[i].code))
            return &kinds[i];
    actor_fold(code, &label);
    for (size_t i = 0; i < ARRAY_LEN(kinds); i++)
        if (is_label(buf_view(&label), kinds[i].label))
            return &kinds[i];
    return NULL;
}

const struct actor_kind *actor_kinds(size_t *n)
{
    *n = ARRAY_LEN(kinds);
    return kinds;
}

const struct relation *relation_of(struct str code)
{
    struct buf b CLEANUP(buf_end) = {0}, label CLEANUP(buf_end) = {0};
    if (code.n == 0 || code.n > WORD_MOST)
        return NULL;
    code_fold(code, &b);
    for (size_t i = 0; i < ARRAY_LEN(all_relations); i++)
        if (str_is(buf_view(&b), all_relations[i].code))
            return &all_relations[i];
    actor_fold(code, &label);
    for (size_t i = 0; i < ARRAY_LEN(all_relations); i++)
        if (is_label(buf_view(&label), all_relations[i].label))
            return &all_relations[i];
    return NULL;
}

const struct relation *relations(size_t *n)
{
    *n = ARRAY_LEN(all_relations);
    return all_relations;
}

bool relation_closed(const struct relation *r)
{
    return r->visible == VISIBLE_STEWARDS;
}

