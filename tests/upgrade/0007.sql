-- SPDX-License-Identifier: GPL-3.0-or-later
-- A register as schema 7 left it (invented country): that of schema 6 brought up to date, with rows in every new table.
-- Once schema 7 is released, this file never changes.
PRAGMA application_id = 1147762542;
PRAGMA user_version = 7;
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
INSERT INTO "account" VALUES(1,1,'dana','Dana','steward','$argon2id$v=19$m=65536,t=2,p=1$c2VsbWFyYXNlbG1hcmE$w3Yq0m0xJ7l4r3m3kq1H1m1s0Y7m0l7qYb8nN3o2p1Q','',0,'ckb','2026-02-14T09:30:00Z','','',0,0);
INSERT INTO "account" VALUES(1,2,'nadia','Nadia','facilitator','','',0,'ar','2026-02-14T09:31:00Z','dana','',0,0);
INSERT INTO "account" VALUES(1,3,'hiwa','Hiwa','reader','','JBSWY3DPEHPK3PXP',59021300,'','2026-02-14T09:32:00Z','dana','2026-02-20T10:00:00Z',3,1771579200);
CREATE TABLE activity (
    origin BIGINT NOT NULL REFERENCES origin (id),
    id BIGINT NOT NULL,
    import BIGINT NOT NULL,
    ended_by BIGINT,
    line BIGINT NOT NULL,
    activity_key TEXT NOT NULL,         -- the file's own; ''
    project_key TEXT NOT NULL,          -- the file's own, or made by the rule
    organisation TEXT NOT NULL,         -- who answers for it
    implementer TEXT NOT NULL,
    funder TEXT NOT NULL,
    sector TEXT NOT NULL,               -- as the file has it
    what TEXT NOT NULL,
    country TEXT NOT NULL,              -- as the file has it
    admin1 TEXT NOT NULL,               -- code or name
    place TEXT NOT NULL,                -- the finest named below
    latitude DOUBLE PRECISION,
    longitude DOUBLE PRECISION,
    day_from INTEGER,
    day_to INTEGER,
    status TEXT NOT NULL,
    people TEXT NOT NULL,               -- whom it is for
    indicator TEXT NOT NULL,            -- what is counted
    unit TEXT NOT NULL,
    targeted BIGINT,
    reached BIGINT,
    amount DOUBLE PRECISION,
    currency TEXT NOT NULL,
    digest BIGINT NOT NULL,             -- hash of everything above: a file may hold the same row twice
    PRIMARY KEY (origin, id))  WITHOUT ROWID;
INSERT INTO "activity" VALUES(1,1,16,NULL,3,'','SM-ORG-1','council','','Northland','Protection','legal help','Selmara','SM-AV','',NULL,NULL,20450,20480,'ongoing','displaced people','people','',200,NULL,NULL,'',-77);
CREATE TABLE actor (
    origin BIGINT NOT NULL REFERENCES origin (id),
    id BIGINT NOT NULL,
    import BIGINT NOT NULL,
    ended_by BIGINT,
    line BIGINT NOT NULL,
    actor_key TEXT NOT NULL,            -- the file's own id or name: one in use has it
    kind TEXT NOT NULL,                 -- a code of the codebook's actor_types; '' not known
    level TEXT NOT NULL,                -- local, national, regional, international; ''
    place TEXT NOT NULL,                -- code or name; ''
    office SMALLINT NOT NULL,           -- 1: an office that one person holds (a governor, a spokesperson), without that person's name
    reference TEXT NOT NULL,            -- organisation identifier of IATI; ''
    said_by TEXT NOT NULL,              -- who describes it so
    note TEXT NOT NULL,
    PRIMARY KEY (origin, id));
INSERT INTO "actor" VALUES(1,1,12,NULL,2,'council','tribal_council','regional','SM-AV',0,'','Selmara Institute','');
INSERT INTO "actor" VALUES(1,2,12,NULL,3,'interior','ministry','national','',0,'SM-MOI','Selmara Institute','');
CREATE TABLE actor_consent (
    origin BIGINT NOT NULL REFERENCES origin (id),
    id BIGINT NOT NULL,
    actor_key TEXT NOT NULL,
    consent SMALLINT NOT NULL,          -- 1 agreed, 0 not, or no longer
    said_by TEXT NOT NULL,              -- who asked, and was told
    day INTEGER NOT NULL,
    note TEXT NOT NULL,
    PRIMARY KEY (origin, id));
INSERT INTO "actor_consent" VALUES(1,1,'council',1,'dana',20511,'asked at the meeting in Avora');
CREATE TABLE actor_name (
    origin BIGINT NOT NULL,
    actor BIGINT NOT NULL,
    language TEXT NOT NULL,             -- BCP 47; '' when not known
    sort TEXT NOT NULL,                 -- name, acronym, former, spelling
    name TEXT NOT NULL,
    PRIMARY KEY (origin, actor, language, sort, name),
    FOREIGN KEY (origin, actor) REFERENCES actor (origin, id));
INSERT INTO "actor_name" VALUES(1,1,'en','name','Council of Mediators');
INSERT INTO "actor_name" VALUES(1,1,'ar','name','مجلس الوسطاء');
INSERT INTO "actor_name" VALUES(1,1,'ckb','name','ئەنجوومەنی ناوبژیوانان');
INSERT INTO "actor_name" VALUES(1,2,'en','name','Ministry of the Interior');
INSERT INTO "actor_name" VALUES(1,2,'en','acronym','MoI');
CREATE TABLE actor_same (
    origin BIGINT NOT NULL REFERENCES origin (id),
    id BIGINT NOT NULL,
    name TEXT NOT NULL,                 -- the words
    actor_key TEXT NOT NULL,            -- of the actor
    decision TEXT NOT NULL,             -- same, other; '' the decision was taken back
    said_by TEXT NOT NULL,
    day INTEGER NOT NULL,
    PRIMARY KEY (origin, id));
INSERT INTO "actor_same" VALUES(1,1,'Interior Ministry','interior','same','dana',20510);
CREATE TABLE actor_score (
    origin BIGINT NOT NULL REFERENCES origin (id),
    id BIGINT NOT NULL,
    import BIGINT NOT NULL,
    ended_by BIGINT,
    line BIGINT NOT NULL,
    actor TEXT NOT NULL,
    issue TEXT NOT NULL,                -- the matter; '' in general
    power DOUBLE PRECISION,             -- 0 to 10
    interest DOUBLE PRECISION,          -- 0 to 10
    said_by TEXT NOT NULL,
    day INTEGER,
    PRIMARY KEY (origin, id));
INSERT INTO "actor_score" VALUES(1,1,13,NULL,2,'interior','return of displaced people',8.0,4.5,'workshop in Avora',20500);
CREATE TABLE agenda (
    origin BIGINT NOT NULL REFERENCES origin (id),
    id BIGINT NOT NULL,
    import BIGINT NOT NULL,
    ended_by BIGINT,
    line BIGINT NOT NULL,
    agenda_key TEXT NOT NULL,
    language TEXT NOT NULL,             -- BCP 47; '' when not known
    title TEXT NOT NULL,
    note TEXT NOT NULL,                 -- how it came about
    place TEXT NOT NULL,                -- code or name; '' the register's country
    convened_by TEXT NOT NULL,          -- who called people together
    day_from INTEGER,
    day_to INTEGER,
    PRIMARY KEY (origin, id));
