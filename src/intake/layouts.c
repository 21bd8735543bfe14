/* SPDX-License-Identifier: GPL-3.0-or-later */
/* intake: the table of layouts, and which of them a file has. */
#include "intake/intake_priv.h"
#include "core/speech.h"
#include "table/xml.h"

/* ---- incidents ---- */

static void show_problems(struct work *w, const struct problem_log *log)
{
    w->out->problems = log->list;
    w->out->problem_n = log->n;
}

static bool incidents_read(struct work *w, struct stream *in, struct table *t, struct err *e)
{
    (void)in;
    struct incident_batch *b = &w->incidents;
    enum date_order dates = str_is(w->o->dates, "dmy") ? DATES_DMY : str_is(w->o->dates, "mdy") ? DATES_MDY : DATES_UNSAID;
    bool own = w->layout->incident == &incident_own;
    struct day today = DAY_NONE, same;
    b->dated = day_parse(w->o->time, &today, &same);
    b->latest = today.n + 1; /* a day's grace for time zones */
    if (own ? !incident_read_own(t, w->mapping, dates, b, w->p, e) : !w->layout->incident->read(t, b, w->p, e))
        return false;
    if (b->found && !w->o->layout.n) /* the rows tell what the columns could not */
        w->layout = layout_of_incidents(b->found);
    w->out->passed = b->passed;
    w->out->import.rows = b->rows;
    w->out->import.repaired = b->repaired;
    w->out->import.refused = b->refused;
    w->out->noted = b->noted;
    show_problems(w, &b->log);
    return true;
}

static bool incidents_plan(struct work *w, struct err *e)
{
    if (!incident_prepare(w->s, &w->incidents, w->out->import.source, &w->plan, e))
        return false;
    struct incident_counts c = incident_plan_counts(w->plan);
    w->out->import.kept = c.kept;
    w->out->import.known = c.known;
    w->out->import.superseded = c.superseded;
    return true;
}

static bool incidents_save(struct work *w, struct import *im, struct err *e)
{
    return incident_save(w->s, w->plan, w->layout->incident, im, w->p, e);
}

/* ---- population ---- */

static bool population_read(struct work *w, struct stream *in, struct table *t, struct err *e)
{
    (void)in;
    struct people_batch *b = &w->people;
    if (!people_read(t, w->o->source, b, w->p, e))
        return false;
    w->out->import.rows = b->rows;
    w->out->import.repaired = b->repaired;
    w->out->import.refused = b->refused;
    show_problems(w, &b->log);
    return true;
}

static bool population_plan(struct work *w, struct err *e)
{
    return people_save(w->s, &w->people, &w->out->import, false, e);
}

static bool population_save(struct work *w, struct import *im, struct err *e)
{
    return people_save(w->s, &w->people, im, true, e);
}

/* ---- what people say of places and sources ---- */

static bool said_take(struct work *w, struct table *t, enum said_kind kind, struct err *e)
{
    struct said_batch *b = &w->said;
    if (!said_read(t, kind, w->o->source, b, w->p, e))
        return false;
    w->out->import.rows = b->rows;
    w->out->import.refused = b->refused;
    show_problems(w, &b->log);
    return true;
}

static bool aliases_read(struct work *w, struct stream *in, struct table *t, struct err *e)
{
    (void)in;
    return said_take(w, t, SAID_ALIASES, e);
}

static bool observability_read(struct work *w, struct stream *in, struct table *t, struct err *e)
{
    (void)in;
    return said_take(w, t, SAID_OBSERVABILITY, e);
}

static bool phases_read(struct work *w, struct stream *in, struct table *t, struct err *e)
{
    (void)in;
    return said_take(w, t, SAID_PHASES, e);
}

static bool licences_read(struct work *w, struct stream *in, struct table *t, struct err *e)
{
    (void)in;
    return said_take(w, t, SAID_LICENCES, e);
}

static int aliases_sniff(const struct table *t)
{
    return said_sniff(t, SAID_ALIASES);
}

static int observability_sniff(const struct table *t)
{
    return said_sniff(t, SAID_OBSERVABILITY);
}

static int phases_sniff(const struct table *t)
{
    return said_sniff(t, SAID_PHASES);
}

