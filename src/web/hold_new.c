/* SPDX-License-Identifier: GPL-3.0-or-later */
/* facilitators: a new dialogue. One form: it is looked at as often as one likes, and made when it is right. */
#include "web/hold_priv.h"

enum { DAY_MS = 86400000, REMARKS_MOST = 40 };

struct form { /* as it was typed; by language where there are several */
    struct str name, topic[HOLD_LANGUAGES_MOST], description[HOLD_LANGUAGES_MOST], who[HOLD_LANGUAGES_MOST], statements[HOLD_LANGUAGES_MOST];
    struct str districts, own_name[HOLD_OWN], own_values[HOLD_OWN], rules;
    bool side, gender, age, may_add, listed, result;
    enum room_entry entry;
    size_t first; /* the language that statements were written in */
    struct hold_seeds seeds;
    struct hold_faults faults;
};

static const char *const sides[] = {"community", "local_government", "security_sector"}, *const genders[] = {"women", "men"}, *const ages[] = {"15-24", "25-34", "35-49", "50-64", "65+"};

/* ---- from the fields --------------------------------------------------------------------------- */

static bool ticked(const struct exchange *x, const char *name, const char *value)
{
    struct str got;
    for (size_t k = 0; web_field_nth(x, name, k, &got); k++)
        if (str_is(got, value))
            return true;
    return false;
}

static struct str nth(const struct exchange *x, const char *name, size_t k)
{
    struct str got = STR("");
    return web_field_nth(x, name, k, &got) ? str_trim(got) : STR("");
}

static void form_read(struct exchange *x, struct form *f)
{
    f->name = str_trim(web_field(x, "name"));
    for (size_t l = 0; l < hold_languages(); l++) {
        f->topic[l] = nth(x, "topic", l);
        f->description[l] = nth(x, "description", l);
        f->who[l] = nth(x, "who", l);
        if (!web_field_nth(x, "statements", l, &f->statements[l])) /* not trimmed: its first line may be empty on purpose */
            f->statements[l] = STR("");
        if (str_is(web_field(x, "first"), language_code(language_at(l))))
            f->first = l;
    }
    f->side = ticked(x, "declare", "side");
    f->gender = ticked(x, "declare", "gender");
    f->age = ticked(x, "declare", "age");
    f->districts = web_field(x, "districts");
    for (size_t i = 0; i < HOLD_OWN; i++) {
        f->own_name[i] = nth(x, "own_name", i);
        f->own_values[i] = nth(x, "own_values", i);
    }
    for (int i = 0; i <= ENTRY_PAPER; i++)
        if (str_is(web_field(x, "entry"), hold_entries[i]))
            f->entry = (enum room_entry)i;
    f->may_add = ticked(x, "may_add", "yes");
    f->listed = ticked(x, "listed", "yes");
    f->result = ticked(x, "result", "yes");
    f->rules = str_trim(web_field(x, "rules"));
}

static struct form form_empty(const struct exchange *x)
{
    struct form f = {.side = true, .gender = true, .may_add = true, .result = true, .entry = ENTRY_CODES};
    for (size_t l = 0; l < hold_languages(); l++)
        if (language_at(l) == x->speech.language)
            f.first = l;
    return f;
}

/* ---- what is wrong with it --------------------------------------------------------------------- */

static void too_long(struct exchange *x, struct form *f, const char *field, size_t at, struct str text, int most)
{
    int64_t n = (int64_t)hold_letters(text);
    if (n > most)
        hold_fault(&f->faults, field, at, WEB_TOLD(x, T("That has {n} letters; the most is {most}. Make it shorter."), WEB_SLOT("n", web_number(x, n)), WEB_SLOT("most", web_number(x, most))));
}

static bool check_name(struct exchange *x, struct form *f, struct err *e)
{
    struct voice_dialogue *all;
    size_t n;
    if (!voice_dialogues_uncounted(x->store, &x->arena, &all, &n, e))
        return false;
    for (size_t l = 0; l < hold_languages() && !f->name.n; l++)
        f->name = hold_name_of(f->topic[l], &x->arena);
    if (!f->name.n)
        f->name = str_of(arena_f(&x->arena, "dialogue-%zu", n + 1));
    if (!hold_name_ok(f->name))
        hold_fault(&f->faults, "name", 0, WEB_TOLD(x, T("Only small letters a to z, digits and hyphens between them, at most {most}, and not “new”; for example water-and-roads."), WEB_SLOT("most", web_number(x, HOLD_NAME_MOST))));
    for (size_t i = 0; i < n; i++)
        if (str_is_nocase(all[i].name, arena_text(&x->arena, f->name.p, f->name.n))) {
            hold_fault(&f->faults, "name", 0, str_of(web_say(x, T("Another dialogue of this register is called so; choose another name."))));
            break;
        }
    return true;
}

