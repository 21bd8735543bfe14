/* SPDX-License-Identifier: GPL-3.0-or-later */
/* By hand: projects and what is done where, what stands in the way, plans and where they contradict each other, and what institutions reply. */
#include "web/hand_priv.h"

/* ---- projects ---- */

static const struct hand_choice statuses[] = {{"planned", T("planned")}, {"ongoing", T("ongoing")}, {"completed", T("completed")}, {"suspended", T("suspended")}, {"cancelled", T("cancelled")}, {0}};
static const struct hand_choice pillars[] = {{"protection", T("Protection")}, {"empowerment", T("Empowerment")}, {0}};
static const struct hand_choice pve[] = {{"specific", T("says that it prevents political violence")}, {"related", T("related to that")}, {0}};
enum project_column { P_KEY, P_STATUS, P_FROM, P_TO, P_PILLAR, P_PVE, P_PARENT, P_REPORTER, P_FUNDING, P_ACCOUNTABLE, P_EXTENDING, P_IMPLEMENTING, P_COUNTRY, P_PLACES, P_SECTORS, P_GROUPS };
static const struct hand_field project_fields[] = {
    [P_KEY] = {.column = "project", .word = T("Project code"), .label = T("A short key of its own, or the identifier that its publisher gave it."), .fixed = true, .required = true, .key = true, .listed = true},
    [P_STATUS] = {.column = "status", .word = T("Status"), .label = T("How far it is. From the list."), .as = HAND_CHOICE, .choices = statuses, .listed = true},
    [P_FROM] = {.column = "from", .word = T("First day"), .label = T("The first day, or a month or year. Empty: not known."), .as = HAND_DAY, .listed = true},
    [P_TO] = {.column = "to", .word = T("Last day"), .label = T("The last day, counted in, or a month or year. Empty: not known."), .as = HAND_DAY, .listed = true},
    [P_PILLAR] = {.column = "pillar", .word = T("Pillar"), .label = T("Does it protect people, or give them means of their own? From the list; empty where nobody said."), .as = HAND_CHOICE, .choices = pillars, .listed = true},
    [P_PVE] = {.column = "pve", .word = T("Purpose"), .label = T("Whether it is meant to prevent political violence. From the list; empty where nobody said."), .as = HAND_CHOICE, .choices = pve},
    [P_PARENT] = {.column = "part_of", .word = T("Part of"), .label = T("The code of the project that it is part of.")},
    [P_REPORTER] = {.column = "reported_by", .word = T("Reported by"), .label = T("The organisation that reports it, never a person.")},
    [P_FUNDING] = {.column = "funded_by", .word = T("Funded by"), .label = T("Organisations, parted by ;"), .as = HAND_LIST},
    [P_ACCOUNTABLE] = {.column = "answers_for_it", .word = T("Answers for it"), .label = T("Organisations, parted by ;"), .as = HAND_LIST},
    [P_EXTENDING] = {.column = "supported_by", .word = T("Supported by"), .label = T("Organisations, parted by ;"), .as = HAND_LIST},
    [P_IMPLEMENTING] = {.column = "carried_out_by", .word = T("Carried out by"), .label = T("Organisations, parted by ;"), .as = HAND_LIST, .listed = true},
    [P_COUNTRY] = {.column = "country", .word = T("Country"), .label = T("The country's name, or its ISO code of three letters."), .as = HAND_LIST},
    [P_PLACES] = {.column = "places", .word = T("Places"), .label = T("Codes or names of places, parted by ; . Empty: the whole country."), .as = HAND_LIST, .listed = true},
    [P_SECTORS] = {.column = "sectors", .word = T("Sectors"), .label = T("Sectors, by their names or codes, parted by ;"), .as = HAND_LIST, .listed = true},
    [P_GROUPS] = {.column = "groups", .word = T("Whom it is for"), .label = T("Groups of people, parted by ;"), .as = HAND_LIST},
};

