/* SPDX-License-Identifier: GPL-3.0-or-later */
/* show: projects, those of files and those derived from activities; totals by country and by sector. Currencies are never added together. */
#include "desk/coded.h"
#include "place/place.h"

static struct str held(struct request *r, const struct buf *b)
{
    return str_of(arena_text(&r->arena, b->p ? b->p : "", b->n));
}

static struct str day_words(struct request *r, struct day d)
{
    struct buf b CLEANUP(buf_end) = {0};
    if (day_known(d))
        buf_day(&b, d);
    return held(r, &b);
}

static void item_add(struct buf *b, struct str s)
{
    if (s.n)
        buf_f(b, "%s%.*s", b->n ? "; " : "", STR_F(s));
}

/* Amounts by currency: "EUR 20000.5; USD 3". */
struct wallet {
    struct intern currencies;
    struct sum *list;
    size_t n;
    int64_t unknown;
};

static void wallet_add(struct wallet *w, struct str currency, double amount)
{
    uint32_t id = intern_id(&w->currencies, currency.n ? currency : STR("?"));
    if (id >= w->n) {
        w->list = mem_grow(w->list, (size_t)id + 1, sizeof *w->list);
        memset(w->list + w->n, 0, ((size_t)id + 1 - w->n) * sizeof *w->list);
        w->n = (size_t)id + 1;
    }
    sum_add(&w->list[id], amount);
}

static void wallet_text(const struct wallet *w, struct buf *out)
{
    for (size_t i = 1; i < w->n; i++) {
        double v = sum_value(&w->list[i]);
        if (fabs(v) < 0.005)
            continue;
        struct str currency = intern_text(&w->currencies, (uint32_t)i);
        buf_f(out, "%s%.*s ", out->n ? "; " : "", STR_F(currency));
        buf_real(out, round(v * 100) / 100);
    }
}

/* For readers: in their digits, grouped. */
static struct str wallet_words(struct request *r, struct answer *a, const struct wallet *w)
{
    struct buf b CLEANUP(buf_end) = {0};
    for (size_t i = 1; i < w->n; i++) {
        double v = sum_value(&w->list[i]);
        if (fabs(v) < 0.005)
            continue;
        struct shown_cell shown = guard_one(BASIS_PUBLIC_RECORD, (struct estimate){round(v * 100) / 100, NAN, NAN, 1});
        buf_f(&b, "%s%.*s %.*s", b.n ? "; " : "", STR_F(intern_text(&w->currencies, (uint32_t)i)), STR_F(number_text(a->doc, shown, fabs(v - round(v)) < 0.005 ? NUMBER_INT : NUMBER_2)));
    }
    return held(r, &b);
}

static void wallet_end(struct wallet *w)
{
    intern_end(&w->currencies);
    free(w->list);
    *w = (struct wallet){0};
}

enum money_kind { MONEY_BUDGET, MONEY_COMMITTED, MONEY_DISBURSED, MONEY_SPENT, MONEY_RECEIVED, MONEY_ONCE, MONEY_KINDS };
static const char *const money_keys[MONEY_KINDS] = {"budget", "committed", "disbursed", "spent", "received", "counted"};
static const char *const money_labels[MONEY_KINDS] = {T("Budget"), T("Committed"), T("Disbursed"), T("Spent"), T("Received"), T("Counted once")};

static double amount_of(const struct money_sum *m, size_t kind)
{
    const double amounts[MONEY_KINDS] = {m->budget, m->committed, m->disbursed, m->spent, m->received, m->counted};
    return amounts[kind];
}

/* ---- one row a project ---- */

static struct str title_of(const struct request *r, const struct project *p, struct str *language)
{
    const struct project_text *best = NULL;
    for (size_t i = 0; i < p->texts_n; i++)
        if (p->texts[i].title.n && (!best || str_is(p->texts[i].language, language_code(r->speech.language))))
            best = &p->texts[i];
    *language = best ? best->language : STR("");
    return best ? best->title : STR("");
}

static struct str countries_of(struct request *r, const struct project *p, bool words)
{
    struct buf b CLEANUP(buf_end) = {0};
    for (size_t i = 0; i < p->places_n; i++) {
        bool seen = false;
        for (size_t k = 0; k < i; k++)
            seen = seen || str_eq(p->places[k].country, p->places[i].country);
        if (!seen)
            item_add(&b, words ? desk_country_words(r, p->places[i].country) : p->places[i].country);
    }
    return held(r, &b);
}

