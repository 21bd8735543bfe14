/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * agenda: what the register holds behind a link, and what in it could become an item. Numbers about people pass as they do for `voice`: of a dialogue that people are answering, or that whoever asks may not be
 * told of, nothing is said; of fewer people than the register tells of neither.
 */
#include "actor/project.h"
#include "desk/agenda_priv.h"
#include "desk/gaps_priv.h"
#include "desk/voice_priv.h"
#include "math/maths.h"
#include "trend/trend.h"

enum { RESAMPLES = 20, FIGURES_MOST = 16 };

struct said_dialogue {
    struct voice_dialogue about;
    struct voice_data data;
    struct voice_answer answer;
    struct voice_view view;
    bool answered;
};

static const char not_for_all[] = T("It is told to those who analyse or answer for this register.");

static struct arena *arena_of(const struct agenda_view *v) { return &v->r->arena; }

/* ---- reading once ---- */

static bool works(struct store *s, void *arg, struct err *e)
{
    struct agenda_view *v = arg;
    struct voice_dialogue *list = NULL;
    v->works = ARENA_NEW(arena_of(v), struct works);
    if (!voice_findings(s, arena_of(v), &v->findings, &v->finding_n, e) || !voice_dialogues(s, arena_of(v), &list, &v->dialogue_n, e) || !desk_dialogues_told(v->r, s, list, &v->dialogue_n, NULL, e) ||
        !works_read(s, arena_of(v), v->works, e))
        return false;
    v->dialogues = ARENA_ARRAY(arena_of(v), struct said_dialogue, v->dialogue_n + 1);
    for (size_t i = 0; i < v->dialogue_n; i++)
        v->dialogues[i].about = list[i];
    return true;
}

static int shallowest(const struct gazetteer *g, int country)
{
    int level = 0;
    for (size_t i = 0; country >= 0 && i < gazetteer_count(g); i++) {
        const struct place *p = gazetteer_place(g, i);
        if (p->level > 0 && p->border.n && (!level || p->level < level) && str_eq(p->country, gazetteer_place(g, (size_t)country)->country))
            level = p->level;
    }
    return level;
}

/* Work against need of the country, over all the time on record up to the day. */
static bool coverage(struct agenda_view *v, struct err *e)
{
    struct coverage_wish *wish = ARENA_NEW(arena_of(v), struct coverage_wish);
    int country = view_place(v, STR(""));
    *wish = (struct coverage_wish){.country = country, .level = shallowest(v->c->places, country), .from = DAY_NONE, .to = v->on};
    if (v->c->n && day_known(v->c->last_day)) { /* two years up to the last record: what a brief compares */
        wish->to = MIN_OF(v->c->last_day.n, v->on.n) == v->on.n ? v->on : v->c->last_day;
        wish->from = month_first(day_month(wish->to) - 23);
    }
    return desk_coverage(v->r, v->r->store, v->c, wish, &v->coverage, e);
}

bool view_gather(struct agenda_view *v, struct err *e)
{
    if (v->gathered)
        return true;
    v->gathered = true;
    return store_look(v->r->store, works, v, e) && coverage(v, e);
}

/* The answer of a dialogue, worked out when somebody asks for it first. */
static bool answered(struct agenda_view *v, struct said_dialogue *d, struct err *e)
{
    struct voice_options o = {.seed = desk_seed(v->r), .resamples = RESAMPLES};
    if (d->answered || d->about.votes == 0)
        return true;
    if (!voice_load(v->r->store, &d->about, arena_of(v), &d->data, v->r->progress, e) || !voice_answer_of(NULL, &d->data, &o, arena_of(v), &d->answer, v->r->progress, e))
        return err_within(e, "the dialogue \"%.*s\"", STR_F(d->about.name));
    d->view = voice_view_of(v->r, v->a, &d->data, &d->answer);
    d->answered = true;
    return true;
}

/* ---- statements ---- */

static void figure_add(struct agenda_figure *list, size_t *n, enum figure_of of, bool share, struct str words, struct estimate v)
{
    if (*n < FIGURES_MOST && !isnan(v.value))
        list[(*n)++] = (struct agenda_figure){of, share, words, v};
}

static int64_t seen_of(const struct voice_view *w, size_t column) { return w->total.seen[opinion_at(&w->total, w->total.groups, column)]; }

