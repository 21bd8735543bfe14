/* SPDX-License-Identifier: GPL-3.0-or-later */
/* key pair, key steward, key reseal: whose keys the most sensitive fields are sealed to. */
#include "core/output.h"
#include "desk/key_priv.h"
#include "desk/steward_priv.h"
#include "store/seal.h"
#include <unistd.h>

/* ---- files and passphrases of stewards ---- */

static bool file_all(const char *path, struct buf *text, struct err *e)
{
    enum { MOST = 16 * 1024 };
    struct file_stream in;
    if (!file_open(path, &in, e))
        return false;
    text->most = MOST + 1;
    bool good = stream_all(&in.s, MOST, text, e);
    file_close(&in);
    return good;
}

static bool passphrase(struct request *r, enum key_purpose purpose, const char *path, struct secret *out, struct err *e)
{
    struct key_question q = {.purpose = purpose, .register_shown = path};
    struct key_answer got = {0};
    if (!r->keys)
        return err_set(e, ERR_DENIED, "%s: there is nobody to ask for its passphrase", path);
    if (!r->keys->ask(r->keys->arg, &q, &got, e))
        return false;
    *out = got.secret;
    return true;
}

bool desk_steward_key(struct request *r, struct steward_key *out, struct err *e)
{
    struct str path = request_text(r, "steward-key");
    struct buf text CLEANUP(buf_end) = {0};
    struct secret words CLEANUP(secret_end) = {0};
    if (!path.n)
        return err_set(e, ERR_USAGE, "say which steward opens them: --steward-key FILE, the secret file of a steward");
    if (!file_all(path.p, &text, e))
        return false;
    if (!steward_key_is(buf_view(&text)))
        return err_set(e, ERR_INPUT, "%s: is not the secret file of a steward, which begins \"Diwan steward key, version 1\"", path.p);
    if (!passphrase(r, STEWARD_TO_OPEN, path.p, &words, e))
        return false;
    return steward_key_read(buf_view(&text), &words, out, e) || err_within(e, "%s", path.p);
}

bool desk_open_register(struct request *r, struct answer *a, enum store_mode mode, struct err *e)
{
    if (!r->path || !*r->path)
        return err_set(e, ERR_USAGE, "no register is named: name one, or set DIWAN_REGISTER");
    if (!desk_open(r, a, mode, &r->store, e))
        return false;
    store_sign(r->store, r->who, r->now);
    return true;
}

struct str desk_stewards_in_office(struct request *r, struct err *e)
{
    struct steward *list = NULL;
    size_t n = 0;
    struct buf b CLEANUP(buf_end) = {0};
    if (!steward_list(r->store, &r->arena, &list, &n, e))
        return STR("");
    for (size_t i = 0; i < n; i++) {
        char print[FINGERPRINT_ROOM];
        if (list[i].ended.n)
            continue;
        steward_fingerprint(&list[i].key, print);
        buf_f(&b, "%s%.*s (%s)", b.n ? ", " : "", STR_F(list[i].name), print);
    }
    return (struct str){arena_text(&r->arena, b.p ? b.p : "", b.n), b.n};
}

/* ---- key pair ---- */

static void tell_pair(struct request *r, struct answer *a, const struct steward_key *k, const char *path, const char *beside)
{
    char print[FINGERPRINT_ROOM];
    steward_fingerprint(&k->public, print);
    struct str print_kept = str_of(arena_text(&r->arena, print, strlen(print)));
    DESK_NOTE(r, a, T("{file}: the secret half, for {name} alone. Keep it on a device of your own or on paper, never beside a register; a copy in a second safe place."),
        desk_slot("file", str_of(path)), desk_slot("name", str_of(arena_text(&r->arena, k->name, strlen(k->name)))));
    DESK_NOTE(r, a, T("{file}: the public half, to be handed on. Fingerprint, to be read out when it is added: {fingerprint}"), desk_slot("file", str_of(beside)),
        desk_slot("fingerprint", print_kept));
    desk_note(r, a, T("Where the secret half or its passphrase is lost, and no other steward is in office, what is sealed to it is lost for good: nobody can recover it. Have two stewards at least."), NULL, 0);
    a->written = true;
}

