/* SPDX-License-Identifier: GPL-3.0-or-later */
/* actors --same: names in different files that may mean one actor, with why and where they stand; and what people decided of them. For the register's own people. */
#include "desk/same.h"
#include "desk/desk_priv.h"

struct looking {
    struct request *r;
    struct roster *who;
    struct same_proposal *list;
    struct same_decision *decisions;
    struct same_stands stands;
    size_t n, decision_n;
};

const char *same_why_words(enum same_why why)
{
    static const char *const words[SAME_WHY_N] = {T("the same words in another order, or with other small words"), T("the same letters, written together or apart"),
        T("the same but for a word for its form, such as organisation or Ltd"), T("the same words in another language"), T("one letter apart"),
        T("initials of the name, or the same initials"), T("sounds alike in another script")};
    return words[why];
}

static const char *const why_codes[SAME_WHY_N] = {"words", "spacing", "form", "language", "letter", "acronym", "sound"};

/* The first that holds: the others are seen on looking. */
const char *same_doubt_words(unsigned doubt)
{
    return doubt & SAME_DOUBT_SEVERAL ? T("doubtful: it may mean several") : doubt & SAME_DOUBT_KIND ? T("doubtful: of different kinds")
        : doubt & SAME_DOUBT_PLACE ? T("doubtful: of different places") : T("likely");
}

static const char *doubt_code(unsigned doubt)
{
    return doubt & SAME_DOUBT_SEVERAL ? "several" : doubt & SAME_DOUBT_KIND ? "kind" : doubt & SAME_DOUBT_PLACE ? "place" : "";
}

static bool look(struct store *s, void *arg, struct err *e)
{
    struct looking *k = arg;
    struct arena *a = &k->r->arena;
    return roster_read(s, a, &k->who, e) && same_stands_read(s, a, &k->stands, e) && same_decisions(s, a, &k->decisions, &k->decision_n, e);
}

/* What a decision names it by: a declared one by its key, others by their words. */
static struct str words_of(const struct looking *k, uint32_t actor)
{
    return roster_at(k->who, actor)->key;
}

static void stand_cells(const struct looking *k, struct answer *a, struct doc_table *t, size_t row, size_t column, struct str words)
{
    const struct same_stand *s = same_stand_of(&k->stands, words);
    struct request *r = k->r;
    if (!s)
        return;
    struct str shown = DESK_TOLD(r, T("import {import}, line {line}"), desk_number_slot(r, "import", s->import), desk_number_slot(r, "line", s->line));
    desk_both(a, t, row, column, shown, NULL, str_of(arena_f(&r->arena, "%" PRId64 ":%" PRId64, s->import, s->line)));
    desk_number(t, row, column + 1, s->rows);
}

static void proposals(const struct looking *k, struct answer *a)
{
    static const char *const keys[] = {"words", "as", "actor", "with", "why", "sure", "stands", "rows", "actor_stands", "actor_rows"};
    static const char *const labels[] = {T("Words"), T("The name meant"), T("May be"), T("Its name"), T("Why"), T("How sure"), T("The words stand in"), T("Rows with the words"),
        T("That actor stands in"), T("Rows with that actor")};
    struct request *r = k->r;
    struct doc_table *t = desk_table(r, a, "same", T("Names that may mean one actor"), ARRAY_LEN(keys), k->n);
    for (size_t i = 0; i < ARRAY_LEN(keys); i++)
        desk_column(r, t, i, keys[i], labels[i], i == 7 || i == 9, "");
    for (size_t i = 0; i < k->n; i++) {
        const struct same_proposal *p = &k->list[i];
        struct str one = words_of(k, p->one), other = words_of(k, p->other);
        desk_text(a, t, i, 0, one);
        desk_text(a, t, i, 1, p->as);
        desk_text(a, t, i, 2, other);
        desk_text(a, t, i, 3, p->with);
        desk_both(a, t, i, 4, str_of(say(&r->speech, same_why_words(p->why))), NULL, str_of(why_codes[p->why]));
        desk_both(a, t, i, 5, str_of(say(&r->speech, same_doubt_words(p->doubt))), NULL, str_of(doubt_code(p->doubt)));
        stand_cells(k, a, t, i, 6, one);
        stand_cells(k, a, t, i, 8, other);
    }
}

static void decisions(const struct looking *k, struct answer *a)
{
    static const char *const keys[] = {"words", "actor", "decision", "said_by", "day"};
    static const char *const labels[] = {T("Words"), T("Actor"), T("Decided"), T("Said by"), T("Day")};
    struct request *r = k->r;
    struct doc_table *t = desk_table(r, a, "decisions", T("What was decided"), ARRAY_LEN(keys), k->decision_n);
    for (size_t i = 0; i < ARRAY_LEN(keys); i++)
        desk_column(r, t, i, keys[i], labels[i], false, "");
    for (size_t i = 0; i < k->decision_n; i++) {
        const struct same_decision *d = &k->decisions[i];
        struct buf day CLEANUP(buf_end) = {0};
        buf_day(&day, d->day);
        desk_text(a, t, i, 0, d->name);
        desk_text(a, t, i, 1, d->key);
        desk_both(a, t, i, 2, str_of(say(&r->speech, str_is(d->decision, "same") ? T("the same") : T("another"))), NULL, d->decision);
        desk_text(a, t, i, 3, d->said_by);
        desk_text(a, t, i, 4, str_of(arena_text(&r->arena, day.p, day.n)));
    }
}

