/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What ties those who are in Selmara, as they say themselves and as others say of them. Two do not speak: the Ministry of Interior and the Front of the Marshes. What
 * is planted between them, and the chances drawn for all others, is such that one chain of trust is the best in every Selmara: whoever else is on a chain of more steps
 * passes on less.
 */
#include "sim/selmara_priv.h"

#define MAPPED "Mapping workshop of Selmara (invented)"
#define TABLE "Vashta round table (invented)"

struct said {
    const char *from, *to, *relation;
    int strength; /* NONE: nobody said */
    const char *said_by, *confidence;
    int64_t amount; /* EUR */
    const char *since, *until, *visible, *note;
};
enum { NONE = -99 };

static const struct said hand[] = {
    /* the pair that does not speak, and who could carry: 0.625 x 0.75 by the broker */
    {"interior", SELMARA_CONFLICT, "armed_conflict", 41, MAPPED, "high", 0, "2021-02", "", "", ""},
    {"interior", SELMARA_BROKER, "trust", 3, "Ministry of Interior", "medium", 0, "2022", "", "", ""},
    {"interior", SELMARA_BROKER, "trust", 2, MAPPED, "medium", 0, "2022", "", "", ""},
    {SELMARA_BROKER, "interior", "trust", 1, "Council of Elders of Maruq", "medium", 0, "2022", "", "", ""},
    {SELMARA_BROKER, SELMARA_CONFLICT, "trust", 3, MAPPED, "medium", 0, "2021", "", "", ""},
    {SELMARA_CONFLICT, SELMARA_BROKER, "trust", 3, MAPPED, "low", 0, "2021", "", "", ""},
    /* as good at first sight, but in dispute: carries nothing */
    {"interior", "ombudsman", "trust", 3, "Ministry of Interior", "high", 0, "2021", "", "", ""},
    {"ombudsman", SELMARA_CONFLICT, "trust", 3, TABLE, "low", 0, "2021", "", "", ""},
    {"ombudsman", SELMARA_CONFLICT, "dispute", 2, MAPPED, "medium", 0, "2023-06", "", "", "over prisoners"},
    /* a second way, of which nobody is on the first */
    {"interior", "governor-maruq", "trust", 2, MAPPED, "medium", 0, "2021", "", "", ""},
    {"governor-maruq", "traders-maruq", "trust", 2, MAPPED, "medium", 0, "2021", "", "", ""},
    {"traders-maruq", SELMARA_CONFLICT, "trust", 2, MAPPED, "low", 0, "2021", "", "", "fees on the marsh road"},
    /* who mediates: two ties from whoever does */
    {SELMARA_BROKER, "governor-maruq", "mediates", NONE, MAPPED, "medium", 0, "2022", "", "", ""},
    {SELMARA_BROKER, SELMARA_CONFLICT, "mediates", NONE, MAPPED, "medium", 0, "2022", "", "", ""},
    {"houses-of-prayer", "families", "mediates", NONE, TABLE, "low", 0, "2023", "", "", ""},
    {"houses-of-prayer", "prosecution", "mediates", NONE, TABLE, "low", 0, "2023", "", "", ""},
    /* conflicts and disputes, from both sides where both spoke */
    {"army", SELMARA_CONFLICT, "armed_conflict", 118, MAPPED, "high", 0, "2021-01", "", "", ""},
    {"army", SELMARA_CONFLICT, "armed_conflict", 74, "Army of Selmara", "medium", 0, "2021-01", "", "", ""},
    {"coast-guard", "coast-brigades", "armed_conflict", 23, MAPPED, "medium", 0, "2021-05", "2023-02", "", ""},
    {"home-guard-vashta", "coast-brigades", "armed_conflict", 9, TABLE, "low", 0, "2022-03", "", "", ""},
    {"reform-party", "prime-minister", "dispute", 2, "Reform Party of Selmara", "medium", 0, "2022", "", "", ""},
    {"traders-maruq", "council-maruq", "dispute", 1, "Chamber of Traders of Maruq", "medium", 0, "2023", "", "", "market fees"},
    {"council-maruq", "traders-maruq", "dispute", 3, "Provincial Council of Maruq", "medium", 0, "2023", "", "", "market fees"},
    {"families", "state-safety-service", "dispute", 3, "Association of the Families of the Missing", "high", 0, "2021", "", "", ""},
    {"interior", "rights-watch", "restricts", 2, "Rights watch of Selmara", "high", 0, "2023-04", "", "", "permits for visits"},
    {"local-administration", "open-hands", "restricts", 1, "Open Hands Relief", "medium", 0, "2023-09", "2024-03", "", "registration"},
    /* law and mandate */
    {"prime-minister", "interior", "authority", 3, MAPPED, "high", 0, "", "", "", ""}, {"prime-minister", "justice", "authority", 3, MAPPED, "high", 0, "", "", "", ""},
    {"prime-minister", "finance", "authority", 3, MAPPED, "high", 0, "", "", "", ""}, {"prime-minister", "education", "authority", 3, MAPPED, "high", 0, "", "", "", ""},
    {"prime-minister", "health", "authority", 3, MAPPED, "high", 0, "", "", "", ""}, {"prime-minister", "return", "authority", 3, MAPPED, "high", 0, "", "", "", ""},
    {"prime-minister", "local-administration", "authority", 3, MAPPED, "high", 0, "", "", "", ""}, {"assembly", "prime-minister", "authority", 2, MAPPED, "high", 0, "", "", "", ""},
    {"assembly", "safety-committee", "authority", 2, MAPPED, "high", 0, "", "", "", ""}, {"safety-committee", "interior", "authority", 1, MAPPED, "medium", 0, "", "", "", ""},
    {"supreme-court", "court-kovrin", "authority", 3, MAPPED, "high", 0, "", "", "", ""}, {"prime-minister", "army", "authority", 3, MAPPED, "high", 0, "", "", "", ""},
    {"army", "coast-guard", "authority", 2, MAPPED, "high", 0, "", "", "", ""}, {"army", "home-guard-vashta", "authority", 1, TABLE, "low", 0, "", "", "", ""},
    {"prime-minister", "state-safety-service", "authority", 3, MAPPED, "medium", 0, "", "", "", ""},
    /* what is not in a law */
    {"state-safety-service", "interior", "influence", 3, MAPPED, "low", 0, "", "", "", ""}, {"norvend", "prime-minister", "influence", 2, MAPPED, "medium", 0, "", "", "", ""},
    {"norvend-forces", "army", "influence", 2, MAPPED, "low", 0, "", "", "", ""}, {"herald", "assembly", "influence", 1, MAPPED, "medium", 0, "", "", "", ""},
    {"houses-of-prayer", "reform-party", "influence", 2, TABLE, "low", 0, "", "", "", ""}, {SELMARA_BROKER, "council-maruq", "influence", 3, MAPPED, "high", 0, "", "", "", ""},
    /* money and goods */
    {"norvend", "peace-fund", "funds", NONE, "Government of Norvend", "high", 6000000, "2022", "2024", "", ""},
    {"norvend", "peace-fund", "funds", NONE, "Fund of Nations for Peace", "high", 5400000, "2022", "2024", "", "received so far"},
    {"norvend", "bridgeworks", "funds", NONE, "Government of Norvend", "high", 1800000, "2022", "2025", "", ""},
    {"istland", "displaced-agency", "funds", NONE, "Government of Istland", "high", 3200000, "2021", "2024", "", ""},
    {"istland", "clearpath", "funds", NONE, "Government of Istland", "high", 900000, "2023", "2025", "", ""},
    {"harbour-foundation", "safe-learning", "funds", NONE, "Harbour Foundation", "high", 450000, "2023", "2024", "", ""},
    {"peace-fund", "open-hands", "funds", NONE, "Fund of Nations for Peace", "high", 1100000, "2023", "2024", "", ""},
    {"peace-fund", "women-network", "funds", NONE, "Fund of Nations for Peace", "high", 260000, "2023", "2024", "partners", ""},
    {"bridgeworks", "round-table", "funds", NONE, "Bridgeworks International", "high", 90000, "2023", "2024", "staff", ""},
    {"norvend-forces", "coast-guard", "inkind", NONE, MAPPED, "medium", 0, "2022", "", "", "boats and fuel"},
    {"harbour-foundation", "camp-belmora", "inkind", NONE, "Committee of the Belmora camp", "high", 0, "2023", "2024", "", "tents"},
    {"radio", "round-table", "inkind", NONE, TABLE, "high", 0, "2023", "", "", "an hour on air each week"},
    /* who meets and tells whom */
    {"women-network", "women-directorate", "coordinates", 4, "Women's Network of Selmara", "high", 0, "2022", "", "", ""},
    {"women-network", "women-directorate", "coordinates", 12, "National Directorate for Women", "medium", 0, "2022", "", "", ""},
    {"round-table", "governor-vashta", "coordinates", 11, TABLE, "high", 0, "2023", "", "", ""}, {"displaced-agency", "return", "coordinates", 6, MAPPED, "medium", 0, "2021", "", "", ""},
    {"displaced-council", "camp-belmora", "coordinates", 24, MAPPED, "high", 0, "2022", "", "", ""}, {"teachers-union", "education", "coordinates", 2, MAPPED, "medium", 0, "2021", "", "", ""},
    {"mine-clearance", "clearpath", "coordinates", 10, "Selmara Mine Clearance", "high", 0, "2022", "", "", ""},
    {"medical-committee", "health", "coordinates", 5, MAPPED, "medium", 0, "2022", "", "", ""}, {"university-kovrin", "justice", "coordinates", 1, MAPPED, "low", 0, "2023", "", "", ""},
    {"rights-watch", "displaced-agency", "shares_information", 3, "Rights watch of Selmara", "high", 0, "2021", "", "", ""},
    {"families", "rights-watch", "shares_information", 3, "Rights watch of Selmara", "high", 0, "2021", "", "", ""},
    {"legal-aid", "ombudsman", "refers", NONE, "Legal Aid Selmara", "high", 0, "2022", "", "", ""}, {"families", "legal-aid", "refers", NONE, MAPPED, "medium", 0, "2022", "", "", ""},
    {"elders-tamura", "mine-clearance", "refers", NONE, MAPPED, "medium", 0, "2023", "", "", ""},
};

