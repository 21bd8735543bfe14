/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The spellings in the records and in the table of population, and whom each means: surely, or how nearly. Nothing here
 * changes where a record counts: a proposal becomes an alias when a person says so.
 */
#include "place/placed_priv.h"

#define PROPOSED_LEAST 0.3 /* a candidate with less is not worth a person's look */
#define NAME_WORTH 2       /* points that the sound of a name counts for */

struct writing { /* one way in which a spelling is written, byte for byte */
    uint32_t line;
    int64_t times;
};
struct line_work {
    int level, country; /* index of the country; -1 */
    struct str country_key;
    int64_t incidents;
    bool population;
    enum meant_how how; /* of a country; others are asked at the end */
};
struct collecting {
    const struct gazetteer *g;
    struct arena *a;
    struct intern lines, writings;
    struct line_work *list;
    struct writing *ways;
    size_t n, room, way_n, way_room;
    struct spellings *learnt[3]; /* by level; 0 not used */
};

/* ---- collecting ---- */

static size_t line_of(struct collecting *c, int level, int country, struct str key_country, struct str name)
{
    struct buf key CLEANUP(buf_end) = {0};
    buf_char(&key, (char)('1' + level));
    buf_str(&key, key_country);
    buf_char(&key, '\x1f');
    size_t begin = key.n;
    name_fold(name, &key);
    if (key.n == begin)
        return SIZE_MAX;
    size_t at = intern_id(&c->lines, buf_view(&key)) - 1;
    if (at == c->n) {
        GROW(c->list, c->n, c->room);
        c->list[c->n++] = (struct line_work){.level = level, .country = country,
            .country_key = {arena_text(c->a, key_country.p, key_country.n), key_country.n}, .how = MEANT_UNKNOWN};
    }
    return at;
}

static void writing_add(struct collecting *c, size_t line, struct str name, int64_t times)
{
    struct buf key CLEANUP(buf_end) = {0};
    buf_int(&key, (int64_t)line);
    buf_char(&key, ' ');
    buf_str(&key, name);
    size_t at = intern_id(&c->writings, buf_view(&key)) - 1;
    if (at == c->way_n) {
        GROW(c->ways, c->way_n, c->way_room);
        c->ways[c->way_n++] = (struct writing){.line = (uint32_t)line};
    }
    c->ways[at].times += times;
}

struct group { /* records alike in their words and in where they were placed on a level */
    struct place_question words;
    int level, place;
    enum placed_how how;
    bool point;
    int64_t n;
};

static void country_take(struct collecting *c, const struct group *k, int country, bool known)
{
    struct str name = k->words.country.n ? k->words.country : k->words.country_code;
    size_t at = line_of(c, 0, country, where_country(c->g, country, k->words.country_code, k->words.country), name);
    if (at == SIZE_MAX)
        return;
    c->list[at].incidents += k->n;
    c->list[at].how = country >= 0 ? MEANT_EXACT : known ? MEANT_OUTSIDE : MEANT_UNKNOWN;
    writing_add(c, at, name, k->n);
}

static void group_take(struct collecting *c, const struct group *k)
{
    bool known;
    int country = gazetteer_country(c->g, k->words.country_code, k->words.country, &known);
    if (k->level == 0) {
        country_take(c, k, country, known);
        return;
    }
    struct str name = where_name(c->g, k->level, country, &k->words);
    if (!name.n || (known && country < 0) || k->level > 2 || !gazetteer_has_level(c->g, country, k->level))
        return;
    struct str key = where_country(c->g, country, k->words.country_code, k->words.country);
    size_t at = line_of(c, k->level, country, key, name);
    if (at == SIZE_MAX)
        return;
    c->list[at].incidents += k->n;
    writing_add(c, at, name, k->n);
    bool none = k->how == PLACED_NEAR || k->how == PLACED_OUTSIDE || (k->how == PLACED_NAME && k->point);
    if (k->how == PLACED_POINT || none)
        spellings_see_many(c->learnt[k->level], key, name, none ? -1 : k->place, k->n);
}

