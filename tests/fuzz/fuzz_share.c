/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Shares of a key, typed back: no step outside memory; a sentence, or a share that is written and read again as the same. */
#include "core/shares.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool fine)
{
    if (!fine)
        abort();
}

static void join(const struct share *s)
{
    static const char *const names[] = {"a", "a", "a"};
    const struct share list[] = {*s, *s, *s};
    static const unsigned char salt[SHARE_SALT];
    struct secret key;
    struct err e = {0};
    must(!shares_combine(list, names, 3, salt, "r", &key, &e) && e.text[0]); /* thrice the same is never enough */
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct share s, again;
    struct err e = {0};
    if (!share_read("fuzz.txt", (struct str){(const char *)data, size}, &s, &e)) {
        must(e.code == ERR_INPUT && str_utf8_ok(str_of(e.text), NULL));
        return 0;
    }
    must(s.number >= 1 && s.number <= s.of && s.need >= SHARE_NEED_LEAST && s.need <= s.of && s.of <= SHARES_MOST && s.part.n == SHARE_PART);
    struct buf b CLEANUP(buf_end) = {0};
    share_write(&s, &b);
    must(share_read("fuzz.txt", buf_view(&b), &again, &e));
    must(again.number == s.number && memcmp(again.part.p, s.part.p, SHARE_PART) == 0);
    join(&s);
    share_end(&again);
    share_end(&s);
    return 0;
}
