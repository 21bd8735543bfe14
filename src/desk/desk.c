/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk/desk_priv.h"

const struct operation *const operations[] = {&operation_new, &operation_add, &operation_undo, &operation_settings, &operation_erase, &operation_retention, &operation_show, &operation_count,
    &operation_trend, &operation_voice, &operation_bridge, &operation_brief, &operation_serve, &operation_user, &operation_words, &operation_release, &operation_check, &operation_backup, &operation_redact, &operation_key, &operation_note, &operation_actors, &operation_gaps, &operation_letters, &operation_agenda, &operation_projects, &operation_template, &operation_demo, &operation_help, NULL};

const struct option_spec options_common[] = {
    {"lang", OPTION_CHOICE, "en|ar|ckb", T("language of what is shown")},
    {"csv", OPTION_FLAG, NULL, T("machine form: CSV")},
    {"json", OPTION_FLAG, NULL, T("machine form: JSON")},
    {"hxl", OPTION_FLAG, NULL, T("with --csv: a row of HXL tags under the header")},
    {"from", OPTION_DAY_FROM, "DAY", T("first day (YYYY-MM-DD, YYYY-MM or YYYY)")},
    {"to", OPTION_DAY_TO, "DAY", T("last day, month or year; it counts in")},
    {"place", OPTION_TEXT, "PLACE", T("a place by name, in any script, or by code")},
    {"key-file", OPTION_TEXT, "FILE", T("a file that holds the passphrase of an encrypted register, instead of asking")},
    {"quiet", OPTION_FLAG, NULL, T("no progress and no remarks")},
    {"seed", OPTION_WHOLE, "N", T("where chance plays a part: the country of demo, and what brief and trend draw for the error of death figures (1)")},
    {"digits", OPTION_CHOICE, "latin|native", T("digits of the numbers shown; native: those of the language")},
    {"plain", OPTION_FLAG, NULL, T("on the terminal: nothing but words, for screen readers")},
    {NULL, OPTION_FLAG, NULL, NULL},
};

const struct operation *operation_find(struct str name)
{
    for (size_t i = 0; operations[i]; i++)
        if (str_is(name, operations[i]->name))
            return operations[i];
    return NULL;
}

static void verb_words(const struct operation *o, struct buf *b)
{
    for (size_t i = 0; o->verbs[i]; i++)
        buf_f(b, "%s%s", i ? ", " : "", o->verbs[i]->word);
}

bool operation_verb(const struct request *r, const struct verb **out, struct err *e)
{
    const struct operation *o = r->operation;
    struct buf words CLEANUP(buf_end) = {0};
    verb_words(o, &words);
    if (r->argument_n == 0)
        return err_set(e, ERR_USAGE, "`diwan %s` wants a word more: %s; `diwan help %s` says more", o->name, words.p, o->name);
    const struct verb *v = NULL;
    for (size_t i = 0; o->verbs[i] && !v; i++)
        if (str_is(r->arguments[0], o->verbs[i]->word))
            v = o->verbs[i];
    if (!v)
        return err_set(e, ERR_USAGE, "\"%.*s\" is not a word of `diwan %s`; it knows: %s", STR_F(r->arguments[0]), o->name, words.p);
    if (v->needs != NEEDS_NONE && (!r->path || !*r->path))
        return err_set(e, ERR_USAGE, "no register is named: `diwan %s %s %s`, or set DIWAN_REGISTER", o->name, v->word, v->usage);
    int n = (int)r->argument_n - 1;
    if (n < v->least)
        return err_set(e, ERR_USAGE, "something is missing: `diwan %s %s %s`", o->name, v->word, v->usage);
    if (n > v->most)
        return err_set(e, ERR_USAGE, "\"%.*s\" is one too many: `diwan %s %s %s`", STR_F(r->arguments[v->most + 1]), o->name, v->word, v->usage);
    *out = v;
    return true;
}

/* ---- options ---- */

