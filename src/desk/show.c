/* SPDX-License-Identifier: GPL-3.0-or-later */
/* show: what the register holds, one row a thing, first column `id`. */
#include "desk/coded.h"
#include "desk/letters.h"

static struct str kept(struct request *r, struct str s)
{
    return (struct str){arena_text(&r->arena, s.p, s.n), s.n};
}

static bool show_imports(struct request *r, struct answer *a, struct err *e)
{
    struct import *list = NULL;
    size_t n = 0;
    if (!store_imports(r->store, &r->arena, &list, &n, e))
        return false;
    size_t used = 0;
    for (size_t i = 0; i < n; i++)
        used += !list[i].undone;
    struct doc_table *t = desk_table(r, a, "imports", T("Imports, oldest first"), 11, used);
    static const char *const keys[] = {"id", "file", "layout", "source", "time", "rows", "kept", "repaired", "refused", "known", "superseded"};
    static const char *const labels[] = {T("Number"), T("File"), T("Layout"), T("Source"), T("Time (UTC)"), T("Rows"), T("Kept"), T("Repaired"),
        T("Refused"), T("Already there"), T("Corrections")};
    for (size_t i = 0; i < ARRAY_LEN(keys); i++)
        desk_column(r, t, i, keys[i], labels[i], i == 0 || i >= 5, "");
    size_t row = 0;
    for (size_t i = 0; i < n; i++) {
        if (list[i].undone)
            continue;
        desk_number(t, row, 0, list[i].id);
        desk_text(a, t, row, 1, list[i].file);
        desk_text(a, t, row, 2, list[i].layout);
        desk_text(a, t, row, 3, list[i].source);
        desk_text(a, t, row, 4, list[i].time);
        const int64_t counts[] = {list[i].rows, list[i].kept, list[i].repaired, list[i].refused, list[i].known, list[i].superseded};
        for (size_t k = 0; k < ARRAY_LEN(counts); k++)
            desk_number(t, row, 5 + k, counts[k]);
        row++;
    }
    return true;
}

static bool show_sources(struct request *r, struct answer *a, struct err *e)
{
    struct incident_columns *c = NULL;
    if (!desk_columns(r, &c, e))
        return false;
    struct doc_table *t = desk_table(r, a, "sources", T("Sources"), 5, c->source_n);
    desk_column(r, t, 0, "id", T("Number"), true, "");
    desk_column(r, t, 1, "source", T("Source"), false, "#meta+source");
    desk_column(r, t, 2, "incidents", T("Incidents"), true, "");
    desk_column(r, t, 3, "licence", T("Licence"), false, "");
    desk_column(r, t, 4, "citation", T("To be cited as"), false, "");
    int64_t *n = ARENA_ARRAY(&r->arena, int64_t, c->source_n + 1);
    for (size_t i = 0; i < c->n; i++)
        n[c->source[i]]++;
    for (size_t i = 0; i < c->source_n; i++) {
        desk_number(t, i, 0, (int64_t)i + 1);
        desk_text(a, t, i, 1, kept(r, c->sources[i]));
        desk_number(t, i, 2, n[i]);
        struct str licence = kept(r, c->source_licences[i]);
        enum licence stated = licence_of(licence);
        bool by_code = stated != LICENCE_UNKNOWN && str_is(licence, licence_code(stated)); /* a licence of a name of its own stays as it is */
        desk_both(a, t, i, 3, by_code ? str_of(say(&r->speech, desk_licence_words(stated))) : licence, NULL, licence);
        desk_text(a, t, i, 4, kept(r, c->source_citations[i]));
    }
    columns_drop(&c);
    return true;
}

/* "" where it is not known. */
static struct str day_words(struct request *r, struct day d)
{
    struct buf b CLEANUP(buf_end) = {0};
    buf_day(&b, d);
    return b.n ? kept(r, buf_view(&b)) : STR("");
}

