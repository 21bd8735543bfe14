/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The list of columns that hold text, and how each table that is scanned is read. */
#include "guard/identify_register_priv.h"

const struct text_column identify_columns[] = {{"fact", "key", TEXT_CODE}, {"fact", "value", TEXT_SCANNED}, {"origin", "uuid", TEXT_CODE}, {"origin", "name", TEXT_SCANNED},
    {"wording", "text", TEXT_SCANNED}, /* through the incidents that use it: country to sources */
    {"import", "file", TEXT_SCANNED}, {"import", "sha256", TEXT_CODE}, {"import", "layout", TEXT_CODE}, {"import", "source", TEXT_SCANNED},
    {"import", "time", TEXT_CODE}, {"import", "who", TEXT_SCANNED}, {"problem", "column_name", TEXT_CODE}, {"problem", "code", TEXT_CODE},
    {"problem", "found", TEXT_SCANNED}, {"problem", "expected", TEXT_CODE}, {"problem", "advice", TEXT_CODE}, {"source", "name", TEXT_SCANNED},
    {"source", "citation", TEXT_CODE}, {"source", "licence", TEXT_CODE}, {"place", "code", TEXT_CODE}, {"place", "country", TEXT_CODE},
    {"place", "parent_code", TEXT_CODE}, {"place", "name", TEXT_PLACE}, {"place_name", "language", TEXT_CODE}, {"place_name", "name", TEXT_PLACE},
    {"place_name", "folded", TEXT_PLACE}, {"population", "country", TEXT_PLACE}, {"population", "code", TEXT_CODE}, {"population", "name", TEXT_PLACE},
    {"population", "name_ar", TEXT_PLACE}, {"population", "kind", TEXT_SCANNED}, {"population", "source", TEXT_SCANNED},
    {"incident", "source_key", TEXT_SCANNED}, {"incident", "country_code", TEXT_CODE}, {"incident", "type", TEXT_CODE}, {"audit", "time", TEXT_CODE}, {"audit", "who", TEXT_ON_PURPOSE}, {"audit", "what", TEXT_CODE},
    {"audit", "detail", TEXT_SCANNED}, {"alias", "place", TEXT_SCANNED}, {"alias", "alias", TEXT_SCANNED}, {"alias", "language", TEXT_CODE},
    {"observability", "place", TEXT_SCANNED}, {"observability", "judgement", TEXT_CODE}, {"observability", "said_by", TEXT_SCANNED},
    {"observability", "reason", TEXT_SCANNED}, {"phase", "place", TEXT_SCANNED}, {"phase", "phase", TEXT_CODE}, {"phase", "said_by", TEXT_SCANNED},
    {"licence", "source", TEXT_SCANNED}, {"licence", "licence", TEXT_SCANNED}, {"mapping", "name", TEXT_SCANNED}, {"mapping", "fields", TEXT_SCANNED},
    {"mapping", "time", TEXT_CODE}, {"mapping", "who", TEXT_ON_PURPOSE}, {"steward", "name", TEXT_ON_PURPOSE}, {"steward", "public_key", TEXT_CODE},
    {"steward", "since", TEXT_CODE}, {"steward", "ended", TEXT_CODE}, {"sealed", "thing", TEXT_CODE}, {"sealed", "field", TEXT_CODE},
    {"sealed", "time", TEXT_CODE}, {"sealed", "who", TEXT_ON_PURPOSE}, {"retention", "what", TEXT_SCANNED}, {"retention", "reason", TEXT_SCANNED},
    {"retention", "time", TEXT_CODE}, {"retention", "who", TEXT_ON_PURPOSE}, {"erasure", "what", TEXT_CODE}, {"erasure", "reason", TEXT_SCANNED},
    {"erasure", "time", TEXT_CODE}, {"erasure", "who", TEXT_ON_PURPOSE}, {"backup", "file", TEXT_SCANNED}, {"backup", "sha256", TEXT_CODE},
    {"backup", "time", TEXT_CODE}, {"backup", "who", TEXT_ON_PURPOSE}, {"backup", "gone", TEXT_CODE}, {"publication", "file", TEXT_SCANNED},
    {"publication", "medium", TEXT_CODE}, {"publication", "language", TEXT_CODE}, {"publication", "place", TEXT_PLACE}, {"publication", "sha256", TEXT_CODE},
    {"publication", "fingerprint", TEXT_CODE}, {"publication", "signed_by", TEXT_ON_PURPOSE}, {"publication", "checklist", TEXT_SCANNED},
    {"publication", "note", TEXT_SCANNED}, {"publication", "time", TEXT_CODE}, {"publication", "who", TEXT_ON_PURPOSE}, {"publication", "withdrawn", TEXT_CODE},
    {"note", "about", TEXT_CODE}, {"note", "source", TEXT_CODE}, {"note", "about_key", TEXT_CODE}, /* as they stand in source, incident and place; what it says is sealed */
    {"dialogue", "name", TEXT_SCANNED}, {"dialogue", "address", TEXT_SCANNED}, {"dialogue", "place", TEXT_SCANNED}, {"dialogue", "phase", TEXT_CODE},
    {"dialogue_text", "language", TEXT_CODE}, {"dialogue_text", "topic", TEXT_SCANNED}, {"dialogue_text", "description", TEXT_SCANNED},
    {"dialogue_text", "who_may_speak", TEXT_SCANNED}, {"choice", "attribute", TEXT_SCANNED}, {"choice", "value", TEXT_SCANNED},
    {"statement_text", "language", TEXT_CODE}, {"statement_text", "text", TEXT_SCANNED}, {"statement_text", "observation", TEXT_SCANNED},
    {"statement_text", "feeling", TEXT_SCANNED}, {"statement_text", "need", TEXT_SCANNED}, {"statement_text", "request", TEXT_SCANNED},
    {"declared", "attribute", TEXT_CODE}, {"declared", "value", TEXT_CODE}, /* as they stand in choice */
    {"finding", "said_by", TEXT_SCANNED}, {"finding", "finding_key", TEXT_SCANNED}, {"finding", "place", TEXT_SCANNED}, {"finding", "method", TEXT_CODE},
    {"finding", "asked", TEXT_SCANNED}, {"finding", "codes", TEXT_SCANNED}, {"finding", "direction", TEXT_CODE}, {"finding", "about", TEXT_SCANNED},
    {"finding_text", "language", TEXT_CODE}, {"finding_text", "summary", TEXT_SCANNED},
    {"account", "name", TEXT_ON_PURPOSE}, {"account", "shown", TEXT_ON_PURPOSE}, {"account", "role", TEXT_CODE}, {"account", "password", TEXT_CODE},
    {"account", "totp", TEXT_CODE}, {"account", "language", TEXT_CODE}, {"account", "made", TEXT_CODE}, {"account", "made_by", TEXT_ON_PURPOSE},
    {"account", "ended", TEXT_CODE}, {"invitation", "digest", TEXT_CODE}, {"session", "digest", TEXT_CODE}, {"dialogue_room", "entry", TEXT_CODE},
    {"dialogue_room", "rules", TEXT_SCANNED}, {"pass", "digest", TEXT_CODE}, {"entry_code", "digest", TEXT_CODE}, {"outcome", "language", TEXT_CODE},
    {"outcome", "text", TEXT_SCANNED}, {"outcome", "said_by", TEXT_SCANNED}, {"meeting", "place", TEXT_SCANNED}, {"meeting", "note", TEXT_SCANNED},
    {"attendance", "kind", TEXT_SCANNED}, {"attendance", "why", TEXT_SCANNED}, {"correction", "language", TEXT_CODE}, {"correction", "message", TEXT_CODE},
    {"correction", "text", TEXT_SCANNED}, {"correction", "said_by", TEXT_ON_PURPOSE},
    {"actor", "actor_key", TEXT_SCANNED}, {"actor", "kind", TEXT_CODE}, {"actor", "level", TEXT_CODE}, {"actor", "place", TEXT_SCANNED},
    {"actor", "reference", TEXT_CODE}, {"actor", "said_by", TEXT_SCANNED}, {"actor", "note", TEXT_SCANNED}, {"actor_name", "language", TEXT_CODE},
    {"actor_name", "sort", TEXT_CODE}, {"actor_name", "name", TEXT_SCANNED}, {"actor_same", "name", TEXT_SCANNED},
    {"actor_same", "actor_key", TEXT_SCANNED}, {"actor_same", "decision", TEXT_CODE}, {"actor_same", "said_by", TEXT_ON_PURPOSE},
    {"actor_consent", "actor_key", TEXT_SCANNED}, {"actor_consent", "said_by", TEXT_ON_PURPOSE}, {"actor_consent", "note", TEXT_SCANNED},
    {"actor_score", "actor", TEXT_SCANNED}, {"actor_score", "issue", TEXT_SCANNED}, {"actor_score", "said_by", TEXT_SCANNED},
    {"tie", "from_actor", TEXT_SCANNED}, {"tie", "to_actor", TEXT_SCANNED}, {"tie", "relation", TEXT_CODE}, {"tie", "currency", TEXT_CODE},
    {"tie", "said_by", TEXT_SCANNED}, {"tie", "confidence", TEXT_CODE}, {"tie", "visible", TEXT_CODE}, {"tie", "note", TEXT_SCANNED},
    {"project", "project_key", TEXT_SCANNED}, {"project", "reporter", TEXT_SCANNED}, {"project", "status", TEXT_CODE},
    {"project", "pillar", TEXT_CODE}, {"project", "pve", TEXT_CODE}, {"project", "parent", TEXT_SCANNED}, {"project_text", "language", TEXT_CODE},
    {"project_text", "title", TEXT_SCANNED}, {"project_text", "description", TEXT_SCANNED}, {"project_actor", "role", TEXT_CODE},
    {"project_actor", "actor", TEXT_SCANNED}, {"project_actor", "reference", TEXT_CODE}, {"project_actor", "kind", TEXT_CODE},
    {"project_place", "country", TEXT_CODE}, {"project_place", "place", TEXT_SCANNED}, {"project_sector", "vocabulary", TEXT_CODE},
    {"project_sector", "code", TEXT_CODE}, {"project_sector", "name", TEXT_SCANNED}, {"project_group", "people", TEXT_SCANNED},
    {"project_marker", "scheme", TEXT_CODE}, {"project_marker", "code", TEXT_CODE}, {"project_money", "kind", TEXT_CODE},
    {"project_money", "currency", TEXT_CODE}, {"project_money", "payer", TEXT_SCANNED}, {"project_money", "payer_project", TEXT_SCANNED},
    {"project_money", "payee", TEXT_SCANNED}, {"project_money", "payee_project", TEXT_SCANNED}, {"activity", "activity_key", TEXT_SCANNED},
    {"activity", "project_key", TEXT_SCANNED}, {"activity", "organisation", TEXT_SCANNED}, {"activity", "implementer", TEXT_SCANNED},
    {"activity", "funder", TEXT_SCANNED}, {"activity", "sector", TEXT_SCANNED}, {"activity", "what", TEXT_SCANNED},
    {"activity", "country", TEXT_SCANNED}, {"activity", "admin1", TEXT_SCANNED}, {"activity", "place", TEXT_SCANNED},
    {"activity", "status", TEXT_CODE}, {"activity", "people", TEXT_SCANNED}, {"activity", "indicator", TEXT_SCANNED},
    {"activity", "unit", TEXT_SCANNED}, {"activity", "currency", TEXT_CODE}, {"contact", "contact_key", TEXT_SCANNED},
    {"contact", "kind", TEXT_CODE}, {"contact", "from_actor", TEXT_SCANNED}, {"contact", "to_actor", TEXT_SCANNED},
    {"contact", "topic", TEXT_SCANNED}, {"contact", "asked", TEXT_SCANNED}, {"contact", "outcome", TEXT_CODE}, {"contact", "answer", TEXT_SCANNED},
    {"contact", "plan_article", TEXT_SCANNED}, {"contact", "note", TEXT_SCANNED}, {"promise", "promise_key", TEXT_SCANNED},
    {"promise", "contact_key", TEXT_SCANNED}, {"promise", "actor", TEXT_SCANNED}, {"promise", "promised", TEXT_SCANNED},
    {"promise", "state", TEXT_CODE}, {"promise", "evidence", TEXT_SCANNED}, {"reply", "actor", TEXT_SCANNED}, {"reply", "about", TEXT_SCANNED},
    {"reply", "text", TEXT_SCANNED}, {"restriction", "kind", TEXT_CODE}, {"restriction", "place", TEXT_SCANNED},
    {"restriction", "by_actor", TEXT_SCANNED}, {"restriction", "against", TEXT_SCANNED}, {"restriction", "about", TEXT_SCANNED},
    {"restriction", "visible", TEXT_CODE}, {"restriction", "said_by", TEXT_SCANNED}, {"plan", "plan_key", TEXT_SCANNED},
    {"plan", "article", TEXT_SCANNED}, {"plan", "language", TEXT_CODE}, {"plan", "text", TEXT_SCANNED}, {"plan", "level", TEXT_CODE},
    {"plan", "place", TEXT_SCANNED}, {"plan", "owner", TEXT_SCANNED}, {"plan_clash", "one", TEXT_SCANNED}, {"plan_clash", "other", TEXT_SCANNED},
    {"plan_clash", "why", TEXT_SCANNED}, {"plan_clash", "said_by", TEXT_SCANNED},
    {"agenda", "agenda_key", TEXT_SCANNED}, {"agenda", "language", TEXT_CODE}, {"agenda", "title", TEXT_SCANNED}, {"agenda", "note", TEXT_SCANNED},
    {"agenda", "place", TEXT_SCANNED}, {"agenda", "convened_by", TEXT_SCANNED}, {"agenda_item", "item_key", TEXT_SCANNED},
    {"agenda_item", "language", TEXT_CODE}, {"agenda_item", "agenda_key", TEXT_SCANNED}, {"agenda_item", "need", TEXT_SCANNED},
    {"agenda_item", "ask", TEXT_SCANNED}, {"agenda_item", "securities", TEXT_CODE}, {"agenda_item", "pillar", TEXT_CODE},
    {"agenda_item", "level", TEXT_CODE}, {"agenda_item", "phases", TEXT_CODE}, {"agenda_item", "drivers", TEXT_CODE},
    {"agenda_item", "genders", TEXT_CODE}, {"agenda_item", "concerns", TEXT_CODE}, {"agenda_item", "place", TEXT_SCANNED},
    {"agenda_item", "owner", TEXT_SCANNED}, {"agenda_item", "addressable", TEXT_CODE}, {"agenda_item", "addressable_why", TEXT_SCANNED},
    {"agenda_item", "plan_article", TEXT_SCANNED}, {"agenda_item", "said_by", TEXT_SCANNED}, {"capacity", "item_key", TEXT_SCANNED},
    {"capacity", "capacity_key", TEXT_SCANNED}, {"capacity", "language", TEXT_CODE}, {"capacity", "what", TEXT_SCANNED},
    {"capacity", "who", TEXT_SCANNED}, {"capacity", "works", TEXT_CODE}, {"capacity", "said_by", TEXT_SCANNED},
    {"item_state", "item_key", TEXT_SCANNED}, {"item_state", "state", TEXT_CODE}, {"item_state", "why", TEXT_SCANNED},
    {"item_state", "said_by", TEXT_SCANNED}, {"item_link", "item_key", TEXT_SCANNED}, {"item_link", "kind", TEXT_CODE},
    {"item_link", "reference", TEXT_SCANNED}, {"item_link", "direction", TEXT_CODE}, {"item_link", "strength", TEXT_CODE},
    {"item_link", "note", TEXT_SCANNED}, {"item_link", "said_by", TEXT_SCANNED}, {"indicator", "indicator_key", TEXT_SCANNED},
    {"indicator", "language", TEXT_CODE}, {"indicator", "item_key", TEXT_SCANNED}, {"indicator", "name", TEXT_SCANNED},
    {"indicator", "code", TEXT_CODE}, {"indicator", "unit", TEXT_SCANNED}, {"indicator", "better_when", TEXT_CODE},
    {"indicator", "source", TEXT_SCANNED}, {"indicator_value", "indicator_key", TEXT_SCANNED}, {"indicator_value", "source", TEXT_SCANNED},
    {"priority", "agenda_key", TEXT_SCANNED}, {"priority", "side", TEXT_CODE}, {"priority", "said_by", TEXT_SCANNED},
    {"priority", "matter", TEXT_SCANNED}, {"practice", "practice_key", TEXT_SCANNED}, {"practice", "language", TEXT_CODE},
    {"practice", "title", TEXT_SCANNED}, {"practice", "tried", TEXT_SCANNED}, {"practice", "came", TEXT_SCANNED},
    {"practice", "place", TEXT_SCANNED}, {"practice", "phases", TEXT_CODE}, {"practice", "level", TEXT_CODE}, {"practice", "drivers", TEXT_CODE},
    {"practice", "securities", TEXT_CODE}, {"practice", "pillar", TEXT_CODE}, {"practice", "outcome", TEXT_CODE}, {"practice", "sure", TEXT_CODE},
    {"practice", "source", TEXT_SCANNED}, {"practice", "said_by", TEXT_SCANNED}, {"premise", "premise_key", TEXT_SCANNED},
    {"premise", "language", TEXT_CODE}, {"premise", "item_key", TEXT_SCANNED}, {"premise", "belief", TEXT_SCANNED},
    {"premise", "test", TEXT_SCANNED}, {"premise", "data_say", TEXT_SCANNED}, {"premise", "verdict", TEXT_CODE},
    {"premise", "looked_by", TEXT_SCANNED}, {"harm_answer", "item_key", TEXT_SCANNED}, {"harm_answer", "question", TEXT_CODE},
    {"harm_answer", "answer", TEXT_CODE}, {"harm_answer", "note", TEXT_SCANNED}, {"harm_answer", "said_by", TEXT_SCANNED},
    {"item_sign", "item_key", TEXT_SCANNED}, {"item_sign", "digest", TEXT_CODE}, {"item_sign", "decision", TEXT_CODE},
    {"item_sign", "signed_by", TEXT_ON_PURPOSE}, {"item_sign", "note", TEXT_SCANNED}, {"help_service", "help_key", TEXT_SCANNED},
    {"help_service", "language", TEXT_CODE}, {"help_service", "name", TEXT_SCANNED}, {"help_service", "kind", TEXT_CODE},
    {"help_service", "what", TEXT_SCANNED}, {"help_service", "how", TEXT_SCANNED}, {"help_service", "confidential", TEXT_SCANNED},
    {"help_service", "place", TEXT_SCANNED}, {"help_service", "run_by", TEXT_SCANNED}, {"help_service", "reports", TEXT_CODE},
    {"help_service", "checked_by", TEXT_SCANNED}, {"judgement", "judgement_key", TEXT_SCANNED}, {"judgement", "language", TEXT_CODE},
    {"judgement", "section", TEXT_SCANNED}, {"judgement", "place", TEXT_SCANNED}, {"judgement", "text", TEXT_SCANNED},
    {"judgement", "signed_by", TEXT_SCANNED}, {"partner", "partner_key", TEXT_SCANNED}, {"partner", "language", TEXT_CODE},
    {"partner", "name", TEXT_SCANNED}, {"partner", "title_page", TEXT_SCANNED}, {"partner_logo", "partner_key", TEXT_SCANNED},
    {"partner_logo", "who", TEXT_ON_PURPOSE}, {"legal", "country", TEXT_SCANNED}, {"legal", "matter", TEXT_SCANNED},
    {"legal", "language", TEXT_CODE}, {"legal", "rule", TEXT_SCANNED}, {"legal", "answer", TEXT_SCANNED}, {"legal", "met", TEXT_CODE},
    {"legal", "source", TEXT_SCANNED}, {"legal", "said_by", TEXT_SCANNED},
    {NULL, NULL, TEXT_CODE}};

