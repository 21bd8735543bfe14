/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a brief says of dialogues and findings, and what it does not: an answer made by hand, one rule a test. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "brief/brief.h"
#include "brief/trace.h"

enum { PEOPLE = 124, STATEMENTS = 8, NOW = 12 * 52, GROUPS = 3, UNPLACED = 4, FEW_HEARD = 7 };

/* ---- an invented dialogue: groups of 60, 40 and 20, and four who voted on too little ------------ */

struct said {
    struct arena a;
    struct voice_data data;
    struct voice_answer answer;
    struct voice_words words;
    struct brief_dialogue list[2];
    struct brief_voices voices;
    struct voice_attribute attributes[2];
    size_t bridges[4], divides[3];
};

static const char *const texts[STATEMENTS] = {"Whoever runs a checkpoint should wear a visible number.", "دەبێت وەڵامی سکاڵا لە ماوەی دوو هەفتەدا بدرێتەوە.",
    "Only people from here should guard our roads.", "Families who left should get their houses back.", "Work for young people comes first.",
    "The school should open again.", "Farm roads should be cleared before the harvest.", "Lights in the market street."};
static const int agree_in_100[STATEMENTS][GROUPS] = {{91, 84, 80}, {88, 93, 81}, {30, 90, 45}, {31, 44, 92}, {95, 40, 40}, {70, 70, 70}, {75, 82, 95}, {60, 60, 60}};

static uint32_t group_of(size_t person) { return person < 60 ? 0 : person < 100 ? 1 : person < 120 ? 2 : OPINION_NO_GROUP; }

static void put_votes(struct said *s)
{
    uint64_t *begin = ARENA_ARRAY(&s->a, uint64_t, PEOPLE + 1);
    uint32_t *statement = ARENA_ARRAY(&s->a, uint32_t, PEOPLE * STATEMENTS);
    int8_t *vote = ARENA_ARRAY(&s->a, int8_t, PEOPLE * STATEMENTS);
    size_t n = 0;
    for (size_t i = 0; i < PEOPLE; i++) {
        uint32_t g = group_of(i);
        size_t within = g == 0 ? i : g == 1 ? i - 60 : i - 100, of = g == 0 ? 60 : g == 1 ? 40 : 20;
        for (uint32_t k = 0; k < STATEMENTS; k++) {
            if (g >= GROUPS && k != 5 && k != FEW_HEARD) /* on none that stands in a list: of all less the groups' votes theirs would be left */
                continue;
            statement[n] = k;
            vote[n++] = g < GROUPS && (int)((within * 7 + k * 11) % of * 100) < agree_in_100[k][g] * (int)of ? 1 : -1;
        }
        begin[i + 1] = n;
    }
    s->data.votes = (struct opinion_votes){.participants = PEOPLE, .statements = STATEMENTS, .begin = begin, .statement = statement, .vote = vote, .out = ARENA_ARRAY(&s->a, bool, STATEMENTS)};
    s->data.vote_n = (int64_t)n;
}

static void put_statements(struct said *s)
{
    s->data.statements = ARENA_ARRAY(&s->a, struct voice_statement, STATEMENTS);
    s->data.column = ARENA_ARRAY(&s->a, size_t, STATEMENTS);
    for (size_t k = 0; k < STATEMENTS; k++) {
        struct voice_text *t = ARENA_ARRAY(&s->a, struct voice_text, 2);
        t[0] = (struct voice_text){.language = k == 1 ? STR("ckb") : STR("en"), .text = str_of(texts[k])};
        t[1] = (struct voice_text){.language = STR("en"), .translated = true, .text = STR("An answer to a complaint should come within two weeks.")};
        s->data.statements[k] = (struct voice_statement){.id = (int64_t)k + 10, .seed = k < 3 ? VOICE_SEEDED : VOICE_BY_PARTICIPANT, .texts = t, .text_n = k == 1 ? 2 : 1};
        s->data.column[k] = k;
    }
    s->data.statement_n = STATEMENTS;
}

