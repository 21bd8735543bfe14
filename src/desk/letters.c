/* SPDX-License-Identifier: GPL-3.0-or-later */
/* letters: what was asked of whom and what came back: how far it came, what is overdue, whom to ask next. By name for the register's own people; by kind of institution to others. */
#include "desk/coded.h"
#include "desk/letters.h"

struct letters_telling {
    struct request *r;
    struct answer *a;
    struct engagement g;
    enum relation_use use;
    int64_t least; /* smallest group of people of this register */
    bool machine;
};

bool desk_today(const struct request *r, struct day *out, struct err *e)
{
    struct day last;
    return day_parse((struct str){r->now.p, MIN_OF(r->now.n, (size_t)10)}, out, &last) || err_set(e, ERR_SYSTEM, "the day is not known");
}

bool desk_named_here(const struct request *r, struct err *e)
{
    return !r->unnamed || err_set(e, ERR_DENIED, "letters and promises are listed by name for those who analyse or answer for this register; `letters` tells others of them by kind of institution");
}

/* ---- words ---- */

static const struct by_words {
    const char *code, *label; /* msgid */
} by_words[] = {[ASK_BY_KIND] = {"kind", T("Kind of institution")}, [ASK_BY_LEVEL] = {"level", T("Level")}, [ASK_BY_TOPIC] = {"topic", T("Topic")},
    [ASK_BY_CHANNEL] = {"channel", T("How it was asked")}, [ASK_BY_ALL] = {"all", T("All")}};

struct str desk_group_words(struct request *r, enum ask_by by, struct str group)
{
    const struct actor_kind *kind = by == ASK_BY_KIND ? actor_kind_of(group) : NULL;
    const struct contact_kind *channel = by == ASK_BY_CHANNEL ? contact_kind_of(group) : NULL;
    if (by == ASK_BY_ALL)
        return str_of(say(&r->speech, T("All")));
    if (!group.n)
        return str_of(say(&r->speech, T("not known")));
    if (kind || channel)
        return str_of(say(&r->speech, kind ? kind->label : channel->label));
    return by == ASK_BY_LEVEL ? desk_level_words(r, group) : group;
}

struct str desk_addressee_name(struct request *r, const struct engagement *g, const struct addressee *w, struct str *language)
{
    *language = STR("");
    return w->actor >= 0 ? roster_name(g->roster, (size_t)w->actor, language_code(r->speech.language), language) : w->words;
}

static struct str day_words(struct request *r, struct day d)
{
    struct buf b CLEANUP(buf_end) = {0};
    if (day_known(d))
        buf_day(&b, d);
    return arena_str(&r->arena, buf_view(&b));
}

/* ---- how far it came ---- */

enum funnel_column { F_OF, F_GROUP, F_INSTITUTIONS, F_SENT, F_ACKNOWLEDGED, F_ANSWERED, F_MET, F_PROMISED, F_KEPT, F_OPEN, F_SHARE, F_NEXT, F_DAYS, F_BETWEEN, F_UNDATED, F_COLUMNS };

static void number(const struct letters_telling *t, struct doc_table *d, size_t row, enum funnel_column column, const struct funnel *f, enum cell_kind kind, struct estimate v, enum number_style style)
{
    d->cells[row * d->column_n + column] = (struct doc_cell){.kind = kind, .number = guard_answers(v, f->addressees, t->least, t->use), .style = style};
}

static void funnel_row(struct letters_telling *t, struct doc_table *d, size_t row, enum ask_by by, const struct funnel *f)
{
    desk_text(t->a, d, row, F_OF, str_of(by_words[by].code));
    desk_both(t->a, d, row, F_GROUP, desk_group_words(t->r, by, f->group), NULL, f->group);
    number(t, d, row, F_INSTITUTIONS, f, CELL_NUMBER, (struct estimate){(double)f->addressees, NAN, NAN, f->addressees}, NUMBER_INT);
    for (int i = 0; i < REACHED_STEPS; i++)
        number(t, d, row, (enum funnel_column)(F_SENT + i), f, CELL_NUMBER, (struct estimate){(double)f->reached[i], NAN, NAN, f->reached[i]}, NUMBER_INT);
    number(t, d, row, F_OPEN, f, CELL_NUMBER, (struct estimate){(double)f->open, NAN, NAN, f->open}, NUMBER_INT);
    number(t, d, row, F_SHARE, f, CELL_NUMBER, f->answered, NUMBER_PERCENT);
    number(t, d, row, F_NEXT, f, CELL_RANGE, f->answered, NUMBER_PERCENT_1);
    number(t, d, row, F_DAYS, f, CELL_NUMBER, f->days, NUMBER_INT);
    number(t, d, row, F_BETWEEN, f, CELL_RANGE, f->days, NUMBER_INT);
    number(t, d, row, F_UNDATED, f, CELL_NUMBER, (struct estimate){(double)f->undated, NAN, NAN, f->undated}, NUMBER_INT);
}

