/* SPDX-License-Identifier: GPL-3.0-or-later */
/* store: what must hold between the tables of a register, beyond what the database itself watches. */
#include "store/store_priv.h"

struct rule {
    const char *count;  /* one number: how many break the rule */
    const char *broken; /* the rest of a sentence that begins with that number */
};

/* What holds for every table whose rows come and go with imports. */
#define RULES(table, things)                                                                                           \
    {"SELECT count(*) FROM " table " AS t WHERE NOT EXISTS (SELECT 1 FROM import AS i WHERE i.origin = t.origin AND "   \
     "i.id = t.import)", things " belong to an import that is not there"},                                             \
        {"SELECT count(*) FROM " table " AS t WHERE t.ended_by IS NOT NULL AND NOT EXISTS (SELECT 1 FROM import AS i "  \
         "WHERE i.origin = t.origin AND i.id = t.ended_by)", things " were ended by an import that is not there"},     \
        {"SELECT count(*) FROM " table " AS t JOIN import AS i ON i.origin = t.origin AND i.id = t.import WHERE "       \
         "t.ended_by IS NULL AND i.undone <> 0", things " are in use although their import was taken back"},           \
    {                                                                                                                  \
        "SELECT count(*) FROM " table " AS t JOIN import AS i ON i.origin = t.origin AND i.id = t.ended_by WHERE "     \
        "t.ended_by <> t.import AND i.undone <> 0",                                                                    \
            things " were superseded by an import that was taken back"                                                 \
    }