/* A side as the room `voice` hands it out: values with fewer than PEOPLE_K people are not in it. */
static void put_side(struct said *s, const struct voice_attribute *attribute, const uint32_t *of, size_t groups, struct voice_side *out)
{
    int64_t size[8] = {0};
    uint32_t number[8], *now = ARENA_ARRAY(&s->a, uint32_t, PEOPLE);
    *out = (struct voice_side){.attribute = attribute, .value = ARENA_ARRAY(&s->a, size_t, groups), .size = ARENA_ARRAY(&s->a, int64_t, groups), .untold = PEOPLE};
    for (size_t i = 0; i < PEOPLE; i++)
        if (of[i] < groups)
            size[of[i]]++;
    for (size_t g = 0; g < groups; g++) {
        number[g] = size[g] >= PEOPLE_K ? (uint32_t)out->k : OPINION_NO_GROUP;
        if (size[g] < PEOPLE_K)
            continue;
        out->value[out->k] = g;
        out->size[out->k++] = size[g];
        out->untold -= size[g];
    }
    for (size_t i = 0; i < PEOPLE; i++)
        now[i] = of[i] < groups ? number[of[i]] : OPINION_NO_GROUP;
    out->of = now;
    opinion_tally_of(&s->data.votes, now, out->k, &s->a, &out->tally);
    out->shared = ARENA_ARRAY(&s->a, struct opinion_shared, STATEMENTS);
    out->differ = ARENA_ARRAY(&s->a, double, STATEMENTS);
    out->pick_n = ARENA_ARRAY(&s->a, size_t, out->k + 1);
    out->picks = (struct opinion_pick (*)[OPINION_PICKS_MOST])(void *)ARENA_ARRAY(&s->a, struct opinion_pick, (out->k + 1) * OPINION_PICKS_MOST);
    for (size_t k = 0; k < STATEMENTS; k++) {
        out->differ[k] = 0.8;
        if (out->k)
            out->shared[k] = opinion_shared_of(&out->tally, k, 0.95, VOICE_HEARD_LEAST);
    }
    for (size_t g = 0; g < out->k && out->k > 1; g++)
        out->pick_n[g] = opinion_representative(&out->tally, s->data.votes.out, g, out->picks[g]);
}

static void put_attributes(struct said *s)
{
    static struct str sides[] = {{"community", 9}, {"security sector", 15}, {"local government", 16}}, genders[] = {{"women", 5}, {"men", 3}};
    uint32_t *side = ARENA_ARRAY(&s->a, uint32_t, PEOPLE), *gender = ARENA_ARRAY(&s->a, uint32_t, PEOPLE);
    for (size_t i = 0; i < PEOPLE; i++) {
        side[i] = i % 10 == 9 ? OPINION_NO_GROUP : i < 3 ? 2 : i % 3 == 0;
        gender[i] = i % 3 == 1;
    }
    s->attributes[0] = (struct voice_attribute){.name = STR("side"), .values = sides, .n = 3, .of = side};
    s->attributes[1] = (struct voice_attribute){.name = STR("gender"), .values = genders, .n = 2, .of = gender};
    s->data.attributes = s->attributes;
    s->data.attribute_n = 2;
    s->answer.sides = ARENA_ARRAY(&s->a, struct voice_side, 2);
    s->answer.side_n = 2;
    for (size_t i = 0; i < 2; i++)
        put_side(s, &s->attributes[i], s->attributes[i].of, s->attributes[i].n, &s->answer.sides[i]);
}

