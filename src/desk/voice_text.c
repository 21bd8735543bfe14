/* SPDX-License-Identifier: GPL-3.0-or-later */
/* voice: the answer in words: who took part, how well founded groups are, what each holds, what bridges and what divides, who was not heard. */
#include "desk/voice_priv.h"

enum { LIST_MOST = 10, /* statements of a list that a reader gets; machines get all */ SIDES_MOST = 6 /* groups in one table */ };

static struct doc *doc_of(const struct voice_view *v)
{
    return v->a->doc;
}

static void heading(const struct voice_view *v, enum block_kind kind, const char *msgid, const struct slot *slots, size_t n)
{
    words_say(doc_of(v), &doc_add(doc_of(v), kind)->words, msgid, slots, n);
}

static void say_one(const struct voice_view *v, enum block_kind kind, const char *msgid, const struct slot *slots, size_t n)
{
    words_say(doc_of(v), &doc_add(doc_of(v), kind)->words, msgid, slots, n);
}
#define SAY_ONE(v, kind, msgid, ...) say_one((v), (kind), (msgid), (const struct slot[]){__VA_ARGS__}, sizeof((const struct slot[]){__VA_ARGS__}) / sizeof(struct slot))

static struct slot shown_slot(const struct voice_view *v, const char *name, struct shown_cell c, enum number_style style)
{
    return desk_slot(name, number_text(doc_of(v), c, style));
}

static struct slot people_slot(const struct voice_view *v, const char *name, int64_t people)
{
    return shown_slot(v, name, voice_number(v, (double)people, people), NUMBER_INT);
}

static struct slot plain_slot(const struct voice_view *v, const char *name, double value, enum number_style style)
{
    return shown_slot(v, name, voice_number(v, value, (int64_t)v->d->votes.participants), style);
}

static struct slot data_slot(const char *name, struct str text, const char *lang)
{
    return (struct slot){.name = name, .text = text, .isolate = true, .lang = lang};
}

static const char *foreign(const struct voice_view *v, struct str language)
{
    return language.n && !str_is(language, language_code(v->r->speech.language)) ? arena_text(&doc_of(v)->arena, language.p, language.n) : NULL;
}

void voice_quote(const struct voice_view *v, struct words *w, const struct voice_statement *s)
{
    const struct voice_text *own = voice_original(s), *other = voice_translation(s, language_code(v->r->speech.language));
    struct slot slots[3] = {desk_number_slot(v->r, "id", s->id)};
    if (!own) {
        words_say(doc_of(v), w, T("Statement {id}, whose text the register does not have"), slots, 1);
        return;
    }
    slots[1] = data_slot("text", own->text, foreign(v, own->language));
    slots[2] = data_slot("translation", other ? other->text : STR(""), NULL);
    words_say(doc_of(v), w, other ? T("{id}: “{text}” (in translation: “{translation}”)") : T("{id}: “{text}”"), slots, other ? 3 : 2);
}

/* ---- who took part ---- */

static struct str period_words(const struct voice_view *v, struct day d)
{
    struct buf b CLEANUP(buf_end) = {0};
    say_day(&v->r->speech, &b, d);
    return str_of(arena_text(&v->r->arena, b.p ? b.p : "", b.n));
}

static void about(const struct voice_view *v)
{
    const struct voice_dialogue *about = &v->d->about;
    struct slot topic = data_slot("topic", voice_topic(v->r, about), NULL);
    words_say(doc_of(v), &doc_add(doc_of(v), BLOCK_TITLE)->words, T("What those who took part say: {topic}"), &topic, 1);
    doc_of(v)->title = words_flat(doc_of(v), &doc_of(v)->blocks[doc_of(v)->n - 1].words);
    struct slot name = data_slot("name", about->name, NULL);
    words_say(doc_of(v), &doc_add(doc_of(v), BLOCK_SUBTITLE)->words,
        about->own ? T("Dialogue {name}, held with people here") : T("Dialogue {name}, published by others"), &name, 1);
}