static int licences_sniff(const struct table *t)
{
    return said_sniff(t, SAID_LICENCES);
}

static bool said_plan(struct work *w, struct err *e)
{
    if (!said_save(w->s, &w->said, &w->out->import, false, e) || !said_note_unknown(w->s, &w->said, e))
        return false;
    w->out->noted = w->said.noted;
    show_problems(w, &w->said.log);
    return true;
}

static bool said_write(struct work *w, struct import *im, struct err *e)
{
    return said_save(w->s, &w->said, im, true, e);
}

/* ---- who works with whom ---- */

static void actors_told(struct work *w)
{
    struct actor_batch *b = &w->actors;
    w->out->import.rows = b->rows;
    w->out->import.refused = b->refused;
    w->out->noted = b->noted;
    show_problems(w, &b->log);
}

bool actors_sheet(struct work *w, const struct layout *l, struct table *t, struct err *e)
{
    enum actor_table what = l->sniff_table == matrix_sniff ? TABLE_MATRIX : l->sniff_table == scores_sniff ? TABLE_SCORES : l->sniff_table == ties_sniff ||
        l->sniff_table == gephi_edges_sniff || l->sniff_table == kumu_connections_sniff ? TABLE_TIES : TABLE_ACTORS;
    return actors_table(t, what, w->o->source, &w->actors, w->p, e);
}

void actors_read_end(struct work *w)
{
    actors_settle(&w->actors);
    actors_told(w);
}

static bool actors_read(struct work *w, struct stream *in, struct table *t, struct err *e)
{
    (void)in;
    if (!actors_sheet(w, w->layout, t, e))
        return false;
    actors_read_end(w);
    return true;
}

static bool graphml_read(struct work *w, struct stream *in, struct table *t, struct err *e)
{
    (void)t;
    if (!graphml_rows(in, w->o->source, &w->actors, e))
        return false;
    actors_read_end(w);
    return true;
}

static bool gexf_read(struct work *w, struct stream *in, struct table *t, struct err *e)
{
    (void)t;
    if (!gexf_rows(in, w->o->source, &w->actors, e))
        return false;
    actors_read_end(w);
    return true;
}

static int graphml_head(struct str head)
{
    return str_is(xml_root(head), "graphml") ? 95 : 0;
}

static int gexf_head(struct str head)
{
    return str_is(xml_root(head), "gexf") ? 95 : 0;
}

/* Who trusts whom is not for a register that anybody with the file can read. (What is invented harms nobody.) */
static bool ties_fit_register(struct work *w, struct err *e)
{
    struct arena a CLEANUP(arena_end) = {0};
    struct str invented;
    size_t closed = 0;
    const char *which = "";
    if (!store_is_open_data(w->s))
        return true;
    if (!store_fact(w->s, "invented", &a, &invented, e))
        return false;
    for (size_t i = 0; i < w->actors.tie_n && !invented.n; i++) {
        const struct relation *r = relation_of(intern_text(&w->actors.words, w->actors.ties[i].relation));
        if (!r || r->visible == VISIBLE_PUBLIC)
            continue;
        closed++;
        which = r->code;
    }
    return !closed || err_set(e, ERR_DENIED, T("holds %zu ties that are not public (%s), and this register is an open one, for public data alone; make an encrypted one (`diwan new`) "
        "and add the file there"), closed, which);
}

static bool actors_plan(struct work *w, struct err *e)
{
    return ties_fit_register(w, e) && actors_save(w->s, &w->actors, &w->out->import, false, e);
}

static bool actors_write(struct work *w, struct import *im, struct err *e)
{
    return actors_save(w->s, &w->actors, im, true, e);
}

/* ---- letters and promises ---- */

static bool contacts_told(struct work *w)
{
    struct contact_batch *b = &w->contacts;
    w->out->import.rows = b->rows;
    w->out->import.refused = b->refused;
    w->out->noted = b->noted;
    show_problems(w, &b->log);
    return true;
}

static bool letters_read(struct work *w, struct stream *in, struct table *t, struct err *e)
{
    (void)in;
    return contacts_table(t, &w->contacts, w->p, e) && contacts_told(w);
}