static bool show_places(struct request *r, struct answer *a, struct err *e)
{
    struct gazetteer *g = NULL;
    if (!gazetteer_load(r->store, false, &g, e))
        return false;
    size_t n = gazetteer_count(g);
    struct doc_table *t = desk_table(r, a, "places", T("Places"), 11, n);
    static const char *const keys[] = {"id", "level", "code", "name", "country", "name_en", "name_ar", "name_ckb", "parent", "valid_from", "valid_to"};
    static const char *const labels[] = {T("Number"), T("Level"), T("Code"), T("Name"), T("Country"), T("English"), T("Arabic"), T("Kurdish"),
        T("Part of"), T("In force from"), T("In force until")};
    static const char *const tags[] = {"", "", "#geo+code", "#loc+name", "#country+code", "#loc+name+i_en", "#loc+name+i_ar", "#loc+name+i_ckb",
        "#loc+code+parent", "#date+start", "#date+end"};
    for (size_t i = 0; i < ARRAY_LEN(keys); i++)
        desk_column(r, t, i, keys[i], labels[i], i < 2, tags[i]);
    for (size_t i = 0; i < n; i++) {
        const struct place *p = gazetteer_place(g, i);
        desk_number(t, i, 0, p->id);
        desk_number(t, i, 1, p->level);
        desk_text(a, t, i, 2, kept(r, p->code));
        desk_text(a, t, i, 3, kept(r, p->name));
        desk_both(a, t, i, 4, desk_country_words(r, kept(r, p->country)), NULL, kept(r, p->country));
        static const char *const languages[] = {"en", "ar", "ckb"};
        for (size_t k = 0; k < 3; k++) {
            const char *is_in = "";
            struct str name = gazetteer_name(g, i, languages[k], &is_in);
            bool theirs = is_in && strcmp(is_in, languages[k]) == 0;
            desk_text(a, t, i, 5 + k, theirs ? kept(r, name) : STR(""));
        }
        desk_text(a, t, i, 8, kept(r, p->parent_code));
        desk_text(a, t, i, 9, day_words(r, p->valid_from));
        desk_text(a, t, i, 10, day_words(r, p->valid_to));
    }
    gazetteer_free(&g);
    return true;
}

/* ---- what licences allow ---- */

/* What a licence asks for goes with the data: beside a table on a screen or in CSV, inside of JSON, below a table in a file (where the lines
 * said go anyway). */
static void licence_note(struct request *r, struct answer *a, const char *msgid, const struct slot *slots, size_t n)
{
    desk_note(r, a, msgid, slots, n);
    if (a->doc && r->wants_json && !request_text(r, "o").n)
        words_say(a->doc, &doc_add(a->doc, BLOCK_NOTE)->words, msgid, slots, n);
}

/* As it wants to be cited; its name where it does not say how. */
static struct slot citation_slot(struct request *r, const struct incident_columns *c, size_t i)
{
    return desk_slot("citation", kept(r, c->source_citations[i].n ? c->source_citations[i] : c->sources[i]));
}

void desk_licences(struct request *r, struct answer *a, const struct incident_columns *c, const int64_t *listed, const int64_t *withheld)
{
    for (size_t i = 0; i < c->source_n; i++) {
        struct slot slots[] = {desk_slot("source", kept(r, c->sources[i])), citation_slot(r, c, i),
            desk_slot("incidents", desk_counted(r, TN("{n} incident", "{n} incidents"), withheld[i]))};
        if (withheld[i] && c->licences[i] == LICENCE_UNKNOWN)
            licence_note(r, a, T("Not listed, since nobody has stated the licence of {source}: {incidents}. Counts include them."), slots, ARRAY_LEN(slots));
        else if (withheld[i])
            licence_note(r, a, T("Not listed, since the licence of {source} does not allow republication: {incidents}. Counts include them."), slots, ARRAY_LEN(slots));
        if (!listed[i])
            continue;
        if (c->licences[i] == LICENCE_NO_REPUBLICATION)
            licence_note(r, a, T("{source}: for your own use. Its licence does not allow republication: pass none of these rows on."), slots, ARRAY_LEN(slots));
        else if (c->licences[i] == LICENCE_UNKNOWN)
            licence_note(r, a, T("{source}: nobody has stated its licence (a file `source,licence` does). Pass none of these rows on until somebody has."), slots, ARRAY_LEN(slots));
        else if (c->licences[i] == LICENCE_ATTRIBUTION)
            licence_note(r, a, T("To be cited with these rows: {citation}."), slots, ARRAY_LEN(slots));
    }
}