/* The first five columns of each: id, import, line, in use, layout of the import; then these. $1: one import, or 0 for all. */
const struct text_table text_tables[TEXT_TABLES] = {[TABLE_FACT] = {"fact", {"value"}}, [TABLE_ORIGIN] = {"origin", {"name"}},
    [TABLE_IMPORT] = {"import", {"file", "source", "who"}}, [TABLE_PROBLEM] = {"problem", {"found"}}, [TABLE_SOURCE] = {"source", {"name"}},
    [TABLE_POPULATION] = {"population", {"kind", "source"}}, [TABLE_AUDIT] = {"audit", {"detail"}}, [TABLE_ALIAS] = {"alias", {"place", "alias"}},
    [TABLE_OBSERVABILITY] = {"observability", {"place", "said_by", "reason"}}, [TABLE_PHASE] = {"phase", {"place", "said_by"}},
    [TABLE_LICENCE] = {"licence", {"source", "licence"}}, [TABLE_MAPPING] = {"mapping", {"name", "fields"}}, [TABLE_RETENTION] = {"retention", {"what", "reason"}},
    [TABLE_ERASURE] = {"erasure", {"reason"}}, [TABLE_BACKUP] = {"backup", {"file"}}, [TABLE_PUBLICATION] = {"publication", {"file", "checklist", "note"}},
    [TABLE_DIALOGUE] = {"dialogue", {"name", "address", "place"}}, [TABLE_DIALOGUE_TEXT] = {"dialogue_text", {"topic", "description", "who_may_speak"}},
    [TABLE_CHOICE] = {"choice", {"attribute", "value"}}, [TABLE_STATEMENT_TEXT] = {"statement_text", {"text", "observation", "feeling", "need", "request"}},
    [TABLE_FINDING] = {"finding", {"said_by", "finding_key", "place", "asked", "codes", "about"}}, [TABLE_FINDING_TEXT] = {"finding_text", {"summary"}},
    [TABLE_CORRECTION] = {"correction", {"text"}}, [TABLE_DIALOGUE_ROOM] = {"dialogue_room", {"rules"}}, [TABLE_OUTCOME] = {"outcome", {"text", "said_by"}},
    [TABLE_MEETING] = {"meeting", {"place", "note"}}, [TABLE_ATTENDANCE] = {"attendance", {"kind", "why"}},
    [TABLE_ACTOR_SAME] = {"actor_same", {"name", "actor_key"}}, [TABLE_ACTOR_CONSENT] = {"actor_consent", {"actor_key", "note"}},
    [TABLE_ACTOR] = {"actor", {"actor_key", "place", "said_by", "note"}}, [TABLE_ACTOR_NAME] = {"actor_name", {"name"}},
    [TABLE_ACTOR_SCORE] = {"actor_score", {"actor", "issue", "said_by"}}, [TABLE_TIE] = {"tie", {"from_actor", "to_actor", "said_by", "note"}},
    [TABLE_PROJECT] = {"project", {"project_key", "reporter", "parent"}}, [TABLE_PROJECT_TEXT] = {"project_text", {"title", "description"}},
    [TABLE_PROJECT_ACTOR] = {"project_actor", {"actor"}}, [TABLE_PROJECT_PLACE] = {"project_place", {"place"}},
    [TABLE_PROJECT_SECTOR] = {"project_sector", {"name"}}, [TABLE_PROJECT_GROUP] = {"project_group", {"people"}},
    [TABLE_PROJECT_MONEY] = {"project_money", {"payer", "payer_project", "payee", "payee_project"}},
    [TABLE_ACTIVITY] = {"activity", {"activity_key", "project_key", "organisation", "implementer", "funder", "sector", "what", "country", "admin1", "place", "people", "indicator", "unit"}},
    [TABLE_CONTACT] = {"contact", {"contact_key", "from_actor", "to_actor", "topic", "asked", "answer", "plan_article", "note"}},
    [TABLE_PROMISE] = {"promise", {"promise_key", "contact_key", "actor", "promised", "evidence"}},
    [TABLE_REPLY] = {"reply", {"actor", "about", "text"}},
    [TABLE_RESTRICTION] = {"restriction", {"place", "by_actor", "against", "about", "said_by"}},
    [TABLE_PLAN] = {"plan", {"plan_key", "article", "text", "place", "owner"}},
    [TABLE_PLAN_CLASH] = {"plan_clash", {"one", "other", "why", "said_by"}},
    [TABLE_AGENDA] = {"agenda", {"agenda_key", "title", "note", "place", "convened_by"}},
    [TABLE_AGENDA_ITEM] = {"agenda_item", {"item_key", "agenda_key", "need", "ask", "place", "owner", "addressable_why", "plan_article", "said_by"}},
    [TABLE_CAPACITY] = {"capacity", {"item_key", "capacity_key", "what", "who", "said_by"}},
    [TABLE_ITEM_STATE] = {"item_state", {"item_key", "why", "said_by"}},
    [TABLE_ITEM_LINK] = {"item_link", {"item_key", "reference", "note", "said_by"}},
    [TABLE_INDICATOR] = {"indicator", {"indicator_key", "item_key", "name", "unit", "source"}},
    [TABLE_INDICATOR_VALUE] = {"indicator_value", {"indicator_key", "source"}},
    [TABLE_PRIORITY] = {"priority", {"agenda_key", "said_by", "matter"}},
    [TABLE_PRACTICE] = {"practice", {"practice_key", "title", "tried", "came", "place", "source", "said_by"}},
    [TABLE_PREMISE] = {"premise", {"premise_key", "item_key", "belief", "test", "data_say", "looked_by"}},
    [TABLE_HARM_ANSWER] = {"harm_answer", {"item_key", "note", "said_by"}},
    [TABLE_ITEM_SIGN] = {"item_sign", {"item_key", "note"}},
    [TABLE_HELP_SERVICE] = {"help_service", {"help_key", "name", "what", "how", "confidential", "place", "run_by", "checked_by"}},
    [TABLE_JUDGEMENT] = {"judgement", {"judgement_key", "section", "place", "text", "signed_by"}},
    [TABLE_PARTNER] = {"partner", {"partner_key", "name", "title_page"}},
    [TABLE_PARTNER_LOGO] = {"partner_logo", {"partner_key"}},
    [TABLE_LEGAL] = {"legal", {"country", "matter", "rule", "answer", "source", "said_by"}}};