/* Who agrees, of all and group by group, as far as guard lets it be told; and the score that bridging gives it. */
static struct agenda_figure *statement_figures(const struct voice_view *w, size_t column, size_t *n)
{
    struct agenda_figure *list = ARENA_ARRAY(&w->r->arena, struct agenda_figure, FIGURES_MOST);
    const struct opinion_tally *t = &w->total;
    size_t all = opinion_at(t, t->groups, column);
    const struct voice_side *by = w->x->by;
    bool whole = true;
    figure_add(list, n, FIGURE_AGREE, true, STR(""), shown_value(voice_share(w, t->agree[all], t->seen[all])));
    figure_add(list, n, FIGURE_DISAGREE, true, STR(""), shown_value(voice_share(w, t->disagree[all], t->seen[all])));
    if (by) {
        bool *described = voice_may(w, by), *may = ARENA_ARRAY(&w->r->arena, bool, by->k + 1);
        voice_may_on(w, by, described, column, may);
        for (size_t g = 0; g < by->k; g++) {
            size_t at = opinion_at(&by->tally, g, column);
            if (may[g])
                figure_add(list, n, FIGURE_AGREE, true, voice_group_label(w->r, by, g), shown_value(voice_share(w, by->tally.agree[at], by->tally.seen[at])));
        }
        whole = voice_all_pass(w, by, described, column);
    }
    if (!isnan(w->x->bridging.mu) && whole)
        figure_add(list, n, FIGURE_BRIDGING, false, STR(""), (struct estimate){voice_value(w, w->x->bridging.statement_intercept[column], seen_of(w, column)), NAN, NAN, seen_of(w, column)});
    return list;
}

static size_t column_of(const struct voice_view *w, int64_t id)
{
    size_t at = 0;
    while (at < w->d->votes.statements && voice_of_column(w, at)->id != id)
        at++;
    return at;
}

static struct shown_text statement_text_of(const struct agenda_view *v, const struct voice_statement *s)
{
    const char *reader = language_code(v->r->speech.language);
    const struct voice_text *own = voice_original(s), *other = voice_translation(s, reader), *text = other ? other : own;
    if (!text)
        return (struct shown_text){STR(""), NULL};
    return (struct shown_text){text->text, text->language.n && !str_is(text->language, reader) ? arena_str(arena_of(v), text->language).p : NULL};
}

static bool evidence_statement(struct agenda_view *v, const struct reference *ref, struct evidence *out, struct err *e)
{
    out->missing = T("This register holds no such dialogue, or nothing of it may be told yet.");
    for (size_t i = 0; i < v->dialogue_n; i++) {
        struct said_dialogue *d = &v->dialogues[i];
        if (!str_eq(d->about.name, ref->first))
            continue;
        if (!answered(v, d, e))
            return false;
        out->missing = T("The dialogue has no such statement.");
        for (size_t k = 0; d->answered && k < d->data.statement_n; k++) {
            if (d->data.statements[k].id != ref->number)
                continue;
            size_t column = column_of(&d->view, ref->number);
            out->found = true;
            out->text = statement_text_of(v, &d->data.statements[k]);
            if (column < d->view.d->votes.statements)
                out->figures = statement_figures(&d->view, column, &out->figure_n);
        }
        out->command = str_of(arena_f(arena_of(v), "diwan voice REGISTER %.*s --statements", STR_F(d->about.name)));
        return true;
    }
    return true;
}

/* ---- findings ---- */

static struct shown_text finding_text(const struct agenda_view *v, const struct voice_finding *f)
{
    const char *reader = language_code(v->r->speech.language);
    const struct voice_summary *best = f->summary_n ? &f->summaries[0] : NULL;
    for (size_t i = 0; i < f->summary_n; i++)
        if (str_is(f->summaries[i].language, reader))
            best = &f->summaries[i];
    if (!best)
        return (struct shown_text){STR(""), NULL};
    return (struct shown_text){best->summary, best->language.n && !str_is(best->language, reader) ? arena_str(arena_of(v), best->language).p : NULL};
}

