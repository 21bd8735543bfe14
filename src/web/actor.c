/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One actor: what it is, what ties it to whom and who says so, what it takes part in, and how it stands among the others, as far as that is firm. */
#include "actor/project.h"
#include "web/actors_priv.h"
#include "web/projects_priv.h"
#include "web/told.h"

struct one {
    struct actors_seen s;
    uint32_t at;
    struct doc *d;
};

/* ---- cells ---- */

/* What follows from ties of that kind: of closed ones for stewards alone. */
static struct shown_cell value_of(const struct one *o, const struct relation *r, double v)
{
    struct estimate e = {v, NAN, NAN, 1};
    return relation_closed(r) ? guard_trust(e, o->s.use) : guard_one(BASIS_PUBLIC_RECORD, e);
}

/* ---- what it is ---- */

static void line(struct exchange *x, struct buf *out, const char *msgid, struct str value, bool data)
{
    if (!value.n)
        return;
    if (data)
        markup_f(out, "<dt>%s</dt><dd><bdi>%.*s</bdi></dd>", web_say(x, msgid), STR_F(value));
    else
        markup_f(out, "<dt>%s</dt><dd>%.*s</dd>", web_say(x, msgid), STR_F(value));
}

static void put_names(struct exchange *x, const struct actor *a, struct buf *out)
{
    static const struct {
        const char *sort, *label;
    } sorts[] = {{"name", T("Name")}, {"acronym", T("Acronym")}, {"former", T("Former name")}, {"spelling", T("Other spelling")}};
    for (size_t k = 0; k < ARRAY_LEN(sorts); k++)
        for (size_t i = 0; i < a->name_n; i++) {
            const struct actor_named *n = &a->names[i];
            if (!str_is(n->sort, sorts[k].sort))
                continue;
            markup_f(out, "<dt>%s", web_say(x, sorts[k].label));
            if (n->language.n)
                markup_f(out, " (<bdi lang=\"%.*s\">%.*s</bdi>)", STR_F(n->language), STR_F(n->language));
            markup_f(out, "</dt><dd><bdi lang=\"%.*s\">%.*s</bdi></dd>", STR_F(n->language), STR_F(n->name));
        }
}

static void put_facts(struct exchange *x, const struct one *o, struct buf *out)
{
    const struct actor *a = roster_at(o->s.who, o->at);
    size_t level = actors_level(a->level);
    markup_f(out, "<dl class=\"facts\">");
    put_names(x, a, out);
    line(x, out, T("Kind of actor"), str_of(web_say(x, a->kind ? a->kind->label : T("not known"))), false);
    line(x, out, T("Level"), str_of(web_say(x, actors_level_labels[level])), false);
    line(x, out, T("Place"), a->place, true);
    line(x, out, T("Identifier"), a->reference, true);
    if (a->office)
        line(x, out, T("Office"), str_of(web_say(x, T("an office that one person holds"))), false);
    line(x, out, T("Described so by"), a->said_by, true);
    markup_f(out, "</dl>\n");
    if (!a->declared)
        markup_f(out, "<p class=\"src\">%s</p>\n", web_say(x, T("Nobody has described this actor yet: it is only named, by a tie, a project or a letter.")));
}

/* ---- its ties ---- */

static size_t words_of(const struct one *o, const struct joined *j)
{
    return j->from == o->at || j->to == o->at ? j->n : 0;
}

static void other_cell(struct exchange *x, const struct one *o, struct doc_table *t, size_t row, size_t column, uint32_t v)
{
    const char *lang;
    struct str name = actors_name(x, o->s.who, v, &lang);
    struct doc_cell *c = told_cell(t, row, column);
    c->kind = CELL_WORDS;
    words_name(o->d, &c->words, name, lang);
    if (c->words.n && v != o->at)
        c->words.list[0].link = arena_str(&o->d->arena, actors_address(x, o->s.who, v, o->s.use == RELATION_STEWARD));
}

