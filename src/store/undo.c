/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * store: taking an import back.
 *
 * A row is in use while ended_by is NULL. When import Y brings another row of the same key, the earlier row
 * is ended by Y. Taking back X therefore does three things, in every table that knows imports:
 *   - rows of X are ended by X itself, also those that a later Y had superseded: they never come back;
 *   - a row that X had superseded comes back into use,
 *   - unless X's own row of that key was superseded by Y: then it is ended by Y, and waits for Y's undo;
 *   - or X brought no rows and only took some back (a list of deletions), and Y brought that key anew: ended by Y, too.
 * An import by hand brings one record in place of another, also where what tells records apart was corrected: what it superseded then waits for
 * whatever superseded its own row, whatever that is called. Of the kinds that are written by hand the latest of a key stays in use (UNDO_ONE).
 * Most imports concern one table or two: the others are only asked. One pass over each table; the keys of the third case wait in a temporary table (usually few).
 *
 * Before that, incidents of X that a later import in use brought too (table `also`) pass to that import: taking
 * back one file must not take away what another still says.
 */
#include "store/store_priv.h"

struct undo_table {
    const char *concerned, *make, *collect, *hand, *apply, *drop;
    const char *clear, *twice, *latest; /* NULL: never needed */
};

/* key: the columns of the temporary table, their definition, how the row computes them, and how to find them.
 * $1 is our own origin, $2 the import: imports of partners are theirs to take back. */
#define UNDO_STEPS(table, columns, definition, computed, match)                                                        \
        "SELECT count(*) FROM (SELECT 1 AS one FROM " table " WHERE origin = $1 AND (import = $2 OR ended_by = $2) LIMIT 1) AS x", \
            "CREATE TEMPORARY TABLE undo_" table " (" definition ", later BIGINT NOT NULL, PRIMARY KEY (" columns "))",    \
            "INSERT INTO undo_" table " (" columns ", later) SELECT " computed ", max(ended_by) FROM " table           \
            " WHERE origin = $1 AND import = $2 AND ended_by <> $2 GROUP BY " computed,                                \
            "UPDATE " table " SET ended_by = (SELECT max(n.ended_by) FROM " table " AS n WHERE n.origin = $1 AND n.import = $2 AND n.ended_by <> $2)" \
            " WHERE origin = $1 AND ended_by = $2 AND import <> $2 AND EXISTS (SELECT 1 FROM import WHERE origin = $1 AND id = $2 AND layout = 'by hand')" \
            " AND EXISTS (SELECT 1 FROM " table " AS n WHERE n.origin = $1 AND n.import = $2 AND n.ended_by <> $2)",   \
            "UPDATE " table " SET ended_by = CASE WHEN import = $2 THEN $2 ELSE (SELECT u.later FROM undo_" table      \
            " AS u WHERE " match ") END WHERE origin = $1 AND (import = $2 OR ended_by = $2)",                         \
            "DROP TABLE undo_" table
#define UNDO(table, columns, definition, computed, match) {UNDO_STEPS(table, columns, definition, computed, match), NULL, NULL, NULL}
/*
 * Of records that are taken out of use and written by hand: one that comes back may by now have the key of one that was written while it was out of use, and superseded nothing. The later one stays,
 * and the other waits for its undo: never do two say different things of the same.
 */
#define UNDO_ONE(table, columns, definition, computed, match)                                                          \
    {                                                                                                                  \
        UNDO_STEPS(table, columns, definition, computed, match), "DELETE FROM undo_" table,                            \
            "INSERT INTO undo_" table " (" columns ", later) SELECT " computed ", max(import) FROM " table             \
            " WHERE origin = $1 AND ended_by IS NULL GROUP BY " computed " HAVING count(*) > 1",                       \
            "UPDATE " table " SET ended_by = (SELECT u.later FROM undo_" table " AS u WHERE " match ") WHERE origin = $1 AND ended_by IS NULL" \
            " AND EXISTS (SELECT 1 FROM undo_" table " AS u WHERE " match " AND u.later <> " table ".import)"          \
    }

