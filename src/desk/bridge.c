/* SPDX-License-Identifier: GPL-3.0-or-later */
/* bridge: who could carry a conversation between two who do not speak. For stewards, on their own screen: every question is recorded, and nothing of it goes into a file. */
#include "actor/bridge.h"
#include "desk/desk_priv.h"

struct asking {
    struct request *r;
    struct answer *a;
    struct roster *who;
    struct bridge b;
    uint32_t from, to;
    int8_t *consent; /* by actor: 1 agreed, -1 not, 0 not asked */
    int64_t unwilling; /* who did not agree, and would else have stood between with some tie of trust */
};

/* ---- what the register holds ---- */

static bool named(const struct asking *w, struct str words, uint32_t *out, struct err *e)
{
    int32_t at = roster_find(w->who, words);
    if (at >= 0) {
        *out = (uint32_t)at;
        return true;
    }
    if (roster_doubt(w->who, words))
        return err_set(e, ERR_INPUT, "several actors go by \"%.*s\": name one by its key", STR_F(words));
    return err_set(e, ERR_ABSENT, "the register knows no actor \"%.*s\"", STR_F(words));
}

static bool consents(struct asking *w, struct err *e)
{
    w->consent = ARENA_ARRAY(&w->r->arena, int8_t, roster_size(w->who) + 1);
    struct rows *rows CLEANUP(rows_drop) = store_rows(w->r->store, "SELECT actor_key, consent FROM actor_consent ORDER BY day, origin, id", WITH_NOTHING);
    while (rows_next(rows)) { /* the latest counts */
        int32_t at = roster_find(w->who, rows_text(rows, 0));
        if (at >= 0)
            w->consent[at] = rows_int(rows, 1) ? 1 : -1;
    }
    return rows_end(&rows, e);
}

/* Whoever did not agree to carry anything is on no chain, unless as one of its ends. */
static bool leads_over_no(struct asking *w, bool *counted, const struct tie *x)
{
    const uint32_t ends[] = {(uint32_t)x->from, (uint32_t)x->to};
    bool no = false;
    for (size_t i = 0; i < ARRAY_LEN(ends); i++) {
        if (w->consent[ends[i]] >= 0 || ends[i] == w->from || ends[i] == w->to)
            continue;
        no = true;
        if (strcmp(x->relation->code, "trust") == 0 && !counted[ends[i]]) {
            counted[ends[i]] = true;
            w->unwilling++;
        }
    }
    return no;
}

/* Ties that the rules let whoever asks see: a steward, all of them; but for those over whom nobody may be led. */
static bool found(struct asking *w, struct err *e)
{
    struct tie *ties = NULL;
    size_t n = 0, kept = 0;
    bool *counted = ARENA_ARRAY(&w->r->arena, bool, roster_size(w->who) + 1);
    if (!ties_read(w->r->store, w->who, request_day(w->r, "on"), &w->r->arena, &ties, &n, e))
        return false;
    for (size_t i = 0; i < n; i++)
        if (guard_relation(ties[i].relation, ties[i].visible, RELATION_STEWARD) && !leads_over_no(w, counted, &ties[i]))
            ties[kept++] = ties[i];
    return bridge_of(ties, kept, roster_size(w->who), w->from, w->to, &w->r->arena, &w->b, e);
}

/* ---- telling it ---- */

static struct str name_of(const struct asking *w, uint32_t actor)
{
    struct str in;
    return roster_name(w->who, actor, language_code(w->r->speech.language), &in);
}

static const char *consent_words(int8_t consent)
{
    return consent > 0 ? T("agreed") : consent < 0 ? T("did not agree") : T("not asked");
}

static void number_cell(struct doc_table *t, size_t row, size_t column, enum cell_kind kind, struct estimate v)
{
    t->cells[row * t->column_n + column] = (struct doc_cell){.kind = kind, .number = guard_trust(v, RELATION_STEWARD), .style = NUMBER_PERCENT};
}

