/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is true of Selmara, and its files. */
#include "core/output.h"
#include "sim/selmara_priv.h"

/* name, Arabic, Sorani, code, people, endemic events a month before and since, deadliness, unseen for a while and the level then */
const struct selmara_place selmara_places[SELMARA_PLACES] = {
    {"Nareva", "ناريفا", "نارێڤا", "XS-NA", 611000, 0.85, 0.85, 0.85, false, 0},
    {"Orvan", "أورفان", "ئۆرڤان", "XS-OR", 1472000, 1.70, 1.45, 0.90, false, 0},
    {"Sedrin", "سدرين", "سێدرین", "XS-SE", 723000, 1.00, 0.75, 0.90, false, 0},
    {"Belmora", "بلمورا", "بێلمۆرا", "XS-BE", 931000, 2.00, 0.70, 0.80, false, 0},
    {"Kovrin", "كوفرين", "کۆڤرین", "XS-KO", 2208000, 5.10, 3.35, 0.90, false, 0},
    {"Tamura", "تامورا", "تامورا", "XS-TA", 864000, 4.00, 2.10, 0.95, false, 0},
    {"Dermaz", "درماز", "دێرماز", "XS-DE", 547000, 0.20, 0.10, 0.85, false, 0},
    {"Iluna", "إيلونا", "ئیلونا", "XS-IL", 318000, 0, 0, 1, false, 0},
    {"Zelhan", "زلهان", "زێلهان", "XS-ZE", 429000, 1.30, 1.30, 0.90, true, 4.80},
    {"Ashmeri", "أشميري", "ئاشمێری", "XS-AS", 764000, 1.75, 0.60, 0.90, false, 0},
    {"Maruq", "ماروق", "مارووق", "XS-MA", 682000, 4.30, 2.95, 1.15, false, 0},
    {"Vashta", "فاشتا", "ڤاشتا", "XS-VA", 471000, 5.65, 3.45, 1.30, false, 0},
};
const struct selmara_story selmara_stories[SELMARA_TOLD_N] = {
    [SELMARA_TOLD_TURN] = {.name = "turn", .fewer = true, .deadlier = true, .unseen = true},
    [SELMARA_TOLD_SEEN] = {.name = "seen", .fewer = true, .deadlier = true},
    [SELMARA_TOLD_STEADY] = {.name = "steady"},
    [SELMARA_TOLD_FEWER] = {.name = "fewer", .fewer = true},
    [SELMARA_TOLD_ONE_LARGE] = {.name = "one-large", .one_large = true},
    [SELMARA_TOLD_SUMMARIES] = {.name = "summaries", .gathers = true},
};
const struct selmara_period selmara_before = {.no_death = 0.18, .more_deaths = 1.85, .one_sided = 0.22, .civilian = 0.13, .status_unknown = 0.06};
const struct selmara_period selmara_since = {.no_death = 0.14, .more_deaths = 3.40, .one_sided = 0.33, .civilian = 0.17, .status_unknown = 0.10};
const double selmara_large = 0.008, selmara_country_only = 0.045, selmara_gather = 0.055, selmara_gather_more = 0.40, selmara_deaths_blank = 0.02;

const char *selmara_told_name(enum selmara_told told)
{
    return selmara_stories[told].name;
}

double story_gather(const struct selmara_story *s, int month)
{
    return s->gathers && month >= SELMARA_TURN ? selmara_gather_more : selmara_gather;
}

const struct selmara_period *story_period(const struct selmara_story *s, int month)
{
    return s->deadlier && month >= SELMARA_TURN ? &selmara_since : &selmara_before;
}

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

static bool write_in(const char *folder, const char *name, const struct buf *b, struct err *e)
{
    struct buf path CLEANUP(buf_end) = {0};
    buf_f(&path, "%s/%s", folder, name);
    return output_file(path.p, buf_view(b), e);
}

static bool write_said(const char *folder, const struct selmara_story *s, struct err *e)
{
    static const struct {
        const char *name;
        void (*make)(const struct selmara_story *s, struct buf *out);
    } files[] = {{"selmara_observability.csv", observability_csv}, {"selmara_phases.csv", phases_csv}, {"selmara_aliases.csv", aliases_csv},
        {"selmara_licences.csv", licences_csv}};
    for (size_t i = 0; i < ARRAY_LEN(files); i++) {
        struct buf b CLEANUP(buf_end) = {0};
        files[i].make(s, &b);
        if (!write_in(folder, files[i].name, &b, e))
            return false;
    }
    return true;
}

static bool write_each(const char *folder, const struct selmara_file *files, uint64_t seed, struct err *e)
{
    for (; files->name; files++) {
        struct buf b CLEANUP(buf_end) = {0};
        files->make(&b, seed);
        if (!write_in(folder, files->name, &b, e))
            return false;
    }
    return true;
}

static bool write_works(const char *folder, uint64_t seed, struct err *e)
{
    static const struct selmara_file files[] = {{"selmara_ties.csv", ties_csv}, {"selmara_scores.csv", scores_csv}, {"selmara_projects.xml", projects_xml}, {"selmara_activities.csv", activities_csv}, {"selmara_project_pillars.csv", project_pillars_csv},
        {"selmara_contacts.csv", contacts_csv}, {"selmara_promises.csv", promises_csv}, {NULL, NULL}};
    struct buf actors CLEANUP(buf_end) = {0};
    actors_csv(&actors);
    return write_in(folder, "selmara_actors.csv", &actors, e) && write_each(folder, files, seed, e) && write_each(folder, selmara_agenda_files, seed, e);
}

bool selmara_write(const char *folder, uint64_t seed, enum selmara_told told, struct err *e)
{
    const struct selmara_story *s = &selmara_stories[told];
    struct land land = {0};
    struct process process;
    struct selmara_totals totals = {0};
    struct buf borders CLEANUP(buf_end) = {0}, people_file CLEANUP(buf_end) = {0}, records CLEANUP(buf_end) = {0},
        harm CLEANUP(buf_end) = {0}, truth CLEANUP(buf_end) = {0};
    if (!write_said(folder, s, e) || !voices_files(folder, seed, SELMARA_VOICES_GROUPS, e) || !open_files(folder, e) ||
        !write_works(folder, seed, e))
        return false;
    land_make(&land, seed);
    land_geojson(&land, &borders);
    population_csv(&people_file);
    process_run(&land, s, seed, &process);
    records_csv(&land, s, &process, seed, &records, &totals);
    harm_csv(&land, s, seed, &harm, &totals);
    truth_json(&truth, seed, s, &process, &totals);
    arena_end(&land.arena);
    return write_in(folder, "selmara_adm1.geojson", &borders, e) && write_in(folder, "selmara_population.csv", &people_file, e) &&
           write_in(folder, "selmara_incidents.csv", &records, e) &&
           write_in(folder, "selmara_harm.csv", &harm, e) && write_in(folder, "truth.json", &truth, e);
}
