/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The encodings in which shapefiles write names, under the names that .cpg files and people use; turned into UTF-8 by iconv. */
#include "place/shapefile_priv.h"
#include <errno.h>
#include <iconv.h>

static const struct {
    const char *names[6]; /* without blanks, hyphens and underscores */
    const char *codeset;  /* what iconv calls it */
} encodings[] = {
    {{"utf8", "65001", "cp65001", NULL}, "UTF-8"},
    {{"windows1256", "cp1256", "1256", "ansi1256", "win1256", NULL}, "CP1256"},
    {{"windows1252", "cp1252", "1252", "ansi1252", "win1252", NULL}, "CP1252"},
    {{"iso88591", "88591", "latin1", NULL}, "ISO-8859-1"},
    {{"iso88596", "88596", NULL}, "ISO-8859-6"},
};

static const char *codeset_of(struct str encoding)
{
    char word[24];
    size_t n = 0;
    for (size_t i = 0; i < encoding.n && n + 1 < sizeof word; i++)
        if (!strchr(" -_", encoding.p[i]))
            word[n++] = encoding.p[i];
    for (size_t i = 0; i < ARRAY_LEN(encodings); i++)
        for (size_t k = 0; encodings[i].names[k]; k++)
            if (str_is_nocase((struct str){word, n}, encodings[i].names[k]))
                return encodings[i].codeset;
    return NULL;
}

bool names_encoding_known(struct str encoding)
{
    return codeset_of(encoding) != NULL;
}

bool names_are_utf8(struct str encoding)
{
    const char *codeset = codeset_of(encoding);
    return codeset && strcmp(codeset, "UTF-8") == 0;
}

bool names_decode(struct str encoding, struct str raw, struct arena *a, struct str *out)
{
    const char *codeset = codeset_of(encoding);
    iconv_t turn = codeset ? iconv_open("UTF-8", codeset) : (iconv_t)-1;
    if (turn == (iconv_t)-1)
        return false;
    size_t left = raw.n, room = raw.n * 3;
    char *from = arena_text(a, raw.p, raw.n), *text = arena_get(a, room + 1), *to = text;
    bool ok = iconv(turn, &from, &left, &to, &room) != (size_t)-1 && left == 0;
    iconv_close(turn);
    *out = (struct str){text, (size_t)(to - text)};
    return ok;
}
