/* SPDX-License-Identifier: GPL-3.0-or-later */
/* settings: of the register as a whole. */
#include "desk/settings.h"
#include "desk/desk_priv.h"

enum { THRESHOLD_MOST = 10 * 1000 * 1000 };

static const struct row {
    const char *key, *fact, *label; /* label: msgid */
} rows[SETTINGS] = {
    [SETTING_NAME] = {"name", "name", T("Name of the register, as briefs and pages show it")},
    [SETTING_LANGUAGE] = {"language", "language", T("Language where the browser asks for none that is spoken here")},
    [SETTING_DIGITS] = {"digits", "digits", T("Digits of numbers, where a command does not say")},
    [SETTING_READERS] = {"readers", "readers", T("Overview, incidents, dialogues and briefs may be read by")},
    [SETTING_EXIT] = {"exit", "exit", T("Page that the quick exit leads to")},
    [SETTING_PEOPLE] = {"people", "k", T("Smallest group of people that is told of")},
    [SETTING_ACTIVE] = {"active", "level_active", T("Killed in three months from which violence is called active")},
    [SETTING_WAR] = {"war", "level_war", T("Killed in three months from which it is called war")}};

const char *setting_key(enum setting k) { return rows[k].key; }

bool settings_of(struct store *s, struct arena *a, struct settings *out, struct err *e)
{
    for (size_t k = 0; k < SETTINGS; k++)
        if (!store_fact(s, rows[k].fact, a, &out->of[k], e))
            return false;
    return true;
}

static int64_t program_number(enum setting k)
{
    const struct level_thresholds t = LEVEL_THRESHOLDS;
    return k == SETTING_PEOPLE ? PEOPLE_K : k == SETTING_ACTIVE ? t.active : k == SETTING_WAR ? t.war : 0;
}

int64_t setting_number(const struct settings *of, enum setting k)
{
    int64_t n = 0;
    bool set = of->of[k].n && str_to_int(of->of[k], &n);
    return k == SETTING_PEOPLE ? people_least(set ? n : 0) : set ? n : program_number(k);
}

/* ---- what they may be ---- */

static bool is_one_of(struct str word, const char *one)
{
    return !word.n || str_is(word, one);
}

static bool language_fits(struct str code)
{
    for (size_t i = 0; i < language_count(); i++)
        if (str_is(code, language_code(language_at(i))))
            return true;
    return code.n == 0;
}

static bool number_fits(struct str typed, int64_t least, int64_t most)
{
    int64_t n;
    return !typed.n || (str_to_int(typed, &n) && n >= least && n <= most);
}

/* An address of another place, in letters that need no escape; what it is for, nobody reads out of it. */
static bool exit_fits(struct str s)
{
    bool fits = !s.n || (str_starts(s, "https://") && s.n > strlen("https://") && s.n <= SETTING_EXIT_MOST);
    for (size_t i = 0; i < s.n; i++)
        fits = fits && s.p[i] > ' ' && s.p[i] < 127 && !strchr("\"'<>\\;", s.p[i]);
    return fits;
}

const char *settings_fault(const struct settings *t, enum setting *k)
{
    struct str name = t->of[SETTING_NAME];
    *k = SETTING_NAME;
    if (name.n > SETTING_NAME_MOST || memchr(name.n ? name.p : "", '\n', name.n))
        return T("The name is one line of at most 200 bytes.");
    *k = !language_fits(t->of[SETTING_LANGUAGE]) ? SETTING_LANGUAGE : !is_one_of(t->of[SETTING_DIGITS], "latin") ? SETTING_DIGITS : SETTING_READERS;
    if (*k != SETTING_READERS || !is_one_of(t->of[SETTING_READERS], "anybody"))
        return T("One of the choices is none that this page offers.");
    *k = SETTING_EXIT;
    if (!exit_fits(t->of[SETTING_EXIT]))
        return T("The page that the quick exit leads to is empty, or an address that begins with https:// and has at most 200 letters and no blanks.");
    *k = SETTING_PEOPLE;
    if (!number_fits(t->of[SETTING_PEOPLE], PEOPLE_K, PEOPLE_K_MOST))
        return T("The smallest group of people that is told of is a whole number from 10 to 1,000: it can be raised above 10, and never be less.");
    *k = number_fits(t->of[SETTING_ACTIVE], 1, THRESHOLD_MOST) ? SETTING_WAR : SETTING_ACTIVE;
    if (*k == SETTING_ACTIVE || !number_fits(t->of[SETTING_WAR], 1, THRESHOLD_MOST) || setting_number(t, SETTING_WAR) <= setting_number(t, SETTING_ACTIVE))
        return T("The thresholds are whole numbers of people: active at least 1, war more than active and at most 10,000,000.");
    return NULL;
}

