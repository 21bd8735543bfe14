/* SPDX-License-Identifier: GPL-3.0-or-later */
/* actors: who is tied to many, who lies between, camps, power and interest. What is public, unless a steward asks for all of it, on a screen: that is recorded, and goes into no file. */
#include "desk/actors_priv.h"

/* ---- what may be told ---- */

static bool kind_asked(struct request *r, enum relation_use use, const struct relation **out, struct err *e)
{
    struct str words = request_text(r, "relation");
    size_t n;
    const struct relation *all = relations(&n);
    *out = NULL;
    if (!words.n)
        return true;
    *out = relation_of(words);
    if (*out && (use == RELATION_STEWARD || guard_relation(*out, (*out)->visible, use)))
        return true;
    if (*out)
        return err_set(e, ERR_DENIED, "ties of the kind \"%s\" are not public: a steward is told them with --all", (*out)->code);
    struct buf b CLEANUP(buf_end) = {0};
    for (size_t i = 0; i < n; i++)
        buf_f(&b, "%s%s", i ? ", " : "", all[i].code);
    return err_set(e, ERR_USAGE, "--relation: \"%.*s\" is no kind of tie; there are %s", STR_F(words), b.p);
}

/* Whoever is declared, or named by a tie that may be told; nobody of a kind that whoever asks must not read of. */
static void choose(struct actors_telling *t, const struct relation *only, struct tie *ties, size_t n)
{
    size_t all = roster_size(t->who);
    t->told = ARENA_ARRAY(&t->r->arena, bool, all + 1);
    t->tied = ARENA_ARRAY(&t->r->arena, bool, all + 1);
    t->ties = ties;
    for (size_t i = 0; i < n; i++) {
        struct tie x = ties[i];
        if (!guard_tie(t->who, &x, t->use)) {
            t->held_ties++;
            continue;
        }
        t->told[x.from] = t->told[x.to] = true;
        if (only && x.relation != only)
            continue;
        if (x.from != x.to)
            t->tied[x.from] = t->tied[x.to] = true;
        ties[t->tie_n++] = x;
    }
    for (size_t i = 0; i < all; i++) {
        const struct actor *x = roster_at(t->who, i);
        bool may = guard_actor(x->kind, t->use);
        t->told[i] = may && (t->told[i] || x->declared || t->use == RELATION_STEWARD);
        t->held_actors += !may;
    }
}

static void choose_scores(struct actors_telling *t)
{
    size_t kept = 0;
    for (size_t i = 0; i < t->score_n; i++)
        if (guard_score(roster_at(t->who, t->scores[i].actor), t->use))
            t->scores[kept++] = t->scores[i];
        else
            t->held_scores++;
    t->score_n = kept;
}

static bool ties_look(struct store *s, void *arg, struct err *e)
{
    struct actors_telling *t = arg;
    struct tie *ties = NULL;
    size_t n = 0;
    const struct relation *only;
    struct day on = request_day(t->r, "on");
    if (!kind_asked(t->r, t->use, &only, e) || !roster_read(s, &t->r->arena, &t->who, e) || !ties_read(s, t->who, on, &t->r->arena, &ties, &n, e) ||
        !scores_read(s, t->who, on, &t->r->arena, &t->scores, &t->score_n, e))
        return false;
    choose(t, only, ties, n);
    choose_scores(t);
    return true;
}

/* ---- tables ---- */

enum { TELL_KINDS = 1, TELL_ACTORS = 2, TELL_BROKERS = 4, TELL_COMMUNITIES = 8, TELL_ISOLATED = 16, TELL_POWER = 32, TELL_WORDS = 64, TELL_ALL = 127 };
static const struct part {
    const char *word; /* of --by; NULL none */
    unsigned tells, measures;
    void (*tell)(struct actors_telling *t);
} parts[] = {
    {NULL, TELL_KINDS, MEASURE_CAMPS, tell_kinds},
    {"actor", TELL_ACTORS, MEASURE_CENTRAL, tell_actors},
    {"broker", TELL_BROKERS, MEASURE_CENTRAL | MEASURE_STABLE, tell_brokers},
    {"community", TELL_COMMUNITIES, MEASURE_CAMPS, tell_communities},
    {"isolated", TELL_ISOLATED, 0, tell_isolated},
    {"power", TELL_POWER, 0, tell_power},
    {"words", TELL_WORDS, 0, tell_words},
};

static unsigned told_parts(const struct request *r)
{
    struct str by = request_text(r, "by");
    for (size_t i = 0; i < ARRAY_LEN(parts); i++)
        if (parts[i].word && str_is(by, parts[i].word))
            return parts[i].tells;
    return request_flag(r, "csv") ? TELL_ACTORS : TELL_ALL; /* CSV is one table */
}

static bool measure(struct actors_telling *t, unsigned wanted, struct err *e)
{
    size_t n;
    const struct relation *all = relations(&n);
    struct request *r = t->r;
    t->kinds = ARENA_ARRAY(&r->arena, struct measures, n + 1);
    for (size_t i = 0; wanted && i < n; i++) {
        struct measures *m = &t->kinds[t->kind_n];
        if (!measures_of(t->ties, t->tie_n, roster_size(t->who), &all[i], wanted, desk_seed(r), &r->arena, m, r->progress, e))
            return false;
        t->kind_n += m->n > 0;
    }
    return measures_differing(t->ties, t->tie_n, &r->arena, &t->differing, &t->differing_n, r->progress, e);
}