static void who_took_part(const struct voice_view *v)
{
    int64_t n = (int64_t)v->d->votes.participants;
    const struct voice_dialogue *about = &v->d->about;
    heading(v, BLOCK_HEADING, T("Who took part"), NULL, 0);
    struct slot slots[] = {desk_slot("people", desk_counted(v->r, TN("{n} person", "{n} people"), n)), desk_slot("votes", desk_counted(v->r, TN("{n} vote", "{n} votes"), v->d->vote_n)),
        desk_slot("statements", desk_counted(v->r, TN("{n} statement", "{n} statements"), (int64_t)v->d->statement_n)), desk_slot("from", period_words(v, about->from)),
        desk_slot("to", period_words(v, about->to))};
    bool days = day_known(about->from) && day_known(about->to), one = days && about->from.n == about->to.n;
    say_one(v, BLOCK_PARAGRAPH, one ? T("{people} took part, with {votes} on {statements}, on {from}. What follows is said of those who took part, and of nobody else.")
        : days ? T("{people} took part, with {votes} on {statements}, from {from} to {to}. What follows is said of those who took part, and of nobody else.")
               : T("{people} took part, with {votes} on {statements}. What follows is said of those who took part, and of nobody else."), slots, ARRAY_LEN(slots));
    if (day_known(about->closed))
        SAY_ONE(v, BLOCK_PARAGRAPH, T("It was closed on {day}: nobody votes any more."), desk_slot("day", period_words(v, about->closed)));
}

/* ---- how well founded groups are ---- */

static struct slot resamples_slot(const struct voice_view *v)
{
    return desk_slot("resamples", desk_counted(v->r, TN("{n} resample", "{n} resamples"), (int64_t)v->x->stability.resamples));
}

static bool names_meta(const struct voice_view *v)
{
    for (size_t i = 0; i < v->d->statement_n; i++)
        if (v->d->statements[i].meta)
            return true;
    return false;
}

static void footing(const struct voice_view *v)
{
    const struct voice_answer *x = v->x;
    const struct opinion_stability *s = &x->stability;
    int64_t in = (int64_t)x->groups.in;
    size_t picked = s->resamples ? s->picked[x->groups.k <= OPINION_GROUPS_MOST ? x->groups.k : 0] : 0;
    struct slot slots[] = {people_slot(v, "in", in), people_slot(v, "all", (int64_t)v->d->votes.participants), desk_number_slot(v->r, "least", voice_room_least(&v->d->about)),
        desk_slot("groups", desk_counted(v->r, TN("{n} group", "{n} groups"), (int64_t)x->groups.k)), resamples_slot(v), plain_slot(v, "rand", s->rand_index, NUMBER_2),
        plain_slot(v, "share", s->resamples ? (double)picked / (double)s->resamples : NAN, NUMBER_PERCENT), plain_slot(v, "silhouette", x->groups.silhouette, NUMBER_2)};
    bool same = voice_much_the_same(s->rand_index);
    const char *words[] = {
        [OPINION_NONE_LOOKED_FOR] = T("No groups were looked for: {in} of the {all} who took part voted on enough statements to be compared, and among fewer than {least} groups would be chance. Only sides that people declared themselves are compared."),
        [OPINION_ONE_CLOUD] = T("No groups are told: {in} of the {all} who took part voted on enough statements, but who agrees with another on one statement need not agree on the next."),
        [OPINION_UNSTABLE] = T("These groups are not well founded, so they are not named: {in} of the {all} who took part voted on enough statements, but {resamples} of these people gave other groups (likeness {rand}; 1 is the same, 0 is chance)."),
        [OPINION_BY_DEGREES] = same ? T("Opinions differ by degrees: {in} of the {all} who took part voted on enough statements, and a line that the method draws through them makes {groups}. {resamples} of these people gave much the same ones (likeness {rand}; 1 is the same, 0 is chance), but no gap lies between them.")
            : T("Opinions differ by degrees: {in} of the {all} who took part voted on enough statements, and a line that the method draws through them makes {groups}. {resamples} of these people gave similar ones, though not the same (likeness {rand}; 1 is the same, 0 is chance), and no gap lies between them."),
        [OPINION_WELL_FOUNDED] = same ? T("These groups are well founded: {in} of the {all} who took part voted on enough statements and fall into {groups}; {resamples} of these people gave much the same groups (likeness {rand}; 1 is the same, 0 is chance), and {share} of them came to as many.")
            : T("These groups are well founded: {in} of the {all} who took part voted on enough statements and fall into {groups}; {resamples} of these people gave similar groups, though not the same (likeness {rand}; 1 is the same, 0 is chance), and {share} of them came to as many."),
    };
    heading(v, BLOCK_HEADING, T("How well founded the groups are"), NULL, 0);
    say_one(v, BLOCK_PARAGRAPH, x->options.compat ? T("Groups as Polis finds them: {in} of the {all} who took part voted on enough statements and fall into {groups} (silhouette {silhouette}). Whether other people would have given the same groups is not asked here: leave `--compat polis` out to know.")
                                                 : words[x->footing], slots, ARRAY_LEN(slots));
    if (!names_meta(v))
        say_one(v, BLOCK_PARAGRAPH, T("No statement is marked as being about those who take part or about the dialogue itself. Such statements decide which groups are found, and stand below among the others: where there are any, name them with `--meta`."), NULL, 0);
    if (!x->options.compat && x->footing >= OPINION_BY_DEGREES && x->found.k < x->groups.k)
        say_one(v, BLOCK_PARAGRAPH, T("Not all of them are described: some have too few people, or what is said of the others would tell of too few."), NULL, 0);
    size_t between = 0;
    for (size_t i = 0; x->found.k && x->between && i < v->d->votes.participants; i++)
        between += x->between[i];
    if (x->found.k && x->between && voice_passes(v, (int64_t)between) && between)
        SAY_ONE(v, BLOCK_PARAGRAPH, T("{between} stand between two groups: hardly nearer to one than to another."), desk_slot("between", desk_counted(v->r, TN("{n} person", "{n} people"), (int64_t)between)));
}