/* A place is known by its code where it has one, else by its name. */
#define PLACE_WORD(code, name) "CASE WHEN " code " = '' THEN " name " ELSE '' END"

/* Who says what of a place from when to when; an open end is as good as any day. */
#define PERIOD_KEY "place, day_from, day_to, said_by"
#define PERIOD_KEY_TYPES "place TEXT NOT NULL, day_from INTEGER NOT NULL, day_to INTEGER NOT NULL, said_by TEXT NOT NULL"
#define PERIOD_KEY_OF "place, coalesce(day_from, -2147483648), coalesce(day_to, 2147483647), said_by"
#define PERIOD_KEY_MATCH(table)                                                                                        \
    "u.place = " table ".place AND u.day_from = coalesce(" table ".day_from, -2147483648) AND "                        \
    "u.day_to = coalesce(" table ".day_to, 2147483647) AND u.said_by = " table ".said_by"

static const struct undo_table tables[] = {
    UNDO("incident", "source, source_key", "source BIGINT NOT NULL, source_key TEXT NOT NULL", "source, source_key",
        "u.source = incident.source AND u.source_key = incident.source_key"),
    UNDO("place", "level, country, code, word",
        "level SMALLINT NOT NULL, country TEXT NOT NULL, code TEXT NOT NULL, word TEXT NOT NULL",
        "level, country, code, " PLACE_WORD("code", "name"),
        "u.level = place.level AND u.country = place.country AND u.code = place.code AND u.word = "
        PLACE_WORD("place.code", "place.name")),
    UNDO("place_name", "place_origin, place, language, name",
        "place_origin BIGINT NOT NULL, place BIGINT NOT NULL, language TEXT NOT NULL, name TEXT NOT NULL",
        "place_origin, place, language, name",
        "u.place_origin = place_name.place_origin AND u.place = place_name.place AND u.language = place_name.language "
        "AND u.name = place_name.name"),
    UNDO_ONE("population", "country, code, name, year, kind",
        "country TEXT NOT NULL, code TEXT NOT NULL, name TEXT NOT NULL, year INTEGER NOT NULL, kind TEXT NOT NULL",
        "country, code, name, year, kind",
        "u.country = population.country AND u.code = population.code AND u.name = population.name AND "
        "u.year = population.year AND u.kind = population.kind"),
    UNDO_ONE("alias", "place, alias, language", "place TEXT NOT NULL, alias TEXT NOT NULL, language TEXT NOT NULL",
        "place, alias, language", "u.place = alias.place AND u.alias = alias.alias AND u.language = alias.language"),
    UNDO_ONE("observability", PERIOD_KEY, PERIOD_KEY_TYPES, PERIOD_KEY_OF, PERIOD_KEY_MATCH("observability")),
    UNDO_ONE("phase", PERIOD_KEY, PERIOD_KEY_TYPES, PERIOD_KEY_OF, PERIOD_KEY_MATCH("phase")),
    UNDO_ONE("licence", "source", "source TEXT NOT NULL", "source", "u.source = licence.source"),
    /* A dialogue is known by its name and, where it has one, its address: either may be what a later one superseded it by. */
    UNDO("dialogue", "name, address", "name TEXT NOT NULL, address TEXT NOT NULL", "name, address",
        "u.name = dialogue.name OR (u.address <> '' AND u.address = dialogue.address) ORDER BY u.later DESC LIMIT 1"),
    UNDO_ONE("finding", "said_by, finding_key", "said_by TEXT NOT NULL, finding_key TEXT NOT NULL", "said_by, finding_key",
        "u.said_by = finding.said_by AND u.finding_key = finding.finding_key"),
    UNDO_ONE("actor", "actor_key", "actor_key TEXT NOT NULL",
        "actor_key",
        "u.actor_key = actor.actor_key"),
    UNDO_ONE("actor_score", "actor, issue, said_by, day", "actor TEXT NOT NULL, issue TEXT NOT NULL, said_by TEXT NOT NULL, day INTEGER NOT NULL",
        "actor, issue, said_by, coalesce(day, -2147483648)",
        "u.actor = actor_score.actor AND u.issue = actor_score.issue AND u.said_by = actor_score.said_by AND u.day = "
        "coalesce(actor_score.day, -2147483648)"),
    UNDO_ONE("tie", "from_actor, to_actor, relation, said_by, day_from", "from_actor TEXT NOT NULL, to_actor TEXT NOT NULL, relation TEXT NOT NULL, said_by TEXT NOT NULL, day_from INTEGER NOT "
        "NULL",
        "from_actor, to_actor, relation, said_by, coalesce(day_from, -2147483648)",
        "u.from_actor = tie.from_actor AND u.to_actor = tie.to_actor AND u.relation = tie.relation AND u.said_by = tie.said_by "
        "AND u.day_from = coalesce(tie.day_from, -2147483648)"),
    UNDO_ONE("project", "project_key", "project_key TEXT NOT NULL",
        "project_key",
        "u.project_key = project.project_key"),
    UNDO_ONE("activity", "activity_key, digest", "activity_key TEXT NOT NULL, digest BIGINT NOT NULL",
        "activity_key, CASE WHEN activity_key = '' THEN digest ELSE 0 END",
        "u.activity_key = activity.activity_key AND u.digest = CASE WHEN activity.activity_key = '' THEN activity.digest ELSE 0 "
        "END"),
    UNDO_ONE("contact", "contact_key", "contact_key TEXT NOT NULL",
        "contact_key",
        "u.contact_key = contact.contact_key"),
    UNDO_ONE("promise", "promise_key", "promise_key TEXT NOT NULL",
        "promise_key",
        "u.promise_key = promise.promise_key"),
    UNDO_ONE("reply", "actor, about", "actor TEXT NOT NULL, about TEXT NOT NULL",
        "actor, about",
        "u.actor = reply.actor AND u.about = reply.about"),
    UNDO_ONE("restriction", "kind, place, by_actor, against, said_by, day_from", "kind TEXT NOT NULL, place TEXT NOT NULL, by_actor TEXT NOT NULL, against TEXT NOT NULL, said_by TEXT NOT NULL, day_from "
        "INTEGER NOT NULL",
        "kind, place, by_actor, against, said_by, coalesce(day_from, -2147483648)",
        "u.kind = restriction.kind AND u.place = restriction.place AND u.by_actor = restriction.by_actor AND u.against = "
        "restriction.against AND u.said_by = restriction.said_by AND u.day_from = coalesce(restriction.day_from, -2147483648)"),
    UNDO_ONE("plan", "plan_key, article, language", "plan_key TEXT NOT NULL, article TEXT NOT NULL, language TEXT NOT NULL",
        "plan_key, article, language",
        "u.plan_key = plan.plan_key AND u.article = plan.article AND u.language = plan.language"),
    UNDO_ONE("plan_clash", "one, other, said_by", "one TEXT NOT NULL, other TEXT NOT NULL, said_by TEXT NOT NULL",
        "one, other, said_by",
        "u.one = plan_clash.one AND u.other = plan_clash.other AND u.said_by = plan_clash.said_by"),
    UNDO_ONE("agenda", "agenda_key, language", "agenda_key TEXT NOT NULL, language TEXT NOT NULL",
        "agenda_key, language",
        "u.agenda_key = agenda.agenda_key AND u.language = agenda.language"),
    UNDO_ONE("agenda_item", "item_key, language", "item_key TEXT NOT NULL, language TEXT NOT NULL",
        "item_key, language",
        "u.item_key = agenda_item.item_key AND u.language = agenda_item.language"),
    UNDO_ONE("capacity", "item_key, capacity_key, language", "item_key TEXT NOT NULL, capacity_key TEXT NOT NULL, language TEXT NOT NULL",
        "item_key, capacity_key, language",
        "u.item_key = capacity.item_key AND u.capacity_key = capacity.capacity_key AND u.language = capacity.language"),
    UNDO_ONE("item_state", "item_key, day, state", "item_key TEXT NOT NULL, day INTEGER NOT NULL, state TEXT NOT NULL",
        "item_key, day, state",
        "u.item_key = item_state.item_key AND u.day = item_state.day AND u.state = item_state.state"),
    UNDO_ONE("item_link", "item_key, kind, reference, said_by", "item_key TEXT NOT NULL, kind TEXT NOT NULL, reference TEXT NOT NULL, said_by TEXT NOT NULL",
        "item_key, kind, reference, said_by",
        "u.item_key = item_link.item_key AND u.kind = item_link.kind AND u.reference = item_link.reference AND u.said_by = item_link.said_by"),
    UNDO_ONE("indicator", "indicator_key, language", "indicator_key TEXT NOT NULL, language TEXT NOT NULL",
        "indicator_key, language",
        "u.indicator_key = indicator.indicator_key AND u.language = indicator.language"),
    UNDO_ONE("indicator_value", "indicator_key, day, source", "indicator_key TEXT NOT NULL, day INTEGER NOT NULL, source TEXT NOT NULL",
        "indicator_key, day, source",
        "u.indicator_key = indicator_value.indicator_key AND u.day = indicator_value.day AND u.source = indicator_value.source"),
    UNDO_ONE("priority", "agenda_key, side, said_by, matter", "agenda_key TEXT NOT NULL, side TEXT NOT NULL, said_by TEXT NOT NULL, matter TEXT NOT NULL",
        "agenda_key, side, said_by, matter",
        "u.agenda_key = priority.agenda_key AND u.side = priority.side AND u.said_by = priority.said_by AND u.matter = priority.matter"),
    UNDO_ONE("practice", "practice_key, language", "practice_key TEXT NOT NULL, language TEXT NOT NULL",
        "practice_key, language",
        "u.practice_key = practice.practice_key AND u.language = practice.language"),
    UNDO_ONE("premise", "premise_key, language", "premise_key TEXT NOT NULL, language TEXT NOT NULL",
        "premise_key, language",
        "u.premise_key = premise.premise_key AND u.language = premise.language"),
    UNDO_ONE("harm_answer", "item_key, question, said_by", "item_key TEXT NOT NULL, question TEXT NOT NULL, said_by TEXT NOT NULL",
        "item_key, question, said_by",
        "u.item_key = harm_answer.item_key AND u.question = harm_answer.question AND u.said_by = harm_answer.said_by"),
    UNDO_ONE("help_service", "help_key, language", "help_key TEXT NOT NULL, language TEXT NOT NULL",
        "help_key, language",
        "u.help_key = help_service.help_key AND u.language = help_service.language"),
    UNDO_ONE("judgement", "judgement_key, language", "judgement_key TEXT NOT NULL, language TEXT NOT NULL",
        "judgement_key, language",
        "u.judgement_key = judgement.judgement_key AND u.language = judgement.language"),
    UNDO_ONE("partner", "partner_key, language", "partner_key TEXT NOT NULL, language TEXT NOT NULL",
        "partner_key, language",
        "u.partner_key = partner.partner_key AND u.language = partner.language"),
    UNDO_ONE("legal", "country, matter, language", "country TEXT NOT NULL, matter TEXT NOT NULL, language TEXT NOT NULL",
        "country, matter, language",
        "u.country = legal.country AND u.matter = legal.matter AND u.language = legal.language"),
};