static void tie(struct buf *b, const struct said *t)
{
    csv_cell(b, true, str_of(t->from));
    csv_cell(b, false, str_of(t->to));
    csv_cell(b, false, str_of(t->relation));
    buf_char(b, ',');
    if (t->strength != NONE)
        buf_int(b, t->strength);
    const char *const middle[] = {t->since, t->until, t->said_by, t->confidence, t->visible};
    for (size_t i = 0; i < ARRAY_LEN(middle); i++)
        csv_cell(b, false, str_of(middle[i] ? middle[i] : ""));
    buf_char(b, ',');
    if (t->amount)
        buf_int(b, t->amount);
    csv_cell(b, false, str_of(t->amount ? "EUR" : ""));
    csv_cell(b, false, str_of(t->note ? t->note : ""));
    buf_char(b, '\n');
}

/* What holds in each governorate. Whom the pair trusts, and who trusts the Front, is planted alone: nothing here begins with the ministry's trust or ends with trust in the Front. */
static void ties_of_place(struct buf *b, size_t place, struct rng *r)
{
    static const char *const ingos[] = {"bridgeworks", "open-hands", "clearpath", "safe-learning"};
    char key[SELMARA_EVERYWHERE][SELMARA_KEY];
    struct buf council CLEANUP(buf_end) = {0}, police CLEANUP(buf_end) = {0};
    for (size_t i = 0; i < SELMARA_EVERYWHERE; i++)
        actor_key(key[i], (enum selmara_everywhere)i, place);
    const char *governor = key[SELMARA_GOVERNOR], *there = key[SELMARA_COUNCIL], *officers = key[SELMARA_POLICE], *society = key[SELMARA_SOCIETY], *women = key[SELMARA_OF_WOMEN],
               *youth = key[SELMARA_OF_YOUTH];
    actor_name(&council, there);
    actor_name(&police, officers);
    int meetings = 4 + (int)rng_below(r, 9), fewer = (int)rng_below(r, 4);
    const struct said all[] = {
        {"interior", officers, "authority", 3, MAPPED, "high", 0, "", "", "", ""},
        {"local-administration", governor, "authority", 2, MAPPED, "high", 0, "", "", "", ""},
        {governor, officers, "authority", 1, MAPPED, "medium", 0, "", "", "", ""},
        {governor, officers, "influence", 1 + (int)rng_below(r, 3), MAPPED, "medium", 0, "", "", "", ""},
        {officers, there, "coordinates", meetings, police.p, "medium", 0, "2022", "", "", ""},
        {officers, there, "coordinates", fewer, council.p, "medium", 0, "2022", "", "", ""},
        {there, officers, "trust", (int)rng_below(r, 5) - 2, council.p, "medium", 0, "2023", "", "", ""},
        {there, officers, "trust", (int)rng_below(r, 4) - 1, MAPPED, "low", 0, "2023", "", "", ""},
        {officers, there, "trust", (int)rng_below(r, 4) - 1, police.p, "medium", 0, "2023", "", "", ""},
        {society, governor, "trust", (int)rng_below(r, 5) - 2, MAPPED, "medium", 0, "2023", "", "", ""},
        {women, society, "trust", 1 + (int)rng_below(r, 3), MAPPED, "medium", 0, "2023", "", "", ""},
        {society, "village-councils", "member_of", NONE, MAPPED, "high", 0, "2021", "", "", ""},
        {women, "women-network", "member_of", NONE, MAPPED, "high", 0, "2021", "", "", ""},
        {youth, "youth-union", "member_of", NONE, MAPPED, "high", 0, "2021", "", "", ""},
        {society, ingos[rng_below(r, ARRAY_LEN(ingos))], "implements_for", NONE, MAPPED, "high", 0, "2023", "2024", "", ""},
        {society, "rights-watch", "shares_information", 1 + (int)rng_below(r, 3), MAPPED, "low", 0, "2022", "", "", ""},
        {women, "legal-aid", "refers", NONE, MAPPED, "medium", 0, "2022", "", "", ""},
        {youth, society, "coordinates", 1 + (int)rng_below(r, 8), MAPPED, "medium", 0, "2023", "", "", ""},
    };
    for (size_t i = 0; i < ARRAY_LEN(all); i++)
        tie(b, &all[i]);
}