static bool choice_has(const char *choices, struct str value)
{
    while (*choices) {
        size_t n = strcspn(choices, "|");
        if (str_eq((struct str){choices, n}, value))
            return true;
        choices += n + (choices[n] == '|');
    }
    return false;
}

bool request_option(struct request *r, const struct option_spec *spec, struct str value, struct err *e)
{
    struct option_value v = {.name = spec->name, .text = value, .day = DAY_NONE};
    struct day first, last;
    switch (spec->kind) {
    case OPTION_DAY_FROM:
    case OPTION_DAY_TO:
        if (!day_parse(value, &first, &last))
            return err_set(e, ERR_USAGE, "--%s: \"%.*s\" is not a day; write YYYY-MM-DD, YYYY-MM or YYYY", spec->name, STR_F(value));
        v.day = spec->kind == OPTION_DAY_FROM ? first : last;
        break;
    case OPTION_WHOLE:
        if (!str_to_int(value, &v.whole) || v.whole < 0)
            return err_set(e, ERR_USAGE, "--%s: \"%.*s\" is not a whole number of 0 or more", spec->name, STR_F(value));
        break;
    case OPTION_CHOICE:
        if (!choice_has(spec->argument, value) && !(strcmp(spec->name, "lang") == 0 && language_find(arena_text(&r->arena, value.p, value.n)))) /* a folder may bring more (DIWAN_WORDS) */
            return err_set(e, ERR_USAGE, "--%s: \"%.*s\" is not one of %s", spec->name, STR_F(value), spec->argument);
        break;
    case OPTION_TEXT:
        if (!str_utf8_ok(value, NULL))
            return err_set(e, ERR_USAGE, "--%s: the text is not UTF-8; set the terminal to UTF-8", spec->name);
        break;
    case OPTION_FLAG: break;
    }
    struct option_value *grown = ARENA_ARRAY(&r->arena, struct option_value, r->option_n + 1);
    if (r->option_n)
        memcpy(grown, r->options, r->option_n * sizeof *grown);
    grown[r->option_n++] = v; /* the last one given wins: they are looked up from the end */
    r->options = grown;
    return true;
}

static const struct option_value *option_of(const struct request *r, const char *name)
{
    for (size_t i = r->option_n; i-- > 0;)
        if (strcmp(r->options[i].name, name) == 0)
            return &r->options[i];
    return NULL;
}

bool request_flag(const struct request *r, const char *name)
{
    return option_of(r, name) != NULL;
}

struct str request_text(const struct request *r, const char *name)
{
    const struct option_value *v = option_of(r, name);
    return v ? v->text : (struct str){"", 0};
}

struct day request_day(const struct request *r, const char *name)
{
    const struct option_value *v = option_of(r, name);
    return v ? v->day : DAY_NONE;
}

int64_t request_whole(const struct request *r, const char *name, int64_t absent)
{
    const struct option_value *v = option_of(r, name);
    return v ? v->whole : absent;
}

enum { THRESHOLD_MOST = 10 * 1000 * 1000 };

/* What the register's stewards set, where they did. */
static bool threshold_kept(struct store *s, const char *key, struct arena *a, int *out, struct err *e)
{
    struct str kept;
    int64_t n;
    if (!store_fact(s, key, a, &kept, e))
        return false;
    if (kept.n && str_to_int(kept, &n) && n > 0 && n <= THRESHOLD_MOST)
        *out = (int)n;
    return true;
}

bool desk_levels(struct store *s, struct arena *a, struct level_thresholds *out, struct err *e)
{
    *out = LEVEL_THRESHOLDS;
    return threshold_kept(s, "level_active", a, &out->active, e) && threshold_kept(s, "level_war", a, &out->war, e);
}

