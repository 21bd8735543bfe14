/* SPDX-License-Identifier: GPL-3.0-or-later */
/* gaps: who does what where against need: where nobody works, where many do the same, where one stands alone; money by where it comes from. */
#include "desk/gaps_priv.h"

const char *gaps_need(const struct coverage_cell *x)
{
    return x->need == NEED_HIGH ? "high" : x->need == NEED_LOW ? "not_high" : "unknown";
}

const char *gaps_why(const struct coverage_cell *x)
{
    if (x->by_incidents && x->by_asked)
        return "both";
    return x->by_incidents ? "incidents" : x->by_asked ? "asked" : "";
}

const char *gaps_state(const struct coverage_cell *x)
{
    if (x->gap || x->single || x->crowded)
        return x->gap ? "gap" : x->single ? "single" : "crowded";
    return x->organisations ? "several" : x->need == NEED_UNTOLD ? "unknown" : "none";
}

struct str gaps_source(const struct gaps *g, int32_t actor, struct str words)
{
    struct str in;
    if (actor < 0)
        return words;
    if (!guard_actor(roster_at(g->k->roster, (size_t)actor)->kind, RELATION_PASSED_ON))
        return STR("");
    return roster_name(g->k->roster, (size_t)actor, g->r->wants_json ? "" : language_code(g->r->speech.language), &in);
}

struct str gaps_actor(const struct gaps *g, int32_t actor)
{
    return actor >= 0 && roster_at(g->k->roster, (size_t)actor)->declared ? roster_at(g->k->roster, (size_t)actor)->key : STR("");
}

/* ---- where and when ---- */

/* The only country with borders; -1 where there is none. */
static bool only_country(const struct gazetteer *g, int *country, struct err *e)
{
    *country = -1;
    for (size_t i = 0; i < gazetteer_count(g) && gazetteer_place(g, i)->level == 0; i++) {
        if (*country >= 0)
            return err_set(e, ERR_USAGE, "the register holds several countries: name one with --place");
        *country = (int)i;
    }
    return true;
}

static int country_of(const struct gazetteer *g, int place)
{
    for (size_t i = 0; i < gazetteer_count(g) && gazetteer_place(g, i)->level == 0; i++)
        if (str_eq(gazetteer_place(g, i)->country, gazetteer_place(g, (size_t)place)->country))
            return (int)i;
    return -1;
}

static int shallowest(const struct incident_columns *c, int country)
{
    int level = 0;
    for (size_t i = 0; country >= 0 && i < gazetteer_count(c->places); i++) {
        const struct place *p = gazetteer_place(c->places, i);
        if (p->level > 0 && p->border.n && (!level || p->level < level) && str_eq(p->country, gazetteer_place(c->places, (size_t)country)->country))
            level = p->level;
    }
    return level;
}

/* As a brief has them; where no incident is on record of it, the country's places, and the days that were asked for. */
static bool where_and_when(struct request *r, const struct incident_columns *c, int place, struct coverage_wish *out, struct err *e)
{
    struct brief_request ask = {.from = request_day(r, "from"), .to = request_day(r, "to"), .since = DAY_NONE, .place = -1, .units = (int)request_whole(r, "level", 0)};
    struct brief_data b;
    struct err why = {0};
    ask.place = place < 0 ? -1 : country_of(c->places, place);
    *out = (struct coverage_wish){.country = ask.place, .from = ask.from, .to = ask.to};
    if (c->n && brief_period(c, &ask, &r->arena, &b, &why)) {
        out->country = b.country;
        out->level = b.units;
        out->from = month_first(b.from_month);
        out->to = month_last(b.to_month);
        return true;
    }
    if (why.code == ERR_USAGE)
        return err_set(e, ERR_USAGE, "the register holds several countries: name one with --place");
    if (out->country < 0 && !only_country(c->places, &out->country, e))
        return false;
    out->level = ask.units ? ask.units : shallowest(c, out->country);
    return true;
}

static bool choose_places(struct gaps *g, int place, struct err *e)
{
    const struct coverage *k = g->k;
    size_t n = 0;
    g->places = ARENA_ARRAY(&g->r->arena, bool, k->in.places + 1);
    for (size_t i = 0; i < k->in.places; i++)
        n += g->places[i] = place < 0 || place_lies_in(g->c->places, k->units[i].place, place);
    if (!n && place >= 0 && k->in.places)
        return err_set(e, ERR_ABSENT, "--place: \"%.*s\" is finer than the places that are compared; name one of these, or --level %d", STR_F(request_text(g->r, "place")),
            gazetteer_place(g->c->places, (size_t)place)->level);
    return true;
}

