/* SPDX-License-Identifier: GPL-3.0-or-later */
/* intake: actors, ties and scores, as they leave the cage and as they are read from it. */
#include "intake/parsed_priv.h"

#define N(spec) (spec), ARRAY_LEN(spec)
#define WORD(type, name) FIELD(type, name, F_WORD, 0, 0)
#define COUNTED(name) FIELD(actor_batch, name, F_I64, 0, RECORD_ROWS_MOST)

static const struct field_spec actor_spec[] = {WORD(actor_row, key), WORD(actor_row, kind), WORD(actor_row, level), WORD(actor_row, place), WORD(actor_row, reference),
    WORD(actor_row, said_by), WORD(actor_row, note), FIELD(actor_row, office, F_BOOL, 0, 1), FIELD(actor_row, name_at, F_SIZE, 0, INT64_MAX),
    FIELD(actor_row, name_n, F_SIZE, 0, ACTOR_NAMES_MOST + 1), FIELD(actor_row, line, F_I64, 0, RECORD_ROWS_MOST)};
static const struct field_spec name_spec[] = {WORD(actor_name_row, language), WORD(actor_name_row, sort), WORD(actor_name_row, name)};
static const struct field_spec tie_spec[] = {WORD(tie_row, from), WORD(tie_row, to), WORD(tie_row, relation), WORD(tie_row, currency), WORD(tie_row, said_by), WORD(tie_row, confidence),
    WORD(tie_row, visible), WORD(tie_row, note), FIELD(tie_row, strength, F_REAL, -3, (int64_t)1 << 50), FIELD(tie_row, amount, F_REAL, INT64_MIN, INT64_MAX),
    FIELD(tie_row, since, F_DAY, 0, 0), FIELD(tie_row, until, F_DAY, 0, 0), FIELD(tie_row, line, F_I64, 0, RECORD_ROWS_MOST)};
static const struct field_spec score_spec[] = {WORD(score_row, actor), WORD(score_row, issue), WORD(score_row, said_by), FIELD(score_row, power, F_REAL, 0, 10),
    FIELD(score_row, interest, F_REAL, 0, 10), FIELD(score_row, day, F_DAY, 0, 0), FIELD(score_row, line, F_I64, 0, RECORD_ROWS_MOST)};
static const struct field_spec counts_spec[] = {COUNTED(rows), COUNTED(refused), COUNTED(duplicates), COUNTED(noted), FIELD(actor_batch, several, F_BOOL, 0, 1)};

void actors_out(struct sink *s, const struct actor_batch *b)
{
    sink_words(s, &b->words);
    sink_fields(s, b, N(counts_spec));
    sink_list(s, b->names, b->name_n, sizeof *b->names, N(name_spec));
    sink_list(s, b->actors, b->actor_n, sizeof *b->actors, N(actor_spec));
    sink_list(s, b->ties, b->tie_n, sizeof *b->ties, N(tie_spec));
    sink_list(s, b->scores, b->score_n, sizeof *b->scores, N(score_spec));
    problems_out(s, b->log.list, b->log.n);
}

static bool one_of(struct str word, const char *const *list, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (str_is(word, list[i]))
            return true;
    return false;
}

/* Every word of a fixed list is one of it, and every name belongs to its actor. */
static bool actors_agree(struct source *s, const struct actor_batch *b)
{
    static const char *const levels[] = {"", "local", "national", "regional", "international"}, *const sorts[] = {"name", "acronym", "former", "spelling"};
    for (size_t i = 0; i < b->actor_n; i++) {
        const struct actor_row *x = &b->actors[i];
        struct str kind = intern_text(&b->words, x->kind);
        if (!x->key || (kind.n && !actor_kind_of(kind)) || !one_of(intern_text(&b->words, x->level), levels, ARRAY_LEN(levels)) || x->name_at > b->name_n ||
            x->name_n > b->name_n - x->name_at)
            return source_wrong(s, "an actor has no key, a kind or level that there is not, or names of others");
    }
    for (size_t i = 0; i < b->name_n; i++)
        if (!b->names[i].name || !one_of(intern_text(&b->words, b->names[i].sort), sorts, ARRAY_LEN(sorts)))
            return source_wrong(s, "a name is empty or of a sort that there is not");
    return true;
}

static bool ties_agree(struct source *s, const struct actor_batch *b)
{
    static const char *const sure[] = {"", "low", "medium", "high"}, *const seers[] = {"", "stewards", "staff", "partners", "public"};
    for (size_t i = 0; i < b->tie_n; i++) {
        const struct tie_row *x = &b->ties[i];
        if (!x->from || !x->to || !relation_of(intern_text(&b->words, x->relation)) || !one_of(intern_text(&b->words, x->confidence), sure, ARRAY_LEN(sure)) ||
            !one_of(intern_text(&b->words, x->visible), seers, ARRAY_LEN(seers)))
            return source_wrong(s, "a tie has no ends, or a word that there is not");
    }
    for (size_t i = 0; i < b->score_n; i++)
        if (!b->scores[i].actor)
            return source_wrong(s, "a score is of nobody");
    return true;
}

bool actors_in(struct source *s, struct actor_batch *b)
{
    if (!source_words(s, &b->words) || !source_fields(s, b, N(counts_spec)))
        return false;
    b->names = source_list(s, NULL, sizeof *b->names, N(name_spec), &b->name_n);
    b->actors = source_list(s, NULL, sizeof *b->actors, N(actor_spec), &b->actor_n);
    b->ties = source_list(s, NULL, sizeof *b->ties, N(tie_spec), &b->tie_n);
    b->scores = source_list(s, NULL, sizeof *b->scores, N(score_spec), &b->score_n);
    log_in(s, &b->log);
    return !s->wrong && actors_agree(s, b) && ties_agree(s, b);
}
