-- name: add
INSERT INTO tasks (code, conclusion, unit, post, matter, status, given_at, due_at, next_at, body)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10);

-- name: save
UPDATE tasks SET status = $2, due_at = $3, next_at = $4, body = $5 WHERE code = $1;

-- name: get
SELECT body FROM tasks WHERE code = $1;

-- name: same
SELECT body FROM tasks WHERE conclusion = $1 AND unit = $2 AND post = $3 AND matter = $4 AND status <> 'withdrawn';

-- name: due
SELECT code FROM tasks WHERE next_at IS NOT NULL AND next_at <= $1 ORDER BY unit, post, next_at LIMIT $2;

-- name: put_off
UPDATE tasks SET next_at = $2 WHERE code = $1;

-- name: all
SELECT body FROM tasks ORDER BY given_at, code;

-- name: live
SELECT body FROM tasks WHERE status IN ('open', 'reported') ORDER BY due_at, unit, code LIMIT $1 OFFSET $2;

-- name: live_count
SELECT count(*) FROM tasks WHERE status IN ('open', 'reported');

-- name: of_posts
SELECT body FROM tasks WHERE status IN ('open', 'reported') AND unit IN (SELECT value FROM json_each($1))
UNION
SELECT body FROM tasks WHERE status IN ('open', 'reported') AND post <> '' AND post IN (SELECT value FROM json_each($2));

-- name: overdue
-- What was owed and late at a moment: what is so still, and what was ended or taken back only after it.
SELECT body, due_at FROM tasks WHERE status IN ('open', 'reported') AND due_at < $1 AND given_at < $1
UNION
SELECT t.body, m.due_at FROM task_moves AS m CROSS JOIN tasks AS t ON t.code = m.task
WHERE m.action IN ('done', 'withdraw') AND m.at >= $1 AND m.due_at < $1 AND t.given_at < $1;

-- name: done_since
SELECT t.body FROM task_moves AS m CROSS JOIN tasks AS t ON t.code = m.task
WHERE m.action IN ('done', 'withdraw') AND m.action = 'done' AND m.at >= $1 ORDER BY m.at DESC, m.id DESC;

-- name: move
INSERT INTO task_moves (task, at, action, person, words, document, due_at) VALUES ($1, $2, $3, $4, $5, $6, $7);

-- name: moves
SELECT at, action, words, document FROM task_moves WHERE task = $1 ORDER BY id;
