/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Countries: the embedded list (assets/countries.tsv), read once; found by code or by any name a data set uses. */
#include "core/embedded.h"
#include "place/place_priv.h"
#include <pthread.h>

enum { COUNTRIES_MOST = 320, NAMES_MOST = 2048 };

static struct country countries[COUNTRIES_MOST];
static char codes[COUNTRIES_MOST][4]; /* with a NUL behind, for those who want a plain string */
static size_t country_n;
static struct intern names;                /* folded names; the program's own memory, freed with it */
static uint16_t country_of_name[NAMES_MOST]; /* by id in names: index in countries + 1 */
static pthread_once_t once = PTHREAD_ONCE_INIT;

/* The text up to `mark`, which is stepped over. */
static struct str up_to(struct str *rest, char mark)
{
    const char *at = rest->n ? memchr(rest->p, mark, rest->n) : NULL;
    struct str part = {rest->p, at ? (size_t)(at - rest->p) : rest->n};
    *rest = at ? (struct str){at + 1, rest->n - part.n - 1} : (struct str){rest->p + rest->n, 0};
    return part;
}

bool country_other(struct str *others, struct str *name)
{
    while (others->n) {
        *name = str_trim(up_to(others, '|'));
        if (name->n)
            return true;
    }
    return false;
}

static void name_add(struct str name, size_t country)
{
    struct buf folded CLEANUP(buf_end) = {0};
    name_fold(name, &folded);
    uint32_t id = intern_id(&names, buf_view(&folded));
    if (id && id < NAMES_MOST && !country_of_name[id])
        country_of_name[id] = (uint16_t)(country + 1);
}

static void line_add(struct str line)
{
    struct country c = {.code = up_to(&line, '\t')};
    c.en = up_to(&line, '\t');
    c.ar = up_to(&line, '\t');
    c.ckb = up_to(&line, '\t');
    c.others = up_to(&line, '\t');
    if (!c.code.n || c.code.p[0] == '#' || country_n == COUNTRIES_MOST)
        return;
    size_t at = country_n++;
    countries[at] = c;
    memcpy(codes[at], c.code.p, MIN_OF(c.code.n, sizeof codes[at] - 1));
    name_add(c.code, at);
    name_add(c.en, at);
    name_add(c.ar, at);
    name_add(c.ckb, at);
    struct str rest = c.others, name;
    while (country_other(&rest, &name))
        name_add(name, at);
}

static void list_read(void)
{
    struct str text = {embedded_countries[0].data, embedded_countries[0].size};
    while (text.n)
        line_add(up_to(&text, '\n'));
}

const struct country *country_of(struct str code)
{
    pthread_once(&once, list_read);
    for (size_t i = 0; i < country_n; i++)
        if (str_eq(countries[i].code, code))
            return &countries[i];
    return NULL;
}

const char *country_code_of(struct str name)
{
    pthread_once(&once, list_read);
    struct buf folded CLEANUP(buf_end) = {0};
    name_fold(name, &folded);
    uint32_t id = 0;
    if (!folded.n || !intern_find(&names, buf_view(&folded), &id) || !id || id >= NAMES_MOST || !country_of_name[id])
        return NULL;
    return codes[country_of_name[id] - 1];
}

struct str country_name(struct str code, const char *language)
{
    const struct country *c = country_of(code);
    if (!c)
        return STR("");
    if (strcmp(language, "ckb") == 0 && c->ckb.n)
        return c->ckb;
    if ((strcmp(language, "ckb") == 0 || strcmp(language, "ar") == 0) && c->ar.n)
        return c->ar;
    return c->en;
}
