/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The JSON of the desk's operations. What may be asked for over the net is what a row of pages_api names among its fields, and nothing else: options that read
 * or write files, or change the register, stand in none. Options have the names, the words and the checks of the command line.
 */
#include "brief/media.h"
#include "web/api_priv.h"

/* ---- what is asked ------------------------------------------------------------------------------ */

struct asked {
    const struct operation *operation;
    struct str argument;        /* "" none */
    struct web_option *options; /* of the desk */
    size_t option_n;
    bool csv;
};

const struct api_thing api_things[] = {{"imports", false}, {"sources", true}, {"places", true}, {"names", false}, {"incidents", true}, {"observability", true},
    {"phases", true}, {"licences", true}, {"aliases", true}, {"dialogues", true}, {"findings", false}, {"mappings", false}, {"publications", false}, {NULL, false}};

struct str api_word(struct str *rest)
{
    *rest = str_trim(*rest);
    const char *blank = rest->n ? memchr(rest->p, ' ', rest->n) : NULL;
    struct str word = {rest->p, blank ? (size_t)(blank - rest->p) : rest->n};
    rest->p += word.n;
    rest->n -= word.n;
    return word;
}

static bool is_field(const struct page *p, struct str name)
{
    struct str rest = str_of(p->fields);
    for (struct str word = api_word(&rest); word.n; word = api_word(&rest))
        if (str_eq(word, name))
            return true;
    return false;
}

const struct operation *api_operation(const struct page *p)
{
    struct str name = str_of(p->path + strlen("/api/"));
    const char *slash = name.n ? memchr(name.p, '/', name.n) : NULL;
    if (slash)
        name.n = (size_t)(slash - name.p);
    const struct operation *o = operation_find(name);
    return o && o->may ? o : NULL;
}

const struct option_spec *api_option(const struct operation *o, struct str name)
{
    for (const struct option_spec *s = o->options; s->name; s++)
        if (str_is(name, s->name))
            return s;
    for (const struct option_spec *s = options_common; s->name; s++)
        if (str_is(name, s->name))
            return s;
    return NULL;
}

static bool add_option(struct asked *a, const struct option_spec *spec, struct str value, struct err *e)
{
    if (spec->kind == OPTION_FLAG) {
        bool yes = value.n == 0 || str_is(value, "true") || str_is(value, "1"), no = str_is(value, "false") || str_is(value, "0");
        if (!yes && !no)
            return err_set(e, ERR_USAGE, "%s: \"%.*s\" is neither true nor false", spec->name, STR_F(value));
        if (no)
            return true;
        value = STR("");
    }
    a->options[a->option_n++] = (struct web_option){spec->name, value};
    return true;
}

static bool add_format(struct asked *a, struct str value, struct err *e)
{
    a->csv = str_is(value, "csv");
    return a->csv || str_is(value, "json") || err_set(e, ERR_USAGE, "format: \"%.*s\" is not one of json|csv", STR_F(value));
}

static bool read_query(struct exchange *x, struct asked *a, struct err *e)
{
    a->options = ARENA_ARRAY(&x->arena, struct web_option, x->query_n + 1);
    for (size_t i = 0; i < x->query_n; i++) {
        const struct field *f = &x->query[i];
        if (!is_field(x->page, f->name))
            return err_set(e, ERR_USAGE, "\"%.*s\" cannot be asked for here; what can stands in /api/openapi.json", (int)MIN_OF(f->name.n, (size_t)60), f->name.p);
        for (size_t k = 0; k < i; k++)
            if (str_eq(x->query[k].name, f->name))
                return err_set(e, ERR_USAGE, "%.*s is given twice", STR_F(f->name));
        const struct option_spec *spec = api_option(a->operation, f->name);
        if (!(str_is(f->name, "format") ? add_format(a, f->value, e) : add_option(a, spec, f->value, e)))
            return false;
    }
    if (a->csv)
        a->options[a->option_n++] = (struct web_option){"csv", STR("")};
    return true;
}

