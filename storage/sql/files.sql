-- name: add
INSERT INTO case_files (code, seq, side, channel, ref, name, mime, state, at)
SELECT $1, coalesce(max(seq), 0) + 1, $2, $3, $4, $5, $6, 'wanted', $7 FROM case_files WHERE code = $1;

-- name: wanted
SELECT code, seq, side, channel, ref, name, mime, tries FROM case_files
WHERE state = 'wanted' AND channel IN (SELECT value FROM json_each($1)) ORDER BY at, code, seq LIMIT $2;

-- name: kept
UPDATE case_files SET state = 'kept', hash = $3, mime = $4, name = $5
WHERE code = $1 AND seq = $2 AND state = 'wanted';

-- name: tried
UPDATE case_files SET tries = tries + 1, state = $3 WHERE code = $1 AND seq = $2 AND state = 'wanted';

-- name: of_case
SELECT seq, side, state, hash, name, mime FROM case_files WHERE code = $1 ORDER BY seq;

-- name: still_wanted
SELECT count(*) FROM case_files WHERE code = $1 AND side = $2 AND state = 'wanted';

-- name: hand_on
UPDATE case_files SET state = 'handed' WHERE code = $1 AND side = $2 AND state = 'kept'
RETURNING seq, side, state, hash, name, mime;
