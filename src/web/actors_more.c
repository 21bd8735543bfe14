/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Below the map of who is tied to whom: of whom no tie is told, and how power and interest were judged, as figures with the same as a list. */
#include "web/actors_priv.h"

enum { ALONE_MOST = 100, ISSUES_DRAWN = 3, SCORES_MOST = 500 };

/* ---- of whom no tie is told ---- */

static void put_alone(struct exchange *x, const struct actors_seen *s, const bool *tied, const bool *fits, struct buf *out)
{
    size_t n = 0, shown = 0;
    for (size_t v = 0; v < roster_size(s->who); v++)
        n += fits[v] && !tied[v];
    if (!n)
        return;
    markup_f(out, "<h2><span>%s</span></h2>\n<p class=\"src\">%s</p>\n<ul>\n", web_say(x, T("Of whom no such tie is told")), web_say(x, s->use == RELATION_STEWARD ? T("Nobody told a tie of theirs, which does not mean that there is none.") :
        T("No tie of theirs is told here: nobody told one, or it is of a kind that stays with those who answer for the register.")));
    for (size_t v = 0; v < roster_size(s->who) && shown < ALONE_MOST; v++) {
        const struct actor *a = roster_at(s->who, v);
        const char *lang;
        if (!fits[v] || tied[v])
            continue;
        shown++;
        struct str name = actors_name(x, s->who, v, &lang), to = actors_address(x, s->who, v, s->use == RELATION_STEWARD);
        markup_f(out, "<li><a href=\"%.*s\"><bdi", STR_F(to));
        if (lang)
            markup_f(out, " lang=\"%s\"", lang);
        markup_f(out, ">%.*s</bdi></a>", STR_F(name));
        if (a->kind)
            markup_f(out, " (%s)", web_say(x, a->kind->label));
        markup_f(out, "</li>\n");
    }
    markup_f(out, "</ul>\n");
    if (shown < n)
        markup_f(out, "<p>%.*s</p>\n", STR_F(web_counted(x, TN("{n} more is not shown here.", "{n} more are not shown here."), (int64_t)(n - shown))));
}

/* ---- power and interest ---- */

struct judged {
    struct scored *list; /* those that may be told, by matter and actor */
    size_t n;
    struct power_dot *dots;
};

static struct str matter_words(struct exchange *x, struct str issue)
{
    return issue.n ? issue : str_of(web_say(x, T("in general")));
}

static const char *const quadrants[] = {T("watch"), T("keep informed"), T("keep satisfied"), T("work with closely")};

static struct drawing *draw(struct exchange *x, struct doc *d, const struct judged *j, size_t from, size_t to)
{
    struct figure_power f = {.title = matter_words(x, j->list[from].issue), .desc = str_of(web_say(x, T("Numbered dots: interest across and power upwards, each from 0 to 10. The same stands below as a list."))),
        .power_says = str_of(web_say(x, T("Power"))), .interest_says = str_of(web_say(x, T("Interest"))), .dots = j->dots + from, .n = to - from};
    for (size_t q = 0; q < 4; q++)
        f.quadrant_says[q] = str_of(web_say(x, quadrants[q]));
    return figure_power(d, &f);
}

static void put_figures(struct exchange *x, struct doc *d, const struct judged *j)
{
    struct figure *f = ARENA_NEW(&d->arena, struct figure);
    f->number = 2;
    f->id = STR("f2");
    f->layout = FIGURE_FULL;
    f->drawings = ARENA_ARRAY(&d->arena, struct drawing *, ISSUES_DRAWN);
    for (size_t from = 0, to = 0; from < j->n && f->drawing_n < ISSUES_DRAWN; from = to) {
        for (to = from; to < j->n && str_eq(j->list[to].issue, j->list[from].issue);)
            to++;
        f->drawings[f->drawing_n++] = draw(x, d, j, from, to);
    }
    words_text(d, &f->title, str_of(web_say(x, T("Power and interest, as people judged"))));
    words_text(d, &f->source, str_of(web_say(x, T("A dot is the median of those who judged; bars reach from the lowest to the highest. They are opinions, and say nothing of anybody's worth."))));
    doc_add(d, BLOCK_FIGURE)->figure = f;
}

static void text_cell(struct doc *d, struct doc_table *t, size_t row, size_t column, struct str text)
{
    struct doc_cell *c = &t->cells[row * t->column_n + column];
    c->kind = CELL_WORDS;
    words_text(d, &c->words, text);
}

