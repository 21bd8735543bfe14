/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The interface for machines, told to machines: OpenAPI 3.1, made of the tables that it runs by. What answers look like stands in assets/api/components.json. */
#include "core/embedded.h"
#include "web/api_priv.h"

static void key_text(struct json *j, const char *key, const char *text)
{
    json_key(j, key);
    json_text(j, str_of(text));
}

static void reference(struct json *j, const char *part, const char *name)
{
    struct buf b CLEANUP(buf_end) = {0};
    buf_f(&b, "#/components/%s/%s", part, name);
    json_object(j);
    key_text(j, "$ref", b.p);
    json_close(j);
}

static void choices(struct json *j, const char *words)
{
    json_key(j, "enum");
    json_array(j);
    while (*words) {
        size_t n = strcspn(words, "|");
        json_text(j, (struct str){words, n});
        words += n + (words[n] == '|');
    }
    json_close(j);
}

/* ---- parameters --------------------------------------------------------------------------------- */

static void parameter_begin(struct json *j, const char *name, const char *where, const char *about)
{
    json_object(j);
    key_text(j, "name", name);
    key_text(j, "in", where);
    if (strcmp(where, "path") == 0)
        json_key(j, "required"), json_bool(j, true);
    key_text(j, "description", about);
    json_key(j, "schema");
    json_object(j);
}

static void parameter_end(struct json *j)
{
    json_close(j);
    json_close(j);
}

static void option_schema(struct json *j, const struct option_spec *s)
{
    static const char *const types[] = {[OPTION_FLAG] = "boolean", [OPTION_TEXT] = "string", [OPTION_DAY_FROM] = "string", [OPTION_DAY_TO] = "string",
        [OPTION_WHOLE] = "integer", [OPTION_CHOICE] = "string"};
    key_text(j, "type", types[s->kind]);
    if (s->kind == OPTION_WHOLE)
        json_key(j, "minimum"), json_int(j, 0);
    if (s->kind == OPTION_CHOICE)
        choices(j, s->argument);
    if (s->kind == OPTION_DAY_FROM || s->kind == OPTION_DAY_TO)
        key_text(j, "pattern", "^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$");
}

static void query_parameters(struct json *j, const struct page *p, const struct operation *o)
{
    struct str rest = str_of(p->fields);
    for (struct str word = api_word(&rest); word.n; word = api_word(&rest)) {
        const struct option_spec *s = api_option(o, word);
        parameter_begin(j, s ? s->name : "format", "query", s ? s->brief : "the form of the answer (json)");
        if (s) {
            option_schema(j, s);
        } else {
            key_text(j, "type", "string");
            choices(j, "json|csv");
        }
        parameter_end(j);
    }
}

static void path_parameters(struct json *j, const struct page *p)
{
    if (strstr(p->path, "{thing}")) {
        parameter_begin(j, "thing", "path", "what to list");
        key_text(j, "type", "string");
        json_key(j, "enum");
        json_array(j);
        for (const struct api_thing *t = api_things; t->word; t++)
            json_text(j, str_of(t->word));
        json_close(j);
        parameter_end(j);
    }
    if (strstr(p->path, "{dialogue}")) {
        parameter_begin(j, "dialogue", "path", "the name of a dialogue, as /api/show/dialogues has it");
        key_text(j, "type", "string");
        parameter_end(j);
    }
}

/* ---- answers ------------------------------------------------------------------------------------ */

/* The schema of its JSON: operations that write their own are named after themselves, all others answer with a document. */
static const char *schema_of(const struct page *p, const struct operation *o)
{
    static const struct { const char *operation, *schema; } own[] = {{"trend", "Trend"}, {"voice", "Voice"}, {"gaps", "Gaps"}, {"agenda", "Agenda"}, {"brief", "Brief"}, {"check", "Check"}};
    if (!o)
        return strcmp(p->path, "/api/") == 0 ? "List" : "OpenAPI";
    for (size_t i = 0; i < ARRAY_LEN(own); i++)
        if (strcmp(o->name, own[i].operation) == 0)
            return own[i].schema;
    return "Document";
}

static void responses(struct json *j, const struct page *p, const struct operation *o)
{
    static const char *const errors[] = {"400", "403", "404"};
    json_key(j, "responses");
    json_object(j);
    json_key(j, "200");
    json_object(j);
    key_text(j, "description", p->about);
    json_key(j, "content");
    json_object(j);
    json_key(j, API_JSON);
    json_object(j);
    json_key(j, "schema");
    reference(j, "schemas", schema_of(p, o));
    json_close(j);
    if (o) {
        json_key(j, "text/csv");
        json_object(j);
        json_key(j, "schema");
        json_object(j);
        key_text(j, "type", "string");
        json_close(j);
        json_close(j);
    }
    json_close(j);
    json_close(j);
    for (size_t i = 0; i < ARRAY_LEN(errors); i++) {
        json_key(j, errors[i]);
        reference(j, "responses", "Refused");
    }
    json_close(j);
}

static void roles(struct json *j, unsigned may)
{
    json_key(j, "x-roles");
    json_array(j);
    for (enum account_role r = ROLE_READER; r < ROLES; r++)
        if (account_may(r) & may)
            json_text(j, str_of(account_role_names[r]));
    json_close(j);
}

static void path(struct json *j, const struct page *p)
{
    const struct operation *o = api_operation(p);
    json_key(j, p->path);
    json_object(j);
    json_key(j, "get");
    json_object(j);
    key_text(j, "summary", p->about);
    if (o && *o->text)
        key_text(j, "description", o->text);
    roles(j, p->may);
    json_key(j, "parameters");
    json_array(j);
    path_parameters(j, p);
    if (o)
        query_parameters(j, p, o);
    json_close(j);
    responses(j, p, o);
    json_close(j);
    json_close(j);
}

static void information(struct json *j)
{
    json_object(j);
    key_text(j, "title", "Diwan");
    key_text(j, "version", DIWAN_VERSION);
    key_text(j, "description", "What the register answers, as its command line answers with --json or --csv: the same names, the same checks, the same bytes. Only reading. "
        "Keys are added to answers and never renamed; ignore those you do not know. Whoever has no account gets an answer only where the register is open to readers, "
        "and records only as far as the licences of their sources let them be passed on.");
    json_key(j, "license");
    json_object(j);
    key_text(j, "name", "GPL-3.0-or-later");
    key_text(j, "identifier", "GPL-3.0-or-later");
    json_close(j);
    json_close(j);
}

void api_document(struct buf *out)
{
    struct json j;
    buf_text(out, "{\n\"openapi\": \"3.1.0\",\n\"info\": ");
    json_begin(&j, out);
    information(&j);
    buf_text(out, ",\n\"servers\": [{\"url\": \"/\"}],\n\"security\": [{\"session\": []}, {}],\n\"paths\": ");
    json_begin(&j, out);
    json_object(&j);
    for (const struct page *p = pages_api; p->path; p++)
        path(&j, p);
    json_close(&j);
    buf_text(out, ",\n\"components\": ");
    buf_add(out, embedded_api[0].data, embedded_api[0].size);
    buf_text(out, "}\n");
}
