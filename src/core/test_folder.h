/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where tests put registers and files: under TMPDIR, which `make check` (tools/check.py) lays into memory where there is enough of it, else under /tmp. */
#ifndef CORE_TEST_FOLDER_H
#define CORE_TEST_FOLDER_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Writes FOLDER/diwan-NAME-XXXXXX, for mkdtemp, into out, of size bytes. A TMPDIR of 30 bytes or more is left alone: paths in tests are short. */
static inline void test_folder(char *out, size_t size, const char *name)
{
    enum { SHORT = 30 };
    const char *folder = getenv("TMPDIR");
    snprintf(out, size, "%s/diwan-%s-XXXXXX", folder && *folder && strlen(folder) < SHORT ? folder : "/tmp", name);
}

#endif
