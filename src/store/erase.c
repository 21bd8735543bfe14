/* SPDX-License-Identifier: GPL-3.0-or-later */
/* store: erasing. Every table of the schema is named here, by what erasing does to it; a test compares this with the schema. */
#include "store/erase.h"
#include "store/erase_priv.h"
#include "store/seal.h"
#include <assert.h>

/* Rows that go with an import, or as versions it superseded; and what else the schema has. */
const char *const erase_knows[] = {
    "incident", "place_name", "place", "population", "alias", "observability", "phase", "licence", /* rows of imports: below */
    "dialogue", "dialogue_text", "choice", "statement", "statement_text", "participant", "declared", "vote", "vote_before", "finding", "finding_text",
    "dialogue_room", "pass", "entry_code", "outcome", "meeting", "attendance",
    "actor", "actor_name", "actor_score", "tie", "project", "project_text", "project_actor", "project_place", "project_sector", "project_group",
    "project_marker", "project_money", "activity", "contact", "promise", "reply", "restriction", "plan", "plan_clash",
    "agenda", "agenda_item", "capacity", "item_state", "item_link", "indicator", "indicator_value", "priority", "practice", "premise", "harm_answer", "help_service",
    "judgement", "partner", "legal",
    "import", "problem", "also", "placed", "sealed", "wording", "source", "mapping", "audit", "note", /* go with them: below */
    "erasure",                                                                                     /* written */
    "fact", "origin", "steward", "retention", "backup", "publication", "account", "invitation", "session", "correction", "actor_same", "actor_consent", "item_sign", "partner_logo", /* of no import: stay */
    NULL};

struct erase_table {
    const char *name;
    const char *count_import, *count_superseded, *keep_less;
    const char *delete_import, *delete_superseded;
    const char *unseal;
};

/* $1 is our own origin, $2 the import. */
#define OF_IMPORT(table) table ".origin = $1 AND " table ".import = $2"
#define SUPERSEDED(table) table ".origin = $1 AND " table ".ended_by = $2 AND " table ".import <> $2"
#define UNSEAL(table)                                                                                                  \
    "DELETE FROM sealed WHERE thing = '" table "' AND NOT EXISTS (SELECT 1 FROM " table " AS t WHERE t.origin = "       \
    "sealed.thing_origin AND t.id = sealed.thing_id)"
/* An import's `kept` is the number of rows that it stands for. */
#define KEEP_LESS(table)                                                                                               \
    "UPDATE import SET kept = kept - (SELECT count(*) FROM " table " WHERE " SUPERSEDED(table) " AND " table            \
    ".import = import.id) WHERE origin = $1 AND kept >= (SELECT count(*) FROM " table " WHERE " SUPERSEDED(table)       \
    " AND " table ".import = import.id)"
#define TABLE(table, import, superseded, keep_less)                                                                    \
    {                                                                                                                  \
        table, "SELECT count(*) FROM " table " WHERE " import, "SELECT count(*) FROM " table " WHERE " superseded,      \
            keep_less, "DELETE FROM " table " WHERE " import, "DELETE FROM " table " WHERE " superseded, UNSEAL(table)  \
    }
#define PLAIN(table) TABLE(table, OF_IMPORT(table), SUPERSEDED(table), KEEP_LESS(table))
/* What hangs on a row of another table, and goes before it. */
#define HANGING(table, on, import, superseded, keep_less)                                                                       \
    {                                                                                                                  \
        table, "SELECT count(*) FROM " table " WHERE " HANGS(table, on, import),                                        \
            "SELECT count(*) FROM " table " WHERE " HANGS(table, on, superseded), keep_less,                            \
            "DELETE FROM " table " WHERE " HANGS(table, on, import), "DELETE FROM " table " WHERE " HANGS(table, on, superseded), NULL \
    }
#define HANGS(table, on, which) table ".origin = $1 AND " table "." on " IN (SELECT " on ".id FROM " on " WHERE " which ")"
#define OF_DIALOGUE(table) HANGING(table, "dialogue", OF_IMPORT("dialogue"), SUPERSEDED("dialogue"), NULL)
#define OF_ACTOR(table) HANGING(table, "actor", OF_IMPORT("actor"), SUPERSEDED("actor"), NULL)
#define OF_PROJECT(table) HANGING(table, "project", OF_IMPORT("project"), SUPERSEDED("project"), NULL)
#define OF_FINDING(table) HANGING(table, "finding", OF_IMPORT("finding"), SUPERSEDED("finding"), KEEP_LESS_SUMMARIES)
/* An import of a dialogue stands for that dialogue's votes. */
#define KEEP_NO_DIALOGUE                                                                                               \
    "UPDATE import SET kept = 0 WHERE origin = $1 AND EXISTS (SELECT 1 FROM dialogue WHERE " SUPERSEDED("dialogue")     \
    " AND dialogue.import = import.id)"