static struct agenda_figure *finding_figures(const struct agenda_view *v, const struct voice_finding *f, size_t *n)
{
    struct agenda_figure *list = ARENA_ARRAY(arena_of(v), struct agenda_figure, 2);
    if (!voice_is_few(f->people))
        figure_add(list, n, FIGURE_PEOPLE, false, STR(""), (struct estimate){(double)f->people, NAN, NAN, f->people});
    if (!voice_is_few(f->people) && !voice_is_few(f->women) && (f->people == f->women || !voice_is_few(f->people - f->women)))
        figure_add(list, n, FIGURE_WOMEN, false, STR(""), (struct estimate){(double)f->women, NAN, NAN, f->women});
    return list;
}

static void evidence_finding(struct agenda_view *v, const struct reference *ref, struct evidence *out)
{
    out->missing = v->outside ? not_for_all : T("This register holds no such finding.");
    if (v->outside) /* findings name files and people who work here: `show findings` is for those with an account, too */
        return;
    for (size_t i = 0; i < v->finding_n; i++) {
        if (!str_eq(v->findings[i].key, ref->first))
            continue;
        out->found = true;
        out->text = finding_text(v, &v->findings[i]);
        out->figures = finding_figures(v, &v->findings[i], &out->figure_n);
        out->command = STR("diwan show REGISTER findings");
        return;
    }
}

/* ---- incidents ---- */

static bool evidence_incidents(struct agenda_view *v, const struct reference *ref, struct evidence *out, struct err *e)
{
    struct selection which = SELECT_ALL;
    struct counts counts;
    struct day to = ref->to;
    which.from = ref->from;
    which.to = to;
    which.in_series = true;
    which.place = ref->first.n ? view_place(v, ref->first) : -1;
    out->missing = T("No border or name of this register means that place.");
    if (ref->first.n && which.place < 0)
        return true;
    if (!count_incidents(v->c, &which, NULL, 0, 1, arena_of(v), &counts, e))
        return false;
    const struct count_row *row = &counts.rows[0];
    out->found = true;
    out->figures = ARENA_ARRAY(arena_of(v), struct agenda_figure, 2);
    figure_add(out->figures, &out->figure_n, FIGURE_COUNT_NOW, false, STR(""), (struct estimate){(double)row->incidents, NAN, NAN, row->incidents});
    struct buf said CLEANUP(buf_end) = {0};
    struct slot slots[] = {desk_number_slot(v->r, "low", row->low), desk_number_slot(v->r, "best", row->best), desk_number_slot(v->r, "high", row->high), desk_number_slot(v->r, "civilians", row->civilians),
        desk_number_slot(v->r, "unknown", row->deaths_unknown), desk_slot("from", view_day(v, ref->from)), desk_slot("to", view_day(v, to))};
    say_flat(&said, say(&v->r->speech, T("From {from} to {to} the sources record {best} killed (low {low}, high {high}), of them {civilians} known civilians; of {unknown} incidents nobody gives a number.")), slots, ARRAY_LEN(slots), false);
    out->text.text = arena_str(arena_of(v), buf_view(&said));
    out->command = str_of(arena_f(arena_of(v), ref->first.n ? "diwan show REGISTER incidents --place \"%.*s\" --from %s --to %s" : "diwan show REGISTER incidents%.*s --from %s --to %s", STR_F(ref->first), view_iso(v, ref->from).p,
        view_iso(v, to).p));
    return true;
}

/* ---- gaps, projects, practices, letters, promises ---- */

static struct str cell_words(const struct agenda_view *v, const struct coverage_cell *x, bool looked)
{
    const char *words = !looked ? T("Nobody could look there: what is needed is not told.") : x->gap ? T("Need is high there, and no organisation works on it.") : x->organisations == 0 ? T("No organisation works on it there; that need is high is not on record.")
        : x->single ? T("One organisation works on it there.") : x->crowded ? T("Many organisations work on it there.") : T("Several organisations work on it there.");
    return str_of(say(&v->r->speech, words));
}

static struct agenda_figure *cell_figures(const struct agenda_view *v, size_t place, size_t sector, size_t *n)
{
    const struct coverage *k = v->coverage;
    struct agenda_figure *list = ARENA_ARRAY(arena_of(v), struct agenda_figure, 3);
    const struct coverage_cell *x = coverage_at(k, place, sector);
    figure_add(list, n, FIGURE_ORGANISATIONS, false, STR(""), (struct estimate){(double)x->organisations, NAN, NAN, x->organisations});
    figure_add(list, n, FIGURE_REPORTED, false, STR(""), (struct estimate){k->in.place[place].incidents, NAN, NAN, 1});
    double asked = k->in.place[place].asked + (k->in.asked ? k->in.asked[place * k->in.sectors + sector] : 0);
    figure_add(list, n, FIGURE_ASKED, false, STR(""), (struct estimate){asked, NAN, NAN, 1});
    return list;
}

