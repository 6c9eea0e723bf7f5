-- Times are UTC epoch milliseconds.

-- name: give
-- A vote that was given already stays as it is.
INSERT INTO ratings (vote, person, unit, counter, kind, at, score, comment)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
ON CONFLICT (vote) DO NOTHING;

-- name: given
SELECT person, unit, counter, kind, at, score FROM ratings WHERE vote = $1;

-- name: answer
UPDATE ratings SET
    field = coalesce($3, field),
    waiting = coalesce($4, waiting),
    attitude = coalesce($5, attitude),
    guidance = coalesce($6, guidance),
    result = coalesce($7, result),
    apology = coalesce($8, apology),
    comment = coalesce($9, comment)
WHERE vote = $1 AND person = $2;

-- name: burst
-- The votes of a kind for a unit since $2.
SELECT count(*) FROM ratings WHERE unit = $1 AND at > $2 AND kind = $3;

-- name: suspect_burst
UPDATE ratings SET suspect = 1 WHERE unit = $1 AND at > $2 AND kind = $3 AND suspect = 0;

-- name: many
-- How many votes of a kind a person gave a unit since $3.
SELECT count(*) FROM ratings WHERE person = $1 AND unit = $2 AND at >= $3 AND kind = $4;

-- name: suspect_many
UPDATE ratings SET suspect = 1 WHERE person = $1 AND unit = $2 AND at >= $3 AND kind = $4 AND suspect = 0;

-- name: scored
-- Of the judgements of one case only the last of the time counts. From its index alone, so that it costs what the time
-- holds, not the history.
WITH within AS (
    SELECT
        at,
        unit,
        score,
        iif(suspect = 1, 'suspect', kind) AS kind,
        iif(kind = 'case', substr(vote, 1, 14), vote) AS what
    FROM ratings
    WHERE at >= $1 AND at < $2
),
last AS (
    SELECT unit, kind, score, row_number() OVER (PARTITION BY what ORDER BY at DESC) AS nth
    FROM within
)
SELECT unit, kind, score, count(*) FROM last WHERE nth = 1 GROUP BY unit, kind, score ORDER BY unit, kind, score;

-- name: visits
-- How many slips were handed out, and with how many of those their visit was rated.
SELECT unit, count(*), count(used_at) FROM visits WHERE made_at >= $1 AND made_at < $2 GROUP BY unit ORDER BY unit;

-- name: make_visit
INSERT INTO visits (token, unit, counter, made_at, expires_at) VALUES ($1, $2, $3, $4, $5);

-- name: visit
SELECT unit, counter, expires_at, used_at FROM visits WHERE token = $1;

-- name: use_visit
UPDATE visits SET used_at = $2 WHERE token = $1 AND used_at IS NULL AND expires_at > $2;

-- name: forget_words
UPDATE ratings SET comment = '' WHERE comment <> '' AND at < $1;

-- name: given_by
SELECT vote, unit, at FROM ratings WHERE person = $1 ORDER BY id;

-- name: drop
DELETE FROM ratings WHERE vote = $1;
