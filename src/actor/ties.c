/* SPDX-License-Identifier: GPL-3.0-or-later */
/* actor: ties, as each was said. */
#include "actor/actor_priv.h"

/* What the row says can only narrow what the codebook lets. */
static enum visible visible_of(const struct relation *r, struct str said)
{
    static const char *const words[] = {"stewards", "staff", "partners", "public"};
    for (size_t i = 0; i < ARRAY_LEN(words); i++)
        if (str_is(said, words[i]))
            return MIN_OF((enum visible)i, r->visible);
    return r->visible;
}

static bool tie_of(const struct rows *r, const struct roster *who, struct arena *a, struct tie *out, struct err *e)
{
    *out = (struct tie){.origin = rows_int(r, 0), .id = rows_int(r, 1), .import = rows_int(r, 2), .line = rows_int(r, 3), .from = roster_means(who, rows_text(r, 4)),
        .to = roster_means(who, rows_text(r, 5)), .relation = relation_of(rows_text(r, 6)), .strength = rows_real(r, 7), .amount = rows_real(r, 8),
        .currency = arena_str(a, rows_text(r, 9)), .since = rows_day(r, 10), .until = rows_day(r, 11), .said_by = arena_str(a, rows_text(r, 12)),
        .confidence = arena_str(a, rows_text(r, 13)), .note = arena_str(a, rows_text(r, 15))};
    if (!out->relation)
        return err_set(e, ERR_STORE, "tie %" PRId64 " is of the kind \"%.60s\", which this version of Diwan does not know", out->id, arena_text(a, rows_text(r, 6).p, rows_text(r, 6).n));
    if (out->from < 0 || out->to < 0)
        return err_set(e, ERR_STORE, "tie %" PRId64 " names somebody whom the roster does not know: the register has changed since it was read", out->id);
    out->visible = visible_of(out->relation, rows_text(r, 14));
    return true;
}

bool ties_read(struct store *s, const struct roster *who, struct day on, struct arena *a, struct tie **out, size_t *n, struct err *e)
{
    struct tie *list = NULL, *kept_list;
    size_t used = 0, room = 0;
    bool fine = true;
    struct rows *r CLEANUP(rows_drop) = store_rows(s, "SELECT origin, id, import, line, from_actor, to_actor, relation, strength, amount, currency, day_from, day_to, said_by,"
        " confidence, visible, note FROM tie WHERE ended_by IS NULL AND (CAST($1 AS INTEGER) IS NULL OR ((day_from IS NULL OR day_from <= $1) AND (day_to IS NULL OR day_to >= $1)))"
        " ORDER BY origin, id", WITH(day_known(on) ? bind_int(on.n) : bind_null()));
    while (fine && rows_next(r)) {
        GROW(list, used, room);
        fine = tie_of(r, who, a, &list[used++], e);
    }
    fine = fine && rows_end(&r, e);
    if (fine) {
        kept_list = ARENA_ARRAY(a, struct tie, used + 1);
        if (used)
            memcpy(kept_list, list, used * sizeof *list);
        *out = kept_list;
        *n = used;
    }
    free(list);
    return fine;
}
