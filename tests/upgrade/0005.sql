-- SPDX-License-Identifier: GPL-3.0-or-later
-- A register as schema 5 left it (invented country): that of schema 4 brought up to date, with rows in every new table.
-- Once schema 5 is released, this file never changes.
PRAGMA application_id = 1147762542;
PRAGMA user_version = 5;
PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
CREATE TABLE account (
    origin BIGINT NOT NULL REFERENCES origin (id),
    id BIGINT NOT NULL,
    name TEXT NOT NULL,                 -- to sign in with; one in use has it
    shown TEXT NOT NULL,                -- as others read it
    role TEXT NOT NULL,                 -- steward, analyst, facilitator, reader
    password TEXT NOT NULL,             -- Argon2id, as libsodium writes it; '' until an invitation was taken up
    totp TEXT NOT NULL,                 -- secret of the second factor, base 32; ''
    totp_last BIGINT NOT NULL,          -- the last time step whose number was used: none serves twice
    language TEXT NOT NULL,             -- BCP 47; ''
    made TEXT NOT NULL,                 -- RFC 3339
    made_by TEXT NOT NULL,
    ended TEXT NOT NULL,                -- since when it is out of use; ''
    failures BIGINT NOT NULL,           -- in a row
    failed_last BIGINT NOT NULL,        -- seconds since 1970
    PRIMARY KEY (origin, id));
INSERT INTO account VALUES(1,1,'dana','Dana','steward','$argon2id$v=19$m=65536,t=2,p=1$c2VsbWFyYXNlbG1hcmE$w3Yq0m0xJ7l4r3m3kq1H1m1s0Y7m0l7qYb8nN3o2p1Q','',0,'ckb','2026-02-14T09:30:00Z','','',0,0);
INSERT INTO account VALUES(1,2,'nadia','Nadia','facilitator','','',0,'ar','2026-02-14T09:31:00Z','dana','',0,0);
INSERT INTO account VALUES(1,3,'hiwa','Hiwa','reader','','JBSWY3DPEHPK3PXP',59021300,'','2026-02-14T09:32:00Z','dana','2026-02-20T10:00:00Z',3,1771579200);
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
INSERT INTO alias VALUES(1,1,5,NULL,2,'SM-AV','Awora','en');
CREATE TABLE also (
    import_origin BIGINT NOT NULL,
    import BIGINT NOT NULL,
    incident_origin BIGINT NOT NULL,
    incident BIGINT NOT NULL,
    line BIGINT NOT NULL,
    PRIMARY KEY (incident_origin, incident, import_origin, import)) WITHOUT ROWID;
CREATE TABLE attendance (
    origin BIGINT NOT NULL,
    dialogue BIGINT NOT NULL,
    meeting BIGINT NOT NULL,
    kind TEXT NOT NULL,                 -- a side of the codebook, or their words
    invited BIGINT,                     -- NULL: not known
    came BIGINT,
    left_out SMALLINT NOT NULL,         -- 1: deliberately or by circumstance not asked
    why TEXT NOT NULL,                  -- they stayed away, or were left out
    PRIMARY KEY (origin, dialogue, meeting, kind),
    FOREIGN KEY (origin, dialogue, meeting) REFERENCES meeting (origin, dialogue, id));
INSERT INTO attendance VALUES(1,2,1,'community',40,31,0,'');
INSERT INTO attendance VALUES(1,2,1,'people with disabilities',NULL,NULL,1,'the room is up a staircase');
CREATE TABLE audit (
    origin BIGINT NOT NULL REFERENCES origin (id),
    id BIGINT NOT NULL,
    time TEXT NOT NULL,
    who TEXT NOT NULL,
    what TEXT NOT NULL,
    detail TEXT NOT NULL,
    PRIMARY KEY (origin, id));