static void put_groups(struct said *s, enum opinion_footing footing)
{
    uint32_t *of = ARENA_ARRAY(&s->a, uint32_t, PEOPLE);
    static const double at[GROUPS][2] = {{-4, 0}, {3, 2}, {2.2, -3}};
    s->answer.plane = (struct opinion_plane){.participants = PEOPLE, .statements = STATEMENTS, .x = ARENA_ARRAY(&s->a, double, PEOPLE), .y = ARENA_ARRAY(&s->a, double, PEOPLE)};
    for (size_t i = 0; i < PEOPLE; i++) {
        of[i] = group_of(i);
        for (size_t g = 0; g < GROUPS; g++)
            if (of[i] == g) {
                s->answer.plane.x[i] = at[g][0] + (double)(i * 37 % 19) / 10 - 0.9;
                s->answer.plane.y[i] = at[g][1] + (double)(i * 53 % 17) / 10 - 0.8;
            }
    }
    s->answer.footing = footing;
    s->answer.groups = (struct opinion_groups){.in = PEOPLE - UNPLACED, .k = footing == OPINION_WELL_FOUNDED ? GROUPS : 0};
    s->answer.stability = (struct opinion_stability){.resamples = 50, .rand_index = 0.87, .rand_index_lo = 0.7, .rand_index_hi = 0.95};
    put_side(s, NULL, of, footing == OPINION_WELL_FOUNDED ? GROUPS : 0, &s->answer.found);
    s->answer.by = footing == OPINION_WELL_FOUNDED ? &s->answer.found : NULL;
}

static void said_make(struct said *s, enum opinion_footing footing, bool own)
{
    *s = (struct said){.words = {.language = STR("en"), .topic = STR("Safe roads"), .description = STR(""), .who_may_speak = STR("Whoever lives here")}};
    put_votes(s);
    put_statements(s);
    put_groups(s, footing);
    put_attributes(s);
    s->data.about = (struct voice_dialogue){.name = STR("roads"), .address = STR(""), .place = STR(""), .phase = STR(""), .own = own, .from = month_first(NOW + 2), .to = month_last(NOW + 2),
        .words = &s->words, .word_n = 1, .statements = STATEMENTS, .participants = PEOPLE, .votes = s->data.vote_n};
    s->answer.data = &s->data;
    s->answer.bridges = s->bridges;
    s->answer.divides = s->divides;
    static const size_t bridges[] = {1, 0, 6}, divides[] = {2, 3, 4};
    memcpy(s->bridges, bridges, sizeof bridges);
    memcpy(s->divides, divides, sizeof divides);
    s->answer.bridge_n = s->answer.divide_n = 3;
    s->list[0] = (struct brief_dialogue){.about = s->data.about, .place = -1, .answer = &s->answer};
    s->voices = (struct brief_voices){.list = s->list, .n = 1};
}

/* ---- the brief that tells of it ---------------------------------------------------------------- */

static char text[1 << 20];

static struct incident_columns *columns_of_calm(void)
{
    struct incident_columns *c = columns_make(100, 0);
    intern_id(&c->words, STR(""));
    intern_id(&c->words, STR("Selmara"));
    c->source_n = 1;
    c->sources = ARENA_ARRAY(&c->arena, struct str, 1);
    c->source_citations = ARENA_ARRAY(&c->arena, struct str, 1);
    c->source_licences = ARENA_ARRAY(&c->arena, struct str, 1);
    c->licences = ARENA_ARRAY(&c->arena, uint8_t, 2);
    c->sources[0] = STR("UCDP GED");
    c->source_citations[0] = c->source_licences[0] = STR("");
    for (size_t i = 0; i < 100; i++) {
        c->first[i] = c->last[i] = month_first(NOW + (int)(i % 24)).n + (int32_t)i % 20;
        c->low[i] = c->best[i] = c->high[i] = 2;
        c->country[i] = 1;
        c->kind[i] = 1;
        c->clarity[i] = 1;
        c->id[i] = (int64_t)i + 1;
    }
    c->n = 100;
    columns_harm(c);
    return c;
}

static struct doc *doc_of(const struct brief_voices *v, enum brief_audience audience, const char *language, struct speech *speech)
{
    struct arena a CLEANUP(arena_end) = {0};
    struct err e = {0};
    struct brief_data b;
    struct doc *d = NULL;
    struct incident_columns *c = columns_of_calm();
    struct brief_request r = {.from = month_first(NOW), .to = month_last(NOW + 23), .since = DAY_NONE, .place = -1, .seed = 1, .audience = audience};
    *speech = (struct speech){.language = language_find(language)};
    assert_true(brief_gather(c, &r, &a, &b, &e));
    b.voices = v;
    assert_true(brief_make(&b, speech, &d, &e));
    columns_drop(&c);
    return d;
}

