/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * store: a whole copy of a register as it is at one moment, while others go on writing to it.
 *
 * Two ways. Where both ends are of one kind that can copy itself (SQLite's pages), that is done: fast, and of any
 * schema. Else every table is read in one look and written in one task, so that a register on a server can be
 * carried as a file and back. Either way the copy grows unseen, is examined, and only then gets its name.
 */
#include "core/speech.h"
#include "store/store_priv.h"

/* ---- table by table ---- */

/* Parents stand before the rows that name them. A test compares this with the schema, column by column. */
#define ORDERED(name, columns, places, kinds, order)                                                                   \
    {                                                                                                                  \
        name, "SELECT count(*) FROM " name, "SELECT " columns " FROM " name " ORDER BY " order,                        \
            "INSERT INTO " name " (" columns ") VALUES (" places ")", kinds                                            \
    }
#define TABLE(name, columns, places, kinds) ORDERED(name, columns, places, kinds, "1, 2")
#define TO_2 "$1, $2"
#define TO_3 TO_2 ", $3"
#define TO_4 TO_3 ", $4"
#define TO_5 TO_4 ", $5"
#define TO_6 TO_5 ", $6"
#define TO_7 TO_6 ", $7"
#define TO_8 TO_7 ", $8"
#define TO_9 TO_8 ", $9"
#define TO_10 TO_9 ", $10"
#define TO_11 TO_10 ", $11"
#define TO_12 TO_11 ", $12"
#define TO_13 TO_12 ", $13"
#define TO_14 TO_13 ", $14"
#define TO_15 TO_14 ", $15"
#define TO_16 TO_15 ", $16"
#define TO_17 TO_16 ", $17"
#define TO_18 TO_17 ", $18"
#define TO_19 TO_18 ", $19"
#define TO_20 TO_19 ", $20"
#define TO_21 TO_20 ", $21"
#define TO_22 TO_21 ", $22"
#define TO_23 TO_22 ", $23"
#define TO_24 TO_23 ", $24"
#define TO_25 TO_24 ", $25"
#define TO_26 TO_25 ", $26"
#define TO_27 TO_26 ", $27"
#define TO_28 TO_27 ", $28"
#define TO_41                                                                                                          \
    TO_15 ", $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, $26, $27, $28, $29, $30, $31, $32, $33, $34, $35, $36, " \
          "$37, $38, $39, $40, $41"

const struct copied_table store_copied[] = {
    TABLE("fact", "key, value", TO_2, "tt"),
    TABLE("origin", "id, uuid, name", TO_3, "itt"),
    TABLE("wording", "id, text", TO_2, "it"),
    TABLE("import", "origin, id, file, sha256, layout, source, time, who, rows_read, kept, repaired, refused, known, "
        "superseded, undone", TO_15, "iittttttiiiiiii"),
    TABLE("problem", "import_origin, import, number, severity, line, column_name, code, found, expected, advice", TO_10,
        "iiiiittttt"),
    TABLE("source", "origin, id, name, citation, licence", TO_5, "iittt"),
    TABLE("place", "origin, id, import, ended_by, level, code, country, parent_code, name, longitude, latitude, border, "
        "valid_from, valid_to", TO_14, "iiiiittttrrbii"),
    TABLE("place_name", "origin, id, import, ended_by, place_origin, place, language, name, folded", TO_9, "iiiiiittt"),
    TABLE("population", "origin, id, import, ended_by, line, country, code, name, name_ar, year, people, kind, source",
        TO_13, "iiiiittttiitt"),
    TABLE("incident", "origin, id, import, ended_by, line, source, source_key, digest, day_first, day_last, "
        "day_precision, latitude, longitude, place_precision, country, country_code, admin1, admin2, place_words, kind, "
        "type, side_a, side_b, side_a_kind, side_b_kind, deaths_low, deaths_best, deaths_high, deaths_civilians, "
        "deaths_side_a, deaths_side_b, deaths_status_unknown, sources, source_count, clarity, flags, people_injured, "
        "people_abducted, people_detained, people_displaced, revised", TO_41, "iiiiiitiiiirriitiiiitiiiiiiiiiiiiiiiiiiii"),
    TABLE("also", "import_origin, import, incident_origin, incident, line", TO_5, "iiiii"),
    TABLE("placed", "incident_origin, incident, level, place_origin, place, how, named_origin, named, distance_km", TO_9,
        "iiiiiiiir"),
    TABLE("audit", "origin, id, time, who, what, detail", TO_6, "iitttt"),
    TABLE("alias", "origin, id, import, ended_by, line, place, alias, language", TO_8, "iiiiittt"),
    TABLE("observability", "origin, id, import, ended_by, line, place, day_from, day_to, judgement, said_by, reason",
        TO_11, "iiiiitiittt"),
    TABLE("phase", "origin, id, import, ended_by, line, place, day_from, day_to, phase, said_by", TO_10, "iiiiitiitt"),
    TABLE("licence", "origin, id, import, ended_by, line, source, licence", TO_7, "iiiiitt"),
    TABLE("mapping", "origin, id, name, fields, time, who", TO_6, "iitttt"),
    TABLE("steward", "origin, id, name, public_key, since, ended", TO_6, "iitttt"),
    TABLE("sealed", "origin, id, thing, thing_origin, thing_id, field, content, time, who", TO_9, "iitiitbtt"),
    TABLE("note", "origin, id, about, source, about_key", TO_5, "iittt"),
    TABLE("retention", "origin, id, what, days, reason, time, who", TO_7, "iitittt"),
    TABLE("erasure", "origin, id, what, rows_erased, reason, time, who", TO_7, "iitittt"),
    TABLE("backup", "origin, id, file, sha256, bytes, generation, time, who, gone", TO_9, "iittiittt"),
    TABLE("publication", "origin, id, file, medium, language, place, day_from, day_to, sha256, fingerprint, signed_by, checklist, "
        "note, time, who, withdrawn", TO_16, "iittttiitttttttt"),
    TABLE("dialogue", "origin, id, import, ended_by, name, own, address, place, phase, day_from, day_to, closed", TO_12, "iiiititttiii"),
    TABLE("dialogue_text", "origin, dialogue, language, topic, description, who_may_speak", TO_6, "iitttt"),
    TABLE("choice", "origin, dialogue, attribute, value, number", TO_5, "iitti"),
    TABLE("statement", "origin, dialogue, id, seed, moderation, meta, author, day, time_ms", TO_9, "iiiiiiiii"),
    TABLE("statement_text", "origin, dialogue, statement, language, translated, text, observation, feeling, need, request", TO_10,
        "iiitittttt"),
    ORDERED("participant", "origin, dialogue, id, group_said", TO_4, "iiii", "1, 2, 3"),
    ORDERED("declared", "origin, dialogue, participant, attribute, value", TO_5, "iiitt", "1, 2, 3, 4"),
    ORDERED("vote", "origin, dialogue, participant, statement, vote, day, time_ms", TO_7, "iiiiiii", "1, 2, 3, 4"),
    ORDERED("vote_before", "origin, dialogue, participant, statement, number, vote, day, time_ms", TO_8, "iiiiiiii", "1, 2, 3, 4, 5"),
    TABLE("finding", "origin, id, import, ended_by, line, said_by, finding_key, place, day_from, day_to, method, asked, people, women, "
        "codes, direction, about", TO_17, "iiiiitttiittiittt"),
    TABLE("finding_text", "origin, finding, language, summary", TO_4, "iitt"),
    TABLE("account", "origin, id, name, shown, role, password, totp, totp_last, language, made, made_by, ended, failures, failed_last", TO_14,
        "iitttttittttii"),
    TABLE("invitation", "origin, account, digest, until", TO_4, "iiti"),
    TABLE("session", "origin, account, digest, begun, used, second_factor", TO_6, "iitiii"),
    TABLE("dialogue_room", "origin, dialogue, entry, opened, may_add, listed, result, rules", TO_8, "iitiiiit"),
    ORDERED("pass", "origin, dialogue, digest, participant", TO_4, "iiti", "1, 2, 3"),
    ORDERED("entry_code", "origin, dialogue, digest, used", TO_4, "iiti", "1, 2, 3"),
    TABLE("outcome", "origin, dialogue, id, language, day, text, said_by", TO_7, "iiititt"),
    TABLE("meeting", "origin, dialogue, id, day, place, note", TO_6, "iiiitt"),
    TABLE("attendance", "origin, dialogue, meeting, kind, invited, came, left_out, why", TO_8, "iiitiiit"),
    TABLE("correction", "origin, id, language, message, form, text, said_by, day", TO_8, "iittitti"),
    TABLE("actor", "origin, id, import, ended_by, line, actor_key, kind, level, place, office, reference, said_by, note", TO_13, "iiiiittttittt"),
    ORDERED("actor_name", "origin, actor, language, sort, name", TO_5, "iittt", "1, 2, 3, 4, 5"),
    TABLE("actor_same", "origin, id, name, actor_key, decision, said_by, day", TO_7, "iitttti"),
    TABLE("actor_consent", "origin, id, actor_key, consent, said_by, day, note", TO_7, "iititit"),
    TABLE("actor_score", "origin, id, import, ended_by, line, actor, issue, power, interest, said_by, day", TO_11, "iiiiittrrti"),
    TABLE("tie", "origin, id, import, ended_by, line, from_actor, to_actor, relation, strength, amount, currency, day_from, "
        "day_to, said_by, confidence, visible, note", TO_17, "iiiiitttrrtiitttt"),
    TABLE("project", "origin, id, import, ended_by, line, project_key, reporter, status, day_from, day_to, days_planned, pillar, "
        "pve, parent", TO_14, "iiiiitttiiittt"),
    ORDERED("project_text", "origin, project, language, title, description", TO_5, "iittt", "1, 2, 3"),
    ORDERED("project_actor", "origin, project, number, role, actor, reference, kind", TO_7, "iiitttt", "1, 2, 3"),
    ORDERED("project_place", "origin, project, number, country, place, share, latitude, longitude, exact", TO_9, "iiittrrri", "1, 2, 3"),
    ORDERED("project_sector", "origin, project, number, vocabulary, code, name, share", TO_7, "iiitttr", "1, 2, 3"),
    ORDERED("project_group", "origin, project, number, people", TO_4, "iiit", "1, 2, 3"),
    ORDERED("project_marker", "origin, project, scheme, code, score", TO_5, "iitti", "1, 2, 3, 4"),
    ORDERED("project_money", "origin, project, number, kind, amount, currency, day, day_to, payer, payer_project, payee, payee_project", TO_12, "iiitrtiitttt", "1, 2, 3"),
    TABLE("activity", "origin, id, import, ended_by, line, activity_key, project_key, organisation, implementer, funder, sector, "
        "what, country, admin1, place, latitude, longitude, day_from, day_to, status, people, indicator, unit, "
        "targeted, reached, amount, currency, digest", TO_28, "iiiiittttttttttrriittttiirti"),
    TABLE("contact", "origin, id, import, ended_by, line, contact_key, kind, day, from_actor, to_actor, topic, asked, due, outcome, "
        "outcome_day, answer, trust_before, trust_after, plan_article, note", TO_20, "iiiiittittttititrrtt"),
    TABLE("promise", "origin, id, import, ended_by, line, promise_key, contact_key, actor, promised, made, due, state, state_day, "
        "evidence, told", TO_15, "iiiiittttiititi"),
    TABLE("reply", "origin, id, import, ended_by, line, actor, about, asked, due, answered, text", TO_11, "iiiiittiiit"),
    TABLE("restriction", "origin, id, import, ended_by, line, kind, day_from, day_to, place, by_actor, against, about, hides_data, "
        "visible, said_by", TO_15, "iiiiitiittttitt"),
    TABLE("plan", "origin, id, import, ended_by, line, plan_key, article, language, text, level, place, day_from, day_to, owner", TO_14, "iiiiittttttiit"),
    TABLE("plan_clash", "origin, id, import, ended_by, line, one, other, why, said_by", TO_9, "iiiiitttt"),
    TABLE("agenda", "origin, id, import, ended_by, line, agenda_key, language, title, note, place, convened_by, day_from, day_to", TO_13, "iiiiittttttii"),
    TABLE("agenda_item", "origin, id, import, ended_by, line, item_key, language, agenda_key, need, ask, securities, pillar, level, phases, drivers, "
        "genders, concerns, place, owner, addressable, addressable_why, plan_article, said_by", TO_23, "iiiiitttttttttttttttttt"),
    TABLE("capacity", "origin, id, import, ended_by, line, item_key, capacity_key, language, what, who, works, said_by", TO_12, "iiiiittttttt"),
    TABLE("item_state", "origin, id, import, ended_by, line, item_key, state, why, said_by, day, told", TO_11, "iiiiittttii"),
    TABLE("item_link", "origin, id, import, ended_by, line, item_key, kind, reference, direction, strength, note, said_by", TO_12, "iiiiittttttt"),
    TABLE("indicator", "origin, id, import, ended_by, line, indicator_key, language, item_key, name, code, unit, better_when, source, baseline_day, "
        "target_day, baseline, baseline_low, baseline_high, target", TO_19, "iiiiittttttttiirrrr"),
    TABLE("indicator_value", "origin, id, import, ended_by, line, indicator_key, source, day, value, low, high, n", TO_12, "iiiiittirrrr"),
    TABLE("priority", "origin, id, import, ended_by, line, agenda_key, side, said_by, matter, day, place_in_order, people", TO_12, "iiiiittttirr"),
    TABLE("practice", "origin, id, import, ended_by, line, practice_key, language, title, tried, came, place, phases, level, drivers, securities, "
        "pillar, outcome, sure, source, said_by, day_from, day_to", TO_22, "iiiiitttttttttttttttii"),
    TABLE("premise", "origin, id, import, ended_by, line, premise_key, language, item_key, belief, test, data_say, verdict, looked_by, looked", TO_14, "iiiiitttttttti"),
    TABLE("harm_answer", "origin, id, import, ended_by, line, item_key, question, answer, note, said_by, day", TO_11, "iiiiittttti"),
    TABLE("item_sign", "origin, id, item_key, digest, decision, signed_by, note, day", TO_8, "iittttti"),
    TABLE("help_service", "origin, id, import, ended_by, line, help_key, language, name, kind, what, how, confidential, place, run_by, reports, "
        "checked_by, checked", TO_17, "iiiiittttttttttti"),
    TABLE("judgement", "origin, id, import, ended_by, line, judgement_key, language, section, place, text, signed_by, day", TO_12, "iiiiitttttti"),
    TABLE("partner", "origin, id, import, ended_by, line, partner_key, language, name, title_page", TO_9, "iiiiitttt"),
    TABLE("partner_logo", "origin, id, partner_key, content, wide, high, who, day", TO_8, "iitbiiti"),
    TABLE("legal", "origin, id, import, ended_by, line, country, matter, language, rule, answer, met, source, said_by, day", TO_14, "iiiiitttttttti"),
    {NULL, NULL, NULL, NULL, NULL},
};
enum { COLUMNS_MOST = 41 };

struct copying {
    struct store *from, *to;
    bool trusting; /* the copy stands on a server that is trusted */
    struct progress *p;
    int64_t rows;
};

static struct bind cell(const struct rows *r, int column, char kind)
{
    if (rows_null(r, column))
        return bind_null();
    switch (kind) {
    case 'i': return bind_int(rows_int(r, column));
    case 'r': return bind_real(rows_real(r, column));
    case 'b': return bind_blob(rows_text(r, column));
    default: return bind_text(rows_text(r, column));
    }
}

static bool copy_table(struct copying *c, const struct copied_table *t, struct err *e)
{
    size_t n = strlen(t->kinds);
    struct bind values[COLUMNS_MOST];
    struct bulk *b CLEANUP(bulk_drop) = store_bulk_(c->to, t->insert, e);
    if (!b)
        return false;
    struct rows *r CLEANUP(rows_drop) = store_rows_(c->from, t->select, WITH_NOTHING);
    while (rows_next(r)) {
        for (size_t i = 0; i < n; i++)
            values[i] = cell(r, (int)i, t->kinds[i]);
        if (!bulk_row(b, values, n, e))
            return false;
        if ((++c->rows & 1023) == 0 && !progress_step(c->p, (double)c->rows, c->rows, e))
            return false;
    }
    return rows_end(&r, e) && bulk_end(&b, e);
}

/* What making the copy wrote by itself goes first. A task counts itself as a change; the copy is none, so its number is
 * set one back: the copy has the generation of what it was taken from. */
static bool copy_rows(struct store *to, void *arg, struct err *e)
{
    struct copying *c = arg;
    if (!store_do(to, "DELETE FROM fact", WITH_NOTHING, e))
        return false;
    for (const struct copied_table *t = store_copied; t->name; t++)
        if (!copy_table(c, t, e))
            return err_within(e, "copying the table %s", t->name);
    if (!store_do(to, "DELETE FROM fact WHERE key = 'trusts'", WITH_NOTHING, e) ||
        (c->trusting && !store_do(to, "INSERT INTO fact (key, value) VALUES ('trusts', 'server')", WITH_NOTHING, e)))
        return false;
    return store_do(to, "UPDATE fact SET value = CAST(CAST(value AS BIGINT) - 1 AS TEXT) WHERE key = 'generation'",
        WITH_NOTHING, e);
}

static bool copy_look(struct store *from, void *arg, struct err *e)
{
    struct copying *c = arg;
    int64_t total = 0;
    for (const struct copied_table *t = store_copied; t->name; t++) {
        int64_t n = 0;
        if (!store_int_(from, t->count, WITH_NOTHING, 0, &n, e))
            return false;
        total += n;
    }
    progress_begin(c->p, T("Copying"), (double)total);
    if (!store_task(c->to, copy_rows, c, e))
        return false;
    progress_finish(c->p);
    return true;
}

/* ---- the copy is examined before anybody sees it ---- */

static bool copy_sound(struct store *to, bool all_rules, struct err *e)
{
    struct buf lines CLEANUP(buf_end) = {0};
    int64_t problems = 0;
    bool looked = all_rules ? store_check(to, &lines, &problems, e) :
                              to->driver->check(to->connection, &lines, &problems, e);
    if (!looked || problems == 0)
        return looked;
    const char *end = memchr(lines.p, '\n', lines.n);
    return err_set(e, ERR_STORE, "the register is damaged, so its copy was not kept (%" PRId64 " problems, the first: "
        "%.*s): go on with an earlier backup; `diwan check` lists the problems", problems,
        (int)MIN_OF(end ? end - lines.p : (ptrdiff_t)lines.n, (ptrdiff_t)200), lines.p);
}

bool store_publish_sound(struct store *to, bool all_rules, struct progress *p, struct err *e)
{
    if (!copy_sound(to, all_rules, e) || !progress_step(p, 0, 0, e))
        return false;
    store_statements_end(to);
    return to->driver->publish(&to->connection, e);
}

/* ---- the two ways ---- */

static bool copy_pages(const struct backup_way *way, const char *from, const char *to, struct progress *p, struct err *e)
{
    const struct store_driver *driver = way->from;
    struct store_connection *c = NULL, *made = NULL;
    if (!driver->open(from, STORE_READ, way->keys, &c, e))
        return false;
    struct store *source CLEANUP(store_close) = store_on(driver, c, from, STORE_READ);
    int64_t version = 0;
    if (!driver->version(source->connection, &version, e))
        return false;
    if (version < 1)
        return err_set(e, ERR_STORE, "%.300s: the register has no tables in it: it was never finished, or is damaged; "
            "there is nothing to back up", from);
    if (!driver->create(to, c->key.master.p ? &c->key : NULL, &made, e))
        return false;
    struct store *copy CLEANUP(store_close) = store_on(driver, made, to, STORE_WRITE);
    progress_begin(p, T("Copying"), 0);
    if (!driver->copy(source->connection, copy->connection, p, e))
        return false;
    progress_finish(p);
    return store_publish_sound(copy, version == schema_latest(embedded_schema), p, e);
}

/* What is not open data stays so: under the key it has, or a new one in a file; on a server only where that is trusted. */
static bool copy_key(const struct backup_way *way, const struct store *source, const char *to, struct register_key *key, struct err *e)
{
    if (store_is_open_data(source))
        return true;
    if (way->to == &store_postgres)
        return way->trust_server || err_set(e, ERR_DENIED, "%.300s: this register is not open data, and a copy on a server is not encrypted by Diwan: "
            "whoever runs the server could read all of it; say --trust-server if that is meant", source->shown);
    if (source->connection->key.master.p) {
        key_copy(key, &source->connection->key);
        return true;
    }
    return store_key_asked(to, way->keys, key, e);
}

static bool copy_tables(const struct backup_way *way, const char *from, const char *to, struct progress *p, struct err *e)
{
    struct store *source CLEANUP(store_close) = NULL;
    struct register_key key CLEANUP(key_end) = {0};
    if (!store_open_with(way->from, embedded_schema, from, STORE_READ, way->keys, &source, e) || !copy_key(way, source, to, &key, e))
        return false;
    struct store_connection *made = NULL;
    if (!way->to->create(to, key.master.p ? &key : NULL, &made, e))
        return false;
    struct store *copy CLEANUP(store_close) = store_on(way->to, made, to, STORE_WRITE);
    struct copying c = {source, copy, way->to == &store_postgres && !store_is_open_data(source), p, 0};
    return store_migrate(copy, embedded_schema, e) && store_look(source, copy_look, &c, e) &&
           store_publish_sound(copy, true, p, e);
}

bool store_backup_with(const struct backup_way *way, const char *from, const char *to, struct progress *p, struct err *e)
{
    bool pages = way->from == way->to && way->from->copy;
    bool done = pages ? copy_pages(way, from, to, p, e) : copy_tables(way, from, to, p, e);
    if (!done && e->code == ERR_STOPPED)
        return err_set(e, ERR_STOPPED, "as you asked; no backup was left behind, and the register is as it was");
    return done;
}

bool store_backup_keyed(const char *from, const char *to, const struct key_source *keys, bool trust_server,
    struct progress *p, struct err *e)
{
    struct backup_way way = {.keys = keys, .trust_server = trust_server};
    way.from = store_driver_of(from, e);
    way.to = way.from ? store_driver_of(to, e) : NULL;
    return way.to && store_backup_with(&way, from, to, p, e);
}

bool store_backup(const char *from, const char *to, struct progress *p, struct err *e)
{
    return store_backup_keyed(from, to, NULL, false, p, e);
}