bool desk_thresholds(struct request *r, struct level_thresholds *out, struct err *e)
{
    struct level_thresholds t = LEVEL_THRESHOLDS;
    if (r->store && !desk_levels(r->store, &r->arena, &t, e))
        return false;
    int64_t active = request_whole(r, "active", t.active), war = request_whole(r, "war", t.war);
    if (active < 1 || war > THRESHOLD_MOST)
        return err_set(e, ERR_USAGE, "--active must be at least 1 and --war at most %d: they are people killed in three months", (int)THRESHOLD_MOST);
    if (war <= active)
        return err_set(e, ERR_USAGE, "--war (%" PRId64 " killed in three months) must be more than --active (%" PRId64 "): war is the higher level", war, active);
    t.active = (int)active;
    t.war = (int)war;
    *out = t;
    return true;
}

uint64_t desk_seed(const struct request *r)
{
    return (uint64_t)request_whole(r, "seed", DESK_SEED);
}

/* ---- answers ---- */

void answer_note(struct answer *a, const char *line)
{
    buf_text(&a->said, line);
    buf_char(&a->said, '\n');
}

void answer_end(struct answer *a)
{
    if (a->doc)
        doc_free(&a->doc);
    buf_end(&a->json);
    buf_end(&a->file);
    buf_end(&a->said);
    secret_end(&a->secret);
}

struct slot desk_slot(const char *name, struct str text)
{
    return (struct slot){.name = name, .text = text};
}

struct slot desk_number_slot(struct request *r, const char *name, int64_t n)
{
    struct buf b CLEANUP(buf_end) = {0};
    say_int(&r->speech, &b, n);
    return desk_slot(name, (struct str){arena_text(&r->arena, b.p, b.n), b.n});
}

struct str desk_told(struct request *r, const char *msgid, const struct slot *slots, size_t n)
{
    struct buf b = {0};
    say_flat(&b, say(&r->speech, msgid), slots, n, false);
    struct str s = {arena_text(&r->arena, b.p ? b.p : "", b.n), b.n};
    buf_end(&b);
    return s;
}

struct str desk_counted(struct request *r, const char *one, const char *many, int64_t n)
{
    struct buf number = {0};
    say_int(&r->speech, &number, n);
    struct slot slot = desk_slot("n", (struct str){arena_text(&r->arena, number.p, number.n), number.n});
    buf_end(&number);
    struct buf b = {0};
    say_flat(&b, say_n(&r->speech, one, many, n), &slot, 1, false);
    struct str s = {arena_text(&r->arena, b.p ? b.p : "", b.n), b.n};
    buf_end(&b);
    return s;
}

void desk_note(struct request *r, struct answer *a, const char *msgid, const struct slot *slots, size_t n)
{
    answer_note(a, desk_told(r, msgid, slots, n).p);
}

bool desk_rows_fit(const struct request *r, size_t n, struct err *e)
{
    if (!r->rows_most || n <= r->rows_most)
        return true;
    return err_set(e, ERR_USAGE, "%zu rows are more than go into one answer here (%zu): name a place, a shorter time or fewer keys", n, r->rows_most);
}

struct doc_table *desk_table(struct request *r, struct answer *a, const char *key, const char *title, size_t columns, size_t rows)
{
    if (!a->doc)
        a->doc = doc_new(&r->speech);
    struct block *block = doc_add(a->doc, BLOCK_TABLE);
    block->table = doc_table_new(a->doc, key, columns, rows);
    block->table->title = str_of(say(&r->speech, title));
    if (a->doc->title.n == 0)
        a->doc->title = block->table->title;
    return block->table;
}

void desk_column(struct request *r, struct doc_table *t, size_t at, const char *key, const char *label, bool number, const char *hxl)
{
    t->columns[at].key = str_of(key);
    t->columns[at].label = str_of(say(&r->speech, label));
    t->columns[at].number = number;
    t->columns[at].hxl = str_of(hxl);
}

void desk_named(struct doc_table *t, const char *keys)
{
    for (const char *at = keys; *at; at += strspn(at, " ")) {
        size_t n = strcspn(at, " ");
        for (size_t k = 0; k < t->column_n; k++)
            t->columns[k].named |= str_eq(t->columns[k].key, (struct str){at, n});
        at += n;
    }
}

