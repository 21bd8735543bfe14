/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Projects as IATI 2.03, activities as CSV. Elements stand in the order that IATI's schema wants. */
#include "brief/works_file.h"
#include "brief/network_file.h"
#include "guard/guard.h"
#include "place/place.h"

/* ---- what may leave ---- */

static bool may_leave(const struct roster *r, struct str words, struct str reference)
{
    int32_t actor = words.n ? roster_find(r, words) : -1;
    if (actor < 0 && reference.n)
        actor = roster_find(r, reference);
    return actor < 0 || guard_actor(roster_at(r, (size_t)actor)->kind, RELATION_PARTNERS);
}

static bool project_leaves(const struct roster *r, const struct project *p)
{
    if (!may_leave(r, p->reporter, STR("")))
        return false;
    for (size_t i = 0; i < p->actors_n; i++)
        if (!may_leave(r, p->actors[i].actor, p->actors[i].reference))
            return false;
    for (size_t i = 0; i < p->money_n; i++)
        if (!may_leave(r, p->money[i].payer, STR("")) || !may_leave(r, p->money[i].payee, STR("")))
            return false;
    return true;
}

void works_leaving(const struct works *w, const struct roster *r, struct arena *a, struct works_leaving *out)
{
    *out = (struct works_leaving){.roster = r, .projects = ARENA_ARRAY(a, const struct project *, w->own_n + 1), .activities = ARENA_ARRAY(a, const struct activity *, w->activity_n + 1)};
    for (size_t i = 0; i < w->own_n; i++) {
        if (project_leaves(r, &w->projects[i]))
            out->projects[out->project_n++] = &w->projects[i];
        else
            out->projects_held++;
    }
    for (size_t i = 0; i < w->activity_n; i++) {
        const struct activity *x = &w->activities[i];
        if (may_leave(r, x->organisation, STR("")) && may_leave(r, x->implementer, STR("")) && may_leave(r, x->funder, STR("")))
            out->activities[out->activity_n++] = x;
        else
            out->activities_held++;
    }
}

/* ---- XML ---- */

static void put(struct buf *out, struct str s)
{
    for (size_t i = 0; i < s.n; i++)
        switch (s.p[i]) {
        case '&': buf_text(out, "&amp;"); break;
        case '<': buf_text(out, "&lt;"); break;
        case '>': buf_text(out, "&gt;"); break;
        case '"': buf_text(out, "&quot;"); break;
        default:
            if ((unsigned char)s.p[i] >= 0x20) /* no control character is of XML */
                buf_char(out, s.p[i]);
        }
}

static void attribute(struct buf *out, const char *name, struct str value)
{
    buf_f(out, " %s=\"", name);
    put(out, value);
    buf_char(out, '"');
}

static void attribute_if(struct buf *out, const char *name, struct str value)
{
    if (value.n)
        attribute(out, name, value);
}

static void narrative(struct buf *out, struct str language, struct str text)
{
    buf_text(out, "<narrative");
    attribute_if(out, "xml:lang", language);
    buf_char(out, '>');
    put(out, text);
    buf_text(out, "</narrative>");
}

static void attribute_day(struct buf *out, const char *name, struct day d)
{
    if (!day_known(d))
        return;
    buf_f(out, " %s=\"", name);
    buf_day(out, d);
    buf_char(out, '"');
}

/* As few decimals as read back the same. */
static void attribute_percentage(struct buf *out, double share)
{
    for (int decimals = 0; decimals <= 15 && !isnan(share); decimals++) {
        struct buf b CLEANUP(buf_end) = {0};
        double v = NAN;
        buf_fixed(&b, share * 100, decimals);
        if ((str_to_real(buf_view(&b), &v) && v / 100 == share) || decimals == 15) {
            attribute(out, "percentage", buf_view(&b));
            return;
        }
    }
}

/* ISO 3166-1 alpha-2, as IATI writes countries; the register's own code where there is none. */
static struct str country_two(struct str code, char two[3])
{
    for (char a = 'A'; code.n && a <= 'Z'; a++)
        for (char b = 'A'; b <= 'Z'; b++) {
            two[0] = a, two[1] = b, two[2] = 0;
            const char *three = country_code_of(str_of(two));
            if (three && str_is(code, three))
                return str_of(two);
        }
    return code;
}