INSERT INTO audit VALUES(1,1,'2026-02-14T09:30:00Z','Dana','add','selmara.csv');
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
INSERT INTO backup VALUES(1,1,'selmara-2026-02-14.diwan','a3bf4f1b2b0b822cd15d6c15b0f00a089f86d081884c7d659a2feaa0c55ad015',40960,7,'2026-02-14T09:34:00Z','Selmara',NULL);
CREATE TABLE choice (
    origin BIGINT NOT NULL,
    dialogue BIGINT NOT NULL,
    attribute TEXT NOT NULL,            -- side, gender, age, district, or the dialogue's own
    value TEXT NOT NULL,
    number INTEGER NOT NULL,            -- its order
    PRIMARY KEY (origin, dialogue, attribute, value),
    FOREIGN KEY (origin, dialogue) REFERENCES dialogue (origin, id));
INSERT INTO choice VALUES(1,2,'side','community',1);
INSERT INTO choice VALUES(1,2,'side','security sector',2);
CREATE TABLE correction (
    origin BIGINT NOT NULL REFERENCES origin (id),
    id BIGINT NOT NULL,
    language TEXT NOT NULL,             -- BCP 47
    message TEXT NOT NULL,              -- the English words, as the program has them
    form INTEGER NOT NULL,              -- of a plural; 0 for others
    text TEXT NOT NULL,                 -- '': the correction was taken back
    said_by TEXT NOT NULL,
    day INTEGER NOT NULL,
    PRIMARY KEY (origin, id));
INSERT INTO correction VALUES(1,1,'ckb','Agree',0,'هاوڕام','Nadia',20502);
CREATE TABLE declared (
    origin BIGINT NOT NULL,
    dialogue BIGINT NOT NULL,
    participant BIGINT NOT NULL,
    attribute TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (origin, dialogue, participant, attribute),
    FOREIGN KEY (origin, dialogue, attribute, value) REFERENCES choice (origin, dialogue, attribute, value));
INSERT INTO declared VALUES(1,2,1,'side','community');
CREATE TABLE dialogue (
    origin BIGINT NOT NULL REFERENCES origin (id),
    id BIGINT NOT NULL,
    import BIGINT NOT NULL,
    ended_by BIGINT,
    name TEXT NOT NULL,                 -- as commands call it: one in use has it
    own SMALLINT NOT NULL,              -- 1: held with people here; 0: published by others, person by person
    address TEXT NOT NULL,              -- where it was held or published; ''
    place TEXT NOT NULL,                -- code or name of a place, as its file writes it; ''
    phase TEXT NOT NULL,                -- a code of the codebook's phases: how things stood when it was held; ''
    day_from INTEGER,                   -- of the votes
    day_to INTEGER,
    closed INTEGER,                     -- since when nobody may vote; NULL: open
    PRIMARY KEY (origin, id));
INSERT INTO dialogue VALUES(1,1,9,11,'youth-and-police',1,'','SL-A','tension',20500,20500,NULL);
INSERT INTO dialogue VALUES(1,2,11,NULL,'youth-and-police',1,'https://selmara.example/dialogue','SL-A','tension',20500,20501,NULL);
CREATE TABLE dialogue_room (
    origin BIGINT NOT NULL,
    dialogue BIGINT NOT NULL,
    entry TEXT NOT NULL,                -- link: whoever has the address; codes: one code, one voice; paper: nobody but who types ballots in
    opened INTEGER,                     -- day; NULL: in preparation
    may_add SMALLINT NOT NULL,          -- 1: participants may add statements, which wait for moderation
    listed SMALLINT NOT NULL,           -- 1: named on the first page that anybody sees
    result SMALLINT NOT NULL,           -- 1: participants may read the result while it is open
    rules TEXT NOT NULL,                -- of the house; '': those of the program
    PRIMARY KEY (origin, dialogue),
    FOREIGN KEY (origin, dialogue) REFERENCES dialogue (origin, id));
INSERT INTO dialogue_room VALUES(1,2,'codes',20500,1,1,0,'');
CREATE TABLE dialogue_text (
    origin BIGINT NOT NULL,
    dialogue BIGINT NOT NULL,
    language TEXT NOT NULL,             -- BCP 47; '' when not known
    topic TEXT NOT NULL,
    description TEXT NOT NULL,
    who_may_speak TEXT NOT NULL,
    PRIMARY KEY (origin, dialogue, language),
    FOREIGN KEY (origin, dialogue) REFERENCES dialogue (origin, id));
