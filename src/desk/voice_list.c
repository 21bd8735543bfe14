/* SPDX-License-Identifier: GPL-3.0-or-later */
/* voice --statements and --next: the statements of a dialogue with their counts; which one to show to somebody next. */
#include "desk/voice_priv.h"
#include <sys/random.h>

/* ---- the list ---- */

enum statement_column { QUOTED, ID, TEXT, TRANSLATION, LANGUAGE, AGREE, DISAGREE, PASS, SEEN, MODERATION, META, SEEDED, STATEMENT_COLUMNS };

static void statement_columns(struct request *r, struct doc_table *t)
{
    static const char *const keys[] = {"statement", "id", "text", "translation", "language", "agree", "disagree", "pass", "seen", "moderation", "meta", "seed"};
    static const char *const labels[] = {T("Statement"), T("Number"), T("Statement"), T("Translation"), T("Language"), T("Agree"), T("Disagree"), T("Pass"), T("Voted"), T("Moderation"),
        T("About the person"), T("By whoever holds it")};
    for (size_t k = 0; k < STATEMENT_COLUMNS; k++)
        desk_column(r, t, k, keys[k], labels[k], k == ID || (k >= AGREE && k <= SEEN), "");
    t->columns[QUOTED].human_only = true;
    static const enum statement_column machines[] = {ID, TEXT, TRANSLATION, LANGUAGE, SEEDED};
    for (size_t k = 0; k < ARRAY_LEN(machines); k++)
        t->columns[machines[k]].machine_only = true;
}

/* While people answer, each count stands on those it counts, and moves once ten more came. */
static void count_cell(const struct voice_view *v, struct doc_table *t, size_t row, size_t column, int64_t count, int64_t n)
{
    if (v->open) {
        n = count = desk_step(count, v->k);
    }
    t->cells[row * t->column_n + column] = (struct doc_cell){.kind = CELL_NUMBER, .number = voice_number(v, (double)count, n), .style = NUMBER_INT};
}

static void yes_no(const struct voice_view *v, struct doc_table *t, size_t row, size_t column, bool yes)
{
    desk_both(v->a, t, row, column, str_of(yes ? say(&v->r->speech, T("yes")) : ""), NULL, yes ? STR("1") : STR("0"));
}

static void statement_row(const struct voice_view *v, struct doc_table *t, size_t row, const struct voice_statement *s, size_t c)
{
    const struct voice_text *own = voice_original(s), *other = voice_translation(s, language_code(v->r->speech.language));
    bool voted = c != SIZE_MAX;
    int64_t n = voted ? v->total.seen[c] : 0, agree = voted ? v->total.agree[c] : 0, disagree = voted ? v->total.disagree[c] : 0;
    t->cells[row * t->column_n + QUOTED].kind = CELL_WORDS;
    voice_quote(v, &t->cells[row * t->column_n + QUOTED].words, s);
    desk_number(t, row, ID, s->id);
    desk_text(v->a, t, row, TEXT, own ? own->text : STR(""));
    desk_text(v->a, t, row, TRANSLATION, other ? other->text : STR(""));
    desk_text(v->a, t, row, LANGUAGE, own ? own->language : STR(""));
    count_cell(v, t, row, AGREE, agree, n);
    count_cell(v, t, row, DISAGREE, disagree, n);
    count_cell(v, t, row, PASS, n - agree - disagree, n);
    count_cell(v, t, row, SEEN, n, n);
    desk_both(v->a, t, row, MODERATION, str_of(say(&v->r->speech, voice_moderation_words(s->moderation))), NULL, voice_moderation_code(s->moderation));
    yes_no(v, t, row, META, s->meta);
    desk_text(v->a, t, row, SEEDED, s->seed == VOICE_SEED_UNKNOWN ? STR("") : s->seed == VOICE_SEEDED ? STR("1") : STR("0"));
}

void voice_statements(const struct voice_view *v)
{
    struct doc_table *t = desk_table(v->r, v->a, "statements", T("Statements and their votes"), STATEMENT_COLUMNS, v->d->statement_n);
    statement_columns(v->r, t);
    for (size_t i = 0, c = 0; i < v->d->statement_n; i++) {
        bool voted = c < v->d->votes.statements && v->d->column[c] == i;
        statement_row(v, t, i, &v->d->statements[i], voted ? c : SIZE_MAX);
        c += voted;
    }
}

/* ---- what to show next ---- */

struct drawing_of { /* a number for every statement of the dialogue, also those without a vote */
    double *priority;
    bool *may;
};

