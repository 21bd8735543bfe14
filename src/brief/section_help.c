/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Whom to turn to: public services, as somebody made sure on a day. What one gets there, how to reach it, whether it reports to authorities, what stays confidential. The program knows none by itself, and
 * says where nobody has made sure. Who asks is nowhere written down.
 */
#include "brief/agenda_priv.h"
#include "brief/voices_priv.h"
#include "guard/publish.h"

enum { HELP_ON_THE_WALL = 4, HELP_BESIDE_NUMBERS = 2, HELP_MOST = 8 };

/* In a text from right to left the groups of a telephone number would change places, and somebody would call a wrong number: each stands apart. */
static void say_with_numbers(struct page *p, struct words *w, struct str text)
{
    size_t done = 0, at = 0, from;
    for (; str_number_next(text, &at, &from); done = at) {
        if (from > done)
            words_text(p->d, w, (struct str){text.p + done, from - done});
        words_name(p->d, w, (struct str){text.p + from, at - from}, NULL);
        w->list[w->n - 1].whole = true;
    }
    words_text(p->d, w, (struct str){text.p + done, text.n - done});
}

static void say_text(struct page *p, struct words *w, const struct telling *t, size_t which)
{
    struct slot text = telling_slot(p, "text", t, which);
    if (!text.text.n)
        return;
    if (language_rtl(p->speech->language) && !text.lang) {
        words_text(p->d, w, STR(" "));
        say_with_numbers(p, w, text.text);
    } else {
        SAY(p, w, T(" {text}"), text);
    }
    if (!ends_a_sentence(text.text))
        SAY_BARE(p, w, T("."));
}

static const char *reports_text(const struct help_service *x)
{
    if (!x->reports)
        return T(" Whether they tell the authorities we do not know.");
    return strcmp(x->reports->code, "no") == 0 ? T(" They do not tell the authorities.") : T(" They tell the authorities what they hear.");
}

static void say_service(struct page *p, const struct help_service *x, struct words *w)
{
    SAY(p, w, T("**{name}** ({kind})."), telling_slot(p, "name", &x->told, 0), slot_text("kind", code_inside(p, x->kind)));
    say_text(p, w, &x->told, 1);
    say_text(p, w, &x->told, 2);
    SAY_BARE(p, w, reports_text(x));
    say_text(p, w, &x->confidential, 0);
    if (day_known(x->checked))
        SAY(p, w, T(" Checked on {day}."), slot_text("day", day_text(p, x->checked)));
    else
        SAY_BARE(p, w, T(" Nobody has checked this yet."));
    if (day_known(x->checked) && (int64_t)p->b->agenda->services_on.n - x->checked.n > PUBLISH_CHECKED_DAYS)
        SAY_BARE(p, w, T(" That is more than a year ago: only a draft shows it."));
    trace_words(p, w, TRACE_NONE, "method-help");
}

static bool say_services(struct page *p, size_t most)
{
    const struct brief_agenda *a = p->b->agenda;
    if (!a || a->service_n == 0)
        return false;
    heading(p, "help", T("Whom to turn to"));
    struct block *list = doc_add(p->d, BLOCK_ITEMS);
    list->items = ARENA_ARRAY(&p->d->arena, struct words, most);
    for (size_t i = 0; i < a->service_n && i < most; i++)
        say_service(p, a->services[i], &list->items[list->item_n++]);
    if (a->service_n <= most)
        return true;
    struct words *w = &doc_add(p->d, BLOCK_NOTE)->words;
    trace_words(p, w, TRACE_NONE, "method-help");
    SAY_BARE(p, w, T("There are more places to turn to than fit here. Ask for the full list."));
    return true;
}

bool section_help(struct page *p, struct err *e)
{
    (void)e;
    (void)say_services(p, HELP_MOST);
    return true;
}

bool help_on_the_wall(struct page *p, bool numbers) { return say_services(p, numbers ? HELP_BESIDE_NUMBERS : HELP_ON_THE_WALL); }
