/* SPDX-License-Identifier: GPL-3.0-or-later */
/* show and actors: who works with whom, as far as it may leave the house; and as a file for other programs. */
#include "brief/network_file.h"
#include "desk/coded.h"

struct network_look {
    struct request *r;
    struct network_leaving l;
};

static bool look(struct store *s, void *arg, struct err *e)
{
    struct network_look *k = arg;
    struct roster *roster = NULL;
    struct tie *ties = NULL;
    size_t n = 0;
    if (!roster_read(s, &k->r->arena, &roster, e) || !ties_read(s, roster, DAY_NONE, &k->r->arena, &ties, &n, e))
        return false;
    network_leaving(roster, ties, n, &k->r->arena, &k->l);
    return true;
}

static bool leaving(struct request *r, struct network_leaving *out, struct err *e)
{
    struct network_look k = {.r = r};
    if (!store_look(r->store, look, &k, e))
        return false;
    *out = k.l;
    return true;
}

static void held_note(struct request *r, struct answer *a, size_t actors, size_t ties)
{
    if (actors)
        answer_note(a, desk_counted(r, TN("{n} actor is not listed: it is of a kind that others must not read of.", "{n} actors are not listed: they are of kinds that others must not read of."), (int64_t)actors).p);
    if (ties)
        answer_note(a, desk_counted(r, TN("{n} tie is not listed: it is for the house alone.", "{n} ties are not listed: they are for the house alone."), (int64_t)ties).p);
}

static void name_cell(struct request *r, struct answer *a, struct doc_table *t, size_t row, size_t column, const struct roster *who, size_t number, bool key)
{
    struct str language, name = roster_name(who, number, language_code(r->speech.language), &language);
    desk_both(a, t, row, column, name, language.n ? arena_text(&r->arena, language.p, language.n) : NULL, key ? roster_at(who, number)->key : name);
}

bool show_actors(struct request *r, struct answer *a, struct err *e)
{
    static const char *const keys[] = {"id", "name", "kind", "level", "place", "reference", "said_by"};
    static const char *const labels[] = {T("Actor"), T("Name"), T("Kind"), T("Level"), T("Place"), T("Identifier"), T("Said by")};
    struct network_leaving l;
    const struct gazetteer *g CLEANUP(desk_places_end) = NULL;
    if (!leaving(r, &l, e) || !desk_places(r, &g, e))
        return false;
    struct doc_table *t = desk_table(r, a, "actors", T("Actors"), ARRAY_LEN(keys), l.actor_n);
    for (size_t k = 0; k < ARRAY_LEN(keys); k++)
        desk_column(r, t, k, keys[k], labels[k], false, "");
    desk_named(t, "kind level place");
    t->columns[0].machine_only = t->columns[5].machine_only = true;
    for (size_t i = 0; i < l.actor_n; i++) {
        const struct actor *x = roster_at(l.roster, l.actors[i]);
        desk_text(a, t, i, 0, x->key);
        name_cell(r, a, t, i, 1, l.roster, l.actors[i], false);
        desk_both(a, t, i, 2, str_of(x->kind ? say(&r->speech, x->kind->label) : ""), NULL, str_of(x->kind ? x->kind->code : ""));
        desk_both(a, t, i, 3, desk_level_words(r, x->level), NULL, x->level);
        desk_place_cell(r, a, t, i, 4, g, x->place);
        desk_text(a, t, i, 5, x->reference);
        desk_text(a, t, i, 6, x->said_by);
    }
    held_note(r, a, l.actors_held, 0);
    return true;
}

static struct str tie_words(struct request *r, const struct network_leaving *l, size_t tie, size_t column)
{
    return network_tie_cell(l, tie, column, &r->arena);
}

bool show_ties(struct request *r, struct answer *a, struct err *e)
{
    static const char *const labels[] = {T("From"), T("To"), T("Tie"), T("Strength"), T("Since"), T("Until"), T("Said by"), T("How sure"), T("For whom"), T("Amount"), T("Currency")};
    struct network_leaving l;
    if (!leaving(r, &l, e))
        return false;
    struct doc_table *t = desk_table(r, a, "ties", T("Ties between actors"), NETWORK_TIE_CELLS + 1, l.tie_n);
    desk_column(r, t, 0, "id", T("Number"), true, "");
    for (size_t k = 0; k < NETWORK_TIE_CELLS; k++)
        desk_column(r, t, k + 1, network_tie_heads[k], labels[k], false, "");
    desk_named(t, "from to relation");
    t->columns[9].machine_only = true;
    for (size_t i = 0; i < l.tie_n; i++) {
        desk_number(t, i, 0, l.ties[i]->id);
        name_cell(r, a, t, i, 1, l.roster, (size_t)l.ties[i]->from, true);
        name_cell(r, a, t, i, 2, l.roster, (size_t)l.ties[i]->to, true);
        desk_both(a, t, i, 3, str_of(say(&r->speech, l.ties[i]->relation->label)), NULL, str_of(l.ties[i]->relation->code));
        for (size_t k = 3; k < NETWORK_TIE_CELLS; k++)
            desk_text(a, t, i, k + 1, tie_words(r, &l, i, k));
        double strength = l.ties[i]->strength;
        if (!isnan(strength) && strength == nearbyint(strength))
            desk_both(a, t, i, 4, number_text(a->doc, guard_one(BASIS_PUBLIC_RECORD, (struct estimate){strength, NAN, NAN, 1}), NUMBER_INT), NULL, tie_words(r, &l, i, 3));
        desk_both(a, t, i, 8, desk_sure_words(r, tie_words(r, &l, i, 7)), NULL, tie_words(r, &l, i, 7));
    }
    held_note(r, a, 0, l.ties_held);
    return true;
}

bool desk_actors_file(struct request *r, struct answer *a, struct str path, struct err *e)
{
    struct network_leaving l;
    bool fine = true;
    if (!leaving(r, &l, e))
        return false;
    a->file.most = (size_t)1 << 30;
    if (str_ends(path, ".graphml"))
        network_graphml(&l, &a->file);
    else if (str_ends(path, ".gexf"))
        network_gexf(&l, &a->file);
    else if (str_ends(path, ".csv"))
        network_csv(&l, &a->file);
    else if (str_ends(path, ".xlsx"))
        fine = network_xlsx(&l, &a->file, e);
    else
        return err_set(e, ERR_USAGE, "-o: \"%.*s\" ends in no form of a network; use .graphml, .gexf, .xlsx (two sheets) or .csv (ties alone)", STR_F(path));
    held_note(r, a, l.actors_held, l.ties_held);
    return fine;
}
