-- SPDX-License-Identifier: GPL-3.0-or-later
-- The room: who may come in, dialogues that are held here, who was asked to come, and words that partners correct.
--
-- Nothing here names a participant: a pass is a digest of chance that the participant's page carries, codes are drawn from a bag, and
-- when a dialogue closes both go. No address of the net, no name of a browser and no time finer than a day stands beside a participant.

-- People with an account: those who answer for the register, or work with it. Never participants.
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

-- Links that let somebody choose a password: once, and not for long.
CREATE TABLE invitation (
    origin BIGINT NOT NULL,
    account BIGINT NOT NULL,
    digest TEXT NOT NULL,               -- SHA-256 of what the link carries, hex
    until BIGINT NOT NULL,              -- seconds since 1970
    PRIMARY KEY (origin, digest),
    FOREIGN KEY (origin, account) REFERENCES account (origin, id));

CREATE TABLE session (
    origin BIGINT NOT NULL,
    account BIGINT NOT NULL,
    digest TEXT NOT NULL,               -- SHA-256 of what the cookie carries, hex
    begun BIGINT NOT NULL,              -- seconds since 1970
    used BIGINT NOT NULL,               -- seconds since 1970, to some minutes
    second_factor SMALLINT NOT NULL,    -- 1: was shown
    PRIMARY KEY (origin, digest),
    FOREIGN KEY (origin, account) REFERENCES account (origin, id));

-- How a dialogue is held here. A dialogue without such a row came from a file, and nobody can answer it here.
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

-- Of those who take part while it is open: SHA-256 of what their page carries, hex. They go when the dialogue closes.
CREATE TABLE pass (
    origin BIGINT NOT NULL,
    dialogue BIGINT NOT NULL,
    digest TEXT NOT NULL,
    participant BIGINT NOT NULL,
    PRIMARY KEY (origin, dialogue, digest),
    FOREIGN KEY (origin, dialogue, participant) REFERENCES participant (origin, dialogue, id)) /*sqlite WITHOUT ROWID*/;

-- Codes on paper. Which of them was used is kept, never by whom: nothing leads from a code to a participant. They go when the dialogue closes.
CREATE TABLE entry_code (
    origin BIGINT NOT NULL,
    dialogue BIGINT NOT NULL,
    digest TEXT NOT NULL,               -- SHA-256 of dialogue and code, hex
    used SMALLINT NOT NULL,
    PRIMARY KEY (origin, dialogue, digest),
    FOREIGN KEY (origin, dialogue) REFERENCES dialogue (origin, id)) /*sqlite WITHOUT ROWID*/;

-- What became of it, for those who took part.
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

-- A meeting of a dialogue, and which kinds of people were asked to come, came, stayed away, or were left out, and why. Numbers of people, never names.
CREATE TABLE meeting (
    origin BIGINT NOT NULL,
    dialogue BIGINT NOT NULL,
    id BIGINT NOT NULL,
    day INTEGER NOT NULL,
    place TEXT NOT NULL,                -- code or name of a place, never an address
    note TEXT NOT NULL,
    PRIMARY KEY (origin, dialogue, id),
    FOREIGN KEY (origin, dialogue) REFERENCES dialogue (origin, id));

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

-- Words of the program that partners corrected; the latest of each counts.
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
