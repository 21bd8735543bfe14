/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * release: a brief that somebody answers for. The file and its line in the record come together: the bytes lie beside the file until
 * the record is kept, and get their name then. So a file under a name was always recorded; a machine that dies in between may leave a
 * record without its file, never a file without its record.
 */
#include "desk/release_people.h"
#include "desk/release_publish.h"
#include "desk/release_record.h"

#include "brief/checklist.h"
#include "brief/media.h"
#include "core/output.h"
#include "desk/desk_priv.h"
#include <unistd.h>

/* ---- the checklist ----------------------------------------------------------------------------- */

static bool contributes(const struct brief_data *b, size_t source) { return b->by_source[source].incidents > 0; }

/* What each source allows, and what that means here. */
static void tell_licences(struct request *r, const struct brief_data *b, struct buf *out)
{
    const struct incident_columns *c = b->columns;
    for (size_t i = 0; i < c->source_n; i++) {
        enum licence v = (enum licence)c->licences[i];
        if (!contributes(b, i))
            continue;
        struct slot slots[] = {desk_slot("source", c->sources[i]), desk_slot("licence", v == LICENCE_UNKNOWN ? STR("") : str_of(say(&r->speech, desk_licence_words(v))))};
        buf_str(out, v == LICENCE_UNKNOWN ? desk_told(r, T("{source}: nobody has stated its licence. Its records are counted; no single one is shown."), slots, 2)
            : guard_record(v, RECORD_PASSED_ON) ? desk_told(r, T("{source}: {licence}."), slots, 2)
                                                : desk_told(r, T("{source}: {licence}. Its records are counted; no single one is shown."), slots, 2));
        buf_char(out, '\n');
    }
}

static void tell_unseen(struct request *r, const struct brief_data *b, struct buf *out)
{
    buf_str(out, b->judgement_n ? desk_counted(r, TN("{n} judgement bears on this place and time: the brief tells it.", "{n} judgements bear on this place and time: the brief tells them."), (int64_t)b->judgement_n)
                                : desk_told(r, T("Nobody has judged where it was possible to look: the brief says so."), NULL, 0));
    buf_char(out, '\n');
}

/* What the program can say to an item by itself: lines. */
static void tell_facts(struct request *r, const struct brief_data *b, const struct people *p, int item, struct buf *out)
{
    if (strcmp(checklist[item].code, "licences") == 0)
        tell_licences(r, b, out);
    else if (strcmp(checklist[item].code, "unseen") == 0)
        tell_unseen(r, b, out);
    else if (strcmp(checklist[item].code, "recognised") == 0)
        people_tell(r, p, out);
    else if (strcmp(checklist[item].code, "check") == 0)
        people_tell_register(r, p, out);
}

/* --confirm names each item; nothing confirms all at once. */
static bool confirmed_by_name(struct request *r, const struct brief_data *b, const struct people *p, struct answer *a, struct err *e)
{
    bool named[CHECKLIST_ITEMS] = {false};
    struct buf missing CLEANUP(buf_end) = {0}, facts CLEANUP(buf_end) = {0};
    for (struct str rest = request_text(r, "confirm"); rest.n;) {
        const char *comma = memchr(rest.p, ',', rest.n);
        struct str one = {rest.p, comma ? (size_t)(comma - rest.p) : rest.n};
        int item = checklist_find(str_trim(one));
        if (item < 0)
            return err_set(e, ERR_USAGE, "--confirm: \"%.*s\" is no item of the checklist; `diwan help release` lists them", STR_F(one));
        named[item] = true;
        rest.p += one.n + (comma != NULL);
        rest.n -= one.n + (comma != NULL);
    }
    for (int i = 0; i < CHECKLIST_ITEMS; i++) {
        if (!named[i])
            buf_f(&missing, "%s%s", missing.n ? ", " : "", checklist[i].code);
        if (strcmp(checklist[i].code, "check") != 0) /* the same as with "recognised": once is enough */
            tell_facts(r, b, p, i, &facts);
    }
    if (missing.n)
        return err_set(e, ERR_DENIED, "not released: --confirm leaves out %s; each item is to be confirmed by somebody who knows (`diwan help release`)", missing.p);
    if (facts.n)
        buf_str(&a->said, buf_view(&facts));
    return true;
}