/* What people say. Statements of published dialogues are published, like records of open data sets. */
static struct rows *rows_of_voices(struct store *s, enum text_table_id t, struct binds one)
{
    switch (t) {
    case TABLE_DIALOGUE:
        return store_rows(s, "SELECT x.id, x.import, 0, CASE WHEN x.ended_by IS NULL THEN 1 ELSE 0 END, CASE WHEN x.own = 0 THEN 'published' ELSE '' END, x.name, "
            "x.address, x.place FROM dialogue AS x WHERE $1 = 0 OR x.import = $1 ORDER BY x.origin, x.id", one);
    case TABLE_DIALOGUE_TEXT:
        return store_rows(s, "SELECT d.id, d.import, 0, CASE WHEN d.ended_by IS NULL THEN 1 ELSE 0 END, CASE WHEN d.own = 0 THEN 'published' ELSE '' END, x.topic, "
            "x.description, x.who_may_speak FROM dialogue_text AS x JOIN dialogue AS d ON d.origin = x.origin AND d.id = x.dialogue WHERE $1 = 0 OR d.import = $1 "
            "ORDER BY d.origin, d.id, x.language", one);
    case TABLE_CHOICE:
        return store_rows(s, "SELECT d.id, d.import, 0, CASE WHEN d.ended_by IS NULL THEN 1 ELSE 0 END, CASE WHEN d.own = 0 THEN 'published' ELSE '' END, x.attribute, "
            "x.value FROM choice AS x JOIN dialogue AS d ON d.origin = x.origin AND d.id = x.dialogue WHERE $1 = 0 OR d.import = $1 "
            "ORDER BY d.origin, d.id, x.attribute, x.number", one);
    case TABLE_STATEMENT_TEXT:
        return store_rows(s, "SELECT x.statement, d.import, 0, CASE WHEN d.ended_by IS NULL THEN 1 ELSE 0 END, CASE WHEN d.own = 0 THEN 'published' ELSE '' END, x.text, "
            "x.observation, x.feeling, x.need, x.request FROM statement_text AS x JOIN dialogue AS d ON d.origin = x.origin AND d.id = x.dialogue "
            "WHERE $1 = 0 OR d.import = $1 ORDER BY d.origin, d.id, x.statement, x.language", one);
    case TABLE_FINDING:
        return store_rows(s, "SELECT x.id, x.import, x.line, CASE WHEN x.ended_by IS NULL THEN 1 ELSE 0 END, '', x.said_by, x.finding_key, x.place, x.asked, x.codes, "
            "x.about FROM finding AS x WHERE $1 = 0 OR x.import = $1 ORDER BY x.origin, x.id", one);
    default:
        return store_rows(s, "SELECT f.id, f.import, f.line, CASE WHEN f.ended_by IS NULL THEN 1 ELSE 0 END, '', x.summary FROM finding_text AS x JOIN finding AS f ON "
            "f.origin = x.origin AND f.id = x.finding WHERE $1 = 0 OR f.import = $1 ORDER BY f.origin, f.id, x.language", one);
    }
}