static bool incidents_collect(struct collecting *c, struct store *s, struct err *e)
{
    struct rows *r CLEANUP(rows_drop) = store_rows(s,
        "SELECT k.country_code, c.text, a.text, b.text, k.level, k.how, k.place_origin, k.place, k.point, k.n FROM "
        "(SELECT i.country_code, i.country, i.admin1, i.admin2, p.level, p.how, p.place_origin, p.place, "
        "CASE WHEN i.latitude IS NULL OR i.longitude IS NULL THEN 0 ELSE 1 END AS point, count(*) AS n "
        "FROM incident AS i JOIN placed AS p ON p.incident_origin = i.origin AND p.incident = i.id WHERE i.ended_by IS NULL "
        "GROUP BY i.country_code, i.country, i.admin1, i.admin2, p.level, p.how, p.place_origin, p.place, "
        "CASE WHEN i.latitude IS NULL OR i.longitude IS NULL THEN 0 ELSE 1 END) AS k "
        "JOIN wording AS c ON c.id = k.country JOIN wording AS a ON a.id = k.admin1 JOIN wording AS b ON b.id = k.admin2 "
        "ORDER BY k.country_code, c.text, a.text, b.text, k.level, k.how, k.place_origin, k.place, k.point", WITH_NOTHING);
    while (rows_next(r)) {
        struct group k = {.words = {NAN, NAN, 9, rows_text(r, 0), rows_text(r, 1), rows_text(r, 2), rows_text(r, 3)},
            .level = (int)rows_int(r, 4), .place = -1, .how = (enum placed_how)rows_int(r, 5), .point = rows_int(r, 8) != 0,
            .n = rows_int(r, 9)};
        if (!rows_null(r, 7))
            k.place = gazetteer_index(c->g, rows_int(r, 6), rows_int(r, 7));
        group_take(c, &k);
    }
    return rows_end(&r, e);
}

/* A row of the table of population that joins no place; *in: its country. */
static bool joins_none(const struct gazetteer *g, const struct rows *r, int *in)
{
    struct str country = rows_text(r, 0), code = rows_text(r, 1), name = rows_text(r, 2), name_ar = rows_text(r, 3);
    bool known;
    *in = gazetteer_country(g, country, STR(""), &known);
    if (known && *in < 0)
        return false; /* of a country that is not here */
    return !(code.n && gazetteer_means(g, code) >= 0) && gazetteer_match(g, name, -1, country) < 0 &&
        gazetteer_match(g, name_ar, -1, country) < 0;
}

static bool population_collect(struct collecting *c, struct store *s, struct err *e)
{
    struct rows *r CLEANUP(rows_drop) = store_rows(s,
        "SELECT country, code, name, name_ar FROM population WHERE ended_by IS NULL GROUP BY country, code, name, name_ar "
        "ORDER BY country, code, name, name_ar", WITH_NOTHING);
    while (rows_next(r)) {
        int in;
        struct str name = rows_text(r, 2).n ? rows_text(r, 2) : rows_text(r, 3);
        size_t at = joins_none(c->g, r, &in) ? line_of(c, -1, in, rows_text(r, 0), name) : SIZE_MAX;
        if (at == SIZE_MAX)
            continue;
        c->list[at].population = true;
        writing_add(c, at, name, 1);
    }
    return rows_end(&r, e);
}

/* ---- proposing ---- */

static void candidate_note(struct name_line *l, int place, double score)
{
    size_t at = 0;
    while (at < l->candidate_n && (l->candidates[at].score > score ||
               (!(l->candidates[at].score < score) && l->candidates[at].place < place)))
        at++;
    if (at == CANDIDATES_MOST || score < PROPOSED_LEAST)
        return;
    l->candidate_n = MIN_OF(l->candidate_n + 1, (size_t)CANDIDATES_MOST);
    for (size_t i = l->candidate_n - 1; i > at; i--)
        l->candidates[i] = l->candidates[i - 1];
    l->candidates[at] = (struct candidate){place, score};
}

/* The sound of the name counts like NAME_WORTH points beside the record's own (docs/methods.md). */
static void candidates_find(const struct collecting *c, const struct line_work *w, struct name_line *l)
{
    struct str country = w->country >= 0 ? c->g->list[w->country].country : STR("");
    struct guess guesses[GUESSES_MOST];
    const struct spellings *learnt = w->level > 0 ? c->learnt[w->level] : NULL;
    struct points points = learnt ? spellings_points(learnt, w->country_key, l->name) : (struct points){.place = -1, .means = -1};
    size_t most = points.all ? (size_t)GUESSES_MOST : (size_t)CANDIDATES_MOST; /* without points none that is behind comes forward */
    size_t n = gazetteer_guesses(c->g, l->name, w->level, country, most, guesses);
    bool heard = points.place < 0;
    for (size_t i = 0; i < n; i++) {
        int64_t there = points.all ? spellings_points_in(learnt, &points, guesses[i].place) : 0;
        candidate_note(l, guesses[i].place, (NAME_WORTH * guesses[i].score + (double)there) / (double)(NAME_WORTH + points.all));
        heard = heard || guesses[i].place == points.place;
    }
    if (!heard)
        candidate_note(l, points.place, (double)points.most / (double)(NAME_WORTH + points.all));
}

static double sound_score(const struct gazetteer *g, const struct name_line *l, struct str country)
{
    struct guess best;
    return gazetteer_guesses(g, l->name, l->level, country, 1, &best) ? best.score : 1;
}