struct writing {
    struct buf *out;
    const struct works_leaving *l;
    struct intern countries; /* three letters -> */
    char (*two)[3];          /* by word; "" its own code */
    size_t two_room;
    size_t *amounts_left_out;
};

static struct str country(struct writing *w, struct str code)
{
    uint32_t id = intern_id(&w->countries, code);
    if (id >= w->two_room) {
        size_t room = MAX_OF((size_t)id + 1, w->two_room * 2);
        w->two = mem_grow(w->two, room, sizeof *w->two);
        memset(w->two + w->two_room, 0, (room - w->two_room) * sizeof *w->two);
        w->two_room = room;
    }
    if (!w->two[id][0]) {
        struct str two = country_two(code, w->two[id]);
        if (two.n != 2)
            w->two[id][0] = '-';
    }
    return w->two[id][0] == '-' ? code : str_of(w->two[id]);
}

/* ---- the parts of an activity ---- */

static const char *code_among(const char *const (*list)[2], size_t n, struct str word, const char *other)
{
    for (size_t i = 0; i < n; i++)
        if (str_is(word, list[i][0]))
            return list[i][1];
    return other;
}

/* What kind the reporting organisation is, and by which identifier it is known, where the register has it. */
static void reporter(struct writing *w, const struct project *p)
{
    struct str reference = STR(""), kind = STR("");
    char type[12];
    for (size_t i = 0; i < p->actors_n; i++)
        if (str_eq(p->actors[i].actor, p->reporter)) {
            reference = reference.n ? reference : p->actors[i].reference;
            kind = kind.n ? kind : p->actors[i].kind;
        }
    int32_t actor = p->reporter.n ? roster_find(w->l->roster, p->reporter) : -1;
    const struct actor *known = actor >= 0 ? roster_at(w->l->roster, (size_t)actor) : NULL;
    if (known && !reference.n)
        reference = known->reference;
    if (known && !kind.n && known->kind && known->kind->iati_type) {
        struct buf b CLEANUP(buf_end) = {.most = sizeof type - 1};
        buf_int(&b, known->kind->iati_type);
        memcpy(type, b.p, b.n);
        kind = (struct str){type, b.n};
    }
    buf_text(w->out, "  <reporting-org");
    attribute(w->out, "ref", reference);
    attribute(w->out, "type", kind.n ? kind : STR("90")); /* "Other" */
    buf_char(w->out, '>');
    narrative(w->out, STR(""), p->reporter);
    buf_text(w->out, "</reporting-org>\n");
}

/* Whom it is for: descriptions of type 3. */
static void target_groups(struct writing *w, const struct project *p)
{
    for (size_t i = 0; i < p->groups_n; i++) {
        buf_text(w->out, "  <description type=\"3\">");
        narrative(w->out, STR(""), p->groups[i].people);
        buf_text(w->out, "</description>\n");
    }
}

static void texts(struct writing *w, const struct project *p)
{
    bool described = false;
    buf_text(w->out, "  <title>");
    for (size_t i = 0; i < p->texts_n; i++)
        if (p->texts[i].title.n)
            narrative(w->out, p->texts[i].language, p->texts[i].title);
    buf_text(w->out, "</title>\n");
    for (size_t i = 0; i < p->texts_n; i++)
        described |= p->texts[i].description.n > 0;
    if (!described) {
        target_groups(w, p);
        return;
    }
    buf_text(w->out, "  <description>");
    for (size_t i = 0; i < p->texts_n; i++)
        if (p->texts[i].description.n)
            narrative(w->out, p->texts[i].language, p->texts[i].description);
    buf_text(w->out, "</description>\n");
    target_groups(w, p);
}

static void participants(struct writing *w, const struct project *p)
{
    static const char *const roles[][2] = {{"funding", "1"}, {"accountable", "2"}, {"extending", "3"}, {"implementing", "4"}};
    for (size_t i = 0; i < p->actors_n; i++) {
        const struct project_actor *x = &p->actors[i];
        buf_text(w->out, "  <participating-org");
        attribute_if(w->out, "ref", x->reference);
        attribute(w->out, "role", str_of(code_among(roles, ARRAY_LEN(roles), x->role, "")));
        attribute_if(w->out, "type", x->kind);
        buf_char(w->out, '>');
        if (!str_eq(x->actor, x->reference))
            narrative(w->out, STR(""), x->actor);
        buf_text(w->out, "</participating-org>\n");
    }
}

