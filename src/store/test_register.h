/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * For the tests of any room: where a register of a test lies. In a folder of its own; or, where DIWAN_TEST_STORE is
 * "postgresql", on the server that tests/postgres/server.py started, as a schema named after that folder.
 */
#ifndef DIWAN_TEST_REGISTER_H
#define DIWAN_TEST_REGISTER_H
#include "core/core.h"

static inline bool test_on_server(void)
{
    return str_is(str_of(getenv("DIWAN_TEST_STORE")), "postgresql");
}

/* The schema that stands for a file: letters, digits and _ of its whole name; with name "" the beginning of all in a folder. */
static inline void test_schema(const char *folder, const char *name, char out[64])
{
    char whole[256];
    int n = snprintf(whole, sizeof whole, "%s/%s", folder, name);
    const char *tail = whole + (n > 56 ? n - 56 : 0);
    size_t at = (size_t)snprintf(out, 64, "t");
    for (; *tail && at < 62; tail++) {
        char c = *tail;
        bool upper = c >= 'A' && c <= 'Z';
        bool plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
        out[at++] = plain ? c : upper ? (char)(c - 'A' + 'a') : '_';
    }
    out[at] = '\0';
}

/* The register `name` of a test whose folder this is; `out` gets a path or a URL. */
static inline void test_register(const char *folder, const char *name, char *out, size_t room)
{
    char schema[64];
    if (!test_on_server()) {
        snprintf(out, room, "%s/%s", folder, name);
        return;
    }
    test_schema(folder, name, schema);
    const char *server = getenv("DIWAN_TEST_POSTGRESQL");
    snprintf(out, room, "%s&options=-csearch_path%%3D%s", server ? server : "postgresql:///?host=/nowhere", schema);
}
#endif