/* Each step in a row of its own: who, whom it is trusted with, how much, by how many people's words. */
static void chain_table(struct asking *w, const char *key, const char *title, const struct bridge_chain *list, size_t n)
{
    static const char *const keys[] = {"chain", "trust", "range", "from", "to", "tie_trust", "tie_range", "said_by", "consent"};
    static const char *const labels[] = {T("Chain"), T("Trust of the chain"), T("From the lowest to the highest words"), T("Who trusts"), T("Whom"), T("Trust"),
        T("Lowest and highest"), T("People who said so"), T("Agreed to carry")};
    size_t rows = 0, row = 0;
    for (size_t i = 0; i < n; i++)
        rows += list[i].n - 1;
    struct doc_table *t = desk_table(w->r, w->a, key, title, ARRAY_LEN(keys), rows);
    for (size_t k = 0; k < ARRAY_LEN(keys); k++)
        desk_column(w->r, t, k, keys[k], labels[k], k < 3 || (k > 4 && k < 8), "");
    for (size_t i = 0; i < n; i++)
        for (size_t s = 0; s + 1 < list[i].n; s++, row++) {
            bool between = s + 2 < list[i].n;
            desk_number(t, row, 0, (int64_t)i + 1);
            number_cell(t, row, 1, CELL_NUMBER, list[i].trust);
            number_cell(t, row, 2, CELL_RANGE, list[i].trust);
            desk_text(w->a, t, row, 3, name_of(w, list[i].actors[s]));
            desk_text(w->a, t, row, 4, name_of(w, list[i].actors[s + 1]));
            number_cell(t, row, 5, CELL_NUMBER, list[i].steps[s]);
            number_cell(t, row, 6, CELL_RANGE, list[i].steps[s]);
            desk_number(t, row, 7, list[i].steps[s].n);
            desk_text(w->a, t, row, 8, str_of(between ? say(&w->r->speech, consent_words(w->consent[list[i].actors[s + 1]])) : ""));
        }
}

static void carrier_table(struct asking *w)
{
    static const char *const keys[] = {"actor", "chains", "without", "consent"};
    static const char *const labels[] = {T("Who is between"), T("On how many of these chains"), T("Trust of the best chain without it"), T("Agreed to carry")};
    const struct bridge *b = &w->b;
    struct doc_table *t = desk_table(w->r, w->a, "carriers", T("Who is most often between, and what is left without it"), ARRAY_LEN(keys), b->carriers_n);
    for (size_t k = 0; k < ARRAY_LEN(keys); k++)
        desk_column(w->r, t, k, keys[k], labels[k], k == 1 || k == 2, "");
    for (size_t i = 0; i < b->carriers_n; i++) {
        const struct bridge_carrier *c = &b->carriers[i];
        desk_text(w->a, t, i, 0, name_of(w, c->actor));
        desk_number(t, i, 1, (int64_t)c->chains);
        if (c->without > 0)
            number_cell(t, i, 2, CELL_NUMBER, (struct estimate){c->without, NAN, NAN, 1});
        else
            desk_text(w->a, t, i, 2, str_of(say(&w->r->speech, T("no chain is left"))));
        desk_text(w->a, t, i, 3, str_of(say(&w->r->speech, consent_words(w->consent[c->actor]))));
    }
}

static void tell(struct asking *w)
{
    struct request *r = w->r;
    struct slot ends[] = {desk_slot("from", name_of(w, w->from)), desk_slot("to", name_of(w, w->to))};
    if (!w->b.best_n) {
        desk_note(r, w->a, T("Nobody is known who could carry a conversation from {from} to {to}: no chain of trust leads there. What nobody said is not known."), ends, 2);
    } else {
        chain_table(w, "chains", T("Chains of trust, the best first"), w->b.best, w->b.best_n);
        chain_table(w, "apart", T("Chains that share nobody between"), w->b.apart, w->b.apart_n);
        carrier_table(w);
        desk_note(r, w->a, T("Everybody on a chain trusts the next; trust of 1, 2 and 3 counts as 25, 50 and 75 %, and multiplies along the chain. Ask those between before anybody counts on them."), NULL, 0);
    }
    if (w->unwilling)
        answer_note(w->a, desk_counted(r, TN("{n} actor did not agree to carry conversations, and is on no chain.", "{n} actors did not agree to carry conversations, and are on no chain."), w->unwilling).p);
    if (w->b.in_conflict)
        DESK_NOTE(r, w->a, T("Left out, since their ends are in conflict: {ties}."), desk_slot("ties", desk_counted(r, TN("{n} tie of trust", "{n} ties of trust"), (int64_t)w->b.in_conflict)));
    desk_note(r, w->a, T("This question was recorded. Keep the answer on this screen: whoever could bridge could become a target."), NULL, 0);
}

/* ---- the question ---- */