/* One of findings for their summaries: a row of its file is a finding in one language. */
#define SUMMARIES                                                                                                      \
    "(SELECT count(*) FROM finding_text AS x JOIN finding ON finding.origin = x.origin AND finding.id = x.finding WHERE " \
    SUPERSEDED("finding") " AND finding.import = import.id)"
#define KEEP_LESS_SUMMARIES "UPDATE import SET kept = kept - " SUMMARIES " WHERE origin = $1 AND kept >= " SUMMARIES
/* A name does not outlive its place, whoever brought it. */
#define NAME_OF_PLACE(which)                                                                                           \
    "EXISTS (SELECT 1 FROM place WHERE place.origin = place_name.place_origin AND place.id = place_name.place AND " which ")"

static const struct erase_table tables[] = {
    PLAIN("incident"),
    TABLE("place_name", "(" OF_IMPORT("place_name") ") OR " NAME_OF_PLACE(OF_IMPORT("place")),
        "(" SUPERSEDED("place_name") ") OR " NAME_OF_PLACE(SUPERSEDED("place")), NULL),
    PLAIN("place"), /* after its names */
    PLAIN("population"),
    PLAIN("alias"),
    PLAIN("observability"),
    PLAIN("phase"),
    PLAIN("licence"),
    OF_DIALOGUE("pass"), /* before those it leads to */
    OF_DIALOGUE("entry_code"),
    OF_DIALOGUE("outcome"),
    OF_DIALOGUE("attendance"),
    OF_DIALOGUE("meeting"),
    OF_DIALOGUE("dialogue_room"),
    OF_DIALOGUE("vote_before"),
    OF_DIALOGUE("vote"),
    OF_DIALOGUE("declared"),
    OF_DIALOGUE("participant"),
    OF_DIALOGUE("statement_text"),
    OF_DIALOGUE("statement"),
    OF_DIALOGUE("choice"),
    OF_DIALOGUE("dialogue_text"),
    TABLE("dialogue", OF_IMPORT("dialogue"), SUPERSEDED("dialogue"), KEEP_NO_DIALOGUE),
    OF_FINDING("finding_text"),
    TABLE("finding", OF_IMPORT("finding"), SUPERSEDED("finding"), NULL),
    OF_ACTOR("actor_name"),
    OF_PROJECT("project_text"),
    OF_PROJECT("project_actor"),
    OF_PROJECT("project_place"),
    OF_PROJECT("project_sector"),
    OF_PROJECT("project_group"),
    OF_PROJECT("project_marker"),
    OF_PROJECT("project_money"),
    PLAIN("actor"),
    PLAIN("actor_score"),
    PLAIN("tie"),
    PLAIN("project"),
    PLAIN("activity"),
    PLAIN("contact"),
    PLAIN("promise"),
    PLAIN("reply"),
    PLAIN("restriction"),
    PLAIN("plan"),
    PLAIN("plan_clash"),
    PLAIN("agenda"),
    PLAIN("agenda_item"),
    PLAIN("capacity"),
    PLAIN("item_state"),
    PLAIN("item_link"),
    PLAIN("indicator"),
    PLAIN("indicator_value"),
    PLAIN("priority"),
    PLAIN("practice"),
    PLAIN("premise"),
    PLAIN("harm_answer"),
    PLAIN("help_service"),
    PLAIN("judgement"),
    PLAIN("partner"),
    PLAIN("legal"),
};

/* ---- numbers are not given twice ---- */

#define LAST_ID(table)                                                                                                 \
    "INSERT INTO fact (key, value) SELECT 'last_id." table "', CAST(coalesce(max(id), 0) AS TEXT) FROM " table          \
    " WHERE origin = $1 ON CONFLICT (key) DO UPDATE SET value = CASE WHEN CAST(excluded.value AS BIGINT) > CAST(fact.value AS BIGINT) " \
    "THEN excluded.value ELSE fact.value END"

