/* SPDX-License-Identifier: GPL-3.0-or-later */
/* backup: a whole copy of the register, also while others write to it. */
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

static void tell_copy(struct request *r, struct answer *a, const char *to, const char *hex, int64_t bytes)
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
    json_close(&j);
}

static bool run_backup(struct request *r, struct answer *a, struct err *e)
{
    const char *to = arena_text(&r->arena, r->arguments[0].p, r->arguments[0].n);
    bool server = store_is_url(to);
    if (!server && !str_ends(str_of(to), ".diwan"))
        return err_set(e, ERR_USAGE, "\"%s\" does not end in .diwan, as the name of a register does; write %s.diwan", to, to);
    struct digest d;
    char hex[65] = "";
    int64_t bytes = 0;
    if (!store_backup_keyed(r->path, to, r->keys, request_flag(r, "trust-server"), r->progress, e))
        return false;
    if (!server) {
        if (!file_told(to, &d, &bytes, e))
            return err_within(e, "the backup is made, but could not be read again");
        digest_hex(&d, hex);
    }
    tell_copy(r, a, to, hex, bytes);
    return true;
}

const struct operation operation_backup = {.name = "backup", .brief = T("make a whole copy of the register"), .usage = "REGISTER COPY.diwan",
    .text = T("Others may go on writing meanwhile: the copy is one moment, examined before it gets its name. Never overwrites; Ctrl-C leaves nothing. The copy of an encrypted register is encrypted, with the same passphrase. A register on a server becomes a file that can be carried, and a file a register on a server."),
    .example = "diwan backup iraq.diwan iraq-2026-02-14.diwan", .source = "", .options = (const struct option_spec[]){{"trust-server", OPTION_FLAG, NULL, T("on a server: whoever runs it may see everything")}, {NULL, OPTION_FLAG, NULL, NULL}},
    .needs = NEEDS_REGISTER, .least = 1, .most = 1, .run = run_backup};