static bool promises_file_read(struct work *w, struct stream *in, struct table *t, struct err *e)
{
    (void)in;
    return promises_table(t, &w->contacts, w->p, e) && contacts_told(w);
}

/* Who did not answer is not for a register that anybody with the file can read. (What is invented harms nobody.) */
static bool contacts_plan(struct work *w, struct err *e)
{
    struct arena a CLEANUP(arena_end) = {0};
    struct str invented = STR("");
    if (store_is_open_data(w->s) && !store_fact(w->s, "invented", &a, &invented, e))
        return false;
    if (store_is_open_data(w->s) && !invented.n)
        return err_set(e, ERR_DENIED, T("tells what was asked of whom and what came back, and this register is an open one, for public data alone; make an encrypted one (`diwan new`) "
            "and add the file there"));
    return contacts_save(w->s, &w->contacts, &w->out->import, false, e);
}

static bool contacts_write(struct work *w, struct import *im, struct err *e)
{
    return contacts_save(w->s, &w->contacts, im, true, e);
}

/* ---- papers: restrictions, plans, replies, agendas ---- */

/* PAPER_KINDS: it is of several. */
static enum paper_kind paper_kind_of(const struct layout *l)
{
    int kind = 0;
    while (kind < PAPER_KINDS && strcmp(paper_layouts[kind].name, l->name) != 0)
        kind++;
    return (enum paper_kind)kind;
}

bool layout_of_agenda(const struct layout *l)
{
    return l->batch == BATCH_PAPERS && paper_of_agenda(paper_kind_of(l));
}

/* The kind of a table of an agenda; PAPER_KINDS where it is none. */
static enum paper_kind agenda_kind_of(const struct table *t)
{
    for (int kind = PAPER_AGENDA; kind < PAPER_KINDS; kind++)
        if (papers_sniff(t, (enum paper_kind)kind))
            return (enum paper_kind)kind;
    return PAPER_KINDS;
}

void papers_told(struct work *w)
{
    struct paper_batch *b = &w->papers;
    w->out->import.rows = b->rows;
    w->out->import.refused = b->refused;
    w->out->noted = b->noted;
    show_problems(w, &b->log);
}

bool papers_sheet(struct work *w, struct table *t, bool *taken, struct err *e)
{
    enum paper_kind kind = agenda_kind_of(t);
    *taken = kind != PAPER_KINDS;
    return !*taken || papers_table(t, kind, &w->papers, w->p, e);
}

static bool papers_read(struct work *w, struct stream *in, struct table *t, struct err *e)
{
    (void)in;
    if (!papers_table(t, paper_kind_of(w->layout), &w->papers, w->p, e))
        return false;
    papers_told(w);
    return true;
}

/* A table that is said to be an agenda's: whichever of them it is. */
static bool agenda_table_read(struct work *w, struct stream *in, struct table *t, struct err *e)
{
    bool taken;
    (void)in;
    if (!papers_sheet(w, t, &taken, e))
        return false;
    if (!taken)
        return err_set(e, ERR_INPUT, T("%.100s: is no table of an agenda; `diwan template agenda -o agenda.xlsx` makes a workbook with all of them"), table_file(t));
    w->papers.several = true;
    papers_told(w);
    return true;
}

/* Only where it is asked for, or several sheets of one workbook are: each table has a layout of its own that knows it better. */
static int agenda_sniff(const struct table *t)
{
    return agenda_kind_of(t) != PAPER_KINDS ? 1 : 0;
}

#define SNIFFS(v, kind)                                                                                                \
    static int v##_sniff(const struct table *t)                                                                        \
    {                                                                                                                  \
        return papers_sniff(t, kind);                                                                                  \
    }
