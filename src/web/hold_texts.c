/* SPDX-License-Identifier: GPL-3.0-or-later */
/* facilitators: the words of statements in their forms, each language beside the others. */
#include "web/hold_priv.h"

static const struct voice_text *text_in(const struct voice_statement *s, struct str language)
{
    for (size_t i = 0; i < s->text_n; i++)
        if (str_eq(s->texts[i].language, language))
            return &s->texts[i];
    return NULL;
}

static void one(struct exchange *x, const struct voice_statement *s, struct str language, const struct voice_text *t, size_t at, bool typed, const struct hold_faults *faults)
{
    struct str value = t ? t->text : STR("");
    if (typed && !web_field_nth(x, "text", at, &value))
        value = STR("");
    markup_f(&x->body, "<input type=\"hidden\" name=\"of\" value=\"%lld %.*s\">", (long long)s->id, STR_F(language));
    struct slot slots[] = {{.name = "language", .text = hold_language_name(language), .isolate = true}, WEB_SLOT("id", web_number(x, s->id))};
    hold_field(x, &(struct hold_field){.name = "text", .at = at, .label = web_told(x, t && !t->translated ? T("Statement {id}, as it was made, in {language}") : T("Statement {id}, translated into {language}"), slots, 2), .value = value,
        .lang = arena_text(&x->arena, language.p, language.n), .rows = 2, .faults = faults});
}

void hold_texts_show(struct exchange *x, const struct voice_statement *s, bool own, size_t *at, bool typed, const struct hold_faults *faults)
{
    const struct voice_text *original = voice_original(s);
    if (own && original)
        one(x, s, original->language, original, (*at)++, typed, faults);
    for (size_t l = 0; l < hold_languages(); l++) {
        struct str language = str_of(language_code(language_at(l)));
        if (original && str_eq(original->language, language))
            continue;
        one(x, s, language, text_in(s, language), (*at)++, typed, faults);
    }
}

/* "12 ar": which statement, and which language. */
static const struct voice_statement *named(const struct voice_data *d, struct str of, struct str *language)
{
    const char *blank = memchr(of.p, ' ', of.n);
    int64_t id;
    if (!blank || !str_to_int((struct str){of.p, (size_t)(blank - of.p)}, &id))
        return NULL;
    *language = (struct str){blank + 1, of.n - (size_t)(blank + 1 - of.p)};
    return hold_statement_of(d, id);
}

static bool known_language(const struct voice_statement *s, struct str language)
{
    if (text_in(s, language))
        return true;
    for (size_t l = 0; l < hold_languages(); l++)
        if (str_is(language, language_code(language_at(l))))
            return true;
    return false;
}

static void read_one(struct exchange *x, const struct voice_statement *s, struct str language, struct str typed, size_t at, struct hold_texts *out, struct hold_faults *faults)
{
    const struct voice_text *now = text_in(s, language);
    if (now ? str_eq(now->text, typed) : !typed.n)
        return;
    /* Words of a participant stay as they were said; what stands in a form's hidden fields is not trusted. */
    if (now && !now->translated && s->seed == VOICE_BY_PARTICIPANT)
        return;
    if (!typed.n) {
        hold_fault(faults, "text", at, str_of(web_say(x, T("A text cannot be emptied. To take the statement away, leave it out."))));
        return;
    }
    if (hold_letters(typed) > ROOM_STATEMENT_LETTERS) {
        hold_fault(faults, "text", at, WEB_TOLD(x, T("That has {n} letters; the most is {most}. Make it shorter."), WEB_SLOT("n", web_number(x, (int64_t)hold_letters(typed))), WEB_SLOT("most", web_number(x, ROOM_STATEMENT_LETTERS))));
        return;
    }
    struct voice_text text = now ? *now : (struct voice_text){.language = language, .translated = s->text_n > 0};
    text.text = typed;
    out->list[out->n++] = (struct hold_text){s->id, text};
}

void hold_texts_read(struct exchange *x, const struct voice_data *d, struct hold_texts *out, struct hold_faults *faults)
{
    struct str of, typed, language;
    *out = (struct hold_texts){.list = ARENA_ARRAY(&x->arena, struct hold_text, x->field_n + 1)};
    for (size_t k = 0; web_field_nth(x, "of", k, &of) && web_field_nth(x, "text", k, &typed); k++) {
        const struct voice_statement *s = named(d, of, &language);
        if (s && known_language(s, language))
            read_one(x, s, language, str_trim(typed), k, out, faults);
    }
}

bool hold_texts_write(struct store *s, int64_t dialogue, const struct hold_texts *t, struct err *e)
{
    for (size_t i = 0; i < t->n; i++)
        if (!room_statement_text_set(s, dialogue, t->list[i].statement, &t->list[i].text, e))
            return false;
    return true;
}