static struct rows *project_rows(struct store *s)
{
    return store_rows(s, "SELECT p.id, p.import, p.ended_by, p.project_key, p.status, p.day_from, p.day_to, p.pillar, p.pve, p.parent, p.reporter, '', '', '', '', '', '', '', '', "
        "CASE WHEN t.language = '' THEN 'title' ELSE 'title:' || t.language END, t.title "
        "FROM project AS p LEFT JOIN project_text AS t ON t.origin = p.origin AND t.project = p.id AND t.title <> '' WHERE p.origin = $1 ORDER BY p.id, t.language", WITH(bind_int(store_origin(s))));
}

static bool project_end(struct store *s, int64_t id, int64_t import, struct err *e)
{
    return store_do(s, "UPDATE project SET ended_by = $3 WHERE origin = $1 AND id = $2 AND ended_by IS NULL", WITH(bind_int(store_origin(s)), bind_int(id), bind_int(import)), e);
}

/* "one; other": each once. */
static void list_add(struct exchange *x, struct str *list, struct str word)
{
    for (struct str rest = *list; rest.n;) {
        const char *end = memmem(rest.p, rest.n, "; ", 2);
        struct str one = {rest.p, end ? (size_t)(end - rest.p) : rest.n};
        if (str_eq(one, word))
            return;
        rest = end ? (struct str){end + 2, rest.n - one.n - 2} : STR("");
    }
    if (word.n)
        *list = str_of(arena_f(&x->arena, "%.*s%s%.*s", STR_F(*list), list->n ? "; " : "", STR_F(word)));
}

/* Rows of (project, column, word), by project: into its record. */
static bool lists_fill(struct exchange *x, struct rows *rows, struct hand_record *list, size_t n, struct err *e)
{
    struct rows *r CLEANUP(rows_drop) = rows;
    size_t at = 0;
    while (rows_next(r)) {
        while (at < n && list[at].id < rows_int(r, 0))
            at++;
        if (at < n && list[at].id == rows_int(r, 0))
            list_add(x, &list[at].values[rows_int(r, 1)], rows_text(r, 2));
    }
    return rows_end(&r, e);
}

static bool project_fill(struct exchange *x, struct store *s, struct hand_record *list, size_t n, struct err *e)
{
    _Static_assert(P_FUNDING == 8 && P_IMPLEMENTING == 11 && P_COUNTRY == 12 && P_PLACES == 13 && P_SECTORS == 14 && P_GROUPS == 15, "as the statements below number them");
    struct binds own = WITH(bind_int(store_origin(s)));
    return lists_fill(x, store_rows(s, "SELECT project, CASE role WHEN 'funding' THEN 8 WHEN 'accountable' THEN 9 WHEN 'extending' THEN 10 ELSE 11 END, actor FROM project_actor WHERE origin = $1 "
               "ORDER BY project, number", own), list, n, e) &&
        lists_fill(x, store_rows(s, "SELECT project, 12, country FROM project_place WHERE origin = $1 ORDER BY project, number", own), list, n, e) &&
        lists_fill(x, store_rows(s, "SELECT project, 13, place FROM project_place WHERE origin = $1 ORDER BY project, number", own), list, n, e) &&
        lists_fill(x, store_rows(s, "SELECT project, 14, CASE WHEN name = '' THEN code ELSE name END FROM project_sector WHERE origin = $1 ORDER BY project, number", own), list, n, e) &&
        lists_fill(x, store_rows(s, "SELECT project, 15, people FROM project_group WHERE origin = $1 ORDER BY project, number", own), list, n, e);
}

/* ---- who does what where ---- */