static struct str places_of(struct request *r, const struct project *p)
{
    struct buf b CLEANUP(buf_end) = {0};
    for (size_t i = 0; i < p->places_n && b.n < 4000; i++)
        item_add(&b, p->places[i].place);
    return held(r, &b);
}

/* Codes for machines, words for readers: each once, for two codes may have one name. */
static struct str sectors_of(struct request *r, const struct project *p, bool words)
{
    struct str *names = ARENA_ARRAY(&r->arena, struct str, p->sectors_n + 1);
    struct buf b CLEANUP(buf_end) = {0};
    for (size_t i = 0; i < p->sectors_n; i++) {
        const struct project_sector *s = &p->sectors[i];
        bool seen = false;
        names[i] = words ? desk_sector_words(r, s) : s->code.n ? s->code : s->name;
        for (size_t k = 0; words && k < i; k++)
            seen = seen || str_eq(names[k], names[i]);
        if (!seen)
            item_add(&b, names[i]);
    }
    return held(r, &b);
}

static struct str groups_of(struct request *r, const struct project *p)
{
    struct buf b CLEANUP(buf_end) = {0};
    for (size_t i = 0; i < p->groups_n && b.n < 4000; i++)
        item_add(&b, p->groups[i].people);
    return held(r, &b);
}

static struct str actors_of(struct request *r, const struct project *p, const char *role)
{
    struct buf b CLEANUP(buf_end) = {0};
    for (size_t i = 0; i < p->actors_n; i++)
        if (str_is(p->actors[i].role, role))
            item_add(&b, p->actors[i].actor);
    return held(r, &b);
}

enum { ID, KEY, TITLE, LANGUAGE, REPORTER, FUNDING, IMPLEMENTING, STATUS, FROM, TO, COUNTRIES, PLACES, SECTORS, PILLAR, GROUPS, ACTIVITIES, PEOPLE, MONEY, UNKNOWN = MONEY + MONEY_KINDS, DERIVED, IMPORT, COLUMNS };

/* People of a project: of one indicator the largest number of any place and month in each place, added over places; of several indicators the largest: the same people stand in many rows. */
struct reached {
    uint32_t project;
    struct str indicator, place;
    int64_t people;
};

static int by_reached(const void *pa, const void *pb)
{
    const struct reached *a = pa, *b = pb;
    int c = (a->project > b->project) - (a->project < b->project);
    c = c ? c : str_compare(a->indicator, b->indicator);
    c = c ? c : str_compare(a->place, b->place);
    return c ? c : (a->people < b->people) - (a->people > b->people);
}

static int64_t *people_of(struct request *r, const struct works *w)
{
    int64_t *out = ARENA_ARRAY(&r->arena, int64_t, w->project_n + 1);
    struct reached *list = mem_get((w->activity_n + 1) * sizeof *list);
    size_t n = 0;
    for (size_t i = 0; i < w->project_n; i++)
        out[i] = COUNT_UNKNOWN;
    for (size_t i = 0; i < w->activity_n; i++) {
        const struct activity *x = &w->activities[i];
        if (x->reached != COUNT_UNKNOWN)
            list[n++] = (struct reached){w->project_of[i], x->indicator, x->place.n ? x->place : x->admin1, x->reached};
    }
    if (n)
        qsort(list, n, sizeof *list, by_reached);
    int64_t sum = 0;
    for (size_t i = 0; i < n; i++) {
        bool same = i && list[i].project == list[i - 1].project && str_eq(list[i].indicator, list[i - 1].indicator);
        sum = same ? sum : 0;
        if (!same || !str_eq(list[i].place, list[i - 1].place))
            sum += list[i].people;
        out[list[i].project] = MAX_OF(out[list[i].project], sum);
    }
    free(list);
    return out;
}

