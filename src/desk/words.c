/* SPDX-License-Identifier: GPL-3.0-or-later */
/* words: what partners corrected of the program's own words, kept in a register: used wherever it is open, and written out to be sent back. */
#include "desk/desk_priv.h"

struct corrected { /* by message and form: the last one */
    struct correction c;
    struct str said_by;
    struct day day;
};

static struct str copy(struct arena *a, struct str s)
{
    return (struct str){arena_text(a, s.p, s.n), s.n};
}

static bool all_corrected(struct store *s, struct arena *a, struct corrected **out, size_t *n, struct err *e)
{
    int64_t all = 0;
    if (!store_int(s, "SELECT count(*) FROM correction", WITH_NOTHING, 0, &all, e))
        return false;
    *n = 0;
    *out = ARENA_ARRAY(a, struct corrected, all + 1);
    if (!all)
        return true;
    struct rows *r CLEANUP(rows_drop) = store_rows(s, "SELECT language, message, form, text, said_by, day FROM correction ORDER BY id, origin", WITH_NOTHING);
    while (rows_next(r) && *n < (size_t)all)
        (*out)[(*n)++] = (struct corrected){{copy(a, rows_text(r, 0)), copy(a, rows_text(r, 1)), rows_int(r, 2), copy(a, rows_text(r, 3))}, copy(a, rows_text(r, 4)), {(int32_t)rows_int(r, 5)}};
    return rows_end(&r, e);
}

bool desk_corrections(struct store *s, struct corrections **out, struct err *e)
{
    struct arena a CLEANUP(arena_end) = {0};
    struct corrected *list = NULL;
    size_t n = 0;
    *out = NULL;
    if (!all_corrected(s, &a, &list, &n, e))
        return false;
    struct correction *plain = ARENA_ARRAY(&a, struct correction, n + 1);
    for (size_t i = 0; i < n; i++)
        plain[i] = list[i].c;
    *out = corrections_new(plain, n);
    return true;
}

bool desk_words_list(struct store *s, const struct language *l, struct arena *a, struct desk_word **out, size_t *n, struct err *e)
{
    struct corrected *list = NULL;
    size_t all = 0;
    if (!all_corrected(s, a, &list, &all, e))
        return false;
    *out = ARENA_ARRAY(a, struct desk_word, all + 1);
    *n = 0;
    for (size_t i = 0; i < all; i++) {
        size_t k = 0;
        if (!str_is(list[i].c.language, language_code(l)))
            continue;
        while (k < *n && !(str_eq((*out)[k].message, list[i].c.message) && (*out)[k].form == list[i].c.form))
            k++;
        *n += k == *n;
        (*out)[k] = (struct desk_word){list[i].c.message, list[i].c.form, list[i].c.text, list[i].said_by, list[i].day};
    }
    size_t kept = 0;
    for (size_t i = 0; i < *n; i++)
        if ((*out)[i].text.n) /* an empty one takes back */
            (*out)[kept++] = (*out)[i];
    *n = kept;
    return true;
}

/* ---- as files ---- */

static void po_text(struct buf *out, const char *key, struct str text)
{
    buf_f(out, "%s \"", key);
    for (size_t i = 0; i < text.n; i++) {
        char c = text.p[i];
        if (c == '\n')
            buf_text(out, "\\n");
        else if (c == '"' || c == '\\')
            buf_f(out, "\\%c", c);
        else
            buf_char(out, c);
    }
    buf_text(out, "\"\n");
}

static const struct desk_word *word_of(const struct desk_word *list, size_t n, const char *message, size_t form)
{
    for (size_t i = 0; i < n; i++)
        if (str_is(list[i].message, message) && list[i].form == (int64_t)form)
            return &list[i];
    return NULL;
}

static bool any_of(const struct desk_word *list, size_t n, const struct message *m)
{
    for (size_t f = 0; f < m->form_n; f++)
        if (word_of(list, n, m->one, f))
            return true;
    return false;
}

/* Who said so, and when, as a translator's comment: one line, whatever stands in the name. */
static void po_who(struct buf *out, const struct desk_word *w)
{
    buf_text(out, "# ");
    for (size_t i = 0; i < w->said_by.n; i++)
        buf_char(out, (unsigned char)w->said_by.p[i] < 0x20 ? ' ' : w->said_by.p[i]);
    buf_text(out, ", ");
    buf_day(out, w->day);
    buf_char(out, '\n');
}

static void po_message(struct buf *out, const struct desk_word *list, size_t n, const struct message *m)
{
    buf_char(out, '\n');
    for (size_t f = 0; f < m->form_n; f++)
        if (word_of(list, n, m->one, f))
            po_who(out, word_of(list, n, m->one, f));
    po_text(out, "msgid", str_of(m->one));
    if (m->many)
        po_text(out, "msgid_plural", str_of(m->many));
    for (size_t f = 0; f < m->form_n; f++) {
        const struct desk_word *w = word_of(list, n, m->one, f);
        char key[40] = "msgstr";
        if (m->many)
            snprintf(key, sizeof key, "msgstr[%zu]", f);
        po_text(out, key, w ? w->text : str_of(m->forms[f]));
    }
}