static bool last_ids_keep(struct store *s, struct err *e)
{
    static const char *const all[] = {LAST_ID("import"), LAST_ID("incident"), LAST_ID("place"), LAST_ID("place_name"), LAST_ID("population"),
        LAST_ID("alias"), LAST_ID("observability"), LAST_ID("phase"), LAST_ID("licence"), LAST_ID("source"), LAST_ID("sealed"),
        LAST_ID("mapping"), LAST_ID("audit"), LAST_ID("note"), LAST_ID("dialogue"), LAST_ID("finding"),
        LAST_ID("actor"), LAST_ID("actor_score"), LAST_ID("tie"), LAST_ID("project"), LAST_ID("activity"), LAST_ID("contact"), LAST_ID("promise"),
        LAST_ID("reply"), LAST_ID("restriction"), LAST_ID("plan"), LAST_ID("plan_clash"),
        LAST_ID("agenda"), LAST_ID("agenda_item"), LAST_ID("capacity"), LAST_ID("item_state"), LAST_ID("item_link"), LAST_ID("indicator"), LAST_ID("indicator_value"),
        LAST_ID("priority"), LAST_ID("practice"), LAST_ID("premise"), LAST_ID("harm_answer"), LAST_ID("help_service"), LAST_ID("judgement"), LAST_ID("partner"),
        LAST_ID("legal")};
    for (size_t i = 0; i < ARRAY_LEN(all); i++)
        if (!store_do_(s, all[i], WITH(bind_int(s->origin)), e))
            return false;
    return true;
}

/* ---- one thing of the list ---- */

static bool deleted(struct store *s, const char *count, const char *sql, struct binds with, int64_t *rows, struct err *e)
{
    int64_t n = 0;
    if (!store_int_(s, count, with, 0, &n, e))
        return false;
    *rows += n;
    return n == 0 || store_do_(s, sql, with, e);
}

/* Of incidents that are gone. */
static bool orphans_delete(struct store *s, struct err *e)
{
    return store_do(s, "DELETE FROM also WHERE NOT EXISTS (SELECT 1 FROM incident AS i WHERE i.origin = also.incident_origin AND i.id = "
                       "also.incident)", WITH_NOTHING, e) &&
           store_do(s, "DELETE FROM placed WHERE NOT EXISTS (SELECT 1 FROM incident AS i WHERE i.origin = placed.incident_origin AND "
                       "i.id = placed.incident)", WITH_NOTHING, e);
}

/* What the audit says of an import: "import 5: FILE ...", or the file alone. */
static bool audit_forget(struct store *s, int64_t import, struct err *e)
{
    char begin[40], erased[48];
    snprintf(begin, sizeof begin, "import %" PRId64 ": %%", import);
    snprintf(erased, sizeof erased, "import %" PRId64 ": erased", import);
    return store_do(s, "UPDATE audit SET detail = $3 WHERE origin = $1 AND (detail LIKE $4 OR detail = (SELECT file FROM import WHERE "
                       "import.origin = $1 AND import.id = $2))",
        WITH(bind_int(s->origin), bind_int(import), bind_text(str_of(erased)), bind_text(str_of(begin))), e);
}

static bool import_undo(struct store *s, struct erasable *x, struct err *e)
{
    static const char count[] = "SELECT count(*) FROM incident WHERE origin = $1 AND import = $2";
    struct binds which = WITH(bind_int(s->origin), bind_int(x->id));
    int64_t before = 0, after = 0;
    if (!store_int_(s, count, which, 0, &before, e) || !store_undo(s, x->id, e) || !store_int_(s, count, which, 0, &after, e))
        return false;
    x->stay = before - after;
    return true;
}

static bool import_erase(struct store *s, struct erasable *x, struct err *e)
{
    struct binds which = WITH(bind_int(s->origin), bind_int(x->id));
    int64_t undone = -1;
    x->rows = 0;
    if (!store_int(s, "SELECT undone FROM import WHERE origin = $1 AND id = $2", which, -1, &undone, e))
        return false;
    if (undone < 0)
        return true;
    if (undone == 0 && !import_undo(s, x, e))
        return false;
    for (size_t i = 0; i < ARRAY_LEN(tables); i++)
        if (!deleted(s, tables[i].count_import, tables[i].delete_import, which, &x->rows, e))
            return false;
    return store_do(s, "DELETE FROM also WHERE import_origin = $1 AND import = $2", which, e) && orphans_delete(s, e) &&
           audit_forget(s, x->id, e) && store_do(s, "DELETE FROM problem WHERE import_origin = $1 AND import = $2", which, e) &&
           store_do(s, "DELETE FROM import WHERE origin = $1 AND id = $2", which, e);
}

