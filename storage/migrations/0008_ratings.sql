-- How people rate the service of a counter (chấm điểm phục vụ). One row a vote; `vote` makes a replay change nothing:
-- "case:CODE" ("case:CODE:2" for the judgement after a reopening), "visit:TOKEN" (its hash) or
-- "day:PERSON:UNIT:YYYY-MM-DD".
CREATE TABLE ratings (
    id INTEGER PRIMARY KEY,
    vote TEXT NOT NULL UNIQUE,
    person INTEGER NOT NULL REFERENCES people (id),
    unit TEXT NOT NULL,
    counter TEXT NOT NULL DEFAULT '',
    kind TEXT NOT NULL,            -- case | visit | open
    at INTEGER NOT NULL,           -- epoch ms of the score
    score INTEGER NOT NULL,        -- 1..5
    field TEXT, waiting INTEGER, attitude INTEGER, guidance INTEGER,   -- 1..5 where a number
    result TEXT,                   -- early | on_time | late | not_yet
    apology TEXT,                  -- yes | no
    comment TEXT NOT NULL DEFAULT '',
    suspect INTEGER NOT NULL DEFAULT 0   -- 1: came in a burst, or with many slips of one person; counted apart
);
CREATE INDEX ratings_at ON ratings (at, unit, kind, score, suspect, vote);
CREATE INDEX ratings_unit ON ratings (unit, at);
CREATE INDEX ratings_person ON ratings (person);
CREATE INDEX ratings_words ON ratings (at) WHERE comment <> '';

-- One-time slips that are handed out at a counter, so that a visit is rated once by whoever was there. `token` is a hash.
CREATE TABLE visits (
    token TEXT PRIMARY KEY,
    unit TEXT NOT NULL,
    counter TEXT NOT NULL DEFAULT '',
    made_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    used_at INTEGER                -- epoch ms of the score that it gave
) WITHOUT ROWID;
CREATE INDEX visits_made ON visits (made_at, unit, used_at);
