/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Languages that are brought along: a .po file (GNU gettext manual, "The Format of PO Files"), read at run time into the bytes of a .mo, so that all else is as for those
 * built in. What it does not translate has an empty translation there, and is said in English. `msgctxt` is not used by Diwan.
 */
#include "core/speech_priv.h"

enum po_field { FIELD_NONE, FIELD_ONE, FIELD_MANY, FIELD_FORM };

struct po_entry {
    struct str one, many, forms[PLURAL_FORMS_MOST];
    size_t form_n;
    bool plural, fuzzy;
    int line;
};
struct po {
    const char *name;
    struct arena *a;
    struct po_entry *list;
    size_t n, room;
    struct po_entry now;
    enum po_field field;
    struct buf text; /* of the field */
    bool fuzzy;      /* what comes next is */
    int line;
};

static bool wrong(const struct po *p, const char *what, struct err *e)
{
    return err_set(e, ERR_INPUT, "%s: line %d: %s", p->name, p->line, what);
}

static struct str kept(struct po *p)
{
    struct str s = {arena_text(p->a, p->text.n ? p->text.p : "", p->text.n), p->text.n};
    buf_clear(&p->text);
    return s;
}

static void field_end(struct po *p)
{
    if (p->field == FIELD_ONE)
        p->now.one = kept(p);
    else if (p->field == FIELD_MANY)
        p->now.many = kept(p);
    else if (p->field == FIELD_FORM)
        p->now.forms[p->now.form_n++] = kept(p);
    p->field = FIELD_NONE;
}

/* Whatever message stood last is whole. */
static bool entry_end(struct po *p, struct err *e)
{
    field_end(p);
    if (!p->now.line)
        return true;
    if (!p->now.form_n)
        return err_set(e, ERR_INPUT, "%s: line %d: found a msgid without msgstr, expected its translation, or msgstr \"\"", p->name, p->now.line);
    if (p->n == p->room) {
        size_t room = p->room ? 2 * p->room : 256;
        struct po_entry *list = ARENA_ARRAY(p->a, struct po_entry, room);
        for (size_t i = 0; i < p->n; i++)
            list[i] = p->list[i];
        p->list = list;
        p->room = room;
    }
    p->list[p->n++] = p->now;
    p->now = (struct po_entry){0};
    return true;
}

/* A text in quotes, to the end of its line. */
static bool quoted(struct po *p, struct str s, struct err *e)
{
    static const char signs[] = "ntr\"\\", means[] = "\n\t\r\"\\";
    if (s.n < 2 || s.p[0] != '"' || s.p[s.n - 1] != '"')
        return wrong(p, "found a text that does not stand between two quotation marks", e);
    for (size_t i = 1; i + 1 < s.n; i++) {
        if (s.p[i] == '"')
            return wrong(p, "found a quotation mark inside a text, expected \\\"", e);
        if (s.p[i] != '\\') {
            buf_char(&p->text, s.p[i]);
            continue;
        }
        const char *sign = i + 2 < s.n ? memchr(signs, s.p[++i], sizeof signs - 1) : NULL;
        if (!sign)
            return wrong(p, "found a backslash before something else than n, t, r, \" or \\", e);
        buf_char(&p->text, means[sign - signs]);
    }
    return true;
}

static bool taken(struct str *line, const char *word)
{
    size_t n = strlen(word);
    if (line->n <= n || memcmp(line->p, word, n) != 0 || (line->p[n] != ' ' && line->p[n] != '\t' && line->p[n] != '"'))
        return false;
    *line = str_trim((struct str){line->p + n, line->n - n});
    return true;
}

/* msgstr, or msgstr[k] where k is the next. */
static bool form_taken(struct po *p, struct str *line)
{
    char word[16];
    if (p->now.plural)
        snprintf(word, sizeof word, "msgstr[%zu]", p->now.form_n + (p->field == FIELD_FORM));
    return taken(line, p->now.plural ? word : "msgstr");
}

static bool line_read(struct po *p, struct str line, struct err *e)
{
    if (taken(&line, "msgid")) {
        if (!entry_end(p, e))
            return false;
        p->now = (struct po_entry){.line = p->line, .fuzzy = p->fuzzy};
        p->fuzzy = false;
        p->field = FIELD_ONE;
    } else if (p->field == FIELD_ONE && taken(&line, "msgid_plural")) {
        field_end(p);
        p->now.plural = true;
        p->field = FIELD_MANY;
    } else if (p->now.line && form_taken(p, &line)) {
        field_end(p);
        if (p->now.form_n == (p->now.plural ? (size_t)PLURAL_FORMS_MOST : 1))
            return wrong(p, "found more forms than a message may have", e);
        p->field = FIELD_FORM;
    } else if (line.p[0] != '"' || p->field == FIELD_NONE) {
        return wrong(p, "expected msgid, msgid_plural, msgstr (of a plural msgstr[0], then msgstr[1] and so on), a text in quotation marks, or # before a remark", e);
    }
    return quoted(p, line, e);
}

static bool lines_read(struct po *p, struct str text, struct err *e)
{
    for (size_t at = 0; at < text.n;) {
        const char *from = text.p + at, *end = memchr(from, '\n', text.n - at);
        size_t n = end ? (size_t)(end - from) : text.n - at;
        struct str line = str_trim((struct str){from, n});
        at += n + 1;
        p->line++;
        if (line.n && line.p[0] == '#')
            p->fuzzy |= str_starts(line, "#,") && memmem(line.p, line.n, "fuzzy", 5) != NULL;
        else if (line.n && !line_read(p, line, e))
            return false;
    }
    return entry_end(p, e);
}

