/* SPDX-License-Identifier: GPL-3.0-or-later */
/* note: notes on people at risk, sealed to the stewards of the register. What they say never goes into a document, a count or a file. */
#include "desk/steward_priv.h"
#include <errno.h>
#include <unistd.h>

/* ---- what a note is about ---- */

struct about {
    int64_t incident; /* 0: a place */
    struct str code;
};

static bool about_given(struct str word, struct about *out, struct err *e)
{
    static const char incident[] = "incident:", place[] = "place:";
    *out = (struct about){0};
    if (str_starts(word, incident) && str_to_int((struct str){word.p + strlen(incident), word.n - strlen(incident)}, &out->incident) && out->incident > 0)
        return true;
    if (str_starts(word, place) && word.n > strlen(place)) {
        out->code = (struct str){word.p + strlen(place), word.n - strlen(place)};
        return true;
    }
    return err_set(e, ERR_USAGE, "say what the note is about: incident:NUMBER, as `diwan show REGISTER incidents` has it, or place:CODE, as `diwan show REGISTER places` has it");
}

static struct str subject(struct request *r, const struct note *n)
{
    if (n->about == NOTE_PLACE)
        return DESK_TOLD(r, T("place {code}"), desk_slot("code", n->key));
    return DESK_TOLD(r, T("incident {key} of {source}"), desk_slot("key", n->key), desk_slot("source", n->source));
}

/* ---- writing one ---- */

/* All of standard input into locked memory, without the blank lines at its end. */
static bool typed(struct secret *out, struct err *e)
{
    struct secret room CLEANUP(secret_end) = secret_empty(SEALED_PLAIN_MOST + 1);
    size_t n = 0;
    while (n < room.n) {
        ssize_t k = read(STDIN_FILENO, room.p + n, room.n - n);
        if (k < 0 && interrupted())
            return err_set(e, ERR_STOPPED, "as you asked; no note was written");
        if (k < 0 && errno == EINTR)
            continue;
        if (k < 0)
            return err_set(e, ERR_SYSTEM, "standard input cannot be read: %s", strerror(errno));
        if (k == 0)
            break;
        n += (size_t)k;
    }
    if (n == room.n)
        return err_set(e, ERR_INPUT, "the note is longer than %d bytes; write several", (int)SEALED_PLAIN_MOST);
    while (n && (room.p[n - 1] == '\n' || room.p[n - 1] == '\r' || room.p[n - 1] == ' '))
        n--;
    if (!n)
        return err_set(e, ERR_INPUT, "the note is empty: it comes from standard input, such as `diwan note REGISTER place:CODE < FILE`");
    if (!str_utf8_ok((struct str){(const char *)room.p, n}, NULL))
        return err_set(e, ERR_INPUT, "the note is not UTF-8 text; set the terminal to UTF-8");
    *out = secret_of(room.p, n);
    return true;
}

struct writing {
    struct about about;
    struct secret text;
    int64_t id;
    struct str detail;
};

static bool write_do(struct store *s, void *arg, struct err *e)
{
    struct writing *w = arg;
    bool done = w->about.incident ? note_add_incident(s, w->about.incident, &w->text, &w->id, e) : note_add_place(s, w->about.code, &w->text, &w->id, e);
    return done && store_audit(s, "note", w->detail, e);
}

static bool write_note(struct request *r, struct answer *a, struct err *e)
{
    struct writing w = {.detail = r->arguments[0]};
    if (!about_given(r->arguments[0], &w.about, e) || !desk_open_register(r, a, STORE_WRITE, e))
        return false;
    struct str stewards = desk_stewards_in_office(r, e);
    if (store_is_open_data(r->store) || !stewards.n) { /* told before anybody types; the sentence is the store's */
        struct secret nothing CLEANUP(secret_end) = secret_of("-", 1);
        w.text = nothing;
        bool refused = !store_task(r->store, write_do, &w, e);
        return !refused && err_set(e, ERR_DENIED, "nothing can be sealed here");
    }
    bool done = typed(&w.text, e) && store_task(r->store, write_do, &w, e);
    secret_end(&w.text);
    if (!done)
        return false;
    DESK_NOTE(r, a, T("Note {id} is sealed, and can be read by these stewards alone, not by you: {stewards}."), desk_number_slot(r, "id", w.id), desk_slot("stewards", stewards));
    return true;
}

/* ---- listing ---- */

