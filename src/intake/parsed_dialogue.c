/* SPDX-License-Identifier: GPL-3.0-or-later */
/* intake: a dialogue as it was read, out of the cage and back with every check. */
#include "intake/parsed_priv.h"

#define N(spec) (spec), ARRAY_LEN(spec)

static const struct field_spec text_fields[] = {{0, F_STR, 0, RECORD_TEXT_MOST}};
static const struct field_spec about[] = {FIELD_TEXT(dialogue_batch, name), FIELD_TEXT(dialogue_batch, address), FIELD_TEXT(dialogue_batch, place),
    FIELD_TEXT(dialogue_batch, phase), FIELD(dialogue_batch, closed, F_DAY, 0, 0), FIELD(dialogue_batch, rows, F_I64, 0, RECORD_ROWS_MOST),
    FIELD(dialogue_batch, repaired, F_I64, 0, RECORD_ROWS_MOST), FIELD(dialogue_batch, refused, F_I64, 0, RECORD_ROWS_MOST), FIELD(dialogue_batch, noted, F_I64, 0, RECORD_ROWS_MOST),
    FIELD(dialogue_batch, api, F_BOOL, 0, 1), FIELD(dialogue_batch, polis, F_BOOL, 0, 1), FIELD(dialogue_batch, meta_unsaid, F_BOOL, 0, 1)};
static const struct field_spec words_fields[] = {FIELD_TEXT(voice_words, language), FIELD_TEXT(voice_words, topic), FIELD_TEXT(voice_words, description),
    FIELD_TEXT(voice_words, who_may_speak)};
static const struct field_spec statement_fields[] = {FIELD(voice_statement, id, F_I64, 0, RECORD_ROWS_MOST), FIELD(voice_statement, seed, F_INT, VOICE_SEED_UNKNOWN, VOICE_SEEDED),
    FIELD(voice_statement, moderation, F_INT, VOICE_REJECTED, VOICE_ACCEPTED), FIELD(voice_statement, meta, F_BOOL, 0, 1), FIELD(voice_statement, author, F_I64, -1, INT64_MAX),
    FIELD(voice_statement, time_ms, F_I64, INT64_MIN, INT64_MAX)};
static const struct field_spec statement_text_fields[] = {FIELD_TEXT(voice_text, language), FIELD(voice_text, translated, F_BOOL, 0, 1), FIELD_TEXT(voice_text, text),
    FIELD_TEXT(voice_text, observation), FIELD_TEXT(voice_text, feeling), FIELD_TEXT(voice_text, need), FIELD_TEXT(voice_text, request)};
static const struct field_spec event_fields[] = {FIELD(voice_event, participant, F_U32, 0, UINT32_MAX), FIELD(voice_event, statement, F_U32, 0, UINT32_MAX),
    FIELD(voice_event, time_ms, F_I64, INT64_MIN, INT64_MAX), FIELD(voice_event, vote, F_I8, -1, 1)};
static const struct field_spec participant_fields[] = {{0, F_I64, 0, INT64_MAX}};
static const struct field_spec group_fields[] = {{0, F_I64, -1, VOICE_GROUP_SAID_MOST}};
static const struct field_spec value_fields[] = {{0, F_U32, 0, UINT32_MAX}};

void dialogue_out(struct sink *s, const struct dialogue_batch *b)
{
    sink_fields(s, b, N(about));
    sink_list(s, b->words, b->word_n, sizeof *b->words, N(words_fields));
    sink_i64(s, (int64_t)b->statement_n);
    for (size_t i = 0; i < b->statement_n; i++) {
        sink_fields(s, &b->statements[i], N(statement_fields));
        sink_list(s, b->statements[i].texts, b->statements[i].text_n, sizeof *b->statements[i].texts, N(statement_text_fields));
    }
    sink_list(s, b->participants, b->participant_n, sizeof *b->participants, N(participant_fields));
    sink_list(s, b->group_said, b->group_said ? b->participant_n : 0, sizeof *b->group_said, N(group_fields));
    sink_i64(s, (int64_t)b->attribute_n);
    for (size_t i = 0; i < b->attribute_n; i++) {
        const struct voice_attribute *t = &b->attributes[i];
        sink_text(s, t->name);
        sink_list(s, t->values, t->n, sizeof *t->values, N(text_fields));
        sink_list(s, t->of, b->participant_n, sizeof *t->of, N(value_fields));
    }
    sink_list(s, b->events, b->event_n, sizeof *b->events, N(event_fields));
    problems_out(s, b->log.list, b->log.n);
}

