/* SPDX-License-Identifier: GPL-3.0-or-later */
/* erase, retention: what goes for good, and when things are to go. */
#include "desk/desk_priv.h"
#include "said/said.h"

/* ---- words ---- */

static struct str number_words(struct request *r, int64_t n)
{
    struct buf b CLEANUP(buf_end) = {0};
    buf_int(&b, n);
    return str_of(arena_text(&r->arena, b.p, b.n));
}

static struct day today(const struct request *r)
{
    struct day first, last;
    return day_parse(r->now, &first, &last) ? first : DAY_NONE;
}

static struct str day_words(struct request *r, struct day d)
{
    struct buf b CLEANUP(buf_end) = {0};
    if (!day_known(d))
        return STR("");
    buf_day(&b, d);
    return str_of(arena_text(&r->arena, b.p, b.n));
}

static struct str kind_code(enum erase_kind kind)
{
    static const char *const codes[] = {[ERASE_IMPORT] = "import", [ERASE_SUPERSEDED] = "superseded", [ERASE_REFUSED] = "refused", [ERASE_AUDIT] = "audit",
        [ERASE_MAPPING] = "mapping", [ERASE_COPY] = "backup"};
    return str_of(codes[kind]);
}

static const char *kind_words(enum erase_kind kind)
{
    static const char *const words[] = {[ERASE_IMPORT] = T("the whole import"), [ERASE_SUPERSEDED] = T("versions that this import replaced"),
        [ERASE_REFUSED] = T("words of rows that were refused or mended"), [ERASE_AUDIT] = T("lines of the audit of a day"), [ERASE_MAPPING] = T("a mapping of columns"),
        [ERASE_COPY] = T("a copy, which only people can destroy")};
    return words[kind];
}

/* ---- what would go, or went, as a table and for machines ---- */

static bool any_due(const struct erasable *list, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (day_known(list[i].due))
            return true;
    return false;
}

static bool any_reason(const struct erasable *list, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (list[i].reason.n)
            return true;
    return false;
}

static void things_table(struct request *r, struct answer *a, const char *title, const struct erasable *list, size_t n)
{
    static const char *const keys[] = {"what", "id", "name", "rows", "due", "reason"};
    static const char *const labels[] = {T("What"), T("Number"), T("Name"), T("Rows"), T("Due"), T("Why")};
    struct doc_table *t = desk_table(r, a, "things", title, ARRAY_LEN(keys), n);
    for (size_t k = 0; k < ARRAY_LEN(keys); k++)
        desk_column(r, t, k, keys[k], labels[k], k == 1 || k == 3, "");
    t->columns[4].machine_only = !any_due(list, n);
    t->columns[5].machine_only = !any_reason(list, n);
    for (size_t i = 0; i < n; i++) {
        const struct erasable *x = &list[i];
        desk_both(a, t, i, 0, str_of(say(&r->speech, kind_words(x->kind))), NULL, kind_code(x->kind));
        if (x->id)
            desk_number(t, i, 1, x->id);
        desk_text(a, t, i, 2, x->name);
        if (x->kind != ERASE_COPY)
            desk_number(t, i, 3, x->rows);
        desk_text(a, t, i, 4, day_words(r, x->due));
        desk_text(a, t, i, 5, x->reason);
    }
}

static void thing_json(struct request *r, struct json *j, const struct erasable *x)
{
    json_object(j);
    json_key(j, "what"), json_text(j, kind_code(x->kind));
    json_key(j, "id");
    if (x->id)
        json_int(j, x->id);
    else
        json_null(j);
    json_key(j, "name"), json_text(j, x->name);
    json_key(j, "rows");
    if (x->kind == ERASE_COPY)
        json_null(j);
    else
        json_int(j, x->rows);
    json_key(j, "stay"), json_int(j, x->stay);
    json_key(j, "due");
    if (day_known(x->due))
        json_text(j, day_words(r, x->due));
    else
        json_null(j);
    json_key(j, "reason"), json_text(j, x->reason);
    json_close(j);
}

static void things_json(struct request *r, struct json *j, const char *key, const struct erasable *list, size_t n)
{
    json_key(j, key);
    json_array(j);
    for (size_t i = 0; i < n; i++)
        thing_json(r, j, &list[i]);
    json_close(j);
}

