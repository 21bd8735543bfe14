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
