-- name: add
INSERT INTO posts (id, kind, unit, follows, under, valid_from, valid_to) VALUES ($1, $2, $3, $4, $5, $6, $7)
ON CONFLICT (id) DO NOTHING;

-- name: set_follows
UPDATE posts SET follows = $2 WHERE id = $1;

-- name: all
SELECT id, kind, unit, follows, under, valid_from, valid_to FROM posts ORDER BY id;

-- name: count
SELECT count(*) FROM posts;

-- name: holders
SELECT post, person, name, since, until, deputy, via FROM holders ORDER BY since;

-- name: absences
SELECT person, since, until FROM absences ORDER BY since;

-- name: followings
SELECT post, units, since, until FROM followings ORDER BY since;

-- name: jurisdictions
SELECT category, first, since, until FROM jurisdictions ORDER BY since;

-- name: groups
SELECT channel, user, post, person, since, until FROM groups ORDER BY since;

-- name: hold
INSERT INTO holders (post, person, name, since) VALUES ($1, $2, $3, $4);

-- name: held_by
SELECT h.person, p.id, p.kind, p.unit, h.name FROM holders AS h JOIN posts AS p ON p.id = h.post
WHERE h.until IS NULL AND h.person IN (SELECT value FROM json_each($1)) ORDER BY h.since;

-- name: invite
INSERT INTO invitations (token, post, name, made_at, expires_at) VALUES ($1, $2, $3, $4, $5);

-- name: invitation
SELECT post, name, expires_at, used_at FROM invitations WHERE token = $1;

-- name: use
UPDATE invitations SET used_at = $2, used_by = $3 WHERE token = $1 AND used_at IS NULL;

-- name: end
UPDATE holders SET until = $3 WHERE post = $1 AND until IS NULL AND ($2 = '' OR name = $2);
