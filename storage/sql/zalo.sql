-- name: pair
SELECT access, refresh, got_at, lasts FROM zalo_tokens WHERE app = $1 ORDER BY id DESC LIMIT 1;

-- name: keep_pair
INSERT INTO zalo_tokens (app, access, refresh, got_at, lasts) VALUES ($1, $2, $3, $4, $5);

-- name: forget_pairs
DELETE FROM zalo_tokens
WHERE app = $1 AND id NOT IN (SELECT id FROM zalo_tokens WHERE app = $1 ORDER BY id DESC LIMIT 2);

-- name: account
SELECT version, trouble FROM zalo_accounts WHERE app = $1;

-- name: pin
INSERT INTO zalo_accounts (app, version) VALUES ($1, $2) ON CONFLICT (app) DO UPDATE SET version = excluded.version;

-- name: trouble
INSERT INTO zalo_accounts (app, trouble) VALUES ($1, $2) ON CONFLICT (app) DO UPDATE SET trouble = excluded.trouble;

-- name: media
SELECT media FROM zalo_media WHERE app = $1 AND hash = $2 AND kind = $3 AND at > $4;

-- name: keep_media
INSERT INTO zalo_media (app, hash, kind, media, at) VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (app, hash, kind) DO UPDATE SET media = excluded.media, at = excluded.at;

-- name: forget_media
DELETE FROM zalo_media WHERE at <= $1;

-- name: seen_since
SELECT count(*) FROM addresses WHERE channel = $1 AND seen_at > $2 AND seen_at <= $3;

-- name: newest_user
SELECT user FROM addresses WHERE channel = $1 ORDER BY seen_at DESC LIMIT 1;