static bool choose_sectors(struct gaps *g, struct err *e)
{
    const struct coverage *k = g->k;
    struct str words = str_trim(request_text(g->r, "sector"));
    struct buf there CLEANUP(buf_end) = {.most = 300};
    size_t n = 0;
    g->sectors = ARENA_ARRAY(&g->r->arena, bool, k->in.sectors + 1);
    for (size_t i = 0; i < k->in.sectors; i++) {
        n += g->sectors[i] = !words.n || coverage_sector_is(&k->sectors[i], words);
        if (i < 8 && k->sectors[i].key.n)
            buf_f(&there, "%s%.*s", i ? ", " : "", STR_F(coverage_sector_name(k, i, &g->r->speech)));
    }
    if (!n && words.n)
        return err_set(e, ERR_ABSENT, "--sector: nobody works in \"%.*s\" here; there is %.*s", STR_F(words), (int)there.n, there.n ? there.p : "none");
    return true;
}

/* ---- words ---- */

static struct str place_name(const struct gaps *g, size_t unit, const char **lang)
{
    const char *in = NULL, *reader = language_code(g->r->speech.language);
    struct str name = gazetteer_name(g->c->places, (size_t)g->k->units[unit].place, reader, &in);
    *lang = in && *in && strcmp(in, reader) != 0 ? in : NULL;
    return name;
}

static struct str sector_name(const struct gaps *g, size_t sector)
{
    const struct coverage_sector *s = &g->k->sectors[sector];
    if (!s->key.n)
        return str_of(say(&g->r->speech, T("not stated")));
    return coverage_sector_name(g->k, sector, &g->r->speech);
}

static void place_cell(const struct gaps *g, struct doc_table *t, size_t row, size_t column, size_t unit)
{
    const char *lang;
    struct str name = place_name(g, unit, &lang);
    /* a copy: what is shown outlives the places */
    desk_both(g->a, t, row, column, arena_str(&g->r->arena, name), lang, arena_str(&g->r->arena, gazetteer_place(g->c->places, (size_t)g->k->units[unit].place)->name));
}

static void number_cell(struct doc_table *t, size_t row, size_t column, double v, enum number_style style)
{
    struct estimate x = {v, NAN, NAN, 1};
    t->cells[row * t->column_n + column] = (struct doc_cell){.kind = CELL_NUMBER, .number = guard_one(BASIS_PUBLIC_RECORD, x), .style = style};
}

/* Incidents reported there: not seen, where nobody could look. */
static void incidents_cell(const struct gaps *g, struct doc_table *t, size_t row, size_t column, size_t unit)
{
    struct estimate x = {g->k->in.place[unit].incidents, NAN, NAN, 1};
    struct shown_cell shown = g->k->units[unit].looked == LOOKED_NONE ? guard_unseen() : guard_one(BASIS_PUBLIC_RECORD, x);
    t->cells[row * t->column_n + column] = (struct doc_cell){.kind = CELL_NUMBER, .number = shown, .style = NUMBER_INT};
}

static struct str sector_list(const struct gaps *g, size_t unit, bool (*is)(const struct coverage_cell *))
{
    struct str *names = ARENA_ARRAY(&g->r->arena, struct str, g->k->in.sectors + 1);
    struct buf b CLEANUP(buf_end) = {0};
    size_t n = 0;
    for (size_t s = 0; s < g->k->in.sectors; s++)
        if (g->sectors[s] && is(coverage_at(g->k, unit, s)))
            names[n++] = sector_name(g, s);
    for (size_t i = 0; i < n; i++)
        buf_f(&b, "%s%.*s", i ? say(&g->r->speech, T("; ")) : "", STR_F(names[i]));
    return str_of(arena_text(&g->r->arena, b.p ? b.p : "", b.n));
}

static bool is_gap(const struct coverage_cell *x) { return x->gap; }
static bool is_single(const struct coverage_cell *x) { return x->single; }

/* Places with the most reported incidents first; those that could not be seen last. */
static int by_need(const void *pa, const void *pb, void *context)
{
    const struct coverage *k = context;
    size_t a = *(const size_t *)pa, b = *(const size_t *)pb;
    double x = isnan(k->in.place[a].incidents) ? -1 : k->in.place[a].incidents, y = isnan(k->in.place[b].incidents) ? -1 : k->in.place[b].incidents;
    if (x != y)
        return x < y ? 1 : -1;
    return (a > b) - (a < b);
}

