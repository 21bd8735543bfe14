/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Groups of opinion: whether there are any to tell, the map, and what each holds that the others do not. */
#include "brief/voices_priv.h"

static struct str groups_text(struct page *p, size_t n) { return counted(p, TN("{n} group", "{n} groups"), (int64_t)n); }

/* Why there is no map: too few, one cloud, or groups that another draw of people would not give. */
static void say_no_groups(const struct hearing *h)
{
    struct words *w = voices_paragraph(h->p);
    struct slot slots[] = {slot_text("people", people_text(h, h->people)), slot_text("in", people_text(h, (int64_t)h->a->groups.in)), slot_text("least", count_text(h->p, voice_room_least(&h->d->about)))};
    const char *text = T("No groups of opinion are told: their votes do not come apart into groups that may be described. (Of the {people} who took part.)");
    if (h->a->footing == OPINION_NONE_LOOKED_FOR)
        text = T("Of the {people} who took part, {in} voted on enough statements to be compared. Groups of opinion are looked for from {least} on: there is no map of opinions.");
    else if (h->a->footing == OPINION_ONE_CLOUD)
        text = T("Among the {people} who took part no groups of opinion can be told apart: who agrees with another on one statement need not agree on the next. There is no map of opinions.");
    else if (h->a->footing == OPINION_UNSTABLE)
        text = T("Among the {people} who took part groups of opinion can be computed, but a few other people would have given other groups. They are not well founded: they are not named, and there is no map.");
    words_say(h->p->d, w, text, slots, ARRAY_LEN(slots));
    trace_heard(h, w, SIZE_MAX, "method-groups");
}

static void say_founded(const struct hearing *h)
{
    const struct opinion_stability *s = &h->a->stability;
    struct words *w = voices_paragraph(h->p);
    struct slot slots[] = {slot_text("people", people_text(h, h->people)), slot_text("groups", groups_text(h->p, h->a->found.k)), slot_text("draws", count_text(h->p, (int64_t)s->resamples)),
        slot_text("rand", number_text(h->p->d, guard_one(h->basis, (struct estimate){s->rand_index, s->rand_index_lo, s->rand_index_hi, (int64_t)h->a->groups.in}), NUMBER_2)),
        slot_text("untold", people_text(h, h->a->found.untold))};
    bool same = voice_much_the_same(s->rand_index);
    const char *text = same ? T("Among the {people} who took part there are {groups} who voted alike. They are well founded: {draws} random draws of the people gave nearly the same ones (agreement {rand}; 1 is the same). They come from the votes alone: they are no communities, confessions or parties, and nobody was asked about those.")
                            : T("Among the {people} who took part there are {groups} who voted alike. They are well founded: {draws} random draws of the people gave similar ones, though not the same (agreement {rand}; 1 is the same). They come from the votes alone: they are no communities, confessions or parties, and nobody was asked about those.");
    if (h->a->footing == OPINION_BY_DEGREES)
        text = same ? T("Among the {people} who took part opinions differ by degrees. A line drawn through them makes {groups}, and {draws} random draws of the people gave nearly the same ones (agreement {rand}; 1 is the same). But no gap lies between them: many stand near the line, and it is the method that draws it. They come from the votes alone: they are no communities, confessions or parties, and nobody was asked about those.")
                    : T("Among the {people} who took part opinions differ by degrees. A line drawn through them makes {groups}, and {draws} random draws of the people gave similar ones, though not the same (agreement {rand}; 1 is the same). No gap lies between them: many stand near the line, and it is the method that draws it. They come from the votes alone: they are no communities, confessions or parties, and nobody was asked about those.");
    words_say(h->p->d, w, text, slots, ARRAY_LEN(slots));
    if (h->a->found.untold >= h->k)
        words_say(h->p->d, w, T(" Another {untold} are in none of them: they voted on too little, or their group is too small to be described."), slots, ARRAY_LEN(slots));
    else if (h->a->found.untold > 0)
        SAY_BARE(h->p, w, T(" A few others are in none of them: they voted on too little, or their group is too small to be described."));
    trace_heard(h, w, SIZE_MAX, "method-groups");
}

/* ---- the map ----------------------------------------------------------------------------------- */

