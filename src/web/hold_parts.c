/* SPDX-License-Identifier: GPL-3.0-or-later */
/* facilitators: what their pages share. Which dialogue is meant, fields with their faults, the frame, and printed pages. */
#include "guard/guard.h"
#include "web/hold_priv.h"

/* ---- which dialogue ---------------------------------------------------------------------------- */

bool hold_of(struct exchange *x, const struct voice_dialogue *about, struct hold_dialogue *out, struct err *e)
{
    struct err none = {0};
    *out = (struct hold_dialogue){.about = *about};
    out->held = room_settings_of(x->store, about->id, &x->arena, &out->how, &none);
    if (!out->held && none.code != ERR_ABSENT) {
        *e = none;
        return false;
    }
    return store_int(x->store, "SELECT count(*) FROM statement WHERE origin = $1 AND dialogue = $2 AND moderation = 0",
        WITH(bind_int(about->origin), bind_int(about->id)), 0, &out->waiting, e);
}

bool hold_find(struct exchange *x, struct hold_dialogue *out, struct err *e)
{
    struct voice_dialogue about;
    if (!voice_find(x->store, x->parameters[0], &x->arena, &about, e))
        return false;
    if (!str_eq(about.name, x->parameters[0]))
        return err_set(e, ERR_ABSENT, "there is no dialogue \"%.*s\" in this register", STR_F(x->parameters[0]));
    return hold_of(x, &about, out, e);
}

bool hold_held(struct exchange *x, struct hold_dialogue *out, struct err *e)
{
    return hold_find(x, out, e) && (out->held || err_set(e, ERR_ABSENT, "the dialogue \"%.*s\" came from a file and is not held here", STR_F(out->about.name)));
}

bool hold_load(struct exchange *x, const struct hold_dialogue *d, struct voice_data *out, struct err *e)
{
    return voice_load(x->store, &d->about, &x->arena, out, NULL, e);
}

struct str hold_topic(const struct exchange *x, const struct hold_dialogue *d)
{
    struct str topic = voice_words_in(&d->about, language_code(x->speech.language))->topic;
    return topic.n ? topic : d->about.name;
}

struct str hold_path(struct exchange *x, const struct hold_dialogue *d, const char *before, const char *after)
{
    struct buf b CLEANUP(buf_end) = {0};
    buf_f(&b, "%s/", before);
    buf_percent(&b, d->about.name);
    buf_text(&b, after);
    return (struct str){arena_text(&x->arena, b.p, b.n), b.n};
}

void hold_reach(struct exchange *x)
{
    static const char *const here[] = {"http://127.", "http://localhost", "http://[::1]", "https://127.", "https://localhost", "https://[::1]"};
    for (size_t i = 0; i < ARRAY_LEN(here); i++)
        if (str_starts(web_address(x), here[i])) {
            markup_f(&x->body, "<p class=\"warn\">%s</p>", web_say(x, T("The address opens on this machine alone: no telephone reaches it. Before anything is printed, whoever runs the server must tell it by --address how people reach it.")));
            return;
        }
}

bool hold_answered_now(struct exchange *x, const struct voice_dialogue *d)
{
    struct room_settings how;
    struct err none = {0};
    return d->own && !day_known(d->closed) && room_settings_of(x->store, d->id, &x->arena, &how, &none) && day_known(how.opened);
}

struct str hold_people(struct exchange *x, const struct voice_dialogue *d)
{
    bool open = hold_answered_now(x, d);
    if (open && d->participants >= people_step(d->k))
        return WEB_TOLD(x, T("at least {n} people have answered"), WEB_SLOT("n", web_number(x, d->participants - d->participants % 10)));
    struct estimate n = {(double)d->participants, NAN, NAN, d->participants};
    if (!open && shown_state(guard_one(d->own ? basis_people(d->k) : BASIS_PUBLIC_RECORD, n)) == SHOWN_VALUE)
        return web_counted(x, TN("{n} person has answered", "{n} people have answered"), d->participants);
    return WEB_TOLD(x, T("fewer than {people} have answered so far"), WEB_SLOT("people", web_people_said(x, open ? people_step(d->k) : voice_least(d))));
}

