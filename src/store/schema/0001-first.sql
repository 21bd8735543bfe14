-- SPDX-License-Identifier: GPL-3.0-or-later
-- The first schema. Written so that SQLite and PostgreSQL both understand it; what stands in /*sqlite ...*/
-- is read by the SQLite driver only. Days are days since 1970-01-01. NULL means "not known", never zero.
-- Rows are (origin, id): partners exchange rows. A row is in use while ended_by IS NULL; ended_by is the
-- import that superseded it, or its own import when that was undone.
-- A released migration never changes.

CREATE TABLE fact (key TEXT PRIMARY KEY, value TEXT NOT NULL);

-- Registers whose rows are held here; 1 is this one.
CREATE TABLE origin (id BIGINT PRIMARY KEY, uuid TEXT NOT NULL UNIQUE, name TEXT NOT NULL);

-- What a source itself wrote (names, sides, outlets), each text once. Local to this register.
-- INTEGER, not BIGINT: SQLite then keeps the table by this number, without an index beside it.
CREATE TABLE wording (id INTEGER PRIMARY KEY, text TEXT NOT NULL);

CREATE TABLE import (
    origin BIGINT NOT NULL REFERENCES origin (id),
    id BIGINT NOT NULL,
    file TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    layout TEXT NOT NULL,
    source TEXT NOT NULL,
    time TEXT NOT NULL,
    who TEXT NOT NULL,
    rows_read BIGINT NOT NULL,
    kept BIGINT NOT NULL,
    repaired BIGINT NOT NULL,
    refused BIGINT NOT NULL,
    known BIGINT NOT NULL,
    superseded BIGINT NOT NULL,
    undone SMALLINT NOT NULL DEFAULT 0,
    PRIMARY KEY (origin, id));

CREATE TABLE problem (
    import_origin BIGINT NOT NULL,
    import BIGINT NOT NULL,
    number BIGINT NOT NULL,
    severity SMALLINT NOT NULL,
    line BIGINT NOT NULL,
    column_name TEXT NOT NULL,
    code TEXT NOT NULL,
    found TEXT NOT NULL,
    expected TEXT NOT NULL,
    advice TEXT NOT NULL,
    PRIMARY KEY (import_origin, import, number),
    FOREIGN KEY (import_origin, import) REFERENCES import (origin, id));

CREATE TABLE source (
    origin BIGINT NOT NULL REFERENCES origin (id),
    id BIGINT NOT NULL,
    name TEXT NOT NULL,
    citation TEXT NOT NULL,
    licence TEXT NOT NULL,
    PRIMARY KEY (origin, id));

CREATE TABLE place (
    origin BIGINT NOT NULL REFERENCES origin (id),
    id BIGINT NOT NULL,
    import BIGINT NOT NULL,
    ended_by BIGINT,
    level SMALLINT NOT NULL,            -- 0 country, 1 governorate, 2 district ...
    code TEXT NOT NULL,                 -- ISO 3166-2, P-code or what the file gives; '' for none
    country TEXT NOT NULL,              -- ISO 3166-1 alpha-3; '' when not known
    parent_code TEXT NOT NULL,          -- code of the unit above; '' for none
    name TEXT NOT NULL,                 -- as the border file writes it
    longitude DOUBLE PRECISION,         -- where a label may stand: inside the border
    latitude DOUBLE PRECISION,
    border BYTEA,                       -- WKB, WGS84, longitude first; NULL for a place without border
    PRIMARY KEY (origin, id));

CREATE TABLE place_name (
    origin BIGINT NOT NULL REFERENCES origin (id),
    id BIGINT NOT NULL,
    import BIGINT NOT NULL,
    ended_by BIGINT,
    place_origin BIGINT NOT NULL,
    place BIGINT NOT NULL,
    language TEXT NOT NULL,             -- BCP 47; '' when not known
    name TEXT NOT NULL,
    folded TEXT NOT NULL,
    PRIMARY KEY (origin, id),
    FOREIGN KEY (place_origin, place) REFERENCES place (origin, id));

