/* SPDX-License-Identifier: GPL-3.0-or-later */
/* new, add, undo: what changes the register. */
#include "core/output.h"
#include "desk/desk_priv.h"
#include <sys/stat.h>

/* ---- new ---- */

static bool run_new(struct request *r, struct answer *a, struct err *e)
{
    struct buf shown CLEANUP(buf_end) = {0};
    bool open = request_flag(r, "open"), trusting = request_flag(r, "trust-server");
    store_shown(r->path, &shown);
    if (open && trusting)
        return err_set(e, ERR_USAGE, "--open and --trust-server exclude each other: open data need no trust");
    enum register_kind kind = open ? REGISTER_OPEN : trusting ? REGISTER_TRUSTING : REGISTER_ENCRYPTED;
    if (!store_make(r->path, kind, r->keys, request_text(r, "name"), e))
        return false;
    static const char *const told[] = {
        [REGISTER_OPEN] = T("{register}: an empty register for public data. It is not encrypted: put nothing in it that could harm anyone."),
        [REGISTER_ENCRYPTED] = T("{register}: an empty register, encrypted: nobody opens it without its passphrase."),
        [REGISTER_TRUSTING] = T("{register}: an empty register on a server. It is not encrypted by Diwan: whoever runs the server, or gets its disk or its backups, can read it.")};
    DESK_NOTE(r, a, told[kind], desk_slot("register", buf_view(&shown)));
    return true;
}

const struct operation operation_new = {.name = "new", .brief = T("make an empty register"), .usage = "[--open] REGISTER.diwan [--name TITLE]",
    .text = T("Encrypted under a passphrase, which is asked twice, or taken from DIWAN_PASSPHRASE or --key-file. --open makes a plain one, for public data only: it takes nothing else. Never overwrites."),
    .example = "diwan new --open iraq.diwan --name \"Iraq\"", .source = "",
    .options = (const struct option_spec[]){{"open", OPTION_FLAG, NULL, T("a plain register for public data")},
        {"trust-server", OPTION_FLAG, NULL, T("on a server: whoever runs it may see everything")},
        {"name", OPTION_TEXT, "TITLE", T("title of the register")}, {NULL, OPTION_FLAG, NULL, NULL}},
    .needs = NEEDS_PATH, .run = run_new};

/* ---- add ---- */

/* An import's number as commands take it. */
static struct slot id_slot(struct request *r, const char *name, int64_t id)
{
    return desk_slot(name, str_of(arena_f(&r->arena, "%" PRId64, id)));
}

/* Of a spreadsheet: what was read of it, and what people who look at it may not know. */
static void say_sheet(struct request *r, struct answer *a, const struct intake_result *in)
{
    const struct intake_inside *i = &in->inside;
    struct slot slots[] = {desk_slot("file", in->import.file), desk_slot("sheet", i->sheet), desk_slot("others", i->other_sheets),
        desk_slot("columns", i->hidden_columns), desk_slot("rows", desk_counted(r, TN("{n} row", "{n} rows"), i->hidden_rows)),
        desk_slot("merged", desk_counted(r, TN("{n} merged cell", "{n} merged cells"), i->merged)),
        desk_slot("unknown", desk_counted(r, TN("{n} cell", "{n} cells"), i->unknown_cells))};
    desk_note(r, a, i->other_sheets.n ? T("{file}: the sheet {sheet} was read; not read: {others}. `--sheet NAME` names another.")
        : T("{file}: the sheet {sheet} was read."), slots, ARRAY_LEN(slots));
    if (i->hidden_sheet)
        desk_note(r, a, T("{file}: this sheet is hidden in the spreadsheet; it was read all the same."), slots, ARRAY_LEN(slots));
    if (i->hidden_rows)
        desk_note(r, a, T("{file}: hidden in the spreadsheet, but read like all others: {rows}."), slots, ARRAY_LEN(slots));
    if (i->hidden_columns.n)
        desk_note(r, a, T("{file}: columns hidden in the spreadsheet, but read like all others: {columns}."), slots, ARRAY_LEN(slots));
    if (i->merged)
        desk_note(r, a, T("{file}: {merged} over several rows: only the first row has the value. If it counts for all of them, unmerge and fill them in."), slots, ARRAY_LEN(slots));
    if (i->unknown_cells)
        desk_note(r, a, T("{file}: formulas without a value, taken as unknown: {unknown}."), slots, ARRAY_LEN(slots));
}