/* Both files or none. */
static bool write_pair(const struct steward_key *k, const struct secret *words, const char *path, const char *beside, struct err *e)
{
    struct buf secret CLEANUP(buf_end) = {0}, public CLEANUP(buf_end) = {0};
    if (!steward_key_write(k, words, steward_cost_usual, &secret, e))
        return false;
    steward_public_write(&k->public, str_of(k->name), &public);
    if (!output_new(path, buf_view(&secret), e))
        return false;
    if (output_new(beside, buf_view(&public), e))
        return true;
    (void)unlink(path);
    return false;
}

static bool run_pair(struct request *r, struct answer *a, struct err *e)
{
    struct str path = request_text(r, "o"), name = request_text(r, "name");
    struct steward_key k CLEANUP(steward_key_end) = {0};
    struct secret words CLEANUP(secret_end) = {0};
    if (!path.n || !name.n)
        return err_set(e, ERR_USAGE, "say whose keys these are and where the secret half goes: `diwan key pair -o steward.key --name \"...\"`");
    const char *beside = arena_f(&r->arena, "%.*s.pub", STR_F(path));
    if (access(path.p, F_OK) == 0 || access(beside, F_OK) == 0)
        return err_set(e, ERR_USAGE, "-o: %s is there already, and a steward's key is never written over; name another file", access(path.p, F_OK) == 0 ? path.p : beside);
    if (!steward_key_new(name, &k, e) || !passphrase(r, STEWARD_TO_MAKE, path.p, &words, e) || !write_pair(&k, &words, path.p, beside, e))
        return false;
    tell_pair(r, a, &k, path.p, beside);
    return true;
}

const struct verb verb_pair = {.word = "pair", .usage = "-o FILE --name NAME", .brief = T("make a steward's pair of keys: the secret half under a passphrase, and beside it the public half (.pub)"),
    .needs = NEEDS_NONE, .run = run_pair};

/* ---- key steward ---- */

static bool list_stewards(struct request *r, struct answer *a, int64_t *all, struct str *code, struct err *e)
{
    struct steward *list = NULL;
    size_t n = 0;
    char digits[STEWARDS_CODE_ROOM];
    if (!steward_list(r->store, &r->arena, &list, &n, e))
        return false;
    int64_t *each = ARENA_ARRAY(&r->arena, int64_t, n + 1);
    if (!seal_count(r->store, list, n, all, each, e))
        return false;
    struct doc_table *t = desk_table(r, a, "stewards", T("Stewards"), 6, n);
    static const char *const keys[] = {"id", "name", "fingerprint", "since", "ended", "opens"};
    static const char *const labels[] = {T("Number"), T("Name"), T("Fingerprint"), T("Since"), T("Ended"), T("Opens")};
    for (size_t k = 0; k < ARRAY_LEN(keys); k++)
        desk_column(r, t, k, keys[k], labels[k], k == 0 || k == 5, "");
    for (size_t i = 0; i < n; i++) {
        char print[FINGERPRINT_ROOM];
        steward_fingerprint(&list[i].key, print);
        desk_number(t, i, 0, list[i].id);
        desk_text(a, t, i, 1, list[i].name);
        desk_text(a, t, i, 2, str_of(arena_text(&r->arena, print, strlen(print))));
        desk_text(a, t, i, 3, list[i].since);
        desk_text(a, t, i, 4, list[i].ended);
        desk_number(t, i, 5, each[i]);
    }
    stewards_code(list, n, digits);
    *code = str_of(arena_text(&r->arena, digits, strlen(digits)));
    return true;
}