INSERT INTO "agenda" VALUES(1,1,23,NULL,2,'selmara-2026','en','Priorities of Selmara','agreed at a workshop','','Selmara Institute',20500,20865);
CREATE TABLE agenda_item (
    origin BIGINT NOT NULL REFERENCES origin (id),
    id BIGINT NOT NULL,
    import BIGINT NOT NULL,
    ended_by BIGINT,
    line BIGINT NOT NULL,
    item_key TEXT NOT NULL,
    language TEXT NOT NULL,
    agenda_key TEXT NOT NULL,
    need TEXT NOT NULL,                 -- in people's words
    ask TEXT NOT NULL,                  -- what is asked for
    securities TEXT NOT NULL,           -- codes of the codebook's human_securities
    pillar TEXT NOT NULL,               -- protection, empowerment, both; ''
    level TEXT NOT NULL,                -- local, national, regional; ''
    phases TEXT NOT NULL,               -- codes of phases that it suits, as people judged; ''
    drivers TEXT NOT NULL,              -- codes of drivers that it addresses; ''
    genders TEXT NOT NULL,              -- women, men, girls, boys; '' everybody
    concerns TEXT NOT NULL,             -- codes of groups that it concerns: prisoners, fighters_children, survivors, displaced, camp_residents, …; ''
    place TEXT NOT NULL,                -- '' as its agenda
    owner TEXT NOT NULL,                -- the actor who can act; ''
    addressable TEXT NOT NULL,          -- can anybody in the room act on it: yes, partly, no; '' nobody asked
    addressable_why TEXT NOT NULL,      -- who can, or why nobody
    plan_article TEXT NOT NULL,         -- PLAN:ARTICLE that it answers; ''
    said_by TEXT NOT NULL,              -- who brought it
    PRIMARY KEY (origin, id));
INSERT INTO "agenda_item" VALUES(1,1,24,NULL,2,'S1','en','selmara-2026','Lamps on the road','Ten lamps','personal;economic','protection','local','ceasefire','ungoverned','women','displaced','','council','yes','the council pays','NAP:4','workshop in Avora');
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
INSERT INTO "alias" VALUES(1,1,5,NULL,2,'SM-AV','Awora','en');
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
INSERT INTO "attendance" VALUES(1,2,1,'community',40,31,0,'');
INSERT INTO "attendance" VALUES(1,2,1,'people with disabilities',NULL,NULL,1,'the room is up a staircase');
CREATE TABLE audit (
    origin BIGINT NOT NULL REFERENCES origin (id),
    id BIGINT NOT NULL,
    time TEXT NOT NULL,
    who TEXT NOT NULL,
    what TEXT NOT NULL,
    detail TEXT NOT NULL,
    PRIMARY KEY (origin, id));
INSERT INTO "audit" VALUES(1,1,'2026-02-14T09:30:00Z','Dana','add','selmara.csv');
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
INSERT INTO "backup" VALUES(1,1,'selmara-2026-02-14.diwan','a3bf4f1b2b0b822cd15d6c15b0f00a089f86d081884c7d659a2feaa0c55ad015',40960,7,'2026-02-14T09:34:00Z','Selmara',NULL);
CREATE TABLE capacity (
    origin BIGINT NOT NULL REFERENCES origin (id),
    id BIGINT NOT NULL,
    import BIGINT NOT NULL,
    ended_by BIGINT,
    line BIGINT NOT NULL,
    item_key TEXT NOT NULL,
    capacity_key TEXT NOT NULL,
    language TEXT NOT NULL,
    what TEXT NOT NULL,
    who TEXT NOT NULL,                  -- who does it: a group or a body
    works TEXT NOT NULL,                -- yes, partly, no; '' not known
    said_by TEXT NOT NULL,
    PRIMARY KEY (origin, id));
INSERT INTO "capacity" VALUES(1,1,25,NULL,2,'S1','1','en','Women walk in twos','women of Avora','partly','workshop in Avora');
CREATE TABLE choice (
    origin BIGINT NOT NULL,
    dialogue BIGINT NOT NULL,
    attribute TEXT NOT NULL,            -- side, gender, age, district, or the dialogue's own
    value TEXT NOT NULL,
    number INTEGER NOT NULL,            -- its order
    PRIMARY KEY (origin, dialogue, attribute, value),
    FOREIGN KEY (origin, dialogue) REFERENCES dialogue (origin, id));
INSERT INTO "choice" VALUES(1,2,'side','community',1);
INSERT INTO "choice" VALUES(1,2,'side','security sector',2);
CREATE TABLE contact (
    origin BIGINT NOT NULL REFERENCES origin (id),
    id BIGINT NOT NULL,
    import BIGINT NOT NULL,
    ended_by BIGINT,
    line BIGINT NOT NULL,
    contact_key TEXT NOT NULL,          -- the file's own: one in use has it
    kind TEXT NOT NULL,                 -- a kind of the codebook's engagement: letter, meeting, call, …
    day INTEGER NOT NULL,
    from_actor TEXT NOT NULL,           -- who of us; ''
    to_actor TEXT NOT NULL,
    topic TEXT NOT NULL,
    asked TEXT NOT NULL,
    due INTEGER,
    outcome TEXT NOT NULL,              -- an outcome of the codebook's engagement
    outcome_day INTEGER,
    answer TEXT NOT NULL,               -- what came back
    trust_before DOUBLE PRECISION,      -- -3 to 3, as the one who asked judged
    trust_after DOUBLE PRECISION,
    plan_article TEXT NOT NULL,         -- PLAN:ARTICLE that the ask is about; ''
    note TEXT NOT NULL,
    PRIMARY KEY (origin, id));
INSERT INTO "contact" VALUES(1,1,17,NULL,2,'L01','letter',20460,'','interior','release','a list of those held',20490,'no_answer',20491,'',NULL,NULL,'NAP:4','');
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
INSERT INTO "correction" VALUES(1,1,'ckb','Agree',0,'هاوڕام','Nadia',20502);
CREATE TABLE declared (
    origin BIGINT NOT NULL,
    dialogue BIGINT NOT NULL,
    participant BIGINT NOT NULL,
    attribute TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (origin, dialogue, participant, attribute),
    FOREIGN KEY (origin, dialogue, attribute, value) REFERENCES choice (origin, dialogue, attribute, value));
INSERT INTO "declared" VALUES(1,2,1,'side','community');
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
INSERT INTO "dialogue" VALUES(1,1,9,11,'youth-and-police',1,'','SL-A','tension',20500,20500,NULL);
INSERT INTO "dialogue" VALUES(1,2,11,NULL,'youth-and-police',1,'https://selmara.example/dialogue','SL-A','tension',20500,20501,NULL);
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
INSERT INTO "dialogue_room" VALUES(1,2,'codes',20500,1,1,0,'');
CREATE TABLE dialogue_text (
    origin BIGINT NOT NULL,
    dialogue BIGINT NOT NULL,
    language TEXT NOT NULL,             -- BCP 47; '' when not known
    topic TEXT NOT NULL,
    description TEXT NOT NULL,
    who_may_speak TEXT NOT NULL,
    PRIMARY KEY (origin, dialogue, language),
    FOREIGN KEY (origin, dialogue) REFERENCES dialogue (origin, id));