bool settings_lower(const struct settings *before, const struct settings *now)
{
    return setting_number(now, SETTING_PEOPLE) < setting_number(before, SETTING_PEOPLE);
}

/* ---- keeping them ---- */

/* The program's own number is kept as none; others in one form. */
static struct str kept_form(const struct settings *now, enum setting k, struct arena *a)
{
    int64_t n;
    if (k < SETTING_PEOPLE || !now->of[k].n || !str_to_int(now->of[k], &n))
        return now->of[k];
    return n == program_number(k) ? STR("") : str_of(arena_f(a, "%" PRId64, n));
}

static bool keep_one(struct store *s, enum setting k, struct str before, struct str now, struct arena *a, struct err *e)
{
    struct str line = str_of(arena_f(a, "%s: \"%.*s\", was \"%.*s\"", rows[k].fact, STR_F(now), STR_F(before)));
    return store_fact_set(s, rows[k].fact, now, e) && store_audit(s, "setting", line, e);
}

/* Briefs print it beside the thresholds; nothing where they are the program's. */
static bool keep_who(struct store *s, const struct settings *now, struct str who, struct day day, struct arena *a, struct err *e)
{
    const struct level_thresholds t = LEVEL_THRESHOLDS;
    bool own = setting_number(now, SETTING_ACTIVE) != t.active || setting_number(now, SETTING_WAR) != t.war;
    struct buf line CLEANUP(buf_end) = {0};
    if (own) {
        buf_day(&line, day);
        buf_f(&line, " %.*s", STR_F(who));
    }
    return store_fact_set(s, "level_said_by", (struct str){arena_text(a, line.p ? line.p : "", line.n), line.n}, e);
}

bool settings_keep(struct store *s, const struct settings *now, struct str who, struct day day, bool *lowered, struct err *e)
{
    struct arena a CLEANUP(arena_end) = {0};
    struct settings before;
    bool levels = false;
    if (!settings_of(s, &a, &before, e))
        return false;
    for (enum setting k = 0; k < SETTINGS; k++) {
        struct str form = kept_form(now, k, &a);
        if (str_eq(before.of[k], form))
            continue;
        levels = levels || k == SETTING_ACTIVE || k == SETTING_WAR;
        if (!keep_one(s, k, before.of[k], form, &a, e))
            return false;
    }
    if (lowered)
        *lowered = settings_lower(&before, now);
    return !levels || keep_who(s, now, who, day, &a, e);
}

/* ---- the command ---- */

static struct str shown_of(struct request *r, const struct settings *of, enum setting k)
{
    if (k >= SETTING_PEOPLE)
        return str_of(arena_f(&r->arena, "%" PRId64, setting_number(of, k)));
    return of->of[k];
}

static struct str shown_words(struct request *r, const struct settings *of, enum setting k)
{
    if (k >= SETTING_PEOPLE)
        return desk_number_slot(r, "", setting_number(of, k)).text;
    if (k == SETTING_DIGITS)
        return str_of(say(&r->speech, of->of[k].n ? T("as in English") : T("those of the language")));
    if (k == SETTING_READERS)
        return str_of(say(&r->speech, of->of[k].n ? T("anybody who has the address") : T("only those with an account")));
    return k == SETTING_LANGUAGE && !of->of[k].n ? str_of(say(&r->speech, T("that of the browser"))) : of->of[k];
}

