/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Other names of places, as people say them: former names, names in other languages, short forms. A row says its place by
 * code or by name, and joins whatever borders come later. A row whose place is nobody's name, or several places', is counted
 * and not used; so is an alias that is another place's own name: a name must not change hands because of a list.
 */
#include "place/place_priv.h"

struct alias_row {
    struct str alias, language;
    int place; /* -1 none, -2 several */
};

/* Another place of its level is called so. */
static bool is_taken(const struct gazetteer *g, const struct alias_row *row)
{
    struct buf folded CLEANUP(buf_end) = {0};
    name_fold(row->alias, &folded);
    const struct place *own = &g->list[row->place];
    bool taken = false;
    for (size_t i = gazetteer_key(g, buf_view(&folded)); i < g->key_n && str_eq(g->keys[i].text, buf_view(&folded)); i++) {
        const struct place *p = &g->list[g->keys[i].place];
        if (g->keys[i].place == row->place && g->keys[i].rank == NAME_FULL)
            return false;
        taken = taken || (g->keys[i].rank == NAME_FULL && p->level == own->level && str_eq(p->country, own->country));
    }
    return taken;
}

enum { TAKEN = -3 };

static enum alias_fate fate_of(int place)
{
    return place >= 0 ? ALIAS_USED : place == TAKEN ? ALIAS_TAKEN : place == -2 ? ALIAS_OF_SEVERAL : ALIAS_OF_NONE;
}

bool gazetteer_aliases_read(struct gazetteer *g, struct store *s, struct err *e)
{
    struct arena a CLEANUP(arena_end) = {0};
    struct alias_row *list = NULL;
    size_t n = 0, room = 0;
    struct rows *r CLEANUP(rows_drop) =
        store_rows(s, "SELECT place, alias, language FROM alias WHERE ended_by IS NULL ORDER BY origin, id", WITH_NOTHING);
    while (rows_next(r)) {
        GROW(list, n, room);
        int place = gazetteer_means(g, rows_text(r, 0));
        g->aliases.rows++;
        g->aliases.of_none += place == -1;
        g->aliases.of_several += place == -2;
        list[n++] = (struct alias_row){arena_str(&a, str_trim(rows_text(r, 1))), arena_str(&a, rows_text(r, 2)), place};
    }
    bool ok = rows_end(&r, e);
    for (size_t i = 0; ok && i < n; i++) { /* all are asked before any is added: order cannot matter */
        if (list[i].place >= 0 && is_taken(g, &list[i])) {
            g->aliases.taken++;
            list[i].place = TAKEN;
        }
    }
    g->alias_fates = ARENA_ARRAY(&g->arena, uint8_t, n + 1);
    for (size_t i = 0; ok && i < n; i++)
        g->alias_fates[i] = (uint8_t)fate_of(list[i].place);
    for (size_t i = 0; ok && i < n; i++)
        if (list[i].place >= 0 && list[i].alias.n)
            gazetteer_alias_add(g, list[i].place, list[i].language, list[i].alias);
    free(list);
    return ok;
}

struct alias_counts gazetteer_aliases(const struct gazetteer *g)
{
    return g->aliases;
}

enum alias_fate gazetteer_alias_fate(const struct gazetteer *g, size_t row)
{
    return row < (size_t)g->aliases.rows ? (enum alias_fate)g->alias_fates[row] : ALIAS_USED;
}