/* What was written down of dialogues that are held here. */
static struct rows *rows_of_room(struct store *s, enum text_table_id t, struct binds one)
{
    switch (t) {
    case TABLE_DIALOGUE_ROOM:
        return store_rows(s, "SELECT d.id, d.import, 0, CASE WHEN d.ended_by IS NULL THEN 1 ELSE 0 END, '', x.rules FROM dialogue_room AS x JOIN dialogue AS d ON "
            "d.origin = x.origin AND d.id = x.dialogue WHERE $1 = 0 OR d.import = $1 ORDER BY d.origin, d.id", one);
    case TABLE_OUTCOME:
        return store_rows(s, "SELECT x.id, d.import, 0, CASE WHEN d.ended_by IS NULL THEN 1 ELSE 0 END, '', x.text, x.said_by FROM outcome AS x JOIN dialogue AS d ON "
            "d.origin = x.origin AND d.id = x.dialogue WHERE $1 = 0 OR d.import = $1 ORDER BY d.origin, d.id, x.id, x.language", one);
    case TABLE_MEETING:
        return store_rows(s, "SELECT x.id, d.import, 0, CASE WHEN d.ended_by IS NULL THEN 1 ELSE 0 END, '', x.place, x.note FROM meeting AS x JOIN dialogue AS d ON "
            "d.origin = x.origin AND d.id = x.dialogue WHERE $1 = 0 OR d.import = $1 ORDER BY d.origin, d.id, x.id", one);
    default:
        return store_rows(s, "SELECT x.meeting, d.import, 0, CASE WHEN d.ended_by IS NULL THEN 1 ELSE 0 END, '', x.kind, x.why FROM attendance AS x JOIN dialogue AS d "
            "ON d.origin = x.origin AND d.id = x.dialogue WHERE $1 = 0 OR d.import = $1 ORDER BY d.origin, d.id, x.meeting, x.kind", one);
    }
}