static bool confirmed_one_by_one(struct request *r, const struct brief_data *b, const struct people *p, struct err *e)
{
    for (int i = 0; i < CHECKLIST_ITEMS; i++) {
        bool yes = false;
        struct buf facts CLEANUP(buf_end) = {0};
        tell_facts(r, b, p, i, &facts);
        if (!r->answerer->yes_or_no(r->answerer->arg, &r->speech, facts.p ? facts.p : "", say(&r->speech, checklist[i].question), &yes, e))
            return false;
        if (!yes)
            return err_set(e, ERR_DENIED, "not released (%s): %s", checklist[i].code, checklist[i].advice);
    }
    return true;
}

static bool confirm(struct request *r, const struct brief_data *b, const struct people *p, struct answer *a, struct err *e)
{
    if (request_flag(r, "confirm"))
        return confirmed_by_name(r, b, p, a, e);
    if (!r->answerer)
        return err_set(e, ERR_USAGE, "nobody is there to answer the checklist: run it on a terminal, or name what somebody has confirmed: --confirm read,recognised,licences,check,unseen,words,informed,harm,law,reply");
    return confirmed_one_by_one(r, b, p, e);
}

/* ---- the record -------------------------------------------------------------------------------- */

static struct str place_code(const struct brief_data *b)
{
    if (b->request.place < 0)
        return STR("");
    const struct place *p = gazetteer_place(b->places, (size_t)b->place);
    return p->code.n ? p->code : p->name;
}

/* A name of a source as it may stand in a line. */
static void put_line_safe(struct buf *b, struct str s)
{
    for (size_t i = 0; i < s.n; i++)
        buf_char(b, s.p[i] == '\n' || s.p[i] == '\r' ? ' ' : s.p[i]);
}

static struct str checklist_text(struct request *r, const struct brief_data *b, const struct people *p, struct day day)
{
    struct buf t CLEANUP(buf_end) = {0};
    buf_f(&t, "version=%d\nday=", (int)CHECKLIST_VERSION);
    buf_day(&t, day);
    buf_char(&t, '\n');
    for (int i = 0; i < CHECKLIST_ITEMS; i++)
        buf_f(&t, "%s=yes\n", checklist[i].code);
    for (size_t i = 0; i < b->columns->source_n; i++) {
        if (!contributes(b, i))
            continue;
        enum licence v = (enum licence)b->columns->licences[i];
        buf_text(&t, "licence of ");
        put_line_safe(&t, b->columns->sources[i]);
        buf_f(&t, "=%s\n", v == LICENCE_UNKNOWN ? "not stated" : licence_code(v));
    }
    people_record(p, &t);
    return (struct str){arena_text(&r->arena, t.p, t.n), t.n};
}

static struct str base_name(struct str path)
{
    const char *slash = memrchr(path.p, '/', path.n);
    return slash ? (struct str){slash + 1, path.n - (size_t)(slash + 1 - path.p)} : path;
}

struct recording {
    struct publication *p;
    int64_t generation; /* of the register that the brief was made from */
};

/* A checklist may wait for hours: what was answered for is recorded only while the register is the one that it was answered of. */
static bool add_record(struct store *s, void *arg, struct err *e)
{
    const struct recording *w = arg;
    int64_t now = 0;
    if (!store_generation(s, &now, e))
        return false;
    if (now != w->generation)
        return err_set(e, ERR_DENIED, "not released: the register was changed after this brief was made from it; look at the brief again and run `diwan release` once more");
    return publication_add(s, w->p, e);
}