static bool superseded_erase(struct store *s, struct erasable *x, struct err *e)
{
    struct binds which = WITH(bind_int(s->origin), bind_int(x->id));
    x->rows = 0;
    for (size_t i = 0; i < ARRAY_LEN(tables); i++) {
        if (tables[i].keep_less && !store_do_(s, tables[i].keep_less, which, e))
            return false;
        if (!deleted(s, tables[i].count_superseded, tables[i].delete_superseded, which, &x->rows, e))
            return false;
    }
    return orphans_delete(s, e);
}

static bool refused_erase(struct store *s, struct erasable *x, struct err *e)
{
    x->rows = 0;
    return deleted(s, "SELECT count(*) FROM problem WHERE import_origin = $1 AND import = $2 AND found <> ''",
        "UPDATE problem SET found = '' WHERE import_origin = $1 AND import = $2 AND found <> ''",
        WITH(bind_int(s->origin), bind_int(x->id)), &x->rows, e);
}

static bool audit_erase(struct store *s, struct erasable *x, struct err *e)
{
    x->rows = 0;
    return deleted(s, "SELECT count(*) FROM audit WHERE origin = $1 AND substr(time, 1, 10) = $2 AND NOT (" AUDIT_OF_UNDONE ")",
        "DELETE FROM audit WHERE origin = $1 AND substr(time, 1, 10) = $2 AND NOT (" AUDIT_OF_UNDONE ")", WITH(bind_int(s->origin), bind_text(x->name)), &x->rows, e);
}

static bool mapping_erase(struct store *s, struct erasable *x, struct err *e)
{
    x->rows = 0;
    if (!deleted(s, "SELECT count(*) FROM mapping WHERE origin = $1 AND name = $2", "DELETE FROM mapping WHERE origin = $1 AND name = $2",
            WITH(bind_int(s->origin), bind_text(x->name)), &x->rows, e))
        return false;
    return x->rows > 0 || err_set(e, ERR_ABSENT, "%.300s: there is no mapping \"%.*s\": `diwan show` with `mappings` lists them", s->shown,
        STR_F(x->name));
}

static bool one_erase(struct store *s, struct erasable *x, struct err *e)
{
    switch (x->kind) {
    case ERASE_IMPORT: return import_erase(s, x, e);
    case ERASE_SUPERSEDED: return superseded_erase(s, x, e);
    case ERASE_REFUSED: return refused_erase(s, x, e);
    case ERASE_AUDIT: return audit_erase(s, x, e);
    case ERASE_MAPPING: return mapping_erase(s, x, e);
    case ERASE_COPY: break;
    }
    x->rows = 0;
    return true;
}

/* ---- mappings that are called like a file ---- */

static bool mappings_begin(struct store *s, const struct erasable *list, size_t n, struct err *e)
{
    if (!store_do(s, "CREATE TEMPORARY TABLE erase_mapping (import BIGINT NOT NULL, mapping BIGINT NOT NULL, layout TEXT NOT NULL, "
                     "made BIGINT NOT NULL)", WITH_NOTHING, e))
        return false;
    for (size_t i = 0; i < n; i++)
        if (list[i].kind == ERASE_IMPORT &&
            !store_do(s, "INSERT INTO erase_mapping (import, mapping, layout, made) SELECT i.id, m.id, i.layout, CASE WHEN m.time = i.time "
                         "THEN 1 ELSE 0 END FROM import AS i JOIN mapping AS m ON m.origin = i.origin AND (i.file = m.name OR "
                         "substr(i.file, 1, length(m.name) + 1) = m.name || '.') WHERE i.origin = $1 AND i.id = $2", WITH(bind_int(s->origin), bind_int(list[i].id)), e))
            return false;
    return true;
}

/* After the imports: those made with one of them go. An import does not say which mapping it was read by: its source is called like that
 * most often, and where its source is called like no mapping it may be any. */