void desk_cite(struct request *r, struct answer *a, const struct incident_columns *c, const int64_t *counted)
{
    for (size_t i = 0; i < c->source_n; i++) {
        struct slot slot = citation_slot(r, c, i);
        if (counted[i] && c->licences[i] == LICENCE_ATTRIBUTION)
            licence_note(r, a, T("To be cited with these numbers: {citation}."), &slot, 1);
    }
}

void desk_sources_json(struct json *j, const struct incident_columns *c, const int64_t *counted)
{
    json_array(j);
    for (size_t i = 0; i < c->source_n; i++) {
        if (!counted[i])
            continue;
        json_object(j);
        json_key(j, "source"), json_text(j, c->sources[i]);
        json_key(j, "incidents"), json_int(j, counted[i]);
        json_key(j, "licence"), json_text(j, str_of(licence_code((enum licence)c->licences[i])));
        json_key(j, "citation"), json_text(j, c->source_citations[i]);
        json_close(j);
    }
    json_close(j);
}

static bool use_of(struct request *r, enum record_use *use, struct err *e)
{
    *use = request_flag(r, "own-use") ? RECORD_OWN_USE : r->passed_on ? RECORD_PASSED_ON : RECORD_LISTED;
    bool machine = request_flag(r, "csv") || r->wants_json || request_text(r, "o").n || r->passed_on;
    if (*use == RECORD_OWN_USE && machine)
        return err_set(e, ERR_DENIED, "--own-use is for reading on the screen: no file is made of records whose licence does not allow republication");
    return true;
}

/* Incidents as they were coded. Every row names its import and line, so that it can be found in the file. */
static bool show_incidents(struct request *r, struct answer *a, struct err *e)
{
    struct incident_columns *c = NULL;
    int place = -1;
    enum record_use use;
    if (!use_of(r, &use, e) || !desk_columns(r, &c, e))
        return false;
    bool good = desk_place(c, request_text(r, "place"), &place, e);
    int64_t *listed = ARENA_ARRAY(&r->arena, int64_t, c->source_n + 1), *withheld = ARENA_ARRAY(&r->arena, int64_t, c->source_n + 1);
    struct day from = request_day(r, "from"), to = request_day(r, "to");
    bool disagreeing = request_flag(r, "disagreeing");
    size_t *chosen = ARENA_ARRAY(&r->arena, size_t, c->n + 1), n = 0;
    struct selection which = {.from = from, .to = to, .place = place};
    good = good && selection_words(c, request_text(r, "kind"), request_text(r, "source"), request_text(r, "side"), request_text(r, "killed"), &which, e);
    const struct selector *selector = good ? selector_make(c, &which, &r->arena) : NULL;
    for (size_t i = 0; good && i < c->n; i++) {
        bool disagrees = c->named[1] && c->named[1][i] >= 0;
        if ((disagreeing && !disagrees) || !selector_takes(selector, i))
            continue;
        if (!guard_record((enum licence)c->licences[c->source[i]], use)) {
            withheld[c->source[i]]++;
            continue;
        }
        listed[c->source[i]]++;
        chosen[n++] = i;
    }
    good = good && desk_rows_fit(r, n, e);
    struct doc_table *t = good ? desk_table(r, a, "incidents", T("Incidents"), INCIDENT_ROW_FIELDS, n) : NULL;
    for (size_t k = 0; good && k < INCIDENT_ROW_FIELDS; k++)
        desk_column(r, t, k, incident_row_fields[k].key, incident_row_fields[k].label, incident_row_fields[k].number, incident_row_fields[k].hxl);
    struct buf text CLEANUP(buf_end) = {0};
    for (size_t row = 0; good && row < n; row++)
        for (size_t k = 0; k < INCIDENT_ROW_FIELDS; k++) {
            size_t i = chosen[row];
            int64_t number = 0;
            bool words = k == INCIDENT_ROW_KIND && !request_flag(r, "csv") && !r->wants_json; /* machines have the code */
            if (words) {
                desk_text(a, t, row, k, str_of(say(&r->speech, incident_kind_words[c->kind[i] < KIND_COUNT ? c->kind[i] : 0])));
            } else if (!incident_row_fields[k].number) {
                buf_clear(&text);
                incident_row_text(c, i, k, &text);
                desk_text(a, t, row, k, text.n ? kept(r, buf_view(&text)) : STR(""));
            } else if (incident_row_number(c, i, k, &number)) {
                desk_number(t, row, k, number);
            }
        }
    if (good)
        desk_licences(r, a, c, listed, withheld);
    columns_drop(&c);
    return good;
}