static const struct rule rules[] = {
    RULES("incident", "incidents"),
    RULES("place", "places"),
    RULES("place_name", "names of places"),
    RULES("population", "population figures"),
    RULES("alias", "other names of places"),
    RULES("observability", "judgements whether anybody could look"),
    RULES("phase", "phases of places"),
    RULES("licence", "licences of sources"),
    RULES("dialogue", "dialogues"),
    RULES("finding", "findings"),
    {"SELECT count(*) FROM incident AS t WHERE NOT EXISTS (SELECT 1 FROM source AS s WHERE s.origin = t.origin AND "
     "s.id = t.source)", "incidents belong to a source that is not there"},
    {"SELECT count(*) FROM (SELECT country AS w FROM incident UNION SELECT admin1 FROM incident UNION SELECT admin2 FROM "
     "incident UNION SELECT place_words FROM incident UNION SELECT side_a FROM incident UNION SELECT side_b FROM "
     "incident UNION SELECT sources FROM incident) AS used WHERE w <> 0 AND NOT EXISTS (SELECT 1 FROM wording WHERE "
     "id = w)", "texts that incidents refer to are not there"},
    {"SELECT count(*) FROM placed AS p WHERE NOT EXISTS (SELECT 1 FROM incident AS t WHERE t.origin = "
     "p.incident_origin AND t.id = p.incident)", "entries say where an incident counts that is not there"},
    {"SELECT count(*) FROM placed AS p WHERE p.place IS NOT NULL AND NOT EXISTS (SELECT 1 FROM place AS t WHERE "
     "t.origin = p.place_origin AND t.id = p.place)", "incidents count for a place that is not there"},
    {"SELECT count(*) FROM import AS i JOIN (SELECT origin, import, count(*) AS n FROM incident GROUP BY origin, import) AS "
     "t ON t.origin = i.origin AND t.import = i.id WHERE t.n <> i.kept", "imports hold another number of incidents than "
     "they kept"},
    {"SELECT count(*) FROM (SELECT 1 AS one FROM incident WHERE ended_by IS NULL GROUP BY origin, source, source_key HAVING "
     "count(*) > 1) AS t", "incidents are in use in two versions at once"},
    {"SELECT count(*) FROM import WHERE length(sha256) <> 64", "imports do not carry the digest of their file"},
    {"SELECT count(*) FROM incident WHERE day_last < day_first", "incidents end before they begin"},
    {"SELECT count(*) FROM incident WHERE day_first < -400000 OR day_last > 400000 OR day_precision NOT BETWEEN 0 AND 255 OR "
     "place_precision NOT BETWEEN 0 AND 255 OR kind NOT BETWEEN 0 AND 255 OR side_a_kind NOT BETWEEN 0 AND 3 OR side_b_kind NOT "
     "BETWEEN 0 AND 3 OR clarity NOT BETWEEN 0 AND 255 OR flags NOT BETWEEN 0 AND 65535 OR deaths_low NOT BETWEEN 0 AND 2147483647 "
     "OR deaths_best NOT BETWEEN 0 AND 2147483647 OR deaths_high NOT BETWEEN 0 AND 2147483647 OR deaths_civilians NOT BETWEEN 0 AND "
     "2147483647 OR deaths_side_a NOT BETWEEN 0 AND 2147483647 OR deaths_side_b NOT BETWEEN 0 AND 2147483647 OR "
     "deaths_status_unknown NOT BETWEEN 0 AND 2147483647 OR people_injured NOT BETWEEN 0 AND 2147483647 OR people_abducted NOT "
     "BETWEEN 0 AND 2147483647 OR people_detained NOT BETWEEN 0 AND 2147483647 OR people_displaced NOT BETWEEN 0 AND 2147483647",
     "incidents have a number in them that cannot be"},
    {"SELECT count(*) FROM (SELECT 1 AS one FROM dialogue WHERE ended_by IS NULL GROUP BY name HAVING count(*) > 1) AS t",
     "names are those of more than one dialogue in use"},
    {"SELECT count(*) FROM dialogue WHERE own NOT BETWEEN 0 AND 1 OR day_to < day_from", "dialogues end before they begin, or are neither "
     "the register's own nor published"},
    {"SELECT count(*) FROM statement WHERE moderation NOT BETWEEN -1 AND 1 OR meta NOT BETWEEN 0 AND 1 OR (seed IS NOT NULL AND seed NOT "
     "BETWEEN 0 AND 1)", "statements of dialogues have a state that there is not"},
    {"SELECT count(*) FROM declared AS t WHERE NOT EXISTS (SELECT 1 FROM participant AS p WHERE p.origin = t.origin AND p.dialogue = "
     "t.dialogue AND p.id = t.participant)", "answers about themselves are of participants that are not there"},
    {"SELECT count(*) FROM declared AS t WHERE NOT EXISTS (SELECT 1 FROM choice AS c WHERE c.origin = t.origin AND c.dialogue = t.dialogue AND "
     "c.attribute = t.attribute AND c.value = t.value)", "answers of participants about themselves could not be chosen"},
    {"SELECT count(*) FROM (SELECT DISTINCT origin, dialogue, participant FROM vote UNION SELECT DISTINCT origin, dialogue, participant FROM "
     "vote_before) AS t WHERE NOT EXISTS (SELECT 1 FROM participant AS p WHERE p.origin = t.origin AND p.dialogue = t.dialogue AND p.id = "
     "t.participant)", "participants that voted are not there"},
    {"SELECT count(*) FROM (SELECT DISTINCT origin, dialogue, statement FROM vote UNION SELECT DISTINCT origin, dialogue, statement FROM "
     "vote_before) AS t WHERE NOT EXISTS (SELECT 1 FROM statement AS s WHERE s.origin = t.origin AND s.dialogue = t.dialogue AND s.id = "
     "t.statement)", "statements that were voted on are not there"},
    {"SELECT count(*) FROM vote WHERE vote NOT BETWEEN -1 AND 1", "votes are none of agree, pass and disagree"},
    {"SELECT count(*) FROM vote_before WHERE vote NOT BETWEEN -1 AND 1", "votes that were replaced are none of agree, pass and disagree"},
    {"SELECT count(*) FROM vote_before AS t WHERE NOT EXISTS (SELECT 1 FROM vote AS v WHERE v.origin = t.origin AND v.dialogue = t.dialogue "
     "AND v.participant = t.participant AND v.statement = t.statement)", "votes were replaced by none"},
    {"SELECT count(*) FROM dialogue AS d JOIN vote AS v ON v.origin = d.origin AND v.dialogue = d.id WHERE d.own <> 0 AND v.time_ms IS NOT "
     "NULL", "votes of the register's own dialogues have a time finer than a day"},
    {"SELECT count(*) FROM dialogue AS d JOIN vote_before AS v ON v.origin = d.origin AND v.dialogue = d.id WHERE d.own <> 0 AND (v.time_ms "
     "IS NOT NULL OR d.closed IS NOT NULL)", "replaced votes of the register's own dialogues have a time finer than a day, or stand in one "
     "that is closed"},
    {"SELECT count(*) FROM dialogue AS d JOIN statement AS t ON t.origin = d.origin AND t.dialogue = d.id WHERE d.own <> 0 AND (t.time_ms IS "
     "NOT NULL OR t.author IS NOT NULL)", "statements of the register's own dialogues have an author, or a time finer than a day"},
    {"SELECT count(*) FROM dialogue AS d JOIN participant AS p ON p.origin = d.origin AND p.dialogue = d.id WHERE d.own <> 0 AND p.group_said "
     "IS NOT NULL", "participants of the register's own dialogues are in a group that a file said"},
    {"SELECT count(*) FROM (SELECT 1 AS one FROM finding WHERE ended_by IS NULL GROUP BY said_by, finding_key HAVING count(*) > 1) AS t",
     "findings are in use in two versions at once"},
    {"SELECT count(*) FROM finding WHERE day_to < day_from OR people < 0 OR women < 0 OR women > people", "findings have days or numbers in "
     "them that cannot be"},
    {"SELECT count(*) FROM finding AS t WHERE NOT EXISTS (SELECT 1 FROM finding_text AS x WHERE x.origin = t.origin AND x.finding = t.id)",
     "findings say nothing"},
    {"SELECT count(*) FROM account WHERE role NOT IN ('steward', 'analyst', 'facilitator', 'reader')", "accounts have a role that there is not"},
    {"SELECT count(*) FROM (SELECT 1 AS one FROM account WHERE ended = '' GROUP BY name HAVING count(*) > 1) AS t", "names are those of more than "
     "one account in use"},
    {"SELECT count(*) FROM dialogue_room WHERE entry NOT IN ('link', 'codes', 'paper') OR may_add NOT BETWEEN 0 AND 1 OR listed NOT BETWEEN 0 AND "
     "1 OR result NOT BETWEEN 0 AND 1", "dialogues are held here in a way that there is not"},
    {"SELECT count(*) FROM dialogue_room AS t JOIN dialogue AS d ON d.origin = t.origin AND d.id = t.dialogue WHERE d.own = 0", "dialogues are held "
     "here although others published them"},
    {"SELECT count(*) FROM pass AS t JOIN dialogue AS d ON d.origin = t.origin AND d.id = t.dialogue WHERE d.closed IS NOT NULL", "participants' "
     "passes lead to votes of a dialogue that is closed"},
    {"SELECT count(*) FROM entry_code AS t JOIN dialogue AS d ON d.origin = t.origin AND d.id = t.dialogue WHERE d.closed IS NOT NULL OR t.used NOT "
     "BETWEEN 0 AND 1", "codes are neither used nor unused, or let somebody into a dialogue that is closed"},
    {"SELECT count(*) FROM attendance WHERE invited < 0 OR came < 0 OR left_out NOT BETWEEN 0 AND 1", "numbers of people at meetings cannot be"},
    {"SELECT count(*) FROM (SELECT 1 AS one FROM actor WHERE ended_by IS NULL GROUP BY actor_key HAVING count(*) > 1) AS t", "keys are those of more "
     "than one actor in use"},
    {"SELECT count(*) FROM (SELECT 1 AS one FROM project WHERE ended_by IS NULL GROUP BY project_key HAVING count(*) > 1) AS t", "keys are those of "
     "more than one project in use"},
    {"SELECT count(*) FROM (SELECT 1 AS one FROM contact WHERE ended_by IS NULL GROUP BY contact_key HAVING count(*) > 1) AS t", "keys are those of "
     "more than one letter or meeting in use"},
    {"SELECT count(*) FROM actor_score WHERE power NOT BETWEEN 0 AND 10 OR interest NOT BETWEEN 0 AND 10", "judgements of power or interest are not "
     "between 0 and 10"},
    {"SELECT count(*) FROM tie WHERE day_to < day_from", "ties end before they begin"},
    {"SELECT count(*) FROM project_place WHERE share NOT BETWEEN 0 AND 1", "shares of projects' places are not between 0 and 1"},
    {"SELECT count(*) FROM project_sector WHERE share NOT BETWEEN 0 AND 1", "shares of projects' sectors are not between 0 and 1"},
    {"SELECT count(*) FROM activity WHERE day_to < day_from OR targeted < 0 OR reached < 0", "activities end before they begin, or have a number in them "
     "that cannot be"},
    {"SELECT count(*) FROM contact WHERE trust_before NOT BETWEEN -3 AND 3 OR trust_after NOT BETWEEN -3 AND 3 OR outcome_day < day", "letters or meetings "
     "were answered before they were sent, or have a trust that is not between -3 and 3"},
};