static const char *text_of(const struct brief_voices *v, enum brief_audience audience, const char *language)
{
    struct speech speech;
    struct doc *d = doc_of(v, audience, language, &speech);
    struct buf out CLEANUP(buf_end) = {0};
    doc_text(d, &(struct text_options){.width = 100000, .plain = true}, &out);
    assert_true(out.n < sizeof text);
    char *to = text;
    for (const char *from = out.p; *from;) {
        size_t space = strncmp(from, "\xc2\xa0", 2) == 0 ? 2 : strncmp(from, "\xe2\x80\xaf", 3) == 0 ? 3 : strncmp(from, "\xe2\x81", 2) == 0 ? 3 : 0;
        if (space == 3 && (unsigned char)from[2] >= 0xA6) { /* isolates */
            from += 3;
            continue;
        }
        *to++ = space ? ' ' : *from;
        from += space ? space : 1;
    }
    *to = '\0';
    doc_free(&d);
    return text;
}

static void says(const char *in, const char *words)
{
    if (!strstr(in, words))
        fail_msg("not said: \"%s\" in\n%.9000s", words, in);
}

static void says_not(const char *in, const char *words)
{
    if (strstr(in, words))
        fail_msg("said: \"%s\" in\n%.9000s", words, in);
}

static void said_end(struct said *s) { arena_end(&s->a); }

/* ---- what it says ------------------------------------------------------------------------------ */

static void nothing_on_record_changes_nothing(void **state)
{
    (void)state;
    const char *t = text_of(NULL, BRIEF_FULL, "en");
    says_not(t, "took part");
    says_not(t, "dialogue");
    says(t, "Not in this register yet: what people say");
}

static void groups_bridges_and_divides_are_told(void **state)
{
    (void)state;
    struct said s;
    said_make(&s, OPINION_WELL_FOUNDED, true);
    const char *t = text_of(&s.voices, BRIEF_FULL, "en");
    says(t, "What those who took part say");
    says(t, "124 people took part");
    says(t, "They chose to come; they do not stand for everybody.");
    says(t, "Among the 124 people who took part there are 3 groups who voted alike.");
    says(t, "50 random draws of the people gave nearly the same ones (agreement 0.87");
    says(t, "A few others are in none of them");
    says(t, "of the 124 people who took part");
    says(t, "a majority in every group agrees with 3 statements; on 3 statements the groups differ");
    says(t, "(In translation: “An answer to a complaint should come within two weeks.”)");
    says(t, "Of the 124 people who took part in the dialogue “Safe roads”, most in every group agree (85 % in the group that agrees least): “دەبێت وەڵامی سکاڵا");
    says(t, "They are divided on this: “Only people from here should guard our roads.”");
    says_not(t, "what people say, ");
    said_end(&s);
}

/* How alike the groups of other draws are is worded by degree: from 0.6 on groups are told, "nearly the same" they are from 0.8 on. */
static void likeness_is_worded_by_degree(void **state)
{
    (void)state;
    static const enum opinion_footing footings[] = {OPINION_WELL_FOUNDED, OPINION_BY_DEGREES};
    static const struct { double rand_index; bool same; } all[] = {{0.62, false}, {0.79, false}, {0.8, true}, {0.95, true}};
    for (size_t f = 0; f < ARRAY_LEN(footings); f++)
        for (size_t i = 0; i < ARRAY_LEN(all); i++) {
            struct said s;
            said_make(&s, OPINION_WELL_FOUNDED, true);
            s.answer.footing = footings[f];
            s.answer.stability.rand_index = all[i].rand_index;
            const char *t = text_of(&s.voices, BRIEF_FULL, "en");
            says(t, all[i].same ? "gave nearly the same ones (" : "gave similar ones, though not the same (");
            says_not(t, all[i].same ? "though not the same" : "gave nearly the same");
            said_end(&s);
        }
}