/* Actors, projects, letters and plans: of each import, or hanging on a row that is. */
static struct rows *rows_of_actors(struct store *s, enum text_table_id t, struct binds one)
{
    switch (t) {
    case TABLE_ACTOR:
        return store_rows(s, "SELECT x.id, x.import, x.line, CASE WHEN x.ended_by IS NULL THEN 1 ELSE 0 END, '', x.actor_key, x.place, x.said_by, x.note "
            "FROM actor AS x WHERE $1 = 0 OR x.import = $1 ORDER BY x.origin, x.id", one);
    case TABLE_ACTOR_NAME:
        return store_rows(s, "SELECT d.id, d.import, d.line, CASE WHEN d.ended_by IS NULL THEN 1 ELSE 0 END, '', x.name FROM actor_name AS x JOIN actor AS "
            "d ON d.origin = x.origin AND d.id = x.actor WHERE $1 = 0 OR d.import = $1 ORDER BY d.origin, d.id, x.language, x.sort, x.name", one);
    case TABLE_ACTOR_SCORE:
        return store_rows(s, "SELECT x.id, x.import, x.line, CASE WHEN x.ended_by IS NULL THEN 1 ELSE 0 END, '', x.actor, x.issue, x.said_by FROM "
            "actor_score AS x WHERE $1 = 0 OR x.import = $1 ORDER BY x.origin, x.id", one);
    case TABLE_TIE:
        return store_rows(s, "SELECT x.id, x.import, x.line, CASE WHEN x.ended_by IS NULL THEN 1 ELSE 0 END, '', x.from_actor, x.to_actor, x.said_by, "
            "x.note FROM tie AS x WHERE $1 = 0 OR x.import = $1 ORDER BY x.origin, x.id", one);
    case TABLE_PROJECT:
        return store_rows(s, "SELECT x.id, x.import, x.line, CASE WHEN x.ended_by IS NULL THEN 1 ELSE 0 END, '', x.project_key, x.reporter, x.parent FROM "
            "project AS x WHERE $1 = 0 OR x.import = $1 ORDER BY x.origin, x.id", one);
    case TABLE_PROJECT_TEXT:
        return store_rows(s, "SELECT d.id, d.import, d.line, CASE WHEN d.ended_by IS NULL THEN 1 ELSE 0 END, '', x.title, x.description FROM project_text "
            "AS x JOIN project AS d ON d.origin = x.origin AND d.id = x.project WHERE $1 = 0 OR d.import = $1 ORDER BY d.origin, d.id, "
            "x.language", one);
    case TABLE_PROJECT_ACTOR:
        return store_rows(s, "SELECT d.id, d.import, d.line, CASE WHEN d.ended_by IS NULL THEN 1 ELSE 0 END, '', x.actor FROM project_actor AS x JOIN "
            "project AS d ON d.origin = x.origin AND d.id = x.project WHERE $1 = 0 OR d.import = $1 ORDER BY d.origin, d.id, x.number", one);
    case TABLE_PROJECT_PLACE:
        return store_rows(s, "SELECT d.id, d.import, d.line, CASE WHEN d.ended_by IS NULL THEN 1 ELSE 0 END, '', x.place FROM project_place AS x JOIN "
            "project AS d ON d.origin = x.origin AND d.id = x.project WHERE $1 = 0 OR d.import = $1 ORDER BY d.origin, d.id, x.number", one);
    case TABLE_PROJECT_SECTOR:
        return store_rows(s, "SELECT d.id, d.import, d.line, CASE WHEN d.ended_by IS NULL THEN 1 ELSE 0 END, '', x.name FROM project_sector AS x JOIN "
            "project AS d ON d.origin = x.origin AND d.id = x.project WHERE $1 = 0 OR d.import = $1 ORDER BY d.origin, d.id, x.number", one);
    case TABLE_PROJECT_GROUP:
        return store_rows(s, "SELECT d.id, d.import, d.line, CASE WHEN d.ended_by IS NULL THEN 1 ELSE 0 END, '', x.people FROM project_group AS x JOIN "
            "project AS d ON d.origin = x.origin AND d.id = x.project WHERE $1 = 0 OR d.import = $1 ORDER BY d.origin, d.id, x.number", one);
    case TABLE_PROJECT_MONEY:
        return store_rows(s, "SELECT d.id, d.import, d.line, CASE WHEN d.ended_by IS NULL THEN 1 ELSE 0 END, '', x.payer, x.payer_project, x.payee, "
            "x.payee_project FROM project_money AS x JOIN project AS d ON d.origin = x.origin AND d.id = x.project WHERE $1 = 0 OR "
            "d.import = $1 ORDER BY d.origin, d.id, x.number", one);
    case TABLE_ACTIVITY:
        return store_rows(s, "SELECT x.id, x.import, x.line, CASE WHEN x.ended_by IS NULL THEN 1 ELSE 0 END, '', x.activity_key, x.project_key, "
            "x.organisation, x.implementer, x.funder, x.sector, x.what, x.country, x.admin1, x.place, x.people, x.indicator, x.unit FROM "
            "activity AS x WHERE $1 = 0 OR x.import = $1 ORDER BY x.origin, x.id", one);
    case TABLE_CONTACT:
        return store_rows(s, "SELECT x.id, x.import, x.line, CASE WHEN x.ended_by IS NULL THEN 1 ELSE 0 END, '', x.contact_key, x.from_actor, x.to_actor, "
            "x.topic, x.asked, x.answer, x.plan_article, x.note FROM contact AS x WHERE $1 = 0 OR x.import = $1 ORDER BY x.origin, x.id", one);
    case TABLE_PROMISE:
        return store_rows(s, "SELECT x.id, x.import, x.line, CASE WHEN x.ended_by IS NULL THEN 1 ELSE 0 END, '', x.promise_key, x.contact_key, x.actor, "
            "x.promised, x.evidence FROM promise AS x WHERE $1 = 0 OR x.import = $1 ORDER BY x.origin, x.id", one);
    case TABLE_REPLY:
        return store_rows(s, "SELECT x.id, x.import, x.line, CASE WHEN x.ended_by IS NULL THEN 1 ELSE 0 END, '', x.actor, x.about, x.text FROM reply AS x "
            "WHERE $1 = 0 OR x.import = $1 ORDER BY x.origin, x.id", one);
    case TABLE_RESTRICTION:
        return store_rows(s, "SELECT x.id, x.import, x.line, CASE WHEN x.ended_by IS NULL THEN 1 ELSE 0 END, '', x.place, x.by_actor, x.against, x.about, "
            "x.said_by FROM restriction AS x WHERE $1 = 0 OR x.import = $1 ORDER BY x.origin, x.id", one);
    case TABLE_PLAN:
        return store_rows(s, "SELECT x.id, x.import, x.line, CASE WHEN x.ended_by IS NULL THEN 1 ELSE 0 END, '', x.plan_key, x.article, x.text, x.place, "
            "x.owner FROM plan AS x WHERE $1 = 0 OR x.import = $1 ORDER BY x.origin, x.id", one);
    default:
        return store_rows(s, "SELECT x.id, x.import, x.line, CASE WHEN x.ended_by IS NULL THEN 1 ELSE 0 END, '', x.one, x.other, x.why, x.said_by FROM "
            "plan_clash AS x WHERE $1 = 0 OR x.import = $1 ORDER BY x.origin, x.id", one);
    }
}