static bool remove_record(struct store *s, void *arg, struct err *e)
{
    const struct publication *p = arg;
    return store_do(s, "DELETE FROM publication WHERE origin = $1 AND id = $2", WITH(bind_int(p->origin), bind_int(p->id)), e) &&
        store_audit(s, "release", STR("the file could not be written: its record is taken away"), e);
}

/* Both or neither: the file gets its name once the record is kept. */
static bool keep_both(struct request *r, const char *path, struct str bytes, int64_t generation, struct publication *p, struct err *e)
{
    struct output o;
    struct recording w = {p, generation};
    if (access(path, F_OK) == 0)
        return err_set(e, ERR_USAGE, "%s: is there already, and a release writes over nothing; name another file", path);
    bool good = output_begin(&o, path, bytes, e) && store_task(r->store, add_record, &w, e);
    if (good && !output_end_new(&o, e)) {
        struct err second = {0};
        good = store_task(r->store, remove_record, p, &second) ? false : err_within(e, "publication %" PRId64 " is recorded without its file", p->id);
    }
    output_drop(&o);
    return good;
}

/* ---- the work ---------------------------------------------------------------------------------- */

struct releasing {
    struct brief_signoff signoff;
    enum medium medium;
    struct str path, note;
};

static bool read_request(struct request *r, struct releasing *w, struct err *e)
{
    struct day today, last, day = request_day(r, "day");
    w->path = request_text(r, "o");
    w->note = str_trim(request_text(r, "note"));
    if (!w->path.n)
        return err_set(e, ERR_USAGE, "no file is named: -o FILE says where the released brief goes");
    if (!request_flag(r, "signed-by"))
        return err_set(e, ERR_USAGE, "nobody answers for it: --signed-by \"Name, role\" says who does");
    if (!medium_of_file(w->path, &w->medium, e) || !signer_read(request_text(r, "signed-by"), "signed-by", &w->signoff.by, e))
        return false;
    if (!day_parse((struct str){r->now.p, MIN_OF(r->now.n, (size_t)10)}, &today, &last))
        return err_set(e, ERR_SYSTEM, "the clock gives no day");
    if (day_known(day) && day.n > today.n)
        return err_set(e, ERR_USAGE, "--day: a brief is not signed off on a day that has not come yet");
    w->signoff.day = day_known(day) ? day : today;
    return true;
}

static void tell_release(struct request *r, struct answer *a, const struct publication *p, bool invented)
{
    DESK_NOTE(r, a, T("{file}: released as publication {n}, signed by {name}."), desk_slot("file", p->file), desk_number_slot(r, "n", p->id), desk_slot("name", p->signed_by));
    DESK_NOTE(r, a, T("SHA-256 {digest}. `diwan release REGISTER --verify FILE` tells whether a file is this one."), desk_slot("digest", p->sha256));
    if (invented)
        desk_note(r, a, T("The country of this register does not exist: every place, institution, person and number in it is invented."), NULL, 0);
}

static struct str hex_of(struct request *r, const struct digest *d)
{
    char *hex = ARENA_ARRAY(&r->arena, char, 65);
    digest_hex(d, hex);
    return (struct str){hex, 64};
}

static struct str digest_of(struct request *r, struct str bytes)
{
    struct hasher h;
    hash_begin(&h);
    hash_add(&h, bytes.p, bytes.n);
    struct digest d = hash_end(&h);
    return hex_of(r, &d);
}