/* Keys that an import without rows of its own ended, and that a later one brought anew. */
static bool collect_anew(struct store *s, int64_t import, struct err *e)
{
    int64_t kept = 0;
    struct binds which = WITH(bind_int(s->origin), bind_int(import));
    if (!store_int(s, "SELECT kept FROM import WHERE origin = $1 AND id = $2", which, 0, &kept, e))
        return false;
    return kept || store_do_(s,
        "INSERT INTO undo_incident (source, source_key, later) SELECT g.source, g.source_key, max(n.import) FROM incident AS g "
        "JOIN incident AS n ON n.origin = g.origin AND n.source = g.source AND n.source_key = g.source_key "
        "WHERE g.origin = $1 AND g.ended_by = $2 AND g.import <> $2 AND n.import <> $2 AND n.ended_by IS NULL "
        "AND NOT EXISTS (SELECT 1 FROM undo_incident AS u WHERE u.source = g.source AND u.source_key = g.source_key) "
        "GROUP BY g.source, g.source_key", which, e);
}

static bool one_of_a_key(struct store *s, const struct undo_table *t, struct err *e)
{
    struct binds own = WITH(bind_int(s->origin));
    return !t->twice || (store_do_(s, t->clear, WITH_NOTHING, e) && store_do_(s, t->twice, own, e) && store_do_(s, t->latest, own, e));
}