bool hold_ways_offered(const struct exchange *x, struct err *e)
{
    struct str entry = web_field(x, "entry");
    bool is = false;
    for (int i = 0; i <= ENTRY_PAPER; i++)
        is = is || str_is(entry, hold_entries[i]);
    return web_offered("entry", entry, is, e) && web_tick_offered(x, "may_add", e) && web_tick_offered(x, "listed", e) && web_tick_offered(x, "result", e);
}

/* ---- faults and fields ------------------------------------------------------------------------- */

void hold_fault(struct hold_faults *f, const char *field, size_t at, struct str text)
{
    if (f->n == ARRAY_LEN(f->list))
        return;
    f->list[f->n].field = field;
    f->list[f->n].at = at;
    f->list[f->n++].text = text;
}

struct str hold_fault_of(const struct hold_faults *f, const char *field, size_t at)
{
    for (size_t i = 0; f && i < f->n; i++)
        if (strcmp(f->list[i].field, field) == 0 && f->list[i].at == at)
            return f->list[i].text;
    return STR("");
}

void hold_faults_show(struct exchange *x, const struct hold_faults *f)
{
    if (!f->n)
        return;
    x->status = 400;
    struct str told = web_counted(x, TN("{n} thing needs mending; nothing was changed, and what you typed is still here.", "{n} things need mending; nothing was changed, and what you typed is still here."), (int64_t)f->n);
    markup_f(&x->body, "<div class=\"fault\" role=\"alert\"><p><b>%.*s</b></p><ul>", STR_F(told));
    for (size_t i = 0; i < f->n; i++)
        markup_f(&x->body, "<li><a href=\"#%s-%d\">%.*s</a></li>", f->list[i].field, (int)f->list[i].at, STR_F(f->list[i].text));
    markup_f(&x->body, "</ul></div>");
}

const char *hold_dir(struct str language)
{
    for (size_t i = 0; i < language_count(); i++)
        if (str_is(language, language_code(language_at(i))))
            return language_rtl(language_at(i)) ? "rtl" : "ltr";
    return "auto";
}

struct str hold_language_name(struct str code)
{
    for (size_t i = 0; i < language_count(); i++)
        if (str_is(code, language_code(language_at(i))))
            return str_of(language_own_name(language_at(i)));
    return code;
}

void hold_lang(struct exchange *x, struct str language)
{
    if (!language.n)
        markup_f(&x->body, " dir=\"auto\"");
    else if (!str_is(language, language_code(x->speech.language)))
        markup_f(&x->body, " lang=\"%.*s\" dir=\"%s\"", STR_F(language), hold_dir(language));
}

static void described(struct exchange *x, const struct hold_field *f, struct str fault)
{
    if (f->hint.n || fault.n)
        markup_f(&x->body, " aria-describedby=\"");
    if (fault.n)
        markup_f(&x->body, "%s-%d-fault%s", f->name, (int)f->at, f->hint.n ? " " : "");
    if (f->hint.n)
        markup_f(&x->body, "%s-%d-hint", f->name, (int)f->at);
    if (f->hint.n || fault.n)
        markup_f(&x->body, "\"");
    if (fault.n)
        markup_f(&x->body, " aria-invalid=\"true\"");
    if (f->lang)
        hold_lang(x, str_of(f->lang));
    else if (!f->type)
        markup_f(&x->body, " dir=\"auto\"");
    if (f->required)
        markup_f(&x->body, " required");
}

void hold_field(struct exchange *x, const struct hold_field *f)
{
    struct str fault = hold_fault_of(f->faults, f->name, f->at);
    markup_f(&x->body, "<div class=\"field\"><label for=\"%s-%d\">%.*s</label>", f->name, (int)f->at, STR_F(f->label));
    if (f->hint.n)
        markup_f(&x->body, "<small id=\"%s-%d-hint\">%.*s</small>", f->name, (int)f->at, STR_F(f->hint));
    if (fault.n)
        markup_f(&x->body, "<strong class=\"fault\" id=\"%s-%d-fault\">%.*s</strong>", f->name, (int)f->at, STR_F(fault));
    if (f->rows) {
        markup_f(&x->body, "<textarea name=\"%s\" id=\"%s-%d\" rows=\"%d\"", f->name, f->name, (int)f->at, f->rows);
        described(x, f, fault);
        markup_f(&x->body, ">\n%.*s</textarea></div>\n", STR_F(f->value)); /* the first line end belongs to the tag */
        return;
    }
    markup_f(&x->body, "<input type=\"%s\" name=\"%s\" id=\"%s-%d\" value=\"%.*s\" autocomplete=\"off\"", f->type ? f->type : "text", f->name, f->name, (int)f->at, STR_F(f->value));
    described(x, f, fault);
    markup_f(&x->body, "></div>\n");
}