/* ---- erase: what is asked for ---- */

struct asked {
    struct erasable *list;
    size_t n;
};

static void asked_add(struct request *r, struct asked *to, const struct erasable *list, size_t n)
{
    struct erasable *grown = ARENA_ARRAY(&r->arena, struct erasable, to->n + n + 1);
    if (to->n)
        memcpy(grown, to->list, to->n * sizeof *grown);
    if (n)
        memcpy(grown + to->n, list, n * sizeof *grown);
    to->list = grown;
    to->n += n;
}

static bool asked_imports(struct request *r, struct asked *to, struct err *e)
{
    for (size_t i = 0; i < r->argument_n; i++) {
        struct erasable x;
        int64_t id = 0;
        if (!str_to_int(r->arguments[i], &id) || id <= 0)
            return err_set(e, ERR_USAGE, "\"%.*s\" is not the number of an import; `diwan show REGISTER imports` lists them", STR_F(r->arguments[i]));
        if (!erase_import(r->store, id, &r->arena, &x, e))
            return false;
        asked_add(r, to, &x, 1);
    }
    return true;
}

static bool asked_classes(struct request *r, struct asked *to, struct err *e)
{
    unsigned classes = (request_flag(r, "superseded") ? ERASE_ALL_SUPERSEDED : 0u) | (request_flag(r, "undone") ? ERASE_ALL_UNDONE : 0u) |
                       (request_flag(r, "refused") ? ERASE_ALL_REFUSED : 0u);
    struct erasable *list = NULL;
    size_t n = 0;
    if (classes && !erase_list(r->store, classes, &r->arena, &list, &n, e))
        return false;
    asked_add(r, to, list, n);
    return true;
}

static void asked_mapping(struct request *r, struct asked *to)
{
    struct erasable x = {.kind = ERASE_MAPPING, .name = request_text(r, "mapping"), .due = DAY_NONE, .reason = STR("")};
    if (x.name.n)
        asked_add(r, to, &x, 1);
}

/* What is due but for copies, which only people can destroy: those are told. */
static bool asked_due(struct request *r, struct answer *a, struct asked *to, struct err *e)
{
    struct erasable *list = NULL;
    size_t n = 0;
    if (!request_flag(r, "due"))
        return true;
    if (!retention_due(r->store, today(r), said_same_source, &r->arena, &list, &n, e))
        return false;
    for (size_t i = 0; i < n; i++) {
        if (list[i].kind != ERASE_COPY)
            asked_add(r, to, &list[i], 1);
        else
            DESK_NOTE(r, a, T("Copy {n}, {file}, was to be destroyed by {day}. Only people can do that: destroy it, then say `diwan backup REGISTER --gone {n}`."),
                desk_slot("n", number_words(r, list[i].id)), desk_slot("file", list[i].name), desk_slot("day", day_words(r, list[i].due)));
    }
    return true;
}

/* Each with a reason: the one said, or its rule's. */
static bool reasons_given(const struct request *r, const struct asked *list, struct err *e)
{
    if (request_text(r, "reason").n)
        for (size_t i = 0; i < list->n; i++)
            list->list[i].reason = request_text(r, "reason");
    if (request_text(r, "reason").n || request_flag(r, "dry-run"))
        return true;
    for (size_t i = 0; i < list->n; i++)
        if (!list->list[i].reason.n)
            return err_set(e, ERR_USAGE, "say why with --reason TEXT: that something was erased, and why, is kept; never write into it what is to be forgotten");
    return true;
}

/* ---- erase: what is told ---- */

/* Copies that may lie about still hold it. */
static bool tell_copies(struct request *r, struct answer *a, struct json *j, struct err *e)
{
    struct copy_made *copies = NULL;
    size_t n = 0;
    if (!copy_list(r->store, &r->arena, &copies, &n, e))
        return false;
    json_key(j, "backups");
    json_array(j);
    for (size_t i = 0; i < n; i++) {
        if (copies[i].gone.n)
            continue;
        DESK_NOTE(r, a, T("Copy {n}, {file}, taken {time}, may still hold it: destroy it, then say `diwan backup REGISTER --gone {n}`."),
            desk_slot("n", number_words(r, copies[i].id)), desk_slot("file", copies[i].file), desk_slot("time", copies[i].time));
        json_object(j);
        json_key(j, "id"), json_int(j, copies[i].id);
        json_key(j, "file"), json_text(j, copies[i].file);
        json_key(j, "time"), json_text(j, copies[i].time);
        json_close(j);
    }
    json_close(j);
    return true;
}