static void line_mean(const struct collecting *c, const struct line_work *w, struct name_line *l)
{
    struct str country = w->country >= 0 ? c->g->list[w->country].country : STR("");
    struct meaning m = {-1, MEANT_UNKNOWN, 0};
    if (w->level > 0)
        m = where_means(c->g, c->learnt[w->level], w->level, country, w->country_key, l->name);
    else if (w->level == 0)
        m = (struct meaning){w->country, w->how, w->country >= 0 ? 1 : 0};
    l->how = m.how;
    l->place = m.place;
    l->score = m.how == MEANT_SOUND ? sound_score(c->g, l, country) : m.score;
    if (meant_surely(m.how))
        return;
    candidates_find(c, w, l);
    if (m.how == MEANT_SEVERAL || !l->candidate_n)
        return;
    l->how = MEANT_PROPOSED;
    l->place = l->candidates[0].place;
    l->score = l->candidates[0].score;
}

/* The writing that most records use, of equals the first by bytes. */
static void writings_choose(const struct collecting *c, struct name_line *list)
{
    int64_t *most = mem_get((c->n + 1) * sizeof *most);
    for (size_t i = 0; i < c->way_n; i++) {
        struct str text = intern_text(&c->writings, (uint32_t)i + 1);
        const char *blank = memchr(text.p, ' ', text.n);
        struct str name = {blank + 1, text.n - (size_t)(blank + 1 - text.p)};
        uint32_t line = c->ways[i].line;
        if (c->ways[i].times > most[line] || (c->ways[i].times == most[line] && str_compare(name, list[line].name) < 0)) {
            most[line] = c->ways[i].times;
            list[line].name = name;
        }
    }
    for (size_t i = 0; i < c->n; i++)
        list[i].name = arena_str(c->a, list[i].name);
    free(most);
}

static int by_want(const void *a, const void *b)
{
    const struct name_line *p = a, *q = b;
    int c = meant_surely(p->how) - meant_surely(q->how);
    c = c ? c : (p->incidents < q->incidents) - (p->incidents > q->incidents);
    c = c ? c : p->level - q->level;
    c = c ? c : str_compare(p->country, q->country);
    return c ? c : str_compare(p->name, q->name);
}

static void lines_make(struct collecting *c, struct name_lines *out)
{
    for (int level = 1; level < 3; level++)
        spellings_settle(c->learnt[level]);
    out->list = ARENA_ARRAY(c->a, struct name_line, c->n + 1);
    out->n = c->n;
    writings_choose(c, out->list);
    for (size_t i = 0; i < c->n; i++) {
        struct name_line *l = &out->list[i];
        l->country = c->list[i].country_key;
        l->level = c->list[i].level;
        l->incidents = c->list[i].incidents;
        l->population = c->list[i].population;
        line_mean(c, &c->list[i], l);
        out->unsure += !meant_surely(l->how);
    }
    if (out->n)
        qsort(out->list, out->n, sizeof *out->list, by_want);
}

bool names_list(struct store *s, const struct gazetteer *g, struct name_lines *out, struct err *e)
{
    *out = (struct name_lines){0};
    struct collecting c = {.g = g, .a = &out->arena};
    for (int level = 1; level < 3; level++)
        c.learnt[level] = spellings_new(g, level);
    bool ok = !g->n || (incidents_collect(&c, s, e) && population_collect(&c, s, e));
    if (ok)
        lines_make(&c, out);
    for (int level = 1; level < 3; level++)
        spellings_free(&c.learnt[level]);
    intern_end(&c.lines);
    intern_end(&c.writings);
    free(c.list);
    free(c.ways);
    if (!ok)
        names_end(out);
    return ok || err_within(e, "the spellings of places");
}

bool names_unsure(struct store *s, int64_t *n, struct err *e)
{
    struct collecting c = {0};
    struct name_lines lines = {0};
    struct gazetteer *g = NULL;
    struct str text;
    c.a = &lines.arena;
    if (!gazetteer_load(s, false, &g, e))
        return false;
    c.g = g;
    bool ok = (!g->n || population_collect(&c, s, e)) && store_fact(s, NAMES_UNSURE, c.a, &text, e);
    if (ok && (!text.n || !str_to_int(text, n)))
        *n = 0;
    *n += ok ? (int64_t)c.n : 0;
    gazetteer_free(&g);
    intern_end(&c.lines);
    intern_end(&c.writings);
    free(c.list);
    free(c.ways);
    names_end(&lines);
    return ok;
}

void names_end(struct name_lines *l)
{
    arena_end(&l->arena);
    *l = (struct name_lines){0};
}

bool meant_surely(enum meant_how how)
{
    return how >= MEANT_OUTSIDE;
}

const char *meant_word(enum meant_how how)
{
    static const char *const words[] = {"unknown", "several", "proposed", "outside", "exact", "part", "alias", "sound", "learnt"};
    return words[how];
}