static void tie_row(struct exchange *x, const struct one *o, struct doc_table *t, size_t row, const struct joined *j, const struct tie *w)
{
    other_cell(x, o, t, row, 0, j->from);
    told_text(o->d, t, row, 1, str_of(web_say(x, j->relation->label)));
    other_cell(x, o, t, row, 2, j->to);
    if (!isnan(w->strength))
        told_number(t, row, 3, value_of(o, j->relation, w->strength), NUMBER_1);
    told_text(o->d, t, row, 4, day_known(w->since) ? web_day(x, w->since) : STR(""));
    told_text(o->d, t, row, 5, day_known(w->until) ? web_day(x, w->until) : STR(""));
    told_data(o->d, t, row, 6, w->said_by);
    told_text(o->d, t, row, 7, str_of(web_say(x, actors_visible(&(struct joined){.relation = j->relation, .words = &w, .n = 1}))));
}

static void put_ties(struct exchange *x, const struct one *o)
{
    static const char *const labels[] = {T("Who"), T("Tie"), T("Whom"), T("Strength"), T("Since"), T("Until"), T("Said by"), T("Who may see it")};
    size_t rows = 0, row = 0;
    for (size_t i = 0; i < o->s.n; i++)
        rows += words_of(o, &o->s.list[i]);
    told_heading(x, o->d, T("Ties, as people told them"));
    if (!rows) {
        told_note(x, o->d, T("No such tie is on record."));
        return;
    }
    struct doc_table *t = told_table(x, o->d, "ties", labels, "---#----", rows);
    for (size_t i = 0; i < o->s.n; i++)
        for (size_t k = 0; k < words_of(o, &o->s.list[i]); k++)
            tie_row(x, o, t, row++, &o->s.list[i], o->s.list[i].words[k]);
}

/* Where two describe one of its ties differently. */
static bool put_differing(struct exchange *x, const struct one *o, struct err *e)
{
    static const char *const labels[] = {T("Tie"), T("With"), T("Lowest strength"), T("Said by"), T("Highest strength"), T("Said by")};
    struct tie *own = ARENA_ARRAY(&x->arena, struct tie, o->s.tie_n + 1);
    struct differing *found = NULL;
    size_t n = 0, found_n = 0;
    for (size_t i = 0; i < o->s.tie_n; i++)
        if ((uint32_t)o->s.ties[i].from == o->at || (uint32_t)o->s.ties[i].to == o->at)
            own[n++] = o->s.ties[i];
    if (!measures_differing(own, n, &x->arena, &found, &found_n, NULL, e))
        return false;
    if (!found_n)
        return true;
    told_heading(x, o->d, T("Where two describe the same tie differently"));
    struct doc_table *t = told_table(x, o->d, "words", labels, "--#-#-", found_n);
    for (size_t i = 0; i < found_n; i++) {
        const struct tie *low = found[i].low, *high = found[i].high;
        told_text(o->d, t, i, 0, str_of(web_say(x, low->relation->label)));
        other_cell(x, o, t, i, 1, (uint32_t)((uint32_t)low->from == o->at ? low->to : low->from));
        told_number(t, i, 2, value_of(o, low->relation, low->strength), NUMBER_1);
        told_data(o->d, t, i, 3, low->said_by);
        told_number(t, i, 4, value_of(o, low->relation, high->strength), NUMBER_1);
        told_data(o->d, t, i, 5, high->said_by);
    }
    return true;
}

/* ---- how it stands ---- */

