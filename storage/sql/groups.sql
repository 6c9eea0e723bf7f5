-- name: join
INSERT INTO groups (channel, user, post, person, since) SELECT $1, $2, $3, $4, $5
WHERE NOT EXISTS (SELECT 1 FROM groups WHERE channel = $1 AND user = $2 AND post = $3 AND until IS NULL)
ON CONFLICT (channel, user, post, since) DO UPDATE SET until = NULL, person = excluded.person;

-- name: close
UPDATE groups SET until = $3
WHERE channel = $1 AND (user = $2 OR (user >= $2 || ':' AND user < $2 || ';')) AND until IS NULL;

-- name: close_of_post
UPDATE groups SET until = $2 WHERE post = $1 AND until IS NULL;

-- name: move
UPDATE OR REPLACE groups SET user = $3 WHERE channel = $1 AND user = $2;

-- name: move_holders
UPDATE holders SET via = $2 WHERE via = $1 AND via <> '' AND until IS NULL;

-- name: move_parcels
UPDATE outbox SET user = $3 WHERE state = 'queued' AND channel = $1 AND user = $2;

-- name: redirect
UPDATE outbox SET user = $2, not_before = 0 WHERE id = $1;

-- name: let_in
INSERT INTO holders (post, person, name, since, via) VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (post, person, since) DO UPDATE SET until = NULL, via = excluded.via;

-- name: holds
SELECT 1 FROM holders WHERE person = $2 AND until IS NULL AND post = $1;

-- name: posts_via
SELECT post FROM holders WHERE via = $1 AND via <> '' AND until IS NULL AND person = $2 ORDER BY post;

-- name: end_via
UPDATE holders SET until = $3 WHERE via = $1 AND via <> '' AND until IS NULL AND person = $2;

-- name: members
SELECT DISTINCT h.via, a.channel, a.user
FROM holders AS h INDEXED BY holders_via JOIN addresses AS a ON a.person = h.person
WHERE h.until IS NULL AND h.via <> '' AND h.via GLOB a.channel || ':*' ORDER BY h.via, a.user;

-- name: addresses
SELECT user FROM addresses WHERE person IN (SELECT value FROM json_each($1)) AND channel = $2 ORDER BY user;

-- name: knock
INSERT INTO knocks (channel, user, code, chat, id) VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (channel, user) DO UPDATE
SET code = excluded.code, chat = excluded.chat, id = excluded.id, tries = 0, not_before = 0;

-- name: knocks
SELECT channel, user, code, chat, id, tries FROM knocks WHERE not_before <= $1 ORDER BY channel, user LIMIT 100;

-- name: put_off
UPDATE knocks SET tries = tries + 1, not_before = $4 WHERE channel = $1 AND user = $2 AND id = $3;

-- name: opened
DELETE FROM knocks WHERE channel = $1 AND user = $2;
