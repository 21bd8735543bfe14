/* SPDX-License-Identifier: GPL-3.0-or-later */
/* actors: its tables. Whatever follows from closed ties passes guard_trust: for stewards, not known to anybody else. */
#include "desk/actors_priv.h"

/* ---- cells ---- */

static struct doc_table *table(struct actors_telling *t, const char *key, const char *title, const char *const *keys, const char *const *labels, const char *numbers, size_t rows)
{
    struct doc_table *d = desk_table(t->r, t->a, key, title, strlen(numbers), rows);
    for (size_t k = 0; k < d->column_n; k++)
        desk_column(t->r, d, k, keys[k], labels[k], numbers[k] == '#', "");
    desk_named(d, "relation actor kind from to quadrant");
    return d;
}

static void actor_cell(struct actors_telling *t, struct doc_table *d, size_t row, size_t column, uint32_t actor)
{
    struct str language, name = roster_name(t->who, actor, language_code(t->r->speech.language), &language);
    desk_both(t->a, d, row, column, name, language.n ? arena_text(&t->r->arena, language.p, language.n) : NULL, roster_at(t->who, actor)->key);
}

static void kind_cell(struct actors_telling *t, struct doc_table *d, size_t row, size_t column, const struct relation *kind)
{
    desk_both(t->a, d, row, column, str_of(say(&t->r->speech, kind->label)), NULL, str_of(kind->code));
}

static void cell(struct doc_table *d, size_t row, size_t column, enum cell_kind kind, struct shown_cell v, enum number_style style)
{
    d->cells[row * d->column_n + column] = (struct doc_cell){.kind = kind, .number = v, .style = style};
}

/* What follows from ties of one kind: of closed ones for stewards alone. */
static void value(const struct actors_telling *t, struct doc_table *d, size_t row, size_t column, const struct relation *kind, double v, enum number_style style)
{
    struct estimate x = {v, NAN, NAN, 1};
    cell(d, row, column, CELL_NUMBER, relation_closed(kind) ? guard_trust(x, t->use) : guard_one(BASIS_PUBLIC_RECORD, x), style);
}

/* ---- the order in which people are shown actors ---- */

struct standing {
    double first, second;
    uint32_t at;
};

static int by_standing(const void *a, const void *b)
{
    const struct standing *x = a, *y = b;
    if (x->first != y->first)
        return x->first > y->first ? -1 : 1;
    if (x->second != y->second)
        return x->second > y->second ? -1 : 1;
    return x->at < y->at ? -1 : x->at > y->at;
}

static struct standing *ordered(struct actors_telling *t, const double *first, const double *second, size_t n)
{
    struct standing *p = ARENA_ARRAY(&t->r->arena, struct standing, n + 1);
    for (size_t i = 0; i < n; i++)
        p[i] = (struct standing){first[i], second[i], (uint32_t)i};
    if (n)
        qsort(p, n, sizeof *p, by_standing);
    return p;
}

static size_t shown_of(const struct actors_telling *t, size_t n)
{
    return t->machine ? n : MIN_OF(n, (size_t)ACTORS_SHOWN);
}

static void more_note(struct actors_telling *t, const struct relation *kind, size_t n)
{
    if (shown_of(t, n) == n)
        return;
    struct str left = desk_counted(t->r, TN("{n} more actor", "{n} more actors"), (int64_t)(n - shown_of(t, n)));
    if (t->use == RELATION_STEWARD)
        DESK_NOTE(t->r, t->a, T("{kind}: {actors} not shown here."), desk_slot("kind", str_of(say(&t->r->speech, kind->label))), desk_slot("actors", left));
    else
        DESK_NOTE(t->r, t->a, T("{kind}: {actors} not shown here; --csv gives all."), desk_slot("kind", str_of(say(&t->r->speech, kind->label))), desk_slot("actors", left));
}

/* ---- tables ---- */

static size_t stable_of(const struct measures *m)
{
    size_t n = 0;
    for (size_t i = 0; m->top && i < m->n; i++)
        n += m->top[i] >= MEASURE_STABLE_SHARE;
    return n;
}

