/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "guard/guard.h"
#include "math/opinion.h"

/* What may be seen of one cell. Of people: nothing where fewer than enough stand behind it, and neither
 * the number nor its interval nor how many they were. */
static struct shown_cell release(struct cells_basis basis, struct estimate v)
{
    if (!basis_is_public(basis) && v.n < basis_least(basis))
        return (struct shown_cell){.state_ = SHOWN_TOO_FEW, .v_ = ESTIMATE_NONE};
    if (isnan(v.value))
        return (struct shown_cell){.state_ = SHOWN_UNKNOWN, .v_ = {NAN, NAN, NAN, v.n}};
    return (struct shown_cell){.state_ = SHOWN_VALUE, .v_ = v};
}

bool guard_show(const struct cells *in, struct arena *a, struct shown *out, struct err *e)
{
    if (in->basis.kind_ != BASIS_PUBLIC_ && in->basis.kind_ != BASIS_PEOPLE_)
        return err_set(e, ERR_DENIED, "a table without a stated basis is not shown");
    struct shown_cell *c = ARENA_ARRAY(a, struct shown_cell, in->rows * in->columns);
    for (size_t i = 0; i < in->rows * in->columns; i++)
        c[i] = release(in->basis, in->v[i]);
    *out = (struct shown){.rows = in->rows, .columns = in->columns, .c = c};
    return true;
}

struct shown_cell guard_one(struct cells_basis basis, struct estimate v)
{
    return release(basis, v);
}

size_t guard_groups(struct cells_basis basis, const int64_t *people, size_t n, bool *may)
{
    return opinion_told(people, n, 0, basis_least(basis), may);
}

struct shown_cell guard_count(int64_t n)
{
    return release(BASIS_PUBLIC_RECORD, (struct estimate){(double)n, NAN, NAN, n});
}

struct shown_cell guard_seen(struct estimate v, enum looked looked)
{
    if (looked == LOOKED_NONE)
        return guard_unseen();
    if (looked == LOOKED_LIMITED)
        return (struct shown_cell){.state_ = SHOWN_PARTLY_SEEN, .v_ = ESTIMATE_NONE};
    return release(BASIS_PUBLIC_RECORD, v);
}

bool guard_record(enum licence licence, enum record_use use)
{
    switch (licence) {
    case LICENCE_OPEN:
    case LICENCE_ATTRIBUTION: return true;
    case LICENCE_NO_REPUBLICATION: return use == RECORD_OWN_USE;
    case LICENCE_UNKNOWN: break;
    }
    return use != RECORD_PASSED_ON;
}

bool guard_relation(const struct relation *r, enum visible visible, enum relation_use use)
{
    if (use == RELATION_STEWARD)
        return true;
    if (relation_closed(r) || r->visible == VISIBLE_STEWARDS)
        return false;
    enum visible least = use == RELATION_STAFF ? VISIBLE_STAFF : use == RELATION_PARTNERS ? VISIBLE_PARTNERS : VISIBLE_PUBLIC;
    return visible >= least;
}

bool guard_actor(const struct actor_kind *kind, enum relation_use use)
{
    return use == RELATION_STEWARD || use == RELATION_STAFF || !kind || !kind->sensitive;
}

bool guard_tie(const struct roster *who, const struct tie *t, enum relation_use use)
{
    return guard_actor(roster_at(who, (size_t)t->from)->kind, use) && guard_actor(roster_at(who, (size_t)t->to)->kind, use) &&
        guard_relation(t->relation, MIN_OF(t->visible, t->relation->visible), use);
}

bool guard_score(const struct actor *x, enum relation_use use)
{
    return use == RELATION_STEWARD || (x->declared && x->kind && !x->kind->sensitive && !x->office);
}

bool guard_addressee(enum relation_use use)
{
    return use == RELATION_STEWARD || use == RELATION_STAFF;
}

struct shown_cell guard_answers(struct estimate v, int64_t institutions, int64_t set, enum relation_use use)
{
    if (!guard_addressee(use) && institutions < people_least(set))
        return (struct shown_cell){.state_ = SHOWN_TOO_FEW, .v_ = ESTIMATE_NONE};
    return release(BASIS_PUBLIC_RECORD, v);
}

struct shown_cell guard_trust(struct estimate v, enum relation_use use)
{
    return guard_one(BASIS_PUBLIC_RECORD, use == RELATION_STEWARD ? v : ESTIMATE_NONE);
}

struct shown_cell guard_unseen(void)
{
    return (struct shown_cell){.state_ = SHOWN_UNSEEN, .v_ = ESTIMATE_NONE};
}