static size_t *ranked(const struct gaps *g, size_t *n)
{
    size_t *order = ARENA_ARRAY(&g->r->arena, size_t, g->k->in.places + 1);
    *n = 0;
    for (size_t i = 0; i < g->k->in.places; i++)
        if (g->places[i])
            order[(*n)++] = i;
    if (*n)
        qsort_r(order, *n, sizeof *order, by_need, (void *)(uintptr_t)g->k);
    return order;
}

/* ---- tables ---- */

/* A row a place where any of its cells is such a one: the sectors as a list. */
static void place_table(const struct gaps *g, const char *key, const char *title, const char *list_key, const char *list_label, bool (*is)(const struct coverage_cell *))
{
    const char *const keys[] = {"place", "incidents", "asked", "organisations", list_key};
    const char *const labels[] = {T("Place"), T("Reported incidents"), T("People asked for something"), T("Organisations"), list_label};
    size_t n, kept = 0, *order = ranked(g, &n);
    for (size_t i = 0; i < n; i++)
        if (sector_list(g, order[i], is).n)
            order[kept++] = order[i];
    struct doc_table *t = desk_table(g->r, g->a, key, title, ARRAY_LEN(keys), kept);
    for (size_t k = 0; k < ARRAY_LEN(keys); k++)
        desk_column(g->r, t, k, keys[k], labels[k], k > 0 && k < 4, "");
    for (size_t i = 0; i < kept; i++) {
        place_cell(g, t, i, 0, order[i]);
        incidents_cell(g, t, i, 1, order[i]);
        desk_number(t, i, 2, g->k->units[order[i]].asked);
        desk_number(t, i, 3, g->k->units[order[i]].organisations);
        desk_text(g->a, t, i, 4, sector_list(g, order[i], is));
    }
}

static void crowd_table(const struct gaps *g)
{
    static const char *const keys[] = {"place", "sector", "organisations", "per_incident"};
    static const char *const labels[] = {T("Place"), T("Sector"), T("Organisations"), T("Organisations per reported incident")};
    size_t n, rows = 0, row = 0, *order = ranked(g, &n);
    for (size_t i = 0; i < n; i++)
        for (size_t s = 0; s < g->k->in.sectors; s++)
            rows += g->sectors[s] && coverage_at(g->k, order[i], s)->crowded;
    struct doc_table *t = desk_table(g->r, g->a, "crowded", T("Where many do the same"), ARRAY_LEN(keys), rows);
    for (size_t k = 0; k < ARRAY_LEN(keys); k++)
        desk_column(g->r, t, k, keys[k], labels[k], k > 1, "");
    for (size_t i = 0; i < n; i++)
        for (size_t s = 0; s < g->k->in.sectors; s++) {
            const struct coverage_cell *x = coverage_at(g->k, order[i], s);
            if (!g->sectors[s] || !x->crowded)
                continue;
            place_cell(g, t, row, 0, order[i]);
            desk_text(g->a, t, row, 1, sector_name(g, s));
            desk_number(t, row, 2, x->organisations);
            number_cell(t, row++, 3, x->per_need, NUMBER_2);
        }
}

static void sector_table(const struct gaps *g)
{
    static const char *const keys[] = {"sector", "name", "organisations", "organisations_place_not_said", "gaps"};
    static const char *const labels[] = {T("Code"), T("Sector"), T("Organisations"), T("In the country, place not said"), T("Places without anybody")};
    size_t rows = 0, row = 0;
    for (size_t s = 0; s < g->k->in.sectors; s++)
        rows += g->sectors[s];
    struct doc_table *t = desk_table(g->r, g->a, "sectors", g->k->wish->by_pillar ? T("Pillars") : T("Sectors"), ARRAY_LEN(keys), rows);
    for (size_t k = 0; k < ARRAY_LEN(keys); k++)
        desk_column(g->r, t, k, keys[k], labels[k], k > 1, "");
    t->columns[0].machine_only = true;
    for (size_t s = 0; s < g->k->in.sectors; s++) {
        int64_t gaps = 0;
        if (!g->sectors[s])
            continue;
        for (size_t p = 0; p < g->k->in.places; p++)
            gaps += g->places[p] && coverage_at(g->k, p, s)->gap;
        desk_text(g->a, t, row, 0, g->k->sectors[s].key);
        desk_text(g->a, t, row, 1, sector_name(g, s));
        desk_number(t, row, 2, g->k->sectors[s].organisations);
        desk_number(t, row, 3, g->k->sectors[s].unplaced);
        if (s != g->k->in.unstated)
            desk_number(t, row, 4, gaps);
        row++;
    }
}