static void evidence_gap(struct agenda_view *v, const struct reference *ref, struct evidence *out)
{
    int place = view_place(v, ref->first);
    out->missing = T("No work is on record of that place and sector.");
    for (size_t p = 0; v->coverage && p < v->coverage->in.places; p++)
        for (size_t s = 0; s < v->coverage->in.sectors; s++) {
            if (place < 0 || v->coverage->units[p].place != place || !coverage_sector_is(&v->coverage->sectors[s], ref->second))
                continue;
            out->found = true;
            out->text.text = cell_words(v, coverage_at(v->coverage, p, s), v->coverage->units[p].looked != LOOKED_NONE);
            out->figures = cell_figures(v, p, s, &out->figure_n);
            out->command = str_of(arena_f(arena_of(v), "diwan gaps REGISTER --place \"%.*s\" --sector \"%.*s\"", STR_F(ref->first), STR_F(ref->second)));
        }
}

static void evidence_project(struct agenda_view *v, const struct reference *ref, struct evidence *out)
{
    const char *reader = language_code(v->r->speech.language);
    out->missing = T("This register holds no such project.");
    for (size_t i = 0; i < v->works->project_n; i++) {
        const struct project *p = &v->works->projects[i];
        if (!str_eq(p->key, ref->first))
            continue;
        out->found = true;
        for (size_t k = 0; k < p->texts_n; k++)
            if (k == 0 || str_is(p->texts[k].language, reader))
                out->text = (struct shown_text){p->texts[k].title, p->texts[k].language.n && !str_is(p->texts[k].language, reader) ? arena_str(arena_of(v), p->texts[k].language).p : NULL};
        out->command = STR("diwan show REGISTER projects");
        return;
    }
}

static void evidence_practice(struct agenda_view *v, const struct reference *ref, struct evidence *out)
{
    out->missing = T("This register holds no such practice.");
    for (size_t i = 0; i < v->book->practice_n; i++)
        if (str_eq(v->book->practices[i].key, ref->first)) {
            out->found = true;
            out->text = view_told(v, &v->book->practices[i].told, view_told(v, &v->book->practices[i].told, 2).text.n ? 2 : 0);
            out->command = STR("diwan agenda REGISTER --practices");
        }
}

static void evidence_asked(struct agenda_view *v, const struct reference *ref, bool promise, struct evidence *out)
{
    if (!v->named) {
        out->missing = not_for_all;
        return;
    }
    out->missing = promise ? T("This register holds no such promise.") : T("This register holds no such letter or meeting.");
    for (size_t i = 0; promise && i < v->promise_n; i++)
        if (str_eq(v->promises[i].key, ref->first)) {
            out->found = true;
            out->text.text = v->promises[i].promised;
            out->command = STR("diwan show REGISTER promises");
        }
    for (size_t i = 0; !promise && i < v->contact_n; i++)
        if (str_eq(v->contacts[i].key, ref->first)) {
            const struct contact *x = &v->contacts[i];
            struct slot slots[] = {desk_slot("kind", str_of(say(&v->r->speech, x->kind->label))), desk_slot("day", view_day(v, x->day)), desk_slot("outcome", str_of(say(&v->r->speech, x->outcome->label)))};
            out->found = true;
            out->text.text = DESK_TOLD(v->r, T("{kind}, {day}: {outcome}"), slots[0], slots[1], slots[2]);
            out->command = STR("diwan show REGISTER letters");
        }
}