static void project_row(struct request *r, struct answer *a, struct doc_table *t, size_t row, const struct project *p)
{
    struct str language, title = title_of(r, p, &language);
    desk_number(t, row, ID, (int64_t)row + 1);
    desk_text(a, t, row, KEY, p->key);
    desk_text(a, t, row, TITLE, title);
    desk_both(a, t, row, LANGUAGE, desk_language_words(r, language), NULL, language);
    desk_text(a, t, row, REPORTER, p->reporter);
    desk_text(a, t, row, FUNDING, actors_of(r, p, "funding"));
    desk_text(a, t, row, IMPLEMENTING, actors_of(r, p, "implementing"));
    const char *status = project_status_words(p->status);
    desk_both(a, t, row, STATUS, status ? str_of(say(&r->speech, status)) : p->status, NULL, p->status);
    desk_text(a, t, row, FROM, day_words(r, p->from));
    desk_text(a, t, row, TO, day_words(r, p->to));
    desk_both(a, t, row, COUNTRIES, countries_of(r, p, true), NULL, countries_of(r, p, false));
    desk_text(a, t, row, PLACES, places_of(r, p));
    desk_both(a, t, row, SECTORS, sectors_of(r, p, true), NULL, sectors_of(r, p, false));
    desk_both(a, t, row, PILLAR, str_of(say(&r->speech, str_is(p->pillar, "protection") ? T("Protection") : str_is(p->pillar, "empowerment") ? T("Empowerment") : "")), NULL, p->pillar);
    desk_text(a, t, row, GROUPS, groups_of(r, p));
    desk_text(a, t, row, DERIVED, p->derived ? STR("activities") : STR("file"));
    desk_number(t, row, IMPORT, p->import);
}

static void money_cells(struct request *r, struct answer *a, struct doc_table *t, size_t row, const struct money_sum *list, size_t n)
{
    int64_t unknown = 0;
    for (size_t kind = 0; kind < MONEY_KINDS; kind++) {
        struct wallet w = {0};
        struct buf b CLEANUP(buf_end) = {0};
        for (size_t i = 0; i < n; i++)
            wallet_add(&w, list[i].currency, amount_of(&list[i], kind));
        wallet_text(&w, &b);
        desk_both(a, t, row, MONEY + kind, wallet_words(r, a, &w), NULL, held(r, &b));
        wallet_end(&w);
    }
    for (size_t i = 0; i < n; i++)
        unknown += list[i].unknown;
    if (n)
        desk_number(t, row, UNKNOWN, unknown);
}

static void rules_note(struct request *r, struct answer *a)
{
    desk_note(r, a, T("A row of who does what where is an activity. Activities are one project where their file gives them one project code; else where organisation, implementer, sector, what is done and country are the same."), NULL, 0);
    desk_note(r, a, T("Money is counted once, where it enters the register: the larger of what a project received and what it paid out, less what came from a project that is here too. Currencies are not added together; an amount that nobody states is counted as unknown, not as zero."), NULL, 0);
}

static bool show_each(struct request *r, struct answer *a, const struct works *w, struct err *e)
{
    static const char *const keys[COLUMNS] = {[ID] = "id", [KEY] = "key", [TITLE] = "title", [LANGUAGE] = "language", [REPORTER] = "reporter", [FUNDING] = "funding", [IMPLEMENTING] = "implementing",
        [STATUS] = "status", [FROM] = "from", [TO] = "to", [COUNTRIES] = "countries", [PLACES] = "places", [SECTORS] = "sectors", [PILLAR] = "pillar", [GROUPS] = "groups", [ACTIVITIES] = "activities", [PEOPLE] = "reached",
        [UNKNOWN] = "amounts_unknown", [DERIVED] = "made_of", [IMPORT] = "import"};
    static const char *const labels[COLUMNS] = {[ID] = T("Number"), [KEY] = T("Project code"), [TITLE] = T("Title"), [LANGUAGE] = T("Language"), [REPORTER] = T("Reported by"), [FUNDING] = T("Funded by"),
        [IMPLEMENTING] = T("Carried out by"), [STATUS] = T("Status"), [FROM] = T("First day"), [TO] = T("Last day"), [COUNTRIES] = T("Countries"), [PLACES] = T("Places"), [SECTORS] = T("Sectors"), [PILLAR] = T("Pillar"), [GROUPS] = T("Whom it is for"),
        [ACTIVITIES] = T("Activities"), [PEOPLE] = T("Reached, at least"), [UNKNOWN] = T("Amounts not known"), [DERIVED] = T("Known from"), [IMPORT] = T("Import")};
    struct money_sum *sums = NULL;
    size_t n = 0, at = 0;
    money_sums(w, &r->arena, &sums, &n);
    if (!desk_rows_fit(r, w->project_n, e))
        return false;
    struct doc_table *t = desk_table(r, a, "projects", T("Projects"), COLUMNS, w->project_n);
    for (size_t k = 0; k < COLUMNS; k++) {
        bool money = k >= MONEY && k < UNKNOWN;
        desk_column(r, t, k, money ? money_keys[k - MONEY] : keys[k], money ? money_labels[k - MONEY] : labels[k], k == ID || k == ACTIVITIES || k == PEOPLE || k == UNKNOWN || k == IMPORT, "");
        t->columns[k].machine_only = k == KEY || k == LANGUAGE || k == FUNDING || k == PLACES || k == PILLAR || k == GROUPS || k == DERIVED || k == IMPORT || k == UNKNOWN || (money && k != MONEY + MONEY_ONCE);
    }
    desk_named(t, "status countries sectors pillar");
    int64_t *activities = ARENA_ARRAY(&r->arena, int64_t, w->project_n + 1), *people = people_of(r, w);
    for (size_t i = 0; i < w->activity_n; i++)
        activities[w->project_of[i]]++;
    for (size_t i = 0; i < w->project_n; i++) {
        size_t from = at;
        while (at < n && sums[at].project == i)
            at++;
        project_row(r, a, t, i, &w->projects[i]);
        desk_number(t, i, ACTIVITIES, activities[i]);
        if (people[i] != COUNT_UNKNOWN)
            desk_number(t, i, PEOPLE, people[i]);
        money_cells(r, a, t, i, sums + from, at - from);
    }
    rules_note(r, a);
    desk_note(r, a, T("Reached, in what the rows count: of one indicator the largest number of each place, added over places; of several indicators the largest. Months and indicators are not added, since the same people stand in them."), NULL, 0);
    return true;
}