-- Population keeps the file's own words for the place, so that it joins whatever borders come later.
CREATE TABLE population (
    origin BIGINT NOT NULL REFERENCES origin (id),
    id BIGINT NOT NULL,
    import BIGINT NOT NULL,
    ended_by BIGINT,
    line BIGINT NOT NULL,
    country TEXT NOT NULL,
    code TEXT NOT NULL,
    name TEXT NOT NULL,
    name_ar TEXT NOT NULL,
    year INTEGER NOT NULL,
    people BIGINT NOT NULL,
    kind TEXT NOT NULL,                 -- census, estimate ...
    source TEXT NOT NULL,
    PRIMARY KEY (origin, id));

CREATE TABLE incident (
    origin BIGINT NOT NULL,
    id BIGINT NOT NULL,
    import BIGINT NOT NULL,
    ended_by BIGINT,
    line BIGINT NOT NULL,               -- physical line in the import's file
    source BIGINT NOT NULL,
    source_key TEXT NOT NULL,           -- the source's own id
    digest BIGINT NOT NULL,             -- hash of everything below, to tell a correction from a copy
    day_first INTEGER NOT NULL,
    day_last INTEGER NOT NULL,
    day_precision SMALLINT NOT NULL,    -- METHOD A.0: 1 day .. 4 longer, 9 not known
    latitude DOUBLE PRECISION,
    longitude DOUBLE PRECISION,
    place_precision SMALLINT NOT NULL,  -- METHOD A.0: 1 exact .. 7 sea or air, 9 not known
    country BIGINT NOT NULL,            -- wording
    country_code TEXT NOT NULL,         -- ISO 3166-1 alpha-3 where the file gives it
    admin1 BIGINT NOT NULL,             -- wording
    admin2 BIGINT NOT NULL,             -- wording
    place_words BIGINT NOT NULL,        -- wording
    kind SMALLINT NOT NULL,
    type TEXT NOT NULL,                 -- the codebook's neutral type
    side_a BIGINT NOT NULL,             -- wording
    side_b BIGINT NOT NULL,             -- wording
    side_a_kind SMALLINT NOT NULL,      -- 1 state, 2 non-state, 3 civilians, 0 not known
    side_b_kind SMALLINT NOT NULL,
    deaths_low BIGINT, deaths_best BIGINT, deaths_high BIGINT,
    deaths_civilians BIGINT, deaths_side_a BIGINT, deaths_side_b BIGINT,
    deaths_status_unknown BIGINT,
    sources BIGINT NOT NULL,            -- wording: outlets as the source lists them
    source_count INTEGER,
    clarity SMALLINT NOT NULL,          -- 1 one event, 2 summary of several, 0 not known
    flags BIGINT NOT NULL,              -- enum incident_flag
    PRIMARY KEY (origin, id)) /*sqlite WITHOUT ROWID*/;

-- A later import that brought a row which was there already, word for word: when the import that brought the row first
-- is taken back, the row passes to the later one instead of going out of use.
CREATE TABLE also (
    import_origin BIGINT NOT NULL,
    import BIGINT NOT NULL,
    incident_origin BIGINT NOT NULL,
    incident BIGINT NOT NULL,
    line BIGINT NOT NULL,               -- physical line in the later import's file
    PRIMARY KEY (incident_origin, incident, import_origin, import)) /*sqlite WITHOUT ROWID*/;

-- Where an incident counts, by the rule of precision before geometry. Derived: made anew when borders change.
CREATE TABLE placed (
    incident_origin BIGINT NOT NULL,
    incident BIGINT NOT NULL,
    level SMALLINT NOT NULL,
    place_origin BIGINT,                -- NULL: place unknown at this level
    place BIGINT,
    how SMALLINT NOT NULL,              -- enum placed_how
    named_origin BIGINT,                -- the place that the record's own name means, where it differs
    named BIGINT,
    distance_km DOUBLE PRECISION,       -- to the border, where the point lies in none
    PRIMARY KEY (incident_origin, incident, level)) /*sqlite WITHOUT ROWID*/;

CREATE TABLE audit (
    origin BIGINT NOT NULL REFERENCES origin (id),
    id BIGINT NOT NULL,
    time TEXT NOT NULL,
    who TEXT NOT NULL,
    what TEXT NOT NULL,
    detail TEXT NOT NULL,
    PRIMARY KEY (origin, id));