bool view_evidence(struct agenda_view *v, const struct item_link *l, struct evidence *out, struct err *e)
{
    struct reference ref;
    struct err unread = {0};
    const char *kind = l->kind->code;
    *out = (struct evidence){.text = {STR(""), NULL}, .command = STR(""), .missing = T("What it names is no reference of its kind.")};
    if (!view_gather(v, e))
        return false;
    if (!parse_reference(l->kind, l->reference, &ref, &unread))
        return true;
    if (strcmp(kind, "incidents") == 0)
        return evidence_incidents(v, &ref, out, e);
    if (strcmp(kind, "statement") == 0)
        return evidence_statement(v, &ref, out, e);
    if (strcmp(kind, "finding") == 0)
        evidence_finding(v, &ref, out);
    else if (strcmp(kind, "gap") == 0)
        evidence_gap(v, &ref, out);
    else if (strcmp(kind, "project") == 0)
        evidence_project(v, &ref, out);
    else if (strcmp(kind, "practice") == 0)
        evidence_practice(v, &ref, out);
    else if (strcmp(kind, "survey") == 0)
        out->missing = T("This register holds no surveys yet; findings of interviews stand for them.");
    else
        evidence_asked(v, &ref, strcmp(kind, "promise") == 0, out);
    return true;
}

/* ---- figures as words ---- */

static struct str in_words(const struct agenda_view *v, const struct agenda_figure *f, double x)
{
    struct buf b CLEANUP(buf_end) = {0};
    bool whole = x == nearbyint(x);
    if (f->share)
        say_percent(&v->r->speech, &b, x, 0);
    else if (whole)
        say_int(&v->r->speech, &b, (int64_t)x);
    else
        say_decimal(&v->r->speech, &b, x, 2);
    return arena_str(arena_of(v), buf_view(&b));
}

struct str view_figure(const struct agenda_view *v, const struct agenda_figure *f)
{
    static const char *const words[FIGURE_KINDS] = {[FIGURE_AGREE] = T("agree: {value}"), [FIGURE_DISAGREE] = T("disagree: {value}"), [FIGURE_BRIDGING] = T("bridging score: {value}"), [FIGURE_PEOPLE] = T("people asked: {value}"),
        [FIGURE_WOMEN] = T("women among them: {value}"), [FIGURE_INCIDENTS] = T("incidents a month, change: {value}"), [FIGURE_DEADLINESS] = T("killed per incident, change: {value}"),
        [FIGURE_CIVILIANS] = T("known civilians among the dead, change of the share: {value}"), [FIGURE_COUNT_BEFORE] = T("incidents before: {value}"), [FIGURE_COUNT_NOW] = T("incidents: {value}"),
        [FIGURE_ORGANISATIONS] = T("organisations at work: {value}"), [FIGURE_REPORTED] = T("incidents reported there: {value}"), [FIGURE_ASKED] = T("times people asked for it: {value}")};
    bool ranged = !isnan(f->v.lo) && !isnan(f->v.hi);
    struct slot slots[] = {desk_slot("value", in_words(v, f, f->v.value)), desk_slot("lo", ranged ? in_words(v, f, f->v.lo) : STR("")), desk_slot("hi", ranged ? in_words(v, f, f->v.hi) : STR("")), desk_number_slot(v->r, "n", f->v.n),
        desk_slot("whose", f->words)};
    struct buf b CLEANUP(buf_end) = {0};
    if (f->words.n)
        say_flat(&b, say(&v->r->speech, T("{whose}: ")), slots, ARRAY_LEN(slots), false);
    say_flat(&b, say(&v->r->speech, words[f->of]), slots, ARRAY_LEN(slots), false);
    if (ranged)
        say_flat(&b, say(&v->r->speech, f->of == FIGURE_AGREE || f->of == FIGURE_DISAGREE ? T(" ({lo} to {hi}, 95 %; {n} votes)") : T(" ({lo} to {hi}, 95 %)")), slots, ARRAY_LEN(slots), false);
    return arena_str(arena_of(v), buf_view(&b));
}

/* ---- candidates ---- */

struct found {
    struct proposal *list;
    size_t n, room;
    struct arena *a;
};

static struct proposal *add(struct found *f, const char *kind, const char *reference, int place, struct str place_words)
{
    if (f->n == f->room) {
        struct proposal *grown = ARENA_ARRAY(f->a, struct proposal, f->room = 2 * f->room + 32);
        if (f->n)
            memcpy(grown, f->list, f->n * sizeof *grown);
        f->list = grown;
    }
    struct proposal *c = &f->list[f->n++];
    *c = (struct proposal){.kind = code_of(CODES_LINKS, str_of(kind)), .reference = arena_str(f->a, str_of(reference)), .place = place, .place_words = place_words, .text = STR("")};
    return c;
}

