-- SPDX-License-Identifier: GPL-3.0-or-later
-- Who works with whom: actors, ties between them, projects, what was asked of whom and what came back, what stands in the way, and plans.
--
-- Actors are institutions and offices, never private individuals. Every row keeps the file's own words for an actor or a place (a key, a name,
-- an acronym), so that it joins whatever is declared later; which words mean the same actor is proposed by the program and decided by people
-- (table actor_same), never merged in silence. Days are days since 1970-01-01, both ends inclusive; NULL where it is not known.

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

CREATE TABLE actor_name (
    origin BIGINT NOT NULL,
    actor BIGINT NOT NULL,
    language TEXT NOT NULL,             -- BCP 47; '' when not known
    sort TEXT NOT NULL,                 -- name, acronym, former, spelling
    name TEXT NOT NULL,
    PRIMARY KEY (origin, actor, language, sort, name),
    FOREIGN KEY (origin, actor) REFERENCES actor (origin, id));

-- What people decided of words that may mean the same actor; the latest of a pair counts.
CREATE TABLE actor_same (
    origin BIGINT NOT NULL REFERENCES origin (id),
    id BIGINT NOT NULL,
    name TEXT NOT NULL,                 -- the words
    actor_key TEXT NOT NULL,            -- of the actor
    decision TEXT NOT NULL,             -- same, other; '' the decision was taken back
    said_by TEXT NOT NULL,
    day INTEGER NOT NULL,
    PRIMARY KEY (origin, id));

-- Whether somebody who could carry a conversation agreed to be thought of for it; the latest of each actor counts.
CREATE TABLE actor_consent (
    origin BIGINT NOT NULL REFERENCES origin (id),
    id BIGINT NOT NULL,
    actor_key TEXT NOT NULL,
    consent SMALLINT NOT NULL,          -- 1 agreed, 0 not, or no longer
    said_by TEXT NOT NULL,              -- who asked, and was told
    day INTEGER NOT NULL,
    note TEXT NOT NULL,
    PRIMARY KEY (origin, id));

-- How much an actor can move in a matter, and how much it cares, as somebody judged.
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

-- Two sides may describe the same tie differently: each is a row, and both stand.
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

CREATE TABLE project_text (
    origin BIGINT NOT NULL,
    project BIGINT NOT NULL,
    language TEXT NOT NULL,
    title TEXT NOT NULL,
    description TEXT NOT NULL,
    PRIMARY KEY (origin, project, language),
    FOREIGN KEY (origin, project) REFERENCES project (origin, id));

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

CREATE TABLE project_group (
    origin BIGINT NOT NULL,
    project BIGINT NOT NULL,
    number INTEGER NOT NULL,
    people TEXT NOT NULL,               -- whom it is for
    PRIMARY KEY (origin, project, number),
    FOREIGN KEY (origin, project) REFERENCES project (origin, id));

-- No row: not screened, which is not the same as 0.
CREATE TABLE project_marker (
    origin BIGINT NOT NULL,
    project BIGINT NOT NULL,
    scheme TEXT NOT NULL,               -- of the codebook's markers
    code TEXT NOT NULL,
    score INTEGER NOT NULL,
    PRIMARY KEY (origin, project, scheme, code),
    FOREIGN KEY (origin, project) REFERENCES project (origin, id));

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

-- A row of who does what where: one activity of one organisation at one place in one period. Projects are derived from them by a stated rule.
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
    PRIMARY KEY (origin, id)) /*sqlite WITHOUT ROWID*/;

-- What was asked of whom, and what came back.
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

-- What an institution says before anything about it is published.
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

-- What stands in the way of those who work here. Not for others unless somebody says so.
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

-- Where two articles cannot both be followed, as somebody judged.
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