/* Middle and spread of the people of group k. */
static void spread_of(const struct voice_answer *a, size_t k, struct opinion_area *out)
{
    const struct opinion_plane *plane = &a->plane;
    double n = 0;
    for (size_t i = 0; i < plane->participants; i++)
        if (a->found.of[i] == k) {
            out->x += plane->x[i];
            out->y += plane->y[i];
            n++;
        }
    out->x /= n, out->y /= n;
    for (size_t i = 0; i < plane->participants; i++)
        if (a->found.of[i] == k) {
            double dx = plane->x[i] - out->x, dy = plane->y[i] - out->y;
            out->xx += dx * dx / n, out->xy += dx * dy / n, out->yy += dy * dy / n;
        }
}

static const char *pick_text(bool agree) { return agree ? T("{share} agree: “{statement}”") : T("{share} disagree: “{statement}”"); }

/* What the group holds unlike the others: its first picks that may be shown, without near-duplicates. */
static size_t says_of(const struct hearing *h, size_t k, struct opinion_says *says, size_t *taken)
{
    const struct voice_side *found = &h->a->found;
    size_t n = 0;
    for (size_t i = 0; i < found->pick_n[k] && n < HEARD_PICKS; i++) {
        const struct opinion_pick *pick = &found->picks[k][i];
        if (heard_already(h, pick->statement, taken, n) || shown_state(share_shown(h, &found->tally, k, pick->statement, pick->agree)) != SHOWN_VALUE)
            continue;
        taken[n] = pick->statement;
        struct slot slots[] = {slot_text("share", share_of_text(h, &found->tally, k, pick->statement, pick->agree)), statement_slot(h, "statement", pick->statement)};
        says[n].text = told(h->p, pick_text(pick->agree), slots, ARRAY_LEN(slots));
        says[n++].translation = translation_quoted(h, pick->statement);
    }
    return n;
}

static void area_of(const struct hearing *h, size_t k, struct opinion_area *out)
{
    struct opinion_says *says = ARENA_ARRAY(&h->p->d->arena, struct opinion_says, HEARD_PICKS);
    size_t taken[HEARD_PICKS];
    *out = (struct opinion_area){.letter = group_letter(h->p, k), .people = people_text(h, h->a->found.size[k]), .says = says, .size = people_shown(h, h->a->found.size[k])};
    out->say_n = says_of(h, k, says, taken);
    spread_of(h->a, k, out);
}

/* How many people a mark stands for: about five, more where the map would be full of marks. */
static int64_t people_a_mark(int64_t people)
{
    static const int64_t steps[] = {5, 10, 20, 50, 100, 200, 500, 1000, 5000, 20000};
    size_t i = 0;
    while (i + 1 < ARRAY_LEN(steps) && people / steps[i] > 80)
        i++;
    return steps[i];
}

/* "A, 88 people", the groups as a list. */
static struct str groups_list(const struct hearing *h)
{
    const struct voice_side *found = &h->a->found;
    struct str items[OPINION_GROUPS_MOST];
    for (size_t k = 0; k < found->k; k++)
        items[k] = TOLD(h->p, T("{group} ({people})"), slot_text("group", group_letter(h->p, k)), slot_text("people", people_text(h, found->size[k])));
    return list_text(h->p, items, found->k);
}

/* The title says which two stand nearest to one another. */
static void map_title(const struct hearing *h, const struct opinion_area *areas, struct words *title)
{
    size_t k = h->a->found.k, a = 0, b = 1;
    double near = INFINITY;
    for (size_t i = 0; i < k; i++)
        for (size_t j = i + 1; j < k; j++) {
            double far = hypot(areas[i].x - areas[j].x, areas[i].y - areas[j].y);
            if (far < near) {
                near = far;
                a = i, b = j;
            }
        }
    struct slot slots[] = {slot_text("groups", groups_text(h->p, k)), slot_text("a", group_letter(h->p, a)), slot_text("b", group_letter(h->p, b))};
    words_say(h->p->d, title, k > 2 ? T("{groups} who voted alike; {a} and {b} are nearest to each other") : T("{groups} who voted alike"), slots, ARRAY_LEN(slots));
}