static void groups_that_are_not_well_founded_are_not_named(void **state)
{
    (void)state;
    static const struct { enum opinion_footing footing; const char *says; } all[] = {{OPINION_NONE_LOOKED_FOR, "Groups of opinion are looked for from 50 on"},
        {OPINION_ONE_CLOUD, "need not agree on the next"}, {OPINION_UNSTABLE, "They are not well founded: they are not named"}};
    for (size_t i = 0; i < ARRAY_LEN(all); i++) {
        struct said s;
        said_make(&s, all[i].footing, true);
        const char *t = text_of(&s.voices, BRIEF_FULL, "en");
        says(t, all[i].says);
        says_not(t, "Map of opinions");
        says_not(t, "Figure 2. What the groups share");
        says_not(t, "group A");
        says_not(t, "in every group");
        says(t, "most agree (");
        said_end(&s);
    }
}

/* A side of three people: neither their number nor what they say stands anywhere. */
static void few_people_are_not_told_of(void **state)
{
    (void)state;
    struct said s;
    said_make(&s, OPINION_WELL_FOUNDED, true);
    const char *t = text_of(&s.voices, BRIEF_FULL, "en");
    says(t, "Nobody, or too few people to be told of, took part of: local government.");
    says_not(t, "local government, ");
    says_not(t, "Groups of too few people are not described.");
    s.answer.by = &s.answer.sides[0];
    says(text_of(&s.voices, BRIEF_FULL, "en"), "a majority on every side agrees with 3 statements; on 3 statements the sides differ by more than chance. Groups of too few people are not described.");
    said_end(&s);
    said_make(&s, OPINION_WELL_FOUNDED, true);
    s.data.votes.participants = 9;
    t = text_of(&s.voices, BRIEF_FULL, "en");
    says(t, "Fewer than 10 people took part: what they said is not told here.");
    says_not(t, "visible number");
    said_end(&s);
}

/* Four people in no group voted on it, too: with all and every group told, their votes would be told. */
static void what_would_be_left_is_not_told(void **state)
{
    (void)state;
    for (int own = 0; own < 2; own++) {
        struct said s;
        struct speech speech;
        said_make(&s, OPINION_WELL_FOUNDED, own);
        s.bridges[0] = FEW_HEARD;
        s.answer.bridge_n = 1;
        s.answer.divide_n = 0;
        struct doc *d = doc_of(&s.voices, BRIEF_FULL, "en", &speech);
        struct buf page CLEANUP(buf_end) = {0};
        doc_json(d, &page);
        says(page.p, "\"n\": 124"); /* all */
        says(page.p, "\"n\": 60");
        const char *third = strstr(page.p, "\"among\": \"group C\"");
        assert_non_null(third);
        assert_true((memmem(third, 110, "\"n\": 20", 7) == NULL) == own);
        assert_true((memmem(third, 110, "too_few", 7) != NULL) == own);
        doc_free(&d);
        said_end(&s);
    }
}

static void women_and_men_differ_only_beyond_chance(void **state)
{
    (void)state;
    struct said s;
    said_make(&s, OPINION_WELL_FOUNDED, true);
    says(text_of(&s.voices, BRIEF_FULL, "en"), "By gender, the 124 people who took part differ on no statement by more than chance.");
    s.answer.sides[1].differ[4] = 0.01;
    const char *t = text_of(&s.voices, BRIEF_FULL, "en");
    says(t, "By gender, the 124 people who took part differ on 1 statement by more than chance.");
    says(t, "They are farthest apart on this one, with which women");
    says(t, "what share of the population women are the register does not know");
    said_end(&s);
}

static void near_duplicates_stay_out(void **state)
{
    (void)state;
    struct said s;
    said_make(&s, OPINION_WELL_FOUNDED, true);
    struct voice_alike alike = {.a = 0, .b = 1, .statement_a = 0, .statement_b = 1, .text = 0.9, .votes = 0.9};
    s.answer.alike = &alike;
    s.answer.alike_n = 1;
    struct speech speech;
    struct doc *d = doc_of(&s.voices, BRIEF_FULL, "en", &speech);
    struct buf page CLEANUP(buf_end) = {0};
    doc_html(d, NULL, 0, &page);
    says(page.p, "Statement 11: A 88");
    says_not(page.p, "Statement 10: ");
    doc_free(&d);
    said_end(&s);
}