static void check_seeds(struct exchange *x, struct form *f)
{
    hold_seeds_read(f->statements, hold_languages(), &x->arena, &f->seeds);
    for (size_t i = 0; i < f->seeds.problem_n; i++) {
        const struct hold_seed_problem *p = &f->seeds.problems[i];
        struct slot slots[] = {WEB_SLOT("line", web_number(x, (int64_t)p->line)), WEB_SLOT("other", web_number(x, (int64_t)p->other)),
            WEB_SLOT("most", web_number(x, p->what == SEED_TOO_LONG ? ROOM_STATEMENT_LETTERS : HOLD_STATEMENTS_MOST))};
        const char *const words[] = {[SEED_TOO_LONG] = T("Line {line} is longer than {most} letters; make it shorter, or two statements of it."), [SEED_TWICE] = T("Line {line} says the same as line {other}; take one out."),
            [SEED_TOO_MANY] = T("There are more than {most} statements; begin with fewer, and add others later.")};
        if (p->what != SEED_MISSING && !hold_fault_of(&f->faults, "statements", p->language).n)
            hold_fault(&f->faults, "statements", p->language, web_told(x, words[p->what], slots, ARRAY_LEN(slots)));
    }
}

static void check_values(struct exchange *x, struct form *f, const char *field, size_t at, struct str text, bool wanted)
{
    struct str *lines;
    size_t n = hold_lines(text, &x->arena, &lines), there = 0;
    for (size_t i = 0; i < n; i++) {
        there += lines[i].n > 0;
        if (hold_letters(lines[i]) > 60)
            too_long(x, f, field, at, lines[i], 60);
        for (size_t k = 0; k < i; k++)
            if (lines[i].n && str_eq(lines[i], lines[k])) {
                hold_fault(&f->faults, field, at, WEB_TOLD(x, T("Line {line} says the same as line {other}; take one out."), WEB_SLOT("line", web_number(x, (int64_t)i + 1)), WEB_SLOT("other", web_number(x, (int64_t)k + 1))));
                return;
            }
    }
    if (wanted && (there < 2 || there > HOLD_VALUES_MOST))
        hold_fault(&f->faults, field, at, WEB_TOLD(x, T("Write between 2 and {most} answers to choose from, one a line."), WEB_SLOT("most", web_number(x, HOLD_VALUES_MOST))));
}

static bool check(struct exchange *x, struct form *f, struct err *e)
{
    bool topic = false;
    for (size_t l = 0; l < hold_languages(); l++)
        topic |= f->topic[l].n > 0;
    if (!topic)
        hold_fault(&f->faults, "topic", f->first, str_of(web_say(x, T("Write the topic in one language at least."))));
    for (size_t l = 0; l < hold_languages(); l++) {
        too_long(x, f, "topic", l, f->topic[l], HOLD_TOPIC_MOST);
        too_long(x, f, "description", l, f->description[l], HOLD_WORDS_MOST);
        too_long(x, f, "who", l, f->who[l], HOLD_WORDS_MOST);
    }
    if (!check_name(x, f, e))
        return false;
    check_seeds(x, f);
    check_values(x, f, "districts", 0, f->districts, f->districts.n > 0);
    for (size_t i = 0; i < HOLD_OWN; i++) {
        static const char *const taken[] = {"side", "gender", "age", "district"};
        check_values(x, f, "own_values", i, f->own_values[i], f->own_name[i].n > 0);
        too_long(x, f, "own_name", i, f->own_name[i], 60);
        bool same = i > 0 && f->own_name[i].n && str_eq(f->own_name[i], f->own_name[0]);
        for (size_t k = 0; k < ARRAY_LEN(taken); k++)
            same |= str_is_nocase(f->own_name[i], taken[k]);
        if (same || (f->own_values[i].n && !f->own_name[i].n))
            hold_fault(&f->faults, "own_name", i, str_of(web_say(x, same ? T("Something else is called so already; give it another name.") : T("Say what these are answers to."))));
    }
    too_long(x, f, "rules", 0, f->rules, HOLD_WORDS_MOST);
    return true;
}

