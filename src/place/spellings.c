/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Spellings learnt from the records: a name most of whose precise points lie in one border means that place. */
#include "place/placed_priv.h"
#include <assert.h>

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
    struct points *points; /* by key; NULL until settled */
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
    free((*s)->points);
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
    assert(!s->points);
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

/* One spelling's rows, ordered by place: of two with equally many points, the first. At least 2/3 leaves no room for a tie. */
static struct points points_of(const struct seen *list, size_t n)
{
    struct points p = {.place = -1, .means = -1};
    int64_t here = 0;
    for (size_t i = 0; i < n; i++) {
        p.all += list[i].times;
        here = i && list[i].place == list[i - 1].place ? here + list[i].times : list[i].times;
        if (list[i].place >= 0 && here > p.most) {
            p.most = here;
            p.place = list[i].place;
        }
    }
    if (p.most >= POINTS_LEAST && 3 * p.most >= 2 * p.all)
        p.means = p.place;
    return p;
}

void spellings_settle(struct spellings *s)
{
    assert(!s->points);
    size_t keys = intern_count(&s->keys) + 1;
    s->points = mem_get(keys * sizeof *s->points);
    for (size_t i = 0; i < keys; i++)
        s->points[i] = (struct points){.place = -1, .means = -1};
    if (s->n)
        qsort(s->list, s->n, sizeof *s->list, by_spelling);
    for (size_t from = 0, to; from < s->n; from = to) {
        for (to = from; to < s->n && s->list[to].spelling == s->list[from].spelling; to++) {
        }
        struct points *p = &s->points[s->list[from].spelling];
        *p = points_of(s->list + from, to - from);
        p->from = from;
        p->n = to - from;
    }
}

struct points spellings_points(const struct spellings *s, struct str country_code, struct str name)
{
    assert(s->points);
    struct buf key CLEANUP(buf_end) = {0};
    key_of(country_code, name, &key);
    uint32_t id;
    return intern_find(&s->keys, buf_view(&key), &id) ? s->points[id] : (struct points){.place = -1, .means = -1};
}

int spellings_place(const struct spellings *s, struct str country_code, struct str name)
{
    return spellings_points(s, country_code, name).means;
}

int64_t spellings_points_in(const struct spellings *s, const struct points *p, int place)
{
    int64_t sum = 0;
    for (size_t i = p->from; i < p->from + p->n; i++)
        sum += s->list[i].place == place ? s->list[i].times : 0;
    return sum;
}