/* How the columns of people's own tables are read; `fields` as --map takes them. */
static bool show_mappings(struct request *r, struct answer *a, struct err *e)
{
    struct mapping *list = NULL;
    size_t n = 0;
    if (!mapping_list(r->store, &r->arena, &list, &n, e))
        return false;
    struct doc_table *t = desk_table(r, a, "mappings", T("Mappings of people's own tables"), 3, n);
    desk_column(r, t, 0, "id", T("Number"), true, "");
    desk_column(r, t, 1, "name", T("Name"), false, "");
    desk_column(r, t, 2, "fields", T("Fields and their columns"), false, "");
    for (size_t i = 0; i < n; i++) {
        struct str fields = kept(r, list[i].lines);
        char *line = arena_text(&r->arena, fields.p, fields.n);
        for (char *at = line; *at; at++)
            *at = *at == '\n' ? ',' : *at;
        desk_number(t, i, 0, list[i].id);
        desk_text(a, t, i, 1, list[i].name);
        desk_text(a, t, i, 2, str_of(line));
    }
    return true;
}

/* ---- what can be asked for ---- */

/* All that show knows, in the order of its lists: word, and what it is called where all are counted ("" for what is a view of another). Usage, hint, error and dispatch follow from it. */
#define THINGS(FIRST, X) \
    FIRST(imports, T("Imports")) X(sources, T("Sources")) X(places, T("Places")) X(names, "") X(incidents, T("Incidents")) X(observability, T("Whether anybody could look")) \
    X(phases, T("Phases, as set by people")) X(licences, T("Licences of sources, as stated")) X(aliases, T("Other names of places")) X(dialogues, T("Dialogues")) \
    X(findings, T("Findings of interviews and focus groups")) X(actors, T("Actors")) X(ties, T("Ties between actors")) X(projects, T("Projects as files hold them, and activities")) \
    X(letters, T("Letters, calls and meetings")) X(promises, T("Promises")) X(agenda, T("Items of agendas")) X(replies, T("Replies of institutions")) X(restrictions, T("Restrictions")) X(plans, T("Articles of plans")) \
    X(mappings, T("Mappings of people's own tables")) X(publications, T("Published briefs"))
#define THING_CODE(word, label) THING_##word,
#define THING_ROW(word, label) {#word, label, show_##word},
#define THING_NAME(word, label) #word
#define THING_NEXT(word, label) ", " #word
#define THING_CHOICE(word, label) "|" #word
enum thing { THINGS(THING_CODE, THING_CODE) THING_COUNT };
static const struct { const char *name, *label; bool (*show)(struct request *, struct answer *, struct err *); } things[THING_COUNT] = {THINGS(THING_ROW, THING_ROW)};