static bool table_undo(struct store *s, const struct undo_table *t, int64_t import, struct err *e)
{
    struct binds which = WITH(bind_int(s->origin), bind_int(import));
    int64_t concerned = 0;
    if (!store_int_(s, t->concerned, which, 0, &concerned, e))
        return false;
    return !concerned || (store_do_(s, t->make, WITH_NOTHING, e) && store_do_(s, t->collect, which, e) && (t != tables || collect_anew(s, import, e)) && store_do_(s, t->hand, which, e) &&
           store_do_(s, t->apply, which, e) && one_of_a_key(s, t, e) && store_do_(s, t->drop, WITH_NOTHING, e));
}

static bool can_undo(struct store *s, int64_t import, struct err *e)
{
    int64_t undone = 0;
    if (!store_int(s, "SELECT undone FROM import WHERE origin = $1 AND id = $2",
            WITH(bind_int(s->origin), bind_int(import)), -1, &undone, e))
        return false;
    if (undone < 0)
        return err_set(e, ERR_ABSENT, "%.300s: there is no import %" PRId64 ": `diwan show` with `imports` lists them",
            s->shown, import);
    if (undone > 0)
        return err_set(e, ERR_INPUT, "%.300s: import %" PRId64 " was taken back already: nothing was changed", s->shown,
            import);
    return true;
}