/* How it lay in the file: packed, in another encoding. */
static void say_inside(struct request *r, struct answer *a, const struct intake_result *in)
{
    const struct intake_inside *i = &in->inside;
    struct slot slots[] = {desk_slot("file", in->import.file), desk_slot("packing", i->packing), desk_slot("member", i->member),
        desk_slot("encoding", i->encoding), desk_slot("others", i->beside)};
    if (i->packing.n && i->member.n)
        desk_note(r, a, T("{file}: unpacked ({packing}); {member} was read."), slots, ARRAY_LEN(slots));
    else if (i->packing.n)
        desk_note(r, a, T("{file}: unpacked ({packing})."), slots, ARRAY_LEN(slots));
    if (i->beside.n)
        desk_note(r, a, T("{file}: not read, since by their names they are no tables and no maps: {others}."), slots, ARRAY_LEN(slots));
    if (i->sheet.n)
        say_sheet(r, a, in);
    if (i->encoding.n)
        desk_note(r, a, T("{file}: read as {encoding}."), slots, ARRAY_LEN(slots));
}

/* Whose place a dialogue takes, and how that comes back. */
static void say_earlier(struct request *r, struct answer *a, const struct intake_result *in)
{
    const struct intake_dialogue *d = &in->dialogue;
    for (size_t i = 0; i < d->earlier_n; i++) {
        struct slot slots[] = {desk_slot("dialogue", d->name), desk_slot("earlier", d->earlier[i].name), id_slot(r, "id", in->import.id),
            desk_slot("now", desk_counted(r, TN("{n} vote", "{n} votes"), d->votes)), desk_slot("before", desk_counted(r, TN("{n} vote", "{n} votes"), d->earlier[i].votes))};
        bool same = str_eq(d->name, d->earlier[i].name), back = in->import.id > 0 && !d->earlier_gone;
        if (back)
            desk_note(r, a, same ? T("It takes the place of what the register had of the dialogue {dialogue} ({before}; now {now}); `diwan undo REGISTER {id}` brings that back.")
                : T("It takes the place of the dialogue {earlier} ({before}); this one, {dialogue}, has {now}. `diwan undo REGISTER {id}` brings the earlier one back."), slots, ARRAY_LEN(slots));
        else
            desk_note(r, a, same ? T("It takes the place of what the register had of the dialogue {dialogue} ({before}; now {now}).")
                : T("It takes the place of the dialogue {earlier} ({before}); this one, {dialogue}, has {now}."), slots, ARRAY_LEN(slots));
    }
    if (d->earlier_n && str_eq(d->name, d->earlier[0].name)) /* else it was known by its address */
        desk_note(r, a, T("A dialogue that is another one needs a name of its own (`--dialogue NAME`)."), NULL, 0);
}

/* This very file is there, but a later import took the place of its dialogue. */
static void say_out_of_use(struct request *r, struct answer *a, const struct intake_dialogue *d)
{
    struct slot slots[] = {desk_slot("dialogue", d->name), id_slot(r, "id", d->back_first), desk_slot("ids", d->back_by)};
    if (d->back_n == 1)
        desk_note(r, a, T("But the dialogue {dialogue} as it stands in this file is out of use: import {id} took its place. `diwan undo REGISTER {id}` brings it back."), slots, ARRAY_LEN(slots));
    else if (d->back_n)
        desk_note(r, a, T("But the dialogue {dialogue} as it stands in this file is out of use: later imports took its place. `diwan undo` of each of them in this order brings it back: {ids}."),
            slots, ARRAY_LEN(slots));
}

