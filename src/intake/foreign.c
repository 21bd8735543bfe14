/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * intake: files that people in this field have and that are not read here. Each gets a sentence of its own that says what
 * it is and what to do, since "no layout fits" leaves somebody with a good file believing it is a broken one.
 * Told by the columns of a table, or by the first bytes of what is none.
 */
#include "intake/intake_priv.h"
#include "core/speech.h"

/* ---- tables ---- */

struct foreign_table {
    const char *names[4]; /* all of these columns, by name or, with "#", by HXL tag */
    const char *what, *advice;
};

#define DIALOGUE T("keep the files of a dialogue together and add the folder or the zip that holds them")
#define SURVEY T("answers of people are not read here, since they could be traced to who gave them: keep the file closed, and add only published totals")
#define PROJECTS T("projects of that shape are not read here; IATI activities are, and lists of who does what where with a row an activity")
#define ACTORS T("networks of actors are not read here: add incidents, borders and population")

/* The first that fits. What is particular stands before what is general. */
static const struct foreign_table tables[] = {
    {{"comment-id", "author-id", "comment-body"}, T("holds the statements of a dialogue, without its votes"), DIALOGUE},
    {{"participant", "n-comments", "n-votes"}, T("holds participants of a dialogue and their votes"), T("name it as the export does, participants-votes.csv")},
    {{"list_name", "name"}, T("is an XLSForm: the choices of a questionnaire"), T("a questionnaire holds no records; add what was collected with it, as published totals")},
    {{"form_title", "form_id"}, T("is an XLSForm: the settings of a questionnaire"), T("a questionnaire holds no records; add what was collected with it, as published totals")},
    {{"type", "name", "relevant"}, T("is an XLSForm: the questions of a questionnaire"), T("a questionnaire holds no records; add what was collected with it, as published totals")},
    {{"_id", "_index"}, T("is an export of KoboToolbox: the answers to a questionnaire"), SURVEY},
    {{"_uuid", "_submission_time"}, T("is an export of KoboToolbox: the answers to a questionnaire"), SURVEY},
    {{"pw", "fpc"}, T("is a sample survey: answers with their weights"), SURVEY},
    {{"api00", "api99", "stype", "cds"}, T("is a sample survey of schools (the API data of R's package survey)"), SURVEY},
    {{"SDMVPSU", "SDMVSTRA"}, T("is a sample survey (NHANES): answers with weights and strata"), SURVEY},
    {{"iati-identifier"}, T("is an IATI table without the title of an activity"), T("export its activities with identifier and title")},
    {{"From", "To", "Type"}, T("is a Kumu export: connections between actors"), ACTORS},
    {{"Label", "Type", "Tags"}, T("is a Kumu export: actors"), ACTORS},
    {{"data.source", "base.categories"}, T("is a taxonomy of the R package meltt: categories, not records"), T("add the incidents themselves")},
    {{"#org", "#sector"}, T("is a list of who does what (3W), with HXL tags, that does not say where"), T("tag the column of the country or place (#country, #adm1)")},
    {{"#org", "#activity"}, T("is a list of who does what (3W), with HXL tags, that does not say where"), T("tag the column of the country or place (#country, #adm1)")},
    {{"#affected"}, T("holds numbers of people with HXL tags, but no #date and no #affected+killed"), T("tag the day and what happened, if it is a list of incidents; population goes in as country,place,year,value")},
};

/* By its whole name: table_find would pass over the underscores by which these are known. */
static bool has_column(const struct table *t, const char *name)
{
    for (size_t i = 0; i < table_columns(t); i++)
        if (str_is_nocase(table_name(t, i), name))
            return true;
    return false;
}

static bool has_all(const struct table *t, const char *const names[4])
{
    for (size_t i = 0; i < 4 && names[i]; i++)
        if (names[i][0] == '#' ? table_find_tag(t, names[i]) < 0 : !has_column(t, names[i]))
            return false;
    return true;
}

/* The country and the name stand in the header of a population table; years there are columns. */
static bool names_population(struct str name)
{
    static const char word[] = "population";
    for (size_t i = 0; i + sizeof word - 1 <= name.n; i++)
        if (str_is_nocase((struct str){name.p + i, sizeof word - 1}, word))
            return true;
    return false;
}

static size_t population_columns(const struct table *t)
{
    size_t n = 0;
    for (size_t i = 0; i < table_columns(t); i++)
        n += names_population(table_name(t, i));
    return n;
}

static bool any_of(const struct table *t, const char *a, const char *b, const char *c)
{
    return has_column(t, a) || has_column(t, b) || has_column(t, c);
}

/* Running text has one "column", with blanks in it, where its first line has no comma. */
static bool running_text(const struct table *t)
{
    return str_ends(str_of(table_file(t)), ".md") || (table_columns(t) == 1 && memchr(table_name(t, 0).p, ' ', table_name(t, 0).n));
}

static bool says(const struct table *t, const char *what, const char *advice, struct err *e)
{
    err_set(e, ERR_INPUT, "%.100s: %s; %s", table_file(t), what, advice);
    return true;
}

