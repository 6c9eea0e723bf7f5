-- name: keep
INSERT OR REPLACE INTO similar (rowid, words, code) VALUES ($1, $2, $3);

-- name: drop
DELETE FROM similar WHERE rowid = $1;

-- name: prune
DELETE FROM similar WHERE rowid < $1;

-- name: settle
INSERT INTO similar (similar) VALUES ('optimize');

-- name: find
SELECT s.code, s.words FROM similar AS s CROSS JOIN cases AS c ON c.code = s.code
WHERE s.similar MATCH $1 AND s.rowid >= $2 AND c.reporter <> $3
    AND c.status IN ('new', 'forwarded', 'accepted', 'need_info', 'answered')
ORDER BY s.rowid DESC LIMIT $4;

-- name: link
INSERT INTO links (code, other, at) VALUES (min($1, $2), max($1, $2), $3) ON CONFLICT DO NOTHING;

-- name: linked
SELECT c.body FROM (
    SELECT other AS code FROM links WHERE code = $1 UNION ALL SELECT code FROM links WHERE other = $1
) AS l CROSS JOIN cases AS c ON c.code = l.code
ORDER BY c.filed_at DESC LIMIT $2;

-- name: unlink
DELETE FROM links WHERE code = $1;

-- name: unlink_other
DELETE FROM links WHERE other = $1;

-- name: prune_links
DELETE FROM links WHERE at < $1;

-- name: own
SELECT body FROM cases WHERE reporter = $1 AND unit = $2 AND filed_at >= $3 AND is_open = 1
ORDER BY filed_at DESC LIMIT $4;
