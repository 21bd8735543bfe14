/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The truth of Selmara, and its files. */
#include "core/output.h"
#include "sim/selmara_priv.h"

/* name, Arabic, Sorani, code, people, incidents a month before and since, deadliness, unseen for a while */
const struct selmara_place selmara_places[SELMARA_PLACES + 1] = {
    {"Nareva", "ناريفا", "نارێڤا", "XS-NA", 611000, 1.4, 1.4, 0.85, false},
    {"Orvan", "أورفان", "ئۆرڤان", "XS-OR", 1472000, 2.7, 2.3, 0.90, false},
    {"Sedrin", "سدرين", "سێدرین", "XS-SE", 723000, 1.8, 1.3, 0.90, false},
    {"Belmora", "بلمورا", "بێلمۆرا", "XS-BE", 931000, 2.7, 1.0, 0.80, false},
    {"Kovrin", "كوفرين", "کۆڤرین", "XS-KO", 2208000, 7.2, 4.9, 0.90, false},
    {"Tamura", "تامورا", "تامورا", "XS-TA", 864000, 5.9, 3.3, 0.95, false},
    {"Dermaz", "درماز", "دێرماز", "XS-DE", 547000, 1.1, 0.5, 0.85, false},
    {"Iluna", "إيلونا", "ئیلونا", "XS-IL", 318000, 0, 0, 1, false},
    {"Zelhan", "زلهان", "زێلهان", "XS-ZE", 429000, 2.0, 1.2, 0.90, true},
    {"Ashmeri", "أشميري", "ئاشمێری", "XS-AS", 764000, 3.0, 1.4, 0.90, false},
    {"Maruq", "ماروق", "مارووق", "XS-MA", 682000, 6.4, 4.4, 1.15, false},
    {"Vashta", "فاشتا", "ڤاشتا", "XS-VA", 471000, 7.6, 4.7, 1.30, false},
    {"", "", "", "", 0, 2.0, 1.5, 1, false},
};
const struct selmara_period selmara_before = {.no_death = 0.18, .more_deaths = 1.85, .one_sided = 0.22, .civilian = 0.13, .status_unknown = 0.06};
const struct selmara_period selmara_since = {.no_death = 0.14, .more_deaths = 3.70, .one_sided = 0.33, .civilian = 0.17, .status_unknown = 0.10};
const double selmara_large = 0.008, selmara_summary = 0.05, selmara_deaths_blank = 0.02;

/* Growth of a sixtieth a year from the census of 2022, in whole numbers. */
static int64_t people(const struct selmara_place *p, int year)
{
    return p->population + (int64_t)(year - 2022) * p->population / 60;
}

static void population_csv(struct buf *b)
{
    buf_text(b, "iso3,place,place_ar,iso_3166_2,pcode,year,population,kind,source\n");
    for (size_t i = 0; i < SELMARA_PLACES; i++)
        for (int year = 2021; year <= 2024; year++) {
            const struct selmara_place *p = &selmara_places[i];
            buf_f(b, SELMARA_CODE ",%s,%s,%s,XS%02zu,%d,%" PRId64 ",%s,", p->name, p->name_ar, p->code, i + 1, year, people(p, year),
                year == 2022 ? "census" : "estimate");
            buf_text(b, "Invented figures: Selmara does not exist\n");
        }
}

static void pair(struct json *j, const char *key, double before, double since)
{
    json_key(j, key);
    json_object(j);
    json_key(j, "before");
    json_real(j, before);
    json_key(j, "since");
    json_real(j, since);
    json_close(j);
}

static void word(struct json *j, const char *key, const char *text)
{
    json_key(j, key);
    json_text(j, str_of(text));
}

static void month(struct json *j, const char *key, int at)
{
    struct buf b CLEANUP(buf_end) = {0};
    buf_month(&b, SELMARA_FIRST_MONTH + at);
    json_key(j, key);
    json_text(j, buf_view(&b));
}

static void count(struct json *j, const char *key, int64_t n)
{
    json_key(j, key);
    json_int(j, n);
}

static void truth_of_change(struct json *j)
{
    json_key(j, "change"); /* all three at the same month: the first of "since" */
    json_object(j);
    month(j, "month", SELMARA_TURN);
    word(j, "incidents", "fewer");
    word(j, "deaths_per_incident", "more");
    word(j, "civilian_share", "more");
    json_close(j);
    pair(j, "share_without_death", selmara_before.no_death, selmara_since.no_death);
    pair(j, "mean_deaths_beyond_the_first", selmara_before.more_deaths, selmara_since.more_deaths);
    pair(j, "share_attacks_on_civilians", selmara_before.one_sided, selmara_since.one_sided);
    pair(j, "share_civilians_in_battles", selmara_before.civilian, selmara_since.civilian);
    pair(j, "share_status_unknown", selmara_before.status_unknown, selmara_since.status_unknown);
    json_key(j, "share_large_incidents");
    json_real(j, selmara_large);
    json_key(j, "share_summary_records");
    json_real(j, selmara_summary);
    json_key(j, "share_without_death_figure");
    json_real(j, selmara_deaths_blank);
}

