-- SPDX-License-Identifier: GPL-3.0-or-later
-- What people say: dialogues (short statements, votes) and findings of interviews and focus groups. A dialogue comes and goes as one
-- thing: what belongs to it hangs on its row by (origin, dialogue), and is in use while that row is. Days are days since 1970-01-01.
--
-- A row of `vote` is a political profile. Of the register's own dialogues (own = 1) nothing about a single participant leaves the
-- program: no time finer than a day is kept, ids are drawn by lot, and what somebody declared stands in no output beside a vote.

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

-- Its topic in each language, and who may speak.
CREATE TABLE dialogue_text (
    origin BIGINT NOT NULL,
    dialogue BIGINT NOT NULL,
    language TEXT NOT NULL,             -- BCP 47; '' when not known
    topic TEXT NOT NULL,
    description TEXT NOT NULL,
    who_may_speak TEXT NOT NULL,
    PRIMARY KEY (origin, dialogue, language),
    FOREIGN KEY (origin, dialogue) REFERENCES dialogue (origin, id));

-- What participants may declare of themselves, and the answers to choose from. Never asked by a statement.
CREATE TABLE choice (
    origin BIGINT NOT NULL,
    dialogue BIGINT NOT NULL,
    attribute TEXT NOT NULL,            -- side, gender, age, district, or the dialogue's own
    value TEXT NOT NULL,
    number INTEGER NOT NULL,            -- its order
    PRIMARY KEY (origin, dialogue, attribute, value),
    FOREIGN KEY (origin, dialogue) REFERENCES dialogue (origin, id));

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

CREATE TABLE participant (
    origin BIGINT NOT NULL,
    dialogue BIGINT NOT NULL,
    id BIGINT NOT NULL,                 -- drawn by lot in own dialogues; the export's own in published ones
    group_said BIGINT,                  -- the group that a published export put this participant in
    PRIMARY KEY (origin, dialogue, id),
    FOREIGN KEY (origin, dialogue) REFERENCES dialogue (origin, id));

CREATE TABLE declared (
    origin BIGINT NOT NULL,
    dialogue BIGINT NOT NULL,
    participant BIGINT NOT NULL,
    attribute TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (origin, dialogue, participant, attribute),
    FOREIGN KEY (origin, dialogue, attribute, value) REFERENCES choice (origin, dialogue, attribute, value));

-- The vote that counts of each participant and statement: the latest.
CREATE TABLE vote (
    origin BIGINT NOT NULL,
    dialogue BIGINT NOT NULL,
    participant BIGINT NOT NULL,
    statement BIGINT NOT NULL,
    vote SMALLINT NOT NULL,             -- 1 agree, 0 pass, -1 disagree
    day INTEGER,
    time_ms BIGINT,                     -- since 1970 UTC, of published dialogues only
    PRIMARY KEY (origin, dialogue, participant, statement)) /*sqlite WITHOUT ROWID*/;

-- Votes that a later one replaced: of own dialogues until they close, of published ones as their export has them.
CREATE TABLE vote_before (
    origin BIGINT NOT NULL,
    dialogue BIGINT NOT NULL,
    participant BIGINT NOT NULL,
    statement BIGINT NOT NULL,
    number INTEGER NOT NULL,            -- 1 the first
    vote SMALLINT NOT NULL,
    day INTEGER,
    time_ms BIGINT,
    PRIMARY KEY (origin, dialogue, participant, statement, number)) /*sqlite WITHOUT ROWID*/;

-- What interviews, focus groups and the like yielded: a summary, never a transcript, and nobody's name.
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

CREATE TABLE finding_text (
    origin BIGINT NOT NULL,
    finding BIGINT NOT NULL,
    language TEXT NOT NULL,
    summary TEXT NOT NULL,
    PRIMARY KEY (origin, finding, language),
    FOREIGN KEY (origin, finding) REFERENCES finding (origin, id));