/* ---- what each group holds ---- */

static void pick_item(const struct voice_view *v, const struct voice_side *s, size_t group, const struct opinion_pick *p, struct words *w)
{
    const struct opinion_tally *t = &s->tally;
    size_t at = opinion_at(t, group, p->statement);
    int64_t n = t->seen[at], others = 0, others_said = 0;
    for (size_t g = 0; g < s->k; g++)
        if (g != group) {
            size_t there = opinion_at(t, g, p->statement);
            others += t->seen[there];
            others_said += p->agree ? t->agree[there] : t->disagree[there];
        }
    struct shown_cell here = voice_share(v, p->agree ? t->agree[at] : t->disagree[at], n);
    bool against = voice_may_set_against(v, s, group, p->statement), withheld = !against && voice_passes(v, others);
    struct shown_cell rest = against ? voice_share(v, others_said, others) : voice_share(v, 0, 0);
    struct slot slots[] = {shown_slot(v, "here", here, NUMBER_PERCENT), shown_slot(v, "others", rest, NUMBER_PERCENT),
        desk_slot("votes", desk_counted(v->r, TN("{n} vote", "{n} votes"), n))};
    voice_quote(v, w, voice_of_column(v, p->statement));
    if (withheld) /* enough people, but what fewer said would follow by subtraction */
        words_say(doc_of(v), w, p->agree ? T(" {here} agree ({votes}); of the others it is not told.") : T(" {here} disagree ({votes}); of the others it is not told."), slots, ARRAY_LEN(slots));
    else
        words_say(doc_of(v), w, p->agree ? T(" {here} agree ({votes}); of the others {others}.") : T(" {here} disagree ({votes}); of the others {others}."), slots, ARRAY_LEN(slots));
}

/* Polis's rules also pick what does not set a group apart, what nobody voted on, or what few of the group say: no words for "holds". */
static bool sets_apart(const struct opinion_pick *p)
{
    return p->n_trials > 0 && p->repness_test > 0 && 2 * p->n_success > p->n_trials;
}

static void group_holds(const struct voice_view *v, const struct voice_side *s, const bool *described, size_t group)
{
    bool *may = ARENA_ARRAY(&v->r->arena, bool, s->k);
    struct slot slots[] = {data_slot("group", voice_group_label(v->r, s, group), NULL), people_slot(v, "people", s->size[group]), people_slot(v, "all", (int64_t)v->d->votes.participants)};
    say_one(v, BLOCK_SUBHEADING, T("{group}: {people} of the {all} who took part"), slots, ARRAY_LEN(slots));
    struct words *items = ARENA_ARRAY(&doc_of(v)->arena, struct words, OPINION_PICKS_MOST);
    size_t n = 0;
    for (size_t i = 0; i < s->pick_n[group]; i++) {
        const struct opinion_pick *p = &s->picks[group][i];
        voice_may_on(v, s, described, p->statement, may);
        if (may[group] && (v->x->options.compat || sets_apart(p)))
            pick_item(v, s, group, p, &items[n++]);
    }
    if (!n) {
        say_one(v, BLOCK_PARAGRAPH, T("Nothing sets it apart that could be told."), NULL, 0);
        return;
    }
    struct block *block = doc_add(doc_of(v), BLOCK_ITEMS);
    block->items = items;
    block->item_n = n;
}