static bool participant_of(const struct voice_data *d, struct str word, size_t *out, struct err *e)
{
    int64_t id;
    if (!str_to_int(word, &id))
        return err_set(e, ERR_USAGE, "--next: \"%.*s\" is not the number of a participant", STR_F(word));
    for (size_t i = 0; i < d->votes.participants; i++)
        if (d->ids[i] == id) {
            *out = i;
            return true;
        }
    return err_set(e, ERR_ABSENT, "--next: nobody with the number %" PRId64 " has voted in \"%.*s\"", id, STR_F(d->about.name));
}

/* Not voted on yet, and not rejected; one that nobody has voted on has priority 1 (method 9). */
static struct drawing_of what_may(struct request *r, const struct voice_answer *x, size_t participant)
{
    const struct voice_data *d = x->data;
    struct drawing_of w = {ARENA_ARRAY(&r->arena, double, d->statement_n + 1), ARENA_ARRAY(&r->arena, bool, d->statement_n + 1)};
    for (size_t i = 0; i < d->statement_n; i++) {
        w.priority[i] = 1;
        w.may[i] = d->statements[i].moderation != VOICE_REJECTED;
    }
    for (size_t c = 0; c < d->votes.statements; c++)
        w.priority[d->column[c]] = x->priority[c];
    for (uint64_t k = d->votes.begin[participant]; k < d->votes.begin[participant + 1]; k++)
        w.may[d->column[d->votes.statement[k]]] = false;
    return w;
}

static uint64_t chance_seed(const struct request *r)
{
    uint64_t seed = 0;
    if (request_text(r, "seed").n)
        return desk_seed(r);
    if (getrandom(&seed, sizeof seed, 0) != (ssize_t)sizeof seed)
        seed = hash_64(r->now.p, r->now.n, 1);
    return seed >> 1; /* a whole number that --seed takes */
}

static void tell_next(struct request *r, struct answer *a, const struct voice_data *d, size_t statement, double chance, uint64_t seed)
{
    const struct voice_statement *s = &d->statements[statement];
    const struct voice_text *own = voice_original(s), *other = voice_translation(s, language_code(r->speech.language));
    struct doc_table *t = desk_table(r, a, "next", T("The statement to show next"), 5, 1);
    static const char *const keys[] = {"id", "text", "translation", "chance", "seed"};
    static const char *const labels[] = {T("Number"), T("Statement"), T("Translation"), T("Chance it had"), T("Seed")};
    for (size_t k = 0; k < ARRAY_LEN(keys); k++)
        desk_column(r, t, k, keys[k], labels[k], k == 0 || k > 2, "");
    t->columns[2].machine_only = !other;
    t->columns[4].machine_only = true;
    desk_number(t, 0, 0, s->id);
    desk_text(a, t, 0, 1, own ? own->text : STR(""));
    desk_text(a, t, 0, 2, other ? other->text : STR(""));
    t->cells[3] = (struct doc_cell){.kind = CELL_NUMBER, .number = guard_one(BASIS_PUBLIC_RECORD, (struct estimate){chance, NAN, NAN, 1}), .style = NUMBER_PERCENT_1};
    desk_text(a, t, 0, 4, str_of(arena_f(&r->arena, "%" PRIu64, seed)));
    if (!r->wants_json)
        return;
    struct json j;
    json_begin(&j, &a->json);
    json_object(&j);
    json_key(&j, "id"), json_int(&j, s->id);
    json_key(&j, "text"), json_text(&j, own ? own->text : STR(""));
    json_key(&j, "chance"), json_real(&j, chance);
    json_key(&j, "seed"), json_int(&j, (int64_t)seed);
    json_close(&j);
}

bool voice_next(struct request *r, struct answer *a, const struct voice_data *d, struct err *e)
{
    static const double floor_share = 0.2;
    size_t participant = 0;
    struct voice_answer x;
    struct rng chance;
    double had = 0;
    const struct voice_options o = {.compat = true}; /* priorities come before any resampling */
    if (!participant_of(d, request_text(r, "next"), &participant, e) || !voice_answer_of(NULL, d, &o, &r->arena, &x, r->progress, e))
        return false;
    uint64_t seed = chance_seed(r);
    struct drawing_of w = what_may(r, &x, participant);
    rng_init(&chance, seed);
    size_t next = opinion_next(w.priority, w.may, d->statement_n, floor_share, &chance, &had);
    if (next == SIZE_MAX) {
        desk_note(r, a, T("There is no statement left that this participant has not voted on."), NULL, 0);
        return true;
    }
    tell_next(r, a, d, next, had, seed);
    return true;
}