void tell_kinds(struct actors_telling *t)
{
    static const char *const keys[] = {"relation", "actors", "ties", "said_by", "communities", "modularity"};
    static const char *const labels[] = {T("Tie"), T("Actors with one"), T("Ties"), T("People or files that told them"), T("Communities"), T("How separate (modularity)")};
    struct doc_table *d = table(t, "kinds", T("Kinds of ties"), keys, labels, "-#####", t->kind_n);
    for (size_t i = 0; i < t->kind_n; i++) {
        const struct measures *m = &t->kinds[i];
        kind_cell(t, d, i, 0, m->relation);
        desk_number(d, i, 1, (int64_t)m->n);
        desk_number(d, i, 2, (int64_t)m->ties);
        desk_number(d, i, 3, (int64_t)m->sayers);
        desk_number(d, i, 4, (int64_t)m->camps.camps);
        value(t, d, i, 5, m->relation, m->camps.modularity, NUMBER_2);
    }
}

static void actor_row(struct actors_telling *t, struct doc_table *d, size_t row, const struct measures *m, size_t at)
{
    kind_cell(t, d, row, 0, m->relation);
    actor_cell(t, d, row, 1, m->who[at]);
    const double values[] = {m->m.degree[at], m->relation->directed ? m->m.in[at] : NAN, m->relation->directed ? m->m.out[at] : NAN, m->weighted ? m->m.strength[at] : NAN,
        m->m.betweenness[at], m->m.harmonic[at]};
    for (size_t k = 0; k < ARRAY_LEN(values); k++)
        if (!isnan(values[k]))
            value(t, d, row, k + 2, m->relation, values[k], k < 3 ? NUMBER_INT : NUMBER_1);
}

void tell_actors(struct actors_telling *t)
{
    static const char *const keys[] = {"relation", "actor", "degree", "in", "out", "strength", "betweenness", "harmonic"};
    static const char *const labels[] = {T("Tie"), T("Actor"), T("Tied to"), T("from others"), T("to others"), T("Strength, all together"), T("Lies between"), T("Nearness to all")};
    size_t rows = 0, row = 0;
    for (size_t i = 0; i < t->kind_n; i++)
        rows += shown_of(t, t->kinds[i].n);
    struct doc_table *d = table(t, "actors", T("Who is tied to many"), keys, labels, "--######", rows);
    for (size_t i = 0; i < t->kind_n; i++) {
        const struct measures *m = &t->kinds[i];
        struct standing *p = ordered(t, m->m.degree, m->m.harmonic, m->n);
        for (size_t k = 0; k < shown_of(t, m->n); k++)
            actor_row(t, d, row++, m, p[k].at);
        more_note(t, m->relation, m->n);
    }
}

static void unstable_note(struct actors_telling *t, const struct measures *m)
{
    double most = 0;
    for (size_t i = 0; i < m->n; i++)
        most = fmax(most, m->m.betweenness[i]);
    if (!(most > 0))
        DESK_NOTE(t->r, t->a, T("{kind}: nobody lies between two others."), desk_slot("kind", str_of(say(&t->r->speech, m->relation->label))));
    else if (!stable_of(m))
        DESK_NOTE(t->r, t->a, T("{kind}: who lies between is not stable enough to name: without a tenth of the ties others would."), desk_slot("kind", str_of(say(&t->r->speech, m->relation->label))));
    if (m->estimated)
        DESK_NOTE(t->r, t->a, T("{kind}: the network is large: how often they lie between was estimated from a part of the ways."), desk_slot("kind", str_of(say(&t->r->speech, m->relation->label))));
}