/* The earliest other import in use that brought the row again takes it over, with its own line; both imports' counts
 * follow, so that `kept` stays the number of rows an import stands for. */
static bool pass_on(struct store *s, int64_t import, struct err *e)
{
    struct binds which = WITH(bind_int(s->origin), bind_int(import));
    return store_do(s,
               "CREATE TEMPORARY TABLE passed_on (incident_origin BIGINT NOT NULL, incident BIGINT NOT NULL, "
               "heir BIGINT NOT NULL, line BIGINT NOT NULL, source BIGINT NOT NULL, source_key TEXT NOT NULL, "
               "PRIMARY KEY (incident_origin, incident))",
               WITH_NOTHING, e) &&
           store_do(s,
               "INSERT INTO passed_on (incident_origin, incident, heir, line, source, source_key) "
               "SELECT a.incident_origin, a.incident, a.import, a.line, i.source, i.source_key FROM also AS a "
               "JOIN incident AS i ON i.origin = a.incident_origin AND i.id = a.incident "
               "WHERE i.origin = $1 AND i.import = $2 AND a.import_origin = $1 AND a.import = "
               "(SELECT min(b.import) FROM also AS b JOIN import AS m ON m.origin = b.import_origin AND m.id = b.import "
               "WHERE b.incident_origin = a.incident_origin AND b.incident = a.incident AND b.import_origin = $1 "
               "AND b.import <> $2 AND m.undone = 0)",
               which, e) &&
           store_do(s,
               "UPDATE incident SET import = (SELECT p.heir FROM passed_on AS p WHERE p.incident_origin = incident.origin "
               "AND p.incident = incident.id), line = (SELECT p.line FROM passed_on AS p WHERE p.incident_origin = "
               "incident.origin AND p.incident = incident.id) WHERE origin = $1 AND import = $2 AND EXISTS (SELECT 1 FROM "
               "passed_on AS p WHERE p.incident_origin = incident.origin AND p.incident = incident.id)",
               which, e) &&
           /* What the passed row had superseded stays superseded, now by the heir. */
           store_do(s, "CREATE INDEX passed_on_key ON passed_on (source, source_key)", WITH_NOTHING, e) &&
           store_do(s,
               "UPDATE incident SET ended_by = (SELECT max(p.heir) FROM passed_on AS p WHERE p.source = incident.source AND "
               "p.source_key = incident.source_key) WHERE origin = $1 AND ended_by = $2 AND import <> $2 AND EXISTS (SELECT 1 "
               "FROM passed_on AS p WHERE p.source = incident.source AND p.source_key = incident.source_key)",
               which, e) &&
           store_do(s,
               "DELETE FROM also WHERE import_origin = $1 AND EXISTS (SELECT 1 FROM passed_on AS p WHERE p.incident_origin = "
               "also.incident_origin AND p.incident = also.incident AND p.heir = also.import)",
               WITH(bind_int(s->origin)), e) &&
           store_do(s,
               "UPDATE import SET kept = kept + (SELECT count(*) FROM passed_on AS p WHERE p.heir = import.id), "
               "known = known - (SELECT count(*) FROM passed_on AS p WHERE p.heir = import.id) "
               "WHERE origin = $1 AND id IN (SELECT heir FROM passed_on)",
               WITH(bind_int(s->origin)), e) &&
           store_do(s, "UPDATE import SET kept = kept - (SELECT count(*) FROM passed_on) WHERE origin = $1 AND id = $2", which, e) &&
           store_do(s, "DROP TABLE passed_on", WITH_NOTHING, e);
}

