/* SPDX-License-Identifier: GPL-3.0-or-later */
/* show: dialogues. */
#include "desk/desk_priv.h"
#include "voice/voice.h"

static struct str day_words(struct request *r, struct day d)
{
    struct buf b CLEANUP(buf_end) = {0};
    if (day_known(d))
        buf_day(&b, d);
    return str_of(arena_text(&r->arena, b.p ? b.p : "", b.n));
}

static struct cells_basis basis_of(const struct voice_dialogue *d)
{
    return d->own ? basis_people(d->k) : BASIS_PUBLIC_RECORD;
}

/* People, or what they did; held by people here, it passes as guard lets it. */
static void people_cell(struct doc_table *t, size_t row, size_t column, const struct voice_dialogue *d, int64_t count, int64_t people)
{
    struct estimate v = {count < 0 ? NAN : (double)count, NAN, NAN, people};
    t->cells[row * t->column_n + column] = (struct doc_cell){.kind = CELL_NUMBER, .number = guard_one(basis_of(d), v), .style = NUMBER_INT};
}

/* Whether it is named to anybody: those that came from a file are, too. */
static bool is_listed(struct store *s, int64_t dialogue, bool *out, struct err *e)
{
    int64_t hidden = 0;
    if (!store_int(s, "SELECT count(*) FROM dialogue_room WHERE origin = $1 AND dialogue = $2 AND listed = 0", WITH(bind_int(store_origin(s)), bind_int(dialogue)), 0, &hidden, e))
        return false;
    *out = hidden == 0;
    return true;
}

/* Do people answer it here, now? */
static bool answered_now(struct store *s, const struct voice_dialogue *d, bool *out, struct err *e)
{
    int64_t open = 0;
    if (!store_int(s, "SELECT count(*) FROM dialogue_room WHERE origin = $1 AND dialogue = $2 AND opened IS NOT NULL", WITH(bind_int(store_origin(s)), bind_int(d->id)), 0, &open, e))
        return false;
    *out = open > 0 && !day_known(d->closed);
    return true;
}

bool desk_dialogue_told(const struct request *r, struct store *s, const struct voice_dialogue *d, bool *listed, bool *open, bool *told, struct err *e)
{
    *listed = *told = true;
    *open = false;
    if (!d->own)
        return true;
    if ((r->passed_on && !is_listed(s, d->id, listed, e)) || !answered_now(s, d, open, e))
        return false;
    *told = *listed && !(*open && r->bystander) && (!r->passed_on || day_known(d->closed));
    return true;
}

bool desk_dialogues_told(const struct request *r, struct store *s, struct voice_dialogue *list, size_t *n, bool *open, struct err *e)
{
    size_t kept = 0;
    for (size_t i = 0; i < *n; i++) {
        bool listed, answered, told;
        if (!desk_dialogue_told(r, s, &list[i], &listed, &answered, &told, e))
            return false;
        if (!told || (answered && !open))
            continue;
        if (open)
            open[kept] = answered;
        list[kept++] = list[i];
    }
    *n = kept;
    return true;
}

bool show_dialogues(struct request *r, struct answer *a, struct err *e)
{
    static const char *const keys[] = {"id", "name", "topic", "own", "place", "phase", "from", "to", "closed", "statements", "participants", "votes", "import", "address"};
    static const char *const labels[] = {T("Number"), T("Name"), T("Topic"), T("Held here"), T("Place"), T("Phase"), T("First day"), T("Last day"), T("Closed"), T("Statements"),
        T("Participants"), T("Votes"), T("Import"), T("Address")};
    struct voice_dialogue *list = NULL;
    size_t n = 0;
    if (!voice_dialogues(r->store, &r->arena, &list, &n, e))
        return false;
    bool *open = ARENA_ARRAY(&r->arena, bool, n + 1);
    if (!desk_dialogues_told(r, r->store, list, &n, open, e))
        return false;
    struct doc_table *t = desk_table(r, a, "dialogues", T("Dialogues"), ARRAY_LEN(keys), n);
    for (size_t k = 0; k < ARRAY_LEN(keys); k++)
        desk_column(r, t, k, keys[k], labels[k], k == 0 || (k > 8 && k < 13), "");
    static const size_t machines[] = {4, 5, 12, 13};
    for (size_t k = 0; k < ARRAY_LEN(machines); k++)
        t->columns[machines[k]].machine_only = true;
    t->columns[8].machine_only = true;
    for (size_t i = 0; i < n; i++) {
        const struct voice_dialogue *d = &list[i];
        const char *phase = d->phase.n ? say(&r->speech, phase_words(phase_of(d->phase))) : NULL;
        desk_number(t, i, 0, d->id);
        desk_text(a, t, i, 1, d->name);
        desk_text(a, t, i, 2, voice_words_in(d, language_code(r->speech.language))->topic);
        desk_both(a, t, i, 3, str_of(d->own ? say(&r->speech, T("yes")) : say(&r->speech, T("no"))), NULL, d->own ? STR("1") : STR("0"));
        desk_text(a, t, i, 4, d->place);
        desk_both(a, t, i, 5, phase ? str_of(phase) : d->phase, NULL, d->phase);
        desk_text(a, t, i, 6, day_words(r, open[i] ? DAY_NONE : d->from)); /* the day of the latest answer tells that one came */
        desk_text(a, t, i, 7, day_words(r, open[i] ? DAY_NONE : d->to));
        desk_text(a, t, i, 8, day_words(r, d->closed));
        t->columns[8].machine_only &= !day_known(d->closed);
        desk_number(t, i, 9, d->statements);
        int64_t people = open[i] ? desk_step(d->participants, d->k) : d->participants;
        people_cell(t, i, 10, d, people, people);
        people_cell(t, i, 11, d, open[i] ? desk_step(d->votes, d->k) : d->votes, people);
        desk_number(t, i, 12, d->import);
        desk_text(a, t, i, 13, d->address);
    }
    if (n)
        desk_note(r, a, T("`diwan voice REGISTER NAME` says what people said in one of them."), NULL, 0);
    return true;
}