INSERT INTO dialogue_text VALUES(1,1,'en','Youth and police','','Everybody who lives in Avora');
INSERT INTO dialogue_text VALUES(1,2,'ar','الشباب والشرطة','حوار
في سطرين','');
INSERT INTO dialogue_text VALUES(1,2,'en','Youth and police','','Everybody who lives in Avora');
CREATE TABLE entry_code (
    origin BIGINT NOT NULL,
    dialogue BIGINT NOT NULL,
    digest TEXT NOT NULL,               -- SHA-256 of dialogue and code, hex
    used SMALLINT NOT NULL,
    PRIMARY KEY (origin, dialogue, digest),
    FOREIGN KEY (origin, dialogue) REFERENCES dialogue (origin, id))   WITHOUT ROWID;
INSERT INTO entry_code VALUES(1,2,'9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',1);
INSERT INTO entry_code VALUES(1,2,'60303ae22b998861bce3b28f33eec1be758a213c86c93c076dbe9f558c11c752',0);
CREATE TABLE erasure (
    origin BIGINT NOT NULL REFERENCES origin (id),
    id BIGINT NOT NULL,
    what TEXT NOT NULL,                 -- import, superseded, undone, refused, audit, ...
    rows_erased BIGINT NOT NULL,
    reason TEXT NOT NULL,
    time TEXT NOT NULL,
    who TEXT NOT NULL,
    PRIMARY KEY (origin, id));
INSERT INTO erasure VALUES(1,1,'undone',12,'fell due','2026-02-14T09:33:00Z','Selmara');
CREATE TABLE fact (key TEXT PRIMARY KEY, value TEXT NOT NULL);
INSERT INTO fact VALUES('generation','3');
INSERT INTO fact VALUES('name','Selmara');
INSERT INTO fact VALUES('schema','5');
CREATE TABLE finding (
    origin BIGINT NOT NULL REFERENCES origin (id),
    id BIGINT NOT NULL,
    import BIGINT NOT NULL,
    ended_by BIGINT,
    line BIGINT NOT NULL,
    said_by TEXT NOT NULL,              -- who asked and answers for the summary
    finding_key TEXT NOT NULL,          -- their own name for it
    place TEXT NOT NULL,                -- where people were asked: code or name
    day_from INTEGER,
    day_to INTEGER,
    method TEXT NOT NULL,               -- interview, focus-group, meeting, observation, other
    asked TEXT NOT NULL,                -- what kind of people: a side of the codebook, or their words
    people BIGINT,                      -- how many were asked; NULL: not known
    women BIGINT,                       -- of them
    codes TEXT NOT NULL,                -- themes, one a line
    direction TEXT NOT NULL,            -- for, against, mixed; ''
    about TEXT NOT NULL,                -- for or against what
    PRIMARY KEY (origin, id));
INSERT INTO finding VALUES(1,1,10,NULL,2,'Selmara Institute','FG-1','SL-A',20490,20490,'focus-group','community',9,5,'checkpoints
trust','against','the checkpoint on the bridge');
CREATE TABLE finding_text (
    origin BIGINT NOT NULL,
    finding BIGINT NOT NULL,
    language TEXT NOT NULL,
    summary TEXT NOT NULL,
    PRIMARY KEY (origin, finding, language),
    FOREIGN KEY (origin, finding) REFERENCES finding (origin, id));
INSERT INTO finding_text VALUES(1,1,'en','They pass the checkpoint twice a day and say that it costs them an hour.');
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
INSERT INTO import VALUES(1,1,'selmara.csv','0000000000000000000000000000000000000000000000000000000000000000','ucdp-ged','Selmara Monitor','2026-02-14T09:30:00Z','Dana',3,2,0,1,0,0,0);
INSERT INTO import VALUES(1,2,'selmara-corrected.csv','0000000000000000000000000000000000000000000000000000000000000000','ucdp-ged','Selmara Monitor','2026-02-15T09:30:00Z','Dana',2,1,0,0,1,1,0);
INSERT INTO import VALUES(1,3,'selmara.geojson','0000000000000000000000000000000000000000000000000000000000000000','borders','','2026-02-16T09:30:00Z','Dana',1,1,0,0,0,0,0);
INSERT INTO import VALUES(1,4,'population.csv','0000000000000000000000000000000000000000000000000000000000000000','population','census','2026-02-16T10:30:00Z','Rojin',1,1,0,0,0,0,0);
INSERT INTO import VALUES(1,5,'aliases.csv','abababababababababababababababababababababababababababababab0001','aliases','Selmara Monitor','2026-03-01T08:00:00Z','Dana',1,1,0,0,0,0,0);
INSERT INTO import VALUES(1,6,'observability.csv','abababababababababababababababababababababababababababababab0002','observability','Selmara Monitor','2026-03-01T08:00:00Z','Dana',2,2,0,0,0,0,0);
INSERT INTO import VALUES(1,7,'phases.csv','abababababababababababababababababababababababababababababab0003','phases','Selmara Monitor','2026-03-01T08:00:00Z','Dana',1,1,0,0,0,0,0);
INSERT INTO import VALUES(1,8,'licences.csv','abababababababababababababababababababababababababababababab0004','licences','Selmara Monitor','2026-03-01T08:00:00Z','Dana',1,1,0,0,0,0,0);
INSERT INTO import VALUES(1,9,'youth-and-police.zip','abababababababababababababababababababababababababababababab0008','dialogue','Selmara Institute','2026-03-02T08:00:00Z','Dana',4,4,0,0,0,0,0);
INSERT INTO import VALUES(1,10,'findings.csv','abababababababababababababababababababababababababababababab0009','findings','Selmara Institute','2026-03-02T08:05:00Z','Dana',1,1,0,0,0,0,0);
INSERT INTO import VALUES(1,11,'youth-and-police.csv','abababababababababababababababababababababababababababababab0010','dialogue','Selmara Institute','2026-03-03T08:00:00Z','Dana',5,5,0,0,0,4,0);
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
    flags BIGINT NOT NULL, people_injured BIGINT, people_abducted BIGINT, people_detained BIGINT, people_displaced BIGINT, revised BIGINT,              -- enum incident_flag
    PRIMARY KEY (origin, id))  WITHOUT ROWID;
INSERT INTO incident VALUES(1,1,1,NULL,2,1,'SLM-1',7001,16800,16800,1,12.5,41.25,1,1,'SLM',2,0,0,1,'armed_clash',3,0,1,2,1,2,4,0,1,1,0,5,2,1,0,NULL,NULL,NULL,NULL,NULL);
INSERT INTO incident VALUES(1,2,1,2,3,1,'SLM-2',7002,16801,16803,2,NULL,NULL,4,1,'SLM',2,0,0,3,'attack_civilians',3,4,1,3,NULL,NULL,NULL,NULL,NULL,NULL,NULL,5,NULL,0,0,NULL,NULL,NULL,NULL,NULL);
INSERT INTO incident VALUES(1,3,2,NULL,3,1,'SLM-2',7003,16801,16803,2,NULL,NULL,4,1,'SLM',2,0,0,3,'attack_civilians',3,4,1,3,1,1,1,1,0,0,0,5,1,1,0,NULL,NULL,NULL,NULL,NULL);
CREATE TABLE invitation (
    origin BIGINT NOT NULL,
    account BIGINT NOT NULL,
    digest TEXT NOT NULL,               -- SHA-256 of what the link carries, hex
    until BIGINT NOT NULL,              -- seconds since 1970
    PRIMARY KEY (origin, digest),
    FOREIGN KEY (origin, account) REFERENCES account (origin, id));
INSERT INTO invitation VALUES(1,2,'fd61a03af4f77d870fc21e05e7e80678095c92d808cfb3b5c279ee04c74aca13',1771665600);
CREATE TABLE licence (
    origin BIGINT NOT NULL REFERENCES origin (id),
    id BIGINT NOT NULL,
    import BIGINT NOT NULL,
    ended_by BIGINT,
    line BIGINT NOT NULL,
    source TEXT NOT NULL,               -- the name in table source
    licence TEXT NOT NULL,              -- open, attribution, no-republication
    PRIMARY KEY (origin, id));
INSERT INTO licence VALUES(1,1,8,NULL,2,'Selmara Monitor','attribution');
CREATE TABLE mapping (
    origin BIGINT NOT NULL REFERENCES origin (id),
    id BIGINT NOT NULL,
    name TEXT NOT NULL,
    fields TEXT NOT NULL,               -- FIELD=COLUMN, one a line
    time TEXT NOT NULL,
    who TEXT NOT NULL,
    PRIMARY KEY (origin, id),
    UNIQUE (origin, name));
INSERT INTO mapping VALUES(1,1,'our-sheet','date=Day
admin1=Province','2026-03-01T08:00:00Z','Dana');
CREATE TABLE meeting (
    origin BIGINT NOT NULL,
    dialogue BIGINT NOT NULL,
    id BIGINT NOT NULL,
    day INTEGER NOT NULL,
    place TEXT NOT NULL,                -- code or name of a place, never an address
    note TEXT NOT NULL,
    PRIMARY KEY (origin, dialogue, id),
    FOREIGN KEY (origin, dialogue) REFERENCES dialogue (origin, id));
INSERT INTO meeting VALUES(1,2,1,20501,'SM-AV','in the school');
CREATE TABLE note (
    origin BIGINT NOT NULL REFERENCES origin (id),
    id BIGINT NOT NULL,
    about TEXT NOT NULL,                -- incident, place
    source TEXT NOT NULL,               -- of the incident; '' for a place
    about_key TEXT NOT NULL,            -- the source's own id of the incident; the code of the place
    PRIMARY KEY (origin, id));
INSERT INTO note VALUES(1,1,'place','','SM-AV');
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
INSERT INTO observability VALUES(1,1,6,NULL,2,'SM-AV',18262,18627,'none','Selmara Monitor','roads closed');
INSERT INTO observability VALUES(1,2,6,NULL,3,'SM-AV',18628,NULL,'limited','Selmara Monitor','');
CREATE TABLE origin (id BIGINT PRIMARY KEY, uuid TEXT NOT NULL UNIQUE, name TEXT NOT NULL);
INSERT INTO origin VALUES(1,'6f1d3c1e-0b57-4c55-9a43-2f6f7f0a9d10','Selmara');
CREATE TABLE outcome (
    origin BIGINT NOT NULL,
    dialogue BIGINT NOT NULL,
    id BIGINT NOT NULL,
    language TEXT NOT NULL,             -- BCP 47
    day INTEGER NOT NULL,
    text TEXT NOT NULL,
    said_by TEXT NOT NULL,              -- an institution or an office
    PRIMARY KEY (origin, dialogue, id, language),
    FOREIGN KEY (origin, dialogue) REFERENCES dialogue (origin, id));
INSERT INTO outcome VALUES(1,2,1,'ar',20530,'يعود الشرطي نفسه كل أسبوع.','Police directorate of Avora');
INSERT INTO outcome VALUES(1,2,1,'en',20530,'The same officer comes back every week.','Police directorate of Avora');
CREATE TABLE participant (
    origin BIGINT NOT NULL,
    dialogue BIGINT NOT NULL,
    id BIGINT NOT NULL,                 -- drawn by lot in own dialogues; the export's own in published ones
    group_said BIGINT,                  -- the group that a published export put this participant in
    PRIMARY KEY (origin, dialogue, id),
    FOREIGN KEY (origin, dialogue) REFERENCES dialogue (origin, id));
INSERT INTO participant VALUES(1,1,1,NULL);
INSERT INTO participant VALUES(1,1,2,NULL);
INSERT INTO participant VALUES(1,2,1,NULL);
INSERT INTO participant VALUES(1,2,2,NULL);
CREATE TABLE pass (
    origin BIGINT NOT NULL,
    dialogue BIGINT NOT NULL,
    digest TEXT NOT NULL,
    participant BIGINT NOT NULL,
    PRIMARY KEY (origin, dialogue, digest),
    FOREIGN KEY (origin, dialogue, participant) REFERENCES participant (origin, dialogue, id))   WITHOUT ROWID;
INSERT INTO pass VALUES(1,2,'a4e624d686e03ed2767c0abd85c14426b0b1157d2ce81d27bb4fe4f6f01d688a',1);
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
INSERT INTO phase VALUES(1,1,7,NULL,2,'SM-AV',18262,NULL,'tension','Council of Avora');
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
    border BYTEA, valid_from INTEGER, valid_to INTEGER,                       -- WKB, WGS84, longitude first; NULL for a place without border
    PRIMARY KEY (origin, id));
INSERT INTO place VALUES(1,1,3,NULL,1,'SL-A','SLM','SL','Avora',41.3,12.4,X'0103000000',NULL,NULL);
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
INSERT INTO place_name VALUES(1,1,3,NULL,1,1,'ar','أفورا','افورا');
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
    PRIMARY KEY (incident_origin, incident, level))  WITHOUT ROWID;
