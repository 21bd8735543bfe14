/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Words for an actor, folded: the same words in another case, script variant or punctuation. Nothing is left out as names of places leave out "province" or "the":
 * a district council is not the council. */
#include "actor/actor_priv.h"
#include "place/place.h"

static void letter_out(struct buf *out, uint32_t c)
{
    char b[4] = {0};
    size_t n = c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
    static const unsigned lead[] = {0, 0, 0xC0, 0xE0, 0xF0};
    for (size_t i = n; i-- > 1; c >>= 6)
        b[i] = (char)(0x80 | (c & 0x3F));
    b[0] = (char)(lead[n] | c);
    buf_add(out, b, n);
}

void actor_fold(struct str words, struct buf *out)
{
    bool blank = false;
    size_t begin = out->n;
    for (size_t i = 0; i < words.n;) {
        struct letter_folded l = letter_fold((struct str){words.p + i, words.n - i});
        i += l.bytes;
        for (size_t k = 0; k < l.n; k++) {
            if (l.parts[k] == ' ') {
                blank = out->n > begin;
                continue;
            }
            if (blank)
                buf_char(out, ' ');
            blank = false;
            letter_out(out, (uint32_t)l.parts[k]);
        }
    }
    if (out->n == begin) /* no letter in it: itself */
        buf_str(out, str_trim(words));
}