static void number_cell(struct doc_table *t, size_t row, size_t column, enum cell_kind kind, struct shown_cell v)
{
    t->cells[row * t->column_n + column] = (struct doc_cell){.kind = kind, .number = v, .style = NUMBER_1};
}

static void put_table(struct exchange *x, struct doc *d, const struct actors_seen *s, const struct judged *j)
{
    static const char *const labels[] = {T("Number"), T("Matter"), T("Actor"), T("Power, 0 to 10 (median)"), T("Lowest and highest power"), T("Interest, 0 to 10 (median)"), T("Lowest and highest interest"),
        T("Said by"), T("What follows")};
    struct doc_table *t = doc_table_new(d, "power", ARRAY_LEN(labels), j->n);
    t->title = str_of(web_say(x, T("Power and interest, as people judged")));
    for (size_t k = 0; k < ARRAY_LEN(labels); k++)
        t->columns[k] = (struct doc_column){.key = STR("c"), .label = str_of(web_say(x, labels[k])), .number = k == 0 || (k > 2 && k < 7)};
    for (size_t i = 0; i < j->n; i++) {
        const struct scored *c = &j->list[i];
        int q = scored_quadrant(c);
        text_cell(d, t, i, 0, web_number(x, j->dots[i].number));
        text_cell(d, t, i, 1, matter_words(x, c->issue));
        const char *lang;
        struct str name = actors_name(x, s->who, c->actor, &lang);
        t->cells[i * t->column_n + 2].kind = CELL_WORDS;
        words_name(d, &t->cells[i * t->column_n + 2].words, name, lang);
        number_cell(t, i, 3, CELL_NUMBER, j->dots[i].power);
        number_cell(t, i, 4, CELL_RANGE, j->dots[i].power);
        number_cell(t, i, 5, CELL_NUMBER, j->dots[i].interest);
        number_cell(t, i, 6, CELL_RANGE, j->dots[i].interest);
        text_cell(d, t, i, 7, c->said_by);
        text_cell(d, t, i, 8, str_of(q < 0 ? "" : web_say(x, quadrants[q])));
    }
    doc_add(d, BLOCK_TABLE)->table = t;
}

static bool judged_read(struct exchange *x, const struct actors_seen *s, const bool *fits, struct judged *out, size_t *held, struct err *e)
{
    struct judged j = {0};
    size_t n = 0;
    if (!scores_read(x->store, s->who, DAY_NONE, &x->arena, &j.list, &n, e))
        return false;
    *held = 0;
    for (size_t i = 0; i < n; i++) {
        bool may = guard_score(roster_at(s->who, j.list[i].actor), s->use);
        *held += !may;
        if (may && fits[j.list[i].actor] && j.n < SCORES_MOST)
            j.list[j.n++] = j.list[i];
    }
    j.dots = ARENA_ARRAY(&x->arena, struct power_dot, j.n + 1);
    for (size_t i = 0; i < j.n; i++)
        j.dots[i] = (struct power_dot){(int64_t)i + 1, guard_one(BASIS_PUBLIC_RECORD, j.list[i].power), guard_one(BASIS_PUBLIC_RECORD, j.list[i].interest)};
    *out = j;
    return true;
}

bool actors_more(struct exchange *x, const struct actors_seen *s, const bool *tied, const bool *fits, struct buf *out, struct err *e)
{
    struct judged j;
    size_t held;
    put_alone(x, s, tied, fits, out);
    if (!judged_read(x, s, fits, &j, &held, e))
        return false;
    if (j.n) {
        struct doc *d = doc_new(&x->speech);
        d->drawn_before = 1; /* the map */
        put_figures(x, d, &j);
        markup_f(out, "<h2 id=\"power\"><span>%s</span></h2>\n<div class=\"doc\">\n", web_say(x, T("Power and interest, as people judged")));
        doc_html_blocks(d, true, out);
        doc_free(&d);
        d = doc_new(&x->speech);
        put_table(x, d, s, &j);
        markup_f(out, "</div>\n<div class=\"doc net\">\n");
        doc_html_blocks(d, true, out);
        doc_free(&d);
        markup_f(out, "</div>\n");
    }
    if (held)
        markup_f(out, "<p class=\"src\">%.*s</p>\n", STR_F(web_counted(x, TN("{n} judgement of power and interest is not told: it is of an office, of a kind that others must not read of, or of somebody of whom it is not known what it is.",
            "{n} judgements of power and interest are not told: they are of offices, of kinds that others must not read of, or of those of whom it is not known what they are."), (int64_t)held)));
    return true;
}