void tell_brokers(struct actors_telling *t)
{
    static const char *const keys[] = {"relation", "actor", "betweenness", "constraint", "in_top_5"};
    static const char *const labels[] = {T("Tie"), T("Actor"), T("Lies between"), T("Tied up (constraint)"), T("Among the first five without a tenth of the ties")};
    size_t rows = 0, row = 0;
    for (size_t i = 0; i < t->kind_n; i++)
        rows += stable_of(&t->kinds[i]);
    struct doc_table *d = table(t, "brokers", T("Who lies between others"), keys, labels, "--###", rows);
    for (size_t i = 0; i < t->kind_n; i++) {
        const struct measures *m = &t->kinds[i];
        struct standing *p = ordered(t, m->m.betweenness, m->top, m->n);
        for (size_t k = 0; k < m->n; k++) {
            size_t at = p[k].at;
            if (!(m->top[at] >= MEASURE_STABLE_SHARE))
                continue;
            kind_cell(t, d, row, 0, m->relation);
            actor_cell(t, d, row, 1, m->who[at]);
            value(t, d, row, 2, m->relation, m->m.betweenness[at], NUMBER_1);
            value(t, d, row, 3, m->relation, m->m.constraint[at], NUMBER_2);
            value(t, d, row++, 4, m->relation, m->top[at], NUMBER_PERCENT);
        }
        unstable_note(t, m);
    }
}

void tell_communities(struct actors_telling *t)
{
    static const char *const keys[] = {"relation", "community", "actor", "together", "together_least"};
    static const char *const labels[] = {T("Tie"), T("Community"), T("Actor"), T("Together with its members, on the mean of 50 runs"), T("With the one it is least often with")};
    size_t rows = 0, row = 0;
    for (size_t i = 0; i < t->kind_n; i++)
        rows += shown_of(t, t->kinds[i].n);
    struct doc_table *d = table(t, "communities", T("Communities"), keys, labels, "-#-##", rows);
    for (size_t i = 0; i < t->kind_n; i++) {
        const struct measures *m = &t->kinds[i];
        double *camp = ARENA_ARRAY(&t->r->arena, double, m->n + 1);
        for (size_t k = 0; k < m->n; k++)
            camp[k] = -(double)m->camps.of[k];
        struct standing *p = ordered(t, camp, m->camps.sure, m->n);
        for (size_t k = 0; k < shown_of(t, m->n); k++, row++) {
            size_t at = p[k].at;
            kind_cell(t, d, row, 0, m->relation);
            desk_number(d, row, 1, (int64_t)m->camps.of[at] + 1);
            actor_cell(t, d, row, 2, m->who[at]);
            value(t, d, row, 3, m->relation, m->camps.sure[at], NUMBER_PERCENT);
            value(t, d, row, 4, m->relation, m->least[at], NUMBER_PERCENT);
        }
        more_note(t, m->relation, m->n);
    }
}

void tell_isolated(struct actors_telling *t)
{
    static const char *const keys[] = {"actor", "kind"}, *const labels[] = {T("Actor"), T("Kind")};
    size_t n = 0, row = 0;
    for (size_t i = 0; i < roster_size(t->who); i++)
        n += t->told[i] && !t->tied[i];
    struct doc_table *d = table(t, "isolated", T("Of whom no such tie is told"), keys, labels, "--", shown_of(t, n));
    for (uint32_t i = 0; row < d->rows; i++) {
        const struct actor *x = roster_at(t->who, i);
        if (!t->told[i] || t->tied[i])
            continue;
        actor_cell(t, d, row, 0, i);
        desk_both(t->a, d, row++, 1, str_of(x->kind ? say(&t->r->speech, x->kind->label) : ""), NULL, str_of(x->kind ? x->kind->code : ""));
    }
    if (d->rows < n)
        answer_note(t->a, desk_counted(t->r, TN("{n} more actor without such a tie is not shown here.", "{n} more actors without such a tie are not shown here."), (int64_t)(n - d->rows)).p);
    if (n)
        desk_note(t->r, t->a, t->use == RELATION_STEWARD ? T("Nobody told a tie of theirs, which does not mean that there is none.") :
            T("No tie of theirs is told here: nobody told one, or it is of a kind that stays with those who answer for the register."), NULL, 0);
}

static void quadrant_cell(struct actors_telling *t, struct doc_table *d, size_t row, size_t column, const struct scored *s)
{
    static const char *const codes[] = {"watch", "keep_informed", "keep_satisfied", "manage_closely"};
    static const char *const words[] = {T("watch"), T("keep informed"), T("keep satisfied"), T("work with closely")};
    int q = scored_quadrant(s);
    desk_both(t->a, d, row, column, str_of(q < 0 ? "" : say(&t->r->speech, words[q])), NULL, str_of(q < 0 ? "" : codes[q]));
}

