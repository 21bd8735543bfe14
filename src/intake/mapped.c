/* SPDX-License-Identifier: GPL-3.0-or-later */
/* intake: which layout a table is read by: as asked, by its columns, or by a mapping that the register keeps. */
#include "intake/intake_priv.h"
#include "core/speech.h"

enum { KEPT_MAPPING = 85 }; /* above HXL tags, below a header that is known */

static struct str held(struct work *w, struct str s)
{
    return (struct str){arena_text(&w->out->arena, s.p, s.n), s.n};
}

static void use_mapping(struct work *w, struct str name, struct str lines)
{
    w->layout = layout_of_incidents(&incident_own);
    w->mapping_name = held(w, name);
    w->mapping = held(w, lines);
}

/* "incidents.csv.gz": "incidents" */
static struct str stem_of(struct str file)
{
    const char *dot = file.n > 1 ? memchr(file.p + 1, '.', file.n - 1) : NULL;
    return dot ? (struct str){file.p, (size_t)(dot - file.p)} : file;
}

static bool named(const struct mapping *list, size_t n, struct str name, const struct mapping **out)
{
    for (size_t i = 0; i < n; i++)
        if (str_eq(list[i].name, name)) {
            *out = &list[i];
            return true;
        }
    return false;
}

bool work_mappings(const struct work *w, struct arena *a, const struct mapping **out, size_t *n, struct err *e)
{
    struct mapping *list = NULL;
    *out = w->kept;
    *n = w->kept_n;
    if (!w->s)
        return true;
    if (!mapping_list(w->s, a, &list, n, e))
        return false;
    *out = list;
    return true;
}

static bool by_map(struct work *w, const char *file, const struct mapping *kept, size_t n, struct err *e)
{
    struct buf lines CLEANUP(buf_end) = {0};
    struct err other = {0};
    const struct layout *l = w->o->layout.n ? layout_named(w->o->layout, &other) : NULL;
    if (l ? l->batch == BATCH_WORKS && l->sniff_table : who_what_map_is(w->o->map)) { /* it names columns of activities, and is not kept */
        w->layout = l ? l : layout_named(STR("who-what-where"), e);
        return w->layout != NULL;
    }
    if (l && l->incident != &incident_own)
        return err_set(e, ERR_USAGE, "--map says how to read a table of incidents and --as what the mapping is called, but \"%.*s\" is a layout: choose another name",
            (int)MIN_OF(w->o->layout.n, (size_t)60), w->o->layout.p);
    if (!mapping_parse(w->o->map, &lines, e))
        return false;
    use_mapping(w, w->o->layout.n && !l ? w->o->layout : stem_of(str_of(file)), buf_view(&lines));
    const struct mapping *same = NULL;
    w->mapping_new = !named(kept, n, w->mapping_name, &same) || !str_eq(same->lines, w->mapping);
    return true;
}

bool layout_asked(struct work *w, const char *file, struct err *e)
{
    struct arena a CLEANUP(arena_end) = {0};
    const struct mapping *kept = NULL, *one = NULL;
    size_t n = 0;
    if (!w->o->map.n && !w->o->layout.n)
        return true;
    if (!work_mappings(w, &a, &kept, &n, e))
        return false;
    if (w->o->map.n)
        return by_map(w, file, kept, n, e);
    if ((w->layout = layout_named(w->o->layout, e)))
        return true;
    if (!named(kept, n, w->o->layout, &one))
        return n == 0 ? false : err_within(e, T("no mapping kept in the register has that name either (`diwan show REGISTER mappings`)"));
    *e = (struct err){0};
    use_mapping(w, one->name, one->lines);
    return true;
}

/* The kept mapping that explains most columns of the table, the latest among equals. Where the table is of a layout that is
 * known, only one that adds to what its header says. */
static bool by_kept(struct work *w, const struct table *t, bool known, struct err *e)
{
    struct arena a CLEANUP(arena_end) = {0};
    const struct mapping *kept = NULL, *best = NULL;
    size_t n = 0;
    if (!work_mappings(w, &a, &kept, &n, e))
        return false;
    for (size_t i = 0; i < n; i++)
        if (mapping_fits(t, kept[i].lines) && (!known || mapping_adds(t, kept[i].lines)) && (!best || mapping_columns(kept[i].lines) >= mapping_columns(best->lines)))
            best = &kept[i];
    if (best)
        use_mapping(w, best->name, best->lines);
    return true;
}

bool layout_found(struct work *w, const struct table *t, struct err *e)
{
    int score = 0;
    struct err none = {0}, failed = {0};
    const struct layout *known = layout_of_table(t, &score, &none);
    if (score < KEPT_MAPPING && !by_kept(w, t, known != NULL, &failed)) {
        *e = failed;
        return false;
    }
    if (!w->layout)
        w->layout = known;
    if (!w->layout)
        *e = none;
    return w->layout != NULL;
}