static bool recorded(struct store *s, void *arg, struct err *e)
{
    const struct asking *w = arg;
    struct str detail = str_of(arena_f(&w->r->arena, "from %.*s to %.*s", STR_F(roster_at(w->who, w->from)->key), STR_F(roster_at(w->who, w->to)->key)));
    return store_audit(s, "bridge", detail, e);
}

struct consenting {
    struct asking *w;
    uint32_t actor;
    bool agreed;
};

static bool consent_do(struct store *s, void *arg, struct err *e)
{
    const struct consenting *c = arg;
    struct request *r = c->w->r;
    struct str key = roster_at(c->w->who, c->actor)->key;
    struct day today, last;
    if (!day_parse((struct str){r->now.p, MIN_OF(r->now.n, (size_t)10)}, &today, &last))
        return err_set(e, ERR_SYSTEM, "the day is not known");
    if (!actor_consent_say(s, key, c->agreed, request_text(r, "said-by"), today, e))
        return false;
    return store_audit(s, "bridge", str_of(arena_f(&r->arena, "%s: %.*s", c->agreed ? "agreed" : "did not agree", STR_F(key))), e);
}

static bool consent_said(struct asking *w, struct err *e)
{
    struct request *r = w->r;
    struct consenting c = {.w = w, .agreed = request_text(r, "agreed").n > 0};
    struct str actor = request_text(r, c.agreed ? "agreed" : "not-agreed");
    if (r->argument_n)
        return err_set(e, ERR_USAGE, "--agreed and --not-agreed stand alone: `diwan bridge REGISTER --agreed ACTOR --said-by NAME`");
    if (!request_text(r, "said-by").n)
        return err_set(e, ERR_USAGE, "say who was asked and told you: --said-by NAME");
    if (!named(w, actor, &c.actor, e) || !store_task(r->store, consent_do, &c, e))
        return false;
    DESK_NOTE(r, w->a, c.agreed ? T("{actor} agreed to carry conversations: recorded.") : T("{actor} did not agree to carry conversations: recorded."), desk_slot("actor", name_of(w, c.actor)));
    return true;
}

static bool run_bridge(struct request *r, struct answer *a, struct err *e)
{
    struct asking w = {.r = r, .a = a};
    if (r->wants_json || request_flag(r, "csv"))
        return err_set(e, ERR_DENIED, "what `bridge` finds has no machine form: it goes into no file");
    if (!roster_read(r->store, &r->arena, &w.who, e))
        return false;
    if (request_text(r, "agreed").n || request_text(r, "not-agreed").n)
        return consent_said(&w, e);
    if (r->argument_n != 2)
        return err_set(e, ERR_USAGE, "name two actors: `diwan bridge REGISTER FROM TO`");
    if (!named(&w, r->arguments[0], &w.from, e) || !named(&w, r->arguments[1], &w.to, e))
        return false;
    if (w.from == w.to)
        return err_set(e, ERR_INPUT, "both words mean the same actor, %.*s", STR_F(roster_at(w.who, w.from)->key));
    if (!store_task(r->store, recorded, &w, e) || !consents(&w, e) || !found(&w, e))
        return false;
    tell(&w);
    return true;
}

const struct operation operation_bridge = {.name = "bridge", .brief = T("who could carry a conversation between two (stewards only)"),
    .usage = "REGISTER FROM TO [--on DAY] | REGISTER --agreed ACTOR | --not-agreed ACTOR --said-by NAME",
    .text = T("Ranks chains of trust from one actor to another: the best by the product of trust, with how unsure each tie is; such as share nobody; who is most often between, and what is left without it. Never through a conflict. Whoever could bridge could become a target: the answer is for stewards, on their own screen, has no machine form, and every question is recorded. Ask those between, and record what they said with --agreed or --not-agreed."),
    .example = "diwan bridge selmara.diwan council elders", .source = "docs/methods.md",
    .options = (const struct option_spec[]){{"on", OPTION_DAY_FROM, "DAY", T("only ties that held on that day")},
        {"agreed", OPTION_TEXT, "ACTOR", T("record that this actor agreed to carry conversations")},
        {"not-agreed", OPTION_TEXT, "ACTOR", T("record that it did not agree, or does no longer")},
        {"said-by", OPTION_TEXT, "NAME", T("who was asked, and told it")}, {NULL, OPTION_FLAG, NULL, NULL}},
    .needs = NEEDS_WRITE, .most = 2, .run = run_bridge};