/* Of a dialogue: whose it is taken to be, and what an importer must say. */
static void say_dialogue(struct request *r, struct answer *a, const struct intake_dialogue *d)
{
    struct slot slots[] = {desk_slot("dialogue", d->name), desk_slot("people", desk_counted(r, TN("{n} participant", "{n} participants"), d->participants)),
        desk_slot("statements", desk_counted(r, TN("{n} statement", "{n} statements"), d->statements)),
        desk_slot("meta", desk_counted(r, TN("{n} statement", "{n} statements"), d->meta))};
    desk_note(r, a, d->own ? T("The dialogue {dialogue}: {people}, {statements}. It counts as held with people here: nothing about a single participant is ever shown. "
                               "`--public` says that others published it person by person.")
        : T("The dialogue {dialogue}: {people}, {statements}. It counts as published by others, person by person."), slots, ARRAY_LEN(slots));
    if (d->taken_as_published)
        desk_note(r, a, T("This register is for public data, so the dialogue is taken as published; `--public` says so."), NULL, 0);
    if (d->meta_unsaid)
        desk_note(r, a, T("The file does not say which statements are about the participant (age, gender, language ...) or the process. They decide which groups are found: "
                          "name them with `--meta FILE`, one number a line."), NULL, 0);
    else if (d->meta)
        desk_note(r, a, T("About the participant or the process, and so left out when groups are looked for: {meta}."), slots, ARRAY_LEN(slots));
}

static void say_result(struct request *r, struct answer *a, const struct intake_result *in)
{
    say_inside(r, a, in);
    const struct import *im = &in->import;
    struct slot slots[] = {desk_slot("file", im->file), desk_slot("layout", im->layout),
        desk_slot("rows", desk_counted(r, TN("{n} row read", "{n} rows read"), im->rows)),
        desk_slot("kept", desk_counted(r, TN("{n} kept", "{n} kept"), im->kept)),
        desk_slot("known", desk_counted(r, TN("{n} already there", "{n} already there"), im->known)),
        desk_slot("superseded", desk_counted(r, TN("{n} corrected an earlier row", "{n} corrected an earlier row"), im->superseded)),
        desk_slot("repaired", desk_counted(r, TN("{n} repaired", "{n} repaired"), im->repaired)),
        desk_slot("refused", desk_counted(r, TN("{n} refused", "{n} refused"), im->refused))};
    if (in->same_file)
        desk_note(r, a, T("{file}: this very file is in the register already; nothing was changed ({known})."), slots, ARRAY_LEN(slots));
    else
        desk_note(r, a, T("{file} ({layout}): {rows}, {kept}, {known}, {superseded}, {repaired}, {refused}."), slots, ARRAY_LEN(slots));
    if (request_flag(r, "dry-run"))
        desk_note(r, a, T("This was a dry run: the register is as it was."), NULL, 0);
    else if (!in->same_file && im->id > 0) {
        DESK_NOTE(r, a, T("Import {id}; `diwan undo REGISTER {id}` takes it back."), id_slot(r, "id", im->id));
    }
    if (in->same_file)
        say_out_of_use(r, a, &in->dialogue);
    if (in->dialogue.name.n && !in->same_file) {
        say_dialogue(r, a, &in->dialogue);
        say_earlier(r, a, in);
    }
    if (in->mapping.n)
        DESK_NOTE(r, a, T("{file}: read by the mapping {mapping}."), desk_slot("file", im->file), desk_slot("mapping", in->mapping));
    if (in->took_back)
        DESK_NOTE(r, a, T("{file}: a list of incidents that their source took back; out of use here: {n}."), desk_slot("file", im->file),
            desk_slot("n", desk_counted(r, TN("{n} incident", "{n} incidents"), im->superseded)));
}

/* Once for all files: how the register's incidents lie now, or what is wanting for them to lie anywhere. */
static void say_placed(struct request *r, struct answer *a, const struct intake *in)
{
    const struct intake_result *told = NULL;
    bool incidents = false;
    for (size_t i = 0; i < intake_count(in); i++) {
        const struct intake_result *one = intake_told(in, i);
        incidents |= one->import.id > 0 && one->is_incidents;
        if (one->placed_level >= 0)
            told = one;
    }
    if (told) {
        const int64_t *how = told->placed.how;
        struct slot slots[] = {desk_number_slot(r, "level", told->placed_level), desk_number_slot(r, "point", how[PLACED_POINT]), desk_number_slot(r, "near", how[PLACED_NEAR]),
            desk_number_slot(r, "name", how[PLACED_NAME]), desk_number_slot(r, "coarse", how[PLACED_COARSE]), desk_number_slot(r, "outside", how[PLACED_OUTSIDE]),
            desk_number_slot(r, "nothing", how[PLACED_UNKNOWN])};
        desk_note(r, a, T("All incidents of the register, at level {level} of places: by their point {point}, by the nearest border {near}, by name {name}. Place not known: coded too coarsely {coarse}, outside all borders {outside}, nothing to go by {nothing}."), slots, ARRAY_LEN(slots));
    } else if (incidents)
        desk_note(r, a, T("There are no borders in the register yet, so its incidents count for no governorate. `diwan add REGISTER FILE` with a file of borders mends that; the order does not matter."), NULL, 0);
}