static bool release(struct request *r, struct answer *a, const struct incident_columns *c, struct err *e)
{
    struct releasing w = {0};
    struct brief_data b;
    struct people people;
    struct doc *doc = NULL;
    struct buf bytes CLEANUP(buf_end) = {.most = SIZE_MAX / 4};
    if (!read_request(r, &w, e) || !desk_brief(r, a, c, &w.signoff, &b, e) || !people_look(r, &b, &people, e) || !confirm(r, &b, &people, a, e) || !release_may(r, &b, w.signoff.by, w.signoff.day, e) || !brief_make(&b, &r->speech, &doc, e))
        return false;
    bool good = medium_write(doc, w.medium, request_flag(r, "plain"), &bytes, e);
    doc_free(&doc);
    struct publication p = {.file = base_name(w.path), .medium = str_of(medium_name(w.medium)), .language = str_of(language_code(r->speech.language)), .place = place_code(&b),
        .from = month_first(b.from_month), .to = month_last(b.to_month), .fingerprint = hex_of(r, &c->fingerprint), .signed_by = w.signoff.by,
        .checklist = checklist_text(r, &b, &people, w.signoff.day), .note = w.note, .time = r->now, .who = r->who};
    if (!good)
        return false;
    p.sha256 = digest_of(r, buf_view(&bytes));
    if (!keep_both(r, arena_text(&r->arena, w.path.p, w.path.n), buf_view(&bytes), c->generation, &p, e))
        return false;
    a->written = true;
    tell_release(r, a, &p, b.request.invented);
    return true;
}

/* ---- is this one, and does it stand? ----------------------------------------------------------- */

static bool file_hash(struct request *r, struct str path, struct str *hex, struct err *e)
{
    struct file_stream in;
    struct buf bytes CLEANUP(buf_end) = {0};
    enum { MOST = 256 << 20 };
    bytes.most = MOST;
    if (!file_open(arena_text(&r->arena, path.p, path.n), &in, e))
        return false;
    bool good = stream_all(&in.s, MOST, &bytes, e);
    file_close(&in);
    if (good)
        *hex = digest_of(r, buf_view(&bytes));
    return good;
}

static void verdict_json(struct request *r, struct answer *a, struct str file, struct str hex, const struct publication *p)
{
    struct json j;
    (void)r;
    json_begin(&j, &a->json);
    json_object(&j);
    json_key(&j, "file"), json_text(&j, file);
    json_key(&j, "sha256"), json_text(&j, hex);
    json_key(&j, "released"), json_bool(&j, p != NULL);
    json_key(&j, "stands"), json_bool(&j, p && !p->withdrawn.n);
    if (p) {
        json_key(&j, "publication"), json_int(&j, p->id);
        json_key(&j, "signed_by"), json_text(&j, p->signed_by);
        json_key(&j, "day"), json_text(&j, publication_fact(p, "day"));
        json_key(&j, "time"), json_text(&j, p->time);
        json_key(&j, "fingerprint"), json_text(&j, p->fingerprint);
        json_key(&j, "withdrawn");
        if (p->withdrawn.n)
            json_text(&j, p->withdrawn);
        else
            json_null(&j);
        json_key(&j, "note"), json_text(&j, p->note);
    }
    json_close(&j);
}

static void say_verdict(struct request *r, struct answer *a, const char *msgid, const struct slot *slots, size_t n)
{
    if (!a->doc)
        a->doc = doc_new(&r->speech);
    words_say(a->doc, &doc_add(a->doc, BLOCK_PARAGRAPH)->words, msgid, slots, n);
}

static void verdict(struct request *r, struct answer *a, struct str file, const struct publication *p)
{
    struct day day = DAY_NONE, last;
    struct buf said CLEANUP(buf_end) = {0};
    if (p && day_parse(publication_fact(p, "day"), &day, &last))
        say_day(&r->speech, &said, day);
    struct slot slots[] = {{.name = "file", .text = file, .isolate = true}, desk_number_slot(r, "n", p ? p->id : 0),
        {.name = "name", .text = p ? p->signed_by : STR(""), .isolate = true}, {.name = "note", .text = p ? p->note : STR(""), .isolate = true},
        {.name = "day", .text = buf_view(&said)}};
    if (!p)
        say_verdict(r, a, T("{file} is not a file that was released from this register: it may be a draft, changed since, or another's."), slots, ARRAY_LEN(slots));
    else if (p->withdrawn.n)
        say_verdict(r, a, T("{file} is publication {n}, released on {day} by {name}. **It was withdrawn** and does not stand any more: {note}"), slots, ARRAY_LEN(slots));
    else
        say_verdict(r, a, T("{file} is publication {n}, byte for byte, released on {day} by {name}. It stands."), slots, ARRAY_LEN(slots));
}