/* What erasing cannot reach. */
static void tell_reach(struct request *r, struct answer *a)
{
    desk_note(r, a, T("Out of reach: copies that are not listed, briefs that were published, printed paper, and the files that were added."), NULL, 0);
    if (store_is_url(r->path))
        desk_note(r, a, T("The server may keep it in its journal (WAL), on servers that follow it, and in its own backups: ask whoever runs it."), NULL, 0);
    else if (store_is_open_data(r->store))
        desk_note(r, a, T("The register is written anew without it; but a disk may keep old blocks, an SSD above all, and this register is not encrypted. Against that only an encrypted register helps, whose key is changed afterwards."), NULL, 0);
    else
        desk_note(r, a, T("The register is written anew without it; but a disk may keep old blocks, an SSD above all. They are encrypted; once the key is changed (`diwan key change`), the key in use no longer opens them."), NULL, 0);
}

/* What a later file said too, word for word, is that file's from now on. */
static void tell_passed(struct request *r, struct answer *a, const struct asked *list)
{
    for (size_t i = 0; i < list->n; i++)
        if (list->list[i].stay)
            DESK_NOTE(r, a, T("Of import {id}, a later file said the same of {n}: they stay, as that file's. Erase that import too where they are to go."),
                desk_slot("id", number_words(r, list->list[i].id)), desk_slot("n", desk_counted(r, TN("{n} incident", "{n} incidents"), list->list[i].stay)));
}

/* The name of a file lives on where a mapping is called like it. */
static void tell_mappings(struct request *r, struct answer *a, const struct asked *list)
{
    for (size_t i = 0; i < list->n; i++) {
        const struct erasable *x = &list->list[i];
        if (x->mappings_gone)
            DESK_NOTE(r, a, T("The mapping of columns that is called like the file of import {id} goes with it."), desk_slot("id", number_words(r, x->id)));
        if (x->mappings_stay)
            DESK_NOTE(r, a, T("A mapping of columns is called like {file}, and stays: other imports may have been read by it. `diwan show REGISTER mappings` lists it, `diwan erase REGISTER --mapping NAME` erases it."),
                desk_slot("file", x->name));
    }
}

static bool tell(struct request *r, struct answer *a, const struct asked *list, bool dry_run, struct err *e)
{
    struct buf unasked CLEANUP(buf_end) = {0};
    struct json j;
    int64_t rows = 0;
    for (size_t i = 0; i < list->n; i++)
        rows += list->list[i].rows;
    things_table(r, a, dry_run ? T("What would be erased") : T("What was erased"), list->list, list->n);
    json_begin(&j, r->wants_json ? &a->json : &unasked);
    json_object(&j);
    json_key(&j, "dry_run"), json_bool(&j, dry_run);
    json_key(&j, "rows"), json_int(&j, rows);
    things_json(r, &j, "things", list->list, list->n);
    tell_passed(r, a, list);
    tell_mappings(r, a, list);
    if (dry_run)
        desk_note(r, a, T("This was a dry run: the register is as it was."), NULL, 0);
    if (!tell_copies(r, a, &j, e))
        return false;
    json_close(&j);
    if (!dry_run)
        tell_reach(r, a);
    return true;
}

static bool finish(struct request *r, struct answer *a, struct err *e)
{
    bool due = false;
    if (!store_compact_due(r->store, &due, e))
        return false;
    if (!due) {
        desk_note(r, a, T("Nothing is left to finish: the last erasure was whole."), NULL, 0);
        return true;
    }
    store_sign(r->store, r->who, r->now);
    if (!store_compact(r->store, r->progress, e))
        return false;
    tell_reach(r, a);
    return true;
}

