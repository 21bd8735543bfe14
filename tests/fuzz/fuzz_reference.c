/* SPDX-License-Identifier: GPL-3.0-or-later */
/* References of an item's links: whatever the bytes, a reference is refused with a sentence or is one, and then writing and reading it again changes nothing. The first line names the kind. */
#include "agenda/reference.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool fine)
{
    if (!fine)
        abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct str all = {(const char *)data, size};
    const char *end = size ? memchr(all.p, '\n', all.n) : NULL;
    struct str word = {all.p, end ? (size_t)(end - all.p) : 0}, rest = {all.p + (end ? word.n + 1 : 0), all.n - (end ? word.n + 1 : 0)};
    const struct code *kind = code_of(CODES_LINKS, word);
    struct reference r, again;
    struct err e = {0};
    if (!kind)
        return 0;
    if (!parse_reference(kind, rest, &r, &e)) {
        must(e.code == ERR_INPUT && e.text[0] && str_utf8_ok(str_of(e.text), NULL));
        return 0;
    }
    struct buf once CLEANUP(buf_end) = {0}, twice CLEANUP(buf_end) = {0};
    must(r.first.n + r.second.n <= rest.n && day_known(r.from) == day_known(r.to) && (!day_known(r.from) || r.from.n <= r.to.n));
    buf_reference(&once, &r);
    must(parse_reference(kind, buf_view(&once), &again, &e) && again.number == r.number && again.from.n == r.from.n && again.to.n == r.to.n);
    buf_reference(&twice, &again);
    must(str_eq(buf_view(&once), buf_view(&twice)));
    return 0;
}