/* ---- frames ------------------------------------------------------------------------------------ */

void hold_begin(struct exchange *x, struct str title, const struct hold_dialogue *d, const char *script)
{
    web_begin(x, &(struct web_frame){.title = title, .section = "hold", .script = script});
    markup_f(&x->body, "<link rel=\"stylesheet\" href=\"%s\"><div class=\"hold\">", web_asset("hold.css"));
    if (!d)
        return;
    struct str back = hold_path(x, d, "/hold", "");
    markup_f(&x->body, "<p class=\"back\"><a href=\"/hold\">%s</a> / <a href=\"%.*s\"><bdi>%.*s</bdi></a></p>\n", web_say(x, T("Hold a dialogue")), STR_F(back), STR_F(hold_topic(x, d)));
}

void hold_end(struct exchange *x)
{
    markup_f(&x->body, "</div>");
    web_end(x);
}

void hold_print_begin(struct exchange *x, struct str title, const struct speech *in)
{
    struct str language = str_of(language_code(in->language));
    markup_f(&x->body, "<!doctype html>\n<html lang=\"%.*s\" dir=\"%s\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">"
        "<meta name=\"referrer\" content=\"no-referrer\"><title>%.*s</title><link rel=\"icon\" href=\"data:,\"><link rel=\"stylesheet\" href=\"%s\"></head><body>", STR_F(language), hold_dir(language), STR_F(title), web_asset("print.css"));
    struct err none = {0};
    struct str invented;
    if (x->store && store_fact(x->store, "invented", &x->arena, &invented, &none) && invented.n)
        markup_f(&x->body, "<header class=\"inv\">%s</header>", say(in, T("An invented example: for practice only.")));
}

void hold_print_end(struct exchange *x)
{
    markup_f(&x->body, "</body></html>\n");
}

const char *hold_print_language(struct exchange *x, struct speech *out)
{
    struct str in = web_query(x, "in");
    *out = x->speech;
    for (size_t i = 0; i < language_count(); i++)
        if (str_is(in, language_code(language_at(i))))
            *out = (struct speech){.language = language_at(i), .latin_digits = x->speech.latin_digits};
    return language_code(out->language);
}

void hold_print_choice(struct exchange *x, struct str path, const char *query, bool all)
{
    markup_f(&x->body, "<ul class=\"choice\">");
    for (size_t i = 0; i < language_count(); i++)
        markup_f(&x->body, "<li><a href=\"%.*s?%sin=%s\" lang=\"%s\">%s</a></li>", STR_F(path), query, language_code(language_at(i)), language_code(language_at(i)), language_own_name(language_at(i)));
    if (all)
        markup_f(&x->body, "<li><a href=\"%.*s?%sin=all\">%s</a></li>", STR_F(path), query, web_say(x, T("all languages on one sheet")));
    markup_f(&x->body, "</ul>");
}

bool hold_refused(struct exchange *x)
{
    struct err none = {0};
    struct str invented = STR("");
    if (!store_is_open_data(x->store) || (store_fact(x->store, "invented", &x->arena, &invented, &none) && invented.n))
        return false;
    markup_f(&x->body, "<p class=\"warn\">%s</p>", web_say(x, T("This register is not encrypted and takes public data only: no dialogue can be held in it. Make an encrypted register for that.")));
    return true;
}

/* ---- words ------------------------------------------------------------------------------------- */

struct str hold_statement(const struct voice_statement *s, const char *wanted, struct str *language)
{
    const struct voice_text *own = voice_original(s), *other = voice_translation(s, wanted);
    const struct voice_text *t = other ? other : own;
    *language = t ? t->language : STR("");
    return t ? t->text : STR("");
}

struct str hold_attribute_word(const struct speech *in, struct str name)
{
    static const struct { const char *name, *word; } known[] = {{"side", T("Side")}, {"gender", T("Gender")}, {"age", T("Age")}, {"district", T("District")}};
    for (size_t i = 0; i < ARRAY_LEN(known); i++)
        if (str_is(name, known[i].name))
            return str_of(say(in, known[i].word));
    return name;
}

