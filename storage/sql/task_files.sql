-- name: want
INSERT INTO task_files (task, seq, channel, ref, name, mime, state, at)
SELECT $1, coalesce(max(seq), 0) + 1, $2, $3, $4, $5, 'wanted', $6 FROM task_files WHERE task = $1;

-- name: wanted
SELECT task, seq, channel, ref, name, mime, tries FROM task_files
WHERE state = 'wanted' AND channel IN (SELECT value FROM json_each($1)) ORDER BY at, task, seq LIMIT $2;

-- name: kept
UPDATE task_files SET state = 'kept', hash = $3, mime = $4, name = $5 WHERE task = $1 AND seq = $2 AND state = 'wanted';

-- name: tried
UPDATE task_files SET tries = tries + 1, state = $3 WHERE task = $1 AND seq = $2 AND state = 'wanted';

-- name: of_task
SELECT seq, state, hash, name, mime FROM task_files WHERE task = $1 AND state <> 'lost' ORDER BY seq;