static bool mappings_end(struct store *s, struct erasable *list, size_t n, struct err *e)
{
    if (!store_do(s, "DELETE FROM mapping WHERE origin = $1 AND EXISTS (SELECT 1 FROM erase_mapping AS x WHERE x.mapping = mapping.id AND "
                     "x.made = 1) AND NOT EXISTS (SELECT 1 FROM import AS i WHERE i.origin = $1 AND EXISTS (SELECT 1 FROM erase_mapping AS x "
                     "WHERE x.mapping = mapping.id AND x.layout = i.layout) AND (i.source = mapping.name OR i.file = mapping.name OR "
                     "substr(i.file, 1, length(mapping.name) + 1) = mapping.name || '.' OR NOT EXISTS (SELECT 1 FROM mapping AS k WHERE k.origin = i.origin AND k.name = i.source)))",
            WITH(bind_int(s->origin)), e))
        return false;
    for (size_t i = 0; i < n; i++) {
        struct binds which = WITH(bind_int(s->origin), bind_int(list[i].id));
        int64_t all = 0, *stay = &list[i].mappings_stay;
        if (list[i].kind != ERASE_IMPORT)
            continue;
        if (!store_int(s, "SELECT count(*) FROM erase_mapping WHERE import = $1", WITH(bind_int(list[i].id)), 0, &all, e) ||
            !store_int(s, "SELECT count(*) FROM erase_mapping AS x JOIN mapping AS m ON m.origin = $1 AND m.id = x.mapping WHERE x.import = $2",
                which, 0, stay, e))
            return false;
        list[i].mappings_gone = all - *stay;
    }
    return store_do(s, "DROP TABLE erase_mapping", WITH_NOTHING, e);
}

/* ---- what nothing uses any more ---- */

static bool leftovers_delete(struct store *s, int64_t *notes, struct err *e)
{
    for (size_t i = 0; i < ARRAY_LEN(tables); i++)
        if (tables[i].unseal && !store_do_(s, tables[i].unseal, WITH_NOTHING, e))
            return false;
    return note_erase_gone(s, notes, e) &&
           store_do(s, "DELETE FROM source WHERE origin = $1 AND NOT EXISTS (SELECT 1 FROM incident AS i WHERE i.origin = source.origin "
                       "AND i.source = source.id)", WITH(bind_int(s->origin)), e) &&
           store_do(s, "CREATE TEMPORARY TABLE erase_used (id BIGINT PRIMARY KEY)", WITH_NOTHING, e) &&
           store_do(s, "INSERT INTO erase_used (id) SELECT country FROM incident UNION SELECT admin1 FROM incident UNION SELECT admin2 "
                       "FROM incident UNION SELECT place_words FROM incident UNION SELECT side_a FROM incident UNION SELECT side_b "
                       "FROM incident UNION SELECT sources FROM incident", WITH_NOTHING, e) &&
           store_do(s, "DELETE FROM wording WHERE id <> 0 AND NOT EXISTS (SELECT 1 FROM erase_used AS u WHERE u.id = wording.id)",
               WITH_NOTHING, e) &&
           store_do(s, "DROP TABLE erase_used", WITH_NOTHING, e);
}

/* ---- the record that something went ---- */

/* "import 5", "superseded" ...: never a name. */
static void said_of(const struct erasable *x, struct buf *out)
{
    static const char *const words[] = {[ERASE_SUPERSEDED] = "superseded", [ERASE_REFUSED] = "refused", [ERASE_AUDIT] = "audit",
        [ERASE_MAPPING] = "mapping"};
    buf_clear(out);
    if (x->kind == ERASE_IMPORT)
        buf_f(out, "import %" PRId64, x->id);
    else
        buf_text(out, words[x->kind]);
}

static bool erasure_write(struct store *s, const struct erasable *x, int64_t rows, struct str reason, struct err *e)
{
    char now[32];
    int64_t id = 0;
    time_now(now);
    struct buf what CLEANUP(buf_end) = {0};
    said_of(x, &what);
    if (!store_next_id(s, "erasure", &id, e) ||
        !store_do(s, "INSERT INTO erasure (origin, id, what, rows_erased, reason, time, who) VALUES ($1, $2, $3, $4, $5, $6, $7)",
            WITH(bind_int(s->origin), bind_int(id), bind_text(buf_view(&what)), bind_int(rows), bind_text(reason),
                bind_text(str_of(s->time ? s->time : now)), bind_text(str_of(s->who))), e))
        return false;
    buf_f(&what, ": %" PRId64 " rows", rows);
    return store_audit(s, "erase", buf_view(&what), e);
}