static void state(struct writing *w, const struct project *p)
{
    static const char *const states[][2] = {{"planned", "1"}, {"ongoing", "2"}, {"completed", "4"}, {"cancelled", "5"}, {"suspended", "6"}};
    const char *code = code_among(states, ARRAY_LEN(states), p->status, NULL);
    if (code)
        buf_f(w->out, "  <activity-status code=\"%s\"/>\n", code);
    if (day_known(p->from)) {
        buf_f(w->out, "  <activity-date type=\"%s\"", p->days_planned ? "1" : "2");
        attribute_day(w->out, "iso-date", p->from);
        buf_text(w->out, "/>\n");
    }
    if (day_known(p->to)) {
        buf_f(w->out, "  <activity-date type=\"%s\"", str_is(p->status, "completed") ? "4" : "3");
        attribute_day(w->out, "iso-date", p->to);
        buf_text(w->out, "/>\n");
    }
}

static bool is_country(const struct project_place *x)
{
    return !x->place.n && isnan(x->latitude) && x->country.n;
}

static void location(struct writing *w, const struct project_place *x)
{
    buf_text(w->out, "  <location>");
    if (x->place.n) {
        buf_text(w->out, "<name>");
        narrative(w->out, STR(""), x->place);
        buf_text(w->out, "</name>");
    }
    if (x->country.n) {
        buf_text(w->out, "<administrative vocabulary=\"A4\" level=\"0\"");
        attribute(w->out, "code", country(w, x->country));
        buf_text(w->out, "/>");
    }
    if (!isnan(x->latitude) && !isnan(x->longitude)) {
        buf_text(w->out, "<point srsName=\"http://www.opengis.net/def/crs/EPSG/0/4326\"><pos>");
        buf_real(w->out, x->latitude);
        buf_char(w->out, ' ');
        buf_real(w->out, x->longitude);
        buf_text(w->out, "</pos></point>");
    }
    if (x->exact || !isnan(x->latitude))
        buf_f(w->out, "<exactness code=\"%s\"/>", x->exact ? "1" : "2");
    buf_text(w->out, "</location>\n");
}

static void places(struct writing *w, const struct project *p)
{
    for (size_t i = 0; i < p->places_n; i++)
        if (is_country(&p->places[i])) {
            buf_text(w->out, "  <recipient-country");
            attribute(w->out, "code", country(w, p->places[i].country));
            attribute_percentage(w->out, p->places[i].share);
            buf_text(w->out, "/>\n");
        }
    for (size_t i = 0; i < p->places_n; i++)
        if (!is_country(&p->places[i]))
            location(w, &p->places[i]);
}

static void sectors(struct writing *w, const struct project *p)
{
    static const char *const vocabularies[][2] = {{"dac5", "1"}, {"dac3", "2"}, {"sdg", "7"}, {"cluster", "10"}};
    for (size_t i = 0; i < p->sectors_n; i++) {
        const struct project_sector *s = &p->sectors[i];
        const char *vocabulary = code_among(vocabularies, ARRAY_LEN(vocabularies), s->vocabulary, "99");
        if (str_is(s->vocabulary, "sdg") && s->code.n > 2)
            vocabulary = "8"; /* a target, not a goal */
        buf_f(w->out, "  <sector vocabulary=\"%s\"", vocabulary);
        attribute(w->out, "code", s->code);
        attribute_percentage(w->out, s->share);
        buf_char(w->out, '>');
        if (s->name.n)
            narrative(w->out, STR(""), s->name);
        buf_text(w->out, "</sector>\n");
    }
}

static void markers(struct writing *w, const struct project *p)
{
    for (size_t i = 0; i < p->markers_n; i++) {
        if (!str_starts(p->markers[i].scheme, "dac"))
            continue;
        buf_text(w->out, "  <policy-marker vocabulary=\"1\"");
        attribute(w->out, "code", p->markers[i].code);
        buf_text(w->out, " significance=\"");
        buf_int(w->out, p->markers[i].score);
        buf_text(w->out, "\"/>\n");
    }
}

