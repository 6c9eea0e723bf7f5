-- name: add
INSERT INTO web_messages (chat, id, who, body, replaces, at)
VALUES ($1, $2, $3, $4, $5, $6)
ON CONFLICT (id) DO NOTHING
RETURNING seq;

-- name: since
SELECT seq, chat, id, who, body, replaces, at
FROM web_messages
WHERE chat IN (SELECT value FROM json_each($1)) AND seq > $2
ORDER BY seq
LIMIT $3;

-- name: older
SELECT seq, chat, id, who, body, replaces, at
FROM web_messages
WHERE chat = $1 AND seq < $2
ORDER BY seq DESC
LIMIT $3;

-- name: newest
SELECT coalesce(max(seq), 0)
FROM web_messages;

-- name: known
SELECT 1
FROM web_messages
WHERE chat = $1
LIMIT 1;

-- name: naming
SELECT who, body
FROM web_messages
WHERE chat = $1 AND body LIKE '%' || $2 || '%'
ORDER BY seq DESC;

-- name: forget
DELETE FROM web_messages
WHERE chat = $1;

-- name: prune
DELETE FROM web_messages
WHERE at < $1;
