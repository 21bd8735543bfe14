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
    {NULL, NULL, TEXT_CODE}};

/* The first five columns of each: id, import, line, in use, layout of the import; then these. $1: one import, or 0 for all. */
const struct text_table text_tables[TEXT_TABLES] = {[TABLE_FACT] = {"fact", {"value"}}, [TABLE_ORIGIN] = {"origin", {"name"}},
    [TABLE_IMPORT] = {"import", {"file", "source", "who"}}, [TABLE_PROBLEM] = {"problem", {"found"}}, [TABLE_SOURCE] = {"source", {"name"}},
    [TABLE_POPULATION] = {"population", {"kind", "source"}}, [TABLE_AUDIT] = {"audit", {"detail"}}, [TABLE_ALIAS] = {"alias", {"place", "alias"}},
    [TABLE_OBSERVABILITY] = {"observability", {"place", "said_by", "reason"}}, [TABLE_PHASE] = {"phase", {"place", "said_by"}},
    [TABLE_LICENCE] = {"licence", {"source", "licence"}}, [TABLE_MAPPING] = {"mapping", {"name", "fields"}}, [TABLE_RETENTION] = {"retention", {"what", "reason"}},
    [TABLE_ERASURE] = {"erasure", {"reason"}}, [TABLE_BACKUP] = {"backup", {"file"}}, [TABLE_PUBLICATION] = {"publication", {"file", "checklist", "note"}}};

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
    return t == TABLE_IMPORT || t == TABLE_PROBLEM || t == TABLE_POPULATION || t == TABLE_ALIAS || t == TABLE_OBSERVABILITY || t == TABLE_PHASE || t == TABLE_LICENCE;
}

struct rows *text_rows(struct store *s, enum text_table_id t, int64_t import)
{
    switch (t) {
    case TABLE_FACT: return store_rows(s, "SELECT 0, 0, 0, 1, '', value FROM fact WHERE key NOT IN ('uuid', 'generation') ORDER BY key", WITH_NOTHING);
    case TABLE_ORIGIN: return store_rows(s, "SELECT id, 0, 0, 1, '', name FROM origin ORDER BY id", WITH_NOTHING);
    case TABLE_SOURCE: return store_rows(s, "SELECT id, 0, 0, 1, '', name FROM source ORDER BY origin, id", WITH_NOTHING);
    case TABLE_AUDIT: return store_rows(s, "SELECT id, 0, 0, 1, '', detail FROM audit ORDER BY origin, id", WITH_NOTHING);
    case TABLE_MAPPING: return store_rows(s, "SELECT id, 0, 0, 1, '', name, fields FROM mapping ORDER BY origin, id", WITH_NOTHING);
    case TABLE_RETENTION: return store_rows(s, "SELECT id, 0, 0, 1, '', what, reason FROM retention ORDER BY origin, id", WITH_NOTHING);
    case TABLE_ERASURE: return store_rows(s, "SELECT id, 0, 0, 1, '', reason FROM erasure ORDER BY origin, id", WITH_NOTHING);
    case TABLE_BACKUP: return store_rows(s, "SELECT id, 0, 0, 1, '', file FROM backup ORDER BY origin, id", WITH_NOTHING);
    case TABLE_PUBLICATION: return store_rows(s, "SELECT id, 0, 0, 1, '', file, checklist, note FROM publication ORDER BY origin, id", WITH_NOTHING);
    default: return rows_of_import(s, t, WITH(bind_int(import)));
    }
}