static struct doc_table *picks_table(const struct hearing *h)
{
    static const char *const keys[] = {"groups", "groups_2", "groups_3"};
    const struct voice_side *found = &h->a->found;
    size_t rows = 0, row = 0;
    for (size_t k = 0; k < found->k; k++)
        rows += MAX_OF(found->pick_n[k], (size_t)1);
    struct doc_table *t = doc_table_new(h->p->d, keys[MIN_OF(h->number, ARRAY_LEN(keys) - 1)], 7, rows);
    table_column(h->p, t, 0, "group", T("Group"), false);
    table_column(h->p, t, 1, "people", T("Participants"), true);
    table_column(h->p, t, 2, "statement", T("Statement"), false);
    table_column(h->p, t, 3, "text", T("In its own words"), false);
    table_column(h->p, t, 4, "agree", T("Agree"), true);
    table_column(h->p, t, 5, "agree_range", T("Between"), true);
    table_column(h->p, t, 6, "votes", T("Voted on it"), true);
    for (size_t k = 0; k < found->k; k++)
        for (size_t i = 0; i == 0 || i < found->pick_n[k]; i++, row++) {
            cell_words(h->p, t, row, 0, group_letter(h->p, k));
            cell_number(t, row, 1, people_shown(h, found->size[k]), NUMBER_INT);
            t->row[row].key = str_of(arena_f(&h->p->d->arena, "%zu-%zu", k + 1, i + 1));
            trace_row_heard(h->p, t, row, (struct trace_vote){h->number, found->pick_n[k] ? found->picks[k][i].statement : SIZE_MAX}, "method-groups");
            if (!found->pick_n[k])
                continue;
            size_t s = found->picks[k][i].statement;
            struct slot text = statement_slot(h, "", s);
            struct shown_cell share = share_shown(h, &found->tally, k, s, true);
            cell_number(t, row, 2, guard_count(h->v->statements[h->v->column[s]].id), NUMBER_PLAIN);
            t->cells[row * t->column_n + 3].kind = CELL_WORDS;
            words_name(h->p->d, &t->cells[row * t->column_n + 3].words, text.text, text.lang);
            cell_number(t, row, 4, share, NUMBER_PERCENT);
            cell_range(t, row, 5, share, NUMBER_PERCENT);
            cell_number(t, row, 6, seen_shown(h, &found->tally, k, s), NUMBER_INT);
        }
    return t;
}

void draw_opinions(const struct hearing *h)
{
    static const char *const ids[] = {"opinions", "opinions-2", "opinions-3"};
    const struct voice_side *found = &h->a->found;
    struct page *p = h->p;
    struct opinion_area areas[OPINION_GROUPS_MOST] = {{.letter = {"", 0}}};
    int64_t placed = 0;
    for (size_t k = 0; k < found->k; k++) {
        area_of(h, k, &areas[k]);
        placed += found->size[k];
    }
    struct figure *fig = figure_add(p, ids[MIN_OF(h->number, ARRAY_LEN(ids) - 1)]);
    map_title(h, areas, &fig->title);
    struct slot slots[] = {slot_text("groups", groups_list(h)), slot_text("each", count_text(p, people_a_mark(placed))), slot_text("placed", number_text(p->d, people_shown(h, placed), NUMBER_INT)), slot_text("people", people_text(h, h->people))};
    struct figure_opinions f = {.title = bare(p, T("Map of opinions: groups who voted alike")), .note = bare(p, T("Near one another: voted alike. The directions mean nothing.")),
        .areas = areas, .n = found->k, .each = people_a_mark(placed), .seed = p->b->request.seed + h->number};
    f.desc = told(p, T("One outline for each group: {groups}. The nearer two outlines are, the more alike their people voted. The table behind tells what each group holds."), slots, ARRAY_LEN(slots));
    fig->layout = FIGURE_PAIR;
    fig->drawings = ARENA_ARRAY(&p->d->arena, struct drawing *, 2);
    fig->drawings[fig->drawing_n++] = figure_opinion_map(p->d, &f);
    fig->drawings[fig->drawing_n++] = figure_opinion_says(p->d, &f, bare(p, T("What each holds, unlike the others")), bare(p, T("Under the letter of each group, what it agrees or disagrees with; the same stands in the table behind.")));
    words_say(p->d, &fig->source, T("A mark stands for about {each} people and is placed by chance inside its group's outline: nobody can be picked out. Drawn are {placed} of the {people} who took part."), slots, ARRAY_LEN(slots));
    fig->table = picks_table(h);
    fig->table_label = bare(p, T("Table: what each group holds"));
    trace_figure_heard(p, fig, (struct trace_vote){h->number, SIZE_MAX}, "method-groups");
}

void say_groups(const struct hearing *h)
{
    if (!hearing_grouped(h)) {
        say_no_groups(h);
        return;
    }
    say_founded(h);
    draw_opinions(h);
}
