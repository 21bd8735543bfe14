/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The languages built into the program, and their messages. */
#include "core/embedded.h"
#include "core/speech_priv.h"
#include <assert.h>
#include <pthread.h>

enum { LANGUAGE_MOST = 32 };
static struct language languages[LANGUAGE_MOST];
static size_t language_n;
static struct arena texts; /* lives as long as the program */
static pthread_once_t loaded = PTHREAD_ONCE_INIT, latin_loaded = PTHREAD_ONCE_INIT;

/* The .mo of "ar.lang" is "ar.mo". */
static struct str messages_for(const char *name)
{
    const char *dot = strrchr(name, '.');
    size_t n = dot ? (size_t)(dot - name) : strlen(name);
    for (const struct embedded *f = embedded_mo; f->name; f++)
        if (strncmp(f->name, name, n) == 0 && strcmp(f->name + n, ".mo") == 0)
            return (struct str){f->data, f->size};
    return (struct str){0};
}

/* The files are part of the program and tested with it: a broken one is a broken promise, not an error. */
static void load(void)
{
    for (const struct embedded *f = embedded_languages; f->name; f++) {
        assert(language_n < LANGUAGE_MOST);
        struct err e = {0};
        bool ok = language_read((struct str){f->data, f->size}, f->name, messages_for(f->name), true, &texts, &languages[language_n], &e);
        assert(ok); /* e.text says why: the first case of speech_test prints it */
        language_n++;
    }
}

struct arena *languages_arena(void)
{
    return &texts;
}

bool languages_more(const struct language *l)
{
    if (language_count() == LANGUAGE_MOST)
        return false;
    languages[language_n++] = *l;
    return true;
}

/* Only where somebody asks for Latin digits: it is work over every letter of every message. */
static void load_latin(void)
{
    for (size_t i = 0; i < language_n; i++)
        languages[i].latin = language_latin(&languages[i], &texts);
}

size_t language_count(void)
{
    pthread_once(&loaded, load);
    return language_n;
}

const struct language *language_at(size_t i)
{
    assert(i < language_count());
    return &languages[i];
}

const struct language *language_find(const char *code)
{
    for (size_t i = 0; code && i < language_count(); i++)
        if (strcmp(languages[i].code, code) == 0)
            return &languages[i];
    return NULL;
}

const char *language_code(const struct language *l)
{
    return l->code;
}

const char *language_own_name(const struct language *l)
{
    return l->own_name;
}

bool language_rtl(const struct language *l)
{
    return l->rtl;
}

const char *language_fallback(const struct language *l, size_t i)
{
    return i < FALLBACK_MOST ? l->fallbacks[i] : NULL;
}

/* Form `form` of a message, in the digits asked for; NULL when there is none. */
static const char *message(const struct speech *s, const char *msgid, int64_t form)
{
    const struct language *l = s->language;
    uint32_t i;
    if (!*msgid || !messages_find(&l->messages, msgid, &i)) /* the empty message is the file's header */
        return NULL;
    if (s->latin_digits)
        pthread_once(&latin_loaded, load_latin);
    struct str all = s->latin_digits && l->latin ? l->latin[i] : messages_translation(&l->messages, i);
    const char *p = all.p, *end = p + all.n;
    for (; form > 0 && p < end; form--)
        p += strlen(p) + 1;
    return p < end && *p ? p : NULL; /* an empty one is not translated */
}

const char *say(const struct speech *s, const char *msgid)
{
    const char *found = s->corrections ? corrected(s, msgid, 0) : NULL;
    if (!found)
        found = message(s, msgid, 0);
    return found ? found : msgid;
}

const char *say_n(const struct speech *s, const char *one, const char *many, int64_t n)
{
    uint64_t size = n < 0 ? 0 - (uint64_t)n : (uint64_t)n;
    int64_t form = messages_form(&s->language->messages, size);
    const char *found = s->corrections && form >= 0 ? corrected(s, one, form) : NULL;
    if (!found && form >= 0)
        found = message(s, one, form);
    if (found)
        return found;
    return size == 1 ? one : many;
}
