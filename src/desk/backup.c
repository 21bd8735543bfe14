/* SPDX-License-Identifier: GPL-3.0-or-later */
/* backup: a whole copy of the register, also while others write to it; and the list of the copies that were made. */
#include "desk/desk_priv.h"

/* The digest of a file, so that whoever carries it can tell on arrival that it is the same. */
static bool file_told(const char *path, struct digest *d, int64_t *bytes, struct err *e)
{
    struct file_stream in;
    if (!file_open(path, &in, e))
        return false;
    uint8_t piece[64 * 1024];
    size_t got = sizeof piece;
    bool read = true;
    while (read && got == sizeof piece)
        read = stream_fill(&in.s, piece, sizeof piece, &got, e);
    if (read) {
        *d = file_digest(&in);
        *bytes = in.s.done;
    }
    file_close(&in);
    return read;
}

/* A path as it may be printed. */
static struct str shown(struct request *r, const char *path)
{
    struct buf b CLEANUP(buf_end) = {0};
    store_shown(path, &b);
    return str_of(arena_text(&r->arena, b.p, b.n));
}

/* ---- the list ---- */

/* The last part of a path; an address of a server whole, without its password. */
static struct str name_of(struct request *r, const char *to)
{
    const char *slash = strrchr(to, '/');
    return store_is_url(to) || !slash ? shown(r, to) : str_of(slash + 1);
}

static bool note_task(struct store *s, void *arg, struct err *e)
{
    struct copy_made *c = arg;
    return store_generation(s, &c->generation, e) && copy_note(s, c, e);
}

/* Into the register it was taken from. That is opened for reading first: to open an older one for writing would bring it up to date. */
static bool note_copy(struct request *r, const struct key_source *keys, struct copy_made *c, struct err *e)
{
    struct store *s = NULL, *writing = NULL;
    if (!store_open_keyed(r->path, STORE_READ, keys, &s, e))
        return false;
    bool noted = store_open_again(s, STORE_WRITE, &writing, e) && store_task(writing, note_task, c, e);
    store_close(&writing);
    store_close(&s);
    return noted;
}

/* The register is opened twice, to copy it and to list the copy: its passphrase is asked for once. */
struct asked_once {
    const struct key_source *source;
    struct key_answer kept;
    unsigned char salt[REGISTER_SALT_BYTES];
};

static void asked_once_end(struct asked_once *k)
{
    secret_end(&k->kept.secret);
}

static bool ask_once(void *arg, const struct key_question *q, struct key_answer *out, struct err *e)
{
    struct asked_once *k = arg;
    if (q->purpose == KEY_TO_OPEN && k->kept.secret.p && memcmp(k->salt, q->salt, sizeof k->salt) == 0) {
        *out = (struct key_answer){k->kept.kind, secret_of(k->kept.secret.p, k->kept.secret.n)};
        return true;
    }
    if (!k->source->ask(k->source->arg, q, out, e))
        return false;
    if (q->purpose == KEY_TO_OPEN) {
        secret_end(&k->kept.secret);
        k->kept = (struct key_answer){out->kind, secret_of(out->secret.p, out->secret.n)};
        memcpy(k->salt, q->salt, sizeof k->salt);
    }
    return true;
}

static void list_json(struct request *r, struct answer *a, const struct copy_made *list, size_t n)
{
    struct json j;
    if (!r->wants_json)
        return;
    json_begin(&j, &a->json);
    json_object(&j);
    json_key(&j, "copies");
    json_array(&j);
    for (size_t i = 0; i < n; i++) {
        const struct { const char *key; struct str text; } texts[] = {{"file", list[i].file}, {"sha256", list[i].sha256}, {"time", list[i].time}, {"who", list[i].who},
            {"gone", list[i].gone}};
        json_object(&j);
        json_key(&j, "id"), json_int(&j, list[i].id);
        for (size_t k = 0; k < ARRAY_LEN(texts); k++) {
            json_key(&j, texts[k].key);
            if (texts[k].text.n)
                json_text(&j, texts[k].text);
            else
                json_null(&j);
        }
        json_key(&j, "bytes");
        if (list[i].bytes >= 0)
            json_int(&j, list[i].bytes);
        else
            json_null(&j);
        json_key(&j, "generation"), json_int(&j, list[i].generation);
        json_close(&j);
    }
    json_close(&j);
    json_close(&j);
}