static void truth_of_places(struct json *j, const struct selmara_totals *t)
{
    json_key(j, "places");
    json_array(j);
    for (size_t i = 0; i <= SELMARA_PLACES; i++) {
        const struct selmara_place *p = &selmara_places[i];
        bool country = i == SELMARA_PLACES;
        json_object(j);
        word(j, "name", country ? "known to the country only" : p->name);
        word(j, "code", country ? SELMARA_CODE : p->code);
        pair(j, "incidents_a_month", p->before, p->since);
        json_key(j, "deadliness");
        json_real(j, p->deadliness);
        count(j, "recorded", country ? t->country_level : t->by_place[i]);
        if (p->unseen) {
            month(j, "unseen_from", SELMARA_UNSEEN_FROM);
            month(j, "unseen_to", SELMARA_UNSEEN_TO);
        }
        json_close(j);
    }
    json_close(j);
}

static void truth_of_harm(struct json *j, const struct selmara_totals *t)
{
    static const char *const sides[] = {"unknown", "state", "non-state"};
    static const char *const people[SELMARA_PEOPLE] = {"nobody", "injured", "abducted", "detained", "displaced"};
    json_key(j, "harm");
    json_object(j);
    month(j, "from", SELMARA_HARM_FROM);
    json_key(j, "types");
    json_array(j);
    for (size_t i = 0; i < SELMARA_HARMS; i++) {
        json_object(j);
        word(j, "type", selmara_harms[i].type);
        word(j, "side", sides[selmara_harms[i].side]);
        json_key(j, "incidents_a_month");
        json_real(j, selmara_harms[i].monthly);
        count(j, "recorded", t->harm[i]);
        json_close(j);
    }
    json_close(j);
    json_key(j, "places");
    json_object(j);
    for (size_t i = 0; i < SELMARA_PLACES; i++)
        count(j, selmara_places[i].name, t->harm_by_place[i]);
    json_close(j);
    json_key(j, "people");
    json_object(j);
    for (size_t i = SELMARA_INJURED; i < SELMARA_PEOPLE; i++)
        count(j, people[i], t->harm_people[i]);
    json_close(j);
    json_close(j);
}

static void truth_json(struct buf *b, uint64_t seed, const struct selmara_totals *t)
{
    struct json j;
    json_begin(&j, b);
    json_object(&j);
    word(&j, "country", SELMARA_COUNTRY);
    json_key(&j, "invented");
    json_bool(&j, true);
    word(&j, "note", SELMARA_NOTE);
    char digits[24];
    snprintf(digits, sizeof digits, "%" PRIu64, seed);
    word(&j, "seed", digits); /* as text: JSON's numbers do not hold 64 bits */
    month(&j, "from", 0);
    month(&j, "to", SELMARA_MONTHS - 1);
    truth_of_change(&j);
    truth_of_places(&j, t);
    truth_of_harm(&j, t);
    json_key(&j, "drawn");
    json_object(&j);
    count(&j, "incidents", t->incidents);
    count(&j, "incidents_before", t->before);
    count(&j, "incidents_since", t->since);
    count(&j, "deaths_best", t->deaths_best);
    count(&j, "deaths_best_before", t->deaths_best_before);
    count(&j, "deaths_best_since", t->deaths_best_since);
    count(&j, "without_death_figure", t->without_deaths);
    count(&j, "known_to_the_country_only", t->country_level);
    count(&j, "summary_records", t->summaries);
    json_close(&j);
    json_close(&j);
    buf_char(b, '\n');
}

static bool write_in(const char *folder, const char *name, const struct buf *b, struct err *e)
{
    struct buf path CLEANUP(buf_end) = {0};
    buf_f(&path, "%s/%s", folder, name);
    return output_file(path.p, buf_view(b), e);
}

static bool write_said(const char *folder, struct err *e)
{
    static const struct {
        const char *name;
        void (*make)(struct buf *out);
    } files[] = {{"selmara_observability.csv", observability_csv}, {"selmara_phases.csv", phases_csv}, {"selmara_aliases.csv", aliases_csv},
        {"selmara_licences.csv", licences_csv}};
    for (size_t i = 0; i < ARRAY_LEN(files); i++) {
        struct buf b CLEANUP(buf_end) = {0};
        files[i].make(&b);
        if (!write_in(folder, files[i].name, &b, e))
            return false;
    }
    return true;
}

bool selmara_write(const char *folder, uint64_t seed, struct err *e)
{
    struct land land = {0};
    struct selmara_totals totals = {0};
    struct buf borders CLEANUP(buf_end) = {0}, people_file CLEANUP(buf_end) = {0}, records CLEANUP(buf_end) = {0},
        harm CLEANUP(buf_end) = {0}, truth CLEANUP(buf_end) = {0};
    if (!write_said(folder, e))
        return false;
    land_make(&land, seed);
    land_geojson(&land, &borders);
    population_csv(&people_file);
    records_csv(&land, seed, &records, &totals);
    harm_csv(&land, seed, &harm, &totals);
    truth_json(&truth, seed, &totals);
    arena_end(&land.arena);
    return write_in(folder, "selmara_adm1.geojson", &borders, e) && write_in(folder, "selmara_population.csv", &people_file, e) &&
           write_in(folder, "selmara_incidents.csv", &records, e) &&
           write_in(folder, "selmara_harm.csv", &harm, e) && write_in(folder, "truth.json", &truth, e);
}