bool desk_same(struct request *r, struct answer *a, struct err *e)
{
    struct looking k = {.r = r};
    if (!store_look(r->store, look, &k, e))
        return false;
    same_propose(k.who, &r->arena, &k.list, &k.n);
    if (!desk_rows_fit(r, k.n, e))
        return false;
    proposals(&k, a);
    if (k.decision_n && !request_flag(r, "csv")) /* CSV is one table */
        decisions(&k, a);
    desk_note(r, a, T("Nothing was merged: these are proposals. Look at the files, then decide with `diwan actors REGISTER --decide WORDS ACTOR same --by-whom NAME`, or other where they are two; undo takes a decision back."), NULL, 0);
    return true;
}

/* ---- a decision ---- */

/* Is there a decision of these two that counts? */
static bool decided(struct store *s, struct arena *a, const struct same_said *d, bool *out, struct err *e)
{
    struct same_decision *list;
    size_t n;
    if (!same_decisions(s, a, &list, &n, e))
        return false;
    *out = false;
    for (size_t i = 0; i < n; i++)
        *out = *out || (str_eq(list[i].name, d->name) && str_eq(list[i].key, d->key));
    return true;
}

static bool whom(struct store *s, struct arena *a, struct same_said *d, struct err *e)
{
    struct roster *who = NULL;
    if (!roster_read(s, a, &who, e))
        return false;
    int32_t name = roster_find(who, d->name), key = roster_find(who, d->key);
    if (name < 0 && !roster_doubt(who, d->name))
        return err_set(e, ERR_ABSENT, "nobody in the register is called \"%.*s\"; `diwan actors REGISTER --same` lists words as they stand", STR_F(d->name));
    if (key < 0)
        return roster_doubt(who, d->key) ? err_set(e, ERR_INPUT, "several actors go by \"%.*s\": name one by its key", STR_F(d->key))
                                         : err_set(e, ERR_ABSENT, "the register knows no actor \"%.*s\"", STR_F(d->key));
    if (str_is(d->decision, "same") && name == key)
        return err_set(e, ERR_INPUT, "\"%.*s\" means %.*s already", STR_F(d->name), STR_F(roster_at(who, (size_t)key)->key));
    d->key = roster_at(who, (size_t)key)->key;
    return true;
}

static bool undone(struct store *s, struct arena *a, const struct same_said *d, struct err *e)
{
    bool there;
    if (!decided(s, a, d, &there, e))
        return false;
    return there || err_set(e, ERR_ABSENT, "nothing is decided of \"%.*s\" and %.*s; `diwan actors REGISTER --same` lists what was", STR_F(d->name), STR_F(d->key));
}

bool same_decide(struct store *s, struct arena *a, struct same_said *d, struct err *e)
{
    bool undo = str_is(d->decision, "undo");
    if (!undo && !str_is(d->decision, "same") && !str_is(d->decision, "other"))
        return err_set(e, ERR_USAGE, "\"%.*s\" is not one of same, other and undo", (int)MIN_OF(d->decision.n, (size_t)60), d->decision.p);
    if (!(undo ? undone(s, a, d, e) : whom(s, a, d, e)))
        return false;
    struct str detail = str_of(arena_f(a, "%.*s: %.*s %.*s", STR_F(d->name), STR_F(d->decision), STR_F(d->key)));
    return actor_same_say(s, d->name, d->key, undo ? STR("") : d->decision, d->by, d->day, e) && store_audit(s, "actors", detail, e);
}

struct deciding {
    struct request *r;
    struct same_said said;
};

static bool decide_do(struct store *s, void *arg, struct err *e)
{
    struct deciding *d = arg;
    return same_decide(s, &d->r->arena, &d->said, e);
}

bool desk_same_decide(struct request *r, struct answer *a, struct err *e)
{
    struct deciding d = {r, {.name = str_trim(request_text(r, "decide")), .by = str_trim(request_text(r, "by-whom"))}};
    struct day last;
    if (r->argument_n != 2)
        return err_set(e, ERR_USAGE, "say whom the words mean, and what you decided: `diwan actors REGISTER --decide WORDS ACTOR same|other|undo --by-whom NAME`");
    d.said.key = str_trim(r->arguments[0]);
    d.said.decision = r->arguments[1];
    if (!str_is(d.said.decision, "same") && !str_is(d.said.decision, "other") && !str_is(d.said.decision, "undo"))
        return err_set(e, ERR_USAGE, "\"%.*s\" is not one of same, other and undo", STR_F(d.said.decision));
    if (!d.said.by.n)
        return err_set(e, ERR_USAGE, "say who decided it: --by-whom NAME");
    if (!day_parse((struct str){r->now.p, MIN_OF(r->now.n, (size_t)10)}, &d.said.day, &last))
        return err_set(e, ERR_SYSTEM, "the day is not known");
    if (!store_task(r->store, decide_do, &d, e))
        return false;
    struct slot slots[] = {desk_slot("words", d.said.name), desk_slot("actor", d.said.key)};
    desk_note(r, a, str_is(d.said.decision, "same") ? T("\"{words}\" means {actor} from now on; `undo` in place of `same` takes that back.")
        : str_is(d.said.decision, "other") ? T("\"{words}\" does not mean {actor}, and is not proposed again.") : T("What was decided of \"{words}\" and {actor} is taken back."), slots, 2);
    return true;
}