static void value(struct writing *w, const struct project_money *m)
{
    buf_text(w->out, "<value");
    attribute_if(w->out, "currency", m->currency);
    attribute_day(w->out, "value-date", m->day);
    buf_char(w->out, '>');
    buf_real(w->out, m->amount);
    buf_text(w->out, "</value>");
}

static void period(struct writing *w, const char *element, struct day d)
{
    if (!day_known(d))
        return;
    buf_f(w->out, "<%s", element);
    attribute_day(w->out, "iso-date", d);
    buf_text(w->out, "/>");
}

static void party(struct writing *w, const char *element, const char *project_attribute, struct str name, struct str project)
{
    if (!name.n && !project.n)
        return;
    buf_f(w->out, "<%s", element);
    attribute_if(w->out, project_attribute, project);
    buf_char(w->out, '>');
    if (name.n)
        narrative(w->out, STR(""), name);
    buf_f(w->out, "</%s>", element);
}

static void budgets(struct writing *w, const struct project *p)
{
    for (size_t i = 0; i < p->money_n; i++) {
        const struct project_money *m = &p->money[i];
        if (!str_is(m->kind, "budget") || isnan(m->amount))
            continue;
        buf_text(w->out, "  <budget>");
        period(w, "period-start", m->day);
        period(w, "period-end", m->day_to);
        value(w, m);
        buf_text(w->out, "</budget>\n");
    }
}

static void transactions(struct writing *w, const struct project *p)
{
    static const char *const kinds[][2] = {{"incoming", "1"}, {"commitment", "2"}, {"disbursement", "3"}, {"expenditure", "4"}, {"incoming_commitment", "11"}, {"pledge", "12"}};
    for (size_t i = 0; i < p->money_n; i++) {
        const struct project_money *m = &p->money[i];
        const char *code = code_among(kinds, ARRAY_LEN(kinds), m->kind, NULL);
        *w->amounts_left_out += isnan(m->amount) ? 1 : 0;
        if (!code || isnan(m->amount))
            continue;
        buf_f(w->out, "  <transaction><transaction-type code=\"%s\"/>", code);
        period(w, "transaction-date", m->day);
        value(w, m);
        party(w, "provider-org", "provider-activity-id", m->payer, m->payer_project);
        party(w, "receiver-org", "receiver-activity-id", m->payee, m->payee_project);
        buf_text(w->out, "</transaction>\n");
    }
}

static bool is_complete(const struct project *p)
{
    bool titled = false, described = false;
    for (size_t i = 0; i < p->texts_n; i++) {
        titled |= p->texts[i].title.n > 0;
        described |= p->texts[i].description.n > 0;
    }
    return titled && described && p->reporter.n && p->actors_n && p->status.n && (day_known(p->from) || day_known(p->to));
}

static void activity(struct writing *w, const struct project *p)
{
    buf_text(w->out, " <iati-activity>\n  <iati-identifier>");
    put(w->out, p->key);
    buf_text(w->out, "</iati-identifier>\n");
    reporter(w, p);
    texts(w, p);
    participants(w, p);
    state(w, p);
    places(w, p);
    sectors(w, p);
    markers(w, p);
    budgets(w, p);
    transactions(w, p);
    if (p->parent.n) {
        buf_text(w->out, "  <related-activity");
        attribute(w->out, "ref", p->parent);
        buf_text(w->out, " type=\"1\"/>\n");
    }
    buf_text(w->out, " </iati-activity>\n");
}

void works_iati(const struct works_leaving *l, struct buf *out, size_t *incomplete, size_t *amounts_left_out)
{
    struct writing w = {.out = out, .l = l, .amounts_left_out = amounts_left_out};
    *incomplete = *amounts_left_out = 0;
    buf_text(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<iati-activities version=\"2.03\">\n");
    for (size_t i = 0; i < l->project_n; i++) {
        activity(&w, l->projects[i]);
        *incomplete += !is_complete(l->projects[i]);
    }
    buf_text(out, "</iati-activities>\n");
    intern_end(&w.countries);
    free(w.two);
}

/* ---- a table ---- */

