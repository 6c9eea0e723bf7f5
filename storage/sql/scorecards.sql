-- Times are UTC epoch milliseconds; $1 is the unit, $2 the first moment of a span, $3 the first after what is looked at.

-- name: codes
-- The cases that count: in whose history something counted happened in the span, and those that were open at its end,
-- which are open now and were filed before, or ceased to be open only later.
SELECT code FROM history
WHERE unit = $1 AND at >= $2 AND at < $3 AND (delta <> 0 OR action = 'lapse')
UNION
SELECT code FROM cases WHERE is_open = 1 AND unit = $1 AND filed_at < $3
UNION
SELECT code FROM history
WHERE unit = $1 AND at >= $3 AND (delta <> 0 OR action = 'lapse') AND delta < 0
ORDER BY 1;

-- name: cases
SELECT c.code, c.category, c.body ->> '$.about', c.body ->> '$.finding'
FROM json_each($1) AS asked JOIN cases AS c ON c.code = asked.value ORDER BY asked.key;

-- name: steps
-- The words of an answer are left where they are: of a note only what it says of a judgement is read.
SELECT h.code, h.at, h.action, h.delta, h.due_at, h.extended, CASE WHEN h.action = 'lapse' THEN h.note ELSE '' END
FROM json_each($1) AS asked JOIN history AS h ON h.code = asked.value
WHERE h.at < $2 ORDER BY asked.key, h.seq;

-- name: rated
SELECT at, score, attitude, result, CASE WHEN kind = 'case' THEN substr(vote, 6, 9) ELSE '' END, suspect
FROM ratings WHERE unit = $1 AND at >= $2 AND at < $3 ORDER BY at, id;

-- name: object
INSERT INTO objections (unit, period, figure, at, words) VALUES ($1, $2, $3, $4, $5);

-- name: objections
SELECT figure, at, words FROM objections WHERE unit = $1 AND period = $2 ORDER BY at, id;

-- name: guarded
-- Those from which somebody besides the reporter may be barred, so that each reader must be asked about, and those that
-- the reader filed, on whatever account.
SELECT c.code FROM json_each($1) AS asked JOIN cases AS c ON c.code = asked.value
WHERE c.guarded = 1 OR c.reporter IN (SELECT value FROM json_each($2)) ORDER BY asked.key;
