/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The words of the codebook (engagement): codes never change, labels are messages. */
#include "core/speech.h"
#include "engage/engage.h"

static const struct contact_kind kinds[] = {
    {"letter", T("Letter"), true},
    {"email", T("E-mail"), true},
    {"call", T("Phone call"), true},
    {"message", T("Short message"), true},
    {"meeting", T("Meeting"), false},
    {"workshop", T("Workshop"), false},
    {"roundtable", T("Round table"), false},
    {"dialogue", T("Dialogue session"), false},
    {"visit", T("Visit"), false},
    {"training", T("Training"), false},
    {"interview", T("Interview"), false},
    {"public_event", T("Public event"), false},
    {"publication", T("Publication or brief handed over"), false},
};
static const struct outcome all_outcomes[] = {
    {"planned", T("Planned"), false},
    {"sent", T("Sent, no answer yet"), false},
    {"acknowledged", T("Receipt acknowledged"), false},
    {"answered_yes", T("Answered: agreed"), true},
    {"answered_partly", T("Answered: agreed in part"), true},
    {"answered_no", T("Answered: declined"), true},
    {"referred", T("Referred to another body"), true},
    {"no_answer", T("No answer by the deadline"), false},
    {"not_delivered", T("Could not be delivered"), false},
    {"held", T("Took place"), true},
    {"cancelled", T("Cancelled"), false},
};
static const struct follow_up all_follow_ups[] = {
    {"promise_made", T("A promise was made")},
    {"promise_kept", T("Promise kept")},
    {"promise_partly", T("Promise kept in part")},
    {"promise_broken", T("Promise not kept")},
    {"promise_withdrawn", T("Promise withdrawn, with reason")},
    {"told_participants", T("People were told what came of it")},
};

static const struct restriction_kind all_restrictions[] = {
    {"permit_refused", T("Permit refused")},
    {"account_frozen", T("Account frozen")},
    {"meeting_cancelled", T("Meeting cancelled by others")},
    {"access_denied", T("Access denied")},
    {"other", T("Another restriction")},
};

const struct contact_kind *contact_kind_of(struct str word)
{
    for (size_t i = 0; i < ARRAY_LEN(kinds); i++)
        if (word_means(word, kinds[i].code, kinds[i].label))
            return &kinds[i];
    return NULL;
}

const struct contact_kind *contact_kinds(size_t *n)
{
    *n = ARRAY_LEN(kinds);
    return kinds;
}

const struct outcome *outcome_of(struct str word)
{
    for (size_t i = 0; i < ARRAY_LEN(all_outcomes); i++)
        if (word_means(word, all_outcomes[i].code, all_outcomes[i].label))
            return &all_outcomes[i];
    return NULL;
}

const struct outcome *outcomes(size_t *n)
{
    *n = ARRAY_LEN(all_outcomes);
    return all_outcomes;
}

const struct restriction_kind *restriction_kind_of(struct str word)
{
    for (size_t i = 0; i < ARRAY_LEN(all_restrictions); i++)
        if (word_means(word, all_restrictions[i].code, all_restrictions[i].label))
            return &all_restrictions[i];
    return NULL;
}

const struct restriction_kind *restriction_kinds(size_t *n)
{
    *n = ARRAY_LEN(all_restrictions);
    return all_restrictions;
}

/* The codes of promises also without "promise_". */
const struct follow_up *follow_up_of(struct str word)
{
    static const char lead[] = "promise_";
    for (size_t i = 0; i < ARRAY_LEN(all_follow_ups); i++) {
        const char *code = all_follow_ups[i].code;
        bool promise = strncmp(code, lead, sizeof lead - 1) == 0;
        if (word_means(word, code, all_follow_ups[i].label) || (promise && word_is_code(word, code + sizeof lead - 1)))
            return &all_follow_ups[i];
    }
    return NULL;
}

const struct follow_up *follow_ups(size_t *n)
{
    *n = ARRAY_LEN(all_follow_ups);
    return all_follow_ups;
}