/* ---- into the register ------------------------------------------------------------------------- */

static void attribute(struct dialogue_batch *b, struct str name, const struct str *values, size_t n)
{
    struct voice_attribute *at = &b->attributes[b->attribute_n++];
    *at = (struct voice_attribute){.name = name, .values = ARENA_ARRAY(&b->arena, struct str, n + 1), .of = ARENA_ARRAY(&b->arena, uint32_t, 1)};
    for (size_t i = 0; i < n; i++)
        if (values[i].n)
            at->values[at->n++] = values[i];
}

static void attribute_of(struct dialogue_batch *b, const char *name, const char *const *values, size_t n)
{
    struct str list[8];
    for (size_t i = 0; i < n; i++)
        list[i] = str_of(values[i]);
    attribute(b, str_of(name), list, n);
}

static void attributes(struct exchange *x, const struct form *f, struct dialogue_batch *b)
{
    struct str *lines;
    b->attributes = ARENA_ARRAY(&b->arena, struct voice_attribute, ROOM_ATTRIBUTES_MOST);
    if (f->side)
        attribute_of(b, "side", sides, ARRAY_LEN(sides));
    if (f->gender)
        attribute_of(b, "gender", genders, ARRAY_LEN(genders));
    if (f->age)
        attribute_of(b, "age", ages, ARRAY_LEN(ages));
    size_t n = hold_lines(f->districts, &x->arena, &lines);
    if (n)
        attribute(b, STR("district"), lines, n);
    for (size_t i = 0; i < HOLD_OWN; i++)
        if (f->own_name[i].n) {
            n = hold_lines(f->own_values[i], &x->arena, &lines);
            attribute(b, f->own_name[i], lines, n);
        }
}

/* Its own words first: those of the language it was written in, else of the first there is. */
static void texts(const struct form *f, const struct hold_seed *seed, struct dialogue_batch *b, struct voice_statement *to)
{
    to->texts = ARENA_ARRAY(&b->arena, struct voice_text, HOLD_LANGUAGES_MOST);
    size_t own = f->first;
    for (size_t l = 0; l < hold_languages() && !seed->text[own].n; l++)
        own = l;
    to->texts[to->text_n++] = (struct voice_text){.language = str_of(language_code(language_at(own))), .text = seed->text[own]};
    for (size_t l = 0; l < hold_languages(); l++)
        if (l != own && seed->text[l].n)
            to->texts[to->text_n++] = (struct voice_text){.language = str_of(language_code(language_at(l))), .translated = true, .text = seed->text[l]};
}

static void batch_of(struct exchange *x, const struct form *f, struct dialogue_batch *b)
{
    b->name = f->name;
    b->own = true;
    b->closed = DAY_NONE;
    b->words = ARENA_ARRAY(&b->arena, struct voice_words, HOLD_LANGUAGES_MOST);
    for (size_t l = 0; l < hold_languages(); l++)
        if (f->topic[l].n || f->description[l].n || f->who[l].n)
            b->words[b->word_n++] = (struct voice_words){str_of(language_code(language_at(l))), f->topic[l], f->description[l], f->who[l]};
    b->statements = ARENA_ARRAY(&b->arena, struct voice_statement, f->seeds.n + 1);
    for (size_t i = 0; i < f->seeds.n; i++) {
        struct voice_statement *s = &b->statements[b->statement_n++];
        *s = (struct voice_statement){.id = (int64_t)i + 1, .seed = VOICE_SEEDED, .moderation = VOICE_ACCEPTED, .author = -1, .time_ms = (int64_t)x->today.n * DAY_MS};
        texts(f, &f->seeds.list[i], b, s);
    }
    attributes(x, f, b);
}

struct making {
    struct dialogue_batch *batch;
    struct room_settings how;
};

static bool make_do(struct store *s, void *arg, struct err *e)
{
    const struct making *w = arg;
    int64_t id;
    return room_new(s, w->batch, &w->how, &id, e);
}

static bool make(struct exchange *x, const struct form *f, struct err *e)
{
    struct dialogue_batch b = {0};
    batch_of(x, f, &b);
    struct making w = {&b, {.entry = f->entry, .opened = DAY_NONE, .may_add = f->may_add, .listed = f->listed, .result = f->result, .rules = f->rules}};
    bool done = web_write(x, make_do, &w, e);
    dialogue_batch_end(&b);
    return done;
}

/* ---- the preview ------------------------------------------------------------------------------- */