static bool list_notes(struct request *r, struct answer *a, struct err *e)
{
    struct note *list = NULL;
    size_t n = 0;
    if (!desk_open_register(r, a, STORE_READ, e) || !note_list(r->store, &r->arena, &list, &n, e))
        return false;
    struct doc_table *t = desk_table(r, a, "notes", T("Notes on people at risk"), 5, n);
    static const char *const keys[] = {"id", "about", "time", "who", "state"};
    static const char *const labels[] = {T("Number"), T("What it is about"), T("Written"), T("Who"), T("State")};
    for (size_t k = 0; k < ARRAY_LEN(keys); k++)
        desk_column(r, t, k, keys[k], labels[k], k == 0, "");
    for (size_t i = 0; i < n; i++) {
        struct str about = list[i].about == NOTE_PLACE ? str_of(arena_f(&r->arena, "place:%.*s", STR_F(list[i].key)))
                                                       : str_of(arena_f(&r->arena, "incident:%.*s:%.*s", STR_F(list[i].source), STR_F(list[i].key)));
        desk_number(t, i, 0, list[i].id);
        desk_both(a, t, i, 1, subject(r, &list[i]), NULL, about);
        desk_text(a, t, i, 2, list[i].time);
        desk_text(a, t, i, 3, list[i].who);
        desk_both(a, t, i, 4, str_of(list[i].gone ? say(&r->speech, T("what it is about is not in use")) : ""), NULL, list[i].gone ? STR("gone") : STR(""));
    }
    desk_note(r, a, T("What they say is not shown here: `--read --steward-key FILE` does, and it is recorded who read which."), NULL, 0);
    return true;
}

/* ---- reading ---- */

struct note_reading {
    struct request *r;
    const struct steward_key *key;
    struct note *list;
    struct secret *texts; /* NULL p: not readable with this key */
    size_t n;
    struct str damaged;   /* sentences, a line each */
    size_t not_for_it;
};

static void texts_end(struct note_reading *x)
{
    for (size_t i = 0; i < x->n; i++)
        secret_end(&x->texts[i]);
}

/* Only the notes about what was named. */
static bool choose(struct request *r, struct note_reading *x, struct err *e)
{
    struct about about;
    struct str source = STR(""), key;
    if (!r->argument_n)
        return true;
    if (!about_given(r->arguments[0], &about, e))
        return false;
    key = about.code;
    if (about.incident && !note_about_incident(r->store, about.incident, &r->arena, &source, &key, e))
        return false;
    size_t n = 0;
    for (size_t i = 0; i < x->n; i++)
        if ((x->list[i].about == NOTE_INCIDENT) == (about.incident > 0) && str_eq(x->list[i].source, source) && str_eq(x->list[i].key, key))
            x->list[n++] = x->list[i];
    x->n = n;
    return true;
}

/* That it was read, by whom and with whose key; never what it says. Before anything is shown. */
static bool read_do(struct store *s, void *arg, struct err *e)
{
    struct note_reading *x = arg;
    struct buf damaged CLEANUP(buf_end) = {0};
    char print[FINGERPRINT_ROOM];
    steward_fingerprint(&x->key->public, print);
    for (size_t i = 0; i < x->n; i++) {
        const struct sealed_at at = {note_thing, x->list[i].origin, x->list[i].id, note_field};
        struct err trouble = {0};
        if (seal_open(s, &at, x->key, &x->texts[i], &trouble)) {
            if (!store_audit(s, "note read", str_of(arena_f(&x->r->arena, "%" PRId64 ", with the key of %s, fingerprint %s", x->list[i].id, x->key->name, print)), e))
                return false;
        } else if (trouble.code == ERR_DENIED) {
            x->not_for_it++;
        } else {
            buf_f(&damaged, "%s\n", trouble.text);
        }
    }
    x->damaged = (struct str){arena_text(&x->r->arena, damaged.p ? damaged.p : "", damaged.n), damaged.n};
    return true;
}

/* What a note says must not command the terminal. */
static void put_text(struct secret *out, size_t *at, const unsigned char *p, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        bool c1 = p[i] == 0xC2 && i + 1 < n && p[i + 1] >= 0x80 && p[i + 1] <= 0x9F;
        bool control = (p[i] < 0x20 && p[i] != '\n' && p[i] != '\t') || p[i] == 0x7F;
        out->p[(*at)++] = c1 || control ? '?' : p[i];
        i += c1;
    }
}

static void show_texts(struct request *r, struct answer *a, struct note_reading *x)
{
    size_t room = 1, at = 0;
    struct str *heads = ARENA_ARRAY(&r->arena, struct str, x->n + 1);
    for (size_t i = 0; i < x->n; i++) {
        const struct note *n = &x->list[i];
        struct slot slots[] = {desk_number_slot(r, "id", n->id), desk_slot("about", subject(r, n)), desk_slot("time", n->time), desk_slot("who", n->who)};
        heads[i] = desk_told(r, T("Note {id}, {about}, written {time} by {who}:"), slots, ARRAY_LEN(slots));
        room += x->texts[i].p ? heads[i].n + x->texts[i].n + 3 : 0;
    }
    a->secret = secret_empty(room);
    for (size_t i = 0; i < x->n; i++) {
        if (!x->texts[i].p)
            continue;
        put_text(&a->secret, &at, (const unsigned char *)heads[i].p, heads[i].n);
        a->secret.p[at++] = '\n';
        put_text(&a->secret, &at, x->texts[i].p, x->texts[i].n);
        a->secret.p[at++] = '\n';
        a->secret.p[at++] = '\n';
    }
    a->secret.n = at;
}

