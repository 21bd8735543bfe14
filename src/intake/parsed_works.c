/* SPDX-License-Identifier: GPL-3.0-or-later */
/* intake: projects and activities, as they leave the cage and as they are read from it. */
#include "intake/parsed_priv.h"

#define N(spec) (spec), ARRAY_LEN(spec)
#define SHARE(type) FIELD(type, share, F_REAL, 0, 2)
#define AMOUNT(type) FIELD(type, amount, F_REAL, -2000000000000000, 2000000000000000)
static const struct field_spec words_fields[] = {FIELD_TEXT(project_text, language), FIELD_TEXT(project_text, title), FIELD_TEXT(project_text, description)};
static const struct field_spec party_fields[] = {FIELD_TEXT(project_actor, role), FIELD_TEXT(project_actor, actor), FIELD_TEXT(project_actor, reference), FIELD_TEXT(project_actor, kind)};
static const struct field_spec where_fields[] = {FIELD_TEXT(project_place, country), FIELD_TEXT(project_place, place), SHARE(project_place),
    FIELD(project_place, latitude, F_REAL, -90, 90), FIELD(project_place, longitude, F_REAL, -180, 180), FIELD(project_place, exact, F_BOOL, 0, 1)};
static const struct field_spec sector_fields[] = {FIELD_TEXT(project_sector, vocabulary), FIELD_TEXT(project_sector, code), FIELD_TEXT(project_sector, name), SHARE(project_sector)};
static const struct field_spec group_fields[] = {FIELD_TEXT(project_group, people)};
static const struct field_spec marker_fields[] = {FIELD_TEXT(project_marker, scheme), FIELD_TEXT(project_marker, code), FIELD(project_marker, score, F_I64, 0, 4)};
static const struct field_spec money_fields[] = {FIELD_TEXT(project_money, kind), AMOUNT(project_money), FIELD_TEXT(project_money, currency), FIELD(project_money, day, F_DAY, 0, 0),
    FIELD(project_money, day_to, F_DAY, 0, 0), FIELD_TEXT(project_money, payer), FIELD_TEXT(project_money, payer_project), FIELD_TEXT(project_money, payee), FIELD_TEXT(project_money, payee_project)};
static const struct field_spec project_fields[] = {FIELD(project, line, F_I64, 0, RECORD_ROWS_MOST), FIELD_TEXT(project, key), FIELD_TEXT(project, reporter), FIELD_TEXT(project, status),
    FIELD_TEXT(project, pillar), FIELD_TEXT(project, pve), FIELD_TEXT(project, parent), FIELD(project, from, F_DAY, 0, 0), FIELD(project, to, F_DAY, 0, 0), FIELD(project, days_planned, F_BOOL, 0, 1)};
static const struct field_spec activity_spec[] = {FIELD(activity, line, F_I64, 0, RECORD_ROWS_MOST), FIELD_TEXT(activity, key), FIELD_TEXT(activity, project), FIELD_TEXT(activity, organisation),
    FIELD_TEXT(activity, implementer), FIELD_TEXT(activity, funder), FIELD_TEXT(activity, sector), FIELD_TEXT(activity, what), FIELD_TEXT(activity, country), FIELD_TEXT(activity, admin1),
    FIELD_TEXT(activity, place), FIELD_TEXT(activity, status), FIELD_TEXT(activity, people), FIELD_TEXT(activity, indicator), FIELD_TEXT(activity, unit), FIELD_TEXT(activity, currency),
    FIELD(activity, latitude, F_REAL, -90, 90), FIELD(activity, longitude, F_REAL, -180, 180), AMOUNT(activity), FIELD(activity, from, F_DAY, 0, 0), FIELD(activity, to, F_DAY, 0, 0),
    FIELD(activity, targeted, F_I64, COUNT_UNKNOWN, RECORD_ROWS_MOST), FIELD(activity, reached, F_I64, COUNT_UNKNOWN, RECORD_ROWS_MOST)};
