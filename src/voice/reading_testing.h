/* SPDX-License-Identifier: GPL-3.0-or-later */
/* For tests and fuzzers: a dialogue read from files in memory. */
#ifndef DIWAN_READING_TESTING_H
#define DIWAN_READING_TESTING_H
#include "voice/voice.h"

enum { FILES_MOST = 8 };
struct memory_file {
    const char *name;
    struct str text;
};

/* As a folder of these files is read: which belong together, in which order. */
static inline bool read_files(const struct memory_file *files, size_t n, const struct dialogue_wish *wish, struct dialogue_batch *b, struct err *e)
{
    struct str names[FILES_MOST];
    struct memory_stream streams[FILES_MOST];
    struct dialogue_source sources[FILES_MOST];
    size_t order[FILES_MOST], used, stem;
    for (size_t i = 0; i < n; i++)
        names[i] = str_of(files[i].name);
    if (!dialogue_members(names, n, STR(""), wish->file, order, &used, e))
        return false;
    for (size_t i = 0; i < used; i++) {
        const struct memory_file *f = &files[order[i]];
        memory_open(&streams[i], f->name, f->text);
        sources[i] = (struct dialogue_source){dialogue_part_of(names[order[i]], &stem), str_ends(names[order[i]], ".json"), &streams[i].s};
    }
    return dialogue_read(sources, used, wish, b, NULL, e);
}
#endif
