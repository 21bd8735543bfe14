-- SPDX-License-Identifier: GPL-3.0-or-later
-- The agenda: needs in people's words, what they already do, who can act, the evidence for and against, what was promised and whether it is kept.
--
-- Rows that say the same thing in several languages are a row a language (`language` is part of their key); what does not depend on language is
-- taken from the first of them that states it. Codes of a list stand in one text, separated by ";". Every row keeps the file's own words for an
-- actor or a place. Days are days since 1970-01-01, both ends inclusive; NULL where it is not known. Nothing here ranks: an order is somebody's
-- and carries who said so.

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

-- What people already do about it, and whether it works: where an item starts.
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

-- The states of an item, in the order of their days; the latest counts.
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

-- What an item rests on or goes against, and what was done about it.
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

-- What a side puts first. Both sides may rank the same matters; each order is theirs.
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

-- "We believe that …"
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

-- Answers to the do-no-harm questions of the codebook.
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

-- What a steward signs: that an item may be published as it stood on that day. The latest of an item counts, and only while its digest fits.
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

-- Public services that people can turn to.
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

-- Partners' own judgement, signed.
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

-- An organisation that puts its name on briefs.
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

-- The latest of a partner counts; an empty one takes it back.
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

-- What the law of a country asks of those who gather and publish; as somebody found it.
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