static void groups_hold(const struct voice_view *v, const struct voice_side *s)
{
    const bool *described = voice_may(v, s);
    size_t hidden = 0;
    for (size_t g = 0; g < s->k; g++) {
        hidden += !described[g];
        if (described[g])
            group_holds(v, s, described, g);
    }
    if (hidden)
        say_one(v, BLOCK_PARAGRAPH, T("Groups of too few people are not described."), NULL, 0);
}

/* ---- statements and what each group says of them ---- */

struct columns_list {
    const size_t *list;
    size_t n;
};

static void cell(struct doc_table *t, size_t row, size_t column, struct shown_cell c, enum number_style style, enum cell_kind kind)
{
    t->cells[row * t->column_n + column] = (struct doc_cell){.kind = kind, .number = c, .style = style};
}

static void group_row(const struct voice_view *v, struct doc_table *t, size_t row, struct str label, struct str machine, int64_t agree, int64_t n)
{
    struct shown_cell share = voice_share(v, agree, n);
    desk_both(v->a, t, row, 1, label, NULL, machine);
    cell(t, row, 2, share, NUMBER_PERCENT, CELL_NUMBER);
    cell(t, row, 3, share, NUMBER_PERCENT, CELL_RANGE);
    cell(t, row, 4, voice_number(v, (double)n, n), NUMBER_INT, CELL_NUMBER);
}

/* Enough voted on it, but what fewer said would follow by subtraction. */
static void withheld_row(const struct voice_view *v, struct doc_table *t, size_t row, struct str label, struct str machine)
{
    desk_both(v->a, t, row, 1, label, NULL, machine);
    desk_both(v->a, t, row, 2, str_of(say(&v->r->speech, T("not told"))), NULL, STR(""));
}

static void statement_into(const struct voice_view *v, struct doc_cell *c, const struct voice_statement *s)
{
    c->kind = CELL_WORDS;
    voice_quote(v, &c->words, s);
    c->machine = str_of(arena_f(&doc_of(v)->arena, "%" PRId64, s->id));
    c->machine_set = true;
}

static void statement_cell(const struct voice_view *v, struct doc_table *t, size_t row, size_t column)
{
    statement_into(v, &t->cells[row * t->column_n], voice_of_column(v, column));
}

static void group_columns(const struct voice_view *v, struct doc_table *t)
{
    static const char *const keys[] = {"statement", "group", "agree", "agree_range", "votes", "bridging"};
    static const char *const labels[] = {T("Statement"), T("Who"), T("Agree"), T("95 % interval"), T("Votes"), T("Bridging score")};
    for (size_t i = 0; i < t->column_n; i++) {
        desk_column(v->r, t, i, keys[i], labels[i], i > 1, "");
        t->columns[i].human_only = i == 3;
    }
}

static double score_of(const struct voice_view *v, size_t column)
{
    return isnan(v->x->bridging.mu) ? NAN : v->x->bridging.statement_intercept[column];
}

/* A row for every group and statement; all who took part where there are no groups. */
static void by_groups(const struct voice_view *v, const char *key, const char *title, const struct voice_side *s, struct columns_list which)
{
    size_t k = s ? s->k : 1, row = 0;
    const bool *described = s ? voice_may(v, s) : NULL;
    bool *may = ARENA_ARRAY(&v->r->arena, bool, k + 1);
    struct doc_table *t = desk_table(v->r, v->a, key, title, 6, which.n * k);
    group_columns(v, t);
    for (size_t i = 0; i < which.n; i++) {
        size_t c = which.list[i], first = row;
        if (s)
            voice_may_on(v, s, described, c, may);
        for (size_t g = 0; s && g < k; g++) {
            size_t at = opinion_at(&s->tally, g, c);
            if (!described[g])
                continue;
            struct str label = voice_group_label(v->r, s, g), machine = s->attribute ? s->attribute->values[s->value[g]] : str_of(arena_f(&v->r->arena, "%zu", g));
            statement_cell(v, t, row, c);
            if (may[g] || !voice_passes(v, s->tally.seen[at]))
                group_row(v, t, row++, label, machine, s->tally.agree[at], may[g] ? s->tally.seen[at] : 0);
            else
                withheld_row(v, t, row++, label, machine);
        }
        if (!s) {
            statement_cell(v, t, row, c);
            group_row(v, t, row++, str_of(say(&v->r->speech, T("all who voted on it"))), STR("all"), v->total.agree[c], v->total.seen[c]);
        }
        if (row > first)
            cell(t, first, 5, voice_number(v, score_of(v, c), v->total.seen[c]), NUMBER_2, CELL_NUMBER);
    }
    t->rows = row;
}