/* Others are told of kinds with as many institutions as the smallest group, and so that the rest does not follow by subtraction. */
static size_t told_groups(struct letters_telling *t, struct funnel *list, size_t n)
{
    int64_t *institutions = ARENA_ARRAY(&t->r->arena, int64_t, n + 1);
    bool *may = ARENA_ARRAY(&t->r->arena, bool, n + 1);
    size_t kept = 0;
    if (guard_addressee(t->use))
        return n;
    for (size_t i = 0; i < n; i++)
        institutions[i] = list[i].addressees;
    (void)guard_groups(basis_people(t->least), institutions, n, may);
    for (size_t i = 0; i < n; i++)
        if (may[i])
            list[kept++] = list[i];
    if (kept < n)
        DESK_NOTE(t->r, t->a, T("Kinds with fewer than {n} institutions are not told of here, nor any that would follow from the others."), desk_number_slot(t->r, "n", t->least));
    return kept;
}

static void funnel_table(struct letters_telling *t, const enum ask_by *by, size_t by_n)
{
    static const char *const keys[F_COLUMNS] = {"of", "group", "institutions", "sent", "acknowledged", "answered", "met", "promised", "kept", "open", "share", "next", "days", "between", "undated"};
    static const char *const labels[F_COLUMNS] = {T("By"), T("Who was asked"), T("Institutions"), T("Sent"), T("Acknowledged"), T("Answered"), T("Met"), T("Promised"), T("Promise kept"), T("No answer yet"),
        T("Share"), T("Next letter"), T("Median days"), T("Days, 95 %"), T("Answered, no day known")};
    struct funnel *lists[ASK_BY_ALL + 1];
    size_t n[ASK_BY_ALL + 1], rows = 0, row = 0;
    for (size_t i = 0; i < by_n; i++) {
        n[i] = engagement_funnels(&t->g, by[i], &t->r->arena, &lists[i]);
        n[i] = by[i] == ASK_BY_ALL ? n[i] : told_groups(t, lists[i], n[i]);
        rows += n[i];
    }
    struct doc_table *d = desk_table(t->r, t->a, "funnel", T("How far it came"), F_COLUMNS, rows);
    for (size_t i = 0; i < F_COLUMNS; i++)
        desk_column(t->r, d, i, keys[i], labels[i], i >= F_INSTITUTIONS, "");
    desk_named(d, "group");
    d->columns[F_OF].machine_only = d->columns[F_UNDATED].machine_only = d->columns[F_OPEN].machine_only = true;
    d->columns[F_INSTITUTIONS].page_only = d->columns[F_BETWEEN].page_only = true;
    if (by_n == 2)
        d->columns[F_GROUP].label = str_of(say(&t->r->speech, by_words[by[1]].label));
    for (size_t i = 0; i < by_n; i++)
        for (size_t k = 0; k < n[i]; k++)
            funnel_row(t, d, row++, by[i], &lists[i][k]);
}

static void paragraph(struct letters_telling *t, const char *msgid, const struct slot *slots, size_t n)
{
    words_say(t->a->doc, &doc_add(t->a->doc, BLOCK_PARAGRAPH)->words, msgid, slots, n);
}

/* "2 of 50 answered": what was, exactly; the interval is for what comes. */
static void headline(struct letters_telling *t)
{
    struct funnel *all;
    struct doc *d = t->a->doc;
    (void)engagement_funnels(&t->g, ASK_BY_ALL, &t->r->arena, &all);
    struct shown_cell share = guard_answers(all->answered, all->addressees, t->least, t->use), days = guard_answers(all->days, all->addressees, t->least, t->use);
    if (all->reached[REACHED_SENT] == 0) {
        paragraph(t, T("Nothing was asked of anybody by then, as far as this register knows."), NULL, 0);
        return;
    }
    if (shown_state(share) == SHOWN_TOO_FEW) {
        paragraph(t, T("Fewer than {n} institutions were asked: nothing of it is told here."), (struct slot[]){desk_number_slot(t->r, "n", t->least)}, 1);
        return;
    }
    struct slot s[] = {desk_number_slot(t->r, "answered", all->reached[REACHED_ANSWERED]), desk_number_slot(t->r, "sent", all->reached[REACHED_SENT]), desk_slot("share", number_text(d, share, NUMBER_PERCENT)),
        desk_slot("range", number_range(d, share, NUMBER_PERCENT_1))};
    paragraph(t, T("**{answered} of {sent} answered** ({share}). For the next letter expect an answer with a chance {range}."), s, ARRAY_LEN(s));
    struct slot half[] = {desk_slot("days", number_text(d, days, NUMBER_INT)), desk_slot("range", number_range(d, days, NUMBER_INT))};
    if (isnan(all->days.value))
        paragraph(t, T("Not half of them were answered so far, counting those still open for as long as they are: there is no median of the days to an answer."), NULL, 0);
    else if (half[1].text.n)
        paragraph(t, T("Half were answered by day {days} ({range}), counting those still open for as long as they are."), half, 2);
    else
        paragraph(t, T("Half were answered by day {days}, counting those still open for as long as they are."), half, 1);
}

