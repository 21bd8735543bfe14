-- SPDX-License-Identifier: GPL-3.0-or-later
-- What people say about places, periods and sources: other names, whether anybody could look, the phase, the licence.
-- Each row keeps the file's own words for the place (a code or a name), so that it joins whatever borders come later.
-- Days are days since 1970-01-01, both ends inclusive; NULL where the file leaves an end open.

CREATE TABLE alias (
    origin BIGINT NOT NULL REFERENCES origin (id),
    id BIGINT NOT NULL,
    import BIGINT NOT NULL,
    ended_by BIGINT,
    line BIGINT NOT NULL,
    place TEXT NOT NULL,
    alias TEXT NOT NULL,
    language TEXT NOT NULL,             -- BCP 47; '' when not known
    PRIMARY KEY (origin, id));

CREATE TABLE observability (
    origin BIGINT NOT NULL REFERENCES origin (id),
    id BIGINT NOT NULL,
    import BIGINT NOT NULL,
    ended_by BIGINT,
    line BIGINT NOT NULL,
    place TEXT NOT NULL,
    day_from INTEGER,
    day_to INTEGER,
    judgement TEXT NOT NULL,            -- good, limited, none
    said_by TEXT NOT NULL,
    reason TEXT NOT NULL,
    PRIMARY KEY (origin, id));

CREATE TABLE phase (
    origin BIGINT NOT NULL REFERENCES origin (id),
    id BIGINT NOT NULL,
    import BIGINT NOT NULL,
    ended_by BIGINT,
    line BIGINT NOT NULL,
    place TEXT NOT NULL,
    day_from INTEGER,
    day_to INTEGER,
    phase TEXT NOT NULL,                -- a code of the codebook's phases
    said_by TEXT NOT NULL,
    PRIMARY KEY (origin, id));

CREATE TABLE licence (
    origin BIGINT NOT NULL REFERENCES origin (id),
    id BIGINT NOT NULL,
    import BIGINT NOT NULL,
    ended_by BIGINT,
    line BIGINT NOT NULL,
    source TEXT NOT NULL,               -- the name in table source
    licence TEXT NOT NULL,              -- open, attribution, no-republication
    PRIMARY KEY (origin, id));

-- How the columns of somebody's own table are to be read, under a name for next time.
CREATE TABLE mapping (
    origin BIGINT NOT NULL REFERENCES origin (id),
    id BIGINT NOT NULL,
    name TEXT NOT NULL,
    fields TEXT NOT NULL,               -- FIELD=COLUMN, one a line
    time TEXT NOT NULL,
    who TEXT NOT NULL,
    PRIMARY KEY (origin, id),
    UNIQUE (origin, name));

-- Days in which a border was in force, as its file says (vintage); NULL when it does not say.
ALTER TABLE place ADD COLUMN valid_from INTEGER;
ALTER TABLE place ADD COLUMN valid_to INTEGER;

-- Harm that does not kill, where a source counts it; NULL when not known, never zero for that.
ALTER TABLE incident ADD COLUMN people_injured BIGINT;
ALTER TABLE incident ADD COLUMN people_abducted BIGINT;
ALTER TABLE incident ADD COLUMN people_detained BIGINT;
ALTER TABLE incident ADD COLUMN people_displaced BIGINT;

-- When the source last touched its row, where it says so: seconds since 1970. An older file does not undo a later word.
ALTER TABLE incident ADD COLUMN revised BIGINT;