/* file: line: column: "found": expected; advice */
static const char *problem_line(struct request *r, const struct import *im, const struct problem *p)
{
    struct buf b CLEANUP(buf_end) = {0}, words CLEANUP(buf_end) = {0};
    bool records = str_is(im->layout, "shapefile-borders") || str_is(im->layout, "geopackage-borders"); /* they have no lines */
    if (p->line > 0)
        buf_f(&words, records ? T("record %" PRId64) : T("line %" PRId64), p->line), buf_text(&words, ": ");
    problem_words(p, &words);
    buf_f(&b, "  %.*s: ", STR_F(im->file));
    say_cause(&r->speech, buf_view(&words), false, &b);
    return arena_text(&r->arena, b.p, b.n);
}

/* The first few problems in words, the rest counted by kind: a file of a million rows must not flood. */
static void say_problems(struct request *r, struct answer *a, const struct intake_result *in)
{
    enum { SHOWN = 5 };
    size_t shown = 0;
    bool borders = str_ends(in->import.layout, "-borders"), own = str_is(in->import.layout, "incidents") || str_is(in->import.layout, "findings") || in->dialogue.name.n > 0; /* much noted of them is not in the records that `check` looks at */
    for (size_t i = 0; i < in->problem_n; i++) {
        const struct problem *p = &in->problems[i];
        bool whole = in->dialogue.name.n && p->severity == PROBLEM_NOTED && p->line == 0; /* told once of all rows: not hidden behind faults of a few */
        if (shown >= SHOWN && !whole)
            continue;
        bool order = p->severity == PROBLEM_NOTED && str_is(p->code, "dates_order");
        if (order) /* wrong, it would be wrong for every row */
            DESK_NOTE(r, a, T("{file}: the order of day and month in its dates follows from {found}, which can be read in one way only. If that is a slip, say --dates dmy or --dates mdy."),
                desk_slot("file", in->import.file), desk_slot("found", p->found));
        if (order || (p->severity == PROBLEM_NOTED && !borders && !own))
            continue;
        shown += !whole;
        answer_note(a, problem_line(r, &in->import, p));
    }
    if (in->passed > 0)
        DESK_NOTE(r, a, T("Passed over by the rule of this layout, which takes violent incidents only: {n}."), desk_slot("n", desk_counted(r, TN("{n} row", "{n} rows"), in->passed)));
    if (in->noted > 0 && !borders)
        DESK_NOTE(r, a, own ? T("Kept as it stands, but odd: {n}; `--json` lists each.") : T("Kept as it stands, but odd: {n}; `diwan check REGISTER` lists the kinds."), desk_slot("n", desk_counted(r, TN("{n} row", "{n} rows"), in->noted)));
}

/* Only what applies. */
static void json_inside(struct json *j, const struct intake_inside *in)
{
    const struct { const char *key; struct str text; } facts[] = {{"unpacked", in->packing}, {"member", in->member}, {"not_read", in->beside},
        {"sheet", in->sheet}, {"other_sheets", in->other_sheets}, {"hidden_columns", in->hidden_columns}, {"encoding", in->encoding}};
    const struct { const char *key; int64_t n; } counts[] = {{"hidden_rows", in->hidden_rows}, {"merged_cells", in->merged}, {"unknown_cells", in->unknown_cells}};
    for (size_t i = 0; i < ARRAY_LEN(facts); i++)
        if (facts[i].text.n)
            json_key(j, facts[i].key), json_text(j, facts[i].text);
    for (size_t i = 0; i < ARRAY_LEN(counts); i++)
        if (counts[i].n)
            json_key(j, counts[i].key), json_int(j, counts[i].n);
    if (in->hidden_sheet)
        json_key(j, "hidden_sheet"), json_bool(j, true);
}