/* ---- lists, by name ---- */

static void name_cell(struct letters_telling *t, struct doc_table *d, size_t row, size_t column, const struct addressee *w)
{
    struct str language, name = desk_addressee_name(t->r, &t->g, w, &language);
    struct str key = w->actor >= 0 && roster_at(t->g.roster, (size_t)w->actor)->declared ? roster_at(t->g.roster, (size_t)w->actor)->key : w->words;
    desk_both(t->a, d, row, column, name, language.n ? arena_text(&t->r->arena, language.p, language.n) : NULL, key);
}

static void kind_cell(struct letters_telling *t, struct doc_table *d, size_t row, size_t column, const struct addressee *w)
{
    desk_both(t->a, d, row, column, str_of(w->kind ? say(&t->r->speech, w->kind->label) : ""), NULL, str_of(w->kind ? w->kind->code : ""));
}

/* Right of reply: nothing about an institution by name is published before it was asked. */
static void reply_cell(struct letters_telling *t, struct doc_table *d, size_t row, size_t column, const struct addressee *w)
{
    const char *words = day_known(w->reply_answered) ? T("replied on {day}") : day_known(w->reply_asked) ? T("asked on {day}") : T("not asked");
    struct str day = day_words(t->r, day_known(w->reply_answered) ? w->reply_answered : w->reply_asked);
    desk_both(t->a, d, row, column, DESK_TOLD(t->r, words, desk_slot("day", day)), NULL, str_of(day_known(w->reply_answered) ? "replied" : day_known(w->reply_asked) ? "asked" : "not_asked"));
}

static void columns(struct letters_telling *t, struct doc_table *d, const char *const *keys, const char *const *labels, const char *numbers)
{
    for (size_t k = 0; k < d->column_n; k++)
        desk_column(t->r, d, k, keys[k], labels[k], numbers[k] == '#', "");
    desk_named(d, "to kind channel outcome by state actor reply");
}

/* One sentence in place of heads without rows; machines get the table. */
static bool is_empty(struct letters_telling *t, size_t n, const char *msgid)
{
    if (n || t->machine)
        return false;
    if (!t->a->doc)
        t->a->doc = doc_new(&t->r->speech);
    paragraph(t, msgid, NULL, 0);
    return true;
}

static void overdue_table(struct letters_telling *t)
{
    static const char *const keys[] = {"key", "to", "kind", "channel", "date", "due", "days_late", "outcome", "topic", "asked", "reply"};
    static const char *const labels[] = {T("Key"), T("To"), T("Kind of institution"), T("How it was asked"), T("Sent on"), T("Answer due"), T("Days late"), T("Outcome"), T("Topic"), T("Asked for"),
        T("Right of reply")};
    size_t *list, n = engagement_overdue(&t->g, &t->r->arena, &list);
    if (is_empty(t, n, T("Nothing is overdue: no answer is missing whose day has passed.")))
        return;
    struct doc_table *d = desk_table(t->r, t->a, "overdue", T("Overdue: no answer, and the day has passed"), ARRAY_LEN(keys), n);
    columns(t, d, keys, labels, "......#....");
    d->columns[2].page_only = d->columns[3].page_only = d->columns[9].page_only = d->columns[7].page_only = true;
    for (size_t i = 0; i < n; i++) {
        const struct ask *k = &t->g.asks[list[i]];
        const struct contact *x = k->contact;
        const struct addressee *w = &t->g.addressees[k->addressee];
        desk_text(t->a, d, i, 0, x->key);
        name_cell(t, d, i, 1, w);
        kind_cell(t, d, i, 2, w);
        desk_both(t->a, d, i, 3, str_of(say(&t->r->speech, x->kind->label)), NULL, str_of(x->kind->code));
        desk_text(t->a, d, i, 4, day_words(t->r, x->day));
        desk_text(t->a, d, i, 5, day_words(t->r, x->due));
        desk_number(d, i, 6, k->late_days);
        desk_both(t->a, d, i, 7, str_of(say(&t->r->speech, k->outcome->label)), NULL, str_of(k->outcome->code));
        desk_text(t->a, d, i, 8, x->topic);
        desk_text(t->a, d, i, 9, x->asked);
        reply_cell(t, d, i, 10, w);
    }
}