/* The agenda. */
static struct rows *rows_of_agenda(struct store *s, enum text_table_id t, struct binds one)
{
    switch (t) {
    case TABLE_AGENDA:
        return store_rows(s, "SELECT x.id, x.import, x.line, CASE WHEN x.ended_by IS NULL THEN 1 ELSE 0 END, '', x.agenda_key, x.title, x.note, x.place, "
            "x.convened_by FROM agenda AS x WHERE $1 = 0 OR x.import = $1 ORDER BY x.origin, x.id", one);
    case TABLE_AGENDA_ITEM:
        return store_rows(s, "SELECT x.id, x.import, x.line, CASE WHEN x.ended_by IS NULL THEN 1 ELSE 0 END, '', x.item_key, x.agenda_key, x.need, x.ask, "
            "x.place, x.owner, x.addressable_why, x.plan_article, x.said_by FROM agenda_item AS x WHERE $1 = 0 OR x.import = $1 ORDER BY "
            "x.origin, x.id", one);
    case TABLE_CAPACITY:
        return store_rows(s, "SELECT x.id, x.import, x.line, CASE WHEN x.ended_by IS NULL THEN 1 ELSE 0 END, '', x.item_key, x.capacity_key, x.what, x.who, "
            "x.said_by FROM capacity AS x WHERE $1 = 0 OR x.import = $1 ORDER BY x.origin, x.id", one);
    case TABLE_ITEM_STATE:
        return store_rows(s, "SELECT x.id, x.import, x.line, CASE WHEN x.ended_by IS NULL THEN 1 ELSE 0 END, '', x.item_key, x.why, x.said_by FROM "
            "item_state AS x WHERE $1 = 0 OR x.import = $1 ORDER BY x.origin, x.id", one);
    case TABLE_ITEM_LINK:
        return store_rows(s, "SELECT x.id, x.import, x.line, CASE WHEN x.ended_by IS NULL THEN 1 ELSE 0 END, '', x.item_key, x.reference, x.note, x.said_by "
            "FROM item_link AS x WHERE $1 = 0 OR x.import = $1 ORDER BY x.origin, x.id", one);
    case TABLE_INDICATOR:
        return store_rows(s, "SELECT x.id, x.import, x.line, CASE WHEN x.ended_by IS NULL THEN 1 ELSE 0 END, '', x.indicator_key, x.item_key, x.name, "
            "x.unit, x.source FROM indicator AS x WHERE $1 = 0 OR x.import = $1 ORDER BY x.origin, x.id", one);
    case TABLE_INDICATOR_VALUE:
        return store_rows(s, "SELECT x.id, x.import, x.line, CASE WHEN x.ended_by IS NULL THEN 1 ELSE 0 END, '', x.indicator_key, x.source FROM "
            "indicator_value AS x WHERE $1 = 0 OR x.import = $1 ORDER BY x.origin, x.id", one);
    case TABLE_PRIORITY:
        return store_rows(s, "SELECT x.id, x.import, x.line, CASE WHEN x.ended_by IS NULL THEN 1 ELSE 0 END, '', x.agenda_key, x.said_by, x.matter FROM "
            "priority AS x WHERE $1 = 0 OR x.import = $1 ORDER BY x.origin, x.id", one);
    case TABLE_PRACTICE:
        return store_rows(s, "SELECT x.id, x.import, x.line, CASE WHEN x.ended_by IS NULL THEN 1 ELSE 0 END, '', x.practice_key, x.title, x.tried, x.came, "
            "x.place, x.source, x.said_by FROM practice AS x WHERE $1 = 0 OR x.import = $1 ORDER BY x.origin, x.id", one);
    case TABLE_PREMISE:
        return store_rows(s, "SELECT x.id, x.import, x.line, CASE WHEN x.ended_by IS NULL THEN 1 ELSE 0 END, '', x.premise_key, x.item_key, x.belief, "
            "x.test, x.data_say, x.looked_by FROM premise AS x WHERE $1 = 0 OR x.import = $1 ORDER BY x.origin, x.id", one);
    case TABLE_HARM_ANSWER:
        return store_rows(s, "SELECT x.id, x.import, x.line, CASE WHEN x.ended_by IS NULL THEN 1 ELSE 0 END, '', x.item_key, x.note, x.said_by FROM "
            "harm_answer AS x WHERE $1 = 0 OR x.import = $1 ORDER BY x.origin, x.id", one);
    case TABLE_HELP_SERVICE:
        return store_rows(s, "SELECT x.id, x.import, x.line, CASE WHEN x.ended_by IS NULL THEN 1 ELSE 0 END, '', x.help_key, x.name, x.what, x.how, "
            "x.confidential, x.place, x.run_by, x.checked_by FROM help_service AS x WHERE $1 = 0 OR x.import = $1 ORDER BY x.origin, x.id", one);
    case TABLE_JUDGEMENT:
        return store_rows(s, "SELECT x.id, x.import, x.line, CASE WHEN x.ended_by IS NULL THEN 1 ELSE 0 END, '', x.judgement_key, x.section, x.place, "
            "x.text, x.signed_by FROM judgement AS x WHERE $1 = 0 OR x.import = $1 ORDER BY x.origin, x.id", one);
    case TABLE_PARTNER:
        return store_rows(s, "SELECT x.id, x.import, x.line, CASE WHEN x.ended_by IS NULL THEN 1 ELSE 0 END, '', x.partner_key, x.name, x.title_page FROM "
            "partner AS x WHERE $1 = 0 OR x.import = $1 ORDER BY x.origin, x.id", one);
    default:
        return store_rows(s, "SELECT x.id, x.import, x.line, CASE WHEN x.ended_by IS NULL THEN 1 ELSE 0 END, '', x.country, x.matter, x.rule, x.answer, "
            "x.source, x.said_by FROM legal AS x WHERE $1 = 0 OR x.import = $1 ORDER BY x.origin, x.id", one);
    }
}

