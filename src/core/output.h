/* SPDX-License-Identifier: GPL-3.0-or-later */
/* output: bytes to a file (whole or not at all) or to stdout. */
#ifndef DIWAN_OUTPUT_H
#define DIWAN_OUTPUT_H
#include "core/core.h"

/* Write beside the file, sync, then rename: the file is the old one or the new one, never half. A device or a pipe is
 * written into; a folder and a register (ERR_USAGE) are left as they are. */
MUST_USE bool output_file(const char *path, struct str bytes, struct err *e);
/* The same in two steps, so that something else can be made sure of in between: the bytes lie beside the file, on disk, until output_end
 * gives them its name. Only for regular files. output_drop takes them away where they have no name yet; it may be called twice. */
struct output {
    struct buf path, beside;
};
MUST_USE bool output_begin(struct output *o, const char *path, struct str bytes, struct err *e);
MUST_USE bool output_end(struct output *o, struct err *e);
MUST_USE bool output_end_new(struct output *o, struct err *e); /* never in place of what is there by then (ERR_USAGE) */
void output_drop(struct output *o);
/* Give the file `from` the name `to`, never in place of what is there: 0, or -1 with errno, EEXIST where the name is taken. Also where
 * the file system has no such call. */
MUST_USE int output_rename_new(const char *from, const char *to);
/* A new file of mode 0600, whole or not at all, on the disk when this returns; never in place of what is there (ERR_USAGE). */
MUST_USE bool output_new(const char *path, struct str bytes, struct err *e);
MUST_USE bool output_stdout(struct str bytes, struct err *e);
/* Where a file goes that is gone a moment later: TMPDIR where somebody set it, else a folder that the system keeps in memory, so that
 * nothing of a register is left on a disk; else /tmp. */
const char *output_passing_folder(void);
/* For libraries that write to a path and no other way: `write` fills a new file of its own in that folder, and what is in it
 * comes back in `out`, at most `most` bytes. The file is gone afterwards. ERR_SYSTEM where `write` says false. */
MUST_USE bool output_through_file(bool (*write)(const char *path, void *context), void *context, size_t most, struct buf *out, struct err *e);
#endif