static void json_dialogue(struct json *j, const struct intake_dialogue *d)
{
    json_key(j, "dialogue");
    json_object(j);
    json_key(j, "name"), json_text(j, d->name);
    json_key(j, "published"), json_bool(j, !d->own);
    json_key(j, "participants"), json_int(j, d->participants);
    json_key(j, "statements"), json_int(j, d->statements);
    json_key(j, "meta_statements"), json_int(j, d->meta);
    json_key(j, "meta_said"), json_bool(j, !d->meta_unsaid);
    json_key(j, "attributes"), json_int(j, d->attributes);
    json_key(j, "votes"), json_int(j, d->votes);
    json_key(j, "replaces");
    json_array(j);
    for (size_t i = 0; i < d->earlier_n; i++) {
        json_object(j);
        json_key(j, "name"), json_text(j, d->earlier[i].name);
        json_key(j, "votes"), json_int(j, d->earlier[i].votes);
        json_close(j);
    }
    json_close(j);
    if (d->back_n)
        json_key(j, "back_by_undo_of"), json_text(j, d->back_by);
    json_close(j);
}

static void json_result(struct json *j, const struct intake_result *in)
{
    const struct import *im = &in->import;
    char hex[65];
    digest_hex(&im->sha256, hex);
    json_object(j);
    json_key(j, "file"), json_text(j, im->file);
    json_key(j, "layout"), json_text(j, im->layout);
    json_inside(j, &in->inside);
    json_key(j, "sha256"), json_text(j, str_of(hex));
    json_key(j, "rows"), json_int(j, im->rows);
    json_key(j, "kept"), json_int(j, im->kept);
    json_key(j, "repaired"), json_int(j, im->repaired);
    json_key(j, "refused"), json_int(j, im->refused);
    json_key(j, "known"), json_int(j, im->known);
    json_key(j, "superseded"), json_int(j, im->superseded);
    json_key(j, "noted"), json_int(j, in->noted);
    if (in->dialogue.name.n)
        json_dialogue(j, &in->dialogue);
    json_key(j, "passed"), json_int(j, in->passed);
    json_key(j, "problems");
    json_array(j);
    for (size_t i = 0; i < in->problem_n; i++) {
        const struct problem *p = &in->problems[i];
        static const char *const severities[] = {"", "refused", "repaired", "noted"};
        json_object(j);
        json_key(j, "line"), json_int(j, p->line);
        json_key(j, "column"), json_text(j, p->column);
        json_key(j, "found"), json_text(j, p->found);
        json_key(j, "expected"), json_text(j, p->expected);
        json_key(j, "advice"), json_text(j, p->advice);
        json_key(j, "severity"), json_text(j, str_of(severities[p->severity]));
        json_key(j, "code"), json_text(j, p->code);
        json_close(j);
    }
    json_close(j);
    json_close(j);
}

static bool open_again(void *context, size_t i, struct file_stream *f, struct err *e)
{
    struct request *r = context;
    return file_open(arena_text(&r->arena, r->arguments[i].p, r->arguments[i].n), f, e);
}

/* The table of refused rows takes the place of what bears its name: never that of a file which this command reads. */
static bool refused_apart(struct request *r, struct err *e)
{
    struct str path = request_text(r, "refused");
    struct stat own, other;
    if (!path.n || stat(path.p, &own) != 0)
        return true;
    bool same = stat(r->path, &other) == 0 && own.st_dev == other.st_dev && own.st_ino == other.st_ino;
    for (size_t i = 0; i < r->argument_n && !same; i++)
        same = stat(arena_text(&r->arena, r->arguments[i].p, r->arguments[i].n), &other) == 0 && own.st_dev == other.st_dev && own.st_ino == other.st_ino;
    return !same || err_set(e, ERR_USAGE, "--refused %s: is a file that this command reads, and would be written over; name another file", path.p);
}

/* Also where the register took nothing: a file with no row that can be kept wants mending most. */
static bool write_refused(struct request *r, const struct intake *in, struct err *e)
{
    struct str path = request_text(r, "refused");
    struct buf out CLEANUP(buf_end) = {.most = SIZE_MAX / 4};
    return !path.n || (intake_refused(in, open_again, r, &out, e) && output_file(path.p, buf_view(&out), e));
}

static bool any_refused(const struct intake *in)
{
    for (size_t i = 0; i < intake_count(in); i++)
        if (intake_told(in, i)->import.refused)
            return true;
    return false;
}