static bool show_stewards(struct request *r, struct answer *a, struct err *e)
{
    int64_t all = 0;
    struct str code;
    if (!list_stewards(r, a, &all, &code, e))
        return false;
    DESK_NOTE(r, a, T("Sealed in this register: {values}."), desk_slot("values", desk_counted(r, TN("{n} value", "{n} values"), all)));
    desk_note(r, a, T("Compare each fingerprint with its steward, by phone or face to face: whoever can write to this register could put in a key of their own, and would read what is sealed from then on."), NULL, 0);
    return true;
}

struct steward_change {
    struct str name, detail;
    struct steward_public key;
    int64_t id;
    bool end;
};

static bool change_do(struct store *s, void *arg, struct err *e)
{
    struct steward_change *c = arg;
    if (!(c->end ? steward_end(s, c->id, e) : steward_add(s, c->name, &c->key, &c->id, e)))
        return false;
    return store_audit(s, c->end ? "steward end" : "steward add", c->detail, e);
}

/* A .pub file, or the digits themselves. */
static bool public_given(struct str given, struct steward_public *out, char *name, struct err *e)
{
    struct buf text CLEANUP(buf_end) = {0};
    struct err ignored = {0};
    if (steward_public_read(given, out, name, &ignored))
        return true;
    if (!file_all(given.p, &text, e))
        return err_within(e, "--add");
    return steward_public_read(buf_view(&text), out, name, e) || err_within(e, "--add: %s", given.p);
}

static bool add_steward(struct request *r, struct answer *a, struct err *e)
{
    struct steward_change c = {.name = request_text(r, "name")};
    char name[STEWARD_NAME_MOST + 1], print[FINGERPRINT_ROOM];
    if (!public_given(request_text(r, "add"), &c.key, name, e))
        return false;
    if (!c.name.n)
        c.name = str_of(arena_text(&r->arena, name, strlen(name)));
    steward_fingerprint(&c.key, print);
    c.detail = str_of(arena_f(&r->arena, "%.*s, fingerprint %s", STR_F(c.name), print));
    if (!store_task(r->store, change_do, &c, e))
        return false;
    int64_t all = 0;
    DESK_NOTE(r, a, T("{name} is a steward from now on. Compare the fingerprint with {name}, by phone or face to face: {fingerprint}"), desk_slot("name", c.name),
        desk_slot("fingerprint", str_of(arena_text(&r->arena, print, strlen(print)))));
    if (!store_int(r->store, "SELECT count(*) FROM sealed", WITH_NOTHING, 0, &all, e))
        return false;
    if (all)
        desk_note(r, a, T("What was sealed before is not sealed to this key: a steward who can open it seals it again with `diwan key reseal`."), NULL, 0);
    return true;
}

static bool end_steward(struct request *r, struct answer *a, struct err *e)
{
    struct steward_change c = {.id = request_whole(r, "end", 0), .end = true};
    c.detail = str_of(arena_f(&r->arena, "%" PRId64, c.id));
    if (!store_task(r->store, change_do, &c, e))
        return false;
    DESK_NOTE(r, a, T("Steward {id} is in office no more: nothing new is sealed to that key. What was sealed before can still be opened with it, until another steward seals it again (`diwan key reseal`), and in backups and other copies for good."),
        desk_number_slot(r, "id", c.id));
    struct str rest = desk_stewards_in_office(r, e);
    if (!rest.n)
        desk_note(r, a, T("No steward is in office now: nothing can be sealed until one is added."), NULL, 0);
    return true;
}

static bool run_steward(struct request *r, struct answer *a, struct err *e)
{
    bool add = request_text(r, "add").n > 0, end = request_text(r, "end").n > 0;
    if (add && end)
        return err_set(e, ERR_USAGE, "--add and --end are two changes; make one after the other");
    if (!desk_open_register(r, a, add || end ? STORE_WRITE : STORE_READ, e))
        return false;
    return add ? add_steward(r, a, e) : end ? end_steward(r, a, e) : show_stewards(r, a, e);
}

const struct verb verb_steward = {.word = "steward", .usage = "REGISTER [--add FILE.pub|DIGITS [--name NAME] | --end N]", .brief = T("list the stewards of a register with their fingerprints, add one, or end one"),
    .needs = NEEDS_REGISTER, .run = run_steward};