void ties_csv(struct buf *b, uint64_t seed)
{
    struct rng r;
    rng_init(&r, hash_64("ties", 4, seed));
    buf_text(b, "from,to,relation,strength,since,until,said_by,confidence,visible,amount,currency,note\n");
    for (size_t i = 0; i < ARRAY_LEN(hand); i++)
        tie(b, &hand[i]);
    for (size_t i = 0; i < SELMARA_PLACES; i++)
        ties_of_place(b, i, &r);
}

size_t ties_n(void)
{
    return ARRAY_LEN(hand) + (size_t)18 * SELMARA_PLACES;
}

/* Who could carry a conversation, and what a reader who overlooks the dispute would say instead. */
void truth_of_bridge(struct json *j)
{
    static const char *const words[][2] = {{"from", "interior"}, {"to", SELMARA_CONFLICT}, {"broker", SELMARA_BROKER}, {"broker_name", "Council of Elders of Maruq"},
        {"in_dispute", "ombudsman"}, {"in_dispute_name", "Office of the Ombudsman"}};
    json_key(j, "bridge");
    json_object(j);
    for (size_t i = 0; i < ARRAY_LEN(words); i++) {
        json_key(j, words[i][0]);
        json_text(j, str_of(words[i][1]));
    }
    json_key(j, "trust");
    json_real(j, 0.625 * 0.75);
    json_key(j, "trust_lowest");
    json_real(j, 0.5 * 0.75);
    json_key(j, "trust_highest");
    json_real(j, 0.75 * 0.75);
    json_close(j);
}