static void list_table(struct request *r, struct answer *a, const struct copy_made *list, size_t n)
{
    static const char *const keys[] = {"id", "file", "time", "who", "bytes", "generation", "sha256", "gone"};
    static const char *const labels[] = {T("Number"), T("File"), T("Time (UTC)"), T("Who"), T("Bytes"), T("Changes until then"), T("SHA-256"), T("Destroyed")};
    struct doc_table *t = desk_table(r, a, "copies", T("Copies of this register"), ARRAY_LEN(keys), n);
    for (size_t k = 0; k < ARRAY_LEN(keys); k++)
        desk_column(r, t, k, keys[k], labels[k], k == 0 || k == 4 || k == 5, "");
    t->columns[5].machine_only = true; /* a count that tells people nothing */
    for (size_t i = 0; i < n; i++) {
        desk_number(t, i, 0, list[i].id);
        desk_text(a, t, i, 1, list[i].file);
        desk_text(a, t, i, 2, list[i].time);
        desk_text(a, t, i, 3, list[i].who);
        if (list[i].bytes >= 0)
            desk_number(t, i, 4, list[i].bytes);
        desk_number(t, i, 5, list[i].generation);
        desk_text(a, t, i, 6, list[i].sha256);
        desk_text(a, t, i, 7, list[i].gone);
    }
}

static bool run_list(struct request *r, struct answer *a, struct err *e)
{
    struct store *s = NULL;
    struct copy_made *list = NULL;
    size_t n = 0;
    if (!desk_open(r, a, STORE_READ, &s, e))
        return false;
    bool read = copy_list(s, &r->arena, &list, &n, e);
    store_close(&s);
    if (!read)
        return false;
    list_table(r, a, list, n);
    list_json(r, a, list, n);
    desk_note(r, a, T("Copies made with `cp`, by a server or by others are not in this list."), NULL, 0);
    return true;
}

static bool gone_task(struct store *s, void *arg, struct err *e)
{
    const int64_t *id = arg;
    return copy_gone(s, *id, e);
}

static bool run_gone(struct request *r, struct answer *a, struct err *e)
{
    int64_t id = request_whole(r, "gone", 0);
    struct buf number CLEANUP(buf_end) = {0};
    struct store *s = NULL;
    if (!desk_open(r, a, STORE_WRITE, &s, e))
        return false;
    store_sign(s, r->who, r->now);
    bool said = store_task(s, gone_task, &id, e);
    store_close(&s);
    if (!said)
        return false;
    buf_int(&number, id);
    DESK_NOTE(r, a, T("Copy {n} is destroyed, as you say."), desk_slot("n", buf_view(&number)));
    return true;
}

/* ---- the copy ---- */

static void tell_copy(struct request *r, struct answer *a, const char *to, const char *hex, int64_t bytes, const struct copy_made *noted)
{
    struct str file = shown(r, to), from = shown(r, r->path);
    DESK_NOTE(r, a, T("{file}: a whole copy of {register} as it was at one moment, examined and sound."), desk_slot("file", file),
        desk_slot("register", from));
    if (bytes > 0)
        DESK_NOTE(r, a, T("{bytes}, SHA-256 {digest}"), desk_slot("bytes", desk_counted(r, TN("{n} byte", "{n} bytes"), bytes)),
            desk_slot("digest", str_of(hex)));
    if (!r->wants_json)
        return;
    struct json j;
    json_begin(&j, &a->json);
    json_object(&j);
    json_key(&j, "register"), json_text(&j, from);
    json_key(&j, "file"), json_text(&j, file);
    json_key(&j, "bytes");
    if (bytes > 0)
        json_int(&j, bytes);
    else
        json_null(&j);
    json_key(&j, "sha256");
    if (bytes > 0)
        json_text(&j, str_of(hex));
    else
        json_null(&j);
    json_key(&j, "copy");
    if (noted->id)
        json_int(&j, noted->id);
    else
        json_null(&j);
    json_close(&j);
}