INSERT INTO placed VALUES(1,1,1,1,1,2,NULL,NULL,NULL);
INSERT INTO placed VALUES(1,3,1,1,1,4,NULL,NULL,NULL);
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
INSERT INTO population VALUES(1,1,4,NULL,2,'SLM','SL-A','Avora','',2020,125000,'census','Selmara census');
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
INSERT INTO problem VALUES(1,1,1,1,4,'date_start','day','31-02-2016','a day','write it as 2016-02-28');
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
INSERT INTO publication VALUES(1,1,'brief-ar.pdf','pdf','ar','',17532,NULL,'a3bf4f1b2b0b822cd15d6c15b0f00a089f86d081884c7d659a2feaa0c55ad015','d2a84f4b8b650937ec8f73cd8be2c74add5a911ba64df27458ed8229da804a26','The board of the Selmara Institute','recognise=yes','','2026-02-14T09:35:00Z','Selmara',NULL);
CREATE TABLE retention (
    origin BIGINT NOT NULL REFERENCES origin (id),
    id BIGINT NOT NULL,
    what TEXT NOT NULL,                 -- superseded, undone, refused, audit, backup, source:NAME, layout:NAME
    days BIGINT,                        -- kept so long after it came or went out of use; NULL: for good
    reason TEXT NOT NULL,               -- the promise or the law behind it
    time TEXT NOT NULL,
    who TEXT NOT NULL,
    PRIMARY KEY (origin, id));