struct listed {
    struct str name;
    size_t organisation;
    uint32_t pairs;
};

static int by_pairs(const void *pa, const void *pb)
{
    const struct listed *a = pa, *b = pb;
    if (a->pairs != b->pairs)
        return a->pairs < b->pairs ? 1 : -1;
    return str_compare(a->name, b->name);
}

static bool organisation_table(const struct gaps *g, struct err *e)
{
    static const char *const keys[] = {"organisation", "pairs", "shared", "redundancy"};
    static const char *const labels[] = {T("Organisation"), T("Places and sectors where it works"), T("Others work there, too"), T("Share of what others do, too")};
    struct listed *list = ARENA_ARRAY(&g->r->arena, struct listed, g->k->in.organisations + 1);
    size_t n = 0, held = 0;
    for (size_t i = 0; i < g->k->in.organisations; i++) {
        struct str name = gaps_source(g, g->k->organisations[i].actor, g->k->organisations[i].words);
        uint32_t pairs = g->k->found.shares[i].pairs;
        held += pairs && !name.n;
        if (pairs && name.n)
            list[n++] = (struct listed){name, i, pairs};
    }
    if (!desk_rows_fit(g->r, n, e))
        return false;
    if (n)
        qsort(list, n, sizeof *list, by_pairs);
    struct doc_table *t = desk_table(g->r, g->a, "organisations", T("How much of what an organisation does others do, too"), ARRAY_LEN(keys), n);
    for (size_t k = 0; k < ARRAY_LEN(keys); k++)
        desk_column(g->r, t, k, keys[k], labels[k], k > 0, "");
    for (size_t i = 0; i < n; i++) {
        const struct coverage_share *s = &g->k->found.shares[list[i].organisation];
        desk_text(g->a, t, i, 0, list[i].name);
        desk_number(t, i, 1, s->pairs);
        desk_number(t, i, 2, s->shared);
        number_cell(t, i, 3, s->redundancy, NUMBER_PERCENT);
    }
    if (held)
        answer_note(g->a, desk_counted(g->r, TN("{n} actor is not listed: it is of a kind that others must not read of.", "{n} actors are not listed: they are of kinds that others must not read of."), (int64_t)held).p);
    return true;
}

static struct str source_name(const struct gaps *g, const struct coverage_money *m)
{
    if (!m->source.n && m->actor < 0)
        return str_of(say(&g->r->speech, T("not stated")));
    struct str name = gaps_source(g, m->actor, m->source);
    return name.n ? name : str_of(say(&g->r->speech, T("an institution that is not named here")));
}

static void money_table(const struct gaps *g)
{
    static const char *const keys[] = {"source", "currency", "year", "amount"};
    static const char *const labels[] = {T("Where it comes from"), T("Currency"), T("Year"), T("Amount")};
    struct doc_table *t = desk_table(g->r, g->a, "money", T("Money by where it comes from, counted once"), ARRAY_LEN(keys), g->k->money_n);
    for (size_t k = 0; k < ARRAY_LEN(keys); k++)
        desk_column(g->r, t, k, keys[k], labels[k], k > 1, "");
    for (size_t i = 0; i < g->k->money_n; i++) {
        const struct coverage_money *m = &g->k->money[i];
        desk_both(g->a, t, i, 0, source_name(g, m), NULL, gaps_source(g, m->actor, m->source));
        desk_both(g->a, t, i, 1, str_is(m->currency, "?") ? str_of(say(&g->r->speech, T("not stated"))) : m->currency, NULL, str_is(m->currency, "?") ? STR("") : m->currency);
        number_cell(t, i, 2, m->year ? (double)m->year : NAN, NUMBER_PLAIN);
        number_cell(t, i, 3, m->amount, NUMBER_INT);
    }
}