static bool read_thing(const struct exchange *x, struct str thing, struct err *e)
{
    const struct api_thing *t = api_things;
    while (t->word && !str_is(thing, t->word))
        t++;
    if (!t->word)
        return err_set(e, ERR_ABSENT, "\"%.*s\" is not something that show knows; what it knows stands in /api/openapi.json", (int)MIN_OF(thing.n, (size_t)60), thing.p);
    return t->anybody || x->who.id || err_set(e, ERR_DENIED, "%s are for those who have an account here", t->word);
}

static bool read_asked(struct exchange *x, struct asked *a, struct err *e)
{
    a->operation = api_operation(x->page);
    if (!a->operation || !web_may(x, a->operation->may))
        return err_set(e, ERR_DENIED, "this is not for the role you have here");
    a->argument = strchr(x->page->path, '{') ? x->parameters[0] : STR("");
    bool show = strcmp(a->operation->name, "show") == 0;
    return (!show || !a->argument.n || read_thing(x, a->argument, e)) && read_query(x, a, e);
}

/* ---- what is answered --------------------------------------------------------------------------- */

/* The bytes that the command line would print. */
static bool render(const struct answer *a, bool csv, struct buf *out, struct err *e)
{
    if (csv && a->only_document)
        return err_set(e, ERR_USAGE, "a brief has no CSV form; /api/count has");
    if (csv)
        doc_csv(a->doc, false, out);
    else if (a->json.n)
        buf_str(out, buf_view(&a->json));
    else
        return medium_write(a->doc, MEDIUM_JSON, false, out, e);
    return true;
}

static bool make(struct exchange *x, void *arg, struct buf *out, struct err *e)
{
    const struct asked *a = arg;
    struct answer answer = {0};
    bool done = web_desk(x, a->operation->name, &a->argument, a->argument.n > 0, a->options, a->option_n, !a->csv, &answer, e) && render(&answer, a->csv, out, e);
    if (done && answer.no_answer)
        x->status = 404;
    answer_end(&answer);
    return done;
}

static bool is_asked_for(const struct asked *a, const char *option)
{
    bool found = false;
    for (size_t i = 0; i < a->option_n; i++)
        found = found || strcmp(a->options[i].name, option) == 0;
    return found;
}

/* Answers are kept a state of the register long, apart for whoever has an account and for the others: they get other records. What may have no answer, what is asked once in a while, and what is of today is not. */
static bool answer(struct exchange *x, struct asked *a, struct err *e)
{
    if (is_asked_for(a, "trace") || !strcmp(a->operation->name, "check") || !strcmp(a->operation->name, "letters") || !strcmp(a->operation->name, "agenda"))
        return make(x, a, &x->body, e);
    bool votes = !strcmp(a->operation->name, "voice") || !strcmp(a->operation->name, "gaps") || !strcmp(a->operation->name, "brief") || str_is(a->argument, "dialogues");
    return web_kept(x, x->who.id ? "api account" : "api anybody", votes ? KEEP_VOTES : KEEP_RECORDS, make, a, &x->body, e);
}

static void note_reading(struct exchange *x)
{
    struct buf b CLEANUP(buf_end) = {.most = 1024};
    buf_str(&b, x->path);
    for (size_t i = 0; i < x->query_n; i++)
        buf_f(&b, "%s%.*s=%.*s", i ? "&" : "?", STR_F(x->query[i].name), STR_F(x->query[i].value));
    if (!b.over)
        web_audit(x, "api", buf_view(&b));
}

static bool operation_answers(struct exchange *x, struct err *e)
{
    struct asked a = {0};
    x->type = API_JSON;
    if (!read_asked(x, &a, e) || !answer(x, &a, e))
        return false; /* the server tells it, as JSON too (reply.c) */
    if (a.csv)
        x->type = "text/csv; charset=utf-8; header=present";
    note_reading(x);
    return true;
}

/* ---- the list ----------------------------------------------------------------------------------- */

