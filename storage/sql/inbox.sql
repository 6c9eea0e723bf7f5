-- name: claim
INSERT INTO claims (channel, id, at)
SELECT value ->> 0, value ->> 1, $2 FROM json_each($1) WHERE true
ON CONFLICT DO NOTHING
RETURNING channel, id;

-- name: prune
DELETE FROM claims WHERE at < $1;

-- name: set_aside
INSERT INTO aside (channel, id, at, payload, error) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING;

-- name: prune_aside
DELETE FROM aside WHERE at < $1;

-- name: forget
DELETE FROM aside WHERE channel = $1 AND payload ->> '$.sender.user' = $2;

-- name: aside_count
SELECT count(*) FROM aside;