void desk_both(struct answer *a, struct doc_table *t, size_t row, size_t column, struct str shown, const char *lang, struct str machine)
{
    struct doc_cell *c = &t->cells[row * t->column_n + column];
    c->kind = CELL_WORDS;
    c->words = (struct words){0}; /* what is set last stands */
    words_name(a->doc, &c->words, shown, lang);
    c->machine = machine;
    c->machine_set = true;
}

void desk_text(struct answer *a, struct doc_table *t, size_t row, size_t column, struct str text)
{
    desk_both(a, t, row, column, text, NULL, text);
}

void desk_number(struct doc_table *t, size_t row, size_t column, int64_t v)
{
    t->cells[row * t->column_n + column] = (struct doc_cell){.kind = CELL_NUMBER, .number = guard_count(v), .style = NUMBER_INT};
}

void desk_note_months(struct request *r, struct answer *a)
{
    struct day from = request_day(r, "from"), to = request_day(r, "to");
    bool inside = (day_known(from) && from.n != month_first(day_month(from)).n) || (day_known(to) && to.n != month_last(day_month(to)).n);
    if (inside)
        desk_note(r, a, T("Whole months are counted here: the days given were widened to their months."), NULL, 0);
}

void desk_note_twice(struct request *r, struct answer *a, const struct incident_columns *c, const struct selection *which)
{
    struct selection all = SELECT_ALL;
    int64_t n = columns_twice(c, selector_make(c, which ? which : &all, &r->arena), NULL);
    if (n > 0)
        DESK_NOTE(r, a, T("Counted twice: {n} among UCDP's candidate events, in months of which its checked release is in the register too. Take the candidate files of those months back."),
            desk_slot("n", desk_counted(r, TN("{n} incident", "{n} incidents"), n)));
}

bool desk_columns(struct request *r, struct incident_columns **c, struct err *e)
{
    if (r->columns) {
        *c = columns_hold(r->columns);
        return true;
    }
    return columns_load(r->store, c, r->progress, e);
}

bool desk_with_columns(struct request *r, struct answer *a,
    bool (*fn)(struct request *, struct answer *, const struct incident_columns *, struct err *), struct err *e)
{
    struct incident_columns *c = NULL;
    if (!desk_columns(r, &c, e))
        return false;
    bool done = fn(r, a, c, e);
    columns_drop(&c);
    return done;
}

bool desk_place(const struct incident_columns *c, struct str words, int *place, struct err *e)
{
    size_t index = 0;
    *place = -1;
    if (words.n == 0)
        return true;
    if (!gazetteer_find(c->places, words, &index, e))
        return false;
    *place = (int)index;
    return true;
}

/* What a register of an invented country answers is invented. (A brief says so itself, on its page.) */
bool desk_note_invented(struct request *r, struct answer *a, struct err *e)
{
    struct str invented;
    if (!store_fact(r->store, "invented", &r->arena, &invented, e))
        return false;
    if (str_is(invented, "1") && !a->only_document)
        desk_note(r, a, T("The country of this register does not exist: every place, institution, person and number in it is invented."), NULL, 0);
    return true;
}

static bool key_file_useless(const struct request *r, struct err *e)
{
    return err_set(e, ERR_DENIED, "%.300s: this register is not encrypted, though --key-file names its passphrase: if it was encrypted before, another was put in its "
        "place, so take a backup; if it is open by intention, leave --key-file out", r->path);
}

bool desk_key_file_serves(const struct request *r, struct err *e)
{
    return !request_text(r, "key-file").n || store_is_url(r->path) || !store_file_is_plain(r->path) || key_file_useless(r, e);
}