static struct rows *rows_of_import(struct store *s, enum text_table_id t, struct binds one)
{
    switch (t) {
    case TABLE_IMPORT:
        return store_rows(s, "SELECT id, id, 0, 1 - undone, layout, file, source, who FROM import WHERE $1 = 0 OR id = $1 ORDER BY origin, id", one);
    case TABLE_PROBLEM:
        return store_rows(s, "SELECT x.number, x.import, x.line, 1 - m.undone, m.layout, x.found FROM problem AS x JOIN import AS m ON m.origin = x.import_origin "
            "AND m.id = x.import WHERE $1 = 0 OR x.import = $1 ORDER BY x.import_origin, x.import, x.number", one);
    case TABLE_POPULATION:
        return store_rows(s, "SELECT x.id, x.import, x.line, CASE WHEN x.ended_by IS NULL THEN 1 ELSE 0 END, '', x.kind, x.source FROM population AS x "
            "WHERE $1 = 0 OR x.import = $1 ORDER BY x.origin, x.id", one);
    case TABLE_ALIAS:
        return store_rows(s, "SELECT x.id, x.import, x.line, CASE WHEN x.ended_by IS NULL THEN 1 ELSE 0 END, '', x.place, x.alias FROM alias AS x "
            "WHERE $1 = 0 OR x.import = $1 ORDER BY x.origin, x.id", one);
    case TABLE_OBSERVABILITY:
        return store_rows(s, "SELECT x.id, x.import, x.line, CASE WHEN x.ended_by IS NULL THEN 1 ELSE 0 END, '', x.place, x.said_by, x.reason FROM observability AS x "
            "WHERE $1 = 0 OR x.import = $1 ORDER BY x.origin, x.id", one);
    case TABLE_PHASE:
        return store_rows(s, "SELECT x.id, x.import, x.line, CASE WHEN x.ended_by IS NULL THEN 1 ELSE 0 END, '', x.place, x.said_by FROM phase AS x "
            "WHERE $1 = 0 OR x.import = $1 ORDER BY x.origin, x.id", one);
    default:
        return store_rows(s, "SELECT x.id, x.import, x.line, CASE WHEN x.ended_by IS NULL THEN 1 ELSE 0 END, '', x.source, x.licence FROM licence AS x "
            "WHERE $1 = 0 OR x.import = $1 ORDER BY x.origin, x.id", one);
    }
}