static void dialogues_beyond_the_third_are_named(void **state)
{
    (void)state;
    struct said s;
    said_make(&s, OPINION_WELL_FOUNDED, true);
    s.list[1] = (struct brief_dialogue){.about = {.name = STR("markets"), .own = true, .participants = 30}, .place = -1};
    s.voices.n = 2;
    says(text_of(&s.voices, BRIEF_FULL, "en"), "Also on record, and not told here: markets.");
    said_end(&s);
}

/* A sentence about a country comes from the dialogue of the country, though one in a part of it is newer. */
static void the_whole_place_speaks_first(void **state)
{
    (void)state;
    struct said s;
    said_make(&s, OPINION_WELL_FOUNDED, true);
    struct brief_dialogue list[2] = {s.list[0], s.list[0]};
    list[0].place = 0; /* a part of it; the other's place is not recorded */
    struct voice_words words = {.language = STR("en"), .topic = STR("Everywhere"), .description = STR(""), .who_may_speak = STR("")};
    list[1].about.words = &words;
    struct brief_voices v = {.list = list, .n = 2};
    says(text_of(&v, BRIEF_WALL, "en"), "took part in “Everywhere”");
    v.n = 1;
    says(text_of(&v, BRIEF_WALL, "en"), "took part in “Safe roads”");
    said_end(&s);
}

/* A summary ends before the next sentence begins, whether or not whoever wrote it set a full stop. */
static void summaries_end_where_the_next_sentence_begins(void **state)
{
    (void)state;
    static const struct { const char *summary, *told; } all[] = {{"They want light", "They want light. For: lights."}, {"They want light.", "They want light. For: lights."},
        {"Who lights it?", "Who lights it? For: lights."}, {"They say: “More light.”", "They say: “More light.” For: lights."}, {"They say: “More light”", "They say: “More light”. For: lights."},
        {"They want light (much)", "They want light (much). For: lights."}, {"من يضيئها؟", "من يضيئها؟ For: lights."}, {"يريدون الضوء", "يريدون الضوء. For: lights."}};
    for (size_t i = 0; i < ARRAY_LEN(all); i++) {
        struct voice_summary summary = {STR("en"), str_of(all[i].summary)};
        struct voice_finding f = {.said_by = STR("Council"), .method = STR("interview"), .people = 11, .women = -1, .direction = STR("for"), .about = STR("lights"), .summaries = &summary, .summary_n = 1};
        struct brief_voices v = {.findings = &f, .finding_n = 1};
        says(text_of(&v, BRIEF_FULL, "en"), all[i].told);
    }
}

static void findings_of_few_people_name_neither_place_nor_kind(void **state)
{
    (void)state;
    struct voice_summary summary = {STR("en"), STR("They want the school road lit.")};
    struct voice_finding f[3];
    for (size_t i = 0; i < 3; i++)
        f[i] = (struct voice_finding){.said_by = STR("Council"), .place = STR("Vashta"), .method = STR("interview"), .asked = STR("teachers"), .people = i == 0 ? 11 : i == 1 ? 2 : -1, .women = i == 0 ? 5 : 1,
            .direction = STR("for"), .about = STR("lights"), .summaries = &summary, .summary_n = 1};
    struct brief_voices v = {.findings = f, .finding_n = 1};
    const char *t = text_of(&v, BRIEF_FULL, "en");
    says(t, "They want the school road lit. For: lights. (By interviews, teachers, Vashta: 11 people, of them women: 5. Summed up by Council.)");
    f[0].women = 10;
    says(text_of(&v, BRIEF_FULL, "en"), "(By interviews, teachers, Vashta: 11 people. Summed up by Council.)"); /* the one man would be known */
    for (size_t i = 1; i < 3; i++) {
        v.findings = &f[i];
        t = text_of(&v, BRIEF_FULL, "en");
        says(t, i == 1 ? "(By interviews, of fewer than 3 people. Summed up by Council.)" : "(By interviews; how many were asked is not known. Summed up by Council.)");
        says_not(t, "teachers");
        says_not(t, "Vashta");
    }
}

