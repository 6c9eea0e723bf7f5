-- name: save
INSERT INTO conversations (channel, user, state, changed_at) VALUES ($1, $2, $3, $4)
ON CONFLICT (channel, user) DO UPDATE SET state = excluded.state, changed_at = excluded.changed_at;

-- name: stale
SELECT channel, user, state FROM conversations WHERE changed_at < $1 AND state LIKE $2 LIMIT 200;