/* ---- totals ---- */

struct total {
    struct str key, name;
    const struct code *dac; /* as the codebook names that sector; NULL: it does not */
    int64_t projects, activities, unknown;
    struct wallet money[MONEY_KINDS];
};
struct totals {
    struct intern keys;
    struct total *list;
    size_t n, room;
};

static struct total *total_of(struct totals *s, struct str key, struct str name)
{
    uint32_t id = key.n ? intern_id(&s->keys, key) : intern_id(&s->keys, STR("\x1f"));
    if (id > s->n) {
        GROW(s->list, s->n, s->room);
        s->list[s->n++] = (struct total){.key = key, .name = name};
    }
    if (!s->list[id - 1].name.n)
        s->list[id - 1].name = name;
    return &s->list[id - 1];
}

/* The parts of a project: keys with their shares of the money; what no share covers is of the empty key. */
struct part {
    struct str key, name;
    double share;
    const struct code *dac;
};

static size_t parts_of(const struct project *p, bool sectors, struct part *out)
{
    size_t n = 0;
    struct str vocabulary = STR("");
    static const char *const preferred[] = {"dac5", "dac3", "cluster", "sdg", "own"};
    for (size_t k = 0; sectors && k < ARRAY_LEN(preferred) && !vocabulary.n; k++)
        for (size_t i = 0; i < p->sectors_n; i++)
            if (str_is(p->sectors[i].vocabulary, preferred[k]))
                vocabulary = p->sectors[i].vocabulary;
    for (size_t i = 0; sectors && i < p->sectors_n; i++)
        if (str_eq(p->sectors[i].vocabulary, vocabulary))
            out[n++] = (struct part){p->sectors[i].code.n ? p->sectors[i].code : p->sectors[i].name, p->sectors[i].name, p->sectors[i].share, dac_sector(vocabulary, p->sectors[i].code)};
    for (size_t i = 0; !sectors && i < p->places_n; i++) {
        bool seen = !p->places[i].country.n;
        for (size_t k = 0; k < n; k++)
            seen = seen || str_eq(out[k].key, p->places[i].country);
        if (!seen)
            out[n++] = (struct part){p->places[i].country, country_name(p->places[i].country, "en"), p->places[i].share, NULL};
    }
    double said = 0;
    for (size_t i = 0; i < n; i++) {
        if (isnan(out[i].share))
            out[i].share = n == 1 ? 1 : 0;
        said += out[i].share;
    }
    if (said > 1)
        for (size_t i = 0; i < n; i++)
            out[i].share /= said;
    if (said < 0.9999)
        out[n++] = (struct part){STR(""), STR(""), 1 - said, NULL};
    return n;
}

static int by_key(const void *pa, const void *pb)
{
    const struct total *a = pa, *b = pb;
    return str_compare(a->key, b->key);
}