/* What the record calls it ("import 4", "superseded" ...), in the reader's language. */
static struct str erased_words(struct request *r, struct str what)
{
    static const enum erase_kind kinds[] = {ERASE_SUPERSEDED, ERASE_REFUSED, ERASE_AUDIT, ERASE_MAPPING};
    static const char import[] = "import ";
    if (str_starts(what, import))
        return DESK_TOLD(r, T("import {n}"), desk_slot("n", (struct str){what.p + sizeof import - 1, what.n - (sizeof import - 1)}));
    for (size_t i = 0; i < ARRAY_LEN(kinds); i++)
        if (str_eq(what, kind_code(kinds[i])))
            return str_of(say(&r->speech, kind_words(kinds[i])));
    return what;
}

static bool list_erasures(struct request *r, struct answer *a, struct err *e)
{
    static const char *const keys[] = {"id", "what", "rows", "reason", "time", "who"};
    static const char *const labels[] = {T("Number"), T("What"), T("Rows"), T("Why"), T("Time (UTC)"), T("Who")};
    struct erasure *list = NULL;
    size_t n = 0;
    if (!erasure_list(r->store, &r->arena, &list, &n, e))
        return false;
    struct doc_table *t = desk_table(r, a, "erasures", T("What was erased"), ARRAY_LEN(keys), n);
    for (size_t k = 0; k < ARRAY_LEN(keys); k++)
        desk_column(r, t, k, keys[k], labels[k], k == 0 || k == 2, "");
    for (size_t i = 0; i < n; i++) {
        desk_number(t, i, 0, list[i].id);
        desk_both(a, t, i, 1, erased_words(r, list[i].what), NULL, list[i].what);
        desk_number(t, i, 2, list[i].rows);
        desk_text(a, t, i, 3, list[i].reason);
        desk_text(a, t, i, 4, list[i].time);
        desk_text(a, t, i, 5, list[i].who);
    }
    return true;
}

static bool run_erase(struct request *r, struct answer *a, struct err *e)
{
    struct asked list = {0};
    struct intake_erasing how = {.reason = request_text(r, "reason"), .who = r->who, .time = r->now, .dry_run = request_flag(r, "dry-run")};
    bool named = r->argument_n || request_flag(r, "due") || request_flag(r, "superseded") || request_flag(r, "undone") || request_flag(r, "refused") ||
                 request_text(r, "mapping").n;
    if (request_flag(r, "list") && !named)
        return list_erasures(r, a, e);
    if (request_flag(r, "finish") && !named)
        return finish(r, a, e);
    if (!named)
        return err_set(e, ERR_USAGE, "say what is to be erased: numbers of imports, --due, --superseded, --undone, --refused or --mapping NAME; --dry-run only lists it");
    if (!asked_imports(r, &list, e) || !asked_classes(r, &list, e) || !asked_due(r, a, &list, e))
        return false;
    asked_mapping(r, &list);
    if (!reasons_given(r, &list, e))
        return false;
    if (!list.n) {
        things_table(r, a, T("What was erased"), NULL, 0);
        desk_note(r, a, T("There is nothing of that kind to erase; the register is as it was."), NULL, 0);
        return true;
    }
    return intake_erase(r->store, list.list, list.n, &how, r->progress, e) && tell(r, a, &list, how.dry_run, e);
}

const struct operation operation_erase = {.name = "erase", .brief = T("delete for good: imports, old versions, what is due"),
    .usage = "REGISTER [IMPORT...] [--due] [--superseded] [--undone] [--refused] [--mapping NAME] --reason TEXT [--dry-run] | REGISTER --list | REGISTER --finish",
    .text = T("`undo` takes an import out of use and keeps it; this deletes it, with its history. Rows of other files that it had replaced come back into use first. The register is then written anew, so that nothing of it is left in free pages. What is kept is that something was erased, when, by whom and why: do not write into the reason what is to be forgotten. Copies, published briefs and paper are out of reach; the copies that are known are listed."),
    .example = "diwan erase iraq.diwan 3 --reason \"the source asked for it\"", .source = "",
    .options = (const struct option_spec[]){{"reason", OPTION_TEXT, "TEXT", T("why; it is kept")}, {"dry-run", OPTION_FLAG, NULL, T("only list what would go")},
        {"due", OPTION_FLAG, NULL, T("what is due by the rules of `retention`")}, {"superseded", OPTION_FLAG, NULL, T("versions that later files replaced")},
        {"undone", OPTION_FLAG, NULL, T("imports that were taken back")}, {"refused", OPTION_FLAG, NULL, T("the words of rows that were refused or mended")},
        {"mapping", OPTION_TEXT, "NAME", T("how the columns of a table are read")}, {"list", OPTION_FLAG, NULL, T("what was erased so far")},
        {"finish", OPTION_FLAG, NULL, T("go on where an erasure was cut short")}, {NULL, OPTION_FLAG, NULL, NULL}},
    .needs = NEEDS_WRITE, .most = 1000, .run = run_erase};