static bool is_used(const struct form *f, size_t l)
{
    return f->topic[l].n || f->description[l].n || f->who[l].n || f->statements[l].n;
}

/* What a language lacks, as one sentence; "" nothing. */
static struct str lacking(struct exchange *x, const struct form *f, size_t l)
{
    struct str items[REMARKS_MOST];
    size_t n = 0;
    struct str language = str_of(language_own_name(language_at(l)));
    if (!is_used(f, l))
        return WEB_TOLD(x, T("Nothing is written in {language} yet: its readers get the words of another language."), ((struct slot){.name = "language", .text = language, .isolate = true}));
    if (!f->topic[l].n)
        items[n++] = str_of(web_say(x, T("the topic")));
    if (!f->description[l].n)
        items[n++] = str_of(web_say(x, T("the description")));
    if (!f->who[l].n)
        items[n++] = str_of(web_say(x, T("who may speak")));
    if (!f->statements[l].n && f->seeds.n)
        items[n++] = str_of(web_say(x, T("all statements")));
    for (size_t i = 0; i < f->seeds.problem_n && n < REMARKS_MOST; i++)
        if (f->seeds.problems[i].what == SEED_MISSING && f->seeds.problems[i].language == l)
            items[n++] = WEB_TOLD(x, T("line {line}"), WEB_SLOT("line", web_number(x, (int64_t)f->seeds.problems[i].line)));
    if (!n)
        return STR("");
    struct buf list CLEANUP(buf_end) = {0};
    say_list(&x->speech, &list, items, n);
    return WEB_TOLD(x, T("Missing in {language}: {list}. You can add it later."), ((struct slot){.name = "language", .text = language, .isolate = true}), WEB_SLOT("list", buf_view(&list)));
}

static void preview_words(struct exchange *x, const struct form *f)
{
    for (size_t l = 0; l < hold_languages(); l++) {
        if (!f->topic[l].n && !f->description[l].n && !f->who[l].n)
            continue;
        markup_f(&x->body, "<section class=\"say\"");
        hold_lang(x, str_of(language_code(language_at(l))));
        markup_f(&x->body, "><p><b>%.*s</b></p><p>%.*s</p><p>%.*s</p></section>\n", STR_F(f->topic[l]), STR_F(f->description[l]), STR_F(f->who[l]));
    }
}

static void preview_statements(struct exchange *x, const struct form *f)
{
    markup_f(&x->body, "<ol class=\"side\">");
    for (size_t i = 0; i < f->seeds.n; i++) {
        markup_f(&x->body, "<li value=\"%d\">", (int)i + 1);
        for (size_t l = 0; l < hold_languages(); l++) {
            struct str text = f->seeds.list[i].text[l];
            if (!is_used(f, l))
                continue;
            markup_f(&x->body, "<p");
            if (text.n)
                hold_lang(x, str_of(language_code(language_at(l))));
            else
                markup_f(&x->body, " class=\"none\"");
            markup_f(&x->body, ">%.*s</p>", STR_F(text.n ? text : hold_in_language(x, T("missing in {language}"), str_of(language_code(language_at(l))))));
        }
        markup_f(&x->body, "</li>\n");
    }
    markup_f(&x->body, "</ol>");
}

static void preview(struct exchange *x, const struct form *f)
{
    markup_f(&x->body, "<section class=\"preview\" id=\"preview\"><h2>%s</h2><p>%s <b><bdi dir=\"ltr\">%.*s/d/%.*s</bdi></b></p>", web_say(x, T("As people will read it")), web_say(x, T("Address:")), STR_F(web_address(x)), STR_F(f->name));
    preview_words(x, f);
    markup_f(&x->body, "<p><b>%.*s</b></p>", STR_F(web_counted(x, TN("{n} statement", "{n} statements"), (int64_t)f->seeds.n)));
    preview_statements(x, f);
    markup_f(&x->body, "<ul class=\"lacks\">");
    for (size_t l = 0; l < hold_languages(); l++) {
        struct str lack = lacking(x, f, l);
        if (lack.n)
            markup_f(&x->body, "<li>%.*s</li>", STR_F(lack));
    }
    markup_f(&x->body, "</ul><p>%s <a href=\"#make\">%s</a></p></section>\n", web_say(x, T("When you make it, nobody can answer yet: you open it afterwards. What people may say of themselves cannot be changed later.")), web_say(x, T("To the end of the form")));
}

/* ---- the form ---------------------------------------------------------------------------------- */