bool desk_words_po(struct store *s, const struct language *l, bool all, struct buf *out, struct err *e)
{
    struct arena a CLEANUP(arena_end) = {0};
    struct desk_word *list = NULL;
    size_t n = 0;
    if (!desk_words_list(s, l, &a, &list, &n, e))
        return false;
    struct str rule = language_plural_rule(l);
    buf_f(out, "# Words of Diwan in %s%s.\nmsgid \"\"\nmsgstr \"\"\n\"Project-Id-Version: diwan\\n\"\n\"Language: %s\\n\"\n\"MIME-Version: 1.0\\n\"\n"
        "\"Content-Type: text/plain; charset=UTF-8\\n\"\n\"Content-Transfer-Encoding: 8bit\\n\"\n\"Plural-Forms: nplurals=%zu; plural=%.*s;\\n\"\n",
        language_own_name(l), all ? "" : ": corrected ones alone", language_code(l), language_plural_forms(l), STR_F(rule));
    struct message m;
    for (size_t i = 0; i < language_messages(l); i++)
        if (language_message(l, i, &m) && (all || any_of(list, n, &m)))
            po_message(out, list, n, &m);
    return true;
}

bool desk_words_csv(struct store *s, const struct language *l, struct buf *out, struct err *e)
{
    static const char *const head[] = {"language", "english", "form", "words", "corrected", "said_by", "day"};
    struct arena a CLEANUP(arena_end) = {0};
    struct desk_word *list = NULL;
    size_t n = 0;
    if (!desk_words_list(s, l, &a, &list, &n, e))
        return false;
    for (size_t i = 0; i < ARRAY_LEN(head); i++)
        csv_cell(out, i == 0, str_of(head[i]));
    buf_char(out, '\n');
    for (size_t i = 0; i < n; i++) {
        struct message m = {0};
        struct buf day CLEANUP(buf_end) = {0}, form CLEANUP(buf_end) = {0};
        bool known = language_message_of(l, list[i].message, &m) && (size_t)list[i].form < m.form_n;
        buf_day(&day, list[i].day);
        buf_int(&form, list[i].form);
        struct str cells[] = {str_of(language_code(l)), list[i].message, buf_view(&form), known ? str_of(m.forms[list[i].form]) : STR(""), list[i].text, list[i].said_by, buf_view(&day)};
        for (size_t k = 0; k < ARRAY_LEN(cells); k++)
            csv_cell(out, k == 0, cells[k]);
        buf_char(out, '\n');
    }
    return true;
}

/* ---- the command ---- */

static bool listed(struct request *r, struct answer *a, struct err *e)
{
    struct desk_word *list = NULL;
    size_t n = 0;
    if (!desk_words_list(r->store, r->speech.language, &r->arena, &list, &n, e))
        return false;
    struct doc_table *t = desk_table(r, a, "words", T("Words that partners corrected"), 5, n);
    desk_column(r, t, 0, "english", T("English"), false, "");
    desk_column(r, t, 1, "form", T("Form of the plural"), true, "");
    desk_column(r, t, 2, "words", T("Corrected"), false, "");
    desk_column(r, t, 3, "said_by", T("Who"), false, "");
    desk_column(r, t, 4, "day", T("Day"), false, "");
    for (size_t i = 0; i < n; i++) {
        struct buf day = {0};
        buf_day(&day, list[i].day);
        desk_text(a, t, i, 0, list[i].message);
        desk_number(t, i, 1, list[i].form);
        desk_text(a, t, i, 2, list[i].text);
        desk_text(a, t, i, 3, list[i].said_by);
        desk_text(a, t, i, 4, copy(&r->arena, buf_view(&day)));
        buf_end(&day);
    }
    return true;
}

static bool run_words(struct request *r, struct answer *a, struct err *e)
{
    struct str path = request_text(r, "o");
    a->file.most = SIZE_MAX / 4;
    if (str_ends(path, ".po"))
        return desk_words_po(r->store, r->speech.language, request_flag(r, "all"), &a->file, e);
    if (request_flag(r, "all"))
        return err_set(e, ERR_USAGE, "--all is for a file of messages: -o FILE.po");
    if (str_ends(path, ".csv"))
        return desk_words_csv(r->store, r->speech.language, &a->file, e);
    return listed(r, a, e);
}

const struct operation operation_words = {.name = "words", .brief = T("list the words that partners corrected, or write them to be sent back"), .usage = "REGISTER [--lang ar|ckb] [-o FILE.po]",
    .text = T("Those of the language of --lang. Corrections are made in the browser (`diwan serve`), live in the register, and are used wherever it is open."), .example = "diwan words iraq.diwan --lang ar -o ar.po",
    .source = "docs/languages.md", .options = (const struct option_spec[]){{"o", OPTION_TEXT, "FILE", T("write to this file")}, {"all", OPTION_FLAG, NULL, T("all messages, not only corrected ones (FILE.po)")},
        {NULL, OPTION_FLAG, NULL, NULL}}, .needs = NEEDS_READ, .least = 0, .most = 0, .run = run_words};