/* -1 for what is not counted: a view of another, and what whoever asks is not to know the number of. */
static bool thing_count(const struct request *r, enum thing which, int64_t *n, struct err *e)
{
    struct store *s = r->store;
    *n = -1;
    switch (which) {
    case THING_imports: return store_int(s, "SELECT count(*) FROM import WHERE undone = 0", WITH_NOTHING, 0, n, e);
    case THING_sources: return store_int(s, "SELECT count(DISTINCT source) FROM incident WHERE ended_by IS NULL", WITH_NOTHING, 0, n, e);
    case THING_places: return store_int(s, "SELECT count(*) FROM place WHERE ended_by IS NULL", WITH_NOTHING, 0, n, e);
    case THING_incidents: return store_int(s, "SELECT count(*) FROM incident WHERE ended_by IS NULL", WITH_NOTHING, 0, n, e);
    case THING_observability: return store_int(s, "SELECT count(*) FROM observability WHERE ended_by IS NULL", WITH_NOTHING, 0, n, e);
    case THING_phases: return store_int(s, "SELECT count(*) FROM phase WHERE ended_by IS NULL", WITH_NOTHING, 0, n, e);
    case THING_licences: return store_int(s, "SELECT count(*) FROM licence WHERE ended_by IS NULL", WITH_NOTHING, 0, n, e);
    case THING_aliases: return store_int(s, "SELECT count(*) FROM alias WHERE ended_by IS NULL", WITH_NOTHING, 0, n, e);
    case THING_dialogues: return store_int(s, "SELECT count(*) FROM dialogue WHERE ended_by IS NULL", WITH_NOTHING, 0, n, e);
    case THING_findings: return store_int(s, "SELECT count(*) FROM finding WHERE ended_by IS NULL", WITH_NOTHING, 0, n, e);
    case THING_actors: return store_int(s, "SELECT count(*) FROM actor WHERE ended_by IS NULL", WITH_NOTHING, 0, n, e);
    case THING_ties: return store_int(s, "SELECT count(*) FROM tie WHERE ended_by IS NULL", WITH_NOTHING, 0, n, e);
    case THING_projects: return store_int(s, "SELECT (SELECT count(*) FROM project WHERE ended_by IS NULL) + (SELECT count(*) FROM activity WHERE ended_by IS NULL)", WITH_NOTHING, 0, n, e);
    case THING_letters: return store_int(s, "SELECT count(*) FROM contact WHERE ended_by IS NULL", WITH_NOTHING, 0, n, e);
    case THING_promises: return store_int(s, "SELECT count(*) FROM promise WHERE ended_by IS NULL", WITH_NOTHING, 0, n, e);
    case THING_agenda: return r->outsider || store_int(s, "SELECT count(DISTINCT item_key) FROM agenda_item WHERE ended_by IS NULL", WITH_NOTHING, 0, n, e);
    case THING_replies: return r->unnamed || store_int(s, "SELECT count(*) FROM reply WHERE ended_by IS NULL", WITH_NOTHING, 0, n, e);
    case THING_restrictions: return r->unnamed || store_int(s, "SELECT count(*) FROM restriction WHERE ended_by IS NULL", WITH_NOTHING, 0, n, e);
    case THING_plans: return store_int(s, "SELECT count(*) FROM plan WHERE ended_by IS NULL", WITH_NOTHING, 0, n, e);
    case THING_mappings: return store_int(s, "SELECT count(*) FROM mapping", WITH_NOTHING, 0, n, e);
    case THING_publications: return store_int(s, "SELECT count(*) FROM publication", WITH_NOTHING, 0, n, e);
    case THING_names:
    case THING_COUNT: break;
    }
    return true;
}