static void form_words(struct exchange *x, const struct form *f)
{
    markup_f(&x->body, "<fieldset><legend>%s</legend><p>%s</p>", web_say(x, T("What it is about")), web_say(x, T("Write in as many languages as people read. What is missing in one is shown in another.")));
    markup_f(&x->body, "<div class=\"columns\">");
    for (size_t l = 0; l < hold_languages(); l++) {
        const char *code = language_code(language_at(l));
        markup_f(&x->body, "<div class=\"tongue\">");
        hold_field(x, &(struct hold_field){.name = "topic", .at = l, .label = hold_in_language(x, T("Topic, in {language}"), str_of(language_code(language_at(l)))), .value = f->topic[l], .lang = code, .faults = &f->faults});
        hold_field(x, &(struct hold_field){.name = "description", .at = l, .label = hold_in_language(x, T("What it is for, in {language}"), str_of(language_code(language_at(l)))), .value = f->description[l], .lang = code, .rows = 3, .faults = &f->faults});
        hold_field(x, &(struct hold_field){.name = "who", .at = l, .label = hold_in_language(x, T("Who may speak, in {language}"), str_of(language_code(language_at(l)))), .value = f->who[l], .lang = code, .rows = 2, .faults = &f->faults});
        markup_f(&x->body, "</div>");
    }
    markup_f(&x->body, "</div>");
    hold_field(x, &(struct hold_field){.name = "name", .label = str_of(web_say(x, T("Short name for the address"))), .hint = str_of(web_say(x, T("Small letters a to z, digits and hyphens. Left empty, one is made of the topic."))), .value = f->name, .lang = "en", .faults = &f->faults});
    markup_f(&x->body, "</fieldset>\n");
}

static void form_statements(struct exchange *x, const struct form *f)
{
    markup_f(&x->body, "<fieldset><legend>%s</legend><p>%s</p><div class=\"columns\">", web_say(x, T("Statements to begin with")),
        web_say(x, T("One a line: short, one idea each, so that somebody can agree or disagree. The same line in each language is the same statement; leave a line empty where a translation is missing.")));
    for (size_t l = 0; l < hold_languages(); l++)
        hold_field(x, &(struct hold_field){.name = "statements", .at = l, .label = hold_in_language(x, T("Statements, in {language}"), str_of(language_code(language_at(l)))), .value = f->statements[l], .lang = language_code(language_at(l)), .rows = 12, .faults = &f->faults});
    markup_f(&x->body, "</div><div class=\"field\"><label for=\"first\">%s</label><select name=\"first\" id=\"first\">", web_say(x, T("They were written in (the others are translations)")));
    for (size_t l = 0; l < hold_languages(); l++)
        hold_option(x, str_of(language_code(language_at(l))), l == f->first, str_of(language_own_name(language_at(l))), language_code(language_at(l)));
    markup_f(&x->body, "</select></div></fieldset>\n");
}

static struct str values_listed(struct exchange *x, const char *const *values, size_t n)
{
    struct str list[8];
    struct buf b CLEANUP(buf_end) = {0};
    for (size_t i = 0; i < n; i++)
        list[i] = hold_value_shown(x, &x->speech, str_of(values[i]));
    say_list(&x->speech, &b, list, n);
    return (struct str){arena_text(&x->arena, b.p, b.n), b.n};
}

static void form_declared(struct exchange *x, const struct form *f)
{
    markup_f(&x->body, "<fieldset><legend>%s</legend><p>%.*s</p>", web_say(x, T("What people may say of themselves")), STR_F(WEB_TOLD(x, T("Ask little: each question makes it easier to recognise somebody. Everybody may rather not say. Groups of fewer than {people} are never told."), WEB_SLOT("people", web_people(x)))));
    markup_f(&x->body, "<div class=\"ticks\">");
    hold_tick(x, "declare", "side", f->side, arena_f(&x->arena, "%s: %s", web_say(x, T("Side")), values_listed(x, sides, ARRAY_LEN(sides)).p));
    hold_tick(x, "declare", "gender", f->gender, arena_f(&x->arena, "%s: %s", web_say(x, T("Gender")), values_listed(x, genders, ARRAY_LEN(genders)).p));
    hold_tick(x, "declare", "age", f->age, arena_f(&x->arena, "%s: %s", web_say(x, T("Age")), values_listed(x, ages, ARRAY_LEN(ages)).p));
    markup_f(&x->body, "</div><details><summary>%s</summary>", web_say(x, T("Districts, and questions of your own")));
    hold_field(x, &(struct hold_field){.name = "districts", .label = str_of(web_say(x, T("Districts, one a line"))), .hint = str_of(web_say(x, T("Left empty, people are not asked where they live."))), .value = f->districts, .rows = 3, .faults = &f->faults});
    for (size_t i = 0; i < HOLD_OWN; i++) {
        hold_field(x, &(struct hold_field){.name = "own_name", .at = i, .label = WEB_TOLD(x, T("Question of your own ({n})"), WEB_SLOT("n", web_number(x, (int64_t)i + 1))), .value = f->own_name[i], .faults = &f->faults});
        hold_field(x, &(struct hold_field){.name = "own_values", .at = i, .label = WEB_TOLD(x, T("Its answers, one a line ({n})"), WEB_SLOT("n", web_number(x, (int64_t)i + 1))), .value = f->own_values[i], .rows = 3, .faults = &f->faults});
    }
    markup_f(&x->body, "</details></fieldset>\n");
}