/* The copy is good whether or not it can be listed: the register may lie on a disk that cannot be written to. */
static void list_copy(struct request *r, struct answer *a, const struct key_source *keys, struct copy_made *c)
{
    struct err e = {0};
    if (!note_copy(r, keys, c, &e)) {
        c->id = 0;
        DESK_NOTE(r, a, T("The copy could not be listed in the register ({why}). Write down yourself where it is: what is erased later still stands in it."),
            desk_slot("why", str_of(arena_text(&r->arena, e.text, strlen(e.text)))));
    }
}

static bool run_backup(struct request *r, struct answer *a, struct err *e)
{
    if (request_flag(r, "list") || request_flag(r, "gone"))
        return r->argument_n ? err_set(e, ERR_USAGE, "--list and --gone make no copy: name the register alone") :
               request_flag(r, "gone") ? run_gone(r, a, e) : run_list(r, a, e);
    if (!r->argument_n)
        return err_set(e, ERR_USAGE, "name the copy to be made, such as copy.diwan; `diwan help backup` says more");
    const char *to = arena_text(&r->arena, r->arguments[0].p, r->arguments[0].n);
    bool server = store_is_url(to);
    if (!server && !str_ends(str_of(to), ".diwan"))
        return err_set(e, ERR_USAGE, "\"%s\" does not end in .diwan, as the name of a register does; write %s.diwan", to, to);
    struct digest d;
    char hex[65] = "";
    int64_t bytes = 0;
    struct asked_once once CLEANUP(asked_once_end) = {.source = r->keys};
    struct key_source own = {ask_once, &once};
    const struct key_source *keys = r->keys ? &own : NULL;
    if (!desk_key_file_serves(r, e) || !store_backup_keyed(r->path, to, keys, request_flag(r, "trust-server"), r->progress, e))
        return false;
    if (!server) {
        if (!file_told(to, &d, &bytes, e))
            return err_within(e, "the backup is made, but could not be read again");
        digest_hex(&d, hex);
    }
    struct copy_made c = {.file = name_of(r, to), .sha256 = str_of(hex), .bytes = server ? -1 : bytes, .time = r->now, .who = r->who};
    list_copy(r, a, keys, &c);
    tell_copy(r, a, to, hex, bytes, &c);
    return true;
}

const struct operation operation_backup = {.name = "backup", .brief = T("make a whole copy of the register"), .usage = "REGISTER COPY.diwan | REGISTER --list | REGISTER --gone N",
    .text = T("Others may go on writing meanwhile: the copy is one moment, examined before it gets its name. Never overwrites; Ctrl-C leaves nothing. The copy of an encrypted register is encrypted, with the same passphrase. A register on a server becomes a file that can be carried, and a file a register on a server. The register keeps a list of its copies, since what is erased in it still stands in them."),
    .example = "diwan backup iraq.diwan iraq-2026-02-14.diwan", .source = "", .options = (const struct option_spec[]){{"list", OPTION_FLAG, NULL, T("the copies that were made")}, {"gone", OPTION_WHOLE, "N", T("say that this copy is destroyed")}, {"trust-server", OPTION_FLAG, NULL, T("on a server: whoever runs it may see everything")}, {NULL, OPTION_FLAG, NULL, NULL}},
    .needs = NEEDS_REGISTER, .most = 1, .run = run_backup};