/* ---- key reseal ---- */

struct again {
    const struct steward_key *key;
    struct progress *progress;
    struct str stewards; /* the code that was confirmed, digits alone */
    struct arena *arena;
    int64_t n;
};

static struct str digits_of(struct str s, struct arena *a)
{
    char *out = arena_text(a, s.p, s.n);
    size_t n = 0;
    for (size_t i = 0; i < s.n; i++)
        if (s.p[i] != ' ' && s.p[i] != '-')
            out[n++] = s.p[i];
    return (struct str){out, n};
}

/* The stewards are looked at once more inside: nobody can slip in between what was compared and what is done. */
static bool again_do(struct store *s, void *arg, struct err *e)
{
    struct again *x = arg;
    struct steward *list = NULL;
    size_t n = 0;
    char code[STEWARDS_CODE_ROOM], print[FINGERPRINT_ROOM];
    if (!steward_list(s, x->arena, &list, &n, e))
        return false;
    stewards_code(list, n, code);
    steward_fingerprint(&x->key->public, print);
    if (!str_eq(digits_of(str_of(code), x->arena), x->stewards))
        return err_set(e, ERR_DENIED, "the stewards in office are not those of --stewards %.*s: somebody came or went, or it was mistyped; compare them again with `diwan key "
            "reseal REGISTER`", (int)MIN_OF(x->stewards.n, (size_t)60), x->stewards.p);
    return seal_again(s, x->key, x->progress, &x->n, e) &&
           store_audit(s, "reseal", str_of(arena_f(x->arena, "%" PRId64 " values, with the key of %s, fingerprint %s, to the stewards %s", x->n, x->key->name, print, code)), e);
}

static bool show_whom(struct request *r, struct answer *a, struct err *e)
{
    int64_t all = 0;
    struct str code;
    struct err trouble = {0};
    if (!desk_stewards_in_office(r, &trouble).n && trouble.code == ERR_NONE)
        return err_set(e, ERR_DENIED, "%s: no steward is in office, so nothing can be sealed again; add one with `diwan key steward`", r->path);
    if (!list_stewards(r, a, &all, &code, e))
        return false;
    desk_note(r, a, T("Nothing was sealed again yet. First compare the fingerprint of each steward in office, by phone or face to face: a key that somebody else put in would get everything."), NULL, 0);
    DESK_NOTE(r, a, T("When all are right: diwan key reseal REGISTER --steward-key FILE --stewards \"{code}\""), desk_slot("code", code));
    return true;
}

static bool run_reseal(struct request *r, struct answer *a, struct err *e)
{
    struct again x = {.progress = r->progress, .stewards = digits_of(request_text(r, "stewards"), &r->arena), .arena = &r->arena};
    struct steward_key key CLEANUP(steward_key_end) = {0};
    if (!x.stewards.n)
        return desk_open_register(r, a, STORE_READ, e) && show_whom(r, a, e);
    if (!desk_open_register(r, a, STORE_WRITE, e) || !desk_steward_key(r, &key, e))
        return false;
    x.key = &key;
    if (!store_task(r->store, again_do, &x, e))
        return false;
    DESK_NOTE(r, a, T("Sealed again to the stewards in office: {values}. To them: {stewards}."), desk_slot("values", desk_counted(r, TN("{n} value", "{n} values"), x.n)),
        desk_slot("stewards", desk_stewards_in_office(r, e)));
    desk_note(r, a, T("Backups and other copies still hold them as they were sealed before, and so may free pages of the file until it is written anew (`diwan key change`)."), NULL, 0);
    return true;
}

const struct verb verb_reseal = {.word = "reseal", .usage = "REGISTER [--steward-key FILE --stewards CODE]", .brief = T("seal everything again to the stewards in office, so that a new one can read it and a former one cannot; without options it shows whom to compare"),
    .needs = NEEDS_REGISTER, .run = run_reseal};
