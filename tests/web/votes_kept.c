/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * votes_kept REGISTER DIALOGUE LOG...: is every vote of these logs ("pass statement vote", a line each, as bench/room_client.c writes them) in the encrypted register whose
 * passphrase is DIWAN_PASSPHRASE? Prints "N of M"; status 1 where one is missing or another.
 */
#include "store/store.h"
#include "voice/room.h"

struct vote {
    char digest[65];
    int64_t statement, vote;
};
struct votes {
    const char *name;
    struct vote *list;
    size_t n, room;
    int64_t dialogue;
    char uuid[64];
};

static bool ask(void *arg, const struct key_question *q, struct key_answer *out, struct err *e)
{
    (void)arg, (void)q;
    const char *passphrase = getenv("DIWAN_PASSPHRASE");
    if (!passphrase)
        return err_set(e, ERR_USAGE, "DIWAN_PASSPHRASE is not set");
    *out = (struct key_answer){KEY_IS_PASSPHRASE, secret_of(passphrase, strlen(passphrase))};
    return true;
}

static bool names_read(struct store *s, struct votes *v, struct err *e)
{
    struct rows *r CLEANUP(rows_drop) = store_rows(s, "SELECT d.id, o.uuid FROM dialogue AS d JOIN origin AS o ON o.id = d.origin WHERE d.name = $1", WITH(bind_text(str_of(v->name))));
    if (rows_next(r)) {
        v->dialogue = rows_int(r, 0);
        snprintf(v->uuid, sizeof v->uuid, "%.*s", STR_F(rows_text(r, 1)));
    }
    return rows_end(&r, e) && (v->dialogue || err_set(e, ERR_ABSENT, "there is no dialogue %s", v->name));
}

static bool votes_read(struct store *s, void *arg, struct err *e)
{
    struct votes *v = arg;
    if (!names_read(s, v, e))
        return false;
    struct rows *r CLEANUP(rows_drop) = store_rows(s, "SELECT p.digest, v.statement, v.vote FROM pass AS p JOIN vote AS v ON v.origin = p.origin AND v.dialogue = p.dialogue AND "
        "v.participant = p.participant WHERE p.dialogue = $1 ORDER BY p.digest, v.statement", WITH(bind_int(v->dialogue)));
    while (rows_next(r)) {
        GROW(v->list, v->n, v->room);
        struct vote *one = &v->list[v->n++];
        snprintf(one->digest, sizeof one->digest, "%.*s", STR_F(rows_text(r, 0)));
        one->statement = rows_int(r, 1);
        one->vote = rows_int(r, 2);
    }
    return rows_end(&r, e);
}

static int by_place(const void *a, const void *b)
{
    const struct vote *x = a, *y = b;
    int digests = strcmp(x->digest, y->digest);
    return digests ? digests : (x->statement > y->statement) - (x->statement < y->statement);
}

/* As src/voice/room_pass.c has it. */
static void digest_of(const struct votes *v, const struct pass *p, char out[65])
{
    unsigned char number[8];
    struct hasher h;
    for (int i = 0; i < 8; i++)
        number[i] = (unsigned char)((uint64_t)v->dialogue >> (8 * i));
    hash_begin(&h);
    hash_add(&h, "p", 1);
    hash_add(&h, v->uuid, strlen(v->uuid));
    hash_add(&h, number, sizeof number);
    hash_add(&h, p->b, sizeof p->b);
    struct digest d = hash_end(&h);
    digest_hex(&d, out);
}

static bool is_there(const struct votes *v, const char *line)
{
    struct pass p;
    struct vote want = {0};
    char *end;
    if (strlen(line) < PASS_TEXT || !pass_read((struct str){line, PASS_TEXT - 1}, &p))
        return false;
    digest_of(v, &p, want.digest);
    want.statement = strtol(line + PASS_TEXT, &end, 10);
    want.vote = strtol(end, NULL, 10);
    const struct vote *found = v->n ? bsearch(&want, v->list, v->n, sizeof want, by_place) : NULL;
    return found && found->vote == want.vote;
}

int main(int argc, char **argv)
{
    struct store *s = NULL;
    struct err e = {0};
    struct key_source keys = {ask, NULL};
    if (argc < 4)
        return 2;
    struct votes v = {.name = argv[2]};
    if (!store_open_keyed(argv[1], STORE_READ, &keys, &s, &e) || !store_look(s, votes_read, &v, &e)) {
        fprintf(stderr, "%s\n", e.text);
        return 2;
    }
    qsort(v.list, v.n, sizeof *v.list, by_place);
    size_t n = 0, kept = 0;
    for (int i = 3; i < argc; i++) {
        FILE *f = fopen(argv[i], "r");
        char line[128];
        if (!f)
            return 2;
        for (; fgets(line, sizeof line, f); n++)
            kept += is_there(&v, line);
        fclose(f);
    }
    printf("%zu of %zu\n", kept, n);
    store_close(&s);
    free(v.list);
    return kept == n ? 0 : 1;
}
