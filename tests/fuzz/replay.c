/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * replay FOLDER: give a fuzz target each file of its corpus, then the same file cut short and with bytes
 * changed, so that every build tries the readers on broken files. TAP: one line a file. What breaks ends the
 * program, and the sanitizers say where; the file's name is on stderr before. The changes follow from its bytes.
 */
#include <dirent.h>
#include <unistd.h>

#include "core/core.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { CUTS = 48, CHANGES = 1000, MOST_BYTES = 1 << 20 };

/* The changed bytes stand in memory of exactly their size: one step beyond is noticed. */
static void try_copy(const uint8_t *data, size_t size)
{
    uint8_t *copy = mem_get(size ? size : 1);
    if (size)
        memcpy(copy, data, size);
    (void)LLVMFuzzerTestOneInput(copy, size);
    free(copy);
}

static void cut_short(const uint8_t *data, size_t size)
{
    size_t step = MAX_OF(size / CUTS, (size_t)1);
    for (size_t keep = 0; keep < size; keep += step)
        try_copy(data, keep);
}

/* What trips readers: quotes, ends of lines, separators, signs, NUL, broken UTF-8. */
static void change_some(struct rng *r, uint8_t *data, size_t size)
{
    static const uint8_t nasty[] = "\"\n\r,;\t{}[]:#-+.e0\\ \0\xff\xc3\x80\xef\xbb\xbf";
    size_t changes = 1 + (size_t)rng_below(r, 4);
    for (size_t i = 0; i < changes; i++) {
        size_t at = (size_t)rng_below(r, size);
        data[at] = rng_below(r, 3) ? nasty[rng_below(r, sizeof nasty - 1)] : (uint8_t)rng_below(r, 256);
    }
}

static void change(const uint8_t *data, size_t size)
{
    struct rng r;
    rng_init(&r, hash_64(data, size, 7));
    uint8_t *copy = mem_get(size ? size : 1);
    for (int i = 0; size && i < CHANGES; i++) {
        memcpy(copy, data, size);
        change_some(&r, copy, size);
        try_copy(copy, size);
    }
    free(copy);
}

static bool replay(const char *path, struct err *e)
{
    struct file_stream f;
    if (!file_open(path, &f, e))
        return false;
    struct buf all CLEANUP(buf_end) = {.most = MOST_BYTES};
    bool read = stream_all(&f.s, MOST_BYTES, &all, e);
    file_close(&f);
    if (!read)
        return false;
    const uint8_t *data = (const uint8_t *)all.p;
    try_copy(data, all.n);
    cut_short(data, all.n);
    change(data, all.n);
    return true;
}

static int visible(const struct dirent *d)
{
    return d->d_name[0] != '.';
}

int main(int argc, char **argv)
{
    struct dirent **names = NULL;
    int n = argc == 2 ? scandir(argv[1], &names, visible, alphasort) : -1;
    if (n <= 0) {
        printf("1..1\nnot ok 1 - no corpus in %s\n", argc == 2 ? argv[1] : "(no folder given)");
        return 1;
    }
    printf("1..%d\n", n);
    int failed = 0;
    for (int i = 0; i < n; i++) {
        struct arena a CLEANUP(arena_end) = {0};
        struct err e = {0};
        fprintf(stderr, "%s\n", names[i]->d_name);
        bool ok = replay(arena_f(&a, "%s/%s", argv[1], names[i]->d_name), &e);
        printf("%s %d - %s%s%s\n", ok ? "ok" : "not ok", i + 1, names[i]->d_name, ok ? "" : ": ", ok ? "" : e.text);
        fflush(stdout);
        failed += !ok;
        free(names[i]);
    }
    free(names);
    return failed ? 1 : 0;
}
