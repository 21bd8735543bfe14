/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What was asked, and what came back: how many of the letters, mails, calls and messages that went out were acknowledged, answered, met and promised on, by kind of institution.
 * No institution is named: that closes doors, and each has a right to reply first. Nothing of it where nothing was asked, nor in the brief of a governorate, since a letter has no place.
 */
#include "brief/section_priv.h"
#include "engage/engage.h"

#define METHOD "method-asked"

static struct shown_cell answers(const struct page *p, struct estimate v, const struct funnel *f)
{
    return guard_answers(v, f->addressees, p->b->request.k, RELATION_PASSED_ON);
}

static struct shown_cell reached(const struct page *p, const struct funnel *f, enum reached step)
{
    return answers(p, (struct estimate){(double)f->reached[step], NAN, NAN, f->reached[step]}, f);
}

/* ---- sentences ---- */

static void say_answered(struct page *p, const struct funnel *all)
{
    struct words *w = &doc_add(p->d, BLOCK_PARAGRAPH)->words;
    struct shown_cell share = answers(p, all->answered, all), days = answers(p, all->days, all);
    struct str range = number_range(p->d, days, NUMBER_INT);
    SAY(p, w, T("**{answered} of {sent} answered** ({share}). For the next letter expect an answer with a chance {range}."),
        slot_text("answered", number_text(p->d, reached(p, all, REACHED_ANSWERED), NUMBER_INT)), slot_text("sent", number_text(p->d, reached(p, all, REACHED_SENT), NUMBER_INT)),
        slot_text("share", number_text(p->d, share, NUMBER_PERCENT)), slot_text("range", number_range(p->d, share, NUMBER_PERCENT_1)));
    words_text(p->d, w, STR(" "));
    if (isnan(shown_value(days).value))
        SAY_BARE(p, w, T("Not half of them were answered so far, counting those still open for as long as they are: there is no median of the days to an answer."));
    else if (range.n)
        SAY(p, w, T("Half were answered by day {days} ({range}), counting those still open for as long as they are."), slot_text("days", number_text(p->d, days, NUMBER_INT)), slot_text("range", range));
    else
        SAY(p, w, T("Half were answered by day {days}, counting those still open for as long as they are."), slot_text("days", number_text(p->d, days, NUMBER_INT)));
    trace_words(p, w, TRACE_NONE, METHOD);
}

static void say_promises(struct page *p, const struct funnel *all)
{
    struct words *w = &doc_add(p->d, BLOCK_PARAGRAPH)->words;
    SAY(p, w, T("{promised} of what was asked led to a promise, and {kept} to one that was kept, as of {day}. By kind of institution alone: to name who did not answer closes doors, and each has a right to reply before anything is published about it."),
        slot_text("promised", number_text(p->d, reached(p, all, REACHED_PROMISED), NUMBER_INT)), slot_text("kept", number_text(p->d, reached(p, all, REACHED_KEPT), NUMBER_INT)),
        slot_text("day", day_text(p, p->b->engagement->on)));
    trace_words(p, w, TRACE_NONE, METHOD);
}

/* ---- by kind of institution ---- */

/* Kinds with as many institutions as the smallest group, and so that the rest does not follow by subtraction. */
static size_t kinds_told(struct page *p, struct funnel *list, size_t n)
{
    int64_t *institutions = ARENA_ARRAY(&p->d->arena, int64_t, n + 1);
    bool *may = ARENA_ARRAY(&p->d->arena, bool, n + 1);
    size_t kept = 0;
    for (size_t i = 0; i < n; i++)
        institutions[i] = list[i].addressees;
    (void)guard_groups(basis_people(p->b->request.k), institutions, n, may);
    for (size_t i = 0; i < n; i++)
        if (may[i])
            list[kept++] = list[i];
    return kept;
}

static void kind_row(struct page *p, struct doc_table *t, size_t row, const struct funnel *f, bool all)
{
    const struct actor_kind *kind = all ? NULL : actor_kind_of(f->group);
    cell_words(p, t, row, 0, all ? bare(p, T("All")) : kind ? bare(p, kind->label) : bare(p, T("not known")));
    t->cells[row * t->column_n].machine = all ? STR("all") : arena_str(&p->d->arena, f->group);
    t->cells[row * t->column_n].machine_set = true;
    for (int i = 0; i < REACHED_STEPS; i++)
        cell_number(t, row, 1 + (size_t)i, reached(p, f, (enum reached)i), NUMBER_INT);
    cell_number(t, row, 1 + REACHED_STEPS, answers(p, f->answered, f), NUMBER_PERCENT);
    t->cells[row * t->column_n + 2 + REACHED_STEPS] = (struct doc_cell){.kind = CELL_RANGE, .number = answers(p, f->answered, f), .style = NUMBER_PERCENT_1};
    trace_row(p, t, row, TRACE_NONE, METHOD);
    t->row[row].key = all ? STR("all") : f->group.n ? arena_str(&p->d->arena, f->group) : STR("unknown");
}

static void kinds_table(struct page *p, const struct funnel *all)
{
    static const char *const labels[REACHED_STEPS] = {T("Sent"), T("Acknowledged"), T("Answered"), T("Met"), T("Promised"), T("Promise kept")};
    struct funnel *kinds;
    size_t found = engagement_funnels(p->b->engagement, ASK_BY_KIND, &p->d->arena, &kinds), n = kinds_told(p, kinds, found);
    struct doc_table *t = doc_table_new(p->d, "asked", 3 + REACHED_STEPS, n + 1);
    doc_add(p->d, BLOCK_TABLE)->table = t;
    table_column(p, t, 0, "kind", T("Who was asked"), false);
    for (size_t i = 0; i < REACHED_STEPS; i++)
        table_column(p, t, 1 + i, reached_codes[i], labels[i], true);
    table_column(p, t, 1 + REACHED_STEPS, "share", T("Share"), true);
    table_column(p, t, 2 + REACHED_STEPS, "next", T("Next letter"), true);
    for (size_t i = 0; i < n; i++)
        kind_row(p, t, i, &kinds[i], false);
    kind_row(p, t, n, all, true);
    if (n == found)
        return;
    struct words *w = &doc_add(p->d, BLOCK_PARAGRAPH)->words;
    SAY(p, w, T("Kinds with fewer than {n} institutions are not told of here, nor any that would follow from the others."), slot_text("n", count_text(p, p->b->request.k)));
    trace_words(p, w, TRACE_NONE, METHOD);
}

bool section_engagement(struct page *p, struct err *e)
{
    struct funnel *all;
    (void)e;
    if (!p->b->engagement || p->b->level > 0)
        return true;
    (void)engagement_funnels(p->b->engagement, ASK_BY_ALL, &p->d->arena, &all);
    if (all->reached[REACHED_SENT] == 0)
        return true;
    heading(p, "asked", T("What we asked and what came back"));
    if (shown_state(answers(p, all->answered, all)) == SHOWN_TOO_FEW) {
        struct words *w = &doc_add(p->d, BLOCK_PARAGRAPH)->words;
        SAY(p, w, T("Fewer than {n} institutions were asked: nothing of it is told here."), slot_text("n", count_text(p, p->b->request.k)));
        trace_words(p, w, TRACE_NONE, METHOD);
        return true;
    }
    say_answered(p, all);
    kinds_table(p, all);
    say_promises(p, all);
    return true;
}