/* The digits that its stewards chose, where the command does not say. */
static bool digits_chosen(struct request *r, struct store *s, struct err *e)
{
    struct str digits;
    if (!store_fact(s, "digits", &r->arena, &digits, e))
        return false;
    if (!request_text(r, "digits").n)
        r->speech.latin_digits = str_is(digits, "latin");
    return true;
}

bool desk_open(struct request *r, struct answer *a, enum store_mode mode, struct store **out, struct err *e)
{
    struct store *s = NULL;
    if (!desk_key_file_serves(r, e) || !store_open_keyed(r->path, mode, r->keys, &s, e))
        return false;
    bool bare = !store_master(s);
    if (bare && request_text(r, "key-file").n) {
        store_close(&s);
        return key_file_useless(r, e);
    }
    if (bare && mode == STORE_WRITE && r->passphrase_set && !store_is_url(r->path))
        DESK_NOTE(r, a, T("{register} is not encrypted, though DIWAN_PASSPHRASE is set: what is written into it can be read by anyone who gets the file. If it was encrypted before, another file was put in its place: take a backup."), desk_slot("register", str_of(r->path)));
    if (!digits_chosen(r, s, e)) {
        store_close(&s);
        return false;
    }
    store_sign(s, r->who, STR("")); /* whatever it changes, the log says who did */
    *out = s;
    return true;
}

/* The verb instead of the operation, its arguments without the word. */
static bool choose_verb(struct request *r, enum register_need *needs, bool (**run)(struct request *, struct answer *, struct err *), struct err *e)
{
    const struct verb *v;
    if (!operation_verb(r, &v, e))
        return false;
    r->arguments++;
    r->argument_n--;
    r->asks_anew = v->asks_anew;
    *needs = v->needs;
    *run = v->run;
    return true;
}

/* What holds of every request, whoever opened the register. */
static bool request_sound(const struct request *r, struct err *e)
{
    struct day from = request_day(r, "from"), to = request_day(r, "to");
    if (day_known(from) && day_known(to) && from.n > to.n)
        return err_set(e, ERR_USAGE, "the period ends before it begins: --from lies after --to");
    if (r->argument_n && request_text(r, "place").n && r->operation->place_argument)
        return err_set(e, ERR_USAGE, "two places are named, \"%.*s\" and --place: name one", STR_F(r->arguments[0]));
    return true;
}

bool desk_run_on(struct request *r, struct answer *a, struct err *e)
{
    const struct operation *o = r->operation;
    bool (*run)(struct request *, struct answer *, struct err *) = o->read ? o->read : o->needs == NEEDS_READ ? o->run : NULL;
    if (o->verbs || !run)
        return err_set(e, ERR_USAGE, "`diwan %s` is no operation that only reads a register", o->name);
    if ((int)r->argument_n < o->least || (int)r->argument_n > o->most)
        return err_set(e, ERR_USAGE, "`diwan %s %s` takes %d to %d arguments beside the register, not %zu", o->name, o->usage, o->least, o->most, r->argument_n);
    return request_sound(r, e) && run(r, a, e) && desk_note_invented(r, a, e);
}

bool desk_run(struct request *r, struct answer *a, struct err *e)
{
    enum register_need needs = r->operation->needs;
    bool (*run)(struct request *, struct answer *, struct err *) = r->operation->run;
    if (!request_sound(r, e))
        return false;
    if (r->operation->verbs && !choose_verb(r, &needs, &run, e))
        return false;
    if (needs == NEEDS_READ || needs == NEEDS_WRITE) {
        bool writes = needs == NEEDS_WRITE || (r->operation->records && r->operation->records(r));
        if (!desk_open(r, a, writes ? STORE_WRITE : STORE_READ, &r->store, e))
            return false;
        if (!desk_corrections(r->store, &r->corrections, e)) {
            store_close(&r->store);
            return false;
        }
        r->speech.corrections = r->corrections;
    }
    bool done = run(r, a, e) && (needs != NEEDS_READ || desk_note_invented(r, a, e));
    if (r->store)
        store_close(&r->store);
    return done;
}