INSERT INTO "dialogue_text" VALUES(1,1,'en','Youth and police','','Everybody who lives in Avora');
INSERT INTO "dialogue_text" VALUES(1,2,'ar','الشباب والشرطة','حوار
في سطرين','');
INSERT INTO "dialogue_text" VALUES(1,2,'en','Youth and police','','Everybody who lives in Avora');
CREATE TABLE entry_code (
    origin BIGINT NOT NULL,
    dialogue BIGINT NOT NULL,
    digest TEXT NOT NULL,               -- SHA-256 of dialogue and code, hex
    used SMALLINT NOT NULL,
    PRIMARY KEY (origin, dialogue, digest),
    FOREIGN KEY (origin, dialogue) REFERENCES dialogue (origin, id))   WITHOUT ROWID;
INSERT INTO "entry_code" VALUES(1,2,'60303ae22b998861bce3b28f33eec1be758a213c86c93c076dbe9f558c11c752',0);
INSERT INTO "entry_code" VALUES(1,2,'9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',1);
CREATE TABLE erasure (
    origin BIGINT NOT NULL REFERENCES origin (id),
    id BIGINT NOT NULL,
    what TEXT NOT NULL,                 -- import, superseded, undone, refused, audit, ...
    rows_erased BIGINT NOT NULL,
    reason TEXT NOT NULL,
    time TEXT NOT NULL,
    who TEXT NOT NULL,
    PRIMARY KEY (origin, id));
INSERT INTO "erasure" VALUES(1,1,'undone',12,'fell due','2026-02-14T09:33:00Z','Selmara');
CREATE TABLE fact (key TEXT PRIMARY KEY, value TEXT NOT NULL);
INSERT INTO "fact" VALUES('generation','3');
INSERT INTO "fact" VALUES('name','Selmara');
INSERT INTO "fact" VALUES('schema','7');
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
INSERT INTO "finding" VALUES(1,1,10,NULL,2,'Selmara Institute','FG-1','SL-A',20490,20490,'focus-group','community',9,5,'checkpoints
trust','against','the checkpoint on the bridge');
CREATE TABLE finding_text (
    origin BIGINT NOT NULL,
    finding BIGINT NOT NULL,
    language TEXT NOT NULL,
    summary TEXT NOT NULL,
    PRIMARY KEY (origin, finding, language),
    FOREIGN KEY (origin, finding) REFERENCES finding (origin, id));
INSERT INTO "finding_text" VALUES(1,1,'en','They pass the checkpoint twice a day and say that it costs them an hour.');
CREATE TABLE harm_answer (
    origin BIGINT NOT NULL REFERENCES origin (id),
    id BIGINT NOT NULL,
    import BIGINT NOT NULL,
    ended_by BIGINT,
    line BIGINT NOT NULL,
    item_key TEXT NOT NULL,
    question TEXT NOT NULL,             -- code of the codebook's do_no_harm
    answer TEXT NOT NULL,               -- yes, no, unknown, readable: as the question has it
    note TEXT NOT NULL,                 -- dividers and connectors, who could be put at risk; never for print
    said_by TEXT NOT NULL,
    day INTEGER,
    PRIMARY KEY (origin, id));
INSERT INTO "harm_answer" VALUES(1,1,33,NULL,2,'S1','context','yes','','Selmara Institute',20500);
CREATE TABLE help_service (
    origin BIGINT NOT NULL REFERENCES origin (id),
    id BIGINT NOT NULL,
    import BIGINT NOT NULL,
    ended_by BIGINT,
    line BIGINT NOT NULL,
    help_key TEXT NOT NULL,
    language TEXT NOT NULL,
    name TEXT NOT NULL,
    kind TEXT NOT NULL,                 -- health, mind, law, shelter, violence_at_home, children, missing, work, complaint, other
    what TEXT NOT NULL,                 -- what one gets there
    how TEXT NOT NULL,                  -- how to reach it: published numbers, hours, the way
    confidential TEXT NOT NULL,         -- what stays confidential, and what does not
    place TEXT NOT NULL,
    run_by TEXT NOT NULL,
    reports TEXT NOT NULL,              -- does it report to authorities: yes, no; '' not known
    checked_by TEXT NOT NULL,
    checked INTEGER,                    -- day on which somebody made sure
    PRIMARY KEY (origin, id));
INSERT INTO "help_service" VALUES(1,1,34,NULL,2,'law','en','Legal Aid','law','advice','telephone 000','stays with the lawyer','','Legal Aid','no','Selmara Institute',20500);
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
INSERT INTO "import" VALUES(1,1,'selmara.csv','0000000000000000000000000000000000000000000000000000000000000000','ucdp-ged','Selmara Monitor','2026-02-14T09:30:00Z','Dana',3,2,0,1,0,0,0);
INSERT INTO "import" VALUES(1,2,'selmara-corrected.csv','0000000000000000000000000000000000000000000000000000000000000000','ucdp-ged','Selmara Monitor','2026-02-15T09:30:00Z','Dana',2,1,0,0,1,1,0);
INSERT INTO "import" VALUES(1,3,'selmara.geojson','0000000000000000000000000000000000000000000000000000000000000000','borders','','2026-02-16T09:30:00Z','Dana',1,1,0,0,0,0,0);
INSERT INTO "import" VALUES(1,4,'population.csv','0000000000000000000000000000000000000000000000000000000000000000','population','census','2026-02-16T10:30:00Z','Rojin',1,1,0,0,0,0,0);
INSERT INTO "import" VALUES(1,5,'aliases.csv','abababababababababababababababababababababababababababababab0001','aliases','Selmara Monitor','2026-03-01T08:00:00Z','Dana',1,1,0,0,0,0,0);
INSERT INTO "import" VALUES(1,6,'observability.csv','abababababababababababababababababababababababababababababab0002','observability','Selmara Monitor','2026-03-01T08:00:00Z','Dana',2,2,0,0,0,0,0);
INSERT INTO "import" VALUES(1,7,'phases.csv','abababababababababababababababababababababababababababababab0003','phases','Selmara Monitor','2026-03-01T08:00:00Z','Dana',1,1,0,0,0,0,0);
INSERT INTO "import" VALUES(1,8,'licences.csv','abababababababababababababababababababababababababababababab0004','licences','Selmara Monitor','2026-03-01T08:00:00Z','Dana',1,1,0,0,0,0,0);
INSERT INTO "import" VALUES(1,9,'youth-and-police.zip','abababababababababababababababababababababababababababababab0008','dialogue','Selmara Institute','2026-03-02T08:00:00Z','Dana',4,4,0,0,0,0,0);
INSERT INTO "import" VALUES(1,10,'findings.csv','abababababababababababababababababababababababababababababab0009','findings','Selmara Institute','2026-03-02T08:05:00Z','Dana',1,1,0,0,0,0,0);
INSERT INTO "import" VALUES(1,11,'youth-and-police.csv','abababababababababababababababababababababababababababababab0010','dialogue','Selmara Institute','2026-03-03T08:00:00Z','Dana',5,5,0,0,0,4,0);
INSERT INTO "import" VALUES(1,12,'actors.csv','0000000000000000000000000000000000000000000000000000000000017334','actors','Selmara Monitor','2026-03-01T08:00:00Z','Dana',2,2,0,0,0,0,0);
INSERT INTO "import" VALUES(1,13,'scores.csv','0000000000000000000000000000000000000000000000000000000000019223','actor-scores','Selmara Monitor','2026-03-01T08:00:00Z','Dana',1,1,0,0,0,0,0);
INSERT INTO "import" VALUES(1,14,'ties.csv','000000000000000000000000000000000000000000000000000000000001b112','ties','Selmara Monitor','2026-03-01T08:00:00Z','Dana',2,2,0,0,0,0,0);
INSERT INTO "import" VALUES(1,15,'projects.xml','000000000000000000000000000000000000000000000000000000000001d001','iati','Selmara Monitor','2026-03-01T08:00:00Z','Dana',1,1,0,0,0,0,0);
INSERT INTO "import" VALUES(1,16,'3w.csv','000000000000000000000000000000000000000000000000000000000001eef0','3w','Selmara Monitor','2026-03-01T08:00:00Z','Dana',1,1,0,0,0,0,0);
INSERT INTO "import" VALUES(1,17,'letters.csv','0000000000000000000000000000000000000000000000000000000000020ddf','contacts','Selmara Monitor','2026-03-01T08:00:00Z','Dana',1,1,0,0,0,0,0);
INSERT INTO "import" VALUES(1,18,'promises.csv','0000000000000000000000000000000000000000000000000000000000022cce','promises','Selmara Monitor','2026-03-01T08:00:00Z','Dana',1,1,0,0,0,0,0);
INSERT INTO "import" VALUES(1,19,'replies.csv','0000000000000000000000000000000000000000000000000000000000024bbd','replies','Selmara Monitor','2026-03-01T08:00:00Z','Dana',1,1,0,0,0,0,0);
INSERT INTO "import" VALUES(1,20,'restrictions.csv','0000000000000000000000000000000000000000000000000000000000026aac','restrictions','Selmara Monitor','2026-03-01T08:00:00Z','Dana',1,1,0,0,0,0,0);
INSERT INTO "import" VALUES(1,21,'plans.csv','000000000000000000000000000000000000000000000000000000000002899b','plans','Selmara Monitor','2026-03-01T08:00:00Z','Dana',2,2,0,0,0,0,0);
INSERT INTO "import" VALUES(1,22,'clashes.csv','000000000000000000000000000000000000000000000000000000000002a88a','plan-clashes','Selmara Monitor','2026-03-01T08:00:00Z','Dana',1,1,0,0,0,0,0);
INSERT INTO "import" VALUES(1,23,'agendas.csv','000000000000000000000000000000000000000000000000000000000011d97f','agendas','Selmara Institute','2026-03-05T08:00:00Z','Dana',1,1,0,0,0,0,0);
INSERT INTO "import" VALUES(1,24,'items.csv','000000000000000000000000000000000000000000000000000000000011f86e','agenda-items','Selmara Institute','2026-03-05T08:00:00Z','Dana',1,1,0,0,0,0,0);
INSERT INTO "import" VALUES(1,25,'capacities.csv','000000000000000000000000000000000000000000000000000000000012175d','capacities','Selmara Institute','2026-03-05T08:00:00Z','Dana',1,1,0,0,0,0,0);
INSERT INTO "import" VALUES(1,26,'states.csv','000000000000000000000000000000000000000000000000000000000012364c','item-states','Selmara Institute','2026-03-05T08:00:00Z','Dana',1,1,0,0,0,0,0);
INSERT INTO "import" VALUES(1,27,'links.csv','000000000000000000000000000000000000000000000000000000000012553b','item-links','Selmara Institute','2026-03-05T08:00:00Z','Dana',1,1,0,0,0,0,0);
INSERT INTO "import" VALUES(1,28,'indicators.csv','000000000000000000000000000000000000000000000000000000000012742a','indicators','Selmara Institute','2026-03-05T08:00:00Z','Dana',1,1,0,0,0,0,0);
INSERT INTO "import" VALUES(1,29,'values.csv','0000000000000000000000000000000000000000000000000000000000129319','indicator-values','Selmara Institute','2026-03-05T08:00:00Z','Dana',1,1,0,0,0,0,0);
INSERT INTO "import" VALUES(1,30,'priorities.csv','000000000000000000000000000000000000000000000000000000000012b208','priorities','Selmara Institute','2026-03-05T08:00:00Z','Dana',1,1,0,0,0,0,0);
INSERT INTO "import" VALUES(1,31,'practices.csv','000000000000000000000000000000000000000000000000000000000012d0f7','practices','Selmara Institute','2026-03-05T08:00:00Z','Dana',1,1,0,0,0,0,0);
INSERT INTO "import" VALUES(1,32,'premises.csv','000000000000000000000000000000000000000000000000000000000012efe6','premises','Selmara Institute','2026-03-05T08:00:00Z','Dana',1,1,0,0,0,0,0);
INSERT INTO "import" VALUES(1,33,'harm.csv','0000000000000000000000000000000000000000000000000000000000130ed5','harm-answers','Selmara Institute','2026-03-05T08:00:00Z','Dana',1,1,0,0,0,0,0);
INSERT INTO "import" VALUES(1,34,'help.csv','0000000000000000000000000000000000000000000000000000000000132dc4','help','Selmara Institute','2026-03-05T08:00:00Z','Dana',1,1,0,0,0,0,0);
INSERT INTO "import" VALUES(1,35,'judgements.csv','0000000000000000000000000000000000000000000000000000000000134cb3','judgements','Selmara Institute','2026-03-05T08:00:00Z','Dana',1,1,0,0,0,0,0);
INSERT INTO "import" VALUES(1,36,'partners.csv','0000000000000000000000000000000000000000000000000000000000136ba2','partners','Selmara Institute','2026-03-05T08:00:00Z','Dana',1,1,0,0,0,0,0);
INSERT INTO "import" VALUES(1,37,'legal.csv','0000000000000000000000000000000000000000000000000000000000138a91','legal','Selmara Institute','2026-03-05T08:00:00Z','Dana',1,1,0,0,0,0,0);
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
INSERT INTO "incident" VALUES(1,1,1,NULL,2,1,'SLM-1',7001,16800,16800,1,12.5,41.25,1,1,'SLM',2,0,0,1,'armed_clash',3,0,1,2,1,2,4,0,1,1,0,5,2,1,0,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "incident" VALUES(1,2,1,2,3,1,'SLM-2',7002,16801,16803,2,NULL,NULL,4,1,'SLM',2,0,0,3,'attack_civilians',3,4,1,3,NULL,NULL,NULL,NULL,NULL,NULL,NULL,5,NULL,0,0,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "incident" VALUES(1,3,2,NULL,3,1,'SLM-2',7003,16801,16803,2,NULL,NULL,4,1,'SLM',2,0,0,3,'attack_civilians',3,4,1,3,1,1,1,1,0,0,0,5,1,1,0,NULL,NULL,NULL,NULL,NULL);
CREATE TABLE indicator (
    origin BIGINT NOT NULL REFERENCES origin (id),
    id BIGINT NOT NULL,
    import BIGINT NOT NULL,
    ended_by BIGINT,
    line BIGINT NOT NULL,
    indicator_key TEXT NOT NULL,
    language TEXT NOT NULL,
    item_key TEXT NOT NULL,
    name TEXT NOT NULL,
    code TEXT NOT NULL,                 -- of the codebook's indicators; ''
    unit TEXT NOT NULL,
    better_when TEXT NOT NULL,          -- higher, lower; ''
    source TEXT NOT NULL,               -- how one can see it
    baseline_day INTEGER,
    target_day INTEGER,
    baseline DOUBLE PRECISION,
    baseline_low DOUBLE PRECISION,
    baseline_high DOUBLE PRECISION,
    target DOUBLE PRECISION,
    PRIMARY KEY (origin, id));
INSERT INTO "indicator" VALUES(1,1,28,NULL,2,'lamps','en','S1','Lamps that burn','','lamps','higher','counted',20500,20865,0.0,NULL,NULL,10.0);
CREATE TABLE indicator_value (
    origin BIGINT NOT NULL REFERENCES origin (id),
    id BIGINT NOT NULL,
    import BIGINT NOT NULL,
    ended_by BIGINT,
    line BIGINT NOT NULL,
    indicator_key TEXT NOT NULL,
    source TEXT NOT NULL,
    day INTEGER NOT NULL,
    value DOUBLE PRECISION NOT NULL,
    low DOUBLE PRECISION,
    high DOUBLE PRECISION,
    n DOUBLE PRECISION,                 -- records or people behind it; NULL not known
    PRIMARY KEY (origin, id));
INSERT INTO "indicator_value" VALUES(1,1,29,NULL,2,'lamps','Selmara Institute',20530,4.0,NULL,NULL,10.0);
CREATE TABLE invitation (
    origin BIGINT NOT NULL,
    account BIGINT NOT NULL,
    digest TEXT NOT NULL,               -- SHA-256 of what the link carries, hex
    until BIGINT NOT NULL,              -- seconds since 1970
    PRIMARY KEY (origin, digest),
    FOREIGN KEY (origin, account) REFERENCES account (origin, id));
INSERT INTO "invitation" VALUES(1,2,'fd61a03af4f77d870fc21e05e7e80678095c92d808cfb3b5c279ee04c74aca13',1771665600);
CREATE TABLE item_link (
    origin BIGINT NOT NULL REFERENCES origin (id),
    id BIGINT NOT NULL,
    import BIGINT NOT NULL,
    ended_by BIGINT,
    line BIGINT NOT NULL,
    item_key TEXT NOT NULL,
    kind TEXT NOT NULL,                 -- incidents, statement, finding, survey, gap, project, practice; contact, promise
    reference TEXT NOT NULL,            -- of that kind: see docs/formats.md
    direction TEXT NOT NULL,            -- for, against; '' of contacts and promises, or not said
    strength TEXT NOT NULL,             -- weak, medium, strong; ''
    note TEXT NOT NULL,
    said_by TEXT NOT NULL,
    PRIMARY KEY (origin, id));
INSERT INTO "item_link" VALUES(1,1,27,NULL,2,'S1','statement','youth-and-police#1','for','strong','','workshop in Avora');
CREATE TABLE item_sign (
    origin BIGINT NOT NULL REFERENCES origin (id),
    id BIGINT NOT NULL,
    item_key TEXT NOT NULL,
    digest TEXT NOT NULL,               -- of the item's rows and the answers about it, as they were signed
    decision TEXT NOT NULL,             -- signed, taken_back
    signed_by TEXT NOT NULL,            -- "Name, role": a steward, who answers for it
    note TEXT NOT NULL,
    day INTEGER NOT NULL,
    PRIMARY KEY (origin, id));
INSERT INTO "item_sign" VALUES(1,1,'S1','abababababababababababababababababababababababababababababababab','signed','Dana, duty of care','',20501);
CREATE TABLE item_state (
    origin BIGINT NOT NULL REFERENCES origin (id),
    id BIGINT NOT NULL,
    import BIGINT NOT NULL,
    ended_by BIGINT,
    line BIGINT NOT NULL,
    item_key TEXT NOT NULL,
    state TEXT NOT NULL,                -- proposed, agreed, promised, under_way, done, partly, not_done, dropped
    why TEXT NOT NULL,                  -- what it rests on
    said_by TEXT NOT NULL,
    day INTEGER NOT NULL,
    told INTEGER,                       -- day on which people were told in public
    PRIMARY KEY (origin, id));
INSERT INTO "item_state" VALUES(1,1,26,NULL,2,'S1','agreed','','workshop in Avora',20500,20507);
CREATE TABLE judgement (
    origin BIGINT NOT NULL REFERENCES origin (id),
    id BIGINT NOT NULL,
    import BIGINT NOT NULL,
    ended_by BIGINT,
    line BIGINT NOT NULL,
    judgement_key TEXT NOT NULL,
    language TEXT NOT NULL,
    section TEXT NOT NULL,              -- id of the section of a brief that it stands beside; '' of its own
    place TEXT NOT NULL,                -- '' the register's country
    text TEXT NOT NULL,
    signed_by TEXT NOT NULL,            -- an organisation, or an office of it
    day INTEGER,
    PRIMARY KEY (origin, id));
INSERT INTO "judgement" VALUES(1,1,35,NULL,2,'J1','en','security','','We read this with care','Selmara Institute',20500);
CREATE TABLE legal (
    origin BIGINT NOT NULL REFERENCES origin (id),
    id BIGINT NOT NULL,
    import BIGINT NOT NULL,
    ended_by BIGINT,
    line BIGINT NOT NULL,
    country TEXT NOT NULL,              -- ISO 3166-1 alpha-3, or its name
    matter TEXT NOT NULL,               -- survey_permit, official_figures, listed_groups, data_protection, other
    language TEXT NOT NULL,
    rule TEXT NOT NULL,                 -- what is asked
    answer TEXT NOT NULL,               -- how it is met
    met TEXT NOT NULL,                  -- yes, no, not_needed; '' nobody knows
    source TEXT NOT NULL,
    said_by TEXT NOT NULL,
    day INTEGER,                        -- of the last look
    PRIMARY KEY (origin, id));
INSERT INTO "legal" VALUES(1,1,37,NULL,2,'XXS','survey_permit','en','a permit is needed','it was given','yes','law','Selmara Institute',20500);
CREATE TABLE licence (
    origin BIGINT NOT NULL REFERENCES origin (id),
    id BIGINT NOT NULL,
    import BIGINT NOT NULL,
    ended_by BIGINT,
    line BIGINT NOT NULL,
    source TEXT NOT NULL,               -- the name in table source
    licence TEXT NOT NULL,              -- open, attribution, no-republication
    PRIMARY KEY (origin, id));
INSERT INTO "licence" VALUES(1,1,8,NULL,2,'Selmara Monitor','attribution');
CREATE TABLE mapping (
    origin BIGINT NOT NULL REFERENCES origin (id),
    id BIGINT NOT NULL,
    name TEXT NOT NULL,
    fields TEXT NOT NULL,               -- FIELD=COLUMN, one a line
    time TEXT NOT NULL,
    who TEXT NOT NULL,
    PRIMARY KEY (origin, id),
    UNIQUE (origin, name));
INSERT INTO "mapping" VALUES(1,1,'our-sheet','date=Day
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
INSERT INTO "meeting" VALUES(1,2,1,20501,'SM-AV','in the school');
CREATE TABLE note (
    origin BIGINT NOT NULL REFERENCES origin (id),
    id BIGINT NOT NULL,
    about TEXT NOT NULL,                -- incident, place
    source TEXT NOT NULL,               -- of the incident; '' for a place
    about_key TEXT NOT NULL,            -- the source's own id of the incident; the code of the place
    PRIMARY KEY (origin, id));
INSERT INTO "note" VALUES(1,1,'place','','SM-AV');
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
INSERT INTO "observability" VALUES(1,1,6,NULL,2,'SM-AV',18262,18627,'none','Selmara Monitor','roads closed');
INSERT INTO "observability" VALUES(1,2,6,NULL,3,'SM-AV',18628,NULL,'limited','Selmara Monitor','');
CREATE TABLE origin (id BIGINT PRIMARY KEY, uuid TEXT NOT NULL UNIQUE, name TEXT NOT NULL);
INSERT INTO "origin" VALUES(1,'6f1d3c1e-0b57-4c55-9a43-2f6f7f0a9d10','Selmara');
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
INSERT INTO "outcome" VALUES(1,2,1,'ar',20530,'يعود الشرطي نفسه كل أسبوع.','Police directorate of Avora');
INSERT INTO "outcome" VALUES(1,2,1,'en',20530,'The same officer comes back every week.','Police directorate of Avora');
CREATE TABLE participant (
    origin BIGINT NOT NULL,
    dialogue BIGINT NOT NULL,
    id BIGINT NOT NULL,                 -- drawn by lot in own dialogues; the export's own in published ones
    group_said BIGINT,                  -- the group that a published export put this participant in
    PRIMARY KEY (origin, dialogue, id),
    FOREIGN KEY (origin, dialogue) REFERENCES dialogue (origin, id));
INSERT INTO "participant" VALUES(1,1,1,NULL);
INSERT INTO "participant" VALUES(1,1,2,NULL);
INSERT INTO "participant" VALUES(1,2,1,NULL);
INSERT INTO "participant" VALUES(1,2,2,NULL);
CREATE TABLE partner (
    origin BIGINT NOT NULL REFERENCES origin (id),
    id BIGINT NOT NULL,
    import BIGINT NOT NULL,
    ended_by BIGINT,
    line BIGINT NOT NULL,
    partner_key TEXT NOT NULL,
    language TEXT NOT NULL,
    name TEXT NOT NULL,
    title_page TEXT NOT NULL,           -- what it says on the title page; ''
    PRIMARY KEY (origin, id));
INSERT INTO "partner" VALUES(1,1,36,NULL,2,'institute','en','Selmara Institute','Made in Selmara');
CREATE TABLE partner_logo (
    origin BIGINT NOT NULL REFERENCES origin (id),
    id BIGINT NOT NULL,
    partner_key TEXT NOT NULL,
    content BYTEA NOT NULL,             -- PNG
    wide INTEGER NOT NULL,              -- pixels
    high INTEGER NOT NULL,
    who TEXT NOT NULL,
    day INTEGER NOT NULL,
    PRIMARY KEY (origin, id));
INSERT INTO "partner_logo" VALUES(1,1,'institute',X'89504E470D0A1A0A',1,1,'Dana',20500);
CREATE TABLE pass (
    origin BIGINT NOT NULL,
    dialogue BIGINT NOT NULL,
    digest TEXT NOT NULL,
    participant BIGINT NOT NULL,
    PRIMARY KEY (origin, dialogue, digest),
    FOREIGN KEY (origin, dialogue, participant) REFERENCES participant (origin, dialogue, id))   WITHOUT ROWID;
INSERT INTO "pass" VALUES(1,2,'a4e624d686e03ed2767c0abd85c14426b0b1157d2ce81d27bb4fe4f6f01d688a',1);
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
INSERT INTO "phase" VALUES(1,1,7,NULL,2,'SM-AV',18262,NULL,'tension','Council of Avora');
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
INSERT INTO "place" VALUES(1,1,3,NULL,1,'SL-A','SLM','SL','Avora',41.3,12.4,X'0103000000',NULL,NULL);
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
INSERT INTO "place_name" VALUES(1,1,3,NULL,1,1,'ar','أفورا','افورا');
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
INSERT INTO "placed" VALUES(1,1,1,1,1,2,NULL,NULL,NULL);
INSERT INTO "placed" VALUES(1,3,1,1,1,4,NULL,NULL,NULL);
CREATE TABLE plan (
    origin BIGINT NOT NULL REFERENCES origin (id),
    id BIGINT NOT NULL,
    import BIGINT NOT NULL,
    ended_by BIGINT,
    line BIGINT NOT NULL,
    plan_key TEXT NOT NULL,
    article TEXT NOT NULL,              -- its number; '' the plan as a whole
    language TEXT NOT NULL,
    text TEXT NOT NULL,                 -- what the article says; of the plan its title
    level TEXT NOT NULL,                -- national, regional, local; '' of an article
    place TEXT NOT NULL,
    day_from INTEGER,
    day_to INTEGER,
    owner TEXT NOT NULL,                -- who answers for it
    PRIMARY KEY (origin, id));
INSERT INTO "plan" VALUES(1,1,21,NULL,2,'NAP','','en','National plan','national','',20000,21000,'interior');
INSERT INTO "plan" VALUES(1,2,21,NULL,3,'NAP','4','en','Families learn where people are held.','','',NULL,NULL,'interior');
CREATE TABLE plan_clash (
    origin BIGINT NOT NULL REFERENCES origin (id),
    id BIGINT NOT NULL,
    import BIGINT NOT NULL,
    ended_by BIGINT,
    line BIGINT NOT NULL,
    one TEXT NOT NULL,                  -- PLAN:ARTICLE
    other TEXT NOT NULL,
    why TEXT NOT NULL,
    said_by TEXT NOT NULL,
    PRIMARY KEY (origin, id));
INSERT INTO "plan_clash" VALUES(1,1,22,NULL,2,'NAP:4','REG:2','one forbids what the other asks','Selmara Institute');
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
INSERT INTO "population" VALUES(1,1,4,NULL,2,'SLM','SL-A','Avora','',2020,125000,'census','Selmara census');
CREATE TABLE practice (
    origin BIGINT NOT NULL REFERENCES origin (id),
    id BIGINT NOT NULL,
    import BIGINT NOT NULL,
    ended_by BIGINT,
    line BIGINT NOT NULL,
    practice_key TEXT NOT NULL,
    language TEXT NOT NULL,
    title TEXT NOT NULL,
    tried TEXT NOT NULL,                -- what was done
    came TEXT NOT NULL,                 -- what came of it
    place TEXT NOT NULL,                -- where, in words: it may lie abroad
    phases TEXT NOT NULL,               -- of the place, then
    level TEXT NOT NULL,                -- local, national, regional; ''
    drivers TEXT NOT NULL,
    securities TEXT NOT NULL,
    pillar TEXT NOT NULL,
    outcome TEXT NOT NULL,              -- helped, mixed, no_difference, harmed; '' not known
    sure TEXT NOT NULL,                 -- low, medium, high; ''
    source TEXT NOT NULL,
    said_by TEXT NOT NULL,
    day_from INTEGER,
    day_to INTEGER,
    PRIMARY KEY (origin, id));
INSERT INTO "practice" VALUES(1,1,31,NULL,2,'lamps','en','Lamps run by traders','Traders looked after lamps','More people came','Istland','ceasefire','local','ungoverned','economic','empowerment','mixed','low','report','Selmara Institute',NULL,NULL);
CREATE TABLE premise (
    origin BIGINT NOT NULL REFERENCES origin (id),
    id BIGINT NOT NULL,
    import BIGINT NOT NULL,
    ended_by BIGINT,
    line BIGINT NOT NULL,
    premise_key TEXT NOT NULL,
    language TEXT NOT NULL,
    item_key TEXT NOT NULL,             -- '' of the agenda as a whole
    belief TEXT NOT NULL,
    test TEXT NOT NULL,                 -- how it would be tested
    data_say TEXT NOT NULL,             -- what the data say now
    verdict TEXT NOT NULL,              -- supported, mixed, contradicted, untested
    looked_by TEXT NOT NULL,
    looked INTEGER,                     -- day of the last look
    PRIMARY KEY (origin, id));
INSERT INTO "premise" VALUES(1,1,32,NULL,2,'B1','en','S1','We believe that lamps help','count people','too early','untested','Selmara Institute',20500);
CREATE TABLE priority (
    origin BIGINT NOT NULL REFERENCES origin (id),
    id BIGINT NOT NULL,
    import BIGINT NOT NULL,
    ended_by BIGINT,
    line BIGINT NOT NULL,
    agenda_key TEXT NOT NULL,
    side TEXT NOT NULL,                 -- community, authority, donor
    said_by TEXT NOT NULL,              -- whose order: a group, a meeting, an institution
    matter TEXT NOT NULL,               -- key of an item, or code of a security
    day INTEGER,
    place_in_order DOUBLE PRECISION NOT NULL, -- 1 is put first; the same number twice: alike
    people DOUBLE PRECISION,            -- how many spoke for it; NULL not known
    PRIMARY KEY (origin, id));
INSERT INTO "priority" VALUES(1,1,30,NULL,2,'selmara-2026','community','workshop in Avora','S1',20500,1.0,12.0);
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
INSERT INTO "problem" VALUES(1,1,1,1,4,'date_start','day','31-02-2016','a day','write it as 2016-02-28');
CREATE TABLE project (
    origin BIGINT NOT NULL REFERENCES origin (id),
    id BIGINT NOT NULL,
    import BIGINT NOT NULL,
    ended_by BIGINT,
    line BIGINT NOT NULL,
    project_key TEXT NOT NULL,          -- the file's own: iati-identifier, project code; one in use has it
    reporter TEXT NOT NULL,             -- who reports it
    status TEXT NOT NULL,               -- planned, ongoing, completed, suspended, cancelled; ''
    day_from INTEGER,
    day_to INTEGER,
    days_planned SMALLINT NOT NULL,     -- 1: of the plan, where the file has no actual days
    pillar TEXT NOT NULL,               -- protection, empowerment; ''
    pve TEXT NOT NULL,                  -- specific, related; '' not said
    parent TEXT NOT NULL,               -- key of the project it is part of; ''
    PRIMARY KEY (origin, id));
INSERT INTO "project" VALUES(1,1,15,NULL,2,'SM-ORG-1','Selmara Institute','ongoing',20400,20700,0,'protection','related','');
CREATE TABLE project_actor (
    origin BIGINT NOT NULL,
    project BIGINT NOT NULL,
    number INTEGER NOT NULL,
    role TEXT NOT NULL,                 -- funding, accountable, extending, implementing
    actor TEXT NOT NULL,                -- as the file names it
    reference TEXT NOT NULL,            -- organisation identifier; ''
    kind TEXT NOT NULL,                 -- as the file has it: code of IATI's organisation types; ''
    PRIMARY KEY (origin, project, number),
    FOREIGN KEY (origin, project) REFERENCES project (origin, id));
INSERT INTO "project_actor" VALUES(1,1,1,'funding','Northland','XM-N','10');
INSERT INTO "project_actor" VALUES(1,1,2,'implementing','council','','');
CREATE TABLE project_group (
    origin BIGINT NOT NULL,
    project BIGINT NOT NULL,
    number INTEGER NOT NULL,
    people TEXT NOT NULL,               -- whom it is for
    PRIMARY KEY (origin, project, number),
    FOREIGN KEY (origin, project) REFERENCES project (origin, id));
INSERT INTO "project_group" VALUES(1,1,1,'displaced people');
CREATE TABLE project_marker (
    origin BIGINT NOT NULL,
    project BIGINT NOT NULL,
    scheme TEXT NOT NULL,               -- of the codebook's markers
    code TEXT NOT NULL,
    score INTEGER NOT NULL,
    PRIMARY KEY (origin, project, scheme, code),
    FOREIGN KEY (origin, project) REFERENCES project (origin, id));
INSERT INTO "project_marker" VALUES(1,1,'dac_gender','1',1);
CREATE TABLE project_money (
    origin BIGINT NOT NULL,
    project BIGINT NOT NULL,
    number INTEGER NOT NULL,
    kind TEXT NOT NULL,                 -- budget, pledge, incoming_commitment, incoming, commitment, disbursement, expenditure
    amount DOUBLE PRECISION,            -- NULL: there was some, and nobody says how much
    currency TEXT NOT NULL,             -- ISO 4217; ''
    day INTEGER,                        -- of a budget its first
    day_to INTEGER,                     -- of a budget its last
    payer TEXT NOT NULL,
    payer_project TEXT NOT NULL,        -- key of the project it comes from; ''
    payee TEXT NOT NULL,
    payee_project TEXT NOT NULL,        -- key of the project it goes to; ''
    PRIMARY KEY (origin, project, number),
    FOREIGN KEY (origin, project) REFERENCES project (origin, id));
INSERT INTO "project_money" VALUES(1,1,1,'commitment',120000.0,'EUR',20400,NULL,'Northland','','council','');
CREATE TABLE project_place (
    origin BIGINT NOT NULL,
    project BIGINT NOT NULL,
    number INTEGER NOT NULL,
    country TEXT NOT NULL,              -- ISO 3166-1 alpha-3; ''
    place TEXT NOT NULL,                -- code or name below the country; '' the country as a whole
    share DOUBLE PRECISION,             -- of the money, 0 to 1; NULL not said
    latitude DOUBLE PRECISION,
    longitude DOUBLE PRECISION,
    exact SMALLINT NOT NULL,            -- 1: the point is exact
    PRIMARY KEY (origin, project, number),
    FOREIGN KEY (origin, project) REFERENCES project (origin, id));
INSERT INTO "project_place" VALUES(1,1,1,'SLM','SM-AV',1.0,NULL,NULL,0);
CREATE TABLE project_sector (
    origin BIGINT NOT NULL,
    project BIGINT NOT NULL,
    number INTEGER NOT NULL,
    vocabulary TEXT NOT NULL,           -- dac5, dac3, cluster, sdg, own
    code TEXT NOT NULL,
    name TEXT NOT NULL,
    share DOUBLE PRECISION,             -- of the money within its vocabulary, 0 to 1; NULL not said
    PRIMARY KEY (origin, project, number),
    FOREIGN KEY (origin, project) REFERENCES project (origin, id));
INSERT INTO "project_sector" VALUES(1,1,1,'dac5','15220','',1.0);
CREATE TABLE project_text (
    origin BIGINT NOT NULL,
    project BIGINT NOT NULL,
    language TEXT NOT NULL,
    title TEXT NOT NULL,
    description TEXT NOT NULL,
    PRIMARY KEY (origin, project, language),
    FOREIGN KEY (origin, project) REFERENCES project (origin, id));
INSERT INTO "project_text" VALUES(1,1,'en','Safe streets','');
CREATE TABLE promise (
    origin BIGINT NOT NULL REFERENCES origin (id),
    id BIGINT NOT NULL,
    import BIGINT NOT NULL,
    ended_by BIGINT,
    line BIGINT NOT NULL,
    promise_key TEXT NOT NULL,
    contact_key TEXT NOT NULL,          -- what it came of; ''
    actor TEXT NOT NULL,                -- who promised
    promised TEXT NOT NULL,             -- what
    made INTEGER NOT NULL,
    due INTEGER,
    state TEXT NOT NULL,                -- a follow-up of the codebook's engagement: promise_made, promise_kept, …
    state_day INTEGER,
    evidence TEXT NOT NULL,             -- how one can see it
    told INTEGER,                       -- day on which people were told what came of it
    PRIMARY KEY (origin, id));
INSERT INTO "promise" VALUES(1,1,18,NULL,2,'P01','L01','interior','a list by summer',20470,20600,'promise_made',NULL,'',NULL);
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
INSERT INTO "publication" VALUES(1,1,'brief-ar.pdf','pdf','ar','',17532,NULL,'a3bf4f1b2b0b822cd15d6c15b0f00a089f86d081884c7d659a2feaa0c55ad015','d2a84f4b8b650937ec8f73cd8be2c74add5a911ba64df27458ed8229da804a26','The board of the Selmara Institute','recognise=yes','','2026-02-14T09:35:00Z','Selmara',NULL);
CREATE TABLE reply (
    origin BIGINT NOT NULL REFERENCES origin (id),
    id BIGINT NOT NULL,
    import BIGINT NOT NULL,
    ended_by BIGINT,
    line BIGINT NOT NULL,
    actor TEXT NOT NULL,
    about TEXT NOT NULL,                -- what is going to be said of it
    asked INTEGER NOT NULL,
    due INTEGER,
    answered INTEGER,
    text TEXT NOT NULL,
    PRIMARY KEY (origin, id));
INSERT INTO "reply" VALUES(1,1,19,NULL,2,'interior','no answer to one letter',20500,20530,NULL,'');
CREATE TABLE restriction (
    origin BIGINT NOT NULL REFERENCES origin (id),
    id BIGINT NOT NULL,
    import BIGINT NOT NULL,
    ended_by BIGINT,
    line BIGINT NOT NULL,
    kind TEXT NOT NULL,                 -- permit_refused, account_frozen, meeting_cancelled, access_denied, other
    day_from INTEGER,
    day_to INTEGER,
    place TEXT NOT NULL,
    by_actor TEXT NOT NULL,
    against TEXT NOT NULL,              -- whose work: an actor, or a kind of actor
    about TEXT NOT NULL,                -- what was refused
    hides_data SMALLINT NOT NULL,       -- 1: a reason why data of that place and period are missing
    visible TEXT NOT NULL,              -- as of ties; '' staff
    said_by TEXT NOT NULL,
    PRIMARY KEY (origin, id));
INSERT INTO "restriction" VALUES(1,1,20,NULL,2,'permit_refused',20450,20460,'SM-AV','interior','council','a survey',1,'','council');
CREATE TABLE retention (
    origin BIGINT NOT NULL REFERENCES origin (id),
    id BIGINT NOT NULL,
    what TEXT NOT NULL,                 -- superseded, undone, refused, audit, backup, source:NAME, layout:NAME
    days BIGINT,                        -- kept so long after it came or went out of use; NULL: for good
    reason TEXT NOT NULL,               -- the promise or the law behind it
    time TEXT NOT NULL,
    who TEXT NOT NULL,
    PRIMARY KEY (origin, id));
INSERT INTO "retention" VALUES(1,1,'undone',365,'promised to the communities','2026-02-14T09:32:00Z','Selmara');
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
INSERT INTO "sealed" VALUES(1,1,'incident',1,1,'note',X'0102030405','2026-02-14T09:31:00Z','Selmara');
CREATE TABLE session (
    origin BIGINT NOT NULL,
    account BIGINT NOT NULL,
    digest TEXT NOT NULL,               -- SHA-256 of what the cookie carries, hex
    begun BIGINT NOT NULL,              -- seconds since 1970
    used BIGINT NOT NULL,               -- seconds since 1970, to some minutes
    second_factor SMALLINT NOT NULL,    -- 1: was shown
    PRIMARY KEY (origin, digest),
    FOREIGN KEY (origin, account) REFERENCES account (origin, id));
INSERT INTO "session" VALUES(1,1,'1b4f0e9851971998e732078544c96b36c3d01cedf7caa332359d6f1d83567014',1771061400,1771061700,1);
CREATE TABLE source (
    origin BIGINT NOT NULL REFERENCES origin (id),
    id BIGINT NOT NULL,
    name TEXT NOT NULL,
    citation TEXT NOT NULL,
    licence TEXT NOT NULL,
    PRIMARY KEY (origin, id));
INSERT INTO "source" VALUES(1,1,'Selmara Monitor','Selmara Monitor (2026)','CC BY 4.0');
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
INSERT INTO "statement" VALUES(1,1,1,1,1,0,NULL,20500,NULL);
INSERT INTO "statement" VALUES(1,2,1,1,1,0,NULL,20500,NULL);
INSERT INTO "statement" VALUES(1,2,2,0,0,1,NULL,20500,NULL);
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
INSERT INTO "statement_text" VALUES(1,1,1,'en',0,'The police should know the neighbourhood.','','','','');
INSERT INTO "statement_text" VALUES(1,2,1,'ar',1,'على الشرطة أن تعرف الحي.','','','','');
INSERT INTO "statement_text" VALUES(1,2,1,'en',0,'The police should know the neighbourhood.','Officers change every month','worried','safety','that they stay');
INSERT INTO "statement_text" VALUES(1,2,2,'ckb',0,'من گەنجم.','','','','');
CREATE TABLE steward (
    origin BIGINT NOT NULL REFERENCES origin (id),
    id BIGINT NOT NULL,
    name TEXT NOT NULL,                 -- of a role or a person, as they want to be called
    public_key TEXT NOT NULL,
    since TEXT NOT NULL,
    ended TEXT,                         -- from then on nothing new is sealed to this steward; NULL: in office
    PRIMARY KEY (origin, id));
INSERT INTO "steward" VALUES(1,1,'Duty of care, Selmara Institute','8520f0098930a754748b7ddcb43ef75a0dbf3a0d26381af4eba4a98eaa9b4e6a','2026-02-14T09:30:00Z',NULL);
CREATE TABLE tie (
    origin BIGINT NOT NULL REFERENCES origin (id),
    id BIGINT NOT NULL,
    import BIGINT NOT NULL,
    ended_by BIGINT,
    line BIGINT NOT NULL,
    from_actor TEXT NOT NULL,
    to_actor TEXT NOT NULL,
    relation TEXT NOT NULL,             -- a code of the codebook's relation_types
    strength DOUBLE PRECISION,          -- in the codebook's units of that relation; NULL not known
    amount DOUBLE PRECISION,            -- of money
    currency TEXT NOT NULL,             -- ISO 4217; ''
    day_from INTEGER,
    day_to INTEGER,
    said_by TEXT NOT NULL,
    confidence TEXT NOT NULL,           -- low, medium, high; ''
    visible TEXT NOT NULL,              -- stewards, staff, partners, public; '': as the codebook has it for the relation
    note TEXT NOT NULL,
    PRIMARY KEY (origin, id));
INSERT INTO "tie" VALUES(1,1,14,NULL,2,'council','interior','trust',1.0,NULL,'',20400,NULL,'workshop in Avora','medium','','');
INSERT INTO "tie" VALUES(1,2,14,NULL,3,'interior','council','authority',NULL,NULL,'',NULL,NULL,'law','high','','');
CREATE TABLE vote (
    origin BIGINT NOT NULL,
    dialogue BIGINT NOT NULL,
    participant BIGINT NOT NULL,
    statement BIGINT NOT NULL,
    vote SMALLINT NOT NULL,             -- 1 agree, 0 pass, -1 disagree
    day INTEGER,
    time_ms BIGINT,                     -- since 1970 UTC, of published dialogues only
    PRIMARY KEY (origin, dialogue, participant, statement))  WITHOUT ROWID;
INSERT INTO "vote" VALUES(1,1,1,1,1,20500,NULL);
INSERT INTO "vote" VALUES(1,1,2,1,-1,20500,NULL);
INSERT INTO "vote" VALUES(1,2,1,1,1,20500,NULL);
INSERT INTO "vote" VALUES(1,2,1,2,0,20500,NULL);
INSERT INTO "vote" VALUES(1,2,2,1,-1,20501,NULL);
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
INSERT INTO "vote_before" VALUES(1,2,2,1,1,0,20500,NULL);
CREATE TABLE wording (id INTEGER PRIMARY KEY, text TEXT NOT NULL);
INSERT INTO "wording" VALUES(0,'');
INSERT INTO "wording" VALUES(1,'Selmara');
INSERT INTO "wording" VALUES(2,'Avora province');
INSERT INTO "wording" VALUES(3,'Government of Selmara');
INSERT INTO "wording" VALUES(4,'مدنيون');
INSERT INTO "wording" VALUES(5,'Daily Selmara; Radio Avora');
COMMIT;