/* All files are read first and written together: the command does its whole work or leaves the register as it was. */
static bool read_files(struct request *r, struct intake *in, struct err *e)
{
    for (size_t i = 0; i < r->argument_n; i++)
        if (!desk_read_file(r, in, arena_text(&r->arena, r->arguments[i].p, r->arguments[i].n), e))
            return false;
    return true;
}

static void tell_files(struct request *r, struct answer *a, const struct intake *in)
{
    struct json j;
    bool list = intake_count(in) > 1;
    if (r->wants_json) {
        json_begin(&j, &a->json);
        if (list) {
            json_object(&j);
            json_key(&j, "files");
            json_array(&j);
        }
    }
    for (size_t i = 0; i < intake_count(in); i++) {
        const struct intake_result *result = intake_told(in, i);
        if (r->wants_json)
            json_result(&j, result);
        say_result(r, a, result);
        say_problems(r, a, result);
        desk_note_identifying(r, a, &result->import);
    }
    if (r->wants_json && list) {
        json_close(&j);
        json_close(&j);
    }
    say_placed(r, a, in);
}

/* --meta FILE: read whole; the statements it names are looked for when the dialogue is. */
static bool meta_read(struct request *r, struct intake_options *o, struct err *e)
{
    enum { META_MOST = 4 << 20 };
    struct str path = request_text(r, "meta");
    struct file_stream file;
    struct buf text CLEANUP(buf_end) = {.most = META_MOST};
    if (!path.n)
        return true;
    if (!file_open(path.p, &file, e))
        return false;
    bool good = stream_all(&file.s, META_MOST, &text, e);
    o->meta_file = file.s.name;
    file_close(&file);
    o->meta = (struct str){arena_text(&r->arena, text.p ? text.p : "", text.n), text.n};
    return good;
}

static bool run_add(struct request *r, struct answer *a, struct err *e)
{
    struct intake_options o = {.source = request_text(r, "source"), .layout = request_text(r, "as"), .sheet = request_text(r, "sheet"), .encoding = request_text(r, "encoding"),
        .map = request_text(r, "map"), .dates = request_text(r, "dates"), .all_refused = request_text(r, "refused").n > 0,
        .level = (int)request_whole(r, "level", -1), .layer = request_text(r, "layer"), .dry_run = request_flag(r, "dry-run"),
        .dialogue = request_text(r, "dialogue"), .signs = request_text(r, "signs"), .published = request_flag(r, "public"), .who = r->who, .time = r->now};
    if (!refused_apart(r, e) || !meta_read(r, &o, e))
        return false;
    struct intake *in = intake_begin(r->store, &o, r->progress);
    bool done = read_files(r, in, e) && intake_write(in, e);
    struct err unwritten = {0};
    if ((done || any_refused(in)) && !write_refused(r, in, &unwritten)) {
        struct err first = *e;
        intake_end(&in);
        if (!done)
            return err_set(e, first.code, "%s; and the refused rows could not be written: %s", first.text, unwritten.text);
        *e = unwritten;
        return err_within(e, "the files were added, but the refused rows could not be written");
    }
    if (done) {
        tell_files(r, a, in);
        if (!o.dry_run && !r->wants_json)
            desk_note_names(r, a);
    } else if (r->argument_n > 1)
        err_within(e, "none of the %zu files was added", r->argument_n);
    intake_end(&in);
    return done;
}