static void argue(struct found *f, struct proposal *c, size_t room, enum speaks speaks, const struct agenda_figure *figure, struct str text)
{
    if (!c->arguments)
        c->arguments = ARENA_ARRAY(f->a, struct argument, room);
    c->arguments[c->argument_n++] = (struct argument){speaks, figure ? *figure : (struct agenda_figure){.v = ESTIMATE_NONE, .words = STR("")}, text};
}

/* What bridges: most of every group agrees; against it speaks who disagrees. */
static bool from_dialogues(struct agenda_view *v, struct found *f, struct err *e)
{
    for (size_t i = 0; i < v->dialogue_n; i++) {
        struct said_dialogue *d = &v->dialogues[i];
        if (!answered(v, d, e))
            return false;
        if (!d->answered || d->answer.data == NULL || (int64_t)d->data.votes.participants < voice_least(&d->about))
            continue;
        for (size_t b = 0; b < d->answer.bridge_n; b++) {
            const struct voice_statement *s = voice_of_column(&d->view, d->answer.bridges[b]);
            size_t n = 0;
            struct agenda_figure *figures = statement_figures(&d->view, d->answer.bridges[b], &n);
            if (!n)
                continue;
            struct proposal *c = add(f, "statement", arena_f(f->a, "%.*s#%" PRId64, STR_F(d->about.name), s->id), d->about.place.n ? view_place(v, d->about.place) : -1, d->about.place.n ? view_place_name(v, d->about.place).text : STR(""));
            c->text = statement_text_of(v, s).text;
            for (size_t k = 0; k < n; k++)
                argue(f, c, n, figures[k].of == FIGURE_DISAGREE ? SPEAKS_AGAINST : SPEAKS_FOR, &figures[k], STR(""));
        }
    }
    return true;
}

static bool share_code(const struct voice_finding *a, const struct voice_finding *b)
{
    for (size_t i = 0; i < a->code_n; i++)
        for (size_t k = 0; k < b->code_n; k++)
            if (str_eq(a->codes[i], b->codes[k]))
                return true;
    return false;
}

/* What people asked for in interviews; against it speak findings of the same place and theme that are against something. */
static void from_findings(struct agenda_view *v, struct found *f)
{
    for (size_t i = 0; i < v->finding_n; i++) {
        const struct voice_finding *x = &v->findings[i];
        size_t n = 0, room = v->finding_n + 3;
        if (voice_is_few(x->people) || str_is(x->direction, "against"))
            continue;
        struct proposal *c = add(f, "finding", arena_text(f->a, x->key.p, x->key.n), x->place.n ? view_place(v, x->place) : -1, x->place.n ? view_place_name(v, x->place).text : STR(""));
        struct agenda_figure *figures = finding_figures(v, x, &n);
        c->text = finding_text(v, x).text;
        for (size_t k = 0; k < n; k++)
            argue(f, c, room, SPEAKS_FOR, &figures[k], STR(""));
        for (size_t k = 0; k < v->finding_n; k++)
            if (k != i && !voice_is_few(v->findings[k].people) && str_is(v->findings[k].direction, "against") && str_eq(v->findings[k].place, x->place) && share_code(x, &v->findings[k]))
                argue(f, c, room, SPEAKS_AGAINST, NULL, DESK_TOLD(v->r, T("Finding {key}: {text}"), desk_slot("key", v->findings[k].key), desk_slot("text", finding_text(v, &v->findings[k]).text)));
    }
}

/* A leg that moved for sure: more, or deadlier, or more civilians, speaks for it; less speaks against. */
static void leg(struct found *f, struct proposal *c, enum figure_of of, struct estimate v)
{
    const struct agenda_figure figure = {of, true, STR(""), v};
    if (change_is_clear(v))
        argue(f, c, 8, v.value > 0 ? SPEAKS_FOR : SPEAKS_AGAINST, &figure, STR(""));
}

