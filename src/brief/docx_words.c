/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * docx: words as runs. Word processors decide fonts, languages and the order of writing by run, not by letter as a browser
 * does: so text of both directions is cut where the direction changes, and each run says its own.
 */
#include "brief/docx_priv.h"

const char *docx_told(const struct docx *d, const char *msgid) { return say(d->doc->speech, msgid); }

/* ---- runs -------------------------------------------------------------------------------------- */

static bool is_digit(uint32_t c) { return c >= '0' && c <= '9'; }

/* Where the run that begins at `from` ends, and its direction. Signs between two directions are the page's; a digit
 * behind a Latin letter belongs to it (Unicode UAX 9, W7). */
static size_t run_end(struct str s, size_t from, bool rtl, bool *run_rtl)
{
    int page = rtl ? -1 : 1, way = 0;
    size_t strong_end = from;
    for (size_t at = from; at < s.n;) {
        size_t here = at;
        uint32_t c = text_next(s, &at);
        int letter = letter_direction(c);
        if (letter == 0 && is_digit(c) && way == 1)
            letter = 1;
        if (letter == 0)
            continue;
        if (way == 0 && letter != page && here > from) { /* signs before it */
            *run_rtl = rtl;
            return here;
        }
        if (way != 0 && letter != way) {
            *run_rtl = way < 0;
            return way == page ? here : strong_end;
        }
        way = letter;
        strong_end = at;
    }
    *run_rtl = way == 0 ? rtl : way < 0;
    return way == 0 || way == page ? s.n : strong_end;
}

static void put_run(struct docx *d, struct html *h, struct str text, struct run how, bool rtl, bool apart)
{
    html_f(h, "<w:r><w:rPr>");
    if (how.link)
        html_f(h, "<w:rStyle w:val=\"Hyperlink\"/>");
    if (how.bold)
        html_f(h, "<w:b/><w:bCs/>");
    if (how.dim)
        html_f(h, "<w:b w:val=\"0\"/><w:bCs w:val=\"0\"/><w:color w:val=\"4B5663\"/>");
    if (rtl)
        html_f(h, "<w:rtl/>");
    if (rtl != d->rtl) /* a language of the other script than the page's */
        html_f(h, "<w:lang w:val=\"%s\" w:bidi=\"%s\"/>", d->latin, d->complex);
    html_f(h, "</w:rPr><w:t xml:space=\"preserve\">");
    if (apart) /* a number with its groups runs from left to right in every language */
        buf_text(h->out, text.n && str_number_end(text, 0) == text.n ? "\u2066" : "\u2068");
    markup_text(h->out, text);
    if (apart)
        buf_text(h->out, "\u2069");
    html_f(h, "</w:t></w:r>");
}

void docx_text(struct docx *d, struct html *h, struct str text, struct run how, bool data)
{
    if (text.n == 0)
        return;
    int way = text_direction(text, d->rtl);
    bool rtl = way == 0 ? d->rtl : way < 0;
    if (data) {
        put_run(d, h, text, how, rtl, rtl != d->rtl);
        return;
    }
    struct buf clean CLEANUP(buf_end) = {0};
    text_clean(&clean, text, CLEAN_TEXT);
    struct str s = buf_view(&clean);
    for (size_t at = 0; at < s.n;) {
        size_t end = run_end(s, at, d->rtl, &rtl);
        put_run(d, h, (struct str){s.p + at, end - at}, how, rtl, false);
        at = end;
    }
}

/* ---- places to jump to ------------------------------------------------------------------------- */

/* A name that any program takes: letters, digits, and the block's number, which makes it the only one. "" without such. */
static void bookmark_name(const struct docx *d, struct str id, char out[40])
{
    size_t n = 0;
    out[0] = 0;
    for (size_t i = 0; i < d->doc->n; i++) {
        const struct block *b = &d->doc->blocks[i];
        if (!str_eq(b->id, id) && !(b->figure && str_eq(b->figure->id, id)))
            continue;
        out[n++] = 'b';
        for (size_t k = 0; k < id.n && n < 24; k++)
            if ((id.p[k] >= 'a' && id.p[k] <= 'z') || (id.p[k] >= '0' && id.p[k] <= '9'))
                out[n++] = id.p[k];
        snprintf(out + n, 40 - n, "_%zu", i);
        return;
    }
}

void docx_bookmark(struct docx *d, struct str id)
{
    char name[40];
    bookmark_name(d, id, name);
    if (!id.n || !*name)
        return;
    d->bookmarks++;
    html_f(&d->x, "<w:bookmarkStart w:id=\"%d\" w:name=\"%s\"/><w:bookmarkEnd w:id=\"%d\"/>", d->bookmarks, name, d->bookmarks);
}

/* ---- words and paragraphs ---------------------------------------------------------------------- */

void docx_words(struct docx *d, struct html *h, const struct words *w)
{
    for (size_t i = 0; i < w->n; i++) {
        const struct span *s = &w->list[i];
        char name[40] = "";
        if (s->link.n)
            bookmark_name(d, s->link, name);
        if (*name)
            html_f(h, "<w:hyperlink w:anchor=\"%s\" w:history=\"1\">", name);
        docx_text(d, h, s->text, (struct run){.bold = s->bold, .dim = s->dim, .link = *name != 0}, s->isolate);
        if (*name)
            html_f(h, "</w:hyperlink>");
    }
}

void docx_open(struct docx *d, struct html *h, const char *style)
{
    html_f(h, "<w:p><w:pPr><w:pStyle w:val=\"%s\"/>", style);
    if (d->rtl)
        html_f(h, "<w:bidi/>");
    html_f(h, "</w:pPr>");
}

void docx_close(struct html *h) { html_f(h, "</w:p>\n"); }

void docx_paragraph(struct docx *d, const char *style, const struct words *w)
{
    docx_open(d, &d->x, style);
    docx_words(d, &d->x, w);
    docx_close(&d->x);
}

void docx_counted(struct docx *d, const char *msgid, int n)
{
    struct buf number CLEANUP(buf_end) = {0}, text CLEANUP(buf_end) = {0};
    say_int(d->doc->speech, &number, n);
    struct slot slot = {.name = "n", .text = buf_view(&number)};
    say_flat(&text, docx_told(d, msgid), &slot, 1, false);
    buf_char(&text, ' ');
    docx_text(d, &d->x, buf_view(&text), (struct run){.dim = true}, false);
}
