/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Whom to turn to: public services, as somebody made sure on a day. What one gets there, how to reach it, whether it reports to authorities, what stays confidential. The program knows none by itself, and
 * says where nobody has made sure. Who asks is nowhere written down.
 */
#include "brief/agenda_priv.h"
#include "brief/voices_priv.h"

enum { HELP_ON_THE_WALL = 4, HELP_BESIDE_NUMBERS = 2, HELP_MOST = 8 };

/* Bytes of a digit at `at`: 1 of Latin ones, 2 of Arabic and Kurdish ones, 0 of none. */
static size_t digit_at(struct str s, size_t at)
{
    unsigned char c = at < s.n ? (unsigned char)s.p[at] : 0, d = at + 1 < s.n ? (unsigned char)s.p[at + 1] : 0;
    if (c >= '0' && c <= '9')
        return 1;
    return (c == 0xD9 && d >= 0xA0 && d <= 0xA9) || (c == 0xDB && d >= 0xB0 && d <= 0xB9) ? 2 : 0;
}

/* The end of a number that begins at `at` and may have blanks and strokes in it: a telephone number. */
static size_t number_end(struct str s, size_t at)
{
    size_t end = at;
    while (at < s.n) {
        size_t digit = digit_at(s, at);
        bool between = !digit && (s.p[at] == ' ' || s.p[at] == '-') && digit_at(s, at + 1);
        if (!digit && !between)
            break;
        at += digit ? digit : 1;
        end = digit ? at : end;
    }
    return end;
}

/* In a text from right to left the groups of a telephone number would change places, and somebody would call a wrong number: each stands apart. */
static void say_with_numbers(struct page *p, struct words *w, struct str text)
{
    size_t from = 0;
    for (size_t at = 0; at < text.n; at++) {
        if (!digit_at(text, at))
            continue;
        size_t end = number_end(text, at);
        if (at > from)
            words_text(p->d, w, (struct str){text.p + from, at - from});
        words_name(p->d, w, (struct str){text.p + at, end - at}, NULL);
        w->list[w->n - 1].whole = true;
        from = end;
        at = end - 1;
    }
    words_text(p->d, w, (struct str){text.p + from, text.n - from});
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