static void agreed_cell(struct actors_telling *t, struct doc_table *d, size_t row, size_t column, const struct scored *s)
{
    static const char *const codes[] = {"one", "all", "not_all"}, *const words[] = {T("one judgement"), T("all who judged"), T("not all who judged")};
    size_t k = s->power.n < 2 && s->interest.n < 2 ? 0 : scored_agreed(s) ? 1 : 2;
    bool known = scored_quadrant(s) >= 0;
    desk_both(t->a, d, row, column, str_of(known ? say(&t->r->speech, words[k]) : ""), NULL, str_of(known ? codes[k] : ""));
}

void tell_power(struct actors_telling *t)
{
    static const char *const keys[] = {"issue", "actor", "power", "power_range", "interest", "interest_range", "judged", "said_by", "quadrant", "agreed"};
    static const char *const labels[] = {T("Matter"), T("Actor"), T("Power, 0 to 10 (median)"), T("Lowest and highest power"), T("Interest, 0 to 10 (median)"),
        T("Lowest and highest interest"), T("Judgements"), T("Said by"), T("What follows"), T("Who puts it there")};
    struct doc_table *d = table(t, "power", T("Power and interest, as people judged"), keys, labels, "--#####---", t->score_n);
    for (size_t i = 0; i < t->score_n; i++) {
        const struct scored *s = &t->scores[i];
        struct shown_cell power = guard_one(BASIS_PUBLIC_RECORD, s->power), interest = guard_one(BASIS_PUBLIC_RECORD, s->interest);
        desk_both(t->a, d, i, 0, s->issue.n ? s->issue : str_of(say(&t->r->speech, T("in general"))), NULL, s->issue);
        actor_cell(t, d, i, 1, s->actor);
        cell(d, i, 2, CELL_NUMBER, power, NUMBER_1);
        cell(d, i, 3, CELL_RANGE, power, NUMBER_1);
        cell(d, i, 4, CELL_NUMBER, interest, NUMBER_1);
        cell(d, i, 5, CELL_RANGE, interest, NUMBER_1);
        desk_number(d, i, 6, MAX_OF(s->power.n, s->interest.n));
        desk_text(t->a, d, i, 7, s->said_by);
        quadrant_cell(t, d, i, 8, s);
        agreed_cell(t, d, i, 9, s);
    }
    if (t->held_scores)
        answer_note(t->a, desk_counted(t->r, TN("{n} judgement of power and interest is not told: it is of an office, of a kind that others must not read of, or of somebody of whom it is not known what it is.",
            "{n} judgements of power and interest are not told: they are of offices, of kinds that others must not read of, or of those of whom it is not known what they are."), (int64_t)t->held_scores).p);
}

void tell_words(struct actors_telling *t)
{
    static const char *const keys[] = {"relation", "from", "to", "lowest", "lowest_said_by", "highest", "highest_said_by", "opposite"};
    static const char *const labels[] = {T("Tie"), T("From"), T("To"), T("Lowest strength"), T("Said by"), T("Highest strength"), T("Said by"), T("One good, one bad")};
    struct doc_table *d = table(t, "words", T("Where two describe the same tie differently"), keys, labels, "---#-#--", t->differing_n);
    for (size_t i = 0; i < t->differing_n; i++) {
        const struct tie *low = t->differing[i].low, *high = t->differing[i].high;
        bool opposite = low->strength < 0 && high->strength > 0;
        kind_cell(t, d, i, 0, low->relation);
        actor_cell(t, d, i, 1, (uint32_t)low->from);
        actor_cell(t, d, i, 2, (uint32_t)low->to);
        value(t, d, i, 3, low->relation, low->strength, NUMBER_1);
        desk_text(t->a, d, i, 4, low->said_by);
        value(t, d, i, 5, low->relation, high->strength, NUMBER_1);
        desk_text(t->a, d, i, 6, high->said_by);
        desk_both(t->a, d, i, 7, str_of(say(&t->r->speech, opposite ? T("yes") : T("no"))), NULL, opposite ? STR("yes") : STR("no"));
    }
}
