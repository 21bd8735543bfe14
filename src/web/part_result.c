/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What came of a dialogue, for those who took part, and for anybody who has its address: what was answered to it, and the result so far.
 *
 * The page can be asked for again and again while people vote, and two pages that differ by one vote would tell that vote. So it says less than the reports of those
 * who work here: only what all who voted on a statement said together, shares in tenths, people in tens (people_step), nothing with fewer people behind it than the register tells of (in
 * tens, too: the setting, moved one by one, finds no number out), no groups.
 */
#include "web/part_priv.h"

enum { RESULT_LIST = 5, RESULT_MAJORITY = 6 /* tenths */ };
struct told { /* one statement of which something may be told */
    const struct voice_statement *s;
    int agree, disagree;    /* tenths of those who voted on it */
};

/* ---- numbers, through guard --------------------------------------------------------------------- */

/* -1: not to be told. */
static int tenths(int64_t k, int64_t x, int64_t n)
{
    struct shown_cell c = guard_one(basis_people(people_step(k)), (struct estimate){n > 0 ? (double)x / (double)n : NAN, NAN, NAN, n});
    return shown_state(c) == SHOWN_VALUE ? (int)nearbyint(shown_value(c).value * 10) : -1;
}

static struct str people_words(struct exchange *x, int64_t k, int64_t n)
{
    int64_t step = people_step(k);
    struct shown_cell c = guard_one(basis_people(step), (struct estimate){(double)n, NAN, NAN, n});
    if (shown_state(c) != SHOWN_VALUE)
        return WEB_TOLD(x, T("Fewer than {people} have answered so far: too few to tell anything."), WEB_SLOT("people", web_people_said(x, step)));
    return WEB_TOLD(x, T("At least {n} people have answered. They are no sample of anybody else."), WEB_SLOT("n", web_number(x, (int64_t)shown_value(c).value / step * step)));
}

/* ---- which statements --------------------------------------------------------------------------- */

static size_t told_of(struct exchange *x, const struct voice_data *d, struct told *out)
{
    struct opinion_tally t;
    size_t n = 0;
    uint32_t *nobody = ARENA_ARRAY(&x->arena, uint32_t, d->votes.participants + 1);
    for (size_t i = 0; i < d->votes.participants; i++)
        nobody[i] = OPINION_NO_GROUP;
    opinion_tally_of(&d->votes, nobody, 0, &x->arena, &t);
    for (size_t c = 0; c < d->votes.statements; c++) {
        const struct voice_statement *s = &d->statements[d->column[c]];
        struct told one = {s, tenths(d->about.k, t.agree[c], t.seen[c]), tenths(d->about.k, t.disagree[c], t.seen[c])};
        if (!d->votes.out[c] && one.agree >= 0 && one.disagree >= 0)
            out[n++] = one;
    }
    return n;
}

static bool most_agree(const struct told *t) { return t->agree >= RESULT_MAJORITY; }
static bool most_disagree(const struct told *t) { return t->disagree >= RESULT_MAJORITY; }
static bool split(const struct told *t) { return !most_agree(t) && !most_disagree(t) && t->agree >= 3 && t->disagree >= 3; }

static int by_agree(const void *a, const void *b)
{
    const struct told *s = a, *t = b;
    return s->agree != t->agree ? (t->agree > s->agree) - (t->agree < s->agree) : (s->s->id > t->s->id) - (s->s->id < t->s->id);
}

static int by_disagree(const void *a, const void *b)
{
    const struct told *s = a, *t = b;
    return s->disagree != t->disagree ? (t->disagree > s->disagree) - (t->disagree < s->disagree) : (s->s->id > t->s->id) - (s->s->id < t->s->id);
}

/* ---- words -------------------------------------------------------------------------------------- */

static struct str share_words(struct exchange *x, const struct told *t, bool agree)
{
    int share = agree ? t->agree : t->disagree;
    if (share == 10)
        return str_of(web_say(x, agree ? T("Nearly all who answered agree.") : T("Nearly all who answered disagree.")));
    struct str n = web_number(x, share), ten = web_number(x, 10);
    return agree ? WEB_TOLD(x, T("About {n} in {ten} agree."), WEB_SLOT("n", n), WEB_SLOT("ten", ten)) : WEB_TOLD(x, T("About {n} in {ten} disagree."), WEB_SLOT("n", n), WEB_SLOT("ten", ten));
}

static void one_statement(struct exchange *x, struct buf *out, const struct told *t, bool agree)
{
    const struct voice_text *original = voice_original(t->s), *translation = voice_translation(t->s, language_code(x->speech.language));
    const struct voice_text *text = translation ? translation : original;
    if (!text)
        return;
    struct part_lang l = part_lang_of(text->language);
    markup_f(out, "<li><span lang=\"%s\" dir=\"%s\">%.*s</span> <small>%.*s</small>", l.code, l.dir, STR_F(text->text), STR_F(share_words(x, t, agree)));
}

