/* SPDX-License-Identifier: GPL-3.0-or-later */
/* show: letters, meetings and promises, by name: for the register's own people. */
#include "desk/coded.h"
#include "desk/letters.h"

static struct str day_words(struct request *r, struct day d)
{
    struct buf b CLEANUP(buf_end) = {0};
    if (day_known(d))
        buf_day(&b, d);
    return str_of(arena_text(&r->arena, b.p ? b.p : "", b.n));
}

/* Whom the row's words mean, where they mean one that is declared. */
static struct str actor_key(const struct roster *roster, struct str words)
{
    int32_t number = roster_find(roster, words);
    return number >= 0 && roster_at(roster, (size_t)number)->declared ? roster_at(roster, (size_t)number)->key : STR("");
}

enum letter_column { L_ID, L_KEY, L_KIND, L_DATE, L_FROM, L_TO, L_ACTOR, L_TOPIC, L_ASKED, L_DUE, L_OUTCOME, L_OUTCOME_DATE, L_ANSWER, L_ARTICLE, L_NOTE, L_IMPORT, L_LINE, L_COLUMNS };

bool show_letters(struct request *r, struct answer *a, struct err *e)
{
    static const char *const keys[L_COLUMNS] = {"id", "key", "kind", "date", "from", "to", "actor", "topic", "asked", "due", "outcome", "outcome_date", "answer", "article", "note", "import",
        "line"};
    static const char *const labels[L_COLUMNS] = {T("Number"), T("Key"), T("Kind"), T("Date"), T("From"), T("To"), T("Actor"), T("Topic"), T("Asked for"), T("Answer due"), T("Outcome"),
        T("Outcome on"), T("Answer"), T("Article"), T("Note"), T("Import"), T("Line")};
    struct contact *list;
    struct roster *roster;
    size_t n;
    if (!desk_named_here(r, e) || !contacts_read(r->store, &r->arena, &list, &n, e) || !roster_read(r->store, &r->arena, &roster, e) || !desk_rows_fit(r, n, e))
        return false;
    struct doc_table *t = desk_table(r, a, "letters", T("Letters, calls and meetings, and what came back"), L_COLUMNS, n);
    for (size_t i = 0; i < L_COLUMNS; i++)
        desk_column(r, t, i, keys[i], labels[i], i == L_ID || i >= L_IMPORT, "");
    desk_named(t, "kind from to outcome");
    t->columns[L_ACTOR].machine_only = true; /* readers have its name */
    for (size_t i = 0; i < n; i++) {
        const struct contact *x = &list[i];
        const struct str texts[L_COLUMNS] = {[L_KEY] = x->key, [L_DATE] = day_words(r, x->day), [L_FROM] = x->from, [L_TO] = x->to, [L_ACTOR] = actor_key(roster, x->to), [L_TOPIC] = x->topic,
            [L_ASKED] = x->asked, [L_DUE] = day_words(r, x->due), [L_OUTCOME_DATE] = day_words(r, x->outcome_day), [L_ANSWER] = x->answer, [L_ARTICLE] = x->article, [L_NOTE] = x->note};
        for (size_t k = L_KEY; k < L_IMPORT; k++)
            desk_text(a, t, i, k, texts[k].p ? texts[k] : STR(""));
        desk_actor_cell(r, a, t, i, L_FROM, roster, x->from);
        desk_actor_cell(r, a, t, i, L_TO, roster, x->to);
        desk_both(a, t, i, L_KIND, str_of(say(&r->speech, x->kind->label)), NULL, str_of(x->kind->code));
        desk_both(a, t, i, L_OUTCOME, str_of(say(&r->speech, x->outcome->label)), NULL, str_of(x->outcome->code));
        desk_number(t, i, L_ID, (int64_t)i + 1);
        desk_number(t, i, L_IMPORT, x->import);
        desk_number(t, i, L_LINE, x->line);
    }
    return true;
}

enum promise_column { P_ID, P_KEY, P_CONTACT, P_BY, P_ACTOR, P_PROMISED, P_MADE, P_DUE, P_STATE, P_STATE_DATE, P_EVIDENCE, P_TOLD, P_IMPORT, P_LINE, P_COLUMNS };

bool show_promises(struct request *r, struct answer *a, struct err *e)
{
    static const char *const keys[P_COLUMNS] = {"id", "key", "contact", "by", "actor", "promised", "made", "due", "state", "state_date", "evidence", "told", "import", "line"};
    static const char *const labels[P_COLUMNS] = {T("Number"), T("Key"), T("Letter or meeting"), T("Promised by"), T("Actor"), T("What was promised"), T("Promised on"), T("Due"),
        T("What became of the promise"), T("As of"), T("How one can see it"), T("People were told on"), T("Import"), T("Line")};
    struct promise *list;
    struct roster *roster;
    size_t n;
    if (!desk_named_here(r, e) || !promises_read(r->store, &r->arena, &list, &n, e) || !roster_read(r->store, &r->arena, &roster, e) || !desk_rows_fit(r, n, e))
        return false;
    struct doc_table *t = desk_table(r, a, "promises", T("Promises, and what became of them"), P_COLUMNS, n);
    for (size_t i = 0; i < P_COLUMNS; i++)
        desk_column(r, t, i, keys[i], labels[i], i == P_ID || i >= P_IMPORT, "");
    desk_named(t, "by state");
    t->columns[P_ACTOR].machine_only = true;
    for (size_t i = 0; i < n; i++) {
        const struct promise *x = &list[i];
        const struct str texts[P_COLUMNS] = {[P_KEY] = x->key, [P_CONTACT] = x->contact, [P_BY] = x->actor, [P_ACTOR] = actor_key(roster, x->actor), [P_PROMISED] = x->promised,
            [P_MADE] = day_words(r, x->made), [P_DUE] = day_words(r, x->due), [P_STATE_DATE] = day_words(r, x->state_day), [P_EVIDENCE] = x->evidence, [P_TOLD] = day_words(r, x->told)};
        for (size_t k = P_KEY; k < P_IMPORT; k++)
            desk_text(a, t, i, k, texts[k].p ? texts[k] : STR(""));
        desk_actor_cell(r, a, t, i, P_BY, roster, x->actor);
        desk_both(a, t, i, P_STATE, str_of(say(&r->speech, x->state->label)), NULL, str_of(x->state->code));
        desk_number(t, i, P_ID, (int64_t)i + 1);
        desk_number(t, i, P_IMPORT, x->import);
        desk_number(t, i, P_LINE, x->line);
    }
    return true;
}