static void statements_in(struct source *s, struct dialogue_batch *b)
{
    b->statement_n = source_count(s, 30);
    b->statements = ARENA_ARRAY(&b->arena, struct voice_statement, b->statement_n + 1);
    for (size_t i = 0; i < b->statement_n && !s->wrong; i++) {
        struct voice_statement *t = &b->statements[i];
        (void)source_fields(s, t, N(statement_fields));
        t->texts = source_list(s, &b->arena, sizeof *t->texts, N(statement_text_fields), &t->text_n);
        if (i && !s->wrong && t->id <= b->statements[i - 1].id)
            source_wrong(s, "statements are not in order");
    }
}

static void participants_in(struct source *s, struct dialogue_batch *b)
{
    size_t n;
    b->participants = source_list(s, &b->arena, sizeof *b->participants, N(participant_fields), &b->participant_n);
    b->group_said = source_list(s, &b->arena, sizeof *b->group_said, N(group_fields), &n);
    if (n == 0)
        b->group_said = NULL;
    if (n && n != b->participant_n)
        source_wrong(s, "groups of participants do not go with them");
    for (size_t i = 1; i < b->participant_n; i++)
        if (b->participants[i] <= b->participants[i - 1])
            source_wrong(s, "participants are not in order");
}

static void attributes_in(struct source *s, struct dialogue_batch *b)
{
    b->attribute_n = source_count(s, 24);
    b->attributes = ARENA_ARRAY(&b->arena, struct voice_attribute, b->attribute_n + 1);
    for (size_t i = 0; i < b->attribute_n && !s->wrong; i++) {
        struct voice_attribute *t = &b->attributes[i];
        size_t n;
        t->name = source_text(s, RECORD_TEXT_MOST);
        t->values = source_list(s, &b->arena, sizeof *t->values, N(text_fields), &t->n);
        t->of = source_list(s, &b->arena, sizeof *t->of, N(value_fields), &n);
        if (n != b->participant_n)
            source_wrong(s, "what was declared does not go with the participants");
        for (size_t k = 0; k < n && !s->wrong; k++)
            if (t->of[k] >= t->n && t->of[k] != OPINION_NO_GROUP)
                source_wrong(s, "a declared value is none that there is");
    }
}

bool dialogue_in(struct source *s, struct dialogue_batch *b)
{
    if (!source_fields(s, b, N(about)))
        return false;
    b->words = source_list(s, &b->arena, sizeof *b->words, N(words_fields), &b->word_n);
    statements_in(s, b);
    participants_in(s, b);
    attributes_in(s, b);
    b->events = source_list(s, &b->arena, sizeof *b->events, N(event_fields), &b->event_n);
    for (size_t i = 0; i < b->event_n; i++)
        if (b->events[i].participant >= b->participant_n || b->events[i].statement >= b->statement_n)
            source_wrong(s, "a vote is nobody's, or about nothing");
    b->log.list = problems_in(s, &b->arena, &b->log.n); /* from the arena: the log grows, so it needs its own */
    struct problem *own = mem_get((b->log.n + 1) * sizeof *own);
    memcpy(own, b->log.list, b->log.n * sizeof *own);
    b->log.list = own;
    b->log.room = b->log.n + 1;
    for (size_t i = 0; i < b->log.n; i++)
        b->log.listed[own[i].severity]++;
    return !s->wrong;
}