static bool verify(struct request *r, struct answer *a, struct err *e)
{
    struct str path = request_text(r, "verify"), hex, file = base_name(path);
    struct publication *list = NULL;
    size_t n = 0;
    if (!file_hash(r, path, &hex, e) || !publication_list(r->store, hex, &r->arena, &list, &n, e))
        return false;
    const struct publication *found = n ? &list[n - 1] : NULL; /* the latest, unless an earlier one stands */
    for (size_t i = 0; i < n; i++)
        if (!list[i].withdrawn.n)
            found = &list[i];
    verdict(r, a, file, found);
    if (r->wants_json)
        verdict_json(r, a, file, hex, found);
    a->problems = !found || found->withdrawn.n;
    return true;
}

struct withdrawing {
    int64_t id;
    struct str why, time;
};

static bool withdraw_one(struct store *s, void *arg, struct err *e)
{
    const struct withdrawing *w = arg;
    return publication_withdraw(s, w->id, w->why, w->time, e);
}

static bool withdraw(struct request *r, struct answer *a, struct err *e)
{
    struct withdrawing w = {request_whole(r, "withdraw", 0), str_trim(request_text(r, "note")), r->now};
    if (!w.why.n)
        return err_set(e, ERR_USAGE, "--withdraw wants a reason: --note \"why it is taken back\"");
    if (!store_task(r->store, withdraw_one, &w, e))
        return false;
    DESK_NOTE(r, a, T("Publication {n} is withdrawn: --verify says so from now on. Copies that people have stay where they are; tell those who have them."), desk_number_slot(r, "n", w.id));
    return true;
}

static bool run_in(struct request *r, struct answer *a, struct err *e)
{
    if (request_flag(r, "verify"))
        return verify(r, a, e);
    if (request_flag(r, "withdraw"))
        return withdraw(r, a, e);
    return desk_with_columns(r, a, release, e);
}

static bool run_release(struct request *r, struct answer *a, struct err *e)
{
    enum store_mode mode = request_flag(r, "verify") ? STORE_READ : STORE_WRITE;
    struct releasing w = {0};
    if (request_flag(r, "verify") && request_flag(r, "withdraw"))
        return err_set(e, ERR_USAGE, "--verify and --withdraw exclude each other");
    if (!request_flag(r, "verify") && !request_flag(r, "withdraw") && !read_request(r, &w, e))
        return false;
    if (!desk_open(r, a, mode, &r->store, e))
        return false;
    store_sign(r->store, r->who, r->now);
    return run_in(r, a, e);
}

/* ---- show publications ------------------------------------------------------------------------- */

static struct str day_text(struct request *r, struct day d)
{
    struct buf b CLEANUP(buf_end) = {0};
    buf_day(&b, d);
    return day_known(d) ? (struct str){arena_text(&r->arena, b.p, b.n), b.n} : STR("");
}

/* A checklist in one cell. */
static struct str in_a_line(struct request *r, struct str s)
{
    char *line = arena_text(&r->arena, s.p, s.n);
    for (char *at = line; *at; at++)
        *at = *at == '\n' ? ';' : *at;
    size_t n = s.n && line[s.n - 1] == ';' ? s.n - 1 : s.n;
    return (struct str){line, n};
}

