-- name: all
SELECT body FROM units ORDER BY code;

-- name: put
INSERT INTO units (code, body) VALUES ($1, $2) ON CONFLICT (code) DO UPDATE SET body = excluded.body;

-- name: version
SELECT n FROM versions WHERE what = 'organisation';

-- name: bump
INSERT INTO versions (what, n) VALUES ('organisation', 1) ON CONFLICT (what) DO UPDATE SET n = n + 1;