static bool from_incidents(struct agenda_view *v, struct found *f, struct err *e)
{
    int country = view_place(v, STR(""));
    struct panel panel;
    if (!v->c->n)
        return true;
    int last = MIN_OF(day_month(v->c->last_day), day_month(v->on)), first = day_month(v->c->first_day);
    if (last < first || !panel_make(v->c, country, shallowest(v->c->places, country), first, last, f->a, &panel, e))
        return last < first;
    for (size_t row = 0; row <= panel.places; row++) { /* the last: the country */
        bool whole = row == panel.places;
        struct series s = series_of(&panel, whole ? SIZE_MAX : row, f->a);
        struct trend t;
        if (!trend_periods(&s, &t, e))
            return false;
        if (!whole && panel.place[row] < 0)
            continue;
        const struct change *k = &t.change;
        if (!t.compared || !(change_is_clear(k->incidents) || change_is_clear(k->deaths_per_incident) || change_is_clear(k->civilian_share)))
            continue;
        struct str code = whole ? STR("") : gazetteer_place(v->c->places, (size_t)panel.place[row])->code.n ? gazetteer_place(v->c->places, (size_t)panel.place[row])->code : gazetteer_place(v->c->places, (size_t)panel.place[row])->name;
        struct reference ref = {.kind = code_of(CODES_LINKS, STR("incidents")), .first = code, .from = month_first(t.now.from_month), .to = month_last(t.now.to_month), .number = -1};
        struct buf b CLEANUP(buf_end) = {0};
        buf_reference(&b, &ref);
        struct proposal *c = add(f, "incidents", b.p, whole ? -1 : panel.place[row], whole ? STR("") : view_place_name(v, code).text);
        struct slot slots[] = {desk_number_slot(v->r, "months", t.months_compared), desk_slot("from", view_day(v, ref.from)), desk_slot("to", view_day(v, ref.to))};
        c->text = desk_told(v->r, T("What changed in the {months} months from {from} to {to}, against as many before"), slots, ARRAY_LEN(slots));
        leg(f, c, FIGURE_INCIDENTS, k->incidents);
        leg(f, c, FIGURE_DEADLINESS, k->deaths_per_incident);
        leg(f, c, FIGURE_CIVILIANS, k->civilian_share);
        const struct agenda_figure counts[] = {{FIGURE_COUNT_BEFORE, false, STR(""), {(double)t.before.incidents, NAN, NAN, t.before.incidents}}, {FIGURE_COUNT_NOW, false, STR(""), {(double)t.now.incidents, NAN, NAN, t.now.incidents}}};
        argue(f, c, 8, SPEAKS_NEITHER, &counts[0], STR(""));
        argue(f, c, 8, SPEAKS_NEITHER, &counts[1], STR(""));
    }
    return true;
}

/* Places with need where nobody works in a sector; against it speaks that need is told by incidents alone, which say nothing of the sector. */
static void from_gaps(struct agenda_view *v, struct found *f)
{
    const struct coverage *k = v->coverage;
    for (size_t p = 0; k && p < k->in.places; p++)
        for (size_t s = 0; s < k->in.sectors; s++) {
            const struct coverage_cell *x = coverage_at(k, p, s);
            if (!x->gap || !k->sectors[s].key.n)
                continue;
            const struct place *place = gazetteer_place(v->c->places, (size_t)k->units[p].place);
            struct str code = place->code.n ? place->code : place->name;
            struct proposal *c = add(f, "gap", arena_f(f->a, "%.*s/%.*s", STR_F(code), STR_F(k->sectors[s].key)), k->units[p].place, view_place_name(v, code).text);
            size_t n = 0;
            struct agenda_figure *figures = cell_figures(v, p, s, &n);
            c->text = k->sectors[s].name.n ? k->sectors[s].name : k->sectors[s].key;
            for (size_t i = 0; i < n; i++)
                argue(f, c, n + 1, figures[i].of == FIGURE_ORGANISATIONS ? SPEAKS_NEITHER : SPEAKS_FOR, &figures[i], STR(""));
            if (!x->by_asked)
                argue(f, c, n + 1, SPEAKS_AGAINST, NULL, str_of(say(&v->r->speech, T("Need is told by incidents alone, which say nothing of this sector."))));
        }
}

bool view_candidates(struct agenda_view *v, struct proposal **out, size_t *n, struct err *e)
{
    struct found f = {.a = arena_of(v)};
    if (!view_gather(v, e) || !from_dialogues(v, &f, e) || !from_incidents(v, &f, e))
        return false;
    from_findings(v, &f);
    from_gaps(v, &f);
    propose(f.list, f.n, v->book->items, v->book->item_n, f.a);
    *out = f.list;
    *n = f.n;
    return true;
}