static void promise_table(struct letters_telling *t)
{
    static const char *const keys[] = {"key", "by", "promised", "made", "due", "days_late", "state", "contact"};
    static const char *const labels[] = {T("Key"), T("Promised by"), T("What was promised"), T("Promised on"), T("Due"), T("Days late"), T("What became of the promise"), T("Letter or meeting")};
    if (is_empty(t, t->g.promise_n, T("No promise is still open after its day.")))
        return;
    struct doc_table *d = desk_table(t->r, t->a, "promises", T("Promises still open after their day"), ARRAY_LEN(keys), t->g.promise_n);
    columns(t, d, keys, labels, ".....#..");
    d->columns[3].page_only = true;
    for (size_t i = 0; i < t->g.promise_n; i++) {
        const struct overdue_promise *o = &t->g.promises[i];
        const struct promise *p = o->promise;
        desk_text(t->a, d, i, 0, p->key);
        if (o->addressee < t->g.addressee_n)
            name_cell(t, d, i, 1, &t->g.addressees[o->addressee]);
        else
            desk_text(t->a, d, i, 1, p->actor);
        desk_text(t->a, d, i, 2, p->promised);
        desk_text(t->a, d, i, 3, day_words(t->r, p->made));
        desk_text(t->a, d, i, 4, day_words(t->r, p->due));
        desk_number(d, i, 5, o->late_days);
        desk_both(t->a, d, i, 6, str_of(say(&t->r->speech, promise_now_label(promise_now(p, t->g.on)))), NULL, str_of(promise_state_then(p, t->g.on)->code));
        desk_text(t->a, d, i, 7, p->contact);
    }
}

static void next_table(struct letters_telling *t)
{
    static const char *const keys[] = {"actor", "kind", "asked", "answered", "due", "days_late", "last_contact", "reply"};
    static const char *const labels[] = {T("To"), T("Kind of institution"), T("Asked so far"), T("Answered"), T("Longest due since"), T("Days late"), T("Last contact"), T("Right of reply")};
    size_t *list, n = engagement_next(&t->g, &t->r->arena, &list);
    if (is_empty(t, n, T("There is nobody to ask again by that day.")))
        return;
    struct doc_table *d = desk_table(t->r, t->a, "next", T("Whom to ask next"), ARRAY_LEN(keys), n);
    columns(t, d, keys, labels, "..##.#..");
    d->columns[1].page_only = true;
    for (size_t i = 0; i < n; i++) {
        const struct addressee *w = &t->g.addressees[list[i]];
        name_cell(t, d, i, 0, w);
        kind_cell(t, d, i, 1, w);
        desk_number(d, i, 2, w->asks);
        desk_number(d, i, 3, w->answered);
        desk_text(t->a, d, i, 4, day_words(t->r, w->due));
        desk_number(d, i, 5, t->g.on.n - w->due.n);
        desk_text(t->a, d, i, 6, day_words(t->r, w->last));
        reply_cell(t, d, i, 7, w);
    }
    if (n && !t->machine)
        paragraph(t, T("The order: first those who never answered, then whose answer is due longest, then by name. It says whom to ask, and judges nobody."), NULL, 0);
}

/* ---- notes ---- */

static void honest_notes(struct letters_telling *t)
{
    struct request *r = t->r;
    int64_t asked = 0, heard = 0;
    struct slot left[] = {desk_number_slot(r, "planned", t->g.planned), desk_number_slot(r, "cancelled", t->g.cancelled), desk_number_slot(r, "undelivered", t->g.undelivered)};
    if (guard_addressee(t->use) && t->g.planned + t->g.cancelled + t->g.undelivered)
        desk_note(r, t->a, T("Not counted as sent: planned {planned}, cancelled {cancelled}, not delivered {undelivered}."), left, ARRAY_LEN(left));
    if (guard_addressee(t->use) && t->g.undue)
        answer_note(t->a, desk_counted(r, TN("{n} open letter has no day by which an answer is due, so it is never overdue.", "{n} open letters have no day by which an answer is due, so they are never overdue."), t->g.undue).p);
    desk_note(r, t->a, T("Each step counts those that came further, too. Met: something was held with whoever was asked, on that day or later, on the same topic. Promised, kept: a promise names the letter or such a meeting, or names nothing and was made afterwards."), NULL, 0);
    desk_note(r, t->a, T("Counts are of all that was sent; the interval is for expecting the next letter, if that is like the earlier ones."), NULL, 0);
    for (size_t i = 0; i < t->g.addressee_n; i++) {
        asked += t->g.addressees[i].asks > 0;
        heard += t->g.addressees[i].asks > 0 && day_known(t->g.addressees[i].reply_asked);
    }
    if (guard_addressee(t->use) && asked)
        DESK_NOTE(r, t->a, T("By name for the register's own people alone. Nothing about an institution by name is published before it was asked what it says to that: of {asked} asked for something {heard} were."), desk_number_slot(r, "asked", asked), desk_number_slot(r, "heard", heard));
}