/* All cells, for machines. */
static bool grid(const struct gaps *g, struct err *e)
{
    static const char *const keys[] = {"place", "code", "sector", "name", "need", "why", "incidents", "asked", "people", "organisations", "per_incident", "state"};
    size_t n = 0, row = 0;
    for (size_t p = 0; p < g->k->in.places; p++)
        for (size_t s = 0; s < g->k->in.sectors; s++)
            n += g->places[p] && g->sectors[s];
    if (!desk_rows_fit(g->r, n, e))
        return false;
    struct doc_table *t = desk_table(g->r, g->a, "gaps", T("Who does what where, against need"), ARRAY_LEN(keys), n);
    for (size_t k = 0; k < ARRAY_LEN(keys); k++)
        desk_column(g->r, t, k, keys[k], keys[k], k > 5 && k < 11, "");
    for (size_t p = 0; p < g->k->in.places; p++)
        for (size_t s = 0; s < g->k->in.sectors; s++) {
            const struct coverage_cell *x = coverage_at(g->k, p, s);
            const struct coverage_unit *u = &g->k->units[p];
            if (!g->places[p] || !g->sectors[s])
                continue;
            place_cell(g, t, row, 0, p);
            desk_text(g->a, t, row, 1, arena_str(&g->r->arena, gazetteer_place(g->c->places, (size_t)u->place)->code));
            desk_text(g->a, t, row, 2, g->k->sectors[s].key);
            desk_text(g->a, t, row, 3, g->k->sectors[s].dac ? sector_name(g, s) : g->k->sectors[s].name);
            desk_text(g->a, t, row, 4, str_of(gaps_need(x)));
            desk_text(g->a, t, row, 5, str_of(gaps_why(x)));
            number_cell(t, row, 6, g->k->in.place[p].incidents, NUMBER_INT);
            desk_number(t, row, 7, u->asked);
            number_cell(t, row, 8, u->peopled ? (double)u->people.people : NAN, NUMBER_INT);
            desk_number(t, row, 9, x->organisations);
            number_cell(t, row, 10, x->per_need, NUMBER_2);
            desk_text(g->a, t, row++, 11, str_of(gaps_state(x)));
        }
    return true;
}

/* ---- what is not known ---- */

static struct str month_words(const struct gaps *g, struct day d)
{
    struct buf b CLEANUP(buf_end) = {0};
    say_month(&g->r->speech, &b, day_month(d));
    return str_of(arena_text(&g->r->arena, b.p ? b.p : "", b.n));
}

static void counted_note(const struct gaps *g, const char *one, const char *many, size_t n)
{
    if (n)
        answer_note(g->a, desk_counted(g->r, one, many, (int64_t)n).p);
}

static void notes(const struct gaps *g)
{
    const struct coverage *k = g->k;
    if (day_known(k->wish->from) && day_known(k->wish->to))
        DESK_NOTE(g->r, g->a, T("Who was at work from {from} to {to}, and what was reported and asked for then."), desk_slot("from", month_words(g, k->wish->from)), desk_slot("to", month_words(g, k->wish->to)));
    if (!k->in.places)
        desk_note(g->r, g->a, T("The register holds no borders below the country: places are not compared."), NULL, 0);
    else if (isnan(k->found.median))
        desk_note(g->r, g->a, T("No incidents are on record for that time: need is told only where people asked for something."), NULL, 0);
    else
        DESK_NOTE(g->r, g->a, T("Need is need as reported: more incidents than the median of the places ({median}), or people asked for something. Where nobody could look, no need is told; that is not calm."), desk_slot("median", number_text(g->a->doc, guard_one(BASIS_PUBLIC_RECORD, (struct estimate){k->found.median, NAN, NAN, 1}), NUMBER_1)));
    desk_note(g->r, g->a, T("Many: five organisations or more; or two or more, and more of them per reported incident than in 9 of 10 such places and sectors. A project counts in each of its places and sectors; who carries it out counts."), NULL, 0);
    if (!g->k->wish->by_pillar)
        desk_note(g->r, g->a, T("Sectors with a known code of the DAC have its name, others are as files name them: the same work under another name stands in a column of its own, and may fill what looks like a gap."), NULL, 0);
    counted_note(g, TN("{n} project says nothing of where in the country it is: it may be where nobody seems to work.", "{n} projects say nothing of where in the country they are: they may be where nobody seems to work."), k->unplaced);
    counted_note(g, TN("{n} project gives no day and is taken as at work.", "{n} projects give no day and are taken as at work."), k->undated);
    counted_note(g, TN("Of {n} project nobody says what it received or paid.", "Of {n} projects nobody says what they received or paid."), k->without_money);
    counted_note(g, TN("{n} amount is not stated.", "{n} amounts are not stated."), k->amounts_unknown);
    counted_note(g, TN("{n} project in several countries does not say how much of its money is for this one: left out.", "{n} projects in several countries do not say how much of their money is for this one: left out."), k->undivided);
}

