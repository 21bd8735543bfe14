/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pictures from outside: whatever the bytes, one is kept or refused with a sentence; what is kept is within the limits, no longer than it was, and is kept again as it is. */
#include "agenda/logo.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool fine)
{
    if (!fine)
        abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct buf kept CLEANUP(buf_end) = {0}, again CLEANUP(buf_end) = {0};
    struct logo_pixels one = {0}, two = {0};
    struct err e = {0};
    if (!logo_read((struct str){(const char *)data, size}, &one, &kept, &e)) {
        must(e.code == ERR_INPUT && *e.text);
        return 0;
    }
    must(one.wide > 0 && one.wide <= LOGO_WIDE_MOST && one.high > 0 && one.high <= LOGO_HIGH_MOST && kept.n <= size && size <= LOGO_BYTES_MOST);
    must(logo_read(buf_view(&kept), &two, &again, &e) && two.wide == one.wide && two.high == one.high && str_eq(buf_view(&kept), buf_view(&again)));
    return 0;
}