enum { ID, PROJECT, ORGANISATION, IMPLEMENTER, FUNDER, SECTOR, WHAT, COUNTRY, ADMIN1, PLACE, LATITUDE, LONGITUDE, FROM, TO, STATUS, PEOPLE, INDICATOR, UNIT, TARGETED, REACHED, AMOUNT, CURRENCY };
const char *const works_heads[WORKS_CELLS] = {"Record id", "Project code", "Organisation", "Implementing partner", "Donor", "Sector", "Activity", "Country", "Admin1", "Site", "Latitude", "Longitude", "Start", "End",
    "Status", "Population group", "Indicator", "Unit", "Targeted", "Reached", "Amount", "Currency"};
const char *const works_tags[WORKS_CELLS] = {"#meta+id", "#activity+project+code", "#org+prog+name", "#org+impl+name", "#org+funder+name", "#sector+name", "#activity+activity+name", "#country+name", "#adm1+name", "#loc+name",
    "#geo+lat", "#geo+lon", "#date+start", "#date+end", "#status", "#beneficiary+type", "#indicator+name", "#indicator+unit", "#targeted", "#reached", "#value+budget", "#currency+code"};

/* The file's own id, without the source that the register put before it; "" where the register made it of what the row says. */
static struct str own_id(const struct works_leaving *l, const struct activity *x)
{
    if (!x->key.n || x->key.p[0] == '=')
        return STR("");
    for (size_t i = 0; i < l->source_n; i++) {
        struct str s = l->sources[i].source;
        if (l->sources[i].import == x->import && x->key.n > s.n && memcmp(x->key.p, s.p, s.n) == 0 && x->key.p[s.n] == '/')
            return (struct str){x->key.p + s.n + 1, x->key.n - s.n - 1};
    }
    return x->key;
}

/* The file's own code of a project; "" where the register made it by its rule. */
static struct str own_project(const struct activity *x)
{
    struct activity bare = *x;
    struct buf made CLEANUP(buf_end) = {0};
    bare.project = STR("");
    activity_project_key(&bare, &made);
    return str_eq(buf_view(&made), x->project) ? STR("") : x->project;
}

static struct str whole_text(int64_t v, struct arena *a)
{
    struct buf b CLEANUP(buf_end) = {0};
    if (v != COUNT_UNKNOWN)
        buf_int(&b, v);
    return str_of(arena_text(a, b.p ? b.p : "", b.n));
}

struct str works_cell(const struct works_leaving *l, size_t row, size_t column, struct arena *a)
{
    const struct activity *x = l->activities[row];
    switch (column) {
    case ID: return own_id(l, x);
    case PROJECT: return own_project(x);
    case ORGANISATION: return x->organisation;
    case IMPLEMENTER: return x->implementer;
    case FUNDER: return x->funder;
    case SECTOR: return x->sector;
    case WHAT: return x->what;
    case COUNTRY: return x->country;
    case ADMIN1: return x->admin1;
    case PLACE: return x->place;
    case LATITUDE: return file_real(x->latitude, a);
    case LONGITUDE: return file_real(x->longitude, a);
    case FROM: return file_day(x->from, a);
    case TO: return file_day(x->to, a);
    case STATUS: return x->status;
    case PEOPLE: return x->people;
    case INDICATOR: return x->indicator;
    case UNIT: return x->unit;
    case TARGETED: return whole_text(x->targeted, a);
    case REACHED: return whole_text(x->reached, a);
    case AMOUNT: return file_real(x->amount, a);
    default: return x->currency;
    }
}

void works_csv(const struct works_leaving *l, struct buf *out)
{
    struct arena a CLEANUP(arena_end) = {0};
    for (size_t k = 0; k < WORKS_CELLS; k++)
        csv_cell(out, k == 0, str_of(works_heads[k]));
    buf_char(out, '\n');
    for (size_t k = 0; k < WORKS_CELLS; k++)
        csv_cell(out, k == 0, str_of(works_tags[k]));
    buf_char(out, '\n');
    for (size_t i = 0; i < l->activity_n; i++) {
        for (size_t k = 0; k < WORKS_CELLS; k++)
            csv_cell(out, k == 0, works_cell(l, i, k, &a));
        buf_char(out, '\n');
    }
}