/* What there is of everything, where nothing more was asked. */
static bool show_all(struct request *r, struct answer *a, struct err *e)
{
    int64_t n[THING_COUNT];
    size_t counted = 0, row = 0;
    for (size_t i = 0; i < THING_COUNT; i++) {
        if (!thing_count(r, (enum thing)i, &n[i], e))
            return false;
        counted += n[i] >= 0;
    }
    struct doc_table *t = desk_table(r, a, "register", T("What the register holds"), 2, counted);
    desk_column(r, t, 0, "id", T("What"), false, "");
    desk_column(r, t, 1, "count", T("How many"), true, "");
    for (size_t i = 0; i < THING_COUNT; i++) {
        if (n[i] < 0)
            continue;
        desk_both(a, t, row, 0, str_of(say(&r->speech, things[i].label)), NULL, str_of(things[i].name));
        desk_number(t, row++, 1, n[i]);
    }
    DESK_NOTE(r, a, n[THING_incidents] == 0 ? T("No incidents are in the register yet: `diwan add REGISTER FILE` brings them in.")
            : n[THING_places] == 0 ? T("There are no borders in the register yet, so its incidents count for no governorate. `diwan add REGISTER FILE` with a file of borders mends that; the order does not matter.")
                        : T("`diwan show REGISTER imports` lists one kind; so it does with each of these words: {words}."), desk_slot("words", STR(THINGS(THING_NAME, THING_NEXT))));
    return true;
}

static bool run_show(struct request *r, struct answer *a, struct err *e)
{
    if (!request_text(r, "o").n)
        desk_note_due(r, a);
    if (r->argument_n == 0)
        return show_all(r, a, e);
    for (size_t i = 0; i < THING_COUNT; i++)
        if (str_is(r->arguments[0], things[i].name))
            return things[i].show(r, a, e);
    return err_set(e, ERR_USAGE, "\"%.*s\" is not something that show knows; ask for one of these: " THINGS(THING_NAME, THING_NEXT), STR_F(r->arguments[0]));
}

const struct operation operation_show = {.name = "show", .brief = T("list what the register holds"),
    .usage = "REGISTER [" THINGS(THING_NAME, THING_CHOICE) "] [--by country|sector] [--place PLACE] [--kind N] [--source NAME] [--side WORDS] [--killed N] [--disagreeing] [--own-use] [--proposed] [--from DAY] [--to DAY] [--csv] [-o FILE.xlsx]",
    .text = T("Incidents are listed with the place they count for and, where the source's own name means another place, that place too. Those of a source whose licence does not allow republication are counted and not listed. Names are the spellings in the records: whom each means, and how that is known; --proposed --csv gives a file of aliases to check and add."),
    .example = "diwan show iraq.diwan imports", .source = "", .options = (const struct option_spec[]){{"o", OPTION_TEXT, "FILE", T("write to this file")}, {"kind", OPTION_TEXT, "N", T("only incidents of this kind, by its number")},
        {"source", OPTION_TEXT, "NAME", T("only incidents of this source")}, {"side", OPTION_TEXT, "WORDS", T("only incidents in which the name of a side holds these words")},
        {"killed", OPTION_TEXT, "N", T("only incidents in which so many or more were killed; `unknown`: those without a number")},
        {"disagreeing", OPTION_FLAG, NULL, T("only incidents whose point and name mean different governorates")}, {"own-use", OPTION_FLAG, NULL, T("on the screen only: list also incidents whose licence does not allow republication")},
        {"by", OPTION_TEXT, "country|sector", T("projects: their totals by country or sector")}, {"proposed", OPTION_FLAG, NULL, T("only proposals, as a file of aliases to check and add")}, {NULL, OPTION_FLAG, NULL, NULL}},
    .needs = NEEDS_READ, .may = MAY_READ, .most = 1, .run = run_show};