const struct operation operation_add = {.name = "add", .brief = T("read files into the register"),
    .usage = "REGISTER FILE... [--as LAYOUT|MAPPING] [--source NAME] [--sheet NAME] [--encoding NAME] [--map FIELD=COLUMN,...] [--dates dmy|mdy] [--refused PATH] [--level N] [--layer NAME] [--meta FILE] [--public] [--dialogue NAME] [--signs api|export] [--dry-run]",
    .text = T("Finds out from the content what a file is: incidents (UCDP GED and its candidate events, ACLED and its list of deleted events, GTD, GDELT, tables with HXL tags, your own tables), borders (GeoJSON, shapefile, GeoPackage), population, dialogues (exports of Polis, answers of its API, your own tables of statements and votes), or what people say (aliases, observability, phases, licences). Tables may be CSV or XLSX, files packed with gzip, zstd or zip. All files named go in together or not at all. The same file twice changes nothing; a corrected file replaces what it brought. docs/formats.md has the columns."),
    .example = "diwan add iraq.diwan borders.geojson population.csv incidents.csv", .source = "",
    .options = (const struct option_spec[]){{"as", OPTION_TEXT, "LAYOUT", T("read the file as this layout, or by a mapping of this name")},
        {"source", OPTION_TEXT, "NAME", T("name of the source, where it is not the layout's own")},
        {"sheet", OPTION_TEXT, "NAME", T("sheet of a spreadsheet, where it is not the first that fits")},
        {"encoding", OPTION_TEXT, "NAME", T("encoding of the text, where it is not UTF-8: windows-1256, windows-1252, utf-16")},
        {"map", OPTION_TEXT, "FIELD=COLUMN,...", T("an incident table whose columns are called otherwise: which is which; kept under the name of --as")},
        {"dates", OPTION_CHOICE, "dmy|mdy", T("order of day and month in dates like 03/04/2018")},
        {"refused", OPTION_TEXT, "PATH", T("write the refused rows there, with reasons, to be mended and added again")},
        {"level", OPTION_WHOLE, "N", T("level of borders: 1 governorates, 2 districts")},
        {"layer", OPTION_TEXT, "NAME", T("the one layer meant, of a file of borders that has several")},
        {"meta", OPTION_TEXT, "FILE", T("of a dialogue: the numbers of the statements about the participant or the process, one a line")},
        {"public", OPTION_FLAG, NULL, T("the dialogue is one that others published, person by person")},
        {"dialogue", OPTION_TEXT, "NAME", T("what the dialogue is called, where it is not as its folder or file")},
        {"signs", OPTION_CHOICE, "api|export", T("votes as JSON whose sign cannot be told: agree is -1 (api) or 1 (export)")},
        {"dry-run", OPTION_FLAG, NULL, T("only say what would happen")}, {NULL, OPTION_FLAG, NULL, NULL}},
    .needs = NEEDS_WRITE, .least = 1, .most = 1000, .run = run_add};

/* ---- undo ---- */

/* Borders and population that a later file repeated went in with the first: they go with it too, and the later file must
 * be added again. (Incidents pass to the later import by themselves.) */
static bool note_repeats(struct request *r, struct answer *a, int64_t id, struct err *e)
{
    struct rows *rows CLEANUP(rows_drop) = store_rows(r->store,
        "SELECT m.id, m.file FROM import AS m JOIN import AS x ON x.origin = m.origin AND x.layout = m.layout WHERE x.origin = $1 "
        "AND x.id = $2 AND m.id > $2 AND m.undone = 0 AND m.known > 0 AND m.layout IN ('population', 'geojson-borders', 'shapefile-borders', 'geopackage-borders', 'aliases', 'observability', 'phases', 'licences') ORDER BY m.id",
        WITH(bind_int(store_origin(r->store)), bind_int(id)));
    while (rows_next(rows)) {
        struct str file = rows_text(rows, 1);
        DESK_NOTE(r, a, T("{file} repeated some of what was taken back; add it again to have that in use."),
            desk_slot("file", (struct str){arena_text(&r->arena, file.p, file.n), file.n}));
    }
    return rows_end(&rows, e);
}

static bool run_undo(struct request *r, struct answer *a, struct err *e)
{
    int64_t id = 0;
    if (!str_to_int(r->arguments[0], &id) || id <= 0)
        return err_set(e, ERR_USAGE, "\"%.*s\" is not the number of an import; `diwan show REGISTER imports` lists them", STR_F(r->arguments[0]));
    if (!intake_undo(r->store, id, r->who, r->progress, e))
        return false;
    DESK_NOTE(r, a, T("Import {id} is taken back; what it had replaced is in use again."), desk_slot("id", r->arguments[0]));
    return note_repeats(r, a, id, e);
}

const struct operation operation_undo = {.name = "undo", .brief = T("take one import back whole"), .usage = "REGISTER IMPORT",
    .text = T("What the import brought goes out of use, what it had replaced comes back. Nothing is erased: adding the file again brings it back."),
    .example = "diwan undo iraq.diwan 3", .source = "", .options = (const struct option_spec[]){{NULL, OPTION_FLAG, NULL, NULL}}, .needs = NEEDS_WRITE,
    .least = 1, .most = 1, .run = run_undo};