static void honest_notes(struct actors_telling *t, unsigned told)
{
    struct request *r = t->r;
    size_t weak = 0;
    for (size_t i = 0; i < t->kind_n; i++)
        weak += t->kinds[i].weak;
    if (weak)
        answer_note(t->a, desk_counted(r, TN("{n} pair counts as not tied: on the mean what was said of it is 0 or below.", "{n} pairs count as not tied: on the mean what was said of them is 0 or below."), (int64_t)weak).p);
    if (told & (TELL_KINDS | TELL_ACTORS | TELL_BROKERS | TELL_COMMUNITIES | TELL_ISOLATED)) {
        desk_note(r, t->a, T("Who stands here was decided by whom somebody asked; which question was asked, and how many answered it, is not on record. A tie that nobody told is missing, which does not mean that there is none: above all between those who are hostile."), NULL, 0);
        desk_note(r, t->a, T("These numbers describe the ties that were told, and have no interval. What was left out is not known, so small differences mean nothing."), NULL, 0);
    }
    if (t->held_actors)
        answer_note(t->a, desk_counted(r, TN("{n} actor is not listed: it is of a kind that others must not read of.", "{n} actors are not listed: they are of kinds that others must not read of."), (int64_t)t->held_actors).p);
    if (t->held_ties)
        answer_note(t->a, desk_counted(r, TN("{n} tie does not count here: it is not public.", "{n} ties do not count here: they are not public."), (int64_t)t->held_ties).p);
    if (t->use == RELATION_STEWARD)
        desk_note(r, t->a, T("This question was recorded. Keep the answer on this screen: whoever could bridge could become a target."), NULL, 0);
}

static bool tell(struct request *r, struct answer *a, enum relation_use use, struct err *e)
{
    struct actors_telling t = {.r = r, .a = a, .use = use, .machine = r->wants_json || request_flag(r, "csv")};
    unsigned told = told_parts(r), wanted = 0;
    for (size_t i = 0; i < ARRAY_LEN(parts); i++)
        if (told & parts[i].tells)
            wanted |= parts[i].measures;
    if (!store_look(r->store, ties_look, &t, e) || !measure(&t, wanted, e))
        return false;
    for (size_t i = 0; i < ARRAY_LEN(parts); i++)
        if (told & parts[i].tells)
            parts[i].tell(&t);
    honest_notes(&t, told);
    return true;
}

/* ---- the question ---- */

static bool recorded(struct store *s, void *arg, struct err *e)
{
    struct request *r = arg;
    struct str kind = request_text(r, "relation");
    return store_audit(s, "actors", kind.n ? kind : STR("all ties"), e);
}

/* Over the web, and for whoever only reads: what is public. */
static bool read_actors(struct request *r, struct answer *a, struct err *e)
{
    if (request_flag(r, "same") || request_text(r, "decide").n)
        return err_set(e, ERR_DENIED, "which names may mean one actor is told and decided on the command line alone");
    if (request_flag(r, "all"))
        return err_set(e, ERR_DENIED, "ties that are not public are told to stewards alone, on the command line");
    return tell(r, a, RELATION_PASSED_ON, e);
}

static bool run_actors(struct request *r, struct answer *a, struct err *e)
{
    struct str path = request_text(r, "o");
    if (request_text(r, "decide").n)
        return desk_same_decide(r, a, e);
    if (r->argument_n)
        return err_set(e, ERR_USAGE, "\"%.*s\" is one too many: an actor and a word stand behind --decide alone", STR_F(r->arguments[0]));
    if (request_flag(r, "same"))
        return desk_same(r, a, e);
    if (!request_flag(r, "all"))
        return path.n ? desk_actors_file(r, a, path, e) : read_actors(r, a, e);
    if (path.n || r->wants_json || request_flag(r, "csv"))
        return err_set(e, ERR_DENIED, "ties that are not public have no machine form: with --all they go into no file");
    return store_task(r->store, recorded, r, e) && tell(r, a, RELATION_STEWARD, e);
}

static bool all_asked(const struct request *r)
{
    return request_flag(r, "all") || request_text(r, "decide").n;
}

const struct operation operation_actors = {.name = "actors", .brief = T("who is tied to whom, and who lies between; or write it to a file"),
    .usage = "REGISTER [--by actor|broker|community|isolated|power|words] [--relation KIND] [--all] [--on DAY] | --same | --decide WORDS ACTOR same|other|undo --by-whom NAME | -o FILE.graphml|FILE.gexf|FILE.xlsx|FILE.csv",
    .text = T("Each kind of tie is a network of its own. Told is what is public: never who trusts or influences whom, nor actors of kinds that others must not read. With --all a steward is told the rest too, on the screen alone; that is recorded. Who lies between is named only where it would stand without a tenth of the ties. --same proposes which names in different files may mean one actor; --decide says so, or takes it back: nothing is merged by itself. -o writes actors and ties that may leave the house; they come back with `diwan add`."),
    .example = "diwan actors iraq.diwan --by community", .source = "docs/methods.md",
    .options = (const struct option_spec[]){{"by", OPTION_CHOICE, "actor|broker|community|isolated|power|words", T("this table alone; with --csv it is that of actors unless another is named")},
        {"relation", OPTION_TEXT, "KIND", T("ties of this kind alone")}, {"all", OPTION_FLAG, NULL, T("ties that are not public, too: for stewards, on the screen; it is recorded")},
        {"on", OPTION_DAY_FROM, "DAY", T("only ties that held on that day, and judgements made by then")}, {"same", OPTION_FLAG, NULL, T("names that may mean one actor, with why and where they stand, and what was decided")},
        {"decide", OPTION_TEXT, "WORDS", T("decide whether these words mean an actor: the actor and same, other or undo follow")},
        {"by-whom", OPTION_TEXT, "NAME", T("who decided")}, {"o", OPTION_TEXT, "FILE", T("write to this file")}, {NULL, OPTION_FLAG, NULL, NULL}},
    .needs = NEEDS_READ, .most = 2, .may = MAY_READ, .records = all_asked, .run = run_actors, .read = read_actors};
