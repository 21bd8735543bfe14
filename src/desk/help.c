/* SPDX-License-Identifier: GPL-3.0-or-later */
/* help: written from the table of operations, so that it cannot differ from it. */
#include "desk/desk_priv.h"

static void line(struct request *r, struct answer *a, enum block_kind kind, const char *msgid)
{
    struct block *b = doc_add(a->doc, kind);
    words_say(a->doc, &b->words, msgid, NULL, 0);
    (void)r;
}

static void plain_line(struct answer *a, enum block_kind kind, struct str text)
{
    struct block *b = doc_add(a->doc, kind);
    words_text(a->doc, &b->words, text);
}

static size_t option_count(const struct option_spec *o)
{
    size_t n = 0;
    while (o[n].name)
        n++;
    return n;
}

static void option_table(struct request *r, struct answer *a, const char *title, const struct option_spec *o)
{
    size_t n = option_count(o);
    if (n == 0)
        return;
    struct doc_table *t = desk_table(r, a, "options", title, 2, n);
    desk_column(r, t, 0, "option", T("Option"), false, "");
    desk_column(r, t, 1, "does", T("Does"), false, "");
    for (size_t i = 0; i < n; i++) {
        const char *dashes = strlen(o[i].name) == 1 ? "-" : "--";
        const char *text = o[i].argument ? arena_f(&a->doc->arena, "%s%s %s", dashes, o[i].name, o[i].argument) : arena_f(&a->doc->arena, "%s%s", dashes, o[i].name);
        desk_text(a, t, i, 0, str_of(text));
        desk_text(a, t, i, 1, str_of(say(&r->speech, o[i].brief)));
    }
}

static void verb_table(struct request *r, struct answer *a, const struct operation *o)
{
    size_t n = 0;
    while (o->verbs && o->verbs[n])
        n++;
    if (n == 0)
        return;
    struct doc_table *t = desk_table(r, a, "verbs", T("What it can do"), 2, n);
    desk_column(r, t, 0, "command", T("Command"), false, "");
    desk_column(r, t, 1, "does", T("Does"), false, "");
    for (size_t i = 0; i < n; i++) {
        const struct verb *v = o->verbs[i];
        desk_text(a, t, i, 0, str_of(arena_f(&a->doc->arena, "%s %s%s%s", o->name, v->word, *v->usage ? " " : "", v->usage)));
        desk_text(a, t, i, 1, str_of(say(&r->speech, v->brief)));
    }
}

static void help_one(struct request *r, struct answer *a, const struct operation *o)
{
    a->doc = doc_new(&r->speech);
    a->doc->title = str_of(arena_f(&a->doc->arena, "diwan %s", o->name));
    plain_line(a, BLOCK_PARAGRAPH, str_of(arena_f(&a->doc->arena, "diwan %s %s", o->name, o->usage)));
    line(r, a, BLOCK_PARAGRAPH, o->brief);
    line(r, a, BLOCK_PARAGRAPH, o->text);
    verb_table(r, a, o);
    option_table(r, a, T("Options"), o->options);
    line(r, a, BLOCK_SUBHEADING, T("Example"));
    plain_line(a, BLOCK_PARAGRAPH, str_of(o->example));
    if (*o->source) {
        line(r, a, BLOCK_SUBHEADING, T("Source of the method"));
        plain_line(a, BLOCK_PARAGRAPH, str_of(o->source));
    }
}

static void help_all(struct request *r, struct answer *a)
{
    a->doc = doc_new(&r->speech);
    a->doc->title = STR("diwan");
    line(r, a, BLOCK_PARAGRAPH, T("Diwan turns incident records into a brief that can be read and checked: diwan COMMAND REGISTER [arguments] [options]."));
    size_t n = 0;
    while (operations[n])
        n++;
    struct doc_table *t = desk_table(r, a, "commands", T("Commands"), 2, n);
    desk_column(r, t, 0, "command", T("Command"), false, "");
    desk_column(r, t, 1, "does", T("Does"), false, "");
    for (size_t i = 0; i < n; i++) {
        desk_text(a, t, i, 0, str_of(operations[i]->name));
        desk_text(a, t, i, 1, str_of(say(&r->speech, operations[i]->brief)));
    }
    option_table(r, a, T("Options of every command"), options_common);
    line(r, a, BLOCK_PARAGRAPH, T("The register is the first argument that ends in .diwan or begins with postgresql://; without one, the variable DIWAN_REGISTER names it. `diwan help COMMAND` says more."));
}

static bool run_help(struct request *r, struct answer *a, struct err *e)
{
    if (r->argument_n == 0) {
        help_all(r, a);
        return true;
    }
    const struct operation *o = operation_find(r->arguments[0]);
    if (!o)
        return err_set(e, ERR_USAGE, "\"%.*s\" is not a command; `diwan help` lists them", STR_F(r->arguments[0]));
    help_one(r, a, o);
    return true;
}

const struct operation operation_help = {.name = "help", .brief = T("say what a command does"), .usage = "[COMMAND]", .text = T("Usage, options, an example that runs, and the source of the method."),
    .example = "diwan help brief", .source = "", .options = (const struct option_spec[]){{NULL, OPTION_FLAG, NULL, NULL}}, .needs = NEEDS_NONE, .most = 1, .run = run_help};