/* Those of a list that may be told, LIST_MOST at most: of own dialogues also a place in a list tells of every group. */
static struct columns_list told(const struct voice_view *v, const struct voice_side *s, const size_t *columns, size_t n)
{
    const bool *described = s ? voice_may(v, s) : NULL;
    size_t *list = ARENA_ARRAY(&v->r->arena, size_t, LIST_MOST), m = 0;
    for (size_t i = 0; i < n && m < LIST_MOST; i++)
        if (voice_passes(v, v->total.seen[columns[i]]) && (!s || voice_all_pass(v, s, described, columns[i])))
            list[m++] = columns[i];
    return (struct columns_list){list, m};
}

static struct slot more_slot(const struct voice_view *v, size_t n)
{
    return desk_slot("n", desk_counted(v->r, TN("{n} statement", "{n} statements"), (int64_t)n));
}

static const char *attribute_words(struct str name)
{
    static const struct { const char *name, *words; } known[] = {{"side", T("side")}, {"gender", T("gender")}, {"age", T("age")}, {"age_band", T("age")}, {"district", T("district")}};
    for (size_t i = 0; i < ARRAY_LEN(known); i++)
        if (str_is(name, known[i].name))
            return known[i].words;
    return NULL;
}

static struct str attribute_label(const struct voice_view *v, struct str name)
{
    const char *words = attribute_words(name);
    return words ? str_of(say(&v->r->speech, words)) : name;
}

static void list_section(const struct voice_view *v, const char *key, const char *head, const char *says, const char *none, const size_t *columns, size_t n)
{
    const struct voice_side *by = v->x->by;
    struct columns_list which = told(v, by, columns, n);
    heading(v, BLOCK_HEADING, head, NULL, 0);
    if (by && by->attribute)
        SAY_ONE(v, BLOCK_PARAGRAPH, T("Groups here are what people declared themselves: {attribute}."), data_slot("attribute", attribute_label(v, by->attribute->name), NULL));
    say_one(v, BLOCK_PARAGRAPH, which.n ? says : none, NULL, 0);
    if (!which.n)
        return;
    by_groups(v, key, T("Who agrees"), by, which);
    if (which.n < n)
        SAY_ONE(v, BLOCK_NOTE, T("The first of {n}; `--json` has all that may be told."), more_slot(v, n));
}

static void what_bridges(const struct voice_view *v)
{
    bool groups = v->x->by != NULL;
    list_section(v, "bridges", groups ? T("What bridges") : T("What a majority agrees with"),
        groups ? T("In every group that is described a majority of its votes agrees, also by the lower bound of the interval. First stands what the group that agrees least agrees with most. The bridging score is what support is left when likeness of view is taken out (a second method); it orders statements, and is no share.")
               : T("A majority of all votes on it agrees, also by the lower bound of the interval. There are no groups or sides to compare, so that it bridges anything is not said."),
        groups ? T("There is no statement that a majority of every group that is described agrees with for certain, and that enough of each voted on.") : T("There is no statement that a majority agrees with for certain."),
        v->x->bridges, v->x->bridge_n);
}

static void what_all_reject(const struct voice_view *v)
{
    if (told(v, v->x->by, v->x->rejected, v->x->rejected_n).n)
        list_section(v, "rejected", T("What all reject"), T("A majority disagrees, in every group that is described, also by the lower bound of the interval. The table shows the share that agrees."), "",
            v->x->rejected, v->x->rejected_n);
}

static void what_divides(const struct voice_view *v)
{
    bool groups = v->x->by != NULL;
    list_section(v, "divides", T("What divides"),
        groups ? T("Groups differ in agreeing by more than chance (two-sided, corrected for the number of statements and pairs). First stands the widest gap.")
               : T("At least a quarter of all votes on it agrees and at least a quarter disagrees, by the lower bounds."),
        groups ? T("There is no statement on which the groups differ by more than chance.") : T("There is no statement that divides those who took part for certain."), v->x->divides, v->x->divide_n);
}

/* ---- declared sides ---- */

static int least_first(const void *x, const void *y)
{
    const struct { double lo; size_t column; } *a = x, *b = y;
    if (a->lo != b->lo)
        return a->lo > b->lo ? -1 : 1;
    return (a->column > b->column) - (a->column < b->column);
}

