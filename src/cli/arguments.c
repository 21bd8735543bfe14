/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/cli_priv.h"
#include <assert.h>

static const struct option_spec *find_in(const struct option_spec *list, struct str name)
{
    for (; list->name; list++)
        if (str_is(name, list->name))
            return list;
    return NULL;
}

static bool is_register(struct str s)
{
    return str_ends(s, ".diwan") || store_is_url(s.p);
}

/* "--name value", "--name=value", "-o value". Moves *i past the value. */
static bool read_option(int argc, char **argv, int *i, struct request *r, struct err *e)
{
    struct str word = str_of(argv[*i]);
    size_t dashes = str_starts(word, "--") ? 2 : 1;
    struct str name = {word.p + dashes, word.n - dashes};
    const char *equals = memchr(name.p, '=', name.n);
    if (equals)
        name.n = (size_t)(equals - name.p);
    const struct option_spec *spec = find_in(r->operation->options, name);
    if (!spec)
        spec = find_in(options_common, name);
    if (!spec)
        return err_set(e, ERR_USAGE, "\"%.*s\" is not an option of `%s`; `diwan help %s` lists them", STR_F(word), r->operation->name, r->operation->name);
    if (spec->kind == OPTION_FLAG) {
        if (equals)
            return err_set(e, ERR_USAGE, "--%s takes no value", spec->name);
        return request_option(r, spec, STR(""), e);
    }
    if (equals)
        return request_option(r, spec, str_of(equals + 1), e);
    if (*i + 1 >= argc)
        return err_set(e, ERR_USAGE, "%.*s wants a value: %s", STR_F(word), spec->argument);
    return request_option(r, spec, str_of(argv[++*i]), e);
}

static bool choose_language(struct request *r, struct err *e)
{
    struct str code = request_text(r, "lang");
    const char *set = getenv("DIWAN_LANG");
    if (code.n == 0 && set)
        code = str_of(set);
    if (code.n) {
        char text[16] = {0};
        memcpy(text, code.p, MIN_OF(code.n, sizeof text - 1));
        const struct language *l = language_find(text);
        if (!l)
            return err_set(e, ERR_USAGE, "\"%.*s\" is not a language that is known; use en, ar or ckb", STR_F(code));
        r->speech.language = l;
    }
    r->speech.latin_digits = str_is(request_text(r, "digits"), "latin");
    struct str file = request_text(r, "o");
    bool csv = request_flag(r, "csv"), json = request_flag(r, "json");
    if (json && csv)
        return err_set(e, ERR_USAGE, "--csv and --json exclude each other");
    if (file.n && (json || csv))
        return err_set(e, ERR_USAGE, "-o and --%s exclude each other: the medium follows from the ending of the file", csv ? "csv" : "json");
    r->wants_json = json || str_ends(file, ".json");
    return true;
}

/* Of a command with verbs: `key VERB REGISTER` and `key REGISTER VERB` both serve. What the verb needs it says itself. */
static void choose_register_beside_verb(struct request *r)
{
    size_t at = 0;
    while (at < 2 && at < r->argument_n && !is_register(r->arguments[at]))
        at++;
    if (at == 2 || at == r->argument_n) {
        r->path = getenv("DIWAN_REGISTER");
        return;
    }
    r->path = r->arguments[at].p;
    r->path_named = true;
    if (at == 1)
        r->arguments[1] = r->arguments[0];
    r->arguments++;
    r->argument_n--;
}

/* The register: the first argument that looks like one, else DIWAN_REGISTER. */
static bool choose_register(struct request *r, struct err *e)
{
    if (r->operation->verbs) {
        choose_register_beside_verb(r);
        return true;
    }
    if (r->operation->needs == NEEDS_NONE)
        return true;
    if (r->argument_n && is_register(r->arguments[0])) {
        r->path = r->arguments[0].p;
        r->path_named = true;
        r->arguments++;
        r->argument_n--;
    } else if (r->operation->needs == NEEDS_PATH && r->argument_n) {
        return err_set(e, ERR_USAGE, "\"%.*s\" does not end in .diwan, as the name of a register does; write %.*s.diwan", STR_F(r->arguments[0]), STR_F(r->arguments[0]));
    } else {
        r->path = getenv("DIWAN_REGISTER");
    }
    if (!r->path || !*r->path)
        return err_set(e, ERR_USAGE, "no register is named: `diwan %s %s`, or set DIWAN_REGISTER", r->operation->name, r->operation->usage);
    return true;
}

/* Where the command stands: the first word that is no option and no option's value. argc when there is none. */
static int command_at(int argc, char **argv)
{
    for (int i = 1; i < argc; i++) {
        struct str word = str_of(argv[i]);
        if (word.n < 2 || word.p[0] != '-')
            return i;
        struct str name = {word.p + 1 + (word.p[1] == '-'), word.n - 1 - (word.p[1] == '-')};
        const struct option_spec *spec = find_in(options_common, name); /* "--lang=ar" carries its value itself */
        i += spec && spec->kind != OPTION_FLAG;
    }
    return argc;
}

bool arguments_read(int argc, char **argv, struct request *r, struct err *e)
{
    int command = command_at(argc, argv);
    struct str name = command < argc ? str_of(argv[command]) : STR("help");
    r->operation = operation_find(name);
    if (!r->operation)
        return err_set(e, ERR_USAGE, "\"%.*s\" is not a command; `diwan help` lists them", STR_F(name));
    r->arguments = ARENA_ARRAY(&r->arena, struct str, argc);
    bool only_arguments = false;
    for (int i = 1; i < argc; i++) {
        struct str word = str_of(argv[i]);
        if (i == command)
            continue;
        if (!only_arguments && str_is(word, "--"))
            only_arguments = true;
        else if (!only_arguments && (str_is(word, "--help") || str_is(word, "-h"))) {
            r->arguments[0] = str_of(r->operation->name);
            r->argument_n = r->operation != operation_find(STR("help"));
            r->operation = operation_find(STR("help"));
            return true;
        } else if (!only_arguments && word.n > 1 && word.p[0] == '-') {
            if (!read_option(argc, argv, &i, r, e))
                return false;
        } else {
            if (!str_utf8_ok(word, NULL))
                return err_set(e, ERR_USAGE, "an argument is not UTF-8; set the terminal to UTF-8");
            r->arguments[r->argument_n++] = word;
        }
    }
    if (!choose_language(r, e) || !choose_register(r, e))
        return false;
    const struct operation *o = r->operation;
    const struct verb *v;
    if (o->verbs)
        return operation_verb(r, &v, e);
    if ((int)r->argument_n < o->least)
        return err_set(e, ERR_USAGE, "something is missing: `diwan %s %s`", o->name, o->usage);
    if ((int)r->argument_n > o->most)
        return err_set(e, ERR_USAGE, "\"%.*s\" is one too many: `diwan %s %s`", STR_F(r->arguments[o->most]), o->name, o->usage);
    return true;
}
