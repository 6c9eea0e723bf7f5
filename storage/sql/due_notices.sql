-- name: note
INSERT INTO due_notices (person, code, kind, post, at) VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (person, code) DO UPDATE SET kind = excluded.kind, post = excluded.post, at = excluded.at;

-- name: persons
SELECT DISTINCT person FROM due_notices WHERE at <= $1 ORDER BY person LIMIT $2;

-- name: of_person
SELECT code, kind, post FROM due_notices WHERE person = $1 AND at <= $2 ORDER BY at, code;

-- name: told
DELETE FROM due_notices WHERE person = $1 AND at <= $2;

-- name: put_off
UPDATE due_notices SET at = $2 WHERE person = $1 AND at < $2;