static const struct hand_field activity_fields[] = {
    {.column = "record_id", .word = T("Own name"), .label = T("Your own name for the row, where it has one. Empty: it is known by who does what where and when."), .as = HAND_OWN_KEY, .key = true},
    {.column = "project_code", .word = T("Project code"), .label = T("The code of the project that it is part of.")},
    {.column = "organisation", .word = T("Organisation"), .label = T("Who answers for it: an organisation, never a person."), .required = true, .key = true, .listed = true},
    {.column = "implementing_partner", .word = T("Carried out by"), .label = T("The organisation that does it, where it is another one."), .key = true},
    {.column = "donor", .word = T("Funded by"), .label = T("The organisation that pays for it."), .key = true},
    {.column = "sector", .word = T("Sector"), .label = T("The sector, in the same words each time."), .key = true, .listed = true},
    {.column = "activity", .word = T("Activity"), .label = T("What is done, in a few words."), .key = true, .listed = true},
    {.column = "country", .word = T("Country"), .label = T("The country's name, or its ISO code of three letters."), .key = true},
    {.column = "admin1", .word = T("Governorate or region"), .label = T("The governorate or region."), .key = true, .listed = true},
    {.column = "site", .word = T("Place"), .label = T("The finest place that is known: a district, a town, a quarter."), .key = true, .listed = true},
    {.column = "latitude", .word = T("Latitude"), .label = T("Degrees north of the equator, with a point: 12.5. Empty where the place is not known so exactly."), .as = HAND_REAL},
    {.column = "longitude", .word = T("Longitude"), .label = T("Degrees east of Greenwich, with a point: 41.25."), .as = HAND_REAL},
    {.column = "start", .word = T("First day"), .label = T("The first day, or a month or year. Empty: not known."), .as = HAND_DAY, .key = true, .listed = true},
    {.column = "end", .word = T("Last day"), .label = T("The last day, counted in, or a month or year. Empty: not known."), .as = HAND_DAY, .key = true},
    {.column = "status", .word = T("Status"), .label = T("How far it is. From the list."), .as = HAND_CHOICE, .choices = statuses},
    {.column = "population_group", .word = T("Whom it is for"), .label = T("The group of people that it is for."), .key = true},
    {.column = "indicator", .word = T("What is counted"), .label = T("What the numbers below count."), .key = true},
    {.column = "unit", .word = T("Unit"), .label = T("In what it is counted: people, kits, houses."), .key = true},
    {.column = "targeted", .word = T("Targeted"), .label = T("How many it is meant for, in digits alone. Empty: not known."), .as = HAND_NUMBER},
    {.column = "reached", .word = T("Reached"), .label = T("How many it reached, in digits alone. Empty: not known, which is no zero."), .as = HAND_NUMBER},
    {.column = "amount", .word = T("Amount"), .label = T("Of money: how much."), .as = HAND_REAL},
    {.column = "currency", .word = T("Currency"), .label = T("Of money: the currency by its three letters, such as USD.")},
};

/* A code of the register's own making goes back as none. */
static struct rows *activity_rows(struct store *s)
{
    return store_rows(s, "SELECT id, import, ended_by, activity_key, CASE WHEN project_key LIKE '3w-%' THEN '' ELSE project_key END, organisation, implementer, funder, "
        "sector, what, country, admin1, place, latitude, longitude, day_from, day_to, status, people, indicator, unit, targeted, reached, amount, currency FROM activity WHERE origin = $1 ORDER BY id",
        WITH(bind_int(store_origin(s))));
}

static bool activity_end(struct store *s, int64_t id, int64_t import, struct err *e)
{
    return store_do(s, "UPDATE activity SET ended_by = $3 WHERE origin = $1 AND id = $2 AND ended_by IS NULL", WITH(bind_int(store_origin(s)), bind_int(id), bind_int(import)), e);
}

/* ---- what stands in the way ---- */

static const struct hand_choice truths[] = {{"yes", T("yes")}, {"no", T("no")}, {0}};
static const struct hand_choice seers[] = {{"stewards", T("stewards")}, {"staff", T("people of the house")}, {"partners", T("partners")}, {"public", T("everybody")}, {0}};
static const struct hand_field restriction_fields[] = {
    {.column = "kind", .word = T("Kind"), .label = T("What stood in the way; from the list."), .as = HAND_CHOICE, .list = HAND_RESTRICTIONS, .required = true, .key = true, .listed = true},
    {.column = "from", .word = T("First day"), .label = T("The first day, or the month or year."), .as = HAND_DAY, .required = true, .key = true, .listed = true},
    {.column = "to", .word = T("Last day"), .label = T("The last day, counted in, or a month or year. Empty: it goes on."), .as = HAND_DAY, .listed = true},
    {.column = "place", .word = T("Place"), .label = T("The place: its code, or its name as the register has it."), .key = true, .listed = true},
    {.column = "by", .word = T("By whom"), .label = T("Who did it: an institution or an office. Never a person's name."), .key = true},
    {.column = "against", .word = T("Against whom"), .label = T("Whose work it hindered: an organisation, or a kind of organisation."), .required = true, .key = true, .listed = true},
    {.column = "about", .word = T("About what"), .label = T("What was refused, in a few words."), .listed = true},
    {.column = "hides_data", .word = T("Data missing"), .label = T("Are data of that place and time missing because of it?"), .as = HAND_CHOICE, .choices = truths},
    {.column = "visible", .word = T("For whom"), .label = T("Who may see it. Empty: people of the house."), .as = HAND_CHOICE, .choices = seers},
    {.column = "said_by", .word = T("Who says so"), .label = T("Who says so: an office or a body that stands for it."), .key = true},
};
enum { R_VISIBLE = 8 };