static int by_words(const void *a, const void *b)
{
    const struct po_entry *x = a, *y = b;
    int c = strcmp(x->one.p, y->one.p);
    return c ? c : (x->line > y->line) - (x->line < y->line);
}

static bool po_read(struct po *p, struct str text, struct err *e)
{
    size_t bad;
    if (!str_utf8_ok(text, &bad))
        return err_set(e, ERR_INPUT, "%s: byte %zu is not UTF-8; save the file as UTF-8", p->name, bad);
    if (text.n && memchr(text.p, 0, text.n))
        return err_set(e, ERR_INPUT, "%s: found a zero byte, expected a file of messages (.po), which is text", p->name);
    bool fine = lines_read(p, text, e);
    buf_end(&p->text);
    if (fine && p->n)
        qsort(p->list, p->n, sizeof *p->list, by_words);
    for (size_t i = 1; fine && i < p->n; i++)
        if (str_eq(p->list[i].one, p->list[i - 1].one))
            fine = err_set(e, ERR_INPUT, "%s: line %d: found a message that stands in line %d already (\"%.60s\"), expected each once", p->name, p->list[i].line, p->list[i - 1].line, p->list[i].one.p);
    return fine;
}

static bool any_words(const struct po_entry *at)
{
    for (size_t i = 0; i < at->form_n; i++)
        if (at->forms[i].n)
            return true;
    return false;
}

/* The file's words for what the program says; NULL where it has none, or for an earlier version of it. */
static const struct po_entry *entry_for(const struct po *p, struct str original)
{
    size_t low = 0, high = p->n, one = strlen(original.p);
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const struct po_entry *at = &p->list[middle];
        int c = strcmp(original.p, at->one.p);
        if (c == 0) {
            bool plural = one < original.n;
            return any_words(at) && at->plural == plural && (!at->fuzzy || !original.n) && (!plural || str_is(at->many, original.p + one + 1)) ? at : NULL;
        }
        if (c < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return NULL;
}

static void word_put(char *to, size_t at, size_t v)
{
    uint32_t w = (uint32_t)v;
    memcpy(to + at, &w, sizeof w);
}

static void text_put(char *to, size_t entry, struct buf *texts, size_t before, struct str s)
{
    word_put(to, entry, s.n);
    word_put(to, entry + 4, before + texts->n);
    buf_str(texts, s);
    buf_char(texts, 0);
}

/* All that `source` says, in its order, with the words of the file. */
static struct str mo_of(const struct po *p, const struct messages *source)
{
    size_t n = source->count, before = 28 + 16 * n;
    char *head = arena_get(p->a, before);
    struct buf texts CLEANUP(buf_end) = {0}, forms CLEANUP(buf_end) = {0};
    static const uint32_t magic = 0x950412de;
    word_put(head, 0, magic);
    word_put(head, 8, n);
    word_put(head, 12, 28);
    word_put(head, 16, 28 + 8 * n);
    for (size_t i = 0; i < n; i++) {
        struct str original = messages_original(source, (uint32_t)i);
        const struct po_entry *at = entry_for(p, original);
        buf_clear(&forms);
        for (size_t k = 0; at && k < at->form_n; k++) {
            if (k)
                buf_char(&forms, 0);
            buf_str(&forms, at->forms[k]);
        }
        text_put(head, 28 + 8 * i, &texts, before, original);
        text_put(head, 28 + 8 * (n + i), &texts, before, buf_view(&forms));
    }
    char *whole = arena_get(p->a, before + texts.n + 1);
    memcpy(whole, head, before);
    memcpy(whole + before, texts.p ? texts.p : "", texts.n);
    return (struct str){whole, before + texts.n};
}

/* Each translation fits what it translates, as the words that are built in do. */
static bool all_fit(const struct po *p, const struct language *l, struct err *e)
{
    for (size_t i = 0; i < p->n; i++) {
        const struct po_entry *at = &p->list[i];
        struct message m;
        uint32_t where;
        if (!at->one.n || !messages_find(&l->messages, at->one.p, &where) || entry_for(p, messages_original(&l->messages, where)) != at)
            continue;
        size_t wanted = at->plural ? (size_t)l->messages.plural_forms : 1;
        if (at->form_n != wanted || !language_message(l, where, &m))
            return err_set(e, ERR_INPUT, "%s: line %d: found %zu forms of a plural, expected %zu, as Plural-Forms in the header says", p->name, at->line, at->form_n, wanted);
        for (size_t f = 0; f < at->form_n; f++)
            if (at->forms[f].n && !message_fits(l, &m, f, at->forms[f], e))
                return err_within(e, "%s: line %d: the translation of \"%.60s\" does not do", p->name, at->line, at->one.p);
    }
    return true;
}

bool language_from_po(struct str lang, const char *lang_name, struct str po, const char *po_name, const struct language *source, struct arena *a, struct language *out, struct err *e)
{
    struct po p = {.name = po_name, .a = a};
    struct language got = {0};
    if (!po_read(&p, po, e))
        return false;
    if (!entry_for(&p, (struct str){"", 0}))
        return err_set(e, ERR_INPUT, "%s: found no header, expected msgid \"\" with Content-Type and Plural-Forms behind it, as po/diwan.pot has it", po_name);
    if (!language_read(lang, lang_name, mo_of(&p, &source->messages), false, a, &got, e) || !all_fit(&p, &got, e))
        return false;
    *out = got;
    return true;
}