/* ---- the question ---- */

static bool look(struct store *s, void *arg, struct err *e)
{
    struct letters_telling *t = arg;
    struct day on = request_day(t->r, "on");
    return (day_known(on) || desk_today(t->r, &on, e)) && store_people(s, &t->least, e) && engagement_read(s, on, &t->r->arena, &t->g, e);
}

static bool by_asked(const struct request *r, enum ask_by *by, struct err *e)
{
    struct str words = request_text(r, "by");
    *by = ASK_BY_KIND;
    for (size_t i = 0; i < ASK_BY_ALL; i++)
        if (str_is(words, by_words[i].code))
            *by = (enum ask_by)i;
    if (r->unnamed && words.n && *by != ASK_BY_KIND)
        return err_set(e, ERR_DENIED, "others than those who analyse or answer for this register are told by kind of institution alone");
    return true;
}

static void lists(struct letters_telling *t, struct str only)
{
    if (!only.n || str_is(only, "overdue"))
        overdue_table(t);
    if (!only.n || str_is(only, "promises"))
        promise_table(t);
    if (!only.n || str_is(only, "next"))
        next_table(t);
}

static void funnels(struct letters_telling *t, enum ask_by by)
{
    const enum ask_by all[] = {ASK_BY_ALL, by}, each[] = {ASK_BY_ALL, ASK_BY_KIND, ASK_BY_LEVEL, ASK_BY_TOPIC, ASK_BY_CHANNEL};
    t->a->doc = doc_new(&t->r->speech);
    if (!t->machine) {
        t->a->doc->title = str_of(say(&t->r->speech, T("What was asked, and what came back")));
        headline(t);
    }
    if (t->r->wants_json && !request_text(t->r, "by").n && guard_addressee(t->use))
        funnel_table(t, each, ARRAY_LEN(each));
    else
        funnel_table(t, all, ARRAY_LEN(all));
}

static bool run_letters(struct request *r, struct answer *a, struct err *e)
{
    struct letters_telling t = {.r = r, .a = a, .use = r->unnamed ? RELATION_PASSED_ON : RELATION_STAFF, .machine = r->wants_json || request_flag(r, "csv")};
    struct str only = request_text(r, "list");
    enum ask_by by;
    if (!by_asked(r, &by, e) || (only.n && !desk_named_here(r, e)) || !store_look(r->store, look, &t, e) || !desk_rows_fit(r, t.g.ask_n, e))
        return false;
    if (!only.n)
        funnels(&t, by);
    if (only.n || (guard_addressee(t.use) && !request_flag(r, "csv")))
        lists(&t, only);
    honest_notes(&t);
    return true;
}

const struct operation operation_letters = {.name = "letters", .brief = T("what was asked of whom, what came back, what is overdue"),
    .usage = "REGISTER [--by kind|level|topic|channel] [--list overdue|promises|next] [--on DAY]",
    .text = T("How far letters, e-mails, calls and messages came: acknowledged, answered, met, promised, kept; the share that was answered with the exact interval for the next one, and the median days to an answer, with those still open counted for as long as they are. Then what is overdue and whom to ask next. By name for the register's own people; in a browser others are told by kind of institution."),
    .example = "diwan letters talks.diwan --on 2024-07-10", .source = "docs/methods.md",
    .options = (const struct option_spec[]){{"by", OPTION_CHOICE, "kind|level|topic|channel", T("count by this (kind of institution)")},
        {"list", OPTION_CHOICE, "overdue|promises|next", T("this list alone")}, {"on", OPTION_DAY_FROM, "DAY", T("as of that day (today)")}, {NULL, OPTION_FLAG, NULL, NULL}},
    .needs = NEEDS_READ, .may = MAY_READ, .run = run_letters};