static struct rows *restriction_rows(struct store *s)
{
    return store_rows(s, "SELECT id, import, ended_by, kind, day_from, day_to, place, by_actor, against, about, CASE WHEN hides_data = 1 THEN 'yes' ELSE 'no' END, visible, said_by FROM restriction "
        "WHERE origin = $1 ORDER BY id", WITH(bind_int(store_origin(s))));
}

static bool restriction_end(struct store *s, int64_t id, int64_t import, struct err *e)
{
    return store_do(s, "UPDATE restriction SET ended_by = $3 WHERE origin = $1 AND id = $2 AND ended_by IS NULL", WITH(bind_int(store_origin(s)), bind_int(id), bind_int(import)), e);
}

static bool restriction_shows(const struct exchange *x, const struct hand_record *h)
{
    return !str_is(h->values[R_VISIBLE], "stewards") || web_may(x, MAY_ANSWER);
}

/* ---- plans ---- */

static const struct hand_choice plan_levels[] = {{"national", T("national")}, {"regional", T("regional")}, {"local", T("local")}, {0}};
static const struct hand_field plan_fields[] = {
    {.column = "plan", .word = T("Plan"), .label = T("A short name for the plan, the same in each of its rows: letters name an article as PLAN:ARTICLE."), .required = true, .key = true, .listed = true},
    {.column = "article", .word = T("Article"), .label = T("The number of the article; empty in the row of the plan as a whole."), .key = true, .listed = true},
    {.column = "language", .word = T("Language"), .label = T("The language of the text: en, ar, ckb. A row each."), .key = true, .listed = true},
    {.column = "text", .word = T("Text"), .label = T("What the article says; of the plan its title."), .required = true, .listed = true},
    {.column = "level", .word = T("Level"), .label = T("national, regional or local, in the row of the plan as a whole."), .as = HAND_CHOICE, .choices = plan_levels},
    {.column = "place", .word = T("Place"), .label = T("The place: its code, or its name as the register has it.")},
    {.column = "from", .word = T("First day"), .label = T("The first day, or the month or year."), .as = HAND_DAY},
    {.column = "to", .word = T("Last day"), .label = T("The last day, counted in, or a month or year. Empty: it goes on."), .as = HAND_DAY},
    {.column = "owner", .word = T("Who answers for it"), .label = T("Who answers for it: an institution or an office."), .listed = true},
};

static struct rows *plan_rows(struct store *s)
{
    return store_rows(s, "SELECT id, import, ended_by, plan_key, article, language, text, level, place, day_from, day_to, owner FROM plan WHERE origin = $1 ORDER BY id", WITH(bind_int(store_origin(s))));
}

static bool plan_end(struct store *s, int64_t id, int64_t import, struct err *e)
{
    return store_do(s, "UPDATE plan SET ended_by = $3 WHERE origin = $1 AND id = $2 AND ended_by IS NULL", WITH(bind_int(store_origin(s)), bind_int(id), bind_int(import)), e);
}

static const struct hand_field clash_fields[] = {
    {.column = "one", .word = T("One article"), .label = T("PLAN:ARTICLE of the one."), .required = true, .key = true, .listed = true},
    {.column = "other", .word = T("Other article"), .label = T("PLAN:ARTICLE of the other."), .required = true, .key = true, .listed = true},
    {.column = "why_not", .word = T("Why not both"), .label = T("Why the two cannot both be followed."), .required = true, .listed = true},
    {.column = "said_by", .word = T("Who says so"), .label = T("Who says so: an office or a body that stands for it."), .key = true, .listed = true},
};