static void tell_unread(struct request *r, struct answer *a, const struct note_reading *x)
{
    if (x->not_for_it)
        DESK_NOTE(r, a, T("Not sealed to this key: {notes}. A steward who can open them may seal them again (`diwan key reseal`)."),
            desk_slot("notes", desk_counted(r, TN("{n} note", "{n} notes"), (int64_t)x->not_for_it)));
    for (struct str rest = x->damaged; rest.n;) {
        const char *end = memchr(rest.p, '\n', rest.n);
        size_t n = end ? (size_t)(end - rest.p) : rest.n;
        answer_note(a, arena_text(&r->arena, rest.p, n));
        rest.p += n + (end != NULL);
        rest.n -= n + (end != NULL);
        a->problems = true;
    }
    if (!x->n)
        desk_note(r, a, T("There are no notes."), NULL, 0);
}

static bool read_notes(struct request *r, struct answer *a, struct err *e)
{
    struct steward_key key CLEANUP(steward_key_end) = {0};
    struct note_reading x = {.r = r, .key = &key};
    if (r->wants_json || request_flag(r, "csv"))
        return err_set(e, ERR_DENIED, "what notes on people at risk say is for reading on the screen: no file or machine form is made of it");
    if (!desk_open_register(r, a, STORE_WRITE, e) || !note_list(r->store, &r->arena, &x.list, &x.n, e) || !choose(r, &x, e) || !desk_steward_key(r, &key, e))
        return false;
    x.texts = ARENA_ARRAY(&r->arena, struct secret, x.n + 1);
    bool done = store_task(r->store, read_do, &x, e);
    if (done) {
        show_texts(r, a, &x);
        tell_unread(r, a, &x);
    }
    texts_end(&x);
    return done;
}

/* ---- erasing ---- */

static bool erase_do(struct store *s, void *arg, struct err *e)
{
    int64_t id = *(const int64_t *)arg;
    char detail[24];
    snprintf(detail, sizeof detail, "%" PRId64, id);
    return note_erase(s, id, e) && store_audit(s, "note erase", str_of(detail), e);
}

static bool erase_note(struct request *r, struct answer *a, struct err *e)
{
    int64_t id = request_whole(r, "erase", 0);
    if (!desk_open_register(r, a, STORE_WRITE, e) || !store_task(r->store, erase_do, &id, e))
        return false;
    DESK_NOTE(r, a, T("Note {id} is erased. Its sealed form, which only its stewards can open, may stand in free pages of the file until it is written anew, and stands in backups."), desk_number_slot(r, "id", id));
    return true;
}

static bool run_note(struct request *r, struct answer *a, struct err *e)
{
    bool reads = request_flag(r, "read"), lists = request_flag(r, "list"), erases = request_text(r, "erase").n > 0;
    if (reads + lists + erases > 1)
        return err_set(e, ERR_USAGE, "--read, --list and --erase are three things; do one after the other");
    if (erases)
        return erase_note(r, a, e);
    if (lists)
        return list_notes(r, a, e);
    if (reads)
        return read_notes(r, a, e);
    if (!r->argument_n)
        return err_set(e, ERR_USAGE, "say what the note is about: incident:NUMBER or place:CODE; or --read, --list, --erase N");
    return write_note(r, a, e);
}

static const char *hint(const struct request *r)
{
    bool writes = r->argument_n && !request_flag(r, "read") && !request_flag(r, "list") && !request_text(r, "erase").n;
    return writes ? T("Write the note, then Ctrl-D on a line of its own. The window of the terminal keeps what you type: close it afterwards.") : NULL;
}

const struct operation operation_note = {.name = "note", .brief = T("write and read notes on people at risk, sealed to the stewards"),
    .usage = "REGISTER incident:NUMBER|place:CODE | --read --steward-key FILE [incident:NUMBER|place:CODE] | --list | --erase N",
    .text = T("For what must reach nobody but named stewards: who is in danger, who spoke. The text comes from standard input and is sealed to the stewards of the register (`diwan key steward`); whoever writes it cannot read it again, and neither can whoever takes the machine, unless a steward's key and its passphrase are there too. That there is a note, about what, when and by whom it was written is not sealed. Notes go into no brief, count or machine form. Every reading is recorded."),
    .example = "diwan note iraq.diwan place:IQ-NI < note.txt", .source = "docs/formats.md",
    .options = (const struct option_spec[]){{"read", OPTION_FLAG, NULL, T("show what the notes say; needs a steward's key, and is recorded")},
        {"steward-key", OPTION_TEXT, "FILE", T("the secret file of a steward; its passphrase is asked for, or taken from DIWAN_STEWARD_PASSPHRASE")},
        {"list", OPTION_FLAG, NULL, T("list the notes without what they say")},
        {"erase", OPTION_WHOLE, "N", T("erase note N")}, {NULL, OPTION_FLAG, NULL, NULL}},
    .needs = NEEDS_REGISTER, .least = 0, .most = 1, .hint = hint, .run = run_note};