INSERT INTO retention VALUES(1,1,'undone',365,'promised to the communities','2026-02-14T09:32:00Z','Selmara');
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
INSERT INTO sealed VALUES(1,1,'incident',1,1,'note',X'0102030405','2026-02-14T09:31:00Z','Selmara');
CREATE TABLE session (
    origin BIGINT NOT NULL,
    account BIGINT NOT NULL,
    digest TEXT NOT NULL,               -- SHA-256 of what the cookie carries, hex
    begun BIGINT NOT NULL,              -- seconds since 1970
    used BIGINT NOT NULL,               -- seconds since 1970, to some minutes
    second_factor SMALLINT NOT NULL,    -- 1: was shown
    PRIMARY KEY (origin, digest),
    FOREIGN KEY (origin, account) REFERENCES account (origin, id));
INSERT INTO session VALUES(1,1,'1b4f0e9851971998e732078544c96b36c3d01cedf7caa332359d6f1d83567014',1771061400,1771061700,1);
CREATE TABLE source (
    origin BIGINT NOT NULL REFERENCES origin (id),
    id BIGINT NOT NULL,
    name TEXT NOT NULL,
    citation TEXT NOT NULL,
    licence TEXT NOT NULL,
    PRIMARY KEY (origin, id));
INSERT INTO source VALUES(1,1,'Selmara Monitor','Selmara Monitor (2026)','CC BY 4.0');
CREATE TABLE statement (
    origin BIGINT NOT NULL,
    dialogue BIGINT NOT NULL,
    id BIGINT NOT NULL,                 -- its number in the dialogue: the export's own
    seed SMALLINT,                      -- 1: by those who hold the dialogue; 0: by a participant; NULL: not known
    moderation SMALLINT NOT NULL,       -- -1 rejected, 0 not looked at, 1 accepted
    meta SMALLINT NOT NULL,             -- 1: about the participant or the process
    author BIGINT,                      -- a participant's id, of published dialogues only
    day INTEGER,
    time_ms BIGINT,                     -- since 1970 UTC, of published dialogues only
    PRIMARY KEY (origin, dialogue, id),
    FOREIGN KEY (origin, dialogue) REFERENCES dialogue (origin, id));
