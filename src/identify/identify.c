/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One text from end to end: letters, words, then each kind in turn; what one has taken no later one takes. */
#include "identify/identify_priv.h"

static const char *const codes[IDENTIFY_KINDS] = {[IDENTIFY_NAME] = "name", [IDENTIFY_MAYBE_NAME] = "maybe_name", [IDENTIFY_PHONE] = "phone",
    [IDENTIFY_EMAIL] = "email", [IDENTIFY_ADDRESS] = "address", [IDENTIFY_POINT] = "point", [IDENTIFY_DOCUMENT] = "document",
    [IDENTIFY_PROFILE] = "profile", [IDENTIFY_BANK] = "bank", [IDENTIFY_INTERNET] = "internet", [IDENTIFY_PLATE] = "plate"};

const char *identify_code(enum identify_kind k)
{
    return codes[k];
}

bool any_taken(const struct scan *x, size_t from, size_t to)
{
    for (size_t i = from; i < to && i < x->s->n; i++)
        if (x->s->tokens[i].taken)
            return true;
    return false;
}

void finding_add(struct scan *x, enum identify_kind kind, size_t from, size_t to, const char *why)
{
    struct identify_findings *f = x->out;
    if (any_taken(x, from, to))
        return;
    const struct token *last = &x->s->tokens[to - 1];
    size_t start = x->s->letters[x->s->tokens[from].letter].at, end = x->s->letters[last->letter + last->letter_n - 1].end;
    for (size_t i = from; i < to; i++)
        x->s->tokens[i].taken = true;
    GROW(f->list, f->n, f->room);
    f->list[f->n++] = (struct identify_finding){kind, start, end - start, why};
}

static int by_start(const void *a, const void *b)
{
    const struct identify_finding *x = a, *y = b;
    return (x->start > y->start) - (x->start < y->start);
}

void identify_scan(const struct identify *w, struct str text, struct identify_findings *out)
{
    static void (*const all[])(struct scan *) = {find_links, find_accounts, find_points, find_documents, find_phones, find_addresses, find_names};
    out->n = 0;
    if (!out->scratch)
        out->scratch = mem_get(sizeof *out->scratch);
    if (text.n > UINT32_MAX / 2) /* no field is as long: files have limits */
        text.n = UINT32_MAX / 2;
    struct scan x = {w, text, out->scratch, out};
    text_letters(text, x.s);
    text_tokens(x.s);
    known_mark(w, x.s);
    word_classes(w, x.s);
    for (size_t i = 0; i < ARRAY_LEN(all); i++)
        all[i](&x);
    if (out->n > 1)
        qsort(out->list, out->n, sizeof *out->list, by_start);
}

void identify_findings_end(struct identify_findings *f)
{
    free(f->list);
    if (f->scratch) {
        free(f->scratch->letters);
        free(f->scratch->tokens);
        buf_end(&f->scratch->folded);
        free(f->scratch);
    }
    *f = (struct identify_findings){0};
}

void identify_mask(struct str text, const struct identify_finding *f, struct buf *out)
{
    struct identify_scratch s = {0};
    struct str part = {text.p + f->start, f->length};
    size_t n = 0;
    text_letters(part, &s);
    for (size_t i = 0; i < s.letter_n; i++) {
        int32_t c = s.letters[i].c;
        bool mark = c < '0' || (c > '9' && c < 'A') || (c > 'Z' && c < 'a') || (c > 'z' && c < 0x80) || c == 0xB0;
        if (!mark && n++ == 0)
            buf_add(out, part.p + s.letters[i].at, s.letters[i].end - s.letters[i].at);
    }
    buf_f(out, "\xE2\x80\xA6 (%zu)", n);
    free(s.letters);
    free(s.tokens);
    buf_end(&s.folded);
}

bool identify_finer(double degrees, int decimals)
{
    double scaled = fabs(degrees) * pow(10, decimals);
    return isfinite(scaled) && fabs(scaled - nearbyint(scaled)) > 1e-6;
}
