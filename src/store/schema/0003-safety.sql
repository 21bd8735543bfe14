-- SPDX-License-Identifier: GPL-3.0-or-later
-- What keeps people safe: who may read sealed fields, how long things are kept, that something was erased, which backups
-- lie about, and what was published under whose name. Times are RFC 3339 UTC. None of these rows belongs to an import.

-- Stewards: whose public key (X25519, 64 hex digits) the most sensitive fields are sealed to. The secret half is never here.
CREATE TABLE steward (
    origin BIGINT NOT NULL REFERENCES origin (id),
    id BIGINT NOT NULL,
    name TEXT NOT NULL,                 -- of a role or a person, as they want to be called
    public_key TEXT NOT NULL,
    since TEXT NOT NULL,
    ended TEXT,                         -- from then on nothing new is sealed to this steward; NULL: in office
    PRIMARY KEY (origin, id));

-- One sensitive field of one row of another table, readable by its stewards only.
CREATE TABLE sealed (
    origin BIGINT NOT NULL REFERENCES origin (id),
    id BIGINT NOT NULL,
    thing TEXT NOT NULL,                -- the table of the row it belongs to
    thing_origin BIGINT NOT NULL,
    thing_id BIGINT NOT NULL,
    field TEXT NOT NULL,                -- which field of it
    content BYTEA NOT NULL,             -- see docs/formats.md
    time TEXT NOT NULL,
    who TEXT NOT NULL,
    PRIMARY KEY (origin, id),
    UNIQUE (origin, thing, thing_origin, thing_id, field));

-- Notes on people at risk: what a note is about stands here, what it says is sealed (thing note, field text). Named by what
-- outlives a corrected file: the source and its own id of an incident, the code of a place.
CREATE TABLE note (
    origin BIGINT NOT NULL REFERENCES origin (id),
    id BIGINT NOT NULL,
    about TEXT NOT NULL,                -- incident, place
    source TEXT NOT NULL,               -- of the incident; '' for a place
    about_key TEXT NOT NULL,            -- the source's own id of the incident; the code of the place
    PRIMARY KEY (origin, id));

-- How long things are kept: the latest rule of a thing counts.
CREATE TABLE retention (
    origin BIGINT NOT NULL REFERENCES origin (id),
    id BIGINT NOT NULL,
    what TEXT NOT NULL,                 -- superseded, undone, refused, audit, backup, source:NAME, layout:NAME
    days BIGINT,                        -- kept so long after it came or went out of use; NULL: for good
    reason TEXT NOT NULL,               -- the promise or the law behind it
    time TEXT NOT NULL,
    who TEXT NOT NULL,
    PRIMARY KEY (origin, id));

-- That something was erased; never what it said.
CREATE TABLE erasure (
    origin BIGINT NOT NULL REFERENCES origin (id),
    id BIGINT NOT NULL,
    what TEXT NOT NULL,                 -- import, superseded, undone, refused, audit, ...
    rows_erased BIGINT NOT NULL,
    reason TEXT NOT NULL,
    time TEXT NOT NULL,
    who TEXT NOT NULL,
    PRIMARY KEY (origin, id));

-- Copies of this register that somebody made: what is erased here still stands in them.
CREATE TABLE backup (
    origin BIGINT NOT NULL REFERENCES origin (id),
    id BIGINT NOT NULL,
    file TEXT NOT NULL,                 -- name of the file without its folder, or the server's address without a password
    sha256 TEXT NOT NULL,               -- 64 hex digits; '' for a register on a server
    bytes BIGINT,
    generation BIGINT NOT NULL,         -- of what was copied
    time TEXT NOT NULL,
    who TEXT NOT NULL,
    gone TEXT,                          -- when somebody said that the copy is destroyed; NULL: it may lie about
    PRIMARY KEY (origin, id));

-- What was published: who released it, when, under which checklist.
CREATE TABLE publication (
    origin BIGINT NOT NULL REFERENCES origin (id),
    id BIGINT NOT NULL,
    file TEXT NOT NULL,                 -- name without folder
    medium TEXT NOT NULL,               -- html, pdf, xlsx, docx, txt, json
    language TEXT NOT NULL,
    place TEXT NOT NULL,                -- '' for the whole register
    day_from INTEGER,
    day_to INTEGER,
    sha256 TEXT NOT NULL,               -- of the file
    fingerprint TEXT NOT NULL,          -- of the register it was made from
    signed_by TEXT NOT NULL,            -- who answers for it, as it stands in the document
    checklist TEXT NOT NULL,            -- its version and the answers, one a line: ITEM=ANSWER
    note TEXT NOT NULL,
    time TEXT NOT NULL,
    who TEXT NOT NULL,
    withdrawn TEXT,                     -- when it was taken back; NULL: it stands
    PRIMARY KEY (origin, id));