/* What every one of them shares, by the lower bound of the one that agrees least. */
static size_t shared_by_all(const struct voice_view *v, const struct voice_side *s, size_t *out)
{
    struct { double lo; size_t column; } *list = (void *)arena_get(&v->r->arena, sizeof *list * (v->d->votes.statements + 1));
    size_t n = 0;
    for (size_t c = 0; c < v->d->votes.statements; c++)
        if (!voice_is_out(voice_of_column(v, c)) && s->shared[c].heard && s->shared[c].least_agree.lo > 0.5) {
            list[n].lo = s->shared[c].least_agree.lo;
            list[n++].column = c;
        }
    qsort(list, n, sizeof *list, least_first);
    for (size_t i = 0; i < n; i++)
        out[i] = list[i].column;
    return n;
}

static size_t differing(const struct voice_view *v, const struct voice_side *s, size_t *out)
{
    size_t n = 0;
    for (size_t c = 0; c < v->d->votes.statements; c++)
        if (s->differ && s->differ[c] < 0.05)
            out[n++] = c;
    return n;
}

static void declared_side(const struct voice_view *v, const struct voice_side *s)
{
    size_t *columns = ARENA_ARRAY(&v->r->arena, size_t, v->d->votes.statements + 1);
    struct slot name = data_slot("attribute", attribute_label(v, s->attribute->name), NULL);
    say_one(v, BLOCK_SUBHEADING, T("By declared {attribute}"), &name, 1);
    if (s->k < 2) {
        say_one(v, BLOCK_PARAGRAPH, T("Nothing can be compared: too few people declared it, or so few did not that their votes could be had by subtraction, or all declared the same."), NULL, 0);
        return;
    }
    if (s == v->x->by) {
        say_one(v, BLOCK_PARAGRAPH, T("What they share and where they differ stands above, under what bridges and what divides."), NULL, 0);
        return;
    }
    if (s->k > SIDES_MOST)
        SAY_ONE(v, BLOCK_PARAGRAPH, T("There are {n}: too many to set side by side here; `--json` has them."), desk_number_slot(v->r, "n", (int64_t)s->k));
    struct columns_list all = told(v, s, columns, shared_by_all(v, s, columns));
    say_one(v, BLOCK_PARAGRAPH, all.n ? T("Shared: a majority of every one agrees, also by the lower bound.") : T("Shared by every one for certain: nothing."), NULL, 0);
    if (all.n && s->k <= SIDES_MOST)
        by_groups(v, "shared", T("Shared across what people declared"), s, all);
    size_t *apart = ARENA_ARRAY(&v->r->arena, size_t, v->d->votes.statements + 1);
    struct columns_list differ = told(v, s, apart, differing(v, s, apart));
    say_one(v, BLOCK_PARAGRAPH, differ.n ? T("**They differ** by more than chance (corrected for the number of statements and pairs) on these:") : T("On no statement do they differ by more than chance."), NULL, 0);
    if (differ.n && s->k <= SIDES_MOST)
        by_groups(v, "differ", T("Where what people declared goes with other answers"), s, differ);
}

static void declared(const struct voice_view *v)
{
    if (!v->x->side_n)
        return;
    heading(v, BLOCK_HEADING, T("By what people declared themselves"), NULL, 0);
    for (size_t i = 0; i < v->x->side_n; i++)
        declared_side(v, &v->x->sides[i]);
}

/* ---- statements that say nearly the same; who was not heard ---- */

static void alike(const struct voice_view *v)
{
    if (!v->x->alike_n)
        return;
    size_t n = MIN_OF(v->x->alike_n, (size_t)LIST_MOST);
    heading(v, BLOCK_HEADING, T("Statements that say nearly the same"), NULL, 0);
    say_one(v, BLOCK_PARAGRAPH, T("Whoever leads the dialogue may want to tell them together. Votes stay with the statement they were cast on."), NULL, 0);
    struct doc_table *t = desk_table(v->r, v->a, "alike", T("Nearly the same"), 2, n);
    desk_column(v->r, t, 0, "a", T("Statement"), false, "");
    desk_column(v->r, t, 1, "b", T("Nearly the same"), false, "");
    for (size_t i = 0; i < n; i++) {
        statement_into(v, &t->cells[2 * i], &v->d->statements[v->x->alike[i].statement_a]);
        statement_into(v, &t->cells[2 * i + 1], &v->d->statements[v->x->alike[i].statement_b]);
    }
}