bool foreign_table(const struct table *t, struct err *e)
{
    for (size_t i = 0; i < ARRAY_LEN(tables); i++)
        if (has_all(t, tables[i].names))
            return says(t, tables[i].what, tables[i].advice, e);
    if (table_columns(t) == 2 && str_is(table_name(t, 0), "topic"))
        return says(t, T("is the summary of a dialogue, without its votes"), DIALOGUE, e);
    if (population_columns(t) > 1)
        return says(t, T("is a table of population with a column for each year"),
            T("write a row for each place and year instead: country,place,year,value"), e);
    if (population_columns(t) == 1)
        return says(t, T("is a table of population that does not say for which country and year in columns of that name"),
            T("write it as country,place,year,value"), e);
    if (any_of(t, "date", "event_date", "day") && any_of(t, "latitude", "lat", "y") && any_of(t, "longitude", "lon", "x"))
        return says(t, T("is a table of events with days and points, of no layout that is known"),
            T("put a row of HXL tags under its header (#date, #geo+lat, #geo+lon, #event+type, #affected+killed ...), or let --map say which column is "
            "which"), e);
    return running_text(t) && says(t, T("is running text, not a table"), T("add the data it speaks of"), e);
}

/* ---- what is no table ---- */

static struct str past(struct str s, const char *end)
{
    const char *at = memmem(s.p, s.n, end, strlen(end));
    size_t used = at ? (size_t)(at - s.p) + strlen(end) : s.n;
    return str_trim((struct str){s.p + used, s.n - used});
}

/* A document type with declarations of its own in brackets. */
static bool declares(struct str s)
{
    const char *end = memchr(s.p, '>', s.n), *bracket = memchr(s.p, '[', s.n);
    return bracket && end && bracket < end;
}

/* The name of an XML file's first element, without its namespace; "" where there is none in sight. */
static struct str xml_root(struct str head)
{
    struct str s = str_trim(head);
    while (str_starts(s, "<?") || str_starts(s, "<!"))
        s = past(s, str_starts(s, "<?") ? "?>" : str_starts(s, "<!--") ? "-->" : declares(s) ? "]>" : ">");
    if (s.n < 2 || s.p[0] != '<')
        return STR("");
    size_t n = 1, begin = 1;
    for (; n < s.n && !strchr(" \t\r\n/>", s.p[n]); n++)
        if (s.p[n] == ':')
            begin = n + 1;
    return (struct str){s.p + begin, n - begin};
}

static const struct {
    const char *root, *what, *advice;
} documents[] = {
    {"iati-organisations", T("is an IATI file: organisations and their budgets"), PROJECTS},
    {"codelist", T("is a code list of IATI"), T("code lists hold no records; nothing needs to be added")},
    {"graphml", T("is a network (GraphML)"), ACTORS},
    {"gexf", T("is a network (GEXF, of Gephi)"), ACTORS},
    {"kml", T("is a map (KML)"), T("convert its borders to GeoJSON, WGS 84; with GDAL: ogr2ogr borders.geojson FILE")},
    {"gpx", T("is a track of a satellite receiver (GPX)"), T("tracks of people are not read here")},
    {"osm", T("is a piece of OpenStreetMap"), T("export the borders as GeoJSON")},
    {"html", T("is a web page, not a table"), T("download the file itself and try again")},
};

static bool foreign_xml(struct str head, const char *name, struct err *e)
{
    struct str root = xml_root(head);
    if (!root.n)
        return false;
    for (size_t i = 0; i < ARRAY_LEN(documents); i++)
        if (str_is_nocase(root, documents[i].root)) {
            err_set(e, ERR_INPUT, "%.100s: %s; %s", name, documents[i].what, documents[i].advice);
            return true;
        }
    err_set(e, ERR_INPUT, T("%.100s: is XML (%.*s), not a table; export it as CSV and try again"), name, (int)MIN_OF(root.n, (size_t)40),
        root.p);
    return true;
}

static bool holds(struct str head, const char *word)
{
    return memmem(head.p, head.n, word, strlen(word)) != NULL;
}

static bool foreign_json(struct str head, const char *name, struct err *e)
{
    const char *what = T("is JSON, but neither GeoJSON with features (borders) nor a table with HXL tags, the kinds of JSON that are read here"), *advice = T("export the data as CSV");
    if (holds(head, "\"formhub/uuid\"") || holds(head, "\"_xform_id_string\"")) {
        what = T("is an export of KoboToolbox: the answers to a questionnaire");
        advice = SURVEY;
    } else if (holds(head, "\"Topology\"")) {
        what = T("is a map in TopoJSON");
        advice = T("convert it to GeoJSON, WGS 84; with GDAL: ogr2ogr borders.geojson FILE");
    }
    err_set(e, ERR_INPUT, "%.100s: %s; %s", name, what, advice);
    return true;
}

bool foreign_head(struct str head, const char *name, struct err *e)
{
    struct str s = str_trim(head);
    if (!s.n)
        return false;
    if (s.p[0] == '<')
        return foreign_xml(s, name, e);
    return (s.p[0] == '{' || s.p[0] == '[') && foreign_json(s, name, e);
}