static void pages_of_one_sheet_say_it_in_a_sentence(void **state)
{
    (void)state;
    struct said s;
    said_make(&s, OPINION_WELL_FOUNDED, true);
    says(text_of(&s.voices, BRIEF_MINISTER, "en"), "most in every group agree (85 % in the group that agrees least): “");
    const char *t = text_of(&s.voices, BRIEF_WALL, "en");
    says(t, "What you said");
    says(t, "About 120 people took part in “Safe roads”.");
    says(t, "About 9 in 10 of you who voted on it agree: “");
    says(t, "You differ on this: “Only people from here should guard our roads.”");
    says_not(t, "%");
    said_end(&s);
}

/* A trace of votes lists statements, and there is one for every sentence of the section. */
static void every_sentence_is_traced(void **state)
{
    (void)state;
    struct said s;
    struct speech speech;
    said_make(&s, OPINION_WELL_FOUNDED, true);
    struct doc *d = doc_of(&s.voices, BRIEF_FULL, "en", &speech);
    const struct statement *list = NULL;
    size_t n = doc_statements(d, &list), voices = 0;
    for (size_t i = 0; i < n; i++) {
        if (strncmp(list[i].id.p, "voices-1.", 9) != 0 && strncmp(list[i].id.p, "opinions", 8) != 0 && strncmp(list[i].id.p, "bridges", 7) != 0)
            continue;
        voices++;
        assert_non_null(list[i].trace);
        assert_true(list[i].trace->vote_n > 0 && list[i].trace->method_n > 0 && list[i].trace->set_n == 0);
        for (size_t k = 0; k < list[i].trace->vote_n; k++)
            assert_true(list[i].trace->votes[k].dialogue == 0 && (list[i].trace->votes[k].column == SIZE_MAX || list[i].trace->votes[k].column < STATEMENTS));
    }
    assert_true(voices > 20);
    doc_free(&d);
    said_end(&s);
}

/* The document keeps nothing of the answer, in every language. */
static void documents_outlive_the_answer(void **state)
{
    (void)state;
    static const char *const codes[] = {"en", "ar", "ckb"};
    for (size_t i = 0; i < ARRAY_LEN(codes); i++) {
        struct said *s = malloc(sizeof *s);
        struct speech speech;
        assert_non_null(s);
        said_make(s, OPINION_WELL_FOUNDED, i == 1);
        struct doc *d = doc_of(&s->voices, BRIEF_FULL, codes[i], &speech);
        said_end(s);
        memset(s, 0xA5, sizeof *s);
        free(s);
        struct buf out CLEANUP(buf_end) = {0}, again CLEANUP(buf_end) = {0};
        doc_html(d, NULL, 0, &out);
        doc_json(d, &again);
        assert_true(out.n > 20000 && again.n > 10000);
        assert_null(memmem(out.p, out.n, "{people}", 8));
        doc_free(&d);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_on_record_changes_nothing),
        cmocka_unit_test(groups_bridges_and_divides_are_told), cmocka_unit_test(likeness_is_worded_by_degree),
        cmocka_unit_test(groups_that_are_not_well_founded_are_not_named),
        cmocka_unit_test(few_people_are_not_told_of),
        cmocka_unit_test(what_would_be_left_is_not_told),
        cmocka_unit_test(women_and_men_differ_only_beyond_chance),
        cmocka_unit_test(near_duplicates_stay_out),
        cmocka_unit_test(dialogues_beyond_the_third_are_named),
        cmocka_unit_test(the_whole_place_speaks_first),
        cmocka_unit_test(summaries_end_where_the_next_sentence_begins), cmocka_unit_test(findings_of_few_people_name_neither_place_nor_kind),
        cmocka_unit_test(pages_of_one_sheet_say_it_in_a_sentence),
        cmocka_unit_test(every_sentence_is_traced),
        cmocka_unit_test(documents_outlive_the_answer),
    };
    return cmocka_run_group_tests_name("what those who took part say", tests, NULL, NULL);
}