/* Values that nobody or too few people declared; how few is not said. */
static size_t few_of(const struct voice_view *v, const struct voice_attribute *at, struct str *out)
{
    size_t n = 0;
    int64_t *people = ARENA_ARRAY(&v->r->arena, int64_t, at->n + 1);
    for (size_t i = 0; i < v->d->votes.participants; i++)
        if (at->of[i] < at->n)
            people[at->of[i]]++;
    for (size_t i = 0; i < at->n; i++)
        if (people[i] < v->k)
            out[n++] = voice_value_label(v->r, at->values[i]);
    return n;
}

static void not_heard(const struct voice_view *v)
{
    heading(v, BLOCK_HEADING, T("Who has not been heard"), NULL, 0);
    if (!v->d->attribute_n) {
        say_one(v, BLOCK_PARAGRAPH, T("Those who took part were not asked who they are, so nobody can tell who was not heard."), NULL, 0);
        return;
    }
    bool any = false;
    for (size_t i = 0; i < v->d->attribute_n; i++) {
        const struct voice_attribute *at = &v->d->attributes[i];
        struct str *few = ARENA_ARRAY(&v->r->arena, struct str, at->n + 1);
        struct buf list CLEANUP(buf_end) = {0};
        size_t n = few_of(v, at, few);
        if (!n)
            continue;
        any = true;
        say_list(&v->r->speech, &list, few, n);
        SAY_ONE(v, BLOCK_PARAGRAPH, T("By {attribute}, nobody or fewer than {people} of: {values}."), data_slot("attribute", attribute_label(v, at->name), NULL), desk_slot("people", desk_counted(v->r, TN("{n} person", "{n} people"), v->k)),
            data_slot("values", str_of(arena_text(&v->r->arena, list.p, list.n)), NULL));
    }
    if (!any)
        SAY_ONE(v, BLOCK_PARAGRAPH, T("Of every answer that could be declared there were {people} or more."), desk_slot("people", desk_counted(v->r, TN("{n} person", "{n} people"), v->k)));
}

/* ---- all together ---- */

static void consensus(const struct voice_view *v)
{
    const struct voice_answer *x = v->x;
    struct words *items = ARENA_ARRAY(&doc_of(v)->arena, struct words, 2 * OPINION_PICKS_MOST);
    size_t n = 0;
    for (size_t i = 0; i < x->agree_n + x->disagree_n; i++) {
        const struct opinion_pick *p = i < x->agree_n ? &x->agree[i] : &x->disagree[i - x->agree_n];
        if (!voice_passes(v, p->n_trials))
            continue;
        struct shown_cell share = voice_share(v, p->n_success, p->n_trials);
        struct slot slots[] = {shown_slot(v, "share", share, NUMBER_PERCENT),
            desk_slot("votes", desk_counted(v->r, TN("{n} vote", "{n} votes"), p->n_trials))};
        voice_quote(v, &items[n], voice_of_column(v, p->statement));
        words_say(doc_of(v), &items[n++], p->agree ? T(" {share} agree ({votes}).") : T(" {share} disagree ({votes})."), slots, ARRAY_LEN(slots));
    }
    heading(v, BLOCK_HEADING, T("What most of those who voted on a statement say of it"), NULL, 0);
    if (!n) {
        say_one(v, BLOCK_PARAGRAPH, T("There is no statement that most agree or disagree with for certain."), NULL, 0);
        return;
    }
    struct block *block = doc_add(doc_of(v), BLOCK_ITEMS);
    block->items = items;
    block->item_n = n;
}

static void settings(const struct voice_view *v)
{
    struct slot slots[] = {desk_number_slot(v->r, "seed", (int64_t)v->x->options.seed), resamples_slot(v)};
    say_one(v, BLOCK_NOTE, v->x->options.compat ? T("Method: as Polis does it (docs/methods.md), every time from the start.")
                                                : T("Method: docs/methods.md; seed {seed}, {resamples}. The same votes and seed give the same answer."), slots, ARRAY_LEN(slots));
}

/* ---- the report ---- */

static void report_statements(const struct voice_view *v)
{
    size_t *every = ARENA_ARRAY(&v->r->arena, size_t, v->d->votes.statements + 1), n = 0;
    for (size_t c = 0; c < v->d->votes.statements; c++)
        if (voice_passes(v, v->total.seen[c]) && !voice_is_out(voice_of_column(v, c)))
            every[n++] = c;
    heading(v, BLOCK_HEADING, T("All statements"), NULL, 0);
    SAY_ONE(v, BLOCK_PARAGRAPH, T("{n}, without those that were rejected or ask about the person."), more_slot(v, n));
    by_groups(v, "all_statements", T("Every statement, and who agrees"), NULL, (struct columns_list){every, n});
    if (v->x->found.k)
        by_groups(v, "all_by_group", T("Every statement by group"), &v->x->found, (struct columns_list){every, n});
    for (size_t i = 0; i < v->x->side_n; i++)
        if (v->x->sides[i].k > 1)
            by_groups(v, "all_by_side", T("Every statement by what people declared"), &v->x->sides[i], (struct columns_list){every, n});
}