static struct rows *clash_rows(struct store *s)
{
    return store_rows(s, "SELECT id, import, ended_by, one, other, why, said_by FROM plan_clash WHERE origin = $1 ORDER BY id", WITH(bind_int(store_origin(s))));
}

static bool clash_end(struct store *s, int64_t id, int64_t import, struct err *e)
{
    return store_do(s, "UPDATE plan_clash SET ended_by = $3 WHERE origin = $1 AND id = $2 AND ended_by IS NULL", WITH(bind_int(store_origin(s)), bind_int(id), bind_int(import)), e);
}

/* ---- replies ---- */

static const struct hand_field reply_fields[] = {
    {.column = "actor", .word = T("Who is asked"), .label = T("The institution or office that something is going to be said about."), .required = true, .key = true, .listed = true},
    {.column = "about", .word = T("About what"), .label = T("What is going to be said of it."), .required = true, .key = true, .listed = true},
    {.column = "asked", .word = T("Asked on"), .label = T("The day on which it was asked what it says to that."), .as = HAND_DAY, .required = true, .listed = true},
    {.column = "due", .word = T("Due"), .label = T("By when an answer is due."), .as = HAND_DAY},
    {.column = "answered", .word = T("Answered on"), .label = T("The day of its answer. Empty: none yet."), .as = HAND_DAY, .listed = true},
    {.column = "text", .word = T("Answer"), .label = T("What came back, in a few words.")},
};

static struct rows *reply_rows(struct store *s)
{
    return store_rows(s, "SELECT id, import, ended_by, actor, about, asked, due, answered, text FROM reply WHERE origin = $1 ORDER BY id", WITH(bind_int(store_origin(s))));
}

static bool reply_end(struct store *s, int64_t id, int64_t import, struct err *e)
{
    return store_do(s, "UPDATE reply SET ended_by = $3 WHERE origin = $1 AND id = $2 AND ended_by IS NULL", WITH(bind_int(store_origin(s)), bind_int(id), bind_int(import)), e);
}

/* ---- all of them ---- */

const struct hand_kind hand_kinds_works[] = {
    {.name = "projects", .many = T("Projects"), .about = T("Who does what for whom, as projects. Money and markers come from files, and stay as they are when the rest is corrected."), .fields = project_fields,
        .field_n = ARRAY_LEN(project_fields), .text_word = T("Title"), .text_label = T("What it is called."), .text_column = "title:en", .texts_are_columns = true, .rows = project_rows, .fill = project_fill, .end = project_end},
    {.name = "who-what-where", .many = T("Who does what, where"), .about = T("One activity of one organisation at one place in one period. Projects follow from them where no file tells of projects."), .fields = activity_fields,
        .field_n = ARRAY_LEN(activity_fields), .with_source = true, .rows = activity_rows, .end = activity_end},
    {.name = "restrictions", .many = T("Restrictions"), .about = T("What stands in the way of those who work here. It stays in the house unless somebody says otherwise."), .fields = restriction_fields,
        .field_n = ARRAY_LEN(restriction_fields), .shows = restriction_shows, .rows = restriction_rows, .end = restriction_end},
    {.name = "plans", .many = T("Plans"), .about = T("What plans and strategies say, article by article. A row each for the plan as a whole, its articles, and each language."), .fields = plan_fields, .field_n = ARRAY_LEN(plan_fields),
        .rows = plan_rows, .end = plan_end},
    {.name = "plan-clashes", .many = T("Where two plans contradict each other"), .about = T("Two articles that cannot both be followed, as somebody judged."), .fields = clash_fields, .field_n = ARRAY_LEN(clash_fields),
        .rows = clash_rows, .end = clash_end},
    {.name = "replies", .many = T("Replies of institutions"), .about = T("What an institution says before anything about it by name is published."), .fields = reply_fields, .field_n = ARRAY_LEN(reply_fields), .rows = reply_rows,
        .end = reply_end},
};
const size_t hand_kinds_works_n = ARRAY_LEN(hand_kinds_works);
_Static_assert(ARRAY_LEN(activity_fields) <= HAND_FIELDS_MOST && ARRAY_LEN(project_fields) <= HAND_FIELDS_MOST, "as many as a record holds");