INSERT INTO statement VALUES(1,1,1,1,1,0,NULL,20500,NULL);
INSERT INTO statement VALUES(1,2,1,1,1,0,NULL,20500,NULL);
INSERT INTO statement VALUES(1,2,2,0,0,1,NULL,20500,NULL);
CREATE TABLE statement_text (
    origin BIGINT NOT NULL,
    dialogue BIGINT NOT NULL,
    statement BIGINT NOT NULL,
    language TEXT NOT NULL,             -- BCP 47; '' when not known
    translated SMALLINT NOT NULL,       -- 0: the words it was made in
    text TEXT NOT NULL,
    observation TEXT NOT NULL,          -- the four parts of nonviolent communication, where somebody took the statement apart; ''
    feeling TEXT NOT NULL,
    need TEXT NOT NULL,
    request TEXT NOT NULL,
    PRIMARY KEY (origin, dialogue, statement, language),
    FOREIGN KEY (origin, dialogue, statement) REFERENCES statement (origin, dialogue, id));
INSERT INTO statement_text VALUES(1,1,1,'en',0,'The police should know the neighbourhood.','','','','');
INSERT INTO statement_text VALUES(1,2,1,'ar',1,'على الشرطة أن تعرف الحي.','','','','');
INSERT INTO statement_text VALUES(1,2,1,'en',0,'The police should know the neighbourhood.','Officers change every month','worried','safety','that they stay');
INSERT INTO statement_text VALUES(1,2,2,'ckb',0,'من گەنجم.','','','','');
CREATE TABLE steward (
    origin BIGINT NOT NULL REFERENCES origin (id),
    id BIGINT NOT NULL,
    name TEXT NOT NULL,                 -- of a role or a person, as they want to be called
    public_key TEXT NOT NULL,
    since TEXT NOT NULL,
    ended TEXT,                         -- from then on nothing new is sealed to this steward; NULL: in office
    PRIMARY KEY (origin, id));