bool text_of_import(enum text_table_id t)
{
    return t == TABLE_IMPORT || t == TABLE_PROBLEM || t == TABLE_POPULATION || t == TABLE_ALIAS || t == TABLE_OBSERVABILITY || t == TABLE_PHASE || t == TABLE_LICENCE ||
           t >= TABLE_DIALOGUE;
}

struct rows *text_rows(struct store *s, enum text_table_id t, int64_t import)
{
    switch (t) {
    case TABLE_FACT: return store_rows(s, "SELECT 0, 0, 0, 1, '', value FROM fact WHERE key NOT IN ('uuid', 'generation', 'votes_generation') AND key NOT LIKE 'feed.%' ORDER BY key", WITH_NOTHING);
    case TABLE_ORIGIN: return store_rows(s, "SELECT id, 0, 0, 1, '', name FROM origin ORDER BY id", WITH_NOTHING);
    case TABLE_SOURCE: return store_rows(s, "SELECT id, 0, 0, 1, '', name FROM source ORDER BY origin, id", WITH_NOTHING);
    case TABLE_AUDIT: return store_rows(s, "SELECT id, 0, 0, 1, '', detail FROM audit ORDER BY origin, id", WITH_NOTHING);
    case TABLE_MAPPING: return store_rows(s, "SELECT id, 0, 0, 1, '', name, fields FROM mapping ORDER BY origin, id", WITH_NOTHING);
    case TABLE_RETENTION: return store_rows(s, "SELECT id, 0, 0, 1, '', what, reason FROM retention ORDER BY origin, id", WITH_NOTHING);
    case TABLE_ERASURE: return store_rows(s, "SELECT id, 0, 0, 1, '', reason FROM erasure ORDER BY origin, id", WITH_NOTHING);
    case TABLE_BACKUP: return store_rows(s, "SELECT id, 0, 0, 1, '', file FROM backup ORDER BY origin, id", WITH_NOTHING);
    case TABLE_PUBLICATION: return store_rows(s, "SELECT id, 0, 0, 1, '', file, checklist, note FROM publication ORDER BY origin, id", WITH_NOTHING);
    case TABLE_CORRECTION: return store_rows(s, "SELECT id, 0, 0, 1, '', text FROM correction ORDER BY origin, id", WITH_NOTHING);
    case TABLE_ACTOR_SAME: return store_rows(s, "SELECT id, 0, 0, 1, '', name, actor_key FROM actor_same ORDER BY origin, id", WITH_NOTHING);
    case TABLE_ACTOR_CONSENT: return store_rows(s, "SELECT id, 0, 0, 1, '', actor_key, note FROM actor_consent ORDER BY origin, id", WITH_NOTHING);
    case TABLE_ITEM_SIGN: return store_rows(s, "SELECT id, 0, 0, 1, '', item_key, note FROM item_sign ORDER BY origin, id", WITH_NOTHING);
    case TABLE_PARTNER_LOGO: return store_rows(s, "SELECT id, 0, 0, 1, '', partner_key FROM partner_logo ORDER BY origin, id", WITH_NOTHING);
    default: return t >= TABLE_AGENDA ? rows_of_agenda(s, t, WITH(bind_int(import))) : t >= TABLE_ACTOR ? rows_of_actors(s, t, WITH(bind_int(import))) : t >= TABLE_DIALOGUE_ROOM ? rows_of_room(s, t, WITH(bind_int(import))) : t >= TABLE_DIALOGUE ? rows_of_voices(s, t, WITH(bind_int(import))) : rows_of_import(s, t, WITH(bind_int(import)));
    }
}