static bool put_measures(struct exchange *x, const struct one *o, struct err *e)
{
    static const char *const labels[] = {T("Tie"), T("Actors with one"), T("Tied to"), T("Lies between"), T("Community"), T("Together with its members, on the mean of 50 runs")};
    struct measured *m;
    size_t n;
    bool estimated = false;
    if (!actors_measured(x, o->s.use, o->at, &m, &n, e))
        return false;
    if (!n)
        return true;
    told_heading(x, o->d, T("How it stands among the others"));
    struct doc_table *t = told_table(x, o->d, "measures", labels, "-#####", n);
    for (size_t i = 0; i < n; i++) {
        told_text(o->d, t, i, 0, str_of(web_say(x, m[i].relation->label)));
        told_text(o->d, t, i, 1, web_number(x, (int64_t)m[i].actors));
        told_number(t, i, 2, value_of(o, m[i].relation, m[i].degree), NUMBER_INT);
        if (m[i].lies_between_firmly)
            told_number(t, i, 3, value_of(o, m[i].relation, m[i].between), NUMBER_1);
        else
            told_text(o->d, t, i, 3, str_of(web_say(x, T("not firm enough to tell"))));
        if (!isnan(m[i].camp))
            told_number(t, i, 4, value_of(o, m[i].relation, m[i].camp), NUMBER_INT);
        if (!isnan(m[i].sure))
            told_number(t, i, 5, value_of(o, m[i].relation, m[i].sure), NUMBER_PERCENT);
        estimated |= m[i].estimated;
    }
    told_note(x, o->d, T("These numbers describe the ties that were told, and have no interval. What was left out is not known, so small differences mean nothing."));
    told_note(x, o->d, T("On how many shortest ways between two others it lies is told only where it would be among the first five without a tenth of the ties, too."));
    if (estimated)
        told_note(x, o->d, T("The network is large: whether that is firm was estimated from a part of the ways."));
    return true;
}

static bool put_scores(struct exchange *x, const struct one *o, struct err *e)
{
    static const char *const labels[] = {T("Matter"), T("Power, 0 to 10 (median)"), T("Lowest and highest power"), T("Interest, 0 to 10 (median)"), T("Lowest and highest interest"), T("Said by")};
    struct scored *all;
    size_t n, kept = 0;
    if (!scores_read(x->store, o->s.who, DAY_NONE, &x->arena, &all, &n, e))
        return false;
    for (size_t i = 0; i < n; i++)
        if (all[i].actor == o->at && guard_score(roster_at(o->s.who, o->at), o->s.use))
            all[kept++] = all[i];
    if (!kept)
        return true;
    told_heading(x, o->d, T("Power and interest, as people judged"));
    struct doc_table *t = told_table(x, o->d, "power", labels, "-####-", kept);
    for (size_t i = 0; i < kept; i++) {
        struct shown_cell power = guard_one(BASIS_PUBLIC_RECORD, all[i].power), interest = guard_one(BASIS_PUBLIC_RECORD, all[i].interest);
        if (all[i].issue.n)
            told_data(o->d, t, i, 0, all[i].issue);
        else
            told_text(o->d, t, i, 0, str_of(web_say(x, T("in general"))));
        told_number(t, i, 1, power, NUMBER_1);
        *told_cell(t, i, 2) = (struct doc_cell){.kind = CELL_RANGE, .number = power, .style = NUMBER_1};
        told_number(t, i, 3, interest, NUMBER_1);
        *told_cell(t, i, 4) = (struct doc_cell){.kind = CELL_RANGE, .number = interest, .style = NUMBER_1};
        told_data(o->d, t, i, 5, all[i].said_by);
    }
    return true;
}

/* ---- projects ---- */

static const char *role_of(const struct one *o, const struct project *p)
{
    for (size_t i = 0; i < p->actors_n; i++)
        if (roster_find(o->s.who, p->actors[i].actor) == (int32_t)o->at)
            return project_role_words(p->actors[i].role);
    return NULL;
}