struct shown_part { const char *title; bool (*is)(const struct told *t); int (*order)(const void *a, const void *b); bool agree; };

static void one_part(struct exchange *x, struct buf *out, struct told *list, size_t n, const struct shown_part *part)
{
    size_t shown = 0;
    if (n)
        qsort(list, n, sizeof *list, part->order);
    for (size_t i = 0; i < n && shown < RESULT_LIST; i++) {
        if (!part->is(&list[i]))
            continue;
        if (!shown++)
            markup_f(out, "<h3>%s</h3><ul class=\"l\">", web_say(x, part->title));
        one_statement(x, out, &list[i], part->agree);
    }
    if (shown)
        buf_text(out, "</ul>");
}

static void write_result(struct exchange *x, const struct voice_data *d, struct buf *out)
{
    static const struct shown_part parts[] = {{T("Most agree"), most_agree, by_agree, true}, {T("Most disagree"), most_disagree, by_disagree, false}, {T("They are split"), split, by_agree, true}};
    struct told *list = ARENA_ARRAY(&x->arena, struct told, d->votes.statements + 1);
    size_t n = told_of(x, d, list);
    markup_f(out, "<p>%.*s</p>", STR_F(people_words(x, d->about.k, (int64_t)d->votes.participants)));
    for (size_t i = 0; i < ARRAY_LEN(parts); i++)
        one_part(x, out, list, n, &parts[i]);
}

/* ---- made once for all who ask ------------------------------------------------------------------- */

struct resulting {
    const struct part *p;
    struct voice_dialogue about;
    struct voice_data data;
};

static bool read_votes(struct store *s, void *arg, struct err *e)
{
    struct resulting *r = arg;
    struct arena *a = &r->p->x->arena;
    return voice_find(s, r->p->page.name, a, &r->about, e) && voice_load(s, &r->about, a, &r->data, NULL, e);
}

static bool make_result(struct exchange *x, void *arg, struct buf *out, struct err *e)
{
    struct resulting *r = arg;
    if (!store_look(x->store, read_votes, r, e))
        return false;
    write_result(x, &r->data, out);
    return true;
}

static bool write_outcomes(struct part *p, struct err *e)
{
    struct exchange *x = p->x;
    struct room_outcome *list;
    size_t n;
    if (!room_outcomes(x->store, p->page.dialogue, &x->arena, &list, &n, e))
        return false;
    markup_f(&x->body, "<h2>%s</h2>", web_say(x, T("What those in charge answered")));
    if (!n)
        markup_f(&x->body, "<p>%s</p>", web_say(x, T("They have not answered yet. As soon as they do, it stands here.")));
    for (size_t i = 0; i < n;) {
        size_t best = i, next = i;
        for (; next < n && list[next].id == list[i].id; next++)
            best = str_is(list[next].language, language_code(x->speech.language)) ? next : best;
        struct part_lang l = part_lang_of(list[best].language);
        markup_f(&x->body, "<p lang=\"%s\" dir=\"%s\">%.*s</p><p class=\"n\"><bdi>%.*s</bdi> · %.*s</p>", l.code, l.dir, STR_F(list[best].text), STR_F(list[best].said_by), STR_F(web_day(x, list[best].day)));
        i = next;
    }
    return true;
}

static void way_back(struct part *p)
{
    struct exchange *x = p->x;
    buf_text(&x->body, "<footer>");
    if (p->carried) {
        part_form(p, "", "");
        markup_f(&x->body, "<button class=\"t\" name=\"go\" value=\"\">%s</button></form>", web_say(x, T("Back to the statements")));
    } else {
        buf_text(&x->body, "<a href=\"");
        part_path(x, p->name, "");
        markup_f(&x->body, "\">%s</a>", web_say(x, T("Back to the statements")));
    }
    part_help_link(x);
    buf_text(&x->body, "</footer>");
    part_tail(x);
}

bool part_result(struct part *p, struct err *e)
{
    struct exchange *x = p->x;
    struct resulting r = {.p = p};
    part_top(p, false);
    if (!write_outcomes(p, e) || !part_became(p->x, p->page.name, e))
        return false;
    markup_f(&x->body, "<h2>%s</h2>", web_say(x, p->page.closed ? T("The result") : T("The result so far")));
    if (!p->page.result && !p->page.closed)
        markup_f(&x->body, "<p>%s</p>", web_say(x, T("It is told when the dialogue is closed.")));
    else if (!web_kept(x, arena_f(&x->arena, "what participants read of the result of %" PRId64, p->page.dialogue), KEEP_RECORDS | KEEP_VOTES | KEEP_ALONE, make_result, &r, &x->body, e))
        return false;
    way_back(p);
    return true;
}
