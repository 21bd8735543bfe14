/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Spellings learnt from the records: a name most of whose precise points lie in one border means that place. */
#include "place/placed_priv.h"
#include <assert.h>

enum { POINTS_LEAST = 3 };

struct seen { /* points of a spelling in one place */
    uint32_t spelling;
    int place;
    int64_t times;
};
struct spellings {
    const struct gazetteer *g;
    int level;
    struct intern keys; /* country, unit separator, folded name */
    struct seen *list;
    size_t n, room;
    int *means;         /* by key; NULL until settled */
};

struct spellings *spellings_new(const struct gazetteer *g, int level)
{
    struct spellings *s = mem_get(sizeof *s);
    s->g = g;
    s->level = level;
    return s;
}

void spellings_free(struct spellings **s)
{
    if (!*s)
        return;
    intern_end(&(*s)->keys);
    free((*s)->list);
    free((*s)->means);
    free(*s);
    *s = NULL;
}

static void key_of(struct str country, struct str name, struct buf *out)
{
    buf_str(out, country);
    buf_char(out, '\x1f');
    name_fold(name, out);
}

void spellings_see_many(struct spellings *s, struct str country_code, struct str name, int place, int64_t times)
{
    assert(!s->means);
    struct buf key CLEANUP(buf_end) = {0};
    key_of(country_code, name, &key);
    if (key.n == country_code.n + 1)
        return; /* no name */
    GROW(s->list, s->n, s->room);
    s->list[s->n++] = (struct seen){intern_id(&s->keys, buf_view(&key)), place, times};
}

void spellings_see(struct spellings *s, struct str country_code, struct str name, int place)
{
    spellings_see_many(s, country_code, name, place, 1);
}

static int by_spelling(const void *a, const void *b)
{
    const struct seen *p = a, *q = b;
    int c = (p->spelling > q->spelling) - (p->spelling < q->spelling);
    return c ? c : (p->place > q->place) - (p->place < q->place);
}

/* One spelling's rows, ordered by place. At least 2/3 leaves no room for a tie. */
static int meaning(const struct seen *list, size_t n)
{
    int64_t all = 0, most = 0, here = 0;
    int place = -1;
    for (size_t i = 0; i < n; i++) {
        all += list[i].times;
        here = i && list[i].place == list[i - 1].place ? here + list[i].times : list[i].times;
        if (list[i].place >= 0 && here > most) {
            most = here;
            place = list[i].place;
        }
    }
    return most >= POINTS_LEAST && 3 * most >= 2 * all ? place : -1;
}

void spellings_settle(struct spellings *s)
{
    assert(!s->means);
    size_t keys = intern_count(&s->keys) + 1;
    s->means = mem_get(keys * sizeof *s->means);
    for (size_t i = 0; i < keys; i++)
        s->means[i] = -1;
    if (s->n)
        qsort(s->list, s->n, sizeof *s->list, by_spelling);
    for (size_t from = 0, to; from < s->n; from = to) {
        for (to = from; to < s->n && s->list[to].spelling == s->list[from].spelling; to++) {
        }
        s->means[s->list[from].spelling] = meaning(s->list + from, to - from);
    }
}

int spellings_place(const struct spellings *s, struct str country_code, struct str name)
{
    assert(s->means);
    struct buf key CLEANUP(buf_end) = {0};
    key_of(country_code, name, &key);
    uint32_t id;
    return intern_find(&s->keys, buf_view(&key), &id) ? s->means[id] : -1;
}