static bool list(struct request *r, struct answer *a, struct err *e)
{
    struct settings of;
    if (!settings_of(r->store, &r->arena, &of, e))
        return false;
    struct doc_table *t = desk_table(r, a, "settings", T("Settings"), 3, SETTINGS);
    desk_column(r, t, 0, "key", T("Word for the command"), false, "");
    desk_column(r, t, 1, "value", T("Set to"), false, "");
    desk_column(r, t, 2, "meaning", T("Meaning"), false, "");
    for (enum setting k = 0; k < SETTINGS; k++) {
        desk_text(a, t, k, 0, str_of(rows[k].key));
        desk_both(a, t, k, 1, shown_words(r, &of, k), NULL, shown_of(r, &of, k));
        desk_both(a, t, k, 2, str_of(say(&r->speech, rows[k].label)), NULL, str_of(rows[k].label));
    }
    return true;
}

/* KEY=VALUE into the settings. */
static bool take(struct settings *to, struct str typed, struct err *e)
{
    for (enum setting k = 0; k < SETTINGS; k++) {
        size_t n = strlen(rows[k].key);
        if (typed.n > n && typed.p[n] == '=' && str_starts(typed, rows[k].key)) {
            to->of[k] = str_trim((struct str){typed.p + n + 1, typed.n - n - 1});
            return true;
        }
    }
    return err_set(e, ERR_USAGE, "\"%.*s\" is no setting: say KEY=VALUE, with one of name, language, digits, readers, people, active, war", (int)MIN_OF(typed.n, (size_t)80), typed.p);
}

struct keeping {
    struct request *r;
    struct settings now;
    bool lowered;
};

static bool keep_do(struct store *s, void *arg, struct err *e)
{
    struct keeping *w = arg;
    struct day day = DAY_NONE, last;
    enum setting at;
    if (!settings_of(s, &w->r->arena, &w->now, e))
        return false;
    for (size_t i = 0; i < w->r->argument_n; i++)
        if (!take(&w->now, w->r->arguments[i], e))
            return false;
    const char *fault = settings_fault(&w->now, &at);
    if (fault)
        return err_set(e, ERR_USAGE, "%s=%.*s: %s Nothing was changed", rows[at].key, (int)MIN_OF(w->now.of[at].n, (size_t)80), w->now.of[at].p, fault);
    (void)day_parse((struct str){w->r->now.p, MIN_OF(w->r->now.n, (size_t)10)}, &day, &last);
    return settings_keep(s, &w->now, w->r->who, day, &w->lowered, e);
}

static bool run_settings(struct request *r, struct answer *a, struct err *e)
{
    if (!desk_open(r, a, r->argument_n ? STORE_WRITE : STORE_READ, &r->store, e))
        return false;
    struct keeping w = {.r = r};
    if (r->argument_n && !store_task(r->store, keep_do, &w, e))
        return false;
    if (w.lowered)
        DESK_NOTE(r, a, T("From now on groups of {people} are told of, which is fewer than before. The log says so. What people read from now on cannot be called back."),
            desk_slot("people", desk_counted(r, TN("{n} person", "{n} people"), setting_number(&w.now, SETTING_PEOPLE))));
    return list(r, a, e);
}

const struct operation operation_settings = {.name = "settings", .brief = T("list the settings of the register, or change them"),
    .usage = "REGISTER [KEY=VALUE...]",
    .text = T("Without KEY=VALUE they are listed. people=N: no page, brief, file or answer tells of fewer people; from 10 up, and never fewer. Raised, it holds for everything told from then on; what was published before cannot be called back. Lowered, it stands in the log. An empty VALUE is the program's own."),
    .example = "diwan settings iraq.diwan people=25", .source = "docs/security.md", .options = (const struct option_spec[]){{NULL, OPTION_FLAG, NULL, NULL}},
    .needs = NEEDS_REGISTER, .least = 0, .most = SETTINGS, .run = run_settings};
