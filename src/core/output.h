/* SPDX-License-Identifier: GPL-3.0-or-later */
/* output: bytes to a file (whole or not at all) or to stdout. */
#ifndef DIWAN_OUTPUT_H
#define DIWAN_OUTPUT_H
#include "core/core.h"

/* Write beside the file, sync, then rename: the file is the old one or the new one, never half. A device or a pipe is
 * written into; a folder and a register (ERR_USAGE) are left as they are. */
MUST_USE bool output_file(const char *path, struct str bytes, struct err *e);
MUST_USE bool output_stdout(struct str bytes, struct err *e);
/* For libraries that write to a path and no other way: `write` fills a new file of its own in TMPDIR, and what is in it
 * comes back in `out`, at most `most` bytes. The file is gone afterwards. ERR_SYSTEM where `write` says false. */
MUST_USE bool output_through_file(bool (*write)(const char *path, void *context), void *context, size_t most, struct buf *out, struct err *e);
#endif