static const struct field_spec counts[] = {FIELD(works_batch, given, F_I64, 0, GIVES_ALL), FIELD(works_batch, rows, F_I64, 0, RECORD_ROWS_MOST), FIELD(works_batch, repaired, F_I64, 0, RECORD_ROWS_MOST),
    FIELD(works_batch, refused, F_I64, 0, RECORD_ROWS_MOST), FIELD(works_batch, noted, F_I64, 0, RECORD_ROWS_MOST), FIELD(works_batch, duplicates, F_I64, 0, RECORD_ROWS_MOST)};

#define OUT(list, spec) sink_list(s, p->list, p->list##_n, sizeof *p->list, N(spec))
#define IN(list, spec) p->list = source_list(s, &b->arena, sizeof *p->list, N(spec), &p->list##_n)

void works_out(struct sink *s, const struct works_batch *b)
{
    sink_fields(s, b, N(counts));
    sink_i64(s, (int64_t)b->project_n);
    for (size_t i = 0; i < b->project_n; i++) {
        const struct project *p = &b->projects[i];
        sink_fields(s, p, N(project_fields));
        OUT(texts, words_fields), OUT(actors, party_fields), OUT(places, where_fields), OUT(sectors, sector_fields), OUT(groups, group_fields), OUT(markers, marker_fields), OUT(money, money_fields);
    }
    sink_list(s, b->activities, b->activity_n, sizeof *b->activities, N(activity_spec));
    problems_out(s, b->log.list, b->log.n);
}

static bool among(struct str word, const char *const *list)
{
    for (; *list; list++)
        if (str_is(word, *list))
            return true;
    return false;
}

/* What the store takes as a fixed word is one; languages and markers stand once each. */
static bool project_is_sound(const struct project *p)
{
    static const char *const statuses[] = {"", "planned", "ongoing", "completed", "suspended", "cancelled", NULL}, *const roles[] = {"funding", "accountable", "extending", "implementing", NULL},
        *const pillars[] = {"", "protection", "empowerment", NULL}, *const pve[] = {"", "specific", "related", NULL}, *const kinds[] = {"budget", "pledge", "incoming_commitment", "incoming", "commitment", "disbursement", "expenditure", NULL};
    bool fine = p->key.n && among(p->status, statuses) && among(p->pillar, pillars) && among(p->pve, pve);
    for (size_t i = 0; i < p->actors_n; i++)
        fine = fine && among(p->actors[i].role, roles);
    for (size_t i = 0; i < p->money_n; i++)
        fine = fine && among(p->money[i].kind, kinds);
    for (size_t i = 0; i < p->texts_n; i++)
        for (size_t k = 0; k < i && fine; k++)
            fine = !str_eq(p->texts[i].language, p->texts[k].language);
    for (size_t i = 0; i < p->markers_n; i++)
        for (size_t k = 0; k < i && fine; k++)
            fine = !str_eq(p->markers[i].scheme, p->markers[k].scheme) || !str_eq(p->markers[i].code, p->markers[k].code);
    return fine;
}

bool works_in(struct source *s, struct works_batch *b)
{
    struct intern keys = {0};
    uint32_t seen;
    if (!source_fields(s, b, N(counts)))
        return false;
    b->project_n = source_count(s, 100);
    b->projects = mem_get((b->project_n + 1) * sizeof *b->projects);
    for (size_t i = 0; i < b->project_n && !s->wrong; i++) {
        struct project *p = &b->projects[i];
        (void)source_fields(s, p, N(project_fields));
        IN(texts, words_fields), IN(actors, party_fields), IN(places, where_fields), IN(sectors, sector_fields), IN(groups, group_fields), IN(markers, marker_fields), IN(money, money_fields);
        if (!s->wrong && (!project_is_sound(p) || intern_find(&keys, p->key, &seen)))
            source_wrong(s, "a project is none that there can be");
        (void)intern_id(&keys, p->key);
    }
    intern_end(&keys);
    b->activities = source_list(s, NULL, sizeof *b->activities, N(activity_spec), &b->activity_n);
    for (size_t i = 0; i < b->activity_n && !s->wrong; i++)
        if (!b->activities[i].organisation.n)
            source_wrong(s, "an activity is nobody's");
    b->log.list = problems_in(s, NULL, &b->log.n);
    b->log.room = b->log.n + 1;
    return !s->wrong;
}