static void totals_add(struct totals *s, const struct works *w, bool sectors, const struct money_sum *sums, size_t n)
{
    size_t at = 0;
    uint32_t *activities = mem_get((w->project_n + 1) * sizeof *activities);
    for (size_t i = 0; i < w->activity_n; i++)
        activities[w->project_of[i]]++;
    for (size_t i = 0; i < w->project_n; i++) {
        const struct project *p = &w->projects[i];
        struct part *parts = mem_get((p->places_n + p->sectors_n + 2) * sizeof *parts);
        size_t part_n = parts_of(p, sectors, parts), from = at;
        while (at < n && sums[at].project == i)
            at++;
        for (size_t k = 0; k < part_n; k++) {
            struct total *t = total_of(s, parts[k].key, parts[k].name);
            t->dac = t->dac ? t->dac : parts[k].dac;
            bool twice = false, rest = !parts[k].key.n && part_n > 1; /* what no share covers: money without a project of its own */
            for (size_t j = 0; j < k; j++)
                twice = twice || str_eq(parts[j].key, parts[k].key);
            t->projects += !rest && !twice;
            t->activities += rest || twice ? 0 : activities[i];
            for (size_t m = from; m < at; m++) {
                t->unknown += twice || rest ? 0 : sums[m].unknown;
                for (size_t q = 0; q < MONEY_KINDS; q++)
                    wallet_add(&t->money[q], sums[m].currency, amount_of(&sums[m], q) * parts[k].share);
            }
        }
        free(parts);
    }
    free(activities);
}

static bool show_totals(struct request *r, struct answer *a, const struct works *w, bool sectors, struct err *e)
{
    struct totals s = {0};
    struct money_sum *sums = NULL;
    size_t n = 0;
    money_sums(w, &r->arena, &sums, &n);
    totals_add(&s, w, sectors, sums, n);
    if (s.n)
        qsort(s.list, s.n, sizeof *s.list, by_key);
    bool fine = desk_rows_fit(r, s.n, e);
    struct doc_table *t = fine ? desk_table(r, a, sectors ? "projects_by_sector" : "projects_by_country", sectors ? T("Projects by sector") : T("Projects by country"), 5 + MONEY_KINDS, s.n) : NULL;
    static const char *const keys[] = {"id", "name", "projects", "activities"};
    static const char *const labels[] = {T("Code"), T("Name"), T("Projects"), T("Activities")};
    for (size_t k = 0; t && k < 4 + MONEY_KINDS; k++) {
        bool money = k >= 4;
        desk_column(r, t, k, money ? money_keys[k - 4] : keys[k], money ? money_labels[k - 4] : labels[k], k == 2 || k == 3, "");
    }
    if (t)
        desk_column(r, t, 4 + MONEY_KINDS, "amounts_unknown", T("Amounts not known"), true, "");
    for (size_t i = 0; t && i < s.n; i++) {
        struct total *x = &s.list[i];
        struct str name = x->dac ? str_of(say(&r->speech, x->dac->label)) : sectors ? x->name : country_name(x->key, language_code(r->speech.language));
        desk_text(a, t, i, 0, x->key);
        desk_both(a, t, i, 1, name.n ? name : x->key.n ? x->key : str_of(say(&r->speech, T("not stated"))), NULL, x->dac ? name : x->name);
        desk_number(t, i, 2, x->projects);
        desk_number(t, i, 3, x->activities);
        for (size_t q = 0; q < MONEY_KINDS; q++) {
            struct buf b CLEANUP(buf_end) = {0};
            wallet_text(&x->money[q], &b);
            desk_both(a, t, i, 4 + q, wallet_words(r, a, &x->money[q]), NULL, held(r, &b));
        }
        desk_number(t, i, 4 + MONEY_KINDS, x->unknown);
    }
    for (size_t i = 0; i < s.n; i++)
        for (size_t q = 0; q < MONEY_KINDS; q++)
            wallet_end(&s.list[i].money[q]);
    free(s.list);
    intern_end(&s.keys);
    if (fine) {
        rules_note(r, a);
        desk_note(r, a, T("A project counts in each of its countries and sectors, so these rows do not add up; its money goes by the shares that it states, and without shares to the row that is not stated."), NULL, 0);
    }
    return fine;
}

bool show_projects(struct request *r, struct answer *a, struct err *e)
{
    struct works w = {0};
    struct str by = request_text(r, "by");
    if (by.n && !str_is(by, "country") && !str_is(by, "sector"))
        return err_set(e, ERR_USAGE, "--by: projects are counted by country or by sector");
    if (!works_read(r->store, &r->arena, &w, e))
        return false;
    return by.n ? show_totals(r, a, &w, str_is(by, "sector"), e) : show_each(r, a, &w, e);
}
