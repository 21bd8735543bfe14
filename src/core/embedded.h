/* SPDX-License-Identifier: GPL-3.0-or-later */
/* embedded: files built into the program by tools/embed.py, so that it is one executable. */
#ifndef DIWAN_EMBEDDED_H
#define DIWAN_EMBEDDED_H
#include <stddef.h>
struct embedded {
    const char *name; /* the file's name without folder; NULL ends a table */
    const char *data; /* a NUL stands behind it */
    size_t size;
};
extern const struct embedded embedded_schema[];    /* src/store/schema, in order */
extern const struct embedded embedded_mo[];        /* ar.mo, ckb.mo, en.mo */
extern const struct embedded embedded_languages[]; /* assets/lang */
extern const struct embedded embedded_words[];     /* assets/words: 256 a language, for passphrases */
extern const struct embedded embedded_style[];     /* brief.css */
extern const struct embedded embedded_countries[]; /* countries.tsv */
extern const struct embedded embedded_identify[];  /* assets/identify */
extern const struct embedded embedded_api[];       /* assets/api */
#endif