SNIFFS(replies, PAPER_REPLY)
SNIFFS(restrictions, PAPER_RESTRICTION)
SNIFFS(plans, PAPER_PLAN)
SNIFFS(clashes, PAPER_CLASH)
SNIFFS(agendas, PAPER_AGENDA)
SNIFFS(items, PAPER_ITEM)
SNIFFS(capacities, PAPER_CAPACITY)
SNIFFS(states, PAPER_STATE)
SNIFFS(links, PAPER_LINK)
SNIFFS(indicators, PAPER_INDICATOR)
SNIFFS(values, PAPER_VALUE)
SNIFFS(priorities, PAPER_PRIORITY)
SNIFFS(practices, PAPER_PRACTICE)
SNIFFS(premises, PAPER_PREMISE)
SNIFFS(harm, PAPER_ANSWER)
SNIFFS(help, PAPER_HELP)
SNIFFS(judgements, PAPER_JUDGEMENT)
SNIFFS(partners, PAPER_PARTNER)
SNIFFS(legal, PAPER_LEGAL)

/* Restrictions are for the house unless their row says that they are public; what an institution was asked is. Plans are public papers, and so are practices from elsewhere, services and who
 * partners are; what people agreed on is not, until somebody signs that it may be published. NULL, or what is not public. */
static const char *papers_for_the_house(const struct paper_batch *b)
{
    enum { VISIBLE_WORD = 5 };
    const char *closed = NULL;
    for (size_t i = 0; i < b->n && !closed; i++) {
        const struct paper_row *x = &b->list[i];
        bool hidden = x->kind == PAPER_RESTRICTION && !str_is(intern_text(&b->words, x->words[VISIBLE_WORD]), "public");
        closed = x->kind == PAPER_REPLY || hidden ? T("holds what is not public (replies of institutions, or restrictions whose column visible does not say public)") :
            paper_layouts[x->kind].closed ? T("holds what people agreed among themselves (priorities, and what belongs to them)") : NULL;
    }
    return closed;
}

static bool papers_plan(struct work *w, struct err *e)
{
    struct arena a CLEANUP(arena_end) = {0};
    struct str invented = STR("");
    if (store_is_open_data(w->s) && !store_fact(w->s, "invented", &a, &invented, e))
        return false;
    const char *closed = store_is_open_data(w->s) && !invented.n ? papers_for_the_house(&w->papers) : NULL;
    if (closed)
        return err_set(e, ERR_DENIED, T("%s, and this register is an open one, for public data alone; make an encrypted one (`diwan new`) and add the file there"), closed);
    if (!papers_save(w->s, &w->papers, &w->out->import, false, e) || !papers_note_joins(w->s, &w->papers, e))
        return false;
    w->out->noted = w->papers.noted;
    show_problems(w, &w->papers.log);
    return true;
}

static bool papers_write(struct work *w, struct import *im, struct err *e)
{
    return papers_save(w->s, &w->papers, im, true, e);
}

/* ---- the table ---- */

#define INCIDENTS(layout_name, its, its_source) {.name = layout_name, .source = its_source, .incident = &its, .read = incidents_read, \
    .plan = incidents_plan, .save = incidents_save, .placed = true}

#define DIALOGUES(layout_name, its_source) {.name = layout_name, .source = its_source, .batch = BATCH_DIALOGUE, .sniff_table = dialogue_sniff, .read = dialogue_table_read, \
    .plan = dialogue_plan, .save = dialogue_save, .whole = true}

#define PAPERS(layout_name, sniff) {.name = layout_name, .source = "", .batch = BATCH_PAPERS, .sniff_table = sniff, .read = papers_read, .plan = papers_plan, .save = papers_write}

#define ACTORS(layout_name, sniff) {.name = layout_name, .source = "", .batch = BATCH_ACTORS, .sniff_table = sniff, .read = actors_read, .plan = actors_plan, .save = actors_write}