INSERT INTO steward VALUES(1,1,'Duty of care, Selmara Institute','8520f0098930a754748b7ddcb43ef75a0dbf3a0d26381af4eba4a98eaa9b4e6a','2026-02-14T09:30:00Z',NULL);
CREATE TABLE vote (
    origin BIGINT NOT NULL,
    dialogue BIGINT NOT NULL,
    participant BIGINT NOT NULL,
    statement BIGINT NOT NULL,
    vote SMALLINT NOT NULL,             -- 1 agree, 0 pass, -1 disagree
    day INTEGER,
    time_ms BIGINT,                     -- since 1970 UTC, of published dialogues only
    PRIMARY KEY (origin, dialogue, participant, statement))  WITHOUT ROWID;
INSERT INTO vote VALUES(1,1,1,1,1,20500,NULL);
INSERT INTO vote VALUES(1,1,2,1,-1,20500,NULL);
INSERT INTO vote VALUES(1,2,1,1,1,20500,NULL);
INSERT INTO vote VALUES(1,2,1,2,0,20500,NULL);
INSERT INTO vote VALUES(1,2,2,1,-1,20501,NULL);
CREATE TABLE vote_before (
    origin BIGINT NOT NULL,
    dialogue BIGINT NOT NULL,
    participant BIGINT NOT NULL,
    statement BIGINT NOT NULL,
    number INTEGER NOT NULL,            -- 1 the first
    vote SMALLINT NOT NULL,
    day INTEGER,
    time_ms BIGINT,
    PRIMARY KEY (origin, dialogue, participant, statement, number))  WITHOUT ROWID;
INSERT INTO vote_before VALUES(1,2,2,1,1,0,20500,NULL);
CREATE TABLE wording (id INTEGER PRIMARY KEY, text TEXT NOT NULL);
INSERT INTO wording VALUES(0,'');
INSERT INTO wording VALUES(1,'Selmara');
INSERT INTO wording VALUES(2,'Avora province');
INSERT INTO wording VALUES(3,'Government of Selmara');
INSERT INTO wording VALUES(4,'مدنيون');
INSERT INTO wording VALUES(5,'Daily Selmara; Radio Avora');
COMMIT;