bool show_publications(struct request *r, struct answer *a, struct err *e)
{
    struct publication *list = NULL;
    size_t n = 0;
    if (!publication_list(r->store, STR(""), &r->arena, &list, &n, e))
        return false;
    static const char *const keys[] = {"id", "file", "medium", "language", "place", "from", "to", "signed_by", "day", "time", "who", "note", "withdrawn", "sha256", "fingerprint", "checklist"};
    static const char *const labels[] = {T("Number"), T("File"), T("Medium"), T("Language"), T("Place"), T("From"), T("To"), T("Signed by"), T("Released on"), T("Time (UTC)"), T("Entered by"),
        T("Note"), T("Withdrawn"), T("SHA-256 of the file"), T("Fingerprint of the register"), T("Checklist")};
    struct doc_table *t = desk_table(r, a, "publications", T("What was published, oldest first"), ARRAY_LEN(keys), n);
    for (size_t k = 0; k < ARRAY_LEN(keys); k++) {
        desk_column(r, t, k, keys[k], labels[k], k == 0, "");
        t->columns[k].machine_only = k == 2 || k == 5 || k == 6 || k == 9 || k == 10 || k >= 13;
    }
    for (size_t i = 0; i < n; i++) {
        const struct publication *p = &list[i];
        const struct str cells[] = {p->file, p->medium, p->language, p->place, day_text(r, p->from), day_text(r, p->to), p->signed_by, publication_fact(p, "day"), p->time, p->who, p->note,
            p->withdrawn, p->sha256, p->fingerprint, in_a_line(r, p->checklist)};
        desk_number(t, i, 0, p->id);
        for (size_t k = 0; k < ARRAY_LEN(cells); k++)
            desk_text(a, t, i, k + 1, cells[k]);
    }
    if (n == 0)
        desk_note(r, a, T("Nothing was published from this register. `diwan release` publishes a brief under the name of somebody who answers for it."), NULL, 0);
    return true;
}

const struct operation operation_release = {.name = "release", .brief = T("publish a brief under the name of somebody who answers for it"),
    .usage = "REGISTER [PLACE] -o FILE --signed-by \"NAME, ROLE\" [--confirm ITEM,...] [--note TEXT] [options of brief] | REGISTER --verify FILE | REGISTER --withdraw N --note WHY",
    .text = T("Makes the brief as `brief` does, with the sign-off in it, and keeps a record of it in the register: file and record together, or neither. Asks a checklist first, item by item; without a terminal --confirm names each: read (somebody from the place has read it), recognised (nobody can be recognised in it), licences (what it takes may be passed on), check (somebody looked at what `check` found), unseen (it says where nobody could look), words (acceptable to those described), informed (those who gave their word know), harm (each item of what people agreed was looked at for harm and signed), law (what the law of the country asks was looked up), reply (those named had time to answer). --verify tells whether a file is, byte for byte, one that was released, and whether it stands; --withdraw takes one back."),
    .example = "diwan release iraq.diwan -o iraq.pdf --signed-by \"A. Example, director\" --confirm read,recognised,licences,check,unseen,words,informed,harm,law,reply",
    .source = "", .options = (const struct option_spec[]){DESK_BRIEF_OPTIONS, {"signed-by", OPTION_TEXT, "NAME", T("who answers for it: \"Name, role\"")},
        {"confirm", OPTION_TEXT, "ITEM,...", T("items of the checklist that somebody has confirmed: all, each by its name")},
        {"day", OPTION_DAY_FROM, "DAY", T("day of the sign-off (today)")},
        {"note", OPTION_TEXT, "TEXT", T("a note for the record, or why it is withdrawn; not in the brief")},
        {"verify", OPTION_TEXT, "FILE", T("is this file one that was released, and does it stand? Exit status 1 where not")},
        {"withdraw", OPTION_WHOLE, "N", T("take publication N back; its record stays")}, {NULL, OPTION_FLAG, NULL, NULL}},
    .needs = NEEDS_REGISTER, .most = 1, .place_argument = true, .run = run_release};