const struct layout layouts[] = {
    INCIDENTS("ucdp-ged", incident_ged, "UCDP GED"),
    INCIDENTS("ucdp-candidate", incident_candidate, "UCDP Candidate"),
    INCIDENTS("acled", incident_acled, "ACLED"),
    INCIDENTS("acled-deleted", incident_acled_deleted, "ACLED"),
    INCIDENTS("gtd", incident_gtd, "GTD"),
    INCIDENTS("gdelt", incident_gdelt, "GDELT"),
    INCIDENTS("hxl-incidents", incident_hxl, ""),
    INCIDENTS("incidents", incident_own, ""),
    {.name = "geojson-borders", .source = "", .batch = BATCH_BORDERS, .sniff_head = geojson_head, .read = geojson_read, .save = border_files_save, .placed = true},
    {.name = "shapefile-borders", .source = "", .batch = BATCH_BORDERS, .sniff_head = shapefile_head, .read = shapefile_read, .save = border_files_save, .placed = true},
    {.name = "geopackage-borders", .source = "", .batch = BATCH_BORDERS, .sniff_head = geopackage_head, .read = geopackage_read, .save = border_files_save, .placed = true},
    {.name = "population", .source = "", .batch = BATCH_PEOPLE, .sniff_table = people_sniff, .read = population_read, .plan = population_plan,
        .save = population_save, .placed = true /* it lends names to places */},
    {.name = "aliases", .source = "", .batch = BATCH_SAID, .sniff_table = aliases_sniff, .read = aliases_read, .plan = said_plan, .save = said_write, .placed = true},
    {.name = "observability", .source = "", .batch = BATCH_SAID, .sniff_table = observability_sniff, .read = observability_read, .plan = said_plan, .save = said_write},
    {.name = "phases", .source = "", .batch = BATCH_SAID, .sniff_table = phases_sniff, .read = phases_read, .plan = said_plan, .save = said_write},
    {.name = "licences", .source = "", .batch = BATCH_SAID, .sniff_table = licences_sniff, .read = licences_read, .plan = said_plan, .save = said_write},
    {.name = "findings", .source = "", .batch = BATCH_FINDINGS, .sniff_table = finding_sniff, .read = findings_read, .plan = findings_plan, .save = findings_save},
    ACTORS("actors", actors_sniff), ACTORS("ties", ties_sniff), ACTORS("actor-scores", scores_sniff), ACTORS("actor-matrix", matrix_sniff),
    ACTORS("gephi-nodes", gephi_nodes_sniff), ACTORS("gephi-edges", gephi_edges_sniff), ACTORS("kumu-elements", kumu_elements_sniff),
    ACTORS("kumu-connections", kumu_connections_sniff),
    {.name = "graphml", .source = "", .batch = BATCH_ACTORS, .sniff_head = graphml_head, .read = graphml_read, .plan = actors_plan, .save = actors_write},
    {.name = "gexf", .source = "", .batch = BATCH_ACTORS, .sniff_head = gexf_head, .read = gexf_read, .plan = actors_plan, .save = actors_write},
    {.name = "iati", .source = "IATI", .batch = BATCH_WORKS, .sniff_head = iati_head, .read = iati_file_read, .plan = works_plan, .save = works_write},
    {.name = "iati-table", .source = "IATI", .batch = BATCH_WORKS, .sniff_table = iati_table_sniff, .read = iati_rows_read, .plan = works_plan, .save = works_write},
    {.name = "projects", .source = "", .batch = BATCH_WORKS, .sniff_table = projects_sniff, .read = projects_rows_read, .plan = works_plan, .save = works_write},
    {.name = "who-what-where", .source = "", .batch = BATCH_WORKS, .sniff_table = who_what_sniff, .read = who_what_rows_read, .plan = works_plan, .save = works_write},
    {.name = "contacts", .source = "", .batch = BATCH_CONTACTS, .sniff_table = contacts_sniff, .read = letters_read, .plan = contacts_plan, .save = contacts_write},
    {.name = "promises", .source = "", .batch = BATCH_CONTACTS, .sniff_table = promises_sniff, .read = promises_file_read, .plan = contacts_plan, .save = contacts_write},
    PAPERS("replies", replies_sniff), PAPERS("restrictions", restrictions_sniff), PAPERS("plans", plans_sniff), PAPERS("plan-clashes", clashes_sniff),
    PAPERS("agendas", agendas_sniff), PAPERS("agenda-items", items_sniff), PAPERS("capacities", capacities_sniff), PAPERS("item-states", states_sniff),
    PAPERS("item-links", links_sniff), PAPERS("indicators", indicators_sniff), PAPERS("indicator-values", values_sniff), PAPERS("priorities", priorities_sniff),
    PAPERS("practices", practices_sniff), PAPERS("premises", premises_sniff), PAPERS("harm-answers", harm_sniff), PAPERS("help", help_sniff),
    PAPERS("judgements", judgements_sniff), PAPERS("partners", partners_sniff), PAPERS("legal", legal_sniff),
    {.name = AGENDA_BOOK, .source = "", .batch = BATCH_PAPERS, .sniff_table = agenda_sniff, .read = agenda_table_read, .plan = papers_plan, .save = papers_write},
    DIALOGUES("polis-export", "Polis"), DIALOGUES("dialogue", ""),
    {.name = "polis-api", .source = "Polis", .batch = BATCH_DIALOGUE, .sniff_head = dialogue_json_head, .read = dialogue_json_read, .plan = dialogue_plan, .save = dialogue_save, .whole = true},
};
const size_t layout_count = ARRAY_LEN(layouts);