static bool put_projects(struct exchange *x, const struct one *o, struct err *e)
{
    static const char *const labels[] = {T("Project"), T("Role"), T("From"), T("To (inclusive)")};
    struct works w;
    size_t rows = 0, row = 0;
    if (!works_read(x->store, &x->arena, &w, e))
        return false;
    const char **roles = ARENA_ARRAY(&x->arena, const char *, w.project_n + 1);
    for (size_t i = 0; i < w.project_n; i++) {
        roles[i] = role_of(o, &w.projects[i]);
        rows += roles[i] != NULL;
    }
    if (!rows)
        return true;
    told_heading(x, o->d, T("Projects"));
    struct doc_table *t = told_table(x, o->d, "projects", labels, "----", rows);
    for (size_t i = 0; i < w.project_n; i++) {
        const struct project *p = &w.projects[i];
        const char *lang;
        if (!roles[i])
            continue;
        struct str title = project_title(x, p, &lang);
        told_cell(t, row, 0)->kind = CELL_WORDS;
        words_name(o->d, &told_cell(t, row, 0)->words, title, lang);
        if (told_cell(t, row, 0)->words.n)
            told_cell(t, row, 0)->words.list[0].link = project_address(&o->d->arena, p->key);
        told_text(o->d, t, row, 1, str_of(web_say(x, roles[i])));
        told_text(o->d, t, row, 2, day_known(p->from) ? web_day(x, p->from) : STR(""));
        told_text(o->d, t, row++, 3, day_known(p->to) ? web_day(x, p->to) : STR(""));
    }
    return true;
}

/* ---- the page ---- */

static bool find(struct exchange *x, struct actors_seen *s, uint32_t *out, struct err *e)
{
    int32_t v = roster_find(s->who, x->parameters[0]);
    if (v < 0 || !s->told[v])
        return err_set(e, ERR_ABSENT, "nobody here, or more than one, is called \"%.*s\"", (int)MIN_OF(x->parameters[0].n, (size_t)60), x->parameters[0].p);
    *out = (uint32_t)v;
    return true;
}

/* The first line: what the page is called. */
static bool write_one(struct exchange *x, void *arg, struct buf *out, struct err *e)
{
    const enum relation_use *use = arg;
    struct one o = {0};
    const char *lang;
    if (!actors_read(x, *use, &o.s, e) || !find(x, &o.s, &o.at, e))
        return false;
    struct str name = actors_name(x, o.s.who, o.at, &lang);
    for (size_t i = 0; i < name.n; i++)
        buf_char(out, name.p[i] == '\n' ? ' ' : name.p[i]);
    buf_char(out, '\n');
    put_facts(x, &o, out);
    o.d = doc_new(&x->speech);
    put_ties(x, &o);
    bool done = put_differing(x, &o, e) && put_measures(x, &o, e) && put_scores(x, &o, e) && put_projects(x, &o, e);
    markup_f(out, "<div class=\"doc\">");
    doc_html_blocks(o.d, true, out);
    markup_f(out, "</div>\n");
    doc_free(&o.d);
    actors_held(x, &o.s, out);
    return done;
}

static void put_around(struct exchange *x, enum relation_use use)
{
    struct buf b CLEANUP(buf_end) = {0};
    buf_percent(&b, x->parameters[0]);
    markup_f(&x->body, "<p class=\"src\"><a href=\"/actors?around=%s%s\">%s</a></p>\n", b.p, use == RELATION_STEWARD ? "&amp;all=yes" : "", web_say(x, T("The map around this actor")));
}

bool actor_one(struct exchange *x, struct err *e)
{
    enum relation_use use;
    struct buf kept CLEANUP(buf_end) = {0};
    if (!actors_use(x, &use, e) || !web_kept(x, "actor", KEEP_RECORDS, write_one, &use, &kept, e))
        return false;
    const char *end = memchr(kept.p, '\n', kept.n);
    struct str title = {kept.p, (size_t)(end - kept.p)}, rest = {end + 1, kept.n - title.n - 1};
    web_begin(x, &(struct web_frame){.title = title, .section = "actors"});
    if (use == RELATION_STEWARD)
        markup_f(&x->body, "<div class=\"lk\"><b>%s</b> %s</div>\n", web_say(x, T("For stewards alone.")),
            web_say(x, T("Trust, influence, information, mediation and disputes stand on this screen and in no brief, file or export. Looking at them was recorded.")));
    put_around(x, use);
    buf_str(&x->body, rest);
    web_end(x);
    return true;
}