/* ---- retention ---- */

struct rule_set {
    struct str what, reason;
    int64_t days;
};

static bool rule_task(struct store *s, void *arg, struct err *e)
{
    const struct rule_set *rule = arg;
    return retention_set(s, rule->what, rule->days, rule->reason, e);
}

static bool rule_read(const struct request *r, struct rule_set *out, struct err *e)
{
    struct str set = request_text(r, "set");
    size_t at = set.n;
    while (at > 0 && set.p[at - 1] != '=')
        at--;
    struct str days = {set.p + at, set.n - at};
    out->reason = request_text(r, "reason");
    if (at < 2)
        return err_set(e, ERR_USAGE, "--set: \"%.*s\" is no rule; write WHAT=DAYS, for instance superseded=365 or source:ACLED=never", STR_F(set));
    out->what = (struct str){set.p, at - 1};
    out->days = -1;
    if (!str_is(days, "never") && (!str_to_int(days, &out->days) || out->days < 0 || out->days > 100000))
        return err_set(e, ERR_USAGE, "--set: \"%.*s\" is no number of days from 0 to 100000; \"never\" keeps for good", STR_F(days));
    return out->reason.n > 0 || err_set(e, ERR_USAGE, "say with --reason TEXT which promise or law is behind the rule");
}

static struct str days_words(struct request *r, int64_t days)
{
    return days < 0 ? str_of(say(&r->speech, T("for good"))) : desk_counted(r, TN("{n} day", "{n} days"), days);
}

static void rules_table(struct request *r, struct answer *a, const struct retention *rules, size_t n)
{
    static const char *const keys[] = {"what", "days", "reason", "time", "who"};
    static const char *const labels[] = {T("What"), T("Kept"), T("Why"), T("Time (UTC)"), T("Who")};
    struct doc_table *t = desk_table(r, a, "rules", T("How long things are kept"), ARRAY_LEN(keys), n);
    for (size_t k = 0; k < ARRAY_LEN(keys); k++)
        desk_column(r, t, k, keys[k], labels[k], false, "");
    for (size_t i = 0; i < n; i++) {
        desk_text(a, t, i, 0, rules[i].what);
        desk_both(a, t, i, 1, days_words(r, rules[i].days), NULL, rules[i].days < 0 ? STR("never") : number_words(r, rules[i].days));
        desk_text(a, t, i, 2, rules[i].reason);
        desk_text(a, t, i, 3, rules[i].time);
        desk_text(a, t, i, 4, rules[i].who);
    }
}

static void retention_json(struct request *r, struct answer *a, const struct retention *rules, size_t rule_n, const struct erasable *due, size_t due_n)
{
    struct json j;
    json_begin(&j, &a->json);
    json_object(&j);
    json_key(&j, "today"), json_text(&j, day_words(r, today(r)));
    json_key(&j, "rules");
    json_array(&j);
    for (size_t i = 0; i < rule_n; i++) {
        json_object(&j);
        json_key(&j, "what"), json_text(&j, rules[i].what);
        json_key(&j, "days");
        if (rules[i].days < 0)
            json_null(&j);
        else
            json_int(&j, rules[i].days);
        json_key(&j, "reason"), json_text(&j, rules[i].reason);
        json_key(&j, "time"), json_text(&j, rules[i].time);
        json_key(&j, "who"), json_text(&j, rules[i].who);
        json_close(&j);
    }
    json_close(&j);
    things_json(r, &j, "due", due, due_n);
    json_close(&j);
}

enum { DAYS_AHEAD = 90 };