static struct str reason_of(const struct erasable *x, struct str reason)
{
    return reason.n ? reason : x->reason;
}

/* One line an import; one line for all other things of one kind and reason. */
static bool erasures_write(struct store *s, const struct erasable *list, size_t n, const bool *there, struct str reason, struct err *e)
{
    bool *told = mem_get(n + 1);
    bool fine = true;
    for (size_t i = 0; fine && i < n; i++) {
        int64_t rows = list[i].rows;
        if (told[i] || !there[i])
            continue;
        for (size_t k = i + 1; k < n && list[i].kind != ERASE_IMPORT; k++) {
            bool with = there[k] && list[k].kind == list[i].kind && str_eq(reason_of(&list[i], reason), reason_of(&list[k], reason));
            told[k] |= with;
            rows += with ? list[k].rows : 0;
        }
        fine = erasure_write(s, &list[i], rows, reason_of(&list[i], reason), e);
    }
    free(told);
    return fine;
}

static bool import_there(struct store *s, const struct erasable *x, bool *there, struct err *e)
{
    int64_t n = 0;
    bool fine = x->kind != ERASE_IMPORT ||
        store_int(s, "SELECT count(*) FROM import WHERE origin = $1 AND id = $2", WITH(bind_int(s->origin), bind_int(x->id)), 0, &n, e);
    *there = n > 0;
    return fine;
}

/* Lines of the audit last: some are kept for imports that are there. */
static bool some_erase(struct store *s, struct erasable *list, size_t n, bool audit, bool *there, struct err *e)
{
    for (size_t i = 0; i < n; i++) {
        if ((list[i].kind == ERASE_AUDIT) != audit)
            continue;
        if (!import_there(s, &list[i], &there[i], e) || !one_erase(s, &list[i], e))
            return false;
        if (list[i].kind != ERASE_IMPORT)
            there[i] = list[i].rows > 0;
    }
    return true;
}

static bool all_erase(struct store *s, struct erasable *list, size_t n, bool *there, struct err *e)
{
    return mappings_begin(s, list, n, e) && some_erase(s, list, n, false, there, e) && some_erase(s, list, n, true, there, e) &&
           mappings_end(s, list, n, e);
}

bool store_erase(struct store *s, struct erasable *list, size_t n, struct str reason, struct err *e)
{
    assert(s->in_task);
    bool *there = mem_get(n + 1);
    int64_t notes = 0;
    bool fine = last_ids_keep(s, e) && all_erase(s, list, n, there, e) && leftovers_delete(s, &notes, e);
    if (fine && n)
        list[0].rows += notes; /* on what went: they go with it */
    fine = fine && erasures_write(s, list, n, there, reason, e) && store_fact_set(s, "compact", STR("due"), e);
    free(there);
    return fine;
}

bool store_erase_begin(struct store *s, struct err *e)
{
    return !s->driver->erase_begin || s->driver->erase_begin(s->connection, e);
}

/* ---- the file anew ---- */

static bool compact_done(struct store *s, void *arg, struct err *e)
{
    (void)arg;
    return store_do(s, "DELETE FROM fact WHERE key = 'compact'", WITH_NOTHING, e);
}

/* The store goes on with the new file, under the key that the old one had. */
static bool rewritten(struct store *s, struct progress *p, struct err *e)
{
    struct store *again CLEANUP(store_close) = NULL;
    if (!s->driver->rewrite(s->connection, NULL, p, e) || !store_open_again(s, STORE_WRITE, &again, e))
        return false;
    store_statements_end(again);
    struct store_connection *old = s->connection;
    s->connection = again->connection;
    again->connection = old;
    return true;
}

bool store_compact(struct store *s, struct progress *p, struct err *e)
{
    assert(!s->in_task && !s->in_look && s->rows_open == 0);
    store_statements_end(s);
    bool anew = s->driver->rewrite ? rewritten(s, p, e) : s->driver->compact(s->connection, p, e);
    return anew && store_task(s, compact_done, NULL, e) &&
           (!s->driver->settle || s->driver->settle(s->connection, e));
}

bool store_compact_due(struct store *s, bool *due, struct err *e)
{
    int64_t n = 0;
    bool fine = store_int(s, "SELECT count(*) FROM fact WHERE key = 'compact'", WITH_NOTHING, 0, &n, e);
    *due = n > 0;
    return fine;
}
