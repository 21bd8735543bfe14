/* SPDX-License-Identifier: GPL-3.0-or-later */
/* settings of the register. */
#include "trend/trend.h"
#include "web/sign_priv.h"

struct settings {
    struct str name, language, readers, active, war;
};

static bool settings_of(struct exchange *x, struct settings *out, struct err *e)
{
    struct store *s = x->store;
    struct arena *a = &x->arena;
    return store_fact(s, "name", a, &out->name, e) && store_fact(s, "language", a, &out->language, e) && store_fact(s, "readers", a, &out->readers, e) &&
           store_fact(s, "level_active", a, &out->active, e) && store_fact(s, "level_war", a, &out->war, e);
}

/* ---- the form ---- */

static void put_language(struct exchange *x, const struct settings *k)
{
    struct sign_choice list[16] = {{"", str_of(web_say(x, T("that of the browser"))), NULL}};
    size_t n = 1;
    for (size_t i = 0; i < language_count() && n < ARRAY_LEN(list); i++) {
        const struct language *l = language_at(i);
        list[n++] = (struct sign_choice){language_code(l), str_of(language_own_name(l)), language_code(l)};
    }
    sign_choose(x, "language", T("Language where the browser asks for none that is spoken here"), list, n, k->language);
}

static void put_readers(struct exchange *x, const struct settings *k)
{
    const struct sign_choice list[] = {{"", str_of(web_say(x, T("only those with an account"))), NULL}, {"anybody", str_of(web_say(x, T("anybody who has the address"))), NULL}};
    markup_f(&x->body, "<h2>%s</h2>\n", web_say(x, T("Who may read")));
    sign_paragraph(x, T("Whoever has no account reads numbers, and records only of sources that may be passed on. Nobody can take back what was read once."));
    sign_choose(x, "readers", T("Overview, incidents, dialogues and briefs may be read by"), list, ARRAY_LEN(list), k->readers);
}

static struct str typed_number(struct exchange *x, int64_t n)
{
    return str_of(arena_f(&x->arena, "%" PRId64, n));
}

static void put_levels(struct exchange *x, const struct settings *k)
{
    const struct level_thresholds t = LEVEL_THRESHOLDS;
    markup_f(&x->body, "<h2>%s</h2>\n", web_say(x, T("Levels of violence")));
    sign_paragraph(x, T("Each brief says by which thresholds it speaks. Other thresholds than those of the program make briefs of several registers hard to compare."));
    sign_field(x, &(struct sign_field){.name = "active", .label = T("Killed in three months from which violence is called active"), .value = k->active.n ? k->active : typed_number(x, t.active), .latin = true, .digits = true, .required = true});
    sign_field(x, &(struct sign_field){.name = "war", .label = T("Killed in three months from which it is called war"), .value = k->war.n ? k->war : typed_number(x, t.war), .latin = true, .digits = true, .required = true});
}

static bool show(struct exchange *x, const struct settings *k, const char *fault)
{
    sign_begin(x, T("Settings"), "settings");
    if (web_query(x, "done").n)
        sign_done(x, str_of(web_say(x, T("It is kept."))));
    sign_fault(x, fault);
    web_form(x, "/settings");
    sign_field(x, &(struct sign_field){.name = "name", .label = T("Name of the register, as briefs and pages show it"), .value = k->name});
    put_language(x, k);
    put_readers(x, k);
    put_levels(x, k);
    sign_button(x, T("Keep the settings"));
    buf_text(&x->body, "</form>\n");
    sign_end(x);
    return true;
}

static bool run_show(struct exchange *x, struct err *e)
{
    struct settings k;
    return settings_of(x, &k, e) && show(x, &k, NULL);
}

/* ---- keeping them ---- */

static const char *fault_of(const struct settings *k)
{
    enum { NAME_MOST = 200, MOST = 10 * 1000 * 1000 };
    int64_t active = 0, war = 0;
    char code[16] = {0};
    memcpy(code, k->language.p, MIN_OF(k->language.n, sizeof code - 1));
    if (k->name.n > NAME_MOST || memchr(k->name.n ? k->name.p : "", '\n', k->name.n))
        return T("The name is one line of at most 200 bytes.");
    if ((k->language.n && !language_find(code)) || (k->readers.n && !str_is(k->readers, "anybody")))
        return T("One of the choices is none that this page offers.");
    if (!str_to_int(k->active, &active) || !str_to_int(k->war, &war) || active < 1 || war <= active || war > MOST)
        return T("The thresholds are whole numbers of people: active at least 1, war more than active and at most 10,000,000.");
    return NULL;
}

/* One line of audit for each that changes: what it was and what it is. */
static bool keep_one(struct store *s, const char *key, struct str before, struct str now, struct err *e)
{
    struct arena a CLEANUP(arena_end) = {0};
    if (str_eq(before, now))
        return true;
    return store_fact_set(s, key, now, e) && store_audit(s, "setting", str_of(arena_f(&a, "%s: \"%.*s\", was \"%.*s\"", key, STR_F(now), STR_F(before))), e);
}

struct keeping {
    struct settings before, now;
};

static bool keep_do(struct store *s, void *arg, struct err *e)
{
    const struct keeping *k = arg;
    return keep_one(s, "name", k->before.name, k->now.name, e) && keep_one(s, "language", k->before.language, k->now.language, e) && keep_one(s, "readers", k->before.readers, k->now.readers, e) &&
           keep_one(s, "level_active", k->before.active, k->now.active, e) && keep_one(s, "level_war", k->before.war, k->now.war, e);
}

/* The program's own threshold is kept as none: a later version may have learnt better. */
static struct str own_or(struct exchange *x, struct str typed, int64_t program)
{
    int64_t n;
    if (!str_to_int(typed, &n))
        return typed;
    return n == program ? STR("") : typed_number(x, n);
}

static bool run_keep(struct exchange *x, struct err *e)
{
    const struct level_thresholds t = LEVEL_THRESHOLDS;
    struct keeping k;
    struct settings typed = {str_trim(web_field(x, "name")), web_field(x, "language"), web_field(x, "readers"), web_field(x, "active"), web_field(x, "war")};
    const char *fault = fault_of(&typed);
    if (fault) {
        x->status = 400;
        return show(x, &typed, fault);
    }
    k.now = typed;
    k.now.active = own_or(x, typed.active, t.active);
    k.now.war = own_or(x, typed.war, t.war);
    return settings_of(x, &k.before, e) && web_write(x, keep_do, &k, e) && web_go(x, "/settings?done=1");
}

const struct page pages_settings[] = {
    {"GET", "/settings", MAY_ANSWER, PAGE_READ, "done", "settings of the register", run_show, NULL},
    {"POST", "/settings", MAY_ANSWER, PAGE_READ | PAGE_FORM, "name language readers active war", "keep settings", run_keep, NULL},
    {0}};