/* A dialogue that comes back may by now have the name or the address of one that came in between and did not supersede it, being out of use: it waits
 * for that one's undo. */
#define NEWER                                                                                                          \
    "FROM dialogue AS n WHERE n.origin = dialogue.origin AND n.ended_by IS NULL AND n.import > dialogue.import AND "    \
    "(n.name = dialogue.name OR (n.address <> '' AND n.address = dialogue.address))"
static bool one_of_a_name(struct store *s, struct err *e)
{
    return store_do(s, "UPDATE dialogue SET ended_by = (SELECT max(n.import) " NEWER ") WHERE origin = $1 AND ended_by IS NULL AND EXISTS (SELECT 1 " NEWER ")",
        WITH(bind_int(s->origin)), e);
}

static bool undo_in_task(struct store *s, int64_t import, struct err *e)
{
    if (!can_undo(s, import, e) || !pass_on(s, import, e))
        return false;
    for (size_t i = 0; i < ARRAY_LEN(tables); i++)
        if (!table_undo(s, &tables[i], import, e))
            return err_within(e, "taking back import %" PRId64, import);
    return one_of_a_name(s, e) && store_do(s, "UPDATE import SET undone = 1 WHERE origin = $1 AND id = $2",
        WITH(bind_int(s->origin), bind_int(import)), e);
}

static bool undo_alone(struct store *s, void *arg, struct err *e)
{
    const int64_t *import = arg;
    char detail[32];
    snprintf(detail, sizeof detail, "import %" PRId64, *import);
    return undo_in_task(s, *import, e) && store_audit(s, "undo", str_of(detail), e);
}

bool store_undo(struct store *s, int64_t import, struct err *e)
{
    if (store_in_task(s))
        return undo_in_task(s, import, e);
    return store_task(s, undo_alone, &import, e);
}