static void form_ways(struct exchange *x, const struct form *f)
{
    markup_f(&x->body, "<fieldset><legend>%s</legend>", web_say(x, T("How people come in")));
    for (int i = 0; i <= ENTRY_PAPER; i++)
        hold_choice(x, "entry", hold_entries[i], i == (int)f->entry, web_say(x, hold_entry_words((enum room_entry)i)));
    markup_f(&x->body, "</fieldset><fieldset><legend>%s</legend>", web_say(x, T("What else")));
    hold_tick(x, "may_add", "yes", f->may_add, web_say(x, T("People may add statements; you look at each before others see it.")));
    hold_tick(x, "listed", "yes", f->listed, web_say(x, T("Named on the first page, which anybody can see.")));
    hold_tick(x, "result", "yes", f->result, web_say(x, T("Who has answered may read the result while it is open.")));
    hold_field(x, &(struct hold_field){.name = "rules", .label = str_of(web_say(x, T("House rules for statements that people add"))), .hint = WEB_TOLD(x, T("Left empty, people read: {rules}"), WEB_SLOT("rules", hold_rules(x, &(struct room_settings){0}))), .value = f->rules, .rows = 3, .faults = &f->faults});
    markup_f(&x->body, "</fieldset>\n");
}

static void page(struct exchange *x, const struct form *f, bool look)
{
    hold_begin(x, str_of(web_say(x, T("Make a new dialogue"))), NULL, NULL);
    hold_faults_show(x, &f->faults);
    (void)hold_refused(x);
    if (look)
        preview(x, f);
    web_form(x, "/hold/new");
    form_words(x, f);
    form_statements(x, f);
    form_declared(x, f);
    form_ways(x, f);
    markup_f(&x->body, "<p id=\"make\"><button class=\"do\" name=\"step\" value=\"look\" formenctype=\"multipart/form-data\">%s</button>", web_say(x, T("Look at it as people will read it")));
    if (look) /* the first button is what the Enter key presses: it only looks */
        markup_f(&x->body, " <button class=\"do\" name=\"step\" value=\"make\" formenctype=\"multipart/form-data\">%s</button>", web_say(x, T("Make the dialogue")));
    markup_f(&x->body, "</p></form>\n");
    hold_end(x);
}

bool hold_new_show(struct exchange *x, struct err *e)
{
    (void)e;
    struct form f = form_empty(x);
    page(x, &f, false);
    return true;
}

/* What the form offers as a choice must be one of those. */
static bool offered(struct exchange *x, struct err *e)
{
    struct str first = web_field(x, "first"), step = web_field(x, "step"), got;
    if (!web_offered("first", first, web_language_of(first) != NULL, e) || !web_offered("step", step, str_is(step, "look") || str_is(step, "make"), e) || !hold_ways_offered(x, e))
        return false;
    for (size_t k = 0; web_field_nth(x, "declare", k, &got); k++)
        if (!web_offered("declare", got, str_is(got, "side") || str_is(got, "gender") || str_is(got, "age"), e))
            return false;
    return true;
}

bool hold_new_do(struct exchange *x, struct err *e)
{
    struct form f = {0};
    form_read(x, &f);
    if (!offered(x, e) || !check(x, &f, e))
        return false;
    if (f.faults.n || !str_is(web_field(x, "step"), "make")) {
        page(x, &f, !f.faults.n);
        return true;
    }
    return make(x, &f, e) && web_go(x, "/hold/%.*s", STR_F(f.name));
}