/* The same with matrix and maps, and what is not known in its text. */
static bool report(struct gaps *g, struct err *e)
{
    struct brief_data b = {.columns = g->c, .places = g->c->places, .country = g->k->wish->country, .place = g->k->wish->country, .request = {.place = -1}, .coverage = g->k};
    struct brief_coverage_only only = {g->places, g->sectors};
    g->a->doc = doc_new(&g->r->speech);
    g->a->doc->title = str_of(say(&g->r->speech, T("Who does what, where")));
    return brief_coverage(&b, &only, g->a->doc, e);
}

static void notes_in_text(struct gaps *g)
{
    struct str rest = buf_view(&g->a->said);
    while (rest.n) {
        const char *end = memchr(rest.p, '\n', rest.n);
        size_t n = end ? (size_t)(end - rest.p) : rest.n;
        words_text(g->a->doc, &doc_add(g->a->doc, BLOCK_NOTE)->words, (struct str){rest.p, n});
        rest = (struct str){rest.p + n + (end != NULL), rest.n - n - (end != NULL)};
    }
    buf_clear(&g->a->said);
}

static bool tell(struct gaps *g, struct err *e)
{
    if (g->r->wants_json) {
        gaps_json(g, &g->a->json);
        return true;
    }
    if (request_flag(g->r, "csv"))
        return grid(g, e);
    if (request_flag(g->r, "report") && !report(g, e))
        return false;
    if (g->k->in.places) {
        place_table(g, "gaps", T("Where there is need and nobody works"), "gaps", g->k->wish->by_pillar ? T("Pillars without anybody") : T("Sectors without anybody"), is_gap);
        crowd_table(g);
        place_table(g, "single", T("Where one organisation works alone"), "single", g->k->wish->by_pillar ? T("Pillars with one organisation") : T("Sectors with one organisation"), is_single);
    }
    sector_table(g);
    if (g->k->in.places && !organisation_table(g, e))
        return false;
    money_table(g);
    notes(g);
    if (request_flag(g->r, "report"))
        notes_in_text(g);
    return true;
}

static bool gaps_answer(struct request *r, struct answer *a, const struct incident_columns *c, struct err *e)
{
    struct coverage_wish *wish = ARENA_NEW(&r->arena, struct coverage_wish);
    struct coverage *k = NULL;
    struct str by = request_text(r, "by");
    struct gaps g = {.r = r, .a = a, .c = c, .by = str_is(by, "pillar") ? "pillar" : "sector"};
    int place = -1;
    if (!desk_place(c, request_text(r, "place"), &place, e) || !where_and_when(r, c, place, wish, e))
        return false;
    wish->by_pillar = str_is(by, "pillar");
    if (!desk_coverage(r, r->store, c, wish, &k, e))
        return false;
    if (!k)
        return err_set(e, ERR_ABSENT, "the register holds no projects and no activities yet: add a file of them first, as in `diwan add REGISTER 3w.csv`");
    g.k = k;
    desk_note_months(r, a);
    return choose_places(&g, place, e) && choose_sectors(&g, e) && tell(&g, e);
}

static bool run_gaps(struct request *r, struct answer *a, struct err *e)
{
    return desk_with_columns(r, a, gaps_answer, e);
}

const struct operation operation_gaps = {.name = "gaps", .brief = T("who does what where against need, and where nobody does"), .usage = "REGISTER [--place PLACE] [--sector WORDS] [--by sector|pillar] [--level N] [--from DAY] [--to DAY] [--report] [-o FILE] [--json] [--csv]",
    .text = T("Places where need was reported and nobody works, where many do the same, and where one organisation stands alone; money by where it comes from. Need is need as reported: incidents above the median of the places, or what people asked for. The period is that of the brief, or --from to --to."),
    .example = "diwan gaps iraq.diwan --sector Protection", .source = "Hyndman & Fan 1996 (percentiles); docs/methods.md",
    .options = (const struct option_spec[]){{"sector", OPTION_TEXT, "WORDS", T("only this sector, by its code or name")}, {"report", OPTION_FLAG, NULL, T("with the matrix and two maps")}, {"o", OPTION_TEXT, "FILE", T("write to this file")}, {"by", OPTION_CHOICE, "sector|pillar", T("compare sectors, or the two pillars")},
        {"level", OPTION_WHOLE, "N", T("level of places: 1 governorates, 2 districts")}, {NULL, OPTION_FLAG, NULL, NULL}},
    .needs = NEEDS_READ, .may = MAY_READ, .run = run_gaps};