struct str hold_value_word(const struct speech *in, struct str value)
{
    const char *word = voice_value_word(value);
    return word ? str_of(say(in, word)) : value;
}

struct str hold_value_shown(struct exchange *x, const struct speech *in, struct str value)
{
    struct str word = hold_value_word(in, value);
    if (!word.n || word.p[0] < '0' || word.p[0] > '9')
        return word;
    return str_of(arena_f(&x->arena, "\u2066%.*s\u2069", STR_F(word)));
}

struct str hold_rules(struct exchange *x, const struct room_settings *how)
{
    return how->rules.n ? how->rules : str_of(web_say(x, T("No names of people, please, and nothing that tells who you are. No insults and no threats. Somebody reads it before others see it.")));
}

/* ---- small parts of forms ---------------------------------------------------------------------- */

size_t hold_languages(void)
{
    return MIN_OF(language_count(), (size_t)HOLD_LANGUAGES_MOST);
}

struct str hold_in_language(struct exchange *x, const char *msgid, struct str language)
{
    return web_told(x, msgid, &(struct slot){.name = "language", .text = hold_language_name(language), .isolate = true}, 1);
}

static void box(struct exchange *x, const char *type, const char *name, const char *value, bool on, const char *words)
{
    markup_f(&x->body, "<label class=\"tick\"><input type=\"%s\" name=\"%s\" value=\"%s\"", type, name, value);
    if (on)
        markup_f(&x->body, " checked");
    markup_f(&x->body, "><span>%s</span></label>\n", words);
}

void hold_tick(struct exchange *x, const char *name, const char *value, bool on, const char *words)
{
    box(x, "checkbox", name, value, on, words);
}

void hold_choice(struct exchange *x, const char *name, const char *value, bool on, const char *words)
{
    box(x, "radio", name, value, on, words);
}

void hold_option(struct exchange *x, struct str value, bool on, struct str words, const char *lang)
{
    markup_f(&x->body, "<option value=\"%.*s\"", STR_F(value));
    if (lang)
        markup_f(&x->body, " lang=\"%s\" dir=\"%s\"", lang, hold_dir(str_of(lang)));
    if (on)
        markup_f(&x->body, " selected");
    markup_f(&x->body, ">%.*s</option>", STR_F(words));
}

const char *const hold_entries[] = {[ENTRY_LINK] = "link", [ENTRY_CODES] = "codes", [ENTRY_PAPER] = "paper"};

const char *hold_entry_words(enum room_entry entry)
{
    static const char *const words[] = {[ENTRY_LINK] = T("An open link: whoever has the address. Not protected against flooding: one person can answer many times."),
        [ENTRY_CODES] = T("Codes on paper, drawn from a bag: one code, one voice, and nobody knows who has which."), [ENTRY_PAPER] = T("Paper ballots only, which you type in.")};
    return words[entry];
}

int64_t hold_whole(struct str typed, int64_t most)
{
    int64_t n;
    typed = str_trim(typed);
    if (!typed.n)
        return -1;
    return str_to_int(typed, &n) && n >= 0 && n <= most ? n : -2;
}

size_t hold_page_of(struct str typed)
{
    int64_t n = hold_whole(typed, 100000);
    return n < 1 ? 1 : (size_t)n;
}

void hold_pages(struct exchange *x, struct str path, const char *query, size_t page, size_t n)
{
    size_t pages = (n + HOLD_PAGE - 1) / HOLD_PAGE;
    if (pages < 2)
        return;
    markup_f(&x->body, "<nav class=\"pages\" aria-label=\"%s\"><ul class=\"choice\">", web_say(x, T("Pages")));
    for (size_t i = 1; i <= pages; i++) {
        markup_f(&x->body, "<li><a href=\"%.*s?%spage=%d\"", STR_F(path), query, (int)i);
        if (i == page)
            markup_f(&x->body, " aria-current=\"page\"");
        markup_f(&x->body, ">%.*s</a></li>", STR_F(web_number(x, (int64_t)i)));
    }
    markup_f(&x->body, "</ul></nav>\n");
}

const struct voice_statement *hold_statement_of(const struct voice_data *d, int64_t id)
{
    for (size_t i = 0; i < d->statement_n; i++)
        if (d->statements[i].id == id)
            return &d->statements[i];
    return NULL;
}