static bool list_answers(struct exchange *x, struct err *e)
{
    struct str name, invented;
    if (!store_fact(x->store, "name", &x->arena, &name, e) || !store_fact(x->store, "invented", &x->arena, &invented, e))
        return false;
    struct json j;
    json_begin(&j, &x->body);
    json_object(&j);
    json_key(&j, "register"), json_text(&j, name);
    json_key(&j, "invented"), json_bool(&j, str_is(invented, "1"));
    json_key(&j, "openapi"), json_text(&j, STR("/api/openapi.json"));
    json_key(&j, "operations");
    json_array(&j);
    for (const struct page *p = pages_api; p->path; p++) {
        const struct operation *o = api_operation(p);
        if (!o || !web_may(x, o->may))
            continue;
        json_object(&j);
        json_key(&j, "name"), json_text(&j, str_of(o->name));
        json_key(&j, "path"), json_text(&j, str_of(p->path));
        json_key(&j, "about"), json_text(&j, str_of(p->about));
        json_close(&j);
    }
    json_close(&j);
    json_close(&j);
    x->type = API_JSON;
    return true;
}

static bool document_answers(struct exchange *x, struct err *e)
{
    (void)e;
    api_document(&x->body);
    x->type = API_JSON;
    return true;
}

#define PERIOD "from to place "
const struct page pages_api[] = {
    {"GET", "/api/", MAY_READ, PAGE_READ, "", "the operations that the caller may ask for", list_answers, NULL},
    {"GET", "/api/openapi.json", MAY_READ, PAGE_PLAIN, "", "this interface, as OpenAPI 3.1", document_answers, NULL},
    {"GET", "/api/show", MAY_READ, PAGE_READ | PAGE_SLOW, "format lang", "how much of everything the register holds", operation_answers, NULL},
    {"GET", "/api/show/{thing}", MAY_READ, PAGE_READ | PAGE_SLOW, PERIOD "disagreeing proposed format lang", "what the register holds, one row a thing", operation_answers, NULL},
    {"GET", "/api/count", MAY_READ, PAGE_READ | PAGE_SLOW, PERIOD "by level series format lang", "incidents and people killed, by any keys", operation_answers, NULL},
    {"GET", "/api/trend", MAY_READ, PAGE_READ | PAGE_SLOW, PERIOD "active war seed format lang", "how incidents, their deadliness and harm to civilians change", operation_answers, NULL},
    {"GET", "/api/voice/{dialogue}", MAY_READ, PAGE_READ | PAGE_SLOW, "statements format lang", "what people say in a dialogue, and what bridges it", operation_answers, NULL},
    {"GET", "/api/actors", MAY_READ, PAGE_READ | PAGE_SLOW, "by relation on format lang", "who is tied to whom by what is public, and who lies between", operation_answers, NULL},
    {"GET", "/api/gaps", MAY_READ, PAGE_READ | PAGE_SLOW, PERIOD "sector by level format lang", "who does what where against need, and where nobody does", operation_answers, NULL},
    {"GET", "/api/agenda", MAY_READ, PAGE_READ | PAGE_SLOW, "item agenda balance agreement promised practices propose on format lang",
        "what people agreed, whole, or one item or agenda of it; whom it serves, who puts what first, what was promised; for others than those who work here what may be published", operation_answers, NULL},
    {"GET", "/api/letters", MAY_READ, PAGE_READ | PAGE_SLOW, "by list on format lang", "what was asked of whom and what came back; by kind of institution for others than analysts and stewards", operation_answers, NULL},
    {"GET", "/api/brief", MAY_READ, PAGE_READ | PAGE_SLOW, PERIOD "for active war seed trace format lang", "the brief on a country or a governorate, as blocks", operation_answers, NULL},
    {"GET", "/api/check", MAY_ANSWER, PAGE_READ | PAGE_SLOW, "format lang", "is the register sound, and what is odd in it", operation_answers, NULL},
    {0}};
