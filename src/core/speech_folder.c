/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which languages a folder brings along: CODE.lang and CODE.po for each. */
#include "core/speech_folder.h"
#include "core/speech_priv.h"
#include <dirent.h>
#include <errno.h>

enum { FILE_MOST = 8 << 20, FILES_MOST = 64, CODE_MOST = 8 };

static int by_name(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* The codes of all CODE.lang, sorted. */
static bool codes_in(const char *folder, struct arena *a, const char **codes, size_t *n, struct err *e)
{
    DIR *d = opendir(folder);
    *n = 0;
    if (!d)
        return err_set(e, ERR_SYSTEM, "%s: the folder of words (DIWAN_WORDS) cannot be opened: %s", folder, strerror(errno));
    for (const struct dirent *f; *n < FILES_MOST && (f = readdir(d));) {
        struct str name = str_of(f->d_name);
        if (str_ends(name, ".lang") && name.p[0] != '.')
            codes[(*n)++] = arena_text(a, name.p, name.n - 5);
    }
    closedir(d);
    if (*n)
        qsort(codes, *n, sizeof *codes, by_name);
    return *n || err_set(e, ERR_INPUT, "%s: found no language in this folder of words (DIWAN_WORDS), expected CODE.lang and CODE.po, for example fr.lang and fr.po", folder);
}

static bool code_fits(const char *code)
{
    size_t n = strlen(code);
    for (size_t i = 0; i < n; i++)
        if (code[i] < 'a' || code[i] > 'z')
            return false;
    return n >= 2 && n <= CODE_MOST;
}

static bool whole(const char *path, struct arena *a, struct str *out, struct err *e)
{
    struct file_stream f;
    struct buf b CLEANUP(buf_end) = {0};
    if (!file_open(path, &f, e))
        return false;
    bool fine = stream_all(&f.s, FILE_MOST, &b, e);
    file_close(&f);
    if (fine)
        *out = (struct str){arena_text(a, b.n ? b.p : "", b.n), b.n};
    return fine;
}

static bool one(const char *folder, const char *code, struct err *e)
{
    struct arena *a = languages_arena();
    const char *lang_path = arena_f(a, "%s/%s.lang", folder, code), *po_path = arena_f(a, "%s/%s.po", folder, code);
    struct str lang, po;
    struct language got;
    if (!code_fits(code))
        return err_set(e, ERR_INPUT, "%s: found the code \"%s\", expected 2 to %d small letters, as BCP 47 has it", lang_path, code, CODE_MOST);
    if (language_find(code))
        return err_set(e, ERR_INPUT, "%s: \"%s\" is a language of the program itself; correct its words in the browser, or take this file away", lang_path, code);
    if (!whole(lang_path, a, &lang, e) || !whole(po_path, a, &po, e) || !language_from_po(lang, lang_path, po, po_path, language_find("en"), a, &got, e))
        return false;
    if (strcmp(got.code, code) != 0)
        return err_set(e, ERR_INPUT, "%s: found code = %s, expected %s, as the file is called", lang_path, got.code, code);
    return languages_more(&got) || err_set(e, ERR_INPUT, "%s: there are too many languages", lang_path);
}

bool languages_add(const char *folder, struct err *e)
{
    const char *codes[FILES_MOST];
    size_t n;
    if (!codes_in(folder, languages_arena(), codes, &n, e))
        return false;
    for (size_t i = 0; i < n; i++)
        if (!one(folder, codes[i], e))
            return false;
    return true;
}
