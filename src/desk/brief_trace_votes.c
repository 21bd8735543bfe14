/* SPDX-License-Identifier: GPL-3.0-or-later */
/* brief --trace: the statements of dialogues behind a sentence. A vote record is a political profile: this lists statements and counts, never people. */
#include "brief/trace.h"
#include "desk/desk_priv.h"

struct counted {
    const struct voice_dialogue *about;
    int64_t statement; /* its number in the dialogue; -1: the dialogue as a whole */
    struct shown_cell agree, disagree, pass, people;
};

static struct counted counted_of(const struct brief_data *b, const struct trace_vote *v)
{
    const struct brief_dialogue *d = &b->voices->list[v->dialogue];
    struct cells_basis basis = d->about.own ? basis_people(d->about.k) : BASIS_PUBLIC_RECORD;
    const struct voice_answer *a = d->answer;
    struct counted c = {.about = &d->about, .statement = -1};
    int64_t agree = -1, disagree = -1, seen = a ? (int64_t)a->data->votes.participants : d->about.participants;
    if (a && v->column != SIZE_MAX) {
        const struct opinion_tally *t = &a->found.tally;
        size_t at = opinion_at(t, t->groups, v->column);
        c.statement = a->data->statements[a->data->column[v->column]].id;
        agree = t->agree[at], disagree = t->disagree[at], seen = t->seen[at];
    }
    c.agree = guard_one(basis, (struct estimate){agree < 0 ? NAN : (double)agree, NAN, NAN, seen});
    c.disagree = guard_one(basis, (struct estimate){disagree < 0 ? NAN : (double)disagree, NAN, NAN, seen});
    c.pass = guard_one(basis, (struct estimate){agree < 0 ? NAN : (double)(seen - agree - disagree), NAN, NAN, seen});
    c.people = guard_one(basis, (struct estimate){(double)seen, NAN, NAN, seen});
    return c;
}

static void put_cell(struct doc_table *t, size_t row, size_t column, struct shown_cell v)
{
    t->cells[row * t->column_n + column] = (struct doc_cell){.kind = CELL_NUMBER, .number = v, .style = NUMBER_INT};
}

void desk_trace_votes(struct request *r, struct answer *a, const struct brief_data *b, const struct trace *trace)
{
    if (!trace->vote_n)
        return;
    static const char *const keys[] = {"dialogue", "statement", "agree", "disagree", "pass", "people"};
    static const char *const labels[] = {T("Dialogue"), T("Statement"), T("Agree"), T("Disagree"), T("Pass"), T("People who voted")};
    struct doc_table *t = desk_table(r, a, "statements_voted_on", T("Which statements, and their votes"), ARRAY_LEN(keys), trace->vote_n);
    for (size_t k = 0; k < ARRAY_LEN(keys); k++)
        desk_column(r, t, k, keys[k], labels[k], k > 0, "");
    for (size_t i = 0; i < trace->vote_n; i++) {
        struct counted c = counted_of(b, &trace->votes[i]);
        desk_text(a, t, i, 0, c.about->name);
        if (c.statement >= 0) {
            desk_number(t, i, 1, c.statement);
            t->cells[i * t->column_n + 1].style = NUMBER_PLAIN; /* a name, not a quantity */
            put_cell(t, i, 2, c.agree);
            put_cell(t, i, 3, c.disagree);
            put_cell(t, i, 4, c.pass);
        }
        put_cell(t, i, 5, c.people);
    }
}

static void key_shown(struct json *j, const char *key, struct shown_cell c)
{
    json_key(j, key);
    if (shown_state(c) != SHOWN_VALUE || isnan(shown_value(c).value))
        json_null(j);
    else
        json_int(j, (int64_t)shown_value(c).value);
}

void desk_trace_votes_json(struct json *j, const struct brief_data *b, const struct trace *trace)
{
    if (!trace->vote_n)
        return;
    json_key(j, "votes");
    json_array(j);
    for (size_t i = 0; i < trace->vote_n; i++) {
        struct counted c = counted_of(b, &trace->votes[i]);
        json_object(j);
        json_key(j, "dialogue"), json_text(j, c.about->name);
        json_key(j, "statement");
        if (c.statement >= 0)
            json_int(j, c.statement);
        else
            json_null(j);
        key_shown(j, "agree", c.agree);
        key_shown(j, "disagree", c.disagree);
        key_shown(j, "pass", c.pass);
        key_shown(j, "people", c.people);
        json_close(j);
    }
    json_close(j);
}
