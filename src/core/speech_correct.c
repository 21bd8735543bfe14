/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Words that partners corrected, found as quickly as the program's own; and the messages there are, for those who correct them. */
#include "core/speech_priv.h"

struct entry {
    const struct language *language;
    const char *message, *text, *latin;
    int64_t form;
    size_t order; /* the last of equals rules */
};
struct corrections {
    int holds; /* atomic */
    struct arena arena;
    struct entry *list; /* by language, message, form */
    size_t n;
};

static int by_what(const struct entry *a, const struct entry *b)
{
    int languages = strcmp(a->language->code, b->language->code);
    int messages = languages ? languages : strcmp(a->message, b->message);
    return messages ? messages : (a->form > b->form) - (a->form < b->form);
}

static int by_what_then_order(const void *a, const void *b)
{
    const struct entry *x = a, *y = b;
    int what = by_what(x, y);
    return what ? what : (x->order > y->order) - (x->order < y->order);
}

/* As an entry; false where it corrects nothing that is said, or does not fit. An empty text is kept: it takes back those before it. */
static bool taken(const struct correction *c, size_t order, struct arena *a, struct entry *out)
{
    const char *code = arena_text(a, c->language.p, c->language.n);
    const struct language *l = language_find(code);
    struct message m;
    struct err unfit = {0};
    if (!l || c->form < 0 || !language_message_of(l, c->message, &m) || (size_t)c->form >= m.form_n)
        return false;
    if (c->text.n && !message_fits(l, &m, (size_t)c->form, c->text, &unfit))
        return false;
    *out = (struct entry){.language = l, .message = m.one, .form = c->form, .order = order};
    if (c->text.n) {
        out->text = arena_text(a, c->text.p, c->text.n);
        out->latin = latin_text(l, c->text, a);
    }
    return true;
}

struct corrections *corrections_new(const struct correction *list, size_t n)
{
    struct corrections *c = mem_get(sizeof *c);
    c->holds = 1;
    c->list = ARENA_ARRAY(&c->arena, struct entry, n + 1);
    size_t all = 0;
    for (size_t i = 0; i < n; i++)
        all += taken(&list[i], i, &c->arena, &c->list[all]);
    if (all)
        qsort(c->list, all, sizeof *c->list, by_what_then_order);
    for (size_t i = 0; i < all; i++) {
        bool last = i + 1 == all || by_what(&c->list[i], &c->list[i + 1]) != 0;
        if (last && c->list[i].text)
            c->list[c->n++] = c->list[i];
    }
    if (c->n == 0)
        corrections_free(&c);
    return c;
}

void corrections_free(struct corrections **c)
{
    if (!c || !*c)
        return;
    struct corrections *it = *c;
    *c = NULL;
    if (__atomic_sub_fetch(&it->holds, 1, __ATOMIC_ACQ_REL) > 0)
        return;
    arena_end(&it->arena);
    free(it);
}

struct corrections *corrections_hold(struct corrections *c)
{
    if (c)
        __atomic_add_fetch(&c->holds, 1, __ATOMIC_RELAXED);
    return c;
}

const char *corrected(const struct speech *s, const char *msgid, int64_t form)
{
    const struct entry wanted = {.language = s->language, .message = msgid, .form = form};
    size_t low = 0, high = s->corrections->n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const struct entry *at = &s->corrections->list[middle];
        int c = by_what(&wanted, at);
        if (c == 0)
            return s->latin_digits ? at->latin : at->text;
        if (c < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return NULL;
}

/* ---- the messages there are ---- */

size_t language_messages(const struct language *l)
{
    return l->messages.count;
}

bool language_message(const struct language *l, size_t i, struct message *out)
{
    if (i >= l->messages.count)
        return false;
    struct str original = messages_original(&l->messages, (uint32_t)i), all = messages_translation(&l->messages, (uint32_t)i);
    if (original.n == 0)
        return false;
    size_t one = strlen(original.p);
    *out = (struct message){.one = original.p, .many = one < original.n ? original.p + one + 1 : NULL};
    size_t forms = out->many ? (size_t)l->messages.plural_forms : 1;
    const char *p = all.p, *end = all.p + all.n;
    while (!all.n && out->form_n < forms) /* not translated (yet) */
        out->forms[out->form_n++] = "";
    for (; out->form_n < forms && p <= end; p += strlen(p) + 1)
        out->forms[out->form_n++] = p;
    return out->form_n == forms;
}

bool language_message_of(const struct language *l, struct str one, struct message *out)
{
    struct arena a CLEANUP(arena_end) = {0};
    uint32_t i;
    return one.n && !memchr(one.p, 0, one.n) && messages_find(&l->messages, arena_text(&a, one.p, one.n), &i) && language_message(l, i, out);
}

size_t language_form_numbers(const struct language *l, size_t form, int64_t *out, size_t most)
{
    size_t n = 0;
    for (int64_t i = 0; i < PLURAL_KNOWN && n < most; i++)
        if (messages_form(&l->messages, (uint64_t)i) == (int64_t)form)
            out[n++] = i;
    return n;
}

size_t language_plural_forms(const struct language *l)
{
    return (size_t)l->messages.plural_forms;
}

struct str language_plural_rule(const struct language *l)
{
    return l->messages.plural_rule;
}