/* A name that was mistyped keeps no promise. */
static void tell_names(struct request *r, struct answer *a, const struct retention *rules, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (rules[i].imports == 0)
            DESK_NOTE(r, a, T("The rule {what} names no import of this register, so nothing falls due by it; `diwan show REGISTER imports` shows how sources and layouts are called."),
                desk_slot("what", rules[i].what));
}

static void tell_due(struct request *r, struct answer *a, const struct erasable *due, size_t n)
{
    int64_t now = 0;
    for (size_t i = 0; i < n; i++)
        now += due[i].due.n <= today(r).n;
    if (now)
        DESK_NOTE(r, a, T("Due today: {n}. Nothing is erased by itself: `diwan erase REGISTER --due` does it; with --dry-run it only lists."),
            desk_slot("n", desk_counted(r, TN("{n} thing", "{n} things"), now)));
    else
        desk_note(r, a, n ? T("Nothing is due today.") : T("Nothing is due today or in the next 90 days."), NULL, 0);
}

static bool run_retention(struct request *r, struct answer *a, struct err *e)
{
    struct retention *rules = NULL;
    struct erasable *due = NULL;
    struct rule_set rule;
    size_t rule_n = 0, due_n = 0;
    bool sets = request_text(r, "set").n > 0;
    struct store *s = NULL;
    if (sets && !rule_read(r, &rule, e))
        return false;
    if (!desk_open(r, a, sets ? STORE_WRITE : STORE_READ, &s, e))
        return false;
    store_sign(s, r->who, r->now);
    bool fine = (!sets || store_task(s, rule_task, &rule, e)) && retention_rules(s, said_same_source, &r->arena, &rules, &rule_n, e) &&
                retention_due(s, (struct day){today(r).n + DAYS_AHEAD}, said_same_source, &r->arena, &due, &due_n, e);
    store_close(&s);
    if (!fine)
        return false;
    things_table(r, a, T("What falls due in the next 90 days"), due, due_n);
    rules_table(r, a, rules, rule_n);
    if (r->wants_json)
        retention_json(r, a, rules, rule_n, due, due_n);
    if (!rule_n)
        desk_note(r, a, T("There are no rules: everything is kept for good. `--set WHAT=DAYS --reason TEXT` makes one."), NULL, 0);
    else
        tell_due(r, a, due, due_n);
    tell_names(r, a, rules, rule_n);
    return true;
}

const struct operation operation_retention = {.name = "retention", .brief = T("how long things are kept, and what falls due"),
    .usage = "REGISTER [--set WHAT=DAYS --reason TEXT]",
    .text = T("WHAT: superseded (versions that later files replaced), undone (imports that were taken back), refused (words of rows that were refused or mended), audit, backup, source:NAME, layout:NAME. DAYS: a number, or never. Counted from the day on which a thing went out of use; of sources, layouts, refused rows and the audit, from the day on which it came. Nothing is erased by itself: `diwan erase REGISTER --due` does it, and `check` and `show` remind of it."),
    .example = "diwan retention iraq.diwan --set superseded=365 --reason \"as promised\"", .source = "",
    .options = (const struct option_spec[]){{"set", OPTION_TEXT, "WHAT=DAYS", T("make a rule; the latest of a thing counts")}, {"reason", OPTION_TEXT, "TEXT", T("the promise or the law behind it")},
        {NULL, OPTION_FLAG, NULL, NULL}},
    .needs = NEEDS_REGISTER, .run = run_retention};

/* ---- a remark for other commands ---- */

void desk_note_due(struct request *r, struct answer *a)
{
    struct err ignored = {0};
    struct erasable *due = NULL;
    size_t n = 0;
    bool unfinished = false;
    if (store_compact_due(r->store, &unfinished, &ignored) && unfinished)
        desk_note(r, a, T("An erasure was cut short: its rows are gone, but what lay in the file's free pages may still be there. `diwan erase REGISTER --finish` goes on."), NULL, 0);
    if (retention_due(r->store, today(r), said_same_source, &r->arena, &due, &n, &ignored) && n)
        DESK_NOTE(r, a, T("Due to be erased by the rules of this register: {n}. `diwan retention REGISTER` lists it."),
            desk_slot("n", desk_counted(r, TN("{n} thing", "{n} things"), (int64_t)n)));
}
