/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names of places: whatever the bytes, folding twice is folding once, a name sounds like itself, and two names sound alike
 * both ways. The first line is one name, the rest another. */
#include "place/place_priv.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool fine)
{
    if (!fine)
        abort();
}

static void fold(struct str name)
{
    struct buf once CLEANUP(buf_end) = {0}, twice CLEANUP(buf_end) = {0};
    name_fold(name, &once);
    name_fold(buf_view(&once), &twice);
    must(str_eq(buf_view(&once), buf_view(&twice)));
    must(str_utf8_ok(buf_view(&once), NULL));
}

static void hear(struct str name, struct sounds *s)
{
    char key[SOUND_KEY_MOST];
    name_sounds(name, s);
    must(s->n <= SOUNDS_MOST);
    must(sounds_key(s, false, key) < SOUND_KEY_MOST && sounds_key(s, true, key) < SOUND_KEY_MOST);
    for (size_t i = 0; i < s->n; i++)
        must(s->list[i] > ' ' && s->list[i] < 0x7F);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct str all = {(const char *)data, size};
    const char *end = size ? memchr(all.p, '\n', all.n) : NULL;
    struct str first = {all.p, end ? (size_t)(end - all.p) : all.n}, rest = {all.p + first.n, all.n - first.n};
    struct sounds a, b;
    fold(first);
    fold(rest);
    hear(first, &a);
    hear(rest, &b);
    struct likeness there = sounds_alike(&a, &b), back = sounds_alike(&b, &a), own = sounds_alike(&a, &a);
    must(there.score >= 0 && there.score <= 1 && !(there.score < back.score) && !(there.score > back.score));
    must(there.sure == back.sure && there.compatible == back.compatible && there.consonants == back.consonants);
    must(!a.n || (own.score >= 1 && own.compatible));
    return 0;
}