static bool rules_hold(struct store *s, void *arg, struct err *e)
{
    struct buf *lines = arg;
    for (size_t i = 0; i < ARRAY_LEN(rules); i++) {
        int64_t broken = 0;
        if (!store_int_(s, rules[i].count, WITH_NOTHING, 0, &broken, e))
            return false;
        if (broken)
            buf_f(lines, "%" PRId64 " %s\n", broken, rules[i].broken);
    }
    return true;
}

static int64_t lines_in(const struct buf *b)
{
    int64_t n = 0;
    for (size_t i = 0; i < b->n; i++)
        n += b->p[i] == '\n';
    return n;
}

bool store_check(struct store *s, struct buf *out, int64_t *problems, struct err *e)
{
    int64_t found = 0;
    struct buf lines CLEANUP(buf_end) = {0};
    if (!s->driver->check(s->connection, &lines, &found, e))
        return false;
    struct err trouble = {0};
    struct buf more CLEANUP(buf_end) = {0};
    bool examined = store_look(s, rules_hold, &more, &trouble);
    if (!examined && found == 0) { /* not explained by damage that was found already */
        *e = trouble;
        return false;
    }
    if (!examined)
        buf_text(&more, "the damage keeps the tables from being compared with each other\n");
    found += lines_in(&more);
    buf_str(&lines, buf_view(&more));
    buf_str(out, buf_view(&lines));
    *problems = found;
    return true;
}
