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

-- name: touch
UPDATE versions SET n = n WHERE what = 'organisation';

-- name: version
SELECT n FROM versions WHERE what = 'organisation';

-- name: absences
SELECT person, since, until FROM absences ORDER BY since;

-- name: followings
SELECT post, units, since, until FROM followings ORDER BY since;

-- name: jurisdictions
SELECT category, first, since, until FROM jurisdictions ORDER BY since;

-- name: groups
SELECT channel, user, post, person, since, until FROM groups ORDER BY since;

-- name: hold
INSERT INTO holders (post, person, name, since, until, deputy) VALUES ($1, $2, $3, $4, $5, $6);

-- name: held_by
SELECT h.person, p.id, p.kind, p.unit, h.name FROM holders AS h JOIN posts AS p ON p.id = h.post
WHERE h.person IN (SELECT value FROM json_each($1)) AND h.since <= $2 AND (h.until IS NULL OR h.until > $2)
    AND (p.valid_from IS NULL OR p.valid_from <= $3) AND (p.valid_to IS NULL OR p.valid_to >= $3)
ORDER BY h.since;

-- name: invite
INSERT INTO invitations (token, post, name, made_at, expires_at, deputy, since, until)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8);

-- name: invitation
SELECT post, name, expires_at, used_at, deputy, since, until FROM invitations WHERE token = $1;

-- name: use
UPDATE invitations SET used_at = $2, used_by = $3 WHERE token = $1 AND used_at IS NULL;

-- name: void
UPDATE invitations SET expires_at = $3
WHERE used_at IS NULL AND expires_at > $3 AND post = $1 AND ($2 = '' OR name = $2);

-- name: end
UPDATE holders SET until = max(since, $3)
WHERE post = $1 AND (until IS NULL OR until > $3) AND ($2 = '' OR name = $2);