static void report_stability(const struct voice_view *v)
{
    const struct voice_answer *x = v->x;
    const struct opinion_stability *s = &x->stability;
    heading(v, BLOCK_HEADING, T("How firm the answer is"), NULL, 0);
    if (x->options.compat || x->footing == OPINION_NONE_LOOKED_FOR) {
        say_one(v, BLOCK_PARAGRAPH, T("No resamples were drawn."), NULL, 0);
        return;
    }
    struct slot slots[] = {resamples_slot(v), plain_slot(v, "rand", s->rand_index, NUMBER_2), plain_slot(v, "lo", s->rand_index_lo, NUMBER_2), plain_slot(v, "hi", s->rand_index_hi, NUMBER_2),
        plain_slot(v, "silhouette", x->groups.silhouette, NUMBER_2), plain_slot(v, "chance", s->chance_silhouette, NUMBER_2), plain_slot(v, "mean", s->held_out_mean, NUMBER_2),
        plain_slot(v, "plane", s->held_out_plane, NUMBER_2)};
    say_one(v, BLOCK_PARAGRAPH, T("{resamples} of the people give groups whose likeness with these is {rand} on average (adjusted Rand index; nine in ten between {lo} and {hi})."), slots, ARRAY_LEN(slots));
    say_one(v, BLOCK_PARAGRAPH, T("The groups' silhouette is {silhouette}; votes of one single cloud reach {chance} one time in twenty."), slots, ARRAY_LEN(slots));
    say_one(v, BLOCK_PARAGRAPH, T("One vote in ten was held out and guessed: the error is {mean} by the mean of each statement, and {plane} by the map."), slots, ARRAY_LEN(slots));
    struct doc_table *t = desk_table(v->r, v->a, "picked", T("How many groups the resamples came to by themselves"), 2, OPINION_GROUPS_MOST);
    desk_column(v->r, t, 0, "k", T("Groups"), true, "");
    desk_column(v->r, t, 1, "resamples", T("Resamples"), true, "");
    for (size_t k = 1; k <= OPINION_GROUPS_MOST; k++) {
        desk_number(t, k - 1, 0, (int64_t)k);
        desk_number(t, k - 1, 1, (int64_t)s->picked[k]);
    }
}

/* With the groups that a published export puts people in. */
static void report_said(const struct voice_view *v)
{
    if (v->d->about.own || !v->d->group_said || !v->x->groups.k)
        return;
    double index = opinion_rand_index(v->x->groups.of, v->d->group_said, v->d->votes.participants);
    SAY_ONE(v, BLOCK_PARAGRAPH, T("The export puts people in groups itself: likeness with those found here {index} (adjusted Rand index; 1 is the same, 0 is chance)."), plain_slot(v, "index", index, NUMBER_2));
}

void voice_document(const struct voice_view *v, bool report)
{
    v->a->doc = doc_new(&v->r->speech);
    about(v);
    if (!voice_passes(v, (int64_t)v->d->votes.participants)) {
        SAY_ONE(v, BLOCK_PARAGRAPH, T("Fewer than {people} have voted so far: nothing is said of what they say."), desk_slot("people", desk_counted(v->r, TN("{n} person", "{n} people"), v->k)));
        if (report)
            doc_meetings(doc_of(v), v->meetings, v->meeting_n, v->k);
        return;
    }
    who_took_part(v);
    footing(v);
    if (report && !v->x->options.compat)
        brief_opinions(v->x, v->x->options.seed, doc_of(v));
    if (v->x->found.k > 1) {
        heading(v, BLOCK_HEADING, T("What each group holds that others do not"), NULL, 0);
        groups_hold(v, &v->x->found);
    }
    what_bridges(v);
    what_all_reject(v);
    what_divides(v);
    consensus(v);
    declared(v);
    alike(v);
    not_heard(v);
    if (report) {
        doc_meetings(doc_of(v), v->meetings, v->meeting_n, v->k);
        report_stability(v);
        report_said(v);
        report_statements(v);
    }
    settings(v);
}