const char *intake_layout(size_t i)
{
    return i < layout_count ? layouts[i].name : NULL;
}

/* The tables of an agenda stand under its name: a sentence has room for so many only. */
static void names_of_layouts(struct buf *out)
{
    for (size_t i = 0; i < layout_count; i++)
        if (!layout_of_agenda(&layouts[i]) || strcmp(layouts[i].name, AGENDA_BOOK) == 0)
            buf_f(out, "%s%s", out->n ? ", " : "", layouts[i].name);
}

const struct layout *layout_named(struct str name, struct err *e)
{
    for (size_t i = 0; i < layout_count; i++)
        if (str_is_nocase(name, layouts[i].name))
            return &layouts[i];
    struct buf names CLEANUP(buf_end) = {0};
    names_of_layouts(&names);
    err_set(e, ERR_USAGE, T("no layout is called \"%.*s\"; there are %s"), (int)MIN_OF(name.n, (size_t)60), name.p, names.p);
    return NULL;
}

const struct layout *layout_of_head(struct str head)
{
    for (size_t i = 0; i < layout_count; i++)
        if (layouts[i].sniff_head && layouts[i].sniff_head(head) > 0)
            return &layouts[i];
    return NULL;
}

/* The columns that the table has, as far as a sentence can hold them. */
static void columns_found(const struct table *t, struct buf *out)
{
    size_t n = table_columns(t), shown = 0;
    for (size_t i = 0; i < n && out->n < 260; i++) {
        struct str name = table_name(t, i).n ? table_name(t, i) : table_tag(t, i);
        if (!name.n)
            continue;
        size_t most = MIN_OF(name.n, (size_t)40);
        while (most < name.n && most && ((unsigned char)name.p[most] & 0xC0) == 0x80)
            most--;
        buf_f(out, "%s%.*s", shown ? ", " : "", (int)most, name.p);
        shown++;
    }
    if (shown < n)
        buf_f(out, "%s%zu more", shown ? " and " : "", n - shown);
}

int layout_sniff(const struct layout *l, const struct table *t)
{
    return l->incident ? l->incident->sniff(t) : l->sniff_table ? l->sniff_table(t) : 0;
}

bool layout_is_table(const struct layout *l)
{
    return l->sniff_table || l->incident;
}

const struct layout *layout_of_incidents(const struct incident_layout *l)
{
    for (size_t i = 0; i < layout_count; i++)
        if (layouts[i].incident == l)
            return &layouts[i];
    return NULL;
}

const struct layout *layout_of_table(const struct table *t, int *score, struct err *e)
{
    const struct layout *best = NULL;
    int most = 0;
    for (size_t i = 0; i < layout_count; i++) {
        const struct layout *l = &layouts[i];
        int own = layout_sniff(l, t);
        if (own <= most)
            continue;
        most = own;
        best = l;
    }
    *score = most;
    if (best)
        return best;
    if (foreign_table(t, e))
        return NULL;
    struct buf found CLEANUP(buf_end) = {0}, names CLEANUP(buf_end) = {0};
    columns_found(t, &found);
    names_of_layouts(&names);
    err_set(e, ERR_INPUT,
        T("%.100s: no layout fits its columns (%s). Layouts known: %s. Name one with --as, say which column is "
        "which with --map (date=COLUMN,admin1=COLUMN,...), or add an HXL tag row below the header (#date, #adm1+name ...)"),
        table_file(t), found.p ? found.p : T("none has a name"), names.p);
    return NULL;
}
